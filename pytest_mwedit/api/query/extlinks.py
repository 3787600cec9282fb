"""prop=extlinks and list=exturlusage: the addresses that pages link to.

1.43 numbers addresses and tells them by their numbers; 1.39 tells them by the beginning of their index, in which the
parts of a host stand in reverse.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from ipaddress import AddressValueError, IPv6Address
from math import inf
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.query.listing import TEXT, Key, Row, listed, taken, telling
from pytest_mwedit.api.result import Named, Tree
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.text_links import RELATIVE, normalized

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Wiki
    from pytest_mwedit.wiki.page_links import Address

#: How many characters of an index older versions sort by.
_SORTED_BY = 60

#: Protocols of addresses that have a host.
_WITH_HOST = frozenset("ftp ftps git gopher http https irc ircs mms nntp redis sftp ssh svn telnet worldwind".split())

#: Whether an address is asked for.
Chosen = Callable[["Address"], bool]


# What is asked for


def _chosen(query: Query, params: dict[str, Any]) -> Chosen:
    wiki, protocol = query.call.wiki, params["protocol"]
    if params["query"]:
        return _matching(wiki, params["query"], protocol)
    if protocol:
        return lambda address: _has_protocol(address.whole, protocol)
    # What is kept with both schemes is told once.
    return lambda address: address.shown == address.whole or _has_protocol(address.whole, "http")


def _has_protocol(address: str, protocol: str) -> bool:
    return address.lower().startswith(f"{protocol}:")


_QUERY = re.compile(r"([^/?#]*)(.*)", re.DOTALL)
_ANY_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)*\.\*")


def _matching(wiki: Wiki, text: str, protocol: str) -> Chosen:
    """Return what tells whether an address is where *text* says, in which a part of the host may be ``*``."""
    by_parts = wiki.traits.indexes_links
    if protocol == "mailto" and not by_parts:
        begin = _index_of_mail(text)
        return lambda address: index(address.whole).startswith(begin)
    found = _QUERY.fullmatch(normalized(text))
    host, path = found.groups() if found else ("", "")
    host = host.rpartition("@")[2].lower()
    if (protocol and protocol not in _WITH_HOST) or not host.isascii() or "%" in host or "[" in host:
        raise NotImitated(
            f"The in-memory wiki does not look for addresses like {text!r} ({protocol or 'http'}). "
            "Ask for a host in ASCII and a protocol such as https, or record the reply."
        )
    begins = _any_host(host)
    name, port = (begins, "") if begins is not None else _name_and_port(host)
    if not name or "*" in name or "*" in path:
        raise ApiError(errors.BAD_QUERY)
    schemes = (protocol,) if protocol else ("http", "https") if by_parts else ("http",)
    if not by_parts:
        rest = "" if begins is not None else port + _rooted(path).replace("%", "%25")
        starts = tuple(f"{scheme}://{name}{rest}" for scheme in schemes)
        return lambda address: index(address.whole).startswith(starts)
    domains = tuple(f"{scheme}://{name}{port}" for scheme in schemes)
    if _rooted(path) == "/":
        return lambda address: _parted(address.whole)[0].startswith(domains)
    return lambda address: _parted(address.whole)[0] in domains and _parted(address.whole)[1].startswith(_rooted(path))


def _index_of_mail(text: str) -> str:
    name, at, host = normalized(text).rpartition("@")
    name, host = name.removeprefix("*"), host.removeprefix("*.")
    if "*" in name + host or not host:
        raise ApiError(errors.BAD_QUERY)
    return f"mailto:{_reversed(host)}{at}{name}"


def _any_host(host: str) -> str | None:
    """Return how the index of all hosts begins that *host* means, if it has a ``*`` where one may be."""
    if _ANY_NUMBER.fullmatch(host):
        return f"V4.{host.removesuffix('*')}"
    name = host.removeprefix("*.").partition(":")[0]
    return _reversed(name) if host.startswith("*.") and name else None


# How addresses are sorted


def index(address: str) -> str:
    """Return an address with the parts of its host in reverse."""
    scheme, _, rest = address.partition(":")
    if rest.startswith("//"):
        host, path = _parted(address)
        written = host + path
    else:
        name, mark, asked = rest.partition("?")
        written = f"{scheme.lower()}:{_of_mail(name) if scheme == 'mailto' else _reversed(quote(name, safe='+'))}"
        written += mark + asked
    return written.replace("%", "%25")


def _parted(address: str) -> tuple[str, str]:
    """Return the scheme and the host of an address, in reverse, and its path."""
    found = _WITH_PATH.fullmatch(address)
    if found is None:
        return address, ""
    name, port = _name_and_port(found[2].rpartition("@")[2])
    return f"{found[1].lower()}//{name}{port}", _rooted(found[3])


_WITH_PATH = re.compile(r"([^:/?#]+:)//([^/?#]*)(.*)", re.DOTALL)


def _name_and_port(host: str) -> tuple[str, str]:
    literal = _LITERAL.fullmatch(host)
    if literal is not None:
        return "".join(f"{part}." for part in ("V6", *_groups(literal[1]))), literal[2]
    name, colon, port = host.partition(":")
    return (_reversed(name) if name else ""), colon + port


_LITERAL = re.compile(r"\[([0-9a-fA-F:.]+)\](.*)")


def _groups(host: str) -> list[str]:
    try:
        return [f"{int(group, 16):X}" for group in IPv6Address(host).exploded.split(":")]
    except AddressValueError:
        return [host]


def _of_mail(name: str) -> str:
    user, at, host = name.rpartition("@")
    return f"{_reversed(host)}@{user}" if at else f"@{name}"


def _reversed(host: str) -> str:
    host = host.lower().rstrip(".")
    if _NUMBERS.fullmatch(host):
        return f"V4.{host}."
    return ".".join(reversed(host.split("."))) + "."


_NUMBERS = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,3}){3}")


def _rooted(path: str) -> str:
    return path if path.startswith("/") else f"/{path}"


# What is told


def _url(query: Query, params: dict[str, Any], address: Address) -> str:
    if params["expandurl"] and address.shown.startswith(RELATIVE):
        return f"{urlsplit(query.call.wiki.server).scheme}:{address.shown}"
    return address.shown


#: A number as the database reads one.
_NUMBER = re.compile(r"\s*[+-]?[0-9]+(?:\.[0-9]+)?\s*")


def _as_number(part: int | str) -> float:
    """Read a part of a position as the database does, for which texts come after all numbers."""
    return float(part) if _NUMBER.fullmatch(str(part)) else inf


def _order(key: Key) -> tuple[float | str, ...]:
    """Return what addresses are sorted by in older versions: perhaps the page, then the index, then the number."""
    *page, text, number = key
    return (*map(_as_number, page), text, _as_number(number))


def _taken(query: Query, params: dict[str, Any], rows: list[tuple[Address, Row]], *, by_page: bool) -> list[Row]:
    """Return the rows that this reply tells, as the version orders them."""
    if not query.call.wiki.traits.indexes_links:
        keyed = [
            replace(
                row,
                key=(*((address.page.id,) if by_page else ()), index(address.whole)[:_SORTED_BY], address.number),
            )
            for address, row in rows
        ]
        return taken(query, params, lambda query, params: keyed, (TEXT, TEXT, TEXT)[not by_page :], _order)
    keyed = [replace(row, key=(address.number,)) for address, row in rows]
    return taken(query, params, lambda query, params: keyed, (TEXT,), lambda key: _as_number(key[0]))


def _of_pages(query: Query, params: dict[str, Any]) -> list[Row]:
    """Find the addresses of the pages."""
    pages = query.pages.good
    if not pages:
        return []
    is_chosen = _chosen(query, params)
    rows = [
        (address, Row((), Tree(content="url", url=_url(query, params, address)), None, address.page.id))
        for address in query.call.wiki.links.addresses()
        if address.page.id in pages and is_chosen(address)
    ]
    return _taken(query, params, rows, by_page=len(pages) > 1)


def _everywhere(query: Query, params: dict[str, Any]) -> list[Row]:
    """Find the addresses of all pages."""
    namespaces, asked = params["namespace"], params["prop"]
    is_chosen = _chosen(query, params)
    rows = []
    for address in query.call.wiki.links.addresses():
        page = address.page
        if (namespaces and page.title.namespace not in namespaces) or not is_chosen(address):
            continue
        entry = Named()
        if "ids" in asked:
            entry["pageid"] = page.id
        if "title" in asked:
            entry |= {"ns": page.title.namespace, "title": page.title.prefixed_text}
        if "url" in asked:
            entry["url"] = _url(query, params, address)
        rows.append((address, Row((), entry, page)))
    return _taken(query, params, rows, by_page=False)


OF_PAGES = {"extlinks": replace(telling(_of_pages), generate=None)}
LISTS = {"exturlusage": listed(_everywhere)}
