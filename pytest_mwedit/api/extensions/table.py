"""The extensions: one row each."""

from __future__ import annotations

from collections.abc import Mapping

from pytest_mwedit.api.extensions import (
    Extension,
    abuse_filter,
    confirm_edit,
    gadgets,
    scribunto,
    spam_blacklist,
    template_data,
    title_blacklist,
)

#: Name: what it does.
EXTENSIONS: Mapping[str, Extension] = {
    "AbuseFilter": abuse_filter.EXTENSION,
    "ConfirmEdit": confirm_edit.EXTENSION,
    "Gadgets": gadgets.EXTENSION,
    "Scribunto": scribunto.EXTENSION,
    "SpamBlacklist": spam_blacklist.EXTENSION,
    "TemplateData": template_data.EXTENSION,
    "TitleBlacklist": title_blacklist.EXTENSION,
}
