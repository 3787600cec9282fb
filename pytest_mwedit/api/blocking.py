"""Placing and lifting blocks, whoever asks for it."""

from __future__ import annotations

from dataclasses import replace

from pytest_mwedit.api.permissions import reason_of_following, spread_block
from pytest_mwedit.wiki import Block, User, Wiki
from pytest_mwedit.wiki.blocks import log_parameters
from pytest_mwedit.wiki.namespaces import USER

#: From where everything is edited.
ADDRESS = "127.0.0.1"


def own_block(wiki: Wiki, target: str) -> Block | None:
    """Return the block that somebody placed on *target* itself, if it still holds."""
    now = wiki.clock.now()
    return next(
        (each for each in wiki.blocks if each.target == target and each.parent is None and each.holds_at(now)), None
    )


def blocks_alike(one: Block, other: Block) -> bool:
    """Whether two blocks of somebody do the same, whoever placed them."""
    return replace(one, id=other.id, by=other.by, by_id=other.by_id, timestamp=other.timestamp) == other


def place_block(
    wiki: Wiki,
    made: Block,
    by: User,
    duration: str,
    *,
    tags: tuple[str, ...] = (),
    hidden: frozenset[str] = frozenset(),
) -> Block:
    """Block somebody, in place of the block that there was.

    Args:
        wiki: Where.
        made: The block, whose id does not count.
        by: Who blocks.
        duration: What the log tells of its length.
        tags: The tags of the entry in the log.
        hidden: What is hidden of that entry, see `LogEntry.hidden`.
    """
    before = own_block(wiki, made.target)
    if before is None:
        made = replace(made, id=wiki.next_block_id)
        wiki.next_block_id += 1
    else:
        made = replace(made, id=before.id)
        _let_follow(wiki, made)
    wiki.blocks = [each for each in wiki.blocks if each.target != made.target] + [made]
    if wiki.config.block_disables_login and not made.partial:
        wiki.sessions.end_all_of(made.target)
    if made.autoblock and any(change.user == made.target for change in wiki.recent_changes):
        # The address of what was done latest is blocked, too.
        spread_block(wiki, made, ADDRESS)
    wiki.add_log(
        "block",
        "block" if before is None else "reblock",
        wiki.titles.make(USER, made.target),
        by,
        made.reason,
        parameters=log_parameters(made, duration),
        tags=tags,
        hidden=hidden,
    )
    return made


def _let_follow(wiki: Wiki, block: Block) -> None:
    """Change the blocks of addresses that followed from a block as that one was changed: story `following_blocks`."""
    followers = [each for each in wiki.blocks if each.parent == block.id]
    wiki.blocks = [each for each in wiki.blocks if each.parent != block.id]
    if not block.autoblock:
        return
    reason = block.reason if wiki.traits.gives_own_reason_to_following_blocks else reason_of_following(wiki, block)
    wiki.blocks += [
        replace(
            each,
            reason=reason,
            create_account=block.create_account,
            closes_own_talk=block.closes_own_talk,
            pages=block.pages,
            namespaces=block.namespaces,
            restricted=block.restricted,
        )
        for each in followers
    ]


def lift_block(wiki: Wiki, block: Block, by: User, reason: str = "", *, tags: tuple[str, ...] = ()) -> None:
    """Let somebody who is blocked edit again, and every address that was blocked for it."""
    wiki.blocks = [each for each in wiki.blocks if each is not block and each.parent != block.id]
    target = f"#{block.id}" if block.parent is not None else block.target
    wiki.add_log("block", "unblock", wiki.titles.make(USER, target), by, reason, tags=tags)
