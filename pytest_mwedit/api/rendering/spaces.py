"""Spaces where the French write ones that do not break."""

from __future__ import annotations

import re

FRENCH_SPACE = re.compile(" (?=[?:;!%\u00bb\u203a](?!\\w))|(?<=[\u00ab\u2039]) ")
_TAG = re.compile("(<[^>]*>)")


def with_french_spaces(html: str) -> str:
    """Return *html* with spaces that do not break, outside of tags."""
    # Texts at even places, tags at odd ones.
    return "".join(part if at % 2 else FRENCH_SPACE.sub("&#160;", part) for at, part in enumerate(_TAG.split(html)))
