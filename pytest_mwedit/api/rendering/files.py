"""Files that are shown in a page: none is there, so each is a link to what may be uploaded."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.state import url_encoded

if TYPE_CHECKING:
    from pytest_mwedit.api.rendering.page import Page
    from pytest_mwedit.wiki.titles import Title

_PLACES = ("left", "right", "center", "none")
_WIDTH = re.compile(r"([0-9]+)px")
#: What else may be said of a file.
_OTHER_WORDS = re.compile(
    r"(?i)(?:framed?|enframed|frameless|border|upright|baseline|sub|super|sup|top|text-top|middle|bottom|text-bottom"
    r"|[0-9]*x[0-9]+px|(?:thumb|thumbnail|upright|page|lang|class|lossy)=.*|upright .*|page .*)"
)
_DEFAULT_WIDTH = 180


def file_html(page: Page, title: Title, options: str | None, captioned: Callable[[str], str]) -> str:
    """Return what stands for a file, *captioned* reads what is said of it.

    Raises:
        NotImitated: for ways of showing it that are rare.
    """
    caption: str | None = None
    alternative: str | None = None
    place = width = ""
    is_thumb = False
    for option in (options or "").split("|") if options is not None else ():
        word = option.strip()
        if word in ("thumb", "thumbnail"):
            is_thumb = True
        elif word in _PLACES:
            place = place or word
        elif found := _WIDTH.fullmatch(word):
            width = found[1]
        elif word.startswith("alt="):
            alternative = word[4:].strip()
        elif word.startswith("link="):
            continue
        elif _OTHER_WORDS.fullmatch(word):
            raise NotImitated(f"The in-memory wiki does not show {title} with {word!r}. Leave it out of the text.")
        else:
            caption = word
    if (place and not is_thumb) or (alternative is not None and "[" in alternative):
        raise NotImitated(f"The in-memory wiki does not show {title} with {place or alternative!r} as MediaWiki does.")
    read = "" if caption is None else captioned(caption)
    return page.traits.writes_file(_File(page, title), read, alternative, place, width, is_thumb)


class _File:
    """A file that is missing: the link to it."""

    def __init__(self, page: Page, title: Title) -> None:
        self.name = page.escaped(str(title))
        self.href = page.escaped(page.wiki.article_path.replace("$1", url_encoded(title)))

    def link(self, shown: str) -> str:
        """Return the link with *shown* in it."""
        return f'<a href="{self.href}" title="{self.name}">{shown}</a>'


def file_in_figure(file: _File, caption: str, alternative: str | None, place: str, width: str, is_thumb: bool) -> str:
    """Write a file as 1.43 does."""
    size = "" if width else "mw-default-size"
    if not is_thumb:
        shown = alternative if alternative is not None else _text(caption)
        inner = f'<span class="mw-file-element mw-broken-media"{_data(width)}>{shown or file.name}</span>'
        return f'<span class="{size}" typeof="mw:Error mw:File">{file.link(inner)}</span>'.replace(' class=""', "")
    classes = " ".join(filter(None, (size, f"mw-halign-{place}" if place else "")))
    shown = alternative if alternative is not None else file.name
    inner = f'<span class="mw-file-element mw-broken-media"{_data(width or str(_DEFAULT_WIDTH))}>{shown}</span>'
    opened = f'<figure class="{classes}" typeof="mw:Error mw:File/Thumb">'.replace(' class=""', "")
    return f"{opened}{file.link(inner)}<figcaption>{caption}</figcaption></figure>"


def file_in_box(file: _File, caption: str, alternative: str | None, place: str, width: str, is_thumb: bool) -> str:
    """Write a file as 1.39 does."""
    del alternative
    if not is_thumb:
        return file.link(_text(caption) or file.name)
    outer = int(width or _DEFAULT_WIDTH) + 2
    return (
        f'<div class="thumb t{place or "right"}"><div class="thumbinner" style="width:{outer}px;">'
        f'{file.link(file.name)}  <div class="thumbcaption">{caption}</div></div></div>'
    )


def _data(width: str) -> str:
    return f' data-width="{width}"' if width else ""


def _text(caption: str) -> str:
    if any(mark in caption for mark in "<\x01\x10") or "''" in caption:
        raise NotImitated("The in-memory wiki does not write what a file is called with markup in it.")
    return caption
