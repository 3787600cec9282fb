"""action=setnotificationtimestamp: since when what somebody watches has news for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.page_sets import SOURCES, pages_of, read_sources, require_own_watchlist
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.params import require_max_one
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.wiki import iso

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.pageset import PageSet

#: Revisions that say when, which a single page has; titles without a page do not count.
OF_ONE_PAGE = ("torevid", "newerthanrevid")


def run(call: Call) -> None:
    """Check, note since when there is news, and answer."""
    params = call.params
    require_own_watchlist(call)
    require_max_one(params, "", ("timestamp", *OF_ONE_PAGE))
    read_sources(call)
    whole = params["entirewatchlist"]
    used = next((name for name in SOURCES if params[name] is not None), None)
    if whole and used is not None:
        raise ApiError(errors.MULTIPLE_SOURCES, "entirewatchlist", used)
    pages = pages_of(call)
    for name in OF_ONE_PAGE:
        if params[name] is not None and (whole or len(pages.good) > 1):
            raise ApiError(errors.MULTIPLE_PAGES, name)
    since = _since(call, pages)
    if whole:
        # Without a time MediaWiki leaves it to a job, which a wiki soon does.
        call.wiki.note_news(call.user, list(call.wiki.watchlists.get(call.user.name, {})), since)
        call.result["setnotificationtimestamp"] = Tree(notificationtimestamp=_told(since))
        return
    call.result["setnotificationtimestamp"] = _rows(call, pages, since)


def _since(call: Call, pages: PageSet) -> int | None:
    """Return the time that is asked for; None is that there is no news."""
    if any(call.params[name] is not None for name in OF_ONE_PAGE) and not pages.good:
        return None
    params, revisions = call.params, call.wiki.revisions
    if params["torevid"] is not None:
        revision = revisions.get(params["torevid"])
        return None if revision is None else revision.timestamp
    if params["newerthanrevid"] is not None:
        revision = revisions.get(params["newerthanrevid"])
        newer = [] if revision is None else [each for each in revision.page.revisions if each.id > revision.id]
        return newer[0].timestamp if newer else None
    since: int | None = params["timestamp"]
    return since


def _told(since: int | None) -> str:
    return "" if since is None else iso(since)


def _rows(call: Call, pages: PageSet, since: int | None) -> list[Tree]:
    wiki, user = call.wiki, call.user
    rows = [Tree(row) for row in pages.invalid.values()]
    rows += [Tree(pageid=number, missing=True, notwatched=True) for number in pages.missing_ids]
    rows += [Tree(revid=number, missing=True, notwatched=True) for number in pages.bad_revids]
    # Redirects stay, where others stand in their place.
    titles = [page.title for page in {**pages.met, **pages.good}.values()]
    titles += pages.missing.values()
    watched = [title for title in titles if wiki.is_watched(user, title)]
    wiki.note_news(user, watched, since)
    for title in titles:
        row = Tree(ns=title.namespace, title=title.prefixed_text)
        if title not in wiki.pages:
            row["missing"] = True
        if title in watched:
            row["notificationtimestamp"] = _told(since)
        else:
            row["notwatched"] = True
        rows.append(row)
    if watched or (titles and wiki.traits.notes_news_of_unwatched):
        note_write(call)
    return rows
