"""What a format makes of a result tree."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Written(NamedTuple):
    """A body with its content type and the file name it is offered under."""

    body: bytes
    content_type: str
    filename: str


#: Writes a result tree by the parameters of the format.
Writer = Callable[[dict[str, Any], dict[str, Any]], Written]
