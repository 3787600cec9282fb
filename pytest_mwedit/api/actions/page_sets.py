"""Actions on a set of pages: `watch` and `purge` name pages as queries do, and may let a generator find them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.query import begun, check_continue
from pytest_mwedit.api.declarations import parted
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import message
from pytest_mwedit.api.params import read_params
from pytest_mwedit.api.result import Tree
from pytest_mwedit.wiki.namespaces import MAIN

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.pageset import PageSet


#: The parameters that say which pages are meant, of which a request has one.
SOURCES = ("titles", "pageids", "revids", "generator")
#: Those, and what becomes of the pages.
LATE = frozenset({*SOURCES, "redirects", "converttitles"})


def require_own_watchlist(call: Call) -> None:
    """Check that the user has a watchlist and may change it.

    Raises:
        ApiError: if not.
    """
    if not call.user.is_registered:
        raise ApiError(errors.WATCHLIST_NOT_LOGGED_IN)
    if not call.may("editmywatchlist"):
        raise ApiError(errors.PERMISSION_DENIED, message("action-editmywatchlist"))


def read_sources(call: Call) -> None:
    """Read the parameters that say which pages are meant, which MediaWiki does not look at any sooner."""
    _, late = parted(call.declaration, LATE)
    call.params |= read_params(call, late, call.module.lacks)


def pages_of(call: Call, namespace: int = MAIN) -> PageSet:
    """Gather the pages that a request names, in *namespace* unless with another, and say how it goes on."""
    check_continue(call)
    query, more = begun(call, generates=True, namespace=namespace)
    call.result["batchcomplete"] = True
    following = {key: value for values in more.values() for key, value in values.items()}
    if following:
        call.result["continue"] = {**following, "continue": f"{'|'.join(following)}||"}
    return query.pages


def unusable(pages: PageSet) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what nothing can be done to: no pages of this wiki, titles without a page, and pages of other wikis."""
    odd: list[dict[str, Any]] = [Tree(row) for row in pages.invalid.values()]
    # Those that there are not come first.
    for title in sorted(pages.special.values(), key=pages.is_known_special):
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
