"""The profile wmf, as documents and public replies show test.wikipedia.org: nothing here is recorded from that wiki."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from pytest_mwedit import assert_edit_success
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.session import WikiSession

#: What ``action=edit`` of the documentation lists.
CONTENT_MODELS = (
    "GadgetDefinition Json.JsonConfig JsonSchema Map.JsonConfig MassMessageListContent NewsletterContent Scribunto "
    "SecurePoll Tabular.JsonConfig css flow-board javascript json sanitized-css text translate-messagebundle unknown "
    "wikitext"
).split()
TAGS = ["AWB", "convenient-discussions"]


@pytest.fixture
def fake() -> FakeEditApi:
    return FakeEditApi(profile="wmf")


@pytest.fixture
def session(fake: FakeEditApi) -> WikiSession:
    return WikiSession(fake.api_url, fake.answer)


def test_what_the_wiki_is(session: WikiSession) -> None:
    info = session.api("query", meta="siteinfo", siprop=["general", "namespaces", "namespacealiases"]).json()["query"]

    general = info["general"]
    told = ("sitename", "wikiid", "server", "servername", "articlepath", "scriptpath", "script", "base", "dbtype")
    assert {name: general[name] for name in told} == {
        "sitename": "Wikipedia",
        "wikiid": "testwiki",
        "server": "//test.wikipedia.org",
        "servername": "test.wikipedia.org",
        "articlepath": "/wiki/$1",
        "scriptpath": "/w",
        "script": "/w/index.php",
        "base": "https://test.wikipedia.org/wiki/Main_Page",
        "dbtype": "mysql",
    }
    assert general["generator"].startswith("MediaWiki 1.43.0-wmf.")
    names = {row["id"]: row["name"] for row in info["namespaces"].values()}
    assert (names[4], names[5], names[710], names[828], names[2600]) == (
        "Wikipedia",
        "Wikipedia talk",
        "TimedText",
        "Module",
        "Topic",
    )
    assert {(row["id"], row["alias"]) for row in info["namespacealiases"]} >= {(4, "WP"), (5, "WT")}


def test_a_title_in_the_project(session: WikiSession) -> None:
    session.login("Alice", "any")

    edit = session.edit(title="wp:sandbox", text="Text").json()["edit"]

    assert edit["title"] == "Wikipedia:Sandbox"


def test_an_error_names_the_wiki_and_the_machine(fake: FakeEditApi, session: WikiSession) -> None:
    fake.add_page("Page", "Text")

    reply = session.edit(title="Page", text="Text", createonly=True).json()

    assert list(reply) == ["error", "servedby"]
    assert reply["servedby"].startswith("mw-api-ext.eqiad.main-")
    assert reply["error"]["docref"].startswith("See https://test.wikipedia.org/w/api.php for API usage. ")


def test_the_machine_is_named_to_who_asks(session: WikiSession) -> None:
    assert "servedby" not in session.api("query").json()
    assert session.api("query", servedby=True).json()["servedby"].startswith("mw-api-ext.")


def test_lag(session: WikiSession) -> None:
    """A wiki of several databases lags by part of a second, as a reply of commons.wikimedia.org shows."""
    reply = session.api("query", maxlag=-1)

    error = reply.json()["error"]
    assert error["info"] == "Waiting for 10.64.16.149: 0.445356 seconds lagged."
    assert (error["host"], error["lag"], error["type"]) == ("10.64.16.149", 0.445356, "db")
    assert reply.headers["Retry-After"] == "5"
    assert "error" not in session.api("query", maxlag=5).json()


def test_cookies(session: WikiSession) -> None:
    session.login("Alice", "any")

    assert {"testwikiSession", "testwikiUserID", "testwikiUserName"} <= set(session.cookies.keys())
    assert session.api("query", meta="userinfo").json()["query"]["userinfo"]["name"] == "Alice"
    session.logout()
    assert "testwikiSession" not in session.cookies


@pytest.mark.parametrize("module", ["edit", "stashedit"])
def test_content_models(session: WikiSession, module: str) -> None:
    (row,) = session.api("paraminfo", modules=module).json()["paraminfo"]["modules"]

    types: dict[str, Any] = {each["name"]: each["type"] for each in row["parameters"]}
    assert types["contentmodel"] == CONTENT_MODELS
    assert module == "stashedit" or types["tags"] == TAGS
    assert module == "stashedit" or "watchlistexpiry" in types


def test_a_content_model_that_is_not_imitated(session: WikiSession) -> None:
    with pytest.raises(NotImitated, match="content model 'sanitized-css'"):
        session.edit(title="Page", text="a {}", contentmodel="sanitized-css")


def test_tags(session: WikiSession) -> None:
    session.login("Alice", "any")

    edit = session.edit(title="Page", text="Text", tags=["AWB"], watchlistexpiry="1 week").json()["edit"]

    assert "watchlistexpiry" in edit


def test_an_edit_without_an_account(fake: FakeEditApi, session: WikiSession) -> None:
    """The documentation says what the reply may have, and that the address leads back to a page."""
    fake.clock.freeze("2026-01-01T00:00:00Z")

    edit = session.edit(title="Page", text="Text", returnto="Other", returntoquery="?a=b", returntoanchor="#c").json()

    assert edit["edit"]["tempusercreated"] is True
    address = urlsplit(edit["edit"]["tempusercreatedredirect"])
    assert address.hostname == "login.wikimedia.org"
    query = parse_qs(address.query)
    assert (query["returnto"], query["returntoquery"], query["returntoanchor"]) == (["Other"], ["a=b"], ["#c"])
    assert fake.page("Page").revisions[-1].user == "~2026-1"
    user = session.api("query", meta="userinfo").json()["query"]["userinfo"]
    assert (user["name"], user["temp"]) == ("~2026-1", True)


def test_the_way_back_is_the_page_that_was_edited(session: WikiSession) -> None:
    edit = session.edit(title="Page", text="Text").json()["edit"]

    assert parse_qs(urlsplit(edit["tempusercreatedredirect"]).query)["returnto"] == ["Page"]


def test_a_new_link_of_a_newcomer(fake: FakeEditApi, session: WikiSession) -> None:
    """As a wiki's documentation for authors of bots shows the reply."""
    session.edit(title="Page", text="Text")

    reply = session.edit(title="Page", text="Text https://a.example/").json()

    (captcha,) = fake.captchas
    assert reply == {
        "edit": {
            "captcha": {
                "type": "image",
                "mime": "image/png",
                "id": captcha.id,
                "url": f"/w/index.php?title=Special:Captcha/image&wpCaptchaId={captcha.id}",
            },
            "result": "Failure",
        }
    }
    solved = session.edit(
        title="Page", text="Text https://a.example/", captchaid=captcha.id, captchaword=captcha.answer
    )
    assert_edit_success(solved, title="Page")


def test_a_new_link_of_a_confirmed_user(fake: FakeEditApi, session: WikiSession) -> None:
    fake.add_user("Carol", "secret", groups=["confirmed"])
    session.login("Carol", "secret")

    assert_edit_success(session.edit(title="Page", text="https://a.example/"))


def test_other_versions() -> None:
    with pytest.raises(ValueError, match=r"wmf.*1\.39; use version 1\.43"):
        FakeEditApi("1.39", profile="wmf")


def test_a_session_goes_on_as_the_account_that_a_refused_edit_made() -> None:
    wiki = FakeEditApi(profile="wmf")
    session = WikiSession(wiki.api_url, wiki.answer)

    captcha = session.edit(title="A", text="http://x.example").json()["edit"]["captcha"]
    answer = {"captchaid": captcha["id"], "captchaword": wiki.captchas[-1].answer}

    assert session.edit(title="A", text="http://x.example", **answer).json()["edit"]["result"] == "Success"


def test_searching_is_left_to_another_engine(session: WikiSession) -> None:
    with pytest.raises(NotImitated, match="CirrusSearch"):
        session.api("query", list="search", srsearch="x")


def test_what_is_told_of_languages_is_not_known(session: WikiSession) -> None:
    with pytest.raises(NotImitated, match="what a wiki of the profile 'wmf' tells of languages"):
        session.api("query", meta="languageinfo")
