"""Sequences drawn from what modules declare: every action and query module that is imitated, with fitting values.

Where `values.py` knows edits well, this knows every module a little: a parameter's type, or its name, tells which
values are tried. What a module lacks is left out, so a module takes part as soon as it has a row in its table.
"""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, field

from pytest_mwedit.api.actions import ACTIONS
from pytest_mwedit.api.declarations import Declaration, Parameter, declarations
from pytest_mwedit.api.query import LIST, META, PROP

from .sequences import Request, Sequence
from .values import BOT_PASSWORD

#: What every such wiki has: pages that link, categorise, transclude and redirect, histories, logs of every kind.
PAST: tuple[dict[str, dict[str, object]], ...] = (
    {"page": {"title": "Template:T", "text": "[[Tee]] {{{1|}}}<noinclude>[[Category:Templates]]</noinclude>"}},
    {"page": {"title": "A", "text": "[[B]] [[Talk:B|b]] [[Category:C|a]] {{T}} [http://x.example/ x]", "user": "Bob"}},
    {"page": {"title": "A", "text": "== H ==\n[[B]] [[Nope]] [[Category:C]] {{T|x}} [[File:F.png]]", "user": "Alice"}},
    {"page": {"title": "B", "text": "b", "user": "1.2.3.4", "summary": "/* S */ see [[A]]"}},
    {"page": {"title": "B", "text": "#REDIRECT [[A#H]]", "user": "Robo", "bot": True, "minor": True}},
    {"page": {"title": "B/sub", "text": "[[A]] [[w:en]] __NOINDEX__", "user": "Alice"}},
    {"page": {"title": "Talk:A", "text": "== Hi ==\n[[User:Bob]] ~~~~", "user": "Bob"}},
    {"page": {"title": "Category:C", "text": "[[Category:D]] about C", "user": "Alice"}},
    {"page": {"title": "Double", "text": "#REDIRECT [[B]]", "user": "Bob"}},
    {"page": {"title": "É", "text": "é [[A|ä]] https://y.example/?q=é", "user": "Alice", "summary": "é"}},
    {"page": {"title": "J", "text": '{"a": [1, 2]}', "contentmodel": "json", "user": "Bob"}},
    {"page": {"title": "Gone", "text": "to be deleted", "user": "Bob"}},
    {"page": {"title": "Gone", "text": "to be deleted soon", "user": "Alice", "tags": ["good"]}},
    {"page": {"title": "Old", "text": "moved later [[B]]", "user": "Alice"}},
    {"page": {"title": "User:Bob", "text": "bob", "user": "Bob"}},
    {"page": {"title": "MediaWiki:Aboutsite", "text": "about", "user": "Admin"}},
    {"page": {"title": "MediaWiki:And/fr", "text": "et {{SITENAME}}", "user": "Admin"}},
    {"tag": {"name": "good"}},
    {"page": {"title": "A", "text": "== H ==\n[[B]] end", "user": "Bob", "tags": ["good"], "summary": "s"}},
    {"page": {"title": "A", "text": "", "user": "Alice"}},
    {"page": {"title": "A", "text": "== H ==\n[[B]] [[Category:C]] back {{T}}", "user": "Robo", "bot": True}},
    {"user": {"name": "Carl", "groups": ["sysop"]}},
)

#: What some of them have besides.
SOMETIMES: tuple[dict[str, dict[str, object]], ...] = (
    {"revdelete": {"title": "A", "rev": 0, "hide": ["text", "comment"]}},
    {"revdelete": {"title": "A", "rev": 1, "hide": ["user"]}},
    {"protect": {"title": "A", "edit": "sysop", "reason": "why"}},
    {"protect": {"title": "B", "edit": "autoconfirmed", "move": "sysop", "expiry": "20400101000000"}},
    {"protect": {"title": "Nope", "create": "sysop"}},
    {"protect": {"title": "Talk:A", "edit": "sysop", "cascade": True}},
    {"delete": {"title": "Gone", "reason": "bad"}},
    {"move": {"from": "Old", "to": "New", "reason": "r"}},
    {"move": {"from": "Double", "to": "Triple", "noredirect": True}},
    {"block": {"target": "Bob", "reason": "r", "expiry": "20400101000000"}},
    {"block": {"target": "1.2.3.0/24", "reason": "range", "anononly": True, "pages": ["A"], "namespaces": [4]}},
    {"watch": {"title": "A", "user": "Alice"}},
    {"watch": {"title": "Nope", "user": "Alice"}},
    {"watch": {"title": "B", "user": "Bob"}},
)

PEOPLE = ("Alice", "Alice", "Admin", "Admin", "Admin", "Bob", "Robo", "Alice@app", None, None)

#: Modules whose replies no two wikis share.
BY_CHANCE = frozenset({"query+random"})

#: Actions that have sequences of their own, or leave nothing to be drawn.
LEFT_OUT = frozenset({"query", "login", "clientlogin", "logout", "edit", "stashedit", "tokens"})

TITLES = (
    *("A", "A", "A", "B", "B/sub", "Talk:A", "Category:C", "Double", "É", "J", "Gone", "Old", "New", "Nope"),
    *("User:Bob", "Template:T", "MediaWiki:Aboutsite", "Main Page", "a", "<>", "", "Special:Version", "File:F.png"),
    *("Talk:B", "w:en:x", "A#H", "Category:D", "Project:X", "User:Carl/x.js", "Triple", "T", "Tee"),
)
USERS = ("Alice", "Bob", "Robo", "Admin", "Carl", "1.2.3.4", "Nobody", "alice", "", "MediaWiki default", "<>", "#1")
TIMES = (
    *("2020-01-01T00:00:00Z", "2020-01-01T00:05:00Z", "20200101001000", "2020-01-01T00:15:30Z", "now", "$now"),
    *("2040-01-01T00:00:00Z", "", "x"),
)
NUMBERS = (
    *("0", "1", "2", "3", "5", "10", "5001", "5002", "5003", "5009", "71001", "71002", "71003", "71005", "71018"),
    *("99999", "-1", "", "x", "$rev", "$page"),
)
#: Values by the type that is declared.
OF_TYPE: dict[str, tuple[str, ...]] = {
    "boolean": ("1", "1", ""),
    "integer": NUMBERS,
    "limit": ("1", "2", "2", "3", "5", "max", "max", "500", "501", "0", "x", ""),
    "timestamp": TIMES,
    "namespace": ("0", "0", "1", "2", "4", "6", "8", "10", "14", "-1", "99", "x", "", "*"),
    "user": USERS,
    "title": TITLES,
    "tags": ("good", "good", "nope", "", "good|nope"),
    "string": ("a", "A", "B", "x", "", "é", "1", "A|B", "\x1fA\x1fB", "0"),
    "text": ("x", "== A ==\n[[B]]", "", "'''b''' {{T}}", "~~~~"),
}
#: Values by the name of a parameter, with the module's path before it where that matters.
OF_NAME: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("title", "titles", "from", "to", "page", "fromtitle", "totitle", "target"), TITLES),
    **dict.fromkeys(("images", "templates", "categories"), ("Template:T", "T", "Category:C", "File:F.png", "x")),
    **dict.fromkeys(("user", "users", "username", "excludeuser"), USERS),
    **dict.fromkeys(("reason", "summary", "comment"), ("r", "", "[[A]] /* H */ x", "é", "y" * 600)),
    **dict.fromkeys(("tag", "add", "remove"), ("good", "mw-new-redirect", "mw-blank", "nope", "bot", "sysop", "")),
    "prefix": ("", "A", "B", "b", "T", "é", "<", "x"),
    "search": ("A", "deleted", "bob", "a b", "", "prefix:B", '"x"', "nothing"),
    "expiry": ("infinite", "1 week", "never", "2040-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "", "soon"),
    "protections": (
        "edit=sysop",
        "edit=sysop|move=sysop",
        "create=sysop",
        "edit=all",
        "edit=x",
        "x",
        "edit=autoconfirmed",
    ),
    "change": ("language=fr", "userjs-a=1", "editfont=serif|userjs-b=2", "x=1", "gender", "", "skin="),
    "optionname": ("language", "userjs-c", "gender", "x", ""),
    "ids": ("71001", "71002|71003", "1", "x", ""),
    "section": ("0", "1", "2", "new", "T-1", "x", ""),
    "messages": (
        *("aboutsite", "and", "nope-nope", "mainpage|edit", "", "Aboutsite", "and/fr", "common.css", "word-separator"),
        *("nrevisions", "retrievedfrom|lastmodifiedat", "about site", "apihelp-link", "1movedto2", "and"),
    ),
    "query+allmessages.from": ("and", "aboutsite", "b", ""),
    "query+allmessages.to": ("and", "aboutsite", "zz", "b"),
    "query+allmessages.prefix": ("a", "about", "x", ""),
    "query+allmessages.args": ("1", "A|B", "$2|x", ""),
    "filter": ("about", "s", "x", "", "A"),
    "lang": ("en", "fr", "vi", "qqx", "x<", ""),
    "modules": ("edit", "query+info|query", "main", "nope", "query+nope", ""),
    "testactions": ("edit", "move|delete", "x", "read"),
    "categories": ("Category:C", "C", "Category:D|Category:C"),
    "query": ("x.example", "*.example", "y.example/?q=é", ""),
    "ip": ("1.2.3.4", "1.2.3.0/24", "127.0.0.1", "x"),
    "token": ("",),
}

#: How often in a hundred a parameter is sent, and how often a value is one that another parameter has.
SENT, WILD = 16, 3


def random_surface(
    seed: int | str, length: int, version: str = "1.43", profile: str = "plain", only: Collection[str] = ()
) -> Sequence:
    """Return the sequence of reads and writes that *seed* stands for; of the modules *only*, if any are named."""
    chance = random.Random(f"surface {seed}")
    some = [step for step in SOMETIMES if chance.random() < 0.4]
    past: list[dict[str, object]] = [*PAST, *some]
    past.append({"botpassword": {"user": "Alice", "app": "app", "password": BOT_PASSWORD}})
    drawing = _Drawing(chance, version, profile, only)
    requests = [drawing.request() for _ in range(length)]
    return Sequence({}, past, requests, version, profile)


@dataclass
class _Drawing:
    chance: random.Random
    version: str
    profile: str
    only: Collection[str] = ()
    declared: dict[str, Declaration] = field(init=False)
    lacks: dict[str, frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        self.declared = declarations(self.version, self.profile)
        rows = {
            **ACTIONS,
            **{f"query+{name}": row for table in (PROP, LIST, META) for name, row in table.items()},
        }
        self.lacks = {path: row.lacks for path, row in rows.items() if path in self.declared}

    def request(self) -> Request:
        """Return a request: a query, the rest of the query before, or another action."""
        who = self.chance.choice(PEOPLE)
        reads = any(path.startswith("query+") for path in self.only) or not self.only
        acts = any(not path.startswith("query") for path in self.only) or not self.only
        often = (60 * reads, 12 * reads, 24 * acts, 4)
        params = self.chance.choices((self._query, self._rest, self._action, self._edit), often)[0]()
        method = "POST" if "token" in params or self.chance.random() < 0.4 else "GET"
        main = {"format": self.chance.choice(("json",) * 8 + ("xml",) * 2 + ("php",))}
        if self.chance.random() < 0.6:
            main["formatversion"] = "2"
        if self.chance.random() < 0.1:
            main["errorformat"] = self.chance.choice(("plaintext", "wikitext", "html", "raw", "none"))
        if self.chance.random() < 0.05:
            main["uselang"] = self.chance.choice(("fr", "vi", "qqx"))
        return Request(who, method, {**main, **params})

    def _query(self) -> dict[str, str]:
        params = {"action": "query"}
        modules = {"prop": PROP, "list": LIST, "meta": META}
        kinds = self.chance.choices(("prop", "list", "meta", "prop list"), (45, 40, 8, 7))[0].split()
        if self.only:
            kinds = [kind for kind in modules if any(f"query+{name}" in self.only for name in modules[kind])]
        for kind in kinds:
            known = [name for name in modules[kind] if self._is_drawn(f"query+{name}")]
            if not known:
                continue
            chosen = self.chance.sample(known, min(len(known), self.chance.choice((1, 1, 1, 2))))
            params[kind] = "|".join(chosen)
            for name in chosen:
                params |= self._params(f"query+{name}", PREFERRED.get(name, frozenset()))
        if "prop" in kinds or self.chance.random() < 0.1:
            params |= self._pages()
        for name, often in (("redirects", 12), ("indexpageids", 5), ("rawcontinue", 4), ("continue", 6)):
            if self.chance.random() * 100 < often:
                params[name] = "" if name == "continue" else "1"
        return params

    def _pages(self) -> dict[str, str]:
        kind = self.chance.choices(("titles", "pageids", "revids", "generator"), (50, 8, 7, 35))[0]
        if kind == "titles":
            return {"titles": self._several(TITLES)}
        if kind != "generator":
            ids = ("5001", "5002", "5003", "5004", "5009") if kind == "pageids" else ("71001", "71003", "71005", "9")
            return {kind: self._several(ids)}
        known = [name for table in (PROP, LIST) for name in table if self._generates(f"query+{name}")]
        if not known:
            return {"titles": "A"}
        name = self.chance.choice(known)
        own = self._params(f"query+{name}", PREFERRED.get(name, frozenset()))
        params = {"generator": name, **{f"g{key}": value for key, value in own.items()}}
        if name in PROP or self.chance.random() < 0.1:
            params["titles"] = self._several(TITLES)
        return params

    def _generates(self, path: str) -> bool:
        return self._is_drawn(path) and bool(self.declared[path].raw.get("generator"))

    def _is_drawn(self, path: str) -> bool:
        return path in self.lacks and path not in BY_CHANCE and (not self.only or path in self.only)

    def _rest(self) -> dict[str, str]:
        return {"$continue": "1"}

    def _action(self) -> dict[str, str]:
        names = [name for name in ACTIONS if self._is_drawn(name) and name not in LEFT_OUT]
        name = self.chance.choice(names)
        return {"action": name, **self._params(name, PREFERRED.get(name, frozenset()))}

    def _edit(self) -> dict[str, str]:
        text = self.chance.choice(("[[B]] {{T}}", "x", "[[Category:C]]", "#REDIRECT [[B]]", ""))
        title = self.chance.choice(TITLES)
        return {"action": "edit", "title": title, "text": text, "summary": "[[A]]", "token": "$csrf"}

    def _params(self, path: str, preferred: frozenset[str]) -> dict[str, str]:
        params: dict[str, str] = {}
        for each in self.declared[path].parameters:
            if each.key in self.lacks[path] or each.key == "continue":
                continue
            often = 94 if each.required else 60 if each.key in preferred else SENT
            if self.chance.random() * 100 < often:
                params[each.name] = self._value(path, each)
        return params

    def _value(self, path: str, parameter: Parameter) -> str:
        if parameter.token_type is not None:
            kind = {"csrf": "$csrf"}.get(parameter.token_type, f"$new:{parameter.token_type}")
            return self.chance.choice((kind,) * 30 + ("x", ""))
        if self.chance.random() * 100 < WILD:
            return self.chance.choice(OF_TYPE[self.chance.choice(list(OF_TYPE))])
        values = parameter.values or OF_NAME.get(f"{path}.{parameter.key}") or OF_NAME.get(parameter.key)
        values = values or OF_TYPE.get(parameter.type, OF_TYPE["string"])
        return self._several(values) if parameter.multi else self.chance.choice(values)

    def _several(self, values: tuple[str, ...]) -> str:
        count = self.chance.choice((1, 1, 2, 2, 3, 5))
        return "|".join(dict.fromkeys(self.chance.choice(values) for _ in range(count)))


#: Parameters without which a module has little to tell.
PREFERRED: dict[str, frozenset[str]] = {
    **dict.fromkeys(("delete", "undelete", "move", "protect", "rollback"), frozenset({"title", "from"})),
    **dict.fromkeys(("block", "unblock", "userrights", "usercontribs", "users"), frozenset({"user", "users", "add"})),
    **dict.fromkeys(("purge", "watch"), frozenset({"titles"})),
    **dict.fromkeys(("backlinks", "embeddedin", "imageusage", "categorymembers"), frozenset({"title", "limit"})),
    **dict.fromkeys(("allmessages",), frozenset({"messages", "lang"})),
    **dict.fromkeys(("parse",), frozenset({"page", "prop"})),
    **dict.fromkeys(("compare",), frozenset({"fromrev", "torev", "fromtitle", "totitle"})),
    **dict.fromkeys(("search", "prefixsearch", "opensearch"), frozenset({"search"})),
    **dict.fromkeys(
        ("recentchanges", "logevents", "revisions", "allrevisions", "watchlist"), frozenset({"prop", "limit"})
    ),
}
