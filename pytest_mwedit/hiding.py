"""Taking secrets out of recordings: passwords, tokens, cookies, authorization, the address of the asker."""

from __future__ import annotations

import base64
import html
import ipaddress
import json
import os
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import quote, quote_plus, urlencode, urlsplit, urlunsplit

from pytest_mwedit.cassettes import Interaction
from pytest_mwedit.filters import (
    ADDRESS_HEADERS,
    COOKIE_KINDS,
    DROPPED_COOKIES,
    DROPPED_REPLY_HEADERS,
    FLEETING_COOKIES,
    PUBLIC_COOKIES,
    SECRET_HEADERS,
    SECRET_PARAMETERS,
    SECRET_REPLY_KEYS,
    TOKENS,
    TRANSPORT_HEADERS,
)
from pytest_mwedit.web import Headers, WebRequest, WebResponse, multipart_body, urldecoded

_PARAMETER_NAMES = {secret.field: secret.name for secret in SECRET_PARAMETERS}
_REPLY_NAMES = {secret.field: secret.name for secret in SECRET_REPLY_KEYS}
_HEADER_NAMES = {secret.field: secret.name for secret in SECRET_HEADERS}

#: The token of anonymous users is no secret: it is the same for all of them.
_ANONYMOUS_TOKEN = "+\\"  # not a password

#: What PHP sets a cookie to when it deletes it.
_DELETED_COOKIE = "deleted"

#: How an address begins that is reserved for documentation (RFC 5737): what an address is replaced by.
_ADDRESS = "192.0.2."

#: Shorter values are replaced where they are known to stand, but not looked for elsewhere.
_SHORTEST_SOUGHT = 6

#: Lower-case letters alone are a word up to this length, and may stand in any text.
_LONGEST_WORD = 16

#: Secrets of the environment: none of them may be in a cassette, wherever it comes from.
ENVIRONMENT_SECRETS = (("MWEDIT_PASSWORD", "password"), ("MWEDIT_ACCESS_TOKEN", "access-token"))


#: Secrets that a suite has named, and what each is called in recordings.
_OWN_SECRETS: dict[str, str] = {}


def hide_secret(value: str, name: str = "secret") -> None:
    """Never let *value* into a recording: wherever a test sends or gets it, ``NAME-1`` is written in its place.

    Passwords, tokens, cookies and the like are hidden without this; it is for secrets that only the suite knows, and
    is called before the test that uses them ends, such as in a ``conftest.py``.

    Raises:
        ValueError: if *value* is shorter than six characters, for it would be found in texts that are no secret.
    """
    if len(value) < _SHORTEST_SOUGHT:
        raise ValueError(f"a secret that is hidden everywhere needs {_SHORTEST_SOUGHT} characters at least")
    _OWN_SECRETS[value] = name


class SecretLeft(Exception):
    """A text that was about to be written still holds a secret; says where, and not what."""


class Hiding:
    """The secrets of one recording, each with the one name that replaces it everywhere in it.

    *taken* are recordings whose secrets are hidden already, and whose names are in use; *aliases* give the name of
    those in them to values that stand for the same secret now; *fields* are parameters, headers and keys of replies
    that hold secrets, beside those of the tables.
    """

    def __init__(
        self,
        taken: Sequence[Interaction] = (),
        aliases: Mapping[str, str] | None = None,
        fields: Collection[str] = (),
    ) -> None:
        self._parameters = _PARAMETER_NAMES | {field: field.lower() for field in fields}
        self._headers = _HEADER_NAMES | {field.lower(): field.lower() for field in fields}
        self._replies = _REPLY_NAMES | {field: field.lower() for field in fields}
        self._names: dict[str, str] = dict(aliases or {})
        self._taken = {name for interaction in taken for name in _names_in(interaction)}
        self._public: set[str] = set()
        self._always_sought: set[str] = set()
        self._counts: Counter[str] = Counter()
        self._sought: list[tuple[str, str]] = []
        #: The values that are looked for, in all their forms, by now.
        self._looked_for: set[str] = set()
        environment = ((os.environ.get(variable), name) for variable, name in ENVIRONMENT_SECRETS)
        for value, name in (*environment, *_OWN_SECRETS.items()):
            if value:
                self._always_sought.add(value)
                self._name_of(value, name)

    def hide(self, interactions: Sequence[Interaction]) -> list[Interaction]:
        """Return *interactions* without secrets; one secret has one name in all of them."""
        self.collect(interactions)
        return [
            Interaction(self._hidden_request(interaction.request), self._hidden_response(interaction.response))
            for interaction in interactions
        ]

    def fields(self, interaction: Interaction) -> Iterator[tuple[str, str]]:
        """Yield every field of *interaction* that holds a secret: where it stands, and its value, whatever that is."""
        request = interaction.request
        for where, pairs in (
            ("address", request.query.items()),
            ("request body", (*request.form.items(), *_keys_of_body(request))),
        ):
            yield from ((where, value) for key, value in pairs if key in self._parameters and _is_told(value))
        for name, value in request.headers:
            if name.lower() in self._headers:
                yield f"request header {name}", value
        for value in secret_values(interaction.response, self._replies).values():
            yield "reply body", value

    def collect(self, interactions: Sequence[Interaction]) -> None:
        """Find the secrets in *interactions*."""
        # Replies first: a token that no reply has given out is called a wrong one.
        for interaction in interactions:
            self._collect_reply(interaction.response)
        for interaction in interactions:
            self._collect_request(interaction.request)
        self._look_for_new_names()

    def _look_for_new_names(self) -> None:
        new = [
            value
            for value in self._names.keys() - self._public - self._looked_for
            if value in self._always_sought or not _is_a_word(value)
        ]
        if not new:
            return
        self._looked_for.update(new)
        forms = [pair for value in new for pair in self._forms(value, self._names[value])]
        # The longest first: a value within another one, or within its own escaped form, must not break that up.
        self._sought = sorted([*self._sought, *forms], key=lambda pair: (-len(pair[0]), pair))

    @property
    def secrets(self) -> dict[str, list[tuple[str, str]]]:
        """What was found to be secret: each value, and every form that it may have, with the name that replaces it."""
        return {value: list(self._forms(value, self._names[value])) for value in self._looked_for}

    def kind(self, value: str) -> str:
        """Return what the secret *value* is, such as "csrf-token"."""
        name = self._names[value].removeprefix("wrong-")
        return "address" if name.startswith(_ADDRESS) else re.sub(r"-\d+(?:\+\\)?$", "", name)

    def check(self, text: str) -> None:
        """Raise `SecretLeft` with the place if *text* still holds a secret, in any form that a client may give it."""
        within_base64 = [(form, self._names[value]) for value in self._always_sought for form in _within_base64(value)]
        for form, name in (*self._sought, *within_base64):
            position = text.find(form)
            if position >= 0 and form != name:
                line = text.count("\n", 0, position) + 1
                raise SecretLeft(f"line {line} would still hold a secret (the one that is called {name!r})")

    def _name_of(self, value: str, kind: str) -> str:
        if value in self._names:
            return self._names[value]
        if value in self._taken:  # hidden by an earlier recording
            name = value
        elif kind == "address":
            self._counts[kind] += 1
            name = f"{_ADDRESS}{self._counts[kind]}"
        else:
            suffix = _ANONYMOUS_TOKEN if value.endswith(_ANONYMOUS_TOKEN) else ""
            name = ""
            while not name or name in self._taken:
                self._counts[kind] += 1
                name = f"{kind}-{self._counts[kind]}{suffix}"
        self._names[value] = name
        return name

    def _collect_reply(self, reply: WebResponse) -> None:
        for path, value in secret_values(reply, self._replies).items():
            self._name_of(value, self._replies[path[-1]])
        for name, value in reply.headers:
            if name.lower() == "set-cookie":
                self._collect_cookie(value.partition(";")[0])
            elif name.lower() in ADDRESS_HEADERS:
                self._name_of(value, "address")
        for value in _asker_addresses(reply):
            self._name_of(value, "address")

    def _collect_request(self, request: WebRequest) -> None:
        for key, value in (*request.params.items(), *_keys_of_body(request)):
            if key in self._parameters and _is_told(value):
                name = self._parameters[key]
                self._name_of(value, f"wrong-{name}" if key in TOKENS else name)
        for name, value in request.headers:
            if name.lower() == "cookie":
                for cookie in value.split(";"):
                    self._collect_cookie(cookie)
            elif name.lower() in self._headers:
                self._name_of(value, self._headers[name.lower()])

    def _collect_cookie(self, cookie: str) -> None:
        name, _, value = cookie.strip().partition("=")
        kind = _cookie_kind(name)
        if value and value != _DELETED_COOKIE and name not in DROPPED_COOKIES and kind not in FLEETING_COOKIES:
            if kind in PUBLIC_COOKIES and value not in self._names:
                self._public.add(value)
            self._name_of(value, f"cookie-{kind}")

    @staticmethod
    def _forms(value: str, name: str) -> Iterator[tuple[str, str]]:
        """Every way in which a client or a reply may write *value*, with *name* written alike."""
        if len(value) < _SHORTEST_SOUGHT:
            return
        yield value, name
        encoders = (
            quote_plus,
            quote,
            lambda text: quote(text, safe=""),
            lambda text: re.sub("%[0-9A-F]{2}", lambda code: code[0].lower(), quote(text, safe="")),
            lambda text: json.dumps(text)[1:-1],
            lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
            lambda text: base64.b64encode(text.encode()).decode(),
        )
        seen = {value}
        for encode in encoders:
            if (form := encode(value)) not in seen:
                seen.add(form)
                yield form, encode(name)

    def _replaced(self, text: str) -> str:
        for form, name in self._sought:
            if form in text:
                text = text.replace(form, name)
        return text

    def _hidden_value(self, key: str, value: str) -> str:
        if key in self._parameters and value in self._names:
            return self._names[value]
        return self._replaced(value)

    def _hidden_request(self, request: WebRequest) -> WebRequest:
        url = request.url
        if request.query:
            query = urlencode({key: self._hidden_value(key, value) for key, value in request.query.items()})
            url = urlunsplit((*urlsplit(request.url)[:3], query, ""))
        if request.form and _is_multipart(request):
            form = {key: self._hidden_value(key, value) for key, value in request.form.items()}
            body = _encoded_form(form, request)
        elif request.form:
            pairs = request.body.decode("utf-8", "surrogateescape").split("&")
            body = "&".join(map(self._hidden_pair, pairs)).encode("utf-8", "surrogateescape")
        else:
            text = self._replaced(request.body.decode("utf-8", "surrogateescape"))
            for key, value in _keys_of_body(request):  # what is like a word is replaced where it stands alone
                if key in self._parameters and value in self._names:
                    held = rf"({re.escape(json.dumps(key))}\s*:\s*){re.escape(json.dumps(value))}"
                    text = re.sub(held, r"\1" + json.dumps(self._names[value]).replace("\\", r"\\"), text)
            body = text.encode("utf-8", "surrogateescape")
        return WebRequest(request.method, url, tuple(self._hidden_request_headers(request.headers)), body)

    def _hidden_pair(self, pair: str) -> str:
        """Return *pair*, a parameter of a form, as the client wrote it unless something in it is hidden."""
        for name, value in urldecoded(pair).items():
            hidden = self._hidden_value(name, value)
            if hidden != value:
                return urlencode({name: hidden}, errors="surrogateescape")
        return pair

    def _hidden_request_headers(self, headers: Headers) -> Iterator[tuple[str, str]]:
        for name, value in headers:
            match name.lower():
                case "cookie":
                    yield name, "; ".join(filter(None, map(self._hidden_cookie, value.split(";"))))
                case lowered if lowered in self._headers:
                    yield name, self._names[value]
                case lowered if lowered not in TRANSPORT_HEADERS:
                    yield name, self._replaced(value)

    def _hidden_response(self, response: WebResponse) -> WebResponse:
        headers = []
        for name, value in response.headers:
            lowered = name.lower()
            if lowered in DROPPED_REPLY_HEADERS or lowered in TRANSPORT_HEADERS:
                continue
            if lowered == "set-cookie":
                cookie, separator, attributes = value.partition(";")
                hidden = self._hidden_cookie(cookie)
                if hidden:
                    headers.append((name, hidden + separator + attributes))
            else:
                headers.append((name, self._replaced(value)))
        body = self._replaced(response.body.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        return WebResponse(response.status, tuple(headers), body, response.reason)

    def _hidden_cookie(self, cookie: str) -> str | None:
        name, _, value = cookie.strip().partition("=")
        if name in DROPPED_COOKIES:
            return None
        if _cookie_kind(name) in FLEETING_COOKIES and value != _DELETED_COOKIE:
            return f"{name}=cookie-{_cookie_kind(name)}-1"
        return f"{name}={self._names.get(value, value)}"


def _is_told(value: str) -> bool:
    """Whether *value* tells anything: not if it is empty, or the token that all have."""
    return value not in ("", _ANONYMOUS_TOKEN)


def _is_a_word(value: str) -> bool:
    """Whether *value* is like a word, such as a test's password: hidden where it is sent, but texts may use it."""
    return len(value) < _LONGEST_WORD and value.isalpha() and value.islower()


def _cookie_kind(name: str) -> str:
    """Return what a cookie is called in a recording: its name without the wiki's prefix."""
    return next((kind for kind in COOKIE_KINDS if name.endswith(kind)), name)


def secret_fields(own: Collection[str] = ()) -> dict[str, str]:
    """Return every parameter, header and key of a reply that holds a secret, in small letters, and its name."""
    tables = (_REPLY_NAMES, _PARAMETER_NAMES, _HEADER_NAMES, dict.fromkeys(ADDRESS_HEADERS, "address"))
    return {field.lower(): name for table in tables for field, name in table.items()} | {f.lower(): f for f in own}


def secret_values(response: WebResponse, keys: Mapping[str, str] = _REPLY_NAMES) -> dict[tuple[str, ...], str]:
    """Return the secrets in a reply by where they stand: the texts of *keys*, in JSON, XML, PHP's format and pages."""
    try:
        found = _texts(json.loads(response.body), ())
    except ValueError:
        text = response.body.decode("utf-8", "replace")
        # The scripts of pages have capitals in these names.
        return {
            (str(number), key.lower()): value
            for number, (key, value) in enumerate(_pairs(text))
            if key.lower() in keys and value and value != _ANONYMOUS_TOKEN
        }
    return {path: value for path, value in found if path and path[-1] in keys and _is_told(value)}


#: A key and its text in XML, and in PHP's format; both may stand on a page, escaped.
_ATTRIBUTE = re.compile(r"""\b([\w-]+)=(?:"|&quot;)([^"<>]*?)(?:"|&quot;)""")
_SERIALIZED = re.compile(r"""s:\d+:(?:"|&quot;)([\w-]+)(?:"|&quot;);s:\d+:(?:"|&quot;)([^"]*?)(?:"|&quot;);""")
_PRINTED = re.compile(r"""(?:"|&quot;)([\w-]+)(?:"|&quot;): ?(?:"|&quot;)((?:[^"\\&]|\\.|&(?!quot;))*)(?:"|&quot;)""")


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for pattern in (_ATTRIBUTE, _SERIALIZED, _PRINTED):
        for key, value in pattern.findall(text):
            value = html.unescape(value)
            yield key, json.loads(f'"{value}"') if pattern is _PRINTED and "\\" in value else value


def _keys_of_body(request: WebRequest) -> Iterator[tuple[str, str]]:
    """Yield the keys and texts of a body that is JSON."""
    if request.body[:1] not in (b"{", b"["):
        return
    try:
        document = json.loads(request.body)
    except ValueError:
        return
    for path, value in _texts(document, ()):
        if path:
            yield path[-1], value


def _asker_addresses(response: WebResponse) -> Iterator[str]:
    """Yield the addresses by which a reply calls an anonymous asker, or says that one is blocked."""
    if b"userinfo" in response.body:
        with suppress(ValueError):
            texts = _texts(json.loads(response.body), ())
            yield from (value for path, value in texts if path[-2:] == ("userinfo", "name") and _is_somebodys(value))
        for value in _ANONYMOUS_USER.findall(response.body.decode("utf-8", "replace")):
            yield from [value] if _is_somebodys(value) else ()
    if "blocked" in (response.header("MediaWiki-API-Error") or ""):
        for value in _LIKE_ADDRESS.findall(response.body.decode("utf-8", "replace")):
            yield from [value] if _is_somebodys(value) else ()


#: Who asks, in XML and PHP's format.
_ANONYMOUS_USER = re.compile(r'(?:<userinfo [^>]*\bname=|"userinfo";a:\d+:\{[^{}]*"name";s:\d+:)"([^"]*)"')
_LIKE_ADDRESS = re.compile(
    r"(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})(?![\w:])"
)


def _within_base64(value: str) -> Iterator[str]:
    """Yield what of *value* can be seen in the base64 of a longer text that holds it, wherever in it."""
    data = value.encode()
    for shift, cut in enumerate((0, 2, 3)):
        encoded = base64.b64encode(bytes(shift) + data).decode()
        seen = encoded[cut : (shift + len(data)) * 8 // 6]
        if len(seen) >= 2 * _SHORTEST_SOUGHT:
            yield seen


def _is_somebodys(text: str) -> bool:
    """Whether *text* is an address that may be a person's; that of every machine itself is nobody's."""
    try:
        return not ipaddress.ip_address(text).is_loopback and not text.startswith(_ADDRESS)
    except ValueError:
        return False


def _texts(document: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(document, str):
        yield path, document
    elif isinstance(document, dict):
        for key, value in document.items():
            yield from _texts(value, (*path, key))
    elif isinstance(document, list):
        for number, value in enumerate(document):
            yield from _texts(value, (*path, str(number)))


def cookie_values(response: WebResponse) -> dict[tuple[str, ...], str]:
    """Return the cookies that a reply sets, by kind: the prefix of their names is the wiki's own."""
    cookies = (
        value.partition(";")[0].partition("=") for name, value in response.headers if name.lower() == "set-cookie"
    )
    return {(_cookie_kind(name),): value for name, _, value in cookies if value and value != _DELETED_COOKIE}


def replace_values(request: WebRequest, values: Mapping[str, str]) -> WebRequest:
    """Return *request* with whole parameters and cookies exchanged as *values* say."""
    cookies = "; ".join(
        f"{name}={values.get(value, value)}"
        for name, _, value in (cookie.strip().partition("=") for cookie in (request.header("Cookie") or "").split(";"))
        if name
    )
    headers = tuple((name, cookies if name.lower() == "cookie" else value) for name, value in request.headers)
    if not request.form:
        return WebRequest(request.method, request.url, headers, request.body)
    form = {name: values.get(value, value) for name, value in request.form.items()}
    return WebRequest(request.method, request.url, headers, _encoded_form(form, request))


def _is_multipart(request: WebRequest) -> bool:
    return (request.header("Content-Type") or "").lower().startswith("multipart/")


def _encoded_form(form: dict[str, str], request: WebRequest) -> bytes:
    """Return *form* in the encoding that *request* has."""
    if _is_multipart(request):
        return multipart_body(form, request.header("Content-Type") or "")
    return urlencode(form, errors="surrogateescape").encode("ascii")


def _names_in(interaction: Interaction) -> Iterator[str]:
    """Every name that stands for a secret in a recording, or that may."""
    yield from secret_values(interaction.response).values()
    yield from cookie_values(interaction.response).values()
    for name, value in interaction.request.params.items():
        if name in _PARAMETER_NAMES:
            yield value
    for cookie in (interaction.request.header("Cookie") or "").split(";"):
        yield cookie.strip().partition("=")[2]
    for name, value in interaction.request.headers:
        if name.lower() in _HEADER_NAMES:
            yield value
