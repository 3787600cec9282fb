"""Requests and replies as bytes, and the API parameters in them."""

from __future__ import annotations

import json
import re
from binascii import a2b_qp
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote, urlsplit

from pytest_mwedit.php_variables import VARIABLES_LIMIT, base_name, boundary_of, multipart_pairs, variables

Headers = tuple[tuple[str, str], ...]


def first_header(headers: Headers, name: str) -> str | None:
    """Return the value of the first header called *name*, in any case, or None."""
    wanted = name.lower()
    return next((value for key, value in headers if key.lower() == wanted), None)


@dataclass(frozen=True)
class WebRequest:
    """An HTTP request for a wiki, as a client sent it."""

    method: str
    url: str
    headers: Headers = ()
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """Return the first header called *name*, in any case, or None."""
        return self._first_headers.get(name.lower())

    @cached_property
    def _first_headers(self) -> dict[str, str]:
        """The first header of each name, by the name in small letters."""
        return {name.lower(): value for name, value in reversed(self.headers)}

    @cached_property
    def endpoint(self) -> str:
        """The URL without its query and fragment."""
        return self.url.partition("#")[0].partition("?")[0]

    @cached_property
    def query(self) -> dict[str, str]:
        """The parameters of the query string; the last of several wins, as in PHP."""
        encoded = urlsplit(self.url).query
        return urldecoded(encoded) if encoded else {}

    @cached_property
    def form(self) -> dict[str, str]:
        """The parameters of a POST body, urlencoded or multipart; empty for other bodies."""
        if self.method != "POST" or not self.body:
            return {}
        content_type = self.header("Content-Type") or ""
        kind = _KIND.split(content_type.strip(), maxsplit=1)[0].lower()
        if kind == "application/x-www-form-urlencoded":
            return urldecoded(self.body.decode("utf-8", "surrogateescape"), posted=True)
        if kind == "multipart/form-data":
            return variables(multipart_pairs(self.body, content_type))
        return {}

    @cached_property
    def params(self) -> dict[str, str]:
        """Body and query string together; the body wins."""
        if not self.query:
            return self.form
        if not self.form:
            return self.query
        posted = set(map(base_name, self.form))
        return {**self.form, **{name: value for name, value in self.query.items() if base_name(name) not in posted}}

    @cached_property
    def cookies(self) -> dict[str, str]:
        """The cookies sent, by name, as they were written."""
        pairs = (pair.strip().partition("=") for pair in (self.header("Cookie") or "").split(";"))
        return {name: value for name, separator, value in pairs if separator}


@dataclass(frozen=True)
class WebResponse:
    """An HTTP reply; *body* is not compressed and has no transfer coding."""

    status: int = 200
    headers: Headers = ()
    body: bytes = b""
    reason: str | None = None

    def header(self, name: str) -> str | None:
        """Return the first header called *name*, in any case, or None."""
        return first_header(self.headers, name)

    @property
    def phrase(self) -> str:
        """The reason phrase: the one given, or the standard's."""
        return HTTPStatus(self.status).phrase if self.reason is None else self.reason

    def json(self) -> Any:
        """Return the body decoded as JSON."""
        return json.loads(self.body)


class Disrupted(Exception):
    """A reply that breaks off below HTTP; *kind* is a row of the disruptions that a client's adapter imitates.

    ``partial`` is what arrives of the reply, for the kinds that break off in the middle.
    """

    def __init__(self, kind: str, partial: WebResponse | None = None) -> None:
        super().__init__(kind)
        self.kind = kind
        self.partial = partial


#: The file names of MediaWiki's entry points; what stands beside a known `api.php` belongs to its wiki.
ENTRY_POINTS = frozenset({"api.php", "index.php", "load.php", "rest.php", "thumb.php", "opensearch_desc.php"})

#: What follows the address of ``rest.php`` and belongs to it.
_REST = re.compile(r"/rest\.php/.*", re.DOTALL)


def entry_point_of(endpoint: str) -> str:
    """Return what *endpoint* asks of its wiki: the name of the entry point, for ``rest.php`` with what follows it."""
    rest = _REST.search(endpoint)
    return rest[0][1:] if rest else endpoint.rpartition("/")[2]


def api_beside(endpoint: str) -> str:
    """Return the address of the API of the wiki that *endpoint* belongs to."""
    return f"{_REST.sub('/', endpoint).rpartition('/')[0]}/api.php"


class WikiUrls:
    """Which URLs are a wiki's: every path that ends in ``/api.php``, and the entry points beside a known one."""

    def __init__(self, api_urls: Iterable[str] = ()) -> None:
        self._directories: set[str] = set()
        self._hosts: set[str] = set()
        for url in api_urls:
            self.learn(url)

    def learn(self, url: str) -> None:
        """Note that there is a wiki with its API at *url*."""
        endpoint = url.partition("?")[0]
        if endpoint.endswith("/api.php"):
            self._directories.add(endpoint.rpartition("/")[0])
            self._hosts.add(urlsplit(endpoint).netloc)

    def include(self, url: str) -> bool:
        """Whether *url* is a wiki's."""
        directory, _, name = url.partition("#")[0].partition("?")[0].rpartition("/")
        if name == "api.php":
            return True
        if directory in self._directories:
            return name in ENTRY_POINTS
        return any(url.startswith(f"{known}/rest.php/") for known in self._directories)

    def know_host(self, authority: str) -> bool:
        """Whether a known wiki is at *authority*: a host, with its port unless that is the scheme's own."""
        return authority in self._hosts


def urldecoded(encoded: str, *, posted: bool = False) -> dict[str, str]:
    """Return the parameters of a query string, or of a *posted* form, as PHP reads them; the last of several wins."""
    # Line ends would make quoted-printable something else than percent encoding.
    slowly = not encoded.isascii() or "\n" in encoded or "\r" in encoded
    unquoted = _unquoted_slowly if slowly else _unquoted
    pieces = encoded.replace("+", " ").split("&")
    # PHP counts the empty pieces of a form, and takes one more.
    if posted:
        del pieces[VARIABLES_LIMIT + 1 :]
    split = [piece.partition("=") for piece in pieces if piece]
    if not posted:
        del split[VARIABLES_LIMIT:]
    pairs = [(unquoted(name), unquoted(value)) for name, _, value in split]
    if all(name.isidentifier() for name, _ in pairs):
        return dict(pairs)
    return variables(pairs, len(pairs))


def _unquoted_slowly(text: str) -> str:
    # Bytes that were encoded and bytes that were not may make one character.
    return unquote(text, errors="surrogateescape").encode("utf-8", "surrogateescape").decode("utf-8", "surrogateescape")


#: What ends the type in a ``Content-Type``.
_KIND = re.compile("[;, ]")


def _unquoted(text: str) -> str:
    if "%" not in text:
        return text
    # Wikitext is full of characters to decode, and urllib decodes one by one.  Quoted-printable is the same but for
    # the sign, and binascii decodes it in a tenth of the time.
    quoted = text.replace("=", "%3D").replace("%", "=")
    decoded = a2b_qp(quoted)
    if len(quoted) - len(decoded) != 2 * quoted.count("="):
        # A sign encodes nothing, which quoted-printable takes for something else.
        return _unquoted_slowly(text)
    return decoded.decode("utf-8", "surrogateescape")


def multipart_body(form: dict[str, str], content_type: str) -> bytes:
    """Return *form* as a multipart body with the boundary that *content_type* names."""
    boundary = boundary_of(content_type) or ""
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in form.items()
    ]
    return "".join((*parts, f"--{boundary}--\r\n")).encode("utf-8", "surrogateescape")
