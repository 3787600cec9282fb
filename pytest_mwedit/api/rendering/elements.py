"""The elements of HTML that a page is made of, put in order as a browser would: a tree from any mixture of tags.

The rules are those of https://html.spec.whatwg.org/multipage/parsing.html, as far as wikitext can lead to them.
Beside them MediaWiki puts text that stands between blocks into paragraphs, and marks empty ones.
No library was found that does the latter, and it has to be done while the tree grows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.text_tags import ITEMS

#: Elements that have no end.
VOID = frozenset("br hr wbr meta link mwtoc mwhead mwedit mweditlink".split())
FORMATTING = frozenset("a b big code em font i s small strike strong tt u".split())
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
#: Elements that close a paragraph.
_BLOCKS = frozenset("blockquote center div dl figure figcaption ol pre p ul".split())
_SPECIAL = (
    frozenset("blockquote body br caption center dd div dl dt figure figcaption hr input li link meta ol".split())
    | frozenset("p pre table tbody td tfoot th thead tr ul wbr img".split())
    | HEADINGS
)
#: Those that stand in lines, and so in paragraphs.
_INLINE = frozenset(
    "a abbr b bdi bdo big br cite code data del dfn em font i img input ins kbd label mark q rb rp rt rtc ruby s samp"
    " small span strike strong sub sup time tt u var mweditlink".split()
)
_IMPLIED_ENDS = frozenset("dd dt li p rb rp rt rtc".split())
_BARRIERS = frozenset("caption body table td th".split())
_LIST_BARRIERS = _BARRIERS | {"ol", "ul"}
_TABLE_PARTS = frozenset("table tbody tfoot thead tr".split())
_SECTIONS = frozenset("tbody tfoot thead".split())
_TABLE_WORDS = frozenset("caption tbody td tfoot th thead tr".split())
#: Those of which MediaWiki says so if nothing is in them.
_MARKED_IF_EMPTY = frozenset("li p tr".split())
#: In these loose text is put into paragraphs.
_WRAPPING = frozenset({"body", "blockquote"})

_TOKEN = re.compile(r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:[^<>"]|"[^"]*")*)>')
_SPACES: Final = " \t\n\r\f"


@dataclass(eq=False)
class Element:
    """An element of the tree."""

    name: str
    attributes: str = ""
    children: list[Element | str] = field(default_factory=list)
    parent: Element | None = None

    def written(self) -> str:
        """Return the element as HTML."""
        if self.name in VOID:
            return f"<{self.name}{self.attributes} />"
        inside = self.inside()
        attributes = self.attributes
        if self.name == "pre" and inside.startswith("\n"):
            inside = f"\n{inside}"
        if self.name in _MARKED_IF_EMPTY and not attributes and not inside.strip(_SPACES):
            attributes = ' class="mw-empty-elt"'
        return f"<{self.name}{attributes}>{inside}</{self.name}>"

    def inside(self) -> str:
        """Return what is in it as HTML."""
        return "".join(child if isinstance(child, str) else child.written() for child in self.children)

    def is_blank(self) -> bool:
        """Whether there is nothing in it but space."""
        return all(isinstance(child, str) and not child.strip(_SPACES) for child in self.children)

    def holds_block(self) -> bool:
        """Whether it, or what is in it, is no part of a line."""
        return self.name not in _INLINE or any(
            child.holds_block() for child in self.children if isinstance(child, Element)
        )

    def add(self, child: Element | str, before: Element | None = None) -> None:
        """Put *child* behind the others, or before one of them."""
        at = len(self.children) if before is None else self.children.index(before)
        if isinstance(child, Element):
            child.remove()
            child.parent = self
        elif at and isinstance(last := self.children[at - 1], str):
            self.children[at - 1] = last + child
            return
        self.children.insert(at, child)

    def remove(self) -> None:
        """Take the element out of the tree."""
        if self.parent is not None:
            self.parent.children.remove(self)
            self.parent = None


@dataclass(eq=False)
class _Open:
    """An element that is not closed yet, and where what is put into it goes."""

    element: Element
    #: Whose loose text it is in: it may be in a paragraph of that one.
    wrapper: _Open | None = None
    #: The element that it is in, of those that are open.
    parent: _Open | None = None
    #: The paragraph around loose text in it; of one in a wrapper, the paragraph that it was put in.
    paragraph: Element | None = None

    @property
    def name(self) -> str:
        return self.element.name


#: In the list of formatting elements, what those before are not seen beyond.
_Formatting = _Open | None


def balanced(html: str) -> str:
    """Return *html* with all elements closed and in their places."""
    if "<" not in html:
        return f"<p>{html}</p>" if html.strip(_SPACES) else html
    builder = _Builder()
    position = 0
    for token in _TOKEN.finditer(html):
        builder.text(html[position : token.start()])
        position = token.end()
        if token["end"]:
            builder.end(token["name"])
        else:
            builder.start(token["name"], _attributes(token["attributes"]))
            if token["name"] in ITEMS and token["attributes"].endswith("/"):
                builder.end(token["name"])
    builder.text(html[position:])
    return builder.finish()


def balanced_inside(html: str) -> str:
    """Return *html*, which stands within an element, with all elements closed."""
    return balanced(f"<div>{html}</div>").removeprefix("<div>").removesuffix("</div>") if "<" in html else html


def _attributes(written: str) -> str:
    written = written.rstrip().removesuffix("/").rstrip()
    return f" {written.lstrip()}" if written.strip() else ""


class _Builder:
    """Makes the tree, token by token."""

    def __init__(self) -> None:
        self.body = _Open(Element("body"))
        self.stack = [self.body]
        self.formatting: list[_Formatting] = []
        self.begins_pre = False

    @property
    def current(self) -> _Open:
        return self.stack[-1]

    def finish(self) -> str:
        """Return the tree as HTML."""
        _end_paragraph(self.body)
        return self.body.element.inside()

    # Tokens

    def text(self, text: str) -> None:
        """Put text into the tree."""
        if self.begins_pre:
            # The end of a line right behind the tag is none.
            text, self.begins_pre = text.removeprefix("\n"), False
        if not text:
            return
        if self.current.name in _TABLE_PARTS:
            if text.strip(_SPACES):
                self._reconstruct(fostered=True)
                if self.current.name in _TABLE_PARTS:
                    self._foster(text)
                else:
                    self._put(text)
            else:
                self.current.element.add(text)
            return
        self._reconstruct()
        self._put(text)

    def start(self, name: str, attributes: str) -> None:
        """Begin an element."""
        self.begins_pre = name == "pre"
        if name in _TABLE_WORDS and any(each.name == "table" for each in self.stack):
            self._start_in_table(name, attributes)
        elif name in _TABLE_WORDS:
            return
        elif name == "table":
            self._start_table(attributes)
        else:
            self._start_in_body(name, attributes)

    def end(self, name: str) -> None:
        """End an element."""
        self.begins_pre = False
        if name == "br":
            self.start("br", "")
        elif name in _TABLE_WORDS or name == "table":
            self._end_in_table(name)
        elif name == "p":
            if not self._in_scope("p", buttons=True):
                self._insert("p", "")
            self._close("p")
        elif name == "li":
            if self._in_scope("li", _LIST_BARRIERS):
                self._close("li")
        elif name in ("dd", "dt"):
            if self._in_scope(name):
                self._close(name)
        elif name in HEADINGS:
            if any(self._in_scope(each) for each in HEADINGS):
                self._imply_ends("")
                self._pop_until(*HEADINGS)
        elif name in _BLOCKS:
            if self._in_scope(name):
                self._close(name)
        elif name in FORMATTING:
            self._end_formatting(name)
        elif name not in VOID:
            self._end_other(name)

    def _start_in_body(self, name: str, attributes: str) -> None:
        if name in _BLOCKS or name in HEADINGS:
            self._close_paragraph()
            if name in HEADINGS and self.current.name in HEADINGS:
                self._pop()
            self._insert(name, attributes)
        elif name in ("li", "dd", "dt"):
            self._start_item(name, attributes)
        elif name == "hr":
            self._close_paragraph()
            self._insert(name, attributes)
        elif name in ("meta", "link", "mwtoc", "mwhead", "mwedit"):
            self._insert(name, attributes)
        elif name in FORMATTING:
            if name == "a" and (earlier := self._formatting_called("a")) is not None:
                self._end_formatting("a")
                if earlier in self.formatting:
                    self.formatting.remove(earlier)
                if earlier in self.stack:
                    self.stack.remove(earlier)
            self._reconstruct()
            opened = self._insert(name, attributes)
            self._remember(opened)
        elif name in ("rb", "rtc", "rp", "rt"):
            if self._in_scope("ruby"):
                self._imply_ends("rtc" if name in ("rp", "rt") else "")
            self._insert(name, attributes)
        else:
            self._reconstruct()
            self._insert(name, attributes)

    def _start_item(self, name: str, attributes: str) -> None:
        for opened in reversed(self.stack):
            if opened.name == name or (name in ("dd", "dt") and opened.name in ("dd", "dt")):
                self._close(opened.name)
                break
            if opened.name in _SPECIAL and opened.name not in ("div", "p"):
                break
        self._close_paragraph()
        self._insert(name, attributes)

    # Tables

    def _start_table(self, attributes: str) -> None:
        if self._is_between_cells():
            self._end_in_table("table")
            self.start("table", attributes)
            return
        self._close_paragraph()
        self._insert("table", attributes)

    def _is_between_cells(self) -> bool:
        """Whether a table is open, but no cell of it."""
        for opened in reversed(self.stack):
            if opened.name in _TABLE_PARTS:
                return True
            if opened.name in ("td", "th", "caption"):
                return False
        return False

    def _start_in_table(self, name: str, attributes: str) -> None:
        self._leave_cell(name)
        if name in ("td", "th"):
            if self.current.name == "table":
                self._insert("tbody", "")
            if self.current.name in _SECTIONS:
                self._insert("tr", "")
            self._insert(name, attributes)
            self.formatting.append(None)
        elif name == "tr":
            self._clear_to(*_SECTIONS, "table")
            if self.current.name == "table":
                self._insert("tbody", "")
            self._insert("tr", attributes)
        elif name == "caption":
            self._clear_to("table")
            self._insert("caption", attributes)
            self.formatting.append(None)
        else:
            self._clear_to("table")
            self._insert(name, attributes)

    def _leave_cell(self, name: str) -> None:
        """Close the cell or the caption that is open, for another part of the table begins."""
        for opened in reversed(self.stack):
            if opened.name in ("td", "th", "caption"):
                self._end_cell(opened.name)
                break
            if opened.name == "table":
                break
        if name in ("td", "th"):
            self._clear_to("tr", *_SECTIONS, "table")

    def _end_cell(self, name: str) -> None:
        self._imply_ends("")
        self._pop_until(name)
        while self.formatting and self.formatting.pop() is not None:
            pass

    def _clear_to(self, *names: str) -> None:
        while self.current.name not in names and self.current is not self.body:
            self._pop()

    def _end_in_table(self, name: str) -> None:
        if not self._in_table_scope(name):
            return
        if name in ("td", "th", "caption"):
            self._end_cell(name)
            return
        self._leave_cell(name)
        self._clear_to(name)
        self._pop()

    def _in_table_scope(self, name: str) -> bool:
        for opened in reversed(self.stack):
            if opened.name == name:
                return True
            if opened.name == "table":
                return False
        return False

    # The stack

    def _in_scope(self, name: str, barriers: frozenset[str] = _BARRIERS, *, buttons: bool = False) -> bool:
        del buttons  # wikitext makes none
        for opened in reversed(self.stack):
            if opened.name == name:
                return True
            if opened.name in barriers:
                return False
        return False

    def _close_paragraph(self) -> None:
        if self._in_scope("p"):
            self._close("p")

    def _close(self, name: str) -> None:
        self._imply_ends(name)
        self._pop_until(name)

    def _imply_ends(self, but: str) -> None:
        while self.current.name in _IMPLIED_ENDS and self.current.name != but:
            self._pop()

    def _pop_until(self, *names: str) -> None:
        while self._pop().name not in names:
            pass

    def _pop(self) -> _Open:
        opened = self.stack.pop()
        if opened.name in _WRAPPING:
            _end_paragraph(opened)
        return opened

    def _end_other(self, name: str) -> None:
        for opened in reversed(self.stack):
            if opened.name == name:
                self._imply_ends(name)
                while self._pop() is not opened:
                    pass
                return
            if opened.name in _SPECIAL:
                return

    # Putting things in

    def _insert(self, name: str, attributes: str) -> _Open:
        element = Element(name, attributes)
        opened = _Open(element)
        if self.current.name in _TABLE_PARTS and name not in _TABLE_WORDS:
            self._foster(element)
        else:
            self._put(element, opened)
        if name not in VOID:
            self.stack.append(opened)
        return opened

    def _put(self, what: Element | str, opened: _Open | None = None) -> None:
        _put_into(self.current, what, opened)

    def _foster(self, what: Element | str) -> None:
        """Put what does not belong into a table before it."""
        table = next(each for each in reversed(self.stack) if each.name == "table").element
        if table.parent is None or table.parent.name in _INLINE | ITEMS:
            raise NotImitated("The in-memory wiki does not imitate tables whose elements are mixed up so much.")
        table.parent.add(what, before=table)

    # Bold, italic and their like

    def _formatting_called(self, name: str) -> _Open | None:
        for opened in reversed(self.formatting):
            if opened is None:
                return None
            if opened.name == name:
                return opened
        return None

    def _remember(self, opened: _Open) -> None:
        same = []
        for each in reversed(self.formatting):
            if each is None:
                break
            if (each.name, each.element.attributes) == (opened.name, opened.element.attributes):
                same.append(each)
        if len(same) >= 3:
            self.formatting.remove(same[-1])
        self.formatting.append(opened)

    def _reconstruct(self, *, fostered: bool = False) -> None:
        """Open again what a block closed that began within it."""
        at = len(self.formatting)
        while at and (opened := self.formatting[at - 1]) is not None and opened not in self.stack:
            at -= 1
        if fostered and at < len(self.formatting):
            raise NotImitated("The in-memory wiki does not imitate bold or italic text between the cells of a table.")
        for number in range(at, len(self.formatting)):
            if (closed := self.formatting[number]) is not None:
                self.formatting[number] = self._insert(closed.name, closed.element.attributes)

    def _end_formatting(self, name: str) -> None:
        """End a formatting element, whatever began in it (the specification's "adoption agency")."""
        if self.current.name == name and self.current not in self.formatting:
            self._pop()
            return
        for _ in range(8):
            ended = self._formatting_called(name)
            if ended is None:
                self._end_other(name)
                return
            if ended not in self.stack:
                self.formatting.remove(ended)
                return
            if not self._in_scope(name):
                return
            at = self.stack.index(ended)
            block = next((each for each in self.stack[at + 1 :] if each.name in _SPECIAL), None)
            if block is None:
                while self._pop() is not ended:
                    pass
                self.formatting.remove(ended)
                return
            self._adopt(ended, block)

    def _adopt(self, ended: _Open, block: _Open) -> None:
        if block.name in _WRAPPING:
            raise NotImitated(
                f"The in-memory wiki does not imitate a <{ended.name}> that begins before a <{block.name}> "
                "and ends in it."
            )
        ancestor = self.stack[self.stack.index(ended) - 1]
        bookmark = self.formatting.index(ended)
        last = block
        for number, node in enumerate(reversed(self.stack[self.stack.index(ended) + 1 : self.stack.index(block)])):
            if number >= 3 and node in self.formatting:
                self.formatting.remove(node)
            if node not in self.formatting:
                self.stack.remove(node)
                continue
            renewed = _Open(Element(node.name, node.element.attributes))
            self.stack[self.stack.index(node)] = renewed
            self.formatting[self.formatting.index(node)] = renewed
            if last is block:
                bookmark = self.formatting.index(renewed) + 1
            renewed.element.add(last.element)
            last = renewed
        last.element.remove()
        if ancestor.name in _TABLE_PARTS:
            raise NotImitated("The in-memory wiki does not imitate bold or italic text between the cells of a table.")
        _put_into(ancestor, last.element, last)
        renewed = _Open(Element(ended.name, ended.element.attributes))
        for child in [*block.element.children]:
            if isinstance(child, str):
                renewed.element.add(child)
            else:
                child.remove()
                renewed.element.add(child)
        block.element.children = []
        block.element.add(renewed.element)
        place = self.formatting.index(ended)
        self.formatting.remove(ended)
        self.formatting.insert(bookmark - (place < bookmark), renewed)
        self.stack.remove(ended)
        self.stack.insert(self.stack.index(block) + 1, renewed)


# Loose text


def _put_into(place: _Open, what: Element | str, opened: _Open | None = None) -> None:
    """Put *what* into an open element, in a paragraph where it would be loose."""
    is_space = isinstance(what, str) and not what.strip(_SPACES)
    is_inline = isinstance(what, str) or not what.holds_block()
    if place.name in _WRAPPING:
        if not is_inline:
            _end_paragraph(place)
            place.element.add(what)
        elif is_space and place.paragraph is None:
            place.element.add(what)
        else:
            _paragraph_of(place).add(what)
            if opened is not None:
                opened.wrapper, opened.parent, opened.paragraph = place, place, place.paragraph
        return
    wrapper = place.wrapper
    if wrapper is not None:
        chain = _chain(place, wrapper)
        may_split = all(each.name in FORMATTING for each in chain)
        if is_inline and place.paragraph is None and may_split:
            _split(chain, wrapper, _paragraph_of(wrapper))
        elif not is_inline and place.paragraph is not None:
            _leave_paragraph(chain, wrapper, may_split=may_split)
        if opened is not None and is_inline:
            opened.wrapper, opened.parent, opened.paragraph = wrapper, place, place.paragraph
    place.element.add(what)


def _paragraph_of(place: _Open) -> Element:
    if place.paragraph is None:
        place.paragraph = Element("p")
        place.element.add(place.paragraph)
    return place.paragraph


def _end_paragraph(place: _Open) -> None:
    paragraph, place.paragraph = place.paragraph, None
    if paragraph is not None and not paragraph.children:
        paragraph.remove()


def _chain(place: _Open, wrapper: _Open) -> list[_Open]:
    """Return *place* and the elements that it is in, up to the one that has loose text."""
    chain = []
    at: _Open | None = place
    while at is not None and at is not wrapper:
        chain.append(at)
        at = at.parent
    return chain


def _leave_paragraph(chain: list[_Open], wrapper: _Open, *, may_split: bool) -> None:
    """End the paragraph that a block begins in; the elements around the block go on behind it."""
    paragraph, wrapper.paragraph = wrapper.paragraph, None
    before = [opened.element for opened in chain]
    if may_split:
        _split(chain, wrapper, None)
        for element in before:
            if element.is_blank():
                element.remove()
    else:
        for opened in chain:
            opened.paragraph = None
        wrapper.element.add(before[-1])
    if paragraph is not None and not paragraph.children:
        paragraph.remove()


def _split(chain: list[_Open], wrapper: _Open, paragraph: Element | None) -> None:
    """Go on with the elements of *chain*: in a new paragraph, or outside of any."""
    into = wrapper.element if paragraph is None else paragraph
    for opened in reversed(chain):
        opened.element = Element(opened.name, opened.element.attributes)
        opened.paragraph = paragraph
        into.add(opened.element)
        into = opened.element
