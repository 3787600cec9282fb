"""The addresses that a text links to, as extensions see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.wiki.saving import transformed
from pytest_mwedit.wiki.text_links import indexed
from pytest_mwedit.wiki.text_presave import Saver

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pytest_mwedit.api.actions.edit_checks import Edit
    from pytest_mwedit.wiki import Wiki


def links_in(edit: Edit, text: str, model: str | None = None) -> list[str]:
    """Return the addresses that *text* links to once it is saved, written as the version of the wiki keeps them.

    It is read as a text of the content model of the edit, unless by another *model*.
    """
    return _kept(edit.call.wiki, addresses_in(edit, text, model))


def links_before(edit: Edit) -> list[str]:
    """Return the addresses that the page has linked to since it was last saved."""
    wiki = edit.call.wiki
    return [] if edit.page is None else _kept(wiki, wiki.links.of(edit.page).addresses)


def addresses_in(edit: Edit, text: str, model: str | None = None) -> list[str]:
    """Return the addresses that *text* links to once it is saved, as they are written."""
    from pytest_mwedit.wiki.text_linking import addresses_in  # late: few tests ask for links

    saver = Saver(edit.call.wiki, edit.title, edit.call.user)
    model = model or edit.content_model
    saved = transformed(saver.wiki, edit.title, text, model, saver.user)
    return addresses_in(saved, model, saver)


def _kept(wiki: Wiki, addresses: Iterable[str]) -> list[str]:
    if not wiki.traits.indexes_links:
        return [*addresses]
    return [kept for address in addresses if (kept := indexed(address)) is not None]
