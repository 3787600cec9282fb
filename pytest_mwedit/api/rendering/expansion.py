"""Filling in the templates of a page that becomes HTML, and finding its sections."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pytest_mwedit.api.rendering.headings import Section
from pytest_mwedit.api.rendering.marks import HEADING, HEADING_END
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.text_expansion import UNKNOWN, Expanded, Shown
from pytest_mwedit.wiki.text_preprocessor import Comment, Extension, Node, Parameter, Template, preprocess
from pytest_mwedit.wiki.text_presave import Saver
from pytest_mwedit.wiki.text_sections import headings
from pytest_mwedit.wiki.text_substitution import BEGINS_LINE

if TYPE_CHECKING:
    from pytest_mwedit.api.rendering.page import Page
    from pytest_mwedit.wiki.text_preprocessor import Part
    from pytest_mwedit.wiki.text_substitution import Frame
    from pytest_mwedit.wiki.titles import Title

#: What an extension tag counts: its name, its attributes and what is in it.
_NODES_OF_EXTENSION = 3
#: What variables are called whose value is not the same the next time.
_OF_THE_MOMENT = ("CURRENT", "LOCAL", "REVISION")
_SPACES = " \t\n\r\0\x0b"
_LINE_BEGUN, _LINE_ENDED = re.compile(r"\n[ \t]*\Z"), re.compile(r"[ \t]*\n")


def expanded_text(page: Page, text: str) -> str:
    """Return *text* without templates, with marks for its sections; what is no wikitext is hidden in *page*."""
    found = Expanded(hidden=page.hidden)
    frame = _Frame(Saver(page.wiki, page.title, page.user), page.hidden, found=found, page_read=page)
    marked = _with_sections(page, text, page.title, included=False)
    nodes = preprocess(marked, page.wiki.extension_tags)
    told = frame.expanded(nodes)
    page.costs.nodes += _nodes_before_sections(nodes)
    if UNKNOWN in told:
        raise NotImitated(
            f"The in-memory wiki does not know all variables and functions in the page {str(page.title)!r}. "
            "Leave out numbers of pages, versions and the like, or record the reply."
        )
    return told


def _with_sections(page: Page, text: str, title: Title, *, included: bool) -> str:
    """Return *text* with a mark in each heading of a section."""
    written, place = "", 0
    for number, heading in enumerate(headings(text, page.wiki.extension_tags, included=included), 1):
        if heading.nested:
            continue
        index = f"T-{number}" if included else str(number)
        page.sections.append(Section(title, index, None if included else heading.start))
        behind = heading.start + heading.level
        written += f"{text[place:behind]}{HEADING}{len(page.sections) - 1}{HEADING_END}"
        place = behind
    return written + text[place:]


class _Arguments(dict[str, str]):
    """The arguments of a template, each read when it is used first."""

    def __init__(self, given: dict[str, tuple[_Frame, list[Node], bool]]) -> None:
        super().__init__()
        self.given = given

    def get(self, name: str, default: object = None) -> str | None:  # type: ignore[override] # it has no default
        """Return an argument; None if it was not given."""
        del default
        if name not in self and name in self.given:
            frame, nodes, is_named = self.given[name]
            frame.page_read.costs.nodes += not nodes
            value = frame.expanded(nodes, comments=not is_named)
            self[name] = value.strip(_SPACES) if is_named else value
            frame.page_read.costs.arguments += frame.page_read.length(self[name])
        return super().get(name)


@dataclass
class _Frame(Shown):
    """A page that is read, or a template in it."""

    page_read: Page = field(kw_only=True)

    def expanded(self, nodes: list[Node], *, comments: bool = True) -> str:
        """Return what the nodes become; a comment that is alone in its line goes with the line."""
        costs = self.page_read.costs
        if not nodes:
            return ""
        costs.nodes += 1
        self.page_read.depth += 1
        costs.depth = max(costs.depth, self.page_read.depth)
        made = ""
        for node in _without_comment_lines(nodes):
            made += self._at_its_depth(node, made, comments)
        self.page_read.depth -= 1
        return made

    def _at_its_depth(self, node: Node, before: str, comments: bool) -> str:
        """Return what one node becomes; what stands in a heading lies deeper."""
        costs = self.page_read.costs
        if isinstance(node, str):
            found = node.count(HEADING)
            costs.nodes += found
            if found:
                costs.depth = max(costs.depth, self.page_read.depth + 1)
            return node
        in_heading = HEADING in before.rpartition("\n")[2]
        self.page_read.depth += in_heading
        made = self.written(node, comments)
        self.page_read.depth -= in_heading
        return made

    def written(self, node: Node, comments: bool) -> str:
        """Return what one node becomes."""
        if isinstance(node, Extension):
            costs = self.page_read.costs
            costs.nodes += _NODES_OF_EXTENSION
            costs.depth = max(costs.depth, self.page_read.depth + 1)
        return super().written(node, comments)

    def parameter(self, node: Parameter, comments: bool) -> str:
        """Return the value of a template's parameter, or its default."""
        name, *defaults = node.parts
        written = self.expanded(name.nodes, comments=comments)
        value = self.arguments.get(written.strip(_SPACES)) if self.outer is not None else None
        if value is not None:
            return value
        if defaults:
            return self._in_place(defaults[0].nodes, comments)
        return self.as_it_stands("{{{", written, defaults, "}}}", comments)

    def as_it_stands(self, opening: str, name: str, parts: list[Part], closing: str, comments: bool) -> str:
        """Return a call that calls nothing."""
        return f"{opening}{'|'.join((name, *(self._in_place(part.nodes, comments) for part in parts)))}{closing}"

    def _in_place(self, nodes: list[Node], comments: bool) -> str:
        """Return what nodes become that count as if they stood there themselves."""
        made = ""
        for node in _without_comment_lines(nodes):
            made += self._at_its_depth(node, made, comments)
        return made

    def made(self, name: str, parts: list[Part]) -> str | None:
        """Return what two braces become."""
        made = super().made(name, parts)
        if made is not None:
            self.page_read.costs.included += self.page_read.length(made)
        return made

    def template(self, node: Template, comments: bool) -> str:
        """Return what two braces become."""
        made = super().template(node, comments)
        if made.startswith("\n") and BEGINS_LINE.match(made, 1) and not node.starts_line:
            self.page_read.costs.included += 1
        return made

    def variable(self, name: str) -> str | None:
        """Return what the variable *name* stands for; None if there is none."""
        if name.startswith(_OF_THE_MOMENT):
            self.page_read.costs.is_of_the_moment = True
        return super().variable(name)

    def text_of(self, title: Title) -> str | None:
        """Return the text that is transcluded with *title*, with its sections; None if there is none."""
        text = super().text_of(title)
        return None if text is None else _with_sections(self.page_read, text, title, included=True)

    def page(self, name: str, parts: list[Part], *, processed: bool) -> str | None:
        """Return the text of the page that *name* names; None if it names none."""
        title = self.title_of(name)
        if title is not None and title.can_exist:
            self.page_read.costs.templates[title.prefixed_text] += 1
        if parts or title is None or not processed:
            return super().page(name, parts, processed=processed)
        # Without arguments it is the same everywhere.
        kept = self.page_read.transcluded
        if title not in kept:
            kept[title] = super().page(name, parts, processed=processed)
        return kept[title]

    def arguments_of(self, parts: list[Part]) -> dict[str, str]:
        """Return the arguments of a template by name and by position."""
        given: dict[str, tuple[_Frame, list[Node], bool]] = {}
        position = 0
        for part in parts:
            if part.equals is None:
                position += 1
                given[str(position)] = self, part.nodes, False
            else:
                name = self.expanded(part.name, comments=False).strip(_SPACES)
                given[name] = self, part.value, True
        return _Arguments(given)

    def inside(self, title: Title, parts: list[Part]) -> Frame:
        """Return the frame of a template with its arguments."""
        within = (*self.within, title)
        return _Frame(
            self.saver, self.hidden, self, self.arguments_of(parts), within, found=self.found, page_read=self.page_read
        )


_TOKEN = re.compile(rf"(?P<heading>=+(?={HEADING}))|(?P<line>\n)|(?P<link>\[\[[^\[\]\n]*\]\])|[^\n=\[]+|.")


def _nodes_before_sections(nodes: list[Node]) -> int:
    """Return what is read again of a page to tell where its sections are: all nodes before the last heading."""
    kept = _joined(_without_comment_lines(nodes))
    gone = sum(isinstance(node, Comment) for node in nodes) - sum(isinstance(node, Comment) for node in kept)
    total = count = 0
    in_heading = in_text = False
    for node in kept:
        if not isinstance(node, str):
            count += not in_heading
            in_text = False
            continue
        for token in _TOKEN.finditer(node):
            if token["heading"]:
                total = count
                count += 1
                in_heading, in_text = True, False
                continue
            if token["line"]:
                in_heading = False
            if not in_heading and (not in_text or token["link"]):
                count += 1
                in_text = True
    return total + gone if total else 0


def _without_comment_lines(nodes: list[Node]) -> list[Node]:
    if not any(isinstance(node, Comment) for node in nodes):
        return nodes
    kept = _joined(nodes)
    at = 0
    while at < len(kept):
        if not isinstance(kept[at], Comment):
            at += 1
            continue
        end = at + 1
        while end + 1 < len(kept) and isinstance(kept[end + 1], Comment) and _is_space(kept[end]):
            end += 2
        while end < len(kept) and isinstance(kept[end], Comment):
            end += 1
        before = kept[at - 1] if at else ""
        after = kept[end] if end < len(kept) else ""
        if isinstance(before, str) and isinstance(after, str):
            begun, ended = _LINE_BEGUN.search(before), _LINE_ENDED.match(after)
            if begun and ended:
                kept[at - 1] = before[: begun.start() + 1] + after[ended.end() :]
                del kept[at : end + 1]
                continue
        at = end
    return kept


def _joined(nodes: list[Node]) -> list[Node]:
    """Return the nodes with neighbouring pieces of text as one."""
    joined: list[Node] = []
    for node in nodes:
        if isinstance(node, str) and joined and isinstance(before := joined[-1], str):
            joined[-1] = before + node
        else:
            joined.append(node)
    return joined


def _is_space(node: Node) -> bool:
    return isinstance(node, str) and not node.strip(" \t")
