"""What the modules of one action=query share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.result import Numbered, Tree
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.pageset import PageSet


@dataclass(eq=False)
class Query:
    """A query being answered: its pages, and the answer so far."""

    call: Call
    pages: PageSet
    data: Tree = field(default_factory=Tree)
    #: Parameter: the value with which the client goes on, from modules that have more to tell.
    more: dict[str, str] = field(default_factory=dict)

    #: Names of the modules that have more to tell.
    unfinished: set[str] = field(default_factory=set)

    def add_general_page_info(self) -> None:
        """Say what became of the titles and ids asked for."""
        general = self.pages.general_info()
        pages = general.pop("pages", None)
        self.data.update(general)
        if pages is None:
            return
        if self.call.params["indexpageids"]:
            self.data["pageids"] = [str(number) for number in pages]
        self.data["pages"] = pages

    def page(self, number: int) -> dict[str, Any]:
        """Return the entry of one page, keyed as in the answer; ids below zero are pages that do not exist."""
        pages: Numbered = self.data["pages"]
        entry: dict[str, Any] = pages[number]
        return entry

    def finish(self, modules: list[str]) -> None:
        """Put the answer together; of *modules*, those that have no more to tell are not to be asked again."""
        result = self.call.result
        raw = self.call.params["rawcontinue"] or manner_of(self.call.wiki.version).continues_in_the_old_way
        if raw and self.more:
            result["query-continue"] = {name: dict(self.more) for name in self.unfinished}
        elif self.more:
            done = [name for name in modules if name not in self.unfinished]
            result["continue"] = {**self.more, "continue": f"||{'|'.join(done)}"}
        elif not raw:
            result["batchcomplete"] = True
        if self.data:
            result["query"] = self.data


@dataclass(frozen=True)
class QueryModule:
    """A module of action=query; *lacks* names, without prefix, the parameters that it does not imitate."""

    run: Callable[[Query, dict[str, Any]], None]
    lacks: frozenset[str] = frozenset()


def refuse_unknown(path: str, parameter: str, asked: list[str], known: frozenset[str] | dict[str, Any]) -> None:
    """Fail the test for values of *parameter* that MediaWiki answers and we do not."""
    missing = [value for value in asked if value not in known]
    if missing:
        raise NotImitated(
            f"The in-memory wiki does not imitate {parameter}={'|'.join(missing)} of {path} "
            f"(it knows {', '.join(sorted(known))}). Leave it out, or record the reply."
        )
