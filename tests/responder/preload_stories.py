"""Stories of what a new page or section begins with: inprop=preloadcontent of prop=info."""

from __future__ import annotations

from typing import Any

from action_stories import people
from page_stories import page
from stories import Asked, Story, get

#: Texts that pages begin with.
_TEXTS = (
    "a <noinclude>n</noinclude><includeonly>i {{T}}</includeonly> $1 $2 $10 [[x|$1]] {{PAGENAME}} <!-- c --> {{{1|d}}}",
    "a<onlyinclude>b $1</onlyinclude>c<onlyinclude>d</onlyinclude>",
    "<nowiki><noinclude>x</noinclude>$1</nowiki><pre>$2</pre> <!-- <noinclude>y</noinclude> -->\n\n",
    "{{T|<noinclude>n</noinclude>a=<includeonly>b</includeonly>}} {{subst<noinclude/>:T}} ~~<noinclude/>~~",
    "== h ==\n<includeonly>\n\nx</includeonly>\n<noinclude>y",
    "",
    "<noinclude>all</noinclude>",
)

PAST: list[dict[str, Any]] = [
    page("Template:T", "t"),
    *(page(f"Template:P{number}", text) for number, text in enumerate(_TEXTS)),
    page("Wiki", "w <noinclude>n</noinclude> $1"),
    page("J", '{"a":"$1 <noinclude>n</noinclude>"}', contentmodel="json"),
    page("MediaWiki:X.js", "var x='$1 <noinclude>n</noinclude>';", user="Admin"),
    page("MediaWiki:X.css", "a{<noinclude>n</noinclude>$1}", user="Admin"),
    page("TX", "plain $1 <noinclude>n</noinclude>", contentmodel="text"),
    page("R", "#REDIRECT [[Wiki]]"),
    page("R2", "#REDIRECT [[R]]"),
    page("RNone", "#REDIRECT [[Nope]]"),
    page("MediaWiki:Nf", "own $1", user="Admin"),
    page("MediaWiki:Aboutpage", "replaced $1", user="Admin"),
    page("H", "h"),
    page("H", "h2"),
    {"protect": {"title": "New", "create": "sysop"}},
]

#: Pages of each content model, and titles of pages that are to have one.
_OF_MODELS = ("Wiki", "J", "MediaWiki:X.js", "MediaWiki:X.css", "TX")
_TITLES = (
    *("Nope", "Wiki", "New", "Template:Nope", "User:X/a.js", "User:X/a.css", "User:X/a.json", "File:X.png"),
    *("Category:X", "Talk:Wiki", "Special:Foo", "Media:X", "<", "MediaWiki:Sidebar", "MediaWiki:Mainpage"),
    *("MediaWiki:Nf", "MediaWiki:Nf2", "MediaWiki:Aboutpage", "MediaWiki:Aboutsite/fr", "MediaWiki:Nope.js"),
)


def asked(who: str = "nobody", **params: Any) -> Asked:
    """Ask what a page begins with."""
    whole: dict[str, Any] = {"action": "query", "prop": "info", "inprop": "preloadcontent", "formatversion": "2"}
    named = {} if {"revids", "generator", "pageids"} & params.keys() else {"titles": "Nope"}
    return get(who, **{**whole, **named, **params})


STORIES = {
    "preloaded_pages": Story(
        steps=PAST,
        requests=[
            *people("Alice", "Admin"),
            *(asked(titles=title) for title in _TITLES),
            *(asked(titles=title, inpreloadcustom="Wiki", inpreloadparams="p|q") for title in _TITLES),
            *(asked(titles=title, inpreloadnewsection="") for title in _TITLES),
            *(asked(titles=title, inpreloadnewsection="", inpreloadcustom="Wiki") for title in _TITLES),
            *(asked(who, titles=title) for who in ("Alice", "Admin") for title in ("Nope", "New", "MediaWiki:Nf2")),
            *(
                asked(**form, **more)
                for form in ({}, {"formatversion": "1"}, {"format": "xml"})
                for more in ({}, {"inpreloadcustom": "Wiki"}, {"inprop": "url|preloadcontent|talkid|displaytitle"})
            ),
            *(asked(inprop=each) for each in ("preload|preloadcontent", "preload", "linkclasses|preloadcontent|url")),
            asked(inprop="url", inpreloadcustom="Wiki", inpreloadnewsection="", inpreloadparams="x"),
            asked(inprop="preload", titles="MediaWiki:Sidebar"),
            asked(inpreloadparams="x", titles="MediaWiki:Sidebar"),
            asked(smaxage="10"),
            *(
                asked(titles=titles, errorformat=form)
                for titles in ("Wiki|Nope", "Nope|<", "Nope|Special:Foo", "Nope|Nope", "")
                for form in ("bc", "raw", "html")
            ),
            *(asked(generator="allpages", gaplimit=limit, gapnamespace="0") for limit in ("1", "2")),
            *(
                asked(revids=each, inpreloadnewsection="")
                for each in ("71015", "71015|71016", "71019|71020", "71015|99999", "99999")
            ),
            *(asked(pageids=each, inpreloadnewsection="") for each in ("5002", "5002|5003", "99999")),
        ],
    ),
    "preloaded_texts": Story(
        steps=PAST,
        requests=[
            *(
                asked(inpreloadcustom=f"Template:P{number}", **more)
                for number in range(len(_TEXTS))
                for more in ({}, {"inpreloadparams": "p|''q''|{{T}}"}, {"inpreloadparams": ""})
            ),
            *(
                asked(titles=title, inpreloadcustom=custom, inpreloadparams="p")
                for title in ("Nope", "User:X/a.json", "User:X/a.js", "User:X/a.css")
                for custom in _OF_MODELS
            ),
            *(
                asked(titles=title, inpreloadcustom=custom, inpreloadparams="p", inpreloadnewsection="")
                for title in ("TX", "J", "MediaWiki:X.js")
                for custom in _OF_MODELS
            ),
            *(
                asked(inpreloadcustom=custom, inpreloadparams="p|q")
                for custom in (
                    *("Nope2", "<", "", "MediaWiki:Sidebar", "MediaWiki:Nf", "MediaWiki:Nf2", "MediaWiki:Aboutpage"),
                    *("Special:Foo", "Special:Version", "R", "R2", "RNone", "Wiki#s", " wiki ", "File:X.png", "#x"),
                    *("MediaWiki:Protectedpagetext", "MediaWiki:Aboutsite/fr", "MediaWiki:Nope.js", "Media:X"),
                )
            ),
            asked(inpreloadcustom="Template:P0", inpreloadparams="<noinclude>z</noinclude>y$2|{{!}}<includeonly>"),
            asked(inpreloadcustom="Template:P0", inpreloadparams="$2|$1"),
            asked(inpreloadcustom="Wiki", inpreloadparams="|".join(str(number) for number in range(11, 23))),
        ],
    ),
}
