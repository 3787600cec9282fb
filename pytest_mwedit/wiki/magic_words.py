"""The words of wikitext as a wiki in some language calls them, as ``siprop=magicwords`` of real wikis answers."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pytest_mwedit.languages import ENGLISH
from pytest_mwedit.wiki.profiles import PROFILES
from pytest_mwedit.wiki.recorded_siteinfo import recorded_kind, recorded_properties

if TYPE_CHECKING:
    from pytest_mwedit.wiki.state import Wiki


def aliases(wiki: Wiki, name: str) -> tuple[str, ...]:
    """Return how the word that MediaWiki knows as *name* is written; nowise if no extension of the wiki brings it."""
    return _words(wiki.version, wiki.profile, wiki.config.language).get(name, ())


@cache
def _words(version: str, profile: str, language: str) -> dict[str, tuple[str, ...]]:
    known = recorded_kind(version, profile)
    recorded = (
        recorded_properties(*known, language).get("magicwords") or recorded_properties(*known, ENGLISH)["magicwords"]
    )
    return {row["name"]: tuple(row["aliases"]) for row in recorded["2"]}


@cache
def _names_of_functions(version: str, profile: str, language: str) -> dict[str, str]:
    functions, english = PROFILES[profile][version].functions, _words(version, profile, ENGLISH)
    names = ((f"#{english[name][0]}", aliases) for name, aliases in _words(version, profile, language).items())
    return {f"#{alias}".lower(): name for name, aliases in names if name in functions for alias in aliases}


def function_in_english(wiki: Wiki, name: str) -> str:
    """Return what a function of an extension is called in English, in small letters; else *name* in small letters."""
    names = _names_of_functions(wiki.version, wiki.profile, wiki.config.language)
    return names.get(name.lower(), name.lower())
