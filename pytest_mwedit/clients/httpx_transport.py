"""httpx, its fork httpx2 and transports of others for it, sync and async: what would open a connection."""

from __future__ import annotations

import functools
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from pytest_mwedit.clients.interception import Answerer, Patch, interception
from pytest_mwedit.web import Disrupted, WebRequest, WebResponse

#: The exception of httpx for each kind of disruption, by name.
DISRUPTIONS = {
    "timeout": ("ReadTimeout", "The read operation timed out"),
    "connection-reset": ("ReadError", "[Errno 104] Connection reset by peer"),
    "connection-refused": ("ConnectError", "[Errno 111] Connection refused"),
    "truncated": ("RemoteProtocolError", "peer closed connection without sending complete message body"),
}


def _web_request(request: Any, body: bytes) -> WebRequest:
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw)
    return WebRequest(request.method, str(request.url), headers, body)


def _reply(answerer: Answerer, library: Any, request: Any, web_request: WebRequest) -> Any:
    try:
        response = answerer.answer(web_request)
    except Disrupted as disrupted:
        name, message = DISRUPTIONS[disrupted.kind]
        raise getattr(library, name)(message, request=request) from None
    return _response(library, response, web_request.method)


def _response(library: Any, response: WebResponse, method: str) -> Any:
    headers = [pair for pair in response.headers if pair[0].lower() != "content-length"]
    return library.Response(
        response.status,
        headers=[*headers, ("Content-Length", str(len(response.body)))],
        stream=library.ByteStream(b"" if method == "HEAD" else response.body),
        extensions={"http_version": b"HTTP/1.1", "reason_phrase": response.phrase.encode("latin-1")},
    )


def _wrap_handle_request(library: str) -> Callable[[Any], Any]:
    def wrap(original: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
        @functools.wraps(original)
        def handle_request(self: Any, request: Any) -> Any:
            answerer = interception.claimant(str(request.url))
            if answerer is None:
                return original(self, request)
            return _reply(answerer, sys.modules[library], request, _web_request(request, request.read()))

        return handle_request

    return wrap


def _wrap_handle_async_request(library: str) -> Callable[[Any], Any]:
    def wrap(original: Callable[[Any, Any], Awaitable[Any]]) -> Callable[[Any, Any], Awaitable[Any]]:
        @functools.wraps(original)
        async def handle_async_request(self: Any, request: Any) -> Any:
            answerer = interception.claimant(str(request.url))
            if answerer is None:
                return await original(self, request)
            web_request = _web_request(request, await request.aread())
            if not answerer.waits:
                return _reply(answerer, sys.modules[library], request, web_request)
            import anyio.to_thread  # late: httpx brings it, and the plugin does without

            return await anyio.to_thread.run_sync(_reply, answerer, sys.modules[library], request, web_request)

        return handle_async_request

    return wrap


#: Transports that open connections: the library whose replies they return, their module, the sync and the async one.
TRANSPORTS = (
    ("httpx", "httpx", "HTTPTransport", "AsyncHTTPTransport"),
    ("httpx2", "httpx2", "HTTPTransport", "AsyncHTTPTransport"),
    ("httpx", "httpx_curl_cffi", "CurlTransport", "AsyncCurlTransport"),
    ("httpx", "pyreqwest.compatibility.httpx", "SyncHttpxTransport", "HttpxTransport"),
)

PATCHES = tuple(
    patch
    for library, module, sync_transport, async_transport in TRANSPORTS
    for patch in (
        Patch(module, sync_transport, "handle_request", _wrap_handle_request(library)),
        Patch(module, async_transport, "handle_async_request", _wrap_handle_async_request(library)),
    )
)
