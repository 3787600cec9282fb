"""action=logout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api.messages import message
from pytest_mwedit.api.sessions import forget_session, log_out

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call


def run(call: Call) -> None:
    """End the session."""
    if call.user.is_registered:
        log_out(call)
    elif call.wiki.traits.warns_at_anonymous_logout:
        call.warn("logout", message("apierror-mustbeloggedin-generic"), code="notloggedin")
    elif call.session.kept:
        forget_session(call)
