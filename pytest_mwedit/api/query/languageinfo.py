"""meta=languageinfo: what MediaWiki knows of languages.

Evidence: the story ``languages``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.messages import Id, Listing, Markup, message
from pytest_mwedit.api.result import Named
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.known_languages import known_languages
from pytest_mwedit.wiki.profiles import PROFILES

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki.known_languages import KnownLanguage

#: Asks for every language, if it is all that is asked for.
_EVERY = ["*"]

RIGHT_TO_LEFT, LEFT_TO_RIGHT = "rtl", "ltr"


def run(query: Query, params: dict[str, Any]) -> None:
    """Tell of languages by their codes."""
    wiki = query.call.wiki
    if PROFILES[wiki.profile][wiki.version].derived_from is not None:
        raise NotImitated(
            f"The in-memory wiki does not know what a wiki of the profile {wiki.profile!r} tells of languages "
            "(meta=languageinfo). Use another profile, or record the reply."
        )
    known = known_languages(wiki.version)
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


def _told(language: KnownLanguage, asked: list[str]) -> Named:
    return Named({name: value for name, value in _row(language).items() if name in asked})


def _row(language: KnownLanguage) -> dict[str, Any]:
    return {
        "code": language.code,
        "bcp47": language.bcp47,
        "dir": RIGHT_TO_LEFT if language.is_right_to_left else LEFT_TO_RIGHT,
        "autonym": language.name,
        "name": language.name,
        "fallbacks": [*language.fallbacks],
        "variants": [*language.variants],
        "variantnames": Named(language.variant_names),
    }
