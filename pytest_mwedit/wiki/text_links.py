"""The addresses that a wikitext links to, found without parsing all of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from ipaddress import IPv6Address
from urllib.parse import unquote

from pytest_mwedit.failures import NotImitated

#: What an address begins with, as ``siprop=protocols`` answers; in brackets it may begin with ``//``, too.
PROTOCOLS = (
    "bitcoin: ftp:// ftps:// geo: git:// gopher:// http:// https:// irc:// ircs:// magnet: mailto: matrix: mms:// news:"
    " nntp:// redis:// sftp:// sip: sips: sms: ssh:// svn:// tel: telnet:// urn: worldwind:// xmpp:"
).split()
RELATIVE = "//"

#: Tags in which an address is no link.
OPAQUE_TAGS = "nowiki pre syntaxhighlight source templatedata imagemap inputbox categorytree".split()

#: Tags that a wikitext may have; what their attributes say is no link.
HTML_TAGS = (
    "abbr b bdi bdo big blockquote br caption center cite code data dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i"
    " ins kbd li link mark meta ol p q rb rp rt rtc ruby s samp small span strike strong sub sup table td th time tr tt"
    " u ul var wbr"
).split()

#: Functions of the parser that make something of what is given to them.
FUNCTIONS = frozenset(
    "anchorencode filepath formatnum gender grammar int lc lcfirst padleft padright plural uc ucfirst urlencode".split()
)

_SPACES = "\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_ADDRESS = rf"[^\][<>\"\x00-\x20\x7f{_SPACES}]"
_SCHEMES = "|".join(map(re.escape, PROTOCOLS))
_BARE = re.compile(rf"\b(?:{_SCHEMES}){_ADDRESS}+", re.IGNORECASE)
_BRACKETED = re.compile(rf"\[((?:{_SCHEMES}|{RELATIVE})(?:\[[0-9a-f:.]+\])?{_ADDRESS}+)[^\]\n]*\]", re.IGNORECASE)
_LITERAL_HOST = re.compile(rf"\b(?:{_SCHEMES})\[[0-9a-f:.]+\]{_ADDRESS}*", re.IGNORECASE)
_ANY = re.compile(rf"\[{RELATIVE}|(?:{_SCHEMES})", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_OPAQUE = re.compile(rf"(?is)<({'|'.join(OPAQUE_TAGS)})(?=[\s/>])[^>]*(?:(?<=/)>|>.*?(?:</\1\s*>|\Z))")
_TAG = re.compile(rf"(?i)<(/?(?:{'|'.join(HTML_TAGS)}))\b[^<>]*>")
_LABELLED = re.compile(r"(?i)\[\[(?!\s*(?:file|image)\s*:)[^\[\]|<>{}\n]+\|[^\[\]]*\]\]")
_MAGIC_WORD = re.compile(r"[A-Z]{3,}")
_INCLUDE_ONLY = re.compile(r"(?is)<includeonly\s*>.*?(?:</includeonly\s*>|\Z)")
_NO_INCLUDE = re.compile(r"(?is)<noinclude\s*>.*?(?:</noinclude\s*>|\Z)")
_ONLY_INCLUDE = re.compile(r"(?is)<onlyinclude\s*>(.*?)(?:</onlyinclude\s*>|\Z)")
_PARAMETER = re.compile(r"\{\{\{[^{}|]*(?:\|([^{}|]*))?[^{}]*\}\}\}")
_CALL = re.compile(r"\{\{([^{}]*)\}\}")
_END = re.compile(r"''|&(?:lt|gt|nbsp|#0*(?:60|62|160)|#x0*(?:3c|3e|a0));", re.IGNORECASE)
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_TO_ESCAPE = re.compile(r"[^\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]")
_PARTS = re.compile(r"(?i)([a-z][a-z0-9+.-]*:)(//)?(.*)", re.DOTALL)

#: Stands for what a magic word becomes.
_UNKNOWN = "\ue000"

#: How deep templates may lie in templates.
DEPTH = 40

Read = Callable[[str], str | None]


def external_links(text: str, read: Read = lambda name: None) -> list[str]:
    """Return the addresses that *text* links to, each once, as MediaWiki's parser writes them.

    *read* returns the text of the page that a transclusion names, or None if there is none.

    Raises:
        NotImitated: for addresses in parser functions, or in the parameters of a template that uses them.
    """
    if not _ANY.search(text) and "{{" not in text:
        return []
    written = _expanded(_without_opaque(_INCLUDE_ONLY.sub("", _COMMENT.sub("", text))), read, DEPTH)
    if not _ANY.search(written):
        return []
    written = _LABELLED.sub("", _TAG.sub(r"<\1>", written))
    return list(dict.fromkeys(cleaned(address) for address in _found(written)))


def _without_opaque(text: str) -> str:
    return _OPAQUE.sub("", text) if "<" in text else text


def _transcluded(text: str) -> str:
    """Return what a page gives to those that transclude it."""
    text = _COMMENT.sub("", text)
    if parts := _ONLY_INCLUDE.findall(text):
        text = "".join(parts)
    return _without_opaque(_NO_INCLUDE.sub("", text))


def _expanded(text: str, read: Read, depth: int) -> str:
    text = _PARAMETER.sub(lambda match: match[1] or "", text)
    while "{{" in text:
        expanded = _CALL.sub(lambda match: _called(match[1], read, depth), text)
        if expanded == text:
            break
        text = _PARAMETER.sub(lambda match: match[1] or "", expanded)
    return text


def _called(call: str, read: Read, depth: int) -> str:
    name, *arguments = call.split("|")
    page = read(name.strip().removeprefix("subst:").strip()) if depth else None
    if page is None:
        function = name.partition(":")[0].strip().lower()
        if (function.startswith("#") or function in FUNCTIONS) and _ANY.search(call):
            raise NotImitated(
                f"The in-memory wiki does not look for links in parser functions such as {{{{{name}}}}}. "
                "Write the address outside of it, or record the exchange."
            )
        return _UNKNOWN if _MAGIC_WORD.fullmatch(name.partition(":")[0].strip()) else "["
    given = _transcluded(page)
    if "{{{" in given and any(map(_ANY.search, arguments)):
        raise NotImitated(
            f"The in-memory wiki does not look for links in parameters of templates such as {{{{{name}}}}}. "
            "Write the address outside of it, or record the exchange."
        )
    return _expanded(given, read, depth - 1)


def _found(text: str) -> Iterator[str]:
    for match in _BRACKETED.finditer(text):
        yield _before(match[1], "''")
    rest = _BRACKETED.sub(" ", text)
    for match in _LITERAL_HOST.finditer(rest):
        yield _without_punctuation(match[0])
    for match in _BARE.finditer(_LITERAL_HOST.sub(" ", rest)):
        address = _without_punctuation(match[0])
        if address.lower() not in PROTOCOLS:
            yield address


def _without_punctuation(address: str) -> str:
    """Cut off what ends the sentence around an address, rather than the address."""
    if end := _END.search(address):
        address = address[: end.start()]
    return address.rstrip(",;.:!?" if "(" in address else ",;.:!?)")


def _before(text: str, end: str) -> str:
    return text.partition(end)[0]


def cleaned(address: str) -> str:
    """Write an address with the escapes that it needs, and no others."""
    if _UNKNOWN in address:
        raise NotImitated(
            "The in-memory wiki does not look for links whose addresses have magic words in them. "
            "Write the address out, or record the exchange."
        )
    address = address.replace("&amp;", "&")
    address = _ESCAPED.sub(_needed, address)
    host = ""
    if literal := re.match(r"[^/]*//\[[^\]]*\]", address):
        host, address = literal[0], address[literal.end() :]
    return host + _TO_ESCAPE.sub(lambda match: "".join(f"%{byte:02X}" for byte in match[0].encode()), address)


def _needed(match: re.Match[str]) -> str:
    char = chr(int(match[1], 16))
    return char if _UNRESERVED.match(char) else f"%{match[1].upper()}"


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
