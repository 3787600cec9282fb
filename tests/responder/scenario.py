"""Scenarios recorded from MediaWiki 1.43: an arranged wiki, requests in order, the replies and what the wiki is then.

`scenarios/*.json` hold the configuration and the steps that arranged both wikis, one exchange a line, and the final
state. What no two wikis share stands there as a word: `$docref`, `$id`, `$installed`, `$token`.
What another version answered otherwise lies in `scenarios/<version>/`; `alike.txt` there names what it answered alike.
"""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlencode

import pytest

from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.web import WebRequest, WebResponse
from pytest_mwedit.wiki.versions import VERSIONS

FOLDER = Path(__file__).with_name("scenarios")
API_URL = "https://wiki.example/w/api.php"
FORM = ("Content-Type", "application/x-www-form-urlencoded")
DOCREF = (
    f"See {API_URL} for API usage. Subscribe to the mediawiki-api-announce mailing list at "
    "&lt;https://lists.wikimedia.org/postorius/lists/mediawiki-api-announce.lists.wikimedia.org/&gt; "
    "for notice of API deprecations and breaking changes."
)
#: Of every bot password that a scenario arranges.
PASSWORD = "0123456789abcdef0123456789abcdef"
#: Between two requests of a scenario.
SECONDS = 10
#: The version that every scenario is recorded from.
DEFAULT_VERSION = "1.43"


def names(pattern: str) -> list[str]:
    """Return the scenarios whose names match *pattern*."""
    return sorted(path.stem for path in FOLDER.glob("*.json") if re.search(pattern, path.stem))


def cases(pattern: str) -> list[Any]:
    """Return the scenarios whose names match *pattern*, with every version that each was recorded from."""
    return [
        pytest.param(name, version, id=f"{name}-{version}")
        for version in VERSIONS
        for name in names(pattern)
        if recording(FOLDER, name, version) is not None
    ]


def recording(folder: Path, name: str, version: str) -> Path | None:
    """Return what *version* answered: a file of its own, that of the default version if it answered alike, or None."""
    default = folder / f"{name}.json"
    if version == DEFAULT_VERSION:
        return default
    own = folder / version / default.name
    if own.is_file():
        return own
    return default if name in alike(folder / version) else None


@cache
def alike(folder: Path) -> frozenset[str]:
    """Return the names of what the version with this folder answered as the default version did."""
    listed = folder / "alike.txt"
    return frozenset(listed.read_text("utf-8").split()) if listed.is_file() else frozenset()


def play(name: str, version: str) -> list[str]:
    """Play a scenario against the in-memory wiki and describe every difference from what was recorded."""
    path = recording(FOLDER, name, version)
    assert path is not None
    scenario = json.loads(path.read_text(encoding="utf-8"))
    fake = FakeEditApi(version, api_url=API_URL)
    fake.arrange(config=scenario["config"], steps=scenario["steps"])
    fake.clock.freeze(scenario["began"])
    clients = {user: Client(fake, user) for user in {each["user"] for each in scenario["exchanges"]}}
    differences = []
    for number, exchange in enumerate(scenario["exchanges"]):
        fake.clock.freeze(scenario["began"] + number * SECONDS)
        reply, codes = clients[exchange["user"]].send(exchange["params"])
        if (written(reply), codes) != (written(exchange["reply"]), exchange["codes"]):
            asked = {key: value for key, value in exchange["params"].items() if key not in ("action", "token")}
            differences.append(
                f"request {number} by {exchange['user']}: {asked}\n"
                f"  recorded {exchange['codes']} {written(exchange['reply'])}\n  answered {codes} {written(reply)}"
            )
    state = fake.state()
    hide_installation(state)
    if written(state) != written(scenario["state"]):
        differences.append(f"afterwards the wiki was\n  {written(scenario['state'])}\nand is\n  {written(state)}")
    return differences


def hide_installation(state: dict[str, Any]) -> None:
    """Put a word for when the wiki was installed."""
    for page in state["pages"].values():
        for revision in page["revisions"]:
            if revision["revid"] == 1:
                revision["timestamp"] = "$installed"


def written(tree: Any) -> str:
    """Write a reply so that two compare: in order, without what no two wikis share."""
    text = json.dumps(tree, ensure_ascii=False).replace(DOCREF, "$docref")
    return re.sub(r"\[[0-9a-f]{24}\]", "[$id]", text)


class Wiki(Protocol):
    """What answers requests."""

    def answer(self, request: WebRequest) -> WebResponse:
        """Return the reply."""


class Client:
    """Somebody who sends requests and keeps cookies."""

    def __init__(self, wiki: Wiki, user: str | None) -> None:
        self.wiki = wiki
        self.cookies: dict[str, str] = {}
        self.token = "+\\"
        if user is not None:
            self.log_in(user)

    def log_in(self, user: str) -> None:
        token = self.send({"action": "query", "meta": "tokens", "type": "login"})[0]["query"]["tokens"]["logintoken"]
        login = {
            "action": "login",
            "lgname": user,
            "lgpassword": PASSWORD if "@" in user else f"{user}Passw0rd!x",
            "lgtoken": token,
        }
        # On a wiki that is read-only nobody can log in; the requests were sent without a session, too.
        if "error" not in self.send(login)[0]:
            self.token = self.send({"action": "query", "meta": "tokens"})[0]["query"]["tokens"]["csrftoken"]

    def send(self, params: dict[str, str]) -> tuple[dict[str, Any], str | None]:
        """Return the reply and the codes in its header."""
        params = {"format": "json", "formatversion": "2", **params}
        if params.get("token") == "$token":
            params["token"] = self.token
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = (FORM, ("Cookie", cookie)) if cookie else (FORM,)
        response = self.wiki.answer(WebRequest("POST", API_URL, headers, urlencode(params).encode()))
        for name, value in response.headers:
            if name == "Set-Cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        reply = response.json()
        if reply.get("edit", {}).get("tempusercreated"):
            # The account that the edit made has tokens of its own.
            self.token = self.send({"action": "query", "meta": "tokens"})[0]["query"]["tokens"]["csrftoken"]
        return reply, response.header("MediaWiki-API-Error")
