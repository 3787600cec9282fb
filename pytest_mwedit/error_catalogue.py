"""What is known of each error code: its cause, its text, its versions, and how a test comes to meet it.

The rows stand in CATALOGUE, by code; ``ErrorCode.BADTOKEN.info`` is one of them.
Which of them real wikis were seen to answer is told by PROOF.md, which is computed from the recordings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

#: What stands for an extension where any can answer a code, since it may object in any of MediaWiki's messages.
ANY_EXTENSION = "any"

#: What API:Edit lists, and its translations alike.
_API_EDIT = """
    notitle missingparam notoken invalidsection protectedpage cantcreate cantcreate-anon
    articleexists noimageredirect-anon noimageredirect spamdetected abusefilter-warning
    abusefilter-disallowed contenttoobig noedit-anon noedit pagedeleted emptypage emptynewsection
    editconflict revwrongpage undofailure missingtitle mustbeposted readapidenied writeapidenied
    noapiwrite badtoken invalidparammix invalidtitle invalid-content-data nosuchpageid
    pagecannotexist nosuchrevid badmd5 hookaborted parseerror summaryrequired blocked ratelimited
    unknownerror nosuchsection sectionsnotsupported editnotsupported appendnotsupported
    redirect-appendonly edit-invalidredirect badformat customcssprotected customjsprotected
    taggingnotallowed badtags tpt-target-page
"""

#: The documents of the API that list errors, and the codes that each lists.
#: API:Edit and its French and Vietnamese translations are of today, User:Cgt/Sandbox is of the times of MediaWiki 1.19.
DOCUMENTS: Mapping[str, tuple[str, ...]] = {
    name: tuple(codes.split())
    for name, codes in {
        **dict.fromkeys(("API:Edit", "API:Edit/fr", "API:Edit/vi"), _API_EDIT),
        "API:Stashedit": "badtoken internal_api_error_MWException",
        "User:Cgt/Sandbox": """
            notitle notext notoken invalidsection protectedtitle cantcreate cantcreate-anon articleexists
            noimageredirect-anon noimageredirect spamdetected filtered contenttoobig noedit-anon noedit
            pagedeleted emptypage emptynewsection editconflict revwrongpage undofailure missingtitle
            mustbeposted readapidenied writeapidenied noapiwrite badtoken missingparam invalidparammix
            invalidtitle nosuchpageid pagecannotexist nosuchrevid badmd5 hookaborted parseerror
            summaryrequired blocked ratelimited unknownerror nosuchsection sectionsnotsupported
            editnotsupported appendnotsupported redirect-appendonly badformat customcssprotected
            customjsprotected
        """,
    }.items()
}


@dataclass(frozen=True)
class CodeInfo:
    """One error code.

    The versions meant are those that can be imitated: 1.19 (the oldest document), 1.39 and 1.43.
    """

    #: The code, as a reply has it.
    code: str
    #: Why a wiki answers it, in one sentence.
    cause: str
    #: The key of the message that MediaWiki 1.43 tells it with, the most usual one if there are several; "" if unknown.
    key: str
    #: The first version that answers it.
    since: str = "1.39"
    #: The last version that answers it of itself; None if the latest does.
    until: str | None = None
    #: The status of the HTTP reply.
    status: int = 200
    #: The codes that later versions answer instead.
    today: tuple[str, ...] = ()
    #: The extension that answers it ("any", if any can); "" for MediaWiki itself.
    extension: str = ""
    #: What the author of a test can look at first when it came unasked; "" if the cause says all.
    check: str = ""
    #: Statements by which a test with the fixtures ``fake_edit_api`` and ``wiki_session``, not logged in, comes to meet
    #: it in a natural way; "" where nothing can be arranged, so that only ``fake_edit_api.fail(code)`` is left.
    example: str = ""

    @property
    def documents(self) -> tuple[str, ...]:
        """The documents of the API that list the code."""
        return tuple(name for name, codes in DOCUMENTS.items() if self.code in codes)

    def is_answered_by(self, version: str) -> bool:
        """Tell whether a wiki of *version*, such as ``"1.43"``, answers the code, be it with an extension.

        Raises:
            ValueError: if *version* is no version.
        """
        number = _number(version)
        ended = self.until is not None and number > _number(self.until) and not self.extension
        return _number(self.since) <= number and not ended


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def _lines(*lines: str) -> str:
    return "\n".join(lines)


_ROWS = (
    CodeInfo(
        "abusefilter-blocked-display",
        "A filter of the extension AbuseFilter blocks the address that a temporary account would be made from.",
        key="abusefilter-blocked-display",
        extension="AbuseFilter",
        since="1.43",
        check='A filter of the wiki matches `action == "autocreateaccount"`, or whatever is done.',
        example=_lines(
            'abusefilter = {"pattern": "action != \\"edit\\"", "actions": {"block": []}}',
            'fake_edit_api.arrange({"temp_accounts": True}, [{"abusefilter": abusefilter}])',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "abusefilter-disallowed",
        "A filter of the extension AbuseFilter refuses the edit.",
        key="abusefilter-disallowed",
        extension="AbuseFilter",
        check="A filter of the wiki objects to this text; `error.abusefilter` names it.",
        example=_lines(
            'abusefilter = {"pattern": "new_size > 0", "actions": {"disallow": []}}',
            'fake_edit_api.arrange(steps=[{"abusefilter": abusefilter}])',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "abusefilter-warning",
        "A filter of the extension AbuseFilter warns of the edit; the same edit sent again is saved.",
        key="abusefilter-warning",
        extension="AbuseFilter",
        check="The filter only warns: sending the same edit once more saves it.",
        example=_lines(
            'abusefilter = {"pattern": "new_size > 0", "actions": {"warn": []}}',
            'fake_edit_api.arrange(steps=[{"abusefilter": abusefilter}])',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "acct_creation_throttle_hit",
        "From the address too many temporary accounts were made.",
        key="acct_creation_throttle_hit",
        since="1.43",
        example=_lines(
            "fake_edit_api.config.temp_accounts = True",
            "for number in range(7):",
            "    wiki_session.cookies.clear()",
            '    wiki_session.edit(title="A", text=str(number), token="+\\\\")',
        ),
    ),
    CodeInfo(
        "appendnotsupported",
        "Nothing can be put before or behind texts of this content model.",
        key="apierror-appendnotsupported",
        since="1.19",
        example='wiki_session.edit(title="A", appendtext="x", undo=1, contentmodel="unknown")',
    ),
    CodeInfo(
        "articleexists",
        "The page exists and the edit says createonly.",
        key="apierror-articleexists",
        since="1.19",
        check="The page exists and the edit says createonly. Leave createonly out, or begin without the page.",
        example=_lines(
            'fake_edit_api.add_page("A", "x")',
            'wiki_session.edit(title="A", text="x", createonly=True)',
        ),
    ),
    CodeInfo(
        "assertanonfailed",
        "The request says assert=anon and the session is logged in.",
        key="apierror-assertanonfailed",
        example=_lines(
            'wiki_session.login("Ann", "secret")',
            'wiki_session.edit(title="A", text="x", **{"assert": "anon"})',
        ),
    ),
    CodeInfo(
        "assertbotfailed",
        "The request says assert=bot and the session has not the right bot.",
        key="apierror-assertbotfailed",
        check="The account has no bot right in this session. Did the login succeed, and is the account a bot?",
        example='wiki_session.edit(title="A", text="x", **{"assert": "bot"})',
    ),
    CodeInfo(
        "assertnameduserfailed",
        "The session is not that of the account that assertuser names.",
        key="apierror-assertnameduserfailed",
        check="The session belongs to another account than `assertuser` says. Was the login successful?",
        example='wiki_session.edit(title="A", text="x", assertuser="Ann")',
    ),
    CodeInfo(
        "assertuserfailed",
        "The request says assert=user and the session is not logged in.",
        key="apierror-assertuserfailed",
        check="The session is not logged in. Did the login succeed, and do its cookies come along?",
        example='wiki_session.edit(title="A", text="x", **{"assert": "user"})',
    ),
    CodeInfo(
        "autoblocked",
        "A blocked account used the same address.",
        key="autoblockedtext",
        check="The address was used by a blocked account. Unblock it, or arrange the block without autoblock.",
        example=_lines(
            'fake_edit_api.add_user("Ann", "secret")',
            'fake_edit_api.block("Ann", autoblock=True)',
            'wiki_session.login("Ann", "secret")',
            'wiki_session.edit(title="A", text="x")',
            "wiki_session.logout()",
            "wiki_session.cookies.clear()",
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "badcontinue",
        "What a query is to continue with is not what a reply gave.",
        key="apierror-badcontinue",
        example='wiki_session.api("query", titles="Main Page", prop="revisions", rvlimit=1, rvcontinue="x")',
    ),
    CodeInfo(
        "badexpiry",
        "An expiry cannot be read.",
        key="paramvalidator-badexpiry",
        example=_lines(
            "fake_edit_api.config.watchlist_expiry = True",
            'wiki_session.login("Ann", "secret")',
            'wiki_session.edit(title="A", text="x", watchlistexpiry="some day")',
        ),
    ),
    CodeInfo(
        "badexpiry-past",
        "An expiry has passed.",
        key="paramvalidator-badexpiry-past",
        example=_lines(
            "fake_edit_api.config.watchlist_expiry = True",
            'wiki_session.login("Ann", "secret")',
            'wiki_session.edit(title="A", text="x", watchlistexpiry="2001-01-01T00:00:00Z")',
        ),
    ),
    CodeInfo(
        "badformat",
        "The content model does not know the format.",
        key="apierror-badformat",
        since="1.19",
        example='wiki_session.edit(title="A", text="x", contentformat="text/css")',
    ),
    CodeInfo(
        "badid_rvendid",
        "There is no revision of the id that the list is to end with.",
        key="apierror-revisions-badid",
        example=_lines(
            'page = fake_edit_api.add_page("A", "x")',
            'wiki_session.api("query", titles="A", prop="revisions", rvendid=999999999)',
        ),
    ),
    CodeInfo(
        "badid_rvstartid",
        "There is no revision of the id that the list is to start with.",
        key="apierror-revisions-badid",
        example=_lines(
            'page = fake_edit_api.add_page("A", "x")',
            'wiki_session.api("query", titles="A", prop="revisions", rvstartid=999999999)',
        ),
    ),
    CodeInfo(
        "badgenerator",
        "The module that a query is to take its pages from cannot give any.",
        key="apierror-badgenerator-notgenerator",
        example='wiki_session.api("query", titles="Main Page", generator="info")',
    ),
    CodeInfo(
        "badinteger",
        "A number is not one; an empty value is none either.",
        key="paramvalidator-badinteger",
        example='wiki_session.edit(title="A", text="x", baserevid="x")',
    ),
    CodeInfo(
        "badmd5",
        "The text has another MD5 hash than the request says.",
        key="apierror-badmd5",
        since="1.19",
        check="MediaWiki hashes the text in Unicode's normal form C, encoded as UTF-8, before it trims it.",
        example='wiki_session.edit(title="A", text="x", md5="d41d8cd98f00b204e9800998ecf8427e")',
    ),
    CodeInfo(
        "badmodelformat",
        "A stash names a format that its content model does not know.",
        key="apierror-badformat-generic",
        example=_lines(
            'stash = {"contentmodel": "wikitext", "contentformat": "text/css", "baserevid": 0}',
            'wiki_session.stashedit(title="A", text="x", **stash)',
        ),
    ),
    CodeInfo(
        "badtags",
        "A tag is not one that users may apply.",
        key="tags-apply-not-allowed-one",
        check="A tag must be defined on the wiki (Special:Tags) before an edit may apply it.",
        example='wiki_session.edit(title="A", text="x", tags="unknown")',
    ),
    CodeInfo(
        "badtimestamp",
        "A time is in none of the accepted forms.",
        key="paramvalidator-badtimestamp",
        example='wiki_session.edit(title="A", text="x", basetimestamp="yesterday")',
    ),
    CodeInfo(
        "badtitle",
        "A parameter that is a title is none (of 1.43: returnto; of both: inlinkcontext of prop=info).",
        key="paramvalidator-badtitle",
        example='wiki_session.api("query", prop="info", titles="A", inlinkcontext="[")',
    ),
    CodeInfo(
        "badtoken",
        "The token is not one of this session.",
        key="apierror-badtoken",
        since="1.19",
        check=(
            "A token belongs to one session and dies with its login. Fetch it with action=query&meta=tokens *after* "
            "the login, with the same cookies, and send it encoded (a bare `+` arrives as a space)."
        ),
        example='wiki_session.edit(title="A", text="x", token="0123456789abcdef+\\\\")',
    ),
    CodeInfo(
        "baduser",
        "A parameter that is a user cannot be one.",
        key="paramvalidator-baduser",
        example='wiki_session.edit(title="A", text="x", assertuser="[")',
    ),
    CodeInfo(
        "badurl_loginreturnurl",
        "The address to return to after a login is none.",
        key="apierror-badurl",
        example='wiki_session.api("clientlogin", username="Ann", password="secret", loginreturnurl="here")',
    ),
    CodeInfo(
        "badvalue",
        "A value is not among those that the parameter may have.",
        key="paramvalidator-badvalue-enumnotmulti",
        example='wiki_session.edit(title="A", text="x", watchlist="sometimes")',
    ),
    CodeInfo(
        "blocked",
        "The account or its address is blocked, from all pages or from this one.",
        key="blockedtext",
        since="1.19",
        check="The account or its address is blocked; `error.blockinfo` says by whom and why.",
        example=_lines(
            'fake_edit_api.add_user("Ann", "secret")',
            'fake_edit_api.block("Ann", reason="vandalism")',
            'wiki_session.login("Ann", "secret")',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "botsnotsupported",
        "Bots may not stash edits.",
        key="apierror-botsnotsupported",
        example=_lines(
            'fake_edit_api.add_user("Robo", "secret", groups=["bot"])',
            'wiki_session.login("Robo", "secret")',
            'stash = {"contentmodel": "wikitext", "contentformat": "text/x-wiki", "baserevid": 0}',
            'wiki_session.stashedit(title="A", text="x", **stash)',
        ),
    ),
    CodeInfo(
        "cantchangecontentmodel",
        "The edit gives the page another content model, for which the right is missing.",
        key="apierror-cantchangecontentmodel",
        example=_lines(
            'fake_edit_api.add_page("A", "x")',
            'wiki_session.edit(title="A", text="x", contentmodel="text")',
        ),
    ),
    CodeInfo(
        "cantcreate",
        "The page does not exist, and the account may not create pages.",
        key="nocreate-loggedin",
        since="1.19",
        example=_lines(
            'without = {"createpage": False}',
            'fake_edit_api.config.group_permissions = {"*": without, "user": without}',
            'wiki_session.login("Ann", "secret")',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "cantcreate-anon",
        "The page does not exist, and only accounts may create pages.",
        key="nocreatetext",
        since="1.19",
        example=_lines(
            'without = {"createpage": False}',
            'fake_edit_api.config.group_permissions = {"*": without}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "cascadeprotected",
        "The page is transcluded by one with cascading protection.",
        key="cascadeprotected",
        example=_lines(
            'fake_edit_api.add_page("B", "{{:A}}")',
            'fake_edit_api.protect("B", cascade=True)',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "confirmemail",
        "Only who has confirmed an e-mail address may edit.",
        key="confirmedittext",
        example=_lines(
            "fake_edit_api.config.email_confirm_to_edit = True",
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "content-failed-to-parse",
        "The content model cannot make anything of the text.",
        key="content-failed-to-parse",
        example=_lines(
            "fake_edit_api.config.broken_model = True",
            'wiki_session.login("Ann", "secret")',
            'wiki_session.edit(title="A", text="x", contentmodel="broken")',
        ),
    ),
    CodeInfo(
        "contentmodel-mismatch",
        "The base revision has another content model than the page has now.",
        key="apierror-contentmodel-mismatch",
        example=_lines(
            'base = fake_edit_api.add_page("A", "x").latest',
            'fake_edit_api.add_page("A", "{}", contentmodel="json")',
            'wiki_session.edit(title="A", text="x", baserevid=base.revid)',
        ),
    ),
    CodeInfo(
        "contentnotallowedhere",
        "The page lies where pages may not have such content, which the extension Scribunto says of modules.",
        key="content-not-allowed-here",
        extension="Scribunto",
        example=_lines(
            'wiki_session.login("Alice", "any password")',
            'wiki_session.edit(title="A", text="return 1", contentmodel="Scribunto")',
        ),
    ),
    CodeInfo(
        "contenttoobig",
        "The text is longer than a page may be.",
        key="apierror-contenttoobig",
        since="1.19",
        check="The text is longer than the wiki's $wgMaxArticleSize.",
        example=_lines(
            "fake_edit_api.config.max_article_size = 1",
            'wiki_session.edit(title="A", text="x" * 1025)',
        ),
    ),
    CodeInfo(
        "customcssprotected",
        "The page is a style sheet of another user.",
        key="customcssprotected",
        since="1.19",
        example='wiki_session.edit(title="User:Bob/common.css", text="{}")',
    ),
    CodeInfo(
        "customjsonprotected",
        "The page holds data of another user.",
        key="customjsonprotected",
        example='wiki_session.edit(title="User:Bob/data.json", text="{}")',
    ),
    CodeInfo(
        "customjsprotected",
        "The page is a script of another user.",
        key="customjsprotected",
        since="1.19",
        example='wiki_session.edit(title="User:Bob/common.js", text="{}")',
    ),
    CodeInfo(
        "edit-hook-aborted",
        "An extension stops the save and does not say why.",
        key="edit-hook-aborted",
        example=_lines(
            'fake_edit_api.config.hook = {"point": "MultiContentSave", "return": False}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "edit-invalidredirect",
        "The redirect to follow leads to what is no page.",
        key="apierror-edit-invalidredirect",
        example=_lines(
            'fake_edit_api.add_page("A", "#REDIRECT [[Special:Version]]")',
            'wiki_session.edit(title="A", appendtext="x", redirect=True)',
        ),
    ),
    CodeInfo(
        "editconflict",
        "Somebody else changed the same lines since the base revision.",
        key="edit-conflict",
        since="1.19",
        check=(
            "Another edit changed the same lines since `baserevid` or `basetimestamp`. "
            "Read the page again and apply the change to what it says now."
        ),
        example=_lines(
            'base = fake_edit_api.add_page("A", "x").latest',
            'fake_edit_api.add_page("A", "y")',
            'wiki_session.edit(title="A", text="z", baserevid=base.revid)',
        ),
    ),
    CodeInfo(
        "editnotsupported",
        "Pages of this content model cannot be edited as text.",
        key="",
        since="1.19",
        until="1.19",
        today=("no-direct-editing",),
        example=_lines(
            'fake_edit_api.config.namespace_content_models = {0: "unknown"}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "emptynewsection",
        "A new section has no text.",
        key="apierror-emptynewsection",
        since="1.19",
        until="1.19",
        today=("missingcommenttext",),
        extension="any",
        example=_lines(
            'objection = ["apierror-emptynewsection"]',
            'fake_edit_api.config.hook = {"point": "EditFilterMergedContent", "return": False, "fatal": objection}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "emptypage",
        "A new page without a text; since then a blank page is created, and only an extension may object.",
        key="apierror-emptypage",
        since="1.19",
        until="1.19",
        extension="any",
        example=_lines(
            'objection = ["apierror-emptypage"]',
            'fake_edit_api.config.hook = {"point": "EditFilterMergedContent", "return": False, "fatal": objection}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "filtered",
        "A filter of the wiki refuses the text.",
        key="",
        since="1.19",
        until="1.19",
        today=("hookaborted",),
        example=_lines(
            'fake_edit_api.config.filter_callback = lambda title, text, section, summary: text == "x"',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "hookaborted",
        "An extension stops the edit and does not say why.",
        key="hookaborted",
        since="1.19",
        example=_lines(
            'fake_edit_api.config.hook = {"point": "EditFilterMergedContent", "return": False}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "internal_api_error",
        "MediaWiki itself broke on the request; the name of its exception follows the code.",
        key="apierror-exceptioncaughttype",
        check="MediaWiki itself broke on this request; often a content model that has no sections.",
    ),
    CodeInfo(
        "internal_api_error_BadMethodCallException",
        "A stash names a section of a page whose content model has none.",
        key="apierror-exceptioncaughttype",
        since="1.43",
        example=_lines(
            'base = fake_edit_api.add_page("A", "{}", contentmodel="json").latest',
            'stash = {"contentmodel": "json", "contentformat": "application/json", "baserevid": base.revid}',
            'wiki_session.stashedit(title="A", text="{}", section=1, **stash)',
        ),
    ),
    CodeInfo(
        "internal_api_error_CannotCreateActorException",
        "Edits without an account need a temporary one, which nobody may create.",
        key="apierror-exceptioncaughttype",
        since="1.43",
        example=_lines(
            "fake_edit_api.config.temp_accounts = True",
            'fake_edit_api.config.group_permissions = {"*": {"createaccount": False}}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "internal_api_error_ErrorPageError",
        "The edit names a section of a page whose content model has none.",
        key="apierror-exceptioncaughttype",
        example=_lines(
            'fake_edit_api.add_page("A", "{}", contentmodel="json")',
            'wiki_session.edit(title="A", text="{}", section=0)',
        ),
    ),
    CodeInfo(
        "internal_api_error_Exception",
        "A stash's content model can read the text and finds it wrong.",
        key="apierror-exceptioncaughttype",
        example=_lines(
            "fake_edit_api.config.broken_model = True",
            'stash = {"contentmodel": "invalid", "contentformat": "text/plain", "baserevid": 0}',
            'wiki_session.stashedit(title="A", text="x", **stash)',
        ),
    ),
    CodeInfo(
        "internal_api_error_InvalidArgumentException",
        "A filter throttles by what there is not, or (1.43) a stash puts data into a section of wikitext.",
        key="apierror-exceptioncaughttype",
        extension="AbuseFilter",
        example=_lines(
            'actions = {"throttle": ["1", "1,60", "nonsense"]}',
            'fake_edit_api.arrange(steps=[{"abusefilter": {"pattern": "true", "actions": actions}}])',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "internal_api_error_MWContentSerializationException",
        "A stash's content model cannot make anything of the text.",
        key="apierror-exceptioncaughttype",
        example=_lines(
            "fake_edit_api.config.broken_model = True",
            'stash = {"contentmodel": "broken", "contentformat": "text/plain", "baserevid": 0}',
            'wiki_session.stashedit(title="A", text="x", **stash)',
        ),
    ),
    CodeInfo(
        "internal_api_error_MWException",
        "A text is put before or behind one of another content model.",
        key="apierror-exceptioncaughttype",
        example=_lines(
            'fake_edit_api.add_page("A", "x")',
            'wiki_session.edit(title="A", appendtext="x", contentmodel="json")',
        ),
    ),
    CodeInfo(
        "internal_api_error_TypeError",
        "A filter's rule counts the items of a list with a minus before it.",
        key="apierror-exceptioncaughttype",
        extension="AbuseFilter",
        example=_lines(
            'fake_edit_api.arrange(steps=[{"abusefilter": {"pattern": "-user_groups", "actions": {"disallow": []}}}])',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "internal_api_error_ValueError",
        "A filter's rule looks in a text from before its beginning on.",
        key="apierror-exceptioncaughttype",
        extension="AbuseFilter",
        example=_lines(
            "rule = 'strpos(new_wikitext, \"x\", -9) == -1'",
            'fake_edit_api.arrange(steps=[{"abusefilter": {"pattern": rule, "actions": {"disallow": []}}}])',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "invalid-content-data",
        "The content model can read the text and finds it wrong.",
        key="invalid-content-data",
        example=_lines(
            "fake_edit_api.config.broken_model = True",
            'wiki_session.login("Ann", "secret")',
            'wiki_session.edit(title="A", text="x", contentmodel="invalid")',
        ),
    ),
    CodeInfo(
        "invalid-json-data",
        "The page holds JSON, and the text is none.",
        key="invalid-json-data",
        example=_lines(
            'wiki_session.login("Ann", "secret")',
            'wiki_session.edit(title="User:Ann/data.json", text="{")',
        ),
    ),
    CodeInfo(
        "invalidmethod",
        "The request is neither read with GET nor sent with POST.",
        key="apierror-invalidmethod",
        status=405,
        example='wiki_session.request("PUT", wiki_session.api_url, params={"action": "query", "format": "json"})',
    ),
    CodeInfo(
        "invalidparammix",
        "Two parameters exclude each other.",
        key="apierror-invalidparammix",
        since="1.19",
        check="Two parameters exclude each other; the text names them.",
        example='wiki_session.edit(title="A", pageid=1, text="x")',
    ),
    CodeInfo(
        "invalidsection",
        "The section is no number, not new, and not T- and a number.",
        key="apierror-invalidsection",
        since="1.19",
        check="`section` is a number, `new`, or T- and a number; an empty value is not a section.",
        example='wiki_session.edit(title="A", text="x", section="first")',
    ),
    CodeInfo(
        "invalidtitle",
        "The title has characters that no title may have, or none at all.",
        key="apierror-invalidtitle",
        since="1.19",
        example='wiki_session.edit(title="[A]", text="x")',
    ),
    CodeInfo(
        "invaliduser",
        "A name cannot be that of an account; answered by actions that are not imitated.",
        key="apierror-invaliduser",
    ),
    CodeInfo(
        "maxlag",
        "The database lags more than maxlag allows.",
        key="apierror-maxlag-generic",
        check="The database lags more than `maxlag` allows. Wait as long as Retry-After says and send it again.",
        example=_lines(
            'fake_edit_api.config.lag = {"host": "db1", "lag": 7.5, "type": "db"}',
            'wiki_session.edit(title="A", text="x", maxlag=5)',
        ),
    ),
    CodeInfo(
        "missingcommenttext",
        "A new section on a page that exists has no text.",
        key="missingcommenttext",
        example=_lines(
            'fake_edit_api.add_page("A", "x")',
            'wiki_session.edit(title="A", section="new", sectiontitle="B", text="")',
        ),
    ),
    CodeInfo(
        "missingparam",
        "A parameter that must be there is not.",
        key="paramvalidator-missingparam",
        since="1.19",
        check="A parameter did not arrive; the text names it. Is it in the body of the request?",
        example='wiki_session.edit(text="x")',
    ),
    CodeInfo(
        "missingrev",
        "The text of the base revision of a stash is hidden.",
        key="apierror-missingcontent-pageid",
        example=_lines(
            "fake_edit_api.arrange(",
            "    steps=[",
            '        {"page": {"title": "A", "text": "x"}},',
            '        {"page": {"title": "A", "text": "y"}},',
            '        {"revdelete": {"title": "A", "rev": 0}},',
            "    ]",
            ")",
            'stash = {"contentmodel": "wikitext", "contentformat": "text/x-wiki", "baserevid": 71001}',
            'wiki_session.stashedit(title="A", text="z", **stash)',
        ),
    ),
    CodeInfo(
        "missingtext",
        "No text was stashed under the hash.",
        key="apierror-stashedit-missingtext",
        example=_lines(
            'stash = {"contentmodel": "wikitext", "contentformat": "text/x-wiki", "baserevid": 0}',
            'wiki_session.stashedit(title="A", stashedtexthash="0" * 40, **stash)',
        ),
    ),
    CodeInfo(
        "missingtitle",
        "The page does not exist and the edit says nocreate.",
        key="apierror-missingtitle",
        since="1.19",
        check="The page does not exist and the edit says nocreate. Add the page first, or leave nocreate out.",
        example='wiki_session.edit(title="A", text="x", nocreate=True)',
    ),
    CodeInfo(
        "multisource",
        "A query names its pages in two ways.",
        key="apierror-invalidparammix-cannotusewith",
        example='wiki_session.api("query", titles="A", pageids=1)',
    ),
    CodeInfo(
        "mustbeloggedin",
        "Only an account may do this; answered by actions that are not imitated.",
        key="apierror-mustbeloggedin",
    ),
    CodeInfo(
        "mustbeposted",
        "The action takes only POST; an edit without POST misses its token or has it in the wrong place.",
        key="apierror-mustbeposted",
        since="1.19",
        today=(
            "mustpostparams",
            "missingparam",
        ),
        example='wiki_session.get(wiki_session.api_url, params={"action": "login", "format": "json"})',
    ),
    CodeInfo(
        "mustpostparams",
        "A token or a password stands in the address.",
        key="apierror-mustpostparams",
        check="Tokens and passwords belong into the body of a POST request, not into its URL.",
        example=_lines(
            'params = {"action": "edit", "title": "A", "text": "x", "token": "+\\\\", "format": "json"}',
            "wiki_session.post(wiki_session.api_url, params=params)",
        ),
    ),
    CodeInfo(
        "mycustomcssprotected",
        "The page is the account's own, and it lacks the right to edit its style sheets.",
        key="mycustomcssprotected",
        example=_lines(
            'without = {"editmyusercss": False}',
            'fake_edit_api.config.group_permissions = {"user": without}',
            'wiki_session.login("Ann", "secret")',
            'wiki_session.edit(title="User:Ann/common.css", text="{}")',
        ),
    ),
    CodeInfo(
        "mycustomjsonprotected",
        "The page is the account's own, and it lacks the right to edit its data.",
        key="mycustomjsonprotected",
        example=_lines(
            'without = {"editmyuserjson": False}',
            'fake_edit_api.config.group_permissions = {"user": without}',
            'wiki_session.login("Ann", "secret")',
            'wiki_session.edit(title="User:Ann/data.json", text="{}")',
        ),
    ),
    CodeInfo(
        "mycustomjsprotected",
        "The page is the account's own, and it lacks the right to edit its scripts.",
        key="mycustomjsprotected",
        example=_lines(
            'without = {"editmyuserjs": False}',
            'fake_edit_api.config.group_permissions = {"user": without}',
            'wiki_session.login("Ann", "secret")',
            'wiki_session.edit(title="User:Ann/common.js", text="{}")',
        ),
    ),
    CodeInfo(
        "no-direct-editing",
        "Pages of this content model cannot be edited as text.",
        key="apierror-no-direct-editing",
        example='wiki_session.edit(title="A", text="x", contentmodel="unknown")',
    ),
    CodeInfo(
        "noapiwrite",
        "Writing through the API is switched off; since then it cannot be, and only an extension may say so.",
        key="apierror-noapiwrite",
        since="1.19",
        until="1.19",
        extension="any",
        example=_lines(
            'objection = "apierror-noapiwrite"',
            'fake_edit_api.config.hook = {"point": "ApiCheckCanExecute", "module": "edit", "fatal": objection}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "noedit",
        "The account may not edit; since then only an extension may say so in these words.",
        key="apierror-noedit",
        since="1.19",
        until="1.19",
        today=("permissiondenied",),
        extension="any",
        example=_lines(
            'wiki_session.login("Ann", "secret")',
            'objection = ["apierror-noedit"]',
            'fake_edit_api.config.hook = {"point": "EditFilterMergedContent", "return": False, "fatal": objection}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "noedit-anon",
        "Only accounts may edit; since then only an extension may say so in these words.",
        key="apierror-noedit-anon",
        since="1.19",
        until="1.19",
        today=("permissiondenied",),
        extension="any",
        example=_lines(
            'objection = ["apierror-noedit-anon"]',
            'fake_edit_api.config.hook = {"point": "EditFilterMergedContent", "return": False, "fatal": objection}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "noimageredirect",
        "The page is a file, the text a redirect, and the account may not upload.",
        key="apierror-noimageredirect",
        since="1.19",
        example=_lines(
            'without = {"upload": False}',
            'fake_edit_api.config.group_permissions = {"*": without, "user": without}',
            'wiki_session.login("Ann", "secret")',
            'wiki_session.edit(title="File:A.png", text="#REDIRECT [[File:B.png]]")',
        ),
    ),
    CodeInfo(
        "noimageredirect-anon",
        "The page is a file, the text a redirect, and only accounts may upload.",
        key="apierror-noimageredirect-anon",
        since="1.19",
        example='wiki_session.edit(title="File:A.png", text="#REDIRECT [[File:B.png]]")',
    ),
    CodeInfo(
        "nosuchpageid",
        "There is no page of that id.",
        key="apierror-nosuchpageid",
        since="1.19",
        example='wiki_session.edit(pageid=999999999, text="x")',
    ),
    CodeInfo(
        "nosuchrevid",
        "There is no revision of that id.",
        key="apierror-nosuchrevid",
        since="1.19",
        example='wiki_session.edit(title="A", text="x", undo=999999999)',
    ),
    CodeInfo(
        "nosuchsection",
        "The page has fewer sections.",
        key="apierror-nosuchsection",
        since="1.19",
        check="The page has fewer sections than that; section 1 begins with the first heading.",
        example=_lines(
            'fake_edit_api.add_page("A", "x")',
            'wiki_session.edit(title="A", text="x", section=7)',
        ),
    ),
    CodeInfo(
        "notext",
        "No text was sent.",
        key="",
        since="1.19",
        until="1.19",
        today=("missingparam",),
        example='wiki_session.edit(title="A")',
    ),
    CodeInfo(
        "notitle",
        "No title was sent.",
        key="apierror-missingparam",
        since="1.19",
        until="1.19",
        today=("missingparam",),
        example='wiki_session.edit(text="x")',
    ),
    CodeInfo(
        "notoken",
        "No token was sent.",
        key="apierror-missingparam",
        since="1.19",
        until="1.19",
        today=("missingparam",),
        example=_lines(
            'params = {"action": "edit", "title": "A", "text": "x", "format": "json"}',
            "wiki_session.post(wiki_session.api_url, data=params)",
        ),
    ),
    CodeInfo(
        "outofrange",
        "A number is too small or too large.",
        key="paramvalidator-outofrange-min",
        example='wiki_session.edit(title="A", text="x", undo=-1)',
    ),
    CodeInfo(
        "pagecannotexist",
        "The namespace has no pages that can be edited.",
        key="apierror-pagecannotexist",
        since="1.19",
        example='wiki_session.edit(title="Special:Version", text="x")',
    ),
    CodeInfo(
        "pagedeleted",
        "The page was deleted after starttimestamp.",
        key="apierror-pagedeleted",
        since="1.19",
        check="The page was deleted after `starttimestamp`. Send `recreate` to create it again.",
        example=_lines(
            'fake_edit_api.add_page("A", "x")',
            'fake_edit_api.delete("A")',
            'wiki_session.edit(title="A", text="x", starttimestamp="2001-01-01T00:00:00Z")',
        ),
    ),
    CodeInfo(
        "params",
        "The pages of a wiki are to be generated, and redirects among them to be followed.",
        key="apierror-allpages-generator-redirects",
        example='wiki_session.api("query", generator="allpages", redirects=1)',
    ),
    CodeInfo(
        "parseerror",
        "The content model cannot read the message that a text is put before or behind.",
        key="apierror-contentserializationexception",
        since="1.19",
        example=_lines(
            "fake_edit_api.config.broken_model = True",
            'fake_edit_api.config.namespace_content_models = {"8": "broken"}',
            'wiki_session.login("Admin", "AdminPassw0rd!x")',
            'wiki_session.edit(title="MediaWiki:A", appendtext="x")',
        ),
    ),
    CodeInfo(
        "permissiondenied",
        "The account lacks the right.",
        key="apierror-permissiondenied",
        check="The account lacks the right that this needs; the text names the action.",
        example=_lines(
            'without = {"edit": False}',
            'fake_edit_api.config.group_permissions = {"*": without}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "promised-nonwrite-api",
        "The request promises in a header not to write.",
        key="apierror-promised-nonwrite-api",
        example=_lines(
            'wiki_session.headers["Promise-Non-Write-API-Action"] = "true"',
            'wiki_session.edit(title="A", text="x", token="+\\\\")',
        ),
    ),
    CodeInfo(
        "protectednamespace",
        "The namespace asks for a right that the account has not.",
        key="namespaceprotected",
        example=_lines(
            'fake_edit_api.config.namespace_protection = {"4": ["editinterface"]}',
            'wiki_session.edit(title="Project:A", text="x")',
        ),
    ),
    CodeInfo(
        "protectednamespace-interface",
        "The page is a message of the interface.",
        key="protectedinterface",
        example='wiki_session.edit(title="MediaWiki:Sidebar", text="x")',
    ),
    CodeInfo(
        "protectedpage",
        "The page is protected, or its title is protected against creation.",
        key="protectedpagetext",
        check="The page is protected against this account; `prop=info&inprop=protection` shows who may edit.",
        example=_lines(
            'fake_edit_api.add_page("A", "x")',
            'fake_edit_api.protect("A")',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "protectedtitle",
        "The title is protected against creation.",
        key="",
        since="1.19",
        until="1.19",
        today=("protectedpage",),
        example=_lines(
            'fake_edit_api.protect("A")',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "ratelimited",
        "The account or address edits too often.",
        key="apierror-ratelimited",
        since="1.19",
        check="The account edits faster than the wiki allows. Wait, or arrange the wiki without that rate limit.",
        example=_lines(
            'fake_edit_api.config.rate_limits = {"edit": {"ip": [0, 60]}}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "readapidenied",
        "The wiki is closed to readers.",
        key="apierror-readapidenied",
        since="1.19",
        example=_lines(
            'without = {"read": False}',
            'fake_edit_api.config.group_permissions = {"*": without}',
            'wiki_session.edit(title="A", text="x", token="+\\\\")',
        ),
    ),
    CodeInfo(
        "readonly",
        "The wiki is closed for writing.",
        key="apierror-readonly",
        check="The wiki is read-only at the moment; `error.readonlyreason` says why.",
        example=_lines(
            'fake_edit_api.read_only("backup")',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "redirect-appendonly",
        "An edit that follows redirects would replace the whole page.",
        key="apierror-redirect-appendonly",
        since="1.19",
        example='wiki_session.edit(title="A", text="x", redirect=True)',
    ),
    CodeInfo(
        "replacefailed",
        "The text of the base revision, whose section is to be stashed, is hidden.",
        key="apierror-sectionreplacefailed",
        example=_lines(
            "fake_edit_api.arrange(",
            "    steps=[",
            '        {"page": {"title": "A", "text": "x"}},',
            '        {"page": {"title": "A", "text": "y"}},',
            '        {"revdelete": {"title": "A", "rev": 0}},',
            "    ]",
            ")",
            'stash = {"contentmodel": "wikitext", "contentformat": "text/x-wiki", "baserevid": 71001}',
            'wiki_session.stashedit(title="A", text="z", section=1, **stash)',
        ),
    ),
    CodeInfo(
        "revwrongpage",
        "The revision to undo is one of another page.",
        key="apierror-revwrongpage",
        since="1.19",
        example=_lines(
            'other = fake_edit_api.add_page("B", "x")',
            'other = fake_edit_api.add_page("B", "y")',
            'fake_edit_api.add_page("A", "x")',
            'wiki_session.edit(title="A", undo=other.latest.revid)',
        ),
    ),
    CodeInfo(
        "scribunto-lua-error-location",
        "The text of a module is no Lua, says the extension Scribunto.",
        key="scribunto-lua-error-location",
        extension="Scribunto",
        example='wiki_session.edit(title="Module:A", text="}")',
    ),
    CodeInfo(
        "sectionsnotsupported",
        "Something is put before or behind a section of a page whose content model has none.",
        key="apierror-sectionsnotsupported",
        since="1.19",
        example=_lines(
            'fake_edit_api.add_page("A", "{}", contentmodel="json")',
            'wiki_session.edit(title="A", appendtext="x", section=1)',
        ),
    ),
    CodeInfo(
        "sitecssprotected",
        "The page is a style sheet of the site, and the account lacks the right.",
        key="sitecssprotected",
        example=_lines(
            'fake_edit_api.config.group_permissions = {"*": {"editinterface": True}}',
            'wiki_session.edit(title="MediaWiki:Common.css", text="{}")',
        ),
    ),
    CodeInfo(
        "sitejsonprotected",
        "The page is data of the site, and the account lacks the right.",
        key="sitejsonprotected",
        example=_lines(
            'fake_edit_api.config.group_permissions = {"*": {"editinterface": True}}',
            'wiki_session.edit(title="MediaWiki:Data.json", text="{}")',
        ),
    ),
    CodeInfo(
        "sitejsprotected",
        "The page is a script of the site, and the account lacks the right.",
        key="sitejsprotected",
        example=_lines(
            'fake_edit_api.config.group_permissions = {"*": {"editinterface": True}}',
            'wiki_session.edit(title="MediaWiki:Common.js", text="{}")',
        ),
    ),
    CodeInfo(
        "siterawhtmlprotected",
        "The page is a message that is shown as HTML, and the account may not edit the site's styles and scripts.",
        key="siterawhtmlprotected",
        example=_lines(
            'fake_edit_api.config.group_permissions = {"*": {"editinterface": True}}',
            'wiki_session.edit(title="MediaWiki:Copyright", text="B")',
        ),
    ),
    CodeInfo(
        "spamblacklist",
        "The extension SpamBlacklist forbids a link in the text.",
        key="spam-blacklisted-link",
        extension="SpamBlacklist",
        example=_lines(
            'fake_edit_api.add_page("MediaWiki:Spam-blacklist", r"example\\.com")',
            'wiki_session.edit(title="A", text="http://example.com")',
        ),
    ),
    CodeInfo(
        "spamdetected",
        "The text matches the wiki's pattern of spam; since then only an extension may say so in these words.",
        key="apierror-spamdetected",
        since="1.19",
        until="1.19",
        today=(
            "spamprotectionmatch",
            "spamblacklist",
        ),
        extension="any",
        example=_lines(
            'objection = ["apierror-spamdetected", "x"]',
            'fake_edit_api.config.hook = {"point": "EditFilterMergedContent", "return": False, "fatal": objection}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "spamprotectionmatch",
        "The text or the summary matches the wiki's pattern of spam.",
        key="spamprotectionmatch",
        example=_lines(
            'fake_edit_api.config.spam_regex = ["/buy now/i"]',
            'wiki_session.edit(title="A", text="Buy now!")',
        ),
    ),
    CodeInfo(
        "summaryrequired",
        "The wiki wants a summary; since then only an extension may ask for one.",
        key="apierror-summaryrequired",
        since="1.19",
        until="1.19",
        extension="any",
        example=_lines(
            'objection = ["apierror-summaryrequired"]',
            'fake_edit_api.config.hook = {"point": "EditFilterMergedContent", "return": False, "fatal": objection}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "taggingnotallowed",
        "The account may not apply tags.",
        key="",
        since="1.25",
        until="1.25",
        today=("tags-apply-no-permission",),
    ),
    CodeInfo(
        "tags-apply-no-permission",
        "The account may not apply tags.",
        key="tags-apply-no-permission",
        example=_lines(
            'fake_edit_api.config.tags = ["known"]',
            'without = {"applychangetags": False}',
            'fake_edit_api.config.group_permissions = {"*": without, "user": without}',
            'wiki_session.edit(title="A", text="x", tags="known")',
        ),
    ),
    CodeInfo(
        "temp-user-unable-to-acquire",
        "The session has a temporary account already, and the request cannot be trusted with it.",
        key="temp-user-unable-to-acquire",
        since="1.43",
        example=_lines(
            "fake_edit_api.config.temp_accounts = True",
            'wiki_session.edit(title="A", text="x", origin="*", token="+\\\\")',
            'wiki_session.edit(title="A", text="y", origin="*", token="+\\\\")',
        ),
    ),
    CodeInfo(
        "templatedata-invalid-duplicate-value",
        "A parameter stands twice in the order of a template's parameters.",
        key="templatedata-invalid-duplicate-value",
        extension="TemplateData",
        example=_lines(
            'description = \'<templatedata>{"params": {"a": {}}, "paramOrder": ["a", "a"]}</templatedata>\'',
            'wiki_session.edit(title="Template:A", text=description)',
        ),
    ),
    CodeInfo(
        "templatedata-invalid-empty-array",
        "A group of a template's parameters has none.",
        key="templatedata-invalid-empty-array",
        extension="TemplateData",
        example=_lines(
            'description = \'<templatedata>{"params": {}, "sets": [{"label": "x", "params": []}]}</templatedata>\'',
            'wiki_session.edit(title="Template:A", text=description)',
        ),
    ),
    CodeInfo(
        "templatedata-invalid-format",
        "The description of a template has a format that is none.",
        key="templatedata-invalid-format",
        extension="TemplateData",
        example=_lines(
            'description = \'<templatedata>{"params": {}, "format": "x"}</templatedata>\'',
            'wiki_session.edit(title="Template:A", text=description)',
        ),
    ),
    CodeInfo(
        "templatedata-invalid-missing",
        "The description of a template lacks something, such as its parameters.",
        key="templatedata-invalid-missing",
        extension="TemplateData",
        example=_lines(
            "description = '<templatedata>{}</templatedata>'",
            'wiki_session.edit(title="Template:A", text=description)',
        ),
    ),
    CodeInfo(
        "templatedata-invalid-param",
        "The description of a template maps something to a parameter that it does not have.",
        key="templatedata-invalid-param",
        extension="TemplateData",
        example=_lines(
            'description = \'<templatedata>{"params": {}, "maps": {"m": {"k": "a"}}}</templatedata>\'',
            'wiki_session.edit(title="Template:A", text=description)',
        ),
    ),
    CodeInfo(
        "templatedata-invalid-parse",
        "The description of a template is no JSON.",
        key="templatedata-invalid-parse",
        extension="TemplateData",
        example=_lines(
            "description = '<templatedata>{</templatedata>'",
            'wiki_session.edit(title="Template:A", text=description)',
        ),
    ),
    CodeInfo(
        "templatedata-invalid-type",
        "Something in the description of a template is of the wrong kind.",
        key="templatedata-invalid-type",
        extension="TemplateData",
        example=_lines(
            "description = '<templatedata>[]</templatedata>'",
            'wiki_session.edit(title="Template:A", text=description)',
        ),
    ),
    CodeInfo(
        "templatedata-invalid-unknown",
        "There is something in the description of a template that is not known.",
        key="templatedata-invalid-unknown",
        extension="TemplateData",
        example=_lines(
            'description = \'<templatedata>{"params": {}, "x": 1}</templatedata>\'',
            'wiki_session.edit(title="Template:A", text=description)',
        ),
    ),
    CodeInfo(
        "templatedata-invalid-unnamed-parameter",
        "A parameter in the description of a template has no name.",
        key="templatedata-invalid-unnamed-parameter",
        since="1.43",
        extension="TemplateData",
        example=_lines(
            'description = \'<templatedata>{"params": {"": {}}}</templatedata>\'',
            'wiki_session.edit(title="Template:A", text=description)',
        ),
    ),
    CodeInfo(
        "templatedata-invalid-value",
        "Something in the description of a template has a value that it cannot have.",
        key="templatedata-invalid-value",
        extension="TemplateData",
        example=_lines(
            'description = \'<templatedata>{"params": {"a": {"type": "x"}}}</templatedata>\'',
            'wiki_session.edit(title="Template:A", text=description)',
        ),
    ),
    CodeInfo(
        "tempuseracquirefailed",
        "The name that a temporary account would get is somebody's.",
        key="apierror-tempuseracquirefailed",
        since="1.43",
        example=_lines(
            'fake_edit_api.clock.freeze("2030-01-01T00:00:00Z")',
            'fake_edit_api.add_user("~2030-1")',
            "fake_edit_api.config.temp_accounts = True",
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "titleblacklist-forbidden",
        "The extension TitleBlacklist forbids the title.",
        key="titleblacklist-forbidden-edit",
        extension="TitleBlacklist",
        example=_lines(
            'fake_edit_api.add_page("MediaWiki:Titleblacklist", "Bad.*")',
            'wiki_session.edit(title="Bad title", text="x")',
        ),
    ),
    CodeInfo(
        "toomanyvalues",
        "A list has more values than the parameter takes.",
        key="paramvalidator-toomanyvalues",
        example='wiki_session.api("query", titles=[str(number) for number in range(51)])',
    ),
    CodeInfo(
        "tpt-target-page",
        "The extension Translate made the page of another one.",
        key="tpt-target-page",
        extension="Translate",
        example=_lines(
            "fake_edit_api.config.hook = {",
            '    "point": "EditFilterMergedContent",',
            '    "return": False,',
            '    "fatal": ["tpt-target-page", "Original", "https://wiki.example/translate"],',
            "}",
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "undofailure",
        "Later edits changed the same lines.",
        key="undo-failure",
        since="1.19",
        check="Later edits touched the same lines, so the revision cannot be undone by itself.",
        example=_lines(
            'fake_edit_api.add_page("A", "x")',
            'undo = fake_edit_api.add_page("A", "y").latest',
            'fake_edit_api.add_page("A", "z")',
            'wiki_session.edit(title="A", undo=undo.revid)',
        ),
    ),
    CodeInfo(
        "unknownerror",
        "An extension stops the edit in a way that the API has no words for.",
        key="apierror-unknownerror",
        since="1.19",
        until="1.19",
        extension="any",
        example=_lines(
            'objection = ["apierror-unknownerror", "226"]',
            'fake_edit_api.config.hook = {"point": "EditFilterMergedContent", "return": False, "fatal": objection}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "unknownerror-editpage",
        "The edit ends in a way that the API has no words for.",
        key="apierror-unknownerror-editpage",
        extension="any",
        example=_lines(
            'objection = ["apierror-unknownerror-editpage", "226"]',
            'fake_edit_api.config.hook = {"point": "EditFilterMergedContent", "return": False, "fatal": objection}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
    CodeInfo(
        "writeapidenied",
        "The right to write through the API is missing; 1.43 has no such right, and only an extension may say so.",
        key="apierror-writeapidenied",
        since="1.19",
        until="1.39",
        extension="any",
        example=_lines(
            "# Until 1.39 the right writeapi can be taken away, later an extension can close the module.",
            'fake_edit_api.config.group_permissions = {"*": {"writeapi": False}}',
            'objection = "apierror-writeapidenied"',
            'fake_edit_api.config.hook = {"point": "ApiCheckCanExecute", "module": "edit", "fatal": objection}',
            'wiki_session.edit(title="A", text="x")',
        ),
    ),
)

#: Every code of the documents and every code that the in-memory wiki can answer, with what is known of it.
CATALOGUE: Mapping[str, CodeInfo] = {row.code: row for row in _ROWS}
