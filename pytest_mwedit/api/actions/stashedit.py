"""action=stashedit: prepare an edit ahead of saving it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import titled
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Id
from pytest_mwedit.api.params import require_only_one
from pytest_mwedit.api.permissions import namespace_refusals, script_refusals, too_often
from pytest_mwedit.api.result import Tree
from pytest_mwedit.wiki import CONTENT_FORMATS, StashedEdit
from pytest_mwedit.wiki.merge import merge
from pytest_mwedit.wiki.pages import WIKITEXT
from pytest_mwedit.wiki.text_sections import WHITESPACE, add_section, replace_section

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Page, Revision, Title

#: Seconds after which preparing what the page says anyway is not worth it any more.
FRESH = 300


def run(call: Call) -> None:
    """Keep the text, and what the page would become with it."""
    params = call.params
    title, page = titled(call)
    _check_format(params)
    require_only_one(params, "", ("stashedtexthash", "text"))
    text = _text(call)
    base = _base_revision(call, page)
    call.result["stashedit"] = _stash(call, title, page, base, text)


def _check_format(params: dict[str, Any]) -> None:
    model, sent = params["contentmodel"], params["contentformat"]
    if sent != CONTENT_FORMATS[model]:
        raise ApiError(errors.BAD_FORMAT_GENERIC, sent, model)


def _text(call: Call) -> str:
    """Return the text that was sent, or one sent before by its hash."""
    text_hash = call.params["stashedtexthash"]
    if text_hash is None:
        return str(call.params["text"].replace("\r\n", "\n").rstrip(WHITESPACE))
    text = call.wiki.stashed_texts.get(text_hash)
    if text is None:
        raise ApiError(errors.STASHEDIT_MISSING_TEXT)
    return text


def _base_revision(call: Call, page: Page | None) -> Revision | None:
    """Return the revision that the edit starts from; of a page that does not exist none is looked for."""
    revision_id = call.params["baserevid"]
    if page is None:
        return None
    if not revision_id:
        return page.latest
    revision = call.wiki.revisions.get(revision_id)
    if revision is None or revision.page is not page:
        raise ApiError(errors.NO_SUCH_REV_ID, Id(revision_id))
    return revision


def _stash(call: Call, title: Title, page: Page | None, base: Revision | None, text: str) -> Tree:
    wiki, params = call.wiki, call.params
    content = _applied(params, base.text if base else "", text)
    if page is not None and base is not None and base is not page.latest:
        merged = merge(base.text, page.latest.text, content)
        if merged is None:
            return Tree(status="editconflict")
        content = merged
    # Who may not edit there is told the same as who does so too often, but protections and blocks do not count.
    refusals = (*namespace_refusals(call, title), *script_refusals(call, title, page))
    if refusals or too_often(call, "stashedit"):
        return Tree(status="ratelimited")
    text_hash = hashlib.sha1(text.encode()).hexdigest()
    wiki.stashed_texts[text_hash] = text
    now = wiki.clock.now()
    if page is not None and content == page.latest.text and now - page.latest.timestamp > FRESH:
        return Tree(status="uncacheable", texthash=text_hash)
    wiki.stash[f"{title}|{text_hash}|{call.user.name}"] = StashedEdit(
        title=str(title),
        text=text,
        summary=params["summary"],
        content_model=params["contentmodel"],
        user=call.user.name,
        timestamp=now,
        text_hash=text_hash,
    )
    return Tree(status="stashed", texthash=text_hash)


def _applied(params: dict[str, Any], present: str, text: str) -> str:
    section = params["section"]
    if not section or params["contentmodel"] != WIKITEXT:
        return text
    if section == "new":
        return add_section(present, params["sectiontitle"] or "", text)
    replaced = replace_section(present, int(section), text) if section.isascii() and section.isdigit() else text
    return present if replaced is None else replaced
