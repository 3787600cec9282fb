"""What AbuseFilter's rules can know of an edit: table VARIABLES.

Source: mediawiki.org, "Extension:AbuseFilter/Rules format", and what ``list=abuselog`` of real wikis shows of edits
(in 16 situations; ``cassettes/<version>/ext/abusefilter*`` hold filters over them).
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.actions.edit_conflicts import summary_of
from pytest_mwedit.api.blocks import blocks_of
from pytest_mwedit.api.extensions.abuse_values import Value
from pytest_mwedit.api.extensions.links import links_before, links_in
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.clock import compact
from pytest_mwedit.wiki.pages import CSS, JAVASCRIPT, SCRIBUNTO, WIKITEXT
from pytest_mwedit.wiki.saving import transformed
from pytest_mwedit.wiki.text_diff import operations
from pytest_mwedit.wiki.text_sections import WHITESPACE

if TYPE_CHECKING:
    from pytest_mwedit.api.actions.edit_checks import Edit
    from pytest_mwedit.wiki import Revision

_TAG = re.compile("<[^>]*>")

#: How many lines around a change a diff shows.
CONTEXT = 2
#: Of how many revisions, and how many people, the recent contributors are.
RECENT_REVISIONS, RECENT_CONTRIBUTORS = 100, 10


@dataclass(eq=False)
class EditVariables:
    """The variables of one edit; each is worked out once, and only if a rule asks for it."""

    edit: Edit
    #: The whole text that would be saved.
    text: str
    #: What was worked out.
    values: dict[str, Value] = field(default_factory=dict)

    def __call__(self, name: str) -> Value:
        """Return a variable; one that an edit does not have is None."""
        name = OLD_NAMES.get(name, name)
        if name not in self.values:
            made = VARIABLES.get(name)
            self.values[name] = made(self) if made is not None else None
        return self.values[name]

    @property
    def old(self) -> Revision | None:
        """The latest revision of the page."""
        return self.edit.page.latest if self.edit.page else None

    @property
    def old_text(self) -> str:
        """The present text of the page."""
        return self.old.text if self.old else ""

    @property
    def saved(self) -> str:
        """The text as it would be saved, were it wikitext; of a page that is none, by itself or its title, nothing.

        As in ``found/texts_that_filters_see_of_other_models`` and ``found/texts_of_other_models_as_wikitext``.
        """
        edit = self.edit
        if edit.own_model != WIKITEXT:
            return ""
        return transformed(edit.call.wiki, edit.title, self.text, WIKITEXT, edit.call.user)

    @property
    def links(self) -> list[str]:
        """The addresses that the page would link to, as in ``found/links_that_filters_see_of_other_models``."""
        edit = self.edit
        if not edit.call.wiki.traits.filters_read_all_as_wikitext:
            return links_in(edit, self.text)
        return links_in(edit, self.text, WIKITEXT) if edit.own_model == WIKITEXT else []


Make = Callable[[EditVariables], Value]


def _of_revisions(make: Callable[[list[Revision]], Any], otherwise: Any) -> Make:
    def value(variables: EditVariables) -> Value:
        page = variables.edit.page
        return make(page.revisions) if page else otherwise

    return value


def _recent_contributors(revisions: list[Revision]) -> list[str]:
    latest = reversed(revisions[-RECENT_REVISIONS:])
    return list(dict.fromkeys(revision.user for revision in latest))[:RECENT_CONTRIBUTORS]


def _restrictions(action: str) -> Make:
    def value(variables: EditVariables) -> Value:
        protection = variables.edit.call.wiki.protection_of(variables.edit.title, action)
        return [protection.level] if protection is not None else []

    return value


def _age(number: int, otherwise: int | None) -> Make:
    def value(variables: EditVariables) -> Value:
        page = variables.edit.page
        return variables.edit.call.wiki.clock.now() - page.revisions[number].timestamp if page else otherwise

    return value


def _user_type(variables: EditVariables) -> str:
    """Return whether the user is named, temporary (``found/temporary_accounts_that_filters_see``) or an address."""
    call = variables.edit.call
    if not call.user.is_registered:
        return "ip"
    return "temp" if call.wiki.is_temporary(call.user.name) else "named"


def _user_age(variables: EditVariables) -> Value:
    call = variables.edit.call
    return call.wiki.clock.now() - (call.user.registered or 0) if call.user.is_registered else 0


def _summary(variables: EditVariables) -> Value:
    sent, told = variables.edit.summary, summary_of(variables.edit)
    return sent if sent.strip() == told else told


def _missing_from(whole: str, part: str) -> Make:
    """Return what is in one variable, and not in another."""

    def value(variables: EditVariables) -> Value:
        other = variables(part)
        return [each for each in variables(whole) if each not in other]

    return value


def _lines(diff: str, sign: str) -> Make:
    def value(variables: EditVariables) -> Value:
        lines = variables(diff).split("\n")
        return [line[1:] for line in lines if line.startswith(sign)]

    return value


def unified_diff(old: str, new: str) -> str:
    """Return how *old* became *new*, as AbuseFilter shows it: with the numbers of lines, and some lines around."""
    before, after = _as_lines(old), _as_lines(new)
    return "".join(_hunks(before, after))


def _as_lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _hunks(before: list[str], after: list[str]) -> Iterator[str]:
    hunk: list[list[int]] = []
    for change in (place for kept, *place in operations(before, after) if not kept):
        if hunk and change[0] - hunk[-1][1] > 2 * CONTEXT:
            yield _written(hunk, before, after)
            hunk = []
        hunk.append(change)
    if hunk:
        yield _written(hunk, before, after)


def _written(changes: list[list[int]], before: list[str], after: list[str]) -> str:
    first, last = changes[0], changes[-1]
    ahead = min(CONTEXT, first[0])
    behind = min(CONTEXT, len(before) - last[1])
    lines = [f" {line}" for line in before[first[0] - ahead : first[0]]]
    place = first[0]
    for start, end, new_start, new_end in changes:
        lines += [f" {line}" for line in before[place:start]]
        lines += [f"-{line}" for line in before[start:end]]
        lines += [f"+{line}" for line in after[new_start:new_end]]
        place = end
    lines += [f" {line}" for line in before[place : place + behind]]
    old_span = f"{first[0] - ahead + 1},{last[1] + behind - first[0] + ahead}"
    new_span = f"{first[2] - ahead + 1},{last[3] + behind - first[2] + ahead}"
    return f"@@ -{old_span} +{new_span} @@\n" + "".join(f"{line}\n" for line in lines)


def _html(variables: EditVariables) -> Value:
    """Return the page as it would be shown to who edits it, without what it took to parse it."""
    from pytest_mwedit.api.rendering.content import DEFAULT_SKIN, Form, rendered  # late: few filters ask for HTML
    from pytest_mwedit.api.rendering.page import Page

    edit = variables.edit
    call, wiki, text = edit.call, edit.call.wiki, variables.text
    model = WIKITEXT if wiki.traits.hides_html_of_code else edit.content_model
    if wiki.traits.hides_html_of_code and edit.own_model != WIKITEXT:
        return ""
    if model in (CSS, JAVASCRIPT):
        raise NotImitated(
            "The in-memory wiki does not write scripts and style sheets in colours, and so has no new_html of "
            f"{str(edit.title)!r} for an abuse filter. Write the filter with new_wikitext or new_text, or record the "
            "reply."
        )
    if model == SCRIBUNTO:
        # A module is shown as its documentation, which is not looked for here.
        model, text = WIKITEXT, ""
    page = Page(wiki, edit.title, call.user, call.language)
    skin = str(call.user.option("skin", wiki.config) or DEFAULT_SKIN)
    form = Form(skin=skin) if model == WIKITEXT else Form(skin=skin, frame_class="")
    return rendered(page, transformed(wiki, edit.title, text, model, call.user), model, form)


def _text(variables: EditVariables) -> Value:
    """Return what stands between the tags of the page."""
    edit = variables.edit
    if edit.content_model in (CSS, JAVASCRIPT) and not edit.call.wiki.traits.hides_html_of_code:
        return _code(variables)
    return _TAG.sub("", str(variables("new_html"))).rstrip(WHITESPACE)


def _code(variables: EditVariables) -> str:
    """Return a script or a style sheet as it stands in a page, whatever the colours."""
    edit = variables.edit
    code = transformed(edit.call.wiki, edit.title, variables.text, edit.content_model, edit.call.user)
    shown = html.escape(code.strip("\n")).replace("&#x27;", "&#39;").replace("\u00a0", "&#160;")
    return shown.rstrip(WHITESPACE)


def _size(text: str) -> int:
    return len(text.encode())


#: Name: what makes the value for an edit.
VARIABLES: Mapping[str, Make] = {
    "action": lambda variables: "edit",
    "added_lines": _lines("edit_diff", "+"),
    "added_lines_pst": _lines("edit_diff_pst", "+"),
    "added_links": _missing_from("all_links", "old_links"),
    "all_links": lambda variables: variables.links,
    "edit_delta": lambda variables: _size(variables.text) - _size(variables.old_text),
    "edit_diff": lambda variables: unified_diff(variables.old_text, variables.text),
    "edit_diff_pst": lambda variables: unified_diff(variables.old_text, variables.saved),
    "new_content_model": lambda variables: variables.edit.content_model,
    "new_html": _html,
    "new_pst": lambda variables: variables.saved,
    "new_size": lambda variables: _size(variables.text),
    "new_text": _text,
    "new_wikitext": lambda variables: variables.text,
    "old_content_model": lambda variables: variables.old.content_model if variables.old else "",
    "old_links": lambda variables: links_before(variables.edit),
    "old_size": lambda variables: _size(variables.old_text),
    "old_wikitext": lambda variables: variables.old_text,
    "page_age": _age(0, 0),
    "page_first_contributor": _of_revisions(lambda revisions: revisions[0].user, ""),
    "page_id": lambda variables: variables.edit.page.id if variables.edit.page else 0,
    "page_last_edit_age": _age(-1, None),
    "page_namespace": lambda variables: variables.edit.title.namespace,
    "page_prefixedtitle": lambda variables: variables.edit.title.prefixed_text,
    "page_recent_contributors": _of_revisions(_recent_contributors, []),
    "page_restrictions_create": _restrictions("create"),
    "page_restrictions_edit": _restrictions("edit"),
    "page_restrictions_move": _restrictions("move"),
    "page_restrictions_upload": _restrictions("upload"),
    "page_title": lambda variables: variables.edit.title.text,
    "removed_lines": _lines("edit_diff", "-"),
    "removed_links": _missing_from("old_links", "all_links"),
    "summary": _summary,
    "timestamp": lambda variables: str(variables.edit.call.wiki.clock.now()),
    "user_age": _user_age,
    "user_blocked": lambda variables: bool(blocks_of(variables.edit.call)),
    "user_editcount": lambda each: each.edit.call.user.edit_count if each.edit.call.user.is_registered else None,
    "user_emailconfirm": lambda each: _moment(each.edit.call.user.email_confirmed),
    "user_groups": lambda variables: variables.edit.call.wiki.groups_of(variables.edit.call.user),
    "user_name": lambda variables: variables.edit.call.user.name,
    "user_rights": lambda variables: list(variables.edit.call.rights),
    "user_type": _user_type,
    "user_unnamed_ip": lambda each: None if _user_type(each) == "named" else each.edit.call.address,
    "wiki_language": lambda variables: variables.edit.call.wiki.config.language,
    "wiki_name": lambda variables: variables.edit.call.wiki.config.cookie_prefix,
}


def _moment(moment: int | None) -> str | None:
    return compact(moment) if moment is not None else None


#: Variables of other actions: an edit has none of them.
_OF_FILES = tuple(f"file_{each}" for each in "sha1 size mime mediatype width height bits_per_channel".split())
_OF_MOVES = tuple(
    f"moved_{side}_{each}"
    for side in ("from", "to")
    for each in (
        "id namespace title prefixedtitle age last_edit_age restrictions_edit restrictions_move restrictions_create"
        " restrictions_upload recent_contributors first_contributor"
    ).split()
)
OF_OTHER_ACTIONS = ("accountname", *_OF_FILES, *_OF_MOVES)

#: What variables were called before.
OLD_NAMES: Mapping[str, str] = {
    "article_articleid": "page_id",
    "article_text": "page_title",
    "article_prefixedtext": "page_prefixedtitle",
    **{
        f"article_{each}": f"page_{each}"
        for each in (
            "namespace restrictions_edit restrictions_move restrictions_create restrictions_upload recent_contributors"
            " first_contributor"
        ).split()
    },
    **{
        f"moved_{side}_{old}": f"moved_{side}_{new}"
        for side in ("from", "to")
        for old, new in (("articleid", "id"), ("text", "title"), ("prefixedtext", "prefixedtitle"))
    },
}


@cache
def names_of(missing: frozenset[str]) -> frozenset[str]:
    """Return the variables that a rule may use, in a version that is *missing* some."""
    names = frozenset({*VARIABLES, *OF_OTHER_ACTIONS, *OLD_NAMES})
    return names - {name for name in names if name.removeprefix("moved_from_").removeprefix("moved_to_") in missing}
