"""Limits on how often somebody may act."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.users import User


#: How many parts the time of a limit has: an attempt counts in the part that it falls into.
_PARTS = 30


class Throttle(NamedTuple):
    """How many attempts there may be within how many seconds of the first."""

    most: int
    seconds: int


#: Of logins with one name, from one address, that fail.
FAILED_LOGINS = Throttle(5, 300)


def rate_limits(wiki: Wiki) -> dict[str, Any]:
    """Return the limits by action and kind of user: those that are set, and those that come with extensions."""
    own = wiki.config.rate_limits
    # Those that a setting leaves out stay, behind those that it has (`found/rate_limits_beside_those_of_extensions_*`).
    installed = wiki.installed.rate_limits
    return own | {action: own.get(action, {}) | row | own.get(action, {}) for action, row in installed.items()}


def exceeds_rate(wiki: Wiki, user: User, action: str, address: str = "127.0.0.1") -> bool:
    """Count an attempt of *user* by the wiki's limits; one too many does not count."""
    limits = wiki.config.rate_limits.get(action)
    if not limits:
        return False
    if is_limited(wiki, user, action, address, limits):
        return True
    count_attempt(wiki, user, action, address, limits)
    return False


def is_limited(wiki: Wiki, user: User, action: str, address: str, limits: Mapping[str, tuple[int, int]]) -> bool:
    """Whether one more attempt of *user* would be too many.

    The time of a limit slides on in thirtieths: of the attempts in the part that it is about to leave, as much of them
    counts, rounded, as of the part is left. (`tests/responder/rates.json`; limits of 12, 30, 60 and 300 seconds were
    seen to do so, too.)
    """
    now = wiki.clock.now()
    return any(
        _counted_since(now - seconds, seconds / _PARTS, times) >= most
        for times, most, seconds in _counted(wiki, user, action, address, limits)
    )


def count_attempt(wiki: Wiki, user: User, action: str, address: str, limits: Mapping[str, tuple[int, int]]) -> None:
    """Count an attempt of *user*."""
    now = wiki.clock.now()
    for times, _, _ in _counted(wiki, user, action, address, limits):
        times.append(now)


def exceeds_throttle(wiki: Wiki, throttle: Throttle, kind: str, name: str) -> bool:
    """Count an attempt of *kind*, such as a login, by a *name* or an address; one too many does not count."""
    if is_throttled(wiki, throttle, kind, name):
        return True
    count_throttled(wiki, throttle, kind, name)
    return False


def is_throttled(wiki: Wiki, throttle: Throttle, kind: str, name: str) -> bool:
    """Whether one more attempt would be too many."""
    return len(_since_first(wiki, throttle, kind, name)) >= throttle.most


def count_throttled(wiki: Wiki, throttle: Throttle, kind: str, name: str) -> None:
    """Count an attempt."""
    _since_first(wiki, throttle, kind, name).append(wiki.clock.now())


def forgive_throttled(wiki: Wiki, kind: str, name: str) -> None:
    """Forget the attempts, now that one did not fail."""
    wiki.rate_counts.pop((f"throttle:{kind}", name), None)


def _since_first(wiki: Wiki, throttle: Throttle, kind: str, name: str) -> list[int]:
    """Return the times of the attempts that still count: all of them, until the first one is too long ago."""
    times = wiki.rate_counts.setdefault((f"throttle:{kind}", name), [])
    if times and times[0] < wiki.clock.now() - throttle.seconds:
        times.clear()
    return times


def _counted_since(since: int, part: float, times: list[int]) -> int:
    """Return how many of *times* count: those in whole parts after *since*, and some of the part that it parts."""
    counted = 0
    for number, count in Counter(math.floor(time / part) for time in times).items():
        within = min((number + 1) * part - since, part) / part
        counted += math.floor(count * max(within, 0) + 0.5)
    return counted


def _counted(
    wiki: Wiki, user: User, action: str, address: str, limits: Mapping[str, tuple[int, int]]
) -> Iterator[tuple[list[int], int, int]]:
    """Return the times of the attempts that may count against each limit, how many there may be, and in what time."""
    now = wiki.clock.now()
    for limit, kind, name in _counters(wiki, user, address, limits):
        most, seconds = limits[limit]
        times = wiki.rate_counts.setdefault((f"{action}:{kind}", name), [])
        # Of a part that is left in part, some still counts.
        times[:] = [time for time in times if time > now - seconds - seconds / _PARTS]
        yield times, most, seconds


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
