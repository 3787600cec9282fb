"""action=delete: delete a page, and its discussion page if that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import title_or_pageid
from pytest_mwedit.api.actions.watching import watch
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.hidden import CONTENT, USER
from pytest_mwedit.api.messages import Markup, message, unfilled
from pytest_mwedit.api.permissions import action_refusals, rate_refusals, refuse, tag_refusals
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.wiki.text_summaries import SUMMARY_LIMIT, truncated

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
    entry = wiki.delete_page(title, call.user, wiki.fitted(reason), tags=tags)
    if talk is not None:
        told = unfilled("delete-talk-summary-prefix", wiki.language.code).replace("$1", reason)
        wiki.delete_page(talk, call.user, wiki.fitted(told.rstrip()), tags=tags)
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
    """Return why a page is deleted if nobody says it: what it said, and who alone wrote that as far as everybody sees.

    What was said before is looked for in one revision. Where no author is seen, some versions find no reason.
    """
    filled = call.wiki.language.filled
    text = page.latest.text
    authors = list(dict.fromkeys(each.user for each in page.revisions if USER not in each.hidden))
    if not authors and manner_of(call.wiki.version).deletes_only_of_seen_authors:
        raise ApiError(errors.CANNOT_DELETE, Markup(page.title.prefixed_text))
    names: tuple[str, ...] = ()
    if not text and len(page.revisions) > 1:
        before = page.revisions[-2]
        key, text = "exbeforeblank", "" if CONTENT in before.hidden else before.text
    elif len(authors) == 1:
        key, names = "excontentauthor", (authors[0],)
    else:
        key = "excontent"
    said = filled(key, "", *names)
    left = SUMMARY_LIMIT - len(said.encode())
    return filled(key, truncated(text.replace("\n", " "), left, call.wiki.ellipsis), *names)
