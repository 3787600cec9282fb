"""Pages drawn by lot: all come in their turn, and in every run the same ones."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from pytest_mwedit import FakeEditApi
from pytest_mwedit.web import WebRequest

TITLES = {f"Page {number}" for number in range(20)}


def wiki() -> FakeEditApi:
    fake = FakeEditApi()
    for title in sorted(TITLES):
        fake.add_page(f"Project:{title}", "x")
    return fake


def ask(fake: FakeEditApi, **params: Any) -> Any:
    asked = {"action": "query", "format": "json", "formatversion": 2, "list": "random", "rnnamespace": 4, **params}
    return json.loads(fake.answer(WebRequest("GET", f"{fake.api_url}?{urlencode(asked)}")).body)


def drawn(fake: FakeEditApi, limit: int) -> Iterator[str]:
    going_on: dict[str, Any] = {}
    while True:
        reply = ask(fake, rnlimit=limit, **going_on)
        for page in reply["query"]["random"]:
            yield page["title"].partition(":")[2]
        if "continue" not in reply:
            return
        going_on = reply["continue"]


def test_going_on_tells_every_page_once() -> None:
    for limit in (1, 3, 20, 50):
        titles = list(drawn(wiki(), limit))

        assert len(titles) == len(TITLES)
        assert set(titles) == TITLES


def test_every_run_draws_the_same() -> None:
    first, second = wiki(), wiki()

    assert [ask(first) for _ in range(10)] == [ask(second) for _ in range(10)]


def test_requests_draw_other_pages() -> None:
    fake = wiki()

    assert len({ask(fake)["query"]["random"][0]["title"] for _ in range(20)}) > 5
