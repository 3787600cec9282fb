"""Where a story takes place: the in-memory wiki, or a real one that is arranged alike."""

from __future__ import annotations

import json
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from pytest_mwedit import FakeEditApi, WikiSession, libraries
from pytest_mwedit.clients import pywikibot_state, wikibase_state
from pytest_mwedit.network import Network
from pytest_mwedit.web import WebRequest, WebResponse

Steps = list[dict[str, Any]]


class World:
    """A wiki with the accounts of every arranged wiki: Alice, Bob, Robo (a bot) and Admin."""

    api_url: str
    answer: Callable[[WebRequest], WebResponse]

    def arrange(self, steps: Steps) -> None:
        """Begin anew with *steps*."""
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """Return the state in the neutral vocabulary."""
        raise NotImplementedError

    def latest(self, title: str) -> dict[str, Any]:
        """Return the latest revision of a page."""
        latest: dict[str, Any] = self.state()["pages"][title]["revisions"][-1]
        return latest

    def edit(self, user: str, **params: Any) -> None:
        """Let somebody else edit."""
        with WikiSession(self.api_url, self.answer) as session:
            session.login(user, password_of(user))
            reply = session.edit(**params).json()
        assert reply["edit"]["result"] == "Success", reply

    # The clients as a user makes them, pointed at this wiki

    def mwclient_site(self) -> Any:
        raise NotImplementedError

    def mwapi_session(self) -> Any:
        raise NotImplementedError

    def mwapi_async_session(self) -> Any:
        raise NotImplementedError

    def pywikibot_site(self, user: str) -> Any:
        raise NotImplementedError

    def wikibaseintegrator_login(self, user: str) -> Any:
        raise NotImplementedError


def password_of(user: str) -> str:
    """Return the password that the account has on every arranged wiki."""
    return f"{user}Passw0rd!x"


class MemoryWorld(World):
    """The in-memory wiki."""

    def __init__(self, fake: FakeEditApi) -> None:
        self.fake = fake
        self.api_url = fake.url
        self.answer = fake.answer

    def arrange(self, steps: Steps) -> None:
        self.fake.arrange(steps=steps)

    def state(self) -> dict[str, Any]:
        return self.fake.state()

    def mwclient_site(self) -> Any:
        return self.fake.mwclient_site(max_retries=1)

    def mwapi_session(self) -> Any:
        return self.fake.mwapi_session(formatversion=2)

    def mwapi_async_session(self) -> Any:
        return self.fake.mwapi_async_session(formatversion=2)

    def pywikibot_site(self, user: str) -> Any:
        return self.fake.pywikibot_site(user)

    def wikibaseintegrator_login(self, user: str) -> Any:
        return self.fake.wikibaseintegrator_login(user)


class LiveWorld(World):
    """A real MediaWiki, started by tests/live/mediawiki."""

    def __init__(self, api_url: str) -> None:
        self.api_url = api_url
        self.answer = Network().send

    def arrange(self, steps: Steps) -> None:
        self._tell({"op": "setup", "config": {}, "steps": steps})

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = self._tell({"op": "state"})
        return state

    def _tell(self, what: dict[str, Any]) -> Any:
        url = self.api_url.removesuffix("api.php") + "arrange.php"
        request = urllib.request.Request(url, json.dumps(what).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request) as reply:
            return json.load(reply)

    def mwclient_site(self) -> Any:
        import mwclient

        url = urllib.parse.urlsplit(self.api_url)
        path = url.path.removesuffix("api.php")
        return mwclient.Site(url.netloc, path=path, scheme=url.scheme, max_retries=1)

    def mwapi_session(self) -> Any:
        import mwapi

        host, _, path = self.api_url.rpartition("/")
        return mwapi.Session(host, user_agent="a test", api_path=f"/{path}", formatversion=2)

    def mwapi_async_session(self) -> Any:
        import aiohttp
        import mwapi

        host, _, path = self.api_url.rpartition("/")
        session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))  # for an address
        return mwapi.AsyncSession(host, user_agent="a test", api_path=f"/{path}", formatversion=2, session=session)

    def pywikibot_site(self, user: str) -> Any:
        return libraries.pywikibot_site(self.api_url, user, password_of(user))

    def wikibaseintegrator_login(self, user: str) -> Any:
        return libraries.wikibaseintegrator_login(self.api_url, user, password_of(user))


@contextmanager
def live(api_url: str) -> Iterator[LiveWorld]:
    """Give the real wiki at *api_url*; what the clients keep for the whole process is put back afterwards."""
    import pywikibot  # noqa: F401 - the states of these are exchanged
    import wikibaseintegrator.wbi_helpers  # noqa: F401

    nobody: Any = SimpleNamespace(waits=False)
    rows = (*pywikibot_state.ISOLATIONS, *wikibase_state.ISOLATIONS)
    endings = [row.begin(nobody) for row in rows]
    try:
        yield LiveWorld(api_url)
    finally:
        for end in reversed(endings):
            end()
