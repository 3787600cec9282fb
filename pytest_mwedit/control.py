"""The control interface of a served wiki: the methods of `FakeEditApi` over HTTP, in JSON, for any language.

``POST /__mwedit__/add_page`` with ``{"title": "A", "text": "B"}`` is ``fake.add_page(title="A", text="B")``;
``GET /__mwedit__/page?title=A`` looks.  ``GET /__mwedit__/openapi.json`` describes all of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.filters import LOCAL_HOSTS
from pytest_mwedit.looking import LATEST
from pytest_mwedit.openapi import WIKI, Arguments, Operation, Schema, check_arguments, document, from_text, operation_of
from pytest_mwedit.overview import overview, plain, request_as_json, shown_params, text_of
from pytest_mwedit.server import is_loopback
from pytest_mwedit.web import WebRequest, WebResponse
from pytest_mwedit.wiki.configuration import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where the interface is.
PATH = "/__mwedit__/"


class _Refused(Exception):
    """Why a request is not carried out, with the HTTP status."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


def answer_control(fake: FakeEditApi, request: WebRequest, path: str, client: str = "127.0.0.1") -> WebResponse:
    """Answer a request for the control interface that came from the machine *client*.

    Others than this machine are refused, and so is who asks by another name than its own: a page of the web must not
    reach it through a browser. A page that this machine serves may.
    """
    host, origin = urlsplit(request.url).hostname or "", request.header("Origin")
    # Where a wiki listens on another of the machine's own addresses, it is called by that.
    if not is_loopback(client) or not (host in LOCAL_HOSTS or is_loopback(host)):
        return _json(403, {"error": f"the control interface answers on this machine only, and not as {host}"})
    if origin is None:
        return _answer(fake, request, path)
    if not is_loopback(urlsplit(origin).hostname or ""):
        return _json(403, {"error": f"the control interface answers no pages of the web, such as those of {origin}"})
    allowed = (("Access-Control-Allow-Origin", origin), ("Vary", "Origin"))
    if request.method == "OPTIONS":
        more = (("Access-Control-Allow-Methods", "GET, POST"), ("Access-Control-Allow-Headers", "content-type"))
        return WebResponse(204, (*allowed, *more))
    response = _answer(fake, request, path)
    return WebResponse(response.status, (*response.headers, *allowed), response.body)


def _answer(fake: FakeEditApi, request: WebRequest, path: str) -> WebResponse:
    try:
        return _json(200, _carried_out(fake, request, path))
    except _Refused as refused:
        return _json(refused.status, {"error": str(refused)})
    except (ValueError, TypeError, LookupError) as problem:
        return _json(400, {"error": str(problem.args[0] if isinstance(problem, LookupError) else problem)})


def _carried_out(fake: FakeEditApi, request: WebRequest, path: str) -> Any:
    name = path.removeprefix(PATH)
    if name in ("", "openapi.json"):
        return description(fake)
    methods = {each.method: each for key, each in OPERATIONS.items() if key.partition(" ")[0] == name}
    if not methods:
        raise _Refused(404, f"there is no {path}{nearest(name, OPERATIONS)}; {PATH}openapi.json tells what there is")
    method = "GET" if request.method == "HEAD" else request.method
    if method not in methods:
        raise _Refused(405, f"{path} takes {' or '.join(methods)}, not {request.method}")
    operation = methods[method]
    in_address = dict(parse_qsl(urlsplit(request.url).query, keep_blank_values=True))
    wiki = _wiki(fake, in_address.pop(WIKI["name"], None), operation)
    given = _arguments(request, operation, in_address)
    check_arguments(operation, given)
    # What is looked at must not change meanwhile.
    with wiki.wiki_at(wiki.api_url).lock:
        return json.loads(_written(operation.run(wiki, given)))


def _wiki(fake: FakeEditApi, address: str | None, operation: Operation) -> FakeEditApi:
    if address is None or address in (fake.url, fake.api_url):
        return fake
    known = [each.api_url for each in fake.wikis]
    if operation.method == "GET" and address not in known:
        raise _Refused(404, f"there is no wiki at {address}{nearest(address, known)}")
    return fake.wiki(address)


def _arguments(request: WebRequest, operation: Operation, in_address: dict[str, str]) -> Arguments:
    given: Any = {name: from_text(operation.arguments.get(name, {}), value) for name, value in in_address.items()}
    if operation.method == "POST" and request.body.strip():
        try:
            given |= _object(json.loads(request.body))
        except json.JSONDecodeError as error:
            raise ValueError(f"the body is no JSON: {error}") from None
        except UnicodeDecodeError as error:
            raise ValueError(f"the body is no UTF-8: {error}") from None
    return _object(given)


def _object(given: Any) -> Arguments:
    if not isinstance(given, dict):
        raise ValueError("the arguments are one JSON object")
    return given


def _json(status: int, value: Any) -> WebResponse:
    body = _written(value).encode("utf-8", "surrogateescape")
    return WebResponse(
        status, (("Content-Type", "application/json; charset=utf-8"), ("Cache-Control", "no-store")), body
    )


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=plain)


def description(fake: FakeEditApi) -> dict[str, Any]:
    """Return the OpenAPI document of the interface."""
    parts = urlsplit(fake.url)
    return document(OPERATIONS, PATH, f"{parts.scheme}://{parts.netloc}", fake.version)


# What can be done

_ARRANGE, _DISTURB, _LOOK = "arrange", "disturb", "look"


def _look(
    about: str, run: Callable[[FakeEditApi, Arguments], Any], arguments: Mapping[str, Schema] | None = None
) -> Operation:
    return Operation("GET", _LOOK, about, run, arguments or {})


def _set_config(fake: FakeEditApi, settings: Arguments) -> Any:
    fake.config.update(settings)
    return fake.config


def _set_clock(fake: FakeEditApi, given: Arguments) -> Any:
    if given.get("follow"):
        fake.clock.unfreeze()
    if given.get("freeze") is not None:
        fake.clock.freeze(given["freeze"])
    if given.get("advance") is not None:
        fake.clock.advance(float(given["advance"]))
    return {"now": fake.clock.now()}


def _before_save(fake: FakeEditApi, given: Arguments) -> None:
    fake.before_save(lambda: fake.add_page(**given))


def _register(fake: FakeEditApi, given: Arguments) -> None:
    def handler(request: WebRequest) -> Any:
        del request
        return given["reply"]

    token, must_be_posted = given.get("token"), given.get("must_be_posted", False)
    fake.register(given["action"], handler, token=token, must_be_posted=must_be_posted)


def _revision(fake: FakeEditApi, given: Arguments) -> Any:
    wiki = fake.wiki_at(fake.api_url)
    revision = wiki.revisions.get(given["revid"])
    if revision is None:
        raise ValueError(f"there is no revision {given['revid']}")
    before = wiki.revisions.get(revision.parent_id)
    return {
        "revid": revision.id,
        "title": str(revision.page.title),
        "text": text_of(revision),
        "before": None if before is None else text_of(before),
    }


def _requests(fake: FakeEditApi, given: Arguments) -> Any:
    since = given.get("since")
    since = max(0, len(fake.requests) - LATEST if since is None else since)
    return [
        {"method": each.method, "url": each.url.partition("?")[0], "params": shown_params(each.params)}
        for each in fake.requests[since:]
    ]


def _request(fake: FakeEditApi, given: Arguments) -> Any:
    for answered in list(fake.answered):
        if answered.number == given["number"]:
            return request_as_json(answered)
    raise ValueError(f"request {given['number']} is not among the latest {fake.answered.maxlen}")


#: The methods of `FakeEditApi` that are called by POST, by what they are for.
_METHODS: Mapping[str, tuple[str, ...]] = {
    _ARRANGE: (
        *("reset", "arrange", "add_page", "add_user", "add_bot_password", "add_abuse_filter", "block", "unblock"),
        *("protect", "delete", "undelete", "move", "watch", "read_only"),
    ),
    _DISTURB: ("fail", "disrupt"),
}

_ADD_PAGE = operation_of(FakeEditApi, "add_page", _ARRANGE).arguments


def _operations() -> Iterator[tuple[str, Operation]]:
    for tag, names in _METHODS.items():
        yield from ((name, operation_of(FakeEditApi, name, tag)) for name in names)
    yield (
        "config",
        Operation("POST", _ARRANGE, "Change settings, by name; returns all of them.", _set_config, {}, free=True),
    )
    yield (
        "clock",
        Operation(
            "POST",
            _ARRANGE,
            "Stop the clock at a time (freeze), let time pass (advance, in seconds), or let it go on (follow).",
            _set_clock,
            {
                "freeze": {"type": ["string", "number", "null"], "default": None},
                "advance": {"type": ["number", "null"], "default": None},
                "follow": {"type": "boolean", "default": False},
            },
        ),
    )
    yield (
        "register",
        Operation(
            "POST",
            _ARRANGE,
            "Answer an action, such as one of an extension, with this reply.",
            _register,
            {
                "action": {"type": "string"},
                "reply": {"type": "object"},
                "token": {"type": ["string", "null"], "default": None},
                "must_be_posted": {"type": "boolean", "default": False},
            },
        ),
    )
    yield (
        "before_save",
        Operation(
            "POST",
            _DISTURB,
            "Save this revision, once, between the checks and the save of the next edit: a real conflict or merge.",
            _before_save,
            _ADD_PAGE,
        ),
    )
    yield "config (look)", _look("Look at the settings.", lambda fake, given: fake.config)
    yield "clock (look)", _look("Ask the time, in unix seconds.", lambda fake, given: {"now": fake.clock.now()})
    yield "page", _look("Look at a page.", lambda fake, given: fake.page(given["title"]), {"title": {"type": "string"}})
    yield "revision", _look("Look at the text of a revision, and at the one before.", _revision, _integer("revid"))
    yield "edits", _look("The edits that were made through the API, oldest first.", lambda fake, given: fake.edits)
    yield (
        "requests",
        _look(
            f"The requests, oldest first, after the first so many (since) or the latest {LATEST}; secrets are hidden.",
            _requests,
            {"since": {"type": ["integer", "null"], "default": None}},
        ),
    )
    yield "request", _look("Look at one of the latest requests, and its reply.", _request, _integer("number"))
    yield "stashes", _look("The texts that were stashed.", lambda fake, given: fake.stashes)
    yield (
        "captchas",
        _look("The captchas that were asked, with their answers.", lambda fake, given: fake.captchas),
    )
    yield "blocks", _look("Who is blocked.", lambda fake, given: fake.blocks)
    yield (
        "faults",
        _look("What was asked for with fail and disrupt, and is to come.", lambda fake, given: fake.faults),
    )
    yield (
        "failures",
        _look("What could not be imitated.", lambda fake, given: [str(failure) for failure in fake.failures]),
    )
    yield "state", _look("Every page with its revisions, the watchlists, the log.", lambda fake, given: fake.state())
    yield "overview", _look("All that the page for people shows.", lambda fake, given: overview(fake))


def _integer(name: str) -> dict[str, Schema]:
    return {name: {"type": "integer"}}


#: Every operation by its name, which is the end of its address; what follows a blank tells two methods apart.
OPERATIONS: dict[str, Operation] = dict(_operations())
