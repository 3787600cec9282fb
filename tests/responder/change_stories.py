"""What is told of changes, logs and people: recent changes, contributions, logs, watchlists, users, blocks, tags."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from stories import ADMIN, ALICE, BOB, ROBO, Asked, Story, get, login, post, token

#: Twenty minutes of a wiki: edits of everybody, logs of every kind that can be arranged, and what is hidden.
PAST: list[dict[str, Any]] = [
    {"page": {"title": "Foo", "text": "one", "user": "Bob", "summary": "first"}},
    {"page": {"title": "Foo", "text": "one two", "user": "Alice", "summary": "/* S */ more", "minor": True}},
    {"page": {"title": "Foo", "text": "one", "user": "Robo", "bot": True}},
    {"page": {"title": "Talk:Foo", "text": "talk", "user": "1.2.3.4", "summary": "[[Foo]] & [[Nope|x]]"}},
    {"page": {"title": "Talk:Foo", "text": "talk talk", "user": "1.2.3.4"}},
    {"page": {"title": "Redir", "text": "#REDIRECT [[Foo]]", "user": "Bob"}},
    {"tag": {"name": "spam"}},
    {"page": {"title": "Tagged", "text": "t", "user": "Alice", "tags": ["spam", "other"]}},
    {"page": {"title": "User:Bob", "text": "me", "user": "Bob"}},
    {"page": {"title": "Gone", "text": "g", "user": "Bob", "summary": "to go"}},
    {"page": {"title": "Gone", "text": "gg", "user": "Alice", "tags": ["spam"]}},
    {"page": {"title": "Gone", "text": "gg é", "user": "Robo", "minor": True}},
    {"delete": {"title": "Gone", "reason": "[[Foo|why]]"}},
    {"page": {"title": "Moving", "text": "m", "user": "Alice"}},
    {"move": {"from": "Moving", "to": "Moved", "reason": "renamed"}},
    {"protect": {"title": "Foo", "edit": "sysop", "expiry": "20300101000000", "reason": "busy"}},
    {"protect": {"title": "Never", "create": "sysop", "reason": "[[no]]"}},
    {"protect": {"title": "Talk:Never", "create": "autoconfirmed", "expiry": "20300101000000"}},
    {"block": {"target": "Bob", "reason": "[[rude]]", "expiry": "20300101000000", "autoblock": True}},
    {"block": {"target": "5.6.7.0/24", "anononly": True, "nocreate": False, "pages": ["Foo"], "namespaces": [4]}},
    {"block": {"target": "5.6.7.8", "reason": "x", "expiry": "20290101000000"}},
    {"page": {"title": "Hidden", "text": "h1", "user": "Alice", "summary": "secret"}},
    {"page": {"title": "Hidden", "text": "h2", "user": "Bob", "summary": "secret two"}},
    {"page": {"title": "Hidden", "text": "h3", "user": "Alice", "summary": "public"}},
    {"revdelete": {"title": "Hidden", "rev": 0, "hide": ["user"]}},
    {"revdelete": {"title": "Hidden", "rev": 1, "hide": ["text", "comment"]}},
    {"user": {"name": "Carl", "groups": ["sysop", "bot"]}},
    {"user": {"name": "Dora", "confirmed": False}},
    {"page": {"title": "Gone", "text": "again", "user": "Carl"}},
    {"delete": {"title": "Gone", "reason": "again"}},
    {"page": {"title": "Talk:Gone too", "text": "x", "user": "5.6.7.8"}},
    {"delete": {"title": "Talk:Gone too"}},
    {"page": {"title": "Data", "text": "{}", "contentmodel": "json", "user": "Carl"}},
    {"watch": {"title": "Foo", "user": "Alice"}},
    {"watch": {"title": "Talk:Foo", "user": "Alice"}},
    {"watch": {"title": "Missing", "user": "Alice"}},
    {"watch": {"title": "Moved", "user": "Alice", "expiry": "20300101000000"}},
    {"page": {"title": "Foo", "text": "one three", "user": "Carl", "summary": "seen by those who watch"}},
]

LOGGED_IN = [*login("Alice", "Alice", ALICE), *login("Admin", "Admin", ADMIN), *login("Robo", "Robo", ROBO)]


def asked(text: str, who: str = "nobody", **more: Any) -> Asked:
    """Return a query; *text* is written as in an address."""
    return get(who, action="query", **dict(parse_qsl(text, keep_blank_values=True)), **more)


def each(base: str, texts: Iterable[str], *who: str) -> list[Asked]:
    """Return a query for each of *texts*, by everybody of *who*."""
    return [asked(f"{base}&{text}", name) for text in texts for name in who or ("nobody",)]


def in_all_formats(text: str, *who: str) -> list[Asked]:
    """Return a query in both versions of JSON and in XML."""
    formats: list[dict[str, Any]] = [{}, {"formatversion": 2}, {"format": "xml"}]
    return [asked(text, name, **more) for name in who or ("nobody",) for more in formats]


RC = "list=recentchanges"
ALL_RC = "rcprop=user|userid|comment|parsedcomment|timestamp|title|ids|sizes|redirect|loginfo|tags|flags|sha1"
RECENT_CHANGES = [
    *in_all_formats(f"{RC}&{ALL_RC}&rclimit=max", "nobody", "Alice", "Admin"),
    *in_all_formats(f"{RC}&{ALL_RC}|patrolled|autopatrolled&rclimit=max", "nobody", "Admin"),
    *in_all_formats(RC),
    *each(
        RC,
        [
            *(
                f"rcprop={prop}&rclimit=40"
                for prop in (
                    "user userid comment parsedcomment flags timestamp title ids sizes redirect loginfo tags sha1"
                    " patrolled autopatrolled nope"
                ).split()
            ),
            "rcprop=&rclimit=3",
            *(
                f"rcshow={show}&rclimit=max&rcprop=ids|title"
                for show in (
                    "minor !minor bot !bot anon !anon redirect !redirect patrolled !patrolled unpatrolled autopatrolled"
                    " !autopatrolled minor|bot minor|!minor !bot|!redirect patrolled|unpatrolled bot|!anon nope"
                ).split()
            ),
        ],
        "nobody",
        "Admin",
    ),
    *each(
        RC,
        [
            *(
                f"rctype={kind}&rcprop=ids|title&rclimit=max"
                for kind in "edit new log external categorize edit|log nope".split()
            ),
            "rctype=&rclimit=2",
            *(f"rcnamespace={each}&rcprop=ids|title&rclimit=max" for each in "0 1 2|3 -1 * 0|1|-2 99 x".split()),
            *(
                f"rcuser={name}&rcprop=ids|title|user&rclimit=max"
                for name in "Alice alice Bob Nobody 1.2.3.4 #3 #99 User:Bob meta>Bob".split()
            ),
            *(f"rcexcludeuser={name}&rcprop=ids|user&rclimit=max" for name in "Admin 1.2.3.4 #3 Nix a|b".split()),
            "rcuser=Alice&rcexcludeuser=Bob",
            *(f"rctag={tag}&rcprop=ids|tags" for tag in "spam other mw-new-redirect nope".split()),
            "rctag=&rcprop=ids|tags",
            *(
                f"rctitle={title}&rcprop=ids|title"
                for title in "Foo foo Moved Moving Nope Gone User:Bob [ Foo|Bar".split()
            ),
            "rctitle=Foo%23x&rcprop=ids|title",
            "rctitle=",
            "rctoponly=1&rcprop=ids|title&rclimit=max",
            "rctoponly=1&rctype=log&rcprop=ids|title&rclimit=max",
            "rcdir=newer&rclimit=3",
            "rcdir=newer&rclimit=3&rccontinue=20200101000300|5",
            "rclimit=2&rccontinue=20200101000300|5&rcprop=ids",
            "rclimit=5&rccontinue=20200101000100|3&rcprop=ids",
            "rclimit=2&rccontinue=20200101000300|4&rcprop=ids",
            *(f"rccontinue={each}" for each in ("x", "20200101000300", "20200101000300|x", "1|2", "", "2020|3|4")),
            "rcstart=2020-01-01T00:05:00Z&rcprop=ids|timestamp&rclimit=max",
            "rcend=2020-01-01T00:30:00Z&rcprop=ids|timestamp&rclimit=max",
            "rcstart=2020-01-01T00:10:00Z&rcend=2020-01-01T00:03:00Z&rcprop=ids|timestamp",
            "rcstart=2020-01-01T00:03:00Z&rcend=2020-01-01T00:10:00Z&rcprop=ids|timestamp",
            "rcdir=newer&rcstart=2020-01-01T00:03:00Z&rcend=2020-01-01T00:10:00Z&rcprop=ids|timestamp",
            "rcdir=newer&rcstart=2020-01-01T00:10:00Z&rcend=2020-01-01T00:03:00Z&rcprop=ids|timestamp",
            "rcstart=x",
            "rcend=nope",
            "rclimit=0",
            "rclimit=501&rcprop=ids",
            "rclimit=-1&rcprop=ids",
            "rclimit=x",
            "rclimit=1&rcprop=ids",
            "rcdir=up",
            "rcslot=main&rcprop=ids",
            "rcslot=x",
        ],
    ),
    *each("generator=recentchanges", ["", "grclimit=3", "grcgeneraterevisions=1", "grctype=log&grclimit=max"]),
    *each(
        "generator=recentchanges&prop=info|revisions&rvprop=ids",
        ["grclimit=3&grcdir=newer", "grcgeneraterevisions=1&grclimit=4&grcdir=newer", "grctitle=Foo", "grcshow=minor"],
    ),
    asked("generator=recentchanges&grclimit=2&grcdir=newer&grccontinue=20200101000300|5"),
    asked(f"{RC}|logevents&rclimit=1&lelimit=1"),
]

UC = "list=usercontribs"
ALL_UC = "ucprop=ids|title|timestamp|comment|parsedcomment|size|sizediff|flags|tags"
USER_CONTRIBUTIONS = [
    *in_all_formats(f"{UC}&ucuser=Alice&{ALL_UC}", "nobody", "Admin"),
    *in_all_formats(f"{UC}&ucuser=Bob|Alice|1.2.3.4&{ALL_UC}|patrolled|autopatrolled&uclimit=max", "nobody", "Admin"),
    *in_all_formats(f"{UC}&ucuser=Bob"),
    *each(
        UC,
        [
            *(
                f"ucuser=Alice&ucprop={prop}&uclimit=40"
                for prop in (
                    "ids title timestamp comment parsedcomment size sizediff flags patrolled autopatrolled tags nope"
                ).split()
            ),
            "ucuser=Alice&ucprop=",
            *(
                f"ucuser=Alice|Robo|Bob|Admin|1.2.3.4&ucshow={show}&uclimit=max&ucprop=ids|title|flags"
                for show in (
                    "minor !minor new !new top !top patrolled !patrolled autopatrolled !autopatrolled minor|!minor"
                    " top|new minor|top nope"
                ).split()
            ),
        ],
        "nobody",
        "Admin",
    ),
    *each(
        UC,
        [
            "",
            "ucuser=",
            "ucuser=alice",
            "ucuser=Nobody",
            "ucuser=Nobody|Alice&uclimit=1",
            "ucuser=1.2.3.4",
            "ucuser=1.2.3.0/24",
            "ucuser=a|b%23",
            "ucuser=User:Alice&uclimit=1",
            "ucuser=meta>Alice",
            "ucuser=Alice|Alice&ucprop=ids",
            "ucuserids=3&ucprop=ids",
            "ucuserids=3|4&ucprop=ids|title&uclimit=max",
            "ucuserids=99",
            "ucuserids=3|99&ucprop=ids",
            "ucuserids=x",
            "ucuserids=",
            "ucuser=Nobody&ucshow=minor|!minor",
            "ucuser=Nobody&ucprop=patrolled",
            "ucuser=9.9.9.9&ucprop=patrolled",
            "ucuser=Nobody&uccontinue=x",
            "ucuserids=0",
            "ucuserprefix=A&ucprop=ids|title&uclimit=max",
            "ucuserprefix=a&ucprop=ids",
            "ucuserprefix=&ucprop=ids&uclimit=3",
            "ucuserprefix=1.2&ucprop=ids|title",
            "ucuserprefix=Z",
            "uciprange=1.2.3.0/24&ucprop=ids|title",
            "uciprange=1.2.3.4&ucprop=ids|title",
            "uciprange=1.2.0.0/8",
            "uciprange=x",
            "uciprange=::/16",
            "uciprange=9.9.9.0/24",
            "ucuser=Alice&ucuserids=3",
            "ucuser=Alice&ucuserprefix=A",
            "ucuser=Alice&ucnamespace=0&ucprop=ids|title",
            "ucuser=Alice&ucnamespace=1|2&ucprop=ids|title",
            "ucuser=Alice&ucnamespace=*&ucprop=ids|title",
            "ucuser=Alice&ucnamespace=-1",
            "ucuser=Bob&ucnamespace=2&ucprop=ids|title",
            "ucuser=Alice&uctag=spam",
            "ucuser=Alice&uctag=nope",
            "ucuser=Alice&uctoponly=1&ucprop=ids|title",
            "ucuser=Alice&uctoponly=1&ucshow=new",
            "ucuser=Alice&ucdir=newer&ucprop=ids|timestamp",
            "ucuser=Alice&uclimit=2&ucprop=ids|timestamp",
            "ucuser=Alice&uclimit=2&ucprop=ids|timestamp&uccontinue=20200101000700|71007",
            "ucuser=Alice&uclimit=1&ucprop=ids&ucdir=newer&uccontinue=20200101000100|71002",
            "ucuser=Alice|Bob&uclimit=2&ucprop=ids|timestamp",
            "ucuser=Alice|Bob&uclimit=2&ucprop=ids|timestamp&ucdir=newer",
            "ucuserprefix=A&uclimit=2&ucprop=ids|timestamp",
            "ucuserprefix=A&uclimit=2&ucprop=ids|timestamp&ucdir=newer",
            "ucuserids=3|4&uclimit=2&ucprop=ids|timestamp",
            "uciprange=1.2.3.0/24&uclimit=1&ucprop=ids|timestamp",
            *(f"ucuser=Alice&uccontinue={each}" for each in ("x", "20200101000700", "1|2", "", "name|Bob|1|2")),
            "ucuser=Alice|Bob&uclimit=2&ucprop=ids&uccontinue=x|1|2",
            "ucuser=Alice|Bob&uclimit=2&ucprop=ids&uccontinue=x",
            "ucuser=Alice&ucstart=2020-01-01T00:10:00Z&ucprop=ids|timestamp",
            "ucuser=Alice&ucend=2020-01-01T00:10:00Z&ucprop=ids|timestamp",
            "ucuser=Alice&ucdir=newer&ucstart=2020-01-01T00:07:00Z&ucend=2020-01-01T00:10:00Z&ucprop=ids|timestamp",
            "ucuser=Alice&ucstart=2020-01-01T00:07:00Z&ucend=2020-01-01T00:10:00Z",
            "ucuser=Alice&ucstart=x",
            "ucuser=Alice&uclimit=0",
            "ucuser=Alice&uclimit=501&ucprop=ids",
            "ucuser=Alice&uclimit=max&ucprop=ids",
            "ucuser=Alice&ucdir=x",
        ],
    ),
]

LE = "list=logevents"
ALL_LE = "leprop=ids|title|type|user|userid|timestamp|comment|parsedcomment|details|tags"
LOGS = [
    *in_all_formats(f"{LE}&{ALL_LE}&lelimit=max", "nobody", "Admin"),
    *in_all_formats(LE),
    *each(
        LE,
        [
            *(
                f"leprop={prop}&lelimit=max"
                for prop in "ids title type user userid timestamp comment parsedcomment details tags nope".split()
            ),
            "leprop=&lelimit=3",
            *(
                f"letype={kind}&leprop=ids|type|title"
                for kind in (
                    "block create delete move protect rights newusers patrol tag import upload suppress nope".split()
                )
            ),
            "letype=&leprop=ids|type",
            *(
                f"leaction={action}&leprop=ids|type|title"
                for action in (
                    "delete/delete delete/* block/* protect/modify move/move suppress/* suppress/block create/create x"
                    " nope/nope block/nope"
                ).split()
            ),
            "leaction=delete/delete&letype=block&leprop=ids|type",
            *(f"leuser={name}&leprop=ids|user" for name in "Bob bob 1.2.3.4 #4 #77 Nix meta>X".split()),
            *(f"letitle={title}&leprop=ids|title" for title in "Foo User:Bob Moving Moved Nope [ Special:Tags".split()),
            "letitle=User:5.6.7.0/24&leprop=ids|title",
            "letitle=Foo%23x&leprop=ids|title",
            *(f"lenamespace={each}&leprop=ids|title" for each in "0 1 2 -1 -2 3 99 0|1 *".split()),
            *(f"leprefix={prefix}&leprop=ids|title" for prefix in "F User:B M Talk: G nope".split()),
            "leprefix=F&letitle=Foo",
            "leprefix=F&lenamespace=0",
            "leprefix=[",
            "letag=spam&leprop=ids|tags",
            "letag=nope&leprop=ids|tags",
            "letag=mw-new-redirect&leprop=ids|tags",
            "lelimit=2&leprop=ids|timestamp",
            "lelimit=2&leprop=ids|timestamp&ledir=newer",
            "lelimit=2&leprop=ids|timestamp&lecontinue=20200101000900|8",
            "lelimit=2&leprop=ids|timestamp&ledir=newer&lecontinue=20200101000900|8",
            *(f"lecontinue={each}" for each in ("x", "20200101000900", "1|2", "", "2020|x")),
            "lestart=2020-01-01T00:15:00Z&leprop=ids|timestamp",
            "leend=2020-01-01T00:15:00Z&leprop=ids|timestamp",
            "lestart=2020-01-01T00:15:00Z&leend=2020-01-01T00:05:00Z&leprop=ids|timestamp",
            "ledir=newer&lestart=2020-01-01T00:05:00Z&leend=2020-01-01T00:15:00Z&leprop=ids|timestamp",
            "lestart=&leprop=ids|timestamp&lelimit=2",
            "lelimit=0",
            "lelimit=501&leprop=ids",
            "ledir=x",
        ],
    ),
    *each(LE, ["leaction=suppress/block", "letype=suppress", "letype=patrol"], "Admin"),
]

WL = "list=watchlist"
ALL_WL = "wlprop=ids|title|flags|user|userid|comment|parsedcomment|timestamp|sizes|notificationtimestamp|tags|expiry"
WATCHLIST = [
    *in_all_formats(f"{WL}&{ALL_WL}&wllimit=max", "nobody", "Alice", "Admin"),
    *in_all_formats(f"{WL}&{ALL_WL}&wlallrev=1&wllimit=max", "Alice"),
    *in_all_formats(f"{WL}", "Alice"),
    *each(
        WL,
        [
            *(
                f"wlprop={prop}&wlallrev=1&wllimit=max"
                for prop in (
                    "ids title flags user userid comment parsedcomment timestamp patrol sizes notificationtimestamp"
                    " tags expiry nope"
                ).split()
            ),
            "wlprop=",
            *(
                f"wlshow={show}&wlallrev=1&wllimit=max&wlprop=ids|title"
                for show in (
                    "minor !minor bot !bot anon !anon patrolled !patrolled autopatrolled !autopatrolled unread !unread"
                    " minor|!minor bot|minor nope"
                ).split()
            ),
            *(
                f"wltype={kind}&wlallrev=1&wllimit=max&wlprop=ids"
                for kind in "edit new log external edit|new x".split()
            ),
            *(f"wlnamespace={each}&wlallrev=1&wlprop=ids|title" for each in "0 1 * 2|3 -1".split()),
            *(f"wluser={name}&wlallrev=1&wlprop=ids|user" for name in "Bob 1.2.3.4 Nix".split()),
            *(f"wlexcludeuser={name}&wlallrev=1&wlprop=ids|user" for name in "Bob 1.2.3.4 Nix".split()),
            "wluser=Bob&wlexcludeuser=Alice",
            "wlallrev=1&wllimit=2&wlprop=ids|timestamp",
            "wlallrev=1&wllimit=2&wlprop=ids|timestamp&wldir=newer",
            "wllimit=1&wlprop=ids|timestamp",
            "wlallrev=1&wllimit=2&wlprop=ids|timestamp&wlcontinue=20200101000300|5",
            "wlallrev=1&wllimit=2&wlprop=ids|timestamp&wldir=newer&wlcontinue=20200101000300|5",
            "wlcontinue=x",
            "wlcontinue=1|2",
            "wlstart=2020-01-01T00:04:00Z&wlallrev=1&wlprop=ids|timestamp",
            "wlend=2020-01-01T00:04:00Z&wlallrev=1&wlprop=ids|timestamp",
            "wldir=newer&wlstart=2020-01-01T00:01:00Z&wlend=2020-01-01T00:04:00Z&wlallrev=1&wlprop=ids|timestamp",
            "wlowner=Alice&wltoken=x",
            "wlowner=Nix&wltoken=x",
            "wlowner=Alice",
            "wltoken=x&wlprop=ids",
            "wllimit=0",
        ],
        "Alice",
    ),
    asked(f"{WL}&wlowner=Alice&wltoken=x"),
    asked(f"{WL}&wlprop=patrol", "Admin"),
    asked(f"{WL}&wlprop=loginfo&wltype=edit|new", "Alice"),
    asked(f"{WL}&wlshow=patrolled", "Admin"),
    *each(
        "generator=watchlist",
        ["", "gwlallrev=1&gwllimit=max", "gwllimit=1", "gwlallrev=1&gwllimit=2&prop=revisions&rvprop=ids"],
        "Alice",
        "nobody",
    ),
    asked("generator=watchlist&gwlallrev=1", "Robo"),
    *in_all_formats("generator=watchlist", "Robo"),
    *in_all_formats("list=watchlistraw", "nobody", "Alice", "Admin"),
    *each(
        "list=watchlistraw",
        [
            "wrlimit=1",
            "wrlimit=1&wrdir=descending",
            "wrlimit=2&wrcontinue=0|Moved",
            "wrlimit=2&wrcontinue=0|Moved&wrdir=descending",
            "wrcontinue=x",
            "wrcontinue=x|y",
            "wrnamespace=1",
            "wrnamespace=0|1",
            "wrnamespace=*",
            "wrnamespace=-1",
            "wrprop=changed",
            "wrprop=nope",
            "wrshow=changed",
            "wrshow=!changed",
            "wrshow=changed|!changed",
            "wrfromtitle=Foo&wrtotitle=Moved",
            "wrfromtitle=Missing",
            "wrtotitle=Missing",
            "wrfromtitle=Talk:Foo",
            "wrfromtitle=[",
            "wrtotitle=[",
            "wrfromtitle=Moved&wrtotitle=Foo&wrdir=descending",
            "wrowner=Alice&wrtoken=x",
            "wrowner=Alice",
            "wrlimit=0",
        ],
        "Alice",
    ),
    *each("generator=watchlistraw", ["", "gwrlimit=1", "gwrprop=changed", "gwrlimit=1&gwrdir=descending"], "Alice"),
]

US = "list=users"
ALL_US = (
    "usprop=blockinfo|groups|groupmemberships|implicitgroups|rights|editcount|registration|emailable|gender|centralids"
    "|cancreate"
)
USERS = [
    *in_all_formats(f"{US}&ususers=Alice|bob|Admin|Nix|1.2.3.4|Robo|a%23b|Dora&{ALL_US}", "nobody", "Alice", "Admin"),
    *in_all_formats(f"{US}&ususers=Alice|Nix"),
    *each(
        US,
        [
            *(
                f"ususers=Alice|Bob|Carl|Dora|Nix|1.2.3.4|5.6.7.8&usprop={prop}"
                for prop in (
                    "blockinfo groups groupmemberships implicitgroups rights editcount registration emailable gender"
                    " centralids cancreate nope"
                ).split()
            ),
            "",
            "ususers=",
            "ususers=|",
            "ususers=Alice|alice|Alice",
            "ususers=alice_x| Alice |User:Alice|Talk:Alice|meta>Alice|MediaWiki default",
            "ususers=1.2.3.4|1.2.3.0/24|::1|1.2.3.xxx|#3",
            "ususers=<>|a@b|[x]|Special:Foo",
            "ususerids=1|3|99",
            "ususerids=3|1&usprop=groups",
            "ususerids=0",
            "ususerids=-1",
            "ususerids=x",
            "ususerids=",
            "ususerids=1|1",
            "ususers=Alice&ususerids=1",
            "ususers=Nix|Neu:x|1.2.3.4|~x&usprop=cancreate",
            "ususers=Alice&usprop=centralids&usattachedwiki=other",
        ],
        "nobody",
        "Alice",
    ),
    asked(f"{US}&ususers=Alice|Bob&usprop=emailable|blockinfo", "Admin", formatversion=2),
]

AU = "list=allusers"
ALL_AU = "auprop=blockinfo|groups|implicitgroups|rights|editcount|registration|centralids"
ALL_USERS = [
    *in_all_formats(f"{AU}&{ALL_AU}&aulimit=max", "nobody", "Admin"),
    *in_all_formats(AU),
    *each(
        AU,
        [
            *(
                f"auprop={prop}"
                for prop in "blockinfo groups implicitgroups rights editcount registration centralids nope".split()
            ),
            "auprop=",
            "aufrom=B",
            "auto=B",
            "aufrom=B&auto=D",
            "aufrom=D&auto=B",
            "aufrom=b",
            "auprefix=A",
            "auprefix=a",
            "auprefix=Z",
            "auprefix=1.2",
            "audir=descending",
            "audir=descending&aufrom=D&auto=B",
            "aulimit=2",
            "aulimit=2&audir=descending",
            "aulimit=2&aufrom=Bob",
            "aulimit=0",
            "augroup=sysop",
            "augroup=bot|bureaucrat",
            "augroup=user",
            "auexcludegroup=sysop",
            "auexcludegroup=bot|sysop",
            "augroup=sysop&auexcludegroup=bot",
            "aurights=delete",
            "aurights=delete|bot&auprop=groups",
            "aurights=edit",
            "aurights=hideuser",
            "augroup=bot&aurights=delete",
            "augroup=bureaucrat&aurights=edit|delete",
            "auwitheditsonly=1&auprop=editcount",
            "auactiveusers=1",
            "auactiveusers=1&auprop=editcount",
            "auexcludenamed=1",
            "auexcludetemp=1&aulimit=2",
            "auexcludenamed=1&auexcludetemp=1",
            "auattachedwiki=x&auprop=centralids",
        ],
    ),
]

BK = "list=blocks"
ALL_BK = "bkprop=id|user|userid|by|byid|timestamp|expiry|reason|range|flags|restrictions"
BLOCKS = [
    *in_all_formats(f"{BK}&{ALL_BK}", "nobody", "Admin"),
    *in_all_formats(BK),
    *each(
        BK,
        [
            *(
                f"bkprop={prop}"
                for prop in "id user userid by byid timestamp expiry reason range flags restrictions nope".split()
            ),
            "bkprop=",
            "bkids=1",
            "bkids=1|4|99",
            "bkids=x",
            "bkids=0",
            "bkusers=Bob",
            "bkusers=bob|Alice|5.6.7.8|5.6.7.0/24",
            "bkusers=Nix",
            "bkusers=5.6.7.5",
            "bkusers=127.0.0.1",
            "bkusers=",
            "bkusers=a%23b",
            "bkip=5.6.7.5",
            "bkip=5.6.7.8",
            "bkip=5.6.7.0/24",
            "bkip=5.6.7.0/30",
            "bkip=127.0.0.1",
            "bkip=9.9.9.9",
            "bkip=x",
            "bkip=5.6.0.0/8",
            "bkip=::1",
            "bkusers=Bob&bkip=5.6.7.8",
            "bkids=1&bkusers=Bob",
            *(
                f"bkshow={show}&bkprop=id|user"
                for show in (
                    "account !account ip !ip range !range temp !temp account|!account ip|range !ip|!range account|temp"
                    " x"
                ).split()
            ),
            "bkdir=newer",
            "bklimit=1",
            "bklimit=1&bkdir=newer",
            "bklimit=2&bkcontinue=20200101001900|3",
            "bklimit=2&bkdir=newer&bkcontinue=20200101001900|3",
            "bkcontinue=x",
            "bkcontinue=1|2",
            "bkcontinue=",
            "bkstart=2020-01-01T00:19:00Z",
            "bkend=2020-01-01T00:19:00Z",
            "bkdir=newer&bkstart=2020-01-01T00:19:00Z",
            "bklimit=0",
        ],
    ),
]

TAGS = [
    *in_all_formats("list=tags&tgprop=displayname|description|hitcount|defined|source|active&tglimit=max"),
    *in_all_formats("list=tags"),
    *each(
        "list=tags",
        [
            *(
                f"tgprop={prop}&tglimit=max"
                for prop in "displayname description hitcount defined source active name nope".split()
            ),
            "tglimit=2",
            "tglimit=2&tgcontinue=mw-undo",
            "tglimit=2&tgcontinue=spam",
            "tglimit=2&tgcontinue=nope",
            "tgcontinue=",
            "tglimit=0",
            "tglimit=2&tgprop=displayname|description&uselang=fr",
        ],
    ),
]

PT = "list=protectedtitles"
PROTECTED_TITLES = [
    *in_all_formats(f"{PT}&ptprop=timestamp|user|userid|comment|parsedcomment|expiry|level"),
    *in_all_formats(PT),
    *each(
        PT,
        [
            *(f"ptprop={prop}" for prop in "timestamp user userid comment parsedcomment expiry level nope".split()),
            "ptprop=",
            "ptnamespace=0",
            "ptnamespace=1|0",
            "ptnamespace=-1",
            "ptlevel=sysop",
            "ptlevel=autoconfirmed",
            "ptlevel=sysop|autoconfirmed",
            "ptlevel=x",
            "ptlimit=1",
            "ptlimit=1&ptdir=newer",
            "ptlimit=1&ptcontinue=20200101001600|0|Never",
            "ptlimit=1&ptdir=newer&ptcontinue=20200101001600|0|Never",
            "ptcontinue=x",
            "ptcontinue=1|2|3",
            "ptstart=2020-01-01T00:16:00Z",
            "ptend=2020-01-01T00:17:00Z",
            "ptdir=newer&ptstart=2020-01-01T00:17:00Z",
            "ptlimit=0",
        ],
    ),
    *each("generator=protectedtitles", ["", "gptlimit=1", "gptprop=comment&prop=info"]),
]

ALL_REVISION = (
    "ids|flags|timestamp|user|userid|size|slotsize|sha1|slotsha1|contentmodel|comment|parsedcomment|content|tags|roles"
)
AR = "list=allrevisions"
ALL_REVISIONS = [
    *in_all_formats(f"{AR}&arvprop={ALL_REVISION}&arvslots=*&arvlimit=max", "nobody", "Admin"),
    *in_all_formats(AR),
    *in_all_formats(f"{AR}&arvdir=newer&arvlimit=5"),
    *each(
        AR,
        [
            *(f"arvprop={prop}&arvslots=main&arvlimit=3" for prop in ALL_REVISION.split("|")),
            "arvprop=",
            "arvprop=nope",
            "arvprop=content|ids&arvlimit=2",
            "arvuser=Alice&arvprop=ids|user&arvlimit=max",
            "arvuser=Nix",
            "arvuser=1.2.3.4&arvprop=ids|user&arvlimit=max",
            "arvuser=Bob&arvprop=ids|user&arvlimit=max",
            "arvexcludeuser=Alice&arvprop=ids|user&arvlimit=max",
            "arvuser=Alice&arvexcludeuser=Bob",
            "arvnamespace=1&arvprop=ids&arvlimit=max",
            "arvnamespace=0|2&arvprop=ids&arvlimit=max",
            "arvstart=2020-01-01T00:05:00Z&arvprop=ids&arvlimit=max",
            "arvend=2020-01-01T00:10:00Z&arvprop=ids&arvlimit=max",
            "arvdir=newer&arvstart=2020-01-01T00:03:00Z&arvend=2020-01-01T00:08:00Z&arvprop=ids&arvlimit=max",
            "arvlimit=2&arvprop=ids",
            "arvlimit=2&arvprop=ids&arvcontinue=20200101000300|71004",
            "arvlimit=2&arvprop=ids&arvdir=newer&arvcontinue=20200101000300|71004",
            "arvcontinue=x",
            "arvcontinue=1|2",
            "arvuser=Alice&arvlimit=2&arvprop=ids",
            "arvnamespace=0&arvlimit=2&arvprop=ids",
            "arvlimit=0",
            "arvlimit=501&arvprop=ids",
            "arvlimit=501&arvprop=content&arvslots=main",
            "arvlimit=51&arvprop=content&arvslots=main&arvuser=Bob",
            "arvprop=content&arvslots=main&arvsection=0&arvlimit=1",
        ],
    ),
    *each(
        "generator=allrevisions",
        ["garvlimit=3", "garvlimit=3&garvgeneratetitles=1", "garvlimit=3&garvdir=newer&prop=revisions&rvprop=ids"],
    ),
]

AD = "list=alldeletedrevisions"
DV = "prop=deletedrevisions"
DELETED = [
    *in_all_formats(f"{AD}&adrprop={ALL_REVISION}&adrslots=*&adrlimit=max", "nobody", "Admin"),
    *in_all_formats(AD, "Admin"),
    *each(
        AD,
        [
            *(f"adrprop={prop}&adrslots=main&adrlimit=3" for prop in ALL_REVISION.split("|")),
            "adrprop=",
            "adrprop=content|ids&adrlimit=2",
            "adrdir=newer",
            "adruser=Alice&adrprop=ids|user",
            "adruser=Nix",
            "adrexcludeuser=Alice&adrprop=ids|user",
            "adruser=Alice&adrexcludeuser=Bob",
            "adrnamespace=1&adrprop=ids",
            "adrnamespace=0|2&adrprop=ids",
            "adrnamespace=-1",
            "adrfrom=Gone",
            "adrfrom=Gone&adrnamespace=0&adrprop=ids",
            "adrfrom=Gonf&adrprop=ids",
            "adrto=Gone&adrprop=ids",
            "adrto=Gomm&adrprop=ids",
            "adrprefix=Go&adrprop=ids",
            "adrprefix=G&adrnamespace=0|1&adrprop=ids",
            "adrprefix=G&adrlimit=1&adrprop=ids",
            "adrprefix=G&adrlimit=1&adrprop=ids&adrdir=newer",
            "adrfrom=A&adrlimit=1&adrprop=ids&adrcontinue=0|Gone|20200101001000|71012",
            "adruser=Alice&adrfrom=A",
            "adruser=Alice&adrprefix=A",
            "adrtag=spam&adrprop=ids|tags",
            "adrtag=nope",
            "adrstart=2020-01-01T00:10:00Z&adrprop=ids",
            "adrend=2020-01-01T00:10:00Z&adrprop=ids",
            "adrdir=newer&adrstart=2020-01-01T00:10:00Z&adrend=2020-01-01T00:20:00Z&adrprop=ids",
            "adrlimit=2&adrprop=ids",
            "adrlimit=2&adrprop=ids&adrdir=newer",
            "adruser=Alice&adrlimit=1&adrprop=ids",
            "adrlimit=1&adrprop=ids&adrcontinue=20200101001000|71012",
            "adrcontinue=x",
            "adrcontinue=1|2|3|4",
            "adrlimit=0",
        ],
        "Admin",
    ),
    *each(
        AD,
        ["adrprop=ids|user|timestamp|tags|size", "adrprop=content&adrslots=main", "adrprop=comment", "adrprop="],
        "nobody",
        "Alice",
    ),
    *each(
        "generator=alldeletedrevisions",
        ["gadrlimit=2", "gadrlimit=2&gadrgeneratetitles=1", "gadrlimit=1&prop=deletedrevisions&drvprop=ids"],
        "Admin",
    ),
    *in_all_formats(f"{DV}&titles=Gone|Talk:Gone too|Foo&drvprop={ALL_REVISION}&drvslots=*", "nobody", "Admin"),
    *in_all_formats(f"{DV}&titles=Gone", "Admin"),
    *each(
        DV,
        [
            *(f"titles=Gone&drvprop={prop}&drvslots=main" for prop in ALL_REVISION.split("|")),
            "titles=Gone&drvprop=",
            "revids=71010|71011|71001|99999&drvprop=ids",
            "titles=Gone&drvdir=newer&drvprop=ids",
            "titles=Gone|Talk:Gone too&drvlimit=2&drvprop=ids",
            "titles=Gone|Talk:Gone too&drvlimit=2&drvprop=ids&drvdir=newer",
            "titles=Gone&drvlimit=1&drvprop=ids",
            "titles=Gone&drvlimit=1&drvprop=ids&drvcontinue=0|Gone|20200101001000|71012",
            "titles=Gone&drvcontinue=x",
            "titles=Gone&drvuser=Alice&drvprop=ids|user",
            "titles=Gone&drvexcludeuser=Alice&drvprop=ids|user",
            "titles=Gone&drvuser=Alice&drvexcludeuser=Bob",
            "titles=Gone&drvtag=spam&drvprop=ids|tags",
            "titles=Gone&drvstart=2020-01-01T00:10:00Z&drvprop=ids",
            "titles=Gone&drvend=2020-01-01T00:10:00Z&drvprop=ids",
            "titles=Foo&drvprop=ids",
            "titles=Nope",
            "titles=Gone&drvlimit=0",
            "pageids=5001&drvprop=ids",
        ],
        "Admin",
    ),
    *each(
        "generator=deletedrevisions",
        ["gdrvprop=ids&titles=Talk:Gone too|Gone|Foo", "gdrvlimit=1&gdrvprop=ids&titles=Gone", "titles=Gone"],
        "nobody",
        "Admin",
    ),
    asked("generator=alldeletedrevisions&gadrprop=ids&gadrlimit=2"),
    *each(DV, ["titles=Gone", "titles=Gone&drvprop=ids", "titles=Foo", "revids=71010"], "nobody", "Alice"),
]


def made(who: str, text: str, **more: Any) -> Asked:
    """Edit a page that nobody watches for it."""
    return post(who, action="edit", **{"title": "Made", "text": text, "watchlist": "nochange", **more}, token="$csrf")


#: What happens while somebody looks.
WRITES = [
    token("Alice"),
    token("Robo"),
    token("Admin"),
    token("nobody"),
    made("Alice", "[[Foo]]", summary="/* A */ [[Foo]]"),
    made("Robo", "bot", bot=1, minor=1),
    made("Robo", "no bot"),
    made("Admin", "#redirect [[Foo]]"),
    made("Admin", "{}", contentmodel="json", summary="json"),
    made("nobody", "anon", title="Talk:Made"),
    post("nobody", action="edit", title="Talk:Foo", text="seen", token="$csrf"),
    post("Robo", action="edit", title="Main Page", text="+", tags="spam", token="$csrf"),
    *in_all_formats(f"{RC}&{ALL_RC}|patrolled|autopatrolled&rclimit=max&rcdir=newer", "Admin"),
    *in_all_formats(f"{LE}&{ALL_LE}&lelimit=max&ledir=newer", "nobody"),
    *in_all_formats(f"{WL}&{ALL_WL}|patrol&wllimit=max&wlallrev=1", "Alice", "Admin"),
    *in_all_formats("list=watchlistraw&wrprop=changed", "Alice", "Admin"),
    *each(WL, ["wlshow=unread&wlallrev=1", "wlshow=!unread&wlallrev=1", "wlshow=unread|!unread"], "Alice"),
    *each("list=watchlistraw", ["wrshow=changed", "wrshow=!changed"], "Alice"),
    asked("list=tags&tgprop=hitcount&tglimit=max"),
    asked("list=users&ususers=Alice|Robo|Admin|127.0.0.1&usprop=editcount"),
    asked("list=usercontribs&ucuser=Alice|Robo|Admin|127.0.0.1&ucprop=ids|title|flags|sizediff&uclimit=max"),
]

#: What formats for people tell of the trees; the log with what only the API can do.
METADATA = [
    *LOGGED_IN,
    token("Admin"),
    post("Admin", action="undelete", title="Talk:Gone too", token="$csrf"),
    *(
        asked(text, who, format="rawfm", wrappedhtml=1)
        for who, text in (
            ("Admin", f"{RC}&{ALL_RC}|patrolled&rclimit=max"),
            ("Admin", f"{LE}&{ALL_LE}&lelimit=max"),
            ("Alice", f"{UC}&ucuser=Alice&{ALL_UC}"),
            ("Alice", f"{WL}&{ALL_WL}&wlallrev=1&wllimit=max"),
            ("Alice", "list=watchlistraw&wrprop=changed"),
            ("nobody", f"{US}&ususers=Alice|Nix|a%23b|~x&{ALL_US}&usattachedwiki=x"),
            ("nobody", f"{AU}&{ALL_AU.replace('|rights', '')}&aulimit=max&auattachedwiki=x"),
            ("nobody", f"{BK}&{ALL_BK}"),
            ("nobody", "list=tags&tgprop=displayname|description|hitcount|defined|source|active"),
            ("nobody", f"{PT}&ptprop=timestamp|user|userid|comment|parsedcomment|expiry|level"),
            ("Admin", f"{AR}&arvprop={ALL_REVISION}&arvslots=*&arvlimit=max&arvnamespace=0"),
            ("Admin", f"{AR}&arvprop=content&arvlimit=2"),
            ("Admin", f"{AD}&adrprop={ALL_REVISION}&adrslots=*&adrlimit=max"),
            ("Admin", f"{AD}&adrprop=content&adrlimit=2"),
            ("Admin", f"{DV}&titles=Talk:Gone too|Gone&drvprop={ALL_REVISION}&drvslots=*"),
            ("Admin", f"{DV}&titles=Gone&drvprop=content"),
        )
    ),
]

#: Temporary accounts, and blocks that spread.
PEOPLE = [
    *login("Bob", "Bob", BOB),
    *login("Admin", "Admin", ADMIN),
    token("nobody"),
    token("Bob"),
    post("nobody", action="edit", title="By nobody", text="x", token="$csrf"),
    post("Bob", action="edit", title="Foo", text="blocked", token="$csrf"),
    *in_all_formats(f"{BK}&{ALL_BK}", "Admin"),
    *each(
        BK,
        ["bkip=127.0.0.1", "bkusers=127.0.0.1", "bkids=2", "bkshow=ip", "bkshow=!account", "bkshow=temp", "bklimit=1"],
    ),
    *in_all_formats(f"{AU}&auprop=groups|implicitgroups|editcount|rights&aulimit=max"),
    *each(AU, ["auexcludenamed=1", "auexcludetemp=1", "auprefix=~", "aufrom=~", "augroup=temp", "aurights=createpage"]),
    *in_all_formats(f"{US}&ususerids=3|6&{ALL_US}"),
    *each(RC, ["rcshow=anon&rcprop=user|userid", "rcshow=!anon&rcprop=user", "rcprop=user|userid|ids|loginfo"]),
    *each(UC, ["ucuserids=6", "ucuserprefix=~&ucprop=ids|title|flags"]),
    *each(LE, ["letype=newusers", "leprop=user|userid|type&lelimit=max"]),
    *each(AR, ["arvprop=user|userid|ids", "arvnamespace=0"]),
]

#: The stories by name.
STORIES: dict[str, Story] = {
    "changes-recentchanges": Story({}, PAST, [*LOGGED_IN, *RECENT_CHANGES]),
    "changes-usercontribs": Story({}, PAST, [*LOGGED_IN, *USER_CONTRIBUTIONS]),
    "changes-logevents": Story({}, PAST, [*LOGGED_IN, *LOGS]),
    "changes-watchlist": Story(
        {},
        [*PAST, *({"watch": {"title": title, "user": "Robo"}} for title in ("Gone", "Never", "Foo", "Data"))],
        [*LOGGED_IN, *WATCHLIST],
    ),
    "changes-users": Story({}, PAST, [*LOGGED_IN, *USERS, *ALL_USERS]),
    "changes-blocks": Story({}, PAST, [*LOGGED_IN, *BLOCKS]),
    "changes-tags-and-titles": Story({}, PAST, [*TAGS, *PROTECTED_TITLES]),
    "changes-allrevisions": Story({}, PAST, [*LOGGED_IN, *ALL_REVISIONS]),
    "changes-deleted": Story({}, PAST, [*LOGGED_IN, *DELETED]),
    "changes-metadata": Story({}, PAST, METADATA),
    "changes-people": Story(
        {"temp_accounts": True},
        [
            {"page": {"title": "Foo", "text": "one", "user": "Bob"}},
            {"block": {"target": "Bob", "reason": "[[rude]]", "expiry": "20300101000000", "autoblock": True}},
        ],
        PEOPLE,
    ),
    "changes-while-looking": Story({}, PAST, [*LOGGED_IN, *WRITES]),
}
