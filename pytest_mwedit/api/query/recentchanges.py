"""list=recentchanges: who changed what lately."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.hidden import ACTION, CONTENT, add_suppressed, sees
from pytest_mwedit.api.query import change_parts as parts
from pytest_mwedit.api.query.listing import IDENTIFIER, TIMESTAMP, Row, listing, stamp
from pytest_mwedit.api.result import Tree
from pytest_mwedit.wiki.changes import AUTOPATROLLED, EDIT, LOG, NEW, UNPATROLLED

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Change, Wiki

#: Values of ``show`` that contradict each other.
CONTRADICTIONS = (
    ("minor", "!minor"),
    ("bot", "!bot"),
    ("anon", "!anon"),
    ("redirect", "!redirect"),
    ("patrolled", "!patrolled"),
    ("patrolled", "unpatrolled"),
    ("!patrolled", "unpatrolled"),
    ("autopatrolled", "!autopatrolled"),
    ("autopatrolled", "unpatrolled"),
    ("autopatrolled", "!patrolled"),
)

#: Values of ``show`` that only some may ask for.
OF_PATROLLING = frozenset({"patrolled", "!patrolled", "unpatrolled", "autopatrolled", "!autopatrolled"})


def is_redirect(wiki: Wiki, change: Change) -> bool:
    """Whether the page that has the title of *change* now is a redirect."""
    page = wiki.page(change.title)
    return page is not None and page.is_redirect


def is_anonymous(wiki: Wiki, change: Change) -> bool:
    """Whether *change* is of somebody without an account."""
    return change.user_id == 0 or wiki.is_temporary(change.user)


#: Value of ``show``: which changes it lets through; with ``!`` before, the others.
SHOWN: Mapping[str, Callable[[Wiki, Change], bool]] = {
    "minor": lambda wiki, change: change.minor,
    "bot": lambda wiki, change: change.bot,
    "anon": is_anonymous,
    "redirect": is_redirect,
    "patrolled": lambda wiki, change: change.patrolled != UNPATROLLED,
    "unpatrolled": lambda wiki, change: change.patrolled == UNPATROLLED,
    "autopatrolled": lambda wiki, change: change.patrolled == AUTOPATROLLED,
}


def is_shown(wiki: Wiki, change: Change, shown: frozenset[str]) -> bool:
    """Whether all values of ``show`` let *change* through."""
    return all(SHOWN[value.removeprefix("!")](wiki, change) != value.startswith("!") for value in shown)


def find(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the changes that all filters let through."""
    wiki = query.call.wiki
    shown = parts.refuse_contradictions(params["show"], CONTRADICTIONS)
    asked = frozenset(params["prop"] or ())
    title = None if params["title"] is None else parts.title_asked(wiki, params["title"])
    if OF_PATROLLING & shown or "patrolled" in asked:
        parts.check_patrol_right(query)
    parts.check_users(query, params)
    query.call.private = query.call.private or parts.sees_what_is_hidden(query) or "patrolled" in asked
    for change in wiki.recent_changes:
        if (
            parts.is_within(change.timestamp, params)
            and _is_of_type(change, params)
            and parts.is_in_namespaces(change.title, params)
            and (title is None or change.title == title)
            and (params["tag"] is None or params["tag"] in change.tags)
            and is_shown(wiki, change, shown)
            and (not params["toponly"] or is_latest(wiki, change))
            and parts.is_by_asked_user(query.call, change.user, change.hidden, params)
        ):
            found = change.revision if params["generaterevisions"] else change.title
            yield Row((stamp(change.timestamp), change.id), _entry(query.call, change, asked), found)


def is_latest(wiki: Wiki, change: Change) -> bool:
    """Whether *change* made the text that the page has which is called so now."""
    page = wiki.page(change.title)
    return page is not None and page.latest is change.revision


def _is_of_type(change: Change, params: Mapping[str, Any]) -> bool:
    """Whether *change* is of a type asked for; only edits change what is in a slot."""
    if params["slot"] is not None:
        return change.type in (EDIT, NEW) and change.type in params["type"]
    return not params["type"] or change.type in params["type"]


def _entry(call: Call, change: Change, asked: frozenset[str]) -> Tree:
    wiki = call.wiki
    entry = Tree(type=change.type)
    is_log = change.type == LOG
    if is_log and ACTION in change.hidden and {"title", "ids", "loginfo"} & asked:
        entry["actionhidden"] = True
    sees_action = not is_log or sees(call, change.hidden, ACTION)
    if sees_action:
        parts.add_page(entry, asked, change)
    if "ids" in asked:
        entry["rcid"] = change.id
    parts.add_user(call, entry, asked, change.user, change.user_id, change.hidden)
    parts.add_extent(entry, asked, change)
    parts.add_comment(call, entry, asked, change.comment, change.title, change.hidden)
    if "redirect" in asked:
        entry["redirect"] = is_redirect(wiki, change)
    if "patrolled" in asked:
        add_patrol_marks(entry, change)
    if "loginfo" in asked and change.type == LOG and sees_action:
        add_log_info(entry, change)
    if "tags" in asked:
        entry["tags"] = parts.sorted_tags(wiki, change.tags)
    if "sha1" in asked:
        _add_sha1(call, entry, change)
    add_suppressed(entry, change.hidden)
    return entry


def add_patrol_marks(entry: dict[str, Any], change: Change) -> None:
    """Tell whether somebody looked at *change*, or nobody needs to."""
    entry["patrolled"] = change.patrolled != UNPATROLLED
    entry["unpatrolled"] = change.patrolled == UNPATROLLED
    entry["autopatrolled"] = change.patrolled == AUTOPATROLLED


def add_log_info(entry: dict[str, Any], change: Change) -> None:
    """Tell what was logged."""
    logged = change.entry
    if logged is None:
        return
    entry["logid"], entry["logtype"], entry["logaction"] = logged.id, logged.type, logged.action
    entry["logparams"] = parts.log_parameters(logged.parameters)


def _add_sha1(call: Call, entry: dict[str, Any], change: Change) -> None:
    revision = change.revision
    if revision is None or revision.id not in call.wiki.revisions:
        return
    if CONTENT in revision.hidden:
        entry["sha1hidden"] = True
        if not sees(call, revision.hidden, CONTENT):
            return
    entry["sha1"] = revision.sha1


MODULE = listing(find, TIMESTAMP, IDENTIFIER, notes_beginning=True)
