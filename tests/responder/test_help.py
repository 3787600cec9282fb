"""What who names no action gets: a page for people, sent as MediaWiki sends its own."""

from __future__ import annotations

import pytest

from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.web import WebRequest

#: As both versions send it.
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "private, must-revalidate, max-age=0",
    "Vary": "Accept-Encoding, Cookie",
    "Content-Disposition": "inline; filename=api-help.html",
    "Content-Language": "en",
    "Expires": "Thu, 01 Jan 1970 00:00:00 GMT",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize("version", ["1.43", "1.39"])
@pytest.mark.parametrize("query", ["", "?action=help", "?action=help&modules=edit", "?format=json"])
def test_headers(version: str, query: str) -> None:
    fake = FakeEditApi(version)

    reply = fake.answer(WebRequest("GET", f"https://test.wikipedia.org/w/api.php{query}", ()))

    assert reply.status == 200
    assert {name: reply.header(name) for name in HEADERS} == HEADERS
    assert reply.header("MediaWiki-API-Error") is None
    assert reply.body.decode().startswith("<!DOCTYPE html>")


def test_the_page_lists_the_parameters_of_modules() -> None:
    fake = FakeEditApi()

    page = fake.answer(WebRequest("GET", "https://test.wikipedia.org/w/api.php?action=help&modules=edit|move", ())).body

    assert b"<h2>edit</h2>" in page
    assert b"<dt>appendtext</dt>" in page
    assert b"<h2>move</h2>" in page


def test_a_request_without_action_may_assert_who_asks() -> None:
    """As some clients ask whether they are logged in."""
    fake = FakeEditApi()

    reply = fake.answer(WebRequest("GET", "https://test.wikipedia.org/w/api.php?assert=user&format=json", ()))

    assert reply.header("MediaWiki-API-Error") == "assertuserfailed"
