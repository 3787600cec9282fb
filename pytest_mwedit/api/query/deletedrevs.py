"""list=deletedrevs: deleted revisions, as they were asked for before there was list=alldeletedrevisions.

It has three modes: the revisions of the query's pages, of one user, and of all titles of a namespace. Evidence: the
stories ``deleted-revs`` and ``deleted-revs-of-some``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import internal_error
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.hidden import CONTENT, USER, add_suppressed, sees
from pytest_mwedit.api.messages import message
from pytest_mwedit.api.query import change_errors
from pytest_mwedit.api.query import change_parts as parts
from pytest_mwedit.api.query.all_revisions import archived, position_by_title, position_by_user
from pytest_mwedit.api.query.listing import IDENTIFIER, TEXT, TIMESTAMP, Row, read_position, taken
from pytest_mwedit.api.query.query import QueryModule
from pytest_mwedit.api.query.revisions import limit_with_content
from pytest_mwedit.api.query.title_parts import is_between, title_key
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.tokens import issue_token
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.wiki import Title, iso

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Revision

_OF_TIME = (TIMESTAMP, IDENTIFIER)
_OF_TITLE = (IDENTIFIER, TEXT, *_OF_TIME)

#: Parameters that are for all titles alone, and those that are not for them.
_OF_ALL = ("from", "to", "prefix")
_NOT_OF_ALL = ("start", "end")


class _Deleted(NamedTuple):
    """A revision, and the title that it was deleted under."""

    revision: Revision
    title: Title


def run(query: Query, params: dict[str, Any]) -> None:
    """List deleted revisions, page by page."""
    call = query.call
    call.private = True
    if not call.may("deletedhistory"):
        raise ApiError(errors.PERMISSION_DENIED, message("action-deletedhistory"))
    call.warn_deprecated(query.module.path, message("apiwarn-deprecation-deletedrevs"), "action=query&list=deletedrevs")
    _check_mode(query, params)
    if params["user"] is not None and params["excludeuser"] is not None:
        raise ApiError(change_errors.USER_AND_EXCLUDED)
    if "content" in params["prop"]:
        if not (call.may("deletedtext") or call.may("undelete")):
            raise ApiError(errors.PERMISSION_DENIED, message("action-deletedtext"))
        params = {**params, "limit": limit_with_content(query, params)}
    by_time = params["user"] is not None and not query.pages.titles
    rows = taken(query, params, _find, _OF_TIME if by_time else _OF_TITLE)
    query.data[query.module.name] = _by_page(call, params, (row.entry for row in rows))


def _is_of_all(query: Query, params: dict[str, Any]) -> bool:
    return not query.pages.titles and params["user"] is None


def _check_mode(query: Query, params: dict[str, Any]) -> None:
    of_all = _is_of_all(query, params)
    row = change_errors.DELETED_NOT_OF_ALL if of_all else change_errors.DELETED_OF_ALL
    for name in _NOT_OF_ALL if of_all else _OF_ALL:
        if params[name] is not None:
            raise ApiError(row, name)


def _find(query: Query, params: dict[str, Any]) -> Iterable[Row]:
    by_time = params["user"] is not None and not query.pages.titles
    position = position_by_user if by_time else position_by_title
    chosen = (each for each in _of_mode(query, params) if _is_chosen(query.call, each, params))
    rows = [Row(position(*each), each) for each in chosen]
    return _first_of_titles(query, params, rows) if params["unique"] and _is_of_all(query, params) else rows


def _of_mode(query: Query, params: dict[str, Any]) -> Iterator[_Deleted]:
    """Yield the deleted revisions of the titles that the mode is about."""
    asked = set(query.pages.titles.values())
    everything = (_Deleted(*each) for each in archived(query.call.wiki))
    if asked:
        yield from (each for each in everything if each.title in asked)
    elif params["user"] is not None:
        yield from everything
    else:
        yield from (each for each in everything if _is_in_range(query, each.title, params))


def _is_in_range(query: Query, title: Title, params: dict[str, Any]) -> bool:
    wiki, namespace = query.call.wiki, params["namespace"]
    start, end, prefix = (
        None if params[name] is None else title_key(wiki, params[name], namespace) for name in _OF_ALL
    )
    return (
        title.namespace == namespace
        and is_between(title.dbkey, start, end, backwards=params["dir"] == "older")
        and (prefix is None or title.dbkey.startswith(prefix))
    )


def _is_chosen(call: Call, deleted: _Deleted, params: dict[str, Any]) -> bool:
    revision = deleted.revision
    return (
        parts.is_within(revision.timestamp, params)
        and (params["tag"] is None or params["tag"] in revision.tags)
        and parts.is_by_asked_user(call, revision.user, revision.hidden, params)
    )


def _first_of_titles(query: Query, params: dict[str, Any], rows: list[Row]) -> list[Row]:
    """Return of each title the row that comes first, of those that are not before the beginning of this reply."""
    backwards = params["dir"] == "older"
    start = read_position(query, params["continue"], _OF_TITLE)
    left = [row for row in rows if start is None or (row.key <= start if backwards else row.key >= start)]
    ordered = sorted(left, key=lambda row: row.key, reverse=not backwards)
    return list({row.entry.title: row for row in ordered}.values())


# What is told


def _by_page(call: Call, params: dict[str, Any], deleted: Iterable[_Deleted]) -> list[Tree]:
    """Return the entries of titles, in the order in which their first revisions come."""
    entries: dict[Title, Tree] = {}
    for revision, title in deleted:
        if title not in entries:
            entries[title] = Tree(revisions=[], ns=title.namespace, title=title.prefixed_text)
            if "token" in params["prop"] and call.may("undelete"):
                entries[title]["token"] = issue_token(call, "csrf")
        entries[title]["revisions"].append(_entry(call, frozenset(params["prop"]), revision, title))
    return list(entries.values())


def _entry(call: Call, asked: frozenset[str], revision: Revision, title: Title) -> Tree:
    entry = Tree(timestamp=iso(revision.timestamp), content="text")
    if "revid" in asked:
        entry["revid"] = revision.id
    if "parentid" in asked:
        entry["parentid"] = revision.parent_id
    _add_user(call, entry, asked, revision)
    parts.add_comment(call, entry, asked, revision.comment, title, revision.hidden)
    if "minor" in asked:
        entry["minor"] = revision.minor
    if "len" in asked:
        # As the database has it.
        entry["len"] = str(revision.size)
    if "sha1" in asked and _is_told(call, entry, revision, CONTENT, "sha1hidden"):
        entry["sha1"] = revision.sha1
    if "content" in asked and _is_told(call, entry, revision, CONTENT, "texthidden"):
        _refuse_text(call, revision)
        entry["text"] = revision.text
    if "tags" in asked:
        entry["tags"] = parts.sorted_tags(call.wiki, revision.tags)
    add_suppressed(entry, revision.hidden)
    return entry


def _is_told(call: Call, entry: Tree, revision: Revision, part: str, name: str) -> bool:
    """Tell, as *name*, that a part is hidden; whether it is told all the same."""
    if part in revision.hidden:
        entry[name] = True
    return sees(call, revision.hidden, part)


def _add_user(call: Call, entry: Tree, asked: frozenset[str], revision: Revision) -> None:
    if {"user", "userid"} & asked and _is_told(call, entry, revision, USER, "userhidden"):
        if "user" in asked:
            entry["user"] = revision.user
        if "userid" in asked:
            entry["userid"] = revision.user_id


def _refuse_text(call: Call, revision: Revision) -> None:
    """Fail as MediaWiki does: with what is hidden, and in later versions with any text."""
    if CONTENT in revision.hidden or not manner_of(call.wiki.version).tells_deleted_texts_of_old:
        raise internal_error(call, "Error")


MODULE = QueryModule(run)
