"""Stories of edits that substitute words: what is saved of languages, dates, numbers, anchors and addresses."""

from __future__ import annotations

from typing import Any

from stories import ALICE, Asked, Story, get, login, post, token

_WORDS = (
    "REVISIONSIZE|CURRENTVERSION|CASCADINGSOURCES|CASCADINGSOURCES:Template:In cascade|#language:fr|#language:de|en"
    "|#language:sr-Cyrl|#bcp47:zh-tw|#dir:ar|#special:contribs/Bob|#speciale:Nosuch é|#formatdate:25 dec 2009"
    "|#dateformat:2009-12-25|formatnum:-1e9|formatnum:1234567.891|DEFAULTSORT:a|DEFAULTCATEGORYSORT:b"
    "|filepath:X.png|anchorencode:[[a|b]] ''c'' <i>d</i>|fullurl:wikipedia:Foo bar|localurle:commons:A&b"
    "|REVISIONUSER|REVISIONID|PAGEID|NUMBEROFPAGES|int:edit|int:edit/fr|PAGESIZE:Own|REVISIONUSER:Own|PROTECTIONLEVEL:edit"
)
#: Each substituted by its own, safely, and by a template that is itself substituted.
_TEXTS = (
    "".join(f"* {{{{subst:{word}}}}}\n" for word in _WORDS.split("|")),
    "".join(f"* {{{{safesubst:{word}}}}}\n" for word in _WORDS.split("|")),
    "{{subst:Words|2009-12-25|1e3}} {{subst:Words}}",
    "{{subst:#dateformat:2009-12-25|mdy}} {{subst:#language:de|en}} {{subst:formatnum:1,234.5|R}}",
    "{{subst:#tag:pre|x<!-- c -->|a=b}} {{subst:#if:x|y}}",
)
_PAST: list[dict[str, Any]] = [
    {"user": {"name": "Dated", "options": {"date": "mdy"}}},
    {"page": {"title": "Own", "text": "é own", "user": "Bob"}},
    {
        "page": {
            "title": "Template:Words",
            "text": "<includeonly>{{{{{|safesubst:}}}#formatdate:{{{1|1 May 2001}}}|dmy}}"
            " {{<noinclude/>subst:formatnum:{{{2|5000}}}}} {{{{{|safesubst:}}}#language:fr}}"
            " {{{{{|safesubst:}}}PAGENAME}}</includeonly>",
            "user": "Bob",
        }
    },
    {"page": {"title": "Cascade", "text": "{{In cascade}}", "user": "Admin"}},
    {"protect": {"title": "Cascade", "edit": "sysop", "cascade": True}},
]


def _saved(title: str, text: str, who: str) -> list[Asked]:
    return [
        post(who, action="edit", title=title, text=text, token="$csrf", formatversion="2"),
        get(action="query", prop="revisions", titles=title, rvprop="content|size", rvslots="main", formatversion="2"),
    ]


def _everything(who: str) -> list[Asked]:
    return [ask for title in ("Own", "New") for text in _TEXTS for ask in _saved(title, text, who)]


STORIES = {
    "substituted_words": Story(
        steps=_PAST,
        requests=[*login("alice", "Alice", ALICE), token("alice"), *_everything("alice")],
    ),
    "substituted_dates_of_a_preference": Story(
        steps=_PAST,
        requests=[
            *login("dated", "Dated", "DatedPassw0rd!x"),
            token("dated"),
            *_saved(
                "New",
                "{{subst:#formatdate:2009-12-25}} {{subst:#dateformat:25 dec 2009}} {{subst:#dateformat:5 May}}",
                "dated",
            ),
            post(
                "dated",
                action="stashedit",
                title="New",
                section="",
                text="{{subst:#formatdate:2009-12-25}}",
                contentmodel="wikitext",
                contentformat="text/x-wiki",
                baserevid=0,
                token="$csrf",
                formatversion="2",
            ),
        ],
    ),
}
