"""action=query: a set of pages, and the modules that tell of them and of the wiki."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.declarations import as_generator, declarations
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Markup
from pytest_mwedit.api.params import read_params
from pytest_mwedit.api.query import LIST, META, PROP
from pytest_mwedit.api.query.pageset import PageSet
from pytest_mwedit.api.query.query import ALL_TOLD, Query, QueryModule, asked_to_go_on
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.namespaces import MAIN

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.declarations import Declaration

#: ``continue`` has what is done and what is under way, with ``||`` between.
CONTINUE_PARTS = 2

#: Parameters of the query module itself that are not imitated.
LACKS = frozenset({"export", "exportnowrap", "exportschema"})

_TABLES = {"prop": PROP, "list": LIST, "meta": META}


def run(call: Call) -> None:
    """Gather the pages, then let every chosen module add what it knows."""
    call.private = False
    chosen = [
        (kind, name, _module(table, kind, name)) for kind, table in _TABLES.items() for name in call.params[kind] or ()
    ]
    check_continue(call)
    of_generator, done = asked_to_go_on(call)
    pages_are_told = of_generator == [ALL_TOLD]
    query, generator_more = begun(call, generates=not pages_are_told)
    finished = [row for row in chosen if row[1] in done or (row[0] == "prop" and pages_are_told)]
    # Their parameters are read before anything is told.
    for _, name, module in finished:
        _begin(query, name, module)
    if not pages_are_told:
        query.add_general_page_info()
    for row in chosen:
        if row not in finished:
            _, name, module = row
            module.run(query, _begin(query, name, module))
            query.note_data()
    of_pages = [name for kind, name, _ in chosen if kind == "prop"]
    query.finish(of_pages, [name for kind, name, _ in chosen if kind != "prop"], generator_more)


def _begin(query: Query, name: str, module: QueryModule) -> dict[str, Any]:
    """Put the module called *name* to work, and return its parameters."""
    call = query.call
    query.module = declarations(call.wiki.version, call.wiki.profile)[f"query+{name}"]
    call.blamed = query.module.path
    return _read(call, query.module, module)


def check_continue(call: Call) -> None:
    """Refuse to go on from where nothing stopped."""
    asked = call.params["continue"]
    if asked and len(asked.split("||")) != CONTINUE_PARTS:
        call.blamed = "main"
        raise ApiError(errors.BAD_CONTINUE)


def begun(call: Call, *, generates: bool, namespace: int = MAIN) -> tuple[Query, dict[str, dict[str, str | int]]]:
    """Return the query with its pages, which are in *namespace* unless named with another, and how it goes on."""
    name = call.params["generator"]
    if name is None:
        return Query(call, PageSet.of(call, told=not generates, namespace=namespace)), {}
    declaration, module = _generator(call, name)
    call.blamed = declaration.path
    params = _read(call, declaration, module)
    call.blamed = call.declaration.path
    # Whatever the action, it is a query that a generator starts from.
    source = Query(call, PageSet.of(call, path="query"))
    if not generates or module.generate is None:
        return source, {}
    call.blamed = declaration.path
    source.module = declaration
    pages = PageSet.generated(call, module.generate(source, params), source.told)
    call.blamed = call.declaration.path
    return Query(call, pages, source.data, begun_at=source.begun_at), source.more


#: The modules that tell of revisions, which look at their parameters before they look at them again.
_OF_REVISIONS = frozenset(
    f"query+{name}" for name in ("revisions", "deletedrevisions", "allrevisions", "alldeletedrevisions")
)


def _read(call: Call, declaration: Declaration, module: QueryModule) -> dict[str, Any]:
    """Read the parameters of a module, with the warnings that this gives; only raw ones are told as often as given."""
    known = len(call.warnings)
    params = read_params(call, declaration, module.lacks)
    twice = declaration.path in _OF_REVISIONS and manner_of(call.wiki.version).reads_revision_params_twice
    if twice and call.main["errorformat"] == "raw":
        call.warnings += [warned for warned in call.warnings[known:] if warned.path == declaration.path]
    return params


def _generator(call: Call, name: str) -> tuple[Declaration, QueryModule]:
    """Return the module whose pages the query is about."""
    known = declarations(call.wiki.version, call.wiki.profile)
    declaration = known.get(f"query+{name}")
    if declaration is None:
        raise ApiError(errors.BAD_GENERATOR_UNKNOWN, Markup(name))
    if not declaration.raw.get("generator"):
        raise ApiError(errors.BAD_GENERATOR, name)
    module = _module(_TABLES[declaration.raw["group"]], declaration.raw["group"], name)
    if module.generate is None:
        raise NotImitated(
            f"The in-memory wiki does not imitate action=query&generator={name}. "
            "Ask for the pages by their titles, or record the reply."
        )
    return as_generator(declaration), module


def reads(call: Call) -> bool:
    """Whether a query needs the right to read: tokens alone do not."""
    known = declarations(call.wiki.version, call.wiki.profile)
    chosen = [f"query+{name}" for kind in _TABLES for name in call.params[kind] or ()]
    return not chosen or any(path not in known or known[path].read for path in chosen)


def _module(table: dict[str, Any], kind: str, name: str) -> QueryModule:
    module: QueryModule | None = table.get(name)
    if module is None:
        raise NotImitated(
            f"The in-memory wiki does not imitate action=query&{kind}={name} "
            f"(of {kind} it knows {', '.join(sorted(table)) or 'nothing'}). Record the reply of a real wiki instead."
        )
    return module
