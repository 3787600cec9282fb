"""Servers in a process of their own: `python -m tests.benchmarks.servers KIND` prints its API's URL and serves."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

from pytest_mwedit import FakeEditApi
from pytest_mwedit.web import WebRequest

from .material import API_URL, reply

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def serving(kind: str) -> Iterator[str]:
    """Run the server *kind* in a child process and give the URL of its API."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.servers", kind],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # their logs
        text=True,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    try:
        url = child.stdout.readline().strip()
        if not url:
            raise RuntimeError(f"it does not start: python -m tests.benchmarks.servers {kind!r}")
        yield url
    finally:
        child.stdin.close()
        child.wait()


#: From a request line and a body to the body of the reply.
Answer = Callable[[str, bytes], bytes]


def _raw_sockets(answer: Answer) -> None:
    """The floor: sockets, and no more of HTTP than the client needs."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    _serve_until_stdin_ends(f"http://127.0.0.1:{listener.getsockname()[1]}/w/api.php")
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=_converse, args=(connection, answer), daemon=True).start()


def _converse(connection: socket.socket, answer: Answer) -> None:
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    received = b""
    while True:
        while b"\r\n\r\n" not in received:
            data = connection.recv(65536)
            if not data:
                return
            received += data
        head, _, received = received.partition(b"\r\n\r\n")
        length = next(
            (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
        )
        while len(received) < length:
            received += connection.recv(65536)
        body, received = received[:length], received[length:]
        reply_body = answer(head.partition(b"\r\n")[0].decode(), body)
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
            b"MediaWiki-Login-Suppressed: true\r\nContent-Length: %d\r\n\r\n%b" % (len(reply_body), reply_body)
        )


def _echo(request_line: str, body: bytes) -> bytes:
    """Answer to an edit with its title, so that a mixed-up reply is seen."""
    if b"action=edit" not in body:
        return json.dumps({"query": {"general": {"generator": "MediaWiki 1.43.9"}}}).encode()
    title = parse_qs(body.decode())["title"][0]
    return reply(int(title.rpartition(" ")[2]))


def _in_memory() -> Answer:
    fake = FakeEditApi()
    headers = (("Content-Type", "application/x-www-form-urlencoded"),)
    return lambda request_line, body: fake.answer(WebRequest("POST", API_URL, headers, body)).body


def _mwedit() -> None:
    fake = FakeEditApi()
    with fake.serve() as served:
        _serve_until_stdin_ends(served.url)
        threading.Event().wait()


def _waitress() -> None:
    from waitress.server import create_server

    server = create_server(FakeEditApi().wsgi, host="127.0.0.1", port=0)
    _serve_until_stdin_ends(f"http://127.0.0.1:{server.effective_port}/w/api.php")
    server.run()


def _pytest_httpserver() -> None:
    from pytest_httpserver import HTTPServer
    from werkzeug import Request, Response

    answer = _in_memory()

    def handler(request: Request) -> Response:
        return Response(answer("", request.get_data()), content_type="application/json; charset=utf-8")

    with HTTPServer() as server:
        server.expect_request("/w/api.php").respond_with_handler(handler)
        _serve_until_stdin_ends(server.url_for("/w/api.php"))
        threading.Event().wait()


def _serve_until_stdin_ends(url: str) -> None:
    """Say where the server is, and end with whoever started it."""
    print(url, flush=True)

    def wait() -> None:
        sys.stdin.read()
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


KINDS: dict[str, Callable[[], None]] = {
    "raw sockets": lambda: _raw_sockets(_echo),
    "raw sockets, in-memory wiki": lambda: _raw_sockets(_in_memory()),
    "waitress": _waitress,
    "pytest-mwedit": _mwedit,
    "pytest-httpserver": _pytest_httpserver,
}

if __name__ == "__main__":
    KINDS[sys.argv[1]]()
