"""Edits that were prepared ahead of saving."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StashedEdit:
    """An edit that ``action=stashedit`` prepared."""

    title: str
    text: str
    summary: str
    content_model: str
    user: str
    timestamp: int
    text_hash: str
