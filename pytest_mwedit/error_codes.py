"""The error codes of MediaWiki's editing API: their names, what they were called, what to check when one comes."""

from __future__ import annotations

from enum import StrEnum


class ErrorCode(StrEnum):
    """Every error code that the documents of `action=edit` and `action=stashedit` name, or that a wiki answers.

    A member equals its string: ``ErrorCode.BADTOKEN == "badtoken"``.
    """

    ABUSEFILTER_DISALLOWED = "abusefilter-disallowed"
    ABUSEFILTER_WARNING = "abusefilter-warning"
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
    BADINTEGER = "badinteger"
    BADMD5 = "badmd5"
    BADMODELFORMAT = "badmodelformat"
    BADTAGS = "badtags"
    BADTIMESTAMP = "badtimestamp"
    BADTITLE = "badtitle"
    BADTOKEN = "badtoken"
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
    INTERNAL_API_ERROR_ERRORPAGEERROR = "internal_api_error_ErrorPageError"
    INTERNAL_API_ERROR_INVALIDARGUMENTEXCEPTION = "internal_api_error_InvalidArgumentException"
    INTERNAL_API_ERROR_MWEXCEPTION = "internal_api_error_MWException"
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
    SECTIONSNOTSUPPORTED = "sectionsnotsupported"
    SITECSSPROTECTED = "sitecssprotected"
    SITEJSONPROTECTED = "sitejsonprotected"
    SITEJSPROTECTED = "sitejsprotected"
    SPAMBLACKLIST = "spamblacklist"
    SPAMDETECTED = "spamdetected"
    SPAMPROTECTIONMATCH = "spamprotectionmatch"
    SUMMARYREQUIRED = "summaryrequired"
    TAGGINGNOTALLOWED = "taggingnotallowed"
    TAGS_APPLY_NO_PERMISSION = "tags-apply-no-permission"
    TITLEBLACKLIST_FORBIDDEN = "titleblacklist-forbidden"
    TOOMANYVALUES = "toomanyvalues"
    TPT_TARGET_PAGE = "tpt-target-page"
    UNDOFAILURE = "undofailure"
    UNKNOWNERROR = "unknownerror"
    UNKNOWNERROR_EDITPAGE = "unknownerror-editpage"
    WRITEAPIDENIED = "writeapidenied"


#: What the documents call an error, and the code that a wiki answers today.
TODAYS_CODES: dict[str, tuple[str, ...]] = {
    "notitle": ("missingparam",),
    "notext": ("missingparam",),
    "notoken": ("missingparam",),
    "mustbeposted": ("mustpostparams", "missingparam"),
    "protectedtitle": ("protectedpage",),
    "spamdetected": ("spamprotectionmatch", "spamblacklist"),
    "filtered": ("hookaborted",),
    "noedit": ("permissiondenied",),
    "noedit-anon": ("permissiondenied",),
    "emptynewsection": ("missingcommenttext",),
    "editnotsupported": ("no-direct-editing",),
    "taggingnotallowed": ("tags-apply-no-permission",),
    "parseerror": ("content-failed-to-parse",),
    "invalid-content-data": ("invalid-json-data",),
    "unknownerror": ("unknownerror-editpage",),
}

#: What the author of a test can look at first when this error came unasked.
WHAT_TO_CHECK: dict[str, str] = {
    "abusefilter-disallowed": "A filter of the wiki objects to this text; `error.abusefilter` names it.",
    "abusefilter-warning": "The filter only warns: sending the same edit once more saves it.",
    "articleexists": "The page exists and the edit says createonly. Leave createonly out, or begin without the page.",
    "assertbotfailed": "The account has no bot right in this session. Did the login succeed, and is the account a bot?",
    "assertnameduserfailed": "The session belongs to another account than `assertuser` says. Was the login successful?",
    "assertuserfailed": "The session is not logged in. Did the login succeed, and do its cookies come along?",
    "autoblocked": "The address was used by a blocked account. Unblock it, or arrange the block without autoblock.",
    "badmd5": "MediaWiki hashes the text in Unicode's normal form C, encoded as UTF-8, before it trims it.",
    "badtags": "A tag must be defined on the wiki (Special:Tags) before an edit may apply it.",
    "badtoken": (
        "A token belongs to one session and dies with its login. Fetch it with action=query&meta=tokens *after* the "
        "login, with the same cookies, and send it encoded (a bare `+` arrives as a space)."
    ),
    "blocked": "The account or its address is blocked; `error.blockinfo` says by whom and why.",
    "contenttoobig": "The text is longer than the wiki's $wgMaxArticleSize.",
    "editconflict": (
        "Another edit changed the same lines since `baserevid` or `basetimestamp`. "
        "Read the page again and apply the change to what it says now."
    ),
    "internal_api_error": "MediaWiki itself broke on this request; often a content model that has no sections.",
    "invalidparammix": "Two parameters exclude each other; the text names them.",
    "invalidsection": "`section` is a number, `new`, or T- and a number; an empty value is not a section.",
    "maxlag": "The database lags more than `maxlag` allows. Wait as long as Retry-After says and send it again.",
    "missingparam": "A parameter did not arrive; the text names it. Is it in the body of the request?",
    "missingtitle": "The page does not exist and the edit says nocreate. Add the page first, or leave nocreate out.",
    "mustpostparams": "Tokens and passwords belong into the body of a POST request, not into its URL.",
    "nosuchsection": "The page has fewer sections than that; section 1 begins with the first heading.",
    "pagedeleted": "The page was deleted after `starttimestamp`. Send `recreate` to create it again.",
    "permissiondenied": "The account lacks the right that this needs; the text names the action.",
    "protectedpage": "The page is protected against this account; `prop=info&inprop=protection` shows who may edit.",
    "ratelimited": "The account edits faster than the wiki allows. Wait, or arrange the wiki without that rate limit.",
    "readonly": "The wiki is read-only at the moment; `error.readonlyreason` says why.",
    "undofailure": "Later edits touched the same lines, so the revision cannot be undone by itself.",
}


def what_to_check(code: str) -> str | None:
    """Return advice for the author of a test in which the error *code* came unasked."""
    family = "internal_api_error" if code.startswith("internal_api_error") else code
    return WHAT_TO_CHECK.get(family)


def about_expecting(code: str, came: str | None) -> str | None:
    """Return why *code* may be the wrong one to expect: an old name, or a misspelling."""
    today = TODAYS_CODES.get(code, ())
    if came in today:
        return f"{code} is the name in older documents; today's MediaWiki answers {' or '.join(today)}."
    if code in ErrorCode._value2member_map_:
        return None
    import difflib  # late: only failing tests need it

    close = difflib.get_close_matches(code, list(ErrorCode), n=1, cutoff=0.8)
    return f"No error code {code} is known here. Did you mean {close[0]}?" if close else None
