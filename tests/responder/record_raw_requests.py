"""Record what a real wiki, started as ``tests/live`` says, answers to the requests of `raw_requests`.

``PYTHONPATH=. python tests/responder/record_raw_requests.py VERSION API_URL``
"""

from __future__ import annotations

import sys
from typing import Any

import requests
import told_once
from raw_requests import RECORDED, REQUESTS, compared, is_edit, send


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
    told_once.write(RECORDED, version, replies)


def tell(arrange_url: str, op: str) -> Any:
    """Begin anew, or ask for the state."""
    return requests.post(arrange_url, json={"op": op, "config": {}, "steps": []}, timeout=60).json()


if __name__ == "__main__":
    main(*sys.argv[1:])
