"""A recording run that is killed: the old cassette is whole, and what was recorded is not lost."""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import pytest
from suites import Suite

from pytest_mwedit import FakeEditApi, exchange
from pytest_mwedit.cassettes import read_cassette
from pytest_mwedit.plugin import Run
from pytest_mwedit.settings import Settings, place_of

#: How often the recorder is killed.
KILLS = 200
#: What is recorded at a time.
EDITS = 4


def record_again_and_again(folder: Path, api_url: str, told: int) -> None:
    """Record one cassette over and over, and tell of each reply and each recording that is done."""
    test = exchange.Test("test_bot.py::test_it", place_of(folder / "test_bot.py", None, "test_it"), folder)
    settings = Settings(mode="record", api_url=api_url, login=False)
    for number in range(1000):
        with exchange.exchange_for(test, settings, None, Run()) as recorded, recorded.session() as session:
            for edit in range(EDITS):
                session.edit(title=f"Page {number}", text=str(edit), token="+\\")
                os.write(told, b".")
            recorded.test_passed = True
        os.write(told, b"\n")


def edits_in(path: Path) -> list[tuple[str, str]]:
    """Return the edits that a cassette holds."""
    params = (interaction.request.params for interaction in read_cassette(path).interactions)
    return [(each["title"], each["text"]) for each in params]


@pytest.mark.skipif(sys.platform == "win32", reason="a process is killed with SIGKILL")
def test_a_killed_recorder_loses_nothing(tmp_path: Path, real_wiki: FakeEditApi) -> None:
    chosen = random.Random(4)
    seen_in_the_middle = 0
    for attempt in range(KILLS):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        reading, writing = os.pipe()
        recorder = os.fork()
        if recorder == 0:
            try:
                record_again_and_again(folder, real_wiki.url, writing)
            finally:
                os._exit(1)
        os.close(writing)
        with os.fdopen(reading, "rb", buffering=0) as told:
            heard = b"".join(told.read(1) for _ in range(chosen.randint(0, 3 * (EDITS + 1))))
            time.sleep(chosen.uniform(0, 0.005))
            os.kill(recorder, signal.SIGKILL)
            os.waitpid(recorder, 0)
            *done, current = (heard + told.read()).decode().split("\n")

        cassette = folder / "cassettes/test_bot/test_it.yaml"
        journals = list(folder.rglob("*.rejected.yaml"))
        # The recorder may have got further than what it told of.
        if cassette.exists():
            title = edits_in(cassette)[0][0]
            assert title in (f"Page {len(done) - 1}", f"Page {len(done)}")
            assert edits_in(cassette) == [(title, str(edit)) for edit in range(EDITS)]
        else:
            assert not done
        assert len(journals) <= 1
        kept = {edit for file in [*journals, *([cassette] if cassette.exists() else [])] for edit in edits_in(file)}
        assert kept >= {(f"Page {len(done)}", str(edit)) for edit in range(len(current))}
        seen_in_the_middle += bool(current)
    assert seen_in_the_middle > KILLS / 10


def test_the_next_run_says_where_it_is(suite: Suite, real_wiki: FakeEditApi) -> None:
    suite.test("def test_bot(wiki_session): wiki_session.api('query', titles='A')")
    left = suite.write("cassettes/test_bot/test_bot.1.rejected.yaml", "version: 1\ninteractions: []\n")

    run = suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}").passed()

    assert f"an earlier run was killed; what it had recorded is in {left}" in run.summary
    assert suite.files() == ["cassettes/test_bot/test_bot.1.rejected.yaml", "cassettes/test_bot/test_bot.yaml"]


def test_a_full_disk_leaves_the_old_cassette_and_what_was_recorded(
    suite: Suite, real_wiki: FakeEditApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    suite.test("def test_bot(wiki_session): wiki_session.api('query', titles='A')")
    old = suite.write("cassettes/test_bot/test_bot.yaml", "interactions: []\nversion: 1\n").read_text()

    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(exchange, "write_whole", full)
    run = suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}")

    assert run.outcomes == {"passed": 1, "errors": 1}
    [journal] = suite.path.rglob("*.rejected.yaml")
    assert f"what was recorded is in {journal}" in run.text
    assert [one.request.params["titles"] for one in read_cassette(journal).interactions] == ["A"]
    assert (suite.path / "cassettes/test_bot/test_bot.yaml").read_text() == old


def test_what_is_on_disk_holds_no_secret(suite: Suite, real_wiki: FakeEditApi, credentials: None) -> None:
    suite.test("""
        import pathlib

        def test_bot(wiki_session):
            wiki_session.edit(title="A", text="B")
            [journal] = pathlib.Path("cassettes").rglob("*.rejected.yaml")
            text = journal.read_text()
            assert "action=edit" in text
            assert "lgpassword=password-1" in text
            assert "s3cretb0tpassword" not in text
            assert wiki_session.csrf_token() not in text
        """)

    suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}").passed()

    assert suite.files() == ["cassettes/test_bot/test_bot.yaml"]
