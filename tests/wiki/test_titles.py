"""Titles; what MediaWiki 1.43 answered to action=query&titles=… is the expectation."""

from __future__ import annotations

import pytest

from pytest_mwedit.wiki import InvalidTitle, Wiki

TITLES = {
    "Main_Page": "Main Page",
    "Foo#x": "Foo",
    " foo  bar_ ": "Foo bar",
    "media:x": "Media:X",
    "Project:x": "TestWiki:X",
    "user talk:A/b": "User talk:A/b",
    "Special:foo": "Special:Foo",
    "a&amp;b": "A&b",
    "User:1.2.3.4": "User:1.2.3.4",
    "ß": "Ss",
    "ǆ": "ǅ",
    "istanbul": "Istanbul",
    ":Main Page": "Main Page",
    "wikipedia:Foo": "wikipedia:Foo",
    "File:a.png": "File:A.png",
    "a\u00a0b": "A b",
    "a\u200eb": "Ab",
    "user: x": "User:X",
    "Image:x": "File:X",
}

INVALID = {
    "::x": "title-invalid-leading-colon",
    "Talk:": "title-invalid-empty",
    "": "title-invalid-empty",
    ":": "title-invalid-empty",
    "a%20b": "title-invalid-characters",
    "a[b": "title-invalid-characters",
    "~~~~": "title-invalid-magic-tilde",
    "../x": "title-invalid-relative",
    "x/../y": "title-invalid-relative",
    "Talk:File:x": "title-invalid-talk-namespace",
    "x" * 256: "title-invalid-too-long",
}


@pytest.mark.parametrize("text", TITLES)
def test_title(text: str) -> None:
    assert Wiki().title(text).prefixed_text == TITLES[text]


@pytest.mark.parametrize("text", INVALID)
def test_invalid_title(text: str) -> None:
    with pytest.raises(InvalidTitle) as raised:
        Wiki().title(text)

    assert raised.value.key == INVALID[text]


def test_titles_follow_the_configuration() -> None:
    wiki = Wiki()
    assert wiki.title("portal:x").namespace == 0

    wiki.config.extra_namespaces = {100: "Portal", 101: "Portal_talk"}
    wiki.config.capital_links = False

    assert wiki.title("portal:x").prefixed_text == "Portal:x"
    assert wiki.title("user:x").prefixed_text == "User:X"
