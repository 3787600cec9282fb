"""A wiki in memory that notes what it is asked, and a real server that counts its hits."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from pytest_mwedit.web import WebRequest, WebResponse

JSON = ("Content-Type", "application/json; charset=utf-8")


def json_reply(document: Any, *headers: tuple[str, str], status: int = 200) -> WebResponse:
    """Return a reply with *document* as its body."""
    return WebResponse(status, (JSON, *headers), json.dumps(document).encode())


@dataclass
class WikiInMemory:
    """Answers every URL that ends in /api.php by calling *reply*, and keeps what it was asked."""

    reply: Callable[[WebRequest], WebResponse] = lambda request: json_reply({"batchcomplete": True})
    waits: bool = False
    hosts: frozenset[str] = frozenset({"wiki.example"})
    requests: list[WebRequest] = field(default_factory=list)

    def claims(self, url: str) -> bool:
        return url.partition("?")[0].endswith("/api.php")

    def knows_host(self, authority: str) -> bool:
        return authority in self.hosts

    def let_pass(self, seconds: float) -> bool:
        return False

    def answer(self, request: WebRequest) -> WebResponse:
        self.requests.append(request)
        return self.reply(request)


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: CountingServer

    def _answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        with self.server.noting:
            self.server.hits.append((self.command, self.path, body))
            self.server.connections.add(self.client_address[1])
        reply = b"a real server answered"
        self.send_response(200)
        self.send_header("Content-Length", str(len(reply)))
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply)

    do_GET = do_POST = do_HEAD = do_PUT = _answer  # the names that the library asks for

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class CountingServer(http.server.ThreadingHTTPServer):
    """A real server of this machine that keeps connections alive and counts what reaches it."""

    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.noting = threading.Lock()
        self.hits: list[tuple[str, str, bytes]] = []
        self.connections: set[int] = set()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"
