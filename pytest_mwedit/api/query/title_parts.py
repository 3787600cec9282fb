"""How lists of titles are told where to begin and to end: with a part of a title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.wiki import InvalidTitle

if TYPE_CHECKING:
    from pytest_mwedit.wiki import Wiki

#: What makes a title of a part of one, so that a blank at its end counts.
_REST = "x"


def title_key(wiki: Wiki, part: str, namespace: int = 0) -> str:
    """Return a part of a title as titles begin that are in *namespace*.

    Raises:
        ApiError: if no title begins so.
    """
    name = wiki.titles.namespaces[namespace].name
    try:
        title = wiki.title(f"{name}:{part}{_REST}" if name else part + _REST)
    except InvalidTitle:
        raise ApiError(errors.INVALID_TITLE, part) from None
    if title.namespace != namespace or title.interwiki or title.fragment:
        raise ApiError(errors.INVALID_TITLE, part)
    return title.dbkey[: -len(_REST)]


def place_of(wiki: Wiki, part: str) -> tuple[int, str]:
    """Return the namespace that a part of a title names, and what titles begin with there.

    Raises:
        ApiError: if no title begins so.
    """
    try:
        title = wiki.title(part + _REST)
    except InvalidTitle:
        raise ApiError(errors.INVALID_TITLE, part) from None
    key = title.dbkey[: -len(_REST)]
    if title.interwiki or title.fragment or not key:
        raise ApiError(errors.INVALID_TITLE, part)
    return title.namespace, key


def is_between(key: str, start: str | None, end: str | None, *, backwards: bool) -> bool:
    """Whether a list that runs from *start* to *end* has *key*."""
    low, high = (end, start) if backwards else (start, end)
    return (low is None or key >= low) and (high is None or key <= high)
