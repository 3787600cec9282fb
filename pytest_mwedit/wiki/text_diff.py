"""What changed between two texts, line by line and word by word, as MediaWiki finds it."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

#: A word with the space behind it, or spaces, or a single other character; the first group goes without the space.
_WORD = re.compile(r"((?:(?!\n)[ \t\r\f\v])+|[0-9_A-Za-z\u0080-\U0010ffff]+|[^\n])(?:(?!\n)[ \t\r\f\v])?")


class Operation(NamedTuple):
    """Lines *old* to *old_end* of one text became *new* to *new_end* of the other; *kept* if they are the same."""

    kept: bool
    old: int
    old_end: int
    new: int
    new_end: int


class Piece(NamedTuple):
    """A part of a line, and whether only this text has it."""

    text: str
    changed: bool


def operations(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Operation]:
    """Return how *new* is made from *old*: lines that are kept, and between them lines that became others."""
    deleted, inserted = changed(old, new)
    found: list[Operation] = []
    i = j = 0
    while i < len(old) or j < len(new):
        start_i, start_j = i, j
        while i < len(old) and j < len(new) and not deleted[i] and not inserted[j]:
            i, j = i + 1, j + 1
        if i > start_i:
            found.append(Operation(True, start_i, i, start_j, j))
            continue
        while i < len(old) and deleted[i]:
            i += 1
        while j < len(new) and inserted[j]:
            j += 1
        found.append(Operation(False, start_i, i, start_j, j))
    return found


def changed(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[list[bool], list[bool]]:
    """Mark what only *old* has, and what only *new* has, on a shortest way from one to the other."""
    deleted, inserted = [False] * len(old), [False] * len(new)
    head, tail = alike(old, new)
    # What the other does not have at all is changed in any case, and the rest is compared without it.
    known_old, known_new = set(old[head : len(old) - tail]), set(new[head : len(new) - tail])
    rows = [at for at in range(head, len(old) - tail) if old[at] in known_new]
    columns = [at for at in range(head, len(new) - tail) if new[at] in known_old]
    for marks, known in ((deleted, rows), (inserted, columns)):
        marks[head : len(marks) - tail] = [True] * (len(marks) - tail - head)
        for at in known:
            marks[at] = False
    for marks, known, matched in zip(
        (deleted, inserted),
        (rows, columns),
        _matched([old[at] for at in rows], [new[at] for at in columns]),
        strict=True,
    ):
        for at, match in zip(known, matched, strict=True):
            marks[at] = not match
    settle(old, deleted, inserted)
    settle(new, inserted, deleted)
    return deleted, inserted


def alike(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int]:
    """Return how much is the same at the beginning and, of the rest, at the end."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    most -= head
    tail = next((at for at in range(most) if old[-1 - at] != new[-1 - at]), most)
    return head, tail


def _matched(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[list[bool], list[bool]]:
    """Mark a longest common subsequence in both (Myers' algorithm in linear space)."""
    in_old, in_new = [False] * len(old), [False] * len(new)

    def match(i: int, j: int, length: int) -> None:
        in_old[i : i + length] = in_new[j : j + length] = [True] * length

    head, tail = alike(old, new)
    match(0, 0, head)
    match(len(old) - tail, len(new) - tail, tail)
    parts = [(head, len(old) - tail, head, len(new) - tail)]
    while parts:
        i, i_end, j, j_end = parts.pop()
        if i == i_end or j == j_end:
            continue
        steps, x, y, length = _middle(old[i:i_end], new[j:j_end])
        match(i + x, j + y, length)
        if steps > 1:
            parts += [(i, i + x, j, j + y), (i + x + length, i_end, j + y + length, j_end)]
        elif steps == 1:
            # One line is too many, above what was found: all before it is the same.
            match(i, j, min(x, y))
    return in_old, in_new


def _middle(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[int, int, int, int]:
    """Return the number of differences, and a run of matches in the middle of a shortest way: where, and how long."""
    width, height = len(old), len(new)
    shift = width - height
    odd = shift % 2 == 1
    forward: dict[int, int] = {}
    backward: dict[int, int] = {}
    for steps in range((width + height + 1) // 2 + 1):
        diagonals = range(-steps, steps + 1, 2)
        for k in diagonals:
            start = 0 if steps == 0 else _from_start(forward, k, width, height)
            if start is None:
                continue
            x = start
            while x < width and x - k < height and old[x] == new[x - k]:
                x += 1
            forward[k] = x
            if odd and -steps < k - shift < steps and x >= backward.get(k - shift, width + 1):
                return 2 * steps - 1, start, start - k, x - start
        for k in diagonals:
            end = width if steps == 0 else _from_end(backward, k, shift)
            if end is None:
                continue
            x = end
            while x > 0 and x - k - shift > 0 and old[x - 1] == new[x - k - shift - 1]:
                x -= 1
            backward[k] = x
            if not odd and -steps <= k + shift <= steps and forward.get(k + shift, -1) >= x:
                return 2 * steps, x, x - k - shift, end - x
    raise AssertionError((old, new))  # the two ways meet


def _from_start(reached: dict[int, int], k: int, width: int, height: int) -> int | None:
    """Return how far diagonal *k* is reached with one more difference, or None outside the two texts."""
    left, above = reached.get(k - 1), reached.get(k + 1)
    right = left + 1 if left is not None and left < width else None
    down = above if above is not None and above - k <= height else None
    if right is None or down is None:
        return right if down is None else down
    return max(right, down)


def _from_end(reached: dict[int, int], k: int, shift: int) -> int | None:
    below, right = reached.get(k - 1), reached.get(k + 1)
    up = below if below is not None and below - k - shift >= 0 else None
    left = right - 1 if right is not None and right > 0 else None
    if up is None or left is None:
        return left if up is None else up
    return min(up, left)


def settle(lines: Sequence[Hashable], marks: list[bool], others: list[bool], *, upwards: bool = True) -> None:
    """Move each run of changed lines to where the other text has changed lines, too, or else as far as it goes.

    A run can move by a line if the line on one side of it is the same as the last of it on the other side.
    """
    # For each number of kept lines: whether the other text has changed ones behind as many.
    beside = [any(group) for group in _gaps(others)]
    kept = start = 0
    while True:
        while start < len(lines) and not marks[start]:
            start, kept = start + 1, kept + 1
        if start == len(lines):
            return
        end = _end_of(marks, start)
        while True:
            size = end - start
            while start > 0 and lines[start - 1] == lines[end - 1]:
                start, end, kept = start - 1, end - 1, kept - 1
                marks[start], marks[end] = True, False
                while start > 0 and marks[start - 1]:
                    start -= 1
            goal = end if beside[kept] else None
            while end < len(lines) and lines[start] == lines[end]:
                marks[start], marks[end] = False, True
                start, end, kept = start + 1, _end_of(marks, end), kept + 1
                if beside[kept]:
                    goal = end
            if size == end - start:
                break
        goal = (0 if upwards else end) if goal is None else goal
        while start > 0 and goal < end and lines[start - 1] == lines[end - 1]:
            start, end, kept = start - 1, end - 1, kept - 1
            marks[start], marks[end] = True, False
        start = end


def _end_of(marks: list[bool], at: int) -> int:
    while at < len(marks) and marks[at]:
        at += 1
    return at


def _gaps(marks: list[bool]) -> Iterator[list[bool]]:
    """Yield the marked ones before each that is not, and those at the end."""
    gap: list[bool] = []
    for mark in marks:
        if mark:
            gap.append(mark)
        else:
            yield gap
            gap = []
    yield gap


def words(old: Sequence[str], new: Sequence[str]) -> tuple[list[list[Piece]], list[list[Piece]]]:
    """Return the pieces of the lines that became others, with what of each changed."""
    old_words, new_words = _words(old), _words(new)
    deleted, inserted = changed([each[1] for each in old_words], [each[1] for each in new_words])
    return _pieces(old_words, deleted), _pieces(new_words, inserted)


def _words(lines: Sequence[str]) -> list[tuple[str, str]]:
    """Return each word with the space behind it and without it; a line break is a word."""
    found: list[tuple[str, str]] = []
    for number, line in enumerate(lines):
        if number:
            found.append(("\n", "\n"))
        found += ((match[0], match[1]) for match in _WORD.finditer(line))
    return found


def _pieces(found: list[tuple[str, str]], marks: list[bool]) -> list[list[Piece]]:
    lines: list[list[Piece]] = [[]]
    for (is_break, mark), group in groupby(
        zip(found, marks, strict=True), key=lambda each: (each[0][0] == "\n", each[1])
    ):
        if is_break:
            lines += ([] for _ in group)
        else:
            lines[-1].append(Piece("".join(word for (word, _), _ in group), mark))
    return lines
