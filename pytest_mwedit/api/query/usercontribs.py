"""list=usercontribs: what somebody edited."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.hidden import CONTENT, USER, add_suppressed, sees
from pytest_mwedit.api.params import require_only_one
from pytest_mwedit.api.query import change_errors
from pytest_mwedit.api.query import change_parts as parts
from pytest_mwedit.api.query.listing import NUMBER, TEXT, TIMESTAMP, Key, Row, stamp, taken
from pytest_mwedit.api.query.query import QueryModule
from pytest_mwedit.api.result import Tree
from pytest_mwedit.wiki import iso
from pytest_mwedit.wiki.blocks import contains
from pytest_mwedit.wiki.changes import AUTOPATROLLED, UNPATROLLED
from pytest_mwedit.wiki.users import is_address

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Change, Revision, Wiki

#: Values of ``show`` that contradict each other.
CONTRADICTIONS = (
    ("minor", "!minor"),
    ("patrolled", "!patrolled"),
    ("autopatrolled", "!autopatrolled"),
    ("autopatrolled", "!patrolled"),
    ("top", "!top"),
    ("new", "!new"),
)

OF_PATROLLING = frozenset({"patrolled", "!patrolled", "autopatrolled", "!autopatrolled"})

#: The version of the protocol: the widest range that may be asked for.
WIDEST_RANGES = {4: 16, 6: 32}


@dataclass(frozen=True)
class _Asked:
    """Whose edits are asked for, and by what they are sorted before the time."""

    includes: Callable[[str], bool]
    #: The word with which positions begin, and what follows it of somebody; nothing for one person alone.
    word: str | None = None
    place: Callable[[str], int | str] = str


def run(query: Query, params: dict[str, Any]) -> None:
    """List the edits that all filters let through."""
    asked = _asked(query, params)
    if asked is None:
        query.data[query.module.name] = []
        return
    shown = parts.refuse_contradictions(params["show"], CONTRADICTIONS)
    shown |= {"top"} if params["toponly"] else frozenset()
    properties = frozenset(params["prop"] or ())
    if OF_PATROLLING & shown or "patrolled" in properties:
        parts.check_patrol_right(query)
    position: tuple[str, ...] = (TIMESTAMP, NUMBER)
    if asked.word is not None:
        if params["continue"] is not None and params["continue"].partition("|")[0] != asked.word:
            raise ApiError(errors.BAD_CONTINUE)
        position = (TEXT, NUMBER if asked.word == "actor" else TEXT, *position)

    def find(query: Query, params: dict[str, Any]) -> Iterator[Row]:
        return _find(query, params, asked, shown, properties)

    query.data[query.module.name] = [row.entry for row in taken(query, params, find, position)]


def _asked(query: Query, params: Mapping[str, Any]) -> _Asked | None:
    """Return whose edits are asked for; None if nobody is who ever did anything."""
    wiki = query.call.wiki
    require_only_one(params, query.module.prefix, ("userprefix", "userids", "iprange", "user"))
    if params["userprefix"] is not None:
        prefix = params["userprefix"]
        if not any(name.startswith(prefix) for name in wiki.actors):
            return None
        return _Asked(lambda name: name.startswith(prefix), "name")
    if params["iprange"] is not None:
        addresses = _range(params["iprange"])
        return _Asked(lambda name: is_address(name) and contains(addresses, name), "name")
    given = "userids" if params["userids"] is not None else "user"
    if not params[given]:
        name = query.module.prefix + given
        raise ApiError(change_errors.PARAM_EMPTY, name, code=f"paramempty_{name}")
    names = set(params["user"]) if given == "user" else _names(wiki, params["userids"])
    if not names & wiki.actors.keys():
        return None
    count = len(set(params[given]))
    if count == 1:
        return _Asked(names.__contains__)
    return _Asked(names.__contains__, "actor", lambda name: wiki.actors.get(name, 0))


def _names(wiki: Wiki, user_ids: list[int]) -> set[str]:
    wrong = [each for each in user_ids if each <= 0]
    if wrong:
        raise ApiError(change_errors.INVALID_USER_ID, str(wrong[0]))
    return {user.name for user in wiki.users.values() if user.id in user_ids}


def _range(text: str) -> str:
    try:
        network = ipaddress.ip_network(text, strict=False) if "/" in text else None
    except ValueError:
        network = None
    if network is None:
        raise ApiError(change_errors.INVALID_IP_RANGE, text)
    widest = WIDEST_RANGES[network.version]
    if network.prefixlen < widest:
        raise ApiError(change_errors.CIDR_TOO_BROAD, f"IPv{network.version}", widest)
    return str(network)


def _find(
    query: Query, params: Mapping[str, Any], asked: _Asked, shown: frozenset[str], properties: frozenset[str]
) -> Iterator[Row]:
    wiki = query.call.wiki
    changes = {change.revision: change for change in wiki.recent_changes if change.revision is not None}
    for revision in wiki.revisions.values():
        change = changes.get(revision)
        if (
            asked.includes(revision.user)
            and sees(query.call, revision.hidden, USER)
            and parts.is_within(revision.timestamp, params)
            and parts.is_in_namespaces(revision.page.title, params)
            and (params["tag"] is None or params["tag"] in revision.tags)
            and (change is not None or not OF_PATROLLING & shown)
            and all(SHOWN[each.removeprefix("!")](revision, change) != each.startswith("!") for each in shown)
        ):
            key: Key = (stamp(revision.timestamp), revision.id)
            if asked.word is not None:
                key = (asked.word, asked.place(revision.user), *key)
            yield Row(key, _entry(query.call, revision, change, properties))


#: Value of ``show``: what it lets through; with ``!`` before, the rest.
SHOWN: Mapping[str, Callable[[Revision, Change | None], bool]] = {
    "minor": lambda revision, change: revision.minor,
    "new": lambda revision, change: revision.parent_id == 0,
    "top": lambda revision, change: revision.page.latest is revision,
    "patrolled": lambda revision, change: change is not None and change.patrolled != UNPATROLLED,
    "autopatrolled": lambda revision, change: change is not None and change.patrolled == AUTOPATROLLED,
}


def _entry(call: Call, revision: Revision, change: Change | None, asked: frozenset[str]) -> dict[str, Any]:
    wiki, entry = call.wiki, Tree()
    if CONTENT in revision.hidden:
        entry["texthidden"] = True
    entry["userid"], entry["user"] = revision.user_id, revision.user
    if USER in revision.hidden:
        entry["userhidden"] = True
    if "ids" in asked:
        entry["pageid"], entry["revid"], entry["parentid"] = revision.page.id, revision.id, revision.parent_id
    if "title" in asked:
        entry["ns"], entry["title"] = revision.page.title.namespace, revision.page.title.prefixed_text
    if "timestamp" in asked:
        entry["timestamp"] = iso(revision.timestamp)
    if "flags" in asked:
        entry["new"], entry["minor"] = revision.parent_id == 0, revision.minor
        entry["top"] = revision.page.latest is revision
    parts.add_comment(call, entry, asked, revision.comment, revision.page.title, revision.hidden)
    if "patrolled" in asked and change is not None:
        entry["patrolled"] = change.patrolled != UNPATROLLED
        entry["autopatrolled"] = change.patrolled == AUTOPATROLLED
    if "size" in asked:
        entry["size"] = revision.size
    if "sizediff" in asked:
        parent = wiki.revisions.get(revision.parent_id)
        entry["sizediff"] = revision.size - (parent.size if parent is not None else 0)
    if "tags" in asked:
        entry["tags"] = parts.sorted_tags(wiki, revision.tags)
    add_suppressed(entry, revision.hidden)
    return entry


MODULE = QueryModule(run)
