"""What real wikis answer to meta=siteinfo where it depends on the version and the profile alone."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from pytest_mwedit.wiki.profiles import PLAIN, PROFILES


@cache
def recorded_properties(version: str, profile: str = PLAIN) -> dict[str, dict[str, Any]]:
    """Return the properties of a wiki of *version* with *profile*, in both format versions."""
    name = f"{version}.json" if profile == PLAIN else f"{version}-{profile}.json"
    source = files("pytest_mwedit.api") / "siteinfo" / name
    rows: dict[str, dict[str, Any]] = json.loads(source.read_text("utf-8"))
    # What a profile says alike is not recorded again.
    return rows if profile == PLAIN else recorded_properties(version, PROFILES[profile][version].based_on) | rows


def recorded_property(version: str, profile: str, name: str) -> Any:
    """Return what a wiki of *version* answers for a property that depends on nothing else."""
    return recorded_properties(version, profile)[name]["2"]
