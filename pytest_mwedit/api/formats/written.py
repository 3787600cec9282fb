"""What a format makes of a result tree."""

from __future__ import annotations

from typing import NamedTuple


class Written(NamedTuple):
    """A body with its content type and the file name it is offered under."""

    body: bytes
    content_type: str
    filename: str
