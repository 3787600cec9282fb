"""action=query: a set of pages, and the modules that tell of them and of the wiki."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.declarations import declarations
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.params import read_params
from pytest_mwedit.api.query import LIST, META, PROP
from pytest_mwedit.api.query.pageset import PageSet
from pytest_mwedit.api.query.query import Query, QueryModule
from pytest_mwedit.failures import NotImitated

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call

#: ``continue`` has what is done and what is under way, with ``||`` between.
CONTINUE_PARTS = 2

#: Parameters of the query module itself that are not imitated.
LACKS = frozenset({"generator", "export", "exportnowrap", "exportschema", "iwurl"})


def run(call: Call) -> None:
    """Gather the pages, then let every chosen module add what it knows."""
    call.private = False
    chosen = [
        (kind, name, _module(table, kind, name))
        for kind, table in (("prop", PROP), ("list", LIST), ("meta", META))
        for name in call.params[kind] or ()
    ]
    known = declarations(call.wiki.version, call.wiki.profile)
    asked = call.params["continue"]
    if asked and len(asked.split("||")) != CONTINUE_PARTS:
        call.blamed = "main"
        raise ApiError(errors.BAD_CONTINUE)
    pages_done, _, others_done = (asked or "").partition("||")
    done = set(others_done.split("|"))
    query = Query(call, PageSet.of(call))
    if pages_done != "-":
        query.add_general_page_info()
    for kind, name, module in chosen:
        call.blamed = f"query+{name}"
        params = read_params(call, known[call.blamed], module.lacks)
        if name not in done and not (kind == "prop" and pages_done == "-"):
            module.run(query, params)
    query.finish([name for _, name, _ in chosen])


def reads(call: Call) -> bool:
    """Whether a query needs the right to read: tokens alone do not."""
    known = declarations(call.wiki.version, call.wiki.profile)
    chosen = [f"query+{name}" for kind in ("prop", "list", "meta") for name in call.params[kind] or ()]
    return not chosen or any(path not in known or known[path].read for path in chosen)


def _module(table: dict[str, QueryModule], kind: str, name: str) -> QueryModule:
    module = table.get(name)
    if module is None:
        raise NotImitated(
            f"The in-memory wiki does not imitate action=query&{kind}={name} "
            f"(of {kind} it knows {', '.join(sorted(table)) or 'nothing'}). Record the reply of a real wiki instead."
        )
    return module
