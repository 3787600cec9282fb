"""The YAML of our own cassettes, read and written without a YAML library.

A cassette that `cassettes.dump_cassette` wrote, and nobody has changed much, has few forms; taken as what they are,
they cost a tenth of what libyaml needs.  `scan` gives what the loader would give, and `write` what the dumper would;
both give None for whatever they do not know: the library has the last word then, and its errors.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from string import ascii_letters, digits
from typing import Any

import yaml


class _Other(Exception):
    """Something that is not of the dialect."""


_HEADERS = rb"headers:(?: \{\}|(?:\n {6}[^ \n-][^\n]*:(?:\n {6}- [^\n]+)+)+)"
_STRING = rb"[^\n]*(?:\n(?: {%d}[^\n]*)?)*?"
_INTERACTION = re.compile(
    rb"- request:\n"
    rb"    method: (GET|POST|HEAD|PUT|DELETE|OPTIONS|PATCH)\n"
    rb"    uri: ([^\n]+)\n"
    rb"    (" + _HEADERS + rb")\n"
    rb"    body: (" + _STRING % 6 + rb")\n"
    rb"  response:\n"
    rb"    status:\n"
    rb"      code: ([1-9][0-9][0-9])\n"
    rb"      message: ([^\n]+)\n"
    rb"    (" + _HEADERS + rb")\n"
    rb"    body:\n"
    rb"      string: (" + _STRING % 8 + rb")\n(?=- request:\n|version: 1\n\Z)"
)

_START = b"interactions:\n"
_END = b"version: 1\n"

_ENTRY = re.compile(r"  ([a-z_]+): ([^\n]+)\n")
_METADATA = re.compile(rf"metadata:\n((?:{_ENTRY.pattern})+)")


def scan(
    data: bytes, build: Callable[[dict[str, Any]], Any] = lambda interaction: interaction
) -> dict[str, Any] | None:
    """Return what the YAML *data* says, or None if it is not wholly of the dialect.

    *build* makes of each interaction what stands for it in the list, so that a large cassette is in memory only once.
    """
    head, found, _ = data.partition(b"- request:\n")
    if not found or not head.endswith(_START):
        return None
    try:
        document = _head(_text(head.removesuffix(_START)))
        document["interactions"] = interactions = []
        # Headers are the same again and again.
        known: dict[bytes, dict[str, list[Any]]] = {}
        position = len(head)
        while interaction := _INTERACTION.match(data, position):
            interactions.append(build(_interaction(interaction, known)))
            position = interaction.end()
    except (_Other, UnicodeDecodeError):
        return None
    if data[position:] != _END:
        return None
    document["version"] = 1
    return document


def _head(text: str) -> dict[str, Any]:
    if not text:
        return {}
    metadata = _METADATA.fullmatch(text)
    if metadata is None:
        raise _Other
    return {"metadata": {_scalar(name): _scalar(value) for name, value in _ENTRY.findall(metadata[1])}}


def _interaction(match: re.Match[bytes], known: dict[bytes, dict[str, list[Any]]]) -> dict[str, Any]:
    method, uri, request_headers, sent, code, message, reply_headers, body = match.groups()
    return {
        "request": {
            "method": method.decode(),
            "uri": _scalar(_text(uri)),
            "headers": known.get(request_headers) or _headers(request_headers, known),
            "body": None if sent == b"null" else _string(sent, 6),
        },
        "response": {
            "status": {"code": int(code), "message": _scalar(_text(message))},
            "headers": known.get(reply_headers) or _headers(reply_headers, known),
            "body": {"string": _string(body, 8)},
        },
    }


def _headers(block: bytes, known: dict[bytes, dict[str, list[Any]]]) -> dict[str, list[Any]]:
    headers: dict[str, list[Any]] = {}
    values: list[Any] = []
    for line in _text(block).split("\n")[1:]:
        if line.startswith("      - "):
            values.append(_scalar(line[8:]))
        else:
            name = _scalar(line[6:-1])
            if name in headers:
                raise _Other
            headers[name] = values = []
    known[block] = headers
    return headers


#: Characters that YAML does not allow as they are, or reads as the end of a line.
_UNUSUAL = re.compile("[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


def _text(data: bytes) -> str:
    text = data.decode()
    # isprintable is fast, and stricter than YAML.
    if not text.isprintable() and _UNUSUAL.search(text):
        raise _Other
    return text


#: By first character: what the loader takes for a number, a date, true, false or nothing.
_NOT_TEXTS: dict[str, list[tuple[str, re.Pattern[str]]]] = yaml.SafeLoader.yaml_implicit_resolvers
_FIRST = frozenset(ascii_letters + digits + "<")


def _scalar(raw: str) -> str:
    """Return the text that stands on one line as *raw*."""
    if _is_plain(raw):
        return raw
    inner = raw[1:-1]
    if len(raw) >= 2 and raw[0] == raw[-1] == "'":
        if "'" in inner.replace("''", ""):
            raise _Other
        return inner.replace("''", "'")
    if len(raw) >= 2 and raw[0] == raw[-1] == '"':
        return _unescaped(raw)
    raise _Other


def _is_plain(raw: str) -> bool:
    """Whether *raw*, without quotes, is a text and can be nothing else."""
    return (
        raw[0] in _FIRST
        and raw[-1] not in ": "
        and ": " not in raw  # would end a key
        and " #" not in raw  # would start a comment
        and not any(pattern.match(raw) for _, pattern in _NOT_TEXTS.get(raw[0], ()))
    )


def _unescaped(raw: str) -> str:
    # JSON and YAML have these escapes in common; of the others, \U is what libyaml writes for an emoji.
    if "\\U" not in raw and "\\u" not in raw and "\\x" not in raw:
        try:
            return str(json.loads(raw))
        except ValueError:
            raise _Other from None
    return _ESCAPES.sub(_character, raw[1:-1]) if _ESCAPED.fullmatch(raw) else _raise_other()


_ESCAPES = re.compile(r'\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|[ntr"\\/0abefv])')
_ESCAPED = re.compile(rf'"(?:[^\\"\n]|{_ESCAPES.pattern})*"')
_LETTERS = {
    "n": "\n",
    "t": "\t",
    "r": "\r",
    '"': '"',
    "\\": "\\",
    "/": "/",
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "e": "\x1b",
    "f": "\f",
    "v": "\v",
}


def _character(escape: re.Match[str]) -> str:
    code = escape[0][1:]
    if code in _LETTERS:
        return _LETTERS[code]
    number = int(code[1:], 16)
    if 0xD800 <= number <= 0xDFFF or number > 0x10FFFF:
        raise _Other
    return chr(number)


def _raise_other() -> str:
    raise _Other


def _string(raw: bytes, indent: int) -> str:
    """Return a text that stands on one line, or as a block of lines that are indented by *indent*."""
    text = _text(raw)
    if "\n" not in text:
        return _scalar(text)
    style, *lines = text.split("\n")
    if style not in _BLOCK_ENDS:
        raise _Other
    margin = " " * indent
    # The first line says how far a block is indented; it says something else if it is empty or starts with a space.
    if not lines[0] or lines[0][indent] in " \t" or any(line and not line.startswith(margin) for line in lines):
        raise _Other
    content = "\n".join(line[indent:] for line in lines)
    return _BLOCK_ENDS[style](content)


def _clip(content: str) -> str:
    return content.rstrip("\n") + "\n"


def _strip(content: str) -> str:
    return content.rstrip("\n")


def _keep(content: str) -> str:
    return content + "\n"


#: What becomes of the line ends at the end of a block, by its style.
_BLOCK_ENDS = {"|": _clip, "|-": _strip, "|+": _keep}


def write(document: dict[str, Any]) -> str | None:
    """Return *document*, a cassette, as YAML, or None if that needs more than the dialect has."""
    try:
        lines = ["metadata:", *_pair_lines(document["metadata"], "  ")] if "metadata" in document else []
        lines.append("interactions:" if document["interactions"] else "interactions: []")
        for interaction in document["interactions"]:
            lines += _interaction_lines(interaction["request"], interaction["response"])
        lines.append(f"version: {document['version']}\n")
    except _Other:
        return None
    return "\n".join(lines)


def _pair_lines(pairs: dict[str, str], margin: str) -> Iterator[str]:
    for name, value in pairs.items():
        yield f"{margin}{_plain_key(name)}: {_written(value)}"


def _interaction_lines(request: dict[str, Any], response: dict[str, Any]) -> Iterator[str]:
    yield "- request:"
    yield from _pair_lines({"method": request["method"], "uri": request["uri"]}, "    ")
    yield from _header_lines(request["headers"])
    yield f"    body: {'null' if request['body'] is None else _written(request['body'])}"
    yield "  response:"
    yield "    status:"
    yield f"      code: {response['status']['code']}"
    yield f"      message: {_written(response['status']['message'])}"
    yield from _header_lines(response["headers"])
    yield "    body:"
    yield f"      string: {_written(response['body']['string'])}"


def _header_lines(headers: dict[str, list[str]]) -> Iterator[str]:
    yield "    headers:" if headers else "    headers: {}"
    for name, values in headers.items():
        yield f"      {_plain_key(name)}:"
        for value in values:
            yield f"      - {_written(value)}"


#: A key that is longer needs a form of its own.
_LONGEST_KEY = 100


def _plain_key(name: str) -> str:
    if len(name) > _LONGEST_KEY or _written(name) != name:
        raise _Other
    return name


def _written(text: Any) -> str:
    """Return *text* as it stands on one line: as it is, or in single quotes."""
    # What is not printable, and what libyaml takes for that, is escaped.
    if not isinstance(text, str) or not text.isprintable() or not (text.isascii() or max(text) < "\U00010000"):
        raise _Other
    if not text or text[0] in _QUOTED or (text[0] in _FIRST and not _is_plain(text)):
        return "'" + text.replace("'", "''") + "'"
    if text[0] in _FIRST:
        return text
    raise _Other


#: What cannot be the first character of a text without quotes.
_QUOTED = frozenset("{}[]*'\"")
