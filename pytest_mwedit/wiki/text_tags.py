"""HTML tags in wikitext: which there are, and how their attributes are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from pytest_mwedit.wiki.text_references import decoded

#: Writes the attributes that stand in a tag, each after a space, for the element that is named.
Attributes = Callable[[str, str], str]

#: Tags that a wikitext may have.
HTML_TAGS = (
    "abbr b bdi bdo big blockquote br caption center cite code data dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i"
    " ins kbd li link mark meta ol p q rb rp rt rtc ruby s samp small span strike strong sub sup table td th time tr tt"
    " u ul var wbr"
).split()

#: What says what a page is about, not how it looks: allowed with ``itemprop`` only.
METADATA: Mapping[str, frozenset[str]] = {
    "meta": frozenset({"itemprop", "content"}),
    "link": frozenset({"itemprop", "href", "title"}),
}
_TAGS = frozenset({*HTML_TAGS, "pre"})
_UNPAIRED = frozenset({"br", "hr", "wbr", "meta", "link"})
#: Items of lists, which a slash ends at once (`found/items_that_a_slash_ends`).
ITEMS = frozenset({"dd", "dt", "li"})

_TAG = re.compile(r"(?is)(/?)([a-z][a-z0-9]*)(?=[\s/>])([^>]*?)(/?>)(.*)")
_ATTRIBUTE = re.compile(
    r"""(?<![^\s/"'])([A-Za-z:_0-9\u0080-\U0010ffff][-A-Za-z0-9.:_\u0080-\U0010ffff]*)"""
    r"""(?:\s*=\s*(?:"([^"]*)(?:"|\Z)|'([^']*)(?:'|\Z)|([^\s"'>][^\s>]*))|(?=\s|/|\Z|["'=]))"""
)


def with_safe_tags(text: str, attributes: Attributes) -> str:
    """Return *text* with the tags that are allowed, whose attributes *attributes* writes, and no others."""
    first, *pieces = text.split("<")
    return first.replace(">", "&gt;") + "".join(_written(piece, attributes) for piece in pieces)


def _written(piece: str, attributes: Attributes) -> str:
    tag = _TAG.match(piece)
    name = tag[2].lower() if tag else ""
    if tag is None or (name not in _TAGS or (name in METADATA and not _is_metadata(name, tag[3]))):
        return f"&lt;{piece.replace('>', '&gt;')}"
    slash, rest = tag[1], tag[5].replace(">", "&gt;")
    if name in METADATA and slash:
        return f"&lt;{piece.replace('>', '&gt;')}"
    given = "" if slash else attributes(tag[3], name)
    closing = " /" if not slash and (name in _UNPAIRED or (name in ITEMS and tag[4] == "/>")) else ""
    return f"<{slash}{name}{given}{closing}>{rest}"


def _is_metadata(name: str, attributes: str) -> bool:
    given = dict(attributes_in(attributes))
    return "itemprop" in given and ("content" if name == "meta" else "href") in given


def attributes_in(written: str) -> Iterator[tuple[str, str]]:
    """Yield the names and values of the attributes that stand in a tag."""
    for found in _ATTRIBUTE.finditer(written):
        value = next((each for each in found.groups()[1:] if each is not None), "")
        yield found[1].lower(), decoded(re.sub(r"[\t\r\n ]+", " ", value).strip())
