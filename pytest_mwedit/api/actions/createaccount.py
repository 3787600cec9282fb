"""action=createaccount: make an account, for oneself or somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api.actions.clientlogin import MESSAGE_FORMATS
from pytest_mwedit.api.actions.forms import check_return, refuse_in_address
from pytest_mwedit.api.blocks import block_refusals, blocks_of
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.links import site_of
from pytest_mwedit.api.messages import WIKITEXT, Id, Markup, Message, message, text
from pytest_mwedit.api.permissions import limited_to_groups, refuse_unasked_extensions
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import keep_session, note_write
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.namespaces import USER
from pytest_mwedit.wiki.passwords import faults_of
from pytest_mwedit.wiki.users import can_be_created, is_address, user_name

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import User

LACKS = frozenset({"requests", "continue", "preservestate"})

#: The fields of the form, which no module declares; the last ones are for who makes an account for somebody else.
FIELDS = ("username", "password", "retype", "email", "realname", "domain")
FIELDS_FOR_OTHERS = (*FIELDS, "mailpassword", "reason")

#: What several reasons are called together, whose texts are parameters of that.
SEVERAL = "___1____2"


def run(call: Call) -> None:
    """Check, make the account, or say why not."""
    fields = FIELDS_FOR_OTHERS if call.user.is_registered else FIELDS
    call.used.update(fields)
    check_return(call)
    refuse_in_address(call, ("password", "retype"))
    _refuse_captcha(call)
    refuse_unasked_extensions(call, "createaccount")
    reasons = _reasons(call)
    if reasons:
        call.result["createaccount"] = _failure(call, reasons)
        return
    user = _make(call)
    keep_session(call)
    note_write(call)
    call.result["createaccount"] = Tree(status="PASS", username=user.name)


def _refuse_captcha(call: Call) -> None:
    captcha = call.wiki.config.captcha or {}
    if captcha.get("triggers", {}).get("createaccount"):
        raise NotImitated(
            "The in-memory wiki does not ask who wants an account for a captcha. "
            "Leave the trigger createaccount of the setting captcha out, or record the replies."
        )


def _reasons(call: Call) -> list[tuple[Message, str]]:
    """Return why there can be no such account: messages and their codes."""
    forbidden = _forbidden(call)
    if forbidden:
        return [(each.message, each.code) for each in forbidden]
    name, password, retype = (call.raw.get(field, "") for field in ("username", "password", "retype"))
    normal = _normal_name(call, name)
    if normal is None:
        return [(message("noname"), "invaliduser")]
    if normal in call.wiki.users:
        return [(message("userexists"), "userexists")]
    if not password or not retype:
        return [(message("authmanager-create-no-primary"), "authmanager-create-no-primary")]
    if password != retype:
        return [(message("badretype"), "badretype")]
    faults = faults_of(password, normal, call.wiki.traits.shortest_password)
    return [(message(key, *map(Id, params)), key) for key, params in faults]


def _forbidden(call: Call) -> list[ApiError]:
    reasons = [] if call.may("createaccount") else [limited_to_groups(call, "createaccount")]
    blocks = [block for block in blocks_of(call) if block.create_account]
    reasons += block_refusals(call, blocks, blocks, blocks)
    for reason in reasons:
        reason.site = site_of(call)
    return reasons


def _normal_name(call: Call, name: str) -> str | None:
    """Return the name as the account is called; None if no account can have it."""
    if name.casefold().startswith("user:"):
        name = name[len("user:") :]
    normal = user_name(name) if not is_address(name) else None
    if normal is None or not can_be_created(normal, call.wiki.traits.reserved_in_names):
        return None
    return normal


def _failure(call: Call, reasons: list[tuple[Message, str]]) -> Tree:
    """Return the reply that tells why there is no account."""
    (first, code), *more = reasons
    if more:
        form = call.params["messageformat"]
        if form not in ("wikitext", "none"):
            raise NotImitated(
                f"The in-memory wiki does not write several reasons against an account with createmessageformat={form}."
                " Ask for wikitext, or record the reply."
            )
        listed = "\n".join(f"* {text(reason, WIKITEXT, call.language)}" for reason, _ in reasons)
        first, code = message("rawmessage", Markup(listed)), SEVERAL
        said = {"message": listed} if form == "wikitext" else {}
    else:
        said = MESSAGE_FORMATS[call.params["messageformat"]](first, call.language)
    return Tree(status="FAIL", **said, messagecode=code, canpreservestate=False)


def _make(call: Call) -> User:
    """Make the account, log that, and let its user watch the page about it."""
    wiki, raw = call.wiki, call.raw
    name = _normal_name(call, raw["username"])
    user = wiki.create_user(str(name), password=raw["password"])
    user.email, user.email_confirmed = raw.get("email", ""), None
    title = wiki.titles.make(USER, user.name)
    by_itself = not call.user.is_registered
    wiki.add_log(
        "newusers",
        "create" if by_itself else "create2",
        title,
        user if by_itself else call.user,
        "" if by_itself else raw.get("reason", ""),
        parameters={"userid": user.id},
    )
    wiki.keep_watching(user, title)
    return user
