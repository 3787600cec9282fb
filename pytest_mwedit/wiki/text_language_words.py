"""What words become when they are substituted that ask what is called how: languages and special pages.

As ``action=parse&onlypst=1`` of MediaWiki 1.43 and 1.39 shows (`tests/wiki/substituted`).
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pytest_mwedit.wiki.known_languages import known_languages
from pytest_mwedit.wiki.magic_words import aliases
from pytest_mwedit.wiki.namespaces import SPECIAL
from pytest_mwedit.wiki.special_pages import local_special_page
from pytest_mwedit.wiki.text_variables import wiki_encoded
from pytest_mwedit.wiki.titles import InvalidTitle

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_mwedit.wiki.known_languages import KnownLanguage
    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.text_presave import Saver
    from pytest_mwedit.wiki.text_variables import Function
    from pytest_mwedit.wiki.titles import Title

_REFERENCE = re.compile(r"&(?:[A-Za-z0-9\x80-\U0010ffff]+|#[0-9]+|#x[0-9A-Fa-f]+);")
#: Language: the special page that is named for what is no title; there is none of that name.
_NO_TITLE = {"fr": "Mauvais titre", "vi": "Tựa đề hỏng"}
_NO_TITLE_IN_ENGLISH = "Badtitle"
#: How many letters the parts of a code have that are written in capitals, or begin with one.
_COUNTRY, _SCRIPT = 2, 4


def _lowered(text: str) -> str:
    # As PHP does: letters beyond ASCII stay.
    return re.sub("[A-Z]+", lambda found: found[0].lower(), text)


@cache
def _by_bcp47(version: str) -> dict[str, KnownLanguage]:
    return {each.bcp47.lower(): each for each in reversed(known_languages(version).values())}


def _found(wiki: Wiki, code: str) -> KnownLanguage | None:
    """Return the language of a code, or in versions that know them, of a code in the words of BCP 47."""
    by_code = known_languages(wiki.version)
    return by_code.get(code) or (_by_bcp47(wiki.version).get(code) if wiki.traits.reads_bcp47 else None)


def _own(wiki: Wiki) -> KnownLanguage:
    return known_languages(wiki.version)[wiki.language.code]


def _name(saver: Saver, arguments: list[str]) -> str:
    code, wiki = _lowered(arguments[0]), saver.wiki
    if not code:
        return _own(wiki).name if wiki.traits.reads_bcp47 else ""
    found = _found(wiki, code)
    return in_bcp47(code) if found is None else found.name


def _code(saver: Saver, arguments: list[str]) -> str:
    code, wiki = _lowered(arguments[0]), saver.wiki
    found = known_languages(wiki.version).get(code) if code else _own(wiki)
    return in_bcp47(code) if found is None else found.bcp47


def in_bcp47(code: str) -> str:
    """Return a code as BCP 47 writes it."""
    parts = code.split("-")
    written = [parts[0]]
    for before, part in pairwise(parts):
        is_private = before == "x"
        written.append(
            part.upper()
            if len(part) == _COUNTRY and not is_private
            else part.title()
            if len(part) == _SCRIPT and not is_private
            else part
        )
    return "-".join(written)


def _direction(saver: Saver, arguments: list[str]) -> str:
    wiki, (code, *options) = saver.wiki, arguments
    in_words = any(option in aliases(wiki, "language_option_bcp47") for option in options[:1])
    known = known_languages(wiki.version)
    found = _own(wiki) if not code else _found(wiki, _lowered(code)) if in_words else known.get(code)
    return "rtl" if found is not None and found.is_right_to_left else "ltr"


def _special(write: Callable[[str], str]) -> Function:
    def call(saver: Saver, arguments: list[str]) -> str:
        return write(_special_page(saver.wiki, arguments[0]).prefixed_text)

    return call


def _special_page(wiki: Wiki, name: str) -> Title:
    none = wiki.titles.make(SPECIAL, _NO_TITLE.get(wiki.language.code, _NO_TITLE_IN_ENGLISH))
    if _REFERENCE.search(name):
        return none
    try:
        title = wiki.title(f"Special:{name}")
    except InvalidTitle:
        return none
    if "#" in name.partition("/")[0]:
        return title
    return local_special_page(wiki, title) or title


#: In small letters those of which case does not count.
LANGUAGE_WORDS: dict[str, Function] = {
    "#bcp47": _code,
    "#dir": _direction,
    "#language": _name,
    "#special": _special(str),
    "#speciale": _special(wiki_encoded),
}
