"""mwclient and pywikibot get from the in-memory wiki what they got from a real one, whatever they read or do."""

from __future__ import annotations

from typing import Any

import pytest
from readings import ARRANGED, names, recorded, result, site_of
from worlds import MemoryWorld

from pytest_mwedit import FakeEditApi

VERSIONS = ("1.43", "1.39")

@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("client", "name"), names())
def test_what_comes(version: str, client: str, name: str) -> None:
    pytest.importorskip(client)
    told = recorded(version)

    with FakeEditApi(version, api_url=told["api_url"]) as fake:
        world = MemoryWorld(fake)
        world.arrange(ARRANGED)
        came: Any = result(client, name, site_of(client, world))

    assert came == told[client][name]
