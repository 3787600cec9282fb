"""Blocks: who may not edit, where and until when."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_mwedit.wiki.users import is_address

if TYPE_CHECKING:
    from pytest_mwedit.wiki.titles import Title


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
    #: Pages and namespaces that a partial block is about; a sitewide block has neither.
    pages: tuple[Title, ...] = ()
    namespaces: tuple[int, ...] = ()
    #: The block of an account that spread to this address, if the wiki made this one by itself.
    parent: int | None = None

    @property
    def partial(self) -> bool:
        """Whether the block leaves the rest of the wiki open."""
        return bool(self.pages or self.namespaces)

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
        return _contains(self.target, address)


def is_address_or_range(target: str) -> bool:
    """Whether *target* is an address or a range of addresses."""
    return is_address(target) or ("/" in target and is_address(target.partition("/")[0]))


def _contains(target: str, address: str) -> bool:
    try:
        return ipaddress.ip_address(address) in ipaddress.ip_network(target, strict=False)
    except ValueError:
        return False
