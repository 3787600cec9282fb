"""One story, told by programs in other languages: they edit the served wiki as they edit a real one.

With `--live-wiki URL` it is told on a real MediaWiki instead.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from clients.worlds import World
from running import MEDIAWIKI, PROGRAMS, Needs, run

#: What is there before the story begins.
ARRANGED = [
    {"page": {"title": "Known", "text": "What is known"}},
    {"page": {"title": "Sections", "text": "Intro\n\n== One ==\n1\n\n== Two ==\n2"}},
    {"page": {"title": "Contested", "text": "first"}},
    {"page": {"title": "Guarded", "text": "safe"}},
    {"protect": {"title": "Guarded", "edit": "sysop"}},
    {"block": {"target": "Bob", "reason": "spam"}},
]

#: What a client says of each step that only sends what it is given.
SAID = {
    "log_in": "Robo",
    "read": "What is known",
    "read_missing": "(missing)",
    "create": "Success",
    "append": "Success",
    "section": "Success",
    "new_section": "Success",
    "minor_and_bot": "Success",
    "conflict": "editconflict",
    "protected": "protectedpage",
    "blocked": "blocked",
    "nocreate": "missingtitle",
    "createonly": "articleexists",
    "bad_token": "badtoken",
    "maxlag": "maxlag",
    "assert": "assertnameduserfailed",
    "stash": "stashed 73eaa90f2c4a9458684ec46f6709051a0b4e4e75",
    "stash_then_edit": "Success",
    "log_out": "127.0.0.1",
}

#: The pages that a step leaves behind: the last revision's text, author, and whether it is minor and a bot's.
LEFT = {
    "append": ("New page", "Hello ✓ &=+%\n\nworld", "Robo", (False, False)),
    "minor_and_bot": ("Known", "What is known now", "Robo", (True, True)),
    "conflict": ("Contested", "Alice's", "Alice", (False, False)),
    "stash_then_edit": ("Sections", "Stashed", "Alice", (False, False)),
}

_JSDOM = ("jsdom", "jquery")


@dataclass(frozen=True)
class Program:
    """A program: how it is started, what it needs, and what it says otherwise than others (None: it cannot do that)."""

    command: tuple[str, ...]
    needs: Needs
    otherwise: Mapping[str, str | None] = field(default_factory=dict)
    arguments: tuple[str, ...] = ()
    #: Whether it marks every edit as a bot's.
    marks_as_bot: bool = False

    @property
    def says(self) -> dict[str, str]:
        """What the program says of each step."""
        told = {**SAID, **self.otherwise}
        return {step: text for step, text in told.items() if text is not None}


def _node(*modules: str) -> tuple[tuple[str, ...], Needs]:
    return ("node",), Needs(("node",), modules)


#: A client that asks for another token when it is told that the one is bad.
_TRIES_AGAIN = {"bad_token": "Success"}

PROGRAM_OF: Mapping[str, Program] = {
    "story.sh": Program(("bash",), Needs(("bash", "curl", "jq"))),
    "story.php": Program(("php",), Needs(("php",))),
    "fetch.js": Program(*_node()),
    "request.js": Program(*_node("request")),
    "jquery.js": Program(*_node(*_JSDOM)),
    "mwapi.js": Program(("node",), Needs(("node",), _JSDOM, mediawiki=True), _TRIES_AGAIN, (str(MEDIAWIKI),)),
    "mwn.js": Program(*_node("mwn"), {**_TRIES_AGAIN, "query": "3"}, marks_as_bot=True),
    "nodemw.js": Program(
        *_node("nodemw"),
        {
            **dict.fromkeys(SAID),
            **{step: SAID[step] for step in ("log_in", "read", "read_missing", "create", "append", "minor_and_bot")},
            "protected": "protected",
            "blocked": "blocked",
        },
        marks_as_bot=True,
    ),
    "wikiapi.js": Program(
        *_node("wikiapi"),
        {
            **dict.fromkeys(SAID),
            **{step: SAID[step] for step in ("read", "read_missing", "protected")},
            "create": "New page",
            "append": "New page",
            "minor_and_bot": "Known",
        },
        marks_as_bot=True,
    ),
}


def test_every_program_is_told_of() -> None:
    told_by_others = {"story.js", "page.js", "in_page.js"}

    assert {path.name for path in PROGRAMS.iterdir() if path.is_file()} == PROGRAM_OF.keys() | told_by_others


@pytest.mark.parametrize("name", PROGRAM_OF)
def test_the_story(name: str, world: World, tmp_path: Path) -> None:
    program = PROGRAM_OF[name]
    program.needs.require()
    world.arrange(ARRANGED)

    printed = run([*program.command, str(PROGRAMS / name), world.api_url, *program.arguments], tmp_path)

    lines = (re.fullmatch(r"(\w+): (.*)", line) for line in printed.splitlines())
    said = {found[1]: found[2] for found in lines if found is not None and found[1] in program.says}
    assert said == program.says
    for step, (title, text, user, flags) in LEFT.items():
        if step in program.says:
            latest = world.latest(title)
            bot = flags[1] or (program.marks_as_bot and user == "Robo")
            assert (latest["text"], latest["user"]) == (text, user)
            assert (latest["minor"], latest["bot"]) == (flags[0], bot)
    assert world.latest("Guarded")["text"] == "safe"
    assert getattr(world, "failures", list)() == []
