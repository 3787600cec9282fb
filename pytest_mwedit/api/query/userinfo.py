"""meta=userinfo: who is asking."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.blocks import blocked, blocks_info, blocks_of
from pytest_mwedit.api.error_formats import write_listed
from pytest_mwedit.api.links import site_of
from pytest_mwedit.api.permissions import limited_to_groups
from pytest_mwedit.api.preferences import options_of
from pytest_mwedit.api.query.query import refuse_unknown
from pytest_mwedit.api.result import Named, Tree
from pytest_mwedit.wiki import iso
from pytest_mwedit.wiki.pages import INFINITY
from pytest_mwedit.wiki.rates import rate_limits
from pytest_mwedit.wiki.users import IMPLICIT_GROUPS, memberships

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.errors import ApiError
    from pytest_mwedit.api.query.query import Query

LACKS = frozenset({"attachedwiki"})


def run(query: Query, params: dict[str, Any]) -> None:
    """Tell of the user: the properties come in MediaWiki's order, not in the order asked."""
    call = query.call
    call.private = True
    asked = params["prop"] or []
    refuse_unknown("query+userinfo", "uiprop", asked, PROPERTIES)
    user = call.user
    info = Tree(id=user.id, name=user.name)
    if not user.is_registered:
        info["anon"] = True
    elif call.wiki.is_temporary(user.name):
        info["temp"] = True
    for name, add in PROPERTIES.items():
        if name in asked:
            add(call, info)
    query.data["userinfo"] = info


def _block(call: Call, info: Tree) -> None:
    blocks = blocks_of(call)
    if blocks:
        info.update(blocks_info(call, blocks))


def _messages(call: Call, info: Tree) -> None:
    info["messages"] = call.user.name in call.wiki.has_messages


def _groups(call: Call, info: Tree) -> None:
    info["groups"] = call.wiki.groups_of(call.user)


def _group_memberships(call: Call, info: Tree) -> None:
    info["groupmemberships"] = [
        {"group": group, "expiry": INFINITY if until is None else iso(until)}
        for group, until in memberships(call.user, call.wiki.clock.now()).items()
    ]


def _implicit_groups(call: Call, info: Tree) -> None:
    info["implicitgroups"] = [group for group in call.wiki.groups_of(call.user) if group in IMPLICIT_GROUPS]


def _rights(call: Call, info: Tree) -> None:
    info["rights"] = list(call.rights)


def _changeable_groups(call: Call, info: Tree) -> None:
    everything = ["bot", "sysop", "interface-admin", "bureaucrat", "suppress"] if call.may("userrights") else []
    info["changeablegroups"] = {"add": everything, "remove": everything, "add-self": [], "remove-self": []}


def _options(call: Call, info: Tree) -> None:
    info["options"] = options_of(call.wiki, call.user)


def _edit_count(call: Call, info: Tree) -> None:
    info["editcount"] = call.user.edit_count


def _rate_limits(call: Call, info: Tree) -> None:
    info["ratelimits"] = Named(_limits_of(call) if not call.may("noratelimit") else {})


def _theoretical_rate_limits(call: Call, info: Tree) -> None:
    info["theoreticalratelimits"] = Named(_limits_of(call))


def _limits_of(call: Call) -> dict[str, Any]:
    kinds = ["user"] if call.user.is_registered else ["anon", "ip"]
    if call.user.is_registered and not call.may("autoconfirmed"):
        kinds += ["ip", "newbie"]
    kinds += [*memberships(call.user, call.wiki.clock.now())]
    limits: dict[str, Any] = {}
    for action, by_kind in rate_limits(call.wiki).items():
        given = {kind: by_kind[kind] for kind in kinds if kind in by_kind}
        if given:
            limits[action] = {kind: {"hits": hits, "seconds": seconds} for kind, (hits, seconds) in given.items()}
    return limits


def _real_name(call: Call, info: Tree) -> None:
    del call
    info["realname"] = ""


def _email(call: Call, info: Tree) -> None:
    if not call.may("viewmyprivateinfo"):
        return
    info["email"] = call.user.email if call.user.is_registered else ""
    if call.user.is_registered and call.user.email_confirmed is not None:
        info["emailauthenticated"] = iso(call.user.email_confirmed)


def _registration_date(call: Call, info: Tree) -> None:
    if call.user.registered is not None:
        info["registrationdate"] = iso(call.user.registered)


def _accept_language(call: Call, info: Tree) -> None:
    del call
    info["acceptlang"] = []


def _unread_count(call: Call, info: Tree) -> None:
    del call
    info["unreadcount"] = 0


def _central_ids(call: Call, info: Tree) -> None:
    info["centralids"] = {"local": call.user.id}
    info["attachedlocal"] = Tree(local=call.user.is_registered)


def _latest_contribution(call: Call, info: Tree) -> None:
    """Tell when the latest of the revisions that pages have is from, whether an edit made it or a move."""
    if not call.user.is_registered:
        return
    stamps = [each.timestamp for each in call.wiki.revisions.values() if each.user == call.user.name]
    if stamps:
        info["latestcontrib"] = iso(max(stamps))


def _can_create_account(call: Call, info: Tree) -> None:
    reasons = [] if call.may("createaccount") else [limited_to_groups(call, "createaccount")]
    # Each block is told of by itself.
    reasons += [blocked(call, block, [block], []) for block in blocks_of(call) if block.create_account]
    info["cancreateaccount"] = not reasons
    if reasons:
        told = [_reason(call, reason) for reason in reasons]
        # In short some are the same.
        info["cancreateaccounterror"] = [row for number, row in enumerate(told) if row not in told[:number]]


def _reason(call: Call, reason: ApiError) -> Tree:
    reason.site = site_of(call)
    return write_listed(call, reason.message, reason.code)


#: The order is MediaWiki's, as ``uiprop=*`` answers.
PROPERTIES: dict[str, Callable[[Call, Tree], None]] = {
    "blockinfo": _block,
    "hasmsg": _messages,
    "groups": _groups,
    "groupmemberships": _group_memberships,
    "implicitgroups": _implicit_groups,
    "rights": _rights,
    "changeablegroups": _changeable_groups,
    "options": _options,
    "editcount": _edit_count,
    "ratelimits": _rate_limits,
    "theoreticalratelimits": _theoretical_rate_limits,
    "realname": _real_name,
    "email": _email,
    "registrationdate": _registration_date,
    "acceptlang": _accept_language,
    "unreadcount": _unread_count,
    "centralids": _central_ids,
    "latestcontrib": _latest_contribution,
    "cancreateaccount": _can_create_account,
}
