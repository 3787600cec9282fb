"""Playing a sequence on both wikis until they differ, and making a smaller one that still shows it."""

from __future__ import annotations

import difflib
import json
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pytest_mwedit.failures import NotImitated

from .sequences import Request, Sequence
from .wikis import CannotArrange, InMemoryWiki, Player, RealWiki, Reply


@dataclass
class Difference:
    """The last request of a sequence, or the state after it, in which the two wikis differ."""

    sequence: Sequence
    began: int
    expected: Any
    came: Any
    #: What the real wiki answered to every request, and what it was at the end.
    replies: list[Reply]
    state: Any

    def recording(self) -> dict[str, Any]:
        """Return the test: the sequence and what the real wiki made of it."""
        return {**self.sequence.as_json(), "began": self.began, "replies": self.replies, "state": self.state}

    def describe(self) -> str:
        """Show the sequence and both replies."""
        asked = "\n".join(f"  {request}" for request in self.sequence.requests)
        expected, came = (json.dumps(each, indent=1, ensure_ascii=False) for each in (self.expected, self.came))
        both = "\n".join(_unified(expected, came))
        return f"config {self.sequence.config}\nsteps {_excerpt(self.sequence.steps)}\nrequests\n{asked}\n{both}"


def _excerpt(steps: list[dict[str, Any]]) -> str:
    """Show *steps* without most of a text of a thousand lines."""
    return re.sub(r"(?<=line 5)\\n(?:(?!').){400,}", " … ", str(steps))


def _unified(expected: str, came: str) -> Iterator[str]:
    parted = [re.sub(r'(,\\"|\\n|>)', r"\1\n", each).splitlines() for each in (expected, came)]
    return difflib.unified_diff(*parted, "MediaWiki", "in memory", lineterm="", n=2)


def recorded(real: RealWiki, sequence: Sequence) -> Difference:
    """Play *sequence* on the real wiki alone, for a test of it."""
    player = Player(real, sequence)
    began = player.moment
    replies = [player.play(request) for request in sequence.requests]
    return Difference(sequence, began, None, None, replies, player.state())


class Bench:
    """A real wiki, the in-memory one, and what was learnt while comparing them."""

    def __init__(self, api_url: str) -> None:
        self.real, self.memory = RealWiki(api_url), InMemoryWiki(api_url)
        self.requests = 0
        #: What could not be compared, and how often.
        self.not_imitated: Counter[str] = Counter()
        #: How often the real wiki was asked for what each module does, and how often it did not refuse.
        self.asked: Counter[str] = Counter()
        self.granted: Counter[str] = Counter()

    def difference(self, sequence: Sequence, *, counted: bool = True) -> Difference | None:
        """Play *sequence* until the wikis differ; None if they do not, or if there can be no such wiki."""
        began = int(time.time())
        try:
            sequence = self._imitated(sequence, began)
            real, memory = Player(self.real, sequence, began), Player(self.memory, sequence, began)
        except CannotArrange:
            return None
        replies: list[Reply] = []

        def found(expected: Any, came: Any) -> Difference:
            shown = replace(sequence, requests=sequence.requests[: len(replies)])
            return Difference(shown, began, expected, came, replies, real.state())

        if real.begun != memory.begun:
            return found(real.begun, memory.begun)
        for request in sequence.requests:
            self.requests += counted
            expected, came = real.play(request), _answered(memory, request)
            replies.append(expected)
            if counted:
                self._count(request, expected)
            if came != expected:
                return found(expected, came)
        expected, came = real.state(), memory.state()
        return found(expected, came) if json.dumps(expected) != json.dumps(came) else None

    def _count(self, request: Request, reply: Reply) -> None:
        modules = modules_of(request)
        self.asked.update(modules)
        if "MediaWiki-API-Error" not in reply["headers"]:
            self.granted.update(modules)

    def _imitated(self, sequence: Sequence, began: int) -> Sequence:
        """Return *sequence* without the requests that the in-memory wiki does not imitate."""
        memory = Player(self.memory, sequence, began)
        for number, request in enumerate(sequence.requests):
            try:
                memory.play(request)
            except NotImitated as missing:
                self.not_imitated[str(missing)[:150]] += 1
                # It may have changed the wiki before it found out.
                requests = [*sequence.requests[:number], *sequence.requests[number + 1 :]]
                return self._imitated(replace(sequence, requests=requests), began)
            except Exception:
                break
        return sequence

    def shrunk(self, difference: Difference, seconds: float) -> Difference:
        """Return a smaller sequence that ends in a difference, as small as can be found in *seconds*."""
        best, deadline = difference, time.monotonic() + seconds
        smaller = True
        while smaller:
            smaller = False
            for candidate in simpler(best.sequence):
                if time.monotonic() > deadline:
                    return best
                found = self.difference(candidate, counted=False)
                if found is not None and _kind(found) == _kind(difference):
                    best, smaller = found, True
                    break
        return best


def modules_of(request: Request) -> list[str]:
    """Return what a request asks: an action, or the modules of a query, a generator marked as one."""
    action = request.params.get("action", "the rest of a query")
    if action != "query":
        return [action]
    lists = {kind: request.params.get(kind, "").split("|") for kind in ("prop", "list", "meta", "generator")}
    return [
        f"{'generator' if kind == 'generator' else 'query'}+{name}"
        for kind, names in lists.items()
        for name in names
        if name
    ]


def _answered(memory: Player, request: Request) -> Reply:
    """Return the reply of the in-memory wiki, or what went wrong in it."""
    try:
        return memory.play(request)
    except Exception as error:
        return {"exception": repr(error)}


def _kind(difference: Difference) -> str:
    """Return what must stay while a sequence shrinks, lest another difference takes the place of the first."""
    came = difference.came
    if "exception" in came:
        return "exception"
    return "reply" if "body" in came else "state"


def simpler(sequence: Sequence) -> Iterator[Sequence]:
    """Yield what is left of *sequence* without one thing, the greatest first."""
    for size in (4, 1):
        for start in range(len(sequence.requests) - 1 - size, -1, -size):
            yield _without(sequence, "requests", slice(start, start + size))
    for size in (4, 1):
        for start in range(0, len(sequence.steps), size):
            yield _without(sequence, "steps", slice(start, start + size))
    for name in sequence.config:
        candidate = sequence.copy()
        del candidate.config[name]
        yield candidate
    for number, request in enumerate(sequence.requests):
        for name in request.params:
            if name not in ("action", "format", "token"):
                candidate = sequence.copy()
                del candidate.requests[number].params[name]
                yield candidate
    for number, request in enumerate(sequence.requests):
        if request.query or request.body != "urlencoded":
            candidate = sequence.copy()
            plain = Request(request.who, request.method, {**request.query, **request.params})
            candidate.requests[number] = plain
            yield candidate
        for part in ("query", "headers"):
            for name in getattr(request, part):
                candidate = sequence.copy()
                del getattr(candidate.requests[number], part)[name]
                yield candidate
    for number, request in enumerate(sequence.requests):
        for name, value in request.params.items():
            # Short texts are read at a glance already.
            if len(value) > 20 and name not in ("action", "token"):
                for start, end in ((0, len(value) // 2), (len(value) // 2, len(value))):
                    candidate = sequence.copy()
                    candidate.requests[number].params[name] = value[start:end]
                    yield candidate


def _without(sequence: Sequence, part: str, dropped: slice) -> Sequence:
    candidate = sequence.copy()
    del getattr(candidate, part)[dropped]
    return candidate
