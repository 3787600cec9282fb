"""The languages that MediaWiki knows, spoken or not, as ``meta=languageinfo`` of real wikis tells of them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pytest_mwedit.languages import PREDECESSORS
from pytest_mwedit.wiki.profiles import PLAIN
from pytest_mwedit.wiki.recorded_siteinfo import recorded_property


@dataclass(frozen=True)
class KnownLanguage:
    """What is known of a language."""

    code: str
    #: Its code in the words of BCP 47.
    bcp47: str
    #: What its speakers call it.
    name: str
    is_right_to_left: bool
    #: Where texts come from that it has not.
    fallbacks: tuple[str, ...]
    #: The forms that it is written in, and what these are called.
    variants: tuple[str, ...]
    variant_names: dict[str, str]


@dataclass(frozen=True)
class _Recorded:
    """What is told of languages where it is not what one would expect; lists have blanks between their items."""

    #: The languages that are written from right to left.
    rtl: str
    #: Language: where texts come from that it has not.
    fallbacks: dict[str, str]
    #: Language: the forms that it is written in, unless that is itself alone.
    variants: dict[str, str]
    #: Language: what its forms are called, unless each like the language.
    variantnames: dict[str, dict[str, str]]
    #: Language: what it calls itself, unless as siteinfo says.
    autonyms: dict[str, str]


@cache
def known_languages(version: str) -> dict[str, KnownLanguage]:
    """Return what *version* knows of each language, in the order of their codes."""
    version = PREDECESSORS.get(version, version)
    source = files("pytest_mwedit.wiki") / "languageinfo" / f"{version}.json"
    recorded = _Recorded(**json.loads(source.read_text("utf-8")))
    rtl = recorded.rtl.split()
    known = {}
    for each in recorded_property(version, PLAIN, "languages"):
        code = each["code"]
        name = recorded.autonyms.get(code, each["name"])
        variants = tuple(recorded.variants.get(code, code).split())
        known[code] = KnownLanguage(
            code,
            each["bcp47"],
            name,
            code in rtl,
            tuple(recorded.fallbacks.get(code, "").split()),
            variants,
            recorded.variantnames.get(code, dict.fromkeys(variants, name)),
        )
    return known
