"""action=managetags: create, delete, activate and deactivate the tags that users may apply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.blocks import blocks_of
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Markup
from pytest_mwedit.api.permissions import refuse, tag_refusals
from pytest_mwedit.api.query.tags import software_tags
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.wiki import InvalidTitle
from pytest_mwedit.wiki.namespaces import SPECIAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Wiki

#: What no name of a tag holds.
SEPARATORS = frozenset(",|/")


def run(call: Call) -> None:
    """Check, do it, and answer."""
    params, wiki = call.params, call.wiki
    operation, tag = params["operation"], params["tag"]
    if operation == "delete" and not call.may("deletechangetags"):
        raise ApiError(errors.TAGS_DELETE_NO_PERMISSION)
    if operation != "delete" and not call.may("managechangetags"):
        raise ApiError(errors.TAGS_MANAGE_NO_PERMISSION)
    refuse(call, tag_refusals(call))
    if any(not block.partial for block in blocks_of(call)):
        raise ApiError(errors.TAGS_MANAGE_BLOCKED, call.user.name)
    told = OPERATIONS[operation](wiki, tag)
    entry = wiki.add_log(
        "managetags",
        operation,
        wiki.titles.make(SPECIAL, "Tags"),
        call.user,
        wiki.fitted(params["reason"]),
        parameters={"tag": tag, **told},
        tags=tuple(params["tags"] or ()),
    )
    note_write(call)
    call.result["managetags"] = Tree(operation=operation, tag=tag, success=True, logid=entry.id)


def _create(wiki: Wiki, tag: str) -> dict[str, Any]:
    if not SEPARATORS.isdisjoint(tag):
        raise ApiError(errors.TAGS_CREATE_INVALID_CHARS)
    try:
        wiki.title(f"MediaWiki:Tag-{tag}-description")
    except InvalidTitle:
        raise ApiError(errors.TAGS_CREATE_INVALID_TITLE_CHARS) from None
    if tag in software_tags(wiki) or tag in wiki.config.tags or _uses(wiki, tag):
        raise ApiError(errors.TAGS_CREATE_ALREADY_EXISTS, Markup(tag))
    _define(wiki, tag)
    return {}


def _activate(wiki: Wiki, tag: str) -> dict[str, Any]:
    if tag in software_tags(wiki) or tag in wiki.config.tags:
        raise ApiError(errors.TAGS_ACTIVATE_NOT_ALLOWED, Markup(tag))
    if not _uses(wiki, tag):
        raise ApiError(errors.TAGS_ACTIVATE_NOT_FOUND, Markup(tag))
    _define(wiki, tag)
    return {}


def _deactivate(wiki: Wiki, tag: str) -> dict[str, Any]:
    if tag not in wiki.config.tags:
        raise ApiError(errors.TAGS_DEACTIVATE_NOT_ALLOWED, Markup(tag))
    _undefine(wiki, tag)
    return {}


def _delete(wiki: Wiki, tag: str) -> dict[str, Any]:
    if tag in software_tags(wiki):
        raise ApiError(errors.TAGS_DELETE_NOT_ALLOWED)
    count = _uses(wiki, tag)
    if tag not in wiki.config.tags and not count:
        raise ApiError(errors.TAGS_DELETE_NOT_FOUND, Markup(tag))
    for revision in [*wiki.revisions.values(), *(each for deleted in wiki.archive.values() for each in deleted)]:
        revision.tags = tuple(each for each in revision.tags if each != tag)
    for entry in wiki.log:
        entry.tags = tuple(each for each in entry.tags if each != tag)
    _undefine(wiki, tag)
    return {"count": count}


#: Operation: what does it, and returns what the log tells besides.
OPERATIONS: dict[str, Callable[[Wiki, str], dict[str, Any]]] = {
    "activate": _activate,
    "create": _create,
    "deactivate": _deactivate,
    "delete": _delete,
}


def _define(wiki: Wiki, tag: str) -> None:
    wiki.config.tags = [*wiki.config.tags, tag]
    wiki.know_tag(tag)


def _undefine(wiki: Wiki, tag: str) -> None:
    wiki.config.tags = [each for each in wiki.config.tags if each != tag]
    if not _uses(wiki, tag):
        wiki.known_tags.pop(tag, None)


def _uses(wiki: Wiki, tag: str) -> int:
    """Count the revisions and entries of the log that have *tag*; what is both counts once."""
    deleted = [each for archived in wiki.archive.values() for each in archived]
    count = sum(tag in each.tags for each in (*wiki.revisions.values(), *deleted))
    return count + sum(tag in entry.tags for entry in wiki.log if entry.revision is None)
