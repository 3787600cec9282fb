"""What a test sees of a wiki: pages, revisions and the edits made."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pytest_mwedit.wiki.changes import told_parameters
from pytest_mwedit.wiki.configuration import nearest

if TYPE_CHECKING:
    from pytest_mwedit.web import WebRequest, WebResponse
    from pytest_mwedit.wiki import LogEntry, Page, Revision, Title, Wiki


@dataclass(frozen=True)
class RevisionView:
    """One version of a page."""

    revid: int
    parentid: int
    title: str
    pageid: int
    user: str
    timestamp: datetime
    summary: str
    contentmodel: str
    minor: bool
    bot: bool
    tags: tuple[str, ...]
    _revision: Revision = field(repr=False, compare=False)

    @property
    def text(self) -> str:
        """The text; a `NotImitated` if a tape named the revision and never showed it."""
        return self._revision.text

    @property
    def new(self) -> bool:
        """Whether the revision created its page."""
        return self.parentid == 0

    @classmethod
    def of(cls, revision: Revision) -> RevisionView:
        """Return *revision* as tests see it."""
        return cls(
            revid=revision.id,
            parentid=revision.parent_id,
            title=revision.page.title.prefixed_text,
            pageid=revision.page.id,
            user=revision.user,
            timestamp=datetime.fromtimestamp(revision.timestamp, UTC),
            summary=revision.comment,
            contentmodel=revision.content_model,
            minor=revision.minor,
            bot=revision.bot,
            tags=revision.tags,
            _revision=revision,
        )


#: So many of the latest requests are kept with their replies, and so much of each reply.
LATEST, LONGEST = 200, 20_000


@dataclass(frozen=True)
class Answered:
    """A request, and what became of it."""

    #: The how-many-th it is.
    number: int
    when: int
    user: str
    request: WebRequest
    #: The reply, if one was made; a long one is cut.
    response: WebResponse | None
    #: The code of an error, why there is no reply, or the HTTP status.
    outcome: str
    #: Whether the client got what it asked for.
    good: bool


@dataclass(frozen=True)
class LogEntryView:
    """Something that was logged, such as a deletion, a move or a block."""

    logid: int
    type: str
    action: str
    title: str
    user: str
    timestamp: datetime
    comment: str
    #: What else there is to know, as ``list=logevents&leprop=details`` tells it, such as a move's ``target_title``.
    params: dict[str, Any]
    tags: tuple[str, ...]

    @classmethod
    def of(cls, entry: LogEntry) -> LogEntryView:
        """Return *entry* as tests see it."""
        return cls(
            logid=entry.id,
            type=entry.type,
            action=entry.action,
            title=entry.title.prefixed_text,
            user=entry.user,
            timestamp=datetime.fromtimestamp(entry.timestamp, UTC),
            comment=entry.comment,
            params=told_parameters(entry.parameters),
            tags=entry.tags,
        )


class PageView:
    """A page by its title, as it is whenever it is looked at; it need not exist."""

    def __init__(self, wiki: Wiki, title: Title) -> None:
        self._wiki = wiki
        self._title = title

    @property
    def title(self) -> str:
        """The title, as the wiki writes it."""
        return self._title.prefixed_text

    @property
    def exists(self) -> bool:
        """Whether there is such a page now."""
        return self._title in self._wiki.pages

    @property
    def pageid(self) -> int:
        """The id of the page; 0 if there is none."""
        return self._existing.id if self.exists else 0

    @property
    def text(self) -> str:
        """The current text; a `LookupError` if there is no such page."""
        return self._existing.latest.text

    @property
    def contentmodel(self) -> str:
        """What kind of content the page holds."""
        return self._existing.content_model

    @property
    def is_redirect(self) -> bool:
        """Whether the page sends its readers on."""
        return self.exists and self._existing.is_redirect

    @property
    def latest(self) -> RevisionView:
        """The current revision."""
        return RevisionView.of(self._existing.latest)

    @property
    def revisions(self) -> list[RevisionView]:
        """The revisions, oldest first; none if there is no such page."""
        return [RevisionView.of(revision) for revision in self._existing.revisions] if self.exists else []

    @property
    def protection(self) -> dict[str, str]:
        """Action: the level that it is restricted to."""
        found = {action: self._wiki.protection_of(self._title, action) for action in ("edit", "move", "create")}
        return {action: protection.level for action, protection in found.items() if protection is not None}

    def is_watched_by(self, user: str) -> bool:
        """Whether the account called *user* watches the page."""
        found = self._wiki.user(user)
        return found is not None and self._wiki.is_watched(found, self._title)

    @property
    def _existing(self) -> Page:
        page = self._wiki.pages.get(self._title)
        if page is None:
            raise LookupError(f"there is no page {self.title!r}{nearest(self.title, self._wiki.pages)}")
        return page

    def __repr__(self) -> str:
        what = f"{len(self._existing.revisions)} revisions" if self.exists else "missing"
        return f"<page {self.title!r}: {what}>"
