"""What an edit makes of the page as others left it."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import Edit, internal_error
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.permissions import literally
from pytest_mwedit.wiki.merge import merge
from pytest_mwedit.wiki.pages import WIKITEXT
from pytest_mwedit.wiki.text_sections import (
    WHITESPACE,
    add_section,
    is_counted_as_included,
    plain_section_name,
    replace_section,
)

if TYPE_CHECKING:
    from pytest_mwedit.wiki import Revision


def merged_text(edit: Edit) -> str:
    """Return the page's whole new text, with the changes of others in it."""
    if edit.page is None:
        _refuse_deleted(edit)
        return _with_section_title(edit)
    if edit.section is not None and edit.content_model != WIKITEXT:
        raise internal_error(edit.call, "InvalidArgumentException")
    latest = edit.page.latest
    base = _base_revision(edit)
    if isinstance(edit.section, int) and base is not None and base.content_model != WIKITEXT:
        # A text of that model has no sections (`found/sections_of_bases_without_sections`).
        raise ApiError(errors.EDIT_CONFLICT)
    if not _is_conflict(edit, latest):
        if edit.section is None and _is_merged_with_itself(edit, base, latest):
            # So the summary that tells the text tells of a blank behind it (`found/bases_told_twice`).
            return f"{edit.text}\n"
        # The section is one of the base revision, even if that is a page's of its own, as the wiki answers.
        replaces = edit.params["baserevid"] and edit.section != "new"
        return _applied(edit, base.text if base is not None and replaces else latest.text)
    if base is None:
        raise ApiError(errors.EDIT_CONFLICT)
    # A new section stands below the latest text, so that of two comments with one summary the second conflicts.
    mine = _applied(edit, latest.text if edit.section == "new" else base.text)
    traits = edit.call.wiki.traits
    unchanged = (base.text, base.content_model) == (latest.text, latest.content_model)
    if (unchanged and traits.skips_equal_bases) or (mine == latest.text and traits.skips_equal_texts):
        return mine
    if base.content_model != edit.content_model:
        raise internal_error(edit.call, "MWException")
    merged = merge(base.text, latest.text, mine)
    if merged is None:
        raise ApiError(errors.EDIT_CONFLICT)
    return merged


def _refuse_deleted(edit: Edit) -> None:
    """Refuse to create anew what was deleted after the client began, unless it says recreate."""
    if edit.params["recreate"] or edit.title not in edit.call.wiki.archive:
        return
    started = edit.timestamp("starttimestamp")
    since = edit.began if started is None else started
    was_there = edit.seen is not None
    for entry in reversed(edit.call.wiki.log):
        if entry.type == "delete" and entry.action == "delete" and entry.title == edit.title:
            if entry.timestamp > since or was_there:
                raise ApiError(errors.PAGE_DELETED)
            return


def _is_conflict(edit: Edit, latest: Revision) -> bool:
    """Whether somebody changed the page since the revision that the edit starts from."""
    params = edit.params
    since = edit.timestamp("basetimestamp")
    if params["baserevid"]:
        # In 1.43 a revision is current or not on its own page, whichever that is, as the wiki answers.
        base = edit.call.wiki.revisions.get(params["baserevid"])
        foreign = edit.call.wiki.traits.foreign_bases_are_current
        stale = base is None or base is not (base.page.latest if foreign else latest)
    elif since is not None:
        stale = latest.timestamp != since
    else:
        # MediaWiki compares times here, and so misses what happens within a second; this is what a slower test sees.
        stale = edit.seen is not latest
        since = edit.seen.timestamp if edit.seen else None
    if not stale:
        return False
    if edit.section == "new":
        # The same comment sent twice is a conflict, another one stands beside it.
        return latest.user == edit.call.user.name and latest.comment == summary_of(edit)
    return since is None or edit.section is not None or not _is_own_work(edit, since)


def _is_merged_with_itself(edit: Edit, base: Revision | None, latest: Revision) -> bool:
    """Whether a version that merges what is the same has an older time told beside the current revision."""
    since = edit.timestamp("basetimestamp")
    told_twice = bool(edit.params["baserevid"]) and since is not None and since < latest.timestamp
    return told_twice and base is latest and not edit.call.wiki.traits.skips_equal_bases


def _is_own_work(edit: Edit, since: int) -> bool:
    user = edit.call.user
    later = takewhile(lambda revision: revision.timestamp > since, reversed(_revisions(edit)))
    return user.is_registered and all(revision.user_id == user.id for revision in later)


def _base_revision(edit: Edit) -> Revision | None:
    """Return the revision that the edit starts from, if it is known."""
    params = edit.params
    if params["baserevid"]:
        return edit.call.wiki.revisions.get(params["baserevid"])
    since = edit.timestamp("basetimestamp")
    if since is None:
        return edit.seen
    same = (each for each in reversed(_revisions(edit)) if each.timestamp == since)
    return next(same, None)


def _revisions(edit: Edit) -> list[Revision]:
    return edit.page.revisions if edit.page else []


def _applied(edit: Edit, text: str) -> str:
    """Return *text* with the edit made in it."""
    if edit.section is None:
        return edit.text
    if isinstance(edit.section, str):
        return add_section(text, edit.section_title, edit.text).rstrip(WHITESPACE)
    included = is_counted_as_included(edit.params["section"])
    replaced = replace_section(text, edit.section, edit.text, edit.call.wiki.extension_tags, included=included)
    # Without that section the text stays as it is.
    return text if replaced is None else replaced.rstrip(WHITESPACE)


def _with_section_title(edit: Edit) -> str:
    if edit.section == "new" and edit.section_title and edit.content_model == WIKITEXT:
        return add_section("", edit.section_title, edit.text)
    return edit.text


def summary_of(edit: Edit) -> str:
    """Return the summary, for a new section in words of the wiki."""
    if edit.section_title and (edit.params["sectiontitle"] is None or not edit.summary):
        name = plain_section_name(edit.section_title)
        return edit.call.wiki.fitted(literally(edit.call.wiki.content_language, "newsectionsummary", name))
    return edit.call.wiki.fitted(edit.summary.strip(WHITESPACE))
