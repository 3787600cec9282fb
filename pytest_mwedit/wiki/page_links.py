"""What pages link to: links, categories, templates, files, other wikis, addresses, and their properties.

``wiki.links.of(page)`` tells it. As in MediaWiki it is what the page linked to when it was saved: a template that
changes later changes it no more, for no jobs run. It is found out when somebody asks, and of pages with templates
before a page changes that may be transcluded; what cannot be known fails when somebody asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.namespaces import CATEGORY, TEMPLATE

if TYPE_CHECKING:
    from pytest_mwedit.wiki.pages import Page, Revision
    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.titles import Title

#: What may transclude a page that is no template: a name with a namespace, a name that is made up, or a redirect.
_REACHING_FAR = re.compile(r"\{\{\s*[^{}|\n]*(?:[:/]|\{)|^\s*#", re.MULTILINE)


@dataclass
class Links:
    """What one page links to."""

    titles: dict[Title, None] = field(default_factory=dict)
    templates: dict[Title, None] = field(default_factory=dict)
    files: dict[Title, None] = field(default_factory=dict)
    #: Category: what the page is sorted by there; "" for its title.
    categories: dict[Title, str] = field(default_factory=dict)
    #: Prefix and title on another wiki, with underscores.
    interwiki: dict[tuple[str, str], None] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)


class LinkTables:
    """The links of all pages of a wiki."""

    def __init__(self, wiki: Wiki) -> None:
        self._wiki = wiki
        #: Revision id: what it linked to when it was saved, or why that is not known.
        self._known: dict[int, Links | NotImitated] = {}
        #: What was saved with templates that have not been looked at since.
        self._waiting: list[tuple[Page, Revision]] = []
        #: Whether what is waiting may transclude more than templates; whether templates may.
        self._reaches_far = self._templates_reach_far = False

    def note_saved(self, page: Page) -> None:
        """Remember that *page* has a new text."""
        latest = page.latest
        self._known.pop(latest.id, None)
        if page.title.namespace == TEMPLATE and _REACHING_FAR.search(latest.text):
            self._templates_reach_far = True
        if "{{" in latest.text:
            self._waiting.append((page, latest))
            self._reaches_far = self._reaches_far or _REACHING_FAR.search(latest.text) is not None

    def settle_before(self, title: Title) -> None:
        """Find out what pages with templates link to, if what *title* is about to say may be transcluded in them."""
        if self._waiting and (title.namespace == TEMPLATE or self._reaches_far or self._templates_reach_far):
            self.settle()

    def note_unchanged(self, page: Page) -> None:
        """Remember that the latest revision of *page* only repeats the one before."""
        *_, before, latest = page.revisions
        if before.id in self._known:
            self._known[latest.id] = self._known[before.id]

    def settle(self) -> None:
        """Find out what pages with templates link to, before another page changes."""
        waiting, self._waiting, self._reaches_far = self._waiting, [], False
        for page, revision in waiting:
            if page.id in self._wiki.pages_by_id:
                self._find(page, revision)

    def of(self, page: Page) -> Links:
        """Return what *page* links to.

        Raises:
            NotImitated: if that cannot be known.
        """
        return self._read(page, page.latest)

    def in_category_since(self, page: Page, category: Title) -> int:
        """Return when *page* was last put into *category*, or sorted otherwise there."""
        prefix, since = self.of(page).categories[category], page.latest.timestamp
        for revision in reversed(page.revisions[:-1]):
            if self._read(page, revision).categories.get(category) != prefix:
                break
            since = revision.timestamp
        return since

    def touched(self, page: Page) -> int:
        """Return when *page* last changed, or, of a category, who is in it."""
        if page.title.namespace != CATEGORY:
            return page.touched
        return max(page.touched, *self._changes_of(page.title), 0)

    def _changes_of(self, category: Title) -> Iterator[int]:
        """Yield when pages came into *category*, left it, or were sorted otherwise in it."""
        wiki = self._wiki
        histories = [(page, page.revisions) for page in wiki.pages.values()]
        for title, archived in wiki.archive.items():
            page = archived[-1].page
            histories.append((page, archived))
            if category in self._read(page, archived[-1]).categories:
                deletions = (each for each in wiki.log if each.type == "delete" and each.title == title)
                yield max((each.timestamp for each in deletions), default=0)
        for page, revisions in histories:
            before: str | None = None
            for revision in revisions:
                sorted_by = self._read(page, revision).categories.get(category)
                if sorted_by != before:
                    yield revision.timestamp
                before = sorted_by

    def is_known_category(self, category: Title) -> bool:
        """Whether the wiki counts the members of *category* although there may be none."""
        return category in self._wiki.pages

    def addresses_of(self, page: Page) -> list[str]:
        """Return the addresses that *page* links to, those first that it has linked to for longest."""
        kept: list[str] = []
        for links in (*(self._read(page, each) for each in page.revisions[:-1]), self.of(page)):
            kept = [each for each in kept if each in links.addresses]
            kept += [each for each in links.addresses if each not in kept]
        return kept

    def _read(self, page: Page, revision: Revision) -> Links:
        known = self._find(page, revision)
        if isinstance(known, NotImitated):
            raise known
        return known

    def _find(self, page: Page, revision: Revision) -> Links | NotImitated:
        known = self._known.get(revision.id)
        if known is None:
            from pytest_mwedit.wiki.text_linking import links_of  # late: few tests ask for links

            try:
                known = links_of(self._wiki, page, revision)
            except NotImitated as failure:
                known = failure
            self._known[revision.id] = known
        return known


def linking(wiki: Wiki, namespaces: frozenset[int] | None = None) -> Iterator[tuple[Page, Links]]:
    """Yield the pages, in *namespaces* if given, with what they link to."""
    for page in wiki.pages.values():
        if namespaces is None or page.title.namespace in namespaces:
            yield page, wiki.links.of(page)
