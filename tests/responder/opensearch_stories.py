"""Stories of suggestions while somebody types."""

from __future__ import annotations

from typing import Any

from page_stories import page
from stories import BOB, Story, get, login


def _asked(**params: Any) -> tuple[str, str, dict[str, Any]]:
    """Ask without a format, unless one is named."""
    return "nobody", "GET", {"action": "opensearch", **params}


OPENSEARCH = Story(
    steps=[
        page("Apple", "apple"),
        page("Apple & pie", "x"),
        page("Apples", "#REDIRECT [[Apple]]"),
        page("Appletree", "#REDIRECT [[Nowhere]]"),
        page("Apple/Sub", "x"),
        page("Talk:Apple", "x"),
        page("Application", "#REDIRECT [[Apple#Sec]]"),
        page("1984", "#REDIRECT [[Application]]"),
        page("1985", "#REDIRECT [[Apple#A b]]"),
        page("\u00c9clair", "x"),
    ],
    requests=[
        _asked(search="app"),
        *[
            _asked(search="app", **row)
            for row in (
                {"format": "xml"},
                {"format": "json"},
                {"format": "jsonfm", "wrappedhtml": ""},
                {"format": "xmlfm", "wrappedhtml": ""},
                {"format": "php"},
                {"format": "xml", "limit": 2, "namespace": "*"},
                {"format": "xml", "redirects": "return"},
                {"redirects": "return"},
                {"redirects": "resolve"},
                {"redirects": "x", "format": "json"},
                {"limit": 2},
                {"limit": 0},
                {"limit": 600},
                {"limit": "max"},
                {"limit": 600, "format": "xml"},
                {"namespace": 99},
                {"namespace": "0|1"},
                {"warningsaserror": ""},
                {"warningsaserror": "", "limit": 600},
                {"warningsaserror": "", "limit": 600, "format": "json", "errorformat": "plaintext"},
                {"warningsaserror": "", "foo": "b", "errorformat": "raw"},
                {"warningsaserror": "", "foo": "b", "format": "jsonfm", "wrappedhtml": ""},
                {"foo": "b"},
                {"foo": "b", "format": "xml"},
                {"callback": "f"},
                {"maxage": 60},
                {"maxage": 30, "smaxage": 60},
                {"maxage": 3000, "smaxage": 6000},
                {"requestid": "r", "curtimestamp": "", "format": "xml"},
                {"requestid": "r", "servedby": "", "format": "json"},
                {"includexmlnamespace": "", "format": "xml"},
                {"suggest": "", "format": "xml"},
                {"limit": "max", "format": "xml"},
                {"formatversion": 2},
            )
        ],
        *[_asked(search=each, **form) for each in ("nope", "\u00e9", "<") for form in ({}, {"format": "xml"})],
        *[_asked(search="198", redirects="resolve", **form) for form in ({}, {"format": "xml"})],
        _asked(format="json"),
        _asked(format="xml", search=""),
        _asked(format="json", search="Talk:a"),
        *login("bob", "Bob", BOB),
        get("bob", action="opensearch", search="1"),
        get("bob", action="opensearch", search="1", format="xml"),
    ],
)

STORIES = {"opensearch": OPENSEARCH}
