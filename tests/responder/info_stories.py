"""Stories of prop=info: who watches what, and what else there is to know of a page."""

from __future__ import annotations

from typing import Any

from page_stories import of_each, page
from stories import ADMIN, ALICE, BOB, Asked, Story, get, login, post, query, token


def watch(title: str, user: str = "Alice", **more: Any) -> dict[str, Any]:
    """Return a step that puts a page on a watchlist."""
    return {"watch": {"title": title, "user": user, **more}}


_WATCHED = "watched|watchers|visitingwatchers|notificationtimestamp"
_TITLES = "A|B|Talk:A|Talk:B|C|D|E|F|Gone|G|H"


def _watched_by(*people: str) -> list[Asked]:
    return [get(who, action="query", prop="info", inprop=_WATCHED, titles=_TITLES, formatversion="2") for who in people]


WATCHERS = Story(
    steps=[
        *[page(title, "x", "Alice") for title in ("A", "B", "Talk:A", "D", "E", "F", "G")],
        *[watch(title) for title in ("A", "B", "C", "D", "E", "F", "Gone", "G")],
        watch("A", "Bob"),
        page("A", "y"),
        page("B", "y", minor=True),
        page("C", "y", "1.2.3.4"),
        page("E", "x"),
        page("Talk:A", "y"),
        {"delete": {"title": "D"}},
        {"move": {"from": "E", "to": "E2"}},
        page("F", "y"),
        {"move": {"from": "F", "to": "H"}},
        {"protect": {"title": "G", "edit": "sysop"}},
        watch("A"),
    ],
    requests=[
        *login("alice", "Alice", ALICE),
        *login("bob", "Bob", BOB),
        *login("admin", "Admin", ADMIN),
        *_watched_by("alice", "bob", "admin", "nobody"),
        token("bob"),
        post("bob", action="edit", title="A", text="bob", token="$csrf"),
        post("bob", action="edit", title="Gone", text="bob", token="$csrf", watchlist="watch"),
        *_watched_by("alice", "bob", "admin"),
        token("alice"),
        post("alice", action="edit", title="A", text="alice", token="$csrf"),
        *_watched_by("alice", "bob", "admin"),
        post("alice", action="edit", title="B", text="alice", token="$csrf", watchlist="unwatch"),
        post("alice", action="edit", title="B", text="alice again", token="$csrf", watchlist="watch"),
        *_watched_by("alice", "admin"),
        ("admin", "GET", {"action": "query", "prop": "info", "inprop": _WATCHED, "titles": "A", "format": "xml"}),
    ],
)

_OTHERS = ("preload", "displaytitle", "varianttitles", "linkclasses", "notificationtimestamp", "watchers")

OTHERS = Story(
    steps=[page("Apple", "x"), page("R", "#REDIRECT [[Apple]]"), page("Template:T", "t"), page("User:Bob/x.js", "c")],
    requests=[
        *of_each(
            prop="info",
            inprop="|".join(_OTHERS),
            titles="Apple|R|Template:T|User:Bob/x.js|Nope|File:X.png|Special:Version|<|Category:C",
        ),
        *[query(prop="info", inprop=each, titles="R|Nope", formatversion="2", smaxage="10") for each in _OTHERS],
        *[
            query(prop="info", inprop="linkclasses", titles="R|Nope", formatversion="2", inlinkcontext=context)
            for context in ("R", "Nope", "<", "", "Special:Version", "w:Foo")
        ],
    ],
)

IN_FRENCH = Story(
    {"language": "fr"},
    [page("Pomme", "x"), page("R", "#REDIRECTION [[Pomme]]")],
    [query(prop="info", inprop="|".join(_OTHERS), titles="Pomme|R|Nope|Modèle:X")],
)

_TESTS = "edit|read|delete|undelete|move|move-target|protect|rollback"

_PERMISSIONS: list[dict[str, Any]] = [
    page("A", "a"),
    {"protect": {"title": "A", "edit": "sysop", "move": "sysop"}},
    page("B", "b"),
    {"protect": {"title": "B", "edit": "autoconfirmed", "move": "autoconfirmed"}},
    {"protect": {"title": "New", "create": "sysop"}},
    page("User:Alice/x.js", "a"),
    page("Casc", "{{:B2}}"),
    page("B2", "x"),
    {"protect": {"title": "Casc", "edit": "sysop", "cascade": True}},
    {"block": {"target": "Bob", "reason": "r", "expiry": "infinity"}},
]

_TITLES_TESTED = (
    "A|B|New|Nope|B2",
    "User:Bob/x.js|User:Alice/x.js|MediaWiki:X|MediaWiki:X.css|Talk:A",
    "User:Alice|Category:K|File:X.png|Template:T|Special:Version",
)

ACTIONS = Story(
    steps=_PERMISSIONS,
    requests=[
        *login("alice", "Alice", ALICE),
        *login("bob", "Bob", BOB),
        *login("admin", "Admin", ADMIN),
        *[
            get(who, action="query", prop="info", intestactions=_TESTS, titles=titles, formatversion="2", **more)
            for who in ("nobody", "alice", "bob", "admin")
            for titles in _TITLES_TESTED
            for more in (
                {},
                {"intestactionsdetail": "full"},
                {"intestactionsdetail": "full", "errorformat": "raw"},
                {"intestactionsdetail": "full", "errorformat": "html", "uselang": "fr"},
                {"intestactionsdetail": "full", "uselang": "fr", "inprop": "protection|watched"},
            )
        ],
        *of_each(prop="info", intestactions=_TESTS, titles="A|Nope"),
        *of_each(prop="info", intestactions=_TESTS, titles="A|Nope", intestactionsdetail="full")[:3],
        query(prop="info", intestactions="", titles="A|Nope"),
        query(prop="info", intestactions="edit", titles="A", intestactionsdetail="x"),
    ],
)


def _tested_quickly(*people: str) -> list[Asked]:
    quickly = {"intestactionsdetail": "quick", "intestactions": _TESTS}
    return [
        get(who, action="query", prop="info", titles=titles, formatversion="2", **quickly, **more)
        for who in people
        for titles in _TITLES_TESTED
        for more in ({}, {"errorformat": "raw"}, {"uselang": "fr"})
    ]


#: What is told quickly is told without blocks and without cascading protection.
QUICKLY = Story(
    steps=_PERMISSIONS,
    requests=[
        *login("alice", "Alice", ALICE),
        *login("bob", "Bob", BOB),
        *login("admin", "Admin", ADMIN),
        *_tested_quickly("nobody", "alice", "bob", "admin"),
        *of_each(prop="info", intestactions=_TESTS, titles="A|Nope", intestactionsdetail="quick")[:3],
        query(prop="info", intestactions="", titles="A|Nope", intestactionsdetail="quick"),
    ],
)

QUICKLY_UNCONFIRMED = Story(
    {"email_confirm_to_edit": True},
    _PERMISSIONS,
    [*login("alice", "Alice", ALICE), *login("bob", "Bob", BOB), *_tested_quickly("nobody", "alice", "bob")],
)

#: What else can be done, names of rights, and what nobody knows.
_MORE_TESTS = (
    *("create|upload|editcontentmodel|foo|patrol|createtalk|createpage|reupload|reupload-shared|import|block|purge|",),
    *("suppressredirect|deletedhistory|browsearchive|move-subpages|autopatrol|editprotected|minoredit|watch|tag",),
    *("mergehistory|changetags|history|move-rootuserpages|delete-redirect|deleterevision|unblock|createaccount",),
    *("mailpassword|emailuser|changeemail|confirmemail|linkpurge|renderfile|renderfile-nonstandard|stashedit",),
    *("stashbasehtml|sendemail|autocreateaccount|viewmyprivateinfo|editmyoptions|viewmywatchlist|Edit|edit page",),
)
_MORE_PERMISSIONS: list[dict[str, Any]] = [
    *_PERMISSIONS,
    {"protect": {"title": "New2", "create": "autoconfirmed", "reason": "it's ''so'' & [[so]]"}},
    {"protect": {"title": "Talk:New", "create": "sysop"}},
]
_MORE_TITLES = (
    *("A", "New", "New2", "Nope", "Talk:New", "User:Bob/x.js", "User:Alice/x.js", "MediaWiki:X", "MediaWiki:X.css"),
    *("File:X.png", "B2", "User:Alice", "Category:K", "Special:Version"),
)


def _tested_more(*people: str) -> list[Asked]:
    return [
        get(who, action="query", prop="info", titles=title, intestactions=tests, formatversion="2", **more)
        for who in people
        for title in _MORE_TITLES
        for tests in _MORE_TESTS
        for more in ({"intestactionsdetail": "full", "errorformat": "raw"},)
    ]


MORE_ACTIONS = Story(
    steps=_MORE_PERMISSIONS,
    requests=[
        *login("alice", "Alice", ALICE),
        *login("bob", "Bob", BOB),
        *login("admin", "Admin", ADMIN),
        *_tested_more("nobody", "alice", "bob", "admin"),
        *[
            get(who, action="query", prop="info", titles="New|New2|Nope", intestactions="create|upload|foo", **more)
            for who in ("nobody", "alice", "bob")
            for more in (
                {},
                {"format": "xml"},
                *({"intestactionsdetail": "full", "errorformat": each} for each in ("bc", "html", "wikitext", "none")),
                {"intestactionsdetail": "full", "uselang": "fr"},
                {"intestactionsdetail": "quick", "formatversion": "2"},
                {"intestactionsautocreate": "", "formatversion": "2"},
            )
        ],
    ],
)

#: Where only some may create pages, or talk pages.
MAY_CREATE = Story(
    {
        "group_permissions": {
            "*": {"createpage": False, "createtalk": False},
            "user": {"createpage": False, "createtalk": True, "upload": False, "purge": False},
        }
    },
    _MORE_PERMISSIONS,
    [
        *login("alice", "Alice", ALICE),
        *login("bob", "Bob", BOB),
        *[
            get(who, action="query", prop="info", titles=title, formatversion="2", **more)
            for who in ("nobody", "alice", "bob")
            for title in ("A", "New", "Nope", "Talk:New", "Talk:Nope", "MediaWiki:X", "File:X.png")
            for more in (
                {
                    "intestactions": "create|edit|createpage|createtalk|upload|purge|move-target",
                    "intestactionsdetail": each,
                    "errorformat": "raw",
                }
                for each in ("full", "quick")
            )
        ],
    ],
)

#: Files whose pages are protected against new versions.
PROTECTED_FILES = Story(
    steps=[page("File:Y.png", "y"), page("File:Z.png", "z")],
    requests=[
        *login("alice", "Alice", ALICE),
        *login("admin", "Admin", ADMIN),
        token("admin"),
        post("admin", action="protect", title="File:Y.png", protections="upload=sysop", token="$csrf"),
        post(
            "admin", action="protect", title="File:Z.png", protections="edit=sysop|upload=autoconfirmed", token="$csrf"
        ),
        *[
            get(
                who,
                action="query",
                prop="info",
                titles="File:Y.png|File:Z.png",
                formatversion="2",
                inprop="protection",
                intestactions="upload|reupload|edit|create|move",
                intestactionsdetail=each,
                errorformat="raw",
            )
            for who in ("nobody", "alice", "admin")
            for each in ("full", "quick")
        ],
        query(prop="revisions", titles="File:Y.png|File:Z.png", rvprop="comment|size", formatversion="2"),
        query(list="logevents", letype="protect", leprop="title|type|details|comment", formatversion="2"),
        post("admin", action="protect", title="File:Y.png", protections="upload=all", token="$csrf"),
        query(prop="info", titles="File:Y.png", inprop="protection", formatversion="2"),
    ],
)

STORIES = {
    "info-actions-of-files": PROTECTED_FILES,
    "info-actions-of-any-name": MORE_ACTIONS,
    "info-actions-of-creation": MAY_CREATE,
    "info-quickly": QUICKLY,
    "info-quickly-unconfirmed": QUICKLY_UNCONFIRMED,
    "info-actions": ACTIONS,
    "info-watchers": WATCHERS,
    "info-others": OTHERS,
    "info-french": IN_FRENCH,
}
