"""action=paraminfo: what modules accept, as the real wiki's own answer has it recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.declarations import Declaration, declarations, declared
from pytest_mwedit.api.messages import Message, message
from pytest_mwedit.api.params import names_model
from pytest_mwedit.api.result import Tree
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.pages import BROKEN_MODELS

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call

LACKS = frozenset({"querymodules", "mainmodule", "pagesetmodule", "formatmodules"})


def run(call: Call) -> None:
    """Answer the modules asked for, each once."""
    helpformat = call.params["helpformat"]
    if helpformat != "none":
        raise NotImitated(
            f"The in-memory wiki does not write the help texts of helpformat={helpformat}. Use helpformat=none."
        )
    known = declarations(call.wiki.version, call.wiki.profile)
    found: dict[str, Declaration] = {}
    for asked in call.params["modules"] or ():
        # A plus that was not encoded arrives as a space.
        named = asked if "+" in asked else asked.replace(" ", "+")
        for path in _expanded(named, known):
            if path in known:
                found[path] = known[path]
            else:
                call.warn("paraminfo", _unknown(path, known), code="badmodule")
    answer = Tree(helpformat=helpformat)
    if found:
        answer["modules"] = [_row(call, declared(call.wiki, path)) for path in found]
    call.result["paraminfo"] = answer


def _unknown(path: str, known: dict[str, Declaration]) -> Message:
    """Return what is wrong with a path that leads to no module."""
    parent = ""
    for name in path.split("+"):
        inner = f"{parent}+{name}" if parent else name
        if parent and not any(each.startswith(f"{parent}+") for each in known):
            return message("apierror-badmodule-nosubmodules", parent)
        if inner not in known or inner == "main":
            return message("apierror-badmodule-badsubmodule", parent or "main", name)
        parent = inner
    raise ValueError(path)


def _expanded(asked: str, known: dict[str, Declaration]) -> list[str]:
    """Return the paths that ``query+*`` or ``query+**`` stand for; any other path stands for itself."""
    if not asked.endswith("*"):
        return [asked]
    parent = asked.rstrip("*").rstrip("+")
    prefix = f"{parent}+" if parent not in ("", "main") else ""
    deep = asked.endswith("**")
    return sorted(
        path
        for path, declaration in known.items()
        if path.startswith(prefix)
        and path not in ("main", parent)
        and (deep or "+" not in path[len(prefix) :])
        and declaration.raw.get("group") != "format"
    )


def _row(call: Call, declaration: Declaration) -> Tree:
    row = Tree()
    for key, value in declaration.raw.items():
        if key == "origin":
            continue
        row[key] = [_limited(call, each) for each in value] if key in ("parameters", "templatedparameters") else value
        if key == "prefix":
            row.update(_origin(call, **declaration.raw.get("origin", {})))
    return row


def _limited(call: Call, parameter: dict[str, Any]) -> dict[str, Any]:
    """Return the row of a parameter with the values that the wiki knows, and as many as the user may send."""
    if parameter["name"] == "tags":
        parameter = {**parameter, "type": sorted(call.wiki.config.tags)}
    if names_model(parameter["name"]) and call.wiki.config.broken_model:
        parameter = {**parameter, "type": sorted({*parameter["type"], *BROKEN_MODELS})}
    if "highlimit" in parameter and "limit" in parameter and call.may("apihighlimits"):
        return {**parameter, "limit": parameter["highlimit"]}
    return parameter


def _origin(call: Call, source: str = "MediaWiki", licensetag: str = "GPL-2.0-or-later") -> dict[str, Any]:
    licence = call.wiki.title(f"{call.wiki.language.special_pages['Version']}/License/{source}")
    return {
        "source": source,
        "sourcename": source,
        "licensetag": licensetag,
        "licenselink": call.wiki.url_of(licence),
    }
