"""Stories of what a wiki tells of itself: its words, its files, how one logs in, what clients ask when they begin."""

from __future__ import annotations

from typing import Any

from stories import ADMIN, ALICE, BOT_PASSWORD, Asked, Story, get, login, post, query

WORDS: list[dict[str, Any]] = [
    {"page": {"title": "MediaWiki:Aboutsite", "text": "own about"}},
    {"page": {"title": "MediaWiki:Aboutsite/fr", "text": "à nous"}},
    {"page": {"title": "MediaWiki:1movedto2", "text": "own move of $1"}},
    {"page": {"title": "MediaWiki:Nope", "text": "{{SITENAME}} has {{PLURAL:$1|one|many}}"}},
    {"page": {"title": "MediaWiki:Common.css", "text": "b {}"}},
]
MESSAGES = "aboutsite|Aboutsite|about site|1movedto2|nope|and|and|common.css|and/fr|zz||<>|retrievedfrom|nrevisions"


def messages(who: str = "nobody", **params: Any) -> Asked:
    """Ask for messages."""
    return get(who, action="query", meta="allmessages", formatversion=2, **params)


def meta(who: str = "nobody", **params: Any) -> Asked:
    """Ask what the wiki tells of itself."""
    return get(who, action="query", formatversion=2, **params)


KINDS = ("login", "login-continue", "create", "create-continue", "link", "link-continue", "change", "remove", "unlink")


def _authentication(who: str) -> list[Asked]:
    return [
        meta(who, meta="authmanagerinfo", amirequestsfor=kind, amimessageformat=style, **merged)
        for kind in KINDS
        for style in ("wikitext", "html", "raw", "none")
        for merged in ({}, {"amimergerequestfields": 1})
    ] + [
        meta(who, meta="authmanagerinfo"),
        meta(who, meta="authmanagerinfo", amisecuritysensitiveoperation="ChangeEmail"),
        meta(who, meta="authmanagerinfo", amirequestsfor="login", amisecuritysensitiveoperation=""),
        meta(who, meta="authmanagerinfo", amirequestsfor="x"),
        meta(who, meta="authmanagerinfo", amirequestsfor="login", amimessageformat="x"),
        *(meta(who, meta="authmanagerinfo", amirequestsfor="create", uselang=code) for code in ("fr", "vi", "qqx")),
        get(who, action="query", meta="authmanagerinfo", amirequestsfor="create", format="xml"),
        get(who, action="query", meta="authmanagerinfo", amirequestsfor="create", amimergerequestfields=1),
    ]


#: What clients ask before anything else.
BEGINNINGS: list[Asked] = [
    # mwclient
    get(
        **{"continue": ""},
        action="query",
        meta="siteinfo|userinfo|userinfo",
        siprop="general|namespaces",
        uiprop="groups|rights|blockinfo|hasmsg",
    ),
    get("Alice", action="query", meta="userinfo|userinfo", uiprop="groups|rights|blockinfo|hasmsg", **{"continue": ""}),
    # mwn
    meta(
        "Alice",
        meta="siteinfo|tokens|userinfo",
        siprop="general|namespaces|namespacealiases",
        uiprop="rights",
        type="csrf|createaccount|login|patrol|rollback|userrights|watch",
        **{"assert": "user"},
    ),
    meta("Alice", meta="allmessages", ammessages="and|word-separator", amlang="fr"),
    meta("Alice", meta="allmessages", ammessages="colon-separator", amlang="fr"),
    # nodemw
    get(action="query", meta="siteinfo", siprop="general"),
    get("Alice", action="query", meta="userinfo", uiprop="groups|rights|ratelimits|editcount|realname|email"),
    # pywikibot
    post(
        "Alice",
        action="query",
        meta="userinfo",
        uiprop="blockinfo|groups|hasmsg|ratelimits|rights",
        formatversion=2,
        maxlag=5,
    ),
    post("Alice", action="query", meta="siteinfo|userinfo", siprop="extensions", uiprop="blockinfo|hasmsg", maxlag=5),
    post("Alice", action="paraminfo", modules="main|paraminfo|query", maxlag=5),
    post("Alice", action="paraminfo", modules="query+templates|query+info|query+revisions|query+tokens", maxlag=5),
    # wikiapi
    get(action="query", meta="tokens", type="login", maxlag=5, utf8=1),
    get(action="paraminfo", modules="query+siteinfo", maxlag=5, utf8=1),
    get(action="paraminfo", modules="query+userinfo", maxlag=5, utf8=1),
    post("Alice", action="query", meta="userinfo", uiprop="rights|blockinfo|centralids", maxlag=5, utf8=1),
    get(action="help", maxlag=5, utf8=1, **{"assert": "user"}),
    get(maxlag=5, utf8=1, **{"assert": "user"}),
]

STORIES: dict[str, Story] = {
    "messages": Story(
        steps=WORDS,
        requests=[
            *(messages(ammessages=MESSAGES, amlang=code) for code in ("en", "fr", "vi", "qqx", "zzz", "EN")),
            messages(ammessages=MESSAGES),
            messages(ammessages=MESSAGES, uselang="fr"),
            *(messages(ammessages=MESSAGES, amprop="default", amlang=code) for code in ("en", "fr", "qqx")),
            *(messages(ammessages=MESSAGES, amnocontent=1, amprop="default", amlang=code) for code in ("en", "fr")),
            *(messages(ammessages=MESSAGES, amcustomised=kind) for kind in ("all", "modified", "unmodified", "x")),
            *(messages(ammessages=MESSAGES, amcustomised=kind, amlang="fr") for kind in ("modified", "unmodified")),
            *(messages(ammessages=MESSAGES, amfilter=part) for part in ("out", "A", "", "zzz")),
            *(messages(ammessages=MESSAGES, amprefix=part) for part in ("a", "An", "")),
            *(messages(ammessages=MESSAGES, amfrom=name) for name in ("and", "b", "")),
            *(messages(ammessages=MESSAGES, amto=name) for name in ("b", "nope", "")),
            messages(ammessages="*", amprefix="aboutsi"),
            messages(ammessages="*", amprefix="nop", amincludelocal=1),
            messages(ammessages="*", amfilter="ommon", amincludelocal=1, amlang="fr"),
            messages(ammessages="*", amfrom="yourname", amto="yourtext"),
            *(messages(ammessages=MESSAGES, amargs=args) for args in ("1", "A|B|C", "$2|x", "")),
            *(messages(ammessages="nope|aboutpage|nrevisions", amargs=n, amenableparser=1) for n in ("1", "2", "x")),
            messages(ammessages="aboutpage|mainpage|categories", amenableparser=1, amtitle="Foo", amlang="vi"),
            messages(ammessages="and", amlang="x<"),
            messages(ammessages="and", amprop="x"),
            messages(ammessages=""),
            get(action="query", meta="allmessages", ammessages=MESSAGES, amprop="default", amcustomised="modified"),
            get(action="query", meta="allmessages", ammessages=MESSAGES, amprop="default", format="xml"),
        ],
    ),
    "messages_of_a_french_wiki": Story(
        config={"language": "fr"},
        steps=WORDS,
        requests=[
            *(messages(ammessages="aboutsite|1movedto2|nope|and|common.css", amlang=code) for code in ("en", "fr")),
            messages(ammessages="aboutsite|1movedto2|nope|and", amcustomised="modified"),
        ],
    ),
    "authentication_of_nobody": Story(requests=_authentication("nobody")),
    "authentication_of_a_user": Story(requests=[*login("Alice", "Alice", ALICE), *_authentication("Alice")]),
    "authentication_of_a_bot_password": Story(
        steps=[{"botpassword": {"user": "Alice", "app": "app", "password": BOT_PASSWORD}}],
        requests=[
            *login("Alice", "Alice@app", BOT_PASSWORD),
            *(meta("Alice", meta="authmanagerinfo", amirequestsfor=kind) for kind in ("create", "change")),
            meta("Alice", meta="authmanagerinfo", amisecuritysensitiveoperation="x"),
        ],
    ),
    "files": Story(
        config={"site_name": "A <Wiki>", "capital_links": False},
        requests=[
            meta(meta="filerepoinfo"),
            meta(meta="filerepoinfo", friprop="name|canUpload|initialCapital"),
            meta(meta="filerepoinfo", friprop=""),
            meta(meta="filerepoinfo", friprop="x|name"),
            get(action="query", meta="filerepoinfo"),
            get(action="query", meta="filerepoinfo", format="xml"),
        ],
    ),
    "siteinfo_parameters": Story(
        config={"group_permissions": {"newgroup": {"edit": True}}},
        steps=[{"user": {"name": "Carl", "groups": ["sysop"]}}],
        requests=[
            meta(meta="siteinfo", siprop="usergroups", sinumberingroup=1),
            get(action="query", meta="siteinfo", siprop="usergroups", sinumberingroup=1, format="xml"),
            *(meta(meta="siteinfo", siprop="interwikimap", sifilteriw=kind) for kind in ("local", "!local", "x")),
            meta(meta="siteinfo", siprop="dbrepllag", sishowalldb=1),
            meta(meta="siteinfo", siprop="dbrepllag"),
            meta(meta="siteinfo", siprop="languages|interwikimap", siinlanguagecode="fr"),
            meta(meta="siteinfo", siprop="rightsinfo|protocols|x", siinlanguagecode="x<"),
        ],
    ),
    "siteinfo_with_hosts": Story(
        config={"show_hostnames": True},
        requests=[meta(meta="siteinfo", siprop="dbrepllag", sishowalldb=1), meta(meta="siteinfo", siprop="dbrepllag")],
    ),
    **{
        f"wiki_in_{language}": Story(
            config={"language": language},
            requests=[
                meta(meta="siteinfo", siprop="defaultoptions|extensions|skins|restrictions|rightsinfo|variables"),
                get(action="query", meta="siteinfo", siprop="extensions|skins", format="xml"),
                get(action="query", meta="siteinfo", siprop=aliases),
                query(titles=f"Special:Version|special:contribs/A|Special:Nope|{contributions}/A|{contributions}"),
                query(prop="info", titles=f"Special:Version|{contributions}", formatversion=2),
            ],
        )
        for language, aliases, contributions in (
            ("fr", "magicwords", "Spécial:Contributions"),
            ("vi", "specialpagealiases", "Đặc biệt:Đóng góp"),
        )
    },
    "how_clients_begin": Story(requests=[*login("Alice", "Alice", ALICE), *BEGINNINGS]),
    "how_sysops_begin": Story(
        requests=[
            *login("Alice", "Admin", ADMIN),
            *(asked for asked in BEGINNINGS if asked[0] == "Alice"),
        ]
    ),
}
