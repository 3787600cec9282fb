"""The addresses that a text links to, as MediaWiki's parser finds them."""

from __future__ import annotations

import re
from collections.abc import Callable
from ipaddress import IPv6Address
from typing import Final
from urllib.parse import quote, unquote

from pytest_mwedit.wiki.text_references import decoded

#: What an address begins with, as ``siprop=protocols`` answers; in brackets it may begin with ``//``, too.
PROTOCOLS = (
    "bitcoin: ftp:// ftps:// geo: git:// gopher:// http:// https:// irc:// ircs:// magnet: mailto: matrix: mms:// news:"
    " nntp:// redis:// sftp:// sip: sips: sms: ssh:// svn:// tel: telnet:// urn: worldwind:// xmpp:"
).split()
RELATIVE = "//"

_SPACES: Final = "\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_CHARACTER: Final = rf"[^\][<>\"\x00-\x20\x7f{_SPACES}]"
_SCHEMES: Final = "|".join(map(re.escape, PROTOCOLS))
_LITERAL: Final = r"\[[0-9a-fA-F:.]+\]"
_BRACKETED = re.compile(
    rf"\[((?:{_SCHEMES}|{RELATIVE})(?:{_LITERAL}{_CHARACTER}*|{_CHARACTER}+))([{_SPACES} ]*)([^\]\n]*?)\]",
    re.IGNORECASE,
)
_FREE = re.compile(rf"\b(?:{_SCHEMES})(?:{_LITERAL}{_CHARACTER}*|{_CHARACTER}+)", re.IGNORECASE)
_END = re.compile(r"&(?:lt|gt);")
_FREE_END = re.compile(r"&(?:lt|gt|nbsp|#0*(?:60|62|160)|#x0*(?:3c|3e|a0));", re.IGNORECASE)
_REFERENCE_AT_END = re.compile(r"&(?:[a-z]+|#x[0-9a-f]+|#[0-9]+);\Z", re.IGNORECASE)
_TO_QUOTE = re.compile(r'[\][<>"\x00-\x20\x7f|]')
#: An address of numbers, whose brackets stay.
_NUMBERED_HOST = re.compile(r"[^/]*//\[[0-9a-fA-F:.]+\]")
_HOST = re.compile("(?<=//)[^/?#]*")
#: What cannot be seen in a name.
_UNSEEN = re.compile("[\\s\u00ad\u034f\u1806\u180b-\u180d\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff]")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_SPLIT = re.compile(r"([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
#: Characters that mean something in an address before its query, in the query and in the fragment, unless escaped.
_MEANING: Final = ('"#%<>[]/?', '"#%<>[]&+;=', '"#%<>[]')
_TO_ESCAPE = re.compile(r"[^\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]")
_PARTS = re.compile(r"(?i)([a-z][a-z0-9+.-]*:)(//)?(.*)", re.DOTALL)


def with_addresses(text: str, bracketed: Callable[[str, str], str], free: Callable[[str], str]) -> str:
    """Return *text*, which is HTML but for addresses, with what stands for the links to them.

    *bracketed* makes it of an address in brackets and the text behind it, *free* of an address in the text.
    """
    return _FREE.sub(lambda found: _in_text(found[0], free), with_bracketed_addresses(text, bracketed))


def with_bracketed_addresses(text: str, bracketed: Callable[[str, str], str]) -> str:
    """Return *text* with what *bracketed* makes of addresses in brackets; others stay as they are."""
    return _BRACKETED.sub(lambda found: _in_brackets(found, bracketed), text)


def _in_brackets(found: re.Match[str], bracketed: Callable[[str, str], str]) -> str:
    url, text = found[1], found[3]
    if end := _END.search(url):
        text = f"{url[end.start() :]} {text}"
        url = url[: end.start()]
    return bracketed(cleaned(url), text)


def _in_text(url: str, free: Callable[[str], str]) -> str:
    """Return what an address becomes, without what ends the sentence around it."""
    trail = ""
    if end := _FREE_END.search(url):
        url, trail = url[: end.start()], url[end.start() :]
    kept = url.rstrip(",;.:!?" if "(" in url else ",;.:!?)")
    ends = len(url) - len(kept)
    if ends and url[len(kept)] == ";" and _REFERENCE_AT_END.search(url[: len(kept) + 1]):
        kept = url[: len(kept) + 1]
    trail, url = url[len(kept) :] + trail, kept
    if url.lower() in PROTOCOLS or not any(url.lower().startswith(each) for each in PROTOCOLS):
        return url + trail
    return free(cleaned(url)) + trail


def cleaned(url: str) -> str:
    """Return an address as it stands in a link."""
    url = _HOST.sub(lambda host: _UNSEEN.sub("", host[0]), decoded(url), count=1)
    numbered = _NUMBERED_HOST.match(url)
    begun = numbered[0] if numbered else ""
    return begun + _TO_QUOTE.sub(lambda found: quote(found[0]), url[len(begun) :])


def normalized(address: str) -> str:
    """Return an address with the escapes that it needs, and no others, as links are counted."""
    host = ""
    if literal := _NUMBERED_HOST.match(address):
        host, address = literal[0], address[literal.end() :]
    parts = zip(_SPLIT.fullmatch(address).groups(""), _MEANING, strict=True)  # type: ignore[union-attr] # it fits any
    return host + "".join(_normalized_part(part, meaning) for part, meaning in parts)


def _normalized_part(part: str, meaning: str) -> str:
    def needed(escape: re.Match[str]) -> str:
        char = chr(int(escape[1], 16))
        return escape[0].upper() if char in meaning or _TO_ESCAPE.match(char) else char

    part = _ESCAPED.sub(needed, part)
    return _TO_ESCAPE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), part)


def indexed(address: str) -> str | None:
    """Return an address as MediaWiki 1.43 keeps it, where those of the same place are equal; None if it keeps none."""
    if address.startswith(RELATIVE):
        address = f"https:{address}"
    found = _PARTS.fullmatch(address)
    if found is None:
        return None
    scheme, slashes, rest = found[1].lower(), found[2], found[3]
    if slashes:
        host, path = re.fullmatch(r"([^/?#]*)(.*)", rest, re.DOTALL).groups()  # type: ignore[union-attr] # it fits any
        return f"{scheme}//{_host(host.rpartition('@')[2])}{path if path.startswith('/') else f'/{path}'}"
    if rest.isascii() and rest.isdigit() and len(rest) <= 5:
        # PHP takes it for a host and a port.
        return None
    if scheme == "mailto:":
        name, at, host = rest.rpartition("@")
        return f"{scheme}{name}{at}{host.lower()}"
    return scheme + rest


def _host(host: str) -> str:
    if literal := re.fullmatch(r"\[([0-9a-f:.]+)\](.*)", host, re.IGNORECASE):
        try:
            written = ":".join(f"{int(part, 16):x}" for part in IPv6Address(literal[1]).exploded.split(":"))
        except ValueError:
            return host.lower()
        return f"[{written}]{literal[2]}"
    name, colon, port = unquote(host).lower().partition(":")
    name = name.rstrip(".")
    if "xn--" in name:
        try:
            name = name.encode("ascii").decode("idna")
        except UnicodeError:
            return name + colon + port
    return name + colon + port
