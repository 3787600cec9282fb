"""Links to other sites: addresses in brackets, and such that stand in a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

from pytest_mwedit.api.rendering.tags import decoded
from pytest_mwedit.wiki.text_links import PROTOCOLS

if TYPE_CHECKING:
    from pytest_mwedit.api.rendering.page import Page

_SPACES: Final = "\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_CHARACTER: Final = rf"[^\][<>\"\x00-\x20\x7f{_SPACES}]"
_SCHEMES: Final = "|".join(map(re.escape, PROTOCOLS))
_LITERAL: Final = r"\[[0-9a-fA-F:.]+\]"
_BRACKETED = re.compile(
    rf"\[((?:{_SCHEMES}|//)(?:{_LITERAL}{_CHARACTER}*|{_CHARACTER}+))([{_SPACES} ]*)([^\]\n]*?)\]", re.IGNORECASE
)
_FREE = re.compile(rf"\b(?:{_SCHEMES})(?:{_LITERAL}{_CHARACTER}*|{_CHARACTER}+)", re.IGNORECASE)
_END = re.compile(r"&(?:lt|gt);")
_FREE_END = re.compile(r"&(?:lt|gt|nbsp|#0*(?:60|62|160)|#x0*(?:3c|3e|a0));", re.IGNORECASE)
_REFERENCE_AT_END = re.compile(r"&(?:[a-z]+|#x[0-9a-f]+|#[0-9]+);\Z", re.IGNORECASE)
_TO_ESCAPE = re.compile(r'[\][<>"\x00-\x20\x7f|]')
#: An address of numbers, whose brackets stay.
_NUMBERED_HOST = re.compile(r"[^/]*//\[[0-9a-fA-F:.]+\]")
_HOST = re.compile("(?<=//)[^/?#]*")
#: What cannot be seen in a name.
_UNSEEN = re.compile("[\\s\u00ad\u034f\u1806\u180b-\u180d\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
#: What a link says to those who follow it for a search engine, but for some places.
_NO_FOLLOW: Final = ' rel="nofollow"'
_FOLLOWED: Final = "mediawiki.org"


def with_addresses(page: Page, text: str) -> str:
    """Return *text* with marks for the links to other sites; what they are is kept in *page*."""
    text = _BRACKETED.sub(lambda found: _in_brackets(page, found), text)
    return _FREE.sub(lambda found: _free(page, found[0]), text)


def _in_brackets(page: Page, found: re.Match[str]) -> str:
    url, text = found[1], found[3]
    if end := _END.search(url):
        text = f"{url[end.start() :]} {text}"
        url = url[: end.start()]
    kind = "text"
    if not text:
        page.numbered += 1
        kind, text = "autonumber", f"[{page.numbered}]"
    return page.keep(_link(page, _cleaned(url), kind, text))


def _free(page: Page, url: str) -> str:
    trail = ""
    if end := _FREE_END.search(url):
        url, trail = url[: end.start()], url[end.start() :]
    punctuation = ",;.:!?" if "(" in url else ",;.:!?)"
    kept = url.rstrip(punctuation)
    ends = len(url) - len(kept)
    if ends and url[len(kept)] == ";" and _REFERENCE_AT_END.search(url[: len(kept) + 1]):
        kept = url[: len(kept) + 1]
    trail, url = url[len(kept) :] + trail, kept
    if url.lower() in PROTOCOLS or not any(url.lower().startswith(each) for each in PROTOCOLS):
        return url + trail
    cleaned = _cleaned(url)
    shown = page.escaped(cleaned) if page.traits.escapes_apostrophes_of_addresses else _escaped(cleaned)
    return page.keep(_link(page, cleaned, "free", shown)) + trail


def _link(page: Page, url: str, kind: str, text: str) -> str:
    follow = "" if _is_followed(url) else _NO_FOLLOW
    return f'<a{follow} class="external {kind}" href="{page.escaped(url)}">{text}</a>'


def _is_followed(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return host == _FOLLOWED or host.endswith(f".{_FOLLOWED}")


def _cleaned(url: str) -> str:
    url = _HOST.sub(lambda host: _UNSEEN.sub("", host[0]), decoded(url), count=1)
    numbered = _NUMBERED_HOST.match(url)
    begun = numbered[0] if numbered else ""
    return begun + _TO_ESCAPE.sub(lambda found: quote(found[0]), url[len(begun) :])


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
