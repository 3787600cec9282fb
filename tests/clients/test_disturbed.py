"""What each client makes of a disturbance: one row per client, the same in memory and over a real socket."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from bots import BOTS, Bot, NoReplyOfTheApi, bot
from worlds import MemoryWorld

from pytest_mwedit import FakeEditApi
from pytest_mwedit.clients import interception
from pytest_mwedit.web import WebRequest, WebResponse

README = Path(__file__).parents[2] / "README.md"

#: The disturbances, in the order of the columns below.
KINDS = ("timeout", "connection-reset", "connection-refused", "truncated", "http-503", "html", "maxlag")

#: What a client raises, a row each; of one that knows HTTP alone some replies are as good as any.
DISTURBED: dict[str, tuple[str, ...]] = {
    "requests": (
        *("requests.ReadTimeout", "requests.ConnectionError", "requests.ConnectionError"),
        *("requests.exceptions.ChunkedEncodingError", "status 503", "status 200", "an error in the reply"),
    ),
    "httpx": (
        *("httpx.ReadTimeout", "httpx.ReadError", "httpx.ConnectError"),
        *("httpx.RemoteProtocolError", "status 503", "status 200", "an error in the reply"),
    ),
    "aiohttp": (
        *("aiohttp.SocketTimeoutError", "aiohttp.ClientOSError", "aiohttp.ClientOSError"),
        *("aiohttp.ClientPayloadError", "status 503", "status 200", "an error in the reply"),
    ),
    "urllib3": (
        *["urllib3.exceptions.MaxRetryError"] * 4,
        *("status 503", "status 200", "an error in the reply"),
    ),
    "urllib.request": (
        *("TimeoutError", "ConnectionResetError", "urllib.error.URLError"),
        *("http.client.IncompleteRead", "urllib.error.HTTPError", "status 200", "an error in the reply"),
    ),
    "mwclient": (
        *("requests.ReadTimeout", "requests.ConnectionError", "requests.ConnectionError"),
        *("requests.exceptions.ChunkedEncodingError", "requests.HTTPError", "mwclient.errors.InvalidResponse"),
        "mwclient.errors.MaximumRetriesExceeded",
    ),
    "mwapi": (
        *("mwapi.errors.TimeoutError", "mwapi.errors.ConnectionError", "mwapi.errors.ConnectionError"),
        *("requests.exceptions.ChunkedEncodingError", "ValueError", "ValueError", "mwapi.errors.APIError"),
    ),
    "mwapi-async": (
        *("mwapi.errors.TimeoutError", "mwapi.errors.ConnectionError", "mwapi.errors.ConnectionError"),
        *("mwapi.errors.RequestError", "ValueError", "ValueError", "mwapi.errors.RequestError"),
    ),
    "pywikibot": (
        *["pywikibot.exceptions.ApiTimeoutError"] * 5,
        *("pywikibot.exceptions.SiteDefinitionError", "pywikibot.exceptions.MaxlagTimeoutError"),
    ),
    "wikibaseintegrator": (
        "requests.ReadTimeout",
        *["wikibaseintegrator.wbi_exceptions.MaxRetriesReachedException"] * 2,
        "requests.exceptions.ChunkedEncodingError",
        "wikibaseintegrator.wbi_exceptions.MaxRetriesReachedException",
        "requests.exceptions.JSONDecodeError",
        "wikibaseintegrator.wbi_exceptions.MaxRetriesReachedException",
    ),
}
DISTURBED["httpx-async"] = DISTURBED["httpx"]

#: What a server does not do on demand, or not in the time of a test.
IN_MEMORY_ALONE = ("timeout", "connection-refused")

CELLS = [(client, kind, cell) for client, row in DISTURBED.items() for kind, cell in zip(KINDS, row, strict=True)]


class _Restless:
    """Answers nobody, but lets no client sleep."""

    waits = False

    def claims(self, url: str) -> bool:
        return False

    def knows_host(self, authority: str) -> bool:
        return False

    def answer(self, request: WebRequest) -> WebResponse:
        raise NotImplementedError

    def let_pass(self, seconds: float) -> bool:
        return True


def named(name: str) -> type[BaseException]:
    """Return the exception that is called *name*, as a test imports it."""
    module, _, attribute = name.rpartition(".")
    found: type[BaseException] = getattr(importlib.import_module(module or "builtins"), attribute)
    return found


def what_comes(made: Bot, fake: FakeEditApi, kind: str) -> BaseException:
    """Return what the client raises when its requests are disturbed."""
    made.log_in("Alice")
    fake.disrupt(kind, times=None)
    try:
        reply = made.query()
    except Exception as error:
        return error
    raise AssertionError(f"no exception, but {reply}")


def check(cell: str, came: BaseException) -> None:
    """Check that *came* is what *cell* says."""
    if cell.startswith("status "):
        assert isinstance(came, NoReplyOfTheApi)
        assert str(came) == cell
    elif cell == "an error in the reply":
        assert str(came) == "maxlag"
    else:
        assert type(came) is named(cell), f"{type(came).__module__}.{type(came).__qualname__}"


@contextmanager
def made_for(client: str, fake: FakeEditApi) -> Iterator[Bot]:
    fake.arrange()
    made = bot(client, MemoryWorld(fake))
    try:
        yield made
    finally:
        made.close()


@pytest.mark.parametrize(("client", "kind", "cell"), CELLS)
def test_in_memory(fake_edit_api: FakeEditApi, client: str, kind: str, cell: str) -> None:
    with made_for(client, fake_edit_api) as made:
        check(cell, what_comes(made, fake_edit_api, kind))


@pytest.mark.parametrize(("client", "kind", "cell"), [each for each in CELLS if each[1] not in IN_MEMORY_ALONE])
def test_over_a_socket(client: str, kind: str, cell: str) -> None:
    with interception.answered_by(_Restless()), FakeEditApi().serve() as fake, made_for(client, fake) as made:
        check(cell, what_comes(made, fake, kind))


def test_every_client_has_a_row() -> None:
    assert DISTURBED.keys() == BOTS.keys()


def row_of_readme(client: str) -> str:
    cells = [cell if " " in cell else f"`{cell}`" for cell in DISTURBED[client]]
    return " | ".join([f"| {client}", *cells]) + " |"


@pytest.mark.parametrize("client", BOTS)
def test_the_manual_has_the_row(client: str) -> None:
    assert row_of_readme(client) in README.read_text(encoding="utf-8")


if __name__ == "__main__":
    print(" | ".join(["| client", *(f"`{kind}`" for kind in KINDS)]) + " |")
    print("|---" * (len(KINDS) + 1) + "|")
    print(*map(row_of_readme, BOTS), sep="\n")
