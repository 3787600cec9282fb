"""mwclient and pywikibot get from the in-memory wiki what they got from a real one, whatever they read or do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from readings import ARRANGED, CALLS, recorded, result, site_of
from worlds import MemoryWorld

from pytest_mwedit import FakeEditApi, NotImitated
from pytest_mwedit.web import WebRequest

VERSIONS = ("1.43", "1.39")

#: The modules that some calls need and the in-memory wiki lacks; where one is imitated, its row goes.
LACKING: tuple[str, ...] = ()

#: Every version and client.
WIKIS = [(version, client) for version in VERSIONS for client in CALLS]


def rows(group: int) -> list[Any]:
    """Return each version and client with each of its calls that read (1) or write (2)."""
    return [
        pytest.param((version, client), name, id=f"{version}-{client}-{name}")
        for version, client in WIKIS
        for name in CALLS[client][group]
    ]


@contextmanager
def arranged(version: str, client: str) -> Iterator[Any]:
    """Give the client's site of a wiki that is as the real one was."""
    pytest.importorskip(client)
    with FakeEditApi(version, api_url=recorded(version)["api_url"]) as fake:
        world = MemoryWorld(fake)
        world.arrange(ARRANGED)
        yield site_of(client, world)
        fake.failures.clear()  # each is told by the test that it belongs to


def check(version: str, client: str, name: str, site: Any) -> None:
    try:
        came = result(client, name, site)
    except NotImitated as lacking:
        if any(module in str(lacking) for module in LACKING):
            pytest.xfail(str(lacking))
        raise
    assert came == recorded(version)[client][name]


@pytest.fixture(scope="module")
def wiki(request: pytest.FixtureRequest) -> Iterator[tuple[str, str, Any]]:
    """A wiki that all calls read which do not write."""
    version, client = request.param
    with arranged(version, client) as site:
        yield version, client, site


@pytest.mark.parametrize(("wiki", "name"), rows(1), indirect=["wiki"])
def test_what_is_read(wiki: tuple[str, str, Any], name: str) -> None:
    version, client, site = wiki

    check(version, client, name, site)


@pytest.mark.parametrize(("wiki", "name"), rows(2))
def test_what_is_done(wiki: tuple[str, str], name: str) -> None:
    version, client = wiki

    with arranged(version, client) as site:
        check(version, client, name, site)


def test_what_is_lacking_still_is() -> None:
    """A row of what is imitated by now is a needless one."""
    for module in LACKING:
        kind, _, name = module.partition("=")
        fake = FakeEditApi()

        with pytest.raises(NotImitated, match=module):
            fake.answer(WebRequest("GET", f"{fake.api_url}?action=query&format=json&{kind}={name}"))
