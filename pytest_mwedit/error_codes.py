"""The error codes of MediaWiki's editing API: their names, and what to say when one comes or does not."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytest_mwedit.error_catalogue import CodeInfo


class ErrorCode(StrEnum):
    """Every error code that the documents of `action=edit` and `action=stashedit` name, or that a wiki answers.

    A member equals its string, ``ErrorCode.BADTOKEN == "badtoken"``, and tells what is known of it in ``info``.
    """

    ABUSEFILTER_BLOCKED_DISPLAY = "abusefilter-blocked-display"
    ABUSEFILTER_DISALLOWED = "abusefilter-disallowed"
    ABUSEFILTER_WARNING = "abusefilter-warning"
    ACCT_CREATION_THROTTLE_HIT = "acct_creation_throttle_hit"
    APPENDNOTSUPPORTED = "appendnotsupported"
    ARTICLEEXISTS = "articleexists"
    ASSERTANONFAILED = "assertanonfailed"
    ASSERTBOTFAILED = "assertbotfailed"
    ASSERTNAMEDUSERFAILED = "assertnameduserfailed"
    ASSERTUSERFAILED = "assertuserfailed"
    AUTOBLOCKED = "autoblocked"
    BADCONTINUE = "badcontinue"
    BADEXPIRY = "badexpiry"
    BADEXPIRY_PAST = "badexpiry-past"
    BADFORMAT = "badformat"
    BADGENERATOR = "badgenerator"
    BADID_RVENDID = "badid_rvendid"
    BADID_RVSTARTID = "badid_rvstartid"
    BADINTEGER = "badinteger"
    BADMD5 = "badmd5"
    BADMODELFORMAT = "badmodelformat"
    BADTAGS = "badtags"
    BADTIMESTAMP = "badtimestamp"
    BADTITLE = "badtitle"
    BADTOKEN = "badtoken"
    BADURL_LOGINRETURNURL = "badurl_loginreturnurl"
    BADUSER = "baduser"
    BADVALUE = "badvalue"
    BLOCKED = "blocked"
    BOTSNOTSUPPORTED = "botsnotsupported"
    CANTCHANGECONTENTMODEL = "cantchangecontentmodel"
    CANTCREATE = "cantcreate"
    CANTCREATE_ANON = "cantcreate-anon"
    CASCADEPROTECTED = "cascadeprotected"
    CONFIRMEMAIL = "confirmemail"
    CONTENTMODEL_MISMATCH = "contentmodel-mismatch"
    CONTENTNOTALLOWEDHERE = "contentnotallowedhere"
    CONTENTTOOBIG = "contenttoobig"
    CONTENT_FAILED_TO_PARSE = "content-failed-to-parse"
    CUSTOMCSSPROTECTED = "customcssprotected"
    CUSTOMJSONPROTECTED = "customjsonprotected"
    CUSTOMJSPROTECTED = "customjsprotected"
    EDITCONFLICT = "editconflict"
    EDITNOTSUPPORTED = "editnotsupported"
    EDIT_HOOK_ABORTED = "edit-hook-aborted"
    EDIT_INVALIDREDIRECT = "edit-invalidredirect"
    EMPTYNEWSECTION = "emptynewsection"
    EMPTYPAGE = "emptypage"
    FILTERED = "filtered"
    HOOKABORTED = "hookaborted"
    INTERNAL_API_ERROR = "internal_api_error"
    INTERNAL_API_ERROR_BADMETHODCALLEXCEPTION = "internal_api_error_BadMethodCallException"
    INTERNAL_API_ERROR_CANNOTCREATEACTOREXCEPTION = "internal_api_error_CannotCreateActorException"
    INTERNAL_API_ERROR_ERRORPAGEERROR = "internal_api_error_ErrorPageError"
    INTERNAL_API_ERROR_EXCEPTION = "internal_api_error_Exception"
    INTERNAL_API_ERROR_INVALIDARGUMENTEXCEPTION = "internal_api_error_InvalidArgumentException"
    INTERNAL_API_ERROR_MWCONTENTSERIALIZATIONEXCEPTION = "internal_api_error_MWContentSerializationException"
    INTERNAL_API_ERROR_MWEXCEPTION = "internal_api_error_MWException"
    INTERNAL_API_ERROR_TYPEERROR = "internal_api_error_TypeError"
    INTERNAL_API_ERROR_VALUEERROR = "internal_api_error_ValueError"
    INVALIDMETHOD = "invalidmethod"
    INVALIDPARAMMIX = "invalidparammix"
    INVALIDSECTION = "invalidsection"
    INVALIDTITLE = "invalidtitle"
    INVALIDUSER = "invaliduser"
    INVALID_CONTENT_DATA = "invalid-content-data"
    INVALID_JSON_DATA = "invalid-json-data"
    MAXLAG = "maxlag"
    MISSINGCOMMENTTEXT = "missingcommenttext"
    MISSINGPARAM = "missingparam"
    MISSINGREV = "missingrev"
    MISSINGTEXT = "missingtext"
    MISSINGTITLE = "missingtitle"
    MULTISOURCE = "multisource"
    MUSTBELOGGEDIN = "mustbeloggedin"
    MUSTBEPOSTED = "mustbeposted"
    MUSTPOSTPARAMS = "mustpostparams"
    MYCUSTOMCSSPROTECTED = "mycustomcssprotected"
    MYCUSTOMJSONPROTECTED = "mycustomjsonprotected"
    MYCUSTOMJSPROTECTED = "mycustomjsprotected"
    NOAPIWRITE = "noapiwrite"
    NOEDIT = "noedit"
    NOEDIT_ANON = "noedit-anon"
    NOIMAGEREDIRECT = "noimageredirect"
    NOIMAGEREDIRECT_ANON = "noimageredirect-anon"
    NOSUCHPAGEID = "nosuchpageid"
    NOSUCHREVID = "nosuchrevid"
    NOSUCHSECTION = "nosuchsection"
    NOTEXT = "notext"
    NOTITLE = "notitle"
    NOTOKEN = "notoken"
    NO_DIRECT_EDITING = "no-direct-editing"
    OUTOFRANGE = "outofrange"
    PAGECANNOTEXIST = "pagecannotexist"
    PAGEDELETED = "pagedeleted"
    PARAMS = "params"
    PARSEERROR = "parseerror"
    PERMISSIONDENIED = "permissiondenied"
    PROMISED_NONWRITE_API = "promised-nonwrite-api"
    PROTECTEDNAMESPACE = "protectednamespace"
    PROTECTEDNAMESPACE_INTERFACE = "protectednamespace-interface"
    PROTECTEDPAGE = "protectedpage"
    PROTECTEDTITLE = "protectedtitle"
    RATELIMITED = "ratelimited"
    READAPIDENIED = "readapidenied"
    READONLY = "readonly"
    REDIRECT_APPENDONLY = "redirect-appendonly"
    REPLACEFAILED = "replacefailed"
    REVWRONGPAGE = "revwrongpage"
    SCRIBUNTO_LUA_ERROR_LOCATION = "scribunto-lua-error-location"
    SECTIONSNOTSUPPORTED = "sectionsnotsupported"
    SITECSSPROTECTED = "sitecssprotected"
    SITEJSONPROTECTED = "sitejsonprotected"
    SITEJSPROTECTED = "sitejsprotected"
    SITERAWHTMLPROTECTED = "siterawhtmlprotected"
    SPAMBLACKLIST = "spamblacklist"
    SPAMDETECTED = "spamdetected"
    SPAMPROTECTIONMATCH = "spamprotectionmatch"
    SUMMARYREQUIRED = "summaryrequired"
    TAGGINGNOTALLOWED = "taggingnotallowed"
    TAGS_APPLY_NO_PERMISSION = "tags-apply-no-permission"
    TEMPLATEDATA_INVALID_DUPLICATE_VALUE = "templatedata-invalid-duplicate-value"
    TEMPLATEDATA_INVALID_EMPTY_ARRAY = "templatedata-invalid-empty-array"
    TEMPLATEDATA_INVALID_FORMAT = "templatedata-invalid-format"
    TEMPLATEDATA_INVALID_MISSING = "templatedata-invalid-missing"
    TEMPLATEDATA_INVALID_PARAM = "templatedata-invalid-param"
    TEMPLATEDATA_INVALID_PARSE = "templatedata-invalid-parse"
    TEMPLATEDATA_INVALID_TYPE = "templatedata-invalid-type"
    TEMPLATEDATA_INVALID_UNKNOWN = "templatedata-invalid-unknown"
    TEMPLATEDATA_INVALID_UNNAMED_PARAMETER = "templatedata-invalid-unnamed-parameter"
    TEMPLATEDATA_INVALID_VALUE = "templatedata-invalid-value"
    TEMPUSERACQUIREFAILED = "tempuseracquirefailed"
    TEMP_USER_UNABLE_TO_ACQUIRE = "temp-user-unable-to-acquire"
    TITLEBLACKLIST_FORBIDDEN = "titleblacklist-forbidden"
    TOOMANYVALUES = "toomanyvalues"
    TPT_TARGET_PAGE = "tpt-target-page"
    UNDOFAILURE = "undofailure"
    UNKNOWNERROR = "unknownerror"
    UNKNOWNERROR_EDITPAGE = "unknownerror-editpage"
    WRITEAPIDENIED = "writeapidenied"

    @property
    def info(self) -> CodeInfo:
        """What is known of the code: its cause, its text, its versions, how a test comes to meet it."""
        from pytest_mwedit.error_catalogue import CATALOGUE  # late: many suites name codes, few ask about them

        return CATALOGUE[self.value]


def what_to_check(code: str) -> str | None:
    """Return advice for the author of a test in which the error *code* came unasked."""
    from pytest_mwedit.error_catalogue import CATALOGUE  # late: only failing tests need it

    family = "internal_api_error" if code.startswith("internal_api_error") else code
    known = CATALOGUE.get(family)
    return None if known is None else known.check or known.cause


def when_it_comes(code: str) -> str | None:
    """Return what has to be so for a wiki to answer *code*, for a test in which it did not come."""
    from pytest_mwedit.error_catalogue import CATALOGUE  # late: only failing tests need it

    known = CATALOGUE.get(code)
    return None if known is None else f"A wiki answers {code} when this is so: {known.cause}"


def about_expecting(code: str, came: str | None) -> str | None:
    """Return why *code* may be the wrong one to expect: an old name, or a misspelling."""
    from pytest_mwedit.error_catalogue import CATALOGUE  # late: only failing tests need it

    known = CATALOGUE.get(code)
    if known is not None:
        if came not in known.today:
            return None
        return f"{code} is the name in older documents; today's MediaWiki answers {' or '.join(known.today)}."
    import difflib  # late: as above

    close = difflib.get_close_matches(code, CATALOGUE, n=1, cutoff=0.8)
    return f"No error code {code} is known here. Did you mean {close[0]}?" if close else None
