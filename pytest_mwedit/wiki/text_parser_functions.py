"""What the functions of the extension ParserFunctions become: table FUNCTIONS_OF_EXTENSIONS.

As ``action=parse&onlypst=1`` of MediaWiki 1.43 and 1.39 shows (`tests/wiki/substituted/ext`). A function gets its
first argument as it is and the others unread, for of most only one is read.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from pytest_mwedit.languages import ENGLISH, NAMES_OF_MESSAGES, code_of, is_known
from pytest_mwedit.wiki.magic_words import aliases
from pytest_mwedit.wiki.namespaces import MEDIA, SPECIAL
from pytest_mwedit.wiki.relative_times import moment_of
from pytest_mwedit.wiki.special_pages import local_special_page
from pytest_mwedit.wiki.text_expressions import ExpressionError, reckoned
from pytest_mwedit.wiki.text_literal import decoded_references, escaped_html
from pytest_mwedit.wiki.text_preprocessor import Part
from pytest_mwedit.wiki.text_times import FORMATS, formatted
from pytest_mwedit.wiki.titles import InvalidTitle

if TYPE_CHECKING:
    from pytest_mwedit.wiki.text_substitution import Frame

#: Of what stands behind the colon, without spaces around it, and of the other arguments.
ExtensionFunction = Callable[["Frame", str, "list[Part]"], str]

_SPACES: Final = " \t\n\r\0\x0b"
#: An element that can show an error, with its attributes, and the classes that it says it has.
_ELEMENT = re.compile(r"<(?:div|p|span|strong)(\s[^>]*)")
_CLASSES = re.compile(r'\sclass="([^"]*)"')
_NUMBER = re.compile(r"[ \t\n\r\v\f]*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[ \t\n\r\v\f]*")
_WHOLE = re.compile(r"[ \t\n\r\v\f]*[+-]?[0-9]+")
_WHOLE_NUMBERS = range(-(2**63), 2**63)
_MOST_PARTS = 25


def _value(frame: Frame, parts: list[Part], at: int) -> str:
    """Return an argument, without spaces around it; nothing if it was not given."""
    return frame.expanded(parts[at].nodes).strip(_SPACES) if at < len(parts) else ""


def _told(frame: Frame, parts: list[Part], at: int) -> str:
    """Return an argument that something depends on."""
    return frame.weighed(_value(frame, parts, at))


def _chosen(frame: Frame, parts: list[Part], condition: object) -> str:
    return _value(frame, parts, 0 if condition else 1)


def _if(frame: Frame, first: str, parts: list[Part]) -> str:
    return _chosen(frame, parts, frame.weighed(first))


def _if_equal(frame: Frame, first: str, parts: list[Part]) -> str:
    left, right = decoded_references(frame.weighed(first)), decoded_references(_told(frame, parts, 0))
    return _chosen(frame, parts[1:], _equal(left.strip(_SPACES), right.strip(_SPACES)))


def _equal(left: str, right: str) -> bool:
    """Compare two texts as PHP does: numbers count for what they are worth."""
    if left == right or not (_NUMBER.fullmatch(left) and _NUMBER.fullmatch(right)):
        return left == right
    if _WHOLE.fullmatch(left) and _WHOLE.fullmatch(right):
        return int(left) == int(right) and int(left) in _WHOLE_NUMBERS
    return float(left) == float(right) and math.isfinite(float(left))


def _if_error(frame: Frame, first: str, parts: list[Part]) -> str:
    if _shows_error(frame.weighed(first)):
        return _value(frame, parts, 0)
    return _value(frame, parts, 1) if len(parts) > 1 else first


def _shows_error(text: str) -> bool:
    """Whether *text* has an element of the class ``error``."""
    classes = (told[1] for element in _ELEMENT.finditer(text) for told in _CLASSES.finditer(element[1]))
    return any("error" in each.split() for each in classes)


def _if_expression(frame: Frame, first: str, parts: list[Part]) -> str:
    try:
        return _chosen(frame, parts, reckoned(_written(frame, first)) not in ("", "0", "-0"))
    except ExpressionError as failure:
        return _error(frame, failure.key, *failure.params)


def _expression(frame: Frame, first: str, parts: list[Part]) -> str:
    del parts
    try:
        return reckoned(_written(frame, first))
    except ExpressionError as failure:
        return _error(frame, failure.key, *failure.params)


def _written(frame: Frame, expression: str) -> str:
    # What stands in MediaWiki for a comment or a tag begins with this character.
    return frame.weighed(expression).replace("\x01", "\x7f")


def _error(frame: Frame, key: str, *params: str) -> str:
    wiki = frame.saver.wiki
    if any(map(frame.hidden.has_mark, params)):
        # MediaWiki shows marks of its own there, with a number each.
        raise frame.not_imitated(f"{key}: of comments or tags")
    text = wiki.texts(wiki.language.code)[key]
    for number, param in enumerate(params, 1):
        text = text.replace(f"${number}", param)
    return f'<strong class="error">{escaped_html(text)}</strong>'


def _if_exists(frame: Frame, first: str, parts: list[Part]) -> str:
    return _chosen(frame, parts, _exists(frame, decoded_references(frame.weighed(first))))


def _exists(frame: Frame, name: str) -> bool:
    wiki = frame.saver.wiki
    try:
        title = wiki.title(name)
    except InvalidTitle:
        return False
    if title.interwiki or not title.dbkey:
        return False
    if title.namespace == SPECIAL:
        return local_special_page(wiki, title) is not None
    if title.namespace == MEDIA:
        # No page of the in-memory wiki has a file.
        return False
    frame.note_link(title)
    return title in wiki.pages


def _switch(frame: Frame, first: str, parts: list[Part]) -> str:
    asked = decoded_references(frame.weighed(first)).strip(_SPACES)
    defaults = {alias.lower() for alias in aliases(frame.saver.wiki, "default")}
    found = is_default = False
    default = last = ""
    for part in parts:
        name = frame.weighed(frame.expanded(part.nodes if part.equals is None else part.name)).strip(_SPACES)
        decoded = decoded_references(name)
        found = found or _equal(decoded, asked)
        if part.equals is None:
            last = name
            is_default = is_default or decoded.lower() in defaults
            continue
        last = ""
        if found:
            return frame.expanded(part.value).strip(_SPACES)
        if is_default or decoded.lower() in defaults:
            default, is_default = frame.expanded(part.value).strip(_SPACES), False
    return last if parts and parts[-1].equals is None else default


def _parts_of_title(frame: Frame, first: str, parts: list[Part]) -> str:
    """Return the levels of a title: how many, and from which on; below nothing they are counted from the end."""
    try:
        title = frame.saver.wiki.title(frame.weighed(first))
    except InvalidTitle:
        return first
    levels = title.prefixed_text.split("/", _MOST_PARTS - 1)
    count, start = (_whole(_told(frame, parts, at)) for at in (0, 1))
    kept = levels[start - (start > 0) :]
    kept = kept[:count] if count else kept
    return "/".join(kept)


def _whole(text: str) -> int:
    found = _WHOLE.match(text)
    return int(found[0]) if found else 0


def _absolute(frame: Frame, first: str, parts: list[Part]) -> str:
    """Return the path that another leads to from a page."""
    to = frame.weighed(first)
    start = _told(frame, parts, 0) or frame.saver.title.prefixed_text
    path = to.rstrip(" /")
    if path in ("", "."):
        return start
    if path.startswith(("/", "./", "../")) or path == "..":
        path = f"{start}/{path}"
    named = [level for level in path.split("/") if level not in ("", ".")]
    levels: list[str] = []
    for level in named:
        if level != "..":
            levels.append(level)
        elif levels:
            levels.pop()
        else:
            return _error(frame, "pfunc_rel2abs_invalid_depth", "/".join(named))
    return "/".join(levels)


def _time(frame: Frame, first: str, parts: list[Part]) -> str:
    pattern = frame.weighed(first)
    if frame.hidden.has_mark(pattern):
        # MediaWiki shows marks of its own there, with a number each.
        raise frame.not_imitated("#time: of comments or tags")
    return _at_moment(frame, parts, 0, lambda moment, code: formatted(pattern, moment, frame.saver.wiki.texts(code)))


def _named_time(frame: Frame, first: str, parts: list[Part]) -> str:
    """Write a moment in a way that has a name."""
    write = FORMATS.get(_told(frame, parts, 0))
    if write is None:
        return _error(frame, "pfunc_timef_bad_format")
    told = [Part([first]), *parts[1:]]
    return _at_moment(frame, told, 0, lambda moment, code: write(frame.saver.wiki.speaking(code), moment))


def _at_moment(frame: Frame, parts: list[Part], at: int, write: Callable[[int, str], str]) -> str:
    """Return what is written of the moment, and in the language, that two arguments tell."""
    told, code = _told(frame, parts, at), _language(frame, _told(frame, parts, at + 1))
    now = frame.saver.timestamp
    # A year alone is no time of the day.
    asked = time.strftime(f"{told}-%m-%d", time.gmtime(now)) if _YEAR.fullmatch(told) else told
    moment = moment_of(asked.replace("\x01", "\x7f"), now) if asked else now
    return _error(frame, "pfunc_time_error") if moment is None else write(moment, code)


def _language(frame: Frame, asked: str) -> str:
    """Return the code of the language that is asked for; the wiki's for what is none."""
    wiki = frame.saver.wiki
    if is_known(asked):
        return code_of(asked, asked)
    if wiki.traits.speaks_any_code and _CODE.fullmatch(asked):
        return asked if asked == NAMES_OF_MESSAGES else ENGLISH
    return wiki.language.code


_YEAR = re.compile("[0-9]{4}")
_CODE = re.compile("[a-z0-9-]{2,}")

#: In small letters: case does not count.
FUNCTIONS_OF_EXTENSIONS: dict[str, ExtensionFunction] = {
    "#expr": _expression,
    "#if": _if,
    "#ifeq": _if_equal,
    "#iferror": _if_error,
    "#ifexist": _if_exists,
    "#ifexpr": _if_expression,
    "#rel2abs": _absolute,
    "#switch": _switch,
    "#time": _time,
    "#timef": _named_time,
    "#timefl": _named_time,
    "#timel": _time,
    "#titleparts": _parts_of_title,
}
