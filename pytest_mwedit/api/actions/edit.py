"""action=edit: change or create a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import CHECKS, Edit, internal_error, refuse_empty_comment, refuse_size
from pytest_mwedit.api.actions.edit_conflicts import merged_text, summary_of
from pytest_mwedit.api.actions.watching import watch
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.extensions import extensions_of
from pytest_mwedit.api.messages import Markup, message, unfilled
from pytest_mwedit.api.messages import text as text_of
from pytest_mwedit.api.permissions import literally
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import keep_session, note_write
from pytest_mwedit.wiki import iso
from pytest_mwedit.wiki.pages import INVALID, JSON
from pytest_mwedit.wiki.saving import MANUAL_REVERT, automatic_tags, summary_of_change, transformed
from pytest_mwedit.wiki.text_json import InvalidJson, read_json
from pytest_mwedit.wiki.text_summaries import excerpt

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Page, Revision

#: The status by which an extension says that it told the client what it wants.
EXPECTED_HOOK_ERROR = 212

#: Where an extension may object right before the save: what is said of an objection without words.
UNEXPLAINED = {"EditFilterMergedContent": errors.HOOK_ABORTED, "MultiContentSave": errors.EDIT_HOOK_ABORTED}
#: Where its words alone refuse an edit, whatever else it says.
WORDS_REFUSE = frozenset({"EditFilterMergedContent"})


def run(call: Call) -> None:
    """Check, merge with what others did meanwhile, save, and answer."""
    edit = Edit(call, call.wiki.clock.now())
    for check in CHECKS:
        check(edit)
    _let_others_edit(edit)
    text = merged_text(edit)
    objection = _objection(edit, text)
    if objection is not None:
        call.result["edit"] = Tree(objection, result="Failure")
        return
    refuse_empty_comment(edit)
    refuse_size(edit, text)
    was_there = edit.page is not None
    page = _save(edit, text)
    if edit.asked_by is None:
        keep_session(call)
        note_write(call)
    options = ("watchdefault",) if was_there else ("watchdefault", "watchcreations")
    edit.watches = watch(call, edit.title, *options)
    _answer(edit, page, created=not was_there)


def _let_others_edit(edit: Edit) -> None:
    """Run what a test wants to happen between the checks and the save."""
    wiki = edit.call.wiki
    if not wiki.before_save:
        return
    callbacks, wiki.before_save[:] = list(wiki.before_save), []
    for callback in callbacks:
        callback()
    edit.page = wiki.page(edit.title)


# Saving


def _save(edit: Edit, text: str) -> Page:
    """Write the revision, unless the page says so anyway, and everything that goes with it."""
    call, wiki, page = edit.call, edit.call.wiki, edit.page
    old = page.latest if page else None
    saved = transformed(wiki, edit.title, text, edit.content_model, call.user)
    _refuse_place(edit)
    refusal = _refusal_by_hook(edit, "MultiContentSave")
    if refusal is not None:
        raise refusal
    for extension in extensions_of(wiki):
        extension.check_saved(edit, saved)
    _refuse_invalid(edit, saved)
    if edit.content_model == INVALID:
        raise ApiError(errors.INVALID_CONTENT_DATA)
    if page is not None and old is not None and saved == old.text and edit.content_model == old.content_model:
        page.found_as = None
        return page
    _refuse_address(call)
    revision = wiki.save_revision(
        edit.title,
        saved,
        call.user,
        comment=summary_of(edit) or _automatic_summary(edit, old, text),
        content_model=edit.content_model,
        minor=old is not None and _is_minor(edit),
        bot=edit.params["bot"] and call.may("bot"),
        tags=_tags(edit, old, text, saved),
        autopatrolled=call.may("autopatrol"),
        address=call.address,
    )
    if edit.content_model != (old.content_model if old else wiki.default_content_model(edit.title)):
        models = {"oldmodel": old.content_model if old else False, "newmodel": edit.content_model}
        # It says what the editor said, and nothing where the wiki itself found words for the history.
        wiki.add_log(
            "contentmodel", "change" if old else "new", edit.title, call.user, summary_of(edit), parameters=models
        )
    wiki.renderings.note(revision, "edit-page")
    for extension in extensions_of(wiki):
        extension.after_save(edit, revision)
    return revision.page


def _refuse_address(call: Call) -> None:
    """Fail as MediaWiki fails where somebody without an account cannot be given the temporary one that it asks for."""
    if call.wiki.makes_temporary_accounts and not call.user.is_registered:
        note_write(call)
        raise internal_error(call, "CannotCreateActorException")


def _refuse_place(edit: Edit) -> None:
    """Raise if pages like this one cannot have such content."""
    wiki, model = edit.call.wiki, edit.content_model
    namespaces = wiki.installed.model_namespaces.get(model)
    if namespaces is None or edit.title.namespace in namespaces:
        return
    key = wiki.installed.model_messages.get(model)
    name = text_of(message(key), language=edit.call.language) if key else model
    raise ApiError(errors.CONTENT_NOT_ALLOWED_HERE, Markup(name), Markup(str(edit.title)), message("slot-name-main"))


def _refuse_invalid(edit: Edit, text: str) -> None:
    if edit.content_model == JSON:
        try:
            read_json(text)
        except InvalidJson as invalid:
            raise ApiError(errors.INVALID_JSON_DATA, message(invalid.key)) from None


def _objection(edit: Edit, text: str) -> Mapping[str, Any] | None:
    """Return what an extension answers that wants something first, such as a captcha; raise what it refuses."""
    hook = edit.call.wiki.config.hook
    if hook is not None and hook["point"] == "EditFilterMergedContent" and not hook.get("return", True):
        answer: dict[str, Any] | None = hook.get("api_result")
        if answer is not None and hook.get("value", EXPECTED_HOOK_ERROR) == EXPECTED_HOOK_ERROR:
            return answer
    refusal = _refusal_by_hook(edit, "EditFilterMergedContent")
    if refusal is not None and hook is not None and not hook.get("return", True):
        raise refusal
    # Who only finds words against an edit leaves others their say.
    edit.call.refused = refusal
    for extension in extensions_of(edit.call.wiki):
        objection = extension.filter_edit(edit, text)
        if objection is not None:
            edit.call.refused = None
            return objection
        if refusal is not None and extension.heeds_refusals:
            break
    if refusal is not None:
        raise refusal
    return None


def _refusal_by_hook(edit: Edit, point: str) -> ApiError | None:
    hook = edit.call.wiki.config.hook
    if hook is None or hook["point"] != point:
        return None
    fatal = hook.get("fatal") if point in WORDS_REFUSE or not hook.get("return", True) else None
    if fatal:
        row, *params = errors.worded(edit.call.wiki, *fatal)
        return ApiError(errors.RATE_LIMITED) if row.code == errors.RATE_LIMITED.code else ApiError(row, *params)
    return None if hook.get("return", True) else ApiError(UNEXPLAINED[point])


def _language(edit: Edit) -> str:
    return edit.call.wiki.content_language


def _automatic_summary(edit: Edit, old: Revision | None, text: str) -> str:
    summary = summary_of_change(edit.call.wiki, old, text, edit.content_model)
    if summary is None:
        return ""
    params = summary.params
    if summary.excerpt:
        said = unfilled(summary.key, _language(edit))
        params = (excerpt(text, said, edit.content_model, edit.call.wiki.ellipsis),)
    return edit.call.wiki.fitted(literally(_language(edit), summary.key, *params))


def _tags(edit: Edit, old: Revision | None, text: str, saved: str) -> tuple[str, ...]:
    tags = [*(edit.params["tags"] or ()), *automatic_tags(edit.call.wiki, old, text, edit.content_model, saved)]
    # An undo is one only if nothing else came of it, such as by putting it into a section.
    if edit.undoes and text == edit.text and edit.call.wiki.traits.tags_edits:
        tags = [*(tag for tag in tags if tag != MANUAL_REVERT), "mw-undo"]
    # What extensions found comes first: it gets the lower numbers (`found/tags_of_filters_and_redirects`).
    return tuple(dict.fromkeys([*edit.tags, *tags]))


def _is_minor(edit: Edit) -> bool:
    call, params = edit.call, edit.params
    by_default = call.user.option("minordefault", call.wiki.config) and not params["notminor"]
    return edit.section != "new" and call.may("minoredit") and bool(params["minor"] or by_default)


# The answer


def _answer(edit: Edit, page: Page, *, created: bool) -> None:
    call = edit.call
    if edit.followed is not None:
        call.result["redirects"] = {"from": str(edit.followed), "to": str(edit.title)}
    answer = Tree()
    if created:
        answer["new"] = True
    answer["result"] = "Success"
    answer["pageid"] = page.id
    answer["title"] = str(page.title)
    answer["contentmodel"] = edit.content_model
    # What others saved meanwhile counts as new, as the wiki answers.
    latest = page.latest
    if latest is edit.seen:
        answer["nochange"] = True
    else:
        answer["oldrevid"] = edit.seen.id if edit.seen else 0
        answer["newrevid"] = latest.id
        answer["newtimestamp"] = iso(latest.timestamp)
    if edit.watches:
        answer["watched"] = True
        until = call.wiki.watch_expiry(call.user, edit.title)
        if until is not None:
            answer["watchlistexpiry"] = iso(until)
    # It is told until the account has its first edit (`found/temporary_accounts_told_again`).
    edits_by_now = 0 if "nochange" in answer else 1
    if call.wiki.is_temporary(call.user.name) and call.user.edit_count == edits_by_now:
        answer["tempusercreated"] = True
        if call.wiki.installed.central_login is not None:
            answer["tempusercreatedredirect"] = _way_back(edit, call.wiki.installed.central_login)
    call.result["edit"] = answer


def _way_back(edit: Edit, login: str) -> str:
    """Return the address that logs a browser in everywhere else, and then leads where the request says."""
    params = edit.params
    query = {
        "token": edit.call.wiki.sessions.random(),
        "returnto": params["returnto"] or str(edit.title),
        "returntoquery": params["returntoquery"].removeprefix("?"),
        "returntoanchor": params["returntoanchor"],
    }
    return f"{login}?{urlencode({name: value for name, value in query.items() if value})}"
