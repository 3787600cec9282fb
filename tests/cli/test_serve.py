"""`pytest-mwedit serve`: the in-memory wiki for programs in any language."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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


def test_an_arrangement_to_begin_with(tmp_path: Path) -> None:
    arrangement = {"config": {"site_name": "Ours"}, "steps": [{"page": {"title": "A", "text": "from a file"}}]}
    (tmp_path / "wiki.json").write_text(json.dumps(arrangement), "utf-8")

    with served(f"--arrange={tmp_path / 'wiki.json'}") as (_, url):
        address = f"{url.replace('api.php', 'index.php')}?title=A&action=raw"
        assert urllib.request.urlopen(address).read() == b"from a file"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "Expecting property name"),
        ("[]", 'an arrangement is {"config": {...}, "steps": [...]}'),
        ('{"pages": []}', 'an arrangement is {"config": {...}, "steps": [...]}'),
        ('{"steps": [{"page": {"title": "<"}}]}', "steps[0]: "),
        ('{"config": {"sitename": "x"}}', "'sitename' is no setting"),
    ],
)
def test_an_arrangement_that_cannot_be(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "wiki.json").write_text(text, "utf-8")

    done = refused(f"--arrange={tmp_path / 'wiki.json'}")

    assert done.stderr.startswith(f"pytest-mwedit: {tmp_path / 'wiki.json'}: ")
    assert told in done.stderr


@pytest.mark.parametrize("options", [("--host=192.0.2.1",), ("--arrange=nowhere.json",), ("--port=70000",)])
def test_what_cannot_be_served(options: tuple[str, ...]) -> None:
    assert refused(*options).stderr.splitlines()[-1].startswith("pytest-mwedit: ")


def test_an_empty_input_is_told() -> None:
    done = subprocess.run([*COMMAND], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True, timeout=20)

    assert done.stdout.startswith("http://127.0.0.1:")
    assert done.stderr == (
        "pytest-mwedit: its input was empty, so it has stopped; "
        "keep one open: tail -f /dev/null | pytest-mwedit serve\n"
    )


def refused(*options: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [*COMMAND, *options], stdin=subprocess.PIPE, capture_output=True, text=True, check=False, timeout=20
    )
    assert (done.returncode, done.stdout) == (2, "")
    return done


def test_other_machines_reach_it_if_asked() -> None:
    with served("--host=0.0.0.0") as (process, url):
        assert generator(url)
        _, error = process.communicate(timeout=20)
    assert error == (
        "pytest-mwedit: every machine that reaches 0.0.0.0 can use this wiki, but not its control interface\n"
    )
