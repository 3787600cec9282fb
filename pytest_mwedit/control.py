"""The control interface of a served wiki: the methods of `FakeEditApi` over HTTP, in JSON, for any language.

``POST /__mwedit__/add_page`` with ``{"title": "A", "text": "B"}`` is ``fake.add_page(title="A", text="B")``;
``GET /__mwedit__/page?title=A`` looks.  ``GET /__mwedit__/openapi.json`` describes all of it.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from pytest_mwedit.filters import LOCAL_HOSTS
from pytest_mwedit.looking import PageView, RevisionView
from pytest_mwedit.web import WebRequest, WebResponse
from pytest_mwedit.wiki.configuration import nearest

if TYPE_CHECKING:
    from pytest_mwedit.fake import FakeEditApi

#: Where the interface is.
PATH = "/__mwedit__/"

#: So many of the latest requests and edits are shown.
_LATEST = 200


@dataclass(frozen=True)
class Operation:
    """What an address does: the HTTP method, what it is for, and what carries it out with the arguments given."""

    method: str
    about: str
    run: Callable[[FakeEditApi, dict[str, Any]], Any]
    #: The arguments by name, as JSON Schema; those without a default are required.
    arguments: Mapping[str, dict[str, Any]]
    required: tuple[str, ...] = ()


def answer_control(fake: FakeEditApi, request: WebRequest, path: str, client: str = "127.0.0.1") -> WebResponse:
    """Answer a request for the control interface.

    Who asks by another name than this machine's own is refused: a page of the web must not reach it through a browser.
    """
    host = urlsplit(request.url).hostname
    if host not in LOCAL_HOSTS:
        return _json(403, {"error": f"the control interface answers on this machine only, and not as {host}"})
    name = path.removeprefix(PATH)
    if name in ("", "openapi.json"):
        return _json(200, description(fake))
    operation = OPERATIONS.get(name)
    if operation is None:
        return _json(404, {"error": f"there is no {path}{nearest(name, OPERATIONS)}"})
    if request.method != operation.method:
        return _json(405, {"error": f"{path} takes {operation.method}, not {request.method}"})
    try:
        arguments = _arguments(request, operation)
        return _json(200, operation.run(fake, arguments))
    except (ValueError, TypeError, LookupError) as problem:
        return _json(400, {"error": str(problem.args[0] if isinstance(problem, LookupError) else problem)})


def _arguments(request: WebRequest, operation: Operation) -> dict[str, Any]:
    given: Any = dict(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))
    if operation.method == "POST" and request.body.strip():
        try:
            given = json.loads(request.body)
        except ValueError as error:
            raise ValueError(f"the body is no JSON: {error}") from None
    if not isinstance(given, dict):
        raise ValueError("the arguments are one JSON object")
    known = operation.arguments
    unknown = [name for name in given if known and name not in known]
    if unknown:
        raise ValueError(f"there is no argument {unknown[0]!r}{nearest(unknown[0], known)}; known: {', '.join(known)}")
    missing = [name for name in operation.required if name not in given]
    if missing:
        raise ValueError(f"the argument {missing[0]!r} is missing")
    return given


def _json(status: int, document: Any) -> WebResponse:
    body = json.dumps(document, ensure_ascii=False, default=_plain).encode("utf-8", "surrogateescape")
    return WebResponse(
        status, (("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-store")), body
    )


def _plain(value: Any) -> Any:
    """Return what stands for *value* in JSON."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, PageView):
        return page_as_json(value)
    if isinstance(value, RevisionView):
        return revision_as_json(value)
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    if hasattr(value, "__dict__"):
        return {name: each for name, each in vars(value).items() if not name.startswith("_")}
    return str(value)


def revision_as_json(revision: RevisionView) -> dict[str, Any]:
    """Return a revision as a JSON object, with its text."""
    fields = (
        "revid",
        "parentid",
        "title",
        "pageid",
        "user",
        "timestamp",
        "summary",
        "contentmodel",
        "minor",
        "bot",
        "tags",
    )
    return {**{name: getattr(revision, name) for name in fields}, "text": revision.text}


def page_as_json(page: PageView) -> dict[str, Any]:
    """Return a page as a JSON object, with its revisions, oldest first."""
    return {
        "title": page.title,
        "exists": page.exists,
        "pageid": page.pageid,
        "text": page.text if page.exists else None,
        "contentmodel": page.contentmodel if page.exists else None,
        "protection": page.protection,
        "revisions": page.revisions,
    }


# What can be done


def _method(name: str) -> Operation:
    """Return the operation that is the method *name* of `FakeEditApi`."""
    from pytest_mwedit.fake import FakeEditApi

    method = getattr(FakeEditApi, name)
    parameters = [each for each in inspect.signature(method).parameters.values() if each.name != "self"]
    arguments = {
        each.name: _schema(str(each.annotation), each.default)
        for each in parameters
        if each.kind is not each.VAR_KEYWORD
    }
    required = tuple(name for name, schema in arguments.items() if "default" not in schema)
    free = any(each.kind is each.VAR_KEYWORD for each in parameters)
    about = (inspect.getdoc(method) or "").partition("\n")[0]

    def run(fake: FakeEditApi, given: dict[str, Any]) -> Any:
        return getattr(fake, name)(**given)

    return Operation("POST", about, run, {} if free else arguments, required)


#: What JSON Schema has for a type, by how its annotation begins; for others anything goes.
_SCHEMAS: tuple[tuple[str, str], ...] = (
    ("str", "string"),
    ("bool", "boolean"),
    ("int", "integer"),
    ("float", "number"),
    ("Sequence", "array"),
    ("Mapping", "object"),
)


def _schema(annotation: str, default: Any) -> dict[str, Any]:
    found = next((kind for begin, kind in _SCHEMAS if annotation.startswith(begin)), None)
    schema: dict[str, Any] = {} if found is None else {"type": found}
    if annotation.endswith("| None") and found is not None:
        schema["type"] = [found, "null"]
    if default is not inspect.Parameter.empty:
        schema["default"] = list(default) if isinstance(default, tuple) else default
    return schema


def _look(about: str, run: Callable[[FakeEditApi, dict[str, Any]], Any], *required: str) -> Operation:
    return Operation("GET", about, run, {name: {"type": "string"} for name in required}, required)


def _set_config(fake: FakeEditApi, settings: dict[str, Any]) -> Any:
    fake.config.update(settings)
    return vars(fake.config)


def _set_clock(fake: FakeEditApi, given: dict[str, Any]) -> Any:
    if "freeze" in given:
        fake.clock.freeze(given["freeze"])
    if "advance" in given:
        fake.clock.advance(float(given["advance"]))
    return {"now": fake.clock.now()}


def _requests(fake: FakeEditApi, given: dict[str, Any]) -> Any:
    from pytest_mwedit.replies import SECRET

    return [
        {
            "method": request.method,
            "url": request.url.partition("?")[0],
            "params": {name: "(hidden)" if SECRET.search(name) else value for name, value in request.params.items()},
        }
        for request in fake.requests[-_LATEST:]
    ]


def _overview(fake: FakeEditApi, given: dict[str, Any]) -> Any:
    """Return all that the page for people shows."""
    pages = [fake.page(title) for title in fake.state()["pages"]]
    return {
        "version": fake.version,
        "profile": fake.profile,
        "api": fake.url,
        "now": fake.clock.now(),
        "readonly": fake.config.read_only,
        "pages": pages,
        "edits": fake.edits[-_LATEST:],
        "requests": _requests(fake, given),
        "count": len(fake.requests),
        "blocks": fake.blocks,
        "faults": fake.faults,
        "failures": [str(failure) for failure in fake.failures],
    }


#: The methods of `FakeEditApi` that are called by POST.
_METHODS = (
    *("reset", "add_page", "add_user", "add_bot_password", "block", "unblock", "protect", "delete", "undelete", "move"),
    *("watch", "read_only", "fail", "disrupt", "arrange"),
)

#: Every operation by its name, which is the end of its address.
OPERATIONS: dict[str, Operation] = {
    **{name: _method(name) for name in _METHODS},
    "config": Operation("POST", "Change settings, by name; returns all of them.", _set_config, {}),
    "clock": Operation(
        "POST",
        "Stop the clock at a time (freeze), or let time pass (advance, in seconds).",
        _set_clock,
        {"freeze": {}, "advance": {"type": "number"}},
    ),
    "page": _look("Look at a page.", lambda fake, given: fake.page(given["title"]), "title"),
    "edits": _look("The edits that were made through the API, oldest first.", lambda fake, given: fake.edits),
    "requests": _look("The latest requests, oldest first; tokens and passwords are hidden.", _requests),
    "stashes": _look("The texts that were stashed.", lambda fake, given: fake.stashes),
    "captchas": _look("The captchas that were asked, with their answers.", lambda fake, given: fake.captchas),
    "state": _look("Every page with its revisions, the watchlists, the log.", lambda fake, given: fake.state()),
    "overview": _look("All that the page for people shows.", _overview),
}


def description(fake: FakeEditApi) -> dict[str, Any]:
    """Return the OpenAPI document of the interface."""
    paths: dict[str, Any] = {}
    for name, operation in OPERATIONS.items():
        described: dict[str, Any] = {
            "operationId": name,
            "summary": operation.about,
            "responses": {
                "200": {"description": "done", "content": {"application/json": {"schema": {}}}},
                "400": {"description": "an argument that cannot be; `error` says why"},
            },
        }
        if operation.method == "GET":
            described["parameters"] = [
                {"name": each, "in": "query", "required": True, "schema": schema}
                for each, schema in operation.arguments.items()
            ]
        else:
            schema = {"type": "object", "properties": dict(operation.arguments), "required": list(operation.required)}
            described["requestBody"] = {"content": {"application/json": {"schema": schema}}}
        paths[PATH + name] = {operation.method.lower(): described}
    return {
        "openapi": "3.1.0",
        "info": {"title": "The in-memory wiki of pytest-mwedit", "version": fake.version},
        "paths": paths,
    }
