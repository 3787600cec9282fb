"""list=logevents: what was logged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.params import require_max_one
from pytest_mwedit.api.query import change_errors
from pytest_mwedit.api.query import change_parts as parts
from pytest_mwedit.api.query.listing import IDENTIFIER, TIMESTAMP, Row, listing, stamp
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.wiki import iso

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import LogEntry, Title, Wiki


def find(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the entries that all filters let through."""
    wiki = query.call.wiki
    require_max_one(params, query.module.prefix, ("title", "namespace", "prefix"))
    action = _action(query, params["action"])
    title = None if params["title"] is None else parts.title_asked(wiki, params["title"])
    prefix = None if params["prefix"] is None else parts.title_asked(wiki, params["prefix"])
    asked = frozenset(params["prop"] or ())
    sees_hidden = query.call.may("deletedhistory")
    query.call.private = query.call.private or sees_hidden
    for entry in wiki.log:
        if (
            parts.is_within(entry.timestamp, params)
            and (action is None or (entry.type, entry.action) == action)
            and (action is not None or params["type"] in (None, entry.type))
            and (title is None or _is_about(entry, title, sees_hidden=sees_hidden))
            and (prefix is None or _begins_with(entry, prefix, sees_hidden=sees_hidden))
            and parts.is_in_namespaces(entry.title, params)
            and (params["tag"] is None or params["tag"] in entry.tags)
            and (params["user"] is None or _is_by(entry, params["user"], sees_hidden=sees_hidden))
        ):
            told = _entry(wiki, entry, asked, sees_hidden=sees_hidden)
            yield Row((stamp(entry.timestamp), entry.id), told)


def _action(query: Query, asked: str | None) -> tuple[str, str] | None:
    if asked is None:
        return None
    parameter = query.module.by_name[f"{query.module.prefix}action"]
    if asked not in parameter.value_set:
        raise ApiError(change_errors.UNRECOGNIZED_VALUE, parameter.name, asked)
    kind, _, action = asked.partition("/")
    return kind, action


def _is_about(entry: LogEntry, title: Title, *, sees_hidden: bool) -> bool:
    return entry.title == title and ("action" not in entry.hidden or sees_hidden)


def _begins_with(entry: LogEntry, prefix: Title, *, sees_hidden: bool) -> bool:
    return (
        entry.title.namespace == prefix.namespace
        and entry.title.dbkey.startswith(prefix.dbkey)
        and ("action" not in entry.hidden or sees_hidden)
    )


def _is_by(entry: LogEntry, name: str, *, sees_hidden: bool) -> bool:
    return entry.user == name and ("user" not in entry.hidden or sees_hidden)


def _entry(wiki: Wiki, entry: LogEntry, asked: frozenset[str], *, sees_hidden: bool) -> Tree:
    told = Tree()
    if "ids" in asked:
        told["logid"] = entry.id
    sees_action = "action" not in entry.hidden or sees_hidden
    if "action" in entry.hidden and {"title", "ids", "details"} & asked:
        told["actionhidden"] = True
    if sees_action:
        _add_action(wiki, told, entry, asked)
    if "type" in asked:
        told["type"], told["action"] = entry.type, entry.action
    parts.add_user(wiki, told, asked, entry.user, entry.user_id, entry.hidden, sees_hidden=sees_hidden)
    if "timestamp" in asked:
        told["timestamp"] = iso(entry.timestamp)
    parts.add_comment(wiki, told, asked, entry.comment, entry.title, entry.hidden, sees_hidden=sees_hidden)
    if "tags" in asked:
        told["tags"] = parts.sorted_tags(wiki, entry.tags)
    return told


def _add_action(wiki: Wiki, told: Tree, entry: LogEntry, asked: frozenset[str]) -> None:
    if "title" in asked:
        told["ns"], told["title"] = entry.title.namespace, entry.title.prefixed_text
    if "ids" in asked:
        page = wiki.page(entry.title)
        told["pageid"] = page.id if page is not None else 0
        told["logpage"] = entry.page_id
        if entry.revision is not None and manner_of(wiki.version).tells_revisions_of_log:
            told["revid"] = entry.revision.id
    if "details" in asked:
        told["params"] = parts.log_parameters(entry.parameters)


MODULE = listing(find, TIMESTAMP, IDENTIFIER)
