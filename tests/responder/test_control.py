"""The control interface of a served wiki: `FakeEditApi` for programs in other languages."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator
from typing import Any

import openapi_spec_validator
import pytest
import requests

from pytest_mwedit.control import OPERATIONS
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.server import answer
from pytest_mwedit.web import WebRequest


@pytest.fixture
def fake() -> Iterator[FakeEditApi]:
    fake = FakeEditApi()
    with fake.serve():
        yield fake


class Control:
    def __init__(self, fake: FakeEditApi) -> None:
        self.base = fake.url.removesuffix("w/api.php") + "__mwedit__/"
        self.session = requests.Session()
        self.session.trust_env = False

    def post(self, name: str, /, **arguments: Any) -> Any:
        reply = self.session.post(self.base + name, json=arguments)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def get(self, name: str, /, **arguments: str | int) -> Any:
        reply = self.session.get(self.base + name, params=arguments)
        assert reply.status_code == 200, reply.text
        return reply.json()

    def refused(self, method: str, name: str, **how: Any) -> tuple[int, str]:
        reply = self.session.request(method, self.base + name, **how)
        return reply.status_code, reply.json()["error"]


@pytest.fixture
def control(fake: FakeEditApi) -> Iterator[Control]:
    control = Control(fake)
    with control.session:
        yield control


def test_arranging_and_looking(fake: FakeEditApi, control: Control) -> None:
    made = control.post("add_page", title="A", text="B", user="Alice", summary="s", timestamp="2020-01-02T03:04:05Z")
    control.post("protect", title="A", edit="sysop")
    control.post("add_user", name="Bob")
    control.post("block", user="Bob", reason="spam", pages=["A"])

    assert (made["title"], made["text"], made["revisions"][0]["user"]) == ("A", "B", "Alice")
    assert made["revisions"][0]["timestamp"] == "2020-01-02T03:04:05Z"
    page = control.get("page", title="a")
    assert (page["exists"], page["protection"]) == (True, {"edit": "sysop", "move": "sysop"})
    assert control.get("page", title="Nowhere")["exists"] is False
    assert [block.target for block in fake.blocks] == ["Bob"]


def test_an_edit_is_seen(fake: FakeEditApi, control: Control) -> None:
    edit = {"action": "edit", "title": "A", "text": "é\n", "token": "+\\", "format": "json", "summary": "hello"}
    control.session.post(fake.url, data=edit)

    [seen] = control.get("edits")
    assert (seen["title"], seen["text"], seen["summary"], seen["user"]) == ("A", "é", "hello", "127.0.0.1")
    [request] = control.get("requests")
    assert request["params"]["text"] == "é\n"
    assert request["params"]["token"] == "(hidden)"
    assert control.get("state")["pages"]["A"]["revisions"][0]["text"] == "é"


def test_disturbing(fake: FakeEditApi, control: Control) -> None:
    control.post("fail", code="ratelimited", times=1)
    control.post("disrupt", kind="http-503", times=1)
    edit = {"action": "edit", "title": "A", "text": "x", "token": "+\\", "format": "json"}

    assert [fault["times"] for fault in control.get("overview")["faults"]] == [1, 1]
    assert control.session.post(fake.url, data=edit).status_code == 503
    assert control.session.post(fake.url, data=edit).json()["error"]["code"] == "ratelimited"
    assert control.session.post(fake.url, data=edit).json()["edit"]["result"] == "Success"
    assert control.get("overview")["faults"] == []


def test_settings_clock_and_reset(fake: FakeEditApi, control: Control) -> None:
    assert control.post("config", max_article_size=1)["max_article_size"] == 1
    assert control.post("clock", freeze="2030-01-01T00:00:00Z", advance=5) == {"now": 1893456005}
    control.post("read_only", reason="moving")
    assert control.get("overview")["readonly"] == "moving"
    control.post("arrange", config={"site_name": "Test"}, steps=[{"page": {"title": "P", "text": "x"}}])
    assert control.get("page", title="P")["pageid"] == 5001

    control.post("reset")

    assert control.get("page", title="P")["exists"] is False
    assert fake.config.max_article_size == 2048


@pytest.mark.parametrize(
    ("method", "name", "how", "status", "text"),
    [
        ("POST", "add_pages", {"json": {}}, 404, "there is no /__mwedit__/add_pages; did you mean 'add_page'"),
        ("GET", "add_page", {}, 405, "/__mwedit__/add_page takes POST, not GET"),
        ("POST", "add_page", {"json": {}}, 400, "the argument 'title' is missing"),
        (
            "POST",
            "add_page",
            {"json": {"title": "A", "txet": "B"}},
            400,
            "there is no argument 'txet'; did you mean 'text'",
        ),
        ("POST", "add_page", {"json": ["A"]}, 400, "the arguments are one JSON object"),
        ("POST", "add_page", {"data": "{"}, 400, "the body is no JSON"),
        ("POST", "add_page", {"json": {"title": "<"}}, 400, "'<'"),
        ("POST", "config", {"json": {"max_size": 1}}, 400, "'max_size' is no setting of a wiki"),
        ("POST", "fail", {"json": {"code": "badtokn"}}, 400, "badtoken"),
        ("POST", "unblock", {"json": {"user": "Bob"}}, 400, "'Bob' is not blocked"),
        ("GET", "page", {}, 400, "the argument 'title' is missing"),
        ("GET", "page", {"params": {"title": "A", "rev": "1"}}, 400, "there is no argument 'rev'"),
        ("GET", "edits", {"params": {"title": "A"}}, 400, "there is no argument 'title'; it takes none"),
        ("POST", "add_page", {"json": {"title": 5}}, 400, "the argument 'title' is a string, not 5"),
        (
            "POST",
            "add_page",
            {"json": {"title": "A", "minor": "yes"}},
            400,
            "the argument 'minor' is true or false, not 'yes'",
        ),
        (
            "POST",
            "add_user",
            {"json": {"name": "A", "groups": "sysop"}},
            400,
            "the argument 'groups' is a list, not 'sysop'",
        ),
        (
            "POST",
            "add_user",
            {"json": {"name": "A", "groups": [1]}},
            400,
            "the argument 'groups'[0] is a string, not 1",
        ),
        ("POST", "fail", {"json": {"code": "blocked", "times": True}}, 400, "'times' is an integer or null, not True"),
        ("POST", "add_page", {"data": b"\xff"}, 400, "the body is no UTF-8"),
        ("POST", "clock", {"json": {"freeze": "noon"}}, 400, "noon"),
        ("GET", "revision", {"params": {"revid": "x"}}, 400, "the argument 'revid' is an integer, not 'x'"),
        ("GET", "revision", {"params": {"revid": "99"}}, 400, "there is no revision 99"),
        ("GET", "request", {"params": {"number": "99"}}, 400, "request 99 is not among the latest 200"),
        ("GET", "page", {"params": {"title": "A", "wiki": "http://x/w/api.php"}}, 404, "there is no wiki at http://x/"),
        ("POST", "reset", {"params": {"wiki": "x"}, "json": {}}, 400, "x"),
    ],
)
def test_what_cannot_be_is_explained(
    control: Control, method: str, name: str, how: dict[str, Any], status: int, text: str
) -> None:
    came, error = control.refused(method, name, **how)

    assert came == status
    assert text in error


def test_a_real_conflict_from_outside(fake: FakeEditApi, control: Control) -> None:
    control.post("add_page", title="A", text="one")
    read = control.get("page", title="A")["revisions"][-1]["revid"]
    control.post("before_save", title="A", text="ONE", user="Alice")
    edit = {"action": "edit", "title": "A", "text": "uno", "baserevid": read, "token": "+\\", "format": "json"}

    assert control.session.post(fake.url, data=edit).json()["error"]["code"] == "editconflict"
    assert control.get("page", title="A")["text"] == "ONE"


def test_an_action_with_a_reply_of_ones_own(fake: FakeEditApi, control: Control) -> None:
    control.post("register", action="wbgetentities", reply={"entities": {}, "success": 1})

    reply = control.session.get(fake.url, params={"action": "wbgetentities", "format": "json"})

    assert reply.json() == {"entities": {}, "success": 1}


def test_a_second_wiki(fake: FakeEditApi, control: Control) -> None:
    other = fake.url.replace("/w/", "/other/w/")
    reply = control.session.post(
        f"{control.base}add_page", params={"wiki": other}, json={"title": "A", "text": "there"}
    )
    assert reply.status_code == 200

    control.post("add_page", title="A", text="here")
    page = control.session.get(f"{control.base}page", params={"wiki": other, "title": "A"}).json()
    raw = control.session.get(other.replace("api.php", "index.php"), params={"title": "A", "action": "raw"})

    assert (page["text"], raw.text, fake.page("A").text) == ("there", "there", "here")
    assert control.get("overview")["wikis"] == [fake.url, other]


def test_looking_at_what_is_there(fake: FakeEditApi, control: Control) -> None:
    control.post("add_page", title="A", text="one")
    control.post("add_page", title="A", text="one\ntwo", user="Bob", summary="more")
    control.post("block", user="Bob")
    control.post("fail", code="ratelimited")
    control.post("config", site_name="Ours")
    latest = control.get("page", title="A")["revisions"][-1]

    assert control.get("revision", revid=latest["revid"]) == {
        "revid": latest["revid"],
        "title": "A",
        "text": "one\ntwo",
        "before": "one",
    }
    assert control.get("config")["site_name"] == "Ours"
    assert control.get("blocks")[0]["target"] == "Bob"
    assert control.get("faults")[0]["code"] == "ratelimited"
    assert control.get("failures") == []
    assert abs(control.get("clock")["now"] - fake.clock.now()) < 5
    seen = control.get("overview")
    assert seen["settings"] == {"site_name": "Ours"}
    assert (seen["changes"][-1]["title"], seen["changes"][-1]["change"], seen["changes"][-1]["arranged"]) == (
        "A",
        4,
        True,
    )
    assert [page["title"] for page in seen["pages"]] == ["Main Page", "A"]
    assert [user["name"] for user in seen["users"]] == ["Admin", "Bob"]


def test_requests_and_replies_are_seen_without_secrets(fake: FakeEditApi, control: Control) -> None:
    asked = {"action": "query", "meta": "tokens", "type": "login", "format": "json"}
    token = control.session.get(fake.url, params=asked).json()["query"]["tokens"]["logintoken"]
    sent = {"action": "login", "lgname": "Alice", "lgpassword": "very secret", "lgtoken": token, "format": "json"}
    control.session.post(fake.url, data=sent)
    control.session.post(fake.url, data={"action": "edit", "title": "A", "format": "json"})
    fake.disrupt("connection-reset")
    with pytest.raises(requests.ConnectionError):
        control.session.get(fake.url, params=asked)

    told = control.get("overview")["requests"]
    assert [(each["outcome"], each["good"], each["user"]) for each in told] == [
        ("200", True, ""),
        ("200", True, ""),
        ("missingparam", False, "Alice"),
        ("connection-reset", False, "Alice"),
    ]
    whole = [control.get("request", number=each["number"]) for each in told]
    assert whole[0]["reply"]["query"]["tokens"] == {"logintoken": "(hidden)"}
    assert whole[2]["reply"]["error"]["code"] == "missingparam"
    assert "reply" not in whole[3]
    text = json.dumps([told, whole, control.get("requests")])
    assert "very secret" not in text
    assert token not in text
    assert control.get("requests", since=3)[0]["params"]["meta"] == "tokens"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1.evil.example"])
def test_a_page_of_the_web_is_not_answered(fake: FakeEditApi, control: Control, origin: str) -> None:
    status, error = control.refused("POST", "reset", headers={"Origin": origin})

    assert (status, origin in error) == (403, True)


@pytest.mark.parametrize("origin", ["http://localhost:3000", "http://127.0.0.1:8080"])
def test_a_page_of_this_machine_is_answered(fake: FakeEditApi, control: Control, origin: str) -> None:
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}

    before = control.session.options(f"{control.base}add_page", headers=asked)
    after = control.session.post(f"{control.base}add_page", json={"title": "A"}, headers={"Origin": origin})

    assert (before.status_code, after.status_code) == (204, 200)
    for reply in (before, after):
        assert reply.headers["Access-Control-Allow-Origin"] == origin
    assert before.headers["Access-Control-Allow-Headers"] == "content-type"


def test_other_machines_do_not_reach_it(fake: FakeEditApi) -> None:
    for path in ("/", "/__mwedit__/state"):
        request = WebRequest("GET", f"http://127.0.0.1{path}")
        assert answer(fake, request, "192.0.2.1").status == 403
        assert answer(fake, request, "::ffff:127.0.0.1").status == 200


def test_a_page_of_the_web_does_not_reach_it(fake: FakeEditApi, control: Control) -> None:
    status, error = control.refused("GET", "state", headers={"Host": "evil.example"})

    assert (status, error) == (403, "the control interface answers on this machine only, and not as evil.example")


def test_it_describes_itself(fake: FakeEditApi, control: Control) -> None:
    described = control.get("openapi.json")

    openapi_spec_validator.validate(described)
    assert described["servers"] == [{"url": fake.url.removesuffix("/w/api.php")}]
    assert set(described["paths"]) == {f"/__mwedit__/{name.partition(' ')[0]}" for name in OPERATIONS}
    assert set(described["paths"]["/__mwedit__/config"]) == {"get", "post"}
    add_page = described["paths"]["/__mwedit__/add_page"]["post"]
    schema = add_page["requestBody"]["content"]["application/json"]["schema"]
    assert schema["required"] == ["title"]
    assert schema["properties"]["minor"] == {"type": "boolean", "default": False}
    assert add_page["summary"].startswith("Save a revision")


def test_every_method_that_arranges_or_disturbs_is_there() -> None:
    methods = {
        name
        for name, member in inspect.getmembers(FakeEditApi, inspect.isfunction)
        if not name.startswith("_") and inspect.signature(member).return_annotation in ("None", "PageView")
    }

    # What takes or gives Python objects has no counterpart.
    assert methods - OPERATIONS.keys() <= {"register", "before_save"}


def test_a_page_for_people(fake: FakeEditApi, control: Control) -> None:
    reply = control.session.get(fake.url.removesuffix("w/api.php"))

    assert reply.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "<title>In-memory wiki</title>" in reply.text
