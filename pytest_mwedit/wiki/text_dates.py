"""What ``{{#formatdate:…}}`` makes of a date: table FORMS.

As real wikis show (`tests/wiki/substituted`).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_mwedit.wiki.state import Wiki

#: Behind a year before the first one.
_BEFORE = "BC"
_YEAR, _DAY = r"(?P<year>[0-9]{1,4}(?: BC)?)", r"(?P<day>[0-9]{1,2})"
_COMMA = "(?: ?, ?| )"

#: How a date may be written, and how it is written so; without a year where it has none.
FORMS: Mapping[str, tuple[str, str]] = {
    "dmy": (f"{_DAY} {{month}}{_COMMA}{_YEAR}", "{day} {month} {year}"),
    "mdy": (f"{{month}} {_DAY}{_COMMA}{_YEAR}", "{month} {day}, {year}"),
    "ymd": (f"{_YEAR}{_COMMA}{{month}} {_DAY}", "{year} {month} {day}"),
    "ISO 8601": ("(?P<iso>-?[0-9]{4})-(?P<number>0[1-9]|1[0-2])-(?P<day>[0-9]{2})", "{iso}-{number}-{padded}"),
    "dm": (f"{_DAY} {{month}}", "{day} {month}"),
    "md": (f"{{month}} {_DAY}", "{month} {day}"),
}
_ISO = "ISO 8601"
#: What is asked of a date without a year.
_WITHOUT_YEAR = {"dmy": "dm", "mdy": "md"}


def with_date(text: str, style: str, wiki: Wiki) -> str:
    """Return *text*, if it is a date in the *style* that is asked for, else as it is."""
    names = _month_names(wiki)
    month = f"(?P<month>{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})"
    for form, (pattern, _) in FORMS.items():
        if found := re.fullmatch(pattern.replace("{month}", month), text, re.IGNORECASE):
            return _written(found, form, style, wiki)
    return text


def _written(found: re.Match[str], form: str, style: str, wiki: Wiki) -> str:
    told = found.groupdict()
    number = told.get("number") or f"{_month_names(wiki)[told['month'].lower()]:02}"
    iso = told.get("iso") or ("" if told.get("year") is None else _iso_year(told["year"]))
    texts, full = wiki.texts(wiki.language.code), _FULL_NAMES[int(number) - 1]
    parts = {
        "day": told["day"] if form != _ISO else str(int(told["day"])),
        "padded": told["day"].zfill(2),
        "month": texts[full],
        "number": number,
        "iso": iso,
        "year": told.get("year") or (_year(iso, wiki) if iso else ""),
    }
    wanted = style if iso else _WITHOUT_YEAR.get(style, "")
    shown = FORMS[wanted if wanted in FORMS else form][1].format(**parts)
    title = "-".join(filter(None, (iso, number, parts["padded"])))
    return f'<span class="mw-formatted-date" title="{title}">{shown}</span>'


def _iso_year(year: str) -> str:
    digits = int(year[: -len(_BEFORE)] if year[-1] in "cC" else year)
    return f"-{digits - 1:04}" if year.endswith(_BEFORE) else f"{digits:04}"


def _year(iso: str, wiki: Wiki) -> str:
    number = int(iso)
    is_before = number < 0 or iso.startswith("-") or (number == 0 and wiki.traits.has_no_year_nought)
    return f"{abs(number) + 1} {_BEFORE}" if is_before else str(number)


_FULL_NAMES = ["may_long" if name == "May" else name.lower() for name in calendar.month_name[1:]]


def _month_names(wiki: Wiki) -> dict[str, int]:
    """Return the names of the months, long and short, in small letters, with their numbers."""
    texts = wiki.texts(wiki.language.code)
    short = [name.lower() for name in calendar.month_abbr[1:]]
    return {texts[key].lower(): number for keys in (_FULL_NAMES, short) for number, key in enumerate(keys, 1)}
