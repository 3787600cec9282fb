"""How versions of MediaWiki differ in what a wiki is and does: one row each, VERSIONS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from pytest_mwedit.wiki.pages import JSON, MODELS_BY_SUFFIX
from pytest_mwedit.wiki.titles import titlecase
from pytest_mwedit.wiki.users import GRANT_RIGHTS, GROUP_RIGHTS

Rights = Mapping[str, tuple[str, ...]]

#: As 1.39 answers, where it differs from 1.43.
_GROUP_RIGHTS_1_39: Rights = {
    **GROUP_RIGHTS,
    "*": tuple(
        "createaccount read edit createpage createtalk writeapi viewmywatchlist editmywatchlist viewmyprivateinfo"
        " editmyprivateinfo editmyoptions".split()
    ),
    "user": tuple(
        "move move-subpages move-rootuserpages move-categorypages movefile read edit createpage createtalk writeapi"
        " upload reupload reupload-shared minoredit editmyusercss editmyuserjson editmyuserjs editmyuserjsredirect"
        " purge sendemail applychangetags changetags editcontentmodel".split()
    ),
    "bot": (*GROUP_RIGHTS["bot"], "writeapi"),
    "bureaucrat": ("userrights", "noratelimit"),
}
_GRANT_RIGHTS_1_39: Rights = {
    **GRANT_RIGHTS,
    "basic": (*GRANT_RIGHTS["basic"], "purge", "writeapi"),
    "editpage": tuple(right for right in GRANT_RIGHTS["editpage"] if right != "pagelang"),
}


@dataclass(frozen=True)
class Version:
    """What is not the same in all versions; the defaults are those of 1.43."""

    #: Group: its rights, in order.
    group_rights: Rights
    #: Grant of a bot password: the rights that it lets through.
    grant_rights: Rights
    #: Group: the rights that extensions give it, which come after those that the configuration gives.
    extension_rights: Rights = field(default_factory=dict)
    #: Characters that old accounts may have and new ones may not.
    reserved_in_names: str = "@:>="
    #: How the first letter of a title becomes a capital: ß and ǆ show the difference.
    capitalize: Callable[[str], str] = titlecase
    #: The cookies with which a client reads what it has written, and those that come too late behind a long reply.
    cookies_of_writes: tuple[str, ...] = ("cpPosIndex", "UseDC")
    late_cookies_of_writes: tuple[str, ...] = ("cpPosIndex",)
    #: Special pages that no page redirects to, in small letters, with their other names.
    no_redirect_targets: frozenset[str] = frozenset(
        {"userlogout", "logout", "filepath", "mylog", "mypage", "mytalk", "redirect"}
    )
    #: How an address in a script is written.
    ampersand_in_scripts: str = "&"
    #: What the setting is unless a wiki's owner says otherwise.
    watchlist_expiry_max: str = "1 year"
    #: How many accounts the statistics tell of: those that the installer made; who comes otherwise is not counted.
    counted_users: int = 1
    #: Whether an edit counts against the rate limit with the other permissions, and once more before it is saved.
    limits_before_permissions: bool = True
    #: What is done: the rate limits that it counts against, where edits are not meant.
    limits_of_actions: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: {
            "delete": ("delete",),
            "editcontentmodel": ("editcontentmodel", "edit"),
            "move": ("move", "edit"),
            "rollback": ("rollback", "edit"),
        }
    )
    #: Whether who may not create a page is told so before who has no confirmed address, which goes with blocks then.
    creation_before_confirmation: bool = False
    #: Whether SpamBlacklist and AbuseFilter see addresses as the table of links keeps them.
    indexes_links: bool = True
    #: Whether SpamBlacklist counts what it tells of in a text without what it told before.
    counts_matches_anew: bool = True
    #: Messages that have no code of their own yet, see `message_codes.CODES`.
    lacks_message_codes: frozenset[str] = frozenset()
    #: The variables that AbuseFilter does not have yet.
    lacks_abuse_variables: frozenset[str] = frozenset()
    #: Whether several filters that match do what they do in the order in which it was saved, and not by name.
    filters_act_as_saved: bool = True
    #: Whether rules see nothing of how a page is shown that is no wikitext.
    hides_html_of_code: bool = False
    #: Whether TitleBlacklist tells an entry without a look at its markup.
    escapes_listed_titles: bool = True
    #: Whether an edit that starts from the latest revision of another page starts from a current one.
    foreign_bases_are_current: bool = True
    #: Whether a base revision with the text of the latest one needs no merge.
    skips_equal_bases: bool = True
    #: Whether a text that is the latest one needs no merge, whatever the base's content model.
    skips_equal_texts: bool = True
    #: Whether stashing asks for the rights to edit in the namespace and the kind of page.
    stashing_asks_for_rights: bool = True
    #: What is not told of a block.
    untold_of_blocks: frozenset[str] = frozenset()
    #: Whether several blocks are one that begins when it stops somebody.
    several_blocks_are_one: bool = False
    #: Whether an autoblock that has ended is in the way of the next one, whose first attempt takes a number.
    tries_to_block_twice: bool = False
    #: Whether an autoblock is given the very reason of the block that it follows from when that one is changed.
    gives_own_reason_to_following_blocks: bool = False
    #: Whether an error for too many values names the parameter in its data.
    names_parameter_of_too_many: bool = True
    #: Whether a list of unknown parameters keeps their positions in the request.
    positions_of_unknown: bool = False
    #: Whether who may do something is told as a text, and not as a list of groups.
    lists_groups_as_text: bool = False
    #: Whether uploading a file can be said to be protected where there is none yet.
    protects_missing_files: bool = False
    #: What the rights to edit in a namespace say nothing of.
    done_in_every_namespace: frozenset[str] = frozenset({"deletedhistory"})
    #: What everybody may do, whatever rights there are, as far as permissions go.
    rights_of_everybody: frozenset[str] = frozenset(
        {"autocreateaccount", "changeemail", "confirmemail", "linkpurge", "mailpassword", "purge", "renderfile"}
        | {"renderfile-nonstandard", "stashbasehtml", "stashedit"}
    )
    #: Whether also who is blocked from a few pages cannot log in, on a wiki where blocked people cannot.
    partial_blocks_disable_login: bool = False
    #: Whether what a module refuses may be kept for as long as what it answers.
    keeps_errors: bool = False
    #: The group that everybody with an account is in besides, where the wiki is set up to make temporary ones.
    group_of_named: str | None = None
    #: Whether edits make temporary accounts where the wiki is set up so; 1.39 knows the setting and heeds it not yet.
    makes_temporary_accounts: bool = True
    #: Whether a browser is to remember a block.
    remembers_blocks: bool = True
    #: Whether a browser remembers blocks, and what it remembers still counts, where nobody is to be trusted.
    heeds_blocks_of_distrusted: bool = True
    #: Whether filters read the links of a page that is wikitext as of one, whatever is to be saved, and of no other.
    filters_read_all_as_wikitext: bool = False
    #: Whether blocks are looked for anew once their exemption is taken from somebody.
    looks_for_blocks_without_exemption: bool = True
    #: Whether somebody who is not logged in is warned when logging out, and keeps the session.
    warns_at_anonymous_logout: bool = True
    #: Whether who asks to move a page to where one is counts as having written.
    counts_impossible_moves: bool = False
    #: Whether who undeletes what cannot be a page is told so, and does not meet an exception.
    checks_titles_to_undelete: bool = True
    #: Whether a page that links to a section of its own is among those that link to it.
    links_to_own_sections: bool = False
    #: Whether words that ask for a page's latest revision, substituted in the page itself, tell of the one to be saved.
    tells_of_revision_to_come: bool = True
    #: Whether what is said of a file is shown if the file is at one side of the page.
    shows_captions_of_placed_files: bool = True
    #: Whether pages with titles that are not shown are sorted among those by what the page says of sorting afterwards.
    sorts_ignored_titles_last: bool = True
    #: Whether the summary of a rollback tells how many edits it undoes.
    counts_undone_edits: bool = True
    #: Whether histories are merged up to the last revision that there is, unless it is said until when.
    merges_until_the_last_revision: bool = True
    #: Whether what is logged of merged histories names the last of the revisions.
    logs_merged_revision: bool = True
    #: Whether what is logged of merged histories says what the history says of which nothing is left.
    logs_comment_of_whole_merges: bool = False
    #: Whether messages can be redirects when their history is merged into another one.
    leaves_messages_as_redirects: bool = False
    #: Whether who is blocked from a few pages can hide nothing of the log.
    partial_blocks_close_logs: bool = True
    #: Whether entries of the log that are to be hidden are sorted by their times, and not by their numbers alone.
    sorts_hidden_logs_by_time: bool = True
    #: Whether the content model of a page can be changed without a summary.
    changes_models_without_summary: bool = True
    #: Whether who asks for a new password is told that an address cannot be one.
    checks_addresses_of_mails: bool = True
    #: Whether who writes a mail is told why it cannot be sent.
    tells_why_no_mail: bool = True
    #: Whether it writes, too, when there is news on pages that nobody watches.
    notes_news_of_unwatched: bool = False
    #: How many bytes a password has at least.
    shortest_password: int = 8
    #: Messages that are shown as HTML, as pages are called (asked of each message of a real wiki).
    raw_html_messages: frozenset[str] = frozenset({"Copyright", "Googlesearch", "History_copyright"})
    #: Where all this comes from, unless from the replies of a real wiki.
    derived_from: str | None = None
    #: How titles of user and site pages end that hold something else than wikitext, and what that is.
    models_by_suffix: Mapping[str, str] = field(default_factory=lambda: MODELS_BY_SUFFIX)
    #: Whether a token tells when it was made, and so is another one each time.
    tokens_tell_time: bool = True
    #: Whether edits are tagged for what they do.
    tags_edits: bool = True
    #: Whether a page may be created without a text.
    creates_blank_pages: bool = True
    #: Whether a user who prefers it is asked for a summary.
    asks_for_summaries: bool = False
    #: Whether a page that has no sections is told from one that fails.
    names_pages_without_sections: bool = False
    #: Whether an account has bot passwords.
    has_bot_passwords: bool = True
    #: Magic words that other versions know.
    lacks_words: frozenset[str] = frozenset()
    #: Whether the name that stands for a substituted message is told as it was asked for, too, where it differs.
    names_messages_as_asked: bool = True
    #: Whether a preference that is empty is as it is by default where that is 0 or nothing.
    empty_preferences_are_default: bool = False
    #: In small letters those that are no variables, only functions.
    lacks_variables: frozenset[str] = frozenset()
    #: Whether line ends around the name of a template that is substituted count for nothing.
    trims_substituted_names: bool = True
    #: Whether comments and tags within the attributes that ``#tag`` makes are shown there.
    shows_sources_in_attributes: bool = True
    #: Whether languages are found by their codes of BCP 47, too.
    reads_bcp47: bool = True
    #: Whether the year before the first one is the first before it where dates are written otherwise.
    has_no_year_nought: bool = True
    #: Whether times are written in English where a language is asked for that nobody speaks.
    speaks_any_code: bool = False


_1_39 = Version(
    _GROUP_RIGHTS_1_39,
    _GRANT_RIGHTS_1_39,
    reserved_in_names="@:>",
    capitalize=str.upper,
    cookies_of_writes=("cpPosIndex", "UseDC", "UseCDNCache"),
    late_cookies_of_writes=(),
    no_redirect_targets=frozenset({"userlogout", "logout", "filepath", "mypage", "mytalk", "redirect"}),
    ampersand_in_scripts="\\u0026",
    watchlist_expiry_max="6 months",
    limits_before_permissions=False,
    limits_of_actions={"editcontentmodel": ("editcontentmodel",), "move": ("move",), "rollback": ("rollback", "edit")},
    creation_before_confirmation=True,
    indexes_links=False,
    counts_matches_anew=False,
    filters_act_as_saved=False,
    hides_html_of_code=True,
    lacks_message_codes=frozenset(
        {"actionthrottled", "autoblockedtext-tempuser", "blockedtext-tempuser", "ipb-block-not-found"}
    ),
    lacks_abuse_variables=frozenset({"last_edit_age", "page_last_edit_age", "user_type", "user_unnamed_ip"}),
    escapes_listed_titles=False,
    foreign_bases_are_current=False,
    skips_equal_bases=False,
    skips_equal_texts=False,
    stashing_asks_for_rights=False,
    untold_of_blocks=frozenset({"blockemail", "blockowntalk", "blockcomponents"}),
    several_blocks_are_one=True,
    tries_to_block_twice=True,
    gives_own_reason_to_following_blocks=True,
    names_parameter_of_too_many=False,
    positions_of_unknown=True,
    lists_groups_as_text=True,
    protects_missing_files=True,
    done_in_every_namespace=frozenset(),
    rights_of_everybody=frozenset(),
    partial_blocks_disable_login=True,
    keeps_errors=True,
    group_of_named="named",
    makes_temporary_accounts=False,
    heeds_blocks_of_distrusted=False,
    looks_for_blocks_without_exemption=False,
    filters_read_all_as_wikitext=True,
    warns_at_anonymous_logout=False,
    names_messages_as_asked=False,
    empty_preferences_are_default=True,
    lacks_variables=frozenset({"#language"}),
    lacks_words=frozenset({"#bcp47", "#dir", "USERLANGUAGE", "#FORMAL", "expectunusedtemplate"}),
    trims_substituted_names=False,
    reads_bcp47=False,
    shows_sources_in_attributes=False,
    has_no_year_nought=False,
    speaks_any_code=True,
    counted_users=0,
    counts_impossible_moves=True,
    checks_titles_to_undelete=False,
    links_to_own_sections=True,
    tells_of_revision_to_come=False,
    shows_captions_of_placed_files=False,
    sorts_ignored_titles_last=False,
    counts_undone_edits=False,
    partial_blocks_close_logs=False,
    merges_until_the_last_revision=False,
    logs_merged_revision=False,
    logs_comment_of_whole_merges=True,
    leaves_messages_as_redirects=True,
    sorts_hidden_logs_by_time=False,
    changes_models_without_summary=False,
    checks_addresses_of_mails=False,
    raw_html_messages=frozenset(
        {"Copyright", "Googlesearch", "History_copyright", "Youhavenewmessages", "Youhavenewmessagesmanyusers"}
    ),
    tells_why_no_mail=False,
    shortest_password=1,
    notes_news_of_unwatched=True,
)

VERSIONS: Mapping[str, Version] = {
    "1.43": Version(GROUP_RIGHTS, GRANT_RIGHTS),
    "1.39": _1_39,
    # What its documentation does not tell is as in 1.39.
    "1.19": replace(
        _1_39,
        grant_rights={},
        reserved_in_names="@",
        cookies_of_writes=(),
        group_of_named=None,
        remembers_blocks=False,
        derived_from="the API's documentation of that time",
        models_by_suffix={suffix: model for suffix, model in MODELS_BY_SUFFIX.items() if model != JSON},
        tokens_tell_time=False,
        tags_edits=False,
        creates_blank_pages=False,
        asks_for_summaries=True,
        names_pages_without_sections=True,
        has_bot_passwords=False,
    ),
}
