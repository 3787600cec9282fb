"""Differences of texts as MediaWiki shows them: a table for people, and a list of changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from pytest_mwedit.api.messages import unfilled
from pytest_mwedit.languages import language as language_called
from pytest_mwedit.wiki.text_diff import Operation, Piece, operations, words

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Revision

#: How many lines are shown around what changed.
CONTEXT = 2


@dataclass(frozen=True)
class Writing:
    """How a version writes the HTML of a table: what it escapes, and an empty line that is the same in both texts."""

    empty: str
    in_words: Mapping[str, str]
    alone: Mapping[str, str]
    #: What stands below a table of two revisions that was shown before.
    shown_before: str = ""


_ALL = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#039;"}
_NO_QUOTES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_FEW = {"&": "&amp;", "<": "&lt;"}

#: Version: how it writes.
WRITING: Mapping[str, Writing] = {
    "1.43": Writing("<br>", _NO_QUOTES, _NO_QUOTES),
    "1.39": Writing("<br/>", _ALL, _FEW, "\n<!-- diff cache key wiki:diff::1.12:old-{}:rev-{} -->\n"),
}

_DELETED = '<td class="diff-marker" data-marker="\u2212"></td><td class="diff-deletedline diff-side-deleted">'
_ADDED = '<td class="diff-marker" data-marker="+"></td><td class="diff-addedline diff-side-added">'
_CONTEXT_LEFT = '<td class="diff-marker"></td><td class="diff-context diff-side-deleted">'
_CONTEXT_RIGHT = '<td class="diff-marker"></td><td class="diff-context diff-side-added">'
_NOTHING_LEFT = '<td colspan="2" class="diff-side-deleted"></td>'
_NOTHING_RIGHT = '<td colspan="2" class="diff-side-added"></td>'


def difference(call: Call, old: str, new: str, kind: str) -> str:
    """Return what differs as HTML of a *kind*: ``table`` or ``unified``."""
    if old == new:
        return ""
    if kind == "unified":
        return f'<tr><td colspan="4"><pre>{_escaped(unified(old, new), _FEW)}</pre></td></tr>'
    template = unfilled("lineno", call.language)
    number = language_called(call.language).number
    return table(old, new, lambda line: template.replace("$1", number(line)), WRITING[call.wiki.version])


def difference_of_revisions(call: Call, old: Revision, new: Revision, kind: str) -> str:
    """Return what differs between two revisions; some versions say that it was shown before."""
    pair, writing = (old.id, new.id), WRITING[call.wiki.version]
    body = difference(call, old.text, new.text, kind)
    if not body:
        return body
    if pair in call.wiki.shown_differences:
        body += writing.shown_before.format(*pair)
    call.wiki.shown_differences.add(pair)
    return body


def unified(old: str, new: str) -> str:
    """Return what differs as a patch does."""
    left, right = old.split("\n"), new.split("\n")
    lines: list[str] = []
    for part in _parts(operations(left, right)):
        first, last = part[0], part[-1]
        lines.append(f"@@ -{first.old + 1},{last.old_end - first.old} +{first.new + 1},{last.new_end - first.new} @@\n")
        for each in part:
            was, became = left[each.old : each.old_end], right[each.new : each.new_end]
            if each.kept:
                lines += (f" {line}\n" for line in was)
            else:
                lines += (f"-{line}\n" for line in was)
                lines += (f"+{line}\n" for line in became)
    return "".join(lines)


def table(old: str, new: str, line: Callable[[int], str], writing: Writing) -> str:
    """Return the rows of the table that shows how *new* differs from *old*.

    Args:
        old: One text.
        new: The other.
        line: Says in a language which line a part begins with.
        writing: How the version writes it.
    """
    if old == new:
        return ""
    left, right = old.split("\n"), new.split("\n")
    rows: list[str] = []
    for part in _parts(operations(left, right)):
        first = part[0]
        rows.append(
            f'<tr><td colspan="2" class="diff-lineno" id="mw-diff-left-l{first.old + 1}">{line(first.old + 1)}</td>\n'
            f'<td colspan="2" class="diff-lineno">{line(first.new + 1)}</td></tr>\n'
        )
        for each in part:
            rows += _rows(each, left, right, writing)
    return "".join(rows)


def _parts(found: Sequence[Operation]) -> Iterator[list[Operation]]:
    """Yield what changed together with some lines around it."""
    part: list[Operation] = []
    for number, each in enumerate(found):
        if not each.kept:
            part.append(each)
            continue
        is_first, is_last, size = number == 0, number == len(found) - 1, each.old_end - each.old
        if not is_first and size <= 2 * CONTEXT:
            part.append(each)
            continue
        if not is_first:
            few = min(size, CONTEXT)
            yield [*part, Operation(True, each.old, each.old + few, each.new, each.new + few)]
        few = 0 if is_last else min(size, CONTEXT)
        part = [Operation(True, each.old_end - few, each.old_end, each.new_end - few, each.new_end)] if few else []
    if part:
        yield part


def _rows(operation: Operation, left: Sequence[str], right: Sequence[str], writing: Writing) -> Iterator[str]:
    old, new = left[operation.old : operation.old_end], right[operation.new : operation.new_end]
    if operation.kept:
        for text in old:
            shown = f"<div>{_spaced(_escaped(text, _ALL))}</div>" if text else writing.empty
            yield f"<tr>{_CONTEXT_LEFT}{shown}</td>{_CONTEXT_RIGHT}{shown}</td></tr>\n"
    elif not new:
        for text in old:
            yield f"<tr>{_DELETED}<div>{_alone(text, 'del', writing)}</div></td>{_NOTHING_RIGHT}</tr>\n"
    elif not old:
        for text in new:
            yield f"<tr>{_NOTHING_LEFT}{_ADDED}<div>{_alone(text, 'ins', writing)}</div></td></tr>\n"
    else:
        for was, became in zip_longest(*words(old, new)):
            before = _NOTHING_LEFT if was is None else f"{_DELETED}<div>{_marked(was, 'del', writing)}</div></td>"
            after = _NOTHING_RIGHT if became is None else f"{_ADDED}<div>{_marked(became, 'ins', writing)}</div></td>"
            yield f"<tr>{before}{after}</tr>\n"


def _alone(text: str, element: str, writing: Writing) -> str:
    return _spaced(f'<{element} class="diffchange">{_escaped(text, writing.alone)}</{element}>')


def _marked(pieces: Sequence[Piece], element: str, writing: Writing) -> str:
    line = "".join(
        f'<{element} class="diffchange diffchange-inline">{_escaped(each.text, writing.in_words)}</{element}>'
        if each.changed
        else _escaped(each.text, writing.in_words)
        for each in pieces
    )
    return _spaced(line) or "\u00a0"


def _escaped(text: str, entities: Mapping[str, str]) -> str:
    return text.translate({ord(char): entity for char, entity in entities.items()})


def _spaced(text: str) -> str:
    """Keep spaces from being taken for one, and from being lost at the ends."""
    start = "\u00a0" if text.startswith(" ") else ""
    end = "\u00a0" if text.endswith(" ") else ""
    return f"{start}{text}{end}".replace("  ", "\u00a0 ")
