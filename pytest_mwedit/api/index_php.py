"""The entry point ``index.php``: the text of a page as it is, and the jobs that suites run between edits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from pytest_mwedit.api.sessions import http_date, session_of
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import ENGLISH
from pytest_mwedit.web import Headers, WebRequest, WebResponse
from pytest_mwedit.wiki import InvalidTitle, Page, Revision, Session, Title, User, Wiki
from pytest_mwedit.wiki.namespaces import MEDIAWIKI, SPECIAL, USER
from pytest_mwedit.wiki.pages import MODELS_BY_SUFFIX, WIKITEXT
from pytest_mwedit.wiki.text_sections import get_section


@dataclass(frozen=True)
class Visit:
    """A request for ``index.php``, with the title and the revision that it is about."""

    wiki: Wiki
    request: WebRequest
    params: Mapping[str, str]
    title: Title
    #: The number of a revision that is asked for; 0 for the latest.
    revision_id: int
    session: Session
    user: User

    @property
    def revision(self) -> Revision | None:
        """The revision that is asked for; None if there is none."""
        if self.revision_id:
            return self.wiki.revisions.get(self.revision_id)
        page = self.wiki.page(self.title)
        return None if page is None else page.latest


def respond_index(wiki: Wiki, request: WebRequest) -> WebResponse:
    """Answer a request for ``index.php`` as the wiki would.

    Raises:
        NotImitated: for what MediaWiki answers and this does not: every page for people.
    """
    if not manner_of(wiki.version).has_index:
        raise NotImitated(f"No document tells of index.php in MediaWiki {wiki.version}. Ask api.php.")
    params = request.params
    title = _title(wiki, params)
    if title is not None and title.namespace == SPECIAL:
        return _special(wiki, request, title)
    action = params.get("action", "view").lower()
    answer = ACTIONS.get(action)
    if title is None or answer is None:
        raise _not_imitated(request, f"action={action}" if title is not None else "titles that are none")
    if wiki.config.force_https:
        raise _not_imitated(request, "how it goes on with https")
    session, user, rights = session_of(wiki, _without_bot_password(wiki, request))
    if "read" not in rights:
        raise _not_imitated(request, "the page that asks to log in")
    response = answer(_visit(wiki, request, title, session, user))
    headers = _with_cookies(response.headers, session)
    return WebResponse(response.status, headers, b"" if request.method == "HEAD" else response.body)


def _without_bot_password(wiki: Wiki, request: WebRequest) -> WebRequest:
    """Return *request* without the cookie of a bot password, which is good for the API alone."""
    name = f"{wiki.config.cookie_prefix}_BPsession"
    if name not in request.cookies:
        return request
    kept = "; ".join(f"{each}={value}" for each, value in request.cookies.items() if each != name)
    headers = [pair for pair in request.headers if pair[0].lower() != "cookie"]
    return replace(request, headers=(*headers, *([("Cookie", kept)] if kept else [])))


def _with_cookies(headers: Headers, session: Session) -> Headers:
    """Return *headers* with the cookies that the client is owed: such a reply is for nobody else."""
    cookies, session.owed_cookies = session.owed_cookies, []
    if not cookies:
        return headers
    told = [(name, value) for name, value in headers if name != "Cache-Control" or value.startswith("private")]
    if len(told) < len(headers):
        told += [("Expires", http_date(0)), ("Cache-Control", "private, max-age=0, s-maxage=0")]
    return (told[0], *(("Set-Cookie", cookie) for cookie in cookies), *told[1:])


def _not_imitated(request: WebRequest, what: str) -> NotImitated:
    return NotImitated(
        f"The in-memory wiki writes no pages for people: of index.php it imitates action={', action='.join(ACTIONS)} "
        f"and {', '.join(SPECIAL_PAGES)}, and not {what} ({request.method} {request.url}). "
        "Ask api.php, record the reply of a real wiki, or let another test tool answer this address."
    )


# What a request is about


def _title(wiki: Wiki, params: Mapping[str, str]) -> Title | None:
    """Return the title that is asked for; None for one that cannot be."""
    page_id = _integer(params.get("curid", ""))
    if page_id > 0:
        page = wiki.pages_by_id.get(page_id)
        return None if page is None else page.title
    # Who names no title means the main page, and a list is no name.
    listed = any(name.startswith("title[") for name in params)
    name = "" if listed else params.get("title", "")
    try:
        return wiki.title(name or wiki.language.main_page)
    except InvalidTitle:
        return None


def _visit(wiki: Wiki, request: WebRequest, title: Title, session: Session, user: User) -> Visit:
    params = request.params
    revision_id = _integer(params.get("oldid", ""))
    named = wiki.revisions.get(revision_id)
    if named is not None:
        title = named.page.title
    step = _STEPS.get(params.get("direction", ""))
    if step is not None:
        page = wiki.page(title) if named is None else named.page
        # Beside a revision that is not there is none either, and there is none to the sides of the outermost.
        known = page is not None and (named is not None or revision_id == 0)
        beside = step(page, named or page.latest) if page is not None and known else None
        revision_id = beside.id if beside is not None else -1
    elif params.get("direction") == "cur":
        revision_id = 0
    return Visit(wiki, request, params, title, revision_id, session, user)


def _previous(page: Page, revision: Revision) -> Revision | None:
    earlier = [each for each in page.revisions if each.id < revision.id]
    return earlier[-1] if earlier else None


def _next(page: Page, revision: Revision) -> Revision | None:
    return next((each for each in page.revisions if each.id > revision.id), None)


#: What ``direction`` makes of the revision that is asked for.
_STEPS: Mapping[str, Callable[[Page, Revision], Revision | None]] = {"prev": _previous, "next": _next}


# action=raw

TEXT_TYPE = "text/x-wiki"

#: The types that a text may be sent as, where the request asks so.
TYPES = (TEXT_TYPE, "text/javascript", "text/css", "application/json")

#: What the parameter ``gen`` of old means.
_GENERATED = {"css": "text/css", "js": "text/javascript"}

#: For how long, in seconds, browsers may keep a text, and caches that of a script or a style.
_AGE, _SHARED_AGE = 18000, 300

_FORBIDDEN = (
    "<!DOCTYPE html>\n<html><head><title>Forbidden</title>{}</head>\n<body><h1>Forbidden</h1><p>{}</p></body></html>\n"
)
_NO_SCRIPT = (
    "For security reasons JavaScript cannot be loaded from unprotected pages. "
    "Please only create javascript in the MediaWiki: namespace or as a User subpage"
)
_NO_USER = "For security reasons JavaScript, CSS and JSON user subpages cannot be loaded for unregistered users."


def send_raw(visit: Visit) -> WebResponse:
    """Send the text of a page as it is; 404 for one that is missing, unless it is to be a script or a style."""
    params = visit.params
    kind = params["ctype"] if params.get("ctype") in TYPES else _GENERATED.get(params.get("gen", ""), TEXT_TYPE)
    headers = [
        ("X-Content-Type-Options", "nosniff"),
        ("Vary", "Accept-Encoding, Cookie"),
        ("Cache-Control", _caching(visit, kind)),
    ]
    refusal = _refusal(visit.wiki, visit.title, kind)
    if refusal is not None:
        if _language(visit) != ENGLISH:
            raise NotImitated(
                "The in-memory wiki says in English alone why it sends no script, and the reader has another language. "
                "Send uselang=en, or record the reply."
            )
        headers.append(("Content-type", "text/html; charset=utf-8"))
        head = manner_of(visit.wiki.version).head_of_refusals
        return WebResponse(403, tuple(headers), _FORBIDDEN.format(head, refusal).encode())
    headers.append(("Content-type", f"{kind}; charset=UTF-8"))
    revision = visit.revision
    if revision is not None:
        headers.append(("Last-modified", http_date(revision.timestamp)))
    text = None if revision is None else _text(visit, revision)
    status = 404 if text is None and kind == TEXT_TYPE else 200
    return WebResponse(status, tuple(headers), (text or "").encode("utf-8", "surrogateescape"))


def _language(visit: Visit) -> str:
    """Return the code of the language that the reader is talked to in."""
    config = visit.wiki.config
    own = str(visit.user.options.get("language") or config.language)
    return visit.params.get("uselang", own)


def _caching(visit: Visit, kind: str) -> str:
    params = visit.params
    age = _integer(params["maxage"]) if "maxage" in params else _AGE
    shared = params.get("smaxage", "")
    shared_age = _integer(shared) if _NUMBER.fullmatch(shared) else 0 if kind == TEXT_TYPE else _SHARED_AGE
    own = visit.session.kept and visit.user.is_registered
    return f"{'private' if own else 'public'}, s-maxage={shared_age}, max-age={age}"


def _refusal(wiki: Wiki, title: Title, kind: str) -> str | None:
    """Return why a browser is not given something that it might run."""
    if kind == TEXT_TYPE:
        return None
    owner, slash, _ = title.text.partition("/")
    own = title.namespace == USER and slash and f".{title.dbkey.rpartition('.')[2]}" in MODELS_BY_SUFFIX
    if own and owner not in wiki.users:
        return _NO_USER
    if kind != "text/javascript" or title.namespace == MEDIAWIKI or (own and title.dbkey.endswith(".js")):
        return None
    return _NO_SCRIPT


def _text(visit: Visit, revision: Revision) -> str | None:
    if "text" in revision.hidden:
        return None
    section = visit.params.get("section", "")
    if not _NUMBER.fullmatch(section):
        return revision.text
    if revision.content_model != WIKITEXT:
        return None
    return get_section(revision.text, abs(_integer(section)), visit.wiki.extension_tags)


#: What PHP takes for a number, and what of a text it makes one of.
_NUMBER = re.compile(r"\s*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?\s*", re.ASCII)
_BEGINNING = re.compile(r"\s*([+-]?\d+)(\.\d*)?([eE][+-]?\d+)?", re.ASCII)


def _integer(text: str) -> int:
    found = _BEGINNING.match(text)
    if found is None:
        return 0
    return int(float(found[0])) if found[3] else int(found[1])


#: What ``index.php`` does, by the action.
ACTIONS: Mapping[str, Callable[[Visit], WebResponse]] = {"raw": send_raw}


# Special pages

_OF_JOBS = (("X-Content-Type-Options", "nosniff"),)
_REFUSING = (
    *_OF_JOBS,
    ("Vary", "Accept-Encoding, Cookie"),
    ("Expires", "Thu, 01 Jan 1970 00:00:00 GMT"),
    ("Cache-Control", "private, must-revalidate, max-age=0"),
    ("Content-type", "text/html; charset=utf-8"),
)

#: What a request to run jobs must have.
_SIGNED = ("tasks", "signature", "sigexpiry")


def run_jobs(wiki: Wiki, request: WebRequest) -> WebResponse:
    """Answer the suites that run jobs between edits: there are never any left.

    Any signature is taken for right, as it is made with a secret of the wiki.
    """
    params = request.params
    if wiki.config.read_only:
        return _refused(423, "Locked", "Wiki is in read-only mode.")
    if request.method != "POST":
        return _refused(400, "Bad Request", "Request must be POSTed.")
    missing = [name for name in _SIGNED if name not in params]
    if missing:
        return _refused(400, "Bad Request", f"Missing parameters: {', '.join(missing)}")
    if _integer(params["sigexpiry"]) < wiki.clock.now():
        return _refused(400, "Bad Request", "Invalid or stale signature provided.")
    if _is_true(params.get("async", "1")):
        return WebResponse(202, (*_OF_JOBS, ("Content-type", "text/html; charset=UTF-8")))
    if not _is_true(params.get("stats", "")):
        return WebResponse(200, (*_OF_JOBS, ("Content-type", "text/html; charset=UTF-8")), b"Done\n")
    ran = {"jobs": [], "reached": "none-ready", "backoffs": [], "elapsed": 0}
    body = json.dumps(ran, separators=(",", ":")).encode()
    return WebResponse(200, (*_OF_JOBS, ("Content-Type", "application/json")), body)


def _refused(status: int, heading: str, text: str) -> WebResponse:
    page = (
        f"<!DOCTYPE html><html><head><title>{heading}</title></head>"
        f"<body><h1>{heading}</h1><p>{text}</p></body></html>\n"
    )
    return WebResponse(status, _REFUSING, page.encode())


def _is_true(value: str) -> bool:
    """Whether PHP takes *value* for true."""
    return value not in ("", "0")


def _special(wiki: Wiki, request: WebRequest, title: Title) -> WebResponse:
    name = title.text.partition("/")[0]
    answer = next((run for known, run in SPECIAL_PAGES.items() if known.lower() == f"special:{name}".lower()), None)
    if answer is None:
        raise _not_imitated(request, str(title))
    return answer(wiki, request)


#: The special pages that are imitated.
SPECIAL_PAGES: Mapping[str, Callable[[Wiki, WebRequest], WebResponse]] = {"Special:RunJobs": run_jobs}
