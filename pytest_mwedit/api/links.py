"""Links to pages of the wiki, as HTML."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from pytest_mwedit.api.messages import Site
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import InvalidTitle, Title, Wiki
from pytest_mwedit.wiki.namespaces import SPECIAL
from pytest_mwedit.wiki.special_pages import local_special_page
from pytest_mwedit.wiki.state import in_address

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.messages import Reader


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
        bool(wiki.installed.extensions),
        wiki.config.legal_title_chars is None or _can_be_title(wiki, "MediaWiki:Grouppage-sysop"),
    )


def _can_be_title(wiki: Wiki, name: str) -> bool:
    try:
        wiki.titles.parse(name)
    except InvalidTitle:
        return False
    return True


@dataclass(frozen=True)
class _Reader:
    """Reads what people filled a text with."""

    call: Call

    def expanded(self, wikitext: str) -> str:
        """Return *wikitext* with its templates filled in."""
        return self._reader().expanded(wikitext)

    def html(self, wikitext: str) -> str:
        """Return *wikitext* as HTML."""
        return self._reader().html(wikitext)

    def _reader(self) -> Reader:
        from pytest_mwedit.api.rendering.texts import WikiReader, nowhere  # late: few texts need it

        call = self.call
        title = call.told_of or nowhere(call.wiki, manner_of(call.wiki.version).place_of_errors)
        return WikiReader(call.wiki, title, call.user, call.language)


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
