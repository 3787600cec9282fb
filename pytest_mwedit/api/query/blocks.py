"""list=blocks: who is blocked."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.params import require_max_one
from pytest_mwedit.api.query import change_errors
from pytest_mwedit.api.query import change_parts as parts
from pytest_mwedit.api.query.listing import IDENTIFIER, TIMESTAMP, Row, listing, stamp
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.wiki import INFINITY, iso
from pytest_mwedit.wiki.blocks import WIDEST_RANGES, is_address_or_range

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Block, Wiki

#: Where the range of an account begins and ends, in versions in which everybody has one.
NO_ADDRESS = str(ipaddress.IPv4Address(0))

CONTRADICTIONS = (("account", "!account"), ("ip", "!ip"), ("range", "!range"), ("temp", "!temp"))


def _is_range(block: Block) -> bool:
    return "/" in block.target


def _is_account(block: Block) -> bool:
    return not is_address_or_range(block.target)


Shown = Callable[["Block"], bool]

#: Value of ``show``: which blocks it lets through.
SHOWN: Mapping[str, Shown] = {
    "account": _is_account,
    "!account": lambda block: not _is_account(block),
    "ip": lambda block: not _is_account(block) and not _is_range(block),
    "!ip": lambda block: _is_account(block) or _is_range(block),
    "range": _is_range,
    "!range": lambda block: not _is_range(block),
    "temp": lambda block: block.expiry is not None,
    "!temp": lambda block: block.expiry is None,
}

#: The same where addresses have no number of a user, nor accounts a range, and cannot be told by having none.
SHOWN_OF_1_43: Mapping[str, Shown] = {
    **SHOWN,
    "!account": lambda block: False,
    "ip": lambda block: False,
    "!range": lambda block: False,
}


def find(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    """Find the blocks that all filters let through."""
    query.call.private = True
    wiki = query.call.wiki
    require_max_one(params, query.module.prefix, ("users", "ip"))
    addresses = None if params["ip"] is None else _range(params["ip"])
    rows = SHOWN if manner_of(wiki.version).tells_addresses_from_accounts else SHOWN_OF_1_43
    shown = parts.refuse_contradictions(params["show"], CONTRADICTIONS)
    asked = frozenset(params["prop"] or ())
    now = wiki.clock.now()
    for block in wiki.blocks:
        if (
            block.holds_at(now)
            and (not params["ids"] or block.id in params["ids"])
            and (not params["users"] or (block.target in params["users"] and block.parent is None))
            and (addresses is None or _includes(block, addresses))
            and parts.is_within(block.timestamp, params)
            and all(rows[each](block) for each in shown)
        ):
            yield Row((stamp(block.timestamp), block.id), _entry(wiki, block, asked))


def _range(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise ApiError(change_errors.BAD_IP) from None
    widest = WIDEST_RANGES[network.version]
    if network.prefixlen < widest:
        raise ApiError(change_errors.CIDR_TOO_BROAD, f"IPv{network.version}", widest)
    return network


def _includes(block: Block, addresses: ipaddress.IPv4Network | ipaddress.IPv6Network) -> bool:
    """Whether *block* is about all of *addresses*."""
    if _is_account(block) or block.parent is not None:
        return False
    blocked = ipaddress.ip_network(block.target, strict=False)
    return blocked.version == addresses.version and addresses.subnet_of(blocked)  # type: ignore[arg-type]  # as checked


def _entry(wiki: Wiki, block: Block, asked: frozenset[str]) -> Tree:
    entry = Tree()
    if "id" in asked:
        entry["id"] = block.id
    # Nobody is told the address of somebody with an account.
    if "user" in asked and block.parent is None:
        entry["user"] = block.target
    if "userid" in asked and block.parent is None:
        user = wiki.users.get(block.target)
        entry["userid"] = user.id if user is not None else 0
    if "by" in asked:
        entry["by"] = block.by
    if "byid" in asked:
        entry["byid"] = block.by_id
    if "timestamp" in asked:
        entry["timestamp"] = iso(block.timestamp)
    if "expiry" in asked:
        entry["expiry"] = INFINITY if block.expiry is None else iso(block.expiry)
    if "reason" in asked:
        entry["reason"] = block.reason
    if "range" in asked and block.parent is None:
        if _is_account(block):
            if manner_of(wiki.version).tells_addresses_from_accounts:
                entry["rangestart"] = entry["rangeend"] = NO_ADDRESS
        elif _is_range(block) or manner_of(wiki.version).tells_addresses_from_accounts:
            network = ipaddress.ip_network(block.target, strict=False)
            entry["rangestart"], entry["rangeend"] = str(network[0]).upper(), str(network[-1]).upper()
    if "flags" in asked:
        entry |= {
            "automatic": block.parent is not None,
            "anononly": block.anon_only,
            "nocreate": block.create_account,
            "autoblock": block.autoblock,
            "noemail": block.email,
            "hidden": False,
            "allowusertalk": not block.closes_own_talk,
            "partial": block.partial,
        }
    if "restrictions" in asked:
        entry["restrictions"] = _restrictions(wiki, block)
    return entry


def _restrictions(wiki: Wiki, block: Block) -> Any:
    restrictions: dict[str, Any] = {}
    if block.pages:
        restrictions["pages"] = [
            {"id": page.id if (page := wiki.page(title)) is not None else 0, "ns": title.namespace, "title": str(title)}
            for title in block.pages
        ]
    if block.namespaces:
        restrictions["namespaces"] = list(block.namespaces)
    return restrictions or []


MODULE = listing(find, TIMESTAMP, IDENTIFIER)
