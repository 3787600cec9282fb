"""The formats for people, jsonfm and its like: an HTML page that shows the reply."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlsplit

from pytest_mwedit.api.formats.written import Written
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.php_variables import base_name

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import User

#: How long the wiki takes to answer, which its pages tell.
MILLISECONDS = 50

#: The only language that pages are recorded in.
LANGUAGE = "en"


@dataclass(frozen=True)
class Page:
    """A format for people: what it shows, and the format that it stands for, if that is one for programs."""

    show: Callable[[dict[str, Any], dict[str, Any]], str]
    shown: str | None = None


def write_page(call: Call, page: Page, tree: dict[str, Any], params: dict[str, Any], status: int) -> Written:
    """Write the page that shows *tree*, or only its middle as JSON; *status* is what a program would get."""
    content = f'<pre class="api-pretty-content">{_as_text(page.show(tree, params))}</pre>'
    if params["wrappedhtml"]:
        wrapped = {
            "status": status,
            "statustext": HTTPStatus(status).phrase,
            "html": content,
            "modules": ["mediawiki.apipretty"],
            "continue": tree.get("continue"),
            "time": MILLISECONDS,
        }
        body = json.dumps(wrapped, ensure_ascii=False, separators=(",", ":"))
        content_type = "text/mediawiki-api-prettyprint-wrapped; charset=utf-8"
        return Written(_encoded(body), content_type, "api-result-wrapped.json")
    _refuse_other_languages(call)
    return Written(_encoded(_page(call, page, content, status)), "text/html; charset=UTF-8", "api-result.html")


def _as_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _refuse_other_languages(call: Call) -> None:
    language = call.main["uselang"]
    if language in ("user", "content"):
        language = call.wiki.config.language
    if language != LANGUAGE or call.wiki.config.language != LANGUAGE:
        raise NotImitated(
            f"The in-memory wiki writes the HTML page around a reply in English only, and this is {language!r}. "
            "Send format=json, or wrappedhtml=1."
        )


def _page(call: Call, page: Page, content: str, status: int) -> str:
    wiki, viewer = call.wiki, _viewer(call)
    pieces = _recorded(wiki.version)
    about_status = {"status": f"{status} {HTTPStatus(status).phrase}"}
    values = {
        "site_name": html.escape(wiki.config.site_name).replace("&#x27;", "&#039;"),
        "site_title": _as_text(wiki.config.site_name),
        "request_id": wiki.sessions.random(24),
        "user_name": _literal(viewer.name if viewer.is_registered else None),
        "groups": _literal(wiki.groups_of(viewer)),
        "account": _account(call, viewer),
        "line_end": "\n" if viewer.is_registered else "",
        "script_path": wiki.script_path,
        "api_url": wiki.api_url,
        "help_url": wiki.url_of(wiki.title("Special:ApiHelp")),
        "header": _filled(pieces[_header(call, page)], _header_values(call, page)),
        "status": "" if status == HTTPStatus.OK else _filled(pieces["status"], about_status),
        "content": content,
        "hostname": _hostname(call),
        "milliseconds": str(MILLISECONDS),
    }
    return _filled(pieces["page"], values)


@cache
def _recorded(version: str) -> dict[str, str]:
    """Return the pieces of a page as a real wiki wrote them, with names in braces for what differs."""
    source = files(__package__) / "pages" / f"{version}.json"
    if not source.is_file():
        raise NotImitated(
            f"The in-memory wiki does not write the HTML page that MediaWiki {version} puts around a reply. "
            "Send format=json, or wrappedhtml=1."
        )
    pieces: dict[str, list[str]] = json.loads(source.read_text("utf-8"))
    return {name: "\n".join(lines) for name, lines in pieces.items()}


def _filled(piece: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda match: values[match[1]], piece)


def _header(call: Call, page: Page) -> str:
    if page.shown is None:
        return "header_raw"
    return "header_posted" if call.request.method == "POST" else "header"


def _header_values(call: Call, page: Page) -> dict[str, str]:
    name = page.shown or ""
    # The address is built as that of a page, whose title stands elsewhere.
    sent = {"format" if base_name(key) == "format" else key: value for key, value in call.request.query.items()}
    query = {key: value for key, value in sent.items() if key != "title"} | {"format": name}
    parameters = "&".join(f"{_urlencoded(key)}={_urlencoded(value)}" for key, value in query.items())
    return {
        "format": name.upper(),
        "name": name,
        "url": html.escape(f"{call.wiki.api_url}?{parameters}"),
        "script_path": call.wiki.script_path,
    }


def _urlencoded(text: str) -> str:
    return quote_plus(text.encode("utf-8", "surrogateescape"), safe="").replace("~", "%7E")


def _hostname(call: Call) -> str:
    """Return what a page tells of the machine that wrote it."""
    host = urlsplit(call.wiki.server).hostname
    return f'"wgHostname":{_literal(host)},' if call.wiki.config.show_hostnames else ""


def _literal(value: Any) -> str:
    """Return *value* as JavaScript that may stand in a page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003C").replace(">", "\\u003E")


def _viewer(call: Call) -> User:
    """Return whom a page is for: who logs in is not known to the page that tells of it."""
    return call.user if _LOGINS.isdisjoint(call.result) else call.sender


_LOGINS = frozenset({"login", "clientlogin"})


def _account(call: Call, user: User) -> str:
    """Return what a page tells of the account that it is for."""
    if not user.is_registered:
        return ""
    # A page still counts without the edit that it tells of.
    edits = user.edit_count - ("newrevid" in call.result.get("edit", ()))
    registered = "null" if user.registered is None else user.registered * 1000
    return (
        f'"wgUserId":{user.id},"wgUserIsTemp":false,"wgUserEditCount":{edits},'
        f'"wgUserRegistration":{registered},"wgUserFirstRegistration":{registered},'
    )
