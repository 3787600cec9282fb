"""Undoing changes of a text."""

from __future__ import annotations

from pytest_mwedit.wiki.merge import merge


def undone(current: str, undo: str, undo_after: str) -> str | None:
    """Return *current* without the change that made *undo* of *undo_after*, or None if later changes stand on it."""
    if current == undo:
        return undo_after
    return merge(undo, undo_after, current)
