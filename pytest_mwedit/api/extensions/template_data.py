"""TemplateData: descriptions of templates, which must be right to be saved.

As 700 edits of wikis of 1.39 and 1.43 show (``cassettes/<version>/ext/templatedata*`` hold some of each kind).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError, ErrorRow
from pytest_mwedit.api.extensions import Extension
from pytest_mwedit.api.messages import Markup
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.pages import WIKITEXT
from pytest_mwedit.wiki.text_json import InvalidJson, read_json
from pytest_mwedit.wiki.text_presave import Saver

if TYPE_CHECKING:
    from pytest_mwedit.api.actions.edit_checks import Edit
    from pytest_mwedit.wiki.text_expansion import Expanded

_MARK = re.compile("\x01[0-9]+\x02")
_TAG = re.compile(r"(?is)<templatedata(?=[\s/>])(?:[^>]*/>|[^>]*>(.*)</templatedata\s*>)")


def check_descriptions(edit: Edit, text: str) -> None:
    """Refuse a page with a description that is not right; of several the last one is told."""
    if edit.content_model != WIKITEXT or "templatedata" not in text.lower():
        return
    from pytest_mwedit.wiki.text_expansion import expanded  # late: few pages describe templates

    found = expanded(text, Saver(edit.call.wiki, edit.title, edit.call.user))
    rules = _Rules(edit.call.wiki.installed.names_unordered_params)
    faults = [fault for each in _descriptions(found, found.text) if (fault := rules.fault_of(each))]
    if faults:
        raise faults[-1]


def _descriptions(found: Expanded, text: str) -> Iterator[str]:
    """Yield what stands in the tags of *text*, and in those that are in others."""
    for mark in _MARK.finditer(text):
        source = found.hidden.source(mark[0])
        if tag := _TAG.fullmatch(source):
            yield tag[1] or ""
        elif _MARK.search(source):
            yield from _descriptions(found, source)


class _Fault(Exception):
    """What is wrong with a description: an error and what fills its text."""

    def __init__(self, row: ErrorRow, *told: str) -> None:
        super().__init__(row, *told)
        self.row, self.told = row, told


def _is_interface_text(value: Any) -> bool:
    """Whether *value* is a text, or texts by language."""
    texts = list(value.values()) if isinstance(value, dict) else [value]
    return bool(texts) and all(isinstance(each, str) for each in texts)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


#: What a value may be: how MediaWiki names it.
_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "array": lambda value: isinstance(value, list),
    "boolean": lambda value: isinstance(value, bool),
    "boolean|string": lambda value: isinstance(value, bool | str),
    "int|string": lambda value: isinstance(value, str) or _is_number(value),
    "object": lambda value: isinstance(value, dict),
    "string": lambda value: isinstance(value, str),
    "string|array": lambda value: isinstance(value, str | list),
    "string|object": _is_interface_text,
}

#: What a description may say.
_PROPERTIES = frozenset("description format maps params paramOrder sets".split())

#: What it may say of a parameter, in the order in which it is looked at, with its kind.
_OF_PARAMETERS: Mapping[str, str] = {
    "label": "string|object",
    "required": "boolean",
    "suggested": "boolean",
    "description": "string|object",
    "example": "string|object",
    "deprecated": "boolean|string",
    "aliases": "array",
    "autovalue": "string",
    "default": "string|object",
    "type": "string",
    "suggestedvalues": "array",
}
_INHERITS = "inherits"
#: What is in those that are arrays.
_ITEMS = {"aliases": "int|string", "suggestedvalues": "string"}

_TYPES = frozenset(
    "unknown string number line boolean date wiki-page-name wiki-user-name wiki-file-name wiki-template-name content"
    " unbalanced-wikitext url string/line string/wiki-page-name string/wiki-user-name".split()
)
_FORMATS = frozenset({"inline", "block"})
_FORMAT = re.compile(r"\n?\{\{ *_+\n? *\|\n? *_+ *= *_+\n? *\}\}\n?")


class _Rules:
    """What a description must be, in the order in which it is looked at."""

    def __init__(self, names_unordered: bool) -> None:
        #: Whether it is told which parameters have no place in the order, and not which place is wrong.
        self.names_unordered = names_unordered

    def fault_of(self, text: str) -> ApiError | None:
        """Return what is wrong with a description, if anything."""
        try:
            self._check(text)
        except _Fault as fault:
            return ApiError(fault.row, *map(Markup, fault.told))
        return None

    def _check(self, text: str) -> None:
        try:
            data = read_json(text)
        except InvalidJson:
            data = None
        if data is None:
            raise _Fault(errors.TEMPLATE_DATA_PARSE)
        _expect("templatedata", data, "object")
        for name in data:
            if name not in _PROPERTIES:
                raise _Fault(errors.TEMPLATE_DATA_UNKNOWN, name)
        given = {name: value for name, value in data.items() if value is not None}
        if "description" in given:
            _expect("description", given["description"], "string|object")
        if "format" in given:
            self._check_format(given["format"])
        if "params" not in given:
            raise _Fault(errors.TEMPLATE_DATA_MISSING, "params", "object")
        params = given["params"]
        _expect("params", params, "object")
        self._check_params(params)
        for name, check in (("paramOrder", self._check_order), ("sets", _check_sets), ("maps", _check_maps)):
            if name in given:
                check(given[name], params)

    def _check_format(self, value: Any) -> None:
        if isinstance(value, list | dict) and not self.names_unordered:
            raise NotImitated("MediaWiki fails on a format that is an array or an object. Leave it out of the text.")
        if not isinstance(value, str) or not (value in _FORMATS or _FORMAT.fullmatch(value)):
            raise _Fault(errors.TEMPLATE_DATA_FORMAT, "format")

    def _check_params(self, params: dict[str, Any]) -> None:
        for name, param in params.items():
            if self.names_unordered and not name.strip(" \t\n\r\0\x0b"):
                raise _Fault(errors.TEMPLATE_DATA_UNNAMED)
            _check_param(f"params.{name}", param)
            if self.names_unordered:
                _check_inherited(param, params)
        for param in params.values():
            _check_inherited(param, params)

    def _check_order(self, order: Any, params: dict[str, Any]) -> None:
        _expect("paramOrder", order, "array")
        if any(isinstance(each, list | dict) for each in order):
            raise NotImitated("The in-memory wiki does not take arrays and objects for names. Leave them out.")
        names = [_as_text(each) for each in order]
        if len(names) < len(params):
            unordered = ", ".join(f'"{each}"' for each in params if each not in names)
            told = f"[ {unordered} ]" if self.names_unordered else f"[{len(names)}]"
            raise _Fault(errors.TEMPLATE_DATA_MISSING, f"paramOrder{told}")
        seen: dict[str, int] = {}
        for number, name in enumerate(names):
            if name not in params:
                told = f'[ "{name}" ]' if self.names_unordered else f"[{number}]"
                raise _Fault(errors.TEMPLATE_DATA_VALUE, f"paramOrder{told}")
            if name in seen:
                first = f"paramOrder[{seen[name]}]"
                raise _Fault(errors.TEMPLATE_DATA_DUPLICATE, f"paramOrder[{number}]", first, name)
            seen[name] = number


def _expect(name: str, value: Any, kind: str) -> None:
    if not _KINDS[kind](value):
        raise _Fault(errors.TEMPLATE_DATA_TYPE, name, kind)


def _check_param(name: str, param: Any) -> None:
    _expect(name, param, "object")
    for each in param:
        if each not in _OF_PARAMETERS and each != _INHERITS:
            raise _Fault(errors.TEMPLATE_DATA_UNKNOWN, f"{name}.{each}")
    for each, kind in _OF_PARAMETERS.items():
        value = param.get(each)
        if value is None:
            continue
        _expect(f"{name}.{each}", value, kind)
        if each in _ITEMS:
            for number, item in enumerate(value):
                _expect(f"{name}.{each}[{number}]", item, _ITEMS[each])
        if each == "type" and value not in _TYPES:
            raise _Fault(errors.TEMPLATE_DATA_VALUE, f"{name}.{each}")


def _check_inherited(param: dict[str, Any], params: dict[str, Any]) -> None:
    other = param.get(_INHERITS)
    if isinstance(other, dict):
        raise NotImitated("MediaWiki fails on a parameter that inherits from an object. Leave it out of the text.")
    if other is not None and params.get(name := "Array" if isinstance(other, list) else _as_text(other)) is None:
        raise _Fault(errors.TEMPLATE_DATA_MISSING, f"params.{name}")


def _as_text(value: Any) -> str:
    """Return a value as PHP writes it."""
    return {None: "", False: "", True: "1"}[value] if value is None or isinstance(value, bool) else str(value)


def _check_sets(sets: Any, params: dict[str, Any]) -> None:
    _expect("sets", sets, "array")
    for number, each in enumerate(sets):
        name = f"sets.{number}"
        if not isinstance(each, dict):
            raise _Fault(errors.TEMPLATE_DATA_VALUE, name)
        for key, kind in (("label", "string|object"), ("params", "array")):
            if each.get(key) is None:
                raise _Fault(errors.TEMPLATE_DATA_MISSING, f"{name}.{key}", kind)
            _expect(f"{name}.{key}", each[key], kind)
        if not each["params"]:
            raise _Fault(errors.TEMPLATE_DATA_EMPTY, f"{name}.params")
        for place, param in enumerate(each["params"]):
            if isinstance(param, list | dict):
                raise NotImitated("The in-memory wiki does not take arrays and objects for names. Leave them out.")
            if _as_text(param) not in params:
                raise _Fault(errors.TEMPLATE_DATA_VALUE, f"{name}.params[{place}]")


def _check_maps(maps: Any, params: dict[str, Any]) -> None:
    _expect("maps", maps, "object")
    for consumer, each in maps.items():
        name = f"maps.{consumer}"
        _expect(name, each, "object")
        for key, value in each.items():
            _check_mapped(f"{name}.{key}", value, params, ("string|array", "string|array", "string"))


def _check_mapped(name: str, value: Any, params: dict[str, Any], kinds: tuple[str, ...]) -> None:
    """Check what is mapped to parameters: one, an array of some, or an array of such arrays."""
    _expect(name, value, kinds[0])
    if isinstance(value, list):
        for number, each in enumerate(value):
            _check_mapped(f"{name}[{number}]", each, params, kinds[1:])
    elif value not in params:
        raise _Fault(errors.TEMPLATE_DATA_PARAM, value, name)


EXTENSION = Extension(check_saved=check_descriptions)
