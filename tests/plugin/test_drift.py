"""The end of a run says what its recordings are worth: what changed, was not played, is not used, is old."""

from __future__ import annotations

import datetime
import json

import pytest
from suites import Suite

from pytest_mwedit import FakeEditApi
from pytest_mwedit.cassettes import Cassette, Interaction, dump_cassette
from pytest_mwedit.web import WebRequest, WebResponse

API = "https://test.wikipedia.org/w/api.php"

READS = """
    def test_reads(wiki_session):
        wiki_session.api("query", titles="Real page", prop="info")
    """


def cassette(*titles: str, recorded: str = "") -> str:
    said = WebResponse(200, (("Content-Type", "application/json"),), b'{"query":{}}')
    requests = [WebRequest("GET", f"{API}?format=json&formatversion=2&titles={title}&action=query") for title in titles]
    metadata = {"recorded": recorded} if recorded else {}
    return dump_cassette(Cassette([Interaction(request, said) for request in requests], metadata))


def test_recording_tells_how_replies_have_changed(suite: Suite, real_wiki: FakeEditApi) -> None:
    suite.ini(api_url=real_wiki.url)
    suite.test(READS)
    suite.run("--mwedit-mode=record").passed()
    [name] = suite.files()
    path = suite.path / name
    # As if the wiki had said something else, then.
    was = path.read_text()
    assert '"contentmodel":"wikitext"' in was
    path.write_text(was.replace('"contentmodel":"wikitext"', '"contentmodel":"json","model":1'))

    run = suite.run("--mwedit-mode=record", "--mwedit-drift=drift.json").passed()

    assert run.summary[-4:] == [
        "1 cassette has replies that changed:",
        f"  {name}",
        "    query titles='Real page': query.pages.contentmodel: was 'json', is 'wikitext'",
        "    query titles='Real page': query.pages.model: gone, was 1",
    ]
    told = json.loads((suite.path / "drift.json").read_text())
    assert [(change["where"], change["kind"]) for change in told[name]] == [
        ("query.pages.contentmodel", "value"),
        ("query.pages.model", "gone"),
    ]


def test_recording_the_same_again_tells_nothing(suite: Suite, real_wiki: FakeEditApi, credentials: None) -> None:
    suite.ini(api_url=real_wiki.url)
    suite.test("""
        def test_edits(wiki_session):
            wiki_session.api("query", titles="Real page", prop="revisions", rvprop="ids|timestamp|content")
            wiki_session.edit(title="Real page", appendtext="x", basetimestamp="now")
        """)
    suite.run("--mwedit-mode=record").passed()
    real_wiki.add_page("Real page", "text of the real wiki")

    run = suite.run("--mwedit-mode=record").passed()

    assert [line for line in run.summary if "changed" in line] == []


@pytest.mark.parametrize("mode", ["auto", "replay"])
def test_what_was_not_played_is_told(suite: Suite, mode: str) -> None:
    suite.test("def test_bot(wiki_session): wiki_session.api('query', titles='A')")
    suite.write("cassettes/test_bot/test_bot.yaml", cassette("A", "B", "C"))

    run = suite.run(f"--mwedit-mode={mode}").passed()

    assert "2 recordings were not played: cassettes/test_bot/test_bot.yaml (2)" in run.summary


def test_what_another_test_played_is_not(suite: Suite) -> None:
    suite.test("""
        import pytest

        @pytest.mark.mwedit(cassette="both")
        @pytest.mark.parametrize("title", ["A", "B"])
        def test_bot(wiki_session, title):
            wiki_session.api("query", titles=title)
        """)
    suite.write("cassettes/both.yaml", cassette("A", "B"))

    assert not [line for line in suite.run().passed(2).summary if "not played" in line]
    run = suite.run("-p", "xdist", "-n", "2", apart=True).passed(2)
    assert not [line for line in run.summary if "not played" in line]


def test_a_cassette_that_no_test_uses_is_listed(suite: Suite) -> None:
    suite.test("""
        def test_bot(wiki_session): wiki_session.api('query', titles='A')
        def test_other(): pass
        """)
    suite.write("cassettes/test_bot/test_bot.yaml", cassette("A"))
    suite.write("cassettes/test_bot/test_gone.yaml", cassette("A"))
    told = "1 cassette is used by no test: cassettes/test_bot/test_gone.yaml"

    assert told in suite.run().passed(2).summary
    assert told not in suite.run("-k", "not other").text
    assert told not in suite.run("test_bot.py::test_bot").text


def test_an_old_cassette_is_told_of(suite: Suite) -> None:
    day = datetime.datetime.now(tz=datetime.UTC).date() - datetime.timedelta(days=100)
    suite.test("def test_bot(wiki_session): wiki_session.api('query', titles='A')")
    suite.write("cassettes/test_bot/test_bot.yaml", cassette("A", recorded=day.isoformat()))
    told = "1 cassette is older than 90 days: cassettes/test_bot/test_bot.yaml (100 days)"

    assert told not in suite.run().passed().text
    suite.ini(max_age="90")
    assert told in suite.run().passed().summary
    assert told not in suite.run("--mwedit-max-age=101").passed().text
