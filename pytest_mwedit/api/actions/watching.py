"""What an action does to the watchlist of who acts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api.permissions import is_bot

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Title


def watch(call: Call, title: Title, *options: str) -> bool:
    """Put a page on the watchlist, or take it off, as the request or else the preferences want it; whether it is on."""
    watches = _wants_to_watch(call, title, options)
    if not call.wiki.has_own_account(call.user):
        return watches
    if not watches:
        # Only taking off asks for the right; the reply tells what was wanted.
        if call.wiki.is_watched(call.user, title) and call.may("editmywatchlist"):
            call.wiki.unwatch(call.user, title)
    elif call.wiki.config.watchlist_expiry and "watchlistexpiry" in call.raw:
        call.wiki.watch(call.user, title, call.params["watchlistexpiry"])
    elif not call.wiki.is_listed(call.user, title):
        # What has expired stays on the list until something else sweeps it out, and nothing brings it back.
        call.wiki.keep_watching(call.user, title)
    return watches


def _wants_to_watch(call: Call, title: Title, options: tuple[str, ...]) -> bool:
    params = call.params
    if params.get("watch") or params.get("unwatch"):
        return bool(params["watch"])
    if params["watchlist"] in ("watch", "unwatch"):
        return bool(params["watchlist"] == "watch")
    watched = call.wiki.is_watched(call.user, title)
    # A bot's edits do not fill its watchlist.
    if watched or params["watchlist"] == "nochange" or is_bot(call):
        return watched
    return any(call.user.option(option, call.wiki.config) for option in options)
