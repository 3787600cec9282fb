"""A reply that breaks off gives the exception that a real server gives when it does the same."""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from callers import Caller, Received, Sent, make
from stand_ins import WikiInMemory

from pytest_mwedit.clients import aiohttp_connector, http_client, httpx_transport, interception
from pytest_mwedit.web import Disrupted, WebRequest, WebResponse

API = "http://127.0.0.1:{port}/w/api.php"
WHOLE = WebResponse(200, (("Content-Type", "text/plain"),), b"0123456789")


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _truncated(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\n01234")


#: What a real server does once it has read the request.
BREAKS: dict[str, Callable[[socket.socket], None]] = {"connection-reset": _reset, "truncated": _truncated}


@contextmanager
def breaking_server(kind: str) -> Iterator[int]:
    """Give the port of a real server that breaks each reply off."""
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:

        def serve() -> None:
            while True:
                try:
                    connection = listening.accept()[0]
                except OSError:
                    return
                with connection:
                    connection.recv(65536)
                    BREAKS[kind](connection)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
    thread.join()


def error_of(caller: Caller, url: str) -> type[BaseException]:
    """Return the class of what *caller* raises."""
    try:
        received: Received = caller(Sent(url))
    except Exception as error:
        return type(error)
    raise AssertionError(f"no exception, but {received}")


def breaks(kind: str) -> Callable[[WebRequest], WebResponse]:
    """Return an answerer's reply that breaks off."""

    def reply(request: WebRequest) -> WebResponse:
        raise Disrupted(kind, WHOLE)

    return reply


@pytest.mark.parametrize("kind", BREAKS)
def test_the_exception_is_the_one_that_a_real_server_causes(wiki: WikiInMemory, client: str, kind: str) -> None:
    wiki.reply = breaks(kind)
    with breaking_server(kind) as port:
        real, ours = make(client), make(client)
        expected = error_of(real, API.format(port=port))

        with interception.answered_by(wiki):
            actual = error_of(ours, API.format(port=port))

    real.close()
    ours.close()
    assert actual is expected


def test_a_refused_connection(wiki: WikiInMemory, client: str) -> None:
    wiki.reply = breaks("connection-refused")
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    real, ours = make(client), make(client)
    expected = error_of(real, API.format(port=port))

    with interception.answered_by(wiki):
        actual = error_of(ours, API.format(port=port))

    real.close()
    ours.close()
    # aiohttp has got its connection when the reply is asked for, so it is ClientOSError, of which the real one,
    # ClientConnectorError, is a subclass; urllib3 and requests may say the same of a connection and of its reply.
    assert expected is actual or issubclass(expected, actual) or actual.__module__.startswith(("requests", "urllib3"))


#: What each client makes of a server that says nothing.
TIMEOUTS = {
    "requests": "requests.exceptions.ReadTimeout",
    "httpx": "httpx.ReadTimeout",
    "httpx-async": "httpx.ReadTimeout",
    "httpcore": "httpcore.ReadTimeout",
    "aiohttp": "aiohttp.client_exceptions.ServerTimeoutError",
    "urllib3": "urllib3.exceptions.MaxRetryError",  # of a read that timed out: the caller here forbids retries
    "urllib.request": "builtins.TimeoutError",
    "http.client": "builtins.TimeoutError",
    "httplib2": "builtins.TimeoutError",
}


def test_a_timeout(answered: WikiInMemory, no_sockets: None, client: str, call: Caller) -> None:
    answered.reply = breaks("timeout")

    error = error_of(call, "https://wiki.example/w/api.php")

    assert TIMEOUTS[client] in [f"{one.__module__}.{one.__qualname__}" for one in error.__mro__]


@pytest.mark.parametrize("kind", http_client.DISRUPTIONS)
def test_the_next_request_is_answered_again(
    answered: WikiInMemory, no_sockets: None, client: str, call: Caller, kind: str
) -> None:
    whole = answered.reply
    answered.reply = breaks(kind)
    error_of(call, "https://wiki.example/w/api.php")
    if client == "http.client":
        call.close()  # as after a real failure, its user has to
    answered.reply = whole

    assert call(Sent("https://wiki.example/w/api.php")).status == 200


def test_every_adapter_knows_every_kind() -> None:
    assert http_client.DISRUPTIONS.keys() == httpx_transport.DISRUPTIONS.keys() == aiohttp_connector.DISRUPTIONS.keys()
