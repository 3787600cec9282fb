"""format=json, both format versions."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from pytest_mwedit.api.formats.written import Written
from pytest_mwedit.api.result import plain

_ASCII = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_UNICODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_PRETTY_ASCII = json.JSONEncoder(ensure_ascii=True, indent=4).encode
_PRETTY_UNICODE = json.JSONEncoder(ensure_ascii=False, indent=4).encode
_ESCAPED_DELETE = re.compile(r"((?:^|[^\\])(?:\\\\)*)\\u007f")
_NOT_IN_CALLBACK = re.compile(r"[^\[\].'\"_A-Za-z0-9]")


Encode = Callable[[Any], str]


def write_json(tree: dict[str, Any], params: dict[str, Any]) -> Written:
    """Write *tree* as JSON, or as a call of JavaScript."""
    text = _reply(tree, params, _ASCII, _UNICODE)
    if params["callback"] is not None:
        return Written(text.encode(), "text/javascript; charset=utf-8", "api-result.js")
    return Written(text.encode(), "application/json; charset=utf-8", "api-result.json")


def pretty_json_reply(tree: dict[str, Any], params: dict[str, Any]) -> str:
    """Return *tree* as JSON for people."""
    return _reply(tree, params, _PRETTY_ASCII, _PRETTY_UNICODE)


def pretty_json(value: Any) -> str:
    """Return *value* as JSON for people, with every character as it is."""
    return _in_unicode(value, _PRETTY_UNICODE)


def _reply(tree: dict[str, Any], params: dict[str, Any], in_ascii: Encode, in_unicode: Encode) -> str:
    version = 1 if params["formatversion"] == "1" else 2
    unicode = params["utf8"] if version == 1 else not params["ascii"]
    if unicode:
        text = _in_unicode(plain(tree, version), in_unicode)
    else:
        text = in_ascii(plain(tree, version))
        if "\\u007f" in text:
            # Python escapes this one, PHP does not.
            text = _ESCAPED_DELETE.sub("\\1\x7f", text)
    callback = params["callback"]
    return text if callback is None else f"/**/{_NOT_IN_CALLBACK.sub('', callback)}({text})"


def _in_unicode(value: Any, encode: Encode) -> str:
    # JSON allows these two in strings, JavaScript did not; PHP escapes them.
    return encode(value).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
