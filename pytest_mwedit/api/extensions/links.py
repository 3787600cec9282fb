"""The addresses that a text links to, as extensions see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.wiki import InvalidTitle
from pytest_mwedit.wiki.namespaces import TEMPLATE
from pytest_mwedit.wiki.pages import CSS, JAVASCRIPT, WIKITEXT
from pytest_mwedit.wiki.text_links import external_links, indexed

if TYPE_CHECKING:
    from pytest_mwedit.wiki import Wiki

#: What is read as wikitext to find links; other texts have none.
_WITH_LINKS = frozenset({WIKITEXT, CSS, JAVASCRIPT})


def links_of(wiki: Wiki, text: str, content_model: str) -> list[str]:
    """Return the addresses that *text* links to, written as the version of the wiki keeps them."""
    if content_model not in _WITH_LINKS:
        return []
    links = external_links(text, lambda name: transcluded_text(wiki, name))
    if not wiki.traits.indexes_links:
        return links
    return [address for link in links if (address := indexed(link)) is not None]


def transcluded_text(wiki: Wiki, name: str) -> str | None:
    """Return the text of what ``{{name}}`` stands for, or None if there is no such page."""
    try:
        page = wiki.page(wiki.titles.parse(name, TEMPLATE))
    except InvalidTitle:
        return None
    return page.latest.text if page is not None else None
