"""Programs in other languages: what they need, and how they are run."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"

#: Where npm has installed what the programs in JavaScript use.
NODE_MODULES = Path(os.environ.get("MWEDIT_NODE_MODULES", HERE / "node_modules"))

#: The files of a MediaWiki, as tests/live/mediawiki unpacks them; mw.Api is one of its modules.
MEDIAWIKI = Path(os.environ.get("MWEDIT_LIVE_HOME", Path(tempfile.gettempdir()) / "mwedit-live")) / "tree-1.43"

#: What brings a command.
PACKAGES = {"node": "nodejs npm", "php": "php-cli php-curl", "curl": "curl", "jq": "jq", "bash": "bash"}


@dataclass(frozen=True)
class Needs:
    """What must be there to run a program."""

    commands: tuple[str, ...]
    modules: tuple[str, ...] = ()
    mediawiki: bool = False

    def missing(self) -> str | None:
        """Return what is not there, and how to get it."""
        commands = [each for each in self.commands if shutil.which(each) is None]
        if commands:
            return f"no {', '.join(commands)} here; apt-get install {' '.join(PACKAGES[each] for each in commands)}"
        if "php" in self.commands and not _php_has_curl():
            return "PHP has no curl here; apt-get install php-curl"
        modules = [each for each in self.modules if not (NODE_MODULES / each).is_dir()]
        if modules:
            return f"no {', '.join(modules)} in {NODE_MODULES}; npm install --prefix tests/languages"
        if self.mediawiki and not MEDIAWIKI.is_dir():
            return f"no MediaWiki in {MEDIAWIKI}, whose mw.Api it is; tests/live/mediawiki start 1.43 PORT"
        return None

    def require(self) -> None:
        """Skip the test where something is missing; in CI nothing may be."""
        missing = self.missing()
        if missing is not None:
            pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)


def _php_has_curl() -> bool:
    return "curl" in subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout.split()


def run(command: list[str], directory: Path) -> str:
    """Run a program and return what it prints."""
    environment = {**os.environ, "NODE_PATH": str(NODE_MODULES), "NODE_NO_WARNINGS": "1"}
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NODE_OPTIONS"):
        environment.pop(name, None)
    done = subprocess.run(
        command, cwd=directory, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout
