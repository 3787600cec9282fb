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

from .material import reply

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


def _raw_sockets() -> None:
    """The floor: sockets, and a reply that names the title that was asked for."""
    listener = socket.create_server(("127.0.0.1", 0), backlog=64)
    _serve_until_stdin_ends(f"http://127.0.0.1:{listener.getsockname()[1]}/w/api.php")
    while True:
        connection, _ = listener.accept()
        threading.Thread(target=_converse, args=(connection,), daemon=True).start()


def _converse(connection: socket.socket) -> None:
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
        answer = _answer(body.decode())
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\n"
            b"MediaWiki-Login-Suppressed: true\r\nContent-Length: %d\r\n\r\n%b" % (len(answer), answer)
        )


def _answer(body: str) -> bytes:
    if "action=edit" not in body:
        return json.dumps({"query": {"general": {"generator": "MediaWiki 1.43.9"}}}).encode()
    title = parse_qs(body)["title"][0]
    return reply(int(title.rpartition(" ")[2]))


def _mwedit() -> None:
    from pytest_mwedit import FakeEditApi

    fake = FakeEditApi()
    with fake.serve() as served:
        _serve_until_stdin_ends(served.url)
        threading.Event().wait()


def _pytest_httpserver() -> None:
    from pytest_httpserver import HTTPServer

    with HTTPServer() as server:
        server.expect_request("/w/api.php").respond_with_data(reply(0), content_type="application/json; charset=utf-8")
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
    "raw sockets": _raw_sockets,
    "pytest-mwedit": _mwedit,
    "pytest-httpserver": _pytest_httpserver,
}

if __name__ == "__main__":
    KINDS[sys.argv[1]]()
