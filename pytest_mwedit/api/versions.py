"""How versions of MediaWiki differ in what they say: other messages, codes and texts, other fields of replies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.errors import ErrorRow
from pytest_mwedit.api.messages import Markup, message, texts_by_code, told

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call, Warned
    from pytest_mwedit.api.errors import ApiError

#: Version: the message that 1.43 tells an error with: the one that the version has, which takes no parameters.
OTHER_MESSAGES: Mapping[str, Mapping[str, str]] = {
    "1.39": {
        "apierror-ratelimited": "actionthrottledtext",
        "autoblockedtext": "apierror-autoblocked",
        "blockedtext": "apierror-blocked",
        "blockedtext-partial": "apierror-blocked-partial",
    }
}

#: Version: the exception that 1.43 throws where it cannot go on: the one that the version throws there.
OTHER_EXCEPTIONS: Mapping[str, Mapping[str, str]] = {
    "1.39": {"BadMethodCallException": "MWException", "InvalidArgumentException": "MWException"},
    "1.19": {"BadMethodCallException": "MWException", "InvalidArgumentException": "MWException"},
}


@dataclass(frozen=True)
class Manner:
    """How a version answers; the defaults are those of 1.39."""

    #: The format of a reply to who names none.
    default_format: str = "jsonfm"
    #: Whether texts within an error that becomes HTML are in the user's language, whatever that of errors.
    speaks_to_user_within_html: bool = False
    #: Whether errors say where the API is documented.
    refers_to_documentation: bool = True
    #: Whether there are warnings of what is deprecated.
    warns_of_deprecation: bool = True
    #: Whether passwords and tokens may stand in an address.
    takes_secrets_in_address: bool = False
    #: Whether a page tells how often it was read.
    counts_views: bool = False
    #: What an error is told of that is told of no page.
    place_of_errors: str = "ApiErrorFormatter::getDummyTitle"
    #: What is left out of replies, with ``*`` for any number.
    untold: frozenset[str] = frozenset()
    #: Whether a query continues as it does today with rawcontinue.
    continues_in_the_old_way: bool = False
    #: Whether numbers and times that a query is to go on from must be some.
    checks_positions: bool = True
    #: Whether a message in the wiki's language is what a page makes of it where its name says the language, too.
    replaces_messages_by_language: bool = True
    #: Whether a login tells what its cookies hold.
    tells_cookies_at_login: bool = False
    #: Whether the result of a login says why it failed.
    tells_login_failures_by_result: bool = False
    #: Whether an entry of the log tells the revision that goes with it.
    tells_revisions_of_log: bool = True
    #: Whether changes of what somebody watches tell who has a temporary account.
    marks_temporary_watched: bool = True
    #: Whether accounts of the wiki's own are told from those of people.
    names_system_users: bool = True
    #: Whether a list of accounts tells their rights in the order in which it tells their groups.
    sorts_rights_by_group: bool = False
    #: Whose the tags are that the wiki gives by itself.
    sources_of_software_tags: tuple[str, ...] = ("software", "extension")
    #: Whether the name of a tag links to where it is explained.
    links_tags_to_help: bool = True
    #: Whether a list of accounts finds those who have a right as everybody has it.
    finds_by_implicit_groups: bool = True
    #: Whether a list of blocks can leave out accounts, or all that is no range, and takes addresses for ranges.
    tells_addresses_from_accounts: bool = False
    #: Whether a page is not deleted if nobody says why and no author of it is seen.
    deletes_only_of_seen_authors: bool = True
    #: Whether somebody needs a right to change how to log in.
    asks_right_to_change_credentials: bool = False
    #: Whether parameters of revisions are read twice, so that raw warnings of them come twice.
    reads_revision_params_twice: bool = False
    #: Whether what a special page lists is told under its name where it is asked for pages alone.
    names_special_page_of_generator: bool = False
    #: Whether lists of what is linked to tell what the database told of the targets.
    tells_rows_of_linked: bool = False
    #: Whether a comment is apart from what surrounds it from the first section on that it names.
    isolates_comments_behind_sections: bool = False
    #: Whether ``index.php`` is known: the API's documentation says nothing of it.
    has_index: bool = True
    #: Whether a text's categories are told with what sorts the page everywhere.
    tells_default_sort: bool = False
    #: Whether sections say how links name them.
    tells_link_anchors: bool = True
    #: Whether a page is told with why it was made into HTML, and made anew for a preview.
    tells_why_rendered: bool = True
    parses_previews_anew: bool = True
    #: Whether a revision is shown as it is kept where it is parsed in a query.
    shows_kept_in_queries: bool = True
    #: What a page that does not exist is told to begin with.
    preload_of_missing: str | None = ""
    #: Whether the name of a message is shown with the one that it is known by (``uselang=qqx``).
    shows_normalized_names: bool = False
    #: What a text is called that is no message, where messages are told by their keys.
    key_of_raw_message: str = "$1"
    #: Whether what is searched for in some namespaces is listed by its title, and not by its page's number.
    lists_found_by_title: bool = True
    #: Whether what everything links to or transcludes is listed by the numbers of its titles, not by the titles.
    lists_links_by_number: bool = False
    #: The quotation marks of the markup around words that were searched for.
    quote_of_matches: str = "'"
    #: Whether excerpts of what is found take letters beyond ASCII for none.
    searches_by_bytes: bool = True
    #: Whether list=deletedrevs tells texts, and does not fail with them.
    tells_deleted_texts_of_old: bool = True
    #: Whether the feed of a watchlist tells that a user's name is none.
    tells_bad_users_in_feed: bool = False
    #: Whether who is logged in is told as the account to log in to.
    tells_account_at_login: bool = True
    #: What the head of the page has that refuses a script, beside its title.
    head_of_refusals: str = ""
    #: What a page has around what it says of a failure of the software.
    box_of_failures: str = '<div class="mw-message-box-error mw-content-ltr mw-message-box">{}</div>'


#: Version: how it answers, where that is not the default.
MANNERS: Mapping[str, Manner] = {
    "1.43": Manner(
        place_of_errors=r"MediaWiki\Api\ApiErrorFormatter::getDummyTitle",
        speaks_to_user_within_html=True,
        reads_revision_params_twice=True,
        asks_right_to_change_credentials=True,
        shows_normalized_names=True,
        key_of_raw_message="rawmessage",
        tells_account_at_login=False,
        lists_found_by_title=False,
        lists_links_by_number=True,
        quote_of_matches='"',
        searches_by_bytes=False,
        tells_deleted_texts_of_old=False,
        head_of_refusals='<meta name="color-scheme" content="light dark" />',
        box_of_failures=(
            '<div class="cdx-message cdx-message--block cdx-message--error"><span class="cdx-message__icon"></span>'
            '<div class="cdx-message__content">{}</div></div>'
        ),
    ),
    "1.39": Manner(
        tells_bad_users_in_feed=True,
        names_special_page_of_generator=True,
        tells_rows_of_linked=True,
        checks_positions=False,
        replaces_messages_by_language=False,
        preload_of_missing=None,
        tells_link_anchors=False,
        tells_why_rendered=False,
        parses_previews_anew=False,
        shows_kept_in_queries=False,
        deletes_only_of_seen_authors=False,
        tells_default_sort=True,
        tells_revisions_of_log=False,
        sources_of_software_tags=("extension",),
        links_tags_to_help=False,
        finds_by_implicit_groups=False,
        sorts_rights_by_group=True,
        tells_addresses_from_accounts=True,
        names_system_users=False,
        marks_temporary_watched=False,
        isolates_comments_behind_sections=True,
    ),
    # As the API's documentation of the time shows it.
    "1.19": Manner(
        default_format="xmlfm",
        refers_to_documentation=False,
        warns_of_deprecation=False,
        takes_secrets_in_address=True,
        counts_views=True,
        untold=frozenset(
            {
                "edit.contentmodel",
                "edit.newtimestamp",
                "edit.watched",
                "edit.watchlistexpiry",
                "query.normalized.*.fromencoded",
                "query.pages.*.contentmodel",
                "query.pages.*.invalidreason",
                "query.pages.*.pagelanguage",
                "query.pages.*.pagelanguagedir",
                "query.pages.*.pagelanguagehtmlcode",
                "query.pages.*.revisions.*.contentformat",
                "query.pages.*.revisions.*.contentmodel",
                "query.pages.*.revisions.*.parentid",
            }
        ),
        continues_in_the_old_way=True,
        tells_cookies_at_login=True,
        tells_login_failures_by_result=True,
        has_index=False,
    ),
}

_USUAL = Manner()


def manner_of(version: str) -> Manner:
    """Return how *version* answers."""
    return MANNERS.get(version, _USUAL)


def retell(error: ApiError, call: Call) -> None:
    """Put *error* in the words of the version that is imitated, and give it the version's code."""
    version, row = call.wiki.version, error.row
    if texts_by_code(version):
        _retell_by_code(error, version, anonymous=not call.user.is_registered)
        return
    other = None if error.is_told_alike else OTHER_MESSAGES.get(version, {}).get(row.key)
    if other is not None and not row.foreign:
        error.params = ()
        error.row = replace(row, key=other)


def _retell_by_code(error: ApiError, version: str, *, anonymous: bool) -> None:
    texts, row = texts_by_code(version), error.row
    if row.key == _LITERAL:
        return
    # Nothing but a code and a text was told.
    error.data = {}
    pattern = row.was or row.code
    if anonymous and f"{pattern}-anon" in texts:
        pattern += "-anon"
    code = told(pattern, error.params)
    template = texts.get(code) or texts.get(pattern)
    if template is None:
        error.row = replace(row, code=code)
        return
    error.row = ErrorRow(_LITERAL, code, row.status)
    error.params = (Markup(told(template, error.params)),)


#: The message that says what its parameter says.
_LITERAL = "rawmessage"


def error_of(code: str, version: str) -> tuple[ErrorRow, str] | None:
    """Return the error *code* with its text, if *version* tells its errors by code and knows this one."""
    template = texts_by_code(version).get(code)
    return None if template is None else (ErrorRow(_LITERAL, code), template)


def retold(warnings: list[Warned], version: str) -> list[Warned]:
    """Return *warnings* in the words of *version*."""
    texts = texts_by_code(version)
    if not texts:
        return warnings
    return [
        replace(each, message=message(_LITERAL, Markup(told(texts[each.code], each.message.params))))
        if each.code in texts
        else each
        for each in warnings
    ]


def leave_out(reply: Any, untold: frozenset[str], path: str = "") -> None:
    """Take what is *untold* out of a reply, or of the part of it at *path*."""
    if isinstance(reply, list):
        for item in reply:
            leave_out(item, untold, f"{path}*.")
    if not isinstance(reply, dict):
        return
    for key in list(reply):
        name = f"{path}*" if isinstance(key, int) else f"{path}{key}"
        if name in untold:
            del reply[key]
        else:
            leave_out(reply[key], untold, f"{name}.")


def exception(kind: str, version: str) -> str:
    """Return the name of the exception of *version* that 1.43 calls *kind*."""
    return OTHER_EXCEPTIONS.get(version, {}).get(kind, kind)
