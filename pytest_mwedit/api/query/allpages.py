"""list=allpages: the pages of a namespace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.query.listing import BACKWARDS, TEXT, Row, listing
from pytest_mwedit.api.query.title_parts import is_between, title_key
from pytest_mwedit.wiki import Page, Protection

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query


def find(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the pages of the namespace that all filters let through."""
    _refuse_redirects(query)
    wiki, namespace = query.call.wiki, params["namespace"]
    start, end, prefix = (
        None if params[name] is None else title_key(wiki, params[name], namespace) for name in ("from", "to", "prefix")
    )
    _check_levels(params)
    backwards = params["dir"] in BACKWARDS
    for title, page in wiki.pages.items():
        if (
            title.namespace == namespace
            and is_between(title.dbkey, start, end, backwards=backwards)
            and (prefix is None or title.dbkey.startswith(prefix))
            and _is_chosen(page, params)
            and _is_protected_so(query, page, params)
        ):
            entry = {"pageid": page.id, "ns": title.namespace, "title": title.prefixed_text}
            yield Row((title.dbkey,), entry, page)


def _refuse_redirects(query: Query) -> None:
    if query.module.prefix.startswith("g") and query.call.params["redirects"]:
        raise ApiError(errors.ALLPAGES_GENERATOR_REDIRECTS)


def _check_levels(params: dict[str, Any]) -> None:
    if params["prlevel"] is not None and not params["prtype"] and params["prexpiry"] == "all":
        raise ApiError(errors.INVALID_PARAM_MIX_WITHOUT, "prlevel", "prtype")


def _is_chosen(page: Page, params: dict[str, Any]) -> bool:
    size = page.latest.size
    if params["filterredir"] != "all" and page.is_redirect != (params["filterredir"] == "redirects"):
        return False
    # No wiki that is imitated has links between languages.
    return (
        params["filterlanglinks"] != "withlanglinks"
        and (params["minsize"] is None or size >= params["minsize"])
        and (params["maxsize"] is None or size <= params["maxsize"])
    )


def _is_protected_so(query: Query, page: Page, params: dict[str, Any]) -> bool:
    """Whether one of the page's protections is as asked for, if any is asked for."""
    types, expiry = params["prtype"], params["prexpiry"]
    if not types and expiry == "all":
        return True
    now = query.call.wiki.clock.now()
    return any(
        protection.holds_at(now) and _is_as_asked(action, protection, params)
        for action, protection in query.call.wiki.protections.get(page.title, {}).items()
    )


def _is_as_asked(action: str, protection: Protection, params: dict[str, Any]) -> bool:
    expiry = params["prexpiry"]
    if expiry != "all" and (protection.expiry is None) != (expiry == "indefinite"):
        return False
    if not params["prtype"]:
        return True
    cascade = params["prfiltercascade"]
    return (
        action in params["prtype"]
        and (not params["prlevel"] or protection.level in params["prlevel"])
        and (cascade == "all" or protection.cascade == (cascade == "cascading"))
    )


MODULE = listing(find, TEXT)
