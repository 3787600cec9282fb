"""What a run says of itself: the line in the header and the closing summary."""

from __future__ import annotations

import pytest
from suites import Suite

from pytest_mwedit import FakeEditApi, plugin

READS = """
    def test_reads(wiki_session):
        assert wiki_session.api("query", meta="siteinfo").json()["query"]["general"]["generator"]
"""


@pytest.mark.parametrize(
    ("args", "line"),
    [
        ((), "mwedit: auto, MediaWiki 1.43, https://test.wikipedia.org/w/api.php"),
        (("--mwedit-mode=fake",), "mwedit: fake, MediaWiki 1.43, https://test.wikipedia.org/w/api.php"),
        (
            ("--mwedit-mode=replay", "--mwedit-api-url=https://a.example/api.php"),
            "mwedit: replay, MediaWiki 1.43, https://a.example/api.php",
        ),
    ],
)
def test_the_header(suite: Suite, args: tuple[str, ...], line: str) -> None:
    suite.test(READS)

    assert suite.run(*args).header == line


def test_the_header_shows_the_ini_file(suite: Suite) -> None:
    suite.ini(mode="fake", api_url="https://ini.example/w/api.php")
    suite.test(READS)

    assert suite.run().header == "mwedit: fake, MediaWiki 1.43, https://ini.example/w/api.php"


def test_a_suite_that_sends_nothing_gets_no_summary(suite: Suite) -> None:
    suite.test("def test_nothing(): pass")

    assert suite.run().passed().summary == []


def test_the_summary_of_memory(suite: Suite) -> None:
    suite.test(READS + READS.replace("test_reads", "test_again"))

    assert suite.run().passed(2).summary == ["0 replayed, 2 answered from memory, 0 recorded, 0 sent"]


def test_the_summary_of_recording_and_replaying(suite: Suite, real_wiki: FakeEditApi) -> None:
    suite.test(READS)

    recording = suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}").passed()
    replaying = suite.run("--mwedit-mode=replay").passed()

    assert recording.summary[0].startswith("0 replayed, 0 answered from memory, 1 recorded, ")
    assert replaying.summary == ["1 replayed, 0 answered from memory, 0 recorded, 0 sent"]


def test_quiet_runs_still_tell(suite: Suite) -> None:
    suite.test(READS)

    assert "1 answered from memory" in suite.run("-q").text


def test_every_option_is_explained(suite: Suite) -> None:
    text = suite.run("--help").text

    assert "editing MediaWiki (pytest-mwedit):" in text
    for name in (
        "mode",
        "api-url",
        "cassette-dir",
        "version",
        "profile",
        "strict",
        "allow-host",
        "allow-page",
        "contact",
        "edits-per-minute",
    ):
        assert f"--mwedit-{name}" in text
        assert f"  mwedit_{name.replace('-', '_')} (" in text


def test_the_marker_is_explained(suite: Suite) -> None:
    assert "@pytest.mark.mwedit(cassette=None, mode=None, " in suite.run("--markers").text


def test_the_fixtures_are_explained(suite: Suite) -> None:
    text = suite.run("--fixtures").text

    for name in ("wiki_session", "fake_edit_api", "fake_edit_server", "mwedit_config"):
        assert f"\n{name}" in text


def test_a_long_recording_says_how_far_it_is(
    suite: Suite, real_wiki: FakeEditApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugin, "_SECONDS_OF_PROGRESS", 0)
    suite.test("""
        def test_one(wiki_session):
            wiki_session.api("query")

        def test_two(wiki_session):
            wiki_session.api("query")
        """)

    run = suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}").passed(2)

    told = [line for line in run.lines if line.startswith("mwedit: ") and "recorded" in line]
    assert [line.partition(" in ")[0] for line in told] == ["mwedit: 1 recorded, 1 sent", "mwedit: 2 recorded, 3 sent"]
    quick = suite.run("--mwedit-mode=replay").passed(2)
    assert not [line for line in quick.lines if " sent in " in line]
