"""What extensions say to an edit: the points where one may take part, and who takes it.

To add one, write a file of its own with an `Extension`, a row in `table.EXTENSIONS`, and its name into the rows of
``wiki/profiles.py``, which have the order in which the wiki asks them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pytest_mwedit.api.actions.edit_checks import Edit
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.errors import ApiError
    from pytest_mwedit.wiki import Revision, Title, Wiki


def _no_refusals(call: Call, title: Title, action: str) -> Iterable[ApiError]:
    del call, title, action
    return ()


def _no_objection(edit: Edit, text: str) -> Mapping[str, Any] | None:
    del edit, text
    return None


def _nothing_to_say(edit: Edit) -> None:
    del edit


def _nothing_wrong(edit: Edit, text: str) -> None:
    del edit, text


def _nothing_to_do(edit: Edit, revision: Revision) -> None:
    del edit, revision


def _lets_there_be(call: Call, name: str) -> ApiError | None:
    del call, name
    return None


def _lets_log_in(call: Call, fields: Mapping[str, str]) -> bool:
    del call, fields
    return False


def _no_note(call: Call) -> None:
    del call


@dataclass(frozen=True)
class Extension:
    """What an extension does at each point; by default nothing."""

    #: Return why the user may not do an action (edit, create) with *title*; the right to do so was looked at before.
    refusals: Callable[[Call, Title, str], Iterable[ApiError]] = _no_refusals
    #: Look at the text that was sent, before MediaWiki looks for spam in it: raise the `ApiError` that refuses it.
    check_text: Callable[[Edit], None] = _nothing_to_say
    #: Look at the whole text that an edit would save: raise the `ApiError` that refuses it, return what the reply's
    #: ``edit`` says before ``"result": "Failure"``, or None to let it through.
    filter_edit: Callable[[Edit, str], Mapping[str, Any] | None] = _no_objection
    #: Whether it lets nobody else look at an edit that was refused before.
    heeds_refusals: bool = False
    #: Look at the text as it is about to be saved: raise the `ApiError` that refuses it.
    check_saved: Callable[[Edit, str], None] = _nothing_wrong
    #: Do what follows from a revision that was saved.
    after_save: Callable[[Edit, Revision], None] = _nothing_to_do
    #: Return why there may not be the temporary account of this name that an edit would make, or None.
    refusal_of_account: Callable[[Call, str], ApiError | None] = _lets_there_be
    #: Whether somebody who logs in, with these fields of a form, is told the same as with a wrong password.
    hinders_login: Callable[[Call, Mapping[str, str]], bool] = _lets_log_in
    #: Take note of a login that failed.
    after_failed_login: Callable[[Call], None] = _no_note


def is_login_hindered(call: Call, fields: Mapping[str, str]) -> bool:
    """Whether an extension does not let somebody log in."""
    return any(extension.hinders_login(call, fields) for extension in extensions_of(call.wiki))


def note_failed_login(call: Call) -> None:
    """Tell the extensions of a login that failed."""
    for extension in extensions_of(call.wiki):
        extension.after_failed_login(call)


def extensions_of(wiki: Wiki) -> tuple[Extension, ...]:
    """Return the extensions of *wiki*, in the order in which it asks them."""
    names = wiki.installed.extensions
    if not names:
        return ()
    from pytest_mwedit.api.extensions.table import EXTENSIONS  # late: most wikis have none

    return tuple(EXTENSIONS[name] for name in names)
