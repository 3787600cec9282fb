"""Python's HTTP clients behind one face, so that one test body asks all of them."""

from __future__ import annotations

import asyncio
import http.client
import http.cookiejar
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol
from urllib.parse import urlencode, urlsplit

import pytest

Chunks = Callable[[], Iterable[bytes]]


@dataclass(frozen=True)
class Sent:
    """What to send; *chunks* makes the pieces of a body that is sent without its length."""

    url: str
    method: str = "GET"
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    multipart: Mapping[str, str] | None = None
    document: Any = None
    chunks: Chunks | None = None
    file: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def whole_url(self) -> str:
        """The URL with the query, for clients that leave that to their user."""
        return f"{self.url}?{urlencode(self.query)}" if self.query else self.url


@dataclass(frozen=True)
class Received:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    url: str = ""
    #: The cookies set, of a client that keeps none.
    set_cookies: tuple[str, ...] = ()
    #: What the client raised for this reply's status.
    raised: Exception | None = None


class Caller(Protocol):
    """One client with a session of its own, kept alive between its requests."""

    def __call__(self, sent: Sent) -> Received:
        """Send and return what came."""

    def close(self) -> None:
        """Close the session."""


def _lowered(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers}


def _plain_body(sent: Sent) -> tuple[Any, dict[str, str]]:
    """Return body and headers of *sent* for a client that encodes nothing by itself."""
    headers = dict(sent.headers)
    if sent.form is not None:
        return urlencode(sent.form).encode(), {"Content-Type": "application/x-www-form-urlencoded", **headers}
    if sent.multipart is not None:
        from urllib3.filepost import encode_multipart_formdata

        body, content_type = encode_multipart_formdata(dict(sent.multipart))
        return body, {"Content-Type": content_type, **headers}
    if sent.document is not None:
        return json.dumps(sent.document).encode(), {"Content-Type": "application/json", **headers}
    if sent.chunks is not None:
        return sent.chunks(), headers
    return sent.file, headers


class Requests:
    """requests."""

    def __init__(self) -> None:
        import requests

        self._session = requests.Session()

    def __call__(self, sent: Sent) -> Received:
        reply = self._session.request(
            sent.method,
            sent.url,
            params=sent.query,
            data=sent.form if sent.form is not None else sent.chunks() if sent.chunks else sent.file,
            files=None if sent.multipart is None else {name: (None, text) for name, text in sent.multipart.items()},
            json=sent.document,
            headers=sent.headers,
            timeout=10,
        )
        return Received(reply.status_code, _lowered(reply.headers.items()), reply.content, reply.url)

    def close(self) -> None:
        self._session.close()


def _httpx_arguments(sent: Sent) -> dict[str, Any]:
    arguments: dict[str, Any] = {"params": sent.query or None, "headers": sent.headers}
    if sent.form is not None:
        arguments["data"] = sent.form
    if sent.multipart is not None:
        arguments["files"] = {name: (None, text) for name, text in sent.multipart.items()}
    if sent.document is not None:
        arguments["json"] = sent.document
    return arguments


class Httpx:
    """httpx, sync."""

    def __init__(self) -> None:
        import httpx

        self._client = httpx.Client(follow_redirects=True, timeout=10)

    def __call__(self, sent: Sent) -> Received:
        content = sent.chunks() if sent.chunks else sent.file
        reply = self._client.request(sent.method, sent.url, content=content, **_httpx_arguments(sent))
        return Received(reply.status_code, _lowered(reply.headers.items()), reply.content, str(reply.url))

    def close(self) -> None:
        self._client.close()


class _OnALoop:
    """An async client, driven from a sync test."""

    def __init__(self) -> None:
        self._runner = asyncio.Runner()
        self._runner.run(self.open())

    async def open(self) -> None:
        raise NotImplementedError

    async def call(self, sent: Sent) -> Received:
        raise NotImplementedError

    async def aclose(self) -> None:
        raise NotImplementedError

    def __call__(self, sent: Sent) -> Received:
        return self._runner.run(self.call(sent))

    def close(self) -> None:
        self._runner.run(self.aclose())
        self._runner.close()


async def _pieces(sent: Sent) -> Any:
    for piece in sent.chunks() if sent.chunks else sent.file:
        yield piece


class HttpxAsync(_OnALoop):
    """httpx, async."""

    async def open(self) -> None:
        import httpx

        self._client = httpx.AsyncClient(follow_redirects=True, timeout=10)

    async def call(self, sent: Sent) -> Received:
        content = _pieces(sent) if sent.chunks or sent.file else None
        reply = await self._client.request(sent.method, sent.url, content=content, **_httpx_arguments(sent))
        return Received(reply.status_code, _lowered(reply.headers.items()), reply.content, str(reply.url))

    async def aclose(self) -> None:
        await self._client.aclose()


class Aiohttp(_OnALoop):
    """aiohttp."""

    async def open(self) -> None:
        import aiohttp

        timeout = aiohttp.ClientTimeout(total=10)
        self._session = aiohttp.ClientSession(
            cookie_jar=aiohttp.CookieJar(unsafe=True), trust_env=True, timeout=timeout
        )

    async def call(self, sent: Sent) -> Received:
        import aiohttp

        data: Any = sent.form
        if sent.multipart is not None:
            data = aiohttp.MultipartWriter("form-data")
            for name, text in sent.multipart.items():
                data.append(text).set_content_disposition("form-data", name=name)
        elif sent.chunks is not None:
            data = _pieces(sent)
        elif sent.file is not None:
            data = sent.file
        arguments: dict[str, Any] = {"json": sent.document} if sent.document is not None else {"data": data}
        async with self._session.request(
            sent.method,
            sent.url,
            params=sent.query or None,
            headers=sent.headers,
            allow_redirects=True,
            **arguments,
        ) as reply:
            return Received(reply.status, _lowered(reply.headers.items()), await reply.read(), str(reply.url))

    async def aclose(self) -> None:
        await self._session.close()


class Urllib3:
    """urllib3."""

    def __init__(self) -> None:
        import urllib3

        retries = urllib3.Retry(connect=0, read=0, redirect=5, respect_retry_after_header=False)
        self._pool = urllib3.PoolManager(timeout=10, retries=retries)

    def __call__(self, sent: Sent) -> Received:
        body, headers = _plain_body(sent)
        reply = self._pool.request(sent.method, sent.whole_url, body=body, headers=headers)
        cookies = tuple(reply.headers.getlist("set-cookie"))
        return Received(reply.status, _lowered(reply.headers.items()), reply.data, reply.geturl() or "", cookies)

    def close(self) -> None:
        self._pool.clear()


class UrllibRequest:
    """urllib.request, with the cookies that its user has to ask for."""

    def __init__(self) -> None:
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def __call__(self, sent: Sent) -> Received:
        body, headers = _plain_body(sent)
        request = urllib.request.Request(sent.whole_url, data=body, headers=headers, method=sent.method)
        raised = None
        try:
            reply = self._opener.open(request, timeout=10)
        except urllib.error.HTTPError as error:
            reply = raised = error
        with reply:
            return Received(reply.status, _lowered(reply.headers.items()), reply.read(), reply.url, raised=raised)

    def close(self) -> None:
        self._opener.close()


class HttpClient:
    """http.client, one connection for each origin."""

    def __init__(self) -> None:
        self._connections: dict[tuple[str, str], http.client.HTTPConnection] = {}

    def __call__(self, sent: Sent) -> Received:
        parts = urlsplit(sent.whole_url)
        origin = parts.scheme, parts.netloc
        if origin not in self._connections:
            kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
            self._connections[origin] = kind(parts.netloc, timeout=10)
        connection = self._connections[origin]
        body, headers = _plain_body(sent)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request(sent.method, target, body=body, headers=headers)
        reply = connection.getresponse()
        return Received(reply.status, _lowered(reply.getheaders()), reply.read())

    def close(self) -> None:
        for connection in self._connections.values():
            connection.close()


class Httplib2:
    """httplib2."""

    def __init__(self) -> None:
        import httplib2

        self._http = httplib2.Http(timeout=10)

    def __call__(self, sent: Sent) -> Received:
        body, headers = _plain_body(sent)
        reply, content = self._http.request(sent.whole_url, sent.method, body=body, headers=headers)
        return Received(reply.status, _lowered(reply.items()), content)

    def close(self) -> None:
        self._http.close()


class Httpcore:
    """httpcore."""

    def __init__(self) -> None:
        import httpcore

        self._pool = httpcore.ConnectionPool()

    def __call__(self, sent: Sent) -> Received:
        body, headers = _plain_body(sent)
        reply = self._pool.request(sent.method, sent.whole_url, content=body, headers=headers)
        decoded = [(name.decode(), value.decode()) for name, value in reply.headers]
        return Received(reply.status, _lowered(decoded), reply.content)

    def close(self) -> None:
        self._pool.close()


@dataclass(frozen=True)
class Client:
    """A client to test with, and what it does by itself."""

    make: Callable[[], Caller]
    module: str
    keeps_cookies: bool = True
    follows_redirects: bool = True
    sends_chunks: bool = True
    keeps_alive: bool = True


#: Every client, a row each.
CLIENTS: Mapping[str, Client] = {
    "requests": Client(Requests, "requests"),
    "httpx": Client(Httpx, "httpx"),
    "httpx-async": Client(HttpxAsync, "httpx"),
    "httpcore": Client(Httpcore, "httpcore", keeps_cookies=False, follows_redirects=False),
    "aiohttp": Client(Aiohttp, "aiohttp"),
    "urllib3": Client(Urllib3, "urllib3", keeps_cookies=False),
    "urllib.request": Client(UrllibRequest, "urllib.request", keeps_alive=False),
    "http.client": Client(HttpClient, "http.client", keeps_cookies=False, follows_redirects=False),
    "httplib2": Client(Httplib2, "httplib2", keeps_cookies=False, sends_chunks=False),
}


def those_that(do: str) -> list[str]:
    """Return the names of the clients for which the flag *do* is true."""
    return [name for name, client in CLIENTS.items() if getattr(client, do)]


def make(name: str) -> Caller:
    """Return a new client called *name*; skips, with the reason, where it is not installed."""
    pytest.importorskip(CLIENTS[name].module)
    return CLIENTS[name].make()
