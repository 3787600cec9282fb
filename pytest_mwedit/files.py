"""Files that several processes write, and none of them half."""

from __future__ import annotations

import getpass
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO


def write_whole(path: Path, text: str) -> None:
    """Put *text* at *path*, or leave what is there as it is: written beside it, flushed, renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


@contextmanager
def alone_with(path: Path) -> Iterator[TextIO]:
    """Keep other processes that say the same of *path* waiting until the block ends; gives a file for notes to them."""
    digest = hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:16]
    # Not beside the cassette, where it would have to be kept out of version control.
    notes = Path(tempfile.gettempdir()) / f"pytest-mwedit-{getpass.getuser()}-{digest}.lock"
    with notes.open("a+", encoding="ascii") as file:
        file.seek(0)
        _lock(file)
        try:
            yield file
        finally:
            file.seek(0)
            _unlock(file)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: TextIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)

    def _unlock(file: TextIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(file: TextIO) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)

    def _unlock(file: TextIO) -> None:
        file.flush()
        fcntl.flock(file, fcntl.LOCK_UN)
