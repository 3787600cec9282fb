"""How a wiki's replies have changed since they were recorded: what a client reads, not what is new each time."""

from __future__ import annotations

import json
import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pytest_mwedit.cassettes import Interaction
from pytest_mwedit.tape import Ledger, compared, shown
from pytest_mwedit.web import WebRequest, WebResponse

#: Keys whose values are new each time; that they are there is compared.
VOLATILE_KEYS = frozenset(
    {
        *("curtimestamp", "starttimestamp", "timestamp", "newtimestamp", "touched", "time", "registrationdate"),
        *("pageid", "revid", "parentid", "oldrevid", "newrevid", "lastrevid", "oldid", "id", "userid", "lguserid"),
        *("servedby", "requestid", "editcount", "sha1", "dbversion", "phpversion", "git-hash", "git-branch", "rev"),
        *("docref", "wikiid", "expiry", "continue", "lag"),
    }
)

#: What is new in any text: tokens, times, the number of a request, what our recordings call a secret.
_VOLATILE_TEXTS = re.compile(
    r"[\w-]+\+\\\\?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\[[0-9a-f-]{24,36}\]|\b\d{1,2}:\d\d, \d{1,2} \w+ \d{4}\b|https?://[^\s/]+"
)
_NUMBER = re.compile(r"-?\d+")

#: Texts are shown up to this length.
_SHOWN = 80


@dataclass(frozen=True)
class Change:
    """A difference between two recordings of a request."""

    #: What was asked, such as "edit title=Page".
    request: str
    #: Where in the reply, such as "edit.newrevid"; "HTTP status" and names of headers for what is not in the body.
    where: str
    #: "new", "gone", "type" or "value".
    kind: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.request}: {self.where}: {_KINDS[self.kind].format(self)}"


_KINDS = {
    "new": "new: {0.after}",
    "gone": "gone, was {0.before}",
    "type": "was {0.before}, is {0.after}",
    "value": "was {0.before}, is {0.after}",
}


def changes(before: Sequence[Interaction], after: Sequence[Interaction]) -> list[Change]:
    """Return how the replies of *after* differ from those that *before* has for the same requests.

    The same request asked several times is compared in order; what only one of the two asks is told as such.
    """
    old, new = _by_request(before), _by_request(after)
    found: list[Change] = []
    for key in dict.fromkeys([*old, *new]):
        ours, theirs = old.get(key, []), new.get(key, [])
        for one, other in zip(ours, theirs, strict=False):
            found += reply_changes(named(other.request), one.response, other.response)
        for one in ours[len(theirs) :]:
            found.append(Change(named(one.request), "request", "gone", "asked", ""))
        for one in theirs[len(ours) :]:
            found.append(Change(named(one.request), "request", "new", "", "asked"))
    return list(dict.fromkeys(found))


def as_json(by_cassette: dict[str, list[Change]]) -> str:
    """Return the changes of several cassettes as JSON: a list of objects by cassette."""
    told = {name: [asdict(change) for change in found] for name, found in by_cassette.items()}
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _by_request(interactions: Sequence[Interaction]) -> dict[Hashable, list[Interaction]]:
    ledger = Ledger()
    for interaction in interactions:
        ledger.learn(interaction.response)
    found: dict[Hashable, list[Interaction]] = {}
    for interaction in interactions:
        found.setdefault(frozenset(compared(interaction.request, ledger).items()), []).append(interaction)
    return found


def named(request: WebRequest) -> str:
    """Return what *request* asks, in a few words."""
    params = request.params
    told = [
        f"{name}={_short(params[name])}" for name in ("title", "titles", "pageid", "meta", "lgname") if name in params
    ]
    return " ".join([params.get("action", request.endpoint.rpartition("/")[2]), *told])


def reply_changes(request: str, before: WebResponse, after: WebResponse) -> Iterator[Change]:
    """Yield how the reply *after* differs from *before*; *request* names what was asked."""
    told = (
        ("HTTP status", str(before.status), str(after.status)),
        ("MediaWiki-API-Error", before.header("MediaWiki-API-Error"), after.header("MediaWiki-API-Error")),
        ("Content-Type", before.header("Content-Type"), after.header("Content-Type")),
    )
    for where, was, comes in told:
        if was != comes:
            kind = "new" if was is None else "gone" if comes is None else "value"
            yield Change(request, where, kind, was or "", comes or "")
    try:
        yield from _trees(request, (), json.loads(before.body), json.loads(after.body))
    except ValueError:
        was, comes = (_steady(each.body.decode("utf-8", "replace")) for each in (before, after))
        if was != comes:
            yield Change(request, "body", "value", *_around_difference(was, comes))


def _trees(request: str, path: tuple[str, ...], before: Any, after: Any) -> Iterator[Change]:
    where = ".".join(path) or "reply"
    if isinstance(before, dict) and isinstance(after, dict):
        before, after = _without_numbers(before), _without_numbers(after)
        for key in dict.fromkeys([*before, *after]):
            if key not in after:
                yield Change(request, ".".join((*path, key)), "gone", _short(before[key]), "")
            elif key not in before:
                yield Change(request, ".".join((*path, key)), "new", "", _short(after[key]))
            else:
                yield from _trees(request, (*path, key), before[key], after[key])
    elif isinstance(before, list) and isinstance(after, list):
        if len(before) != len(after):
            yield Change(request, where, "value", f"{len(before)} items", f"{len(after)} items")
        for one, other in zip(before, after, strict=False):
            yield from _trees(request, path, one, other)
    elif type(before) is not type(after):
        yield Change(
            request,
            where,
            "type",
            f"{type(before).__name__} {_short(before)}",
            f"{type(after).__name__} {_short(after)}",
        )
    elif path and path[-1] not in VOLATILE_KEYS and _steady(before) != _steady(after):
        yield Change(request, where, "value", *_around_difference(before, after))


def _without_numbers(tree: dict[str, Any]) -> dict[str, Any]:
    """Return *tree* with its pages in order, where their numbers are the keys."""
    if tree and all(_NUMBER.fullmatch(key) for key in tree):
        return {f"({number})": value for number, value in enumerate(tree.values(), start=1)}
    return tree


def _steady(value: Any) -> Any:
    return _VOLATILE_TEXTS.sub("…", value) if isinstance(value, str) else value


def _around_difference(before: Any, after: Any) -> tuple[str, str]:
    if not isinstance(before, str) or not isinstance(after, str):
        return _short(before), _short(after)
    same = next((place for place, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), 0)
    begin = 0 if len(before) + len(after) < 2 * _SHOWN else max(0, same - 20)
    return _short(before[begin:]), _short(after[begin:])


def _short(value: Any) -> str:
    text = shown(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
