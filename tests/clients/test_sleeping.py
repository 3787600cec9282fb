"""Nobody waits for a fault that was made on purpose: the wiki's clock moves on instead."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests
from freezegun import freeze_time

from pytest_mwedit import FakeEditApi
from pytest_mwedit.clients import interception

API = "https://test.wikipedia.org/w/api.php"
QUERY = {"action": "query", "format": "json", "meta": "siteinfo"}

#: Longer than any test may take.
LONG = 3600.0


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    """Fail a test that really slept."""
    began = time.perf_counter()
    yield
    assert time.perf_counter() - began < 60


def ask(**params: str) -> requests.Response:
    return requests.get(API, params={**QUERY, **params}, timeout=10)


class TestWhoRetries:
    """Every library that backs off by itself."""

    def test_urllib3_and_requests(self, fake_edit_api: FakeEditApi) -> None:
        from requests.adapters import HTTPAdapter
        from urllib3.util import Retry

        fake_edit_api.disrupt("http-503", times=2, retry_after=1800)
        session = requests.Session()
        session.mount("https://", HTTPAdapter(max_retries=Retry(total=3, status_forcelist=[503])))

        assert session.get(API, params=QUERY).status_code == 200
        assert fake_edit_api.slept == [1800, 1800]
        assert fake_edit_api.slept.total == LONG

    def test_urllib3_after_a_broken_connection(self, fake_edit_api: FakeEditApi) -> None:
        import urllib3

        fake_edit_api.disrupt("connection-reset", times=3)
        retries = urllib3.Retry(total=3, backoff_factor=60, backoff_max=LONG)

        assert urllib3.PoolManager(retries=retries).request("GET", f"{API}?action=query&format=json").status == 200
        assert fake_edit_api.slept == [120, 240]

    def test_tenacity(self, fake_edit_api: FakeEditApi) -> None:
        import tenacity

        fake_edit_api.disrupt("timeout")

        assert tenacity.retry(wait=tenacity.wait_fixed(LONG))(ask)().status_code == 200
        assert fake_edit_api.slept == [LONG]

    def test_tenacity_async(self, fake_edit_api: FakeEditApi) -> None:
        import httpx
        import tenacity

        fake_edit_api.disrupt("connection-reset")

        @tenacity.retry(wait=tenacity.wait_fixed(LONG))
        async def get() -> Any:
            async with httpx.AsyncClient() as client:
                return await client.get(API, params=QUERY)

        assert asyncio.run(get()).status_code == 200
        assert fake_edit_api.slept == [LONG]

    def test_backoff(self, fake_edit_api: FakeEditApi) -> None:
        import backoff

        fake_edit_api.disrupt("timeout")

        assert backoff.on_exception(backoff.constant, OSError, interval=LONG, jitter=None)(ask)().status_code == 200
        assert fake_edit_api.slept == [LONG]

    def test_backoff_async(self, fake_edit_api: FakeEditApi) -> None:
        import aiohttp
        import backoff

        fake_edit_api.disrupt("connection-reset", times=2)  # after the first, aiohttp asks again by itself

        @backoff.on_exception(backoff.constant, aiohttp.ClientError, interval=LONG, jitter=None)
        async def get() -> int:
            async with aiohttp.ClientSession() as session, session.get(API, params=QUERY) as reply:
                return reply.status

        assert asyncio.run(get()) == 200
        assert fake_edit_api.slept == [LONG]

    def test_anyio(self, fake_edit_api: FakeEditApi) -> None:
        import anyio
        import httpx

        fake_edit_api.fail("ratelimited", action="query")

        async def get() -> None:
            async with httpx.AsyncClient() as client:
                await client.get(API, params=QUERY)
                await anyio.sleep(LONG)

        anyio.run(get)
        assert fake_edit_api.slept == [LONG]

    def test_wikibaseintegrator(self, fake_edit_api: FakeEditApi) -> None:
        from wikibaseintegrator.wbi_helpers import mediawiki_api_call

        fake_edit_api.fail("maxlag", lag=1800)

        reply = mediawiki_api_call("GET", API, params={**QUERY, "maxlag": 5})

        assert "query" in reply
        assert fake_edit_api.slept.total > 0


class TestWhen:
    def test_a_natural_limit_has_run_out_after_the_back_off(self, fake_edit_api: FakeEditApi) -> None:
        fake_edit_api.config.rate_limits = {"edit": {"ip": [2, 3600]}}
        edit = {"action": "edit", "title": "A", "token": "+\\", "format": "json"}

        def save(text: str) -> str:
            reply = requests.post(API, data={**edit, "text": text}, timeout=10).json()
            return str(reply["error"]["code"] if "error" in reply else reply["edit"]["result"])

        outcomes = [save("one"), save("two")]
        # A limit slides on in thirtieths of its time, so it may take one more.
        time.sleep(3600 * 31 / 30)

        assert [*outcomes, save("three")] == ["Success", "ratelimited", "Success"]

    def test_the_clock_moves_on(self, fake_edit_api: FakeEditApi) -> None:
        fake_edit_api.clock.freeze("2030-01-01T00:00:00Z")
        fake_edit_api.fail("maxlag")
        ask()

        for _ in range(3):
            time.sleep(0.5)

        assert fake_edit_api.clock.now() == 1893456001
        assert fake_edit_api.slept.total == 1.5

    def test_before_any_fault_sleeping_takes_time(self, fake_edit_api: FakeEditApi) -> None:
        ask()
        began = time.perf_counter()

        time.sleep(0.01)
        asyncio.run(asyncio.sleep(0.01))

        assert time.perf_counter() - began >= 0.02
        assert fake_edit_api.slept == []

    def test_after_the_next_good_reply_it_does_again(self, fake_edit_api: FakeEditApi) -> None:
        fake_edit_api.fail("maxlag")
        ask()
        ask()

        time.sleep(0.001)

        assert fake_edit_api.slept == []

    @pytest.mark.mwedit(no_sleep="never")
    def test_never(self, fake_edit_api: FakeEditApi) -> None:
        fake_edit_api.fail("maxlag")
        ask()

        time.sleep(0.001)

        assert fake_edit_api.slept == []

    @pytest.mark.mwedit(no_sleep="always")
    def test_always(self, fake_edit_api: FakeEditApi) -> None:
        time.sleep(0.001)  # nobody has asked the wiki yet
        ask()

        time.sleep(LONG)

        assert fake_edit_api.slept == [LONG]

    def test_without_pytest(self) -> None:
        with FakeEditApi() as fake:
            fake.fail("maxlag")
            ask()
            time.sleep(LONG)

        assert fake.slept == [LONG]
        fake.reset()
        assert fake.slept == []

    def test_two_wikis_have_one_clock(self, fake_edit_api: FakeEditApi) -> None:
        commons = fake_edit_api.wiki("https://commons.wikimedia.org/w/api.php")
        commons.fail("maxlag")
        requests.get(commons.api_url, params=QUERY, timeout=10)
        before = fake_edit_api.clock.now()

        time.sleep(LONG)

        assert fake_edit_api.slept == commons.slept == [LONG]
        assert fake_edit_api.clock.now() - before >= LONG
        assert commons.clock is fake_edit_api.clock

    def test_a_tape_of_a_real_wiki_alone_has_no_clock(self, pytester: pytest.Pytester) -> None:
        pytester.makepyfile("""
            import pytest
            from pytest_mwedit.clients import interception

            @pytest.mark.mwedit(mode="replay", cassette="edit/articleexists")
            def test_it(wiki_session):
                wiki_session.edit(title="Page", text="x", createonly=True)
                assert not interception.let_pass(1)
            """)

        pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


class TestWhatIsLeftAlone:
    def test_a_sleep_of_nothing(self, fake_edit_api: FakeEditApi) -> None:
        fake_edit_api.fail("maxlag")
        ask()

        time.sleep(0)
        asyncio.run(asyncio.sleep(0))

        assert fake_edit_api.slept == []

    def test_a_sleep_for_ever(self, fake_edit_api: FakeEditApi) -> None:
        import anyio

        fake_edit_api.fail("maxlag")
        ask()

        async def wait_for_ever() -> bool:
            with anyio.move_on_after(0.01) as scope:
                await anyio.sleep_forever()
            return scope.cancelled_caught

        assert anyio.run(wait_for_ever)
        assert fake_edit_api.slept == []

    def test_other_threads(self, fake_edit_api: FakeEditApi) -> None:
        fake_edit_api.fail("maxlag")
        ask()

        other = threading.Thread(target=time.sleep, args=(0.001,))
        other.start()
        other.join()

        assert fake_edit_api.slept == []

    def test_a_double_of_the_tests_own(self, fake_edit_api: FakeEditApi, monkeypatch: pytest.MonkeyPatch) -> None:
        slept: list[float] = []
        monkeypatch.setattr(time, "sleep", slept.append)
        fake_edit_api.fail("maxlag")
        ask()

        time.sleep(LONG)

        assert slept == [LONG]
        assert fake_edit_api.slept == []

    def test_a_double_that_was_there_before(self, monkeypatch: pytest.MonkeyPatch) -> None:
        slept: list[float] = []
        monkeypatch.setattr(time, "sleep", slept.append)

        with FakeEditApi() as fake:
            fake.fail("maxlag")
            ask()
            time.sleep(LONG)

        assert slept == [LONG]
        assert fake.slept == []

    def test_wrong_arguments(self, fake_edit_api: FakeEditApi) -> None:
        fake_edit_api.fail("maxlag")
        ask()

        with pytest.raises(ValueError, match="non-negative"):
            time.sleep(-1)
        with pytest.raises(TypeError):
            time.sleep("1")  # type: ignore[arg-type]  # that is the point

    def test_other_tasks_get_their_turn(self, fake_edit_api: FakeEditApi) -> None:
        import httpx

        fake_edit_api.fail("maxlag")
        turns: list[str] = []

        async def bot() -> str:
            async with httpx.AsyncClient() as client:
                await client.get(API, params=QUERY)
            result: str = await asyncio.sleep(LONG, "slept")
            turns.append("bot")
            return result

        async def other() -> None:
            while not turns:
                await asyncio.sleep(0)
            turns.append("other")

        async def both() -> str:
            return (await asyncio.gather(bot(), other()))[0]

        assert asyncio.run(both()) == "slept"
        assert turns == ["bot", "other"]


@pytest.mark.parametrize("sleep", [lambda: time.sleep, lambda: asyncio.sleep], ids=["time", "asyncio"])
def test_everything_is_as_before_afterwards(sleep: Callable[[], Any]) -> None:
    before = sleep()

    with FakeEditApi():
        during = sleep()

    assert during is not before
    assert sleep() is before


def test_a_double_that_goes_later_leaves_nothing_behind(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("""
        import time

        REAL = time.sleep

        def test_first(monkeypatch, fake_edit_api):  # whose double goes after the wiki
            monkeypatch.setattr(time, "sleep", lambda seconds: None)

        def test_second():
            assert time.sleep is REAL
        """)

    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=2)


class TestFrozenTime:
    def test_freezegun(self, fake_edit_api: FakeEditApi) -> None:
        with freeze_time("2030-01-01"):
            fake_edit_api.fail("maxlag")
            ask()

            time.sleep(60)

            assert time.time() == 1893456000  # which is the test's to move
            assert fake_edit_api.clock.now() == 1893456060

    def test_time_machine(self, fake_edit_api: FakeEditApi) -> None:
        import time_machine

        with time_machine.travel("2030-01-01T00:00Z", tick=False):
            fake_edit_api.fail("maxlag")
            ask()

            time.sleep(60)

            assert time.time() == 1893456000
            assert fake_edit_api.clock.now() == 1893456060


@pytest.mark.parametrize(
    ("given", "expected"), [("false", "never"), ("true", "faults"), ("always", "always"), ("never", "never")]
)
def test_the_ini_file(pytester: pytest.Pytester, given: str, expected: str) -> None:
    pytester.makeini(f"[pytest]\nmwedit_no_sleep = {given}\n")
    pytester.makepyfile(f"""
        from pytest_mwedit import FakeEditApi

        def test_it(fake_edit_api):
            assert fake_edit_api._waiting._when == {expected!r}
        """)

    pytester.runpytest_inprocess("-p", "no:cacheprovider").assert_outcomes(passed=1)


def test_another_value_is_refused() -> None:
    with pytest.raises(ValueError, match="no_sleep='sometimes' must be one of 'faults', 'always', 'never'"):
        FakeEditApi(no_sleep="sometimes")


def test_under_xdist(pytester: pytest.Pytester) -> None:
    pytest.importorskip("xdist")
    pytester.makepyfile("""
        import time, pytest, requests

        @pytest.mark.parametrize("number", range(8))
        def test_it(fake_edit_api, number):
            fake_edit_api.fail("maxlag", action="query")
            requests.get(fake_edit_api.api_url, params={"action": "query", "format": "json"})
            time.sleep(3600)
            assert fake_edit_api.slept == [3600]
        """)

    result = pytester.runpytest_subprocess(
        "-p", "no:cacheprovider", "-p", "no:hypothesispytest", "-p", "xdist", "-n", "2"
    )

    result.assert_outcomes(passed=8)


def test_nobody_asks_a_wiki_that_is_not_there() -> None:
    assert not interception.let_pass(1)
