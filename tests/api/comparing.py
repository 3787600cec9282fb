"""Whole replies compared: status, deciding headers, every byte of the body but what is volatile."""

from __future__ import annotations

import difflib
import re

from pytest_mwedit.cassettes import Interaction
from pytest_mwedit.web import WebRequest, WebResponse

#: What may differ between two runs of the same request: a pattern in the body and what replaces it.
VOLATILE = (
    (r'(token":")[^"+\\]+(\+\\\\")', r"\1(token)\2"),
    (r'(token":")(?!\(token)[^"+\\]+(")', r"\1(token)\2"),
    # Everything that is arranged happens in 2020; what a test does happens now.
    (r"\b(?!2020)20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", "(now)"),
    (r"\b(?!2020)20\d\d-\d\d-\d\d \d\d:\d\d:\d\d", "(now)"),
    (r"\b\d\d:\d\d, \d{1,2} \w+ (?!2020)20\d\d", "(now)"),
    # What siteinfo says of the machine and of the release of MediaWiki's and PHP's day.
    (r'("generator":"MediaWiki 1\.\d+)[^"]*"', r'\1.(release)"'),
    (r'("phpversion":")[^"]*"', r'\1(php)"'),
    (r'("dbversion":")[^"]*"', r'\1(database)"'),
    (r'("(?:git-hash|git-branch)":")[^"]*"', r'\1(git)"'),
    # What a captcha is called, and which sum it asks for.
    (r'("mime":"text/(?:html|plain)","id":")\d+(")', r"\1(captcha)\2"),
    (r'("id":"\(captcha\)","question":")\d+(?:\+|\u2212|\\u2212)\d+(")', r"\1(sum)\2"),
    (r'(<captcha [^>]*\bid=")\d+(")', r"\1(captcha)\2"),
    (r'(s:2:"id";s:)\d+:"\d+(")', r"\1(captcha)\2"),
    (r"(\[)[0-9a-f]{24}(\])", r"\1(request)\2"),
    (r'("params":\[")[0-9a-f]{24}(")', r"\1(request)\2"),
    (r'((?:csrf|patrol|watch)Token":")[^"+\\]+(\+\\\\")', r"\1(token)\2"),
    (r'("wgRequestId":")[0-9a-f]{24}(")', r"\1(request)\2"),
    (r'("(?:wgBackendResponseTime|time)":)\d+', r"\1(milliseconds)"),
    (r'(content="MediaWiki 1\.\d+)[^"]*"', r'\1.(release)"'),
)

#: The headers that decide how a client reads a reply.
DECIDING_HEADERS = (
    "Content-Type",
    "MediaWiki-API-Error",
    "Retry-After",
    "X-Database-Lag",
    "MediaWiki-Login-Suppressed",
)


def differences(recorded: Interaction, response: WebResponse) -> list[str]:
    """Return how *response* differs from the recorded reply, as lines; what is volatile does not count."""
    expected, came = comparable(recorded.response), comparable(response)
    if expected == came:
        return []
    return list(difflib.unified_diff(expected, came, "recorded", "answered", lineterm="", n=3))


def comparable(response: WebResponse) -> list[str]:
    """Return what is compared of a reply: status, deciding headers and the body's bytes without what is volatile."""
    body = response.body.decode("utf-8", "replace")
    for pattern, replacement in VOLATILE:
        body = re.sub(pattern, replacement, body)
    headers = [f"{name}: {response.header(name)}" for name in DECIDING_HEADERS]
    return [f"HTTP {response.status}", *headers, *body.replace(',"', ',\n"').splitlines()]


def describe(request: WebRequest) -> str:
    """Return *request* for a failure."""
    params = "".join(f"\n  {name} = {value!r}" for name, value in request.params.items() if "password" not in name)
    return f"{request.method} {request.endpoint}{params}"
