"""Everything that pages are in, link to, transclude, lead to or show.

list=allcategories, alllinks, alltransclusions, allredirects and allfileusages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Markup
from pytest_mwedit.api.query.backlinks import TEMPLATES, TITLES, Table
from pytest_mwedit.api.query.categories import is_hidden, sizes
from pytest_mwedit.api.query.listing import (
    BACKWARDS,
    NUMBER,
    TEXT,
    Row,
    Taken,
    listed,
    listing,
    read_position,
    taken,
    told,
)
from pytest_mwedit.api.query.title_parts import is_between, title_key
from pytest_mwedit.api.result import Named, Tree
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.wiki import Page, Title, Wiki
from pytest_mwedit.wiki.namespaces import CATEGORY, FILE

if TYPE_CHECKING:
    from pytest_mwedit.api.query.pageset import Generated
    from pytest_mwedit.api.query.query import Query, QueryModule


def _choosing(query: Query, params: dict[str, Any], namespace: int, *, backwards: bool) -> Callable[[str], bool]:
    """Return what tells whether a title of *namespace* is asked for; running *backwards* swaps the two ends.

    Raises:
        ApiError: for a beginning, an end or a prefix that no title has.
    """
    start, end, prefix = (
        None if params[name] is None else title_key(query.call.wiki, params[name], namespace)
        for name in ("from", "to", "prefix")
    )

    def is_chosen(key: str) -> bool:
        return is_between(key, start, end, backwards=backwards) and (prefix is None or key.startswith(prefix))

    return is_chosen


def _known_categories(wiki: Wiki) -> set[Title]:
    known = {title for title in wiki.pages if title.namespace == CATEGORY}
    for page in wiki.pages.values():
        known.update(wiki.links.of(page).categories)
    return known


def find_categories(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the categories that have members, or pages."""
    wiki, asked = query.call.wiki, params["prop"] or ()
    is_chosen = _choosing(query, params, CATEGORY, backwards=params["dir"] in BACKWARDS)
    for title in _known_categories(wiki):
        if not is_chosen(title.dbkey):
            continue
        counted = sizes(wiki, title)
        low, high = params["min"], params["max"]
        if (low is not None and counted["size"] < low) or (high is not None and counted["size"] > high):
            continue
        entry = Tree(content="category", category=title.text)
        if "size" in asked:
            entry |= counted
        if "hidden" in asked:
            entry["hidden"] = is_hidden(wiki, title)
        yield Row((title.dbkey,), entry, title)


#: Yields what pages lead to: the page, the title, and what else is told of it.
Find = Callable[["Query", dict[str, Any]], Iterator[tuple[Page, Title, dict[str, str]]]]


def _redirects(query: Query, params: dict[str, Any]) -> Iterator[tuple[Page, Title, dict[str, str]]]:
    for page in query.call.wiki.pages.values():
        target = page.redirect_target
        if target is not None and not target.interwiki and target.namespace == params["namespace"]:
            yield page, target, {"fragment": target.fragment, "interwiki": target.interwiki}


def _files(query: Query, params: dict[str, Any]) -> Iterator[tuple[Page, Title, dict[str, str]]]:
    del params
    for page in query.call.wiki.pages.values():
        for title in query.call.wiki.links.of(page).files:
            yield page, title, {}


def _of_table(table: Table) -> Find:
    """Return what finds the links in *table* to titles of the namespace that is asked for."""

    def find(query: Query, params: dict[str, Any]) -> Iterator[tuple[Page, Title, dict[str, str]]]:
        for page in query.call.wiki.pages.values():
            for title in table(query.call.wiki.links.of(page)):
                if title.namespace == params["namespace"]:
                    yield page, title, {}

    return find


def _check_unique(query: Query, params: dict[str, Any]) -> None:
    """Refuse to tell of each title once what differs each time."""
    # A generator is told of its parameters as if it were none.
    prefix = query.module.prefix.removeprefix("g")
    each = [name for name in params["prop"] if name in ("ids", "fragment", "interwiki")]
    if params["unique"] and each:
        mixed = Markup(f"{prefix}prop={'|'.join(each)}")
        raise ApiError(errors.MULTIPLE_SOURCES, mixed, f"{prefix}unique", code="invalidparammix")


def _rows(find: Find, query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Yield what *find* yields, each title once or each time, by title and page."""
    unique, asked = params["unique"], params["prop"]
    seen: set[Title] = set()
    # Such a list runs from its low end to its high end in either direction.
    is_chosen = _choosing(query, params, params.get("namespace", FILE), backwards=False)
    for page, title, more in find(query, params):
        if (unique and title in seen) or not is_chosen(title.dbkey):
            continue
        seen.add(title)
        entry = Named({"fromid": page.id} if "ids" in asked else {})
        if "title" in asked:
            entry |= {"ns": title.namespace, "title": title.prefixed_text}
        entry |= {name: value for name, value in more.items() if name in asked and value}
        yield Row((title.dbkey,) if unique else (title.dbkey, page.id), entry, title if unique else page)


def _by_title(find: Find, query: Query, params: dict[str, Any]) -> list[Row]:
    _check_unique(query, params)
    return taken(query, params, partial(_rows, find), (TEXT,) if params["unique"] else (TEXT, NUMBER))


def _by_number(find: Find, query: Query, params: dict[str, Any]) -> list[Row]:
    """Return the rows by the numbers of their titles, where the version does so.

    The direction orders only the pages of each title, and says on which side of a position the list goes on.
    """
    if not manner_of(query.call.wiki.version).lists_links_by_number:
        return _by_title(find, query, params)
    _check_unique(query, params)
    unique, backwards = params["unique"], params["dir"] in BACKWARDS
    start = read_position(query, params["continue"], (TEXT,) if unique else (NUMBER, NUMBER))
    numbers = {
        title.dbkey: number
        for title, number in query.call.wiki.links.numbers().items()
        if title.namespace == params["namespace"]
    }
    numbered: list[tuple[int, int, Row]] = []
    for row in _rows(find, query, params):
        name, *page = row.key
        number, page_id = numbers[str(name)], int(page[0]) if page else 0
        key = row.key if unique else (number, page_id)
        if start is None or (key <= start if backwards else key >= start):
            numbered.append((number, -page_id if backwards else page_id, replace(row, key=key)))
    numbered.sort(key=lambda each: each[:2])
    return told(query, [row for _, _, row in numbered], params["limit"])


def _generate(found: Taken, query: Query, params: dict[str, Any]) -> Generated:
    """Return the titles as they come, or else the pages by their ids."""
    pages = [row.found for row in found(query, params) if row.found is not None]
    return pages if params["unique"] else sorted(pages, key=lambda each: each.id if isinstance(each, Page) else 0)


def _all(found: Taken) -> QueryModule:
    return replace(listed(found), generate=partial(_generate, found))


LISTS: dict[str, QueryModule] = {
    "allcategories": listing(find_categories, TEXT),
    "allfileusages": _all(partial(_by_title, _files)),
    "alllinks": _all(partial(_by_number, _of_table(TITLES))),
    "allredirects": _all(partial(_by_title, _redirects)),
    "alltransclusions": _all(partial(_by_number, _of_table(TEMPLATES))),
}
