"""action=delete: delete a page, and its discussion page if that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import title_or_pageid
from pytest_mwedit.api.actions.watching import watch
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import message
from pytest_mwedit.api.permissions import action_refusals, rate_refusals, refuse, tag_refusals
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.wiki.text_summaries import SUMMARY_LIMIT, fitted

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Page, Title


def run(call: Call) -> None:
    """Check, delete, and answer."""
    title, page = title_or_pageid(call)
    if page is None:
        raise ApiError(errors.MISSING_TITLE)
    wiki, params = call.wiki, call.params
    talk = _talk(call, title) if params["deletetalk"] else None
    refuse(call, [*rate_refusals(call, "delete"), *action_refusals(call, "delete", title, page), *tag_refusals(call)])
    reason = params["reason"]
    if reason is None:
        reason = automatic_reason(call, page)
    tags = tuple(params["tags"] or ())
    entry = wiki.delete_page(title, call.user, fitted(reason), tags=tags)
    if talk is not None:
        wiki.delete_page(talk, call.user, fitted(reason), tags=tags)
    note_write(call)
    watch(call, title, "watchdeletion")
    call.result["delete"] = Tree(title=str(title), reason=reason, logid=entry.id)


def _talk(call: Call, title: Title) -> Title | None:
    """Return the discussion page that is to be deleted, too; warn if there is none."""
    talk = call.wiki.titles.talk(title)
    if talk is None or talk == title:
        call.warn("delete", message("delete-error-associated-alreadytalk"))
        return None
    if call.wiki.page(talk) is None:
        call.warn("delete", message("delete-error-associated-doesnotexist"))
        return None
    return talk


def automatic_reason(call: Call, page: Page) -> str:
    """Return why a page is deleted if nobody says it: what it said, and who alone wrote that."""
    filled = call.wiki.language.filled
    text, before = page.latest.text, False
    if not text:
        text = next((each.text for each in reversed(page.revisions) if each.text), "")
        before = True
    authors = {each.user for each in page.revisions}
    names: tuple[str, ...] = ()
    if before:
        key = "exbeforeblank"
    elif len(authors) == 1:
        key, names = "excontentauthor", (page.latest.user,)
    else:
        key = "excontent"
    said = filled(key, "", *names)
    return filled(key, _shortened(text.replace("\n", " "), SUMMARY_LIMIT - len(said)), *names)


def _shortened(text: str, characters: int) -> str:
    return text if len(text) <= characters else text[: characters - 3].rstrip() + "..."
