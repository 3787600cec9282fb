"""action=rsd: where the API is and what it can do, in a document of its own (Really Simple Discovery).

Whatever format is asked for, it is XML. Evidence: the story ``discovery``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api.declarations import declarations
from pytest_mwedit.api.result import Sub, Tree

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call

_ROOT = "rsd"
_CONTENT_TYPE = "application/rsd+xml; charset=utf-8"
_ATTRIBUTES = {"version": "1.0", "xmlns": "http://archipelago.phrasewise.com/rsd"}
_DOCUMENTATION = "https://www.mediawiki.org/wiki/Special:MyLanguage/API"
_ENGINE = {"engineName": Sub("MediaWiki"), "engineLink": Sub("https://www.mediawiki.org/")}


def run(call: Call) -> None:
    """Describe the API."""
    wiki = call.wiki
    _answer_in_xml(call)
    api = Tree(
        name="MediaWiki",
        preferred="true",
        apiLink=wiki.api_url,
        blogID="",
        settings={"docs": Sub(_DOCUMENTATION), "setting": Tree(name="OAuth", value="false", content="value")},
    )
    home = wiki.url_of(wiki.title(wiki.language.main_page))
    call.result |= {**_ATTRIBUTES, "service": {"apis": [api], **_ENGINE, "homePageLink": Sub(home)}}


def _answer_in_xml(call: Call) -> None:
    """Write the reply as XML: nobody reads the parameters of the format that was asked for."""
    known = declarations(call.wiki.version, call.wiki.profile)
    unread = known[call.main["format"]].by_name.keys() - known["main"].by_name.keys()
    call.raw = {**call.raw, "format": "xml"}
    call.used = {*call.used - unread, *known["xml"].by_name, "format"}
    call.root, call.content_type = _ROOT, _CONTENT_TYPE
