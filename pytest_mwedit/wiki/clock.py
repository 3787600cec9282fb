"""The time of a wiki."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache


class Clock:
    """Tells a wiki the time, in whole unix seconds.

    It follows the process's clock, asked anew at every call, so freezegun and time-machine rule it, until `freeze`.
    """

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Follow the process's clock, neither frozen nor moved on."""
        self._frozen: int | None = None
        self._offset = 0
        self._floor = 0

    def now(self) -> int:
        """Return the time, in unix seconds."""
        if self._frozen is not None:
            return self._frozen
        return max(int(time.time()) + self._offset, self._floor)

    def freeze(self, when: datetime | str | float) -> None:
        """Stop the clock at *when*: a datetime (UTC if naive), an ISO 8601 text or unix seconds."""
        self._frozen = unix_seconds(when)

    def unfreeze(self) -> None:
        """Let the clock follow the process's again."""
        self._frozen = None

    @contextmanager
    def at(self, when: datetime | str | float) -> Iterator[None]:
        """Tell *when* as the time until the block ends."""
        before, self._frozen = self._frozen, unix_seconds(when)
        try:
            yield
        finally:
            self._frozen = before

    def advance(self, seconds: float) -> None:
        """Move the time on by *seconds*, whether the clock is frozen or runs."""
        if self._frozen is not None:
            self._frozen += int(seconds)
        else:
            self._offset += int(seconds)

    def not_before(self, when: datetime | str | float) -> None:
        """Never answer a time before *when*; a frozen clock stays where it is."""
        self._floor = max(self._floor, unix_seconds(when))


def unix_seconds(when: datetime | str | float) -> int:
    """Return *when* in whole unix seconds.

    Raises:
        ValueError: if a text is not an ISO 8601 time.
    """
    if isinstance(when, str):
        when = datetime.fromisoformat(when)
    if isinstance(when, datetime):
        return int((when if when.tzinfo else when.replace(tzinfo=UTC)).timestamp())
    return int(when)


@lru_cache(maxsize=256)
def iso(seconds: int) -> str:
    """Write *seconds* as MediaWiki's replies do: ``2020-01-01T00:00:00Z``."""
    year, month, day, hour, minute, second = time.gmtime(seconds)[:6]
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"


def compact(seconds: int) -> str:
    """Write *seconds* as MediaWiki's tables do: ``20200101000000``."""
    return time.strftime("%Y%m%d%H%M%S", time.gmtime(seconds))
