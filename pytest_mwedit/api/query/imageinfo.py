"""prop=imageinfo: of files, of which the wiki has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.query.query import refuse_unknown
from pytest_mwedit.wiki.namespaces import FILE

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query

LACKS = frozenset({"badfilecontexttitle", "urlheight", "urlparam"})


def run(query: Query, params: dict[str, Any]) -> None:
    """Say of every page about a file that no repository has the file."""
    if "badfile" in params["prop"]:
        refuse_unknown("query+imageinfo", "iiprop", ["badfile"], frozenset(params["prop"]) - {"badfile"})
    files = [number for number, title in query.pages.titles.items() if title.namespace == FILE]
    if files and params["continue"] is not None:
        raise ApiError(errors.BAD_CONTINUE)
    for number in files:
        query.page(number)["imagerepository"] = ""
