"""What is hidden of revisions, changes and entries of the log, and who is told of it all the same."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call

#: What can be hidden of a revision (its text) or of an entry of the log (what was done), and from administrators, too.
CONTENT, ACTION, COMMENT, USER, RESTRICTED = "text", "action", "comment", "user", "restricted"

#: The number that stands for each part in logs.
BITS = {CONTENT: 1, ACTION: 1, COMMENT: 2, USER: 4, RESTRICTED: 8}

#: The rights one of which shows what is hidden from administrators.
SEE_SUPPRESSED = ("suppressrevision", "viewsuppressed")


def sees(call: Call, hidden: Collection[str], part: str) -> bool:
    """Whether whoever asks is told a *part* of something that has these parts *hidden*."""
    if part not in hidden:
        return True
    if RESTRICTED in hidden and not any(map(call.may, SEE_SUPPRESSED)):
        return False
    return call.may("deletedtext" if part == CONTENT else "deletedhistory")


def add_suppressed(entry: dict[str, Any], hidden: Collection[str]) -> None:
    """Tell that something is hidden from administrators, too, if a part of it was asked for that is hidden."""
    if RESTRICTED in hidden and any(key.endswith("hidden") for key in entry):
        entry["suppressed"] = True
