"""Stories: a wiki arranged, then requests of several people; what a real wiki answered is recorded beside this file.

``record_stories.py`` records them anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import random_queries

BOT_PASSWORD = "a" * 32
ALICE, BOB, ADMIN, ROBO = "AlicePassw0rd!x", "BobPassw0rd!x", "AdminPassw0rd!x", "RoboPassw0rd!x"

#: A request: who sends it, the method, the parameters. ``$csrf`` stands for a token asked for before.
Asked = tuple[str, str, dict[str, Any]]


@dataclass
class Story:
    """A wiki's configuration and past, and what is then asked of it."""

    config: dict[str, Any] = field(default_factory=dict)
    steps: list[dict[str, Any]] = field(default_factory=list)
    requests: list[Asked] = field(default_factory=list)


def get(who: str = "nobody", **params: Any) -> Asked:
    """Return a GET request; a name may end in ``_`` where Python needs it."""
    return who, "GET", _named(params)


def post(who: str = "nobody", **params: Any) -> Asked:
    """Return a POST request."""
    return who, "POST", _named(params)


def query(**params: Any) -> Asked:
    """Return a query of somebody who is not logged in."""
    return get(action="query", **params)


def _named(params: dict[str, Any]) -> dict[str, Any]:
    named = {name.rstrip("_"): value for name, value in params.items()}
    return {"format": "json", **named}


def token(who: str, kind: str = "csrf") -> Asked:
    """Ask for a token, known as ``$KIND`` from then on."""
    return get(who, action="query", meta="tokens", type=kind)


def login(who: str, name: str, password: str, **more: Any) -> list[Asked]:
    """Log in."""
    return [
        token(who, "login"),
        post(who, action="login", lgname=name, lgpassword=password, lgtoken="$login", **more),
    ]


ALL_REVISION_PROPERTIES = (
    "ids|content|flags|timestamp|user|userid|size|sha1|slotsize|slotsha1|contentmodel|comment|tags|roles"
)
ERROR_FORMATS = ("plaintext", "html", "wikitext", "raw", "none")

PAST: list[dict[str, Any]] = [
    {"page": {"title": "Foo", "text": "x\n", "user": "Bob", "summary": "s"}},
    {"page": {"title": "Foo", "text": "", "user": "Alice"}},
    {"page": {"title": "R", "text": "#REDIRECT [[Foo]]", "user": "Bob"}},
    {"page": {"title": "L", "text": "lorem ipsum " * 30, "user": "Bob"}},
    {"page": {"title": "L", "text": "lorem ipsum " * 30, "user": "Bob"}},
    {"protect": {"title": "L", "edit": "sysop"}},
    {"protect": {"title": "L", "edit": "autoconfirmed", "move": "sysop", "reason": "why", "expiry": "20300101000000"}},
    {"protect": {"title": "NoSuch", "create": "sysop"}},
    {"protect": {"title": "R", "edit": "sysop", "cascade": True}},
    {"move": {"from": "Foo", "to": "Foo2"}},
    {"move": {"from": "R", "to": "R2", "noredirect": True, "reason": "because"}},
    {"delete": {"title": "L", "reason": "bad"}},
    {"block": {"target": "Bob", "reason": "r", "expiry": "infinity"}},
    {"watch": {"title": "Talk:Foo2", "user": "Alice"}},
    {"watch": {"title": "Zed", "user": "Alice"}},
    {"user": {"name": "Carl", "groups": ["sysop"]}},
    {"page": {"title": "P", "text": "~~~~ {{subst:R2}} [[a (b)|]]", "user": "Carl"}},
    {"page": {"title": "Ip", "text": "~~~~", "user": "1.2.3.4"}},
    {"page": {"title": "User:Bob/x.js", "text": "a=1", "user": "Bob"}},
    {"page": {"title": "J", "text": '{"a":1}', "contentmodel": "json", "user": "Bob", "minor": True, "bot": True}},
    {"tag": {"name": "foo"}},
    {"page": {"title": "T", "text": "a", "tags": ["foo", "bar"]}},
    {"revdelete": {"title": "T", "rev": 0, "hide": ["text", "user"]}},
    {"page": {"title": "T", "text": "b " * 20}},
    {"page": {"title": "T", "text": "z" * 20}},
    {"page": {"title": "T", "text": "#redirect [[J]]"}},
    {"page": {"title": "T", "text": "#redirect [[K]]"}},
    {"page": {"title": "T", "text": "K"}},
    {"page": {"title": "L", "text": "new"}},
    {"delete": {"title": "L"}},
    {
        "block": {
            "target": "1.2.3.0/24",
            "expiry": "20300101000000",
            "anononly": True,
            "nocreate": False,
            "pages": ["Foo"],
            "namespaces": [4],
        }
    },
]

PROTECTIONS: list[dict[str, Any]] = [
    {"page": {"title": "A", "text": "x"}},
    {"protect": {"title": "A", "edit": "sysop", "reason": "why"}},
    {"protect": {"title": "A", "edit": "autoconfirmed", "move": "sysop", "expiry": "20300101000000"}},
    {"protect": {"title": "A", "edit": "", "move": "", "reason": "done"}},
    {"protect": {"title": "A", "edit": "", "move": ""}},
    {"protect": {"title": "A", "edit": "sysop"}},
    {"protect": {"title": "A", "edit": "sysop"}},
    {"protect": {"title": "A", "move": "sysop"}},
    {"protect": {"title": "NS", "create": "sysop"}},
    {"page": {"title": "NS", "text": "x"}},
    {"move": {"from": "A", "to": "B"}},
    {"page": {"title": "A", "text": "y"}},
    {"watch": {"title": "B", "user": "Alice", "expiry": "20300101000000"}},
    {"move": {"from": "B", "to": "Talk:B"}},
    {"protect": {"title": "Talk:B", "edit": "autoconfirmed", "cascade": True}},
    {"page": {"title": "C", "text": "x"}},
    {"delete": {"title": "C"}},
    {"page": {"title": "C", "text": "x"}},
    {"page": {"title": "D", "text": "x\r\ny\n\n\n"}},
    {"page": {"title": "D", "text": "x\r\ny  \t\n\n"}},
    {"page": {"title": "D", "text": "x" * 200}},
    {"page": {"title": "D", "text": "x" * 10}},
    {"page": {"title": "D", "text": "é#REDIRECT [[x]]"}},
    {"page": {"title": "MediaWiki:Foo.css", "text": "a{}"}},
    {"page": {"title": "E", "text": "j", "contentmodel": "text"}},
    {"page": {"title": "E", "text": "j2", "contentmodel": "wikitext"}},
]

TITLES = (
    "Main_Page|Foo#x|Talk:Foo| foo  bar_ |media:x|Project:x|user talk:A/b|Special:foo|::x|Talk:|#x|a%20b|a&amp;b|~~~~"
    "|../x|x/../y|a[b|Talk:File:x|" + "x" * 300 + "|User:1.2.3.4|ß|ǆ|istanbul|:Main Page|:|wikipedia:Foo|File:a.png"
    "|a\u00a0b|a\u200eb|1||user: x|e\u0301|Special:Version"
)

LIMITS = (
    {"rvlimit": 2},
    {"rvlimit": 2, "rvdir": "newer"},
    {"rvlimit": "max"},
    {"rvlimit": 501},
    {"rvlimit": 0},
    {"rvlimit": "x"},
    {"rvuser": "Admin"},
    {"rvuser": "<>"},
    {"rvexcludeuser": "Admin"},
    {"rvstartid": 71017},
    {"rvendid": 71017},
    {"rvstartid": 71017, "rvdir": "newer"},
    {"rvstart": "2020-01-01T00:24:00Z"},
    {"rvstart": "x"},
    {"rvstart": ""},
    {"rvstart": "now"},
    {"rvend": "20200101002400"},
    {"rvlimit": 1, "rvcontinue": "20200101002600|71019"},
    {"rvtag": "foo", "rvlimit": 5},
    {"rvcontinue": "x", "rvlimit": 1},
    {"rvstartid": 5},
    {"rvlimit": 1, "rvprop": "content", "rvslots": "main"},
    {"rvuser": "Admin", "rvexcludeuser": "Bob"},
    {"rvstart": "2020-01-01T00:24:00Z", "rvstartid": 71017},
    {"rvdir": "x"},
    {"rvprop": "ids|x|y"},
    {"rvprop": ""},
    {"rvprop": "\x1fids\x1fuser"},
    {"rvprop": "*"},
    {"rvslots": "x"},
)

LOGINS = (
    ("Alice", "app@" + BOT_PASSWORD),
    ("Alice@app", "b" * 32),
    ("Alice@app", "short"),
    ("Alice@nope", BOT_PASSWORD),
    ("alice@app", BOT_PASSWORD),
    ("Alice@App", BOT_PASSWORD),
    ("Alice", "wrong"),
    ("Alice", BOT_PASSWORD),
    ("Nobody", "wrong"),
    ("<>", "x"),
    ("", ""),
    ("Alice", ""),
    ("alice", ALICE),
    ("Alice_", ALICE),
    ("Admin", ADMIN),
    ("Robo", ROBO),
    ("Bob", BOB),
    ("MediaWiki default", "x"),
    ("1.2.3.4", "x"),
)

CLIENT_LOGIN: dict[str, Any] = {
    "action": "clientlogin",
    "username": "Alice",
    "password": ALICE,
    "logintoken": "$login",
    "loginreturnurl": "http://x/",
}

SITE_PROPERTIES = (
    "namespaces|namespacealiases|usergroups|dbrepllag|extensions|skins|general|restrictions|libraries|rightsinfo"
    "|protocols|variables|functionhooks|magicwords|fileextensions|interwikimap|specialpagealiases|defaultoptions"
    "|uploaddialog|showhooks|extensiontags|autopromote|autopromoteonce|autocreatetempuser|clientlibraries"
)


def _told_in(errorformat: str) -> list[Asked]:
    told = {"errorformat": errorformat}
    return [
        query(titles="A", rand=2, prop="x", **told),
        query(titles="Foo2", prop="revisions", rvprop="content", **told),
        query(titles="A", pageids="1", rand=2, prop="x", requestid="x", **told),
        query(titles="A", pageids="1", requestid="x", formatversion=2, **told),
        query(maxlag=-2, **told),
        post(action="logout", **told),
        get(action="logout", token="x", **told),
        query(titles="|".join(f"A{n}" for n in range(51)), **told),
        query(prop="revisions", titles="Foo|J", rvlimit=1, **told),
        query(prop="revisions", titles="Foo|J", rvlimit=1, formatversion=2, **told),
    ]


STORIES: dict[str, Story] = {
    "history": Story(
        steps=PAST,
        requests=[
            query(prop="info", inprop="protection", titles="Foo2|L|NoSuch|R2|R", formatversion=2),
            query(meta="userinfo", uiprop="blockinfo"),
            *(
                query(
                    formatversion=version,
                    titles="Main page|foo|Special:Version|<>|User:x_y|:fr:x|foo|T|J|P|User:Bob/x.js",
                    prop="info|revisions",
                    rvprop=ALL_REVISION_PROPERTIES,
                    inprop="protection|url|watched|talkid|subjectid|associatedpage|displaytitle",
                )
                for version in (1, 2)
            ),
            *(
                query(
                    formatversion=version,
                    titles="Main page|foo|T|J|P|User:Bob/x.js|Foo2|R2",
                    prop="revisions|info",
                    rvprop=ALL_REVISION_PROPERTIES,
                    rvslots="*",
                    requestid="x",
                    curtimestamp=1,
                )
                for version in (1, 2)
            ),
            *(
                query(**{"titles": "T", "prop": "revisions", "rvprop": "ids|user|timestamp", **limits})
                for limits in LIMITS
            ),
            query(titles="T", prop="revisions", rvprop="ids", rvlimit=2, formatversion=2),
        ],
    ),
    "protections": Story(steps=PROTECTIONS),
    "pages": Story(
        steps=PAST,
        requests=[
            query(titles=TITLES, formatversion=2),
            query(titles=TITLES),
            query(titles="Main_Page|Foo2|A|<>|Special:X|Foo|B"),
            query(pageids="1|5|5001|x"),
            query(pageids="1|5|5001"),
            query(pageids="1|1|0|-1|+1"),
            query(pageids=" 1"),
            query(pageids=""),
            query(revids="1|5|71015|9999|71016"),
            query(revids="0"),
            query(revids="5", formatversion=2),
            query(revids="1|5", titles="A"),
            query(titles="Foo", pageids="1"),
            query(titles=""),
            query(prop="info"),
            query(meta="nope|tokens", prop="nope|info|z"),
            query(),
            query(titles="R2|Foo", redirects=1),
            query(titles="R2|Foo", redirects=1, formatversion=2),
            query(titles="Foo", prop="info|revisions", rvprop="x|ids", inprop="y"),
            query(revids="71015|71016", prop="revisions", rvprop="ids|content|user", rvslots="main"),
            query(revids="71015", redirects=1),
            query(revids="71015", prop="revisions", rvlimit=1),
            query(titles="Foo|Main Page", prop="revisions", rvlimit=1),
            query(titles="|".join(f"A{n}" for n in range(51))),
        ],
    ),
    "sections": Story(
        steps=[
            {"page": {"title": "Foo", "text": "a\n== b ==\nc\n== d ==\ne"}},
            {"page": {"title": "J", "text": "{}", "contentmodel": "json"}},
        ],
        requests=[
            *(
                query(titles="Foo", prop="revisions", rvprop="content", rvsection=section, rvslots="main")
                for section in ("0", "1", "2", "3", "new", "x", "T-1", "", "-1", "01")
            ),
            query(titles="Foo", prop="revisions", rvprop="content", rvsection="9"),
            query(titles="J", prop="revisions", rvprop="content", rvsection="1", rvslots="main"),
        ],
    ),
    "main": Story(
        requests=[
            query(requestid="r", curtimestamp=1, rand=1, responselanginfo=1),
            query(requestid="r", curtimestamp=1, rand=1, responselanginfo=1, assert_="user"),
            query(requestid="r", rand=1, assert_="zz"),
            query(assert_="bot|user"),
            query(assert_="anon"),
            query(assert_="bot", maxlag=-2),
            *(query(maxlag=value) for value in ("x", "", "1.5", "9" * 20, "5", "-1", "-2", "+0", "00")),
            query(maxlag=-2, formatversion=2),
            query(smaxage=-1),
            *(query(assertuser=name) for name in ("<>", "Alice", "1.2.3.4")),
            query(errorformat="bc|html"),
            query(errorformat="x"),
            query(uselang="zzz"),
            query(origin="http://x"),
            query(origin="*"),
            query(callback="a.b"),
            query(callback="a-b", utf8=1),
            query(utf8=1, titles="é 😀"),
            query(titles="é 😀", prop="info"),
            query(ascii=1, formatversion=2, titles="é 😀"),
            query(formatversion="latest"),
            query(formatversion="3"),
            get(action="query", format="none"),
            get(action="nope"),
            get(action="nope", formatversion=2, rand=1),
            ("nobody", "PUT", {"action": "query", "format": "json"}),
            ("nobody", "HEAD", {"action": "query", "format": "json"}),
            post(action="query", meta="tokens"),
            query(meta="tokens", type="csrf|x"),
            query(meta="tokens", type=""),
            query(meta="tokens", type="*", origin="*"),
            query(titles="A", prop="info", **{"titles[]": "x"}),
        ],
    ),
    "errorformats": Story(
        steps=PAST,
        requests=[asked for errorformat in ERROR_FORMATS for asked in _told_in(errorformat)],
    ),
    "login": Story(
        steps=[
            {"botpassword": {"user": "Alice", "app": "app", "password": BOT_PASSWORD}},
            {"page": {"title": "Foo", "text": "a", "user": "Bob"}},
            {"block": {"target": "Bob", "reason": "r [[x]]", "expiry": "20300101000000"}},
            {"watch": {"title": "Foo", "user": "Alice"}},
        ],
        requests=[
            asked
            for number, (name, password) in enumerate(LOGINS)
            for asked in (
                *login(f"u{number}", name, password),
                get(f"u{number}", action="query", meta="userinfo|tokens", uiprop="groups|rights|blockinfo", type="*"),
                get(f"u{number}", action="query", titles="Foo|Bar", prop="info", inprop="watched|readable"),
            )
        ],
    ),
    "sessions": Story(
        steps=[{"botpassword": {"user": "Alice", "app": "app", "password": BOT_PASSWORD, "grants": ["basic"]}}],
        requests=[
            *login("bot", "Alice@app", BOT_PASSWORD),
            get("bot", action="query", meta="userinfo|tokens", uiprop="rights|groups"),
            *login("bot", "Alice@app", BOT_PASSWORD),
            post("bot", action="login", lgname="Alice@app", lgpassword="x"),
            token("bot"),
            post("bot", action="logout", token="$csrf"),
            get("bot", action="query", meta="userinfo"),
            post("new", action="login", lgname="Bob", lgpassword=BOB),
            get("new", action="login", lgname="Bob"),
            get("new", action="login"),
            post("new", action="login"),
            post("new", action="login", lgname="Bob", lgpassword=BOB, lgtoken="x"),
            *login("new", "Bob", BOB, formatversion=2),
            post("new", action="login", lgname="Bob", lgpassword=BOB, lgtoken="$login"),
            token("new"),
            get("new", action="query", assert_="user", assertuser="bob"),
            get("new", action="query", assertuser="Alice"),
            get("new", action="query", meta="tokens|userinfo", callback="f"),
            get("new", action="logout", token="$csrf"),
            post("new", action="logout", token="$csrf"),
            post("new", action="logout", token="$csrf"),
            post(action="logout"),
            post(action="logout", token="+\\"),
            post(action="logout", token="+"),
            get(action="logout"),
            *login("admin", "Admin", ADMIN),
            token("admin"),
            *(
                post("admin", action="checktoken", type="csrf", token=value)
                for value in ("$csrf", "zz", "", "+\\", "+%5C", "zz \\")
            ),
            post("admin", action="checktoken", token="$csrf"),
            post("admin", action="checktoken", type="x", token="$csrf"),
            get("admin", action="checktoken", type="csrf", token="$csrf"),
            *(get("admin", action="query", meta="userinfo", uiprop="*", formatversion=version) for version in (1, 2)),
            get("admin", action="query", titles="|".join(f"A{n}" for n in range(51))),
        ],
    ),
    "redirects": Story(
        steps=[
            {"page": {"title": "Foo bar", "text": "x"}},
            *(
                {"page": {"title": f"R{number}", "text": text}}
                for number, text in enumerate(
                    (
                        "#REDIRECT [[Foo bar#se c]]",
                        "#REDIRECT [[R0]]",
                        "#REDIRECT [[R2]]",
                        "#redirect: [[:user:x|y]] z",
                        " #REDIRECT\n[[nope]]",
                        "#REDIRECT[[w:nope]]",
                        "#REDIRECT [[wikipedia:nope]]",
                        "#REDIRECT [[Special:Version]]",
                        "#REDIRECT [[]]",
                        "x #REDIRECT [[Foo bar]]",
                    )
                )
            ),
        ],
        requests=[
            query(titles="|".join(f"R{n}" for n in range(10)), redirects=1, formatversion=version, prop="info")
            for version in (1, 2)
        ],
    ),
    "queries": Story(
        steps=random_queries.PAST,
        requests=[
            *login("alice", "Alice", ALICE),
            *login("admin", "Admin", ADMIN),
            *(
                (("nobody", "alice", "admin")[number % 3], method, asked)
                for number, (method, asked) in enumerate(random_queries.random_queries(seed=1, count=300))
            ),
        ],
    ),
    "clientlogin": Story(
        requests=[
            *(
                asked
                for number, (name, password) in enumerate(LOGINS)
                for asked in (
                    token(f"u{number}", "login"),
                    post(f"u{number}", **{**CLIENT_LOGIN, "username": name, "password": password}),
                    get(f"u{number}", action="query", meta="userinfo"),
                )
            ),
            token("alice", "login"),
            post("alice", **{**CLIENT_LOGIN, "logintoken": "bad"}),
            post("alice", **{**CLIENT_LOGIN, "loginreturnurl": "foo"}),
            post("alice", action="clientlogin", username="Alice", password=ALICE, logintoken="$login"),
            post("alice", action="clientlogin", username="Alice", password=ALICE, loginreturnurl="http://x/"),
            post("alice", action="clientlogin", logintoken="$login", loginreturnurl="http://x/"),
            get("alice", action="clientlogin"),
            post("alice", **{**CLIENT_LOGIN, "rememberMe": "1", "formatversion": 2}),
            post("alice", **CLIENT_LOGIN),
        ],
    ),
    "paraminfo": Story(
        requests=[
            get(action="paraminfo", modules=modules, formatversion=version)
            for modules in ("main|query|paraminfo", "edit", "query+tokens|query+nope", "nope", "edit|edit|query+info")
            for version in (1, 2)
        ],
    ),
    "siteinfo": Story(
        requests=[query(meta="siteinfo", siprop=SITE_PROPERTIES, formatversion=version) for version in (1, 2)],
    ),
    "read_only": Story(
        config={"read_only": "closed"},
        requests=[
            query(meta="siteinfo", formatversion=2),
            query(meta="siteinfo"),
            *login("alice", "Alice", ALICE),
        ],
    ),
    "configured": Story(
        config={
            "lag": {"host": "db1", "lag": 7.5, "type": "db"},
            "site_name": "My Wiki",
            "capital_links": False,
            "extra_namespaces": {"100": "Portal", "101": "Portal_talk"},
            "namespace_aliases": {"P": 100},
            "group_permissions": {"*": {"read": False}, "user": {"read": True, "bot": True}},
            "max_article_size": 1,
        },
        requests=[
            query(titles="foo"),
            *login("alice", "Alice", ALICE),
            get("alice", action="query", titles="foo|Portal:x|p:y|Project:z|My wiki:q|user:a"),
            get(
                "alice",
                action="query",
                meta="siteinfo|userinfo",
                siprop="general|namespaces|namespacealiases|usergroups|dbrepllag",
                uiprop="rights",
            ),
            *(get("alice", action="query", maxlag=value) for value in (1, 7, 8)),
        ],
    ),
    "limited": Story(
        config={
            "lag": {"host": "db1", "lag": 1, "type": "db"},
            "bot_passwords": False,
            "revoke_permissions": {"user": {"move": True}},
            "rate_limits": {"edit": {"user": [8, 60], "ip": [3, 60]}},
            "autoconfirm_count": 10,
            "watchlist_expiry": True,
            "rate_limits_apply_to_all": True,
        },
        steps=[
            {"watch": {"title": "A", "user": "Alice", "expiry": "2 weeks"}},
            {"watch": {"title": "B", "user": "Alice"}},
        ],
        requests=[
            query(maxlag=0),
            *login("alice", "Alice", ALICE),
            get("alice", action="query", meta="userinfo", uiprop="rights|groups|ratelimits|theoreticalratelimits"),
            get("alice", action="query", titles="A|B", prop="info", inprop="watched"),
            *login("admin", "Admin", ADMIN),
            get("admin", action="query", meta="userinfo", uiprop="theoreticalratelimits|changeablegroups|ratelimits"),
        ],
    ),
}
