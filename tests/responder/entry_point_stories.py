"""Stories of ``index.php``: the text of a page as it is (``action=raw``)."""

from __future__ import annotations

from itertools import product
from typing import Any

from playing import ENTRY_POINT
from stories import ADMIN, ALICE, BOB, BOT_PASSWORD, Asked, Story, get, login, post, token

_SECTIONS = "intro\n\n== A ==\na text\n=== B ===\nb\n== C ==\nc\n"

PAGES: list[dict[str, Any]] = [
    {"page": {"title": "Foo", "text": _SECTIONS, "user": "Alice"}},
    {"page": {"title": "Foo", "text": "new intro é\n\n== A ==\na text <b>&amp;</b>", "user": "Bob"}},
    {"page": {"title": "R", "text": "#REDIRECT [[Foo]]", "user": "Bob"}},
    {"page": {"title": "MediaWiki:Common.js", "text": "alert(1)", "user": "Admin"}},
    {"page": {"title": "MediaWiki:Sidebar", "text": "* nav", "user": "Admin"}},
    {"page": {"title": "User:Admin/x.css", "text": "a{}\n== A ==", "user": "Admin"}},
    {"page": {"title": "User:Admin/x.js", "text": "alert(2)", "user": "Admin"}},
    {"page": {"title": "User:Alice/x.json", "text": "{}", "user": "Admin"}},
    {"page": {"title": "User:Nobody/x.js", "text": "alert(3)", "user": "Admin"}},
    {"page": {"title": "J", "text": '{"a": 1}', "contentmodel": "json", "user": "Admin"}},
    {"page": {"title": "Script", "text": "alert(4)", "contentmodel": "javascript", "user": "Admin"}},
    {"page": {"title": "T", "text": "{{Foo}} {{PAGENAME}} <noinclude>x</noinclude>", "user": "Admin"}},
    {"page": {"title": "Empty", "text": "", "user": "Admin"}},
    {"page": {"title": "Gone", "text": "x", "user": "Admin"}},
    {"delete": {"title": "Gone"}},
    {"page": {"title": "Old name", "text": "y", "user": "Admin"}},
    {"move": {"from": "Old name", "to": "New name"}},
    {"page": {"title": "Hidden", "text": "secret", "user": "Bob"}},
    {"page": {"title": "Hidden", "text": "public", "user": "Bob"}},
    {"revdelete": {"title": "Hidden", "rev": 0, "hide": ["text"]}},
]


def index(who: str = "nobody", method: str = "GET", **params: Any) -> Asked:
    """Ask ``index.php``."""
    return who, method, {ENTRY_POINT: "index.php", **params}


def raw(title: str | None = "Foo", who: str = "nobody", **params: Any) -> Asked:
    """Ask for the text of a page."""
    asked = {"action": "raw", **({} if title is None else {"title": title}), **params}
    return index(who, **asked)


TITLES = (
    *(
        "Foo",
        "foo",
        "Foo_",
        " Foo ",
        "Foo#A",
        "R",
        "Missing",
        "missing page",
        "",
        "Main_Page",
        "Talk:Foo",
        "T",
        "Empty",
    ),
    *("Gone", "Old name", "New name", "J", "User:Admin/x.css", "user:admin/x.css", "MediaWiki:Common.js"),
    *("MediaWiki:Mainpage", "MediaWiki:Mainpage/fr", "MediaWiki:Nosuch", "mediawiki:sidebar", "Hidden"),
    *("File:Foo.png", "Media:Foo.png", "Category:Foo", "User:Nobody", "É", "Fo\u0301o", "Foo/bar"),
)
CONTENT_TYPES = (
    *("text/x-wiki", "text/css", "text/javascript", "application/json", "text/plain", "text/html", "", "bogus"),
    *("TEXT/CSS", "text/css; charset=utf-8", "application/javascript", "text/ css"),
)
#: Pages of which a browser might run something.
SCRIPTS = (
    *("Foo", "MediaWiki:Common.js", "MediaWiki:Sidebar", "MediaWiki:Nosuch", "User:Admin/x.css", "User:Admin/x.js"),
    *("User:Admin/nosuch.js", "User:Alice/x.json", "User:Nobody/x.js", "User:Admin", "Script", "Missing", "Talk:X.js"),
    *("User:Admin/x", "User talk:Admin/x.js", "J"),
)
SECTIONS = (
    "0",
    "1",
    "2",
    "3",
    "4",
    "9",
    "-1",
    "",
    "new",
    "abc",
    "T-1",
    "1.5",
    "01",
    "+1",
    " 1",
    "1x",
    "-2",
    "-0",
    "1 ",
    "1e0",
    "0.9",
    ".5",
    "\u0661",
)
AGES = ("0", "10", "-1", "abc", "", "1.5", "99999999999", " 7", "7x", "0x1F", "1e3")

#: Cookies of sessions that the wiki has forgotten, or never knew.
LOST = (
    "wiki_session=abcdefabcdefabcdefabcdefabcdefab",
    "wiki_session=x",
    "wiki_BPsession=abcdefabcdefabcdefabcdefabcdefab",
    "wikiUserID=3; wikiUserName=Alice; wikiToken=0123456789abcdef0123456789abcdef",
    "wikiUserName=Alice",
    "other=x",
)

ENTRY_POINT_STORIES: dict[str, Story] = {
    "raw_titles": Story(steps=PAGES, requests=[*map(raw, TITLES), raw(None), raw("Foo", **{"title[]": "x"})]),
    "raw_actions": Story(
        steps=PAGES,
        requests=[
            index(title="Foo", action="RAW"),
            index("nobody", "POST", title="Foo", action="raw"),
            index("nobody", "HEAD", title="Foo", action="raw"),
            index("nobody", "HEAD", title="Missing", action="raw"),
            index("nobody", "HEAD", title="Foo", action="raw", ctype="text/javascript"),
            index("nobody", "PUT", title="Foo", action="raw"),
            index("nobody", "DELETE", title="Foo", action="raw"),
            raw(uselang="fr", redirect="no", dontcountme="s", usemsgcache="yes", action="raw"),
            raw("MediaWiki:Mainpage", usemsgcache="yes"),
            raw(templates="expand"),
            raw("J", templates="expand"),
            raw(origin="*", **{"Origin:": "https://wiki.example"}),
            raw(**{"If-Modified-Since:": "Wed, 01 Jan 2025 00:01:00 GMT"}),
            raw(**{"If-None-Match:": "*"}),
        ],
    ),
    "raw_revisions": Story(
        steps=PAGES,
        requests=[
            *(
                raw(title, oldid=revision, **more)
                for title in ("Foo", None, "R", "Missing")
                for revision in ("71001", "71002", "71003", "99999", "0", "-3", "abc", "", "71001x", " 71001", "1")
                for more in ({},)
            ),
            *(
                raw("Foo", oldid=revision, direction=direction)
                for revision in ("71001", "71002", "0", "99999", "71003")
                for direction in ("next", "prev", "cur", "bogus", "")
            ),
            *(raw(None, curid=page) for page in ("5001", "1", "5002", " 5001", "5001x")),
            raw("R", curid="5001"),
            raw("R", curid="0"),
            raw("R", curid="-5001", oldid="71001"),
            raw("R", curid=""),
            raw("Foo", curid="5001", oldid="71003"),
            raw("Foo", direction="next"),
            raw("Hidden", oldid="71017"),
            raw("Hidden", oldid="71018"),
            raw("Hidden", oldid="71019"),
            raw("Hidden", oldid="71020"),
        ],
    ),
    "raw_types": Story(
        steps=PAGES,
        requests=[
            *(raw("Foo", ctype=kind) for kind in CONTENT_TYPES),
            *(raw("Missing", ctype=kind) for kind in CONTENT_TYPES),
            *(raw("J", ctype=kind) for kind in CONTENT_TYPES[:4]),
            *(raw("Foo", gen=kind) for kind in ("css", "js", "json", "bogus", "")),
            raw("Foo", gen="css", ctype="text/x-wiki"),
            raw("Foo", gen="css", ctype="application/json"),
            raw("Foo", gen="js", ctype="text/css"),
            *(raw(title, ctype="text/javascript") for title in SCRIPTS),
            *(raw(title, ctype="text/css") for title in SCRIPTS),
            raw("MediaWiki:Common.js", oldid="71001", ctype="text/javascript"),
            raw("Foo", oldid="71004", ctype="text/javascript"),
            raw(None, oldid="71004", ctype="text/javascript"),
            raw(None, oldid="71001", ctype="text/javascript"),
        ],
    ),
    "raw_sections": Story(
        steps=PAGES,
        requests=[
            *(raw("Foo", oldid="71001", section=section) for section in SECTIONS),
            *(raw("Empty", section=section) for section in ("0", "1", "")),
            raw("Foo", section="1"),
            raw("Foo", section="9", ctype="text/css"),
            raw("Foo", section="1", ctype="text/css"),
            raw("Missing", section="1"),
            raw("Missing", section="1", ctype="text/css"),
            *(raw(title, section="1") for title in ("J", "User:Admin/x.css", "MediaWiki:Common.js")),
            *(raw(title, section="0") for title in ("J", "User:Admin/x.css", "MediaWiki:Common.js")),
            *(raw(title, section="") for title in ("J", "User:Admin/x.css")),
        ],
    ),
    "raw_ages": Story(
        steps=PAGES,
        requests=[
            *(raw(maxage=age) for age in AGES),
            *(raw(smaxage=age) for age in AGES),
            *(raw(smaxage=age, ctype="text/css") for age in AGES),
            raw("Missing", maxage="5", smaxage="6"),
        ],
    ),
    "raw_of_people": Story(
        steps=PAGES,
        requests=[
            *login("alice", "Alice", ALICE),
            raw(who="alice"),
            raw("Missing", "alice"),
            raw(who="alice", smaxage="7", maxage="5"),
            raw(who="alice", ctype="text/css"),
            raw("Foo", "alice", ctype="text/javascript"),
            raw("Hidden", "alice", oldid="71018"),
            *login("admin", "Admin", ADMIN),
            raw("Hidden", "admin", oldid="71018"),
            raw("Hidden", "admin", oldid="71017"),
            token("somebody", "login"),
            raw(who="somebody"),
            raw("User:Admin/x.js", "admin", ctype="text/javascript"),
            token("alice"),
            post("alice", action="logout", token="$csrf"),
            raw(who="alice"),
        ],
    ),
    "raw_of_bot_passwords": Story(
        steps=[*PAGES, {"botpassword": {"user": "Robo", "app": "app", "password": BOT_PASSWORD}}],
        requests=[
            *login("robo", "Robo@app", BOT_PASSWORD),
            raw(who="robo"),
            raw("Missing", "robo", ctype="text/css"),
            get("robo", action="query", meta="userinfo"),
            raw(who="robo", smaxage="5"),
        ],
    ),
    "raw_of_lost_sessions": Story(
        steps=PAGES,
        requests=[
            raw("Foo" if number % 2 else "Missing", f"client {number}", **{"Cookie:": cookie}, **more)
            for number, (cookie, more) in enumerate(product(LOST, ({}, {"ctype": "text/javascript"}, {"smaxage": "5"})))
        ],
    ),
    "raw_of_the_blocked": Story(
        steps=[
            *PAGES,
            {"block": {"target": "Bob", "reason": "r"}},
            {"block": {"target": "Alice", "reason": "r", "autoblock": True}},
        ],
        requests=[
            *login("bob", "Bob", BOB),
            raw(who="bob"),
            *login("alice", "Alice", ALICE),
            raw(who="alice"),
            get("alice", action="query"),
            raw(who="alice"),
            raw(),
        ],
    ),
    "raw_in_french": Story(
        config={"language": "fr"},
        steps=[{"page": {"title": "Accueil", "text": "Bonjour", "user": "Alice"}}],
        requests=[raw(None), raw("Accueil"), raw("Nulle part")],
    ),
    "raw_of_the_private": Story(
        config={"group_permissions": {"*": {"read": False}}},
        steps=PAGES,
        requests=[*login("alice", "Alice", ALICE), raw(who="alice"), raw("Missing", "alice")],
    ),
}
