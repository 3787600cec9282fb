"""action=clientlogin: the login of people, with the main password."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.actions.forms import check_return, refuse_in_address
from pytest_mwedit.api.actions.login import (
    MAIN,
    NO_CREDENTIALS,
    TOO_MANY_LOGINS,
    WRONG_PASSWORD,
    account,
    is_system,
    is_throttled,
    user_blocked,
)
from pytest_mwedit.api.error_formats import ERROR_FORMATS
from pytest_mwedit.api.extensions import is_login_hindered, note_failed_login
from pytest_mwedit.api.messages import HTML, WIKITEXT, Message, message, text
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import log_in
from pytest_mwedit.wiki.rates import forgive_throttled
from pytest_mwedit.wiki.users import user_name

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import User

LACKS = frozenset({"requests", "continue", "preservestate"})

#: The fields of the login form, which no module declares.
FIELDS = ("username", "password", "rememberMe", "domain")

CANNOT_LOGIN = message("userlogin-cannot-login")

#: How the message of a failure is written.
MESSAGE_FORMATS: dict[str, Callable[[Message, str], dict[str, Any]]] = {
    "wikitext": lambda reason, language: {"message": text(reason, WIKITEXT, language)},
    "html": lambda reason, language: {"message": text(reason, HTML, language)},
    "raw": lambda reason, language: {"message": ERROR_FORMATS["raw"].write(reason, language)},
    "none": lambda reason, language: {},
}


def run(call: Call) -> None:
    """Log in, or say why not."""
    call.used.update(FIELDS)
    check_return(call)
    if call.session.bot_password is not None:
        call.used.difference_update(FIELDS)
        _fail(call, CANNOT_LOGIN)
        return
    refuse_in_address(call, ("password",))
    name, password = call.raw.get("username", ""), call.raw.get("password", "")
    found = _authenticated(call, name, password)
    if isinstance(found, Message):
        note_failed_login(call)
        _fail(call, found)
        return
    log_in(call, found, remember="rememberMe" in call.raw)
    call.user = found
    call.result["clientlogin"] = Tree(status="PASS", username=found.name)


def _fail(call: Call, reason: Message) -> None:
    said = MESSAGE_FORMATS[call.params["messageformat"]](reason, call.language)
    call.result["clientlogin"] = Tree(status="FAIL", **said, messagecode=reason.key, canpreservestate=False)


def _authenticated(call: Call, name: str, password: str) -> User | Message:
    known = user_name(name)
    if is_throttled(call, known, name, password):
        return TOO_MANY_LOGINS
    if is_login_hindered(call, call.raw):
        return WRONG_PASSWORD
    if known is None or not password or is_system(call, known):
        return NO_CREDENTIALS
    found = account(call, known, password)
    if found is None:
        return WRONG_PASSWORD
    if call.wiki.keeps_from_logging_in(found):
        return user_blocked(found)
    forgive_throttled(call.wiki, MAIN, known)
    return found
