"""Compare merges of random texts with those of diff3, which MediaWiki merges with; no wiki is needed.

``python -m tests.live.merges [--cases 1000] [--seed 1]``

With ``--record`` writes what the programs say of some of them, for `tests/wiki/test_merge.py`.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from pytest_mwedit.wiki.merge import merge
from pytest_mwedit.wiki.text_alignment import HORIZON, differences

RECORDED = Path(__file__).parent.parent / "wiki" / "aligned.json"
#: How many of each kind are recorded, unless they have more characters than that.
RECORDS = 200
LONGEST = 2000

#: Texts of these lines are alike in many ways.
FEW = ("a", "b", "c", "", "{{")
#: Texts of these have lines that occur often among such that do not.
SOME_OFTEN = (*("", "", "", "", "", "|-", "|-", "}", "}"), *(str(number) for number in range(25)))


def _few(chance: random.Random) -> list[str]:
    return chance.choices(FEW[: chance.randint(1, 5)], k=chance.randint(0, 20))


def _some_often(chance: random.Random) -> list[str]:
    return chance.choices(SOME_OFTEN[: chance.randint(9, len(SOME_OFTEN))], k=chance.randint(5, 60))


def _paragraphs(chance: random.Random) -> list[str]:
    """Return lines of which most occur once, with an empty one behind many."""
    lines: list[str] = []
    for number in range(chance.randint(3, 100)):
        lines += [f"line {number}", *([""] if chance.random() < 0.7 else [])]
    return lines


def _long(chance: random.Random) -> list[str]:
    """Return enough lines that what is the same is not read to the ends."""
    return [line for _ in range(chance.randint(2, 12)) for line in chance.choice((_some_often, _paragraphs))(chance)]


def _sparse(chance: random.Random) -> list[str]:
    """Return lines of which most occur in no other text, with some among them that occur often."""
    often, share = chance.choice(("", "", "|-")), chance.choice((0.02, 0.05, 0.1, 0.2))
    lines: list[str] = []
    for _ in range(chance.randint(1, 6)):
        lines += [often] * chance.randint(0, chance.choice((2, 8)))
        lines += (
            often if chance.random() < share else str(chance.randrange(10**6))
            for _ in range(chance.choice((9, 20, 60, 200)))
        )
    return lines


def _repeated(chance: random.Random) -> list[str]:
    """Return lines that repeat for longer than diff looks."""
    every = chance.choices(FEW, k=chance.randint(1, 3))
    return every * (chance.randint(90, 320) // len(every))


TEXTS = (_few, _few, _some_often, _some_often, _paragraphs, _paragraphs, _long, _sparse, _sparse, _repeated)


def _rewritten(chance: random.Random, lines: list[str]) -> list[str]:
    """Return *lines* with some dropped, doubled, moved, added, or whole parts written anew."""
    lines = list(lines)
    words = (*lines, *SOME_OFTEN, "new", "other") if chance.random() < 0.7 else ("new", "other", "", "")
    for _ in range(chance.choice((1, 1, 2, 3, 6))):
        at = chance.randint(0, len(lines))
        to = min(len(lines), at + chance.choice((0, 1, 1, 2, 3, 8, 30)))
        part = lines[at:to]
        anew = [
            f"{chance.randrange(1000)} anew" if chance.random() < 0.75 else chance.choice(words)
            for _ in range(len(part) + chance.randint(0, 3))
        ]
        mixed = [word if chance.random() < 0.3 else f"{word} changed" for word in part]
        added = [chance.choice(words)]
        lines[at:to] = chance.choice(([], added, added + part, part + part, part[::-1], anew, anew, mixed, mixed))
    return lines


def case(chance: random.Random) -> tuple[str, str, str]:
    """Return a text, and what two authors made of it."""
    base = chance.choice(TEXTS)(chance)
    mine, yours = _rewritten(chance, base), _rewritten(chance, base)
    return "\n".join(base), "\n".join(mine), "\n".join(yours)


def pair(chance: random.Random) -> tuple[str, str]:
    """Return two texts that have something in common."""
    old = chance.choice((*TEXTS, _sparse, _sparse))(chance)
    if chance.random() < 0.6:
        return "\n".join(old), "\n".join(_rewritten(chance, old))
    new = _sparse(chance)
    for _ in range(chance.randint(1, 5)):
        at, start = chance.randint(0, len(new)), chance.randint(0, len(old))
        new[at:at] = old[start : start + chance.choice((1, 1, 2, 5, 30, 120))]
    return "\n".join(old), "\n".join(new)


def aligned(old: str, new: str) -> list[list[int]]:
    """Return the numbers of the lines that we find only in one of the texts."""
    marks = differences(old.split("\n"), new.split("\n"))
    return [[at for at, mark in enumerate(each) if mark] for each in marks]


def by_diff(folder: Path, old: str, new: str) -> list[list[int]]:
    """Return the numbers of the lines that diff finds only in one of the texts, when diff3 asks it."""
    paths = [folder / name for name in ("old", "new")]
    for path, text in zip(paths, (old, new), strict=True):
        path.write_text(f"{text}\n", "utf-8")
    command = ["diff", "--text", f"--horizon-lines={HORIZON}", *map(str, paths)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    only: list[list[int]] = [[], []]
    for start, end, kind, new_start, new_end in _HUNK.findall(answer):
        for lines, first, last, nothing in ((only[0], start, end, "a"), (only[1], new_start, new_end, "d")):
            if kind != nothing:
                lines += range(int(first) - 1, int(last or first))
    return only


_HUNK = re.compile(r"^([0-9]+)(?:,([0-9]+))?([acd])([0-9]+)(?:,([0-9]+))?$", re.MULTILINE)


def by_diff3(folder: Path, base: str, mine: str, yours: str) -> str | None:
    """Return what diff3 makes of three texts as MediaWiki asks it; None if it finds a conflict."""
    paths = [folder / name for name in ("yours", "base", "mine")]
    for path, text in zip(paths, (yours, base, mine), strict=True):
        path.write_text(f"{text}\n", "utf-8")

    def asked(*options: str) -> str:
        command = ["diff3", "--text", *options, *map(str, paths)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout

    return None if asked("--overlap-only") else asked("--ed", "--merge").removesuffix("\n")


def smaller(differs: Callable[[list[list[str]]], bool], texts: list[list[str]]) -> list[list[str]]:
    """Return *texts* with as many lines left out as they can do without and still differ."""
    shrunk = True
    while shrunk:
        shrunk = False
        for which in range(len(texts)):
            for size in (16, 4, 1):
                at = 0
                while at < len(texts[which]):
                    shorter = [*texts]
                    shorter[which] = texts[which][:at] + texts[which][at + size :]
                    if differs(shorter):
                        texts, shrunk = shorter, True
                    else:
                        at += size
    return texts


@dataclass(frozen=True)
class Kind:
    """What is compared: texts that are drawn, what we make of them, and what the program does."""

    drawn: Callable[[random.Random], tuple[str, ...]]
    ours: Callable[..., object]
    told: Callable[..., object]


KINDS = {
    "alignment": Kind(pair, aligned, by_diff),
    "merge": Kind(case, merge, by_diff3),
}


def compare(name: str, cases: int, seed: str, *, shrink: bool) -> int:
    """Compare random cases, print those that differ, and return how many did."""
    differing, began, kind = 0, time.monotonic(), KINDS[name]
    with TemporaryDirectory() as made:
        folder = Path(made)

        def differs(lines: list[list[str]]) -> bool:
            texts = ["\n".join(each) for each in lines]
            return kind.ours(*texts) != kind.told(folder, *texts)

        for number in range(cases):
            texts = [text.split("\n") for text in kind.drawn(random.Random(f"{seed} {number}"))]
            if not differs(texts):
                continue
            differing += 1
            shown = ["\n".join(each) for each in (smaller(differs, texts) if shrink else texts)]
            print(f"{name} {seed} {number}", *map(repr, shown), sep="\n  ")
            print(f"  told {kind.told(folder, *shown)!r}\n  ours {kind.ours(*shown)!r}", flush=True)
    print(f"{name}: {cases} cases, seed {seed}, {differing} differ, {time.monotonic() - began:.0f} s")
    return differing


def record() -> None:
    """Write what the programs make of the first cases."""
    rows = []
    with TemporaryDirectory() as made:
        for name, kind in KINDS.items():
            for number in range(RECORDS):
                texts = kind.drawn(random.Random(f"recorded {number}"))
                if sum(map(len, texts)) < LONGEST:
                    rows.append(json.dumps([name, texts, kind.told(Path(made), *texts)], separators=(",", ":")))
    RECORDED.write_text("[\n" + ",\n".join(rows) + "\n]\n", "utf-8")


def main() -> int:
    """Compare, and tell what differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.live.merges", description=__doc__)
    parser.add_argument("--cases", type=int, default=1000, help="how many (%(default)s)")
    parser.add_argument("--seed", default=str(random.randrange(10**6)), help="what the cases are drawn from")
    parser.add_argument("--no-shrink", action="store_true", help="show what differs as it was drawn")
    parser.add_argument("--record", action="store_true", help="write what the programs say")
    options = parser.parse_args()
    if options.record:
        record()
        return 0
    return bool(sum(compare(name, options.cases, options.seed, shrink=not options.no_shrink) for name in KINDS))


if __name__ == "__main__":
    sys.exit(main())
