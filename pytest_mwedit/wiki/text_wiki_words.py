"""What words become when they are substituted that ask for the wiki itself: its counts, other pages, its messages.

As ``action=parse&onlypst=1`` of MediaWiki 1.43 and 1.39 shows (`tests/wiki/substituted`).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from pytest_mwedit.languages import ENGLISH, NAMES_OF_MESSAGES, code_in, in_version, is_known, key_of_message
from pytest_mwedit.wiki.namespaces import CATEGORY, FILE, MEDIAWIKI
from pytest_mwedit.wiki.page_links import linking
from pytest_mwedit.wiki.recorded_siteinfo import recorded_property
from pytest_mwedit.wiki.statistics import COUNTS, members_of
from pytest_mwedit.wiki.text_anchors import anchor_of
from pytest_mwedit.wiki.text_dates import with_date
from pytest_mwedit.wiki.text_language_words import LANGUAGE_WORDS
from pytest_mwedit.wiki.text_literal import escaped_html
from pytest_mwedit.wiki.text_variables import VARIABLES
from pytest_mwedit.wiki.titles import InvalidTitle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytest_mwedit.wiki.pages import Page, Revision
    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.text_presave import Saver
    from pytest_mwedit.wiki.text_variables import Function, Variable
    from pytest_mwedit.wiki.titles import Title

_RAW = "R"
#: Groups that are not counted, for nobody is put into them.
_IMPLICIT = frozenset({"*", "user", "autoconfirmed"})


def _counted(saver: Saver, count: int, *styles: str) -> str:
    return str(count) if _RAW in styles else saver.wiki.language.separated(f"{count:,}")


def _variable(name: str) -> Variable:
    return lambda saver: _counted(saver, COUNTS[name](saver.wiki))


def _function(name: str) -> Function:
    return lambda saver, arguments: _counted(saver, COUNTS[name](saver.wiki), *arguments[:1])


def _in_group(saver: Saver, arguments: list[str]) -> str:
    group = arguments[0].lower()
    return _counted(saver, 0 if group in _IMPLICIT else members_of(saver.wiki, group), *arguments[1:2])


def _page(saver: Saver, name: str) -> Page | None:
    try:
        return saver.wiki.pages.get(saver.wiki.title(name))
    except InvalidTitle:
        return None


def _page_size(saver: Saver, arguments: list[str]) -> str:
    page = _page(saver, arguments[0])
    return _counted(saver, len(page.latest.text.encode()) if page else 0, *arguments[1:2])


def _title(saver: Saver, name: str) -> Title | None:
    try:
        return saver.wiki.title(name)
    except InvalidTitle:
        return None


def _of_revision(name: str, tell: Callable[[Revision], str], of_none: str = "") -> Function:
    """Return what tells of the latest revision of a page; *of_none* is told where there is no such page."""

    def call(saver: Saver, arguments: list[str]) -> str:
        title = _title(saver, arguments[0])
        if title is None or title.interwiki:
            return ""
        page, traits = saver.wiki.pages.get(title), saver.wiki.traits
        if title == saver.title and saver.tells_of_revision_to_come and name != "REVISIONID":
            return VARIABLES[name](saver)
        if page is not None:
            return tell(page.latest)
        return of_none if traits.tells_of_revision_to_come else ""

    return call


def _moment(name: str, pattern: str) -> Function:
    return _of_revision(name, lambda revision: time.strftime(pattern, time.gmtime(revision.timestamp)))


def _number(name: str, pattern: str) -> Function:
    return _of_revision(name, lambda revision: str(int(time.strftime(pattern, time.gmtime(revision.timestamp)))), "0")


def _size_of_own(saver: Saver) -> str:
    page = saver.wiki.pages.get(saver.title)
    if page is not None:
        return str(len(page.latest.text.encode()))
    return "0" if saver.tells_of_revision_to_come else ""


def _id_of_own(saver: Saver) -> str:
    page = saver.wiki.pages.get(saver.title)
    return str(page.id) if page else "0" if saver.wiki.traits.tells_of_revision_to_come else ""


def _id(saver: Saver, arguments: list[str]) -> str:
    title = _title(saver, arguments[0]) if arguments[0] else None
    if title is None:
        return ""
    page = saver.wiki.pages.get(title)
    return str(page.id) if page else "0"


def _in_category(saver: Saver, arguments: list[str]) -> str:
    name, *options = arguments
    title = _title(saver, f"Category:{name}") if name else None
    if title is None:
        return "0"
    counts = dict.fromkeys(("all", "pages", "subcats", "files"), 0)
    kinds = {CATEGORY: "subcats", FILE: "files"}
    for page, links in linking(saver.wiki):
        if title in links.categories:
            counts["all"] += 1
            counts[kinds.get(page.title.namespace, "pages")] += 1
    first, second = (*(each.upper() for each in options[:2]), "", "")[:2]
    kind, style = (second, first) if first == _RAW else (first, second)
    return _counted(saver, counts.get(kind.lower(), counts["all"]), style)


#: Actions that pages can be protected against, and whether the page is one that exists.
_RESTRICTED = {"edit": True, "move": True, "create": False}


def _restricted(saver: Saver, arguments: list[str]) -> tuple[Title, str]:
    """Return the page and the action that are asked for."""
    named = _title(saver, arguments[1]) if len(arguments) > 1 else None
    return named or saver.title, arguments[0].lower()


def _protection_level(saver: Saver, arguments: list[str]) -> str:
    protection = saver.wiki.protection_of(*_restricted(saver, arguments))
    return "" if protection is None else protection.level


def _protection_expiry(saver: Saver, arguments: list[str]) -> str:
    title, action = _restricted(saver, arguments)
    protection = saver.wiki.protection_of(title, action)
    if protection is not None and protection.expiry is not None:
        return time.strftime("%Y%m%d%H%M%S", time.gmtime(protection.expiry))
    is_protectable = title.can_exist and _RESTRICTED.get(action) == (title in saver.wiki.pages)
    return "infinity" if protection is not None or is_protectable else ""


def _with_direction(saver: Saver, arguments: list[str]) -> str:
    """Return a text with marks around it for the direction of its first letter."""
    del saver
    text = arguments[0]
    direction = next((each for each in map(bidirectional, text) if each in _DIRECTIONS), None)
    return text if direction is None else f"{_DIRECTIONS[direction]}{text}\u202c"


def _date(saver: Saver, arguments: list[str]) -> str:
    preferred = str(saver.user.option("date", saver.wiki.config) or "")
    return with_date(arguments[0], arguments[1] if len(arguments) > 1 else preferred, saver.wiki)


def _version(saver: Saver) -> str:
    recorded: str = recorded_property(saver.wiki.version, saver.wiki.profile, "general")["generator"]
    return recorded.rpartition(" ")[2]


def _cascading(saver: Saver, title: Title | None) -> str:
    """Return the pages whose protection holds for what is transcluded in them, too, such as *title*."""
    wiki = saver.wiki
    pages = [wiki.pages[each] for each in wiki.protections if each in wiki.pages and _cascades(wiki, each)]
    return "|".join(page.title.prefixed_text for page in pages if title in wiki.links.of(page).templates)


def _cascades(wiki: Wiki, title: Title) -> bool:
    protections = (wiki.protection_of(title, action) for action in wiki.protections[title])
    return any(protection is not None and protection.cascade for protection in protections)


#: What begins a text whose first letter is written from the left, and from the right.
_DIRECTIONS = {"L": "\u202a", "R": "\u202b", "AL": "\u202b"}


def message_text(wiki: Wiki, key: str) -> str | None:
    """Return a message of the wiki; a page may replace what MediaWiki says; None if there is none of that name."""
    name = key[:1].upper() + key[1:]
    page = wiki.pages.get(wiki.titles.make(MEDIAWIKI, name.replace(" ", "_")))
    if page is not None:
        return page.latest.text
    return _text_of_language(wiki, key) or wiki.texts(wiki.language.code).get(key_of_message(key))


def _text_of_language(wiki: Wiki, key: str) -> str | None:
    """Return the message that *key* names with a language behind it; English for a code that no language has."""
    base, _, code = key.rpartition("/")
    if not code or key_of_message(base) not in wiki.texts(ENGLISH):
        return None
    return wiki.texts(code if is_known(code) else ENGLISH)[key_of_message(base)]


def _text_spoken(saver: Saver, key: str) -> str | None:
    """Return a message in the language that is spoken; a page may replace what MediaWiki says in it."""
    wiki = saver.wiki
    spoken = in_version(wiki.language.code, wiki.version) if saver.spoken is None else saver.spoken
    if not key.endswith(f"/{ENGLISH}") and (named := _text_of_language(wiki, key)) is not None:
        # A name that ends in a language is the text of MediaWiki in it, whatever pages there are.
        return named
    if code_in(spoken) == wiki.language.code:
        return message_text(wiki, key)
    name = f"{key[:1].upper()}{key[1:]}/{code_in(spoken)}".replace(" ", "_")
    page = wiki.pages.get(wiki.titles.make(MEDIAWIKI, name))
    if page is not None:
        return page.latest.text
    own = wiki.texts(code_in(spoken)).get(key_of_message(key)) if "/" not in key else None
    return message_text(wiki, key) if own is None else own


def named_message(wiki: Wiki, key: str, values: Sequence[str] = ()) -> str:
    """Return the name that stands for a message where names are shown, and what it is filled with."""
    own = key_of_message(key)
    named = key if key == own or not wiki.traits.names_messages_as_asked else f"{key} = {own}"
    return f"({named}: {', '.join(values)})" if values else f"({named})"


def _message(saver: Saver, arguments: list[str]) -> str | None:
    # Whoever saves may speak another language: what is saved is in the wiki's, and only a preview in the user's.
    key, *values = arguments
    if not key:
        return None
    if saver.spoken is not None and code_in(saver.spoken) == NAMES_OF_MESSAGES:
        return named_message(saver.wiki, key, values)
    text = _text_spoken(saver, key)
    if text is None or text == "-":
        escaped = escaped_html(key)
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
#: Case counts.
VARIABLES_OF_WIKI: dict[str, Variable] = {
    **{name: _variable(count) for name, count in _COUNTS.items()},
    "REVISIONID": lambda saver: "",
    "USERLANGUAGE": lambda saver: saver.wiki.language.code,
    "#bcp47": lambda saver: LANGUAGE_WORDS["#bcp47"](saver, [""]) or "",
    "#dir": lambda saver: LANGUAGE_WORDS["#dir"](saver, [""]) or "",
    "CASCADINGSOURCES": lambda saver: _cascading(saver, saver.title),
    "CURRENTVERSION": _version,
    "REVISIONSIZE": _size_of_own,
}
#: In small letters: case does not count.
VARIABLES_OF_WIKI_IN_ANY_CASE: dict[str, Variable] = {
    "pageid": _id_of_own,
    "#language": lambda saver: saver.wiki.language.name,
}
#: Case counts.
FUNCTIONS_OF_WIKI: dict[str, Function] = {
    **{name: _function(count) for name, count in _COUNTS.items()},
    "NUMBERINGROUP": _in_group,
    "NUMINGROUP": _in_group,
    "PAGESIZE": _page_size,
    "PAGESINCAT": _in_category,
    "PAGESINCATEGORY": _in_category,
    "PROTECTIONEXPIRY": _protection_expiry,
    "PROTECTIONLEVEL": _protection_level,
    "REVISIONID": _of_revision("REVISIONID", lambda revision: str(revision.id)),
    "REVISIONDAY": _number("REVISIONDAY", "%d"),
    "REVISIONDAY2": _moment("REVISIONDAY2", "%d"),
    "REVISIONMONTH": _moment("REVISIONMONTH", "%m"),
    "REVISIONMONTH1": _number("REVISIONMONTH1", "%m"),
    "REVISIONYEAR": _moment("REVISIONYEAR", "%Y"),
    "REVISIONTIMESTAMP": _moment("REVISIONTIMESTAMP", "%Y%m%d%H%M%S"),
    "REVISIONUSER": _of_revision("REVISIONUSER", lambda revision: revision.user),
    # Titles that are shown otherwise are no part of what is saved.
    "DISPLAYTITLE": lambda saver, arguments: "",
    "#FORMAL": lambda saver, arguments: arguments[0],
    "#bcp47": LANGUAGE_WORDS["#bcp47"],
    "#dir": LANGUAGE_WORDS["#dir"],
    "CASCADINGSOURCES": lambda saver, arguments: _cascading(saver, _title(saver, arguments[0])),
}
#: In small letters: case does not count.
FUNCTIONS_OF_WIKI_IN_ANY_CASE: dict[str, Function] = {
    "#dateformat": _date,
    "#formatdate": _date,
    "#language": LANGUAGE_WORDS["#language"],
    "#special": LANGUAGE_WORDS["#special"],
    "#speciale": LANGUAGE_WORDS["#speciale"],
    "anchorencode": lambda saver, arguments: anchor_of(arguments[0]),
    "bidi": _with_direction,
    # No page of the in-memory wiki has a file.
    "filepath": lambda saver, arguments: "",
    "int": _message,
    "pageid": _id,
}
