"""The memory of a replay: `python -m tests.benchmarks.memory CONTENDER FOLDER COUNT` prints its peak in KiB."""

from __future__ import annotations

import sys
from pathlib import Path

from . import contenders
from .material import Recording, edit

#: How many recordings are played: those of vcrpy take seconds each.
PLAYED = {"vcrpy": 2, "betamax": 2}


def peak() -> int:
    """Return the peak of this process in KiB; getrusage would count that of the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def main(name: str, folder: str, count: str) -> None:
    """Replay with the contender *name*, or only import `requests` for "nothing"."""
    if name != "nothing":
        recording = Recording(Path(folder), int(count))
        # The files are there already: making them would count.
        vars(recording).update(
            yaml=recording.folder / f"{recording.name}.yaml", betamax=recording.folder / f"{recording.name}.json"
        )
        with getattr(contenders, name)(recording) as post:
            for number in range(min(PLAYED.get(name, recording.count), recording.count)):
                post(edit(number))
    print(peak())


if __name__ == "__main__":
    main(*sys.argv[1:])
