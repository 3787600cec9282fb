"""Actions that a test answers itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.declarations import Declaration, Parameter
from pytest_mwedit.api.module import Module
from pytest_mwedit.web import WebRequest, WebResponse

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call

Handler = Callable[[WebRequest], dict[str, Any] | WebResponse]


def registered(action: str, handler: Handler, token: str | None, must_be_posted: bool) -> Module:
    """Return a module that lets *handler* answer *action*."""

    def run(call: Call) -> None:
        call.used.update(call.raw)
        answer = handler(call.request)
        if isinstance(answer, WebResponse):
            call.whole = answer
        else:
            call.result.update(answer)

    parameters = () if token is None else (Parameter("token", "token", "string", required=True, token_type=token),)
    declaration = Declaration(
        action, action, "", must_be_posted or token is not None, token is not None, True, parameters, {}
    )
    return Module(run, declaration=declaration)
