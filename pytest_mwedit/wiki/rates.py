"""Limits on how often somebody may act."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.users import User


def exceeds_rate(
    wiki: Wiki,
    user: User,
    action: str,
    address: str = "127.0.0.1",
    limits: Mapping[str, tuple[int, int]] | None = None,
) -> bool:
    """Count an attempt of *user*, by the wiki's limits unless others are given; one too many does not count."""
    limits = limits or wiki.config.rate_limits.get(action)
    if not limits:
        return False
    now = wiki.clock.now()
    counted: list[list[float]] = []
    for kind, name in _counters(wiki, user, address, limits):
        most, seconds = limits[kind]
        times = wiki.rate_counts.setdefault((f"{action}:{kind}", name), [])
        times[:] = [time for time in times if time > now - seconds]
        if len(times) >= most:
            return True
        counted.append(times)
    for times in counted:
        times.append(now)
    return False


def _counters(wiki: Wiki, user: User, address: str, limits: Container[str]) -> list[tuple[str, str]]:
    """Return which of *limits* concern *user*, and whose attempts each of them adds up."""
    counters = [("ip-all", address)]
    if not user.is_registered:
        counters += [("anon", ""), ("ip", address)]
    else:
        is_new = "autoconfirmed" not in wiki.groups_of(user) and "autoconfirmed" not in wiki.rights_of(user)
        # The limit of new accounts stands in for that of all accounts, if there is one.
        counters += [("newbie" if is_new and "newbie" in limits else "user", user.name), ("user-global", user.name)]
        counters += [("ip", address)] if is_new else []
        counters += [(group, user.name) for group in user.groups]
    return [counter for counter in counters if counter[0] in limits]
