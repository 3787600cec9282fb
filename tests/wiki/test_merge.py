"""Merging, against what MediaWiki 1.43 made of the same three texts (merges.json)."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from live.merges import KINDS, RECORDED

from pytest_mwedit.wiki.merge import merge

MERGES = json.loads(Path(__file__).with_name("merges.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", MERGES, ids=range(len(MERGES)))
def test_merges_and_conflicts_are_mediawikis(case):
    assert merge(case["base"], case["theirs"], case["yours"]) == case["merged"]


@pytest.mark.parametrize("name", KINDS)
def test_lines_are_those_that_diff_and_diff3_choose(name):
    """Among equally good answers, the programs' own (aligned.json) are found."""
    rows = [row for row in json.loads(RECORDED.read_text("utf-8")) if row[0] == name]

    assert rows
    for _, texts, told in rows:
        assert KINDS[name].ours(*texts) == told, texts


@given(st.lists(st.sampled_from("abcdef"), max_size=12).map("\n".join), st.text("ab\n", max_size=12))
def test_a_single_change_is_the_merge(base, changed):
    assert merge(base, changed, base) == changed
    assert merge(base, base, changed) == changed
    assert merge(base, changed, changed) == changed


@pytest.mark.skipif(shutil.which("diff3") is None, reason="needs diff3 of GNU diffutils")
@settings(max_examples=60, deadline=None)
@given(st.permutations([str(n) for n in range(9)]), st.integers(0, 8), st.integers(0, 8), st.sampled_from(["X", None]))
def test_distinct_lines_merge_as_diff3_merges_them(tmp_path_factory, lines, one, other, new):
    def changed(at, line):
        return "\n".join([*lines[:at], *([line] if line else []), *lines[at + 1 :]])

    base, mine, yours = "\n".join(lines), changed(one, "M"), changed(other, new)
    folder = tmp_path_factory.mktemp("diff3")
    paths = [folder / name for name in ("mine", "base", "yours")]
    for path, text in zip(paths, (mine, base, yours), strict=True):
        path.write_text(text + "\n", encoding="utf-8")

    def diff3(*options):
        return subprocess.run(["diff3", "-a", *options, *paths], capture_output=True, text=True, check=False).stdout

    expected = None if diff3("--overlap-only") else diff3("-e", "--merge").removesuffix("\n")
    assert merge(base, mine, yours) == expected
