"""The three ways a request is answered: what a test uses, and the mode."""

from __future__ import annotations

import pytest
from suites import Suite

from pytest_mwedit import FakeEditApi

#: The same two requests by each kind of test: the first is on the tape, the second is not.
USES = {
    "wiki_session": """
        def test_two_reads(wiki_session):
            wiki_session.api("query", titles="Real page")
            wiki_session.api("query", titles="Another page")
        """,
    "marker": """
        import pytest, requests
        API = "{url}"

        @pytest.mark.mwedit
        def test_two_reads():
            params = {{"action": "query", "format": "json", "formatversion": "2"}}
            requests.get(API, params={{**params, "titles": "Real page"}})
            requests.get(API, params={{**params, "titles": "Another page"}})
        """,
    "marker, by httpx": """
        import pytest, httpx
        API = "{url}"

        @pytest.mark.mwedit
        def test_two_reads():
            params = {{"action": "query", "format": "json", "formatversion": "2"}}
            httpx.get(API, params={{**params, "titles": "Real page"}})
            httpx.get(API, params={{**params, "titles": "Another page"}})
        """,
    "marker, by aiohttp": """
        import asyncio, pytest, aiohttp
        API = "{url}"

        @pytest.mark.mwedit
        def test_two_reads():
            async def program():
                params = {{"action": "query", "format": "json", "formatversion": "2"}}
                async with aiohttp.ClientSession() as session:
                    for title in ("Real page", "Another page"):
                        async with session.get(API, params={{**params, "titles": title}}) as reply:
                            await reply.json()

            asyncio.run(program())
        """,
    "wiki_session and fake_edit_api": """
        def test_two_reads(wiki_session, fake_edit_api):
            wiki_session.api("query", titles="Real page")
            wiki_session.api("query", titles="Another page")
        """,
    "fake_edit_api": """
        import requests

        def test_two_reads(fake_edit_api):
            for title in ("Real page", "Another page"):
                requests.get("{url}", params={{"action": "query", "format": "json", "titles": title}})
        """,
    "fake_edit_server": """
        import requests

        def test_two_reads(fake_edit_server):
            for title in ("Real page", "Another page"):
                requests.get(fake_edit_server.url, params={{"action": "query", "format": "json", "titles": title}})
        """,
}

RECORDINGS = {
    "auto": (1, 1, 0, 0),
    "replay": (1, 0, 0, 0),
    "fake": (0, 2, 0, 0),
    # What is recorded says which MediaWiki answered: a run asks each wiki once.
    "record": (0, 0, 2, 3),
    "record-missing": (1, 0, 1, 2),
    "live": (0, 0, 0, 2),
}
ARRANGED = {
    "auto": (1, 1, 0, 0),
    "replay": (1, 0, 0, 0),
    "fake": (0, 2, 0, 0),
    "record": (1, 1, 0, 0),
    "record-missing": (1, 1, 0, 0),
    "live": None,
}
MEMORY = dict.fromkeys(RECORDINGS, (0, 2, 0, 0))

#: How many requests were replayed, answered from memory, recorded and sent; None for a test that is skipped.
EXPECTED = {
    "wiki_session": RECORDINGS,
    "marker": RECORDINGS,
    "marker, by httpx": RECORDINGS,
    "marker, by aiohttp": RECORDINGS,
    "wiki_session and fake_edit_api": ARRANGED,
    "fake_edit_api": MEMORY,
}


@pytest.mark.parametrize("mode", RECORDINGS)
@pytest.mark.parametrize("use", EXPECTED)
def test_what_answers(suite: Suite, real_wiki: FakeEditApi, use: str, mode: str) -> None:
    suite.ini(api_url=real_wiki.url)
    suite.test("""
        def test_two_reads(wiki_session):
            wiki_session.api("query", titles="Real page")
        """)
    suite.run("--mwedit-mode=record").passed()
    sent_before = len(real_wiki.requests)
    suite.test(USES[use].format(url=real_wiki.url))

    run = suite.run(f"--mwedit-mode={mode}", "-rs")

    sent = len(real_wiki.requests) - sent_before
    expected = EXPECTED[use][mode]
    if expected is None:
        assert run.outcomes == {"skipped": 1}
        assert "fake_edit_api arranges an in-memory wiki, and mode live sends everything to a real one" in run.text
        assert sent == 0
        return
    assert run.outcomes == ({"failed": 1} if mode == "replay" and use != "fake_edit_api" else {"passed": 1}), run.text
    assert run.summary[0] == "{} replayed, {} answered from memory, {} recorded, {} sent".format(*expected)
    assert sent == expected[3]


@pytest.mark.parametrize("mode", RECORDINGS)
def test_a_server_is_answered_from_memory_in_every_mode(suite: Suite, real_wiki: FakeEditApi, mode: str) -> None:
    suite.ini(api_url=real_wiki.url)
    suite.test(USES["fake_edit_server"].format())

    suite.run(f"--mwedit-mode={mode}").passed()

    assert real_wiki.requests == []


@pytest.mark.parametrize("mode", ["record", "record-missing"])
def test_what_cannot_be_recorded_is_named(suite: Suite, real_wiki: FakeEditApi, mode: str) -> None:
    suite.ini(api_url=real_wiki.url)
    suite.test(USES["wiki_session and fake_edit_api"])

    run = suite.run(f"--mwedit-mode={mode}").passed()

    assert run.summary == [
        "0 replayed, 2 answered from memory, 0 recorded, 0 sent",
        "not recorded: test_bot.py::test_two_reads arranges an in-memory wiki (fake_edit_api)",
    ]
    assert suite.files() == []


def test_live_records_nothing(suite: Suite, real_wiki: FakeEditApi) -> None:
    suite.ini(api_url=real_wiki.url)
    suite.test(USES["wiki_session"])

    suite.run("--mwedit-mode=live").passed()

    assert suite.files() == []


class TestRecording:
    STORY = """
        def test_signs(wiki_session):
            page = wiki_session.api("query", prop="revisions", rvprop="content", rvslots="main", titles="Real page")
            text = page.json()["query"]["pages"][0]["revisions"][0]["slots"]["main"]["content"]
            edit = wiki_session.edit(title="Real page", text=text + " signed", summary="by a bot").json()["edit"]
            assert edit["result"] == "Success"
            page = wiki_session.api("query", prop="revisions", rvprop="user", titles="Real page").json()
            assert page["query"]["pages"][0]["revisions"][0]["user"] == "Alice"
        """

    @pytest.mark.usefixtures("credentials")
    def test_a_login_and_an_edit_replay_without_the_wiki(
        self, suite: Suite, real_wiki: FakeEditApi, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        suite.test(self.STORY)

        suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}").passed()
        monkeypatch.delenv("MWEDIT_USERNAME")
        monkeypatch.delenv("MWEDIT_PASSWORD")

        assert real_wiki.page("Real page").text == "text of the real wiki signed"
        assert suite.files() == ["cassettes/test_bot/test_signs.yaml"]
        text = (suite.path / suite.files()[0]).read_text()
        assert "s3cretb0tpassword" not in text
        assert "metadata:\n  mediawiki: MediaWiki 1.43" in text
        assert "test: test_bot.py::test_signs" in text
        for mode in ("replay", "auto"):
            assert "0 answered from memory, 0 recorded, 0 sent" in suite.run(f"--mwedit-mode={mode}").passed().text

    @pytest.mark.usefixtures("credentials")
    def test_what_is_missing_is_added(self, suite: Suite, real_wiki: FakeEditApi) -> None:
        suite.ini(api_url=real_wiki.url)
        suite.test(self.STORY)
        suite.run("--mwedit-mode=record").passed()
        suite.test(
            self.STORY
            + """
            again = wiki_session.edit(title="Real page", appendtext=" twice").json()
            assert again["edit"]["result"] == "Success"
            """
        )

        missing = suite.run("--mwedit-mode=record-missing").passed()

        assert real_wiki.page("Real page").text == "text of the real wiki signed twice"
        assert ", 1 recorded, " in missing.summary[0]
        assert "0 answered from memory, 0 recorded, 0 sent" in suite.run("--mwedit-mode=replay").passed().text

    def test_a_login_that_is_refused_ends_the_run_with_one_line(
        self, suite: Suite, real_wiki: FakeEditApi, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("MWEDIT_USERNAME", "Alice@tests")
        monkeypatch.setenv("MWEDIT_PASSWORD", "wr0ngpassword")
        suite.test(self.STORY + self.STORY.replace("test_signs", "test_again"))

        run = suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}")

        assert run.code == pytest.ExitCode.USAGE_ERROR
        [line] = [line for line in run.lines if "could not log in" in line]
        assert f"mwedit: 'Alice@tests' could not log in on {real_wiki.url}: Incorrect username or password" in line
        assert "wr0ngpassword" not in run.text
        assert "Traceback" not in run.text
        assert suite.files() == ["cassettes/test_bot/test_signs.rejected.yaml"]
        assert "wr0ngpassword" not in (suite.path / suite.files()[0]).read_text()

    def test_a_failed_test_keeps_the_old_cassette(self, suite: Suite, real_wiki: FakeEditApi) -> None:
        suite.ini(api_url=real_wiki.url)
        suite.test(USES["wiki_session"])
        suite.run("--mwedit-mode=record").passed()
        cassette = suite.path / "cassettes/test_bot/test_two_reads.yaml"
        before = cassette.read_text()
        suite.test(USES["wiki_session"].rstrip() + "\n            assert False\n")

        run = suite.run("--mwedit-mode=record")

        rejected = suite.path / "cassettes/test_bot/test_two_reads.rejected.yaml"
        assert run.outcomes == {"failed": 1}
        assert cassette.read_text() == before
        assert rejected.exists()
        assert run.summary[1:] == [
            f"NOT recorded: test_bot.py::test_two_reads did not pass; what was recorded is in {rejected}"
        ]

    def test_a_write_to_a_wiki_that_is_no_test_wiki_is_refused(
        self, suite: Suite, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        suite.test("""
            import pytest, requests

            @pytest.mark.mwedit
            def test_edits():
                requests.post("https://en.wikipedia.org/w/api.php", data={"action": "edit", "title": "A", "text": "B"})
            """)

        run = suite.run("--mwedit-mode=record", "--mwedit-contact=tests@example.org", "--disable-socket")

        assert run.outcomes == {"failed": 1}
        assert (
            "action=edit was not sent: en.wikipedia.org is not known as a test wiki, and this is a write." in run.text
        )
        assert "--mwedit-allow-host=en.wikipedia.org" in run.text
        assert suite.files() == []

    def test_a_page_of_its_own_is_the_same_when_it_is_replayed(
        self, suite: Suite, real_wiki: FakeEditApi, credentials: None
    ) -> None:
        suite.ini(api_url=real_wiki.url)
        suite.test("""
            import pytest
            from pytest_mwedit import assert_edit_success

            @pytest.mark.parametrize("text", ["a"])
            def test_signs(wiki_session, text):
                title = wiki_session.sandbox()
                assert title == "User:Alice/pytest-mwedit/test_bot/test_signs(a)"
                assert_edit_success(wiki_session.edit(title=title, text=text), title=title)
                assert wiki_session.sandbox("talk") == title + "/talk"
            """)

        suite.run("--mwedit-mode=record").passed()

        assert "maxlag=5" in (suite.path / suite.files()[0]).read_text()
        suite.run("--mwedit-mode=replay").passed()
        suite.write("cassettes/test_bot/test_signs[a].yaml", "interactions: []\nversion: 1\n")
        run = suite.run("--mwedit-mode=auto")
        assert "Project:Sandbox/pytest-mwedit/test_bot/test_signs(a)" in run.text

    @pytest.mark.parametrize("mode", ["record", "record-missing", "live"])
    def test_wikimedia_is_not_asked_without_a_contact(self, suite: Suite, mode: str) -> None:
        suite.test("""
            def test_one(wiki_session):
                wiki_session.api("query")

            def test_two(wiki_session):
                wiki_session.api("query")
            """)

        run = suite.run(f"--mwedit-mode={mode}", "--disable-socket")

        assert run.code == pytest.ExitCode.USAGE_ERROR
        assert run.text.count("whose User-Agent policy") == 1
        assert "MWEDIT_CONTACT" in run.text

    def test_two_tests_of_one_named_cassette(self, suite: Suite, real_wiki: FakeEditApi) -> None:
        suite.ini(api_url=real_wiki.url)
        suite.test("""
            import pytest
            pytestmark = pytest.mark.mwedit(cassette="shared")

            def test_one(wiki_session):
                wiki_session.api("query", titles="One")

            def test_two(wiki_session):
                wiki_session.api("query", titles="Two")
            """)

        suite.run("--mwedit-mode=record").passed(2)

        assert suite.files() == ["cassettes/shared.yaml"]
        assert suite.run("--mwedit-mode=replay").passed(2)

    @pytest.mark.parametrize("client", ["requests", "httpx"])
    def test_a_client_made_before_the_test(self, suite: Suite, real_wiki: FakeEditApi, client: str) -> None:
        suite.ini(api_url=real_wiki.url)
        suite.test(f"""
            import pytest, {client}
            SESSION = {"requests.Session()" if client == "requests" else "httpx.Client()"}

            @pytest.mark.mwedit
            def test_reads():
                params = {{"action": "query", "meta": "siteinfo", "format": "json"}}
                assert "query" in SESSION.get("{real_wiki.url}", params=params).json()
            """)

        suite.run("--mwedit-mode=record").passed()

        assert suite.run("--mwedit-mode=replay").passed().summary[0].startswith("1 replayed")


def test_a_session_that_cannot_be_set_up_leaves_the_next_test_alone(suite: Suite) -> None:
    suite.test("""
        import pytest

        @pytest.mark.mwedit(cassette="login/success", mode="replay")
        def test_one(wiki_session):
            pass

        def test_two(wiki_session):
            assert wiki_session.edit(title="A", text="B").json()["edit"]["result"] == "Success"
        """)

    run = suite.run()

    assert run.outcomes == {"errors": 1, "passed": 1}
    assert "no recording answers this request (mode replay)" in run.text


def test_a_replayed_test_that_arranges_a_wiki_is_told_how_to_go_on(suite: Suite) -> None:
    suite.test("""
        def test_one(wiki_session, fake_edit_api):
            wiki_session.api("query")
        """)

    run = suite.run("--mwedit-mode=replay")

    assert run.outcomes == {"failed": 1}
    assert "let that answer it, with @pytest.mark.mwedit(mode='fake')" in run.text
    assert "record-missing" not in run.text
