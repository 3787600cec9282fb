"""What becomes of single parameters; a real wiki's answers to ``rvstart=…`` are the expectation."""

from __future__ import annotations

import pytest

from pytest_mwedit.api.params import timestamp

NEW_YEAR_2020 = 1577836800

TIMESTAMPS: dict[str, int | None] = {
    "20200101000000": NEW_YEAR_2020,
    "2020010100000": None,
    "202001010000000": None,
    "20200101000000Z": None,
    " 20200101000000": None,
    "2020-01-01T00:00:00Z": NEW_YEAR_2020,
    "2020-01-01T00:00:00": NEW_YEAR_2020,
    "2020-01-01 00:00:00": NEW_YEAR_2020,
    "2020-01-01 00:00:00 GMT": NEW_YEAR_2020,
    "2020-01-01T00:00:00.5Z": NEW_YEAR_2020,
    "2020-01-01T01:00:00+02:00": NEW_YEAR_2020 - 3600,
    "2020-01-01T01:00:00+0200": NEW_YEAR_2020 - 3600,
    "2019-12-31T23:00:00-02": NEW_YEAR_2020 + 3600,
    "20200101T000000Z": NEW_YEAR_2020,
    "2020:01:01 00:00:00": NEW_YEAR_2020,
    "Wed, 01 Jan 2020 00:00:00 GMT": NEW_YEAR_2020,
    "Wed, 01 Jan 2020 01:00:00 +0200": NEW_YEAR_2020 - 3600,
    "01 Jan 2020 00:00:00 GMT": NEW_YEAR_2020,
    "Wednesday, 01-Jan-20 00:00:00 GMT": NEW_YEAR_2020,
    "Wed Jan 1 00:00:00 2020": NEW_YEAR_2020,
    "Foo, 01 Jan 2020 00:00:00 GMT": None,
    "1 Jan 2020": None,
    "2020-13-45T25:61:61Z": 1613354521,
    "2020-1-1T0:0:0Z": None,
    "2020-01-01T00:00": None,
    "2020-01-01": None,
    "2020-01-01T00:00:00z": None,
    "0000-00-00T00:00:00Z": None,
    "0000-01-01T00:00:00Z": -62167219200,
    "1": 1,
    "-1": -1,
    "1577836799.9": NEW_YEAR_2020 - 1,
    "253402300799": 253402300799,
    "253402300800": None,
    "1234567890123": None,
    "+1234567890": None,
    "yesterday": None,
    "Now": None,
    "now": 7,
}


@pytest.mark.parametrize("raw", TIMESTAMPS)
def test_timestamp(raw: str) -> None:
    assert timestamp(raw, now=7) == TIMESTAMPS[raw]
