"""Record the stories' replies from a real wiki, started as ``tests/live`` says.

``PYTHONPATH=. python tests/responder/record_stories.py API_URL [STORY ...]``
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import requests
from account_stories import STORIES as ACCOUNT_STORIES
from action_stories import STORIES as ACTION_STORIES
from arrangement_stories import STORIES as ARRANGEMENT_STORIES
from change_stories import STORIES as CHANGE_STORIES
from compare_stories import STORIES as COMPARE_STORIES
from deleted_revision_stories import STORIES as DELETED_REVISION_STORIES
from entry_point_stories import ENTRY_POINT_STORIES
from file_stories import STORIES as FILE_STORIES
from format_stories import FORMAT_STORIES
from html_stories import STORIES as HTML_STORIES
from info_stories import STORIES as INFO_STORIES
from language_stories import STORIES as LANGUAGE_STORIES
from languageinfo_stories import STORIES as LANGUAGEINFO_STORIES
from list_stories import STORIES as LIST_STORIES
from meta_stories import STORIES as META_STORIES
from opensearch_stories import STORIES as OPENSEARCH_STORIES
from page_stories import STORIES as PAGE_STORIES
from parse_tree_stories import STORIES as PARSE_TREE_STORIES
from playing import play
from preload_stories import STORIES as PRELOAD_STORIES
from rare_action_stories import STORIES as RARE_ACTION_STORIES
from revision_form_stories import STORIES as REVISION_FORM_STORIES
from revision_stories import STORIES as REVISION_STORIES
from session_stories import STORIES as SESSION_STORIES
from setting_stories import STORIES as SETTING_STORIES
from special_list_stories import STORIES as SPECIAL_LIST_STORIES
from stories import STORIES
from substitution_stories import STORIES as SUBSTITUTION_STORIES
from text_stories import STORIES as TEXT_STORIES
from tree_stories import STORIES as TREE_STORIES

from pytest_mwedit.web import WebRequest, WebResponse

ALL_STORIES = {
    **STORIES,
    **FORMAT_STORIES,
    **LANGUAGE_STORIES,
    **SETTING_STORIES,
    **ARRANGEMENT_STORIES,
    **ENTRY_POINT_STORIES,
    **PAGE_STORIES,
    **INFO_STORIES,
    **PRELOAD_STORIES,
    **LIST_STORIES,
    **COMPARE_STORIES,
    **TEXT_STORIES,
    **ACTION_STORIES,
    **ACCOUNT_STORIES,
    **META_STORIES,
    **TREE_STORIES,
    **CHANGE_STORIES,
    **SESSION_STORIES,
    **HTML_STORIES,
    **REVISION_STORIES,
    **REVISION_FORM_STORIES,
    **PARSE_TREE_STORIES,
    **FILE_STORIES,
    **SPECIAL_LIST_STORIES,
    **OPENSEARCH_STORIES,
    **RARE_ACTION_STORIES,
    **DELETED_REVISION_STORIES,
    **LANGUAGEINFO_STORIES,
    **SUBSTITUTION_STORIES,
}

#: Those whose requests leave something behind that is compared.
LEAVING = {**SETTING_STORIES, **ARRANGEMENT_STORIES, **ACTION_STORIES, **ACCOUNT_STORIES, **REVISION_STORIES}

RECORDED = Path(__file__).parent / "recorded"

#: The address that recorded replies name, whatever port the wiki had.
API_URL = "http://127.0.0.1:8143/api.php"


def main(api_url: str, names: list[str]) -> None:
    """Record all stories, or those named."""
    for name in names or ALL_STORIES:
        (RECORDED / f"{name}.json").write_text(recording(name, api_url), "utf-8")
        print(name)


def recording(name: str, api_url: str) -> str:
    """Play a story on the wiki at *api_url* and return its recording."""
    story, arrange_url = ALL_STORIES[name], api_url.rpartition("/")[0] + "/arrange.php"
    told = {"op": "setup", "config": story.config, "steps": story.steps}
    played = {
        "state": requests.post(arrange_url, json=told, timeout=60).json(),
        "replies": list(play(story, api_url, send)),
    }
    if "error" in played["state"]:
        # Where in its files the wiki failed is nobody's business.
        played = {"state": {"error": played["state"]["error"].partition(":")[0]}, "replies": []}
    elif name in LEAVING:
        played["left"] = requests.post(arrange_url, json={"op": "state"}, timeout=60).json()
    text = json.dumps(played, indent=1, ensure_ascii=False)
    return text.replace(api_url.rpartition("/")[0], API_URL.rpartition("/")[0]) + "\n"


def send(request: WebRequest) -> WebResponse:
    """Send a request as it is."""
    response = requests.request(
        request.method, request.url, headers=dict(request.headers), data=request.body or None, timeout=60
    )
    headers: list[tuple[str, Any]] = list(response.raw.headers.items())
    return WebResponse(response.status_code, tuple(headers), response.content)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
