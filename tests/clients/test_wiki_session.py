"""`WikiSession` is a `requests.Session` in all but its transport, and sends what the API wants."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from stand_ins import CountingServer, WikiInMemory, json_reply

from pytest_mwedit.clients import http_client, interception
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.session import Credentials, WikiSession, encoded, user_agent
from pytest_mwedit.web import Disrupted, WebRequest, WebResponse

API = "https://wiki.example/w/api.php"

REPLIES: dict[str, WebResponse] = {
    "JSON": json_reply({"a": "é"}),
    "text in another encoding": WebResponse(200, (("Content-Type", "text/html; charset=iso-8859-1"),), b"\xe9"),
    "text without an encoding": WebResponse(200, (("Content-Type", "text/plain"),), "é".encode()),
    "nothing": WebResponse(204),
    "an error": WebResponse(503, (("Retry-After", "5"),), b"down"),
    "a reason": WebResponse(405, (), b"no", "Method Not Allowed Here"),
    "cookies": json_reply({}, ("Set-Cookie", "a=1; path=/; HttpOnly"), ("Set-Cookie", "b=2; path=/; secure")),
    "a header twice": json_reply({}, ("Vary", "Cookie"), ("Vary", "Accept")),
    "links": json_reply({}, ("Link", '<https://wiki.example/next>; rel="next"')),
    "lines": WebResponse(200, (("Content-Type", "text/plain"),), b"one\ntwo\nthree\n"),
}

Get = Callable[[requests.Session], requests.Response]
REQUESTS: dict[str, Get] = {
    "get": lambda session: session.get(API, params={"action": "query", "titles": "Söhne"}),
    "head": lambda session: session.head(API),
    "post": lambda session: session.post(API, data={"action": "edit", "text": "ü"}),
    "multipart": lambda session: session.post(API, files={"text": (None, "ü")}),
    "json": lambda session: session.post(API, json={"a": 1}),
    "file": lambda session: session.post(API, data=io.BytesIO(b"a=b")),
    "generator": lambda session: session.post(API, data=iter([b"a=", b"b"])),
    "stream": lambda session: session.get(API, stream=True),
    "basic auth": lambda session: session.get(API, auth=("me", "pass")),
}


def told(response: requests.Response) -> dict[str, Any]:
    """Return what a user can see of *response*."""
    return {
        "status": (response.status_code, response.reason, response.ok, response.is_redirect),
        "url": response.url,
        "headers": dict(response.headers),
        "cookies": sorted((one.name, one.value, one.domain, one.path, one.secure) for one in response.cookies),
        "lines": list(response.iter_lines()),
        "body": (response.encoding, response.content, response.text),
        "links": response.links,
        "history": [told(one) for one in response.history],
        "sent": (response.request.method, response.request.url),
    }


@pytest.fixture
def session(answered: WikiInMemory) -> Iterator[WikiSession]:
    with WikiSession(API, answered.answer) as session:
        yield session


@pytest.mark.parametrize("reply", REPLIES)
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_reply_is_the_same_as_to_a_plain_session(
    answered: WikiInMemory, no_sockets: None, session: WikiSession, reply: str, method: str
) -> None:
    answered.reply = lambda request: REPLIES[reply]

    with requests.Session() as plain:
        expected = told(REQUESTS[method](plain))

    assert told(REQUESTS[method](session)) == expected


@pytest.mark.parametrize("reply", REPLIES)
def test_a_reply_can_be_streamed(answered: WikiInMemory, no_sockets: None, session: WikiSession, reply: str) -> None:
    answered.reply = lambda request: REPLIES[reply]

    with requests.Session() as plain:
        expected = [list(plain.get(API, stream=True).iter_lines()), plain.get(API, stream=True).raw.read()]

    actual = [list(session.get(API, stream=True).iter_lines()), session.get(API, stream=True).raw.read()]

    assert actual == expected


@pytest.mark.parametrize("method", REQUESTS)
def test_a_request_is_the_same_as_of_a_plain_session(
    answered: WikiInMemory, no_sockets: None, session: WikiSession, method: str
) -> None:
    with requests.Session() as plain:
        plain.headers["User-Agent"] = str(session.headers["User-Agent"])
        REQUESTS[method](plain)
    REQUESTS[method](session)

    theirs, ours = answered.requests
    assert (ours.method, ours.url) == (theirs.method, theirs.url)
    kept = {name: value for name, value in ours.headers if name != "Content-Type"}
    assert kept.items() <= dict(theirs.headers).items()
    if method != "multipart":  # its boundary is made up
        assert ours.body == theirs.body
    assert ours.form == theirs.form


def test_cookies_and_redirects(answered: WikiInMemory, no_sockets: None, session: WikiSession) -> None:
    def moved(request: WebRequest) -> WebResponse:
        if "old" in request.url:
            return WebResponse(301, (("Location", API), ("Set-Cookie", "a=1; path=/")))
        return json_reply(request.cookies)

    answered.reply = moved

    response = session.get("https://wiki.example/old/api.php")

    assert response.json() == {"a": "1"}
    assert [one.status_code for one in response.history] == [301]


@pytest.mark.parametrize("kind", http_client.DISRUPTIONS)
def test_a_reply_that_breaks_off_raises_what_a_plain_session_raises(
    answered: WikiInMemory, no_sockets: None, session: WikiSession, kind: str
) -> None:
    def breaks(request: WebRequest) -> WebResponse:
        raise Disrupted(kind, WebResponse(200, (), b"0123456789"))

    answered.reply = breaks
    with requests.Session() as plain, pytest.raises(requests.RequestException) as expected:
        plain.get(API)

    with pytest.raises(requests.RequestException) as raised:
        session.get(API)

    assert type(raised.value) is type(expected.value)
    assert raised.value.request is not None


def test_another_service_is_asked_by_the_usual_way(real_server: CountingServer, wiki: WikiInMemory) -> None:
    with interception.answered_by(wiki), WikiSession(API, wiki.answer) as session:
        assert session.get(f"{real_server.origin}/page").text == "a real server answered"

    assert len(real_server.hits) == 1
    assert wiki.requests == []


class TestParameters:
    @pytest.mark.parametrize(
        ("given", "sent"),
        [
            (True, "1"),
            (False, None),
            (None, None),
            (0, "0"),
            ("", ""),
            ("é", "é"),
            (["a", "b"], "a|b"),
            (("a", 1, True), "a|1|1"),
            ({"b", "a"}, "a|b"),
            ([], ""),
            (["a|b", "c"], "\x1fa|b\x1fc"),
        ],
    )
    def test_values(self, given: object, sent: str | None) -> None:
        assert encoded({"p": given}).get("p") == sent

    def test_what_is_added_to_a_read(self, answered: WikiInMemory, session: WikiSession) -> None:
        session.api("query", meta=["siteinfo", "userinfo"])

        [request] = answered.requests
        expected = {"format": "json", "formatversion": "2", "meta": "siteinfo|userinfo", "action": "query"}
        assert (request.method, request.query, request.form) == ("GET", expected, {})

    def test_what_is_given_wins(self, answered: WikiInMemory, session: WikiSession) -> None:
        session.api("query", format="xml", formatversion=1)

        assert answered.requests[0].params == {"format": "xml", "formatversion": "1", "action": "query"}

    def test_a_write_is_posted_with_its_token_last(self, answered: WikiInMemory, session: WikiSession) -> None:
        answered.reply = lambda request: json_reply({"query": {"tokens": {"csrftoken": "abc+\\"}}})

        session.edit(title="A", text="B", minor=True)
        session.stashedit(title="A", text="B")

        token, edit, stash = answered.requests
        assert token.params["meta"] == "tokens"
        assert (edit.method, edit.query) == ("POST", {})
        assert list(edit.form)[-1] == "token"
        assert edit.form["token"] == stash.form["token"] == "abc+\\"
        assert (edit.form["action"], stash.form["action"]) == ("edit", "stashedit")

    @pytest.mark.parametrize("token", ["given", "", None])
    def test_a_token_that_is_given(self, answered: WikiInMemory, session: WikiSession, token: str | None) -> None:
        session.edit(title="A", text="B", token=token)

        [edit] = answered.requests
        assert edit.form.get("token") == token

    @pytest.mark.parametrize(
        ("action", "parameter", "kind"),
        [
            ("login", "lgtoken", "login"),
            ("clientlogin", "logintoken", "login"),
            ("patrol", "token", "patrol"),
            ("rollback", "token", "rollback"),
            ("userrights", "token", "userrights"),
            ("watch", "token", "watch"),
            ("createaccount", "createtoken", "createaccount"),
            ("delete", "token", "csrf"),
        ],
    )
    def test_the_token_that_an_action_wants(
        self, answered: WikiInMemory, session: WikiSession, action: str, parameter: str, kind: str
    ) -> None:
        answered.reply = lambda request: json_reply({"query": {"tokens": {f"{kind}token": f"{kind}+\\"}}})

        session.api(action)

        asked, sent = answered.requests
        assert asked.params.get("type") == (None if kind == "csrf" else kind)
        assert sent.form[parameter] == f"{kind}+\\"

    def test_the_csrf_token_is_fetched_once(self, answered: WikiInMemory, session: WikiSession) -> None:
        answered.reply = lambda request: json_reply({"query": {"tokens": {"csrftoken": str(len(answered.requests))}}})

        assert [session.csrf_token(), session.csrf_token(), session.csrf_token(refresh=True)] == ["1", "1", "2"]

    def test_a_wiki_without_a_token(self, answered: WikiInMemory, session: WikiSession) -> None:
        answered.reply = lambda request: WebResponse(200, (), b'{"error": "no"}')

        with pytest.raises(ValueError, match=r'^the wiki gave no csrf token: \{"error": "no"\}$'):
            session.edit(title="A", text="B")


class TestLoggingIn:
    def test_with_the_credentials(self, answered: WikiInMemory) -> None:
        answered.reply = lambda request: json_reply({"query": {"tokens": {"logintoken": "l+\\"}}})
        session = WikiSession(API, answered.answer, credentials=Credentials("Alice", "s3cret"))

        session.login()

        form = answered.requests[1].form
        assert (form["lgname"], form["lgpassword"], form["lgtoken"]) == ("Alice", "s3cret", "l+\\")

    def test_without_anybody(self, session: WikiSession) -> None:
        with pytest.raises(ValueError, match="there is nobody to log in as: give login"):
            session.login()

    def test_without_a_password(self, session: WikiSession) -> None:
        with pytest.raises(ValueError, match="no password for 'Bob'"):
            session.login("Bob")

    def test_an_access_token_is_sent_with_every_request(self, answered: WikiInMemory) -> None:
        WikiSession(API, answered.answer, credentials=Credentials(access_token="t0ken")).api("query")

        assert answered.requests[0].header("Authorization") == "Bearer t0ken"

    def test_a_new_login_needs_a_new_token(self, answered: WikiInMemory, session: WikiSession) -> None:
        answered.reply = lambda request: json_reply({"query": {"tokens": {"csrftoken": "c", "logintoken": "l"}}})
        session.csrf_token()

        session.login("Alice", "s3cret")
        session.edit(title="A", text="B")

        asked = [request.params.get("meta") or request.params["action"] for request in answered.requests]
        assert asked == ["tokens", "tokens", "login", "tokens", "edit"]

    def test_credentials_do_not_show_their_secrets(self) -> None:
        assert "s3cret" not in repr(Credentials("Alice", "s3cret", "s3cret"))


def test_the_user_agent_says_what_and_who() -> None:
    assert user_agent().startswith("pytest-mwedit/")
    assert "(https://example.org/me)" in user_agent("https://example.org/me")


def test_the_environment_is_not_read(answered: WikiInMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1/")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/nowhere")

    assert json.loads(WikiSession(API, answered.answer).api("query").content) == {"batchcomplete": True}


def test_a_refusal_is_no_reason_to_ask_for_a_token_in_another_way():
    fake = FakeEditApi()
    fake.fail("maxlag", action="query", times=None)
    session = WikiSession(fake.api_url, fake.answer)

    with pytest.raises(ValueError, match=r"gave no csrf token: .*maxlag"):
        session.csrf_token()

    assert len(fake.requests) == 1
