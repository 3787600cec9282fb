"""Bold and italic text: two to five apostrophes."""

from __future__ import annotations

import re
from typing import Final

_QUOTES: Final = re.compile("(''+)")
_ITALIC, _BOLD, _BOTH = 2, 3, 5


def emphasized(text: str) -> str:
    """Return *text* with bold and italic letters as HTML, line by line."""
    return "\n".join(map(_line, text.split("\n"))) if "''" in text else text


def _line(line: str) -> str:
    # Texts at even places, runs of apostrophes at odd ones.
    pieces = _QUOTES.split(line)
    if len(pieces) == 1:
        return line
    for at in range(1, len(pieces), 2):
        _shorten(pieces, at)
    runs = pieces[1::2]
    bold = sum(len(run) in (_BOLD, _BOTH) for run in runs)
    italic = sum(len(run) in (_ITALIC, _BOTH) for run in runs)
    if bold % 2 and italic % 2:
        _make_italic(pieces)
    return _tagged(pieces)


def _shorten(pieces: list[str], at: int) -> None:
    """Leave only as many apostrophes in the run at *at* as mean something; those before them are text."""
    count = len(pieces[at])
    kept = _BOLD if count == _BOLD + 1 else min(count, _BOTH)
    pieces[at - 1] += "'" * (count - kept)
    pieces[at] = "'" * kept


def _make_italic(pieces: list[str]) -> None:
    """Take one bold mark for an apostrophe and an italic mark, for neither bold nor italic marks make pairs.

    The best is one behind a word of one letter, then one behind a longer word, then one behind a space.
    """
    places: dict[str, int] = {}
    for at in range(1, len(pieces), 2):
        if len(pieces[at]) != _BOLD:
            continue
        last, before_last = pieces[at - 1][-1:], pieces[at - 1][-2:-1]
        if last == " ":
            kind = "space"
        elif before_last == " ":
            kind = "letter"
        else:
            kind = "word"
        places.setdefault(kind, at)
        if kind == "letter":
            break
    for kind in ("letter", "word", "space"):
        if kind in places:
            at = places[kind]
            pieces[at] = "''"
            pieces[at - 1] += "'"
            return


def _tagged(pieces: list[str]) -> str:
    written = ""
    #: What five apostrophes began is not known until the next ones come.
    held: str | None = None
    opened: list[str] = []
    for at, piece in enumerate(pieces):
        if at % 2 == 0:
            if held is None:
                written += piece
            else:
                held += piece
            continue
        names = {_ITALIC: "i", _BOLD: "b", _BOTH: "bi"}[len(piece)]
        if held is not None:
            first = "b" if names == "i" else "i"
            if names == "bi":
                written += f"<i><b>{held}</b></i>"
                opened = []
            else:
                # What ends first began last.
                written += f"<{first}><{names}>{held}</{names}>"
                opened = [first]
            held = None
            continue
        if names == "bi":
            if not opened:
                held = ""
            else:
                both = [*opened]
                written += "".join(f"</{name}>" for name in reversed(both))
                if len(both) == 1:
                    other = "b" if both == ["i"] else "i"
                    written += f"<{other}>"
                    opened = [other]
                else:
                    opened = []
            continue
        if names not in opened:
            written += f"<{names}>"
            opened.append(names)
        elif opened[-1] == names:
            written += f"</{names}>"
            opened.pop()
        else:
            other = opened[-1]
            written += f"</{other}></{names}><{other}>"
            opened = [other]
    if held is not None:
        return f"{written}<b><i>{held}</i></b>" if held else written
    return written + "".join(f"</{name}>" for name in reversed(opened))
