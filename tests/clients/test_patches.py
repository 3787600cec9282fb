"""The methods of the clients are wrapped while a wiki is answered, and only then."""

from __future__ import annotations

import importlib
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

import pytest
from callers import CLIENTS, Caller, Sent
from stand_ins import WikiInMemory

from pytest_mwedit.clients import PATCHES, interception

API = "https://wiki.example/w/api.php"


def methods() -> dict[tuple[str, str, str], Any]:
    """Return every method that may be wrapped, of the clients that are installed."""
    for client in CLIENTS.values():
        importlib.import_module(client.module)
    found = {}
    for patch in PATCHES:
        target = patch.target()
        if target is not None:
            found[patch.module, patch.owner, patch.attribute] = target.__dict__.get(patch.attribute)
    return found


def test_everything_is_unwrapped_after_the_block(wiki: WikiInMemory) -> None:
    before = methods()

    with interception.answered_by(wiki):
        during = methods()

    assert methods() == before
    wrapped = {key for key in before if during[key] is not before[key]}
    assert ("http.client", "HTTPConnection", "putrequest") in wrapped
    assert len(wrapped) > 10


def test_nested_blocks(wiki: WikiInMemory) -> None:
    before = methods()

    with interception.answered_by(wiki):
        during = methods()
        with interception.answered_by(WikiInMemory()):
            assert methods() == during
        assert methods() == during

    assert methods() == before


def test_a_block_that_fails(wiki: WikiInMemory) -> None:
    before = methods()

    with pytest.raises(ZeroDivisionError), interception.answered_by(wiki):
        raise ZeroDivisionError

    assert methods() == before


@contextmanager
def another_tool() -> Iterator[None]:
    """Wrap http.client's method as any other tool may."""
    import http.client

    original = http.client.HTTPConnection.putrequest

    def putrequest(self: Any, *args: Any, **kwargs: Any) -> None:
        original(self, *args, **kwargs)

    with mock.patch.object(http.client.HTTPConnection, "putrequest", putrequest):
        yield


def test_another_tool_that_comes_and_goes_within(wiki: WikiInMemory) -> None:
    before = methods()

    with interception.answered_by(wiki), another_tool():
        interception.install()

    interception.uninstall()
    assert methods() == before


def test_another_tool_that_stays_longer(wiki: WikiInMemory) -> None:
    before = methods()

    with ExitStack() as theirs:
        with interception.answered_by(wiki):
            theirs.enter_context(another_tool())
            interception.install()
        with interception.answered_by(WikiInMemory()):
            pass
    interception.uninstall()

    assert methods() == before


def test_another_tool_around(wiki: WikiInMemory) -> None:
    before = methods()

    with another_tool():
        theirs = methods()
        with interception.answered_by(wiki):
            pass
        assert methods() == theirs

    assert methods() == before


@pytest.mark.parametrize("client", ["requests", "urllib3", "urllib.request", "http.client", "httplib2"])
def test_a_wrapper_that_is_left_behind_only_passes_on(wiki: WikiInMemory, client: str, call: Caller) -> None:
    with ExitStack() as theirs:
        with interception.answered_by(wiki):
            theirs.enter_context(another_tool())
        with (
            mock.patch("socket.getaddrinfo", side_effect=OSError("asked the network")),
            pytest.raises(Exception, match="network"),
        ):
            call(Sent(API))

    assert wiki.requests == []


@pytest.mark.parametrize(
    ("module", "program"),
    [
        ("requests", "import requests; print(requests.get(API).text)"),
        ("urllib3", "import urllib3; print(urllib3.PoolManager().request('GET', API).data.decode())"),
        ("httpx", "import httpx; print(httpx.get(API).text)"),
        ("urllib.request", "import urllib.request as u; print(u.urlopen(API).read().decode())"),
        (
            "aiohttp",
            """
            import asyncio, aiohttp
            async def program():
                async with aiohttp.ClientSession() as session, session.get(API) as reply:
                    print(await reply.text())
            asyncio.run(program())
            """,
        ),
    ],
)
def test_a_client_that_is_first_imported_within_the_block(module: str, program: str) -> None:
    pytest.importorskip(module)
    script = f"""
import socket, sys
from pytest_mwedit.clients import interception
from pytest_mwedit.web import WebResponse

def refused(*args):
    raise AssertionError("a socket was about to be used")

socket.socket.connect = socket.getaddrinfo = refused

class Wiki:
    waits = False
    def claims(self, url): return url.endswith("/api.php")
    def knows_host(self, authority): return False
    def answer(self, request): return WebResponse(200, (("Content-Type", "text/plain"),), b"the wiki")

API = {API!r}
with interception.answered_by(Wiki()):
    assert {module!r} not in sys.modules, "this test is of a client that was not imported before"
{textwrap.indent(textwrap.dedent(program), "    ")}
"""

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)

    assert (done.stdout.strip(), done.stderr) == ("the wiki", "")
