"""action=parse: a text as HTML, its sections, what it links to, what it is called."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import refuse_foreign_model, refuse_unknown_model
from pytest_mwedit.api.comments import parsed_comment
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.hidden import CONTENT, RESTRICTED, sees
from pytest_mwedit.api.messages import Id, Markup, Message, message
from pytest_mwedit.api.params import require_max_one
from pytest_mwedit.api.query.revisions import leading_number
from pytest_mwedit.api.rendering.page import Page as RenderedPage
from pytest_mwedit.api.result import Pairs, Sub, Tree
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import CONTENT_FORMATS, InvalidTitle, Page, Revision
from pytest_mwedit.wiki.interwiki import address_on
from pytest_mwedit.wiki.namespaces import MAIN
from pytest_mwedit.wiki.page_links import Links
from pytest_mwedit.wiki.pages import JSON, TEXT, WIKITEXT
from pytest_mwedit.wiki.saving import transformed
from pytest_mwedit.wiki.state import in_address
from pytest_mwedit.wiki.text_literal import escaped_html
from pytest_mwedit.wiki.text_sections import add_section, get_section, is_counted_as_included
from pytest_mwedit.wiki.text_tree import tree
from pytest_mwedit.wiki.users import User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Title

PATH = "parse"

LACKS = frozenset({"showstrategykeys", "usearticle", "parsoid", "effectivelanglinks"})

#: The class of the element around a page that is kept.
_USUAL_CLASS = "mw-parser-output"

#: The title that a text has of which none is said.
NO_TITLE = "API"

_SECTION = re.compile(r"(?:T-)?[0-9]+|new", re.ASCII)
#: Models whose texts are no wikitext at all.
_WITHOUT_WIKITEXT = frozenset({JSON, TEXT})

_LINKED = frozenset({"langlinks", "categories", "links", "templates", "images", "externallinks", "iwlinks"})
#: What is asked of a text that must be read for it.
_READ = _LINKED | {"properties", "parsewarnings", "displaytitle", "subtitle"}
#: What is asked of a text that must be made into HTML for it.
_RENDERED = frozenset({"text", "sections", "tocdata"})
_KNOWN = _READ | _RENDERED | {"wikitext", "revid", "parsetree"}


@dataclass(frozen=True)
class Text:
    """A text that is parsed, and the page that it stands in."""

    title: Title
    page_id: int
    text: str
    content_model: str
    revision: Revision | None = None
    redirects: tuple[dict[str, Any], ...] | None = None
    #: Whether it is a section of the text that was asked for.
    is_section: bool = False


def run(call: Call) -> None:
    """Tell what is in the text, or what it becomes when it is saved."""
    params = call.params
    call.private = False
    for other in ("text", "title", "revid"):
        require_max_one(params, "", (other, "page", "pageid", "oldid"))
    of_page = any(params[name] is not None for name in ("page", "pageid", "oldid"))
    section = params["section"]
    if section is not None and _SECTION.fullmatch(section) is None:
        raise ApiError(errors.INVALID_SECTION)
    if of_page and section == "new":
        raise ApiError(errors.PARSE_NEW_SECTION)
    parsed = _of_page(call) if of_page else _of_text(call)
    if params["onlypst"] and not of_page:
        answer: dict[str, Any] = {"text": Sub(_saved(call, parsed))}
        if "wikitext" in params["prop"]:
            answer["wikitext"] = Sub(parsed.text)
        call.result[PATH] = answer | _summary(call, parsed)
        return
    _tell(call, parsed, of_page=of_page)


def _tell(call: Call, parsed: Text, *, of_page: bool) -> None:
    params = call.params
    asked = frozenset(params["prop"])
    _refuse_unknown(asked)
    answer: dict[str, Any] = {"title": parsed.title.prefixed_text, "pageid": parsed.page_id}
    if parsed.revision is not None and CONTENT in parsed.revision.hidden:
        answer["textdeleted"] = True
        if RESTRICTED in parsed.revision.hidden:
            answer["textsuppressed"] = True
    if parsed.revision is not None and (params["oldid"] is not None or "revid" in asked):
        answer["revid"] = parsed.revision.id
    if parsed.redirects is not None:
        answer["redirects"] = [*parsed.redirects]
    saved = _saved(call, parsed) if params["pst"] and not of_page else None
    text = parsed.text if saved is None else saved
    links = _links(call, parsed, text) if asked & _READ else Links()
    page = _page(call, parsed)
    if asked & _RENDERED:
        page.is_signed = saved is not None and "~~~" in parsed.text
        shown = _html(call, page, parsed, text)
        if "text" in asked:
            answer["text"] = Sub(shown)
    answer |= _summary(call, parsed)
    for name, tell in PROPERTIES.items():
        if name in asked and tell is not None:
            answer |= tell(call, parsed, text, links)
        elif name in _OF_HEADINGS and ("sections" if name == "showtoc" else name) in asked:
            answer |= _OF_HEADINGS[name](call, page, parsed)
    if "wikitext" in asked:
        answer["wikitext"] = Sub(parsed.text)
        if saved is not None:
            answer["psttext"] = Sub(saved)
    if "properties" in asked:
        first = ("defaultsort",) if "defaultsort" in links.properties else ()
        names = dict.fromkeys([*first, *links.properties])
        answer["properties"] = Pairs({name: links.properties[name] for name in names}, key="name")
    if "parsetree" in asked or params["generatexml"]:
        if parsed.content_model != WIKITEXT:
            raise ApiError(errors.NO_PARSE_TREE)
        answer["parsetree"] = Sub(tree(parsed.text, call.wiki.extension_tags))
    call.result[PATH] = answer


def _refuse_unknown(asked: frozenset[str]) -> None:
    missing = asked - _KNOWN
    if missing:
        raise NotImitated(
            f"The in-memory wiki does not imitate prop={'|'.join(sorted(missing))} of action=parse. "
            f"Ask for some of prop={'|'.join(sorted(_KNOWN))}, or record the reply."
        )


# The text


def _of_page(call: Call) -> Text:
    params, wiki = call.params, call.wiki
    if params["oldid"] is not None:
        revision = wiki.revisions.get(params["oldid"])
        if revision is None:
            raise ApiError(errors.NO_SUCH_REV_ID, Id(params["oldid"]))
        if not sees(call, revision.hidden, CONTENT):
            raise ApiError(errors.PERMISSION_DENIED, Message("action-deletedtext"))
        return _with_section(call, _said_by(revision, revision.page.id, None))
    if params["page"] is not None:
        page, page_id = wiki.page(_existing(call, params["page"])), None
    else:
        page = wiki.pages_by_id.get(params["pageid"])
        page_id = params["pageid"]
        if page is None:
            raise ApiError(errors.NO_SUCH_PAGE_ID, Id(params["pageid"]))
    redirects: list[dict[str, Any]] = []
    while params["redirects"] and page is not None and (target := page.redirect_target) is not None:
        row = {"from": page.title.prefixed_text, "to": target.prefixed_text}
        if target.fragment:
            row["tofragment"] = target.fragment
        if target.interwiki or row in redirects:
            raise NotImitated(f"The in-memory wiki does not parse what {page.title} redirects to. Record the reply.")
        redirects.append(row)
        page = wiki.page(target)
    if page is None:
        raise ApiError(errors.MISSING_TITLE)
    said = _said_by(
        page.latest, page.id if page_id is None else page_id, tuple(redirects) if params["redirects"] else None
    )
    return _with_section(call, said)


def _existing(call: Call, given: str) -> Title:
    title = _title(call, given)
    if title.namespace < 0:
        raise ApiError(errors.PAGE_CANNOT_EXIST)
    return title


def _title(call: Call, given: str) -> Title:
    try:
        return call.wiki.title(given)
    except InvalidTitle:
        raise ApiError(errors.INVALID_TITLE, given) from None


def _said_by(revision: Revision, page_id: int, redirects: tuple[dict[str, Any], ...] | None) -> Text:
    return Text(revision.page.title, page_id, revision.text, revision.content_model, revision, redirects)


def _of_text(call: Call) -> Text:
    params, wiki = call.params, call.wiki
    given, sent, model = params["title"], params["text"], params["contentmodel"]
    title = _title(call, NO_TITLE if given is None else given)
    if params["revid"] is not None:
        revision = wiki.revisions.get(params["revid"])
        if revision is None:
            raise ApiError(errors.NO_SUCH_REV_ID, Id(params["revid"]))
        if title != revision.page.title:
            if given is not None:
                call.warn(PATH, message("apierror-revwrongpage", Id(revision.id), Markup(title.prefixed_text)))
            title = revision.page.title
    if model is None and given is None and sent is not None and params["revid"] is None:
        call.warn(PATH, message("apiwarn-parse-nocontentmodel", WIKITEXT))
    if sent is None and params["prop"] and (given is not None or params["revid"] is not None):
        what = "title" if given is not None else "revid"
        call.warn(PATH, message(f"apiwarn-parse-{what}withouttext"))
    model = model or (WIKITEXT if given is None else wiki.default_content_model(title))
    refuse_foreign_model(model)
    refuse_unknown_model(model)
    content_format = params["contentformat"]
    if content_format is not None and content_format != CONTENT_FORMATS[model]:
        raise ApiError(errors.BAD_FORMAT_GENERIC, content_format, model, code="badformat-generic")
    page = wiki.page(title)
    return _with_section(call, Text(title, page.id if page is not None else 0, sent or "", model))


def _with_section(call: Call, whole: Text) -> Text:
    """Return what is parsed of the text: all of it, a section, or what a new section would be."""
    section = call.params["section"]
    if section is None:
        return whole
    if whole.content_model != WIKITEXT:
        raise ApiError(errors.SECTIONS_NOT_SUPPORTED_BY, whole.title.prefixed_text)
    if section == "new":
        text: str | None = add_section("", call.params["sectiontitle"] or "", whole.text)
    else:
        included = is_counted_as_included(section)
        text = get_section(whole.text, leading_number(section), call.wiki.extension_tags, included=included)
    if text is None:
        raise ApiError(errors.NO_SUCH_SECTION_IN, section, whole.title.prefixed_text)
    return replace(whole, text=text, is_section=True)


def _saved(call: Call, parsed: Text) -> str:
    return transformed(call.wiki, parsed.title, parsed.text, parsed.content_model, call.user, call.language)


def _summary(call: Call, parsed: Text) -> dict[str, Any]:
    summary = call.params["summary"]
    if summary is None and call.params["section"] == "new" and call.params["sectiontitle"]:
        if re.search(r"\[\[|''|[<{]", call.params["sectiontitle"]):
            raise NotImitated(
                "The in-memory wiki does not write the summary of a new section whose title has markup. "
                "Send a summary of your own."
            )
        texts = call.wiki.texts(call.wiki.config.language)
        told = texts["newsectionsummary"].replace("$1", call.params["sectiontitle"])
        return {"parsedsummary": Sub(parsed_comment(call.wiki, told, None))}
    if summary is None:
        return {}
    return {"parsedsummary": Sub(parsed_comment(call.wiki, summary, parsed.title))}


# As HTML


def _page(call: Call, parsed: Text) -> RenderedPage:
    user = call.user
    if parsed.revision is not None:
        user = call.wiki.users.get(parsed.revision.user) or User(parsed.revision.user, 0)
    return RenderedPage(call.wiki, parsed.title, user, call.language)


def _html(call: Call, page: RenderedPage, parsed: Text, text: str) -> str:
    from pytest_mwedit.api.rendering.content import DEFAULT_SKIN, Form, rendered  # late: few tests ask for HTML

    params = call.params
    has_report = not (params["disablelimitreport"] or params["disablepp"])
    form = Form(
        frame_class=params["wrapoutputclass"],
        has_edit_links=not params["disableeditsection"],
        has_contents=not params["disabletoc"],
        skin=params["useskin"] or str(call.user.option("skin", call.wiki.config) or DEFAULT_SKIN),
        is_preview=params["preview"] or params["sectionpreview"],
        has_report=has_report,
        kept=_kept(call, parsed),
    )
    return rendered(page, text, parsed.content_model, form)


def _kept(call: Call, parsed: Text) -> str:
    """Return what is told of where the page is kept.

    Raises:
        NotImitated: if it was kept before other pages changed that it shows.
    """
    wiki, revision = call.wiki, parsed.revision
    manner = manner_of(wiki.version)
    is_preview = call.params["preview"] or call.params["sectionpreview"]
    if revision is None or parsed.is_section or parsed.content_model != WIKITEXT or revision.hidden:
        return ""
    if (is_preview and manner.parses_previews_anew) or call.params["wrapoutputclass"] not in ("", _USUAL_CLASS):
        return ""
    is_latest = revision is revision.page.latest
    rendering = wiki.renderings.note(revision, "api-parse")
    if (changed := wiki.renderings.changed_since(rendering, wiki.links.of(revision.page))) is not None and is_latest:
        raise NotImitated(
            f"The in-memory wiki does not show {str(parsed.title)!r} as it was before {str(changed)!r} changed, "
            f"which a real wiki does until its jobs run. Purge {str(parsed.title)!r} first (action=purge)."
        )
    when = time.strftime("%Y%m%d%H%M%S", time.gmtime(rendering.timestamp))
    if not is_latest:
        where = f"RevisionOutputCache with key wiki:rcache:{revision.id}:dateformat=default"
        return f"\n<!-- Saved in {where} and timestamp {when} and revision id {revision.id}.\n -->\n"
    where = f"parser cache with key wiki:pcache:idhash:{revision.page.id}-0!canonical"
    reason = f" Rendering was triggered because: {rendering.reason}" if manner.tells_why_rendered else ""
    return f"\n<!-- Saved in {where} and timestamp {when} and revision id {revision.id}.{reason}\n -->\n"


# What is in it


def _links(call: Call, parsed: Text, text: str) -> Links:
    from pytest_mwedit.wiki.text_linking import links_of  # late: few tests ask for links

    wiki = call.wiki
    page = Page(parsed.page_id, parsed.title, wiki.redirect_of)
    said_by = parsed.revision
    user, user_id = (call.user.name, call.user.id) if said_by is None else (said_by.user, said_by.user_id)
    number = 0 if said_by is None else said_by.id
    revision = Revision(number, page, 0, wiki.clock.now(), user, user_id, "", text, parsed.content_model)
    links = links_of(wiki, page, revision)
    if "displaytitle:" in text.lower() or "displaytitle" in links.properties:
        raise NotImitated("The in-memory wiki does not parse texts with DISPLAYTITLE. Leave it out.")
    return links


def _language_links(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    del call, parsed, text, links
    return {"langlinks": []}


def _categories(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    del parsed
    rows = []
    tells_all = manner_of(call.wiki.version).tells_default_sort
    default_sort = None if tells_all else links.properties.get("defaultsort")
    if default_sort and f"|{default_sort}]]" in text:
        raise NotImitated(
            "The in-memory wiki does not tell a category's sort key from the same one that is set for the whole page."
        )
    for category, given in links.categories.items():
        sort = "" if given == default_sort else given
        row = Tree({"sortkey": sort, "category": category.dbkey}, content="category")
        page = call.wiki.page(category)
        if page is None:
            row["missing"] = True
        elif "hiddencat" in call.wiki.links.of(page).properties:
            row["hidden"] = True
        rows.append(row)
    return {"categories": rows}


def _titles(call: Call, titles: Iterable[Title]) -> list[Tree]:
    """Tell of titles, namespace by namespace."""
    order = list(dict.fromkeys(each.namespace for each in titles))
    return [
        Tree(
            {"ns": each.namespace, "title": each.prefixed_text, "exists": call.wiki.page(each) is not None},
            content="title",
        )
        for each in sorted(titles, key=lambda each: order.index(each.namespace))
    ]


def _page_links(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    del text
    linked = [each for each in links.titles if each != parsed.title and each not in links.asked]
    return {"links": _titles(call, [*links.asked, *_looked_up(call, linked)])}


def _templates(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    del parsed, text
    return {"templates": _titles(call, links.templates)}


def _looked_up(call: Call, titles: list[Title]) -> list[Title]:
    """Return titles as MediaWiki comes to know of them: those first that exist, then namespace by namespace."""
    existing = [each for each in titles if call.wiki.page(each) is not None]
    existing.sort(key=lambda each: (each.namespace, each.dbkey.encode()))
    missing = [each for each in titles if each not in existing]
    return [*existing, *sorted(missing, key=lambda each: each.namespace)]


def _images(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    del call, parsed, text
    return {"images": [each.dbkey for each in links.files]}


def _external_links(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    del call, parsed, text
    return {"externallinks": [*links.addresses]}


def _interwiki_links(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    del parsed, text
    rows = [
        Tree(
            {
                "prefix": prefix,
                "url": address_on(call.wiki, prefix, in_address(dbkey)),
                "title": f"{prefix}:{dbkey.replace('_', ' ')}",
            },
            content="title",
        )
        for prefix, dbkey in links.interwiki
    ]
    return {"iwlinks": rows}


def _sections(call: Call, page: RenderedPage, parsed: Text) -> dict[str, Any]:
    rows = []
    for heading in page.headings:
        section = heading.section
        row: dict[str, Any] = {
            "toclevel": heading.depth,
            "level": str(heading.level),
            "line": heading.line,
            "number": heading.number,
            "index": section.index if section is not None else "",
            "fromtitle": section.title.prefixed_dbkey if section is not None else False,
            "byteoffset": section.start if section is not None else None,  # whatever its name says
            "anchor": heading.anchor,
        }
        if manner_of(call.wiki.version).tells_link_anchors:
            row["linkAnchor"] = heading.link_anchor
        rows.append(row)
    del parsed
    return {"sections": rows}


def _contents(call: Call, page: RenderedPage, parsed: Text) -> dict[str, Any]:
    """Tell of the headings as 1.43 keeps them."""
    del call
    if parsed.content_model in _WITHOUT_WIKITEXT:
        return {"tocdata": None}
    rows = []
    for heading in page.headings:
        row: dict[str, Any] = {
            "tocLevel": heading.depth,
            "hLevel": heading.level,
            "line": heading.line,
            "number": heading.number,
        }
        if (section := heading.section) is not None:
            row |= {"index": section.index, "fromTitle": section.title.prefixed_dbkey}
            if section.start is not None:
                row["codepointOffset"] = section.start
        row["anchor"] = heading.anchor
        if heading.link_anchor != heading.anchor:
            row["linkAnchor"] = heading.link_anchor
        rows.append(row)
    return {"tocdata": {"sections": rows, "extensionData": []}}


def _warnings(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    del call, parsed, text, links
    return {"parsewarnings": []}


def _display_title(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    del call, text, links
    title = parsed.title
    if parsed.content_model in _WITHOUT_WIKITEXT:
        return {"displaytitle": escaped_html(title.prefixed_text)}
    shown = f'<span class="mw-page-title-main">{escaped_html(title.text)}</span>'
    if title.namespace != MAIN:
        shown = (
            f'<span class="mw-page-title-namespace">{escaped_html(title.namespace_name.replace("_", " "))}</span>'
            f'<span class="mw-page-title-separator">:</span>{shown}'
        )
    return {"displaytitle": shown}


def _subtitle(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    del call, text, links
    if "/" in parsed.title.text:
        raise NotImitated("The in-memory wiki does not write the subtitle of pages below others. Leave it out of prop.")
    return {"subtitle": ""}


#: The order is MediaWiki's.
PROPERTIES: dict[str, Callable[[Call, Text, str, Links], dict[str, Any]] | None] = {
    "langlinks": _language_links,
    "categories": _categories,
    "links": _page_links,
    "templates": _templates,
    "images": _images,
    "externallinks": _external_links,
    "sections": None,
    "tocdata": None,
    "showtoc": None,
    "parsewarnings": _warnings,
    "displaytitle": _display_title,
    "subtitle": _subtitle,
    "iwlinks": _interwiki_links,
}


def _shows_contents(call: Call, page: RenderedPage, parsed: Text) -> dict[str, Any]:
    del call, parsed
    return {"showtoc": page.shows_contents}


#: What is told of the headings of the page as HTML.
_OF_HEADINGS: dict[str, Callable[[Call, RenderedPage, Text], dict[str, Any]]] = {
    "sections": _sections,
    "tocdata": _contents,
    "showtoc": _shows_contents,
}
