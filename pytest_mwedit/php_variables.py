"""How PHP reads the variables of a request: what it makes of their names, of lists, and of multipart bodies.

A list or table ``a[]=1&a[x]=2`` becomes entries called ``a[0]`` and ``a[x]``; no other name holds a bracket.
The evidence is `tests/responder/raw_requests.py`: real wikis' replies to names and bodies of every kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

#: PHP's limits, as it is installed: ``max_input_vars``, ``max_input_nesting_level``, ``max_multipart_body_parts``.
VARIABLES_LIMIT = 1000
NESTING_LIMIT = 64
PARTS_LIMIT = 1020

_TO_UNDERSCORE = str.maketrans(" .[", "___")
_SPACES = " \t\n\v\f\r"

Pair = tuple[str, str]


def variables(pairs: Iterable[Pair], limit: int = VARIABLES_LIMIT) -> dict[str, str]:
    """Return what PHP knows of the *pairs* of names and values that a client sent, in their order."""
    known: dict[str, Any] = {}
    for name, value in islice(pairs, limit):
        _register(known, name, value)
    return dict(_flattened("", known))


def base_name(name: str) -> str:
    """Return the name of the variable that *name* is, or is in."""
    return name.partition("[")[0]


def _register(known: dict[str, Any], name: str, value: str) -> None:
    name = name.partition("\0")[0].lstrip(" ")
    base, bracket, rest = name.partition("[")
    if not base:
        return
    keys = list(_keys(rest)) if bracket else []
    base = base.translate(_TO_UNDERSCORE)
    if bracket and not keys:
        # A bracket that is never closed is a character like others.
        known[f"{base}_{rest.translate(_TO_UNDERSCORE)}"] = value
        return
    if len(keys) > NESTING_LIMIT:
        known.pop(base, None)
        return
    table = known
    *path, last = [base, *keys]
    for key in path:
        name = _next_key(table) if key is None else key
        if not isinstance(table.get(name), dict):
            table[name] = {}
        table = table[name]
    table[_next_key(table) if last is None else last] = value


def _keys(rest: str) -> Iterator[str | None]:
    """Yield the keys in ``x][y][]…``; None asks for the next number."""
    while True:
        start = 1 if rest[:1] and rest[0] in _SPACES else 0
        if rest[start : start + 1] == "]":
            yield None
            rest = rest[start + 1 :]
        else:
            key, closed, rest = rest.partition("]")
            if not closed:
                return
            yield key
        if not rest.startswith("["):
            return
        rest = rest[1:]


def _next_key(table: dict[str, Any]) -> str:
    return str(1 + max((int(key) for key in table if key.isdecimal()), default=-1))


def _flattened(prefix: str, table: dict[str, Any]) -> Iterator[Pair]:
    for key, value in table.items():
        name = f"{prefix}[{key}]" if prefix else key
        if isinstance(value, dict):
            yield from _flattened(name, value)
        else:
            yield name, value


# Multipart bodies


def multipart_pairs(body: bytes, content_type: str) -> Iterator[Pair]:
    """Yield the names and values of the fields; files are no variables.

    A body that breaks off is taken as far as it goes, the value that it breaks off in included.
    """
    boundary = boundary_of(content_type)
    if boundary is None:
        return
    line = f"--{boundary}".encode("utf-8", "surrogateescape")
    end = b"\n" + line
    position = 0
    for _ in range(PARTS_LIMIT):
        start = _after_line(body, line, position)
        if start is None:
            return
        headers, position = _headers(body, start)
        name, is_file = _disposition(headers.get("content-disposition", ""))
        if name is None and not is_file and "content-disposition" in headers:
            return
        stop = body.find(end, position)
        value = _unended(body[position:], end) if stop < 0 else body[position:stop].removesuffix(b"\r")
        if not is_file and name is not None:
            yield name, value.decode("utf-8", "surrogateescape")
        if stop < 0:
            return
        position = stop + 1


def boundary_of(content_type: str) -> str | None:
    """Return what stands between the parts of a body of this type; None if it does not say."""
    found = re.search("boundary", content_type, re.IGNORECASE)
    _, equals, rest = content_type[found.end() :].partition("=") if found else ("", "", "")
    if not equals:
        return None
    if rest.startswith('"'):
        boundary, closed, _ = rest[1:].partition('"')
        return boundary if closed else None
    return re.split("[,;]", rest, maxsplit=1)[0]


def _after_line(body: bytes, wanted: bytes, position: int) -> int | None:
    """Return where the line behind the next one that reads *wanted* begins."""
    while (end := body.find(b"\n", position)) >= 0:
        line = body[position:end].removesuffix(b"\r")
        position = end + 1
        if line == wanted:
            return position
    return None


def _headers(body: bytes, position: int) -> tuple[dict[str, str], int]:
    """Return the header fields of a part and where its value begins."""
    headers: dict[str, str] = {}
    last = ""
    while (end := body.find(b"\n", position)) >= 0:
        line = body[position:end].removesuffix(b"\r").partition(b"\0")[0].decode("utf-8", "surrogateescape")
        position = end + 1
        if not line:
            break
        name, colon, value = line.partition(":")
        if colon and line[0] not in _SPACES:
            last = name.lower()
            headers.setdefault(last, value.lstrip(_SPACES))
        elif last:
            headers[last] += line
    return headers, position


def _unended(value: bytes, end: bytes) -> bytes:
    """Return *value* without the beginning of *end* that it may break off in."""
    for length in range(len(end) - 1, 0, -1):
        if value.endswith(end[:length]):
            return value[:-length].removesuffix(b"\r")
    return value


def _disposition(header: str) -> tuple[str | None, bool]:
    """Return the name that a part has, and whether it is a file."""
    name, is_file = None, False
    while header:
        pair, header = _word(header, ";")
        header = header.lstrip(_SPACES)
        if "=" not in pair:
            continue
        key, value = _word(pair, "=")
        if key.lower() == "name":
            name = _unquoted(value)
        elif key.lower() == "filename":
            is_file = True
    return name, is_file


def _word(text: str, stop: str) -> tuple[str, str]:
    """Return what stands before *stop*, outside quotes, and what behind it."""
    match = re.match(rf"""(?:"(?:\\"|[^"])*(?:"|\Z)|'(?:\\'|[^'])*(?:'|\Z)|[^{stop}"'])*""", text)
    word = match.group() if match else ""
    return word, text[len(word) :].lstrip(stop)


def _unquoted(text: str) -> str:
    text = text.lstrip(_SPACES)
    quote = text[:1] if text[:1] in ("'", '"') else ""
    if not quote:
        return re.sub(r"\\(\\)", r"\1", re.split(f"[{_SPACES}]", text, maxsplit=1)[0])
    match = re.match(rf"(?:\\[\\{quote}]|[^{quote}])*", text[1:])
    return re.sub(rf"\\([\\{quote}])", r"\1", match.group() if match else "")
