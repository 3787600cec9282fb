"""Writing a text so that wikitext means it literally, as each version of MediaWiki does: table ESCAPES; and back."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from html.entities import html5

from pytest_mwedit.languages import RECORDED_VERSION

#: Addresses that need no slashes.
_SHORT_ADDRESS = re.compile(
    r"\b(bitcoin|geo|magnet|mailto|matrix|news|sips?|sms|tel|urn|xmpp):", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True)
class Escapes:
    """What a version escapes."""

    #: Markup: the place in it of the character that is escaped.
    markup: Mapping[str, int]
    #: What is escaped where a line begins; what it begins after is taken for part of it.
    at_lines: tuple[str, ...] = ("#", "*", ":", ";", " ", "\t", "\n", "\r", "----")
    #: Characters that are escaped only as the first, or as the last, of a text.
    first: str = ""
    last: str = ""


_MARKUP = {**dict.fromkeys("\"&'<=>[]{|};", 0), "://": 0, "__": 1, "\r\n": 0}

#: Version: what it escapes, as ``errorformat=raw`` shows; any other version does as the first.
ESCAPES: Mapping[str, Escapes] = {
    RECORDED_VERSION: Escapes({**_MARKUP, "!!": 0, "~~~": 2}, (*Escapes({}).at_lines, "!"), first="-_~", last="_~\n\r"),
    "1.39": Escapes(_MARKUP),
    # What its documentation does not tell is as in 1.39.
    "1.19": Escapes(_MARKUP),
}


def escaped_wikitext(literal: str, version: str = RECORDED_VERSION) -> str:
    """Write a text so that the wikitext of a version means it literally."""
    if literal.isalnum() or not literal:
        return literal
    version = version if version in ESCAPES else RECORDED_VERSION
    escapes, (pattern, escaped) = ESCAPES[version], _table(version)
    text = pattern.sub(lambda found: escaped[found[0]], f"\n{literal}")[1:]
    if text[0] in escapes.first:
        text = _character(text[0]) + text[1:]
    if text[-1] in escapes.last:
        text = text[:-1] + _character(text[-1])
    return _SHORT_ADDRESS.sub(rf"\1{_character(':')}", text)


@cache
def _table(version: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """Return what finds markup, the longest first, and what is written for it."""
    escapes = ESCAPES[version]
    lines = {line + markup: len(line) for line in "\n\r" for markup in escapes.at_lines}
    places = {**lines, **escapes.markup}
    escaped = {found: found[:at] + _character(found[at]) + found[at + 1 :] for found, at in places.items()}
    return re.compile("|".join(_longest_first(escaped))), escaped


def _longest_first(found: Iterable[str]) -> list[str]:
    return [re.escape(each) for each in sorted(found, key=len, reverse=True)]


def escaped_html(text: str) -> str:
    """Return *text* as HTML, also for an attribute, as PHP writes it."""
    return html.escape(text).replace("&#x27;", "&#039;")


def _character(char: str) -> str:
    return f"&#{ord(char)};"


_REFERENCE = re.compile(r"&(?:#[xX](?P<hex>[0-9A-Fa-f]+)|#(?P<number>[0-9]+)|(?P<name>[A-Za-z0-9\u0080-\U0010ffff]+));")
#: Names of characters that MediaWiki knows beside HTML's.
_FURTHER_NAMES = {"רלמ;": "\u200f", "رلم;": "\u200f"}
#: The first and the last of the characters that a text may have, as `tests/wiki/substituted/ext` shows.
_CHARACTERS = (
    *((0x09, 0x0A), (0x20, 0x7E), (0xA0, 0xD7FF), (0xE000, 0xFDCF), (0xFDF0, 0xFFFD)),
    (0x10000, 0x10FFFF),
)
_NO_CHARACTER = "\ufffd"


def decoded_references(text: str) -> str:
    """Return *text* with the characters that ``&amp;``, ``&#38;`` and their like stand for."""
    return _REFERENCE.sub(_referred, text) if "&" in text else text


def _referred(found: re.Match[str]) -> str:
    if found["name"]:
        name = f"{found['name']};"
        return html5.get(name) or _FURTHER_NAMES.get(name) or found[0]
    number = int(found["hex"], 16) if found["hex"] else int(found["number"])
    return chr(number) if any(first <= number <= last for first, last in _CHARACTERS) else _NO_CHARACTER
