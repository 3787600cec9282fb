"""Merging two edits of one text, line by line, as `diff3` does for MediaWiki."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


def merge(base: str, mine: str, yours: str) -> str | None:
    """Return *base* with both changes, or None when they overlap or touch."""
    from merge3 import Merge3  # late: most edits meet no other

    merged: list[str] = []
    lines = (base.split("\n"), mine.split("\n"), yours.split("\n"))
    for group in Merge3(*lines, sequence_matcher=_Matcher).merge_groups():
        if group[0] == "conflict":
            return None
        merged += group[1]
    return "\n".join(merged)


def changed_lines(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return which lines became which: from where to where in *old*, and in *new*."""
    return [(change.i, change.i_end, change.j, change.j_end) for change in _changes(old, new)]


class _Matcher:
    """The matching lines of two texts, chosen as GNU diff chooses among equally short differences.

    The standard library's matcher looks for long blocks instead, and finds conflicts at other places.
    """

    def __init__(self, isjunk: object, a: Sequence[str], b: Sequence[str]) -> None:
        self.a = a
        self.b = b

    def get_matching_blocks(self) -> list[tuple[int, int, int]]:
        """Return the blocks in the form that `difflib.SequenceMatcher` returns them."""
        blocks: list[tuple[int, int, int]] = []
        i = j = 0
        for change in _settled(self.a, self.b, _changes(self.a, self.b)):
            if change.i > i:
                blocks.append((i, j, change.i - i))
            i, j = change.i_end, change.j_end
        if len(self.a) > i:
            blocks.append((i, j, len(self.a) - i))
        return [*blocks, (len(self.a), len(self.b), 0)]


class _Change(NamedTuple):
    """Lines *i* to *i_end* of one text became lines *j* to *j_end* of the other."""

    i: int
    i_end: int
    j: int
    j_end: int

    def moved(self, by: int) -> _Change:
        return _Change(self.i + by, self.i_end + by, self.j + by, self.j_end + by)

    def joined(self, later: _Change) -> _Change:
        return _Change(self.i, later.i_end, self.j, later.j_end)


def _settled(a: Sequence[str], b: Sequence[str], changes: list[_Change]) -> list[_Change]:
    """Move each plain insertion or deletion to where it joins a neighbour, or else as far down as it says the same."""
    settled: list[_Change] = []
    waiting = changes[::-1]
    while waiting:
        change = waiting.pop()
        limit = waiting[-1].i if waiting else len(a)
        change = change.moved(_room(a, b, change, limit - change.i_end))
        if waiting and change.i_end == limit:
            waiting.append(change.joined(waiting.pop()))
        elif settled and _room(a, b, change, up := settled[-1].i_end - change.i) == up:
            waiting.append(settled.pop().joined(change.moved(up)))
        else:
            settled.append(change)
    return settled


def _room(a: Sequence[str], b: Sequence[str], change: _Change, limit: int) -> int:
    """Return how far *change* can move towards *limit* (upwards if it is negative) without saying anything else."""
    if change.i < change.i_end and change.j < change.j_end:
        return 0
    lines, start, end = (a, change.i, change.i_end) if change.j == change.j_end else (b, change.j, change.j_end)
    steps = range(limit) if limit > 0 else range(-1, limit - 1, -1)
    moved = 0
    for step in steps:
        if lines[start + step] != lines[end + step]:
            break
        moved = step + 1 if limit > 0 else step
    return moved


def _changes(a: Sequence[str], b: Sequence[str]) -> list[_Change]:
    """Return a shortest difference of *a* and *b* (Myers' algorithm)."""
    inserted, deleted = _changed_lines(b, a)  # `diff3` asks from the changed text to the base
    changes: list[_Change] = []
    i = j = 0
    while i < len(a) or j < len(b):
        start = i, j
        while i < len(a) and deleted[i]:
            i += 1
        while j < len(b) and inserted[j]:
            j += 1
        if start == (i, j):
            i, j = i + 1, j + 1
        else:
            changes.append(_Change(start[0], i, start[1], j))
    return changes


def _changed_lines(whole_a: Sequence[str], whole_b: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """Mark what a shortest difference deletes from one text and inserts from the other (Myers' algorithm)."""
    deleted, inserted = _unknown_to(whole_b, whole_a), _unknown_to(whole_a, whole_b)
    a, b = _kept(whole_a, deleted), _kept(whole_b, inserted)
    also_deleted, also_inserted = _marked(a, b)
    _spread(also_deleted, deleted)
    _spread(also_inserted, inserted)
    return deleted, inserted


def _unknown_to(other: Sequence[str], lines: Sequence[str]) -> list[bool]:
    known = set(other)
    return [line not in known for line in lines]


def _kept(lines: Sequence[str], dropped: list[bool]) -> list[str]:
    return [line for line, drop in zip(lines, dropped, strict=True) if not drop]


def _spread(marks: list[bool], over: list[bool]) -> None:
    """Put *marks* where *over* has none yet."""
    free = (number for number, mark in enumerate(over) if not mark)
    for number, mark in zip(list(free), marks, strict=True):
        over[number] = mark


def _marked(a: Sequence[str], b: Sequence[str]) -> tuple[list[bool], list[bool]]:
    deleted, inserted = [False] * len(a), [False] * len(b)
    parts = [(0, len(a), 0, len(b))]
    while parts:
        i, i_end, j, j_end = parts.pop()
        while i < i_end and j < j_end and a[i] == b[j]:
            i += 1
            j += 1
        while i < i_end and j < j_end and a[i_end - 1] == b[j_end - 1]:
            i_end -= 1
            j_end -= 1
        if i == i_end:
            inserted[j:j_end] = [True] * (j_end - j)
        elif j == j_end:
            deleted[i:i_end] = [True] * (i_end - i)
        else:
            x, y = _midpoint(a, b, i, i_end, j, j_end)
            parts += [(x, i_end, y, j_end), (i, x, j, y)]
    return deleted, inserted


def _midpoint(a: Sequence[str], b: Sequence[str], i: int, i_end: int, j: int, j_end: int) -> tuple[int, int]:
    """Return a point in the middle of a shortest path, searched from both ends at once."""
    start, end = i - j, i_end - j_end
    forward, backward = {start: i}, {end: i_end}
    odd = (start - end) % 2 == 1
    low_f = high_f = start
    low_b = high_b = end
    lowest, highest = i - j_end, i_end - j
    while True:
        low_f, high_f = _widen(forward, low_f, high_f, lowest, highest, outside=-1)
        for k in range(high_f, low_f - 1, -2):
            below, above = forward.get(k - 1, -1), forward.get(k + 1, -1)
            x = above if below < above else below + 1
            while x < i_end and x - k < j_end and a[x] == b[x - k]:
                x += 1
            forward[k] = x
            if odd and low_b <= k <= high_b and backward.get(k, i_end + 1) <= x:
                return x, x - k
        low_b, high_b = _widen(backward, low_b, high_b, lowest, highest, outside=i_end + j_end + 1)
        for k in range(high_b, low_b - 1, -2):
            below, above = backward.get(k - 1, i_end + j_end + 1), backward.get(k + 1, i_end + j_end + 1)
            x = below if below < above else above - 1
            while i < x and j < x - k and a[x - 1] == b[x - k - 1]:
                x -= 1
            backward[k] = x
            if not odd and low_f <= k <= high_f and x <= forward.get(k, -1):
                return x, x - k


def _widen(reached: dict[int, int], low: int, high: int, lowest: int, highest: int, *, outside: int) -> tuple[int, int]:
    """Take in the next diagonal on either side, as far as the rectangle goes."""
    if low > lowest:
        low -= 1
        reached[low - 1] = outside
    else:
        low += 1
    if high < highest:
        high += 1
        reached[high + 1] = outside
    else:
        high -= 1
    return low, high
