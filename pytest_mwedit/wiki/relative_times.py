"""Times as people write them: "2 weeks", "next monday", "1 January 2030 12:00", read as PHP's ``strtotime`` reads them.

https://www.php.net/manual/en/datetime.formats.php describes the forms; the rows of `tests/responder/typed_values.py`
show what real wikis make of them.  Forms beyond the table FORMS are named as not imitated.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from pytest_mwedit.failures import NotImitated

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAYS = "mon tue wed thu fri sat sun".split()
_DAY = (
    r"(?P<weekday>mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\b"
)
_UNIT = r"(?P<unit>sec(?:ond)?|min(?:ute)?|hour|day|week|fortnight|forthnight|month|year)s?\b"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_STEPS = {"last": -1, "previous": -1, "this": 0, "next": 1}
_SECONDS = {"sec": 1, "min": 60, "hour": 3600}
_DAYS_IN = {"day": 1, "week": 7, "fortnight": 14, "forthnight": 14}
_MONTHS_IN = {"month": 1, "year": 12}
#: The zones of twelve hours behind UTC to twelve hours ahead.
_LETTERS = "yxwvutsrqponzabcdefghiklm"
_AFTERNOON = 12


@dataclass
class _Reading:
    """What has been read of a time."""

    now: datetime
    date: tuple[int, int, int] | None = None
    #: Seconds since midnight.
    time: int | None = None
    #: Whether an hour was named; no second one can be.
    has_hour: bool = False
    #: How far the zone is ahead, in seconds: the first of those that are named, of which there can be two.
    zone: int = 0
    zones: int = 0
    months: int = 0
    days: int = 0
    seconds: int = 0
    weekday: int | None = None
    #: Which such day, counted from today: 1 is the next one, -1 the last one, 0 may be today.
    weekday_step: int = 0
    #: Whether the day is one of the week that the date is in; Monday unless another is named.
    in_week: bool = False
    #: Which such day of the month instead: 1 is the first one, -1 the last one.
    of_month: int = 0
    #: "first" or "last" day of the month.
    edge: str = ""

    def moment(self) -> int:
        """Return unix seconds."""
        year, month, day = self.date or (self.now.year, self.now.month, self.now.day)
        keeps_time = self.date is None and self.time is None and self.weekday is None
        clock = self.time or 0
        if keeps_time:
            clock = self.now.hour * 3600 + self.now.minute * 60 + self.now.second
        if (self.weekday is not None and not self.of_month) or self.in_week:
            named = datetime(year, month, 1, tzinfo=UTC) + timedelta(days=day - 1)
            named += timedelta(days=self._days_to_weekday(named))
            year, month, day = named.year, named.month, named.day
        if self.edge or self.of_month:
            day = 1
        to_end = self.edge == "last" or self.of_month < 0
        years, index = divmod(month - 1 + self.months + to_end, 12)
        moment = datetime(year + years, index + 1, 1, tzinfo=UTC) + timedelta(days=day - 1 + self.days)
        if self.edge == "last":
            moment -= timedelta(days=1)
        if self.of_month:
            moment += timedelta(days=self._days_to_weekday(moment))
        return int(moment.timestamp()) + clock + self.seconds - self.zone

    def _days_to_weekday(self, moment: datetime) -> int:
        """Return how many days behind *moment* the day is that is named."""
        today, named = moment.weekday(), self.weekday or 0
        if self.in_week:
            return named - today
        if self.weekday is None:
            return 0
        ahead = (named - today) % 7
        if self.of_month:
            return ahead + 7 * (self.of_month - (self.of_month > 0))
        if self.weekday_step > 0:
            return (ahead or 7) + 7 * (self.weekday_step - 1)
        return ahead + 7 * self.weekday_step

    def dated(self, year: int, month: int, day: int) -> None:
        """Take the date, of which there can be one."""
        if self.date is not None:
            raise ValueError
        self.date = (year, month, day)

    def clocked(self, seconds: int) -> None:
        """Take the time, of which there can be one."""
        if self.has_hour:
            raise ValueError
        self.time, self.has_hour = seconds, True

    def in_zone(self, seconds: int) -> None:
        """Take the zone, or pass over the second one."""
        self.zone = self.zone if self.zones else seconds
        self.zones += 1
        if self.zones > 2:
            raise ValueError

    def add(self, count: int, unit: str) -> None:
        """Go *count* units on."""
        unit = next(known for known in (*_SECONDS, *_DAYS_IN, *_MONTHS_IN) if unit.startswith(known))
        self.seconds += count * _SECONDS.get(unit, 0)
        self.days += count * _DAYS_IN.get(unit, 0)
        self.months += count * _MONTHS_IN.get(unit, 0)


Read = Callable[[_Reading, re.Match[str]], None]


def _at(seconds: int, days: int = 0) -> Read:
    def read(reading: _Reading, found: re.Match[str]) -> None:
        del found
        reading.time, reading.has_hour = seconds, False
        reading.days += days

    return read


def _noon(reading: _Reading, found: re.Match[str]) -> None:
    del found
    reading.time, reading.has_hour = 12 * 3600, True


def _nothing(reading: _Reading, found: re.Match[str]) -> None:
    del reading, found


def _step(reading: _Reading, found: re.Match[str]) -> None:
    # Not seven days on: a real wiki goes to another day of that week.
    reading.in_week = reading.in_week or found["unit"].startswith("week")
    reading.add(_STEPS[found["step"]], found["unit"])


def _ordinal(reading: _Reading, found: re.Match[str]) -> None:
    if found["unit"].startswith("week"):
        raise ValueError
    reading.add(_ORDINALS.index(found["ordinal"]) + 1, found["unit"])


def _count(reading: _Reading, found: re.Match[str]) -> None:
    sign = -1 if found["signs"].count("-") % 2 else 1
    count = sign * int(found["count"])
    reading.add(-count if found["ago"] else count, found["unit"])


def _weekday(reading: _Reading, found: re.Match[str]) -> None:
    reading.weekday = _DAYS.index(found["weekday"][:3])


def _stepped_weekday(reading: _Reading, found: re.Match[str]) -> None:
    _weekday(reading, found)
    reading.weekday_step = _counted(found["step"])


def _weekday_of_month(reading: _Reading, found: re.Match[str]) -> None:
    _weekday(reading, found)
    reading.of_month = _counted(found["step"])
    reading.time = reading.time or 0


def _counted(word: str) -> int:
    return _STEPS[word] if word in _STEPS else _ORDINALS.index(word) + 1


def _edge(reading: _Reading, found: re.Match[str]) -> None:
    reading.edge = found["edge"]


def _date(reading: _Reading, found: re.Match[str]) -> None:
    named = found.groupdict()
    month = named["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    year = named.get("year")
    day = int(named.get("day") or 1)
    if not (1 <= number <= len(_MONTHS) and day <= 31):
        raise ValueError
    reading.dated(int(year) if year else reading.now.year, number, day)


def _month_alone(reading: _Reading, found: re.Match[str]) -> None:
    reading.dated(reading.now.year, _MONTHS.index(found["month"][:3]) + 1, reading.now.day)


def _week(reading: _Reading, found: re.Match[str]) -> None:
    first = datetime(int(found["year"]), 1, 4, tzinfo=UTC)
    number, day = int(found["number"]), int(found["day"] or 1)
    if number > 53 or day > 7:
        raise ValueError
    moment = first + timedelta(days=7 * (number - 1) + day - 1 - first.weekday())
    reading.dated(moment.year, moment.month, moment.day)


def _day_of_year(reading: _Reading, found: re.Match[str]) -> None:
    if not 1 <= int(found["day"]) <= 366:
        raise ValueError
    reading.dated(int(found["year"]), 1, int(found["day"]))


def _letter(reading: _Reading, found: re.Match[str]) -> None:
    reading.in_zone(3600 * (_LETTERS.index(found["letter"]) - 12))


def _time(reading: _Reading, found: re.Match[str]) -> None:
    named = found.groupdict()
    hour, minute, second = (int(named.get(part) or 0) for part in ("hour", "minute", "second"))
    if half := named.get("half"):
        hour = hour % _AFTERNOON + (_AFTERNOON if half == "p" else 0)
    if hour > 24 or minute > 59 or second > 59:
        raise ValueError
    reading.clocked(hour * 3600 + minute * 60 + second)


def _date_and_time(reading: _Reading, found: re.Match[str]) -> None:
    _date(reading, found)
    _time(reading, found)


def _utc(reading: _Reading, found: re.Match[str]) -> None:
    del found
    reading.in_zone(0)


def _zone(reading: _Reading, found: re.Match[str]) -> None:
    sign = -1 if found["sign"] == "-" else 1
    reading.in_zone(sign * (int(found["hours"]) * 3600 + int(found["minutes"] or 0) * 60))


def _unix(reading: _Reading, found: re.Match[str]) -> None:
    moment = datetime.fromtimestamp(int(found["unix"]), UTC)
    reading.date = (moment.year, moment.month, moment.day)
    reading.time = moment.hour * 3600 + moment.minute * 60 + moment.second


_YEAR = r"(?P<year>[0-9]{4})"
_MONTH_NUMBER, _DAY_NUMBER = r"(?P<month>[0-9]{1,2})", r"(?P<day>[0-9]{1,2})"
_CLOCK = r"t?(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-5]?[0-9])(?:[:.](?P<second>[0-5]?[0-9])(?:[.:,][0-9]+)?)?"
_COUNTED = rf"(?P<step>last|previous|this|next|{'|'.join(_ORDINALS)})"

#: What is looked for at each place: what reaches farthest is taken, of equals the first.
FORMS: tuple[tuple[re.Pattern[str], Read], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"now\b", _nothing),
        (r"(?:today|midnight)\b", _at(0)),
        (r"noon\b", _noon),
        (r"tomorrow\b", _at(0, 1)),
        (r"yesterday\b", _at(0, -1)),
        (r"(?P<edge>first|last) day of\b", _edge),
        (rf"{_COUNTED}\s+{_DAY}\s+of\b", _weekday_of_month),
        (rf"{_COUNTED}\s+{_DAY}", _stepped_weekday),
        (rf"(?P<step>last|previous|this|next)\s+{_UNIT}", _step),
        (rf"(?P<ordinal>{'|'.join(_ORDINALS)})\s+{_UNIT}", _ordinal),
        (r"@(?P<unix>-?[0-9]+)(?![0-9.])", _unix),
        (rf"{_YEAR}-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}})t{_CLOCK.removeprefix('t?')}", _date_and_time),
        (
            rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})t?(?P<hour>[0-9]{{2}})(?P<minute>[0-9]{{2}})(?P<second>[0-9]{{2}})z?",
            _date_and_time,
        ),
        (rf"{_YEAR}-{_MONTH_NUMBER}-{_DAY_NUMBER}", _date),
        (rf"{_YEAR}/{_MONTH_NUMBER}/{_DAY_NUMBER}", _date),
        (rf"{_MONTH_NUMBER}/{_DAY_NUMBER}/{_YEAR}", _date),
        (rf"{_DAY_NUMBER}[-.]{_MONTH_NUMBER}[-.]{_YEAR}", _date),
        (rf"{_YEAR}(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})", _date),
        (rf"{_YEAR}-?w(?P<number>[0-9]{{2}})(?:-?(?P<day>[0-7]))?", _week),
        (rf"{_YEAR}-{_MONTH_NUMBER}", _date),
        (rf"{_YEAR}\.?(?P<day>[0-9]{{3}})", _day_of_year),
        (rf"{_MONTH_NUMBER}/{_DAY_NUMBER}", _date),
        (rf"{_YEAR}-{_MONTH}-{_DAY_NUMBER}", _date),
        (rf"{_DAY_NUMBER}-{_MONTH}-{_YEAR}", _date),
        (rf"{_DAY_NUMBER}\s+{_MONTH}(?:\s+{_YEAR})?(?!:)", _date),
        (rf"{_MONTH}\s+{_YEAR}(?!:)", _date),
        (rf"{_MONTH}\s+{_DAY_NUMBER}(?:,?\s+{_YEAR})?(?!:)", _date),
        (rf"{_MONTH}\b(?![-.])", _month_alone),
        (r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2}))?\s*(?P<half>[ap])\.?m\b\.?", _time),
        (_CLOCK, _time),
        (r"t?(?P<hour>[01][0-9]|2[0-3])(?P<minute>[0-5][0-9])(?P<second>[0-5][0-9])?\Z", _time),
        (rf"(?P<signs>[+-]*)\s*(?P<count>[0-9]+)\s*{_UNIT}(?P<ago>\s+ago\b)?", _count),
        (_DAY, _weekday),
        (r"(?:utc|gmt|z)\b", _utc),
        (r"(?P<letter>[a-ik-z])\b", _letter),
        (r"(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?", _zone),
    )
)

#: Words that PHP knows beside those in FORMS.
_FURTHER_WORDS = frozenset(
    "weekday weekdays ago of back front millisecond milliseconds msec msecs ms microsecond microseconds µs usec sept"
    " noon midnight now today tomorrow yesterday first second third fourth fifth sixth seventh eighth ninth tenth"
    " eleventh twelfth next last previous this day am pm i ii iii iv v vi vii viii ix x xi xii est edt cst cdt mst mdt"
    " pst pdt cet cest bst ist jst msk eet eest wet west hst akst akdt aest acst awst nzst nzdt sast".split()
)
_WORD = re.compile(r"[a-zµ]+")
_UNIT_WORD, _NAMED = re.compile(_UNIT), re.compile(f"{_MONTH}|{_DAY}")
#: Numbers that PHP takes for dates and times, and numbers and words put together.
_OTHER_NUMBERS = re.compile(r"[0-9]{6,8}|t?[0-9]{4}")
#: What may be the name of a zone, which need not be known of the second one.
_UNKNOWN_ZONE = re.compile(r"[a-z]{1,6}")
#: What may stand around a time, and which of these may not stand within.
_BLANKS = " \t\n\r\v\f"
_NOT_WITHIN = frozenset("\r\v\f")
#: What PHP reads otherwise when both are there: "second monday next week".
_UNKNOWN_TOGETHER = ({_edge, _weekday}, {_stepped_weekday, _step}, {_stepped_weekday, _ordinal})
#: What may stand between what is read, or alone, which says now.
_BETWEEN = frozenset(" \t\n,.")
#: Words that say nothing without another.
_ALONE = frozenset({*_STEPS, *_ORDINALS})


def moment_of(text: str, now: int) -> int | None:
    """Return the time that *text* says, in unix seconds; None if it says none.

    Raises:
        NotImitated: if PHP may understand it.
    """
    if not text:
        return None
    text = text.lower().strip(_BLANKS)
    reading = _Reading(datetime.fromtimestamp(now, UTC))
    position = 0
    done: set[Read] = set()
    if not _NOT_WITHIN.isdisjoint(text):
        return None
    try:
        while position < len(text):
            if text[position] in _BETWEEN:
                position += 1
                continue
            found = [(match, read) for form, read in FORMS if (match := form.match(text, position))]
            if not found and reading.zones and (match := _UNKNOWN_ZONE.match(text, position)):
                found = [(match, _utc)]
            if not found:
                _refuse_unread(text, text[position:])
                return None
            match, read = max(found, key=_reach)
            read(reading, match)
            done.add(read)
            position = match.end()
    except ValueError:
        return None
    if any(done.issuperset(together) for together in _UNKNOWN_TOGETHER):
        raise _not_imitated(text)
    try:
        return reading.moment()
    except (ValueError, OverflowError):
        raise _not_imitated(text) from None


def _reach(found: tuple[re.Match[str], Read]) -> int:
    return found[0].end()


def _refuse_unread(text: str, rest: str) -> None:
    words = [word for word in _WORD.findall(rest) if not _UNIT_WORD.fullmatch(word)]
    if rest.strip() in _ALONE:
        return
    known = [word for word in words if word in _FURTHER_WORDS or len(word) == 1 or _NAMED.fullmatch(word)]
    if (words and len(known) == len(words)) or _OTHER_NUMBERS.fullmatch(rest.strip()):
        raise _not_imitated(text)


def _not_imitated(text: str) -> NotImitated:
    return NotImitated(
        f"The in-memory wiki does not read the time {text!r}, which PHP may understand. "
        "Write it as a date, or as 2 weeks."
    )
