"""Suites of a user, run from outside, and a wiki that listens on this machine in the place of a real one."""

from __future__ import annotations

from collections.abc import Iterator

# What the suites import stays imported between their runs in this process.
import aiohttp  # noqa: F401
import httpx  # noqa: F401
import pytest
import requests  # noqa: F401
from suites import Suite

import pytest_mwedit.exchange
import pytest_mwedit.follow
import pytest_mwedit.server  # noqa: F401
from pytest_mwedit import FakeEditApi


@pytest.fixture(autouse=True)
def no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the user has in the environment out of the suites."""
    for name in ("MWEDIT_USERNAME", "MWEDIT_PASSWORD", "MWEDIT_ACCESS_TOKEN", "MWEDIT_CONTACT", "PYTEST_ADDOPTS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def suite(pytester: pytest.Pytester) -> Suite:
    """An empty folder for a suite."""
    return Suite(pytester)


@pytest.fixture
def real_wiki() -> Iterator[FakeEditApi]:
    """A wiki behind a socket, with two accounts and a page; strangers cannot log in."""
    wiki = FakeEditApi()
    wiki.config.open_login = False
    wiki.add_user("Alice", "AlicePassw0rd!x")
    wiki.add_bot_password("Alice", "tests", "s3cretb0tpassword", ["basic", "createeditmovepage", "editpage"])
    wiki.add_page("Real page", "text of the real wiki")
    with wiki.serve():
        yield wiki


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put a bot password of the real wiki into the environment."""
    monkeypatch.setenv("MWEDIT_USERNAME", "Alice@tests")
    monkeypatch.setenv("MWEDIT_PASSWORD", "s3cretb0tpassword")
