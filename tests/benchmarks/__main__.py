"""`python -m tests.benchmarks`: print what this plugin costs beside what its peers cost."""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
import time
import traceback
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .rows import ROWS, Options, Row

PACKAGES = (
    *("pytest", "pytest-mwedit", "vcrpy", "pytest-recording", "betamax", "cassetter", "responses", "requests-mock"),
    "requests",
)


def main() -> int:
    """Measure what was asked for; return 1 if something could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer rounds, smaller recordings")
    parser.add_argument("--full", action="store_true", help="the peers with 5,000 recordings, too: minutes")
    parser.add_argument("--only", action="append", choices=list(ROWS), help="measure this only; repeatable")
    parser.add_argument("--markdown", action="store_true", help="print the table as Markdown")
    parser.add_argument("--wiki", default="", metavar="URL", help="the api.php of a real wiki that may be edited")
    arguments = parser.parse_args()
    started = time.perf_counter()
    failed = False
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="mwedit-bench-") as folder:
        options = Options(Path(folder), arguments.quick, arguments.full, arguments.wiki)
        for name in arguments.only or ROWS:
            print(f"measuring {name} …", file=sys.stderr)
            try:
                rows += ROWS[name](options)
            except Exception as error:
                traceback.print_exc()
                rows.append(Row(name, "", f"FAILED: {error!r:.80}"))
                failed = True
    print(_environment())
    print()
    print("\n".join(_markdown(rows) if arguments.markdown else _plain(rows)))
    print(f"\nMeasured in {time.perf_counter() - started:.0f} s.")
    return int(failed)


def _environment() -> str:
    return f"Python {platform.python_version()}, {', '.join(f'{name} {_version(name)}' for name in PACKAGES)}."


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _cells(row: Row) -> tuple[str, str, str, str]:
    peers = ", ".join(f"{name} {figure}" for name, figure in row.peers.items())
    return row.what, row.ours, row.target, "; ".join(filter(None, (peers, row.note)))


_HEADINGS = ("what", "pytest-mwedit", "to reach", "peers and notes")


def _plain(rows: list[Row]) -> list[str]:
    table = [_HEADINGS, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in table) for column in range(3)]
    return [
        "  ".join((*(cell.ljust(width) for cell, width in zip(line, widths, strict=False)), line[3])).rstrip()
        for line in table
    ]


def _markdown(rows: list[Row]) -> list[str]:
    return [f"| {' | '.join(line)} |" for line in (_HEADINGS, ("---",) * 4, *map(_cells, rows))]


if __name__ == "__main__":
    sys.exit(main())
