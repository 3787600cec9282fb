"""What is left of the attributes of HTML tags."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.text_links import PROTOCOLS
from pytest_mwedit.wiki.text_tags import METADATA, attributes_in

if TYPE_CHECKING:
    from pytest_mwedit.api.rendering.page import Page

#: Attributes that every element may have; others beginning with ``data-`` and ``xmlns:``, too.
#: As a wiki shows that is asked for every element with every attribute.
_COMMON = frozenset(
    "about aria-describedby aria-flowto aria-hidden aria-label aria-labelledby aria-level aria-owns class datatype dir"
    " id itemid itemprop itemref itemscope itemtype lang property resource role style tabindex title typeof".split()
)
_ALIGNED = frozenset({"align"})
_CELL = frozenset(
    "abbr align axis bgcolor char charoff colspan headers height nowrap rowspan scope valign width".split()
)
_ROW = frozenset("align bgcolor valign".split())
#: Element: what more it may have.
_OWN: Mapping[str, frozenset[str]] = {
    "blockquote": frozenset({"cite"}),
    "br": frozenset({"clear"}),
    "caption": _ALIGNED,
    "data": frozenset({"value"}),
    "del": frozenset({"cite", "datetime"}),
    "div": _ALIGNED,
    "font": frozenset({"color", "face", "size"}),
    **{f"h{level}": _ALIGNED for level in range(1, 7)},
    "hr": frozenset({"width"}),
    "ins": frozenset({"cite", "datetime"}),
    "li": frozenset({"type", "value"}),
    "ol": frozenset({"reversed", "start", "type"}),
    "p": _ALIGNED,
    "pre": frozenset({"width"}),
    "q": frozenset({"cite"}),
    "table": frozenset("align bgcolor border cellpadding cellspacing frame rules summary width".split()),
    "td": _CELL,
    "th": _CELL,
    "time": frozenset({"datetime"}),
    "tr": _ROW,
    "ul": frozenset({"type"}),
}
_DATA = re.compile(r"data-(?!ooui|mw|parsoid)[^:]*", re.IGNORECASE)
_NAMESPACE = re.compile(r"xmlns:[^:\s]+", re.IGNORECASE)
#: What could run a script, or fetch something.
_INSECURE = re.compile(
    r"(?i)expression|accelerator\s*:|-o-link\s*:|-o-link-source\s*:|-o-replace\s*:|url\s*\(|src\s*\(|image\s*\("
    r"|image-set\s*\(|attr\s*\([^)]+[\s,]+url|filter\s*:"
)
INSECURE: Final = "/* insecure input */"
_EVIL = re.compile(r"(?i)(?:^|\s|\*/\s*)(?:javascript|vbscript)(?:\W|$)")
_REFERENCES = frozenset(
    {"about", "resource", "typeof", "datatype", "property", "itemid", "itemref", "itemtype", "cite", "href"}
)

#: What would be read as wikitext if it stood in an attribute as it is.
_WIKITEXT = {
    "{": "&#123;",
    "}": "&#125;",
    "[": "&#91;",
    "]": "&#93;",
    "|": "&#124;",
    "_": "&#95;",
    "'": "&#39;",
}
_MARKS = re.compile(r"[{}\[\]|_']|ISBN|RFC|PMID")
_LETTERS = {"ISBN": "&#73;SBN", "RFC": "&#82;FC", "PMID": "&#80;MID"}
_PROTOCOL = re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, PROTOCOLS))})")


def safe_attributes(page: Page, written: str, element: str) -> str:
    """Return the attributes that *element* may have of those in *written*, as HTML, each after a space.

    Raises:
        NotImitated: for styles that only MediaWiki's own reader of them understands.
    """
    if "\x01" in written:
        written = page.in_attribute(written)
    allowed = METADATA.get(element) or (_COMMON | _OWN.get(element, frozenset()))
    kept: dict[str, str] = {}
    for name, value in attributes_in(written):
        is_open = element not in METADATA and (_DATA.fullmatch(name) or _NAMESPACE.fullmatch(name))
        if (name not in allowed and not is_open) or name in page.traits.lacks_attributes:
            continue
        if name == "style":
            value = _safe_style(value)
        elif name == "id":
            if not value.strip() and not page.traits.keeps_empty_ids:
                continue
            value = re.sub(r"[ \t\n\r\f_]+", "_", value.strip()) if " " in value.strip() else value.strip()
        elif (name == "tabindex" and value != "0") or (name in _REFERENCES and _EVIL.search(value)):
            continue
        kept.pop(name, None)
        kept[name] = value
    if "itemscope" not in kept:
        for name in ("itemtype", "itemid", "itemref"):
            kept.pop(name, None)
    return "".join(f' {name}="{_encoded(value)}"' for name, value in kept.items())


def _encoded(value: str) -> str:
    value = html.escape(value, quote=False).replace('"', "&quot;").replace("\u00a0", "&#160;")
    value = _MARKS.sub(lambda found: _WIKITEXT.get(found[0]) or _LETTERS[found[0]], value)
    return _PROTOCOL.sub(lambda found: found[0].replace(":", "&#58;"), value)


def _safe_style(value: str) -> str:
    if "\\" in value:
        raise NotImitated("The in-memory wiki does not read styles with backslashes. Leave them out of the text.")
    value = re.sub(r"/\*.*?\*/", " ", value, flags=re.DOTALL)
    if "/*" in value:
        value = value.partition("/*")[0]
    if _INSECURE.search(value):
        return INSECURE
    return value
