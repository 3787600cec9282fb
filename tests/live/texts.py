"""Compare what a real wiki and the in-memory one make of random texts, by the thousand.

``python -m tests.live.texts URL [--version 1.39] [--kind merge] [--cases 1000] [--seed 1] [--save DIRECTORY]``

A case is one edit of a page of its own: a merge, an undo, an edit of a section, a change that MediaWiki summarizes, a
page of JSON or a redirect.
Many cases share one wiki; replies and the state that is left are compared, and of a difference a file for
`tests/responder/found` is made, with the one case that shows it, as small as can be.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .fuzz.__main__ import _write
from .fuzz.comparing import Bench
from .fuzz.sequences import Request, Sequence
from .fuzz.wikis import RealWiki

#: How many cases share a wiki.
TOGETHER = 40
#: The number that the first revision has which a step makes.
FIRST_REVISION = 71001

WORDS = ("a", "b", "c", "d", "", "x y", "* a", "{", "é", "== A ==", "<!-- -->")
SECTION_PIECES = (
    *"""
    =A= ==A== ==B== ===C=== ====D==== ==A==x ==A==<!--c--> =A== ==A= == = ===== <!-- --> <noinclude> </noinclude>
    <includeonly> </includeonly> <onlyinclude> </onlyinclude> <nowiki> </nowiki> <pre> </pre> {{ }} {{{ }}} [[ ]] | a b
    x {{T|a= </includeonly> <noinclude/> <onlyinclude/> <INCLUDEONLY> -{ }- <h2>H</h2> ~~~ #REDIRECT
    """.split(),
    *("\n", "\n", "\n", "\n", "\n\n", " ", "\t", "\n==A==\n", "\n==B==\n", "\n===C===\n", "\n== D == \n", "\n=E=\n"),
)
SUMMARY_PIECES = (
    *(
        "a",
        "b ",
        "word ",
        "\n",
        "\n\n",
        "[[",
        "]]",
        "[[Foo]]",
        "[[Foo",
        "]",
        "é",
        "漢字",
        "😀",
        "~~~~",
        "{{x}}",
        "|",
        "<b>",
    ),
    *("x" * 30, "é" * 50, "[[long" * 20, "word " * 40, "漢" * 60, " ", "\t", "$1", "$2", "#", "== A ==", "''", "&amp;"),
)
REDIRECT_PIECES = (
    *("#REDIRECT", "#redirect", "#Redirect", "#REDIRECTION", "#REDIRECT:", "# REDIRECT", "#REDIRECT "),
    *("[[", "[[", "]]", "]]", "[[Foo]]", "[[Foo]]", "[[:Foo]]", "[[Foo#bar]]", "[[#bar]]", "[[Foo|x]]", "[[Talk:Foo]]"),
    *("[[Special:Userlogout]]", "[[Special:Foo]]", "[[w:Foo]]", "[[Foo%20bar]]", "[[Foo_bar]]", "[[foo]]", "[[]]"),
    *("[[Foo<]]", "[[Foo\nbar]]", "[[Media:X]]", "[[File:X]]", "[[Category:X]]", "[[ Foo ]]", "[[Bar]]", "[[../x]]"),
    *(
        " ",
        "\n",
        "\t",
        ":",
        "x",
        "text",
        "<!-- -->",
        "{{x}}",
        "__STATICREDIRECT__",
        "\u00a0",
        "Foo",
        "#",
        "|",
        "&eacute;",
    ),
    *("[[User:Alice]]", "[[&#70;oo]]", "[[Foo#a b]]", "[[Foo#]]", "[[:]]", "[[Foo%23x]]", "[[Foo|x|y]]", "[[a[b]]"),
)
SCALARS = (
    *("0", "1", "-1", "-0", "0.0", "-0.0", "1.0", "1.5", "0.1", "1e2", "1E2", "1e+2", "1e-2", "1e15", "1e16", "1e17"),
    *("1e20", "1e22", "1e25", "1e-5", "1e-4", "0.0001", "0.00001", "123456789012345678", "9223372036854775807"),
    *(
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854775809",
        "1e308",
        "1e400",
        "-1e400",
        "01",
        "1.",
        ".5",
    ),
    *(
        "+1",
        "true",
        "false",
        "null",
        "TRUE",
        "True",
        "NULL",
        "nan",
        "NaN",
        "Infinity",
        "0.1e1",
        "100000000000000000000",
    ),
    *(
        "3.141592653589793238",
        "0.30000000000000004",
        "1e-400",
        "5e-324",
        "123456789.123456789",
        "1e14",
        "100000000000000.5",
    ),
    *(
        '""',
        '"a"',
        '"a/b"',
        '"a\\/b"',
        '"\\u0041"',
        '"\\u00e9"',
        '"é"',
        '"\\ud83d\\ude00"',
        '"\\ud83d"',
        '"\\ude00"',
        '"😀"',
    ),
    *(
        '"<b>&"',
        '"\\u0000"',
        '"\\u0001"',
        '"\\n\\t\\r\\b\\f"',
        '"\\\\"',
        '"\\""',
        '"\x7f"',
        '"\\u007f"',
        '"\u2028"',
        '"\\u2029"',
    ),
    *(
        '"\\x"',
        '"\\u12"',
        '"a\nb"',
        '"a\tb"',
        "'a'",
        '"',
        "{}",
        "[]",
        "{ }",
        "[ ]",
        '"~~~~"',
        '"{{subst:x}}"',
        '"<nowiki>"',
    ),
)
NAMES = (
    '"a"',
    '"b"',
    '"a"',
    '""',
    '"0"',
    '"1"',
    '"-1"',
    '"\\u0000a"',
    '"_empty_"',
    '"é"',
    '"a/b"',
    '"<"',
    '"1.5"',
    "a",
)
SPACES = ("", "", "", "", " ", "\n", "\t", "\r\n", "  ")
NO_SPACES = ("\u00a0", "\f", "/**/", "", "}", "]", ",", " \0")


@dataclass
class Case:
    """The revisions of a page, and the edit of it; *undo* and *base* count revisions from the first."""

    steps: list[dict[str, Any]]
    params: dict[str, str]
    #: Parameters that name a revision: which of the page's.
    revisions: dict[str, int]


def _lines(chance: random.Random) -> list[str]:
    words = chance.sample(WORDS, chance.randint(2, len(WORDS)))
    return chance.choices(words, k=chance.randint(1, 14))


def _changed(chance: random.Random, lines: list[str]) -> list[str]:
    """Return *lines* with some changed, dropped, doubled, moved or added."""
    changed = list(lines)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 5))):
        at, word = chance.randint(0, len(changed)), chance.choice((*WORDS, *lines, "new", "other"))
        to = min(len(changed), at + chance.randint(0, 3))
        part = changed[at:to]
        changed[at:to] = chance.choice(([], [word], [word, *part], [*part, *part], part[::-1], [*part, word, word]))
    return changed


def _revised(chance: random.Random, how_many: int) -> list[list[str]]:
    """Return texts, each a few lines away from the one before."""
    texts = [_lines(chance)]
    while len(texts) < how_many:
        changed = _changed(chance, texts[-1])
        if "\n".join(changed).rstrip() != "\n".join(texts[-1]).rstrip():
            texts.append(changed)
    return texts


def _pages(texts: list[str]) -> list[dict[str, Any]]:
    users = ("Alice", "Bob")
    return [{"page": {"text": text, "user": users[number % 2]}} for number, text in enumerate(texts)]


def merge(chance: random.Random) -> Case:
    """Return an edit that somebody else's edit came before."""
    base, theirs = _revised(chance, 2)
    params = {"text": "\n".join(_changed(chance, chance.choice((base, base, base, theirs))))}
    if chance.random() < 0.2:
        params["section"] = chance.choice("012")
    return Case(_pages(["\n".join(base), "\n".join(theirs)]), params, {"baserevid": 0})


def undo(chance: random.Random) -> Case:
    """Return an edit that undoes one revision or several."""
    texts = _revised(chance, chance.randint(2, 6))
    last = chance.randrange(len(texts))
    revisions = {"undo": last}
    if chance.random() < 0.6:
        revisions["undoafter"] = chance.randint(0, last) if chance.random() < 0.9 else chance.randrange(len(texts))
    return Case(_pages(["\n".join(text) for text in texts]), {}, revisions)


def _joined(chance: random.Random, pieces: tuple[str, ...], most: int) -> str:
    return "".join(chance.choices(pieces, k=chance.randint(1, most)))


def section(chance: random.Random) -> Case:
    """Return an edit of a section."""
    texts = [_joined(chance, SECTION_PIECES, 24)]
    numbers = ("0", "1", "1", "2", "2", "3", "4", "5", "T-0", "T-1", "T-1", "T-2", "T-3", "new")
    params = {"section": chance.choice(numbers)}
    names = ("text", "text", "appendtext", "prependtext")
    params[chance.choice(names)] = chance.choice(("", "NEW", "\nNEW\n", _joined(chance, SECTION_PIECES, 8)))
    if params["section"] == "new":
        params["sectiontitle"] = _joined(chance, SECTION_PIECES, 3)
    return Case(_pages(texts), params, {})


def summary(chance: random.Random) -> Case:
    """Return an edit that MediaWiki summarizes."""
    long, short = _joined(chance, SUMMARY_PIECES, 30), _joined(chance, SUMMARY_PIECES, 8)
    old = chance.choice((None, None, long, long, long * 3, short, "#REDIRECT [[Foo]]", ""))
    new = chance.choice((short, short, long, long * 5, "", chance.choice(SUMMARY_PIECES), "#REDIRECT [[Bar]]"))
    return Case(_pages([] if old is None else [old]), {"text": new}, {})


def redirect(chance: random.Random) -> Case:
    """Return an edit that makes a redirect, or one that looks like it."""
    olds = [] if chance.random() < 0.5 else [_redirect(chance)]
    return Case(_pages(olds), {"text": _redirect(chance)}, {})


def _redirect(chance: random.Random) -> str:
    start = chance.choice((*("#REDIRECT", "#REDIRECT ", "#redirect [[", "#REDIRECT: [["), ""))
    return start + _joined(chance, REDIRECT_PIECES, 5)


def formatted(chance: random.Random) -> Case:
    """Return an edit of a page of JSON."""
    return Case([], {"text": f"{_space(chance)}{_value(chance, 0)}{_space(chance)}", "contentmodel": "json"}, {})


def _space(chance: random.Random) -> str:
    return chance.choice(NO_SPACES if chance.random() < 0.02 else SPACES)


def _value(chance: random.Random, depth: int) -> str:
    kind = chance.random()
    if depth > 3 or (kind < 0.3 and depth):
        return chance.choice(SCALARS)
    between = "," + _space(chance)
    values = [_value(chance, depth + 1) for _ in range(chance.randint(0, 3))]
    if kind < 0.6:
        return f"[{_space(chance)}{between.join(values)}]"
    rows = between.join(f"{chance.choice(NAMES)}{_space(chance)}:{value}" for value in values)
    return f"{{{rows}{_space(chance)}}}"


KINDS: dict[str, Callable[[random.Random], Case]] = {
    "merge": merge,
    "undo": undo,
    "section": section,
    "summary": summary,
    "redirect": redirect,
    "json": formatted,
}


def sequence_of(cases: list[Case], version: str) -> Sequence:
    """Return the wiki that has a page for each case, and the edits."""
    steps: list[dict[str, Any]] = []
    requests = []
    for number, case in enumerate(cases):
        title, first = f"P{number}", FIRST_REVISION + len(steps)
        steps += [{"page": {"title": title, **step["page"]}} for step in case.steps]
        revisions = {name: str(first + at) for name, at in case.revisions.items()}
        params = {"action": "edit", "title": title, **case.params, **revisions}
        requests.append(Request("Alice", "POST", {**params, "format": "json", "formatversion": "2", "token": "$csrf"}))
    return Sequence({}, steps, requests, version)


def simpler(case: Case) -> Iterator[Case]:
    """Yield the case with less text."""
    for at in range(len(case.steps) - 1, -1, -1):
        for text in _shorter(case.steps[at]["page"]["text"]):
            steps = [*case.steps]
            steps[at] = {"page": {**steps[at]["page"], "text": text}}
            yield Case(steps, case.params, case.revisions)
    for name, value in case.params.items():
        for text in _shorter(value) if name != "contentmodel" else ():
            yield Case(case.steps, {**case.params, name: text}, case.revisions)


def _shorter(text: str) -> Iterator[str]:
    for size in (16, 4, 1):
        for start in range(0, len(text), size):
            if size == 1 or size < len(text):
                yield text[:start] + text[start + size :]


def shrunk(bench: Bench, case: Case, version: str, seconds: float) -> Case:
    """Return a smaller case that still differs, as small as can be found in *seconds*."""
    deadline = time.monotonic() + seconds
    candidates = simpler(case)
    while (candidate := next(candidates, None)) is not None and time.monotonic() < deadline:
        if bench.difference(sequence_of([candidate], version)) is not None:
            case, candidates = candidate, simpler(candidate)
    return case


def compare(bench: Bench, kind: str, options: argparse.Namespace) -> int:
    """Compare random cases of a kind, and return how many differ."""
    differences, began = 0, time.monotonic()
    for start in range(0, options.cases, TOGETHER):
        numbers = range(start, min(options.cases, start + TOGETHER))
        cases = [KINDS[kind](random.Random(f"{kind} {options.seed} {number}")) for number in numbers]
        if bench.difference(sequence_of(cases, options.version)) is None:
            continue
        for number, case in zip(numbers, cases, strict=True):
            if bench.difference(sequence_of([case], options.version)) is None:
                continue
            differences += 1
            smallest = shrunk(bench, case, options.version, options.shrink)
            difference = bench.difference(sequence_of([smallest], options.version))
            assert difference is not None
            print(f"\n{kind} {options.seed} {number} differs: {json.dumps(smallest.__dict__, ensure_ascii=False)}")
            print(difference.describe(), flush=True)
            if options.save:
                _write(options.save / f"{kind}_{options.seed}_{number}.json", difference)
    seconds = time.monotonic() - began
    print(
        f"MediaWiki {options.version}, {kind}: {options.cases} cases, seed {options.seed}, {differences} differ, "
        f"{seconds:.0f} s",
        flush=True,
    )
    return differences


def main() -> int:
    """Compare, and tell what differs."""
    options = _options()
    real = RealWiki(options.live_wiki)
    if real.kind() != (options.version, "plain"):
        sys.exit(f"{options.live_wiki} is MediaWiki {' '.join(real.kind())}: say so with --version")
    bench = Bench(options.live_wiki)
    found = sum(compare(bench, kind, options) for kind in options.kind or KINDS)
    for missing, count in bench.not_imitated.most_common():
        print(f"not compared, {count} times: {missing}")
    return bool(found)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.live.texts", description=__doc__)
    parser.add_argument("live_wiki", metavar="URL", help="the api.php of a wiki of tests/live")
    parser.add_argument("--version", choices=("1.43", "1.39"), default="1.43", help="what the wiki is (%(default)s)")
    parser.add_argument("--kind", choices=KINDS, action="append", help="what is compared; all unless given")
    parser.add_argument("--cases", type=int, default=1000, help="how many of each kind (%(default)s)")
    parser.add_argument("--seed", default=str(random.randrange(10**6)), help="what the cases are drawn from")
    parser.add_argument("--shrink", type=float, default=20, help="for how many seconds a case is made smaller")
    parser.add_argument("--save", type=Path, metavar="DIRECTORY", help="write each difference there")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
