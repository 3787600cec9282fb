"""Record when a limit on edits lets through: ``python tests/live/record_rates.py VERSION API_URL``

lets two users and somebody who is not logged in try edits at whole seconds, more often than they may, for some minutes,
and writes which were refused into ``tests/responder/rates.json``. The limit's parts last a second and a half, so that
the moment within a second at which the wiki looks at its clock decides nothing.
"""

from __future__ import annotations

import json
import random
import sys
import time
from pathlib import Path
from typing import Any

import requests

RATES = Path(__file__).parent.parent / "responder" / "rates.json"

#: How many edits in how many seconds, and how many seconds are recorded.
LIMITS = {"ip": [7, 45], "user": [4, 45]}
SECONDS = 200
#: How many seconds after a whole one a reply may come.
LATE = 0.3

NOBODY, PEOPLE = "127.0.0.1", ("Alice", "Bob")


def main(version: str, api_url: str) -> None:
    """Try the edits and write the file."""
    setup = {"op": "setup", "config": {"rate_limits": {"edit": LIMITS}}}
    requests.post(f"{api_url.rpartition('/')[0]}/arrange.php", json=setup, timeout=60).raise_for_status()
    clients = {NOBODY: _Client(api_url), **{name: _Client(api_url, name) for name in PEOPLE}}
    drawn = random.Random(version)
    began = int(time.time()) + 2
    attempts = []
    for second in range(began, began + SECONDS):
        time.sleep(max(0, second - time.time()))
        for name in drawn.sample([*clients], drawn.choice([0, 0, 1, 1, 1, 2, 3])):
            attempts.append([second, name, clients[name].edit(str(len(attempts)))])
        if time.time() > second + LATE:
            sys.exit(f"a reply came late, after {time.time() - second:.2f} s: try again on a quiet machine")
    recorded = json.loads(RATES.read_text("utf-8")) if RATES.exists() else {}
    recorded[version] = {"limits": LIMITS, "attempts": attempts}
    text = json.dumps(recorded, sort_keys=True).replace(" [[", "\n [[").replace("], [", "],\n  [")
    RATES.write_text(f"{text}\n", "utf-8")
    print(f"{version}: {sum(code == '' for *_, code in attempts)} of {len(attempts)} attempts were let through")


class _Client:
    """Somebody who edits a page."""

    def __init__(self, api_url: str, name: str | None = None) -> None:
        self.api_url, self.session, self.token = api_url, requests.Session(), "+\\"
        self.title = f"Page of {name}"
        if name is not None:
            token = self.ask(action="query", meta="tokens", type="login")["query"]["tokens"]["logintoken"]
            self.ask(action="login", lgname=name, lgpassword=f"{name}Passw0rd!x", lgtoken=token)
            self.token = self.ask(action="query", meta="tokens")["query"]["tokens"]["csrftoken"]

    def ask(self, **params: str) -> Any:
        """Send a request and return the reply."""
        params = {**params, "format": "json", "formatversion": "2"}
        return self.session.post(self.api_url, data=params, timeout=60).json()

    def edit(self, text: str) -> str:
        """Try an edit, and return the error's code, or nothing."""
        reply = self.ask(action="edit", title=self.title, text=text, token=self.token)
        return str(reply.get("error", {}).get("code", ""))


if __name__ == "__main__":
    main(*sys.argv[1:])
