"""How errors and warnings are told: table ERROR_FORMATS, from ``bc`` of old to ``raw``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import messages
from pytest_mwedit.api.messages import HTML, PLAIN, WIKITEXT, Duration, Id, Listing, Markup, Message, Param, text
from pytest_mwedit.api.result import Named, Tree
from pytest_mwedit.languages import ENGLISH, code_of, in_version, version_of
from pytest_mwedit.wiki.text_literal import escaped_wikitext

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
    messages.refuse_unknown_params(message, "errorformat=raw")
    version = version_of(language)
    write = next((row for prefix, row in _RAW_PARAMS.items() if message.key.startswith(prefix)), _raw_literal)
    return {"key": message.key, "params": [_raw_param(param, write, version) for param in message.params]}


def _is_sparse(positions: tuple[int, ...]) -> bool:
    return positions != tuple(range(len(positions)))


def _write_nothing(message: Message, language: str) -> dict[str, Any]:
    del message, language
    return {}


def _raw_literal(param: Param, version: str) -> Any:
    return escaped_wikitext(param, version) if isinstance(param, str) else param


def _raw_of_validator(param: Param, version: str) -> Any:
    del version
    if param is None:
        return {"num": ""}
    return {"plaintext": param} if isinstance(param, str | Id) else {"num": param}


def _raw_of_title(param: Param, version: str) -> Any:
    del version
    return param if isinstance(param, str) else {"num": param}


#: How keys begin whose parameters are of kinds of their own.
_RAW_PARAMS: dict[str, Callable[[Param, str], Any]] = {
    "paramvalidator-": _raw_of_validator,
    "title-invalid-": _raw_of_title,
    "apierror-edit-invalidredirect": _raw_of_validator,
}


def _raw_param(param: Param, write: Callable[[Param, str], Any], version: str) -> Any:
    if isinstance(param, Markup):
        return param.wikitext
    if isinstance(param, Duration):
        return {"duration": int(param)}
    if isinstance(param, Message):
        return {"message": {"key": param.key, "params": [_raw_param(each, write, version) for each in param.params]}}
    if isinstance(param, Listing):
        items = [_raw_param(item, write, version) for item in param.items]
        listed = Named(zip(map(str, param.positions), items, strict=True)) if _is_sparse(param.positions) else items
        return {"list": listed, "type": "text" if param.sentence else "comma"}
    return write(param, version)


#: Name: how it writes a message. ``bc`` writes all into one text per module.
ERROR_FORMATS: dict[str, ErrorFormat] = {
    "plaintext": ErrorFormat(_writer("text", PLAIN), "text"),
    "wikitext": ErrorFormat(_writer("text", WIKITEXT), "text"),
    "html": ErrorFormat(_writer("html", HTML), "html"),
    "raw": ErrorFormat(_write_raw),
    "none": ErrorFormat(_write_nothing),
}


#: Reasons that are not called as their messages are.
REASON_CODES = {"authpage-cannot-login-continue": "sessionlost"}

#: Errors that come without a word on where the API is documented.
UNDOCUMENTED = frozenset({"apierror-exceptioncaughttype"})


def language_of(call: Call) -> str:
    """Return what the language of errors and warnings is called."""
    if call.main["errorformat"] == "bc":
        return in_version(ENGLISH, call.wiki.version)
    asked = call.main["errorlang"]
    if asked == "uselang":
        return call.language
    content = call.wiki.config.language
    return call.spoken(content if asked == "content" else code_of(asked, content))


def write_errors(error: ApiError, path: str, errorformat: str, language: str, docref: str | None) -> Tree:
    """Return the part of a reply that tells of *error*."""
    if errorformat == "bc":
        told = {"code": error.code, "info": text(error.message, language=language)}
        fields: dict[str, Any] = told | error.data | told
        if docref is not None and error.row.key not in UNDOCUMENTED:
            fields["docref"] = docref
        return Tree(error=Tree(fields, content="docref"))
    if error.row.key in UNDOCUMENTED:
        # Nor do they say in which module.
        return Tree(errors=[_entry(error.code, error.message, error.data, None, errorformat, language)])
    errors: list[Tree] = []
    for each in (*error.before, error, *error.more):
        entry = _entry(each.code, each.message, each.data, path, errorformat, language)
        # In short some are the same.
        if entry not in errors:
            errors.append(entry)
    return Tree({"errors": errors, "docref": docref}, content="docref")


def write_warnings(warnings: list[Warned], errorformat: str, language: str) -> Any:
    """Return the part of a reply that holds *warnings*."""
    if errorformat != "bc":
        entries = [
            _entry(each.code, each.message, each.data or {}, each.path, errorformat, language) for each in warnings
        ]
        if errorformat == "raw":
            return entries
        # Without texts some are the same.
        return [entry for number, entry in enumerate(entries) if entry not in entries[:number]]
    by_module: dict[str, list[str]] = {}
    for each in warnings:
        by_module.setdefault(each.path.rpartition("+")[2], []).append(text(each.message, language=language))
    # The module that warned last stands first.
    return {
        module: Tree(warnings="\n".join(texts), content="warnings") for module, texts in reversed(by_module.items())
    }


def write_listed(call: Call, message: Message, code: str, kind: str = "error") -> Tree:
    """Return an error, or another *kind* of message, that stands in a reply, and did not refuse the request."""
    language, errorformat = language_of(call), call.main["errorformat"]
    if errorformat != "bc":
        return _entry(code, message, {}, None, errorformat, language)
    params = _write_raw(message, in_version(ENGLISH, call.wiki.version))["params"]
    return Tree(message=message.key, params=params, code=code, type=kind)


def write_reason(message: Message, errorformat: str, language: str, *, tidy: bool = True) -> Any:
    """Return a reason that stands in a reply which is no error; in the old format spaced as it is, unless *tidy*."""
    if errorformat == "bc":
        return text(message, language=language, tidy=tidy)
    row = ERROR_FORMATS[errorformat]
    code = REASON_CODES.get(message.key, message.key)
    return Tree({"code": code, **row.write(message, language)}, content=row.content)


def listed_error(error: ApiError, errorformat: str, language: str) -> Tree:
    """Return an error as a reply lists it that it did not refuse; the old format knows no such lists."""
    plain = "plaintext" if errorformat == "bc" else errorformat
    return _entry(error.code, error.message, error.data, None, plain, language)


def _entry(
    code: str, message: Message, data: dict[str, Any], path: str | None, errorformat: str, language: str
) -> Tree:
    row = ERROR_FORMATS[errorformat]
    fields: dict[str, Any] = {"code": code, **row.write(message, language)}
    if data:
        fields["data"] = data
    if path is not None:
        fields["module"] = path
    return Tree(fields, content=row.content)
