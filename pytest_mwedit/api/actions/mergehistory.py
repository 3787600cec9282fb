"""action=mergehistory: put the revisions of one page before those of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import internal_error, title_called
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Id
from pytest_mwedit.api.params import require_only_one
from pytest_mwedit.api.permissions import edit_refusals, literally, refuse
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.wiki import iso
from pytest_mwedit.wiki.merging import merge_history, merged_until

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Page, Title


def run(call: Call) -> None:
    """Check, merge, and answer."""
    wiki, params = call.wiki, call.params
    for name in ("from", "to"):
        require_only_one(params, "", (name, f"{name}id"))
    titles = _title(call, "from"), _title(call, "to")
    if not all(title.can_exist or title.interwiki for title in titles):
        raise internal_error(call, "Wikimedia\\Assert\\PreconditionException")
    source, target = (None if title.interwiki else wiki.page(title) for title in titles)
    refuse(call, _impossible(call, titles, source, target))
    if source is None or target is None:
        raise AssertionError(titles)  # what is impossible was refused
    refused = [reason for page in (source, target) for reason in edit_refusals(call, page.title, page)]
    if not call.may("mergehistory"):
        refused.append(ApiError(errors.MERGE_PERMISSION))
    refuse(call, refused)
    names = str(source.title), str(target.title)
    merge_history(
        wiki,
        source,
        target,
        call.user,
        params["timestamp"],
        wiki.fitted(params["reason"]),
        wiki.fitted(_comment(call, *names)),
        literally(wiki.content_language, "mergehistory-source-deleted-reason"),
    )
    note_write(call)
    until = wiki.clock.now() if params["timestamp"] is None else params["timestamp"]
    call.result["mergehistory"] = Tree(
        {"from": names[0], "to": names[1]}, timestamp=iso(until), reason=params["reason"]
    )


def _title(call: Call, name: str) -> Title:
    """Return the title that a parameter names, by itself or by the page's number."""
    params, wiki = call.params, call.wiki
    if params[f"{name}id"] is None:
        return title_called(call, params[name])
    page = wiki.pages_by_id.get(params[f"{name}id"])
    if page is None:
        raise ApiError(errors.NO_SUCH_PAGE_ID, Id(params[f"{name}id"]))
    return page.title


def _impossible(call: Call, titles: tuple[Title, Title], source: Page | None, target: Page | None) -> list[ApiError]:
    """Return every reason why the pages cannot be merged, whoever asks."""
    until = call.params["timestamp"]
    reasons = []
    if source is None:
        reasons.append(ApiError(errors.MERGE_INVALID_SOURCE))
    if target is None:
        reasons.append(ApiError(errors.MERGE_INVALID_TARGET))
    if titles[0] == titles[1]:
        reasons.append(ApiError(errors.MERGE_SELF))
    if source is None and until is None and call.wiki.traits.merges_until_the_last_revision:
        reasons.append(ApiError(errors.MERGE_BAD_TIMESTAMP))
    elif target is not None:
        moment = _last_moment(call, source, until)
        if moment is None or moment > min(each.timestamp for each in target.revisions):
            reasons.append(ApiError(errors.MERGE_OVERLAP))
    return reasons


def _last_moment(call: Call, source: Page | None, until: int | None) -> int | None:
    """Return of when the last revision is that is to be merged; None if there is none."""
    if source is None:
        return call.wiki.clock.now() if until is None else None
    last = merged_until(source, until)
    return None if last is None else last.timestamp


def _comment(call: Call, source: str, target: str) -> str:
    """Return what is said of the merge in the history of a page of which nothing is left."""
    reason = call.params["reason"]
    key = "mergehistory-comment" if reason else "mergehistory-autocomment"
    return literally(call.wiki.content_language, key, source, target, reason)
