"""list=logevents: what was logged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.hidden import ACTION, USER, add_suppressed, sees
from pytest_mwedit.api.params import require_max_one
from pytest_mwedit.api.query import change_errors
from pytest_mwedit.api.query import change_parts as parts
from pytest_mwedit.api.query.listing import IDENTIFIER, TIMESTAMP, Row, listing, stamp
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.wiki import iso

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import LogEntry, Title, Wiki


#: The logs that not everybody sees: the right to.
RESTRICTED_LOGS = {"suppress": "suppressionlog"}


def find(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the entries that all filters let through."""
    wiki = query.call.wiki
    require_max_one(params, query.module.prefix, ("title", "namespace", "prefix"))
    action = _action(query, params["action"])
    title = None if params["title"] is None else parts.title_asked(wiki, params["title"])
    prefix = None if params["prefix"] is None else parts.title_asked(wiki, params["prefix"])
    asked = frozenset(params["prop"] or ())
    call = query.call
    call.private = call.private or call.may("deletedhistory")
    for entry in wiki.log:
        if (
            (entry.type not in RESTRICTED_LOGS or call.may(RESTRICTED_LOGS[entry.type]))
            and parts.is_within(entry.timestamp, params)
            and (action is None or (entry.type, entry.action) == action)
            and (action is not None or params["type"] in (None, entry.type))
            and (title is None or _is_about(call, entry, title))
            and (prefix is None or _begins_with(call, entry, prefix))
            and parts.is_in_namespaces(entry.title, params)
            and (params["tag"] is None or params["tag"] in entry.tags)
            and (params["user"] is None or _is_by(call, entry, params["user"]))
        ):
            told = _entry(call, entry, asked)
            yield Row((stamp(entry.timestamp), entry.id), told)


def _action(query: Query, asked: str | None) -> tuple[str, str] | None:
    if asked is None:
        return None
    parameter = query.module.by_name[f"{query.module.prefix}action"]
    if asked not in parameter.value_set:
        raise ApiError(change_errors.UNRECOGNIZED_VALUE, parameter.name, asked)
    kind, _, action = asked.partition("/")
    return kind, action


def _is_about(call: Call, entry: LogEntry, title: Title) -> bool:
    return entry.title == title and sees(call, entry.hidden, ACTION)


def _begins_with(call: Call, entry: LogEntry, prefix: Title) -> bool:
    return (
        entry.title.namespace == prefix.namespace
        and entry.title.dbkey.startswith(prefix.dbkey)
        and sees(call, entry.hidden, ACTION)
    )


def _is_by(call: Call, entry: LogEntry, name: str) -> bool:
    return entry.user == name and sees(call, entry.hidden, USER)


def _entry(call: Call, entry: LogEntry, asked: frozenset[str]) -> Tree:
    wiki = call.wiki
    told = Tree()
    if "ids" in asked:
        told["logid"] = entry.id
    if ACTION in entry.hidden and {"title", "ids", "details"} & asked:
        told["actionhidden"] = True
    if sees(call, entry.hidden, ACTION):
        _add_action(wiki, told, entry, asked)
    if "type" in asked:
        told["type"], told["action"] = entry.type, entry.action
    parts.add_user(call, told, asked, entry.user, entry.user_id, entry.hidden)
    if "timestamp" in asked:
        told["timestamp"] = iso(entry.timestamp)
    parts.add_comment(call, told, asked, entry.comment, entry.title, entry.hidden)
    if "tags" in asked:
        told["tags"] = parts.sorted_tags(wiki, entry.tags)
    add_suppressed(told, entry.hidden)
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
