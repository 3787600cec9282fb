"""The in-memory wiki over HTTP and WSGI."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults
from wsgiref.validate import validator

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
    reply = session.get(fake.url, params={"action": "feedrecentchanges", "format": "json"})

    assert reply.status_code == 501
    assert "writes no feeds (action=feedrecentchanges)" in reply.text
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


def asked(method: str, path: str, body: bytes = b"", **changed: Any) -> dict[str, Any]:
    """Return what a WSGI server says of a request."""
    environ: dict[str, Any] = {"REQUEST_METHOD": method, "PATH_INFO": path, "HTTP_HOST": "wiki.example"}
    environ |= {
        "wsgi.input": io.BytesIO(body),
        "CONTENT_LENGTH": str(len(body)),
        "QUERY_STRING": "",
        "SCRIPT_NAME": "",
        **changed,
    }
    setup_testing_defaults(environ)
    return {name: value for name, value in environ.items() if value is not None}


def called(fake: FakeEditApi, environ: dict[str, Any]) -> tuple[str, dict[str, str], bytes]:
    """Call the application as a strict server does."""
    started: list[Any] = []
    reply = validator(fake.wsgi)(environ, lambda status, headers, _=None: started.append((status, dict(headers))))
    body = b"".join(reply)
    reply.close()  # type: ignore[attr-defined]  # the validator's iterators have it
    return started[0][0], started[0][1], body


FORM = "application/x-www-form-urlencoded"


def test_wsgi() -> None:
    fake = FakeEditApi()
    body = b"action=edit&title=A&text=x&token=%2B%5C&format=json"

    status, headers, reply = called(fake, asked("POST", "/w/api.php", body, CONTENT_TYPE=FORM))

    assert (status, headers["Content-Length"]) == ("200 OK", str(len(reply)))
    assert b'"result":"Success"' in reply
    assert fake.page("A").text == "x"


def test_wsgi_with_a_body_of_unknown_length() -> None:
    fake = FakeEditApi()
    body = b"action=edit&title=A&text=x&token=%2B%5C&format=json"
    told = {"CONTENT_LENGTH": None, "CONTENT_TYPE": FORM}

    ending = called(fake, asked("POST", "/w/api.php", body, **told, **{"wsgi.input_terminated": True}))
    unending = called(fake, asked("POST", "/w/api.php", body, **told))

    assert b'"result":"Success"' in ending[2]
    # Who would read on might wait for ever; a request without parameters gets the page of help.
    assert (unending[0], len(fake.edits)) == ("200 OK", 1)
    assert b"MediaWiki API help" in unending[2]


def test_wsgi_addresses() -> None:
    fake = FakeEditApi()
    fake.add_page("É", "text")

    _, _, raw = called(fake, asked("GET", "/wiki/\xc3\x89", QUERY_STRING="action=raw"))
    status, headers, nothing = called(fake, asked("HEAD", "/w/api.php", QUERY_STRING="action=query&format=json"))

    assert raw == b"text"
    assert (status, "Content-Length" in headers, nothing) == ("200 OK", False, b"")


def test_wsgi_on_another_machine() -> None:
    fake = FakeEditApi()
    told = {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "192.0.2.1"}

    assert called(fake, asked("GET", "/__mwedit__/state", **told))[0] == "403 Forbidden"
    assert called(fake, asked("GET", "/", **told))[0] == "403 Forbidden"


@pytest.mark.parametrize("kind", ["timeout", "connection-reset", "truncated"])
def test_wsgi_cannot_break_below_http(kind: str) -> None:
    fake = FakeEditApi()
    fake.disrupt(kind)

    with pytest.raises(CannotBreak, match=rf"disrupt\('{kind}'\)"):
        called(fake, asked("GET", "/w/api.php", QUERY_STRING="action=query&format=json"))
