"""How a wiki searches that has no extension for it: the words of texts, what is asked for, near titles and excerpts.

It is what a wiki on SQLite makes of them, where every word that is asked for must be there and none can be excluded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from html import escape

#: Full-width letters and digits are found as the usual ones are.
_FULL_WIDTH = {
    first + number: ord(usual) + number
    for first, usual, count in ((0xFF10, "0", 10), (0xFF21, "A", 26), (0xFF41, "a", 26))
    for number in range(count)
}

#: What words are made of.
_WORD = re.compile("[0-9a-z\x80-\U0010ffff]+")

_BEYOND_ASCII = "\x80-\U0010ffff"
#: The characters within which an "s" with an apostrophe counts, and that a link's last word has.
_JOINED = f"0-9a-z{_BEYOND_ASCII}\"#&'*.;_-"
#: The characters of addresses and of names of pictures.
_OF_ADDRESSES = f"0-9a-z{_BEYOND_ASCII}!#%&()+,./:;=?@_~-"
_SCHEMES = "(?:https?|ftp|mailto|news|gopher)"

#: What of a text nobody finds, in this order, and what is put in its place. The character before and the one after go
#: with what they surround, so that of two addresses with one blank between them the second is found.
_HIDDEN: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"</?\s*[a-z][^>]*>", " "),
        (rf"(^|[^\[]){_SCHEMES}:[{_OF_ADDRESSES}]+([^{_OF_ADDRESSES}]|$)", r"\1 \2"),
        (rf"([^\[])\[{_SCHEMES}:[{_OF_ADDRESSES}]+\]", r"\1 "),
        (rf"([^\[])\[{_SCHEMES}:[{_OF_ADDRESSES}]+\s+([^\]]+)\]", r"\1 \2 "),
        (rf"\[\[image:([{_OF_ADDRESSES}]+)\.(?:gif|jpe?g|png)(?![{_OF_ADDRESSES}])", r" \1 "),
        # Letters right behind a link belong to its last word; it is found without them, too.
        (rf"([^{_JOINED}])([{_JOINED}]+)\]\]([a-z]+)", r"\1\2 \2\3"),
    )
)

#: The characters of words that are asked for, with signs within them.
_OF_ASKED = f"0-9A-Za-z{_BEYOND_ASCII}'._-"
#: What is asked for: a word, with an asterisk how it begins; in quotes, words that follow each other.
_ASKED = re.compile(rf"-?(?:\"(?P<phrase>[^\"]*)\"|(?P<word>[{_OF_ASKED}]+)(?P<open>\*?))")
_BETWEEN = re.compile(rf"[^\"*{_OF_ASKED}]")

#: How many lines of a text an excerpt has, and how many characters of each around what was found.
_LINES, _AROUND = 2, 75
_CUT = "..."


def lowered(text: str) -> str:
    """Return *text* in small letters of the usual width, each by itself."""
    return "".join(map(str.lower, text.translate(_FULL_WIDTH)))


def words_of(title: str) -> list[str]:
    """Return the words that a title is found by."""
    return [word for joined in re.findall(f"[{_JOINED}]+", lowered(title)) for word in _words_within(joined)]


def words_in(text: str) -> list[str]:
    """Return the words that a page's text is found by."""
    # The blank is one of the characters that go with what they surround.
    text = f" {lowered(text)} "
    for pattern, replacement in _HIDDEN:
        text = pattern.sub(replacement, text)
    return words_of(text)


def _words_within(joined: str) -> Iterator[str]:
    """Yield the words of a piece of a text; one that ends in "'s" is found without that, too."""
    if joined.endswith("'s"):
        yield from _WORD.findall(joined[:-2])
    elif joined.endswith("s'"):
        joined = joined[:-1]
    yield from _WORD.findall(joined)


@dataclass(frozen=True)
class Phrase:
    """Words that must follow each other; of those that are *open*, only the beginning must be there."""

    words: tuple[str, ...]
    open: tuple[bool, ...]

    def is_in(self, words: Sequence[str]) -> bool:
        """Whether they are there; no words are nowhere."""
        count = len(self.words)
        return count > 0 and any(
            all(map(_fits, self.words, self.open, words[first : first + count]))
            for first in range(len(words) - count + 1)
        )


def _fits(wanted: str, is_open: bool, word: str) -> bool:
    return word.startswith(wanted) if is_open else word == wanted


@dataclass
class Search:
    """What somebody searches for: phrases that all must be there."""

    phrases: list[Phrase] = field(default_factory=list)
    #: What excerpts mark, as regular expressions.
    marked: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, asked: str) -> Search:
        """Read what is asked for."""
        search = cls()
        for match in _ASKED.finditer(_BETWEEN.sub(" ", asked)):
            phrase, word = match["phrase"], match["word"]
            if phrase is not None:
                search.phrases.append(_phrase(phrase))
                search.marked.append(rf"\b{re.escape(phrase)}\b")
                continue
            # What signs separate in a word may stand anywhere.
            parts = _phrase(word + match["open"])
            search.phrases += [Phrase((each,), (more,)) for each, more in zip(parts.words, parts.open, strict=True)]
            search.marked.append(rf"\b{re.escape(word)}" + ("" if match["open"] else r"\b"))
        return search

    def finds(self, words: Sequence[str]) -> bool:
        """Whether everything is among *words*."""
        return bool(self.phrases) and all(phrase.is_in(words) for phrase in self.phrases)

    def excerpt(self, text: str, mark: tuple[str, str], *, by_bytes: bool) -> str:
        """Return the first lines of *text* in which something is found, as HTML, with it between the *mark*.

        With *by_bytes*, letters beyond ASCII are none, and may be cut in two.
        """
        if not self.marked:
            return ""
        flags = re.IGNORECASE | re.ASCII if by_bytes else re.IGNORECASE
        wanted = "|".join(self.marked)
        if by_bytes:
            text, wanted = _bytewise(text), _bytewise(wanted)
        # Of what is found in a line, the last is told with what surrounds it.
        line = re.compile(f"(.*)({wanted})(.{{0,{_AROUND + 1}}})", flags)
        told = []
        for match in filter(None, map(line.match, text.split("\n"))):
            before, found, after = match.groups()
            told.append(_shortened(before, by_bytes=by_bytes) + found + after)
        whole = "".join(f"{escape(each)}\n" for each in told[:_LINES]).replace("&#x27;", "&#039;")
        marked = re.sub(wanted, lambda match: mark[0] + match[0] + mark[1], whole, flags=flags)
        return _whole(marked) if by_bytes else marked


def _shortened(before: str, *, by_bytes: bool) -> str:
    """Cut the beginning off, whose length counts in characters in any case."""
    text = _whole(before) if by_bytes else before
    # What would be as long without its beginning keeps it.
    if len(text) <= _AROUND + len(_CUT):
        return before
    text = _CUT + text[-_AROUND:].lstrip()
    return _bytewise(text) if by_bytes else text


def _bytewise(text: str) -> str:
    """Return *text* with a character for each of its bytes."""
    return text.encode().decode("latin-1")


def _whole(text: str) -> str:
    """Put the characters of *text* together of its bytes."""
    return text.encode("latin-1").decode(errors="replace")


def _phrase(text: str) -> Phrase:
    text = lowered(text)
    found = list(_WORD.finditer(text))
    return Phrase(tuple(each[0] for each in found), tuple(text[each.end() :].startswith("*") for each in found))


#: Where a word begins: after a blank, or in the last attempt after any sign.
_AFTER_BLANK = re.compile(r"(?:^|(?<=\s))\S")
_AFTER_SIGN = re.compile(f"(?<![0-9A-Za-z_{_BEYOND_ASCII}]).", re.DOTALL)


def near_titles(asked: str, capitalize: Callable[[str], str] = str.upper) -> Iterator[str]:
    """Yield what may be meant by *asked*: as it is, in small letters, and with capitals here and there."""
    if len(asked) > 1 and asked.startswith('"') and asked.endswith('"'):
        asked = asked[1:-1]
    small = asked.lower()
    yield asked
    yield small
    yield capitalize(small[:1]) + small[1:]
    yield _AFTER_BLANK.sub(lambda match: capitalize(match[0]), small)
    yield asked.upper()
    yield _AFTER_SIGN.sub(lambda match: capitalize(match[0]), asked)


#: What stands for itself in the count of a text's words.
_COUNTED = re.compile("[A-Za-z'-]+")


def count_words(text: str) -> int:
    """Count the words of a text, of ASCII letters alone, as MediaWiki tells it."""
    return len(_COUNTED.findall(text.lstrip("'-").removesuffix("-")))
