"""``index.php`` beside a known ``api.php``: jobs, what is not imitated, and a wiki per address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import pytest
import requests

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.web import WebRequest, WebResponse

BASE = "https://test.wikipedia.org/w/"
JOBS = {
    "title": "Special:RunJobs",
    "maxjobs": "10",
    "maxtime": "100",
    "async": "",
    "stats": "1",
    "tasks": "",
    "sigexpiry": "99999999999",
    "signature": "0" * 40,
}


def ask(
    fake: FakeEditApi, params: Mapping[str, Any], method: str = "GET", entry_point: str = f"{BASE}index.php"
) -> WebResponse:
    if method != "POST":
        return fake.answer(WebRequest(method, f"{entry_point}?{urlencode(params)}"))
    form = (("Content-Type", "application/x-www-form-urlencoded"),)
    return fake.answer(WebRequest("POST", entry_point, form, urlencode(params).encode()))


# As real wikis answer requests that were signed with their secret.


@pytest.mark.parametrize("title", ["Special:RunJobs", "special:runjobs", "Special:RunJobs/x"])
def test_there_are_no_jobs_left(title: str) -> None:
    reply = ask(FakeEditApi(), {**JOBS, "title": title}, "POST")

    assert (reply.status, reply.headers, reply.body) == (
        200,
        (("X-Content-Type-Options", "nosniff"), ("Content-Type", "application/json")),
        b'{"jobs":[],"reached":"none-ready","backoffs":[],"elapsed":0}',
    )


@pytest.mark.parametrize(
    ("changed", "status", "body"),
    [
        ({"async": "1"}, 202, b""),
        ({"async": "true", "stats": "0"}, 202, b""),
        ({"async": None}, 202, b""),
        ({"async": "0", "stats": "0"}, 200, b"Done\n"),
        ({"stats": None}, 200, b"Done\n"),
        ({"stats": ""}, 200, b"Done\n"),
    ],
)
def test_ways_to_ask_for_jobs(changed: dict[str, str | None], status: int, body: bytes) -> None:
    asked = {name: value for name, value in {**JOBS, **changed}.items() if value is not None}

    reply = ask(FakeEditApi(), asked, "POST")

    assert (reply.status, reply.body) == (status, body)
    assert reply.header("Content-Type") == "text/html; charset=UTF-8"


@pytest.mark.parametrize(
    ("method", "changed", "status", "heading", "text"),
    [
        ("GET", {}, 400, "Bad Request", "Request must be POSTed."),
        ("POST", {"tasks": None}, 400, "Bad Request", "Missing parameters: tasks"),
        (
            "POST",
            {"sigexpiry": None, "signature": None},
            400,
            "Bad Request",
            "Missing parameters: signature, sigexpiry",
        ),
        ("POST", {"sigexpiry": "1"}, 400, "Bad Request", "Invalid or stale signature provided."),
    ],
)
def test_jobs_that_are_asked_for_in_a_wrong_way(
    method: str, changed: dict[str, str | None], status: int, heading: str, text: str
) -> None:
    asked = {name: value for name, value in {**JOBS, **changed}.items() if value is not None}

    reply = ask(FakeEditApi(), asked, method)

    assert reply.status == status
    assert reply.header("Cache-Control") == "private, must-revalidate, max-age=0"
    assert reply.body.decode() == (
        f"<!DOCTYPE html><html><head><title>{heading}</title></head>"
        f"<body><h1>{heading}</h1><p>{text}</p></body></html>\n"
    )


def test_jobs_of_a_locked_wiki() -> None:
    fake = FakeEditApi()
    fake.read_only("moving")

    reply = ask(fake, JOBS, "POST")

    assert (reply.status, b"Wiki is in read-only mode." in reply.body) == (423, True)


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({"title": "A"}, "action=view"),
        ({}, "action=view"),
        ({"title": "A", "action": "edit"}, "action=edit"),
        ({"title": "A", "action": "history"}, "action=history"),
        ({"title": "Special:Version"}, "Special:Version"),
        ({"title": "Special:Random", "action": "raw"}, "Special:Random"),
        ({"title": "<", "action": "raw"}, "titles that are none"),
        ({"curid": "99", "action": "raw"}, "titles that are none"),
    ],
)
def test_pages_for_people_are_not_imitated(params: dict[str, str], named: str) -> None:
    fake = FakeEditApi()

    with pytest.raises(NotImitated) as failure:
        ask(fake, params)

    assert f"it imitates action=raw and Special:RunJobs, and not {named} (GET {BASE}index.php" in str(failure.value)
    assert [str(each) for each in fake.failures] == [str(failure.value)]


@pytest.mark.parametrize("entry_point", ["rest.php/v1/page/A", "load.php", "thumb.php"])
def test_other_entry_points_are_not_imitated(entry_point: str) -> None:
    with pytest.raises(NotImitated, match=f"imitates api.php, a little of index.php, and not {entry_point}"):
        ask(FakeEditApi(), {}, entry_point=f"{BASE}{entry_point}")


def test_a_closed_wiki_shows_a_page_that_is_not_imitated() -> None:
    fake = FakeEditApi()
    fake.config.group_permissions = {"*": {"read": False}}

    with pytest.raises(NotImitated, match="the page that asks to log in"):
        ask(fake, {"title": "Main Page", "action": "raw"})


def test_a_wiki_that_wants_https_goes_on_elsewhere() -> None:
    fake = FakeEditApi()
    fake.config.force_https = True

    with pytest.raises(NotImitated, match="goes on with https"):
        ask(fake, {"title": "Main Page", "action": "raw"})


def test_refusals_in_other_languages_are_not_imitated() -> None:
    with pytest.raises(NotImitated, match="in English alone"):
        ask(FakeEditApi(), {"title": "A", "action": "raw", "ctype": "text/javascript", "uselang": "fr"})


def test_an_old_wiki_has_no_index() -> None:
    with pytest.raises(NotImitated, match=r"index\.php in MediaWiki 1\.19"):
        ask(FakeEditApi("1.19"), {"title": "A", "action": "raw"})


def test_a_second_wiki_has_its_own() -> None:
    fake = FakeEditApi()
    fake.add_page("A", "here")
    fake.wiki("https://wiki.example/w/api.php").add_page("A", "there")

    def text(entry_point: str) -> bytes:
        return ask(fake, {"title": "A", "action": "raw"}, entry_point=entry_point).body

    assert (text(f"{BASE}index.php"), text("https://wiki.example/w/index.php")) == (b"here", b"there")


def test_its_replies_may_break() -> None:
    fake = FakeEditApi()
    fake.disrupt("http-503")

    assert ask(fake, {"title": "Main Page", "action": "raw"}).status == 503
    assert ask(fake, {"title": "Main Page", "action": "raw"}).status == 200


def test_a_client_of_this_process_reads_a_page() -> None:
    with FakeEditApi(api_url=f"{BASE}api.php") as fake:
        fake.add_page("A", "text")
        reply = requests.get(f"{BASE}index.php", params={"title": "A", "action": "raw"}, timeout=5)

    assert (reply.status_code, reply.text) == (200, "text")
