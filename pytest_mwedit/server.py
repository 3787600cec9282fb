"""The in-memory wiki as an HTTP server."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

from pytest_mwedit.failures import WikiFailure
from pytest_mwedit.web import Disrupted, WebRequest, WebResponse

if TYPE_CHECKING:
    from pytest_mwedit.fake import FakeEditApi

#: The folder of the entry points.
SCRIPT_PATH = "/w"

#: How many requests are answered side by side; a reply that never comes keeps one of them.
THREADS = 16

StartResponse = Callable[..., Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]


def application(fake: FakeEditApi, closing: threading.Event | None = None) -> Application:
    """Return *fake* as a WSGI application; *closing* ends the waiting of replies that never come."""

    def wsgi(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        request = _request(environ)
        try:
            response = _answer(fake, request, environ["PATH_INFO"])
        except Disrupted as disrupted:
            channel = environ.get("pytest_mwedit.channel")
            if channel is None:
                raise
            return _broken(disrupted, channel, start_response, closing)
        except WikiFailure as failure:
            # Not a reply of the wiki: it says so, and `fake.failures` fails the test.
            text = f"{type(failure).__name__}: {failure}\n".encode()
            response = WebResponse(501, (("Content-Type", "text/plain; charset=utf-8"),), text)
        return _started(response, start_response)

    return wsgi


def _request(environ: dict[str, Any]) -> WebRequest:
    headers = [
        (name[5:].replace("_", "-").title(), value) for name, value in environ.items() if name.startswith("HTTP_")
    ]
    if environ.get("CONTENT_TYPE"):
        headers.append(("Content-Type", environ["CONTENT_TYPE"]))
    url = f"{environ['wsgi.url_scheme']}://{environ.get('HTTP_HOST', environ['SERVER_NAME'])}{environ['PATH_INFO']}"
    if environ.get("QUERY_STRING"):
        url += f"?{environ['QUERY_STRING']}"
    length = environ.get("CONTENT_LENGTH") or "0"
    body = environ["wsgi.input"].read(int(length)) if length != "0" else b""
    return WebRequest(environ["REQUEST_METHOD"], url, tuple(headers), body)


def _answer(fake: FakeEditApi, request: WebRequest, path: str) -> WebResponse:
    if path.endswith("/api.php"):
        return fake.answer(request)
    if path.endswith("/index.php") and request.params.get("title") == "Special:RunJobs":
        # Suites that run jobs between edits wait for this answer; there are never jobs left here.
        return WebResponse(200, (("Content-Type", "application/json"),), b'{"reached":"none-ready"}')
    if path == "/":
        text = f"The in-memory wiki of pytest-mwedit; its API is at {fake.url}\n"
        return WebResponse(200, (("Content-Type", "text/plain; charset=utf-8"),), text.encode())
    text = f"The in-memory wiki has no {path}; its API is at {fake.url}\n"
    return WebResponse(404, (("Content-Type", "text/plain; charset=utf-8"),), text.encode())


def _started(response: WebResponse, start_response: StartResponse) -> Iterable[bytes]:
    headers = [*response.headers, ("Content-Length", str(len(response.body)))]
    start_response(f"{response.status} {response.phrase}", headers)
    return [response.body]


def _broken(
    disrupted: Disrupted, channel: Any, start_response: StartResponse, closing: threading.Event | None
) -> Iterable[bytes]:
    if disrupted.kind == "timeout" and closing is not None:
        closing.wait()
    if disrupted.kind == "truncated" and disrupted.partial is not None:
        partial = disrupted.partial
        start_response(f"{partial.status} OK", [*partial.headers, ("Content-Length", str(len(partial.body) * 2 + 1))])
        return _torn(partial.body, channel)
    _reset(channel)
    start_response("500 Reset", [("Content-Length", "0")])
    return []


def _torn(body: bytes, channel: Any) -> Iterator[bytes]:
    yield body
    channel.will_close = True
    channel.close_when_flushed = True


def _reset(channel: Any) -> None:
    with suppress(OSError):
        channel.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        channel.socket.close()


@contextmanager
def served(fake: FakeEditApi, port: int = 0) -> Iterator[str]:
    """Answer for *fake* on a port of this machine until the block ends; yields the address of the API."""
    # late: waitress is needed only here
    from waitress.channel import HTTPChannel
    from waitress.server import create_server
    from waitress.task import WSGITask

    class Task(WSGITask):  # type: ignore[misc, unused-ignore]  # waitress has no types of its own
        def get_environment(self) -> dict[str, Any]:
            environ: dict[str, Any] = super().get_environment()
            environ["pytest_mwedit.channel"] = self.channel
            return environ

    class Channel(HTTPChannel):  # type: ignore[misc, unused-ignore]  # likewise
        task_class = Task

    closing = threading.Event()
    sockets: dict[Any, Any] = {}
    server = create_server(
        application(fake, closing),
        host="127.0.0.1",
        port=port,
        threads=THREADS,
        map=sockets,
        clear_untrusted_proxy_headers=True,
    )
    server.channel_class = Channel
    url = f"http://127.0.0.1:{server.effective_port}{SCRIPT_PATH}/api.php"
    thread = threading.Thread(target=server.run, name="pytest-mwedit", daemon=True)
    thread.start()

    def close() -> None:
        server.close()
        for each in list(sockets.values()):
            with suppress(OSError):
                each.close()

    try:
        yield url
    finally:
        closing.set()
        server.trigger.pull_trigger(close)  # in the server's own thread, which waits a second between looks
        thread.join(timeout=5)
        server.task_dispatcher.shutdown()
