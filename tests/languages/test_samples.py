"""The sample programs of the API's documentation, unchanged but for the address and the account.

They are the documentation's, and so not a part of this project: `--samples DIRECTORY` says where its pages lie, as
plain text.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from clients.worlds import World
from running import MEDIAWIKI, PROGRAMS, Needs, run

#: The headings of the samples, with what runs them, and the headings that end them.
LANGUAGES = {"Python": ".py", "PHP": ".php", "JavaScript": ".js", "MediaWiki JS": ".mw.js"}
ENDINGS = {"User cases", "Cas d'utilisation", "Possible errors", "Erreurs possibles"}
#: Pieces of the page of the API's documentation of old: where they begin, and the line that ends them.
PIECES = {".ajax.js": "function addNewSection( summary, content, editToken )", ".mw.js": "var api = new mw.Api();"}
DOCUMENTS = {
    "API_Edit.txt": tuple(LANGUAGES.values()),
    "API_Edit_fr.txt": tuple(LANGUAGES.values()),
    "API_Edit_vi.txt": tuple(LANGUAGES.values()),
    "API_Stashedit.txt": (".py", ".php", ".js"),
    "API_Edit_legacy_sandbox.txt": tuple(PIECES),
}

BOT, APP, SECRET = "Robo", "samples", "a" * 32
#: As the wiki calls Project:Sandbox.
SANDBOX = "TestWiki:Sandbox"
ARRANGED = [
    {"page": {"title": "Project:Sandbox", "text": "Sandbox:"}},
    {"botpassword": {"user": BOT, "app": APP, "password": SECRET}},
]

NODE = Needs(("node",), ("request",))
IN_PAGE = Needs(("node",), ("jsdom", "jquery"))
IN_WIKI = Needs(("node",), ("jsdom", "jquery"), mediawiki=True)


@dataclass(frozen=True)
class Sample:
    """A sample program, with how it is run and what it needs."""

    text: str
    ending: str

    @property
    def needs(self) -> Needs:
        """What must be there."""
        table = {".php": Needs(("php",)), ".js": NODE, ".ajax.js": IN_PAGE, ".mw.js": IN_WIKI}
        return table.get(self.ending, Needs(()))

    def run(self, api_url: str, directory: Path) -> str:
        """Run it with another address and account, and return what it prints."""
        path = directory / f"sample{self.ending}"
        path.write_text(_mine(self.text, api_url), "utf-8")
        in_page = ["node", str(PROGRAMS / "in_page.js"), api_url, str(path), "Project:Sandbox"]
        call = "addNewSection( 'Heading', 'Section', '+\\\\' );" if "function addNewSection" in self.text else ""
        command = {
            ".py": [sys.executable, str(path)],
            ".php": ["php", str(path)],
            ".js": ["node", str(path)],
            ".ajax.js": [*in_page, call],
            ".mw.js": [*in_page, call, str(MEDIAWIKI)],
        }[self.ending]
        return run(command, directory)


def _mine(text: str, api_url: str) -> str:
    text = text.replace("https://test.wikipedia.org/w/api.php", api_url)
    for name, value in (("lgname", f"{BOT}@{APP}"), ("lgpassword", SECRET)):
        text = re.sub(rf"""(["']?{name}["']?\s*(?::|=>)\s*)"[^"]*\"""", rf'\1"{value}"', text)
    return text


def samples(document: str) -> Iterator[Sample]:
    """Yield the sample programs of a page of the documentation."""
    for ending, begin in PIECES.items():
        found = re.search(rf"^{re.escape(begin)}.*?^}}$", document, re.MULTILINE | re.DOTALL)
        if found:
            yield Sample(found[0], ending)
            continue
    heading, lines = "", list[str]()
    for line in [*document.splitlines(), next(iter(ENDINGS))]:
        if line.strip() in LANGUAGES or line.strip() in ENDINGS:
            code = "\n".join(lines).strip()
            if heading in LANGUAGES and code:
                yield Sample(code, LANGUAGES[heading])
            heading, lines = line.strip(), []
        else:
            lines.append(line)


@pytest.fixture
def directory(request: pytest.FixtureRequest) -> Path:
    """Where the documentation lies."""
    given = request.config.getoption("samples")
    if not given:
        pytest.skip("the documentation is not here; --samples DIRECTORY, or MWEDIT_SAMPLES, says where its pages lie")
    return Path(given)


@pytest.mark.parametrize(
    ("name", "ending"), [(name, ending) for name, endings in DOCUMENTS.items() for ending in endings]
)
def test_sample(name: str, ending: str, directory: Path, world: World, tmp_path: Path) -> None:
    found = {sample.ending: sample for sample in samples((directory / name).read_text("utf-8"))}
    assert set(found) == set(DOCUMENTS[name])
    found[ending].needs.require()
    world.arrange(ARRANGED)

    printed = found[ending].run(world.api_url, tmp_path)

    text = world.latest(SANDBOX)["text"]
    if "Stashedit" in name:
        # Its samples send an empty baserevid, which MediaWiki refuses.
        assert "badinteger" in printed
    elif "legacy" in name:
        assert text == "Sandbox:\n\n== Heading ==\n\nSection"
    else:
        assert "Success" in printed
        assert text.removeprefix("Sandbox:") in ("Hello", "test edit")
    assert getattr(world, "failures", list)() == []
