"""SpamBlacklist: addresses that an edit may not add, on the page MediaWiki:Spam-blacklist.

Source: mediawiki.org, "Extension:SpamBlacklist", and the recordings ``ext/spamblacklist*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_conflicts import summary_of
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.extensions import Extension
from pytest_mwedit.api.extensions.links import links_before, links_in
from pytest_mwedit.api.messages import Listing, Markup
from pytest_mwedit.api.result import Named
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.namespaces import MEDIAWIKI
from pytest_mwedit.wiki.pcre import PatternError, compiled

if TYPE_CHECKING:
    from pytest_mwedit.api.actions.edit_checks import Edit
    from pytest_mwedit.wiki import Wiki

#: The pages with what is forbidden and what is allowed nevertheless.
BLACKLIST, WHITELIST = "Spam-blacklist", "Spam-whitelist"

#: The pages that must hold patterns.
PAGES_OF_PATTERNS = frozenset({BLACKLIST, WHITELIST, "Email-blacklist", "Email-whitelist"})


def check_patterns(edit: Edit) -> None:
    """Refuse a list with a line that is no pattern."""
    if edit.title.namespace != MEDIAWIKI or edit.title.dbkey not in PAGES_OF_PATTERNS:
        return
    if any(not _is_pattern(line) for line in lines_of(edit.text)):
        raise ApiError(errors.HOOK_ABORTED)


def refuse_links(edit: Edit, text: str) -> None:
    """Refuse addresses that are forbidden, in the summary, or in the text if the page does not have them already."""
    wiki = edit.call.wiki
    forbidden = _patterns((*lines_of(_page(wiki, BLACKLIST)), *lines_of("\n".join(wiki.config.spam_blacklist))))
    if not forbidden or edit.call.may("sboverride"):
        return
    added = set(links_in(edit, text)) - set(links_before(edit))
    searched = [*sorted(added), summary_of(edit)]
    allowed = _patterns(tuple(lines_of(_page(wiki, WHITELIST))))
    lines = "\n".join(each for each in searched if not any(pattern.search(each) for pattern in allowed))
    matches = [match[1] or "" for pattern in forbidden for match in pattern.finditer(lines)]
    if matches:
        raise refusal(wiki, matches)


def refusal(wiki: Wiki, matches: list[str]) -> ApiError:
    """Tell of each match once; the wiki keeps the numbers that they had before."""
    first = {match: number for number, match in reversed(list(enumerate(matches)))}
    by_number = dict(sorted((number, match) for match, number in first.items()))
    numbers = tuple(range(len(by_number))) if wiki.traits.counts_matches_anew else tuple(by_number)
    listed = Listing(tuple(Markup(match) for match in by_number.values()), sentence=True, positions=numbers)
    told: Any = list(by_number.values())
    if tuple(by_number) != tuple(range(len(by_number))):
        told = Named({str(number): match for number, match in by_number.items()})
    return ApiError(errors.SPAM_BLACKLIST, listed, data={"spamblacklist": {"matches": told}})


def _page(wiki: Wiki, name: str) -> str:
    page = wiki.pages.get(wiki.titles.make(MEDIAWIKI, name))
    return page.latest.text if page is not None else ""


def lines_of(text: str) -> Iterator[str]:
    """Return the patterns of a list: its lines without comments, blank ones left out."""
    for line in text.split("\n"):
        pattern = line.partition("#")[0].strip()
        if pattern:
            yield pattern


@cache
def _patterns(lines: tuple[str, ...]) -> list[re.Pattern[str]]:
    """Return what finds a host of an address, or what stands behind it: one pattern, or one each if that is none.

    What is none alone may be one with others (`found/spam_lists_that_are_patterns_together`).
    """
    if not lines:
        return []
    if _are_pattern(lines):
        return [_pattern("|".join(lines))]
    return [_pattern(line) for line in lines if _is_pattern(line)]


def _are_pattern(lines: tuple[str, ...]) -> bool:
    """Whether *lines* are one pattern; a line that is none rarely makes one that is not imitated (`lists_of_spam`)."""
    try:
        return _is_pattern("|".join(lines))
    except NotImitated:
        return all(map(_is_pattern, lines))


def _pattern(lines: str) -> re.Pattern[str]:
    """Return what finds an address by *lines*, which are its first group (`found/spam_lists_that_tell_of_groups`)."""
    return compiled(rf"(?:https?:)?//+[a-z0-9_\-.]*({lines})[^\n]*", ignore_case=True, lines=True)


def _is_pattern(line: str) -> bool:
    try:
        _pattern(line)
    except PatternError:
        return False
    return True


EXTENSION = Extension(check_text=check_patterns, filter_edit=refuse_links)
