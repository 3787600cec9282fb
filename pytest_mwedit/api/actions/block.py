"""action=block: keep somebody from editing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.blocking import blocks_alike, own_block, place_block
from pytest_mwedit.api.blocks import blocks_of
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Id, message
from pytest_mwedit.api.params import expiry as read_expiry
from pytest_mwedit.api.params import require_only_one
from pytest_mwedit.api.permissions import refuse, tag_refusals
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import Block, iso
from pytest_mwedit.wiki.blocks import is_address_or_range, normal_range, too_wide
from pytest_mwedit.wiki.namespaces import USER, USER_TALK
from pytest_mwedit.wiki.pages import INFINITY

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call

#: What a request can ask of a block, as the reply repeats it.
FLAGS = ("anononly", "nocreate", "autoblock", "noemail", "hidename", "allowusertalk", "watchuser", "partial")

#: What somebody is called whom nobody knows.
UNKNOWN_USER = "Unknown user"


def run(call: Call) -> None:
    """Check, block, and answer."""
    params, wiki = call.params, call.wiki
    if not call.may("block"):
        raise ApiError(errors.PERMISSION_DENIED, message("action-block"))
    require_only_one(params, "", ("user", "userid"))
    target = target_of(call)
    refuse_blocked(call, target)
    refuse(call, tag_refusals(call))
    if params["hidename"]:
        if not call.may("hideuser"):
            raise ApiError(errors.BAD_ACCESS_NOBODY)
        raise NotImitated("The in-memory wiki does not hide names of users. Leave hidename out, or record the reply.")
    if params["noemail"] and not call.may("blockemail"):
        raise ApiError(errors.CANT_BLOCK_EMAIL)
    made = _block(call, target)
    before = own_block(wiki, target)
    if before is not None and (not params["reblock"] or blocks_alike(before, made)):
        raise ApiError(errors.ALREADY_BLOCKED, target)
    duration = params["expiry"] if made.expiry is not None else INFINITY
    made = place_block(wiki, made, call.user, duration, tags=tuple(params["tags"] or ()))
    if params["watchuser"]:
        watch_user(call, target)
    note_write(call)
    _answer(call, made)


def target_of(call: Call) -> str:
    """Return whom the parameters user and userid name: an account, an address or a range."""
    params, wiki = call.params, call.wiki
    if params["userid"] is not None:
        found = next((each for each in wiki.users.values() if each.id == params["userid"]), None)
        if found is None:
            raise ApiError(errors.NO_SUCH_USER_ID, Id(params["userid"]))
        return found.name
    name: str = params["user"]
    if is_address_or_range(name):
        return normal_range(name)
    return UNKNOWN_USER if name.startswith("#") else name


def refuse_blocked(call: Call, target: str, data: dict[str, Any] | None = None) -> None:
    """Refuse who is blocked, unless it is about the own block, and that may be changed."""
    blocks = [block for block in blocks_of(call) if not block.partial]
    if not blocks:
        return
    if target != call.user.name:
        raise ApiError(errors.BLOCKERS_ARE_BLOCKED, data=data)
    if not call.may("unblockself") and blocks[0].by != call.user.name:
        raise ApiError(errors.CANNOT_UNBLOCK_SELF, data=data)


def _block(call: Call, target: str) -> Block:
    """Return the block that is asked for; raises what cannot be one."""
    params, wiki = call.params, call.wiki
    of_address = is_address_or_range(target)
    if of_address and (widest := too_wide(target)) is not None:
        raise ApiError(errors.RANGE_TOO_LARGE, widest)
    if not of_address and target not in wiki.users:
        raise ApiError(errors.NO_SUCH_USER_SHORT, target)
    partial = params["partial"]
    pages = [wiki.title(text) for text in params["pagerestrictions"] or ()] if partial else []
    namespaces = list(params["namespacerestrictions"] or ()) if partial else []
    if partial and not params["allowusertalk"] and USER_TALK not in namespaces:
        raise ApiError(errors.PREVENT_USER_TALK_EDIT)
    until = _expiry(call)
    return Block(
        0,
        target,
        call.user.name,
        call.user.id,
        wiki.fitted(params["reason"]),
        wiki.clock.now(),
        until,
        autoblock=params["autoblock"] and not of_address,
        anon_only=params["anononly"] and of_address,
        create_account=params["nocreate"],
        email=params["noemail"],
        closes_own_talk=not params["allowusertalk"],
        pages=tuple(dict.fromkeys(pages)),
        namespaces=tuple(dict.fromkeys(namespaces)),
        restricted=partial,
    )


def _expiry(call: Call) -> int | None:
    now = call.wiki.clock.now()
    raw = call.params["expiry"]
    if not raw:
        raise ApiError(errors.BLOCK_EXPIRY_INVALID)
    try:
        until = read_expiry(raw, now)
    except ValueError:
        raise ApiError(errors.BLOCK_EXPIRY_INVALID) from None
    if until is not None and until < now:
        raise ApiError(errors.BLOCK_EXPIRY_OLD)
    return until


def watch_user(call: Call, name: str) -> None:
    """Put the page about somebody on the watchlist."""
    title = call.wiki.titles.make(USER, name)
    if call.wiki.config.watchlist_expiry and "watchlistexpiry" in call.raw:
        call.wiki.watch(call.user, title, call.params["watchlistexpiry"])
    else:
        call.wiki.keep_watching(call.user, title)


def _answer(call: Call, made: Block) -> None:
    params = call.params
    user = call.wiki.users.get(made.target)
    answer = Tree(
        user=made.target,
        userID=user.id if user is not None else 0,
        expiry="infinite" if made.expiry is None else iso(made.expiry),
        id=made.id,
        reason=params["reason"],
    )
    answer.update({flag: params[flag] for flag in FLAGS})
    pages = [str(call.wiki.title(text)) for text in params["pagerestrictions"] or ()]
    answer["pagerestrictions"] = list(dict.fromkeys(pages)) or None
    answer["namespacerestrictions"] = params["namespacerestrictions"]
    call.result["block"] = answer
