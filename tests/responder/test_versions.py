"""What versions answer otherwise and no recorded reply's body shows; as the wiki of each version answered."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.web import WebRequest, WebResponse


def edit(version: str, title: str) -> WebResponse:
    fake = FakeEditApi(version)
    params = {"action": "edit", "title": title, "text": "x", "token": "+\\", "format": "json", "formatversion": "2"}
    form = (("Content-Type", "application/x-www-form-urlencoded"),)
    return fake.answer(WebRequest("POST", fake.url, form, urlencode(params).encode()))


@pytest.mark.parametrize(
    ("version", "expected"),
    [("1.43", ["cpPosIndex", "UseDC", "cpPosIndex"]), ("1.39", ["cpPosIndex", "UseDC", "UseCDNCache=false"])],
)
def test_cookies_of_an_edit(version, expected):
    cookies = [value for name, value in edit(version, "Page").headers if name == "Set-Cookie"]

    assert len(cookies) == 4
    assert [cookie.startswith(start) for cookie, start in zip(cookies[1:], expected, strict=True)] == [True] * 3


@pytest.mark.parametrize(("version", "title"), [("1.43", "ǅ"), ("1.39", "Ǆ")])
def test_first_letter_between_small_and_capital(version, title):
    assert edit(version, "ǅ").json()["edit"]["title"] == title
