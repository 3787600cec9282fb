"""What a test is run with, put together from the command line, the marker, the fixture and the ini file."""

from __future__ import annotations

import difflib
import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from pytest_mwedit.plugin import OPTIONS


class Misuse(Exception):
    """An option, a marker or a fixture that is used wrongly; one line that says what to write instead."""


@dataclass(frozen=True)
class Settings:
    """The settings of one test; a field for each row of `plugin.OPTIONS`, and those that only a marker has."""

    mode: str = "auto"
    api_url: str = "https://test.wikipedia.org/w/api.php"
    cassette_dir: str = ""
    version: str = "1.43"
    profile: str = "plain"
    strict: bool = False
    allow_host: tuple[str, ...] = ()
    allow_page: tuple[str, ...] = ()
    contact: str = ""
    edits_per_minute: int = 30
    secret: tuple[str, ...] = ()
    max_age: int = 0
    drift: str = ""
    no_sleep: str = "faults"
    cassette: str = ""
    login: bool = True


#: What only the marker can say.
MARKER_ONLY = ("cassette", "login")

#: Modes that send requests to a wiki.
NETWORK_MODES = frozenset({"record", "record-missing", "live"})

#: Modes that a marker can confine a test to, whatever the command line says.
CONFINED_MODES = frozenset({"fake", "replay"})

_CHOICES: Mapping[str, Sequence[str]] = {option.name: option.choices for option in OPTIONS if option.choices}
_TYPES = {one.name: type(one.default) for one in fields(Settings)}


def settle(layers: Sequence[tuple[str, Mapping[str, Any]]]) -> Settings:
    """Return the settings that *layers* give, the first that names a setting deciding it.

    Each layer is what it is called in a message, and its values by setting.  Raises `Misuse`.
    """
    values: dict[str, Any] = {}
    for source, layer in layers:
        for name, value in checked(source, layer).items():
            values.setdefault(name, value)
    for source, layer in layers:
        confined = layer.get("mode") if source == "the marker mwedit" else None
        if confined in CONFINED_MODES and values["mode"] in NETWORK_MODES:
            values["mode"] = confined
    return Settings(**values)


def checked(source: str, layer: Mapping[str, Any]) -> dict[str, Any]:
    """Return *layer* with its values in the types of `Settings`.  Raises `Misuse` for what is none of its settings."""
    if not isinstance(layer, Mapping):
        raise Misuse(f"{source} gives {layer!r}; let it return a dict such as {{'mode': 'fake'}}")
    known = list(_TYPES) if source == "the marker mwedit" else [name for name in _TYPES if name not in MARKER_ONLY]
    result: dict[str, Any] = {}
    for name, value in layer.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"it has {', '.join(known)}"
            raise Misuse(f"{source} has no setting {name!r}; {hint}")
        result[name] = _checked_value(source, name, value)
    return result


def _checked_value(source: str, name: str, value: Any) -> Any:
    wanted = _TYPES[name]
    value = _SAID_OTHERWISE.get((name, str(value).lower()), value)
    if isinstance(value, os.PathLike) and wanted is str:
        value = os.fspath(value)
    if wanted is tuple:
        if not isinstance(value, Collection) or isinstance(value, (bytes, Mapping)):
            raise Misuse(f"{source}: {name} is a list of names, not {value!r}")
        names = (value,) if isinstance(value, str) else tuple(value)
        joined = next((each for each in names if "," in str(each) and name in _NAMES), None)
        if joined is not None:
            raise Misuse(f"{source}: {name}={joined!r} is one name with a comma; give several one by one")
        return names
    if wanted is int and isinstance(value, str) and value.isdecimal():
        return int(value)
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise Misuse(f"{source}: {name} is {_KINDS[wanted]}, not {value!r}")
    choices = _CHOICES.get(name)
    if choices and value not in choices:
        raise Misuse(f"{source}: {name}={value!r} is unknown; choose one of {', '.join(choices)}")
    if name == "drift" and not Path(str(value)).resolve().parent.is_dir():
        raise Misuse(f"{source}: drift={value!r} cannot be written; there is no folder {Path(str(value)).parent}")
    if name == "api_url" and not str(value).partition("?")[0].endswith("/api.php"):
        raise Misuse(f"{source}: api_url={value!r} is no API of a wiki; give the whole URL, ending in /api.php")
    if name == "cassette" and (Path(str(value)).is_absolute() or ".." in Path(str(value)).parts):
        raise Misuse(f"{source}: cassette={value!r} leads out of the folder of cassettes; name one such as 'edit/mine'")
    return value


#: What may stand for a value, as a setting that is on or off is written.
_SAID_OTHERWISE = {("no_sleep", "true"): "faults", ("no_sleep", "false"): "never"}

#: Lists of names that hold no comma.
_NAMES = frozenset({"secret", "allow_host"})

_KINDS = {str: "a text", bool: "True or False", int: "a whole number"}


@dataclass(frozen=True)
class Place:
    """Where a test stands: its file, and the name of its own cassette without the ending."""

    test_file: Path
    own_cassette: str


def place_of(test_file: Path, test_class: str | None, test_name: str) -> Place:
    """Return where a test stands; its own cassette is `<module>/<test>`, where pytest-recording has it too."""
    name = f"{test_class}.{test_name}" if test_class else test_name
    safe = "".join("-" if character in _UNSAFE else character for character in name)
    return Place(test_file, f"{test_file.stem}/{safe}")


#: Characters that no file name has everywhere; the same as pytest-recording's.
_UNSAFE = frozenset("<>?%*:|\"'/\\")


def cassette_name(settings: Settings, place: Place) -> str:
    """Return the name of the cassette of a test, relative to a folder of cassettes, without the ending."""
    return settings.cassette.removesuffix(".yaml") or place.own_cassette


def cassette_folders(settings: Settings, place: Place) -> list[Path]:
    """Return the folders that may hold a recording, the one that a new recording is written to first."""
    beside = place.test_file.parent / "cassettes"
    if not settings.cassette_dir:
        return [beside]
    chosen = Path(settings.cassette_dir)
    # A named cassette is looked for beside the test first; what is recorded goes where the user said.
    return [chosen, beside]
