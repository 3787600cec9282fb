"""Every row of the formats' metadata is one that a real wiki showed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from record_stories import ALL_STORIES, RECORDED

from pytest_mwedit.api.formats.metadata import EVERY_KEY, METADATA, path_of

SHOWN = re.compile(r'<pre class="api-pretty-content">(.*)</pre>', re.DOTALL)

#: What no reply of the in-memory wiki has yet.
NOT_SHOWN = frozenset(
    {
        # An invalid title's reason with errorformat=raw is not imitated.
        "query.pages.*.invalidreason.params",
        # Titles of a list are recorded in XML alone.
        "error.message.params",
        "errors.*.data.message.params",
        # What was hidden of histories, and blocks from a few pages, are not told as people read them.
        *(f"query.watchlist.*.logparams.{name}" for name in ("ids", "new", "old")),
        *(path for path in METADATA if path.startswith("query.watchlist.*.logparams.restrictions.")),
        # Why something may not be done is not told with format=rawfm.
        *(path for path in METADATA if path.startswith("query.pages.*.actions.")),
        # What cannot be tagged on a page that a block covers is recorded in JSON and XML alone.
        "tag.*.errors",
        # Modules that are not answered with format=rawfm.
        "Section",
        "service.apis",
        # Such a list has gaps in 1.39.
        "query.allusers.*.rights",
        # Nothing that is recorded changes the groups of somebody, but for what is watched.
        *(
            path
            for path in METADATA
            if path.endswith(("groups", "metadata")) and "params." in path and "watchlist" not in path
        ),
    }
)


def shown_trees() -> Iterator[dict[str, Any]]:
    """Yield the trees in the recorded replies that have format=rawfm."""
    for name, story in ALL_STORIES.items():
        if not any(params.get("format") == "rawfm" for _, _, params in story.requests):
            continue
        replies = json.loads((RECORDED / f"{name}.json").read_text("utf-8"))["replies"]
        for (_, _, params), reply in zip(story.requests, replies, strict=True):
            if params.get("format") == "rawfm" and "wrappedhtml" in params:
                body = reply["body"].replace("(milliseconds)", "0").replace(r"(token)\\", "(token)")
                wrapped = json.loads(body)["html"]
                shown = SHOWN.fullmatch(wrapped)
                assert shown
                yield json.loads(shown[1].replace("&lt;", "<").replace("&amp;", "&"))


def rows(value: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from rows(item, path_of(path, {}, number))
    elif isinstance(value, dict):
        row = {key: each for key, each in value.items() if key.startswith("_")}
        if row:
            yield path, row
        for key, each in value.items():
            if key not in row:
                yield from rows(each, path_of(path, row, key))


@pytest.fixture(scope="module")
def seen() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for tree in shown_trees():
        for path, row in rows(tree, ""):
            found.setdefault(path, []).append(row)
    return found


@pytest.mark.parametrize("path", sorted(METADATA.keys() - NOT_SHOWN))
def test_row_is_a_real_wikis(seen: dict[str, list[dict[str, Any]]], path: str) -> None:
    expected = METADATA[path]

    assert any(
        row.keys() >= expected.keys() and all(each is EVERY_KEY or row[name] == each for name, each in expected.items())
        for row in seen.get(path, [])
    ), (path, expected, seen.get(path))
