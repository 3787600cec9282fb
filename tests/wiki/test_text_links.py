"""The addresses that texts link to, as `prop=extlinks` of real wikis answered (`links.json`)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.wiki.pages import WIKITEXT
from pytest_mwedit.wiki.text_linking import addresses_in
from pytest_mwedit.wiki.text_links import indexed
from pytest_mwedit.wiki.text_presave import Saver

CASES = json.loads(Path(__file__).with_name("links.json").read_text("utf-8"))

#: The templates of the wikis that were asked.
TEMPLATES = {"T": "http://t.example/", "T2": "x {{{1}}} y"}


@pytest.fixture(scope="module", params=["1.39", "1.43"])
def wiki(request):
    fake = FakeEditApi(request.param, "ext")
    for name, text in TEMPLATES.items():
        fake.add_page(f"Template:{name}", text)
    return fake._wiki


def links(wiki, text):
    return addresses_in(text, WIKITEXT, Saver(wiki, wiki.title("Page"), wiki.users["Admin"]))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_links(wiki, case):
    found = links(wiki, case["text"])

    if wiki.traits.indexes_links:
        found = {kept for link in found if (kept := indexed(link))}
    assert sorted(found) == sorted(case[wiki.version])


def test_what_is_not_known(wiki):
    with pytest.raises(NotImitated, match="does not know an address"):
        links(wiki, "http://a.example/{{NUMBEROFACTIVEUSERS}}")
