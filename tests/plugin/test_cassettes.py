"""Where a test's recording is looked for and written, and what the user reads when it is not as it should be."""

from __future__ import annotations

from pathlib import Path

import pytest
from suites import Suite

from pytest_mwedit import FakeEditApi
from pytest_mwedit.cassettes import Cassette, Interaction, dump_cassette
from pytest_mwedit.web import WebRequest, WebResponse

API = "https://test.wikipedia.org/w/api.php"


def cassette_saying(generator: str, titles: str = "A") -> str:
    """Return a cassette with one read, which says who made it."""
    request = WebRequest("GET", f"{API}?format=json&formatversion=2&titles={titles}&action=query")
    body = b'{"batchcomplete":true,"query":{"general":{"generator":"%s"}}}' % generator.encode()
    return dump_cassette(
        Cassette([Interaction(request, WebResponse(200, (("Content-Type", "application/json"),), body))])
    )


#: Prints who answered.
ASKS = """
    import pytest

    {marker}
    def test_asks(wiki_session):
        reply = wiki_session.api("query", titles="A").json()
        print("FROM", reply.get("query", {{}}).get("general", {{}}).get("generator", "memory"))
"""


def source(suite: Suite, *args: str) -> str:
    """Return who answered."""
    run = suite.run("-s", *args).passed()
    [line] = [line for line in run.lines if "FROM " in line]
    return line.split("FROM ")[1]


class TestOwnCassettes:
    def test_lies_beside_the_test_under_module_and_name(self, suite: Suite) -> None:
        suite.test(ASKS.format(marker=""), "unit/test_bot.py")
        suite.write("unit/cassettes/test_bot/test_asks.yaml", cassette_saying("own"))

        assert source(suite) == "own"

    @pytest.mark.parametrize(
        ("test", "place"),
        [
            ("def test_a(wiki_session): reads(wiki_session)", "test_bot/test_a.yaml"),
            ("class TestBot:\n    def test_a(self, wiki_session): reads(wiki_session)", "test_bot/TestBot.test_a.yaml"),
            (
                "import pytest\n@pytest.mark.parametrize('x', ['a/b c'])\n"
                "def test_a(wiki_session, x): reads(wiki_session)",
                "test_bot/test_a[a-b c].yaml",
            ),
        ],
    )
    def test_is_recorded_where_pytest_recording_has_it(
        self, suite: Suite, real_wiki: FakeEditApi, test: str, place: str
    ) -> None:
        suite.write("test_bot.py", f"def reads(session): session.api('query', titles='A')\n\n{test}\n")

        suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}").passed()

        assert suite.files() == [f"cassettes/{place}"]
        suite.run("--mwedit-mode=replay").passed()

    def test_pytest_recording_finds_it_there_too(self, suite: Suite, real_wiki: FakeEditApi) -> None:
        suite.test("""
            import pytest, requests
            URL = "http://127.0.0.1:1/w/api.php"

            @pytest.mark.parametrize("x", ["a/b c"])
            class TestBot:
                MARK
                def test_reads(self, x):
                    assert requests.get(URL, params={"action": "query", "format": "json"}).status_code == 200
            """)
        path = suite.path / "test_bot.py"
        text = path.read_text().replace("http://127.0.0.1:1/w/api.php", real_wiki.url)
        path.write_text(text.replace("MARK", "@pytest.mark.mwedit"))
        suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}").passed()
        sent = len(real_wiki.requests)
        path.write_text(text.replace("MARK", "@pytest.mark.vcr"))
        # pytest-recording 0.14 stumbles over the metadata that vcrpy 9.4 reads and writes.
        [cassette] = suite.files()
        recorded = (suite.path / cassette).read_text()
        (suite.path / cassette).write_text(recorded[recorded.index("interactions:") :])

        suite.run("--record-mode=none").passed()

        assert len(real_wiki.requests) == sent


class TestNamedCassettes:
    NAMED = ASKS.format(marker="@pytest.mark.mwedit(cassette='edit/mine')")

    def test_beside_the_test_then_in_the_folder_of_the_ini_file(self, suite: Suite) -> None:
        suite.test(self.NAMED, "unit/test_bot.py")
        suite.ini(cassette_dir="tapes")
        suite.write("tapes/edit/mine.yaml", cassette_saying("the folder"))

        assert source(suite) == "the folder"
        suite.write("unit/cassettes/edit/mine.yaml", cassette_saying("beside"))
        assert source(suite) == "beside"

    def test_before_the_shipped_one(self, suite: Suite) -> None:
        suite.test(self.NAMED.replace("edit/mine", "edit/new_page"))
        suite.write("cassettes/edit/new_page.yaml", cassette_saying("beside"))

        assert source(suite) == "beside"

    def test_with_the_ending(self, suite: Suite) -> None:
        suite.test(self.NAMED.replace("edit/mine", "edit/mine.yaml"))
        suite.write("cassettes/edit/mine.yaml", cassette_saying("beside"))

        assert source(suite) == "beside"

    def test_a_shipped_one(self, suite: Suite) -> None:
        suite.test("""
            import pytest

            @pytest.mark.mwedit(cassette="edit/articleexists", mode="replay")
            def test_plays(wiki_session): pass
            """)

        suite.run().passed()

    def test_an_unknown_one_names_the_likely(self, suite: Suite) -> None:
        suite.test(self.NAMED.replace("edit/mine", "edit/articlexists"))

        run = suite.run()

        assert "there is no cassette 'edit/articlexists' in " in run.text
        assert "nor among those of MediaWiki 1.43 (edit/articleexists" in run.text

    @pytest.mark.parametrize("where", ["beside", "the folder"])
    def test_is_recorded_beside_the_test_or_into_the_folder(
        self, suite: Suite, real_wiki: FakeEditApi, where: str
    ) -> None:
        suite.test(self.NAMED, "unit/test_bot.py")
        args = ["--mwedit-cassette-dir=tapes"] if where == "the folder" else []

        suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}", *args).passed()

        assert suite.files() == ["tapes/edit/mine.yaml" if args else "unit/cassettes/edit/mine.yaml"]
        suite.run("--mwedit-mode=replay", *args).passed()

    def test_a_name_that_leaves_the_folder_is_refused(self, suite: Suite, real_wiki: FakeEditApi) -> None:
        suite.test(self.NAMED.replace("edit/mine", "../../outside"), "unit/test_bot.py")

        run = suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}")

        assert "cassette='../../outside' leads out of the folder of cassettes" in run.text
        assert suite.files() == []
        assert list(suite.path.parent.glob("*.yaml")) == []


class TestUnreadable:
    @pytest.mark.parametrize("mode", ["auto", "replay", "record-missing"])
    def test_names_file_and_line_and_leaves_the_file(self, suite: Suite, real_wiki: FakeEditApi, mode: str) -> None:
        suite.test(ASKS.format(marker=""))
        path = suite.write("cassettes/test_bot/test_asks.yaml", cassette_saying("A").replace("  response:", "  respo"))
        before = path.read_bytes()

        run = suite.run(f"--mwedit-mode={mode}", f"--mwedit-api-url={real_wiki.url}")

        assert f"{path}, line 8: this cassette cannot be read: " in run.text
        assert "mend it, bring it back from version control, or delete it and record it again." in run.text
        assert "Traceback" not in run.text
        assert "During handling" not in run.text
        assert path.read_bytes() == before
        assert real_wiki.requests == []

    def test_a_cassette_that_is_a_directory(self, suite: Suite) -> None:
        suite.test(ASKS.format(marker=""))
        (suite.path / "cassettes/test_bot/test_asks.yaml").mkdir(parents=True)

        assert source(suite) == "memory"

    def test_recording_anew_replaces_it(self, suite: Suite, real_wiki: FakeEditApi) -> None:
        suite.test(ASKS.format(marker=""))
        path = suite.write("cassettes/test_bot/test_asks.yaml", "interactions: [\n")

        suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}").passed()

        assert path.read_text().startswith("metadata:\n")
        suite.run("--mwedit-mode=replay").passed()


class TestReplayFailures:
    def test_shows_what_was_asked_the_nearest_and_the_command(self, suite: Suite) -> None:
        suite.test(ASKS.format(marker=""))
        suite.write("cassettes/test_bot/test_asks.yaml", cassette_saying("tape", titles="B"))

        run = suite.run("--mwedit-mode=replay")

        assert run.outcomes == {"failed": 1}
        start = next(
            n for n, line in enumerate(run.lines) if "no recording answers this request (mode replay):" in line
        )
        assert [line.removeprefix("E").strip() for line in run.lines[start + 1 : start + 9]] == [
            f"GET {API}",
            "format = 'json'",
            "formatversion = '2'",
            "titles = 'A'",
            "action = 'query'",
            "The nearest is recording 1 of cassettes/test_bot/test_asks.yaml; what differs:",
            "titles: asked 'A', recorded 'B'",
            "To record what is missing: pytest test_bot.py::test_asks --mwedit-mode=record-missing",
        ]
        assert "answering.py" not in run.text, "the plugin's own frames are not shown"

    def test_without_a_cassette(self, suite: Suite) -> None:
        suite.test(ASKS.format(marker=""))

        run = suite.run("--mwedit-mode=replay")

        assert run.outcomes == {"failed": 1}
        assert "There is no cassette cassettes/test_bot/test_asks.yaml yet." in run.text
        assert "To record what is missing: pytest test_bot.py::test_asks --mwedit-mode=record-missing" in run.text

    def test_with_an_empty_cassette(self, suite: Suite) -> None:
        suite.test(ASKS.format(marker=""))
        suite.write("cassettes/test_bot/test_asks.yaml", "interactions: []\nversion: 1\n")

        run = suite.run("--mwedit-mode=replay")

        assert "The cassette cassettes/test_bot/test_asks.yaml holds no recording at all." in run.text

    def test_when_all_have_been_played(self, suite: Suite) -> None:
        suite.test("""
            def test_asks(wiki_session):
                for _ in range(2):
                    wiki_session.api("query", titles="A")
            """)
        suite.write("cassettes/test_bot/test_asks.yaml", cassette_saying("tape"))

        run = suite.run("--mwedit-mode=replay")

        assert (
            "Recording 1 of cassettes/test_bot/test_asks.yaml is of the same request, but every recording" in run.text
        )
        assert suite.run().passed().summary == ["1 replayed, 1 answered from memory, 0 recorded, 0 sent"]

    def test_the_command_is_quoted(self, suite: Suite) -> None:
        suite.test("""
            import pytest

            @pytest.mark.parametrize("x", ["it's [a] b"])
            def test_asks(wiki_session, x):
                wiki_session.api("query", titles="A")
            """)

        run = suite.run("--mwedit-mode=replay")

        assert (
            """To record what is missing: pytest 'test_bot.py::test_asks[it'"'"'s [a] b]' --mwedit-mode=""" in run.text
        )


SWALLOWERS = {
    "a client that catches everything": """
        import requests

        def test_bot(mwedit):
            try:
                requests.get("{api}", params={{"action": "feedrecentchanges", "format": "json"}})
            except BaseException:
                pass
    """,
    "a thread": """
        import requests, threading

        def test_bot(mwedit):
            def work():
                try:
                    requests.get("{api}", params={{"action": "feedrecentchanges", "format": "json"}})
                except BaseException:
                    pass

            thread = threading.Thread(target=work)
            thread.start()
            thread.join()
    """,
    "a task": """
        import asyncio, httpx

        def test_bot(mwedit):
            async def program():
                async with httpx.AsyncClient() as client:
                    asked = client.get("{api}", params={{"action": "feedrecentchanges", "format": "json"}})
                    await asyncio.gather(asked, return_exceptions=True)

            try:
                asyncio.run(program())
            except BaseException:
                pass
    """,
    "a client that makes another exception of it": """
        import requests

        def test_bot(mwedit):
            try:
                requests.get("{api}", params={{"action": "feedrecentchanges", "format": "json"}})
            except BaseException as error:
                raise ValueError("the bot gives up") from error
    """,
    "a setup": """
        import pytest, requests

        @pytest.fixture
        def bot(mwedit):
            try:
                requests.get("{api}", params={{"action": "feedrecentchanges", "format": "json"}})
            except BaseException:
                pass

        def test_bot(bot): pass
    """,
}


@pytest.mark.parametrize("who", SWALLOWERS)
@pytest.mark.parametrize(
    ("fixture", "mode"), [("fake_edit_api", "auto"), ("wiki_session", "auto"), ("wiki_session", "replay")]
)
def test_a_failure_that_was_swallowed_fails_the_test(suite: Suite, who: str, fixture: str, mode: str) -> None:
    suite.test(SWALLOWERS[who].format(api=API).replace("mwedit", fixture))

    run = suite.run(f"--mwedit-mode={mode}")

    assert run.outcomes == {"failed": 1}, run.text
    expected = "feedrecentchanges" if mode == "auto" else "no recording answers this request (mode replay):"
    assert expected in run.text


def test_the_folder_of_a_test_may_have_any_name(suite: Suite, real_wiki: FakeEditApi) -> None:
    folder = Path("söhne & töchter")
    suite.test(ASKS.format(marker=""), f"{folder}/test_bot.py")

    suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}").passed()

    assert suite.files() == [f"{folder}/cassettes/test_bot/test_asks.yaml"]
    suite.run("--mwedit-mode=replay").passed()
