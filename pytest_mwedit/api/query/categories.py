"""What is told of categories: who is in them, how they are sorted, whether they are hidden."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from pytest_mwedit.wiki import Page, Title, Wiki, iso
from pytest_mwedit.wiki.namespaces import CATEGORY, FILE

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query

#: Kinds of members, in the order in which they are listed.
PAGE, SUBCATEGORY, FILES = "page", "subcat", "file"


def kind_of(title: Title) -> str:
    """Return what a page is among the members of a category."""
    return {CATEGORY: SUBCATEGORY, FILE: FILES}.get(title.namespace, PAGE)


def is_hidden(wiki: Wiki, category: Title) -> bool:
    """Whether readers are not shown that a page is in *category*."""
    page = wiki.pages.get(category)
    return page is not None and "hiddencat" in wiki.links.of(page).properties


def sort_key(page: Page, prefix: str) -> str:
    """Return what a page is sorted by in a category."""
    return (f"{prefix}\n{page.title.text}" if prefix else page.title.text).upper()


def hexadecimal(key: str) -> str:
    """Return a key as replies tell it."""
    return key.encode().hex()


def category_entry(wiki: Wiki, page: Page, category: Title, asked: Collection[str]) -> dict[str, Any]:
    """Return what is told of a category that *page* is in."""
    entry: dict[str, Any] = {"ns": category.namespace, "title": category.prefixed_text}
    prefix = wiki.links.of(page).categories[category]
    if "sortkey" in asked:
        entry["sortkey"] = hexadecimal(sort_key(page, prefix))
        entry["sortkeyprefix"] = prefix
    if "timestamp" in asked:
        entry["timestamp"] = iso(wiki.links.in_category_since(page, category))
    if "hidden" in asked:
        entry["hidden"] = is_hidden(wiki, category)
    return entry


def members(wiki: Wiki, category: Title) -> list[tuple[Page, str]]:
    """Return the pages in *category*, each with its prefix for sorting."""
    found = ((page, wiki.links.of(page).categories) for page in wiki.pages.values())
    return [(page, categories[category]) for page, categories in found if category in categories]


def sizes(wiki: Wiki, category: Title) -> dict[str, int]:
    """Return how many members a category has, by kind."""
    kinds = [kind_of(page.title) for page, _ in members(wiki, category)]
    counted = {"pages": kinds.count(PAGE), "files": kinds.count(FILES), "subcats": kinds.count(SUBCATEGORY)}
    return {"size": len(kinds), **counted}


def run_info(query: Query, params: dict[str, Any]) -> None:
    """Tell of the categories among the pages how many members they have."""
    wiki, start = query.call.wiki, params["continue"]
    for number, title in query.pages.titles.items():
        if title.namespace != CATEGORY or (start is not None and title.dbkey < start):
            continue
        counted = sizes(wiki, title)
        if counted["size"] or wiki.links.is_known_category(title):
            query.page(number)["categoryinfo"] = {**counted, "hidden": is_hidden(wiki, title)}
