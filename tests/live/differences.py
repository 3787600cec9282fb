"""Record how a real wiki shows the differences of random texts, or compare more of them.

``python -m tests.live.differences VERSION API_URL [COUNT [SEED]]``

Without a count, writes ``tests/wiki/differences.json``; with one, compares so many random pairs with what we write.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

import requests

from pytest_mwedit.api.diffs import WRITING, table

RECORDED = Path(__file__).parent.parent / "wiki" / "differences.json"

#: How many pairs are recorded.
PAIRS = 300

LINES = (
    *("a", "b", "c", "foo", "bar", "x y", "foo bar baz", "the quick brown fox", "", "  two", "x  y   z", "* item"),
    *("<b>&amp;</b>", "\u00e9 \u00e0", "\u6f22\u5b57", "a-b", "== H ==", "a\tb", '"q"', "it's", "foo_bar1", "end."),
    *("end!", " lead", "trail ", "\u00a0", "\U0001f600 x", "{{x|y=z}}", "[[Foo|bar]]"),
)
PIECES = (
    *("a", "b", "c", "foo", "bar", " ", "  ", ".", ",", "\u00e9", "\u6f22", "<", "&", "\t", '"', "'", "-", "_", "1"),
    *("\U0001f600", "\u00a0", "\u2003", " x", "\u3000"),
)


def pair(chance: random.Random) -> tuple[str, str]:
    """Return a text, and what somebody made of it."""
    lines = chance.choice((lambda: chance.choice("abcde"), lambda: chance.choice(LINES), lambda: _pieced(chance)))
    old = [lines() for _ in range(chance.randint(1, chance.choice((3, 8, 25))))]
    new = list(old)
    for _ in range(chance.randint(1, 4)):
        start = chance.randint(0, len(new))
        end = min(len(new), start + chance.randint(0, 3))
        part = new[start:end]
        changed = [each + lines() if chance.random() < 0.5 else f"{lines()} {each}" for each in part]
        new[start:end] = chance.choice(([], [lines()], changed, changed, part[::-1], part * 2, [lines(), lines()]))
    return "\n".join(old).rstrip(), "\n".join(new).rstrip()


def _pieced(chance: random.Random) -> str:
    return "".join(chance.choice(PIECES) for _ in range(chance.randint(0, 7)))


def written(version: str, old: str, new: str) -> str:
    """Return the table that we write."""
    return table(old, new, lambda number: f"Line {number:,}:", WRITING[version])


def asked(api_url: str, old: str, new: str) -> str:
    """Return the table that a real wiki writes."""
    params = {"action": "compare", "format": "json", "formatversion": "2", "fromslots": "main", "toslots": "main"}
    texts = {"fromtext-main": old, "totext-main": new, "uselang": "en"}
    reply = requests.post(api_url, data={**params, **texts}, timeout=60).json()
    return str(reply["compare"]["body"])


def record(version: str, api_url: str) -> None:
    """Write the pairs, and what the version shows of them."""
    rows = json.loads(RECORDED.read_text("utf-8")) if RECORDED.is_file() else {}
    rows[version] = []
    for number in range(PAIRS):
        old, new = pair(random.Random(number))
        rows[version].append([old, new, asked(api_url, old, new)])
    lines = ",\n".join(
        f"{json.dumps(each)}: [\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows[each]) + "\n]"
        for each in sorted(rows)
    )
    RECORDED.write_text(f"{{\n{lines}\n}}\n", "utf-8")


def compare(version: str, api_url: str, count: int, seed: str) -> int:
    """Compare random pairs, print those that differ, and return how many did."""
    differing = 0
    for number in range(count):
        old, new = pair(random.Random(f"{seed} {number}"))
        expected, came = asked(api_url, old, new), written(version, old, new)
        if came != expected:
            differing += 1
            print(f"{seed} {number}: {old!r} {new!r}\n  real {expected!r}\n  ours {came!r}")
    print(f"{differing} of {count} differ")
    return differing


if __name__ == "__main__":
    version, api_url, *more = sys.argv[1:]
    if more:
        sys.exit(bool(compare(version, api_url, int(more[0]), more[1] if len(more) > 1 else "0")))
    record(version, api_url)
