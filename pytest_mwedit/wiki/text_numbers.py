"""How ``{{formatnum:…}}`` writes numbers for people, and reads what it wrote.

As real wikis show (`tests/wiki/substituted`): a number is what PHP keeps of it, in as few digits as tell it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal

from pytest_mwedit.languages import Language

_MINUS, _INFINITE = "\u2212", "\u221e"
_NUMBER = re.compile(
    r"(?P<minus>-(?=[0-9.]))?(?P<whole>[0-9]+|(?=\.[0-9]))(?P<point>\.(?P<fraction>[0-9]*))?(?P<power>[Ee][-+]?[0-9]+)?"
)
_WITH_PLUS = re.compile(r"\+(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][-+]?[0-9]+)?)")
_BEFORE_DIGITS = re.compile(r"-(?=[0-9.])")
#: How many digits are shown behind the point of a number that does not tell it itself.
_MOST_PLACES = 3
#: Enough for every digit of the largest number.
_EXACT = Context(prec=800, rounding=ROUND_HALF_EVEN)


def formatted(text: str, spoken: Language, not_a_number: str) -> str:
    """Write each number in *text* as people read it."""
    if text in _special(not_a_number):
        return _special(not_a_number)[text]
    if found := _WITH_PLUS.fullmatch(text):
        return _plain(float(found["number"]), spoken)
    return _NUMBER.sub(lambda found: _number(found, spoken), text)


def unseparated(text: str, not_a_number: str) -> str:
    """Write each number in *text* as people read it, with nothing between its digits."""
    return _special(not_a_number).get(text) or _BEFORE_DIGITS.sub(_MINUS, text)


def read(text: str, spoken: Language, not_a_number: str) -> str:
    """Return the number that is written for people in *text*."""
    written = {shown: number for number, shown in _special(not_a_number).items()} | {f"-{_INFINITE}": "-INF"}
    if text in written:
        return written[text]
    return text.replace(spoken.thousands, "").replace(spoken.decimal, ".").replace(_MINUS, "-")


def _special(not_a_number: str) -> dict[str, str]:
    return {"INF": _INFINITE, "-INF": _MINUS + _INFINITE, "NAN": not_a_number}


def _number(found: re.Match[str], spoken: Language) -> str:
    number = float(found[0])
    if found["power"]:
        return _plain(number, spoken)
    fraction, sign = found["fraction"] or "", _MINUS if found["minus"] else ""
    places = Decimal(1).scaleb(-len(fraction))
    exact = Decimal(repr(abs(number))).quantize(places, context=_EXACT)
    whole, _, behind = f"{exact:f}".partition(".")
    whole = whole.lstrip("0").zfill(len(found["whole"]))
    point = "." if found["point"] else ""
    return sign + spoken.separated(f"{_grouped(whole)}{point}{behind}")


def _plain(number: float, spoken: Language) -> str:
    """Write a number that does not tell how many digits it is to have."""
    sign = _MINUS if math.copysign(1, number) < 0 else ""
    if math.isinf(number):
        return sign + _INFINITE
    exact = Decimal(repr(abs(number))).quantize(Decimal(1).scaleb(-_MOST_PLACES), context=_EXACT)
    whole, _, behind = f"{exact:f}".partition(".")
    behind = behind.rstrip("0")
    return sign + spoken.separated(f"{_grouped(whole)}{'.' if behind else ''}{behind}")


def _grouped(whole: str) -> str:
    start = len(whole) % 3
    return ",".join(filter(None, (whole[:start], *(whole[at : at + 3] for at in range(start, len(whole), 3)))))


#: What ``formatnum`` may be told: how it writes; the last is told in any case.
STYLES: dict[str, Callable[[str, Language, str], str]] = {
    "": formatted,
    "R": read,
    "NOSEP": lambda text, spoken, not_a_number: unseparated(text, not_a_number),
}
