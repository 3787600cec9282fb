"""What an edit does to the watchlist of who makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api.permissions import is_bot

if TYPE_CHECKING:
    from pytest_mwedit.api.actions.edit_checks import Edit


def read_watch_expiry(edit: Edit) -> None:
    """Find out when the page is to leave the watchlist, where the wiki is set up so that pages do."""
    call = edit.call
    if not call.wiki.config.watchlist_expiry or "watchlistexpiry" not in call.raw:
        return
    edit.sets_watch_expiry = True
    edit.watch_expiry = call.params["watchlistexpiry"]


def watch(edit: Edit, *, created: bool) -> None:
    """Put the page on the watchlist, or take it off."""
    call = edit.call
    edit.watches = _wants_to_watch(edit, created=created)
    if not call.wiki.has_own_account(call.user):
        return
    if not edit.watches:
        # Only taking off asks for the right; the reply tells what was wanted.
        if call.wiki.is_watched(call.user, edit.title) and call.may("editmywatchlist"):
            call.wiki.unwatch(call.user, edit.title)
    elif edit.sets_watch_expiry:
        call.wiki.watch(call.user, edit.title, edit.watch_expiry)
    elif not call.wiki.is_listed(call.user, edit.title):
        # What has expired stays on the list until something else sweeps it out, and nothing brings it back.
        call.wiki.watch(call.user, edit.title)


def _wants_to_watch(edit: Edit, *, created: bool) -> bool:
    call, params = edit.call, edit.params
    if params["watch"] or params["unwatch"]:
        return bool(params["watch"])
    if params["watchlist"] in ("watch", "unwatch"):
        return bool(params["watchlist"] == "watch")
    watched = call.wiki.is_watched(call.user, edit.title)
    # A bot's edits do not fill its watchlist.
    if watched or params["watchlist"] == "nochange" or is_bot(call):
        return watched
    options = ("watchdefault", "watchcreations") if created else ("watchdefault",)
    return any(call.user.option(option, call.wiki.config) for option in options)
