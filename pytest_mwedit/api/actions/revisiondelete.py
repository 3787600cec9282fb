"""action=revisiondelete: hide parts of revisions and of entries of the log, and show them again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import internal_error
from pytest_mwedit.api.blocks import blocked, blocks_of
from pytest_mwedit.api.error_formats import write_listed
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.hidden import ACTION, BITS, COMMENT, CONTENT, RESTRICTED, USER, sees
from pytest_mwedit.api.messages import Id, Markup, Param, message
from pytest_mwedit.api.params import timestamp
from pytest_mwedit.api.permissions import refuse, tag_refusals
from pytest_mwedit.api.query.change_parts import log_parameters
from pytest_mwedit.api.query.listing import stamp
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.languages import language
from pytest_mwedit.wiki import InvalidTitle, LogEntry, Revision, iso
from pytest_mwedit.wiki.changes import LOG
from pytest_mwedit.wiki.namespaces import SPECIAL

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Change, Title, Wiki

#: What the parameter ``suppress`` does besides: nothing, or hide from administrators, too, or no more.
_KEEP, _SUPPRESS = "nochange", "yes"

#: The parts that are called content in requests.
_CONTENTS = frozenset({ACTION, CONTENT})

#: A number as PHP keeps it as the key of an array; anything else is kept as a text.
_KEY = re.compile("0|-?[1-9][0-9]{0,17}")
#: What a database takes for a number.
_NUMBER = re.compile(r"\s*[+-]?[0-9]+\s*")


@dataclass(frozen=True)
class Item:
    """A revision or an entry of the log, by the *key* that it is named with."""

    of: Revision | LogEntry
    key: str
    #: What logs call it.
    logged: int | str

    @property
    def main_part(self) -> str:
        """What is hidden of it with its content."""
        return ACTION if isinstance(self.of, LogEntry) else CONTENT


@dataclass(frozen=True)
class Kind:
    """What can be hidden: the right to, what finds it among what a page has, and how the log calls that."""

    right: str
    find: Callable[[Call, Title, list[str]], Iterable[Item]]
    log_action: str = "revision"


def run(call: Call) -> None:
    """Check, hide or show each, and tell what became of it."""
    params = call.params
    kind = KINDS[params["type"]]
    _check(call, kind)
    ids = list(dict.fromkeys(params["ids"]))
    title = _target(call, ids)
    _refuse_blocked(call, title)
    items = list(kind.find(call, title, ids))
    rows: list[Tree] = []
    changed: list[_Changed] = []
    for item in items:
        rows.append(_row(call, item, changed))
    found = {item.key for item in items}
    rows += [_missing(call, each) for each in ids if each not in found]
    if changed:
        _note(call, kind, title, changed)
    target = str(title) if not title.fragment else f"{title}#{title.fragment}"
    # Of another wiki's page the first letter becomes a capital, as the wiki answers.
    target = target[0].upper() + target[1:] if title.interwiki else target
    call.result["revisiondelete"] = Tree(status="Success", target=target, items=rows)


def _check(call: Call, kind: Kind) -> None:
    params = call.params
    if not call.may(kind.right):
        raise ApiError(errors.PERMISSION_DENIED, message(f"action-{kind.right}"))
    if not params["ids"]:
        raise ApiError(errors.NO_IDS, "ids")
    if set(params["hide"] or ()) & set(params["show"] or ()):
        raise ApiError(errors.REVISION_DELETE_BOTH)
    if not params["hide"] and not params["show"]:
        raise ApiError(errors.REVISION_DELETE_NOTHING)
    refuse(call, tag_refusals(call))
    if params["suppress"] == _SUPPRESS and not call.may("suppressrevision"):
        raise ApiError(errors.PERMISSION_DENIED, message("action-suppressrevision"))


def _target(call: Call, ids: list[str]) -> Title:
    """Return the page that the items belong to: what the first of them says, or the parameter."""
    wiki, name = call.wiki, call.params["target"]
    if call.params["type"] == "logging":
        numbers = _numbers(ids)
        kinds = {entry.type for entry in wiki.log if entry.id in numbers}
        return wiki.titles.make(SPECIAL, f"Log/{kinds.pop()}" if len(kinds) == 1 else "Log")
    first = wiki.revisions.get(int(ids[0])) if _NUMBER.fullmatch(ids[0]) else None
    if call.params["type"] == "revision" and first is not None:
        return first.page.title
    try:
        title = wiki.title(name or "")
    except InvalidTitle:
        raise ApiError(errors.REVISION_DELETE_NEEDS_TARGET) from None
    if title.can_exist or title.interwiki or call.params["type"] not in ("revision", "archive"):
        return title
    if call.params["type"] == "archive":
        # As the wiki answers.
        return wiki.title(wiki.language.main_page)
    raise internal_error(call, "Wikimedia\\Assert\\PreconditionException")


def _refuse_blocked(call: Call, title: Title) -> None:
    blocks = blocks_of(call)
    special = title.namespace == SPECIAL and call.wiki.traits.partial_blocks_close_logs
    covering = [each for each in blocks if not each.partial or special or each.covers(title)]
    if covering:
        refuse(call, [blocked(call, covering[0], blocks, blocks)])


# What there is to hide


def _numbers(ids: list[str]) -> dict[int, str]:
    """Return what is a number among *ids*, with the key that it is found by."""
    return {int(each): str(int(each)) for each in ids if _NUMBER.fullmatch(each)}


def _find_revisions(call: Call, title: Title, ids: list[str]) -> Iterable[Item]:
    """Find the page's revisions, and deleted ones of whatever page."""
    wiki, numbers = call.wiki, _numbers(ids)
    page = wiki.page(title)
    found = [each for each in (page.revisions if page is not None else ()) if each.id in numbers]
    if len(found) < len(ids):
        found += [each for each in _archived(wiki) if each.id in numbers]
    return [Item(each, str(each.id), each.id) for each in sorted(found, key=lambda each: -each.id)]


def _archived(wiki: Wiki) -> Iterable[Revision]:
    return (revision for revisions in wiki.archive.values() for revision in revisions)


def _find_archived(call: Call, title: Title, ids: list[str]) -> Iterable[Item]:
    """Find the deleted revisions of a page by their times."""
    times = {timestamp(each, call.wiki.clock.now()) for each in ids}
    if None in times:
        raise internal_error(call, "Wikimedia\\Timestamp\\TimestampException")
    found = [each for each in call.wiki.archive.get(title, ()) if each.timestamp in times]
    found.sort(key=lambda each: (each.timestamp, each.id), reverse=True)
    return [Item(each, stamp(each.timestamp), stamp(each.timestamp)) for each in found]


def _find_log(call: Call, title: Title, ids: list[str]) -> Iterable[Item]:
    """Find entries of the log, the latest first."""
    del title
    numbers, by_time = _numbers(ids), call.wiki.traits.sorts_hidden_logs_by_time
    found = [each for each in call.wiki.log if each.id in numbers]
    found.sort(key=lambda each: (each.timestamp if by_time else 0, each.id), reverse=True)
    return [Item(each, str(each.id), each.id) for each in found]


def _find_nothing(call: Call, title: Title, ids: list[str]) -> Iterable[Item]:
    """Find files, of which the wiki has none."""
    del call, title, ids
    return ()


KINDS: Mapping[str, Kind] = {
    "revision": Kind("deleterevision", _find_revisions),
    "archive": Kind("deleterevision", _find_archived),
    "logging": Kind("deletelogentry", _find_log, "event"),
    "oldimage": Kind("deleterevision", _find_nothing),
    "filearchive": Kind("deleterevision", _find_nothing),
}


# What becomes of it


@dataclass(frozen=True)
class _Changed:
    item: Item
    before: frozenset[str]
    after: frozenset[str]


def _row(call: Call, item: Item, changed: list[_Changed]) -> Tree:
    """Hide or show parts of *item*, note that it *changed*, and return what is told of it."""
    before = item.of.hidden
    after = _asked(call, item)
    row = Tree(status="Success")
    refused = _refused(call, item, before, after)
    if refused is None:
        item.of.hidden = after
        changed.append(_Changed(item, before, after))
    else:
        kind, key = refused
        spoken = language(call.language)
        _add_issue(call, row, kind, key, *map(Markup, spoken.day_and_time(item.of.timestamp)))
    row["id"] = _key(item.key)
    FIELDS[type(item.of)](call, row, item.of)
    return row


def _asked(call: Call, item: Item) -> frozenset[str]:
    """Return what is to be hidden of *item*."""
    params = call.params
    hide, show = (
        {item.main_part if each == "content" else each for each in params[name] or ()} for name in ("hide", "show")
    )
    if params["suppress"] != _KEEP:
        (hide if params["suppress"] == _SUPPRESS else show).add(RESTRICTED)
    return frozenset((item.of.hidden | hide) - show)


def _refused(call: Call, item: Item, before: frozenset[str], after: frozenset[str]) -> tuple[str, str] | None:
    """Return why nothing is changed, if it is an error or a warning, in MediaWiki's order."""
    if before == after:
        return "warning", "revdelete-no-change"
    of = item.of
    if isinstance(of, Revision) and CONTENT in after and of.page.latest is of and of.id in call.wiki.revisions:
        return "error", "revdelete-hide-current"
    if not all(sees(call, before, part) for part in before - {RESTRICTED}):
        operation = "show" if not after else "modify"
        return "error", f"revdelete-{operation}-no-access"
    if after == {RESTRICTED}:
        return "warning", "revdelete-only-restricted"
    return None


def _missing(call: Call, key: str) -> Tree:
    row = Tree(status="Fail")
    number = _key(key)
    named = Id(number) if isinstance(number, int) else Markup(number)
    _add_issue(call, row, "error", "revdelete-modify-missing", named)
    row["id"] = number
    return row


def _key(key: str) -> int | str:
    return int(key) if _KEY.fullmatch(key) else key


def _add_issue(call: Call, row: Tree, kind: str, key: str, *params: Param) -> None:
    if call.main["errorformat"] == "bc":
        row.update(errors=[], warnings=[])
    row[f"{kind}s"] = [write_listed(call, message(key, *params), key, kind)]


def _add_revision(call: Call, row: Tree, revision: Revision) -> None:
    hidden = revision.hidden
    row["timestamp"] = iso(revision.timestamp)
    row.update(userhidden=USER in hidden, commenthidden=COMMENT in hidden, texthidden=CONTENT in hidden)
    if sees(call, hidden, USER):
        row.update(userid=revision.user_id, user=revision.user)
    if sees(call, hidden, COMMENT):
        row["comment"] = revision.comment


def _add_entry(call: Call, row: Tree, entry: LogEntry) -> None:
    hidden = entry.hidden
    row.update(type=entry.type, action=entry.action)
    row.update(userhidden=USER in hidden, commenthidden=COMMENT in hidden, actionhidden=ACTION in hidden)
    if sees(call, hidden, ACTION):
        row["params"] = log_parameters(entry.parameters)
    if sees(call, hidden, USER):
        row.update(userid=str(entry.user_id), user=entry.user)
    if sees(call, hidden, COMMENT):
        row["comment"] = entry.comment


FIELDS: Mapping[type, Callable[..., None]] = {Revision: _add_revision, LogEntry: _add_entry}


# What is noted of it


def _note(call: Call, kind: Kind, title: Title, changed: list[_Changed]) -> None:
    """Hide what recent changes tell of the items, too, and log what was done."""
    wiki = call.wiki
    hidden: frozenset[str] = frozenset().union(*(each.after - each.before for each in changed))
    shown: frozenset[str] = frozenset().union(*(each.before - each.after for each in changed))
    for each in changed:
        for change in wiki.recent_changes:
            if _tells_of(change, each.item.of):
                change.hidden = each.after - _CONTENTS
                if _CONTENTS & each.after:
                    change.hidden |= {ACTION if change.type == LOG else CONTENT}
    log_type = "suppress" if any(RESTRICTED in each.before | each.after for each in changed) else "delete"
    wiki.add_log(
        log_type,
        kind.log_action,
        title,
        call.user,
        call.wiki.fitted(call.params["reason"] or ""),
        parameters={
            "type": call.params["type"],
            "ids": [each.item.logged for each in changed],
            "old": _bits(shown),
            "new": _bits(hidden),
        },
        tags=tuple(call.params["tags"] or ()),
    )
    page = wiki.page(title)
    if page is not None:
        page.touched = wiki.clock.now()
    note_write(call)


def _tells_of(change: Change, of: Revision | LogEntry) -> bool:
    if isinstance(of, LogEntry):
        return change.type == LOG and change.entry is of
    return change.revision is of and change.timestamp == of.timestamp


def _bits(parts: frozenset[str]) -> dict[str, Any]:
    names = {"content" if part in _CONTENTS else part for part in parts}
    told = {name: name in names for name in ("content", COMMENT, USER, RESTRICTED)}
    return {"bitmask": sum(BITS[part] for part in parts), **told}
