"""TitleBlacklist: titles that may not be created, on the page MediaWiki:Titleblacklist.

Source: mediawiki.org, "Extension:TitleBlacklist", and the recordings ``ext/titleblacklist*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError, ErrorRow
from pytest_mwedit.api.extensions import Extension
from pytest_mwedit.api.messages import Markup, Param
from pytest_mwedit.api.rendering.texts import as_told
from pytest_mwedit.wiki.namespaces import MEDIAWIKI
from pytest_mwedit.wiki.pcre import PatternError, compiled
from pytest_mwedit.wiki.text_literal import escaped_html

if TYPE_CHECKING:
    from pytest_mwedit.api.actions.edit_checks import Edit
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Title

BLACKLIST, WHITELIST = "Titleblacklist", "Titlewhitelist"

_ENTRY = re.compile(r"(?P<pattern>.*?)\s*(?:<(?P<options>[^<>]*)>)?", re.DOTALL)
#: MediaWiki writes patterns between slashes, so that one within ends the pattern.
_SLASH = re.compile(r"(?<!\\)(?:\\\\)*/")


@dataclass(frozen=True)
class Entry:
    """A line of the list."""

    line: str
    pattern: str
    options: frozenset[str]
    #: The message that stands in for the usual one.
    message: str | None

    def matches(self, title: str) -> bool:
        """Whether *title* is meant; by a line that is no pattern, none is."""
        try:
            pattern = _compiled(self.pattern, casesensitive="casesensitive" in self.options)
        except PatternError:
            return False
        return pattern.search(title) is not None


def _compiled(pattern: str, *, casesensitive: bool) -> re.Pattern[str]:
    if _SLASH.search(pattern):
        raise PatternError(f"{pattern!r} has a slash without a backslash before it")
    return compiled(f"^(?:{pattern.replace('_', ' ')})$", ignore_case=not casesensitive, dot_all=True)


def check_patterns(edit: Edit) -> None:
    """Refuse a list with a line that is no pattern."""
    if edit.title.namespace != MEDIAWIKI or edit.title.dbkey != BLACKLIST:
        return
    for entry in entries_of(edit.text):
        try:
            _compiled(entry.pattern, casesensitive=False)
        except PatternError:
            raise ApiError(errors.HOOK_ABORTED) from None


def refusals(call: Call, title: Title, action: str) -> Iterator[ApiError]:
    """Tell why *title* may not be created or, where an entry says noedit, edited."""
    if call.may("tboverride"):
        return
    entry = _entry_against(call, title, action)
    if entry is not None and not any(each.matches(_full(title)) for each in entries_of(_page(call, WHITELIST))):
        yield refusal(call, entry, title)


def _entry_against(call: Call, title: Title, action: str) -> Entry | None:
    for entry in entries_of(_page(call, BLACKLIST), call.wiki.config.title_blacklist):
        if entry.options & {"newaccountonly", "moveonly"}:
            continue
        if action == "edit" and "noedit" not in entry.options:
            continue
        if "autoconfirmed" in entry.options and call.may("autoconfirmed"):
            continue
        if entry.matches(_full(title)):
            return entry
    return None


def _full(title: Title) -> str:
    """Return a title as entries are held against it, with its section (`found/sections_of_listed_titles_*`)."""
    return f"{title}#{title.fragment}" if title.fragment else str(title)


def refusal(call: Call, entry: Entry, title: Title) -> ApiError:
    """Return what is told of *title*, which *entry* is against."""
    row = errors.TITLE_BLACKLIST_FORBIDDEN
    if entry.message is not None:
        row = ErrorRow(entry.message, row.code, foreign=True)
    line: Param = entry.line
    if not call.wiki.traits.escapes_listed_titles:
        line = Markup(escaped_html(entry.line))
    data = {
        "message": {"key": row.key, "params": [entry.line, _full(title)]},
        "line": entry.line,
        "info": "TitleBlacklist prevents this title from being created",
    }
    return ApiError(row, line, Markup(_full(title)), data=data)


def _page(call: Call, name: str) -> str:
    """Return a list with its templates filled in."""
    wiki = call.wiki
    page = wiki.pages.get(wiki.titles.make(MEDIAWIKI, name))
    return "" if page is None else as_told(wiki, page.latest.text, call.user)


def entries_of(text: str, more: Iterable[str] = ()) -> Iterator[Entry]:
    """Return the entries of a list: a line each, without comments."""
    for line in [*text.split("\n"), *more]:
        found = _ENTRY.fullmatch(line.partition("#")[0].strip())
        if found is None or not found["pattern"]:
            continue
        options = {name.strip().lower(): value.strip() for name, value in _options(found["options"] or "")}
        yield Entry(line, found["pattern"], frozenset(options), options.get("errmsg") or None)


def _options(written: str) -> Iterator[tuple[str, str]]:
    for option in written.split("|"):
        name, _, value = option.partition("=")
        yield name, value


EXTENSION = Extension(refusals=refusals, check_text=check_patterns)
