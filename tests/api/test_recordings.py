"""What the comparison of whole replies rests on: the recordings, the table of what is volatile, the skips."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from comparing import VOLATILE, comparable, differences

from pytest_mwedit.cassettes import Interaction
from pytest_mwedit.web import WebRequest, WebResponse

HERE = Path(__file__).parent
CASSETTES = HERE.parents[1] / "cassettes" / "1.43"
JSON = (("Content-Type", "application/json; charset=utf-8"),)


def reply(body, status=200, headers=JSON):
    return WebResponse(status, headers, body.encode())


def recorded(response):
    return Interaction(WebRequest("GET", "https://test.wikipedia.org/w/api.php"), response)


def test_every_recording_has_its_test():
    cases = {
        f"{file.stem.removeprefix('test_').partition('_')[0]}/{name}"
        for file in HERE.glob("test_*.py")
        for name in re.findall(r"^def test_(\w+)\(wiki\b", file.read_text(encoding="utf-8"), re.MULTILINE)
    }
    modules = {case.partition("/")[0] for case in cases}

    recordings = {
        f"{path.parent.name}/{path.stem}" for module in modules for path in (CASSETTES / module).glob("*.yaml")
    }

    assert recordings - cases == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"csrftoken":"0123+\\\\"}', '{"csrftoken":"csrf-token-1+\\\\"}'),
        ('{"lgtoken":"0123"}', '{"lgtoken":"4567"}'),
        ('{"newtimestamp":"2026-11-22T09:00:00Z"}', '{"newtimestamp":"2026-11-23T10:11:12Z"}'),
        ('{"generator":"MediaWiki 1.43.9"}', '{"generator":"MediaWiki 1.43.11"}'),
        ('{"info":"[0123456789abcdef01234567] Caught"}', '{"info":"[76543210fedcba9876543210] Caught"}'),
    ],
)
def test_what_is_volatile_does_not_count(one, other):
    assert differences(recorded(reply(one)), reply(other)) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('{"csrftoken":"0123+\\\\"}', '{"csrftoken":"+\\\\"}'),
        ('{"timestamp":"2020-01-01T00:00:00Z"}', '{"timestamp":"2020-01-01T00:01:00Z"}'),
        ('{"timestamp":"2020-01-01T00:00:00Z"}', '{"timestamp":"2026-01-01T00:00:00Z"}'),
        ('{"generator":"MediaWiki 1.43.9"}', '{"generator":"MediaWiki 1.39.17"}'),
        ('{"a":1,"b":2}', '{"b":2,"a":1}'),
        ('{"a":"\\u00e4"}', '{"a":"ä"}'),
        ('{"a":""}', '{"a":true}'),
        ('{"a":1}', '{"a": 1}'),
    ],
)
def test_everything_else_counts(one, other):
    assert differences(recorded(reply(one)), reply(other))


def test_status_and_deciding_headers_count():
    assert differences(recorded(reply("{}")), reply("{}", status=405))
    assert differences(recorded(reply("{}")), reply("{}", headers=(*JSON, ("MediaWiki-API-Error", "badtoken"))))
    assert (
        differences(recorded(reply("{}")), reply("{}", headers=(("content-type", JSON[0][1]), ("X-Other", "x")))) == []
    )


def test_the_table_holds_patterns_that_can_be_read():
    for pattern, replacement in VOLATILE:
        re.compile(pattern)
        assert "(" in replacement
    assert comparable(reply("{}"))[-1] == "{}"


def test_a_case_that_needs_an_arranged_wiki_is_skipped_by_name_on_a_public_one():
    command = [sys.executable, "-m", "pytest", "test_edit.py::test_null_edit", "-rs", "-p", "no:cacheprovider"]

    result = subprocess.run([*command, "--mwedit-mode=record"], cwd=HERE, capture_output=True, text=True, check=False)

    reason = "edit/null_edit needs an arranged wiki, and https://test.wikipedia.org/w/api.php is a public one"
    assert reason in result.stdout, result.stdout + result.stderr
    assert " 1 skipped" in result.stdout
