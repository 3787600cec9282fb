"""The rows of the table: what is measured, with whom it is compared, and what we want to reach."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
import yaml

from pytest_mwedit import cassettes

from . import contenders
from .contenders import Open
from .material import API_URL, Recording, edit
from .measuring import Measure, child_cpu, cpu, medians, run
from .servers import ROOT, serving


@dataclass(frozen=True)
class Options:
    """How thoroughly a run measures, and where it keeps its files."""

    folder: Path
    quick: bool = False
    full: bool = False
    wiki: str = ""

    def rounds(self, number: int) -> int:
        """Return how often to measure what is usually measured *number* times."""
        return max(1, number // 3) if self.quick else number

    def recording(self, count: int) -> Recording:
        """Return the recording of *count* edits; made once in a run."""
        return _recordings.setdefault((self.folder, count), Recording(self.folder, count))


_recordings: dict[tuple[Path, int], Recording] = {}


@dataclass(frozen=True)
class Row:
    """One line of the table.  The figures are texts: they carry their units."""

    what: str
    target: str
    ours: str
    peers: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


def times(value: float) -> str:
    """Write a ratio."""
    return f"{value:.0f}" if value >= 20 else f"{value:.2f}"


def duration(seconds: float) -> str:
    """Write a time with three digits."""
    for unit, scale in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= scale:
            return f"{seconds / scale:.3g} {unit}"
    return f"{seconds / 1e-9:.0f} ns"


def installed(peers: Mapping[str, tuple[str, Any]]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return those of *peers* (name: module, value) that are installed, and what to say of the others."""
    there = {name: value for name, (module, value) in peers.items() if find_spec(module)}
    missing = {name: "not installed" for name in peers if name not in there}
    return there, missing


# Start-up

#: Peers as pytest plugins: the names of their entry points.
PLUGINS = {
    "pytest-recording": ("pytest_recording", "recording"),
    "pytest-socket": ("pytest_socket", "socket"),
    "requests-mock": ("requests_mock", "requests_mock"),
    "betamax": ("betamax", "pytest-betamax"),
}

_LIST_MODULES = """
import sys
def pytest_unconfigure():
    print("MODULES", *sorted(sys.modules))
"""


def _pytest(folder: Path, plugin: str | None, *arguments: str) -> list[str]:
    loaded = ("-p", plugin) if plugin else ()
    return [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *loaded, *arguments]


def _bare_environment() -> dict[str, str]:
    return {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


def unused_modules(options: Options) -> list[Row]:
    """What the plugin imports in a suite that does not use it."""
    folder = _suite(options, "modules", 1)
    (folder / "conftest.py").write_text(_LIST_MODULES, encoding="utf-8")

    def modules(plugin: str | None) -> set[str]:
        output = run(_pytest(folder, plugin), folder, _bare_environment())
        return set(next(line for line in output.splitlines() if "MODULES" in line).split()[1:])

    bare = modules(None)
    there, missing = installed(PLUGINS)
    added = {name: len(modules(plugin) - bare) for name, plugin in {"pytest-mwedit": "mwedit", **there}.items()}
    ours = added.pop("pytest-mwedit")
    return [Row("unused: modules imported", "≤ 2", str(ours), {name: str(n) for name, n in added.items()} | missing)]


def unused_cost(options: Options) -> list[Row]:
    """What the plugin costs a suite that does not use it."""
    there, missing = installed(PLUGINS)
    # Looking for a plugin among the installed packages costs more than most plugins do, so the floor has one, too.
    plugins: dict[str, str] = {"bare": "nothing", "ours": "mwedit", **there}
    one, many = _suite(options, "one", 1), _suite(options, "many", _MANY)
    start = medians({name: _started(one, plugin) for name, plugin in plugins.items()}, options.rounds(7))
    whole = medians({name: _started(many, plugin) for name, plugin in plugins.items()}, options.rounds(3))
    per_test = {name: (whole[name] - start[name] - whole["bare"] + start["bare"]) / _MANY for name in plugins}
    return [
        Row(
            "unused: start-up, x pytest with an empty plugin",
            "≤ 1.02",
            times(start["ours"] / start["bare"]),
            {name: times(start[name] / start["bare"]) for name in there} | missing,
        ),
        Row(
            "unused: cost of an empty test",
            "≤ 20 µs",
            _signed(per_test["ours"]),
            {name: _signed(per_test[name]) for name in there} | missing,
        ),
    ]


_MANY = 1000


def _signed(seconds: float) -> str:
    return f"{seconds * 1e6:+.0f} µs"


def _started(folder: Path, plugin: str) -> Measure:
    (folder / "nothing.py").write_text("", encoding="utf-8")
    return partial(child_cpu, _pytest(folder, plugin), folder, {**_bare_environment(), "PYTHONPATH": str(folder)})


def _suite(options: Options, name: str, count: int) -> Path:
    folder = options.folder / f"suite-{name}"
    folder.mkdir(exist_ok=True)
    tests = "".join(f"def test_{number}():\n    pass\n\n" for number in range(count))
    (folder / "test_empty.py").write_text(tests, encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return folder


# One edit

STATIC_PEERS: dict[str, tuple[str, Open]] = {
    "requests-mock (static)": ("requests_mock", contenders.static_requests_mock),
    "responses (static)": ("responses", contenders.static_responses),
    "betamax": ("betamax", contenders.betamax),
    "cassetter": ("cassetter", contenders.cassetter),
    "vcrpy": ("vcr", contenders.vcrpy),
    "vcrpy + body": ("vcr", contenders.vcrpy_body),
}


def _posting(opener: Open, recording: Recording, count: int) -> Measure:
    """Measure a post in an open session, after two that warm it."""

    def measure() -> float:
        edits = [recording.edits[number % recording.count] for number in range(count)]
        if recording.count == 1 and opener in OURS_IN_MEMORY:
            edits = [edit(number) for number in range(count + 2)]  # each changes something
        with opener(recording) as post:
            for one in edits[:2]:
                answer = post(one)
                assert "Success" in answer, answer
            return cpu(lambda: [post(one) for one in edits]) / count

    return measure


OURS_IN_MEMORY = (contenders.mwedit_memory, contenders.mwedit_requests, contenders.mwedit_httpx)


def _opening(opener: Open, recording: Recording, count: int) -> Measure:
    """Measure set-up, one post and tear-down."""

    def once() -> None:
        with opener(recording) as post:
            post(recording.edits[0])

    return lambda: cpu(lambda: [once() for _ in range(count)]) / count


def one_edit(options: Options) -> list[Row]:
    """An edit answered from memory, against an adapter that returns a constant."""
    recording = options.recording(1)
    there, missing = installed(STATIC_PEERS)
    openers = {"floor": contenders.floor, "ours": contenders.mwedit_memory, **there}
    post = medians({name: _posting(one, recording, 60) for name, one in openers.items()}, options.rounds(9))
    whole = medians({name: _opening(one, recording, 20) for name, one in openers.items()}, options.rounds(9))
    return [
        _against_floor("an edit from memory, x bare adapter", "≤ 1.1", post, missing),
        _against_floor("set-up + one edit + tear-down, x the same of a bare adapter", "≤ 1.3", whole, missing),
    ]


def _against_floor(what: str, target: str, figures: Mapping[str, float], missing: Mapping[str, str]) -> Row:
    floor, ours = figures["floor"], figures["ours"]
    peers = {name: times(value / floor) for name, value in figures.items() if name not in ("floor", "ours")}
    return Row(what, target, times(ours / floor), {**peers, **missing}, f"floor {duration(floor)}")


def other_clients(options: Options) -> list[Row]:
    """The same edit through clients that are not ours."""
    recording = options.recording(1)
    rows = []
    for client, ours, peer in (
        ("requests", contenders.mwedit_requests, contenders.vcrpy),
        ("httpx", contenders.mwedit_httpx, contenders.vcrpy_httpx),
    ):
        what = f"an edit from memory, {client} intercepted"
        if not find_spec(client):
            rows.append(Row(what, "≤ vcrpy", f"{client} is not installed"))
            continue
        there, missing = installed({f"vcrpy, {client}": ("vcr", peer)})
        openers = {"ours": ours, **there}
        post = medians({name: _posting(one, recording, 60) for name, one in openers.items()}, options.rounds(9))
        peers = {name: duration(post[name]) for name in there} | missing
        rows.append(Row(what, "≤ vcrpy", duration(post["ours"]), peers))
    return rows


def real_wiki(options: Options) -> list[Row]:
    """An edit of a real MediaWiki, by the clock: most of it happens in another process."""
    what, target = "an edit, x faster than a real MediaWiki", "≥ 80"
    if not options.wiki:
        return [Row(what, target, "not measured", note="give --wiki URL of a running one")]

    def real() -> float:
        with requests.Session() as session:
            one = {**edit(time.time_ns() % 10**9), "title": "Benchmark"}
            session.post(options.wiki, data=one)
            started = time.perf_counter()
            session.post(options.wiki, data={**one, "text": one["text"] + "more"})
            return time.perf_counter() - started

    ours = _posting(contenders.mwedit_memory, options.recording(1), 60)
    figures = medians({"real": real, "ours": ours}, options.rounds(9))
    return [Row(what, target, times(figures["real"] / figures["ours"]), note=f"real {duration(figures['real'])}")]


# Replay

#: How many requests of a replay are measured where each takes long: name and count of recordings.
SAMPLES = {
    ("vcrpy", 10): 5,
    ("vcrpy", 100): 20,
    ("vcrpy", 1000): 6,
    ("vcrpy + body", 100): 10,
    ("vcrpy + body", 1000): 2,
    ("betamax", 1000): 10,
    ("vcrpy", 5000): 2,
    ("vcrpy + body", 5000): 1,
    ("betamax", 5000): 4,
}

REPLAY_PEERS: dict[str, tuple[str, Open]] = {
    "betamax": ("betamax", contenders.betamax),
    "cassetter": ("cassetter", contenders.cassetter),
    "vcrpy": ("vcr", contenders.vcrpy),
    "vcrpy + body": ("vcr", contenders.vcrpy_body),
}


def replay_growth(options: Options) -> list[Row]:
    """What one of N recorded edits costs, loading aside."""
    there, missing = installed(REPLAY_PEERS)
    per_request: dict[str, dict[int, float]] = {}
    counts = (1, 10, 100, 1000) if options.quick else (1, 10, 100, 1000, 5000)
    for count in counts:
        recording = options.recording(count)
        ours_and_floor = {"floor": contenders.indexed_json, "ours": contenders.mwedit_replay}
        rounds = options.rounds({1: 45, 10: 15, 100: 7, 1000: 3, 5000: 3}[count])
        figures = medians({name: _replaying(name, one, recording) for name, one in ours_and_floor.items()}, rounds)
        slow = {"vcrpy": contenders.vcrpy_half_played} if "vcrpy" in there and count > 1 else {}
        slow = {**there, **slow} if count <= 1000 or options.full else {}
        figures |= medians(
            {name: _replaying(name, one, recording) for name, one in slow.items()},
            min(rounds, 3) if count < 1000 else 1,
        )
        for name, value in figures.items():
            per_request.setdefault(name, {})[count] = value
    growth = {name: values[max(values)] / values[1] for name, values in per_request.items()}
    largest = {name: max(values) for name, values in per_request.items()}
    return [
        Row(
            f"replay, an edit of N={largest['ours']} ÷ of N=1",
            "≤ 1.1",
            times(growth["ours"]),
            {name: f"{times(growth[name])} (N={largest[name]})" for name in there} | missing,
            f"indexed JSON {times(growth['floor'])}",
        ),
        *(
            Row(
                f"replay, an edit of N={count}",
                "flat",
                duration(per_request["ours"][count]),
                {name: duration(per_request[name][count]) for name in there if count in per_request[name]},
                f"indexed JSON {duration(per_request['floor'][count])}",
            )
            for count in counts
        ),
    ]


def _replaying(name: str, opener: Open, recording: Recording) -> Measure:
    played = min(SAMPLES.get((name, recording.count), recording.count), recording.count)
    step = recording.count // played
    # Spread evenly: some tools find the first recordings sooner than the last.
    edits = recording.edits[step // 2 :: step][:played]

    def measure() -> float:
        with opener(recording) as post:
            return cpu(lambda: [post(one) for one in edits]) / len(edits)

    return measure


def load(options: Options) -> list[Row]:
    """Reading a cassette of 1,000 edits until the first can be answered, and a whole replay of it."""
    from pytest_mwedit.cassettes import read_cassette
    from pytest_mwedit.tape import Tape

    recording = options.recording(1000)
    text = recording.yaml.read_text(encoding="utf-8")
    edits = recording.edits

    def opened(opener: Open) -> Measure:
        def once() -> None:
            with opener(recording):
                pass

        return lambda: cpu(once)

    def replayed(opener: Open) -> Measure:
        def once() -> None:
            with opener(recording) as post:
                for one in edits:
                    post(one)

        return lambda: cpu(once)

    def first(measure: Measure) -> Measure:
        def measured() -> float:
            forget_cassettes()
            return measure()

        return measured

    def read() -> None:
        Tape(read_cassette(recording.yaml).interactions)

    there, missing = installed(REPLAY_PEERS)
    there.pop("vcrpy + body", None)  # it loads as vcrpy does
    rounds = options.rounds(5)
    figures = medians(
        {
            "C loader": lambda: cpu(lambda: yaml.load(text, Loader=yaml.CSafeLoader)),
            "first": first(lambda: cpu(read)),
            "again": lambda: cpu(read),
            **{name: opened(one) for name, one in there.items()},
        },
        rounds,
    )
    whole = medians(
        {
            "indexed YAML": replayed(contenders.indexed_yaml),
            "first": first(replayed(contenders.mwedit_replay)),
            "again": replayed(contenders.mwedit_replay),
        },
        rounds,
    )
    body = _replaying("vcrpy + body", contenders.vcrpy_body, recording)
    with_body = medians({"it": body}, 1)["it"] * 1000 if find_spec("vcr") else None
    loader, floor = figures["C loader"], whole["indexed YAML"]
    peers = {name: times(figures[name] / loader) for name in there} | missing
    floor_note = f"indexed YAML {duration(floor)}"
    return [
        Row("load 1,000, first, x libyaml's loader", "≤ 0.4", times(figures["first"] / loader), peers,
            f"libyaml {duration(loader)}"),
        Row("load 1,000, again, x libyaml's loader", "≤ 0.055", times(figures["again"] / loader), peers),
        Row("load and replay 1,000, first, x indexed YAML", "≤ 0.6", times(whole["first"] / floor), note=floor_note),
        Row("load and replay 1,000, again, x indexed YAML", "≤ 0.5", times(whole["again"] / floor), note=floor_note),
        Row(
            "load and replay 1,000, x faster than vcrpy + body",
            "≥ 300",
            times(with_body / whole["first"]) if with_body else "vcrpy is not installed",
            note=f"vcrpy + body {duration(with_body)}, from a sample" if with_body else "",
        ),
    ]  # fmt: skip


def forget_cassettes() -> None:
    """Let the next reading be the first of this process."""
    cassettes._kept_cassette.cache_clear()


def suite(options: Options) -> list[Row]:
    """The HTTP part of 200 tests, each with a cassette of its own and five edits."""
    recording = options.recording(5)

    def tests(opener: Open) -> Measure:
        def all_tests() -> None:
            for _ in range(200):
                forget_cassettes()
                with opener(recording) as post:
                    for one in recording.edits:
                        post(one)

        return lambda: cpu(all_tests)

    there, missing = installed(REPLAY_PEERS)
    openers = {"floor": contenders.indexed_json, "ours": contenders.mwedit_replay, **there}
    figures = medians({name: tests(one) for name, one in openers.items()}, options.rounds(3))
    return [_against_floor("a suite of 200 tests x 5 edits, x indexed JSON", "≤ 1.3", figures, missing)]


def memory(options: Options) -> list[Row]:
    """The peak of a replay of 5,000 edits, without what `requests` and the tools' own modules take."""
    count = 1000 if options.quick else 5000
    recording = options.recording(count)
    size = recording.yaml.stat().st_size
    recording.betamax.stat()
    there, missing = installed({"vcrpy": ("vcr", "vcrpy"), "betamax": ("betamax", "betamax")})

    def peak(name: str) -> float:
        command = [sys.executable, "-m", "tests.benchmarks.memory", name, str(options.folder)]
        nothing, loaded = (int(run([*command, str(n)], ROOT, os.environ)) for n in (_made(options, 1), count))
        return (loaded - nothing) * 1024 / size

    peers = {name: times(peak(attribute)) for name, attribute in there.items()} | missing
    note = f"the file has {size / 2**20:.0f} MiB; above the peak of the same with one recording"
    return [Row(f"memory of a replay of {count:,}, x file", "≤ 4", times(peak("mwedit_replay")), peers, note)]


def _made(options: Options, count: int) -> int:
    recording = options.recording(count)
    recording.yaml.stat()
    recording.betamax.stat()
    return count


# Recording, serving, growing


def recording_cost(options: Options) -> list[Row]:
    """Recording N edits from a server on this machine, saving included, against the same without recording."""
    there, missing = installed({"vcrpy": ("vcr", _record_vcrpy), "betamax": ("betamax", _record_betamax)})
    rows = []
    with serving("raw sockets") as url:
        for count in (100, 300):
            edits = [edit(number) for number in range(count)]
            recorders = {"plain": _record_nothing, "ours": _record_mwedit, **there}
            measures: dict[str, Measure] = {
                name: partial(_recorded, options, url, record, edits) for name, record in recorders.items()
            }
            figures = medians(measures, options.rounds(5))
            plain = figures["plain"]
            peers = {name: times(figures[name] / plain) for name in there} | missing
            note = f"plain {duration(plain / count)} an edit"
            rows.append(
                Row(f"recording {count}, x a plain session", "≤ 1.3", times(figures["ours"] / plain), peers, note)
            )
    return rows


Record = Callable[[Path, str, list[dict[str, str]]], None]


def _recorded(options: Options, url: str, record: Record, edits: list[dict[str, str]]) -> float:
    folder = options.folder / "recorded"
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    return cpu(lambda: record(folder, url, edits))


def _record_nothing(folder: Path, url: str, edits: list[dict[str, str]]) -> None:
    with requests.Session() as session:
        for one in edits:
            session.post(url, data=one)


def _record_mwedit(folder: Path, url: str, edits: list[dict[str, str]]) -> None:
    with contenders.exchange(folder / "made.yaml", "record", "made", url) as exchange:
        with exchange.session() as session:
            for one in edits:
                session.post(url, data=one)
        exchange.test_passed = True


def _record_vcrpy(folder: Path, url: str, edits: list[dict[str, str]]) -> None:
    import vcr

    with vcr.use_cassette(str(folder / "made.yaml"), record_mode="all"):
        _record_nothing(folder, url, edits)


def _record_betamax(folder: Path, url: str, edits: list[dict[str, str]]) -> None:
    from betamax import Betamax

    with requests.Session() as session:
        recorder = Betamax(session, cassette_library_dir=str(folder))
        with recorder.use_cassette("made", record="all"):
            for one in edits:
                session.post(url, data=one)


def lost(options: Options) -> list[Row]:
    """How many of 96 edits, recorded by eight threads on one cassette, are missing or have another's reply."""
    there, missing = installed({"vcrpy": ("vcr", None)})
    figures = {}
    for name in ("ours", *there):
        with serving("raw sockets") as url, ExitStack() as stack:
            folder = Path(stack.enter_context(_temporary(options)))
            _record_by_threads(name, folder, url)
            figures[name] = f"{_missing_or_mixed(folder / 'made.yaml')} of 96"
    ours = figures.pop("ours")
    return [
        Row("recordings lost or mixed up, 8 threads", "0", ours, figures | missing),
        *_lost_by_workers(options),
    ]


def _temporary(options: Options) -> Any:
    import tempfile

    return tempfile.TemporaryDirectory(dir=options.folder)


def _record_by_threads(name: str, folder: Path, url: str) -> None:
    def post(session: requests.Session, numbers: range) -> None:
        for number in numbers:
            session.post(url, data=edit(number))

    def all_threads() -> None:
        with ThreadPoolExecutor(8) as pool:
            for done in [pool.submit(own_session, range(thread * 12, thread * 12 + 12)) for thread in range(8)]:
                done.result()

    def own_session(numbers: range) -> None:
        with requests.Session() as session:
            post(session, numbers)

    if name == "ours":
        with contenders.exchange(folder / "made.yaml", "record", "made", url) as exchange:
            all_threads()
            exchange.test_passed = True
        return
    import vcr

    with vcr.use_cassette(str(folder / "made.yaml"), record_mode="all"):
        all_threads()


def _missing_or_mixed(cassette: Path) -> int:
    """Count the edits, of 0 to 95, that a cassette has not, or has with the reply to another."""
    import json
    from urllib.parse import parse_qs

    right = set()
    for interaction in yaml.load(cassette.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["interactions"]:
        asked = parse_qs(interaction["request"]["body"])["title"][0]
        answered = json.loads(interaction["response"]["body"]["string"])["edit"]["title"]
        if asked == answered:
            right.add(asked)
    return 96 - len(right)


_WORKER_TEST = """
import pytest
from tests.benchmarks.material import edit

@pytest.mark.parametrize("part", range(4))
@pytest.mark.mwedit(cassette="shared")
def test_part(wiki_session, part):
    for number in range(part * 24, part * 24 + 24):
        wiki_session.post(wiki_session.api_url, data=edit(number))
"""


def _lost_by_workers(options: Options) -> list[Row]:
    what, target = "recordings lost or mixed up, 4 workers of pytest-xdist", "0"
    if not find_spec("xdist"):
        return [Row(what, target, "pytest-xdist is not installed")]
    with serving("raw sockets") as url, ExitStack() as stack:
        folder = Path(stack.enter_context(_temporary(options)))
        (folder / "test_workers.py").write_text(_WORKER_TEST, encoding="utf-8")
        (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        command = _pytest(folder, "mwedit", "-p", "xdist", "-n", "4", "--mwedit-mode=record", f"--mwedit-api-url={url}")
        run(command, folder, {**_bare_environment(), "PYTHONPATH": str(ROOT)})
        return [Row(what, target, f"{_missing_or_mixed(folder / 'cassettes' / 'shared.yaml')} of 96")]


def server(options: Options) -> list[Row]:
    """An edit over loopback HTTP with keep-alive, by the clock, from a client that is a bare socket."""
    # All of them ask the same in-memory wiki: what is compared is the server.
    there, missing = installed(
        {"pytest-httpserver": ("pytest_httpserver", "pytest-httpserver"), "waitress": ("waitress", "waitress")}
    )
    kinds = {"raw sockets": "raw sockets, in-memory wiki", "ours": "pytest-mwedit", **there}
    times_of: dict[str, list[float]] = {name: [] for name in kinds}
    with ExitStack() as stack:
        urls = {name: stack.enter_context(serving(kind)) for name, kind in kinds.items()}
        for chunk in range(options.rounds(9)):
            for name, url in urls.items():
                times_of[name] += _asked_over_a_socket(url, range(chunk * 100, chunk * 100 + 100))
    median = {name: statistics.median(values) for name, values in times_of.items()}
    p99 = {name: statistics.quantiles(values, n=100)[98] for name, values in times_of.items()}
    floor = median["raw sockets"]
    peers = {name: times(median[name] / floor) for name in there} | missing
    return [
        Row("an edit over loopback HTTP, x raw sockets", "≤ 1.5", times(median["ours"] / floor), peers,
            f"raw sockets {duration(floor)}, by the clock"),
        Row("the slowest of 100 edits over loopback HTTP", "< 10 ms", duration(p99["ours"]),
            {name: duration(p99[name]) for name in there} | missing),
    ]  # fmt: skip


def _asked_over_a_socket(url: str, numbers: range) -> list[float]:
    from http.client import HTTPConnection

    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port or 80)
    taken = []
    for number in numbers:
        body = urlencode(edit(number)).encode()
        started = time.perf_counter()
        connection.request("POST", parts.path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        connection.getresponse().read()
        taken.append(time.perf_counter() - started)
    connection.close()
    return taken


def large_wiki(options: Options) -> list[Row]:
    """An edit of a page with 10,000 revisions in a wiki of 10,000 pages, against the first edit of a fresh wiki."""
    from pytest_mwedit import FakeEditApi
    from pytest_mwedit.session import WikiSession

    title = edit(0)["title"]

    def wiki(pages: int, revisions: int) -> FakeEditApi:
        fake = FakeEditApi(api_url=API_URL)
        store = fake.wiki_at(API_URL)
        author = store.users["Admin"]
        for number in range(pages):
            store.save_revision(store.title(f"Page {number}"), edit(number)["text"], author)
        for number in range(revisions):
            store.save_revision(store.title(title), f"{edit(0)['text']} {number}", author)
        return fake

    small, large = wiki(0, 1), wiki(10_000, 10_000)
    numbers = iter(range(10**9))

    def editing(fake: FakeEditApi) -> Measure:
        session = WikiSession(API_URL, fake.answer)

        def measure() -> float:
            edits = [{**edit(next(numbers)), "title": title} for _ in range(40)]
            return cpu(lambda: [session.post(API_URL, data=one) for one in edits]) / len(edits)

        return measure

    figures = medians({"small": editing(small), "large": editing(large)}, options.rounds(9))
    note = f"fresh wiki {duration(figures['small'])}"
    return [
        Row("an edit in a wiki of 10,000 pages and revisions, x a fresh one", "≤ 1.2",
            times(figures["large"] / figures["small"]), note=note)
    ]  # fmt: skip


#: What is measured, in the order of the table.
ROWS: dict[str, Callable[[Options], list[Row]]] = {
    "modules": unused_modules,
    "start-up": unused_cost,
    "edit": one_edit,
    "clients": other_clients,
    "real": real_wiki,
    "replay": replay_growth,
    "load": load,
    "suite": suite,
    "memory": memory,
    "recording": recording_cost,
    "lost": lost,
    "server": server,
    "large": large_wiki,
}
