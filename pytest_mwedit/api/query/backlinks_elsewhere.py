"""list=iwbacklinks and langbacklinks: the pages that link to a page of another wiki, or of another language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.query.listing import NUMBER, TEXT, Row, listing

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query, QueryModule

_POSITION = (TEXT, TEXT, NUMBER)


def find_interwiki(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the links to other wikis; a title is compared as it is kept, with underscores."""
    prefix = query.module.prefix
    if params["title"] is not None and params["prefix"] is None:
        raise ApiError(errors.INVALID_PARAM_MIX_WITHOUT, f"{prefix}title", f"{prefix}prefix")
    asked = params["prop"] or ()
    for page in query.call.wiki.pages.values():
        for wiki, title in query.call.wiki.links.of(page).interwiki:
            if params["prefix"] not in (None, wiki) or params["title"] not in (None, title):
                continue
            entry: dict[str, Any] = {"pageid": page.id, "ns": page.title.namespace, "title": page.title.prefixed_text}
            if page.is_redirect:
                entry["redirect"] = True
            entry |= {name: value for name, value in (("iwprefix", wiki), ("iwtitle", title)) if name in asked}
            yield Row((wiki, title, page.id), entry, page.title)


def find_languages(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the links to other languages: no wiki that is imitated has such prefixes."""
    prefix = query.module.prefix
    if params["title"] is not None and params["lang"] is None:
        raise ApiError(errors.INVALID_PARAM_MIX_WITHOUT, f"{prefix}title", f"{prefix}lang", code="nolang")
    yield from ()


LISTS: dict[str, QueryModule] = {
    "iwbacklinks": listing(find_interwiki, *_POSITION),
    "langbacklinks": listing(find_languages, *_POSITION),
}
