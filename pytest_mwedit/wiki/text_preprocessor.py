"""The structure of a wikitext before it is parsed: templates, parameters, extension tags, comments.

Described at https://www.mediawiki.org/wiki/Preprocessor_ABNF; the details are what a real wiki makes of random texts
(`tests/live/presave`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from pytest_mwedit.wiki.text_sections import EXTENSION_TAGS


@dataclass(frozen=True)
class Comment:
    """A comment, with its marks."""

    source: str


@dataclass(frozen=True)
class Extension:
    """An extension tag with what is in it."""

    source: str


@dataclass(frozen=True)
class Ignored:
    """What counts on the page only, or only where the page is used as a template."""

    source: str


@dataclass
class Part:
    """What stands between two pipes; a value has a name if there is a sign of equality."""

    nodes: list[Node] = field(default_factory=list)
    #: How many of the nodes are the name; what follows is the sign, and the value.
    equals: int | None = None

    @property
    def name(self) -> list[Node]:
        """What stands before the sign."""
        return self.nodes[: self.equals]

    @property
    def value(self) -> list[Node]:
        """What stands behind the sign, or everything."""
        return self.nodes if self.equals is None else self.nodes[self.equals + 1 :]


@dataclass(frozen=True)
class Template:
    """Two braces: the first part says what is called."""

    parts: list[Part]
    #: Whether it begins a line.
    starts_line: bool = False


@dataclass(frozen=True)
class Parameter:
    """Three braces: a parameter of the template that it stands in, perhaps with a default."""

    parts: list[Part]
    #: Whether it begins a line.
    starts_line: bool = False


Node = str | Comment | Extension | Ignored | Template | Parameter

#: Bracket: what closes it, and how many close at once.
_BRACKETS = {"{": ("}", (3, 2)), "[": ("]", (2,))}
_LEAST = 2
#: What has parts between pipes.
_WITH_PARTS = frozenset({"{", "-{"})
_TEMPLATE, _PARAMETER = 2, 3

_ONLY = re.compile("<onlyinclude>(.*?)(?:</onlyinclude>|$)", re.DOTALL)


@dataclass(frozen=True)
class _Mode:
    """What counts in a text."""

    #: What begins a tag that matters here.
    tag: re.Pattern[str]
    #: The element that is ignored with what it holds.
    ignored: str
    #: Tags whose content is no wikitext.
    tags: tuple[str, ...]


#: What is ignored with what it holds, and tags that are ignored alone: on a page, and in a template.
_ON_PAGE = ("includeonly", "noinclude", "onlyinclude")
_IN_TEMPLATE = ("noinclude", "includeonly")


@cache
def _mode(ignored: tuple[str, ...], tags: tuple[str, ...]) -> _Mode:
    whole, *alone = ignored
    names = "|".join((*tags, *ignored, *(f"/{tag}" for tag in alone)))
    return _Mode(re.compile(rf"<(?P<name>{names})(?=[\s>]|/>)", re.IGNORECASE), whole, tags)


@cache
def _end_of(name: str) -> re.Pattern[str]:
    return re.compile(rf"</{name}\s*>", re.IGNORECASE)


@dataclass
class _Piece:
    """A bracket, or a line that may be a heading, which is not closed yet."""

    mark: str
    closing: str = ""
    count: int = 0
    starts_line: bool = False
    parts: list[Part] = field(default_factory=lambda: [Part()])

    @property
    def nodes(self) -> list[Node]:
        return self.parts[-1].nodes

    @property
    def finds_equals(self) -> bool:
        return self.mark in _WITH_PARTS and len(self.parts) > 1 and self.parts[-1].equals is None

    def as_text(self, count: int) -> Iterator[Node]:
        """Yield the nodes if only *count* of the brackets are literal text before them."""
        if self.closing:
            yield self.mark * count
        for number, part in enumerate(self.parts):
            if number:
                yield "|"
            yield from part.nodes


def preprocess(
    text: str,
    tags: tuple[str, ...] = EXTENSION_TAGS,
    *,
    transcluded: bool = False,
    reader: type[Reader] | None = None,
) -> list[Node]:
    """Return the structure of *text*, of a page itself or *transcluded* as a template; *tags* hold no wikitext."""
    reader = reader or Reader
    mode = _mode(_IN_TEMPLATE if transcluded else _ON_PAGE, tags)
    if transcluded and "<onlyinclude>" in text and "</onlyinclude>" in text:
        return [node for shown in _ONLY.findall(text) for node in reader(shown, mode).read()]
    return reader(text, mode).read()


class Reader:
    """Reads one text from the beginning to the end."""

    #: What a sign of equality becomes that may end a name.
    equals = "="

    def __init__(self, text: str, mode: _Mode) -> None:
        self.text, self.mode = text, mode
        self.stack = [_Piece("")]
        self.without_end: set[str] = set()

    @property
    def top(self) -> _Piece:
        """The innermost piece."""
        return self.stack[-1]

    def read(self) -> list[Node]:
        """Return the nodes."""
        position = self._begin_line(0)
        length = len(self.text)
        while position < length:
            position = self._step(position)
        if self.top.mark == "\n":
            self.end_line()
        while len(self.stack) > 1:
            self._break()
        return self.stack[0].nodes

    def _step(self, position: int) -> int:
        """Read what stands at *position* and return where it ends."""
        char = self.text[position]
        top = self.top
        if char == "<":
            return self._tag(position)
        if char == "\n":
            if top.mark == "\n":
                self.end_line()
            self.add(char)
            return self._begin_line(position + 1)
        if char == top.closing:
            return self._close(position)
        if top.closing == "}-" and self.text.startswith("}-", position):
            return self._close_variants(position)
        if char in _BRACKETS:
            return self._open(position)
        if char == "-" and _VARIANTS.match(self.text, position):
            self.stack.append(_Piece("-{", "}-", 1))
            return position + 2
        if char == "|" and top.mark in _WITH_PARTS:
            top.parts.append(Part())
            return position + 1
        if char == "=" and top.finds_equals:
            top.parts[-1].equals = len(top.nodes)
            top.nodes.append(self.equals)
            return position + 1
        end = _next_sign(self.text, position + 1)
        self.add(self.text[position:end])
        return end

    def add(self, *nodes: Node) -> None:
        """Add nodes to the innermost piece."""
        self.top.nodes.extend(node for node in nodes if node != "")

    def end_line(self) -> None:
        """End a line that may be a heading, which is text."""
        self._break()

    def _break(self) -> None:
        """Take the innermost piece for text."""
        piece = self.stack.pop()
        self.add(*piece.as_text(piece.count))

    def _begin_line(self, position: int) -> int:
        """Begin a heading if there may be one."""
        count = 0
        while count < len("======") and self.text[position + count : position + count + 1] == "=":
            count += 1
        if not count or (count == 1 and self.top.finds_equals):
            return position
        self.stack.append(_Piece("\n", parts=[Part(["=" * count])]))
        return position + count

    def _run(self, position: int, most: int | None = None) -> int:
        char, end = self.text[position], position
        while end < len(self.text) and self.text[end] == char and (most is None or end - position < most):
            end += 1
        return end - position

    def _open(self, position: int) -> int:
        char = self.text[position]
        count = self._run(position)
        if count < _LEAST:
            self.add(char)
        else:
            starts_line = position > 0 and self.text[position - 1] == "\n"
            self.stack.append(_Piece(char, _BRACKETS[char][0], count, starts_line))
        return position + count

    def _close(self, position: int) -> int:
        piece = self.top
        count = self._run(position, piece.count)
        matching = next((width for width in _BRACKETS[piece.mark][1] if width <= count), 0)
        if not matching:
            self.add(piece.closing * count)
            return position + count
        element: list[Node]
        if piece.mark != "{":
            element = [*piece.as_text(matching), piece.closing * matching]
        else:
            kind = Template if matching == _TEMPLATE else Parameter
            element = [kind(piece.parts, piece.starts_line and matching == piece.count)]
        self.stack.pop()
        left = piece.count - matching
        if left >= _LEAST:
            self.stack.append(_Piece(piece.mark, piece.closing, left, piece.starts_line))
        else:
            self.add(piece.mark * left)
        self.add(*element)
        return position + matching

    def _close_variants(self, position: int) -> int:
        """End what differs between the variants of a language."""
        piece = self.stack.pop()
        self.add(*piece.as_text(1), "}-")
        return position + 2

    def _tag(self, position: int) -> int:
        text = self.text
        if text.startswith("<!--", position):
            closed = text.find("-->", position + 4)
            after = len(text) if closed < 0 else closed + 3
            self.add(Comment(text[position:after]))
            return after
        found = self.mode.tag.match(text, position)
        stop = text.find(">", position) if found else -1
        if found is None or stop < 0:
            self.add("<")
            return position + 1
        name = found["name"].lower()
        if name not in self.mode.tags and name != self.mode.ignored:
            self.add(Ignored(text[position : stop + 1]))
            return stop + 1
        end = stop + 1 if text[stop - 1] == "/" else self._end_of_element(found["name"], stop + 1)
        if end is None:
            self.add(text[position : stop + 1])
            return stop + 1
        kind = Extension if name in self.mode.tags else Ignored
        self.add(kind(text[position:end]))
        return end

    def _end_of_element(self, name: str, position: int) -> int | None:
        """Return where the element ends that begins at *position*; None if it does not, and so is none."""
        found = None if name.lower() in self.without_end else _end_of(name.lower()).search(self.text, position)
        if found is not None:
            return found.end()
        self.without_end.add(name.lower())
        # Only one in small letters ends with the page.
        return len(self.text) if name == self.mode.ignored else None


#: What begins text that differs between the variants of a language.
_VARIANTS = re.compile(r"-\{(?!\{)")
_SIGN = re.compile(r"[<\n{}\[\]|=]|-\{")


def _next_sign(text: str, position: int) -> int:
    found = _SIGN.search(text, position)
    return found.start() if found else len(text)
