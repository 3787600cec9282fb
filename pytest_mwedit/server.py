"""The in-memory wiki as an HTTP server and as a WSGI application.

The server is the standard library's: a WSGI server would not let a reply be reset or torn, as `disrupt` asks for.
"""

from __future__ import annotations

import gzip
import html
import ipaddress
import re
import select
import socket
import struct
import sys
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from io import BytesIO
from socketserver import TCPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, urlsplit

from pytest_mwedit.failures import CannotBreak, WikiFailure
from pytest_mwedit.web import Disrupted, WebRequest, WebResponse

if TYPE_CHECKING:
    from pytest_mwedit.fake import FakeEditApi

#: Where the API is.
API_PATH = "/w/api.php"

#: Where pages are read.
_ARTICLE_PATH = "/wiki/"

#: Where the control interface is.
_CONTROL_PATH = "/__mwedit__/"

#: This machine, which alone reaches the wiki unless told otherwise.
LOOPBACK = "127.0.0.1"

#: How long, in seconds, a client may keep the server waiting for more of a request, or for another.
PATIENCE = 75.0

#: The longest body of a request, in bytes.
LONGEST_BODY = 100 * 1024 * 1024

#: The longest line of a head, in bytes, and how many headers there may be: the limits of the standard library.
_LONGEST_LINE, _MOST_HEADERS = 65536, 100

_HUNG_UP = "the client hung up in the middle of its request"

#: How much of a body that nobody wants is read, so that the client sees why before the connection ends.
_UNWANTED = 4 * 1024 * 1024

_TEXT = (("Content-Type", "text/plain; charset=utf-8"),)
#: The page has all it needs in itself, and talks to its server alone.
_HTML = (
    ("Content-Type", "text/html; charset=utf-8"),
    ("Cache-Control", "no-store"),
    (
        "Content-Security-Policy",
        "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
)

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


# From an address to what answers it


def answer(fake: FakeEditApi, request: WebRequest, client: str = LOOPBACK) -> WebResponse:
    """Answer a request that came over HTTP from the machine *client*; raises `Disrupted` only."""
    try:
        return _answer(fake, request, client)
    except Disrupted:
        raise
    except WikiFailure as failure:
        # No reply of the wiki, and it says so; `fake.failures` fails the test.
        return WebResponse(501, _TEXT, f"{type(failure).__name__}: {failure}\n".encode())
    except Exception:
        # A fault of ours: the client must not wait for a reply that never comes, and the test must know.
        fault = f"pytest-mwedit failed to answer {request.method} {request.url}\n{traceback.format_exc()}"
        fake.failures.append(WikiFailure(fault))
        return WebResponse(500, _TEXT, fault.encode("utf-8", "backslashreplace"))


def _answer(fake: FakeEditApi, request: WebRequest, client: str) -> WebResponse:
    path = urlsplit(request.url).path
    if _OF_WIKI.search(path):
        return fake.answer(_at_entry_point(request, path))
    if path.startswith(_CONTROL_PATH):
        from pytest_mwedit.control import answer_control  # late: only who controls a wiki from outside needs it

        return answer_control(fake, request, path, client)
    if path == "/":
        if not is_loopback(client):
            return WebResponse(403, _TEXT, b"This page is for the machine that the wiki runs on.\n")
        return WebResponse(200, _HTML, _page(fake).encode())
    return WebResponse(404, _TEXT, f"The in-memory wiki has no {path}; its API is at {fake.url}\n".encode())


#: The addresses that are a wiki's: its entry points, and its pages by their titles.
_OF_WIKI = re.compile(r"/(?:api|load|thumb|opensearch_desc)\.php\Z|/(?:index|rest)\.php(?:/|\Z)|\A/wiki/")

_INDEX = re.compile(r"\A(.*/index\.php)/(.*)\Z", re.DOTALL)


def _at_entry_point(request: WebRequest, path: str) -> WebRequest:
    """Return what *request* asks of an entry point: a page by its title is ``index.php``'s."""
    of_index = _INDEX.match(path)
    if of_index is None and not path.startswith(_ARTICLE_PATH):
        return request
    script, title = of_index.groups() if of_index else ("/w/index.php", path.removeprefix(_ARTICLE_PATH))
    parts = urlsplit(request.url)
    more = f"&{parts.query}" if parts.query else ""
    named = parts._replace(path=script, query=f"title={quote(unquote(title, errors='surrogateescape'))}{more}")
    return WebRequest(request.method, named.geturl(), request.headers, request.body)


def _page(fake: FakeEditApi) -> str:
    """Return the page for people, which looks at the wiki through the control interface."""
    return (files(__package__) / "page.html").read_text("utf-8").replace("{api}", html.escape(fake.url))


def is_loopback(host: str) -> bool:
    """Whether *host* is this machine, reached by itself."""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return bool((mapped or address).is_loopback)


# WSGI


def application(fake: FakeEditApi) -> Application:
    """Return *fake* as a WSGI application; replies that are to break below HTTP raise `CannotBreak` out of it."""

    def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        try:
            response = answer(fake, _from_environ(environ), environ.get("REMOTE_ADDR") or LOOPBACK)
        except Disrupted as disrupted:
            text = f"a WSGI application cannot do what disrupt({disrupted.kind!r}) asks for; serve() can"
            fake.failures.append(WikiFailure(text))  # the server around it may make a reply of this
            raise CannotBreak(text) from None
        headers = list(response.headers)
        if environ["REQUEST_METHOD"] != "HEAD":
            headers.append(("Content-Length", str(len(response.body))))
        start_response(f"{response.status} {response.phrase}", headers)
        return [response.body]

    return wsgi


def _from_environ(environ: dict[str, Any]) -> WebRequest:
    headers = [(name[5:].replace("_", "-").title(), value) for name, value in environ.items() if name[:5] == "HTTP_"]
    if environ.get("CONTENT_TYPE"):
        headers.append(("Content-Type", environ["CONTENT_TYPE"]))
    host = environ.get("HTTP_HOST") or environ["SERVER_NAME"]
    path = (environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")).encode("latin-1")
    url = f"{environ['wsgi.url_scheme']}://{host}{quote(path)}"
    if environ.get("QUERY_STRING"):
        url += f"?{environ['QUERY_STRING']}"
    length = environ.get("CONTENT_LENGTH")
    # A body without a length can be read to its end where the server says so.
    unending = not length and not environ.get("wsgi.input_terminated")
    body = b"" if unending else environ["wsgi.input"].read(int(length) if length else -1)
    return WebRequest(environ["REQUEST_METHOD"], url, tuple(headers), body)


# The server


@contextmanager
def served(fake: FakeEditApi, port: int = 0, host: str = LOOPBACK) -> Iterator[str]:
    """Answer for *fake* on a port of this machine until the block ends; yields the address of the API."""
    server = _Server(fake, host, port)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), name="pytest-mwedit server", daemon=True)
    thread.start()
    try:
        yield f"http://{server.authority}{API_PATH}"
    finally:
        server.stop()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    # Many clients at once must not wait until the kernel tries again.
    request_queue_size = 128

    def __init__(self, fake: FakeEditApi, host: str, port: int) -> None:
        self.fake = fake
        #: Set when the server ends, for replies that never come.
        self.closing = threading.Event()
        self._connections: set[socket.socket] = set()
        self._connecting = threading.Lock()
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Bind without asking a name server what this machine is called, as the standard library's would."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    @property
    def authority(self) -> str:
        """The host and port in addresses; what listens everywhere is reached here, too."""
        host = {"0.0.0.0": LOOPBACK, "::": "::1"}.get(self.server_name, self.server_name)  # noqa: S104  # no binding
        return f"[{host}]:{self.server_port}" if ":" in host else f"{host}:{self.server_port}"

    def stop(self) -> None:
        """End the server and its connections; what is being answered is answered to the end."""
        self.closing.set()
        self.shutdown()
        self.server_close()
        with self._connecting:
            for connection in self._connections:
                # A client that keeps its connection must not be answered by a wiki that is gone.
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RD)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer a connection in a thread of its own, and remember it until it ends."""
        with self._connecting:
            self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """End a connection."""
        with self._connecting:
            self._connections.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of clients that hang up or fall silent; other errors are ours and are shown."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


@dataclass(frozen=True)
class _BadRequest(Exception):
    """What cannot be read as HTTP, with the status that says so."""

    status: int
    why: str


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # What cannot be read is answered with a status line, too.
    default_request_version = "HTTP/1.0"
    # Head and body in one write: otherwise each waits for the other's acknowledgement.
    wbufsize = -1
    disable_nagle_algorithm = True
    timeout = PATIENCE
    server: _Server

    def handle_one_request(self) -> None:
        """Answer any method: what is wrong with one, the wiki says itself."""
        self.raw_requestline = self.rfile.readline(_LONGEST_LINE + 1)
        if not self.raw_requestline or not self._parse():
            self.close_connection = True
            return
        # A client that takes the wiki for its proxy sends the whole address.
        whole = self.path.startswith(("http://", "https://"))
        target = self.path if whole else f"http://{self.headers.get('Host') or 'localhost'}{self.path}"
        try:
            body = self._body()
        except _BadRequest as bad:
            self.send_error(bad.status, explain=bad.why)
            return
        request = WebRequest(self.command, target, tuple(self.headers.items()), body)
        try:
            response = answer(self.server.fake, request, self.client_address[0])
        except Disrupted as disrupted:
            self._break(disrupted)
            return
        self._send(_compressed(request, response))

    def _parse(self) -> bool:
        if len(self.raw_requestline) > _LONGEST_LINE:
            self.requestline = self.request_version = self.command = ""
            self.send_error(414)
            return False
        rest, self.rfile = self.rfile, BytesIO(self._head())
        try:
            return self.parse_request()
        finally:
            self.rfile = rest

    def _head(self) -> bytes:
        """Read the headers, which the standard library takes for whole when a client hangs up among them."""
        lines: list[bytes] = []
        while len(lines) <= _MOST_HEADERS and (not lines or len(lines[-1]) <= _LONGEST_LINE):
            lines.append(self.rfile.readline(_LONGEST_LINE + 1))
            if lines[-1] in (b"\r\n", b"\n"):
                break
            if not lines[-1]:
                raise ConnectionAbortedError(_HUNG_UP)
        return b"".join(lines)

    def handle_expect_100(self) -> bool:
        """Let a client go on that asks before it sends a body."""
        going_on = super().handle_expect_100()
        self.wfile.flush()
        return going_on

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", "").lower():
            return self._chunks()
        written = (self.headers.get("Content-Length") or "0").strip()
        if not (written.isascii() and written.isdigit()):
            raise _BadRequest(400, f"Content-Length: {written} is no length")
        length = int(written)
        if length > LONGEST_BODY:
            raise _BadRequest(413, f"a body of {length} bytes; the longest has {LONGEST_BODY}")
        body = self.rfile.read(length)
        if len(body) < length:
            raise ConnectionAbortedError(_HUNG_UP)
        return body

    def _chunks(self) -> bytes:
        chunks: list[bytes] = []
        total = 0
        while size := self._chunk_size():
            total += size
            if total > LONGEST_BODY:
                raise _BadRequest(413, f"a body of more than {LONGEST_BODY} bytes")
            chunk = self.rfile.read(size)
            if len(chunk) < size:
                raise ConnectionAbortedError(_HUNG_UP)
            chunks.append(chunk)
            if self.rfile.readline(3).strip():
                raise _BadRequest(400, "a chunk is longer than it says")
        while self.rfile.readline(_LONGEST_LINE).strip():
            pass
        return b"".join(chunks)

    def _chunk_size(self) -> int:
        line = self.rfile.readline(1025)
        if not line:
            raise ConnectionAbortedError(_HUNG_UP)
        digits = line.partition(b";")[0].strip()
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,16}", digits):
            raise _BadRequest(400, f"{digits.decode('latin-1')!r} is no size of a chunk")
        return int(digits, 16)

    def _send(self, response: WebResponse, length: int | None = None) -> None:
        self.send_response_only(response.status, response.phrase)
        self.send_header("Date", self.date_time_string())
        for name, value in response.headers:
            self.send_header(name, value)
        if self.command != "HEAD":
            self.send_header("Content-Length", str(len(response.body) if length is None else length))
        if self.close_connection:
            self.send_header("Connection", "close")
        elif self.request_version == "HTTP/1.0":
            self.send_header("Connection", "keep-alive")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)
        self.wfile.flush()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Say what is wrong with a request that cannot be read, and hang up."""
        self.close_connection = True
        text = f"{explain or message or HTTPStatus(code).phrase}\n".encode("utf-8", "backslashreplace")
        self._send(WebResponse(code, _TEXT, text))
        self._drain()

    def _drain(self) -> None:
        """Read what nobody wants: else the connection is reset, and the client may not see why."""
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_WR)
            self.connection.settimeout(1)
            left = _UNWANTED
            while left > 0 and (read := self.connection.recv(65536)):
                left -= len(read)

    def _break(self, disrupted: Disrupted) -> None:
        self.close_connection = True
        if disrupted.kind == "timeout":
            self._wait_for_nothing()
        elif disrupted.kind == "truncated" and disrupted.partial is not None:
            self._send(disrupted.partial, length=len(disrupted.partial.body) * 2 + 1)
            return
        # A reset instead of an orderly end.
        with suppress(OSError):
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _wait_for_nothing(self) -> None:
        """Keep the client waiting until it has enough, or the server ends."""
        while not self.server.closing.wait(0.05):
            with suppress(OSError):
                readable, _, _ = select.select([self.connection], [], [], 0)
                if readable and not self.connection.recv(1, socket.MSG_PEEK):
                    return

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing: the test has `fake.requests`."""


# Compression

#: The texts that servers compress, and how long they must be: a shorter one does not gain by it.
_COMPRESSED = re.compile(r"text/|application/(?:json|javascript|xml|[\w.]+\+(?:json|xml))\b", re.IGNORECASE)
_WORTH_COMPRESSING = 1024

_GZIP = re.compile(r"(?:^|,)\s*(?:x-)?(gzip|\*)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?(?=,|$)", re.IGNORECASE)


def _compressed(request: WebRequest, response: WebResponse) -> WebResponse:
    """Return *response* as a server before MediaWiki sends it: compressed, if it is a long text and the client asks."""
    if len(response.body) < _WORTH_COMPRESSING or not _takes_gzip(request.header("Accept-Encoding") or ""):
        return response
    if response.header("Content-Encoding") or not _COMPRESSED.match(response.header("Content-Type") or ""):
        return response
    told = () if response.header("Vary") else (("Vary", "Accept-Encoding"),)
    headers = (*response.headers, *told, ("Content-Encoding", "gzip"))
    return WebResponse(response.status, headers, gzip.compress(response.body, 1, mtime=0), response.reason)


def _takes_gzip(accepted: str) -> bool:
    qualities = {name.lower(): quality for name, quality in _GZIP.findall(accepted)}
    quality = qualities.get("gzip", qualities.get("*"))
    return quality == "" or (quality is not None and quality.strip("0.") != "")
