"""Scripts and style sheets in a page."""

import html


def code_as_text(text: str) -> str:
    """Write a program as 1.43 does."""
    # HTML does not know of a line's end right behind the tag.
    return ("" if text and not text.startswith("\n") else "\n") + html.escape(text, quote=False)


def code_on_a_line(text: str) -> str:
    """Write a program as 1.39 does."""
    return "\n" + text.replace("&", "&amp;").replace("<", "&lt;")
