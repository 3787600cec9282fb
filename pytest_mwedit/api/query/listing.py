"""What most modules are: they find rows, sort them, tell as many as asked for, and say where the next ones begin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.query.query import QueryModule
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.wiki import iso

if TYPE_CHECKING:
    from pytest_mwedit.api.query.pageset import Found, Generated
    from pytest_mwedit.api.query.query import Query

#: What a part of a position may be.
NUMBER: Final = "number"
#: A number that no version takes anything else for.
IDENTIFIER: Final = "identifier"
TEXT: Final = "text"
TIMESTAMP: Final = "timestamp"

#: Values of the parameter ``dir`` with which the last comes first.
BACKWARDS = frozenset({"descending", "desc", "older"})

_INTEGER = re.compile("0|-?[1-9][0-9]*")
_LEADING_INTEGER = re.compile(r"\s*([+-]?[0-9]+)")
_STAMP = re.compile("[0-9]{14}")

Key = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that a module tells of."""

    #: What rows are sorted by; with ``|`` between, it is the position to go on from.
    key: Key
    #: What the answer says.
    entry: Any = None
    #: What a generator gives: a page that exists, a title that may not, or a revision.
    found: Found | None = None
    #: The number of the page of the query that this is about, for a module that tells of pages.
    about: int = 0


Find = Callable[["Query", dict[str, Any]], Iterable[Row]]
#: What rows are compared by, of their keys; raises `ValueError` for a position that no row could have.
Order = Callable[[Key], Any]


#: What returns the rows that a reply tells, in order, and notes where the next one begins.
Taken = Callable[["Query", dict[str, Any]], list[Row]]


def _as_it_is(key: Key) -> Any:
    return key


def listing(
    find: Find,
    *position: str,
    lacks: frozenset[str] = frozenset(),
    order: Order = _as_it_is,
    notes_beginning: bool = False,
) -> QueryModule:
    """Return the module that lists what *find* returns, in any order; *position* says what keys are made of.

    As a generator it may tell where it began.
    """
    found: Taken = partial(taken, find=find, position=position, order=order)
    generated = from_beginning(found) if notes_beginning else found
    return QueryModule(partial(_list, found), lacks, partial(_generate, generated))


def about_pages(find: Find, *position: str, lacks: frozenset[str] = frozenset()) -> QueryModule:
    """Return the module that tells, page by page, what *find* returns."""
    return telling(partial(taken, find=find, position=position), lacks)


def listed(found: Taken, lacks: frozenset[str] = frozenset()) -> QueryModule:
    """Return the module that lists the rows of *found*, whose order or positions differ from query to query."""
    return QueryModule(partial(_list, found), lacks, partial(_generate, found))


def telling(found: Taken, lacks: frozenset[str] = frozenset()) -> QueryModule:
    """Return the module that tells, page by page, the rows of *found*, whose positions differ from query to query."""
    return QueryModule(partial(_tell, found), lacks, partial(_generate, found))


def _list(found: Taken, query: Query, params: dict[str, Any]) -> None:
    query.data[query.module.name] = [row.entry for row in found(query, params)]


def _tell(found: Taken, query: Query, params: dict[str, Any]) -> None:
    for row in found(query, params):
        query.page(row.about).setdefault(query.module.name, []).append(row.entry)


def _generate(found: Taken, query: Query, params: dict[str, Any]) -> Generated:
    return [row.found for row in found(query, params) if row.found is not None]


def from_beginning(found: Taken) -> Taken:
    """Return what does the same as *found* and notes where its first row stands."""

    def noted(query: Query, params: dict[str, Any]) -> list[Row]:
        rows = found(query, params)
        if rows:
            query.note_beginning(written_position(rows[0].key))
        return rows

    return noted


def taken(
    query: Query, params: dict[str, Any], find: Find, position: tuple[str, ...], order: Order = _as_it_is
) -> list[Row]:
    """Return the rows that this reply tells, in order, and note where the next reply begins."""
    backwards = params.get("dir") in BACKWARDS
    start = read_position(query, params["continue"], position)
    rows: list[Row] = sorted(find(query, params), key=lambda row: order(row.key), reverse=backwards)
    if start is not None:
        try:
            edge = order(start)
        except ValueError:
            raise ApiError(errors.BAD_CONTINUE) from None
        rows = [row for row in rows if (order(row.key) <= edge if backwards else order(row.key) >= edge)]
    return told(query, rows, params["limit"])


def told(query: Query, rows: list[Row], limit: int) -> list[Row]:
    """Return as many of *rows* as this reply tells, and note where the next one begins."""
    if len(rows) > limit:
        query.go_on(written_position(rows[limit].key))
    return rows[:limit]


def written_position(key: Key) -> str:
    """Write a position as the client sends it back."""
    return "|".join(map(str, key))


def read_position(query: Query, value: str | None, position: tuple[str, ...]) -> Key | None:
    """Read where a reply is to begin; None for the beginning.

    Raises:
        ApiError: if it is not made as *position* says.
    """
    if value is None:
        return None
    parts = value.split("|")
    strict = manner_of(query.call.wiki.version).checks_positions
    if len(parts) != len(position):
        raise ApiError(errors.BAD_CONTINUE)
    return tuple(_read(kind, part, strict=strict) for kind, part in zip(position, parts, strict=True))


def _read(kind: str, part: str, *, strict: bool) -> int | str:
    if kind == TEXT:
        return part
    strict = strict or kind == IDENTIFIER
    if strict and (_STAMP if kind == TIMESTAMP else _INTEGER).fullmatch(part) is None:
        raise ApiError(errors.BAD_CONTINUE)
    if kind == TIMESTAMP:
        return part
    # What PHP takes for a number.
    digits = _LEADING_INTEGER.match(part)
    return int(digits[1]) if digits else 0


def stamp(moment: int) -> str:
    """Write a time as positions have it: 14 digits."""
    return "".join(filter(str.isdigit, iso(moment)))
