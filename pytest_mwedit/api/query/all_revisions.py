"""list=allrevisions, list=alldeletedrevisions and prop=deletedrevisions: revisions of whatever pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import internal_error
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Markup, message
from pytest_mwedit.api.query import change_errors
from pytest_mwedit.api.query import change_parts as parts
from pytest_mwedit.api.query.listing import IDENTIFIER, TEXT, TIMESTAMP, Key, Row, from_beginning, stamp, taken
from pytest_mwedit.api.query.query import QueryModule, is_generator, refuse_unknown
from pytest_mwedit.api.query.revisions import (
    PROPERTIES,
    RevisionWriter,
    limit_of,
    tells_content,
)
from pytest_mwedit.api.query.title_parts import is_between, title_key
from pytest_mwedit.api.result import Tree
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import Title
from pytest_mwedit.wiki.namespaces import MAIN

if TYPE_CHECKING:
    from pytest_mwedit.api.query.pageset import Generated
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Revision, Wiki

OF_TIME = (TIMESTAMP, IDENTIFIER)
OF_TITLE = (IDENTIFIER, TEXT, *OF_TIME)

#: A revision with the title that it is told under.
Entitled = tuple["Revision", "Title"]


def _prepared(query: Query, params: dict[str, Any]) -> dict[str, Any]:
    """Check what all these modules have in common, and return the parameters with the limit that holds."""
    refuse_unknown(query.module.path, f"{query.module.prefix}prop", params["prop"], PROPERTIES)
    query.call.private = query.call.private or query.call.may("deletedhistory")
    return {**params, "limit": limit_of(query, params)}


def _is_chosen(query: Query, revision: Revision, title: Title, params: Mapping[str, Any]) -> bool:
    return (
        parts.is_within(revision.timestamp, params)
        and (params.get("tag") is None or params["tag"] in revision.tags)
        and parts.is_in_namespaces(title, {"namespace": params.get("namespace")})
        and parts.is_by_asked_user(query.call, revision.user, revision.hidden, params)
    )


def _by_page(query: Query, params: dict[str, Any], revisions: Iterable[Entitled]) -> list[Tree]:
    """Return the entries of pages, in the order in which their first revisions come, with the revisions of each."""
    write = RevisionWriter(query, params)
    entries: dict[Title, Tree] = {}
    for revision, title in revisions:
        if title not in entries:
            page = query.call.wiki.page(title)
            entries[title] = Tree(pageid=page.id if page is not None else 0, revisions=[])
        entries[title]["revisions"].append(write.revision(revision))
    for title, entry in entries.items():
        entry["ns"], entry["title"] = title.namespace, title.prefixed_text
    return list(entries.values())


# list=allrevisions


def run_all(query: Query, params: dict[str, Any]) -> None:
    """List the revisions of all pages, page by page."""
    parts.check_users(query, params)
    params = _prepared(query, params)
    rows = _taken_of_all(query, params)
    query.data[query.module.name] = _by_page(query, params, [row.entry for row in rows])


def generate_all(query: Query, params: dict[str, Any]) -> Generated:
    """Return revisions, or their pages."""
    parts.check_users(query, params)
    rows = from_beginning(_taken_of_all)(query, _prepared(query, params))
    found: list[Revision] = [row.entry[0] for row in rows]
    if not params["generatetitles"]:
        return [*found]
    pages = {revision.page.id: revision.page for revision in found}
    return [pages[number] for number in sorted(pages)]


def _taken_of_all(query: Query, params: dict[str, Any]) -> list[Row]:
    return taken(query, params, _find_all, OF_TIME)


def _find_all(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    if params["namespace"] == []:
        raise NotImitated(
            f"MediaWiki fails with an internal error where no value of {query.module.prefix}namespace is a namespace, "
            "which the in-memory wiki does not imitate. Leave it out."
        )
    for revision in query.call.wiki.revisions.values():
        title = revision.page.title
        if _is_chosen(query, revision, title, params):
            yield Row((stamp(revision.timestamp), revision.id), (revision, title))


MODULE_OF_ALL = QueryModule(run_all, generate=generate_all)


# Deleted ones


def _check_deleted(query: Query, params: Mapping[str, Any]) -> None:
    """Refuse to show what not everybody may see; a generator shows nothing."""
    if is_generator(query):
        return
    if {"comment", "parsedcomment"} & set(params["prop"]) and not query.call.may("deletedhistory"):
        raise ApiError(change_errors.CANNOT_VIEW_DELETED_COMMENT)
    if tells_content(query, params) and not (query.call.may("deletedtext") or query.call.may("undelete")):
        raise ApiError(change_errors.CANNOT_VIEW_DELETED_CONTENT)


def archived(wiki: Wiki) -> Iterator[Entitled]:
    """Yield all deleted revisions."""
    for title, revisions in wiki.archive.items():
        for revision in revisions:
            yield revision, title


#: Parameters that walk through titles, and so go without those that walk through somebody's edits.
_OF_TITLES = ("from", "to", "prefix", "excludeuser")
_OF_USERS = ("start", "end")


def run_deleted(query: Query, params: dict[str, Any]) -> None:
    """List the deleted revisions of all titles."""
    rows, params = _taken_of_titles(query, params)
    query.data[query.module.name] = _by_page(query, params, [row.entry for row in rows])


def generate_deleted(query: Query, params: dict[str, Any]) -> Generated:
    """Return deleted revisions, or their titles."""
    return _found(_taken_of_titles(query, params)[0], titles=params["generatetitles"])


def _taken_of_titles(query: Query, params: dict[str, Any]) -> tuple[list[Row], dict[str, Any]]:
    query.call.private = query.call.private or query.call.may("deletedhistory")
    if params["namespace"] == []:
        # Before anything else is looked at, as the wiki answers.
        return [], params
    find, position = _finding(query, params)
    if is_generator(query) and params["generatetitles"] and params["dir"] == "older" and params["user"] is None:
        prefix = query.module.prefix.removeprefix("g")
        query.call.warn(query.module.path, message("apiwarn-alldeletedrevisions-performance", Markup(prefix)))
    params = _prepared(query, params)
    _check_deleted(query, params)
    if is_generator(query) and (params["user"] is not None or params["excludeuser"] is not None):
        # A slip of the wiki's.
        raise internal_error(query.call, "Wikimedia\\Assert\\ParameterTypeException")
    return taken(query, params, find, position), params


def _found(rows: list[Row], *, titles: bool) -> Generated:
    return list(dict.fromkeys(row.entry[1 if titles else 0] for row in rows))


def _finding(
    query: Query, params: dict[str, Any]
) -> tuple[Callable[[Query, dict[str, Any]], Iterator[Row]], tuple[str, ...]]:
    """Return what finds the revisions and what its positions are made of: by title, or of one user by time."""
    # A generator is told of its parameters as if it were none.
    prefix = query.module.prefix.removeprefix("g")
    if params["user"] is not None:
        for name in _OF_TITLES:
            if params[name] is not None:
                raise ApiError(change_errors.CANNOT_USE_WITH, prefix + name, f"{prefix}user")
        return _find_by_user, OF_TIME
    for name in _OF_USERS:
        if params[name] is not None:
            raise ApiError(errors.INVALID_PARAM_MIX_WITHOUT, prefix + name, f"{prefix}user")
    return _find_by_title, OF_TITLE


def _find_by_user(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    for revision, title in archived(query.call.wiki):
        if _is_chosen(query, revision, title, params):
            yield Row(position_by_user(revision, title), (revision, title))


def _find_by_title(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    wiki, backwards = query.call.wiki, params["dir"] == "older"
    namespaces = params["namespace"] or [number for number in wiki.titles.namespaces if number >= MAIN]
    bounds = {
        number: tuple(
            None if params[name] is None else title_key(wiki, params[name], number) for name in ("from", "to", "prefix")
        )
        for number in namespaces
    }
    for revision, title in archived(wiki):
        start, end, prefix = bounds.get(title.namespace, (None, None, None))
        if (
            _is_chosen(query, revision, title, params)
            and is_between(title.dbkey, start, end, backwards=backwards)
            and (prefix is None or title.dbkey.startswith(prefix))
        ):
            yield _row_by_title(revision, title)


def _row_by_title(revision: Revision, title: Title, about: int = 0) -> Row:
    return Row(position_by_title(revision, title), (revision, title), about=about)


def position_by_user(revision: Revision, title: Title) -> Key:
    """Return where a deleted revision stands among those of somebody."""
    del title
    return stamp(revision.timestamp), revision.archive_id


def position_by_title(revision: Revision, title: Title) -> Key:
    """Return where a deleted revision stands among those of titles."""
    return title.namespace, title.dbkey, stamp(revision.timestamp), revision.archive_id


MODULE_OF_DELETED = QueryModule(run_deleted, generate=generate_deleted)


# prop=deletedrevisions


def run_of_pages(query: Query, params: dict[str, Any]) -> None:
    """Tell of each page the revisions that were deleted under its title."""
    if not _has_anything_to_ask(query):
        return
    parts.check_users(query, params)
    params = _prepared(query, params)
    _check_deleted(query, params)
    write = RevisionWriter(query, params)
    for row in _taken_of_pages(query, params):
        revision, _ = row.entry
        query.page(row.about).setdefault("deletedrevisions", []).append(write.revision(revision))


def generate_of_pages(query: Query, params: dict[str, Any]) -> Generated:
    """Return the revisions that were deleted of pages."""
    if not _has_anything_to_ask(query):
        return []
    parts.check_users(query, params)
    params = _prepared(query, params)
    _check_deleted(query, params)
    return _found(_taken_of_pages(query, params), titles=False)


def _has_anything_to_ask(query: Query) -> bool:
    """Whether the query is about pages, or about revisions some of which are deleted."""
    pages = query.pages
    return bool(pages.titles) and (pages.source != "revids" or bool(pages.deleted_revision_ids))


def _taken_of_pages(query: Query, params: dict[str, Any]) -> list[Row]:
    if query.pages.source == "revids":
        return taken(query, params, _find_by_id, (IDENTIFIER,))
    return taken(query, params, _find_of_pages, OF_TITLE)


def _find_of_pages(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    archive = query.call.wiki.archive
    for number, title in query.pages.titles.items():
        for revision in archive.get(title, ()):
            if _is_chosen(query, revision, title, params):
                yield _row_by_title(revision, title, number)


def _find_by_id(query: Query, params: dict[str, Any]) -> Iterator[Row]:
    numbers = {title: number for number, title in query.pages.titles.items()}
    for revision, title in archived(query.call.wiki):
        if revision.id in query.pages.deleted_revision_ids and _is_chosen(query, revision, title, params):
            yield Row((revision.id,), (revision, title), about=numbers[title])


MODULE_OF_PAGES = QueryModule(run_of_pages, generate=generate_of_pages)
