"""Limits on how often somebody may edit, as real wikis let through and refused over some minutes."""

from __future__ import annotations

import json

import pytest
from live.record_rates import NOBODY, RATES
from scenario import Client

from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.wiki.rates import Throttle, count_throttled, exceeds_throttle, is_throttled

RECORDED = json.loads(RATES.read_text("utf-8"))


@pytest.mark.parametrize("version", sorted(RECORDED))
def test_edits_let_through(version: str) -> None:
    """What the real wiki let through is let through, at the same second, and nothing else."""
    recorded = RECORDED[version]
    fake = FakeEditApi(version=version)
    fake.arrange({"rate_limits": {"edit": recorded["limits"]}})
    fake.clock.freeze(recorded["attempts"][0][0])
    names = {name for _, name, _ in recorded["attempts"]}
    clients = {name: Client(fake, None if name == NOBODY else name) for name in names}

    told = []
    for number, (second, name, _) in enumerate(recorded["attempts"]):
        fake.clock.freeze(second)
        edit = {"action": "edit", "title": f"Page of {name}", "text": str(number), "token": "$token"}
        told.append([second, name, clients[name].send(edit)[1] or ""])

    assert told == recorded["attempts"]


#: When temporary accounts were asked for of a real 1.43 with
#: ``$wgTempAccountCreationThrottle = [ [ 'count' => 2, 'seconds' => 20 ] ]``, in half seconds, and which were given.
ASKED_FOR = {0: True, 24: True, 26: False, 42: True, 44: True, 46: False, 48: False, 66: False, 68: False, 85: True}


def test_accounts_given() -> None:
    """All accounts count until the first is too long ago, then none."""
    fake = FakeEditApi()
    throttle = Throttle(2, 20)

    given = {}
    for moment in ASKED_FOR:
        fake.clock.freeze(1_000_000 + moment / 2)
        given[moment] = not exceeds_throttle(fake._wiki, throttle, "temporary account", NOBODY)

    assert given == ASKED_FOR


#: When logins failed on a real 1.43 and a real 1.39 with ``$wgCaptchaBadLoginExpiration = 20``, in tenths of seconds
#: (None), and whether a right one was hindered by a captcha.
TRIED = (
    *((0, None), (180, None), (190, None), (193, True), (206, True), (214, False), (220, False), (222, None)),
    *((225, False), (230, None), (233, False), (240, None), (244, True), (300, True), (425, True), (430, False)),
)


def test_logins_hindered() -> None:
    """Bad logins count until the first is too long ago, then none."""
    fake = FakeEditApi()
    throttle = Throttle(3, 20)

    told = []
    for moment, hindered in TRIED:
        fake.clock.freeze(1_000_000 + moment / 10)
        if hindered is None:
            count_throttled(fake._wiki, throttle, "badlogin", NOBODY)
        told.append((moment, None if hindered is None else is_throttled(fake._wiki, throttle, "badlogin", NOBODY)))

    assert tuple(told) == TRIED
