"""Values of every type of parameter, right and wrong; `recorded_values/<version>.json` holds what real wikis answered.

``PYTHONPATH=. python tests/responder/typed_values.py VERSION API_URL`` records them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode

import told_once
from playing import HEADERS, VOLATILE

from pytest_mwedit.web import WebRequest, WebResponse

RECORDED = Path(__file__).with_name("recorded_values")
API_URL = "http://127.0.0.1:8143/api.php"
#: When they are sent: Friday, 15 January 2027, 08:00.
MOMENT = 1_800_000_000
CONFIG = {"watchlist_expiry": True, "watchlist_expiry_max": "100 years"}
STEPS: list[dict[str, Any]] = [{"page": {"title": "Foo", "text": "x", "user": "Bob"}}]
FORM = ("Content-Type", "application/x-www-form-urlencoded")

Params = dict[str, str]

TIMESTAMPS = """
now|NOW|Now|now | now|0|00|1|-1|1.5|1e3|100|1234567890|12345678901|123456789012|1234567890123|12345678901234
-1234567890|+1234567890|1234567890.5|1234567890.123456|.5|5.|20200101000000|20201345996199|2020010100000
202001010000000|00000000000000|99991231235959|00010101000000|2020-01-01T00:00:00Z|2020-01-01T00:00:00
2020-01-01T00:00:00+01:00|2020-01-01T00:00:00+0100|2020-01-01T00:00:00+01|2020-01-01T00:00:00.123Z
2020-01-01T00:00:00,5Z|2020-01-01T00:00Z|2020-01-01t00:00:00z|2020-01-01 00:00:00|2020-01-01 00:00:00 GMT
2020-01-01 00:00:00 UTC|2020-01-01 00:00:00.5|2020-01-01 00:00:00+01|2020-01-01|2020-01-01 00:00|20200101T000000
20200101T000000Z|20200101T0000|2020:01:01 00:00:00|2020:13:45 99:61:99|2020-13-45T25:61:61Z|2020-1-1T0:0:0Z
2020-02-30T00:00:00Z|20-01-01T00:00:00Z|02020-01-01T00:00:00Z|10000-01-01T00:00:00Z|-001-01-01T00:00:00Z
Wed, 01 Jan 2020 00:00:00 GMT|Wed, 01 Jan 2020 00:00:00|Thu, 01 Jan 2020 00:00:00 GMT|Wed, 1 Jan 2020 00:00:00 +0000
01 Jan 2020 00:00:00 GMT|1 January 2020|Wed, 01 Jan 20 00:00:00 GMT|Wednesday, 01-Jan-20 00:00:00 GMT
Wed Jan  1 00:00:00 2020|Sun Nov  6 08:49:37 1994|Sun, 06 Nov 1994 08:49:37 GMT|Sunday, 06-Nov-94 08:49:37 GMT|2020
2020-01|20200101|yesterday|tomorrow|1 week ago|x|infinity||1 week|today|midnight|@1234567890|2020-W01-1|2020-001
2020/01/01 00:00:00|01/01/2020|00:00:00|2020-01-01T24:00:00Z|2020-12-31T23:59:60Z|0000-00-00T00:00:00Z
2020-00-00T00:00:00Z|1970-01-01T00:00:00Z|1969-12-31T23:59:59Z|2020-01-01T00:00:00-23:59|2020-01-01T00:00:00 +01:00
2020-01-01T00:00:00 Z|2020-01-01T00:00:00EST|2020-01-01 00:00:00-05
""".replace("\n", "|").strip("|")
EXPIRIES = """
infinity|infinite|indefinite|never|Infinity| infinity |INDEFINITE|inf|forever|1 week|2 weeks|1week|a week|one week
+1 week|1 day|2 days|+2 days|1 month|3 months|1 year|10 years|1 hour|90 minutes|30 mins|1 min|1 sec|1 second
10 seconds|1 fortnight|next week|next month|next year|next monday|monday|tuesday|friday|saturday|next friday
tomorrow|tomorrow noon|noon|midnight|today|yesterday|last week|-1 week|1 week ago|now|first day of next month
last day of february|last day of next month|first monday of june|1 January 2030|2030-01-01|2030-01-01 12:00
2030-01-01T00:00:00Z|20300101000000|1900000000|@1900000000|Jan 2030|2030|12:00|23:59|15 January|16 January
January 16|16 Jan 2027|2027-01-16|2027/01/16|01/16/2027|16.01.2027|16-01-2027|1 week 2 days|1 week 2 hours
1 year 2 months 3 days|+1 week +1 day|1.5 weeks|1,5 days|two weeks|three days|twelve months|sixth day|first week
second week|1 weekday|5 weekdays|weekday|1 weeks|weeks|week|day|1|12|0|2 |x|foo bar||1 decade|1 century
1 millisecond|1 day UTC|1 week EST|next sunday|sunday next week|monday next week|+1 month -1 day|1 month ago|8 days
31 days|366 days|1 sat|2 sun|this friday|this week|this month|eighth week|2 fortnights|1 forthnight|sat|sun
noon tomorrow|tomorrow 12:00|2027-01-15T09:00:00Z|20270115080001|2027-01-15T08:00:00Z|2027-01-15T07:59:59Z
2020-01-01T00:00:00Z|99991231235959|10000 years|1000000 days|99999999999|2 week|1 Week|1  week|1	week|1_week|1-week
week 1|+1week|-1 day +1 week|1 mon|1 tues|1 wks|1 hr|1 hours|3 hrs|1 msec|1 µs|back of 7pm|front of 5am
Sat, 16 Jan 2027 00:00:00 GMT|2027-01-16 00:00:00 +02:00|2027-W03|2027-W03-2|2027016|2027.016|10pm|10:30 pm|9am
t2359|23.59
""".replace("\n", "|").strip("|")
#: Within a time a carriage return says that it is none.
EXPIRIES += "|1 week\r1 day|1 week\r|\r1 week|1\rweek|a\rb|next\rweek"
INTEGERS = """
0|1|-1|+1|-0|+0|00|01|-01| 1|1 |1.0|1e3|0x1|1,000|x||+|-|--1|9223372036854775807|9223372036854775808
-9223372036854775808|-9223372036854775809|99999999999999999999999|2147483648|4294967296|max|MAX|5001|71001|\u0661|\uff11|1_000
1 000|true|null|NaN|500|501|50|51
""".replace("\n", "|").strip("|")
BOOLEANS = ("", "0", "1", "false", "no", " ", "x", "\x1fa", "a|b", "\x01", "e\u0301")
ENUMS = {
    "watchlist": "watch|unwatch|preferences|nochange|Watch| watch|watch |x||watch|\x1fwatch|WATCH|0",
    "contentmodel": "wikitext|Wikitext|text|json|css|javascript|unknown|x|| wikitext|GadgetDefinition|vue",
    "contentformat": "text/x-wiki|TEXT/X-WIKI|text/plain|application/json|text/css|text/javascript|x||text/unknown",
    "assert": "user|bot|anon|User|x||user |0",
    "errorformat": "bc|BC|plaintext|html|x||raw|none|wikitext| bc",
    "formatversion": "1|2|latest|3|0|01|x||Latest|1.0",
    "uselang": "en|EN|fr|x y|xx||user|content|qqx|en-x-piglatin|../x|a<b",
    "errorlang": "en|fr|x y|uselang|content||a<b",
    "section": "0|1|00|01|new|New|T-1|t-1|-1|x|| 0|1.0|99|T-x|0x1|+1",
    "md5": "x||0cc175b9c0f1b6a831c399e269772661|0CC175B9C0F1B6A831C399E269772661| 0cc175b9c0f1b6a831c399e269772661",
    "tags": "|x|x|y|mw-undo|\x1fx\x1fy|mw-replace|a b|x,y| ",
}
TITLES = (
    *(
        "Foo",
        "foo",
        " foo ",
        "foo_bar",
        "Foo#bar",
        "#bar",
        "",
        " ",
        "_",
        ":",
        "::Foo",
        ":Foo",
        "Talk:",
        "Talk:Foo",
        "talk:foo",
    ),
    *(
        "Talk:Talk:Foo",
        "Talk:User:Foo",
        "w:Foo",
        "wikipedia:Foo",
        "Special:Foo",
        "Media:Foo",
        "Foo|Bar",
        "[Foo]",
        "<b>",
        "a{b}",
    ),
    *(
        "%41",
        "%4",
        "&amp;",
        "&#65;",
        "&x;",
        "a/./b",
        "../a",
        "./a",
        "a/..",
        "a..b",
        "~~~",
        "~~",
        "a~~~b",
        "\u200eFoo",
        "\ufffd",
    ),
    *(
        "é",
        "e\u0301",
        "ß",
        "ǆ",
        "ﬁ",
        "x" * 255,
        "x" * 256,
        "é" * 127,
        "é" * 128,
        "Special:" + "x" * 300,
        "\x1fFoo",
        "Foo\n",
        "A\tb",
    ),
    *(
        "User:1.2.3.4",
        "User:1.2.3",
        "Project:X",
        "TestWiki:X",
        "Image:X.png",
        "File:",
        "File:x",
        "MediaWiki:X",
        "mediawiki:x",
        "a::b",
    ),
    *(
        "Talk::x",
        "a:b",
        "W:",
        "w:",
        "w: Foo",
        "_Foo",
        "Foo_",
        "Foo__Bar",
        "Foo  Bar",
        "\u3000Foo",
        "\u00a0Foo",
        "İ",
        "ŉ",
        "0",
        "-1",
    ),
)
LISTS = (
    *(
        "A",
        "A|B",
        "A|A",
        "A|a",
        "|",
        "A|",
        "|A",
        "A||B",
        "\x1fA\x1fB",
        "\x1fA|B\x1fC",
        "\x1f",
        "\x1f\x1f",
        "\x1fA\x1f",
        "A\x1fB",
        "",
    ),
    *("|".join(f"P{n}" for n in range(count)) for count in (50, 51, 500, 501)),
    *("|".join(["P"] * count) for count in (50, 51, 60)),
    "\x1f" + "\x1f".join(f"P{n}" for n in range(51)),
)
USERS = (
    *(
        "Alice",
        "alice",
        " Alice ",
        "Alice_",
        "Nobody",
        "",
        "1.2.3.4",
        "1.2.3.256",
        "1.2.3.4/16",
        "::1",
        "::1/64",
        "1.2.3.xxx",
    ),
    *(
        "a@b",
        "w>Alice",
        "#1",
        "#12",
        "User:Alice",
        "user:alice",
        "A/b",
        "A#b",
        "A|b",
        "~2025-1",
        "é",
        "e\u0301",
        "A:b",
        "A=b",
        "[x]",
    ),
    *(
        "x" * 235,
        "x" * 236,
        "x" * 256,
        "01.02.03.04",
        "001.002.003.004",
        "0.0.0.0",
        "ABCD:EF01::",
        "abcd:ef01:0:0:0:0:0:0",
        "\x1fAlice",
    ),
)
ENUM_LISTS = {
    "prop": "info|revisions|x|x|y|Info|info|info| info|\x1finfo\x1frevisions|info|x|x|*|",
    "rvprop": "ids|ids|x|x|y|*|IDS|| ids|\x1fids\x1fx|timestamp|ids|content|content|sha1",
    "siprop": "namespacealiases|x|x|y|namespacealiases|namespacealiases|",
    "type": "csrf|login|*|x|csrf|login||csrf|x|y",
}


def split(values: str) -> list[str]:
    return list(dict.fromkeys(values.split("|")))


def rows() -> Iterator[tuple[str | None, Params]]:
    """Yield who sends what."""
    nocreate = {"action": "edit", "title": "Nosuch", "text": "a", "nocreate": "1", "token": "$token"}
    watch = {"action": "edit", "title": "Foo", "text": "y", "watchlist": "watch", "token": "$token"}
    for value in split(TIMESTAMPS):
        for name in ("basetimestamp", "starttimestamp"):
            yield "Alice", {**nocreate, name: value}
        yield "Alice", {"action": "edit", "title": "Foo", "text": "y", "basetimestamp": value, "token": "$token"}
        yield (
            "Alice",
            {
                "action": "query",
                "titles": "Foo",
                "prop": "revisions",
                "rvprop": "ids",
                "rvstart": value,
                "rvlimit": "1",
            },
        )
    for value in split(EXPIRIES):
        yield "Alice", {**watch, "watchlistexpiry": value}
    for value in split(INTEGERS):
        for name in ("pageid", "baserevid", "undo", "undoafter"):
            params = {key: each for key, each in nocreate.items() if (key, name) != ("title", "pageid")}
            yield "Alice", {**params, name: value}
        yield "Alice", {"action": "query", "maxlag": value}
        yield "Alice", {"action": "query", "maxage": value, "smaxage": value}
        for name in ("pageids", "revids"):
            yield "Alice", {"action": "query", name: value}
        for user in ("Alice", "Robo"):
            yield user, {"action": "query", "titles": "Foo", "prop": "revisions", "rvprop": "ids", "rvlimit": value}
    for value in BOOLEANS:
        for name in ("minor", "notminor", "bot", "recreate", "createonly", "watch", "unwatch", "redirect"):
            yield "Alice", {**nocreate, name: value}
        for name in ("curtimestamp", "servedby", "responselanginfo", "errorsuselocal", "utf8", "ascii"):
            yield "Alice", {"action": "query", name: value}
    for name, values in ENUMS.items():
        for value in split(values) + ([values] if "|" in values else []):
            yield "Alice", {**nocreate, name: value}
    for value in TITLES:
        yield "Alice", {**nocreate, "title": value}
        yield "Alice", {"action": "query", "titles": value}
        yield (
            None,
            {
                "action": "stashedit",
                "title": value,
                "text": "a",
                "contentmodel": "wikitext",
                "contentformat": "x",
                "token": "+\\",
            },
        )
    for value in LISTS:
        for user in ("Alice", "Robo"):
            yield user, {"action": "query", "titles": value}
            yield user, {"action": "query", "pageids": value.replace("P", "9").replace("A", "8").replace("B", "7")}
    for value in USERS:
        yield "Alice", {"action": "query", "assertuser": value}
        yield "Alice", {"action": "query", "titles": "Foo", "prop": "revisions", "rvuser": value}
    for name, values in ENUM_LISTS.items():
        for value in [*split(values), values]:
            meta = {"siprop": "siteinfo", "type": "tokens"}.get(name)
            params = {"action": "query", "titles": "Foo", name: value} | ({"meta": meta} if meta else {})
            yield "Alice", params | ({"prop": "revisions"} if name == "rvprop" else {})


def key_of(user: str | None, params: Params) -> str:
    """Return what names a row in a recording."""
    return json.dumps([user, params], ensure_ascii=False)


ROWS = {key_of(*row): row for row in rows()}


class Wiki(Protocol):
    """What answers requests."""

    def __call__(self, request: WebRequest) -> WebResponse:
        """Return the reply."""


class Person:
    """Somebody who sends requests and keeps cookies."""

    def __init__(self, wiki: Wiki, name: str | None) -> None:
        self.wiki, self.cookies, self.token = wiki, dict[str, str](), "+\\"
        if name is not None:
            asked = {"action": "query", "meta": "tokens"}
            token = self.send({**asked, "type": "login"}).json()["query"]["tokens"]["logintoken"]
            self.send({"action": "login", "lgname": name, "lgpassword": f"{name}Passw0rd!x", "lgtoken": token})
            self.token = self.send(asked).json()["query"]["tokens"]["csrftoken"]

    def send(self, params: Params) -> WebResponse:
        """Return the reply."""
        params = {"format": "json", "formatversion": "2", **params}
        if params.get("token") == "$token":
            params["token"] = self.token
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        response = self.wiki(WebRequest("POST", API_URL, (FORM, ("Cookie", cookie)), urlencode(params).encode()))
        for name, value in response.headers:
            if name.lower() == "set-cookie":
                key, _, content = value.partition(";")[0].partition("=")
                self.cookies[key] = content
        return response


def comparable(response: WebResponse) -> dict[str, Any]:
    """Return what is compared of a reply; the times in it count, since the clock stands still."""
    body = response.body.decode()
    for pattern, replacement in VOLATILE:
        if replacement != "(now)":
            body = pattern.sub(replacement, body)
    headers = {name: value for name in HEADERS if (value := response.header(name)) is not None}
    return {"status": response.status, "headers": headers, "body": body}


def answers(wiki: Wiki, reset: Callable[[], None], keys: Iterable[str] = ROWS) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each row's key and what is compared of the reply; *reset* arranges the wiki anew after an edit."""
    reset()
    people: dict[str | None, Person] = {}
    for key in keys:
        user, params = ROWS[key]
        if user not in people:
            people[user] = Person(wiki, user)
        reply = comparable(people[user].send(params))
        yield key, reply
        if '"Success"' in reply["body"]:
            reset()
            people = {}


def main(version: str, api_url: str) -> None:
    """Record what a real wiki answers."""
    import requests

    session = requests.Session()
    session.trust_env = False

    def reset() -> None:
        told = {"op": "setup", "config": CONFIG, "steps": STEPS}
        session.post(api_url.replace("api.php", "arrange.php"), json=told, timeout=60)

    def wiki(request: WebRequest) -> WebResponse:
        headers = {**dict(request.headers), "X-Mwedit-Clock": str(MOMENT)}
        reply = session.post(api_url, headers=headers, data=request.body, timeout=60)
        session.cookies.clear()
        own, known = (url.removesuffix("/api.php").encode() for url in (api_url, API_URL))
        body = reply.content.replace(own, known)
        fields: list[tuple[str, Any]] = list(reply.raw.headers.items())
        return WebResponse(reply.status_code, tuple(fields), body)

    told_once.write(RECORDED, version, dict(answers(wiki, reset)))


if __name__ == "__main__":
    main(*sys.argv[1:])
