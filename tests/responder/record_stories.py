"""Record the stories' replies from a real wiki, started as ``tests/live`` says.

``PYTHONPATH=. python tests/responder/record_stories.py API_URL [STORY ...]``
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import requests
from format_stories import FORMAT_STORIES
from language_stories import STORIES as LANGUAGE_STORIES
from playing import play
from stories import STORIES

from pytest_mwedit.web import WebRequest, WebResponse

ALL_STORIES = {**STORIES, **FORMAT_STORIES, **LANGUAGE_STORIES}

RECORDED = Path(__file__).parent / "recorded"

#: The address that recorded replies name, whatever port the wiki had.
API_URL = "http://127.0.0.1:8143/api.php"


def main(api_url: str, names: list[str]) -> None:
    """Record all stories, or those named."""
    arrange_url = api_url.rpartition("/")[0] + "/arrange.php"
    for name in names or ALL_STORIES:
        story = ALL_STORIES[name]
        told = {"op": "setup", "config": story.config, "steps": story.steps}
        state = requests.post(arrange_url, json=told, timeout=60).json()
        replies = list(play(story, api_url, send))
        server, own = api_url.rpartition("/")[0], API_URL.rpartition("/")[0]
        text = json.dumps({"state": state, "replies": replies}, indent=1, ensure_ascii=False)
        (RECORDED / f"{name}.json").write_text(text.replace(server, own) + "\n", "utf-8")
        print(f"{name}: {len(replies)} replies")


def send(request: WebRequest) -> WebResponse:
    """Send a request as it is."""
    response = requests.request(
        request.method, request.url, headers=dict(request.headers), data=request.body or None, timeout=60
    )
    headers: list[tuple[str, Any]] = list(response.raw.headers.items())
    return WebResponse(response.status_code, tuple(headers), response.content)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
