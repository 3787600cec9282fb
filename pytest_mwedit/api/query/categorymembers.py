"""list=categorymembers: the pages in a category."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.query.categories import hexadecimal, kind_of, members, sort_key
from pytest_mwedit.api.query.listing import (
    BACKWARDS,
    IDENTIFIER,
    NUMBER,
    TEXT,
    TIMESTAMP,
    Key,
    Row,
    listed,
    read_position,
    stamp,
    taken,
    told,
)
from pytest_mwedit.api.query.named_page import named_page
from pytest_mwedit.api.query.title_parts import is_between
from pytest_mwedit.api.result import Named
from pytest_mwedit.wiki import Page, Title, iso
from pytest_mwedit.wiki.namespaces import CATEGORY

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query


def _members(query: Query, params: dict[str, Any]) -> Iterator[tuple[Page, str, dict[str, Any]]]:
    category = named_page(query, params)
    for page, prefix in members(query.call.wiki, category):
        if params["namespace"] and page.title.namespace not in params["namespace"]:
            continue
        yield page, sort_key(page, prefix), _entry(query, page, category, prefix, params["prop"])


def _entry(query: Query, page: Page, category: Title, prefix: str, asked: list[str]) -> dict[str, Any]:
    entry = Named()
    if "ids" in asked:
        entry["pageid"] = page.id
    if "title" in asked:
        entry["ns"], entry["title"] = page.title.namespace, page.title.prefixed_text
    if "sortkey" in asked:
        entry["sortkey"] = hexadecimal(sort_key(page, prefix))
    if "sortkeyprefix" in asked:
        entry["sortkeyprefix"] = prefix
    if "type" in asked:
        entry["type"] = kind_of(page.title)
    if "timestamp" in asked:
        entry["timestamp"] = iso(query.call.wiki.links.in_category_since(page, category))
    return entry


def _by_key(query: Query, params: dict[str, Any]) -> list[Row]:
    """Return the members by kind, and of each kind by what they are sorted by."""
    backwards = params["dir"] in BACKWARDS
    kinds: list[str] = params["type"]
    start = _start(query, params)
    first = kinds.index(str(start[0])) if start is not None and start[0] in kinds else 0
    # A list that goes on begins where it stopped, and forgets where it was to end.
    low, high = (None if start is not None else _edge(query, params, which) for which in ("start", "end"))
    rows: list[Row] = []
    for kind in kinds[first:]:
        of_kind = sorted(_of_kind(query, params, kind, low, high), key=lambda row: row.key, reverse=backwards)
        if start is not None and kind == kinds[first]:
            edge = (kind, *start[1:])
            of_kind = [row for row in of_kind if (row.key <= edge if backwards else row.key >= edge)]
        rows += of_kind
    return told(query, rows, params["limit"])


def _start(query: Query, params: dict[str, Any]) -> Key | None:
    start = read_position(query, params["continue"], (TEXT, TEXT, NUMBER))
    if start is not None and not _HEXADECIMAL.fullmatch(str(start[1])):
        raise ApiError(errors.BAD_CONTINUE)
    return start


_HEXADECIMAL = re.compile("(?:[0-9a-fA-F]{2})*")


def _of_kind(query: Query, params: dict[str, Any], kind: str, start: str | None, end: str | None) -> Iterator[Row]:
    for page, key, entry in _members(query, params):
        written = hexadecimal(key)
        if kind_of(page.title) == kind and is_between(written, start, end, backwards=params["dir"] in BACKWARDS):
            yield Row((kind, written, page.id), entry, page)


def _edge(query: Query, params: dict[str, Any], which: str) -> str | None:
    """Return the key that a list begins or ends with, in hexadecimal, as the first says of the ways to give it."""
    prefix, written, key = (params[f"{which}{way}"] for way in ("sortkeyprefix", "hexsortkey", "sortkey"))
    if prefix is not None:
        return hexadecimal(prefix.upper())
    if written is None:
        return None if key is None else hexadecimal(key)
    if _HEXADECIMAL.fullmatch(written) is None:
        name = f"{query.module.prefix}{which}hexsortkey"
        raise ApiError(errors.BAD_PARAMETER, name, code=f"badvalue_{name}")
    return str(written).lower()


def _by_time(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    start, end = (None if params[name] is None else stamp(params[name]) for name in ("start", "end"))
    category = named_page(query, params)
    for page, _, entry in _members(query, params):
        since = stamp(query.call.wiki.links.in_category_since(page, category))
        if is_between(since, start, end, backwards=params["dir"] in BACKWARDS):
            yield Row((since, page.id), entry, page)


def _found(query: Query, params: dict[str, Any]) -> list[Row]:
    if named_page(query, params).namespace != CATEGORY:
        raise ApiError(errors.INVALID_CATEGORY)
    if params["sort"] == "timestamp":
        return taken(query, params, _by_time, (TIMESTAMP, IDENTIFIER))
    return _by_key(query, params)


MODULE = listed(_found)
