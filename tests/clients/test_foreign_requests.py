"""A request that is no wiki's takes its usual way, untouched, while a wiki is answered beside it."""

from __future__ import annotations

import asyncio
import http.client
import threading
from collections.abc import Callable, Iterator

import pytest
from callers import Caller, Sent, make, those_that
from pytest_httpserver import HTTPServer
from stand_ins import CountingServer, WikiInMemory
from werkzeug import Request, Response

API = "https://wiki.example/w/api.php"


@pytest.fixture
def url(httpserver: HTTPServer) -> str:
    """The address of a page of a real server."""
    httpserver.expect_request("/page").respond_with_data("hello", content_type="text/plain")
    return httpserver.url_for("/page")


def test_the_real_server_answers(answered: WikiInMemory, call: Caller, url: str) -> None:
    assert call(Sent(url)).body == b"hello"
    assert call(Sent(API)).body == b'{"batchcomplete": true}'
    assert call(Sent(url)).body == b"hello"
    assert len(answered.requests) == 1


@pytest.mark.parametrize("client", those_that("keeps_alive"))
def test_its_connection_is_kept_alive(answered: WikiInMemory, call: Caller, real_server: CountingServer) -> None:
    for _ in range(5):
        call(Sent(f"{real_server.origin}/page"))
        call(Sent(API))

    assert (len(real_server.hits), len(real_server.connections)) == (5, 1)


def test_a_posted_body_arrives(answered: WikiInMemory, call: Caller, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/form", method="POST").respond_with_handler(
        lambda request: Response(f"got {request.form['text']}")
    )

    assert call(Sent(httpserver.url_for("/form"), "POST", form={"text": "Söhne"})).body.decode() == "got Söhne"


def test_a_name_that_is_no_wikis_on_the_wikis_host(answered: WikiInMemory, call: Caller, url: str) -> None:
    answered.hosts = frozenset({url.split("/")[2]})

    assert call(Sent(url)).body == b"hello"
    assert answered.requests == []


class TestStreaming:
    """A reply arrives piece by piece: the first is read before the server has sent the second."""

    @pytest.fixture
    def stepwise(self, httpserver: HTTPServer) -> tuple[str, threading.Event]:
        """An address whose reply goes on when the event is set."""
        go_on = threading.Event()

        def pieces() -> Iterator[bytes]:
            yield b"first"
            assert go_on.wait(10)
            yield b"second"

        def handler(request: Request) -> Response:
            return Response(pieces(), content_type="text/plain")

        httpserver.expect_request("/stream").respond_with_handler(handler)
        return httpserver.url_for("/stream"), go_on

    def test_requests(self, answered: WikiInMemory, stepwise: tuple[str, threading.Event]) -> None:
        import requests

        url, go_on = stepwise

        with requests.get(url, stream=True, timeout=10) as reply:
            arriving = reply.iter_content(5)
            assert next(arriving) == b"first"
            go_on.set()
            assert next(arriving) == b"secon"

    def test_httpx(self, answered: WikiInMemory, stepwise: tuple[str, threading.Event]) -> None:
        import httpx

        url, go_on = stepwise

        with httpx.stream("GET", url) as reply:
            arriving = reply.iter_raw()
            assert next(arriving) == b"first"
            go_on.set()
            assert next(arriving) == b"second"

    def test_aiohttp(self, answered: WikiInMemory, stepwise: tuple[str, threading.Event]) -> None:
        import aiohttp

        url, go_on = stepwise

        async def program() -> list[bytes]:
            async with aiohttp.ClientSession() as session, session.get(url) as reply:
                first = await reply.content.readany()
                go_on.set()
                return [first, await reply.content.readany()]

        assert asyncio.run(program()) == [b"first", b"second"]

    def test_http_client(self, answered: WikiInMemory, stepwise: tuple[str, threading.Event]) -> None:
        url, go_on = stepwise
        connection = http.client.HTTPConnection(url.split("/")[2], timeout=10)

        connection.request("GET", "/stream")
        reply = connection.getresponse()
        assert reply.read1() == b"first"
        go_on.set()

        assert reply.read1() == b"second"
        connection.close()


class TestManyAtOnce:
    """Whatever else is under way in the process, no request of a wiki reaches the server at its address."""

    THREADS = 8
    ROUNDS = 12

    def test_threads_with_a_new_session_each(
        self, answered: WikiInMemory, real_server: CountingServer, client: str
    ) -> None:
        api, elsewhere = f"{real_server.origin}/w/api.php", f"{real_server.origin}/elsewhere"
        wrong: list[object] = []

        def work() -> None:
            for number in range(self.ROUNDS):
                caller = make(client)
                try:
                    foreign = caller(Sent(elsewhere)).body
                    ours = caller(Sent(api, "POST", form={"action": "edit", "n": str(number)})).body
                    if (foreign, ours) != (b"a real server answered", b'{"batchcomplete": true}'):
                        wrong.append((foreign, ours))
                finally:
                    caller.close()

        _together([work] * self.THREADS)

        assert wrong == []
        assert len(answered.requests) == self.THREADS * self.ROUNDS
        assert [path for _, path, _ in real_server.hits] == ["/elsewhere"] * self.THREADS * self.ROUNDS

    def test_threads_of_different_clients_that_share_them(
        self, answered: WikiInMemory, real_server: CountingServer
    ) -> None:
        api, elsewhere = f"{real_server.origin}/w/api.php", f"{real_server.origin}/elsewhere"
        shared = [make(name) for name in ("requests", "httpx", "urllib3")]
        wrong: list[object] = []

        def work(caller: Caller, url: str, expected: bytes) -> Callable[[], None]:
            def ask() -> None:
                for _ in range(self.ROUNDS):
                    body = caller(Sent(url)).body
                    if body != expected:
                        wrong.append(body)

            return ask

        _together(
            [work(caller, api, b'{"batchcomplete": true}') for caller in shared]
            + [work(caller, elsewhere, b"a real server answered") for caller in shared]
        )

        for caller in shared:
            caller.close()
        assert wrong == []
        assert {path for _, path, _ in real_server.hits} == {"/elsewhere"}

    @pytest.mark.parametrize("waits", [False, True])
    @pytest.mark.parametrize("client", ["httpx-async", "aiohttp"])
    def test_tasks(self, answered: WikiInMemory, real_server: CountingServer, client: str, waits: bool) -> None:
        api, elsewhere = f"{real_server.origin}/w/api.php", f"{real_server.origin}/elsewhere"
        answered.waits = waits
        caller = make(client)

        async def program() -> list[bytes]:
            asked = [caller.call(Sent(url)) for url in [api, elsewhere] * 100]  # type: ignore[attr-defined]  # async
            return [received.body for received in await asyncio.gather(*asked)]

        bodies = caller._runner.run(program())  # type: ignore[attr-defined]  # the loop that it lives on
        caller.close()

        assert bodies == [b'{"batchcomplete": true}', b"a real server answered"] * 100
        assert len(answered.requests) == 100
        assert {path for _, path, _ in real_server.hits} == {"/elsewhere"}


def _together(works: list[Callable[[], None]]) -> None:
    """Run *works* in a thread each, from the same moment on."""
    ready = threading.Barrier(len(works))

    def run(work: Callable[[], None]) -> None:
        ready.wait()
        work()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
