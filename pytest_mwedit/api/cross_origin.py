"""Requests from web pages of other sites: which are answered, and the headers that tell a browser so."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pytest_mwedit.api.blocks import block_cookies
from pytest_mwedit.api.failure_pages import failure_page
from pytest_mwedit.web import WebResponse

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call

#: The parameter's value for a page of any site, whose visitor counts as not logged in.
ANYBODY = "*"

#: The headers that a page may send, beside those that every page may.
ALLOWED_HEADERS = frozenset(
    "accept accept-encoding accept-language api-user-agent authorization content-language content-type dnt origin"
    " user-agent".split()
)
_METHODS = ("Access-Control-Allow-Methods", "POST, GET, HEAD")
_EXPOSED = (
    "Access-Control-Expose-Headers",
    "MediaWiki-API-Error, Retry-After, X-Database-Lag, MediaWiki-Login-Suppressed",
)
#: What MediaWiki fails with where the header names several sites, one of which is the right one.
_SEVERAL_ORIGINS = "MediaWiki\\Rest\\HeaderParser\\HeaderParserError"
_REFUSED_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-cache"),
    ("Content-type", "text/html; charset=UTF-8"),
)


def check_origin(call: Call) -> WebResponse | None:
    """Refuse, in plain text, a request whose origin is not what it claims; else tell the browser what a page may do."""
    origin = call.raw.get("origin")
    if origin is None:
        return None
    call.used.add("origin")
    if origin != ANYBODY:
        header = call.request.header("Origin")
        origins = [] if header is None else header.split(" ")
        if origin not in origins:
            suppressed = (("MediaWiki-Login-Suppressed", "true"),) if call.login_suppressed else ()
            found = block_cookies(call, distrusted=True) if call.session.kept else []
            cookies = [("Set-Cookie", cookie) for cookie in found]
            headers = (*suppressed, *cookies, *_REFUSED_HEADERS)
            return WebResponse(403, headers, b"'origin' parameter does not match Origin header\n")
        if len(origins) > 1:
            return failure_page(call, _SEVERAL_ORIGINS)
    call.headers += _told(call, origin)
    return None


def _told(call: Call, origin: str) -> list[tuple[str, str]]:
    if origin != ANYBODY and not _is_allowed(origin, call.wiki.config.cors_domains):
        return [("MediaWiki-CORS-Rejection", "Origin mismatch")]
    about_origin = [("Access-Control-Allow-Origin", origin)]
    about_origin.append(("Access-Control-Allow-Credentials", "false" if origin == ANYBODY else "true"))
    if origin != ANYBODY:
        about_origin.append(("Timing-Allow-Origin", origin))
    if call.request.method != "OPTIONS" or call.request.header("Access-Control-Request-Method") is None:
        return [*about_origin, _EXPOSED]
    asked = call.request.header("Access-Control-Request-Headers")
    if asked is None:
        return [_METHODS, *about_origin]
    if asked and not ALLOWED_HEADERS.issuperset(name.strip().lower() for name in asked.split(",")):
        return [("MediaWiki-CORS-Rejection", "Unsupported header requested in preflight")]
    return [("Access-Control-Allow-Headers", asked), _METHODS, *about_origin]


def _is_allowed(origin: str, domains: list[str]) -> bool:
    """Whether one of *domains*, where ``*`` stands for any characters and ``?`` for one, is that of *origin*."""
    return any(re.fullmatch(f"https?://{_pattern(domain)}", origin) for domain in domains)


def _pattern(domain: str) -> str:
    return re.escape(domain).replace(r"\*", ".*").replace(r"\?", ".")


def answer_preflight(call: Call) -> WebResponse:
    """Answer a browser that asks, with the method OPTIONS, what its page may do."""
    suppressed = [("MediaWiki-Login-Suppressed", "true")] if call.login_suppressed else []
    last = ("Content-type", "text/html; charset=UTF-8")
    return WebResponse(200, (("X-Content-Type-Options", "nosniff"), *suppressed, *call.headers, last))
