"""What revisions say in other forms: as HTML (``parse``), with templates filled in (``expandtemplates``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.pages import WIKITEXT
from pytest_mwedit.wiki.text_expansion import filled_in
from pytest_mwedit.wiki.text_presave import Saver
from pytest_mwedit.wiki.users import User

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Revision


def expanded(call: Call, revision: Revision, text: str) -> str:
    """Return *text*, all of what a revision says or a section, with its templates filled in."""
    return filled_in(text, Saver(call.wiki, revision.page.title, call.user), comments=False).text


def parsed(call: Call, revision: Revision, text: str, *, is_section: bool) -> str:
    """Return *text*, all of what a revision says or a section, as HTML."""
    from pytest_mwedit.api.rendering.content import DEFAULT_SKIN, Form, rendered  # late: few tests ask for HTML
    from pytest_mwedit.api.rendering.page import Page

    wiki, title = call.wiki, revision.page.title
    if not is_section and revision.content_model == WIKITEXT and manner_of(wiki.version).shows_kept_in_queries:
        _refuse_what_was_kept(call, revision)
    author = wiki.users.get(revision.user) or User(revision.user, 0)
    form = Form(
        # What is no wikitext has nothing around it.
        frame_class=Form.frame_class if revision.content_model == WIKITEXT else "",
        skin=str(call.user.option("skin", wiki.config) or DEFAULT_SKIN),
    )
    return rendered(Page(wiki, title, author, call.language), text, revision.content_model, form)


def _refuse_what_was_kept(call: Call, revision: Revision) -> None:
    rendering = call.wiki.renderings.kept(revision)
    if rendering is None or revision is not revision.page.latest:
        return
    changed = call.wiki.renderings.changed_since(rendering, call.wiki.links.of(revision.page))
    if changed is not None:
        title = str(revision.page.title)
        raise NotImitated(
            f"The in-memory wiki does not show {title!r} as it was before {str(changed)!r} changed, "
            f"which a real wiki does until its jobs run. Purge {title!r} first (action=purge)."
        )
