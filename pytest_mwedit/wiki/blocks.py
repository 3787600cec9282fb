"""Blocks: who may not edit, where and until when."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_mwedit.wiki.clock import iso
from pytest_mwedit.wiki.titles import sanitized_address
from pytest_mwedit.wiki.users import is_address

if TYPE_CHECKING:
    from pytest_mwedit.wiki.titles import Title


#: Version of the protocol: the widest range that can be blocked.
WIDEST_RANGES = {4: 16, 6: 19}


@dataclass(frozen=True)
class Block:
    """A block of an account, an address or a range; *expiry* None is for ever."""

    id: int
    target: str
    by: str
    by_id: int
    reason: str
    timestamp: int
    expiry: int | None = None
    autoblock: bool = False
    anon_only: bool = False
    create_account: bool = True
    #: Whether who is blocked may not send mails either.
    email: bool = False
    #: Whether who is blocked may not edit the own discussion page either.
    closes_own_talk: bool = False
    #: Pages and namespaces that a partial block is about; a sitewide block has neither.
    pages: tuple[Title, ...] = ()
    namespaces: tuple[int, ...] = ()
    #: Whether the block is partial even if it is about no page and no namespace.
    restricted: bool = False
    #: The block of an account that spread to this address, if the wiki made this one by itself.
    parent: int | None = None

    @property
    def partial(self) -> bool:
        """Whether the block leaves the rest of the wiki open."""
        return bool(self.restricted or self.pages or self.namespaces)

    def holds_at(self, now: int) -> bool:
        """Whether the block has not expired."""
        return self.expiry is None or self.expiry > now

    def covers(self, title: Title) -> bool:
        """Whether the block forbids editing *title*."""
        return not self.partial or title in self.pages or title.namespace in self.namespaces

    def hits(self, user_name: str, *, registered: bool, address: str) -> bool:
        """Whether the block is about this user or this address."""
        if self.target == user_name:
            return True
        if not is_address_or_range(self.target) or (registered and self.anon_only):
            return False
        return contains(self.target, address)


def log_parameters(block: Block, duration: str) -> dict[str, Any]:
    """Return what the log tells of a block that was made for *duration*, as whoever made it wrote that."""
    of_address = is_address_or_range(block.target)
    flags = {
        "anononly": of_address and block.anon_only,
        "nocreate": block.create_account,
        "noautoblock": not of_address and not block.autoblock,
        "noemail": block.email,
        "nousertalk": block.closes_own_talk,
    }
    parameters: dict[str, Any] = {"duration": duration, "flags": [flag for flag, is_set in flags.items() if is_set]}
    if block.partial:
        restrictions: dict[str, Any] = {}
        if block.pages:
            restrictions["pages"] = [{"page": page} for page in block.pages]
        if block.namespaces:
            restrictions["namespaces"] = list(block.namespaces)
        parameters["restrictions"] = restrictions
    parameters["sitewide"] = not block.partial
    if block.expiry is not None:
        parameters["expiry"] = iso(block.expiry)
    return parameters


def is_address_or_range(target: str) -> bool:
    """Whether *target* is an address or a range of addresses."""
    return is_address(target) or ("/" in target and is_address(target.partition("/")[0]))


def normal_range(target: str) -> str:
    """Return an address as MediaWiki writes it, and a range by its first address."""
    if "/" in target:
        target = str(ipaddress.ip_network(target, strict=False))
    return sanitized_address(target)


def too_wide(target: str) -> int | None:
    """Return how wide a range can be that is blocked, if *target* is wider."""
    if "/" not in target:
        return None
    network = ipaddress.ip_network(target, strict=False)
    widest = WIDEST_RANGES[network.version]
    return widest if network.prefixlen < widest else None


def breadth(target: str) -> int:
    """Return how many bits an address or a range of addresses fixes; 0 for an account."""
    try:
        return ipaddress.ip_network(target, strict=False).prefixlen
    except ValueError:
        return 0


def contains(target: str, address: str) -> bool:
    """Whether *address* is in the range *target*, or is it."""
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(target, strict=False)
    except ValueError:
        return False
