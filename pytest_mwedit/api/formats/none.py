"""format=none: the reply without its body."""

from __future__ import annotations

from typing import Any

from pytest_mwedit.api.formats.written import Written


def write_none(tree: dict[str, Any], params: dict[str, Any]) -> Written:
    """Write nothing."""
    del tree, params
    return Written(b"", "text/plain; charset=utf-8", "api-result.txt")
