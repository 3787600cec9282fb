"""httpcore, on which httpx stands: for those who use it by itself, and for tools that go round httpx's transports.

vcrpy, entered while a wiki is listening, calls the transport's method that it found when it was imported.
"""

from __future__ import annotations

import functools
from collections.abc import Awaitable, Callable
from typing import Any

from pytest_mwedit.clients.httpx_transport import DISRUPTIONS
from pytest_mwedit.clients.interception import Answerer, Patch, interception
from pytest_mwedit.web import Disrupted, WebRequest


def _url(request: Any) -> str:
    parts = request.url
    host = parts.host.decode("ascii")
    host = f"[{host}]" if ":" in host else host
    port = "" if parts.port is None else f":{parts.port}"
    return f"{parts.scheme.decode('ascii')}://{host}{port}{parts.target.decode('ascii')}"


def _reply(answerer: Answerer, request: Any, body: bytes) -> Any:
    import httpcore  # late: it is there, since one of its pools is asked

    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers)
    method = request.method.decode("ascii")
    try:
        response = answerer.answer(WebRequest(method, _url(request), headers, body))
    except Disrupted as disrupted:
        name, message = DISRUPTIONS[disrupted.kind]
        raise getattr(httpcore, name)(message) from None
    kept = [(name, value) for name, value in response.headers if name.lower() != "content-length"]
    return httpcore.Response(
        response.status,
        headers=[
            (name.encode("latin-1"), value.encode("latin-1"))
            for name, value in (*kept, ("Content-Length", str(len(response.body))))
        ],
        content=b"" if method == "HEAD" else response.body,
        extensions={"http_version": b"HTTP/1.1", "reason_phrase": response.phrase.encode("latin-1")},
    )


def _wrap_handle_request(original: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    @functools.wraps(original)
    def handle_request(self: Any, request: Any) -> Any:
        answerer = interception.claimant(_url(request))
        if answerer is None:
            return original(self, request)
        return _reply(answerer, request, b"".join(request.stream))

    return handle_request


def _wrap_handle_async_request(original: Callable[[Any, Any], Awaitable[Any]]) -> Callable[[Any, Any], Awaitable[Any]]:
    @functools.wraps(original)
    async def handle_async_request(self: Any, request: Any) -> Any:
        answerer = interception.claimant(_url(request))
        if answerer is None:
            return await original(self, request)
        body = b"".join([part async for part in request.stream])
        if not answerer.waits:
            return _reply(answerer, request, body)
        import anyio.to_thread  # late: it comes with those who use httpcore's async side

        return await anyio.to_thread.run_sync(_reply, answerer, request, body)

    return handle_async_request


PATCHES = (
    Patch("httpcore", "ConnectionPool", "handle_request", _wrap_handle_request),
    Patch("httpcore", "AsyncConnectionPool", "handle_async_request", _wrap_handle_async_request),
)
