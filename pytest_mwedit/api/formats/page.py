"""The formats for people, jsonfm and its like: an HTML page that shows the reply."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from http import HTTPStatus
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_plus, urlsplit

from pytest_mwedit.api.formats.colours import STYLES, coloured
from pytest_mwedit.api.formats.written import Written
from pytest_mwedit.api.tokens import token_of_session
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import ENGLISH, NAMES_OF_MESSAGES, Language, code_in, language
from pytest_mwedit.php_variables import base_name
from pytest_mwedit.wiki import ANONYMOUS_TOKEN
from pytest_mwedit.wiki.namespaces import MEDIAWIKI
from pytest_mwedit.wiki.state import in_address
from pytest_mwedit.wiki.text_literal import escaped_html

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import User

#: How long the wiki takes to answer, which its pages tell.
MILLISECONDS = 50

#: The style sheet of what tells somebody with a temporary account so.
TEMPORARY_STYLES = "mediawiki.tempUserBanner.styles"

#: What pages call the format that stands for no other.
RAW = "RAW"

#: How many letters the region in the code of a language has.
REGION = 2


#: How many bytes a line of a script may have where a statement ends.
LONGEST_LINE = 1000

#: The script that tells other scripts of the page, and where each of its statements begins.
_SETTINGS = re.compile(r"(?<=<script>)document\..*?(?=</script>)", re.DOTALL)
_STATEMENT = re.compile(r"(?<=;)(?=RL[A-Z]+=)")
#: Codes of languages that styles and scripts are asked for in.
_LOADED = re.compile("[a-z0-9-]{2,}")


@dataclass(frozen=True)
class Page:
    """A format for people: what it shows, and the format that it stands for, if that is one for programs."""

    show: Callable[[dict[str, Any], dict[str, Any]], str]
    shown: str | None = None
    #: The language in whose colours it is shown where a wiki has such.
    coloured_as: str | None = None


def write_page(call: Call, page: Page, tree: Any, params: dict[str, Any], status: int) -> Written:
    """Write the page that shows *tree*, or only its middle as JSON; *status* is what a program would get."""
    text, language_of_text = page.show(tree, params), _colours(call, page)
    if language_of_text is None:
        content = f'<pre class="api-pretty-content">{_as_text(text)}</pre>'
    else:
        content = coloured(text, language_of_text)
    if params["wrappedhtml"]:
        wrapped = {
            "status": status,
            "statustext": HTTPStatus(status).phrase,
            "html": content,
            "modules": ["mediawiki.apipretty", *([STYLES] if language_of_text else [])],
            "continue": tree.get("continue") if isinstance(tree, dict) else None,
            "time": MILLISECONDS,
        }
        body = json.dumps(wrapped, ensure_ascii=False, separators=(",", ":"))
        content_type = "text/mediawiki-api-prettyprint-wrapped; charset=utf-8"
        return Written(_encoded(body), content_type, "api-result-wrapped.json")
    return Written(_encoded(_page(call, page, content, status)), "text/html; charset=UTF-8", "api-result.html")


def _colours(call: Call, page: Page) -> str | None:
    """Return the language in whose colours the wiki shows a page, if it does."""
    return page.coloured_as if call.wiki.installed.highlights else None


def _as_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def _page(call: Call, page: Page, content: str, status: int) -> str:
    wiki, viewer = call.wiki, _viewer(call)
    pieces = _pieces(wiki.version, code_in(call.language_of_page))
    about_status = {"status": str(status), "status_text": HTTPStatus(status).phrase}
    values = {
        **pieces,
        **_about_languages(call),
        "title": _filled(pieces["title"], {"site_name": _as_text(wiki.config.site_name)}),
        "feed": _filled(pieces["feed"], {"site_name": escaped_html(wiki.config.site_name)}),
        "site_name": escaped_html(wiki.config.site_name),
        "request_id": wiki.sessions.random(24),
        "user_name": _literal(viewer.name if viewer.is_registered else None),
        "groups": _literal(_groups(call, viewer)),
        "coloured_state": f'"{STYLES}":"ready",' if _colours(call, page) else "",
        "coloured_styles": f"{STYLES}%7C" if _colours(call, page) else "",
        "temporary_state": f',"{TEMPORARY_STYLES}":"ready"' if wiki.is_temporary(viewer.name) else "",
        "temporary_styles": f"%7C{TEMPORARY_STYLES}" if wiki.is_temporary(viewer.name) else "",
        "of_extensions": ',"wgCiteReferencePreviewsActive":true' if wiki.installed.highlights else "",
        "account": _account(call, pieces.get("account", ""), viewer),
        "styles": _styles(call, pieces, viewer) if "{styles}" in pieces["page"] else "",
        "tokens": _tokens(call, viewer) if "{tokens}" in pieces["page"] else "",
        "options": _options(viewer) if "{options}" in pieces["page"] else "",
        "script_path": wiki.script_path,
        "api_url": wiki.api_url,
        "header": _filled(pieces[_header(call, page)], _header_values(call, page)),
        "status": "" if status == HTTPStatus.OK else _filled(pieces["status"], about_status),
        "content": content,
        "hostname": _hostname(call),
        "last_hostname": _last(_hostname(call)),
        "milliseconds": str(MILLISECONDS),
    }
    values["styles"] = _filled(values["styles"], values)
    return _SETTINGS.sub(lambda found: _in_lines(found[0]), _filled(pieces["page"], values), count=1)


def _in_lines(script: str) -> str:
    """Begin a new line before a statement whose name would make the line too long, as MediaWiki does."""
    lines = [""]
    for statement in _STATEMENT.split(script):
        if len((lines[-1] + statement.partition("=")[0]).encode()) > LONGEST_LINE:
            lines.append("")
        lines[-1] += statement
    return "\n".join(lines)


def _about_languages(call: Call) -> dict[str, str]:
    """Return what depends on the languages of the reader and of the wiki, beside words."""
    wiki, code = call.wiki, code_in(call.language_of_page)
    read, written = language(call.language_of_page), wiki.language
    title = written.special_pages["ApiHelp"]
    name = title.replace(" ", "_")
    html_code, direction = _html_code(code), _direction(read)
    return {
        "language": html_code,
        "language_code": code,
        "direction": direction,
        "site_language": wiki.config.language,
        "site_direction": _direction(written),
        "load": "" if code == NAMES_OF_MESSAGES or not _LOADED.fullmatch(code) else f"lang={_urlencoded(code)}&amp;",
        "page_name": name,
        "page_title": title.partition(":")[2],
        "page_class": name.replace(":", "_"),
        "help_url": f"{wiki.server}{wiki.article_path.replace('$1', name)}",
        "recent_changes": in_address(written.special_pages["RecentChanges"]),
        "footer_language": "" if code == wiki.config.language else f' lang="{html_code}" dir="{direction}"',
    }


def _html_code(code: str) -> str:
    """Return the code of a language as HTML has it."""
    first, *others = code.split("-")
    return "-".join([first, *(each.upper() if len(each) == REGION else each for each in others)])


def _direction(spoken: Language) -> str:
    return "rtl" if spoken.right_to_left else "ltr"


def _help_link(call: Call) -> str:
    """Return what is written of the link to the API's help, which leads past the page where that has its own name."""
    wiki = call.wiki
    page = wiki.language.special_pages["ApiHelp"]
    if page == language(ENGLISH).special_pages["ApiHelp"]:
        return f'href="{wiki.script_path}/api.php?action=help&amp;modules=main"'
    address = wiki.article_path.replace("$1", in_address(f"{page}/main"))
    return f'href="{address}" title="{page}/main"'


@cache
def _pieces(version: str, code: str) -> dict[str, str]:
    """Return a page as a real wiki of *version* wrote it, and its words, with names in braces for what differs."""
    folder = files(__package__) / "pages"
    words = folder / "words" / f"{code}.json"
    if not words.is_file():
        words = folder / "words" / f"{ENGLISH}.json"
    page: dict[str, list[str]] = json.loads((folder / f"{version}.json").read_text("utf-8"))
    pieces: dict[str, str] = json.loads(words.read_text("utf-8"))
    return pieces | {name: "\n".join(lines) for name, lines in page.items()}


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
        "format": name.upper() or RAW,
        "name": name,
        "url": html.escape(f"{call.wiki.api_url}?{parameters}"),
        "script_path": call.wiki.script_path,
        "help": _help_link(call),
    }


def _urlencoded(text: str) -> str:
    return quote_plus(text.encode("utf-8", "surrogateescape"), safe="").replace("~", "%7E")


def _hostname(call: Call) -> str:
    """Return what a page tells of the machine that wrote it."""
    host = urlsplit(call.wiki.server).hostname
    return f'"wgHostname":{_literal(host)},' if call.wiki.config.show_hostnames else ""


def _last(item: str) -> str:
    """Return an item of a list as the last one."""
    return f",{item[:-1]}" if item else ""


def _literal(value: Any) -> str:
    """Return *value* as JavaScript that may stand in a page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003C").replace(">", "\\u003E")


def _viewer(call: Call) -> User:
    """Return whom a page is for: who logs in is not known to the page that tells of it, and neither is an edit."""
    if "newrevid" in call.result.get("edit", ()):
        return replace(call.user, edit_count=call.user.edit_count - 1)
    return call.user if _LOGINS.isdisjoint(call.result) else call.sender


#: Which pages of a wiki make a page of a version that heeds them link to a style sheet, by the piece that does.
STYLE_PAGES = {
    "style_of_site": ("Common.css", "Apioutput.css", "Print.css"),
    "style_without_scripts": ("Noscript.css",),
}


def _styles(call: Call, pieces: Mapping[str, str], user: User) -> str:
    """Return the links to the wiki's own style sheets."""
    wiki = call.wiki

    def exists(name: str) -> bool:
        return wiki.titles.make(MEDIAWIKI, name) in wiki.pages

    of_groups = [name for group in wiki.groups_of(user) if exists(name := f"Group-{group}.css")]
    if user.is_registered and of_groups:
        raise NotImitated(
            f"The HTML page around a reply names the version of MediaWiki:{of_groups[0]}, which the in-memory wiki "
            "does not know. Send format=json, or wrappedhtml=1, or leave that page out."
        )
    links = [pieces[piece] for piece, names in STYLE_PAGES.items() if any(map(exists, names))]
    return pieces["styles"] + "".join(links) if links else ""


def _tokens(call: Call, user: User) -> str:
    """Return the tokens that a page gives its scripts."""
    kinds = ("patrol", "watch", "csrf")
    return _literal(
        {f"{kind}Token": token_of_session(call, kind) if user.is_registered else ANONYMOUS_TOKEN for kind in kinds}
    )


def _options(user: User) -> str:
    """Return what a page tells its scripts of what somebody prefers otherwise than everybody."""
    return f"mw.user.options.set({_literal(dict(sorted(user.options.items())))});" if user.options else ""


_LOGINS = frozenset({"login", "clientlogin"})


def _groups(call: Call, viewer: User) -> list[str]:
    """Return the groups of a page's reader, who keeps those of everybody that a filter took in the same request."""
    if viewer is call.sender:
        viewer = replace(viewer, unpromoted_until=call.unpromoted_before)
    return call.wiki.groups_of(viewer)


def _account(call: Call, piece: str, user: User) -> str:
    """Return what a page tells of the account that it is for."""
    if not user.is_registered:
        return '"wgTempUserName":null,' if call.wiki.makes_temporary_accounts else ""
    registered = "null" if user.registered is None else user.registered * 1000
    told = {"user_id": str(user.id), "edits": str(user.edit_count), "registered": str(registered)}
    told["is_temporary"] = _literal(call.wiki.is_temporary(user.name))
    seen = call.wiki.seen_last(user)
    return _filled(piece, told) + (f'"wgUserNewMsgRevisionId":{seen.id},' if seen else "")
