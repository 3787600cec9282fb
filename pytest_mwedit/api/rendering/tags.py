"""HTML tags in wikitext: which there are, and what is left of their attributes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from html.entities import html5
from typing import TYPE_CHECKING, Final

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.text_links import HTML_TAGS, PROTOCOLS

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
#: What says what a page is about, not how it looks: allowed with ``itemprop`` only.
_METADATA: Mapping[str, frozenset[str]] = {
    "meta": frozenset({"itemprop", "content"}),
    "link": frozenset({"itemprop", "href", "title"}),
}
_TAGS = frozenset({*HTML_TAGS, "pre"})
_UNPAIRED = frozenset({"br", "hr", "wbr", "meta", "link"})

_TAG = re.compile(r"(?is)(/?)([a-z][a-z0-9]*)(?=[\s/>])([^>]*?)(/?>)(.*)")
_ATTRIBUTE = re.compile(
    r"""([A-Za-z:_0-9\u0080-\U0010ffff][-A-Za-z0-9.:_\u0080-\U0010ffff]*)"""
    r"""(?:[\s]*=[\s]*(?:"([^"]*)(?:"|\Z)|'([^']*)(?:'|\Z)|([^\s"'=<>`]+)))?(?=\s|/|\Z|["'=])"""
)
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

_REFERENCE = re.compile(r"&(?:#([0-9]+);|#[xX]([0-9A-Fa-f]+);|([A-Za-z0-9\u0080-\U0010ffff]+);|)")
#: Old names that only MediaWiki knows.
_OTHER_NAMES = {"\u05e8\u05dc\u05de": "&#8207;", "\u0631\u0644\u0645": "&#8207;"}
_KEPT = frozenset({"lt", "gt", "amp", "quot"})
_ALLOWED_CONTROLS = frozenset({9, 10, 13})

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


def with_safe_tags(page: Page, text: str) -> str:
    """Return *text* with the tags that are allowed, and nothing else that could be one."""
    first, *pieces = text.split("<")
    return first.replace(">", "&gt;") + "".join(_written(page, piece) for piece in pieces)


def _written(page: Page, piece: str) -> str:
    tag = _TAG.match(piece)
    name = tag[2].lower() if tag else ""
    if tag is None or (name not in _TAGS or (name in _METADATA and not _is_metadata(name, tag[3]))):
        return f"&lt;{piece.replace('>', '&gt;')}"
    slash, rest = tag[1], tag[5].replace(">", "&gt;")
    if name in _METADATA and slash:
        return f"&lt;{piece.replace('>', '&gt;')}"
    attributes = "" if slash else safe_attributes(page, tag[3], name)
    closing = " /" if name in _UNPAIRED and not slash else ""
    return f"<{slash}{name}{attributes}{closing}>{rest}"


def _is_metadata(name: str, attributes: str) -> bool:
    given = dict(_parsed(attributes))
    return "itemprop" in given and ("content" if name == "meta" else "href") in given


def safe_attributes(page: Page, written: str, element: str) -> str:
    """Return the attributes that *element* may have of those in *written*, as HTML, each after a space.

    Raises:
        NotImitated: for styles that only MediaWiki's own reader of them understands.
    """
    if "\x01" in written:
        written = page.in_attribute(written)
    allowed = _METADATA.get(element) or (_COMMON | _OWN.get(element, frozenset()))
    kept: dict[str, str] = {}
    for name, value in _parsed(written):
        is_open = element not in _METADATA and (_DATA.fullmatch(name) or _NAMESPACE.fullmatch(name))
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


def _parsed(written: str) -> Iterator[tuple[str, str]]:
    for found in _ATTRIBUTE.finditer(written):
        value = next((each for each in found.groups()[1:] if each is not None), "")
        yield found[1].lower(), decoded(re.sub(r"[\t\r\n ]+", " ", value).strip())


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


# Characters by number or name


def with_safe_references(text: str) -> str:
    """Return *text* with only those ampersands left that begin a reference to a character."""
    return _REFERENCE.sub(_reference, text)


def _reference(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name is not None:
        if name in _KEPT:
            return found[0]
        character = html5.get(f"{name};") if name in _NAMES else None
        if character is not None:
            return f"&#{ord(character)};"
        return _OTHER_NAMES.get(name) or f"&amp;{found[0][1:]}"
    if decimal is not None and _is_allowed(int(decimal)):
        return f"&#{int(decimal)};"
    if hexadecimal is not None and _is_allowed(int(hexadecimal, 16)):
        return f"&#x{int(hexadecimal, 16):x};"
    return f"&amp;{found[0][1:]}"


#: Names of single characters.
_NAMES = frozenset(name[:-1] for name, value in html5.items() if name.endswith(";") and len(value) == 1)


def _is_allowed(number: int) -> bool:
    return (
        number in _ALLOWED_CONTROLS
        or 0x20 <= number <= 0x7E
        or 0xA0 <= number <= 0xD7FF
        or 0xE000 <= number <= 0xFFFD
        or 0x10000 <= number <= 0x10FFFF
    )


def decoded(text: str) -> str:
    """Return *text* with the characters that are written by number or name."""
    return _REFERENCE.sub(_character, text) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    decimal, hexadecimal, name = found.groups()
    if name is not None:
        return html5[f"{name};"] if name in _NAMES else found[0]
    if decimal is None and hexadecimal is None:
        return found[0]
    number = int(decimal) if decimal is not None else int(hexadecimal, 16)
    return chr(number) if _is_allowed(number) else "\ufffd"
