"""Pages as HTML, whatever they hold: wikitext, JSON, scripts, style sheets, text."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.rendering.links import link_html
from pytest_mwedit.api.rendering.page import Page
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.pages import CSS, JAVASCRIPT, JSON, TEXT, WIKITEXT
from pytest_mwedit.wiki.redirects import without_redirect
from pytest_mwedit.wiki.text_json import InvalidJson, read_json, scalar
from pytest_mwedit.wiki.text_literal import escaped_html

if TYPE_CHECKING:
    from pytest_mwedit.wiki.titles import Title

DEFAULT_SKIN = "vector-2022"

#: Skins that write the link to edit a section otherwise than any other does.
_OTHER_SKINS = frozenset({"minerva"})


@dataclass(frozen=True)
class Form:
    """How a page is to be shown."""

    #: The class of the element around it; none around it if empty.
    frame_class: str = "mw-parser-output"
    is_preview: bool = False
    has_edit_links: bool = True
    has_contents: bool = True
    skin: str = DEFAULT_SKIN
    #: Whether what it took is told at the end.
    has_report: bool = False
    #: What is told of where the page is kept so that it need not be parsed again.
    kept: str = ""


def rendered(page: Page, text: str, content_model: str, form: Form) -> str:
    """Return the *text* of *page* as HTML.

    Raises:
        NotImitated: for what is not imitated.
    """
    if form.skin in _OTHER_SKINS:
        raise NotImitated(f"The in-memory wiki does not imitate the skin {form.skin}. Leave useskin out.")
    page.skin, page.is_preview = form.skin, form.is_preview
    page.size = len(text)
    page.has_edit_links = form.has_edit_links
    page.shows_contents_at_all = form.has_contents
    write = _WRITERS.get(content_model)
    if write is None:
        raise NotImitated(f"The in-memory wiki does not show pages with the content model {content_model!r}.")
    inner = write(page, text)
    if form.has_report and content_model in _PARSED:
        inner += page.report(form.kept, counts=content_model == WIKITEXT)
    if not form.frame_class:
        return inner
    traits, spoken = page.traits, page.wiki.language
    direction = "rtl" if spoken.right_to_left else "ltr"

    def filled(told: str) -> str:
        return told.replace("$1", spoken.code).replace("$2", direction)

    classes = html.escape(filled(traits.frame_class) + form.frame_class)
    return f'<div class="{classes}"{filled(traits.frame)}>{inner}</div>'


def _wikitext(page: Page, text: str) -> str:
    target = page.wiki.redirect_of(text, WIKITEXT)
    if target is None:
        return page.read(text)
    return _redirect(page, target) + page.read(without_redirect(page.wiki, text))


def _redirect(page: Page, target: Title) -> str:
    shown = link_html(page, target, escaped_html(target.prefixed_text))
    told = page.told("redirectto")
    return f'<div class="redirectMsg"><p>{told}</p><ul class="redirectText"><li>{shown}</li></ul></div>'


def _code(content_model: str) -> Callable[[Page, str], str]:
    name = {JAVASCRIPT: "js", CSS: "css"}[content_model]

    def write(page: Page, text: str) -> str:
        page.hides_contents = page.traits.hides_contents_of_code
        if page.wiki.redirect_of(text, content_model) is not None:
            raise NotImitated("The in-memory wiki does not show redirects that are scripts or style sheets.")
        code = page.traits.writes_code(text)
        return f'<pre class="mw-code mw-{name}" dir="ltr">{code}\n</pre>\n'

    return write


def _plain(page: Page, text: str) -> str:
    return page.traits.writes_text(_with_quotes(text).replace('"', "&quot;"))


def _json(page: Page, text: str) -> str:
    try:
        value = read_json(text)
    except InvalidJson:
        return page.told("invalid-json-data")
    if isinstance(value, dict):
        table = _object(page, value)
    elif isinstance(value, list):
        table = _array(page, value)
    else:
        cell = f"<td>{_with_quotes(_told(value))}</td>"
        table = f'<table class="mw-json mw-json-single-value"><tbody><tr>{cell}</tr></tbody></table>'
    if value == []:
        table = f'<table class="mw-json"><tbody><tr><td>{table}</td></tr></tbody></table>'
    return page.traits.around_json.replace("$1", table)


def _object(page: Page, value: dict[str, Any]) -> str:
    rows = [f"<tr><th><span>{escaped_html(name)}</span></th>{_cell(page, each)}</tr>" for name, each in value.items()]
    if not rows:
        rows = [_nothing(page, "content-json-empty-object")]
    return f'<table class="mw-json"><tbody>{"".join(rows)}</tbody></table>'


def _array(page: Page, value: list[Any]) -> str:
    rows = [f"<tr>{_cell(page, each)}</tr>" for each in value]
    if not rows:
        rows = [_nothing(page, "content-json-empty-array")]
    return '<table class="mw-json"><tbody>{}</tbody></table>'.format("\n".join(rows))


def _nothing(page: Page, key: str) -> str:
    return f'<tr><td class="mw-json-empty">{escaped_html(page.told(key))}</td></tr>'


def _cell(page: Page, value: Any) -> str:
    if isinstance(value, dict):
        return f"<td>{_object(page, value)}</td>"
    if isinstance(value, list):
        return f"<td>{_array(page, value)}</td>"
    return f'<td class="mw-json-value">{_with_quotes(_told(value))}</td>'


def _told(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else scalar(value)


def _with_quotes(text: str) -> str:
    return html.escape(text, quote=False)


_PARSED = frozenset({WIKITEXT, JAVASCRIPT, CSS})
_WRITERS: Mapping[str, Callable[[Page, str], str]] = {
    WIKITEXT: _wikitext,
    JSON: _json,
    JAVASCRIPT: _code(JAVASCRIPT),
    CSS: _code(CSS),
    TEXT: _plain,
}
