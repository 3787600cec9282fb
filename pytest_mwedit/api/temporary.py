"""Temporary accounts: the wiki makes one for who edits without an account, before it looks at the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.blocks import blocked, blocks_of
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.extensions import extensions_of
from pytest_mwedit.api.messages import Duration, message
from pytest_mwedit.api.sessions import keep_session, log_in, note_write
from pytest_mwedit.wiki.rates import Throttle, exceeds_throttle
from pytest_mwedit.wiki.users import TEMPORARY

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call


#: How many accounts an address is given, in how many seconds.
THROTTLE = Throttle(6, 86400)


def will_be_temporary(call: Call) -> bool:
    """Whether an edit gives its author a temporary account; who may not create accounts gets none."""
    return call.wiki.makes_temporary_accounts and not call.user.is_registered and call.may("createaccount")


def expect_account(call: Call) -> None:
    """Give the author of an edit the rights that the temporary account will have."""
    if will_be_temporary(call):
        call.expects_account = True
        call.rights = call.wiki.rights_in(["*", TEMPORARY])


def acquire_name(call: Call) -> str:
    """Return the name of the account to come: a session keeps its own, a new one is written down.

    Raises:
        ApiError: if the name is somebody's.
    """
    if call.session.temporary_name is not None:
        return call.session.temporary_name
    name = call.wiki.next_temporary_name()
    note_write(call)
    if name in call.wiki.users:
        raise ApiError(errors.TEMPORARY_NAME_FAILED)
    call.session.temporary_name = name
    return name


def reserve_name(call: Call) -> None:
    """Use up a name for an edit that is refused before there is an account."""
    if will_be_temporary(call):
        acquire_name(call)


def create_account(call: Call) -> None:
    """Log the author of an edit in with a new temporary account.

    Raises:
        ApiError: if the address is blocked from creating accounts, or was given too many.
    """
    call.expects_account = False
    blocks = [block for block in blocks_of(call) if block.create_account]
    if call.session.account_refusal is not None and not blocks:
        raise call.session.account_refusal.with_traceback(None)
    name = acquire_name(call)
    if blocks:
        keep_session(call)
        refusal = blocked(call, blocks[0], blocks, blocks)
        # Told again, it says nothing more of the block (`found/blocked_accounts_in_sessions`).
        call.session.account_refusal = ApiError(refusal.row, *refusal.params)
        raise refusal
    if exceeds_throttle(call.wiki, THROTTLE, "temporary account", call.address):
        raise ApiError(errors.ACCOUNT_CREATION_THROTTLE_HIT, THROTTLE.most, Duration(THROTTLE.seconds))
    if name in call.wiki.users:
        # The session is that account's, but the request cannot be trusted with it (``origin=*``).
        call.main["above"] = "warnings"
        call.warn("edit", message("userexists"))
        raise ApiError(errors.TEMPORARY_NAME_TAKEN)
    _ask_extensions(call, name)
    user = call.wiki.create_temporary_user(name)
    log_in(call, user)
    call.session.temporary_name = name
    note_write(call)
    call.has_read_user_anew = True
    call.user, call.rights = user, call.wiki.rights_of(user)


def _ask_extensions(call: Call, name: str) -> None:
    """Let extensions object to an account; a session that is kept hears the same from then on."""
    call.has_read_user_anew = True
    refusals = (extension.refusal_of_account(call, name) for extension in extensions_of(call.wiki))
    refusal = next((each for each in refusals if each is not None), None)
    if refusal is not None:
        call.session.account_refusal = refusal
        raise refusal
