"""Links to pages of the wiki, as HTML."""

from __future__ import annotations

import html

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import ENGLISH
from pytest_mwedit.wiki import InvalidTitle, Title, Wiki
from pytest_mwedit.wiki.namespaces import SPECIAL
from pytest_mwedit.wiki.state import in_address

#: The special pages that messages link to; any other is taken for one that there is not.
SPECIAL_PAGES = frozenset({"Contributions", "MyContributions", "Preferences", "UserLogin"})


def html_link(wiki: Wiki, target: str, text: str) -> str:
    """Return the link to the page that *target* names; *text* is HTML.

    Raises:
        NotImitated: for what is no link to a page of this wiki.
    """
    title = _page(wiki, target.removeprefix(":"))
    name = html.escape(title.prefixed_text).replace("&#x27;", "&#39;")
    page = wiki.pages.get(title)
    address = in_address(title.prefixed_dbkey)
    href = wiki.article_path.replace("$1", address)
    if page is not None or (title.namespace == SPECIAL and title.text.partition("/")[0] in SPECIAL_PAGES):
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
    if title.namespace == SPECIAL and wiki.config.language != ENGLISH:
        raise NotImitated(
            f"The in-memory wiki does not know what {title} is called in the language {wiki.config.language!r}. "
            "Use errorformat=plaintext or bc, or record the reply."
        )
    return title
