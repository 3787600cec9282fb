"""Every error code is met by its natural cause, as the catalogue tells it."""

from __future__ import annotations

import pytest
import requests

from pytest_mwedit.error_catalogue import ANY_EXTENSION, CATALOGUE
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.session import WikiSession
from pytest_mwedit.web import WebRequest, WebResponse
from pytest_mwedit.wiki.versions import VERSIONS

#: Extension: the profile of the wiki that has it. For any, and for Translate, a hook of a plain wiki stands in.
PROFILES = {"": "plain", ANY_EXTENSION: "plain", "Translate": "plain"}

#: Codes that nothing can be arranged for, and why.
WITHOUT_CAUSE = {
    "internal_api_error": "stands for those with the name of an exception behind it",
    "invaliduser": "answered by actions that are not imitated",
    "mustbeloggedin": "answered by actions that are not imitated",
    "taggingnotallowed": "no version that is imitated answers it",
}

CASES = [
    (info.code, version)
    for info in CATALOGUE.values()
    if info.example
    for version in VERSIONS
    if info.is_answered_by(version) and (version != "1.19" or info.until == "1.19")
]


@pytest.mark.parametrize(("code", "version"), CASES)
def test_is_met_by_its_cause(code: str, version: str) -> None:
    """The example of the catalogue ends in this very error, and saves nothing on the way to it."""
    info = CATALOGUE[code]
    fake = FakeEditApi(version, PROFILES.get(info.extension, "ext"))
    replies: list[WebResponse] = []

    def answer(request: WebRequest) -> WebResponse:
        replies.append(fake.answer(request))
        return replies[-1]

    with WikiSession(fake.api_url, answer) as session:
        exec(info.example, {"fake_edit_api": fake, "wiki_session": session, "requests": requests})

    assert code in (replies[-1].header("MediaWiki-API-Error") or "").split(", "), replies[-1].body
    assert replies[-1].status == info.status


def test_every_code_has_a_cause() -> None:
    """What has none is told by name."""
    assert {code for code, info in CATALOGUE.items() if not info.example} == set(WITHOUT_CAUSE)
