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
from pytest_mwedit.wiki.text_links import RELATIVE, indexed

if TYPE_CHECKING:
    from pytest_mwedit.wiki.pages import Page, Revision
    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.titles import Title

#: What may transclude a page that is no template, or ask whether there is one: a name with a colon, a name that is
#: made up, or a redirect.
_REACHING_FAR = re.compile(r"\{\{\s*[^{}|\n]*(?:[:/]|\{)|^\s*#", re.MULTILINE)


@dataclass
class Links:
    """What one page links to."""

    titles: dict[Title, None] = field(default_factory=dict)
    #: Those among them of which the text asks whether they exist, before it links to anything.
    asked: dict[Title, None] = field(default_factory=dict)
    templates: dict[Title, None] = field(default_factory=dict)
    files: dict[Title, None] = field(default_factory=dict)
    #: Category: what the page is sorted by there; "" for its title.
    categories: dict[Title, str] = field(default_factory=dict)
    #: Prefix and title on another wiki, with underscores.
    interwiki: dict[tuple[str, str], None] = field(default_factory=dict)
    addresses: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Address:
    """An address that a page links to."""

    page: Page
    #: As it is told, and with the scheme that it may lack.
    shown: str
    whole: str
    number: int


@dataclass(frozen=True, slots=True)
class _Event:
    """A page was saved; or, without a revision, a title ceased to be one's, or a page to be."""

    title: Title
    page: Page | None = None
    revision: Revision | None = None


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
        #: What came to pass, in order.
        self._events: list[_Event] = []

    def note_gone(self, title: Title, page: Page | None = None) -> None:
        """Remember that there is no page of that title any more, nor *page* at all."""
        self._events.append(_Event(title, page))

    def note_saved(self, page: Page) -> None:
        """Remember that *page* has a new text."""
        latest = page.latest
        self._events.append(_Event(page.title, page, latest))
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
        exists = _Existence(self._wiki, self._events)
        for event in self._history():
            exists.note(event)
            if event.page is not None and event.revision is not None:
                links = self._read(event.page, event.revision)
                target = self._wiki.redirect_of(event.revision.text, event.revision.content_model)
                for title in (*_order_of_links(links, exists, target), *_order_of_templates(links, exists)):
                    numbers.setdefault(title, len(numbers) + 1)
        return numbers

    def addresses(self) -> list[Address]:
        """Return the addresses that pages link to, by their numbers: each gets one when its page first links to it."""
        kept: dict[int, dict[str, Address]] = {}
        number = 0
        for event in self._history():
            page = event.page
            if page is None:
                continue
            if event.revision is None:
                kept.pop(page.id, None)
                continue
            before = kept.get(page.id, {})
            now = kept[page.id] = {}
            for shown, whole in self._kept(self._read(page, event.revision).addresses):
                if whole not in before:
                    number += 1
                now[whole] = before.get(whole) or Address(page, shown, whole, number)
        return sorted((each for row in kept.values() for each in row.values()), key=lambda each: each.number)

    def _history(self) -> Iterator[_Event]:
        """Yield what came to pass, and last what nothing was noted of, such as what a tape tells."""
        last: dict[int, Revision] = {}
        for event in self._events:
            if event.page is not None and event.revision is not None:
                last[event.page.id] = event.revision
            yield event
        for page in self._wiki.pages.values():
            if page.revisions and last.get(page.id) is not page.latest:
                yield _Event(page.title, page, page.latest)

    def _kept(self, addresses: list[str]) -> list[tuple[str, str]]:
        """Return addresses as they are told and as they are kept, in the order in which they are numbered."""
        if not self._wiki.traits.indexes_links:
            return [(each, f"{scheme}{each}") for each in addresses for scheme in _schemes(each)]
        kept = list(dict.fromkeys(filter(None, map(indexed, addresses))))
        # Those of one host come together.
        hosts = list(dict.fromkeys(map(_host, kept)))
        return [(each, each) for each in sorted(kept, key=lambda address: hosts.index(_host(address)))]

    def is_known_category(self, category: Title) -> bool:
        """Whether the wiki counts the members of *category* although there may be none."""
        return category in self._wiki.pages

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
    """Which titles are those of pages, so far."""

    def __init__(self, wiki: Wiki, events: list[_Event]) -> None:
        self._wiki = wiki
        self._told = {event.title for event in events}
        self._now: set[Title] = set()

    def note(self, event: _Event) -> None:
        """Learn what came to pass."""
        if event.revision is None:
            self._now.discard(event.title)
        else:
            self._now.add(event.title)

    def __call__(self, title: Title) -> bool:
        """Whether there is a page of that title."""
        return title in (self._now if title in self._told else self._wiki.pages)


def _schemes(address: str) -> tuple[str, ...]:
    """Return what an address lacks at its beginning: one that names no scheme is kept with two."""
    return ("http:", "https:") if address.startswith(RELATIVE) else ("",)


def _host(address: str) -> str:
    found = re.match(r"[a-z][a-z0-9+.-]*:(?://[^/?#]*)?", address)
    return found[0] if found else address


def _order_of_links(links: Links, exists: _Existence, target: Title | None) -> list[Title]:
    """Return what a page links to, by namespaces, in each first the pages that there are, and last where it leads."""
    among = {title.namespace for title in links.titles if title != target}
    # Where it leads to stands elsewhere if the page links to it besides.
    last = target if target is not None and target == next(reversed(links.titles), None) else None

    def place(title: Title) -> tuple[bool, int, int, str]:
        apart = title.namespace not in among
        kind = -1 if title in links.asked else 2 if title == last else 0 if exists(title) else 1
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
