"""Stories of the actions that arrange a wiki: what they answer, and in which state they leave it."""

from __future__ import annotations

from typing import Any

from stories import ADMIN, ALICE, BOB, ROBO, Asked, Story, get, login, post, token

PASSWORDS = {"Alice": ALICE, "Bob": BOB, "Admin": ADMIN, "Robo": ROBO}

#: What is asked for of the tokens of whoever acts.
TOKENS = "csrf|watch|patrol|rollback|userrights"


def people(*names: str) -> list[Asked]:
    """Let accounts log in, each under its own name, and get their tokens."""
    return [each for name in names for each in (*login(name, name, PASSWORDS[name]), token(name, TOKENS))]


def act(who: str, action: str, token: str = "$csrf", **params: Any) -> Asked:
    """Send an action of somebody who is logged in."""
    return post(who, action=action, token=token, **params)


#: Requests that only differ in how the reply is written.
FORMATS: tuple[dict[str, Any], ...] = ({"formatversion": 2}, {"format": "xml"}, {"formatversion": 1})

#: Pages of every kind, with a history that several people have made.
PAGES: list[dict[str, Any]] = [
    {"page": {"title": "A", "text": "one", "user": "Bob"}},
    {"page": {"title": "A", "text": "two", "user": "Alice", "summary": "s"}},
    {"page": {"title": "Talk:A", "text": "talk", "user": "Bob"}},
    {"page": {"title": "A/sub", "text": "sub", "user": "Bob"}},
    {"page": {"title": "B", "text": "b", "user": "Alice"}},
    {"page": {"title": "R", "text": "#REDIRECT [[A]]", "user": "Bob"}},
    {"page": {"title": "User:Bob", "text": "bob", "user": "Bob"}},
    {"page": {"title": "User:Bob/x.js", "text": "a = 1", "user": "Bob"}},
    {"page": {"title": "MediaWiki:Foo", "text": "foo", "user": "Admin"}},
    {"page": {"title": "J", "text": "{}", "contentmodel": "json", "user": "Bob"}},
    {"tag": {"name": "foo"}},
    {"tag": {"name": "bar"}},
]

#: What an administrator may not be: somebody blocked, and titles that are protected.
HINDRANCES: list[dict[str, Any]] = [
    *PAGES,
    {"protect": {"title": "B", "edit": "sysop", "move": "sysop", "reason": "why"}},
    {"protect": {"title": "NoSuch", "create": "sysop"}},
    {"page": {"title": "Casc", "text": "{{:A/sub}}", "user": "Admin"}},
    {"protect": {"title": "Casc", "edit": "sysop", "cascade": True}},
    {"block": {"target": "Bob", "reason": "r"}},
]

#: Titles that name no page, or none that can be acted on.
ODD_TITLES = ("Nope", "<>", "Special:Version", "w:en:x", "", "Media:X", "#x")

DELETIONS: list[Asked] = [
    *people("Alice", "Admin", "Bob"),
    act("Admin", "delete"),
    act("Admin", "delete", title="A", pageid=5001),
    act("Admin", "delete", pageid=99),
    act("Admin", "delete", pageid=0),
    *(act("Admin", "delete", title=title) for title in ODD_TITLES),
    act("Admin", "delete", title="A", token="x"),
    post("Admin", action="delete", title="A"),
    get("Admin", action="delete", title="A", token="x"),
    post("nobody", action="delete", title="A", token="+\\"),
    act("Alice", "delete", title="A"),
    act("Alice", "delete", title="A", errorformat="html"),
    act("Alice", "delete", title="A", errorformat="wikitext", formatversion=2),
    act("Alice", "delete", title="A", errorformat="raw", formatversion=2),
    act("Alice", "delete", title="Nope"),
    act("Bob", "delete", title="A"),
    act("Admin", "delete", title="A", tags="foo|nope"),
    act("Admin", "delete", title="A", tags="nope", formatversion=2),
    act("Admin", "delete", title="A", watchlist="x"),
    act("Admin", "delete", title="A", oldimage="x"),
    act("Admin", "delete", title="File:X", oldimage="x"),
    act("Admin", "delete", title="Main Page"),
    act("Admin", "delete", title="a", reason="bad ''page''", watch="", tags="foo|bar", formatversion=2),
    act("Admin", "delete", title="A"),
    act("Admin", "delete", pageid=5004, unwatch="1", format="xml", zzz=1),
    act("Admin", "delete", title="B", deletetalk=1),
    act("Admin", "delete", title="User:Bob", deletetalk=1, watchlist="watch"),
    act("Admin", "delete", title="R", watchlist="watch", reason=" " + "x" * 600),
    act("Admin", "delete", title="Talk:A", watchlist="nochange"),
    act("Admin", "delete", title="Talk:A", deletetalk=1),
    act("Admin", "delete", title="User:Bob/x.js"),
    act("Admin", "delete", title="MediaWiki:Foo", watchlist="unwatch", reason="<b>\n[[x]]"),
    act("Admin", "edit", title="A", text="again"),
    act("Admin", "edit", title="Talk:A", text="again"),
    act("Admin", "delete", title="A", deletetalk=1, reason="both"),
    act("Admin", "edit", title="User talk:Alice", text="again"),
    act("Admin", "delete", title="User talk:Alice", deletetalk=1, reason="both"),
    act("Admin", "delete", title="Casc"),
]

UNDELETIONS: list[Asked] = [
    *people("Alice", "Admin", "Bob"),
    act("Admin", "undelete"),
    *(act("Admin", "undelete", title=title) for title in ODD_TITLES),
    act("Admin", "undelete", title="A"),
    act("Alice", "undelete", title="A"),
    act("Alice", "undelete", title="A", errorformat="wikitext"),
    post("nobody", action="undelete", title="A", token="+\\"),
    act("Bob", "undelete", title="A"),
    act("Admin", "delete", title="A", reason="bad"),
    act("Admin", "delete", title="Talk:A", reason="bad"),
    act("Alice", "undelete", title="A"),
    act("Admin", "undelete", title="A", timestamps="x"),
    act("Admin", "undelete", title="A", timestamps="2001-01-01T00:00:00Z"),
    act("Admin", "undelete", title="A", fileids="x"),
    act("Admin", "undelete", title="A", fileids="7"),
    act("Admin", "undelete", title="A", tags="nope"),
    act("Admin", "undelete", title="A", timestamps="2020-01-01T00:00:00Z", reason="why", formatversion=2),
    act("Admin", "undelete", title="A", timestamps="2020-01-01T00:00:00Z"),
    act("Admin", "undelete", title="A", watchlist="watch", tags="foo", format="xml"),
    act("Admin", "undelete", title="A"),
    act("Admin", "undelete", title="Talk:A"),
    act("Admin", "delete", title="A"),
    act("Admin", "delete", title="Talk:A"),
    act("Admin", "edit", title="A", text="new"),
    act("Admin", "undelete", title="A", undeletetalk=1, watchlist="nochange"),
    act("Admin", "delete", title="B"),
    act("Admin", "undelete", title="B", undeletetalk=1, reason="x", tags="foo|bar"),
    act("Admin", "delete", title="J"),
    act("Admin", "undelete", title="J", watchlist="unwatch"),
    act("Admin", "delete", title="R"),
    act("Admin", "undelete", title="R"),
    act("Admin", "delete", title="User:Bob/x.js"),
    act("Admin", "undelete", title="User:Bob/x.js"),
    get("nobody", action="query", prop="revisions|info", titles="A|B|J|R", rvprop="ids|user|comment|timestamp|tags"),
]

MOVES: list[Asked] = [
    *people("Alice", "Admin", "Bob"),
    act("Alice", "move"),
    act("Alice", "move", from_="A"),
    act("Alice", "move", to="B"),
    act("Alice", "move", from_="A", fromid=5001, to="C"),
    act("Alice", "move", fromid=99, to="C"),
    *(act("Alice", "move", from_=title, to="C") for title in ODD_TITLES),
    *(act("Alice", "move", from_="A", to=title) for title in ODD_TITLES[1:]),
    act("Alice", "move", from_="A", to="A"),
    act("Alice", "move", from_="A", to="J"),
    act("Alice", "move", from_="A", to="R2", errorformat="wikitext"),
    act("Alice", "move", from_="B", to="C"),
    act("Alice", "move", from_="R2", to="NoSuch"),
    act("Alice", "move", from_="R2", to="File:X.png"),
    act("Alice", "move", from_="R2", to="MediaWiki:Bar"),
    act("Alice", "move", from_="MediaWiki:Foo", to="C"),
    act("Alice", "move", from_="User:Bob", to="User:Robert"),
    act("Alice", "move", from_="User:Bob/x.js", to="User:Alice/x.js"),
    act("Alice", "move", from_="A/sub", to="Sub"),
    post("nobody", action="move", from_="J", to="J2", token="+\\"),
    act("Bob", "move", from_="J", to="J2"),
    act("Alice", "move", from_="J", to="J2", tags="nope"),
    act("Alice", "move", from_="J", to="J2", noredirect=1, formatversion=2),
    act("Admin", "move", from_="J2", to="J3", noredirect=1, formatversion=2),
    act("Admin", "move", from_="J3", to="User:Bob/y.json"),
]

MOVES_OF_MORE: list[Asked] = [
    *people("Alice", "Admin"),
    act("Alice", "move", from_="A", to="New A", reason="because", movetalk=1, formatversion=2),
    act("Alice", "move", from_="New A", to="A", reason="back", movetalk=1, format="xml", watchlist="watch"),
    act("Alice", "move", fromid=5001, to="C", movesubpages=1, movetalk="", tags="foo|bar"),
    act("Admin", "move", from_="C", to="Talk:D", movesubpages=1, movetalk=1, noredirect=1, formatversion=2),
    act("Admin", "move", from_="Talk:D", to="Help:E", ignorewarnings=1, watchlist="unwatch"),
    act("Admin", "move", from_="B", to="B2", movetalk=1),
    act("Admin", "move", from_="B2", to="B", watchlist="nochange"),
    act("Admin", "move", from_="R", to="A"),
    act("Admin", "move", from_="A", to="R"),
    act("Admin", "move", from_="A", to="B"),
    act("Admin", "edit", title="X/1", text="1"),
    act("Admin", "edit", title="X/2", text="2"),
    act("Admin", "edit", title="Talk:X/2", text="t2"),
    act("Admin", "edit", title="Talk:X", text="t"),
    act("Admin", "edit", title="Y/1", text="in the way"),
    act("Admin", "edit", title="X", text="x"),
    act("Admin", "move", from_="X", to="Y", movesubpages=1, movetalk=1, formatversion=2, reason="many"),
    act("Admin", "move", from_="Y", to="X", movesubpages=1, movetalk=1, errorformat="plaintext"),
    act("Admin", "edit", title="Talk:Z", text="z"),
    act("Admin", "edit", title="Z", text="z"),
    act("Admin", "edit", title="Talk:W", text="w"),
    act("Admin", "move", from_="Z", to="W", movetalk=1),
    act("Admin", "move", from_="W", to="W2", movetalk=1, format="xml"),
]

PROTECTIONS: list[Asked] = [
    *people("Alice", "Admin", "Bob"),
    act("Admin", "protect", title="A"),
    act("Admin", "protect", protections="edit=sysop"),
    act("Admin", "protect", title="A", pageid=5001, protections="edit=sysop"),
    act("Admin", "protect", pageid=99, protections="edit=sysop"),
    *(act("Admin", "protect", title=title, protections="edit=sysop") for title in ODD_TITLES),
    act("Admin", "protect", title="A", protections=""),
    act("Admin", "protect", title="A", protections="edit"),
    act("Admin", "protect", title="A", protections="fly=sysop"),
    act("Admin", "protect", title="A", protections="create=sysop"),
    act("Admin", "protect", title="A", protections="edit=king"),
    act("Admin", "protect", title="A", protections="edit=sysop|move=sysop", expiry="1 week|some day"),
    act("Admin", "protect", title="A", protections="edit=sysop|move=sysop", expiry="1 week|1 day|1 hour"),
    act("Admin", "protect", title="A", protections="edit=sysop", expiry="2001-01-01T00:00:00Z"),
    act("Admin", "protect", title="A", protections="edit=sysop", expiry=""),
    act("Admin", "protect", title="A", protections="edit=sysop", tags="nope"),
    act("Alice", "protect", title="A", protections="edit=sysop"),
    act("Alice", "protect", title="A", protections="edit=sysop", errorformat="wikitext", formatversion=2),
    post("nobody", action="protect", title="A", protections="edit=sysop", token="+\\"),
    act("Bob", "protect", title="A", protections="edit=sysop"),
    act("Admin", "protect", title="A", protections="edit=sysop", reason="why", formatversion=2),
    act("Admin", "protect", title="A", protections="edit=sysop", reason="again"),
    act("Admin", "protect", pageid=5001, protections="move=sysop", watch=1, format="xml"),
    act("Admin", "protect", title="A", protections="edit=autoconfirmed|move=sysop", expiry="20300101000000|never"),
    act(
        "Admin", "protect", title="A", protections="edit=autoconfirmed|move=sysop", expiry="20300101000000", tags="foo"
    ),
    act("Admin", "protect", title="A", protections="edit=sysop|edit=autoconfirmed", cascade=1),
    act("Admin", "protect", title="A", protections="edit=sysop", cascade="yes", formatversion=2),
    act("Admin", "protect", title="A", protections="edit=autoconfirmed", cascade=1, formatversion=2),
    act("Admin", "protect", title="A", protections="edit=all|move=all", reason="done"),
    act("Admin", "protect", title="A", protections="edit=all"),
    act("Admin", "protect", title="A", protections="edit=|move="),
    act("Admin", "protect", title="Nope", protections="create=sysop", watchlist="watch", expiry="20300101000000"),
    act("Admin", "protect", title="Nope", protections="create=autoconfirmed|create=sysop", formatversion=2),
    act("Admin", "protect", title="Nope", protections="create=all", unwatch=1),
    act("Admin", "protect", title="Nope", protections="upload=sysop"),
    act("Admin", "protect", title="File:X", protections="upload=sysop|create=sysop"),
    act("Admin", "protect", title="MediaWiki:Foo", protections="edit=sysop", expiry="infinity"),
    act(
        "Admin",
        "protect",
        title="Talk:A",
        protections="edit=sysop|move=autoconfirmed",
        expiry="20300101000000|infinite",
        reason="''é''",
        watchlist="nochange",
        format="xml",
    ),
    act("Alice", "edit", title="Talk:A", text="x"),
    get("nobody", action="query", prop="info", inprop="protection", titles="A|Talk:A|Nope|File:X|MediaWiki:Foo"),
]


#: Somebody's right to act on a title of each kind, and why not.
REFUSED_TITLES = (
    "A",
    "B",
    "A/sub",
    "NoSuch",
    "MediaWiki:Foo",
    "MediaWiki:Foo.css",
    "User:Bob/x.js",
    "User:Bob",
    "Casc",
)


def refused(who: str, title: str, **params: Any) -> list[Asked]:
    """Ask for each action on a page, with every reason against it told."""
    told = {"errorformat": "plaintext", "formatversion": 2, **params}
    return [
        act(who, "protect", title=title, protections="edit=x", **told),
        act(who, "undelete", title=title, **told),
        act(who, "move", from_=title, to="New", tags="nope", **told),
        act(who, "move", from_=title, to="MediaWiki:X.js", **told),
        act(who, "changecontentmodel", title=title, model="text", **told),
        act(who, "rollback", **{"token": "$rollback", **told}, title=title, user="Nobody"),
        act(who, "delete", title=title, reason="x", **told),
    ]


REFUSALS: list[Asked] = [
    *people("Alice", "Bob", "Robo"),
    *(each for title in REFUSED_TITLES for who in ("Alice", "Bob") for each in refused(who, title)),
    *refused("nobody", "A", token="+\\"),
    *refused("nobody", "B", token="+\\"),
    *refused("Robo", "B"),
]

#: An administrator who is no interface administrator, and may delete but not edit protected pages.
LIMITED: dict[str, Any] = {
    "group_permissions": {
        "user": {"delete": True, "undelete": True, "protect": True, "rollback": True},
        "bot": {"move": False, "editcontentmodel": False},
        "*": {"delete": False},
    },
    "revoke_permissions": {"bot": {"move": True, "edit": True, "rollback": True}},
}


#: Names and addresses, of those who can be blocked and those who cannot.
TARGETS = (
    "Alice",
    "alice",
    "1.2.3.4",
    "1.2.3.0/24",
    "1.2.3.4/24",
    "1.2.0.0/8",
    "::1/128",
    "2001:db8::/20",
    "2001:db8::/18",
    "Nobody",
    "#2",
    "#99",
    "<>",
    "",
    "User:Alice",
    "~2025-1",
)

ALL_BLOCKS = get(
    "Admin", action="query", list="blocks", bkprop="id|user|expiry|reason|flags|restrictions", formatversion=2
)
#: What a block of an account is made to be, one after the other.
BLOCKS_OF_ACCOUNT: tuple[dict[str, Any], ...] = (
    {"autoblock": 1, "noemail": 1, "nocreate": 1},
    {"autoblock": 1, "reason": "another"},
    {"autoblock": 1, "expiry": "20400101000000", "allowusertalk": 1},
    {"noemail": 1},
    {"autoblock": 1, "noemail": 1, "allowusertalk": 1, "expiry": "2 hours"},
    {"autoblock": 1, "expiry": "1 hour"},
    {"autoblock": 1, "partial": 1, "pagerestrictions": "Main Page", "nocreate": 1, "allowusertalk": 1},
    {"autoblock": 1, "reason": "whole"},
)


def following(*before: Asked) -> list[Asked]:
    """Block an account, and see which blocks of its address follow from that."""
    asked = [*people("Alice", "Admin"), *before]
    for flags in BLOCKS_OF_ACCOUNT:
        asked += [
            act("Admin", "block", user="Alice", reblock=1, formatversion=2, **{"reason": "why", **flags}),
            ALL_BLOCKS,
            # The reply would tell times in words.
            act("Alice", "edit", title="A", text="b", format="none"),
            ALL_BLOCKS,
        ]
    return asked


WRONG_EXPIRIES = ("bogus time", "", "2001-01-01T00:00:00Z")

BLOCKS: list[Asked] = [
    *people("Alice", "Admin", "Bob"),
    act("Admin", "block"),
    act("Admin", "block", user="Alice", userid=2),
    *(act("Admin", "block", user=target, reblock=1) for target in TARGETS),
    act("Admin", "block", userid=99),
    act("Admin", "block", userid=2, reblock=1, formatversion=2),
    act("Alice", "block", user="Robo"),
    act("Alice", "block", user="Nobody"),
    post("nobody", action="block", user="Alice", token="+\\"),
    act("Bob", "block", user="Alice"),
    *(act("Admin", "block", user="Robo", expiry=expiry) for expiry in WRONG_EXPIRIES),
    act("Admin", "block", user="Robo", tags="nope"),
    act("Admin", "block", user="Robo", hidename=1),
    act(
        "Admin",
        "block",
        user="Robo",
        expiry="20300101000000",
        reason="why",
        nocreate=1,
        autoblock=1,
        noemail=1,
        allowusertalk=1,
        watchuser=1,
        tags="foo",
        formatversion=2,
    ),
    act("Admin", "block", user="Robo"),
    act("Admin", "block", user="Robo", reblock=1, anononly=1, format="xml"),
    act("Admin", "block", user="Robo", reblock=1, anononly=1),
    act("Admin", "block", user="5.6.7.8", anononly=1, autoblock=1, allowusertalk=1, expiry="indefinite"),
    act("Admin", "block", user="5.6.7.0/24", expiry="20300101000000"),
    act("Admin", "block", user="Robo", reblock=1, partial=1),
    act("Admin", "block", user="Robo", reblock=1, partial=1, pagerestrictions="A|Nope"),
    act("Admin", "block", user="Robo", reblock=1, partial=1, pagerestrictions="A|B", namespacerestrictions="0|99"),
    act(
        "Admin",
        "block",
        user="Robo",
        reblock=1,
        partial=1,
        pagerestrictions="A|B",
        namespacerestrictions="0|3",
        allowusertalk=1,
        nocreate=1,
    ),
    act("Admin", "block", user="Robo", reblock=1, pagerestrictions="A", format="xml"),
    act("Admin", "block", user="Robo", reblock=1, partial=1, namespacerestrictions="*", nocreate=1, formatversion=2),
    act("Admin", "block", user="Robo", reblock=1, partial=1, namespacerestrictions="1", noemail=1, allowusertalk=1),
    act("Admin", "block", user="Robo", reblock=1, reason="x" * 600),
    act("Admin", "block", user="Alice", reblock=1, expiry="20300101000000"),
    act("Admin", "block", user="Robo", reblock=1, partial=1, pagerestrictions="B|A|b", allowusertalk=1, format="xml"),
    act("Admin", "block", user="Bob", autoblock=1, nocreate=1),
    act("Admin", "unblock", id=11),
    act("Admin", "unblock", user="Bob"),
    act("Admin", "unblock", user="5.6.7.9"),
    act("Admin", "unblock"),
    act("Admin", "unblock", user="Alice", id=1),
    *(act("Admin", "unblock", user=target) for target in TARGETS),
    act("Admin", "unblock", id=99),
    act("Admin", "unblock", userid=99),
    act("Alice", "unblock", user="Robo"),
    post("nobody", action="unblock", user="Robo", token="+\\"),
    act("Admin", "unblock", user="Robo", tags="nope"),
    act("Admin", "unblock", user="Robo", reason="ok", tags="foo", watchuser=1, formatversion=2),
    act("Admin", "unblock", user="Robo"),
    act("Admin", "unblock", id=1, format="xml"),
    act("Admin", "unblock", user="5.6.7.8"),
    act("Admin", "unblock", user="5.6.7.9/24"),
]

#: An administrator who is blocked.
OWN_BLOCK = [*PAGES, {"user": {"name": "Carl", "groups": ["sysop"]}}, {"block": {"target": "Admin", "reason": "r"}}]

BLOCKED_ADMINISTRATORS: list[Asked] = [
    *people("Admin", "Alice"),
    act("Admin", "tag"),
    post("nobody", action="tag", token="+\\"),
    *(act("Admin", "managetags", operation=each, tag="foo") for each in ("create", "delete", "activate", "deactivate")),
    act("Admin", "patrol", "$patrol", rcid=2),
    act("Admin", "block", user="Bob"),
    act("Admin", "unblock", user="Bob"),
    act("Admin", "block", user="Carl"),
    act("Admin", "block", user="Admin", reblock=1, reason="less", expiry="20300101000000"),
    act("Admin", "protect", title="A", protections="edit=sysop"),
    act("Admin", "unblock", user="Admin", formatversion=2),
    act("Admin", "block", user="Bob", formatversion=2),
]

RIGHTS: list[Asked] = [
    *people("Alice", "Admin", "Bob"),
    act("Admin", "userrights", "$userrights"),
    act("Admin", "userrights", "$userrights", user="Bob"),
    act("Admin", "userrights", "$csrf", user="Bob", add="bot"),
    act("Admin", "userrights", "$userrights", user="Bob", userid=2, add="bot"),
    *(act("Admin", "userrights", "$userrights", user=target, add="bot", formatversion=2) for target in TARGETS),
    act("Admin", "userrights", "$userrights", userid=99, add="bot"),
    act("Admin", "userrights", "$userrights", userid=3, add="bot"),
    act("Alice", "userrights", "$userrights", user="Bob", add="bot"),
    act("Alice", "userrights", "$userrights", user="Alice", remove="bot"),
    post("nobody", action="userrights", user="Bob", add="bot", token="+\\"),
    act("Admin", "userrights", "$userrights", user="Bob", add="king|sysop|user"),
    act("Admin", "userrights", "$userrights", user="Bob", add="sysop", expiry="bogus time"),
    act("Admin", "userrights", "$userrights", user="Bob", add="sysop", expiry="2001-01-01T00:00:00Z"),
    act("Admin", "userrights", "$userrights", user="Bob", add="sysop", expiry="1 week|2 weeks"),
    act("Admin", "userrights", "$userrights", user="Bob", add="sysop", expiry=""),
    act("Admin", "userrights", "$userrights", user="Bob", add="sysop", tags="nope"),
    act(
        "Admin",
        "userrights",
        "$userrights",
        user="Bob",
        add="sysop|bureaucrat",
        remove="bot|suppress",
        reason="r",
        tags="foo",
        watchuser=1,
        formatversion=2,
    ),
    act("Admin", "userrights", "$userrights", user="Bob", add="sysop", expiry="20300101000000", format="xml"),
    act("Admin", "userrights", "$userrights", user="Bob", add="sysop|bot", expiry="infinite|20300101000000"),
    act("Admin", "userrights", "$userrights", user="Bob", remove="sysop", add="sysop"),
    act("Admin", "userrights", "$userrights", user="Bob", remove="suppress|sysop|bureaucrat|bot"),
    act("Admin", "userrights", "$userrights", user="Admin", remove="bureaucrat"),
    act("Admin", "userrights", "$userrights", user="Admin", add="bureaucrat"),
    act("Admin", "userrights", "$userrights", user="Bob", add="bot", expiry="20300101000000"),
    get("Bob", action="query", meta="userinfo", uiprop="groups|groupmemberships"),
]

ROLLBACKS: list[Asked] = [
    *people("Alice", "Admin", "Bob"),
    act("Admin", "rollback", "$rollback"),
    act("Admin", "rollback", "$rollback", title="A"),
    act("Admin", "rollback", "$rollback", user="Alice"),
    act("Admin", "rollback", "$rollback", title="A", pageid=5001, user="Alice"),
    act("Admin", "rollback", "$csrf", title="A", user="Alice"),
    act("Admin", "rollback", "$rollback", pageid=99, user="Alice"),
    *(act("Admin", "rollback", "$rollback", title=title, user="Alice") for title in ODD_TITLES),
    *(act("Admin", "rollback", "$rollback", title="A", user=target) for target in TARGETS[1:]),
    act("Admin", "rollback", "$rollback", title="B", user="Alice"),
    act("Admin", "rollback", "$rollback", title="A", user="Carl", errorformat="html"),
    act("Admin", "rollback", "$rollback", title="A", user="Bob"),
    act("Alice", "rollback", "$rollback", title="A", user="Alice"),
    post("nobody", action="rollback", title="A", user="Alice", token="+\\"),
    act("Admin", "rollback", "$rollback", title="A", user="Alice", tags="nope"),
    act("Admin", "rollback", "$rollback", title="A", user="Alice", tags="foo", formatversion=2),
    act("Admin", "rollback", "$rollback", title="A", user="Alice"),
    act("Admin", "rollback", "$rollback", title="A", user="Bob"),
    act("Alice", "edit", title="A", text="three"),
    act("Alice", "edit", title="A", text="four"),
    act(
        "Admin",
        "rollback",
        "$rollback",
        title="A",
        user="Alice",
        summary="off with $1 $2 $3",
        markbot=1,
        watchlist="watch",
    ),
    act("Alice", "edit", title="A", text="five"),
    act("Admin", "rollback", "$rollback", pageid=5001, user="#2", format="xml", watchlist="nochange"),
    act("Alice", "edit", title="A", text="six"),
    act("Alice", "edit", title="A", text="one"),
    act("Admin", "rollback", "$rollback", title="A", user="Alice", watchlist="unwatch"),
    post("nobody", action="edit", title="A", text="seven", token="+\\"),
    act("Admin", "rollback", "$rollback", title="A", user="127.0.0.1"),
    act("Alice", "edit", title="Talk:A", text="eight", minor=1),
    act("Admin", "rollback", "$rollback", title="Talk:A", user="alice", summary=""),
    act("Alice", "edit", title="J", text='{"a": 1}'),
    act("Admin", "rollback", "$rollback", title="J", user="Alice", formatversion=2),
    get("nobody", action="query", prop="revisions", titles="A|Talk:A", rvprop="ids|user|comment|tags|flags|size"),
]

MODELS: list[Asked] = [
    *people("Alice", "Admin", "Bob"),
    act("Alice", "changecontentmodel"),
    act("Alice", "changecontentmodel", title="A"),
    act("Alice", "changecontentmodel", model="text"),
    act("Alice", "changecontentmodel", title="A", pageid=5001, model="text"),
    act("Alice", "changecontentmodel", pageid=99, model="text"),
    *(act("Alice", "changecontentmodel", title=title, model="text") for title in ODD_TITLES),
    act("Alice", "changecontentmodel", title="A", model="nope"),
    act("Alice", "changecontentmodel", title="A", model="wikitext"),
    act("Alice", "changecontentmodel", title="A", model="json"),
    act("Alice", "changecontentmodel", title="A", model="text", tags="nope"),
    act("Alice", "changecontentmodel", title="A", model="text", tags="foo", summary="why", bot=1, formatversion=2),
    act("Alice", "changecontentmodel", title="J", model="wikitext", format="xml"),
    act("Alice", "changecontentmodel", title="J", model="json"),
    act("Admin", "changecontentmodel", pageid=5004, model="css", bot=1),
    act("Admin", "changecontentmodel", title="B", model="javascript", summary="x" * 600),
    act("Admin", "changecontentmodel", title="Talk:A", model="text"),
    act("Admin", "changecontentmodel", title="R", model="text"),
    act("Admin", "changecontentmodel", title="User:Bob/x.js", model="wikitext"),
    act("Alice", "changecontentmodel", title="User:Bob/x.js", model="wikitext"),
    act("Alice", "changecontentmodel", title="MediaWiki:Foo", model="text"),
    post("nobody", action="changecontentmodel", title="B", model="text", token="+\\"),
    get(
        "nobody", action="query", prop="revisions|info", titles="A|Talk:A|J", rvprop="ids|user|comment|tags|flags|size"
    ),
]


MANY_TITLES = "A|Nope|<>|Special:X|Media:x|Talk:B|a|w:en:x|#x|wikipedia:X"
FEWER_TITLES = "a|Nope|<>|Special:X|Media:y|w:en:x|wikipedia:X"
SINGLE_TITLES = ("A", "<>", "Special:X", "Talk:A#x", "w:en:x", "", "a b")
CONTINUED = {"generator": "allpages", "gaplimit": 3, "gapcontinue": "B", "continue": "gapcontinue||"}

WATCHES: list[Asked] = [
    *people("Alice", "Bob"),
    act("Alice", "watch", "$csrf", titles="A"),
    act("Alice", "watch", "$watch"),
    *(act("Alice", "watch", "$watch", titles=MANY_TITLES, **more) for more in FORMATS),
    act("Alice", "watch", "$watch", titles="A|J", unwatch=1, formatversion=2),
    act("Alice", "watch", "$watch", titles="Talk:Nope|A/sub|A/sub", unwatch=""),
    act("Alice", "watch", "$watch", titles="A|<>", unwatch=1, format="xml"),
    *(
        act("Alice", "watch", "$watch", title=title)
        for title in ("A", "<>", "Special:X", "Talk:A#x", "w:en:x", "", "a b")
    ),
    act("Alice", "watch", "$watch", title="A", unwatch=1, formatversion=2),
    act("Alice", "watch", "$watch", title="A", titles="B"),
    act("Alice", "watch", "$watch", title="A", pageids="5001"),
    act("Alice", "watch", "$watch", title="A", generator="allpages"),
    act("Alice", "watch", "$watch", titles="A", pageids="5001"),
    act("Alice", "watch", "$watch", pageids="5001|99|0"),
    act("Alice", "watch", "$watch", revids="71001|9", formatversion=2),
    act("Alice", "watch", "$watch", titles="R|B", redirects=1),
    act("Alice", "watch", "$watch", titles="A", expiry="1 week"),
    act("Alice", "watch", "$watch", generator="allpages", gaplimit=3, unwatch=1),
    act(
        "Alice",
        "watch",
        "$watch",
        generator="allpages",
        gaplimit=3,
        gapcontinue="B",
        formatversion=2,
        continue_="gapcontinue||",
    ),
    act("Alice", "watch", "$watch", titles="A|B", generator="nope"),
    act("Bob", "watch", "$watch", titles="A"),
    post("nobody", action="watch", titles="A", token="+\\"),
    post("nobody", action="watch", title="A", token="+\\"),
]

EXPIRING_WATCHES: list[Asked] = [
    *people("Alice"),
    act("Alice", "watch", "$watch", titles="A|J", expiry="20280101000000"),
    act("Alice", "watch", "$watch", titles="A", expiry="1 week"),
    act("Alice", "watch", "$watch", titles="A", expiry="20270101000000", formatversion=2),
    act("Alice", "watch", "$watch", titles="B"),
    act("Alice", "watch", "$watch", titles="A", format="xml"),
    act("Alice", "watch", "$watch", titles="A|C", expiry="infinity", formatversion=2),
    *(
        act("Alice", "watch", "$watch", titles="A", expiry=expiry)
        for expiry in ("bogus time", "", "2001-01-01T00:00:00Z")
    ),
    act("Alice", "watch", "$watch", titles="J", expiry="20270101000000", unwatch=1),
    act("Alice", "watch", "$watch", title="J", expiry="20270101000000"),
    act("Alice", "move", from_="J", to="J2", watchlist="watch", watchlistexpiry="20270101000000"),
]

PURGES: list[Asked] = [
    *people("Alice", "Bob"),
    post("nobody", action="purge"),
    get("nobody", action="purge", titles="A"),
    *(post("nobody", action="purge", titles=FEWER_TITLES, **more) for more in FORMATS),
    post("Alice", action="purge", pageids="5001|99", forcelinkupdate=1, formatversion=2),
    post("Alice", action="purge", titles="R", redirects=1, forcerecursivelinkupdate=1),
    post("Alice", action="purge", titles="R|A", redirects=1, format="xml"),
    post("Alice", action="purge", revids="71001|71002|9", converttitles=1),
    post("Alice", action="purge", titles="A", pageids="5001"),
    post("Bob", action="purge", titles="A"),
    post("Alice", action="purge", generator="allpages", gaplimit=2),
    post("Alice", action="purge", generator="allpages", gaplimit=500, forcelinkupdate=""),
    post("Alice", action="purge", titles="A", watchlist="watch", token="$csrf"),
]


OPTIONS: list[Asked] = [
    *people("Alice", "Admin"),
    act("Alice", "options"),
    act("Alice", "options", change=""),
    act("Alice", "options", change="editfont=serif"),
    act("Alice", "options", change="editfont=serif|watchdefault=0|userjs-a=1|nope=2|gender=female", formatversion=2),
    act("Alice", "options", change="\x1fuserjs-b=x|y\x1fuserjs-c=z", format="xml"),
    act("Alice", "options", change="userjs-a|gender"),
    act("Alice", "options", optionname="userjs-d", optionvalue="a|b=c"),
    act("Alice", "options", optionname="userjs-d"),
    act("Alice", "options", optionvalue="userjs-d"),
    act("Alice", "options", optionname="nickname", optionvalue="[[User:Alice|A]]", change="language=en"),
    act("Alice", "options", change="gender=robot"),
    act("Alice", "options", change="language=zz|editfont=comic"),
    act("Alice", "options", change="rclimit=3|rclimit=100000|wllimit=-1"),
    act("Alice", "options", change="nickname=" + "x" * 300),
    act("Alice", "options", change="nickname=<b>|fancysig=1"),
    act("Alice", "options", change="userjs-a b=1|userjs-ä=1|userjs-=1"),
    act("Alice", "options", change="userjs-" + "x" * 300 + "=1"),
    act("Alice", "options", change="userjs-big=" + "x" * 70000),
    act("Alice", "options", change="realname=Alice|emailaddress=a@b.example|watchlisttoken=1"),
    act("Alice", "options", reset=1, resetkinds="userjs"),
    act("Alice", "options", reset=1, resetkinds="nope"),
    act("Alice", "options", reset=1, resetkinds="registered|unused", change="userjs-a=2", formatversion=2),
    act("Alice", "options", reset=1),
    act("Alice", "options", change="userjs-a=1", token="x"),
    post("nobody", action="options", change="userjs-a=1", token="+\\"),
    act("Alice", "options", change="minordefault=1|watchcreations=0"),
    act("Alice", "edit", title="A", text="minor?"),
    act("Alice", "edit", title="New", text="watched?"),
    get("Alice", action="query", meta="userinfo", uiprop="options"),
]

TAGGINGS: list[Asked] = [
    *people("Alice", "Admin"),
    act("Alice", "tag"),
    act("Alice", "tag", revid=71001),
    act("Alice", "tag", add="foo"),
    act("Alice", "tag", revid=71001, add="nope"),
    act("Alice", "tag", revid=71001, add="foo|nope|mw-undo"),
    act("Alice", "tag", revid=71001, remove="nope"),
    act("Alice", "tag", revid=71001, remove="mw-undo|nope"),
    act("Alice", "tag", revid=71001, add="foo", formatversion=2),
    act("Alice", "tag", revid=71001, add="foo|bar", reason="why"),
    act("Alice", "tag", revid="71001|71002|99|x", add="foo"),
    act("Alice", "tag", revid="71001|71002|99|0", add="foo", remove="bar", tags="bar", format="xml"),
    act("Alice", "tag", rcid="1|2|999", add="foo"),
    act("Alice", "tag", logid="999|11", add="foo", formatversion=2),
    act("Alice", "tag", revid=71005, rcid=3, add="bar"),
    act("Alice", "tag", revid=71002, remove="foo"),
    act("Alice", "tag", revid=71002, remove="foo"),
    act("Alice", "tag", revid=71006, remove="mw-new-redirect"),
    act("Admin", "tag", revid=71006, remove="mw-new-redirect"),
    act("Alice", "tag", revid=71001, add="foo", tags="nope"),
    post("nobody", action="tag", revid=71001, add="foo", token="+\\"),
    get("nobody", action="query", prop="revisions", revids="71001|71002|71005|71006", rvprop="ids|tags"),
    get("nobody", action="query", list="logevents", leprop="ids|type|details|tags|comment", leaction="tag/update"),
    get("nobody", action="query", list="recentchanges", rcprop="ids|tags", rclimit=50),
]

TAGS_MANAGED: list[Asked] = [
    *people("Alice", "Admin"),
    act("Admin", "managetags"),
    act("Admin", "managetags", operation="create"),
    act("Admin", "managetags", operation="x", tag="y"),
    act("Alice", "managetags", operation="create", tag="baz"),
    act("Admin", "managetags", operation="create", tag="baz", reason="why", formatversion=2),
    act("Admin", "managetags", operation="create", tag="baz"),
    act("Admin", "managetags", operation="create", tag="a|b"),
    act("Admin", "managetags", operation="create", tag="a,b"),
    act("Admin", "managetags", operation="create", tag="a/b"),
    act("Admin", "managetags", operation="create", tag="<x>"),
    act("Admin", "managetags", operation="create", tag="mw-x"),
    act("Admin", "managetags", operation="create", tag="mw-undo"),
    act("Admin", "managetags", operation="create", tag="É é", tags="foo", format="xml"),
    act("Admin", "managetags", operation="create", tag="foo"),
    act("Admin", "managetags", operation="deactivate", tag="baz"),
    act("Admin", "managetags", operation="deactivate", tag="nope"),
    act("Admin", "managetags", operation="deactivate", tag="mw-undo"),
    act("Alice", "edit", title="A", text="x", tags="foo"),
    act("Admin", "managetags", operation="deactivate", tag="foo"),
    act("Admin", "managetags", operation="activate", tag="foo", reason="again"),
    act("Admin", "managetags", operation="activate", tag="nope"),
    act("Admin", "managetags", operation="delete", tag="bar", formatversion=2),
    act("Admin", "managetags", operation="delete", tag="bar"),
    act("Admin", "managetags", operation="delete", tag="foo", ignorewarnings=1),
    act("Admin", "managetags", operation="delete", tag="mw-undo"),
    act("Admin", "managetags", operation="delete", tag="nope"),
    act("Alice", "managetags", operation="delete", tag="É é"),
    act("Admin", "managetags", operation="create", tag="ok", tags="nope"),
    post("nobody", action="managetags", operation="create", tag="zzz", token="+\\"),
    get("nobody", action="query", list="tags", tgprop="defined|active|hitcount|source", tglimit=50),
    get("nobody", action="query", list="logevents", leprop="ids|type|details|tags|comment|title", letype="managetags"),
]

PATROLS: list[Asked] = [
    *people("Alice", "Admin"),
    act("Admin", "patrol", "$patrol"),
    act("Admin", "patrol", "$csrf", rcid=2),
    act("Admin", "patrol", "$patrol", rcid=2, revid=71001),
    *(act("Admin", "patrol", "$patrol", rcid=rcid) for rcid in ("0", "999", "x", "")),
    *(act("Admin", "patrol", "$patrol", revid=revid) for revid in ("0", "999", "71011")),
    act("Alice", "patrol", "$patrol", rcid=2),
    post("nobody", action="patrol", rcid=2, token="+\\"),
    act("Admin", "patrol", "$patrol", rcid=2, tags="nope"),
    act("Admin", "patrol", "$patrol", rcid=2, tags="foo", formatversion=2),
    act("Admin", "patrol", "$patrol", rcid=2),
    act("Admin", "patrol", "$patrol", revid=71002),
    act("Admin", "patrol", "$patrol", revid=71003, format="xml"),
    act("Admin", "edit", title="A", text="own"),
    act("Admin", "patrol", "$patrol", revid=71011),
    act("Admin", "move", from_="A", to="A2"),
    act("Admin", "patrol", "$patrol", revid=71012),
    act("Alice", "edit", title="B", text="x"),
    act("Admin", "patrol", "$patrol", revid=71014),
    get("Admin", action="query", list="recentchanges", rcprop="ids|patrolled", rclimit=50),
    get("nobody", action="query", list="logevents", leprop="ids|type|details|tags|title", letype="patrol"),
]


PASSWORD = "correct horse 42"


def account(who: str, name: str, password: str = PASSWORD, **more: Any) -> Asked:
    """Ask for an account as its future owner does."""
    sent = {
        "createtoken": "$createaccount",
        "username": name,
        "password": password,
        "retype": password,
        "createreturnurl": "http://example.org/",
        **more,
    }
    return post(who, action="createaccount", **{key: value for key, value in sent.items() if value is not None})


ACCOUNTS: list[Asked] = [
    token("a", "createaccount"),
    account("a", "Nina", createtoken=None),
    account("a", "Nina", createtoken="x"),
    account("a", "Nina", createreturnurl=None),
    account("a", "Nina", createreturnurl="example.org"),
    account("a", "Nina", password=None),
    account("a", "Nina", retype=None),
    account("a", "Nina", retype="other"),
    account("a", "Nina", password="short"),
    account("a", "Nina", password="Nina"),
    account("a", "Ninaninanina", password="Ninaninanina"),
    account("a", "Nina", password="password"),
    account("a", "Nina", password=""),
    account("a", "", formatversion=2),
    account("a", "<>"),
    account("a", "1.2.3.4"),
    account("a", "Alice"),
    account("a", "alice"),
    account("a", "x" * 300),
    account("a", "Nina@x"),
    account("a", "User:Nina"),
    *(account("a", "Alice", createmessageformat=form, formatversion=2) for form in ("html", "raw", "none", "wikitext")),
    account("a", "Alice", createmessageformat="zzz"),
    account("a", "Alice", uselang="fr"),
    account("a", "Alice", format="xml"),
    get("a", action="createaccount", username="Nina", password=PASSWORD, retype=PASSWORD, createtoken="x"),
    account("a", "nina b_c", email="nina@example.org", realname="N", reason="r", formatversion=2),
    token("a", "csrf"),
    get("a", action="query", meta="userinfo", uiprop="groups|email|realname|registrationdate"),
    account("a", "Other"),
    token("a", "createaccount"),
    account("a", "Other"),
    *people("Admin", "Alice"),
    token("Admin", "createaccount"),
    account("Admin", "By admin", email="nomail", formatversion=2),
    account("Admin", "By admin", email="ok@example.org", reason="because", formatversion=2),
    account("Admin", "By admin 2", reason="because", format="xml"),
    get("Admin", action="query", meta="userinfo"),
    get("nobody", action="query", list="logevents", leprop="ids|type|details|title|user|comment", letype="newusers"),
    *login("n", "Nina b c", PASSWORD),
]

ACCOUNTS_REFUSED: list[Asked] = [
    token("a", "createaccount"),
    account("a", "Nina", formatversion=2),
    *people("Bob", "Admin"),
    token("Bob", "createaccount"),
    account("Bob", "Nina"),
    token("Admin", "createaccount"),
    account("Admin", "Nina", formatversion=2),
]

UPLOADS: list[Asked] = [
    *people("Alice", "Admin"),
    act("Alice", "upload"),
    act("Alice", "upload", filename="X.png"),
    act("Alice", "upload", filename="X.png", url="http://example.org/x.png"),
    act("Alice", "upload", filename="X.png", filekey="1.png"),
    act("Alice", "upload", filename="X.png", stash=1, text="x", comment="c", formatversion=2),
    act("Alice", "upload", filename="X.png", watch=1, zzz=1),
    act("Admin", "upload", filename="X.png", filekey="1", checkstatus=1, format="xml"),
    act("Admin", "upload", filename="X.png", token="x"),
    act("Admin", "upload", filename="X.png", filesize="x"),
    act("Admin", "upload", filename="X.png", sessionkey="x", ignorewarnings=1),
    post("nobody", action="upload", filename="X.png", token="+\\"),
    get("Admin", action="upload", filename="X.png"),
]

PASSWORDS_TO_JUDGE = ("x", "Alice", PASSWORD, "")

SMALL_ACTIONS: list[Asked] = [
    *people("Alice", "Admin"),
    act("Alice", "setpagelanguage", title="A", lang="fr"),
    act("Alice", "setpagelanguage", title="A", lang="zzz"),
    act("Alice", "setpagelanguage", lang="fr", formatversion=2),
    act("Alice", "emailuser", target="Nobody", subject="s", text="t"),
    act("Alice", "emailuser", target="", subject="s", text="t"),
    act("Alice", "emailuser", target="Bob", subject="s"),
    act("Alice", "emailuser", target="1.2.3.4", subject="s", text="t"),
    act("Alice", "emailuser", target="MediaWiki default", subject="s", text="t", ccme=1, formatversion=2),
    act("Alice", "upload", filename="X", file="abc"),
    act("Admin", "import", interwikiprefix="x"),
    act("Admin", "import", interwikiprefix="x", xml="abc"),
    post("nobody", action="resetpassword", email="x", token="+\\"),
    post("nobody", action="resetpassword", user="Nobody", token="+\\"),
    post("nobody", action="emailuser", target="Bob", subject="s", text="t", token="+\\"),
    act("Alice", "resetpassword"),
    act("Alice", "resetpassword", user="Alice"),
    act("Alice", "resetpassword", user="Alice", email="alice@example.org"),
    post("nobody", action="resetpassword", user="Alice", token="+\\"),
    post("Alice", action="validatepassword"),
    *(
        post("Alice", action="validatepassword", password=word, formatversion=2)
        for word in ("x", "Alice", PASSWORD, "")
    ),
    post("nobody", action="validatepassword", password="password", user="Nina"),
    post("nobody", action="validatepassword", password="Nina", user="Nina", format="xml"),
    post("nobody", action="validatepassword", password=PASSWORD, user="Alice"),
    post("nobody", action="validatepassword", password=PASSWORD, user="<>"),
    *(post("Alice", action="validatepassword", password="x", errorformat=form) for form in ("html", "raw", "none")),
    act("Alice", "removeauthenticationdata", request="x"),
    act("Alice", "removeauthenticationdata"),
    post("nobody", action="removeauthenticationdata", request="x", token="+\\"),
    post("Alice", action="clearhasmsg"),
    post("nobody", action="clearhasmsg", formatversion=2),
    get("nobody", action="clearhasmsg"),
    act("Alice", "import"),
    act("Alice", "import", interwikisource="x", interwikipage="y"),
    act("Admin", "import", interwikipage="y"),
    act("Admin", "import", summary="x", namespace=0, rootpage="x"),
    post("nobody", action="import", token="+\\"),
]


def settled(requests: list[Asked], **config: Any) -> Story:
    """Tell of actions on a wiki with a past."""
    return Story(config=config, steps=PAGES, requests=requests)


#: Reasons of blocks with bars.
REASONS = (
    "a|b",
    "[[x|y]] z|",
    "<nowiki>c|d</nowiki>",
    "<!--a|b-->c|d",
    "|a",
    "x=y|1=z",
    "[[a|b",
    "a]]|b",
    "<NOWIKI>a|b</NOWIKI>|c",
    "<nowiki>a|b",
    "a |b",
)

STORIES: dict[str, Story] = {
    "deletions": Story(steps=HINDRANCES, requests=DELETIONS),
    "undeletions": Story(steps=HINDRANCES, requests=UNDELETIONS),
    "moves": Story(steps=HINDRANCES, requests=MOVES),
    "moves_of_more": settled(MOVES_OF_MORE),
    "refused_actions": Story(steps=HINDRANCES, requests=REFUSALS),
    "refused_actions_of_many": Story(config=LIMITED, steps=HINDRANCES, requests=REFUSALS),
    "blocks_by_action": settled(BLOCKS),
    "following_blocks": Story(requests=following(act("Alice", "edit", title="A", text="a"))),
    "following_blocks_of_no_editor": Story(requests=following()),
    "blocked_administrators": Story(steps=OWN_BLOCK, requests=BLOCKED_ADMINISTRATORS),
    "rights_by_action": settled(RIGHTS),
    "rollbacks": settled(ROLLBACKS),
    "content_models_by_action": settled(MODELS),
    "watches": settled(WATCHES),
    "watches_that_expire": settled(EXPIRING_WATCHES, watchlist_expiry=True),
    "purges": Story(steps=HINDRANCES, requests=PURGES),
    "purges_too_often": settled(PURGES, rate_limits={"purge": {"user": [2, 60], "ip": [1, 60]}}),
    "options": settled(OPTIONS),
    "taggings": settled(TAGGINGS),
    "tags_managed": settled(TAGS_MANAGED),
    "patrols": settled(PATROLS),
    "accounts": settled(ACCOUNTS),
    "accounts_refused": Story(
        config={"group_permissions": {"*": {"createaccount": False}}}, steps=HINDRANCES, requests=ACCOUNTS_REFUSED
    ),
    "uploads": settled(UPLOADS),
    "small_actions": settled(SMALL_ACTIONS),
    "protections_by_action": Story(steps=HINDRANCES, requests=PROTECTIONS),
    # A bar in the reason of a block ends it, where one text stands within another.
    "bars_in_reasons": Story(
        steps=[
            step
            for number, reason in enumerate(REASONS)
            for step in ({"user": {"name": f"U{number}"}}, {"block": {"target": f"U{number}", "reason": reason}})
        ],
        requests=[
            asked
            for who in (f"U{number}" for number in range(len(REASONS)))
            for asked in (
                *login(who, who, f"{who}Passw0rd!x"),
                token(who),
                act(who, "edit", title="A", text="b"),
                act(who, "edit", title="A", text="b", errorformat="wikitext"),
                act(who, "edit", title="A", text="b", errorformat="plaintext", uselang="fr"),
                act(who, "edit", title="A", text="b", errorformat="raw"),
            )
        ],
    ),
}
