"""action=protect: restrict who may edit, move or create a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import title_or_pageid
from pytest_mwedit.api.actions.watching import watch
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.params import expiry as read_expiry
from pytest_mwedit.api.permissions import action_refusals, refuse, tag_refusals
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.wiki import iso
from pytest_mwedit.wiki.namespaces import FILE
from pytest_mwedit.wiki.protecting import CASCADING_LEVELS, protect

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call

#: What can be protected of a page that exists, and of a title without one.
ACTIONS_OF_PAGES = ("edit", "move", "upload")
ACTIONS = ("create", *ACTIONS_OF_PAGES)

#: The levels of protection; "all" is none.
LEVELS = ("", "autoconfirmed", "sysop")


def run(call: Call) -> None:
    """Check, protect, and answer."""
    params = call.params
    title, page = title_or_pageid(call)
    refuse(call, action_refusals(call, "protect", title, page))
    refuse(call, tag_refusals(call))
    wanted = params["protections"]
    expiries = _expiries(call, len(wanted))
    levels: dict[str, str] = {}
    until: dict[str, int | None] = {}
    told: list[dict[str, Any]] = []
    for protection, raw in zip(wanted, expiries, strict=True):
        action, is_written, level = protection.partition("=")
        _check_action(action, exists=page is not None, of_file=title.namespace == FILE)
        level = "" if level == "all" else level
        if level not in LEVELS:
            raise ApiError(errors.PROTECT_INVALID_LEVEL, level)
        moment = _moment(call, raw)
        levels[action], until[action] = level, moment
        told.append({action: level if is_written else None, "expiry": "infinite" if moment is None else iso(moment)})
    changed = protect(
        call.wiki,
        title,
        levels,
        call.user,
        expiry=until,
        cascade=params["cascade"],
        reason=params["reason"],
        tags=tuple(params["tags"] or ()),
    )
    was_listed = call.wiki.is_listed(call.user, title)
    watch(call, title, "watchdefault")
    if changed or call.wiki.is_listed(call.user, title) != was_listed:
        note_write(call)
    answer = Tree(title=str(title), reason=params["reason"])
    # Only where something changes, MediaWiki finds out that the level cannot cascade.
    if params["cascade"] and (not changed or levels.get("edit") in CASCADING_LEVELS):
        answer["cascade"] = True
    answer["protections"] = told
    call.result["protect"] = answer


def _expiries(call: Call, count: int) -> list[str]:
    """Return when each protection ends; one time is good for all."""
    given: list[str] = call.params["expiry"]
    if len(given) == count:
        return given
    if len(given) != 1:
        raise ApiError(errors.TOO_FEW_EXPIRIES, len(given), count)
    return given * count


def _check_action(action: str, *, exists: bool, of_file: bool) -> None:
    if not exists and action != "create":
        raise ApiError(errors.MISSING_TITLE_CREATE_ONLY)
    if exists and action == "create":
        raise ApiError(errors.CREATE_TITLE_EXISTS)
    if action not in ACTIONS or (action == "upload" and not of_file):
        raise ApiError(errors.PROTECT_INVALID_ACTION, action)


def _moment(call: Call, raw: str) -> int | None:
    try:
        moment = read_expiry(raw, call.wiki.clock.now())
    except ValueError:
        raise ApiError(errors.INVALID_EXPIRY, raw) from None
    if moment is not None and moment < call.wiki.clock.now():
        raise ApiError(errors.PAST_EXPIRY, raw)
    return moment
