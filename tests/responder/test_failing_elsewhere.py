"""`fail` tells the errors of other actions than edits as a real wiki told them, with what they name filled in."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from playing import VOLATILE
from recordings import Exchange, exchanges
from test_failing import FORM, LANGUAGE, written

from pytest_mwedit.api.declarations import declarations
from pytest_mwedit.error_catalogue import CATALOGUE
from pytest_mwedit.failing import FILLINGS, OTHER_ROWS
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.web import WebRequest

#: The codes that the catalogue, being of the editing API, does not hold.
CODES = sorted(OTHER_ROWS.keys() - CATALOGUE.keys())


def is_action(name: str | None) -> bool:
    return name in declarations("1.43") and "+" not in str(name)


def comparable(text: str) -> str:
    """Return a reply without the times that recordings leave out."""
    for pattern, replacement in VOLATILE:
        text = pattern.sub(replacement, text)
    return text


@cache
def recorded() -> dict[tuple[str, str], list[Exchange]]:
    """Return the exchanges that end in one such error alone, by code and version, one of each manner of telling it."""
    found: dict[tuple[str, str], dict[tuple[str | None, ...], Exchange]] = defaultdict(dict)
    for each in exchanges():
        asked = each.params
        if len(each.codes) != 1 or each.codes[0] not in CODES or not is_action(asked.get("action")):
            continue
        if '"warnings"' not in str(each.body) and asked.get("format", "json") == "json":
            manner = tuple(asked.get(name) for name in ("action", *LANGUAGE))
            found[each.codes[0], each.version].setdefault(manner, each)
    return {key: list(found.values()) for key, found in found.items()}


def answered(exchange: Exchange, data: Mapping[str, Any]) -> str | None:
    """Return what the wiki answers that was told to fail, or None if it had a reason of its own to."""
    fake = FakeEditApi(exchange.version, exchange.profile, "https://wiki.example/api.php")
    data = dict(data)
    fake.clock.freeze(data.pop("began", "2030-01-01T00:00:00Z"))
    fake.fail(exchange.codes[0], action=exchange.params["action"], **data)
    sent = {name: value for name, value in exchange.params.items() if not name.endswith(":")}
    if "token" in sent:
        sent["token"] = "+\\"
    try:
        reply = fake.answer(WebRequest("POST", fake.api_url, (FORM,), urlencode(sent).encode()))
    except NotImitated:
        # Links in texts are not always written as HTML.
        assert sent["errorformat"] == "html"
        return None
    return comparable(written(reply.body.decode())) if fake._failures_to_come[0].times == 0 else None


@pytest.mark.parametrize(("code", "version"), [(code, version) for code in CODES for version in ("1.43", "1.39")])
def test_tells_what_was_recorded(code: str, version: str) -> None:
    """The reply to `fail` is a recorded one, unless a test is to say what the text names."""
    differing: list[str] = []
    equal = 0
    for exchange in recorded().get((code, version), ()):
        for data in ({}, *GIVEN.get(code, ())):
            came = answered(exchange, data)
            if came in (None, comparable(written(exchange.body))):
                equal += came is not None
                break
        else:
            differing.append(f"{exchange.source}\n  recorded {written(exchange.body)}\n  answered {came}")

    assert equal or not differing or code in OF_SEVERAL_TEXTS, "\n".join(differing[:3])


#: Codes that are told with several texts, of which `fail` tells one.
OF_SEVERAL_TEXTS = {"badparams"}

#: Code: what `fail` has to be told to tell the error as it was recorded.
GIVEN: dict[str, tuple[dict[str, Any], ...]] = {
    "ipbnounblockself": ({"blockreason": "r", "began": "2020-01-01T00:14:00Z"},),
    "noemail": ({"user": "MediaWiki default"},),
    "protect-invalidaction": ({"type": "fly"},),
    "protect-invalidlevel": ({"level": "king"}, {"level": "x"}),
    "toofewexpiries": ({"given": 3}, {"given": 2, "wanted": 1}),
}


#: Codes that a version does not have.
UNKNOWN = {("notarget", "1.43")}


@pytest.mark.parametrize(
    ("code", "version"), [(code, each) for code in CODES for each in ("1.43", "1.39") if (code, each) not in UNKNOWN]
)
def test_every_code_can_be_forced(code: str, version: str) -> None:
    """In every error format and both format versions, and no place of its text is left open."""
    for errorformat in ("bc", "plaintext", "wikitext", "raw", "none"):
        for formatversion in "12":
            fake = FakeEditApi(version)
            fake.fail(code, action="delete")
            sent = {
                "action": "delete",
                "title": "Main Page",
                "token": "+\\",
                "format": "json",
                "formatversion": formatversion,
                "errorformat": errorformat,
            }
            reply = fake.answer(WebRequest("POST", fake.api_url, (FORM,), urlencode(sent).encode()))

            error = reply.json()["error"] if errorformat == "bc" else reply.json()["errors"][0]
            assert (error["code"], reply.header("MediaWiki-API-Error")) == (code, code)
            assert not re.search(r"\$\d", error.get("info", error.get("text", error.get("*", ""))))


@pytest.mark.parametrize(("code", "version"), sorted(UNKNOWN))
def test_a_code_of_another_version_is_unknown(code: str, version: str) -> None:
    with pytest.raises(ValueError, match=f"there is no error '{code}'"):
        FakeEditApi(version).fail(code)


def test_what_a_text_names_can_be_given() -> None:
    fake = FakeEditApi()
    fake.fail("nosuchuser", action="unblock", user="Somebody")
    sent = {"action": "unblock", "user": "x", "token": "+\\", "format": "json", "formatversion": "2"}

    reply = fake.answer(WebRequest("POST", fake.api_url, (FORM,), urlencode(sent).encode()))

    assert reply.json()["error"]["info"] == 'There is no user by the name "Somebody". Check your spelling.'
    assert "nosuchuser" in FILLINGS
