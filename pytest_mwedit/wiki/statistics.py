"""How much there is in a wiki."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from pytest_mwedit.wiki.namespaces import MAIN

if TYPE_CHECKING:
    from pytest_mwedit.wiki.pages import Page
    from pytest_mwedit.wiki.state import Wiki


#: Who counts as an administrator.
SYSOP = "sysop"

#: For how many seconds MediaWiki keeps how many people it counted in a group.
KEPT = 3600


def statistics(wiki: Wiki) -> dict[str, int]:
    """Return the counts of the wiki, by their names in ``siprop=statistics``."""
    return {name: count(wiki) for name, count in COUNTS.items()}


def members_of(wiki: Wiki, group: str) -> int:
    """Return how many people are in *group*, or were when they were counted last."""
    number, until = wiki.counted_groups.get(group, (0, 0))
    return number if until is None or wiki.clock.now() < until else count_members(wiki, group, wiki.clock.now() + KEPT)


def count_members(wiki: Wiki, group: str, until: int | None) -> int:
    """Count the people in *group*, and keep the number."""
    number = sum(group in user.groups for user in wiki.users.values())
    wiki.counted_groups[group] = (number, until)
    return number


def _articles(wiki: Wiki) -> int:
    pages = [page for page in wiki.pages.values() if page.title.namespace == MAIN and _links(wiki, page)]
    return sum(not page.is_redirect for page in pages)


def _links(wiki: Wiki, page: Page) -> bool:
    """Whether a page links to another one: without links it is no article."""
    return any(begins in page.latest.text for begins in ("[[", "{{")) and bool(wiki.links.of(page).titles)


def _edits(wiki: Wiki) -> int:
    return len(wiki.edits) + wiki.edits_besides


#: Name: what counts it.
COUNTS: Mapping[str, Callable[[Wiki], int]] = {
    "pages": lambda wiki: len(wiki.pages),
    "articles": _articles,
    "edits": _edits,
    "images": lambda wiki: 0,
    "users": lambda wiki: wiki.counted_users,
    "activeusers": lambda wiki: 0,
    "admins": lambda wiki: members_of(wiki, SYSOP),
    "jobs": lambda wiki: 0,
}
