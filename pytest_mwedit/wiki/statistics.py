"""How much there is in a wiki."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.wiki.namespaces import MAIN

if TYPE_CHECKING:
    from pytest_mwedit.wiki.pages import Page
    from pytest_mwedit.wiki.state import Wiki


def statistics(wiki: Wiki) -> dict[str, int]:
    """Return the counts of the wiki, by their names in ``siprop=statistics``."""
    sysops = [user for user in wiki.users.values() if "sysop" in user.groups]
    articles = [page for page in wiki.pages.values() if page.title.namespace == MAIN and _links(wiki, page)]
    return {
        "pages": len(wiki.pages),
        "articles": sum(1 for page in articles if not page.is_redirect),
        "edits": len(wiki.edits) + wiki.edits_besides,
        "images": 0,
        "users": wiki.traits.counted_users,
        "activeusers": 0,
        "admins": len(sysops),
        "jobs": 0,
    }


def _links(wiki: Wiki, page: Page) -> bool:
    """Whether a page links to another one: without links it is no article."""
    return any(begins in page.latest.text for begins in ("[[", "{{")) and bool(wiki.links.of(page).titles)
