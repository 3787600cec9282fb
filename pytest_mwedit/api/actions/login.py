"""action=login: the two steps of a bot's login."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.error_formats import language_of, write_reason
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.extensions import is_login_hindered, note_failed_login
from pytest_mwedit.api.messages import WIKITEXT, Duration, Markup, Message, message, text
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import log_in, log_in_bot, user_token
from pytest_mwedit.api.tokens import issue_token
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.languages import NAMES_OF_MESSAGES, code_in
from pytest_mwedit.wiki.blocks import contains
from pytest_mwedit.wiki.rates import FAILED_LOGINS, exceeds_throttle, forgive_throttled
from pytest_mwedit.wiki.users import BotPassword, user_name

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import User, Wiki

#: What a bot password looks like; anything else is a main password.
_BOT_PASSWORD = re.compile(r"[0-9a-w]{32,}")

#: What keeps the sessions of bot passwords.
PROVIDER = "MediaWiki\\Session\\BotPasswordSessionProvider"

WRONG_PASSWORD = message("wrongpassword")
NO_CREDENTIALS = message("authmanager-authn-no-primary")
LOGIN_TIMED_OUT = message("authpage-cannot-login-continue")
TOO_MANY_LOGINS = message("login-throttled", Duration(FAILED_LOGINS.seconds))

#: What is counted of logins that fail: main passwords and bot passwords, each by the name of the account.
MAIN, BOT = "login", "login of a bot"


def run(call: Call) -> None:
    """Log in, or say why not."""
    name, password, token = call.params["name"], call.params["password"], call.params["token"]
    posted_only = [each for each in ("lgpassword", "lgtoken") if each in call.request.query]
    if posted_only and not call.takes_secrets_in_address:
        raise ApiError(errors.MUST_POST_PARAMS, ", ".join(posted_only), len(posted_only))
    if call.login_suppressed:
        _answer(call, "Aborted", reason=_told(call, message("api-login-fail-sameorigin")))
        return
    if call.session.bot_password is not None:
        # The text names MediaWiki's class; clients match it.
        provider = message("sessionprovider-generic", PROVIDER)
        if code_in(language_of(call)) == NAMES_OF_MESSAGES:
            # It has a message of its own, which says nothing.
            provider = message("sessionprovider-" + PROVIDER.replace("\\", "-").lower())
        named = Markup(text(provider, WIKITEXT, language_of(call)))
        _answer(call, "Aborted", reason=_told(call, message("api-login-fail-badsessionprovider", named)))
        return
    if not token:
        call.warn_deprecated("login", message("apiwarn-deprecation-login-token"), "action=login&!lgtoken")
        token = issue_token(call, "login")
        _answer(call, "NeedToken", token=token, **_cookies(call))
        return
    sessions = call.wiki.sessions
    if "login" not in call.session.secrets and not call.session.adopted_tokens.get("login"):
        # The session gets a token now: the next wrong one is a wrong token.
        issue_token(call, "login")
        _fail(call, LOGIN_TIMED_OUT, "WrongToken")
        return
    if not sessions.accepts(call.session, "login", token):
        _answer(call, "WrongToken")
        return
    _authenticate(call, name or "", password or "")


def _authenticate(call: Call, name: str, password: str) -> None:
    if _is_bot_throttled(call, name, password):
        _fail(call, TOO_MANY_LOGINS, "Throttled")
        return
    bot = _bot_login(call, name, password)
    if isinstance(bot, Message):
        _fail(call, bot, "Failed")
        return
    if bot is not None:
        user, app = bot
        forgive_throttled(call.wiki, BOT, user.name)
        log_in_bot(call, user, app)
        _succeed(call, user)
        return
    known = user_name(name)
    if is_throttled(call, known, name, password):
        _fail(call, TOO_MANY_LOGINS, "Throttled")
        return
    if is_login_hindered(call, {}):
        _fail(call, WRONG_PASSWORD, "WrongPass")
        note_failed_login(call)
        return
    if known is None or not password or is_system(call, known):
        note_failed_login(call)
        _fail(call, NO_CREDENTIALS, "Illegal" if name and password else "EmptyPass" if name else "NoName")
        return
    found = account(call, known, password)
    if found is None:
        note_failed_login(call)
        _fail(call, WRONG_PASSWORD, "WrongPass" if known in call.wiki.users else "NotExists")
        return
    if call.wiki.keeps_from_logging_in(found):
        _fail(call, user_blocked(found), "Blocked")
        return
    forgive_throttled(call.wiki, MAIN, known)
    log_in(call, found)
    if call.wiki.config.bot_passwords:
        call.warn_deprecated("login", message("apiwarn-deprecation-login-botpw"), "main-account-login")
    else:
        call.warn_deprecated("login", message("apiwarn-deprecation-login-nobotpw"), "main-account-login")
    _succeed(call, found)


def is_throttled(call: Call, known: str | None, name: str, password: str) -> bool:
    """Count a login with a main password; whether too many failed before.

    Those that lack the name or the password are counted together, those with what cannot be a name not at all.
    """
    counted = known if name and password else ""
    return counted is not None and exceeds_throttle(call.wiki, FAILED_LOGINS, MAIN, counted)


def _is_bot_throttled(call: Call, name: str, password: str) -> bool:
    """Count a login with what could be a bot password of an account; whether too many failed before."""
    if not (call.wiki.config.bot_passwords and call.wiki.traits.has_bot_passwords):
        return False
    for base, _, secret in _bot_spellings(name, password):
        user = call.wiki.user(base)
        if user is not None and _BOT_PASSWORD.fullmatch(secret):
            return exceeds_throttle(call.wiki, FAILED_LOGINS, BOT, user.name)
    return False


def user_blocked(user: User) -> Message:
    """Return why somebody blocked cannot log in."""
    return message("login-userblocked", user.name)


def is_system(call: Call, name: str) -> bool:
    """Whether *name* is an account that nobody can log in to."""
    user = call.wiki.users.get(name)
    return user is not None and user.system


def account(call: Call, name: str, password: str) -> User | None:
    """Return the account that *password* opens, or None."""
    wiki = call.wiki
    user = wiki.users.get(name)
    if user is None:
        # Not MediaWiki's doing: a wiki of a test is open to strangers unless it was told not to be.
        if not wiki.config.open_login or "@" in name:
            return None
        return wiki.create_user(name, password=password)
    if user.password is None:
        return user if wiki.config.open_login else None
    return user if user.password == password else None


def _bot_login(call: Call, name: str, password: str) -> tuple[User, str] | Message | None:
    """Return whom ``Name@app`` with a bot password, or ``Name`` with ``app@password``, logs in, or why it does not."""
    wiki = call.wiki
    if not (wiki.config.bot_passwords and wiki.traits.has_bot_passwords):
        return None
    for base, app, secret in _bot_spellings(name, password):
        user = wiki.user(base)
        known = user.bot_passwords.get(app) if user is not None else None
        if user is not None and known is not None and known.must_be_reset:
            return message("botpasswords-needs-reset", user.name, app)
        if user is not None and known is not None and known.password == secret:
            return (user, app) if any(contains(each, call.address) for each in known.ranges) else None
    return _stranger_with_bot_password(wiki, name, password)


def _stranger_with_bot_password(wiki: Wiki, name: str, password: str) -> tuple[User, str] | None:
    """Make the account that ``Name@app`` names, if nobody is called so and strangers may log in."""
    base, _, app = name.rpartition("@")
    known = user_name(base) if base and app and password and wiki.config.open_login else None
    if known is None or known in wiki.users:
        return None
    user = wiki.create_user(known)
    user.bot_passwords[app] = BotPassword(app, password)
    return user, app


def _bot_spellings(name: str, password: str) -> list[tuple[str, str, str]]:
    spellings = []
    if "@" in name:
        base, _, app = name.rpartition("@")
        spellings.append((base, app, password))
    if "@" in password:
        app, _, secret = password.rpartition("@")
        spellings.append((name, app, secret))
    return spellings


def _succeed(call: Call, user: User) -> None:
    call.user = user
    told = {"lgtoken": user_token(call.wiki, user)} if manner_of(call.wiki.version).tells_cookies_at_login else {}
    _answer(call, "Success", lguserid=user.id, lgusername=user.name, **told, **_cookies(call))


def _cookies(call: Call) -> dict[str, str]:
    """Return what clients of old made their cookies from."""
    if not manner_of(call.wiki.version).tells_cookies_at_login:
        return {}
    return {"cookieprefix": call.wiki.config.cookie_prefix, "sessionid": call.session.id}


def _fail(call: Call, reason: Message, word: str) -> None:
    """Answer why nobody was logged in; versions of old have one *word* for each reason."""
    if manner_of(call.wiki.version).tells_login_failures_by_result:
        _answer(call, word)
    else:
        _answer(call, "Failed", reason=_told(call, reason))


def _told(call: Call, reason: Message) -> Any:
    return write_reason(reason, call.main["errorformat"], language_of(call))


def _answer(call: Call, result: str, **fields: Any) -> None:
    call.result["login"] = Tree(result=result, **fields)
