"""One test's exchange with its wiki: which sources answer it, where its recording lies, what is kept of it."""

from __future__ import annotations

import datetime
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.metadata import version as installed_version
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from pytest_mwedit.answering import WikiCassette, record_command
from pytest_mwedit.cassettes import Cassette, CassetteError, Interaction, dump_cassette, read_cassette
from pytest_mwedit.clients import interception
from pytest_mwedit.failures import ContactMissing, WikiFailure
from pytest_mwedit.files import alone_with, write_whole
from pytest_mwedit.hiding import Hiding, SecretLeft
from pytest_mwedit.journal import Journal, left_behind, rejected_path
from pytest_mwedit.network import Manners, Network
from pytest_mwedit.plugin import Run
from pytest_mwedit.session import Credentials, WikiSession
from pytest_mwedit.settings import NETWORK_MODES, Misuse, Place, Settings, cassette_folders, cassette_name
from pytest_mwedit.tape import Tape
from pytest_mwedit.web import WebRequest

if TYPE_CHECKING:
    from pytest_mwedit.fake import FakeEditApi

#: The sources of an answer in their order, by what a test uses and the mode; None skips the test.
PLANS: Mapping[str, Mapping[str, tuple[str, ...] | None]] = {
    "recordings": {
        "auto": ("tape", "memory"),
        "replay": ("tape",),
        "fake": ("memory",),
        "record": ("record",),
        "record-missing": ("tape", "record"),
        "live": ("network",),
    },
    # A wiki that a test arranges cannot be arranged on a public one: such a test is not recorded.
    "recordings and an arranged wiki": {
        "auto": ("tape", "memory"),
        "replay": ("tape",),
        "fake": ("memory",),
        "record": ("tape", "memory"),
        "record-missing": ("tape", "memory"),
        "live": None,
    },
}


class Unsuitable(Exception):
    """A test that the mode cannot run; it is skipped with this reason."""


class CannotGoOn(Exception):
    """Why no test of this run can reach its wiki: it ends the run, with one line."""


class RecordingProblem(Exception):
    """A recording that cannot be kept as it is, or that was not played; it fails the test."""


def memory_for(settings: Settings) -> FakeEditApi:
    """Return the in-memory wiki that *settings* ask for."""
    from pytest_mwedit.fake import FakeEditApi  # late: a recording and a replay do without

    return FakeEditApi(settings.version, settings.profile, settings.api_url, settings.no_sleep)


@dataclass
class Exchange:
    """Answers the wiki requests of one test from entering to leaving, and keeps its recording."""

    settings: Settings
    cassette: WikiCassette
    run: Run
    nodeid: str = ""
    #: What the pages are called that belong to this test alone.
    own_name: str = ""
    #: Where the test stands among those of the run.
    order: int = 0
    write_to: Path | None = None
    #: The cassette that is replayed, unless it came with the package.
    replayed: Path | None = None
    earlier: Cassette = field(default_factory=Cassette)
    test_passed: bool = False
    _exits: ExitStack = field(default_factory=ExitStack)
    _told: int = 0
    _journal: Journal | None = None

    def __enter__(self) -> Exchange:
        if self.write_to is not None:
            for file in left_behind(self.write_to) if self.run.shared_id is None else ():
                self.run.notes.append(f"an earlier run was killed; what it had recorded is in {file}")
            self._journal = Journal(self.write_to, self._hiding(), self._what_was_recorded())
            self.cassette.note_recorded = self._journal.add
        self._exits.enter_context(interception.answered_by(self.cassette))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._exits.close()
        if self.cassette.recorded and self.write_to is not None:
            self._keep_recording(self.write_to)
        if self.replayed is not None and self.test_passed:
            self.run.tapes.note_used(self.replayed, self.earlier, self.cassette.tape.played)
        if self.settings.strict and self.test_passed and "tape" in self.cassette.plan and self.cassette.tape.unplayed:
            raise RecordingProblem(self._unplayed())

    @staticmethod
    def ends_the_run(error: BaseException) -> bool:
        """Whether *error* would come again in every test."""
        return isinstance(error, (CannotGoOn, ContactMissing))

    def swallowed_failure(self, outcome: BaseException | None) -> str | None:
        """Return why the test has to fail though its outcome does not say so, or None."""
        noted = self.cassette.failures
        if self.cassette.memory is not None:  # another process asks over HTTP, past the cassette
            known = [failure for wiki in self.cassette.memory.wikis for failure in wiki.failures]
            noted = [*noted, *(one for one in known if one not in noted)]
        failures, self._told = noted[self._told :], len(noted)
        if not failures or isinstance(outcome, WikiFailure):
            return None
        return f"{failures[0]}\n(The client, a thread or a task went on after this; so it is told here.)"

    @contextmanager
    def session(self) -> Iterator[WikiSession]:
        """Give the `WikiSession` of this test, logged in where there are credentials or a recorded login."""
        session = WikiSession(
            self.settings.api_url,
            self.cassette.answer,
            credentials=self._credentials(),
            contact=_contact(self.settings),
            maxlag=POLITE_MAXLAG if self.cassette.waits else None,
            own_name=self.own_name,
        )
        try:
            can_log_in = self.cassette.waits or self.cassette.tape.login_names(with_success=True)
            if self.settings.login and session.credentials.username and can_log_in:
                self._log_in(session)
            yield session
        finally:
            session.close()

    def _credentials(self) -> Credentials:
        if self.cassette.waits:
            token = os.environ.get("MWEDIT_ACCESS_TOKEN", "")
            if token:
                return Credentials(access_token=token)
            return Credentials(os.environ.get("MWEDIT_USERNAME", ""), os.environ.get("MWEDIT_PASSWORD", ""))
        tape = self.cassette.tape
        names = [*tape.login_names(with_success=True), *tape.login_names(with_success=False)]
        return Credentials(names[0], "recorded") if names else Credentials()

    def _log_in(self, session: WikiSession) -> None:
        reply = session.login().json()
        result = reply.get("login", {})
        if result.get("result") != "Success":
            reason = result.get("reason") or reply
            raise CannotGoOn(
                f"mwedit: {session.credentials.username!r} could not log in on {session.api_url}: {reason} "
                "(MWEDIT_USERNAME and MWEDIT_PASSWORD are a bot password's: see Special:BotPasswords there)"
            )

    def _keep_recording(self, path: Path) -> None:
        """Write the recording, beside what other tests of this run have recorded on the same cassette."""
        if self.run.shared_id is None:
            # In mode record it gets what each test recorded, and nothing of what it held before the run.
            recorded = self.run.recorded.setdefault(path, [])
            self._write_recording(path, recorded if self.settings.mode == "record" else self.earlier.interactions)
            if self.test_passed:
                recorded.extend(self.cassette.recorded)
            return
        with alone_with(path) as notes:
            order = Order.read(notes.read(), self.run.shared_id)
            if path.exists() and (self.settings.mode == "record-missing" or order is not None):
                self.earlier = read_cassette(path)
            order = order or Order(len(self.earlier.interactions))
            place, there = order.place(self.order), self.earlier.interactions
            self._write_recording(path, there[:place], there[place:])
            if self.test_passed:
                order.tests.append((self.order, len(self.cassette.recorded)))
                notes.seek(0)
                notes.truncate()
                notes.write(order.written(self.run.shared_id))

    def _write_recording(self, path: Path, before: Sequence[Interaction], after: Sequence[Interaction] = ()) -> None:
        """Write what was recorded, with *before* and *after* around it; beside a cassette that it must not replace."""
        # What is on disk already is written as it is, unless something else has to be hidden or stands around it.
        ready = self._journal.cassette(self._metadata()) if self._journal and not (before or after) else None
        text = ready or self._hidden(path, [*before, *self.cassette.recorded, *after])
        target = path if self.test_passed else rejected_path(path)
        replaced = self._replaced_recording(path) if self.test_passed and self.settings.mode == "record" else None
        try:
            write_whole(target, text)
        except (OSError, UnicodeError) as error:
            kept = self._journal.path if self._journal is not None else "nowhere"
            self.run.notes.append(f"NOT recorded: {self.nodeid}: {error}; what was recorded is in {kept}")
            raise RecordingProblem(
                f"{target} could not be written ({error}); the cassette was left as it was, "
                f"and what was recorded is in {kept}"
            ) from None
        if self._journal is not None:
            self._journal.remove()
        if replaced:
            hidden = self._hiding().hide(self.cassette.recorded)
            self.run.tapes.note_recorded(path, replaced, hidden, shared=bool(self.settings.cassette))
        if not self.test_passed:
            self.run.notes.append(f"NOT recorded: {self.nodeid} did not pass; what was recorded is in {target}")

    def _hiding(self) -> Hiding:
        return Hiding(taken=self.earlier.interactions, aliases=self.cassette.live_values, fields=self.settings.secret)

    def _hidden(self, path: Path, interactions: Sequence[Interaction]) -> str:
        """Return the cassette of *interactions*, without a secret."""
        hiding = self._hiding()
        text = dump_cassette(Cassette(hiding.hide(interactions), self._metadata()))
        try:
            hiding.check(text)
        except SecretLeft as secret:
            if self._journal is not None:
                self._journal.remove()
            self.run.notes.append(f"NOT recorded: {self.nodeid}: {path}: {secret}; the cassette was left as it was")
            raise RecordingProblem(f"{path} was not written: {secret}") from None
        return text

    def _replaced_recording(self, path: Path) -> list[Interaction]:
        """Return what the cassette at *path* held before this run."""
        if path not in self.run.replaced:
            try:
                self.run.replaced[path] = read_cassette(path).interactions if path.exists() else []
            except CassetteError:  # it is replaced by one that can be read
                self.run.replaced[path] = []
        return self.run.replaced[path]

    def _metadata(self) -> dict[str, Any]:
        api_url = self.cassette.recorded_api_url or self.settings.api_url
        return {**self.earlier.metadata, "mediawiki": self._generator(api_url), **self._what_was_recorded(api_url)}

    def _what_was_recorded(self, api_url: str | None = None) -> dict[str, Any]:
        return {
            "profile": self.settings.profile,
            "api_url": api_url or self.settings.api_url,
            "recorded": datetime.datetime.now(tz=datetime.UTC).date().isoformat(),
            "tool": f"pytest-mwedit {installed_version('pytest-mwedit')}",
            "test": self.nodeid,
        }

    def _generator(self, api_url: str) -> str:
        """Return what the wiki at *api_url* says it runs, such as "MediaWiki 1.43.9"; it is asked once a run."""
        known = self.run.generators
        if api_url not in known and self.cassette.network is not None:
            url = f"{api_url}?action=query&meta=siteinfo&format=json&formatversion=2"
            try:
                reply = self.cassette.network.send(WebRequest("GET", url)).json()
                known[api_url] = str(reply["query"]["general"]["generator"])
            except Exception:  # whatever the network may raise: no recording is lost for want of this
                return "unknown"
        return known.get(api_url, "unknown")

    def _unplayed(self) -> str:
        unplayed = self.cassette.tape.unplayed
        lines = [f"{len(unplayed)} recordings of {self.cassette.tape_path} were not played (strict):"]
        for number, interaction in unplayed:
            params = interaction.request.params
            what = " ".join(
                f"{name}={params[name]}" for name in ("action", "title", "titles", "meta") if name in params
            )
            lines.append(f"  {number}: {interaction.request.method} {what}")
        lines.append("Record the test anew (--mwedit-mode=record), or say strict=False where this is meant.")
        return "\n".join(lines)


@dataclass
class Order:
    """In which order the tests of a run, in several workers, stand in one cassette: that of the suite, not of time."""

    #: How many interactions were there before the run.
    before: int
    #: Where each test stands in the suite, and how many interactions it recorded.
    tests: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def read(cls, notes: str, run: str) -> Order | None:
        """Return what another worker of *run* has noted, or None if nobody has."""
        try:
            told = json.loads(notes)
        except ValueError:
            return None
        return cls(told["before"], [(at, count) for at, count in told["tests"]]) if told["run"] == run else None

    def written(self, run: str) -> str:
        """Return the note for the other workers of *run*."""
        return json.dumps({"run": run, "before": self.before, "tests": self.tests})

    def place(self, test: int) -> int:
        """Return behind how many interactions those of *test* belong."""
        return self.before + sum(count for at, count in self.tests if at <= test)


def memory_only(settings: Settings, memory: FakeEditApi, run: Run) -> Exchange:
    """Return the exchange of a test that uses the in-memory wiki alone: no mode widens it."""
    cassette = WikiCassette((settings.api_url,), ("memory",), settings.mode, run.counts, memory=memory)
    return Exchange(settings, cassette, run)


@dataclass(frozen=True)
class Test:
    """What an exchange has to know of its test: where it stands, and paths are shown relative to *root*."""

    nodeid: str
    place: Place
    root: Path
    #: Where it stands among the tests of the run.
    order: int = 0


def exchange_for(test: Test, settings: Settings, arranged: FakeEditApi | None, run: Run) -> Exchange:
    """Return the exchange of *test*, whose `fake_edit_api` is *arranged* if it uses that.

    Raises `Unsuitable` in a mode that cannot run it, `CassetteError` if its cassette cannot be read, and `Misuse` if
    it names one that does not exist.
    """
    use = "recordings" if arranged is None else "recordings and an arranged wiki"
    plan = PLANS[use][settings.mode]
    if plan is None:
        raise Unsuitable("fake_edit_api arranges an in-memory wiki, and mode live sends everything to a real one")
    if arranged is not None and settings.mode in NETWORK_MODES:
        run.notes.append(f"not recorded: {test.nodeid} arranges an in-memory wiki (fake_edit_api)")
    name = cassette_name(settings, test.place)
    folders = cassette_folders(settings, test.place)
    file = _find(settings, name, folders) if "tape" in plan else None
    if file is None and settings.cassette and "tape" in plan and "record" not in plan:
        raise Misuse(_not_found(settings, name, folders))
    recorded = read_cassette(file) if file is not None else Cassette()
    cassette = WikiCassette(
        (settings.api_url,),
        plan,
        settings.mode,
        run.counts,
        tape=Tape(recorded.interactions),
        tape_path=_shown_path(file or folders[0] / f"{name}.yaml", test.root),
        tape_exists=file is not None,
        memory=arranged or (memory_for(settings) if "memory" in plan else None),
        network=_network(settings, run) if {"record", "network"} & set(plan) else None,
        how_to_record=record_command(test.nodeid),
    )
    write_to = folders[0] / f"{name}.yaml" if "record" in plan else None
    own = file if isinstance(file, Path) and not file.is_relative_to(str(shipped_cassettes())) else None
    return Exchange(settings, cassette, run, test.nodeid, test.place.own_cassette, test.order, write_to, own, recorded)


#: The lag in seconds at which a wiki may refuse our own requests, as Wikimedia asks of those who can wait.
POLITE_MAXLAG = 5


def _contact(settings: Settings) -> str:
    return settings.contact or os.environ.get("MWEDIT_CONTACT", "")


def _network(settings: Settings, run: Run) -> Network:
    contact = _contact(settings)

    def note_sent() -> None:
        run.counts.sent += 1

    manners = Manners(contact, settings.edits_per_minute, settings.allow_page, in_turn=run.shared_id is not None)
    # One for the whole run: it knows when the next edit may be sent, and keeps its connections.
    key = settings.allow_host, manners
    if key not in run.networks:
        run.networks[key] = Network(settings.allow_host, note_sent, manners)
    return run.networks[key]


def _find(settings: Settings, name: str, folders: list[Path]) -> Path | Traversable | None:
    """Return the cassette called *name*: beside the test, in the chosen folder, among the shipped ones."""
    for folder in reversed(folders):
        if (folder / f"{name}.yaml").is_file():
            return folder / f"{name}.yaml"
    if not settings.cassette:
        return None
    return shipped_cassette(settings.version, name)


def shipped_cassette(version: str, name: str) -> Traversable | None:
    """Return the cassette called *name* among those of a MediaWiki *version* that come with the package."""
    shipped = shipped_cassettes().joinpath(version, *f"{name}.yaml".split("/"))
    return shipped if shipped.is_file() else None


@cache
def shipped_cassettes() -> Traversable:
    """Return the folder of the recordings that come with the package, installed, zipped or in a checkout."""
    installed = files("pytest_mwedit").joinpath("cassettes_data")
    if installed.is_dir():
        return installed
    return Path(__file__).resolve().parent.parent / "cassettes"


def _not_found(settings: Settings, name: str, folders: list[Path]) -> str:
    shipped = list(_names(shipped_cassettes().joinpath(settings.version)))
    near = get_close_matches(name, shipped, n=3, cutoff=0.5) or shipped
    looked = ", ".join(str(folder) for folder in reversed(folders))
    theirs = f"those of MediaWiki {settings.version} ({', '.join(near)})"
    return f"there is no cassette {name!r} in {looked}, nor among {theirs}"


def _names(folder: Traversable, prefix: str = "") -> Iterator[str]:
    if folder.is_dir():
        for entry in sorted(folder.iterdir(), key=lambda one: one.name):
            if entry.is_dir():
                yield from _names(entry, f"{prefix}{entry.name}/")
            elif entry.name.endswith(".yaml"):
                yield prefix + entry.name.removesuffix(".yaml")


def _shown_path(file: Path | Traversable, root: Path) -> str:
    return str(file.relative_to(root)) if isinstance(file, Path) and file.is_relative_to(root) else str(file)
