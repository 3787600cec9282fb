"""The in-memory wiki over HTTP and WSGI."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

import pytest
import requests

from pytest_mwedit.failures import CannotBreak
from pytest_mwedit.fake import FakeEditApi

EDIT = {"action": "edit", "title": "A", "text": "é", "token": "+\\", "format": "json"}


@pytest.fixture
def fake() -> Iterator[FakeEditApi]:
    fake = FakeEditApi()
    with fake.serve():
        yield fake


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


def test_served_wiki_is_the_same_wiki(fake: FakeEditApi, session: requests.Session) -> None:
    reply = session.post(fake.url, data=EDIT).json()

    assert reply["edit"]["result"] == "Success"
    assert fake.page("A").text == "é"


def test_address_is_the_served_one(fake: FakeEditApi, session: requests.Session) -> None:
    params = {"action": "query", "meta": "siteinfo", "format": "json", "formatversion": 2}

    general = session.get(fake.url, params=params).json()["query"]["general"]

    assert f"{general['server']}{general['scriptpath']}/api.php" == fake.url


def test_multipart(fake: FakeEditApi, session: requests.Session) -> None:
    session.post(fake.url, files={name: (None, value) for name, value in EDIT.items()})

    assert fake.page("A").text == "é"


def test_chunks(fake: FakeEditApi, session: requests.Session) -> None:
    chunks = [b"action=edit&title=A&te", b"xt=x&token=%2B%5C&format=json"]

    session.post(fake.url, data=iter(chunks), headers={"Content-Type": "application/x-www-form-urlencoded"})

    assert fake.page("A").text == "x"


def test_login_over_http(fake: FakeEditApi, session: requests.Session) -> None:
    def call(method: str, **params: Any) -> Any:
        place = "params" if method == "GET" else "data"
        return session.request(method, fake.url, **{place: {"format": "json", **params}}).json()

    token = call("GET", action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
    call("POST", action="login", lgname="Admin", lgpassword="AdminPassw0rd!x", lgtoken=token)

    assert call("GET", action="query", meta="userinfo")["query"]["userinfo"] == {"id": 1, "name": "Admin"}


def test_entry_point_for_jobs(fake: FakeEditApi, session: requests.Session) -> None:
    address = fake.url.replace("api.php", "index.php")
    asked = {"title": "Special:RunJobs", "tasks": "", "async": "", "stats": 1}

    reply = session.post(address, data={**asked, "sigexpiry": 99999999999, "signature": "0" * 40})

    assert reply.json()["reached"] == "none-ready"


@pytest.mark.parametrize("path", ["/w/index.php?title=A%26B", "/w/index.php/A%26B?", "/wiki/A%26B?"])
def test_text_of_a_page(fake: FakeEditApi, session: requests.Session, path: str) -> None:
    fake.add_page("A&B", "é")

    reply = session.get(fake.url.replace("/w/api.php", f"{path}&action=raw"))

    assert (reply.text, reply.headers["Content-Type"]) == ("é", "text/x-wiki; charset=UTF-8")


@pytest.mark.parametrize("path", ["/w/rest.php/v1/page/A", "/w/load.php?modules=a", "/wiki/A", "/w/index.php?title=A"])
def test_other_entry_points(fake: FakeEditApi, session: requests.Session, path: str) -> None:
    reply = session.get(fake.url.replace("/w/api.php", path))

    assert reply.status_code == 501
    assert "The in-memory wiki" in reply.text
    assert len(fake.failures) == 1


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/w/nothing.php", 404)])
def test_other_addresses(fake: FakeEditApi, session: requests.Session, path: str, status: int) -> None:
    reply = session.get(fake.url.replace("/w/api.php", path))

    assert reply.status_code == status
    assert fake.url in reply.text


def test_what_is_not_imitated(fake: FakeEditApi, session: requests.Session) -> None:
    reply = session.get(fake.url, params={"action": "parse", "format": "json"})

    assert reply.status_code == 501
    assert "does not imitate action=parse" in reply.text
    assert len(fake.failures) == 1


def test_timeout(fake: FakeEditApi, session: requests.Session) -> None:
    fake.disrupt("timeout")

    with pytest.raises(requests.Timeout):
        session.post(fake.url, data=EDIT, timeout=0.1)


def test_reset(fake: FakeEditApi, session: requests.Session) -> None:
    fake.disrupt("connection-reset")

    with pytest.raises(requests.ConnectionError, match="reset by peer"):
        session.post(fake.url, data=EDIT)


def test_truncated(fake: FakeEditApi, session: requests.Session) -> None:
    fake.disrupt("truncated")

    with pytest.raises(requests.exceptions.ChunkedEncodingError, match="IncompleteRead"):
        session.post(fake.url, data=EDIT)


def test_only_this_machine_reaches_it(fake: FakeEditApi) -> None:
    assert urlsplit(fake.url).hostname == "127.0.0.1"


def test_port_is_free_afterwards() -> None:
    fake = FakeEditApi()
    with fake.serve():
        port = urlsplit(fake.url).port

    assert fake.url == fake.api_url
    with socket.socket() as client:
        assert client.connect_ex(("127.0.0.1", port or 0)) != 0


def test_wsgi() -> None:
    fake = FakeEditApi()
    body = b"action=edit&title=A&text=x&token=%2B%5C&format=json"
    environ = {
        "REQUEST_METHOD": "POST",
        "wsgi.url_scheme": "http",
        "HTTP_HOST": "wiki.example",
        "SCRIPT_NAME": "",
        "PATH_INFO": "/w/api.php",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
    }
    started: list[Any] = []

    reply = b"".join(fake.wsgi(environ, lambda *given: started.append(given)))

    assert started[0][0] == "200 OK"
    assert b'"result":"Success"' in reply
    assert fake.page("A").text == "x"


def called(fake: FakeEditApi) -> str:
    """Return the status of a request to the WSGI application."""
    environ: dict[str, Any] = {"PATH_INFO": "/w/api.php", "QUERY_STRING": "action=query&format=json"}
    setup_testing_defaults(environ)
    told: list[str] = []
    fake.wsgi(environ, lambda status, headers: told.append(status))
    return told[0]


@pytest.mark.parametrize("kind", ["timeout", "connection-reset", "connection-refused", "truncated"])
def test_a_wsgi_application_cannot_break_a_connection(kind: str) -> None:
    fake = FakeEditApi()
    fake.disrupt(kind)

    with pytest.raises(CannotBreak, match=rf"disrupt\('{kind}'\) asks for; serve\(\) can"):
        called(fake)

    assert len(fake.failures) == 1


@pytest.mark.parametrize("kind", ["http-503", "html", "empty", "maxlag"])
def test_a_wsgi_application_can_answer_badly(kind: str) -> None:
    fake = FakeEditApi()
    fake.disrupt(kind)

    assert called(fake) == ("503 Service Unavailable" if kind == "http-503" else "200 OK")
