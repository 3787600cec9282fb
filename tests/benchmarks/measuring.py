"""Measuring CPU time: interleaved rounds, medians, and nothing is asserted."""

from __future__ import annotations

import gc
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

#: One measurement of one contender: CPU seconds for one unit of what is measured.
Measure = Callable[[], float]


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU seconds that *work* takes in this process, all threads."""
    gc.collect()
    started = time.process_time()
    work()
    return time.process_time() - started


def medians(contenders: Mapping[str, Measure], rounds: int) -> dict[str, float]:
    """Return the median of each contender, measured in turn so that a change of the machine's mood hits all alike."""
    samples: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, measure in contenders.items():
            samples[name].append(measure())
    return {name: statistics.median(values) for name, values in samples.items()}


def child_cpu(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> float:
    """Return the CPU seconds of a child process; raises `RuntimeError` with its output if it fails."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    run(command, folder, environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> str:
    """Return what a child process prints; raises `RuntimeError` with it if that fails."""
    done = subprocess.run(command, cwd=folder, env=dict(environment), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout
