"""The page of HTML that a wiki answers with where its software fails before it knows in which format to reply."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import NAMES_OF_MESSAGES, all_texts
from pytest_mwedit.web import WebResponse
from pytest_mwedit.wiki.text_literal import escaped_html

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call

_PAGE = """<!DOCTYPE html>
<html><head><title>{title}</title>{head}<style>body {{ font-family: sans-serif; margin: 0; padding: 0.5em 2em; }}\
</style></head><body>
{message}<!-- Set $wgShowExceptionDetails = true; at the bottom
of LocalSettings.php to show detailed debugging
information. --></body></html>
"""


def failure_page(call: Call, kind: str) -> WebResponse:
    """Answer that the software failed with an exception of a *kind*, in the language of who asks."""
    wiki, manner = call.wiki, manner_of(call.wiki.version)
    call.main = {**call.main, "uselang": call.raw.get("uselang", "user")}
    if call.language == NAMES_OF_MESSAGES:
        raise NotImitated("The in-memory wiki does not tell the names of messages (uselang=qqx) where it fails.")
    texts = all_texts(call.language)
    when = time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(wiki.clock.now()))
    told = escaped_html(texts["internalerror-fatal-exception"].replace("$1", kind))
    title = texts["pagetitle"].replace("$1", texts["internalerror"]).replace("{{SITENAME}}", wiki.config.site_name)
    message = manner.box_of_failures.format(f"[{wiki.sessions.random(24)}] {when}: {told}")
    page = _PAGE.format(title=title, head=manner.head_of_refusals, message=message)
    headers = (
        ("X-Content-Type-Options", "nosniff"),
        ("MediaWiki-API-Error", f"internal_api_error_{kind}"),
        ("Content-Type", "text/html; charset=UTF-8"),
    )
    return WebResponse(500, headers, page.encode())
