"""tornado's two HTTP clients: what they fetch."""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from typing import Any

from pytest_mwedit.clients.interception import Answerer, Patch, interception
from pytest_mwedit.failures import WikiFailure
from pytest_mwedit.web import Disrupted, WebRequest, WebResponse

#: The error in the reply that tornado makes of each kind of disruption; it raises it as its own.
DISRUPTIONS: dict[str, OSError] = {
    "timeout": TimeoutError("Timeout during request"),
    "connection-reset": ConnectionResetError(104, "Connection reset by peer"),
    "connection-refused": ConnectionRefusedError(111, "Connection refused"),
    "truncated": ConnectionError("Stream closed"),
}


def _web_request(request: Any) -> WebRequest:
    headers = list(request.headers.get_all())
    given = {name.lower() for name, _ in headers}
    if request.user_agent and "user-agent" not in given:
        headers.append(("User-Agent", request.user_agent))
    if request.method == "POST" and "content-type" not in given:
        headers.append(("Content-Type", "application/x-www-form-urlencoded"))
    return WebRequest(request.method, request.url, tuple(headers), request.body or b"")


def _reply(answerer: Answerer, request: Any) -> Any:
    from tornado.httpclient import HTTPResponse
    from tornado.httputil import HTTPHeaders

    try:
        response = answerer.answer(_web_request(request))
    except Disrupted as disrupted:
        return HTTPResponse(request, 599, error=DISRUPTIONS[disrupted.kind])
    except WikiFailure as failure:
        return HTTPResponse(request, 599, error=failure)
    headers = HTTPHeaders()
    for name, value in response.headers:
        headers.add(name, value)
    body = b"" if request.method == "HEAD" else response.body
    _feed(request, response, body)
    return HTTPResponse(request, response.status, headers=headers, buffer=io.BytesIO(body), reason=response.phrase)


def _feed(request: Any, response: WebResponse, body: bytes) -> None:
    """Call back those who wanted to be called with each piece of the reply."""
    if request.header_callback is not None:
        request.header_callback(f"HTTP/1.1 {response.status} {response.phrase}\r\n")
        for name, value in response.headers:
            request.header_callback(f"{name}: {value}\r\n")
        request.header_callback("\r\n")
    if request.streaming_callback is not None:
        request.streaming_callback(body)


def _wrap_fetch_impl(original: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(original)
    def fetch_impl(self: Any, request: Any, callback: Callable[[Any], None]) -> None:
        answerer = interception.claimant(request.url)
        if answerer is None:
            original(self, request, callback)
        elif not answerer.waits:
            callback(_reply(answerer, request))
        else:
            answering = self.io_loop.run_in_executor(None, _reply, answerer, request)
            self.io_loop.add_future(answering, lambda future: callback(future.result()))

    return fetch_impl


PATCHES = (
    Patch("tornado.simple_httpclient", "SimpleAsyncHTTPClient", "fetch_impl", _wrap_fetch_impl),
    Patch("tornado.curl_httpclient", "CurlAsyncHTTPClient", "fetch_impl", _wrap_fetch_impl),
)
