"""Result trees: what a module answers, before a format writes it.

Trees are plain dicts, lists, texts and numbers; what the two format versions write differently has a class here:
booleans (``""`` or absent in version 1), content keys (``*``) and lists that version 1 keys by number.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any


class Tree(dict[str, Any]):
    """A dict one of whose keys, *content*, is written ``*`` in format version 1."""

    __slots__ = ("content",)

    def __init__(self, *args: Any, content: str | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.content = content


class Numbered(dict[int, Any]):
    """Items by number: an object in format version 1, in version 2 a list in the order of the numbers."""

    __slots__ = ()


class Named(dict[str, Any]):
    """Values by name: an object whatever the format version, also when it is empty."""

    __slots__ = ()


class Pairs(dict[str, Any]):
    """Values by name: an object in format version 2, in version 1 a list of objects with the name under *key*."""

    __slots__ = ("key",)

    def __init__(self, *args: Any, key: str) -> None:
        super().__init__(*args)
        self.key = key


class Kept:
    """A boolean that stays one in format version 1."""

    __slots__ = ("value",)

    def __init__(self, value: bool) -> None:
        self.value = value


class Sub:
    """A text that format version 1 wraps in an object with the one key ``*``."""

    __slots__ = ("text",)

    def __init__(self, text: Any) -> None:
        self.text = text


class Recorded:
    """What a real wiki answered, in both format versions, taken as it is."""

    __slots__ = ("first", "second")

    def __init__(self, first: Any, second: Any) -> None:
        self.first = first
        self.second = second


def plain(value: Any, version: int) -> Any:
    """Return *value* as the JSON of format *version* has it."""
    kind = type(value)
    if kind is str or kind is int:
        return value
    if isinstance(value, dict):
        if kind is Numbered and (version != 1 or passes_for_list(value)):
            return [plain(value[number], version) for number in sorted(value)]
        if isinstance(value, Pairs) and version == 1:
            return [{value.key: name, "*": plain(each, version)} for name, each in value.items()]
        return _plain_dict(value, version)
    if isinstance(value, list | tuple):
        return [plain(item, version) for item in value]
    if kind is Kept:
        return value.value
    if kind is Sub:
        return {"*": plain(value.text, version)} if version == 1 else plain(value.text, version)
    if kind is Recorded:
        return value.first if version == 1 else value.second
    return value


def passes_for_list(numbers: Collection[int]) -> bool:
    """Whether MediaWiki takes items with these numbers for a list: only the last one counts, so -1 and 1 do."""
    return len(numbers) > 0 and max(numbers) == len(numbers) - 1


def _plain_dict(tree: dict[Any, Any], version: int) -> dict[str, Any]:
    written: dict[str, Any] = {}
    for key, value in tree.items():
        if value is True or value is False:
            if version != 1:
                written[key] = value
            elif value:
                written[key] = ""
        else:
            written[key] = plain(value, version)
    if version == 1 and isinstance(tree, Tree) and tree.content is not None and tree.content in written:
        written["*"] = written.pop(tree.content)
    return written
