"""What is written from the code: parts of the README, and whole pages. `python tests/readme_tables.py` writes them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from proof import PROOF, document, summary

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


def cassettes() -> Iterator[str]:
    """What comes with the package, by the versions that it was recorded from."""
    by_case: dict[tuple[str, str], list[str]] = {}
    for version in sorted((ROOT / "cassettes").iterdir()):
        for file in version.glob("*/*.yaml"):
            by_case.setdefault((file.parent.name, file.stem), []).append(version.name)
    yield "# The recordings that come with the plugin"
    yield ""
    yield "The [README](README.md#use-recordings-that-come-with-the-plugin) tells how one is played, by its name;"
    yield "`pytest-mwedit cassettes show NAME` tells what happens in it."
    yield "This page is computed from the files; `python tests/readme_tables.py` writes it anew."
    for versions in sorted({tuple(each) for each in by_case.values()}, key=len, reverse=True):
        cases = sorted(case for case, recorded in by_case.items() if tuple(recorded) == versions)
        for module in dict.fromkeys(module for module, _ in cases):
            yield ""
            yield f"## `{module}/`, recorded from MediaWiki {' and '.join(versions)}"
            yield ""
            yield from (f"* `{module}/{name}`" for each, name in cases if each == module)


def lacks_by_module() -> dict[str, frozenset[str]]:
    """Return the parameters, without a prefix, that each module of 1.43 lacks here, by the module's path."""
    from pytest_mwedit.api.actions import ACTIONS
    from pytest_mwedit.api.declarations import declarations
    from pytest_mwedit.api.query import LIST, META, PROP

    modules = {
        **{name: module.lacks for name, module in ACTIONS.items()},
        **{f"query+{name}": module.lacks for table in (META, PROP, LIST) for name, module in table.items()},
    }
    return {path: frozenset(modules[path]) for path in sorted(modules) if path in declarations("1.43")}


def modules() -> Iterator[str]:
    """What the in-memory wiki answers, and which parameters it lacks."""
    from pytest_mwedit.api.declarations import declarations

    declared = declarations("1.43")
    yield "# What is imitated, parameter by parameter"
    yield ""
    yield "The table is that of MediaWiki 1.43; 1.39 lacks the modules and parameters that it did not have yet."
    yield "What is not imitated fails the test that asks for it, and is named."
    yield "This page is computed from the code; `python tests/readme_tables.py` writes it anew."
    yield ""
    yield "| module | parameters | not imitated |"
    yield "|---|---|---|"
    for path, lacks in lacks_by_module().items():
        missing = {declared[path].prefix + name for name in lacks}
        names = declared[path].by_name
        yield f"| `{path}` | {listed(names.keys() - missing, names)} | {listed(missing, names)} |"


def imitated() -> Iterator[str]:
    """The names of what the in-memory wiki answers."""
    from pytest_mwedit.api.formats import FORMATS, PAGES
    from pytest_mwedit.api.query import LIST, META, PROP

    paths = lacks_by_module()
    for title, names in {
        "actions": [path for path in paths if "+" not in path],
        **{
            f"query, {kind}": [name for name in sorted(table) if f"query+{name}" in paths]
            for kind, table in {"prop": PROP, "list": LIST, "meta": META}.items()
        },
        "formats": sorted({**FORMATS, **PAGES}),
    }.items():
        yield f"* {title}: {', '.join(f'`{name}`' for name in names)}"


def listed(some: Collection[str], names: Iterable[str]) -> str:
    """Return those of *names* that are in *some*, in order."""
    return ", ".join(f"`{name}`" for name in names if name in some) or "none"


#: The pages that are written as a whole, and what writes them.
WHOLE_PAGES: dict[Path, Callable[[], Iterator[str]]] = {
    ROOT / "CASSETTES.md": cassettes,
    ROOT / "MODULES.md": modules,
    PROOF: lambda: iter(document().splitlines()),
}

#: What a pair of comments in the README encloses, and what writes it.
TABLES: dict[str, Callable[[], Iterator[str]]] = {"imitated": imitated, "proof": summary}


def block(name: str) -> re.Pattern[str]:
    """Return the pattern of the part of the README called *name*."""
    return re.compile(rf"(<!-- {name}: begin -->\n).*?(<!-- {name}: end -->)", re.DOTALL)


def updated(text: str) -> str:
    """Return *text* with its tables as the code has them now."""
    for name, rows in TABLES.items():
        body = "".join(f"{row}\n" for row in rows())
        text, found = block(name).subn(lambda match, body=body: match[1] + body + match[2], text)
        if found != 1:
            raise ValueError(f"the README has {found} places for the table {name!r}; it must have one")
    return text


def written(page: Path) -> str:
    """Return the whole of *page* as the code has it now."""
    return "".join(f"{row}\n" for row in WHOLE_PAGES[page]())


if __name__ == "__main__":
    README.write_text(updated(README.read_text(encoding="utf-8")), encoding="utf-8")
    for page in WHOLE_PAGES:
        page.write_text(written(page), encoding="utf-8")
