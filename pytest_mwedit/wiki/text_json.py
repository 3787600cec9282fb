"""JSON pages: what is valid, and how it is written."""

from __future__ import annotations

import json
import math
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Characters that PHP escapes and Python does not.
_ESCAPED = re.compile("[<>&\u2028\u2029]")

#: What is looked at in search of faults: brackets, constants of Python's, and strings up to where they are wrong.
_STRING = r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+'
_TOKEN = re.compile(rf'[\[{{\]}}]|NaN|-?Infinity|{_STRING}"?')
_WHOLE_STRING = re.compile(f'{_STRING}"')
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u(?P<lone>[dD][89a-fA-F]..)|.)")
_COLON = re.compile(r"[ \t\r\n]*:[ \t\r\n]*")

#: After how many digits the point may stand in a number that is written without an exponent.
_FIRST_POINT, _LAST_POINT = -3, 17

#: Stands for no value where an array or object ends.
_NOTHING = object()

#: How deep arrays and objects may stand in each other.
DEPTH_LIMIT = 511

#: How the standard library's reasons begin: the message of MediaWiki that says so; others are errors of syntax.
_REASONS = {"Invalid control character": "json-error-ctrl-char", "Unterminated string": "json-error-ctrl-char"}


class InvalidJson(ValueError):
    """A text that is no JSON; *key* is the message that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def read_json(text: str) -> Any:
    """Return the value that *text* writes.

    Raises:
        InvalidJson: if it is no JSON; what PHP would come across first is the reason.
    """
    try:
        value = json.loads(text, parse_constant=_refuse, object_pairs_hook=_object)
    except RecursionError:
        raise InvalidJson("json-error-depth") from None
    except json.JSONDecodeError as error:
        keys = (key for start, key in _REASONS.items() if error.msg.startswith(start))
        end = len(text) if error.msg.startswith("Unterminated") else error.pos
        key = "json-error-state-mismatch" if _closes_another(text, error) else next(keys, "json-error-syntax")
        raise InvalidJson(_first_fault(text, end) or _fault_of_string(text, error.pos) or key) from None
    except InvalidJson as reason:
        raise InvalidJson(_first_fault(text, len(text)) or reason.key) from None
    # Looked for in the text, for of a name that occurs twice the value has only the last.
    if ("\\u" in text or text.count("[") + text.count("{") > DEPTH_LIMIT) and (fault := _first_fault(text, len(text))):
        raise InvalidJson(fault)
    return value


def _closes_another(text: str, error: json.JSONDecodeError) -> bool:
    """Whether an array ends as an object does, or an object as an array, where it might have ended."""
    ends = error.msg.startswith("Expecting ',' delimiter") or text[: error.pos].rstrip(" \t\r\n").endswith(("[", "{"))
    return ends and text.startswith(("]", "}"), error.pos)


def _first_fault(text: str, end: int) -> str | None:
    """Return the first reason before *end* for which PHP stops, where Python reads on."""
    faults = [fault for fault in _faults(text) if fault[0] <= end]
    return min(faults)[1] if faults else None


def _fault_of_string(text: str, place: int) -> str | None:
    """Return what is wrong with a string that stands where none may: PHP reads it first (`found/json_strings_*`)."""
    token = _TOKEN.match(text, place) if text.startswith('"', place) else None
    if token is None:
        return None
    mark = token.group()
    if any(each["lone"] for each in _ESCAPE.finditer(mark)):
        return "json-error-utf16"
    is_whole = _WHOLE_STRING.match(text, place) is not None
    return None if is_whole or text.startswith("\\", token.end()) else "json-error-ctrl-char"


def _faults(text: str) -> Iterator[tuple[int, str]]:
    depth = 0
    for token in _TOKEN.finditer(text):
        mark = token.group()
        if mark in "[{":
            depth += 1
            if depth > DEPTH_LIMIT:
                yield token.start(), "json-error-depth"
        elif mark in "]}":
            depth -= 1
        elif not mark.startswith('"'):
            yield token.start(), "json-error-syntax"
        else:
            lone = (each.start() for each in _ESCAPE.finditer(mark) if each["lone"])
            yield from ((token.start() + start, "json-error-utf16") for start in lone)
            if mark.startswith('"\\u0000') and (after := _COLON.match(text, token.end())):
                # PHP looks at a name when it has read the value.
                with suppress(ValueError, RecursionError):
                    yield json.JSONDecoder().raw_decode(text, after.end())[1], "json-error-invalid-property-name"


def _refuse(constant: str) -> NoReturn:
    raise InvalidJson("json-error-syntax")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if any(name.startswith("\0") for name, _ in pairs):
        raise InvalidJson("json-error-invalid-property-name")
    return dict(pairs)


def beautified(text: str) -> str:
    """Return JSON as MediaWiki saves it; what is no JSON stays as it is."""
    try:
        return _pretty(read_json(text))
    except InvalidJson:
        return text


def _pretty(value: Any) -> str:
    # PHP's pretty print, with tabs; empty arrays and objects stay on one line.
    # Values may stand too deep in each other for a function that calls itself.
    written: list[str] = []
    waiting: list[tuple[str, Any, int]] = [("", value, 0)]
    while waiting:
        before, each, depth = waiting.pop()
        written.append(before)
        if not isinstance(each, dict | list) or not each:
            written.append("" if each is _NOTHING else scalar(each))
            continue
        deeper = "\n" + "\t" * (depth + 1)
        opened, closed = "{}" if isinstance(each, dict) else "[]"
        names = [f"{scalar(name)}: " for name in each] if isinstance(each, dict) else [""] * len(each)
        values = list(each.values()) if isinstance(each, dict) else each
        starts = [opened, *[","] * (len(values) - 1)]
        rows = [
            (f"{start}{deeper}{name}", inner, depth + 1)
            for start, name, inner in zip(starts, names, values, strict=True)
        ]
        end = "\n" + "\t" * depth + closed
        waiting += [(end, _NOTHING, depth), *reversed(rows)]
    return "".join(written)


def scalar(value: Any) -> str:
    """Return a number, a string or a word as JSON."""
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        value = float(value)
    if isinstance(value, float):
        return _double(value)
    written = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04X}", written)


def _double(value: float) -> str:
    """Return *value* as PHP writes it, in the fewest digits that tell it from others."""
    sign = "-" if math.copysign(1, value) < 0 else ""
    mantissa, _, power = repr(abs(value)).partition("e")
    whole, _, fraction = mantissa.partition(".")
    significant = (whole + fraction).lstrip("0")
    point = len(significant) - len(fraction) + int(power or 0)
    digits = significant.rstrip("0")
    if not digits:
        return f"{sign}0"
    if not _FIRST_POINT <= point <= _LAST_POINT:
        return f"{sign}{digits[0]}.{digits[1:] or '0'}e{point - 1:+d}"
    if point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    after = digits[point:]
    return sign + digits[:point].ljust(point, "0") + (f".{after}" if after else "")
