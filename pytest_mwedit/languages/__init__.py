"""The languages that a wiki speaks: one recorded file each, but for ``qqx``, which shows the names of messages."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from pytest_mwedit.failures import NotImitated

T = TypeVar("T", bound=str | None)

#: The language in which all other languages say what they have no words for.
ENGLISH = "en"

#: The language of message names, for those who look for them.
NAMES_OF_MESSAGES = "qqx"

#: The version of MediaWiki whose languages are recorded; of other versions, what they say otherwise.
RECORDED_VERSION = "1.43"

#: What stands between the name of a language, or of a text in it, and the version that it is of: ``undo-summary@1.39``.
OF_VERSION = "@"

#: Version: the recorded one that it speaks like, unless it has words of its own.
PREDECESSORS = {"1.19": "1.39"}

#: Codes of old, with those of today.
RENAMED = {"be-x-old": "be-tarask", "no": "nb", "simple": "en"}

#: What no code of a language holds, and how long none is.
_FORBIDDEN = re.compile(r"""[\x00-\x1f\x7f:/\\&<>'"|#\[\]{}]|%[0-9a-f]{2}""")
_LONGEST = 128

#: How languages form plurals: the number of the form that a count takes.
PLURALS: dict[str | None, Callable[[float], int]] = {
    "one": lambda count: 0 if count == 1 else 1,
    "below two": lambda count: 0 if count < 2 else 1,
    "none": lambda count: 0,
}

#: What depends on a number that another parameter tells.
PLURAL = re.compile(r"\{\{PLURAL:\$(\d)((?:\|[^{}|]*)*)\}\}", re.IGNORECASE)
GENDER = re.compile(r"\{\{GENDER:[^{}|]*((?:\|[^{}|]*)*)\}\}", re.IGNORECASE)
#: The time in how a language writes a moment, with what joins it to the day.
_TIME_OF_DAY = re.compile(r"^\{hour\}:\{minute\},? | \w?,? ?\{hour\}:\{minute\}$")


@dataclass(frozen=True)
class Language:
    """What is recorded of a language; of a wiki's own language it also decides names and words of the wiki."""

    code: str
    #: What its speakers call it.
    name: str
    right_to_left: bool
    #: How plurals are formed: a name in `PLURALS`.
    plural: str | None
    thousands: str
    decimal: str
    #: How a moment is written, with names in braces.
    date: str
    months: tuple[str, ...]
    main_page: str
    link_trail: str
    namespaces: dict[int, str]
    #: The name of the namespace that discusses the project, with ``$1`` for the project.
    project_talk: str
    namespace_aliases: tuple[tuple[str, int], ...]
    #: What special pages are called, by their English names; only of those that something links to.
    special_pages: dict[str, str]
    #: What a redirect begins with.
    redirect: tuple[str, ...]
    substitution: tuple[str, ...]
    #: The English name of each variable and function of wikitext that is called otherwise, too.
    magic_words: dict[str, str]
    #: The same in small letters, where case does not count.
    magic_words_in_any_case: dict[str, str]
    #: The English names of what functions are told, in small letters.
    options: dict[str, str]
    #: The English words, such as ``__TOC__``, for those of its own, in capitals.
    switches: dict[str, str]
    #: The English words that say how a file is shown; ``$1`` stands for a value.
    file_options: dict[str, str]
    #: The texts that English says otherwise; of English, those that a wiki itself writes with.
    messages: dict[str, str]

    @property
    def trail(self) -> str:
        """The pattern of the letters that belong to a link before them."""
        return self.link_trail.removeprefix("/^(").partition(")(")[0]

    def number(self, number: float) -> str:
        """Write a number as people read it."""
        return self.separated(f"{number:,}")

    def separated(self, written: str) -> str:
        """Return a number that is written as in English with the signs that this language puts between digits."""
        if (self.thousands, self.decimal) == (",", "."):
            return written
        return written.translate({ord(","): self.thousands, ord("."): self.decimal})

    def read_number(self, written: str) -> float:
        """Read a number that is written for people; what is none counts as nothing."""
        try:
            return abs(float(written.replace(self.thousands, "").replace(self.decimal, ".")))
        except ValueError:
            return 0

    def moment(self, timestamp: int) -> str:
        """Write a moment as people read it."""
        at = time.gmtime(timestamp)
        return self.date.format(
            hour=f"{at.tm_hour:02}",
            minute=f"{at.tm_min:02}",
            day=at.tm_mday,
            month=self.months[at.tm_mon - 1],
            year=at.tm_year,
        )

    def day_and_time(self, timestamp: int) -> tuple[str, str]:
        """Write the day and the time of a moment apart."""
        at = time.gmtime(timestamp)
        day = _TIME_OF_DAY.sub("", self.date).format(day=at.tm_mday, month=self.months[at.tm_mon - 1], year=at.tm_year)
        return day, f"{at.tm_hour:02}:{at.tm_min:02}"

    def in_english(self, name: str) -> str:
        """Return what a variable, or a function before a colon, is called in English; else *name* as it is."""
        word, colon, rest = name.partition(":")
        known = self.magic_words.get(word) or self.magic_words_in_any_case.get(word.lower())
        return name if known is None else known + colon + rest

    def counted(self, count: float, forms: list[str]) -> str:
        """Return the form of a word that goes with *count*."""
        if self.plural not in PLURALS:
            raise NotImitated(
                f"The in-memory wiki does not form plurals in the language {self.code!r}. "
                "Use errorlang=en, or record the reply."
            )
        return forms[min(PLURALS[self.plural](count), len(forms) - 1)]

    def written(self, key: str) -> str:
        """Return a message that the wiki itself writes with."""
        text = self.messages.get(key)
        return language(ENGLISH).messages[key] if text is None else text

    def filled(self, key: str, *params: str) -> str:
        """Return such a message with its parameters, of people whose gender nobody told."""
        text = GENDER.sub(_of_unknown_gender, self.written(key))
        text = PLURAL.sub(lambda match: self.counted(int(params[int(match[1]) - 1]), match[2][1:].split("|")), text)
        for number, param in enumerate(params, 1):
            text = text.replace(f"${number}", param)
        return text


def of_unknown_gender(forms: list[str]) -> str:
    """Return what is said of somebody who did not tell."""
    return forms[2] if len(forms) > 2 else forms[0] if forms else ""


def in_version(code: str, version: str) -> str:
    """Return what the language *code* of a version of MediaWiki is called here; its texts are not the same in all."""
    return code if version == RECORDED_VERSION else f"{code}{OF_VERSION}{version}"


def code_in(name: str) -> str:
    """Return the code of the language that *name* calls, whatever version of it."""
    return name.partition(OF_VERSION)[0]


def version_of(name: str) -> str:
    """Return the version of MediaWiki whose language *name* calls."""
    return name.partition(OF_VERSION)[2] or RECORDED_VERSION


def texts_in(texts: dict[str, T], version: str) -> dict[str, T]:
    """Return *texts* as a version has them, among which those stand that others have."""
    own = OF_VERSION + version
    if version in PREDECESSORS:
        common = texts_in(texts, PREDECESSORS[version])
    else:
        common = {key: text for key, text in texts.items() if OF_VERSION not in key}
    return common | {key.removesuffix(own): text for key, text in texts.items() if key.endswith(own)}


def _of_unknown_gender(match: re.Match[str]) -> str:
    return of_unknown_gender(match[1].split("|")[1:])


def code_of(asked: str, default: str) -> str:
    """Return the code of the language that a request asks for, *default* for what is no code."""
    code = asked.lower()
    if not code or code == "qqq" or len(code) > _LONGEST or _FORBIDDEN.search(code):
        return default
    return RENAMED.get(code, code)


@cache
def language(name: str) -> Language:
    """Return a language by its code, or as `in_version` calls it; a code that no language has is English to the wiki.

    Raises:
        NotImitated: for a language that MediaWiki speaks and that is not recorded.
    """
    code, version = code_in(name), version_of(name)
    source = files(__package__) / f"{code}.json" if code.replace("-", "").isalnum() else None
    if source is not None and code != "known" and source.is_file():
        return _read(json.loads(source.read_text("utf-8")), version)
    if code == NAMES_OF_MESSAGES:
        return _names_of_messages()
    if is_known(code):
        raise NotImitated(
            f"The in-memory wiki does not speak the language {code!r}, only {', '.join(spoken())}. "
            "Ask for one of these (uselang, errorlang, the setting language), or record the reply."
        )
    return language(in_version(ENGLISH, version))


@cache
def all_texts(name: str, *, extensions: bool = False) -> dict[str, str]:
    """Return every message of MediaWiki, by key, in a language as `in_version` calls it; English where it has no words.

    They have ``$1`` and ``{{PLURAL:…}}`` in them. Those of *extensions* are of the ones that come with MediaWiki.
    """
    code, version = code_in(name), version_of(name)
    own = _recorded_texts(code, version)
    if extensions:
        own |= _recorded_texts(f"{code}-ext", version)
    return own if code == ENGLISH else all_texts(in_version(ENGLISH, version), extensions=extensions) | own


def _recorded_texts(file: str, version: str) -> dict[str, str]:
    source = files(__package__) / "texts" / f"{file}.json"
    if not source.is_file():
        raise NotImitated(
            f"The in-memory wiki does not know all messages in the language {file.partition('-ext')[0]!r}. "
            "Record them (tests/live/record_messages.py), or the reply."
        )
    recorded: dict[str, str | None] = json.loads(source.read_text("utf-8"))
    return {key: text for key, text in texts_in(recorded, version).items() if text is not None}


def spoken() -> list[str]:
    """Return the codes of the languages that are imitated."""
    recorded = {each.name.removesuffix(".json") for each in files(__package__).iterdir() if each.name.endswith(".json")}
    return sorted((recorded - {"known"}) | {NAMES_OF_MESSAGES})


def key_of_message(name: str) -> str:
    """Return what a wiki calls the message that somebody calls *name*: ``hookaborted`` for ``Hookaborted``."""
    return name[:1].lower() + name[1:].replace(" ", "_")


def is_known(code: str) -> bool:
    """Whether MediaWiki speaks a language of this code."""
    return code in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(json.loads((files(__package__) / "known.json").read_text("utf-8")))


def _read(recorded: dict[str, Any], version: str) -> Language:
    namespaces = {int(number): name for number, name in recorded.pop("namespaces").items()}
    aliases = tuple((alias, int(number)) for number, alias in recorded.pop("namespace_aliases"))
    lists = {name: tuple(recorded[name]) for name in ("months", "redirect", "substitution")}
    messages = texts_in(recorded.pop("messages"), version)
    return Language(
        **{**recorded, **lists, "namespaces": namespaces, "namespace_aliases": aliases, "messages": messages}
    )


def _names_of_messages() -> Language:
    english = language(ENGLISH)
    months = tuple(f"({'may_long' if month == 'May' else month.lower()})" for month in english.months)
    return replace(english, code=NAMES_OF_MESSAGES, months=months)
