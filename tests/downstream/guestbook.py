"""A bot that signs guestbooks on MediaWiki wikis."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import requests


class ApiError(Exception):
    """The wiki refused a request."""

    def __init__(self, code: str, info: str) -> None:
        super().__init__(f"{code}: {info}")
        self.code = code
        self.info = info


@dataclass(frozen=True)
class PageText:
    """A page as it was read; a page that does not exist has no revision."""

    text: str
    revision: int | None


class GuestbookBot:
    """Signs guestbooks, and gets on with other people who do."""

    ATTEMPTS = 4

    def __init__(
        self, api_url: str, session: requests.Session | None = None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.api_url = api_url
        self.session = session or requests.Session()
        self.sleep = sleep
        self.token: str | None = None
        self.last_response: requests.Response | None = None

    def log_in(self, username: str, password: str) -> None:
        token = self.call({"action": "query", "meta": "tokens", "type": "login"})["query"]["tokens"]["logintoken"]
        reply = self.call({"action": "login", "lgname": username, "lgpassword": password, "lgtoken": token}, post=True)
        if reply["login"]["result"] != "Success":
            raise ApiError("loginfailed", reply["login"].get("reason", reply["login"]["result"]))
        self.token = None

    def read(self, title: str) -> PageText:
        params = {"action": "query", "prop": "revisions", "titles": title, "rvprop": "ids|content", "rvslots": "main"}
        page = self.call(params)["query"]["pages"][0]
        if page.get("missing"):
            return PageText("", None)
        revision = page["revisions"][0]
        return PageText(revision["slots"]["main"]["content"], revision["revid"])

    def sign(self, title: str, message: str = "was here") -> dict[str, Any]:
        """Add a line to the guestbook; when somebody else saves at the same time, read it again and add it there."""
        for attempt in range(self.ATTEMPTS):
            page = self.read(title)
            params: dict[str, Any] = {
                "action": "edit",
                "title": title,
                "text": f"{page.text}\n* ~~~ {message}".lstrip("\n"),
                "summary": "Signing the guestbook",
                "bot": 1,
            }
            params |= {"createonly": 1} if page.revision is None else {"baserevid": page.revision, "nocreate": 1}
            try:
                return self.write(params)["edit"]
            except ApiError as error:
                if error.code not in ("editconflict", "articleexists", "missingtitle") or attempt == self.ATTEMPTS - 1:
                    raise
        raise AssertionError("not reached")

    def write(self, params: dict[str, Any]) -> dict[str, Any]:
        """Send a write with a token; fetch a new one if the wiki no longer accepts it."""
        for last in (False, True):
            if self.token is None:
                self.token = self.call({"action": "query", "meta": "tokens"})["query"]["tokens"]["csrftoken"]
            try:
                return self.call({**params, "token": self.token}, post=True)
            except ApiError as error:
                if error.code != "badtoken" or last:
                    raise
                self.token = None
        raise AssertionError("not reached")

    def call(self, params: dict[str, Any], *, post: bool = False) -> dict[str, Any]:
        """Send a request, and again after a while when the wiki is busy."""
        params = {"format": "json", "formatversion": 2, "maxlag": 5, **params}
        wait = 5.0
        for attempt in range(self.ATTEMPTS):
            if post:
                response = self.session.post(self.api_url, data=params)
            else:
                response = self.session.get(self.api_url, params=params)
            self.last_response = response
            reply: dict[str, Any] = response.json()
            error = reply.get("error")
            if error is None:
                return reply
            if error["code"] not in ("maxlag", "ratelimited") or attempt == self.ATTEMPTS - 1:
                raise ApiError(error["code"], error["info"])
            # A lagged wiki says how long to wait; a rate limit does not.
            self.sleep(float(response.headers.get("Retry-After", wait)))
            wait *= 2
        raise AssertionError("not reached")
