"""What MediaWiki does to a wikitext before it saves it: signatures, the pipe trick, substitution."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html.entities import name2codepoint
from typing import TYPE_CHECKING

from pytest_mwedit.languages import ENGLISH, Language
from pytest_mwedit.wiki.namespaces import USER, USER_TALK
from pytest_mwedit.wiki.text_literal import escaped_wikitext
from pytest_mwedit.wiki.text_sections import WHITESPACE

if TYPE_CHECKING:
    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.titles import Title
    from pytest_mwedit.wiki.users import User

#: Characters that a nickname may have.
NICKNAME_LIMIT = 255


@dataclass(frozen=True)
class Saver:
    """Who saves what, when and where: all that a text may refer to."""

    wiki: Wiki
    title: Title
    user: User
    #: What the language is called that ``{{int:…}}`` speaks where nothing is saved, but a preview shown.
    spoken: str | None = None
    #: The language that counts, where that is not the wiki's: a message is told in it.
    told_in: Language | None = None

    @property
    def tells_of_revision_to_come(self) -> bool:
        """Whether words about the revision of the page are about the one that is to be saved."""
        return self.spoken is None or self.wiki.traits.tells_of_revision_to_come

    @property
    def timestamp(self) -> int:
        """When it is saved, in unix seconds."""
        return self.wiki.clock.now()


class Hidden:
    """What no signature and no pipe trick is looked for in; marks stand for it."""

    def __init__(self) -> None:
        self._sources: list[str] = []

    def hide(self, source: str) -> str:
        """Return a mark for *source*."""
        self._sources.append(source)
        # Control characters: no text that is sent keeps them, and no name may have them.
        return f"\x01{len(self._sources) - 1}\x02"

    def source(self, mark: str) -> str:
        """Return what a mark stands for, with the marks in it."""
        return self._sources[int(mark[1:-1])]

    def has_mark(self, text: str) -> bool:
        """Whether something in *text* is hidden."""
        return "\x01" in text

    def has_comment(self, text: str) -> bool:
        """Whether a comment is hidden in *text*."""
        return any(self._sources[int(number)].startswith("<!--") for number in _MARK.findall(text))

    def with_comments(self, text: str, comment: str | None = None) -> str:
        """Return *text* with its comments as they are, or with *comment* for each."""

        def shown(mark: re.Match[str]) -> str:
            if not self.has_comment(mark[0]):
                return mark[0]
            return self.source(mark[0]) if comment is None else comment

        return _MARK.sub(shown, text)

    def without_marks(self, text: str) -> str:
        """Return *text* without what is hidden in it."""
        return _MARK.sub("", text)

    def between_marks(self, text: str, change: Callable[[str], str]) -> str:
        """Return *text* with what is not hidden changed."""
        parts = _MARK.split(text)
        # Every second part is the number of a mark.
        return "".join(f"\x01{part}\x02" if at % 2 else change(part) for at, part in enumerate(parts))

    def shown(self, text: str) -> str:
        """Return *text* as it is without marks."""
        while "\x01" in text:
            text = _MARK.sub(lambda mark: self._sources[int(mark[1])], text)
        return text


_MARK = re.compile("\x01([0-9]+)\x02")


def pre_save_transform(text: str, saver: Saver) -> str:
    """Return *text* as it is saved."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    hidden = Hidden()
    signed, piped = "~~~" in text, "|]]" in text or "[[|" in text
    if _may_substitute(text, saver.wiki.language) or ("<" in text and (signed or piped)):
        from pytest_mwedit.wiki.text_substitution import substituted  # late: few texts need it

        text = substituted(text, saver, hidden)
        signed, piped = "~~~" in text, "|]]" in text or "[[|" in text
    if signed:
        text = _signed(text, saver, hidden)
        piped = "|]]" in text or "[[|" in text
    if piped:
        text = _piped(text, saver.title.text)
    return hidden.shown(text).rstrip(WHITESPACE)


def _may_substitute(text: str, spoken: Language) -> bool:
    # Few texts have even the end of the word, and writing all in small letters takes long.
    if spoken.code == ENGLISH:
        return any(end in text for end in _ENDS_OF_SUBST) and "subst:" in text.lower()
    return "{{" in text and any(word.lower() in text.lower() for word in spoken.substitution)


_ENDS_OF_SUBST = ("st:", "ST:", "St:", "sT:")


def signature(saver: Saver, hidden: Hidden) -> str:
    """Return what ``~~~`` becomes; a raw nickname is the whole signature, unless it is not well-formed."""
    user, wiki = saver.user, saver.wiki
    if wiki.is_temporary(user.name):
        name = user.name.replace("~", "&#126;")
        return _signed_as(wiki.language, "signature-temp", name, name)
    if not user.is_registered:
        return _signed_as(wiki.language, "signature-anon", user.name, user.name)
    nickname = str(user.option("nickname", wiki.config) or "")
    raw = user.option("fancysig", wiki.config) not in (None, 0, "0", "", False)
    if len(nickname) > NICKNAME_LIMIT or (raw and not _is_well_formed(nickname)):
        nickname, raw = "", False
    if nickname and raw:
        return _raw_signature(nickname, saver, hidden)
    name, shown = (escaped_wikitext(each, wiki.version) for each in (user.name, _without_tildes(nickname) or user.name))
    return _signed_as(wiki.language, "signature", name, shown)


def _raw_signature(nickname: str, saver: Saver, hidden: Hidden) -> str:
    if "{{" not in nickname and "<" not in nickname:
        return _without_tildes(nickname)
    from pytest_mwedit.wiki.text_substitution import substituted  # late: few signatures need it

    return substituted(_without_tildes(_CALLED.sub("{{SUBST:", nickname)), saver, hidden)


_CALLED = re.compile(r"\{\{(?!subst:)", re.IGNORECASE)


def _without_tildes(text: str) -> str:
    return re.sub("~{3,5}", "", text)


def _is_well_formed(text: str) -> bool:
    """Whether *text* could stand in XML."""
    if "<" not in text and "&" not in text:
        return True
    from xml.parsers.expat import ExpatError, ParserCreate  # late: few signatures need it

    try:
        ParserCreate().Parse(f"<html>{_ENTITY.sub(_character, text)}</html>", True)
    except ExpatError:
        return False
    return True


_ENTITY = re.compile("&([A-Za-z][A-Za-z0-9]*);")


def _character(entity: re.Match[str]) -> str:
    return f"&#{name2codepoint[entity[1]]};" if entity[1] in name2codepoint else entity[0]


def _signed_as(spoken: Language, key: str, name: str, shown: str) -> str:
    written = spoken.filled(key, name, shown)
    written = written.replace("{{#special:Contributions}}", spoken.special_pages["Contributions"])
    for place, namespace in (("{{ns:user}}", USER), ("{{ns:user_talk}}", USER_TALK)):
        written = written.replace(place, spoken.namespaces[namespace])
    return written


# Signatures and the pipe trick


def _signed(text: str, saver: Saver, hidden: Hidden) -> str:
    when = f"{saver.wiki.language.moment(saver.timestamp)} (UTC)"
    who = signature(saver, hidden)
    by_length = {3: who, 4: f"{who} {when}", 5: when}
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
