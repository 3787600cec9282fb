"""The in-memory wiki as an HTTP server and as a WSGI application.

The server is the standard library's: a WSGI server would not let a reply be reset or torn, as `disrupt` asks for.
"""

from __future__ import annotations

import html
import socket
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pytest_mwedit.failures import WikiFailure
from pytest_mwedit.web import Disrupted, WebRequest, WebResponse

if TYPE_CHECKING:
    from pytest_mwedit.fake import FakeEditApi

#: Where the API is.
API_PATH = "/w/api.php"

_TEXT = (("Content-Type", "text/plain; charset=utf-8"),)
_HTML = (("Content-Type", "text/html; charset=utf-8"),)

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def answer(fake: FakeEditApi, request: WebRequest, path: str) -> WebResponse:
    """Answer a request that came over HTTP; raises `Disrupted` only."""
    try:
        return _answer(fake, request, path)
    except WikiFailure as failure:
        # No reply of the wiki, and it says so; `fake.failures` fails the test.
        return WebResponse(501, _TEXT, f"{type(failure).__name__}: {failure}\n".encode())


def _answer(fake: FakeEditApi, request: WebRequest, path: str) -> WebResponse:
    if path.endswith("/api.php"):
        return fake.answer(request)
    if path.endswith("/index.php") and request.params.get("title") == "Special:RunJobs":
        # Suites that run jobs between edits wait for this answer; there are never jobs left here.
        return WebResponse(200, (("Content-Type", "application/json"),), b'{"reached":"none-ready"}')
    if path == "/":
        return WebResponse(200, _HTML, _page(fake).encode())
    if path.startswith("/__mwedit__/"):
        from pytest_mwedit.control import answer_control  # late: only who controls a wiki from outside needs it

        return answer_control(fake, request, path)
    return WebResponse(404, _TEXT, f"The in-memory wiki has no {path}; its API is at {fake.url}\n".encode())


def _page(fake: FakeEditApi) -> str:
    """Return the page for people, which looks at the wiki through the control interface."""
    return (files(__package__) / "page.html").read_text("utf-8").replace("{api}", html.escape(fake.url))


def application(fake: FakeEditApi) -> Application:
    """Return *fake* as a WSGI application; replies that break below HTTP raise `Disrupted` out of it."""

    def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        response = answer(fake, _from_environ(environ), environ.get("PATH_INFO", "/"))
        headers = [*response.headers, ("Content-Length", str(len(response.body)))]
        start_response(f"{response.status} {response.phrase}", headers)
        return [response.body]

    return wsgi


def _from_environ(environ: dict[str, Any]) -> WebRequest:
    headers = [(name[5:].replace("_", "-").title(), value) for name, value in environ.items() if name[:5] == "HTTP_"]
    if environ.get("CONTENT_TYPE"):
        headers.append(("Content-Type", environ["CONTENT_TYPE"]))
    host = environ.get("HTTP_HOST") or environ["SERVER_NAME"]
    url = f"{environ['wsgi.url_scheme']}://{host}{environ.get('SCRIPT_NAME', '')}{environ.get('PATH_INFO', '')}"
    if environ.get("QUERY_STRING"):
        url += f"?{environ['QUERY_STRING']}"
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    return WebRequest(environ["REQUEST_METHOD"], url, tuple(headers), body)


@contextmanager
def served(fake: FakeEditApi, port: int = 0) -> Iterator[str]:
    """Answer for *fake* on a port of this machine until the block ends; yields the address of the API."""
    server = _Server(("127.0.0.1", port), _Handler)
    server.fake = fake
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="pytest-mwedit server", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{API_PATH}"
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    fake: FakeEditApi

    def __init__(self, *args: Any) -> None:
        #: Set when the server ends, for replies that never come.
        self.closing = threading.Event()
        super().__init__(*args)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up; other errors are ours and are shown."""
        import sys

        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Head and body in one write: otherwise each waits for the other's acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True
    server: _Server

    def handle_one_request(self) -> None:
        """Answer any method: what is wrong with one, the wiki says itself."""
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or not self.parse_request():
            self.close_connection = True
            return
        path = self.path.partition("?")[0]
        url = f"http://{self.headers.get('Host') or 'localhost'}{self.path}"
        request = WebRequest(self.command, url, tuple(self.headers.items()), self._body())
        try:
            self._send(answer(self.server.fake, request, path))
        except Disrupted as disrupted:
            self._break(disrupted)

    def _body(self) -> bytes:
        if "chunked" not in self.headers.get("Transfer-Encoding", "").lower():
            return self.rfile.read(int(self.headers.get("Content-Length") or 0))
        chunks: list[bytes] = []
        while size := int(self.rfile.readline().partition(b";")[0], 16):
            chunks.append(self.rfile.read(size))
            self.rfile.readline()
        while self.rfile.readline().strip():
            pass
        return b"".join(chunks)

    def _send(self, response: WebResponse, length: int | None = None) -> None:
        self.send_response_only(response.status, response.phrase)
        self.send_header("Date", self.date_time_string())
        for name, value in response.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(response.body) if length is None else length))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)
        self.wfile.flush()

    def _break(self, disrupted: Disrupted) -> None:
        self.close_connection = True
        if disrupted.kind == "timeout":
            self.server.closing.wait()
        elif disrupted.kind == "truncated" and disrupted.partial is not None:
            self._send(disrupted.partial, length=len(disrupted.partial.body) * 2 + 1)
            return
        # A reset instead of an orderly end.
        with suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing: the test has `fake.requests`."""
