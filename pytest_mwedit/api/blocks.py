"""Blocks: whom they stop, how replies tell of them, and the cookie with which they follow a browser."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import WIKITEXT, Id, Markup, message, text, unfilled
from pytest_mwedit.api.sessions import http_date
from pytest_mwedit.languages import language
from pytest_mwedit.wiki import iso
from pytest_mwedit.wiki.blocks import breadth, is_address_or_range
from pytest_mwedit.wiki.namespaces import USER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Block, User

#: The longest that a browser is to remember a block.
REMEMBERED = 86400
_FORGOTTEN = "deleted; expires=Thu, 01 Jan 1970 00:00:01 GMT; Max-Age=0; path=/"

#: How somebody with an account of their own is refused: how somebody with a temporary one is.
TEMPORARY_ROWS = {errors.BLOCKED: errors.BLOCKED_TEMPORARY, errors.AUTOBLOCKED: errors.AUTOBLOCKED_TEMPORARY}


def blocks_of(call: Call) -> list[Block]:
    """Return every block that is about the user, the address or, by its cookie, the browser.

    The browser of somebody logged in who cannot be trusted to be there is not looked at, and no range is.
    """
    if not call.wiki.blocks:
        return []
    if call.distrusted is None:
        return _hitting(call, _remembered_block(call))
    return [block for block in _hitting(call, None) if not _is_range(block)]


def heeded_blocks(call: Call) -> list[Block]:
    """Return every block that stops the user, also one that is not told of."""
    if not call.wiki.traits.heeds_blocks_of_distrusted:
        return blocks_of(call)
    return _hitting(call, _remembered_block(call)) if call.wiki.blocks else []


def _hitting(call: Call, remembered: Block | None) -> list[Block]:
    wiki, user = call.wiki, call.user
    now = wiki.clock.now()
    has_account = wiki.has_own_account(user)
    # Who is exempt from blocks of addresses is so from those of the browser.
    exempt = user.is_registered and call.may("ipblock-exempt")
    hits = [
        block
        for block in wiki.blocks
        if block.holds_at(now)
        and (
            (block is remembered and not exempt) or block.hits(user.name, registered=has_account, address=call.address)
        )
        and not (exempt and is_address_or_range(block.target))
    ]
    ids = {block.id for block in hits}
    return sorted((block for block in hits if block.parent not in ids), key=lambda block: _place(block, user))


def _place(block: Block, user: User) -> tuple[bool, bool, int, int]:
    """Return where a block stands among several: that of the account, narrower ranges of addresses, wider ones.

    What came of blocks of accounts by itself stands last.
    """
    return block.parent is not None, block.target != user.name, -breadth(block.target), block.id


def _is_range(block: Block) -> bool:
    return "/" in block.target and is_address_or_range(block.target)


# Telling of them


def block_refusals(call: Call, stopping: list[Block], blocks: list[Block], told: list[Block]) -> list[ApiError]:
    """Return what is said of the blocks that are *stopping* somebody.

    Of several that are told alike the last is, but all are to who will have a temporary account
    (`found/several_blocks_before_temporary_accounts_*`).
    """
    if call.wiki.traits.several_blocks_are_one:
        stopping = stopping[:1]
    refusals = [blocked(call, block, blocks, told) for block in stopping]
    return refusals if call.expects_account else list({refusal.row: refusal for refusal in refusals}.values())


def blocked_anywhere(call: Call, blocks: list[Block]) -> list[ApiError]:
    """Return how somebody is refused whatever page it is about: several blocks are told as one there."""
    if len(blocks) == 1 or call.wiki.traits.several_blocks_are_one:
        return block_refusals(call, blocks, blocks, blocks)
    spoken, info = language(call.language), blocks_info(call, blocks)
    expiries = [block.expiry for block in blocks if block.expiry is not None]
    numbers = unfilled("comma-separator", call.language).join(f"#{block.id}" for block in blocks)
    listed = text(message("blockedtext-composite-ids", Markup(numbers)), WIKITEXT, call.language)
    refusal = ApiError(
        errors.BLOCKED_BY_SEVERAL,
        "",
        Markup(call.says("blockedtext-composite-reason")),
        call.address,
        "",
        Markup(listed),
        spoken.moment(max(expiries)) if len(expiries) == len(blocks) else call.says("infiniteblock"),
        call.address,
        spoken.moment(min(block.timestamp for block in blocks)),
        data={"blockinfo": info},
    )
    return [refusal]


def blocked(call: Call, block: Block, blocks: list[Block], told: list[Block]) -> ApiError:
    """Return the refusal of somebody blocked by *block*, the first of *blocks*; it describes those *told* of."""
    row = errors.AUTOBLOCKED if block.parent else errors.BLOCKED_PARTIALLY if block.partial else errors.BLOCKED
    if len(blocks) > 1 and call.wiki.traits.several_blocks_are_one:
        row = errors.BLOCKED
    if call.expects_account or call.wiki.is_temporary(call.user.name):
        row = TEMPORARY_ROWS.get(row, row)
    named = is_address_or_range(block.target) or call.wiki.is_temporary(block.target)
    spoken = language(call.language)
    params = (
        Markup(f"[[{call.wiki.titles.namespaces[USER].name}:{block.by}|{_isolated(block.by)}]]"),
        Markup(block.reason or call.says("blockednoreason")),
        call.address,
        _isolated(block.by),
        Id(block.id),
        call.says("infiniteblock") if block.expiry is None else spoken.moment(block.expiry),
        block.target if named else _isolated(block.target),
        spoken.moment(block.timestamp),
    )
    # Of who will have a temporary account, the account is not blocked.
    told = [] if call.expects_account else told
    # One code for all that is told of several.
    code = errors.AUTOBLOCKED.code if len(told) == 1 and told[0].parent else errors.BLOCKED.code if told else None
    return ApiError(row, *params, data={"blockinfo": blocks_info(call, told)} if told else {}, code=code)


def blocks_info(call: Call, blocks: list[Block]) -> dict[str, object]:
    """Describe one or several blocks as replies do."""
    described = [_block_info(call, block) for block in blocks]
    if len(described) == 1:
        return described[0]
    # Several blocks are told as one that nobody made, as strict and long as the strictest and longest.
    longest = max(blocks, key=lambda block: float("inf") if block.expiry is None else block.expiry)
    whole = _block_info(call, longest)
    began = call.wiki.clock.now() if call.wiki.traits.several_blocks_are_one else min(each.timestamp for each in blocks)
    whole |= {
        "blockid": None,
        "blockedby": "",
        "blockedbyid": 0,
        "blockreason": call.says("blockedtext-composite-reason"),
        "blockedtimestamp": iso(began),
        "blockpartial": all(block.partial for block in blocks),
        "blocknocreate": any(block.create_account for block in blocks),
        "blockanononly": all(block.anon_only for block in blocks),
        "blockemail": any(block.email for block in blocks),
        "blockowntalk": any(block.closes_own_talk for block in blocks),
        "blockedtimestampformatted": language(call.language).moment(began),
    }
    whole["blockcomponents"] = described
    return {key: value for key, value in whole.items() if key not in call.wiki.traits.untold_of_blocks}


def _block_info(call: Call, block: Block) -> dict[str, object]:
    spoken = language(call.language)
    info: dict[str, object] = {
        "blockid": block.id,
        "blockedby": block.by,
        "blockedbyid": block.by_id,
        "blockreason": block.reason,
        "blockedtimestamp": iso(block.timestamp),
        "blockexpiry": "infinite" if block.expiry is None else iso(block.expiry),
        "blockpartial": block.partial,
        "blocknocreate": block.create_account,
        "blockanononly": block.anon_only,
        "blockemail": block.email,
        "blockowntalk": block.closes_own_talk,
        "blockedtimestampformatted": spoken.moment(block.timestamp),
    }
    if block.expiry is not None:
        info["blockexpiryformatted"] = info["blockexpiryrelative"] = spoken.moment(block.expiry)
    return {key: value for key, value in info.items() if key not in call.wiki.traits.untold_of_blocks}


def own_block_info(call: Call, user: User) -> dict[str, object]:
    """Describe the block of the account of *user* itself, if there is one."""
    now = call.wiki.clock.now()
    blocks = [each for each in call.wiki.blocks if each.target == user.name and each.holds_at(now)]
    return _block_info(call, blocks[0]) if blocks else {}


def _isolated(name: str) -> str:
    """Wrap a name in the marks that keep its direction of writing to itself."""
    return f"\u202a{name}\u202c"


# The cookie


def block_cookies(call: Call, *, distrusted: bool = False, is_page: bool = False) -> list[str]:
    """Return the cookies that make a browser forget a block that is not its user's, and remember one.

    Whether a browser remembers and forgets what a *distrusted* site asks it for hangs on the version
    (`found/distrusted_sites_ask_the_blocked`). A reply that *is_page* tells nothing of who is logged in and not to be
    trusted (`found/blocks_of_suppressed_logins_on_pages`).

    The block of an address follows who is not logged in, the block of an account its user if it blocks addresses, too.
    """
    traits = call.wiki.traits
    if not traits.remembers_blocks or (distrusted and not traits.heeds_blocks_of_distrusted):
        return []
    name = _cookie_name(call)
    sent = call.request.cookies.get(name) if call.request.header("Cookie") else None
    if sent is None and not _heeded_blocks(call):
        return []
    # Who logs out is somebody else at once, who logs in only with the next request.
    user = call.sender if call.user.is_registered and not call.has_read_user_anew else call.user
    block = _followed_by(call, user)
    # Nobody is to be trusted, but what is remembered is the block of who is there.
    found = call.distrusted if traits.heeds_blocks_of_distrusted else None
    own = None if found is None else _followed_by(call, found)
    if sent is None:
        if own is not None and not is_page:
            return [_remembering(call, own)]
        # Where a callback and a distrusted site make nobody of who is there, nothing new is remembered.
        suppressed = distrusted and call.login_suppressed
        return [] if block is None or suppressed else [_remembering(call, block)]
    if _remembered_block(call) is not None:
        return []
    forgetting = f"{name}={_FORGOTTEN}"
    if found is not None:
        return [forgetting] if own is None else []
    if not user.is_registered:
        # Of somebody who is not to be trusted, what is no block any more is forgotten.
        is_gone = all(_signed(call, each) != sent for each in call.wiki.blocks)
        return [forgetting] if is_gone and call.distrusted is not None else []
    return [forgetting] if block is None else [forgetting, _remembering(call, block)]


def _remembering(call: Call, block: Block) -> str:
    now = call.wiki.clock.now()
    until = now + REMEMBERED if block.expiry is None else min(now + REMEMBERED, block.expiry)
    return f"{_cookie_name(call)}={_signed(call, block)}; expires={http_date(until)}; Max-Age={until - now}; path=/"


def _heeded_blocks(call: Call) -> Sequence[Block]:
    """Return the blocks that a browser may be told of.

    What the request itself brought about is heeded from the next one on, unless the user was read anew: a temporary
    account is made in it (`found/new_temporary_accounts_blocked_by_filters`), or a filter takes from somebody who
    is exempt from blocks of addresses what exempts (`found/blocked_by_filters_that_take_groups`).
    """
    return call.wiki.blocks if call.has_read_user_anew else call.blocks_before


def _followed_by(call: Call, user: User) -> Block | None:
    """Return the block of *user* that a browser is to remember."""
    now = call.wiki.clock.now()
    for block in sorted(_heeded_blocks(call), key=lambda block: _place(block, user)):
        of_address = is_address_or_range(block.target) and block.parent is None
        if _is_range(block) and call.distrusted is not None:
            # A range is not looked for where it is not to be known who asks.
            continue
        mine = block.target == user.name and block.autoblock if user.is_registered else of_address
        if mine and block.holds_at(now) and block.hits(user.name, registered=user.is_registered, address=call.address):
            return block
    return None


def _remembered_block(call: Call) -> Block | None:
    """Return the block of an account that the browser remembers, whoever uses it now."""
    sent = call.request.cookies.get(_cookie_name(call)) if call.request.header("Cookie") else None
    if sent is None:
        return None
    followers = (block for block in call.wiki.blocks if block.autoblock and not is_address_or_range(block.target))
    return next((block for block in followers if _signed(call, block) == sent), None)


def _signed(call: Call, block: Block) -> str:
    """Return what the cookie of *block* holds: its number, and that this wiki wrote it."""
    signature = hashlib.sha512(f"{call.wiki.sessions.seed}:block:{block.id}".encode()).hexdigest()
    return f"{block.id}%21{signature}"


def _cookie_name(call: Call) -> str:
    return f"{call.wiki.config.cookie_prefix}BlockID"
