"""Scenarios recorded from MediaWiki 1.43: an arranged wiki, requests in order, the replies and what the wiki is then.

`scenarios/*.json` hold the configuration and the steps that arranged both wikis, one exchange a line, and the final
state. What no two wikis share stands there as a word: `$docref`, `$id`, `$installed`, `$token`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.web import WebRequest

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


def names(pattern: str) -> list[str]:
    """Return the scenarios whose names match *pattern*."""
    return sorted(path.stem for path in FOLDER.glob("*.json") if re.search(pattern, path.stem))


def play(name: str) -> list[str]:
    """Play a scenario against the in-memory wiki and describe every difference from what was recorded."""
    scenario = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    fake = FakeEditApi(api_url=API_URL)
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
    for page in state["pages"].values():
        for revision in page["revisions"]:
            if revision["revid"] == 1:
                revision["timestamp"] = "$installed"
    if written(state) != written(scenario["state"]):
        differences.append(f"afterwards the wiki was\n  {written(scenario['state'])}\nand is\n  {written(state)}")
    return differences


def written(tree: Any) -> str:
    """Write a reply so that two compare: in order, without what no two wikis share."""
    text = json.dumps(tree, ensure_ascii=False).replace(DOCREF, "$docref")
    return re.sub(r"\[[0-9a-f]{24}\]", "[$id]", text)


class Client:
    """Somebody who sends requests and keeps cookies."""

    def __init__(self, fake: FakeEditApi, user: str | None) -> None:
        self.fake = fake
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
        response = self.fake.answer(WebRequest("POST", API_URL, headers, urlencode(params).encode()))
        for name, value in response.headers:
            if name == "Set-Cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return response.json(), response.header("MediaWiki-API-Error")
