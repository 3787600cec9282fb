"""What can go wrong on purpose: errors that a wiki would answer, and replies that break on their way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.blocks import blocked
from pytest_mwedit.api.declarations import declarations
from pytest_mwedit.api.errors import ApiError, ErrorRow
from pytest_mwedit.api.main import lag_error
from pytest_mwedit.api.messages import Markup, Param, knows, texts_by_code, told
from pytest_mwedit.api.versions import error_of
from pytest_mwedit.web import Disrupted, WebRequest, WebResponse
from pytest_mwedit.wiki import Block, InvalidTitle, Title, Wiki
from pytest_mwedit.wiki.configuration import nearest

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call


@dataclass
class Disturbance:
    """Something that is to happen to the next requests of a kind, so many times (None: always)."""

    times: int | None
    action: str | None
    title: Title | None
    data: dict[str, Any] = field(default_factory=dict)

    def concerns(self, wiki: Wiki, request: WebRequest) -> bool:
        """Whether it may happen to *request*."""
        if self.times == 0:
            return False
        params = request.params
        if self.action is not None and params.get("action", "help") != self.action:
            return False
        return self.title is None or self.title == _title_in(wiki, params)

    def use(self) -> None:
        """Count one happening."""
        if self.times is not None:
            self.times -= 1


def _title_in(wiki: Wiki, params: Mapping[str, str]) -> Title | None:
    if "title" in params:
        try:
            return wiki.title(params["title"])
        except InvalidTitle:
            return None
    page = wiki.pages_by_id.get(int(params["pageid"])) if params.get("pageid", "").isdigit() else None
    return page.title if page is not None else None


# Errors that the wiki answers


@dataclass
class Failure(Disturbance):
    """An error that the wiki answers although nothing is wrong."""

    code: str = ""

    def concerns(self, wiki: Wiki, request: WebRequest) -> bool:
        """Whether the error is one that *request* can meet: writes, unless an action was named."""
        if not super().concerns(wiki, request):
            return False
        if self.action is not None or self.code in ANYWHERE:
            return True
        declared = declarations(wiki.version, wiki.profile).get(request.params.get("action", "help"))
        return declared is not None and declared.token_type == "csrf" and declared.name != "logout"

    def error(self, call: Call) -> ApiError:
        """Return the error, told as the wiki would tell it."""
        data = dict(self.data)
        info = data.pop("info", None)
        if info is not None:
            return ApiError(ErrorRow("rawmessage", self.code), Markup(str(info)), data=data)
        old = error_of(self.code, call.wiki.version)
        if old is not None:
            row, template = old
            return ApiError(row, Markup(told(template, _filling(call, self.code, data))), data=data)
        made = FAILURES.get(self.code, _plain_failure)(call, self.code, data)
        made.data.update(data)
        return made


#: Codes that any request can meet, also one that only reads.
ANYWHERE = frozenset(
    {"maxlag", "readapidenied", "assertuserfailed", "assertbotfailed", "assertanonfailed", "assertnameduserfailed"}
)


def rows_by_code() -> dict[str, ErrorRow]:
    """Return the error rows that there are texts for, by code; of several for a code the one named like it."""
    rows: dict[str, ErrorRow] = {}
    for row in vars(errors).values():
        if isinstance(row, ErrorRow) and knows(row.key) and (row.code not in rows or row.key.endswith(f"-{row.code}")):
            rows[row.code] = row
    return rows


def check_code(code: str, data: Mapping[str, Any], version: str) -> None:
    """Check that a wiki of *version* can answer *code*.

    Raises:
        ValueError: if it is unknown and no text was given for it.
    """
    known = {*rows_by_code(), *FAILURES, *texts_by_code(version)}
    if code not in known and "info" not in data:
        raise ValueError(
            f"there is no error {code!r}{nearest(code, known)}; "
            "give info='…' to answer a code of your own (an extension's)"
        )


def _plain_failure(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    """Fill the row's message with what the request says."""
    return ApiError(rows_by_code()[code], *_filling(call, code, data))


def _filling(call: Call, code: str, data: dict[str, Any]) -> tuple[Param, ...]:
    """Return what fills the text of *code*: taken from *data*, or else what the request says."""
    filled: list[Param] = []
    for name in MESSAGE_PARAMS.get(code, ("title",)):
        value = data.pop(name) if name in data else SUBSTITUTES.get(name, _sent)(call, name)
        filled.append(str(value))
    return tuple(filled)


def _sent(call: Call, name: str) -> str:
    return call.request.params.get(name, "")


#: What fills a text where it is not a parameter of the request.
SUBSTITUTES: dict[str, Callable[[Call, str], object]] = {"size": lambda call, name: call.wiki.config.max_article_size}

#: Code: the request's parameters that fill its text, where that is not the title.
MESSAGE_PARAMS: dict[str, tuple[str, ...]] = {
    "mustbeposted": ("action",),
    "nosuchpageid": ("pageid",),
    "nosuchrevid": ("baserevid",),
    "revwrongpage": ("undo", "title"),
    "spamdetected": ("text",),
    "unknownerror": ("status",),
    "nosuchsection": ("section",),
    "contenttoobig": ("size",),
    "assertnameduserfailed": ("assertuser",),
}


def _blocked(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    del code
    wiki = call.wiki
    own = Block(
        id=data.pop("blockid", 1),
        target=call.user.name,
        by=data.pop("blockedby", "Admin"),
        by_id=data.pop("blockedbyid", 1),
        reason=data.pop("blockreason", ""),
        timestamp=wiki.clock.now(),
    )
    return blocked(call, own, [own])


def _lagged(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    del code
    lag = {"host": data.pop("host", ""), "lag": data.pop("lag", 5), "type": data.pop("type", "db")}
    return lag_error(lag, show_hostnames=call.wiki.config.show_hostnames)


def _read_only(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    del code
    reason = call.wiki.config.read_only or "The database is read-only"
    return ApiError(errors.READ_ONLY, data={"readonlyreason": data.pop("readonlyreason", reason)})


#: Code: what makes its error, where its text or data need more than the request.
FAILURES: dict[str, Callable[[Call, str, dict[str, Any]], ApiError]] = {
    "blocked": _blocked,
    "maxlag": _lagged,
    "readonly": _read_only,
}


# Replies that break on their way


@dataclass
class Disruption(Disturbance):
    """A reply that does not arrive as the wiki wrote it."""

    kind: str = ""
    after: bool = False


#: Makes of a disruption what arrives; *answer* lets the wiki answer.
Break = Callable[[Disruption, Callable[[], WebResponse]], WebResponse]

_HTML = '<!DOCTYPE html>\n<html lang="en"><meta charset="utf-8"><title>{0}</title><h1>{0}</h1><p>{1}</p></html>\n'


def _status(status: int, phrase: str, text: str, retry_after: int | None = None) -> Break:
    def broken(disruption: Disruption, answer: Callable[[], WebResponse]) -> WebResponse:
        if disruption.after:
            answer()
        wait = disruption.data.get("retry_after", retry_after)
        headers = [("Content-Type", "text/html; charset=utf-8")]
        if wait is not None:
            headers.insert(0, ("Retry-After", str(wait)))
        return WebResponse(status, tuple(headers), _HTML.format(phrase, text).encode())

    return broken


def _transport(kind: str) -> Break:
    def broken(disruption: Disruption, answer: Callable[[], WebResponse]) -> WebResponse:
        if disruption.after:
            answer()
        raise Disrupted(kind)

    return broken


def _truncated(disruption: Disruption, answer: Callable[[], WebResponse]) -> WebResponse:
    del disruption
    whole = answer()
    raise Disrupted("truncated", WebResponse(whole.status, whole.headers, whole.body[: len(whole.body) // 2]))


def _empty(disruption: Disruption, answer: Callable[[], WebResponse]) -> WebResponse:
    if disruption.after:
        answer()
    return WebResponse(200, (("Content-Type", "text/html; charset=UTF-8"),), b"")


#: Kind: what arrives. ``after=True`` lets the wiki carry the request out first and loses only the reply.
DISRUPTIONS: dict[str, Break] = {
    "http-403": _status(403, "Forbidden", "Please respect our robot policy."),
    "http-404": _status(404, "Not Found", "No such page."),
    "http-429": _status(429, "Too Many Requests", "Too many requests, please slow down.", 1),
    "http-500": _status(500, "Internal Server Error", "Something went wrong."),
    "http-502": _status(502, "Bad Gateway", "The server behind this one gave no right answer."),
    "http-503": _status(503, "Service Unavailable", "Our servers are currently under maintenance.", 1),
    "http-504": _status(504, "Gateway Timeout", "The server behind this one gave no answer in time."),
    "html": _status(200, "Captive portal", "Please log in to use this network."),
    "empty": _empty,
    "timeout": _transport("timeout"),
    "connection-reset": _transport("connection-reset"),
    "connection-refused": _transport("connection-refused"),
    "truncated": _truncated,
}

#: Kinds that are errors of the API, and so go through `fail`.
API_KINDS = frozenset({"maxlag"})


def check_kind(kind: str) -> None:
    """Check that *kind* is a disruption.

    Raises:
        ValueError: if it is not.
    """
    if kind in DISRUPTIONS or kind in API_KINDS:
        return
    known = sorted({*DISRUPTIONS, *API_KINDS})
    if kind in rows_by_code() or kind in FAILURES:
        raise ValueError(f"{kind!r} is an error of the API: use fail({kind!r}, …)")
    raise ValueError(f"there is no disruption {kind!r}{nearest(kind, known)}; known: {', '.join(known)}")
