"""action=edit: change or create a page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import CHECKS, Edit, internal_error, literally, refuse_size
from pytest_mwedit.api.declarations import Parameter
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import message, unfilled
from pytest_mwedit.api.params import TYPES, expiry
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.wiki import iso
from pytest_mwedit.wiki.merge import merge
from pytest_mwedit.wiki.pages import JSON, WIKITEXT
from pytest_mwedit.wiki.saving import MANUAL_REVERT, automatic_tags, summary_of_change, transformed
from pytest_mwedit.wiki.text_json import InvalidJson, read_json
from pytest_mwedit.wiki.text_sections import WHITESPACE, add_section, plain_section_name, replace_section
from pytest_mwedit.wiki.text_summaries import excerpt, fitted

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Page, Revision


@dataclass(frozen=True)
class Outcome:
    """What became of an edit; without *new* the page already said so."""

    page: Page
    old: Revision | None
    new: Revision | None


def run(call: Call) -> None:
    """Check, merge with what others did meanwhile, save, and answer."""
    edit = Edit(call, call.wiki.clock.now())
    edit.sets_watch_expiry = "watchlistexpiry" in call.raw and call.wiki.config.watchlist_expiry
    edit.watch_expiry = read_watch_expiry(call)
    for check in CHECKS:
        check(edit)
    _let_others_edit(edit)
    text = _merged_text(edit)
    refuse_size(edit, text)
    outcome = _save(edit, text)
    _answer(edit, outcome)


def _let_others_edit(edit: Edit) -> None:
    """Run what a test wants to happen between the checks and the save."""
    wiki = edit.call.wiki
    if not wiki.before_save:
        return
    callbacks, wiki.before_save[:] = list(wiki.before_save), []
    for callback in callbacks:
        callback()
    edit.page = wiki.page(edit.title)


# Conflicts


def _merged_text(edit: Edit) -> str:
    """Return the page's whole new text, with the changes of others in it."""
    if edit.page is None:
        _refuse_deleted(edit)
        return _with_section_title(edit)
    if edit.section is not None and edit.content_model != WIKITEXT:
        raise internal_error(edit.call, "InvalidArgumentException")
    if edit.section == "new" and edit.text == "":
        raise ApiError(errors.MISSING_COMMENT_TEXT)
    latest = edit.page.latest
    base = _base_revision(edit)
    if not _is_conflict(edit, latest):
        # The section is one of the base revision, even if that is a page's of its own, as the wiki answers.
        replaces = edit.params["baserevid"] and edit.section != "new"
        return _applied(edit, base.text if base is not None and replaces else latest.text)
    if base is None:
        raise ApiError(errors.EDIT_CONFLICT)
    mine = _applied(edit, base.text)
    if (base.text, base.content_model) == (latest.text, latest.content_model):
        return mine
    if base.content_model != edit.content_model:
        raise internal_error(edit.call, "MWException")
    merged = merge(base.text, latest.text, mine)
    if merged is None:
        raise ApiError(errors.EDIT_CONFLICT)
    return merged


def _refuse_deleted(edit: Edit) -> None:
    """Refuse to create anew what was deleted after the client began, unless it says recreate."""
    if edit.params["recreate"] or edit.title not in edit.call.wiki.archive:
        return
    started = edit.timestamp("starttimestamp")
    since = edit.began if started is None else started
    was_there = edit.seen is not None
    for entry in reversed(edit.call.wiki.log):
        if entry.type == "delete" and entry.action == "delete" and entry.title == edit.title:
            if entry.timestamp > since or was_there:
                raise ApiError(errors.PAGE_DELETED)
            return


def _is_conflict(edit: Edit, latest: Revision) -> bool:
    """Whether somebody changed the page since the revision that the edit starts from."""
    params = edit.params
    since = edit.timestamp("basetimestamp")
    if params["baserevid"]:
        since = None
        # A revision is current or not on its own page, whichever that is, as the wiki answers.
        base = edit.call.wiki.revisions.get(params["baserevid"])
        stale = base is None or base is not base.page.latest
    elif since is not None:
        stale = latest.timestamp != since
    else:
        # MediaWiki compares times here, and so misses what happens within a second; this is what a slower test sees.
        stale = edit.seen is not latest
        since = edit.seen.timestamp if edit.seen else None
    if not stale:
        return False
    if edit.section == "new":
        # The same comment sent twice is a conflict, another one stands beside it.
        return latest.user == edit.call.user.name and latest.comment == _summary(edit)
    return since is None or edit.section is not None or not _is_own_work(edit, since)


def _is_own_work(edit: Edit, since: int) -> bool:
    user = edit.call.user
    later = takewhile(lambda revision: revision.timestamp > since, reversed(_revisions(edit)))
    return user.is_registered and all(revision.user_id == user.id for revision in later)


def _base_revision(edit: Edit) -> Revision | None:
    """Return the revision that the edit starts from, if it is known."""
    params = edit.params
    if params["baserevid"]:
        return edit.call.wiki.revisions.get(params["baserevid"])
    since = edit.timestamp("basetimestamp")
    if since is None:
        return edit.seen
    same = (each for each in reversed(_revisions(edit)) if each.timestamp == since)
    return next(same, None)


def _revisions(edit: Edit) -> list[Revision]:
    return edit.page.revisions if edit.page else []


def _applied(edit: Edit, text: str) -> str:
    """Return *text* with the edit made in it."""
    if edit.section is None:
        return edit.text
    if isinstance(edit.section, str):
        return add_section(text, edit.section_title, edit.text)
    replaced = replace_section(text, edit.section, edit.text)
    # Without that section the text stays as it is.
    return text if replaced is None else replaced.rstrip(WHITESPACE)


def _with_section_title(edit: Edit) -> str:
    if edit.section == "new" and edit.section_title and edit.content_model == WIKITEXT:
        return add_section("", edit.section_title, edit.text)
    return edit.text


# Saving


def _save(edit: Edit, text: str) -> Outcome:
    """Write the revision and everything that goes with it."""
    call, wiki, page = edit.call, edit.call.wiki, edit.page
    old = page.latest if page else None
    saved = transformed(wiki, edit.title, text, edit.content_model, call.user)
    _refuse_invalid(edit, saved)
    _refuse_by_hook(edit)
    if page is not None and old is not None and saved == old.text and edit.content_model == old.content_model:
        _watch(edit, created=False)
        return Outcome(page, old, None)
    revision = wiki.save_revision(
        edit.title,
        saved,
        call.user,
        comment=_summary(edit) or _automatic_summary(edit, old, text),
        content_model=edit.content_model,
        minor=old is not None and _is_minor(edit),
        bot=edit.params["bot"] and call.may("bot"),
        tags=_tags(edit, old, text, saved),
    )
    if edit.content_model != (old.content_model if old else wiki.default_content_model(edit.title)):
        wiki.add_log("contentmodel", "change" if old else "new", edit.title, call.user.name, revision.comment)
    _watch(edit, created=old is None)
    note_write(call)
    return Outcome(revision.page, old, revision)


def _refuse_invalid(edit: Edit, text: str) -> None:
    if edit.content_model == JSON:
        try:
            read_json(text)
        except InvalidJson as invalid:
            raise ApiError(errors.INVALID_JSON_DATA, message(invalid.key)) from None


def _refuse_by_hook(edit: Edit) -> None:
    hook = edit.call.wiki.config.hook
    if hook is None or hook.get("return", True):
        return
    if hook["point"] == "EditFilterMergedContent":
        raise ApiError(errors.HOOK_ABORTED)
    if hook["point"] == "MultiContentSave":
        fatal = hook.get("fatal")
        raise ApiError(errors.error(fatal[0]), *fatal[1:]) if fatal else ApiError(errors.EDIT_HOOK_ABORTED)


def _summary(edit: Edit) -> str:
    """Return the summary, for a new section in words of the wiki."""
    titled = edit.section_title and (edit.params["sectiontitle"] is None or not edit.summary)
    if titled:
        return fitted(literally(_language(edit), "newsectionsummary", plain_section_name(edit.section_title)))
    return fitted(edit.summary.strip())


def _language(edit: Edit) -> str:
    return edit.call.wiki.config.language


def _automatic_summary(edit: Edit, old: Revision | None, text: str) -> str:
    summary = summary_of_change(edit.call.wiki, old, text, edit.content_model)
    if summary is None:
        return ""
    params = (excerpt(text, unfilled(summary.key, _language(edit))),) if summary.excerpt else summary.params
    return fitted(literally(_language(edit), summary.key, *params))


def _tags(edit: Edit, old: Revision | None, text: str, saved: str) -> tuple[str, ...]:
    tags = [*(edit.params["tags"] or ()), *automatic_tags(edit.call.wiki, old, text, edit.content_model, saved)]
    # An undo is one only if nothing else came of it, such as by putting it into a section.
    if edit.undoes and text == edit.text:
        tags = [*(tag for tag in tags if tag != MANUAL_REVERT), "mw-undo"]
    return tuple(dict.fromkeys(tags))


def _is_minor(edit: Edit) -> bool:
    call, params = edit.call, edit.params
    by_default = call.user.option("minordefault", call.wiki.config) and not params["notminor"]
    return edit.section != "new" and call.may("minoredit") and bool(params["minor"] or by_default)


# Watching


def read_watch_expiry(call: Call) -> int | None:
    """Return when the page is to leave the watchlist, where the wiki is set up so that pages do."""
    raw = call.raw.get("watchlistexpiry")
    if raw is None or not call.wiki.config.watchlist_expiry:
        return None
    call.used.add("watchlistexpiry")
    parameter = Parameter("watchlistexpiry", "watchlistexpiry", "expiry")
    now = call.wiki.clock.now()
    moment: int | None = TYPES["expiry"](call, "edit", parameter, raw)
    most = call.wiki.config.watchlist_expiry_max
    if moment is None or most is None:
        return moment
    latest = expiry(most, now)
    if latest is None or moment <= latest:
        return moment
    warning = message("paramvalidator-badexpiry-duration-max", "watchlistexpiry", raw, most)
    call.warn("edit", warning, code="badexpiry-duration")
    return latest


def _watch(edit: Edit, *, created: bool) -> None:
    """Put the page on the watchlist, or take it off."""
    call = edit.call
    edit.watches = _wants_to_watch(edit, created=created)
    if not call.user.is_registered:
        return
    if not edit.watches:
        if call.wiki.is_watched(call.user, edit.title):
            call.wiki.unwatch(call.user, edit.title)
    elif edit.sets_watch_expiry:
        call.wiki.watch(call.user, edit.title, edit.watch_expiry)
    elif not call.wiki.is_watched(call.user, edit.title):
        call.wiki.watch(call.user, edit.title)


def _wants_to_watch(edit: Edit, *, created: bool) -> bool:
    call, params = edit.call, edit.params
    if params["watch"] or params["unwatch"]:
        return bool(params["watch"])
    if params["watchlist"] in ("watch", "unwatch"):
        return bool(params["watchlist"] == "watch")
    watched = call.wiki.is_watched(call.user, edit.title)
    # A bot's edits do not fill its watchlist.
    if watched or params["watchlist"] == "nochange" or ("bot" in call.user.groups and call.may("bot")):
        return watched
    options = ("watchdefault", "watchcreations") if created else ("watchdefault",)
    return any(call.user.option(option, call.wiki.config) for option in options)


# The answer


def _answer(edit: Edit, outcome: Outcome) -> None:
    call = edit.call
    if edit.followed is not None:
        call.result["redirects"] = {"from": str(edit.followed), "to": str(edit.title)}
    answer = Tree()
    if outcome.new is not None and outcome.old is None:
        answer["new"] = True
    answer["result"] = "Success"
    answer["pageid"] = outcome.page.id
    answer["title"] = str(outcome.page.title)
    answer["contentmodel"] = edit.content_model
    # What others saved meanwhile counts as new, as the wiki answers.
    latest = outcome.page.latest
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
    call.result["edit"] = answer
