"""Replies in colours, as the extension SyntaxHighlight shows them to people: Pygments writes them there, too."""

from __future__ import annotations

import re

#: What a text is written in.
JAVASCRIPT, XML = "javascript", "xml"

#: The style sheet that has the colours.
STYLES = "ext.pygments"


_TAG_OR_QUOTE = re.compile("<[^>]*>|[\"']")
#: Quotes as the Pygments of a wiki of these versions (2.14) writes them; newer ones leave them.
_QUOTES = {'"': "&quot;", "'": "&#39;"}


def coloured(text: str, written_in: str) -> str:
    """Return *text* as HTML with every word in a colour of its own."""
    from pygments import highlight  # late: few replies are for people
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name

    shown = highlight(text, get_lexer_by_name(written_in), HtmlFormatter(nowrap=True))
    shown = _TAG_OR_QUOTE.sub(lambda found: _QUOTES.get(found[0], found[0]), shown)
    begun = f'<div class="mw-highlight mw-highlight-lang-{written_in} mw-content-ltr" dir="ltr"><pre><span></span>'
    return f'<div dir="ltr">{begun}{shown}</pre></div></div>'
