"""Whatever the bytes of a request, the answer is a reply of MediaWiki's or a reason why there is none."""

from __future__ import annotations

import json
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.web import WebRequest, WebResponse

API_URL = "https://wiki.example/w/api.php"
STEPS: list[dict[str, Any]] = [
    {"page": {"title": "Foo", "text": "lead\n\n== A ==\none\n"}},
    {"page": {"title": "Foo", "text": "lead\n\n== A ==\ntwo\n", "user": "Bob"}},
    {"page": {"title": "R", "text": "#REDIRECT [[Foo]]"}},
    {"page": {"title": "J", "text": "{}", "contentmodel": "json"}},
    {"protect": {"title": "R", "edit": "sysop"}},
]

NAMES = st.sampled_from(
    [
        *("action", "format", "formatversion", "errorformat", "errorlang", "uselang", "assert", "assertuser", "maxlag"),
        *(
            "title",
            "pageid",
            "text",
            "appendtext",
            "prependtext",
            "section",
            "sectiontitle",
            "summary",
            "token",
            "undo",
        ),
        *("undoafter", "baserevid", "basetimestamp", "starttimestamp", "contentmodel", "contentformat", "md5", "tags"),
        *("watchlist", "redirect", "createonly", "callback", "origin", "requestid", "titles", "prop", "meta", "rvprop"),
        *("stashedtexthash", "lgname", "lgpassword", "lgtoken", "modules", "type", "continue", "rvlimit", "siprop"),
    ]
)
FITTING = st.sampled_from(
    [
        *("edit", "stashedit", "query", "login", "paraminfo", "json", "xml", "php", "none", "2", "bc", "html", "raw"),
        *(
            "Foo",
            "R",
            "J",
            "5001",
            "0",
            "1",
            "new",
            "T-1",
            "71001",
            "71002",
            "-1",
            "now",
            "2020-01-01T00:00:00Z",
            "+\\",
        ),
        *("wikitext", "css", "text/x-wiki", "", "~~~~", "{{subst:R}}", "#REDIRECT [[Foo]]", "[[|x]]", "revisions|info"),
        *(
            "tokens|userinfo|siteinfo",
            "content|ids",
            "max",
            "csrf",
            "user",
            "*",
            "a|b",
            "\x1fa\x1fb",
            "9" * 30,
            "x" * 300,
        ),
    ]
)
#: Percent-encoded or not: what a client puts in a form.
RAW = st.one_of(FITTING.map(str.encode), st.binary(max_size=12), st.text(max_size=8).map(lambda text: text.encode()))
PAIRS = st.lists(st.tuples(st.one_of(NAMES.map(str.encode), st.binary(max_size=6)), RAW), max_size=9)
EDIT = (b"action=edit", b"format=json", b"token=%2B%5C")
TYPES = st.sampled_from(
    [
        *("application/x-www-form-urlencoded",) * 6,
        *(
            "application/x-www-form-urlencoded; charset=latin-1",
            "multipart/form-data; boundary=b",
            "multipart/form-data",
        ),
        *("text/plain", "", "application/json", ";"),
    ]
)


def quoted(raw: bytes, whole: bool) -> bytes:
    """Encode *raw* as a form does; or only what would end the value."""
    special = bytes(range(256)) if whole else b"&"
    return b"".join(b"%%%02X" % byte if byte in special else bytes([byte]) for byte in raw)


def urlencoded(pairs: list[tuple[bytes, bytes]], whole: bool) -> bytes:
    return b"&".join(b"=".join((name, quoted(value, whole))) for name, value in pairs)


def multipart(pairs: list[tuple[bytes, bytes]]) -> bytes:
    part = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    return b"".join(part % pair for pair in pairs) + b"--b--\r\n"


@pytest.fixture(scope="module")
def fake() -> FakeEditApi:
    fake = FakeEditApi(api_url=API_URL)
    arrange(fake)
    return fake


@pytest.fixture(scope="module", params=[("1.39", "ext"), ("1.19", "plain"), ("1.43", "wmf")], ids=" ".join)
def another(request: pytest.FixtureRequest) -> FakeEditApi:
    version, profile = request.param
    fake = FakeEditApi(version, profile, api_url=API_URL)
    arrange(fake)
    return fake


def arrange(fake: FakeEditApi) -> None:
    fake.arrange(steps=STEPS)
    fake.clock.freeze(1_800_000_000)


def check(fake: FakeEditApi, request: WebRequest) -> None:
    """Send *request* to the arranged wiki."""
    before = fake.state()
    response = answer(fake, request)
    if response is None:
        assert fake.state() == before
        return
    check_form(response)
    codes = response.header("MediaWiki-API-Error")
    # What the format cannot write was done all the same, as by a real wiki.
    refused = codes is not None and b"Error printer failed" not in response.body
    if fake.state() != before:
        arrange(fake)
        assert not refused


def answer(fake: FakeEditApi, request: WebRequest) -> WebResponse | None:
    """Return the reply; None if there is a reason why there is none."""
    try:
        return fake.answer(request)
    except NotImitated as missing:
        reason = str(missing)
    assert len(reason) > 20
    return None


def check_form(response: WebResponse) -> None:
    """A reply has a status, a content type and a body of that type."""
    assert response.status in (200, 403, 405)
    assert response.header("X-Content-Type-Options") == "nosniff"
    for _name, value in response.headers:
        assert value.isprintable()
    if (response.header("Content-Type") or "").startswith("application/json"):
        reply = json.loads(response.body)
        code = response.header("MediaWiki-API-Error")
        if code is not None and "error" in reply:
            assert reply["error"]["code"] == code.partition(",")[0]


#: How many requests each test sends; a number in the environment asks for more, and for others every time.
ASKED = os.environ.get("MWEDIT_ANY_BYTES")
RARELY_SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


@settings(
    max_examples=int(ASKED or 1000),
    deadline=None,
    suppress_health_check=RARELY_SLOW,
    derandomize=ASKED is None,
    database=None,
)
@given(
    method=st.sampled_from(["POST", "POST", "POST", "GET", "HEAD", "PUT", "OPTIONS", "get"]),
    query=st.one_of(st.just(b""), PAIRS.map(lambda pairs: urlencoded(pairs, True)), st.binary(max_size=20)),
    body=st.one_of(PAIRS.map(lambda pairs: urlencoded(pairs, False)), PAIRS.map(multipart), st.binary(max_size=60)),
    content_type=TYPES,
    cookie=st.sampled_from(["", "wiki_session=x", "a", "=;;=", "wikiUserID=1; wikiUserName=Admin; wikiToken=x"]),
)
def test_any_request(fake: FakeEditApi, method: str, query: bytes, body: bytes, content_type: str, cookie: str) -> None:
    url = API_URL + ("?" + query.decode("latin-1") if query else "")
    headers = tuple((name, value) for name, value in (("Content-Type", content_type), ("Cookie", cookie)) if value)

    check(fake, WebRequest(method, url, headers, body))


@settings(
    max_examples=int(ASKED or 1000),
    deadline=None,
    suppress_health_check=RARELY_SLOW,
    derandomize=ASKED is None,
    database=None,
)
@given(pairs=PAIRS, whole=st.booleans())
def test_any_edit(fake: FakeEditApi, pairs: list[tuple[bytes, bytes]], whole: bool) -> None:
    body = b"&".join((*EDIT, urlencoded(pairs, whole)))

    check(fake, WebRequest("POST", API_URL, (("Content-Type", "application/x-www-form-urlencoded"),), body))


@settings(
    max_examples=int(ASKED or 1000) // 4,
    deadline=None,
    suppress_health_check=RARELY_SLOW,
    derandomize=ASKED is None,
    database=None,
)
@given(pairs=PAIRS, whole=st.booleans())
def test_any_edit_of_other_wikis(another: FakeEditApi, pairs: list[tuple[bytes, bytes]], whole: bool) -> None:
    body = b"&".join((*EDIT, urlencoded(pairs, whole)))

    check(another, WebRequest("POST", API_URL, (("Content-Type", "application/x-www-form-urlencoded"),), body))
