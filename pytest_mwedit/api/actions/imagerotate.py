"""action=imagerotate: refuses to turn files, of which the wiki has none. Evidence: the story ``images_to_rotate``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.page_sets import pages_of, read_sources, unusable
from pytest_mwedit.api.error_formats import write_listed
from pytest_mwedit.api.messages import message
from pytest_mwedit.api.permissions import refuse, tag_refusals
from pytest_mwedit.api.result import Tree
from pytest_mwedit.wiki.namespaces import FILE

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Title


def run(call: Call) -> None:
    """Tell of each title that it names no file."""
    read_sources(call)
    pages = pages_of(call, FILE)
    refuse(call, tag_refusals(call))
    odd, _, interwiki = unusable(pages)
    # Redirects stay, where others stand in their place.
    rows = [_row(call, page.title, page.id) for page in {**pages.met, **pages.good}.values()]
    rows += [_row(call, title) for title in pages.missing.values()]
    call.result["imagerotate"] = [*odd, *interwiki, *rows]


def _row(call: Call, title: Title, number: int = 0) -> Tree:
    row = Tree(id=number, ns=title.namespace, title=title.prefixed_text)
    if not number:
        row["missing"] = True
    why = errors.FILE_DOES_NOT_EXIST
    row.update(result="Failure", errors=[write_listed(call, message(why.key), why.code)])
    return row
