"""Stories of what texts become: action=expandtemplates."""

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

STORIES = {"expandtemplates": EXPANSION}
