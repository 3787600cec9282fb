"""What a test says about a reply of the API.

Every helper takes a response of any HTTP client, or a reply as `dict`, `str` or `bytes`, in JSON or XML,
and fails with what was expected, what came, the request behind it where the response knows it, and what to check next.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from operator import methodcaller
from typing import TYPE_CHECKING, Any, Never, NoReturn, Self

from pytest_mwedit.error_codes import about_expecting, what_to_check, when_it_comes
from pytest_mwedit.replies import Data, Message, Reply, UnreadableReply, read_reply, request_lines

if TYPE_CHECKING:
    from types import TracebackType

#: A failure points at the test's own line, not at a line of this module.
__tracebackhide__ = methodcaller("errisinstance", AssertionError)

Match = str | re.Pattern[str]


@dataclass(frozen=True)
class EditResult:
    """What `action=edit` answered; ``data`` is the whole `edit` object."""

    result: str
    title: str | None = None
    pageid: int | None = None
    contentmodel: str | None = None
    oldrevid: int | None = None
    newrevid: int | None = None
    newtimestamp: str | None = None
    new: bool = False
    nochange: bool = False
    watched: bool = False
    watchlistexpiry: str | None = None
    tempusercreated: bool = False
    captcha: Data | None = None
    redirects: Data | None = None
    data: Data = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class StashResult:
    """What `action=stashedit` answered."""

    status: str
    texthash: str | None = None
    data: Data = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class ApiError:
    """An error of the API; ``data`` is the whole error object, with `blockinfo` and the like."""

    code: str
    info: str = ""
    module: str | None = None
    data: Data = field(default_factory=dict, repr=False)


def assert_edit_success(
    response: object,
    *,
    title: str | None = None,
    pageid: int | None = None,
    oldrevid: int | None = None,
    newrevid: int | None = None,
    new: bool | None = None,
    nochange: bool | None = None,
    contentmodel: str | None = None,
    watched: bool | None = None,
    newtimestamp: str | None = None,
    watchlistexpiry: str | None = None,
    tempusercreated: bool | None = None,
    **unknown: Never,
) -> EditResult:
    """Assert that an edit was saved (or changed nothing), and what the reply says of it."""
    expected = {
        "title": title,
        "pageid": pageid,
        "oldrevid": oldrevid,
        "newrevid": newrevid,
        "new": new,
        "nochange": nochange,
        "contentmodel": contentmodel,
        "watched": watched,
        "newtimestamp": newtimestamp,
        "watchlistexpiry": watchlistexpiry,
        "tempusercreated": tempusercreated,
    }
    call = "assert_edit_success"
    _check_keywords(call, expected, unknown)
    asked = {name: _checked(call, name, value) for name, value in expected.items() if value is not None}
    reply = read_reply(response, call)
    edit = _edit_result(reply)
    if edit is None or edit.result != "Success":
        _fail("Expected the edit to succeed", reply)
    differences = [line for name, value in asked.items() for line in _difference(name, value, getattr(edit, name))]
    if differences:
        _fail("The edit succeeded, but not as expected", reply, differences)
    return edit


def assert_edit_failure(response: object, *, captcha: bool | str | Data | None = None, **unknown: Never) -> EditResult:
    """Assert that the edit was answered with `result: Failure`.

    *captcha* is its type, a part of it as a dict, or whether there is one.
    """
    call = "assert_edit_failure"
    _check_keywords(call, {"captcha": captcha}, unknown)
    if captcha is not None and not isinstance(captcha, bool | str | Mapping):
        raise TypeError(f"{call}: captcha= is True, False, a type such as 'question', or a dict; got {captcha!r}.")
    reply = read_reply(response, call)
    edit = _edit_result(reply)
    if edit is None or edit.result == "Success":
        _fail("Expected the edit to be answered with result: Failure", reply)
    differences = _captcha_differences(captcha, edit.captcha)
    if differences:
        _fail("The edit failed, but not as expected", reply, differences)
    return edit


def assert_stashed(
    response: object, *, text: str | None = None, texthash: str | None = None, **unknown: Never
) -> StashResult:
    """Assert that an edit was stashed, and with the hash of *text* (as MediaWiki trims it)."""
    call = "assert_stashed"
    expected = {"text": text, "texthash": texthash}
    _check_keywords(call, expected, unknown)
    for name, value in expected.items():
        if value is not None:
            _checked(call, name, value)
    reply = read_reply(response, call)
    answer = reply.module("stashedit")
    if answer is None or answer.get("status") != "stashed":
        _fail("Expected the edit to be stashed", reply)
    stash = StashResult("stashed", answer.get("texthash"), answer)
    differences = _hash_differences(text, texthash, stash.texthash)
    if differences:
        _fail("The edit was stashed, but another text", reply, differences)
    return stash


def assert_api_error(
    response: object, code: str, *, info: str | None = None, match: Match | None = None, **unknown: Never
) -> ApiError:
    """Assert that the API answered the error *code*; *info* is its whole text, *match* a pattern found in it."""
    call = "assert_api_error"
    _check_keywords(call, {"info": info, "match": match}, unknown)
    _check_code(call, code)
    _check_texts(call, info, match)
    reply = read_reply(response, call)
    errors = [_api_error(error) for error in reply.errors]
    found = [error for error in errors if error.code == code]
    if not found:
        came = errors[0].code if errors else None
        _fail(
            f"Expected the error {code}",
            reply,
            advice=about_expecting(str(code), came),
            last_advice=None if errors else when_it_comes(str(code)),
        )
    differences = _text_differences("info", found[0].info, info, match)
    if differences:
        _fail(f"The error {code} came, but not as expected", reply, differences)
    return found[0]


def assert_api_warning(response: object, module: str, match: Match | None = None) -> str:
    """Assert that *module* (`main`, `edit`, `query+tokens` ...) warned, and return the text of its warning."""
    call = "assert_api_warning"
    if not isinstance(module, str):
        raise TypeError(f"{call}: the module is a string such as 'main' or 'edit'; got {module!r}.")
    _check_texts(call, None, match)
    reply = read_reply(response, call)
    texts = [warning.text or warning.code for warning in reply.warnings if _is_module(warning.module, module)]
    if not texts:
        _fail(f"Expected a warning of the module {module}", reply)
    found = [text for text in texts if match is None or re.search(match, text)]
    if not found:
        _fail(
            f"The module {module} warned, but not as expected", reply, [f"warning: nothing matches {_pattern(match)!r}"]
        )
    return found[0]


def assert_no_warnings(response: object) -> None:
    """Assert that the reply carries no warning of any module."""
    reply = read_reply(response, "assert_no_warnings")
    if reply.warnings:
        _fail("Expected no warnings", reply)


class raises_api_error:  # noqa: N801, RUF100 - reads like pytest.raises
    """Assert that the block raises an API error with this code, as any client's own exception.

    ``value`` is the `ApiError` afterwards, ``exception`` the client's exception.
    """

    value: ApiError
    exception: Exception

    def __init__(self, code: str, *, info: str | None = None, match: Match | None = None, **unknown: Never) -> None:
        _check_keywords("raises_api_error", {"info": info, "match": match}, unknown)
        _check_code("raises_api_error", code)
        _check_texts("raises_api_error", info, match)
        self.code, self.info, self.match = str(code), info, match

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, exception: BaseException | None, _traceback: TracebackType | None) -> bool:
        if exception is None:
            raise AssertionError(
                f"Expected the error {self.code} to be raised, but the block ended without an exception.\n"
                f"What to check: requests, httpx and aiohttp do not raise for an error of the API; "
                f"for those write assert_api_error(response, {self.code!r})."
            )
        error = raised_api_error(exception) if isinstance(exception, Exception) else None
        if error is None or not isinstance(exception, Exception):
            return False  # not an error of the API: the test sees it as it is
        self.value, self.exception = error, exception
        differences = _text_differences("info", error.info, self.info, self.match)
        if error.code != self.code or differences:
            came = [f"The client raised {type(exception).__name__}:", *_error_lines(error)]
            advice = about_expecting(self.code, error.code) or what_to_check(error.code)
            lines = [f"Expected the error {self.code}.", *(f"  {line}" for line in differences), *came]
            raise AssertionError("\n".join([*lines, *([f"What to check: {advice}"] if advice else [])])) from exception
        return True


# --- exceptions of clients ------------------------------------------------------------------------------------------

#: Clients whose own exceptions replace an API error while they handle it (pywikibot even hides it with `from None`).
CLIENTS = frozenset({"mwapi", "mwclient", "pywikibot"})

#: What exceptions without a code stand for.
CODES_OF_EXCEPTIONS = {
    ("mwclient", "AssertUserFailedError"): "assertuserfailed",
    ("mwclient", "ProtectedPageError"): "protectedpage",
    ("mwclient", "UserBlocked"): "blocked",
    ("pywikibot", "AbuseFilterDisallowedError"): "abusefilter-disallowed",
    ("pywikibot", "CascadeLockedPageError"): "cascadeprotected",
    ("pywikibot", "EditConflictError"): "editconflict",
    ("pywikibot", "LockedNoPageError"): "protectedtitle",
    ("pywikibot", "LockedPageError"): "protectedpage",
    ("pywikibot", "MaxlagTimeoutError"): "maxlag",
    ("pywikibot", "NoCreateError"): "missingtitle",
    ("pywikibot", "PageCreatedConflictError"): "articleexists",
    ("pywikibot", "PageDeletedConflictError"): "pagedeleted",
    ("pywikibot", "SpamblacklistError"): "spamblacklist",
    ("pywikibot", "TitleblacklistError"): "titleblacklist-forbidden",
}


def raised_api_error(exception: BaseException) -> ApiError | None:
    """Return the error of the API that *exception* stands for, or None when it is something else."""
    chain = _chain(exception)
    found = (error for read in READERS for link in chain if (error := read(link)))
    return next(found, None)


def _chain(exception: BaseException) -> list[BaseException]:
    """Return *exception* and those behind it: explicit causes always, the context only of a client's own exceptions."""
    chain: list[BaseException] = []
    link: BaseException | None = exception
    while link is not None and link not in chain:
        chain.append(link)
        behind = [link.__cause__, getattr(link, "reason", None)]
        behind += [link.__context__] if _package(link) in CLIENTS else []
        link = next((each for each in behind if isinstance(each, BaseException)), None)
    return chain


def _package(exception: BaseException) -> str:
    return type(exception).__module__.partition(".")[0]


def _by_code(exception: BaseException) -> ApiError | None:
    code, info = getattr(exception, "code", None), getattr(exception, "info", None)
    if not isinstance(code, str) or not code:
        return None
    data = getattr(exception, "other", None)
    return ApiError(code, info if isinstance(info, str) else "", data=data if isinstance(data, Mapping) else {})


def _by_response(exception: BaseException) -> ApiError | None:
    response = getattr(exception, "response", None)
    if response is None:
        return None
    try:
        errors = read_reply(response, "raises_api_error").errors
    except (TypeError, UnreadableReply):
        return None
    return _api_error(errors[0]) if errors else None


def _by_name(exception: BaseException) -> ApiError | None:
    names = (kind.__name__ for kind in type(exception).__mro__)
    code = next((code for name in names if (code := CODES_OF_EXCEPTIONS.get((_package(exception), name)))), None)
    return ApiError(code, str(exception)) if code else None


#: How an exception tells its code, the surest way first.
READERS: tuple[Callable[[BaseException], ApiError | None], ...] = (_by_code, _by_response, _by_name)


# --- reading --------------------------------------------------------------------------------------------------------


def _edit_result(reply: Reply) -> EditResult | None:
    edit = reply.module("edit")
    if edit is None or "result" not in edit:
        return None
    return EditResult(
        result=str(edit["result"]),
        title=edit.get("title"),
        pageid=_integer(edit.get("pageid")),
        contentmodel=edit.get("contentmodel"),
        oldrevid=_integer(edit.get("oldrevid")),
        newrevid=_integer(edit.get("newrevid")),
        newtimestamp=edit.get("newtimestamp"),
        new=_flag(edit, "new"),
        nochange=_flag(edit, "nochange"),
        watched=_flag(edit, "watched"),
        watchlistexpiry=edit.get("watchlistexpiry"),
        tempusercreated=_flag(edit, "tempusercreated"),
        captcha=edit.get("captcha"),
        redirects=reply.module("redirects"),
        data=edit,
    )


def _integer(value: Any) -> int | None:
    return None if value is None else int(value)


def _flag(answer: Data, name: str) -> bool:
    """Tell whether a flag is set: ``true`` in format version 2, present (and empty) in version 1 and in XML."""
    return answer.get(name, False) is not False


def _api_error(message: Message) -> ApiError:
    return ApiError(message.code, message.text, message.module, message.data)


def _is_module(came: str | None, expected: str) -> bool:
    """Compare a module by its path or its name: the error format `bc` says `tokens`, the others `query+tokens`."""
    return came is not None and (came == expected or came.rpartition("+")[2] == expected.rpartition("+")[2])


def _sha1(text: str) -> str:
    return hashlib.sha1(text.encode("utf-8", "surrogatepass")).hexdigest()


def _stashed_text(text: str) -> str:
    """Return *text* as MediaWiki hashes it: in normal form C, with line feeds, without white space at the end."""
    return unicodedata.normalize("NFC", text).replace("\r\n", "\n").rstrip(" \t\n\r\0\x0b")


# --- comparing ------------------------------------------------------------------------------------------------------


def _difference(name: str, expected: object, came: object) -> list[str]:
    if name == "title" and came is not None:
        return _title_difference(str(expected), str(came))
    return [] if expected == came else [f"{name}: expected {expected!r}, got {came!r}"]


def _title_difference(expected: str, came: str) -> list[str]:
    if _same_title(expected, came):
        return []
    line = f"title: expected {expected!r}, got {came!r}"
    wanted, got = _parts(expected), _parts(came)
    if wanted[0] and got[0] and wanted[1] == got[1]:
        line += f" (if {got[0]!r} is what this wiki calls its namespace {wanted[0]!r}, expect {came!r})"
    return [line]


def _same_title(expected: str, came: str) -> bool:
    """Compare titles as MediaWiki does: underscores are spaces, first letters are capital.

    `Project` is whatever the wiki calls its own namespace, which the reply does not tell.
    """
    wanted, got = _parts(expected), _parts(came)
    if wanted == got:
        return True
    own = {"Project": False, "Project talk": True}.get(wanted[0])
    return own is not None and wanted[1] == got[1] and got[0] not in CANONICAL_NAMESPACES and got[0] != ""


#: Prefixes that are never a wiki's own name for `Project`.
CANONICAL_NAMESPACES = frozenset(
    f"{name}{talk}"
    for name in ("", "User", "File", "MediaWiki", "Template", "Help", "Category")
    for talk in ("", " talk" if name else "Talk")
)


def _parts(title: str) -> tuple[str, str]:
    spaced = " ".join(title.replace("_", " ").split())
    prefix, colon, rest = spaced.partition(":")
    if not colon:
        return "", _capital(spaced)
    return _capital(prefix.strip()), _capital(rest.strip())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _captcha_differences(expected: bool | str | Data | None, came: Data | None) -> list[str]:
    if expected is None:
        return []
    if isinstance(expected, bool):
        return (
            []
            if expected == (came is not None)
            else [f"captcha: expected {'one' if expected else 'none'}, got {came!r}"]
        )
    wanted = {"type": expected} if isinstance(expected, str) else expected
    if came is None:
        return [f"captcha: expected one with {dict(wanted)!r}, got none"]
    return [
        f"captcha.{name}: expected {value!r}, got {came.get(name)!r}"
        for name, value in wanted.items()
        if came.get(name) != value
    ]


def _hash_differences(text: str | None, texthash: str | None, came: str | None) -> list[str]:
    differences = []
    if texthash is not None and came != texthash:
        differences.append(f"texthash: expected {texthash!r}, got {came!r}")
    if text is not None and came not in {_sha1(text), _sha1(_stashed_text(text))}:
        differences.append(f"texthash: expected {_sha1(_stashed_text(text))!r}, the SHA-1 of the text; got {came!r}")
    return differences


def _text_differences(name: str, came: str, expected: str | None, match: Match | None) -> list[str]:
    differences = []
    if expected is not None and came != expected:
        differences.append(f"{name}: expected {expected!r}, got {came!r}")
    if match is not None and not re.search(match, came):
        differences.append(f"{name}: {_pattern(match)!r} is not found in {came!r}")
    return differences


def _pattern(match: Match | None) -> str:
    return match.pattern if isinstance(match, re.Pattern) else str(match)


# --- misuse ---------------------------------------------------------------------------------------------------------

#: The type that each keyword takes, and an example.
KEYWORDS: dict[str, tuple[type, str]] = {
    "title": (str, "'Project:Sandbox'"),
    "pageid": (int, "5001"),
    "oldrevid": (int, "71001"),
    "newrevid": (int, "71002"),
    "new": (bool, "True"),
    "nochange": (bool, "True"),
    "contentmodel": (str, "'wikitext'"),
    "watched": (bool, "True"),
    "newtimestamp": (str, "'2020-01-01T00:00:00Z'"),
    "watchlistexpiry": (str, "'2020-01-08T00:00:00Z'"),
    "tempusercreated": (bool, "True"),
    "text": (str, "'the text that was sent'"),
    "texthash": (str, "'a9993e364706816aba3e25717850c26c9cd0d89d'"),
    "info": (str, "'Invalid CSRF token.'"),
}


def _check_keywords(call: str, known: Mapping[str, object], unknown: Mapping[str, object]) -> None:
    if not unknown:
        return
    import difflib  # late: only misuse needs it

    name = next(iter(unknown))
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]}=?" if close else f"it knows {', '.join(f'{each}=' for each in known)}."
    raise TypeError(f"{call} knows no {name}=; {hint}")


def _checked(call: str, name: str, value: object) -> object:
    kind, example = KEYWORDS[name]
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise TypeError(f"{call}: {name}= is {_named(kind)}, for example {name}={example}; got {value!r}.")
    return value


def _named(kind: type) -> str:
    return {str: "a string", int: "a number", bool: "True or False"}[kind]


def _check_code(call: str, code: object) -> None:
    if not isinstance(code, str):
        raise TypeError(f"{call}: the code is a string such as 'badtoken', or ErrorCode.BADTOKEN; got {code!r}.")


def _check_texts(call: str, info: object, match: object) -> None:
    if info is not None:
        _checked(call, "info", info)
    if match is not None and not isinstance(match, str | re.Pattern):
        raise TypeError(f"{call}: match= is a regular expression, for example match='CSRF'; got {match!r}.")


# --- failing --------------------------------------------------------------------------------------------------------


def _fail(
    expectation: str,
    reply: Reply,
    differences: list[str] | None = None,
    advice: str | None = None,
    last_advice: str | None = None,
) -> NoReturn:
    what_came, its_advice = _what_came(reply)
    lines = [
        f"{expectation}.",
        *(f"  {line}" for line in differences or ()),
        "",
        *what_came,
        *request_lines(reply.request),
    ]
    advice = advice or (None if differences else its_advice) or last_advice
    if advice:
        lines += ["", f"What to check: {advice}"]
    raise AssertionError("\n".join(lines))


def _what_came(reply: Reply) -> tuple[list[str], str | None]:
    """Describe a reply for people, and advise on it; the first row that fits decides."""
    described = (describe(reply) for describe in DESCRIPTIONS)
    lines, advice = next(each for each in described if each)
    warnings = [f"  warning ({warning.module}): {warning.text or warning.code}" for warning in reply.warnings]
    return [*lines, *warnings], advice


Description = tuple[list[str], str | None]


def _describe_errors(reply: Reply) -> Description | None:
    errors = [_api_error(error) for error in reply.errors]
    if not errors:
        return None
    lines = [line for error in errors for line in _error_lines(error)]
    return ["MediaWiki answered an error:", *lines], what_to_check(errors[0].code)


def _error_lines(error: ApiError) -> list[str]:
    shown = {"code", "info", "module", "text", "html", "*", "docref", "key", "params"}
    lines = [f"  code: {error.code}", f"  info: {error.info}" if error.info else "  (no text in this error format)"]
    lines += [f"  module: {error.module}"] if error.module else []
    return lines + [f"  {name}: {_plain(value)}" for name, value in error.data.items() if name not in shown]


def _describe_captcha(reply: Reply) -> Description | None:
    edit = reply.module("edit")
    captcha = edit.get("captcha") if edit else None
    if not isinstance(captcha, Mapping):
        return None
    return [
        "MediaWiki asks for a captcha before it saves:",
        *(f"  {name}: {value}" for name, value in captcha.items()),
    ], "Send the edit again with captchaid and captchaword, or with an account that has the right skipcaptcha."


def _describe_login(reply: Reply) -> Description | None:
    login = reply.module("login")
    if login is None or login.get("result") == "Success":
        return None
    return [
        "MediaWiki refused a login:",
        *(f"  {name}: {_plain(login[name])}" for name in ("result", "reason") if name in login),
    ], "A login tells its failure in `login.result`, not as an error of the API."


def _describe_stash(reply: Reply) -> Description | None:
    stash = reply.module("stashedit")
    if stash is None:
        return None
    status = str(stash.get("status"))
    return [f"MediaWiki answered stashedit: {_plain(stash)}"], STASH_ADVICE.get(status)


#: What to check when a stash was asked for and another status came.
STASH_ADVICE = {
    "stashed": "The reply is one of action=stashedit; assert_stashed reads those.",
    "editconflict": "The text conflicts with edits since `baserevid`. Read the page again.",
    "ratelimited": "The account stashes too often, or has no right to edit the page at all.",
    "uncacheable": "The text cannot be stashed, for instance when it is the page's own and older than five minutes.",
}


def _describe_edit(reply: Reply) -> Description | None:
    edit = reply.module("edit")
    if edit is None:
        return None
    advice = {"Success": None, "Failure": "An extension refused the edit; the reply may say more."}
    return [f"MediaWiki answered edit: {_plain(edit)}"], advice.get(str(edit.get("result")))


def _describe_rest(reply: Reply) -> Description:
    keys = ", ".join(str(key) for key in reply.data) or "nothing"
    advice = "Is this the reply of the request that the test means?" if reply.data else None
    return [f"MediaWiki's reply has: {keys}."], advice


#: What a reply can be, the most telling first.
DESCRIPTIONS: tuple[Callable[[Reply], Description | None], ...] = (
    _describe_errors,
    _describe_captcha,
    _describe_login,
    _describe_stash,
    _describe_edit,
    _describe_rest,
)


def _plain(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_plain(each)}" for name, each in value.items()) + "}"
    return str(value)
