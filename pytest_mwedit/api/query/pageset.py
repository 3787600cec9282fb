"""The pages that a query is about: titles, pageids or revids, normalized and redirected."""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from pytest_mwedit.api import errors
from pytest_mwedit.api.error_formats import language_of, write_reason
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Markup, Message, message, text
from pytest_mwedit.api.params import UNIT_SEPARATOR, repaired_text, split_values
from pytest_mwedit.api.result import Named, Numbered, Tree
from pytest_mwedit.languages import ENGLISH
from pytest_mwedit.wiki import InvalidTitle, Page, Revision, Title, Wiki
from pytest_mwedit.wiki.interwiki import address_on
from pytest_mwedit.wiki.namespaces import MAIN, MEDIAWIKI, SPECIAL
from pytest_mwedit.wiki.special_pages import local_special_page
from pytest_mwedit.wiki.state import in_address
from pytest_mwedit.wiki.text_literal import escaped_wikitext

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call

_SOURCES = ("titles", "pageids", "revids")

#: What a generator finds; a number is the id of a page, or beside revisions of a revision, that there is not.
Found = Page | Title | Revision | int
Generated = list[Found]


def is_message(wiki: Wiki, title: Title) -> bool:
    """Whether a page would replace a text of MediaWiki, in its own language or another."""
    name = title.dbkey.rpartition("/")[0] or title.dbkey
    return name[:1].lower() + name[1:] in wiki.texts(ENGLISH)


@dataclass(eq=False)
class PageSet:
    """Pages by the number they are answered under; below zero are those that do not exist."""

    wiki: Wiki
    normalized: list[Tree] = field(default_factory=list)
    interwiki: list[dict[str, Any]] = field(default_factory=list)
    redirects: list[dict[str, Any]] = field(default_factory=list)
    bad_revids: list[int] = field(default_factory=list)
    #: Number: the page, in the order of namespace and title.
    good: dict[int, Page] = field(default_factory=dict)
    #: Those found so far, with the redirects in whose place others stand.
    met: dict[int, Page] = field(default_factory=dict)
    missing: dict[int, Title] = field(default_factory=dict)
    invalid: dict[int, dict[str, Any]] = field(default_factory=dict)
    special: dict[int, Title] = field(default_factory=dict)
    missing_ids: list[int] = field(default_factory=list)
    revision_ids: list[int] = field(default_factory=list)
    #: Those of revisions of deleted pages, asked for by who may see them.
    deleted_revision_ids: list[int] = field(default_factory=list)
    source: str | None = None
    #: Whether titles on other wikis come with their addresses.
    tells_urls: bool = False
    #: The namespace of titles that name none.
    namespace: int = MAIN
    #: What a generator tells of the pages that it found; ``index`` is its place, which goes over to where it leads to.
    told: MutableMapping[Title, dict[str, Any]] = field(default_factory=dict)
    #: Writes why a title is invalid, in the error format of the request.
    tell: Callable[[Message], Any] = text
    _next_fake: int = -1

    @classmethod
    def of(cls, call: Call, *, told: bool = False, path: str | None = None, namespace: int = MAIN) -> PageSet:
        """Read titles, pageids or revids of a query, or of its generator; nothing is warned of that is *told* already.

        The module at *path* warns, or else the one that was called. Titles are in *namespace* unless they name another.

        Raises:
            ApiError: if there are several of them.
        """
        params = call.params
        given = [source for source in ("titles", "pageids", "revids") if params[source] is not None]
        if len(given) > 1:
            first, second = _blamed(given)
            raise ApiError(errors.MULTIPLE_SOURCES, first, second)
        pages = cls(call.wiki, namespace=namespace)
        pages.tells_urls = bool(params.get("iwurl"))
        pages.tell = lambda message: write_reason(message, call.main["errorformat"], language_of(call), tidy=False)
        if not given:
            return pages
        pages.source = given[0]
        values = params[given[0]]
        if given[0] == "titles":
            pages._note_repaired(call)
            pages._add_titles(values)
        elif given[0] == "pageids":
            pages._add_page_ids(values)
        else:
            pages._add_revision_ids(values)
            if call.may("deletedhistory"):
                pages._add_deleted_revisions()
        if params["redirects"]:
            if given[0] == "revids" and told:
                return pages
            if given[0] == "revids":
                warned = message("apiwarn-redirectsandrevids")
                call.warn(path or call.declaration.path, warned, code="redirectsandrevids")
            else:
                pages._resolve_redirects()
        return pages

    @classmethod
    def generated(cls, call: Call, found: Generated, told: MutableMapping[Title, dict[str, Any]]) -> PageSet:
        """Return the pages that a generator found, in its order: pages, then titles and revisions."""
        pages = cls(call.wiki, told=told)
        pages.tells_urls = bool(call.params.get("iwurl"))
        pages.good = {each.id: each for each in found if isinstance(each, Page)}
        unknown = [each for each in found if isinstance(each, int)]
        pages._add_found_titles([each for each in found if isinstance(each, Title)])
        revisions = [each for each in found if isinstance(each, Revision)]
        if revisions:
            pages.source = "revids"
            pages._add_revision_ids([*(each.id for each in revisions), *unknown])
            if call.may("deletedhistory"):
                pages._add_deleted_revisions()
        else:
            pages.missing_ids = unknown
        if call.params["redirects"]:
            pages._resolve_redirects()
        return pages

    def _add_found_titles(self, titles: list[Title]) -> None:
        for title in titles:
            if title.interwiki:
                self.interwiki.append({"title": title.prefixed_text, "iw": title.interwiki})
            elif title.namespace < 0:
                self.special[self._fake_number()] = title
        self._add_wanted(dict.fromkeys(title for title in titles if title.can_exist))

    @property
    def titles(self) -> dict[int, Title]:
        """Every page that exists or could, by number, missing ones first."""
        return {**self.missing, **{number: page.title for number, page in self.good.items()}}

    def is_known_special(self, title: Title) -> bool:
        """Whether there is a special page of this title."""
        return title.namespace == SPECIAL and local_special_page(self.wiki, title) is not None

    def general_info(self) -> Tree:
        """Return what became of the titles and ids asked for."""
        info = Tree()
        if self.normalized:
            info["normalized"] = self.normalized
        if self.interwiki:
            info["interwiki"] = [dict(row) for row in self.interwiki]
            for row in info["interwiki"] if self.tells_urls else ():
                row["url"] = address_on(self.wiki, row["iw"], in_address(self._title_there(row)))
        if self.redirects:
            info["redirects"] = self.redirects
        if self.bad_revids:
            entries = {each: {"revid": each, "missing": True} for each in self.bad_revids}
            # PHP writes an array whose keys are 0, 1, 2 … as a list.
            consecutive = list(entries) == list(range(len(entries)))
            info["badrevids"] = (
                list(entries.values()) if consecutive else Named({str(each): row for each, row in entries.items()})
            )
        pages = Numbered()
        for number, title in self.missing.items():
            pages[number] = {"ns": title.namespace, "title": title.prefixed_text, "missing": True}
            if title.namespace == MEDIAWIKI and is_message(self.wiki, title):
                pages[number]["known"] = True
        pages.update(self.invalid)
        for page_id in self.missing_ids:
            pages[page_id] = {"pageid": page_id, "missing": True}
        for number, title in self.special.items():
            pages[number] = {"ns": title.namespace, "title": title.prefixed_text, "special": True}
            if not self.is_known_special(title):
                pages[number]["missing"] = True
        for number, page in self.good.items():
            pages[number] = {"pageid": number, "ns": page.title.namespace, "title": page.title.prefixed_text}
        for number, told in self._told_by_number():
            pages[number] |= told
        if pages:
            info["pages"] = pages
        return info

    def _told_by_number(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield what a generator tells of pages, by their numbers."""
        if self.told:
            for number, title in {**self.titles, **self.special}.items():
                if title in self.told:
                    yield number, self.told[title]

    @staticmethod
    def _title_there(row: dict[str, Any]) -> str:
        title: str = row["title"]
        return title.removeprefix(f"{row['iw']}:")

    def _fake_number(self) -> int:
        number = self._next_fake
        self._next_fake -= 1
        return number

    def _add_titles(self, texts: list[str]) -> None:
        wanted: dict[Title, None] = {}
        special: dict[Title, None] = {}
        for each in texts:
            try:
                title = self._title(each)
            except InvalidTitle as invalid:
                self._add_invalid(each, invalid)
                continue
            if title.namespace == SPECIAL and not title.interwiki:
                title = local_special_page(self.wiki, title) or title
            self._note_normalized(each, title)
            if title.interwiki:
                self.interwiki.append({"title": title.prefixed_text, "iw": title.interwiki})
            elif title.namespace < 0:
                special[title] = None
            elif not title.dbkey:
                # Only a fragment: MediaWiki takes it for a title and then finds no page of it.
                continue
            else:
                wanted[title] = None
        for title in special:
            self.special[self._fake_number()] = title
        self._add_wanted(wanted)

    def _title(self, given: str) -> Title:
        title = self.wiki.titles.parse(given, self.namespace)
        if title.interwiki and self.namespace != MAIN and not given.startswith(":"):
            # A title of another wiki goes without the namespaces of this one, but not where one is meant anyway.
            if not title.dbkey:
                raise InvalidTitle("title-invalid")
            return replace(title, namespace_name=self.wiki.titles.namespaces[self.namespace].name)
        return title

    def _add_wanted(self, wanted: dict[Title, None]) -> None:
        # They come namespace by namespace, as each was first named.
        namespaces = list(dict.fromkeys(title.namespace for title in wanted))
        found = [self.wiki.pages[title] for title in wanted if title in self.wiki.pages]
        for page in sorted(found, key=lambda page: (namespaces.index(page.title.namespace), page.title.dbkey.encode())):
            self.good[page.id] = page
        missing = [title for title in wanted if title not in self.wiki.pages and title not in self.missing.values()]
        for title in sorted(missing, key=lambda title: namespaces.index(title.namespace)):
            self.missing[self._fake_number()] = title

    def _add_invalid(self, given: str, invalid: InvalidTitle) -> None:
        # No text shows the last parameter, but for errorformat=raw and uselang=qqx.
        reason = self.tell(Message(invalid.key, (*invalid.params, Markup(escaped_wikitext(given, self.wiki.version)))))
        if invalid.key == "title-invalid-magic-tilde" and isinstance(reason, str):
            reason = reason.replace("~~~", "<nowiki>~~~</nowiki>")
        entry = {"title": given, "invalidreason": reason, "invalid": True}
        if entry not in self.invalid.values():
            self.invalid[self._fake_number()] = entry

    def _add_deleted_revisions(self) -> None:
        """Take the titles of deleted revisions for asked for: who may see their history is told of no bad id."""
        titles = {revision.id: title for title, archived in self.wiki.archive.items() for revision in archived}
        found = sorted(each for each in self.bad_revids if each in titles)
        self.bad_revids = [each for each in self.bad_revids if each not in titles]
        self.deleted_revision_ids = found
        self._add_wanted(dict.fromkeys(titles[each] for each in found))

    def _note_repaired(self, call: Call) -> None:
        raw = call.raw["titles"]
        in_address = "titles" in call.request.query and not raw.startswith(UNIT_SEPARATOR)
        for given in dict.fromkeys(split_values(raw)):
            repaired = repaired_text(given, in_address=in_address)
            if given != repaired:
                encoded = quote(given.encode("utf-8", "surrogateescape"), safe="")
                self.normalized.append(_normalized(True, encoded, repaired))

    def _note_normalized(self, given: str, title: Title) -> None:
        if given != title.prefixed_text:
            entry = _normalized(False, given, title.prefixed_text)
            if entry not in self.normalized:
                self.normalized.append(entry)

    def _add_page_ids(self, ids: list[int]) -> None:
        found = [each for each in dict.fromkeys(ids) if each in self.wiki.pages_by_id]
        self.good = {each: self.wiki.pages_by_id[each] for each in sorted(found)}
        self.missing_ids = [each for each in dict.fromkeys(ids) if each not in self.good]

    def _add_revision_ids(self, ids: list[int]) -> None:
        revisions = self.wiki.revisions
        self.revision_ids = [each for each in dict.fromkeys(ids) if each in revisions]
        self.bad_revids = [each for each in dict.fromkeys(ids) if each not in revisions]
        page_ids = sorted({revisions[each].page.id for each in self.revision_ids})
        self.good = {each: self.wiki.pages_by_id[each] for each in page_ids}

    def _hand_on(self, told: dict[str, Any], target: Title) -> None:
        """Give the place among what a generator found to where a redirect leads to, unless it has a better one."""
        if "index" in told:
            of_target = self.told.setdefault(target, {})
            of_target["index"] = min(told["index"], of_target.get("index", told["index"]))

    def _resolve_redirects(self) -> None:
        """Put in place of redirects what they lead to, step by step; a circle leaves nothing."""
        seen: set[Title] = set()
        while pending := {number: page for number, page in self.good.items() if page.is_redirect}:
            self.met.update(self.good)
            wanted: dict[Title, None] = {}
            # The rows come by the ids of the redirects, within one step.
            for number, page in sorted(pending.items()):
                del self.good[number]
                if page.title in seen:
                    continue
                seen.add(page.title)
                target = page.redirect_target
                if target is None:
                    continue
                told = self.told.get(page.title)
                row: dict[str, Any] = dict(told or {})
                row |= {"from": page.title.prefixed_text, "to": target.prefixed_text}
                if target.fragment:
                    row["tofragment"] = target.fragment
                if target.interwiki:
                    row["tointerwiki"] = target.interwiki
                self.redirects.append(row)
                if target.interwiki:
                    self.interwiki.append({"title": target.prefixed_text, "iw": target.interwiki})
                elif target.namespace < 0:
                    self.special[self._fake_number()] = target
                elif target not in seen:
                    wanted[target] = None
                if told is not None:
                    self._hand_on(told, target)
            self._add_wanted(wanted)


def _normalized(encoded: bool, given: str, to: str) -> Tree:
    return Tree({"fromencoded": encoded, "from": given, "to": to})


def _blamed(given: list[str]) -> tuple[str, str]:
    """Return the two sources that MediaWiki names when there are several: the later one first."""
    return given[1], given[0]
