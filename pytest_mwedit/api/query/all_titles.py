"""list=allcategories, allredirects and allfileusages: everything that pages are in, lead to, or show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.query.categories import is_hidden, sizes
from pytest_mwedit.api.query.listing import BACKWARDS, NUMBER, TEXT, Row, listed, listing, taken
from pytest_mwedit.api.query.title_parts import is_between, title_key
from pytest_mwedit.api.result import Named, Tree
from pytest_mwedit.wiki import Page, Title, Wiki
from pytest_mwedit.wiki.namespaces import CATEGORY, FILE

if TYPE_CHECKING:
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


def _all(find: Find) -> QueryModule:
    """Return the module that lists what *find* yields, each once or each time."""

    def found(query: Query, params: dict[str, Any]) -> list[Row]:
        # A generator is told of its parameters as if it were none.
        prefix, unique, asked = query.module.prefix.removeprefix("g"), params["unique"], params["prop"]
        told = [name for name in asked if name in ("ids", "fragment", "interwiki")]
        if unique and told:
            mixed = f"{prefix}prop={'|'.join(told)}"
            raise ApiError(errors.MULTIPLE_SOURCES, mixed, f"{prefix}unique", code="invalidparammix")

        def rows(query: Query, params: dict[str, Any]) -> Iterator[Row]:
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

        return taken(query, params, rows, (TEXT,) if unique else (TEXT, NUMBER))

    return listed(found)


LISTS: dict[str, QueryModule] = {
    "allcategories": listing(find_categories, TEXT),
    "allfileusages": _all(_files),
    "allredirects": _all(_redirects),
}
