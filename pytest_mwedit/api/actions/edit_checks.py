"""What MediaWiki checks before it saves an edit: table CHECKS, in MediaWiki's order.

Each check reads the request and the wiki, raises what MediaWiki refuses, and notes in the `Edit` what it found out.
Only counting against a rate limit, spreading a block and making a temporary account leave traces in the wiki, as they
do in MediaWiki.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.extensions import extensions_of
from pytest_mwedit.api.message_pages import text_of_missing
from pytest_mwedit.api.messages import Id, Markup
from pytest_mwedit.api.params import repaired_text, require_at_least_one, require_only_one
from pytest_mwedit.api.permissions import (
    edit_refusals,
    literally,
    model_refusals,
    refuse,
    tag_refusals,
    too_often,
)
from pytest_mwedit.api.temporary import create_account, expect_account, reserve_name, will_be_temporary
from pytest_mwedit.api.versions import exception
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import CONTENT_FORMATS, InvalidTitle
from pytest_mwedit.wiki.namespaces import FILE, MEDIAWIKI
from pytest_mwedit.wiki.pages import BROKEN, GADGET_DEFINITION, JSON, WIKITEXT
from pytest_mwedit.wiki.text_sections import WHITESPACE, get_section, is_counted_as_included
from pytest_mwedit.wiki.text_summaries import without_heading_marks
from pytest_mwedit.wiki.text_undo import undone

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Page, Revision, Title, User

#: Content model: the text of a page that does not exist yet, where it is not blank.
EMPTY_TEXTS = {JSON: "{}"}

#: Where an extension may object: before the other checks of the text, and right before the save.
EARLY_HOOK_POINTS = frozenset({"EditPage::attemptSave", "EditFilter"})
LATE_HOOK_POINTS = frozenset({"EditFilterMergedContent", "MultiContentSave"})
HOOK_POINTS = EARLY_HOOK_POINTS | LATE_HOOK_POINTS | {"ApiCheckCanExecute"}

#: Why the content model ``broken`` reads no text.
NOT_READ = "Could not unserialize content"

#: More sections than a page has.
MANY = 2**31

_SECTION = re.compile(r"(T-)?([0-9]+)|new", re.ASCII)
_LEADING_NUMBER = re.compile(r"[ \t\n\r\v\f]*\+?([0-9]+(?:\.[0-9]*)?(?:[eE]\+?[0-9]+)?)")


@dataclass(eq=False)
class Edit:
    """An edit on its way: what was asked, and what the checks found out."""

    call: Call
    #: When the edit began; a page deleted later was deleted meanwhile.
    began: int
    title: Title = field(init=False)
    page: Page | None = None
    #: The latest revision when the edit began.
    seen: Revision | None = None
    #: The redirect that was followed.
    followed: Title | None = None
    content_model: str = WIKITEXT
    #: The new text of the page, or of the section if there is one.
    text: str = ""
    #: "new", the number of a section, or None for the whole page.
    section: int | str | None = None
    #: The summary that the request gives, or that tells what it undoes.
    summary: str = ""
    #: The revision that the edit undoes.
    undoes: Revision | None = None
    #: Change tags that extensions give to the revision.
    tags: list[str] = field(default_factory=list)
    #: Whether the page is on the watchlist afterwards.
    watches: bool = False
    #: Who asked, if that is not the temporary account made for the edit.
    asked_by: User | None = None

    @property
    def params(self) -> dict[str, Any]:
        """The checked parameters."""
        return self.call.params

    def timestamp(self, name: str) -> int | None:
        """Return a timestamp of the request; one sent as "" or "0" is not looked at, though it warns."""
        moment: int | None = self.params[name]
        return None if self.call.raw.get(name) in ("", "0") else moment

    @property
    def named(self) -> str:
        """The title as errors of content models write it."""
        return str(self.title).replace(" ", "_")

    @property
    def own_model(self) -> str:
        """The content model that the page has, or would get by itself."""
        return self.page.content_model if self.page else self.call.wiki.default_content_model(self.title)

    @property
    def section_title(self) -> str:
        """The title of a new section: its own parameter, or else the summary."""
        if self.section != "new":
            return ""
        title = self.params["sectiontitle"]
        return self.summary if title is None else without_heading_marks(title)


def check_imitated(edit: Edit) -> None:
    """Name a stand-in for an extension that is not imitated."""
    hook = edit.call.wiki.config.hook
    if hook is not None and hook["point"] not in HOOK_POINTS:
        raise NotImitated(
            f"The in-memory wiki does not imitate a hook at {hook['point']!r} (it knows "
            f"{', '.join(sorted(HOOK_POINTS))}). Use fake_edit_api.fail(code), or record the exchange."
        )


def check_text_is_given(edit: Edit) -> None:
    """Ask for a text; MediaWiki does so before it looks at the title."""
    edit.summary = without_heading_marks(edit.params["summary"] or "")
    require_at_least_one(edit.params, "", ("text", "appendtext", "prependtext", "undo"))


def find_page(edit: Edit) -> None:
    """Find the page by its title or its id."""
    edit.title, edit.page = title_or_pageid(edit.call)


def title_or_pageid(call: Call) -> tuple[Title, Page | None]:
    """Return what the parameters title and pageid name."""
    require_only_one(call.params, "", ("title", "pageid"))
    page_id = call.params["pageid"]
    if page_id is None:
        call.told_of, page = titled(call)
        return call.told_of, page
    page = call.wiki.pages_by_id.get(page_id)
    if page is None:
        raise ApiError(errors.NO_SUCH_PAGE_ID, Id(page_id))
    call.told_of = page.title
    return page.title, page


def title_called(call: Call, text: str) -> Title:
    """Read a title of this wiki, whether it can be that of a page or not."""
    try:
        title = call.wiki.title(text)
    except InvalidTitle:
        raise ApiError(errors.INVALID_TITLE, text) from None
    if title.interwiki:
        raise ApiError(errors.INVALID_TITLE, text)
    return title


def titled(call: Call) -> tuple[Title, Page | None]:
    """Return what the parameter title names."""
    title = title_called(call, call.params["title"])
    if not title.can_exist:
        raise ApiError(errors.PAGE_CANNOT_EXIST)
    return title, call.wiki.page(title)


def follow_redirect(edit: Edit) -> None:
    """Go where a redirect leads, one step, if the request says so."""
    params = edit.params
    if not params["redirect"]:
        return
    if params["appendtext"] is None and params["prependtext"] is None and params["section"] != "new":
        raise ApiError(errors.REDIRECT_APPEND_ONLY)
    target = edit.page.redirect_target if edit.page is not None else None
    if target is None:
        return
    if not target.can_exist:
        data = {"redirects": {"from": str(edit.title), "to": str(target)}}
        raise ApiError(errors.EDIT_INVALID_REDIRECT, str(edit.title), str(target), data=data)
    edit.followed, edit.title, edit.page = edit.title, target, edit.call.wiki.page(target)
    edit.call.told_of = target


def check_content_model(edit: Edit) -> None:
    """Refuse what cannot be edited as text, or not in that format."""
    params = edit.params
    edit.content_model = params["contentmodel"] or edit.own_model
    if edit.content_model == "unknown" and not params["undo"]:
        raise ApiError(errors.NO_DIRECT_EDITING, edit.content_model, Markup(edit.named))
    refuse_unknown_model(edit.content_model)
    if (params["contentformat"] or CONTENT_FORMATS[edit.content_model]) != CONTENT_FORMATS[edit.content_model]:
        raise ApiError(errors.BAD_FORMAT, params["contentformat"], edit.content_model, Markup(edit.named))
    edit.seen = edit.page.latest if edit.page else None


def refuse_foreign_model(model: str) -> None:
    """Fail the test for a text in a language of an extension, which only that can read."""
    if model == GADGET_DEFINITION:
        raise NotImitated(
            f"The in-memory wiki does not read texts of the content model {model!r} yet. Record the exchange."
        )


def refuse_unknown_model(model: str) -> None:
    """Fail the test for what extensions hold in pages and nobody asked a wiki about.

    Raises:
        NotImitated: for a content model that is declared and not imitated.
    """
    if model not in CONTENT_FORMATS:
        raise NotImitated(
            f"The in-memory wiki does not imitate pages of the content model {model!r} "
            f"(it knows {', '.join(sorted(CONTENT_FORMATS))}). Use another title or model, or record the exchange."
        )


def check_existence(edit: Edit) -> None:
    """Honour createonly and nocreate."""
    if edit.params["createonly"] and edit.page is not None:
        raise ApiError(errors.ARTICLE_EXISTS)
    if edit.params["nocreate"] and edit.page is None:
        raise ApiError(errors.MISSING_TITLE)


def check_permissions(edit: Edit) -> None:
    """Refuse who may not edit or create the page, or edits too often."""
    call = edit.call
    expect_account(call)
    limited = call.wiki.traits.limits_before_permissions and too_often(call, "edit")
    reasons = [ApiError(errors.RATE_LIMITED)] if limited else []
    reasons += edit_refusals(call, edit.title, edit.page)
    refuse(call, reasons)


def check_rate(edit: Edit) -> None:
    """Refuse who edits, or changes content models, too often once more: MediaWiki 1.43 counts twice, 1.39 only here."""
    limits = ("edit",) if edit.content_model == edit.own_model else ("edit", "editcontentmodel")
    exceeded = [too_often(edit.call, limit, edit.asked_by) for limit in limits]
    if any(exceeded):
        raise ApiError(errors.RATE_LIMITED)


def check_tags(edit: Edit) -> None:
    """Refuse tags from whom may not apply any."""
    refuse(edit.call, tag_refusals(edit.call))


def read_text(edit: Edit) -> None:
    """Find the text that the request means: its own, or the present one with something before or behind it."""
    refuse_foreign_model(edit.content_model)
    params = edit.params
    before, behind = params["prependtext"], params["appendtext"]
    if before is None and behind is None:
        edit.text = params["text"] or ""
        return
    if edit.content_model == "unknown":
        if edit.page is not None or edit.title.namespace == MEDIAWIKI:
            raise internal_error(edit.call, "MWException")
        raise ApiError(errors.APPEND_NOT_SUPPORTED, edit.content_model)
    edit.text = repaired_text((before or "") + _present_text(edit) + (behind or ""))


def _present_text(edit: Edit) -> str:
    section = edit.params["section"]
    if section is not None and edit.content_model != WIKITEXT:
        raise ApiError(errors.SECTIONS_NOT_SUPPORTED, edit.content_model)
    if edit.page is not None and edit.page.content_model != edit.content_model:
        raise internal_error(edit.call, "MWException")
    if edit.page is None and edit.title.namespace == MEDIAWIKI:
        if edit.own_model == BROKEN:
            raise ApiError(errors.PARSE_ERROR, NOT_READ)
        if edit.own_model != edit.content_model:
            raise internal_error(edit.call, "MWException")
    if section == "new":
        return ""
    present = edit.page.latest.text if edit.page else _text_of_missing(edit)
    if section is None:
        return present
    part = _section_of(edit, section, present)
    if part is None:
        raise ApiError(errors.NO_SUCH_SECTION, section)
    return part


def _text_of_missing(edit: Edit) -> str:
    if edit.title.namespace == MEDIAWIKI:
        return text_of_missing(edit.call.wiki, edit.title) or ""
    return EMPTY_TEXTS.get(edit.content_model, "")


def _section_of(edit: Edit, section: str, text: str) -> str | None:
    found = _SECTION.fullmatch(section)
    if edit.own_model != WIKITEXT:
        return None
    number = section_number(found) if found else _leading_number(section)
    return get_section(text, number, edit.call.wiki.extension_tags, included=is_counted_as_included(section))


def _leading_number(section: str) -> int:
    """Return the number after the last hyphen, or 0: what cannot be a section is first looked up as one."""
    found = _LEADING_NUMBER.match(section.rpartition("-")[2])
    return int(min(float(found[1]), MANY)) if found else 0


def section_number(found: re.Match[str]) -> int:
    """Return the number in a section parameter."""
    return int(min(float(found[2]), MANY))


def read_undo(edit: Edit) -> None:
    """Find the text without the changes that the request undoes."""
    params = edit.params
    if not params["undo"]:
        return
    undo = _visible_revision(edit, params["undo"])
    after = _undo_after(edit, undo)
    if undo.page is not edit.page:
        raise ApiError(errors.REV_WRONG_PAGE, Id(undo.id), Markup(str(edit.title)))
    if after.page is not edit.page:
        raise ApiError(errors.REV_WRONG_PAGE, Id(after.id), Markup(str(edit.title)))
    models = {edit.content_model, edit.page.content_model, undo.content_model}
    text = undone(edit.page.latest.text, undo.text, after.text) if len(models) == 1 else None
    if text is None:
        raise ApiError(errors.UNDO_FAILURE)
    edit.text = text
    edit.undoes = undo
    if params["summary"] is None and undo.parent_id == after.id:
        user = "" if "user" in undo.hidden else undo.user
        edit.summary = literally(edit.call.wiki.content_language, "undo-summary", str(undo.id), user)
    if params["contentmodel"] is None:
        edit.content_model = after.content_model


def _visible_revision(edit: Edit, revision_id: int) -> Revision:
    revision = edit.call.wiki.revisions.get(revision_id)
    if revision is None or "text" in revision.hidden:
        raise ApiError(errors.NO_SUCH_REV_ID, Id(revision_id))
    return revision


def _undo_after(edit: Edit, undo: Revision) -> Revision:
    if edit.params["undoafter"]:
        return _visible_revision(edit, edit.params["undoafter"])
    parent = edit.call.wiki.revisions.get(undo.parent_id)
    if parent is None or "text" in parent.hidden:
        # The number is the one sent, and blank where none was, as the wiki tells it of a first revision.
        raise ApiError(errors.NO_SUCH_REV_ID, edit.params["undoafter"])
    return parent


def check_md5(edit: Edit) -> None:
    """Compare the text with its hash; what is appended is compared without the present text."""
    params = edit.params
    if params["md5"] is None:
        return
    added = (params["prependtext"] or "") + (params["appendtext"] or "")
    sent = edit.text if params["prependtext"] is None and params["appendtext"] is None else added
    if hashlib.md5(sent.encode()).hexdigest() != params["md5"]:
        raise ApiError(errors.BAD_MD5)


def check_section(edit: Edit) -> None:
    """Find the section."""
    section = edit.params["section"]
    if section is None:
        return
    found = _SECTION.fullmatch(section)
    if found is None:
        raise ApiError(errors.INVALID_SECTION)
    if edit.own_model != WIKITEXT and edit.call.wiki.traits.names_pages_without_sections:
        raise ApiError(errors.SECTIONS_NOT_SUPPORTED, edit.own_model)
    if section == "new":
        edit.section = "new"
        return
    present = edit.page.latest.text if edit.page else ""
    edit.section = section_number(found)
    # A missing page has a section 0 as long as nobody asks for it as a template shows it.
    if (edit.section != 0 or found[1]) and (edit.page is None or _section_of(edit, section, present) is None):
        raise ApiError(errors.NO_SUCH_SECTION, section)


def check_base_model(edit: Edit) -> None:
    """Refuse a base revision with another content model than the page has now."""
    base = edit.call.wiki.revisions.get(edit.params["baserevid"] or 0)
    if base is None or base.page is not edit.page or edit.params["contentmodel"] is not None:
        return
    if base.content_model != edit.content_model:
        reserve_name(edit.call)
        raise ApiError(errors.CONTENT_MODEL_MISMATCH, edit.content_model, base.content_model)


def check_sections_supported(edit: Edit) -> None:
    """Fail as MediaWiki fails where the page's content model has no sections."""
    if edit.section is not None and edit.own_model != WIKITEXT:
        raise internal_error(edit.call, "ErrorPageError")


def make_temporary_account(edit: Edit) -> None:
    """Give who edits without an account a temporary one, if the wiki makes such; it stays if the edit is refused."""
    if will_be_temporary(edit.call):
        edit.asked_by = edit.call.user
        create_account(edit.call)


def check_hooks(edit: Edit) -> None:
    """Let extensions object to the text, then the configured stand-in for one."""
    hook = edit.call.wiki.config.hook
    for extension in extensions_of(edit.call.wiki):
        extension.check_text(edit)
    if hook is None or hook["point"] not in EARLY_HOOK_POINTS:
        return
    if hook.get("error") or not hook.get("return", True):
        raise ApiError(errors.HOOK_ABORTED)


def check_readable(edit: Edit) -> None:
    """Refuse what the content model can make nothing of."""
    if edit.content_model == BROKEN:
        raise ApiError(errors.CONTENT_FAILED_TO_PARSE, BROKEN, CONTENT_FORMATS[BROKEN], NOT_READ)


def check_spam(edit: Edit) -> None:
    """Refuse what the configured patterns match."""
    config = edit.call.wiki.config
    if config.summary_spam_regex is None and config.spam_regex is None:
        return
    summary = edit.section_title or edit.summary
    searched = ((config.summary_spam_regex, summary), (config.spam_regex, f"{edit.section_title}\n{edit.text}"))
    for patterns, text in searched:
        for pattern in [patterns] if isinstance(patterns, str) else patterns or ():
            if match := _compiled(pattern).search(text):
                raise ApiError(errors.SPAM_PROTECTION_MATCH, match.group())


def check_filter(edit: Edit) -> None:
    """Ask the callback that a wiki's owner may have set, in versions that have it."""
    refuses = edit.call.wiki.config.filter_callback
    if refuses is None:
        return
    section = "" if edit.section is None else str(edit.section)
    if refuses(str(edit.title), edit.text, section, edit.summary):
        raise ApiError(errors.FILTERED)


def _compiled(pattern: str) -> re.Pattern[str]:
    """Read a pattern in PHP's notation, ``/viagra/i``."""
    from pytest_mwedit.wiki.pcre import delimited  # late: few wikis have such patterns

    found = delimited(pattern)
    if found is None:
        raise NotImitated(f"The spam pattern {pattern!r} is not written as PHP writes patterns: /viagra/i")
    return found


def check_image_redirect(edit: Edit) -> None:
    """Refuse redirects between files from whom may not upload any."""
    if edit.title.namespace != FILE or edit.call.may("upload"):
        return
    if edit.call.wiki.redirect_of(edit.text, edit.content_model) is None:
        return
    raise ApiError(errors.NO_IMAGE_REDIRECT if edit.call.user.is_registered else errors.NO_IMAGE_REDIRECT_ANON)


def check_size(edit: Edit) -> None:
    """Refuse a text that is too long even before it is merged into the page."""
    refuse_size(edit, edit.text)


def refuse_empty_comment(edit: Edit) -> None:
    """Raise if a new section of an existing page says nothing."""
    if edit.page is not None and edit.section == "new" and edit.text == "":
        raise ApiError(errors.MISSING_COMMENT_TEXT)


def refuse_size(edit: Edit, text: str) -> None:
    """Raise if *text* is longer than an article may be."""
    limit = edit.call.wiki.config.max_article_size
    if len(text) > limit * 256 and len(text.encode()) > limit * 1024:
        raise ApiError(errors.CONTENT_TOO_BIG, Id(limit))


def check_summary(edit: Edit) -> None:
    """Ask for a summary whoever prefers to be asked, in versions that do so."""
    call = edit.call
    asks = call.wiki.traits.asks_for_summaries and call.user.option("forceeditsummary", call.wiki.config)
    if asks and edit.page is not None and edit.section != "new" and not edit.summary:
        raise ApiError(errors.SUMMARY_REQUIRED)


def check_blank_page(edit: Edit) -> None:
    """Refuse to create a page without a text, in versions that do so."""
    if edit.call.wiki.traits.creates_blank_pages or edit.page is not None:
        return
    if not edit.text and not edit.section_title:
        raise ApiError(errors.EMPTY_PAGE)


def check_content_model_change(edit: Edit) -> None:
    """Refuse another content model from whom may not change it, or not edit a page that has it."""
    call = edit.call
    if edit.content_model == edit.own_model:
        return
    limited = call.wiki.traits.limits_before_permissions and too_often(call, "editcontentmodel", edit.asked_by)
    if limited or not call.may("editcontentmodel") or any(model_refusals(call, edit.title, edit.content_model)):
        raise ApiError(errors.CANT_CHANGE_CONTENT_MODEL)


def trim_text(edit: Edit) -> None:
    """Cut the blank end off, as MediaWiki does with what comes out of a form."""
    edit.text = edit.text.rstrip(WHITESPACE)


def internal_error(call: Call, kind: str, *, is_alike: bool = False) -> ApiError:
    """Return what MediaWiki answers when it meets an exception of its own, which is called *alike* in all versions.

    Raises:
        NotImitated: if the wiki is set up to tell where in its own files it met it.
    """
    if call.wiki.config.show_exception_details:
        raise NotImitated(
            f"With show_exception_details MediaWiki tells where in its own files it met the exception {kind}, and the "
            "in-memory wiki has none. Leave the setting at False, or record the reply of a real wiki."
        )
    request_id = call.wiki.sessions.random(24)
    kind = kind if is_alike else exception(kind, call.wiki.version)
    return ApiError(errors.INTERNAL, request_id, kind, code=f"internal_api_error_{kind}", data={"errorclass": kind})


#: The order is MediaWiki's, seen by breaking two rules at once: the first check that raises decides the answer.
CHECKS: tuple[Callable[[Edit], None], ...] = (
    check_imitated,
    check_text_is_given,
    find_page,
    follow_redirect,
    check_content_model,
    check_existence,
    check_permissions,
    read_text,
    read_undo,
    check_md5,
    check_section,
    check_tags,
    trim_text,
    check_base_model,
    check_sections_supported,
    make_temporary_account,
    check_hooks,
    check_readable,
    check_spam,
    check_filter,
    check_image_redirect,
    check_content_model_change,
    check_rate,
    check_size,
    check_summary,
    check_blank_page,
)
