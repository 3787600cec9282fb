"""The structure of a wikitext as XML, which ``generatexml`` asks for.

Its form is what real wikis answer (``trees_of_texts`` in ``tests/responder/text_stories.py``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from pytest_mwedit.wiki.text_preprocessor import (
    Comment,
    Extension,
    Ignored,
    Node,
    Parameter,
    Part,
    Reader,
    Template,
    preprocess,
)

#: Lines with nothing but comments: they have the spaces around them, and the end of the line.
_COMMENTED_LINES = re.compile(r"(?<=\n)(?:[ \t]*(?:<comment>[^<]*</comment>[ \t]*)+\n)+")
_COMMENT_WITH_SPACES = re.compile(r"(?P<before>[ \t]*)<comment>(?P<said>[^<]*)</comment>(?P<after>[ \t]*\n?)")

_HIGHEST_LEVEL = 6


class _Written(str):
    """A piece of XML, which stands as it is."""

    __slots__ = ()


class _Heading(str):
    """The XML of a heading from behind the name of the element on: where it stands decides what that is called."""

    __slots__ = ()


class _Reader(Reader):
    """Reads a text with its headings."""

    equals = _Written("<equals>=</equals>")
    #: How many headings there were.
    headings = 0

    def end_line(self) -> None:
        """End a line that may be a heading."""
        nodes = self.stack.pop().nodes
        level = _level(nodes)
        if not level:
            self.add(*nodes)
            return
        self.headings += 1
        self.add(_Heading(f'level="{level}" i="{self.headings}">{_xml(nodes)}'))


def tree(text: str, tags: tuple[str, ...]) -> str:
    """Return the structure of *text* as XML; *tags* hold no wikitext."""
    written = _element("root", _xml(preprocess(text, tags, reader=_Reader)))
    return _COMMENTED_LINES.sub(lambda lines: _COMMENT_WITH_SPACES.sub(_with_spaces, lines[0]), written)


def _with_spaces(found: re.Match[str]) -> str:
    return f"<comment>{found['before']}{found['said']}{found['after']}</comment>"


def _level(nodes: list[Node]) -> int:
    """Return the level of the heading that a line is; 0 if it is none."""
    before, ending = _ending(nodes)
    signs = len(ending) - len(ending.rstrip("="))
    if not before and signs == len(ending):
        # A line of nothing but equals signs shares them between both ends and keeps one or two as its title.
        return min((signs - 1) // 2, _HIGHEST_LEVEL)
    begun = "".join(str(node) for node in takewhile(lambda node: isinstance(node, str), (*before, ending)))
    opening = len(begun) - len(begun.lstrip("="))
    return min(opening, signs, _HIGHEST_LEVEL)


def _ending(nodes: list[Node]) -> tuple[list[Node], str]:
    """Return the text that a line ends with but for comments and spaces, and the nodes before it."""
    left, ending = [*nodes], ""
    while left:
        last = left[-1]
        if isinstance(last, str):
            ending = f"{left.pop()}{ending}"
        elif isinstance(last, Comment) and not ending.strip(" \t") and last.source.endswith("-->"):
            left.pop()
        else:
            break
        ending = ending.rstrip(" \t")
    return left, ending


def _xml(nodes: list[Node], *, is_inside: bool = False) -> str:
    return "".join(_written(node, is_inside=is_inside) for node in nodes)


def _written(node: Node, *, is_inside: bool) -> str:
    if isinstance(node, _Written):
        return node
    if isinstance(node, _Heading):
        name = "possible-h" if is_inside else "h"
        return f"<{name} {node}</{name}>"
    if isinstance(node, str):
        return _escaped(node)
    if isinstance(node, Comment):
        return _element("comment", _escaped(node.source))
    if isinstance(node, Ignored):
        return _element("ignore", _escaped(node.source))
    if isinstance(node, Extension):
        return _extension(node)
    return _call(node)


def _element(name: str, content: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{content}</{name}>" if content else f"<{name}{attributes}/>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _extension(node: Extension) -> str:
    begun, _, behind = node.source[1:].partition(">")
    is_closed = begun.endswith("/")
    begun = begun.removesuffix("/")
    name = begun.split(maxsplit=1)[0]
    told = _element("name", name) + _element("attr", _escaped(begun[len(name) :]))
    if not is_closed:
        inner, _, end = behind.rpartition("</")
        told += _element("inner", _escaped(inner)) + _element("close", _escaped(f"</{end}"))
    return _element("ext", told)


def _call(node: Template | Parameter) -> str:
    name = "template" if isinstance(node, Template) else "tplarg"
    title, *parts = node.parts
    told = _element("title", _xml(title.nodes, is_inside=True)) + "".join(_parts(parts))
    return _element(name, told, ' lineStart="1"' if node.starts_line else "")


def _parts(parts: list[Part]) -> Iterator[str]:
    number = 0
    for part in parts:
        if part.equals is None:
            number += 1
            told = _element("name", "", f' index="{number}"')
        else:
            told = _element("name", _xml(part.name, is_inside=True)) + _Reader.equals
        yield _element("part", told + _element("value", _xml(part.value, is_inside=True)))
