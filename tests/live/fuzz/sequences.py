"""What a sequence is, and how one is drawn from the tables in `values.py`."""

from __future__ import annotations

import json
import random
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from . import extensions
from .configurations import CONFIGURATIONS, HOOKED, HOOKS
from .values import (
    BOT_PASSWORD,
    EDIT,
    LINES,
    LINES_PAGE,
    LOGINS,
    MAIN,
    PEOPLE,
    QUERIES,
    READING_WAYS,
    SENT_HEADERS,
    STASHEDIT,
    STEPS,
    TOKENS,
    WAYS,
    WILD,
    WRITTEN,
    Values,
)

T = TypeVar("T")


@dataclass
class Request:
    """A request: who sends it, the method, the parameters, the kind of body, what the address and headers say besides.

    Words such as ``$csrf``, the sender's token, stand for what earlier replies told; `wikis.Player` lists them.
    """

    who: str | None
    method: str
    params: dict[str, str]
    body: str = "urlencoded"
    query: dict[str, str] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return what the constructor takes, without what goes without saying."""
        told = asdict(self)
        if self.body == "urlencoded":
            del told["body"]
        for name in ("query", "headers"):
            if not told[name]:
                del told[name]
        return told


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
        told = {"version": self.version, "profile": self.profile, "config": self.config, "steps": self.steps}
        return {**told, "requests": [request.as_json() for request in self.requests]}

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Sequence:
        """Return the sequence that a file tells of."""
        requests = [Request(**request) for request in told["requests"]]
        return cls(told["config"], told["steps"], requests, told["version"], told["profile"])

    def copy(self) -> Sequence:
        """Return a copy to be changed."""
        return self.from_json(json.loads(json.dumps(self.as_json())))


def random_sequence(seed: int | str, length: int, version: str = "1.43", profile: str = "plain") -> Sequence:
    """Return the sequence that *seed* stands for, the same for every *version* of a *profile*, but for a few rules."""
    chance = random.Random(seed)
    people = list(dict.fromkeys(_weighted(chance, PEOPLE) for _ in range(3)))
    config = _configuration(chance)
    texts = _history(chance)
    steps = [*_steps(chance), *({"page": {"title": LINES_PAGE, **text}} for text in texts)]
    drawing = _Drawing(chance, people, [text["text"] for text in texts] or ["\n".join(LINES)])
    if profile == "ext":
        config |= extensions.random_settings(chance)
        steps += [step for step in extensions.random_steps(chance, version) if _is_possible(step, steps)]
        drawing.has_extensions = True
    requests = [drawing.request() for _ in range(length)]
    return Sequence(config, [*steps, _BOT_PASSWORD_STEP], requests, version, profile)


def _configuration(chance: random.Random) -> dict[str, Any]:
    config: dict[str, Any] = {}
    for settings in chance.sample(CONFIGURATIONS, chance.choice((0, 0, 0, 1, 1, 2))):
        config |= settings
    if chance.random() < HOOKED:
        config["hook"] = chance.choice(HOOKS)
    return config


_BOT_PASSWORD_STEP = {"botpassword": {"user": "Alice", "app": "app", "password": BOT_PASSWORD}}


def _weighted(chance: random.Random, rows: tuple[tuple[T, int], ...]) -> T:
    return chance.choices([value for value, _ in rows], [weight for _, weight in rows])[0]


def _steps(chance: random.Random) -> list[dict[str, Any]]:
    numbers = sorted(chance.sample(range(len(STEPS)), chance.randint(0, 9)))
    possible: list[dict[str, Any]] = []
    for number in numbers:
        if _is_possible(STEPS[number], possible):
            possible.append(STEPS[number])
    return possible


def _is_possible(step: dict[str, Any], before: list[dict[str, Any]]) -> bool:
    """Whether a wiki with this past can take the step."""
    ((kind, told),) = step.items()
    saved = _existing(before)
    if kind == "revdelete":
        # No wiki hides its latest revision.
        return saved.get(told["title"], 0) > 1
    if kind in ("delete", "move"):
        return saved.get(told.get("title", told.get("from")), 0) > 0 and told.get("to") not in saved
    if kind == "protect":
        return "edit" not in told or told["title"] in saved
    if kind == "block":
        others = [each["block"]["target"] for each in before if "block" in each]
        return told["target"] not in others and all(page in saved for page in told.get("pages", ()))
    return True


def _existing(steps: list[dict[str, Any]]) -> dict[str, int]:
    """Return the pages that are there after *steps*, and how many revisions were saved of each."""
    saved: dict[str, int] = {}
    for step in steps:
        ((kind, told),) = step.items()
        if kind == "page":
            saved[told["title"]] = saved.get(told["title"], 0) + 1
        if kind == "delete":
            del saved[told["title"]]
        if kind == "move":
            saved[told["to"]] = saved.pop(told["from"])
    return saved


def _history(chance: random.Random) -> list[dict[str, Any]]:
    """Return the revisions of the page that is merged and undone, each a few lines away from the one before."""
    texts: list[dict[str, Any]] = []
    text = "\n".join(LINES)
    for _ in range(chance.choice((0, 0, 2, 3, 4, 6))):
        texts.append({"text": text, "user": chance.choice(("Alice", "Bob", "Robo"))})
        text = _changed(chance, text)
    return texts


def _changed(chance: random.Random, text: str) -> str:
    """Return *text* with one to three lines changed, dropped, doubled or swapped."""
    lines = text.split("\n")
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        lines[at : at + 1] = chance.choice(
            (
                [lines[at] + chance.choice("!?xyz")],
                [lines[at].upper()],
                [],
                [lines[at], lines[at]],
                [lines[at], chance.choice(("new", "", "== Section ==", "~~~~", "beta"))],
                [chance.choice(LINES)],
            )
        )
        lines = lines or [""]
    return "\n".join(lines)


@dataclass
class _Drawing:
    """What requests are drawn with: the dice, the people, the texts of the page that is merged and undone."""

    chance: random.Random
    people: list[str | None]
    texts: list[str]
    #: Who logged in or out in between, and has another token since.
    moved: set[str | None] = field(default_factory=set)
    has_extensions: bool = False

    def request(self) -> Request:
        """Return a request."""
        who = self.chance.choice(self.people)
        draw = self.chance.choices((self._edit, self._stash, self._query, self._login), (68, 12, 16, 4))[0]
        params, ways = draw(who)
        method, body = _weighted(self.chance, ways)
        names = list(params)
        if self.chance.random() < 0.1:
            self.chance.shuffle(names)
        main = {"format": self.chance.choice(WRITTEN), **self._drawn(MAIN)}
        request = Request(who, method, {**main, **{name: params[name] for name in names}})
        request.headers = self._drawn(SENT_HEADERS)
        if method == "POST":
            request.body = body
        if body == "mixed":
            self._mix(request)
        return request

    def _edit(self, who: str | None) -> tuple[dict[str, str], Any]:
        params = {"action": "edit", **self._drawn(EDIT)}
        if params.get("title") == LINES_PAGE and self.chance.random() < 0.8:
            params["text"] = _changed(self.chance, self.chance.choice(self.texts))
        if self.has_extensions:
            extensions.extend_edit(self.chance, params)
        return self._with_token(params, who), WAYS

    def _stash(self, who: str | None) -> tuple[dict[str, str], Any]:
        params = {"action": "stashedit", **self._drawn(STASHEDIT)}
        if self.has_extensions:
            extensions.extend_edit(self.chance, params)
        return self._with_token(params, who), WAYS

    def _query(self, who: str | None) -> tuple[dict[str, str], Any]:
        asked = (*QUERIES, *extensions.QUERIES) if self.has_extensions else QUERIES
        params = dict(self.chance.choice(asked))
        return params, READING_WAYS if params["action"] != "checktoken" else WAYS

    def _login(self, who: str | None) -> tuple[dict[str, str], Any]:
        self.moved.add(who)
        params = dict(self.chance.choice(LOGINS))
        if self.has_extensions:
            extensions.extend_login(self.chance, params)
        return params, WAYS

    def _with_token(self, params: dict[str, str], who: str | None) -> dict[str, str]:
        token = _weighted(self.chance, TOKENS)
        if token == "$csrf" and who in self.moved and self.chance.random() < 0.8:
            token = "$new"
        return params if token is None else {**params, "token": token}

    def _drawn(self, table: dict[str, tuple[int, Values]]) -> dict[str, str]:
        drawn = {}
        for name, (often, values) in table.items():
            # A few parameters are heard of often; which others come with them is a matter of chance.
            if self.chance.random() * 100 < often:
                wild = table not in (MAIN, SENT_HEADERS) and self.chance.random() * 100 < WILD
                drawn[name] = self.chance.choice(table[self.chance.choice(list(table))][1] if wild else values)
        return drawn

    def _mix(self, request: Request) -> None:
        """Send some parameters in the address instead of the body, or in both."""
        request.body = self.chance.choice(("urlencoded", "urlencoded", "multipart"))
        for name in list(request.params):
            if name not in ("token", "lgpassword", "lgtoken") and self.chance.random() < 0.3:
                request.query[name] = request.params[name]
                if self.chance.random() < 0.8:
                    del request.params[name]
