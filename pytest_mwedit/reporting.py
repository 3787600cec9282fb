"""What a run saw of its recordings, told at its end: what was not played, is not used, is old, or has changed."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pytest_mwedit.cassettes import Cassette, Interaction
from pytest_mwedit.drift import Change, as_json, changes

#: So many changes of one cassette are shown; the file has them all.
_SHOWN_CHANGES = 8
#: So many cassettes are named in one line.
_NAMED = 5


@dataclass
class Tapes:
    """The cassettes that the tests of a run have used, by path."""

    lengths: dict[str, int] = field(default_factory=dict)
    played: dict[str, set[int]] = field(default_factory=dict)
    #: The day of the recording, as the cassette tells it.
    recorded: dict[str, str] = field(default_factory=dict)
    drift: dict[str, list[Change]] = field(default_factory=dict)

    def note_used(self, path: Path, cassette: Cassette, played: Collection[int]) -> None:
        """Note which interactions of a cassette, counted from 1, a test that has passed played."""
        name = str(path)
        self.lengths[name] = len(cassette.interactions)
        self.played.setdefault(name, set()).update(played)
        self.recorded[name] = str(cassette.metadata.get("recorded", ""))

    def note_recorded(
        self, path: Path, before: Sequence[Interaction], after: Sequence[Interaction], *, shared: bool
    ) -> None:
        """Note how what a test recorded differs from what its cassette held, which may be *shared* with other tests."""
        found = [
            each for each in changes(before, after) if not (shared and (each.where, each.kind) == ("request", "gone"))
        ]
        if found:
            self.drift.setdefault(str(path), []).extend(found)

    def as_output(self) -> dict[str, Any]:
        """Return this as plain data."""
        played = {name: sorted(numbers) for name, numbers in self.played.items()}
        drift = {name: [asdict(change) for change in found] for name, found in self.drift.items()}
        return {"lengths": self.lengths, "played": played, "recorded": self.recorded, "drift": drift}

    def add(self, told: Mapping[str, Any]) -> None:
        """Add what another process tells with `as_output`."""
        self.lengths |= told["lengths"]
        self.recorded |= told["recorded"]
        for name, numbers in told["played"].items():
            self.played.setdefault(name, set()).update(numbers)
        for name, found in told["drift"].items():
            self.drift.setdefault(name, []).extend(Change(**change) for change in found)

    # The end of the run

    def lines(self, root: Path, max_age: int, drift_file: str, *, whole_run: bool) -> Iterator[str]:
        """Yield what is to be told, with paths relative to *root*.

        Cassettes older than *max_age* days are named, if that is not 0; the changes go to *drift_file*, if that is
        named; cassettes that no test used are looked for if this was a *whole_run*.
        """
        unplayed = {name: number for name in self.lengths if (number := self.lengths[name] - len(self.played[name]))}
        if unplayed:
            told = [f"{_relative(name, root)} ({number})" for name, number in unplayed.items()]
            number = sum(unplayed.values())
            yield f"{_counted(number, 'was', 'were', 'recording')} not played: {_some(told)}"
        if whole_run:
            unused = [_relative(name, root) for name in self._unused()]
            if unused:
                yield f"{_counted(len(unused))} used by no test: {_some(unused)}"
        old = [name for name in self.lengths if max_age and (age(self.recorded[name]) or 0) > max_age]
        if old:
            told = [f"{_relative(name, root)} ({age(self.recorded[name])} days)" for name in old]
            yield f"{_counted(len(old))} older than {max_age} days: {_some(told)}"
        if self.drift:
            yield from self._drift_lines(root, drift_file)

    def _unused(self) -> list[str]:
        folders = {folder for name in self.lengths for folder in Path(name).parents if folder.name == "cassettes"}
        there = {str(path) for folder in folders for path in folder.rglob("*.yaml") if ".rejected." not in path.name}
        return sorted(there - self.lengths.keys())

    def _drift_lines(self, root: Path, drift_file: str) -> Iterator[str]:
        named = {_relative(name, root): found for name, found in self.drift.items()}
        yield f"{_counted(len(named), 'has', 'have')} replies that changed:"
        for name, found in named.items():
            yield f"  {name}"
            yield from (f"    {change}" for change in found[:_SHOWN_CHANGES])
            if len(found) > _SHOWN_CHANGES:
                more = f"; {drift_file} has them" if drift_file else "; pytest-mwedit cassettes diff shows them"
                yield f"    and {len(found) - _SHOWN_CHANGES} more{more}"
        if drift_file:
            Path(drift_file).write_text(as_json(named), encoding="utf-8")


def age(recorded: str) -> int | None:
    """Return how many days ago a cassette was recorded, if *recorded* is a date."""
    try:
        day = datetime.date.fromisoformat(recorded)
    except ValueError:
        return None
    return (datetime.datetime.now(tz=datetime.UTC).date() - day).days


def _relative(name: str, root: Path) -> str:
    path = Path(name)
    return str(path.relative_to(root)) if path.is_relative_to(root) else name


def _counted(number: int, one: str = "is", more: str = "are", what: str = "cassette") -> str:
    return f"1 {what} {one}" if number == 1 else f"{number} {what}s {more}"


def _some(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
