"""action=tag: add tags to revisions, recent changes and entries of the log, and take them off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.blocks import blocks_info, blocks_of
from pytest_mwedit.api.error_formats import language_of, listed_error, write_listed
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Id, Markup, message, unfilled
from pytest_mwedit.api.messages import text as text_of
from pytest_mwedit.api.params import require_at_least_one
from pytest_mwedit.api.permissions import refuse, refuse_who_is_blocked, tag_refusals
from pytest_mwedit.api.query.tags import software_tags
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.namespaces import SPECIAL

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Block, Revision, Wiki
    from pytest_mwedit.wiki.changes import LogEntry

#: What can be tagged: the error of what there is not.
KINDS = {"revid": errors.NO_SUCH_REV_ID, "rcid": errors.NO_SUCH_CHANGE, "logid": errors.NO_SUCH_LOG_ID}


@dataclass(frozen=True)
class Tagged:
    """What gets tags: a revision, an entry of the log, or both."""

    revision: Revision | None = None
    entry: LogEntry | None = None
    #: By which parameter it was named.
    named_by: str = "revid"

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that it has."""
        of = self.entry if self.revision is None else self.revision
        return of.tags if of is not None else ()


def run(call: Call) -> None:
    """Check, tag each, and tell what became of it."""
    params = call.params
    if not call.may("changetags"):
        raise ApiError(errors.PERMISSION_DENIED, message("action-changetags"))
    refuse_who_is_blocked(call)
    refuse(call, tag_refusals(call))
    require_at_least_one(params, "", tuple(KINDS))
    rows = [_row(call, kind, number) for kind in KINDS for number in params[kind] or ()]
    if any("actionlogid" in row for row in rows):
        note_write(call)
    call.result["tag"] = rows


def _row(call: Call, kind: str, number: int) -> Tree:
    tagged = _find(call.wiki, kind, number)
    row = Tree({kind: number})
    blocks = [] if tagged is None or tagged.revision is None else _blocks_of_page(call, tagged.revision)
    if tagged is None or blocks:
        why = errors.BLOCKED_FROM_TAGGING if blocks else KINDS[kind]
        if call.main["errorformat"] != "bc":
            data = {"blockinfo": blocks_info(call, blocks)} if blocks else {}
            error = ApiError(why, *(() if blocks else (Id(number),)), data=data)
            told = listed_error(error, call.main["errorformat"], language_of(call))
            return Tree({kind: number, "status": "error", **told}, content=told.content)
        text = text_of(message(why.key, *(() if blocks else (Id(number),))), language=language_of(call))
        row.update(status="error", code=why.code, info=text)
        if blocks:
            row["blockinfo"] = blocks_info(call, blocks)
        return row
    of_software = software_tags(call.wiki)
    refused = [tag for tag in call.params["remove"] or () if tag in of_software]
    if refused:
        row.update(status="failure", errors=[_refusal(call, refused)])
        return row
    row["status"] = "success"
    added = [tag for tag in dict.fromkeys(call.params["add"] or ()) if tag not in tagged.tags]
    removed = [tag for tag in dict.fromkeys(call.params["remove"] or ()) if tag in tagged.tags]
    if not added and not removed:
        row["noop"] = True
        return row
    row.update(actionlogid=_change(call, tagged, added, removed).id, added=added, removed=removed)
    return row


def _find(wiki: Wiki, kind: str, number: int) -> Tagged | None:
    """Return what the parameter *kind* names, with the entry of the log about the creation of a page."""
    if kind == "revid":
        revision = wiki.revisions.get(number)
        return None if revision is None else Tagged(revision, _creation(wiki, revision), kind)
    if kind == "rcid":
        change = next((each for each in wiki.recent_changes if each.id == number), None)
        return None if change is None else Tagged(change.revision, change.entry, kind)
    entry = next((each for each in wiki.log if each.id == number), None)
    if entry is None:
        return None
    if (entry.type, entry.action) == ("create", "create"):
        raise NotImitated(
            "The in-memory wiki does not tag the creation of a page by its number in the log. Tag the revision."
        )
    return Tagged(entry.revision, entry, kind)


def _blocks_of_page(call: Call, revision: Revision) -> list[Block]:
    """Return what keeps somebody from tagging changes of some pages."""
    title = revision.page.title
    return [block for block in blocks_of(call) if block.partial and block.covers(title)]


def _creation(wiki: Wiki, revision: Revision) -> LogEntry | None:
    return next((each for each in wiki.log if each.revision is revision), None)


def _change(call: Call, tagged: Tagged, added: list[str], removed: list[str]) -> LogEntry:
    wiki, revision, entry = call.wiki, tagged.revision, tagged.entry
    before = sorted(tagged.tags)
    after = (*(tag for tag in tagged.tags if tag not in removed), *added)
    parameters: dict[str, Any] = {}
    if revision is not None:
        revision.tags = after
        parameters["revid"] = revision.id if tagged.named_by == "revid" else str(revision.id)
    if entry is not None:
        entry.tags = after
        parameters["logid"] = entry.id if tagged.named_by == "logid" else str(entry.id)
    for tag in added:
        wiki.know_tag(tag)
    parameters |= {
        "tagsAdded": added,
        "tagsAddedCount": len(added),
        "tagsRemoved": removed,
        "tagsRemovedCount": len(removed),
        "initialTags": before,
    }
    title = wiki.titles.make(SPECIAL, f"Log/{entry.type}") if entry is not None else None
    if revision is not None:
        title = revision.page.title
    assert title is not None, "something is tagged"  # noqa: S101 -- a `Tagged` has one of both
    return wiki.add_log(
        "tag",
        "update",
        title,
        call.user,
        wiki.fitted(call.params["reason"]),
        parameters=parameters,
        tags=tuple(call.params["tags"] or ()),
    )


def _refusal(call: Call, tags: list[str]) -> Tree:
    key = f"tags-update-remove-not-allowed-{'one' if len(tags) == 1 else 'multi'}"
    listed = unfilled("comma-separator", call.language).join(tags)
    return write_listed(call, message(key, Markup(listed), len(tags)), key)
