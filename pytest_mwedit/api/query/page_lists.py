"""prop=links, templates, images, categories, iwlinks and langlinks: what each page links to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import message
from pytest_mwedit.api.params import require_max_one
from pytest_mwedit.api.query.categories import category_entry, is_hidden
from pytest_mwedit.api.query.listing import NUMBER, TEXT, Find, Row, taken, telling
from pytest_mwedit.api.result import Tree
from pytest_mwedit.wiki import InvalidTitle, Title
from pytest_mwedit.wiki.interwiki import address_on
from pytest_mwedit.wiki.namespaces import CATEGORY, FILE
from pytest_mwedit.wiki.state import in_address

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query, QueryModule
    from pytest_mwedit.wiki.page_links import Links


def _targets(table: Callable[[Links], Mapping[Title, Any]], named: str) -> Find:
    """Return what finds links in *table*; the parameter *named* lists those that are asked for."""

    def find(query: Query, params: dict[str, Any]) -> Iterator[Row]:
        namespaces, wanted = params["namespace"] or None, _named(query, params[named])
        for number, page in query.pages.good.items():
            for title in table(query.call.wiki.links.of(page)):
                if (namespaces is None or title.namespace in namespaces) and (wanted is None or title in wanted):
                    key = (number, title.namespace, title.dbkey)
                    yield Row(key, _entry(title), title, number)

    return find


def _entry(title: Title) -> dict[str, Any]:
    return {"ns": title.namespace, "title": title.prefixed_text}


def _named(query: Query, texts: list[str] | None) -> frozenset[Title] | None:
    """Read the titles that a list is confined to; warn of what is none."""
    if texts is None:
        return None
    return frozenset(_read(query, texts, "apiwarn-invalidtitle", lambda title: not title.interwiki))


def _named_in(query: Query, texts: list[str] | None, namespace: int, warning: str) -> frozenset[Title] | None:
    """Read the titles of *namespace* that a list is confined to; warn of others; None for all, if there are none."""
    if texts is None:
        return None
    return frozenset(_read(query, texts, warning, lambda title: title.namespace == namespace and not title.interwiki))


def _read(query: Query, texts: list[str], warning: str, fits: Callable[[Title], bool]) -> Iterator[Title]:
    for text in texts:
        try:
            title = query.call.wiki.title(text)
        except InvalidTitle:
            title = None
        if title is not None and fits(title):
            yield title
        else:
            query.call.warn(query.module.path, message(warning, text))


def find_images(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the files that pages show."""
    wanted = _named_in(query, params["images"], FILE, "apiwarn-notfile")
    for number, page in query.pages.good.items():
        for title in query.call.wiki.links.of(page).files:
            if wanted is None or title in wanted:
                yield Row((number, title.dbkey), _entry(title), title, number)


def find_categories(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the categories that pages are in."""
    show = frozenset(params["show"] or ())
    if {"hidden", "!hidden"} <= show:
        raise ApiError(errors.SHOW)
    wiki = query.call.wiki
    wanted = _named_in(query, params["categories"], CATEGORY, "apiwarn-invalidcategory")
    for number, page in query.pages.good.items():
        for title in wiki.links.of(page).categories:
            hidden = is_hidden(wiki, title)
            if ("hidden" in show and not hidden) or ("!hidden" in show and hidden):
                continue
            if wanted is None or title in wanted:
                entry = category_entry(wiki, page, title, params["prop"] or ())
                yield Row((number, title.dbkey), entry, title, number)


def find_interwiki(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the links of pages to other wikis."""
    if params["title"] is not None and params["prefix"] is None:
        raise ApiError(errors.INVALID_PARAM_MIX_WITHOUT, "iwtitle", "iwprefix")
    require_max_one(params, query.module.prefix, ("prop", "url"))
    tells_url = params["url"] or "url" in (params["prop"] or ())
    for number, page in query.pages.good.items():
        for prefix, title in query.call.wiki.links.of(page).interwiki:
            if params["prefix"] in (None, prefix) and params["title"] in (None, title):
                entry = Tree(prefix=prefix, content="title")
                if tells_url:
                    entry["url"] = address_on(query.call.wiki, prefix, in_address(title))
                entry["title"] = title
                yield Row((number, prefix, title), entry, None, number)


def find_languages(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the links of pages to other languages: no wiki that is imitated has such prefixes."""
    if params["title"] is not None and params["lang"] is None:
        raise ApiError(errors.INVALID_PARAM_MIX_WITHOUT, "lltitle", "lllang")
    require_max_one(params, query.module.prefix, ("prop", "url"))
    yield from ()


def _of_existing_pages(find: Find, *position: str) -> QueryModule:
    """Return the module of *find*; without a page that exists nothing is looked at, right or wrong."""

    def found(query: Query, params: dict[str, Any]) -> list[Row]:
        return taken(query, params, find, position) if query.pages.good else []

    return telling(found)


MODULES: dict[str, QueryModule] = {
    "links": _of_existing_pages(_targets(lambda links: links.titles, "titles"), NUMBER, NUMBER, TEXT),
    "templates": _of_existing_pages(_targets(lambda links: links.templates, "templates"), NUMBER, NUMBER, TEXT),
    "images": _of_existing_pages(find_images, NUMBER, TEXT),
    "categories": _of_existing_pages(find_categories, NUMBER, TEXT),
    "iwlinks": _of_existing_pages(find_interwiki, NUMBER, TEXT, TEXT),
    "langlinks": _of_existing_pages(find_languages, NUMBER, TEXT),
}
