"""list=search: the pages whose titles or texts have certain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.query.query import QueryModule
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import InvalidTitle, Page, Title, Wiki, iso
from pytest_mwedit.wiki.namespaces import MAIN
from pytest_mwedit.wiki.text_search import Search, count_words, near_titles, words_in, words_of

if TYPE_CHECKING:
    from pytest_mwedit.api.query.pageset import Generated
    from pytest_mwedit.api.query.query import Query

#: What is searched: texts; titles unless somebody says otherwise; or the one title that is meant.
TEXT, NEAR = "text", "nearmatch"


def run(query: Query, params: dict[str, Any]) -> None:
    """List the pages that are found."""
    query.data["search"] = [_found_at(page) | more for page, more in _told(query, params)]


def generate(query: Query, params: dict[str, Any]) -> Generated:
    """Return the pages that are found, and tell the place of each."""
    # Only what is asked for is told of what a generator finds.
    params = {
        **params,
        **{name: [] for name in ("prop", "info") if f"{query.module.prefix}{name}" not in query.call.raw},
    }
    found = _told(query, params)
    for place, (page, more) in enumerate(found, params["offset"] + 1):
        query.told[page.title] = {**_found_at(page), **more, "index": place}
    return [page.title for page, _ in found]


def _found_at(page: Page) -> Tree:
    return Tree(ns=page.title.namespace, title=page.title.prefixed_text, pageid=page.id)


def _told(query: Query, params: dict[str, Any]) -> list[tuple[Page, dict[str, Any]]]:
    """Return the pages that this reply tells, each with what is told of it, and note where the next one begins."""
    wiki, asked, offset, limit = query.call.wiki, params["search"], params["offset"], params["limit"]
    if wiki.installed.search_engine is not None:
        raise NotImitated(
            f"The in-memory wiki does not search as {wiki.installed.search_engine} does (list=search). "
            "Use the profile 'plain', whose wiki searches in its database, or record the reply."
        )
    if params["what"] == NEAR:
        return [(page, _entry(wiki, page, Search(), params["prop"])) for page in _near(wiki, asked)]
    asked, namespaces = _scope(wiki, asked, params["namespace"])
    search = Search.of(asked)
    found = _pages(wiki, search, namespaces, in_text=params["what"] == TEXT)
    if "totalhits" in params["info"]:
        query.data["searchinfo"] = {"totalhits": len(found)}
    if len(found) > offset + limit:
        query.go_on(offset + limit, "offset")
    return [
        (page, _entry(wiki, page, search, params["prop"])) for page in found[max(offset, 0) : max(offset, 0) + limit]
    ]


def _near(wiki: Wiki, asked: str) -> list[Page]:
    """Return the one page that is meant, or nothing."""
    for text in near_titles(asked):
        try:
            page = wiki.page(wiki.title(text))
        except InvalidTitle:
            continue
        if page is not None:
            return [page]
    return []


def _scope(wiki: Wiki, asked: str, namespaces: list[int] | None) -> tuple[str, frozenset[int] | None]:
    """Return the words that are asked for, and the namespaces to look in, which they may begin with; None for all."""
    prefix, colon, rest = asked.partition(":")
    if colon:
        if prefix == wiki.texts(wiki.config.language)["searchall"]:
            return rest, None
        number = wiki.titles.number_of(prefix) if prefix else MAIN
        if number is not None and prefix == prefix.strip(" _"):
            return rest, frozenset({number})
    chosen = frozenset(namespaces or (MAIN,))
    return asked, None if chosen == {number for number in wiki.titles.namespaces if number >= 0} else chosen


def _pages(wiki: Wiki, search: Search, namespaces: frozenset[int] | None, *, in_text: bool) -> list[Page]:
    found = [
        page
        for page in wiki.pages.values()
        if (namespaces is None or page.title.namespace in namespaces)
        and search.finds(words_in(page.latest.text) if in_text else words_of(_title_of(page).text))
    ]
    if namespaces is not None and manner_of(wiki.version).lists_found_by_title:
        return sorted(found, key=lambda page: (page.title.namespace, page.title.dbkey.encode()))
    return sorted(found, key=lambda page: page.id)


def _title_of(page: Page) -> Title:
    return page.found_as or page.title


def _entry(wiki: Wiki, page: Page, search: Search, asked: list[str]) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    latest, manner = page.latest, manner_of(wiki.version)
    if "size" in asked:
        entry["size"] = latest.size
    if "wordcount" in asked:
        entry["wordcount"] = count_words(latest.text)
    if "snippet" in asked:
        quote = manner.quote_of_matches
        mark = f"<span class={quote}searchmatch{quote}>", "</span>"
        entry["snippet"] = search.excerpt(latest.text, mark, by_bytes=manner.searches_by_bytes)
    if "timestamp" in asked:
        entry["timestamp"] = iso(latest.timestamp)
    # What else there is to tell of what is found, only extensions know.
    if "titlesnippet" in asked:
        entry["titlesnippet"] = ""
    if "categorysnippet" in asked:
        entry["categorysnippet"] = ""
    if "isfilematch" in asked:
        entry["isfilematch"] = False
    return entry


MODULE = QueryModule(run, generate=generate)
