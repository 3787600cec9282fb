"""The addresses that texts link to, as `prop=extlinks` of real wikis answered (`links.json`)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.text_links import external_links, indexed

CASES = json.loads(Path(__file__).with_name("links.json").read_text("utf-8"))

#: The templates of the wikis that were asked.
TEMPLATES = {"T": "http://t.example/", "T2": "x {{{1}}} y"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_links(case):
    links = external_links(case["text"], TEMPLATES.get)

    assert sorted(links) == sorted(case["1.39"])
    assert sorted({kept for link in links if (kept := indexed(link))}) == sorted(case["1.43"])


@pytest.mark.parametrize(
    "text",
    [
        "{{#if:1|http://a.example}}",
        "{{lc:http://a.example}}",
        "{{T2|http://a.example}}",
        "http://a.example/{{PAGENAME}}",
    ],
)
def test_what_only_a_parser_finds(text):
    with pytest.raises(NotImitated, match="does not look for links"):
        external_links(text, TEMPLATES.get)
