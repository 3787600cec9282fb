"""action=watch: put pages on the own watchlist, or take them off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.page_sets import SOURCES, pages_of, read_sources, require_own_watchlist, unusable
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.wiki import InvalidTitle, iso
from pytest_mwedit.wiki.pages import INFINITY

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Title


def run(call: Call) -> None:
    """Check, watch or not, and answer."""
    params = call.params
    require_own_watchlist(call)
    read_sources(call)
    if params["title"] is not None:
        _watch_title(call)
        return
    pages = pages_of(call)
    odd, _, interwiki = unusable(pages)
    rows = [*odd, *interwiki]
    for title in pages.missing.values():
        rows.append(Tree(_watch(call, title), missing=True))
    for page in pages.good.values():
        rows.append(_watch(call, page.title))
    call.result["watch"] = rows


def _watch_title(call: Call) -> None:
    """Watch the one title that is named in the way of old."""
    names = (*SOURCES, "redirects", "converttitles")
    used = next((name for name in names if call.params[name] not in (None, False)), None)
    if used is not None:
        raise ApiError(errors.INVALID_PARAM_MIX_CANNOT_USE_WITH, "title", used)
    raw = call.params["title"]
    try:
        title = call.wiki.title(raw)
    except InvalidTitle:
        raise ApiError(errors.INVALID_TITLE_TO_WATCH, raw) from None
    if title.interwiki or not title.can_exist:
        raise ApiError(errors.INVALID_TITLE_TO_WATCH, raw)
    call.result["batchcomplete"] = True
    call.result["watch"] = _watch(call, title)


def _watch(call: Call, title: Title) -> Tree:
    wiki, user = call.wiki, call.user
    row = Tree(title=title.prefixed_text, ns=title.namespace)
    if call.params["unwatch"]:
        if wiki.is_listed(user, title):
            note_write(call)
        wiki.unwatch(user, title)
        row["unwatched"] = True
        return row
    if "expiry" in call.raw and "expiry" in call.params:
        until = call.params["expiry"]
        row["expiry"] = INFINITY if until is None else iso(until)
        wiki.watch(user, title, until)
    else:
        wiki.keep_watching(user, title)
    note_write(call)
    row["watched"] = True
    return row
