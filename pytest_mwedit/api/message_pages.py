"""What a page of the namespace MediaWiki says while nobody has written it: the software's own text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.languages import ENGLISH, NAMES_OF_MESSAGES, is_known
from pytest_mwedit.wiki.namespaces import MEDIAWIKI

if TYPE_CHECKING:
    from pytest_mwedit.wiki import Title, Wiki


def text_of_missing(wiki: Wiki, title: Title) -> str | None:
    """Return the text that an edit of *title*, which has no page, begins with; None if that is no message.

    As in the story ``appending_to_messages``, recorded from 1.43 and 1.39: a language may stand behind the name of
    the message; what is no language there is English.

    Raises:
        NotImitated: for a language whose texts are not known.
    """
    key = title.dbkey[:1].lower() + title.dbkey[1:]
    name, slash, code = key.rpartition("/")
    if not slash:
        return _said(wiki, key, wiki.config.language)
    if not code:
        return None
    said = _said(wiki, name, code)
    if said is None or code != wiki.config.language or not manner_of(wiki.version).replaces_messages_by_language:
        return said
    replaced = wiki.page(wiki.titles.make(MEDIAWIKI, name[:1].upper() + name[1:]))
    return said if replaced is None else replaced.latest.text


def _said(wiki: Wiki, key: str, code: str) -> str | None:
    language = code if is_known(code) and code != NAMES_OF_MESSAGES else ENGLISH
    wiki.speaking(language)
    texts = wiki.texts(language)
    if key in texts:
        return texts[key]
    name, slash, other = key.rpartition("/")
    return _said(wiki, name, other) if slash else None
