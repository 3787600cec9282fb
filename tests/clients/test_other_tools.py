"""Other test tools answer for their own services in the same test, whichever fixture comes first.

What cannot be helped: `with aioresponses():` and `with requests_mock.Mocker():` opened within the test itself stand in
front of this plugin, so they are told to let the wiki through (the last class here shows how).  pytest-httpx,
responses and all tools that are fixtures need nothing.
"""

from __future__ import annotations

import asyncio
import itertools
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest
import requests
import requests_mock as requests_mock_library
import responses
import vcr
from aioresponses import aioresponses
from callers import CLIENTS, Sent, make
from pytest_httpserver import HTTPServer
from pytest_httpx import HTTPXMock
from stand_ins import CountingServer, WikiInMemory

from pytest_mwedit.clients import interception

API = "https://wiki.example/w/api.php"
SERVICE = "https://service.example/page"
FROM_WIKI = '{"batchcomplete": true}'

#: What aioresponses gives: an exception, since it cannot make replies for every version of aiohttp.
FROM_AIORESPONSES = aiohttp.ClientPayloadError("the service")

Ask = Callable[[str], str]


def by_requests(url: str) -> str:
    return requests.get(url, timeout=10).text


def by_a_subclassed_adapter(url: str) -> str:
    """Return what a session answers whose adapter has a `send` of its own, as those that retry have."""

    class Adapter(requests.adapters.HTTPAdapter):
        def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
            return super().send(request, *args, **kwargs)

    with requests.Session() as session:
        session.mount("https://", Adapter())
        return session.get(url, timeout=10).text


def by_httpx(url: str) -> str:
    return httpx.get(url).text


def by_httpx_async(url: str) -> str:
    async def program() -> str:
        async with httpx.AsyncClient() as client:
            return (await client.get(url)).text

    return asyncio.run(program())


def by_aiohttp(url: str) -> str:
    async def program() -> str:
        async with aiohttp.ClientSession() as session, session.get(url) as reply:
            return await reply.text()

    try:
        return asyncio.run(program())
    except aiohttp.ClientPayloadError as error:
        return str(error)


@pytest.fixture
def responses_fixture() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mocked:
        mocked.get(SERVICE, body="the service")
        yield mocked


@pytest.fixture
def requests_mock_fixture(requests_mock: Any) -> Any:
    requests_mock.get(SERVICE, text="the service")
    return requests_mock


@pytest.fixture
def aioresponses_fixture() -> Iterator[aioresponses]:
    with aioresponses() as mocked:
        mocked.get(SERVICE, exception=FROM_AIORESPONSES)
        yield mocked


@pytest.fixture
def httpx_mock_fixture(httpx_mock: HTTPXMock) -> HTTPXMock:
    httpx_mock.add_response(url=SERVICE, text="the service")
    return httpx_mock


#: The fixture of a tool, and the clients that it mocks.
TOOLS: tuple[tuple[str, Ask], ...] = (
    ("responses_fixture", by_requests),
    ("responses_fixture", by_a_subclassed_adapter),
    ("requests_mock_fixture", by_requests),
    ("aioresponses_fixture", by_aiohttp),
    ("httpx_mock_fixture", by_httpx),
    ("httpx_mock_fixture", by_httpx_async),
)


@pytest.mark.parametrize("order", ["the tool first", "the wiki first"])
@pytest.mark.parametrize(("tool", "ask"), TOOLS, ids=lambda value: getattr(value, "__name__", value))
def test_the_wiki_and_the_tool_each_answer_their_own(
    request: pytest.FixtureRequest, no_sockets: None, tool: str, ask: Ask, order: str
) -> None:
    for fixture in (tool, "answered") if order == "the tool first" else ("answered", tool):
        request.getfixturevalue(fixture)
    wiki: WikiInMemory = request.getfixturevalue("answered")

    assert [ask(API), ask(SERVICE), ask(API)] == [FROM_WIKI, "the service", FROM_WIKI]
    assert len(wiki.requests) == 2


FIXTURES = ("responses_fixture", "aioresponses_fixture", "httpx_mock_fixture", "answered")


@pytest.mark.parametrize("order", list(itertools.permutations(FIXTURES)), ids=" ".join)
def test_all_of_them_in_one_test(request: pytest.FixtureRequest, no_sockets: None, order: tuple[str, ...]) -> None:
    for fixture in order:
        request.getfixturevalue(fixture)

    for ask in (by_requests, by_aiohttp, by_httpx):
        assert [ask(API), ask(SERVICE), ask(API)] == [FROM_WIKI, "the service", FROM_WIKI]


def test_after_all_that_nothing_is_wrapped() -> None:
    interception.uninstall()

    assert interception._installed == []


def test_a_real_server_of_pytest_httpserver(answered: WikiInMemory, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/page").respond_with_data("the service")

    for ask in (by_requests, by_aiohttp, by_httpx, by_httpx_async):
        assert [ask(API), ask(httpserver.url_for("/page"))] == [FROM_WIKI, "the service"]


def test_a_spy_of_the_user_still_sees_the_wikis_requests(
    answered: WikiInMemory, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    send = requests.Session.send

    def spy(self: requests.Session, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        seen.append(str(request.url))
        return send(self, request, **kwargs)

    monkeypatch.setattr(requests.Session, "send", spy)

    assert by_requests(API) == FROM_WIKI
    assert seen == [API]


class TestVcrpy:
    """Its cassettes neither play nor record a wiki's requests, whoever comes first."""

    @pytest.mark.parametrize("client", [name for name in CLIENTS if name != "httpcore"])  # vcrpy does without it
    @pytest.mark.parametrize("mode", ["once", "none", "all", "new_episodes"])
    @pytest.mark.parametrize("first", ["vcrpy", "the wiki"])
    def test_both_answer_their_own(
        self, wiki: WikiInMemory, real_server: CountingServer, tmp_path: Path, client: str, first: str, mode: str
    ) -> None:
        api, elsewhere = f"{real_server.origin}/w/api.php", f"{real_server.origin}/elsewhere"
        path = tmp_path / "theirs.yaml"
        if mode == "none":
            self._record(path, elsewhere, client)
            real_server.hits.clear()

        with ExitStack() as blocks:
            theirs = vcr.use_cassette(str(path), record_mode=mode)
            ours = interception.answered_by(wiki)
            for block in (theirs, ours) if first == "vcrpy" else (ours, theirs):
                blocks.enter_context(block)
            caller = make(client)
            bodies = [caller(Sent(url)).body for url in (api, elsewhere, api)]
            caller.close()

        assert bodies == [FROM_WIKI.encode(), b"a real server answered", FROM_WIKI.encode()]
        assert [path for _, path, _ in real_server.hits] == ([] if mode == "none" else ["/elsewhere"])
        assert "api.php" not in path.read_text()
        assert path.read_text().count("uri:") == 1

    @staticmethod
    def _record(path: Path, url: str, client: str) -> None:
        with vcr.use_cassette(str(path)):
            caller = make(client)
            caller(Sent(url))
            caller.close()


class TestOpenedWithinTheTest:
    """Without a fixture, a tool is put in front when the wiki is listening already."""

    @responses.activate
    def test_responses(self, answered: WikiInMemory, no_sockets: None) -> None:
        responses.get(SERVICE, body="the service")

        assert [by_requests(API), by_requests(SERVICE)] == [FROM_WIKI, "the service"]

    def test_aioresponses_has_to_let_the_wiki_through(self, answered: WikiInMemory, no_sockets: None) -> None:
        with aioresponses() as mocked:
            mocked.get(SERVICE, exception=FROM_AIORESPONSES)
            assert by_aiohttp(SERVICE) == "the service"
            with pytest.raises(aiohttp.ClientConnectionError):
                by_aiohttp(API)

        with aioresponses(passthrough=["https://wiki.example/"]) as mocked:
            mocked.get(SERVICE, exception=FROM_AIORESPONSES)
            assert [by_aiohttp(API), by_aiohttp(SERVICE)] == [FROM_WIKI, "the service"]

    def test_requests_mock_has_to_let_the_wiki_through(self, answered: WikiInMemory, no_sockets: None) -> None:
        with requests_mock_library.Mocker() as mocked:
            mocked.get(SERVICE, text="the service")
            assert by_requests(SERVICE) == "the service"
            with pytest.raises(requests_mock_library.NoMockAddress):
                by_requests(API)

        with requests_mock_library.Mocker(real_http=True) as mocked:
            mocked.get(SERVICE, text="the service")
            assert [by_requests(API), by_requests(SERVICE)] == [FROM_WIKI, "the service"]


IMPORTED = ("responses", "requests_mock", "aioresponses", "pytest_httpx", "vcr")


@pytest.mark.parametrize("first", ["the tools", "the wiki", "the tools while the wiki answers"])
def test_any_order_of_import(first: str) -> None:
    tools = f"import {', '.join(IMPORTED)}"
    before, within = {
        "the tools": (f"{tools}; import pytest_mwedit.clients", ""),
        "the wiki": (f"import pytest_mwedit.clients; {tools}", ""),
        "the tools while the wiki answers": ("", tools),
    }[first]
    script = f"""
{before}
import socket
from pytest_mwedit.clients import interception
from pytest_mwedit.web import WebResponse

def refused(*args):
    raise AssertionError("a socket was about to be used")

socket.socket.connect = socket.getaddrinfo = refused

class Wiki:
    waits = False
    def claims(self, url): return url.endswith("/api.php")
    def knows_host(self, authority): return False
    def answer(self, request): return WebResponse(200, (("Content-Type", "text/plain"),), b"the wiki")

with interception.answered_by(Wiki()):
    {within}
    import requests, responses, requests_mock
    print(requests.get({API!r}).text)
    with responses.RequestsMock() as mocked:
        mocked.get({SERVICE!r}, body="the service")
        print(requests.get({API!r}).text, requests.get({SERVICE!r}).text)
    with requests_mock.Mocker(real_http=True) as mocked:
        mocked.get({SERVICE!r}, text="the service")
        print(requests.get({API!r}).text, requests.get({SERVICE!r}).text)
with responses.RequestsMock() as mocked:
    mocked.get({API!r}, body="the service")
    print(requests.get({API!r}).text)
with requests_mock.Mocker() as mocked:
    mocked.get({API!r}, text="the service")
    print(requests.get({API!r}).text)
"""

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)

    assert done.stderr == ""
    assert done.stdout.splitlines() == ["the wiki", *["the wiki the service"] * 2, *["the service"] * 2]
