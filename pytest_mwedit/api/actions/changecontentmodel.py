"""action=changecontentmodel: let a page hold another kind of content, with the text that it has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.edit_checks import internal_error, title_or_pageid
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import message
from pytest_mwedit.api.permissions import (
    action_refusals,
    edit_refusals,
    rate_refusals,
    refuse,
    refuse_in_own_words,
    tag_refusals,
)
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.wiki.pages import JSON
from pytest_mwedit.wiki.saving import MANUAL_REVERT, automatic_tags
from pytest_mwedit.wiki.text_json import InvalidJson, read_json
from pytest_mwedit.wiki.text_sections import WHITESPACE

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call


def run(call: Call) -> None:
    """Check, change, and answer."""
    params, wiki = call.params, call.wiki
    title, page = title_or_pageid(call)
    if page is None:
        raise ApiError(errors.CHANGE_CONTENT_MODEL_MISSING_TITLE)
    if not call.may("editcontentmodel"):
        raise ApiError(errors.PERMISSION_DENIED, message("action-editcontentmodel"))
    reasons = [*action_refusals(call, "editcontentmodel", title, page), *edit_refusals(call, title, page)]
    limited = rate_refusals(call, "editcontentmodel")
    refuse(call, [*limited, *reasons] if wiki.traits.limits_before_permissions else reasons)
    refuse(call, tag_refusals(call))
    refuse_in_own_words(limited)
    if params["summary"] is None and not wiki.traits.changes_models_without_summary:
        raise internal_error(call, "TypeError")
    old, model = page.latest, params["model"]
    if model == old.content_model:
        raise ApiError(errors.NO_CHANGES)
    if model == JSON:
        _refuse_invalid(old.text)
    summary = params["summary"] or ""
    spoken = wiki.language
    names = (spoken.written(f"content-model-{each}") for each in (old.content_model, model))
    comment = spoken.filled("logentry-contentmodel-change", call.user.name, call.user.name, f"[[{title}]]", *names)
    if summary:
        comment += spoken.written("colon-separator") + summary
    # Saying the same once more reverts nothing, though an edit that does so would.
    automatic = [tag for tag in automatic_tags(wiki, old, old.text, model) if tag != MANUAL_REVERT]
    revision = wiki.save_revision(
        title,
        old.text,
        call.user,
        comment=wiki.fitted(comment.strip(WHITESPACE)),
        content_model=model,
        bot=params["bot"] and call.may("bot"),
        tags=tuple(dict.fromkeys([*(params["tags"] or ()), *automatic])),
        autopatrolled=call.may("autopatrol"),
        address=call.address,
    )
    entry = wiki.add_log(
        "contentmodel",
        "change",
        title,
        call.user,
        wiki.fitted(summary),
        parameters={"oldmodel": old.content_model, "newmodel": model},
        tags=tuple(params["tags"] or ()),
    )
    note_write(call)
    call.result["changecontentmodel"] = Tree(
        result="Success",
        title=str(title),
        pageid=page.id,
        contentmodel=model,
        logid=entry.id,
        revid=revision.id,
    )


def _refuse_invalid(text: str) -> None:
    try:
        read_json(text)
    except InvalidJson as invalid:
        raise ApiError(errors.INVALID_JSON_DATA, message(invalid.key)) from None
