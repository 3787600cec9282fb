"""What a text links to once its templates are filled in, as MediaWiki's parser finds it."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import language
from pytest_mwedit.wiki.namespaces import CATEGORY, FILE, MAIN, MEDIA
from pytest_mwedit.wiki.page_links import Links
from pytest_mwedit.wiki.pages import CSS, JAVASCRIPT, WIKITEXT
from pytest_mwedit.wiki.redirects import without_redirect
from pytest_mwedit.wiki.text_emphasis import emphasized
from pytest_mwedit.wiki.text_expansion import READ_TAGS, UNKNOWN, Expanded, expanded
from pytest_mwedit.wiki.text_files import FileOptions
from pytest_mwedit.wiki.text_links import (
    PROTOCOLS,
    RELATIVE,
    cleaned,
    normalized,
    with_addresses,
    with_bracketed_addresses,
)
from pytest_mwedit.wiki.text_presave import Saver
from pytest_mwedit.wiki.text_sections import with_heading_tags
from pytest_mwedit.wiki.text_substitution import title_in
from pytest_mwedit.wiki.text_tables import with_tables
from pytest_mwedit.wiki.text_tags import attributes_in, with_safe_tags
from pytest_mwedit.wiki.titles import InvalidTitle, Title
from pytest_mwedit.wiki.users import User

if TYPE_CHECKING:
    from pytest_mwedit.wiki.pages import Page, Revision
    from pytest_mwedit.wiki.state import Wiki

#: Content models whose texts link as wikitext does.
_LINKING = frozenset({WIKITEXT, JAVASCRIPT, CSS})


def links_of(wiki: Wiki, page: Page, revision: Revision) -> Links:
    """Return what *page* links to in one of its revisions.

    Raises:
        NotImitated: if that cannot be known.
    """
    user = wiki.users.get(revision.user) or User(revision.user, 0)
    return links_in(revision.text, revision.content_model, Saver(wiki, page.title, user))


def links_in(text: str, content_model: str, saver: Saver) -> Links:
    """Return what a text links to that *saver* saves.

    Raises:
        NotImitated: if that cannot be known.
    """
    links = Links()
    if content_model not in _LINKING:
        return links
    reader = _reader(text, content_model, saver, links)
    reader.finish()
    return links


def addresses_in(text: str, content_model: str, saver: Saver) -> list[str]:
    """Return the addresses that a text links to that *saver* saves.

    Raises:
        NotImitated: if they cannot be known.
    """
    if content_model not in _LINKING or not (_MAY_HAVE_ADDRESS.search(text) or "{{" in text):
        return []
    try:
        return _reader(text, content_model, saver, Links()).addresses()
    except NotImitated:
        texts = (text, *(page.latest.text for page in saver.wiki.pages.values()))
        if any(map(_MAY_HAVE_ADDRESS.search, texts)):
            raise
        # Where no page has an address, none comes from what is not known.
        return []


def _reader(text: str, content_model: str, saver: Saver, links: Links) -> _Reader:
    """Return what has read *text*."""
    wiki = saver.wiki
    found = expanded(text, saver)
    links.templates = found.templates
    links.asked = dict.fromkeys(map(_bare, found.links))
    links.titles.update(links.asked)
    read = found.text
    target = wiki.redirect_of(text, content_model) if content_model == WIKITEXT else None
    if target is not None:
        read = without_redirect(wiki, read)
    reader = _Reader(wiki, saver.title, links, found)
    reader.read(read)
    reader.read_notes()
    if target is not None:
        _add_target(links, target)
    return reader


def _add_target(links: Links, target: Title) -> None:
    if target.interwiki:
        links.interwiki[target.interwiki, target.dbkey] = None
    elif target.can_exist:
        links.titles[_bare(target)] = None


def _bare(title: Title) -> Title:
    return Title(title.namespace, title.dbkey, title.namespace_name) if title.fragment else title


_TITLE = r"[ %!\"$&'()*,\-./0-9:;=?@A-Z\\^_`a-z~\u0080-\U0010ffff+#%]"
_LINK = re.compile(rf"({_TITLE}+)(?:\|(.+?))?\]\](.*)", re.DOTALL)
_PERHAPS_FILE = re.compile(rf"({_TITLE}+)\|(.*)", re.DOTALL)
_ADDRESS = re.compile(rf"(?:{'|'.join(map(re.escape, PROTOCOLS))}|//)", re.IGNORECASE)
#: An address of which a part is not known.
_NOT_KNOWN = re.compile(rf"(?:\[//|{'|'.join(map(re.escape, PROTOCOLS))})[^\s<>]*{UNKNOWN}", re.IGNORECASE)
_MAY_HAVE_ADDRESS = re.compile("|".join(map(re.escape, (RELATIVE, *PROTOCOLS))), re.IGNORECASE)
_MARK = re.compile("\x01([0-9]+)\x02")
_GALLERY = re.compile(r"(?is)<gallery([^>]*)>(.*?)</gallery\s*>")
_READ = re.compile(rf"(?is)<({'|'.join(READ_TAGS)})[^>]*>(.*)</\1\s*>")
_SHOWS_NOTES = re.compile(r"(?i)<references(?=[\s/>])")
_OPAQUE = re.compile(
    r"(?i)<(?:nowiki|pre|syntaxhighlight|source|templatedata|categorytree|imagemap|inputbox)(?=[\s/>])"
)

#: Words that are properties of the page that has them, and whether their case matters.
#: As ``siprop=magicwords`` answers.
WORDS: Mapping[str, tuple[str, bool]] = {
    "__EXPECTUNUSEDCATEGORY__": ("expectunusedcategory", True),
    "__EXPECTUNUSEDTEMPLATE__": ("expectunusedtemplate", True),
    "__FORCETOC__": ("forcetoc", False),
    "__HIDDENCAT__": ("hiddencat", True),
    "__INDEX__": ("index", True),
    "__NEWSECTIONLINK__": ("newsectionlink", True),
    "__NOCC__": ("nocontentconvert", False),
    "__NOCONTENTCONVERT__": ("nocontentconvert", False),
    "__NOEDITSECTION__": ("noeditsection", False),
    "__NOGALLERY__": ("nogallery", False),
    "__NOINDEX__": ("noindex", True),
    "__NONEWSECTIONLINK__": ("nonewsectionlink", True),
    "__NOTC__": ("notitleconvert", False),
    "__NOTITLECONVERT__": ("notitleconvert", False),
    "__NOTOC__": ("notoc", False),
    "__STATICREDIRECT__": ("staticredirect", True),
    "__TOC__": ("toc", False),
}
_WORD = re.compile("__[A-Za-z]+?__")


@cache
def switches_of(code: str) -> tuple[re.Pattern[str], Mapping[str, tuple[str, bool]]]:
    """Return what finds the words of a wiki in a language, and the table of them."""
    own = language(code).switches
    if not own:
        return _WORD, WORDS
    table = {**WORDS, **{word: WORDS[meant] for word, meant in own.items()}}
    longest_first = sorted(table, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)), re.IGNORECASE), table


#: Stands for a link.
_BESIDE = "\x05"

#: The messages that name categories of pages with something in them.
HIDDEN = "hidden-category-category"
INDEXED, NOT_INDEXED = "index-category", "noindex-category"
BROKEN_FILES = "broken-file-category"
IGNORED_TITLES = "restricted-displaytitle-ignored"


def _with_bracket(label: str | None, after: str) -> tuple[str | None, str]:
    """Return the label of a link and what follows it: the last of three brackets closes an address in the label."""
    if label is not None and "[" in label and after.startswith("]"):
        return f"{label}]", after[1:]
    return label, after


def _no_attributes(written: str, element: str) -> str:
    """Leave out attributes: they link to nothing."""
    del written, element
    return ""


@cache
def _trail(pattern: str) -> re.Pattern[str]:
    """Return what finds the letters behind a link, as ``siprop=general`` tells them."""
    letters = re.search(r"\(([^()]*)\)", pattern)
    return re.compile(letters[1] if letters else "[a-z]+")


class _Reader:
    """Finds the links in wikitext without templates."""

    def __init__(self, wiki: Wiki, own: Title, links: Links, found: Expanded) -> None:
        self.wiki, self.own, self.links, self.found = wiki, own, links, found
        self.default_sort = found.default_sort or ""
        #: What stands beside the links, where addresses are looked for.
        self.besides: list[str] = []
        self.found_addresses: dict[str, None] = {}
        #: What stands in notes that are not shown yet.
        self.notes: list[str] = []
        self.trail = _trail(wiki.language.link_trail)

    def read(self, text: str) -> None:
        """Find the links in *text*, and in what is hidden in it."""
        for mark in _MARK.finditer(text):
            self._extension(self.found.hidden.shown(mark[0]))
        text = with_tables(with_safe_tags(text, _no_attributes), _no_attributes)
        text = switches_of(self.wiki.config.language)[0].sub(self._word, text)
        self._links(with_heading_tags(text))

    def read_notes(self) -> None:
        """Find the links in notes where they are shown."""
        while self.notes:
            self.read(self.notes.pop(0))

    def finish(self) -> None:
        """Note what depends on the whole page."""
        self._note_tracked()
        self.links.addresses = self.addresses()
        self._note_titles()
        if self.found.default_sort is not None:
            self.links.properties["defaultsort"] = self.found.default_sort

    def addresses(self) -> list[str]:
        """Return the addresses that were found."""
        for text in self.besides:
            if _NOT_KNOWN.search(text):
                raise NotImitated(
                    f"The in-memory wiki does not know an address in the page {str(self.own)!r}, since a number or a "
                    "name in it is not imitated. Leave it out of the page, or record the reply."
                )
            with_addresses(emphasized(text), self._linked, self._linked)
        return [*self.found_addresses]

    def _linked(self, address: str, shown: str = "") -> str:
        """Note an address; those of the wiki itself are no links to elsewhere."""
        del shown
        if not re.match(rf"{re.escape(self.wiki.server)}(?:[/?#]|\Z)", address, re.IGNORECASE):
            self.found_addresses[normalized(address)] = None
        return _BESIDE

    def _word(self, word: re.Match[str]) -> str:
        name, case = switches_of(self.wiki.config.language)[1].get(word[0].upper(), ("", True))
        if not name or (case and word[0] != word[0].upper()) or name in self.wiki.traits.lacks_words:
            return word[0]
        is_first = name not in self.links.properties
        self.links.properties[name] = ""
        # A table of contents stands there.
        return _BESIDE if name == "toc" and is_first else ""

    def _extension(self, source: str) -> None:
        if _OPAQUE.match(source):
            return
        if gallery := _GALLERY.fullmatch(source):
            self.read(dict(attributes_in(gallery[1])).get("caption", ""))
            for line in gallery[2].split("\n"):
                self._in_gallery(line)
        elif read := _READ.fullmatch(source):
            if read[1].lower() == "ref":
                self.notes.append(read[2])
            else:
                self.read(read[2])
        elif "[[" in source or "{{" in source or "//" in source:
            raise NotImitated(
                f"The in-memory wiki does not look for links in {source[:40]!r} of the page {str(self.own)!r}. "
                "Leave it out of the page, or record the reply."
            )
        if _SHOWS_NOTES.match(source):
            self.read_notes()

    def _in_gallery(self, line: str) -> None:
        name, _, caption = line.strip().partition("|")
        try:
            title = self.wiki.titles.parse(unquote(name), FILE) if name else None
        except InvalidTitle:
            return
        if title is None or title.interwiki:
            return
        if title.namespace == FILE:
            self._file(title)
        else:
            self._track(BROKEN_FILES, self.default_sort)
        self.read(caption)
        # Other addresses were found there already.
        for link in FileOptions.read(caption, self.wiki.language).links:
            if link.startswith(RELATIVE):
                self._linked(cleaned(link))

    def _links_of_file(self, label: str) -> None:
        """Find the links in what is said of a file, of which not everything is shown."""
        options = with_bracketed_addresses(self._without_links(label), self._linked)
        told = FileOptions.read(options, self.wiki.language)
        for link in told.links:
            if _ADDRESS.match(link) and not re.search(r"[\s\x05]", link):
                self._linked(cleaned(link))
            elif not _ADDRESS.match(link):
                self._leads_to(link)
        boxed = told.is_thumb or told.is_framed or (told.place and self.wiki.traits.shows_captions_of_placed_files)
        if boxed and told.caption:
            self.besides.append(told.caption)

    def _leads_to(self, name: str) -> None:
        """Note the page that a file leads to; it is named as if from nowhere."""
        try:
            title = self.wiki.title(unquote(name) if "%" in name else name)
        except InvalidTitle:
            return
        if title.namespace == MEDIA:
            title = self.wiki.titles.make(FILE, title.dbkey)
        if title.interwiki:
            self.links.interwiki[title.interwiki, title.dbkey] = None
        elif title.dbkey and title.namespace >= MAIN:
            self.links.titles[_bare(title)] = None

    def _links(self, text: str) -> None:
        """Find the links of *text*, and keep what stands beside them."""
        self.besides.append(self._without_links(text))

    def _without_links(self, text: str) -> str:
        """Return *text* with marks for its links, which are noted."""
        beside, *pieces = text.split("[[")
        at = 0
        while at < len(pieces):
            piece = pieces[at]
            at += 1
            link, rest = _LINK.match(piece), None
            if link is not None:
                label, after = _with_bracket(link[2], link[3])
                rest = self._without_trail(link[1], after) if self._link(link[1], label) else None
            elif link is None and (perhaps := _PERHAPS_FILE.match(piece)) and self._is_shown_file(perhaps[1]):
                at, rest = self._nested(perhaps, pieces, at)
            beside += f"[[{piece}" if rest is None else _BESIDE + rest
        return beside

    def _without_trail(self, target: str, rest: str) -> str:
        """Return what follows a link, without what is part of it for following closely."""
        title = self._title(target)
        if title is not None and title.namespace in (CATEGORY, FILE, MEDIA) and not target.strip().startswith(":"):
            return rest
        trail = self.trail.match(rest)
        return rest[trail.end() :] if trail else rest

    def _is_shown_file(self, target: str) -> bool:
        title = self._title(target)
        is_plain = target.strip().startswith(":")
        return title is not None and title.namespace == FILE and not title.interwiki and not is_plain

    def _nested(self, begun: re.Match[str], pieces: list[str], at: int) -> tuple[int, str | None]:
        """Read a file whose caption has links; return where the text goes on, and how."""
        caption = begun[2]
        for number, piece in enumerate(pieces[at:], 1):
            parts = piece.split("]]", 2)
            if len(parts) == 1:
                break
            caption += f"[[{parts[0]}]]{parts[1]}"
            if len(parts) > 2:  # the link and the file end here
                self._link(begun[1], caption)
                return at + number, parts[2]
        return at, None

    def _title(self, target: str) -> Title | None:
        name = target.strip()
        if not name or _ADDRESS.match(name):
            return None
        name = name.removeprefix(":")
        if name.startswith(":"):
            return None
        if UNKNOWN in name:
            raise NotImitated(
                f"The in-memory wiki does not know what a link of the page {str(self.own)!r} leads to, since a number "
                "or a name in it is not imitated. Leave it out of the page, or record the reply."
            )
        name = unquote(name) if "%" in name else name
        return title_in(self.wiki, self.own, _MARK.sub("", name))

    def _link(self, target: str, label: str | None) -> bool:
        """Note a link; return whether it is one."""
        title = self._title(target)
        if title is None:
            return False
        is_plain = target.strip().startswith(":")
        if title.interwiki:
            self.links.interwiki[title.interwiki, title.dbkey] = None
        elif title.namespace == MEDIA:
            self.links.files[self.wiki.titles.make(FILE, title.dbkey)] = None
        elif title.namespace == FILE and not is_plain:
            self._links_of_file(label or "")
            self._file(title)
        elif title.namespace == CATEGORY and not is_plain:
            self.links.categories[_bare(title)] = self._sorted_by(label)
        elif title == self.own and not (title.fragment and self.wiki.traits.links_to_own_sections):
            # No link, so what it says is part of the text.
            with_bracketed_addresses(label or "", self._linked)
        elif title.can_exist:
            self.links.titles[_bare(title)] = None
        return True

    def _sorted_by(self, label: str | None) -> str:
        if label is None:
            return self.default_sort
        if UNKNOWN in label or _MARK.search(label):
            raise NotImitated(
                f"The in-memory wiki does not know how the page {str(self.own)!r} is sorted in a category, since a "
                "number, a name or a tag in it is not imitated. Leave it out of the page, or record the reply."
            )
        return html.unescape(emphasized(label.replace("\n", "")))

    def _file(self, title: Title) -> None:
        self.links.files[_bare(title)] = None
        self._track(BROKEN_FILES, self.default_sort)

    def _note_tracked(self) -> None:
        """Put the page into the categories of pages that something was seen of."""
        properties = self.links.properties
        if "hiddencat" in properties and self.own.namespace == CATEGORY:
            self._track(HIDDEN, self.default_sort)
        if self.own.namespace != MAIN:
            for name, category in (("noindex", NOT_INDEXED), ("index", INDEXED)):
                if name in properties:
                    self._track(category, self.default_sort)
        for category in self.found.tracked:
            self._track(category, self.default_sort)

    def _track(self, key: str, sort: str) -> None:
        name = self.wiki.texts(self.wiki.language.code)[key]
        self.links.categories.setdefault(self.wiki.titles.make(CATEGORY, name), sort)

    def _note_titles(self) -> None:
        for value, sort_then in self.found.display_titles:
            if re.search(r"[<\[{&\x01\x04]|'''''", value):
                raise NotImitated(
                    f"The in-memory wiki does not write the title {value!r} of the page {str(self.own)!r} as HTML. "
                    "Leave it out of the page, or record the reply."
                )
            shown = emphasized(value)
            try:
                title = self.wiki.title(re.sub("<[^>]*>", "", shown))
            except InvalidTitle:
                title = None
            if title == self.own and title is not None and not title.fragment:
                self.links.properties["displaytitle"] = shown
            else:
                late = self.wiki.traits.sorts_ignored_titles_last
                self._track(IGNORED_TITLES, self.default_sort if late else sort_then or "")
