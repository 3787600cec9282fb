"""No secret is left in a recording, in whatever form it was written, and what replaces it still works."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Sequence
from urllib.parse import quote, quote_plus

import pytest
from exchanges import API, MULTIPART, get, post, recorded, reply
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from pytest_mwedit.cassettes import Cassette, Interaction, dump_cassette
from pytest_mwedit.filters import SECRET_PARAMETERS, SECRET_REPLY_KEYS
from pytest_mwedit.hiding import Hiding, SecretLeft, hide_secret
from pytest_mwedit.tape import Tape
from pytest_mwedit.web import WebRequest, WebResponse

PASSWORD = "sw0rdf1sh&% é/+="
LOGIN_TOKEN = "3c9a4f5b6d7e8f9012345678+\\"
CSRF_TOKEN = "0a1b2c3d4e5f60718293a4b5+\\"
SESSION = "k3jh5k3jh45kj3h45kjh34"
ADDRESS = "198.51.100.77"


def hidden(*interactions: Interaction, hiding: Hiding | None = None) -> tuple[list[Interaction], str]:
    """Return the recordings as they are written, and the text of the file; checked as the plugin does."""
    hiding = hiding or Hiding()
    result = hiding.hide(interactions)
    text = dump_cassette(Cassette(result))
    hiding.check(text)
    return result, text


def forms(secret: str) -> set[str]:
    """Return every way in which a client, a reply or the file may write *secret*."""
    quoted = quote(secret, safe="")
    return {
        secret,
        quoted,
        quoted.lower(),
        re.sub("%..", lambda code: code[0].lower(), quoted),
        quote_plus(secret),
        quote(secret),
        json.dumps(secret)[1:-1],
        json.dumps(json.dumps(secret)[1:-1])[1:-1],
        base64.b64encode(secret.encode()).decode(),
        secret.replace("'", "''"),
    }


def assert_gone(text: str, *secrets: str) -> None:
    """Check that none of *secrets* is in *text* in any form."""
    for secret in secrets:
        assert [form for form in forms(secret) if form in text] == []


def session_recording(content_type: str) -> list[Interaction]:
    """Return a login, a token and an edit, as a real wiki answers them."""
    cookie = (("Cookie", f"wiki_session={SESSION}; wikiUserName=Alice; GeoIP=DE:Berlin"),)
    login = {"action": "login", "lgname": "Alice", "lgpassword": PASSWORD, "lgtoken": LOGIN_TOKEN}
    edit = {"action": "edit", "title": "A", "text": "Alice says so", "token": CSRF_TOKEN}
    set_cookies = (
        ("Set-Cookie", f"wiki_session={SESSION}; path=/; HttpOnly"),
        ("Set-Cookie", "wikiUserName=Alice; path=/"),
        ("Set-Cookie", "GeoIP=DE:Berlin; path=/"),
        ("Set-Cookie", "wikiToken=deleted; Max-Age=0"),
        ("X-Client-IP", ADDRESS),
        ("X-Request-Id", f"from {ADDRESS}"),
    )
    return [
        recorded(
            get({"action": "query", "meta": "tokens", "type": "login"}),
            {"query": {"tokens": {"logintoken": LOGIN_TOKEN}}},
            set_cookies,
        ),
        recorded(post(login, content_type=content_type, headers=cookie), {"login": {"result": "Success"}}, set_cookies),
        recorded(
            get({"action": "query", "meta": "tokens"}, headers=cookie),
            {"query": {"tokens": {"csrftoken": CSRF_TOKEN}}},
        ),
        recorded(
            post(edit, content_type=content_type, headers=cookie), {"edit": {"result": "Success", "host": ADDRESS}}
        ),
    ]


BODIES = pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", MULTIPART])


@BODIES
def test_a_login_and_an_edit_keep_none_of_their_secrets(content_type: str) -> None:
    _, text = hidden(*session_recording(content_type))

    assert_gone(text, PASSWORD, LOGIN_TOKEN, CSRF_TOKEN, SESSION, ADDRESS, "Berlin")
    for replacement in ("password-1", "login-token-1", "csrf-token-1", "cookie-session-1", "192.0.2.1"):
        assert replacement in text


@BODIES
def test_what_replaces_them_still_plays(content_type: str) -> None:
    recordings, _ = hidden(*session_recording(content_type))
    tape = Tape(recordings)
    cookie = (("Cookie", "wiki_session=cookie-session-1; wikiUserName=cookie-UserName-1"),)

    first = tape.play(get({"action": "query", "meta": "tokens", "type": "login"}))
    assert first is not None
    token = first.response.json()["query"]["tokens"]["logintoken"]
    assert token.endswith("+\\")
    login = {"action": "login", "lgname": "Alice", "lgpassword": "another", "lgtoken": token}
    assert tape.play(post(login, headers=cookie)) is not None
    tokens = tape.play(get({"action": "query", "meta": "tokens"}, headers=cookie))
    assert tokens is not None
    token = tokens.response.json()["query"]["tokens"]["csrftoken"]
    edit = {"action": "edit", "title": "A", "text": "Alice says so", "token": token}
    assert tape.play(post({**edit, "token": "made-up"}, headers=cookie)) is None
    assert tape.play(post(edit, headers=cookie)) is not None


def test_what_is_no_secret_stays() -> None:
    recordings, text = hidden(*session_recording("application/x-www-form-urlencoded"))

    assert recordings[3].request.params["text"] == "Alice says so"
    assert recordings[1].request.params["lgname"] == "Alice"
    assert recordings[1].request.cookies == {"wiki_session": "cookie-session-1", "wikiUserName": "cookie-UserName-1"}
    assert ("Set-Cookie", "wikiToken=deleted; Max-Age=0") in recordings[0].response.headers
    assert "HttpOnly" in text


def test_the_anonymous_token_stays() -> None:
    tokens = recorded(get({"action": "query", "meta": "tokens"}), {"query": {"tokens": {"csrftoken": "+\\"}}})

    [one], _ = hidden(tokens)

    assert one.response.json() == {"query": {"tokens": {"csrftoken": "+\\"}}}


@BODIES
@pytest.mark.parametrize("field", [secret.field for secret in SECRET_PARAMETERS])
def test_every_secret_parameter(field: str, content_type: str) -> None:
    secret = "s3cret value+\\"

    [one], text = hidden(recorded(post({"action": "edit", field: secret, "title": "A"}, content_type=content_type)))

    assert_gone(text, secret)
    assert list(one.request.params) == ["action", field, "title"]


@pytest.mark.parametrize("field", [secret.field for secret in SECRET_PARAMETERS])
def test_every_secret_parameter_in_a_query_string(field: str) -> None:
    _, text = hidden(recorded(get({"action": "edit", field: "s3cret value+\\"})))

    assert_gone(text, "s3cret value+\\")


@pytest.mark.parametrize("key", [secret.field for secret in SECRET_REPLY_KEYS])
def test_every_secret_of_a_reply(key: str) -> None:
    _, text = hidden(recorded(get({"action": "query"}), {"query": [{"deep": {key: "s3cret value+\\"}}]}))

    assert_gone(text, "s3cret value+\\")


@pytest.mark.parametrize(
    "body",
    [
        '<api><query><tokens csrftoken="0123456789abcdef0123456789abcdef01234567+\\" /></query></api>',
        'a:1:{s:9:"csrftoken";s:42:"0123456789abcdef0123456789abcdef01234567+\\";}',
        "<pre>{\n  &quot;csrftoken&quot;: &quot;0123456789abcdef0123456789abcdef01234567+\\\\&quot;\n}</pre>",
        '<script>mw.user.tokens.set({"patrolToken":"0123456789abcdef0123456789abcdef01234567+\\\\"});</script>',
    ],
    ids=["xml", "php", "jsonfm", "script"],
)
def test_a_token_in_a_reply_that_is_not_json(body: str) -> None:
    reply = WebResponse(200, (("Content-Type", "text/xml"),), body.encode())

    _, text = hidden(Interaction(get({"action": "query", "meta": "tokens", "format": "xml"}), reply))

    assert "0123456789abcdef" not in text


@pytest.mark.parametrize("name", ["Authorization", "authorization", "Proxy-Authorization"])
@pytest.mark.parametrize("value", [f"Bearer {SESSION}", "Basic QWxpY2U6c3cwcmRmMXNo", "s3cret"])
def test_authorization(name: str, value: str) -> None:
    [one], text = hidden(recorded(get({"action": "query"}, headers=((name, value),))))

    assert_gone(text, value)
    assert one.request.header("Authorization") or one.request.header("Proxy-Authorization") == "authorization-1"


def test_a_reply_that_echoes_the_secrets() -> None:
    first, second, *others = session_recording("application/x-www-form-urlencoded")
    echo = {"error": {"info": f"wrong: {PASSWORD}", "url": f"?lgtoken={quote(LOGIN_TOKEN)}", "session": SESSION}}

    _, text = hidden(first, Interaction(second.request, reply(echo)), *others)

    assert_gone(text, PASSWORD, LOGIN_TOKEN, SESSION)


def test_the_password_of_the_environment_is_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MWEDIT_PASSWORD", PASSWORD)
    monkeypatch.setenv("MWEDIT_ACCESS_TOKEN", SESSION)

    _, text = hidden(
        recorded(post({"action": "edit", "text": f"oops {PASSWORD}"}), {"echo": f"{PASSWORD} {SESSION}"}),
        recorded(WebRequest("POST", API, (("X-Mine", SESSION),), json.dumps({"p": PASSWORD}).encode())),
    )

    assert_gone(text, PASSWORD, SESSION)


def test_the_address_of_an_anonymous_asker() -> None:
    userinfo = {"query": {"userinfo": {"id": 0, "name": ADDRESS, "anon": True}}}
    history = {"query": {"pages": [{"revisions": [{"user": ADDRESS, "anon": True}]}]}}

    _, text = hidden(
        recorded(get({"action": "query", "meta": "userinfo"}), userinfo),
        recorded(get({"action": "query", "prop": "revisions"}), history),
    )

    assert_gone(text, ADDRESS)


def test_a_recording_added_to_keeps_its_names() -> None:
    earlier, _ = hidden(*session_recording("application/x-www-form-urlencoded"))
    new_token = "ffffffffeeeeeeeedddddddd+\\"
    added = recorded(get({"meta": "tokens"}), {"query": {"tokens": {"csrftoken": new_token}}})

    both, text = hidden(*earlier, added, hiding=Hiding(taken=earlier))

    assert both[:4] == earlier
    assert_gone(text, new_token)
    assert both[4].response.json() == {"query": {"tokens": {"csrftoken": "csrf-token-2+\\"}}}


def test_a_live_value_gets_the_name_that_the_tape_has_for_it() -> None:
    earlier, _ = hidden(*session_recording("application/x-www-form-urlencoded"))
    live = "ffffffffeeeeeeeedddddddd+\\"

    both, _ = hidden(
        *earlier,
        recorded(post({"action": "edit", "token": live})),
        hiding=Hiding(taken=earlier, aliases={live: "csrf-token-1+\\"}),
    )

    assert both[4].request.params["token"] == "csrf-token-1+\\"


def test_a_secret_that_is_left_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MWEDIT_PASSWORD", "hunter2hunter2")
    hiding = Hiding()
    hiding.hide([])

    with pytest.raises(SecretLeft) as raised:
        hiding.check("a\nb: hunter2hunter2\n")

    assert str(raised.value) == "line 2 would still hold a secret (the one that is called 'password-1')"


#: Characters that are written differently by each encoding.
SECRETS = st.text(st.sampled_from("abcXYZ019+/=%&? ~'\"\\|:;é€😀-_.!*()@#$"), min_size=8, max_size=40).filter(
    lambda text: text == text.strip() and len(set(text)) > 4
)
COOKIES = st.text(st.sampled_from("abcdefXYZ0123456789%-_.~"), min_size=12, max_size=40).filter(
    lambda text: len(set(text)) > 5 and not any(name in text for name in ("cookie", "token", "password"))
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
@given(
    password=SECRETS,
    tokens=st.lists(SECRETS.map(lambda text: f"{text}+\\"), min_size=3, max_size=3, unique=True),
    cookie=COOKIES,
    content_type=st.sampled_from(["application/x-www-form-urlencoded", MULTIPART]),
    echoes=st.booleans(),
)
def test_none_is_left_whatever_it_is(
    password: str, tokens: Sequence[str], cookie: str, content_type: str, echoes: bool
) -> None:
    login_token, csrf_token, unused = tokens
    assume("--abc" not in password)
    echo = {"info": f"got {password} and {csrf_token}"} if echoes else {}
    login = {"action": "login", "lgname": "Alice", "lgpassword": password, "lgtoken": login_token}
    edit = {"action": "edit", "title": "A", "token": csrf_token}
    cookies = (("Cookie", f"wiki_session={cookie}"),)
    tokens_of = {"query": {"tokens": {"logintoken": login_token, "csrftoken": csrf_token, "patroltoken": unused}}}

    recordings, text = hidden(
        recorded(get({"meta": "tokens"}), tokens_of, (("Set-Cookie", f"wiki_session={cookie}; path=/"),)),
        recorded(post(login, content_type=content_type, headers=cookies), echo),
        recorded(post(edit, content_type=content_type, headers=cookies), echo),
    )

    for secret in (password, cookie, *tokens):
        for form in (secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1]):
            assert form not in text
    given_out = recordings[0].response.json()["query"]["tokens"]
    assert recordings[1].request.params["lgtoken"] == given_out["logintoken"]
    assert recordings[2].request.params["token"] == given_out["csrftoken"]
    assert recordings[2].request.cookies == {"wiki_session": "cookie-session-1"}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (
            b'<?xml version="1.0"?><api><query><userinfo id="5" name="Me" email="me@home.example"/></query></api>',
            "text/xml",
        ),
        (
            b'a:1:{s:5:"query";a:1:{s:8:"userinfo";a:1:{s:5:"email";s:15:"me@home.example";}}}',
            "application/vnd.php.serialized",
        ),
        (b'<pre>{\n    "query": {\n        "userinfo": {\n "email": "me@home.example"\n}}}</pre>', "text/html"),
        (b'{"query":{"userinfo":{"email":"me@home.example"}}}', "application/json"),
    ],
    ids=["xml", "php", "page", "json"],
)
def test_a_secret_of_a_reply_in_every_format(body: bytes, content_type: str) -> None:
    said = Interaction(get({"action": "query"}), WebResponse(200, (("Content-Type", content_type),), body))

    _, text = hidden(said)

    assert_gone(text, "me@home.example")
    assert "email-1" in text


def test_a_body_in_json() -> None:
    body = json.dumps({"source": "text", "token": CSRF_TOKEN, "nested": {"password": PASSWORD}}).encode()
    request = WebRequest(
        "PUT", API.replace("api.php", "rest.php/v1/page/A"), (("Content-Type", "application/json"),), body
    )

    [said], text = hidden(Interaction(request, WebResponse(200, (), b"{}")))

    assert_gone(text, CSRF_TOKEN, PASSWORD)
    assert json.loads(said.request.body)["token"] == "wrong-csrf-token-1+\\"


@pytest.mark.parametrize(
    "field", ["oauth_token", "oauth_signature", "access_token", "client_secret", "filekey", "email"]
)
def test_parameters_of_uploads_and_of_oauth(field: str) -> None:
    secret = "Zm9vYmFyIHNlY3JldA"

    _, text = hidden(Interaction(post({"action": "upload", field: secret}), WebResponse(200, (), b"{}")))

    assert_gone(text, secret)


def test_a_field_that_the_suite_names() -> None:
    secret = "k-9876543210"
    said = [
        Interaction(get({"action": "query", "apikey": secret}), WebResponse(200, (), b'{"apikey":"k-9876543210"}')),
        Interaction(get({"action": "query"}, headers=(("APIkey", secret),)), WebResponse(200, (), b"{}")),
    ]

    _, text = hidden(*said, hiding=Hiding(fields=["apikey"]))

    assert_gone(text, secret)
    assert text.count("apikey-1") == 3


def test_a_value_that_the_suite_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pytest_mwedit.hiding._OWN_SECRETS", {})
    hide_secret("our door code", "door")
    said = Interaction(
        post({"action": "edit", "text": "it is our+door"}), WebResponse(200, (), b'{"a":"our door code"}')
    )

    _, text = hidden(said)

    assert_gone(text, "our door code")
    assert "door-1" in text
    with pytest.raises(ValueError, match="needs 6 characters"):
        hide_secret("short")


@pytest.mark.parametrize(
    "body",
    [
        b'{"query":{"userinfo":{"id":0,"name":"198.51.100.77","anon":true}}}',
        b'<?xml version="1.0"?><api><query><userinfo id="0" name="198.51.100.77" anon=""/></query></api>',
        b'a:1:{s:5:"query";a:1:{s:8:"userinfo";a:2:{s:2:"id";i:0;s:4:"name";s:13:"198.51.100.77";}}}',
    ],
    ids=["json", "xml", "php"],
)
def test_who_asks_without_an_account(body: bytes) -> None:
    told = Interaction(get({"action": "query", "meta": "userinfo"}), WebResponse(200, (), body))
    later = Interaction(get({"action": "query"}), WebResponse(200, (), b'{"user":"198.51.100.77"}'))

    _, text = hidden(told, later)

    assert_gone(text, ADDRESS)
    assert text.count("192.0.2.1") == 2


@pytest.mark.parametrize("address", ["198.51.100.77", "2001:db8:85a3::8a2e:370:7334"])
def test_who_is_blocked(address: str) -> None:
    info = f"Your IP address has been blocked. Your current IP address is {address}. The block is of {address}."
    body = json.dumps({"error": {"code": "blocked", "info": info, "blockinfo": {"blockedtimestamp": "2020-01-01"}}})
    refusal = WebResponse(200, (("MediaWiki-API-Error", "blocked"),), body.encode())

    _, text = hidden(Interaction(post({"action": "edit"}), refusal))

    assert_gone(text, address)
    assert text.count("192.0.2.1") == 2
    assert "2020-01-01" in text


@pytest.mark.parametrize("user", ["a", "abc", "ab: and"])
def test_a_password_within_base64_refuses_the_cassette(monkeypatch: pytest.MonkeyPatch, user: str) -> None:
    monkeypatch.setenv("MWEDIT_PASSWORD", PASSWORD)
    encoded = base64.b64encode(f"{user}:{PASSWORD}".encode()).decode()
    said = Interaction(post({"action": "edit", "text": f"see {encoded}"}), WebResponse(200, (), b"{}"))

    with pytest.raises(SecretLeft, match="'password-1'"):
        hidden(said)
