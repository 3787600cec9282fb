"""The clients as bots: each does in its own way what a bot does."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http.cookies import SimpleCookie
from typing import Any

import pytest
from callers import Caller, Sent, make
from worlds import World, password_of

from pytest_mwedit.assertions import raised_api_error

Reply = dict[str, Any]


@dataclass
class Page:
    """A page as it was read; *handle* is the client's own."""

    title: str
    text: str
    handle: Any = None


class ErrorInReply(Exception):
    """An error of the API in the reply of a client that raises nothing by itself."""

    def __init__(self, reply: Reply) -> None:
        super().__init__(reply["error"]["code"])
        self.response = reply


class NoReplyOfTheApi(Exception):
    """A reply that is no JSON, of a client that does not mind: it has a status, and a text for people."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")


class Bot:
    """What every client can do."""

    def log_in(self, name: str) -> None:
        """Log in on the wiki, with the account's password."""
        raise NotImplementedError

    def user(self) -> str:
        """Return whom the wiki takes this for."""
        raise NotImplementedError

    def read(self, title: str) -> Page:
        """Read a page, that a later save is based on this revision."""
        raise NotImplementedError

    def save(self, page: Page, **edit: Any) -> None:
        """Save a page, with parameters of `edit` as the client writes them."""
        raise NotImplementedError

    def stash(self, page: Page, text: str) -> str:
        """Stash a text and return its hash."""
        raise NotImplementedError

    def query(self, **params: Any) -> Reply:
        """Ask who one is, with further parameters for all modules."""
        raise NotImplementedError

    def spoil_token(self) -> None:
        """Let the token that the client keeps be a bad one."""
        raise NotImplementedError

    def log_out(self) -> None:
        """Log out."""
        raise NotImplementedError

    def close(self) -> None:
        """Close what was opened."""


def raised(act: Callable[[], object]) -> str:
    """Return the class of what *act* raises, and the code if it tells one; nothing if it raises nothing."""
    try:
        act()
    except Exception as error:
        told = raised_api_error(error)
        kind = (
            "the reply" if isinstance(error, ErrorInReply) else f"{type(error).__module__}.{type(error).__qualname__}"
        )
        return kind if told is None else f"{kind}: {told.code}"
    return ""


_USER = {"action": "query", "meta": "userinfo"}
_STASH = {"action": "stashedit", "contentmodel": "wikitext", "contentformat": "text/x-wiki"}


class CallingBot(Bot):
    """A client that sends what it is given; its user does the rest."""

    def __init__(self) -> None:
        self._token = ""

    def call(self, method: str, params: Mapping[str, str]) -> Reply:
        """Send a request to the API and return the reply; raise what the client raises for an error."""
        raise NotImplementedError

    def _fresh_token(self, kind: str) -> str:
        reply = self.call("GET", {"action": "query", "meta": "tokens", "type": kind})
        return str(reply["query"]["tokens"][f"{kind}token"])

    def _write(self, params: Mapping[str, str]) -> Reply:
        """Send what needs a token, and once more with a new one if the token is a bad one."""
        self._token = self._token or self._fresh_token("csrf")
        try:
            return self.call("POST", {**params, "token": self._token})
        except Exception as error:
            told = raised_api_error(error)
            if told is None or told.code != "badtoken":
                raise
            self._token = self._fresh_token("csrf")
            return self.call("POST", {**params, "token": self._token})

    def log_in(self, name: str) -> None:
        token = self._fresh_token("login")
        params = {"action": "login", "lgname": name, "lgpassword": password_of(name), "lgtoken": token}
        assert self.call("POST", params)["login"]["result"] == "Success"
        self._token = ""

    def user(self) -> str:
        return str(self.query()["query"]["userinfo"]["name"])

    def read(self, title: str) -> Page:
        params = {"action": "query", "prop": "revisions", "titles": title, "rvprop": "content|ids", "rvslots": "main"}
        [page] = self.call("GET", params)["query"]["pages"]
        if page.get("missing"):
            return Page(title, "")
        [revision] = page["revisions"]
        return Page(page["title"], revision["slots"]["main"]["content"], revision["revid"])

    def save(self, page: Page, **edit: Any) -> None:
        based = {"baserevid": str(page.handle)} if page.handle else {}
        sent = {name: "1" if value is True else value for name, value in edit.items() if value is not False}
        reply = self._write({"action": "edit", "title": page.title, **based, **sent})
        assert reply["edit"]["result"] == "Success"

    def stash(self, page: Page, text: str) -> str:
        reply = self._write({**_STASH, "title": page.title, "text": text, "baserevid": str(page.handle or 0)})
        assert reply["stashedit"]["status"] == "stashed"
        return str(reply["stashedit"]["texthash"])

    def query(self, **params: Any) -> Reply:
        return self.call("GET", {**_USER, **params})

    def spoil_token(self) -> None:
        self._token = "0" * 40 + "+\\"

    def log_out(self) -> None:
        self._write({"action": "logout"})


class HttpBot(CallingBot):
    """A client that knows HTTP alone: an error of the API is a reply like any other."""

    def __init__(self, world: World, name: str) -> None:
        super().__init__()
        self._api_url = world.api_url
        self._caller: Caller = make(name)
        self._keeps_cookies = name != "urllib3"
        self._cookies: SimpleCookie = SimpleCookie()

    def call(self, method: str, params: Mapping[str, str]) -> Reply:
        params = {**params, "format": "json", "formatversion": "2"}
        headers = {}
        if not self._keeps_cookies and self._cookies:
            kept = {name: one.value for name, one in self._cookies.items() if one.value != "deleted"}
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in kept.items())
        if method == "GET":
            received = self._caller(Sent(self._api_url, query=params, headers=headers))
        else:
            received = self._caller(Sent(self._api_url, "POST", form=params, headers=headers))
        if not self._keeps_cookies:
            for cookie in received.set_cookies:
                self._cookies.load(cookie)
        try:
            reply: Reply = json.loads(received.body)
        except ValueError:
            raise received.raised or NoReplyOfTheApi(received.status) from None
        if "error" in reply:
            raise ErrorInReply(reply)
        return reply

    def close(self) -> None:
        self._caller.close()


class Mwapi(CallingBot):
    """mwapi."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._session = world.mwapi_session()

    def call(self, method: str, params: Mapping[str, str]) -> Reply:
        reply: Reply = self._session.get(**params) if method == "GET" else self._session.post(**params)
        return reply

    def log_in(self, name: str) -> None:
        self._session.login(name, password_of(name))
        self._token = ""

    def close(self) -> None:
        self._session.session.close()


class MwapiAsync(CallingBot):
    """mwapi, async."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._runner = asyncio.Runner()

        async def open_session() -> Any:
            return world.mwapi_async_session()

        self._session = self._runner.run(open_session())

    def _run(self, waiting: Callable[[], Awaitable[Any]]) -> Any:
        async def waited_for() -> Any:
            return await waiting()

        return self._runner.run(waited_for())

    def call(self, method: str, params: Mapping[str, str]) -> Reply:
        ask = self._session.get if method == "GET" else self._session.post
        reply: Reply = self._run(lambda: ask(**params))
        return reply

    def close(self) -> None:
        self._run(self._session.session.close)
        self._runner.close()


class WikibaseIntegrator(CallingBot):
    """WikibaseIntegrator, which can ask for any action."""

    def __init__(self, world: World) -> None:
        super().__init__()
        self._world = world
        self._login: Any = None

    def log_in(self, name: str) -> None:
        self._login = self._world.wikibaseintegrator_login(name)
        self._token = self._login.get_edit_token()

    def call(self, method: str, params: Mapping[str, str]) -> Reply:
        from wikibaseintegrator import wbi_helpers

        params = {**params, "format": "json", "formatversion": "2"}
        session = self._login.get_session()
        reply: Reply
        if method == "GET":
            reply = wbi_helpers.mediawiki_api_call("GET", session=session, params=params, max_retries=1)
        elif params.get("token") == self._login.get_edit_token():
            # The way of the library: it adds the token, asserts that one is logged in, and minds the lag.
            reply = wbi_helpers.mediawiki_api_call_helper(dict(params), login=self._login, max_retries=1)
        else:
            reply = wbi_helpers.mediawiki_api_call("POST", session=session, data=dict(params), max_retries=1)
        return reply


class Mwclient(Bot):
    """mwclient."""

    def __init__(self, world: World) -> None:
        self._site = world.mwclient_site()

    def log_in(self, name: str) -> None:
        self._site.login(name, password_of(name))

    def user(self) -> str:
        return str(self.query()["query"]["userinfo"]["name"])

    def read(self, title: str) -> Page:
        page = self._site.pages[title]
        return Page(page.name, page.text(), page)

    def save(self, page: Page, **edit: Any) -> None:
        flags = {name: "1" for name in ("createonly", "nocreate") if edit.pop(name, False)}
        if "appendtext" in edit:
            reply = page.handle.append(edit.pop("appendtext"), **edit, **flags)
        else:
            reply = page.handle.save(edit.pop("text"), **edit, **flags)
        assert reply["result"] == "Success"

    def stash(self, page: Page, text: str) -> str:
        params = {**_STASH, "title": page.title, "text": text, "baserevid": page.handle.revision}
        reply = self._site.post(params.pop("action"), token=self._site.get_token("csrf"), **params)
        assert reply["stashedit"]["status"] == "stashed"
        return str(reply["stashedit"]["texthash"])

    def query(self, **params: Any) -> Reply:
        reply: Reply = self._site.get("query", meta="userinfo", **params)
        return reply

    def spoil_token(self) -> None:
        self._site.tokens["csrf"] = "0" * 40 + "+\\"

    def log_out(self) -> None:
        self._site.post("logout", token=self._site.get_token("csrf"))

    def close(self) -> None:
        self._site.connection.close()


class Pywikibot(Bot):
    """pywikibot."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._site: Any = None

    def log_in(self, name: str) -> None:
        self._site = self._world.pywikibot_site(name)
        self._site.login()

    def user(self) -> str:
        del self._site.userinfo
        return str(self._site.userinfo["name"])

    def read(self, title: str) -> Page:
        import pywikibot

        page = pywikibot.Page(self._site, title)
        return Page(page.title(), page.text, page)

    def save(self, page: Page, **edit: Any) -> None:
        if "section" in edit or "appendtext" in edit:
            self._site.editpage(page.handle, **edit)
        else:
            page.handle.text = edit.pop("text")
            page.handle.save(**edit, quiet=True)

    def stash(self, page: Page, text: str) -> str:
        params = {**_STASH, "title": page.title, "text": text, "baserevid": page.handle.latest_revision_id}
        reply = self._site.simple_request(**params, token=self._site.tokens["csrf"]).submit()
        assert reply["stashedit"]["status"] == "stashed"
        return str(reply["stashedit"]["texthash"])

    def query(self, **params: Any) -> Reply:
        request = self._site.simple_request(**_USER, **params)
        request.max_retries = 0
        reply: Reply = request.submit()
        return reply

    def spoil_token(self) -> None:
        self._site.tokens["csrf"]  # which loads them
        self._site.tokens._tokens["csrf"] = "0" * 40 + "+\\"

    def log_out(self) -> None:
        self._site.logout()


#: Every client, and the module that it needs.
BOTS: Mapping[str, tuple[str, Callable[[World], Bot]]] = {
    "requests": ("requests", lambda world: HttpBot(world, "requests")),
    "httpx": ("httpx", lambda world: HttpBot(world, "httpx")),
    "httpx-async": ("httpx", lambda world: HttpBot(world, "httpx-async")),
    "aiohttp": ("aiohttp", lambda world: HttpBot(world, "aiohttp")),
    "urllib3": ("urllib3", lambda world: HttpBot(world, "urllib3")),
    "urllib.request": ("urllib.request", lambda world: HttpBot(world, "urllib.request")),
    "mwclient": ("mwclient", Mwclient),
    "mwapi": ("mwapi", Mwapi),
    "mwapi-async": ("mwapi", MwapiAsync),
    "pywikibot": ("pywikibot", Pywikibot),
    "wikibaseintegrator": ("wikibaseintegrator", WikibaseIntegrator),
}


def bot(name: str, world: World) -> Bot:
    """Return a new client called *name*; skips, with the reason, where it is not installed."""
    module, make_bot = BOTS[name]
    pytest.importorskip(module)
    return make_bot(world)
