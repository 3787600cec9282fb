"""action=checktoken: whether a token is good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api.messages import message
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import keep_session
from pytest_mwedit.api.tokens import SESSION_TOKENS, accepts_token
from pytest_mwedit.wiki import iso
from pytest_mwedit.wiki.sessions import TOKEN_SUFFIX

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call


def run(call: Call) -> None:
    """Say whether the token is valid, and when it was issued."""
    token, kind = call.params["token"], call.params["type"]
    generated = _generated(token)
    if kind in SESSION_TOKENS:
        keep_session(call)
    valid = accepts_token(call, kind, token)
    oldest = call.params["maxtokenage"]
    if valid and oldest is not None and generated is not None and generated < call.wiki.clock.now() - oldest:
        answer = Tree(result="expired")
    elif valid:
        answer = Tree(result="valid")
    else:
        answer = Tree(result="invalid")
        if token.endswith(" \\"):
            call.warn("checktoken", message("apiwarn-checktoken-percentencoding"))
    if generated is not None:
        answer["generated"] = iso(generated)
    call.result["checktoken"] = answer


def _generated(token: str) -> int | None:
    if len(token) != 42 or not token.endswith(TOKEN_SUFFIX):
        return None
    try:
        return int(token[32:40], 16)
    except ValueError:
        return None
