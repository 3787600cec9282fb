"""Compare what a real wiki and the in-memory one make of random rules of abuse filters, by the thousand.

``python -m tests.live.rules URL [--version 1.39] [--cases 2000] [--seed 1] [--record FILE]``

The real wiki, one with extensions, is asked with ``action=abusefilterevalexpression``; of a rule that it refuses,
``action=abusefilterchecksyntax`` tells why.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import NoneType
from typing import Any
from unicodedata import normalize

import requests

from pytest_mwedit.api.extensions.abuse_functions import FUNCTIONS, KEYWORDS
from pytest_mwedit.api.extensions.abuse_rules import read
from pytest_mwedit.api.extensions.abuse_values import UNDEFINED, Negated, RuleCrash, RuleError
from pytest_mwedit.api.extensions.abuse_variables import names_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.versions import VERSIONS

#: How many rules are asked for at once, as items of a list.
TOGETHER = 25

#: What a wiki knows while nobody edits.
VARIABLES = {"wiki_name": "wiki", "wiki_language": "en"}

NUMBERS = (
    *("0", "1", "2", "3", "10", "-1", "0.0", "1.5", "-0.5", ".5", "1.", "007", "0x1F", "0b101", "0o17", "1e3", "0xG"),
    *("9223372036854775807", "9223372036854775808", "99999999999999999999", "123456789012345678", "0.1", "1000000.0"),
)
STRINGS = (
    *(
        "",
        "a",
        "abc",
        "A",
        "0",
        "1",
        "1.0",
        " 1",
        "1 ",
        "1a",
        "1e3",
        "0x1F",
        "-1",
        "+1",
        ".5",
        "true",
        "é",
        "漢字",
        "😀",
    ),
    *(
        "a,b",
        "a b",
        "aab",
        "  x ",
        "a\\nb",
        "a\\tb",
        "\\x41",
        "\\x4",
        "\\u0041",
        "\\\\",
        "\\q",
        "a.b",
        "a*",
        "?",
        "[a-c]",
    ),
    *(
        "(a)(b)?",
        "(?<n>a)|(b)",
        "(",
        "^a",
        "a$",
        "\\\\d+",
        "[",
        "[!a]",
        "\\\\",
        "a|b",
        "(?i)A",
        "$1",
        "\\\\1",
        "&amp;&lt;",
        "&#65;",
    ),
    *("127.0.0.1", "127.0.0.0/8", "10.0.0.0-10.0.0.9", "::1", "::/0", "1.2.3", "300.1.1.1", "\\r\\n", "aAbB", "ß", "İ"),
    *("&nbsp;", "&notit;", "a-b_c!", "\uff21", "4eLp", "\u041e", "\\'", "{{a}}", "#", "/", "a/b", "%"),
)
CONSTANTS = (
    "true",
    "false",
    "null",
    "[]",
    "[1]",
    "['a']",
    "[1, 'a', null]",
    "[[]]",
    "[[1, 2], 3]",
    "['0']",
    "[0, 1, 2,]",
)
NAMES = (
    "wiki_name",
    "wiki_language",
    "page_title",
    "user_groups",
    "old_wikitext",
    "nope",
    "added_lines",
    "article_text",
    "a",
    "b",
)
OPERATORS = (
    *("+", "-", "*", "/", "%", "**", "==", "=", "!=", "===", "!==", "<", ">", "<=", ">=", "&", "|", "^"),
    *sorted(KEYWORDS),
)
SPACES = ("", " ", " ", " ", "\n", "/* c */", "\t")
BROKEN = (
    "(",
    ")",
    "[",
    "]",
    ",",
    ";",
    "?",
    ":",
    "if",
    "then",
    "else",
    "end",
    "&&",
    "||",
    "--",
    "!!",
    "/*",
    '"',
    "@",
    "$a",
    ":=",
    "`",
    "in",
)


def _string(chance: random.Random) -> str:
    text, quote = chance.choice(STRINGS), chance.choice("\"'")
    return quote + text.replace(quote, f"\\{quote}" if chance.random() < 0.8 else "") + quote


def _atom(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.35:
        return _string(chance)
    if kind < 0.6:
        return chance.choice(NUMBERS)
    return chance.choice(CONSTANTS) if kind < 0.85 else chance.choice(NAMES)


def _call(chance: random.Random, depth: int) -> str:
    name = chance.choice(sorted(FUNCTIONS))
    function = FUNCTIONS[name]
    most = function.most or 4
    count = chance.randint(function.least, most) if chance.random() < 0.95 else chance.randint(0, most + 1)
    arguments = [expression(chance, depth + 1) for _ in range(count)]
    if name in ("set", "set_var") and arguments:
        arguments[0] = chance.choice(('"a"', "'b'", '"page_title"', "a", '"A b"'))
    return f"{name}({', '.join(arguments)})"


def _binary(chance: random.Random, depth: int) -> str:
    left, right = expression(chance, depth + 1), expression(chance, depth + 1)
    return f"{left} {chance.choice(OPERATORS)} {right}"


def _unary(chance: random.Random, depth: int) -> str:
    return chance.choice("!-+") + expression(chance, depth + 1)


def _parenthesized(chance: random.Random, depth: int) -> str:
    return f"({expression(chance, depth + 1)})"


def _conditional(chance: random.Random, depth: int) -> str:
    condition, first, second = (expression(chance, depth + 1) for _ in range(3))
    return chance.choice(
        (
            f"{condition} ? {first} : {second}",
            f"if {condition} then {first} else {second} end",
            f"if {condition} then {first} end",
        )
    )


def _list(chance: random.Random, depth: int) -> str:
    return "[" + ", ".join(expression(chance, depth + 1) for _ in range(chance.randint(0, 3))) + "]"


def _item(chance: random.Random, depth: int) -> str:
    return f"{chance.choice((_list, _call, _parenthesized))(chance, depth)}[{expression(chance, depth + 1)}]"


def _statements(chance: random.Random, depth: int) -> str:
    name = chance.choice(("a", "a", "b", "B", "page_title", "nope"))
    target = chance.choice((name, name, f"{name}[]", f"{name}[{expression(chance, depth + 1)}]"))
    rest = chance.choice((name, f"{name} + {expression(chance, depth + 1)}", expression(chance, depth + 1)))
    start = f"{name} := {_list(chance, depth)}; " if chance.random() < 0.6 else ""
    return f"{start}{target} := {expression(chance, depth + 1)}; {rest}"


#: What an expression may be, and how often.
KINDS: tuple[tuple[Callable[[random.Random, int], str], int], ...] = (
    (_binary, 30),
    (_call, 30),
    (_unary, 8),
    (_parenthesized, 8),
    (_conditional, 6),
    (_list, 5),
    (_item, 5),
    (_statements, 2),
)
#: How deep expressions lie in others.
DEPTH = 3


def expression(chance: random.Random, depth: int = 0) -> str:
    """Return a random rule, or a part of one."""
    if depth >= DEPTH or (depth and chance.random() < 0.55):
        return _atom(chance)
    kinds, weights = zip(*KINDS, strict=True)
    return str(chance.choices(kinds, weights)[0](chance, depth))


def rule(chance: random.Random) -> str:
    """Return a random rule, which may be broken."""
    kind = chance.random()
    if kind < 0.1:
        return _statements(chance, 0)
    told = expression(chance)
    if kind < 0.17:
        at = chance.randrange(len(told) + 1)
        told = told[:at] + chance.choice(BROKEN) + told[at:]
    elif kind < 0.22:
        at = chance.randrange(len(told))
        told = told[:at] + told[at + 1 :]
    return told.replace(" ", chance.choice(SPACES)) if chance.random() < 0.05 else told


class RealWiki:
    """A real wiki with extensions, which Admin asks."""

    def __init__(self, api_url: str) -> None:
        self.url, self.session = api_url, requests.Session()
        asked = {"action": "query", "meta": "tokens", "type": "login"}
        token = self._asked(asked)["query"]["tokens"]["logintoken"]
        self._asked({"action": "login", "lgname": "Admin", "lgpassword": "AdminPassw0rd!x", "lgtoken": token})

    def _asked(self, params: dict[str, str]) -> Any:
        told = {"format": "json", "formatversion": "2", **params}
        return json.loads(self.session.post(self.url, data=told, timeout=60).text)

    def value(self, rule: str) -> Any:
        """Return what a rule comes to, or why it is refused."""
        told = self._asked({"action": "abusefilterevalexpression", "expression": rule})
        if "error" not in told:
            return {"value": told["abusefilterevalexpression"]["result"]}
        checked = self._asked({"action": "abusefilterchecksyntax", "filter": rule})
        return {"refused": checked.get("abusefilterchecksyntax", checked).get("message", told["error"]["code"])}

    def values(self, rules: list[str]) -> Iterator[Any]:
        """Return what each rule comes to: together where none is refused."""
        together = [rule for rule in rules if _stands_alone(rule)]
        told = self.value(f"[{', '.join(f'({rule})' for rule in together)}]") if together else {}
        known = dict(zip(together, told["value"], strict=True)) if "value" in told else {}
        if not known and len(rules) > 1:
            half = len(rules) // 2
            yield from self.values(rules[:half])
            yield from self.values(rules[half:])
            return
        for rule in rules:
            yield {"value": known[rule]} if rule in known else self.value(rule)


def _stands_alone(rule: str) -> bool:
    return ":=" not in rule and "set" not in rule


def in_memory(rule: str, version: str) -> Any:
    """Return what the in-memory wiki makes of a rule."""
    try:
        traits = VERSIONS[version]
        return {"value": told(read(rule, names_of(traits.lacks_abuse_variables), version).value(VARIABLES.get))}
    except (RuleError, RuleCrash) as error:
        return {"refused": str(error)}
    except NotImitated as missing:
        return {"not imitated": str(missing)}


def told(value: Any) -> Any:
    """Return a value as JSON tells it."""
    if isinstance(value, list):
        return [told(item) for item in value]
    if isinstance(value, Negated) and value.kind is list:
        return []
    if isinstance(value, Negated):
        return None if value.kind is NoneType else value.number
    if isinstance(value, str):
        # The API composes the characters of its replies.
        return normalize("NFC", value)
    return None if value is UNDEFINED else value


def are_alike(one: Any, other: Any) -> bool:
    """Whether two answers are the same, as JSON tells them."""
    if "refused" in one or "refused" in other:
        return "refused" in one and "refused" in other
    return json.dumps(_plain(one["value"])) == json.dumps(_plain(other["value"]))


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(item) for item in value]
    # JSON has no other zero.
    return float(f"{value:.14g}") + 0.0 if isinstance(value, (int, float)) and not isinstance(value, bool) else value


#: How it is told that a part of a rule cannot be carried out.
_FAILED = re.compile(
    "Illegal attempt to divide|Negative indexes|Requesting|Error in regular|Invalid IP"
    "|internal_api_error_(Inv|Type|Value)|.*InternalException"
)
_LISTED = re.compile(r"\[.*(added_lines|article_text|old_wikitext|page_title|user_groups)", re.DOTALL | re.IGNORECASE)
_CHOOSES = re.compile(r"[&|?]|\bif\b")


def _is_tried(rule: str, real: Any, memory: Any) -> bool:
    """Whether the real wiki tries what is not carried out once the rule is saved, or JSON does not know the number."""
    if "value" not in memory or "refused" not in real:
        return False
    number = memory["value"]
    is_infinite = isinstance(number, float) and not math.isfinite(number)
    # Of an edit, a variable that it does not have is null in lists as well.
    lacks_variable = "InternalException" in real["refused"] and _LISTED.search(rule) is not None
    return is_infinite or lacks_variable or (bool(_CHOOSES.search(rule)) and bool(_FAILED.match(real["refused"])))


def _record(path: Path, real: RealWiki, version: str) -> None:
    """Write into a file of rules what a version answers."""
    told = json.loads(path.read_text("utf-8"))
    rows = {rule: {**answers, version: real.value(rule)} for rule, answers in told.items()}
    lines = [json.dumps({rule: row}, ensure_ascii=False)[1:-1] for rule, row in rows.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", "utf-8")


def main() -> int:
    """Compare, and tell what differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.live.rules", description=__doc__)
    parser.add_argument("live_wiki", metavar="URL", help="the api.php of a wiki of tests/live with extensions")
    parser.add_argument("--version", choices=("1.43", "1.39"), default="1.43", help="what the wiki is (%(default)s)")
    parser.add_argument("--cases", type=int, default=2000, help="how many rules (%(default)s)")
    parser.add_argument("--record", type=Path, metavar="FILE", help="only record what the rules of FILE come to")
    parser.add_argument("--seed", default=str(random.randrange(10**6)), help="what the rules are drawn from")
    options = parser.parse_args()
    real, differ, missing, began = RealWiki(options.live_wiki), 0, 0, time.monotonic()
    if options.record:
        _record(options.record, real, options.version)
        return 0
    drawn = [rule(random.Random(f"{options.seed} {number}")) for number in range(options.cases)]
    for start in range(0, len(drawn), TOGETHER):
        rules = drawn[start : start + TOGETHER]
        for each, answered in zip(rules, real.values(rules), strict=True):
            came = in_memory(each, options.version)
            if "not imitated" in came:
                missing += 1
                print(json.dumps({"rule": each, **came}, ensure_ascii=False))
            elif not are_alike(answered, came) and not _is_tried(each, answered, came):
                differ += 1
                print(json.dumps({"rule": each, "real": answered, "memory": came}, ensure_ascii=False), flush=True)
    print(
        f"MediaWiki {options.version}: {options.cases} rules, seed {options.seed}, {differ} differ, {missing} are not "
        f"imitated, {time.monotonic() - began:.0f} s",
        file=sys.stderr,
    )
    return bool(differ)


if __name__ == "__main__":
    sys.exit(main())
