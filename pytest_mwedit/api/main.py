"""From request to reply: the steps in MediaWiki's order, and the only place that catches `ApiError`."""

from __future__ import annotations

from dataclasses import replace
from email.utils import formatdate
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions import ACTIONS
from pytest_mwedit.api.blocks import block_cookies
from pytest_mwedit.api.call import Call
from pytest_mwedit.api.cross_origin import ANYBODY, answer_preflight, check_origin
from pytest_mwedit.api.declarations import declarations, declared, parted
from pytest_mwedit.api.error_formats import ERROR_FORMATS, language_of, write_errors, write_warnings
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.formats import FORMATS, PAGES, pages, writers
from pytest_mwedit.api.formats.page import write_page
from pytest_mwedit.api.links import site_of
from pytest_mwedit.api.messages import WIKITEXT, Listing, Markup, message, text
from pytest_mwedit.api.params import UNIT_SEPARATOR, is_utf8, read_params, repaired_text
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import session_of
from pytest_mwedit.api.tokens import check_token
from pytest_mwedit.api.versions import leave_out, manner_of, retell, retold
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import code_in
from pytest_mwedit.php_variables import base_name
from pytest_mwedit.web import WebResponse
from pytest_mwedit.wiki import Wiki, iso
from pytest_mwedit.wiki.configuration import OF_EXTENSIONS, OF_VERSIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_mwedit.api.module import Module
    from pytest_mwedit.web import WebRequest

#: Where an extension may refuse the use of a module.
EXECUTION = "ApiCheckCanExecute"

#: The right to use modules that write, in versions that have it.
WRITE_RIGHT = "writeapi"

#: What a lagging wiki's reply asks clients to wait.
RETRY_AFTER = 5


def respond(wiki: Wiki, request: WebRequest, actions: Mapping[str, Module] = ACTIONS) -> WebResponse:
    """Answer a request for ``api.php`` as the wiki would.

    Raises:
        NotImitated: for what MediaWiki answers and this does not.
    """
    call = _call(wiki, request)
    refusal = check_origin(call)
    if refusal is not None:
        return refusal
    if request.method == "OPTIONS":
        return answer_preflight(call)
    error = _refused(call, actions)
    if error is None and call.whole is not None:
        return call.whole
    if error is not None and call.refusing is not None:
        return call.refusing(call, error)
    if wiki.config.debug_api:
        call.main.setdefault("warned late", not call.warnings)
        call.warn("main", DEBUGGED)
    error = _read_format_params(call, error)
    error = error or _unsaid(call)
    return _written(call, _reply(call) if error is None else _refusal(call, error), error)


def _has_warned(call: Call) -> bool:
    """Whether there are warnings already, beside the one that every reply may have."""
    return any(each.message != DEBUGGED for each in call.warnings)


def _unsaid(call: Call) -> ApiError | None:
    """Return the refusal of a reply that has no room for the warnings that there are, where that is asked for."""
    if not call.refuses_warnings or not call.warnings:
        return None
    warnings, call.warnings = _warnings(call), []
    call.blamed = "json"
    return ApiError(errors.OPENSEARCH_JSON_WARNINGS, data={"warnings": warnings})


def _refused(call: Call, actions: Mapping[str, Module]) -> ApiError | None:
    try:
        for step in STEPS:
            step(call, actions)
    except ApiError as error:
        first = call.refused
        if first is None or first is error:
            return error
        first.more += (error, *error.more)
        return first
    return None


def _call(wiki: Wiki, request: WebRequest) -> Call:
    params = request.params
    untrusted = request.header("Treat-as-Untrusted") is not None
    suppressed = untrusted or "callback" in params or params.get("origin") == ANYBODY
    session, user, rights = session_of(wiki, request, suppressed)
    arrays = frozenset(base_name(name) for name in params if "[" in name)
    call = Call(wiki, request, params, session, user, rights, arrays, suppressed)
    if session.owed_cookies:
        call.cookies, session.owed_cookies = session.owed_cookies, []
    return call


# The steps

_READING = ("GET", "HEAD")


def read_main_params(call: Call, actions: Mapping[str, Module]) -> None:
    """Read the parameters that every request may have; the format first, since errors need it."""
    call.main = dict(_MAIN_DEFAULTS)
    known = declarations(call.wiki.version, call.wiki.profile)
    call.declaration = known["main"]
    call.main.update(_early(call))
    action = call.raw.get("action")
    foreign = action is not None and action not in known and action in actions and _is_registered(actions[action])
    if foreign:
        # An action that a test answers itself: MediaWiki's list of actions does not know it.
        call.raw = {name: value for name, value in call.raw.items() if name != "action"}
    call.main.update(read_params(call, known["main"]))
    if foreign:
        call.main["action"] = action
    _refuse_unwritten(call)
    call.used.update(known[_format_of(call)].by_name)
    call.used.update(_LOOKED_AT.get(_format_of(call), ()))


#: What a format looks at and does not declare.
_LOOKED_AT: Mapping[str, tuple[str, ...]] = {"rawfm": ("callback",)}


def _is_registered(module: Module) -> bool:
    return module.declaration is not None


def _refuse_unwritten(call: Call) -> None:
    name = call.main["format"]
    if name not in FORMATS and name not in PAGES:
        raise NotImitated(f"The in-memory wiki does not write format={name}. Send format=json or format=xml.")


def check_settings(call: Call, actions: Mapping[str, Module]) -> None:
    """Fail the test for a setting that would change replies and that this wiki does not have."""
    del actions
    config = call.wiki.config
    for name, harmless, versions in OF_VERSIONS:
        if getattr(config, name) != harmless and call.wiki.version not in versions:
            raise NotImitated(
                f"MediaWiki {call.wiki.version} has no setting {name}; {', '.join(sorted(versions))} has it. "
                f"Leave it at {harmless!r}."
            )
    for name, (extension, harmless) in OF_EXTENSIONS.items():
        if getattr(config, name) != harmless and extension not in call.wiki.installed.extensions:
            raise NotImitated(
                f"The setting {name} = {getattr(config, name)!r} is for the extension {extension}, which a wiki of the "
                f"profile {call.wiki.profile!r} does not have. Use the profile 'ext': FakeEditApi(profile=\"ext\"), "
                'pytest --mwedit-profile=ext, or the marker mwedit(profile="ext").'
            )


def check_asserts(call: Call, actions: Mapping[str, Module]) -> None:
    """Honour assert and assertuser."""
    del actions
    asserted = call.main["assert"]
    if asserted == "anon" and call.user.is_registered:
        raise ApiError(errors.ASSERT_ANON_FAILED)
    if asserted == "user" and not call.user.is_registered:
        raise ApiError(errors.ASSERT_USER_FAILED)
    if asserted == "bot" and not call.may("bot"):
        raise ApiError(errors.ASSERT_BOT_FAILED)
    name = call.main["assertuser"]
    if name is not None and name != call.user.name:
        raise ApiError(errors.ASSERT_NAMED_USER_FAILED, name)


def choose_module(call: Call, actions: Mapping[str, Module]) -> None:
    """Find what answers the action."""
    name = call.main["action"]
    module = actions.get(name)
    known = declarations(call.wiki.version, call.wiki.profile)
    if module is None or (module.declaration is None and name not in known):
        raise NotImitated(
            f"The in-memory wiki does not imitate action={name}. Record the reply of a real wiki, or answer it "
            f"yourself: fake_edit_api.register({name!r}, handler)."
        )
    call.module = module
    call.declaration = module.declaration or declared(call.wiki, name)


def read_module_params(call: Call, actions: Mapping[str, Module]) -> None:
    """Check the module's parameters one by one."""
    del actions
    call.blamed = call.declaration.path
    own, _ = parted(call.declaration, call.module.late) if call.module.late else (call.declaration, None)
    call.params = read_params(call, own, call.module.lacks)


def check_tokens(call: Call, actions: Mapping[str, Module]) -> None:
    """Check the token, if the module needs one; it must not stand in the address."""
    del actions
    kind = call.declaration.token_type
    if kind is None:
        return
    name = f"{call.declaration.prefix}token"
    in_address = name in map(base_name, call.request.query)
    if in_address and not call.takes_secrets_in_address:
        raise ApiError(errors.MUST_POST_PARAMS, name, 1)
    check_token(call, kind, call.params["token"])


def check_permissions(call: Call, actions: Mapping[str, Module]) -> None:
    """Check the rights to read and to write, and that the wiki is open for writing."""
    del actions
    call.blamed = "main"
    call.is_read = True
    declaration = call.declaration
    if declaration.read and call.module.reads(call) and not call.may("read"):
        raise ApiError(errors.READ_API_DENIED)
    if not declaration.write:
        return
    if WRITE_RIGHT in call.wiki.traits.group_rights["*"] and not call.may(WRITE_RIGHT):
        raise ApiError(errors.WRITE_API_DENIED)
    if call.request.header("Promise-Non-Write-API-Action"):
        raise ApiError(errors.error("apierror-promised-nonwrite-api", "promised-nonwrite-api"))
    if not call.wiki.config.write_api:
        raise ApiError(errors.NO_API_WRITE)
    if call.wiki.config.read_only:
        raise ApiError(errors.READ_ONLY, data={"readonlyreason": call.wiki.config.read_only})


def check_hook(call: Call, actions: Mapping[str, Module]) -> None:
    """Honour the configured stand-in for an extension that lets nobody use a module."""
    del actions
    hook = call.wiki.config.hook
    if hook is None or hook["point"] != EXECUTION or hook["module"] != call.declaration.path:
        return
    fatal = hook.get("fatal")
    if not fatal:
        raise ApiError(errors.HOOK_ABORTED)
    key, *params = [fatal] if isinstance(fatal, str) else fatal
    raise ApiError(*errors.worded(call.wiki, key, *params))


def check_lag(call: Call, actions: Mapping[str, Module]) -> None:
    """Refuse when the wiki lags more than the client will bear; a wiki of one database says -1."""
    del actions
    bearable = call.main["maxlag"]
    lag: dict[str, Any] = call.wiki.config.lag or {"host": "", "lag": -1, "type": "db"}
    if bearable is not None and lag["lag"] > bearable:
        raise lag_error(lag, bearable, show_hostnames=call.wiki.config.show_hostnames)


def lag_error(lag: dict[str, Any], bearable: int = 0, *, show_hostnames: bool) -> ApiError:
    """Return the refusal of a wiki that lags."""
    # Clients key on the header X-Database-Lag; with it goes Retry-After. As the wiki answers.
    seconds = int(lag["lag"])
    headers = (("Retry-After", str(max(bearable, RETRY_AFTER))), ("X-Database-Lag", str(seconds)))
    if show_hostnames:
        return ApiError(errors.MAXLAG, lag["lag"], lag["host"], data=lag, headers=headers)
    return ApiError(errors.MAXLAG_GENERIC, lag["lag"], data={**lag}, headers=headers)


def check_post(call: Call, actions: Mapping[str, Module]) -> None:
    """Refuse a read request where a form must be sent, and warn of a form that does not say that it is one."""
    del actions
    if call.request.method not in (*_READING, "POST"):
        raise ApiError(errors.INVALID_METHOD)
    if call.request.method == "POST" and not (call.request.header("Content-Type") or "").strip():
        text = message("apiwarn-deprecation-post-without-content-type")
        call.warn_deprecated("main", text, "post-without-content-type")
    if not call.declaration.must_be_posted or call.request.method == "POST":
        return
    if not call.wiki.config.debug_api:
        raise ApiError(errors.MUST_BE_POSTED, call.declaration.path)
    call.warn("main", message("apierror-mustbeposted", call.declaration.path))


def check_https(call: Call, actions: Mapping[str, Module]) -> None:
    """Warn of a connection that everybody can read, where the wiki is set up to want none."""
    del actions
    secure = call.request.url.startswith("https:") or call.request.header("X-Forwarded-Proto") == "https"
    if call.wiki.config.force_https and not secure:
        call.warn_deprecated("main", message("apiwarn-deprecation-httpsexpected"), "https-expected")


def run_module(call: Call, actions: Mapping[str, Module]) -> None:
    """Let the module answer, and name the parameters that nobody read."""
    del actions
    call.private = call.module.private
    call.blamed = call.declaration.path
    call.module.run(call)
    call.main["warned late"] = not call.warnings
    if call.raw.keys() <= call.used:
        return
    sent = list(map(base_name, call.raw))
    names = tuple(name for name in dict.fromkeys(sent) if name not in call.used)
    if names:
        positions = tuple(map(list(dict.fromkeys(sent)).index, names)) if call.wiki.traits.positions_of_unknown else ()
        listed = Listing(tuple(map(repaired_text, names)), positions=positions)
        call.warn("main", message("apierror-unrecognizedparams", listed, len(names)), code="unrecognizedparams")


#: The order is MediaWiki's, seen by breaking several rules at once: the first step that raises decides the answer.
STEPS = (
    check_settings,
    read_main_params,
    check_asserts,
    choose_module,
    read_module_params,
    check_tokens,
    check_permissions,
    check_hook,
    check_lag,
    check_post,
    check_https,
    run_module,
)


# Main parameters

_MAIN_DEFAULTS: dict[str, Any] = {
    "errorformat": "bc",
    "errorlang": "uselang",
    "uselang": "user",
    "errorsuselocal": False,
    "requestid": None,
    "servedby": False,
    "curtimestamp": False,
    "responselanginfo": False,
    "assertuser": None,
}

_FORMAT_DEFAULTS: dict[str, Any] = {
    "formatversion": "1",
    "utf8": False,
    "ascii": False,
    "callback": None,
    "includexmlnamespace": False,
    "wrappedhtml": False,
}


def _early(call: Call) -> dict[str, Any]:
    """Return what an error met among the main parameters is told with."""
    request_id = call.raw.get("requestid")
    if request_id is not None and request_id.startswith(UNIT_SEPARATOR):
        raise NotImitated(
            "A requestid that begins with U+001F makes MediaWiki fail with an internal error, a page that the in-memory"
            " wiki does not write. Choose another requestid."
        )
    if not is_utf8(call.raw.get("uselang", "")) and _format_of(call) in PAGES:
        raise NotImitated(
            "The in-memory wiki writes no HTML page around a reply in a language whose code is not UTF-8. "
            "Send another uselang, or format=json."
        )
    early: dict[str, Any] = {
        "requestid": None
        if request_id is None
        else repaired_text(request_id, in_address="requestid" in call.request.query),
        "curtimestamp": "curtimestamp" in call.raw,
    }
    if call.raw.get("errorformat") in ERROR_FORMATS:
        early["errorformat"] = call.raw["errorformat"]
    early.update({name: repaired_text(call.raw[name]) for name in ("uselang", "errorlang") if name in call.raw})
    early["errorsuselocal"] = "errorsuselocal" in call.raw
    early["servedby"] = "servedby" in call.raw
    early["responselanginfo"] = "responselanginfo" in call.raw
    return early


def _format_of(call: Call) -> str:
    """Return the format of the reply; when there is none such, the refusal is shown on a page."""
    default = manner_of(call.wiki.version).default_format
    name = call.raw.get("format", default)
    known = declarations(call.wiki.version)
    return name if (name in FORMATS or name in PAGES) and name in known else default


def _read_format_params(call: Call, error: ApiError | None) -> ApiError | None:
    """Read the parameters of the format, which is done when the reply is written: an edit has been saved by then."""
    declaration = declarations(call.wiki.version, call.wiki.profile)[_format_of(call)]
    try:
        call.main["formatparams"] = read_params(call, declaration)
        call.main["formatparams"]["root"] = call.root if error is None else "api"
        if call.main["formatparams"].get("xslt") is not None:
            call.main["above"] = None if _has_warned(call) else "warnings"
            call.warn(declaration.path, message("apiwarn-xslt-disabled"))
    except ApiError as failure:
        # The reply cannot be written in the format asked for, and MediaWiki says so.
        call.main["above"] = None if _has_warned(call) or (call.wiki.config.debug_api and error is None) else "warnings"
        call.warn("main", message("apiwarn-errorprinterfailed"))
        call.warn(declaration.path, failure.message, code=failure.code)
        call.main["formatparams"] = {**_FORMAT_DEFAULTS, "wrappedhtml": "wrappedhtml" in call.raw}
        if error is None:
            call.blamed = declaration.path
        return error or failure
    return error


# Replies


def _docref(call: Call) -> str | None:
    if not manner_of(call.wiki.version).refers_to_documentation:
        return None
    language = language_of(call)
    # It is wikitext whatever the format of errors.
    usage = text(message("api-usage-docref", Markup(call.wiki.api_url)), WIKITEXT, language)
    return f"{usage} {text(message('api-usage-mailinglist-ref'), WIKITEXT, language)}"


def _reply(call: Call) -> Any:
    if call.whole_result is not None:
        return call.whole_result
    tree = Tree()
    result = call.result
    if call.warnings:
        warnings = _warnings(call)
        # What is written before the reply is complete stands above it, what is found afterwards on top of all.
        late = call.main["warned late"]
        if not late:
            tree.update({key: result[key] for key in _ON_TOP if key in result})
        tree["warnings"] = warnings
        tree.update({key: value for key, value in result.items() if key not in tree and key in _ON_TOP})
    else:
        tree.update({key: value for key, value in result.items() if key in _ON_TOP})
    tree.update(_about_request(call))
    tree.update({key: value for key, value in result.items() if key not in tree})
    untold = manner_of(call.wiki.version).untold
    if untold:
        leave_out(tree, untold)
    return tree


_ON_TOP = ("batchcomplete", "continue", "query-continue", "query-noncontinue")

#: A warning that every reply of a wiki set up to debug its API has.
DEBUGGED = message("apiwarn-wgdebugapi")


def _warnings(call: Call) -> Any:
    site = site_of(call)
    said = [
        replace(each, message=replace(each.message, site=site)) for each in retold(call.warnings, call.wiki.version)
    ]
    return write_warnings(said, call.main["errorformat"], language_of(call))


def _refusal(call: Call, error: ApiError) -> Tree:
    path = call.blamed
    errorformat = call.main["errorformat"]
    for each in (*error.before, error, *error.more):
        each.site = site_of(call)
        retell(each, call)
    tree = write_errors(error, path, errorformat, language_of(call), _docref(call))
    if call.warnings:
        warnings = _warnings(call)
        if call.main.get("above") == "warnings" or all(each.message == DEBUGGED for each in call.warnings):
            tree = Tree({"warnings": warnings, **tree}, content=tree.content)
        tree["warnings"] = warnings
    if "docref" in tree:
        tree["docref"] = tree.pop("docref")
    tree.update(_about_request(call, refused=True))
    return tree


def _about_request(call: Call, *, refused: bool = False) -> dict[str, Any]:
    about: dict[str, Any] = {}
    main = call.main
    if main["requestid"] is not None:
        about["requestid"] = main["requestid"]
    if (main["servedby"] or refused) and call.wiki.config.show_hostnames:
        about["servedby"] = call.wiki.installed.host or urlsplit(call.wiki.server).hostname
    if main["curtimestamp"]:
        about["curtimestamp"] = iso(call.wiki.clock.now())
    if main["responselanginfo"]:
        about["uselang"] = code_in(call.language)
        about["errorlang"] = code_in(language_of(call))
    return about


#: How many bytes of a reply the server waits for before it sends the first.
_SENT_AT_ONCE = 4096


def _written(call: Call, tree: Any, error: ApiError | None) -> WebResponse:
    status = 200 if error is None else error.row.status
    name, params = _format_of(call), call.main["formatparams"]
    if name in FORMATS:
        written = writers(call.wiki.version)[name](tree, params)
    else:
        # A page tells the status that a program would get.
        written, status = write_page(call, pages(call.wiki.version)[name], tree, params, status), 200
    headers = [("X-Content-Type-Options", "nosniff")]
    if call.login_suppressed:
        headers.append(("MediaWiki-Login-Suppressed", "true"))
    headers += call.headers
    if error is not None:
        headers += error.headers
        before = () if call.main["errorformat"] == "bc" else error.before
        codes = dict.fromkeys(each.code for each in (*before, error, *error.more))
        headers.append(("MediaWiki-API-Error", ", ".join(codes)))
    is_page = written.content_type.startswith("text/html")
    cookies = _cookies(call, error, is_page=is_page)
    if len(written.body) < _SENT_AT_ONCE:
        cookies = [*cookies, *call.late_cookies]
    if call.wiki.config.force_https:
        cookies = [cookie.replace("; path=/", "; path=/; secure") for cookie in cookies]
    headers += [("Set-Cookie", cookie) for cookie in cookies]
    headers += [
        ("Content-Type", call.content_type if error is None and call.content_type else written.content_type),
        ("X-Frame-Options", "DENY"),
        ("Content-Disposition", f"inline; filename={written.filename}"),
    ]
    headers += _caching(call, error, page=is_page)
    body = b"" if call.request.method == "HEAD" else written.body
    return WebResponse(status, tuple(headers), body)


def _cookies(call: Call, error: ApiError | None, *, is_page: bool) -> list[str]:
    """Return the cookies to set, with that of a block where the wiki knows who asks: not for what anybody is told."""
    known = error is not None or call.private or call.session.kept
    return [*call.cookies, *block_cookies(call, is_page=is_page)] if known else call.cookies


def _caching(call: Call, error: ApiError | None, *, page: bool) -> list[tuple[str, str]]:
    """Return the headers that say for how long, and for whom, a reply is good."""
    # What a request writes is never kept.
    kept = error is None or (call.wiki.traits.keeps_errors and call.is_read)
    kept = kept and not call.declaration.write
    age, shared_age = (call.age or (call.main.get(name, 0) if kept else 0) for name in ("maxage", "smaxage"))
    # A page, and a reply in the language of whoever asks, is that one's own.
    own = call.session.kept and (page or call.main["uselang"] == "user")
    public = (age or shared_age) and error is None and not call.private and not own
    headers: list[tuple[str, str]] = []
    if error is None and not call.private and not _is_closed(call):
        told_apart = "Origin, " if call.raw.get("origin", ANYBODY) != ANYBODY else ""
        headers.append(("Vary", f"Accept-Encoding, {told_apart}Treat-as-Untrusted, Cookie"))
    elif page:
        headers.append(("Vary", "Accept-Encoding, Cookie"))
    if page:
        headers.append(("Content-Language", call.wiki.config.language))
    if public or page:
        soonest = min(age, shared_age)
        expires = call.wiki.clock.now() + soonest if soonest else 1
        headers.append(("Expires", formatdate(expires if public else 0, usegmt=True)))
    # A module tells both ages, the other one first.
    ages = f"max-age={age}, s-maxage={shared_age}" if call.age else f"s-maxage={shared_age}, max-age={age}"
    caching = f"{ages}, public" if public else f"private, must-revalidate, max-age={age}"
    headers.append(("Cache-Control", caching))
    return headers


def _is_closed(call: Call) -> bool:
    """Whether the wiki is one that only some may read."""
    return call.wiki.config.group_permissions.get("*", {}).get("read") is False
