"""Which recording answers which request: by decoded API parameters, through an index."""

from __future__ import annotations

import difflib
import json
import re
import threading
from collections import deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from pytest_mwedit.cassettes import Interaction
from pytest_mwedit.filters import BOOLEANS, BY_PRESENCE, IGNORED, MUST_BE_IN_BODY, READ_ACTIONS, TOKENS
from pytest_mwedit.hiding import cookie_values
from pytest_mwedit.web import WebRequest, WebResponse


class TokenKind(Enum):
    """What a replay compares of a token."""

    ISSUED = "a token that the wiki gave out"
    ANONYMOUS = "the anonymous token"
    WRONG = "a token that the wiki did not give out"
    EMPTY = "an empty token"


class Ledger:
    """The tokens and the sessions that replies have given out."""

    def __init__(self) -> None:
        self._issued: set[str] = set()
        self._sessions: set[str] = set()
        #: Whether the tape shows in which session a request was sent; a recording may lack the cookies.
        self.tells_sessions = False

    def learn(self, response: WebResponse) -> None:
        """Note the tokens and the session cookies in *response*."""
        for (cookie,), value in cookie_values(response).items():
            if cookie in _SESSION_COOKIES:
                self._sessions.add(value)
        if b"token" not in response.body:
            return
        try:
            self._issued.update(_issued_tokens(json.loads(response.body)))
        except ValueError:  # XML, PHP's format or a page: what has a token's end is one
            self._issued.update(_TOKEN_IN_TEXT.findall(response.body.decode("utf-8", "replace")))

    def kind(self, token: str) -> TokenKind:
        """Say what *token* is."""
        if token in self._issued:
            return TokenKind.ISSUED
        if token == "+\\":  # MediaWiki's token for all who are not logged in
            return TokenKind.ANONYMOUS
        return TokenKind.WRONG if token else TokenKind.EMPTY

    def session(self, request: WebRequest) -> str | None:
        """Return the cookie of the session that *request* is sent in; None for one that has none yet."""
        held = None
        for cookie in (request.header("Cookie") or "").split(";"):
            name, _, value = cookie.strip().partition("=")
            if name.endswith(_SESSION_COOKIES):
                known = value in self._sessions
                # A bot password's session goes before the one that its login began in.
                held = (value if known else "another one") if held is None or "_BP" in name else held
        return held


_TOKEN_IN_TEXT = re.compile(r"[\w-]+\+\\")

#: The ends of the names of session cookies.
_SESSION_COOKIES = ("BPsession", "session")


def _issued_tokens(document: Any) -> Iterator[str]:
    if isinstance(document, dict):
        for key, value in document.items():
            if isinstance(value, str):
                if key.endswith("token") and value != "+\\":
                    yield value
            else:
                yield from _issued_tokens(value)
    elif isinstance(document, list):
        for value in document:
            yield from _issued_tokens(value)


def compared(request: WebRequest, ledger: Ledger) -> dict[str, Hashable]:
    """Return what of *request* decides which recording answers it, by parameter name."""
    decisive: dict[str, Hashable] = {}
    for name, value in request.params.items():
        if name in IGNORED:
            continue
        if name in BOOLEANS or name in BY_PRESENCE:
            decisive[name] = True
        elif name in TOKENS:
            decisive[name] = ledger.kind(value)
        else:
            decisive[name] = value
    in_query = MUST_BE_IN_BODY.intersection(request.query)
    if in_query:
        decisive["(in the query string)"] = tuple(sorted(in_query))
    entry_point = request.endpoint.rpartition("/")[2]
    decisive["(entry point)"] = entry_point
    if entry_point != "api.php" or request.params.get("action", "") not in READ_ACTIONS:
        decisive["(method)"] = request.method
    if request.body and not request.form:
        decisive["(body)"] = request.body
    if ledger.tells_sessions:
        decisive["(session)"] = ledger.session(request)
    return decisive


@dataclass(frozen=True)
class Nearest:
    """The recording that is most like a request which none fits."""

    number: int
    differences: tuple[str, ...]
    played: bool


class Tape:
    """Recorded interactions, found by what they ask; each plays once, those that ask the same in their order."""

    def __init__(self, interactions: Sequence[Interaction] = ()) -> None:
        self.interactions = list(interactions)
        self.ledger = Ledger()
        self._played = bytearray(len(self.interactions))
        self._overtaken = bytearray(len(self.interactions))
        self._by_key: dict[Hashable, deque[int]] = {}
        self._lock = threading.Lock()
        for interaction in self.interactions:
            self.ledger.learn(interaction.response)
        self.ledger.tells_sessions = any(self.ledger.session(interaction.request) for interaction in self.interactions)
        endpoints = {_directory(interaction.request) for interaction in self.interactions}
        self._fits_any = len(endpoints) == 1
        self.api_urls = {f"{endpoint}/api.php" for endpoint in endpoints}
        for position, interaction in enumerate(self.interactions):
            for key in self._keys(interaction.request):
                self._by_key.setdefault(key, deque()).append(position)

    def _keys(self, request: WebRequest) -> Iterator[Hashable]:
        """Under what *request* is looked for: its exact API URL first; any, if the tape is of a single wiki."""
        decisive = frozenset(compared(request, self.ledger).items())
        yield _directory(request), decisive
        if self._fits_any:
            yield None, decisive

    def play(
        self, request: WebRequest, holds: Callable[[Interaction], bool] = lambda interaction: True
    ) -> Interaction | None:
        """Return the next recording of *request* and mark it as played, or None.

        A recording for which *holds* is false has been overtaken by later edits: it is passed over for good.
        """
        if not self.interactions:
            return None
        for key in self._keys(request):
            with self._lock:
                waiting = self._by_key.get(key)
                while waiting:
                    position = waiting.popleft()
                    if self._played[position] or self._overtaken[position]:
                        continue
                    if holds(self.interactions[position]):
                        self._played[position] = True
                        return self.interactions[position]
                    self._overtaken[position] = True
        return None

    @property
    def unplayed(self) -> list[tuple[int, Interaction]]:
        """The recordings that were not played, with their numbers, from 1."""
        return [(number, one) for number, one in enumerate(self.interactions, 1) if not self._played[number - 1]]

    @property
    def played(self) -> list[int]:
        """The numbers of the recordings that were played, from 1."""
        return [number for number, played in enumerate(self._played, 1) if played]

    def login_names(self, *, with_success: bool) -> list[str]:
        """Return who logs in on this tape, in order; *with_success* leaves out those who were refused."""
        return [
            interaction.request.params["lgname"]
            for interaction in self.interactions
            if interaction.request.params.get("action") == "login"
            and interaction.request.params.get("lgname")
            and (not with_success or b'"Success"' in interaction.response.body)
        ]

    def nearest(self, request: WebRequest) -> Nearest | None:
        """Return the recording that is most like *request*, or None if there is none at all."""
        if not self.interactions:
            return None
        asked = compared(request, self.ledger)
        best: tuple[tuple[int, int, int], int] | None = None
        for position, interaction in enumerate(self.interactions):
            recorded = compared(interaction.request, self.ledger)
            same = sum(recorded.get(name) == value for name, value in asked.items())
            different = len(asked.keys() | recorded.keys()) - same
            rank = (asked.get("action") == recorded.get("action"), same - different, -self._played[position])
            if best is None or rank > best[0]:
                best = rank, position
        assert best is not None  # noqa: S101  # there is at least one
        position = best[1]
        return Nearest(
            position + 1,
            tuple(differences(asked, compared(self.interactions[position].request, self.ledger))),
            bool(self._played[position]),
        )


def _directory(request: WebRequest) -> str:
    """Return the folder of the entry points of the wiki that *request* goes to."""
    return request.endpoint.rpartition("/")[0]


def shown(value: Hashable) -> str:
    """Return *value* of a compared parameter as an explanation shows it."""
    if isinstance(value, TokenKind):
        return value.value
    return "(present)" if value is True else repr(value)


#: Texts longer than this are shown as a diff.
_LONG = 60


def differences(asked: dict[str, Hashable], recorded: dict[str, Hashable]) -> Iterator[str]:
    """Yield a line for each parameter that differs, or several for a long text."""
    for name in sorted(asked.keys() | recorded.keys()):
        ours, theirs = asked.get(name), recorded.get(name)
        if ours == theirs:
            continue
        if isinstance(ours, str) and isinstance(theirs, str) and max(len(ours), len(theirs)) > _LONG:
            yield f"{name}: the text differs (- recorded, + asked)"
            lines = difflib.unified_diff(theirs.splitlines(), ours.splitlines(), lineterm="", n=1)
            yield from (f"    {line}" for line in list(lines)[2:])
        elif name not in recorded:
            yield f"{name}: asked {shown(ours)}, not in the recording"
        elif name not in asked:
            yield f"{name}: recorded {shown(theirs)}, not asked"
        else:
            yield f"{name}: asked {shown(ours)}, recorded {shown(theirs)}"
