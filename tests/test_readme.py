"""The README is the manual: each of its examples runs, and its tables are those of the code."""

import re
import tomllib
from pathlib import Path

import pytest
from readme_tables import WHOLE_PAGES, updated, written

from pytest_mwedit.plugin import OPTIONS

README = Path(__file__).parent.parent / "README.md"
TEXT = README.read_text(encoding="utf-8")

#: A code block, and the name of the file that a comment before it gives it.
BLOCK = re.compile(
    r"(?:<!-- file: (?P<file>\S+) -->\n)?^```(?P<language>\w+)\n(?P<code>.*?)^```$", re.MULTILINE | re.DOTALL
)

EXAMPLES = [match for match in BLOCK.finditer(TEXT) if match["language"] == "python"]


def heading(match):
    return TEXT[: match.start()].rpartition("\n## ")[2].partition("\n")[0] or "the beginning"


def name(match):
    return f"{heading(match)}-line{TEXT.count(chr(10), 0, match.start()) + 1}"


@pytest.mark.parametrize("example", [one for one in EXAMPLES if one["file"] != "conftest.py"], ids=name)
def test_example(pytester, example):
    """A file called conftest.py belongs to the examples under its heading."""
    for other in EXAMPLES:
        if other["file"] == "conftest.py" and heading(other) == heading(example):
            pytester.makeconftest(other["code"])
    file = pytester.path / (example["file"] or "test_example.py")
    file.write_text(example["code"], encoding="utf-8")
    is_script = not file.name.startswith("test_")

    result = pytester.runpython(file) if is_script else pytester.runpytest_inprocess("-p", "no:cacheprovider", "-q")

    assert result.ret == 0
    if not is_script:
        outcomes = result.parseoutcomes()
        assert outcomes.get("passed", 0) >= 1
        assert not outcomes.keys() & {"failed", "errors", "skipped"}


@pytest.mark.parametrize("block", [match["code"] for match in BLOCK.finditer(TEXT) if match["language"] == "toml"])
def test_settings_in_a_file(pytester, block):
    settings = tomllib.loads(block)["tool"]["pytest"]["ini_options"]
    pytester.makepyprojecttoml(block)

    result = pytester.runpytest_inprocess("--strict-config", "-p", "no:cacheprovider")

    result.stdout.fnmatch_lines([f"mwedit: {settings['mwedit_mode']}, *"])


@pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.name)
def test_every_option_is_documented(option):
    assert f"| `--mwedit-{option.name}" in TEXT
    assert f"`mwedit_{option.name.replace('-', '_')}`" in TEXT


def test_the_first_two_blocks_are_one_line_each():
    first, second = [match["code"] for match in BLOCK.finditer(TEXT)][:2]

    assert first.count("\n") == second.count("\n") == 1
    assert "tests/downstream" in first
    assert second.rstrip().endswith("-m pytest")


def test_the_tables_are_those_of_the_code():
    assert updated(TEXT) == TEXT, "write them anew: python tests/readme_tables.py"


@pytest.mark.parametrize("page", WHOLE_PAGES, ids=lambda page: page.name)
def test_a_page_is_what_the_code_and_the_recordings_say(page):
    assert written(page) == page.read_text(encoding="utf-8"), "write it anew: python tests/readme_tables.py"
