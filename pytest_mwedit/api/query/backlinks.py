"""What links to pages: list=backlinks, embeddedin, imageusage; prop=linkshere, transcludedin, fileusage, redirects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from itertools import compress
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.query.listing import IDENTIFIER, TEXT, Find, Order, Row, listed, taken, telling
from pytest_mwedit.api.query.named_page import named_page
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import Page, Title, Wiki
from pytest_mwedit.wiki.namespaces import FILE

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query, QueryModule
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


def _of_one(table: Table) -> QueryModule:
    def find(query: Query, params: dict[str, Any]) -> Iterator[Row]:
        target = named_page(query, params)
        if table is FILES and target.namespace != FILE:
            raise ApiError(errors.IMAGEUSAGE_BAD_TITLE, query.module.name)
        follows = params.get("redirect")
        if follows:
            _halve_limit(query, params)
        for page in _linking_as_asked(query.call.wiki, table, target, params):
            entry: dict[str, Any] = {"pageid": page.id, "ns": page.title.namespace, "title": page.title.prefixed_text}
            if page.is_redirect:
                entry["redirect"] = True
            if follows and page.is_redirect:
                further = _further(query, table, page, params)
                if further:
                    entry["redirlinks"] = further
            yield Row((page.title.namespace, page.id), entry, page)

    def found(query: Query, params: dict[str, Any]) -> list[Row]:
        namespaces = params["namespace"]
        several = namespaces is not None and len(namespaces) > 1
        # Positions tell the namespace although it counts only where there are several.
        order: Order = (lambda key: key) if several else (lambda key: key[1])
        return taken(query, params, find, (IDENTIFIER, IDENTIFIER), order)

    return listed(found)


def _halve_limit(query: Query, params: dict[str, Any]) -> None:
    """Lower the limit of a list that follows redirects, which may be half as long."""
    prefix, name = query.module.prefix, query.module.name
    declared = query.module.by_name[f"{prefix}limit"]
    most = ((declared.highmax if query.call.may("apihighlimits") else declared.max) or 0) // 2
    if query.call.raw.get(f"{prefix}limit") == "max":
        params["limit"] = most
        query.call.note_limit(name, most)
    if params["continue"] is not None or params["limit"] > most:
        raise _goes_on(query)


def _linking_as_asked(wiki: Wiki, table: Table, target: Title, params: dict[str, Any]) -> Iterator[Page]:
    namespaces, wanted = params["namespace"] or None, params["filterredir"]
    for page in linking(wiki, table, target):
        if namespaces is not None and page.title.namespace not in namespaces:
            continue
        if wanted == "all" or page.is_redirect == (wanted == "redirects"):
            yield page


def _further(query: Query, table: Table, redirect: Page, params: dict[str, Any]) -> list[dict[str, Any]]:
    rows = [
        Row((page.id,), {"pageid": page.id, "ns": page.title.namespace, "title": page.title.prefixed_text}, page)
        for page in _linking_as_asked(query.call.wiki, table, redirect.title, params)
    ]
    if len(rows) > params["limit"]:
        raise _goes_on(query)
    for row in rows:
        if isinstance(row.found, Page) and row.found.is_redirect:
            row.entry["redirect"] = True
    return [row.entry for row in sorted(rows, key=lambda row: row.key)]


def _goes_on(query: Query) -> NotImitated:
    prefix = query.module.prefix
    return NotImitated(
        f"The in-memory wiki does not know how list={query.module.name} with {prefix}redirect goes on in a second "
        f"reply. Ask for {prefix}limit=max, or without {prefix}redirect."
    )


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
    return Row(key, entry or [], page.title, number)


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
