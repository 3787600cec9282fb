"""What clients would have slept: after a fault the wiki's clock moves on in their place."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from pytest_mwedit import checking

if TYPE_CHECKING:
    from pytest_mwedit.wiki import Clock

#: When a client need not sleep: after a reply that was an error or broke off, whenever it sleeps, or not at all.
NO_SLEEP = ("faults", "always", "never")


class Slept(list[float]):
    """How long clients would have slept, in seconds, the earliest first."""

    @property
    def total(self) -> float:
        """All of it together."""
        return sum(self)


class Waiting:
    """Which threads may go on without sleeping, and what they would have slept.

    A thread that got an error, or no reply, waits before it asks again, and so until its next reply that is none.
    """

    def __init__(self, when: str, clock: Clock) -> None:
        checking.check_choice("no_sleep", when, NO_SLEEP)
        self.slept = Slept()
        self._when = when
        self._clock = clock
        self._lock = threading.Lock()
        self._thread = threading.local()

    def forget(self) -> None:
        """Begin anew: nobody was told to wait, nobody slept."""
        self.slept = Slept()
        self._thread = threading.local()

    def note_reply(self, *, failed: bool) -> None:
        """Note for this thread how its latest request went."""
        self._thread.waits = failed or self._when == "always"

    def let_pass(self, seconds: float) -> bool:
        """Move the wiki's clock on by *seconds* if this thread may go on; False if it has to sleep."""
        if self._when == "never" or not getattr(self._thread, "waits", False):
            return False
        with self._lock:
            before = int(self.slept.total)
            self.slept.append(seconds)
            # The clock knows whole seconds.
            self._clock.advance(int(self.slept.total) - before)
        return True
