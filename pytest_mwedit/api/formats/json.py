"""format=json, both format versions."""

from __future__ import annotations

import json
import re
from typing import Any

from pytest_mwedit.api.formats.written import Written
from pytest_mwedit.api.result import plain

_ASCII = json.JSONEncoder(ensure_ascii=True, separators=(",", ":")).encode
_UNICODE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ESCAPED_DELETE = re.compile(r"((?:^|[^\\])(?:\\\\)*)\\u007f")
_NOT_IN_CALLBACK = re.compile(r"[^\[\].'\"_A-Za-z0-9]")


def write_json(tree: dict[str, Any], params: dict[str, Any]) -> Written:
    """Write *tree* as JSON, or as a call of JavaScript."""
    version = 1 if params["formatversion"] == "1" else 2
    unicode = params["utf8"] if version == 1 else not params["ascii"]
    if unicode:
        # JSON allows these two in strings, JavaScript did not; PHP escapes them.
        text = _UNICODE(plain(tree, version)).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    else:
        text = _ASCII(plain(tree, version))
        if "\\u007f" in text:
            # Python escapes this one, PHP does not.
            text = _ESCAPED_DELETE.sub("\\1\x7f", text)
    callback = params["callback"]
    if callback is not None:
        text = f"/**/{_NOT_IN_CALLBACK.sub('', callback)}({text})"
        return Written(text.encode(), "text/javascript; charset=utf-8", "api-result.js")
    return Written(text.encode(), "application/json; charset=utf-8", "api-result.json")
