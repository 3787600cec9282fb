"""What MediaWiki does to a wikitext before it saves it: signatures, the pipe trick, substitution."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import ENGLISH, Language, language
from pytest_mwedit.wiki.namespaces import USER, USER_TALK
from pytest_mwedit.wiki.text_sections import EXTENSION_TAGS, WHITESPACE

#: Characters that a nickname may have.
NICKNAME_LIMIT = 255

_MARKUP = re.compile(r"[\"&'<=>\[\]{|}]")


@dataclass(frozen=True)
class Saver:
    """Who saves what, when: all that a text may refer to."""

    #: The title without and with its namespace.
    page_name: str
    full_page_name: str
    signature: str
    timestamp: int
    #: Returns the text of the page that ``{{subst:NAME}}`` names, or None if there is none.
    transcluded: Callable[[str], str | None] = lambda name: None
    language: Language = field(default_factory=lambda: language(ENGLISH))


def pre_save_transform(text: str, saver: Saver) -> str:
    """Return *text* as it is saved."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if saver.language.code != ENGLISH:
        _refuse_substitution(text, saver.language)
    elif "subst:" in text.lower():
        text = _Substitution(saver).expanded(text)
    if "~~~" in text:
        text = _outside_tags(text, lambda part: _signed(part, saver))
    if "|]]" in text or "[[|" in text:
        text = _outside_tags(text, lambda part: _piped(part, saver.page_name))
    return text.rstrip(WHITESPACE)


def _refuse_substitution(text: str, spoken: Language) -> None:
    for word in spoken.substitution:
        if word.lower() in text.lower():
            raise NotImitated(
                f"The in-memory wiki substitutes in English only ({word} in a text), not in the language "
                f"{spoken.code!r}. Leave it out of the text, or record the exchange."
            )


def signature(
    name: str,
    *,
    registered: bool,
    temporary: bool = False,
    nickname: str = "",
    raw: bool = False,
    spoken: Language | None = None,
) -> str:
    """Return what ``~~~`` becomes; a *raw* nickname is the whole signature, unless its tags do not match."""
    spoken = spoken or language(ENGLISH)
    if temporary:
        name = name.replace("~", "&#126;")
        return _signed_as(spoken, "signature-temp", name, name)
    if not registered:
        return _signed_as(spoken, "signature-anon", name, name)
    nickname = re.sub("~{3,5}", "", nickname)
    if len(nickname) > NICKNAME_LIMIT or (raw and not _tags_match(nickname)):
        nickname, raw = "", False
    if nickname and raw:
        return nickname
    shown = _MARKUP.sub(lambda char: f"&#{ord(char.group())};", nickname or name)
    return _signed_as(spoken, "signature", name, shown)


def _signed_as(spoken: Language, key: str, name: str, shown: str) -> str:
    written = spoken.filled(key, name, shown)
    written = written.replace("{{#special:Contributions}}", spoken.special_pages["Contributions"])
    for place, namespace in (("{{ns:user}}", USER), ("{{ns:user_talk}}", USER_TALK)):
        written = written.replace(place, spoken.namespaces[namespace])
    return written


def _tags_match(text: str) -> bool:
    opened: list[str] = []
    for closing, tag, alone in re.findall(r"<(/?)([a-z]+)[^>]*?(/?)>", text, re.IGNORECASE):
        if closing and (not opened or opened.pop() != tag.lower()):
            return False
        if not closing and not alone and tag.lower() != "br":
            opened.append(tag.lower())
    return not opened


# Signatures and the pipe trick

_TAGS = "|".join(EXTENSION_TAGS)
_OPAQUE = re.compile(rf"(?is)<!--(?:.*?-->|.*)|<({_TAGS})(?=[\s/>])[^>]*(?:(?<=/)>|>.*?</\1\s*>)")


def _outside_tags(text: str, change: Callable[[str], str]) -> str:
    """Apply *change* to what stands outside comments, ``<nowiki>`` and the like."""
    parts: list[str] = []
    position = 0
    for opaque in _OPAQUE.finditer(text):
        parts += [change(text[position : opaque.start()]), opaque.group()]
        position = opaque.end()
    return "".join([*parts, change(text[position:])])


def _signed(text: str, saver: Saver) -> str:
    when = f"{saver.language.moment(saver.timestamp)} (UTC)"
    by_length = {3: saver.signature, 4: f"{saver.signature} {when}", 5: when}
    return re.sub("~{3,5}", lambda tildes: by_length[len(tildes.group())], text)


#: What a page's name may hold.
_NAME = r"[ %!\"$&'()*,\-./0-9:;=?@A-Z\\^_`a-z~\u0080-\U0010ffff+]"
_NAMESPACE = r":?(?:[ _0-9A-Za-z\u0080-\U0010ffff-]+:)?"
_COMMA = "(?:, |\uff0c|\u060c )"
_CONTEXT = rf"(?: ?\({_NAME}+\)|\uff08{_NAME}+\uff09)"
_PIPED_WITH_CONTEXT = re.compile(rf"\[\[({_NAMESPACE})({_NAME}+?)({_CONTEXT})\|\]\]")
_PIPED = re.compile(rf"\[\[({_NAMESPACE})({_NAME}+?)({_CONTEXT}?(?:{_COMMA}{_NAME}+)?)\|\]\]")
_REVERSE_PIPED = re.compile(rf"\[\[\|({_NAME}+)\]\]")
#: What a page's own name says beside the name proper: before it, whether a namespace or not, and behind it.
_OWN_PREFIX = r"((?:[ _0-9A-Za-z\u0080-\U0010ffff-]+:)?)"
_OWN_CONTEXT = (
    re.compile(rf"{_OWN_PREFIX}{_NAME}+?( \({_NAME}+\))"),
    re.compile(rf"{_OWN_PREFIX}{_NAME}+?((?:, {_NAME}+)?)"),
)


def _piped(text: str, page_name: str) -> str:
    for trick in (_PIPED_WITH_CONTEXT, _PIPED):
        text = trick.sub(r"[[\1\2\3|\2]]", text)
    found = next((match for context in _OWN_CONTEXT if (match := context.fullmatch(page_name))), None)
    prefix, context = found.groups() if found else ("", "")
    surroundings = bool(prefix or context)
    return _REVERSE_PIPED.sub(
        lambda link: f"[[{prefix}{link[1]}{context}|{link[1]}]]" if surroundings else f"[[{link[1]}]]", text
    )


# Substitution

#: Words that are no template after ``subst:``; ``meta=siteinfo&siprop=variables|functionhooks|magicwords``.
_VARIABLE_NAMES = (
    "! = #LANGUAGE #bcp47 #dir ARTICLEPAGENAME ARTICLEPAGENAMEE ARTICLEPATH ARTICLESPACE ARTICLESPACEE BASEPAGENAME"
    " BASEPAGENAMEE CASCADINGSOURCES CONTENTLANG CONTENTLANGUAGE CURRENTDAY CURRENTDAY2 CURRENTDAYNAME CURRENTDOW"
    " CURRENTHOUR CURRENTMONTH CURRENTMONTH1 CURRENTMONTH2 CURRENTMONTHABBREV CURRENTMONTHNAME CURRENTMONTHNAMEGEN"
    " CURRENTTIME CURRENTTIMESTAMP CURRENTVERSION CURRENTWEEK CURRENTYEAR DIRECTIONMARK DIRMARK FULLPAGENAME"
    " FULLPAGENAMEE LOCALDAY LOCALDAY2 LOCALDAYNAME LOCALDOW LOCALHOUR LOCALMONTH LOCALMONTH1 LOCALMONTH2"
    " LOCALMONTHABBREV LOCALMONTHNAME LOCALMONTHNAMEGEN LOCALTIME LOCALTIMESTAMP LOCALWEEK LOCALYEAR NAMESPACE"
    " NAMESPACEE NAMESPACENUMBER NUMBEROFACTIVEUSERS NUMBEROFADMINS NUMBEROFARTICLES NUMBEROFEDITS NUMBEROFFILES"
    " NUMBEROFPAGES NUMBEROFUSERS PAGEID PAGELANGUAGE PAGENAME PAGENAMEE REVISIONDAY REVISIONDAY2 REVISIONID"
    " REVISIONMONTH REVISIONMONTH1 REVISIONSIZE REVISIONTIMESTAMP REVISIONUSER REVISIONYEAR ROOTPAGENAME"
    " ROOTPAGENAMEE SCRIPTPATH SERVER SERVERNAME SITENAME STYLEPATH SUBJECTPAGENAME SUBJECTPAGENAMEE SUBJECTSPACE"
    " SUBJECTSPACEE SUBPAGENAME SUBPAGENAMEE TALKPAGENAME TALKPAGENAMEE TALKSPACE TALKSPACEE USERLANGUAGE"
)
_FUNCTION_NAMES = (
    "#formal #language #bcp47 #dir anchorencode bidi canonicalurl canonicalurle defaultcategorysort defaultsort"
    " defaultsortkey displaytitle filepath formatnum fullurl fullurle gender grammar int lc lcfirst localurl localurle"
    " msg msgnw ns nse numberingroup numingroup padleft padright pagesincat pagesincategory pagesize plural"
    " protectionexpiry protectionlevel raw uc ucfirst urlencode #dateformat #formatdate #special #speciale #tag"
)
_VARIABLES = frozenset(_VARIABLE_NAMES.split())
_FUNCTIONS = frozenset(_FUNCTION_NAMES.split()) | {name.lower() for name in _VARIABLES}

_TOKEN = re.compile(_OPAQUE.pattern + r"|<includeonly>.*?(?:</includeonly>|\Z)|\{\{+|\}\}+")
_SUBST = re.compile(r"\s*(?:safe)?subst:", re.IGNORECASE)
_MARK = re.compile("\ufdd0([0-9]+)\ufdd0")
_LINE_START = re.compile(r"\{\||[:;#*]")
_LINK_OR_PIPE = re.compile(r"\[\[[^\[\]]*\]\]|\|")


@dataclass
class _Open:
    """Braces that are not closed yet, and what was read since."""

    width: int
    parts: list[str] = field(default_factory=list)


class _Substitution:
    """Expands ``{{subst:NAME}}``, innermost first; what is done is hidden behind marks until the end."""

    def __init__(self, saver: Saver) -> None:
        self.saver = saver
        self.hidden: list[str] = []
        self.within: list[str] = []

    def expanded(self, text: str) -> str:
        """Return *text* with its substitutions made."""
        return self._shown(self._read(text, None))

    def _read(self, text: str, arguments: dict[str, str] | None) -> str:
        stack = [_Open(0)]
        position = 0
        while token := _TOKEN.search(text, position):
            stack[-1].parts.append(text[position : token.start()])
            position = token.end()
            mark = token.group()
            if mark[0] == "<":
                stack[-1].parts.append(self._hide(mark))
            elif mark[0] == "{":
                stack.append(_Open(len(mark)))
            elif len(stack) == 1:
                stack[-1].parts.append(mark)
            else:
                position = token.start() + self._close(stack, len(mark), arguments)
        stack[-1].parts.append(text[position:])
        while len(stack) > 1:
            unclosed = stack.pop()
            stack[-1].parts += ["{" * unclosed.width, *unclosed.parts]
        return "".join(stack[0].parts)

    def _close(self, stack: list[_Open], closing: int, arguments: dict[str, str] | None) -> int:
        opened = stack[-1]
        width = 3 if min(opened.width, closing) >= 3 else 2
        inner = "".join(opened.parts)
        opened.width -= width
        if opened.width < 2:
            stack.pop()
            stack[-1].parts.append("{" * opened.width)
        else:
            opened.parts = []
        before = "".join(stack[-1].parts)
        made = self._argument(inner, arguments) if width == 3 else self._template(inner, before)
        stack[-1].parts.append(self._hide(made))
        return width

    def _argument(self, inner: str, arguments: dict[str, str] | None) -> str:
        name, *default = _split_at_pipes(inner)
        if arguments is None:
            return "{{{" + inner + "}}}"
        value = arguments.get(self._shown(name).strip(WHITESPACE), default[0] if default else None)
        return "{{{" + inner + "}}}" if value is None else value

    def _template(self, inner: str, before: str) -> str:
        literal = "{{" + inner + "}}"
        first, *rest = _split_at_pipes(inner)
        name = self._shown(first)
        if not (prefix := _SUBST.match(name)):
            return literal
        name = name[prefix.end() :].strip(WHITESPACE)
        if (variable := self._variable(name)) is not None:
            return variable
        text = self.saver.transcluded(name)
        if text is None:
            return literal
        if name in self.within:
            raise NotImitated(f"{{{{subst:{name}}}}} substitutes itself; the in-memory wiki does not imitate the loop.")
        self.within.append(name)
        made = self._read(transcluded_part(text), self._arguments(rest))
        self.within.pop()
        return "\n" + made if _LINE_START.match(made) and not before.endswith("\n") else made

    def _variable(self, name: str) -> str | None:
        if name in _VARIABLE_VALUES:
            return _VARIABLE_VALUES[name](self.saver)
        function, colon, _ = name.partition(":")
        if name in _VARIABLES or (colon and function.lower() in _FUNCTIONS):
            raise NotImitated(
                f"The in-memory wiki does not imitate {{{{subst:{name}}}}}: it substitutes pages and "
                f"{', '.join(_VARIABLE_VALUES)}. Put the text itself into the edit, or record the exchange."
            )
        return None

    def _arguments(self, parts: list[str]) -> dict[str, str]:
        arguments: dict[str, str] = {}
        position = 0
        for part in parts:
            name, equals, value = part.partition("=")
            if equals:
                arguments[self._shown(name).strip(WHITESPACE)] = value.strip(WHITESPACE)
            else:
                position += 1
                arguments[str(position)] = part
        return arguments

    def _hide(self, text: str) -> str:
        self.hidden.append(text)
        return f"\ufdd0{len(self.hidden) - 1}\ufdd0"

    def _shown(self, text: str) -> str:
        while _MARK.search(text):
            text = _MARK.sub(lambda mark: self.hidden[int(mark.group(1))], text)
        return text


def transcluded_part(text: str) -> str:
    """Return what of a page's text appears where the page is used as a template."""
    if only := re.findall(r"(?is)<onlyinclude>(.*?)</onlyinclude>", text):
        text = "".join(only)
    text = re.sub(r"(?is)<noinclude>.*?(?:</noinclude>|\Z)", "", text)
    return re.sub(r"(?i)</?includeonly>", "", text)


def _split_at_pipes(text: str) -> list[str]:
    """Split *text* at the pipes outside links."""
    parts: list[str] = []
    start = 0
    for found in _LINK_OR_PIPE.finditer(text):
        if found.group() == "|":
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def _time_format(pattern: str) -> Callable[[Saver], str]:
    return lambda saver: time.strftime(pattern, time.gmtime(saver.timestamp))


_VARIABLE_VALUES: dict[str, Callable[[Saver], str]] = {
    "PAGENAME": lambda saver: saver.page_name,
    "FULLPAGENAME": lambda saver: saver.full_page_name,
    "CURRENTYEAR": _time_format("%Y"),
    "CURRENTMONTH": _time_format("%m"),
    "CURRENTDAY2": _time_format("%d"),
    "CURRENTTIME": _time_format("%H:%M"),
    "CURRENTTIMESTAMP": _time_format("%Y%m%d%H%M%S"),
}
