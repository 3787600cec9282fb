"""Stories of what special pages list, and of pages found by the beginnings of their titles."""

from __future__ import annotations

from page_stories import each_of, of_each, page
from stories import ADMIN, BOB, Asked, Story, get, login, post, query, token

PREFIX = Story(
    steps=[
        page("Apple", "apple"),
        page("Apple pie", "x"),
        page("Apples", "#REDIRECT [[Apple]]"),
        page("Appletree", "#REDIRECT [[Nowhere]]"),
        page("Apple/Sub", "x"),
        page("APPLE", "x"),
        page("Ab", "#REDIRECT [[Abz]]"),
        page("Aba", "x"),
        page("Abz", "x"),
        page("Talk:Ab", "y"),
        page("Talk:Apple", "x"),
        page("Category:Apple", "x"),
        page("Help:Apple", "x"),
        page("\u00c9clair", "x"),
        page("\U0001f34e", "x"),
        page("\uff21", "x"),
        page("File:Apple.png", "x"),
        page("TestWiki:About", "x"),
        page("100 %", "x"),
    ],
    requests=[
        *of_each(list="prefixsearch", pssearch="ap", pslimit=2),
        *of_each(list="prefixsearch", pssearch="nothing"),
        *of_each(list="prefixsearch"),
        *of_each(generator="prefixsearch", gpssearch="ab", gpslimit=2, gpsoffset=1),
        *of_each(generator="prefixsearch", gpssearch="ab", redirects=""),
        *of_each(generator="prefixsearch", gpssearch="appl", redirects="", gpslimit=1, prop="info", gpsoffset=3),
        *each_of("generator=prefixsearch", [{"gpssearch": "zzz"}, {}, {"gpssearch": "ap", "gpsnamespace": "*"}]),
        *each_of(
            "list=prefixsearch",
            [
                {"pssearch": each}
                for each in (
                    *("a", "Ab", "ab#x", "<ab", "a|b", "a{p", "a%20b", "a[p", "#", "%", "100", "  ", "_", "apple_p"),
                    *(
                        "apple ",
                        " apple",
                        "\u00e9c",
                        "&eacute;c",
                        "&eacute;clair",
                        "&amp;ab",
                        "&#65;b",
                        "\U0001f34e",
                        "\uff41",
                        "Ab\u00a0",
                        "::ab",
                        ":ab",
                    ),
                    *("Talk:", "talk: a", "Talk:a|p", "Talk", "Talk:Talk:a", "Talk::a", "a:b", "a" * 300, "a~~~"),
                    *("Media:", "Media:a", "File:", "file:apple.", "Project:", "TestWiki:a", "help:A", "..", "\u200ea"),
                    *("APPLE", "aPPLE", "BIG APPLE", "User:1.2.3.4", "Apple#Section", "\x1fab", "Category:#a"),
                )
            ],
        ),
        *each_of(
            "list=prefixsearch",
            [
                {"pssearch": "a", **row}
                for row in (
                    {"psnamespace": "*"},
                    {"psnamespace": "1|0", "pslimit": 2},
                    {"psnamespace": "1|0", "pslimit": 2, "psoffset": 2},
                    {"psnamespace": "1"},
                    {"psnamespace": "99"},
                    {"psnamespace": "-1"},
                    {"psnamespace": ""},
                    {"psnamespace": "x", "errorformat": "raw"},
                    {"psoffset": "-1"},
                    {"psoffset": "-1", "pslimit": 1},
                    {"psoffset": "x"},
                    {"psoffset": "100"},
                    {"pslimit": "max"},
                    {"pslimit": "0"},
                    {"pslimit": "600"},
                    {"pssearch": ""},
                    {"pssearch": ":a", "psnamespace": "1"},
                    {"pssearch": "::a", "psnamespace": "1"},
                    {"pssearch": "Help:a", "psnamespace": "1"},
                    {"pssearch": "Ab", "psnamespace": "1"},
                    {"pssearch": "Ab", "psnamespace": "1|0", "pslimit": 1},
                    {"pssearch": "Ab", "psnamespace": "1|0", "pslimit": 1, "psoffset": 1},
                    {"pslimit": 2, "rawcontinue": ""},
                )
            ],
        ),
    ],
)

#: The special pages whose lists are asked for.
SPECIAL_PAGES = (
    *("Ancientpages", "BrokenRedirects", "Deadendpages", "DoubleRedirects", "Fewestrevisions", "ListDuplicatedFiles"),
    *("Listredirects", "Lonelypages", "Longpages", "MediaStatistics", "Mostcategories", "Mostinterwikis"),
    *("Mostlinked", "Mostlinkedtemplates", "Mostrevisions", "Shortpages", "Uncategorizedcategories"),
    *("Uncategorizedimages", "Uncategorizedpages", "Uncategorizedtemplates", "Unusedcategories", "Unusedimages"),
    *("Unusedtemplates", "Unwatchedpages", "Wantedcategories", "Wantedfiles", "Wantedpages", "Wantedtemplates"),
    "Withoutinterwiki",
)

LINKED = [
    page("Main Page", "There is one page more."),
    page("Apple", "apple [[Beta]] [[Missing]] [[Cherry]]"),
    page("Beta", "#REDIRECT [[Apple]]"),
    page("Beta2", "#REDIRECT [[Beta#Part]]"),
    page("Beta3", "#REDIRECT [[Beta2]]"),
    page("Talk:Beta", "#REDIRECT [[Beta]]"),
    page("Broken", "#REDIRECT [[Nowhere#Part]]"),
    page("Broken2", "#REDIRECT [[Special:Version]]"),
    page("Abroken", "#REDIRECT [[Nowhere]]"),
    page("Cbroken", "#REDIRECT [[Help:Nowhere]]"),
    page("Bbroken", "#REDIRECT [[Awhere]]"),
    page("Aab", "#REDIRECT [[Aaa]]"),
    page("Talk:Aaa", "#REDIRECT [[Aaa]]"),
    page("Aaa", "#REDIRECT [[Apple#Part]]"),
    page("Zab", "#REDIRECT [[Talk:Aaa]]"),
    page("Half", "[[Nowhere]] [[Half2]]"),
    page("Cherry", "{{T}} [[Category:Foo]]"),
    page("Cherry", "{{T}} {{Miss}} [[Category:Foo]] [[Category:Bar]] [[Missing]] [[Talk:None]] [[User:Nobody]] more"),
    page("Template:T", "t [[Category:Foo]]<noinclude>[[Category:Tpl]]</noinclude>"),
    page("Template:Unused", "x"),
    page("Template:R", "#REDIRECT [[Template:T]]"),
    page("Template:U2", "{{T}}"),
    page("Category:Foo", "[[Category:Bar]]"),
    page("Category:Empty", "x"),
    page("Category:Empty2", "[[Category:Foo]]"),
    page("Category:Sent", "#REDIRECT [[Category:Foo]]"),
    page("File:X.png", "d"),
    page("File:Z.png", "[[Category:Foo]]"),
    page("Images", "[[File:X.png]] [[File:Y.png]]"),
    page("Dead", ""),
    page("Talk:Dead", "abc"),
    page("Talk:Apple", "[[Cherry]] [[Talk:None]]"),
    page("Help:H", "[[Missing]] [[Help:No]]"),
    page("Self", "[[Self]] #"),
    page("Anchors", "[[#x]]"),
    page("Project:P", "{{T}}{{:Dead}}"),
    page("Self2R", "#REDIRECT [[Self2R]]"),
    page("User:Bob", "{{User:Nobody}}"),
    page("Template:Loop", "{{Template:Nope}}"),
    page("MediaWiki:Foo", "[[Missing2]]"),
    page("Bis", "[[Beta]] [[Category:Foo]] [[Category:Tpl]]"),
    page("Dis", "[[Beta]] [[Category:Foo]] [[Category:Tpl]]"),
    page("Dis", "[[Half]] [[Category:Foo]] [[Category:Tpl]]"),
]

LISTS = Story(
    steps=LINKED,
    requests=[
        *[query(formatversion="2", list="querypage", qppage=name, qplimit="max") for name in SPECIAL_PAGES],
        *[query(format="xml", list="querypage", qppage=name) for name in SPECIAL_PAGES],
        *[
            query(format="rawfm", wrappedhtml="", list="querypage", qppage=name)
            for name in ("Ancientpages", "DoubleRedirects", "Mostlinked", "Unusedimages")
        ],
        *of_each(list="querypage", qppage="Listredirects", qplimit=1),
        *of_each(list="querypage"),
        *of_each(generator="querypage", gqppage="Shortpages", gqplimit=2),
        *of_each(generator="querypage", gqppage="Wantedpages", gqplimit=2),
        *of_each(generator="querypage", gqppage="Shortpages", gqplimit=2, gqpoffset=2, prop="info"),
        *of_each(generator="querypage", gqppage="Unwatchedpages"),
        *of_each(generator="querypage", gqppage="MediaStatistics"),
        *of_each(generator="querypage", gqppage="Listredirects", redirects="", gqplimit=2),
        *each_of(
            "list=querypage",
            [
                {"qppage": "x"},
                {"qppage": ""},
                {"qppage": "Shortpages|Longpages"},
                {"qppage": "shortpages"},
                {"qppage": "Unwatchedpages", "errorformat": "raw"},
                *(
                    {"qppage": "Shortpages", **row}
                    for row in (
                        {"qplimit": 2},
                        {"qplimit": 2, "qpoffset": 2},
                        {"qplimit": 2, "qpoffset": -2},
                        {"qplimit": 2, "qpoffset": -3},
                        {"qpoffset": 200},
                        {"qpoffset": "x"},
                        {"qplimit": "0"},
                        {"qplimit": "600"},
                        {"qplimit": 2, "rawcontinue": ""},
                    )
                ),
            ],
        ),
        *login("admin", "Admin", ADMIN),
        get("admin", action="query", list="querypage", qppage="Shortpages", qplimit="max"),
    ],
)

NOTHING = Story(
    requests=[
        query(formatversion="2", list="querypage", qppage=name)
        for name in SPECIAL_PAGES
        if name not in {"Ancientpages", "Longpages", "Shortpages"}
    ],
)

#: Special pages that list what pages name most, and what nobody watches.
MOST_OF_ALL = ("Mostimages", "Unwatchedpages")


def most(who: str = "nobody") -> list[Asked]:
    """Ask what is named most, and what nobody watches."""
    return [
        *[get(who, action="query", list="querypage", qppage=name, formatversion="2") for name in MOST_OF_ALL],
        *[get(who, action="query", list="querypage", qppage=name, qplimit=2, qpoffset=1) for name in MOST_OF_ALL],
        *[get(who, action="query", generator="querypage", gqppage=name, format="xml") for name in MOST_OF_ALL],
    ]


def watch(title: str, **params: str) -> Asked:
    """Return the request by which Bob watches a page, with its discussion page."""
    return post("bob", action="watch", titles=title, token="$watch", formatversion="2", **params)


MOST = Story(
    steps=[
        *LINKED,
        page("Images", "[[File:X.png]] [[File:Y.png]] [[File:X.png]]"),
        page("Images2", "[[File:X.png]] [[:File:Y.png]] [[File:Z.png|thumb|[[File:W.png]]]]"),
        page("Talk:Images", "[[File:W.png]] [[Media:Z.png]]"),
        page("Redirected image", "#REDIRECT [[File:V.png]]"),
        page("User:Alice/vector.css", "[[File:V.png]]"),
        page("MediaWiki:Bar", "[[File:V.png]]"),
        page("Gone", "[[File:Y.png]]"),
        {"delete": {"title": "Gone"}},
        {"watch": {"title": "Cherry", "user": "Alice", "expiry": "2020-02-01T00:00:00Z"}},
        {"watch": {"title": "Dis", "user": "Alice", "expiry": "2040-02-01T00:00:00Z"}},
    ],
    requests=[
        *most(),
        *login("bob", "Bob", BOB),
        token("bob", "watch"),
        watch("Apple|Template:T|Talk:Beta|Nowhere|Category:Foo"),
        watch("Half"),
        watch("Half", unwatch=""),
        get("bob", action="query", list="querypage", qppage="Unwatchedpages", errorformat="raw"),
        *most(),
        *login("admin", "Admin", ADMIN),
        *most("admin"),
    ],
)

STORIES = {
    "query-pages-of-most": MOST,
    "prefix-search": PREFIX,
    "query-pages": LISTS,
    "query-pages-of-nothing": NOTHING,
}
