"""Characters that are written by number or name."""

from __future__ import annotations

import re
from html.entities import html5

_REFERENCE = re.compile(r"&(?:#([0-9]+);|#[xX]([0-9A-Fa-f]+);|([A-Za-z0-9\u0080-\U0010ffff]+);|)")
#: Old names that only MediaWiki knows.
_OTHER_NAMES = {"\u05e8\u05dc\u05de": "&#8207;", "\u0631\u0644\u0645": "&#8207;"}
_KEPT = frozenset({"lt", "gt", "amp", "quot"})
_ALLOWED_CONTROLS = frozenset({9, 10, 13})


def with_safe_references(text: str) -> str:
    """Return *text* with only those ampersands left that begin a reference to a character."""
    return _REFERENCE.sub(_reference, text)


def _reference(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name is not None:
        if name in _KEPT:
            return found[0]
        character = html5.get(f"{name};") if name in _NAMES else None
        if character is not None:
            return f"&#{ord(character)};"
        return _OTHER_NAMES.get(name) or f"&amp;{found[0][1:]}"
    if decimal is not None and _is_allowed(int(decimal)):
        return f"&#{int(decimal)};"
    if hexadecimal is not None and _is_allowed(int(hexadecimal, 16)):
        return f"&#x{int(hexadecimal, 16):x};"
    return f"&amp;{found[0][1:]}"


#: Names of single characters.
_NAMES = frozenset(name[:-1] for name, value in html5.items() if name.endswith(";") and len(value) == 1)


def _is_allowed(number: int) -> bool:
    return (
        number in _ALLOWED_CONTROLS
        or 0x20 <= number <= 0x7E
        or 0xA0 <= number <= 0xD7FF
        or 0xE000 <= number <= 0xFFFD
        or 0x10000 <= number <= 0x10FFFF
    )


def decoded(text: str) -> str:
    """Return *text* with the characters that are written by number or name."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name is not None:
        return html5[f"{name};"] if name in _NAMES else found[0]
    if decimal is None and hexadecimal is None:
        return found[0]
    number = int(decimal) if decimal is not None else int(hexadecimal, 16)
    return chr(number) if _is_allowed(number) else "\ufffd"
