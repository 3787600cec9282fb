"""`WikiSession`: a `requests.Session` that talks to the wiki of a test."""

from __future__ import annotations

import hashlib
import io
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPMessage
from http.cookiejar import (  # type: ignore[attr-defined]  # the stubs leave eff_request_host out
    Cookie,
    CookiePolicy,
    DefaultCookiePolicy,
    eff_request_host,
)
from importlib.metadata import version
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.cookies import RequestsCookieJar
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPResponse

from pytest_mwedit.filters import READ_ACTIONS
from pytest_mwedit.web import Disrupted, WebRequest, WebResponse

Answer = Callable[[WebRequest], WebResponse]

#: The token of everybody who is not logged in.
ANONYMOUS_TOKEN = "+\\"

#: Actions that want another token than `token` of type csrf: the parameter and the type, or None for no token.
TOKENS: Mapping[str, tuple[str, str] | None] = {
    "clientlogin": ("logintoken", "login"),
    "createaccount": ("createtoken", "createaccount"),
    "login": ("lgtoken", "login"),
    "patrol": ("token", "patrol"),
    "purge": None,
    "rollback": ("token", "rollback"),
    "userrights": ("token", "userrights"),
    "watch": ("token", "watch"),
}


@dataclass(frozen=True)
class TokenSource:
    """A request whose reply has a token at *path*; it repeats some parameters of the request that needs the token."""

    params: Mapping[str, str]
    path: tuple[str, ...]
    repeated: tuple[str, ...] = ()


#: Type: where its token is got, if not only from ``meta=tokens``; a wiki that does not know the first has the second.
TOKEN_SOURCES: Mapping[str, tuple[TokenSource, ...]] = {
    "csrf": (
        TokenSource({"action": "query", "meta": "tokens"}, ("query", "tokens", "csrftoken")),
        TokenSource({"action": "tokens"}, ("tokens", "edittoken")),
    ),
    "login": (
        TokenSource({"action": "query", "meta": "tokens", "type": "login"}, ("query", "tokens", "logintoken")),
        TokenSource({"action": "login"}, ("login", "token"), repeated=("lgname", "lgpassword")),
    ),
}


@dataclass(frozen=True)
class Credentials:
    """Who a session logs in as: a (bot) password, or an OAuth 2 access token."""

    username: str = ""
    password: str = ""
    access_token: str = ""

    def __repr__(self) -> str:
        return f"Credentials(username={self.username!r})"


class WikiSession(requests.Session):
    """A `requests.Session` whose requests are answered by the tape, the in-memory wiki or a real one, as the mode says.

    It is a plain session in all else: `get` and `post` send what they are given.  `api`, `edit` and `stashedit` add
    what every request to the API needs.
    """

    #: The URL of the wiki's API.
    api_url: str
    #: Who `login` logs in as when it is not told; empty where there are no credentials and no recorded login.
    credentials: Credentials

    def __init__(
        self,
        api_url: str,
        answer: Answer,
        *,
        credentials: Credentials | None = None,
        contact: str | None = None,
        maxlag: int | None = None,
        own_name: str = "",
    ) -> None:
        super().__init__()
        self._maxlag = maxlag
        self._own_name = own_name
        self._own_page: str | None = None
        self.api_url = api_url
        self.credentials = credentials or Credentials()
        self.cookies = _Cookies()
        self.trust_env = False  # nothing of the environment concerns a transport of our own, and reading it is slow
        self.headers["User-Agent"] = user_agent(contact)
        self._csrf_token: str | None = None
        if self.credentials.access_token:
            self.headers["Authorization"] = f"Bearer {self.credentials.access_token}"
        self._direct = _DirectAdapter(answer)
        for prefix in ("https://", "http://"):
            self.mount(prefix, _WikiOnlyAdapter(self._direct))

    def api(self, action: str, **params: Any) -> requests.Response:
        """Send a request for *action* with *params* and return the reply.

        ``format=json`` and ``formatversion=2`` are sent unless given.  `True` is sent as ``1``; `False` and `None`
        are not sent; a list is joined as MediaWiki expects.  An action that writes is POSTed, and gets its token
        unless one is given.
        """
        __tracebackhide__ = True
        sent = encoded({"format": "json", "formatversion": 2, "maxlag": self._maxlag, **params, "action": action})
        if action in READ_ACTIONS:
            return self.get(self.api_url, params=sent)
        wanted = TOKENS.get(action, ("token", "csrf"))
        if wanted is not None and wanted[0] not in params:
            parameter, kind = wanted
            # Last, as the documentation asks: a request that is cut short has no token.
            sent[parameter] = self.csrf_token() if kind == "csrf" else self._token(kind, params)
        elif wanted is not None and wanted[0] in sent:
            sent[wanted[0]] = sent.pop(wanted[0])
        response = self.post(self.api_url, data=sent)
        if self._csrf_token == ANONYMOUS_TOKEN and any(cookie.name.endswith("UserName") for cookie in response.cookies):
            # A temporary account was made for the edit, even one that was refused then; it has tokens of its own.
            self._csrf_token = None
        return response

    def edit(self, **params: Any) -> requests.Response:
        """Send an ``action=edit`` with *params* (see `api`) and return the reply."""
        __tracebackhide__ = True
        return self.api("edit", **params)

    def stashedit(self, **params: Any) -> requests.Response:
        """Send an ``action=stashedit`` with *params* (see `api`) and return the reply."""
        __tracebackhide__ = True
        return self.api("stashedit", **params)

    def sandbox(self, name: str = "") -> str:
        """Return the title of a page that belongs to this test alone, the same in every run and every mode.

        It lies under the page of the user who is logged in, such as ``User:Alice/pytest-mwedit/test_bot/test_signs``,
        or under ``Project:Sandbox`` if nobody is; *name* gives a test more than one.
        """
        if self._own_page is None:
            response = self.api("query", meta="userinfo")
            try:
                user = response.json()["query"]["userinfo"]
            except (ValueError, KeyError, TypeError):
                raise ValueError(f"the wiki does not say who is logged in: {response.text[:300]}") from None
            root = "Project:Sandbox" if "anon" in user else f"User:{user['name']}"
            self._own_page = f"{root}/pytest-mwedit"
        title = "/".join(filter(None, (self._own_page, self._own_name, name)))
        return _possible_title(title)

    def csrf_token(self, *, refresh: bool = False) -> str:
        """Return this session's csrf token; it is fetched once, or anew with *refresh*."""
        if self._csrf_token is None or refresh:
            self._csrf_token = self._token("csrf")
        return self._csrf_token

    def login(self, username: str | None = None, password: str | None = None) -> requests.Response:
        """Log in with ``action=login`` and return the reply, whether it is a success or not.

        Without arguments it uses `credentials`.  Raises `ValueError` if there are none, or no password of somebody
        else.
        """
        if username and password is None and username != self.credentials.username:
            raise ValueError(
                f"there is no password for {username!r}: give login() a username and a password; "
                "the in-memory wiki takes any for an account that was made without one"
            )
        username = self.credentials.username if username is None else username
        password = self.credentials.password if password is None else password
        if not username:
            raise ValueError(
                "there is nobody to log in as: give login() a username and a password, record a login, "
                "or set MWEDIT_USERNAME and MWEDIT_PASSWORD in a mode that reaches a wiki"
            )
        self._csrf_token = None
        return self.api("login", lgname=username, lgpassword=password)

    def logout(self) -> requests.Response:
        """Log out and return the reply."""
        response = self.api("logout")
        self._csrf_token = None
        return response

    def _token(self, kind: str, params: Mapping[str, Any] | None = None) -> str:
        own = TokenSource({"action": "query", "meta": "tokens", "type": kind}, ("query", "tokens", f"{kind}token"))
        said = ""
        for source in TOKEN_SOURCES.get(kind, (own,)):
            repeated = {name: (params or {}).get(name) for name in source.repeated}
            sent = encoded({"format": "json", "formatversion": 2, **source.params, **repeated})
            response = self.post(self.api_url, data=sent) if repeated else self.get(self.api_url, params=sent)
            token = _found(response, source.path)
            if token is not None:
                return token
            said = said or response.text[:300]
            if "MediaWiki-API-Error" in response.headers or not response.ok:
                break  # it refuses, which is not the same as knowing no such request
        raise ValueError(f"the wiki gave no {kind} token: {said}")


def _found(response: requests.Response, path: tuple[str, ...]) -> str | None:
    try:
        value = response.json()
        for name in path:
            value = value[name]
    except (ValueError, KeyError, TypeError):
        return None
    return str(value)


def user_agent(contact: str | None = None) -> str:
    """Return a User-Agent as Wikimedia's policy asks: the tool, its version and, with *contact*, the operator."""
    about = f" ({contact})" if contact else ""
    return f"pytest-mwedit/{_own_version()}{about} python-requests/{requests.__version__}"


@cache  # finding and parsing it takes longer than answering an edit
def _own_version() -> str:
    return version("pytest-mwedit")


def encoded(params: Mapping[str, Any]) -> dict[str, str]:
    """Return *params* as MediaWiki expects them: see `WikiSession.api`."""
    return {name: _encoded(value) for name, value in params.items() if value is not None and value is not False}


def _encoded(value: Any) -> str:
    if value is True:
        return "1"
    if isinstance(value, (list, tuple, set, frozenset)):
        parts = [_encoded(part) for part in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
        if any("|" in part for part in parts):
            return "\x1f" + "\x1f".join(parts)
        return "|".join(parts)
    return str(value)


#: What no title may hold, as far as names of tests do, and what stands for it.
_IN_TITLES = str.maketrans({"[": "(", "]": ")", "<": "(", ">": ")", "{": "(", "}": ")", "|": "-", "#": "-"})

#: Titles may have so many bytes.
_LONGEST_TITLE = 255


def _possible_title(title: str) -> str:
    title = title.translate(_IN_TITLES)
    if len(title.encode()) <= _LONGEST_TITLE:
        return title
    digest = hashlib.sha256(title.encode()).hexdigest()[:16]
    return title.encode()[: _LONGEST_TITLE - 17].decode(errors="ignore") + "-" + digest


class _WikiOnlyAdapter(BaseAdapter):
    """Sends what goes to a wiki's API directly, and anything else by the usual way."""

    def __init__(self, direct: _DirectAdapter) -> None:
        super().__init__()
        self._direct = direct
        self._usual: BaseAdapter | None = None

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        __tracebackhide__ = True
        path = (request.url or "").partition("?")[0]
        if path.endswith("/api.php"):
            return self._direct.send(request)
        if self._usual is None:
            self._usual = requests.adapters.HTTPAdapter()
        return self._usual.send(request, *args, **kwargs)

    def close(self) -> None:
        if self._usual is not None:
            self._usual.close()


class _DirectAdapter:
    """Takes a prepared request to who answers it, without a connection."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def send(self, request: requests.PreparedRequest) -> requests.Response:
        __tracebackhide__ = True
        body = request.body or b""
        web_request = WebRequest(
            request.method or "GET",
            request.url or "",
            tuple(request.headers.items()),
            _read(body),
        )
        try:
            answer = self._answer(web_request)
        except Disrupted as disrupted:
            error, message = DISRUPTIONS[disrupted.kind]
            raise error(message, request=request) from None
        return _response(request, answer)


#: The exception of requests for each kind of disruption.
DISRUPTIONS: Mapping[str, tuple[type[requests.RequestException], str]] = {
    "timeout": (requests.ReadTimeout, "Read timed out."),
    "connection-reset": (requests.ConnectionError, "('Connection aborted.', ConnectionResetError(104))"),
    "connection-refused": (requests.ConnectionError, "[Errno 111] Connection refused"),
    "truncated": (requests.exceptions.ChunkedEncodingError, "Connection broken: IncompleteRead"),
}


def _read(body: Any) -> bytes:
    if isinstance(body, bytes):
        return body
    if isinstance(body, str):
        return body.encode()
    if hasattr(body, "read"):
        return _read(body.read())
    return b"".join(_read(part) for part in body)


def _response(request: requests.PreparedRequest, answer: WebResponse) -> requests.Response:
    response = requests.Response()
    response.status_code = answer.status
    response.reason = answer.phrase
    response.url = request.url or ""
    response.request = request
    body = b"" if request.method == "HEAD" else answer.body
    message = HTTPMessage()
    joined: dict[str, tuple[str, str]] = {}
    for name, value in answer.headers:
        key = name.lower()
        if key == "set-cookie":
            message[name] = value
        joined[key] = (name, f"{joined[key][1]}, {value}" if key in joined else value)
    headers = CaseInsensitiveDict(joined.values())
    if answer.status not in (204, 304):  # these have no body, so they tell no length
        headers["Content-Length"] = str(len(answer.body))
    response.headers = headers
    response.encoding = requests.utils.get_encoding_from_headers(headers)
    response._content = body
    response._content_consumed = True  # type: ignore[attr-defined]  # the stubs leave it out
    response.raw = HTTPResponse(
        body=io.BytesIO(body),
        headers=headers,
        status=answer.status,
        reason=answer.phrase,
        preload_content=False,
        original_response=_Original(message),  # type: ignore[arg-type]  # cookies are all that requests reads of it
    )
    response.cookies = _Cookies()
    requests.cookies.extract_cookies_to_jar(response.cookies, request, response.raw)  # type: ignore[no-untyped-call]  # of requests
    return response


class _Original:
    """The headers of a reply as http.client would hold them: requests takes its cookies from there."""

    def __init__(self, message: HTTPMessage) -> None:
        self.msg = message

    def isclosed(self) -> bool:
        return True

    def close(self) -> None: ...


#: A cookie as MediaWiki sets it.
_PLAIN_COOKIE = re.compile(
    r"""(?P<name>\w+)=(?P<value>[^\s;"]*)(?:; expires=[^;"]*; Max-Age=(?P<max_age>\d{1,9}))?; path=/"""
    r"(?P<secure>; secure)?(?P<http_only>; HttpOnly)?(?:; SameSite=(?P<same_site>Lax|None|Strict))?"
)


class _Cookies(RequestsCookieJar):
    """The cookies of a session.

    Every edit sets some, and reading them as the standard library does takes as long as answering it.  Those that
    MediaWiki sets are read at once, with the same result; all others are left to the standard library.
    """

    def extract_cookies(self, response: Any, request: Any) -> None:
        lines = response.info().get_all("Set-Cookie") or ()
        matches = [match for line in lines if (match := _PLAIN_COOKIE.fullmatch(line))]
        if len(matches) < len(lines) or not _is_default(self._policy):  # type: ignore[attr-defined]  # of the stubs
            super().extract_cookies(response, request)
            return
        host = eff_request_host(request)[1] if matches else ""
        now = int(time.time())
        cookies = [_cookie(match, host, now) for match in matches]
        # First what is deleted, then what is set: the order of the standard library.
        for cookie in cookies:
            if cookie.is_expired(now):
                with suppress(KeyError):
                    self.clear(cookie.domain, cookie.path, cookie.name)
        for cookie in cookies:
            if not cookie.is_expired(now):
                self.set_cookie(cookie)


def _is_default(policy: CookiePolicy) -> bool:
    return type(policy) is DefaultCookiePolicy and vars(policy).items() >= _DEFAULT_POLICY.items()


_DEFAULT_POLICY = vars(DefaultCookiePolicy())


def _cookie(match: re.Match[str], host: str, now: int) -> Cookie:
    max_age = match["max_age"]
    rest: dict[str, Any] = {"HttpOnly": None} if match["http_only"] else {}
    if match["same_site"]:
        rest["SameSite"] = match["same_site"]
    return Cookie(
        version=0,
        name=match["name"],
        value=match["value"],
        port=None,
        port_specified=False,
        domain=host,
        domain_specified=False,
        domain_initial_dot=False,
        path="/",
        path_specified=True,
        secure=bool(match["secure"]),
        expires=None if max_age is None else now + int(max_age),
        discard=max_age is None,
        comment=None,
        comment_url=None,
        rest=rest,
    )
