"""Stories of formats: the same replies as XML, as PHP writes them, and for people."""

from __future__ import annotations

from typing import Any

from stories import ADMIN, ALICE, BOB, ERROR_FORMATS, Asked, Story, get, login, post, query, token

#: The formats but JSON, which all other stories are told in. ``wrappedhtml`` leaves out the page around the reply.
FORMATS: tuple[dict[str, Any], ...] = (
    {"format": "xml"},
    {"format": "php"},
    {"format": "php", "formatversion": 2},
    {"format": "jsonfm", "wrappedhtml": 1},
    {"format": "xmlfm", "wrappedhtml": 1},
    {"format": "phpfm", "wrappedhtml": 1},
    {"format": "rawfm", "wrappedhtml": 1},
    {"format": "none"},
)

PROGRAMS = FORMATS[:3]

#: What only looks at the tree.
TREES = (FORMATS[0], FORMATS[6])

PAST: list[dict[str, Any]] = [
    {
        "page": {
            "title": "Page",
            "text": "first <b>é</b> & 'so' \"on\"\n\n== a ==\nx",
            "user": "Bob",
            "summary": "s <i>",
        }
    },
    {"page": {"title": "Page", "text": "second", "user": "Bob", "minor": True}},
    {"page": {"title": "R", "text": "#REDIRECT [[Q#x]]", "user": "Bob"}},
    {"page": {"title": "Q", "text": "q", "user": "Alice"}},
    {"page": {"title": "J", "text": '{"a": 1}', "contentmodel": "json", "user": "Alice"}},
    {"tag": {"name": "foo"}},
    {"page": {"title": "T", "text": "a", "tags": ["foo"]}},
    {"protect": {"title": "Page", "edit": "sysop"}},
    {"watch": {"title": "Q", "user": "Alice", "expiry": "20300101000000"}},
    {"block": {"target": "Bob", "reason": "r", "expiry": "20300501123400"}},
]

CONFIG: dict[str, Any] = {"max_article_size": 1, "watchlist_expiry": True, "spam_regex": "/viagra/"}


def told(asked: Asked, formats: tuple[dict[str, Any], ...] = FORMATS) -> list[Asked]:
    """Ask the same for each of *formats*."""
    who, method, params = asked
    return [(who, method, {**params, **each}) for each in formats]


def edits(who: str, formats: tuple[dict[str, Any], ...], *several: dict[str, Any]) -> list[Asked]:
    """Edit in each of *formats*."""
    return [
        asked
        for params in several
        for asked in told(post(who, action="edit", **{"title": "New", "token": "$csrf", **params}), formats)
    ]


QUERIES: tuple[dict[str, Any], ...] = (
    {},
    {"titles": "Main Page"},
    # Whose numbers, -1 and 1, pass for those of a list.
    {"titles": "Main Page|Missing"},
    {"titles": "Main Page|Missing|Missed"},
    {"titles": "page|Page|[x|Special:Version|mw:x|A&b'\"|J", "prop": "info", "inprop": "protection|url|watched"},
    {"titles": "R|J|Missing", "redirects": 1, "indexpageids": 1},
    {"titles": "Page|T", "prop": "revisions", "rvslots": "main", "rvprop": "ids|flags|user|comment|content|roles|tags"},
    {"titles": "J|T", "prop": "revisions", "rvprop": "ids|timestamp|content|tags"},
    {"titles": "Page", "prop": "revisions", "rvslots": "main", "rvprop": "content", "rvsection": 7},
    {"titles": "Page", "prop": "revisions", "rvlimit": 1},
    {"titles": "Page", "prop": "revisions", "rvlimit": "max", "rvprop": "content"},
    {"revids": "1|999|71001"},
    {"revids": "0"},
    {"revids": "0|77777"},
    {"pageids": "1|999"},
    {"pageids": "1", "titles": "Page"},
    {"meta": "tokens", "foo": 1, "é": 2},
    {"requestid": '<x y="1">\té\n&\'', "responselanginfo": 1, "servedby": 1},
    {"titles": "[x|_", "errorformat": "html"},
    {"foo": 1, "errorformat": "raw"},
    {"prop": "info", "inprop": "readable", "errorformat": "plaintext"},
    {"maxlag": -5},
    {"assert": "user", "requestid": "7"},
    {"continue": "x"},
)

SITE_PROPERTIES = (
    "namespaces|namespacealiases|specialpagealiases|magicwords|interwikimap|dbrepllag|usergroups|autocreatetempuser"
    "|clientlibraries|libraries|fileextensions|rightsinfo|restrictions|languages|languagevariants|skins|extensiontags"
    "|functionhooks|showhooks|variables|protocols|defaultoptions|uploaddialog|autopromote|autopromoteonce"
)

REFUSED: tuple[dict[str, Any], ...] = (
    {"title": "Page", "text": "x"},
    {"text": "x", "tags": "a|b"},
    {"section": "9", "text": "x", "watch": 1, "foo": "é"},
)

#: For whom pages are written: in the languages that there are, and by codes that none has.
READERS = ("user", "en", "fr", "vi", "qqx", "zz", "FR", "fr-xx")


def pages_of(code: str) -> Story:
    """Return a story of pages of a wiki in a language."""
    asked = [
        told
        for reader in READERS
        for told in (
            query(format="jsonfm", uselang=reader, titles="é"),
            query(format="rawfm", uselang=reader),
            ("nobody", "POST", {"action": "query", "format": "phpfm", "uselang": reader}),
            ("nobody", "PUT", {"action": "query", "uselang": reader}),
        )
    ]
    return Story(config={"language": code, "site_name": "A & B"}, requests=asked)


#: Names that are ever longer.
NAMES = ("Carl", "Caroline", "Carl of Sweden", "Carl Gustaf of Sweden", "Carl Gustaf, king of Sweden")

FORMAT_STORIES: dict[str, Story] = {
    # How long the names and groups of who asks are decides where lines end.
    "format_pages_of_accounts": Story(
        steps=[{"user": {"name": name}} for name in NAMES],
        requests=[
            asked
            for name in NAMES
            for asked in (
                *login(name, name, f"{name}Passw0rd!x"),
                *(get(name, action="query", format="jsonfm", uselang=reader) for reader in READERS),
            )
        ],
    ),
    "format_pages_in_en": pages_of("en"),
    "format_pages_in_fr": pages_of("fr"),
    "format_pages_in_vi": pages_of("vi"),
    "formats_of_queries": Story(
        config=CONFIG, steps=PAST, requests=[asked for each in QUERIES for asked in told(query(**each))]
    ),
    "formats_of_siteinfo": Story(
        requests=[
            *told(query(meta="siteinfo", siprop=SITE_PROPERTIES), TREES),
            *told(query(meta="siteinfo", siprop="general|extensions"), TREES),
        ]
    ),
    "formats_of_paraminfo": Story(
        requests=[
            *told(get(action="paraminfo", modules="edit|login|query+info|query+revisions|foo"), TREES),
            *told(get(action="paraminfo", modules="stashedit"), PROGRAMS),
        ]
    ),
    "formats_of_users": Story(
        config={"rate_limits": {"edit": {"user": [8, 60], "ip": [3, 60]}}},
        steps=[{"block": {"target": "Bob", "reason": "r", "expiry": "20300501123400"}}],
        requests=[
            *told(query(meta="userinfo", uiprop="*")),
            *login("bob", "Bob", BOB),
            *told(get("bob", action="query", meta="userinfo", uiprop="groups|rights|blockinfo|ratelimits|options")),
            *login("admin", "Admin", ADMIN),
            *told(get("admin", action="query", meta="userinfo", uiprop="groupmemberships|changeablegroups|centralids")),
        ],
    ),
    "formats_of_failed_logins": Story(
        requests=[
            asked
            for number, each in enumerate(TREES + PROGRAMS[1:2])
            for asked in (
                token(f"bob {number}", "login"),
                post(f"bob {number}", action="login", lgname="Bob", lgpassword="wrong", lgtoken="$login", **each),
                token(f"client {number}", "login"),
                post(
                    f"client {number}",
                    action="clientlogin",
                    username="Alice",
                    password="",
                    logintoken="$login",
                    loginreturnurl="http://localhost/",
                    **each,
                ),
            )
        ],
    ),
    "formats_of_logins": Story(
        requests=[
            asked
            for number, each in enumerate(FORMATS)
            for asked in (
                post(f"nobody {number}", action="login", lgname="Alice", **each),
                token(f"alice {number}", "login"),
                post(f"alice {number}", action="login", lgname="Alice", lgpassword=ALICE, lgtoken="$login", **each),
                token(f"alice {number}"),
                post(f"alice {number}", action="checktoken", type="csrf", token="$csrf", **each),
                post(f"alice {number}", action="logout", token="$csrf", **each),
                post(f"alice {number}", action="logout", token="$csrf", **each),
            )
        ]
    ),
    "formats_of_edits": Story(
        config=CONFIG,
        steps=PAST,
        requests=[
            *login("alice", "Alice", ALICE),
            token("alice"),
            *(
                asked
                for each in FORMATS
                for asked in edits("alice", (each,), {"text": f"text of {sorted(each.items())}"})
            ),
            *edits("alice", FORMATS, {"text": "again"}),
            *edits("alice", FORMATS, {"title": "Q", "text": "q", "watchlist": "nochange"}),
            *edits("alice", FORMATS, {"title": "R", "redirect": 1, "appendtext": "y"}),
            *told(
                post(
                    "alice",
                    action="stashedit",
                    title="New",
                    text="é",
                    contentmodel="wikitext",
                    contentformat="text/x-wiki",
                    baserevid=0,
                    token="$csrf",
                )
            ),
            *told(post("alice", action="stashedit", title="New", token="$csrf")),
        ],
    ),
    "formats_of_errors": Story(
        config=CONFIG,
        steps=PAST,
        requests=[
            *login("alice", "Alice", ALICE),
            token("alice"),
            *edits("alice", FORMATS, *REFUSED, {"text": "viagra"}, {"text": "x" * 1025}, {"text": "x", "md5": "é"}),
            *edits("alice", FORMATS, {"title": "[x<", "text": "x"}, {"text": "x", "baserevid": "x"}),
            *edits("alice", FORMATS, {"text": "x", "assert": "bot"}, {"title": "J", "text": "{"}),
            *(
                asked
                for errorformat in ERROR_FORMATS
                for asked in edits("alice", FORMATS, *({**each, "errorformat": errorformat} for each in REFUSED))
            ),
            *told(post("alice", action="edit", title="New", text="x", token="bad", requestid="é<\"'>")),
            *told(get(action="nope")),
            *told(get(action="edit", title="New", text="x")),
            *login("bob", "Bob", BOB),
            token("bob"),
            *edits("bob", FORMATS, {"text": "x"}, {"text": "x", "errorformat": "raw"}),
            *edits("bob", FORMATS, {"text": "x", "errorformat": "plaintext"}),
        ],
    ),
    "formats_of_captchas": Story(
        config={
            "hook": {
                "point": "EditFilterMergedContent",
                "value": 212,
                "return": False,
                "api_result": {
                    "captcha": {"type": "math", "id": "509", "question": "36 + 4 = ", "odd key": {"b c": 1}}
                },
            }
        },
        requests=[*login("alice", "Alice", ALICE), token("alice"), *edits("alice", FORMATS, {"text": "x"})],
    ),
    "format_parameters": Story(
        steps=[{"page": {"title": "Page", "text": "x"}}, {"page": {"title": "Page", "text": "é"}}],
        requests=[
            query(format="xml", includexmlnamespace=1, xslt="x", foo=1),
            query(format="xml", xslt="MediaWiki:X.xsl", errorformat="plaintext"),
            query(format="xmlfm", includexmlnamespace=1, wrappedhtml=1),
            query(format="xml", formatversion=2, utf8=1, callback="f"),
            query(format="php", formatversion=3, utf8=1),
            query(format="php", formatversion="latest", ascii=1),
            query(format="json", formatversion=3, utf8=1, foo=1),
            query(format="json", formatversion=3),
            get(action="edit", format="php", formatversion="x"),
            get(action="edit", format="json", formatversion=""),
            query(format="none", formatversion=3),
            query(format="rawfm", formatversion=2, wrappedhtml=1),
            query(format="jsonfm", formatversion=2, wrappedhtml=1, titles="é"),
            query(format="jsonfm", formatversion=2, ascii=1, wrappedhtml=1, titles="é"),
            query(format="jsonfm", utf8=1, wrappedhtml=1, titles="é"),
            query(format="jsonfm", callback="a<b>.c", wrappedhtml=1),
            query(format="jsonfm", wrappedhtml=1, titles="Page", prop="revisions", rvlimit=1),
            query(format="json", wrappedhtml=1),
            query(format="bogus", wrappedhtml=1),
            query(format="", wrappedhtml=1),
            query(format="json|xml", wrappedhtml=1, errorformat="plaintext"),
            ("nobody", "PUT", {"action": "query", "format": "xml"}),
            ("nobody", "PUT", {"action": "query", "format": "xmlfm", "wrappedhtml": 1}),
            ("nobody", "HEAD", {"action": "query", "format": "xml"}),
            query(format="xml", origin="*"),
        ],
    ),
    "format_pages": Story(
        config={"site_name": "A & \"B\" 'C' <x>"},
        requests=[
            query(format="jsonfm", titles="<é>~ &'\"", maxage=60),
            ("nobody", "GET", {"action": "query", "meta": "tokens", "é": "a+b c"}),
            query(format="xmlfm", meta="userinfo"),
            query(format="phpfm", meta="siteinfo", siprop="namespaces"),
            query(format="rawfm"),
            query(format="bogus"),
            ("nobody", "GET", {"assert": "user"}),
            ("nobody", "GET", {"format": "jsonfm", "action": "edit", "errorformat": "html"}),
            ("nobody", "PUT", {"action": "query"}),
            ("nobody", "HEAD", {"action": "query"}),
            ("nobody", "POST", {"action": "query"}),
            ("nobody", "POST", {"action": "query", "format": "rawfm"}),
            query(format="jsonfm", callback="f"),
            *login("alice", "Alice", ALICE),
            token("alice"),
            get("alice", action="query", format="jsonfm"),
            *edits("alice", ({"format": "xmlfm"},), {"text": "x"}, {"text": "x"}, {"text": "x", "tags": "a"}),
            get("alice", action="query", format="rawfm", meta="userinfo", uiprop="editcount"),
            post("alice", action="logout", token="$csrf", format="jsonfm"),
            token("bob", "login"),
            post("bob", action="login", lgname="Bob", lgpassword=BOB, lgtoken="$login", format="jsonfm"),
        ],
    ),
    # Which values a parameter may have, in the order in which they are declared.
    "listed_values": Story(
        requests=[
            get("nobody", **{"action": "query", **params, **shown})
            for shown in ({"errorformat": "raw"}, {"errorformat": "plaintext", "uselang": "qqx"})
            for params in (
                *({"format": name, "formatversion": "9"} for name in ("json", "php")),
                {"format": "jsonfm", "formatversion": "9", "wrappedhtml": 1},
                {"list": "usercontribs", "ucuser": "X", "ucdir": "x"},
                {"list": "watchlist", "wlshow": "x", "wldir": "x"},
                {"list": "allpages", "apfilterredir": "x"},
                {"list": "backlinks", "bltitle": "X", "blfilterredir": "x"},
                {"action": "parse", "contentmodel": "x"},
                {"action": "expandtemplates", "text": "", "prop": "x"},
            )
        ],
    ),
    # Which revision of their discussion page somebody with a message saw last.
    "format_pages_of_messages": Story(
        steps=[{"page": {"title": "User talk:Alice", "text": "old", "user": "Alice"}}],
        requests=[
            *login("alice", "Alice", ALICE),
            *login("admin", "Admin", ADMIN),
            token("admin"),
            *(
                asked
                for who, change in (
                    ("admin", {"action": "edit", "title": "User talk:Alice", "text": "one"}),
                    ("admin", {"action": "edit", "title": "User talk:Alice", "text": "two"}),
                    ("alice", {"action": "clearhasmsg"}),
                    ("admin", {"action": "edit", "title": "User talk:Alice", "text": "three"}),
                    ("admin", {"action": "delete", "title": "User talk:Alice"}),
                    ("admin", {"action": "edit", "title": "User talk:Alice", "text": "new"}),
                    ("admin", {"action": "edit", "title": "User talk:Alice", "text": "newer"}),
                    ("admin", {"action": "move", "from": "User talk:Alice", "to": "X"}),
                    ("admin", {"action": "edit", "title": "X", "text": "newest"}),
                    ("admin", {"action": "delete", "title": "User talk:Alice"}),
                    ("admin", {"action": "move", "from": "X", "to": "User talk:Alice"}),
                    ("admin", {"action": "edit", "title": "User talk:Alice", "text": "last"}),
                )
                for asked in (
                    post(who, **change, **({"token": "$csrf"} if who == "admin" else {})),
                    get("alice", action="query", format="jsonfm"),
                )
            ),
        ],
    ),
}
