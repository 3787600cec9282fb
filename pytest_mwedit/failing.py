"""Errors that the wiki answers although nothing is wrong, each told as the wiki would tell it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.blocks import blocked
from pytest_mwedit.api.declarations import declarations
from pytest_mwedit.api.errors import ApiError, ErrorRow, error
from pytest_mwedit.api.extensions import spam_blacklist, title_blacklist
from pytest_mwedit.api.main import lag_error
from pytest_mwedit.api.messages import (
    Duration,
    Id,
    Listing,
    Markup,
    Param,
    knows,
    message,
    texts_by_code,
    told,
    variables,
)
from pytest_mwedit.api.params import listed_values
from pytest_mwedit.api.permissions import group_link, literally
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.versions import error_of
from pytest_mwedit.arranging import moment_of, title_of
from pytest_mwedit.disturbing import Disturbance, title_in
from pytest_mwedit.languages import ENGLISH, all_texts, in_version
from pytest_mwedit.web import WebRequest
from pytest_mwedit.wiki import Block, InvalidTitle, Title, Wiki
from pytest_mwedit.wiki.configuration import nearest
from pytest_mwedit.wiki.users import user_name

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call

#: Not an error, but what `fail` asks a question with: the edit ends in ``result="Failure"``.
CAPTCHA = "captcha"

#: How the codes begin that have the name of an exception behind them.
INTERNAL = "internal_api_error_"

#: The message that says what its parameter says.
LITERAL = "rawmessage"


@dataclass
class Failure(Disturbance):
    """An error that is to come to the next requests of a kind, so many times (None: always)."""

    code: str = ""

    def concerns(self, wiki: Wiki, request: WebRequest) -> bool:
        """Whether the error is one that *request* can meet: writes, unless an action was named."""
        if not super().concerns(wiki, request):
            return False
        action = request.params.get("action", "help")
        if self.code == CAPTCHA:
            return action == "edit"
        if self.action is not None or self.code in ANYWHERE:
            return True
        declared = declarations(wiki.version, wiki.profile).get(action)
        return declared is not None and declared.token_type == "csrf" and declared.name != "logout"

    def befall(self, call: Call) -> None:
        """Let the wiki answer it to *call*.

        Raises:
            ApiError: the error, with its text, its data and its headers; a captcha is no error.
        """
        data = dict(self.data)
        if self.code == CAPTCHA:
            call.result["edit"] = Tree({CAPTCHA: {**_QUESTIONS[data.get("type", "simple")], **data}}, result="Failure")
            return
        if self.code in OF_REQUEST:
            call.blamed = "main"
        raise self._error(call, data)

    def _error(self, call: Call, data: dict[str, Any]) -> ApiError:
        info = data.pop("info", None)
        if info is not None:
            return ApiError(ErrorRow(LITERAL, self.code), Markup(str(info)), data=data)
        old = error_of(self.code, call.wiki.version)
        if old is not None:
            row, template = old
            return ApiError(row, Markup(told(template, _filled(call, self.code, data))), data=data)
        family = INTERNAL if self.code.startswith(INTERNAL) else self.code
        made = FAILURES.get(family, _plain_failure)(call, self.code, data)
        made.data.update(data)
        return made


#: Codes that any request can meet, also one that only reads.
ANYWHERE = frozenset(
    {"maxlag", "readapidenied", "assertuserfailed", "assertbotfailed", "assertanonfailed", "assertnameduserfailed"}
)

#: Codes that are about the request and not about the module that it asks.
OF_REQUEST = ANYWHERE | {"readonly", "writeapidenied", "noapiwrite", "promised-nonwrite-api", "invalidmethod"}


def check_code(code: str, data: Mapping[str, Any], version: str) -> None:
    """Check that a wiki of *version* can answer *code*.

    Raises:
        ValueError: if it is unknown and no text was given for it; the text says what is near.
    """
    from pytest_mwedit.error_catalogue import CATALOGUE  # late: only tests that force errors need it

    spoken = in_version(ENGLISH, version)
    others = {row.code for row in OTHER_ROWS.values() if knows(row.key, spoken) or row.key in all_texts(spoken)}
    known = {*CATALOGUE, *others, CAPTCHA, *texts_by_code(version)}
    if code == CAPTCHA and data.get("type", "simple") not in _QUESTIONS:
        raise ValueError(f"there is no captcha of type {data['type']!r}; known: {', '.join(_QUESTIONS)}")
    if code not in known and not code.startswith(INTERNAL) and "info" not in data:
        raise ValueError(
            f"there is no error {code!r}{nearest(code, known)}; "
            "give info='…' to answer a code of your own (an extension's)"
        )


def check_data(code: str, data: Mapping[str, Any]) -> None:
    """Check that nothing in *data* looks like a slip of what *code* heeds; other names are more fields of the error.

    Raises:
        ValueError: for a name that is all but one of those.
    """
    names = {"info", *(name for each in FILLINGS.get(code, ()) for name in each.names), *HEEDED.get(code, ())}
    for name in data:
        meant = None if name in names else _meant(name, names)
        if meant is not None:
            raise ValueError(f"the error {code!r} takes no {name!r}; did you mean {meant!r}?")


def _meant(name: str, names: set[str]) -> str | None:
    """Return which of *names* has the letters of *name* in another order, or all but one or two of them."""
    swapped = (each for each in sorted(names) if sorted(each) == sorted(name))
    return next(swapped, None) or next(iter(get_close_matches(name, names, n=1, cutoff=0.85)), None)


# Texts


@dataclass(frozen=True)
class Filling:
    """What fills a place of a text: what the test gave under one of *names*, or else what is found."""

    names: tuple[str, ...]
    find: Callable[[Call], Param]


def _sent(name: str, otherwise: str = "") -> Filling:
    """Fill in what the request sends."""
    return Filling((name,), lambda call: call.request.params.get(name, otherwise))


def _usual(name: str, value: Param) -> Filling:
    """Fill in what stands there most often."""
    return Filling((name,), lambda call: value)


def _number(*names: str) -> Filling:
    """Fill in the first number that the request sends."""

    def find(call: Call) -> Param:
        found = next((call.request.params[name] for name in names if name in call.request.params), "")
        return Id(found) if found.isdigit() else found

    return Filling(names, find)


def _title(call: Call) -> Title | None:
    return title_in(call.wiki, call.request.params)


def _dbkey(call: Call) -> str:
    title = _title(call)
    return "" if title is None else str(title).replace(" ", "_")


def _content_model(call: Call) -> str:
    """Return the content model that the request names, or else the page's."""
    title = _title(call)
    page = None if title is None else call.wiki.page(title)
    default = "wikitext" if title is None else call.wiki.default_content_model(title)
    return call.request.params.get("contentmodel") or (default if page is None else page.content_model)


def _content(call: Call) -> Param:
    """Return what the content is called that the request names, or else modules."""
    model = call.request.params.get("contentmodel", "Scribunto")
    key = call.wiki.installed.model_messages.get(model)
    return Markup(call.says(key) if key else model)


def _page_link(call: Call) -> Param:
    return Markup(str(_title(call) or ""))


def _namespace(call: Call) -> str:
    title = _title(call)
    return (title.namespace_name if title is not None else "") or call.says("nstab-main")


def _namespace_of_target(call: Call) -> str:
    try:
        return call.wiki.title(call.request.params.get("to", "")).namespace_name or call.says("nstab-main")
    except InvalidTitle:
        return ""


def _target(call: Call) -> str:
    """Return who is to be blocked, unblocked or given rights."""
    sent = call.request.params
    name = sent.get("user") or (f"#{sent['id']}" if "id" in sent else "")
    return user_name(name) or name


def _latest_author(call: Call) -> Param:
    title = _title(call)
    page = None if title is None else call.wiki.page(title)
    return Markup("" if page is None else page.latest.user)


_MODEL = Filling(("contentmodel",), _content_model)
_PAGE = Filling(("page",), lambda call: "" if (title := _title(call)) is None else title.prefixed_text)
_DBKEY = Filling(("page",), _dbkey)
_PAGE = Filling(("page",), lambda call: str(_title(call) or ""))
_EDIT = _usual("what", "edit")
#: A parameter of the request, and what was wrong with it.
_INTEGER = _usual("parameter", "baserevid"), _usual("value", "x")

#: Code: what fills its text, where anything does.
FILLINGS: Mapping[str, tuple[Filling, ...]] = {
    "abusefilter-blocked-display": (_usual("description", Markup("filter")), _usual("filter", "1")),
    "acct_creation_throttle_hit": (_usual("count", Id(6)), _usual("seconds", Duration(86400))),
    "alreadyblocked": (Filling(("user",), _target),),
    "alreadyrolled": (
        Filling(("page",), _page_link),
        Filling(("user",), lambda call: Markup(call.request.params.get("user", ""))),
        Filling(("latest",), _latest_author),
    ),
    "appendnotsupported": (_MODEL,),
    "assertnameduserfailed": (_sent("assertuser"),),
    "bad_image_title": (_usual("parameter", Markup("imageusage")),),
    "badupload": (_usual("parameter", "file"),),
    "baduser_target": (_usual("parameter", "target"), _sent("target")),
    "badexpiry": (_usual("parameter", "watchlistexpiry"), _sent("watchlistexpiry")),
    "badexpiry-past": (_usual("parameter", "watchlistexpiry"), _sent("watchlistexpiry")),
    "badformat": (_sent("contentformat"), _MODEL, _DBKEY),
    "badgenerator": (_usual("module", "siteinfo"),),
    "badid_rvendid": (_usual("parameter", "rvendid"),),
    "badid_rvstartid": (_usual("parameter", "rvstartid"),),
    "badinteger": _INTEGER,
    "badmodelformat": (_sent("contentformat"), _MODEL),
    "badtimestamp": (_usual("parameter", "basetimestamp"), _usual("value", "x")),
    "badtitle": (_usual("parameter", "returnto"), _usual("value", "[")),
    "baduser": (_usual("parameter", "assertuser"), _usual("value", "[")),
    "badurl_loginreturnurl": (_usual("parameter", "loginreturnurl"), _sent("loginreturnurl")),
    "badvalue": (_usual("parameter", "watchlist"), _usual("value", "x")),
    "cantdelete": (Filling(("page",), _page_link),),
    "cantunblock": (Filling(("user",), _target),),
    "cascadeprotected": (_usual("pages", 1), _usual("list", Markup("* [[:Main Page]]\n")), _EDIT),
    "content-failed-to-parse": (
        _MODEL,
        _sent("contentformat", "text/x-wiki"),
        _usual("reason", "Could not unserialize content"),
    ),
    "compare-maintextrequired": (_usual("side", Markup("from")),),
    "compare-relative-to-deleted": (_sent("torelative", "prev"),),
    "contentmodel-mismatch": (_MODEL, _usual("current", "text")),
    "contentnotallowedhere": (
        Filling(("content",), _content),
        Filling(("page",), _page_link),
        _usual("slot", message("slot-name-main")),
    ),
    "badvalue_cmstarthexsortkey": (_usual("parameter", "cmstarthexsortkey"),),
    "contenttoobig": (Filling(("size",), lambda call: Id(call.wiki.config.max_article_size)),),
    "customcssprotected": (_EDIT,),
    "customjsonprotected": (_EDIT,),
    "customjsprotected": (_EDIT,),
    "diffto": (_usual("prefix", Markup("rv")),),
    "edit-invalidredirect": (_PAGE, _usual("target", "Special:Version")),
    "immobile-source-namespace": (Filling(("namespace",), _namespace),),
    "immobile-target-namespace": (Filling(("namespace",), _namespace_of_target),),
    "invalid-json-data": (_usual("reason", message("json-error-syntax")),),
    "invalidexpiry": (_sent("expiry"),),
    "invalidlang": (_usual("parameter", Markup("amlang")),),
    "invalidparammix": (_usual("parameters", variables("title", "pageid", sentence=True)), _usual("count", 2)),
    "invalidtitle": (_sent("title"),),
    "invaliduser": (_usual("user", "["),),
    "ip_range_toolarge": (_usual("bits", Id(16)),),
    "missingcontent": (_number("fromrev", "torev"),),
    "missingparam": (_usual("parameter", "token"),),
    "missingrev": (_number("pageid"),),
    "multpages": (_usual("parameter", Markup("torevid")),),
    "multisource": (_usual("parameter", "titles"), _usual("other", "pageids")),
    "mustbeposted": (_sent("action"),),
    "mustpostparams": (_usual("parameter", "token"), _usual("count", 1)),
    "mycustomcssprotected": (_EDIT,),
    "mycustomjsonprotected": (_EDIT,),
    "mycustomjsprotected": (_EDIT,),
    "no-direct-editing": (_MODEL, _DBKEY),
    "noemail": (_sent("user"),),
    "nointerwikiprefix": (_usual("parameter", "interwikiprefix"),),
    **dict.fromkeys(("parsetree-notwikitext", "templateexpansion-notwikitext"), (_PAGE, _MODEL)),
    "nooptionname": (_usual("parameter", "optionname"),),
    "nosuchlogid": (_number("logid"),),
    "nosuchpageid": (_number("pageid", "fromid", "toid"),),
    "nosuchrcid": (_number("rcid"),),
    "nosuchrevid": (_number("undoafter", "undo", "baserevid"),),
    "nosuchsection": (_sent("section"),),
    "nosuchuser": (Filling(("user",), _target),),
    "nosuchuserid": (_number("userid"),),
    "notpatrollable": (_number("revid"),),
    "notitle": (_usual("parameter", Markup("title")),),
    "notoken": (_usual("parameter", Markup("token")),),
    "pastexpiry": (_sent("expiry"),),
    "protect-invalidaction": (_usual("type", "edit"),),
    "protect-invalidlevel": (_usual("level", "sysop"),),
    "paramempty_ids": (_usual("parameter", "ids"),),
    "redirectexists": (Filling(("page",), lambda call: Markup(call.request.params.get("to", ""))),),
    "tags-activate-not-allowed": (_sent("tag"),),
    "tags-activate-not-found": (_sent("tag"),),
    "tags-apply-blocked": (Filling(("user",), lambda call: call.user.name),),
    "tags-create-already-exists": (_sent("tag"),),
    "tags-deactivate-not-allowed": (_sent("tag"),),
    "tags-delete-not-found": (_sent("tag"),),
    "tags-manage-blocked": (Filling(("user",), lambda call: call.user.name),),
    "toofewexpiries": (_usual("given", 1), _usual("wanted", 2)),
    "outofrange": (_usual("parameter", "undo"), _usual("value", "-1"), _usual("least", 0), _usual("most", None)),
    "parseerror": (_usual("reason", "Could not unserialize content"),),
    "protectednamespace": (Filling(("namespace",), _namespace), _EDIT),
    "protectednamespace-interface": (_EDIT,),
    "protectedpage": (_usual("right", "editprotected"), _EDIT),
    "revwrongpage": (_number("undo"), _PAGE),
    "scribunto-lua-error-location": (
        _usual("place", Markup("at line 1")),
        _usual("reason", Markup("unexpected symbol near '}'")),
    ),
    "sectionsnotsupported": (_MODEL,),
    "templatedata-invalid-duplicate-value": (_usual("property", "a"), _usual("first", "b"), _usual("value", "c")),
    **{
        f"templatedata-invalid-{fault}": (_usual("property", "params"),)
        for fault in ("empty-array", "format", "unknown", "value")
    },
    **{
        f"templatedata-invalid-{fault}": (_usual("property", "params"), _usual("kind", "object"))
        for fault in ("missing", "type")
    },
    "templatedata-invalid-param": (_usual("param", "a"), _usual("property", "maps.m.k")),
    "sitecssprotected": (_EDIT,),
    "sitejsonprotected": (_EDIT,),
    "sitejsprotected": (_EDIT,),
    "siterawhtmlprotected": (_EDIT,),
    "invalidparammix-cannotusewith": (_usual("parameter", "aiuser"), _usual("other", "aifilterbots")),
    "uploadstash-bad-path-bad-format": (_sent("siifilekey"),),
    "uploadstash-file-not-found": (_sent("siifilekey"),),
    "spamdetected": (_sent("text"),),
    "spamprotectionmatch": (_sent("text"),),
    "tpt-target-page": (_usual("page", "Main Page"), _usual("url", "")),
    "unknownerror": (_usual("status", "231"),),
    "unknownerror-editpage": (_usual("status", "231"),),
}


def _filled(call: Call, code: str, data: dict[str, Any]) -> tuple[Param, ...]:
    """Return what fills the text of *code*; what comes out of *data* is no field of the reply."""
    filled: list[Param] = []
    for each in FILLINGS.get(code, ()):
        given = next((name for name in each.names if name in data), None)
        usual = each.find(call)
        filled.append(usual if given is None else _like(usual, data.pop(given)))
    return tuple(filled)


def _like(usual: Param, given: Any) -> Param:
    """Return what a test gave as what usually stands there: wikitext, or a number by which something is called."""
    if isinstance(usual, Markup) and isinstance(given, str):
        return Markup(given)
    return Id(given) if type(given) is int else given if isinstance(given, Param) else str(given)


#: What the documents say of codes that no message is left for.
_DOCUMENTED: Mapping[str, str] = {
    "editnotsupported": "Editing of this type of page is not supported using the text based edit API.",
    "filtered": "The filter callback function refused your edit",
    "notext": "One of the text, appendtext, prependtext and undo parameters must be set",
    "protectedtitle": "This title has been protected from creation",
    "taggingnotallowed": "You don't have permission to set change tags",
}


def row_of(code: str) -> ErrorRow:
    """Return the row of errors that *code* is told with."""
    from pytest_mwedit.error_catalogue import CATALOGUE  # late: as above

    if code not in CATALOGUE:
        return OTHER_ROWS[code]
    info = CATALOGUE[code]
    return ErrorRow(info.key, code, info.status)


#: Code: the row of errors that it is told with, of every error that is imitated; the catalogue knows more of some.
OTHER_ROWS: Mapping[str, ErrorRow] = {
    row.code: row for row in reversed(list(vars(errors).values())) if isinstance(row, ErrorRow)
}


def _plain_failure(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    """Tell an error whose text needs no more than what the request says."""
    if code in _DOCUMENTED:
        return ApiError(ErrorRow(LITERAL, code), Markup(_DOCUMENTED[code]))
    return ApiError(row_of(code), *_filled(call, code, data))


# Errors with more than a text


def _blocked(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    wiki = call.wiki
    pages = tuple(title_of(wiki, page) for page in data.pop("pages", ()))
    own = Block(
        id=data.pop("blockid", 1),
        target=data.pop("target", call.user.name),
        by=data.pop("blockedby", "Admin"),
        by_id=data.pop("blockedbyid", 1),
        reason=data.pop("blockreason", ""),
        timestamp=wiki.clock.now(),
        expiry=moment_of(wiki, data.pop("blockexpiry", None)),
        pages=pages,
    )
    if code == "autoblocked":
        reason = literally(wiki.config.language, "autoblocker", data.pop("account", "Somebody"), own.reason)
        own = replace(own, id=own.id + 1, target=call.address, reason=reason, parent=own.id)
    return blocked(call, own, [own], [own])


def _own_block(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    return ApiError(row_of(code), data=_blocked(call, code, data).data)


def _without_right(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    if "groups" in data:
        groups = data.pop("groups")
        return ApiError(
            errors.BAD_ACCESS_GROUPS, Listing(tuple(group_link(call, group) for group in groups)), len(groups)
        )
    right = data.pop("right", "edit" if code == "mustbeloggedin" else None)
    return ApiError(errors.BAD_ACCESS_NOBODY) if right is None else ApiError(row_of(code), message(f"action-{right}"))


def _bad_value(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    name, value = _filled(call, code, data)
    declared = declarations(call.wiki.version, call.wiki.profile)
    path = next((each.path for each in (call.declaration, declared["main"]) if name in each.by_name), None)
    values = listed_values(call, path, declared[path].by_name[str(name)]) if path is not None else ()
    return ApiError(row_of(code), name, value, *values)


def _missing(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    for name, row in _MISSING_OF_SEVERAL.items():
        if name in data:
            names = data.pop(name)
            return ApiError(row, variables(*names, sentence=True), len(names))
    return _plain_failure(call, code, data)


#: What tells of several parameters that one of them is missing.
_MISSING_OF_SEVERAL = {
    "one_of": errors.MISSING_PARAM_ONE_OF,
    "at_least_one_of": errors.MISSING_PARAM_AT_LEAST_ONE_OF,
}


def _lagged(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    del code
    lag = {"host": data.pop("host", ""), "lag": data.pop("lag", 5), "type": data.pop("type", "db")}
    bearable = call.main["maxlag"] or 0
    return lag_error({**lag, **data}, bearable, show_hostnames=call.wiki.config.show_hostnames)


def _read_only(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    del code
    reason = call.wiki.config.read_only or "The database is read-only"
    return ApiError(errors.READ_ONLY, data={"readonlyreason": data.pop("readonlyreason", reason)})


def _bad_tags(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    tags = data.pop("disallowedtags", None) or (call.params.get("tags") or ["unknown"])
    key = "tags-apply-not-allowed-one" if len(tags) == 1 else "tags-apply-not-allowed-multi"
    return ApiError(error(key, code), ", ".join(tags), len(tags), data={"disallowedtags": list(tags)})


def _too_many_values(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    name, limit = data.pop("parameter", "tags"), data.pop("limit", 50)
    told = {"parameter": name} if call.wiki.traits.names_parameter_of_too_many else {}
    limits = {"limit": limit, "lowlimit": data.pop("lowlimit", 50), "highlimit": data.pop("highlimit", 500)}
    return ApiError(row_of(code), name, limit, data={**told, **limits})


def _invalid_redirect(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    page, target = _filled(call, code, data)
    return ApiError(row_of(code), page, target, data={"redirects": {"from": page, "to": target}})


def _out_of_range(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    name, value, least, most = _filled(call, code, data)
    limits = {"min": least, "curmax": most, "max": most, "highmax": most}
    return ApiError(row_of(code), name, value, least, most, data=limits)


def _internal(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    kind = data.pop("errorclass", code.removeprefix(INTERNAL) if code.startswith(INTERNAL) else "RuntimeException")
    request_id = call.wiki.sessions.random(24)
    return ApiError(errors.INTERNAL, request_id, kind, code=f"{INTERNAL}{kind}", data={"errorclass": kind})


def _filtered(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    del call
    number, description = str(data.pop("filter", 1)), data.pop("description", "filter")
    actions = data.pop("actions", ["warn" if code.endswith("warning") else "disallow"])
    told = {"id": number, "description": description, "actions": list(actions)}
    row, *more = next((_FILTERED[action] for action in actions if action in _FILTERED), (row_of(code),))
    return ApiError(row, Markup(description), number, *more, data={"abusefilter": told})


#: What an abuse filter did: the error that tells of it, and what fills it behind the filter's description and number.
_FILTERED: Mapping[str, tuple[Any, ...]] = {
    "block": (errors.ABUSE_FILTER_BLOCKED,),
    "blockautopromote": (errors.ABUSE_FILTER_DEMOTED, Id(5 * 86400)),
    "degroup": (errors.ABUSE_FILTER_DEGROUPED,),
    "rangeblock": (errors.ABUSE_FILTER_BLOCKED,),
}


def _links_to_spam(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    del code
    return spam_blacklist.refusal(call.wiki, list(data.pop("matches", ["example.com"])))


def _bad_title(call: Call, code: str, data: dict[str, Any]) -> ApiError:
    del code
    line = data.pop("line", ".*")
    title = _title(call) or call.wiki.title("Main Page")
    return title_blacklist.refusal(call, next(title_blacklist.entries_of(line)), title)


#: Code: what makes its error, where its data or headers need more than what fills its text.
FAILURES: Mapping[str, Callable[[Call, str, dict[str, Any]], ApiError]] = {
    "abusefilter-disallowed": _filtered,
    "abusefilter-warning": _filtered,
    "autoblocked": _blocked,
    "badtags": _bad_tags,
    "badvalue": _bad_value,
    "blocked": _blocked,
    "edit-invalidredirect": _invalid_redirect,
    "internal_api_error": _internal,
    "ipbnounblockself": _own_block,
    INTERNAL: _internal,
    "maxlag": _lagged,
    "missingparam": _missing,
    "mustbeloggedin": _without_right,
    "permissiondenied": _without_right,
    "outofrange": _out_of_range,
    "readonly": _read_only,
    "spamblacklist": _links_to_spam,
    "titleblacklist-forbidden": _bad_title,
    "toomanyvalues": _too_many_values,
}

_OF_BLOCKS = ("blockid", "target", "blockedby", "blockedbyid", "blockreason", "blockexpiry", "pages")
_OF_FILTERS = ("filter", "description", "actions")

#: Code: what the functions of `FAILURES` take out of what a test gives, besides what fills the text.
HEEDED: Mapping[str, tuple[str, ...]] = {
    CAPTCHA: ("type", "mime", "id", "question", "url"),
    "abusefilter-disallowed": _OF_FILTERS,
    "abusefilter-warning": _OF_FILTERS,
    "autoblocked": (*_OF_BLOCKS, "account"),
    "badtags": ("disallowedtags",),
    "blocked": _OF_BLOCKS,
    "ipbnounblockself": _OF_BLOCKS,
    "internal_api_error": ("errorclass",),
    "maxlag": ("host", "lag", "type"),
    "missingparam": ("one_of", "at_least_one_of"),
    "mustbeloggedin": ("right", "groups"),
    "permissiondenied": ("right", "groups"),
    "readonly": ("readonlyreason",),
    "spamblacklist": ("matches",),
    "titleblacklist-forbidden": ("line",),
    "toomanyvalues": ("parameter", "limit", "lowlimit", "highlimit"),
}

#: Type of a captcha: what is asked, as the documents of the API show it.
_QUESTIONS: Mapping[str, Mapping[str, str]] = {
    "simple": {"type": "simple", "mime": "text/plain", "id": "509895952", "question": "36 + 4"},
    "math": {"type": "math", "mime": "text/tex", "id": "509895952", "question": "36 + 4 = "},
    "question": {
        "type": "question",
        "mime": "text/html",
        "id": "509895952",
        "question": "What is the capital of France?",
    },
    "image": {
        "type": "image",
        "mime": "image/png",
        "id": "509895952",
        "url": "/w/index.php?title=Special:Captcha/image&wpCaptchaId=509895952",
    },
}
