"""Checks of what a test gives, which tell a slip where it is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pytest_mwedit.wiki.configuration import nearest
from pytest_mwedit.wiki.protecting import LEVELS
from pytest_mwedit.wiki.users import known_groups

if TYPE_CHECKING:
    from pytest_mwedit.wiki import Wiki


def __tracebackhide__(excinfo: Any) -> bool:
    """Let pytest point at the line of the test that gave what cannot be, not at this module."""
    return isinstance(excinfo.value, (ValueError, TypeError))


def check_type(name: str, value: Any, wanted: type, words: str) -> None:
    """Check that the argument *name* is of the type *wanted*, which *words* tell.

    Raises:
        TypeError: if it is not.
    """
    if not isinstance(value, wanted):
        raise TypeError(f"{name}={value!r} must be {words}")


def check_api_url(url: str) -> None:
    """Check that *url* can be the address of an API.

    Raises:
        ValueError: if it is not one of a script ``api.php``.
    """
    if not isinstance(url, str) or not url.startswith(("http://", "https://")) or not url.endswith("/api.php"):
        raise ValueError(
            f"api_url={url!r} must be the whole address of an API and end in /api.php, "
            "such as https://test.wikipedia.org/w/api.php"
        )


def check_times(times: int | None) -> None:
    """Check how often something is to happen.

    Raises:
        ValueError: if it is neither a whole number from 1 on nor None.
    """
    if times is not None and (type(times) is not int or times < 1):
        raise ValueError(f"times={times!r} must be a whole number, 1 or more, or None for ever")


def check_choice(name: str, given: Any, choices: Sequence[str]) -> None:
    """Check that *given* as the argument *name* is one of *choices*.

    Raises:
        ValueError: if it is none of them.
    """
    if given not in choices:
        raise ValueError(f"{name}={given!r} must be one of {', '.join(map(repr, choices))}")


def check_known(name: str, what: str, given: Iterable[str], known: Iterable[str]) -> None:
    """Check that all that is *given* as the argument *name* is *known*; *what* tells one of them.

    Raises:
        ValueError: for the first that is not; the text says what is near, or else all that there is.
    """
    if isinstance(given, str):
        raise ValueError(f"{name}={given!r} must be a list of names, such as [{given!r}]")
    known = sorted(known)
    unknown = next((each for each in given if each not in known), None)
    if unknown is not None:
        hint = nearest(str(unknown), known) or f"; known: {', '.join(known)}"
        raise ValueError(f"the wiki has no {what} {unknown!r}{hint}")


def check_levels(wiki: Wiki, levels: Mapping[str, str | None]) -> None:
    """Check that pages can be protected by *levels* (of actions); None is none given.

    Raises:
        ValueError: for a level that is neither one of MediaWiki's nor a right.
    """
    known = {"", *LEVELS, *rights_of(wiki)}
    for action, level in levels.items():
        if level is not None and level not in known:
            hint = nearest(str(level), LEVELS)
            raise ValueError(f'{action}={level!r} is no level of protection{hint}; use "autoconfirmed", "sysop" or ""')


def groups_of(wiki: Wiki) -> set[str]:
    """Return the groups that *wiki* has, those that its configuration adds among them."""
    config = wiki.config
    return {*known_groups(config, wiki.traits), *config.revoke_permissions}


def rights_of(wiki: Wiki) -> set[str]:
    """Return the rights that a group or grant of *wiki* has or its configuration speaks of."""
    by_table = (wiki.traits.group_rights, wiki.traits.extension_rights, wiki.traits.grant_rights)
    by_setting = (wiki.config.group_permissions, wiki.config.revoke_permissions)
    return {right for table in (*by_table, *by_setting) for rights in table.values() for right in rights}
