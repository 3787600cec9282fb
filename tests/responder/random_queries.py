"""Seeded random queries: right values, wrong ones, and parameters that do not belong together."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

#: What a past needs for the queries to find something: a history, a redirect, a protection, something hidden.
PAST: list[dict[str, Any]] = [
    {"page": {"title": "Foo", "text": "x"}},
    {"page": {"title": "Foo", "text": "== a ==\ny", "user": "Bob", "minor": True, "summary": "s"}},
    {"page": {"title": "Foo", "text": "", "user": "1.2.3.4"}},
    {"page": {"title": "R", "text": "#REDIRECT [[Foo]]"}},
    {"page": {"title": "J", "text": "{}", "contentmodel": "json"}},
    {"protect": {"title": "Foo", "edit": "sysop"}},
    {"watch": {"title": "Foo", "user": "Alice"}},
    {"revdelete": {"title": "Foo", "rev": 1, "hide": ["text", "comment"]}},
]

#: Values that fit somewhere, and so nearly everywhere not.
ANYTHING = (
    *("", "0", "1", "2", "-1", "x", "max", "500", "501", "71001", "71002", "1|2", "71001|71003|9", "Foo", "Foo|R"),
    *("R", "Foo|Nope|<>", "Bob", "1.2.3.4", "now", "2020-01-01T00:01:00Z", "20200101000100", "older", "newer", "ids"),
    *("ids|content", "main", "*", "user", "bot", "csrf", "protection|url|watched", "||", "\x1fa\x1fb", "é", "e\u0301"),
    *("\x01", "general", "groups|rights", "true", "false"),
)

#: Parameter: values that it takes, most of them right.
FITTING: dict[str, tuple[str, ...]] = {
    "titles": ("Foo", "R", "J", "Foo|R", "Nope", "Foo|Nope|<>", "Special:X|User:x", "é"),
    "pageids": ("1", "5001", "5001|7", "x"),
    "revids": ("71001", "71001|71002|9", "71003|71001"),
    "prop": ("revisions", "info", "revisions|info", "info|revisions", "x"),
    "meta": ("tokens", "userinfo", "tokens|userinfo", "x"),
    "assert": ("user", "bot", "anon"),
    "errorformat": ("plaintext", "wikitext", "none", "bc"),
    "formatversion": ("1", "2", "latest"),
    "maxlag": ("5", "-1", "-2"),
    "maxage": ("5",),
    "requestid": ("a", "é"),
    "foo": ("bar",),
    "curtimestamp": ("1",),
    "responselanginfo": ("1",),
    "utf8": ("1",),
    "ascii": ("1",),
    "redirects": ("1",),
    "indexpageids": ("1",),
    "continue": ("", "||", "-||", "x"),
    "rawcontinue": ("1",),
    "converttitles": ("1",),
    "rvprop": ("ids", "content", "ids|user|timestamp", "comment|flags", "ids|content|sha1|size", "slotsize|roles", "x"),
    "rvslots": ("main", "*"),
    "rvlimit": ("1", "2", "max", "x", "0"),
    "inprop": ("protection", "url", "watched", "talkid|subjectid|associatedpage", "displaytitle", "x"),
    "uiprop": ("groups", "rights", "blockinfo|hasmsg", "editcount|ratelimits", "registrationdate"),
    "type": ("csrf", "login|csrf", "x", "*", "patrol"),
}

#: Module: its parameters.
OF_MODULE = {
    "revisions": (
        *("rvprop", "rvslots", "rvlimit", "rvstart", "rvend", "rvstartid", "rvendid", "rvdir", "rvuser"),
        *("rvexcludeuser", "rvsection", "rvtag", "rvcontinue"),
    ),
    "info": ("inprop",),
    "tokens": ("type",),
    "userinfo": ("uiprop",),
}
OF_QUERY = ("redirects", "indexpageids", "continue", "rawcontinue", "converttitles")
OF_MAIN = (
    *("assert", "maxlag", "requestid", "curtimestamp", "maxage", "errorformat", "responselanginfo", "foo", "utf8"),
    *("ascii", "formatversion"),
)


def random_queries(seed: int, count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield methods and parameters; the same for the same seed."""
    chance = random.Random(seed)
    for _ in range(count):
        yield chance.choice(("GET", "GET", "POST")), _query(chance)


def _query(chance: random.Random) -> dict[str, Any]:
    query: dict[str, Any] = {"format": "json", "action": "query"}
    source = chance.choice(("titles", "titles", "titles", "pageids", "revids", None))
    if source is not None:
        query[source] = chance.choice(FITTING[source])
    for kind in ("prop", "meta"):
        if chance.random() < 0.6:
            query[kind] = chance.choice(FITTING[kind])
    chosen = f"{query.get('prop', '')}|{query.get('meta', '')}".split("|")
    names = [name for module in chosen for name in OF_MODULE.get(module, ())]
    names += OF_QUERY if chance.random() < 0.3 else ()
    names += OF_MAIN if chance.random() < 0.4 else ()
    for name in chance.sample(names, min(len(names), chance.randint(0, 4))):
        wild = name not in FITTING or (name not in OF_MAIN and chance.random() < 0.15)
        query[name] = chance.choice(ANYTHING if wild else FITTING[name])
    return query
