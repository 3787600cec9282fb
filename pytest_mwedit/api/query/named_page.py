"""The page that a list is about, named by its title or by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Id
from pytest_mwedit.api.params import require_only_one
from pytest_mwedit.wiki import InvalidTitle, Title

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query


def named_page(query: Query, params: dict[str, Any]) -> Title:
    """Return the title that *params* name, of a page that may not exist.

    Raises:
        ApiError: if they name none, or two.
    """
    require_only_one(params, query.module.prefix, ("title", "pageid"))
    wiki, text = query.call.wiki, params["title"]
    if text is None:
        page = wiki.pages_by_id.get(params["pageid"])
        if page is None:
            raise ApiError(errors.NO_SUCH_PAGE_ID, Id(params["pageid"]))
        return page.title
    try:
        title = wiki.title(text)
    except InvalidTitle:
        raise ApiError(errors.INVALID_TITLE, text) from None
    if title.interwiki:
        raise ApiError(errors.INVALID_TITLE, text)
    return title
