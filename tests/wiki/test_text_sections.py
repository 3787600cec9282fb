"""Sections, against what MediaWiki 1.43 answered for the same texts (sections.json, replaced_sections.json)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_mwedit.wiki.text_sections import add_section, get_section, plain_section_name, replace_section


def recorded(name):
    return json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


SECTIONS = recorded("sections.json")
REPLACED = recorded("replaced_sections.json")


@pytest.mark.parametrize("case", SECTIONS, ids=range(len(SECTIONS)))
def test_sections_begin_and_end_where_mediawiki_says(case):
    count = len(case["sections"])

    assert [get_section(case["text"], number) for number in range(count + 1)] == [*case["sections"], None]


@pytest.mark.parametrize("case", REPLACED, ids=range(len(REPLACED)))
def test_replacing_a_section_leaves_mediawikis_text(case):
    replaced = replace_section(case["text"], int(case["section"]), case["new"])

    # The blank lines at the end go when the page is saved.
    assert (None if replaced is None else replaced.rstrip()) == case["result"]


@pytest.mark.parametrize(
    ("text", "title", "body", "expected"),
    [
        ("lead", "sum", "body", "lead\n\n== sum ==\n\nbody"),
        ("lead", "", "body", "lead\n\nbody"),
        ("", "sum", "body", "== sum ==\n\nbody"),
        ("", "", "body", "body"),
        ("lead", " s ", "\n\nbody", "lead\n\n==  s  ==\n\n\n\nbody"),
        ("lead", "A == b", "x", "lead\n\n== A == b ==\n\nx"),
    ],
)
def test_a_new_section_stands_at_the_end(text, title, body, expected):
    assert add_section(text, title, body) == expected


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("ST", "ST"),
        (" s ", " s "),
        ("''A'' [[b]] {{c}} <b>d</b> ~~~", "A b {{c}} d ~~~"),
        ("[[a|b]] ''c''", "b c"),
    ],
)
def test_a_summary_shows_the_plain_name_of_a_section(title, plain):
    assert plain_section_name(title) == plain
