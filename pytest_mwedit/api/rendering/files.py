"""Files that are shown in a page: none is there, so each is a link to what may be uploaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.state import url_encoded
from pytest_mwedit.wiki.text_files import FileOptions

if TYPE_CHECKING:
    from pytest_mwedit.api.rendering.page import Page
    from pytest_mwedit.wiki.titles import Title

_DEFAULT_WIDTH = 180


def file_html(page: Page, title: Title, options: str | None, captioned: Callable[[str], str]) -> str:
    """Return what stands for a file, *captioned* reads what is said of it.

    Raises:
        NotImitated: for ways of showing it that are rare.
    """
    if options is None:
        return page.traits.writes_file(_File(page, title), "", None, "", "", False)
    told = FileOptions.read(options, page.wiki.language)
    if told.others:
        raise NotImitated(
            f"The in-memory wiki does not show {title} with {told.others[0]!r}. Leave it out of the text."
        )
    if told.alternative is not None and "[" in told.alternative:
        raise NotImitated(f"The in-memory wiki does not show {title} with {told.alternative!r} as MediaWiki does.")
    read = "" if told.caption is None else captioned(told.caption)
    shown = told.alternative, told.place.replace("centre", "center"), told.width, told.is_thumb
    return page.traits.writes_file(_File(page, title), read, *shown)


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
    named = alternative if alternative is not None else "" if is_thumb else _text(caption)
    width = width or (str(_DEFAULT_WIDTH) if is_thumb else "")
    link = file.link(f'<span class="mw-file-element mw-broken-media"{_data(width)}>{named or file.name}</span>')
    if not is_thumb and not place:
        return f'<span class="{size}" typeof="mw:Error mw:File">{link}</span>'.replace(' class=""', "")
    classes = " ".join(filter(None, (size, f"mw-halign-{place}" if place else "")))
    kind = "/Thumb" if is_thumb else ""
    opened = f'<figure class="{classes}" typeof="mw:Error mw:File{kind}">'.replace(' class=""', "")
    return f"{opened}{link}<figcaption>{caption}</figcaption></figure>"


def file_in_box(file: _File, caption: str, alternative: str | None, place: str, width: str, is_thumb: bool) -> str:
    """Write a file as 1.39 does."""
    del alternative
    side = "none" if place == "center" else place
    if is_thumb:
        outer = int(width or _DEFAULT_WIDTH) + 2
        box = (
            f'<div class="thumb t{side or "right"}"><div class="thumbinner" style="width:{outer}px;">'
            f'{file.link(file.name)}  <div class="thumbcaption">{caption}</div></div></div>'
        )
    else:
        link = file.link(_text(caption) or file.name)
        box = f'<div class="float{side}">{link}</div>' if place else link
    return f'<div class="center">{box}</div>' if place == "center" else box


def _data(width: str) -> str:
    return f' data-width="{width}"' if width else ""


def _text(caption: str) -> str:
    if any(mark in caption for mark in "<\x01\x10") or "''" in caption:
        raise NotImitated("The in-memory wiki does not write what a file is called with markup in it.")
    return caption
