"""When pages were last made into HTML, which a wiki keeps until they change or are purged.

Nothing is kept but the time: what a page shows of others is as it was then, for no jobs run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_mwedit.wiki.page_links import Links
    from pytest_mwedit.wiki.pages import Page, Revision
    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.titles import Title


@dataclass(frozen=True)
class Rendering:
    """When a revision was made into HTML, and why."""

    timestamp: int
    reason: str
    #: The latest revision of the wiki then, and how many entries its log had.
    latest_revision: int
    logged: int


class Renderings:
    """What is kept of the pages of a wiki."""

    def __init__(self, wiki: Wiki) -> None:
        self._wiki = wiki
        self._kept: dict[int, Rendering] = {}

    def note(self, revision: Revision, reason: str) -> Rendering:
        """Remember that *revision* is made into HTML now, if that is not kept from earlier."""
        kept = self._kept.get(revision.id)
        if kept is None:
            wiki = self._wiki
            kept = Rendering(wiki.clock.now(), reason, wiki.next_revision_id - 1, len(wiki.log))
            self._kept[revision.id] = kept
        return kept

    def kept(self, revision: Revision) -> Rendering | None:
        """Return when *revision* was made into HTML, if that is kept."""
        return self._kept.get(revision.id)

    def forget(self, page: Page) -> None:
        """Let *page* be made into HTML anew when somebody asks for it, as if a second had passed."""
        self._kept.pop(page.latest.id, None)

    def changed_since(self, rendering: Rendering, links: Links) -> Title | None:
        """Return a page that another shows or links to, and that is no more what it was at its *rendering*."""
        moved = {entry.title for entry in self._wiki.log[rendering.logged :] if entry.type in ("delete", "move")}
        for title in (*links.titles, *links.templates):
            page = self._wiki.page(title)
            if title in moved:
                return title
            if page is None or page.latest.id <= rendering.latest_revision:
                continue
            before = [each for each in page.revisions if each.id <= rendering.latest_revision]
            was_redirect = (
                bool(before) and self._wiki.redirect_of(before[-1].text, before[-1].content_model) is not None
            )
            if title in links.templates or not before or was_redirect != page.is_redirect:
                return title
        return None
