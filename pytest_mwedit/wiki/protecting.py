"""Protecting pages, and what it leaves in their histories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.wiki.pages import Protection
from pytest_mwedit.wiki.text_presave import signature_time

if TYPE_CHECKING:
    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.titles import Title
    from pytest_mwedit.wiki.users import User

#: Levels whose pages may protect those that they include.
CASCADING_LEVELS = frozenset({"sysop"})

#: Level: how histories call it.
LEVEL_NAMES = {"autoconfirmed": "Allow only autoconfirmed users", "sysop": "Allow only administrators"}


def protect(
    wiki: Wiki,
    title: Title,
    levels: dict[str, str],
    user: User,
    *,
    expiry: int | None = None,
    cascade: bool = False,
    reason: str = "",
) -> None:
    """Set what *title* is protected against, in place of what it was; an empty level is none."""
    page = wiki.pages.get(title)
    applicable = ("edit", "move") if page is not None else ("create",)
    cascade = cascade and levels.get("edit") in CASCADING_LEVELS
    new = {
        action: Protection(levels[action], expiry, cascade and action == "edit")
        for action in applicable
        if levels.get(action)
    }
    old = wiki.protections.get(title, {})
    if new == old:
        return
    if new:
        wiki.protections[title] = new
    else:
        wiki.protections.pop(title, None)
    if page is not None:
        wiki.save_null_revision(page, user, _comment(title, old, new, reason))
    wiki.add_log("protect", "unprotect" if not new else "modify" if old else "protect", title, user.name, reason)


def _comment(title: Title, old: dict[str, Protection], new: dict[str, Protection], reason: str) -> str:
    if not new:
        comment = f'Removed protection from "[[{title}]]"'
    elif old:
        comment = f'Changed protection settings for "[[{title}]]"'
    else:
        comment = f'Protected "[[{title}]]"'
    if reason:
        comment += f": {reason}"
    if new:
        comment += f" ({' '.join(_description(action, protection) for action, protection in new.items())})"
    if any(protection.cascade for protection in new.values()):
        comment += " [cascading]"
    return comment


def _description(action: str, protection: Protection) -> str:
    level = LEVEL_NAMES.get(protection.level, f"⧼protect-level-{protection.level}⧽")
    until = "indefinite" if protection.expiry is None else f"expires {signature_time(protection.expiry)}"
    return f"[{action.capitalize()}={level}] ({until})"
