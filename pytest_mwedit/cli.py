"""The command `pytest-mwedit`: cassettes looked at and mended, and the in-memory wiki as a server."""

from __future__ import annotations

import argparse
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pytest_mwedit.cassettes import Cassette, CassetteError, read_cassette

if TYPE_CHECKING:
    from pytest_mwedit.drift import Change
    from pytest_mwedit.fake import FakeEditApi

#: Exit status: nothing to complain of, something was found, the command cannot be carried out.
FINE, FOUND, FAILED = 0, 1, 2


class CannotDo(Exception):
    """Why a command is not carried out, in one line."""


@dataclass(frozen=True)
class Argument:
    """An argument of a command; see `argparse.ArgumentParser.add_argument`."""

    names: tuple[str, ...]
    options: dict[str, object]


@dataclass(frozen=True)
class Command:
    """A command: what it is for, its arguments, and what carries it out and returns the exit status."""

    about: str
    run: Callable[[argparse.Namespace], int]
    arguments: tuple[Argument, ...] = ()


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out the command that *arguments* give, those of the process by default; return the exit status."""
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
    except (CannotDo, CassetteError, OSError) as problem:
        print(f"pytest-mwedit: {problem}", file=sys.stderr)  # noqa: T201  # a command prints
        return FAILED
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pytest-mwedit", description="Recordings and the in-memory wiki of pytest-mwedit."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    cassettes = commands.add_parser("cassettes", help="look at recordings, compare and mend them")
    of_cassettes = cassettes.add_subparsers(required=True, metavar="COMMAND")
    for table, subparsers in ((CASSETTES, of_cassettes), (COMMANDS, commands)):
        for name, command in table.items():
            described = subparsers.add_parser(name, help=command.about, description=command.about)
            described.set_defaults(run=command.run)
            for argument in command.arguments:
                described.add_argument(*argument.names, **argument.options)  # type: ignore[arg-type]  # a table
    return parser


def _say(text: str = "") -> None:
    print(text)  # noqa: T201  # a command prints


# Cassettes


def found(paths: Iterable[Path]) -> list[Path]:
    """Return the cassettes at *paths*: files, and folders with all that lies below them.

    Raises:
        CannotDo: if there is none.
    """
    files: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            files |= dict.fromkeys(
                sorted(each for ending in ("yaml", "yml", "json") for each in path.rglob(f"*.{ending}"))
            )
        elif path.is_file():
            files[path] = None
        else:
            files[_shipped(path)] = None
    if not files:
        raise CannotDo(f"there is no cassette in {', '.join(map(str, paths))}")
    return list(files)


def _shipped(name: Path) -> Path:
    """Return the cassette of this name among those that come with the package."""
    from pytest_mwedit.exchange import shipped_cassette
    from pytest_mwedit.wiki.versions import VERSIONS

    for version in VERSIONS:
        shipped = shipped_cassette(version, name.as_posix())
        if isinstance(shipped, Path):
            return shipped
    raise CannotDo(f"there is no {name}, neither a file or folder nor a cassette that comes with the package")


def _read(path: Path) -> Cassette | None:
    """Return the cassette at *path*; None for YAML that is none, which may lie in a folder beside them."""
    try:
        return read_cassette(path)
    except CassetteError:
        if path.suffix != ".json" and b"\ninteractions:" in b"\n" + path.read_bytes():
            raise
        return None


def _cassettes(paths: Iterable[Path]) -> Iterator[tuple[Path, Cassette]]:
    for path in found(paths):
        cassette = _read(path)
        if cassette is not None:
            yield path, cassette


def _list(options: argparse.Namespace) -> int:
    from pytest_mwedit.edits import events
    from pytest_mwedit.reporting import age

    rows = [("recorded", "wiki", "requests", "edits", "cassette")]
    for path, cassette in _cassettes(options.paths):
        metadata = cassette.metadata
        edits = sum(event.action == "edit" for event in events(cassette.interactions))
        wiki = str(metadata.get("mediawiki", "")).removeprefix("MediaWiki ")
        recorded = str(metadata.get("recorded", ""))
        days = age(recorded)
        when = "?" if days is None else f"{recorded} ({days} days)"
        rows.append((when, wiki, str(len(cassette.interactions)), str(edits), str(path)))
    for row in _aligned(rows):
        _say(row)
    return FINE


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _show(options: argparse.Namespace) -> int:
    from pytest_mwedit.edits import events

    for path, cassette in _cassettes(options.paths):
        about = [
            str(cassette.metadata[name])
            for name in ("mediawiki", "api_url", "recorded", "test")
            if name in cassette.metadata
        ]
        _say(str(path))
        if about:
            _say(f"  {', '.join(about)}")
        told = [each for each in events(cassette.interactions) if options.all or each.action not in _READING]
        rows = [(str(each.number), each.action, each.user or "-", each.about, each.result) for each in told]
        for row, event in zip(_aligned(rows), told, strict=True) if rows else ():
            _say(f"  {row}")
            if event.summary:
                _say(f"        summary: {event.summary}")
            for line in event.change:
                _say(f"        {line}")
        left_out = len(cassette.interactions) - len(told)
        if left_out:
            _say(f"  and {left_out} that only read (--all shows them)")
        _say()
    return FINE


#: What `show` leaves out unless it is told otherwise.
_READING = frozenset({"query", "paraminfo", "help", "checktoken"})


def _check(options: argparse.Namespace) -> int:
    from pytest_mwedit.scrubbing import leaks, leaks_of_text

    cassettes = leaking = 0
    for path in found(options.paths):
        cassette = _read(path)
        if cassette is not None:
            told = leaks(cassette, options.secret)
        elif b"interaction" in path.read_bytes():  # a recording of another format
            told = leaks_of_text(path.read_text("utf-8", "replace"), options.secret)
        elif path in options.paths:
            raise CannotDo(f"{path} is no recording")
        else:
            continue
        cassettes += 1
        leaking += bool(told)
        for leak in told:
            _say(f"{path}: {leak}")
    if leaking:
        _say(f"{leaking} of {cassettes} cassettes hold secrets; to take them out: pytest-mwedit cassettes scrub PATH")
        return FOUND
    _say(f"{cassettes} cassettes hold no secret that is known")
    return FINE


def _scrub(options: argparse.Namespace) -> int:
    from pytest_mwedit.hiding import SecretLeft
    from pytest_mwedit.scrubbing import scrub

    for path, cassette in _cassettes(options.paths):
        try:
            number = scrub(path, cassette, options.secret)
        except SecretLeft as left:
            raise CannotDo(f"{path} was left as it was: {left}") from None
        if number:
            _say(f"{path}: secrets taken out of {number} places")
    return FINE


def _diff(options: argparse.Namespace) -> int:
    from pytest_mwedit.drift import as_json, changes

    before, after = options.before, options.after
    pairs = [(before, after)]
    if before.is_dir() and after.is_dir():
        names = {each.relative_to(side) for side in (before, after) for each in found([side])}
        pairs = [(before / name, after / name) for name in sorted(names)]
    differing: dict[str, list[Change]] = {}
    unmatched: list[Path] = []
    for one, other in pairs:
        missing = [each for each in (one, other) if not each.is_file()]
        if missing:
            unmatched.append(missing[0])
            continue
        differences = changes(read_cassette(one).interactions, read_cassette(other).interactions)
        if differences:
            differing[str(other)] = differences
    if options.json:
        _say(as_json(differing).rstrip())
    else:
        for path in unmatched:
            _say(f"there is no {path}")
        for name, differences in differing.items():
            _say(name)
            for each in differences:
                _say(f"  {each}")
    return FOUND if differing or unmatched else FINE


def _verify(options: argparse.Namespace) -> int:
    from pytest_mwedit.verifying import verify

    differing = compared = 0
    for path, cassette in _cassettes(options.paths):
        for outcome in verify(cassette, options.version, options.profile):
            compared += outcome.compared
            differing += outcome.compared and bool(outcome.problem)
            if outcome.problem:
                how = "" if outcome.compared else "not compared: "
                _say(f"{path}: interaction {outcome.number}, {how}{outcome.problem}")
    _say(f"{compared} replies compared with those of the in-memory wiki, {differing} differ")
    return FOUND if differing else FINE


# The server


def _serve(options: argparse.Namespace) -> int:
    from pytest_mwedit.fake import FakeEditApi

    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        wiki = FakeEditApi(version=options.version, profile=options.profile)
    except ValueError as wrong:
        raise CannotDo(str(wrong)) from None
    if not 0 <= options.port < 65536:
        raise CannotDo(f"there is no port {options.port}; take one below 65536, or 0 for any that is free")
    _arrange(wiki, options.arrange)
    with _serving(wiki, options):
        print(wiki.url, flush=True)  # noqa: T201  # for who reads the first line
        threading.Thread(target=_until_input_ends, args=(stopped,), daemon=True).start()
        # In slices: a signal is heeded between them.
        while not stopped.wait(0.5):
            pass
    return FINE


def _arrange(wiki: FakeEditApi, path: Path | None) -> None:
    """Arrange *wiki* as the file at *path* says, if there is one."""
    import json

    if path is None:
        return
    try:
        given = json.loads(path.read_text("utf-8"))
        if not isinstance(given, dict) or given.keys() - {"config", "steps"}:
            raise ValueError('an arrangement is {"config": {...}, "steps": [...]}')
        wiki.arrange(**given)
    except (ValueError, TypeError) as wrong:
        raise CannotDo(f"{path}: {wrong}") from None


@contextmanager
def _serving(wiki: FakeEditApi, options: argparse.Namespace) -> Iterator[None]:
    from pytest_mwedit.server import is_loopback

    if not is_loopback(options.host):
        warning = f"every machine that reaches {options.host} can use this wiki, but not its control interface"
        print(f"pytest-mwedit: {warning}", file=sys.stderr)  # noqa: T201  # a command prints
    with warnings.catch_warnings():
        # It has been said.
        warnings.simplefilter("ignore", UserWarning)
        with wiki.serve(port=options.port, host=options.host):
            yield


def _until_input_ends(stopped: threading.Event) -> None:
    if sys.stdin is None or sys.stdin.isatty():
        return
    while sys.stdin.buffer.read(4096):
        pass
    if _is_a_device(sys.stdin.fileno()):
        # A shell without job control gives this to what it starts in the background, and nobody meant to stop anything.
        told = "its input was empty, so it has stopped; keep one open: tail -f /dev/null | pytest-mwedit serve"
        print(f"pytest-mwedit: {told}", file=sys.stderr)  # noqa: T201  # a command prints
    stopped.set()


def _is_a_device(number: int) -> bool:
    """Whether file *number* is a device, as /dev/null is, and no pipe that somebody closes on purpose."""
    import os
    import stat

    return stat.S_ISCHR(os.fstat(number).st_mode)


# The tables


def _argument(*names: str, **options: object) -> Argument:
    return Argument(names, options)


_PATHS = _argument(
    "paths",
    nargs="*",
    type=Path,
    default=[Path()],
    metavar="PATH",
    help="cassettes, or folders with some; here unless given",
)
_SECRET = _argument(
    "--secret",
    action="append",
    default=[],
    metavar="NAME",
    help="a parameter, header or key of a reply that is secret, too",
)
_JSON = _argument("--json", action="store_true", help="as JSON")
_VERSION = _argument("--version", default="", help="the MediaWiki to imitate; that of each recording unless given")
_PROFILE = _argument("--profile", default="", help="what it has installed; that of each recording unless given")

#: The commands about cassettes, by name.
CASSETTES: dict[str, Command] = {
    "list": Command(
        "list cassettes: when they were recorded, from which wiki, how many edits they hold", _list, (_PATHS,)
    ),
    "show": Command(
        "show what happens in a cassette: who edits which page, how the text changes, what the wiki answers",
        _show,
        (_PATHS, _argument("--all", action="store_true", help="what only reads, too")),
    ),
    "check": Command(
        "look for passwords, tokens, cookies and addresses in cassettes of any tool; exit status 1 if there are any",
        _check,
        (_PATHS, _SECRET),
    ),
    "scrub": Command("take them out, in place", _scrub, (_PATHS, _SECRET)),
    "diff": Command(
        "compare the replies of two cassettes, or of those with the same names in two folders",
        _diff,
        (_argument("before", type=Path), _argument("after", type=Path), _JSON),
    ),
    "verify": Command(
        "ask the in-memory wiki what a cassette asks, and tell where it answers otherwise",
        _verify,
        (_PATHS, _VERSION, _PROFILE),
    ),
}

#: The other commands, by name.
COMMANDS: dict[str, Command] = {
    "serve": Command(
        "serve the in-memory wiki on this machine until Ctrl-C, SIGTERM or the end of input; prints its address first",
        _serve,
        (
            _argument("--port", type=int, default=0, help="0, unless given, for any that is free"),
            _argument("--version", default="1.43", help="the MediaWiki to imitate (1.43)"),
            _argument("--profile", default="plain", help="what it has installed (plain)"),
            _argument(
                "--host",
                default="127.0.0.1",
                help="the address of this machine to listen on, for other machines to reach the wiki (127.0.0.1: none)",
            ),
            _argument(
                "--arrange",
                type=Path,
                metavar="FILE",
                help='a JSON file with the arrangement to begin with: {"config": {...}, "steps": [...]}',
            ),
        ),
    ),
}
