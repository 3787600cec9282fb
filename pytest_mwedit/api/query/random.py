"""list=random: pages drawn by lot.

As on a real wiki each page has a number below one for good, a number is drawn for each request, and the list goes on
from there through the pages by their numbers, round to where it began. Here both follow from the wiki's address, so a
test that asks the same twice is told the same twice.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.params import require_max_one
from pytest_mwedit.api.query.listing import Row, listed

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Page, Wiki

#: How many decimals the numbers have.
_DECIMALS = 12

#: What was drawn, then the number and the id of the page to go on with, and whether the list came round.
_POSITION = re.compile(r"(0\.[0-9]+)\|(0\.[0-9]+)\|(0|-?[1-9][0-9]*)\|([01])")


@dataclass(frozen=True)
class _Position:
    drawn: str
    number: float
    page_id: int
    came_round: bool


def _decimal(digits: str) -> str:
    return f"0.{int(digits, 16) % 10**_DECIMALS:0{_DECIMALS}}"


def number_of(wiki: Wiki, page: Page) -> str:
    """Return the number by which *page* is drawn."""
    return _decimal(hashlib.sha256(f"{wiki.api_url}:{page.id}".encode()).hexdigest())


def _begin(query: Query, value: str | None) -> _Position:
    if value is None:
        drawn = _decimal(query.call.wiki.sessions.random())
        return _Position(drawn, float(drawn), 0, came_round=False)
    parts = _POSITION.fullmatch(value)
    if parts is None:
        raise ApiError(errors.BAD_CONTINUE)
    return _Position(parts[1], float(parts[2]), int(parts[3]), came_round=parts[4] == "1")


def _wanted(query: Query, params: dict[str, Any]) -> str:
    """Return which pages are asked for, by the one of the two parameters that was sent."""
    if not params["redirect"]:
        return str(params["filterredir"])
    prefix = query.module.prefix
    sent = {"filterredir": query.call.raw.get(f"{prefix}filterredir"), "redirect": True}
    require_max_one(sent, prefix, sent)
    return "redirects"


def _candidates(query: Query, params: dict[str, Any], wanted: str) -> Iterator[Page]:
    namespaces = params["namespace"]
    for page in query.call.wiki.pages.values():
        if namespaces and page.title.namespace not in namespaces:
            continue
        if wanted == "all" or page.is_redirect == (wanted == "redirects"):
            yield page


def _round(wiki: Wiki, pages: Iterable[Page], begin: _Position) -> Iterator[tuple[Page, str, bool]]:
    """Yield *pages* from *begin* on, each with its number and whether the list came round to it."""
    drawn, edge = float(begin.drawn), (begin.number, begin.page_id)
    numbered = sorted((float(number_of(wiki, page)), page.id, page) for page in pages)
    for came_round in sorted({begin.came_round, True}):
        for number, page_id, page in numbered:
            is_ahead = came_round != begin.came_round or (number, page_id) >= edge
            if is_ahead and came_round == (number < drawn):
                yield page, number_of(wiki, page), came_round


def _found(query: Query, params: dict[str, Any]) -> list[Row]:
    wanted = _wanted(query, params)
    begin, limit = _begin(query, params["continue"]), params["limit"]
    rows: list[Row] = []
    for page, number, came_round in _round(query.call.wiki, _candidates(query, params, wanted), begin):
        if len(rows) == limit:
            query.go_on(f"{begin.drawn}|{number}|{page.id}|{int(came_round)}")
            break
        entry = {"id": page.id, "ns": page.title.namespace, "title": page.title.prefixed_text}
        if params["filterredir"] == "all":
            entry["redirect"] = page.is_redirect
        rows.append(Row((number, page.id), entry, page))
    return rows


MODULE = listed(_found)
