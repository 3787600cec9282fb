"""The languages that the in-memory wiki speaks; what it says in them is compared in `test_stories`."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
from record_stories import API_URL

from pytest_mwedit.api.messages import knows, unfilled
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.languages import ENGLISH, all_texts, code_of, in_version, language, spoken
from pytest_mwedit.web import WebRequest


def test_texts_that_a_wiki_writes_with_are_those_of_the_api() -> None:
    """English has them twice: where the wiki finds them, and where the API finds all texts."""
    written = {key: text for key, text in language(ENGLISH).messages.items() if key not in ONLY_WRITTEN}

    assert {key: unfilled(key) for key in written} == written


@pytest.mark.parametrize("version", ["1.43", "1.39"])
@pytest.mark.parametrize("code", ["en", "fr", "vi"])
def test_texts_are_those_among_all_messages(code: str, version: str) -> None:
    """Those that most replies need are kept apart, for they are read faster."""
    everything = all_texts(in_version(code, version))

    kept = {
        key: unfilled(key, in_version(code, version)) for key in everything if knows(key, in_version(code, version))
    }

    assert len(kept) > 300
    assert {key: text for key, text in kept.items() if text != everything[key]} == {}


#: Texts that no reply shows.
ONLY_WRITTEN = frozenset(language(ENGLISH).messages) - frozenset(
    {"parentheses", "protectedarticle-comment", "protect-expiring", "restriction-edit", "protect-level-sysop"}
)


def test_language_that_is_not_recorded() -> None:
    """The failure names the languages that there are."""
    with pytest.raises(NotImitated, match="does not speak the language 'de', only en, fr, qqx, vi"):
        language("de")


def test_code_that_no_language_has() -> None:
    """MediaWiki answers in English."""
    assert language("zz") is language(ENGLISH)
    assert code_of("FR", "vi") == "fr"
    assert code_of("<>", "vi") == "vi"
    assert spoken() == ["en", "fr", "qqx", "vi"]


def test_texts_of_the_wiki_itself() -> None:
    """A page replaces a text only where such texts are asked for (`found/local_words_of_errors`)."""
    fake = FakeEditApi(api_url=API_URL)
    fake.add_page("MediaWiki:Apierror-missingtitle/fr", "Nulle part.")
    asked = {"action": "edit", "title": "A", "text": "b", "nocreate": "1", "token": "+\\", "errorformat": "plaintext"}

    told = send(fake, {**asked, "uselang": "fr"})

    assert told["errors"][0]["*"] == unfilled("apierror-missingtitle", "fr")
    told = send(fake, {**asked, "uselang": "fr", "errorsuselocal": "1"})
    assert told["errors"][0]["*"] == "Nulle part."


def send(fake: FakeEditApi, params: dict[str, str]) -> dict[str, Any]:
    """Send a form and read the reply."""
    headers = (("Content-Type", "application/x-www-form-urlencoded"),)
    body = urlencode({"format": "json", **params}).encode()
    reply: dict[str, Any] = fake.answer(WebRequest("POST", API_URL, headers, body)).json()
    return reply
