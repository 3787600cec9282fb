"""Tokens: issuing and checking them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.sessions import keep_session
from pytest_mwedit.wiki import ANONYMOUS_TOKEN

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call

#: Types that also an anonymous user gets a real token of.
SESSION_TOKENS = frozenset({"login", "createaccount"})


def issue_token(call: Call, kind: str) -> str:
    """Return a token of *kind* for whoever sends the request."""
    if kind not in SESSION_TOKENS and not call.user.is_registered:
        return ANONYMOUS_TOKEN
    keep_session(call)
    return token_of_session(call, kind)


def token_of_session(call: Call, kind: str) -> str:
    """Return a token of *kind* for the session of the request, which may have ended with it."""
    now = call.wiki.clock.now() if call.wiki.traits.tokens_tell_time else None
    return call.wiki.sessions.token(call.session, kind, now)


def accepts_token(call: Call, kind: str, token: str) -> bool:
    """Whether *token* is one of *kind* that the sender was given."""
    if kind not in SESSION_TOKENS and not call.user.is_registered:
        return token == ANONYMOUS_TOKEN
    return call.wiki.sessions.accepts(call.session, kind, token)


def check_token(call: Call, kind: str, token: str) -> None:
    """Refuse a token that the sender was not given."""
    if kind in SESSION_TOKENS:
        keep_session(call)
    if not accepts_token(call, kind, token):
        raise ApiError(errors.BAD_TOKEN)
