"""Record from another version what the scenarios and stories recorded from the default one.

``PYTHONPATH=. python tests/responder/record_version.py VERSION API_URL [SCENARIO OR STORY ...]``

plays all of them, or those named (of the default version, too), and writes into ``scenarios/VERSION`` and
``recorded/VERSION`` what differs, and the names of the rest into ``alike.txt``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import requests
import scenario
from playing import VOLATILE
from record_stories import ALL_STORIES, RECORDED, recording

from pytest_mwedit.web import WebRequest, WebResponse


class LiveWiki:
    """A real wiki whose clock the scenario sets."""

    def __init__(self, api_url: str) -> None:
        self.api_url = api_url
        self.now = 0

    def answer(self, request: WebRequest) -> WebResponse:
        """Return its reply."""
        headers = {**dict(request.headers), "X-Mwedit-Clock": str(self.now)}
        reply = requests.post(self.api_url, headers=headers, data=request.body, timeout=60)
        body = reply.content
        for escaped in (False, True):
            own, other = (
                (url.replace("/", "\\/") if escaped else url).encode() for url in (self.api_url, scenario.API_URL)
            )
            body = body.replace(own, other)
        fields: list[tuple[str, Any]] = list(reply.raw.headers.items())
        return WebResponse(reply.status_code, tuple(fields), body)


def main(version: str, api_url: str, *wanted: str) -> None:
    """Record everything, or what is wanted."""
    tell = api_url.replace("api.php", "arrange.php")
    scenarios = [name for name in scenario.names("") if name in wanted or not wanted]
    stories = [name for name in ALL_STORIES if name in wanted or not wanted]
    write(scenario.FOLDER, version, {name: scenario_text(name, api_url, tell) for name in scenarios})
    write(RECORDED, version, {name: recording(name, api_url) for name in stories})


def write(folder: Path, version: str, texts: dict[str, str]) -> None:
    """Keep what differs from the default version's recordings."""
    if version == scenario.DEFAULT_VERSION:
        for name, text in texts.items():
            (folder / f"{name}.json").write_text(text, "utf-8")
        return
    own = folder / version
    own.mkdir(exist_ok=True)
    alike = set((own / "alike.txt").read_text("utf-8").split()) - texts.keys()
    for name, text in texts.items():
        if comparable(text) == comparable((folder / f"{name}.json").read_text("utf-8")):
            alike.add(name)
            (own / f"{name}.json").unlink(missing_ok=True)
        else:
            (own / f"{name}.json").write_text(text, "utf-8")
    (own / "alike.txt").write_text("".join(f"{name}\n" for name in sorted(alike)), "utf-8")


def comparable(text: str) -> str:
    """Return a recording without what differs between any two wikis."""
    for pattern, replacement in VOLATILE:
        text = pattern.sub(replacement, text)
    return text


def arrange(tell: str, config: dict[str, Any], steps: list[Any]) -> Any:
    """Arrange the wiki and return its state."""
    return requests.post(tell, json={"op": "setup", "config": config, "steps": steps}, timeout=60).json()


def scenario_text(name: str, api_url: str, tell: str) -> str:
    """Play a scenario and return it with the replies, as the files hold it."""
    played = json.loads((scenario.FOLDER / f"{name}.json").read_text("utf-8"))
    arrange(tell, played["config"], played["steps"])
    wiki = LiveWiki(api_url)
    wiki.now = played["began"]
    users = dict.fromkeys(exchange["user"] for exchange in played["exchanges"])
    clients = {user: scenario.Client(wiki, user) for user in users}
    for number, exchange in enumerate(played["exchanges"]):
        wiki.now = played["began"] + number * scenario.SECONDS
        reply, exchange["codes"] = clients[exchange["user"]].send(exchange["params"])
        exchange["reply"] = json.loads(scenario.written(reply))
    played["state"] = requests.post(tell, json={"op": "state"}, timeout=60).json()
    scenario.hide_installation(played["state"])
    exchanges = ",\n".join(json.dumps(each, ensure_ascii=False) for each in played["exchanges"])
    lines = {key: json.dumps(value, ensure_ascii=False) for key, value in played.items()}
    lines["exchanges"] = f"[\n{exchanges}\n]"
    return "{\n" + ",\n".join(f'"{key}": {line}' for key, line in lines.items()) + "\n}\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
