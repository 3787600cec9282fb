"""Every recorded exchange of the project, wherever it lies: what was sent, and what a real wiki answered."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pytest_mwedit.cassettes import read_cassette

ROOT = Path(__file__).parent.parent
CASSETTES = ROOT / "cassettes"
RESPONDER = ROOT / "tests" / "responder"

#: The version of what lies in no folder of a version.
DEFAULT_VERSION = "1.43"


@dataclass(frozen=True)
class Exchange:
    """A request and what a real wiki answered."""

    version: str
    profile: str
    #: The file that holds it, from the project's root.
    source: str
    method: str
    params: dict[str, str]
    #: The codes in the header of the reply.
    codes: tuple[str, ...]
    #: The body of the reply, or what JSON said where only that was kept.
    body: Any


@cache
def exchanges() -> tuple[Exchange, ...]:
    """Return all of them."""
    return (*_of_cassettes(), *_of_scenarios(), *_of_stories(), *_of_found())


def _codes(header: str | None) -> tuple[str, ...]:
    return tuple(code.strip() for code in header.split(",")) if header else ()


def _of_cassettes() -> Iterator[Exchange]:
    for path in sorted(CASSETTES.glob("*/*/*.yaml")):
        cassette = read_cassette(path)
        profile = cassette.metadata.get("profile") or "plain"
        source = str(path.relative_to(ROOT))
        for each in cassette.interactions:
            request, reply = each.request, each.response
            codes = _codes(reply.header("MediaWiki-API-Error"))
            body = reply.body.decode("utf-8", "replace")
            yield Exchange(path.parts[-3], profile, source, request.method, dict(request.params), codes, body)


def _by_version(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield what lies in *folder*, with each version that answered it."""
    for path in sorted(folder.rglob("*.json")):
        own = path.parent.name if path.parent != folder else DEFAULT_VERSION
        yield own, path
    for listing in folder.rglob("alike.txt"):
        for name in listing.read_text("utf-8").split():
            yield listing.parent.name, folder / f"{name}.json"


def _of_scenarios() -> Iterator[Exchange]:
    for version, path in _by_version(RESPONDER / "scenarios"):
        scenario = json.loads(path.read_text("utf-8"))
        source, profile = str(path.relative_to(ROOT)), scenario.get("profile", "plain")
        for each in scenario["exchanges"]:
            params = {"format": "json", "formatversion": "2", **each["params"]}
            yield Exchange(version, profile, source, "POST", params, _codes(each["codes"]), each["reply"])


def _of_stories() -> Iterator[Exchange]:
    sys.path.append(str(RESPONDER))
    from record_stories import ALL_STORIES

    for version, path in _by_version(RESPONDER / "recorded"):
        if path.stem not in ALL_STORIES:
            continue
        replies = json.loads(path.read_text("utf-8"))["replies"]
        source = str(path.relative_to(ROOT))
        for (_, method, params), reply in zip(ALL_STORIES[path.stem].requests, replies, strict=True):
            sent = {name: str(value) for name, value in params.items()}
            codes = _codes(reply["headers"].get("MediaWiki-API-Error"))
            yield Exchange(version, "plain", source, method, sent, codes, reply["body"])


def _of_found() -> Iterator[Exchange]:
    for path in sorted((RESPONDER / "found").rglob("*.json")):
        found = json.loads(path.read_text("utf-8"))
        source = str(path.relative_to(ROOT))
        for request, reply in zip(found["requests"], found["replies"], strict=True):
            codes = _codes(reply["headers"].get("MediaWiki-API-Error"))
            params = dict(request["params"]) if isinstance(request.get("params"), dict) else {}
            version, profile = found.get("version", DEFAULT_VERSION), found.get("profile", "plain")
            yield Exchange(version, profile, source, request["method"], params, codes, reply["body"])
