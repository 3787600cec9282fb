"""Tables in wikitext: lines that begin with braces, pipes and exclamation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pytest_mwedit.wiki.text_tags import Attributes

_BEGIN = re.compile(r"(:*)\s*\{\|(.*)")
_SPACES: Final = " \t\n\r\0\x0b"
_EMPTY = "<table>\n<tr><td></td></tr>\n</table>"
#: What begins a line: the element of its cells.
_CELLS = {"|": "td", "!": "th", "|+": "caption"}


@dataclass
class _Table:
    """A table that is not closed yet."""

    #: How many lists it is indented by.
    indent: int
    #: What the row that is about to begin has for attributes.
    row_attributes: str = ""
    #: The cell that is open.
    cell: str = ""
    row_is_open: bool = False
    had_row: bool = False

    def closed_cell(self) -> str:
        """Close the cell that is open."""
        cell, self.cell = self.cell, ""
        return f"</{cell}>" if cell else ""

    def closed_row(self) -> str:
        """Close the row that is open."""
        was_open, self.row_is_open = self.row_is_open, False
        return "</tr>" if was_open else ""


def with_tables(text: str, attributes: Attributes) -> str:
    """Return *text* with its tables as HTML; *attributes* writes those of an element."""
    if "{|" not in text:
        return text
    tables: list[_Table] = []
    lines = [_line(line, tables, attributes) for line in text.split("\n")]
    written = "\n".join(lines)
    while tables:
        table = tables.pop()
        if table.cell:
            written += "\n</td>"
        if table.row_is_open:
            written += "\n</tr>"
        if not table.had_row:
            written += "\n<tr><td></td></tr>"
        written += "\n</table>"
    return "" if written == _EMPTY else written


def _line(line: str, tables: list[_Table], attributes: Attributes) -> str:
    stripped = line.strip(_SPACES)
    if begun := _BEGIN.fullmatch(stripped):
        tables.append(_Table(len(begun[1])))
        return "<dl><dd>" * len(begun[1]) + f"<table{attributes(begun[2], 'table')}>"
    if not tables:
        return line
    table = tables[-1]
    if stripped.startswith("|}"):
        tables.pop()
        needed = "" if table.had_row else "<tr><td></td></tr>"
        ended = f"{table.closed_cell()}{table.closed_row()}{needed}</table>"
        return ended + stripped[2:] + "</dd></dl>" * table.indent
    if stripped.startswith("|-"):
        table.row_attributes = attributes(stripped[1:].lstrip("-"), "tr")
        table.had_row = True
        return table.closed_cell() + table.closed_row()
    mark = next((each for each in ("|+", "|", "!") if stripped.startswith(each)), "")
    if not mark:
        return line
    content = stripped[len(mark) :]
    if mark == "!":
        content = content.replace("!!", "||")
    return "".join(_cell(cell, mark, table, attributes) for cell in content.split("||"))


def _cell(cell: str, mark: str, table: _Table, attributes: Attributes) -> str:
    before = ""
    if mark != "|+":
        if not table.row_is_open:
            before = f"<tr{table.row_attributes}>\n"
            table.row_attributes, table.row_is_open = "", True
        table.had_row = True
    if closed := table.closed_cell():
        before = f"{closed}\n{before}"
    table.cell = name = _CELLS[mark]
    given, pipe, content = cell.partition("|")
    if not pipe or "[[" in given or "-{" in given:
        return f"{before}<{name}>{cell.strip(_SPACES)}"
    return f"{before}<{name}{attributes(given, name)}>{content.strip(_SPACES)}"
