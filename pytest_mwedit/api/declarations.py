"""What the modules of a MediaWiki version accept: its own ``action=paraminfo``, recorded, one module a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.profiles import PLAIN, PROFILES
from pytest_mwedit.wiki.versions import VERSIONS

if TYPE_CHECKING:
    from pytest_mwedit.wiki import Wiki

#: Parameters whose range is not enforced although their type is an integer. As the wiki answers them: a warning.
_RANGE_IGNORED = frozenset({"smaxage", "maxage", "filesize", "offset", "hours", "days"})


#: Parameters whose values the module itself checks.
_CHECKED_BY_MODULE = frozenset({("query+logevents", "action")})

#: Module: the parameters that are checked before the others, seen by which warnings an error comes with.
_FIRST: dict[str, tuple[str, ...]] = {
    "query": ("generator", "titles", "pageids", "revids", "redirects", "converttitles"),
}


#: The version whose modules take the most.
NEWEST = "1.43"

#: The parameters after which modules take when a page leaves the watchlist.
_BEFORE_EXPIRY = ("watchlist", "watchuser")

#: What modules that watch pages take after ``watchlist``, if the wiki lets pages leave watchlists by themselves.
_WATCHLIST_EXPIRY = {"index": 0, "name": "watchlistexpiry", "type": "expiry", "required": False, "multi": False}


@dataclass(frozen=True)
class Parameter:
    """One parameter of a module; *name* carries the module's prefix, *key* is it without."""

    name: str
    key: str
    type: str
    values: tuple[str, ...] = ()
    value_set: frozenset[str] = frozenset()
    default: Any = None
    required: bool = False
    multi: bool = False
    deprecated: bool = False
    deprecated_values: frozenset[str] = frozenset()
    token_type: str | None = None
    min: int | None = None
    max: int | None = None
    highmax: int | None = None
    ignore_range: bool = False
    limit: int = 50
    highlimit: int = 500
    all_specifier: str | None = None
    subtypes: tuple[str, ...] = ()
    #: Whether a value may come several times.
    allows_duplicates: bool = False
    #: Whether there must be a page of the title.
    must_exist: bool = False
    #: Namespaces that no page can be in, where these are allowed, too.
    more_namespaces: tuple[int, ...] = ()

    @property
    def means_now(self) -> bool:
        """Whether the default is a time that must be read each time."""
        return self.type == "timestamp" and self.default is not None


@dataclass(frozen=True, eq=False)
class Declaration:
    """A module as MediaWiki declares it."""

    path: str
    name: str
    prefix: str
    must_be_posted: bool
    write: bool
    read: bool
    parameters: tuple[Parameter, ...]
    #: The whole row of ``action=paraminfo``.
    raw: dict[str, Any]
    #: What the parameters are that the module got later.
    later: Mapping[str, Any] = field(default_factory=dict)
    #: How many of the parameters are checked, and refused, before the others are looked at.
    first: int = 0

    @cached_property
    def by_name(self) -> dict[str, Parameter]:
        """The parameters by their names with prefix."""
        return {parameter.name: parameter for parameter in self.parameters}

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The places of the parameters in the order in which they are checked, by their names with prefix."""
        return {parameter.name: number for number, parameter in enumerate(self.parameters)}

    @cached_property
    def needed(self) -> frozenset[int]:
        """The places of the parameters that are looked at even if nobody sends them."""
        return frozenset(self.numbers[each.name] for each in self.parameters if each.required or each.means_now)

    @cached_property
    def unsent(self) -> dict[str, Any]:
        """What the other parameters are if nobody sends them, by their keys."""
        return {**self.later, **{each.key: unsent(each) for each in self.parameters}}

    @cached_property
    def templated(self) -> tuple[tuple[Parameter, str, str], ...]:
        """The parameters that there are once for each value of another: what in their names the value stands for."""
        return tuple(
            (_parameter(self.prefix, row), f"{{{variable}}}", source)
            for row in self.raw.get("templatedparameters", ())
            for variable, source in row["templatevars"].items()
        )

    @cached_property
    def token_type(self) -> str | None:
        """The type of the token that the module needs, if any."""
        return next((each.token_type for each in self.parameters if each.token_type), None)


@cache
def declarations(version: str, profile: str = PLAIN) -> dict[str, Declaration]:
    """Return every module of *version* by its path, such as ``edit`` or ``query+info``.

    What a profile declares otherwise than MediaWiki alone, or besides, is recorded in ``VERSION-PROFILE.json``.
    """
    source = files(__package__) / "paraminfo" / (f"{version}.json" if profile == PLAIN else f"{version}-{profile}.json")
    if not source.is_file():
        raise NotImitated(f"The in-memory wiki does not imitate MediaWiki {version}; use {', '.join(VERSIONS)}.")
    rows: dict[str, dict[str, Any]] = json.loads(source.read_text("utf-8"))
    own = {path: _declaration(path, row) for path, row in rows.items()}
    if VERSIONS[version].derived_from is not None:
        return {path: _older(each) for path, each in own.items()}
    return own if profile == PLAIN else declarations(version, PROFILES[profile][version].based_on) | own


@cache
def orders(version: str, profile: str = PLAIN) -> dict[str, list[str]]:
    """Return in which order a wiki lists the values of parameters, such as ``edit.watchlist``, that are recorded.

    Those that a profile lists otherwise than MediaWiki alone are recorded in ``VERSION-PROFILE.json``.
    """
    source = files(__package__) / "orders" / (f"{version}.json" if profile == PLAIN else f"{version}-{profile}.json")
    listed: dict[str, list[str]] = json.loads(source.read_text("utf-8")) if source.is_file() else {}
    return listed if profile == PLAIN else orders(version) | listed


def _older(declaration: Declaration) -> Declaration:
    """Return the declaration of a module that is answered by what knows more parameters, which nobody sends."""
    newest = declarations(NEWEST).get(declaration.path)
    if newest is None:
        return declaration
    known = {each.key for each in declaration.parameters}
    later = {each.key: unsent(each) for each in newest.parameters if each.key not in known}
    return replace(declaration, later=later)


def unsent(parameter: Parameter) -> Any:
    """Return what a parameter is that nobody sends."""
    return False if parameter.type == "boolean" else parameter.default


def _declaration(path: str, row: dict[str, Any]) -> Declaration:
    prefix = row["prefix"]
    return Declaration(
        path=path,
        name=row["name"],
        prefix=prefix,
        must_be_posted=bool(row.get("mustbeposted")),
        write=bool(row.get("writerights")),
        read=bool(row.get("readrights")),
        parameters=tuple(
            _own(path, _parameter(prefix, each)) for each in sorted(row["parameters"], key=_reading_order(path))
        ),
        raw=row,
        first=len(_FIRST.get(path, ())),
    )


def _own(path: str, parameter: Parameter) -> Parameter:
    return replace(parameter, type="string") if (path, parameter.key) in _CHECKED_BY_MODULE else parameter


@cache
def parted(declaration: Declaration, late: frozenset[str]) -> tuple[Declaration, Declaration]:
    """Return a module without the parameters that it reads *late*, and with these alone."""
    own, others = (
        tuple(each for each in declaration.parameters if (each.key in late) == is_late) for is_late in (False, True)
    )
    return replace(declaration, parameters=own), replace(declaration, parameters=others, later={})


@cache
def as_generator(declaration: Declaration) -> Declaration:
    """Return a module as the generator of a query takes it: its parameters begin with ``g``."""
    prefix = f"g{declaration.prefix}"
    parameters = tuple(replace(each, name=prefix + each.key) for each in declaration.parameters)
    return replace(declaration, prefix=prefix, parameters=parameters)


def declared(wiki: Wiki, path: str) -> Declaration:
    """Return a module as *wiki* declares it, with the settings that it has now."""
    if wiki.config.watchlist_expiry:
        return _with_expiry(wiki.version, wiki.profile, path)
    return declarations(wiki.version, wiki.profile)[path]


@cache
def _with_expiry(version: str, profile: str, path: str) -> Declaration:
    row = declarations(version, profile)[path].raw
    names = [each["name"] for each in row["parameters"]]
    after = next((name for name in _BEFORE_EXPIRY if name in names), None)
    if path == "watch":
        after = "title"
    if after is None:
        return declarations(version, profile)[path]
    place = names.index(after) + 1
    expiry = {**_WATCHLIST_EXPIRY, "name": "expiry"} if path == "watch" else _WATCHLIST_EXPIRY
    rows = [*row["parameters"][:place], expiry, *row["parameters"][place:]]
    return _declaration(path, {**row, "parameters": [{**each, "index": index} for index, each in enumerate(rows, 1)]})


def _reading_order(path: str) -> Callable[[dict[str, Any]], int]:
    """Return the order in which a module's parameters are checked: a query's pages come first."""
    first = _FIRST.get(path, ())
    return lambda row: first.index(row["name"]) if row["name"] in first else len(first)


def _parameter(prefix: str, row: dict[str, Any]) -> Parameter:
    kind = row["type"]
    values = tuple(kind) if isinstance(kind, list) else ()
    default = row.get("default")
    if row["multi"] and default is not None:
        default = str(default).split("|")
        if kind == "namespace":
            default = list(map(int, default))
    return Parameter(
        name=prefix + row["name"],
        key=row["name"],
        type=_type(row["name"], kind),
        values=values,
        value_set=frozenset(values),
        default=default,
        required=row["required"],
        multi=row["multi"],
        deprecated=bool(row.get("deprecated")),
        # A module that is deprecated says so itself.
        deprecated_values=frozenset(() if "submodules" in row else row.get("deprecatedvalues", ())),
        token_type=row.get("tokentype"),
        min=row.get("min"),
        max=row.get("max"),
        highmax=row.get("highmax"),
        ignore_range=row["name"] in _RANGE_IGNORED,
        limit=row.get("lowlimit", 50),
        highlimit=row.get("highlimit", 500),
        all_specifier=row.get("allspecifier"),
        subtypes=tuple(row.get("subtypes", ())),
        allows_duplicates=bool(row.get("allowsduplicates")),
        must_exist=bool(row.get("mustExist")),
        more_namespaces=tuple(row.get("extranamespaces", ())),
    )


def _type(name: str, kind: Any) -> str:
    if not isinstance(kind, list) or name == "generator":
        # Which modules generate is looked up when the parameters have been read.
        return "string" if isinstance(kind, list) else str(kind)
    return "tags" if name == "tags" or (name == "add" and not kind) else "enum"
