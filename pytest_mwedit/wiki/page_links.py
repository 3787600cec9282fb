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
        #: The next revision's id, and the title that then became that of a page, or ceased to be.
        self._comings: list[tuple[int, Title, bool]] = []

    def note_coming(self, title: Title, *, exists: bool) -> None:
        """Remember that there is a page of that title from now on, or that there is none."""
        self._comings.append((self._wiki.next_revision_id, title, exists))

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

    def numbers(self) -> dict[Title, int]:
        """Return the number that each title got when a page first linked to it or transcluded it.

        As the positions of ``list=alllinks`` and ``list=alltransclusions`` show it, 1.43 numbers what a page links to
        before what it transcludes.
        """
        numbers: dict[Title, int] = {}
        exists = _Existence(self._wiki, self._comings)
        for revision in sorted(self._all_revisions(), key=lambda each: each.id):
            exists.advance(revision.id)
            links = self._read(revision.page, revision)
            target = self._wiki.redirect_of(revision.text, revision.content_model)
            for title in (*_order_of_links(links, exists, target), *_order_of_templates(links, exists)):
                numbers.setdefault(title, len(numbers) + 1)
        return numbers

    def _all_revisions(self) -> Iterator[Revision]:
        yield from self._wiki.revisions.values()
        for archived in self._wiki.archive.values():
            yield from archived

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


class _Existence:
    """Which titles were those of pages when a revision was saved."""

    def __init__(self, wiki: Wiki, comings: list[tuple[int, Title, bool]]) -> None:
        self._wiki = wiki
        self._comings = sorted(comings, key=lambda coming: coming[0])
        self._told = {title for _, title, _ in comings}
        self._now: dict[Title, bool] = {}
        self._at = 0

    def advance(self, revision_id: int) -> None:
        """Go on to what was known when the revision of that id was saved."""
        while self._at < len(self._comings) and self._comings[self._at][0] <= revision_id:
            _, title, exists = self._comings[self._at]
            self._now[title] = exists
            self._at += 1

    def __call__(self, title: Title) -> bool:
        """Whether there was a page of that title."""
        return self._now.get(title, False) if title in self._told else title in self._wiki.pages


def _order_of_links(links: Links, exists: _Existence, target: Title | None) -> list[Title]:
    """Return what a page links to, by namespaces, in each first the pages that there are, and last where it leads."""
    among = {title.namespace for title in links.titles if title != target}
    # Where it leads to stands elsewhere if the page links to it besides.
    last = target if target is not None and target == next(reversed(links.titles), None) else None

    def place(title: Title) -> tuple[bool, int, int, str]:
        apart = title.namespace not in among
        kind = 2 if title == last else 0 if exists(title) else 1
        return apart, title.namespace, kind, title.dbkey if kind == 0 else ""

    return sorted(links.titles, key=place)


def _order_of_templates(links: Links, exists: _Existence) -> list[Title]:
    """Return what a page transcludes, by namespaces, in each first what is missing."""
    return sorted(links.templates, key=lambda title: (title.namespace, exists(title)))


def linking(wiki: Wiki, namespaces: frozenset[int] | None = None) -> Iterator[tuple[Page, Links]]:
    """Yield the pages, in *namespaces* if given, with what they link to."""
    for page in wiki.pages.values():
        if namespaces is None or page.title.namespace in namespaces:
            yield page, wiki.links.of(page)
