"""Page titles: how a text becomes one, and what makes it invalid."""

from __future__ import annotations

import html
import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pytest_mwedit.languages import language
from pytest_mwedit.wiki.namespaces import MAIN, SPECIAL, TALK, USER, USER_TALK, Namespace, namespaces_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_mwedit.wiki.configuration import Configuration
    from pytest_mwedit.wiki.profiles import Profile

#: Bytes that a title may have in UTF-8; a special page's may have more, for its parameters.
LENGTH_LIMIT = 255
SPECIAL_LENGTH_LIMIT = 512

#: What may be an IP address or a range.
_ADDRESS = re.compile(r"(?:[0-9]+(?:\.[0-9]+){3}|[0-9A-Fa-f:]*:[0-9A-Fa-f:]*)(?:/[0-9]{1,3})?")
_SPACES = re.compile("[ _\u00a0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e]+")
#: The characters that titles may have, unless a wiki's owner says otherwise; as PHP writes a class of bytes.
LEGAL_CHARACTERS = " %!\"$&'()*,\\-.\\/0-9:;=?@A-Z\\\\^_`a-z~\\x80-\\xFF+"
_MISTAKABLE = r"|%[0-9A-Fa-f]{2}|&[A-Za-z0-9\x80-\U0010ffff]+;|&#[0-9]+;|&#x[0-9A-Fa-f]+;"
_RELATIVE = re.compile(r"(^|/)\.{1,2}(/|$)")
_REFERENCE = re.compile(r"&(?:#[0-9]+|#x[0-9A-Fa-f]+|[A-Za-z0-9]+);")


@cache
def _outside(legal: str) -> re.Pattern[str]:
    """Return what finds in a title the characters that are none of *legal*, or that stand for others.

    Raises:
        ValueError: if *legal* is no class of characters.
    """
    # Bytes beyond ASCII are parts of characters beyond it.
    legal = legal.replace(r"\x80-\xFF", "\u0080-\U0010ffff")
    try:
        return re.compile(f"[^{legal}]{_MISTAKABLE}")
    except re.error as error:
        raise ValueError(f"legal_title_chars = {legal!r} is not written as in a regular expression: {error}") from None


class InvalidTitle(ValueError):
    """A text that is no title; *key* is the message that says why, *params* fill it."""

    def __init__(self, key: str, *params: str | int) -> None:
        super().__init__(key, *params)
        self.key = key
        self.params = params


@dataclass(frozen=True, slots=True)
class Title:
    """The name of a page: a namespace and the text in it, with underscores; or one on another wiki."""

    namespace: int
    dbkey: str
    namespace_name: str = ""
    fragment: str = ""
    interwiki: str = ""

    def __eq__(self, other: object) -> bool:
        """Compare what names the page, so that the fragment does not count."""
        return isinstance(other, Title) and self.key == other.key

    def __hash__(self) -> int:
        # Few titles of a wiki differ in the namespace alone, and a text knows its hash.
        return hash(self.dbkey)

    @property
    def key(self) -> tuple[str, int, str]:
        """What identifies the page."""
        return self.interwiki, self.namespace, self.dbkey

    @property
    def text(self) -> str:
        """The title in its namespace, with spaces."""
        return self.dbkey.replace("_", " ")

    @property
    def prefixed_text(self) -> str:
        """The whole title, with spaces."""
        prefix = f"{self.interwiki}:" if self.interwiki else ""
        return f"{prefix}{self.namespace_name}:{self.text}" if self.namespace_name else prefix + self.text

    @property
    def prefixed_dbkey(self) -> str:
        """The whole title, with underscores."""
        return self.prefixed_text.replace(" ", "_")

    @property
    def can_exist(self) -> bool:
        """Whether a page of this wiki can have this title."""
        return self.namespace >= MAIN and not self.interwiki and bool(self.dbkey)

    def __str__(self) -> str:
        return self.prefixed_text


class TitleParser:
    """Reads titles as one wiki does."""

    def __init__(
        self,
        config: Configuration,
        interwiki_prefixes: frozenset[str] = frozenset(),
        capitalize: Callable[[str], str] | None = None,
        installed: Profile | None = None,
    ) -> None:
        self.namespaces: dict[int, Namespace] = namespaces_of(config, installed)
        self.interwiki_prefixes = interwiki_prefixes
        self.capitalize = capitalize or titlecase
        names = {name.lower(): number for name, number in language(config.language).namespace_aliases}
        names |= {name.replace("_", " ").lower(): number for name, number in config.namespace_aliases.items()}
        for number, namespace in self.namespaces.items():
            names[namespace.canonical.lower()] = names[namespace.name.lower()] = number
        del names[""]
        self._numbers = names
        self._illegal = _outside(LEGAL_CHARACTERS if config.legal_title_chars is None else config.legal_title_chars)
        self._parsed: dict[tuple[str, int], Title] = {}

    def parse(self, text: str, default_namespace: int = MAIN) -> Title:
        """Read *text* as a title.

        Raises:
            InvalidTitle: with MediaWiki's reason.
        """
        cached = self._parsed.get((text, default_namespace))
        if cached is None:
            cached = self._parsed[text, default_namespace] = self._parse(text, default_namespace)
        return cached

    def number_of(self, name: str) -> int | None:
        """Return the number of the namespace called *name*, or None."""
        return self._numbers.get(name.replace("_", " ").strip().lower())

    def make(self, namespace: int, text: str) -> Title:
        """Return the title of *text* in *namespace*, which must be known to be right.

        A namespace that was set up without its talk has pages there all the same (`found/namespaces_without_talk`).
        """
        known = self.namespaces.get(namespace)
        name = f"Special:Badtitle/NS{namespace}" if known is None else known.name
        return Title(namespace, text.replace(" ", "_"), name)

    def talk(self, title: Title) -> Title | None:
        """Return the discussion page of *title*, or None where there is none."""
        if title.namespace < MAIN:
            return None
        return self.make(title.namespace | 1, title.dbkey)

    def subject(self, title: Title) -> Title:
        """Return the page that *title* discusses, or itself."""
        return self.make(title.namespace & ~1, title.dbkey) if title.namespace > 0 else title

    def _parse(self, text: str, default_namespace: int) -> Title:
        if "&" in text:
            text = _REFERENCE.sub(_decoded_reference, text)
        if not text.isascii():
            try:
                text.encode()
            except UnicodeEncodeError:
                raise InvalidTitle("title-invalid-utf8") from None
            if "\ufffd" in text:
                raise InvalidTitle("title-invalid-utf8")
            text = _DIRECTION_MARKS.sub("", text)
        rest = _SPACES.sub("_", text).strip("_")
        namespace = default_namespace
        if rest.startswith(":"):
            namespace = MAIN
            rest = rest[1:].strip("_")
        if not rest:
            raise InvalidTitle("title-invalid-empty")
        rest, namespace, interwiki = self._split_prefix(rest, namespace)
        rest, _, fragment = rest.partition("#")
        rest = rest.rstrip("_")
        if namespace in (USER, USER_TALK) and _ADDRESS.fullmatch(rest):
            rest = sanitized_address(rest)
        if illegal := self._illegal.search(rest):
            # MediaWiki looks for bytes, and one of several that make a character is none.
            found = illegal.group()
            raise InvalidTitle("title-invalid-characters", found if found.isascii() or len(found) > 1 else "\ufffd")
        if "." in rest and _RELATIVE.search(rest):
            raise InvalidTitle("title-invalid-relative")
        if "~~~" in rest:
            raise InvalidTitle("title-invalid-magic-tilde")
        limit = SPECIAL_LENGTH_LIMIT if namespace == SPECIAL else LENGTH_LIMIT
        if len(rest.encode()) > limit:
            raise InvalidTitle("title-invalid-too-long", limit)
        if not interwiki:
            if self.namespaces[namespace].capital:
                rest = _capitalized(rest, self.capitalize)
            if not rest and namespace != MAIN:
                raise InvalidTitle("title-invalid-empty")
            if rest.startswith(":"):
                raise InvalidTitle("title-invalid-leading-colon")
        name = "" if interwiki else self.namespaces[namespace].name
        return Title(namespace, rest, name, fragment.replace("_", " "), interwiki)

    def _split_prefix(self, rest: str, namespace: int) -> tuple[str, int, str]:
        """Take namespace and interwiki prefixes off *rest*."""
        prefix, colon, after = rest.partition(":")
        if not colon or not prefix.strip("_"):
            return rest, namespace, ""
        name = prefix.strip("_").replace("_", " ").lower()
        after = after.lstrip("_")
        if after.endswith("\n") and "\n" not in rest[:-1] and not after[:-1].endswith("_"):
            # Behind a prefix the end of a line ends the title.
            after = after[:-1]
        number = self._numbers.get(name)
        if number is not None:
            if number == TALK and ":" in after:
                second = after.partition(":")[0].strip("_").replace("_", " ").lower()
                if second in self._numbers or second in self.interwiki_prefixes:
                    raise InvalidTitle("title-invalid-talk-namespace")
            return after, number, ""
        if name in self.interwiki_prefixes:
            return after, MAIN, name
        return rest, namespace, ""


def _capitalized(text: str, capitalize: Callable[[str], str]) -> str:
    first = text[:1]
    if text[:2].isascii():
        return first.upper() + text[1:]
    # A capital may join with what follows it, such as an accent.
    capital = capitalize(first)
    return text if capital == first else unicodedata.normalize("NFC", capital + text[1:])


def sanitized_address(text: str) -> str:
    """Return *text* as the pages of people who are not logged in are called, if it is an IP address or a range."""
    address, slash, bits = text.partition("/")
    try:
        version = ipaddress.ip_network(f"{_without_zeros(address)}/{bits or '0'}", strict=False).version
    except ValueError:
        return text
    if version == 4:
        return _without_zeros(address) + slash + bits
    groups = ipaddress.IPv6Address(address).exploded.split(":")
    return ":".join(f"{int(group, 16):X}" for group in groups) + slash + bits


def _without_zeros(address: str) -> str:
    return re.sub(r"(?<![0-9A-Fa-f:])0+(?=[0-9])", "", address) if ":" not in address else address


def without_doubles(text: str) -> str:
    """Return *text* as titles have it: no marks of direction, and an underscore for spaces of any kind."""
    return _SPACES.sub("_", _DIRECTION_MARKS.sub("", text))


def titlecase(letter: str) -> str:
    """Make a small letter the capital with which a word in small letters begins."""
    return letter.title() if letter.lower() == letter else letter


def _decoded_reference(match: re.Match[str]) -> str:
    decoded = html.unescape(match.group())
    return match.group() if decoded == match.group() else unicodedata.normalize("NFC", decoded)
