"""The errors of the API: one line each."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.message_codes import code_of
from pytest_mwedit.api.messages import NOWHERE, Markup, Message, Param, Site

if TYPE_CHECKING:
    from pytest_mwedit.wiki import Wiki

#: Prefixes of message keys that codes go without.
_PREFIXES = ("apierror-", "paramvalidator-", "apiwarn-")


@dataclass(frozen=True)
class ErrorRow:
    """An error: the message it is told with, its code and the HTTP status of the reply.

    *was* is the code of old, with ``$1`` for the first parameter, where that is another; see `versions`.
    """

    key: str
    code: str
    status: int = 200
    was: str | None = None
    #: Whether the message is one that somebody named, of which there may be no text.
    foreign: bool = False


def error(key: str, code: str | None = None, status: int = 200, was: str | None = None) -> ErrorRow:
    """Declare an error; the code is the key without its prefix unless it differs."""
    if code is None:
        code = next((key[len(prefix) :] for prefix in _PREFIXES if key.startswith(prefix)), key)
    return ErrorRow(key, code, status, was)


# Any module
ASSERT_ANON_FAILED = error("apierror-assertanonfailed")
ASSERT_BOT_FAILED = error("apierror-assertbotfailed")
ASSERT_NAMED_USER_FAILED = error("apierror-assertnameduserfailed")
ASSERT_USER_FAILED = error("apierror-assertuserfailed")
BAD_EXPIRY = error("paramvalidator-badexpiry")
BAD_EXPIRY_PAST = error("paramvalidator-badexpiry-past")
BAD_INTEGER = error("paramvalidator-badinteger")
BAD_TIMESTAMP = error("paramvalidator-badtimestamp")
BAD_TITLE = error("paramvalidator-badtitle")
BAD_TOKEN = error("apierror-badtoken")
BAD_USER = error("paramvalidator-baduser")
BAD_VALUE = error("paramvalidator-badvalue-enumnotmulti", "badvalue", was="unknown_$1")
BAD_VALUE_NOT_MULTI = error("paramvalidator-notmulti", "badvalue")
INCLUDE_ALL_DENIED = error("apierror-siteinfo-includealldenied", "includeAllDenied")
INVALID_LANGUAGE = error("apierror-invalidlang")
INVALID_METHOD = error("apierror-invalidmethod", status=405)
INVALID_PARAM_MIX = error("apierror-invalidparammix")
INVALID_PARAM_MIX_WITHOUT = error("apierror-invalidparammix-mustusewith", "invalidparammix")
INVALID_TITLE = error("apierror-invalidtitle")
MAXLAG = error("apierror-maxlag")
MAXLAG_GENERIC = error("apierror-maxlag-generic", "maxlag")
MISSING_PARAM = error("paramvalidator-missingparam", was="no$1")
MISSING_PARAM_AT_LEAST_ONE_OF = error("apierror-missingparam-at-least-one-of", "missingparam", was="notext")
MISSING_PARAM_ONE_OF = error("apierror-missingparam-one-of", "missingparam")
MUST_BE_POSTED = error("apierror-mustbeposted")
MUST_POST_PARAMS = error("apierror-mustpostparams")
NO_SUCH_PAGE_ID = error("apierror-nosuchpageid")
NO_API_WRITE = error("apierror-noapiwrite")
NO_SUCH_REV_ID = error("apierror-nosuchrevid")
OUT_OF_RANGE_MIN = error("paramvalidator-outofrange-min", "outofrange")
OUT_OF_RANGE_MAX = error("paramvalidator-outofrange-max", "outofrange")
OUT_OF_RANGE_MIN_MAX = error("paramvalidator-outofrange-minmax", "outofrange")
READ_API_DENIED = error("apierror-readapidenied")
READ_ONLY = error("apierror-readonly")
TOO_MANY_VALUES = error("paramvalidator-toomanyvalues")
WRITE_API_DENIED = error("apierror-writeapidenied")

# query
ALLPAGES_GENERATOR_REDIRECTS = error("apierror-allpages-generator-redirects", "params")
BAD_CONTINUE = error("apierror-badcontinue")
BAD_PARAMETER = error("apierror-badparameter", "badvalue_cmstarthexsortkey")
BAD_GENERATOR = error("apierror-badgenerator-notgenerator", "badgenerator")
BAD_GENERATOR_UNKNOWN = error("apierror-badgenerator-unknown", "badgenerator")
MULTIPLE_PAGES = error("apierror-multpages")
MULTIPLE_SOURCES = error("apierror-invalidparammix-cannotusewith", "multisource")
PERMISSION_DENIED = error("apierror-permissiondenied", "permissiondenied")
IMAGEUSAGE_BAD_TITLE = error("apierror-imageusage-badtitle", "bad_image_title")
SHOW = error("apierror-show")
INVALID_CATEGORY = error("apierror-invalidcategory")
BAD_DIFF_TO = error("apierror-baddiffto", "diffto")
REVISIONS_NO_REVIDS = error("apierror-revisions-norevids", "invalidparammix")
NO_SUCH_SECTION_IN = error("apierror-nosuchsection-what", "nosuchsection")
NO_PARSE_TREE = error("apierror-parsetree-notwikitext", "notwikitext")
PARSE_TREE_OF_NO_WIKITEXT = error("apierror-parsetree-notwikitext-title", "parsetree-notwikitext")
EXPANSION_OF_NO_WIKITEXT = error("apierror-templateexpansion-notwikitext")
INFO_SINGLE_PAGE = error("apierror-info-singlepagerevision", "invalidparammix")
REVISIONS_SINGLE_PAGE = error("apierror-revisions-singlepage", "invalidparammix")
NO_SUCH_SECTION = error("apierror-nosuchsection")
SECTIONS_NOT_SUPPORTED = error("apierror-sectionsnotsupported")

# compare
COMPARE_MAIN_TEXT_REQUIRED = error("apierror-compare-maintextrequired")
COMPARE_NO_REVISION = {
    "from": error("apierror-compare-nofromrevision"),
    "to": error("apierror-compare-notorevision"),
}
COMPARE_NO_SUCH_SECTION = {
    "from": error("apierror-compare-nosuchfromsection", "nosuchfromsection"),
    "to": error("apierror-compare-nosuchtosection", "nosuchtosection"),
}
COMPARE_NO_TITLE = error("apierror-compare-no-title")
COMPARE_RELATIVE_TO_DELETED = error("apierror-compare-relative-to-deleted")
COMPARE_RELATIVE_TO_NOTHING = error("apierror-compare-relative-to-nothing")
MISSING_CONTENT = error("apierror-missingcontent-revid", "missingcontent")
MISSING_REVISION_OF_TITLE = error("apierror-missingrev-title", "nosuchrevid")
MISSING_TITLE_NAMED = error("apierror-missingtitle-byname", "missingtitle")

# parse
PARSE_NEW_SECTION = error("apierror-invalidparammix-parse-new-section", "invalidparammix")
SECTIONS_NOT_SUPPORTED_BY = error("apierror-sectionsnotsupported-what", "nosuchsection")

# edit: the request
ARTICLE_EXISTS = error("apierror-articleexists")
BAD_FORMAT = error("apierror-badformat")
BAD_FORMAT_GENERIC = error("apierror-badformat-generic", "badmodelformat")
BAD_MD5 = error("apierror-badmd5")
CANT_CHANGE_CONTENT_MODEL = error("apierror-cantchangecontentmodel")
CONTENT_MODEL_MISMATCH = error("apierror-contentmodel-mismatch")
CONTENT_NOT_ALLOWED_HERE = error("content-not-allowed-here", "contentnotallowedhere")
CONTENT_TOO_BIG = error("apierror-contenttoobig")
EDIT_CONFLICT = error("edit-conflict", "editconflict")
EDIT_HOOK_ABORTED = error("edit-hook-aborted", was="hookaborted")
EMPTY_PAGE = error("apierror-emptypage")
FILTERED = error("hookaborted", was="filtered")
SUMMARY_REQUIRED = error("apierror-summaryrequired")
EDIT_INVALID_REDIRECT = error("apierror-edit-invalidredirect")
HOOK_ABORTED = error("hookaborted")
INTERNAL = error("apierror-exceptioncaughttype", "internal_api_error")
CONTENT_FAILED_TO_PARSE = error("content-failed-to-parse")
INVALID_CONTENT_DATA = error("invalid-content-data")
INVALID_JSON_DATA = error("invalid-json-data")
INVALID_SECTION = error("apierror-invalidsection")
LUA_ERROR = error("scribunto-lua-error-location")
MISSING_COMMENT_TEXT = error("missingcommenttext", was="emptynewsection")
MISSING_TITLE = error("apierror-missingtitle")
NO_DIRECT_EDITING = error("apierror-no-direct-editing", was="editnotsupported")
APPEND_NOT_SUPPORTED = error("apierror-appendnotsupported")
NO_IMAGE_REDIRECT = error("apierror-noimageredirect")
NO_IMAGE_REDIRECT_ANON = error("apierror-noimageredirect-anon")
PAGE_CANNOT_EXIST = error("apierror-pagecannotexist")
PARSE_ERROR = error("apierror-contentserializationexception", "parseerror")
PAGE_DELETED = error("apierror-pagedeleted")
RATE_LIMITED = error("apierror-ratelimited")
REDIRECT_APPEND_ONLY = error("apierror-redirect-appendonly")
REV_WRONG_PAGE = error("apierror-revwrongpage")
SPAM_PROTECTION_MATCH = error("spamprotectionmatch", was="spamdetected")
TAGS_APPLY_BLOCKED = error("tags-apply-blocked")
TAGS_APPLY_NO_PERMISSION = error("tags-apply-no-permission")
ACCOUNT_CREATION_THROTTLE_HIT = error("acct_creation_throttle_hit")
TEMPORARY_NAME_FAILED = error("apierror-tempuseracquirefailed")
TEMPORARY_NAME_TAKEN = error("temp-user-unable-to-acquire")
UNDO_FAILURE = error("undo-failure", "undofailure")

# edit: extensions
ABUSE_FILTER_BLOCKED = error("abusefilter-blocked-display", "abusefilter-disallowed")
ABUSE_FILTER_DEGROUPED = error("abusefilter-degrouped", "abusefilter-disallowed")
ABUSE_FILTER_DEMOTED = error("abusefilter-autopromote-blocked", "abusefilter-disallowed")
ABUSE_FILTER_DISALLOWED = error("abusefilter-disallowed")
ABUSE_FILTER_WARNING = error("abusefilter-warning")
SPAM_BLACKLIST = error("spam-blacklisted-link", "spamblacklist")
TEMPLATE_DATA_DUPLICATE = error("templatedata-invalid-duplicate-value")
TEMPLATE_DATA_EMPTY = error("templatedata-invalid-empty-array")
TEMPLATE_DATA_FORMAT = error("templatedata-invalid-format")
TEMPLATE_DATA_MISSING = error("templatedata-invalid-missing")
TEMPLATE_DATA_PARAM = error("templatedata-invalid-param")
TEMPLATE_DATA_PARSE = error("templatedata-invalid-parse")
TEMPLATE_DATA_TYPE = error("templatedata-invalid-type")
TEMPLATE_DATA_UNKNOWN = error("templatedata-invalid-unknown")
TEMPLATE_DATA_UNNAMED = error("templatedata-invalid-unnamed-parameter")
TEMPLATE_DATA_VALUE = error("templatedata-invalid-value")
TITLE_BLACKLIST_FORBIDDEN = error("titleblacklist-forbidden-edit", "titleblacklist-forbidden")

# edit: the user and the page
AUTOBLOCKED = error("autoblockedtext", "autoblocked")
AUTOBLOCKED_TEMPORARY = error("autoblockedtext-tempuser", "autoblocked")
BAD_ACCESS_GROUPS = error("badaccess-groups", "permissiondenied", was="noedit")
BAD_ACCESS_NOBODY = error("badaccess-group0", "permissiondenied", was="noedit")
BLOCKED = error("blockedtext", "blocked")
BLOCKED_BY_SEVERAL = error("blockedtext-composite", "blocked")
BLOCKED_FROM_TAGGING = error("apierror-blocked")
BLOCKED_PARTIALLY = error("blockedtext-partial", "blocked")
BLOCKED_TEMPORARY = error("blockedtext-tempuser", "blocked")
CANT_CREATE = error("nocreate-loggedin", "cantcreate")
CANT_CREATE_ANON = error("nocreatetext", "cantcreate-anon")
CASCADE_PROTECTED = error("cascadeprotected")
CONFIRM_EMAIL = error("confirmedittext", "confirmemail")
CUSTOM_CSS_PROTECTED = error("customcssprotected")
CUSTOM_JS_PROTECTED = error("customjsprotected")
CUSTOM_JSON_PROTECTED = error("customjsonprotected")
MY_CUSTOM_CSS_PROTECTED = error("mycustomcssprotected", was="customcssprotected")
MY_CUSTOM_JS_PROTECTED = error("mycustomjsprotected", was="customjsprotected")
MY_CUSTOM_JSON_PROTECTED = error("mycustomjsonprotected")
PROTECTED_INTERFACE = error("protectedinterface", "protectednamespace-interface")
PROTECTED_NAMESPACE = error("namespaceprotected", "protectednamespace")
PROTECTED_PAGE = error("protectedpagetext", "protectedpage")
PROTECTED_TITLE = error("protectedpagetext", "protectedpage", was="protectedtitle")
SITE_CSS_PROTECTED = error("sitecssprotected")
SITE_JS_PROTECTED = error("sitejsprotected")
SITE_JSON_PROTECTED = error("sitejsonprotected")
SITE_RAW_HTML_PROTECTED = error("siterawhtmlprotected")

# delete, undelete, move, protect
ARTICLE_EXISTS_AT = error("articleexists")
CANNOT_DELETE = error("cannotdelete", "cantdelete")
CANT_MOVE = error("movenotallowed", "cantmove")
CANT_MOVE_ANON = error("movenologintext", "cantmove-anon")
CANT_MOVE_CATEGORY_PAGE = error("cant-move-category-page")
CANT_MOVE_FILE = error("movenotallowedfile", "cantmovefile")
TITLE_PROTECTED = error("titleprotected", "protectedtitle")
CANT_MOVE_TITLE_PROTECTED = error("cantmove-titleprotected", "protectedtitle")
CANT_MOVE_TO_CATEGORY_PAGE = error("cant-move-to-category-page")
CANT_MOVE_TO_USER_PAGE = error("cant-move-to-user-page")
CANT_MOVE_USER_PAGE = error("cant-move-user-page")
CANT_UNDELETE = error("apierror-cantundelete")
CREATE_TITLE_EXISTS = error("apierror-create-titleexists")
DELETE_PROTECTED = error("deleteprotected", "cantedit")
IMMOBILE_SOURCE_NAMESPACE = error("immobile-source-namespace")
IMMOBILE_TARGET_NAMESPACE = error("immobile-target-namespace")
MISSING_TITLE_CREATE_ONLY = error("apierror-missingtitle-createonly")
NON_FILE_CANNOT_MOVE_TO_FILE = error("nonfile-cannot-move-to-file")
PAST_EXPIRY = error("apierror-pastexpiry")
PROTECT_CANT_EDIT = error("protect-cantedit", "cantedit")
PROTECT_INVALID_ACTION = error("apierror-protect-invalidaction")
PROTECT_INVALID_LEVEL = error("apierror-protect-invalidlevel")
INVALID_EXPIRY = error("apierror-invalidexpiry")
REDIRECT_EXISTS = error("redirectexists")
SELF_MOVE = error("selfmove")
TOO_FEW_EXPIRIES = error("apierror-toofewexpiries")
UNDELETE_CANT_CREATE = error("undelete-cantcreate")
UNDELETE_CANT_EDIT = error("undelete-cantedit")
UNDELETE_NO_RESULTS = error("undelete-no-results")
UNSUPPORTED_NAMESPACE = error("ns-specialprotected", "unsupportednamespace")

# block, unblock, userrights
ALREADY_BLOCKED = error("ipb_already_blocked", "alreadyblocked")
BLOCKERS_ARE_BLOCKED = error("ipbblocked")
BLOCK_EXPIRY_INVALID = error("ipb_expiry_invalid", "invalidexpiry")
BLOCK_EXPIRY_OLD = error("ipb_expiry_old")
CANNOT_UNBLOCK_SELF = error("ipbnounblockself")
CANT_BLOCK_EMAIL = error("apierror-cantblock-email")
CANT_UNBLOCK = error("ipb_cant_unblock", "cantunblock")
MISSING_TITLE_OF_PARAMETER = error("paramvalidator-missingtitle")
NO_NAME = error("noname", "invaliduser")
NO_SUCH_USER_ID = error("apierror-nosuchuserid")
NO_SUCH_USER_SHORT = error("nosuchusershort", "nosuchuser")
PERMISSION_DENIED_UNBLOCK = error("apierror-permissiondenied-unblock", "permissiondenied")
PREVENT_USER_TALK_EDIT = error("ipb-prevent-user-talk-edit")
RANGE_TOO_LARGE = error("ip_range_toolarge")

# rollback, changecontentmodel
ALREADY_ROLLED = error("alreadyrolled")
CHANGE_CONTENT_MODEL_MISSING_TITLE = error("apierror-changecontentmodel-missingtitle")
NO_CHANGES = error("apierror-nochanges")
NOT_VISIBLE_REVISION = error("notvisiblerev")
ONLY_AUTHOR = error("cantrollback", "onlyauthor")

# watch
INVALID_PARAM_MIX_CANNOT_USE_WITH = error("apierror-invalidparammix-cannotusewith", "invalidparammix")
INVALID_TITLE_TO_WATCH = error("invalidtitle")
WATCHLIST_NOT_LOGGED_IN = error("watchlistanontext", "notloggedin")

# options, patrol, tag, managetags
NOT_LOGGED_IN = error("apierror-mustbeloggedin", "notloggedin")
NOT_PATROLLABLE = error("apierror-notpatrollable")
NO_AUTOPATROL = error("markedaspatrollederror-noautopatrol", "noautopatrol")
NO_OPTION_NAME = error("apierror-missingparam", "nooptionname")
NO_SUCH_CHANGE = error("apierror-nosuchrcid")
NO_SUCH_LOG_ID = error("apierror-nosuchlogid")
TAGS_ACTIVATE_NOT_ALLOWED = error("tags-activate-not-allowed")
TAGS_ACTIVATE_NOT_FOUND = error("tags-activate-not-found")
TAGS_CREATE_ALREADY_EXISTS = error("tags-create-already-exists")
TAGS_CREATE_INVALID_CHARS = error("tags-create-invalid-chars")
TAGS_CREATE_INVALID_TITLE_CHARS = error("tags-create-invalid-title-chars")
TAGS_DEACTIVATE_NOT_ALLOWED = error("tags-deactivate-not-allowed")
TAGS_DELETE_NOT_ALLOWED = error("tags-delete-not-allowed")
TAGS_DELETE_NOT_FOUND = error("tags-delete-not-found")
TAGS_DELETE_NO_PERMISSION = error("tags-delete-no-permission", "permissiondenied")
TAGS_MANAGE_BLOCKED = error("tags-manage-blocked")
TAGS_MANAGE_NO_PERMISSION = error("tags-manage-no-permission", "permissiondenied")

# revisiondelete, mergehistory
MERGE_BAD_TIMESTAMP = error("mergehistory-fail-bad-timestamp")
MERGE_INVALID_SOURCE = error("mergehistory-fail-invalid-source")
MERGE_INVALID_TARGET = error("mergehistory-fail-invalid-dest")
MERGE_OVERLAP = error("mergehistory-fail-timestamps-overlap")
MERGE_PERMISSION = error("mergehistory-fail-permission")
MERGE_SELF = error("mergehistory-fail-self-merge")
NO_IDS = error("apierror-paramempty", "paramempty_ids")
REVISION_DELETE_BOTH = error("apierror-revdel-mutuallyexclusive", "badparams")
REVISION_DELETE_NEEDS_TARGET = error("apierror-revdel-needtarget", "needtarget")
REVISION_DELETE_NOTHING = error("apierror-revdel-paramneeded", "badparams")

# createaccount, upload and others
BAD_ACCESS = error("badaccess")
BAD_REQUEST_TO_CHANGE = error("apierror-changeauth-norequest", "badrequest")
BAD_RETYPE = error("badretype")
BAD_UPLOAD = error("paramvalidator-badupload-notupload", "badupload")
BAD_USER_OF_EMAIL = error("apierror-baduser", "baduser_target")
BLOCKED_MAIL_PASSWORD = error("blocked-mailpassword")
CANT_IMPORT_UPLOAD = error("apierror-cantimport-upload")
CANT_SEND_EMAIL = error("mailnologin", "cantsend")
#: MediaWiki has no text for it, and shows the key.
NOT_LOGGED_IN_TO_CHANGE = ErrorRow("apierror-mustbeloggedin-changeauthenticationdata", "notloggedin", foreign=True)
NOT_LOGGED_IN_TO_REMOVE = error("apierror-mustbeloggedin-removeauth", "notloggedin")
NO_EMAIL = error("noemail")
NO_EMAIL_TARGET = error("emailnotarget")
NO_EMAIL_TEXT = error("noemailtext")
NO_IMPORT_FILE = error("importnofile", "nofile")
NO_INTERWIKI_PREFIX = error("apierror-missingparam", "nointerwikiprefix")
NO_TARGET = error("apierror-notarget")
PAGE_LANGUAGE_DISABLED = error("apierror-pagelang-disabled")
PASSWORD_RESET_INVALID_EMAIL = error("passwordreset-invalidemail")
PASSWORD_RESET_NO_DATA = error("passwordreset-nodata")
UPLOAD_DISABLED = error("uploaddisabled")
USER_EXISTS = error("userexists")

# stashedit
BOTS_NOT_SUPPORTED = error("apierror-botsnotsupported")
REPLACE_FAILED = error("apierror-sectionreplacefailed", "replacefailed")
MISSING_REV = error("apierror-missingcontent-pageid", "missingrev")
STASHEDIT_MISSING_TEXT = error("apierror-stashedit-missingtext", "missingtext")


def worded(wiki: Wiki, key: str, *params: str) -> tuple[ErrorRow, *tuple[Markup, ...]]:
    """Return the error that an extension words with the message *key*, which need not exist, and its parameters."""
    return ErrorRow(key, code_of(key, params, wiki.traits.lacks_message_codes), foreign=True), *map(Markup, params)


# Addresses
BAD_QUERY = error("apierror-badquery")

# Files
ALLIMAGES_GENERATOR_REDIRECTS = error("apierror-allimages-redirect", "invalidparammix")
CANT_VIEW_DELETED_DESCRIPTION = error("apierror-cantview-deleted-description", "permissiondenied")
FILE_DOES_NOT_EXIST = error("apierror-filedoesnotexist")
OPENSEARCH_JSON_WARNINGS = error("apierror-opensearch-json-warnings", "warnings")
SPECIAL_PAGE_CANT_EXECUTE = error("apierror-specialpage-cantexecute")
CANT_VIEW_DELETED_METADATA = error("apierror-cantview-deleted-metadata", "permissiondenied")
IMAGES_CANNOT_USE_WITH = error("apierror-invalidparammix-cannotusewith")
INVALID_SHA1 = error("apierror-invalidsha1hash")
INVALID_SHA1_BASE36 = error("apierror-invalidsha1base36hash")
STASH_BAD_KEY = error("uploadstash-bad-path-bad-format")
STASH_FILE_NOT_FOUND = error("uploadstash-file-not-found")
STASH_INFO_NOT_LOGGED_IN = error("apierror-mustbeloggedin-uploadstash", "notloggedin")
STASH_NOT_LOGGED_IN = error("apierror-mustbeloggedin-uploadstash", "stashnotloggedin")

# Ways to log in, and names to have
ALREADY_REGISTERED = error("apierror-alreadyregistered")
NOT_LOGGED_IN_TO_LINK = error("apierror-mustbeloggedin-linkaccounts", "notloggedin")
TEMPORARY_USER_DISABLED = error("apierror-tempuserdisabled")


@dataclass(eq=False)
class ApiError(Exception):
    """What MediaWiki refuses a request with.

    *params* fill the row's message; *data* are more fields of the reply; *code* stands in for the row's.
    """

    row: ErrorRow
    params: tuple[Param, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    headers: tuple[tuple[str, str], ...] = ()
    #: Errors reported together with this one; error format bc shows only the first.
    more: tuple[ApiError, ...] = ()
    #: What is told before it where errors are told together.
    before: tuple[ApiError, ...] = ()
    #: The wiki that refuses, for texts that name it.
    site: Site = NOWHERE
    #: Whether every version tells it in the same words.
    is_told_alike: bool = False

    def __init__(
        self,
        row: ErrorRow,
        *params: Param,
        data: dict[str, Any] | None = None,
        code: str | None = None,
        headers: tuple[tuple[str, str], ...] = (),
        more: tuple[ApiError, ...] = (),
        before: tuple[ApiError, ...] = (),
    ) -> None:
        super().__init__(code or row.code)
        self.row = row if code is None else ErrorRow(row.key, code, row.status, row.was)
        self.params = params
        self.data = data or {}
        self.headers = headers
        self.more = more
        self.before = before
        self.site = NOWHERE

    @property
    def code(self) -> str:
        """The code of the reply."""
        return self.row.code

    @property
    def message(self) -> Message:
        """The text of the reply."""
        return Message(self.row.key, self.params, self.site, self.row.foreign)
