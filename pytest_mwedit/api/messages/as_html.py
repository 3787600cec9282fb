"""Writing the wikitext of a message as HTML, as far as messages and what fills them go."""

from __future__ import annotations

import re
from collections.abc import Callable

from pytest_mwedit.api.rendering.addresses import follow
from pytest_mwedit.api.rendering.blocks import in_blocks
from pytest_mwedit.api.rendering.elements import balanced
from pytest_mwedit.failures import NotImitated

#: Writes the link to a page: its target, and the text of the link as HTML.
Link = Callable[[str, str], str]

NO_BREAK_SPACE = "\u00a0"

_LINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_EXTERNAL_LINK = re.compile(r"\[(https?://[^\s<>\[\]]+) ([^\[\]\n]+)\]")
_ADDRESS = re.compile(r"(?i:https?)://[^\s<>&\"]+")
_BOLD = re.compile(r"'{3}(.*?)'{3}")
_ITALIC = re.compile(r"'{2}(.*?)'{2}")
#: Spaces where the French write ones that do not break.
_FRENCH_SPACE = re.compile(" (?=[?:;!%\u00bb\u203a](?!\\w))|(?<=[\u00ab\u2039]) ")
#: A single paragraph goes without its element.
ONLY_PARAGRAPH = re.compile("<p>((?:(?!</p>).)*?)\\n?</p>\\n?", re.DOTALL)
#: An ampersand that begins no reference: beside others, none to a carriage return.
_AMPERSAND = re.compile(r"&(?!#?\w+;)|&(?=#13;)")
#: What begins no element, nor a comment.
_BRACKET = re.compile(r"<(?![a-z/!])", re.IGNORECASE)
#: What stands for a link until the rest is written.
_PLACE = re.compile("\x7f(\\d+)\x7f")

_NOT_WRITTEN = re.compile(r"(?m)^(?:[= ]|\{\|)|\[\[(?:File|Image|Category):|\{\{", re.IGNORECASE)


def written(key: str, wikitext: str, link: Link, trail: str) -> str:
    """Return the message *key* as HTML; what matches *trail* behind a link belongs to its text.

    Raises:
        NotImitated: for headings, tables and preformatted lines.
    """
    if _NOT_WRITTEN.search(wikitext):
        raise _not_written(key)
    links: list[str] = []

    def placed(html: str) -> str:
        links.append(html)
        return f"\x7f{len(links) - 1}\x7f"

    def to_page(found: re.Match[str]) -> str:
        target, text, more = found[1], found[2], found[3] or ""
        shown = text if text is not None else target.removeprefix(":")
        return placed(link(target, _in_lines(shown + more)))

    def elsewhere(found: re.Match[str]) -> str:
        return placed(f'<a{follow(found[1])} class="external text" href="{found[1]}">{_in_lines(found[2])}</a>')

    def address(found: re.Match[str]) -> str:
        return placed(f'<a{follow(found[0])} class="external free" href="{found[0]}">{found[0]}</a>')

    wikitext = re.sub(rf"{_LINK.pattern}({trail})?", to_page, wikitext)
    wikitext = _ADDRESS.sub(address, _EXTERNAL_LINK.sub(elsewhere, wikitext))
    html = _blocks(_in_lines(wikitext))
    if "''" in html:
        raise _not_written(key)
    return _PLACE.sub(lambda place: links[int(place[1])], html)


def _not_written(key: str) -> NotImitated:
    return NotImitated(
        f"The message {key!r} holds wikitext whose HTML the in-memory wiki does not write. "
        "Use errorformat=plaintext or bc, or record the reply."
    )


def _in_lines(wikitext: str) -> str:
    wikitext = _BRACKET.sub("&lt;", _AMPERSAND.sub("&amp;", wikitext))
    wikitext = _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", wikitext))
    return _FRENCH_SPACE.sub(NO_BREAK_SPACE, wikitext).replace(NO_BREAK_SPACE, "&#160;")


def _blocks(text: str) -> str:
    """Return the text with its blocks; a single paragraph goes without its element."""
    html = balanced(in_blocks(text))
    only = ONLY_PARAGRAPH.fullmatch(html)
    return only[1] if only else html
