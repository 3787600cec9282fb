"""Stories of lists of pages, of what pages link to, and of generators."""

from __future__ import annotations

from typing import Any

from stories import ADMIN, Asked, Story, login, query

_FORMATS: tuple[dict[str, str], ...] = (
    {"formatversion": "2"},
    {},
    {"format": "xml"},
    {"format": "rawfm", "wrappedhtml": ""},
)


def page(title: str, text: str = "", user: str = "Bob", **more: Any) -> dict[str, Any]:
    """Return a step that saves a page."""
    return {"page": {"title": title, "text": text, "user": user, **more}}


def of_each(**params: Any) -> list[Asked]:
    """Ask the same in every format."""
    return [query(**{**params, **form}) for form in _FORMATS]


def each_of(module: str, rows: list[dict[str, Any]], **more: Any) -> list[Asked]:
    """Ask a module with each row of parameters, in the second format version."""
    kind, _, name = module.partition("=")
    return [query(**{"formatversion": "2", kind: name, **more, **row}) for row in rows]


#: Pages in several namespaces, redirects, protections.
PAGES = [
    page("Apple", "apple"),
    page("Beta", "#REDIRECT [[Apple]]"),
    page("Talk:Beta", "#REDIRECT [[Apple]]"),
    page("Cherry pie", "x" * 100),
    page("Cherry", "1"),
    page("Category:Foo", "1"),
    page("\u00c9clair", "\u00e9"),
    page("\U0001f34e", "red"),
    {"protect": {"title": "Apple", "edit": "sysop", "cascade": True}},
    {"protect": {"title": "Cherry", "edit": "autoconfirmed", "move": "sysop", "expiry": "20300101000000"}},
    {"protect": {"title": "Beta", "move": "sysop"}},
]

GENERATORS = Story(
    steps=PAGES,
    requests=[
        *of_each(generator="allpages"),
        *of_each(generator="allpages", gaplimit=2),
        *of_each(generator="allpages", gaplimit=2, prop="revisions|info", indexpageids="", meta="userinfo"),
        *of_each(generator="allpages", gaplimit=2, list="allpages", aplimit=1, rawcontinue=""),
        *of_each(generator="allpages", gapfrom="Zz", indexpageids=""),
        *each_of(
            "generator=allpages",
            [
                {"continue": "gapcontinue||", "gapcontinue": "Cherry", "gaplimit": 2},
                {"continue": "-||", "prop": "info", "list": "allpages", "aplimit": 2},
                {"continue": "-foo||", "gaplimit": 1},
                {"continue": "||info", "prop": "info|revisions", "list": "allpages", "aplimit": 2},
                {"continue": "gapcontinue||allpages", "prop": "info", "list": "allpages", "aplimit": 2},
                {"continue": "||", "rawcontinue": "", "gaplimit": 3},
                {"continue": "x||y", "gaplimit": 3},
                {"continue": "x"},
                {"continue": "a||b||c"},
                {"gapcontinue": ""},
                {"gapcontinue": "a|b"},
                {"gapcontinue": "a|b", "errorformat": "plaintext"},
                {"gaplimit": "max"},
                {"gaplimit": "max", "list": "allpages", "aplimit": "max"},
                {"gaplimit": "1000"},
                {"gaplimit": "1000", "errorformat": "raw"},
                {"gaplimit": "0"},
                {"gaplimit": "x", "titles": "A", "pageids": "1", "errorformat": "raw"},
                {"gaplimit": "2", "titles": "A", "pageids": "1"},
                {"gapfoo": "1", "apfrom": "X"},
                {"titles": "Apple"},
                {"redirects": ""},
                {"redirects": "", "gapfilterredir": "redirects"},
                {"redirects": "", "gapfilterredir": "nonredirects", "prop": "info"},
                {"gapdir": "descending", "gaplimit": 3},
            ],
        ),
        *[
            query(formatversion="2", generator=name, titles="Apple", errorformat=form)
            for name in ("info", "nosuch", "", "allpages|links")
            for form in ("bc", "raw")
        ],
        *of_each(generator="revisions", titles="Apple|Beta"),
        *of_each(generator="revisions", titles="Apple", grvlimit=1, prop="revisions|info"),
        query(generator="revisions", titles="Apple|Beta", grvlimit=1),
        query(generator="zz", continue_="x", prop="infox"),
        query(generator="zz", titles="A", pageids="c"),
        query(list="allpages", aplimit=2, meta="userinfo", rawcontinue=""),
        query(list="allpages", aplimit=2, meta="userinfo", continue_="-||userinfo"),
        query(list="allpages", aplimit=2, rawcontinue="", continue_="-||allpages"),
        query(list="allpages", aplimit="max"),
        query(list="allpages", aplimit="max", titles="Apple"),
        query(list="allpages", aplimit=2, titles="Apple", prop="info", continue_="-||"),
        *login("admin", "Admin", ADMIN),
        ("admin", "GET", {"action": "query", "format": "json", "list": "allpages", "aplimit": "max"}),
        ("admin", "GET", {"action": "query", "format": "json", "generator": "allpages", "gaplimit": "6000"}),
    ],
)

ALL_PAGES = Story(
    steps=PAGES,
    requests=[
        *of_each(list="allpages"),
        *each_of(
            "list=allpages",
            [
                {"apfrom": "cherry p"},
                {"apfrom": "Cherry_pie"},
                {"apfrom": "ch", "apto": "cherry"},
                {"apprefix": "ch"},
                {"apprefix": "Cherry "},
                {"apprefix": "%"},
                {"apprefix": ""},
                {"apfrom": ""},
                {"apfrom": " C"},
                {"apfrom": "C "},
                {"apfrom": "Foo|bar"},
                {"apfrom": "<bad>"},
                {"apfrom": "Category:"},
                {"apfrom": "Talk:B"},
                {"apfrom": "#x"},
                {"apprefix": "#"},
                {"apnamespace": "1", "apfrom": "b"},
                {"apnamespace": "1", "apfrom": "Talk:B"},
                {"apnamespace": "14"},
                {"apnamespace": "99"},
                {"apnamespace": "99", "errorformat": "raw"},
                {"apnamespace": "x"},
                {"apnamespace": "*"},
                {"apnamespace": "0|1"},
                {"apnamespace": ""},
                {"apnamespace": "+1"},
                {"apnamespace": "01"},
                {"apnamespace": "99999999999999999999"},
                {"apdir": "descending"},
                {"apdir": "descending", "apfrom": "Cherry", "apto": "B"},
                {"apdir": "descending", "aplimit": 2},
                {"apdir": "descending", "apcontinue": "Cherry"},
                {"apdir": "up"},
                {"apcontinue": "cherry"},
                {"apcontinue": "Cherry pie"},
                {"apcontinue": "Cherry", "apfrom": "Main"},
                {"apfilterredir": "redirects"},
                {"apfilterredir": "nonredirects"},
                {"apfilterlanglinks": "withlanglinks"},
                {"apfilterlanglinks": "withoutlanglinks"},
                {"apminsize": 2},
                {"apmaxsize": 10},
                {"apminsize": 2, "apmaxsize": 10},
                {"apprtype": "edit"},
                {"apprtype": "edit|move"},
                {"apprtype": "edit|move", "aplimit": 1},
                {"apprtype": "upload"},
                {"apprtype": ""},
                {"apprtype": "move", "apprlevel": "sysop"},
                {"apprlevel": "sysop"},
                {"apprtype": "edit", "apprlevel": ""},
                {"apprtype": "edit", "apprlevel": "autoconfirmed|sysop"},
                {"apprtype": "edit", "apprexpiry": "definite"},
                {"apprtype": "edit", "apprexpiry": "indefinite"},
                {"apprexpiry": "indefinite"},
                {"apprexpiry": "definite"},
                {"apprtype": "edit", "apprfiltercascade": "cascading"},
                {"apprtype": "edit", "apprfiltercascade": "noncascading"},
                {"apprfiltercascade": "cascading"},
            ],
        ),
        *[query(list="allpages", aplimit=2, apcontinue=start) for start in ("Beta", "Cherry_pie", "\u00c9clair")],
    ],
)

#: What links to what: templates, categories, files, other wikis, addresses; a template that came later.
_LINKED = (
    "[[Beta]] [[Talk:Apple]] {{T}} [[Category:Fruit]] [[Category:Red|*%s]] [[Gone]] [[mw:A b]] [[commons:C]] "
    "http://x.example/1 [//y.example z] mailto:a@b.example [[File:N.png]] {{DISPLAYTITLE:apple}} __NOINDEX__ __NOTOC__"
)
LINKED_PAGES = [
    page("Apple", _LINKED % "x"),
    page("Beta", "#REDIRECT [[Apple#sec]]"),
    page("Category:Fruit", "x [[Apple]] __HIDDENCAT__ [[Category:Top]]"),
    page("Template:T", "tee [[Category:FromT]]"),
    page("Cherry", "{{T}} {{NoT}} {{:Apple}} [[Apple]] {{DEFAULTSORT:zz}}"),
    page("Talk:Apple", "[[Apple]] {{T}}"),
    page("Zed", "[[:Category:Fruit]] [[apple]] [[File:N.png]]"),
    page("Category:Empty", "nothing"),
    page("File:N.png", "text"),
    page("Beta2", "#REDIRECT [[Apple]]"),
    page("Apple", _LINKED % "y", "Alice"),
    page("Apple2", "[[Apple2#x]] {{DEFAULTSORT:Pear}} [[Category:Fruit|apple]] [[Image:N.png|thumb|see [[Zed]]]]"),
    {"move": {"from": "Zed", "to": "Zet"}},
    page("Beta3", "#REDIRECT [[Beta]]", "Admin"),
]
_TITLES = "Apple|Cherry|Talk:Apple|Nosuch|Beta|Apple2|Zet"
_PROPS = {"links": "pl", "templates": "tl", "images": "im", "categories": "cl", "iwlinks": "iw", "langlinks": "ll"}

LINKS = Story(
    steps=LINKED_PAGES,
    requests=[
        asked
        for name, prefix in _PROPS.items()
        for asked in (
            *of_each(prop=name, titles=_TITLES, **{f"{prefix}limit": "max"}),
            *each_of(
                f"prop={name}",
                [
                    {f"{prefix}limit": 1},
                    {f"{prefix}limit": 2, f"{prefix}dir": "descending"},
                    {f"{prefix}limit": 2, f"{prefix}dir": "descending", f"{prefix}continue": "5005|0|B"},
                    {f"{prefix}continue": "5001"},
                    {f"{prefix}continue": "5001|C"},
                    {f"{prefix}continue": "5001|0|A"},
                    {f"{prefix}continue": "x|A"},
                    {f"{prefix}continue": "5001|x|A"},
                    {f"{prefix}limit": "0"},
                ],
                titles=_TITLES,
            ),
        )
    ]
    + [
        *of_each(prop="categories", titles=_TITLES, clprop="sortkey|timestamp|hidden", cllimit="max"),
        *of_each(prop="extlinks", titles=_TITLES, ellimit="max"),
        *of_each(prop="pageprops", titles=_TITLES),
        *of_each(prop="iwlinks", titles=_TITLES, iwprop="url"),
        *of_each(prop="info|pageprops", titles=_TITLES, inprop="displaytitle"),
        *each_of(
            "titles=" + _TITLES,
            [
                {"prop": "links", "plnamespace": "0|1", "pltitles": "Apple|Beta|<x>|mw:x"},
                {"prop": "links", "plnamespace": "*", "pllimit": 3},
                {"prop": "templates", "tltemplates": "Template:T|Apple", "tlnamespace": "10"},
                {"prop": "categories", "clshow": "hidden"},
                {"prop": "categories", "clshow": "!hidden"},
                {"prop": "categories", "clshow": "!hidden|hidden"},
                {"prop": "categories", "clcategories": "Category:Red|Fruit|Talk:Red|<x>"},
                {"prop": "images", "imimages": "File:N.png|N.png|<x>"},
                {"prop": "iwlinks", "iwprefix": "mw", "iwtitle": "A_b"},
                {"prop": "iwlinks", "iwtitle": "A b"},
                {"prop": "iwlinks", "iwurl": "", "iwprefix": "mw"},
                {"prop": "langlinks", "lltitle": "x"},
                {"prop": "langlinks", "lllang": "fr", "llprop": "url"},
                {"prop": "extlinks", "elprotocol": "mailto"},
                {"prop": "extlinks", "elprotocol": "https"},
                {"prop": "extlinks", "elexpandurl": ""},
                {"prop": "pageprops", "ppprop": "displaytitle"},
                {"prop": "pageprops", "ppprop": ""},
                {"prop": "pageprops", "ppcontinue": "5002"},
                {"prop": "pageprops", "ppcontinue": "x"},
            ],
        ),
        *of_each(
            prop="categoryinfo",
            titles="Category:Fruit|Category:Red|Category:Top|Category:Empty|Category:Nosuch|Category:FromT|Apple"
            "|Category:Pages with broken file links",
        ),
        query(prop="categoryinfo", titles="Category:Fruit|Category:Red", cicontinue="Red"),
        *of_each(prop="imageinfo", titles="File:N.png|File:Other.png|Apple|Media:X.png"),
        *of_each(prop="imageinfo", titles="File:N.png|Apple", iiprop="archivename|url"),
        query(prop="imageinfo", titles="File:N.png", iicontinue="x"),
        query(prop="imageinfo", titles="File:N.png", iiurlwidth=10),
        *of_each(titles="mw:A b|Apple", iwurl=""),
        *[
            asked
            for name, prefix in _PROPS.items()
            if name not in ("iwlinks", "langlinks")
            for asked in (
                *of_each(generator=name, titles=_TITLES, indexpageids=""),
                query(generator=name, titles=_TITLES, redirects="", prop="info", **{f"g{prefix}limit": 2}),
                query(generator=name, titles=_TITLES, **{f"g{prefix}limit": 2, f"g{prefix}dir": "descending"}),
            )
        ],
        # As pywikibot asks when it saves a page.
        *of_each(
            generator="templates",
            titles="Apple|Cherry",
            prop="info|imageinfo|categoryinfo",
            meta="userinfo",
            uiprop="blockinfo|hasmsg",
            inprop="protection",
            iiprop="timestamp|user|comment|url|size|sha1|metadata",
            iilimit="max",
            gtllimit="max",
            indexpageids="",
        ),
    ],
)

_HERE = {"linkshere": "lh", "transcludedin": "ti", "redirects": "rd", "fileusage": "fu"}
_TO = {"backlinks": ("bl", "Apple"), "embeddedin": ("ei", "Template:T"), "imageusage": ("iu", "File:N.png")}
_TARGETS = "Apple|Beta|Template:T|File:N.png|Nosuch|Gone|Zet"

BACKLINKS = Story(
    steps=[
        *LINKED_PAGES,
        page("Talk:R", "#REDIRECT [[Apple#x]]"),
        page("X1", "[[File:N.png]] [[File:O.png]] [[Category:Mixed]] [[Apple]]", "Alice"),
        page("Category:X2", "[[File:N.png]] [[File:O.png]] [[Category:Mixed]]"),
        page("X3", "[[File:O.png]] [[Category:Mixed|*]] {{T}}", "Robo"),
        page("File:Y.png", "[[Category:Mixed|q]] {{T}}"),
        page("Talk:X1", "[[File:O.png]] [[Category:Mixed]] [[Talk:X1#s]] [[Apple]]", "1.2.3.4"),
        page("X1", "more [[Category:Mixed]] [[Beta]]", "1.2.3.5"),
    ],
    requests=[
        asked
        for name, prefix in _HERE.items()
        for asked in (
            *of_each(prop=name, titles=_TARGETS, **{f"{prefix}limit": "max"}),
            *each_of(
                f"prop={name}",
                [
                    {f"{prefix}limit": 2},
                    {f"{prefix}prop": "pageid|title|redirect|fragment"},
                    {f"{prefix}prop": ""},
                    {f"{prefix}show": "redirect"},
                    {f"{prefix}show": "!redirect"},
                    {f"{prefix}show": "redirect|!redirect"},
                    {f"{prefix}show": "fragment"},
                    {f"{prefix}show": "fragment|!fragment"},
                    {f"{prefix}namespace": "1"},
                    *({f"{prefix}continue": at} for at in ("5001", "x", "0|Apple|5004", "Apple|5005", "0|5005")),
                ],
                titles=_TARGETS,
            ),
            *[
                query(prop=name, titles=titles, formatversion="2", **{f"{prefix}limit": 1, **more})
                for titles in ("Apple", "Template:T", "File:O.png|File:N.png", "Apple|Talk:Apple", "Apple|Cherry")
                for more in (
                    {},
                    {f"{prefix}namespace": "0|1|14"},
                    *({f"{prefix}continue": at} for at in ("5003", "O.png|5005", "0|5005", "Apple|5005", "1|x")),
                )
            ],
            *of_each(generator=name, titles=_TARGETS, **{f"g{prefix}limit": 3}),
        )
    ]
    + [
        asked
        for name, (prefix, target) in _TO.items()
        for asked in (
            *of_each(list=name, **{f"{prefix}title": target}),
            *each_of(
                f"list={name}",
                [
                    {f"{prefix}{key}": value for key, value in {"title": target, **row}.items() if value is not None}
                    for row in (
                        {"limit": 1},
                        {"limit": 2},
                        {"limit": 2, "dir": "descending"},
                        {"filterredir": "redirects"},
                        {"filterredir": "nonredirects", "namespace": "0|1"},
                        {"namespace": "0|1|14", "limit": 2},
                        {"namespace": "1", "limit": 1},
                        {"namespace": "0|1", "continue": "1|5000"},
                        {"redirect": "", "limit": "max"},
                        {"continue": "x"},
                        {"continue": "5005"},
                        {"continue": "0|5005", "limit": 1},
                        {"continue": "14|5003", "limit": 2},
                        {"title": None},
                        {"title": None, "pageid": "5001"},
                        {"title": None, "pageid": "99"},
                        {"pageid": "5001"},
                        {"title": "<x>"},
                        {"title": "Special:Version"},
                        {"title": "mw:x"},
                    )
                ],
            ),
            *of_each(generator=name, **{f"g{prefix}title": target, f"g{prefix}limit": 2}),
        )
    ]
    + [
        *of_each(
            list="categorymembers",
            cmtitle="Category:Mixed",
            cmprop="ids|title|sortkey|sortkeyprefix|type|timestamp",
            cmlimit="max",
        ),
        *each_of(
            "list=categorymembers",
            [
                {"cmtitle": "Category:Mixed", **row}
                for row in (
                    {"cmlimit": 2},
                    {"cmlimit": 2, "cmdir": "desc"},
                    {"cmdir": "newer", "cmtype": "file|page", "cmlimit": 1},
                    {"cmtype": "subcat"},
                    {"cmtype": "", "cmprop": ""},
                    {"cmnamespace": "0|6", "cmlimit": 2},
                    {"cmsort": "timestamp", "cmlimit": 2},
                    {"cmsort": "timestamp", "cmdir": "older", "cmlimit": 2},
                    {"cmsort": "timestamp", "cmtype": "file"},
                    {"cmsort": "timestamp", "cmstart": "2020-01-01T00:17:00Z"},
                    {"cmsort": "timestamp", "cmend": "2020-01-01T00:17:00Z"},
                    {"cmsort": "timestamp", "cmcontinue": "20200101001700|5001"},
                    {"cmsort": "timestamp", "cmcontinue": "page|41|5001"},
                    {"cmstart": "2020-01-01T00:17:00Z"},
                    {"cmstartsortkeyprefix": "Q"},
                    {"cmendsortkeyprefix": "Q"},
                    *(
                        {"cmcontinue": at, "cmdir": way}
                        for at in (
                            "x",
                            "page|41|5001",
                            "file||1",
                            "subcat|4d|0",
                            "x|4d|0",
                            "page|x|5001",
                            "page|4|1",
                            "page|41|x",
                        )
                        for way in ("asc", "desc")
                    ),
                )
            ]
            + [
                {},
                {"cmpageid": "5003"},
                {"cmpageid": "1"},
                {"cmpageid": "999"},
                {"cmtitle": "Fruit"},
                {"cmtitle": "<x>"},
                {"cmtitle": "Category:Nosuch"},
                {"cmtitle": "Category:Fruit", "cmpageid": "5003"},
            ],
        ),
        *of_each(list="backlinks", bltitle="Apple", blredirect="", bllimit=20),
        *of_each(generator="categorymembers", gcmtitle="Category:Mixed", gcmlimit=2, prop="info"),
        *of_each(prop="contributors", titles="X1|Talk:X1|X3|Apple|Nosuch"),
        *each_of(
            "prop=contributors",
            [
                {"pclimit": 1},
                {"pcgroup": "bot"},
                {"pcexcludegroup": "bot"},
                {"pcgroup": "bot", "pcexcludegroup": "bot"},
                {"pccontinue": "5001|4"},
                {"pccontinue": "x|1"},
                {"pccontinue": "1"},
            ],
            titles="X1|Talk:X1|X3|Apple|Nosuch",
        ),
        query(prop="categoryinfo", titles="Category:Mixed|Category:Fruit", formatversion="2"),
    ],
)

_NOTHING: tuple[dict[str, str], ...] = ({"titles": "Nosuch"}, {})

NO_PAGES = Story(
    steps=[page("A", "x")],
    requests=[
        query(prop=name, formatversion="2", **about, **{f"{prefix}continue": "x"})
        for about in _NOTHING
        for name, prefix in {**_PROPS, **_HERE, "pageprops": "pp", "contributors": "pc", "imageinfo": "ii"}.items()
    ]
    + [
        query(formatversion="2", **about, **row)
        for about in _NOTHING
        for row in (
            {"prop": "categories", "clshow": "hidden|!hidden"},
            {"prop": "categories", "clcategories": "C"},
            {"prop": "images", "imimages": "C"},
            {"prop": "links", "pltitles": "<x>"},
            {"prop": "iwlinks", "iwtitle": "x"},
            {"prop": "langlinks", "lltitle": "x"},
            {"prop": "linkshere", "lhshow": "redirect|!redirect"},
            {"prop": "redirects", "rdshow": "fragment|!fragment", "rdlimit": "max"},
        )
    ],
)

_EVERYTHING = {"allredirects": "ar", "allfileusages": "af"}

ALL_TITLES = Story(
    steps=[
        *BACKLINKS.steps,
        # Categories of pages in which something was seen.
        page("Talk:Beta", "__NOINDEX__ {{T|a=1|a=2}} {{formatnum:abc}}"),
        page("Template:L", "{{L}} [[Category:{{lc:LOOPS}}|{{PAGENAME}}]] {{NUMBEROFPAGES}}"),
        page("User:X", "{{L}} __INDEX__ __HIDDENCAT__"),
    ],
    requests=[
        *of_each(list="allcategories", acprop="size|hidden", aclimit="max"),
        *of_each(list="allcategories"),
        *each_of(
            "list=allcategories",
            [
                {"aclimit": 2},
                {"acfrom": "fr", "acto": "red"},
                {"acprefix": "fr", "acprop": ""},
                {"acdir": "descending", "aclimit": 2},
                {"acdir": "descending", "acfrom": "Red", "acto": "F"},
                {"acmin": 2, "acprop": "size"},
                {"acmax": 1},
                {"accontinue": "M"},
                {"accontinue": "a|b"},
                {"acfrom": "<x>"},
            ],
        ),
        *of_each(generator="allcategories", gaclimit=3, prop="categoryinfo"),
        *of_each(prop="categories", titles="Talk:Beta|Template:L|User:X|Category:Fruit", cllimit="max"),
        *[
            asked
            for name, prefix in _EVERYTHING.items()
            for asked in (
                *of_each(list=name, **{f"{prefix}limit": "max"}),
                *each_of(
                    f"list={name}",
                    [
                        {f"{prefix}{key}": value for key, value in row.items()}
                        for row in (
                            {"unique": ""},
                            {"limit": 2},
                            {"unique": "", "limit": 1},
                            {"prop": "ids|title|fragment|interwiki"},
                            {"prop": ""},
                            {"prop": "ids|title", "unique": ""},
                            {"prop": "fragment|ids", "unique": ""},
                            {"from": "b"},
                            {"from": "b", "to": "e"},
                            {"prefix": "a"},
                            {"namespace": "1"},
                            {"unique": "", "dir": "descending", "limit": 1},
                            {"prop": "ids|title", "dir": "descending", "limit": 2},
                            {"continue": "Apple|5003"},
                            {"continue": "Apple"},
                            {"continue": "Apple", "unique": ""},
                            {"continue": "x|y"},
                        )
                    ],
                ),
                *of_each(generator=name, **{f"g{prefix}limit": 2}),
                *of_each(generator=name, **{f"g{prefix}limit": 2, f"g{prefix}unique": ""}),
            )
        ],
    ],
)

STORIES = {
    "query-generators": GENERATORS,
    "query-allpages": ALL_PAGES,
    "query-links": LINKS,
    "query-backlinks": BACKLINKS,
    "query-all-titles": ALL_TITLES,
    "query-no-pages": NO_PAGES,
}
