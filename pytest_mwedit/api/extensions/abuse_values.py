"""The values of AbuseFilter's rules, and how one kind becomes another.

Source: mediawiki.org, "Extension:AbuseFilter/Rules format", and what ``action=abusefilterevalexpression`` of real
wikis answers (``tests/wiki/abuse_rules.json``).
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from types import NoneType
from typing import Any


class RuleError(Exception):
    """A rule that cannot be read or carried out; a filter with such a rule matches nothing."""


class RuleCrash(Exception):
    """A rule over which MediaWiki itself fails, and with it the request."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"a rule of an abuse filter fails with {kind}")
        #: What PHP calls the failure, such as "TypeError".
        self.kind = kind


class _Undefined:
    """What a variable holds whose assignment was not carried out."""

    def __repr__(self) -> str:
        return "undefined"


UNDEFINED = _Undefined()


@dataclass(frozen=True)
class Negated:
    """What a minus makes of what is no number: it stays of its kind, and holds a number all the same.

    A list that is none has no text, and MediaWiki fails over whatever counts its items.
    """

    kind: type
    number: float

    @property
    def counted(self) -> float:
        """The number, for what would count the items of a list.

        Raises:
            RuleCrash: if it was one.
        """
        if self.kind is list:
            raise RuleCrash("TypeError")
        return self.number


#: None, a bool, an int, a float, a str, a list of values, `Negated` or `UNDEFINED`.
Value = Any

LARGEST_INTEGER = 2**63 - 1
#: How many digits of a number are written.
_PRECISION = 14

_NUMBER = re.compile(r"[ \t\n\r\v\f]*([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)([ \t\n\r\v\f]*)")


def as_bool(value: Value) -> bool:
    """Whether *value* counts as true."""
    if isinstance(value, Negated):
        return value.counted != 0
    return value != "0" and bool(value) and value is not UNDEFINED


def is_undefined(value: Value) -> bool:
    """Whether *value* was never set, or is a list with such an item in it, however deep."""
    return any(map(is_undefined, value)) if isinstance(value, list) else value is UNDEFINED


def as_text(value: Value) -> str:
    """Return *value* as a text; every item of a list ends its line.

    Raises:
        RuleError: if something in it was never set.
    """
    if isinstance(value, str):
        return value
    if value is UNDEFINED:
        raise RuleError("what was never set has no text")
    if isinstance(value, Negated):
        return "" if value.kind is list else _written_float(value.number)
    if isinstance(value, bool) or value is None:
        return "1" if value is True else ""
    if isinstance(value, list):
        return "".join(f"{as_text(item)}\n" for item in value)
    return _written_float(value) if isinstance(value, float) else str(value)


def _written_float(value: float) -> str:
    if not math.isfinite(value):
        return "NAN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    written = format(value, f".{_PRECISION}G")
    mantissa, exponent_mark, exponent = written.partition("E")
    if not exponent_mark:
        return "-0" if written == "-0" else mantissa
    mantissa = mantissa if "." in mantissa else f"{mantissa}.0"
    return f"{mantissa}E{exponent[0]}{exponent[1:].lstrip('0')}"


def as_number(value: Value) -> int | float:
    """Return *value* as something to reckon with: texts and lists are floats, as MediaWiki has it."""
    if is_text(value) or isinstance(value, list):
        return as_float(value)
    return value if isinstance(value, float) else as_integer(value)


def as_float(value: Value) -> float:
    """Return *value* as a number with decimals: a list is as long as it is."""
    if isinstance(value, list):
        return float(len(value))
    if isinstance(value, Negated):
        return value.counted
    if isinstance(value, str):
        found = _NUMBER.match(value)
        return float(found[1]) if found else 0.0
    return float(value) if isinstance(value, (int, float)) else 0.0


def as_integer(value: Value) -> int:
    """Return *value* without decimals: a text tells the largest integer at most, of a float 64 bits are left."""
    if isinstance(value, str):
        return _told_integer(value)
    number = as_float(value) if isinstance(value, (list, Negated)) else value
    if isinstance(number, float):
        return _wrapped(int(number)) if math.isfinite(number) else 0
    return int(number) if isinstance(number, int) else 0


def _told_integer(text: str) -> int:
    found = _NUMBER.match(text)
    if found is None:
        return 0
    number = _exact(found[1])
    return int(min(max(number, -LARGEST_INTEGER - 1), LARGEST_INTEGER)) if math.isfinite(number) else 0


def _exact(written: str) -> int | float:
    """Return a number as an integer if it is written as one and fits into 64 bits, else as a float."""
    number = float(written)
    # No text is too long to be looked at: what is far too large is not read digit by digit.
    if not written.lstrip("+-").isdigit() or abs(number) > 2 * LARGEST_INTEGER:
        return number
    integer = int(written)
    return integer if abs(integer) <= LARGEST_INTEGER else number


def _wrapped(number: int) -> int:
    """Return the integer that is left in 64 bits of a float."""
    return (number + LARGEST_INTEGER + 1) % 2**64 - LARGEST_INTEGER - 1


def is_text(value: Value) -> bool:
    """Whether *value* is a text, or was one before a minus stood before it."""
    return kind_of(value) is str


def kind_of(value: Value) -> type:
    """Return what kind *value* is of."""
    return value.kind if isinstance(value, Negated) else type(value)


def converted(kind: type, convert: Callable[[Value], Value]) -> Callable[[Value], Value]:
    """Return what makes a value one of a *kind*; one that is of it already stays as it is."""
    return lambda value: value if isinstance(value, Negated) and value.kind is kind else convert(value)


def fitted(number: int | float) -> int | float:
    """Return a result as a float if it is too large for an integer."""
    if isinstance(number, int) and not -LARGEST_INTEGER - 1 <= number <= LARGEST_INTEGER:
        return float(number)
    return number


# Comparing


def equals(one: Value, other: Value) -> bool:
    """Whether two values read the same; a list equals a list of equals, or nothing at all if it is empty."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(equals(*pair) for pair in zip(one, other, strict=True))
    _refuse_undefined(one, other)
    if any(isinstance(each, Negated) and each.kind is list for each in (one, other)):
        raise RuleCrash("TypeError")
    if isinstance(one, list) or isinstance(other, list):
        items, single = (one, other) if isinstance(one, list) else (other, one)
        return not items and (single is None or single is False)
    return _compared(one) == _compared(other)


def _refuse_undefined(*compared: Value) -> None:
    if UNDEFINED in compared:
        raise RuleError("what was never set is like nothing")


def _compared(value: Value) -> str | float:
    return value.number if isinstance(value, Negated) and value.kind is str else as_text(value)


def is_identical(one: Value, other: Value) -> bool:
    """Whether two values are of the same type, too."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(is_identical(*pair) for pair in zip(one, other, strict=True))
    _refuse_undefined(one, other)
    return kind_of(one) is kind_of(other) and equals(one, other)


def is_less(one: Value, other: Value) -> bool:
    """Whether *one* comes before *other*: as numbers if both read as such and are not both too large, else as texts."""
    texts = as_text(one), as_text(other)
    numbers = [_whole_number(text) for text in texts]
    if None not in numbers and not (numbers[0] == numbers[1] and all(map(_is_large_integer, texts))):
        return bool(numbers[0] < numbers[1])  # type: ignore[operator]  # neither is None
    return texts[0].encode() < texts[1].encode()


def _whole_number(text: str) -> int | float | None:
    found = _NUMBER.fullmatch(text)
    return _exact(found[1]) if found else None


def _is_large_integer(text: str) -> bool:
    """Whether *text*, which is a number, is an integer that does not fit into 64 bits."""
    return text.strip(" \t\n\r\v\f").lstrip("+-").isdigit() and isinstance(_whole_number(text), float)


# Reckoning


def added(one: Value, other: Value) -> Value:
    """Join lists or texts, or add numbers."""
    if isinstance(one, list) and isinstance(other, list):
        return one + other
    if is_text(one) or is_text(other):
        return as_text(one) + as_text(other)
    return fitted(as_number(one) + as_number(other))


def subtracted(one: Value, other: Value) -> Value:
    """Return the difference."""
    return fitted(as_number(one) - as_number(other))


def multiplied(one: Value, other: Value) -> Value:
    """Return the product."""
    return fitted(as_number(one) * as_number(other))


def divided(one: Value, other: Value) -> Value:
    """Return the quotient, an integer if nothing is left over."""
    dividend, by = as_number(one), as_number(other)
    if isinstance(dividend, int) and isinstance(by, int) and dividend % by == 0:
        return fitted(dividend // by)
    return dividend / by


def as_remaining(value: Value) -> int:
    """Return *value* as what is divided with a remainder: a text is read as a float first."""
    return as_integer(as_number(value))


def remainder(one: Value, other: Value) -> Value:
    """Return what a division leaves over, with the sign of the dividend."""
    dividend, by = as_remaining(one), as_remaining(other)
    return int(math.copysign(abs(dividend) % abs(by), dividend))


def power(one: Value, other: Value) -> Value:
    """Return *one* to the power of *other*."""
    base, exponent = as_number(one), as_number(other)
    try:
        result = float(base) ** exponent
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf
    except ZeroDivisionError:
        return math.inf
    if isinstance(result, complex):
        return math.nan
    if isinstance(base, int) and isinstance(exponent, int) and exponent >= 0 and abs(result) <= 2 * LARGEST_INTEGER:
        return fitted(base**exponent)
    return result


def negated(value: Value) -> Value:
    """Return a number with the other sign."""
    if isinstance(value, list):
        return Negated(list, -len(value))
    if isinstance(value, (bool, str, NoneType, Negated)):
        return Negated(kind_of(value), -as_float(value))
    return fitted(-value)
