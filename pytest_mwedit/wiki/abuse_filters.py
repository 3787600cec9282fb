"""Rules against abuse, and what follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

#: What a filter may do.
ACTIONS = ("block", "blockautopromote", "degroup", "disallow", "rangeblock", "tag", "throttle", "warn")


@dataclass(frozen=True)
class AbuseFilter:
    """A filter of the extension AbuseFilter: a rule, and for each action its parameters."""

    id: int
    pattern: str
    actions: Mapping[str, Sequence[str]] = field(default_factory=dict)
    description: str = "filter"
