"""list=watchlist: what changed lately of what somebody watches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.hidden import ACTION, USER, add_suppressed, sees
from pytest_mwedit.api.query import change_errors, recentchanges
from pytest_mwedit.api.query import change_parts as parts
from pytest_mwedit.api.query.listing import NUMBER, TEXT, Row, listing, stamp, taken
from pytest_mwedit.api.query.log_texts import log_text
from pytest_mwedit.api.query.query import is_generator
from pytest_mwedit.api.query.watchlists import owner
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.wiki import Page, iso
from pytest_mwedit.wiki.changes import AUTOPATROLLED, LOG, UNPATROLLED

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.pageset import Generated
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Change, User, Wiki

POSITION = (TEXT, NUMBER)

#: Values of ``show`` that contradict each other.
CONTRADICTIONS = (
    ("minor", "!minor"),
    ("bot", "!bot"),
    ("anon", "!anon"),
    ("patrolled", "!patrolled"),
    ("autopatrolled", "!autopatrolled"),
    ("autopatrolled", "!patrolled"),
    ("unread", "!unread"),
)

#: Value of ``show``: which changes it lets through; with ``!`` before, the others.
SHOWN: Mapping[str, Callable[[Wiki, User, Change], bool]] = {
    "minor": lambda wiki, user, change: change.minor,
    "bot": lambda wiki, user, change: change.bot,
    "anon": lambda wiki, user, change: recentchanges.is_anonymous(wiki, change),
    "patrolled": lambda wiki, user, change: change.patrolled != UNPATROLLED,
    "autopatrolled": lambda wiki, user, change: change.patrolled == AUTOPATROLLED,
    "unread": lambda wiki, user, change: is_unread(wiki, user, change),
}


def is_unread(wiki: Wiki, user: User, change: Change) -> bool:
    """Whether *user* has not seen *change* yet."""
    since = wiki.notifications.get(user.name, {}).get(change.title)
    return since is not None and change.timestamp >= since


def find(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the changes of watched pages that all filters let through."""
    wiki, user = query.call.wiki, owner(query, params)
    asked = frozenset(params["prop"] or ())
    sees_patrols = parts.sees_patrols(query)
    if "patrol" in asked and not is_generator(query) and not sees_patrols:
        raise ApiError(change_errors.PERMISSION_DENIED_PATROL_FLAG, code="patrol")
    shown = parts.refuse_contradictions(params["show"], CONTRADICTIONS)
    if {"patrolled", "!patrolled"} & shown:
        parts.check_patrol_right(query)
    if not sees_patrols:
        # These two count for nothing then, as the wiki answers.
        shown -= {"autopatrolled", "!autopatrolled"}
    parts.check_users(query, params)
    for change in wiki.recent_changes:
        if (
            wiki.is_watched(user, change.title)
            and (params["allrev"] or change.type == LOG or is_latest(wiki, change))
            and parts.is_within(change.timestamp, params)
            and (not params["type"] or change.type in params["type"])
            and parts.is_in_namespaces(change.title, params)
            and all(SHOWN[each.removeprefix("!")](wiki, user, change) != each.startswith("!") for each in shown)
            and (change.type != LOG or sees(query.call, change.hidden, ACTION))
            and parts.is_by_asked_user(query.call, change.user, change.hidden, params)
        ):
            found = (change.revision or 0) if params["allrev"] else wiki.pages_by_id.get(change.page_id, change.page_id)
            entry = _entry(query.call, user, change, asked)
            yield Row((stamp(change.timestamp), change.id), entry, found)


def is_latest(wiki: Wiki, change: Change) -> bool:
    """Whether *change* made the text that its page has now."""
    page = wiki.pages_by_id.get(change.page_id)
    return page is not None and page.latest is change.revision


def _entry(call: Call, user: User, change: Change, asked: frozenset[str]) -> Tree:
    wiki = call.wiki
    entry = Tree(type=change.type)
    parts.add_page(entry, asked, change)
    _add_user(call, entry, change, asked)
    parts.add_extent(entry, asked, change)
    if "notificationtimestamp" in asked:
        since = wiki.notifications.get(user.name, {}).get(change.title)
        entry["notificationtimestamp"] = iso(since) if since is not None else ""
    parts.add_comment(call, entry, asked, change.comment, change.title, change.hidden)
    if "patrol" in asked:
        recentchanges.add_patrol_marks(entry, change)
    if "loginfo" in asked and change.entry is not None and change.type == LOG:
        recentchanges.add_log_info(entry, change)
        entry["logdisplay"] = log_text(call, change.entry)
    if "tags" in asked:
        entry["tags"] = parts.sorted_tags(wiki, change.tags)
    if "expiry" in asked:
        expiry = wiki.watch_expiry(user, change.title) if wiki.config.watchlist_expiry else None
        entry["expiry"] = iso(expiry) if expiry is not None else False
    add_suppressed(entry, change.hidden)
    return entry


def _add_user(call: Call, entry: Tree, change: Change, asked: frozenset[str]) -> None:
    if not {"user", "userid"} & asked:
        return
    if USER in change.hidden:
        entry["userhidden"] = True
        if not sees(call, change.hidden, USER):
            return
    if "userid" in asked:
        entry["userid"] = change.user_id
        # A slip of the wiki's that clients have come to rely on.
        entry["user"] = change.user_id
    if "user" in asked:
        entry["user"] = change.user
        if manner_of(call.wiki.version).marks_temporary_watched:
            entry["temp"] = call.wiki.is_temporary(change.user)
    entry["anon"] = change.user_id == 0


def generate(query: Query, params: dict[str, Any]) -> Generated:
    """Return the revisions, or else the pages by their ids."""
    rows = taken(query, params, find, POSITION)
    found = list(dict.fromkeys(row.found for row in rows if row.found is not None))
    return found if params["allrev"] else sorted(found, key=lambda each: each.id if isinstance(each, Page) else 0)


MODULE = replace(listing(find, *POSITION), generate=generate)
