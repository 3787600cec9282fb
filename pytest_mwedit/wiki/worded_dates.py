"""Dates with the names of days and months in them, as mails, HTTP and C write them.

Each form is as strict as MediaWiki's, asked of real wikis (`found/dates_in_words*`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SHORT_DAYS = tuple(day[:3] for day in _DAYS)
#: Zone: how many hours it is ahead of UTC.
_ZONES = {"GMT": 0, "UT": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_LETTERS = {letter: hours for hours, letter in enumerate("ABCDEFGHIKLM", 1)}
_LETTERS |= {letter: -hours for hours, letter in enumerate("NOPQRSTUVWXY", 1)} | {"Z": 0}

_CLOCK = r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)"
_CLOCK_OF_MAIL = _CLOCK.replace(":(", r"[ \t\r\n]*:[ \t\r\n]*(")
_MONTH = rf"(?P<month>{'|'.join(_MONTHS)})"
_ZONE = rf"(?P<zone>{'|'.join(_ZONES)}|[A-IK-Z])"
#: Up to which number a year of a mail is one of this century, and of the last; how far ahead a year of HTTP may lie.
_THIS_CENTURY, _LAST_CENTURY, _AHEAD = 49, 999, 50
_DAY = 86400
_DAYS_IN_400_YEARS = 146097
#: What day of the week the first one of unix time was.
_FIRST_WEEKDAY = _DAYS.index("Thursday")


def _year_of_mail(digits: str, this_year: int) -> int:
    del this_year
    year = int(digits)
    return year + (2000 if year <= _THIS_CENTURY else 1900 if year <= _LAST_CENTURY else 0)


def _year_of_http(digits: str, this_year: int) -> int:
    year = 2000 + int(digits)
    return year - 100 if year > this_year + _AHEAD else year


def _year_as_written(digits: str, this_year: int) -> int:
    del this_year
    return int(digits)


#: A form, what its year means, and whether letters are zones of their own.
_FORMS: tuple[tuple[re.Pattern[str], Callable[[str, int], int], bool], ...] = (
    (
        re.compile(
            rf"[ \t\r\n]*(?:(?P<day_name>{'|'.join(_SHORT_DAYS)}),[ \t\r\n]*)?(?P<day>\d\d?)[ \t\r\n]+{_MONTH}"
            rf"[ \t\r\n]+(?P<year>\d{{2,4}})[ \t\r\n]+{_CLOCK_OF_MAIL}"
            rf"(?:[ \t\r\n]+(?:{_ZONE}|(?P<offset>[+-]\d{{4}})))?(?:;.*)?\n?",
            re.ASCII,
        ),
        _year_of_mail,
        False,
    ),
    (
        re.compile(
            rf"(?P<day_name>{'|'.join(_DAYS)}), (?P<day>\d\d)-{_MONTH}-(?P<year>\d\d) {_CLOCK}(?: {_ZONE})?\n?",
            re.ASCII,
        ),
        _year_of_http,
        True,
    ),
    (
        re.compile(
            rf"(?P<day_name>{'|'.join(_SHORT_DAYS)}) {_MONTH} +(?P<day>\d\d?) {_CLOCK} (?P<year>\d{{4}})\s*",
            re.ASCII,
        ),
        _year_as_written,
        False,
    ),
)


def worded_date(raw: str, this_year: int) -> int | None:
    """Return the unix seconds that a date tells; None if it is none.

    A day of the week that is not the date's moves it on to the next such day.
    """
    for pattern, year_of, has_letters in _FORMS:
        if found := pattern.fullmatch(raw):
            told = found.groupdict()
            year, month = year_of(told["year"], this_year), _MONTHS.index(told["month"]) + 1
            moment = unix_seconds_of(year, month, *(int(told[each]) for each in ("day", "hour", "minute", "second")))
            if told["day_name"]:
                weekday = moment // _DAY + _FIRST_WEEKDAY
                moment += (_SHORT_DAYS.index(told["day_name"][:3]) - weekday) % 7 * _DAY
            return moment - _ahead(told.get("zone"), told.get("offset"), has_letters=has_letters)
    return None


def unix_seconds_of(year: int, month: int, day: int, hour: int, minute: int, second: int) -> int:
    """Return unix seconds; a month 13 or a day 45 runs over into the next, as in PHP, and there may be a year 0."""
    years, month0 = divmod(month - 1, 12)
    # Python does not know all years; the calendar repeats itself every 400.
    cycles, within = divmod(year + years, 400)
    first = (
        int(datetime(2000 + within, month0 + 1, 1, tzinfo=UTC).timestamp()) + (cycles - 5) * _DAYS_IN_400_YEARS * _DAY
    )
    return first + (day - 1) * _DAY + hour * 3600 + minute * 60 + second


def _ahead(zone: str | None, offset: str | None, *, has_letters: bool) -> int:
    """Return how many seconds a zone is ahead of UTC."""
    if offset:
        seconds = int(offset[1:3]) * 3600 + int(offset[3:]) * 60
        return -seconds if offset[0] == "-" else seconds
    hours = _ZONES | (_LETTERS if has_letters else {})
    return hours.get(zone or "", 0) * 3600
