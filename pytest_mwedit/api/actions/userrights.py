"""action=userrights: put somebody into groups, and take them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.block import UNKNOWN_USER, watch_user
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.params import expiry as read_expiry
from pytest_mwedit.api.params import require_only_one
from pytest_mwedit.api.permissions import refuse, refuse_who_is_blocked, tag_refusals
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.wiki.changing_groups import change_groups

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import User


def run(call: Call) -> None:
    """Check, change the groups, and answer."""
    params = call.params
    if not call.may("userrights"):
        refuse_who_is_blocked(call)
    require_only_one(params, "", ("user", "userid"))
    expiries = _expiries(call)
    user = _user(call)
    refuse(call, tag_refusals(call))
    changes = call.may("userrights")
    adds = list(dict.fromkeys(params["add"] or ())) if changes else []
    removes = list(dict.fromkeys(params["remove"] or ())) if changes else []
    removed = [group for group in removes if group in user.groups]
    added = [
        group
        for group in adds
        if group in removed or group not in user.groups or user.group_expiries.get(group) != expiries[group]
    ]
    if adds or removes:
        change_groups(
            call.wiki,
            user,
            {group: expiries[group] for group in added},
            removed,
            call.user,
            reason=call.wiki.fitted(params["reason"]),
            tags=tuple(params["tags"] or ()),
        )
    # Who is put into a group once more is so with a write, who is taken out of none without.
    changed = bool(adds or removed)
    if changed:
        note_write(call)
    answer = Tree(user=user.name, userid=user.id, added=_told(adds, added), removed=_told(removes, removed))
    if "watchuser" in params:
        answer["watchuser"] = params["watchuser"]
        if params["watchuser"]:
            watch_user(call, user.name)
            note_write(call) if not changed else None
    call.result["userrights"] = answer


def _told(asked: list[str], changed: list[str]) -> Any:
    """Return which of the groups that were asked for were changed; those between that were not leave their numbers."""
    positions = [asked.index(group) for group in changed]
    if positions == list(range(len(positions))):
        return changed
    return Tree({str(position): group for position, group in zip(positions, changed, strict=True)})


def _expiries(call: Call) -> dict[str, int | None]:
    """Return until when somebody is put into each group; one time is good for all."""
    groups: list[str] = call.params["add"] or []
    given: list[str] = call.params["expiry"]
    if groups and len(given) != len(groups):
        if len(given) != 1:
            raise ApiError(errors.TOO_FEW_EXPIRIES, len(given), len(groups))
        given = given * len(groups)
    now = call.wiki.clock.now()
    expiries: dict[str, int | None] = {}
    for group, raw in zip(groups, given, strict=False):
        try:
            moment = read_expiry(raw, now)
        except ValueError:
            raise ApiError(errors.INVALID_EXPIRY, raw) from None
        if moment is not None and moment < now:
            raise ApiError(errors.PAST_EXPIRY, raw)
        expiries[group] = moment
    return expiries


def _user(call: Call) -> User:
    params, wiki = call.params, call.wiki
    if params["userid"] is not None:
        found = next((each for each in wiki.users.values() if each.id == params["userid"]), None)
        if found is None:
            raise ApiError(errors.NO_NAME)
        return found
    found = wiki.users.get(params["user"])
    if found is None:
        name = params["user"]
        raise ApiError(errors.NO_SUCH_USER_SHORT, UNKNOWN_USER if name.startswith("#") else name)
    return found
