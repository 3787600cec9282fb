"""Limits on how often somebody may edit, as real wikis let through and refused over some minutes."""

from __future__ import annotations

import json

import pytest
from live.record_rates import NOBODY, RATES
from scenario import Client

from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.wiki.rates import Throttle, exceeds_throttle

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
