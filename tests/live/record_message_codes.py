"""Record what errors are called that an extension tells: ``python tests/live/record_message_codes.py API_URL``

has a hook of a real wiki (``mediawiki start VERSION PORT ext``) refuse an edit with each message of MediaWiki, and
writes ``tests/responder/message_codes.json``: how many there were, and the codes that are not the message's key, where
`as_code` stands for what no code may hold. It takes a quarter of an hour.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import requests

CODES = Path(__file__).parent.parent / "responder" / "message_codes.json"


def main(api_url: str) -> None:
    """Ask for the code of each message and write the file."""
    from record_messages import ask, told  # late: beside this script

    version = re.findall(r"\d+\.\d+", ask(api_url, meta="siteinfo")["general"]["generator"])[0]
    keys = sorted(told(api_url, "en"))
    codes = {key: code for key in keys if (code := code_of(api_url, key)) != as_code(key)}
    recorded = json.loads(CODES.read_text("utf-8")) if CODES.exists() else {}
    recorded[version] = {"asked": len(keys), "codes": codes}
    CODES.write_text(json.dumps(recorded, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"{version}: {len(codes)} of {len(keys)} messages")


def as_code(key: str) -> str:
    """Return the code of a message that has none of its own."""
    return re.sub(rb"[^A-Za-z0-9_-]", b"_", key.encode()).decode()


def code_of(api_url: str, key: str) -> str:
    """Return the code of the error that refuses an edit with a message."""
    hook = {"point": "EditFilterMergedContent", "return": False, "fatal": [key]}
    setup = {"op": "setup", "config": {"hook": hook}}
    requests.post(f"{api_url.rpartition('/')[0]}/arrange.php", json=setup, timeout=60).raise_for_status()
    edit = {"action": "edit", "title": "A", "text": "x", "token": "+\\", "format": "json", "errorformat": "none"}
    code: str = requests.post(api_url, data=edit, timeout=60).json()["errors"][0]["code"]
    return code


if __name__ == "__main__":
    main(*sys.argv[1:])
