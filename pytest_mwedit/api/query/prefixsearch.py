"""list=prefixsearch: the pages whose titles begin with certain letters, as a wiki that searches in its database tells.

What is read of a search before it is looked for is as the story ``prefix-search`` shows it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.query.query import QueryModule
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import InvalidTitle, Page, Title, Wiki
from pytest_mwedit.wiki.namespaces import MAIN, SPECIAL

if TYPE_CHECKING:
    from pytest_mwedit.api.query.pageset import Generated
    from pytest_mwedit.api.query.query import Query

#: What no title has is left out of what is searched.
_NOT_IN_TITLES = re.compile(
    r"[\x00-\x1f#<>\[\]{|}\x7f]|%[0-9A-Fa-f]{2}|&(?:#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z0-9\x80-\U0010ffff]+);"
)

#: The title of whatever begins with a namespace's name alone.
_ANY = "x"


def run(query: Query, params: dict[str, Any]) -> None:
    """List the pages that are found."""
    query.data["prefixsearch"] = [
        {"ns": page.title.namespace, "title": page.title.prefixed_text, "pageid": page.id}
        for page in _told(query, params)
    ]


def generate(query: Query, params: dict[str, Any]) -> Generated:
    """Return the pages that are found, and tell the place of each."""
    found = _told(query, params)
    for place, page in enumerate(found, params["offset"] + 1):
        query.told[page.title] = {"index": place}
    return [page.title for page in found]


def _told(query: Query, params: dict[str, Any]) -> list[Page]:
    """Return the pages that this reply tells, and note where the next one begins."""
    wiki, offset, limit = query.call.wiki, params["offset"], params["limit"]
    found = pages_beginning(wiki, params["search"], params["namespace"])
    if len(found) > offset + limit:
        query.go_on(offset + limit, "offset")
    return found[max(offset, 0) : max(offset, 0) + limit]


def pages_beginning(wiki: Wiki, asked: str, namespaces: list[int] | None) -> list[Page]:
    """Return the pages that *asked* is the beginning of, first the one that has just that title."""
    if wiki.installed.search_engine is not None:
        raise NotImitated(
            f"The in-memory wiki does not search as {wiki.installed.search_engine} does (list=prefixsearch). "
            "Use the profile 'plain', whose wiki searches in its database, or record the reply."
        )
    beginning = _beginning(wiki, asked)
    if beginning is None:
        return []
    if beginning.namespace == SPECIAL:
        raise NotImitated(
            "The in-memory wiki does not find special pages by the beginning of their names "
            "(list=prefixsearch, action=opensearch). Search another namespace, or record the reply."
        )
    is_told = beginning.namespace != MAIN or asked.startswith(":")
    if asked.startswith((" ", "_")) and ":" in asked:
        raise NotImitated(
            f"The in-memory wiki does not know where {asked!r} is searched, with a blank before a namespace "
            "(list=prefixsearch, action=opensearch). Leave the blank out, or record the reply."
        )
    chosen = {beginning.namespace} if is_told else set(namespaces or (MAIN,))
    found = [
        page
        for title, page in wiki.pages.items()
        if title.namespace in chosen and title.dbkey.startswith(beginning.dbkey)
    ]
    found.sort(key=lambda page: (page.title.dbkey, page.title.namespace))
    exact = _exact(wiki, asked)
    if exact is not None and exact.title.namespace in chosen:
        return [exact, *(page for page in found if page is not exact)]
    return found


def _beginning(wiki: Wiki, asked: str) -> Title | None:
    """Read what is searched as the beginning of a title; None where none begins so."""
    text = _NOT_IN_TITLES.sub("", asked).lstrip(" _:")
    _, colon, rest = text.partition(":")
    try:
        if colon and not rest.strip(" _"):
            title = wiki.title(text + _ANY)
            return Title(title.namespace, "") if title.namespace != MAIN or title.interwiki else wiki.title(text)
        return wiki.title(text)
    except InvalidTitle:
        return None


def _exact(wiki: Wiki, asked: str) -> Page | None:
    try:
        return wiki.page(wiki.title(asked))
    except InvalidTitle:
        return None


MODULE = QueryModule(run, generate=generate)
