"""action=move: rename a page, and its discussion page and subpages if that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import internal_error, title_called
from pytest_mwedit.api.actions.watching import watch
from pytest_mwedit.api.error_formats import write_listed
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Id, message
from pytest_mwedit.api.params import require_only_one
from pytest_mwedit.api.permissions import (
    action_refusals,
    edit_refusals,
    rate_refusals,
    refuse,
    refuse_in_own_words,
    refused_together,
    tag_refusals,
)
from pytest_mwedit.api.result import Named, Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.wiki.namespaces import FILE, SPECIAL, is_talk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Page, Title

#: How many subpages are moved at once.
MOST_SUBPAGES = 100


def run(call: Call) -> None:
    """Check, move, and answer."""
    params, wiki = call.params, call.wiki
    source, page = _source(call)
    if page is None:
        raise ApiError(errors.MISSING_TITLE)
    target = title_called(call, params["to"])
    over = _refuse_move(call, source, page, target)
    redirect = not params["noredirect"] or not call.may("suppressredirect")
    moved = _move(call, source, target, redirect=redirect)
    answer = Tree({"from": str(source), "to": str(target), "reason": params["reason"]})
    answer["redirectcreated"] = moved
    answer["moveoverredirect"] = over
    talk, target_talk = wiki.titles.talk(source), wiki.titles.talk(target)
    talk_page = wiki.page(talk) if talk is not None else None
    moves_talk = params["movetalk"] and not is_talk(source.namespace)
    if moves_talk and talk_page is not None and target_talk is not None:
        _move_talk(call, answer, talk_page, target_talk, redirect=redirect)
    if params["movesubpages"]:
        answer["subpages"] = _move_subpages(call, source, target, redirect=redirect)
        if moves_talk and talk is not None and target_talk is not None:
            answer["subpages-talk"] = _move_subpages(call, talk, target_talk, redirect=redirect)
    note_write(call)
    options = ("watchmoves",)
    watch(call, source, *options)
    watch(call, target, *options)
    call.result["move"] = answer


def _source(call: Call) -> tuple[Title, Page | None]:
    """Return what the parameters from and fromid name."""
    params, wiki = call.params, call.wiki
    require_only_one(params, "", ("from", "fromid"))
    if params["fromid"] is not None:
        page = wiki.pages_by_id.get(params["fromid"])
        if page is None:
            raise ApiError(errors.NO_SUCH_PAGE_ID, Id(params["fromid"]))
        return page.title, page
    title = title_called(call, params["from"])
    return title, wiki.page(title)


def _refuse_move(call: Call, source: Title, page: Page, target: Title) -> bool:
    """Raise why the page cannot be moved there; whether it goes over a redirect."""
    if not target.dbkey:
        raise internal_error(call, "MediaWiki\\Page\\PageAssertionException")
    limited = rate_refusals(call, "move")
    if not call.wiki.traits.limits_before_permissions:
        refuse_in_own_words(limited)
    reasons = _reasons(call, source, page, target, limited)
    there = call.wiki.page(target)
    counts = call.wiki.traits.counts_impossible_moves or (there is not None and there.is_redirect)
    if counts and any(each.row == errors.ARTICLE_EXISTS_AT for each in reasons):
        note_write(call)
    refuse(call, reasons)
    if there is None:
        return False
    if not there.leads_back_to(source) and not call.may("delete-redirect"):
        note_write(call)
        raise ApiError(errors.REDIRECT_EXISTS, str(target))
    return True


def _reasons(call: Call, source: Title, page: Page, target: Title, limited: Sequence[ApiError] = ()) -> list[ApiError]:
    """Return every reason why the page cannot be moved there, or not by the user."""
    return [*_impossible(call, source, target), *limited, *_forbidden(call, source, page, target), *tag_refusals(call)]


def _impossible(call: Call, source: Title, target: Title) -> list[ApiError]:
    """Tell why nobody can move the page there."""
    wiki = call.wiki
    reasons: list[ApiError] = []
    if source == target:
        return [ApiError(errors.SELF_MOVE)]
    if not target.can_exist:
        name = wiki.titles.namespaces[target.namespace].name
        return [ApiError(errors.IMMOBILE_TARGET_NAMESPACE, name)]
    if target.namespace == FILE and source.namespace != FILE:
        reasons.append(ApiError(errors.NON_FILE_CANNOT_MOVE_TO_FILE))
    there = wiki.pages.get(target)
    if there is not None and not (there.is_redirect and len(there.revisions) == 1):
        reasons.append(ApiError(errors.ARTICLE_EXISTS_AT, str(target)))
    return reasons


def _forbidden(call: Call, source: Title, page: Page, target: Title) -> list[ApiError]:
    """Tell why the user may not move the page there."""
    there = call.wiki.page(target)
    reasons = [*action_refusals(call, "move", source, page), *edit_refusals(call, source, page)]
    reasons += action_refusals(call, "move-target", target, there)
    if not target.can_exist:
        return [*reasons, ApiError(errors.UNSUPPORTED_NAMESPACE)] if target.namespace == SPECIAL else reasons
    reasons += edit_refusals(call, target, there)
    protection = call.wiki.protection_of(target, "create") if there is None else None
    if protection is not None and any(each.row == errors.PROTECTED_TITLE for each in reasons):
        reasons.append(ApiError(errors.CANT_MOVE_TITLE_PROTECTED))
    return reasons


def _move(call: Call, source: Title, target: Title, *, redirect: bool) -> bool:
    """Move one page; whether a redirect stays behind."""
    params = call.params
    call.wiki.move_page(
        source, target, call.user, params["reason"], redirect=redirect, tags=tuple(params["tags"] or ())
    )
    return source in call.wiki.pages


def _move_talk(call: Call, answer: Tree, page: Page, target: Title, *, redirect: bool) -> None:
    source = page.title
    refused = refused_together(_reasons(call, source, page, target))
    if refused:
        answer["talkmove-errors"] = [write_listed(call, each.message, each.code) for each in refused]
        return
    over = target in call.wiki.pages
    _move(call, source, target, redirect=redirect)
    answer["talkfrom"] = str(source)
    answer["talkto"] = str(target)
    answer["talkmoveoverredirect"] = over


def _move_subpages(call: Call, source: Title, target: Title, *, redirect: bool) -> Any:
    """Move the subpages of a page that was moved, and tell of each what became of it."""
    wiki = call.wiki
    names = wiki.titles.namespaces
    for title in (source, target):
        if not names[title.namespace].subpages:
            refusal = message("namespace-nosubpages", names[title.namespace].name)
            return Named(errors=[write_listed(call, refusal, refusal.key)])
    beginning = source.dbkey + "/"
    subpages = [
        title for title in wiki.pages if title.namespace == source.namespace and title.dbkey.startswith(beginning)
    ]
    told = []
    for subpage in sorted(subpages, key=lambda each: each.dbkey)[:MOST_SUBPAGES]:
        to = wiki.titles.make(target.namespace, target.dbkey + subpage.dbkey[len(source.dbkey) :])
        row = Tree({"from": str(subpage)})
        refused = refused_together(_reasons(call, subpage, wiki.pages[subpage], to))
        if refused:
            row["errors"] = [write_listed(call, each.message, each.code) for each in refused]
        else:
            _move(call, subpage, to, redirect=redirect)
            row["to"] = str(to)
        told.append(row)
    return told
