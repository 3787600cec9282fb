"""Links to pages: what two brackets become."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from pytest_mwedit.api.rendering.files import file_html
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.interwiki import address_on
from pytest_mwedit.wiki.namespaces import CATEGORY, FILE, MEDIA, MEDIAWIKI, SPECIAL
from pytest_mwedit.wiki.special_pages import local_special_page
from pytest_mwedit.wiki.state import in_address, url_encoded
from pytest_mwedit.wiki.text_emphasis import emphasized
from pytest_mwedit.wiki.text_links import PROTOCOLS
from pytest_mwedit.wiki.text_substitution import title_in
from pytest_mwedit.wiki.titles import Title

if TYPE_CHECKING:
    from pytest_mwedit.api.rendering.page import Page

_TITLE = r"[ %!\"$&'()*,\-./0-9:;=?@A-Z\\^_`a-z~\u0080-\U0010ffff+#%]"
_LINK = re.compile(rf"({_TITLE}+)(?:\|(.+?))?\]\](.*)", re.DOTALL)
_PERHAPS_FILE = re.compile(rf"({_TITLE}+)\|(.*)", re.DOTALL)
_ADDRESS = re.compile(rf"(?:{'|'.join(map(re.escape, PROTOCOLS))}|//)", re.IGNORECASE)
_PERCENT = re.compile("%(?=[0-9A-Fa-f]{2})")
_SPACES: Final = " \t\n\r\0\x0b"
_LINE_BEFORE = re.compile(r"\n\s*\Z")


def with_links(page: Page, text: str) -> str:
    """Return *text* with marks for its links; what they are is kept in *page*."""
    return _Links(page).read(text)


@dataclass
class _Links:
    """Reads the links of one text."""

    page: Page
    #: What was read so far.
    written: str = ""
    pieces: list[str] = field(default_factory=list)

    def read(self, text: str) -> str:
        """Return the text with its links."""
        self.written, *self.pieces = text.split("[[")
        while self.pieces:
            piece = self.pieces.pop(0)
            rest = self._link(piece)
            self.written += f"[[{piece}" if rest is None else rest
        return self.written

    def _link(self, piece: str) -> str | None:
        """Write a link; return what follows it, or None if it is none."""
        found = _LINK.match(piece)
        if found is None:
            perhaps = _PERHAPS_FILE.match(piece)
            return None if perhaps is None else self._file_with_links(perhaps[1], perhaps[2])
        target, label, after = found.groups()
        if label is not None and "[" in label and after.startswith("]"):
            label, after = f"{label}]", after[1:]
        target = unquote(target) if "%" in target else target
        stripped = target.lstrip(_SPACES)
        if _ADDRESS.match(stripped):
            return None
        is_plain = stripped.startswith(":")
        name = stripped[1:] if is_plain else stripped
        title = self._title(name, after_colon=is_plain)
        if title is None:
            return None
        if not is_plain and not title.interwiki:
            if title.namespace == FILE:
                self.written += file_html(self.page, title, label, self._captioned)
                return after
            if title.namespace == CATEGORY:
                return self._category(after)
        shown = _escaped_references(name) if label is None else emphasized(label)
        if not title.interwiki and title.namespace == MEDIA:
            self.written += self.page.keep(_media_link(self.page, title, shown))
            return after
        trail = _trail(self.page.wiki.language.link_trail).match(after)
        if trail is not None:
            shown, after = shown + trail[0], after[trail.end() :]
        self.written += self.page.keep(link_html(self.page, title, shown))
        return after

    def _title(self, name: str, *, after_colon: bool) -> Title | None:
        if name.startswith(":") or "\x01" in name:
            return None
        own = self.page.title
        name = name.strip(_SPACES)
        if name.startswith("#"):
            return Title(own.namespace, "" if True else own.dbkey, "", _fragment(name[1:]))
        if not name or (after_colon and not name):
            return None
        return title_in(self.page.wiki, own, name)

    def _category(self, after: str) -> str:
        if self.page.traits.trims_before_categories:
            self.written = self.written.rstrip(_SPACES)
        else:
            self.written = _LINE_BEFORE.sub("", self.written)
        return after

    def _file_with_links(self, target: str, caption: str) -> str | None:
        """Read a file whose caption has links."""
        name = target.strip(_SPACES)
        title = None if name.startswith(":") else self._title(name, after_colon=False)
        if title is None or title.namespace != FILE or title.interwiki:
            return None
        for number, piece in enumerate(self.pieces, 1):
            parts = piece.split("]]", 2)
            if len(parts) == 1:
                break
            caption += f"[[{parts[0]}]]{parts[1]}"
            if len(parts) > 2:
                del self.pieces[:number]
                self.written += file_html(self.page, title, caption, self._captioned)
                return parts[2]
        return None

    def _captioned(self, caption: str) -> str:
        return with_links(self.page, self.page.with_addresses(caption))


def _fragment(text: str) -> str:
    return text.replace("_", " ").strip()


def _escaped_references(name: str) -> str:
    return name


@cache
def _trail(pattern: str) -> re.Pattern[str]:
    """Return what finds the letters behind a link, as ``siprop=general`` tells them."""
    letters = re.search(r"\(([^()]*)\)", pattern)
    return re.compile(letters[1] if letters else "[a-z]+")


def escaped(text: str) -> str:
    """Write *text* for an attribute."""
    return html.escape(text).replace("&#x27;", "&#39;").replace("\u00a0", "&#160;")


def anchor(fragment: str) -> str:
    """Return the end of an address that leads to a section."""
    return f"#{escaped(_PERCENT.sub('%25', fragment.replace(' ', '_')))}" if fragment else ""


def address(page: Page, title: Title) -> str:
    """Return the address of a page."""
    return escaped(page.wiki.article_path.replace("$1", url_encoded(title)))


def link_html(page: Page, title: Title, shown: str) -> str:
    """Return a link to *title* with the text *shown*."""
    wiki = page.wiki
    if title.interwiki:
        href = address_on(wiki, title.interwiki, in_address(title.dbkey))
        return (
            f'<a href="{escaped(href)}{anchor(title.fragment)}" class="extiw" title="{escaped(str(title))}">{shown}</a>'
        )
    if not title.dbkey:
        href = anchor(title.fragment) or address(page, title)
        return f'<a href="{href}">{shown}</a>'
    if title.namespace == SPECIAL:
        found = local_special_page(wiki, title)
        if found is None:
            return _red_link(page, address(page, title), title, shown)
        return f'<a href="{address(page, found)}{anchor(title.fragment)}" title="{escaped(str(found))}">{shown}</a>'
    if title == page.title and not title.fragment:
        return f'<a class="mw-selflink selflink">{shown}</a>'
    if title == page.title and page.traits.marks_links_to_own_sections:
        return f'<a class="mw-selflink-fragment" href="{anchor(title.fragment)}">{shown}</a>'
    found_page = wiki.page(title)
    if found_page is None:
        if title.namespace == MEDIAWIKI and page.is_message(title):
            return f'<a href="{address(page, title)}{anchor(title.fragment)}" title="{escaped(str(title))}">{shown}</a>'
        query = f"title={escaped(url_encoded(title))}&amp;action=edit&amp;redlink=1"
        return _red_link(page, f"{wiki.script_path}/index.php?{query}", title, shown)
    kind = ' class="mw-redirect"' if found_page.is_redirect else ""
    return f'<a href="{address(page, title)}{anchor(title.fragment)}"{kind} title="{escaped(str(title))}">{shown}</a>'


def _red_link(page: Page, href: str, title: Title, shown: str) -> str:
    told = page.language.filled("red-link-title", escaped(str(title)))
    return f'<a href="{href}" class="new" title="{told}">{shown}</a>'


def _media_link(page: Page, title: Title, shown: str) -> str:
    upload = local_special_page(page.wiki, page.wiki.titles.make(SPECIAL, "Upload"))
    if upload is None:
        raise NotImitated("The in-memory wiki does not know what Special:Upload is called here.")
    query = f"title={url_encoded(upload)}&amp;wpDestFile={escaped(in_address(title.dbkey))}"
    href = f"{page.wiki.script_path}/index.php?{query}"
    return f'<a href="{href}" class="new" title="{escaped(title.text)}">{shown}</a>'
