"""Comments as HTML, as ``parsedcomment`` answers: links, and arrows to the sections that were edited."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import InvalidTitle, Title
from pytest_mwedit.wiki.interwiki import address_on
from pytest_mwedit.wiki.namespaces import MEDIA, SPECIAL
from pytest_mwedit.wiki.special_pages import local_special_page
from pytest_mwedit.wiki.state import in_address, url_encoded
from pytest_mwedit.wiki.text_literal import escaped_html

if TYPE_CHECKING:
    from pytest_mwedit.wiki import Wiki

_REFERENCE = re.compile(r"&(?:#([0-9]+)|#[xX]([0-9A-Fa-f]+)|([A-Za-z0-9]+));")
_SECTION = re.compile(r"/\*[ \t]*(.*?)[ \t]*\*/")
_LINK = re.compile(r"\[\[\s*:?([^\[\]|]+)(?:\|((?:\]?[^\]])*))?\]\]")
#: What is no part of the anchor that a section with links has.
_LINK_MARKS = re.compile(r"\[\[:?|\]\]")
_MISTAKABLE_PERCENT = re.compile("%(?=[0-9A-Fa-f]{2})")
_SPACES = re.compile("[ _\u00a0]+")
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e]+")

_LEFT_TO_RIGHT, _ARROW = "\u200e", "\u2192"


def parsed_comment(wiki: Wiki, comment: str, title: Title | None) -> str:
    """Return *comment*, which was written about *title*, as HTML.

    Raises:
        NotImitated: for links to special pages in a language whose names for them are not recorded.
    """
    text = escaped_html(_REFERENCE.sub(_character, comment)).replace("\n", " ")
    if "/*" in text:
        text = _with_arrows(wiki, text, title)
    if "[[" not in text:
        return text
    link = re.compile(f"{_LINK.pattern}({wiki.language.trail})?")
    return link.sub(lambda found: _link(wiki, found, title), text)


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name is not None:
        character = html.unescape(found.group())
        return character if character != found.group() else found.group()
    number = int(decimal) if decimal is not None else int(hexadecimal, 16)
    allowed = (
        number in (9, 10, 13) or 32 <= number < 0xD800 or 0xE000 <= number < 0xFFFE or 0x10000 <= number < 0x110000
    )
    return chr(number) if allowed else "\ufffd"


# Sections


def _with_arrows(wiki: Wiki, text: str, title: Title | None) -> str:
    manner = manner_of(wiki.version)
    written, place, opened = "", 0, 0
    for found in _SECTION.finditer(text):
        written += text[place : found.start()]
        place = found.end()
        arrow = _arrow(wiki, found[1], title) if found[1] else ""
        colon = wiki.language.written("colon-separator") if place < len(text) else ""
        if manner.isolates_comments_behind_sections:
            written += '<span dir="auto">'
            opened += 1
        written += f'<span class="autocomment">{arrow}{colon}</span>'
    return written + text[place:] + "</span>" * opened


def _arrow(wiki: Wiki, section: str, title: Title | None) -> str:
    shown = section.replace("[", "&#91;").replace("]", "&#93;")
    name = _DIRECTION_MARKS.sub("", _LINK_MARKS.sub("", section)).removeprefix("#")
    anchor = _percent_escaped(_percent_escaped(_SPACES.sub("_", name))).replace("[", "&#91;").replace("]", "&#93;")
    if manner_of(wiki.version).isolates_comments_behind_sections:
        shown = f"{_ARROW}{_LEFT_TO_RIGHT}{shown}"
    else:
        direction = "rtl" if wiki.language.right_to_left else "ltr"
        shown = f'{_ARROW}<bdi dir="{direction}">{shown}</bdi>'
    if title is None:
        return f'<a href="#{anchor}">{shown}</a>'
    return f'<a href="{_address(wiki, title)}#{anchor}" title="{escaped_html(str(title))}">{shown}</a>'


def _percent_escaped(text: str) -> str:
    return _MISTAKABLE_PERCENT.sub("%25", text)


# Links


def _link(wiki: Wiki, found: re.Match[str], base: Title | None) -> str:
    raw, text, trail = found[1], found[2], found[3] or ""
    target = unquote(raw) if "%" in raw else raw
    shown = (text or target) + trail
    title = _target(wiki, html.unescape(target), base)
    if title is None:
        return found.group()
    if title.interwiki:
        return _interwiki_link(wiki, title, shown)
    if title.namespace == MEDIA:
        upload = _special(wiki, "Upload")
        query = f"title={url_encoded(upload)}&amp;wpDestFile={in_address(title.dbkey)}"
        return (
            f'<a href="{wiki.script_path}/index.php?{query}" class="new" title="{escaped_html(title.text)}">{shown}</a>'
        )
    if title.namespace == SPECIAL:
        return _special_link(wiki, title, shown)
    page = wiki.page(title)
    if page is None:
        query = f"title={url_encoded(title)}&amp;action=edit&amp;redlink=1"
        return _red_link(wiki, f"{wiki.script_path}/index.php?{query}", title, shown)
    kind = ' class="mw-redirect"' if page.is_redirect else ""
    return f'<a href="{_address(wiki, title)}{_anchor(title)}"{kind} title="{escaped_html(str(title))}">{shown}</a>'


def _target(wiki: Wiki, target: str, base: Title | None) -> Title | None:
    """Return the title that a link leads to, or None if it is none."""
    if target.startswith("#") and base is not None:
        fragment = target[1:].replace("_", " ").strip()
        return Title(base.namespace, base.dbkey, base.namespace_name, fragment)
    try:
        return wiki.title(_from_here(wiki, target, base))
    except InvalidTitle:
        return None


def _from_here(wiki: Wiki, target: str, base: Title | None) -> str:
    """Return *target* as a whole title where it is written as a part or a neighbour of *base*."""
    if base is None or not wiki.titles.namespaces[base.namespace].subpages:
        return target
    path, mark, fragment = target.partition("#")
    path = path.strip()
    if path.startswith("/"):
        return f"{base}/{path[1:].rstrip('/')}{mark}{fragment}"
    above = 0
    while path.startswith("../"):
        above, path = above + 1, path.removeprefix("../")
    parts = str(base).split("/")
    if not above or above >= len(parts):
        return target
    return "/".join([*parts[:-above], *([path.rstrip("/")] if path else [])]) + mark + fragment


def _red_link(wiki: Wiki, href: str, title: Title, shown: str) -> str:
    told = wiki.language.filled("red-link-title", escaped_html(str(title)))
    return f'<a href="{href}" class="new" title="{told}">{shown}</a>'


def _special_link(wiki: Wiki, title: Title, shown: str) -> str:
    found = local_special_page(wiki, title)
    if found is None:
        return _red_link(wiki, _address(wiki, title), title, shown)
    return f'<a href="{_address(wiki, found)}{_anchor(title)}" title="{escaped_html(str(found))}">{shown}</a>'


def _special(wiki: Wiki, name: str) -> Title:
    found = local_special_page(wiki, wiki.titles.make(SPECIAL, name))
    if found is None:
        raise NotImitated(f"The in-memory wiki does not know what Special:{name} is called here.")
    return found


def _interwiki_link(wiki: Wiki, title: Title, shown: str) -> str:
    href = address_on(wiki, title.interwiki, in_address(title.dbkey)) + _anchor(title)
    return f'<a href="{href}" class="extiw" title="{escaped_html(str(title))}">{shown}</a>'


def _address(wiki: Wiki, title: Title) -> str:
    return wiki.article_path.replace("$1", url_encoded(title))


def _anchor(title: Title) -> str:
    return f"#{_percent_escaped(escaped_html(title.fragment.replace(' ', '_')))}" if title.fragment else ""
