"""Automatic summaries and tags, against what MediaWiki 1.43 wrote (summaries.json)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_mwedit.wiki import Wiki
from pytest_mwedit.wiki.text_summaries import TAGS, automatic_summary, excerpt

TEXTS = json.loads((Path(__file__).parents[2] / "pytest_mwedit/api/messages/en.json").read_text(encoding="utf-8"))
CASES = json.loads(Path(__file__).with_name("summaries.json").read_text(encoding="utf-8"))
WIKI = Wiki()


def target(text):
    title = WIKI.redirect_of(text or "", "wikitext")
    if title is None:
        return None
    return title.prefixed_text + (f"#{title.fragment}" if title.fragment else "")


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_summaries_and_tags_are_mediawikis(case):
    summary = automatic_summary(case["old"], case["new"], target(case["old"]), target(case["new"]))

    if summary is None:
        written, tags = "", []
    else:
        params = (excerpt(case["new"], unfilled(summary.key)),) if summary.excerpt else summary.params
        written = filled(unfilled(summary.key), params)
        tags = [TAGS[summary.key]] if summary.key in TAGS else []
    assert (written, tags) == (case["comment"], case["tags"])


def unfilled(key):
    return TEXTS[key]


def filled(template, params):
    for number, param in enumerate(params, 1):
        template = template.replace(f"${number}", param, 1)
    return template
