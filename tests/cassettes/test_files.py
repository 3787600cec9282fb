"""Cassettes on disk: what cannot be read is explained and left alone, what cannot be written leaves the old file."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pytest_mwedit import cassettes
from pytest_mwedit.cassettes import Cassette, CassetteError, read_cassette
from pytest_mwedit.files import write_whole

WHOLE = """\
interactions:
- request:
    method: GET
    uri: https://test.wikipedia.org/w/api.php
    headers: {}
    body: null
  response:
    status: {code: 200, message: OK}
    headers: {}
    body: {string: '{}'}
- request:
    method: GET
    uri: https://test.wikipedia.org/w/api.php
    headers: {}
    body: null
  response:
    status: {code: 200, message: OK}
    headers: {}
    body: {string: '{}'}
version: 1
"""

#: What is wrong, the bytes of the file, the line that the message names, and what it says is wrong.
CORRUPT: dict[str, tuple[bytes, int, str]] = {
    "cut off in a text": (WHOLE[: WHOLE.rindex("'{}'") + 2].encode(), 19, "found unexpected end of stream"),
    "a merge conflict": (
        WHOLE.replace("- request", "<<<<<<< HEAD\n- request", 1).encode(),
        3,
        "could not find expected ':'",
    ),
    "a tab": (WHOLE.replace("    method", "\tmethod", 1).encode(), 3, "found character that cannot start any token"),
    "not UTF-8": (WHOLE.replace("message: OK", "message: O\xff", 1).encode("latin-1"), 8, "it is not UTF-8"),
    "binary": (b"\x00\x01\x02", 1, "unacceptable character"),
    "no mapping": (b"just some words\n", 1, "there is no list of interactions in it"),
    "JSON of another tool": (b'{"http_interactions": []}', 1, "there is no list of interactions in it"),
    "no list": (b"interactions: 5\n", 1, "there is no list of interactions in it"),
    "no response": (WHOLE.replace("  response:", "  reponse:").encode(), 2, "interaction 1 is incomplete"),
    "no status in the second": (
        WHOLE[::-1].replace("status:"[::-1], "state:"[::-1], 1)[::-1].encode(),
        11,
        "interaction 2 is incomplete (KeyError('status'))",
    ),
    "an interaction that is none": (b"interactions:\n- 5\n", 1, "interaction 1 is incomplete"),
}


@pytest.mark.parametrize("case", CORRUPT)
def test_a_corrupt_cassette(tmp_path: Path, case: str) -> None:
    content, line, problem = CORRUPT[case]
    path = tmp_path / "edits.yaml"
    path.write_bytes(content)

    with pytest.raises(CassetteError) as raised:
        read_cassette(path)

    message = str(raised.value)
    assert message.startswith(f"{path}, line {line}: this cassette cannot be read: ")
    assert problem in message
    assert message.endswith("bring it back from version control, or delete it and record it again.")
    assert "\n" not in message
    assert path.read_bytes() == content


@pytest.mark.parametrize("content", ["", "# nothing yet\n", "interactions: []\nversion: 1\n"])
def test_an_empty_cassette_holds_nothing(tmp_path: Path, content: str) -> None:
    path = tmp_path / "edits.yaml"
    path.write_text(content)

    assert read_cassette(path) == Cassette()


def _full_disk(*_: object) -> None:
    raise OSError(28, "No space left on device")


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("fails", [_full_disk, _interrupted])
def test_a_write_that_fails_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, fails: Callable[..., None]
) -> None:
    path = tmp_path / "edits.yaml"
    path.write_text("old")
    monkeypatch.setattr(*(("os.fsync", fails) if step == "fsync" else (Path, "replace", fails)))

    with pytest.raises((OSError, KeyboardInterrupt)):
        write_whole(path, "new")

    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["edits.yaml"]


def test_a_write_makes_the_folder_and_leaves_nothing_beside(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "edits.yaml"

    write_whole(path, "Söhne\n")
    write_whole(path, "new\n")

    assert path.read_bytes() == b"new\n"
    assert os.listdir(path.parent) == ["edits.yaml"]


def test_a_line_ends_alike_on_every_system(tmp_path: Path) -> None:
    write_whole(tmp_path / "edits.yaml", "a\nb\n")

    assert (tmp_path / "edits.yaml").read_bytes() == b"a\nb\n"


def test_reading_collects_garbage_again_afterwards(tmp_path: Path) -> None:
    import gc

    path = tmp_path / "edits.yaml"
    path.write_text("a: [")

    with pytest.raises(CassetteError):
        read_cassette(path)

    assert gc.isenabled()
    assert cassettes.read_cassette is read_cassette
