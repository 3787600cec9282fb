"""format=rawfm: the result tree with its metadata, to look at."""

from __future__ import annotations

from typing import Any

from pytest_mwedit.api.formats.json import pretty_json
from pytest_mwedit.api.formats.metadata import EVERY_KEY, metadata_of, path_of, unwrapped
from pytest_mwedit.api.result import Kept, Sub


def pretty_raw(tree: dict[str, Any], params: dict[str, Any]) -> str:
    """Return *tree* as MediaWiki keeps it."""
    del params
    return pretty_json(_shown(tree, ""))


def _shown(value: Any, path: str) -> Any:
    value = unwrapped(value)
    if isinstance(value, Kept):
        return value.value
    if isinstance(value, Sub):
        return value.text
    if not isinstance(value, dict | list | tuple):
        return value
    metadata = metadata_of(path, value)
    if isinstance(value, list | tuple) and not metadata:
        return [_shown(each, path_of(path, metadata, key)) for key, each in enumerate(value)]
    keyed = value.items() if isinstance(value, dict) else enumerate(value)
    shown = {str(key): _shown(each, path_of(path, metadata, key)) for key, each in keyed}
    keys = list(shown)
    wrapped = [str(key) for key, each in keyed if isinstance(each, Sub)]
    if wrapped:
        shown["_BC_subelements"] = wrapped
    return {**shown, **{name: keys if row is EVERY_KEY else row for name, row in metadata.items()}}
