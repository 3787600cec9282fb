"""How ``{{#time:…}}`` and ``{{#timef:…}}`` of the extension ParserFunctions write a moment: tables LETTERS and FORMATS.

As https://www.mediawiki.org/wiki/Help:Extension:ParserFunctions describes and real wikis show
(`tests/wiki/substituted/ext`). Calendars other than those of Thailand, Taiwan and Japan are named as not imitated.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pytest_mwedit.failures import NotImitated

if TYPE_CHECKING:
    from pytest_mwedit.languages import Language

_MONTHS = [name.lower() for name in calendar.month_name]
_ABBREVIATED = [name.lower() for name in calendar.month_abbr]
_DAYS = [name.lower() for name in calendar.day_name]
_ABBREVIATED_DAYS = [name.lower() for name in calendar.day_abbr]
#: The first hour behind noon, and what a calendar is ahead.
_NOON, _THAI, _MINGUO = 12, 543, -1911
#: The years that began in April in Thailand.
_THAI_FROM_APRIL, _APRIL = range(1912, 1941), 4
_ROMAN = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X")),
    *((9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
_LARGEST_ROMAN = 10000
#: First day of the times of Japan's emperors, the latest first; of earlier ones the versions tell otherwise.
_ERAS = (((2019, 5, 1), "令和"), ((1989, 1, 8), "平成"), ((1927, 1, 1), "昭和"))
_BEFORE_ERAS = {"昭和": 1}


@dataclass(frozen=True)
class _Written:
    """A moment that is written in a language."""

    moment: datetime
    texts: Mapping[str, str]

    def hour(self) -> int:
        """Return the hour of the half day."""
        return self.moment.hour % _NOON or _NOON


def _pattern(pattern: str) -> Callable[[_Written], str]:
    return lambda written: written.moment.strftime(pattern)


def _plain(number: Callable[[_Written], int]) -> Callable[[_Written], str]:
    return lambda written: str(number(written))


def _padded(digits: int, number: Callable[[_Written], int]) -> Callable[[_Written], str]:
    return lambda written: f"{number(written):0{digits}}"


def _month(written: _Written) -> str:
    name = _MONTHS[written.moment.month]
    return written.texts["may_long" if name == "may" else name]


def _internet(written: _Written) -> str:
    day, month = calendar.day_abbr[written.moment.weekday()], calendar.month_abbr[written.moment.month]
    return f"{day}, {written.moment.day:02} {month} {written.moment.year:04} {written.moment:%H:%M:%S} +0000"


def _of_era(written: _Written) -> str:
    moment = written.moment
    for first, name in _ERAS:
        if (moment.year, moment.month, moment.day) >= first:
            count = moment.year - first[0] + 1 + _BEFORE_ERAS.get(name, 0)
            return name + ("元" if count == 1 else str(count))
    raise NotImitated("The in-memory wiki does not write years of Japan before 1927. Write the year itself.")


def _thai(written: _Written) -> int:
    year, month = written.moment.year, written.moment.month
    return year + _THAI - (year in _THAI_FROM_APRIL and month < _APRIL)


#: What stands for a letter, or for letters behind an ``x``.
LETTERS: dict[str, Callable[[_Written], str]] = {
    "d": _padded(2, lambda written: written.moment.day),
    "D": lambda written: written.texts[_ABBREVIATED_DAYS[written.moment.weekday()]],
    "j": _plain(lambda written: written.moment.day),
    "l": lambda written: written.texts[_DAYS[written.moment.weekday()]],
    "N": _plain(lambda written: written.moment.isoweekday()),
    "w": _plain(lambda written: written.moment.isoweekday() % 7),
    "z": _plain(lambda written: written.moment.timetuple().tm_yday - 1),
    "W": _padded(2, lambda written: written.moment.isocalendar().week),
    "F": _month,
    "m": _padded(2, lambda written: written.moment.month),
    "M": lambda written: written.texts[_ABBREVIATED[written.moment.month]],
    "n": _plain(lambda written: written.moment.month),
    "t": _plain(lambda written: calendar.monthrange(written.moment.year, written.moment.month)[1]),
    "L": _plain(lambda written: int(calendar.isleap(written.moment.year))),
    "o": _padded(4, lambda written: written.moment.isocalendar().year),
    "Y": _padded(4, lambda written: written.moment.year),
    "y": _padded(2, lambda written: written.moment.year % 100),
    "a": lambda written: "am" if written.moment.hour < _NOON else "pm",
    "A": lambda written: "AM" if written.moment.hour < _NOON else "PM",
    "g": _plain(_Written.hour),
    "G": _plain(lambda written: written.moment.hour),
    "h": _padded(2, _Written.hour),
    "H": _pattern("%H"),
    "i": _pattern("%M"),
    "s": _pattern("%S"),
    "e": lambda written: "UTC",
    "I": lambda written: "0",
    "O": lambda written: "+0000",
    "P": lambda written: "+00:00",
    "T": lambda written: "UTC",
    "Z": lambda written: "0",
    "c": lambda written: f"{written.moment.year:04}-{written.moment:%m-%dT%H:%M:%S}+00:00",
    "r": _internet,
    "U": _plain(lambda written: int(written.moment.timestamp())),
    "xx": lambda written: "x",
    "xg": lambda written: written.texts[f"{_MONTHS[written.moment.month]}-gen"],
    "xkY": _plain(_thai),
    "xoY": _plain(lambda written: written.moment.year + _MINGUO),
    "xtY": _of_era,
}
#: Letters of calendars, and of numbers, that are not imitated.
_OTHER = re.compile("xh|xi[jztFnYy]|xj[jFxntY]|xm[jFnY]")
_TOKEN = re.compile(
    rf"(?P<letters>{'|'.join(sorted(LETTERS, key=len, reverse=True))})|(?P<mark>x[nNr])|x[ijkmot]?(?P<other>.)"
    r"|\\(?P<escaped>.)|\"(?P<quoted>[^\"]*)\"|(?P<plain>.)",
    re.DOTALL,
)


def formatted(pattern: str, moment: int, texts: Mapping[str, str]) -> str:
    """Write *moment* as *pattern* says, with the names of months and days in *texts*.

    Raises:
        NotImitated: for a calendar, or for numbers, that nobody wrote yet.
    """
    written, numbers, shown = _Written(datetime.fromtimestamp(moment, UTC), texts), _Numbers(), ""
    for token in _TOKEN.finditer(pattern):
        if _OTHER.match(pattern, token.start()):
            raise NotImitated(
                f"The in-memory wiki does not write {pattern[token.start() :][:3]!r} of {{{{#time:}}}}. "
                "Put the time itself into the text."
            )
        if token["letters"]:
            shown += numbers.written(LETTERS[token["letters"]](written), token["letters"])
        elif token["mark"]:
            numbers.mark(token["mark"])
        else:
            shown += token[token.lastgroup or 0]
    return shown


@dataclass
class _Numbers:
    """How the numbers to come are written; the languages that are recorded have the digits of all."""

    is_raw: bool = False
    stays_raw: bool = False
    is_roman: bool = False

    def mark(self, mark: str) -> None:
        """Take what says how they are written."""
        if mark == "xN":
            self.stays_raw = not self.stays_raw
        self.is_raw = self.is_raw or mark == "xn"
        self.is_roman = self.is_roman or mark == "xr"

    def written(self, text: str, letters: str) -> str:
        """Return what letters stand for, if it is a number as numbers are written."""
        if not (_NUMBER.fullmatch(text) or letters == _ERA):
            return text
        if self.is_raw or self.stays_raw:
            self.is_raw = False
        elif self.is_roman:
            self.is_roman = False
            return "0" if letters == _ERA else _in_roman(int(text))
        return text


_NUMBER = re.compile("-?[0-9]+")
_ERA = "xtY"


def _in_roman(number: int) -> str:
    if not 0 < number <= _LARGEST_ROMAN:
        return str(number)
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _pretty(language: Language, moment: int) -> str:
    day = language.day_and_time(moment)[0]
    return day.rpartition(" ")[0] if "{day} {month} {year}" in language.date else day


#: What ``#timef`` may be told: what it writes of a moment.
FORMATS: dict[str, Callable[[Language, int], str]] = {
    "": lambda language, moment: language.moment(moment),
    "both": lambda language, moment: language.moment(moment),
    "date": lambda language, moment: language.day_and_time(moment)[0],
    "time": lambda language, moment: language.day_and_time(moment)[1],
    "pretty": _pretty,
}
