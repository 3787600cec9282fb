"""Whole replies of the in-memory wiki, compared with what a real wiki answered in the same story."""

from __future__ import annotations

import json
import time
from functools import cache
from typing import Any

import pytest
from playing import VOLATILE, play
from record_stories import ALL_STORIES, API_URL, RECORDED
from scenario import recording

from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.wiki.versions import VERSIONS

CASES = [
    pytest.param(name, version, id=f"{name}-{version}")
    for version in VERSIONS
    for name in ALL_STORIES
    if recording(RECORDED, name, version) is not None
]
#: Those with requests; the others cannot even be arranged.
PLAYED = [case for case in CASES if ALL_STORIES[case.values[0]].requests]


@cache
def recorded(name: str, version: str) -> dict[str, Any]:
    """Return what a real wiki answered in the story *name*."""
    path = recording(RECORDED, name, version)
    assert path is not None
    story: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return story


def state_lines(state: dict[str, Any]) -> list[str]:
    """Write a state so that two compare."""
    text = json.dumps(state, indent=1)
    for pattern, replacement in VOLATILE:
        text = pattern.sub(replacement, text)
    return text.splitlines()


@pytest.mark.parametrize(("name", "version"), CASES)
def test_arranged_state(name: str, version: str) -> None:
    """The same arrangement leaves both wikis in the same state, or can be made on neither."""
    fake = FakeEditApi(version, api_url=API_URL)
    if "error" in recorded(name, version)["state"]:
        with pytest.raises(ValueError, match=r"^steps\[\d+\]: "):
            fake.arrange(ALL_STORIES[name].config, ALL_STORIES[name].steps)
        return
    fake.arrange(ALL_STORIES[name].config, ALL_STORIES[name].steps)

    assert state_lines(fake.state()) == state_lines(recorded(name, version)["state"])


@pytest.mark.parametrize(("name", "version"), PLAYED)
def test_replies(name: str, version: str) -> None:
    """Every reply has the real one's status, headers, cookies and bytes."""
    story = ALL_STORIES[name]
    fake = FakeEditApi(version, api_url=API_URL)
    fake.arrange(story.config, story.steps)
    # A second that begins between two requests would order what happens otherwise than it was recorded.
    fake.clock.freeze(time.time())

    replies = play(story, API_URL, fake.answer)

    for asked, expected, came in zip(story.requests, recorded(name, version)["replies"], replies, strict=True):
        assert came == expected, asked
    if "left" in recorded(name, version):
        assert state_lines(fake.state()) == state_lines(recorded(name, version)["left"])
