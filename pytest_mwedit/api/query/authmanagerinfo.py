"""meta=authmanagerinfo: how people log in and make accounts, and what has to be sent for that.

What a wiki without further extensions has, as MediaWiki 1.43 and 1.39 answer (the stories ``authentication_*``).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.messages import Markup, Message, Param, message
from pytest_mwedit.api.messages import text as text_of
from pytest_mwedit.api.result import Named, Tree
from pytest_mwedit.api.versions import manner_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.query import Query

#: For how many days a browser may stay logged in.
REMEMBERED_DAYS = 180


@dataclass(frozen=True)
class Field:
    """What somebody fills in: the messages that name and explain it, and whether it may be left empty or is secret."""

    type: str
    label: Message
    help: Message
    optional: bool = False
    sensitive: bool = False


@dataclass(frozen=True)
class Asked:
    """Something that is asked for together; without a *provider* it is called by its own name."""

    name: str
    required: str
    fields: dict[str, Field]
    provider: Message | None = None


USERNAME = Field("string", message("userlogin-yourname"), message("authmanager-username-help"))
PASSWORD = Field("password", message("userlogin-yourpassword"), message("authmanager-password-help"), sensitive=True)
RETYPED = Field("password", message("yourpasswordagain"), message("authmanager-retype-help"), sensitive=True)
REMEMBERED = Field(
    "checkbox",
    message("userlogin-remembermypassword", REMEMBERED_DAYS),
    message("authmanager-userlogin-remembermypassword-help"),
    optional=True,
)

BY_PASSWORD = Asked(
    "PasswordAuthenticationRequest",
    "primary-required",
    {"username": USERNAME, "password": PASSWORD},
    message("authmanager-provider-password"),
)
BY_MAILED_PASSWORD = Asked(
    "TemporaryPasswordAuthenticationRequest",
    "primary-required",
    {"mailpassword": Field("checkbox", message("createaccountmail"), message("createaccountmail-help"))},
    message("authmanager-provider-temporarypassword"),
)
TO_BE_REMEMBERED = Asked("RememberMeAuthenticationRequest", "optional", {"rememberMe": REMEMBERED})
NEW_PASSWORD = replace(BY_PASSWORD, fields={"username": USERNAME, "password": PASSWORD, "retype": RETYPED})
NAME = Asked("UsernameAuthenticationRequest", "required", {"username": USERNAME})
PERSON = Asked(
    "UserDataAuthenticationRequest",
    "required",
    {
        "email": Field("string", message("authmanager-email-label"), message("authmanager-email-help"), optional=True),
        "realname": Field(
            "string", message("authmanager-realname-label"), message("authmanager-realname-help"), optional=True
        ),
    },
)
REASON = Asked(
    "CreationReasonAuthenticationRequest",
    "optional",
    {"reason": Field("string", message("createacct-reason"), message("createacct-reason-help"))},
)
CHANGED_PASSWORD = replace(
    BY_PASSWORD,
    fields={
        "password": replace(PASSWORD, label=message("newpassword")),
        "retype": replace(RETYPED, label=message("retypenew")),
    },
)


def _for_login(registered: bool) -> tuple[Asked, ...]:
    del registered
    return (BY_PASSWORD, TO_BE_REMEMBERED)


def _for_creation(registered: bool) -> tuple[Asked, ...]:
    # Who has an account may make one for somebody else.
    return (BY_MAILED_PASSWORD, NEW_PASSWORD, NAME, PERSON, REASON) if registered else (NEW_PASSWORD, NAME, PERSON)


def _for_change(registered: bool) -> tuple[Asked, ...]:
    del registered
    return (CHANGED_PASSWORD,)


def _for_removal(registered: bool) -> tuple[Asked, ...]:
    del registered
    return (BY_MAILED_PASSWORD,)


#: Value of amirequestsfor: what is asked for; nothing is of others.
REQUESTS: dict[str, Callable[[bool], tuple[Asked, ...]]] = {
    "login": _for_login,
    "create": _for_creation,
    "change": _for_change,
    "remove": _for_removal,
}

#: Those that concern the account that is logged in.
OF_OWN_ACCOUNT = frozenset({"change", "remove"})


def run(query: Query, params: dict[str, Any]) -> None:
    """Tell what can be done, and what has to be sent for it."""
    call = query.call
    call.private = True
    # A session that a bot password opened is nobody's to change.
    fixed = call.session.bot_password is not None
    info = Tree(canauthenticatenow=not fixed, cancreateaccounts=True, canlinkaccounts=False)
    if params["securitysensitiveoperation"] is not None:
        info["securitysensitiveoperationstatus"] = "ok" if call.user.is_registered else "reauth"
    kind = params["requestsfor"]
    if kind is not None:
        info.update(haspreservedstate=False, hasprimarypreservedstate=False, preservedusername="")
        asked = REQUESTS[kind](call.user.is_registered) if kind in REQUESTS else ()
        info.update(_written(call, kind, asked, params))
    query.data["authmanagerinfo"] = info


def _written(call: Call, kind: str, asked: tuple[Asked, ...], params: dict[str, Any]) -> Tree:
    merged = params["mergerequestfields"]
    style = params["messageformat"]
    told = Tree(requests=[_request(call, kind, each, style, with_fields=not merged) for each in asked])
    if merged:
        told["fields"] = Named({name: _field(call, row, style) for name, row in _merged(asked).items()})
    return told


def _merged(asked: tuple[Asked, ...]) -> dict[str, Field]:
    """Return every field once; what only one of several ways needs may be left empty."""
    fields: dict[str, Field] = {}
    needed = [each for each in asked if each.required == "required"]
    ways = [each for each in asked if each.required == "primary-required"]
    for each in asked:
        for name, row in each.fields.items():
            everywhere = each in needed or (each in ways and all(name in way.fields for way in ways))
            optional = row.optional or not everywhere
            known = fields.get(name)
            fields[name] = replace(row, optional=optional and (known is None or known.optional))
    return fields


def _request(call: Call, kind: str, asked: Asked, style: str, *, with_fields: bool) -> Tree:
    own = f"MediaWiki\\Auth\\{asked.name}"
    row = Tree(id=own, metadata=Named(), required=asked.required)
    tells_account = kind in OF_OWN_ACCOUNT or (kind == "login" and manner_of(call.wiki.version).tells_account_at_login)
    account = call.user.name if tells_account and call.user.is_registered else None
    for name, told in (
        ("provider", _literal(call, own) if asked.provider is None else asked.provider),
        ("account", _literal(call, own if asked.provider is None else account)),
    ):
        row.update(_in_style(call, name, told, style))
    if with_fields:
        row["fields"] = Named({name: _field(call, field, style) for name, field in asked.fields.items()})
    return row


def _literal(call: Call, text: str | None) -> Message:
    return Message(manner_of(call.wiki.version).key_of_raw_message, (None if text is None else Markup(text),))


def _field(call: Call, field: Field, style: str) -> Tree:
    row = Tree(type=field.type)
    row.update(_in_style(call, "label", field.label, style))
    row.update(_in_style(call, "help", field.help, style))
    row.update(optional=field.optional, sensitive=field.sensitive)
    return row


def _in_style(call: Call, name: str, told: Message, style: str) -> dict[str, Any]:
    """Return a message as ``amimessageformat`` has it, under *name*."""
    if style == "none":
        return {}
    if style == "raw":
        return {name: Tree(key=told.key, params=[_raw(each) for each in told.params])}
    if told.key == manner_of(call.wiki.version).key_of_raw_message:
        (param,) = told.params
        return {name: param.wikitext if isinstance(param, Markup) else ""}
    return {name: text_of(told, style, call.language)}


def _raw(param: Param) -> Any:
    if isinstance(param, Markup):
        return param.wikitext
    return None if param is None else {"num": param}
