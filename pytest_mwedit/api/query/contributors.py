"""prop=contributors: who wrote pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.params import require_max_one
from pytest_mwedit.api.query.listing import NUMBER, Row, read_position, taken
from pytest_mwedit.api.query.query import QueryModule
from pytest_mwedit.wiki import Page
from pytest_mwedit.wiki.users import group_rights, known_groups

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Wiki

_FILTERS = ("group", "excludegroup", "rights", "excluderights")


def run(query: Query, params: dict[str, Any]) -> None:
    """Add to every page the accounts that wrote it, and how many others did."""
    require_max_one(params, query.module.prefix, _FILTERS)
    start = read_position(query, params["continue"], (NUMBER, NUMBER))
    for number, page in query.pages.good.items():
        anonymous = {revision.user for revision in _shown(page) if revision.user_id == 0}
        if anonymous and (start is None or number >= int(start[0])):
            query.page(number)["anoncontributors"] = len(anonymous)
    for row in taken(query, params, _find, (NUMBER, NUMBER)):
        query.page(row.about).setdefault("contributors", []).append(row.entry)


def _shown(page: Page) -> list[Any]:
    return [revision for revision in page.revisions if "user" not in revision.hidden]


def _able(wiki: Wiki, rights: list[str] | None) -> list[str] | None:
    """Return the groups that have one of *rights* of their own; None if nobody asks for any."""
    if not rights:
        return None
    config, traits = wiki.config, wiki.traits
    revoked = {group for group, taken in config.revoke_permissions.items() if any(map(taken.get, rights))}
    groups = [group for group in known_groups(config, traits) if group not in revoked]
    return [group for group in groups if set(rights) & {*group_rights(group, config, traits)}]


def _find(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    wiki = query.call.wiki
    wanted = params["group"] or _able(wiki, params["rights"])
    unwanted = params["excludegroup"] or _able(wiki, params["excluderights"])
    for number, page in query.pages.good.items():
        names = {revision.user_id: revision.user for revision in _shown(page) if revision.user_id}
        for user_id, name in names.items():
            user = wiki.users.get(name)
            groups = set(user.groups) if user is not None else set()
            if (wanted is not None and not groups & set(wanted)) or groups & set(unwanted or ()):
                continue
            yield Row((number, user_id), {"userid": user_id, "name": name}, None, number)


MODULE = QueryModule(run)
