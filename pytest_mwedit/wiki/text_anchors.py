"""What ``{{anchorencode:…}}`` makes of a heading: the name by which links find it.

As real wikis show (`tests/wiki/substituted`).
"""

from __future__ import annotations

import re

from pytest_mwedit.wiki.text_emphasis import emphasized
from pytest_mwedit.wiki.text_links import PROTOCOLS, RELATIVE
from pytest_mwedit.wiki.text_literal import decoded_references, escaped_html
from pytest_mwedit.wiki.titles import without_doubles

_SCHEMES = "|".join(map(re.escape, PROTOCOLS))
#: What is shown of links, the first that fits.
_LINKS = (
    (re.compile(r"\[\[:?([^\[|]+)\|([^\[]+)\]\]"), r"\2"),
    (re.compile(r"\[\[:?([^\[]+)\|?\]\]"), r"\1"),
    (re.compile(rf"\[(?:{_SCHEMES}|{RELATIVE})([^ ]+?) ([^\[]+)\]", re.IGNORECASE), r"\2"),
)
_TAG = re.compile("<.*?>", re.DOTALL)
_SPACES, _BLANKS = re.compile("[ _]+"), re.compile("[ \t\n\f\r]")
_PERCENT = re.compile("%(?=[0-9A-Fa-f]{2})")
#: What would be wikitext again: brackets, what begins addresses, and the words of numbers that are links.
_MARKUP = re.compile(rf"[{{}}\[\]|]|(?:{_SCHEMES})|ISBN|RFC|PMID")


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading, which has no marks in it."""
    for link, shown in _LINKS:
        heading = link.sub(shown, heading)
    text = _TAG.sub("", emphasized(heading))
    text = without_doubles(decoded_references(_SPACES.sub(" ", text).strip(" ")))
    text = _BLANKS.sub("_", text.rstrip("_"))
    escaped = escaped_html(_PERCENT.sub("%25", text))
    return _MARKUP.sub(_escaped, escaped)


def _escaped(found: re.Match[str]) -> str:
    """Return markup with its first character, or the colon of an address, as a number."""
    at = found[0].find(":") if ":" in found[0] else 0
    return f"{found[0][:at]}&#{ord(found[0][at])};{found[0][at + 1 :]}"
