"""format=xml: values are attributes, arrays are elements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from pytest_mwedit.api.formats.metadata import is_number, is_table, metadata_of, path_of, unwrapped
from pytest_mwedit.api.formats.written import Written
from pytest_mwedit.api.result import Kept, Sub, passes_for_list

DECLARATION = '<?xml version="1.0"?>'
DOCUMENTED_DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'

#: What the elements of an array are called that has no name for them.
NAMELESS = "_v"

PRESERVE = ("xml:space", "preserve")
NAMESPACE = ("xmlns", "http://www.mediawiki.org/xml/api/")

#: The number of an element in its list, which is not told there.
_NUMBER = re.compile(r'^( *<\w+) _idx="[^"]*"')
_NOT_IN_NAMES = re.compile(r"[^\w.:-]")
_NO_BEGINNING = re.compile(r"[\d.-]")

Attributes = list[tuple[str, str]]


class Child(NamedTuple):
    """An element to be written; *first* and *last* are what its parent adds to its attributes."""

    name: str
    value: Any
    path: str = ""
    first: tuple[tuple[str, str], ...] = ()
    last: tuple[tuple[str, str], ...] = ()


def write_xml(tree: dict[str, Any], params: dict[str, Any]) -> Written:
    """Write *tree* as XML in one line."""
    text = f"{DECLARATION}{''.join(_document(tree, params))}"
    return Written(text.encode("utf-8", "surrogateescape"), "text/xml; charset=utf-8", "api-result.xml")


def documented_xml(tree: dict[str, Any], params: dict[str, Any]) -> str:
    """Return *tree* as the documentation of old shows XML."""
    lines = (_NUMBER.sub(r"\1", line) for line in _indented(_document(tree, params)))
    return "\n".join([DOCUMENTED_DECLARATION, *lines])


def write_documented_xml(tree: dict[str, Any], params: dict[str, Any]) -> Written:
    """Write *tree* as the documentation of old shows XML: each element on a line of its own."""
    text = documented_xml(tree, params)
    return Written(text.encode("utf-8", "surrogateescape"), "text/xml; charset=utf-8", "api-result.xml")


def pretty_xml(tree: dict[str, Any], params: dict[str, Any]) -> str:
    """Return *tree* as XML for people, each element on a line of its own."""
    return "\n".join([DECLARATION, *_indented(_document(tree, params))])


def _document(tree: dict[str, Any], params: dict[str, Any]) -> Iterator[str]:
    return _element(
        Child(
            params.get("root", "api"),
            tree,
            last=(NAMESPACE,) if params["includexmlnamespace"] and "xmlns" not in tree else (),
        )
    )


def _indented(pieces: Iterator[str]) -> Iterator[str]:
    depth = 0
    for piece in pieces:
        if piece.startswith("</"):
            depth -= 1
        yield "  " * depth + piece
        if not (piece.startswith("</") or piece.endswith("/>") or "</" in piece):
            depth += 1


def _element(child: Child) -> Iterator[str]:
    """Yield an element in pieces: tags, and elements with their text."""
    name, value = child.name, unwrapped(child.value)
    if not isinstance(value, dict | list | tuple):
        yield _with_text(name, [*child.first, *child.last], _scalar(value))
        return
    metadata = metadata_of(child.path, value)
    attributes, children, content = _sorted(value, metadata, child.path)
    attributes = [*child.first, *attributes, *child.last]
    if content is not None and not children:
        yield _with_text(name, [*attributes, PRESERVE], content)
        return
    if content is not None:
        children.append(Child(metadata["_content"], content, last=(PRESERVE,)))
    if not children:
        yield f"<{name}{_written(attributes)} />"
        return
    yield f"<{name}{_written(attributes)}>"
    for each in children:
        yield from _element(each)
    yield f"</{name}>"


def _sorted(value: Any, metadata: dict[str, Any], path: str) -> tuple[Attributes, list[Child], str | None]:
    """Part what an element has into attributes, elements and text; elements by number follow those by name."""
    keyed = list(value.items() if isinstance(value, dict) else enumerate(value))
    shows_number = _shows_number([key for key, _ in keyed], metadata)
    attributes: Attributes = []
    named: list[Child] = []
    numbered: list[Child] = []
    content: str | None = None
    for key, kept in keyed:
        each, where = unwrapped(kept), path_of(path, metadata, key)
        if is_table(metadata):
            name = ((metadata["_kvpkeyname"], str(key)),)
            last = (*name, PRESERVE) if isinstance(each, str | bool) else name
            named.append(Child(metadata.get("_element", NAMELESS), each, where, last=last))
        elif is_number(key):
            number = (("_idx", str(key)),) if shows_number else ()
            numbered.append(Child(metadata.get("_element", NAMELESS), each, where, first=number))
        elif key == metadata.get("_content"):
            content = _scalar(each)
        elif isinstance(each, Sub) or key in metadata.get("_subelements", ()):
            named.append(Child(_name(key), each, last=(PRESERVE,)))
        elif isinstance(each, dict | list | tuple):
            named.append(Child(_name(key), each, where))
        else:
            attributes += _attribute(_name(key), each)
    return attributes, named + numbered, content


def _shows_number(keys: list[int | str], metadata: dict[str, Any]) -> bool:
    """Whether the elements tell their numbers: unless they could be a list's."""
    if metadata.get("_type", "").endswith("assoc") or not all(is_number(key) for key in keys):
        return True
    return not passes_for_list([int(key) for key in keys])


def _attribute(name: str, value: Any) -> Attributes:
    if isinstance(value, Kept):
        value = value.value
    if value is None or value is False:
        return []
    return [(name, "" if value is True else str(value))]


def _scalar(value: Any) -> str:
    if isinstance(value, Sub):
        value = value.text
    if isinstance(value, Kept):
        value = value.value
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _with_text(name: str, attributes: Attributes, text: str) -> str:
    if not text:
        return f"<{name}{_written(attributes)} />"
    return f"<{name}{_written(attributes)}>{text.translate(_IN_TEXT)}</{name}>"


def _written(attributes: Attributes) -> str:
    return "".join(f' {name}="{value.translate(_IN_ATTRIBUTE)}"' for name, value in attributes)


def _name(key: str) -> str:
    """Return *key* as the name of an element or attribute; what XML does not allow is written as its number."""
    if _NOT_IN_NAMES.search(key) is None and _NO_BEGINNING.match(key) is None:
        return key
    return "_" + _NOT_IN_NAMES.sub(lambda match: f".{ord(match[0]):X}.", key)


_IN_TEXT = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_IN_ATTRIBUTE = {
    **_IN_TEXT,
    ord('"'): "&quot;",
    ord("'"): "&#039;",
    ord("\t"): "&#9;",
    ord("\n"): "&#10;",
    ord("\r"): "&#13;",
}
