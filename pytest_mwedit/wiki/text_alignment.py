"""Which lines two texts have in common, as GNU diff decides among equally good answers.

`diff3`, which MediaWiki merges with, asks it; what it answers is compared by `python -m tests.live.merges`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import compress

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.text_diff import alike, settle

#: How many of the lines before the first difference and behind the last are compared, too (diff3 asks for it).
HORIZON = 100
#: From so many steps on, each a line more that differs, GNU diff takes a shorter way that may not be the shortest.
_TOO_MANY_STEPS = 4096

#: What a line of one text is to the other: it may match, it cannot, or it is too common there to tell much.
_MAY_MATCH, _UNKNOWN, _COMMON = "m", "u", "c"
#: Lines that cannot match, and what is between them.
_RUN = re.compile("u(?:[uc]*u)?")
#: Near the end of a run: where there are enough lines in it, or enough in a row, that cannot match.
_WELL_INSIDE = re.compile("uuu|(?<=.{8})u")


def differences(old: Sequence[str], new: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """Mark the lines that only *old* has, and those that only *new* has."""
    deleted, inserted = [False] * len(old), [False] * len(new)
    head, tail = alike(old, new)
    start, tail = max(0, head - HORIZON), max(0, tail - HORIZON)
    a, b = old[start : len(old) - tail], new[start : len(new) - tail]
    in_a, in_b = _marked(a, b)
    settle(a, in_a, in_b, upwards=False)
    settle(b, in_b, in_a, upwards=False)
    deleted[start : start + len(a)], inserted[start : start + len(b)] = in_a, in_b
    return deleted, inserted


def _marked(a: Sequence[str], b: Sequence[str]) -> tuple[list[bool], list[bool]]:
    compared_a, compared_b = _compared(a, b), _compared(b, a)
    deleted, inserted = _on_the_way(list(compress(a, compared_a)), list(compress(b, compared_b)))
    return _spread(deleted, compared_a), _spread(inserted, compared_b)


def _spread(marks: list[bool], compared: list[bool]) -> list[bool]:
    """Put *marks* where lines were compared; all others have no counterpart."""
    following = iter(marks)
    return [next(following) if was_compared else True for was_compared in compared]


def _compared(lines: Sequence[str], other: Sequence[str]) -> list[bool]:
    """Mark the lines that are looked for in *other*.

    One that is not there at all is not. One that is there very often tells little: among lines that are not there it is
    not looked for, either.
    """
    times = Counter(other)
    often = 5 * _root(len(lines) // 64)
    kinds = "".join(_COMMON if times[line] > often else _MAY_MATCH if times[line] else _UNKNOWN for line in lines)
    if _COMMON in kinds:
        kinds = _RUN.sub(lambda run: _without_common(run[0]), kinds)
    return [kind != _UNKNOWN for kind in kinds]


def _root(number: int) -> int:
    """Return a power of two that is about the square root of *number*, and at least 1."""
    return 1 << max(0, number.bit_length() - 1) // 2


def _without_common(run: str) -> str:
    """Drop the common lines from a run of lines that cannot match, if they are few, alone, and not at its ends."""
    if 4 * run.count(_COMMON) > len(run):
        return run
    run = re.sub(f"{_COMMON}{{{_root(len(run) // 4) + 1},}}", lambda group: _MAY_MATCH * len(group[0]), run)
    for _ in "fore", "aft":
        inside = _WELL_INSIDE.search(run)
        border = inside.start() if inside else len(run)
        run = (run[:border].replace(_COMMON, _MAY_MATCH) + run[border:])[::-1]
    return run.replace(_COMMON, _UNKNOWN)


def _on_the_way(a: Sequence[str], b: Sequence[str]) -> tuple[list[bool], list[bool]]:
    """Mark what a shortest way from one to the other deletes and inserts (Myers' algorithm in linear space)."""
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
    for _ in range(_TOO_MANY_STEPS):
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
    raise NotImitated(
        "The in-memory wiki does not merge two texts that differ in as many lines as these. "
        "Let the edits differ less, or record the exchange."
    )


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
