"""prop=info: the basics of each page."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.error_formats import language_of, listed_error
from pytest_mwedit.api.links import site_of
from pytest_mwedit.api.permissions import action_refusals, cascade_sources, edit_refusals
from pytest_mwedit.api.query import preloading
from pytest_mwedit.api.query.query import refuse_unknown
from pytest_mwedit.api.result import Named, Recorded
from pytest_mwedit.api.tokens import issue_token
from pytest_mwedit.api.versions import manner_of, retell
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import ENGLISH, RENAMED, is_known, language
from pytest_mwedit.wiki import INFINITY, Page, Title, iso
from pytest_mwedit.wiki.namespaces import FILE, MEDIAWIKI
from pytest_mwedit.wiki.pages import CSS, JAVASCRIPT, JSON, SCRIBUNTO

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.errors import ApiError
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Wiki

#: Content models that are in English everywhere.
SCRIPTS = frozenset({CSS, JAVASCRIPT, JSON, SCRIBUNTO})

LACKS = frozenset({"editintrostyle", "editintroskip", "editintrocustom"})

#: Properties whose answer is the same for everybody.
_PUBLIC = frozenset(
    {"protection", "talkid", "subjectid", "associatedpage", "url", "preload", "displaytitle", "varianttitles"}
)

#: What ``intestactions`` may ask about on a wiki with extensions, which may have a say in everything else.
_TESTED = frozenset({"delete", "edit", "move", "move-target", "protect", "read", "rollback", "undelete"})

#: How many actions are tested in one reply.
MOST_TESTS, MOST_TESTS_OF_BOTS = 50, 500

#: The right to know who watches what.
_SEES_WATCHERS = "unwatchedpages"

#: For how long who watches a page and did not look at its changes counts as its visitor, in seconds.
_VISITORS_AGE = 180 * 86400


def run(query: Query, params: dict[str, Any]) -> None:
    """Add the basics to every page."""
    asked = params["prop"] or []
    refuse_unknown("query+info", "inprop", asked, PROPERTIES)
    preloading.check(query, asked)
    if not _PUBLIC.issuperset(asked):
        query.call.private = True
    wiki = query.call.wiki
    _refuse_unknown_tests(query, params)
    for number, title in query.pages.titles.items():
        page = query.pages.good.get(number)
        entry = query.page(number)
        entry["contentmodel"] = page.content_model if page else wiki.default_content_model(title)
        spoken = _language(wiki, title, entry["contentmodel"])
        entry |= {
            "pagelanguage": spoken,
            "pagelanguagehtmlcode": spoken.lower(),
            "pagelanguagedir": "rtl" if language(spoken.lower()).right_to_left else "ltr",
        }
        if page is not None:
            entry["touched"] = iso(wiki.links.touched(page))
            entry["lastrevid"] = page.latest.id
            if manner_of(wiki.version).counts_views:
                entry["counter"] = 0
            entry["length"] = page.latest.size
            if page.is_redirect:
                entry["redirect"] = True
            if page.is_new:
                entry["new"] = True
        _add_tokens(query, entry, params.get("token") or ())
        for name, add in PROPERTIES.items():
            if name in asked:
                add(query, entry, title, page, params)
        if params["testactions"]:
            entry["actions"] = _without_any(_tested(query, params, title, page))
            if params.get("testactionsautocreate"):
                entry["wouldautocreate"] = _without_any(Named(dict.fromkeys(params["testactions"], False)))


def _without_any(tested: Named) -> Any:
    """Return answers as PHP writes them if none of them is yes: as a list, in format version 1."""
    return Recorded([], tested) if all(each is False for each in tested.values()) else tested


def _refuse_unknown_tests(query: Query, params: dict[str, Any]) -> None:
    actions, call = params["testactions"] or [], query.call
    if not actions:
        return
    call.private = True
    if params.get("testactionsautocreate") and call.wiki.makes_temporary_accounts:
        raise NotImitated(
            "The in-memory wiki does not tell with intestactionsautocreate what would make a temporary account. "
            "Leave it out, or set temp_accounts to False."
        )
    if call.wiki.installed.extensions:
        refuse_unknown("query+info", "intestactions", actions, _TESTED)
    most = MOST_TESTS_OF_BOTS if call.may("apihighlimits") else MOST_TESTS
    if (len(query.pages.titles) - 1) * len(actions) >= most:
        raise NotImitated(
            f"The in-memory wiki does not continue after {most} tests of intestactions. Ask about fewer pages at once."
        )
    if params["testactionsdetail"] != "boolean" and call.raw.get("format") == "rawfm":
        raise NotImitated("The in-memory wiki does not tell with format=rawfm why an action may not be done.")
    if not call.may("read"):
        raise NotImitated("The in-memory wiki tests actions with intestactions only on a wiki that may be read.")
    if params["testactionsdetail"] == "quick" and call.wiki.installed.extensions:
        raise NotImitated(
            "The in-memory wiki tests actions with intestactionsdetail=quick only without extensions. "
            "Ask for intestactionsdetail=full."
        )


def _tested(query: Query, params: dict[str, Any], title: Title, page: Page | None) -> Named:
    """Tell whether, or else why not, the user may do what is asked about."""
    call = query.call
    call.tests_quickly = params["testactionsdetail"] == "quick"
    tested = Named()
    for action in params["testactions"]:
        refusals = [] if action == "read" else _refusals(call, action, title, page)
        if params["testactionsdetail"] == "boolean":
            tested[action] = not refusals
            continue
        for each in refusals:
            each.site = site_of(call)
            retell(each, call)
        tested[action] = [listed_error(each, call.main["errorformat"], language_of(call)) for each in refusals]
    call.tests_quickly = False
    return tested


def _refusals(call: Call, action: str, title: Title, page: Page | None) -> list[ApiError]:
    if action == "edit":
        return edit_refusals(call, title, page)
    return action_refusals(call, action, title, page)


def _add_tokens(query: Query, entry: dict[str, Any], kinds: Sequence[str]) -> None:
    """Add the tokens that were asked for with a page, and when, as it was done before there was ``meta=tokens``."""
    if not kinds:
        return
    query.call.private = True
    entry["starttimestamp"] = iso(query.call.wiki.clock.now())
    for kind in kinds:
        entry[f"{kind}token"] = issue_token(query.call, "csrf")


def _language(wiki: Wiki, title: Title, content_model: str) -> str:
    """Return the code of the language that a page is in."""
    if content_model in SCRIPTS:
        return ENGLISH
    if title.namespace == MEDIAWIKI and "/" in title.dbkey:
        # The text of a message in another language.
        suffix = title.dbkey.rpartition("/")[2]
        if is_known(suffix.lower()):
            return RENAMED.get(suffix, suffix)
    return wiki.config.language


#: Adds something to the entry of a page; the last are the parameters of the module.
Add = Callable[["Query", dict[str, Any], Title, Page | None, dict[str, Any]], None]


def _protection(query: Query, entry: dict[str, Any], title: Title, page: Page | None, *_: Any) -> None:
    wiki = query.call.wiki
    rows: list[dict[str, Any]] = []
    for action in wiki.protections.get(title, {}):
        protection = wiki.protection_of(title, action)
        if protection is not None:
            expiry = INFINITY if protection.expiry is None else iso(protection.expiry)
            row: dict[str, Any] = {"type": action, "level": protection.level, "expiry": expiry}
            if protection.cascade:
                row["cascade"] = True
            rows.append(row)
    for source in cascade_sources(wiki, title):
        protection = wiki.protection_of(source, "edit")
        if protection is not None:
            expiry = INFINITY if protection.expiry is None else iso(protection.expiry)
            rows.append({"type": "edit", "level": protection.level, "expiry": expiry, "source": str(source)})
    entry["protection"] = rows
    entry["restrictiontypes"] = ["create"] if page is None else ["edit", "move"]
    if title.namespace == FILE and (page is not None or wiki.traits.protects_missing_files):
        entry["restrictiontypes"].append("upload")


def _talk_id(query: Query, entry: dict[str, Any], title: Title, page: Page | None, *_: Any) -> None:
    del page
    talk = query.call.wiki.titles.talk(title)
    found = query.call.wiki.page(talk) if talk is not None and talk != title else None
    if found is not None:
        entry["talkid"] = found.id


def _subject_id(query: Query, entry: dict[str, Any], title: Title, page: Page | None, *_: Any) -> None:
    del page
    subject = query.call.wiki.titles.subject(title)
    found = query.call.wiki.page(subject) if subject != title else None
    if found is not None:
        entry["subjectid"] = found.id


def _watched(query: Query, entry: dict[str, Any], title: Title, page: Page | None, *_: Any) -> None:
    del page
    call = query.call
    if not call.user.is_registered or not call.may("viewmywatchlist"):
        entry["watched"] = False
        return
    entry["watched"] = call.wiki.is_watched(call.user, title)
    expiry = call.wiki.watch_expiry(call.user, title)
    if entry["watched"] and expiry is not None and call.wiki.config.watchlist_expiry:
        entry["watchlistexpiry"] = iso(expiry)


def _watchers(query: Query, entry: dict[str, Any], title: Title, page: Page | None, *_: Any) -> None:
    del page
    if query.call.may(_SEES_WATCHERS):
        entry["watchers"] = len(query.call.wiki.watchers(title))


def _visiting_watchers(query: Query, entry: dict[str, Any], title: Title, page: Page | None, *_: Any) -> None:
    wiki = query.call.wiki
    if not query.call.may(_SEES_WATCHERS):
        return
    since = [wiki.notifications.get(name, {}).get(title) for name in wiki.watchers(title)]
    oldest = page.latest.timestamp - _VISITORS_AGE if page is not None else 0
    entry["visitingwatchers"] = sum(when is None or when >= oldest for when in since)


def _notification_timestamp(query: Query, entry: dict[str, Any], title: Title, page: Page | None, *_: Any) -> None:
    del page
    call = query.call
    entry["notificationtimestamp"] = ""
    if call.user.is_registered and call.may("viewmywatchlist") and call.wiki.is_watched(call.user, title):
        noted = call.wiki.notifications.get(call.user.name, {}).get(title)
        entry["notificationtimestamp"] = "" if noted is None else iso(noted)


def _associated_page(query: Query, entry: dict[str, Any], title: Title, page: Page | None, *_: Any) -> None:
    del page
    titles = query.call.wiki.titles
    talk = titles.talk(title)
    other = titles.subject(title) if talk == title else talk
    if other is not None:
        entry["associatedpage"] = other.prefixed_text


def _url(query: Query, entry: dict[str, Any], title: Title, page: Page | None, *_: Any) -> None:
    del page
    wiki = query.call.wiki
    entry["fullurl"] = wiki.url_of(title)
    entry["editurl"] = wiki.script_url_of(title, "action=edit")
    entry["canonicalurl"] = wiki.url_of(title)


def _readable(query: Query, entry: dict[str, Any], title: Title, page: Page | None, *_: Any) -> None:
    del title, page
    entry["readable"] = query.call.may("read")


def _display_title(query: Query, entry: dict[str, Any], title: Title, page: Page | None, *_: Any) -> None:
    properties = query.call.wiki.links.of(page).properties if page is not None else {}
    entry["displaytitle"] = properties.get("displaytitle", html.escape(title.prefixed_text, quote=False))


def _preload(query: Query, entry: dict[str, Any], title: Title, page: Page | None, *_: Any) -> None:
    del title
    entry["preload"] = "" if page is not None else manner_of(query.call.wiki.version).preload_of_missing


def _variant_titles(query: Query, entry: dict[str, Any], title: Title, page: Page | None, *_: Any) -> None:
    if page is not None:
        entry["varianttitles"] = Named({query.call.wiki.config.language: title.prefixed_text})


def _link_classes(query: Query, entry: dict[str, Any], title: Title, page: Page | None, *_: Any) -> None:
    del query, title
    if page is not None:
        entry["linkclasses"] = ["mw-redirect"] if page.is_redirect else []


#: The order is MediaWiki's.
PROPERTIES: dict[str, Add] = {
    "protection": _protection,
    "watched": _watched,
    "watchers": _watchers,
    "visitingwatchers": _visiting_watchers,
    "notificationtimestamp": _notification_timestamp,
    "talkid": _talk_id,
    "subjectid": _subject_id,
    "associatedpage": _associated_page,
    "url": _url,
    "readable": _readable,
    "preload": _preload,
    "preloadcontent": preloading.add,
    "displaytitle": _display_title,
    "varianttitles": _variant_titles,
    "linkclasses": _link_classes,
}
