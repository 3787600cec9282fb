"""FakeEditApi: arranging, disturbing, looking."""

from __future__ import annotations

import threading
from typing import Any
from urllib.parse import urlencode

import pytest

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.web import Disrupted, WebRequest, WebResponse

FORM = ("Content-Type", "application/x-www-form-urlencoded")
TOKEN = "+\\"


class Client:
    """Sends requests to a fake, with cookies."""

    def __init__(self, fake: FakeEditApi, url: str | None = None) -> None:
        self.fake = fake
        self.url = url or fake.api_url
        self.cookies: dict[str, str] = {}

    def send(self, method: str, **params: Any) -> WebResponse:
        named = {"format": "json", "formatversion": 2, **params}
        headers = [FORM] if method == "POST" else []
        if self.cookies:
            headers.append(("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items())))
        encoded = urlencode(named)
        url, body = (self.url, encoded.encode()) if method == "POST" else (f"{self.url}?{encoded}", b"")
        response = self.fake.answer(WebRequest(method, url, tuple(headers), body))
        for name, value in response.headers:
            if name == "Set-Cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        return response

    def get(self, **params: Any) -> Any:
        return self.send("GET", **params).json()

    def post(self, **params: Any) -> Any:
        return self.send("POST", **params).json()

    def token(self, kind: str = "csrf") -> str:
        token: str = self.get(action="query", meta="tokens", type=kind)["query"]["tokens"][f"{kind}token"]
        return token

    def login(self, name: str, password: str) -> Any:
        return self.post(action="login", lgname=name, lgpassword=password, lgtoken=self.token("login"))["login"]

    def edit(self, **params: Any) -> Any:
        return self.post(action="edit", token=self.token(), **params)


@pytest.fixture
def fake() -> FakeEditApi:
    return FakeEditApi()


@pytest.fixture
def client(fake: FakeEditApi) -> Client:
    return Client(fake)


# A fresh wiki


def test_fresh_wiki_has_a_main_page_and_an_administrator(fake: FakeEditApi, client: Client) -> None:
    page = client.get(action="query", titles="Main Page", prop="info")["query"]["pages"][0]

    assert (page["pageid"], page["lastrevid"]) == (1, 1)
    assert client.login("Admin", "AdminPassw0rd!x") == {"result": "Success", "lguserid": 1, "lgusername": "Admin"}
    assert fake.edits == []


@pytest.mark.parametrize("version", ["1.40", "2"])
def test_unknown_version(version: str) -> None:
    with pytest.raises(ValueError, match=r"not imitated yet; known: 1\.43"):
        FakeEditApi(version=version)


def test_same_bytes_with_a_frozen_clock() -> None:
    bodies = []
    for _ in range(2):
        fake = FakeEditApi()
        fake.clock.freeze("2030-01-01T00:00:00Z")
        client = Client(fake)
        client.login("Somebody", "x")
        bodies.append((client.send("GET", action="query", meta="tokens|userinfo", type="*").body, client.cookies))

    assert bodies[0] == bodies[1]


# Logging in


def test_stranger_logs_in_with_any_password_and_then_only_with_that(client: Client, fake: FakeEditApi) -> None:
    assert client.login("Stranger", "first")["result"] == "Success"
    assert Client(fake).login("Stranger", "second")["result"] == "Failed"
    assert Client(fake).login("Stranger", "first")["result"] == "Success"


def test_closed_wiki_refuses_strangers(client: Client, fake: FakeEditApi) -> None:
    fake.config.open_login = False

    assert client.login("Stranger", "x")["result"] == "Failed"


def test_known_password_is_checked(client: Client, fake: FakeEditApi) -> None:
    fake.add_user("Robo", "right", groups=["bot"], rights=["delete"])

    assert client.login("Robo", "wrong")["result"] == "Failed"
    assert client.login("Robo", "right")["result"] == "Success"
    info = client.get(action="query", meta="userinfo", uiprop="groups|rights")["query"]["userinfo"]
    assert info["groups"] == ["bot", "*", "user", "autoconfirmed"]
    assert info["rights"][-1] == "delete"


def test_bot_password_of_a_grant(client: Client, fake: FakeEditApi) -> None:
    fake.add_user("Robo")
    fake.add_bot_password("Robo", "app", "secret", grants=["basic"])

    assert client.login("Robo@app", "secret")["result"] == "Success"
    assert client.edit(title="A", text="x")["error"]["code"] == "permissiondenied"


def test_token_of_another_session_is_refused(client: Client, fake: FakeEditApi) -> None:
    client.login("One", "x")
    other = Client(fake)
    other.login("Two", "x")

    assert other.post(action="edit", title="A", text="x", token=client.token())["error"]["code"] == "badtoken"


# Arranging


def test_add_page_and_look_at_it(fake: FakeEditApi) -> None:
    page = fake.add_page("project:sandbox", "One", user="Ann", summary="first", timestamp="2020-02-03T04:05:06Z")
    fake.add_page("Project:Sandbox", "Two", user="1.2.3.4")

    assert page.title == "TestWiki:Sandbox"
    assert (page.exists, page.text, page.pageid, page.contentmodel) == (True, "Two", 2, "wikitext")
    assert [(each.user, each.summary, each.new) for each in page.revisions] == [
        ("Ann", "first", True),
        ("1.2.3.4", "", False),
    ]
    assert page.revisions[0].timestamp.isoformat() == "2020-02-03T04:05:06+00:00"
    assert fake.edits == []


def test_page_view_is_live(fake: FakeEditApi, client: Client) -> None:
    page = fake.page("A")
    assert not page.exists

    client.edit(title="A", text="x", summary="s", minor=1)

    assert page.text == "x"
    assert [(edit.title, edit.text, edit.user, edit.minor, edit.revid) for edit in fake.edits] == [
        ("A", "x", "127.0.0.1", False, page.latest.revid)
    ]


def test_text_of_a_missing_page(fake: FakeEditApi) -> None:
    fake.add_page("Sandbox", "x")

    with pytest.raises(LookupError, match="there is no page 'Sandbx'; did you mean 'Sandbox'"):
        _ = fake.page("Sandbx").text


def test_block_and_unblock(fake: FakeEditApi, client: Client) -> None:
    client.login("Bad", "x")
    fake.block("Bad", reason="vandalism")

    error = client.edit(title="A", text="x")["error"]
    assert (error["code"], error["blockinfo"]["blockreason"]) == ("blocked", "vandalism")

    fake.unblock("Bad")
    assert client.edit(title="A", text="x")["edit"]["result"] == "Success"


def test_protect(fake: FakeEditApi, client: Client) -> None:
    fake.add_page("A", "x")
    fake.protect("A", "sysop")
    fake.protect("B")

    assert fake.page("A").protection == {"edit": "sysop", "move": "sysop"}
    assert client.edit(title="A", text="y")["error"]["code"] == "protectedpage"
    assert fake.page("B").protection == {"create": "sysop"}

    fake.protect("A", "")
    assert client.edit(title="A", text="y")["edit"]["result"] == "Success"


def test_delete_undelete_move(fake: FakeEditApi) -> None:
    fake.add_page("A", "x")
    fake.delete("A")
    assert not fake.page("A").exists

    fake.undelete("A")
    assert fake.page("A").text == "x"

    fake.move("A", "B")
    assert (fake.page("A").text, fake.page("A").is_redirect, fake.page("B").text) == ("#REDIRECT [[B]]", True, "x")
    assert fake.edits == []


def test_watch(fake: FakeEditApi) -> None:
    fake.add_user("Ann")

    fake.watch("A", "Ann")

    assert fake.page("A").is_watched_by("Ann")


def test_read_only(fake: FakeEditApi, client: Client) -> None:
    fake.read_only("backup")
    error = client.edit(title="A", text="x")["error"]
    assert (error["code"], error["readonlyreason"]) == ("readonly", "backup")

    fake.read_only(None)
    assert client.edit(title="A", text="x")["edit"]["result"] == "Success"


def test_rights_follow_the_settings_from_one_request_to_the_next(fake: FakeEditApi) -> None:
    def rights() -> list[str]:
        query = "action=query&meta=userinfo&uiprop=rights&format=json&formatversion=2"
        told: list[str] = fake.answer(WebRequest("GET", f"{fake.api_url}?{query}")).json()["query"]["userinfo"][
            "rights"
        ]
        return told

    before = rights()
    fake.config.group_permissions = {"*": {"edit": False}}
    assert rights() == [right for right in before if right != "edit"]
    fake.config.group_permissions = {}
    fake.config.revoke_permissions = {"*": {"edit": True}}
    assert rights() == [right for right in before if right != "edit"]
    fake.config.revoke_permissions = {}
    assert rights() == before


def test_registered_action(fake: FakeEditApi, client: Client) -> None:
    fake.register("wbeditentity", lambda request: {"entity": {"id": request.params["id"]}, "success": 1}, token="csrf")

    assert client.post(action="wbeditentity", id="Q1", token="bad")["error"]["code"] == "badtoken"
    assert client.post(action="wbeditentity", id="Q1", token=TOKEN) == {"entity": {"id": "Q1"}, "success": 1}


def test_second_wiki_is_its_own(fake: FakeEditApi, client: Client) -> None:
    commons = fake.wiki("https://commons.wikimedia.org/w/api.php")
    fake.add_page("A", "here")
    commons.add_page("A", "there")

    there = Client(fake, commons.api_url)
    read: dict[str, Any] = {
        "action": "query",
        "titles": "A",
        "prop": "revisions",
        "rvprop": "content",
        "rvslots": "main",
    }

    def text(reply: Any) -> str:
        content: str = reply["query"]["pages"][0]["revisions"][0]["slots"]["main"]["content"]
        return content

    assert (text(client.get(**read)), text(there.get(**read))) == ("here", "there")
    assert (len(fake.requests), len(commons.requests)) == (1, 1)


def test_reset(fake: FakeEditApi, client: Client) -> None:
    fake.add_page("A", "x")
    fake.fail("editconflict")
    client.get(action="query")

    fake.reset()

    assert fake.requests == []
    assert not fake.page("A").exists
    assert client.edit(title="A", text="x")["edit"]["result"] == "Success"


# Disturbing


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("editconflict", "Edit conflict."),
        ("badtoken", "Invalid CSRF token."),
        ("ratelimited", "You've exceeded your rate limit. Please wait some time and try again."),
        ("readonly", "The wiki is currently in read-only mode."),
        ("nosuchsection", "There is no section 7."),
        ("protectedpage", "This page has been protected to prevent editing or other actions."),
        ("articleexists", "The page you tried to create has been created already."),
        ("missingtitle", "The page you specified doesn't exist."),
        ("contenttoobig", "The content you supplied exceeds the page size limit of 2048 kibibytes."),
    ],
)
def test_fail(fake: FakeEditApi, client: Client, code: str, told: str) -> None:
    """The next edit meets the error, in the wiki's words; the one after succeeds, and reading goes on."""
    fake.fail(code)
    assert "tokens" in client.get(action="query", meta="tokens")["query"]

    response = client.send("POST", action="edit", title="A", text="x", section="7", token=TOKEN)

    assert response.header("MediaWiki-API-Error") == code
    assert (response.json()["error"]["code"], response.json()["error"]["info"]) == (code, told)
    assert not fake.page("A").exists
    assert client.edit(title="A", text="x")["edit"]["result"] == "Success"


def test_fail_as_blocked_tells_of_the_block(fake: FakeEditApi, client: Client) -> None:
    fake.fail("blocked", blockreason="why")

    error = client.edit(title="A", text="x")["error"]

    assert error["info"].startswith("Your username or IP address has been blocked.")
    assert (error["blockinfo"]["blockreason"], error["blockinfo"]["blockexpiry"]) == ("why", "infinite")


def test_fail_only_for_a_title_and_twice(fake: FakeEditApi, client: Client) -> None:
    fake.fail("editconflict", title="a", times=2)

    codes = [client.edit(title=title, text="x").get("error", {}).get("code") for title in ("B", "A", "A", "A")]

    assert codes == [None, "editconflict", "editconflict", None]


def test_fail_with_a_code_of_an_extension(fake: FakeEditApi, client: Client) -> None:
    fake.fail("abusefilter-disallowed", info="No.", abusefilter={"id": 1})

    error = client.edit(title="A", text="x")["error"]

    assert (error["code"], error["info"], error["abusefilter"]) == ("abusefilter-disallowed", "No.", {"id": 1})


def test_before_save_makes_a_real_conflict(fake: FakeEditApi, client: Client) -> None:
    fake.add_page("A", "one\n")
    base = fake.page("A").latest.revid
    fake.before_save(lambda: fake.add_page("A", "theirs", user="Bob"))

    assert client.edit(title="A", text="mine", baserevid=base)["error"]["code"] == "editconflict"
    assert fake.page("A").text == "theirs"
    assert client.edit(title="A", text="mine", baserevid=fake.page("A").latest.revid)["edit"]["result"] == "Success"


def test_before_save_merges_what_does_not_overlap(fake: FakeEditApi, client: Client) -> None:
    fake.add_page("A", "one\n\ntwo\n\nthree")
    base = fake.page("A").latest.revid
    fake.before_save(lambda: fake.add_page("A", "ONE\n\ntwo\n\nthree", user="Bob"))

    client.edit(title="A", text="one\n\ntwo\n\nTHREE", baserevid=base)

    assert fake.page("A").text == "ONE\n\ntwo\n\nTHREE"
    assert [edit.user for edit in fake.edits] == ["127.0.0.1"]


def test_maxlag_has_the_headers_that_clients_look_for(fake: FakeEditApi, client: Client) -> None:
    fake.disrupt("maxlag", lag=7)

    response = client.send("GET", action="query")

    assert response.status == 200
    assert (response.header("Retry-After"), response.header("X-Database-Lag")) == ("5", "7")
    assert response.json()["error"]["lag"] == 7
    assert client.get(action="query") == {"batchcomplete": True}


@pytest.mark.parametrize(("kind", "status"), [("http-503", 503), ("http-429", 429), ("html", 200), ("empty", 200)])
def test_disrupt_with_another_reply(fake: FakeEditApi, client: Client, kind: str, status: int) -> None:
    fake.disrupt(kind, action="edit")
    assert client.get(action="query") == {"batchcomplete": True}

    response = client.send("POST", action="edit", title="A", text="x", token=TOKEN)

    assert response.status == status
    assert "json" not in (response.header("Content-Type") or "")
    assert not fake.page("A").exists


@pytest.mark.parametrize("kind", ["timeout", "connection-reset", "connection-refused"])
@pytest.mark.parametrize("after", [False, True])
def test_disrupt_below_http(fake: FakeEditApi, client: Client, kind: str, after: bool) -> None:
    """With ``after`` the edit is saved and only the reply is lost."""
    fake.disrupt(kind, after=after)

    with pytest.raises(Disrupted) as raised:
        client.send("POST", action="edit", title="A", text="x", token=TOKEN)

    assert raised.value.kind == kind
    assert fake.page("A").exists is after


def test_truncated_reply(fake: FakeEditApi, client: Client) -> None:
    fake.disrupt("truncated")

    with pytest.raises(Disrupted) as raised:
        client.send("POST", action="edit", title="A", text="x", token=TOKEN)

    assert raised.value.partial is not None
    assert raised.value.partial.body.startswith(b'{"edit":{')
    assert not raised.value.partial.body.endswith(b"}")


# Misuse


@pytest.mark.parametrize(
    ("misuse", "told"),
    [
        (lambda fake: fake.fail("editconflic"), "no error 'editconflic'; did you mean 'editconflict'"),
        (lambda fake: fake.disrupt("timeoutt"), "no disruption 'timeoutt'; did you mean 'timeout'"),
        (lambda fake: fake.disrupt("badtoken"), "'badtoken' is an error of the API: use fail"),
        (lambda fake: fake.add_bot_password("Admn", "a", "b"), "no account 'Admn'; did you mean 'Admin'"),
        (lambda fake: fake.add_bot_password("Admin", "a", "b", ["edit"]), "no grant 'edit'; did you mean 'editpage'"),
        (lambda fake: fake.page("<>"), "'<>' is no page title"),
        (lambda fake: fake.page("Special:Version"), "cannot be the title of a page"),
        (lambda fake: fake.add_user("a/b"), "'a/b' cannot be the name of an account"),
        (lambda fake: fake.delete("Main Pag"), "no page 'Main Pag'; did you mean 'Main Page'"),
        (lambda fake: fake.undelete("A"), "nothing was deleted under 'A'"),
        (lambda fake: fake.unblock("A"), "'A' is not blocked"),
        (lambda fake: fake.move("A", "B"), "no page 'A'"),
        (lambda fake: fake.block("Admin", expiry="some day"), "'some day' is no time; write 'infinity', '1 week'"),
        (lambda fake: fake.config.update({"langage": 1}), "'langage' is no setting of a wiki; did you mean 'language'"),
        (
            lambda fake: setattr(fake.config, "max_articlesize", 1),
            "no setting of a wiki; did you mean 'max_article_size'",
        ),
        (lambda fake: fake.arrange(steps=[{"pge": {}}]), r"steps\[0\]: 'pge' is no step; did you mean 'page'"),
        (lambda fake: fake.arrange(steps=[{"page": {}}]), r"steps\[0\]: the step 'page' needs 'title'"),
        (lambda fake: fake.add_page("A", "x", timestamp="soon"), "timestamp='soon' is no time"),
    ],
)
def test_misuse_says_what_to_write(fake: FakeEditApi, misuse: Any, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        misuse(fake)


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"action": "feedrecentchanges"}, r"no feeds.*register\('feedrecentchanges', handler\)"),
        ({"action": "parse", "page": "A", "parsoid": ""}, "parameter 'parsoid' of the module"),
        ({"action": "query", "export": ""}, "parameter 'export' of the module 'query'"),
        ({"action": "query", "titles": "A", "prop": "info", "inprop": "editintro"}, "inprop=editintro"),
        ({"action": "query", "format": "jsonfm", "uselang": "de"}, "does not speak the language 'de'"),
        ({"modules": "nosuch"}, "no help for modules=nosuch"),
        ({"action": "parse", "text": "<gallery></gallery>", "contentmodel": "wikitext"}, "gallery"),
        ({"action": "query", "titles": "A", "pageids": "1", "errorformat": "html", "errorlang": "de"}, "language 'de'"),
    ],
)
def test_not_imitated_names_what_is_missing(
    fake: FakeEditApi, client: Client, params: dict[str, str], told: str
) -> None:
    """It is no refusal by the wiki: no except clause for Exception sees it, and the fake keeps it."""
    with pytest.raises(NotImitated, match=told):
        client.send("GET", **params)

    assert len(fake.failures) == 1


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"action": "titleblacklist", "tbtitle": "A"}, r"action=titleblacklist.*register\('titleblacklist', handler\)"),
        ({"action": "query", "list": "abuselog"}, "does not imitate action=query&list=abuselog"),
    ],
)
def test_modules_of_extensions_that_are_not_imitated(params: dict[str, str], told: str) -> None:
    with pytest.raises(NotImitated, match=told):
        Client(FakeEditApi(profile="ext")).send("GET", **params)


# Threads


def test_eight_threads_edit_at_once(fake: FakeEditApi) -> None:
    def edit(number: int) -> None:
        client = Client(fake)
        client.login(f"User {number}", "x")
        for index in range(20):
            client.edit(title=f"Page {number}", text=str(index))

    threads = [threading.Thread(target=edit, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(fake.edits) == 160
    assert len({each.revid for each in fake.edits}) == 160
    assert all(fake.page(f"Page {number}").text == "19" for number in range(8))


def test_details_of_exceptions(fake: FakeEditApi, client: Client) -> None:
    """Where MediaWiki met an exception is not made up; every other reply is as without the setting."""
    fake.config.show_exception_details = True
    fake.config.broken_model = True
    told = {"title": "A", "text": "x", "contentmodel": "invalid", "contentformat": "text/plain", "baserevid": "0"}

    assert "query" in client.get(action="query", titles="A")
    with pytest.raises(NotImitated, match="show_exception_details MediaWiki tells where in its own files"):
        client.post(action="stashedit", token="+\\", **told)


def test_setting_of_an_extension_that_is_not_installed(fake: FakeEditApi, client: Client) -> None:
    """The failure says how to have the extension."""
    fake.config.captcha = {"triggers": {"edit": True}}

    with pytest.raises(NotImitated, match=r"for the extension ConfirmEdit.*pytest --mwedit-profile=ext"):
        client.get(action="query")


def test_profiles_are_checked() -> None:
    with pytest.raises(ValueError, match="'wide' is not imitated yet; known: plain, ext, wmf"):
        FakeEditApi(profile="wide")


@pytest.mark.parametrize("version", ["1.43", "1.39"])
def test_sizes_are_told_without_commas(version: str) -> None:
    """As MediaWiki 1.43 and 1.39 tell a size of more than 999 kibibytes, which is too much for a recording."""
    fake = FakeEditApi(version)
    fake.config.max_article_size = 1024

    error = Client(fake).edit(title="A", text="x" * (1024 * 1024 + 1))["error"]

    page = {"1.43": "page", "1.39": "article"}[version]
    assert error["info"] == f"The content you supplied exceeds the {page} size limit of 1024 kibibytes."


def test_an_abuse_filter_that_nobody_could_save():
    with pytest.raises(ValueError, match="has no abuse filters; use profile='ext'"):
        FakeEditApi().add_abuse_filter("true")
    wiki = FakeEditApi(profile="ext")
    with pytest.raises(ValueError, match="there is no variable 'nothing'"):
        wiki.add_abuse_filter("nothing == 1")
    with pytest.raises(ValueError, match="'forbid' is no action of an abuse filter"):
        wiki.add_abuse_filter("true", ["forbid"])


def test_an_abuse_filter_that_needs_a_page_in_colours():
    wiki = FakeEditApi(profile="ext")
    wiki.config.namespace_content_models = {0: "css"}
    wiki.add_abuse_filter('new_html contains "<p>"')

    with pytest.raises(NotImitated, match="has no new_html of 'A' for an abuse filter"):
        Client(wiki).edit(title="A", text="x")


def test_the_log_can_be_looked_at() -> None:
    fake = FakeEditApi()
    fake.add_page("A", "x", user="Alice", tags=["spam"])

    fake.move("A", "B", reason="better so", redirect=False)

    created, moved = fake.log[-2:]
    assert (created.type, created.title, created.user, created.tags) == ("create", "A", "Alice", ("spam",))
    assert (moved.type, moved.action, moved.title, moved.comment) == ("move", "move", "A", "better so")
    assert moved.params == {"target_ns": 0, "target_title": "B", "suppressredirect": True}
    assert moved.logid == created.logid + 1
    assert moved.timestamp >= created.timestamp


@pytest.mark.parametrize(
    "asked",
    [{"action": "delete", "title": "A"}, {"action": "move", "from": "A", "to": "B"}],
    ids=lambda asked: asked["action"],
)
def test_filters_that_are_not_asked_are_named(asked: dict[str, str]) -> None:
    """A filter may be about more than edits, which is not imitated."""
    fake = FakeEditApi(profile="ext")
    fake.add_page("A", "text")
    fake.add_abuse_filter("true")

    with pytest.raises(NotImitated, match="AbuseFilter about edits only"):
        Client(fake).send("POST", **asked, token=TOKEN)
