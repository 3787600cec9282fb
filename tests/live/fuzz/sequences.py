"""What a sequence is, and the tables that random ones are drawn from: right values, wrong ones, and strange company."""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass, field
from typing import Any

#: Of every bot password that is arranged.
BOT_PASSWORD = "0123456789abcdef0123456789abcdef"

#: Who sends requests, and how often; None is not logged in, Bob is often blocked, Alice@app uses a bot password.
PEOPLE: tuple[tuple[str | None, int], ...] = (
    ("Alice", 5),
    ("Bob", 2),
    ("Robo", 2),
    ("Admin", 2),
    ("Alice@app", 1),
    (None, 3),
)


@dataclass
class Request:
    """A request: who sends it, the method, the parameters. ``$csrf`` stands for the sender's own token."""

    who: str | None
    method: str
    params: dict[str, str]


@dataclass
class Sequence:
    """A wiki: which it is, its configuration and past, and what is then asked of it."""

    config: dict[str, Any] = field(default_factory=dict)
    steps: list[dict[str, Any]] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    version: str = "1.43"
    profile: str = "plain"

    def as_json(self) -> dict[str, Any]:
        """Return what `from_json` reads."""
        return {"version": self.version, "profile": self.profile, **asdict(self)}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Sequence:
        """Return the sequence that a file tells of."""
        requests = [Request(**request) for request in told["requests"]]
        return cls(told["config"], told["steps"], requests, told["version"], told["profile"])

    def copy(self) -> Sequence:
        """Return a copy to be changed."""
        return self.from_json(json.loads(json.dumps(self.as_json())))


# The wiki before the first request

CONFIGURATIONS: tuple[tuple[str, Any], ...] = (
    ("max_article_size", 1),
    ("watchlist_expiry", True),
    ("watchlist_expiry", True),
    ("namespace_protection", {"10": ["editinterface"]}),
    ("capital_links", False),
    ("autoconfirm_count", 3),
    ("spam_regex", ["/viagra/i"]),
    ("summary_spam_regex", ["/cheap/"]),
    ("rate_limits", {"edit": {"user": [4, 3600], "ip": [2, 3600]}}),
    ("group_permissions", {"*": {"edit": False}}),
    ("group_permissions", {"*": {"createpage": False, "createtalk": False}}),
    ("group_permissions", {"*": {"read": False}}),
    ("group_permissions", {"user": {"minoredit": False, "editcontentmodel": False}}),
    ("extra_namespaces", {"100": "Portal", "101": "Portal_talk"}),
    ("namespace_content_models", {"4": "json"}),
    ("default_user_options", {"watchdefault": 0, "watchcreations": 0, "minordefault": 1}),
    ("lag", {"host": "db1", "lag": 7, "type": "db"}),
    ("read_only", "being moved"),
)

LONG = "lorem ipsum dolor " * 60
SECTIONS = "lead\n\n== A ==\none\n\n=== A1 ===\ndeep\n\n== B ==\ntwo\n"

STEPS: tuple[dict[str, Any], ...] = (
    {"page": {"title": "Foo", "text": "x", "user": "Bob"}},
    {"page": {"title": "Foo", "text": "one\n\ntwo\n\nthree", "user": "Alice", "summary": "s"}},
    {"page": {"title": "Foo", "text": "ONE\n\ntwo\n\nthree", "user": "Bob", "minor": True}},
    {"page": {"title": "Foo", "text": SECTIONS, "user": "1.2.3.4"}},
    {"page": {"title": "Foo", "text": "", "user": "Alice"}},
    {"page": {"title": "Talk:Foo", "text": "== Hello ==\nhi", "user": "Alice"}},
    {"page": {"title": "R", "text": "#REDIRECT [[Foo]]", "user": "Bob"}},
    {"page": {"title": "R2", "text": "#REDIRECT [[R]]", "user": "Bob"}},
    {"page": {"title": "Rx", "text": "#REDIRECT [[Nope#s]]", "user": "Alice"}},
    {"page": {"title": "J", "text": '{"a": 1}', "contentmodel": "json"}},
    {"page": {"title": "P", "text": "plain\n== no ==", "contentmodel": "text"}},
    {"page": {"title": "Template:T", "text": "tee {{{1|}}}<noinclude>doc</noinclude>"}},
    {"page": {"title": "User:Alice/x.css", "text": "a {}", "user": "Alice"}},
    {"page": {"title": "User:Alice/x.js", "text": "f()", "user": "Alice"}},
    {"page": {"title": "User:Bob/x.json", "text": "{}", "user": "Bob"}},
    {"page": {"title": "MediaWiki:Common.css", "text": "b {}"}},
    {"page": {"title": "L", "text": LONG}},
    {"protect": {"title": "Foo", "edit": "sysop"}},
    {"protect": {"title": "Foo", "edit": "autoconfirmed", "move": "sysop", "expiry": "20400101000000"}},
    {"protect": {"title": "R", "edit": "sysop", "cascade": True}},
    {"protect": {"title": "Nope", "create": "sysop"}},
    {"delete": {"title": "L", "reason": "bad"}},
    {"delete": {"title": "Foo"}},
    {"move": {"from": "Foo", "to": "Foo2"}},
    {"move": {"from": "Talk:Foo", "to": "Talk:Foo2", "noredirect": True}},
    {"block": {"target": "Bob", "reason": "r"}},
    {"block": {"target": "Bob", "reason": "some", "pages": ["Foo"]}},
    {"block": {"target": "Bob", "reason": "ns", "namespaces": [0], "expiry": "20400101000000"}},
    {"block": {"target": "127.0.0.1", "reason": "ip", "anononly": True}},
    {"block": {"target": "Bob", "reason": "auto", "autoblock": True}},
    {"revdelete": {"title": "Foo", "rev": 0, "hide": ["text", "comment"]}},
    {"tag": {"name": "good"}},
    {"tag": {"name": "better"}},
    {"watch": {"title": "Foo", "user": "Alice"}},
    {"watch": {"title": "R", "user": "Bob"}},
)

# What the requests say

TITLES = (
    *("Foo",) * 10,
    *(
        "R",
        "R2",
        "Rx",
        "J",
        "P",
        "L",
        "Nope",
        "Nope",
        "New page",
        "Talk:Foo",
        "Talk:New",
        "Template:T",
        "Main Page",
    ),
    *(
        "User:Alice/x.css",
        "User:Alice/x.js",
        "User:Bob/x.json",
        "User:Alice/y.css",
        "User:Bob/z.js",
        "MediaWiki:X",
    ),
    *(
        "MediaWiki:Common.css",
        "MediaWiki:Aboutsite",
        "Project:J",
        "Project talk:J",
        "File:X.png",
        "Category:C",
    ),
    *(
        "Help:H",
        "User:Alice",
        "User talk:Nobody",
        "User:1.2.3.4",
        "Special:Version",
        "Media:X.png",
        "Portal:P",
    ),
    *(
        "foo",
        " foo_ bar ",
        "Foo#A",
        "Foo/bar",
        ":Foo",
        "talk:foo",
        "",
        " ",
        "<>",
        "a|b",
        "a]b",
        "Foo:",
        "é",
        "e\u0301",
    ),
    *(
        "ß",
        "x" * 255,
        "x" * 256,
        "..",
        "a/../b",
        "~~~~",
        "%41",
        "&amp;",
        "mediawiki:x",
        "wikipedia:x",
        "\x01",
        "\u200e",
    ),
    *("Foo\x1fbar", "T::x", "FOO", "\u01c5", "Foo?", "1", "0", "-1"),
)

TEXTS = (
    *(
        "x",
        "one\n\ntwo\n\nTHREE",
        "one\n\nTWO\n\nthree",
        "ONE\n\ntwo\n\nthree",
        "",
        SECTIONS,
        "== N ==\ntext",
    ),
    *(
        "#REDIRECT [[Foo]]",
        "#redirect [[Nope]] x",
        "#REDIRECT [[L#A]]",
        "#REDIRECT [[Special:X]]",
        "#REDIRECT [[R]]",
    ),
    *(
        "~~~~",
        "a ~~~ b ~~~~~",
        "<nowiki>~~~~</nowiki>~~~~",
        "<!-- ~~~~ -->",
        "[[Foo (x)|]]",
        "[[|Foo]]",
        "{{subst:T}}",
    ),
    *(
        "{{subst:T|a}} {{T}}",
        "{{subst:Nope}}",
        '{"a": 1}',
        '{"b":[1,2,{"c":null}]}',
        "{bad",
        "[]",
        '"s"',
        "null",
    ),
    *(
        "a\r\nb",
        "a\rb",
        "trailing  \n\n \t",
        "\nlead",
        "   ",
        "\n",
        "\x00a",
        "e\u0301",
        "\U0001f600",
        "a\u2028b",
        "\x7f",
    ),
    *(
        LONG,
        "viagra",
        "<script>",
        "a & b &amp; c",
        "{{subst:",
        "[[x",
        "<pre>~~~</pre>",
        "{{SUBST:T}}",
        "{{safesubst:T}}",
    ),
    *(
        "== A ==\n== B ==",
        "= 1 =\n== 2 ==\n=== 3 ===",
        "<nowiki>== no ==</nowiki>",
        "<!--\n== no ==\n-->\n== yes ==",
        "0",
    ),
    *(
        "h1 { color: red }",
        "alert(1)",
        "[[Category:C]]",
        "[http://x.y z]",
        "lead\n\n== A ==\nuno\n\n== B ==\ntwo",
    ),
)

NUMBERS = (
    "0",
    "1",
    "71001",
    "71002",
    "71003",
    "71004",
    "71005",
    "71006",
    "71007",
    "71099",
    "99999999",
    "-1",
    "x",
    "",
)
TIMES = (
    *(
        "2020-01-01T00:00:00Z",
        "2020-01-01T00:01:00Z",
        "20200101000200",
        "2020-01-01T00:03:30Z",
        "now",
        "0",
        "yesterday",
    ),
    *("2040-01-01T00:00:00Z", "1577836860", "", "2020-13-45T25:61:61Z", "9999999999"),
)
FLAG = ("1", "1", "1", "", "0", "false")
EXPIRIES = (
    "1 week",
    "infinite",
    "never",
    "2040-01-01T00:00:00Z",
    "2020-01-01T00:00:00Z",
    "1 month",
    "soon",
    "",
    "now",
    "2 years",
)
MODELS = ("wikitext", "wikitext", "text", "json", "css", "javascript", "unknown", "x", "")
FORMATS = ("text/x-wiki", "text/plain", "application/json", "text/css", "text/javascript", "x", "")
SUMMARIES = (
    "s",
    "",
    "/* A */ x",
    "/* A */",
    "a\nb",
    "[[Foo]] ~~~~",
    "cheap",
    "y" * 600,
    "é" * 400,
    "a  b ",
    "<b>",
    "\x01",
    "{{T}}",
)
MD5 = ("9dd4e461268c8034f5c8564e155c67a6", "d41d8cd98f00b204e9800998ecf8427e", "x", "")

Values = tuple[str, ...]

#: Parameter of action=edit: how often in a hundred it is sent, and its values.
EDIT: dict[str, tuple[int, Values]] = {
    "title": (92, TITLES),
    "pageid": (9, ("5001", "5002", "5003", "1", "0", "77", "-1", "x", "")),
    "text": (80, TEXTS),
    "appendtext": (10, TEXTS),
    "prependtext": (8, TEXTS),
    "section": (18, ("0", "1", "2", "3", "new", "new", "9", "T-1", "-1", "x", "", "01", "1.5", "NEW", " 1")),
    "sectiontitle": (7, ("A", "New one", "", "[[x]] y", "== z ==", "a\nb", "~~~~", "é", " s ")),
    "summary": (30, SUMMARIES),
    "tags": (
        6,
        ("good", "better", "good|better", "nope", "good|nope|x", "", "mw-undo", "\x1fgood\x1fbetter"),
    ),
    "minor": (10, FLAG),
    "notminor": (5, FLAG),
    "bot": (10, FLAG),
    "baserevid": (18, NUMBERS),
    "basetimestamp": (12, TIMES),
    "starttimestamp": (10, TIMES),
    "recreate": (7, FLAG),
    "createonly": (6, FLAG),
    "nocreate": (6, FLAG),
    "watch": (3, FLAG),
    "unwatch": (3, FLAG),
    "watchlist": (8, ("watch", "unwatch", "preferences", "nochange", "x", "")),
    "watchlistexpiry": (6, EXPIRIES),
    "md5": (5, MD5),
    "undo": (12, NUMBERS),
    "undoafter": (6, NUMBERS),
    "redirect": (9, FLAG),
    "contentmodel": (8, MODELS),
    "contentformat": (6, FORMATS),
    "returnto": (1, ("Foo", "x")),
    "captchaword": (1, ("x",)),
    "captchaid": (1, ("1",)),
}

STASHEDIT: dict[str, tuple[int, Values]] = {
    "title": (96, TITLES),
    "section": (20, EDIT["section"][1]),
    "sectiontitle": (8, EDIT["sectiontitle"][1]),
    "text": (88, TEXTS),
    "stashedtexthash": (10, ("11f6ad8ec52a2984abaafd7c3b516503785c2072", "x", "")),
    "summary": (30, SUMMARIES),
    "contentmodel": (92, ("wikitext",) * 12 + MODELS),
    "contentformat": (92, ("text/x-wiki",) * 12 + FORMATS),
    "baserevid": (92, ("0", "71001", "71002", "71003", *NUMBERS)),
}

#: Parameter that every request may have: the same.
MAIN: dict[str, tuple[int, Values]] = {
    "formatversion": (70, ("2",) * 60 + ("1",) * 20 + ("latest", "3")),
    "errorformat": (14, ("plaintext", "wikitext", "html", "raw", "none", "bc", "x")),
    "assert": (5, ("user", "bot", "anon", "x")),
    "assertuser": (3, ("Alice", "Bob", "alice", "Nobody", "1.2.3.4", "")),
    "maxlag": (3, ("5", "-1", "-2", "0", "x")),
    "requestid": (3, ("a", "é", "")),
    "curtimestamp": (4, FLAG),
    "responselanginfo": (3, FLAG),
    "servedby": (1, FLAG),
    "utf8": (4, FLAG),
    "ascii": (4, FLAG),
    "errorsuselocal": (3, FLAG),
    "errorlang": (5, ("en", "uselang", "content", "qqx", "fr", "vi")),
    "uselang": (5, ("en", "user", "content", "fr", "vi", "qqx")),
    "variant": (1, ("en",)),
    "origin": (1, ("*", "https://example.org")),
    "callback": (1, ("f", "a.b[0]", "x y")),
    "smaxage": (1, ("5",)),
    "maxage": (1, ("5", "x")),
    "foo": (2, ("bar", "")),
    "foo[]": (1, ("bar",)),
}

TOKENS: tuple[tuple[str | None, int], ...] = (
    ("$csrf", 90),
    ("+\\", 2),
    ("x", 2),
    ("", 1),
    (None, 2),
    ("$csrf ", 1),
)

#: What is asked between edits.
QUERIES: tuple[dict[str, str], ...] = (
    {"action": "query", "prop": "info", "titles": "Foo|R|Nope", "inprop": "protection|watched|url"},
    {
        "action": "query",
        "prop": "info|revisions",
        "titles": "Foo",
        "rvprop": "ids|content|timestamp|comment|flags|tags",
    },
    {
        "action": "query",
        "prop": "revisions",
        "titles": "Foo",
        "rvlimit": "max",
        "rvprop": "ids|user|size|sha1|comment",
    },
    {
        "action": "query",
        "prop": "revisions",
        "titles": "R",
        "redirects": "1",
        "rvprop": "content",
        "rvslots": "main",
    },
    {"action": "query", "meta": "userinfo", "uiprop": "groups|rights|editcount|blockinfo|ratelimits|hasmsg"},
    {"action": "query", "meta": "tokens", "type": "csrf|watch"},
    {"action": "query", "meta": "siteinfo", "siprop": "general|namespaces|namespacealiases"},
    {"action": "query", "meta": "siteinfo|userinfo|tokens"},
    {"action": "query", "titles": "Foo|foo|<>|Special:X|e\u0301|mediawiki:x"},
    {"action": "query", "revids": "71001|71002|71099", "prop": "info"},
    {"action": "query", "pageids": "1|5001|99", "prop": "revisions"},
    {"action": "checktoken", "type": "csrf", "token": "$csrf"},
    {"action": "checktoken", "type": "csrf", "token": "x"},
    {"action": "paraminfo", "modules": "edit|stashedit"},
    {"action": "nonsense"},
    {"action": "logout", "token": "$csrf"},
)

#: The formats of replies.
WRITTEN = (*("json",) * 16, "xml", "xml", "php", "none")

#: How often in a hundred a value is one of another parameter.
WILD = 3


def random_sequence(seed: int | str, length: int, version: str = "1.43", profile: str = "plain") -> Sequence:
    """Return the sequence that *seed* stands for, the same for every *version* and *profile*."""
    chance = random.Random(seed)
    people = _weighted_sample(chance, PEOPLE)
    return Sequence(
        dict(chance.sample(CONFIGURATIONS, chance.choice((0, 0, 0, 1, 1, 2)))),
        _steps(chance),
        [_request(chance, people) for _ in range(length)],
        version,
        profile,
    )


def _weighted_sample(chance: random.Random, rows: tuple[tuple[str | None, int], ...]) -> list[str | None]:
    return list(dict.fromkeys(_weighted(chance, rows) for _ in range(3)))


def _weighted(chance: random.Random, rows: tuple[tuple[str | None, int], ...]) -> str | None:
    return chance.choices([value for value, _ in rows], [weight for _, weight in rows])[0]


def _steps(chance: random.Random) -> list[dict[str, Any]]:
    numbers = sorted(chance.sample(range(len(STEPS)), chance.randint(0, 9)))
    steps = [STEPS[number] for number in numbers]
    existing: set[str] = set()
    possible = []
    for step in steps:
        ((kind, told),) = step.items()
        # No wiki hides its latest revision.
        if kind == "revdelete" and [each.get("page", {}).get("title") for each in possible].count("Foo") < 2:
            continue
        needed = {"delete": "title", "move": "from", "revdelete": "title"}.get(kind)
        if needed is not None and told[needed] not in existing:
            continue
        if kind == "protect" and "edit" in told and told["title"] not in existing:
            continue
        if kind == "block" and any(
            "block" in other and other["block"]["target"] == told["target"] for other in possible
        ):
            continue
        if kind == "block" and any(page not in existing for page in told.get("pages", ())):
            continue
        if kind == "page":
            existing.add(told["title"])
        if kind in ("delete", "move"):
            existing.discard(told[needed])
        possible.append(step)
    return [*possible, {"botpassword": {"user": "Alice", "app": "app", "password": BOT_PASSWORD}}]


def _request(chance: random.Random, people: list[str | None]) -> Request:
    who = chance.choice(people)
    kind = chance.choices(("edit", "stashedit", "query"), (70, 12, 18))[0]
    if kind == "query":
        params = dict(chance.choice(QUERIES))
        method = "POST" if params["action"] in ("checktoken", "logout") else chance.choice(("GET", "GET", "POST"))
    else:
        params = {"action": kind, **_drawn(chance, {"edit": EDIT, "stashedit": STASHEDIT}[kind])}
        token = _weighted(chance, TOKENS)
        if token is not None:
            params["token"] = token
        method = chance.choices(("POST", "GET"), (98, 2))[0]
    names = list(params)
    if chance.random() < 0.1:
        chance.shuffle(names)
    return Request(
        who,
        method,
        {"format": chance.choice(WRITTEN), **_drawn(chance, MAIN), **{name: params[name] for name in names}},
    )


def _drawn(chance: random.Random, table: dict[str, tuple[int, Values]]) -> dict[str, str]:
    drawn = {}
    for name, (often, values) in table.items():
        # A few parameters are heard of often; which others come with them is a matter of chance.
        if chance.random() * 100 < often:
            wild = table is not MAIN and chance.random() * 100 < WILD
            drawn[name] = chance.choice(table[chance.choice(list(table))][1] if wild else values)
    return drawn
