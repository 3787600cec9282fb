"""action=tokens, before there was ``meta=tokens``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api.result import Named
from pytest_mwedit.api.tokens import issue_token

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call


def run(call: Call) -> None:
    """Give a token for each action asked for: one token is good for all."""
    call.result["tokens"] = Named({f"{kind}token": issue_token(call, "csrf") for kind in call.params["type"]})
