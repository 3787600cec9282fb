"""Paragraphs, lists and preformatted text: what lines of wikitext are by how they begin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from pytest_mwedit.api.rendering.marks import TOC

#: Mark: the list that it begins, and what is in it.
_LISTS = {"*": ("ul", "li"), "#": ("ol", "li"), ":": ("dl", "dd"), ";": ("dl", "dt")}
_MARKS: Final = "*#:;"
_SPACES: Final = " \t\n\r\0\x0b"

#: Tags behind which a line is in a block, and such behind which it is in none: as a wiki shows for every element.
_INTO_BLOCK = re.compile(r"(?i)<(?:table|h[1-6]|pre|p|ul|ol|dl)\b|</(?:td|th)\b|</?(?:tr|caption|dt|dd|li)\b")
_OUT_OF_BLOCK = re.compile(
    r"(?i)</(?:table|h[1-6]|pre|p|ul|ol|dl)\b|<(?:td|th)\b|</?(?:center|blockquote|div|hr|figure|aside)\b|" + TOC
)
_PRE_BEGINS, _PRE_ENDS = re.compile(r"(?i)<pre\b"), re.compile(r"(?i)</pre>")
_QUOTE = re.compile(r"(?i)<(/?)blockquote[\s>]")
_TAG = re.compile(r"<[^>]*>")


def in_blocks(text: str) -> str:
    """Return *text* with its paragraphs and lists as HTML."""
    blocks = _Blocks()
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        blocks.line(line, is_last=number == len(lines))
    return blocks.finish()


@dataclass
class _Blocks:
    """What was written of a text so far."""

    written: list[str] = field(default_factory=list)
    #: The marks of the lists that are open; a term is in a list of definitions.
    lists: str = ""
    #: Whether a term is open, in whichever list.
    in_term: bool = False
    #: The element around lines: a paragraph, preformatted text, or none.
    around: str = ""
    #: What an empty line announced that a paragraph begins with.
    announced: str = ""
    in_block: bool = False
    in_pre: bool = False
    in_quote: bool = False

    def line(self, line: str, *, is_last: bool) -> None:
        """Write one line."""
        marks = "" if self.in_pre else line[: len(line) - len(line.lstrip(_MARKS))]
        content = line[len(marks) :]
        if marks and marks.replace(";", ":") == self.lists:
            self._write(self._next_item(marks[-1]))
            content = self._with_term(marks[-1], content)
        elif marks or self.lists:
            content = self._other_lists(marks, content)
        if marks:
            self.lists = marks.replace(";", ":")
            self.announced = ""
            self._write(content.strip(_SPACES))
            return
        self.lists = ""
        content = self._outside_lists(content)
        if not self.announced:
            self._write(content)
            if not is_last or self.around:
                self._write("\n")

    def finish(self) -> str:
        """Return all that was written."""
        for mark in reversed(self.lists):
            self._write(self._closed_list(mark))
        if self.around:
            self._write(f"</{self.around}>")
        return "".join(self.written)

    def _write(self, text: str) -> None:
        self.written.append(text)

    # Lists

    def _other_lists(self, marks: str, content: str) -> str:
        """Close the lists that end before this line, and open those that begin; return what is left of it."""
        common = _common(marks, self.lists)
        for mark in reversed(self.lists[common:]):
            self._write(self._closed_list(mark))
        if 0 < len(marks) <= common:
            self._write(self._next_item(marks[common - 1]))
        if self.in_term and common and marks[common - 1] == ":":
            self._write(self._next_item(":"))
        if self.lists and (not marks or len(marks) > common):
            self._write("\n")
        for mark in marks[common:]:
            self._close_around()
            name, item = _LISTS[mark]
            self._write(f"<{name}><{item}>")
            if mark == ";":
                self.in_term = True
                content = self._with_term(mark, content)
        return content

    def _next_item(self, mark: str) -> str:
        item = _LISTS[mark][1]
        if mark in "*#":
            return f"</{item}>\n<{item}>"
        closed = "dt" if self.in_term else "dd"
        self.in_term = mark == ";"
        return f"</{closed}>\n<{item}>"

    def _with_term(self, mark: str, content: str) -> str:
        """Write the term that stands before a colon; return what stands behind it."""
        colon = _colon(content) if mark == ";" else None
        if colon is None:
            return content
        self._write(content[:colon].strip(_SPACES) + self._next_item(":"))
        return content[colon + 1 :]

    def _closed_list(self, mark: str) -> str:
        name, item = _LISTS[mark]
        if name == "dl":
            item, self.in_term = "dt" if self.in_term else "dd", False
        return f"</{item}></{name}>"

    # Other lines

    def _outside_lists(self, line: str) -> str:
        """Write what stands before a line that is no part of a list; return what is written of it."""
        out_of_block = _OUT_OF_BLOCK.search(line)
        pre_ends = _PRE_ENDS.search(line)
        if out_of_block or _INTO_BLOCK.search(line):
            self.announced = ""
            self._close_around()
            if _PRE_BEGINS.search(line) and not pre_ends:
                self.in_pre = True
            for quote in _QUOTE.finditer(line):
                self.in_quote = not quote[1]
            self.in_block = out_of_block is None
        elif not self.in_block and not self.in_pre:
            line = self._in_paragraph(line)
        if pre_ends:
            self.in_pre = False
        return line

    def _in_paragraph(self, line: str) -> str:
        is_blank = not line.strip(_SPACES)
        if line.startswith(" ") and (self.around == "pre" or not is_blank) and not self.in_quote:
            if self.around != "pre":
                self.announced = ""
                self._close_around()
                self._write("<pre>")
                self.around = "pre"
            return line[1:]
        if self.announced:
            self._write(self.announced + ("<br />" if is_blank else ""))
            self.announced, self.around = "", "p"
        elif is_blank:
            is_in_paragraph = self.around == "p"
            if not is_in_paragraph:
                self._close_around()
            self.announced = "</p><p>" if is_in_paragraph else "<p>"
        elif self.around != "p":
            self._close_around()
            self._write("<p>")
            self.around = "p"
        return line

    def _close_around(self) -> None:
        if self.around:
            self._write(f"</{self.around}>\n")
        self.around = ""


def _common(one: str, other: str) -> int:
    return next(
        (at for at, (mine, its) in enumerate(zip(one, other, strict=False)) if mine != its), min(len(one), len(other))
    )


def _colon(text: str) -> int | None:
    """Return where the colon is that ends a term: the first that is in no element."""
    depth, position = 0, 0
    for tag in (*_TAG.finditer(text), None):
        end = len(text) if tag is None else tag.start()
        if not depth and (colon := text.find(":", position, end)) >= 0:
            return colon
        if tag is None:
            return None
        position = tag.end()
        if tag[0].startswith("</"):
            depth = max(0, depth - 1)
        elif not tag[0].endswith("/>"):
            depth += 1
    return None
