"""What a new page, or a new section of one, begins with: ``inprop=preloadcontent`` of prop=info."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Markup
from pytest_mwedit.api.result import Tree
from pytest_mwedit.languages import is_known
from pytest_mwedit.wiki import CONTENT_FORMATS, InvalidTitle, Page, Title
from pytest_mwedit.wiki.namespaces import MEDIAWIKI
from pytest_mwedit.wiki.pages import CSS, JAVASCRIPT, JSON, WIKITEXT
from pytest_mwedit.wiki.text_preprocessor import Comment, Extension, Ignored, Node, Part, Template, preprocess

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Wiki

#: What pages begin with; those of other models with nothing.
_DEFAULTS = {JSON: "{}"}

#: Models of pages that can begin with what is asked for.
_TAKING_CUSTOM = frozenset({JSON, WIKITEXT})

#: Models of texts that are filled in, too, for pages that are no wikitext.
_CODE = frozenset({CSS, JAVASCRIPT})

_PLACE = re.compile(r"\$([0-9]+)")


def check(query: Query, asked: list[str]) -> None:
    """Refuse to tell what several pages begin with.

    Raises:
        ApiError: if there are several pages, or revisions.
    """
    pages = query.pages
    several = max(len(pages.titles), len(pages.revision_ids)) > 1
    if several and {"preloadcontent", "editintro"} & set(asked):
        raise ApiError(errors.INFO_SINGLE_PAGE, Markup(str(query.module.prefix)))


def add(query: Query, entry: dict[str, Any], title: Title, page: Page | None, params: dict[str, Any]) -> None:
    """Tell what a page that does not exist begins with, or a new section of any."""
    is_section = params["preloadnewsection"]
    if page is not None and not is_section:
        return
    wiki, model = query.call.wiki, str(entry["contentmodel"])
    own = None if is_section else _message(wiki, title)
    content = own
    if content is None and model in _TAKING_CUSTOM:
        content = _custom(wiki, model, params)
    if content is None:
        content = _DEFAULTS.get(model, "")
    told = {"contentmodel": model, "contentformat": CONTENT_FORMATS[model], "content": content}
    entry["preloadcontent"] = Tree(told, content="content")
    entry["preloadisdefault"] = own is not None or not content


def _message(wiki: Wiki, title: Title) -> str | None:
    """Return what MediaWiki says where there is no page of the name of a message; None if it says nothing."""
    if title.namespace != MEDIAWIKI:
        return None
    name, _, suffix = title.dbkey.rpartition("/")
    code = suffix.lower() if name and is_known(suffix.lower()) else wiki.language.code
    if code != suffix.lower() or not name:
        name = title.dbkey
    wiki.speaking(code)
    return wiki.texts(code).get(name[:1].lower() + name[1:])


def _custom(wiki: Wiki, model: str, params: dict[str, Any]) -> str | None:
    """Return the content that is asked for, made ready for a page of *model*; None if there is none."""
    found = _named(wiki, params["preloadcustom"])
    if found is None:
        return None
    text, own = found
    if model != WIKITEXT and own not in _CODE:
        return text
    filled = _PLACE.sub(lambda place: _value(place, params["preloadparams"] or []), text)
    if model != WIKITEXT:
        return filled
    return _source(preprocess(filled, wiki.extension_tags, transcluded=True))


def _value(place: re.Match[str], values: list[str]) -> str:
    """Return what stands for the longest number that there is a value of; the rest of its digits stays."""
    digits = place[1]
    for end in range(len(digits), 0, -1):
        number = int(digits[:end])
        if digits[0] != "0" and number <= len(values):
            return values[number - 1] + digits[end:]
    return place[0]


def _source(nodes: list[Node]) -> str:
    """Return what *nodes* were read from, without what does not count in a text that others use."""
    return "".join(map(_source_of, nodes))


def _source_of(node: Node) -> str:
    if isinstance(node, str):
        return node
    if isinstance(node, Ignored):
        return ""
    if isinstance(node, Comment | Extension):
        return node.source
    opening, closing = ("{{", "}}") if isinstance(node, Template) else ("{{{", "}}}")
    return f"{opening}{'|'.join(map(_source_of_part, node.parts))}{closing}"


def _source_of_part(part: Part) -> str:
    return _source(part.nodes)


def _named(wiki: Wiki, name: str | None) -> tuple[str, str] | None:
    """Return the text and the content model of the page called *name*, or that it redirects to."""
    if not name:
        return None
    try:
        title = wiki.title(name)
    except InvalidTitle:
        return None
    page = wiki.page(title)
    target = None if page is None else page.redirect_target
    if target is not None:
        page = wiki.page(target)
    if page is not None:
        return page.latest.text, page.content_model
    text = _message(wiki, title) if target is None else None
    return None if text is None else (text, wiki.default_content_model(title))
