"""MediaWiki's client libraries, as `fake_edit_api` gives them, and what they keep between tests."""

from __future__ import annotations

import asyncio
import importlib
import sys
from pathlib import Path
from typing import Any

import pytest
from bots import BOTS, bot
from worlds import MemoryWorld

from pytest_mwedit import FakeEditApi, NotImitated
from pytest_mwedit.clients import pywikibot_state

COMMONS = "https://commons.wikimedia.org/w/api.php"

#: The methods that give a client of a library, and the library.
METHODS = {
    "mwclient_site": "mwclient",
    "mwapi_session": "mwapi",
    "mwapi_async_session": "mwapi",
    "pywikibot_site": "pywikibot",
    "wikibaseintegrator_login": "wikibaseintegrator",
}


class TestTheyAskTheWiki:
    def test_mwclient(self, fake_edit_api: FakeEditApi) -> None:
        site = fake_edit_api.mwclient_site("Alice", max_retries=3)

        site.pages["A"].save("Hello")

        assert fake_edit_api.edits[-1].user == "Alice"
        assert site.sleepers.max_retries == 3

    def test_mwclient_not_logged_in(self, fake_edit_api: FakeEditApi) -> None:
        assert not fake_edit_api.mwclient_site().logged_in

    def test_mwapi(self, fake_edit_api: FakeEditApi) -> None:
        session = fake_edit_api.mwapi_session("Alice", formatversion=2)

        assert session.get(action="query", meta="userinfo")["query"]["userinfo"]["name"] == "Alice"

    def test_mwapi_async(self, fake_edit_api: FakeEditApi) -> None:
        async def ask() -> Any:
            session = fake_edit_api.mwapi_async_session(formatversion=2)
            async with session.session:
                return await session.get(action="query", meta="userinfo")

        assert asyncio.run(ask())["query"]["userinfo"]["anon"] is True

    def test_pywikibot(self, fake_edit_api: FakeEditApi) -> None:
        fake_edit_api.add_page("A", "Hello")
        site = fake_edit_api.pywikibot_site("Alice")
        site.login()

        import pywikibot

        assert site.user() == "Alice"
        assert pywikibot.Site() is site
        assert pywikibot.Page(site, "A").text == "Hello"
        assert pywikibot.Page(pywikibot.Site(), "A").exists()

    def test_wikibaseintegrator(self, fake_edit_api: FakeEditApi) -> None:
        login = fake_edit_api.wikibaseintegrator_login("Alice")

        from wikibaseintegrator.wbi_helpers import mediawiki_api_call_helper

        mediawiki_api_call_helper({"action": "edit", "title": "A", "text": "Hello"}, login=login)

        assert fake_edit_api.edits[-1].user == "Alice"

    def test_an_account_with_a_password(self, fake_edit_api: FakeEditApi) -> None:
        fake_edit_api.add_user("Alice", password="secret secret")

        assert fake_edit_api.mwclient_site("Alice").username == "Alice"

    def test_a_password_that_is_wrong(self, fake_edit_api: FakeEditApi) -> None:
        import mwclient

        fake_edit_api.add_user("Alice", password="secret secret")

        with pytest.raises(mwclient.errors.LoginError):
            fake_edit_api.mwclient_site("Alice", "another one")

    @pytest.mark.parametrize("name", ["Alice", "Alice@bot"])
    def test_pywikibot_logs_in_without_being_asked_for_a_password(self, fake_edit_api: FakeEditApi, name: str) -> None:
        fake_edit_api.add_user("Alice", password="secret secret")
        fake_edit_api.add_bot_password("Alice", "bot", "b" * 32)

        site = fake_edit_api.pywikibot_site(name)
        site.login()

        assert site.userinfo["name"] == "Alice"

    def test_a_wiki_that_is_served(self) -> None:
        with FakeEditApi().serve() as fake:
            site = fake.mwclient_site("Alice")
            site.pages["A"].save("Hello")

        assert fake.page("A").text == "Hello"

    def test_a_wiki_elsewhere_on_its_host(self) -> None:
        with FakeEditApi(api_url="http://wiki.example:8080/api.php") as fake:
            assert fake.mwclient_site("Alice").username == "Alice"
            assert fake.mwapi_session("Alice").get(action="query")
            assert fake.pywikibot_site("Alice").siteinfo["sitename"]


class TestWhatCannotBe:
    @pytest.mark.parametrize("method", METHODS)
    def test_nobody_answers(self, method: str) -> None:
        fake = FakeEditApi()

        with pytest.raises(LookupError, match="nobody answers for https://"):
            getattr(fake, method)(*["Alice"] * (method != "mwapi_async_session"))

    @pytest.mark.parametrize(("method", "library"), METHODS.items())
    def test_a_library_that_is_not_installed(
        self, fake_edit_api: FakeEditApi, monkeypatch: pytest.MonkeyPatch, method: str, library: str
    ) -> None:
        import_module = importlib.import_module

        def lacks_it(name: str, package: str | None = None) -> Any:
            if name.partition(".")[0] == library:
                raise ModuleNotFoundError(f"No module named {library!r}", name=library)
            return import_module(name, package)

        monkeypatch.setattr(importlib, "import_module", lacks_it)

        with pytest.raises(ModuleNotFoundError, match=f"pip install {library}"):
            getattr(fake_edit_api, method)(*["Alice"] * (method != "mwapi_async_session"))


class TestTwoWikis:
    """A client that talks to two wikis in one test finds two."""

    @pytest.mark.parametrize("client", BOTS)
    def test_each_has_its_own(self, fake_edit_api: FakeEditApi, client: str) -> None:
        both = fake_edit_api, fake_edit_api.wiki(COMMONS)
        bots = []
        for wiki, text in zip(both, ("here", "there"), strict=True):
            wiki.arrange(steps=[{"page": {"title": "Page", "text": text}}])
            bots.append(bot(client, MemoryWorld(wiki)))
        home, commons = bots

        home.log_in("Alice")
        commons.log_in("Bob")
        texts = [one.read("Page").text for one in bots]
        if client == "wikibaseintegrator":  # it asks one at a time, the latest that it was pointed at
            home.log_in("Alice")
        home.save(home.read("Page"), text="edited here")

        assert texts == (["there", "there"] if client == "wikibaseintegrator" else ["here", "there"])
        assert [one.edits[-1].user for one in both if one.edits] == ["Alice"]
        assert both[1].page("Page").text == "there"
        for one in bots:
            one.close()

    def test_accounts_and_ids(self, fake_edit_api: FakeEditApi) -> None:
        commons = fake_edit_api.wiki(COMMONS)
        fake_edit_api.add_user("Alice", password="only here")

        first = [wiki.add_page("Page", "text").pageid for wiki in (fake_edit_api, commons)]

        assert first == [2, 2]
        assert commons.mwclient_site("Alice", "any").username == "Alice"

    def test_known_by_each(self, fake_edit_api: FakeEditApi) -> None:
        commons = fake_edit_api.wiki(COMMONS)

        assert fake_edit_api.wikis == commons.wikis == (fake_edit_api, commons)
        assert commons.wiki(fake_edit_api.api_url) is fake_edit_api
        assert fake_edit_api.wiki(COMMONS) is commons

    def test_one_that_begins_anew_leaves_the_other(self, fake_edit_api: FakeEditApi) -> None:
        commons = fake_edit_api.wiki(COMMONS)
        for wiki in (fake_edit_api, commons):
            wiki.add_page("Page", "text")
        fake_edit_api.clock.freeze("2030-01-01T00:00:00Z")

        commons.reset()

        assert fake_edit_api.page("Page").exists
        assert not commons.page("Page").exists
        assert commons.clock.now() == 1893456000
        assert fake_edit_api.wikis == (fake_edit_api, commons)

    def test_all_are_gone_when_the_first_begins_anew(self, fake_edit_api: FakeEditApi) -> None:
        fake_edit_api.wiki(COMMONS).add_page("Page", "text")

        fake_edit_api.reset()

        assert fake_edit_api.wikis == (fake_edit_api,)
        assert not fake_edit_api.wiki(COMMONS).page("Page").exists

    def test_an_arrangement_leaves_the_other(self, fake_edit_api: FakeEditApi) -> None:
        commons = fake_edit_api.wiki(COMMONS)
        commons.add_page("Page", "text")

        fake_edit_api.arrange()

        assert commons.page("Page").exists
        assert fake_edit_api.wiki(COMMONS) is commons

    def test_entry_points_beside_it_are_its_own_at_once(self) -> None:
        import requests

        def ask_for_a_script() -> None:
            with FakeEditApi() as fake:
                fake.wiki("https://elsewhere.example/x/api.php")
                requests.get("https://elsewhere.example/x/load.php", timeout=10)

        with pytest.raises(NotImitated, match="load"):
            ask_for_a_script()

    def test_what_the_second_lacks_fails_the_test(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile("""
            import urllib.request

            def test_it(fake_edit_api):
                with fake_edit_api.wiki("https://commons.wikimedia.org/w/api.php").serve() as commons:
                    try:
                        urllib.request.build_opener().open(f"{commons.url}?action=feedrecentchanges")
                    except BaseException:
                        pass
            """)

        result = pytester.runpytest_inprocess("-p", "no:cacheprovider")

        result.assert_outcomes(failed=1)
        result.stdout.fnmatch_lines(["*feedrecentchanges*"])


class TestPywikibotBetweenTests:
    """What pywikibot keeps for the whole process, and on disk, is a test's own."""

    @pytest.fixture(autouse=True)
    def imported(self) -> None:
        pytest.importorskip("pywikibot")

    def test_everything_is_as_it_was(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        import pywikibot
        from pywikibot import config, throttle
        from pywikibot.comms import http
        from pywikibot.data.api import CachedRequest
        from pywikibot.family import Family

        monkeypatch.setattr(config, "base_dir", str(tmp_path))
        monkeypatch.setitem(config.usernames["wikipedia"], "test", "The user's own")

        def state() -> list[Any]:
            settings = {name: value for name, value in vars(config).items() if not name.startswith("__")}
            kept = [dict(pywikibot._sites), dict(Family._families), http.session, http.cookie_jar, throttle.pid]
            return [settings, *kept, http.session.cookies, CachedRequest.__dict__["_get_cache_dir"]]

        before = state()
        with FakeEditApi() as fake:
            during = state()
            site = fake.pywikibot_site("Alice")
            site.login()
            config.usernames["wikipedia"]["test"] = "Somebody else"
            config.put_throttle = 99
            written = sorted(path.name for path in Path(config.base_dir).iterdir())

        assert state() == before
        assert list(tmp_path.iterdir()) == []
        assert during != before
        assert {"apicache", "passwords", "throttle.ctrl"} <= set(written)
        assert not Path(during[0]["base_dir"]).exists()

    def test_a_site_of_the_tests_own(self, fake_edit_api: FakeEditApi) -> None:
        import pywikibot

        fake_edit_api.add_page("A", "Hello")

        site = pywikibot.Site("test", "wikipedia")

        assert pywikibot.Page(site, "A").text == "Hello"
        assert pywikibot.config.put_throttle == 0

    def test_a_site_of_the_tests_own_logs_in_without_a_password(self, fake_edit_api: FakeEditApi) -> None:
        import pywikibot

        site = pywikibot.Site("test", "wikipedia", user="Alice")

        site.login()

        assert site.user() == "Alice"

    def test_a_site_that_is_kept_knows_nothing_of_the_test_before(self) -> None:
        import pywikibot

        with FakeEditApi() as first:
            kept = first.pywikibot_site("Alice")
            kept.login()
            first.add_page("A", "first")
            assert (pywikibot.Page(kept, "A").text, kept.logged_in()) == ("first", True)

        with FakeEditApi("1.39") as second:
            second.add_page("A", "second")
            assert not kept.logged_in()
            assert pywikibot.Page(kept, "A").text == "second"
            assert str(kept.mw_version).startswith("1.39")

    def test_who_is_logged_in_is_so_in_one_test(self) -> None:
        with FakeEditApi() as first:
            first.pywikibot_site("Alice").login()

        with FakeEditApi() as second:
            assert not second.pywikibot_site("Alice").logged_in()

    def test_a_wiki_within_another(self) -> None:
        import pywikibot

        with FakeEditApi(api_url="https://outer.example/api.php") as outer:
            site = outer.pywikibot_site("Alice")
            site.login()
            with FakeEditApi(api_url="https://inner.example/api.php") as inner:
                within = inner.pywikibot_site("Bob")
                within.login()
                assert pywikibot.Site() is within
            assert pywikibot.Site() is site
            assert pywikibot.config.usernames["mwedit"]["mwedit"] == "Alice"

    def test_a_site_that_is_reset_sends_nothing(self, fake_edit_api: FakeEditApi) -> None:
        site = fake_edit_api.pywikibot_site("Alice")
        asked = len(fake_edit_api.requests)

        pywikibot_state.forget(site)

        assert len(fake_edit_api.requests) == asked
        assert site.username() == "Alice"

    def test_a_version_that_keeps_it_otherwise(self, monkeypatch: pytest.MonkeyPatch) -> None:
        import pywikibot

        before = pywikibot.config.base_dir
        monkeypatch.delattr(pywikibot, "_code_fam_from_url")

        with pytest.warns(UserWarning, match="does not know where pywikibot .* keeps its state"), FakeEditApi():
            assert pywikibot.config.base_dir == before
        assert pywikibot.config.put_throttle == 10

    def test_an_import_during_the_test(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile("""
            import os, sys

            def test_it(fake_edit_api, tmp_path, monkeypatch):
                monkeypatch.setenv("HOME", str(tmp_path))
                arguments = list(sys.argv)
                assert "pywikibot" not in sys.modules
                site = fake_edit_api.pywikibot_site("Alice")
                site.login()
                assert site.user() == "Alice"
                assert list(tmp_path.iterdir()) == []
                assert sys.argv == arguments
                assert sys.modules["pywikibot"].config.put_throttle == 0

            def test_afterwards():
                assert sys.modules["pywikibot"].config.put_throttle == 10
                assert not sys.modules["pywikibot"]._sites
                assert not os.path.exists("apicache") and not os.path.exists("throttle.ctrl")
            """)

        result = pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:hypothesispytest")

        result.assert_outcomes(passed=2)

    def test_nobody_pays_for_it_who_does_not_use_it(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile("""
            import sys

            def test_it(fake_edit_api, wiki_session):
                wiki_session.edit(title="A", text="B")
                assert not {"pywikibot", "mwclient", "mwapi", "pytest_mwedit.libraries"} & set(sys.modules)
            """)

        pytester.runpytest_subprocess("-p", "no:cacheprovider", "-p", "no:hypothesispytest").assert_outcomes(passed=1)


def test_wikibaseintegrator_is_as_it_was() -> None:
    config = importlib.import_module("wikibaseintegrator.wbi_config").config
    helpers = importlib.import_module("wikibaseintegrator.wbi_helpers")
    before = dict(config), helpers.default_session.cookies

    with FakeEditApi(api_url="https://wiki.example/w/api.php") as fake:
        fake.wikibaseintegrator_login("Alice")
        during = config["MEDIAWIKI_API_URL"]

    assert during == "https://wiki.example/w/api.php"
    assert (dict(config), helpers.default_session.cookies) == before
    assert "wikibaseintegrator" in sys.modules


def test_workers_of_xdist_share_nothing(pytester: pytest.Pytester) -> None:
    pytest.importorskip("xdist")
    pytester.makepyfile("""
        import os, pytest, pywikibot, requests
        from pytest_mwedit import FakeEditApi

        COMMONS = "https://commons.wikimedia.org/w/api.php"

        @pytest.fixture(scope="session")
        def shared():
            with FakeEditApi() as wiki:
                yield wiki

        @pytest.mark.parametrize("number", range(6))
        def test_two_wikis(fake_edit_api, number):
            for wiki in (fake_edit_api, fake_edit_api.wiki(COMMONS)):
                assert not wiki.page("Page").exists
                site = wiki.mwclient_site("Alice")
                site.pages["Page"].save(str(number))
                assert wiki.page("Page").text == str(number)
                assert not wiki.pywikibot_site(f"User{number}").logged_in()
                wiki.pywikibot_site(f"User{number}").login()

        @pytest.mark.parametrize("number", range(6))
        def test_shared_by_a_worker(shared, number):
            edit = {"action": "edit", "title": "Page", "appendtext": f" {number}", "token": "+\\\\", "format": "json"}
            assert "edit" in requests.post(shared.url, data=edit).json()
            assert shared.page("Page").text.endswith(str(number))
            assert len(shared.page("Page").revisions) == len(shared.edits)
        """)

    result = pytester.runpytest_subprocess(
        "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "xdist", "-n", "2"
    )

    result.assert_outcomes(passed=12)
