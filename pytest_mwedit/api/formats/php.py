"""format=php: PHP's serialize(), both format versions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from pytest_mwedit.api.formats.written import Written
from pytest_mwedit.api.result import plain

#: The texts that PHP takes for numbers when they are keys.
_NUMBER = re.compile(r"0|-?[1-9][0-9]*")


def write_php(tree: dict[str, Any], params: dict[str, Any]) -> Written:
    """Write *tree* as PHP writes it."""
    return Written(_reply(tree, params), "application/vnd.php.serialized; charset=utf-8", "api-result.php")


def pretty_php(tree: dict[str, Any], params: dict[str, Any]) -> str:
    """Return the same for people."""
    return _reply(tree, params).decode("utf-8", "surrogateescape")


def _reply(tree: dict[str, Any], params: dict[str, Any]) -> bytes:
    return _serialized(plain(tree, 1 if params["formatversion"] == "1" else 2))


def _serialized(value: Any) -> bytes:
    if isinstance(value, str):
        encoded = value.encode("utf-8", "surrogateescape")
        return b's:%d:"%s";' % (len(encoded), encoded)
    if value is None:
        return b"N;"
    if isinstance(value, bool):
        return b"b:%d;" % value
    if isinstance(value, int):
        return b"i:%d;" % value
    if isinstance(value, float):
        return b"d:%s;" % repr(value).removesuffix(".0").encode()
    pairs: Iterable[tuple[Any, Any]] = value.items() if isinstance(value, dict) else enumerate(value)
    written = b"".join(_serialized(_key(key)) + _serialized(each) for key, each in pairs)
    return b"a:%d:{%s}" % (len(value), written)


def _key(key: int | str) -> int | str:
    return int(key) if isinstance(key, str) and _NUMBER.fullmatch(key) else key
