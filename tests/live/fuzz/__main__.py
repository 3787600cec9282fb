"""``python -m tests.live.fuzz --live-wiki URL``: send random sequences to a real wiki and to the in-memory one."""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from pathlib import Path

from .comparing import Bench, Difference, recorded
from .sequences import Sequence, random_sequence
from .surface import random_surface
from .wikis import RealWiki


def main() -> int:
    """Compare, and tell what differs."""
    options = _options()
    real = RealWiki(options.live_wiki)
    if real.kind() != (options.version, options.profile):
        sys.exit(f"{options.live_wiki} is MediaWiki {' '.join(real.kind())}: say so with --version and --profile")
    if options.record:
        for path in options.record:
            target = path if options.save is None else options.save / path.name
            _write(target, recorded(real, _read(path, options)))
        return 0
    bench, found, began = Bench(options.live_wiki), 0, time.monotonic()
    for number in range(options.sequences):
        if number and number % 100 == 0:
            print(f"{number} sequences, {found} differ", file=sys.stderr, flush=True)
        name = f"{options.seed}-{number + options.first}"
        sequence = _read(options.again, options) if options.again else _drawn(name, options)
        difference = bench.difference(sequence)
        if difference is None:
            continue
        found += 1
        difference = bench.shrunk(difference, options.shrink)
        print(f"\nsequence {name} differs\n{difference.describe()}\n", flush=True)
        if options.save:
            _write(options.save / f"{name}.json", difference)
            print(f"a test for tests/responder/found: {options.save / name}.json", flush=True)
        if found == options.most:
            break
    for share in sorted(f"{bench.granted[name] / asked:4.0%} of {asked} {name}" for name, asked in bench.asked.items()):
        print(f"not refused: {share}")
    for missing, count in bench.not_imitated.most_common():
        print(f"not compared, {count} times: {missing}")
    seconds = time.monotonic() - began
    print(
        f"MediaWiki {options.version} {options.profile}: {number + 1} sequences, {bench.requests} requests, "
        f"{seconds:.0f} s, seed {options.seed}: {found} differ"
    )
    return bool(found)


def _drawn(name: str, options: argparse.Namespace) -> Sequence:
    wiki = (options.length, options.version, options.profile)
    return random_surface(name, *wiki, options.only) if options.of == "modules" else random_sequence(name, *wiki)


def _read(path: Path, options: argparse.Namespace) -> Sequence:
    told = json.loads(path.read_text("utf-8"))
    return Sequence.from_json({**told, "version": options.version, "profile": options.profile})


def _write(path: Path, difference: Difference) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    written = json.dumps(difference.recording(), indent=1, ensure_ascii=False) + "\n"
    # Bytes that are no UTF-8 are written as Python has them.
    path.write_text(re.sub(r"[\ud800-\udfff]", lambda found: f"\\u{ord(found[0]):04x}", written), "utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.live.fuzz", description=__doc__)
    parser.add_argument("--live-wiki", required=True, metavar="URL", help="the api.php of a wiki of tests/live")
    parser.add_argument("--version", choices=("1.43", "1.39"), default="1.43", help="what the wiki is (%(default)s)")
    parser.add_argument("--profile", choices=("plain", "ext"), default="plain", help="its extensions (%(default)s)")
    parser.add_argument(
        "--of",
        choices=("edits", "modules"),
        default="edits",
        help="edits and logins, or all modules by their declarations (%(default)s)",
    )
    parser.add_argument("--only", nargs="+", default=(), metavar="PATH", help="of modules: these, such as query+info")
    parser.add_argument("--seed", default=str(random.randrange(10**6)), help="what the sequences are drawn from")
    parser.add_argument("--first", type=int, default=0, help="the number of the first sequence of the seed")
    parser.add_argument("--sequences", type=int, default=100, help="how many")
    parser.add_argument("--length", type=int, default=10, help="of how many requests each")
    parser.add_argument("--most", type=int, default=1, help="stop after so many differences; 0: never")
    parser.add_argument("--shrink", type=float, default=120, help="for how many seconds a sequence is made smaller")
    parser.add_argument("--save", type=Path, metavar="DIRECTORY", help="write each difference, or recording, there")
    parser.add_argument("--again", type=Path, metavar="FILE", help="play this file instead of random sequences")
    parser.add_argument("--record", type=Path, nargs="+", metavar="FILE", help="only record these files anew")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
