"""The README's examples in other languages run as they stand there, but for the address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from clients.worlds import World
from running import Needs, run

README = Path(__file__).parent.parent.parent / "README.md"

#: A block's language: what runs it, what that needs, and the page that it saves.
LANGUAGES = {
    "bash": ("bash", Needs(("bash", "curl")), "From curl"),
    "php": ("php", Needs(("php",)), "From PHP"),
    "js": ("node", Needs(("node",)), "From node"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_example(language: str, world: World, tmp_path: Path) -> None:
    command, needs, title = LANGUAGES[language]
    needs.require()
    [example] = re.findall(rf"^```{language}\n(.*?)^```$", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    world.arrange([])
    program = tmp_path / f"example.{language}"
    program.write_text(example.replace("http://127.0.0.1:8080/w/api.php", world.api_url), "utf-8")

    printed = run([command, str(program)], tmp_path)

    assert '"result":"Success"' in printed
    assert world.latest(title)["text"] == "Hello"
