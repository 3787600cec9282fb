"""What can be called over HTTP, as data: its arguments in JSON Schema, checked here, and all of it as OpenAPI."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_mwedit.wiki.configuration import nearest

if TYPE_CHECKING:
    from pytest_mwedit.fake import FakeEditApi

Schema = dict[str, Any]
Arguments = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """What an address does: the HTTP method, what it is for, and what carries it out with the arguments given."""

    method: str
    tag: str
    about: str
    run: Callable[[FakeEditApi, Arguments], Any]
    #: The arguments by name; those without a default are required.
    arguments: Mapping[str, Schema]
    #: Whether there may be others, too.
    free: bool = False
    #: More about it than one line.
    description: str = ""

    @property
    def required(self) -> list[str]:
        """The arguments that must be given."""
        return [name for name, schema in self.arguments.items() if "default" not in schema]


# Arguments


def check_arguments(operation: Operation, given: Mapping[str, Any]) -> None:
    """Check that *given* are arguments of *operation*, each of a type that it takes.

    Raises:
        ValueError: if one is unknown, missing or of another type.
    """
    known = operation.arguments
    unknown = [name for name in given if name not in known and not operation.free]
    if unknown:
        told = f"known: {', '.join(known)}" if known else "it takes none"
        raise ValueError(f"there is no argument {unknown[0]!r}{nearest(unknown[0], known)}; {told}")
    missing = [name for name in operation.required if name not in given]
    if missing:
        raise ValueError(f"the argument {missing[0]!r} is missing")
    for name, value in given.items():
        _check(f"the argument {name!r}", known.get(name, {}), value)


def _check(what: str, schema: Schema, value: Any) -> None:
    kinds = _kinds(schema)
    if kinds and not any(_is_a(value, kind) for kind in kinds):
        raise ValueError(f"{what} is {' or '.join(map(_NAMES.__getitem__, kinds))}, not {value!r}")
    if isinstance(value, list) and "items" in schema:
        for number, each in enumerate(value):
            _check(f"{what}[{number}]", schema["items"], each)


def _kinds(schema: Schema) -> list[str]:
    kinds = schema.get("type", [])
    return [kinds] if isinstance(kinds, str) else list(kinds)


def _is_a(value: Any, kind: str) -> bool:
    # For Python a boolean is a number.
    return isinstance(value, _TYPES[kind]) and (kind == "boolean" or not isinstance(value, bool))


#: A type of JSON: Python's, and what messages call it.
_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
    "null": type(None),
}
_NAMES: Mapping[str, str] = {
    "string": "a string",
    "boolean": "true or false",
    "integer": "an integer",
    "number": "a number",
    "array": "a list",
    "object": "an object",
    "null": "null",
}


def from_text(schema: Schema, text: str) -> Any:
    """Return what *text*, an argument in an address, is by its schema."""
    if "integer" in _kinds(schema) and text.lstrip("-").isdecimal():
        return int(text)
    return text


# From the signature of a method

#: What an annotation is in JSON Schema, by how it begins; for others anything goes.
_SCHEMAS: tuple[tuple[str, Schema], ...] = (
    ("str", {"type": "string"}),
    ("bool", {"type": "boolean"}),
    ("int", {"type": "integer"}),
    ("float", {"type": "number"}),
    ("datetime", {"type": "string"}),
    ("Sequence[str]", {"type": "array", "items": {"type": "string"}}),
    ("Sequence[int]", {"type": "array", "items": {"type": "integer"}}),
    ("Sequence", {"type": "array"}),
    ("Mapping", {"type": "object"}),
    ("None", {"type": "null"}),
)


def operation_of(owner: type, name: str, tag: str) -> Operation:
    """Return the operation that is the method *name* of *owner*."""
    method = getattr(owner, name)
    parameters = [each for each in inspect.signature(method).parameters.values() if each.name != "self"]
    named = [each for each in parameters if each.kind is not each.VAR_KEYWORD]
    about, _, more = (inspect.getdoc(method) or "").partition("\n")

    def run(fake: FakeEditApi, given: Arguments) -> Any:
        return getattr(fake, name)(**given)

    arguments = {each.name: _schema(str(each.annotation), each.default) for each in named}
    return Operation("POST", tag, about, run, arguments, len(named) < len(parameters), more.strip())


def _schema(annotation: str, default: Any) -> Schema:
    found = [_schema_of(each) for each in _alternatives(annotation)]
    schema: Schema = {}
    if all(found):
        kinds = list(dict.fromkeys(each["type"] for each in found))
        schema["type"] = kinds[0] if len(kinds) == 1 else kinds
        schema.update({key: value for each in found for key, value in each.items() if key != "type"})
    if default is not inspect.Parameter.empty:
        schema["default"] = list(default) if isinstance(default, tuple) else default
    return schema


def _schema_of(annotation: str) -> Schema:
    return next((schema for begin, schema in _SCHEMAS if annotation.startswith(begin)), {})


def _alternatives(annotation: str) -> Iterator[str]:
    """Yield the types that a union names, brackets taken together."""
    depth, begin = 0, 0
    for position, sign in enumerate(annotation):
        depth += (sign == "[") - (sign == "]")
        if sign == "|" and depth == 0:
            yield annotation[begin:position].strip()
            begin = position + 1
    yield annotation[begin:].strip()


# The document

#: The argument that every operation has, in the address.
WIKI: Mapping[str, Any] = {
    "name": "wiki",
    "in": "query",
    "required": False,
    "description": "The address of the API of a second wiki, such as the first one's with another path; "
    "it is made when something is first arranged there.",
    "schema": {"type": "string"},
}

_REFUSALS = {
    "400": "An argument is missing, or cannot be.",
    "403": "The request comes from another machine, or from a page of the web.",
    "404": "There is no such operation or wiki.",
    "405": "The operation takes another method.",
}


def document(operations: Mapping[str, Operation], path: str, server: str, version: str) -> dict[str, Any]:
    """Return the OpenAPI document of *operations*, which lie below *path*."""
    paths: dict[str, Any] = {}
    for name, operation in operations.items():
        paths.setdefault(path + name.partition(" ")[0], {})[operation.method.lower()] = _described(name, operation)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "The in-memory wiki of pytest-mwedit",
            "version": version,
            "description": "Arrange, disturb and look at the wiki that is served here, as `FakeEditApi` does.",
        },
        "servers": [{"url": server}],
        "tags": [{"name": tag} for tag in dict.fromkeys(each.tag for each in operations.values())],
        "paths": paths,
        "components": {
            "schemas": {
                "Error": {
                    "type": "object",
                    "required": ["error"],
                    "properties": {"error": {"type": "string", "description": "What is wrong, and what to do."}},
                }
            },
            "responses": {
                status: {
                    "description": about,
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
                }
                for status, about in _REFUSALS.items()
            },
        },
    }


def _described(name: str, operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": name.replace(" ", "_"),
        "tags": [operation.tag],
        "summary": operation.about,
        **({"description": operation.description} if operation.description else {}),
        "parameters": [dict(WIKI)],
        "responses": {
            "200": {"description": "Done.", "content": {"application/json": {"schema": {}}}},
            **{status: {"$ref": f"#/components/responses/{status}"} for status in _REFUSALS},
        },
    }
    required = operation.required
    if operation.method == "GET":
        described["parameters"] += [
            {"name": each, "in": "query", "required": each in required, "schema": schema}
            for each, schema in operation.arguments.items()
        ]
    elif operation.arguments or operation.free:
        schema = {
            "type": "object",
            "properties": dict(operation.arguments),
            "required": required,
            "additionalProperties": operation.free,
        }
        described["requestBody"] = {
            "required": bool(required),
            "content": {"application/json": {"schema": schema}},
        }
    return described
