"""list=protectedtitles: titles that are protected against creation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.query import change_parts as parts
from pytest_mwedit.api.query.listing import IDENTIFIER, TEXT, TIMESTAMP, Row, listing, stamp
from pytest_mwedit.api.result import Tree
from pytest_mwedit.wiki import INFINITY, iso

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import LogEntry, Protection, Title

CREATE = "create"


def find(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the protected titles that all filters let through."""
    wiki, asked = query.call.wiki, frozenset(params["prop"] or ())
    logged = {entry.title: entry for entry in wiki.log if entry.type == "protect"}
    for title in wiki.protections:
        protection, entry = wiki.protection_of(title, CREATE), logged.get(title)
        if (
            protection is not None
            and entry is not None
            and parts.is_within(entry.timestamp, params)
            and parts.is_in_namespaces(title, params)
            and (not params["level"] or protection.level in params["level"])
        ):
            key = (stamp(entry.timestamp), title.namespace, title.dbkey)
            yield Row(key, _entry(query.call, title, protection, entry, asked), title)


def _entry(call: Call, title: Title, protection: Protection, logged: LogEntry, asked: frozenset[str]) -> Tree:
    entry = Tree(ns=title.namespace, title=title.prefixed_text)
    if "timestamp" in asked:
        entry["timestamp"] = iso(logged.timestamp)
    if "user" in asked:
        entry["user"] = logged.user
    if "userid" in asked or "user" in asked:
        entry["userid"] = logged.user_id
    parts.add_comment(call, entry, asked, logged.comment, title, frozenset())
    if "expiry" in asked:
        entry["expiry"] = INFINITY if protection.expiry is None else iso(protection.expiry)
    if "level" in asked:
        entry["level"] = protection.level
    return entry


MODULE = listing(find, TIMESTAMP, IDENTIFIER, TEXT)
