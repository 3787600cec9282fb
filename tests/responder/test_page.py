"""The page for people, in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from pytest_mwedit.fake import FakeEditApi

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

#: So that the browser keeps to itself.
OPTIONS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--hide-scrollbars", "--enable-logging=stderr"),
    *("--virtual-time-budget=3000", "--dump-dom"),
)

EDIT = {"action": "edit", "title": "Guestbook", "token": "+\\", "format": "json"}


@pytest.fixture(autouse=True)
def browser() -> None:
    if BROWSER is None:
        told = "no chromium here; apt-get install chromium"
        pytest.fail(told) if os.environ.get("CI") else pytest.skip(told)


@pytest.fixture
def fake() -> Iterator[FakeEditApi]:
    fake = FakeEditApi()
    with fake.serve():
        yield fake


def shown(fake: FakeEditApi, directory: Path, address: str = "", *options: str) -> tuple[str, str]:
    """Return the elements of the page as the browser shows it at *address*, and its text."""
    base = fake.url.removesuffix("w/api.php")
    done = subprocess.run(
        [str(BROWSER), *OPTIONS, *options, f"--user-data-dir={directory}", f"{base}{address}"],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    complaints = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    assert complaints == []
    body = done.stdout[done.stdout.index("<header") : done.stdout.index("<script>\n")]
    return body, re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", body))


def test_changes(fake: FakeEditApi, tmp_path: Path) -> None:
    fake.add_page("Guestbook", "Please sign below:\n\n* Alice <b>&", summary="/* Top */ begun")
    requests.post(fake.url, data={**EDIT, "appendtext": "\n* Bob", "summary": "sign"}, timeout=5)

    body, text = shown(fake, tmp_path)

    assert f"{fake.url}" in text
    assert "Changes 3 Pages 2 Requests 1 Conditions 0 Log 2" in text
    assert "Guestbook by 127.0.0.1 sign +6" in text
    assert "Guestbook by Admin new page →Top: begun +32" in text
    # The latest edit is open.
    assert '<div class="new" data-sign="+"><span class="">* Bob</span></div>' in body
    assert '<div class="same" data-sign=" "><span class="">* Alice &lt;b&gt;&amp;</span></div>' in body


def test_words_that_changed(fake: FakeEditApi, tmp_path: Path) -> None:
    fake.add_page("Guestbook", "one\ntwo\nthree\nfour\nfive\nthe old word\nsix")
    fake.add_page("Guestbook", "one\ntwo\nthree\nfour\nfive\nthe new word\nsix")
    revid = fake.page("Guestbook").revisions[-1].revid

    body, _ = shown(fake, tmp_path, f"#/changes/{revid}")

    assert '<div class="fold" data-sign="⋯"><span class="">3 unchanged lines</span></div>' in body
    assert '<span class="">the <del>old</del> word</span>' in body
    assert '<span class="">the <ins>new</ins> word</span>' in body


def test_a_page_with_its_history(fake: FakeEditApi, tmp_path: Path) -> None:
    fake.add_page("A/B & ü", "text <b>", user="Alice", summary="first")
    fake.protect("A/B & ü", edit="sysop")

    body, text = shown(fake, tmp_path, "#/page/A%2FB%20%26%20%C3%BC")

    assert "A/B &amp; ü" in text
    assert "edit: sysop" in text
    assert "Alice new page first +8" in text
    assert '<pre class="text">text &lt;b&gt;</pre>' in body


def test_requests_and_replies(fake: FakeEditApi, tmp_path: Path) -> None:
    requests.post(fake.url, data={**EDIT, "text": "x", "pageid": 1}, timeout=5)

    body, text = shown(fake, tmp_path, "#/requests/1")

    assert "POST edit Guestbook invalidparammix" in text
    assert re.search(r"token</dt><dd[^>]*>\(hidden\)", body)
    assert "+\\" not in text
    assert '<span class="key">"code"</span>: <span class="string">"invalidparammix"</span>' in body


def test_conditions(fake: FakeEditApi, tmp_path: Path) -> None:
    fake.add_user("Bob", groups=["sysop"])
    fake.block("Bob", reason="spam", pages=["A"])
    fake.fail("ratelimited", times=2, action="edit")
    fake.disrupt("timeout")
    fake.config.site_name = "Ours"
    fake.read_only("moving")

    _, text = shown(fake, tmp_path, "#/conditions", "--blink-settings=preferredColorScheme=0")

    assert "Bob spam · by Admin · only A · for ever lift" in text
    assert "ratelimited action=edit 2 times" in text
    assert "timeout 1 time" in text
    assert 'site_name "Ours"' in text
    assert "read-only: moving" in text


def test_what_is_not_imitated_is_told(fake: FakeEditApi, tmp_path: Path) -> None:
    requests.get(fake.url.replace("api.php", "index.php"), params={"title": "A"}, timeout=5)

    _, text = shown(fake, tmp_path)

    assert "Not answered as MediaWiki would: The in-memory wiki writes no pages for people" in text
    assert "NotImitated" in text


def test_several_wikis(fake: FakeEditApi, tmp_path: Path) -> None:
    other = fake.wiki(fake.url.replace("/w/", "/other/w/"))
    other.add_page("Elsewhere", "x")

    body, text = shown(fake, tmp_path)

    assert f'<option value="{other.api_url}">{other.api_url}</option>' in body
    assert "Elsewhere" not in text


def test_a_large_wiki(fake: FakeEditApi, tmp_path: Path) -> None:
    for number in range(1200):
        fake.add_page(f"P{number}", "lorem ipsum\n" * 20)

    _, text = shown(fake, tmp_path, "#/pages")

    assert "Pages 1201 Requests" in text
    assert "Pages 1000 pages, of the 1000 that changed last" in text
    assert "P1199" in text
