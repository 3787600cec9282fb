"""Playing a story: the same requests, whoever answers them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlencode

from stories import Story

from pytest_mwedit.web import WebRequest, WebResponse

Answer = Callable[[WebRequest], WebResponse]


def _sorted(line_end: str, rows: str) -> str:
    return line_end + "".join(f"{row}{line_end}" for row in sorted(rows.split(line_end)) if row)


#: What may differ between two runs of a story: a pattern and what stands for it.
VOLATILE: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"[0-9a-f]{40}\+(?:\\{1,2}|%5C)"), "(token)"),
    # Everything arranged happens in 2020 and expires in 2030; what is asked happens now.
    (re.compile(r"\b20(?!20|30)\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "(now)"),
    (re.compile(r"(?<=\] )20(?!20|30)\d\d-\d\d-\d\d \d\d:\d\d:\d\d(?=: )"), "(now)"),
    (re.compile(r"=[0-9a-z]{32};"), "=(random);"),
    (re.compile(r"%40\d{10}%23[0-9a-f]{32};"), "%40(now)%23(client);"),
    (re.compile(r"\b[0-9a-f]{24}\b"), "(request)"),
    (re.compile(r'(servedby(?:":|=)")[^"]*"'), r'\1(host)"'),
    (re.compile(r"~20(?!25)\d\d-"), "~(year)-"),
    (re.compile(r"%21[0-9a-f]{128}\b"), "%21(signed)"),
    (re.compile(r'("(?:wgBackendResponseTime|time)":)\d+'), r"\1(milliseconds)"),
    (re.compile(r"expires=(?!Thu, 01 Jan 1970)[^;]*"), "expires=(later)"),
    # What it took to parse a page.
    (re.compile(r"((?:CPU|Real) time usage): [\d.]+"), r"\1: (time)"),
    (re.compile(r"((?:Cached time:|and timestamp) )20(?!20|30)\d{12}"), r"\1(now)"),
    (re.compile(r" *\d+\.\d\d% +\d+\.\d{3} +(?=\d+ )"), "(time) "),
    # The templates that took longest come first.
    (re.compile(r"(?<=calls,template\))(\\n|\n)(.*?)(?=-->)", re.DOTALL), lambda rows: _sorted(rows[1], rows[2])),
    (re.compile(r'("generator":"MediaWiki 1\.\d+)[^"]*"'), r'\1"'),
    (re.compile(r"(<generator>MediaWiki 1\.\d+)[^<]*"), r"\1"),
    (re.compile(r"(?<=<lastBuildDate>)[^<]*"), "(now)"),
    (re.compile(r'((?:generator|phpversion|dbversion)(?:=|\\": \\)")[^"\\]*'), r"\1"),
    (re.compile(r'("(?:phpversion|dbversion|git-hash|git-branch)":")[^"]*"'), r'\1"'),
)

#: The headers that are compared, beside the cookies.
HEADERS = (
    "X-Content-Type-Options",
    "MediaWiki-Login-Suppressed",
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    "Access-Control-Expose-Headers",
    "Access-Control-Allow-Headers",
    "Access-Control-Allow-Methods",
    "Timing-Allow-Origin",
    "MediaWiki-CORS-Rejection",
    "Location",
    "Retry-After",
    "X-Database-Lag",
    "MediaWiki-API-Error",
    "Content-Type",
    "X-Frame-Options",
    "Content-Disposition",
    "Content-Language",
    "Expires",
    "Vary",
    "Cache-Control",
    "Last-Modified",
)

#: The name that a story gives to the entry point that it asks, where that is not ``api.php``.
ENTRY_POINT = "/"


#: A parameter that says whose cookies are taken over, and which of them not, or others.
COOKIES = "cookies:"


#: A parameter that is the whole body, of the type that a header tells; all others stand in the address then.
BODY = "body:"


def play(story: Story, api_url: str, answer: Answer) -> Iterator[dict[str, Any]]:
    """Send the requests of *story* and yield each reply, without what is volatile."""
    jars: dict[str, dict[str, str]] = {}
    tokens: dict[tuple[str, str], str] = {}
    for who, method, asked in story.requests:
        jar = jars.setdefault(who, {})
        if COOKIES in asked:
            jar = jars[who] = _copied(jars, **asked[COOKIES])
        params = {name: tokens.get((who, str(value)), value) for name, value in asked.items()}
        response = answer(_request(method, api_url, params, jar))
        _keep_cookies(jar, response)
        for kind, token in re.findall(r'"(\w+)token":"([^"]*)"', response.body.decode()):
            tokens[who, f"${kind}"] = token.replace("\\\\", "\\")
        yield comparable(response)


def _copied(jars: dict[str, dict[str, str]], of: str, without: tuple[str, ...] = (), **others: str) -> dict[str, str]:
    """Return the cookies of somebody, without some, and with *others*."""
    return {**{name: value for name, value in jars[of].items() if name not in without}, **others}


def comparable(response: WebResponse) -> dict[str, Any]:
    """Return what is compared of a reply."""
    headers = {name: value for name in HEADERS if (value := response.header(name)) is not None}
    if "1970" not in headers.get("Expires", "1970"):
        headers["Expires"] = "(later)"
    # What was not arranged was installed some day.
    if "2020" not in headers.get("Last-Modified", "2020"):
        headers["Last-Modified"] = "(then)"
    cookies = [_stable(value) for name, value in response.headers if name.lower() == "set-cookie"]
    # A second may end while the wiki writes them, and then some are set twice.
    cookies = list(dict.fromkeys(cookies))
    return {
        "status": response.status,
        "headers": headers,
        **({"cookies": cookies} if cookies else {}),
        "body": _stable(response.body.decode()),
    }


def _stable(text: str) -> str:
    for pattern, replacement in VOLATILE:
        text = pattern.sub(replacement, text)
    return text


def _request(method: str, api_url: str, asked: dict[str, Any], jar: dict[str, str]) -> WebRequest:
    # What is written as a header is one.
    params = {name: value for name, value in asked.items() if not name.endswith((":", ENTRY_POINT))}
    if ENTRY_POINT in asked:
        api_url = f"{api_url.rpartition('/')[0]}/{asked[ENTRY_POINT]}"
    headers = [("Cookie", "; ".join(f"{name}={value}" for name, value in jar.items()))] if jar else []
    headers += [(name[:-1], value) for name, value in asked.items() if name.endswith(":") and name not in _NO_HEADERS]
    encoded = urlencode(params)
    if method != "POST" or BODY in asked:
        return WebRequest(method, f"{api_url}?{encoded}", tuple(headers), asked.get(BODY, b""))
    headers.append(("Content-Type", "application/x-www-form-urlencoded"))
    return WebRequest(method, api_url, tuple(headers), encoded.encode())


#: What is written as a header is, and is none.
_NO_HEADERS = (COOKIES, BODY)


def _keep_cookies(jar: dict[str, str], response: WebResponse) -> None:
    for name, value in response.headers:
        if name.lower() == "set-cookie":
            cookie, _, content = value.partition(";")[0].partition("=")
            jar[cookie] = content
            if content == "deleted":
                del jar[cookie]
