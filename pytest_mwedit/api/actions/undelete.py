"""action=undelete: bring deleted revisions back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import internal_error, title_called, titled
from pytest_mwedit.api.actions.watching import watch
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import message, unfilled
from pytest_mwedit.api.permissions import action_refusals, refuse, refuse_who_is_blocked, tag_refusals
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Page, Revision, Title


def run(call: Call) -> None:
    """Check, bring back, and answer."""
    params, wiki = call.params, call.wiki
    refuse_who_is_blocked(call)
    title, page = _titled(call)
    refuse(call, [*action_refusals(call, "undelete", title, page), *tag_refusals(call)])
    tags = tuple(params["tags"] or ())
    talk = _talk(call, title) if params["undeletetalk"] else None
    revisions = _wanted(call, title)
    if not revisions:
        if call.main["errorformat"] != "bc":
            call.main["above"] = "warnings"
        raise ApiError(errors.CANT_UNDELETE, before=(ApiError(errors.UNDELETE_NO_RESULTS),))
    wiki.undelete_page(title, call.user, params["reason"], revisions=revisions, tags=tags)
    count = len(revisions)
    if talk is not None:
        count += len(wiki.archive[talk])
        told = unfilled("undelete-talk-summary-prefix", wiki.language.code).replace("$1", params["reason"])
        wiki.undelete_page(talk, call.user, wiki.fitted(told.rstrip()), tags=tags)
    note_write(call)
    watch(call, title, "watchdefault")
    call.result["undelete"] = Tree(title=str(title), revisions=count, fileversions=0, reason=params["reason"])


def _titled(call: Call) -> tuple[Title, Page | None]:
    title = title_called(call, call.params["title"])
    if title.can_exist or call.wiki.traits.checks_titles_to_undelete:
        return titled(call)
    raise internal_error(call, "MediaWiki\\Page\\PageAssertionException")


def _wanted(call: Call, title: Title) -> list[Revision]:
    """Return the deleted revisions that the request asks for: those of some times, or all."""
    deleted = call.wiki.archive.get(title, [])
    times = call.params["timestamps"]
    if not times and not call.params["fileids"]:
        return list(deleted)
    return [each for each in deleted if each.timestamp in (times or ())]


def _talk(call: Call, title: Title) -> Title | None:
    """Return the discussion page that is to come back, too; warn if there is none."""
    talk = call.wiki.titles.talk(title)
    if talk is None or talk == title:
        call.warn("undelete", message("undelete-error-associated-alreadytalk"))
        return None
    if not call.wiki.archive.get(talk):
        call.warn("undelete", message("undelete-error-associated-notdeleted"))
        return None
    return talk
