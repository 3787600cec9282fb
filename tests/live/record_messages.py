"""Record all messages of MediaWiki, from real wikis: ``python tests/live/record_messages.py API_URL LANGUAGE ...``

writes ``pytest_mwedit/languages/texts/LANGUAGE.json``, one message a line; of a wiki with extensions
``LANGUAGE-ext.json`` with what is theirs. Start with the wiki of the recorded version
(1.43). A wiki of another version adds the messages that it has otherwise (``KEY@1.39``), or lacks
(null); and of another language than English only what English says otherwise is written.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import requests

from pytest_mwedit.languages import ENGLISH, OF_VERSION, RECORDED_VERSION, all_texts, in_version

TEXTS = Path(__file__).parent.parent.parent / "pytest_mwedit" / "languages" / "texts"


def main(api_url: str, *languages: str) -> None:
    """Ask for all messages in each language and write the files."""
    version = re.findall(r"\d+\.\d+", ask(api_url, meta="siteinfo")["general"]["generator"])[0]
    requests.post(f"{api_url.rpartition('/')[0]}/arrange.php", json={"op": "setup"}, timeout=60).raise_for_status()
    english = told(api_url, ENGLISH)
    core = all_texts(in_version(ENGLISH, version))
    has_extensions = bool(english.keys() - core.keys())
    if has_extensions:
        english = {key: text for key, text in english.items() if key not in core}
    for language in languages:
        path = TEXTS / f"{language}{'-ext' * has_extensions}.json"
        texts: dict[str, str | None] = dict(english if language == ENGLISH else told(api_url, language))
        if language != ENGLISH:
            texts = {key: text for key, text in texts.items() if key in english and text != english[key]}
        if version != RECORDED_VERSION:
            known = {key: text for key, text in json.loads(path.read_text("utf-8")).items() if OF_VERSION not in key}
            own = {key: text for key, text in texts.items() if known.get(key) != text}
            own |= dict.fromkeys(known.keys() - texts.keys())
            texts = known | {f"{key}{OF_VERSION}{version}": text for key, text in own.items()}
        lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(texts[key], ensure_ascii=False)}" for key in sorted(texts))
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{{\n{lines}\n}}\n", "utf-8")
        print(f"{language}: {len(texts)} messages")


def told(api_url: str, language: str) -> dict[str, str]:
    """Return all messages in *language*, by their keys."""
    rows = ask(api_url, meta="allmessages", amlang=language)["allmessages"]
    return {row["name"]: row["content"] for row in rows}


def ask(api_url: str, **params: str) -> dict[str, list[dict[str, str]]]:
    """Return what a query tells."""
    sent = {"action": "query", "format": "json", "formatversion": "2", **params}
    reply: dict[str, list[dict[str, str]]] = requests.post(api_url, data=sent, timeout=60).json()["query"]
    return reply


if __name__ == "__main__":
    main(*sys.argv[1:])
