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
    return sorted(one.request.params["titles"] for one in interactions)


@pytest.mark.parametrize("mode", ["record", "record-missing"])
def test_nothing_is_lost(suite: Suite, real_wiki: FakeEditApi, mode: str) -> None:
    suite.ini(api_url=real_wiki.url)
    suite.test(SUITE.format(tests=6))

    suite.run("-p", "xdist", "-n", "3", f"--mwedit-mode={mode}", apart=True).passed(6)

    assert recorded_titles(suite) == [f"Page {number}" for number in range(6)]
    suite.run("--mwedit-mode=replay").passed(6)


def test_record_writes_anew(suite: Suite, real_wiki: FakeEditApi) -> None:
    suite.ini(api_url=real_wiki.url)
    suite.test(SUITE.format(tests=4))
    suite.run("-p", "xdist", "-n", "2", "--mwedit-mode=record", apart=True).passed(4)
    suite.test(SUITE.format(tests=2))

    suite.run("-p", "xdist", "-n", "2", "--mwedit-mode=record", apart=True).passed(2)

    assert recorded_titles(suite) == ["Page 0", "Page 1"]
