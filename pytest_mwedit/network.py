"""Sending a request to a real wiki, in the modes that may: one at a time, and no write where it does not belong."""

from __future__ import annotations

import fnmatch
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from pytest_mwedit.clients import interception
from pytest_mwedit.failures import ContactMissing, WriteRefused
from pytest_mwedit.files import alone_with
from pytest_mwedit.filters import (
    LOCAL_HOSTS,
    READ_ACTIONS,
    TEST_HOSTS,
    TRANSPORT_HEADERS,
    WIKIMEDIA_HOSTS,
    WRITTEN_PAGES,
)
from pytest_mwedit.web import WebRequest, WebResponse

if TYPE_CHECKING:
    import urllib3

_TIMEOUT = 60.0


def is_write(request: WebRequest) -> bool:
    """Whether *request* may change something: every action that is not known to read only, a login included."""
    if request.method in ("GET", "HEAD", "OPTIONS") and request.endpoint.rpartition("/")[2] != "api.php":
        return False
    return request.params.get("action", "") not in READ_ACTIONS or not request.endpoint.endswith("/api.php")


def may_write_to(url: str, allowed: Collection[str] = ()) -> bool:
    """Whether the host of *url* is a test wiki's, this machine's, or one of *allowed*."""
    return _is_one_of(url, (*TEST_HOSTS, *(name.lower() for name in allowed)))


def is_local(url: str) -> bool:
    """Whether *url* leads to this machine."""
    return _is_one_of(url, LOCAL_HOSTS)


def _is_one_of(url: str, hosts: Collection[str]) -> bool:
    host = (urlsplit(url).hostname or "").lower()
    return any(host == pattern or (pattern.startswith("*.") and host.endswith(pattern[1:])) for pattern in hosts)


def missing_contact(url: str, contact: str) -> str | None:
    """Return why *url* may not be asked without a contact, or None if it may."""
    if contact or not _is_one_of(url, WIKIMEDIA_HOSTS):
        return None
    return (
        f"{urlsplit(url).hostname} is Wikimedia's, whose User-Agent policy "
        "(https://foundation.wikimedia.org/wiki/Policy:Wikimedia_Foundation_User-Agent_Policy) asks every client "
        "to say whom to contact. Name an e-mail address or your user page: mwedit_contact in the ini file, "
        "--mwedit-contact, or MWEDIT_CONTACT in the environment."
    )


@dataclass(frozen=True)
class Manners:
    """How a wiki that is not this machine's own is treated."""

    #: Whom to contact: part of the User-Agent.
    contact: str = ""
    #: How many requests that write are sent in a minute at most; 0 for as many as there are.
    edits_per_minute: int = 0
    #: Patterns of titles that may be written on beside one's own.
    allowed_pages: tuple[str, ...] = ()
    #: Whether other processes of the same run ask, too: one waits for the other.
    in_turn: bool = False


#: Where those who are not logged in may write.
ANYBODYS_PAGE = "Project:Sandbox/pytest-mwedit"

#: On this machine anything goes.
NO_MANNERS = Manners(allowed_pages=("*",))

#: How often a request of our own is sent again when the wiki asks to wait.
_TRIES = 5
#: For so long at most, in seconds: a wiki that wants more than this is not to be recorded today.
_LONGEST_WAIT = 60.0


@dataclass
class Turn:
    """When one host may be asked next, and when it may be written to; in seconds of the machine's clock."""

    any_request: float = 0.0
    writes: float = 0.0

    def wait(self, is_write: bool) -> None:
        """Wait until the next request may be sent."""
        due = max(self.any_request, self.writes if is_write else 0.0)
        now = time.monotonic()
        if due > now:
            time.sleep(due - now)

    def put_off(self, seconds: float) -> None:
        """Let no request go for so long."""
        self.any_request = time.monotonic() + seconds

    def put_off_writes(self, seconds: float) -> None:
        """Let no write go for so long."""
        self.writes = time.monotonic() + seconds

    def read(self, notes: str) -> None:
        """Heed what another process has noted."""
        times = [float(each) for each in notes.split()[:2]]
        if len(times) == 2 and max(times) < time.monotonic() + _LONGEST_WAIT:  # else of before the last start
            self.any_request, self.writes = times

    def written(self) -> str:
        """Return the notes for other processes."""
        return f"{self.any_request} {self.writes}"


class Network:
    """The way to real wikis: guarded, polite, and used by one request at a time.

    *allowed_hosts* may be written to beside the test wikis; *note_sent* is told of each request that leaves;
    *manners* hold for every wiki that is not on this machine.
    """

    def __init__(
        self,
        allowed_hosts: Collection[str] = (),
        note_sent: Callable[[], None] = lambda: None,
        manners: Manners = NO_MANNERS,
    ) -> None:
        self._allowed_hosts = tuple(allowed_hosts)
        self._note_sent = note_sent
        self._manners = manners
        self._lock = threading.Lock()
        self._pools: dict[tuple[str, str], urllib3.PoolManager] = {}
        self._turns: dict[str, Turn] = {}
        #: The pages of those whom a wiki told that it knows them.
        self._own_pages: set[str] = {ANYBODYS_PAGE}

    def send(self, request: WebRequest) -> WebResponse:
        """Return what the wiki answers to *request*, not compressed; redirects are the client's to follow.

        A wiki that asks to wait (``Retry-After``) is waited for; the plugin's own session then asks again, other
        clients are told.

        Raises `WriteRefused`, before anything is sent, if it is a write to a wiki that is not a test wiki or on
        somebody else's page, and `ContactMissing` if the wiki wants to know whom to contact.
        """
        manners = NO_MANNERS if is_local(request.url) else self._manners
        self._refuse(request, manners)
        with self._lock, self._turn(request, manners) as turn, interception.let_through():
            for tries_left in reversed(range(_TRIES)):
                turn.wait(is_write(request))
                self._note_sent()
                response = self._sent(request)
                if is_write(request) and manners.edits_per_minute:
                    turn.put_off_writes(60 / manners.edits_per_minute)
                self._own_pages |= {f"User:{name}" for name in _named_users(response)}
                asked_for = _asked_to_wait(response)
                if asked_for is None:
                    break
                turn.put_off(asked_for)
                if not tries_left or not _is_our_own(request):
                    break
            return response

    @contextmanager
    def _turn(self, request: WebRequest, manners: Manners) -> Iterator[Turn]:
        """Give the turn to ask the host of *request*, which this process or all processes of a run take by turns."""
        host = urlsplit(request.url).netloc
        turn = self._turns.setdefault(host, Turn())
        if not manners.in_turn:
            yield turn
            return
        with alone_with(Path(f"network-{host}")) as notes:
            turn.read(notes.read())
            try:
                yield turn
            finally:
                notes.seek(0)
                notes.truncate()
                notes.write(turn.written())

    def _refuse(self, request: WebRequest, manners: Manners) -> None:
        host = urlsplit(request.url).hostname
        action = request.params.get("action", "")
        missing = None if manners is NO_MANNERS else missing_contact(request.url, manners.contact)
        if missing is not None:
            raise ContactMissing(f"mwedit: nothing was sent: {missing}")
        if not is_write(request):
            return
        if not may_write_to(request.url, self._allowed_hosts):
            raise WriteRefused(
                f"action={action} was not sent: {host} is not known as a test wiki, and this is a write. "
                f"If it may be written to, say so: --mwedit-allow-host={host}"
            )
        page = self._foreign_page(request, manners)
        if page is not None:
            raise WriteRefused(
                f"action={action} was not sent: {page} on {host} is none of the pages under "
                f"{' or '.join(sorted(self._own_pages))}. Let the test write on wiki_session.sandbox(), or allow the "
                "page: --mwedit-allow-page=TITLE (* stands for anything)"
            )

    def _foreign_page(self, request: WebRequest, manners: Manners) -> str | None:
        """Return a page that *request* would write on and must not, or None."""
        for name in WRITTEN_PAGES:
            for title in request.params.get(name, "").replace("_", " ").split("|"):
                own = name != "pageid" and any(
                    title == page or title.startswith(f"{page}/") for page in self._own_pages
                )
                allowed = any(fnmatch.fnmatchcase(title, pattern) for pattern in manners.allowed_pages)
                if title and not own and not allowed:
                    return f"{name} {title!r}"
        return None

    def _sent(self, request: WebRequest) -> WebResponse:
        import urllib3  # late: only the modes that reach a network need it

        headers = urllib3.HTTPHeaderDict()
        for name, value in request.headers:
            if name.lower() not in TRANSPORT_HEADERS and name.lower() not in ("host", "accept-encoding"):
                headers.add(name, value)
        headers["Accept-Encoding"] = "gzip"
        reply = self._pool(request.url).request(
            request.method, request.url, body=request.body or None, headers=headers, redirect=False
        )
        kept = tuple((name, value) for name, value in reply.headers.items() if name.lower() not in TRANSPORT_HEADERS)
        return WebResponse(reply.status, kept, reply.data, reply.reason)

    def _pool(self, url: str) -> urllib3.PoolManager:
        """Return the connections for *url*, through the proxy that the environment names for it."""
        import urllib3

        parts = urlsplit(url)
        origin = parts.scheme, parts.netloc
        if origin not in self._pools:  # the environment is read once: that takes as long as a request
            proxy = None if proxy_bypass(parts.hostname or "") else getproxies().get(parts.scheme)
            options: dict[str, Any] = {"retries": False, "timeout": _TIMEOUT}
            self._pools[origin] = urllib3.ProxyManager(proxy, **options) if proxy else urllib3.PoolManager(**options)
        return self._pools[origin]


def _is_our_own(request: WebRequest) -> bool:
    return (request.header("User-Agent") or "").startswith("pytest-mwedit/")


def _asked_to_wait(response: WebResponse) -> float | None:
    """Return for how many seconds the wiki asks to wait before the next request, or None."""
    lagging = response.header("MediaWiki-API-Error") == "maxlag"
    if not lagging and response.status not in (429, 503):
        return None
    after = response.header("Retry-After") or ""
    return min(float(after), _LONGEST_WAIT) if after.isdigit() else None


def _named_users(response: WebResponse) -> Iterator[str]:
    """Yield as whom a reply says that the client is logged in."""
    if b"userinfo" not in response.body and b"login" not in response.body:
        return
    try:
        reply = response.json()
    except ValueError:
        return
    for path in _NAMES:
        found: Any = reply
        for key in path:
            found = found.get(key) if isinstance(found, dict) else None
        if isinstance(found, str):
            yield found


#: Where replies say as whom a client is logged in.
_NAMES = (("query", "userinfo", "name"), ("login", "lgusername"), ("clientlogin", "username"))
