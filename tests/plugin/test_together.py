"""Beside other plugins and styles of tests."""

from __future__ import annotations

import pytest
from suites import Suite

from pytest_mwedit import FakeEditApi

API = "https://test.wikipedia.org/w/api.php"


class TestXdist:
    def test_the_numbers_and_the_notes_of_the_workers_add_up(self, suite: Suite, real_wiki: FakeEditApi) -> None:
        suite.test("""
            import pytest

            @pytest.mark.parametrize("number", range(6))
            def test_edits(wiki_session, fake_edit_api, number):
                wiki_session.edit(title=f"Page {number}", text="x")
                assert len(fake_edit_api.edits) == 1

            def test_reads(wiki_session):
                wiki_session.api("query", titles="A")
            """)
        arguments = ("-p", "xdist", "-n", "2", "--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}")

        run = suite.run(*arguments, apart=True).passed(7)

        # A token and an edit each; a read, and the question for the version.
        assert run.summary[0] == "0 replayed, 12 answered from memory, 1 recorded, 2 sent"
        assert sorted(run.summary[1:]) == [
            f"not recorded: test_bot.py::test_edits[{number}] arranges an in-memory wiki (fake_edit_api)"
            for number in range(6)
        ]


class TestWithoutThePlugin:
    def test_a_suite_that_does_not_use_it(self, suite: Suite) -> None:
        suite.test("def test_a(): pass")

        run = suite.run("-p", "no:mwedit", apart=True).passed()

        assert run.header == ""

    def test_a_suite_that_does(self, suite: Suite) -> None:
        suite.test("def test_a(wiki_session): pass")

        run = suite.run("-p", "no:mwedit", apart=True)

        assert "fixture 'wiki_session' not found" in run.text


class TestOtherPlugins:
    """pytest-asyncio, pytest-socket, pytest-recording, pytest-httpx and pytest-httpserver are all installed here."""

    def test_asyncio_tests_and_fixtures(self, suite: Suite) -> None:
        suite.test("""
            import httpx, aiohttp, pytest, pytest_asyncio
            API = "https://test.wikipedia.org/w/api.php"
            READ = {"action": "query", "meta": "siteinfo", "format": "json"}

            @pytest_asyncio.fixture
            async def client():
                async with httpx.AsyncClient() as client:
                    yield client

            @pytest.mark.asyncio
            async def test_httpx(client, fake_edit_api):
                assert "query" in (await client.get(API, params=READ)).json()

            @pytest.mark.asyncio
            @pytest.mark.mwedit(mode="fake")
            async def test_aiohttp():
                async with aiohttp.ClientSession() as session, session.get(API, params=READ) as reply:
                    assert "query" in await reply.json()

            @pytest.mark.asyncio
            async def test_session_beside_it(client, wiki_session):
                assert "query" in wiki_session.get(API, params=READ).json()
            """)

        suite.run("-W", "error").passed(3)

    def test_pytest_socket(self, suite: Suite) -> None:
        suite.test("""
            import pytest, requests, socket, urllib.request
            API = "https://test.wikipedia.org/w/api.php"

            def test_requests(fake_edit_api):
                assert requests.get(API + "?action=query&format=json").status_code == 200

            def test_urllib(fake_edit_api):
                assert urllib.request.urlopen(API + "?action=query&format=json").status == 200

            def test_session(wiki_session):
                assert wiki_session.api("query").status_code == 200

            def test_sockets_are_blocked():
                with pytest.raises(Exception, match="socket"):
                    socket.socket()
            """)

        suite.run("--disable-socket", "-W", "ignore").passed(4)

    def test_pytest_recording_in_other_tests_and_in_the_same(self, suite: Suite, real_wiki: FakeEditApi) -> None:
        suite.test(f"""
            import pytest, requests
            SERVICE = "{real_wiki.url}".replace("/w/api.php", "/")
            API = "{API}"

            @pytest.mark.vcr
            def test_theirs():
                assert requests.get(SERVICE).status_code == 200

            def test_ours(fake_edit_api):
                assert "batchcomplete" in requests.get(API + "?action=query&format=json").json()

            @pytest.mark.vcr
            def test_both(fake_edit_api):
                assert requests.get(SERVICE).status_code == 200
                assert "batchcomplete" in requests.get(API + "?action=query&format=json").json()
                assert requests.get(SERVICE).status_code == 200

            @pytest.mark.vcr
            def test_both_with_a_session(wiki_session):
                assert requests.get(SERVICE).status_code == 200
                assert "batchcomplete" in wiki_session.api("query").json()
                assert "batchcomplete" in requests.get(API + "?action=query&format=json").json()
            """)

        suite.run("--record-mode=once").passed(4)

        assert real_wiki.requests == []
        assert suite.files() == [
            "cassettes/test_bot/test_both.yaml",
            "cassettes/test_bot/test_both_with_a_session.yaml",
            "cassettes/test_bot/test_theirs.yaml",
        ]
        for name in suite.files():
            assert "action=query" not in (suite.path / name).read_text(), name

    @pytest.mark.usefixtures("credentials")
    def test_pytest_recording_sees_nothing_of_our_recording(self, suite: Suite, real_wiki: FakeEditApi) -> None:
        suite.test("""
            import pytest

            @pytest.mark.vcr("theirs.yaml")
            def test_reads(wiki_session):
                wiki_session.api("query", titles="A")
            """)

        run = suite.run("--mwedit-mode=record", f"--mwedit-api-url={real_wiki.url}", "--record-mode=all").passed()

        assert ", 3 recorded, " in run.summary[0]
        assert suite.files() == ["cassettes/test_bot/test_reads.yaml"]
        assert "s3cretb0tpassword" not in (suite.path / suite.files()[0]).read_text()

    def test_pytest_recordings_block_of_the_network(self, suite: Suite) -> None:
        suite.test(f"""
            import pytest, requests

            def test_ours(fake_edit_api):
                assert requests.get("{API}?action=query&format=json").status_code == 200
            """)

        suite.run("--block-network").passed()

    def test_mocks_for_other_services(self, suite: Suite) -> None:
        suite.test(f"""
            import httpx, pytest, requests, responses
            API = "{API}?action=query&format=json"

            @pytest.fixture
            def service():
                with responses.RequestsMock() as mocked:
                    mocked.get("https://service.example/", json={{}})
                    yield mocked

            def test_responses_first(service, fake_edit_api):
                assert requests.get("https://service.example/").json() == {{}}
                assert "batchcomplete" in requests.get(API).json()

            def test_responses_last(fake_edit_api, service):
                assert requests.get("https://service.example/").json() == {{}}
                assert "batchcomplete" in requests.get(API).json()

            @responses.activate
            def test_responses_as_a_decorator(fake_edit_api):
                responses.get("https://service.example/", json={{}})
                assert requests.get("https://service.example/").json() == {{}}
                assert "batchcomplete" in requests.get(API).json()

            @responses.activate
            @pytest.mark.mwedit(mode="fake")
            def test_responses_and_the_marker():
                responses.get("https://service.example/", json={{}})
                assert requests.get("https://service.example/").json() == {{}}
                assert "batchcomplete" in requests.get(API).json()

            def test_pytest_httpx(httpx_mock, fake_edit_api):
                httpx_mock.add_response(url="https://service.example/", json={{}})
                assert httpx.get("https://service.example/").json() == {{}}
                assert "batchcomplete" in httpx.get(API).json()

            def test_pytest_httpx_last(fake_edit_api, httpx_mock):
                httpx_mock.add_response(url="https://service.example/", json={{}})
                assert httpx.get("https://service.example/").json() == {{}}
                assert "batchcomplete" in httpx.get(API).json()

            def test_pytest_httpserver(httpserver, fake_edit_api):
                httpserver.expect_request("/page").respond_with_json({{}})
                assert requests.get(httpserver.url_for("/page")).json() == {{}}
                assert "batchcomplete" in requests.get(API).json()

            def test_after_all_that_nothing_is_wrapped():
                from pytest_mwedit.clients import interception
                assert interception._installed == []
            """)

        suite.run().passed(8)

    def test_frozen_time(self, suite: Suite) -> None:
        suite.test("""
            import freezegun

            @freezegun.freeze_time("2031-02-03T04:05:06Z")
            def test_freezegun(wiki_session):
                reply = wiki_session.edit(title="A", text="B").json()
                assert reply["edit"]["newtimestamp"] == "2031-02-03T04:05:06Z"

            def test_time_machine(wiki_session, time_machine):
                time_machine.move_to("2031-02-03T04:05:06Z", tick=False)
                reply = wiki_session.edit(title="A", text="B").json()
                assert reply["edit"]["newtimestamp"] == "2031-02-03T04:05:06Z"
            """)

        suite.run().passed(2)


class TestStyles:
    def test_unittest(self, suite: Suite) -> None:
        suite.test(f"""
            import unittest, pytest, requests

            @pytest.mark.usefixtures("fake_edit_api")
            class FakeTest(unittest.TestCase):
                def test_reads(self):
                    self.assertEqual(requests.get("{API}?action=query&format=json").status_code, 200)

            @pytest.mark.usefixtures("wiki_session")
            class SessionTest(unittest.TestCase):
                def test_reads(self):
                    self.assertEqual(requests.get("{API}?action=query&format=json").status_code, 200)

            @pytest.mark.mwedit(mode="fake")
            class MarkedTest(unittest.TestCase):
                def test_reads(self):
                    self.assertEqual(requests.get("{API}?action=query&format=json").status_code, 200)

            class WithAFixtureTest(unittest.TestCase):
                @pytest.fixture(autouse=True)
                def wiki(self, fake_edit_api):
                    self.wiki = fake_edit_api

                def test_edits(self):
                    self.wiki.add_page("A", "B")
                    self.assertEqual(self.wiki.page("A").text, "B")
            """)

        run = suite.run().passed(4)

        assert run.summary == ["0 replayed, 3 answered from memory, 0 recorded, 0 sent"]

    def test_a_recording_of_unittest(self, suite: Suite, real_wiki: FakeEditApi) -> None:
        suite.test(f"""
            import unittest, pytest, requests

            @pytest.mark.mwedit
            class BotTest(unittest.TestCase):
                def test_reads(self):
                    self.assertEqual(requests.get("{real_wiki.url}?action=query&format=json").status_code, 200)
            """)

        suite.run("--mwedit-mode=record").passed()

        assert suite.files() == ["cassettes/test_bot/BotTest.test_reads.yaml"]
        suite.run("--mwedit-mode=replay").passed()

    def test_a_wiki_for_a_module(self, suite: Suite) -> None:
        suite.test(f"""
            import pytest, requests
            from pytest_mwedit import FakeEditApi
            API = "{API}"

            @pytest.fixture(scope="module")
            def wiki():
                with FakeEditApi() as wiki:
                    yield wiki

            def edit(title):
                data = {{"action": "edit", "title": title, "text": "x", "token": "+\\\\", "format": "json"}}
                return requests.post(API, data=data).json()["edit"]["result"]

            def test_one(wiki):
                assert edit("One") == "Success"

            def test_two(wiki):
                assert edit("Two") == "Success"
                assert [page.title for page in wiki.edits] == ["One", "Two"]

            def test_one_of_its_own(wiki, fake_edit_api):
                assert edit("Three") == "Success"
                assert len(fake_edit_api.edits) == 1
                assert len(wiki.edits) == 2

            def test_and_back(wiki):
                assert edit("Four") == "Success"
                assert len(wiki.edits) == 3
            """)

        suite.run("--disable-socket").passed(4)

    def test_two_wikis(self, suite: Suite) -> None:
        suite.test(f"""
            import requests
            API = "{API}"
            COMMONS = "https://commons.wikimedia.org/w/api.php"
            EDIT = {{"action": "edit", "title": "A", "text": "x", "token": "+\\\\", "format": "json"}}

            def test_each_has_its_own_pages(fake_edit_api):
                commons = fake_edit_api.wiki(COMMONS)
                commons.add_page("A", "on Commons")

                assert requests.post(API, data=EDIT).json()["edit"]["new"] == ""
                assert "new" not in requests.post(COMMONS, data=EDIT).json()["edit"]
                assert len(commons.page("A").revisions) == 2
                assert len(fake_edit_api.page("A").revisions) == 1
            """)

        suite.run("--disable-socket").passed()

    def test_a_fresh_wiki_for_each_test(self, suite: Suite) -> None:
        suite.test("""
            import pytest

            @pytest.mark.parametrize("time", [1, 2])
            def test_creates(wiki_session, time):
                assert wiki_session.edit(title="A", text="B", createonly=True).json()["edit"]["new"] is True
            """)

        suite.run().passed(2)

    def test_reruns_of_a_fixture_in_a_class(self, suite: Suite) -> None:
        suite.test("""
            class TestBot:
                def test_one(self, fake_edit_api): fake_edit_api.add_page("A", "B")
                def test_two(self, fake_edit_api): assert not fake_edit_api.page("A").exists
            """)

        suite.run().passed(2)

    @pytest.mark.parametrize("order", [("wiki_session", "fake_edit_api"), ("fake_edit_api", "wiki_session")])
    def test_fixtures_that_a_test_asks_for_as_it_runs(self, suite: Suite, order: tuple[str, str]) -> None:
        suite.test(f"""
            def test_edits(request):
                fixtures = {{name: request.getfixturevalue(name) for name in {order}}}
                fixtures["wiki_session"].edit(title="A", text="B")
                assert fixtures["fake_edit_api"].page("A").text == "B"
            """)

        suite.run().passed()

    def test_a_fake_that_is_asked_for_too_late(self, suite: Suite) -> None:
        suite.test("""
            def test_edits(wiki_session, request):
                request.getfixturevalue("fake_edit_api")
            """)

        run = suite.run("--mwedit-mode=replay")

        assert "test_bot.py::test_edits: name fake_edit_api among the arguments of the test" in run.text
        assert run.outcomes == {"failed": 1}

    def test_a_child_process_asks_the_server(self, suite: Suite) -> None:
        suite.test("""
            import subprocess, sys

            def test_child(fake_edit_server):
                fake_edit_server.add_page("A", "B")
                program = "import sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).read().decode())"
                url = f"{fake_edit_server.url}?action=query&titles=A&format=json&formatversion=2"
                out = subprocess.run([sys.executable, "-c", program, url], capture_output=True, text=True, check=True)
                assert '"title":"A"' in out.stdout
                assert "missing" not in out.stdout
                assert len(fake_edit_server.requests) == 1
            """)

        suite.run().passed()


class TestHonesty:
    def test_what_is_not_imitated_fails_the_test_with_a_name(self, suite: Suite) -> None:
        suite.test("""
            def test_reads_a_feed(wiki_session):
                wiki_session.api("feedrecentchanges")
            """)

        run = suite.run()

        assert run.outcomes == {"failed": 1}
        assert "NotImitated: " in run.text
        assert "feedrecentchanges" in run.text

    @pytest.mark.parametrize("page", ["index.php?title=A", "rest.php/v1/page/A", "load.php"])
    def test_entry_points_beside_the_api_never_reach_a_network(self, suite: Suite, page: str) -> None:
        suite.test(f"""
            import requests

            def test_reads(fake_edit_api):
                requests.get("{API.removesuffix("api.php")}{page}")
            """)

        run = suite.run("--disable-socket")

        assert run.outcomes == {"failed": 1}
        assert "NotImitated: " in run.text
        assert page.partition("?")[0].partition("/")[0] in run.text
