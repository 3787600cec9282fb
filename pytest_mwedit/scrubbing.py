"""Secrets in cassettes that are on disk already, whatever tool recorded them: finding them, taking them out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote_plus

from pytest_mwedit.cassettes import Cassette, Interaction, dump_cassette
from pytest_mwedit.files import write_whole
from pytest_mwedit.filters import ADDRESS_HEADERS, DROPPED_COOKIES
from pytest_mwedit.hiding import Hiding, secret_fields
from pytest_mwedit.web import WebRequest, WebResponse


@dataclass(frozen=True)
class Leak:
    """A secret in a cassette: in which interaction (or line), counted from 1, where in it, and what it is.

    Its value is never told.
    """

    number: int
    where: str
    what: str

    def __str__(self) -> str:
        if self.where == "line":
            return f"line {self.number}: {self.what}"
        return f"interaction {self.number}, {self.where}: {self.what}"


#: What tools and people write in the place of a secret.
_PLACEHOLDER = re.compile(
    r"""(?ix)
      [\W_]* (?: redacted | filtered | hidden | dummy | fake | removed | scrubbed | masked | placeholder | secret | x+
      ) [\W_]*
    | [*.\-]+ | <[^>]*> | \[[^\]]*\] | \{\{[^}]*\}\}
    """
)
#: What this plugin writes there: the names of its tables, numbered.
_OUR_NAME = re.compile(rf"(?:wrong-)?(?:{'|'.join(sorted(set(secret_fields().values())))}|cookie-[\w.-]+)-\d+(?:\+\\)?")

#: How the value of an Authorization header begins.
_SCHEME = re.compile(r"(?i)(?:basic|bearer|oauth) ")

_DOCUMENTATION_ADDRESS = re.compile(r"192\.0\.2\.\d+|198\.51\.100\.\d+|203\.0\.113\.\d+|2001:db8:[0-9a-f:]*")


def is_placeholder(value: str, own: Collection[str] = ()) -> bool:
    """Whether *value* stands for a secret and is none; *own* are the fields that a suite named."""
    if any(re.fullmatch(rf"{re.escape(field.lower())}-\d+", value) for field in own):
        return True
    value = _SCHEME.sub("", value)
    patterns = (_PLACEHOLDER, _OUR_NAME, _DOCUMENTATION_ADDRESS)
    return any(pattern.fullmatch(value) for pattern in patterns)


def _as_form(request: WebRequest) -> WebRequest:
    """Return *request*; a form whose header somebody has taken out is a form again."""
    if request.header("Content-Type") is not None or not _FORM.match(request.body):
        return request
    headers = (*request.headers, ("Content-Type", "application/x-www-form-urlencoded"))
    return WebRequest(request.method, request.url, headers, request.body)


_FORM = re.compile(rb"[\w.%+-]+=")


def leaks_of_text(text: str, fields: Collection[str] = ()) -> list[Leak]:
    """Return the secrets in a recording of another format, such as betamax's, by line; they cannot be taken out."""
    names = secret_fields(fields)
    found: dict[Leak, None] = {}
    for match in (match for pattern in _IN_ANY_TEXT for match in pattern.finditer(text)):
        name = names.get(match[1].lower())
        if name is not None and not is_placeholder(unquote_plus(match[2]), fields):
            found[Leak(_line(text, match), "line", name)] = None
    for match in _COOKIE.finditer(text):
        found[Leak(_line(text, match), "line", f"cookie {match[1]}")] = None
    return sorted(found, key=lambda leak: leak.number)


def _line(text: str, match: re.Match[str]) -> int:
    return text.count("\n", 0, match.start(2 if match.re.groups > 1 else 1)) + 1


#: A name and its value: in a form, in JSON or YAML, and a header in a list.
_IN_ANY_TEXT = (
    re.compile(r"""(?m)(?:^|[?&"'\s])([\w-]+)=([^&"'\s;,{]{4,})"""),
    re.compile(r"""\\?["']?([\w-]+)\\?["']?\s*:\s*\[?\s*\\?["']([^"'\\]{4,})"""),
)
_COOKIE = re.compile(rf"\b({'|'.join(map(re.escape, sorted(DROPPED_COOKIES)))})=[^;\"']+")


def leaks(cassette: Cassette, fields: Collection[str] = ()) -> list[Leak]:
    """Return the secrets in *cassette*, each where it stands; *fields* hold secrets beside those of the tables."""
    return _leaks(_with_forms(cassette), Hiding(fields=fields), fields)


def _with_forms(cassette: Cassette) -> list[Interaction]:
    return [Interaction(_as_form(one.request), one.response) for one in cassette.interactions]


def _leaks(interactions: Sequence[Interaction], hiding: Hiding, fields: Collection[str]) -> list[Leak]:
    hiding.collect(interactions)
    sought = sorted(
        (
            (form, hiding.kind(value))
            for value, forms in hiding.secrets.items()
            if not is_placeholder(value, fields)
            for form, _ in forms
        ),
        key=lambda pair: -len(pair[0]),
    )
    found: dict[Leak, None] = {}
    for number, interaction in enumerate(interactions, start=1):
        for where, text in (*_parts_of_request(interaction.request), *_parts_of_response(interaction.response)):
            # What is found is taken away: a secret within another, or in its own escaped form, is one secret.
            for form, what in sought:
                if form in text:
                    text = text.replace(form, "")
                    found[Leak(number, where, what)] = None
        # What is short, or like a word, is looked for nowhere else: texts may hold it.
        for where, value in hiding.fields(interaction):
            if not is_placeholder(value, fields):
                found[Leak(number, where, hiding.kind(value))] = None
        found |= dict.fromkeys(Leak(number, where, what) for where, what in _whereabouts(interaction))
    return list(found)


def _parts_of_request(request: WebRequest) -> Iterator[tuple[str, str]]:
    yield "address", request.url
    for name, value in request.headers:
        yield f"request header {name}", value
    yield "request body", request.body.decode("utf-8", "replace")


def _parts_of_response(response: WebResponse) -> Iterator[tuple[str, str]]:
    for name, value in response.headers:
        yield f"reply header {name}", value
    yield "reply body", response.body.decode("utf-8", "replace")


def _whereabouts(interaction: Interaction) -> Iterator[tuple[str, str]]:
    """Yield what an interaction tells of the place that was asked from."""
    for name, value in interaction.request.headers:
        if name.lower() == "cookie":
            cookies = [cookie.strip().partition("=")[0] for cookie in value.split(";")]
            yield from (
                (f"request header {name}", f"cookie {cookie}") for cookie in cookies if cookie in DROPPED_COOKIES
            )
    for name, value in interaction.response.headers:
        if name.lower() == "set-cookie" and value.partition("=")[0] in DROPPED_COOKIES:
            yield f"reply header {name}", f"cookie {value.partition('=')[0]}"
        elif name.lower() in ADDRESS_HEADERS and not is_placeholder(value):
            yield f"reply header {name}", "address"


def scrub(path: Path, cassette: Cassette, fields: Collection[str] = ()) -> int:
    """Take the secrets out of *cassette*, which lies at *path*, in place, and return how many there were.

    One secret gets one name everywhere in it, so that it still replays.  A cassette without secrets is not touched.

    Raises:
        SecretLeft: if a secret could not be taken out; the file is as it was.
    """
    hiding, interactions = Hiding(fields=fields), _with_forms(cassette)
    found = _leaks(interactions, hiding, fields)
    if not found:
        return 0
    text = dump_cassette(Cassette(hiding.hide(interactions), cassette.metadata))
    hiding.check(text)
    write_whole(path, text)
    return len(found)
