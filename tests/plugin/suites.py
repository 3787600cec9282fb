"""A user's suite: its files, its runs, and what the user reads."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

#: What makes a run quick and quiet: hypothesis imports itself for the summary, and pytest-asyncio wants a choice.
ALWAYS = ("-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-o", "asyncio_default_fixture_loop_scope=function")


class Suite:
    """A folder with tests."""

    def __init__(self, pytester: pytest.Pytester) -> None:
        self._pytester = pytester

    @property
    def path(self) -> Path:
        """The folder."""
        return self._pytester.path

    def write(self, name: str, text: str) -> Path:
        """Put *text*, without its indentation, at *name*."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
        return path

    def test(self, text: str, name: str = "test_bot.py") -> Path:
        """Write a module of tests."""
        return self.write(name, text)

    def ini(self, **settings: str) -> None:
        """Write the ini file, with `mwedit_` before each name."""
        lines = [f"mwedit_{name} = {value}\n" for name, value in settings.items()]
        self.write("pytest.ini", "[pytest]\n" + "".join(lines))

    def run(self, *args: str, apart: bool = False) -> Run:
        """Run the suite, in this process unless *apart*."""
        runner = self._pytester.runpytest_subprocess if apart else self._pytester.runpytest_inprocess
        return Run(runner(*ALWAYS, *args))

    def files(self, under: str = "") -> list[str]:
        """Return the names of the YAML files under a folder."""
        return sorted(str(path.relative_to(self.path)) for path in (self.path / under).rglob("*.yaml"))


class Run:
    """What a run came to."""

    def __init__(self, result: pytest.RunResult) -> None:
        self._result = result
        self.code = result.ret
        self.lines = [*result.outlines, *result.errlines]
        self.text = "\n".join(self.lines)

    @property
    def outcomes(self) -> dict[str, int]:
        """How many tests passed, failed, …"""
        return self._result.parseoutcomes()

    @property
    def header(self) -> str:
        """The line of the plugin in pytest's header."""
        return next((line for line in self.lines if line.startswith("mwedit: ")), "")

    @property
    def summary(self) -> list[str]:
        """The lines of the plugin's closing section."""
        starts = [number for number, line in enumerate(self.lines) if line.startswith("==") and " mwedit " in line]
        if not starts:
            return []
        rest = self.lines[starts[0] + 1 :]
        return [line for line in rest[: next(n for n, line in enumerate(rest) if line.startswith("=="))] if line]

    def passed(self, number: int = 1) -> Run:
        """Check that so many tests passed and nothing else happened; return self."""
        assert self.outcomes == {"passed": number}, self.text
        return self
