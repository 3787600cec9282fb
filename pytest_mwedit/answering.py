"""Who answers a request while a test runs: the tape, the in-memory wiki, the network, in the order of the mode."""

from __future__ import annotations

import shlex
import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from pytest_mwedit.cassettes import Interaction
from pytest_mwedit.failures import NoRecording, WikiFailure
from pytest_mwedit.hiding import cookie_values, replace_values, secret_values
from pytest_mwedit.tape import Tape, compared, shown
from pytest_mwedit.web import WebRequest, WebResponse, WikiUrls

if TYPE_CHECKING:
    from pytest_mwedit.fake import FakeEditApi
    from pytest_mwedit.follow import Follower
    from pytest_mwedit.network import Network


@dataclass
class Counts:
    """How the requests of a run were answered."""

    replayed: int = 0
    from_memory: int = 0
    recorded: int = 0
    sent: int = 0

    def add(self, other: Counts) -> None:
        """Add *other* to these."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    @property
    def any(self) -> bool:
        """Whether anything was answered at all."""
        return any(getattr(self, one.name) for one in fields(self))


#: One way to answer: the reply, or None to leave it to the next.
Source = Callable[[WebRequest], WebResponse | None]


@dataclass
class WikiCassette:
    """Answers the wiki requests of one test.

    *api_urls* are the APIs known beforehand, *plan* the names of the sources in their order (see `exchange.PLANS`),
    *tape* what was recorded, *memory* the in-memory wiki, *network* the way out.
    """

    api_urls: Collection[str]
    plan: tuple[str, ...]
    mode: str
    counts: Counts
    tape: Tape = field(default_factory=Tape)
    tape_path: str = ""
    tape_exists: bool = True
    memory: FakeEditApi | None = None
    network: Network | None = None
    how_to_record: str = ""
    recorded: list[Interaction] = field(default_factory=list)
    #: Is told of each interaction as it is recorded.
    note_recorded: Callable[[Interaction], None] = lambda interaction: None
    failures: list[WikiFailure] = field(default_factory=list)

    def __post_init__(self) -> None:
        table: dict[str, Source] = {
            "tape": self._from_tape,
            "memory": self._from_memory,
            "record": self._from_network_recorded,
            "network": self._from_network,
        }
        self._sources = [table[name] for name in self.plan]
        self._lock = threading.Lock()
        self._urls = WikiUrls((*self.api_urls, *self.tape.api_urls))
        self._follower = self._make_follower()
        self._catching_up = CatchUp(self._from_network) if "tape" in self.plan and "record" in self.plan else None

    def _make_follower(self) -> Follower | None:
        if self.memory is None or not self.tape.interactions:
            return None
        from pytest_mwedit.follow import Follower  # late: only an in-memory wiki behind a tape needs it

        return Follower(self.memory, self.tape.interactions)

    @property
    def waits(self) -> bool:
        """Whether an answer may come from a network."""
        return "record" in self.plan or "network" in self.plan

    def claims(self, url: str) -> bool:
        """Whether *url* is a wiki's."""
        return self._urls.include(url) or (self.memory is not None and self.memory.claims(url))

    def let_pass(self, seconds: float) -> bool:
        """Let *seconds* pass at once if the in-memory wiki told this thread to wait; what is a network's takes time."""
        return self.memory is not None and not self.waits and self.memory.let_pass(seconds)

    def knows_host(self, authority: str) -> bool:
        """Whether a known wiki is at *authority*."""
        return self._urls.know_host(authority)

    def answer(self, request: WebRequest) -> WebResponse:
        """Return the reply of the first source that has one."""
        __tracebackhide__ = True
        self._urls.learn(request.endpoint)
        try:
            for source in self._sources:
                response = source(request)
                if response is not None:
                    return response
            failure: WikiFailure = NoRecording(self._explain(request))
        except WikiFailure as raised:
            failure = raised
        self.failures.append(failure)
        raise failure.with_traceback(None) from None

    def _from_tape(self, request: WebRequest) -> WebResponse | None:
        if self._follower is None:
            interaction = self.tape.play(request)
        else:
            interaction = self.tape.play(request, self._follower.agrees)
        if interaction is None:
            return None
        if self._follower is not None:
            self._follower.follow(request, interaction.response)
        if self._catching_up is not None:
            self._catching_up.note_played(request, interaction.response)
        with self._lock:
            self.counts.replayed += 1
        return interaction.response

    def _from_memory(self, request: WebRequest) -> WebResponse:
        if self.memory is None:
            raise TypeError("this plan needs an in-memory wiki")
        if self._follower is not None:
            self._follower.go_beyond_the_tape()
        response = self.memory.answer(request)
        if self._follower is not None:
            self.tape.ledger.learn(response)
        with self._lock:
            self.counts.from_memory += 1
        return response

    def _from_network(self, request: WebRequest) -> WebResponse:
        if self.network is None:
            raise TypeError("this plan needs a network")
        return self.network.send(request)

    def _from_network_recorded(self, request: WebRequest) -> WebResponse:
        if self._catching_up is not None:
            request = self._catching_up.translated(request)
        response = self._from_network(request)
        with self._lock:
            self.recorded.append(Interaction(request, response))
            self.note_recorded(self.recorded[-1])
            self.tape.ledger.learn(response)
            self.counts.recorded += 1
        return response

    @property
    def recorded_api_url(self) -> str | None:
        """The address of the first API that was recorded."""
        endpoints = (interaction.request.endpoint for interaction in self.recorded)
        return next((endpoint for endpoint in endpoints if endpoint.endswith("/api.php")), None)

    @property
    def live_values(self) -> Mapping[str, str]:
        """What stands on the tape for each token and cookie that the wiki gave out in its place."""
        return {} if self._catching_up is None else self._catching_up.live_values

    def _explain(self, request: WebRequest) -> str:
        asked = compared(request, self.tape.ledger)
        lines = [
            f"no recording answers this request (mode {self.mode}):",
            f"  {request.method} {request.endpoint}",
            *(f"    {name} = {_shortened(shown(value))}" for name, value in asked.items() if not name.startswith("(")),
        ]
        nearest = self.tape.nearest(request)
        if not self.tape_exists:
            lines.append(f"There is no cassette {self.tape_path} yet.")
        elif nearest is None:
            lines.append(f"The cassette {self.tape_path} holds no recording at all.")
        elif not nearest.differences:
            lines.append(
                f"Recording {nearest.number} of {self.tape_path} is of the same request, "
                "but every recording of it has been played already."
            )
        else:
            played = ", which has been played already" if nearest.played else ""
            lines.append(f"The nearest is recording {nearest.number} of {self.tape_path}{played}; what differs:")
            lines += [f"  {line}" for line in nearest.differences]
        if self.memory is not None:  # what arranges a wiki is not recorded on a public one
            lines.append(
                "The test arranges an in-memory wiki: let that answer it, with @pytest.mark.mwedit(mode='fake')."
            )
        else:
            lines.append(f"To record what is missing: {self.how_to_record}")
        return "\n".join(lines)


class CatchUp:
    """Brings a real wiki to where the tape has brought the client, so that what is missing can be asked there.

    The client has tokens and cookies of the recording, which the wiki does not know.  Before the first request is
    sent, those that logged in or got tokens are sent too, and from then on the tape's values are exchanged for the
    wiki's.
    """

    def __init__(self, send: Callable[[WebRequest], WebResponse]) -> None:
        self._send = send
        self._played: list[tuple[WebRequest, WebResponse]] = []
        self._live: dict[str, str] = {}
        self._lock = threading.Lock()

    @property
    def live_values(self) -> Mapping[str, str]:
        """The tape's value for each live one."""
        return {live: taped for taped, live in self._live.items()}

    def note_played(self, request: WebRequest, response: WebResponse) -> None:
        """Keep what was played if a session depends on it."""
        params = request.params
        if params.get("action") in _SESSION_ACTIONS or "tokens" in params.get("meta", "").split("|"):
            self._played.append((request, response))

    def translated(self, request: WebRequest) -> WebRequest:
        """Return *request* with the wiki's tokens and cookies for the tape's."""
        with self._lock:
            while self._played:
                played, taped = self._played.pop(0)
                live = self._send(self._with_live_values(played))
                for kind in (secret_values, cookie_values):
                    wanted, given = kind(taped), kind(live)
                    self._live.update({wanted[name]: given[name] for name in wanted.keys() & given.keys()})
        return self._with_live_values(request)

    def _with_live_values(self, request: WebRequest) -> WebRequest:
        if not self._live:
            return request
        return replace_values(request, self._live)


#: Actions whose replies change who a session is.
_SESSION_ACTIONS = frozenset({"login", "clientlogin", "logout"})


def _shortened(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:97]}…"


def record_command(nodeid: str) -> str:
    """Return the command that records what the test *nodeid* lacks."""
    return f"pytest {shlex.quote(nodeid)} --mwedit-mode=record-missing"
