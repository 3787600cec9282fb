"""JSON pages: what is valid, and how it is written."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

_SURROGATE = re.compile("[\ud800-\udfff]")
#: Characters that PHP escapes and Python does not.
_ESCAPED = re.compile("[<>&\u2028\u2029]")


class InvalidJson(ValueError):
    """A text that is no JSON; the text of the exception is PHP's reason."""


def read_json(text: str) -> Any:
    """Return the value that *text* writes.

    Raises:
        InvalidJson: if it is no JSON.
    """
    try:
        value = json.loads(text, parse_constant=_refuse)
    except InvalidJson:
        raise
    except json.JSONDecodeError as error:
        control = error.msg.startswith("Invalid control character")
        reason = "Control character error, possibly incorrectly encoded" if control else "Syntax error"
        raise InvalidJson(reason) from None
    if "\\u" in text and _SURROGATE.search(json.dumps(value, ensure_ascii=False)):
        raise InvalidJson("Malformed UTF-16 characters, possibly incorrectly encoded")
    return value


def beautified(text: str) -> str:
    """Return JSON as MediaWiki saves it; what is no JSON stays as it is."""
    try:
        return _pretty(read_json(text), "")
    except InvalidJson:
        return text


def _refuse(constant: str) -> NoReturn:
    raise InvalidJson("Syntax error")


def _pretty(value: Any, indent: str) -> str:
    # PHP's pretty print, with tabs; empty arrays and objects stay on one line.
    deeper = indent + "\t"
    if isinstance(value, dict) and value:
        rows = [f"{deeper}{_scalar(key)}: {_pretty(each, deeper)}" for key, each in value.items()]
        return "{\n" + ",\n".join(rows) + f"\n{indent}}}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(deeper + _pretty(each, deeper) for each in value) + f"\n{indent}]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        value = float(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    written = json.dumps(value, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04X}", written)
