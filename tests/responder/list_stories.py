"""Stories of searching, of what everything links to, and of the lists of special pages."""

from __future__ import annotations

from page_stories import each_of, of_each, page
from stories import ADMIN, ALICE, Asked, Story, get, login, post, query, token

_LOREM = (
    "lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna "
    "aliqua ut enim ad minim veniam quis nostrud exercitation"
)

#: Texts whose words are found, and texts that hide some.
_SEARCHED = [
    page("Apple", "An apple is a fruit. Apples grow on trees; see [[tree]]s, [[apple pie|some pies]] and it's Adam's."),
    page("Banana", "banana fruit example"),
    page("Talk:Apple", "talk apple example"),
    page("Example", "foo example example bar"),
    page("Redirect", "#REDIRECT [[Apple]] apple"),
    page("Category:Foo", "apple"),
    page("École über", "École ÉCOLE école Ünder &amp; \"x\" <b>'y'</b> 日本語 é" + "ü" * 100),
    page("Long", f"{_LOREM} needle {_LOREM}\n{_LOREM}\nneedle {_LOREM}\n{_LOREM} NEEDLE\nneedle"),
    page("Lines", "first needle\nneedle thread\nthread needles thread needle\nneedle-thread"),
    page("Ninety", "x" * 75 + " needle " + "y" * 75 + "\n" + "x" * 74 + " needle " + "y" * 76),
    page("Addresses", "http://hidden.example/path [http://gone.example label] irc://kept.example http://a http://b"),
    page(
        "It's (a) test-case",
        "\uff26\uff55\uff4c\uff4c width \uff11\uff12 foo_bar foo-bar foo.bar foo/bar 3.14 <!-- commented --> __NOTOC__",
    ),
    page("File:Foo.png", "apple [[Image:Pict.png|thumb|caption]]"),
    page("MediaWiki:Foo.css", "apple { color: red }"),
    page("User:Bob/x.json", '{"apple": [1]}'),
    page("Mover", "apple moved"),
    page("Gone", "apple gone"),
    page("Twice", "old words"),
    page("Twice", "new apple", "Alice"),
    page("Foo-Bar", "1"),
    page("AA BB", "2"),
    page("Aa Bb", "3"),
    page("QUX", "'quoted' -dash- it's - a' 4.5 x1 1x c_d é"),
    page("Empty"),
    {"move": {"from": "Mover", "to": "Moved"}},
    {"delete": {"title": "Gone", "reason": "x"}},
]

_QUERIES = (
    *(
        "apple",
        "APPLE",
        "apples",
        "app",
        "app*",
        "appl* fru*",
        "fruit -banana",
        "-fruit",
        "+apple +fruit",
        "apple|fruit",
    ),
    *(
        '"fruit example"',
        '"example fruit"',
        '"foo ex*"',
        '"foo',
        'foo"',
        '""',
        'apple ""',
        '" apple"',
        '"apple, example"',
    ),
    *(
        "apple OR banana",
        "apple AND fruit",
        "apple NOT fruit",
        "NEAR",
        "(apple)",
        "apple NEAR/2 fruit",
        "*pple",
        "apple*",
    ),
    *(
        "intitle:apple",
        "incategory:Foo",
        "prefix:App",
        "insource:x",
        "all:apple",
        "ALL:apple",
        "all: apple",
        "talk:apple",
    ),
    *("Talk:apple", "talk :apple", "file:apple", "image:apple", "media:apple", "special:apple", "mediawiki:apple"),
    *("user:apple", "project:apple", "mw:apple", "category:apple", ":apple", "0:apple", "talk:", "mediawiki: color"),
    *("école", "ÉCOLE", "éc*", "日本語", "日本", "日*", "x", "y", "amp", "quot", "lt", "039", "b", "é*", "Ünder"),
    *("needle", "needle*", "needle thread", "thread needle", '"needle thread"', '"thread needle"', "needles", "NEEDLE"),
    *(
        "needle's",
        "needle.",
        "--needle",
        "-needle",
        "needle -",
        "'",
        "-",
        "*",
        "%",
        "?",
        "need* needle",
        "needle need*",
    ),
    *("hidden", "gone", "label", "kept", "path", "http", "irc", "trees", "tree", "some", "it", "adam", "adam's", "s"),
    *(
        '"it it"',
        '"tree trees"',
        '"adam adam s"',
        "full",
        "\uff46\uff55\uff4c\uff4c",
        "12",
        "foo_bar",
        "foo-bar",
        "foo bar",
        "foo.bar",
        "foo/bar",
    ),
    *(
        "commented",
        "NOTOC",
        "image",
        "pict",
        "pict.png",
        "caption",
        "moved",
        "mover",
        "old",
        "new",
        "words",
        "1",
        "redirect",
    ),
)
_TITLES = (
    "apple",
    "foo",
    "case",
    "it's",
    "test-case",
    "a",
    "mover",
    "moved",
    "gone",
    "bb",
    "main page",
    "über",
    "x json",
)
_NEAR = (
    *(
        "apple",
        "APPLE",
        "aPPLE",
        "foo-bar",
        "FOO-BAR",
        "aa bb",
        "AA bb",
        "qux",
        '"qux"',
        '"qux',
        "qux#x",
        ":qux",
        "mw:qux",
    ),
    *(
        "talk:apple",
        "Talk:Apple",
        "École über",
        "école ÜBER",
        "special:search",
        "<x>",
        "redirect",
        "moved",
        "mover",
        "gone",
    ),
    *("file:foo.png", "nosuch", "apple ", "main page", "user:bob", "#apple", "empty"),
)
_EVERY_PROP = (
    "size|wordcount|timestamp|snippet|titlesnippet|redirecttitle|redirectsnippet|sectiontitle|sectionsnippet|isfilematch"
    "|categorysnippet|extensiondata|score|hasrelated"
)

SEARCH = Story(
    steps=_SEARCHED,
    requests=[
        *of_each(list="search", srsearch="apple", srwhat="text"),
        *of_each(list="search", srsearch="apple", srwhat="text", srlimit=2, srnamespace="*"),
        *of_each(list="search", srsearch="apple", srwhat="text", srlimit=2, sroffset=2, srprop=_EVERY_PROP),
        *of_each(list="search", srsearch="foo", srlimit=1),
        *of_each(list="search", srsearch="nosuch"),
        *of_each(list="search", srsearch="example", srlimit=5, srprop="size|wordcount|timestamp"),
        *of_each(generator="search", gsrsearch="apple", gsrwhat="text", prop="info"),
        *of_each(generator="search", gsrsearch="apple", gsrwhat="text", gsrlimit=2, gsroffset=1, redirects=""),
        *of_each(generator="search", gsrsearch="apple", gsrwhat="text", gsrprop=_EVERY_PROP, gsrinfo="totalhits"),
        *of_each(list="search", srsearch="x", titles="Apple|Nosuch", prop="info", srwhat="text", srlimit=1),
        *each_of("list=search", [{"srsearch": each, "srwhat": "text", "srnamespace": "*"} for each in _QUERIES]),
        *each_of("list=search", [{"srsearch": each, "srnamespace": "*", "srprop": "snippet"} for each in _TITLES]),
        *each_of("list=search", [{"srsearch": each, "srwhat": "title"} for each in _TITLES]),
        *each_of("list=search", [{"srsearch": each, "srwhat": "nearmatch"} for each in _NEAR]),
        *each_of(
            "list=search",
            [
                {"srnamespace": "0|1"},
                {"srnamespace": "8|2|14"},
                {"srnamespace": "0|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15"},
                {"srnamespace": ""},
                {"srnamespace": "-1"},
                {"srnamespace": "99"},
                {"srnamespace": "x"},
                {"srinfo": ""},
                {"srinfo": "suggestion"},
                {"srinfo": "suggestion|rewrittenquery|totalhits"},
                {"srinfo": "x"},
                {"srprop": ""},
                {"srprop": "x"},
                {"srprop": "score"},
                {"srprop": "wordcount"},
                {"srprop": "isfilematch|titlesnippet"},
                {"srinterwiki": ""},
                {"srenablerewrites": ""},
                {"srsort": "relevance"},
                {"srsort": "last_edit_desc"},
                {"srqiprofile": "x"},
                {"srlimit": "max"},
                {"srlimit": "0"},
                {"srlimit": "501"},
                {"srlimit": "x"},
                {"srlimit": "3"},
                {"srlimit": "4"},
                {"sroffset": "3"},
                {"sroffset": "99", "srlimit": "1"},
                {"sroffset": "-1"},
                {"sroffset": ""},
                {"sroffset": "x"},
                {"srwhat": "x"},
                {"srwhat": ""},
                {"srwhat": "nearmatch", "sroffset": "1", "srlimit": "1", "srnamespace": "1"},
                {"srsearch": ""},
                {"srsearch": " "},
                {"srsearch": " ", "srwhat": "nearmatch"},
                {"srsearch": "x" * 400},
                {"srsearch": "apple\nfruit"},
                {"srsearch": "apple\x1ffruit"},
                {"srsearch": "\x1fapple"},
                {"rawcontinue": "", "srlimit": "1"},
                {"list": "search|allpages", "srlimit": "1", "aplimit": "2"},
                {"list": "search|allpages", "srlimit": "1", "aplimit": "2", "sroffset": "1", "continue": "-||"},
            ],
            srsearch="apple",
            srwhat="text",
        ),
        query(list="search"),
        query(list="search", errorformat="plaintext", srsearch=""),
        *each_of(
            "generator=search",
            [
                {"gsrsearch": "redirect", "gsrwhat": "nearmatch", "redirects": ""},
                {"gsrsearch": "apple", "gsrwhat": "text", "redirects": "", "gsrprop": "size|snippet"},
                {"gsrsearch": "nosuch", "prop": "info"},
                {"gsrsearch": "nosuch", "gsrinfo": "totalhits"},
                {"gsrsearch": "apple", "gsrlimit": "max", "prop": "info"},
                {
                    "gsrsearch": "apple",
                    "gsrwhat": "text",
                    "gsrlimit": 1,
                    "prop": "revisions",
                    "list": "search",
                    "srsearch": "foo",
                },
                {"gsrsearch": "apple", "gsrwhat": "text", "gsroffset": 2, "continue": "gsroffset||", "gsrlimit": 2},
                {"gsrsearch": "apple", "gsrprop": ""},
                {"gsrsearch": "all:foo", "prop": "links", "pllimit": 1},
            ],
        ),
        # What is found after pages were moved, deleted, brought back and saved without a change.
        *login("admin", "Admin", ADMIN),
        token("admin"),
        *[
            asked
            for done in (
                {"action": "move", "from": "Banana", "to": "Plantain"},
                {"action": "protect", "title": "Plantain", "protections": "edit=sysop"},
                {"action": "edit", "title": "Plantain", "text": "banana fruit example"},
                {"action": "edit", "title": "Moved", "appendtext": " banana"},
                {"action": "move", "from": "Example", "to": "Banana two"},
                {"action": "delete", "title": "Banana two"},
                {"action": "undelete", "title": "Banana two"},
                {"action": "delete", "title": "Plantain"},
                {"action": "undelete", "title": "Plantain"},
            )
            for asked in (
                post("admin", token="$csrf", formatversion="2", **done),
                query(list="search", srsearch="all:banana", srprop="", formatversion="2"),
                query(list="search", srsearch="all:plantain", srprop="", formatversion="2"),
                query(list="search", srsearch="all:example", srwhat="text", srprop="size", formatversion="2"),
            )
        ],
        get("admin", action="query", list="search", srsearch="apple", srlimit="max", srprop=""),
        get("admin", action="query", list="search", srsearch="apple", srlimit="6000", srprop=""),
    ],
)

#: One page in each of two namespaces, one redirect: what is drawn of them all, or of one, is no matter of chance.
RANDOM = Story(
    steps=[
        page("Apple", "x"),
        page("Beta", "#REDIRECT [[Apple]]"),
        page("Talk:Apple", "x"),
        {"delete": {"title": "Main Page"}},
    ],
    requests=[
        *of_each(list="random", rnnamespace=1),
        *of_each(list="random", rnnamespace=2),
        *of_each(list="random", rnnamespace="0|2", rnlimit=5),
        *of_each(list="random", rnfilterredir="redirects"),
        *of_each(list="random", rnnamespace=1, rnfilterredir="all"),
        *of_each(generator="random", grnnamespace=1, prop="info"),
        *of_each(generator="random", grnnamespace=2),
        *of_each(generator="random", grnlimit=5, grnnamespace="1|2"),
        *each_of(
            "list=random",
            [
                {"rnredirect": ""},
                {"rnredirect": "", "rnfilterredir": "all"},
                {"rnredirect": "", "rnfilterredir": "redirects", "rncontinue": "x"},
                {"rnlimit": 0},
                {"rnlimit": 501},
                {"rnlimit": "max"},
                {"rnlimit": "x"},
                {"rnnamespace": "x|1"},
                {"rnnamespace": "99", "rnfilterredir": "redirects"},
                {"rnnamespace": "-1", "rnfilterredir": "redirects"},
                {"rnnamespace": "", "rnfilterredir": "redirects"},
                {"rnfilterredir": "x"},
                *(
                    {"rncontinue": at}
                    for at in (
                        *("", "x", "0.1|0.2|1", "0.1|0.2|1|0|", "0.1|0.2|1|0", "0.1|0.2|1|1", "0|0.2|1|0", ".1|.2|1|0"),
                        *("1.0|0.2|1|0", "0.1|0.2|x|0", "0.1|0.2|01|0", "0.1|0.2|-1|0", "0.1|0.2|1|2", "0.1|0.2||0"),
                        *("0.1|1e-1|1|0", "0.0|0.0|0|1", "0.99999999999999|0.0|0|1", "0.0|0.0|0|0"),
                    )
                ),
            ],
            rnnamespace=1,
        ),
        *each_of(
            "generator=random",
            [
                {"grnredirect": "", "grnfilterredir": "all"},
                {"grnredirect": ""},
                {"grncontinue": "x"},
                {"grnlimit": "max", "prop": "revisions", "redirects": ""},
                {"grnfilterredir": "redirects", "redirects": ""},
            ],
        ),
    ],
)

#: What links to what, in an order that is no alphabet's; redirects, links that were, pages that went and came back.
_LINKING = [
    page("Apple", "[[Gone]] [[Beta]] [[Talk:X]] [[Hat]] {{T}} {{M}}"),
    page("Cat", "[[Gone]] [[Apple]] {{T}}"),
    page("Template:T", "[[Zed]] {{Deep}}"),
    page("Dog", "[[User:Q]] [[Hat]] [[Apple]] [[Talk:Y]] {{M2}} {{T}} {{:Cat}} {{M3}}"),
    page("Talk:D", "[[Apple]] [[Beta]] [[Apple#x]] [[Talk:D#x]] {{User:Q}}"),
    page("E", "[[Ant]]"),
    page("R", "#REDIRECT [[Nought]]\n[[Zz]] [[Talk:X]]"),
    page("R2", "#REDIRECT [[Cat]]\n[[Talk:Z]]"),
    page("E", "[[Bee]]"),
    page("F", "[[Fly]] {{Fly}}"),
    {"delete": {"title": "F"}},
    page("E", "[[Ant]] [[Wasp]] [[F]]", "Alice"),
    {"move": {"from": "Cat", "to": "Moved"}},
    page("G", "[[Moved]] [[Newer]] [[Special:Version]] [[mw:x]] [[:File:X.png]] [[:Category:X]] [[/sub]]"),
    page("Talk:G", "[[Talk:G/sub]] [[Moved]] [[Cat]] {{Moved}}"),
]


def _all_links(name: str, prefix: str, positions: tuple[str, ...]) -> list[Asked]:
    """Ask for everything that is linked to or transcluded."""
    return [
        *of_each(list=name, **{f"{prefix}limit": "max", f"{prefix}prop": "ids|title"}),
        *of_each(list=name),
        *of_each(list=name, **{f"{prefix}limit": 2, f"{prefix}unique": ""}),
        *of_each(list=name, **{f"{prefix}prop": "", f"{prefix}limit": 2}),
        *each_of(
            f"list={name}",
            [
                {f"{prefix}{key}": value for key, value in {"prop": "ids|title", "dir": way, **row}.items()}
                for way in ("ascending", "descending")
                for row in (
                    {"limit": 3},
                    {"limit": 3, "namespace": 0},
                    {"limit": 2, "namespace": 2, "unique": "", "prop": "title"},
                    {"from": "b", "to": "h"},
                    {"from": "h", "to": "b"},
                    {"from": "t", "namespace": 10},
                    *({"continue": at, "limit": 4} for at in positions),
                    *({"continue": at, "prop": "title", "unique": ""} for at in ("Beta", "", "T", "b", "3|4")),
                )
            ],
        ),
        *each_of(
            f"list={name}",
            [
                {f"{prefix}{key}": value for key, value in row.items()}
                for row in (
                    *({"namespace": number} for number in ("-2", "-1", "1", "6", "14", "99", "x", "0|1", "")),
                    {"prefix": "h"},
                    {"prefix": "m", "unique": ""},
                    {"prefix": "Talk:A"},
                    {"prefix": ""},
                    {"from": "<x>"},
                    {"prop": "ids", "unique": ""},
                    {"prop": "fragment|title"},
                    {"limit": 0},
                    {"limit": 501},
                    {"limit": "x"},
                    {"dir": "x"},
                )
            ],
        ),
        *of_each(generator=name, **{f"g{prefix}limit": 3}),
        *of_each(generator=name, **{f"g{prefix}limit": 3, f"g{prefix}unique": "", f"g{prefix}namespace": 0}),
        *of_each(generator=name, prop="info", indexpageids="", **{f"g{prefix}limit": "max", f"g{prefix}unique": ""}),
        query(generator=name, **{f"g{prefix}unique": "", f"g{prefix}prop": "ids|title"}),
    ]


ALL_LINKS = Story(
    steps=_LINKING,
    requests=[
        *_all_links("alllinks", "al", ("3|5002", "3|0", "3|9999", "-1|-1", "0|0", "2", "2|x", "x|2", "Apple|5003", "")),
        *_all_links("alltransclusions", "at", ("4|5001", "7|0", "9|9999", "x", "x|3", "T|5002")),
        # What is saved by requests of their own.
        *login("admin", "Admin", ADMIN),
        token("admin"),
        *[
            post("admin", action="edit", token="$csrf", title=title, text=text, formatversion="2")
            for title, text in (
                ("S", "[[User:Um]] [[Talk:Ym]] [[R]] [[Zm]] [[Dog]] [[Main Page]] {{T}} {{M5}} {{Deep}} {{M4}}"),
                ("T", "#REDIRECT [[G]]\n[[Xm]] [[E]]"),
            )
        ],
        *[
            query(list=name, formatversion="2", **{f"{prefix}limit": 1, f"{prefix}continue": f"{number}|5013"})
            for name, prefix in (("alllinks", "al"), ("alltransclusions", "at"))
            for number in range(20, 50)
        ],
        query(list="alllinks", alunique="", allimit="max", formatversion="2"),
    ],
)

#: Addresses of several protocols and hosts, on pages that change, go and come back.
_ADDRESSED = [
    {"delete": {"title": "Main Page"}},
    page("Empty"),
    page(
        "Apple",
        "http://x.example/1 [//y.example z] mailto:a@b.example https://x.example/2?q=1#f http://sub.x.example/1",
    ),
    page(
        "Cat",
        "http://x.example/1 http://x.example http://xx.example https://a.example/b/c/d http://1.2.3.4/p http://1.20.3.4"
        " mailto:b@b.example mailto:a@c.b.example?subject=x http://user:pw@x.example:80/1 ftp://f.example/ http://example/1",
    ),
    page(
        "Talk:Dog",
        "http://x.example/1 https://x.example:8080/p irc://i.example/chan [//z.example/p?a=b] [//z.example/ z]",
    ),
    page("Gone", "http://x.example/gone http://gone.example"),
    page(
        "Apple",
        "http://x.example/1 [//y.example] http://new.example/n http://X.Example/Caps http://sub.x.example/1/2 "
        "mailto:a@b.example http://x.example/12 https://x.example/2?q=1#f",
    ),
    {"delete": {"title": "Gone"}},
    page(
        "Late",
        "http://x.example/late http://x.example/a%20b?c%3Dd#%C3%A9 http://x.example?q=1 sms:+12 urn:a:b"
        " sip:u@h.example",
    ),
    page("Gone", "http://x.example/gone http://gone.example/back"),
    {"move": {"from": "Cat", "to": "Moved"}},
]
_WHERE = (
    *("x.example", "x.example/", "x.example/1", "x.example/1/", "*.x.example", "*.x.example/1", "*.example", "example"),
    *("*.example/1", "x.example:80", "x.example:80/1", "x.example?q", "X.EXAMPLE/C", "x.example/c", "x.example/a b"),
    *("x.example/a%20b", "1.2.3.4", "1.2.3", "1.2.3.*", "1.*", "1.2.3.*/p", "*1.2", "*x.example", "*.", "*.*", "*", ""),
    *(
        "x.example.",
        "x.example#f",
        "//x.example",
        "user@x.example",
        "*.exam*",
        "x.example/*",
        "x.*.example",
        "z.example",
    ),
    *("*.x.example:80", "_.example", "http://x.example", "y.example", "nosuch.example"),
)
_ADDRESSES_OF = "Apple|Moved|Talk:Dog|Late|Gone|Nosuch|Empty"

ADDRESSES = Story(
    steps=_ADDRESSED,
    requests=[
        *of_each(list="exturlusage", eulimit="max"),
        *of_each(list="exturlusage"),
        *of_each(list="exturlusage", euprop="", eulimit=2),
        *of_each(list="exturlusage", euquery="*", errorformat="raw"),
        *of_each(list="exturlusage", euquery="nosuch.example"),
        *of_each(generator="exturlusage", geuquery="*.x.example", geulimit=3, prop="info"),
        *of_each(generator="exturlusage", geunamespace=1),
        *of_each(generator="exturlusage", geuquery="*"),
        *each_of("list=exturlusage", [{"euquery": each} for each in _WHERE], euprop="url", eulimit=50),
        *each_of("list=exturlusage", [{"euquery": each} for each in _WHERE[:8]], euprotocol="https"),
        *each_of(
            "list=exturlusage",
            [
                {"eulimit": 3},
                {"euprop": "url|ids"},
                {"euprop": "x"},
                *({"euprotocol": name} for name in ("http", "https", "mailto", "ftp", "irc", "gopher", "sms", "x")),
                {"euprotocol": "ftp", "euquery": "f.example"},
                {"euprotocol": "irc", "euquery": "*.example"},
                {"euprotocol": "http", "eulimit": 2},
                {"eunamespace": "1"},
                {"eunamespace": "0|1", "eulimit": 4},
                {"eunamespace": ""},
                {"eunamespace": "x"},
                {"euexpandurl": ""},
                {"euexpandurl": "", "euquery": "y.example"},
                {"euquery": "x.example", "eulimit": 2},
                {"euquery": "*.example", "eulimit": 2, "eunamespace": 1},
                *(
                    {"eucontinue": at, "eulimit": 3}
                    for at in (
                        "9",
                        "x",
                        "-1",
                        "0",
                        "9.5",
                        "9|x",
                        "",
                        "2|3",
                        "http://example.x./|9",
                        "http://example.x./1|x",
                    )
                ),
                {"eulimit": 0},
                {"eulimit": 501},
            ],
        ),
        *of_each(prop="extlinks", titles=_ADDRESSES_OF, ellimit="max"),
        *of_each(prop="extlinks", titles=_ADDRESSES_OF, ellimit=3),
        *of_each(prop="extlinks", titles="Nosuch", elquery="*", elcontinue="x"),
        *each_of(
            "prop=extlinks",
            [
                {},
                {"ellimit": 2, "titles": "Apple"},
                {"elquery": "x.example", "ellimit": 2},
                {"elquery": "x.example", "ellimit": 50},
                {"elquery": "*.x.example", "elprotocol": "https"},
                {"elquery": "*"},
                *({"elprotocol": name} for name in ("http", "https", "mailto", "ftp", "gopher", "x")),
                {"elexpandurl": ""},
                *(
                    {"elcontinue": at, "ellimit": 3}
                    for at in (
                        "9",
                        "x",
                        "-1",
                        "9|x",
                        "",
                        "5002|3",
                        "5003|http://example.x./|9",
                        "5003|http://|x",
                        "x|y|1",
                    )
                ),
                {"ellimit": 0},
            ],
            titles=_ADDRESSES_OF,
        ),
        # What comes back is numbered anew.
        *login("admin", "Admin", ADMIN),
        token("admin"),
        *[
            post("admin", action=action, token="$csrf", title="Late", formatversion="2")
            for action in ("delete", "undelete")
        ],
        *each_of("prop=extlinks", [{"ellimit": limit} for limit in (1, 2, 50)], titles="Late"),
    ],
)

ELSEWHERE = Story(
    steps=[
        page("Apple", "[[mw:A b]] [[commons:C]] [[mw:Z]] [[mw:A b|x]]"),
        page("Cat", "[[mw:A b]] [[mw:]]"),
        page("Talk:Dog", "[[commons:C]] [[mw:a c]]"),
        page("R", "#REDIRECT [[mw:A b]]"),
        page("Bee", "[[mw:A b]]"),
        page("Ant", "[[mw:A b#x]] [[fr:A]] [[:mw:Q]]"),
    ],
    requests=[
        *of_each(list="iwbacklinks", iwblprop="iwprefix|iwtitle", iwbllimit="max"),
        *of_each(list="iwbacklinks", iwbllimit=2),
        *of_each(list="iwbacklinks", iwblprefix="nosuch"),
        *of_each(list="iwbacklinks", iwbltitle="x", errorformat="raw"),
        *of_each(generator="iwbacklinks", giwblprefix="mw", giwbllimit=4),
        *of_each(generator="iwbacklinks", giwblprefix="nosuch"),
        *of_each(list="langbacklinks", lbllang="fr", lblprop="lllang|lltitle"),
        *of_each(list="langbacklinks", lbltitle="x"),
        *of_each(generator="langbacklinks", glbllang="fr"),
        *each_of(
            "list=iwbacklinks",
            [
                {f"iwbl{key}": value for key, value in {"dir": way, **row}.items()}
                for way in ("ascending", "descending")
                for row in (
                    {"limit": 2},
                    {"prefix": "mw", "limit": 2},
                    {"prefix": "mw", "title": "A_b", "limit": 2},
                    {"prefix": "mw", "title": "A b"},
                    {"prefix": "mw", "title": ""},
                    {"prop": "iwtitle", "prefix": "mw"},
                    *(
                        {"continue": at, "prefix": "mw"}
                        for at in ("mw|A_b|5002", "mw|A_b|x", "mw|5002", "x", "commons|C|5003", "||", "a|b|c|d", "")
                    ),
                )
            ],
        ),
        *each_of(
            "list=iwbacklinks",
            [{"iwblprefix": ""}, {"iwblprefix": "MW"}, {"iwblprop": "x"}, {"iwbllimit": 0}, {"iwbllimit": "x"}],
        ),
        *each_of(
            "list=langbacklinks",
            [
                {},
                {"lbllang": "fr", "lbltitle": "x", "lbllimit": "max"},
                *({"lblcontinue": at} for at in ("x", "fr|x|1", "fr|x|y", "a|b", "")),
                {"lbldir": "descending"},
                {"lblprop": "x"},
                {"lbllimit": 501},
            ],
        ),
        *of_each(
            prop="iwlinks",
            iwlimit=1,
            iwcontinue="5001|mw|A_b",
            titles="Apple",
            list="iwbacklinks|langbacklinks",
            iwbllimit="max",
            lbllimit="max",
            continue_="||iwbacklinks",
        ),
        query(generator="iwbacklinks", giwbltitle="x"),
        query(generator="langbacklinks", glbltitle="x"),
        query(generator="iwbacklinks", redirects="", prop="info"),
    ],
)


def _hexadecimal(key: str) -> str:
    return key.encode().hex()


#: Where a list of members begins or ends.
_EDGES = (
    {"hexsortkey": _hexadecimal("DOG")},
    {"hexsortkey": _hexadecimal("DOG\nCAT").upper()},
    {"hexsortkey": "4"},
    {"hexsortkey": "zz"},
    {"hexsortkey": "x y"},
    {"hexsortkey": ""},
    {"sortkey": "DOG"},
    {"sortkey": "dog"},
    {"sortkey": "\u00c9"},
    {"sortkey": ""},
    {"sortkeyprefix": "dog"},
    {"sortkeyprefix": "\u00e9"},
    {"sortkeyprefix": ""},
    {"sortkey": "DOG", "sortkeyprefix": "A"},
    {"sortkey": "A", "hexsortkey": _hexadecimal("DOG")},
    {"sortkeyprefix": "A", "hexsortkey": "zz"},
)

MEMBERS = Story(
    steps=[
        page("Apple", "[[Category:M]]"),
        page("Bee", "[[Category:M|*]]"),
        page("Cat", "[[Category:M|dog]]"),
        page("Category:Sub", "[[Category:M]]"),
        page("File:F.png", "[[Category:M|q]]"),
        page("Dog", "[[Category:M|Dog]]"),
        page("Category:Zub", "[[Category:M|a]]"),
        page("\u00c9a", "[[Category:M]]"),
        page("Apple pie", "[[Category:M|Apple]]"),
    ],
    requests=[
        *each_of(
            "list=categorymembers",
            [
                {"cmdir": way, **{f"cm{which}{name}": value for name, value in edge.items()}}
                for edge in _EDGES
                for which in ("start", "end")
                for way in ("asc", "desc")
            ],
            cmtitle="Category:M",
            cmprop="title|sortkey",
        ),
        *each_of(
            "list=categorymembers",
            [
                {"cmstartsortkey": "CAT", "cmendsortkey": "DOG", "cmlimit": 1},
                {"cmstartsortkey": "A", "cmendsortkeyprefix": "DOG", "cmlimit": 2},
                {"cmstarthexsortkey": "41", "cmlimit": 2},
                {"cmstarthexsortkey": "41", "cmlimit": 2, "cmdir": "desc", "cmtype": "page"},
                {"cmstarthexsortkey": "53", "cmtype": "subcat|file"},
                {"cmstarthexsortkey": "zz", "cmtype": ""},
                {"cmstarthexsortkey": "zz", "cmsort": "timestamp"},
                {"cmendhexsortkey": "zz", "cmstarthexsortkey": "y"},
                *(
                    {"cmcontinue": at, f"cm{which}": value, "cmdir": way}
                    for at in ("x", "page|4150|1", "file||1")
                    for which, value in (
                        ("starthexsortkey", "zz"),
                        ("endhexsortkey", "zz"),
                        ("starthexsortkey", "444f47"),
                        ("endhexsortkey", "444f47"),
                    )
                    for way in ("asc", "desc")
                ),
            ],
            cmtitle="Category:M",
        ),
        *of_each(list="categorymembers", cmtitle="Category:M", cmstartsortkeyprefix="dog", cmlimit=2),
        *of_each(list="categorymembers", cmtitle="Category:M", cmstarthexsortkey="z"),
        query(list="categorymembers", cmtitle="Category:M", cmstarthexsortkey="z", errorformat="raw"),
        *of_each(generator="categorymembers", gcmtitle="Category:M", gcmstarthexsortkey="44", gcmlimit=2),
        *of_each(generator="categorymembers", gcmtitle="Category:M", gcmendhexsortkey="z"),
        query(list="categorymembers", cmtitle="M", cmstarthexsortkey="z"),
        query(list="categorymembers", cmtitle="Category:Nosuch", cmstarthexsortkey="z"),
    ],
)

#: Redirects to a page and to a file, what links to them, and what links to what links there.
_REDIRECTED = [
    page("Apple", "x"),
    page("R1", "#REDIRECT [[Apple]]"),
    page("L1", "[[Apple]] [[R1]]"),
    page("R2", "#REDIRECT [[Apple]]"),
    page("L2", "[[Apple]]"),
    page("L3", "[[R1]]"),
    page("L4", "[[R1]] [[R2]]"),
    page("Talk:L5", "[[R2]]"),
    page("L6", "[[R1]] [[Apple]]"),
    page("RR", "#REDIRECT [[R1]]"),
    page("L7", "[[R2]]"),
    page("Talk:R3", "#REDIRECT [[Apple]]"),
    page("L8", "[[Talk:R3]] [[RR]]"),
    page("L9", "[[Apple]]"),
    page("File:A.png", "x"),
    page("File:B.png", "#REDIRECT [[File:A.png]] [[File:A.png]]"),
    page("I1", "[[File:A.png]] [[File:B.png]]"),
    page("I2", "[[File:B.png]]"),
    page("I3", "[[File:B.png]]"),
]
_STOPS = (
    *("0|5002|0|R1|0|5006", "0|5002|0|R1|0|5007", "0|5004|0|R2|1|5008", "0|5004|0|R2|0|5011", "0|5003", "1|5012"),
    *("0|5003|0", "0|5003|0|5004", "x", "0|x", "0|5002|x|R1|0|1", "0|5002|0|R1|0|x", "0|5002|0|R1|0", "-1|5", "0|", ""),
    *("0|5003|0|R1|0|5007", "0|5002|0|Nosuch|0|1", "5003|5004", "0|5002|0|R1|0|5006|1"),
)

REDIRECTED = Story(
    steps=_REDIRECTED,
    requests=[
        *each_of(
            "list=backlinks",
            [
                {"bldir": way, "bllimit": limit, **row, **at}
                for way in ("ascending", "descending")
                for limit in (2, 3)
                for row in (
                    {},
                    {"blnamespace": "0|1"},
                    {"blfilterredir": "redirects"},
                    {"blfilterredir": "nonredirects"},
                )
                for at in ({}, *({"blcontinue": stop} for stop in _STOPS))
            ],
            bltitle="Apple",
            blredirect="",
        ),
        *each_of(
            "list=backlinks",
            [
                *({"bllimit": limit} for limit in (0, 1, 5, 50, 250, 251, 500, 501, "max", "x")),
                {"bllimit": 251, "errorformat": "raw"},
                {"bllimit": 50, "blnamespace": "0|1"},
                {"bllimit": 50, "blnamespace": "1"},
                {"bllimit": 50, "blfilterredir": "nonredirects"},
                {"bltitle": "L9"},
                {"bltitle": "Nosuch", "blcontinue": "x"},
                {"bltitle": "Talk:R3"},
            ],
            bltitle="Apple",
            blredirect="",
        ),
        *of_each(list="backlinks", bltitle="Apple", blredirect="", bllimit=2),
        *of_each(list="backlinks", bltitle="Apple", blredirect="", bllimit=2, blcontinue="0|5002|0|R1|0|5007"),
        *of_each(generator="backlinks", gbltitle="Apple", gblredirect="", gbllimit=3),
        *of_each(generator="backlinks", gbltitle="Apple", gblredirect="", gbllimit=3, gbldir="descending"),
        *of_each(generator="backlinks", gbltitle="Apple", gblredirect="", gbllimit=300, redirects=""),
        *of_each(list="imageusage", iutitle="File:A.png", iuredirect="", iulimit=1),
        *of_each(list="imageusage", iutitle="File:A.png", iuredirect="", iulimit="max"),
        *each_of(
            "list=imageusage",
            [
                {"iulimit": limit, "iucontinue": at}
                for limit in (1, 2)
                for at in ("6|5016", "6|5016|6|B.png|0|5018", "0|5017", "x")
            ],
            iutitle="File:A.png",
            iuredirect="",
        ),
        *login("admin", "Admin", ADMIN),
        *[
            get("admin", action="query", list="backlinks", bltitle="Apple", blredirect="", bllimit=limit)
            for limit in ("max", "2501", "2500")
        ],
    ],
)

_WATCHED = (
    *("A", "B", "C", "D", "F", "G", "H", "J", "K", "New", "Nosuch", "It's & so", "Over", "User:Bob", "User:Carl", "L"),
    *("User:1.2.3.4", "User:1.2.3.0/24", "User:Robo"),
)

#: What is logged of pages and people that somebody watches.
WATCHED_LOG = Story(
    steps=[
        *(page(title, "x") for title in ("A", "B", "C", "D", "F", "G", "It's & so", "User:Bob")),
        page("User:Robo", "#REDIRECT [[A]]"),
        page("Over", "#REDIRECT [[G]]"),
        {"user": {"name": "Carl"}},
        *({"watch": {"title": title, "user": "Alice"}} for title in _WATCHED),
        {"protect": {"title": "Nosuch", "create": "sysop", "reason": "why"}},
        {
            "protect": {
                "title": "A",
                "edit": "sysop",
                "move": "autoconfirmed",
                "cascade": True,
                "expiry": "20300101000000",
            }
        },
        {"protect": {"title": "A", "edit": "autoconfirmed", "move": "autoconfirmed"}},
        {"protect": {"title": "A", "edit": "", "move": ""}},
        {"protect": {"title": "B", "edit": "sysop"}},
        {"move": {"from": "B", "to": "New", "reason": "r"}},
        {"move": {"from": "New", "to": "H", "noredirect": True}},
        {"move": {"from": "G", "to": "Over"}},
        {"move": {"from": "It's & so", "to": "It's"}},
        {"delete": {"title": "F", "reason": "bad"}},
        {"block": {"target": "Carl", "reason": "r", "expiry": "20300101000000"}},
        {"block": {"target": "1.2.3.4", "reason": "r", "anononly": True, "noemail": True}},
        {"block": {"target": "1.2.3.0/24", "nocreate": False, "expiry": "20300101000000"}},
        {"block": {"target": "Robo"}},
    ],
    requests=[
        *login("admin", "Admin", ADMIN),
        token("admin"),
        token("admin", "userrights"),
        *[
            post("admin", **{"formatversion": "2", "token": "$csrf", **done})
            for done in (
                {"action": "block", "user": "Bob", "expiry": "2 weeks", "reason": "x"},
                {
                    "action": "block",
                    "user": "Bob",
                    "expiry": "3 days",
                    "reblock": "",
                    "autoblock": "",
                    "nocreate": "",
                    "noemail": "",
                },
                {
                    "action": "block",
                    "user": "Bob",
                    "expiry": "never",
                    "reblock": "",
                    "autoblock": "",
                    "allowusertalk": "",
                },
                {"action": "unblock", "user": "Bob"},
                {"action": "undelete", "title": "F"},
                {"action": "edit", "title": "F", "text": "2"},
                {"action": "edit", "title": "F", "text": "3"},
                {"action": "delete", "title": "F"},
                {"action": "undelete", "title": "F"},
                {
                    "action": "userrights",
                    "user": "Bob",
                    "add": "bot|sysop|bureaucrat",
                    "token": "$userrights",
                    "expiry": "infinite|2030-01-01T00:00:00Z|infinite",
                },
                {"action": "userrights", "user": "Bob", "remove": "sysop|bureaucrat", "token": "$userrights"},
                {"action": "userrights", "user": "Bob", "remove": "bot", "token": "$userrights"},
                {"action": "changecontentmodel", "title": "F", "model": "text", "summary": "x"},
                {"action": "edit", "title": "J", "text": "{}", "contentmodel": "json"},
                {"action": "edit", "title": "J", "text": "t", "contentmodel": "text"},
                {"action": "edit", "title": "J", "text": "w", "contentmodel": "wikitext", "summary": "said"},
                {"action": "edit", "title": "L", "text": "[]", "contentmodel": "json", "summary": "new one"},
                {"action": "protect", "title": "K", "protections": "create=sysop", "expiry": "never"},
                {
                    "action": "protect",
                    "title": "D",
                    "protections": "edit=sysop|move=sysop",
                    "cascade": "",
                    "expiry": "2030-01-01T00:00:00Z|never",
                },
                {
                    "action": "protect",
                    "title": "D",
                    "protections": "edit=sysop|move=autoconfirmed",
                    "cascade": "",
                    "expiry": "never",
                },
            )
        ],
        *login("alice", "Alice", ALICE),
        *[
            get("alice", action="query", list="watchlist", wlallrev="", wltype="log", wlprop=each, wllimit=50, **form)
            for each in ("ids|title|loginfo", "loginfo", "user|comment|loginfo|tags")
            for form in ({"formatversion": "2"}, {}, {"format": "xml"}, {"format": "rawfm", "wrappedhtml": ""})
        ],
        get("alice", action="query", list="watchlist", wlprop="title|loginfo", wllimit=3, wldir="newer"),
        *[
            get("alice", action="query", list="watchlist", wlprop=each, wltype="log", formatversion="2", wllimit=50)
            for each in ("userid", "user", "user|userid")
        ],
        get(
            "alice",
            action="query",
            generator="watchlist",
            gwlprop="title|loginfo",
            gwltype="log",
            gwllimit=3,
            gwldir="newer",
        ),
    ],
)

STORIES: dict[str, Story] = {
    "watched-log": WATCHED_LOG,
    "backlinks-redirected": REDIRECTED,
    "members-between": MEMBERS,
    "backlinks-elsewhere": ELSEWHERE,
    "addresses": ADDRESSES,
    "all-links": ALL_LINKS,
    "random": RANDOM,
    "search": SEARCH,
}
