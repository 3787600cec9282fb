"""meta=languageinfo: what MediaWiki knows of languages.

Evidence: the story ``languages``. What siteinfo does not tell of them, too, is recorded in ``languageinfo``.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.messages import Id, Listing, Markup, message
from pytest_mwedit.api.recorded_siteinfo import recorded_property
from pytest_mwedit.api.result import Named
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.profiles import PLAIN, PROFILES

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query

#: Asks for every language, if it is all that is asked for.
_EVERY = ["*"]

RIGHT_TO_LEFT, LEFT_TO_RIGHT = "rtl", "ltr"


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


def run(query: Query, params: dict[str, Any]) -> None:
    """Tell of languages by their codes."""
    wiki = query.call.wiki
    if PROFILES[wiki.profile][wiki.version].derived_from is not None:
        raise NotImitated(
            f"The in-memory wiki does not know what a wiki of the profile {wiki.profile!r} tells of languages "
            "(meta=languageinfo). Use another profile, or record the reply."
        )
    known = _languages(wiki.version)
    asked = params["code"]
    if asked != _EVERY:
        unknown = tuple(Markup(code) for code in asked if code not in known)
        if unknown:
            told = message(
                "apiwarn-unrecognizedvalues", Markup(f"{query.module.prefix}code"), Listing(unknown), Id(len(unknown))
            )
            query.call.warn(query.module.path, told)
    start = params["continue"] or ""
    chosen = [code for code in known if code >= start and (asked == _EVERY or code in asked)]
    query.data["languageinfo"] = Named({code: _told(known[code], params["prop"]) for code in chosen})


def _told(row: dict[str, Any], asked: list[str]) -> Named:
    return Named({name: value for name, value in row.items() if name in asked})


@cache
def _languages(version: str) -> dict[str, dict[str, Any]]:
    """Return what is told of each language, in the order of their codes."""
    source = files("pytest_mwedit.api") / "languageinfo" / f"{version}.json"
    recorded = _Recorded(**json.loads(source.read_text("utf-8")))
    rtl = recorded.rtl.split()
    rows = {}
    for each in recorded_property(version, PLAIN, "languages"):
        code = each["code"]
        name = recorded.autonyms.get(code, each["name"])
        variants = recorded.variants.get(code, code).split()
        rows[code] = {
            "code": code,
            "bcp47": each["bcp47"],
            "dir": RIGHT_TO_LEFT if code in rtl else LEFT_TO_RIGHT,
            "autonym": name,
            "name": name,
            "fallbacks": recorded.fallbacks.get(code, "").split(),
            "variants": variants,
            "variantnames": Named(recorded.variantnames.get(code, dict.fromkeys(variants, name))),
        }
    return rows
