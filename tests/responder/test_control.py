"""The control interface of a served wiki: `FakeEditApi` for programs in other languages."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from pytest_mwedit.control import OPERATIONS
from pytest_mwedit.fake import FakeEditApi


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

    def get(self, name: str, /, **arguments: str) -> Any:
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
    ],
)
def test_what_cannot_be_is_explained(
    control: Control, method: str, name: str, how: dict[str, Any], status: int, text: str
) -> None:
    came, error = control.refused(method, name, **how)

    assert came == status
    assert text in error


def test_a_page_of_the_web_does_not_reach_it(fake: FakeEditApi, control: Control) -> None:
    status, error = control.refused("GET", "state", headers={"Host": "evil.example"})

    assert (status, error) == (403, "the control interface answers on this machine only, and not as evil.example")


def test_it_describes_itself(control: Control) -> None:
    described = control.get("openapi.json")

    assert described["openapi"].startswith("3.")
    assert set(described["paths"]) == {f"/__mwedit__/{name}" for name in OPERATIONS}
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
