"""Putting people into groups and taking them out, and what the log tells of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.wiki.clock import iso
from pytest_mwedit.wiki.namespaces import USER
from pytest_mwedit.wiki.pages import INFINITY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.users import User


def change_groups(
    wiki: Wiki,
    user: User,
    added: dict[str, int | None],
    removed: Sequence[str],
    by: User,
    *,
    reason: str = "",
    tags: tuple[str, ...] = (),
    besides: Sequence[str] = (),
) -> None:
    """Take *user* out of the groups *removed*, then put it into those *added*, each until a time or for ever.

    Those *besides* its own are told of as if it had been in them.
    """
    before: dict[str, int | None] = {group: user.group_expiries.get(group) for group in sorted(user.groups)}
    before |= dict.fromkeys(besides)
    after = {group: until for group, until in before.items() if group not in removed} | added
    user.groups = list(after)
    user.group_expiries = {group: until for group, until in after.items() if until is not None}
    if after == before:
        return
    parameters = {
        "oldgroups": list(before),
        "newgroups": list(after),
        "oldmetadata": _metadata(before),
        "newmetadata": _metadata(after),
    }
    wiki.add_log("rights", "rights", wiki.titles.make(USER, user.name), by, reason, parameters=parameters, tags=tags)


def _metadata(memberships: Mapping[str, int | None]) -> list[dict[str, Any]]:
    return [
        {"group": group, "expiry": INFINITY if until is None else iso(until)} for group, until in memberships.items()
    ]
