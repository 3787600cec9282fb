"""Stories of what people keep to themselves: when they last looked at pages, how they log in, whom they may let in."""

from __future__ import annotations

import random
from typing import Any

from action_stories import HINDRANCES, ODD_TITLES, PAGES, act, people
from stories import BOB, BOT_PASSWORD, Asked, Story, get, login, post, token

from pytest_mwedit.wiki.passwords import common_passwords

#: Pages that Alice watches, some of which others changed since.
WATCHED: list[dict[str, Any]] = [
    *PAGES,
    *(
        {"watch": {"title": title, "user": "Alice"}}
        for title in ("A", "B", "R", "J", "Nope", "Zed", "Talk:A", "User:Bob")
    ),
]

#: What Alice is told of the pages that she watches.
LOOKS: list[Asked] = [
    get(
        "Alice",
        action="query",
        prop="info",
        inprop="notificationtimestamp",
        titles="A|Talk:A|B|Talk:B|R|J|Nope|User:Bob",
        formatversion=2,
    ),
    get("Alice", action="query", list="watchlistraw", wrprop="changed", wrlimit=50),
]

NOTE = "setnotificationtimestamp"

NOTIFICATIONS: list[Asked] = [
    *people("Alice", "Bob", "Admin"),
    *LOOKS,
    act("Alice", NOTE, titles="R", redirects=1, timestamp="2020-01-01T00:02:00Z"),
    act("Alice", NOTE, titles="R", redirects=1),
    act("Alice", NOTE, titles="R", redirects=1, torevid=71001),
    act("Alice", NOTE, titles="A|B|Zed|R", redirects=1),
    *(act("Bob", "edit", title=title, text="news") for title in ("A", "Talk:A", "B", "R", "J", "Nope", "User:Bob")),
    act("Bob", "edit", title="A", text="more news"),
    get("Alice", action="query", list="watchlistraw", wrprop="changed", wrshow="changed", wrlimit=50),
    post("nobody", action=NOTE, entirewatchlist=1, token="+\\"),
    post("Alice", action=NOTE, titles="A"),
    get("Alice", action=NOTE, titles="A", token="x"),
    act("Alice", NOTE, titles="A", token="x"),
    act("Alice", NOTE),
    act("Alice", NOTE, titles=""),
    act("Alice", NOTE, titles="<>"),
    act("Alice", NOTE, titles="Special:Version"),
    act("Alice", NOTE, titles="mw:x|wikipedia:x|media:x|Special:Version|Special:Nope", formatversion=2),
    act("Alice", NOTE, pageids="99", newerthanrevid=71001),
    act("Alice", NOTE, revids="99", torevid=71001),
    act("Alice", NOTE, titles="Zed", timestamp="2020-01-01T00:03:00Z"),
    act("Alice", NOTE, titles="Zed|A|C", timestamp="2020-01-01T00:03:00Z", formatversion=2),
    act("Alice", NOTE, titles="Zed|A|C", errorformat="wikitext"),
    act("Alice", NOTE, titles="Zed", torevid=71003),
    act("Alice", NOTE, titles="Zed", newerthanrevid=71001),
    act("Alice", NOTE, titles="J", newerthanrevid=71001),
    act("Alice", NOTE, titles="A", newerthanrevid=71003),
    act("Alice", NOTE, titles="A|B", torevid=71003, newerthanrevid=71001),
    act("Alice", NOTE, titles="A|B", torevid=71003, timestamp="2020-01-01T00:03:00Z"),
    act("Alice", NOTE, titles="A", torevid=71003, newerthanrevid=71001, timestamp="2020-01-01T00:03:00Z"),
    act("Alice", NOTE, titles="A", pageids=5001, entirewatchlist=1),
    act("Alice", NOTE, titles="A", pageids=5001, entirewatchlist=1, torevid=71001, newerthanrevid=71001),
    act("Alice", NOTE, titles="A", pageids=5001, torevid=71001, newerthanrevid=71001),
    act("Alice", NOTE, revids="71001|71002|71003", titles="A"),
    act("Alice", NOTE, revids="71001|71002|71003", formatversion=2),
    act("Alice", NOTE, generator="nope"),
    act("Alice", NOTE, continue_="x", generator="allpages", gaplimit=1),
    act("Alice", NOTE, generator="allpages", gaplimit=1, gapcontinue="B", continue_="gapcontinue||"),
    act("Alice", NOTE, timestamp="2020-01-01T00:05:00Z"),
    *(act("Alice", NOTE, entirewatchlist=1, **{name: 5001}) for name in ("titles", "pageids", "revids", "torevid")),
    act("Alice", NOTE, entirewatchlist=1, newerthanrevid=71002),
    act("Alice", NOTE, entirewatchlist=1, generator="allpages"),
    act("Alice", NOTE, titles="A", torevid=71001, newerthanrevid=71001),
    act("Alice", NOTE, titles="A", torevid=71001, timestamp="2020-01-01T00:05:00Z"),
    act("Alice", NOTE, titles="A", timestamp="2020-01-01T00:05:00Z", newerthanrevid=71001),
    act("Alice", NOTE, titles="A|B", torevid=71001),
    act("Alice", NOTE, titles="A|B", newerthanrevid=71001),
    act("Alice", NOTE, torevid=71001),
    act("Alice", NOTE, generator="allpages", torevid=71001),
    act("Alice", NOTE, titles="A", timestamp="x"),
    act("Alice", NOTE, titles="A", torevid="x"),
    act("Alice", NOTE, titles="A", pageids=5001),
    act("Alice", NOTE, titles="A", timestamp="2020-01-01T00:05:00Z", formatversion=2),
    *LOOKS,
    act("Alice", NOTE, titles="A|Talk:A|Main Page|a|C", format="xml"),
    act("Alice", NOTE, titles="A|Talk:A|Main Page|a|C|C", formatversion=2),
    act("Alice", NOTE, titles="B|" + "|".join(ODD_TITLES), timestamp="2020-01-01T00:06:00Z"),
    act("Alice", NOTE, titles="B|" + "|".join(ODD_TITLES), timestamp="2020-01-01T00:06:00Z", formatversion=2),
    act("Alice", NOTE, titles="R|" + "|".join(ODD_TITLES), timestamp="2020-01-01T00:06:00Z", format="xml"),
    *LOOKS,
    act("Alice", NOTE, pageids="5004|99|0", formatversion=2),
    act("Alice", NOTE, pageids="5004|99"),
    act("Alice", NOTE, revids="71005|99|0"),
    act("Alice", NOTE, revids="71006|99", formatversion=2),
    act("Alice", NOTE, titles="R", redirects=1, timestamp="2020-01-01T00:07:00Z"),
    act("Alice", NOTE, titles="J", torevid=71001),
    *LOOKS,
    act("Alice", NOTE, titles="A", torevid=71001, formatversion=2),
    *LOOKS,
    act("Alice", NOTE, titles="A", torevid=71011),
    act("Alice", NOTE, titles="A", newerthanrevid=71001),
    *LOOKS,
    act("Alice", NOTE, titles="A", newerthanrevid=71002, formatversion=2),
    act("Alice", NOTE, titles="A", newerthanrevid=71018, format="xml"),
    act("Alice", NOTE, titles="A", newerthanrevid=99999),
    act("Alice", NOTE, titles="A", torevid=99999),
    act("Alice", NOTE, titles="A", torevid=-1),
    act("Alice", NOTE, pageids=5001, torevid=71002),
    act("Alice", NOTE, titles="C", torevid=71001),
    act("Alice", NOTE, titles="C", newerthanrevid=71001),
    *LOOKS,
    act("Alice", NOTE, generator="allpages", gaplimit=2),
    act("Alice", NOTE, generator="allpages", gaplimit=50, timestamp="2020-01-01T00:08:00Z", formatversion=2),
    *LOOKS,
    act("Alice", NOTE, entirewatchlist=1, timestamp="2020-01-01T00:09:00Z", formatversion=2),
    *LOOKS,
    act("Alice", NOTE, entirewatchlist=1, timestamp="2035-01-01T00:09:00Z", format="xml"),
    *LOOKS,
    act("Bob", "edit", title="A", text="and more"),
    *LOOKS,
    act("Alice", NOTE, titles="A"),
    act("Bob", "edit", title="A", text="and still more"),
    *LOOKS,
    # What this asks for is done later, by a job.
    act("Alice", NOTE, entirewatchlist=1, format="xml"),
    act("Alice", NOTE, entirewatchlist="", zzz=1),
    act("Admin", NOTE, entirewatchlist=1),
    act("Admin", NOTE, titles="A", formatversion=2),
]

NOTIFICATIONS_REFUSED: list[Asked] = [
    *people("Alice", "Bob"),
    act("Alice", NOTE, entirewatchlist=1),
    act("Alice", NOTE, titles="A", errorformat="wikitext", formatversion=2),
    act("Bob", NOTE, entirewatchlist=1),
]


def _may_create(who: str) -> list[Asked]:
    """Ask whether somebody may make accounts, in every way in which that can be told."""
    asked = {"action": "query", "meta": "userinfo", "uiprop": "cancreateaccount"}
    told: tuple[dict[str, Any], ...] = (
        {},
        {"formatversion": 2},
        {"format": "xml"},
        {"uselang": "fr", "formatversion": 2},
        {"errorformat": "wikitext", "formatversion": 2},
        {"errorformat": "html", "formatversion": 2},
        {"errorformat": "plaintext", "uselang": "fr"},
        {"errorformat": "plaintext", "format": "xml"},
        {"errorformat": "raw"},
        {"errorformat": "raw", "formatversion": 2},
        {"errorformat": "none", "formatversion": 2},
    )
    return [get(who, **asked, **more) for more in told]


MAY_CREATE: list[Asked] = [
    *people("Alice", "Bob"),
    *(each for who in ("nobody", "Alice", "Bob") for each in _may_create(who)),
    *login("app", "Alice@app", BOT_PASSWORD),
    *_may_create("app"),
]

APP: list[dict[str, Any]] = [
    {"botpassword": {"user": "Alice", "app": "app", "password": BOT_PASSWORD}},
]

NEW_PASSWORD = "another horse 42"
BY_PASSWORD = "MediaWiki\\Auth\\PasswordAuthenticationRequest"
BY_MAIL = "MediaWiki\\Auth\\TemporaryPasswordAuthenticationRequest"


def change(who: str, request: str | None = BY_PASSWORD, password: str = NEW_PASSWORD, **more: Any) -> Asked:
    """Ask for another way to log in."""
    sent = {"changeauthtoken": "$csrf", "changeauthrequest": request, "password": password, "retype": password, **more}
    named = {key: value for key, value in sent.items() if value is not None}
    return post(who, action="changeauthenticationdata", **named)


PASSWORDS_CHANGED: list[Asked] = [
    *people("Alice", "Bob"),
    *login("elsewhere", "Bob", BOB),
    change("nobody", changeauthtoken="+\\", errorformat="html"),
    change("nobody", changeauthtoken="+\\", errorformat="raw", uselang="fr"),
    change("nobody", changeauthtoken="+\\"),
    change("Alice", changeauthtoken=None),
    change("Alice", changeauthtoken="x"),
    change("Alice", request=None),
    change("Alice", request=""),
    change("Alice", request="x"),
    change("Alice", request="x", errorformat="wikitext", formatversion=2),
    change("Alice", request=BY_MAIL),
    change("Alice", password=None),
    change("Alice", retype=None),
    change("Alice", retype="x"),
    change("Alice", retype="x", format="xml"),
    change("Alice", password="x"),
    change("Alice", password="Alice"),
    change("Alice", password="Alice", errorformat="wikitext", formatversion=2),
    change("Alice", password="lic", errorformat="raw"),
    change("Alice", password="password"),
    change("Alice", changeauthtoken="$csrf", request=BY_PASSWORD, password=NEW_PASSWORD, username="Bob"),
    change("Alice", password=""),
    change("Alice", zzz=1),
    *login("new", "Alice", NEW_PASSWORD),
    change("Bob", formatversion=2),
    change("Bob", format="xml"),
    get("elsewhere", action="query", meta="userinfo"),
    get("Bob", action="query", meta="userinfo"),
    *login("old", "Bob", BOB),
    *login("newer", "Bob", NEW_PASSWORD),
    get("newer", action="changeauthenticationdata", changeauthrequest="x", changeauthtoken="x"),
    get("newer", action="changeauthenticationdata", password="x"),
    *login("app", "Alice@app", BOT_PASSWORD),
    token("app"),
    change("app"),
]

OWN_BLOCKS: list[dict[str, Any]] = [{"block": {"target": "Alice", "pages": ["A"], "reason": "partly"}}]

#: Somebody blocked, from everything or from one page, and nobody who asks for nothing or for what may not be.
TAGGINGS_REFUSED: list[Asked] = [
    *people("Alice", "Bob", "Admin"),
    *(
        act(who, "tag", **token, **asked)
        for who, token in (("nobody", {"token": "+\\"}), ("Alice", {}), ("Bob", {}), ("Admin", {}))
        for asked in ({}, {"tags": "nope"}, {"revid": 71001, "tags": "nope"}, {"revid": 71001, "add": "foo"})
    ),
    act("Bob", "tag", errorformat="plaintext", formatversion=2, tags="nope", revid=1),
    act("Alice", "tag", errorformat="plaintext", formatversion=2, tags="nope"),
]


def _passwords_judged() -> list[Asked]:
    """Ask of passwords of all parts of the list, and of others that are nearly the same."""
    listed = sorted(common_passwords())
    chance = random.Random(8)
    some = [*chance.sample([each for each in listed if len(each) > 7], 50), *chance.sample(listed, 15)]
    near = [f"{each}{chance.choice('qz~')}" for each in some[:40]] + [each.capitalize() for each in some[40:]]
    return [post(action="validatepassword", password=each, formatversion=2) for each in (*some, *near)]


STORIES: dict[str, Story] = {
    "notification_timestamps": Story(steps=WATCHED, requests=NOTIFICATIONS),
    "notification_timestamps_refused": Story(
        config={"group_permissions": {"user": {"editmywatchlist": False}, "*": {"editmywatchlist": False}}},
        steps=HINDRANCES,
        requests=NOTIFICATIONS_REFUSED,
    ),
    "creation_of_accounts_by_anybody": Story(steps=[*APP], requests=MAY_CREATE),
    "creation_of_accounts_by_sysops": Story(
        config={"group_permissions": {"*": {"createaccount": False}}}, steps=[*HINDRANCES, *APP], requests=MAY_CREATE
    ),
    "creation_of_accounts_by_nobody": Story(
        config={"group_permissions": {"*": {"createaccount": False}, "sysop": {"createaccount": False}}},
        steps=[*APP],
        requests=MAY_CREATE,
    ),
    "creation_of_accounts_while_blocked": Story(
        steps=[
            {"block": {"target": "Bob", "reason": "r"}},
            {"block": {"target": "Alice", "nocreate": False}},
            {"block": {"target": "127.0.0.1", "expiry": "20300101000000"}},
            *APP,
        ],
        requests=MAY_CREATE,
    ),
    "creation_of_accounts_without_a_block_against_it": Story(
        steps=[
            {"block": {"target": "Bob", "reason": "r", "pages": ["A"], "nocreate": True}},
            {"block": {"target": "Alice", "nocreate": False}},
            *APP,
        ],
        requests=MAY_CREATE,
    ),
    "creation_of_accounts_on_a_closed_wiki": Story(config={"read_only": "closed"}, requests=_may_create("nobody")),
    "taggings_refused": Story(
        steps=[*PAGES, *OWN_BLOCKS, {"block": {"target": "Bob", "reason": "r"}}], requests=TAGGINGS_REFUSED
    ),
    "passwords_changed": Story(steps=APP, requests=PASSWORDS_CHANGED),
    "common_passwords": Story(requests=_passwords_judged()),
}
