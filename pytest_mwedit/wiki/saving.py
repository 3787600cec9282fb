"""What becomes of a text on its way into a page, whoever saves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.wiki.pages import JSON, SCRIBUNTO, TEXT
from pytest_mwedit.wiki.text_json import beautified
from pytest_mwedit.wiki.text_presave import Saver, pre_save_transform
from pytest_mwedit.wiki.text_sections import WHITESPACE
from pytest_mwedit.wiki.text_summaries import TAGS, AutomaticSummary, automatic_summary

if TYPE_CHECKING:
    from pytest_mwedit.wiki.pages import Revision
    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.titles import Title
    from pytest_mwedit.wiki.users import User

#: The tag of a revision whose content model is another than before.
CONTENT_MODEL_CHANGE = "mw-contentmodelchange"

#: The tag of a revision that says again what an earlier one said, and how far back MediaWiki looks for that.
MANUAL_REVERT = "mw-manual-revert"
REVERT_RADIUS = 15


def transformed(wiki: Wiki, title: Title, text: str, content_model: str, user: User, spoken: str | None = None) -> str:
    """Return *text* as it is saved, with the names of messages in the language *spoken*, or in the wiki's."""
    if content_model == JSON:
        return beautified(text)
    if content_model in (TEXT, SCRIBUNTO):
        return text.replace("\r\n", "\n").replace("\r", "\n").rstrip(WHITESPACE)
    return pre_save_transform(text, Saver(wiki, title, user, spoken))


def automatic_tags(
    wiki: Wiki, old: Revision | None, text: str, content_model: str, saved: str | None = None
) -> tuple[str, ...]:
    """Return the tags that a revision gets by itself, for what it makes of *old*.

    *saved* is what became of *text*, which is compared as it was sent.
    """
    if not wiki.traits.tags_edits:
        return ()
    tags: list[str] = []
    summary = summary_of_change(wiki, old, text, content_model)
    if summary is not None and summary.key in TAGS:
        tags.append(TAGS[summary.key])
    elif old is not None and old.content_model != content_model:
        tags.append(CONTENT_MODEL_CHANGE)
    if old is not None and is_revert(old, text if saved is None else saved):
        tags.append(MANUAL_REVERT)
    return tuple(tags)


def summary_of_change(wiki: Wiki, old: Revision | None, text: str, content_model: str) -> AutomaticSummary | None:
    """Return what describes the change, if anything does."""
    was = old.text if old is not None else None
    old_target = _target(wiki, old.text, old.content_model) if old is not None else None
    new_target = _target(wiki, text, content_model)
    return automatic_summary(was, text, old_target, new_target)


def is_revert(old: Revision, text: str) -> bool:
    """Whether *text* is what the page said not long before *old*."""
    return any(text == revision.text for revision in old.page.revisions[-REVERT_RADIUS - 1 : -1])


def _target(wiki: Wiki, text: str, content_model: str) -> str | None:
    """Return what a summary calls the title that *text* redirects to; None if it redirects nowhere."""
    title = wiki.redirect_of(text, content_model)
    if title is None:
        return None
    return f"{title.prefixed_text}#{title.fragment}" if title.fragment else title.prefixed_text
