"""Merging two edits of one text, line by line, as `diff3` does for MediaWiki."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.wiki.text_alignment import differences

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


class _Matcher:
    """The lines that two texts have in common, as GNU diff finds them.

    The standard library's matcher looks for long blocks instead, and finds conflicts at other places.
    """

    def __init__(self, isjunk: object, a: Sequence[str], b: Sequence[str]) -> None:
        # `diff3` asks what became of the changed text in the base.
        self.inserted, self.deleted = differences(b, a)

    def get_matching_blocks(self) -> list[tuple[int, int, int]]:
        """Return the blocks in the form that `difflib.SequenceMatcher` returns them."""
        kept = ((at for at, changed in enumerate(marks) if not changed) for marks in (self.deleted, self.inserted))
        blocks: list[tuple[int, int, int]] = []
        for i, j in zip(*kept, strict=True):
            if blocks and (i, j) == (sum(blocks[-1][::2]), sum(blocks[-1][1:])):
                start, other, length = blocks.pop()
                blocks.append((start, other, length + 1))
            else:
                blocks.append((i, j, 1))
        return [*blocks, (len(self.deleted), len(self.inserted), 0)]
