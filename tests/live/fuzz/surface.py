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

from .module_values import (
    ABLE,
    BY_CHANCE,
    FIELDS,
    FOR_THE_ABLE,
    LEFT_OUT,
    NOT_TOGETHER,
    ODD,
    OF_NAME,
    OF_TYPE,
    ONE_OF,
    PAST,
    PEOPLE,
    PREFERRED,
    SOMETIMES,
    TITLES,
)
from .sequences import Request, Sequence
from .values import BOT_PASSWORD

#: How often in a hundred a parameter is sent, a value is one that is refused or trimmed, or one that another parameter
#: has, and rules such as which parameters go together are broken.
SENT, IS_ODD, WILD, BREAKS = 12, 4, 1, 5


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
    #: Whether the last request may have more to tell, and who sent it.
    goes_on: bool = False
    asking: str | None = None

    def __post_init__(self) -> None:
        self.declared = declarations(self.version, self.profile)
        rows = {
            **ACTIONS,
            **{f"query+{name}": row for table in (PROP, LIST, META) for name, row in table.items()},
        }
        self.lacks = {path: row.lacks for path, row in rows.items() if path in self.declared}

    def request(self) -> Request:
        """Return a request: a query, the rest of the query before, or another action."""
        reads = any(path.startswith("query+") for path in self.only) or not self.only
        acts = any(not path.startswith("query") for path in self.only) or not self.only
        often = (55 * reads, 8 * reads, 33 * acts, 4)
        draw = self.chance.choices((self._query, self._rest, self._action, self._edit), often)[0]
        if self.goes_on and self.chance.random() < 0.3:
            draw = self._rest
        params = draw()
        asked = {params["action"], *self._asked(params)} if "action" in params else set()
        who = self.chance.choice(ABLE if asked & FOR_THE_ABLE else PEOPLE)
        if draw == self._rest and self.chance.random() < 0.9:
            who = self.asking
        self.goes_on = draw == self._rest or any(name.endswith("limit") for name in params)
        self.asking = who
        action = self.declared.get(params.get("action", ""))
        posted = action is not None and action.must_be_posted
        method = "POST" if self._happens(97 if posted else 40) else "GET"
        main = {"format": self.chance.choice(("json",) * 8 + ("xml",) * 2 + ("php",))}
        if self.goes_on and draw != self._rest:
            main["format"] = "json"
        if self._happens(60):
            main["formatversion"] = "2"
        if self._happens(10):
            main["errorformat"] = self.chance.choice(("plaintext", "wikitext", "html", "raw", "none"))
        if self._happens(5):
            main["uselang"] = self.chance.choice(("fr", "vi", "qqx"))
        return Request(who, method, {**main, **params})

    def _happens(self, often: float) -> bool:
        """Whether something happens that does so often in a hundred."""
        return self.chance.random() * 100 < often

    @staticmethod
    def _asked(params: dict[str, str]) -> list[str]:
        """Return the paths of the modules of a query."""
        lists = (params[kind] for kind in ("prop", "list", "meta", "generator") if kind in params)
        return [f"query+{name}" for each in lists for name in each.split("|")]

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
                params |= self._params(f"query+{name}")
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
        own = self._params(f"query+{name}")
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
        if not names:
            return self._query()
        name = self.chance.choice(names)
        params = {"action": name, **self._params(name)}
        for each in FIELDS.get(name, ()):
            if self._happens(92):
                params[each] = params.get("password", "x") if each == "retype" else self._value(name, each)
        return params

    def _edit(self) -> dict[str, str]:
        text = self.chance.choice(("[[B]] {{T}}", "x", "[[Category:C]]", "#REDIRECT [[B]]", ""))
        title = self.chance.choice(TITLES)
        return {"action": "edit", "title": title, "text": text, "summary": "[[A]]", "token": "$csrf"}

    def _params(self, path: str) -> dict[str, str]:
        """Return parameters of a module, most of the time such as it may take together."""
        known = {each.key: each for each in self.declared[path].parameters if self._is_sent(path, each)}
        preferred = PREFERRED.get(path, frozenset())
        chosen: set[str] = set()
        for key, each in known.items():
            often = 99 if each.required else 50 if key in preferred or each.type == "limit" else SENT
            if self._happens(often):
                chosen.add(key)
        if not self._happens(BREAKS):
            for group in ONE_OF.get(path, ()):
                chosen = chosen - set(group) | {self.chance.choice(group)}
            kept = {key for group in ONE_OF.get(path, ()) for key in group} & chosen
            for group in NOT_TOGETHER:
                together = sorted(chosen & set(group), key=lambda key: (key not in kept, self.chance.random()))
                chosen -= set(together[1:])
        return {each.name: self._drawn(path, each) for key, each in known.items() if key in chosen}

    def _is_sent(self, path: str, parameter: Parameter) -> bool:
        return parameter.key not in self.lacks[path] and parameter.key != "continue"

    def _drawn(self, path: str, parameter: Parameter) -> str:
        if parameter.token_type is not None:
            kind = {"csrf": "$csrf"}.get(parameter.token_type, f"$new:{parameter.token_type}")
            return self.chance.choice((kind,) * 60 + ("x", ""))
        if self._happens(WILD):
            return self.chance.choice(OF_TYPE[self.chance.choice(list(OF_TYPE))])
        if self._happens(IS_ODD):
            return self.chance.choice(ODD.get(parameter.type, ODD["string"]))
        values = self._declared(parameter) or self._values(path, parameter.key)
        values = values or OF_TYPE.get(parameter.type, OF_TYPE["string"])
        return self._several(values) if parameter.multi else self.chance.choice(values)

    @staticmethod
    def _declared(parameter: Parameter) -> tuple[str, ...]:
        if parameter.key != "generator":
            return parameter.values
        return tuple(name for name in parameter.values if f"query+{name}" not in BY_CHANCE)

    @staticmethod
    def _values(path: str, key: str) -> tuple[str, ...]:
        return OF_NAME.get(f"{path}.{key}") or OF_NAME.get(key, ())

    def _value(self, path: str, key: str) -> str:
        return self.chance.choice(self._values(path, key))

    def _several(self, values: tuple[str, ...]) -> str:
        count = self.chance.choice((1, 1, 2, 2, 3, 5))
        return "|".join(dict.fromkeys(self.chance.choice(values) for _ in range(count)))
