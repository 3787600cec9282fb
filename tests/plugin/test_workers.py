"""Several workers of pytest-xdist record on one cassette."""

from __future__ import annotations

import pytest
from suites import Suite

from pytest_mwedit import FakeEditApi
from pytest_mwedit.cassettes import read_cassette

pytest.importorskip("xdist")

SUITE = """
    import pytest

    @pytest.mark.parametrize("number", range({tests}))
    @pytest.mark.mwedit(cassette="shared")
    def test_reads(wiki_session, number):
        assert wiki_session.api("query", titles=f"Page {{number}}").json()["query"]["pages"]
    """


def recorded_titles(suite: Suite) -> list[str]:
    interactions = read_cassette(suite.path / "cassettes/shared.yaml").interactions
    return [one.request.params["titles"] for one in interactions]


@pytest.mark.parametrize("mode", ["record", "record-missing"])
def test_nothing_is_lost(suite: Suite, real_wiki: FakeEditApi, mode: str) -> None:
    suite.ini(api_url=real_wiki.url)
    suite.test(SUITE.format(tests=12))

    suite.run("-p", "xdist", "-n", "4", f"--mwedit-mode={mode}", apart=True).passed(12)

    # In the order of the suite, whichever worker was first.
    assert recorded_titles(suite) == [f"Page {number}" for number in range(12)]
    suite.run("--mwedit-mode=replay").passed(12)


def test_what_is_missing_follows_what_was_there(suite: Suite, real_wiki: FakeEditApi) -> None:
    suite.ini(api_url=real_wiki.url)
    suite.test(SUITE.format(tests=4).replace("range(4)", "[7, 8]"))
    suite.run("--mwedit-mode=record").passed(2)
    suite.test(SUITE.format(tests=8))

    suite.run("-p", "xdist", "-n", "2", "--mwedit-mode=record-missing", apart=True).passed(8)

    assert recorded_titles(suite) == [f"Page {number}" for number in (7, 8, 0, 1, 2, 3, 4, 5, 6)]


#: A bot that asks in eight threads, or tasks, at once.
CROWDS = {
    "threads": """
        from concurrent.futures import ThreadPoolExecutor
        import requests

        def ask(url, number):
            return requests.get(url, params=params(number)).json()

        def ask_all(url):
            with ThreadPoolExecutor(8) as pool:
                return list(pool.map(lambda number: ask(url, number), range(96)))
        """,
    "tasks": """
        import asyncio
        import httpx

        async def ask(client, url, number):
            return (await client.get(url, params=params(number))).json()

        def ask_all(url):
            async def all_of_them():
                async with httpx.AsyncClient() as client:
                    return await asyncio.gather(*(ask(client, url, number) for number in range(96)))

            return asyncio.run(all_of_them())
        """,
}


@pytest.mark.parametrize("crowd", sorted(CROWDS))
def test_eight_at_once_lose_nothing_and_get_their_own(suite: Suite, real_wiki: FakeEditApi, crowd: str) -> None:
    suite.ini(api_url=real_wiki.url)
    suite.write("crowd.py", CROWDS[crowd])
    suite.write(
        "conftest.py",
        "import crowd\ncrowd.params = lambda number: "
        "{'action': 'query', 'titles': f'Page {number}', 'format': 'json', 'formatversion': '2'}\n",
    )
    suite.test(f"""
        import crowd, pytest

        @pytest.mark.mwedit(cassette="shared")
        def test_crowd():
            titles = [reply["query"]["pages"][0]["title"] for reply in crowd.ask_all("{real_wiki.url}")]
            assert titles == [f"Page {{number}}" for number in range(96)]
        """)

    suite.run("--mwedit-mode=record").passed()

    assert sorted(recorded_titles(suite)) == sorted(f"Page {number}" for number in range(96))
    suite.run("--mwedit-mode=replay", "--mwedit-strict").passed()


def test_record_writes_anew(suite: Suite, real_wiki: FakeEditApi) -> None:
    suite.ini(api_url=real_wiki.url)
    suite.test(SUITE.format(tests=4))
    suite.run("-p", "xdist", "-n", "2", "--mwedit-mode=record", apart=True).passed(4)
    suite.test(SUITE.format(tests=2))

    suite.run("-p", "xdist", "-n", "2", "--mwedit-mode=record", apart=True).passed(2)

    assert recorded_titles(suite) == ["Page 0", "Page 1"]
