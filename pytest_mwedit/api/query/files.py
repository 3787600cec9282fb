"""What asks for files, of which there are none: uploaded, deleted or stashed. What is wrong is refused all the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Markup
from pytest_mwedit.api.params import require_at_least_one
from pytest_mwedit.api.query.listing import IDENTIFIER, TEXT, TIMESTAMP, read_position
from pytest_mwedit.api.query.query import QueryModule
from pytest_mwedit.api.query.title_parts import title_key
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.namespaces import FILE

if TYPE_CHECKING:
    from pytest_mwedit.api.query.pageset import Generated
    from pytest_mwedit.api.query.query import Query

#: The parameters of ``list=allimages`` that go with one order only, and what they are unless they are sent.
_OF_ORDER: dict[str, dict[str, str | None]] = {
    "timestamp": {"start": None, "end": None, "user": None, "filterbots": "all"},
    "name": {"from": None, "to": None, "prefix": None},
}

#: What a position in a list that is sorted so is made of.
_POSITIONS = {"name": (TEXT,), "timestamp": (TIMESTAMP, TEXT)}

_FOURTEEN_DIGITS = re.compile("[0-9]{14}")

#: What hashes of files look like. If both are sent the first is looked at.
_HASHES = {
    "sha1": (re.compile("[0-9A-Fa-f]{40}"), errors.INVALID_SHA1),
    "sha1base36": (re.compile("[0-9A-Za-z]{31}"), errors.INVALID_SHA1_BASE36),
}

#: What is told of deleted files to whom may see deleted text only, and how others are refused.
_OF_DELETED = {
    "description": errors.CANT_VIEW_DELETED_DESCRIPTION,
    "parseddescription": errors.CANT_VIEW_DELETED_DESCRIPTION,
    "metadata": errors.CANT_VIEW_DELETED_METADATA,
}

_STASH_KEY = re.compile(r"[\w.-]+\.\w+", re.ASCII)


def _uploaded(query: Query, params: dict[str, Any]) -> None:
    # Parameters are called in errors as they are where the module is no generator.
    prefix, order = "ai", params["sort"]
    if query.module.prefix != prefix and query.call.params["redirects"]:
        raise ApiError(errors.ALLIMAGES_GENERATOR_REDIRECTS)
    for other, names in _OF_ORDER.items():
        for name, default in names.items():
            if other != order and params[name] != default:
                raise ApiError(errors.INVALID_PARAM_MIX_WITHOUT, prefix + name, Markup(f"{prefix}sort={other}"))
    if params["user"] is not None and params["filterbots"] != "all":
        raise ApiError(errors.IMAGES_CANNOT_USE_WITH, f"{prefix}user", f"{prefix}filterbots")
    _check_position(query, params, _POSITIONS[order])
    _check_names(query, params)
    _check_hashes(params)


def _alike(query: Query, params: dict[str, Any]) -> None:
    # Where no page is about a file nothing is looked at.
    if any(title.namespace == FILE for title in query.pages.titles.values()):
        read_position(query, params["continue"], (TEXT, TEXT))


def _deleted(query: Query, params: dict[str, Any]) -> None:
    query.call.private = True
    for prop, refusal in _OF_DELETED.items():
        if prop in params["prop"] and not query.call.may("deletedtext"):
            raise ApiError(refusal)
    _check_position(query, params, (TEXT, TIMESTAMP, IDENTIFIER))
    _check_names(query, params)
    _check_hashes(params)


def _check_position(query: Query, params: dict[str, Any], parts: tuple[str, ...]) -> None:
    position = read_position(query, params["continue"], parts)
    for kind, part in zip(parts, position or (), strict=False):
        if kind == TIMESTAMP and _FOURTEEN_DIGITS.fullmatch(str(part)) is None:
            raise NotImitated(
                f"The in-memory wiki does not imitate {query.module.prefix}continue={params['continue']}: "
                f"MediaWiki {query.call.wiki.version} fails over {str(part)!r}, which is no time. Send 14 digits."
            )


def _check_names(query: Query, params: dict[str, Any]) -> None:
    """Check what file names are to begin with."""
    for name in ("from", "to", "prefix"):
        if params[name] is not None:
            title_key(query.call.wiki, params[name], FILE)


def _check_hashes(params: dict[str, Any]) -> None:
    for name, (shape, refusal) in _HASHES.items():
        if params[name] is not None:
            if shape.fullmatch(params[name]) is None:
                raise ApiError(refusal)
            return


def _own_stash(query: Query, params: dict[str, Any]) -> None:
    query.call.private = True
    if not query.call.user.is_registered:
        raise ApiError(errors.STASH_NOT_LOGGED_IN)
    read_position(query, params["continue"], (IDENTIFIER,))


def _stashed(query: Query, params: dict[str, Any]) -> None:
    if not query.call.user.is_registered:
        raise ApiError(errors.STASH_INFO_NOT_LOGGED_IN)
    require_at_least_one(params, query.module.prefix, ("filekey", "sessionkey"))
    for key in params["filekey"] or params["sessionkey"] or ():
        row = errors.STASH_FILE_NOT_FOUND if _STASH_KEY.fullmatch(key) else errors.STASH_BAD_KEY
        raise ApiError(row, Markup(key))


Check = Callable[["Query", dict[str, Any]], None]


def _list(check: Check, query: Query, params: dict[str, Any]) -> None:
    check(query, params)
    query.data[query.module.name] = []


def _generate(check: Check, query: Query, params: dict[str, Any]) -> Generated:
    check(query, params)
    return []


LISTS = {
    "allimages": QueryModule(partial(_list, _uploaded), generate=partial(_generate, _uploaded)),
    "filearchive": QueryModule(partial(_list, _deleted)),
    "mystashedfiles": QueryModule(partial(_list, _own_stash)),
}

OF_PAGES = {
    "duplicatefiles": QueryModule(_alike, generate=partial(_generate, _alike)),
    "stashimageinfo": QueryModule(_stashed),
}
