"""TemplateData: descriptions of templates, which must be right to be saved; whether they are is not imitated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api.extensions import Extension
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.pages import WIKITEXT

if TYPE_CHECKING:
    from pytest_mwedit.api.actions.edit_checks import Edit


def check_description(edit: Edit, text: str) -> None:
    """Fail the test for a text that the extension would look at."""
    if edit.content_model == WIKITEXT and "<templatedata" in text.lower():
        raise NotImitated(
            "The in-memory wiki does not check what stands in <templatedata>, which the extension TemplateData refuses "
            "if it is not right. Leave it out of the text, use the profile 'plain', or record the exchange."
        )


EXTENSION = Extension(filter_edit=check_description)
