"""action=parse: what is in a text: its sections, what it links to, what it is called; the HTML is not imitated."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import refuse_foreign_model, refuse_unknown_model
from pytest_mwedit.api.comments import parsed_comment
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.hidden import CONTENT, RESTRICTED, sees
from pytest_mwedit.api.messages import Id, Markup, Message, message
from pytest_mwedit.api.params import require_max_one
from pytest_mwedit.api.query.revisions import leading_number
from pytest_mwedit.api.query.siteinfo import interwiki_address
from pytest_mwedit.api.result import Pairs, Sub, Tree
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import CONTENT_FORMATS, InvalidTitle, Page, Revision
from pytest_mwedit.wiki.namespaces import MAIN
from pytest_mwedit.wiki.page_links import Links
from pytest_mwedit.wiki.pages import JSON, WIKITEXT
from pytest_mwedit.wiki.saving import transformed
from pytest_mwedit.wiki.state import in_address
from pytest_mwedit.wiki.text_expansion import filled_in
from pytest_mwedit.wiki.text_presave import Saver
from pytest_mwedit.wiki.text_sections import add_section, get_section, headings, is_counted_as_included

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Title

PATH = "parse"

#: Beside these nobody but ``prop=text`` looks at ``disablelimitreport``, ``disableeditsection``, ``wrapoutputclass`` …
LACKS = frozenset(
    {"generatexml", "showstrategykeys", "preview", "sectionpreview", "usearticle", "parsoid", "effectivelanglinks"}
)

#: The title that a text has of which none is said.
NO_TITLE = "API"

#: With as many headings a page has a table of contents.
ENOUGH_HEADINGS = 4

_SECTION = re.compile(r"(?:T-)?[0-9]+|new", re.ASCII)
#: What makes a heading more than its text.
_MARKUP = re.compile(r"[<>{}\[\]&%\"~|]|''|__|-\{|//|\b(?:RFC|PMID|ISBN)\b")
_COMMENTS = re.compile(r"(?:[ \t]*<!--(?:(?!-->).)*-->)*[ \t]*$", re.DOTALL)

_LINKED = frozenset({"langlinks", "categories", "links", "templates", "images", "externallinks", "iwlinks"})
#: What is asked of a text that must be read for it.
_READ = _LINKED | {"sections", "properties", "parsewarnings", "displaytitle", "subtitle"}
_KNOWN = _READ | {"wikitext", "revid"}


@dataclass(frozen=True)
class Text:
    """A text that is parsed, and the page that it stands in."""

    title: Title
    page_id: int
    text: str
    content_model: str
    revision: Revision | None = None
    redirects: tuple[dict[str, Any], ...] = ()


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
    if parsed.redirects:
        answer["redirects"] = [*parsed.redirects]
    answer |= _summary(call, parsed)
    saved = _saved(call, parsed) if params["pst"] and not of_page else None
    text = parsed.text if saved is None else saved
    links = _links(call, parsed, text) if asked & _READ else Links()
    for name, tell in PROPERTIES.items():
        if name in asked:
            answer |= tell(call, parsed, text, links)
    if "wikitext" in asked:
        answer["wikitext"] = Sub(parsed.text)
        if saved is not None:
            answer["psttext"] = Sub(saved)
    if "properties" in asked:
        first = ("defaultsort",) if "defaultsort" in links.properties else ()
        names = dict.fromkeys([*first, *links.properties])
        answer["properties"] = Pairs({name: links.properties[name] for name in names}, key="name")
    call.result[PATH] = answer


def _refuse_unknown(asked: frozenset[str]) -> None:
    missing = asked - _KNOWN
    if missing:
        raise NotImitated(
            f"The in-memory wiki does not imitate prop={'|'.join(sorted(missing))} of action=parse, and without prop "
            f"MediaWiki sends the text as HTML. Ask for some of prop={'|'.join(sorted(_KNOWN))}, or record the reply."
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
        return _with_section(call, _said_by(revision, revision.page.id, ()))
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
    said = _said_by(page.latest, page.id if page_id is None else page_id, tuple(redirects))
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


def _said_by(revision: Revision, page_id: int, redirects: tuple[dict[str, Any], ...]) -> Text:
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
    return Text(whole.title, whole.page_id, text, whole.content_model, whole.revision, whole.redirects)


def _saved(call: Call, parsed: Text) -> str:
    return transformed(call.wiki, parsed.title, parsed.text, parsed.content_model, call.user)


def _summary(call: Call, parsed: Text) -> dict[str, Any]:
    summary = call.params["summary"]
    if summary is None and call.params["section"] == "new" and call.params["sectiontitle"]:
        raise NotImitated(
            "The in-memory wiki does not write the summary of a new section as HTML. Send a summary of your own."
        )
    if summary is None:
        return {}
    return {"parsedsummary": Sub(parsed_comment(call.wiki, summary, parsed.title))}


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
    return {"links": _titles(call, _looked_up(call, [each for each in links.titles if each != parsed.title]))}


def _templates(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    del parsed, text
    return {"templates": _titles(call, links.templates)}


def _looked_up(call: Call, titles: list[Title]) -> list[Title]:
    """Return titles as MediaWiki comes to know of them: those first that exist."""
    namespaces = list(dict.fromkeys(each.namespace for each in titles))
    existing = [each for each in titles if call.wiki.page(each) is not None]
    existing.sort(key=lambda each: (each.namespace, each.dbkey.encode()))
    missing = [each for each in titles if each not in existing]
    return [*existing, *sorted(missing, key=lambda each: namespaces.index(each.namespace))]


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
                "url": interwiki_address(call.wiki, prefix).replace("$1", in_address(dbkey)),
                "title": f"{prefix}:{dbkey.replace('_', ' ')}",
            },
            content="title",
        )
        for prefix, dbkey in links.interwiki
    ]
    return {"iwlinks": rows}


def _sections(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    rows = [*_section_rows(call, parsed, text)] if parsed.content_model == WIKITEXT else []
    shown = len(rows) >= ENOUGH_HEADINGS or "forcetoc" in links.properties
    return {"sections": rows, "showtoc": shown and "notoc" not in links.properties}


def _section_rows(call: Call, parsed: Text, text: str) -> Iterator[dict[str, Any]]:
    found = headings(text, call.wiki.extension_tags)
    if "{{" in text and "=" in text:
        filled = filled_in(text, Saver(call.wiki, parsed.title, call.user), comments=True).text
        if len(headings(filled, call.wiki.extension_tags)) != len(found) or any(each.nested for each in found):
            raise NotImitated("The in-memory wiki does not tell the sections of a text whose templates have headings.")
    anchors: set[str] = set()
    #: The levels of the headings above, and how many there were of each.
    levels: list[int] = []
    counts: list[int] = []
    for number, heading in enumerate(found, 1):
        line = _heading(text, heading.start, heading.level)
        _descend(levels, counts, heading.level)
        anchor = _unused(re.sub(r"[ _]+", "_", line), anchors)
        row = {
            "toclevel": len(levels),
            "level": str(heading.level),
            "line": line,
            "number": ".".join(map(str, counts)),
            "index": str(number),
            "fromtitle": parsed.title.prefixed_dbkey,
            "byteoffset": heading.start,  # whatever its name says
            "anchor": anchor,
        }
        if manner_of(call.wiki.version).tells_link_anchors:
            row["linkAnchor"] = anchor
        yield row


def _heading(text: str, start: int, level: int) -> str:
    """Return what a heading says.

    Raises:
        NotImitated: if there is more than text in it.
    """
    line = text[start:].partition("\n")[0]
    line = _COMMENTS.sub("", line)[level:-level].strip(" \t")
    if _MARKUP.search(line) or not line:
        raise NotImitated(
            f"The in-memory wiki does not tell what the heading {line!r} is with its markup. Leave sections out of "
            "prop, or record the reply."
        )
    return line


def _descend(levels: list[int], counts: list[int], level: int) -> None:
    """Go from the heading before to one of *level*: deeper, or up to where one of its level or above stands."""
    if not levels or level > levels[-1]:
        levels.append(level)
        counts.append(1)
        return
    while len(levels) > 1 and levels[-1] > level:
        if levels[-2] < level:
            break
        levels.pop()
        counts.pop()
    levels[-1] = level
    counts[-1] += 1


def _unused(anchor: str, anchors: set[str]) -> str:
    """Return *anchor*, with a number if there was one before."""
    number, unused = 1, anchor
    while unused.lower() in anchors:
        number += 1
        unused = f"{anchor}_{number}"
    anchors.add(unused.lower())
    return unused


def _warnings(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    del call, parsed, text, links
    return {"parsewarnings": []}


def _display_title(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    del call, text, links
    title = parsed.title
    if parsed.content_model == JSON:
        return {"displaytitle": _escaped(title.prefixed_text)}
    shown = f'<span class="mw-page-title-main">{_escaped(title.text)}</span>'
    if title.namespace != MAIN:
        shown = (
            f'<span class="mw-page-title-namespace">{_escaped(title.namespace_name.replace("_", " "))}</span>'
            f'<span class="mw-page-title-separator">:</span>{shown}'
        )
    return {"displaytitle": shown}


def _escaped(text: str) -> str:
    return html.escape(text).replace("&#x27;", "&#039;")


def _subtitle(call: Call, parsed: Text, text: str, links: Links) -> dict[str, Any]:
    del call, text, links
    if "/" in parsed.title.text:
        raise NotImitated("The in-memory wiki does not write the subtitle of pages below others. Leave it out of prop.")
    return {"subtitle": ""}


#: The order is MediaWiki's.
PROPERTIES: dict[str, Callable[[Call, Text, str, Links], dict[str, Any]]] = {
    "langlinks": _language_links,
    "categories": _categories,
    "links": _page_links,
    "templates": _templates,
    "images": _images,
    "externallinks": _external_links,
    "sections": _sections,
    "parsewarnings": _warnings,
    "displaytitle": _display_title,
    "subtitle": _subtitle,
    "iwlinks": _interwiki_links,
}
