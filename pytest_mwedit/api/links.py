"""Links to pages of the wiki, as HTML."""

from __future__ import annotations

import html
from functools import partial

from pytest_mwedit.api.messages import Site
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import InvalidTitle, Title, Wiki
from pytest_mwedit.wiki.namespaces import SPECIAL
from pytest_mwedit.wiki.special_pages import local_special_page
from pytest_mwedit.wiki.state import in_address


def site_of(wiki: Wiki) -> Site:
    """Return the wiki as what says a text."""
    return Site(wiki.config.site_name, wiki.content_language, partial(html_link, wiki))


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
