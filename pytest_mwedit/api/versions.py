"""How versions of MediaWiki differ in what they say: other messages for the same errors, other texts for the keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_mwedit.api.errors import ApiError

#: Version: the message that 1.43 tells an error with: the one that the version has, which takes no parameters.
OTHER_MESSAGES: Mapping[str, Mapping[str, str]] = {
    "1.39": {
        "apierror-ratelimited": "actionthrottledtext",
        "autoblockedtext": "apierror-autoblocked",
        "blockedtext": "apierror-blocked",
        "blockedtext-partial": "apierror-blocked-partial",
    }
}

#: Version: the exception that 1.43 throws where it cannot go on: the one that the version throws there.
OTHER_EXCEPTIONS: Mapping[str, Mapping[str, str]] = {
    "1.39": {"BadMethodCallException": "MWException", "InvalidArgumentException": "MWException"}
}


def retell(error: ApiError, version: str) -> None:
    """Put *error* in the words of *version*."""
    other = OTHER_MESSAGES.get(version, {}).get(error.row.key)
    if other is not None:
        error.params = ()
        error.row = replace(error.row, key=other)


def exception(kind: str, version: str) -> str:
    """Return the name of the exception of *version* that 1.43 calls *kind*."""
    return OTHER_EXCEPTIONS.get(version, {}).get(kind, kind)
