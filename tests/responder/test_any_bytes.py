"""Whatever the bytes of a request, the answer is a reply of MediaWiki's or a reason why there is none."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.web import WebRequest, WebResponse

#: The versions and profiles that are sent something.
WIKIS = (
    *(("1.43", "plain"), ("1.39", "plain"), ("1.43", "ext"), ("1.39", "ext")),
    *(("1.19", "plain"), ("1.43", "wmf")),
)

API_URL = "https://wiki.example/w/api.php"
STEPS: list[dict[str, Any]] = [
    {"page": {"title": "Foo", "text": "lead\n\n== A ==\none\n"}},
    {"page": {"title": "Foo", "text": "lead\n\n== A ==\ntwo\n", "user": "Bob"}},
    {"page": {"title": "R", "text": "#REDIRECT [[Foo]]"}},
    {"page": {"title": "J", "text": "{}", "contentmodel": "json"}},
    {"protect": {"title": "R", "edit": "sysop"}},
]

#: Parameters that mean something.
NAMES = (
    *("action", "format", "formatversion", "errorformat", "errorlang", "uselang", "assert", "assertuser"),
    *("maxlag", "title", "pageid", "text", "appendtext", "prependtext", "section", "sectiontitle", "summary"),
    *("token", "undo", "undoafter", "baserevid", "basetimestamp", "starttimestamp", "contentmodel"),
    *("contentformat", "md5", "tags", "watchlist", "redirect", "createonly", "callback", "origin", "requestid"),
    *("titles", "prop", "meta", "rvprop", "stashedtexthash", "lgname", "lgpassword", "lgtoken", "modules"),
    *("type", "continue", "rvlimit", "siprop"),
)

#: Values that fit somewhere.
FITTING = (
    *("edit", "stashedit", "query", "login", "paraminfo", "json", "xml", "php", "none", "2", "bc", "html"),
    *("raw", "Foo", "R", "J", "5001", "0", "1", "new", "T-1", "71001", "71002", "-1", "now"),
    *("2020-01-01T00:00:00Z", "+\\", "wikitext", "css", "text/x-wiki", "", "~~~~", "{{subst:R}}"),
    *("#REDIRECT [[Foo]]", "[[|x]]", "revisions|info", "tokens|userinfo|siteinfo", "content|ids", "max"),
    *("csrf", "user", "*", "a|b", "\x1fa\x1fb", "9" * 30),
    "x" * 300,
)

#: What is said of a body.
FORM = "application/x-www-form-urlencoded"
TYPES = (
    *(FORM,) * 6,
    *("application/x-www-form-urlencoded; charset=latin-1", "multipart/form-data; boundary=b", "multipart/form-data"),
    *("text/plain", "", "application/json", ";"),
)
METHODS = ("POST", "POST", "POST", "GET", "HEAD", "PUT", "OPTIONS", "get")
COOKIES = ("", "wiki_session=x", "a", "=;;=", "wikiUserID=1; wikiUserName=Admin; wikiToken=x")
FORMATS = (*("json",) * 3, "xml", "php", "jsonfm", "none")

#: Characters that texts break at: of one byte and of more, capital and small, composed, control, of no meaning.
CHARACTERS = "aA1 ~=|[]{}<>#:/\n\r\t\x00\x1f\x7f\u00a0\u00e9\u00df\u0301\u01c5\u200e\u2028\ufeff\ufffd\uffff\U0001f600"


def some_bytes(chance: random.Random, most: int) -> bytes:
    return chance.randbytes(chance.randint(0, most))


def some_value(chance: random.Random) -> bytes:
    """Return what a client puts in a form: something that fits, some text, any bytes."""
    kind = chance.random()
    if kind < 0.6:
        return chance.choice(FITTING).encode()
    if kind < 0.8:
        return "".join(chance.choices(CHARACTERS, k=chance.randint(0, 8))).encode()
    return some_bytes(chance, 12)


def some_pairs(chance: random.Random) -> list[tuple[bytes, bytes]]:
    """Return names and values, most names known."""
    names = (chance.choice(NAMES).encode() if chance.random() < 0.85 else some_bytes(chance, 6) for _ in range(9))
    return [(name, some_value(chance)) for name in list(names)[: chance.randint(0, 9)]]


def quoted(raw: bytes, whole: bool) -> bytes:
    """Encode *raw* as a form does; or only what would end the value."""
    special = bytes(range(256)) if whole else b"&"
    return b"".join(b"%%%02X" % byte if byte in special else bytes([byte]) for byte in raw)


def urlencoded(pairs: list[tuple[bytes, bytes]], whole: bool) -> bytes:
    return b"&".join(b"=".join((name, quoted(value, whole))) for name, value in pairs)


def multipart(pairs: list[tuple[bytes, bytes]]) -> bytes:
    part = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    return b"".join(part % pair for pair in pairs) + b"--b--\r\n"


class Arranged:
    """A wiki with a past, somebody who is logged in, and what it is as long as nobody edits."""

    def __init__(self, version: str, profile: str) -> None:
        self.fake = FakeEditApi(version, profile, api_url=API_URL)
        self.knows_tokens = version != "1.19"
        self.begin()

    def begin(self) -> None:
        """Begin anew."""
        self.fake.arrange(steps=STEPS)
        self.fake.clock.freeze(1_800_000_000)
        self.cookies: dict[str, str] = {}
        self.token = self._logged_in() if self.knows_tokens else b"+\\"
        self.untouched = self.state()

    def _logged_in(self) -> bytes:
        token = self._send(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
        self._send(action="login", lgname="Alice", lgpassword="AlicePassw0rd!x", lgtoken=token)
        csrf: str = self._send(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]
        return csrf.encode()

    def _send(self, **params: str) -> Any:
        form = ("Content-Type", "application/x-www-form-urlencoded")
        body = urlencode({**params, "format": "json", "formatversion": "2"}).encode()
        response = self.fake.answer(WebRequest("POST", API_URL, (form, ("Cookie", self.cookie)), body))
        for name, value in response.headers:
            if name == "Set-Cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return response.json()

    def state(self) -> Any:
        """Return what the wiki is, but for temporary accounts: one is made before an edit is refused, and stays."""
        state = self.fake.state()
        return {**state, "log": [entry for entry in state["log"] if not entry.startswith("newusers/autocreate")]}

    @property
    def cookie(self) -> str:
        """What Alice sends."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


@pytest.fixture(scope="module", params=WIKIS, ids=" ".join)
def arranged(request: pytest.FixtureRequest) -> Arranged:
    return Arranged(*request.param)


def check(arranged: Arranged, request: WebRequest) -> None:
    """Send *request* to the arranged wiki."""
    response = answer(arranged.fake, request)
    changed = arranged.state() != arranged.untouched
    if changed:
        arranged.begin()
    if response is None:
        assert not changed
        return
    check_form(request, response)
    codes = response.header("MediaWiki-API-Error")
    # What the format cannot write was done all the same, as by a real wiki.
    refused = codes is not None and b"Error printer failed" not in response.body
    assert not (changed and refused)


def answer(fake: FakeEditApi, request: WebRequest) -> WebResponse | None:
    """Return the reply; None if there is a reason why there is none."""
    try:
        return fake.answer(request)
    except NotImitated as missing:
        reason = str(missing)
    assert len(reason) > 20
    return None


def check_form(request: WebRequest, response: WebResponse) -> None:
    """A reply has a status, headers that can be sent, and a body of the type that it names."""
    assert response.status in (200, 403, 405)
    assert response.header("X-Content-Type-Options") == "nosniff"
    for _name, value in response.headers:
        assert value.isprintable()
    content_type = response.header("Content-Type") or ""
    if response.body and request.method != "HEAD":
        BODIES[content_type.partition(";")[0]](response)


def check_json(response: WebResponse) -> None:
    reply = json.loads(response.body)
    code = response.header("MediaWiki-API-Error")
    if code is not None and "error" in reply:
        assert reply["error"]["code"] == code.partition(",")[0]


def check_script(response: WebResponse) -> None:
    call = re.fullmatch(rb"/\*\*/([^(]*)\((.*)\)", response.body, re.DOTALL)
    assert call is not None
    json.loads(call[2])


def check_xml(response: WebResponse) -> None:
    assert ElementTree.fromstring(response.body).tag == "api"


def check_page(response: WebResponse) -> None:
    response.body.decode()
    assert response.body.startswith((b"<!DOCTYPE html>", b"'origin' parameter"))


def check_php(response: WebResponse) -> None:
    assert php_value(response.body, 0) == len(response.body)


def php_value(serialized: bytes, start: int) -> int:
    """Return where the value ends that begins at *start*."""
    scalar = re.compile(rb"N;|b:[01];|i:-?\d+;|d:-?[\d.E+-]+;").match(serialized, start)
    if scalar is not None:
        return scalar.end()
    sized = re.compile(rb'(?:s:(\d+):"|a:(\d+):\{)').match(serialized, start)
    assert sized is not None
    if sized[1] is not None:
        end = sized.end() + int(sized[1])
        serialized[sized.end() : end].decode()
        assert serialized[end : end + 2] == b'";'
        return end + 2
    end = sized.end()
    for _ in range(2 * int(sized[2])):
        end = php_value(serialized, end)
    assert serialized[end : end + 1] == b"}"
    return end + 1


#: Content type: what a body of it must be.
BODIES: dict[str, Callable[[WebResponse], None]] = {
    "application/json": check_json,
    "text/mediawiki-api-prettyprint-wrapped": check_json,
    "text/javascript": check_script,
    "text/xml": check_xml,
    "text/html": check_page,
    "application/vnd.php.serialized": check_php,
}


def some_request(chance: random.Random, arranged: Arranged) -> WebRequest:
    """Return any request."""
    query = (b"", urlencoded(some_pairs(chance), True), some_bytes(chance, 20))[chance.randrange(3)]
    pairs = some_pairs(chance)
    body = (urlencoded(pairs, False), multipart(pairs), some_bytes(chance, 60))[chance.randrange(3)]
    headers = (("Content-Type", chance.choice(TYPES)), ("Cookie", chance.choice((*COOKIES, arranged.cookie))))
    url = API_URL + ("?" + query.decode("latin-1") if query else "")
    return WebRequest(chance.choice(METHODS), url, tuple(header for header in headers if header[1]), body)


def some_edit(chance: random.Random, arranged: Arranged) -> WebRequest:
    """Return a request that edits or stashes, if nothing in it forbids it."""
    logged_in = chance.random() < 0.5
    token = arranged.token if logged_in else b"+\\"
    action, written = chance.choice(("edit", "edit", "edit", "stashedit")), chance.choice(FORMATS)
    begin = urlencoded([(b"action", action.encode()), (b"format", written.encode()), (b"token", token)], True)
    body = b"&".join((begin, urlencoded(some_pairs(chance), chance.random() < 0.5)))
    cookie = (("Cookie", arranged.cookie),) if logged_in else ()
    return WebRequest("POST", API_URL, (("Content-Type", FORM), *cookie), body)


@pytest.mark.parametrize("draw", [some_request, some_edit])
def test_any_bytes(
    arranged: Arranged, draw: Callable[[random.Random, Arranged], WebRequest], pytestconfig: pytest.Config
) -> None:
    """Send this test's share of the requests: the same ones each time, or others when a number is asked for."""
    asked = pytestconfig.getoption("bytes")
    seed = random.randrange(10**9) if asked else 0
    for number in range(max(1, (asked or 10_000) // (2 * len(WIKIS)))):
        request = draw(random.Random(f"{seed}-{number}"), arranged)
        try:
            check(arranged, request)
        except Exception as error:
            error.add_note(f"{number} of {seed}: {request}")
            raise
