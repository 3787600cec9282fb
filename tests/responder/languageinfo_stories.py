"""Stories of what a wiki knows of languages."""

from __future__ import annotations

from typing import Any

from stories import Asked, Story, query
from tree_stories import shown

ALL_PROPERTIES = "autonym|bcp47|code|dir|fallbacks|name|variants"
CODES = "en|fr|aa|zh|sr|uz|iu|egl|zh-min-nan|sr-ec|zh-hans|kk|kk-arab|he|simple|be-x-old|shi|ban|no|sh|bcc"
ODD_CODES = "en|zz|<|EN|x-foo|ban-x-pku|qqx|en-x-piglatin|sr-cyrl|''a''|[[b]]"


def _asked(**params: Any) -> Asked:
    return query(meta="languageinfo", **params)


def _everything(*first: str) -> list[Asked]:
    """Ask for all languages, from several on, so that no reply takes a wiki long."""
    return [_asked(liprop=ALL_PROPERTIES, licontinue=each, formatversion=2) for each in first]


LANGUAGES = Story(
    requests=[
        *(
            _asked(licode=CODES, liprop=f"{ALL_PROPERTIES}|variantnames", **more)
            for more in ({}, {"formatversion": 2}, {"format": "xml"}, {"uselang": "fr"})
        ),
        *(
            _asked(licode=CODES, liprop=each, **more)
            for each in (*ALL_PROPERTIES.split("|"), "variantnames", "", "nope", "*", "name|dir|nope|x")
            for more in ({}, {"format": "xml"})
        ),
        _asked(licode="fr|en|en"),
        *(_asked(licode="", **more) for more in ({}, {"formatversion": 2}, {"format": "xml"})),
        *(
            _asked(licode=ODD_CODES, **more)
            for more in (
                {},
                {"formatversion": 2},
                {"format": "xml"},
                {"uselang": "fr"},
                *({"errorformat": form} for form in ("plaintext", "html", "wikitext", "raw", "none")),
            )
        ),
        _asked(licode="zz"),
        _asked(licode="*|en"),
        _asked(licode="en|*"),
        _asked(licode="*|*"),
        _asked(licode="\x1fen\x1ffr"),
        _asked(licode="|".join(f"a{number}" for number in range(51))),
        _asked(licode="en|fr|de", licontinue="fr"),
        _asked(licode="en|fr|de", licontinue="es"),
        _asked(licode="en|fr|zz", licontinue="zza"),
        _asked(licode="en|fr", licontinue=""),
        _asked(licontinue="zh-tw"),
        _asked(licontinue="zh-tw", licode="*", format="xml"),
        _asked(licontinue="ZH", licode="en"),
        _asked(licontinue="\u00e9"),
        _asked(licode="en", maxage=30),
        _asked(licode="en", uselang="user", maxage=30),
        _asked(licode="en", titles="A"),
        shown(_asked(licode="en|zh|aae", liprop=f"{ALL_PROPERTIES}|variantnames")),
        shown(_asked(licode="", liprop="")),
        shown(_asked(licode="en", liprop="")),
        # By and by, for a wiki stops where it takes long.
        *_everything("u", "l", ""),
    ],
)

STORIES = {
    "languages": LANGUAGES,
    "languages_on_a_wiki_in_french": Story(
        config={"language": "fr"}, requests=[_asked(licode=CODES, liprop=f"{ALL_PROPERTIES}|variantnames")]
    ),
}
