"""Limits on how often somebody may act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.users import User


#: How many logins with one name, from one address, may fail within how many seconds of the first.
FAILED_LOGINS = (5, 300)


def rate_limits(wiki: Wiki) -> dict[str, Any]:
    """Return the limits by action and kind of user: those that are set, and those that come with extensions."""
    own = wiki.config.rate_limits
    # Those that a setting leaves out stay, behind those that it has (`found/rate_limits_beside_those_of_extensions_*`).
    installed = wiki.installed.rate_limits
    return own | {action: own.get(action, {}) | row | own.get(action, {}) for action, row in installed.items()}


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
    if is_limited(wiki, user, action, address, limits):
        return True
    count_attempt(wiki, user, action, address, limits)
    return False


def is_limited(wiki: Wiki, user: User, action: str, address: str, limits: Mapping[str, tuple[int, int]]) -> bool:
    """Whether one more attempt of *user* would be too many."""
    return any(len(times) >= most for times, most in _counted(wiki, user, action, address, limits))


def count_attempt(wiki: Wiki, user: User, action: str, address: str, limits: Mapping[str, tuple[int, int]]) -> None:
    """Count an attempt of *user*."""
    now = wiki.clock.now()
    for times, _ in _counted(wiki, user, action, address, limits):
        times.append(now)


def exceeds_logins(wiki: Wiki, kind: str, name: str) -> bool:
    """Count a login that is tried with *name*; whether too many failed before."""
    most, seconds = FAILED_LOGINS
    times = wiki.rate_counts.setdefault((f"login:{kind}", name), [])
    now = wiki.clock.now()
    if times and times[0] <= now - seconds:
        times.clear()
    if len(times) >= most:
        return True
    times.append(now)
    return False


def forgive_logins(wiki: Wiki, kind: str, name: str) -> None:
    """Forget the logins with *name* that failed, now that one did not."""
    wiki.rate_counts.pop((f"login:{kind}", name), None)


def _counted(
    wiki: Wiki, user: User, action: str, address: str, limits: Mapping[str, tuple[int, int]]
) -> Iterator[tuple[list[float], int]]:
    """Return the times of the attempts that count against each limit, and how many there may be."""
    now = wiki.clock.now()
    for limit, kind, name in _counters(wiki, user, address, limits):
        most, seconds = limits[limit]
        times = wiki.rate_counts.setdefault((f"{action}:{kind}", name), [])
        times[:] = [time for time in times if time > now - seconds]
        yield times, most


def _counters(
    wiki: Wiki, user: User, address: str, limits: Mapping[str, tuple[int, int]]
) -> list[tuple[str, str, str]]:
    """Return which of *limits* concern *user*, and by which kind and name each of them adds up attempts."""
    counters = [("ip-all", "ip-all", address)]
    if not user.is_registered:
        counters += [("anon", "anon", ""), ("ip", "ip", address)]
    else:
        is_new = "autoconfirmed" not in wiki.groups_of(user) and "autoconfirmed" not in wiki.rights_of(user)
        # The limit of new accounts stands in for all others; else a group may be allowed more than everybody.
        kinds = ("newbie",) if is_new and "newbie" in limits else ("user", *user.groups)
        own = [kind for kind in kinds if kind in limits]
        if own:
            counters.append((max(own, key=lambda name: limits[name][0] / limits[name][1]), "user", user.name))
        counters.append(("user-global", "user-global", user.name))
        counters += [("ip", "ip", address)] if is_new else []
    return [counter for counter in counters if counter[0] in limits]
