"""meta=tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.messages import message
from pytest_mwedit.api.result import Named
from pytest_mwedit.api.tokens import issue_token

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query


def run(query: Query, params: dict[str, Any]) -> None:
    """Give a token of each type asked for."""
    call = query.call
    call.private = True
    if call.login_suppressed:
        call.warn("query+tokens", message("apiwarn-tokens-origin"), code="tokens-origin")
        return
    asked = params["type"] if params["type"] is not None else ["csrf"]
    query.data["tokens"] = Named({f"{kind}token": issue_token(call, kind) for kind in asked})
