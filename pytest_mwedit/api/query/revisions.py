"""prop=revisions: the texts and histories of pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.comments import parsed_comment
from pytest_mwedit.api.errors import ApiError, ErrorRow
from pytest_mwedit.api.hidden import COMMENT, CONTENT, RESTRICTED, USER, sees
from pytest_mwedit.api.messages import Id, Markup, message
from pytest_mwedit.api.params import require_max_one
from pytest_mwedit.api.query import revision_differences, revision_forms
from pytest_mwedit.api.query.listing import stamp
from pytest_mwedit.api.query.query import is_generator, refuse_unknown
from pytest_mwedit.api.result import Named, Recorded, Tree
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import Page, Revision, iso
from pytest_mwedit.wiki.pages import WIKITEXT
from pytest_mwedit.wiki.text_sections import get_section, is_counted_as_included
from pytest_mwedit.wiki.text_tree import tree

if TYPE_CHECKING:
    from pytest_mwedit.api.query.pageset import Generated
    from pytest_mwedit.api.query.query import Query

PATH = "query+revisions"

#: Parameters that walk through a history, and so need one page.
_HISTORY = ("limit", "startid", "endid", "start", "end", "user", "excludeuser")

#: Parameters that say the same in two ways.
_EXCLUSIVE = (("startid", "start"), ("endid", "end"), ("user", "excludeuser"))

PROPERTIES = frozenset(
    {"comment", "content", "contentmodel", "flags", "ids", "roles", "sha1", "size", "slotsha1", "slotsize"}
    | {"tags", "timestamp", "user", "userid", "parsedcomment"}
)

#: Properties that each slot has; without rvslots they are answered in the form of old.
_OF_SLOTS = frozenset({"content", "contentmodel", "slotsize", "slotsha1"})

_LEADING_DIGITS = re.compile("[0-9]+")

#: The only slot that revisions have here.
MAIN_SLOT = "main"

#: How many revisions a request with content gets at most.
CONTENT_LIMIT, CONTENT_HIGH_LIMIT = 50, 500

#: How many it gets that have to be made into HTML.
PARSED_LIMIT = 1

#: How many it gets unless it says so.
DEFAULT_LIMIT = 10


def run(query: Query, params: dict[str, Any]) -> None:
    """Add revisions to every page: its latest, those asked for by id, or its history."""
    asked = params["prop"]
    refuse_unknown(PATH, "rvprop", asked, PROPERTIES)
    chosen = _chosen(query, params)
    write = RevisionWriter(query, params)
    for revision in chosen:
        query.page(revision.page.id).setdefault("revisions", []).append(write.revision(revision))


def generate(query: Query, params: dict[str, Any]) -> Generated:
    """Return the revisions that are asked for, whose pages the query is then about."""
    return [*_chosen(query, params)]


def _chosen(query: Query, params: dict[str, Any]) -> list[Revision]:
    if query.call.may("deletedhistory"):
        query.call.private = True
    if not query.pages.good:
        return []
    walks = params["dir"] == "newer" or any(params[name] is not None for name in _HISTORY)
    by_id = query.pages.source == "revids"
    if walks and by_id:
        raise ApiError(errors.REVISIONS_NO_REVIDS, Markup("rv"))
    if walks and len(query.pages.good) > 1:
        raise ApiError(errors.REVISIONS_SINGLE_PAGE, Markup("rv"))
    limit = limit_of(query, params)
    if walks:
        (page,) = query.pages.good.values()
        return _history(query, params, page, limit)
    found = _by_id(query, params) if by_id else _latest(query, params)
    chosen = [each for each in found if params["tag"] is None or params["tag"] in each.tags]
    highest = _highest_limit(query, params)
    if len(chosen) > highest and tells_content(query, params) and not is_generator(query):
        following = chosen[highest]
        query.go_on(following.id if by_id else f"{following.page.id}|{following.id}")
        chosen = chosen[:highest]
    return chosen


def _warn_of_old_form(query: Query, params: Mapping[str, Any]) -> None:
    """Warn of properties of slots, and of differences, that are to be told as if there were none."""
    tells_of_main = not _OF_SLOTS.isdisjoint(params["prop"]) or revision_differences.is_asked(query, params)
    if tells_of_main and params["slots"] is None:
        module = query.module
        name = f"{module.prefix}slots"
        feature = f"action=query&{module.raw['group']}={module.name}&!{name}"
        query.call.warn_deprecated(module.path, message("apiwarn-deprecation-missingparam", name), feature)


def tells_content(query: Query, params: Mapping[str, Any]) -> bool:
    """Whether what revisions say has to be looked at."""
    return "content" in params["prop"] or revision_differences.is_asked(query, params)


def limit_of(query: Query, params: Mapping[str, Any]) -> int:
    """Check how revisions are to be told, and return how many are at most: fewer with their content."""
    limit: int | None = params["limit"]
    if is_generator(query):
        return DEFAULT_LIMIT if limit is None else limit
    revision_differences.check(query, params)
    if tells_content(query, params):
        limit = limit_with_content(query, params)
    _warn_of_old_form(query, params)
    return DEFAULT_LIMIT if limit is None else limit


def limit_with_content(query: Query, params: Mapping[str, Any]) -> int:
    """Return how many revisions are told at most with their content, of which it is warned."""
    call, name = query.call, f"{query.module.prefix}limit"
    limit: int | None = params["limit"]
    highest = _highest_limit(query, params)
    if call.raw.get(name) == "max":
        call.note_limit(query.module.path, highest)
        return highest
    if limit is None or limit <= highest:
        return min(DEFAULT_LIMIT, highest) if limit is None else limit
    low, high = (PARSED_LIMIT, PARSED_LIMIT) if params.get("parse") else (CONTENT_LIMIT, CONTENT_HIGH_LIMIT)
    data = {"min": 1, "curmax": highest, "max": low, "highmax": high}
    row = errors.OUT_OF_RANGE_MIN_MAX
    call.warn(query.module.path, message(row.key, name, str(limit), 1, highest), code="outofrange", data=data)
    return highest


def _highest_limit(query: Query, params: Mapping[str, Any]) -> int:
    if params.get("parse"):
        return PARSED_LIMIT
    return CONTENT_HIGH_LIMIT if query.call.may("apihighlimits") else CONTENT_LIMIT


def _by_id(query: Query, params: dict[str, Any]) -> list[Revision]:
    start = 0 if params["continue"] is None else leading_number(params["continue"])
    return [query.call.wiki.revisions[each] for each in sorted(query.pages.revision_ids) if each >= start]


def _latest(query: Query, params: dict[str, Any]) -> list[Revision]:
    start = params["continue"]
    if start is not None:
        start, bar, revision = start.partition("|")
        if not (bar and start.isdigit() and revision.isdigit()):
            raise ApiError(errors.BAD_CONTINUE)
    return [page.latest for number, page in sorted(query.pages.good.items()) if start is None or number >= int(start)]


def _history(query: Query, params: dict[str, Any], page: Page, limit: int) -> list[Revision]:
    for names in _EXCLUSIVE:
        require_max_one(params, "rv", names)
    newer = params["dir"] == "newer"
    if params["continue"] is not None:
        _check_continue(params["continue"])
    revisions: Iterable[Revision] = sorted(
        page.revisions, key=lambda revision: (revision.timestamp, revision.id), reverse=not newer
    )
    chosen = [revision for revision in revisions if _is_chosen(revision, params, newer, query)]
    if params["continue"] is not None:
        chosen = _continued(chosen, params["continue"], newer)
    if len(chosen) > limit:
        following = chosen[limit]
        query.go_on(f"{stamp(following.timestamp)}|{following.id}")
    return chosen[:limit]


def _is_chosen(revision: Revision, params: dict[str, Any], newer: bool, query: Query) -> bool:
    position = (revision.timestamp, revision.id)
    revisions = query.call.wiki.revisions
    low, high = params["start"], params["end"]
    low_id, high_id = params["startid"], params["endid"]
    bounds: list[tuple[bool, bool]] = []
    for bound, is_start in ((low, True), (high, False)):
        if bound is not None:
            at_least = is_start == newer
            bounds.append((revision.timestamp >= bound, at_least) if at_least else (revision.timestamp <= bound, True))
    for bound, is_start in ((low_id, True), (high_id, False)):
        if bound is not None:
            known = revisions.get(bound)
            if known is None:
                name = "rvstartid" if is_start else "rvendid"
                raise ApiError(errors.error("apierror-revisions-badid", f"badid_{name}"), name)
            edge = (known.timestamp, known.id)
            bounds.append((position >= edge if is_start == newer else position <= edge, True))
    if not all(inside for inside, _ in bounds):
        return False
    if (params["user"] or params["excludeuser"]) and not sees(query.call, revision.hidden, USER):
        return False
    if params["user"] is not None and revision.user != params["user"]:
        return False
    if params["excludeuser"] is not None and revision.user == params["excludeuser"]:
        return False
    return params["tag"] is None or params["tag"] in revision.tags


def _check_continue(value: str) -> None:
    stamp, _, number = value.partition("|")
    if not (stamp.isdigit() and len(stamp) == 14 and number.isdigit()):
        raise ApiError(errors.BAD_CONTINUE)


def _continued(chosen: list[Revision], value: str, newer: bool) -> list[Revision]:
    timestamp, _, number = value.partition("|")
    position = (timestamp, int(number))
    places = ((each, (stamp(each.timestamp), each.id)) for each in chosen)
    return [each for each, place in places if (place >= position if newer else place <= position)]


class RevisionWriter:
    """Writes revisions with the properties asked for."""

    def __init__(self, query: Query, params: dict[str, Any]) -> None:
        self.asked = frozenset(params["prop"])
        self.slots = params["slots"]
        self.section = params["section"]
        self.wiki = query.call.wiki
        self.call = query.call
        self.params = params
        self.path = query.module.path
        asks = revision_differences.is_asked(query, params)
        if asks and params["contentformat"] is not None:
            raise NotImitated(
                f"The in-memory wiki does not tell differences in the form of {query.module.prefix}contentformat. "
                "Leave it out."
            )
        self.differences = revision_differences.Differences(query, params) if asks else None

    def revision(self, revision: Revision) -> Any:
        """Return one entry of ``revisions``, its keys in MediaWiki's order."""
        asked, entry = self.asked, Tree(content="content")
        if "ids" in asked:
            entry["revid"] = revision.id
            entry["parentid"] = revision.parent_id
        if "flags" in asked:
            entry["minor"] = revision.minor
        if "user" in asked or "userid" in asked:
            self._add_user(entry, revision)
        if "timestamp" in asked:
            entry["timestamp"] = iso(revision.timestamp)
        legacy = self.slots is None
        if "size" in asked:
            entry["size"] = revision.size
        if "sha1" in asked:
            self._add_sha1(entry, revision)
        if "roles" in asked:
            entry["roles"] = ["main"]
        if legacy:
            if "slotsize" in asked:
                entry["size"] = revision.size
            if "slotsha1" in asked:
                self._add_sha1(entry, revision)
            self._add_content(entry, revision, legacy=True)
            self._add_comment(entry, revision)
        else:
            if not _OF_SLOTS.isdisjoint(self.asked):
                self._add_slots(entry, revision)
            self._add_comment(entry, revision)
        if "tags" in asked:
            entry["tags"] = sorted(revision.tags, key=self.wiki.known_tags.__getitem__)
        if RESTRICTED in revision.hidden and _tells_hidden(entry):
            entry["suppressed"] = True
        if entry == {"minor": False}:
            # PHP writes what is empty as a list.
            return Recorded([], entry)
        return entry or []

    def _add_user(self, entry: Tree, revision: Revision) -> None:
        if USER in revision.hidden:
            entry["userhidden"] = True
            if not sees(self.call, revision.hidden, USER):
                return
        if "user" in self.asked:
            entry["user"] = revision.user
        if revision.user_id == 0:
            entry["anon"] = True
        elif self.wiki.is_temporary(revision.user):
            entry["temp"] = True
        if "userid" in self.asked:
            entry["userid"] = revision.user_id

    def _add_sha1(self, entry: Tree, revision: Revision) -> None:
        if CONTENT in revision.hidden:
            entry["sha1hidden"] = True
            if not sees(self.call, revision.hidden, CONTENT):
                return
        entry["sha1"] = revision.sha1

    def _add_slots(self, entry: Tree, revision: Revision) -> None:
        entry["slots"] = slots = Named()
        for role in self.slots:
            slots[role] = slot = Tree(content="content")
            if "slotsize" in self.asked:
                slot["size"] = revision.size
            if "slotsha1" in self.asked:
                self._add_sha1(slot, revision)
            self._add_content(slot, revision, legacy=False)

    def _add_content(self, entry: Tree, revision: Revision, *, legacy: bool) -> None:
        if "contentmodel" in self.asked:
            entry["contentmodel"] = revision.content_model
        if "content" not in self.asked and self.differences is None:
            return
        if CONTENT in revision.hidden:
            entry["texthidden"] = True
            if not sees(self.call, revision.hidden, CONTENT):
                return
        text = revision.text if self.section is None else self._section(revision)
        if text is None and legacy:
            raise ApiError(errors.NO_SUCH_SECTION_IN, self.section, message("revid", str(revision.id)))
        if "content" in self.asked:
            if text is None:
                entry["nosuchsection"] = True
                return
            if self.params["generatexml"]:
                self._add_tree(entry, revision, text)
            if self.params["parse"]:
                entry["content"] = revision_forms.parsed(self.call, revision, text, is_section=self.section is not None)
            elif self.params["expandtemplates"]:
                self._add_expanded(entry, revision, text)
            else:
                self._add_text(entry, revision, text, legacy=legacy)
        if self.differences is not None and text is not None:
            entry["diff"] = self.differences.of(revision, text)

    def _add_text(self, entry: Tree, revision: Revision, text: str, *, legacy: bool) -> None:
        """Tell what a revision says, or warn that its content model has not the form that is asked for."""
        asked = self.params["contentformat"] if legacy else self.params.get(f"contentformat-{MAIN_SLOT}")
        if asked is not None and asked != revision.content_format:
            used_by = revision.page.title.prefixed_text if legacy else message("revid", Id(revision.id))
            told = message(errors.BAD_FORMAT.key, asked, revision.content_model, used_by)
            self.call.warn(self.path, told, code=errors.BAD_FORMAT.code)
            entry["badcontentformat"] = True
            return
        if not legacy:
            entry["contentmodel"] = revision.content_model
        entry["contentformat"] = revision.content_format
        entry.setdefault("contentmodel", revision.content_model)
        entry["content"] = text

    def _add_tree(self, entry: Tree, revision: Revision, text: str) -> None:
        if self._is_wikitext(revision, errors.PARSE_TREE_OF_NO_WIKITEXT):
            entry["parsetree"] = tree(text, self.wiki.extension_tags)
        else:
            entry["badcontentformatforparsetree"] = True

    def _add_expanded(self, entry: Tree, revision: Revision, text: str) -> None:
        if self._is_wikitext(revision, errors.EXPANSION_OF_NO_WIKITEXT):
            entry["content"] = revision_forms.expanded(self.call, revision, text)
        else:
            entry["badcontentformat"] = True

    def _is_wikitext(self, revision: Revision, otherwise: ErrorRow) -> bool:
        """Whether a revision is wikitext, of which alone there is what is asked for; warn if not."""
        model = revision.content_model
        if model != WIKITEXT:
            title = revision.page.title.prefixed_text
            self.call.warn(self.path, message(otherwise.key, title, model), code=otherwise.code)
        return model == WIKITEXT

    def _section(self, revision: Revision) -> str | None:
        if revision.content_model != WIKITEXT:
            return None
        number = leading_number(self.section)
        included = is_counted_as_included(self.section)
        return get_section(revision.text, number, self.wiki.extension_tags, included=included)

    def _add_comment(self, entry: Tree, revision: Revision) -> None:
        if not {"comment", "parsedcomment"} & self.asked:
            return
        if COMMENT in revision.hidden:
            entry["commenthidden"] = True
            if not sees(self.call, revision.hidden, COMMENT):
                return
        if "comment" in self.asked:
            entry["comment"] = revision.comment
        if "parsedcomment" in self.asked:
            entry["parsedcomment"] = parsed_comment(self.wiki, revision.comment, revision.page.title)


def _tells_hidden(entry: Tree) -> bool:
    """Whether something that was asked for is hidden, of the revision or in its slots."""
    return any(key.endswith("hidden") for part in (entry, *entry.get("slots", {}).values()) for key in part)


def leading_number(section: str) -> int:
    """Return the number of a section: "T-2" counts as 2, "-1" as 1, what is no number as 0, the part at the top."""
    digits = _LEADING_DIGITS.match(section.rpartition("-")[2])
    return int(digits.group()) if digits else 0
