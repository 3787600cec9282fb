"""Whose watchlist is asked for, and list=watchlistraw: what is on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import internal_error
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import message
from pytest_mwedit.api.query import change_errors
from pytest_mwedit.api.query import change_parts as parts
from pytest_mwedit.api.query.listing import IDENTIFIER, TEXT, Row, listing, taken
from pytest_mwedit.api.query.query import QueryModule
from pytest_mwedit.api.query.title_parts import place_of
from pytest_mwedit.wiki import iso

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Title, User

CONTRADICTIONS = (("changed", "!changed"),)

POSITION = (IDENTIFIER, TEXT)


def owner(query: Query, params: Mapping[str, Any]) -> User:
    """Return whose watchlist is asked for.

    Raises:
        ApiError: if it is nobody's, or not to be seen by who asks.
    """
    query.call.private = True
    return owner_of(query.call, params["owner"], params["token"])


def owner_of(call: Call, name: str | None, token: str | None) -> User:
    """Return whose watchlist is asked for by *name* and *token*, or else who asks.

    Raises:
        ApiError: if it is nobody's, or not to be seen by who asks.
    """
    if name is not None and token is not None:
        if call.wiki.user(name) is None:
            raise ApiError(change_errors.NO_SUCH_OWNER, name)
        # Nobody is told the token that lets others see a watchlist.
        raise ApiError(change_errors.BAD_WATCHLIST_TOKEN)
    if not call.wiki.has_own_account(call.user):
        raise ApiError(change_errors.NOT_LOGGED_IN_FOR_WATCHLIST)
    if not call.may("viewmywatchlist"):
        raise ApiError(errors.PERMISSION_DENIED, message("action-viewmywatchlist"))
    return call.user


def run(query: Query, params: dict[str, Any]) -> None:
    """List the titles that somebody watches, outside of what other modules answer."""
    rows = taken(query, params, find, POSITION)
    query.call.result[query.module.name] = [row.entry for row in rows]


def find(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the titles on a watchlist that all filters let through."""
    wiki, user = query.call.wiki, owner(query, params)
    shown = parts.refuse_contradictions(params["show"], CONTRADICTIONS)
    start, end = (_asked_place(query, params[name]) for name in ("fromtitle", "totitle"))
    if params["dir"] == "descending":
        start, end = end, start
    changed = wiki.notifications.get(user.name, {})
    for title in wiki.watchlists.get(user.name, {}):
        if (
            wiki.is_watched(user, title)
            and parts.is_in_namespaces(title, params)
            and ("changed" not in shown or title in changed)
            and ("!changed" not in shown or title not in changed)
            and (start is None or _place(title) >= start)
            and (end is None or _place(title) <= end)
        ):
            entry = {"ns": title.namespace, "title": title.prefixed_text}
            if "changed" in (params["prop"] or ()) and title in changed:
                entry["changed"] = iso(changed[title])
            yield Row((title.namespace, title.dbkey), entry, title)


def _asked_place(query: Query, part: str | None) -> tuple[int, str] | None:
    """Return where a part of a title stands, in the namespace that it names.

    Raises:
        ApiError: if no title begins so, or MediaWiki fails over the blank that it ends with.
    """
    if part is None:
        return None
    namespace, key = place_of(query.call.wiki, part)
    if key.endswith("_"):
        raise internal_error(query.call, "Wikimedia\\Assert\\ParameterAssertionException")
    return namespace, key


def _place(title: Title) -> tuple[int, str]:
    return title.namespace, title.dbkey


MODULE = QueryModule(run, generate=listing(find, *POSITION).generate)
