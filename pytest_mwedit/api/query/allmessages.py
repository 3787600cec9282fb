"""meta=allmessages: the texts of the wiki's own words; a page of the namespace MediaWiki replaces one.

As meta=allmessages of MediaWiki 1.43 and 1.39 answers (the stories ``messages_*``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Markup, Site, with_functions
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import ENGLISH, NAMES_OF_MESSAGES, code_in, code_of, in_version, is_known
from pytest_mwedit.wiki.namespaces import MEDIAWIKI

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Wiki

#: Asks for every message.
EVERY = "*"

#: What the parser takes out of a text, beside templates.
_TAKEN_OUT = re.compile(r"<!--|</?(?:noinclude|includeonly|onlyinclude|nowiki)\b", re.IGNORECASE)


def _kept(wiki: Wiki) -> set[str]:
    """Return what a wiki keeps among the texts of its pages, and then lists as if it were some."""
    return {"hASH", "lATEST"} if any(title.namespace == MEDIAWIKI for title in wiki.pages) else {"hASH"}


def run(query: Query, params: dict[str, Any]) -> None:
    """Tell of each message asked for, once."""
    wiki = query.call.wiki
    words = _Words(wiki, _language(query, params["lang"]))
    rows = [_row(query, words, name, params) for name in _chosen(words, params)]
    query.data["allmessages"] = rows


def _language(query: Query, asked: str | None) -> str:
    if asked is None:
        return code_in(query.call.language)
    if not asked:
        raise NotImitated("The in-memory wiki does not tell messages in no language (amlang=). Leave amlang out.")
    if not code_of(asked, ""):
        raise ApiError(errors.INVALID_LANGUAGE, Markup("amlang"))
    if is_known(asked):
        query.call.wiki.speaking(asked)
    # A code is taken as it is written: nobody speaks EN.
    return asked


@dataclass(frozen=True)
class _Words:
    """The messages of a wiki in one language."""

    wiki: Wiki
    code: str

    @property
    def texts(self) -> dict[str, str]:
        """Every message of the software, English where the language has no words."""
        return self.wiki.texts(self.code if is_known(self.code) else ENGLISH)

    def local(self, key: str, code: str | None = None) -> str | None:
        """Return the text of the page that replaces a message, if there is one."""
        code = self.code if code is None else code
        if is_known(key.rpartition("/")[2]) and "/" in key:
            # A language that is named is the software's.
            return None
        name = key[:1].upper() + key[1:]
        own = name if code == self.wiki.config.language else f"{name}/{code}"
        page = self.wiki.page(self.wiki.titles.make(MEDIAWIKI, own)) if key else None
        return None if page is None else page.latest.text

    def _name(self, asked: str) -> str:
        """Return what is shown in the language of names."""
        key = _normalized(asked)
        both = key != asked and manner_of(self.wiki.version).shows_normalized_names
        return f"({asked} = {key})" if both else f"({asked})"

    def software(self, asked: str) -> str | None:
        """Return what the software says; a language may stand behind the key (``and/fr``)."""
        if self.code == NAMES_OF_MESSAGES:
            return self._name(asked) if asked else None
        key = _normalized(asked)
        if key in self.texts:
            return self.texts[key]
        base, slash, code = key.rpartition("/")
        if not slash or base not in self.texts:
            return None
        if is_known(code):
            self.wiki.speaking(code)
        return self.wiki.texts(code if is_known(code) else ENGLISH)[base]

    def text(self, asked: str) -> str | None:
        """Return what the wiki says."""
        if self.code == NAMES_OF_MESSAGES:
            return self._name(asked) if asked else None
        key = _normalized(asked)
        own = self.local(key)
        if own is not None:
            return own
        said = self.software(key)
        english = self.wiki.texts(ENGLISH)
        if is_known(self.code) and self.code != ENGLISH and (said is None or said == english.get(key)):
            # What the language has no words for is said in English, as the wiki's own pages have it.
            replaced = self.local(key, ENGLISH)
            if replaced is not None:
                return replaced
        return self.local(key, self.wiki.config.language) if said is None else said

    def local_names(self) -> list[str]:
        """Return the messages that pages of the wiki replace."""
        names = [title.dbkey for title in self.wiki.pages if title.namespace == MEDIAWIKI]
        if self.code != self.wiki.config.language:
            suffix = f"/{self.code}"
            names = [name.removesuffix(suffix) for name in names if name.endswith(suffix)]
        else:
            names = [name for name in names if "/" not in name]
        return [name[:1].lower() + name[1:] for name in names]


def _chosen(words: _Words, params: dict[str, Any]) -> Iterator[str]:
    asked = list(dict.fromkeys(params["messages"]))
    if EVERY in asked:
        _refuse_unrecorded(words.wiki, "every message")
        names = set(words.wiki.texts(ENGLISH))
        asked = sorted(names | {*words.local_names(), *_kept(words.wiki)} if params["includelocal"] else names)
    replaced = frozenset(words.local_names()) if params["customised"] != "all" else frozenset()
    begun, begins = params["from"] is None, False
    for name in asked:
        if params["prefix"] is not None and not name.startswith(params["prefix"]):
            if begins:
                # A list ends with the first that begins otherwise.
                return
            continue
        begins = True
        if params["filter"] is not None and params["filter"] not in name:
            continue
        if params["customised"] != "all" and (_normalized(name) in replaced) != (params["customised"] == "modified"):
            continue
        # A list begins at the very message that is named.
        begun = begun or name == params["from"]
        if not begun:
            continue
        if params["to"] is not None and name > params["to"]:
            break
        yield name


def _normalized(name: str) -> str:
    return (name[:1].lower() + name[1:]).replace(" ", "_")


def _row(query: Query, words: _Words, name: str, params: dict[str, Any]) -> Tree:
    key = _normalized(name)
    row = Tree(name=name, normalizedname=key, content="content")
    if params["customised"] == "modified":
        row["customised"] = True
    said, default = words.text(name), words.software(name)
    if said is None:
        _refuse_unrecorded(words.wiki, f"the message {key!r}")
        row["missing"] = True
        return row
    content = _filled(query, words, said, params)
    if not params["nocontent"]:
        row["content"] = content
    if "default" in (params["prop"] or ()):
        if default is None:
            row["defaultmissing"] = True
        elif default != content:
            row["default"] = default
    return row


def _filled(query: Query, words: _Words, text: str, params: dict[str, Any]) -> str:
    arguments = {f"${number}": value for number, value in enumerate(params["args"] or (), 1)}
    if arguments and words.code == NAMES_OF_MESSAGES:
        text = f"{text.removesuffix(')')}: {', '.join(arguments.values())})"
    elif arguments:
        places = re.compile("|".join(map(re.escape, sorted(arguments, key=len, reverse=True))))
        text = places.sub(lambda found: arguments[found[0]], text)
    if not params["enableparser"]:
        return text
    call = query.call
    text = with_functions(text, in_version(words.code, call.wiki.version), Site(call.wiki.config.site_name))
    if "{{" in text or "{{{" in text or _TAKEN_OUT.search(text):
        raise NotImitated(
            f"The in-memory wiki does not expand {text!r} (meta=allmessages, amenableparser). "
            "Leave amenableparser out, or record the reply."
        )
    return text


def _refuse_unrecorded(wiki: Wiki, what: str) -> None:
    if wiki.installed.derived_from is not None:
        raise NotImitated(
            f"The in-memory wiki does not know {what}: not all messages of the profile {wiki.profile!r} are recorded. "
            "Use the profile 'plain' or 'ext', or record the reply."
        )
