"""What can go wrong on purpose: which requests it happens to, and replies that break on their way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pytest_mwedit.web import Disrupted, WebRequest, WebResponse
from pytest_mwedit.wiki import InvalidTitle, Title, Wiki
from pytest_mwedit.wiki.configuration import nearest


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
        return self.title is None or self.title == title_in(wiki, params)

    def use(self) -> None:
        """Count one happening."""
        if self.times is not None:
            self.times -= 1


def title_in(wiki: Wiki, params: Mapping[str, str]) -> Title | None:
    """Return the title of the page that a request is about."""
    if "title" in params:
        try:
            return wiki.title(params["title"])
        except InvalidTitle:
            return None
    page = wiki.pages_by_id.get(int(params["pageid"])) if params.get("pageid", "").isdigit() else None
    return page.title if page is not None else None


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
    from pytest_mwedit.error_catalogue import CATALOGUE  # late: only failing tests need it

    known = sorted({*DISRUPTIONS, *API_KINDS})
    if kind in CATALOGUE:
        raise ValueError(f"{kind!r} is an error of the API: use fail({kind!r}, …)")
    raise ValueError(f"there is no disruption {kind!r}{nearest(kind, known)}; known: {', '.join(known)}")
