"""Whole replies of the in-memory wiki, compared with what a real wiki answered in the same story."""

from __future__ import annotations

import json
from typing import Any

import pytest
from format_stories import FORMAT_STORIES
from playing import VOLATILE, play
from record_stories import API_URL, RECORDED
from stories import STORIES as JSON_STORIES

from pytest_mwedit.fake import FakeEditApi

STORIES = {**JSON_STORIES, **FORMAT_STORIES}


def recorded(name: str) -> dict[str, Any]:
    """Return what a real wiki answered in the story *name*."""
    story: dict[str, Any] = json.loads((RECORDED / f"{name}.json").read_text("utf-8"))
    return story


@pytest.fixture
def fake() -> FakeEditApi:
    return FakeEditApi(api_url=API_URL)


@pytest.mark.parametrize("name", STORIES)
def test_arranged_state(fake: FakeEditApi, name: str) -> None:
    """The same arrangement leaves both wikis in the same state."""
    fake.arrange(STORIES[name].config, STORIES[name].steps)

    state = json.dumps(fake.state(), indent=1)
    expected = json.dumps(recorded(name)["state"], indent=1)
    for pattern, replacement in VOLATILE:
        state, expected = pattern.sub(replacement, state), pattern.sub(replacement, expected)

    assert state.splitlines() == expected.splitlines()


@pytest.mark.parametrize("name", STORIES)
def test_replies(fake: FakeEditApi, name: str) -> None:
    """Every reply has the real one's status, headers, cookies and bytes."""
    story = STORIES[name]
    fake.arrange(story.config, story.steps)

    replies = play(story, API_URL, fake.answer)

    for asked, expected, came in zip(story.requests, recorded(name)["replies"], replies, strict=True):
        assert came == expected, asked
