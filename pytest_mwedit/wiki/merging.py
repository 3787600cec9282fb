"""Merging the history of a page into that of another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.wiki.clock import iso
from pytest_mwedit.wiki.namespaces import MEDIAWIKI
from pytest_mwedit.wiki.pages import JSON
from pytest_mwedit.wiki.redirects import redirect_to

if TYPE_CHECKING:
    from pytest_mwedit.wiki.pages import Page, Revision
    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.users import User

#: Content model: what an empty page says.
EMPTY = {JSON: "{}"}


def merged_until(source: Page, until: int | None) -> Revision | None:
    """Return the last revision of *source* that is not later than *until*, if there is one."""
    merged = [each for each in source.revisions if until is None or each.timestamp <= until]
    return max(merged, key=lambda each: (each.timestamp, each.id), default=None)


def merge_history(
    wiki: Wiki,
    source: Page,
    target: Page,
    user: User,
    until: int | None,
    reason: str,
    comment: str,
    why_deleted: str,
) -> None:
    """Put the revisions of *source*, or those not later than *until*, before those of *target*, and log it.

    If none is left, *comment* stands in the history that *source* then begins: as a redirect, or deleted if it can be
    none, for the reason *why_deleted*.
    """
    last = merged_until(source, until)
    if last is None:
        raise AssertionError(source.title)  # there is nothing to merge
    wiki.links.settle()
    title, model, deletion = source.title, source.content_model, None
    moved = [each for each in source.revisions if each.timestamp <= last.timestamp]
    is_whole = len(moved) == len(source.revisions)
    text = redirect_to(wiki, target.title, model) if _can_be_redirect(wiki, source) else None
    if is_whole:
        wiki.append_revision(source, EMPTY.get(model, "") if text is None else text, user, comment)
    source.revisions = [each for each in source.revisions if each not in moved]
    target.revisions = [*moved, *target.revisions]
    for revision in moved:
        revision.page = target
    source.touched = target.touched = wiki.clock.now()
    wiki.watch_moved(title, target.title)
    if is_whole and text is None:
        deletion = wiki.delete_page(title, user, why_deleted, announced=False)
    parameters: dict[str, Any] = {"dest": target.title, "mergepoint": iso(last.timestamp)}
    if wiki.traits.logs_merged_revision:
        parameters = {"mergerevid": None if until is not None else str(last.id), **parameters}
    said = comment if is_whole and wiki.traits.logs_comment_of_whole_merges else reason
    wiki.add_log("merge", "merge", title, user, said, parameters=parameters)
    if deletion is not None:
        wiki.announce(deletion, user)


def _can_be_redirect(wiki: Wiki, page: Page) -> bool:
    return page.title.namespace != MEDIAWIKI or wiki.traits.leaves_messages_as_redirects
