"""Clients that are wrapped by a row of their own, in the one way that each is used."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from stand_ins import WikiInMemory

API = "https://wiki.example/w/api.php"
EDIT = {"action": "edit", "title": "Café & Söhne", "text": "a=b&c\r\nd", "token": "abc+\\"}


def by_httpx2() -> Any:
    return pytest.importorskip("httpx2").post(API, data=EDIT).json()


def by_httpx2_async() -> Any:
    httpx2 = pytest.importorskip("httpx2")

    async def post() -> Any:
        async with httpx2.AsyncClient() as client:
            return (await client.post(API, data=EDIT)).json()

    return asyncio.run(post())


def by_curl_cffi() -> Any:
    transport = pytest.importorskip("httpx_curl_cffi").CurlTransport()
    return pytest.importorskip("httpx").Client(transport=transport).post(API, data=EDIT).json()


def by_pyreqwest() -> Any:
    transport = pytest.importorskip("pyreqwest.compatibility.httpx").SyncHttpxTransport()
    return pytest.importorskip("httpx").Client(transport=transport).post(API, data=EDIT).json()


def by_tornado() -> Any:
    client = pytest.importorskip("tornado.httpclient")
    escape = pytest.importorskip("tornado.escape")

    async def fetch() -> Any:
        reply = await client.AsyncHTTPClient(force_instance=True).fetch(API, method="POST", body=urlencode(EDIT))
        return escape.json_decode(reply.body)

    return asyncio.run(fetch())


@pytest.mark.parametrize("post", [by_httpx2, by_httpx2_async, by_curl_cffi, by_pyreqwest, by_tornado])
def test_a_request_reaches_the_wiki(answered: WikiInMemory, post: Callable[[], Any], request: Any) -> None:
    if post is not by_tornado:  # tornado makes its event loop with sockets
        request.getfixturevalue("no_sockets")

    assert post() == {"batchcomplete": True}
    assert answered.requests[0].params == EDIT
