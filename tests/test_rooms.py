"""Imports point one way, each library is known in one room, and loading the plugin costs next to nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "pytest_mwedit"

#: The rooms, from the ground up: a room knows those below it, and none beside or above.
FLOORS = (
    {"error_catalogue", "failures", "files", "filters", "php_variables", "plugin"},
    {"error_codes", "languages", "settings", "web"},
    {"clients", "dialect", "replies", "session", "wiki"},
    {"api", "assertions", "cassettes", "checking", "libraries", "looking", "network", "server"},
    {"arranging", "disturbing", "follow", "hiding", "waiting"},
    {"failing"},
    {"edits", "fake", "journal", "openapi", "overview", "scrubbing", "tape"},
    {"answering", "control", "drift"},
    {"exchange", "reporting", "verifying"},
    {"cli"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}

#: Imports upwards, within functions: what they bring is needed by those alone who call them.
UPWARDS = {
    ("plugin", "answering"),
    ("plugin", "cassettes"),
    ("plugin", "exchange"),
    ("plugin", "reporting"),
    ("plugin", "settings"),
    ("server", "control"),
}

#: The rooms that know a library.
HOMES = {
    "pytest": {"plugin"},
    "vcr": {"cassettes"},
    "yaml": {"cassettes", "dialect"},
    "requests": {"session"},
    "urllib3": {"network", "session"},
    "waitress": {"server"},
    "merge3": {"wiki"},
    "aiohttp": {"clients"},
    "anyio": {"clients"},
    "httpcore": {"clients"},
    "httpx": {"clients"},
    "mwapi": {"libraries"},
    "mwclient": {"libraries"},
    "pywikibot": {"libraries"},
    "wikibaseintegrator": {"libraries"},
    "tornado": {"clients"},
}


def modules() -> dict[str, Path]:
    """Return every module of the package by its dotted name without the package's."""
    paths = (path for path in PACKAGE.rglob("*.py"))
    return {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in paths}


def imports(tree: ast.AST, *, within_functions: bool = False) -> Iterator[tuple[str, bool]]:
    """Yield what is imported, and whether that is within a function; not what only type checkers import."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, within_functions) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((f"{node.module}.{alias.name}", within_functions) for alias in node.names)
        else:
            function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
            yield from imports(node, within_functions=within_functions or function)


def imported_rooms() -> Iterator[tuple[str, str, bool]]:
    """Yield each import between rooms: from where, what, and whether within a function."""
    for name, path in modules().items():
        for target, late in imports(ast.parse(path.read_text(encoding="utf-8"))):
            if target.startswith("pytest_mwedit."):
                room, imported = name.partition(".")[0], target.split(".")[1]
                if imported in FLOOR and room != imported:
                    yield room, imported, late


def test_every_room_has_its_floor() -> None:
    rooms = {name.partition(".")[0] for name in modules()} - {"__init__"}

    assert rooms == FLOOR.keys()


def test_imports_point_downwards() -> None:
    upwards = {
        (room, imported)
        for room, imported, late in imported_rooms()
        if room != "__init__" and FLOOR[imported] >= FLOOR[room] and not (late and (room, imported) in UPWARDS)
    }

    assert upwards == set()


def test_each_library_is_known_in_its_rooms() -> None:
    known = defaultdict(set)
    for name, path in modules().items():
        for target, _ in imports(ast.parse(path.read_text(encoding="utf-8"))):
            known[target.partition(".")[0]].add(name.partition(".")[0])

    assert {library: known[library] - homes for library, homes in HOMES.items() if known[library] - homes} == {}


def test_errors_of_the_api_are_caught_where_they_are_told() -> None:
    # Beside `main`, `params` alone: it gathers the warnings of a group of parameters before the first error is told.
    catching = {
        name
        for name, path in modules().items()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler) and node.type is not None and "ApiError" in ast.dump(node.type)
    }

    assert catching == {"api.main", "api.params"}


def _imported_by(statement: str, before: str = "") -> set[str]:
    program = f"import sys\n{before}\nbefore = set(sys.modules)\n{statement}\nprint(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    return set(done.stdout.split())


def test_the_plugin_adds_two_modules_to_pytest() -> None:
    assert _imported_by("import pytest_mwedit.plugin", "import pytest") == {"pytest_mwedit", "pytest_mwedit.plugin"}


def test_the_fake_brings_no_library_that_it_does_not_use() -> None:
    imported = _imported_by("import pytest_mwedit; pytest_mwedit.FakeEditApi()")

    assert imported & {"pytest", "vcr", "requests", "yaml", "waitress", "aiohttp", "httpx"} == set()
