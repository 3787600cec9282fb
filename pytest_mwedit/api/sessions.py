"""Cookies: who sends a request, and what a reply sets."""

from __future__ import annotations

import hashlib
import re
import time
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from pytest_mwedit.wiki import Session, User, Wiki

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.web import WebRequest

#: How long a main account's login is remembered.
REMEMBERED = 180 * 86400
#: How long the name is kept of somebody who is not to be remembered.
NOT_REMEMBERED = 30 * 86400
_GONE = "deleted; expires=Thu, 01 Jan 1970 00:00:01 GMT; Max-Age=0; path=/; HttpOnly"


def session_of(wiki: Wiki, request: WebRequest, suppressed: bool = False) -> tuple[Session, User, dict[str, bool]]:
    """Return the session that the cookies of *request* name, its user and the rights that the user has in it."""
    session = _session(wiki, request)
    user = wiki.users.get(session.user) if session.user is not None and not suppressed else None
    if user is None:
        user = User("127.0.0.1")
    rights = wiki.rights_of(user)
    if wiki.config.block_disables_login and user.is_registered and wiki.is_blocked(user):
        # Who should not be logged in has the rights of those who are not.
        rights = wiki.rights_in(["*"])
    if session.bot_password is not None:
        # Its grants limit also who is not trusted to be its user.
        granted = session.bot_password.rights(wiki.traits.grant_rights)
        rights = {right: True for right in rights if right in granted}
    return session, user, rights


def _session(wiki: Wiki, request: WebRequest) -> Session:
    cookies = request.cookies if request.header("Cookie") else {}
    if not cookies:
        return Session(wiki.sessions.new_id())
    prefix = wiki.config.cookie_prefix
    by_id = wiki.sessions.by_id
    bot_session_id = cookies.get(f"{prefix}_BPsession", "")
    session = by_id.get(bot_session_id)
    if session is not None and session.bot_password is not None:
        return session
    lost = [f"{prefix}_BPsession={_GONE}"] if _SESSION_ID.fullmatch(bot_session_id) else []
    gone: list[str] = []
    session = by_id.get(cookies.get(prefix + wiki.installed.session_cookie, ""))
    if session is not None and session.bot_password is not None:
        session = None
    if session is None or not session.adopted:
        # What was recorded elsewhere proves nothing here, and needs not.
        own = {name: unquote(cookies[prefix + name]) for name in _LASTING if prefix + name in cookies}
        judge = _of_nobody if "UserID" not in own else _of_a_user
        session = judge(wiki, session, own, cookies.get(prefix + wiki.installed.session_cookie), gone)
    taken_back = [f"{prefix}{name}={_GONE}" for name in gone if prefix + name in cookies]
    session.owed_cookies = [*lost, *session.owed_cookies, *taken_back]
    return session


#: The cookies that outlive a session.
_LASTING = ("UserID", "UserName", "Token")

#: What can be the id of a session.
_SESSION_ID = re.compile("[a-zA-Z0-9_-]{32,}")


def _of_nobody(
    wiki: Wiki, session: Session | None, own: dict[str, str], session_id: str | None, gone: list[str]
) -> Session:
    """Return the session of a client that does not say who it is; what does not fit is *gone*."""
    if session is not None and session.user is None:
        return session
    made = Session(wiki.sessions.new_id())
    if session is None and _SESSION_ID.fullmatch(session_id or ""):
        # It is given another one, as it had one before.
        wiki.sessions.start(made)
        made.owed_cookies = [_session_cookie(wiki, made)]
    else:
        gone.append(wiki.installed.session_cookie)
    gone.append("Token")
    return made


def _of_a_user(
    wiki: Wiki, session: Session | None, own: dict[str, str], session_id: str | None, gone: list[str]
) -> Session:
    """Return the session of a client that says who it is: the one that it names, or a new one if it proves that."""
    del session_id
    named = [wiki.users.get(own["UserName"])] if "UserName" in own else wiki.users.values()
    user = next((user for user in named if user is not None and str(user.id) == own["UserID"]), None)
    if user is not None:
        known = session if session is not None and session.user == user.name else None
        if "Token" not in own and known is not None:
            return known
        if own.get("Token") == user_token(wiki, user):
            return known or _remembered(wiki, user)
    gone += [wiki.installed.session_cookie, "UserID", "Token"]
    return Session(wiki.sessions.new_id())


def _remembered(wiki: Wiki, user: User) -> Session:
    """Return a new session for a user whose login cookies outlived the session."""
    session = wiki.sessions.start(Session(wiki.sessions.new_id(), user.name))
    session.owed_cookies = _login_cookies(wiki, session, user, remember=True)
    return session


def keep_session(call: Call) -> None:
    """Make the client know the session, if it does not yet."""
    if not call.session.kept:
        call.wiki.sessions.start(call.session)
        # It stands before what tells of writing.
        place = 0 if call.has_written else len(call.cookies)
        call.cookies.insert(place, _session_cookie(call.wiki, call.session))


def log_in(call: Call, user: User, *, remember: bool = True) -> None:
    """Log *user* in with the main password.

    The session has another id and other tokens from now on, but what was asked and warned of in it is still known
    (`found/logins_between_captchas_and_answers`).
    """
    wiki, before = call.wiki, call.session
    wiki.sessions.end(before)
    session = Session(wiki.sessions.new_id(), user.name, warned=before.warned, captchas=before.captchas)
    call.session = wiki.sessions.start(session)
    token = f"{wiki.config.cookie_prefix}Token"
    written = [cookie for cookie in call.cookies if cookie.partition("=")[0] in wiki.traits.cookies_of_writes]
    call.cookies = _login_cookies(wiki, call.session, user, remember=remember)
    if not remember and token in call.request.cookies:
        call.cookies.append(f"{token}={_GONE}")
    call.cookies += written


def _login_cookies(wiki: Wiki, session: Session, user: User, *, remember: bool) -> list[str]:
    """Return the cookies that tell a client who it is from now on."""
    prefix = wiki.config.cookie_prefix
    lasting = {"UserID": str(user.id), "UserName": user.name}
    if remember:
        lasting["Token"] = user_token(wiki, user)
    age = REMEMBERED if remember else NOT_REMEMBERED
    cookies = [_session_cookie(wiki, session)]
    return cookies + [_lasting_cookie(wiki, prefix + name, value, age) for name, value in lasting.items()]


def log_in_bot(call: Call, user: User, app: str) -> None:
    """Start a session in which *user* is logged in with a bot password."""
    wiki = call.wiki
    session = Session(wiki.sessions.new_id(), user.name, user.bot_passwords[app])
    call.session = wiki.sessions.start(session)
    call.cookies = [f"{wiki.config.cookie_prefix}_BPsession={session.id}; path=/; HttpOnly"]


def log_out(call: Call) -> None:
    """End the session and take its cookies back."""
    prefix = call.wiki.config.cookie_prefix
    remembered = ("Token",) if f"{prefix}Token" in call.request.cookies else ()
    own = (call.wiki.installed.session_cookie, "UserID", *remembered)
    names = own if call.session.bot_password is None else ("_BPsession",)
    sent = call.request.cookies
    call.cookies = [f"{prefix}{name}={_GONE}" for name in names if f"{prefix}{name}" in sent]
    call.wiki.sessions.end(call.session)
    if call.session.bot_password is None:
        # Who used a bot password is known until the reply is written.
        call.user = User(call.address)


def forget_session(call: Call) -> None:
    """End the session of somebody who is not logged in."""
    call.cookies = [f"{call.wiki.config.cookie_prefix}{call.wiki.installed.session_cookie}={_GONE}"]
    call.wiki.sessions.end(call.session)


#: What the cookies say that a client gets when it has written; the other one is a position in what was written.
_AFTER_WRITING = {"UseDC": "master", "UseCDNCache": "false"}


def note_write(call: Call) -> None:
    """Set the cookies with which a client of many databases reads what it has written, once."""
    if call.has_written:
        return
    call.has_written = True
    now = call.wiki.clock.now()
    client = hashlib.md5(f"{call.address}{call.session.id}".encode()).hexdigest()
    ends = f"expires={http_date(now + 10)}; Max-Age=10; path=/; HttpOnly"
    traits = call.wiki.traits
    for names, cookies in (
        (traits.cookies_of_writes, call.cookies),
        (traits.late_cookies_of_writes, call.late_cookies),
    ):
        # Only who sends a form is sent to where writing is done.
        for name in names if call.request.method == "POST" else [each for each in names if each not in _AFTER_WRITING]:
            value = _AFTER_WRITING.get(name)
            if value is None:
                call.wiki.writes += 1
                value = f"{call.wiki.writes}%40{now}%23{client}"
            cookies.append(f"{name}={value}; {ends}")


def user_token(wiki: Wiki, user: User) -> str:
    """Return what the lasting cookie of *user* holds."""
    times = wiki.sessions.ended.get(user.name, "")
    return hashlib.md5(f"{wiki.sessions.seed}:{user.name}{times}".encode()).hexdigest()


def _session_cookie(wiki: Wiki, session: Session) -> str:
    return f"{wiki.config.cookie_prefix}{wiki.installed.session_cookie}={session.id}; path=/; HttpOnly"


def _lasting_cookie(wiki: Wiki, name: str, value: str, age: int) -> str:
    expires = http_date(wiki.clock.now() + age)
    return f"{name}={quote(value)}; expires={expires}; Max-Age={age}; path=/; HttpOnly"


@lru_cache(maxsize=16)
def http_date(seconds: int) -> str:
    """Write a time as HTTP does."""
    return time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(seconds))
