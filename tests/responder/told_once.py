"""Recordings of many requests that get few replies: each reply is written once, with the requests that got it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from scenario import DEFAULT_VERSION

Replies = dict[str, dict[str, Any]]


def recorded(folder: Path, version: str) -> Replies:
    """Return what *version* answered to each request, by its key."""
    replies: Replies = {} if version == DEFAULT_VERSION else recorded(folder, DEFAULT_VERSION)
    for reply, keys in json.loads((folder / f"{version}.json").read_text("utf-8")):
        replies.update(dict.fromkeys(keys, reply))
    return replies


def write(folder: Path, version: str, replies: Replies) -> None:
    """Write the replies of the default version, or what another version answers otherwise."""
    if version != DEFAULT_VERSION:
        known = recorded(folder, DEFAULT_VERSION)
        replies = {key: reply for key, reply in replies.items() if known[key] != reply}
    asked: dict[str, list[str]] = {}
    for key, reply in replies.items():
        asked.setdefault(json.dumps(reply, ensure_ascii=False), []).append(key)
    lines = [f"[{reply},\n{json.dumps(keys, ensure_ascii=False)}]" for reply, keys in asked.items()]
    folder.mkdir(exist_ok=True)
    (folder / f"{version}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")
