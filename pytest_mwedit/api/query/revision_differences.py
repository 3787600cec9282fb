"""How revisions differ from others or from a text: ``diffto`` and ``difftotext`` of the modules that tell revisions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.diffs import difference, difference_of_revisions
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.hidden import CONTENT, sees
from pytest_mwedit.api.messages import Id, message
from pytest_mwedit.api.result import Tree
from pytest_mwedit.wiki.saving import transformed

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Revision

#: The parameters of old that nobody can use with slots: those that ask for a form or a difference of what is said.
PARAMETERS = ("expandtemplates", "generatexml", "parse", "diffto", "difftotext", "difftotextpst", "contentformat")

#: What revisions can be compared with, by name.
NAMED = frozenset({"prev", "next", "cur"})

#: How many differences a request gets that nobody asked for before.
MOST_ANEW = 1

_NUMBER = re.compile("[0-9]+")


def is_asked(query: Query, params: Mapping[str, Any]) -> bool:
    """Whether differences are asked for that can be told."""
    if params["difftotext"] is not None:
        return True
    return params["diffto"] is not None and not _is_hidden(query, params["diffto"])


def check(query: Query, params: Mapping[str, Any]) -> None:
    """Refuse what revisions cannot be compared with, and warn of what is hidden."""
    prefix = query.module.prefix
    for name in PARAMETERS:
        if params["slots"] is not None and params[name]:
            raise ApiError(errors.INVALID_PARAM_MIX_CANNOT_USE_WITH, prefix + name, f"{prefix}slots")
    asked = params["diffto"]
    if params["difftotext"] is not None or asked is None or asked in NAMED:
        return
    if not _NUMBER.fullmatch(asked):
        raise ApiError(errors.BAD_DIFF_TO, prefix)
    number = int(asked)
    if number and number not in query.call.wiki.revisions:
        raise ApiError(errors.NO_SUCH_REV_ID, Id(number))
    if _is_hidden(query, asked):
        query.call.warn(query.module.path, message("apiwarn-difftohidden", Id(number)))


def _is_hidden(query: Query, asked: str) -> bool:
    revision = query.call.wiki.revisions.get(int(asked)) if _NUMBER.fullmatch(asked) else None
    return revision is not None and not sees(query.call, revision.hidden, CONTENT)


class Differences:
    """Tells how revisions differ from what a request names, as far as one request may ask for that."""

    def __init__(self, query: Query, params: Mapping[str, Any]) -> None:
        self.call = query.call
        self.params = params
        self.made = 0

    def of(self, revision: Revision, text: str) -> Tree:
        """Return how *revision* differs; *text* is what it says, or the section that is asked for."""
        if self.made >= MOST_ANEW:
            return Tree(notcached=True)
        told = Tree(content="body")
        if self.params["difftotext"] is not None:
            self.made += 1
            told["body"] = difference(self.call, text, self._sent(revision), "table")
            return told
        old, new = self._pair(revision, told)
        if revision.id not in self.call.wiki.revisions:
            return told
        if not self._sees(old) or not self._sees(new):
            told["body"] = False
            return told
        told["body"] = "" if old is None or new is None or old is new else self._between(old, new)
        return told

    def _sent(self, revision: Revision) -> str:
        text = str(self.params["difftotext"]).replace("\r\n", "\n")
        if not self.params["difftotextpst"]:
            return text
        return transformed(self.call.wiki, revision.page.title, text, revision.content_model, self.call.user)

    def _sees(self, revision: Revision | None) -> bool:
        return revision is None or sees(self.call, revision.hidden, CONTENT)

    def _pair(self, revision: Revision, told: Tree) -> tuple[Revision | None, Revision | None]:
        """Return the revisions before and after a change, and tell their numbers as they are known beforehand."""
        wiki, asked = self.call.wiki, self.params["diffto"]
        history = revision.page.revisions
        at = history.index(revision) if revision in history else 0
        if asked == "prev":
            old = wiki.revisions.get(revision.parent_id)
            told.update({"from": False if old is None else old.id}, to=revision.id)
            return old, revision
        if asked == "next":
            is_last = revision.id not in wiki.revisions or at + 1 == len(history)
            new = None if is_last else history[at + 1]
            told.update({"from": revision.id}, to=0 if new is None else new.id)
            return revision, new
        number = 0 if asked == "cur" else int(asked)
        told.update({"from": revision.id}, to=number)
        return revision, wiki.revisions[number] if number else revision.page.latest

    def _between(self, old: Revision, new: Revision) -> str:
        if (old.id, new.id) not in self.call.wiki.shown_differences:
            self.made += 1
        return difference_of_revisions(self.call, old, new, "table")
