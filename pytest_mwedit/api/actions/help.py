"""action=help, and what a request gets that names no action: a page that lists what the in-memory wiki knows."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from pytest_mwedit.api.declarations import declarations
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.web import WebResponse

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.declarations import Declaration

LACKS = frozenset({"wrap", "toc", "submodules", "recursivesubmodules"})

_PAGE = """<!DOCTYPE html>
<html class="client-nojs" lang="{language}" dir="ltr">
<head>
<meta charset="UTF-8">
<title>MediaWiki API help - {site}</title>
</head>
<body>
<h1>MediaWiki API help</h1>
<p>A wiki in memory answers here as MediaWiki {version} would. This page is not MediaWiki's own; every module is
described at <a href="https://www.mediawiki.org/wiki/Special:MyLanguage/API:Main_page">mediawiki.org</a>.</p>
{modules}
</body>
</html>
"""


def run(call: Call) -> None:
    """Write the page; unlike all other replies it is not the one that MediaWiki sends."""
    wiki, known = call.wiki, declarations(call.wiki.version, call.wiki.profile)
    wanted = call.params["modules"]
    if any(path not in known for path in wanted):
        raise NotImitated(
            f"The in-memory wiki has no help for modules={'|'.join(wanted)}. Ask for some that action=paraminfo knows."
        )
    modules = "\n".join(_module(known[path]) for path in wanted)
    body = _PAGE.format(
        language=wiki.config.language, site=html.escape(wiki.config.site_name), version=wiki.version, modules=modules
    )
    headers = (
        ("X-Content-Type-Options", "nosniff"),
        ("Content-Type", "text/html; charset=utf-8"),
        ("X-Frame-Options", "DENY"),
        ("Content-Disposition", "inline; filename=api-help.html"),
        ("Vary", "Accept-Encoding, Cookie"),
        ("Content-Language", wiki.config.language),
        ("Expires", "Thu, 01 Jan 1970 00:00:00 GMT"),
        ("Cache-Control", "private, must-revalidate, max-age=0"),
    )
    sent = b"" if call.request.method == "HEAD" else body.encode()
    call.whole = WebResponse(200, headers, sent)


def _module(declaration: Declaration) -> str:
    rows = "\n".join(
        f"<dt>{html.escape(each.name)}</dt>\n<dd>{html.escape(', '.join(each.values) or each.type)}</dd>"
        for each in declaration.parameters
    )
    return f"<h2>{html.escape(declaration.path)}</h2>\n<dl>\n{rows}\n</dl>"
