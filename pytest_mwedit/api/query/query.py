"""What the modules of one action=query share."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.result import Numbered, Tree
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.declarations import Declaration
    from pytest_mwedit.api.query.pageset import Generated, PageSet
    from pytest_mwedit.wiki import Title


#: The first half of ``continue`` when everything is told about all pages.
ALL_TOLD = "-"


@dataclass(eq=False)
class Query:
    """A query being answered: its pages, and the answer so far."""

    call: Call
    pages: PageSet
    data: Tree = field(default_factory=Tree)
    #: The module that is at work; its prefix begins with ``g`` where it is the generator.
    module: Declaration = field(init=False)
    #: Module: parameter: the value with which the client goes on.
    more: dict[str, dict[str, str | int]] = field(default_factory=dict)
    #: Generator: parameter: the value from which this reply went on, where it notes that.
    begun_at: dict[str, dict[str, str | int]] = field(default_factory=dict)
    #: What a generator tells of the pages that it finds.
    told: dict[Title, dict[str, Any]] = field(default_factory=dict)

    def add_general_page_info(self) -> None:
        """Say what became of the titles and ids asked for."""
        general = self.pages.general_info()
        pages = general.pop("pages", None)
        self.data.update(general)
        if pages is not None:
            if self.call.params["indexpageids"]:
                self.data["pageids"] = [str(number) for number in pages]
            self.data["pages"] = pages
        self.note_data()

    def note_data(self) -> None:
        """Put what there is to answer into the reply: what is told later, such as limits, stands below it."""
        if self.data:
            self.call.result.setdefault("query", self.data)

    def page(self, number: int) -> dict[str, Any]:
        """Return the entry of one page, keyed as in the answer; ids below zero are pages that do not exist."""
        pages: Numbered = self.data["pages"]
        entry: dict[str, Any] = pages[number]
        return entry

    def go_on(self, value: str | int, parameter: str = "continue") -> None:
        """Tell the client that the module at work has more, from *value* on."""
        self.more.setdefault(self.module.name, {})[self.module.prefix + parameter] = value

    def note_beginning(self, value: str) -> None:
        """Note that the generator at work began at *value*, and begins there once more for the rest of its pages."""
        self.begun_at[self.module.name] = {f"{self.module.prefix}continue": value}

    def finish(self, of_pages: list[str], others: list[str], generator: dict[str, dict[str, str | int]]) -> None:
        """Tell how to go on: the modules that tell *of_pages* before the *generator* does, and the *others*."""
        call = self.call
        raw = call.params["rawcontinue"] or manner_of(call.wiki.version).continues_in_the_old_way
        if raw:
            more = {name: dict(values) for name, values in self.more.items()}
            for name, values in generator.items():
                more.setdefault(name, {}).update(values)
            if more:
                call.result["query-continue"] = more
            if self.begun_at:
                call.result["query-noncontinue"] = self.begun_at
            return
        going_on = {key: value for name in others for key, value in self.more.get(name, {}).items()}
        done = [name for name in (*of_pages, *others) if name not in self.more]
        keys: Collection[str] = (ALL_TOLD,)
        if self.more.keys() & set(of_pages):
            going_on |= {key: value for name in of_pages for key, value in self.more.get(name, {}).items()}
            # The same pages once more: what made the generator give them is sent again.
            sent = [name for name in asked_to_go_on(call)[0] if name in call.raw]
            going_on |= {name: call.raw[name] for name in sent}
            begun_at = {key: value for values in self.begun_at.values() for key, value in values.items()}
            going_on |= begun_at
            keys = list(dict.fromkeys((*sent, *begun_at)))
        else:
            call.result["batchcomplete"] = True
            if generator:
                following = {key: value for values in generator.values() for key, value in values.items()}
                going_on |= following
                done = [name for name in done if name not in of_pages]
                keys = following
        if going_on:
            call.result["continue"] = {**going_on, "continue": f"{'|'.join(keys)}||{'|'.join(done)}"}


def is_generator(query: Query) -> bool:
    """Whether the module at work gives the query its pages, and tells nothing of them."""
    return query.module.prefix != str(query.module.raw["prefix"])


def asked_to_go_on(call: Call) -> tuple[list[str], list[str]]:
    """Return the two halves of ``continue``: parameters of the generator, and modules that have told everything."""
    generator, _, done = (call.params["continue"] or "||").partition("||")
    return generator.split("|"), done.split("|")


@dataclass(frozen=True)
class QueryModule:
    """A module of action=query; *lacks* names, without prefix, the parameters that it does not imitate.

    *run* adds what it knows to the answer, *generate* returns the pages that the query is then about.
    """

    run: Callable[[Query, dict[str, Any]], None]
    lacks: frozenset[str] = frozenset()
    generate: Callable[[Query, dict[str, Any]], Generated] | None = None


def refuse_unknown(path: str, parameter: str, asked: Collection[str], known: Collection[str]) -> None:
    """Fail the test for values of *parameter* that MediaWiki answers and we do not."""
    missing = [value for value in asked if value not in known]
    if missing:
        raise NotImitated(
            f"The in-memory wiki does not imitate {parameter}={'|'.join(missing)} of {path} "
            f"(it knows {', '.join(sorted(known))}). Leave it out, or record the reply."
        )
