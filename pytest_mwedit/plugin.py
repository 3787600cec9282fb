"""The pytest surface: options, marker, fixtures, report.

A suite that uses none of it pays for nothing: this module imports only pytest, has no autouse fixture, and what its
hooks do for a test that does not ask for the plugin is to look into a dictionary.
"""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping
    from types import TracebackType

    from pytest_mwedit.answering import Counts
    from pytest_mwedit.cassettes import Interaction
    from pytest_mwedit.exchange import Exchange
    from pytest_mwedit.fake import FakeEditApi
    from pytest_mwedit.network import Network
    from pytest_mwedit.reporting import Tapes
    from pytest_mwedit.session import WikiSession
    from pytest_mwedit.settings import Settings

pytest.register_assert_rewrite("pytest_mwedit.assertions")


def __tracebackhide__(excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
    """Keep the frames of this module out of a report on misuse: the text says what to write instead."""
    return excinfo.errisinstance(pytest.UsageError)


class Option(NamedTuple):
    """A setting that the command line and the ini file have: `--mwedit-NAME` and `mwedit_NAME`."""

    name: str
    default: Any
    help: str
    choices: tuple[str, ...] = ()
    metavar: str | None = None
    ini_type: str = "string"


OPTIONS = (
    Option(
        "mode",
        "auto",
        "how requests to a wiki are answered: recording first, then the in-memory wiki (auto); recordings only "
        "(replay); the in-memory wiki only (fake); a real wiki, recorded anew (record), recorded where a recording "
        "is missing (record-missing), or not recorded (live)",
        ("auto", "replay", "fake", "record", "record-missing", "live"),
    ),
    Option(
        "api-url", "https://test.wikipedia.org/w/api.php", "the API of the wiki to imitate or to record", metavar="URL"
    ),
    Option("cassette-dir", "", "where named cassettes lie, and where recordings are written", metavar="DIR"),
    Option("version", "1.43", "the MediaWiki that the in-memory wiki imitates", ("1.43", "1.39", "1.19")),
    Option("profile", "plain", "what the in-memory wiki has installed", ("plain", "ext", "wmf")),
    Option("strict", False, "fail a test that leaves a recording unplayed", ini_type="bool"),
    Option(
        "allow-host",
        (),
        "a host that may be written to, beside the test wikis; repeatable",
        metavar="HOST",
        ini_type="args",
    ),
    Option(
        "allow-page",
        (),
        "a title that may be written on while recording on a public wiki, beside the recording user's own pages; "
        "a pattern, repeatable",
        metavar="TITLE",
        ini_type="args",
    ),
    Option("contact", "", "who runs this, for the User-Agent while recording: an address or a user page"),
    Option(
        "secret",
        (),
        "a parameter, header or key of a reply that recordings must not hold, beside passwords, tokens and cookies; "
        "repeatable",
        metavar="NAME",
        ini_type="args",
    ),
    Option("max-age", 0, "name cassettes that were recorded more than so many days ago; 0 for none", metavar="DAYS"),
    Option("drift", "", "where recording writes, as JSON, how the replies have changed", metavar="FILE.json"),
    Option(
        "no-sleep",
        "faults",
        "when a client's sleep moves the clock of the in-memory wiki on instead of taking time: after a reply that "
        "was an error or broke off (faults), always, or never",
        ("faults", "always", "never"),
    ),
    Option("edits-per-minute", 30, "how much is written on a public wiki at most; 0 for no limit", metavar="N"),
)

MARKER = (
    "mwedit(cassette=None, mode=None, version=None, profile=None, api_url=None, strict=None, login=True, ...): "
    "how the wiki requests of this test are answered; see pytest-mwedit's README"
)

_EXCHANGE: pytest.StashKey[Exchange] = pytest.StashKey()
_RUN: pytest.StashKey[Run] = pytest.StashKey()


class Run:
    """What a run keeps for its end; *shared_id* is the same in all workers of pytest-xdist, and None without them."""

    def __init__(self, shared_id: str | None = None) -> None:
        self.shared_id = shared_id
        self._counts: Counts | None = None
        self.notes: list[str] = []
        #: What each wiki that was recorded says it runs, by its API.
        self.generators: dict[str, str] = {}
        #: What the tests that have passed recorded, by cassette.
        self.recorded: dict[Path, list[Interaction]] = {}
        #: What cassettes held before they were recorded anew.
        self.replaced: dict[Path, list[Interaction]] = {}
        self._tapes: Tapes | None = None
        self.began = time.monotonic()
        #: When to say how far a recording is.
        self.next_progress = self.began + _SECONDS_OF_PROGRESS
        #: Whether some tests were left out.
        self.partial = False
        #: The ways to real wikis, by what holds for them.
        self.networks: dict[Any, Network] = {}

    @property
    def counts(self) -> Counts:
        """How the requests were answered; made when first used."""
        if self._counts is None:
            from pytest_mwedit.answering import Counts

            self._counts = Counts()
        return self._counts

    @property
    def tapes(self) -> Tapes:
        """The cassettes that were used; made when the first is."""
        if self._tapes is None:
            from pytest_mwedit.reporting import Tapes

            self._tapes = Tapes()
        return self._tapes

    @property
    def has_tapes(self) -> bool:
        """Whether a cassette was used at all."""
        return self._tapes is not None

    def as_output(self) -> dict[str, Any] | None:
        """Return this as plain data for the controller of pytest-xdist, or None if there is nothing to tell."""
        if self._counts is None and not self.notes and not self.has_tapes:
            return None
        tapes = self.tapes.as_output() if self.has_tapes else None
        return {"counts": vars(self.counts), "notes": self.notes, "tapes": tapes}


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the row of `OPTIONS` to the command line and the ini file."""
    group = parser.getgroup("mwedit", "editing MediaWiki (pytest-mwedit)")
    for option in OPTIONS:
        ini = f"mwedit_{option.name.replace('-', '_')}"
        keywords: dict[str, Any] = {"dest": ini, "default": None, "help": f"{option.help} (ini: {ini})"}
        if option.default is False:
            keywords["action"] = "store_true"
        elif option.default == ():
            keywords |= {"action": "append", "metavar": option.metavar}
        elif option.choices:
            keywords["choices"] = option.choices
        else:
            keywords["metavar"] = option.metavar or "TEXT"
        group.addoption(f"--mwedit-{option.name}", **keywords)
        parser.addini(ini, option.help, type=option.ini_type, default=None)  # type: ignore[arg-type]  # of the table


def pytest_configure(config: pytest.Config) -> None:
    """Register the marker."""
    config.addinivalue_line("markers", MARKER)
    config.stash[_RUN] = Run(getattr(config, "workerinput", {}).get("testrunuid"))
    given = _command_line(config) | _ini(config)
    if given:
        from pytest_mwedit.settings import Misuse, checked

        try:
            checked("the command line or the ini file", given)
        except Misuse as misuse:
            raise pytest.UsageError(f"mwedit: {misuse}") from None


def _command_line(config: pytest.Config) -> dict[str, Any]:
    names = {option.name.replace("-", "_") for option in OPTIONS}
    return {name: value for name in names if (value := config.getoption(f"mwedit_{name}", None)) is not None}


def _ini(config: pytest.Config) -> dict[str, Any]:
    values = {}
    for option in OPTIONS:
        name = option.name.replace("-", "_")
        value = config.getini(f"mwedit_{name}")
        if value not in (None, "", []):
            values[name] = str(config.rootpath / value) if name == "cassette_dir" else value
    return values


def _marker(item: pytest.Item) -> dict[str, Any]:
    """Return what the markers of *item* say, the closest one deciding."""
    values: dict[str, Any] = {}
    for mark in item.iter_markers("mwedit"):
        if mark.args:
            raise pytest.UsageError(
                f"{item.nodeid}: mwedit takes keywords only: write mwedit(cassette={mark.args[0]!r})"
            )
        values = {**mark.kwargs, **values}
    return {name: value for name, value in values.items() if value is not None}


class _as_outcomes:
    """Turns what the rooms below say into what pytest does, without a frame of ours in the report."""

    def __init__(self, where: str) -> None:
        self._where = where

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        __tracebackhide__ = True
        if error is None:
            return
        from pytest_mwedit.cassettes import CassetteError
        from pytest_mwedit.exchange import Exchange, RecordingProblem, Unsuitable
        from pytest_mwedit.settings import Misuse

        if isinstance(error, Misuse):
            raise pytest.UsageError(f"{self._where}: {error}") from None
        if isinstance(error, Unsuitable):
            raise pytest.skip.Exception(str(error)) from None
        if isinstance(error, (CassetteError, RecordingProblem)):
            raise pytest.fail.Exception(str(error), pytrace=False) from None
        if Exchange.ends_the_run(error):
            raise pytest.exit.Exception(str(error), returncode=pytest.ExitCode.USAGE_ERROR) from None


def _settings(item: pytest.Item, config: pytest.Config, fixture: Mapping[str, Any]) -> Settings:
    from pytest_mwedit.settings import settle

    layers = [
        ("the command line", _command_line(config)),
        ("the marker mwedit", _marker(item)),
        ("the fixture mwedit_config", fixture),
        ("the ini file", _ini(config)),
        ("the default", {"mode": "auto"}),
    ]
    return settle(layers)


def pytest_report_header(config: pytest.Config) -> str:
    """Say in one line what wiki requests of this run meet."""
    values = {option.name: option.default for option in OPTIONS}
    values |= {name.replace("_", "-"): value for name, value in (_ini(config) | _command_line(config)).items()}
    profile = "" if values["profile"] == "plain" else f" ({values['profile']})"
    return f"mwedit: {values['mode']}, MediaWiki {values['version']}{profile}, {values['api-url']}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse a misused marker before anything runs."""
    for item in items:
        if item.get_closest_marker("mwedit"):
            with _as_outcomes(item.nodeid):
                _settings(item, config, {})


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Give a test that has only the marker what the fixture would give it."""
    if item.get_closest_marker("mwedit") and isinstance(item, pytest.Function):
        names = item.fixturenames
        # The marker beside a fake says how that is made; only a cassette that it names brings recordings in.
        wants_recordings = not any(name in names for name in _FAKES) or "cassette" in _marker(item)
        if wants_recordings and "_mwedit" not in names:
            # A list of its own: pytest shares one among all the parameters of a test function.
            item.fixturenames = ["_mwedit", *names]


@pytest.hookimpl(wrapper=True)
def pytest_fixture_setup(
    fixturedef: pytest.FixtureDef[Any], request: pytest.FixtureRequest
) -> Generator[None, Any, Any]:
    """Stay in front of a tool whose fixture has just patched a client; fail a fixture whose request has no answer."""
    try:
        result = yield
    except BaseException as error:
        failing = getattr(sys.modules.get("pytest_mwedit.failures"), "WikiFailure", ())
        if not isinstance(error, failing):
            raise
        # For pytest a fixture fails with an `Exception` or not at all: the next test would find it half set up.
        failed = pytest.fail.Exception(str(error), pytrace=False)
        fixturedef.cached_result = (None, fixturedef.cache_key(request), (failed, None))  # type: ignore[arg-type]
        raise failed from None
    clients = sys.modules.get("pytest_mwedit.clients")
    if clients is not None:
        clients.interception.install()
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, Any]:
    """Fail a test whose client swallowed the reason why it has to fail."""
    outcome: Any = None
    error: BaseException | None = None
    try:
        outcome = yield
    except BaseException as raised:
        error = raised
    exchange = item.stash.get(_EXCHANGE, None)
    if exchange is not None:
        failure = exchange.swallowed_failure(error)
        if failure is not None:
            raise pytest.fail.Exception(failure, pytrace=False) from error
    if error is not None:
        if exchange is not None and exchange.ends_the_run(error):
            where = f"{error} (It is asked by {item.nodeid}.)"
            raise pytest.exit.Exception(where, returncode=pytest.ExitCode.USAGE_ERROR) from None
        raise _pointing_at_the_test(error)
    return outcome


def _pointing_at_the_test(error: BaseException) -> BaseException:
    """Return *error*; if it says why a request got no answer, its traceback ends where the user's code ends."""
    failing: type[BaseException] | None = getattr(sys.modules.get("pytest_mwedit.failures"), "WikiFailure", None)
    if failing is None or not isinstance(error, failing):
        return error
    import sysconfig

    # The frames between are those of a client library and of the plugin; the reason is in the text.
    elsewhere = (*(sysconfig.get_path(name) for name in ("stdlib", "purelib", "platlib")), str(Path(__file__).parent))
    last: TracebackType | None = None
    entry = error.__traceback__
    while entry is not None:
        if not entry.tb_frame.f_code.co_filename.startswith(elsewhere):
            last = entry
        entry = entry.tb_next
    if last is not None:
        last.tb_next = None
    return error


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Note for the cassette whether the test has passed so far; unwrap the clients when all other tools have gone."""
    report = yield
    clients = sys.modules.get("pytest_mwedit.clients")
    if clients is not None and report.when == "teardown":
        clients.interception.uninstall()
    exchange = item.stash.get(_EXCHANGE, None)
    if exchange is not None and report.when == "call":
        exchange.test_passed = report.passed
        _tell_progress(item.config)
    return report


#: A recording that takes longer says how far it is, every so many seconds.
_SECONDS_OF_PROGRESS = 30


def _tell_progress(config: pytest.Config) -> None:
    """Say how much has been recorded, if it takes long."""
    run = config.stash[_RUN]
    if not run.counts.sent or time.monotonic() < run.next_progress:
        return
    run.next_progress = time.monotonic() + _SECONDS_OF_PROGRESS
    minutes, seconds = divmod(int(time.monotonic() - run.began), 60)
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is not None:
        reporter.ensure_newline()
        reporter.write_line(f"mwedit: {run.counts.recorded} recorded, {run.counts.sent} sent in {minutes}:{seconds:02}")


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say how the requests were answered, and what was not recorded, and why."""
    run = config.stash[_RUN]
    if run.as_output() is None:
        return
    counts = run.counts
    if counts.any or run.notes:
        terminalreporter.section("mwedit")
    if counts.any:
        parts = (
            (counts.replayed, "replayed"),
            (counts.from_memory, "answered from memory"),
            (counts.recorded, "recorded"),
            (counts.sent, "sent"),
        )
        terminalreporter.line(", ".join(f"{number} {what}" for number, what in parts))
    for note in dict.fromkeys(run.notes):
        terminalreporter.line(note)
    if run.has_tapes:
        told = _ini(config) | _command_line(config)
        root, max_age, drift = config.rootpath, int(told.get("max_age", 0)), str(told.get("drift", ""))
        for line in run.tapes.lines(root, max_age, drift, whole_run=_is_whole(run, config)):
            terminalreporter.line(line)


def _is_whole(run: Run, config: pytest.Config) -> bool:
    """Whether all tests of the suite were run."""
    chosen = config.args_source is pytest.Config.ArgsSource.ARGS or config.getoption("maxfail", 0)
    return not chosen and not run.partial


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Note that not all tests are run."""
    for item in items[:1]:
        item.config.stash[_RUN].partial = True


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the numbers of a worker of pytest-xdist to its controller."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["mwedit"] = session.config.stash[_RUN].as_output()


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add up the numbers of the workers."""
    told = getattr(node, "workeroutput", {}).get("mwedit")
    if told:
        from pytest_mwedit.answering import Counts

        run = node.config.stash[_RUN]
        run.counts.add(Counts(**told["counts"]))
        run.notes += told["notes"]
        if told["tapes"]:
            run.tapes.add(told["tapes"])


#: The fixtures that arrange an in-memory wiki.
_FAKES = ("fake_edit_api", "fake_edit_server")


@pytest.fixture(scope="session")
def mwedit_config() -> Mapping[str, Any]:
    """Settings for this suite, by the names of the ini settings without `mwedit_`; override it in a conftest.py."""
    return {}


def _item(request: pytest.FixtureRequest) -> pytest.Item:
    node = request.node
    if not isinstance(node, pytest.Item):
        raise pytest.UsageError(
            f"{request.fixturename} belongs to one test: for a wiki that several tests share, "
            "write a fixture of your own with `with FakeEditApi() as wiki: yield wiki`"
        )
    return node


@pytest.fixture
def fake_edit_api(request: pytest.FixtureRequest, mwedit_config: Mapping[str, Any]) -> Iterator[FakeEditApi]:
    """An in-memory wiki, freshly installed, that answers this test: arrange it, disturb it, look at it."""
    from pytest_mwedit.exchange import memory_for, memory_only

    item = _item(request)
    with _as_outcomes(item.nodeid):
        settings = _settings(item, request.config, mwedit_config)
    begun = item.stash.get(_EXCHANGE, None)
    if begun is not None:  # by a `wiki_session` of a test that asks for this fixture only as it runs
        if begun.cassette.memory is None:
            raise pytest.UsageError(f"{item.nodeid}: name fake_edit_api among the arguments of the test")
        yield begun.cassette.memory
        return
    fake = memory_for(settings)
    if "_mwedit" in item_names(item) or "wiki_session" in item_names(item):
        yield fake
        return
    exchange = memory_only(settings, fake, request.config.stash[_RUN])
    with _begun(item, exchange):
        yield fake


@contextmanager
def _begun(item: pytest.Item, exchange: Exchange) -> Iterator[None]:
    """Let *exchange* answer the test *item* until the block ends."""
    item.stash[_EXCHANGE] = exchange
    try:
        with exchange:
            yield
    finally:
        if _EXCHANGE in item.stash:
            del item.stash[_EXCHANGE]  # a test may be run again


def item_names(item: pytest.Item) -> list[str]:
    """Return the names of the fixtures that *item* uses, also through others."""
    return item.fixturenames if isinstance(item, pytest.Function) else []


@pytest.fixture
def fake_edit_server(fake_edit_api: FakeEditApi) -> Iterator[FakeEditApi]:
    """The same wiki as `fake_edit_api`, also on a port of this machine for other processes; `.url` is its API."""
    with fake_edit_api.serve():
        yield fake_edit_api


@pytest.fixture
def _mwedit(request: pytest.FixtureRequest, mwedit_config: Mapping[str, Any]) -> Iterator[Exchange]:
    """What answers a test that uses recordings."""
    from pytest_mwedit.exchange import Test, exchange_for
    from pytest_mwedit.settings import place_of

    item = _item(request)
    names = item_names(item)
    arranged = any(name in names for name in _FAKES) or _EXCHANGE in item.stash
    fake = request.getfixturevalue("fake_edit_api") if arranged else None
    owner = item.cls if isinstance(item, pytest.Function) else None
    with _as_outcomes(item.nodeid):
        settings = _settings(item, request.config, mwedit_config)
        place, run = place_of(item.path, owner.__name__ if owner else None, item.name), request.config.stash[_RUN]
        order = item.session.items.index(item) if run.shared_id is not None else 0
        exchange = exchange_for(Test(item.nodeid, place, item.config.rootpath, order), settings, fake, run)
        with _begun(item, exchange):
            yield exchange


@pytest.fixture
def wiki_session(request: pytest.FixtureRequest, _mwedit: Exchange) -> Iterator[WikiSession]:
    """A `requests.Session` for the wiki of this test: recorded, in memory or real, as the mode says."""
    with _as_outcomes(request.node.nodeid), _mwedit.session() as session:
        yield session
