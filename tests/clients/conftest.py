"""A wiki that answers, a real server beside it, and a watch on sockets."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from callers import CLIENTS, Caller, make
from stand_ins import CountingServer, WikiInMemory

from pytest_mwedit.clients import interception


@pytest.fixture
def wiki() -> WikiInMemory:
    """A wiki that is not listening yet."""
    return WikiInMemory()


@pytest.fixture
def answered(wiki: WikiInMemory) -> Iterator[WikiInMemory]:
    """The wiki, answering until the test ends."""
    with interception.answered_by(wiki):
        yield wiki


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let nothing connect and no name be looked up; whoever tries, also unheard, fails the test."""
    tried: list[Any] = []

    def refused(*args: Any, **_: Any) -> Any:
        tried.append(args)
        raise AssertionError(f"a socket was about to be used: {args}")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refused)
    for name in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, name, refused)
    yield
    assert not tried


@pytest.fixture
def real_server() -> Iterator[CountingServer]:
    """A real server, whatever it is asked for."""
    server = CountingServer()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def call(client: str) -> Iterator[Caller]:
    """The client, made in the test's setup."""
    caller = make(client)
    yield caller
    caller.close()


@pytest.fixture(params=CLIENTS)
def client(request: pytest.FixtureRequest) -> str:
    """The name of a client."""
    return str(request.param)
