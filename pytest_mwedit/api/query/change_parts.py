"""What modules share that tell of changes: whose they are, what was said of them, when they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.comments import parsed_comment
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.hidden import COMMENT, USER, sees
from pytest_mwedit.api.params import require_max_one
from pytest_mwedit.api.query import change_errors
from pytest_mwedit.api.result import Tree
from pytest_mwedit.wiki import InvalidTitle, Title, iso
from pytest_mwedit.wiki.changes import NEW, told_parameters

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Change, Wiki

#: Values of a parameter that cannot be asked for together, in pairs.
Pairs = Iterable[tuple[str, str]]


def is_within(moment: int, params: Mapping[str, Any]) -> bool:
    """Whether *moment* lies between ``start`` and ``end``, the later of which depends on ``dir``."""
    start, end = params["start"], params["end"]
    low, high = (start, end) if params["dir"] == "newer" else (end, start)
    return (low is None or moment >= low) and (high is None or moment <= high)


def is_in_namespaces(title: Title, params: Mapping[str, Any]) -> bool:
    """Whether *title* is in one of the namespaces asked for, if any is."""
    asked = params["namespace"]
    if isinstance(asked, list):
        return not asked or title.namespace in asked
    return asked is None or title.namespace == asked


def check_users(query: Query, params: Mapping[str, Any]) -> None:
    """Refuse to be asked both for somebody and for everybody else."""
    require_max_one(params, query.module.prefix, ("user", "excludeuser"))


def is_by_asked_user(call: Call, name: str, hidden: frozenset[str], params: Mapping[str, Any]) -> bool:
    """Whether something that *name* did is asked for; what is *hidden* of it cannot be asked for by everybody."""
    asked, excluded = params["user"], params["excludeuser"]
    if asked is None and excluded is None:
        return True
    if not sees(call, hidden, USER):
        return False
    return bool(name == asked if asked is not None else name != excluded)


def refuse_contradictions(asked: Iterable[str] | None, pairs: Pairs) -> frozenset[str]:
    """Return the values of ``show``.

    Raises:
        ApiError: if they contradict each other.
    """
    shown = frozenset(asked or ())
    if any(one in shown and other in shown for one, other in pairs):
        raise ApiError(change_errors.SHOW)
    return shown


def title_asked(wiki: Wiki, text: str) -> Title:
    """Return the title that a parameter names.

    Raises:
        ApiError: if it is none.
    """
    try:
        return wiki.title(text)
    except InvalidTitle:
        raise ApiError(errors.INVALID_TITLE, text) from None


def sees_what_is_hidden(query: Query) -> bool:
    """Whether whoever asks is told what is hidden from the public."""
    return query.call.may("deletedhistory")


def check_patrol_right(query: Query) -> None:
    """Refuse to tell of patrolling to who has nothing to do with it."""
    if not sees_patrols(query):
        raise ApiError(change_errors.PERMISSION_DENIED_PATROL_FLAG)


def sees_patrols(query: Query) -> bool:
    """Whether the user is told what somebody has looked at."""
    return query.call.may("patrol") or query.call.may("patrolmarks")


def add_page(entry: dict[str, Any], asked: frozenset[str], change: Change) -> None:
    """Tell what was changed."""
    if "title" in asked:
        entry["ns"], entry["title"] = change.title.namespace, change.title.prefixed_text
    if "ids" in asked:
        entry["pageid"] = change.page_id
        entry["revid"] = change.revision.id if change.revision is not None else 0
        entry["old_revid"] = change.old.id if change.old is not None else 0


def add_extent(entry: dict[str, Any], asked: frozenset[str], change: Change) -> None:
    """Tell how a page was changed, how much and when."""
    if "flags" in asked:
        entry["bot"], entry["new"], entry["minor"] = change.bot, change.type == NEW, change.minor
    if "sizes" in asked:
        entry["oldlen"], entry["newlen"] = change.lengths
    if "timestamp" in asked:
        entry["timestamp"] = iso(change.timestamp)


def add_user(
    call: Call, entry: dict[str, Any], asked: frozenset[str], name: str, user_id: int, hidden: frozenset[str]
) -> None:
    """Tell whose something is."""
    if not {"user", "userid"} & asked:
        return
    if USER in hidden:
        entry["userhidden"] = True
        if not sees(call, hidden, USER):
            return
    if "user" in asked:
        entry["user"] = name
    if "userid" in asked:
        entry["userid"] = user_id
    if user_id == 0:
        entry["anon"] = True
    elif call.wiki.is_temporary(name):
        entry["temp"] = True


def add_comment(
    call: Call, entry: dict[str, Any], asked: frozenset[str], comment: str, title: Title | None, hidden: frozenset[str]
) -> None:
    """Tell what was said of something."""
    if not {"comment", "parsedcomment"} & asked:
        return
    if COMMENT in hidden:
        entry["commenthidden"] = True
        if not sees(call, hidden, COMMENT):
            return
    if "comment" in asked:
        entry["comment"] = comment
    if "parsedcomment" in asked:
        entry["parsedcomment"] = parsed_comment(call.wiki, comment, title)


def sorted_tags(wiki: Wiki, tags: Iterable[str]) -> list[str]:
    """Return tags as they are told, those that were known first before others."""
    return sorted(tags, key=wiki.known_tags.__getitem__)


def log_parameters(parameters: Mapping[str, Any]) -> Tree:
    """Return the parameters of what was logged as they are told."""
    return Tree(told_parameters(parameters))
