"""ConfirmEdit: questions that people can answer, before an edit is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.extensions import Extension
from pytest_mwedit.failures import NotImitated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_mwedit.api.actions.edit_checks import Edit


def ask(edit: Edit, text: str) -> Mapping[str, Any] | None:
    """Ask for the answer to a question, unless the request gives it."""
    del text
    if edit.call.wiki.config.captcha is not None:
        raise NotImitated("The in-memory wiki does not ask captchas yet. Leave the setting captcha at None.")
    return None


EXTENSION = Extension(filter_edit=ask)
