"""Sequences in which the in-memory wiki once differed from a real one, with what the real one answered.

`python -m tests.live.fuzz` finds and writes them; `found/*.json` hold the arrangement, the requests and the real
wiki's replies and final state, and say which version and profile it was. What another version than the default made of
the same requests lies in a folder of that version.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from live.fuzz.sequences import Sequence
from live.fuzz.wikis import InMemoryWiki, Player

FOUND = Path(__file__).with_name("found")


@pytest.mark.parametrize("name", sorted(str(path.relative_to(FOUND).with_suffix("")) for path in FOUND.rglob("*.json")))
def test_answers_are_mediawikis(name: str) -> None:
    """Every reply and the state that is left are the real wiki's."""
    found = json.loads((FOUND / f"{name}.json").read_text("utf-8"))
    player = Player(InMemoryWiki(), Sequence.from_json(found), found["began"])

    for request, expected in zip(player.sequence.requests, found["replies"], strict=True):
        assert player.play(request) == expected, request
    assert player.state() == found["state"]
