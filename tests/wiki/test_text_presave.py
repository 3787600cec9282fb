"""What is saved, against what MediaWiki 1.43 made of the same texts (saved_texts.json)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import Wiki
from pytest_mwedit.wiki.namespaces import TEMPLATE
from pytest_mwedit.wiki.text_presave import Saver, pre_save_transform, signature
from pytest_mwedit.wiki.titles import InvalidTitle

CASES = json.loads(Path(__file__).with_name("saved_texts.json").read_text(encoding="utf-8"))
WIKI = Wiki()

#: The pages of the wiki that was asked.
PAGES = {
    "Template:T1": "one",
    "Template:T2": "a<noinclude>b</noinclude><includeonly>c</includeonly>",
    "Template:T3": "[{{{1}}}/{{{b|dflt}}}/{{{2|}}}]",
    "Template:T4": "[[User:Admin|Admin]] ([[User talk:Admin|talk]]) 00:03, 1 January 2020 (UTC) [[Foo (x)|Foo]]",
    "Template:T5": "{{T1}} one {{{{{|safesubst:}}}T1}}",
    "Template:T6": "a",
    "Template:T7": "* x\n<!-- c -->y",
    "Help:Foo": "helpfoo",
    "Template:T8": "<onlyinclude>in</onlyinclude>out",
    "Main": "mainpage",
}


def transcluded(name):
    try:
        title = WIKI.titles.parse(name, TEMPLATE)
    except InvalidTitle:
        return None
    return PAGES.get(title.prefixed_text)


def saver(user, title):
    title = WIKI.title(title)
    written = signature(user or "127.0.0.1", registered=user is not None)
    return Saver(title.text, title.prefixed_text, written, 1792224000, transcluded)


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_texts_are_saved_as_mediawiki_saves_them(case):
    assert pre_save_transform(case["text"], saver(case["user"], case["title"])) == case["saved"]


@pytest.mark.parametrize("text", ["{{subst:lc:ABC}}", "{{subst:NUMBEROFPAGES}}", "x {{subst:msgnw:T1}}"])
def test_a_magic_word_that_is_not_imitated_is_named(text):
    with pytest.raises(NotImitated, match=r"does not imitate \{\{subst:"):
        pre_save_transform(text, saver("Alice", "Sandbox"))


def test_a_template_that_substitutes_itself_is_not_imitated():
    looping = Saver("A", "A", "", 0, lambda name: "x{{subst:Loop}}")

    with pytest.raises(NotImitated, match="substitutes itself"):
        pre_save_transform("{{subst:Loop}}", looping)
