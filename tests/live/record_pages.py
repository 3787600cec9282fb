"""Record the words of the pages that show a reply to people, as ``tests/live`` says how to start a wiki.

``python tests/live/record_pages.py API_URL CODE ...``

writes ``pytest_mwedit/api/formats/pages/words/CODE.json``.
What stands around the words is in ``VERSION.json`` above it.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import requests

PAGES = Path(__file__).parent.parent.parent / "pytest_mwedit" / "api" / "formats" / "pages" / "words"

SITE_NAME = "Siteword"

#: What is replaced by a name in braces.
PLACES = (
    (rf"({SITE_NAME})", "{site_name}"),
    (r'(href="/api\.php\?action=help&amp;modules=main")', "{help}"),
    (r"(http://127\.0\.0\.1:\d+/api\.php\?[^\"<]*)", "{url}"),
    (r"\b(RAW|XML)\b", "{format}"),
    (r"\b(xml)\b", "{name}"),
    (r"\b(405)\b", "{status}"),
    (r"(Method Not Allowed)", "{status_text}"),
)

#: Where in a page the words are.
WORDS = {
    "title": r"<title>(.*)</title>",
    "heading": r'<h1 id="firstHeading">(.*)</h1>',
    "feed": r'type="application/atom\+xml" title="([^"]*)"',
    "retrieved": r'<div class="printfooter"[^>]*>(.*)<a [^>]*>.*</a>.*</div></div>',
    "retrieved_end": r'<div class="printfooter"[^>]*>.*<a [^>]*>.*</a>(.*)</div></div>',
    "date_format": r'"wgDefaultDateFormat":("[^"]*")',
    "months": r'"wgMonthNames":(\[[^\]]*\])',
    "separators": r'"wgSeparatorTransformTable":(\[[^\]]*\])',
}
HEADER = r'(<div class="api-pretty-header">.*?</div>)'
STATUS = r'(<div class="api-pretty-header api-pretty-status">.*?</div>)'


def words(api_url: str, code: str) -> dict[str, str]:
    """Return the words of a language."""
    asked = {"action": "query", "uselang": code}
    page = requests.get(api_url, {**asked, "format": "xmlfm"}, timeout=60).text
    posted = requests.post(api_url, {**asked, "format": "xmlfm"}, timeout=60).text
    raw = requests.get(api_url, {**asked, "format": "rawfm"}, timeout=60).text
    refused = requests.put(api_url, params={**asked, "format": "xmlfm"}, timeout=60).text
    return {
        **{name: found(pattern, page) for name, pattern in WORDS.items()},
        "header": found(HEADER, page),
        "header_posted": found(HEADER, posted),
        "header_raw": found(HEADER, raw),
        "status": found(STATUS, refused),
    }


def found(pattern: str, page: str) -> str:
    """Return what *pattern* finds in *page*, with names in braces for what differs."""
    match = re.search(pattern, page, re.DOTALL if pattern in (HEADER, STATUS) else 0)
    assert match, pattern
    text = match[1]
    for place, name in PLACES:
        text = re.sub(place, lambda each, name=name: each[0].replace(each[1], name), text)
    return text


def main(api_url: str, codes: list[str]) -> None:
    """Record each language."""
    setup = {"op": "setup", "config": {"site_name": SITE_NAME}, "steps": []}
    requests.post(api_url.replace("api.php", "arrange.php"), json=setup, timeout=60).raise_for_status()
    for code in codes:
        text = json.dumps(words(api_url, code), indent=1, ensure_ascii=False)
        (PAGES / f"{code}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
