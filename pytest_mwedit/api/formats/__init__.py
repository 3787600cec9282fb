"""The formats of replies: table FORMATS."""

from pytest_mwedit.api.formats.json import write_json
from pytest_mwedit.api.formats.none import write_none

#: Name: what writes it.
FORMATS = {"json": write_json, "none": write_none}

__all__ = ["FORMATS"]
