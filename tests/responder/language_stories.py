"""Stories of languages: the same mistakes, told to people who read something else than English."""

from __future__ import annotations

from typing import Any

from stories import ADMIN, ALICE, BOB, BOT_PASSWORD, Asked, Story, get, login, post, query, token

CONFIG: dict[str, Any] = {
    "max_article_size": 1,
    "spam_regex": "/viagra/",
    "watchlist_expiry": True,
    "rate_limits": {"stashedit": {"user": [1, 3600]}},
    "namespace_protection": {"4": ["protect"]},
}

PAST: list[dict[str, Any]] = [
    {"page": {"title": "Foo", "text": "a\n== b ==\nc", "user": "Alice"}},
    {"page": {"title": "Foo", "text": "b\n== b ==\nc", "user": "Bob"}},
    {"page": {"title": "P", "text": "x", "user": "Alice"}},
    {"protect": {"title": "P", "edit": "sysop", "reason": "why", "expiry": "20300501000000"}},
    {"page": {"title": "Casc", "text": "{{:Casc2}} {{:Casc3}}", "user": "Alice"}},
    {"protect": {"title": "Casc", "edit": "sysop", "cascade": True}},
    {"page": {"title": "J", "text": "{}", "contentmodel": "json", "user": "Bob"}},
    {"block": {"target": "Bob", "reason": "r [[x]]", "expiry": "20300501123400"}},
    {"user": {"name": "Carl"}},
    {"block": {"target": "Carl"}},
    {"user": {"name": "Dora"}},
    {"block": {"target": "Dora", "reason": "so", "pages": ["Foo"]}},
]

#: What is wrong, by who sends it.
MISTAKES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("alice", {"title": "P", "text": "x"}),
    ("alice", {"title": "Casc2", "text": "x"}),
    ("alice", {"title": "Project:X", "text": "x"}),
    ("alice", {"title": "MediaWiki:Common.css", "text": "x"}),
    ("alice", {"title": "User:Bob/x.js", "text": "x"}),
    ("alice", {"title": "Special:Version", "text": "x"}),
    ("alice", {"title": "[[", "text": "x"}),
    ("alice", {"title": "", "text": "x"}),
    ("alice", {"pageid": 77777, "text": "x"}),
    ("alice", {"pageid": "x", "text": "x"}),
    ("alice", {"pageid": 1, "title": "Foo", "text": "x"}),
    ("alice", {"text": "x"}),
    ("alice", {"title": "Foo"}),
    ("alice", {"title": "Foo", "text": "x", "section": "foo"}),
    ("alice", {"title": "Foo", "text": "x", "section": "99"}),
    ("alice", {"title": "J", "text": "x", "section": "1"}),
    ("alice", {"title": "Foo", "text": "", "section": "new"}),
    ("alice", {"title": "J", "appendtext": "x"}),
    ("alice", {"title": "J", "text": "x"}),
    ("alice", {"title": "Foo", "text": "y" * 1025}),
    ("alice", {"title": "Foo", "text": "viagra"}),
    ("alice", {"title": "Foo", "text": "x", "baserevid": 71001}),
    ("alice", {"title": "Foo", "text": "x", "baserevid": 99999}),
    ("alice", {"title": "Foo", "text": "x", "basetimestamp": "x"}),
    ("alice", {"title": "Foo", "text": "x", "md5": "x"}),
    ("alice", {"title": "Foo", "text": "x", "tags": "q"}),
    ("alice", {"title": "Foo", "text": "x", "tags": "q|r"}),
    ("alice", {"title": "Foo", "text": "x", "createonly": 1}),
    ("alice", {"title": "Nope", "text": "x", "nocreate": 1}),
    ("alice", {"title": "Foo", "text": "x", "redirect": 1}),
    ("alice", {"title": "Foo", "text": "x", "undo": 99999}),
    ("alice", {"title": "Foo", "undo": 71003}),
    ("alice", {"title": "Foo", "undo": 71001}),
    ("alice", {"title": "Foo", "undo": -1}),
    ("alice", {"title": "Foo", "text": "x", "contentmodel": "x"}),
    ("alice", {"title": "Foo", "text": "x", "contentformat": "text/css"}),
    ("alice", {"title": "Foo", "text": "x", "contentmodel": "css", "section": "1"}),
    ("alice", {"title": "Foo", "text": "x", "watchlist": "x"}),
    ("alice", {"title": "Foo", "text": "x", "watchlist": "watch", "watchlistexpiry": "some day"}),
    ("alice", {"title": "Foo", "text": "x", "watchlist": "watch", "watchlistexpiry": "20200101000000"}),
    ("alice", {"title": "Foo", "text": "x", "assert": "bot"}),
    ("alice", {"title": "Foo", "text": "x", "assert": "anon"}),
    ("alice", {"title": "Foo", "text": "x", "assertuser": "Bob"}),
    ("alice", {"title": "Foo", "text": "x", "maxlag": -2}),
    ("alice", {"title": "Foo", "text": "x", "token": "x"}),
    ("alice", {"title": "Foo", "text": "x", "token": ""}),
    ("alice", {"title": "Foo", "text": "x", "section": "1|2", "rand": 1, "minor": "", "watch": 1, "createonly": 1}),
    ("bob", {"title": "Foo", "text": "x"}),
    ("carl", {"title": "Foo", "text": "x"}),
    ("dora", {"title": "Foo", "text": "x"}),
    ("nobody", {"title": "Foo", "text": "x", "token": "+\\", "assert": "user"}),
)

RETURN = {"loginreturnurl": "http://x/"}

#: The same of reading.
QUESTIONS: tuple[dict[str, Any], ...] = (
    {"titles": "A", "rand": 2, "rond": 3, "prop": "x|y"},
    {"titles": "A", "pageids": "1"},
    {"titles": "<>|A", "prop": "info"},
    {"titles": "|".join(f"A{number}" for number in range(51))},
    {"titles": "Foo|P", "prop": "revisions", "rvlimit": 1},
    {"titles": "Foo", "prop": "revisions", "rvprop": "content"},
    {"titles": "Foo", "prop": "revisions", "rvstart": "x"},
    {"titles": "Foo", "prop": "revisions", "rvuser": "<>"},
    {"meta": "userinfo", "uiprop": "x"},
    {"meta": "tokens", "type": ""},
    {"action": "nope"},
    {"titles": "x", "requestid": "r", "responselanginfo": 1, "variant": "x"},
    {"meta": "userinfo", "uiprop": "blockinfo"},
)

PEOPLE = {
    "alice": ("Alice", ALICE),
    "bob": ("Bob", BOB),
    "carl": ("Carl", "CarlPassw0rd!x"),
    "dora": ("Dora", "DoraPassw0rd!x"),
}


def logins(*names: str) -> list[Asked]:
    """Log people in, and get each a token."""
    return [asked for name in names for asked in (*login(name, *PEOPLE[name]), token(name))]


def told(**how: Any) -> list[Asked]:
    """Make all mistakes, to be told of them in some way."""
    edits = [
        post(who, **{"action": "edit", "token": "$csrf", "formatversion": 2, **mistake, **how})
        for who, mistake in MISTAKES
    ]
    return [*edits, *(get(**{"action": "query", "formatversion": 2, **question, **how}) for question in QUESTIONS)]


def speaking(code: str, *formats: str) -> Story:
    """Return a story of mistakes told in a language."""
    asked = [each for errorformat in formats for each in told(uselang=code, errorformat=errorformat)]
    return Story(CONFIG, PAST, [*logins(*PEOPLE), *asked])


def logging_in(code: str, *formats: str) -> Story:
    """Return a story of logins that fail, told in a language."""
    requests: list[Asked] = []
    for errorformat in formats:
        how = {"uselang": code, "errorformat": errorformat}
        who = f"{errorformat} of {code}"
        requests += [
            *login(who, "Alice", "wrong", **how),
            *login(who, "Alice", "", **how),
            *login(who, "<>", "x", **how),
            post(f"new {who}", action="login", lgname="Bob", lgpassword=BOB, lgtoken="x", **how),
            post(f"new {who}", action="login", lgname="Bob", lgpassword=BOB, lgtoken="y", **how),
            post(who, action="login", lgname="Bob", lgpassword=BOB, **how),
            post(who, action="login", lgname="Bob", lgpassword=BOB, lgtoken="x", callback="f", **how),
            post(who, action="clientlogin", username="Alice", password="no", logintoken="$login", **RETURN, **how),
            post(who, action="clientlogin", username="<>", password="no", logintoken="$login", **RETURN, **how),
            post(who, action="clientlogin", username="Bob", password=BOB, logintoken="$login", **how),
            post(who, action="logout", token="x", **how),
            post(who, action="logout", **how),
            *login(who, "Bob@app", BOT_PASSWORD, **how),
            *login(who, "Bob", "x", **how),
        ]
    return Story(
        # Wrong passwords are counted, and five are too many.
        {},
        [{"botpassword": {"user": "Bob", "app": "app", "password": BOT_PASSWORD}}],
        requests,
    )


def hindered(code: str) -> Story:
    """Return a story of a wiki that lets nobody do much, told in a language."""
    edit = {"action": "edit", "token": "$csrf", "title": "New", "formatversion": 2}
    stash = {
        "action": "stashedit",
        "token": "$csrf",
        "title": "New",
        "formatversion": 2,
        "baserevid": 0,
        "contentmodel": "wikitext",
        "contentformat": "text/x-wiki",
    }
    how = [{"uselang": code, "errorformat": errorformat} for errorformat in ("bc", "plaintext", "wikitext")]
    return Story(
        {
            "rate_limits": {"edit": {"user": [2, 3600]}, "stashedit": {"user": [1, 3600]}},
            "group_permissions": {"*": {"createpage": False, "edit": False}},
            "revoke_permissions": {"user": {"createtalk": True}},
            "lag": {"host": "db1", "lag": 7.5, "type": "db"},
        },
        [{"page": {"title": "Old", "text": "x"}}],
        [
            *logins("alice"),
            post("alice", **{**edit, "text": "one", **how[0]}),
            *(post("alice", **{**edit, "text": "two", **each}) for each in how),
            *(post("alice", **{**stash, "text": f"{number}", **each}) for number, each in enumerate(how)),
            *(post("alice", **{**stash, "stashedtexthash": "x", **each}) for each in how),
            *(post("alice", **{**stash, **each}) for each in how),
            *(post("alice", **{**edit, "title": "Talk:New", "text": "two", **each}) for each in how),
            *(post(**{**edit, "text": "two", "token": "+\\", **each}) for each in how),
            *(post(**{**edit, "text": "two", "token": "+\\", "maxlag": 1, **each}) for each in how),
        ],
    )


#: Names that languages have, or might.
CODES = (
    *("FR", "Fr", "fr|en", "<>", "x", "QQX", "user", "content", "uselang", "fr-CA", "a_b", "a b", "a:b", "a/b", "é"),
    *(
        "x" * 200,
        "x" * 128,
        "x" * 129,
        "",
        ".",
        "..",
        "qqq",
        "simple",
        "fr.",
        "fr'",
        "a#b",
        "a{b",
        "a%b",
        "a\\b",
        "known",
    ),
)

#: A wiki in another language, with all that its words are written into.
LOCAL_PAST: list[dict[str, Any]] = [
    *PAST,
    {"page": {"title": "Signed", "text": "~~~~", "user": "Alice"}},
    {"page": {"title": "Signed2", "text": "~~~ ~~~~~", "user": "1.2.3.4"}},
    {"protect": {"title": "Signed", "edit": "autoconfirmed", "move": "sysop", "reason": "why"}},
    {"protect": {"title": "Signed", "edit": ""}},
    {"protect": {"title": "Nope", "create": "sysop"}},
    {"move": {"from": "Signed", "to": "Moved", "reason": "so"}},
    {"move": {"from": "Signed2", "to": "Moved2", "noredirect": True}},
    {"page": {"title": "Talk:Foo", "text": "#REDIRECT [[Foo]]", "user": "Alice"}},
    {"page": {"title": "User:Alice", "text": "#REDIRECTION [[Foo]]", "user": "Alice"}},
    {"page": {"title": "User talk:Alice", "text": "#đổi [[Foo]]", "user": "Alice"}},
    {"page": {"title": "User:Alice/x.css", "text": "a{}", "user": "Alice"}},
    {"delete": {"title": "Moved2", "reason": "no"}},
]

TITLES = (
    "Talk:R|Project:x|Project talk:x|user:Bob|User talk:Alice|Utilisateur:X|Utilisatrice:X|Image:X|Fichier:y"
    "|Discussion:u|Thành viên:t|Modèle:x|Bản mẫu:x|Hình:y|Signed|Foo|MediaWiki:X|Discussion Utilisateur:Q|Template:x"
)


def local(code: str, redirect: str) -> Story:
    """Return a story of a wiki in another language."""
    edits: tuple[dict[str, Any], ...] = (
        {"title": "New", "text": "hello"},
        {"title": "New", "text": ""},
        {"title": "New", "text": "x" * 200, "summary": "s"},
        {"title": "New", "text": "y"},
        {"title": "New", "text": f"{redirect} [[Foo]]"},
        {"title": "New", "text": "#REDIRECT [[Talk:Foo]]"},
        {"title": "New", "text": "no"},
        {"title": "New", "section": "new", "sectiontitle": "T", "text": "~~~~", "basetimestamp": "x"},
        {"title": "New", "section": "new", "sectiontitle": "T", "text": "x"},
        {"title": "Empty", "text": ""},
        {"title": "Foo", "undo": 71002},
        {"title": "User talk:Dora", "text": "[[User:x|]] x"},
        {"title": "User:Alice", "appendtext": "x", "redirect": 1},
    )
    return Story(
        {**CONFIG, "language": code},
        LOCAL_PAST,
        [
            *logins(*PEOPLE),
            *told(),
            *told(errorformat="plaintext"),
            *told(errorformat="wikitext", uselang="en"),
            *told(errorformat="plaintext", uselang="qqx"),
            *(post("alice", action="edit", token="$csrf", **edit) for edit in edits),
            query(titles="New|Foo|Talk:Foo", prop="revisions", rvprop="comment|tags|content", formatversion=2),
            query(titles="New", prop="revisions", rvprop="comment|tags|ids", rvlimit="max", formatversion=2),
            *(
                query(
                    titles=TITLES,
                    prop="info",
                    inprop="url|displaytitle|talkid|associatedpage|protection",
                    formatversion=v,
                )
                for v in (1, 2)
            ),
            *(
                query(meta="siteinfo", siprop="general|namespaces|namespacealiases|defaultoptions", formatversion=v)
                for v in (1, 2)
            ),
            query(titles="User talk:Alice|Talk:Foo|User:Alice", redirects=1),
            get(action="paraminfo", modules="logout"),
            *(
                query(x=1, errorformat="plaintext", responselanginfo=1, **{name: each})
                for each in ("user", "content", "", "vi")
                for name in ("uselang", "errorlang")
            ),
        ],
    )


#: Messages that are shown as HTML in some version, and a few that are not.
HTML_MESSAGES = tuple(
    "Copyright,Copyright/fr,Copyright/x,Copyright/x.js,Googlesearch,History copyright,Youhavenewmessages,"
    "Youhavenewmessagesmanyusers,Copyrightwarning,Gadgets-definition".split(",")
)

#: Pages of messages that nobody wrote, with what is sent beside the text.
MESSAGES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("Aboutsite", {}),
    ("Aboutsite/en", {}),
    ("Aboutsite/fr", {}),
    ("Aboutsite/vi", {}),
    ("Aboutsite/qqx", {}),
    ("Aboutsite/xx", {}),
    ("Aboutsite/EN", {}),
    ("Nope", {}),
    ("Nope/fr", {}),
    ("Common.css", {}),
    ("Foo.js", {}),
    ("Sidebar", {"section": "1"}),
    ("Sidebar", {"section": "0"}),
    ("Blockedtext", {"section": "new", "sectiontitle": "S"}),
    ("Accesskey-diff", {"prependtext": "before "}),
    ("Pagetitle", {"prependtext": ""}),
    ("Edittools", {"nocreate": 1}),
    ("Sidebar/x/fr", {}),
    ("Word-separator", {}),
    ("Previousrevision", {"contentmodel": "text"}),
    ("Mainpage", {"md5": "x"}),
    ("Disclaimers", {"appendtext": ""}),
    ("And/fr", {"appendtext": ""}),
    ("Talk/nope", {}),
    ("Talk/", {}),
    ("Confirmable-confirm", {"undo": 1}),
)


def appending(language: str) -> Story:
    """Append to messages, and look at what was saved."""
    return Story(
        {"language": language} if language != "en" else {},
        [{"page": {"title": "MediaWiki:Talk", "text": "own"}}],
        [
            *login("admin", "Admin", ADMIN),
            token("admin"),
            *(
                post("admin", action="edit", token="$csrf", title=f"MediaWiki:{name}", **{"appendtext": "ZZ", **more})
                for name, more in MESSAGES
            ),
            query(generator="allpages", gapnamespace=8, gaplimit=50, prop="revisions", rvprop="content|comment|size"),
        ],
    )


STORIES = {
    "languages_logging_in_fr": logging_in("fr", "bc", "plaintext"),
    "languages_logging_in_vi": logging_in("vi", "wikitext"),
    "languages_logging_in_qqx": logging_in("qqx", "plaintext"),
    "languages_hindered_fr": hindered("fr"),
    "languages_hindered_vi": hindered("vi"),
    "languages_hindered_qqx": hindered("qqx"),
    "languages_fr": speaking("fr", "bc", "plaintext", "wikitext", "raw", "none"),
    "languages_vi": speaking("vi", "bc", "plaintext", "wikitext"),
    "languages_qqx": speaking("qqx", "bc", "plaintext", "wikitext", "html", "raw"),
    "languages_of_the_wiki_fr": local("fr", "#REDIRECTION"),
    "languages_of_the_wiki_vi": local("vi", "#đổi"),
    "languages_html": Story(
        CONFIG,
        PAST,
        [*logins("alice"), *(asked for code in ("en", "fr", "vi") for asked in told(uselang=code, errorformat="html"))],
    ),
    "languages_html_of_refusals": Story(
        CONFIG,
        [
            {"page": {"title": "X & 'y'", "text": "{{:Casc2}}"}},
            {"protect": {"title": "X & 'y'", "edit": "sysop", "cascade": True}},
            *PAST,
        ],
        [
            *logins(*PEOPLE),
            *(
                post(who, action="edit", token="$csrf", title=title, text="x", uselang=code, errorformat="html")
                for code in ("en", "fr", "vi", "qqx")
                for who, title in (
                    ("alice", "Casc2"),
                    ("bob", "Foo"),
                    ("carl", "Foo"),
                    ("dora", "Foo"),
                )
            ),
        ],
    ),
    "languages_html_of_rights": Story(
        {
            "group_permissions": {
                "*": {"edit": False, "createpage": False},
                "user": {"createpage": False},
                "sysop": {"edit": True, "createpage": True},
            }
        },
        [{"page": {"title": "Project:Users", "text": "x"}}, {"page": {"title": "Old", "text": "x"}}],
        [
            *logins("alice"),
            *(
                post(who, action="edit", token=token, title=title, text="x", uselang=code, errorformat="html")
                for code in ("en", "fr", "vi", "qqx")
                for who, token in (("alice", "$csrf"), ("nobody", "+\\"))
                for title in ("Old", "New")
            ),
        ],
    ),
    "languages_asked_for": Story(
        steps=[{"user": {"name": "Carl", "options": {"language": "fr"}}}],
        requests=[
            *logins("carl"),
            *(
                query(x=1, errorformat="plaintext", responselanginfo=1, **{name: code})
                for code in CODES
                for name in ("uselang", "errorlang")
            ),
            query(x=1, responselanginfo=1, uselang="fr"),
            query(x=1, responselanginfo=1, uselang="vi", errorlang="fr", errorformat="plaintext"),
            *(
                get("carl", action="query", x=1, responselanginfo=1, errorformat="plaintext", **more)
                for more in (
                    {},
                    {"uselang": "content"},
                    {"errorlang": "content"},
                    {"uselang": "vi"},
                    {"uselang": "user", "errorlang": "user"},
                )
            ),
            get("carl", action="query", meta="userinfo", uiprop="options"),
        ],
    ),
    "appending_to_messages": appending("en"),
    "appending_to_messages_in_french": appending("fr"),
    "messages_shown_as_html": Story(
        {"group_permissions": {"user": {"editinterface": True, "editsitejs": True}}},
        [{"page": {"title": "MediaWiki:Copyright/x", "text": "own"}}],
        [
            *login("alice", "Alice", ALICE),
            token("alice"),
            *login("admin", "Admin", ADMIN),
            token("admin"),
            *(
                post(who, action="edit", title=f"MediaWiki:{name}", text="x", **{"token": "$csrf", **more})
                for who, more in (("nobody", {"token": "+\\"}), ("alice", {"format": "xml"}), ("admin", {}))
                for name in HTML_MESSAGES
            ),
            *(
                post("alice", action="edit", token="$csrf", title="MediaWiki:Copyright/x", text="x", **more)
                for more in (
                    {"errorformat": "plaintext"},
                    {"errorformat": "raw"},
                    {"uselang": "fr", "errorformat": "html"},
                )
            ),
            get(
                "alice",
                action="query",
                prop="info",
                titles="|".join(f"MediaWiki:{name}" for name in HTML_MESSAGES),
                intestactions="edit|move|delete|protect",
                intestactionsdetail="full",
                formatversion=2,
            ),
            post(
                "alice",
                action="stashedit",
                token="$csrf",
                title="MediaWiki:Copyright",
                text="x",
                baserevid=0,
                contentmodel="wikitext",
                contentformat="text/x-wiki",
            ),
        ],
    ),
}
