"""vcrpy's cassettes are ours and ours are vcrpy's: made with vcrpy itself, and given to it."""

from __future__ import annotations

import asyncio
import gzip
import json
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import httpx
import pytest
import requests
import vcr
from exchanges import API, MULTIPART, get, post, recorded
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from pytest_mwedit.cassettes import Cassette, Interaction, dump_cassette, read_cassette
from pytest_mwedit.tape import Tape
from pytest_mwedit.web import WebRequest, WebResponse

READ = {"action": "query", "titles": "Café|B"}
EDIT = {"action": "edit", "title": "Café", "text": "a&b=c\nd", "token": "+\\"}


def by_requests(api: str) -> None:
    requests.get(api, params=READ, timeout=10)
    requests.post(api, data=EDIT, timeout=10)


def by_requests_multipart(api: str) -> None:
    requests.get(api, params=READ, timeout=10)
    requests.post(api, files={name: (None, value) for name, value in EDIT.items()}, timeout=10)


def by_httpx(api: str) -> None:
    httpx.get(api, params=READ)
    httpx.post(api, data=EDIT)


def by_httpx_async(api: str) -> None:
    async def program() -> None:
        async with httpx.AsyncClient() as client:
            await client.get(api, params=READ)
            await client.post(api, data=EDIT)

    asyncio.run(program())


def by_aiohttp(api: str) -> None:
    async def program() -> None:
        async with aiohttp.ClientSession() as session:
            async with session.get(api, params=READ) as reply:
                await reply.read()
            async with session.post(api, data=EDIT) as reply:
                await reply.read()

    asyncio.run(program())


CLIENTS = (by_requests, by_requests_multipart, by_httpx, by_httpx_async, by_aiohttp)


@pytest.fixture
def api(httpserver: HTTPServer) -> str:
    """The address of a real server that compresses what it says."""

    def answer(request: Request) -> Response:
        body = json.dumps({"got": request.values.to_dict()}).encode()
        reply = Response(gzip.compress(body), content_type="application/json; charset=utf-8")
        reply.headers["Content-Encoding"] = "gzip"
        reply.headers.add("Set-Cookie", "a=1")
        reply.headers.add("Set-Cookie", "b=2")
        return reply

    httpserver.expect_request("/w/api.php").respond_with_handler(answer)
    return httpserver.url_for("/w/api.php")


@pytest.mark.parametrize("record", CLIENTS, ids=lambda one: one.__name__)
@pytest.mark.parametrize("decoded", [False, True], ids=["compressed", "decoded by vcrpy"])
def test_what_vcrpy_recorded_is_read_and_played(
    tmp_path: Path, api: str, record: Callable[[str], None], decoded: bool
) -> None:
    path = tmp_path / "theirs.yaml"
    with vcr.use_cassette(str(path), decode_compressed_response=decoded):
        record(api)

    cassette = read_cassette(path)
    tape = Tape(cassette.interactions)

    assert cassette.metadata == {}
    assert [one.request.params for one in cassette.interactions] == [READ, EDIT]
    assert [one.response.json() for one in cassette.interactions] == [{"got": READ}, {"got": EDIT}]
    first = cassette.interactions[0].response
    assert [value for name, value in first.headers if name.lower() == "set-cookie"] == ["a=1", "b=2"]
    assert first.header("Content-Encoding") is None
    assert (first.status, first.header("Content-Type")) == (200, "application/json; charset=utf-8")
    for asked in (get(READ, api), post(EDIT, api)):
        assert tape.play(asked) is not None


def _written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "cassette.yaml"
    path.write_text(textwrap.dedent(text), encoding="utf-8")
    return path


def test_the_shape_that_old_versions_gave_httpx(tmp_path: Path) -> None:
    path = _written(
        tmp_path,
        """
        interactions:
        - request:
            body: action=edit&title=A
            headers:
              content-type:
              - application/x-www-form-urlencoded
            method: POST
            uri: https://test.wikipedia.org/w/api.php
          response:
            content: '{"edit": {}}'
            headers:
              content-type:
              - application/json
            http_version: HTTP/1.1
            status_code: 200
        version: 1
        """,
    )

    [interaction] = read_cassette(path).interactions

    assert interaction.request.params == {"action": "edit", "title": "A"}
    assert (interaction.response.status, interaction.response.body) == (200, b'{"edit": {}}')


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("{action: edit, title: Café}", id="a dict, as of aiohttp"),
        pytest.param("[[action, edit], [title, Café]]", id="a list of pairs"),
        pytest.param("!!python/tuple [!!python/tuple [action, edit], !!python/tuple [title, Café]]", id="tuples"),
        pytest.param("!!binary YWN0aW9uPWVkaXQmdGl0bGU9Q2Fmw6k=", id="bytes"),
        pytest.param(
            "!!python/object/new:_io.BytesIO {state: !!python/tuple "
            "[!!binary YWN0aW9uPWVkaXQmdGl0bGU9Q2Fmw6k=, 0, null]}",
            id="an open file, as of requests",
        ),
    ],
)
def test_bodies_that_vcrpy_writes_as_they_were_given(tmp_path: Path, body: str) -> None:
    path = _written(
        tmp_path,
        f"""
        interactions:
        - request:
            body: {body}
            headers:
              Content-Type: [application/x-www-form-urlencoded]
            method: POST
            uri: https://test.wikipedia.org/w/api.php
          response:
            body: {{string: '{{}}'}}
            headers: {{}}
            status: {{code: 200, message: OK}}
        version: 1
        """,
    )

    [interaction] = read_cassette(path).interactions

    assert interaction.request.params == {"action": "edit", "title": "Café"}


OURS = Cassette(
    [
        recorded(get(READ), {"query": {"pages": [{"title": "Café"}]}}, (("Set-Cookie", "a=1"), ("Set-Cookie", "b=2"))),
        recorded(post(EDIT), {"edit": {"result": "Success"}}),
        Interaction(post(EDIT, content_type=MULTIPART), WebResponse(503, (), b"a\nb\n", "Try again")),
        Interaction(WebRequest("GET", f"{API}?action=raw"), WebResponse(200, (), b"\xff\xfe\x00")),
    ],
    {"mediawiki": "MediaWiki 1.43.9", "recorded": "2026-01-01"},
)


def test_ours_is_read_by_vcrpy(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(dump_cassette(OURS), encoding="utf-8")

    with vcr.use_cassette(str(path), record_mode="none") as cassette:
        read: Any = requests.get(API, params=READ, timeout=10)
        edited = requests.post(API, data=EDIT, timeout=10)
        refused = httpx.post(API, data=EDIT)

    assert cassette.all_played is False
    assert len(cassette) == len(OURS.interactions)
    assert read.json() == {"query": {"pages": [{"title": "Café"}]}}
    assert read.cookies.get_dict() == {"a": "1", "b": "2"}
    assert edited.json() == {"edit": {"result": "Success"}}
    assert (refused.status_code, refused.content, refused.reason_phrase) == (503, b"a\nb\n", "Try again")


def test_ours_is_read_by_us(tmp_path: Path) -> None:
    path = tmp_path / "ours.yaml"
    path.write_text(dump_cassette(OURS), encoding="utf-8")

    again = read_cassette(path)

    assert again.metadata == OURS.metadata
    for ours, theirs in zip(again.interactions, OURS.interactions, strict=True):
        assert ours.request == theirs.request
        assert (ours.response.status, ours.response.phrase) == (theirs.response.status, theirs.response.phrase)
        assert (ours.response.headers, ours.response.body) == (theirs.response.headers, theirs.response.body)


def test_ours_is_readable_in_a_diff() -> None:
    text = dump_cassette(OURS)

    assert '      string: \'{"edit": {"result": "Success"}}\'' in text.splitlines()
    assert "    body: action=edit&title=Caf%C3%A9&text=a%26b%3Dc%0Ad&token=%2B%5C" in text.splitlines()
    assert text.startswith("metadata:\n  mediawiki: MediaWiki 1.43.9\n")
    assert text.endswith("version: 1\n")
