"""A test of the API runs against the recording, the in-memory wiki and, with an option, a real one.

A test asks for the fixture `wiki`, arranges it, sends requests and says what the replies must be.
`tests/api/test_edit.py::test_new_page` goes with `cassettes/<version>/edit/new_page.yaml`:

* `recorded` replays that cassette through the plugin (and writes it, with `--mwedit-mode=record`),
* `fake` asks a `FakeEditApi`, and compares each whole reply with the recorded one,
* `live` (with `--live-wiki URL`) asks that wiki, and compares in the same way.

The first two go through every version that is imitated and has a recording of the case; recording and `live` are about
one version, that of `--mwedit-version`.

Cases of `test_ext_*.py` are about a wiki with extensions: their recordings, `cassettes/<version>/ext/*.yaml`, are made
with `--mwedit-profile=ext` of a wiki started with that profile, and no others are.
"""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from comparing import describe, differences

from pytest_mwedit.cassettes import Interaction, read_cassette
from pytest_mwedit.network import Network, is_local
from pytest_mwedit.session import Credentials, WikiSession
from pytest_mwedit.web import WebRequest, WebResponse
from pytest_mwedit.wiki.versions import VERSIONS

CASSETTES = Path(__file__).parents[2] / "cassettes"

#: The version that every case is recorded from.
DEFAULT_VERSION = "1.43"

#: Module of a case: the profile that it is about, where that is not `plain`.
PROFILES = {"ext": "ext"}

PASSED = pytest.StashKey[bool]()

#: Modes of the plugin that write cassettes.
RECORDING = ("record", "record-missing")

#: Who the tests log in as where the environment does not say: an account that every arranged wiki has.
CREDENTIALS = Credentials("Alice", "AlicePassw0rd!x")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each test that asks for `wiki` on every wiki there is."""
    if "wiki" not in metafunc.fixturenames:
        return
    name = case_name(metafunc.definition)
    config = metafunc.config
    version = config.getoption("mwedit_version", None) or DEFAULT_VERSION
    profile = profile_of(name)
    if config.getoption("mwedit_mode", None) in RECORDING:
        recorded = config.getoption("mwedit_profile", None) or "plain"
        other = pytest.mark.skipif(profile != recorded, reason=f"{name} is recorded with --mwedit-profile={profile}")
        marks = [pytest.mark.mwedit(cassette=name, login=False), other]
        metafunc.parametrize("wiki", [pytest.param(("recorded", version), marks=marks, id="recorded")], indirect=True)
        return
    variants = []
    for each in [DEFAULT_VERSION, *recorded_otherwise(name)]:
        replayed = pytest.mark.mwedit(cassette=name, login=False, mode="replay", version=each, profile=profile)
        variants.append(pytest.param(("recorded", each), marks=replayed, id=f"recorded-{each}"))
        variants.append(pytest.param(("fake", each), id=f"fake-{each}"))
    variants += [pytest.param(("live", version), id="live")] if config.getoption("live_wiki") else []
    metafunc.parametrize("wiki", variants, indirect=True)


def recorded_otherwise(case: str) -> list[str]:
    """Return the other versions that *case* is recorded from."""
    others = (version for version in VERSIONS if version != DEFAULT_VERSION)
    return [version for version in others if (CASSETTES / version / f"{case}.yaml").is_file()]


def profile_of(case: str) -> str:
    """Return what the wiki of *case* has installed."""
    return PROFILES.get(case.partition("/")[0], "plain")


def case_name(test: Any) -> str:
    """Return the name of a test's cassette: `edit/new_page` for `test_edit.py::test_new_page`.

    Of the file's name the first word counts, so that `test_edit_errors.py` belongs to `edit`, too.
    """
    module = test.path.stem.removeprefix("test_").partition("_")[0]
    return f"{module}/{test.originalname.removeprefix('test_')}"


@pytest.fixture
def wiki(request: pytest.FixtureRequest) -> Iterator[CaseWiki]:
    """The wiki that this run of the test is about, freshly arranged."""
    with ExitStack() as exits:
        kind, version = request.param
        wiki = WIKIS[kind](request, exits, version)
        wiki.arrange_at_first()
        yield wiki
        if request.node.stash.get(PASSED, False):
            wiki.finish()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Note whether the body passed: what only the end shows is not worth telling of a body that failed."""
    report = yield
    if report.when == "call":
        item.stash[PASSED] = report.passed
    return report


class CaseWiki:
    """The wiki of one case: arrange it, then send requests with its sessions."""

    def __init__(self, request: pytest.FixtureRequest, exits: ExitStack, version: str) -> None:
        self.version = version
        self.request = request
        self.exits = exits
        self.case = case_name(request.node)

    def arrange(self, config: dict[str, Any] | None = None, steps: list[dict[str, Any]] | None = None) -> None:
        """Begin anew with *config* and *steps*, in the vocabulary of `tests/live`; a public wiki skips the test."""
        raise NotImplementedError

    def arrange_at_first(self) -> None:
        """Bring the wiki into the state that a test without an arrangement begins with."""
        self.arrange()

    def session(self) -> WikiSession:
        """Return a session that is not logged in."""
        raise NotImplementedError

    def by_version(self, values: dict[str, Any]) -> Any:
        """Return what the version that is asked has of *values*."""
        return values[self.version]

    def log_in(self, name: str | None = None) -> WikiSession:
        """Return a session of the account *name*, or of the one that the credentials are for."""
        session = self.session()
        reply = session.login() if name is None else session.login(name, f"{name}Passw0rd!x")
        assert reply.json()["login"]["result"] == "Success", reply.text
        return session

    def finish(self) -> None:
        """Check what only the end of a test shows."""


class RecordedWiki(CaseWiki):
    """The plugin's own way: it replays the cassette, or records it from the wiki at `mwedit_api_url`."""

    def __init__(self, request: pytest.FixtureRequest, exits: ExitStack, version: str) -> None:
        super().__init__(request, exits, version)
        self.exchange = request.getfixturevalue("_mwedit")
        self.records = self.exchange.settings.mode in RECORDING

    def arrange(self, config: dict[str, Any] | None = None, steps: list[dict[str, Any]] | None = None) -> None:
        if not self.records:
            return
        url = self.exchange.settings.api_url
        if not is_local(url):
            pytest.skip(f"{self.case} needs an arranged wiki, and {url} is a public one")
        arrange(url, config, steps)

    def arrange_at_first(self) -> None:
        if is_local(self.exchange.settings.api_url):
            self.arrange()

    def session(self) -> WikiSession:
        return self.exits.enter_context(self.exchange.session())


class ComparedWiki(CaseWiki):
    """A wiki whose replies are compared, one by one, with the recorded ones."""

    def __init__(self, request: pytest.FixtureRequest, exits: ExitStack, version: str) -> None:
        super().__init__(request, exits, version)
        folder = request.config.getoption("mwedit_cassette_dir") or CASSETTES / version
        self.recorded = self.read_recording(Path(folder) / f"{self.case}.yaml")
        self.compared = 0

    def read_recording(self, path: Path) -> list[Interaction]:
        """Return the recorded interactions of this case."""
        if not path.is_file():
            pytest.fail(f"there is no recording {path}; tests/live/README.md says how to make it", pytrace=False)
        return read_cassette(path).interactions

    @property
    def recorded_url(self) -> str:
        """The API of the wiki that was recorded: some replies name it."""
        return self.recorded[0].request.endpoint

    def compared_answer(self, answer: Callable[[WebRequest], WebResponse]) -> Callable[[WebRequest], WebResponse]:
        """Return *answer*, failing the test at the first reply that differs from the recording."""

        def answer_and_compare(request: WebRequest) -> WebResponse:
            response = answer(request)
            if self.compared == len(self.recorded):
                pytest.fail(f"{self.case} sends more requests than were recorded:\n{describe(request)}", pytrace=False)
            interaction = self.recorded[self.compared]
            self.compared += 1
            difference = differences(interaction, response)
            if difference:
                where = f"{self.case}, request {self.compared}: the reply differs from the recorded one"
                pytest.fail("\n".join([f"{where}.", describe(request), *difference]), pytrace=False)
            return response

        return answer_and_compare

    def finish(self) -> None:
        assert self.compared == len(self.recorded), f"{self.case} sends fewer requests than were recorded"


class FakeWiki(ComparedWiki):
    """The in-memory wiki."""

    def __init__(self, request: pytest.FixtureRequest, exits: ExitStack, version: str) -> None:
        super().__init__(request, exits, version)
        from pytest_mwedit.fake import FakeEditApi

        self.fake = FakeEditApi(version=version, profile=profile_of(self.case), api_url=self.recorded_url)

    def arrange(self, config: dict[str, Any] | None = None, steps: list[dict[str, Any]] | None = None) -> None:
        self.fake.arrange(config=config or {}, steps=steps or [])

    def session(self) -> WikiSession:
        session = WikiSession(self.recorded_url, self.compared_answer(self.fake.answer), credentials=CREDENTIALS)
        return self.exits.enter_context(session)


class LiveWiki(ComparedWiki):
    """The real wiki at `--live-wiki`."""

    def __init__(self, request: pytest.FixtureRequest, exits: ExitStack, version: str) -> None:
        super().__init__(request, exits, version)
        self.url = request.config.getoption("live_wiki")
        if profile_of(self.case) != "plain" and not has_extensions(self.url):
            pytest.skip(f"{self.case} needs a wiki of the profile {profile_of(self.case)}, and {self.url} is none")

    def read_recording(self, path: Path) -> list[Interaction]:
        """Return the recorded interactions; a case that has none yet is run, and not compared."""
        return super().read_recording(path) if path.is_file() else []

    def arrange(self, config: dict[str, Any] | None = None, steps: list[dict[str, Any]] | None = None) -> None:
        arrange(self.url, config, steps)

    def session(self) -> WikiSession:
        network = Network()

        def answer(request: WebRequest) -> WebResponse:
            reply = network.send(request)
            body = reply.body.replace(self.url.encode(), self.recorded_url.encode())
            return WebResponse(reply.status, reply.headers, body, reply.reason)

        answers = self.compared_answer(answer) if self.recorded else network.send
        session = WikiSession(self.url, answers, credentials=CREDENTIALS)
        return self.exits.enter_context(session)


WIKIS: dict[str, type[CaseWiki]] = {"recorded": RecordedWiki, "fake": FakeWiki, "live": LiveWiki}


@cache
def has_extensions(api_url: str) -> bool:
    """Tell whether the real wiki at *api_url* has the extensions of the profile `ext`."""
    url = f"{api_url}?action=query&meta=siteinfo&siprop=extensions&format=json&formatversion=2"
    with urllib.request.urlopen(url) as reply:
        return any(row["name"] == "ConfirmEdit" for row in json.load(reply)["query"]["extensions"])


def arrange(api_url: str, config: dict[str, Any] | None, steps: list[dict[str, Any]] | None) -> None:
    """Arrange the real wiki at *api_url* through the entry point beside its API."""
    setup = json.dumps({"op": "setup", "config": config or {}, "steps": steps or []}).encode()
    url = api_url.removesuffix("api.php") + "arrange.php"
    with urllib.request.urlopen(urllib.request.Request(url, setup, {"Content-Type": "application/json"})) as reply:
        reply.read()
