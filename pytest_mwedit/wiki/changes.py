"""The log, and recent changes: one row for each edit and for what is logged.

Who writes calls `Wiki.save_revision`, which notes the edit and the creation of a page, and `Wiki.add_log` for the rest,
which puts what it logs among recent changes, too. The parameters that MediaWiki logs, as ``leprop=details`` shows them:

* move: ``{"target": Title, "suppressredirect": bool}``, and the move's revision
* protect: see `wiki.protecting`; protect/move_prot: ``{"oldtitle": Title}``
* block: `blocks.log_parameters`; delete/restore: ``{"count": {"revisions": 1, "files": 0}}``
* rights: ``{"oldgroups": [], "newgroups": [], "oldmetadata": [{"group": , "expiry": }], "newmetadata": []}``
* rights/blockautopromote: ``{"duration": 432000, "oldgroups": [], "newgroups": []}``, the duration in seconds
* newusers: ``{"userid": 6}``; import/upload: ``{"count": 1}``; managetags: ``{"tag": "foo"}``
* patrol: ``{"curid": 71005, "previd": 71004, "auto": False}``
* contentmodel: ``{"oldmodel": False, "newmodel": "json"}``
* delete/revision, delete/event, suppress/revision, suppress/event: ``{"type": "revision", "ids": [71001], "old":
  {"bitmask": 0, "content": False, "comment": False, "user": False, "restricted": False}, "new": {…}}``
* merge/merge: ``{"mergerevid": "71002", "dest": Title, "mergepoint": "2020-01-01T00:01:00Z"}``
* tag/update: ``{"revid": "71002", "logid": "3", "tagsAdded": [], "tagsAddedCount": 0, "tagsRemoved": [],
  "tagsRemovedCount": 0, "initialTags": []}``

Tags belong to a `Revision` and to a `LogEntry`; the row of recent changes has those of one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pytest_mwedit.wiki.titles import Title

if TYPE_CHECKING:
    from pytest_mwedit.wiki.pages import Revision

#: What kinds of changes there are.
EDIT, NEW, LOG = "edit", "new", "log"

#: Whether somebody looked at a change, or nobody needs to.
UNPATROLLED, PATROLLED, AUTOPATROLLED = "unpatrolled", "patrolled", "autopatrolled"

#: Type and action of what is logged and no recent change: there is another row for it, or it is no change of a page.
NOT_RECENT_CHANGES = frozenset(
    {
        ("create", "create"),
        ("newusers", "autocreate"),
        ("patrol", "patrol"),
        ("suppress", "event"),
        ("suppress", "revision"),
        ("patrol", "autopatrol"),
        ("tag", "update"),
    }
)


@dataclass(eq=False)
class LogEntry:
    """An entry of the public log."""

    id: int
    type: str
    action: str
    title: Title
    #: The page that had the title then; 0 if there was none.
    page_id: int
    user: str
    user_id: int
    timestamp: int
    comment: str = ""
    #: As ``leprop=details`` shows them; a `Title` called ``target`` stands for ``target_ns`` and ``target_title``.
    parameters: Mapping[str, Any] = field(default_factory=dict)
    #: The revision that goes with it, such as the one that notes a move in the page's history.
    revision: Revision | None = None
    tags: tuple[str, ...] = ()
    #: What of "action", "comment" and "user" is hidden from the public, and "restricted" if from administrators, too.
    hidden: frozenset[str] = frozenset()


@dataclass(eq=False)
class Change:
    """A row of recent changes."""

    id: int
    #: "edit", "new" or "log".
    type: str
    timestamp: int
    #: As the page was called then.
    title: Title
    page_id: int
    user: str
    user_id: int
    comment: str
    minor: bool = False
    bot: bool = False
    #: The revision that was made, by an edit or by what is logged.
    revision: Revision | None = None
    #: The revision before it, of an edit.
    old: Revision | None = None
    patrolled: str = UNPATROLLED
    #: What is logged of it: the entry itself, and of a new page its creation.
    entry: LogEntry | None = None
    #: What of "text" (of a log: "action"), "comment" and "user" is hidden from the public.
    hidden: frozenset[str] = frozenset()
    #: From where the change was made.
    address: str = ""

    @property
    def lengths(self) -> tuple[int, int]:
        """How long the page was before and after an edit."""
        if self.type == LOG or self.revision is None:
            return 0, 0
        return 0 if self.old is None else self.old.size, self.revision.size

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags of the entry in the log, or else of the revision."""
        if self.type == LOG and self.entry is not None:
            return self.entry.tags
        return () if self.revision is None else self.revision.tags


def told_parameters(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters of what was logged with each title in two parts."""
    told: dict[str, Any] = {}
    for name, value in parameters.items():
        if isinstance(value, Title):
            told[f"{name}_ns"], told[f"{name}_title"] = value.namespace, value.prefixed_text
        else:
            told[name] = _told(value)
    return told


def _told(value: Any) -> Any:
    if isinstance(value, Mapping):
        return told_parameters(value)
    return [_told(each) for each in value] if isinstance(value, list) else value
