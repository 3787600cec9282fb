"""prop=pageprops: what pages say of themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.query.listing import IDENTIFIER, Row, read_position
from pytest_mwedit.api.result import Named

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query


def run(query: Query, params: dict[str, Any]) -> None:
    """Add its properties to every page that has some."""
    start = read_position(query, params["continue"], (IDENTIFIER,))
    for row in _rows(query, params["prop"]):
        if row.entry and (start is None or row.key >= start):
            query.page(row.about)["pageprops"] = Named(row.entry)


def _rows(query: Query, asked: list[str] | None) -> Iterator[Row]:
    for number, page in query.pages.good.items():
        properties = sorted(query.call.wiki.links.of(page).properties.items())
        yield Row((number,), {name: value for name, value in properties if not asked or name in asked}, None, number)
