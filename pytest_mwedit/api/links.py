"""Links to pages of the wiki, as HTML."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pytest_mwedit.api.messages import ADMINISTRATORS, Site
from pytest_mwedit.api.rendering.texts import WikiReader, as_told, nowhere
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import ENGLISH, NAMES_OF_MESSAGES, code_in
from pytest_mwedit.wiki import InvalidTitle, Title, Wiki
from pytest_mwedit.wiki.namespaces import MEDIAWIKI, SPECIAL
from pytest_mwedit.wiki.special_pages import local_special_page
from pytest_mwedit.wiki.state import in_address
from pytest_mwedit.wiki.text_wiki_words import message_text

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call


def site_of(call: Call) -> Site:
    """Return the wiki as what says a text to who sent a request."""
    wiki = call.wiki
    within = call.language if manner_of(wiki.version).speaks_to_user_within_html else None
    return Site(
        wiki.config.site_name,
        wiki.content_language,
        partial(html_link, wiki),
        _Reader(call),
        within,
        call.language,
        bool(wiki.installed.extensions),
        partial(local_text, wiki) if _tells_local_texts(call) else None,
        partial(_administrators, call),
    )


def _tells_local_texts(call: Call) -> bool:
    """Whether errors and warnings are to be told in the words of pages, see `local_text`."""
    return bool(call.main["errorsuselocal"]) and call.main["errorformat"] != "bc"


def local_text(wiki: Wiki, key: str, language: str) -> str | None:
    """Return what a page of the wiki says in place of the message *key*, which may be one that only a page says.

    As in `found/local_words_of_errors` and the like.
    """
    code = code_in(language)
    if code == NAMES_OF_MESSAGES:
        return None
    title = wiki.titles.make(MEDIAWIKI, key[:1].upper() + key[1:])
    usual = wiki.pages.get(title)
    if code == wiki.config.language:
        return None if usual is None else usual.latest.text
    page = wiki.pages.get(wiki.titles.make(MEDIAWIKI, f"{title.text}/{code}"))
    if page is None and usual is not None and wiki.texts(code).get(key) == wiki.texts(ENGLISH).get(key):
        # A language without words for it has those of the wiki.
        page = usual
    return None if page is None else page.latest.text


def _administrators(call: Call) -> str:
    """Return what a text calls the page about administrators, if its own name can be that of a page."""
    try:
        call.wiki.titles.parse(ADMINISTRATORS.strip("{}"))
    except InvalidTitle:
        return ADMINISTRATORS
    return group_page(call, "sysop")


def group_page(call: Call, group: str) -> str:
    """Return the name of the page about a group, which another page tells (`found/replaced_names_of_groups`)."""
    return as_told(call.wiki, message_text(call.wiki, f"grouppage-{group}") or "", call.user)


@dataclass(frozen=True)
class _Reader:
    """Reads what people filled a text with."""

    call: Call

    def expanded(self, wikitext: str, language: str, within: str) -> str:
        """Return *wikitext*, told in a language, with its templates filled in; texts *within* are told in another."""
        return self._reader(language, within).expanded(wikitext)

    def html(self, wikitext: str, language: str, within: str) -> str:
        """Return *wikitext*, told in a language, as HTML; texts *within* are told in another."""
        return self._reader(language, within).html(wikitext)

    def _reader(self, language: str, within: str) -> WikiReader:
        call = self.call
        title = call.told_of or nowhere(call.wiki, manner_of(call.wiki.version).place_of_errors)
        return WikiReader(call.wiki, title, call.user, within, language)


def html_link(wiki: Wiki, target: str, text: str) -> str:
    """Return the link to the page that *target* names; *text* is HTML.

    Raises:
        NotImitated: for what is no link to a page of this wiki.
    """
    title = _page(wiki, target.removeprefix(":"))
    special = local_special_page(wiki, title) if title.namespace == SPECIAL else None
    title = special or title
    name = html.escape(title.prefixed_text).replace("&#x27;", "&#39;")
    page = wiki.pages.get(title)
    address = in_address(title.prefixed_dbkey)
    href = wiki.article_path.replace("$1", address)
    if page is not None or special is not None:
        kind = ' class="mw-redirect"' if page is not None and page.is_redirect else ""
        return f'<a href="{href}"{kind} title="{name}">{text}</a>'
    if title.namespace != SPECIAL:
        href = f"{wiki.script_path}/index.php?title={address}&amp;action=edit&amp;redlink=1"
    return f'<a href="{href}" class="new" title="{wiki.language.filled("red-link-title", name)}">{text}</a>'


def _page(wiki: Wiki, target: str) -> Title:
    try:
        title = wiki.title(target)
    except InvalidTitle:
        title = None
    if title is None or title.interwiki or title.fragment or not title.dbkey:
        raise NotImitated(
            f"The in-memory wiki does not write the link [[{target}]] as HTML. Use errorformat=plaintext or bc, or "
            "record the reply."
        )
    return title
