"""action=patrol: say that somebody has looked at a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Id
from pytest_mwedit.api.params import require_only_one
from pytest_mwedit.api.permissions import action_refusals, refuse, tag_refusals
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.wiki.changes import PATROLLED, UNPATROLLED

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki.changes import Change


def run(call: Call) -> None:
    """Check, patrol, and answer."""
    wiki = call.wiki
    change = _change(call)
    refuse(call, tag_refusals(call))
    reasons = action_refusals(call, "patrol", change.title, wiki.page(change.title))
    if change.user == call.user.name and not call.may("autopatrol"):
        reasons.append(ApiError(errors.NO_AUTOPATROL))
    refuse(call, reasons)
    if change.patrolled == UNPATROLLED:
        change.patrolled = PATROLLED
        revision = change.revision
        wiki.add_log(
            "patrol",
            "patrol",
            change.title,
            call.user,
            parameters={
                "curid": revision.id if revision is not None else 0,
                "previd": revision.parent_id if revision is not None else 0,
                "auto": False,
            },
            page_id=change.page_id,
            tags=tuple(call.params["tags"] or ()),
        )
        note_write(call)
    call.result["patrol"] = Tree(rcid=change.id, ns=change.title.namespace, title=str(change.title))


def _change(call: Call) -> Change:
    """Return the change that the parameters rcid and revid name."""
    params, changes = call.params, call.wiki.recent_changes
    require_only_one(params, "", ("rcid", "revid"))
    if params["rcid"] is not None:
        found = next((each for each in changes if each.id == params["rcid"]), None)
        if found is None:
            raise ApiError(errors.NO_SUCH_CHANGE, Id(params["rcid"]))
        return found
    revision = call.wiki.revisions.get(params["revid"])
    if revision is None:
        raise ApiError(errors.NO_SUCH_REV_ID, Id(params["revid"]))
    found = next((each for each in changes if each.revision is revision), None)
    if found is None:
        raise ApiError(errors.NOT_PATROLLABLE, Id(params["revid"]))
    return found
