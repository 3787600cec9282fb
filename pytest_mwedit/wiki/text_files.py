"""What a link to a file says of how the file is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Final

from pytest_mwedit.languages import language

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_mwedit.languages import Language

_SPACES: Final = " \t\n\r\0\x0b"
_THUMBS = frozenset({"thumb", "thumbnail"})
_FRAMES = frozenset({"frame", "framed", "enframed"})
_PLACES = frozenset({"left", "right", "center", "centre", "none"})
_WIDTH = re.compile(r"([0-9]+)\s*px")
_THUMB_OF_ITS_OWN = re.compile(r"(?:thumb|thumbnail)=.*", re.DOTALL)
_OTHER_WORDS = re.compile(
    r"frameless|border|baseline|sub|super|sup|top|text-top|middle|bottom|text-bottom|upright(?:[= ][0-9.]+)?"
    r"|[0-9]*x[0-9]+\s*px|class=.*",
    re.DOTALL,
)


@dataclass
class FileOptions:
    """How a file is to be shown that is missing, and so has no pages, languages and the like."""

    caption: str | None = None
    alternative: str | None = None
    place: str = ""
    width: str = ""
    is_thumb: bool = False
    #: What the file leads to.
    links: list[str] = field(default_factory=list)
    #: What else is said of it.
    others: list[str] = field(default_factory=list)
    is_framed: bool = False

    @classmethod
    def read(cls, written: str, spoken: Language) -> FileOptions:
        """Return what stands behind the name of a file, its parts between pipes, on a wiki in the language *spoken*."""
        options, translated = cls(), _translator(spoken.code)
        for part in written.split("|"):
            options._add(translated(part.strip(_SPACES)))
        return options

    def _add(self, word: str) -> None:
        if word in _THUMBS:
            self.is_thumb = True
        elif word in _PLACES:
            self.place = self.place or word
        elif found := _WIDTH.fullmatch(word):
            self.width = found[1]
        elif word.startswith("alt="):
            self.alternative = word[4:].strip(_SPACES)
        elif word.startswith("link="):
            self.links.append(word[5:].strip(_SPACES))
        elif word in _FRAMES or _THUMB_OF_ITS_OWN.fullmatch(word):
            self.is_framed = True
            self.others.append(word)
        elif _OTHER_WORDS.fullmatch(word):
            self.others.append(word)
        else:
            self.caption = word


@cache
def _translator(code: str) -> Callable[[str], str]:
    """Return what gives the English word for one of a language."""
    words = language(code).file_options
    if not words:
        return str
    valued = {word.partition("$1")[0]: meant.partition("$1")[0] for word, meant in words.items() if "$1" in word}
    beginning = re.compile("|".join(map(re.escape, sorted(valued, key=len, reverse=True))))

    def translated(word: str) -> str:
        found = beginning.match(word)
        return words.get(word, word) if found is None else valued[found[0]] + word[found.end() :]

    return translated
