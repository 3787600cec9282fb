"""list=users and list=allusers: who has an account, and what there is to know of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.blocks import blocks_of, own_block_info
from pytest_mwedit.api.params import is_like_address, name_without_namespace, require_max_one
from pytest_mwedit.api.query.query import QueryModule
from pytest_mwedit.api.result import Named, Tree
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import iso
from pytest_mwedit.wiki.pages import INFINITY
from pytest_mwedit.wiki.users import (
    IMPLICIT_GROUPS,
    TEMPORARY_PREFIX,
    can_be_created,
    known_groups,
    memberships,
    user_name,
)

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import User, Wiki


# What is told of somebody


def _edit_count(call: Call, entry: Tree, user: User) -> None:
    del call
    entry["editcount"] = user.edit_count


def _registration(call: Call, entry: Tree, user: User) -> None:
    del call
    entry["registration"] = iso(user.registered) if user.registered is not None else None


def _groups(call: Call, entry: Tree, user: User) -> None:
    entry["groups"] = call.wiki.groups_of(user)


def _groups_implicit_first(call: Call, entry: Tree, user: User) -> None:
    groups = call.wiki.groups_of(user)
    entry["groups"] = sorted(groups, key=lambda group: group not in IMPLICIT_GROUPS)


def _memberships(call: Call, entry: Tree, user: User) -> None:
    entry["groupmemberships"] = [
        {"group": group, "expiry": INFINITY if until is None else iso(until)}
        for group, until in memberships(user, call.wiki.clock.now()).items()
    ]


def _implicit_groups(call: Call, entry: Tree, user: User) -> None:
    entry["implicitgroups"] = [group for group in call.wiki.groups_of(user) if group in IMPLICIT_GROUPS]


def _rights(call: Call, entry: Tree, user: User) -> None:
    rights = list(call.wiki.rights_of(user))
    if call.session.bot_password is not None:
        # What the password does not grant nobody has, as who sent it sees the wiki.
        granted = call.session.bot_password.rights(call.wiki.traits.grant_rights)
        rights = [right for right in rights if right in granted]
    entry["rights"] = rights


def _rights_as_groups(call: Call, entry: Tree, user: User) -> None:
    if manner_of(call.wiki.version).sorts_rights_by_group:
        groups = call.wiki.groups_of(user)
        entry["rights"] = list(call.wiki.rights_in(sorted(groups, key=lambda group: group not in IMPLICIT_GROUPS)))
    else:
        _rights(call, entry, user)


def _block(call: Call, entry: Tree, user: User) -> None:
    entry.update(own_block_info(call, user))


def _emailable(call: Call, entry: Tree, user: User) -> None:
    entry["emailable"] = user.email_confirmed is not None and not call.wiki.is_temporary(user.name)


def _gender(call: Call, entry: Tree, user: User) -> None:
    entry["gender"] = user.option("gender", call.wiki.config) or "unknown"


def _central_ids(call: Call, entry: Tree, user: User) -> None:
    del call
    entry["centralids"] = {"local": user.id}
    entry["attachedlocal"] = Tree(local=True)


Add = Callable[["Call", Tree, "User"], None]

#: The order is MediaWiki's.
PROPERTIES: Mapping[str, Add] = {
    "editcount": _edit_count,
    "registration": _registration,
    "groups": _groups,
    "groupmemberships": _memberships,
    "implicitgroups": _implicit_groups,
    "rights": _rights,
    "blockinfo": _block,
    "emailable": _emailable,
    "gender": _gender,
    "centralids": _central_ids,
}

#: The order is again MediaWiki's.
PROPERTIES_OF_ALL: Mapping[str, Add] = {
    "centralids": _central_ids,
    "blockinfo": _block,
    "editcount": _edit_count,
    "registration": _registration,
    "groups": _groups_implicit_first,
    "implicitgroups": _implicit_groups,
    "rights": _rights_as_groups,
}


def _add(call: Call, entry: Tree, user: User, params: Mapping[str, Any], rows: Mapping[str, Add]) -> None:
    for name, add in rows.items():
        if name in (params["prop"] or ()):
            add(call, entry, user)
            if name == "centralids" and params["attachedwiki"] is not None:
                # The accounts of one wiki are attached nowhere else.
                entry["attachedwiki"] = Named(local=False)


# list=users


def run(query: Query, params: dict[str, Any]) -> None:
    """Tell of the users who are asked for: first what is no name, then the others in the order asked."""
    require_max_one(params, query.module.prefix, ("users", "userids"))
    rows = list(_by_id(query, params)) if params["userids"] else []
    rows += _by_name(query, params) if params["users"] else []
    query.data[query.module.name] = rows


def _by_id(query: Query, params: Mapping[str, Any]) -> Iterator[Tree]:
    by_id = {user.id: user for user in query.call.wiki.users.values()}
    for user_id in dict.fromkeys(params["userids"]):
        user = by_id.get(user_id)
        yield Tree(userid=user_id, missing=True) if user is None else _entry(query.call, user, params)


def _by_name(query: Query, params: Mapping[str, Any]) -> list[Tree]:
    invalid: list[Tree] = []
    told: list[Tree] = []
    for text in dict.fromkeys(params["users"]):
        name = _name(query.call.wiki, text)
        if name is None:
            invalid.append(Tree(name=text, invalid=True))
            continue
        user = query.call.wiki.users.get(name)
        told.append(_missing(query.call, name, params) if user is None else _entry(query.call, user, params))
    return invalid + told


def _name(wiki: Wiki, text: str) -> str | None:
    name = name_without_namespace(wiki, text)
    return None if not name or is_like_address(name) else user_name(name)


def _missing(call: Call, name: str, params: Mapping[str, Any]) -> Tree:
    entry = Tree(name=name, missing=True)
    if "cancreate" in (params["prop"] or ()):
        if not call.may("createaccount") or any(block.create_account for block in blocks_of(call)):
            raise NotImitated(
                "The in-memory wiki does not tell why somebody may not create accounts. Leave usprop=cancreate out."
            )
        traits = call.wiki.traits
        reserved = traits.makes_temporary_accounts and name.startswith(TEMPORARY_PREFIX)
        if can_be_created(name, traits.reserved_in_names) and not reserved:
            entry["cancreate"] = True
        else:
            error = {"message": "noname", "params": [], "code": "invaliduser", "type": "error"}
            entry |= {"cancreate": False, "cancreateerror": [error]}
    return entry


def _entry(call: Call, user: User, params: Mapping[str, Any]) -> Tree:
    entry = Tree(userid=user.id, name=user.name)
    if user.system and manner_of(call.wiki.version).names_system_users:
        entry["systemuser"] = True
    _add(call, entry, user, params, PROPERTIES)
    return entry


MODULE = QueryModule(run)


# list=allusers


def run_all(query: Query, params: dict[str, Any]) -> None:
    """List the accounts that all filters let through."""
    having = _groups_having(query.call.wiki, params)
    if params["rights"] and not having:
        # Before anything else is looked at, as the wiki answers.
        query.data[query.module.name] = []
        return
    # The groups with a right are such as if they had been named.
    named = {**params, "group": having or params["group"]}
    require_max_one(named, query.module.prefix, ("group", "excludegroup"))
    backwards = params["dir"] == "descending"
    users = sorted(_chosen(query, params, backwards=backwards), key=lambda user: user.name, reverse=backwards)
    limit = params["limit"]
    if len(users) > limit:
        query.go_on(users[limit].name, "from")
    rows = []
    for user in users[:limit]:
        entry = Tree(userid=user.id, name=user.name)
        _add(query.call, entry, user, params, PROPERTIES_OF_ALL)
        rows.append(entry)
    query.data[query.module.name] = rows


def _chosen(query: Query, params: Mapping[str, Any], *, backwards: bool) -> Iterator[User]:
    wiki = query.call.wiki
    start, end, prefix = (_beginning(params[name]) for name in ("from", "to", "prefix"))
    low, high = (end, start) if backwards else (start, end)
    if params["activeusers"]:
        # Who was active is counted by a job, and none runs.
        return
    groups = _groups_asked(wiki, params)
    for user in wiki.users.values():
        if (
            (low is None or user.name >= low)
            and (high is None or user.name <= high)
            and (prefix is None or user.name.startswith(prefix))
            and (groups is None or not groups.isdisjoint(user.groups))
            and not set(params["excludegroup"] or ()) & set(user.groups)
            and (not params["witheditsonly"] or user.edit_count > 0)
            and not (params.get("excludenamed") and wiki.makes_temporary_accounts and wiki.has_own_account(user))
            and not (params.get("excludetemp") and wiki.is_temporary(user.name))
        ):
            yield user


def _beginning(text: str | None) -> str | None:
    """Return a part of a name as names begin."""
    if text is None:
        return None
    text = text.replace("_", " ")
    return text[:1].upper() + text[1:]


def _groups_having(wiki: Wiki, params: Mapping[str, Any]) -> set[str]:
    """Return the groups with one of the rights named."""
    known = known_groups(wiki.config, wiki.traits)
    return {group for right in params["rights"] or () for group in known if right in wiki.rights_in([group])}


def _groups_asked(wiki: Wiki, params: Mapping[str, Any]) -> set[str] | None:
    """Return the groups one of which somebody must be in: those named, and those with one of the rights named."""
    if not params["group"] and not params["rights"]:
        return None
    groups = set(params["group"] or ())
    having = _groups_having(wiki, params)
    if manner_of(wiki.version).finds_by_implicit_groups and having & set(IMPLICIT_GROUPS):
        # Everybody has one of the rights, so that they tell nobody apart.
        return groups or None
    return groups | having


MODULE_OF_ALL = QueryModule(run_all)
