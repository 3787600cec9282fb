"""The clock of a wiki."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine

from pytest_mwedit.wiki import Clock, iso, unix_seconds


def test_clock_follows_the_process() -> None:
    with time_machine.travel(datetime(2031, 2, 3, tzinfo=UTC), tick=False):
        assert iso(Clock().now()) == "2031-02-03T00:00:00Z"


def test_clock_follows_freezegun() -> None:
    from freezegun import freeze_time

    with freeze_time("2031-02-03T04:05:06"):
        assert iso(Clock().now()) == "2031-02-03T04:05:06Z"


@pytest.mark.parametrize(
    "when",
    ["2030-01-01T00:00:00Z", "2030-01-01T00:00:00", datetime(2030, 1, 1), datetime(2030, 1, 1, tzinfo=UTC), 1893456000],
)
def test_freeze(when: datetime | str | float) -> None:
    clock = Clock()

    clock.freeze(when)
    assert clock.now() == 1893456000

    clock.advance(5)
    assert clock.now() == 1893456005


def test_advance_while_it_runs() -> None:
    with time_machine.travel(1000, tick=False):
        clock = Clock()
        clock.advance(60)
        assert clock.now() == 1060


def test_never_before_what_is_known() -> None:
    with time_machine.travel(1000, tick=False):
        clock = Clock()
        clock.not_before("2030-01-01T00:00:00Z")
        assert clock.now() == 1893456000


def test_no_time() -> None:
    with pytest.raises(ValueError, match="soon"):
        unix_seconds("soon")
