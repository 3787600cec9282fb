"""Stories of the structure of texts as XML: parsetree of action=expandtemplates and action=parse."""

from __future__ import annotations

from typing import Any

from revision_form_stories import PAST
from stories import Asked, Story, get


def _of_each(action: str, *rows: dict[str, Any]) -> list[Asked]:
    forms: tuple[dict[str, str], ...] = ({"formatversion": "2"}, {}, {"format": "xml"}, {"errorformat": "raw"})
    return [get(action=action, **{**form, **row}) for row in rows for form in forms]


_TEXT = 'a {{T|x}} <!-- c --> "q" {{T\n|b=<nowiki>y</nowiki>}}\n== h ==\nx {{subst:T|y}}'

STORIES = {
    "parse_trees": Story(
        steps=PAST,
        requests=[
            *_of_each(
                "expandtemplates",
                {"text": _TEXT, "prop": "parsetree"},
                {"text": _TEXT, "prop": "wikitext|parsetree|volatile"},
                {"text": _TEXT, "prop": "parsetree|categories|properties|ttl"},
                {"text": _TEXT, "generatexml": ""},
                {"text": _TEXT, "generatexml": "", "prop": "wikitext"},
                {"text": _TEXT, "generatexml": "", "title": "A"},
                {"text": _TEXT, "prop": "parsetree", "includecomments": "", "title": "A"},
                {"text": "x", "prop": "parsetree"},
                {"text": "", "prop": "parsetree"},
            ),
            *_of_each(
                "parse",
                {"page": "A", "prop": "parsetree"},
                {"page": "A", "prop": "wikitext|parsetree|revid"},
                {"page": "A", "generatexml": "", "prop": "wikitext"},
                {"page": "A", "generatexml": "", "prop": "parsetree"},
                {"page": "A", "prop": "parsetree", "section": "1"},
                {"page": "J", "prop": "parsetree"},
                {"page": "J", "prop": "wikitext", "generatexml": ""},
                {"page": "Blank", "prop": "parsetree"},
                {"page": "R", "prop": "parsetree|wikitext", "redirects": ""},
                {"text": _TEXT, "prop": "parsetree", "contentmodel": "wikitext"},
                {"text": _TEXT, "prop": "parsetree|wikitext", "contentmodel": "wikitext", "pst": ""},
                {"text": _TEXT, "prop": "parsetree", "contentmodel": "wikitext", "onlypst": ""},
                {"text": _TEXT, "prop": "parsetree", "contentmodel": "text"},
                {"text": "x", "prop": "parsetree|wikitext|properties", "contentmodel": "wikitext", "summary": "s"},
            ),
        ],
    )
}
