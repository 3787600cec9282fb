"""Differences of texts, compared with the tables that real wikis show."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_mwedit.api.diffs import WRITING, table
from pytest_mwedit.wiki.text_diff import changed

RECORDED: dict[str, list[list[str]]] = json.loads((Path(__file__).parent / "differences.json").read_text("utf-8"))


@pytest.mark.parametrize("version", RECORDED)
def test_tables(version: str) -> None:
    """The rows are those of the version, to the byte."""
    assert len(RECORDED[version]) > 0
    for old, new, expected in RECORDED[version]:
        assert table(old, new, lambda number: f"Line {number:,}:", WRITING[version]) == expected, (old, new)


def test_what_is_the_same_is_not_changed() -> None:
    assert changed("abc", "abc") == ([False] * 3, [False] * 3)


def test_everything_is_changed() -> None:
    assert changed("ab", "cde") == ([True] * 2, [True] * 3)
