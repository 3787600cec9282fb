"""Clients that stand on `http.client`: urllib.request, urllib3, requests, httplib2 and what is built on them.

A connection that begins a wiki's request gets a socket that remembers what is written and holds the reply; the
client writes and parses as ever.  A connection that must be made before its request is known waits for it.
"""

from __future__ import annotations

import functools
import io
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pytest_mwedit.clients import wire
from pytest_mwedit.clients.interception import Answerer, Patch, interception
from pytest_mwedit.web import Disrupted, WebRequest, WebResponse

_DEFAULT_PORTS = {"http": 80, "https": 443}

#: Per thread: whether the request that urllib3 or httplib2 is about to send is a wiki's.
_announced = threading.local()


class _Socket:
    """Stands in for a connected socket; what it has no use for, it ignores."""

    def settimeout(self, *_: object) -> None: ...

    def setsockopt(self, *_: object) -> None: ...

    def shutdown(self, *_: object) -> None: ...

    def close(self) -> None: ...

    def gettimeout(self) -> None:
        return None


class _Waiting(_Socket):
    """A connection that is made when its first request turns out not to be a wiki's."""


class _Conversation(_Socket):
    """One request to a wiki and its reply."""

    def __init__(self, answerer: Answerer, scheme: str, authority: str, replaced: Any) -> None:
        self.replaced = replaced
        self._answerer = answerer
        self._scheme = scheme
        self._authority = authority
        self._sent = bytearray()
        self._file: io.BufferedIOBase | None = None

    def sendall(self, data: bytes, *_: object) -> None:
        self._sent += data
        request = wire.read_request(bytes(self._sent), self._scheme, self._authority)
        if request is not None:
            self._file = self._replied(request)

    def _replied(self, request: WebRequest) -> io.BufferedIOBase:
        try:
            return io.BytesIO(wire.write_response(self._answerer.answer(request), request.method))
        except Disrupted as disrupted:
            return DISRUPTIONS[disrupted.kind](disrupted.partial or WebResponse(), request.method)

    def makefile(self, *_: object, **__: object) -> io.BufferedIOBase:
        if self._file is None:
            raise ConnectionAbortedError("the client asked for the reply before its request was complete")
        return self._file


class _Failing(io.RawIOBase):
    """A reply that fails when it is read."""

    def __init__(self, error: OSError) -> None:
        self._error = error

    def readable(self) -> bool:
        return True

    def readinto(self, _: object) -> int:
        raise self._error


def _timeout(response: WebResponse, method: str) -> io.BufferedIOBase:
    return io.BufferedReader(_Failing(TimeoutError("timed out")))


def _reset(response: WebResponse, method: str) -> io.BufferedIOBase:
    return io.BufferedReader(_Failing(ConnectionResetError(104, "Connection reset by peer")))


def _refused(response: WebResponse, method: str) -> io.BufferedIOBase:
    raise ConnectionRefusedError(111, "Connection refused")  # while it sends: there is nothing to read from


def _truncated(response: WebResponse, method: str) -> io.BufferedIOBase:
    return io.BytesIO(wire.write_response(response, method, length=len(response.body) + 1))


#: What a socket does for each kind of disruption; the client's own code makes its own exception of it.
DISRUPTIONS: dict[str, Callable[[WebResponse, str], io.BufferedIOBase]] = {
    "timeout": _timeout,
    "connection-reset": _reset,
    "connection-refused": _refused,
    "truncated": _truncated,
}


def _origin(connection: Any) -> tuple[str, str]:
    """Return scheme and authority of what *connection* is for, through a tunnel if there is one."""
    scheme = "https" if connection.default_port == 443 or getattr(connection, "_tunnel_host", None) else "http"
    host = getattr(connection, "_tunnel_host", None) or connection.host
    port = getattr(connection, "_tunnel_port", None) or connection.port
    host = f"[{host}]" if ":" in host else host
    return scheme, host if port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"


def _wrap_putrequest(original: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(original)
    def putrequest(self: Any, method: str, url: str, *args: Any, **kwargs: Any) -> None:
        scheme, authority = _origin(self)
        answerer = interception.claimant(url if "://" in url else f"{scheme}://{authority}{url}")
        waiting = isinstance(self.sock, _Waiting)
        if isinstance(self.sock, _Conversation):  # one that broke off while it was sending
            replaced = self.sock.replaced
            self.close()
            self.sock = replaced
        if answerer is not None:
            self.sock = _Conversation(answerer, scheme, authority, None if waiting else self.sock)
        elif waiting:
            self.sock = None
            self.connect()
        original(self, method, url, *args, **kwargs)

    return putrequest


def _wrap_getresponse(original: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(original)
    def getresponse(self: Any, *args: Any, **kwargs: Any) -> Any:
        conversation = self.sock
        if not isinstance(conversation, _Conversation):
            return original(self, *args, **kwargs)
        try:
            return original(self, *args, **kwargs)
        finally:
            self.sock = conversation.replaced

    return getresponse


def _wrap_connect(original: Callable[..., None]) -> Callable[..., None]:
    """Put a connection off that is made before its request is known, if that may be a wiki's."""

    @functools.wraps(original)
    def connect(self: Any, *args: Any, **kwargs: Any) -> None:
        wiki = getattr(_announced, "wiki", None)
        if wiki is None:
            # http.client by itself: only a connection with no request on it yet, to a host that is a wiki's, can wait.
            wiki = self._HTTPConnection__state == "Idle" and interception.expects(_origin(self)[1])
        if not wiki or isinstance(self.sock, _Waiting):
            original(self, *args, **kwargs)
            return
        self.sock = _Waiting()
        self.is_verified = self.proxy_is_verified = True  # urllib3 warns of a connection that is not

    return connect


@contextmanager
def _announcing(scheme: str, authority: str, url: str) -> Iterator[None]:
    before = getattr(_announced, "wiki", None)
    _announced.wiki = interception.claimant(url if "://" in url else f"{scheme}://{authority}{url}") is not None
    try:
        yield
    finally:
        _announced.wiki = before


def _wrap_urlopen(original: Callable[..., Any]) -> Callable[..., Any]:
    """Say before urllib3 connects whether the request to come is a wiki's."""

    @functools.wraps(original)
    def urlopen(self: Any, method: str, url: str, *args: Any, **kwargs: Any) -> Any:
        port = self.port or _DEFAULT_PORTS.get(self.scheme)
        authority = self.host if port == _DEFAULT_PORTS.get(self.scheme) else f"{self.host}:{port}"
        with _announcing(self.scheme, authority, url):
            return original(self, method, url, *args, **kwargs)

    return urlopen


def _wrap_conn_request(original: Callable[..., Any]) -> Callable[..., Any]:
    """Say before httplib2 connects whether the request to come is a wiki's."""

    @functools.wraps(original)
    def conn_request(self: Any, conn: Any, request_uri: str, *args: Any, **kwargs: Any) -> Any:
        with _announcing(*_origin(conn), request_uri):
            return original(self, conn, request_uri, *args, **kwargs)

    return conn_request


PATCHES = (
    Patch("http.client", "HTTPConnection", "putrequest", _wrap_putrequest),
    Patch("http.client", "HTTPConnection", "getresponse", _wrap_getresponse),
    Patch("http.client", "HTTPConnection", "connect", _wrap_connect),
    Patch("http.client", "HTTPSConnection", "connect", _wrap_connect),
    Patch("urllib3.connection", "HTTPConnection", "connect", _wrap_connect),
    Patch("urllib3.connection", "HTTPSConnection", "connect", _wrap_connect),
    Patch("urllib3.connectionpool", "HTTPConnectionPool", "urlopen", _wrap_urlopen),
    Patch("httplib2", "Http", "_conn_request", _wrap_conn_request),
    Patch("httplib2", "HTTPConnectionWithTimeout", "connect", _wrap_connect),
    Patch("httplib2", "HTTPSConnectionWithTimeout", "connect", _wrap_connect),
)
