"""The extensions: one row each."""

from __future__ import annotations

from collections.abc import Mapping

from pytest_mwedit.api.extensions import Extension, confirm_edit

#: Name: what it does.
EXTENSIONS: Mapping[str, Extension] = {
    "ConfirmEdit": confirm_edit.EXTENSION,
}
