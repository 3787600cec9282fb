"""What links to pages: list=backlinks, embeddedin, imageusage; prop=linkshere, transcludedin, fileusage, redirects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from functools import partial
from itertools import compress
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import message
from pytest_mwedit.api.query.listing import (
    BACKWARDS,
    IDENTIFIER,
    TEXT,
    Find,
    Key,
    Order,
    Row,
    read_position,
    taken,
    telling,
    written_position,
)
from pytest_mwedit.api.query.named_page import named_page
from pytest_mwedit.api.query.query import QueryModule
from pytest_mwedit.api.result import Recorded
from pytest_mwedit.wiki import Page, Title, Wiki
from pytest_mwedit.wiki.namespaces import FILE

if TYPE_CHECKING:
    from pytest_mwedit.api.query.pageset import Generated
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki.page_links import Links

#: What of a page's links is looked for.
Table = Callable[["Links"], Collection[Title]]

TITLES: Table = lambda links: links.titles  # noqa: E731 # a row, as the others
TEMPLATES: Table = lambda links: links.templates  # noqa: E731
FILES: Table = lambda links: links.files  # noqa: E731


def linking(wiki: Wiki, table: Table, target: Title) -> Iterator[Page]:
    """Yield the pages that link to *target*."""
    for page in wiki.pages.values():
        if target in table(wiki.links.of(page)):
            yield page


# Lists


@dataclass(frozen=True)
class _Levels:
    """What links to a page, and what links to the redirects among that."""

    first: list[Row]
    #: Their keys begin with the namespace and the name of the redirect.
    second: list[Row]


def _of_one(table: Table) -> QueryModule:
    return QueryModule(partial(_list, table), generate=partial(_generate, table))


def _list(table: Table, query: Query, params: dict[str, Any]) -> None:
    levels = _levels(table, query, params)
    for row in levels.first:
        further = [each.entry for each in levels.second if isinstance(row.found, Page) and _leads_from(row.found, each)]
        if further:
            row.entry["redirlinks"] = further
    query.data[query.module.name] = [row.entry for row in levels.first]


def _leads_from(redirect: Page, row: Row) -> bool:
    return row.key[:2] == (redirect.title.namespace, redirect.title.dbkey)


def _generate(table: Table, query: Query, params: dict[str, Any]) -> Generated:
    levels = _levels(table, query, params)
    return list(dict.fromkeys(row.found for row in (*levels.first, *levels.second) if row.found is not None))


def _levels(table: Table, query: Query, params: dict[str, Any]) -> _Levels:
    target = named_page(query, params)
    if table is FILES and target.namespace != FILE:
        raise ApiError(errors.IMAGEUSAGE_BAD_TITLE, query.module.name)
    several = params["namespace"] is not None and len(params["namespace"]) > 1
    # Positions tell the namespace although it counts only where there are several.
    order: Order = (lambda key: key) if several else (lambda key: key[1])
    if params.get("redirect"):
        return _with_redirects(table, query, params, target, order)
    found = _first_level(table, query, params, target, params["filterredir"])
    return _Levels(taken(query, params, lambda query, params: found, _FIRST, order), [])


#: What the parts of positions are: the namespace and id of what links there; with redirects, also the namespace and
#: name of one, and the namespace and id of what links to it.
_FIRST = (IDENTIFIER, IDENTIFIER)
_SECOND = (*_FIRST, IDENTIFIER, TEXT, IDENTIFIER, IDENTIFIER)


def _first_level(table: Table, query: Query, params: dict[str, Any], target: Title, wanted: str) -> list[Row]:
    return [
        Row((page.title.namespace, page.id), _told(page), page)
        for page in _linking_as_asked(query.call.wiki, table, target, params, wanted)
    ]


def _told(page: Page) -> dict[str, Any]:
    entry: dict[str, Any] = {"pageid": page.id, "ns": page.title.namespace, "title": page.title.prefixed_text}
    if page.is_redirect:
        entry["redirect"] = True
    return entry


def _with_redirects(table: Table, query: Query, params: dict[str, Any], target: Title, order: Order) -> _Levels:
    """Find both levels; a reply that has not all of the second repeats the first and goes on with the second."""
    _halve_limit(query, params)
    backwards, limit = params["dir"] in BACKWARDS, params["limit"]
    start = _read_start(query, params["continue"])
    # Where redirects are left out, they are so among what links to them.
    wanted = "redirects" if params["filterredir"] == "redirects" else "all"
    found = _first_level(table, query, params, target, wanted)
    first = _from(start[:2], found, order, backwards=backwards)
    further = [
        Row((page.title.namespace, page.title.dbkey, each.title.namespace, each.id), _told(each), each)
        for page in (row.found for row in first[:limit])
        if isinstance(page, Page) and page.is_redirect
        for each in _linking_as_asked(query.call.wiki, table, page.title, params, params["filterredir"])
    ]
    second = _from(start[2:], further, lambda key: (*key[:2], order(key[2:])), backwards=backwards)
    if len(second) > limit:
        query.go_on(written_position((*(start[:2] or first[0].key), *second[limit].key)))
    elif len(first) > limit:
        query.go_on(written_position(first[limit].key))
    return _Levels(first[:limit], second[:limit])


def _read_start(query: Query, value: str | None) -> Key:
    """Read where the first level begins, and perhaps the second."""
    parts = value.split("|") if value is not None else []
    if len(parts) <= len(_FIRST):
        return read_position(query, value, _FIRST) or ()
    # More parts count for nothing.
    return read_position(query, "|".join(parts[: len(_SECOND)]), _SECOND) or ()


def _from(start: Key, rows: list[Row], order: Order, *, backwards: bool) -> list[Row]:
    """Return rows in order, from *start* on, if there is one."""
    rows = sorted(rows, key=lambda row: order(row.key), reverse=backwards)
    if not start:
        return rows
    edge = order(start)
    return [row for row in rows if (order(row.key) <= edge if backwards else order(row.key) >= edge)]


def _halve_limit(query: Query, params: dict[str, Any]) -> None:
    """Lower the limit of a list that follows redirects, which may be half as long."""
    name = f"{query.module.prefix}limit"
    declared = query.module.by_name[name]
    usual, high = ((most or 0) // 2 for most in (declared.max, declared.highmax))
    most = high if query.call.may("apihighlimits") else usual
    if query.call.raw.get(name) == "max":
        params["limit"] = most
        query.call.note_limit(query.module.name, most)
    elif params["limit"] > most:
        told = message(errors.OUT_OF_RANGE_MIN_MAX.key, name, str(params["limit"]), 1, most)
        data = {"min": 1, "curmax": most, "max": usual, "highmax": high}
        query.call.warn(query.module.path, told, code="outofrange", data=data)
        params["limit"] = most


def _linking_as_asked(wiki: Wiki, table: Table, target: Title, params: dict[str, Any], wanted: str) -> Iterator[Page]:
    namespaces = params["namespace"] or None
    for page in linking(wiki, table, target):
        if namespaces is not None and page.title.namespace not in namespaces:
            continue
        if wanted == "all" or page.is_redirect == (wanted == "redirects"):
            yield page


# About pages


def _of_each(table: Table, *, of_files: bool = False) -> Find:
    def find(query: Query, params: dict[str, Any]) -> Iterator[Row]:
        show = frozenset(params["show"] or ())
        if {"redirect", "!redirect"} <= show:
            raise ApiError(errors.SHOW)
        for number, target in _targets(query, of_files=of_files).items():
            for page in linking(query.call.wiki, table, target):
                if ("redirect" in show and not page.is_redirect) or ("!redirect" in show and page.is_redirect):
                    continue
                entry = _entry(page, params["prop"])
                if "redirect" in params["prop"]:
                    entry["redirect"] = page.is_redirect
                yield _row(target, page, entry, number)

    return find


def _redirects(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the pages that send their readers to one of the pages."""
    show = frozenset(params["show"] or ())
    if {"fragment", "!fragment"} <= show:
        raise ApiError(errors.SHOW)
    targets = {title: number for number, title in query.pages.titles.items()}
    for page in query.call.wiki.pages.values():
        target = page.redirect_target
        if target is None or target.interwiki or target not in targets:
            continue
        if ("fragment" in show and not target.fragment) or ("!fragment" in show and target.fragment):
            continue
        entry = _entry(page, params["prop"])
        if "fragment" in params["prop"] and target.fragment:
            entry["fragment"] = target.fragment
        yield _row(target, page, entry, targets[target])


def _targets(query: Query, *, of_files: bool) -> dict[int, Title]:
    titles = query.pages.titles.items()
    return {number: title for number, title in titles if not of_files or title.namespace == FILE}


def _row(target: Title, page: Page, entry: dict[str, Any], number: int) -> Row:
    key = (target.namespace, target.dbkey, page.title.namespace, page.id)
    # PHP takes an entry without anything in it for a list.
    return Row(key, _written(entry), page.title, number)


def _written(entry: dict[str, Any]) -> Any:
    """Return an entry; one in which nothing is left passes for a list."""
    if entry and all(each is False for each in entry.values()):
        return Recorded([], entry)
    return entry or []


def _entry(page: Page, asked: Collection[str]) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    if "pageid" in asked:
        entry["pageid"] = page.id
    if "title" in asked:
        entry["ns"], entry["title"] = page.title.namespace, page.title.prefixed_text
    return entry


#: What the parts of the keys are: the namespace and title of the target, the namespace and id of what links there.
_PARTS = (IDENTIFIER, TEXT, IDENTIFIER, IDENTIFIER)


def _of_pages(find: Find, *, of_files: bool = False, by_namespace: bool = True) -> QueryModule:
    """Return the module of *find*; positions have only those parts that differ."""

    def found(query: Query, params: dict[str, Any]) -> list[Row]:
        targets, namespaces = _targets(query, of_files=of_files).values(), params["namespace"]
        if not targets:
            return []
        differs = (
            len({title.namespace for title in targets}) > 1,
            len({title.dbkey for title in targets}) > 1,
            by_namespace and namespaces is not None and len(namespaces) > 1,
            True,
        )

        def confined(query: Query, params: dict[str, Any]) -> Iterator[Row]:
            for row in find(query, params):
                if namespaces is None or row.key[2] in namespaces:
                    yield replace(row, key=tuple(compress(row.key, differs)))

        return taken(query, params, confined, tuple(compress(_PARTS, differs)))

    return telling(found)


LISTS: dict[str, QueryModule] = {
    "backlinks": _of_one(TITLES),
    "embeddedin": _of_one(TEMPLATES),
    "imageusage": _of_one(FILES),
}

OF_PAGES: dict[str, QueryModule] = {
    "fileusage": _of_pages(_of_each(FILES, of_files=True), of_files=True),
    "linkshere": _of_pages(_of_each(TITLES)),
    "redirects": _of_pages(_redirects, by_namespace=False),
    "transcludedin": _of_pages(_of_each(TEMPLATES)),
}
