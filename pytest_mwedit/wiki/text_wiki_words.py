"""What words become when they are substituted that ask for the wiki itself: its counts, other pages, its messages.

As ``action=parse&onlypst=1`` of MediaWiki 1.43 and 1.39 shows (`tests/wiki/substituted`).
"""

from __future__ import annotations

import html
import time
from typing import TYPE_CHECKING

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import ENGLISH, NAMES_OF_MESSAGES, all_texts, code_in, in_version, is_known
from pytest_mwedit.wiki.namespaces import MEDIAWIKI
from pytest_mwedit.wiki.statistics import statistics
from pytest_mwedit.wiki.titles import InvalidTitle

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_mwedit.wiki.pages import Page, Revision
    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.text_presave import Saver
    from pytest_mwedit.wiki.text_variables import Function, Variable

_RAW = "R"
#: Groups that are not counted, for nobody is put into them.
_IMPLICIT = frozenset({"*", "user", "autoconfirmed"})


def _counted(count: int, *styles: str) -> str:
    return str(count) if _RAW in styles else f"{count:,}"


def _variable(name: str) -> Variable:
    return lambda saver: _counted(statistics(saver.wiki)[name])


def _function(name: str) -> Function:
    return lambda saver, arguments: _counted(statistics(saver.wiki)[name], *arguments[:1])


def _in_group(saver: Saver, arguments: list[str]) -> str:
    group = arguments[0].lower()
    members = [user for user in saver.wiki.users.values() if group in user.groups]
    return _counted(0 if group in _IMPLICIT else len(members), *arguments[1:2])


def _page(saver: Saver, name: str) -> Page | None:
    try:
        return saver.wiki.pages.get(saver.wiki.title(name))
    except InvalidTitle:
        return None


def _page_size(saver: Saver, arguments: list[str]) -> str:
    page = _page(saver, arguments[0])
    return _counted(len(page.latest.text.encode()) if page else 0, *arguments[1:2])


def _of_revision(tell: Callable[[Revision], str]) -> Function:
    def call(saver: Saver, arguments: list[str]) -> str:
        page = _page(saver, arguments[0])
        if page is None or page.title == saver.title:
            raise NotImitated(
                "The in-memory wiki does not imitate {{subst:REVISION…:}} of the page itself or of one that does not "
                f"exist ({arguments[0]!r}). Put the text itself into the edit, or record the exchange."
            )
        return tell(page.latest)

    return call


def _moment(pattern: str) -> Function:
    return _of_revision(lambda revision: time.strftime(pattern, time.gmtime(revision.timestamp)))


def _number(pattern: str) -> Function:
    return _of_revision(lambda revision: str(int(time.strftime(pattern, time.gmtime(revision.timestamp)))))


def message_text(wiki: Wiki, key: str) -> str | None:
    """Return a message of the wiki; a page may replace what MediaWiki says; None if there is none of that name."""
    name = key[:1].upper() + key[1:]
    page = wiki.pages.get(wiki.titles.make(MEDIAWIKI, name.replace(" ", "_")))
    if page is not None:
        return page.latest.text
    if "/" in key or wiki.language.code != ENGLISH or wiki.profile != "plain":
        raise NotImitated(
            f"The in-memory wiki does not imitate {{{{subst:}}}} of the message {key!r}. "
            "Put the text itself into the edit, or record the exchange."
        )
    return all_texts(in_version(ENGLISH, wiki.version)).get(_key_of(key))


def _text_spoken(saver: Saver, key: str) -> str | None:
    """Return a message in the language that is spoken; a page may replace what MediaWiki says in it."""
    wiki = saver.wiki
    spoken = in_version(wiki.language.code, wiki.version) if saver.spoken is None else saver.spoken
    base, _, code = key.rpartition("/")
    if is_known(code) and code != ENGLISH and _key_of(base) in all_texts(in_version(ENGLISH, wiki.version)):
        # A name that ends in a language is the text of MediaWiki in it, whatever pages there are.
        return all_texts(in_version(code, wiki.version))[_key_of(base)]
    if code_in(spoken) == wiki.language.code:
        return message_text(wiki, key)
    name = f"{key[:1].upper()}{key[1:]}/{code_in(spoken)}".replace(" ", "_")
    page = wiki.pages.get(wiki.titles.make(MEDIAWIKI, name))
    if page is not None:
        return page.latest.text
    own = all_texts(spoken).get(_key_of(key)) if "/" not in key and wiki.profile == "plain" else None
    return message_text(wiki, key) if own is None else own


def _named_message(key: str, values: list[str]) -> str:
    """Return the name that stands for a message where names are shown, and what it is filled with."""
    named = key if key == _key_of(key) else f"{key} = {_key_of(key)}"
    return f"({named}: {', '.join(values)})" if values else f"({named})"


def _key_of(name: str) -> str:
    return name[:1].lower() + name[1:].replace(" ", "_")


def _message(saver: Saver, arguments: list[str]) -> str | None:
    # Whoever saves may speak another language: what is saved is in the wiki's, and only a preview in the user's.
    key, *values = arguments
    if not key:
        return None
    if saver.spoken is not None and code_in(saver.spoken) == NAMES_OF_MESSAGES:
        return _named_message(key, values)
    text = _text_spoken(saver, key)
    if text is None or text == "-":
        escaped = html.escape(key).replace("&#x27;", "&#039;")
        return f"\u29fc{escaped}\u29fd"
    for number in range(len(values), 0, -1):
        text = text.replace(f"${number}", values[number - 1])
    return text


_COUNTS = {
    "NUMBEROFPAGES": "pages",
    "NUMBEROFARTICLES": "articles",
    "NUMBEROFEDITS": "edits",
    "NUMBEROFFILES": "images",
    "NUMBEROFUSERS": "users",
    "NUMBEROFACTIVEUSERS": "activeusers",
    "NUMBEROFADMINS": "admins",
}
VARIABLES_OF_WIKI: dict[str, Variable] = {name: _variable(count) for name, count in _COUNTS.items()}
#: Case counts.
FUNCTIONS_OF_WIKI: dict[str, Function] = {
    **{name: _function(count) for name, count in _COUNTS.items()},
    "NUMBERINGROUP": _in_group,
    "NUMINGROUP": _in_group,
    "PAGESIZE": _page_size,
    "REVISIONID": _of_revision(lambda revision: str(revision.id)),
    "REVISIONDAY": _number("%d"),
    "REVISIONDAY2": _moment("%d"),
    "REVISIONMONTH": _moment("%m"),
    "REVISIONMONTH1": _number("%m"),
    "REVISIONYEAR": _moment("%Y"),
    "REVISIONTIMESTAMP": _moment("%Y%m%d%H%M%S"),
    "REVISIONUSER": _of_revision(lambda revision: revision.user),
}
#: In small letters: case does not count.
FUNCTIONS_OF_WIKI_IN_ANY_CASE: dict[str, Function] = {"int": _message}
