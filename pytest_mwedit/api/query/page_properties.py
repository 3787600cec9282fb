"""list=pagepropnames and list=pageswithprop: the properties that pages of the wiki have, and which pages have one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.query.listing import NUMBER, TEXT, Row, listed, listing, taken
from pytest_mwedit.api.result import Tree

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query


def _names(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    del params
    wiki = query.call.wiki
    for name in {name for page in wiki.pages.values() for name in wiki.links.of(page).properties}:
        yield Row((name,), Tree(propname=name))


def _pages(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    wiki, asked = query.call.wiki, params["prop"]
    for page in wiki.pages.values():
        value = wiki.links.of(page).properties.get(params["propname"])
        if value is None:
            continue
        entry = Tree()
        if "ids" in asked:
            entry["pageid"] = page.id
        if "title" in asked:
            entry.update(ns=page.title.namespace, title=page.title.prefixed_text)
        if "value" in asked:
            entry["value"] = value
        yield Row((page.id,), entry, page)


def _pages_taken(query: Query, params: dict[str, Any]) -> list[Row]:
    # An empty position is none.
    return taken(query, {**params, "continue": params["continue"] or None}, _pages, (NUMBER,))


LISTS = {"pagepropnames": listing(_names, TEXT), "pageswithprop": listed(_pages_taken)}
