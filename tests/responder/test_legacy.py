"""MediaWiki 1.19, as the API's documentation of that time has it: nothing here is recorded from a wiki."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree

import pytest

from pytest_mwedit import ErrorCode, assert_api_error, assert_edit_failure, assert_edit_success
from pytest_mwedit.error_catalogue import CATALOGUE
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.session import WikiSession
from pytest_mwedit.web import WebRequest

TOKEN = "+\\"
PASSWORDS = {"Admin": "AdminPassw0rd!x"}

#: The documentation's table of errors: code and text; texts with a blank in them stand in `CAUSES`.
DOCUMENTED = {
    "notitle": "The title parameter must be set",
    "notext": "One of the text, appendtext, prependtext and undo parameters must be set",
    "notoken": "The token parameter must be set",
    "invalidsection": "The section parameter must be set to an integer or 'new'",
    "protectedtitle": "This title has been protected from creation",
    "cantcreate": "You don't have permission to create new pages",
    "cantcreate-anon": "Anonymous users can't create new pages",
    "articleexists": "The article you tried to create has been created already",
    "noimageredirect-anon": "Anonymous users can't create image redirects",
    "noimageredirect": "You don't have permission to create image redirects",
    "spamdetected": 'Your edit was refused because it contained a spam fragment: "viagra"',
    "filtered": "The filter callback function refused your edit",
    "contenttoobig": "The content you supplied exceeds the article size limit of 1 bytes",
    "noedit-anon": "Anonymous users can't edit pages",
    "noedit": "You don't have permission to edit pages",
    "pagedeleted": "The page has been deleted since you fetched its timestamp",
    "emptypage": "Creating new, empty pages is not allowed",
    "emptynewsection": "Creating empty new sections is not possible.",
    "editconflict": "Edit conflict detected",
    "revwrongpage": '4 is not a revision of "Page"',
    "undofailure": "Undo failed due to conflicting intermediate edits",
    "missingtitle": "The page you specified doesn't exist",
    "mustbeposted": "The edit module requires a POST request",
    "readapidenied": "You need read permission to use this module",
    "writeapidenied": "You're not allowed to edit this wiki through the API",
    "noapiwrite": "Editing of this wiki through the API is disabled. Make sure the $wgEnableWriteAPI=true; "
    "statement is included in the wiki's LocalSettings.php file",
    "badtoken": "Invalid token",
    "missingparam": "One of the parameters title, pageid is required",
    "invalidparammix": "The parameters title, pageid can not be used together",
    "invalidtitle": 'Bad title "[["',
    "nosuchpageid": "There is no page with ID 99",
    "pagecannotexist": "Namespace doesn't allow actual pages",
    "nosuchrevid": "There is no revision with ID 99",
    "badmd5": "The supplied MD5 hash was incorrect",
    "hookaborted": "The modification you tried to make was aborted by an extension hook",
    "parseerror": "Failed to parse the given text.",
    "summaryrequired": "Summary required",
    "blocked": "You have been blocked from editing",
    "ratelimited": "You've exceeded your rate limit. Please wait some time and try again",
    "unknownerror": 'Unknown error: "231"',
    "nosuchsection": "There is no such section.",
    "sectionsnotsupported": "Sections are not supported for this type of page.",
    "editnotsupported": "Editing of this type of page is not supported using the text based edit API.",
    "appendnotsupported": "This type of page can not be edited by appending or prepending text.",
    "redirect-appendonly": 'You have attempted to edit using the "redirect"-following mode, which must be used in '
    "conjuction with section=new, prependtext, or appendtext.",
    "badformat": "The requested serialization format can not be applied to the page's content model",
    "customcssprotected": "You're not allowed to edit custom CSS pages",
    "customjsprotected": "You're not allowed to edit custom JavaScript pages",
}

#: What nothing that 1.19 knows leads to: parameters that came later, and causes that no wiki was seen to have.
ONLY_FORCED = {"missingparam", "invalidparammix", "nosuchpageid", "badformat"}

#: What fills the texts of errors that are forced: what the test says, or else what the request says.
FILLINGS: dict[str, dict[str, Any]] = {
    "contenttoobig": {"size": 1},
    "nosuchpageid": {"pageid": 99},
    "nosuchrevid": {"baserevid": 99},
    "spamdetected": {"text": "viagra"},
    "unknownerror": {"status": 231},
}
SENT = {"invalidtitle": {"title": "[["}, "revwrongpage": {"undo": 4}}


@dataclass(frozen=True)
class Cause:
    """What is arranged, and what is sent, for an error to come naturally."""

    sent: Mapping[str, Any]
    arrange: Callable[[FakeEditApi], object] = lambda fake: None
    user: str | None = None
    query: Mapping[str, Any] = field(default_factory=dict)


def setting(**settings: Any) -> Callable[[FakeEditApi], object]:
    return lambda fake: fake.config.update(settings)


def denied(*rights: str, groups: tuple[str, ...] = ("*", "user")) -> Callable[[FakeEditApi], object]:
    return setting(group_permissions={group: dict.fromkeys(rights, False) for group in groups})


def page(*texts: str, title: str = "Page") -> Callable[[FakeEditApi], object]:
    return lambda fake: [fake.add_page(title, text, timestamp=1000000000 + i) for i, text in enumerate(texts)]


def deleted(fake: FakeEditApi) -> None:
    fake.add_page("Page", "Text")
    fake.delete("Page")


def two_pages(fake: FakeEditApi) -> None:
    for title, text in (("Page", "Text"), ("Other", "one"), ("Other", "two")):
        fake.add_page(title, text)


def asks_for_summaries(fake: FakeEditApi) -> None:
    fake.add_page("Page", "Text")
    fake.config.default_user_options = {"forceeditsummary": 1}


EDIT = {"title": "Page", "text": "New", "token": TOKEN}
REDIRECT = {"title": "File:A.png", "text": "#REDIRECT [[File:B.png]]", "token": TOKEN}

CAUSES = {
    "notitle": Cause({"text": "New", "token": TOKEN}),
    "notext": Cause({"title": "Page", "token": TOKEN}),
    "notoken": Cause({"title": "Page", "text": "New"}),
    "invalidsection": Cause({**EDIT, "section": "first"}),
    "protectedtitle": Cause(EDIT, lambda fake: fake.protect("Page")),
    "cantcreate": Cause(EDIT, denied("createpage"), user="Alice"),
    "cantcreate-anon": Cause(EDIT, denied("createpage")),
    "articleexists": Cause({**EDIT, "createonly": 1}, page("Text")),
    "noimageredirect-anon": Cause(REDIRECT),
    "noimageredirect": Cause(REDIRECT, denied("upload"), user="Alice"),
    "spamdetected": Cause({**EDIT, "text": "Buy viagra"}, setting(spam_regex="/viagra/")),
    "filtered": Cause(EDIT, setting(filter_callback=lambda title, text, section, summary: text == "New")),
    "contenttoobig": Cause({**EDIT, "text": "x" * 1025}, setting(max_article_size=1)),
    "noedit-anon": Cause(EDIT, denied("edit")),
    "noedit": Cause(EDIT, denied("edit"), user="Alice"),
    "pagedeleted": Cause({**EDIT, "starttimestamp": "2001-01-01T00:00:00Z"}, deleted),
    "emptypage": Cause({**EDIT, "text": ""}),
    "emptynewsection": Cause({**EDIT, "text": "", "section": "new"}, page("Text")),
    "editconflict": Cause({**EDIT, "basetimestamp": "20010909014640"}, page("one", "two")),
    "revwrongpage": Cause({"title": "Page", "undo": 4, "token": TOKEN}, two_pages),
    "undofailure": Cause({"title": "Page", "undo": 3, "token": TOKEN}, page("one", "two", "three")),
    "missingtitle": Cause({**EDIT, "nocreate": 1}),
    "mustbeposted": Cause({}, query=EDIT),
    "readapidenied": Cause(EDIT, denied("read")),
    "writeapidenied": Cause(EDIT, denied("writeapi")),
    "noapiwrite": Cause(EDIT, setting(write_api=False)),
    "badtoken": Cause({**EDIT, "token": "000000000000000000+\\"}),
    "invalidtitle": Cause({**EDIT, "title": "[["}),
    "pagecannotexist": Cause({**EDIT, "title": "Special:Version"}),
    "nosuchrevid": Cause({"title": "Page", "undo": 99, "token": TOKEN}, page("Text")),
    "badmd5": Cause({**EDIT, "md5": hashlib.md5(b"Old").hexdigest()}),
    "hookaborted": Cause(EDIT, setting(hook={"point": "EditFilter", "return": False})),
    "parseerror": Cause(
        {"title": "MediaWiki:A", "appendtext": "New", "token": TOKEN},
        setting(broken_model=True, namespace_content_models={"8": "broken"}),
        user="Admin",
    ),
    "summaryrequired": Cause(EDIT, asks_for_summaries, user="Alice"),
    "blocked": Cause(EDIT, lambda fake: fake.block("127.0.0.1")),
    "ratelimited": Cause(EDIT, setting(rate_limits={"edit": {"anon": [0, 60]}}, rate_limits_apply_to_all=True)),
    "unknownerror": Cause(
        EDIT,
        setting(hook={"point": "EditFilterMergedContent", "return": False, "fatal": ["apierror-unknownerror", "231"]}),
    ),
    "nosuchsection": Cause({**EDIT, "section": 7}, page("Text")),
    "sectionsnotsupported": Cause(
        {**EDIT, "title": "User:Alice/a.css", "section": 1}, page("a {}", title="User:Alice/a.css"), user="Alice"
    ),
    "editnotsupported": Cause(EDIT, setting(namespace_content_models={0: "unknown"})),
    "appendnotsupported": Cause(
        {"title": "Page", "appendtext": "New", "undo": 1, "token": TOKEN},
        setting(namespace_content_models={0: "unknown"}),
    ),
    "redirect-appendonly": Cause({**EDIT, "redirect": 1}),
    "customcssprotected": Cause({**EDIT, "title": "User:Bob/a.css"}, user="Alice"),
    "customjsprotected": Cause({**EDIT, "title": "User:Bob/a.js"}, user="Alice"),
}


def session_with(fake: FakeEditApi) -> WikiSession:
    return WikiSession(fake.api_url, fake.answer)


def post(session: WikiSession, **params: Any) -> Any:
    return session.post(session.api_url, data={"action": "edit", "format": "xml", **params})


def get(session: WikiSession, **params: Any) -> Any:
    return session.get(session.api_url, params={"format": "xml", **params})


def test_every_documented_code_has_its_cause() -> None:
    assert CAUSES.keys() | ONLY_FORCED == DOCUMENTED.keys()


@pytest.mark.parametrize("code", CAUSES)
def test_natural_cause(code: str) -> None:
    fake, cause = FakeEditApi("1.19"), CAUSES[code]
    session = session_with(fake)
    if cause.user is not None:
        session.login(cause.user, PASSWORDS.get(cause.user, "any"))
        token = get(session, action="tokens", format="json").json()["tokens"]["edittoken"]
    cause.arrange(fake)
    before = fake.state()
    sent = dict(cause.sent)
    if cause.user is not None:
        sent["token"] = token

    reply = get(session, action="edit", **cause.query) if cause.query else post(session, **sent)

    error = ElementTree.fromstring(reply.text).find("error")
    assert error is not None
    assert error.attrib == {"code": code, "info": DOCUMENTED[code]}
    assert reply.headers["MediaWiki-API-Error"] == code
    assert fake.state() == before


@pytest.mark.parametrize("code", DOCUMENTED)
def test_forced(code: str) -> None:
    fake = FakeEditApi("1.19")
    fake.add_page("Page", "Text")
    fake.fail(code, **FILLINGS.get(code, {}))

    reply = post(session_with(fake), **{**EDIT, **SENT.get(code, {})}, format="json")

    assert reply.json() == {"error": {"code": code, "info": DOCUMENTED[code]}}
    assert fake.page("Page").text == "Text"


def test_the_names_of_old_are_known() -> None:
    old = {"notitle", "notext", "notoken", "protectedtitle", "filtered", "spamdetected", "noedit", "noedit-anon"}

    assert old <= set(ErrorCode)
    assert all(CATALOGUE[code].today for code in old)


# Shapes


def test_a_token_with_the_page() -> None:
    fake = FakeEditApi("1.19")
    fake.clock.freeze("2008-03-27T21:15:39Z")
    fake.add_page("Main Page", "A" * 4712, user="David Levy", summary="Tested", timestamp="2008-03-20T17:26:39Z")

    reply = get(session_with(fake), action="query", prop="info|revisions", intoken="edit", titles="Main Page")

    assert reply.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert reply.text == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        "<api>\n"
        "  <query>\n"
        "    <pages>\n"
        '      <page pageid="1" ns="0" title="Main Page" touched="2008-03-20T17:26:39Z" lastrevid="2" counter="0" '
        'length="4712" starttimestamp="2008-03-27T21:15:39Z" edittoken="+\\">\n'
        "        <revisions>\n"
        '          <rev revid="2" user="David Levy" timestamp="2008-03-20T17:26:39Z" comment="Tested" />\n'
        "        </revisions>\n"
        "      </page>\n"
        "    </pages>\n"
        "  </query>\n"
        "</api>"
    )


def test_tokens_of_the_old_module() -> None:
    session = session_with(FakeEditApi("1.19"))
    session.login("Alice", "any")

    text = get(session, action="tokens", type="edit|move").text

    tokens = ElementTree.fromstring(text).find("tokens")
    assert tokens is not None
    assert tokens.keys() == ["edittoken", "movetoken"]
    assert len(set(tokens.attrib.values())) == 1
    token = tokens.attrib["edittoken"]
    assert len(token) == len("1f287ba00a908e9622045e7b18ffa352+\\")
    assert token.endswith("+\\")


def test_the_token_is_the_same_until_the_next_login() -> None:
    fake = FakeEditApi("1.19")
    session = session_with(fake)
    session.login("Alice", "any")
    first = session.csrf_token()
    fake.clock.freeze("2030-01-01T00:00:00Z")
    assert session.csrf_token(refresh=True) == first

    session.login("Alice", "any")

    assert session.csrf_token() != first


def test_a_new_section() -> None:
    fake = FakeEditApi("1.19")
    fake.add_page("Talk:Main Page", "Hello")

    reply = post(
        session_with(fake), title="Talk:Main Page", section="new", summary="Hello World", text="Hello", token=TOKEN
    )

    assert reply.text == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        "<api>\n"
        '  <edit result="Success" pageid="2" title="Talk:Main Page" oldrevid="2" newrevid="3" />\n'
        "</api>"
    )
    assert fake.page("Talk:Main Page").text == "Hello\n\n== Hello World ==\n\nHello"


def test_a_new_page_and_no_change() -> None:
    session = session_with(FakeEditApi("1.19"))

    first, second = post(session, **EDIT), post(session, **EDIT, format="json")

    assert '<edit new="" result="Success" pageid="2" title="Page" oldrevid="0" newrevid="2" />' in first.text
    assert second.json() == {"edit": {"result": "Success", "pageid": 2, "title": "Page", "nochange": ""}}


def test_a_text_that_is_read() -> None:
    fake = FakeEditApi("1.19")
    fake.add_page("Page", "<b>\nText")

    reply = get(session_with(fake), action="query", prop="revisions", rvprop="content", titles="Page")

    assert '<rev xml:space="preserve">&lt;b&gt;\nText</rev>' in reply.text


def test_a_reply_to_who_names_no_format() -> None:
    reply = session_with(FakeEditApi("1.19")).get(
        "https://test.wikipedia.org/w/api.php", params={"action": "tokens", "type": "edit"}
    )

    assert reply.headers["Content-Type"] == "text/html; charset=UTF-8"
    assert '&lt;?xml version="1.0" encoding="utf-8"?>\n&lt;api>\n  &lt;tokens edittoken="+\\" />\n&lt;/api>' in (
        reply.text
    )


# Captchas

MATH = {"class": "MathCaptcha", "triggers": {"edit": True}}


def test_a_sum_to_solve() -> None:
    fake = FakeEditApi("1.19")
    fake.config.captcha = MATH
    session = session_with(fake)

    asked = post(session, **EDIT)

    captcha = fake.captchas[-1]
    assert asked.text == (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        "<api>\n"
        '  <edit result="Failure">\n'
        f'    <captcha type="math" mime="text/tex" id="{captcha.id}" question="{captcha.question}" />\n'
        "  </edit>\n"
        "</api>"
    )
    first, plus, second, equals = str(captcha.question).split()
    assert (plus, equals) == ("+", "=")
    assert not fake.page("Page").exists
    solved = post(session, **EDIT, captchaid=captcha.id, captchaword=int(first) + int(second))
    assert_edit_success(solved, title="Page", new=True)


def test_an_image_to_read() -> None:
    fake = FakeEditApi("1.19")
    fake.config.captcha = {"class": "FancyCaptcha", "triggers": {"edit": True}}
    session = session_with(fake)

    failure = assert_edit_failure(post(session, **EDIT), captcha="image")

    assert failure.captcha is not None
    assert failure.captcha["url"].startswith("/w/index.php?title=Special:Captcha/image&wpCaptchaId=")
    again = post(session, **EDIT, captchaid=failure.captcha["id"], captchaword="wrong")
    assert_edit_failure(again, captcha="image")
    captcha = fake.captchas[-1]
    assert_edit_success(post(session, **EDIT, captchaid=captcha.id, captchaword=captcha.answer), title="Page")


# What came later


@pytest.mark.parametrize("action", ["clientlogin", "stashedit", "checktoken"])
def test_a_later_action(action: str) -> None:
    reply = post(session_with(FakeEditApi("1.19")), action=action, format="json")

    info = f"Unrecognized value for parameter 'action': {action}"
    assert reply.json() == {"error": {"code": "unknown_action", "info": info}}


def test_later_parameters() -> None:
    fake = FakeEditApi("1.19")
    sent = {"contentmodel": "json", "baserevid": 1, "pageid": 1, "errorformat": "raw"}

    reply = post(session_with(fake), **EDIT, **sent, format="json").json()

    assert reply["warnings"] == {
        "main": {"*": "Unrecognized parameters: 'contentmodel', 'baserevid', 'pageid', 'errorformat'"}
    }
    assert reply["edit"]["title"] == "Page"


def test_tokens_of_today() -> None:
    reply = get(session_with(FakeEditApi("1.19")), action="query", meta="tokens", format="json")

    assert reply.json() == {"warnings": {"query": {"*": "Unrecognized value for parameter 'meta': tokens"}}}


@pytest.mark.parametrize("format_", ["wddx", "yaml"])
def test_a_format_that_is_not_written(format_: str) -> None:
    with pytest.raises(NotImitated, match=f"format={format_}"):
        get(session_with(FakeEditApi("1.19")), action="tokens", format=format_)


@pytest.mark.parametrize("version", ["1.39", "1.43"])
def test_settings_of_old(version: str) -> None:
    fake = FakeEditApi(version)
    fake.config.write_api = False

    with pytest.raises(NotImitated, match="has no setting write_api"):
        post(session_with(fake), **EDIT)


def test_a_profile_that_it_does_not_have() -> None:
    with pytest.raises(ValueError, match=r"ext.*1\.19"):
        FakeEditApi("1.19", profile="ext")


# Programs


def test_the_session_of_the_plugin() -> None:
    fake = FakeEditApi("1.19")
    fake.add_user("Alice", "secret")
    session = session_with(fake)

    login = session.login("Alice", "secret").json()["login"]
    reply = session.edit(title="Page", text="Text", createonly=True)
    again = session.edit(title="Page", text="Text", createonly=True)

    assert (login["result"], login["lgusername"]) == ("Success", "Alice")
    assert_edit_success(reply, title="Page", new=True)
    assert_api_error(again, "articleexists")
    assert fake.page("Page").revisions[-1].user == "Alice"


def test_a_client_that_makes_its_own_cookies() -> None:
    """API:Login told how: each cookie is called after the prefix, and holds a field of the reply."""
    fake = FakeEditApi("1.19")
    fake.add_user("Bob", "secret")
    session = session_with(fake)
    sent = {"action": "login", "lgname": "Bob", "lgpassword": "secret", "format": "json"}

    first = post(session, **sent).json()["login"]
    login = post(session, **sent, lgtoken=first["token"]).json()["login"]

    assert list(first) == ["result", "token", "cookieprefix", "sessionid"]
    assert list(login) == ["result", "lguserid", "lgusername", "lgtoken", "cookieprefix", "sessionid"]
    prefix = login["cookieprefix"]
    own = {
        "UserName": login["lgusername"],
        "UserID": login["lguserid"],
        "Token": login["lgtoken"],
        "_session": login["sessionid"],
    }
    other = session_with(fake)
    cookies = "; ".join(f"{prefix}{name}={value}" for name, value in own.items())
    asked = {"action": "query", "meta": "userinfo", "format": "json"}
    user = other.get(other.api_url, params=asked, headers={"Cookie": cookies}).json()["query"]["userinfo"]
    assert user["name"] == "Bob"


@pytest.mark.parametrize(
    ("name", "password", "result"), [("Alice", "wrong", "WrongPass"), ("Nobody", "any", "NotExists")]
)
def test_a_login_that_fails(name: str, password: str, result: str) -> None:
    fake = FakeEditApi("1.19")
    fake.config.open_login = False
    fake.add_user("Alice", "secret")

    reply = session_with(fake).login(name, password).json()

    assert reply["login"] == {"result": result}


def test_the_documented_request() -> None:
    """The documentation shows a request that a bot framework sent, whole."""
    fake = FakeEditApi("1.19", api_url="http://en.wikipedia.org/w/api.php")
    session = session_with(fake)
    session.login("Bot", "any")
    boundary = "---------------------------8ce61ec834cf268"
    text = "Content-Type: text/plain; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\n"
    fields = {
        "action": ("", "edit"),
        "title": (text, "Title here"),
        "text": (text, "Text here"),
        "summary": (text, "Summary"),
        "token": ("", session.csrf_token()),
        "assert": ("", "user"),
        "format": ("", "xml"),
    }
    parts = "".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n{more}\r\n{value}\r\n'
        for name, (more, value) in fields.items()
    )
    headers = (
        ("User-Agent", "Bot Framework"),
        ("Content-Type", f"multipart/form-data; boundary={boundary}"),
        ("Host", "en.wikipedia.org"),
        ("Cookie", "; ".join(f"{cookie.name}={cookie.value}" for cookie in session.cookies)),
    )

    reply = fake.answer(WebRequest("POST", fake.api_url, headers, f"{parts}--{boundary}--".encode()))

    edit = ElementTree.fromstring(reply.body).find("edit")
    assert edit is not None
    assert edit.attrib["result"] == "Success"
    saved = fake.page("Title here").revisions[-1]
    assert (saved.text, saved.summary, saved.user) == ("Text here", "Summary", "Bot")


def test_the_documented_script() -> None:
    """The documentation's program on a page sends JSON and reads ``edit.result`` or ``error.code``."""
    session = session_with(FakeEditApi("1.19"))
    sent = {"format": "json", "section": "new", "summary": "A", "text": "B"}

    good = post(session, title="Talk:A", token=TOKEN, **sent).json()
    bad = post(session, title="Talk:A", token="wrong", **sent).json()

    assert good["edit"]["result"] == "Success"
    assert (bad["error"]["code"], bad["error"]["info"]) == ("badtoken", "Invalid token")


def test_a_conflict_found_by_the_times_that_came_with_the_token() -> None:
    fake = FakeEditApi("1.19")
    fake.clock.freeze("2012-01-01T00:00:00Z")
    fake.add_page("Page", "one")
    session = session_with(fake)
    asked = get(
        session, action="query", prop="info|revisions", intoken="edit", rvprop="timestamp", titles="Page", format="json"
    )
    (read,) = asked.json()["query"]["pages"].values()
    fake.clock.freeze("2012-01-01T00:01:00Z")
    fake.add_page("Page", "two")

    reply = post(
        session,
        title="Page",
        text="three",
        basetimestamp=read["revisions"][0]["timestamp"],
        starttimestamp=read["starttimestamp"],
        token=read["edittoken"],
    )

    assert_api_error(reply, "editconflict", info="Edit conflict detected")


def test_a_query_goes_on_in_the_old_way() -> None:
    fake = FakeEditApi("1.19")
    for text in ("one", "two"):
        fake.add_page("Page", text)

    reply = get(
        session_with(fake), action="query", prop="revisions", titles="Page", rvprop="ids", rvlimit=1, format="json"
    ).json()

    assert list(reply) == ["query-continue", "query"]
    assert list(reply["query-continue"]["revisions"]) == ["rvcontinue"]
