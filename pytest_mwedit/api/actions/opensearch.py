"""action=opensearch: suggestions while somebody types, in the two forms of the OpenSearch protocol.

The reply is a list in JSON and a document of its own in XML. Evidence: the story ``opensearch``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.query.prefixsearch import pages_beginning
from pytest_mwedit.api.result import Sub

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Page, Title

#: For how many seconds suggestions are good.
_AGE = 1200

#: What the document in XML is called, and what says that it is one.
_ROOT = "SearchSuggestion"
_ATTRIBUTES = {"version": "2.0", "xmlns": "http://opensearch.org/searchsuggest2"}


def run(call: Call) -> None:
    """Suggest titles that begin as the search does."""
    params = call.params
    asked, form = params["search"], params["format"]
    # Whoever names no format is answered in the module's own.
    call.raw = {**call.raw, "format": form}
    call.used.add("format")
    call.age = _AGE
    is_xml = form.startswith("xml")
    resolves = params["redirects"] == "resolve" or (params["redirects"] is None and is_xml)
    pages = pages_beginning(call.wiki, asked, params["namespace"])[: params["limit"]]
    titles = list(dict.fromkeys(_led_to(page) if resolves else page.title for page in pages))
    if is_xml:
        call.root = _ROOT
        section: list[dict[str, Any]] = [
            {"Text": Sub(title.prefixed_text), "Url": Sub(call.wiki.url_of(title))} for title in titles
        ]
        call.result.update({**_ATTRIBUTES, "Query": Sub(asked), "Section": section})
        return
    call.whole_result = [
        asked,
        [title.prefixed_text for title in titles],
        [""] * len(titles),
        [call.wiki.url_of(title) for title in titles],
    ]
    call.refuses_warnings = params["warningsaserror"]


def _led_to(page: Page) -> Title:
    """Return where a page sends its readers, one step far, or its own title."""
    return page.redirect_target or page.title
