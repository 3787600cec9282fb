"""Writing the wikitext of a message as HTML, as far as messages and what fills them go."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import groupby

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
_AMPERSAND = re.compile(r"&(?!#?\w+;)")
#: What stands for a link until the rest is written.
_PLACE = re.compile("\x7f(\\d+)\x7f")

#: What lines of a list begin with, and its elements.
LISTS = {"*": ("ul", "li"), ":": ("dl", "dd")}
_NOT_WRITTEN = re.compile(r"(?m)^(?:[#;= ]|[*:]{2}|\{\|)|\n\n\n|\[\[(?:File|Image|Category):|\{\{", re.IGNORECASE)


def written(key: str, wikitext: str, link: Link, trail: str) -> str:
    """Return the message *key* as HTML; what matches *trail* behind a link belongs to its text.

    Raises:
        NotImitated: for other blocks than paragraphs and simple lists.
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
        return placed(f'<a rel="nofollow" class="external text" href="{found[1]}">{_in_lines(found[2])}</a>')

    def address(found: re.Match[str]) -> str:
        return placed(f'<a rel="nofollow" class="external free" href="{found[0]}">{found[0]}</a>')

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
    wikitext = _ITALIC.sub(r"<i>\1</i>", _BOLD.sub(r"<b>\1</b>", _AMPERSAND.sub("&amp;", wikitext)))
    return _FRENCH_SPACE.sub(NO_BREAK_SPACE, wikitext).replace(NO_BREAK_SPACE, "&#160;")


def _blocks(text: str) -> str:
    """Return paragraphs and lists; a single paragraph goes without its element."""
    blocks = list(_parted(text))
    if len(blocks) == 1 and blocks[0].startswith("<p>"):
        return blocks[0].removeprefix("<p>").removesuffix("\n</p>")
    html = ""
    for block in blocks:
        # Only between two paragraphs no line ends.
        html += ("" if not html or (html.endswith("</p>") and block.startswith("<p>")) else "\n") + block
    return html + "\n" if text.endswith("\n") and not html.endswith("</p>") else html


def _parted(text: str) -> Iterator[str]:
    for kind, group in groupby(text.split("\n"), key=_kind):
        lines = list(group)
        if kind in LISTS:
            whole, item = LISTS[kind]
            items = "\n".join(f"<{item}>{line[1:].strip()}</{item}>" for line in lines)
            yield f"<{whole}>{items}</{whole}>"
        elif kind:
            yield "<p>" + "\n".join(lines) + "\n</p>"


def _kind(line: str) -> str:
    """Return what part of a text a line belongs to: a list of some kind, a paragraph, or nothing."""
    return line[:1] if line[:1] in LISTS else "text" if line.strip() else ""
