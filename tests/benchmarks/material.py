"""What is measured with: realistic edits, and cassettes of them in each tool's own format."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlencode

from pytest_mwedit.cassettes import Cassette, Interaction, dump_cassette
from pytest_mwedit.web import WebRequest, WebResponse

API_URL = "https://test.wikipedia.org/w/api.php"

Edit = dict[str, str]

_PARAGRAPH = (
    "The '''guestbook''' of [[Project:Sandbox|the sandbox]] greets [[User:Example {0}]] and {{{{tl|visitor|{0}}}}}, "
    'who came for the «ünïcode» & the “quotes”; see <ref name="n{0}">{{{{cite|url=https://example.org/{0}}}}}</ref>.\n'
)


def edit(number: int) -> Edit:
    """Return the parameters of an edit with 1.2 kB of wikitext that no other number has."""
    text = f"== Section {number} ==\n" + "".join(_PARAGRAPH.format(number * 7 + line) for line in range(6))
    return {
        "action": "edit",
        "format": "json",
        "formatversion": "2",
        "title": f"Sandbox {number}",
        "text": text[:1200],
        "summary": f"Greeting number {number}",
        "token": "+\\",
    }


def reply(number: int) -> bytes:
    """Return what a wiki answers to that edit."""
    result = {
        "result": "Success",
        "pageid": 5000 + number,
        "title": f"Sandbox {number}",
        "contentmodel": "wikitext",
        "oldrevid": 70000 + number,
        "newrevid": 71000 + number,
        "newtimestamp": "2026-01-01T00:00:00Z",
    }
    return json.dumps({"edit": result}, separators=(",", ":")).encode()


REQUEST_HEADERS = (
    ("User-Agent", "bench/1 (https://example.org) python-requests/2"),
    ("Accept-Encoding", "gzip, deflate"),
    ("Accept", "*/*"),
    ("Connection", "keep-alive"),
    ("Content-Type", "application/x-www-form-urlencoded"),
)
REPLY_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Type", "application/json; charset=utf-8"),
    ("X-Frame-Options", "DENY"),
    ("Content-Disposition", "inline; filename=api-result.json"),
    ("Cache-Control", "private, must-revalidate, max-age=0"),
    ("X-Request-Id", "e11d22bf5705b738e3e2a2f8"),
)
_FOR_A_WHILE = "expires=Sun, 22 Nov 2026 09:25:42 GMT; Max-Age=10; path=/; HttpOnly"
#: The cookies that a wiki sets with each edit.
COOKIES = tuple(
    ("Set-Cookie", f"{cookie}; {_FOR_A_WHILE}")
    for cookie in ("cpPosIndex=cookie-cpPosIndex-1", "UseDC=cookie-UseDC-1", "cpPosIndex=cookie-cpPosIndex-2")
)


@dataclass(frozen=True)
class Recording:
    """A recording of *count* edits, as a file for each tool."""

    folder: Path
    count: int

    @property
    def name(self) -> str:
        """The name of the cassette, without the ending."""
        return f"edits-{self.count}"

    @cached_property
    def edits(self) -> list[Edit]:
        """What was recorded, in order."""
        return [edit(number) for number in range(self.count)]

    @cached_property
    def yaml(self) -> Path:
        """A cassette of vcrpy, and ours."""
        interactions = [
            Interaction(
                WebRequest("POST", API_URL, REQUEST_HEADERS, urlencode(one).encode()),
                WebResponse(200, REPLY_HEADERS + COOKIES, reply(number), "OK"),
            )
            for number, one in enumerate(self.edits)
        ]
        path = self.folder / f"{self.name}.yaml"
        path.write_text(dump_cassette(Cassette(interactions, {"mediawiki": "MediaWiki 1.43.9"})), encoding="utf-8")
        return path

    @cached_property
    def json(self) -> Path:
        """The pairs of body and reply alone: what an index needs at least."""
        path = self.folder / f"{self.name}.index.json"
        pairs = [[urlencode(one), reply(number).decode()] for number, one in enumerate(self.edits)]
        path.write_text(json.dumps(pairs), encoding="utf-8")
        return path

    @cached_property
    def betamax(self) -> Path:
        """A cassette of betamax."""
        path = self.folder / f"{self.name}.json"
        interactions = [
            {
                "request": {
                    "body": {"encoding": "utf-8", "string": urlencode(one)},
                    "headers": {name: [value] for name, value in REQUEST_HEADERS},
                    "method": "POST",
                    "uri": API_URL,
                },
                "response": {
                    "body": {"encoding": "utf-8", "string": reply(number).decode()},
                    "headers": {
                        **{name: [value] for name, value in REPLY_HEADERS},
                        "Set-Cookie": [value for _, value in COOKIES],
                    },
                    "status": {"code": 200, "message": "OK"},
                    "url": API_URL,
                },
                "recorded_at": "2026-01-01T00:00:00",
            }
            for number, one in enumerate(self.edits)
        ]
        path.write_text(
            json.dumps({"http_interactions": interactions, "recorded_with": "betamax/0.9.0"}), encoding="utf-8"
        )
        return path
