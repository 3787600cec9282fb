"""A reply of MediaWiki's API as any client holds it, read into one shape."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import methodcaller
from typing import Any

from pytest_mwedit.web import WebRequest

#: A failure points at the test's own line, not at a line of this module.
__tracebackhide__ = methodcaller("errisinstance", AssertionError)

Data = Mapping[str, Any]

#: Parameters whose values a failure must not show.
SECRET = re.compile(r"token$|password$|^retype$", re.IGNORECASE)

#: How much of a long text a failure shows.
SHOWN = 200


class UnreadableReply(AssertionError):
    """A body that is no reply of the API in JSON or XML; the text says what it is instead."""


@dataclass(frozen=True)
class Message:
    """An error or a warning, whatever the error format."""

    code: str
    text: str = ""
    module: str | None = None
    data: Data = field(default_factory=dict)


@dataclass(frozen=True)
class Reply:
    """A reply as data, with what is known of the HTTP exchange around it."""

    data: Data
    status: int | None = None
    request: WebRequest | None = None

    def module(self, name: str) -> Data | None:
        """Return what the module *name* answered, or None."""
        answer = self.data.get(name)
        return answer if isinstance(answer, Mapping) else None

    @property
    def errors(self) -> list[Message]:
        """The errors, in the order of the reply."""
        single = self.data.get("error")
        if isinstance(single, Mapping):
            return [_bc_error(single)]
        return [_message(each) for each in _mappings(self.data.get("errors"))]

    @property
    def warnings(self) -> list[Message]:
        """The warnings, in the order of the reply."""
        warnings = self.data.get("warnings")
        if isinstance(warnings, Mapping):
            return [Message("", _bc_warning(value), module) for module, value in warnings.items()]
        return [_message(each) for each in _mappings(warnings)]


def read_reply(response: object, call: str) -> Reply:
    """Read *response*, whatever client it comes from; *call* names the helper in complaints about its use."""
    if isinstance(response, Mapping):
        return Reply(response)
    if isinstance(response, str | bytes | bytearray):
        return Reply(_parsed(_text(response), "", None))
    body = _body(response, call)
    request = _request(response)
    status = next(
        (value for name in ("status_code", "status") if isinstance(value := getattr(response, name, 0), int)), 0
    )
    context = f"HTTP {status}" if status else ""
    return Reply(_parsed(_text(body), context, request), status or None, request)


# --- what clients offer ---------------------------------------------------------------------------------------------


def _body(response: object, call: str) -> bytes | bytearray | str:
    if inspect.isawaitable(response):
        if inspect.iscoroutine(response):
            response.close()  # or Python warns that it was never awaited
        raise TypeError(f"{call} got a coroutine; write {call}(await ...).")
    if inspect.iscoroutinefunction(getattr(response, "json", None)):
        raise TypeError(f"{call} cannot await the body of a {_name(response)}; write {call}(await response.json()).")
    for attribute in ("content", "data", "body"):
        try:
            body = getattr(response, attribute, None)
        except RuntimeError as unread:  # httpx: a streamed response that nobody has read
            raise TypeError(
                f"{call} got a {_name(response)} that nobody has read; "
                "write response.read() or await response.aread() before."
            ) from unread
        if isinstance(body, bytes | bytearray | str):
            return body
    if callable(getattr(response, "read", None)):
        raise TypeError(f"{call} cannot read a {_name(response)} twice; write {call}(response.read()).")
    raise TypeError(
        f"{call} takes a response of an HTTP client, or a reply as dict, str or bytes; got {_name(response)}: "
        f"{_clipped(repr(response))}."
    )


def _request(response: object) -> WebRequest | None:
    try:
        request = getattr(response, "request", None)
        method, url = getattr(request, "method", None), getattr(request, "url", None)
        body = getattr(request, "body", None) or getattr(request, "content", None) or b""
    except RuntimeError:  # httpx: no request is known, or its body was streamed
        return None
    if not isinstance(method, str) or url is None:
        return None
    if not isinstance(body, str | bytes):
        body = b""
    headers = getattr(request, "headers", None) or {}
    pairs = tuple((str(name), _text(value)) for name, value in headers.items())
    return WebRequest(method, str(url), pairs, body.encode() if isinstance(body, str) else body)


def _name(thing: object) -> str:
    kind = type(thing)
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _text(body: str | bytes | bytearray) -> str:
    return body if isinstance(body, str) else bytes(body).decode("utf-8", "replace")


# --- formats --------------------------------------------------------------------------------------------------------


def _parsed(body: str, context: str, request: WebRequest | None) -> Data:
    text = body.lstrip("\ufeff \t\r\n")
    try:
        if text.startswith(("<?xml", "<api")):
            return _from_xml(text)
        data = json.loads(text)
    except ValueError:
        raise UnreadableReply(_explained(_kind(text), text, context, request)) from None
    if isinstance(data, Mapping):
        return data
    raise UnreadableReply(_explained("JSON, but no object", text, context, request))


#: The beginning of a body, what such a body is, and what to do.
KINDS = (
    (re.compile(r"$"), "empty"),
    (re.compile(r"<!doctype html>.*MediaWiki API result", re.I | re.S), "the API's reply in HTML; send format=json"),
    (
        re.compile(r"<!doctype html|<html", re.I),
        "an HTML page (is this the URL of api.php, and did a proxy answer?)",
    ),
    (re.compile(r"a:\d+:\{"), "serialized PHP; send format=json"),
    (re.compile(r"[\[{]"), "JSON that breaks off or is malformed"),
    (re.compile(r"<"), "XML that breaks off or is malformed"),
)


def _kind(text: str) -> str:
    return next((kind for start, kind in KINDS if start.match(text)), "neither JSON nor XML")


def _explained(kind: str, text: str, context: str, request: WebRequest | None) -> str:
    lines = ["Expected a reply of MediaWiki's API in JSON or XML, but the body is " + kind + "."]
    lines += [f"  HTTP status: {context.removeprefix('HTTP ')}"] * bool(context)
    lines += [f"  body: {_clipped(text)!r}"] * bool(text)
    return "\n".join(lines + request_lines(request))


def _from_xml(text: str) -> Data:
    from xml.etree import ElementTree  # late: few read XML

    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - expat refuses entity bombs
    except ElementTree.ParseError as malformed:
        raise ValueError from malformed
    return _element(root)


def _element(element: Any) -> dict[str, Any]:
    """Turn an element into what format version 1 of JSON would hold; all values stay strings."""
    data: dict[str, Any] = {name: value for name, value in element.items() if "}" not in name}
    if element.text:
        data["*"] = element.text
    for child in element:
        data[child.tag] = [_element(each) for each in child] if _is_list(child) else _element(child)
    return data


def _is_list(element: Any) -> bool:
    return element.tag in ("errors", "warnings") and all(each.tag == element.tag[:-1] for each in element)


# --- errors and warnings --------------------------------------------------------------------------------------------


def _mappings(value: object) -> Iterator[Data]:
    items = value if isinstance(value, Sequence) and not isinstance(value, str | bytes) else ()
    return (each for each in items if isinstance(each, Mapping))


def _bc_error(error: Data) -> Message:
    return Message(str(error.get("code", "")), str(error.get("info", "")), data=error)


def _message(message: Data) -> Message:
    module = message.get("module")
    return Message(str(message.get("code", "")), _message_text(message), str(module) if module else None, message)


def _message_text(message: Data) -> str:
    """Return the text in any error format; ``raw`` has only the key and ``none`` nothing."""
    for key in ("text", "html", "*", "key"):
        value = message.get(key)
        value = value.get("*") if isinstance(value, Mapping) else value
        if value:
            return str(value)
    return ""


def _bc_warning(value: object) -> str:
    if isinstance(value, Mapping):
        return str(value.get("warnings", value.get("*", "")))
    return str(value)


# --- the request, for people ----------------------------------------------------------------------------------------


def request_lines(request: WebRequest | None) -> list[str]:
    """Describe *request* for a failure: method, URL, decoded parameters without secrets."""
    if request is None:
        return []
    try:
        form = request.form
    except ValueError:  # a broken multipart body; the failure is about something else
        form = {}
    places = (("", form), ("  (in the URL)" if form else "", request.query))
    return [
        "",
        f"The request: {request.method} {request.endpoint}",
        *(
            f"  {name} = {_hidden(value) if SECRET.search(name) else repr(_clipped(value))}{place}"
            for place, params in places
            for name, value in params.items()
        ),
    ]


def _hidden(value: str) -> str:
    """Say of a secret what helps to find a mistake, and nothing else."""
    if value == "+\\":
        return r"'+\\' (the token of anonymous users)"
    if not value:
        return "'' (empty)"
    notes = [note for wrong, note in ((" \\", "a space where + should be: encode it"),) if value.endswith(wrong)]
    return f"({'; '.join(['hidden', *notes])})"


def _clipped(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}... ({len(text)} characters)"
