"""Wikis in processes of their own, for programs in any language."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from clients.worlds import LiveWorld, Steps, World

COMMAND = (sys.executable, "-c", "import sys; from pytest_mwedit.cli import main; sys.exit(main())", "serve")


class ServedWorld(World):
    """The in-memory wiki of another process, arranged and looked at through its control interface."""

    def __init__(self, api_url: str) -> None:
        self.api_url = api_url

    def arrange(self, steps: Steps) -> None:
        self._control("arrange", {"steps": steps})

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self._control("state")
        return state

    def failures(self) -> list[str]:
        """Return what it could not imitate."""
        return list(self._control("failures"))

    def _control(self, name: str, arguments: dict[str, Any] | None = None) -> Any:
        body = None if arguments is None else json.dumps(arguments).encode()
        address = self.api_url.replace("/w/api.php", f"/__mwedit__/{name}")
        with urllib.request.urlopen(urllib.request.Request(address, body)) as reply:
            return json.load(reply)


@contextmanager
def served(version: str) -> Iterator[ServedWorld]:
    """Give an in-memory wiki that the command serves."""
    with subprocess.Popen(
        [*COMMAND, f"--version={version}"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield ServedWorld(process.stdout.readline().strip())
        process.communicate(timeout=20)


@pytest.fixture(scope="session")
def wikis() -> Iterator[dict[str, ServedWorld]]:
    """A served wiki of each version that is asked for."""
    with served("1.43") as new, served("1.39") as old:
        yield {"1.43": new, "1.39": old}


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """The wiki that a test is about: a version of the in-memory one, or the address of a real one."""
    which: str = request.param
    if which.startswith("http"):
        return LiveWorld(which)
    wikis: dict[str, World] = request.getfixturevalue("wikis")
    return wikis[which]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let every test of a world run on both versions, and on the real wiki where one is given."""
    if "world" in metafunc.fixturenames:
        live = metafunc.config.getoption("live_wiki")
        metafunc.parametrize("world", [live] if live else ["1.43", "1.39"], indirect=True, scope="function")
