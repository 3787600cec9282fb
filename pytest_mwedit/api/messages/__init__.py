"""The texts of MediaWiki, by key, and how they are filled in."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Protocol

from pytest_mwedit.api.messages.as_html import Link, written
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import (
    ENGLISH,
    NAMES_OF_MESSAGES,
    all_texts,
    code_in,
    in_version,
    key_of_message,
    of_unknown_gender,
    texts_in,
    version_of,
)
from pytest_mwedit.languages import language as language_called
from pytest_mwedit.wiki.text_literal import escaped_html, escaped_wikitext
from pytest_mwedit.wiki.text_sections import WHITESPACE
from pytest_mwedit.wiki.versions import VERSIONS

#: The styles a text can be written in: what error formats ask for.
PLAIN, WIKITEXT, HTML = "plain", "wikitext", "html"

_QUOTED = re.compile(r"</?(?:var|kbd|code|samp)>")
_TAG = re.compile(r"</?[a-z][^>]*>", re.IGNORECASE)
_PARAM = re.compile(r"\$(\d)")
_SPACES = re.compile(r"[ \t\r\n]+")
_UNEVEN = re.compile(r"[\t\r\n]|  ")
#: What a browser does not show of a text: comments, scripts, tags; the name of a tag is captured.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|$)|<(script|style)\b[^>]*(?:>.*?(?:</\1\s*>|$)|$)|<[/!?]([a-z0-9]*)[^>]*(?:>|$)"
    r"|<([a-z][a-z0-9]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>|<[a-z].*$",
    re.IGNORECASE | re.DOTALL,
)
#: The tags that part what stands before them from what stands behind.
_PARTING = frozenset(
    "address article aside blockquote br canvas center dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 "
    "h5 h6 header hr li main nav noscript ol p pre section table td tfoot th tr ul video".split()
)
_FUNCTION = re.compile(r"\{\{(PLURAL|GENDER|int|ns):([^{}|]*)((?:\|[^{}|]*)*)\}\}", re.IGNORECASE)
_NOWIKI = re.compile("<nowiki>.*?</nowiki>", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile("<!--.*?-->", re.DOTALL)
#: A bar that parts arguments, and what none parts in.
_BAR = re.compile(rf"{_NOWIKI.pattern}|\[\[.*?\]\]|\{{\{{.*?\}}\}}|\|", re.IGNORECASE | re.DOTALL)
_OPENED = re.compile(r"\[\[|\{\{")
#: What is read before a text is told, and what besides before it is told as HTML.
_READ = re.compile(r"\{\{|<")
_READ_AS_HTML = re.compile(r"[{<>=*#:;\n]|''|\[[^\[]|__|&")
#: Stands for a bar that was in a nowiki.
_KEPT_BAR = "\U000f00ff"
#: Stands for a dollar of what fills a text.
_KEPT_DOLLAR = "\U000f00fe"
#: How the keys of messages begin whose parameters are put in without a look at their markup.
_LITERAL = ("paramvalidator-", "title-invalid-", "apierror-edit-invalidredirect")


def no_link(target: str, text: str) -> str:
    """Fail the test for a link in a text that no wiki is known to say.

    Raises:
        NotImitated: always.
    """
    raise NotImitated(
        f"The in-memory wiki does not write the link [[{target}|{text}]] of a warning or a reason as HTML. "
        "Use errorformat=plaintext or bc, or record the reply."
    )


class Reader(Protocol):
    """Reads wikitext as the wiki does."""

    def expanded(self, wikitext: str, language: str, within: str) -> str:
        """Return *wikitext*, told in a language, with its templates filled in; texts *within* are told in another."""
        ...

    def html(self, wikitext: str, language: str, within: str) -> str:
        """Return *wikitext*, told in a language, as HTML; texts *within* are told in another."""
        ...


@dataclass(frozen=True)
class Site:
    """The wiki that says a text, for texts that name it or its pages."""

    name: str = ""
    #: What its language is called.
    language: str = ENGLISH
    #: What writes links to its pages.
    link: Link = no_link
    #: What reads the wikitext that people filled a text with.
    reader: Reader | None = None
    #: The language of texts within one that becomes HTML, unless that of the text.
    language_within: str | None = None
    #: What the language is called that the user is talked to in.
    spoken: str | None = None
    #: Whether it has the messages of extensions.
    has_extensions: bool = False
    #: Returns what a page of the wiki says in place of a message, by its key and language; None: pages say nothing.
    local: Callable[[str, str], str | None] | None = None
    #: Returns what `ADMINISTRATORS` becomes; None: what it does in the wiki's own language.
    administrators: Callable[[], str] | None = None


#: How texts name the page about administrators.
ADMINISTRATORS = "{{MediaWiki:Grouppage-sysop}}"

#: A wiki without a name, for texts that do not say it.
NOWHERE = Site()


@dataclass(frozen=True)
class Message:
    """A text by its key, with what fills ``$1``, ``$2`` and so on."""

    key: str
    params: tuple[Param, ...] = ()
    #: The wiki that says it.
    site: Site = NOWHERE
    #: Whether there may be no text of it.
    foreign: bool = False


@dataclass(frozen=True)
class Markup:
    """A parameter with wikitext in it, which counts; a plain ``str`` is taken literally."""

    wikitext: str


@dataclass(frozen=True)
class Listing:
    """A parameter of several items, joined by commas; the last by "and" if *sentence*."""

    items: tuple[Param, ...]
    sentence: bool = False
    #: Where the items stood in a longer list, for who tells that.
    positions: tuple[int, ...] = ()


class Id(int):
    """A parameter that is a number by which something is called, and so written without commas."""


class Duration(int):
    """A parameter that is a time in seconds, a whole number of some unit."""


#: What times are told in, the longest that fits.
UNITS = (("duration-days", 86400), ("duration-hours", 3600), ("duration-minutes", 60), ("duration-seconds", 1))

Param = str | int | float | Message | Markup | Listing | None


def message(key: str, *params: Param) -> Message:
    """Return the message *key* with its parameters."""
    return Message(key, params)


def variables(*names: str, sentence: bool = False) -> Listing:
    """Return parameter names as messages list them."""
    return Listing(tuple(Markup(f"<var>{name}</var>") for name in names), sentence)


def text(filled: Message, style: str = PLAIN, language: str = "en", *, tidy: bool = True, within: bool = False) -> str:
    """Return a message as it reads in *style*; a plain one with single spaces only, if *tidy*.

    One that stands *within* another keeps the blanks around it.
    """
    is_named = code_in(language) == NAMES_OF_MESSAGES
    if filled.site.local is not None and not is_named:
        local = filled.site.local(key_of_message(filled.key) if filled.foreign else filled.key, language)
        filled = _with_site_within(filled)
        if local is not None:
            return _read(filled, style, language, local, tidy=tidy)
    if is_named and filled.foreign and (own := key_of_message(filled.key)) != filled.key:
        # As in `found/words_named_otherwise`.
        as_asked = VERSIONS[version_of(language)].names_messages_as_asked
        return _name_of(replace(filled, key=f"{filled.key} = {own}" if as_asked else filled.key), style, language)
    if not is_named and filled.foreign:
        texts = all_texts(language, extensions=filled.site.has_extensions)
        key = next((each for each in (filled.key, key_of_message(filled.key)) if each in texts), None)
        if key is None:
            name = _SPACES.sub(" ", filled.key) if style == PLAIN else html.escape(filled.key, quote=False)
            return f"⧼{name}⧽"
        return _read(replace(filled, key=key), style, language, texts[key], tidy=tidy)
    reader = filled.site.reader
    if reader is not None and any(_is_to_be_read(param, style) for param in filled.params):
        return _read(filled, style, language, tidy=tidy)
    if is_named:
        return _name_of(filled, style, language)
    template = _template(filled.key, language, style == PLAIN)
    if "$" in template or "{{" in template:
        literal = _literal_in(filled)
        params = tuple(_param(param, style, language, literal) for param in filled.params)
        template = _filled(_with_site(template, filled.site), params, style, language, filled.site)
    if style == PLAIN:
        if filled.key.startswith(_LITERAL) and ("<" in template or "&" in template):
            template = _without_markup(template)
        template = _SPACES.sub(" ", template) if tidy and _UNEVEN.search(template) else template
        template = template if within else template.strip(WHITESPACE)
    return _as_html(filled, template).translate(_SHOWN) if style == HTML else template


def _is_to_be_read(param: Param, style: str) -> bool:
    """Whether a parameter has wikitext of which more is to be made than links."""
    if isinstance(param, Markup):
        read = _READ_AS_HTML if style == HTML else _READ
        return read.search(_QUOTED.sub("", param.wikitext)) is not None
    parts = param.items if isinstance(param, Listing) else param.params if isinstance(param, Message) else ()
    return any(_is_to_be_read(part, style) for part in parts)


def _with_site_within(filled: Message) -> Message:
    """Let the messages that fill one be told by the same wiki."""
    params = tuple(replace(each, site=filled.site) if isinstance(each, Message) else each for each in filled.params)
    return replace(filled, params=params)


def _read(filled: Message, style: str, language: str, local: str | None = None, *, tidy: bool) -> str:
    """Return a message that people wrote, as a *local* page, or filled with templates and the like."""
    reader = filled.site.reader
    assert reader is not None  # noqa: S101 # nothing else is to be read
    within = filled.site.language_within if style == HTML else None
    if local is None:
        unread = replace(filled, site=replace(filled.site, reader=None, language_within=within))
        wikitext = text(unread, WIKITEXT, language)
    else:
        params = tuple(_param(each, WIKITEXT, language, _literal_in(filled)) for each in filled.params)
        wikitext = _substituted(local, params)
        # In any version (`found/local_words_with_words_within`).
        within = filled.site.spoken if style == HTML else None
    within = within or language
    wikitext = reader.expanded(wikitext, language, within)
    if style != PLAIN:
        return reader.html(wikitext, language, within) if style == HTML else wikitext
    shown = _without_markup(wikitext)
    return (_SPACES.sub(" ", shown) if tidy else shown).strip(WHITESPACE)


def _literal_in(filled: Message) -> Callable[[str, str, str], str]:
    """Return how a message takes what fills it and is no wikitext."""
    return _as_sent if filled.key.startswith(_LITERAL) else _meant_literally


def _name_of(filled: Message, style: str, language: str) -> str:
    """Write what message a text is, and what would fill it."""
    refuse_unknown_params(filled, "uselang=qqx")
    literal = _literal_in(filled)
    params = ", ".join(_param(param, style, language, literal) for param in filled.params)
    name = f"({filled.key}: {params})" if filled.params else f"({filled.key})"
    if style == PLAIN:
        return _SPACES.sub(" ", name)
    return _as_html(filled, name).translate(_SHOWN) if style == HTML else name


#: How many parameters a message about a wrong value has that does not list the right ones.
VALUE_AND_NAME = 2


def refuse_unknown_params(filled: Message, shown_by: str) -> None:
    """Fail the test for a message that has parameters which nobody recorded, where they would be shown.

    Raises:
        NotImitated: for a value that is not among those that there are.
    """
    if filled.key == "paramvalidator-badvalue-enumnotmulti" and len(filled.params) == VALUE_AND_NAME:
        raise NotImitated(
            f"With {shown_by} MediaWiki lists every possible value of the parameter {filled.params[0]!r} here, in an "
            "order that the in-memory wiki does not know. Use another language and errorformat=plaintext."
        )


def _with_site(template: str, site: Site) -> str:
    """Put the name of the wiki where a text says it; the page of a group is called as in the wiki's own language."""
    if ADMINISTRATORS in template:
        usual = language_called(site.language).written("grouppage-sysop").replace("{{ns:project}}", site.name)
        template = template.replace(ADMINISTRATORS, site.administrators() if site.administrators else usual)
    return template.replace("{{SITENAME}}", site.name)


def _without_markup(written: str) -> str:
    """Return what a browser would show: the parameters of some messages are taken for HTML where the text is plain."""

    def shown(match: re.Match[str]) -> str:
        return " " if (match[2] or match[3] or "").lower() in _PARTING else ""

    return html.unescape(_MARKUP.sub(shown, _QUOTED.sub('"', written)))


@cache
def texts_by_code(version: str) -> Mapping[str, str]:
    """Return the texts of errors and warnings by their codes, of a version whose codes and texts are its own."""
    source = files(__package__) / f"{version}.json"
    texts: dict[str, str] = json.loads(source.read_text("utf-8")) if source.is_file() else {}
    return texts


def told(template: str, params: tuple[Param, ...]) -> str:
    """Fill a text of `texts_by_code`; numbers are written as they are, and each item of a quoted list is quoted."""
    written = []
    for number, param in enumerate(params, 1):
        if isinstance(param, Listing) and f"'${number}'" in template:
            written.append("', '".join(_param(item, PLAIN, ENGLISH, _as_sent) for item in param.items))
        else:
            written.append(str(param) if isinstance(param, int) else _param(param, PLAIN, ENGLISH, _as_sent))
    return _filled(template, tuple(written), PLAIN, ENGLISH, NOWHERE)


def unfilled(key: str, language: str = "en") -> str:
    """Return the text of *key* with ``$1``, ``$2`` … in it, for what is put in without a look at its markup."""
    if code_in(language) == NAMES_OF_MESSAGES:
        return f"({key})"
    texts = _texts(language)
    return texts[key] if key in texts else all_texts(language)[key]


def with_functions(template: str, language: str, site: Site) -> str:
    """Return a text with its ``{{PLURAL:…}}``, ``{{GENDER:…}}`` and the wiki's name written out."""
    places = tuple(f"${number}" for number in range(1, 10))
    return _filled(_with_site(template, site), places, WIKITEXT, language, site)


def knows(key: str, language: str = "en") -> bool:
    """Whether there is a text for *key*."""
    return key in _texts(language)


def _as_html(filled: Message, wikitext: str) -> str:
    site = filled.site
    return written(filled.key, wikitext, site.link, language_called(site.language).trail)


@cache
def _texts(language: str) -> dict[str, str]:
    version = version_of(language)
    if code_in(language) != ENGLISH:
        # A language has words for most, English for the rest.
        return _texts(in_version(ENGLISH, version)) | language_called(language).messages
    return texts_in(json.loads((files(__package__) / "en.json").read_text("utf-8")), version)


#: Messages that MediaWiki names and does not have: it shows their names.
_NOWHERE_FOUND = frozenset({"userlogin-cannot-login"})


@cache
def _template(key: str, language: str, plain: bool) -> str:
    if key in _NOWHERE_FOUND:
        return f"\u29fc{key}\u29fd"
    texts = _texts(language)
    template = texts[key] if key in texts else all_texts(language).get(key)
    if template is None:
        raise NotImitated(f"The in-memory wiki has no text for the message {key!r}. Record the reply instead.")
    if plain:
        template = html.unescape(_TAG.sub("", _QUOTED.sub('"', template)))
    return template


def _filled(template: str, params: tuple[str, ...], style: str, language: str, site: Site) -> str:
    spoken = language_called(language)

    def function(match: re.Match[str]) -> str:
        name, argument = match.group(1).lower(), match.group(2)
        choices = match.group(3)[1:].split("|") if match.group(3) else []
        if name == "plural":
            return spoken.counted(spoken.read_number(substituted(argument)), choices)
        if name == "gender":
            return of_unknown_gender(choices)
        if name == "int":
            values = [_COMMENT.sub("", substituted(choice)) for choice in choices]
            if any(_OPENED.search(_BAR.sub("", value)) for value in values):
                # What opens a link or a template and does not close it leaves the text without an end.
                said = f"{{{{{match.group(1)}:{'|'.join((argument, *values))}}}}}"
            else:
                named = tuple(Markup(each) for value in values for each in _arguments(value))
                # What is not read yet becomes HTML, too, where a language for that is named.
                spoken_within = site.language_within if style == HTML or site.reader is None else None
                said = text(Message(argument, named, site), _inside(style), spoken_within or language, within=True)
            # What fills a text is not filled itself.
            return said.replace("$", _KEPT_DOLLAR)
        return argument

    def substituted(part: str) -> str:
        return _substituted(part, params)

    while (expanded := _FUNCTION.sub(function, template)) != template:
        template = expanded
    return substituted(template).replace(_KEPT_BAR, "|").replace(_KEPT_DOLLAR, "$")


def _substituted(part: str, params: tuple[str, ...]) -> str:
    """Fill a text; what nobody fills stays as it is (`found/words_that_lack_their_parameters_0`)."""
    return _PARAM.sub(lambda match: params[number - 1] if (number := int(match[1])) <= len(params) else match[0], part)


def _arguments(value: str) -> list[str]:
    """Return what a parameter is as arguments of a text within another: a bar that is in no link or tag parts it.

    So only the beginning of the reason of a block is told (recording bars_in_reasons).
    """
    parts, start = [], 0
    for found in _BAR.finditer(value):
        if found.group() == "|":
            parts.append(value[start : found.start()])
            start = found.end()
    return [part.strip() for part in (*parts, value[start:])]


def _inside(style: str) -> str:
    """Return the style of a text within another: it becomes HTML with that."""
    return WIKITEXT if style == HTML else style


def _param(param: Param, style: str, language: str, literal: Callable[[str, str, str], str]) -> str:
    if isinstance(param, str):
        return literal(param, style, language)
    if param is None:
        return ""
    if isinstance(param, float):
        return str(int(param) if param.is_integer() else param)
    if isinstance(param, Duration):
        unit, seconds = next(row for row in UNITS if param % row[1] == 0)
        return text(message(unit, param // seconds), style, language)
    if isinstance(param, int):
        return str(int(param)) if isinstance(param, Id) else language_called(language).number(param)
    if isinstance(param, Message):
        return text(param, _inside(style), language)
    if isinstance(param, Markup):
        kept = _NOWIKI.sub(lambda found: found[0].replace("|", _KEPT_BAR), param.wikitext)
        plain = html.unescape(_TAG.sub("", _QUOTED.sub('"', kept)))
        return plain if style == PLAIN else param.wikitext
    items = [_param(item, style, language, literal) for item in param.items]
    comma = unfilled("comma-separator", language)
    if param.sentence and len(items) > 1:
        return comma.join(items[:-1]) + unfilled("and", language) + unfilled("word-separator", language) + items[-1]
    return comma.join(items)


def _as_sent(param: str, style: str, language: str) -> str:
    """Write a parameter of a message about parameters, which no wikitext is made of."""
    del language
    return escaped_html(param).translate(_PUT_BY) if style == HTML else param


#: What links and other markup are made of, put by while the rest of a text becomes HTML.
_MARKUP_CHARACTERS = "[]{|}:*\n"
_PUT_BY = {ord(char): 0xF0000 + number for number, char in enumerate(_MARKUP_CHARACTERS)}
_SHOWN = {put_by: char for char, put_by in zip(_MARKUP_CHARACTERS, _PUT_BY.values(), strict=True)}


def _meant_literally(param: str, style: str, language: str) -> str:
    return param if style == PLAIN else escaped_wikitext(param, version_of(language))
