"""How errors and warnings are told: table ERROR_FORMATS, from ``bc`` of old to ``raw``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import messages
from pytest_mwedit.api.messages import HTML, PLAIN, WIKITEXT, Listing, Markup, Message, Param, text
from pytest_mwedit.api.result import Named, Tree
from pytest_mwedit.failures import NotImitated

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call, Warned
    from pytest_mwedit.api.errors import ApiError


@dataclass(frozen=True)
class ErrorFormat:
    """How one value of ``errorformat`` writes a message: into which key, in which style; bc is apart."""

    write: Callable[[Message, str], dict[str, Any]]
    content: str | None = None


def _writer(key: str, style: str) -> Callable[[Message, str], dict[str, Any]]:
    def write(message: Message, language: str) -> dict[str, Any]:
        return {key: text(message, style, language)}

    return write


def _write_raw(message: Message, language: str) -> dict[str, Any]:
    del language
    if message.key == "paramvalidator-badvalue-enumnotmulti":
        raise NotImitated(
            "With errorformat=raw MediaWiki lists every possible value here, which the in-memory wiki does not. "
            "Use errorformat=plaintext."
        )
    validator = message.key.startswith("paramvalidator-")
    return {"key": message.name, "params": [_raw_param(param, validator) for param in message.params]}


def _is_sparse(positions: tuple[int, ...]) -> bool:
    return positions != tuple(range(len(positions)))


def _write_nothing(message: Message, language: str) -> dict[str, Any]:
    del message, language
    return {}


def _raw_param(param: Param, validator: bool) -> Any:
    if isinstance(param, Markup):
        return param.wikitext
    if isinstance(param, Message):
        return {"message": {"key": param.name, "params": [_raw_param(each, validator) for each in param.params]}}
    if isinstance(param, Listing):
        items = [_raw_param(item, validator) for item in param.items]
        listed = Named(zip(map(str, param.positions), items, strict=True)) if _is_sparse(param.positions) else items
        return {"list": listed, "type": "text" if param.sentence else "comma"}
    if validator:
        return {"num": param} if isinstance(param, int | float) else {"plaintext": param}
    return messages.escaped_wikitext(param) if isinstance(param, str) else param


#: Name: how it writes a message. ``bc`` writes all into one text per module.
ERROR_FORMATS: dict[str, ErrorFormat] = {
    "plaintext": ErrorFormat(_writer("text", PLAIN), "text"),
    "wikitext": ErrorFormat(_writer("text", WIKITEXT), "text"),
    "html": ErrorFormat(_writer("html", HTML), "html"),
    "raw": ErrorFormat(_write_raw),
    "none": ErrorFormat(_write_nothing),
}


#: Errors that come without a word on where the API is documented.
UNDOCUMENTED = frozenset({"apierror-exceptioncaughttype"})


def language_of(call: Call) -> str:
    """Return the language of errors and warnings."""
    if call.main["errorformat"] == "bc":
        return "en"
    language = call.main["errorlang"]
    if language == "uselang":
        language = call.main["uselang"]
    if language in ("user", "content"):
        return call.wiki.config.language
    return str(language)


def write_errors(error: ApiError, path: str, errorformat: str, language: str, docref: str) -> Tree:
    """Return the part of a reply that tells of *error*."""
    if errorformat == "bc":
        fields: dict[str, Any] = {"code": error.code, "info": text(error.message), **error.data}
        if error.row.key not in UNDOCUMENTED:
            fields["docref"] = docref
        return Tree(error=Tree(fields, content="docref"))
    errors = [_entry(each.code, each.message, each.data, path, errorformat, language) for each in (error, *error.more)]
    return Tree({"errors": errors, "docref": docref}, content="docref")


def write_warnings(warnings: list[Warned], errorformat: str, language: str) -> Any:
    """Return the part of a reply that holds *warnings*."""
    if errorformat != "bc":
        return [_entry(each.code, each.message, each.data or {}, each.path, errorformat, language) for each in warnings]
    by_module: dict[str, list[str]] = {}
    for each in warnings:
        by_module.setdefault(each.path.rpartition("+")[2], []).append(text(each.message))
    # The module that warned last stands first.
    return {
        module: Tree(warnings="\n".join(texts), content="warnings") for module, texts in reversed(by_module.items())
    }


def write_reason(message: Message, errorformat: str, language: str) -> Any:
    """Return a reason that stands in a reply which is no error."""
    if errorformat == "bc":
        return text(message)
    if errorformat == "raw":
        raise NotImitated(
            f"The in-memory wiki does not write the reason {message.key!r} with errorformat=raw. "
            "Use errorformat=plaintext."
        )
    row = ERROR_FORMATS[errorformat]
    return Tree({"code": message.name, **row.write(message, language)}, content=row.content)


def _entry(code: str, message: Message, data: dict[str, Any], path: str, errorformat: str, language: str) -> Tree:
    row = ERROR_FORMATS[errorformat]
    fields: dict[str, Any] = {"code": code, **row.write(message, language)}
    if data:
        fields["data"] = data
    fields["module"] = path
    return Tree(fields, content=row.content)
