"""The extensions: one row each."""

from __future__ import annotations

from collections.abc import Mapping

from pytest_mwedit.api.extensions import Extension, confirm_edit, spam_blacklist, title_blacklist

#: Name: what it does.
EXTENSIONS: Mapping[str, Extension] = {
    "ConfirmEdit": confirm_edit.EXTENSION,
    "SpamBlacklist": spam_blacklist.EXTENSION,
    "TitleBlacklist": title_blacklist.EXTENSION,
}
