"""`pytest-mwedit serve`: the in-memory wiki for programs in any language."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

COMMAND = (sys.executable, "-c", "import sys; from pytest_mwedit.cli import main; sys.exit(main())", "serve")


@contextmanager
def served(*options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Give the process and the address that it prints first."""
    with subprocess.Popen(
        [*COMMAND, *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def generator(url: str) -> str:
    with urllib.request.urlopen(f"{url}?action=query&meta=siteinfo&format=json&formatversion=2") as reply:
        return str(json.load(reply)["query"]["general"]["generator"])


@pytest.mark.parametrize("version", ["1.43", "1.39"])
def test_the_first_line_is_the_api(version: str) -> None:
    with served(f"--version={version}") as (_, url):
        assert generator(url).startswith(f"MediaWiki {version}")


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_it(number: signal.Signals) -> None:
    with served() as (process, url):
        assert generator(url)
        process.send_signal(number)
        out, error = process.communicate(timeout=20)
        assert (process.returncode, out, error) == (0, "", "")


def test_the_end_of_the_input_ends_it() -> None:
    with served() as (process, _):
        assert process.communicate(timeout=20) == ("", "")
        assert process.returncode == 0


def test_a_port_in_use() -> None:
    with served() as (_, url):
        port = url.split(":")[2].partition("/")[0]
        done = subprocess.run([*COMMAND, f"--port={port}"], capture_output=True, text=True, check=False, timeout=20)
    assert done.returncode == 2
    assert done.stderr.startswith("pytest-mwedit: ")
    assert "in use" in done.stderr
