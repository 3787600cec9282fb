"""The tables of the README that come from the code: `python tests/readme_tables.py` writes them."""

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
    for versions in sorted({tuple(each) for each in by_case.values()}, key=len, reverse=True):
        yield f"Recorded from MediaWiki {' and '.join(versions)}:"
        yield ""
        cases = sorted(case for case, recorded in by_case.items() if tuple(recorded) == versions)
        for module in dict.fromkeys(module for module, _ in cases):
            yield f"* `{module}/`: {', '.join(f'`{name}`' for each, name in cases if each == module)}"
        yield ""


def imitated() -> Iterator[str]:
    """What the in-memory wiki answers, and which parameters it lacks."""
    from pytest_mwedit.api.actions import ACTIONS
    from pytest_mwedit.api.declarations import declarations
    from pytest_mwedit.api.formats import FORMATS, PAGES
    from pytest_mwedit.api.query import LIST, META, PROP

    declared = declarations("1.43")
    yield "| module | parameters | not imitated |"
    yield "|---|---|---|"
    modules = {
        **{name: module.lacks for name, module in ACTIONS.items()},
        **{f"query+{name}": module.lacks for table in (META, PROP, LIST) for name, module in table.items()},
    }
    for path, lacks in sorted(modules.items()):
        if path not in declared:
            continue  # of an older version
        missing = {declared[path].prefix + name for name in lacks}
        names = declared[path].by_name
        yield f"| `{path}` | {listed(names.keys() - missing, names)} | {listed(missing, names)} |"
    yield ""
    yield f"Formats: {', '.join(f'`{name}`' for name in sorted({**FORMATS, **PAGES}))}."


def listed(some: Collection[str], names: Iterable[str]) -> str:
    """Return those of *names* that are in *some*, in order."""
    return ", ".join(f"`{name}`" for name in names if name in some) or "none"


#: What a pair of comments in the README encloses, and what writes it.
TABLES: dict[str, Callable[[], Iterator[str]]] = {"cassettes": cassettes, "imitated": imitated, "proof": summary}


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


if __name__ == "__main__":
    README.write_text(updated(README.read_text(encoding="utf-8")), encoding="utf-8")
    PROOF.write_text(document(), encoding="utf-8")
