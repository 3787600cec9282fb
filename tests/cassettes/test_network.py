"""What may be sent where, and how it is sent."""

from __future__ import annotations

import gzip
import http.client
from collections.abc import Iterator

import pytest
from exchanges import API, get, post
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pytest_mwedit.failures import WriteRefused
from pytest_mwedit.filters import READ_ACTIONS
from pytest_mwedit.network import Network, is_write, may_write_to
from pytest_mwedit.web import WebRequest

BASE = API.removesuffix("api.php")

MAY = (
    "https://test.wikipedia.org/w/api.php",
    "https://TEST.wikipedia.org/w/api.php",
    "https://test2.wikipedia.org/w/api.php",
    "https://test.wikidata.org/w/api.php",
    "https://en.wikipedia.beta.wmcloud.org/w/api.php",
    "https://commons.wikimedia.beta.wmflabs.org/w/api.php",
    "http://localhost/w/api.php",
    "http://localhost:8080/w/api.php",
    "http://127.0.0.1:8143/api.php",
    "http://[::1]:8143/api.php",
)
MAY_NOT = (
    "https://en.wikipedia.org/w/api.php",
    "https://commons.wikimedia.org/w/api.php",
    "https://test.wikipedia.org.evil.example/w/api.php",
    "https://nottest.wikipedia.org/w/api.php",
    "https://a.test.wikipedia.org/w/api.php",
    "https://beta.wmcloud.org/w/api.php",
    "https://evilbeta.wmcloud.org/w/api.php",
    "https://en.wikipedia.org@test.example/w/api.php",
    "https://test.wikipedia.org@en.wikipedia.org/w/api.php",
    "https://127.0.0.1.example.org/w/api.php",
    "https://localhost.example.org/w/api.php",
    "https://[::2]/w/api.php",
    "https://192.168.0.1/w/api.php",
)


@pytest.mark.parametrize("url", MAY)
def test_test_wikis_may_be_written_to(url: str) -> None:
    assert may_write_to(url)


@pytest.mark.parametrize("url", MAY_NOT)
def test_other_wikis_may_not(url: str) -> None:
    assert not may_write_to(url)


@pytest.mark.parametrize("allowed", [["wiki.example"], ["WIKI.example"], ["other.example", "*.example"]])
def test_a_host_may_be_allowed_by_name(allowed: list[str]) -> None:
    assert may_write_to("https://wiki.example/w/api.php", allowed)
    assert not may_write_to("https://wiki.example.org/w/api.php", allowed)


WRITES = (
    *(post({"action": action}) for action in ("edit", "login", "clientlogin", "logout", "stashedit", "purge")),
    *(get({"action": action}) for action in ("edit", "login", "logout", "move", "frobnicate")),
    post({"title": "A"}, f"{API}?action=edit"),
    post({"action": "edit"}, f"{API}?action=query"),
    WebRequest("POST", f"{BASE}index.php?title=A&action=submit"),
    WebRequest("PUT", f"{BASE}rest.php/v1/page/A"),
    WebRequest("DELETE", f"{BASE}rest.php/v1/page/A"),
)
READS = (
    *(method({"action": action}) for action in sorted(READ_ACTIONS - {""}) for method in (get, post)),
    get({}),
    WebRequest("HEAD", API),
    WebRequest("GET", f"{BASE}index.php?title=A"),
    WebRequest("GET", f"{BASE}load.php?modules=startup"),
    WebRequest("GET", f"{BASE}rest.php/v1/page/A"),
)


@pytest.mark.parametrize("request_", WRITES, ids=lambda one: f"{one.method} {one.url[-24:]} {one.body.decode()}")
def test_what_counts_as_a_write(request_: WebRequest) -> None:
    assert is_write(request_)


@pytest.mark.parametrize("request_", READS, ids=lambda one: f"{one.method} {one.url[-24:]} {one.body.decode()}")
def test_what_only_reads(request_: WebRequest) -> None:
    assert not is_write(request_)


@pytest.fixture
def no_connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def refused(self: object) -> None:
        raise AssertionError("a connection was about to be made")

    monkeypatch.setattr(http.client.HTTPConnection, "connect", refused)
    monkeypatch.setattr("urllib3.connection.HTTPSConnection.connect", refused)
    return


def test_a_refused_write_is_explained_and_never_sent(no_connection: None) -> None:
    sent: list[int] = []
    network = Network(note_sent=lambda: sent.append(1))

    with pytest.raises(WriteRefused) as raised:
        network.send(post({"action": "edit"}, "https://en.wikipedia.org/w/api.php"))

    assert str(raised.value) == (
        "action=edit was not sent: en.wikipedia.org is not known as a test wiki, and this is a write. "
        "If it may be written to, say so: --mwedit-allow-host=en.wikipedia.org"
    )
    assert sent == []


class TestSending:
    def test_what_is_sent_and_what_comes_back(self, httpserver: HTTPServer) -> None:
        def answer(request: Request) -> Response:
            got = (
                f"{request.method} {request.form['title']} {request.headers['User-Agent']} {request.headers['Cookie']}"
            )
            reply = Response(gzip.compress(got.encode()), 200, content_type="text/plain")
            reply.headers["Content-Encoding"] = "gzip"
            reply.headers.add("Set-Cookie", "a=1")
            reply.headers.add("Set-Cookie", "b=2")
            return reply

        httpserver.expect_request("/w/api.php").respond_with_handler(answer)
        headers = (("User-Agent", "bot/1"), ("Cookie", "s=1"), ("Accept-Encoding", "br, zstd"))
        request = post({"action": "edit", "title": "Söhne"}, httpserver.url_for("/w/api.php"), headers=headers)
        sent: list[int] = []

        response = Network(note_sent=lambda: sent.append(1)).send(request)

        assert response.body.decode() == "POST Söhne bot/1 s=1"
        assert [value for name, value in response.headers if name == "Set-Cookie"] == ["a=1", "b=2"]
        assert response.header("Content-Encoding") is None
        assert response.header("Content-Length") is None
        assert sent == [1]

    def test_a_redirect_is_the_clients_to_follow(self, httpserver: HTTPServer) -> None:
        moved = Response("", 301, {"Location": "/elsewhere"})
        httpserver.expect_request("/w/api.php").respond_with_response(moved)

        response = Network().send(get({"action": "query"}, httpserver.url_for("/w/api.php")))

        assert (response.status, response.header("Location")) == (301, "/elsewhere")
