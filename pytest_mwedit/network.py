"""Sending a request to a real wiki, in the modes that may: one at a time, and no write where it does not belong."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from pytest_mwedit.clients import interception
from pytest_mwedit.failures import WriteRefused
from pytest_mwedit.filters import READ_ACTIONS, TEST_HOSTS, TRANSPORT_HEADERS
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
    host = (urlsplit(url).hostname or "").lower()
    return any(
        host == pattern or (pattern.startswith("*.") and host.endswith(pattern[1:]))
        for pattern in (*TEST_HOSTS, *(name.lower() for name in allowed))
    )


class Network:
    """The way to real wikis: guarded, and used by one request at a time.

    *allowed_hosts* may be written to beside the test wikis; *note_sent* is told of each request that leaves.
    """

    def __init__(self, allowed_hosts: Collection[str] = (), note_sent: Callable[[], None] = lambda: None) -> None:
        self._allowed_hosts = tuple(allowed_hosts)
        self._note_sent = note_sent
        self._lock = threading.Lock()
        self._pools: dict[tuple[str, str], urllib3.PoolManager] = {}

    def send(self, request: WebRequest) -> WebResponse:
        """Return what the wiki answers to *request*, not compressed; redirects are the client's to follow.

        Raises `WriteRefused`, before anything is sent, if it is a write to a wiki that is not a test wiki.
        """
        if is_write(request) and not may_write_to(request.url, self._allowed_hosts):
            host = urlsplit(request.url).hostname
            action = request.params.get("action", "")
            raise WriteRefused(
                f"action={action} was not sent: {host} is not known as a test wiki, and this is a write. "
                f"If it may be written to, say so: --mwedit-allow-host={host}"
            )
        with self._lock, interception.let_through():
            self._note_sent()
            return self._sent(request)

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
