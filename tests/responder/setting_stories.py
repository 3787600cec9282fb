"""Stories of wikis that their owners set up otherwise; what they leave behind is compared, too."""

from __future__ import annotations

from typing import Any

from stories import ADMIN, ALICE, BOB, BOT_PASSWORD, CLIENT_LOGIN, Asked, Story, get, login, post, query, token

#: Pages to edit.
PAGES: list[dict[str, Any]] = [
    {"page": {"title": "A", "text": "base"}},
    {"page": {"title": "J", "text": "{}", "contentmodel": "json"}},
    {"page": {"title": "J", "text": "text", "contentmodel": "wikitext"}},
    {"protect": {"title": "J", "move": "sysop"}},
    {"page": {"title": "K", "text": "{}", "contentmodel": "json"}},
]
TEMPORARY = {"temp_accounts": True}

#: A site whose pages may act for their visitors, and some that may and may not.
SITE = "https://wiki.example"
FROM_SITE = {"Origin:": SITE}
ORIGINS = (
    *(SITE, "http://wiki.example", "http://wiki.example:80", "https://a.b.example.org", "https://example.org"),
    *("https://exbmple.com", "https://other.example", "null", "wiki.example", "https://WIKI.example"),
)
ASKED_METHOD, ASKED_HEADERS = "Access-Control-Request-Method:", "Access-Control-Request-Headers:"


def edit(who: str, title: str = "A", text: str = "x", **params: Any) -> Asked:
    """Edit a page, without an account unless a token is given."""
    params.setdefault("token", "+\\")
    return post(who, action="edit", title=title, text=text, **params)


def stash(who: str, title: str, **params: Any) -> Asked:
    """Stash a text."""
    return post(who, action="stashedit", title=title, text="x", baserevid=0, **params)


def of(who: str, *properties: str) -> Asked:
    """Ask who *who* is."""
    return get(who, action="query", meta="userinfo|tokens", uiprop="|".join(properties), formatversion=2)


def no_account(**config: Any) -> Story:
    """Tell of edits on a wiki where making the temporary account or the edit fails."""
    return Story(
        config={**TEMPORARY, **config},
        steps=PAGES,
        requests=[
            edit("a"),
            edit("b", "New"),
            edit("c", text="base"),
            edit("d", text="viagra"),
            edit("e", baserevid=5, starttimestamp="2019-01-01T00:00:00Z"),
            of("a", "groups", "rights"),
        ],
    )


STORIES: dict[str, Story] = {
    "temp_accounts": Story(
        config=TEMPORARY,
        steps=PAGES,
        requests=[
            query(meta="siteinfo|userinfo", siprop="autocreatetempuser|usergroups", uiprop="*"),
            query(meta="siteinfo", siprop="autocreatetempuser", formatversion=2),
            post("a", action="stashedit", title="A", text="stashed", token="+\\", contentmodel="wikitext", baserevid=0),
            edit("a", text="stashed", formatversion=2),
            get("a", action="query", meta="userinfo|tokens", uiprop="*"),
            get("a", action="query", meta="userinfo", uiprop="*", formatversion=2),
            edit("a"),
            *(get("a", action="query", assert_=who) for who in ("user", "anon", "bot")),
            get(
                "a",
                action="query",
                titles="A|B",
                prop="info|revisions",
                rvprop="user|userid",
            ),
            get("a", action="query", titles="A", prop="revisions", rvprop="userid|user", rvlimit=5, formatversion=2),
            token("a"),
            edit("a", "W", "new", token="$csrf", watchlist="watch"),
            edit("a", text="min", token="$csrf", minor=1),
            edit("a", text="", undo=71005, token="$csrf"),
            edit("a", tags="x", token="$csrf"),
            edit("a", text="{}", contentmodel="json", token="$csrf"),
            post("a", action="stashedit", title="A", text="st", token="$csrf", contentmodel="wikitext", baserevid=0),
            get("a", action="query", meta="tokens", type="*"),
            *login("a", "Alice", ALICE),
            of("a"),
            edit(
                "b", text="from b", formatversion=1, returnto="Foo bar", returntoquery="a=b&c=d", returntoanchor="#frag"
            ),
            token("b"),
            post("b", action="logout", token="$csrf"),
            of("b"),
            edit("b", text="again"),
            token("c", "login"),
            edit("c", "C", "with a session"),
            of("c"),
            edit("d", text="again"),
            *login("alice", "Alice", ALICE),
            token("alice"),
            edit("alice", text="", undo=71006, token="$csrf"),
        ],
    ),
    "temp_accounts_with_origin": Story(
        config=TEMPORARY,
        steps=PAGES,
        requests=[
            edit("a", text="with an origin", origin="*", formatversion=2),
            edit("a", text="and again", origin="*", formatversion=2),
            edit("a", text="and again", origin="*", errorformat="plaintext"),
            of("a"),
        ],
    ),
    "temp_accounts_refused": Story(
        config={**TEMPORARY, "spam_regex": ["/viagra/"], "max_article_size": 1},
        steps=[*PAGES, {"protect": {"title": "K", "edit": "autoconfirmed"}}],
        requests=[
            edit("a", createonly=1),
            edit("b", "Zz", nocreate=1),
            edit("c", md5="0" * 32),
            edit("d", "K"),
            edit("e", tags="nosuch"),
            edit("f", section="7"),
            edit("g", "J", baserevid=71002),
            edit("g", "J"),
            edit("h", "J", section="new", baserevid=71002),
            edit("i", text="viagra"),
            of("i"),
            edit("j", text="x" * 2000),
            edit("k", "New", "{}", contentmodel="json"),
            edit("l", baserevid=5, starttimestamp="2019-01-01T00:00:00Z"),
            edit("m", "File:X.png", "#REDIRECT [[File:Y.png]]"),
            edit("n", section="new", text=""),
            token("o", "login"),
            edit("o", "J", baserevid=71002),
            edit("p", text="between"),
            edit("o", text="after"),
            of("o"),
        ],
    ),
    "temp_accounts_not_created": no_account(group_permissions={"*": {"createaccount": False}}, spam_regex=["/viagra/"]),
    "temp_accounts_not_editing": no_account(revoke_permissions={"temp": {"edit": True}}),
    "temp_accounts_editing": no_account(group_permissions={"*": {"edit": False}, "temp": {"edit": True}}),
    "temp_accounts_not_creating_pages": Story(
        config={**TEMPORARY, "group_permissions": {"*": {"createpage": False}}},
        steps=PAGES,
        requests=[edit("a", "New"), edit("a"), token("a"), edit("a", "New", token="$csrf")],
    ),
    "temp_accounts_confirmed": Story(
        config={**TEMPORARY, "email_confirm_to_edit": True}, steps=PAGES, requests=[edit("a"), of("a")]
    ),
    "temp_accounts_blocked": Story(
        config=TEMPORARY,
        steps=[
            *PAGES,
            {"user": {"name": "~2025-7"}},
            {"page": {"title": "S", "text": "signed", "user": "~2025-7"}},
            {"block": {"target": "~2025-7", "reason": "why"}},
        ],
        requests=[
            *login("old", "~2025-7", "~2025-7Passw0rd!x"),
            of("old", "blockinfo", "groups", "rights"),
            token("old"),
            edit("old", token="$csrf"),
            edit("old", "S", token="$csrf"),
        ],
    ),
    "temp_accounts_address_blocked_partially": Story(
        config=TEMPORARY,
        steps=[*PAGES, {"block": {"target": "127.0.0.1", "reason": "r", "pages": ["J"]}}],
        requests=[
            edit("a", errorformat="raw", formatversion=2),
            edit("a", formatversion=2),
            edit("a", "J", formatversion=2),
            of("a", "blockinfo"),
        ],
    ),
    "temp_accounts_blocked_softly": Story(
        config=TEMPORARY,
        steps=[
            *PAGES,
            {"user": {"name": "~2025-7"}},
            {"block": {"target": "127.0.0.1", "reason": "r", "anononly": True}},
        ],
        requests=[
            edit("a", formatversion=2),
            *login("old", "~2025-7", "~2025-7Passw0rd!x"),
            of("old", "blockinfo"),
            token("old"),
            edit("old", token="$csrf", formatversion=2),
            *login("alice", "Alice", ALICE),
            token("alice"),
            edit("alice", token="$csrf"),
        ],
    ),
    **{
        f"temp_accounts_limited_{kind}": Story(
            config={**TEMPORARY, "rate_limits": {"edit": {kind: [2, 3600]}, "stashedit": {kind: [1, 3600]}}},
            steps=PAGES,
            requests=[
                edit("a", text="0"),
                token("a"),
                *(edit("a", text=str(number), token="$csrf") for number in (1, 2, 3)),
                of("a", "ratelimits", "theoreticalratelimits"),
                of("b", "ratelimits", "theoreticalratelimits"),
                edit("b", text="b"),
            ],
        )
        for kind in ("anon", "user", "newbie", "ip", "ip-all", "user-global")
    },
    "cross_origin": Story(
        config={"cors_domains": ["wiki.example", "*.example.org", "ex?mple.com"]},
        steps=PAGES,
        requests=[
            *(get(action="query", meta="userinfo", origin=origin, **{"Origin:": origin}) for origin in ORIGINS),
            get(action="query", meta="userinfo", origin=SITE),
            get(action="query", meta="userinfo", origin=SITE, **{"Origin:": "https://b.example"}),
            *(
                get(action="query", meta="userinfo", origin=origin, **{"Origin:": f"https://b.example {SITE}"}, **asked)
                for origin in (SITE, "https://b.example", "https://other.example", f"https://b.example {SITE}", "*")
                for asked in ({}, {"uselang": "fr", "format": "xml"})
            ),
            ("nobody", "OPTIONS", {"action": "query", "origin": SITE, "Origin:": f"{SITE} null", "uselang": "vi"}),
            get(action="query", meta="userinfo", origin="", **FROM_SITE),
            get(action="query", meta="userinfo", **FROM_SITE),
            get(action="query", meta="userinfo", crossorigin="", **FROM_SITE),
            *(
                get(action="query", origin=origin, **asked, **FROM_SITE)
                for origin in (SITE, "*")
                for asked in (
                    {"callback": "f"},
                    {"assert": "user"},
                    {"format": "xml", "meta": "siteinfo", "siprop": "dbrepllag", "smaxage": 500, "maxage": 300},
                    {"smaxage": 500},
                )
            ),
            post(action="query", meta="userinfo", origin=SITE, **FROM_SITE),
            *(
                ("nobody", "OPTIONS", {"action": "query", "meta": "userinfo", **asked})
                for origin in (SITE, "*", "https://other.example")
                for asked in (
                    {"origin": origin},
                    {"origin": origin, "Origin:": origin},
                    {"origin": origin, "Origin:": origin, ASKED_METHOD: "POST"},
                    *(
                        {"origin": origin, "Origin:": origin, ASKED_METHOD: "PUT", ASKED_HEADERS: names}
                        for names in (
                            "",
                            "api-user-agent, Authorization",
                            "DNT",
                            "accept,",
                            "X-Foo",
                            "Content-Type, Te",
                        )
                    ),
                )
            ),
            ("nobody", "OPTIONS", {"action": "query", ASKED_METHOD: "POST", **FROM_SITE}),
            *login("alice", "Alice", ALICE),
            get("alice", action="query", meta="userinfo|tokens", origin=SITE, **FROM_SITE),
            post("alice", action="edit", title="A", text="from another site", token="$csrf", origin=SITE, **FROM_SITE),
            post("alice", action="edit", title="A", text="x", token="$csrf", origin="*", **FROM_SITE),
            post("alice", action="edit", title="A", text="x", token="$csrf", origin=SITE),
            get("alice", action="query", meta="userinfo", origin=SITE, smaxage=5, **FROM_SITE),
            post("new", action="login", lgname="Alice", lgpassword=ALICE, lgtoken="x", origin=SITE, **FROM_SITE),
        ],
    ),
    "cross_origin_nowhere": Story(
        requests=[
            get(action="query", meta="userinfo", origin=SITE, **FROM_SITE),
            ("nobody", "OPTIONS", {"origin": SITE, ASKED_METHOD: "POST", **FROM_SITE}),
        ],
    ),
    "caching": Story(
        steps=[
            *PAGES,
            {"botpassword": {"user": "Alice", "app": "app", "password": BOT_PASSWORD, "grants": ["basic", "editpage"]}},
            {"botpassword": {"user": "Alice", "app": "none", "password": BOT_PASSWORD, "grants": []}},
        ],
        requests=[
            *login("bot", "Alice@app", BOT_PASSWORD),
            *login("none", "Alice@none", BOT_PASSWORD),
            *login("alice", "Alice", ALICE),
            *(
                get(who, action="query", **ages, **asked, **trust)
                for who in ("nobody", "bot", "none", "alice")
                for trust in ({}, {"origin": "*"}, {"callback": "f"})
                for asked in (
                    {},
                    {"titles": "A", "prop": "info"},
                    {"meta": "siteinfo", "siprop": "dbrepllag"},
                    {"meta": "userinfo", "uiprop": "rights|groups"},
                    {"meta": "tokens"},
                )
                for ages in ({"maxage": 500, "smaxage": 900},)
            ),
            *(
                get("nobody", action="query", titles="A", **ages)
                for ages in ({"maxage": 5000}, {"smaxage": 5000}, {"maxage": 0}, {"smaxage": "max"}, {"maxage": -1})
            ),
            get("nobody", action="query", titles="A", maxage=5, smaxage=5, **{"assert": "user"}),
            get("nobody", action="query", prop="nope", maxage=5, smaxage=5),
            get("nobody", action="query", prop="revisions", titles="A|K", rvlimit=3, maxage=5, smaxage=5),
            get("nobody", action="query", prop="revisions", titles="A", rvlimit="x", maxage=5, smaxage=5),
            get("nobody", action="paraminfo", maxage=5, smaxage=5, helpformat="x"),
            get("nobody", action="nope", maxage=5, smaxage=5),
            get("nobody", action="edit", maxage=5, smaxage=5),
            get("nobody", action="paraminfo", modules="edit", maxage=5, smaxage=5, format="none"),
            post("nobody", action="edit", title="A", text="x", token="+\\", maxage=5, smaxage=5),
            post("bot", action="edit", title="A", text="y", token="+\\", origin="*"),
            post("none", action="edit", title="A", text="y", token="+\\", origin="*"),
        ],
    ),
    "legal_title_chars": Story(
        config={"legal_title_chars": " A-Za-z0-9\\\\\\/:_\\x80-\\xFF"},
        steps=[{"page": {"title": "Foo bar", "text": "x"}}],
        requests=[
            *(
                edit("a", title)
                for title in (
                    "Foo-bar",
                    "Foo bar",
                    "\u00c9t\u00e9",
                    "Foo(x)",
                    "Foo/x:y",
                    "a,b",
                    "a\\b",
                    "a%41",
                    "a&amp;b",
                )
            ),
            query(titles="Foo-bar|Foo bar|\u00c9|a,b|Talk:x!|a&amp;b|Foo(|", formatversion=2),
            query(meta="siteinfo"),
        ],
    ),
    "legal_title_chars_few": Story(
        config={"legal_title_chars": "a-zA-Z :"},
        requests=[
            *(edit("a", title) for title in ("Foo bar", "\u00c9t\u00e9", "Foo1", "User:Foo bar", "Foo_bar")),
            query(titles="Foo1|\u00c9|Main Page|User:X/y", formatversion=2),
        ],
    ),
    "block_disables_login": Story(
        config={"block_disables_login": True},
        steps=[
            *PAGES,
            {"botpassword": {"user": "Alice", "app": "app", "password": BOT_PASSWORD}},
            {"block": {"target": "Alice", "reason": "r"}},
            {"user": {"name": "Carl"}},
            {"block": {"target": "Carl", "reason": "r", "pages": ["A"]}},
            {"user": {"name": "Dora", "groups": ["sysop"]}},
            {"block": {"target": "Dora", "reason": "r"}},
        ],
        requests=[
            *login("alice", "Alice", ALICE),
            *login("alice", "Alice", ALICE, errorformat="raw"),
            *login("alice", "Alice", "wrong"),
            token("client", "login"),
            post("client", **{**CLIENT_LOGIN, "username": "Alice", "password": ALICE}),
            of("alice", "rights", "blockinfo"),
            *login("bot", "Alice@app", BOT_PASSWORD),
            of("bot", "rights", "groups"),
            token("bot"),
            edit("bot", token="$csrf", formatversion=2),
            *login("dora", "Dora", "DoraPassw0rd!x"),
            *login("carl", "Carl", "CarlPassw0rd!x"),
            of("carl", "rights", "groups"),
            token("carl"),
            edit("carl", token="$csrf"),
            edit("carl", "B", token="$csrf"),
            post("carl", action="stashedit", title="B", text="x", token="$csrf", contentmodel="wikitext", baserevid=0),
            *login("bob", "Bob", BOB),
            token("bob"),
            edit("bob", token="$csrf"),
        ],
    ),
    "block_disables_login_of_addresses": Story(
        config={"block_disables_login": True},
        steps=[*PAGES, {"block": {"target": "127.0.0.1", "reason": "r"}}],
        requests=[
            *login("alice", "Alice", ALICE),
            of("alice", "rights", "groups", "blockinfo"),
            token("alice"),
            edit("alice", token="$csrf"),
            edit("nobody"),
            *login("admin", "Admin", ADMIN),
            of("admin", "groups", "blockinfo"),
        ],
    ),
    "block_disables_login_softly": Story(
        config={"block_disables_login": True},
        steps=[*PAGES, {"block": {"target": "127.0.0.1", "reason": "r", "anononly": True}}],
        requests=[*login("alice", "Alice", ALICE), of("alice", "rights", "blockinfo"), edit("nobody")],
    ),
    **{
        f"user_scripts_{name}": Story(
            config={"user_script_check": allowed},
            requests=[
                *login("alice", "Alice", ALICE),
                token("alice"),
                *(
                    edit("alice", title, token="$csrf")
                    for title in ("User:Alice/x.js", "User:Alice/x.css", "User:Bob/x.js", "MediaWiki:X.js")
                ),
                query(meta="siteinfo"),
            ],
        )
        for name, allowed in (("allowed", True), ("not_allowed", False))
    },
    "debug_api": Story(
        config={"debug_api": True},
        steps=PAGES,
        requests=[
            query(),
            *(query(errorformat=form, formatversion=2) for form in ("plaintext", "raw", "html", "wikitext", "none")),
            query(assert_="user"),
            query(prop="nope", foo=1),
            get(action="nope"),
            get(action="edit", title="A", text="x", token="+\\"),
            ("nobody", "POST", {"format": "json", "action": "edit", "title": "A", "text": "debug", "token": "+\\"}),
            get(action="login", lgname="Alice", lgpassword="x", lgtoken="+\\"),
            query(uselang="fr", errorformat="plaintext"),
            post(action="edit"),
            edit("nobody", token="x", foo=1),
            edit("nobody", text="decomposed e\u0301", foo=1),
            edit("nobody", foo=1, errorformat="plaintext", assert_="user"),
            get(action="logout", token="+\\"),
            query(format="none"),
            query(format="xml", titles="A"),
            query(callback="f"),
        ],
    ),
    "force_https": Story(
        config={"force_https": True},
        steps=[*PAGES, {"botpassword": {"user": "Alice", "app": "app", "password": BOT_PASSWORD}}],
        requests=[
            query(titles="A"),
            query(titles="A", **{"X-Forwarded-Proto:": "https"}),
            *(query(titles="A", errorformat=form, formatversion=2) for form in ("plaintext", "raw", "html", "none")),
            query(meta="siteinfo"),
            query(assert_="user"),
            query(foo=1, prop="x"),
            post(action="edit"),
            edit("nobody", token="x"),
            post(action="stashedit", title="A"),
            query(titles="A", prop="revisions", rvlimit="x"),
            query(maxlag=-2),
            get(action="logout"),
            *login("alice", "Alice", ALICE),
            token("alice"),
            edit("alice", token="$csrf"),
            edit("alice", text="secure", token="$csrf", **{"X-Forwarded-Proto:": "https"}),
            post("alice", action="logout", token="$csrf"),
            token("fresh", "login"),
            *login("bot", "Alice@app", BOT_PASSWORD),
            of("bot"),
            edit("nobody", text="by nobody"),
            get(action="nope"),
            query(format="xml", smaxage=5, titles="A"),
        ],
    ),
    "broken_models": Story(
        config={"broken_model": True},
        steps=[
            *PAGES,
        ],
        requests=[
            *login("alice", "Alice", ALICE),
            token("alice"),
            *(
                edit("alice", title, token="$csrf", **asked)
                for title in ("A", "New")
                for asked in (
                    {},
                    {"contentmodel": "invalid"},
                    {"contentmodel": "broken"},
                    {"contentmodel": "invalid", "contentformat": "text/x-wiki"},
                    {"contentmodel": "broken", "contentformat": "text/plain"},
                    {"contentmodel": "invalid", "section": "new"},
                    {"contentmodel": "wikitext"},
                )
            ),
            edit("alice", "K", token="$csrf", errorformat="raw", formatversion=2),
            post("alice", action="edit", title="K", appendtext="more", token="$csrf"),
            *(
                post(
                    "alice",
                    action="stashedit",
                    title=title,
                    text="x",
                    token="$csrf",
                    contentmodel=model,
                    baserevid=0,
                    contentformat="text/plain",
                )
                for title in ("A", "New")
                for model in ("invalid", "broken", "wikitext")
            ),
            get(
                "alice",
                action="query",
                titles="K|A|New",
                prop="info|revisions",
                rvprop="content|contentmodel",
                rvslots="main",
            ),
            edit("alice", token="$csrf", contentmodel="nope"),
            get("alice", action="paraminfo", modules="edit"),
        ],
    ),
    **{
        f"lag_{name}": Story(
            config={"lag": lag, "show_hostnames": shown},
            steps=PAGES,
            requests=[
                *(query(maxlag=bearable, formatversion=2) for bearable in (0, 3, 7, 8, 60, -1)),
                query(maxlag=1),
                query(maxlag=1, errorformat="plaintext"),
                query(maxlag=1, errorformat="raw", servedby=1),
                query(maxlag=1, format="xml"),
                query(maxlag=1, uselang="fr", errorformat="plaintext"),
                edit("a", maxlag=1),
                edit("a", text="in time", maxlag=90),
                query(meta="siteinfo", siprop="dbrepllag", maxlag=90),
            ],
        )
        for name, lag, shown in (
            ("of_databases", {"host": "db1", "lag": 7.5, "type": "db"}, False),
            ("of_databases_named", {"host": "db1", "lag": 7.5, "type": "db"}, True),
            ("of_jobs", {"host": "jobs1", "lag": 30, "type": "jobqueue", "jobs": 3000}, False),
            ("of_jobs_named", {"host": "jobs1", "lag": 30, "type": "jobqueue", "jobs": 3000}, True),
        )
    },
    "read_only_logins": Story(
        config={"read_only": "closed for [[repairs]]"},
        requests=[
            *login("alice", "Alice", ALICE),
            of("alice"),
            token("client", "login"),
            post("client", **{**CLIENT_LOGIN, "username": "Alice", "password": ALICE}),
            edit("nobody"),
            edit("nobody", errorformat="raw", formatversion=2),
            stash("nobody", "A", contentmodel="wikitext", contentformat="text/x-wiki", token="+\\"),
            post("nobody", action="logout", token="+\\"),
            edit("nobody", token="bad"),
        ],
    ),
}
