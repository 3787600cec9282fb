"""`fail` tells every error as a real wiki told it: whole replies, compared with all the recorded ones."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import urlencode

import pytest
from recordings import Exchange, exchanges

from pytest_mwedit.api.messages import Markup
from pytest_mwedit.error_catalogue import CATALOGUE
from pytest_mwedit.failing import FAILURES, FILLINGS
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.web import WebRequest, WebResponse

FORM = ("Content-Type", "application/x-www-form-urlencoded")
REQUEST = {"action": "edit", "title": "Page", "text": "x", "token": "+\\", "format": "json", "formatversion": "2"}

#: Parameters by which a request is told how to be answered; with the page they are all that is left of it, where
#: another one would be refused by itself.
LANGUAGE = ("formatversion", "errorformat", "errorlang", "uselang")
MANNER = {"action", "title", "format", *LANGUAGE}
STASH = {"baserevid": "0", "contentformat": "text/x-wiki", "contentmodel": "wikitext", "text": "x"}

#: Code: what `fail` has to be told to tell the error as some of the recorded replies do.
GIVEN: dict[str, tuple[dict[str, Any], ...]] = {
    "cascadeprotected": tuple({"list": Markup(f"* [[:{page}]]\n")} for page in ("Page", "Casc")),
    "content-failed-to-parse": ({"contentmodel": "broken", "contentformat": "text/plain"},),
    "contentmodel-mismatch": tuple(
        {"contentmodel": one, "current": other}
        for one in ("wikitext", "json", "text", "css")
        for other in ("wikitext", "json", "text", "css")
    ),
    "contenttoobig": ({"size": 1},),
    "edit-invalidredirect": tuple({"target": target} for target in ("Special:Version", "Special:BlankPage")),
    "maxlag": ({"host": "db1", "lag": 7.5}, {"host": "db1", "lag": 7}, {"host": "db1", "lag": 12.3}, {"lag": -1}),
    "missingparam": (
        {"one_of": ["title", "pageid"]},
        {"one_of": ["stashedtexthash", "text"]},
        {"at_least_one_of": ["text", "appendtext", "prependtext", "undo"]},
        *({"parameter": name} for name in ("title", "contentformat", "contentmodel", "baserevid")),
    ),
    "missingrev": ({"pageid": 5001},),
    "nosuchrevid": ({"undo": ""},),
    "permissiondenied": (
        {"groups": ["user"]},
        {"groups": ["user", "sysop"]},
        {"groups": ["*", "user"]},
        {"groups": ["user", "temp"]},
        {"right": "edit"},
    ),
    "protectedpage": ({"right": "editprotected"}, {"right": "editsemiprotected"}, {"right": "protect"}),
    "readonly": ({"readonlyreason": "The database is being moved."}, {"readonlyreason": "maintenance"}),
    "scribunto-lua-error-location": tuple(
        {"place": f"at line {line}", "reason": f"unexpected symbol near '{symbol}'"}
        for line in (1, 2, 3)
        for symbol in ("=", "}", "x")
    ),
    "sectionsnotsupported": ({"contentmodel": "json"},),
    "templatedata-invalid-duplicate-value": (
        {"property": "paramOrder[1]", "first": "paramOrder[0]", "value": "a"},
        {"property": Markup("paramOrder[1]"), "first": Markup("paramOrder[0]"), "value": "a"},
    ),
    "templatedata-invalid-empty-array": ({"property": "sets.0.params"},),
    "templatedata-invalid-format": ({"property": "format"},),
    "templatedata-invalid-param": ({"param": "a", "property": "maps.m.k"},),
    "templatedata-invalid-unknown": ({"property": "foo"},),
    "templatedata-invalid-value": ({"property": "params.a.type"},),
    "spamdetected": ({"text": "buy now"},),
    "spamprotectionmatch": ({"text": "Buy Now"}, {"text": "viagra"}, {"text": "cheap"}),
    "unknownerror": ({"status": "226"},),
    "unknownerror-editpage": ({"status": "226"},),
}

#: Codes whose text is not written in every error format, whatever they come from.
UNWRITTEN = {"badvalue", "blocked", "cascadeprotected"}

#: Recordings in which errors name anything at random, or come from extensions that say what they like.
UNUSUAL = re.compile("/found/|/hooks?_|languages_of_the_wiki")

#: Codes that name a parameter of the request.
OF_PARAMETERS = {
    *"badexpiry badexpiry-past badinteger badtags badtimestamp badtitle baduser badvalue outofrange".split()
}


@cache
def by_code() -> dict[tuple[str, str], list[Exchange]]:
    """Return the exchanges that end in one error alone, by code and version, one of each manner of telling it."""
    found: dict[tuple[str, str], dict[tuple[str | None, ...], Exchange]] = defaultdict(dict)
    for each in exchanges():
        asked = each.params
        if len(each.codes) != 1 or asked.get("action") not in ("edit", "stashedit") or UNUSUAL.search(each.source):
            continue
        if '"warnings"' not in str(each.body) and asked.get("format", "json") == "json":
            manner = tuple(asked.get(name) for name in ("action", *LANGUAGE))
            found[each.codes[0], each.version].setdefault(manner, each)
    return {key: list(exchanges.values()) for key, exchanges in found.items()}


def written(body: Any) -> str:
    """Write a reply so that two compare: in order, without what no two wikis share."""
    tree = json.loads(body) if isinstance(body, str) else body
    text = json.dumps(tree, ensure_ascii=False)
    text = re.sub(r'"(docref|\*)": "(\$docref|[^"]*api\.php[^"]*)"', r'"\1": "(docref)"', text)
    return re.sub(r"\(request\)|\$id|\b[0-9a-f]{24}\b", "(id)", text)


def answered(exchange: Exchange, data: dict[str, Any], *, bare: bool) -> str | None:
    """Return what the wiki answers that was told to fail, or None if it had a reason of its own to."""
    fake = FakeEditApi(exchange.version, exchange.profile, "https://wiki.example/api.php")
    for page in ("Casc", "Project:Users"):
        fake.add_page(page, "As there is in the recordings, for the links to it.")
    data = dict(data)
    fake.clock.freeze(data.pop("began", "2030-01-01T00:00:00Z"))
    fake.fail(exchange.codes[0], **data)
    sent = {**exchange.params, "token": "+\\"}
    if bare:
        sent = {name: value for name, value in sent.items() if name in MANNER}
        sent = {**(STASH if sent["action"] == "stashedit" else {"text": "x"}), "title": "Page", **sent, "token": "+\\"}
    reply = fake.answer(WebRequest("POST", fake.api_url, (FORM,), urlencode(sent).encode()))
    return written(reply.body.decode()) if fake._failures_to_come[0].times == 0 else None


def candidates(exchange: Exchange) -> Iterator[dict[str, Any]]:
    """Yield what `fail` may have to be told to tell the error as it was recorded."""
    (code,), sent = exchange.codes, exchange.params
    yield {}
    yield from GIVEN.get(code, ())
    yield {name: sent[name] for each in FILLINGS.get(code, ()) for name in each.names if name in sent}
    for name, value in sent.items() if code in OF_PARAMETERS else ():
        yield {"parameter": name, "value": value}
    text = exchange.body if isinstance(exchange.body, str) else json.dumps(exchange.body)
    tree = json.loads(text)
    error = tree.get("error") or tree["errors"][0]
    data = error.get("data", error)
    yield {name: data[name] for name in ("readonlyreason", "host", "lag", "type") if name in data}
    if "disallowedtags" in data:
        yield {"disallowedtags": data["disallowedtags"]}
    if "abusefilter" in data:
        told = data["abusefilter"]
        yield {"filter": told["id"], "description": told["description"], "actions": told["actions"]}
    if "spamblacklist" in data:
        yield {"matches": _matches(data["spamblacklist"]["matches"])}
    if code == "titleblacklist-forbidden":
        yield {"line": data["line"]}
    if "blockinfo" in data:
        yield from _blocks(code, data["blockinfo"])


def _matches(told: Any) -> list[str]:
    """Return what matched, in order; where it matched again, its number is left out of what is told."""
    by_number = told if isinstance(told, dict) else dict(enumerate(told))
    matches: list[str] = []
    for number, match in by_number.items():
        matches += matches[-1:] * (int(number) - len(matches)) + [match]
    return matches


def _blocks(code: str, info: dict[str, Any]) -> Iterator[dict[str, Any]]:
    given = {name: info[name] for name in ("blockid", "blockedby", "blockedbyid", "blockreason")}
    given["began"] = info["blockedtimestamp"]
    if info["blockexpiry"] != "infinite":
        given["blockexpiry"] = info["blockexpiry"]
    if code == "autoblocked":
        account, reason = re.findall(r'User:(.*?)\|.*block is "(.*)"', given["blockreason"], re.DOTALL)[0]
        given |= {"blockid": given["blockid"] - 1, "account": account, "blockreason": reason}
    for target in ("Bob", "Alice", "127.0.0.1"):
        yield {**given, "target": target}
        yield {**given, "target": target, "pages": ["Page"]}


@pytest.mark.parametrize(("code", "version"), [(code, version) for code in CATALOGUE for version in ("1.43", "1.39")])
def test_tells_what_was_recorded(code: str, version: str) -> None:
    """In each manner that a recording has the error in, the reply to `fail` is the recorded one.

    What a text names may be anything, and `fail` is told what to name: of such texts one has to be equal.
    """
    seen: list[bool] = []
    differing, unwritten = [], 0
    for exchange in by_code().get((code, version), ()):
        expected = written(exchange.body)
        try:
            bare = answered(exchange, {}, bare=False) is None
            equal = any(answered(exchange, data, bare=bare) == expected for data in candidates(exchange))
        except NotImitated:
            unwritten += 1
            continue
        seen.append(equal)
        if not equal:
            came = answered(exchange, {}, bare=bare)
            differing.append(f"{exchange.source}\n  recorded {expected}\n  answered {came}")

    assert unwritten == 0 or code in UNWRITTEN
    assert not differing or code in FILLINGS or code in FAILURES, "\n".join(differing[:3])
    assert not seen or any(seen), "\n".join(differing[:3])


def failed(version: str, code: str, data: dict[str, Any] | None = None, **params: str) -> WebResponse:
    """Return the reply to an edit that is told to fail; it saves nothing, and the next one succeeds."""
    fake = FakeEditApi(version)
    fake.fail(code, **(data or {}))

    reply, then = (
        fake.answer(WebRequest("POST", fake.api_url, (FORM,), urlencode({**REQUEST, **more}).encode()))
        for more in (params, {})
    )

    assert then.json()["edit"]["result"] == "Success"
    assert len(fake.edits) == 1
    return reply


@pytest.mark.parametrize("version", ["1.43", "1.39"])
@pytest.mark.parametrize("code", list(CATALOGUE))
def test_every_code_can_be_forced(code: str, version: str) -> None:
    """With its status, in every error format and both format versions, and no place of its text is left open."""
    for errorformat in ("bc", "plaintext", "wikitext", *(() if code == "badvalue" else ("raw",)), "none"):
        for formatversion in "12":
            reply = failed(version, code, errorformat=errorformat, formatversion=formatversion)

            told = "internal_api_error_RuntimeException" if code == "internal_api_error" else code
            error = reply.json()["error"] if errorformat == "bc" else reply.json()["errors"][0]
            assert (error["code"], reply.header("MediaWiki-API-Error")) == (told, told)
            assert reply.status == CATALOGUE[code].status
            assert not re.search(r"\$\d", error.get("info", error.get("text", error.get("*", ""))))


@pytest.mark.parametrize(("version", "profile"), [("1.19", "plain"), ("1.43", "ext"), ("1.39", "ext"), ("1.43", "wmf")])
def test_every_code_can_be_forced_elsewhere(version: str, profile: str) -> None:
    """In other versions and profiles, too."""
    told = {}
    for code in CATALOGUE.keys() - {"internal_api_error"}:
        fake = FakeEditApi(version, profile)
        fake.fail(code)
        reply = fake.answer(WebRequest("POST", fake.api_url, (FORM,), urlencode(REQUEST).encode()))
        told[code] = reply.json()["error"]["code"]

    assert told == {code: code for code in told}


@pytest.mark.parametrize("format", ["xml", "php", "none"])
def test_in_other_formats(format: str) -> None:
    reply = failed("1.43", "editconflict", format=format)

    assert reply.header("MediaWiki-API-Error") == "editconflict"
    assert (b"editconflict" in reply.body) == (format != "none")


def test_lag_tells_how_long_to_wait() -> None:
    """As recorded in edit/maxlag: what a client waits for stands in the headers."""
    reply = failed("1.43", "maxlag", {"lag": 7.5, "host": "db1"})

    assert (reply.header("Retry-After"), reply.header("X-Database-Lag")) == ("5", "7")
    assert reply.json()["error"]["host"] == "db1"


@pytest.mark.parametrize("code", sorted(CATALOGUE.keys() - {"maxlag"}))
def test_nothing_else_tells_how_long_to_wait(code: str) -> None:
    """As recorded in edit/ratelimited, among others."""
    reply = failed("1.43", code)

    assert (reply.header("Retry-After"), reply.header("X-Database-Lag")) == (None, None)


@pytest.mark.parametrize("kind", ["simple", "math", "question", "image"])
def test_captcha(kind: str) -> None:
    """A question is no error; of an image there is an address instead."""
    reply = failed("1.43", "captcha", {"type": kind, "id": "7"})

    captcha = reply.json()["edit"]["captcha"]
    assert reply.json()["edit"]["result"] == "Failure"
    assert reply.header("MediaWiki-API-Error") is None
    assert (captcha["type"], captcha["id"], "url" in captcha) == (kind, "7", kind == "image")


def test_exception_of_ones_own() -> None:
    error = failed("1.43", "internal_api_error_DBQueryError").json()["error"]

    assert (error["code"], error["errorclass"]) == ("internal_api_error_DBQueryError", "DBQueryError")
    assert re.fullmatch(r"\[[0-9a-f]{24}\] Caught exception of type DBQueryError", error["info"])


def test_text_and_fields_of_ones_own() -> None:
    error = failed("1.43", "maintenance", {"info": "Come back later.", "minutes": 5}).json()["error"]

    assert (error["code"], error["info"], error["minutes"]) == ("maintenance", "Come back later.", 5)


@pytest.mark.parametrize(
    ("code", "data", "told"),
    [
        ("editconflct", {}, "did you mean 'editconflict'"),
        ("nothing-of-the-kind", {}, "give info="),
        ("captcha", {"type": "smell"}, "there is no captcha of type 'smell'; known: simple, math, question, image"),
    ],
)
def test_what_there_is_not(code: str, data: dict[str, Any], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        FakeEditApi().fail(code, **data)
