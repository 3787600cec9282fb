"""Actions on a set of pages: `watch` and `purge` name pages as queries do, and may let a generator find them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.actions.query import begun, check_continue
from pytest_mwedit.api.result import Tree

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.pageset import PageSet


def pages_of(call: Call) -> PageSet:
    """Gather the pages that a request names, and say how it goes on."""
    check_continue(call)
    query, more = begun(call, generates=True)
    call.result["batchcomplete"] = True
    following = {key: value for values in more.values() for key, value in values.items()}
    if following:
        call.result["continue"] = {**following, "continue": f"{'|'.join(following)}||"}
    return query.pages


def unusable(pages: PageSet) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what nothing can be done to: no pages of this wiki, titles without a page, and pages of other wikis."""
    odd: list[dict[str, Any]] = [Tree(row) for row in pages.invalid.values()]
    for title in pages.special.values():
        row = Tree(ns=title.namespace, title=title.prefixed_text, special=True)
        if not pages.is_known_special(title):
            row["missing"] = True
        odd.append(row)
    odd += [Tree(pageid=page_id, missing=True) for page_id in pages.missing_ids]
    odd += [Tree(revid=revision_id, missing=True) for revision_id in pages.bad_revids]
    missing: list[dict[str, Any]] = [
        Tree(ns=title.namespace, title=title.prefixed_text, missing=True) for title in pages.missing.values()
    ]
    return odd, missing, [Tree(row) for row in pages.interwiki]
