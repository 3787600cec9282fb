"""Stories of what texts become and what is in them: action=expandtemplates, action=parse."""

from __future__ import annotations

from typing import Any

from page_stories import page
from stories import Asked, Story, get, post

TEMPLATES: list[dict[str, Any]] = [
    page("Template:T", "hello {{{1|def}}}{{{name|}}} <noinclude>doc</noinclude><includeonly>inc</includeonly>"),
    page("Template:Outer", "[{{T|{{{1}}}|name=N}}]<!-- c -->"),
    page("Template:List", "* a\n* b"),
    page("Template:Table", "{|\n|}"),
    page("Template:C", "[[Category:Cat]] c"),
    page("Template:Only", "a<onlyinclude>b</onlyinclude>c"),
    page("Template:Raw", "'''<nowiki>{{T}}</nowiki>''' <pre>x</pre>"),
    page("Template:R", "#REDIRECT [[Template:T]]"),
    page("A", "a page"),
    page("Foo/Bar", "below"),
]

_TEXTS = (
    *("x {{T|y}}", "{{T}}", "{{T|1=a|name=b}}", "{{ t | a }}", "{{Outer|o}}", "{{nope}}", "{{nope|a=b}}"),
    *("{{:A}}", "{{:No}}", "x{{List}}", "{{List}}", "a\n{{List}}", "x{{Table}}", "{{Only}}", "{{Raw}}"),
    *("{{R|x}}", "{{Template:T}}", "{{User:X}}", "{{PAGENAME}} {{FULLPAGENAME}} {{NAMESPACE}} {{SITENAME}}"),
    *("{{uc:abc}} {{lc:X}} {{ucfirst:x}}", "{{/Bar}}", "{{#if:x|a|b}}", "{{#invoke:x}}"),
    *("{{subst:T}} {{safesubst:T}}", "~~~~ [[x (y)|]]", "{{{1}}} {{{1|d}}}", "{{T", "a <!-- c --> b"),
    *("<nowiki>{{T}}</nowiki>", "<noinclude>n</noinclude><includeonly>i</includeonly>", "{{{{{1|T}}}}}"),
    *("<onlyinclude>o</onlyinclude> {{T|<!-- c -->x}}", "{{T|[[a|b]]}}", "{{T|a=b=c}}", "x\r\ny  \n\n", "{{<}}"),
    *("{{#tag:b|x}}", "{{DEFAULTSORT:k}} x {{C}}", "__NOTOC__ == H ==\n{{T}}\n", "{{ns:1}} {{urlencode:a b}}"),
    *("{{!}} {{=}}", "{{T|\n* a\n}}", "{{msg:T|q}}", "{{raw:T}}", "-{a}-", "{{fullurl:A}}", "{{localurl:A|b=c}}"),
    *("{{plural:2|a|b}}", "{{Outer|<!-- d -->}} <!-- e --> [[A<!-- f -->]]"),
)


def expand(**params: Any) -> Asked:
    """Ask what a text becomes."""
    return get(action="expandtemplates", **{"formatversion": "2", **params})


EXPANSION = Story(
    steps=TEMPLATES,
    requests=[
        *[
            post(action="expandtemplates", formatversion="2", prop="wikitext", text=each, title="Foo")
            for each in _TEXTS
        ],
        *[expand(text=each, includecomments="", prop="wikitext") for each in _TEXTS if "<!--" in each],
        *[
            expand(text="x {{T|y}} {{PAGENAME}}", **each, **form)
            for each in (
                {},
                {"prop": "wikitext"},
                {"prop": "wikitext|properties|volatile|ttl|categories"},
                {"prop": ""},
                {"prop": "foo"},
                {"prop": "wikitext", "title": "Talk:Foo/bar#x"},
                {"prop": "wikitext", "title": "<"},
                {"prop": "wikitext", "title": ""},
                {"prop": "wikitext", "revid": 71009},
                {"prop": "wikitext", "revid": 71009, "title": "Foo"},
                {"prop": "wikitext", "revid": 71009, "title": "A"},
                {"prop": "wikitext", "revid": 99},
                {"prop": "wikitext", "revid": "x"},
                {"prop": "wikitext", "smaxage": 5, "maxage": 3},
            )
            for form in ({"formatversion": "2"}, {"formatversion": "1"}, {"format": "xml"})
        ],
        expand(text="", prop="wikitext"),
        expand(prop="wikitext"),
        expand(text="e\u0301", prop="wikitext"),
        expand(text="x", prop="wikitext", errorformat="raw", title="<"),
    ],
)


PARSED: list[dict[str, Any]] = [
    page(
        "A", "Intro '''b''' [[B]] [[Nope]]\n\n== H ==\nx [[Category:K]] {{T}}\n=== Sub ===\n[http://x.org y]\n== H ==\n"
    ),
    page("Template:T", "t [[FromT]]"),
    page("B", "b"),
    page("R", "#REDIRECT [[A#Sub]]"),
    page("R2", "#REDIRECT [[R]]"),
    page("J", '{"a":1}', contentmodel="json"),
    page("H", "h1"),
    page("H", "h2"),
    {"revdelete": {"title": "H", "rev": 0, "hide": ["text"]}},
    page("User:Bob/x.js", "a=1"),
    page("Talk:It's a test", "x"),
    page("Category:K", "__HIDDENCAT__"),
    page("Category:L", "x"),
    page("Z", "z"),
]

_ALL = "revid|displaytitle|sections|links|categories|templates|images|externallinks|langlinks|iwlinks|properties"

_PAGES: list[dict[str, Any]] = [
    {"page": "A"},
    {"page": "A#H"},
    {"pageid": 5001},
    {"oldid": 71001},
    {"page": "A", "section": 1},
    {"pageid": 5001, "section": "0"},
    {"oldid": 71001, "section": "T-2"},
    {"page": "A", "section": 9},
    {"page": "A", "section": "x"},
    {"page": "A", "section": ""},
    {"page": "A", "section": "new"},
    {"page": "J", "section": "1"},
    {"page": "R"},
    {"page": "R", "redirects": ""},
    {"page": "R2", "redirects": ""},
    {"pageid": 5004, "redirects": ""},
    {"oldid": 71004, "redirects": ""},
    {"page": "J"},
    {"page": "User:Bob/x.js"},
    {"page": "Talk:It's a test"},
    {"page": "Nope"},
    {"page": "<"},
    {"page": ""},
    {"page": "w:A"},
    {"page": "Special:Version"},
    {"pageid": 99},
    {"oldid": 99},
    {"oldid": 71007},
    {"oldid": 71008},
    {"page": "A", "summary": "/* H */ x [[A]]"},
    {"page": "A", "pst": ""},
    {"page": "A", "onlypst": ""},
    {"page": "A", "disablelimitreport": "", "disableeditsection": "", "wrapoutputclass": ""},
    {"page": "A", "pageid": 5001},
    {"page": "A", "oldid": 71001},
    {"page": "A", "text": "x"},
    {"page": "A", "title": "x"},
    {"page": "A", "revid": 71001},
    {"pageid": 5001, "oldid": 71001},
    {"oldid": 71001, "text": "x"},
    {"title": "Foo"},
    {"title": "<", "text": "x"},
    {"title": "Special:X", "text": "x"},
    {"text": "x"},
    {"text": ""},
    {"text": "a", "title": "User:Foo/x.json"},
    {"text": '{"a":1}', "contentmodel": "json"},
    {"text": "x", "contentmodel": "css"},
    {"text": "x", "contentformat": "text/css"},
    {"text": "x", "contentmodel": "foo"},
    {"text": "~~~ {{subst:T}}", "pst": "", "title": "Foo"},
    {"text": "~~~ {{subst:T}}  \n\n", "onlypst": "", "title": "Foo"},
    {"text": "~~~", "onlypst": "", "title": "Foo", "summary": "/* x */ y [[B]]"},
    {"text": "== A ==\nx", "section": "1", "title": "Foo"},
    {"text": "x", "section": "5", "title": "Foo"},
    {"text": "x", "section": "new", "title": "Foo"},
    {"text": "x", "section": "new", "sectiontitle": "q", "title": "Foo", "summary": "s"},
    {"text": "x", "sectiontitle": "q", "title": "Foo"},
    {"text": "x", "revid": 71001, "title": "A"},
    {"text": "x", "revid": 71001, "title": "Foo"},
    {"text": "x", "revid": 71001},
    {"text": "x", "revid": 99},
    {"revid": 71001},
    {"summary": "x [[B]]"},
    {},
]

_PARSED_TEXTS = [
    "[[Z]] [[Talk:It's a test]] [[B]] [[Special:Version]] [[File:X y.png]] [[B#x]] [[#y]] [[Category:L|s]] "
    "[[:Category:M]]",
    "[[Category:m n]] [[Category:K]] __NOTOC__ __NOINDEX__ https://a.b/c [//p.q r] {{DEFAULTSORT:d}} [[Nope 1]] [[A]]",
    "[[mediawikiwiki:X y]] [[Media:Q.png]] {{T}} {{Nope}} {{:B}} [[Nope2|x]]s [[Template:T]] [[Foo]] ''i'' __TOC__",
    "= A =\n== B ==\n==== C ====\n== B ==\n=== D \u00e9 it's (x) ===\n= a  b =\nx == no ==\n"
    "== t == <!-- c -->\n====== z ======\n=== w ===",
    "intro\n=== x ===\n== y ==\nintro\n=== x ===\n== y ==\n",
    "__NOTOC__\n== a ==\n== b ==\n== A ==\n== a ==\n",
    "__FORCETOC__\n== a ==\n<nowiki>\n== b ==\n</nowiki>\n",
    "== a ==\n<!--\n== b ==\n-->\n== c ==",
    "#REDIRECT [[B]]\n\nx [[Category:L]]",
]


def parse(**params: Any) -> Asked:
    """Ask what is in a text."""
    return post(action="parse", **{"formatversion": "2", **params})


PARSING = Story(
    steps=PARSED,
    requests=[
        *[parse(prop=f"{_ALL}|wikitext|parsewarnings", **each) for each in _PAGES],
        *[parse(prop="wikitext", errorformat="raw", **each) for each in _PAGES],
        *[parse(prop="revid|wikitext", formatversion="1", **each) for each in _PAGES[:7]],
        *[
            parse(text=each, title="Foo", prop=f"{_ALL}|parsewarnings|subtitle", **form)
            for each in _PARSED_TEXTS
            for form in ({}, {"formatversion": "1"}, {"format": "xml"})
        ],
        parse(text=_PARSED_TEXTS[1], title="Foo", prop=f"{_ALL}|wikitext", format="rawfm", wrappedhtml=""),
        *[parse(text=each, title="A", prop="links|templates") for each in ("[[A]] [[B]] [[Z]]", "[[Nope]] {{:A}}")],
        *[parse(page="A", prop=each) for each in ("", "foo|wikitext", "subtitle", "links")],
        get(action="parse", page="A", prop="wikitext", maxage=3, smaxage=3),
    ],
)

STORIES = {"expandtemplates": EXPANSION, "parse": PARSING}
