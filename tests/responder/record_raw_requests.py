"""Record what a real wiki, started as ``tests/live`` says, answers to the requests of `raw_requests`.

``PYTHONPATH=. python tests/responder/record_raw_requests.py VERSION API_URL``
"""

from __future__ import annotations

import json
import sys
from typing import Any

import requests
from raw_requests import DEFAULT_VERSION, RECORDED, REQUESTS, compared, is_edit, recorded, send


def main(version: str, api_url: str) -> None:
    """Record all replies."""
    arrange_url = api_url.replace("api.php", "arrange.php")
    tell(arrange_url, "setup")
    replies: dict[str, dict[str, Any]] = {}
    for key, raw in REQUESTS.items():
        if is_edit(raw):
            tell(arrange_url, "setup")
        response = send(raw, api_url)
        replies[key] = compared(response, tell(arrange_url, "state") if is_edit(raw) else None)
    write(version, replies)


def write(version: str, replies: dict[str, dict[str, Any]]) -> None:
    """Write each reply once, with the requests that got it; of other versions what they answer otherwise."""
    if version != DEFAULT_VERSION:
        known = recorded(DEFAULT_VERSION)
        replies = {key: reply for key, reply in replies.items() if known[key] != reply}
    asked: dict[str, list[str]] = {}
    for key, reply in replies.items():
        asked.setdefault(json.dumps(reply, ensure_ascii=False), []).append(key)
    lines = [f"[{reply},\n{json.dumps(keys, ensure_ascii=False)}]" for reply, keys in asked.items()]
    (RECORDED / f"{version}.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")


def tell(arrange_url: str, op: str) -> Any:
    """Begin anew, or ask for the state."""
    return requests.post(arrange_url, json={"op": op, "config": {}, "steps": []}, timeout=60).json()


if __name__ == "__main__":
    main(*sys.argv[1:])
