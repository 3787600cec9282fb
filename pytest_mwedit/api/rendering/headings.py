"""Headings of a page: what they are called, the table of contents, and the links to edit their sections."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote_plus

from pytest_mwedit.api.rendering.elements import balanced_inside
from pytest_mwedit.api.rendering.marks import HEADING, HEADING_END, TOC
from pytest_mwedit.api.rendering.spaces import with_french_spaces
from pytest_mwedit.wiki.text_references import decoded, with_safe_references

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_mwedit.api.rendering.page import Page
    from pytest_mwedit.wiki.titles import Title

#: With as many headings a page has a table of contents.
ENOUGH_HEADINGS: Final = 4

_HEADING = re.compile(r"(?is)<h([1-6])((?:\s[^<>]*)?)>(.*?)</h[1-6] *>")
_MARK = re.compile(f"{HEADING}([0-9]+){HEADING_END}")
_TAG = re.compile(r"<[^>]*>")
_TAG_OF = re.compile(r"<(/?)([a-z0-9]+)((?:\s[^>]*)?)>")
#: What may stand in a table of contents.
_IN_CONTENTS = frozenset("span sup sub bdi i b s strike q".split())
_DIRECTION = re.compile(r'\sdir="(?:rtl|ltr)"')
_LATE = re.compile(r"(?s)<h([1-6])([^>]*)><mwhead ([0-9]+) />(.*?)</h\1>")
_LATE_EDIT = re.compile("<mwedit [0-9]+ />")
_PERCENT = re.compile("%(?=[0-9A-Fa-f]{2})")


@dataclass(frozen=True)
class Section:
    """A section of the page itself or of a template."""

    title: Title
    index: str
    #: Where it begins in the text of the page; None for that of a template.
    start: int | None


@dataclass(frozen=True)
class Heading:
    """A heading of the page."""

    level: int
    #: What it says, as HTML.
    line: str
    anchor: str
    number: str
    depth: int
    section: Section | None

    @property
    def link_anchor(self) -> str:
        """The anchor as links name it."""
        return _PERCENT.sub("%25", self.anchor)


def with_headlines(page: Page, text: str) -> str:
    """Return *text* with its headings as they are shown, and where its table of contents goes."""
    anchors: set[str] = set()
    old_anchors: set[str] = set()
    levels: list[int] = []
    counts: list[int] = []

    def written(found: re.Match[str]) -> str:
        level, attributes, content = int(found[1]), found[2], found[3]
        section = None
        if mark := _MARK.match(content):
            section = page.sections[int(mark[1])]
        content = _MARK.sub("", content)
        if section is not None or not attributes:
            content = content if section is None else content.strip(" \t")
        shown = page.shown(content)
        page.costs.hidden += page.hidden_length(content)
        line = _in_contents(shown, any_place=page.traits.keeps_direction).strip()
        if page.traits.decodes_headings:
            line = _between_tags(balanced_inside(with_french_spaces(line)), _decoded)
        plain = decoded(_TAG.sub("", shown))
        name = re.sub(r"[ _\t\n\r]+", "_", plain.strip()) if plain.strip() else ""
        own = re.search(r'\sid="([^"]*)"', attributes) if page.traits.keeps_heading_ids else None
        anchor = _unused(name, anchors) if own is None else decoded(own[1])
        old = _unused(_old_anchor(name), old_anchors)
        _descend(levels, counts, level)
        heading = Heading(level, line, anchor, ".".join(map(str, counts)), len(levels), section)
        page.headings.append(heading)
        edit = ""
        if section is not None and page.has_edit_links:
            page.edited.append((section, decoded(_TAG.sub("", line))))
            edit = f"<{page.traits.edit_mark} {len(page.edited) - 1} />"
        fallback = "" if own is not None or old == anchor else f'<span id="{_escaped(old)}"></span>'
        named = "" if own is not None else f' id="{_escaped(anchor)}"'
        opened = f'{fallback}<span class="mw-headline"{named}>'
        if not page.traits.writes_headlines_late:
            return f"<h{level}{attributes}>{opened}{content}</span>{edit}</h{level}>"
        page.headlines.append(opened)
        return f"<h{level}{attributes}><mwhead {len(page.headlines) - 1} />{content}{edit}</h{level}>"

    first = _HEADING.search(text)
    text_before = text[: first.start()] if first else text
    written_text = _HEADING.sub(written, text)
    shows = page.forces_contents or (len(page.headings) >= ENOUGH_HEADINGS and not page.hides_contents)
    page.shows_contents = bool(shows and page.headings)
    if page.shows_contents and TOC not in text and first:
        written_text = f"{text_before}{TOC}\n{written_text[len(text_before) :]}"
    return written_text


def with_late_headlines(page: Page, html: str) -> str:
    """Return *html* with its headlines, which are written when all elements are in order."""

    def written(found: re.Match[str]) -> str:
        edits = "".join(_LATE_EDIT.findall(found[4]))
        headline = f"{page.headlines[int(found[3])]}{_LATE_EDIT.sub('', found[4])}</span>{edits}"
        return f"<h{found[1]}{found[2]}>{headline}</h{found[1]}>"

    return _LATE.sub(written, html)


def without_heading_marks(text: str) -> str:
    """Return *text* without what stands for sections."""
    return _MARK.sub("", text)


def _escaped(text: str) -> str:
    return html.escape(text, quote=False).replace('"', "&quot;")


def _between_tags(text: str, change: Callable[[str], str]) -> str:
    parts = re.split("(<[^>]*>)", text)
    return "".join(part if at % 2 else change(part) for at, part in enumerate(parts))


def _decoded(text: str) -> str:
    """Write all characters as they are, but for those that begin something."""
    return decoded(text).replace("&", "&amp;").replace("<", "&lt;")


def _in_contents(shown: str, *, any_place: bool) -> str:
    def kept(tag: re.Match[str]) -> str:
        slash, name, attributes = tag.groups()
        if name not in _IN_CONTENTS:
            return ""
        direction = _DIRECTION.search(attributes) if any_place else _DIRECTION.match(attributes)
        return f"<{slash}{name}{direction[0] if direction and name == 'span' else ''}>"

    return _TAG_OF.sub(kept, shown)


def _old_anchor(name: str) -> str:
    return quote_plus(name, safe=":").replace("~", ".7E").replace("%", ".")


def _unused(anchor: str, anchors: set[str]) -> str:
    """Return *anchor*, with a number if there was one before."""
    number, unused = 1, anchor
    while unused.lower() in anchors:
        number += 1
        unused = f"{anchor}_{number}"
    anchors.add(unused.lower())
    return unused


def _descend(levels: list[int], counts: list[int], level: int) -> None:
    """Go from the heading before to one of *level*: deeper, or up to where one of its level or above stands."""
    if not levels or level > levels[-1]:
        levels.append(level)
        counts.append(1)
        return
    while len(levels) > 1 and levels[-1] > level:
        if levels[-2] < level:
            break
        levels.pop()
        counts.pop()
    levels[-1] = level
    counts[-1] += 1


# The table of contents


def contents_html(page: Page, told: str, language: str, direction: str) -> str:
    """Return the table of contents, whose title is *told*."""
    where = f' lang="{language}" dir="{direction}"'
    written = (
        '<div id="toc" class="toc" role="navigation" aria-labelledby="mw-toc-heading"><input type="checkbox" '
        'role="button" id="toctogglecheckbox" class="toctogglecheckbox" style="display:none" />'
        f'<div class="toctitle"{where}><h2 id="mw-toc-heading">{told}</h2><span class="toctogglespan">'
        '<label class="toctogglelabel" for="toctogglecheckbox"></label></span></div>\n<ul>\n'
    )
    depth = 1
    for number, heading in enumerate(page.headings):
        if number:
            if heading.depth > depth:
                written += "\n<ul>\n"
            else:
                written += "</li>\n" + "</ul>\n</li>\n" * (depth - heading.depth)
        depth = heading.depth
        written += _row(heading, escapes=page.traits.decodes_headings)
    return f"{written}</li>\n" + "</ul>\n</li>\n" * (depth - 1) + "</ul>\n</div>\n"


def _row(heading: Heading, *, escapes: bool) -> str:
    section = heading.section
    index = f" tocsection-{section.index}" if section is not None and section.start is not None else ""
    link = _escaped(heading.link_anchor).replace("'", "&#39;")
    line = heading.line
    if escapes:
        line = _between_tags(line, lambda text: text.replace(">", "&gt;").replace("\u00a0", "&#160;"))
    else:
        line = with_safe_references(line)
    return (
        f'<li class="toclevel-{heading.depth}{index}"><a href="#{link}">'
        f'<span class="tocnumber">{heading.number}</span> <span class="toctext">{line}</span></a>'
    )
