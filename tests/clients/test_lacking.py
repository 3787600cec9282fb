"""What a client asks and the wiki lacks fails the test and is named, also where the client swallows it."""

from __future__ import annotations

import pytest

#: How each client asks for an action that no wiki here imitates, and swallows whatever comes of it.
ASKS = {
    "requests": """
        requests.Session().get(api.url, params=PARAMS)
        """,
    "httpx": """
        httpx.Client().get(api.url, params=PARAMS)
        """,
    "httpx-async": """
        async def ask():
            async with httpx.AsyncClient() as client:
                await client.get(api.url, params=PARAMS)
        asyncio.run(ask())
        """,
    "aiohttp": """
        async def ask():
            async with aiohttp.ClientSession() as session, session.get(api.url, params=PARAMS) as reply:
                await reply.read()
        asyncio.run(ask())
        """,
    "urllib3": """
        urllib3.PoolManager(retries=10).request("GET", api.url, fields=PARAMS)
        """,
    "urllib.request": """
        urllib.request.urlopen(api.url + "?" + urllib.parse.urlencode(PARAMS))
        """,
    "mwclient": """
        api.mwclient_site().api(**PARAMS)
        """,
    "mwapi": """
        api.mwapi_session().get(**PARAMS)
        """,
    "mwapi-async": """
        async def ask():
            session = api.mwapi_async_session()
            async with session.session:
                await session.get(**PARAMS)
        asyncio.run(ask())
        """,
    "pywikibot": """
        api.pywikibot_site().simple_request(**PARAMS).submit()
        """,
    "pywikibot in the background": """
        import pywikibot
        site = api.pywikibot_site()
        pywikibot.async_request(site.simple_request(**PARAMS).submit)
        pywikibot._putthread.join(5)
        """,
    "wikibaseintegrator": """
        from wikibaseintegrator.wbi_helpers import mediawiki_api_call
        mediawiki_api_call("GET", api.url, params={**PARAMS, "format": "json"})
        """,
    "another thread": """
        thread = threading.Thread(target=lambda: requests.get(api.url, params=PARAMS))
        thread.start()
        thread.join()
        """,
}

SUITE = """
import asyncio
import threading
import urllib.parse
import urllib.request

import aiohttp
import httpx
import pytest
import requests
import urllib3

PARAMS = {{"action": "feedcontributions", "user": "Alice"}}


def ask(api):
    {asks}


def test_swallowed(fake_edit_api):
    try:
        ask(fake_edit_api)
    except BaseException:
        pass


def test_raised(fake_edit_api):
    ask(fake_edit_api)


def test_nothing_is_left_of_it(fake_edit_api):
    assert fake_edit_api.mwclient_site("Alice").logged_in
"""


@pytest.mark.parametrize("client", ASKS)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_it_is_named(pytester: pytest.Pytester, client: str) -> None:
    pytester.makepyfile(SUITE.format(asks=ASKS[client].strip().replace("\n        ", "\n    ")))

    result = pytester.runpytest_inprocess("-p", "no:cacheprovider", "-p", "no:hypothesispytest")

    result.assert_outcomes(failed=2, passed=1)
    named = [line for line in result.outlines if "writes no feeds (action=feedcontributions)" in line]
    assert len(named) >= 2, "\n".join(result.outlines)
