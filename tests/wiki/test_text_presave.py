"""What is saved, against what MediaWiki made of the same texts."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from substituting import (
    CASES,
    CASES_OF_EXTENSIONS,
    EXTENSIONS,
    LANGUAGES,
    RECORDED,
    USER,
    arranged,
    cases_in,
    kind_with_extensions,
    recorded,
    saved,
)

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.wiki import Wiki
from pytest_mwedit.wiki.text_presave import Saver, pre_save_transform
from pytest_mwedit.wiki.users import User

#: What 1.43 saved on 17 October 2026, with the pages of `PAGES`.
EARLIER_CASES = json.loads(Path(__file__).with_name("saved_texts.json").read_text(encoding="utf-8"))
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


@pytest.fixture(scope="module")
def wiki() -> Wiki:
    fake = FakeEditApi()
    for title, text in PAGES.items():
        fake.add_page(title, text)
    fake.add_user("Alice")
    fake.clock.freeze(1792224000)
    return fake._wiki


@pytest.mark.parametrize("case", EARLIER_CASES, ids=range(len(EARLIER_CASES)))
def test_texts_are_saved_as_mediawiki_saves_them(wiki: Wiki, case: dict[str, str]) -> None:
    user = wiki.users.get(case["user"]) or User("127.0.0.1")

    assert pre_save_transform(case["text"], Saver(wiki, wiki.title(case["title"]), user)) == case["saved"]


@pytest.mark.parametrize("version", sorted(path.stem for path in RECORDED.glob("*.json")))
def test_substitutions_are_mediawikis(version: str) -> None:
    """Magic words, functions, templates and their arguments become what they become on a real wiki."""
    wiki, expected = arranged(version), recorded(version)
    assert set(expected) == set(CASES)

    made = {case: saved(wiki, *case) for case in CASES}

    assert made == expected


@pytest.mark.parametrize("language", CASES_OF_EXTENSIONS)
@pytest.mark.parametrize("version", sorted(path.stem for path in (RECORDED / EXTENSIONS).glob("*.json")))
def test_functions_of_extensions_are_theirs(version: str, language: str) -> None:
    """Conditions, expressions and times of ParserFunctions become what they become on a real wiki."""
    wiki, expected = (
        arranged(version, profile=EXTENSIONS, language=language),
        recorded(version, kind_with_extensions(language)),
    )
    assert set(expected) == set(CASES_OF_EXTENSIONS[language])

    made = {case: saved(wiki, *case) for case in expected}

    assert made == expected


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("version", sorted(path.stem for path in RECORDED.glob("*.json")))
def test_words_of_other_languages_are_mediawikis(version: str, language: str) -> None:
    """On a wiki in French or Vietnamese they are called otherwise; a few are not imitated, and say so."""
    wiki, expected = arranged(version, language=language), recorded(version, language)
    assert set(expected) == set(cases_in(language))
    made = {}

    for case in expected:
        with suppress(NotImitated):
            made[case] = saved(wiki, *case)

    assert made == {case: text for case, text in expected.items() if case in made}
    assert len(made) > 0.85 * len(expected)


@pytest.mark.parametrize("name", ["int:edit/de", "MediaWiki:Edit/de", "#language:de<!-- -->", "#tag:nowiki|<!-- -->"])
def test_what_is_not_imitated_is_named(name: str) -> None:
    with pytest.raises(NotImitated, match=r"does not (imitate|know|speak)"):
        saved(arranged("1.43"), "Foo", f"{{{{subst:{name}}}}}")


def test_a_function_of_an_extension_that_is_not_imitated_is_named() -> None:
    fake = FakeEditApi(profile="ext")
    fake.add_user(USER)

    with pytest.raises(NotImitated, match="#invoke"):
        saved(fake._wiki, "Foo", "{{subst:#invoke:x|y}}")
