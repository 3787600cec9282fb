"""The in-memory wiki follows the tape: what a recorded reply said is true for the replies made up afterwards.

What the tape never showed is not made up: a revision whose text was not recorded has none, and asking for it fails
the test with an explanation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import respond
from pytest_mwedit.cassettes import Interaction
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.web import WebRequest, WebResponse
from pytest_mwedit.wiki import INSTALLER, Block, InvalidTitle, Page, Protection, Revision, Session, Title, User, Wiki
from pytest_mwedit.wiki.clock import unix_seconds
from pytest_mwedit.wiki.users import IMPLICIT_GROUPS, BotPassword, is_address

if TYPE_CHECKING:
    from pytest_mwedit.fake import FakeEditApi

#: Reply keys that hold an id, and the counter of the wiki that has to go on behind the highest.
ID_COUNTERS: Mapping[str, str] = {
    "pageid": "next_page_id",
    "revid": "next_revision_id",
    "newrevid": "next_revision_id",
    "oldrevid": "next_revision_id",
    "lastrevid": "next_revision_id",
    "parentid": "next_revision_id",
    "userid": "next_user_id",
    "lguserid": "next_user_id",
    "blockid": "next_block_id",
}

#: Reply keys that hold a time which the wiki's clock must not run back behind.
TIMES = frozenset({"newtimestamp", "timestamp", "touched", "curtimestamp"})

#: Formats of replies that are not read: whoever asks for them gets no reply made up after them.
UNREAD_FORMATS = frozenset({"xml", "php", "rawfm", "jsonfm", "xmlfm", "phpfm"})

_ISO_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_SESSION_COOKIE = re.compile(r"(?P<prefix>.*)_(?P<kind>BPsession|session)$")


class UnseenRevision(Revision):
    """A revision that the tape names, without its text."""

    @property
    def text(self) -> str:  # a field elsewhere; here there is nothing to hold
        """Fail the test: nobody knows."""
        raise NotImitated(
            f"the text of {self.page.title} (revision {self.id}) is not on the tape, and is not made up. "
            "Record the request that reads it (--mwedit-mode=record-missing), or arrange the page with "
            f"fake_edit_api.add_page({str(self.page.title)!r}, …)."
        )

    @text.setter
    def text(self, text: str) -> None: ...


class Follower:
    """Keeps the wikis of *fake* in step with what is played from the tape of *interactions*."""

    def __init__(self, fake: FakeEditApi, interactions: Sequence[Interaction]) -> None:
        self._fake = fake
        self._interactions = interactions
        self._taped: set[int] = set()
        self._beyond = False
        self._unread: str | None = None

    def go_beyond_the_tape(self) -> None:
        """Let ids and times made up from now on exceed all that are on the tape, played or not.

        Raises `NotImitated` if a reply was played that only JSON would have let the wiki follow.
        """
        if self._unread is not None:
            raise NotImitated(
                f"The tape goes on in memory only behind replies in JSON, and it played one in format={self._unread}. "
                "Record what is missing (--mwedit-mode=record-missing), or let the client ask for format=json."
            )
        if self._beyond:
            return
        self._beyond = True
        for interaction in self._interactions:
            wiki = self._wiki(interaction.request)
            for key, value in _leaves(_document(interaction.response)):
                if key in ID_COUNTERS and isinstance(value, int):
                    counter = ID_COUNTERS[key]
                    setattr(wiki, counter, max(getattr(wiki, counter), value + 1))
                elif key in TIMES and isinstance(value, str) and _ISO_TIME.fullmatch(value):
                    wiki.clock.not_before(value)

    def agrees(self, interaction: Interaction) -> bool:
        """Whether neither the test nor memory has changed a page that the recorded reply speaks of."""
        wiki = self._wiki(interaction.request)
        if not wiki.archive and all(revision.id in self._taped or _installed(revision) for revision in wiki.edits):
            return True
        return not any(self._changed_here(wiki, title) for title in _titles(wiki, interaction))

    def follow(self, request: WebRequest, response: WebResponse) -> None:
        """Make true in the wiki what *response*, played from the tape for *request*, says."""
        wiki = self._wiki(request)
        with wiki.lock:
            document = _document(response)
            if not isinstance(document, dict):
                asked = request.params.get("format", "jsonfm")
                self._unread = asked if response.status == 200 and asked in UNREAD_FORMATS else self._unread
                return
            session = _session(wiki, request, response)
            for key, learn in LEARNERS:
                if key in document:
                    learn(Learning(self, wiki, request, session, document), document[key])

    def note_taped(self, revision: Revision) -> None:
        """Remember that *revision* is the tape's, not made up."""
        self._taped.add(revision.id)

    def _changed_here(self, wiki: Wiki, title: Title) -> bool:
        page = wiki.pages.get(title)
        if page is None:
            return title in wiki.archive
        return bool(page.revisions) and page.latest.id not in self._taped and not _installed(page.latest)

    def _wiki(self, request: WebRequest) -> Wiki:
        return self._fake.wiki_at(request.endpoint)


def _installed(revision: Revision) -> bool:
    """Whether *revision* is of every fresh wiki, so that nobody has said anything by it."""
    return revision.user == INSTALLER


class Learning:
    """One reply being learnt from: who asked, and what the wiki has of it."""

    def __init__(
        self, follower: Follower, wiki: Wiki, request: WebRequest, session: Session | None, document: dict[str, Any]
    ) -> None:
        self.follower = follower
        self.wiki = wiki
        self.request = request
        self.session = session
        self.document = document

    def page(self, title_text: str, page_id: int | None) -> Page | None:
        """Return the page with the id that the tape gives it; a new one has no revision yet."""
        wiki = self.wiki
        try:
            title = wiki.title(title_text)
        except InvalidTitle:
            return None
        page = wiki.pages.get(title)
        if page is None:
            page = Page(page_id or 0, title, wiki.redirect_of)
            wiki.pages[title] = page
        if page_id and page.id != page_id:
            wiki.pages_by_id.pop(page.id, None)
            page.id = page_id
        wiki.pages_by_id[page.id] = page
        return page

    def forget(self, title_text: str) -> None:
        """Make *title_text* a page that does not exist."""
        try:
            page = self.wiki.pages.pop(self.wiki.title(title_text), None)
        except InvalidTitle:
            return
        if page is not None:
            self.wiki.pages_by_id.pop(page.id, None)

    def revision(self, page: Page, revision_id: int, text: str | None = None, **known: Any) -> Revision:
        """Return the revision with what the tape says of it; its text stays as it was if that is not told."""
        wiki = self.wiki
        revision = wiki.revisions.get(revision_id)
        if revision is None or (isinstance(revision, UnseenRevision) and text is not None):
            old = revision
            make = UnseenRevision if text is None else Revision
            user = known.get("user") or (old.user if old else "")
            revision = make(
                revision_id,
                page,
                known.get("parent_id", old.parent_id if old else 0),
                known.get("timestamp", old.timestamp if old else wiki.clock.now()),
                user,
                self.user(user).id if user else 0,
                known.get("comment", old.comment if old else ""),
                text or "",
                content_model=known.get("content_model") or wiki.default_content_model(page.title),
            )
            wiki.revisions[revision_id] = revision
            if old is None:
                self._put_in_order(page, revision)
            else:
                page.revisions[page.revisions.index(old)] = revision
        for name, value in known.items():
            if value is not None:
                setattr(revision, name, value)
        self.follower.note_taped(revision)
        return revision

    def _put_in_order(self, page: Page, revision: Revision) -> None:
        # A page of the tape has the tape's history: what a fresh wiki had there is none of it.
        page.revisions = [one for one in page.revisions if one.id in self.follower._taped]
        page.revisions.append(revision)
        page.revisions.sort(key=lambda one: one.id)

    def user(self, name: str) -> User:
        """Return the account, made if the tape is the first to name it; an address is nobody's account."""
        found = self.wiki.users.get(name)
        if found is None:
            if is_address(name):
                return User(name)
            found = self.wiki.create_user(name)
        return found

    def rename_user_id(self, name: str, user_id: int) -> User:
        """Give the account the id that the tape knows it by."""
        user = self.user(name)
        if user_id:
            user.id = user_id
        return user


def _document(response: WebResponse) -> Any:
    try:
        return json.loads(response.body)
    except ValueError:
        return None


def _leaves(document: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(document, dict):
        for name, value in document.items():
            yield from _leaves(value, name)
    elif isinstance(document, list):
        for value in document:
            yield from _leaves(value, key)
    else:
        yield key, document


def _titles(wiki: Wiki, interaction: Interaction) -> Iterator[Title]:
    """Every page that a recording asks about or speaks of."""
    params = interaction.request.params
    named = [*params.get("titles", "").lstrip("\x1f").replace("\x1f", "|").split("|"), params.get("title", "")]
    named += [
        value for key, value in _leaves(_document(interaction.response)) if key == "title" and isinstance(value, str)
    ]
    for text in named:
        if text:
            try:
                yield wiki.title(text)
            except InvalidTitle:
                continue


def _session(wiki: Wiki, request: WebRequest, response: WebResponse) -> Session | None:
    """Return the session that goes on after *response*, known to the wiki by the tape's cookies."""
    current: Session | None = None
    for name, value in request.cookies.items():
        if match := _SESSION_COOKIE.match(name):
            wiki.config.cookie_prefix = match["prefix"]
            current = _adopted(wiki, match["kind"], value, current)
    for name, value in _set_cookies(response):
        if match := _SESSION_COOKIE.match(name):
            wiki.config.cookie_prefix = match["prefix"]
            current = _adopted(wiki, match["kind"], value, current)
    return current


def _adopted(wiki: Wiki, kind: str, session_id: str, current: Session | None) -> Session:
    """Return the session called *session_id*; a new one goes on where *current* was."""
    known = wiki.sessions.by_id.get(session_id)
    if known is not None:
        return known
    user = current.user if current else None
    # Which grants the bot password had the tape does not say: it gets those that bots usually have.
    bot_password = BotPassword("recorded", "") if kind == "BPsession" else None
    return wiki.sessions.adopt(session_id, user, bot_password)


def _set_cookies(response: WebResponse) -> Iterator[tuple[str, str]]:
    for name, value in response.headers:
        if name.lower() == "set-cookie":
            cookie, _, content = value.partition(";")[0].partition("=")
            if content and content != "deleted":
                yield cookie, content


def _learn_login(learning: Learning, reply: dict[str, Any]) -> None:
    session = learning.session
    if session is None:
        return
    if "token" in reply:
        session.adopted_tokens.setdefault("login", set()).add(reply["token"])
    if reply.get("result") == "Success":
        user = learning.rename_user_id(str(reply["lgusername"]), int(reply.get("lguserid") or 0))
        session.user = user.name


def _learn_client_login(learning: Learning, reply: dict[str, Any]) -> None:
    if learning.session is not None and reply.get("status") == "PASS":
        learning.session.user = learning.user(str(reply["username"])).name


def _learn_query(learning: Learning, reply: dict[str, Any]) -> None:
    for key, learn in QUERY_LEARNERS:
        if key in reply:
            learn(learning, reply[key])


def _learn_tokens(learning: Learning, tokens: dict[str, str]) -> None:
    if learning.session is not None:
        for name, token in tokens.items():
            learning.session.adopted_tokens.setdefault(name.removesuffix("token"), set()).add(token)


def _learn_user_info(learning: Learning, info: dict[str, Any]) -> None:
    if info.get("anon", False) is not False or not info.get("name"):
        return
    user = learning.rename_user_id(str(info["name"]), int(info.get("id") or 0))
    if learning.session is not None:
        learning.session.user = user.name
    if "groups" in info:
        user.groups = [group for group in info["groups"] if group not in IMPLICIT_GROUPS]
    if "rights" in info:
        user.rights = tuple(info["rights"])
    if "editcount" in info:
        user.edit_count = int(info["editcount"])
    if "blockid" in info:
        _learn_block(learning, user.name, info)


def _learn_general(learning: Learning, general: dict[str, Any]) -> None:
    config = learning.wiki.config
    config.site_name = general.get("sitename", config.site_name)


def _learn_pages(learning: Learning, pages: Any) -> None:
    for page in pages.values() if isinstance(pages, dict) else pages:
        if "title" not in page or page.get("ns", 0) < 0 or "invalid" in page or "special" in page:
            continue
        if "missing" in page and page["missing"] is not False:
            learning.forget(page["title"])
        else:
            _learn_page(learning, page)


def _learn_page(learning: Learning, described: dict[str, Any]) -> None:
    page = learning.page(described["title"], described.get("pageid"))
    if page is None:
        return
    for one in described.get("revisions", ()):
        slot = one.get("slots", {}).get("main", one)
        text = slot.get("content", slot.get("*"))
        if "revid" not in one and text is None:
            continue
        known: dict[str, Any] = {
            "parent_id": one.get("parentid"),
            "timestamp": unix_seconds(one["timestamp"]) if "timestamp" in one else None,
            "user": one.get("user"),
            "comment": one.get("comment"),
            "content_model": slot.get("contentmodel"),
            "minor": "minor" in one and one["minor"] is not False,
            "tags": tuple(one["tags"]) if "tags" in one else None,
        }
        # Without its id a revision is the latest, which other replies may name.
        revision_id = one.get("revid") or described.get("lastrevid") or (page.latest.id if page.revisions else None)
        revision = learning.revision(page, revision_id or learning.wiki.next_revision_id, text, **known)
        for name in ("size", "sha1"):
            if name in one:
                revision.__dict__[name] = one[name]
    if described.get("lastrevid"):
        learning.revision(page, described["lastrevid"], content_model=described.get("contentmodel"))
    if not page.revisions:
        learning.revision(page, learning.wiki.next_revision_id)
    if "protection" in described:
        _learn_protection(learning, page.title, described["protection"])


def _learn_protection(learning: Learning, title: Title, protections: list[dict[str, Any]]) -> None:
    learning.wiki.protections[title] = {
        one["type"]: Protection(one["level"], None, "cascade" in one and one["cascade"] is not False)
        for one in protections
        if "source" not in one
    }


def _learn_edit(learning: Learning, reply: dict[str, Any]) -> None:
    if reply.get("result") != "Success" or "title" not in reply:
        return
    wiki, params = learning.wiki, learning.request.params
    page = learning.page(reply["title"], reply.get("pageid"))
    if page is None:
        return
    old, new = reply.get("oldrevid", 0), reply.get("newrevid")
    if new is None:  # a null edit
        if not page.revisions:
            learning.revision(page, wiki.next_revision_id, params.get("text") if "section" not in params else None)
        return
    if old and (not page.revisions or page.latest.id != old):
        learning.revision(page, old)
    if _edited_alike(learning, page, reply):
        return
    text = params.get("text")
    whole = text is not None and not params.keys() & {"section", "undo", "prependtext", "appendtext"}
    revision = learning.revision(
        page,
        new,
        text.rstrip() if whole and text is not None and "~~~" not in text and "{{" not in text else None,
        parent_id=old,
        timestamp=unix_seconds(reply["newtimestamp"]),
        user=learning.session.user if learning.session else None,
        comment=params.get("summary", ""),
        content_model=reply.get("contentmodel"),
        minor="minor" in params,
    )
    wiki.note_edit(revision, page.title, wiki.user(revision.user) or User(revision.user))


def _edited_alike(learning: Learning, page: Page, reply: dict[str, Any]) -> bool:
    """Let the in-memory wiki make the same edit, with the tape's numbers; whether it came to the same reply.

    So the text is what MediaWiki makes of it: sections, signatures, white space, watchlist and summary.
    """
    wiki = learning.wiki
    if not _leads_to(wiki, learning.request.params, page):
        return False
    made_up = (wiki.next_page_id, wiki.next_revision_id)
    if not page.revisions:
        del wiki.pages[page.title]
        wiki.pages_by_id.pop(page.id, None)
    wiki.next_page_id, wiki.next_revision_id = reply["pageid"], reply["newrevid"]
    hooks, wiki.before_save = wiki.before_save, []
    try:
        with wiki.clock.at(reply["newtimestamp"]):
            answer = respond(wiki, learning.request)
        same = bool(_document(answer).get("edit", {}).get("newrevid") == reply["newrevid"])
    except (NotImitated, AttributeError):
        same = False
    finally:
        wiki.before_save = hooks
        wiki.next_page_id = max(made_up[0], reply["pageid"] + 1)
        wiki.next_revision_id = max(made_up[1], reply["newrevid"] + 1)
    if same:
        learning.follower.note_taped(wiki.revisions[reply["newrevid"]])
    elif page.title not in wiki.pages:
        wiki.pages[page.title] = wiki.pages_by_id[page.id] = page
    return same


def _leads_to(wiki: Wiki, params: Mapping[str, str], page: Page) -> bool:
    """Whether an edit with *params* would be one of *page* here, too: the tape need not show that a page redirects."""
    if "title" not in params:
        return True
    title = wiki.title(params["title"])
    asked = wiki.page(title)
    if asked is None or "redirect" not in params:
        return title == page.title
    try:
        return page.title == (asked.redirect_target or title)
    except NotImitated:  # the tape never showed its text
        return False


def _learn_stash(learning: Learning, reply: dict[str, Any]) -> None:
    if "texthash" in reply and "text" in learning.request.params:
        learning.wiki.stashed_texts[reply["texthash"]] = learning.request.params["text"]


def _learn_error(learning: Learning, error: dict[str, Any]) -> None:
    learn = ERROR_LEARNERS.get(error.get("code", ""))
    if learn is not None:
        learn(learning, error)


def _learn_errors(learning: Learning, errors: list[dict[str, Any]]) -> None:
    for error in errors:
        _learn_error(learning, {**error, **error.get("data", {})})


def _learn_exists(learning: Learning, error: dict[str, Any]) -> None:
    title = learning.request.params.get("title")
    page = learning.page(title, None) if title else None
    if page is not None and not page.revisions:
        page.id = page.id or learning.wiki.next_page_id
        learning.wiki.next_page_id = max(learning.wiki.next_page_id, page.id + 1)
        learning.wiki.pages_by_id[page.id] = page
        learning.revision(page, learning.wiki.next_revision_id)
        learning.wiki.next_revision_id += 1


def _learn_missing(learning: Learning, error: dict[str, Any]) -> None:
    if "title" in learning.request.params:
        learning.forget(learning.request.params["title"])


def _learn_protected(learning: Learning, error: dict[str, Any]) -> None:
    _learn_exists(learning, error)
    title = learning.request.params.get("title")
    if title:
        learning.wiki.protections.setdefault(learning.wiki.title(title), {})["edit"] = Protection("sysop")


def _learn_blocked(learning: Learning, error: dict[str, Any]) -> None:
    if learning.session is not None and learning.session.user:
        _learn_block(learning, learning.session.user, error.get("blockinfo", {}))


def _learn_block(learning: Learning, name: str, info: dict[str, Any]) -> None:
    wiki = learning.wiki
    if any(block.target == name for block in wiki.blocks):
        return
    expiry = info.get("blockexpiry", "infinite")
    wiki.blocks.append(
        Block(
            id=info.get("blockid", wiki.next_block_id),
            target=name,
            by=info.get("blockedby", "Admin"),
            by_id=info.get("blockedbyid", 1),
            reason=info.get("blockreason", ""),
            timestamp=unix_seconds(info["blockedtimestamp"]) if "blockedtimestamp" in info else wiki.clock.now(),
            expiry=unix_seconds(expiry) if _ISO_TIME.fullmatch(str(expiry)) else None,
        )
    )


Learner = Callable[[Learning, Any], None]

#: Top-level keys of a reply, and what is learnt from each.
LEARNERS: tuple[tuple[str, Learner], ...] = (
    ("login", _learn_login),
    ("clientlogin", _learn_client_login),
    ("query", _learn_query),
    ("edit", _learn_edit),
    ("stashedit", _learn_stash),
    ("error", _learn_error),
    ("errors", _learn_errors),
)

#: Keys of a `query` reply; who asks before what is asked.
QUERY_LEARNERS: tuple[tuple[str, Learner], ...] = (
    ("userinfo", _learn_user_info),
    ("tokens", _learn_tokens),
    ("general", _learn_general),
    ("pages", _learn_pages),
)

#: Error codes that say something of the wiki's state.
ERROR_LEARNERS: Mapping[str, Learner] = {
    "articleexists": _learn_exists,
    "editconflict": _learn_exists,
    "nosuchsection": _learn_exists,
    "missingtitle": _learn_missing,
    "pagedeleted": _learn_missing,
    "protectedpage": _learn_protected,
    "blocked": _learn_blocked,
}
