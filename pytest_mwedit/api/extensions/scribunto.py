"""Scribunto: modules in Lua, which are saved only if Lua can read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.extensions import Extension
from pytest_mwedit.api.messages import Markup
from pytest_mwedit.wiki.pages import SCRIBUNTO
from pytest_mwedit.wiki.statistics import SYSOP, members_of
from pytest_mwedit.wiki.text_lua import LuaError, check_lua

if TYPE_CHECKING:
    from pytest_mwedit.api.actions.edit_checks import Edit


def check_module(edit: Edit, text: str) -> None:
    """Refuse a module that is no Lua."""
    if edit.content_model != SCRIBUNTO:
        return
    wiki = edit.call.wiki
    # What reads Lua is first told how many administrators there are (`found/administrators_counted_by_failing`).
    members_of(wiki, SYSOP)
    try:
        check_lua(text)
    except LuaError as error:
        # Where it went wrong is said in the wiki's language, whatever that of errors.
        place = wiki.texts(wiki.language.code)["scribunto-line"].replace("$1", str(error.line))
        raise ApiError(errors.LUA_ERROR, Markup(place), Markup(str(error))) from None


EXTENSION = Extension(filter_edit=check_module)
