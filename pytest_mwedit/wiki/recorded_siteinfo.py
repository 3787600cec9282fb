"""What real wikis answer to meta=siteinfo where it depends on the version and the profile alone."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from pytest_mwedit.languages import ENGLISH, RECORDED_VERSION
from pytest_mwedit.wiki.profiles import PLAIN, PROFILES
from pytest_mwedit.wiki.versions import VERSIONS

#: Properties that differ on a wiki in another language.
OF_LANGUAGES = ("extensions", "magicwords", "skins", "specialpagealiases")


@cache
def recorded_properties(version: str, profile: str = PLAIN, language: str = ENGLISH) -> dict[str, dict[str, Any]]:
    """Return the properties of a wiki of *version* with *profile* in *language*, in both format versions.

    `OF_LANGUAGES` are missing if they are not recorded of a wiki in that language.
    """
    # What a profile says alike is not recorded again.
    base = {} if profile == PLAIN else recorded_properties(version, PROFILES[profile][version].based_on, language)
    kind = version if profile == PLAIN else f"{version}-{profile}"
    if language == ENGLISH:
        return base | _rows(f"{kind}.json")
    english = recorded_properties(version, profile)
    return {name: row for name, row in english.items() if name not in OF_LANGUAGES} | {
        **{name: base[name] for name in OF_LANGUAGES if name in base},
        **_rows(f"{kind}.{language}.json"),
    }


def _rows(name: str) -> dict[str, dict[str, Any]]:
    source = files("pytest_mwedit.wiki") / "siteinfo" / name
    return json.loads(source.read_text("utf-8")) if source.is_file() else {}


def recorded_kind(version: str, profile: str) -> tuple[str, str]:
    """Return the version and profile whose recordings tell of a wiki: of one known from documents, the usual ones."""
    return (version, profile) if VERSIONS[version].derived_from is None else (RECORDED_VERSION, PLAIN)


def recorded_property(version: str, profile: str, name: str, language: str = ENGLISH) -> Any:
    """Return what a wiki of *version* answers for a property that depends on nothing else."""
    return recorded_properties(version, profile, language)[name]["2"]
