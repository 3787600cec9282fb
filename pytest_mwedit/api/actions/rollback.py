"""action=rollback: undo everything that the latest author of a page did to it in a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.block import UNKNOWN_USER
from pytest_mwedit.api.actions.edit_checks import title_called
from pytest_mwedit.api.actions.watching import watch
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.hidden import CONTENT, USER
from pytest_mwedit.api.messages import Id, Markup
from pytest_mwedit.api.params import require_only_one
from pytest_mwedit.api.permissions import action_refusals, edit_refusals, rate_refusals, refuse, tag_refusals
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.wiki.changes import AUTOPATROLLED
from pytest_mwedit.wiki.saving import MANUAL_REVERT, automatic_tags
from pytest_mwedit.wiki.text_sections import WHITESPACE

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Page, Revision

#: The tag of a revision that undoes what somebody did.
ROLLBACK = "mw-rollback"


def run(call: Call) -> None:
    """Check, undo, and answer."""
    params, wiki = call.params, call.wiki
    page = _page(call)
    title, latest = page.title, page.latest
    refuse(call, tag_refusals(call))
    limited = rate_refusals(call, "rollback")
    reasons = [*edit_refusals(call, title, page), *action_refusals(call, "rollback", title, page)]
    refuse(call, [*limited, *reasons] if wiki.traits.limits_before_permissions else [*reasons, *limited])
    user: str = UNKNOWN_USER if params["user"].startswith("#") else params["user"]
    if latest.user != user:
        raise _already_rolled(page, user)
    target = next((each for each in reversed(page.revisions) if each.user != latest.user), None)
    if target is None:
        raise ApiError(errors.ONLY_AUTHOR)
    if {CONTENT, USER} & target.hidden:
        raise ApiError(errors.NOT_VISIBLE_REVISION)
    undone = [each for each in page.revisions if each.id > target.id]
    summary = _summary(call, target, latest, len(undone))
    as_bot = params["markbot"] and (call.may("markbotedits") or call.may("bot"))
    _mark(call, undone, as_bot=as_bot)
    note_write(call)
    if (target.text, target.content_model) == (latest.text, latest.content_model):
        raise _already_rolled(page, user)
    revision = wiki.save_revision(
        title,
        target.text,
        call.user,
        comment=wiki.fitted(summary),
        content_model=target.content_model,
        minor=call.may("minoredit"),
        bot=as_bot,
        tags=(*(params["tags"] or ()), ROLLBACK, *_tags_of_change(call, latest, target)),
        autopatrolled=call.may("autopatrol"),
        address=call.address,
    )
    watch(call, title, "watchrollback")
    call.result["rollback"] = Tree(
        title=str(title),
        pageid=page.id,
        summary=summary,
        revid=revision.id,
        old_revid=latest.id,
        last_revid=target.id,
    )


def _tags_of_change(call: Call, latest: Revision, target: Revision) -> tuple[str, ...]:
    """Return the tags that tell what going back does to the page, but not that it goes back."""
    tags = automatic_tags(call.wiki, latest, target.text, target.content_model)
    return tuple(tag for tag in tags if tag != MANUAL_REVERT)


def _page(call: Call) -> Page:
    """Return the page that the parameters title and pageid name."""
    params, wiki = call.params, call.wiki
    require_only_one(params, "", ("title", "pageid"))
    if params["pageid"] is not None:
        page = wiki.pages_by_id.get(params["pageid"])
        if page is None:
            raise ApiError(errors.NO_SUCH_PAGE_ID, Id(params["pageid"]))
        return page
    page = wiki.page(title_called(call, params["title"]))
    if page is None:
        raise ApiError(errors.MISSING_TITLE)
    return page


def _already_rolled(page: Page, user: str) -> ApiError:
    latest = "" if USER in page.latest.hidden else page.latest.user
    return ApiError(errors.ALREADY_ROLLED, Markup(str(page.title)), Markup(user), Markup(latest))


def _summary(call: Call, target: Revision, latest: Revision, count: int) -> str:
    """Return the summary that is asked for, or else the usual one, with what it names filled in."""
    spoken = call.wiki.language
    known = (
        target.user,
        latest.user,
        str(target.id),
        spoken.moment(target.timestamp),
        str(latest.id),
        spoken.moment(latest.timestamp),
        str(count),
    )
    params = known if call.wiki.traits.counts_undone_edits else known[:-1]
    asked = call.params["summary"]
    if not asked:
        return spoken.filled("revertpage", *params)
    for number, param in enumerate(params, 1):
        asked = asked.replace(f"${number}", param)
    return str(asked).strip(WHITESPACE)


def _mark(call: Call, undone: list[Revision], *, as_bot: bool) -> None:
    """Take the undone edits for looked at, and for a bot's if that is wanted, so that they bother nobody."""
    ids = {each.id for each in undone}
    for change in call.wiki.recent_changes:
        if change.revision is not None and change.revision.id in ids:
            change.patrolled = AUTOPATROLLED
            if as_bot:
                change.bot = change.revision.bot = True
