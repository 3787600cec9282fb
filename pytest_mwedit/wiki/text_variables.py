"""What magic words and parser functions become when they are substituted: tables VARIABLES and FUNCTIONS.

As ``action=parse&onlypst=1`` of MediaWiki 1.43 and 1.39 shows; `tests/wiki/substituted.json` has the cases.
"""

from __future__ import annotations

import html
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, unquote_plus

from pytest_mwedit.wiki import text_numbers
from pytest_mwedit.wiki.interwiki import address_on
from pytest_mwedit.wiki.namespaces import FILE, MEDIA
from pytest_mwedit.wiki.text_literal import escaped_html, escaped_wikitext
from pytest_mwedit.wiki.titles import InvalidTitle

if TYPE_CHECKING:
    from pytest_mwedit.wiki.text_presave import Saver
    from pytest_mwedit.wiki.titles import Title

Variable = Callable[["Saver"], str]
#: Of a function's arguments, without spaces around them; None if it is none after all.
Function = Callable[["Saver", list[str]], str | None]

_LONGEST_PADDING = 500


def _time(pattern: str) -> Variable:
    return lambda saver: time.strftime(pattern, time.gmtime(saver.timestamp))


def _named(pattern: str, suffix: str = "") -> Variable:
    """Return a part of the time by its name in the wiki's language."""

    def tell(saver: Saver) -> str:
        name = time.strftime(pattern, time.gmtime(saver.timestamp)).lower()
        key = "may_long" if (name, pattern, suffix) == ("may", "%B", "") else name + suffix
        return saver.wiki.texts(saver.wiki.language.code)[key]

    return tell


def _number(pattern: str) -> Variable:
    """Return a part of the time without a zero before it."""
    return lambda saver: str(int(time.strftime(pattern, time.gmtime(saver.timestamp))))


# Titles


def _levels(saver: Saver, title: Title) -> list[str]:
    namespace = saver.wiki.titles.namespaces.get(title.namespace)
    return title.text.split("/") if namespace is not None and namespace.subpages else [title.text]


def _talk(saver: Saver, title: Title) -> str:
    talk = saver.wiki.titles.talk(title)
    return "" if talk is None or not title.dbkey else talk.prefixed_text


def _talk_space(saver: Saver, title: Title) -> str:
    talk = saver.wiki.titles.talk(title)
    return "" if talk is None or talk.namespace not in saver.wiki.titles.namespaces else talk.namespace_name


#: Name: what it says of a title.  A name with an ``E`` behind it says the same for addresses.
OF_TITLES: dict[str, Callable[[Saver, Title], str]] = {
    "PAGENAME": lambda saver, title: title.text,
    "FULLPAGENAME": lambda saver, title: title.prefixed_text,
    "SUBPAGENAME": lambda saver, title: _levels(saver, title)[-1],
    "ROOTPAGENAME": lambda saver, title: _levels(saver, title)[0],
    "BASEPAGENAME": lambda saver, title: "/".join(_levels(saver, title)[:-1] or [title.text]),
    "TALKPAGENAME": _talk,
    "SUBJECTPAGENAME": lambda saver, title: saver.wiki.titles.subject(title).prefixed_text,
    "NAMESPACE": lambda saver, title: title.namespace_name,
    "TALKSPACE": _talk_space,
    "SUBJECTSPACE": lambda saver, title: saver.wiki.titles.subject(title).namespace_name,
}
OF_TITLES["ARTICLEPAGENAME"] = OF_TITLES["SUBJECTPAGENAME"]
OF_TITLES["ARTICLESPACE"] = OF_TITLES["SUBJECTSPACE"]

#: Names that say what no wikitext could be in.
_PLAIN_NAMES = frozenset({"NAMESPACE", "TALKSPACE", "SUBJECTSPACE", "ARTICLESPACE"})


def _about_title(name: str) -> Callable[[Saver, Title], str]:
    tell = OF_TITLES[name]
    if name in _PLAIN_NAMES:
        return tell
    return lambda saver, title: escaped_wikitext(tell(saver, title), saver.wiki.version)


def _about_title_encoded(name: str) -> Callable[[Saver, Title], str]:
    tell = OF_TITLES[name]
    if name in _PLAIN_NAMES:
        return lambda saver, title: wiki_encoded(tell(saver, title))
    return lambda saver, title: escaped_wikitext(wiki_encoded(tell(saver, title)), saver.wiki.version)


def wiki_encoded(text: str) -> str:
    """Return *text* as it is written in addresses of pages."""
    return quote(text.replace(" ", "_"), safe=";@$!*(),/~:")


def _of_named_title(tell: Callable[[Saver, Title], str]) -> Function:
    def call(saver: Saver, arguments: list[str]) -> str:
        title = _title(saver, arguments[0])
        return "" if title is None else tell(saver, title)

    return call


def _title(saver: Saver, text: str) -> Title | None:
    try:
        return saver.wiki.title(text)
    except InvalidTitle:
        return None


_TITLE_WORDS = {name: _about_title(name) for name in OF_TITLES}
_TITLE_WORDS |= {f"{name}E": _about_title_encoded(name) for name in OF_TITLES}
_TITLE_WORDS["NAMESPACENUMBER"] = lambda saver, title: str(title.namespace)


def _of_own_title(tell: Callable[[Saver, Title], str]) -> Variable:
    return lambda saver: tell(saver, saver.title)


# Addresses


def _address(complete: bool, escaped: bool) -> Function:
    def call(saver: Saver, arguments: list[str]) -> str | None:
        title = _title(saver, arguments[0]) or _title(saver, unquote_plus(arguments[0]))
        if title is None:
            return None
        query = arguments[1] if len(arguments) > 1 else ""
        fragment = "#" + title.fragment.replace(" ", "_") if complete and title.fragment else ""
        if title.interwiki:
            address = address_on(saver.wiki, title.interwiki, wiki_encoded(title.dbkey))
            separator = ("&" if "?" in address else "?") if query else ""
            return _escaped_address(address + separator + query + fragment, escaped)
        if title.namespace == MEDIA:
            title = saver.wiki.titles.make(FILE, title.dbkey)
        name = wiki_encoded(title.prefixed_text)
        path = f"{saver.wiki.script_path}/index.php?title={name}&{query}" if query else _read_at(saver, name)
        return _escaped_address(saver.wiki.server + path + fragment if complete else path, escaped)

    return call


def _escaped_address(address: str, escaped: bool) -> str:
    return html.escape(address, quote=False).replace('"', "&quot;") if escaped else address


def _read_at(saver: Saver, name: str) -> str:
    return saver.wiki.article_path.replace("$1", name)


def _urlencode(saver: Saver, arguments: list[str]) -> str:
    del saver
    style = arguments[1].upper() if len(arguments) > 1 else ""
    if style == "WIKI":
        return wiki_encoded(arguments[0])
    if style == "PATH":
        return quote(arguments[0], safe="~")
    return quote_plus(arguments[0]).replace("~", "%7E")


# Words and numbers


def _changed(change: Callable[[str], str]) -> Function:
    return lambda saver, arguments: change(arguments[0])


def _first(change: Callable[[str], str]) -> Callable[[str], str]:
    return lambda text: change(text[:1]) + text[1:]


def _lower(text: str) -> str:
    # Letter by letter: PHP's knows no letter that depends on where it stands.
    return "".join(map(str.lower, text))


def _padded(saver: Saver, arguments: list[str], *, before: bool) -> str:
    del saver
    text, length, padding = (*arguments, *("", "0")[len(arguments) - 1 :])[:3] if len(arguments) < 3 else arguments[:3]
    number = re.match(r"\s*[+-]?[0-9]+", length)
    wanted = min(int(number.group()), _LONGEST_PADDING) if number else 0
    missing = wanted - len(text)
    if missing <= 0 or not padding:
        return text
    filled = (padding * missing)[:missing]
    return filled + text if before else text + filled


def _namespace(saver: Saver, arguments: list[str]) -> str | None:
    text = arguments[0]
    if re.match(r"\s*[+-]?0*[1-9]", text) or text == "0":
        number = re.match(r"\s*([+-]?[0-9]+)", text)
        namespace = saver.wiki.titles.namespaces.get(int(number.group(1)) if number else 0)
        return "" if namespace is None else namespace.name
    known = saver.wiki.titles.number_of(text) if text else 0
    return None if known is None else saver.wiki.titles.namespaces[known].name


def _formatted_number(saver: Saver, arguments: list[str]) -> str:
    asked, spoken = arguments[1] if len(arguments) > 1 else "", saver.wiki.language
    style = text_numbers.STYLES.get(asked) or text_numbers.STYLES.get(_in_any_case(asked), text_numbers.formatted)
    return style(arguments[0], spoken, saver.wiki.texts(spoken.code)["formatnum-nan"])


def _in_any_case(asked: str) -> str:
    return asked.upper() if asked.upper() == "NOSEP" else ""


def _plural(saver: Saver, arguments: list[str]) -> str:
    from pytest_mwedit.languages import PLURALS  # late: few texts ask for it

    found = re.match(r"[+-]?[0-9]*\.?[0-9]*", arguments[0].replace(",", "").replace("\u2212", "-"))
    try:
        count = float(found.group()) if found else 0
    except ValueError:
        count = 0
    forms = []
    for form in arguments[1:]:
        number, equals, words = form.partition("=")
        if equals and number.isdecimal():
            if int(number) == count:
                return words.strip()
            continue
        forms.append(form)
    if not forms:
        return ""
    return forms[min(PLURALS[(saver.told_in or saver.wiki.language).plural](abs(count)), len(forms) - 1)]


def _gender(saver: Saver, arguments: list[str]) -> str:
    forms = arguments[1:]
    user = saver.wiki.users.get(arguments[0].strip("_ "))
    gender = None if user is None else user.option("gender", saver.wiki.config)
    choice = {"male": 0, "female": 1}.get(str(gender), 2)
    if not forms:
        return ""
    return forms[choice if choice < len(forms) else 0] if choice == 2 else forms[min(choice, len(forms) - 1)]


def _tag(saver: Saver, arguments: list[str]) -> str:
    del saver
    name, pairs = arguments[0].strip().lower(), (argument.partition("=") for argument in arguments[2:])
    # What has no sign of equality is none; of two of a name the latter counts, in the place of the first.
    attributes = {key.strip(): _attribute(value) for key, equals, value in pairs if equals}
    written = "".join(f' {escaped_html(key)}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{arguments[1]}</{name}>" if len(arguments) > 1 else f"<{name}/>"


def _attribute(value: str) -> str:
    value = value.strip()
    quoted = re.fullmatch(r"""["'](.*)["']""", value, re.DOTALL)
    return escaped_html(quoted.group(1) if quoted else value)


# The tables

#: Case counts.
VARIABLES: dict[str, Variable] = {
    "!": lambda saver: "|",
    "=": lambda saver: "=",
    **{f"{place}YEAR": _time("%Y") for place in ("CURRENT", "LOCAL")},
    **{f"{place}MONTH": _time("%m") for place in ("CURRENT", "LOCAL")},
    **{f"{place}MONTH2": _time("%m") for place in ("CURRENT", "LOCAL")},
    **{f"{place}MONTH1": _number("%m") for place in ("CURRENT", "LOCAL")},
    **{f"{place}MONTHNAME": _named("%B") for place in ("CURRENT", "LOCAL")},
    **{f"{place}MONTHNAMEGEN": _named("%B", "-gen") for place in ("CURRENT", "LOCAL")},
    **{f"{place}MONTHABBREV": _named("%b") for place in ("CURRENT", "LOCAL")},
    **{f"{place}DAY": _number("%d") for place in ("CURRENT", "LOCAL")},
    **{f"{place}DAY2": _time("%d") for place in ("CURRENT", "LOCAL")},
    **{f"{place}DAYNAME": _named("%A") for place in ("CURRENT", "LOCAL")},
    **{f"{place}DOW": _time("%w") for place in ("CURRENT", "LOCAL")},
    **{f"{place}WEEK": _number("%V") for place in ("CURRENT", "LOCAL")},
    **{f"{place}HOUR": _time("%H") for place in ("CURRENT", "LOCAL")},
    **{f"{place}TIME": _time("%H:%M") for place in ("CURRENT", "LOCAL")},
    **{f"{place}TIMESTAMP": _time("%Y%m%d%H%M%S") for place in ("CURRENT", "LOCAL")},
    "REVISIONYEAR": _time("%Y"),
    "REVISIONMONTH": _time("%m"),
    "REVISIONMONTH1": _number("%m"),
    "REVISIONDAY": _number("%d"),
    "REVISIONDAY2": _time("%d"),
    "REVISIONTIMESTAMP": _time("%Y%m%d%H%M%S"),
    "REVISIONUSER": lambda saver: saver.user.name,
    "SITENAME": lambda saver: saver.wiki.config.site_name,
    "CONTENTLANGUAGE": lambda saver: saver.wiki.config.language,
    "CONTENTLANG": lambda saver: saver.wiki.config.language,
    "PAGELANGUAGE": lambda saver: saver.wiki.config.language,
    "DIRECTIONMARK": lambda saver: "\u200e",
    "DIRMARK": lambda saver: "\u200e",
    **{name: _of_own_title(tell) for name, tell in _TITLE_WORDS.items()},
}
#: In small letters: case does not count.
VARIABLES_IN_ANY_CASE: dict[str, Variable] = {
    "articlepath": lambda saver: saver.wiki.article_path,
    "scriptpath": lambda saver: saver.wiki.script_path,
    "server": lambda saver: saver.wiki.server,
    "servername": lambda saver: saver.wiki.server.partition("://")[2].partition(":")[0],
    "stylepath": lambda saver: f"{saver.wiki.script_path}/skins",
}

#: Case counts.
FUNCTIONS: dict[str, Function] = {name: _of_named_title(tell) for name, tell in _TITLE_WORDS.items()}
#: In small letters: case does not count.
FUNCTIONS_IN_ANY_CASE: dict[str, Function] = {
    "lc": _changed(_lower),
    "uc": _changed(str.upper),
    "lcfirst": _changed(_first(str.lower)),
    "ucfirst": _changed(_first(str.upper)),
    "ns": _namespace,
    "nse": lambda saver, arguments: None if (name := _namespace(saver, arguments)) is None else wiki_encoded(name),
    "urlencode": _urlencode,
    "localurl": _address(False, False),
    "localurle": _address(False, True),
    "fullurl": _address(True, False),
    "fullurle": _address(True, True),
    "canonicalurl": _address(True, False),
    "canonicalurle": _address(True, True),
    "formatnum": _formatted_number,
    "grammar": lambda saver, arguments: arguments[1] if len(arguments) > 1 else "",
    "gender": _gender,
    "plural": _plural,
    "padleft": lambda saver, arguments: _padded(saver, arguments, before=True),
    "padright": lambda saver, arguments: _padded(saver, arguments, before=False),
    "#tag": _tag,
}
#: What tells by what a page is sorted in its categories; case counts.
SORTS = frozenset({"DEFAULTSORT", "DEFAULTSORTKEY", "DEFAULTCATEGORYSORT"})
#: Those that change only what stands between marks.
BETWEEN_MARKS = frozenset({"lc", "uc", "formatnum"})
#: Those that take marks of nowiki and comments for what they stand for.
TAKE_MARKS = frozenset(
    "#dateformat #formatdate #special #speciale #tag anchorencode formatnum gender grammar lc lcfirst plural uc"
    " ucfirst".split()
)
