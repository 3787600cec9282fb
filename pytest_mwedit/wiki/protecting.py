"""Protecting pages, and what it leaves in their histories."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pytest_mwedit.wiki.clock import iso
from pytest_mwedit.wiki.namespaces import FILE
from pytest_mwedit.wiki.pages import Protection

if TYPE_CHECKING:
    from pytest_mwedit.languages import Language
    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.titles import Title
    from pytest_mwedit.wiki.users import User

#: Levels whose pages may protect those that they include.
CASCADING_LEVELS = frozenset({"sysop"})

#: Levels for which there are words.
LEVELS = frozenset({"autoconfirmed", "sysop"})

#: What stands before each restriction in the log, so that it reads the same in all languages.
_LEFT_TO_RIGHT = "\u200e"


def protect(
    wiki: Wiki,
    title: Title,
    levels: dict[str, str],
    user: User,
    *,
    expiry: int | Mapping[str, int | None] | None = None,
    cascade: bool = False,
    reason: str = "",
    tags: tuple[str, ...] = (),
) -> bool:
    """Set what *title* is protected against, in place of what it was; an empty level is none.

    The *expiry* is the same for all, or is told of each action. Returns whether anything changed: to ask again that a
    level cascades that cannot is taken for a change, wherever there is a protection.
    """
    page = wiki.pages.get(title)
    applicable = _applicable(title, exists=page is not None)
    cascades = cascade and levels.get("edit") in CASCADING_LEVELS
    new = {
        action: Protection(
            level, expiry[action] if isinstance(expiry, Mapping) else expiry, cascades and action == "edit"
        )
        for action, level in levels.items()
        if level and action in applicable
    }
    old = wiki.protections.get(title, {})
    if new == old and (not old or cascade == any(protection.cascade for protection in old.values())):
        return False
    if new:
        wiki.protections[title] = new
    else:
        wiki.protections.pop(title, None)
    revision = None
    if page is not None:
        comment = wiki.fitted(_comment(wiki.language, title, user.name, old, new, reason))
        revision = wiki.save_null_revision(page, user, comment, tags=tags)
    wiki.add_log(
        "protect",
        "unprotect" if not new else "modify" if old else "protect",
        title,
        user,
        reason,
        parameters=_parameters(wiki.language, new) if new else {},
        revision=revision,
        tags=tags,
    )
    return True


def _applicable(title: Title, *, exists: bool) -> tuple[str, ...]:
    """Return the actions that *title* can be protected against."""
    if not exists:
        return ("create",)
    return ("edit", "move", "upload") if title.namespace == FILE else ("edit", "move")


def _parameters(spoken: Language, new: dict[str, Protection]) -> dict[str, Any]:
    """Return what the log tells of a protection."""
    details = []
    for action, protection in new.items():
        until = "infinite" if protection.expiry is None else iso(protection.expiry)
        detail: dict[str, Any] = {"type": action, "level": protection.level, "expiry": until}
        details.append(detail if action == "create" else {**detail, "cascade": protection.cascade})
    return {
        "description": "".join(
            f"{_LEFT_TO_RIGHT}[{action}={protection.level}] ({_until(spoken, protection)})"
            for action, protection in new.items()
        ),
        "cascade": any(protection.cascade for protection in new.values()),
        "details": details,
    }


def _comment(
    spoken: Language, title: Title, by: str, old: dict[str, Protection], new: dict[str, Protection], reason: str
) -> str:
    key = "unprotectedarticle" if not new else "modifiedarticleprotection" if old else "protectedarticle"
    comment = spoken.filled(f"{key}-comment", str(title), by)
    if reason:
        comment += spoken.written("colon-separator") + reason
    if new:
        described = " ".join(_description(spoken, action, protection) for action, protection in new.items())
        comment += " " + spoken.filled("parentheses", described)
    if any(protection.cascade for protection in new.values()):
        comment += " " + spoken.filled("brackets", spoken.written("protect-summary-cascade"))
    return comment


def _description(spoken: Language, action: str, protection: Protection) -> str:
    key = f"protect-level-{protection.level}"
    level = spoken.written(key) if protection.level in LEVELS else f"⧼{key}⧽"
    return spoken.filled(
        "protect-summary-desc", spoken.written(f"restriction-{action}"), level, _until(spoken, protection)
    )


def _until(spoken: Language, protection: Protection) -> str:
    if protection.expiry is None:
        return spoken.written("protect-expiry-indefinite")
    return spoken.filled("protect-expiring", spoken.moment(protection.expiry))
