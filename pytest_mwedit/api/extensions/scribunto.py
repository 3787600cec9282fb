"""Scribunto: modules in Lua, which are saved only if Lua can read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.extensions import Extension
from pytest_mwedit.api.messages import Markup
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.pages import SCRIBUNTO
from pytest_mwedit.wiki.statistics import SYSOP, members_of
from pytest_mwedit.wiki.text_lua import LuaError, check_lua

if TYPE_CHECKING:
    from pytest_mwedit.api.actions.edit_checks import Edit

#: What the text of a module begins with that sends its readers on, in versions that know such.
REDIRECT = "return require [["


def check_module(edit: Edit, text: str) -> None:
    """Refuse a module that is no Lua."""
    if edit.content_model != SCRIBUNTO:
        return
    if text.startswith(REDIRECT) and edit.call.wiki.installed.modules_redirect:
        raise NotImitated("The in-memory wiki does not imitate modules that redirect. Record the exchange.")
    # What reads Lua is first told how many administrators there are (`found/administrators_counted_by_failing`).
    members_of(edit.call.wiki, SYSOP)
    try:
        check_lua(text)
    except LuaError as error:
        if edit.call.main["errorformat"] == "html" and any(character in str(error) for character in "<[&"):
            raise NotImitated(
                "The in-memory wiki does not write this error of Lua as HTML. Use errorformat=plaintext or bc."
            ) from None
        raise ApiError(errors.LUA_ERROR, Markup(f"at line {error.line}"), Markup(str(error))) from None


EXTENSION = Extension(filter_edit=check_module)
