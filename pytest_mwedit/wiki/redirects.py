"""Redirects: where a text sends its readers, and what a text that does so says; by content model."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from pytest_mwedit.wiki.namespaces import CATEGORY, SPECIAL
from pytest_mwedit.wiki.pages import CSS, JAVASCRIPT, SCRIBUNTO, WIKITEXT
from pytest_mwedit.wiki.titles import InvalidTitle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.titles import Title

#: What stands between the word that begins a redirect and its link; only ASCII counts as space, and a link is a line.
_SPACE = r"[ \t\n\r\f\v]*"
_LINK = rf"{_SPACE}:?{_SPACE}\[\[([^|\n]*?)(?:\|[^\n]*?)?\]\]"

#: How a script or a style sheet begins that is a redirect.
_MARK = "/* #REDIRECT */"
_ADDRESS = re.compile(r"[?]title=([^&\\]*)")

#: How a module begins that is a redirect, in versions that know such.
_MODULE = "return require [["

#: Addresses with other characters are put in quotes in a style sheet.
_PLAIN_ADDRESS = re.compile(r"[\w:/.?&=%;,~@-]*", re.ASCII)


def redirect_of(wiki: Wiki, text: str, content_model: str) -> Title | None:
    """Return the title that *text* redirects to, with the section; None if it redirects nowhere."""
    read = READERS.get(content_model)
    return read(wiki, text) if read is not None and ("#" in text or text.startswith(_MODULE)) else None


def redirect_to(wiki: Wiki, title: Title, content_model: str) -> str | None:
    """Return the text that redirects to *title*; None for a model that has no redirects."""
    write = WRITERS.get(content_model)
    return write(wiki, title) if write is not None else None


def _in_wikitext(wiki: Wiki, text: str) -> Title | None:
    match = _pattern(wiki.language.redirect).match(text)
    if match is None:
        return None
    link = match[1]
    try:
        title = wiki.title(unquote(link) if "%" in link else link)
    except InvalidTitle:
        return None
    # Some special pages are no place to be sent to, and a section alone is none.
    refused = title.namespace == SPECIAL and title.dbkey.partition("/")[0].lower() in wiki.traits.no_redirect_targets
    return None if refused or not title.dbkey else title


def without_redirect(wiki: Wiki, text: str) -> str:
    """Return what stands in the wikitext of a redirect besides."""
    return _pattern(wiki.language.redirect).sub("", text, count=1)


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{_SPACE}(?:{'|'.join(map(re.escape, words))}){_LINK}", re.IGNORECASE)


def _reader(content_model: str) -> Callable[[Wiki, str], Title | None]:
    def read(wiki: Wiki, text: str) -> Title | None:
        address = _ADDRESS.search(text)
        if address is None or not text.startswith(_MARK):
            return None
        try:
            title = wiki.title(unquote(address[1]))
        except InvalidTitle:
            return None
        # Only the very text that MediaWiki would write is one.
        written = WRITERS[content_model](wiki, title)
        return title if not title.interwiki and written in (text, text.replace("\\u0026", "&")) else None

    return read


def _in_module(wiki: Wiki, text: str) -> Title | None:
    try:
        title = wiki.title(text.removeprefix(_MODULE).removesuffix("]]"))
    except InvalidTitle:
        return None
    # Only the very text that MediaWiki would write is one.
    return title if text == _module(wiki, title) else None


def _wikitext(wiki: Wiki, title: Title) -> str:
    # A bare link would put the page into the category.
    colon = ":" if title.namespace == CATEGORY else ""
    return f"{wiki.language.redirect[0]} [[{colon}{title}]]"


def _script(wiki: Wiki, title: Title) -> str:
    address = wiki.script_url_of(title, "action=raw&ctype=text/javascript")
    return f'{_MARK}mw.loader.load("{address.replace("&", wiki.traits.ampersand_in_scripts)}");'


def _style(wiki: Wiki, title: Title) -> str:
    address = wiki.script_url_of(title, "action=raw&ctype=text/css")
    quoted = address if _PLAIN_ADDRESS.fullmatch(address) else f'"{address}"'
    return f"{_MARK}@import url({quoted});"


def _module(wiki: Wiki, title: Title) -> str | None:
    is_module = wiki.default_content_model(title) == SCRIBUNTO and not title.interwiki
    return f"{_MODULE}{title.prefixed_text}]]" if is_module and wiki.installed.modules_redirect else None


#: Content model: what finds the target of a text.
READERS: Mapping[str, Callable[[Wiki, str], Title | None]] = {
    WIKITEXT: _in_wikitext,
    JAVASCRIPT: _reader(JAVASCRIPT),
    CSS: _reader(CSS),
    SCRIBUNTO: _in_module,
}

#: Content model: what writes a redirect.
WRITERS: Mapping[str, Callable[[Wiki, Title], str | None]] = {
    WIKITEXT: _wikitext,
    JAVASCRIPT: _script,
    CSS: _style,
    SCRIBUNTO: _module,
}
