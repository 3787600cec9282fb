"""Whatever a client sends to a wiki reaches the answerer whole, and its reply the client; no socket is used."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator

import pytest
from callers import Caller, Sent, make, those_that
from stand_ins import CountingServer, WikiInMemory, json_reply

from pytest_mwedit.clients import interception
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.web import WebRequest, WebResponse

API = "https://wiki.example/w/api.php"
EDIT = {"action": "edit", "title": "Café & Söhne", "text": "a=b&c\r\nd", "token": "abc+\\"}


@pytest.fixture
def listening(answered: WikiInMemory, no_sockets: None) -> WikiInMemory:
    """The wiki answers, and nothing else can."""
    return answered


class TestBodies:
    def test_query_string(self, listening: WikiInMemory, call: Caller) -> None:
        received = call(Sent(API, query={"action": "query", "titles": "Café|A&B"}))

        assert json.loads(received.body) == {"batchcomplete": True}
        assert received.status == 200
        assert received.headers["content-type"] == "application/json; charset=utf-8"
        [request] = listening.requests
        assert (request.method, request.endpoint) == ("GET", API)
        assert request.params == {"action": "query", "titles": "Café|A&B"}

    def test_urlencoded(self, listening: WikiInMemory, call: Caller) -> None:
        call(Sent(API, "POST", form=EDIT))

        assert listening.requests[0].params == EDIT

    def test_urlencoded_body_and_query_string(self, listening: WikiInMemory, call: Caller) -> None:
        call(Sent(API, "POST", query={"format": "json"}, form=EDIT))

        assert listening.requests[0].query == {"format": "json"}
        assert listening.requests[0].form == EDIT

    def test_multipart(self, listening: WikiInMemory, call: Caller) -> None:
        call(Sent(API, "POST", multipart=EDIT))

        assert (listening.requests[0].header("Content-Type") or "").startswith("multipart/form-data")
        assert listening.requests[0].params == EDIT

    def test_json(self, listening: WikiInMemory, call: Caller) -> None:
        call(Sent(API, "POST", document={"action": "edit"}))

        assert json.loads(listening.requests[0].body) == {"action": "edit"}

    @pytest.mark.parametrize("client", those_that("sends_chunks"))
    def test_a_generator_sent_in_chunks(self, listening: WikiInMemory, call: Caller) -> None:
        def pieces() -> Iterator[bytes]:
            yield b"action=edit"
            yield b"&text="
            yield b"x" * 70000

        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        call(Sent(API, "POST", chunks=pieces, headers=headers))

        assert listening.requests[0].params == {"action": "edit", "text": "x" * 70000}

    @pytest.mark.parametrize("client", those_that("sends_chunks"))
    def test_an_open_file(self, listening: WikiInMemory, call: Caller) -> None:
        file = io.BytesIO(b"action=edit&text=" + b"y" * 70000)

        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        call(Sent(API, "POST", file=file, headers=headers))

        assert listening.requests[0].params == {"action": "edit", "text": "y" * 70000}

    def test_a_large_text(self, listening: WikiInMemory, call: Caller) -> None:
        call(Sent(API, "POST", form={**EDIT, "text": "é" * 1_000_000}))

        assert listening.requests[0].params["text"] == "é" * 1_000_000

    def test_a_client_that_asks_before_it_sends_the_body(self, listening: WikiInMemory) -> None:
        import asyncio

        import aiohttp

        async def program() -> int:
            async with aiohttp.ClientSession() as session, session.post(API, data=EDIT, expect100=True) as reply:
                return reply.status

        assert asyncio.run(asyncio.wait_for(program(), 10)) == 200
        assert listening.requests[0].params == EDIT


class TestReplies:
    def test_a_framing_that_the_answerer_tells_is_not_the_replys(self, listening: WikiInMemory, call: Caller) -> None:
        framing = (("Transfer-Encoding", "chunked"), ("Content-Length", "999"))
        listening.reply = lambda request: WebResponse(200, framing, b"whole")

        assert call(Sent(API)).body == b"whole"

    def test_head_has_headers_and_no_body(self, listening: WikiInMemory, call: Caller) -> None:
        received = call(Sent(API, "HEAD"))

        assert (received.status, received.body) == (200, b"")
        assert received.headers["content-type"] == "application/json; charset=utf-8"
        assert listening.requests[0].method == "HEAD"

    def test_a_long_reply(self, listening: WikiInMemory, call: Caller) -> None:
        listening.reply = lambda request: WebResponse(200, (("Content-Type", "text/plain"),), b"z" * 3_000_000)

        assert call(Sent(API)).body == b"z" * 3_000_000

    @pytest.mark.parametrize("status", [204, 304, 405, 429, 503])
    def test_other_statuses(self, listening: WikiInMemory, call: Caller, status: int) -> None:
        body = b"" if status in (204, 304) else b"why"
        listening.reply = lambda request: WebResponse(status, (("Retry-After", "5"),), body)

        received = call(Sent(API))

        assert (received.status, received.body, received.headers["retry-after"]) == (status, body, "5")

    def test_the_reason_is_the_answerers(self, listening: WikiInMemory) -> None:
        import requests

        listening.reply = lambda request: WebResponse(200, (), b"", "Fine by me")

        assert requests.get(API, timeout=10).reason == "Fine by me"

    @pytest.mark.parametrize("client", those_that("keeps_cookies"))
    def test_cookies_come_back(self, listening: WikiInMemory, call: Caller) -> None:
        cookies = [("Set-Cookie", f"wiki{name}=of-{name}; path=/; HttpOnly") for name in ("_session", "UserName")]
        listening.reply = lambda request: json_reply({}, *cookies)

        call(Sent(API))
        call(Sent(API, "POST", form=EDIT))

        assert listening.requests[0].cookies == {}
        assert listening.requests[1].cookies == {"wiki_session": "of-_session", "wikiUserName": "of-UserName"}

    @pytest.mark.parametrize("client", those_that("follows_redirects"))
    def test_a_redirect_is_followed(self, listening: WikiInMemory, call: Caller) -> None:
        def moved_once(request: WebRequest) -> WebResponse:
            if "/old/" in request.url:
                return WebResponse(301, (("Location", API),), b"")
            return json_reply({"here": True})

        listening.reply = moved_once

        received = call(Sent("https://wiki.example/old/api.php"))

        assert json.loads(received.body) == {"here": True}
        assert [request.url for request in listening.requests] == ["https://wiki.example/old/api.php", API]

    def test_a_hundred_requests_of_one_client(self, listening: WikiInMemory, call: Caller) -> None:
        for number in range(100):
            listening.reply = lambda request: WebResponse(200, (), request.params["n"].encode())
            assert call(Sent(API, "POST", form={"n": str(number)})).body == str(number).encode()

    def test_http_and_ports_and_addresses(self, listening: WikiInMemory, call: Caller) -> None:
        urls = ["http://wiki.example/api.php", "https://wiki.example:8443/w/api.php", "http://[::1]:8080/w/api.php"]

        for url in urls:
            call(Sent(url))

        assert [request.url for request in listening.requests] == urls

    def test_a_failure_reaches_the_test(self, listening: WikiInMemory, call: Caller) -> None:
        def fails(request: WebRequest) -> WebResponse:
            raise NotImitated("action=frobnicate is missing")

        listening.reply = fails

        with pytest.raises(NotImitated, match="frobnicate"):
            call(Sent(API))

    def test_a_wiki_that_waits(self, listening: WikiInMemory, call: Caller) -> None:
        listening.waits = True

        assert json.loads(call(Sent(API, "POST", form=EDIT)).body) == {"batchcomplete": True}


class TestWhenTheClientWasMade:
    def test_before_the_block(self, wiki: WikiInMemory, client: str, no_sockets: None) -> None:
        caller = make(client)

        with interception.answered_by(wiki):
            caller(Sent(API))

        caller.close()
        assert len(wiki.requests) == 1

    @pytest.mark.parametrize("client", those_that("keeps_alive"))
    def test_before_the_block_with_a_connection_kept_alive(
        self, wiki: WikiInMemory, call: Caller, real_server: CountingServer
    ) -> None:
        api = f"{real_server.origin}/w/api.php"
        call(Sent(api))

        with interception.answered_by(wiki):
            during = [call(Sent(api)).body, call(Sent(api, "POST", form=EDIT)).body]
            beside = call(Sent(f"{real_server.origin}/elsewhere")).body
        after = call(Sent(api)).body

        assert during == [b'{"batchcomplete": true}'] * 2
        assert beside == after == b"a real server answered"
        assert [path for _, path, _ in real_server.hits] == ["/w/api.php", "/elsewhere", "/w/api.php"]
        assert len(real_server.connections) == 1, "the live connection was used on"

    def test_in_the_block_and_used_after_it(self, wiki: WikiInMemory, client: str, real_server: CountingServer) -> None:
        api = f"{real_server.origin}/w/api.php"

        with interception.answered_by(wiki):
            caller = make(client)
            assert caller(Sent(api)).body == b'{"batchcomplete": true}'
        assert caller(Sent(api)).body == b"a real server answered"

        caller.close()
        assert len(wiki.requests) == len(real_server.hits) == 1


class TestTwoWikis:
    def test_the_latest_that_claims_a_url_gets_it(self, client: str, no_sockets: None) -> None:
        outer = WikiInMemory(lambda request: json_reply("outer"))
        inner = WikiInMemory(lambda request: json_reply("inner"))
        inner.claims = lambda url: "commons" in url  # type: ignore[method-assign]  # narrower than the other
        caller = make(client)

        with interception.answered_by(outer), interception.answered_by(inner):
            bodies = [caller(Sent(url)).body for url in (API, "https://commons.example/w/api.php")]

        caller.close()
        assert bodies == [b'"outer"', b'"inner"']


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"])
def test_a_proxy_of_the_environment_does_not_matter(
    listening: WikiInMemory, client: str, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    for name in (variable, variable.lower()):
        monkeypatch.setenv(name, "http://127.0.0.1:1/")
    monkeypatch.delenv("NO_PROXY", raising=False)
    caller = make(client)

    for url in (API, "http://wiki.example/w/api.php"):
        assert caller(Sent(url, "POST", form=EDIT)).status == 200

    caller.close()
    assert [request.url for request in listening.requests] == [API, "http://wiki.example/w/api.php"]
    assert all(request.params == EDIT for request in listening.requests)
