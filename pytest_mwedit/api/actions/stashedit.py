"""action=stashedit: prepare an edit ahead of saving it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import internal_error, refuse_foreign_model, refuse_unknown_model, titled
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Id
from pytest_mwedit.api.params import require_only_one
from pytest_mwedit.api.permissions import is_bot, namespace_refusals, script_refusals, too_often
from pytest_mwedit.api.result import Tree
from pytest_mwedit.wiki import CONTENT_FORMATS, StashedEdit
from pytest_mwedit.wiki.merge import merge
from pytest_mwedit.wiki.pages import BROKEN, INVALID, WIKITEXT
from pytest_mwedit.wiki.saving import transformed
from pytest_mwedit.wiki.text_sections import WHITESPACE, add_section, is_counted_as_included, replace_section

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Page, Revision, Title

#: Seconds after which preparing what the page says anyway is not worth it any more.
FRESH = 300


def run(call: Call) -> None:
    """Keep the text, and what the page would become with it."""
    if is_bot(call):
        raise ApiError(errors.BOTS_NOT_SUPPORTED)
    params = call.params
    title, page = titled(call)
    _check_format(params)
    refuse_foreign_model(params["contentmodel"])
    require_only_one(params, "", ("stashedtexthash", "text"))
    text = _text(call)
    if params["contentmodel"] == BROKEN:
        raise internal_error(call, "MWContentSerializationException")
    base = _base_revision(call, page)
    content = _content(call, page, base, text)
    call.result["stashedit"] = _stash(call, title, page, text, content)


def _check_format(params: dict[str, Any]) -> None:
    model, sent = params["contentmodel"], params["contentformat"]
    refuse_unknown_model(model)
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
    if "text" in revision.hidden:
        if call.params["section"] not in (None, "", "new"):
            raise ApiError(errors.REPLACE_FAILED)
        raise ApiError(errors.MISSING_REV, Id(page.id))
    return revision


def _content(call: Call, page: Page | None, base: Revision | None, text: str) -> str | None:
    """Return the whole text of the page as it would be, or None if it conflicts with what others did."""
    model, section = call.params["contentmodel"], call.params["section"]
    if page is None or base is None:
        return _applied(call, "", text) if model == WIKITEXT else text
    if section and base.content_model != WIKITEXT:
        raise internal_error(call, "BadMethodCallException")
    if section and model != WIKITEXT:
        raise internal_error(call, "InvalidArgumentException")
    content = _applied(call, base.text, text)
    if base is page.latest:
        return content
    latest = page.latest
    if call.wiki.traits.skips_equal_texts and (content, model) == (latest.text, latest.content_model):
        return content
    if {base.content_model, latest.content_model} != {model}:
        # The wiki names them the other way round than its text says.
        raise ApiError(errors.CONTENT_MODEL_MISMATCH, latest.content_model, base.content_model)
    return merge(base.text, page.latest.text, content)


def _stash(call: Call, title: Title, page: Page | None, text: str, content: str | None) -> Tree:
    wiki, params = call.wiki, call.params
    text_hash = hashlib.sha1(text.encode()).hexdigest()
    # A hash that was sent is told in any case, one of a text only once the text is kept.
    told = {"texthash": text_hash} if params["stashedtexthash"] is not None else {}
    if content is None:
        return Tree(status="editconflict")
    # Who may not edit there is told the same as who does so too often, but protections and blocks do not count.
    asks = wiki.traits.stashing_asks_for_rights
    refusals = (*namespace_refusals(call, title), *script_refusals(call, title, page)) if asks else ()
    if refusals or too_often(call, "stashedit"):
        return Tree(status="ratelimited", **told)
    if params["contentmodel"] == INVALID:
        raise internal_error(call, "Exception")
    wiki.stashed_texts[text_hash] = text
    now = wiki.clock.now()
    model = params["contentmodel"]
    if page is not None and now - page.latest.timestamp > FRESH and model == page.content_model:
        saved = transformed(wiki, title, content, model, call.user)
        if saved == page.latest.text:
            return Tree(status="uncacheable", texthash=text_hash)
    wiki.stash[f"{title}|{text_hash}|{call.user.name}"] = StashedEdit(
        title=str(title),
        text=text,
        summary=params["summary"],
        content_model=model,
        user=call.user.name,
        timestamp=now,
        text_hash=text_hash,
    )
    return Tree(status="stashed", texthash=text_hash)


def _applied(call: Call, present: str, text: str) -> str:
    params = call.params
    section = params["section"]
    if not section:
        return text
    if section == "new":
        return add_section(present, params["sectiontitle"] or "", text)
    number = section.rpartition("-")[2]
    if not (number.isascii() and number.isdigit()):
        return text
    included = is_counted_as_included(section)
    replaced = replace_section(present, int(number), text, call.wiki.extension_tags, included=included)
    return present if replaced is None else replaced
