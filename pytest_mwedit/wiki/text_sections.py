"""The sections of a wikitext: finding, replacing and adding them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

#: Tags whose content is no wikitext; an unclosed one is plain text. Extensions have more.
EXTENSION_TAGS = ("pre", "nowiki", "gallery", "indicator", "langconvert")

#: What MediaWiki trims from the ends of a text.
WHITESPACE = " \t\n\r\0\x0b"
_EQUALS = re.compile("=+")
#: What begins text that differs between the variants of a language.
_VARIANTS = "-{"
_OPENER = {"}": "{", "]": "["}
#: How many brackets close at once: a parameter has three braces, a template two, a link two.
_WIDTHS = {"{": (3, 2), "[": (2,)}


#: What a page says to those who read it in another page only, and what to all others only.
_ONLY_INCLUDED = ("<onlyinclude>", "</onlyinclude>")


#: Elements that end with the page if nothing else ends them; only in small letters.
_MAY_STAY_OPEN = ("includeonly", "noinclude", "onlyinclude")


class _Reading(NamedTuple):
    """How a page is read: the element whose content is not, and the tags that are as if they were not there."""

    left_out: str
    ignored: str


_ITSELF = _Reading("includeonly", "noinclude|onlyinclude|includeonly")
_INCLUDED = _Reading("noinclude", "includeonly")


@cache
def _token(tags: tuple[str, ...], reading: _Reading) -> re.Pattern[str]:
    return re.compile(
        rf"<!--|<(?P<tag>{'|'.join(tags)}|{reading.left_out})(?=[\s/>])|(?P<end></onlyinclude>)"
        rf"|</?(?:{reading.ignored})(?:\s[^>]*)?>"
        r"|(?P<open>\{\{+|\[\[+)|(?P<variants>-\{(?!\{))|(?P<close>\}\}+|\]\]+|\}-)|\n",
        re.IGNORECASE,
    )


class Heading(NamedTuple):
    """A heading line; one inside a template's argument has a number but no section."""

    start: int
    level: int
    nested: bool


@dataclass
class _Open:
    """A bracket or a heading line that is not closed yet."""

    mark: str
    start: int
    width: int
    first_heading: int
    comments: list[tuple[int, int]] = field(default_factory=list)


def headings(text: str, tags: tuple[str, ...] = EXTENSION_TAGS, *, included: bool = False) -> list[Heading]:
    """Return the headings of *text*, outside *tags*, in the order of their section numbers.

    With *included* they are those that a page has which includes this one.
    """
    found: list[Heading] = []
    if not (text.startswith("=") or "\n=" in text or ">=" in text):
        return found
    stack: list[_Open] = []
    length = len(text)
    token = _token(tags, _INCLUDED if included else _ITSELF)
    in_parts = included and all(tag in text for tag in _ONLY_INCLUDED)
    position = _next_part(text, 0) if in_parts else 0
    _open_heading(text, position, stack, found)
    while match := token.search(text, position):
        position = match.end()
        mark = match.group()
        if mark == "\n":
            _close_heading(text, match.start(), stack, found)
            _open_heading(text, position, stack, found)
        elif mark == "<!--":
            end = text.find("-->", position)
            position = length if end < 0 else end + 3
            if end >= 0 and stack and stack[-1].mark == "=":
                stack[-1].comments.append((match.start(), position))
        elif match["end"]:
            if in_parts and mark == _ONLY_INCLUDED[1]:
                position = _next_part(text, position)
                if position > length:  # what is open then stays open
                    return found
        elif match["tag"]:
            position = _after_tag(text, match["tag"], position)
        elif match["open"]:
            stack.append(_Open(mark[0], match.start(), len(mark), len(found)))
        elif match["variants"]:
            stack.append(_Open(mark, match.start(), 0, len(found)))
        elif match["close"]:
            position = match.start() + _close_bracket(mark, stack, found)
    _close_heading(text, length, stack, found)
    return found


def _next_part(text: str, position: int) -> int:
    """Return where the next part begins that others include; behind the end of *text* if there is none."""
    start = text.find(_ONLY_INCLUDED[0], position)
    return len(text) + 1 if start < 0 else start + len(_ONLY_INCLUDED[0])


def _open_heading(text: str, position: int, stack: list[_Open], found: list[Heading]) -> None:
    if equals := _EQUALS.match(text, position):
        stack.append(_Open("=", position, min(len(equals.group()), 6), len(found)))


def _close_heading(text: str, end: int, stack: list[_Open], found: list[Heading]) -> None:
    """End the heading line at *end*, if one is open there; what looks like none is plain text."""
    if not stack or stack[-1].mark != "=":
        return
    line = stack.pop()
    end = _without_trailing_comments(text, line, end)
    content = text[line.start : end]
    closing = len(content) - len(content.rstrip("="))
    # A line of nothing but equals signs shares them between both ends and keeps one or two as its title.
    level = min((closing - 1) // 2, 6) if closing == len(content) else min(line.width, closing)
    if level:
        found.append(Heading(line.start, level, nested=False))


def _without_trailing_comments(text: str, line: _Open, end: int) -> int:
    while True:
        end = line.start + len(text[line.start : end].rstrip(" \t"))
        if not line.comments or line.comments[-1][1] != end:
            return end
        end = line.comments.pop()[0]


def _after_tag(text: str, tag: str, position: int) -> int:
    """Return where the element ends whose tag's name ends at *position*."""
    end = text.find(">", position)
    if end < 0:
        return position
    if text[end - 1] == "/":
        return end + 1
    if closing := re.compile(rf"</{tag}\s*>", re.IGNORECASE).search(text, end):
        return closing.end()
    return len(text) if tag in _MAY_STAY_OPEN else position


def _close_bracket(brackets: str, stack: list[_Open], found: list[Heading]) -> int:
    """Close the innermost bracket if *brackets* fit it; return how many characters that uses."""
    if stack and stack[-1].mark == _VARIANTS:
        return _close_variants(brackets, stack)
    if brackets == "}-":
        return 1
    opener = _OPENER[brackets[0]]
    if not stack or stack[-1].mark != opener:
        return len(brackets)
    bracket = stack[-1]
    width = next(width for width in _WIDTHS[opener] if width <= min(bracket.width, len(brackets)))
    if opener == "{":  # a heading inside a link still begins a section
        for number in range(bracket.first_heading, len(found)):
            found[number] = found[number]._replace(nested=True)
    bracket.width -= width
    if bracket.width < 2:
        stack.pop()
    return width


def _close_variants(brackets: str, stack: list[_Open]) -> int:
    if brackets == "}-":
        stack.pop()
        return len(brackets)
    return 1


def is_counted_as_included(section: str) -> bool:
    """Whether a section parameter such as ``T-1`` counts the sections as a page sees them that includes this one."""
    return "T" in section.split("-")[:-1]


def section_span(
    text: str, number: int, tags: tuple[str, ...] = EXTENSION_TAGS, *, included: bool = False
) -> tuple[int, int] | None:
    """Return where section *number* begins and ends, its subsections included; None if there is none."""
    all_headings = headings(text, tags, included=included)
    top = sorted(heading for heading in all_headings if not heading.nested)
    if number == 0:
        return 0, top[0].start if top else len(text)
    if number > len(all_headings) or all_headings[number - 1].nested:
        return None
    start, level, _ = all_headings[number - 1]
    ends = (heading.start for heading in top if heading.start > start and heading.level <= level)
    return start, next(ends, len(text))


def get_section(
    text: str, number: int, tags: tuple[str, ...] = EXTENSION_TAGS, *, included: bool = False
) -> str | None:
    """Return the text of section *number*, or None if there is none."""
    if (span := section_span(text, number, tags, included=included)) is None:
        return None
    return text[span[0] : span[1]].rstrip(WHITESPACE)


def replace_section(
    text: str, number: int, new: str, tags: tuple[str, ...] = EXTENSION_TAGS, *, included: bool = False
) -> str | None:
    """Return *text* with section *number* replaced, or None if there is none."""
    if (span := section_span(text, number, tags, included=included)) is None:
        return None
    separator = "\n\n" if new else ""
    return text[: span[0]] + new + separator + text[span[1] :]


def add_section(text: str, title: str, body: str) -> str:
    """Return *text* with a new section at its end; one without a title is a paragraph."""
    section = f"== {title} ==\n\n{body}" if title else body
    return f"{text}\n\n{section}" if text.strip(WHITESPACE) else section


#: Markup that a section's name loses in an edit summary, and what is left of it.
_NAME_MARKUP = (
    (re.compile(r"\[\[:?(?:[^\[|]+)\|([^\[]+)\]\]"), r"\1"),
    (re.compile(r"\[\[:?([^\[]+)\|?\]\]"), r"\1"),
    (re.compile(r"\[(?:https?:)?//[^\s\]]+ ([^\[]+)\]"), r"\1"),
    (re.compile(r"'{2,}"), ""),
    (re.compile(r"<.*?>"), ""),
)


def plain_section_name(title: str) -> str:
    """Return *title* without its links, quotes and tags, as edit summaries show it."""
    for markup, rest in _NAME_MARKUP:
        title = markup.sub(rest, title)
    return title


_LINES = tuple((level, re.compile(rf"(?m)^={{{level}}}[ \t]*(.+?)[ \t]*={{{level}}}\s*$")) for level in range(6, 0, -1))


def with_heading_tags(text: str) -> str:
    """Return *text* with the lines that are headings as HTML."""
    if "=" not in text:
        return text
    for level, line in _LINES:
        text = line.sub(rf"<h{level}>\1</h{level}>", text)
    return text
