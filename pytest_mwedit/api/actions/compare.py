"""action=compare: what differs between two revisions, pages or texts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import NOT_READ, internal_error, refuse_foreign_model, refuse_unknown_model
from pytest_mwedit.api.comments import parsed_comment
from pytest_mwedit.api.diffs import difference, difference_of_revisions
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.hidden import COMMENT, CONTENT, USER, add_suppressed, sees
from pytest_mwedit.api.messages import Id, Markup, message
from pytest_mwedit.api.params import require_at_least_one, require_max_one
from pytest_mwedit.api.query.revisions import leading_number
from pytest_mwedit.api.result import Named, Tree
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import CONTENT_FORMATS, InvalidTitle, Revision, iso
from pytest_mwedit.wiki.pages import BROKEN, WIKITEXT
from pytest_mwedit.wiki.saving import transformed
from pytest_mwedit.wiki.text_sections import get_section, is_counted_as_included, replace_section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Title

MAIN = "main"

_SIDES: Mapping[str, tuple[str, ...]] = {
    "from": ("fromtitle", "fromid", "fromrev", "fromtext", "fromslots"),
    "to": ("totitle", "toid", "torev", "totext", "torelative", "toslots"),
}

#: What only somebody who may do so is told of hidden parts: the part, and the right.
_SEES_TEXT, _SEES_HISTORY = "deletedtext", "deletedhistory"


@dataclass(frozen=True)
class Side:
    """One of the two texts; *revision* where it is what a revision says, *about* the one that is named with it."""

    text: str
    content_model: str
    revision: Revision | None = None
    about: Revision | None = None
    #: Whether it is the whole text of the revision.
    whole: bool = True


def run(call: Call) -> None:
    """Compare, and tell what was asked for."""
    params = call.params
    call.private = False
    for names in _SIDES.values():
        require_at_least_one(params, "", names)
    old, new = _sides(call)
    asked = frozenset(params["prop"])
    answer = Tree(content="body")
    for name, side in (("from", old), ("to", new)):
        if side is not None and side.revision is not None:
            answer |= _fields(call, name, side.revision, asked)
    if "rel" in asked:
        answer |= _neighbours(call, old, new)
    if asked & {"diff", "diffsize"}:
        _add_difference(call, answer, old, new)
    call.result["compare"] = answer or []


def _sides(call: Call) -> tuple[Side | None, Side | None]:
    """Return both sides; None for one that a revision has no neighbour for."""
    old = _side(call, "from")
    relative = call.params["torelative"]
    if relative is None:
        return old, _side(call, "to")
    base = old.revision or old.about
    if base is None:
        raise ApiError(errors.COMPARE_RELATIVE_TO_NOTHING)
    if relative == "cur":
        page = call.wiki.page(base.page.title)
        if page is None:
            raise ApiError(errors.MISSING_REVISION_OF_TITLE, base.page.title.prefixed_text)
        return old, _of_revision(call, page.latest)
    if _is_deleted(call, base):
        raise ApiError(errors.COMPARE_RELATIVE_TO_DELETED, relative)
    other = _neighbour(base, 1 if relative == "next" else -1)
    if other is None:
        call.warn(
            "compare", message(f"apiwarn-compare-no-{relative}", str(base.page.title), Id(base.id)), code=_NO[relative]
        )
        return (old, None) if relative == "next" else (None, old)
    return (old, _of_revision(call, other)) if relative == "next" else (_of_revision(call, other), old)


_NO = {"next": "compare-no-next", "prev": "compare-no-prev"}


def _side(call: Call, side: str) -> Side:
    params = call.params
    for old in ("text", "section"):
        require_max_one(params, "", (f"{side}slots", f"{side}{old}"))
    about = _named_revision(call, side)
    title = about.page.title if about is not None else _title(call, side)
    slots = params[f"{side}slots"]
    # What is sent in the old way is put like that of a slot.
    old_way = params[f"{side}text"] is not None or slots is None
    slot = "" if old_way else f"-{MAIN}"
    if old_way and params[f"{side}text"] is None:
        if about is None:
            raise AssertionError(side)  # somebody names a revision, a page or a text
        return _section_of(call, side, _of_revision(call, about))
    if not old_way and MAIN not in slots:
        if about is None:
            raise internal_error(call, "MediaWiki\\Revision\\RevisionAccessException")
        return replace(_of_revision(call, about), revision=None)
    sent = params.get(f"{side}text{slot}")
    if sent is None:
        raise ApiError(errors.COMPARE_MAIN_TEXT_REQUIRED, Markup(side))
    model = params.get(f"{side}contentmodel{slot}") or _model(call, side, about, title)
    text = _read(call, sent, model, params.get(f"{side}contentformat{slot}"))
    section = params.get(f"{side}section{slot}")
    if params[f"{side}pst"]:
        at = title or _title(call, "to" if side == "from" else "from")
        if at is None:
            raise ApiError(errors.COMPARE_NO_TITLE)
        text = transformed(call.wiki, at, text, model, call.user)
    if old_way:
        return _section_of(call, side, Side(text, model, None, about))
    if section is not None:
        text = _with_section(call, side, about, text, section)
    return Side(text, model, None, about)


def _with_section(call: Call, side: str, about: Revision | None, text: str, section: str) -> str:
    """Return the text of a revision with a section replaced."""
    if about is None:
        raise ApiError(errors.COMPARE_NO_REVISION[side])
    if section == "new" or about.content_model != WIKITEXT:
        raise NotImitated(
            f"The in-memory wiki does not compare with {side}section-main={section} of {about.page.title}. Send the "
            "whole text, or record the reply."
        )
    number = leading_number(section)
    included = is_counted_as_included(section)
    replaced = replace_section(about.text, number, text, call.wiki.extension_tags, included=included)
    return about.text if replaced is None else replaced.rstrip("\n")


def _section_of(call: Call, side: str, whole: Side) -> Side:
    """Return only the section that was asked for in the old way."""
    section = call.params[f"{side}section"]
    if section is None:
        return whole
    text = None
    if whole.content_model == WIKITEXT:
        included = is_counted_as_included(section)
        text = get_section(whole.text, leading_number(section), call.wiki.extension_tags, included=included)
    if text is None:
        raise ApiError(errors.COMPARE_NO_SUCH_SECTION[side], section)
    return replace(whole, text=text, whole=False)


def _named_revision(call: Call, side: str) -> Revision | None:
    """Return the revision that a side names: by its number, or the latest of a page."""
    params, wiki = call.params, call.wiki
    number = params[f"{side}rev"]
    if number is not None:
        revision = wiki.revisions.get(number) or _deleted(call, number)
        if revision is None:
            raise ApiError(errors.NO_SUCH_REV_ID, Id(number))
        return revision
    title = _title(call, side)
    if title is None:
        return None
    page = wiki.page(title)
    if page is not None:
        return page.latest
    if params[f"{side}text"] is None and params[f"{side}slots"] is None:
        raise ApiError(errors.MISSING_TITLE_NAMED, title.prefixed_text)
    return None


def _title(call: Call, side: str) -> Title | None:
    """Return the title that a side names, by itself or by the number of its page."""
    params, wiki = call.params, call.wiki
    given, number = params[f"{side}title"], params[f"{side}id"]
    if given is not None:
        try:
            title = wiki.title(given)
        except InvalidTitle:
            raise ApiError(errors.INVALID_TITLE, given) from None
        return title
    if number is not None:
        page = wiki.pages_by_id.get(number)
        if page is None:
            raise ApiError(errors.NO_SUCH_PAGE_ID, Id(number))
        return page.title
    revision = wiki.revisions.get(params[f"{side}rev"] or 0)
    return revision.page.title if revision is not None else None


def _model(call: Call, side: str, about: Revision | None, title: Title | None) -> str:
    """Return what a text that was sent is taken for: what stands there, or what the other side is."""
    if about is not None:
        return about.content_model
    if title is not None:
        return call.wiki.default_content_model(title)
    other = "to" if side == "from" else "from"
    named = call.params.get(f"{other}contentmodel-{MAIN}") or call.params[f"{other}contentmodel"]
    if named is not None:
        return str(named)
    revision = _named_revision(call, other)
    if revision is not None:
        return revision.content_model
    title = _title(call, other)
    if title is not None:
        return call.wiki.default_content_model(title)
    call.warn("compare", message("apiwarn-compare-nocontentmodel", WIKITEXT))
    return WIKITEXT


def _read(call: Call, text: str, model: str, content_format: str | None) -> str:
    refuse_foreign_model(model)
    refuse_unknown_model(model)
    if model == BROKEN:
        raise ApiError(errors.PARSE_ERROR, NOT_READ)
    if model == "unknown":
        raise NotImitated("The in-memory wiki does not compare texts of the content model 'unknown'. Use another one.")
    if content_format is not None and content_format != CONTENT_FORMATS[model]:
        raise internal_error(call, "MWException")
    return text.replace("\r\n", "\n")


def _of_revision(call: Call, revision: Revision) -> Side:
    if not sees(call, revision.hidden, CONTENT):
        raise ApiError(errors.MISSING_CONTENT, Id(revision.id))
    return Side(revision.text, revision.content_model, revision, revision)


def _deleted(call: Call, number: int) -> Revision | None:
    """Return a revision of a deleted page to who may see it."""
    if not (call.may(_SEES_TEXT) and call.may(_SEES_HISTORY)):
        return None
    archived = (each for found in call.wiki.archive.values() for each in found)
    return next((each for each in archived if each.id == number), None)


def _is_deleted(call: Call, revision: Revision) -> bool:
    return revision.id not in call.wiki.revisions


def _neighbour(revision: Revision, step: int) -> Revision | None:
    history = sorted(revision.page.revisions, key=lambda each: (each.timestamp, each.id))
    at = history.index(revision) + step
    return history[at] if 0 <= at < len(history) else None


def _neighbours(call: Call, old: Side | None, new: Side | None) -> dict[str, int]:
    told: dict[str, int] = {}
    for name, side, step in (("prev", old, -1), ("next", new, 1)):
        if side is not None and side.revision is not None and side.whole and not _is_deleted(call, side.revision):
            other = _neighbour(side.revision, step)
            if other is not None:
                told[name] = other.id
    return told


def _fields(call: Call, name: str, revision: Revision, asked: frozenset[str]) -> dict[str, Any]:
    """Return what is told of a revision, in MediaWiki's order."""
    told: dict[str, Any] = {}
    is_deleted = _is_deleted(call, revision)
    if is_deleted or revision.hidden:
        call.private = True
    if "ids" in asked:
        told["id"] = 0 if is_deleted else revision.page.id
        told["revid"] = revision.id
    if "title" in asked:
        told["ns"] = revision.page.title.namespace
        told["title"] = revision.page.title.prefixed_text
    if "size" in asked:
        told["size"] = revision.size
    if "timestamp" in asked:
        told["timestamp"] = iso(revision.timestamp)
    if CONTENT in revision.hidden:
        told["texthidden"] = True
    if USER in revision.hidden:
        told["userhidden"] = True
    if "user" in asked and sees(call, revision.hidden, USER):
        told["user"] = revision.user
        told["userid"] = revision.user_id
    if COMMENT in revision.hidden:
        told["commenthidden"] = True
    if sees(call, revision.hidden, COMMENT):
        if "comment" in asked:
            told["comment"] = revision.comment
        if {"comment", "parsedcomment"} & asked:
            told["parsedcomment"] = parsed_comment(call.wiki, revision.comment, revision.page.title)
    add_suppressed(told, revision.hidden)
    if is_deleted:
        told["archive"] = True
    return {f"{name}{key}": value for key, value in told.items()}


def _add_difference(call: Call, answer: Tree, old: Side | None, new: Side | None) -> None:
    params = call.params
    asked, slots = params["prop"], params["slots"]
    body, kind = "", params.get("difftype") or "table"
    saved = [side.revision for side in (old, new) if side is not None and side.revision is not None and side.whole]
    if slots is None and len(saved) == len((old, new)):
        body = difference_of_revisions(call, saved[0], saved[1], kind)
    elif new is not None:
        body = difference(call, old.text if old is not None else "", new.text, kind)
    if "diffsize" in asked:
        answer["diffsize"] = len(body.encode())
    if "diff" not in asked:
        return
    if slots is None:
        answer["body"] = body
    else:
        # A slot that does not differ has no body, where the whole page has an empty one.
        answer["bodies"] = Named({MAIN: body or False} if MAIN in slots else {})
