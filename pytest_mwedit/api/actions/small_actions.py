"""Actions that a test hardly needs and a client may ask: what a real wiki refuses, and the little that it grants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.changeauthenticationdata import require_right_to_change
from pytest_mwedit.api.actions.clientlogin import MESSAGE_FORMATS
from pytest_mwedit.api.actions.forms import check_return
from pytest_mwedit.api.blocks import blocks_of
from pytest_mwedit.api.error_formats import write_listed
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Id, Message, message
from pytest_mwedit.api.params import (
    is_like_address,
    name_without_namespace,
    require_max_one,
)
from pytest_mwedit.api.query.title_parts import title_key
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import keep_session, note_write
from pytest_mwedit.api.temporary import acquire_name
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.namespaces import FILE
from pytest_mwedit.wiki.passwords import faults_of, shortest_for
from pytest_mwedit.wiki.users import user_name

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import User


def upload(call: Call) -> None:
    """Refuse: files cannot be uploaded unless a wiki's owner lets it."""
    del call
    raise ApiError(errors.UPLOAD_DISABLED)


def setpagelanguage(call: Call) -> None:
    """Refuse: pages have the language of the wiki unless its owner lets it."""
    del call
    raise ApiError(errors.PAGE_LANGUAGE_DISABLED)


def clearhasmsg(call: Call) -> None:
    """Forget that somebody has a message."""
    call.wiki.has_messages.pop(call.user.name, None)
    note_write(call)
    call.result["clearhasmsg"] = "success"


def validatepassword(call: Call) -> None:
    """Tell whether a password is good enough for an account, one's own or one to be made."""
    params, wiki = call.params, call.wiki
    name = params["user"]
    if name is not None and name in wiki.users:
        raise ApiError(errors.USER_EXISTS)
    groups = call.user.groups if name is None else ()
    shortest = shortest_for(groups, wiki.traits.shortest_password)
    faults = faults_of(params["password"], name if name is not None else call.user.name, shortest)
    answer = Tree(validity="Change" if faults else "Good")
    if faults:
        answer["validitymessages"] = [write_listed(call, message(key, *map(Id, filled)), key) for key, filled in faults]
    call.result["validatepassword"] = answer


def resetpassword(call: Call) -> None:
    """Promise a mail with a new password, to whoever it may be."""
    params = call.params
    if not call.may("editmyprivateinfo"):
        raise ApiError(errors.BAD_ACCESS)
    if any(not block.partial or block.create_account for block in blocks_of(call)):
        raise ApiError(errors.BLOCKED_MAIL_PASSWORD)
    if not params["user"] and not params["email"]:
        raise ApiError(errors.PASSWORD_RESET_NO_DATA)
    if params["email"] and "@" not in params["email"] and call.wiki.traits.checks_addresses_of_mails:
        raise ApiError(errors.PASSWORD_RESET_INVALID_EMAIL)
    call.result["resetpassword"] = Tree(status="success")


def removeauthenticationdata(call: Call) -> None:
    """Refuse to take a way to log in from an account that does not have it."""
    if not call.user.is_registered:
        raise ApiError(errors.NOT_LOGGED_IN_TO_REMOVE)
    require_right_to_change(call)
    if "\\" in call.params["request"]:
        raise NotImitated(
            "The in-memory wiki does not take ways to log in from accounts "
            f"(action=removeauthenticationdata&request={call.params['request']}). Record the reply of a real wiki."
        )
    raise ApiError(errors.BAD_REQUEST_TO_CHANGE)


def unlinkaccount(call: Call) -> None:
    """Refuse to unlink an account elsewhere, of which there are none."""
    if not call.user.is_registered:
        raise ApiError(errors.NOT_LOGGED_IN_TO_REMOVE)
    require_right_to_change(call)
    raise ApiError(errors.BAD_REQUEST_TO_CHANGE)


def emailuser(call: Call) -> None:
    """Refuse mails that cannot be sent; no other is sent, which a test would have to read somewhere."""
    target = _recipient(call)
    if not call.user.is_registered or not call.user.email or call.user.email_confirmed is None:
        raise ApiError(errors.CANT_SEND_EMAIL)
    if not target.email:
        row = errors.NO_EMAIL if not call.wiki.traits.tells_why_no_mail else errors.NO_EMAIL_TEXT
        raise ApiError(row, *((target.name,) if row is errors.NO_EMAIL else ()))
    raise NotImitated(
        "The in-memory wiki does not send mails (action=emailuser). Answer the action yourself, "
        'fake_edit_api.register("emailuser", handler, token="csrf"), or record the reply of a real wiki.'
    )


def _recipient(call: Call) -> User:
    asked: str = call.params["target"]
    name = name_without_namespace(call.wiki, asked)
    known = None if is_like_address(name) else user_name(name)
    if known is None and call.wiki.traits.tells_why_no_mail:
        raise ApiError(errors.BAD_USER_OF_EMAIL, "target", asked)
    user = call.wiki.users.get(known) if known is not None else None
    if user is None:
        raise ApiError(errors.NO_EMAIL_TARGET if call.wiki.traits.tells_why_no_mail else errors.NO_TARGET)
    return user


def import_(call: Call) -> None:
    """Refuse from whom may not import pages, and what lacks what is to be imported."""
    params = call.params
    require_max_one(params, "", ("namespace", "rootpage"))
    if not call.may("importupload"):
        raise ApiError(errors.CANT_IMPORT_UPLOAD)
    if params["interwikiprefix"] is None:
        raise ApiError(errors.NO_INTERWIKI_PREFIX, "interwikiprefix")
    if call.request.form.keys() >= {"xml"} or "multipart/form-data" in (call.request.header("Content-Type") or ""):
        raise NotImitated(
            "The in-memory wiki does not import pages (action=import). Use fake_edit_api.add_page, "
            "or record the reply of a real wiki."
        )
    raise ApiError(errors.NO_IMPORT_FILE)


def filerevert(call: Call) -> None:
    """Refuse: there is no file that could be as it was."""
    title_key(call.wiki, call.params["filename"], FILE)
    raise ApiError(errors.MISSING_TITLE)


def linkaccount(call: Call) -> None:
    """Tell that no account elsewhere can be linked."""
    if not call.user.is_registered:
        raise ApiError(errors.NOT_LOGGED_IN_TO_LINK)
    require_right_to_change(call)
    check_return(call)
    # MediaWiki has no text for it.
    reason = Message("userlogin-cannot-link", foreign=True)
    said = MESSAGE_FORMATS[call.params["messageformat"]](reason, call.language)
    call.result["linkaccount"] = Tree(status="FAIL", **said, messagecode=reason.key, canpreservestate=False)


def acquiretempusername(call: Call) -> None:
    """Tell what a temporary account of this session would be called."""
    if not call.wiki.makes_temporary_accounts:
        raise ApiError(errors.TEMPORARY_USER_DISABLED)
    if call.user.is_registered:
        raise ApiError(errors.ALREADY_REGISTERED)
    call.result["acquiretempusername"] = acquire_name(call)
    keep_session(call)
