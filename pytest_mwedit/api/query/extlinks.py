"""prop=extlinks: the addresses that pages link to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pytest_mwedit.api.result import Tree
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import Page, Wiki
from pytest_mwedit.wiki.text_links import RELATIVE, indexed

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query

LACKS = frozenset({"query", "continue"})

#: How many characters of an address older versions sort by.
_SORTED_BY = 60


def run(query: Query, params: dict[str, Any]) -> None:
    """Add the addresses that each page links to."""
    wiki, protocol = query.call.wiki, params["protocol"]
    found = [
        (number, address)
        for number, page in query.pages.good.items()
        for address in addresses(wiki, page)
        if not protocol or _has_protocol(address, protocol)
    ]
    if len(found) > params["limit"]:
        raise NotImitated(
            "The in-memory wiki does not know the number of the address with which prop=extlinks goes on. "
            "Ask for ellimit=max, and for fewer pages."
        )
    for number, address in found:
        if params["expandurl"] and address.startswith(RELATIVE):
            address = f"{urlsplit(wiki.server).scheme}:{address}"
        query.page(number).setdefault("extlinks", []).append(Tree(content="url", url=address))


def addresses(wiki: Wiki, page: Page) -> list[str]:
    """Return the addresses that *page* links to, as the version keeps and sorts them."""
    linked = wiki.links.addresses_of(page)
    if not wiki.traits.indexes_links:
        return sorted(linked, key=lambda address: _sort_key(address)[:_SORTED_BY])
    kept = list(dict.fromkeys(filter(None, map(indexed, linked))))
    # Those of one host come together.
    hosts = list(dict.fromkeys(map(_host, kept)))
    return sorted(kept, key=lambda address: hosts.index(_host(address)))


def _host(address: str) -> str:
    found = re.match(r"[a-z][a-z0-9+.-]*:(?://[^/?#]*)?", address)
    return found[0] if found else address


def _sort_key(address: str) -> str:
    """Return an address with the parts of its host in reverse, as an index has it."""
    parts = urlsplit(f"http:{address}" if address.startswith(RELATIVE) else address)
    if parts.scheme == "mailto":
        name, _, host = parts.path.rpartition("@")
        return f"mailto:{_reversed(host)}@{name}"
    if not parts.netloc:
        return address
    host, colon, port = parts.netloc.rpartition("@")[2].partition(":")
    rest = address[address.index(parts.netloc) + len(parts.netloc) :]
    return f"{parts.scheme}://{_reversed(host)}{colon}{port}{rest if rest.startswith('/') else f'/{rest}'}"


def _reversed(host: str) -> str:
    return ".".join(reversed(host.lower().rstrip(".").split("."))) + "."


def _has_protocol(address: str, protocol: str) -> bool:
    whole = address.lower()
    if whole.startswith(RELATIVE):
        return protocol in ("http", "https", "")
    return whole.startswith(f"{protocol}:")
