"""action=changeauthenticationdata: get another password."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Id, message
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.wiki.passwords import faults_of, shortest_for

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call

#: What a password is asked for as.
BY_PASSWORD = "MediaWiki\\Auth\\PasswordAuthenticationRequest"

#: The fields of the form, which no module declares.
FIELDS = ("password", "retype")


def require_right_to_change(call: Call) -> None:
    """Check that the user may change how to log in, in versions that ask.

    Raises:
        ApiError: if not.
    """
    if manner_of(call.wiki.version).asks_right_to_change_credentials and not call.may("editmyprivateinfo"):
        raise ApiError(errors.PERMISSION_DENIED, message("action-editmyprivateinfo"))


def run(call: Call) -> None:
    """Check the new password, and let it be the user's."""
    if not call.user.is_registered:
        raise ApiError(errors.NOT_LOGGED_IN_TO_CHANGE)
    require_right_to_change(call)
    password, retype = (call.raw.get(field, "") for field in FIELDS)
    if call.params["request"] != BY_PASSWORD or not password or not retype:
        raise ApiError(errors.BAD_REQUEST_TO_CHANGE)
    call.used.update(FIELDS)
    if password != retype:
        raise ApiError(errors.BAD_RETYPE)
    shortest = shortest_for(call.user.groups, call.wiki.traits.shortest_password)
    faults = [
        ApiError(errors.error(key), *map(Id, params)) for key, params in faults_of(password, call.user.name, shortest)
    ]
    if faults:
        first, *more = faults
        first.more = tuple(more)
        raise first
    call.user.password = password
    # Sessions go on; what programs log in with does not.
    known = call.user.bot_passwords
    known.update({app: replace(each, must_be_reset=True) for app, each in known.items()})
    note_write(call)
    call.result["changeauthenticationdata"] = Tree(status="success")
