"""What is being recorded, on disk as it comes in: a run that is killed leaves it behind."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Any

from pytest_mwedit.cassettes import Cassette, Interaction, dump_cassette
from pytest_mwedit.hiding import Hiding, SecretLeft

_START = "interactions:\n"
_END = "version: 1\n"


def rejected_path(path: Path, owner: int | None = None) -> Path:
    """Return where a recording that must not replace *path* is kept; *owner* is the process that still writes it."""
    mark = "" if owner is None else f".{owner}"
    return path.with_name(f"{path.name.removesuffix('.yaml')}{mark}.rejected.yaml")


class Journal:
    """The recording of one test, written beside the cassette at *path* while the test runs.

    It is a cassette itself at every moment.  Secrets are taken out by *hiding* before anything reaches the disk; an
    interaction that would still hold one is left out.  A disk that takes nothing more ends the journal, not the test.
    """

    def __init__(self, path: Path, hiding: Hiding, metadata: dict[str, Any]) -> None:
        self.path = rejected_path(path, os.getpid())
        self._hiding = hiding
        self._metadata = metadata
        self._file: FileIO | None = None
        self._broken = False
        self._entries: list[str] = []
        self._is_whole = True

    def add(self, interaction: Interaction) -> None:
        """Write *interaction*; when this returns, no end of the process can lose it."""
        [hidden] = self._hiding.hide([interaction])
        text = dump_cassette(Cassette([hidden]))
        entry = text[text.index(_START) + len(_START) : -len(_END)]
        try:
            self._hiding.check(entry)
        except SecretLeft:  # this one is not written
            self._is_whole = False
            return
        self._entries.append(entry)
        if not self._broken:
            try:
                self._write(entry)
            except OSError:
                self._broken = True

    def cassette(self, metadata: dict[str, Any]) -> str | None:
        """Return the text of a cassette with all that was added, or None if a secret is left in it."""
        text = f"{_head(metadata)}{_START}{''.join(self._entries)}{_END}"
        try:
            self._hiding.check(text)  # anew: what came later may have shown what is secret in what came before
        except SecretLeft:
            return None
        return text if self._is_whole and self._entries else None

    def _write(self, entry: str) -> None:
        if self._file is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = FileIO(self.path, "w")
            entry = _head(self._metadata) + _END + _START + entry
        # In one piece, past all buffers: what a kill leaves behind can be read.
        self._file.write(entry.encode("utf-8", "backslashreplace"))

    def remove(self) -> None:
        """Forget it: what it holds lies elsewhere now."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
            with suppress(OSError):
                self.path.unlink()


def _head(metadata: dict[str, Any]) -> str:
    empty = dump_cassette(Cassette([], metadata))
    return empty[: empty.index("interactions:")]


def left_behind(path: Path) -> Iterator[Path]:
    """Yield what earlier runs that were killed had recorded for the cassette at *path*."""
    stem = path.name.removesuffix(".yaml")
    for file in sorted(path.parent.glob(f"{glob.escape(stem)}.*.rejected.yaml")):
        owner = file.name.removeprefix(f"{stem}.").removesuffix(".rejected.yaml")
        if owner.isdigit() and int(owner) != os.getpid():
            yield file
