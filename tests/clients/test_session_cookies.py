"""`WikiSession` reads the cookies that MediaWiki sets by a shorter way, with the standard library's result."""

from http.cookiejar import DefaultCookiePolicy
from urllib.parse import quote

import pytest
import requests
from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as st
from requests.cookies import MockRequest, RequestsCookieJar

from pytest_mwedit import WikiSession
from pytest_mwedit.web import WebResponse

NAMES = st.sampled_from(["wiki_session", "wikiUserID", "UseDC", "cpPosIndex", "a-b", "expires", "path", ""])
VALUES = st.sampled_from(["", "deleted", "1%402%23c", '"quoted"', "a b", "x=y", "a,b"]) | st.text(max_size=5).map(quote)
ATTRIBUTES = st.lists(
    st.sampled_from(
        [
            "; expires=Thu, 01-Jan-1970 00:00:01 GMT; Max-Age=0",
            "; expires=Sun, 22 Nov 2026 09:25:42 GMT; Max-Age=10",
            "; expires=Sun, 22 Nov 2026 09:25:42 GMT",
            "; expires=Sun, 22 Nov 2099 09:25:42 GMT",
            "; path=/",
            "; path=/w",
            "; secure",
            "; HttpOnly",
            "; SameSite=Lax",
            "; domain=example.org",
            ";",
        ]
    ),
    max_size=4,
).map("".join)
#: As MediaWiki writes them, and not quite so.
SET_COOKIES = st.builds(
    "{}={}{}{}".format,
    NAMES,
    VALUES,
    st.sampled_from(["", "; path=/", "; expires=Sun, 22 Nov 2026 09:25:42 GMT; Max-Age=10; path=/; HttpOnly"]),
    ATTRIBUTES,
)
URLS = st.sampled_from(["https://example.org/w/api.php", "http://127.0.0.1:8080/api.php", "http://localhost/api.php"])


def as_data(jar: RequestsCookieJar) -> list[dict[str, object]]:
    """Return all of all cookies, in order."""
    return [vars(cookie) for cookie in jar]


def as_usual(url: str, replies: list[list[str]]) -> RequestsCookieJar:
    """Return what the standard library makes of *replies*."""
    from email.message import Message

    jar = RequestsCookieJar()
    for lines in replies:
        message = Message()
        for line in lines:
            message["Set-Cookie"] = line
        request = requests.Request("GET", url).prepare()
        jar.extract_cookies(requests.cookies.MockResponse(message), MockRequest(request))
    return jar


@freeze_time("2026-11-22T09:25:32Z")
@given(URLS, st.lists(st.lists(SET_COOKIES, max_size=3), min_size=1, max_size=3))
def test_cookies_are_those_of_the_standard_library(url: str, replies: list[list[str]]) -> None:
    answers = [WebResponse(headers=tuple(("Set-Cookie", line) for line in lines)) for lines in replies]
    session = WikiSession(url, lambda request: answers.pop(0))

    last = [session.get(url) for _ in replies][-1]

    assert as_data(session.cookies) == as_data(as_usual(url, replies))
    assert as_data(last.cookies) == as_data(as_usual(url, replies[-1:]))


def test_a_policy_that_the_user_sets_is_followed() -> None:
    reply = WebResponse(headers=(("Set-Cookie", "a=b; path=/"),))
    session = WikiSession("https://example.org/w/api.php", lambda request: reply)
    session.cookies.set_policy(DefaultCookiePolicy(blocked_domains=["example.org"]))

    session.get(session.api_url)

    assert not session.cookies


@pytest.mark.parametrize("jar", [requests.cookies.cookiejar_from_dict({"x": "y"}), RequestsCookieJar()])
def test_the_jar_can_be_exchanged(jar: RequestsCookieJar) -> None:
    session = WikiSession(
        "https://example.org/w/api.php", lambda request: WebResponse(headers=(("Set-Cookie", "a=b"),))
    )
    session.cookies = jar

    session.get(session.api_url)

    assert session.cookies["a"] == "b"
