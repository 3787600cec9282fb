"""JSON pages: what is valid, and how it is written."""

from __future__ import annotations

import json
import re
from typing import Any, NoReturn

_SURROGATE = re.compile("[\ud800-\udfff]")
#: Characters that PHP escapes and Python does not.
_ESCAPED = re.compile("[<>&\u2028\u2029]")


#: How deep arrays and objects may stand in each other.
DEPTH_LIMIT = 512

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
        InvalidJson: if it is no JSON.
    """
    try:
        value = json.loads(text, parse_constant=_refuse, object_pairs_hook=_object)
    except RecursionError:
        raise InvalidJson("json-error-depth") from None
    except json.JSONDecodeError as error:
        keys = (key for start, key in _REASONS.items() if error.msg.startswith(start))
        raise InvalidJson(next(keys, "json-error-syntax")) from None
    if text.count("[") + text.count("{") > DEPTH_LIMIT and _depth(value) > DEPTH_LIMIT:
        raise InvalidJson("json-error-depth")
    if "\\u" in text and _SURROGATE.search(json.dumps(value, ensure_ascii=False)):
        raise InvalidJson("json-error-utf16")
    return value


def _refuse(constant: str) -> NoReturn:
    raise InvalidJson("json-error-syntax")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if any(name.startswith("\0") for name, _ in pairs):
        raise InvalidJson("json-error-invalid-property-name")
    return dict(pairs)


def _depth(value: Any) -> int:
    """Return how deep arrays and objects stand in each other."""
    deepest = 0
    waiting = [(value, 1)]
    while waiting:
        each, depth = waiting.pop()
        if isinstance(each, dict | list):
            deepest = max(deepest, depth)
            waiting += [(inner, depth + 1) for inner in (each.values() if isinstance(each, dict) else each)]
    return deepest


def beautified(text: str) -> str:
    """Return JSON as MediaWiki saves it; what is no JSON stays as it is."""
    try:
        return _pretty(read_json(text), "")
    except InvalidJson:
        return text


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
