"""Patterns as PHP writes them, read for Python: what the two write differently is put in Python's words.

Sources: pcre2pattern(3) for what patterns mean; which of them the extensions accept is recorded in the tests.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

from pytest_mwedit.failures import NotImitated


class PatternError(ValueError):
    """A pattern that PHP refuses."""


#: Escapes that Python lacks or reads otherwise: what they are outside of a class.
_ESCAPES = {
    "A": r"\A",
    "B": r"\B",
    "D": r"\D",
    "H": r"[^ \t\xa0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000]",
    "N": r"[^\n]",
    "R": r"(?:\r\n|[\n\x0b\f\r\x85\u2028\u2029])",
    "S": r"\S",
    "V": r"[^\n\x0b\f\r\x85\u2028\u2029]",
    "W": r"\W",
    "Z": r"(?=\n?\Z)",
    "a": r"\x07",
    "b": r"\b",
    "d": r"\d",
    "e": r"\x1b",
    "f": r"\f",
    "h": r"[ \t\xa0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000]",
    "n": r"\n",
    "r": r"\r",
    "s": r"\s",
    "t": r"\t",
    "v": r"[\n\x0b\f\r\x85\u2028\u2029]",
    "w": r"\w",
    "z": r"\Z",
}
#: Letters that mean nothing behind a backslash, or only with what is not there, and those that mean nothing in a class.
_REFUSED = frozenset("FIJLMOPTUYgijklmopquy")
_REFUSED_IN_CLASS = _REFUSED - {"g"} | frozenset("CEGKNX")
#: The same within a class, where it differs.
_ESCAPES_IN_CLASS = {
    "b": r"\x08",
    "h": r" \t\xa0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000",
    "v": r"\n\x0b\f\r\x85\u2028\u2029",
}
#: POSIX's names of classes, as they are with Unicode's properties.
_POSIX = {
    "ascii": r"\x00-\x7f",
    "blank": r" \t",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": r"\d",
    "graph": r"\x21-\x7e",
    "lower": r"a-z",
    "print": r"\x20-\x7e",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\s",
    "upper": r"A-Z",
    "word": r"\w",
    "xdigit": r"0-9A-Fa-f",
}
#: Those that are general categories.
_POSIX_CATEGORIES = {"alnum": ("L", "N"), "alpha": ("L",)}
_POSIX_NAMES = frozenset({*_POSIX, *_POSIX_CATEGORIES, "graph", "lower"})

#: What begins a group that Python lacks.
_GROUPS_NOT_IMITATED = ("(?R", "(?|", "(?&", "(?P>", "(?C", "(?+", "(?-1", "(?^", "(*")

#: What may stand behind ``(*``.
_VERB = re.compile(r"\(\*(?!:)([A-Za-z_]*)")
_VERBS = frozenset(
    "ACCEPT ANY ANYCRLF BSR_ANYCRLF BSR_UNICODE COMMIT CR CRLF F FAIL LF LIMIT_DEPTH LIMIT_HEAP LIMIT_MATCH"
    " LIMIT_RECURSION MARK NOTEMPTY NOTEMPTY_ATSTART NO_AUTO_POSSESS NO_DOTSTAR_ANCHOR NO_JIT NO_START_OPT NUL PRUNE"
    " SKIP THEN UCP UTF asr atomic atomic_script_run napla naplb negative_lookahead negative_lookbehind nla nlb"
    " non_atomic_positive_lookahead non_atomic_positive_lookbehind pla plb positive_lookahead positive_lookbehind"
    " script_run sr".split()
)

_FLAG_GROUP = re.compile(r"\(\?([imsxnUJ]*(?:-[imsxnUJ]*)?)([:)])")
_NAMED_GROUP = re.compile(r"\(\?(?:P?<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')")
_OPENING = re.compile(r"\(\?(?:P=\w+|<?[=!]|[:>]|\(\w+\))")
_RECURSION = re.compile(r"\(\?[0-9]+\)")
_QUANTIFIER = re.compile(r"\{[0-9]+(?:,[0-9]*)?\}")
_REFERENCE = re.compile(r"\\(?:g(?:\{(-?\d{1,9}|[A-Za-z_]\w*)\}|(-?\d{1,9}))|k(?:\{(\w+)\}|<(\w+)>|'(\w+)'))")
_CODE_POINT = re.compile(r"\\(?:x\{([0-9A-Fa-f]+)\}|x([0-9A-Fa-f]{0,2})|o\{([0-7]+)\})")
_PROPERTY = re.compile(r"\\[pP](?:\{(\^?)([A-Za-z_&]+)\}|([A-Z]))")
_POSIX_CLASS = re.compile(r"\[:(\^?)([a-z]+):\]")
_REPEATED = re.compile(r"\)(?:[*+]|\{)")
_OCTAL = re.compile(r"\\[0-7]{1,3}")
#: A number of eight digits at most that begins with no zero, and what groups it may tell of even if there are fewer so
#: far.
_DECIMAL = re.compile(r"\\([1-9]\d{0,7})(?!\d)")
_NAMED_BY_DIGITS = 9


@cache
def compiled(pattern: str, *, ignore_case: bool = False, dot_all: bool = False, lines: bool = False) -> re.Pattern[str]:
    """Return *pattern*, without delimiters, as Python's pattern.

    Raises:
        PatternError: if PHP refuses it, too.
        NotImitated: if Python cannot do what it asks for.
    """
    flags = re.IGNORECASE * ignore_case | re.DOTALL * dot_all | re.MULTILINE * lines
    try:
        return re.compile(_Translation(pattern).done(), flags)
    except re.error as error:
        if "look-behind" in str(error) and _is_bounded(pattern):
            raise _missing(pattern, "a look-behind of several lengths") from None
        raise PatternError(f"{pattern!r}: {error}") from None


def delimited(pattern: str) -> re.Pattern[str] | None:
    """Return a pattern in PHP's notation, ``/viagra/i``; None if it is not written so."""
    parts = re.fullmatch(r"(?s)([^\w\s\\])(.*)\1([imsxu]*)", pattern)
    if parts is None:
        return None
    flags = parts[3].replace("u", "")
    return compiled(f"(?{flags}){parts[2]}" if flags else parts[2])


def quoted(text: str) -> str:
    """Return *text* with a backslash before whatever means something in a pattern, as PHP's preg_quote has it."""
    return re.sub(r"[.\\+*?\[^\]$(){}=!<>|:\-#]", r"\\\g<0>", text).replace("\0", "\\000")


def _missing(pattern: str, what: str) -> NotImitated:
    return NotImitated(
        f"The in-memory wiki does not read {what} in the pattern {pattern!r}. Write the pattern without it, or record "
        "the reply of a real wiki."
    )


def _is_bounded(pattern: str) -> bool:
    """Whether no look-behind repeats without end, which PHP refuses as Python does."""
    return not any(re.search(r"[*+]|\{\d+,\}", part) for part in re.findall(r"\(\?<[=!]([^)]*)", pattern))


class _Translation:
    """A pattern being put in Python's words, piece by piece."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.place = 0
        self.written: list[str] = []
        #: For every open group: the flags set within it, which hold to its end and across its branches.
        self.flags: list[list[str]] = [[]]
        #: For every open group: its number, unless it has none.
        self.open: list[int | None] = [None]
        self.groups = 0
        #: The last group that is told of before it begins.
        self.awaited = 0

    def done(self) -> str:
        while self.place < len(self.pattern):
            self.written.append(self._piece())
        if len(self.flags) != 1:
            raise PatternError(f"{self.pattern!r}: a group is not closed")
        if self.awaited > self.groups:
            raise PatternError(f"{self.pattern!r}: there is no group {self.awaited}")
        if self.awaited and _REPEATED.search(self.pattern):
            raise _missing(self.pattern, "what tells of a later group, beside what repeats")
        return "".join(self.written) + ")" * len(self.flags[0])

    def _piece(self) -> str:
        character = self.pattern[self.place]
        if character in _PIECES:
            return _PIECES[character](self)
        self.place += 1
        return character

    def _take(self, found: re.Match[str]) -> str:
        self.place = found.end()
        return found.group()

    def escape(self) -> str:
        if self.pattern.startswith("\\Q", self.place):
            return self._literal()
        if found := _REFERENCE.match(self.pattern, self.place):
            self.place = found.end()
            return self._reference(next(name for name in found.groups() if name))
        if (found := _DECIMAL.match(self.pattern, self.place)) and self._is_group(found[1]):
            self.place = found.end()
            return self._numbered(int(found[1]))
        return self._escape(_ESCAPES)

    def _is_group(self, digits: str) -> bool:
        """Whether digits tell of a group; others are the code of a character."""
        return int(digits) <= max(_NAMED_BY_DIGITS, self.groups) or digits[0] in "89"

    def _numbered(self, number: int) -> str:
        """Return what tells of a group."""
        if number in self.open:
            return self._own_reference()
        if number <= self.groups:
            return f"(?:\\{number})"
        # Nothing has been found by that yet, unless what stands here repeats.
        self.awaited = max(self.awaited, number)
        return "(?!)"

    def _escape(self, escapes: dict[str, str], *, in_class: bool = False) -> str:
        if found := _CODE_POINT.match(self.pattern, self.place):
            self.place = found.end()
            digits = found[1] or found[2] or "0"
            return _written_character(int(found[3], 8) if found[3] else int(digits, 16))
        if found := _PROPERTY.match(self.pattern, self.place):
            return self._property(found, in_class=in_class)
        if found := _OCTAL.match(self.pattern, self.place):
            return _written_character(int(self._take(found)[1:], 8))
        letter = self.pattern[self.place + 1 : self.place + 2]
        if not letter:
            raise PatternError(f"{self.pattern!r} ends in a backslash")
        self.place += 2
        if letter == "c":
            return self._control_character()
        if letter == "E" and not in_class:
            return ""
        if letter in (_REFUSED_IN_CLASS if in_class else _REFUSED):
            if letter in "pP" and self.pattern.startswith("{", self.place):
                raise _missing(self.pattern, "the name of a property")
            raise PatternError(f"{self.pattern!r}: \\{letter} means nothing")
        if letter in "GKXC" or (in_class and letter in "HV"):
            raise _missing(self.pattern, f"\\{letter}" + " within brackets" * in_class)
        if letter in escapes:
            return escapes[letter]
        return re.escape(letter)

    def _control_character(self) -> str:
        """Read the letter of a control character."""
        letter = self.pattern[self.place : self.place + 1]
        if not " " <= letter <= "~":
            raise PatternError(f"{self.pattern!r} has no letter behind \\c")
        self.place += 1
        return re.escape(chr(ord(letter.upper()) ^ 0x40))

    def _reference(self, name: str) -> str:
        if name.startswith("-"):
            name = str(self.groups + 1 + int(name))
        return self._numbered(int(name)) if name.isdigit() else f"(?P={name})"

    def _own_reference(self) -> str:
        """Return what stands for a group within itself: nothing has been found by it yet, so nothing is the same."""
        if _REPEATED.search(self.pattern, self.place):
            raise _missing(self.pattern, "a group that tells of itself, before what repeats")
        return r"(?!)"

    def _literal(self) -> str:
        end = self.pattern.find("\\E", self.place)
        text = self.pattern[self.place + 2 : end if end >= 0 else None]
        self.place = end + 2 if end >= 0 else len(self.pattern)
        return re.escape(text)

    def _property(self, found: re.Match[str], *, in_class: bool) -> str:
        self.place = found.end()
        name = found[2] or found[3]
        negated = found.group().startswith("\\P") is not bool(found[1])
        ranges = _with_property(name)
        if not ranges:
            raise _missing(self.pattern, found.group())
        if negated and in_class:
            raise _missing(self.pattern, f"{found.group()} within brackets")
        return ranges if in_class else f"[{'^' if negated else ''}{ranges}]"

    def set_of_characters(self) -> str:
        self.place += 1
        written = "["
        if self.pattern.startswith("^", self.place):
            written, self.place = "[^", self.place + 1
        first = True
        while self.place < len(self.pattern):
            character = self.pattern[self.place]
            if character == "]" and not first:
                self.place += 1
                return written + "]"
            first = False
            written += self._in_class(character)
        raise PatternError(f"{self.pattern!r}: a set of characters is not closed")

    def _in_class(self, character: str) -> str:
        if character == "\\":
            if self.pattern.startswith("\\Q", self.place):
                return self._literal()
            return self._escape({**_ESCAPES, **_ESCAPES_IN_CLASS}, in_class=True)
        if posix := _POSIX_CLASS.match(self.pattern, self.place):
            return self._posix(posix)
        self.place += 1
        # Python keeps these, doubled, for sets of sets.
        return "\\" + character if character in "[&|~" else character

    def _posix(self, found: re.Match[str]) -> str:
        name = found[2]
        if name not in _POSIX_NAMES:
            raise PatternError(f"{self.pattern!r}: there is no class {found.group()}")
        if found[1] or name not in {*_POSIX, *_POSIX_CATEGORIES}:
            raise _missing(self.pattern, found.group())
        self.place = found.end()
        return _POSIX.get(name) or "".join(map(_with_property, _POSIX_CATEGORIES[name]))

    def group(self) -> str:
        rest = self.pattern[self.place :]
        if rest.startswith("(?#"):
            end = self.pattern.find(")", self.place)
            if end < 0:
                raise PatternError(f"{self.pattern!r}: a comment is not closed")
            self.place = end + 1
            return ""
        if (verb := _VERB.match(rest)) and verb[1] not in _VERBS:
            raise PatternError(f"{self.pattern!r}: {verb.group()!r} is no verb")
        if rest.startswith(_GROUPS_NOT_IMITATED) or _RECURSION.match(rest):
            raise _missing(self.pattern, f"a group that begins with {rest[:3]!r}")
        if found := _FLAG_GROUP.match(self.pattern, self.place):
            return self._flags(found)
        if found := _NAMED_GROUP.match(self.pattern, self.place):
            self.place = found.end()
            self._begin_numbered()
            return f"(?P<{found[1] or found[2]}>"
        self.place += 1
        if not rest.startswith("(?"):
            self._begin_numbered()
            return "("
        opening = _OPENING.match(rest)
        if opening is None:
            raise PatternError(f"{self.pattern!r}: {rest[:4]!r} begins no group")
        self._begin()
        self.place += len(opening.group()) - 1
        return opening.group()

    def _begin(self, number: int | None = None) -> None:
        self.flags.append([])
        self.open.append(number)

    def _begin_numbered(self) -> None:
        self.groups += 1
        self._begin(self.groups)

    def _flags(self, found: re.Match[str]) -> str:
        if set(found[1]) & set("UJn"):
            raise _missing(self.pattern, found.group())
        self.place = found.end()
        opening = f"(?{found[1].removesuffix('-')}:"
        if found[2] == ":":
            self._begin()
            return opening
        self.flags[-1].append(opening)
        return opening

    def end_of_group(self) -> str:
        self.place += 1
        if len(self.flags) == 1:
            raise PatternError(f"{self.pattern!r}: a parenthesis is not opened")
        self.open.pop()
        return ")" * len(self.flags.pop()) + ")"

    def branch(self) -> str:
        self.place += 1
        held = self.flags[-1]
        return ")" * len(held) + "|" + "".join(held)

    def brace(self) -> str:
        if found := _QUANTIFIER.match(self.pattern, self.place):
            return self._take(found)
        self.place += 1
        return r"\{"


#: A character that means something: what reads it.
_PIECES = {
    "\\": _Translation.escape,
    "[": _Translation.set_of_characters,
    "(": _Translation.group,
    ")": _Translation.end_of_group,
    "|": _Translation.branch,
    "{": _Translation.brace,
}


def _written_character(number: int) -> str:
    if number > sys.maxunicode:
        raise PatternError(f"there is no character {number:#x}")
    return re.escape(chr(number))


@cache
def _with_property(name: str) -> str:
    """Return the characters of a general category (``L``, ``Lu``), as ranges for a set; "" for another property."""
    if not re.fullmatch("[CLMNPSZ][a-z]?", name):
        return ""
    ranges: list[list[int]] = []
    for number in range(sys.maxunicode + 1):
        if not unicodedata.category(chr(number)).startswith(name):
            continue
        if ranges and ranges[-1][1] == number - 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
