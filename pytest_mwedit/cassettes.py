"""Cassettes on disk: vcrpy's YAML, read and written.  The only room that knows vcrpy."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import yaml

from pytest_mwedit.dialect import scan, write
from pytest_mwedit.web import Headers, WebRequest, WebResponse

_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_SafeDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)

#: vcrpy's name for the format; it has had no other since 2014.
FORMAT_VERSION = 1


class CassetteError(Exception):
    """A cassette that cannot be read, with the file, the line and what to do; the file is left as it is."""


@dataclass(frozen=True)
class Interaction:
    """One recorded request and its reply."""

    request: WebRequest
    response: WebResponse


@dataclass
class Cassette:
    """What a cassette file holds."""

    interactions: list[Interaction] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)


def read_cassette(file: Path | Traversable) -> Cassette:
    """Return what *file* holds.

    Any cassette of vcrpy or pytest-recording will do: without metadata, with compressed bodies, with the shapes
    that vcrpy gives requests of aiohttp and of old versions of httpx.

    Raises `CassetteError` if it cannot be read.
    """
    data = file.read_bytes()
    try:
        cassette = (_kept_cassette if len(data) < _LARGE else _cassette)(data)
    except _Unreadable as error:
        raise CassetteError(
            f"{file}, line {error.line}: this cassette cannot be read: {error.problem}. "
            "The file was left as it is: mend it, bring it back from version control, or delete it and record it again."
        ) from None
    return Cassette(list(cassette.interactions), dict(cassette.metadata))


class _Unreadable(Exception):
    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem


def _cassette(data: bytes) -> Cassette:
    with suppress(ValueError), _no_search_for_garbage():  # what cannot be decoded is told below, with its line
        if (document := scan(data, _interaction)) is not None:
            return Cassette(document["interactions"], document.get("metadata", {}))
    try:
        document = _parsed(data)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _Unreadable(line, "it is not UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _Unreadable(mark.line + 1 if mark else 1, error.problem or "no YAML") from None
    except yaml.reader.ReaderError as error:
        line = data.decode().count("\n", 0, error.position) + 1
        raise _Unreadable(line, f"unacceptable character #x{error.character:04x}") from None
    if document is None:
        return Cassette()
    if not isinstance(document, dict) or not isinstance(document.get("interactions"), list):
        raise _Unreadable(1, "there is no list of interactions in it")
    interactions = []
    for number, interaction in enumerate(document["interactions"], start=1):
        try:
            interactions.append(_interaction(interaction))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            line = _line_of_interaction(data.decode(), number)
            raise _Unreadable(line, f"interaction {number} is incomplete ({error!r})") from None
    return Cassette(interactions, document.get("metadata") or {})


#: A file of so many bytes is not kept.
_LARGE = 5_000_000

#: The tests of a module often share a cassette.
_kept_cassette = lru_cache(maxsize=4)(_cassette)


def _interaction(recorded: Mapping[str, Any]) -> Interaction:
    return Interaction(_request(recorded["request"]), _response(recorded["response"]))


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    # Reading makes very many small objects and frees none: half of the time would go into looking for garbage.
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _parsed(data: bytes) -> Any:
    text = data.decode()
    try:
        with _no_search_for_garbage():
            return yaml.load(text, Loader=_SafeLoader)  # noqa: S506  # a safe loader
    except yaml.constructor.ConstructorError:
        from vcr.serializers import yamlserializer  # late: only bodies that vcrpy wrote as Python objects need it

        return yamlserializer.deserialize(text)


def _line_of_interaction(text: str, number: int) -> int:
    count = 0
    for line_number, line in enumerate(text.splitlines(), start=1):
        if line.lstrip().startswith(("- request:", "- response:")):
            count += 1
        if count == number:
            return line_number
    return 1


def _headers(recorded: Any) -> Headers:
    pairs = recorded.items() if isinstance(recorded, Mapping) else recorded or ()
    return tuple(
        (str(name), str(value))
        for name, values in pairs
        for value in (values if isinstance(values, (list, tuple)) else (values,))
    )


def _body(recorded: Any) -> bytes:
    if recorded is None:
        return b""
    if isinstance(recorded, bytes):
        return recorded
    if isinstance(recorded, str):
        return recorded.encode("utf-8", "surrogateescape")
    if hasattr(recorded, "read"):
        return _body(recorded.read())
    return b"".join(_body(part) for part in recorded)


def _request(recorded: Mapping[str, Any]) -> WebRequest:
    headers = _headers(recorded.get("headers"))
    body = recorded.get("body")
    pairs: Iterable[tuple[str, str]] | None = None
    if isinstance(body, Mapping):  # of aiohttp, vcrpy keeps form fields as they were given
        pairs = body.items()
    elif (
        isinstance(body, (list, tuple))
        and body
        and all(isinstance(pair, (list, tuple)) and len(pair) == 2 for pair in body)
    ):
        pairs = [tuple(pair) for pair in body]
    if pairs is not None:
        headers = (*(pair for pair in headers if pair[0].lower() != "content-type"), _URLENCODED)
        return WebRequest(recorded["method"], recorded["uri"], headers, urlencode(list(pairs)).encode())
    return WebRequest(recorded["method"], recorded["uri"], headers, _body(body))


#: A line longer than any: no request is folded.
_UNFOLDED = 2**31 - 1

_URLENCODED = ("Content-Type", "application/x-www-form-urlencoded")


def _response(recorded: Mapping[str, Any]) -> WebResponse:
    headers = _headers(recorded.get("headers"))
    if "status_code" in recorded:  # vcrpy's first shape for httpx
        status, reason, body = recorded["status_code"], None, _body(recorded.get("content"))
    else:
        status, reason = recorded["status"]["code"], recorded["status"].get("message")
        body = _body(recorded["body"].get("string"))
    encoding = next((value.lower() for name, value in headers if name.lower() == "content-encoding"), None)
    if encoding:
        body = _decompressed(body, encoding)
        headers = tuple(pair for pair in headers if pair[0].lower() not in ("content-encoding", "content-length"))
    headers = tuple(pair for pair in headers if pair[0].lower() != "transfer-encoding")
    return WebResponse(int(status), headers, body, reason)


def _decompressed(body: bytes, encoding: str) -> bytes:
    from vcr.filters import decode_response  # late: only recordings of other tools are compressed

    decoded = decode_response(
        {"headers": {"content-encoding": [encoding], "content-length": ["0"]}, "body": {"string": body}}
    )
    return bytes(decoded["body"]["string"])


class _Dumper(_SafeDumper):  # type: ignore[misc]  # chosen at run time: C where it is built
    """Writes a text of several lines as lines, so that a diff shows the one that changed."""


def _text_node(dumper: Any, text: str) -> Any:
    style = "|" if "\n" in text and not any(line != line.rstrip() for line in text.split("\n")) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text_node)


def _readable(body: bytes) -> str | bytes:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body


def _grouped(headers: Headers) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in headers:
        grouped.setdefault(name, []).append(value)
    return grouped


def dump_cassette(cassette: Cassette) -> str:
    """Return *cassette* as vcrpy's YAML."""
    document = as_document(cassette)
    return write(document) or _dumped(document)


def as_document(cassette: Cassette) -> dict[str, Any]:
    """Return *cassette* as what its YAML says."""
    document: dict[str, Any] = {
        "interactions": [
            {
                "request": {
                    "method": interaction.request.method,
                    "uri": interaction.request.url,
                    "headers": _grouped(interaction.request.headers),
                    "body": _readable(interaction.request.body) if interaction.request.body else None,
                },
                "response": {
                    "status": {"code": interaction.response.status, "message": interaction.response.phrase},
                    "headers": _grouped(interaction.response.headers),
                    "body": {"string": _readable(interaction.response.body)},
                },
            }
            for interaction in cassette.interactions
        ],
        "version": FORMAT_VERSION,
    }
    if cassette.metadata:
        document = {"metadata": cassette.metadata, **document}
    return document


def _dumped(document: Any) -> str:
    # No line is folded: a request is one line, and its change is one line of a diff.
    return str(yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_UNFOLDED))
