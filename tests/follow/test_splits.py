"""Any recorded session, cut anywhere: what memory answers behind the cut contradicts nothing recorded before it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_mwedit import FakeEditApi, NotImitated
from pytest_mwedit.answering import Counts, WikiCassette
from pytest_mwedit.cassettes import Interaction, read_cassette
from pytest_mwedit.session import WikiSession
from pytest_mwedit.tape import Tape

RECORDED = Path(__file__).parents[2] / "cassettes" / "1.43"
CASES = sorted(path for name in ("edit", "stashedit", "query", "login") for path in (RECORDED / name).glob("*.yaml"))


@cache
def recording(path: Path) -> tuple[Interaction, ...]:
    return tuple(read_cassette(path).interactions)


@dataclass
class Told:
    """What a recording says of a page, the last time that it speaks of it."""

    pageid: int
    lastrevid: int
    text: str | None = None


def told_pages(interactions: tuple[Interaction, ...]) -> dict[str, Told]:
    """Return what is recorded of each page; read from the replies alone, without any of the plugin's code."""
    told: dict[str, Told] = {}
    for interaction in interactions:
        reply = document(interaction)
        edit = reply.get("edit", {})
        if edit.get("newrevid"):
            told[edit["title"]] = Told(edit["pageid"], edit["newrevid"])
        if not (
            interaction.request.params.keys()
            & {"revids", "rvdir", "rvstart", "rvstartid", "rvsection", "rvcontinue", "rvtag", "rvuser"}
        ):
            for page in pages_of(reply):
                told.update(told_of_page(page, told.get(page.get("title", ""))))
    return told


def told_of_page(page: dict[str, Any], before: Told | None) -> Iterator[tuple[str, Told]]:
    revision = next(iter(page.get("revisions", ())), {})
    last = page.get("lastrevid") or revision.get("revid")
    if not page.get("pageid") or not last:
        return
    slot = revision.get("slots", {}).get("main", revision)
    text = slot.get("content", slot.get("*"))
    kept = before.text if before is not None and before.lastrevid == last else None
    yield page["title"], Told(page["pageid"], last, text if text is not None else kept)


def document(interaction: Interaction) -> dict[str, Any]:
    try:
        reply = json.loads(interaction.response.body)
    except ValueError:
        return {}
    return reply if isinstance(reply, dict) else {}


def pages_of(reply: dict[str, Any]) -> list[dict[str, Any]]:
    pages = reply.get("query", {}).get("pages", [])
    return list(pages.values()) if isinstance(pages, dict) else pages


def numbers_and_times(interactions: tuple[Interaction, ...]) -> tuple[int, str]:
    """Return the highest revision and the latest time of an edit that are recorded."""
    edits = [reply.get("edit", {}) for reply in map(document, interactions)]
    revisions = [edit.get("newrevid", 0) for edit in edits]
    revisions += [
        revision.get("revid", 0)
        for one in interactions
        for page in pages_of(document(one))
        for revision in page.get("revisions", ())
    ]
    return max(revisions, default=0), max((edit.get("newtimestamp", "") for edit in edits), default="")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_memory_contradicts_nothing_that_was_played(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(CASES), label="cassette")
    whole = recording(path)
    cut = data.draw(st.integers(0, len(whole)), label="cut")
    api_url = whole[0].request.endpoint
    memory = FakeEditApi(api_url=api_url)
    cassette = WikiCassette((api_url,), ("tape", "memory"), "auto", Counts(), tape=Tape(whole[:cut]), memory=memory)
    for interaction in whole[:cut]:
        assert cassette.answer(interaction.request).body == interaction.response.body
    assert cassette.counts.from_memory == 0
    highest, latest = numbers_and_times(whole[:cut])

    session = WikiSession(api_url, cassette.answer)
    for title, told in told_pages(whole[:cut]).items():
        asked = {"titles": title, "prop": "revisions", "rvprop": "ids|timestamp"}
        [page] = session.api("query", **asked).json()["query"]["pages"]
        assert (page["pageid"], page["revisions"][0]["revid"]) == (told.pageid, told.lastrevid)
        if told.text is not None:
            [page] = session.api("query", titles=title, prop="revisions", rvprop="content", rvslots="main").json()[
                "query"
            ]["pages"]
            assert page["revisions"][0]["slots"]["main"]["content"] == told.text

    # Another page, so that no protection or block of the recording is in the way; an anonymous editor may be kept out.
    try:
        edit = session.edit(title="A page of its own", text="new", token="+\\").json().get("edit", {})
    except NotImitated as missing:  # a text that the tape never showed
        raise AssertionError(str(missing)) from None
    if edit.get("result") == "Success":
        assert edit["newrevid"] > highest
        assert edit["newtimestamp"] >= latest
