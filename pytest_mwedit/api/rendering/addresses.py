"""Links to other sites, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from pytest_mwedit.wiki import text_links

if TYPE_CHECKING:
    from pytest_mwedit.api.rendering.page import Page

#: What a link says to those who follow it for a search engine, but for some places.
_NO_FOLLOW: Final = ' rel="nofollow"'
_FOLLOWED: Final = "mediawiki.org"


def with_addresses(page: Page, text: str) -> str:
    """Return *text* with marks for the links to other sites; what they are is kept in *page*."""

    def bracketed(url: str, shown: str) -> str:
        kind = "text"
        if not shown:
            page.numbered += 1
            kind, shown = "autonumber", f"[{page.numbered}]"
        return page.keep(_link(page, url, kind, shown))

    def free(url: str) -> str:
        shown = page.escaped(url) if page.traits.escapes_apostrophes_of_addresses else _escaped(url)
        return page.keep(_link(page, url, "free", shown))

    return text_links.with_addresses(text, bracketed, free)


def _link(page: Page, url: str, kind: str, text: str) -> str:
    return f'<a{follow(url)} class="external {kind}" href="{page.escaped(url)}">{text}</a>'


def follow(url: str) -> str:
    """Return the attribute, with a blank before it, of a link that no search engine is to follow; else nothing."""
    return "" if _is_followed(url) else _NO_FOLLOW


def _is_followed(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return host == _FOLLOWED or host.endswith(f".{_FOLLOWED}")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
