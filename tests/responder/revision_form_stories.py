"""Stories of what revisions say in other forms: as HTML, as XML of their structure, with templates filled in."""

from __future__ import annotations

from typing import Any

from action_stories import people
from page_stories import page
from stories import Asked, Story, get

#: Parameters of old that ask for a form of what is said.
FORMS = ("parse", "generatexml", "expandtemplates")

_TEXT = (
    "one {{T|x}} <!-- c --> {{{p|q}}} <ref>x</ref>\n== s ==\n{{t| a = b <i>&| <!-- x --> c }} <nowiki>{{x}}</nowiki> "
    '<pre a="b"/> <includeonly>i</includeonly><noinclude>n</noinclude><onlyinclude>o</onlyinclude> {{#if:x}} '
    "[[a|b]] -{x}- {{x"
)

#: Texts whose structure is told.
_STRUCTURES = (
    "{{{T}}}\n{{{a|b}}}x\n{{{{a}}}}\n{{{{{a}}}}}",
    "a\n <!-- x --> \nb\n<!-- x --><!-- y --> <!-- z -->\n<!-- v -->\n\n<!-- w -->c",
    "it's \"q\" & &amp; <b a='x'> <pre a='x' b=\"y\">'\"</pre> <PRE >x</Pre > <nowiki/><pre></pre> <nowiki>x",
    "== a == <!-- x --> \n=== b ==\n== c === x\n=\n==\n===\n=====\n= d =\n======= e =======\n==<nowiki/>===",
    "{{a|\n== b ==\n}}\n== c {{d|\nx}} ==\n[[a\n== b ==\n]]\n== e {{\n f ==",
    "a<includeonly>x</includeonly><INCLUDEONLY>b</INCLUDEONLY><includeonly/>c<onlyinclude />b<includeonly>z",
    "-{a|b=c=d|e=f}- -{{{x}}}- {{a|-{b|c}-}} -{a|b=c",
    "{{a|b=c=d|=e|f=|{{g}}=h|[[i=j|k]]|<!-- l -->m=n|o<pre>=</pre>p=q|1=x|y}} {{}} {{|a}} {{a|[[b}}c]]",
    "{{ {{a}} | {{{b|{{c}}}}} }}{{a|\n=b=\n|= c\n=d|e\n=f=}} <!-- x",
)

PAST: list[dict[str, Any]] = [
    page("Template:T", "[{{{1|d}}}]<noinclude>doc</noinclude> {{PAGENAME}} <!-- c -->"),
    page("A", _TEXT),
    page("A", "two {{T}} [[A]] [[Nope]]\n== h ==\nx"),
    page("J", '{"a":1}', contentmodel="json"),
    page("J & ''x''", '{"a":1}', contentmodel="json"),
    page("MediaWiki:X.js", "var x={{T}};", user="Admin"),
    page("MediaWiki:X.css", "a{}", user="Admin"),
    page("R", "#REDIRECT [[A]]\n{{T}}"),
    page("Blank"),
    page("TX", 'a "b"\n== x ==\n', contentmodel="text"),
    page("H", "h {{T}}"),
    page("H", "h2"),
    {"revdelete": {"title": "H", "rev": 0, "hide": ["text"]}},
    page("D", "{{T|d}}"),
    {"delete": {"title": "D"}},
    *(page(f"S{number}", text) for number, text in enumerate(_STRUCTURES)),
]

_OTHERS = "J|J & ''x''|MediaWiki:X.js|MediaWiki:X.css|R|Blank|TX|Nope"


def revisions(**params: Any) -> Asked:
    """Ask for the content of revisions, in the form of old."""
    return get(
        **{"action": "query", "prop": "revisions", "rvprop": "content", "formatversion": "2", **params},
        **({} if {"titles", "revids", "generator"} & params.keys() else {"titles": "A"}),
    )


def _in_form(form: str) -> list[Asked]:
    asked: dict[str, Any] = {f"rv{form}": ""}
    rows: tuple[dict[str, Any], ...] = (
        *({}, {"rvprop": "ids|content|contentmodel"}, {"rvprop": "ids"}, {"rvprop": "content|slotsize|sha1"}),
        *({"rvlimit": "2"}, {"rvlimit": "max"}, {"rvlimit": "2", "rvprop": "ids"}, {"rvlimit": "2", "rvdir": "newer"}),
        *({"rvslots": "main"}, {"rvslots": ""}, {"rvslots": "main", "rvdiffto": "prev", "rvcontentformat": "text/css"}),
        *({"rvsection": "0"}, {"rvsection": "1"}, {"rvsection": "7"}, {"rvsection": "1", "titles": "MediaWiki:X.js"}),
        *({"titles": "A|R"}, {"titles": "A|Nope|R", "rvprop": "ids"}, {"titles": "A|R", "rvlimit": "1"}),
        {"rvcontentformat": "text/css", "titles": "A"},
        {"rvcontentformat": "application/json", "titles": "J"},
        *({"rvlimit": "2", "rvprop": "ids|content", **form} for form in ({"format": "xml"}, {"formatversion": "1"})),
        *({"rvlimit": "2", "errorformat": each} for each in ("plaintext", "html", "wikitext", "raw")),
        *({"titles": each} for each in _OTHERS.split("|")),
        *({"titles": "J & ''x''", "errorformat": each} for each in ("plaintext", "html", "wikitext", "raw")),
        {"titles": _OTHERS},
        {"titles": _OTHERS, "format": "xml"},
        {"titles": "H", "rvlimit": "2"},
    )
    return [
        *(revisions(**asked, **row) for row in rows),
        *(get(who, **revisions(**asked, titles="H", rvdir="newer", rvlimit="1")[2]) for who in ("nobody", "Admin")),
        *(
            get(
                who,
                action="query",
                prop="deletedrevisions",
                titles="D",
                drvprop="content",
                formatversion="2",
                **{f"drv{form}": ""},
            )
            for who in ("nobody", "Admin")
        ),
        *(
            get(
                action="query",
                list="allrevisions",
                arvprop="ids|content",
                formatversion="2",
                arvdir="newer",
                **{f"arv{form}": ""},
                **more,
            )
            for more in ({"arvlimit": "3"}, {"arvlimit": "max", "arvuser": "Admin"}, {"arvslots": "main"})
        ),
        revisions(generator="allpages", gaplimit="3", **asked),
        get(
            action="query", generator="revisions", titles="A", formatversion="2", **{f"grv{form}": "", "grvlimit": "2"}
        ),
        get(
            action="query",
            generator="revisions",
            titles="A",
            formatversion="2",
            grvprop="content",
            **{f"grv{form}": "", "grvlimit": "2"},
        ),
    ]


STORIES = {
    f"revisions_{name}": Story(steps=PAST, requests=[*people("Admin"), *_in_form(form)])
    for form, name in zip(FORMS, ("as_html", "as_xml", "with_templates"), strict=True)
}
STORIES["revisions_in_forms"] = Story(
    steps=PAST,
    requests=[
        revisions(rvparse="", rvgeneratexml="", rvexpandtemplates=""),
        revisions(rvgeneratexml="", rvexpandtemplates=""),
        revisions(rvgeneratexml="", rvexpandtemplates="", titles="J"),
        revisions(rvgeneratexml="", rvexpandtemplates="", titles="J", rvparse=""),
        revisions(rvgeneratexml="", rvparse="", rvslots="main"),
        revisions(rvdiffto="prev", rvparse="", rvslots="main"),
        revisions(rvgeneratexml="", rvexpandtemplates="", rvparse="", rvslots="main"),
        *(revisions(rvdiffto="prev", rvlimit="2", rvprop="ids", **{f"rv{form}": ""}) for form in FORMS),
        *(revisions(rvdifftotext="x", rvlimit="1", **{f"rv{form}": ""}) for form in FORMS),
        *(revisions(rvdifftotext="x", rvprop="ids", titles="J", **{f"rv{form}": ""}) for form in FORMS),
        *(revisions(rvdifftotext="x", titles="J", **{f"rv{form}": ""}) for form in FORMS),
        *(revisions(titles=f"S{number}", rvgeneratexml="") for number in range(len(_STRUCTURES))),
        *(
            revisions(revids="71002|71003|71004", rvparse="", **row)
            for row in ({}, {"rvcontinue": "71003"}, {"rvcontinue": "71004"}, {"rvcontinue": "x"}, {"rvcontinue": "9"})
        ),
        *(revisions(titles="A|R", rvparse="", rvcontinue=each) for each in ("2|71003", "9999|1", "x")),
        revisions(titles="A", rvlimit="2", rvparse="", rvcontinue="20200101000000|71002"),
        *(
            revisions(rvlimit="2", rvprop="ids|timestamp", rvcontinue=f"{at}|{number}", rvdir=direction)
            for at in ("20200101000100", "20200101000200", "20200101000300")
            for number in (71001, 71002, 71003, 71004)
            for direction in ("older", "newer")
        ),
    ],
)
#: More pages than revisions are told with their content.
STORIES["revisions_of_many_pages"] = Story(
    steps=[page(f"Z{number:02}", "z") for number in range(55)],
    requests=[
        *people("Admin"),
        *(
            get(
                who,
                action="query",
                generator="allpages",
                prop="revisions",
                formatversion="2",
                **{"gaplimit": "60", **row},
            )
            for who in ("nobody", "Admin")
            for row in (
                {"rvprop": "ids"},
                {"rvprop": "content", "rvslots": "main"},
                {"rvprop": "content", "rvslots": "main", "gaplimit": "5"},
                {"rvprop": "ids", "rvdiffto": "prev"},
            )
        ),
        get(
            action="query",
            generator="allpages",
            gaplimit="60",
            prop="revisions",
            formatversion="2",
            rvprop="content",
            rvslots="main",
            **{"continue": "||", "rvcontinue": "2050|71050"},
        ),
    ],
)
