"""The summaries and tags that an edit gets without anybody writing them."""

from __future__ import annotations

import re
from typing import NamedTuple

from pytest_mwedit.wiki.pages import WIKITEXT
from pytest_mwedit.wiki.text_sections import WHITESPACE

#: Characters that a summary may have.
SUMMARY_LIMIT = 500

#: What stands where something is missing, unless a language has another sign for it.
ELLIPSIS = "..."

_HEADING = re.compile(r"\s*=+\s*(.*?)\s*=+\s*", re.ASCII)
_UNFINISHED_LINK = re.compile(r"\[\[([^\]]*)\]?$")


class AutomaticSummary(NamedTuple):
    """A message and what fills it; *excerpt* says that the text's beginning does."""

    key: str
    params: tuple[str, ...] = ()
    excerpt: bool = False


#: Automatic summary: the tag that goes with it, also when somebody wrote another summary.
TAGS = {
    "autoredircomment": "mw-new-redirect",
    "autosumm-changed-redirect-target": "mw-changed-redirect-target",
    "autosumm-removed-redirect": "mw-removed-redirect",
    "autosumm-blank": "mw-blank",
    "autosumm-replace": "mw-replace",
}


def automatic_summary(
    old: str | None, new: str, old_target: str | None = None, new_target: str | None = None
) -> AutomaticSummary | None:
    """Return what describes the change of a page from *old* (None: there was none) to *new*, if anything does.

    The targets are the titles that the texts redirect to.
    """
    if new_target is not None and old_target is None:
        return AutomaticSummary("autoredircomment", (new_target,))
    if new_target is not None and old_target is not None and new_target != old_target:
        return AutomaticSummary("autosumm-changed-redirect-target", (old_target, new_target))
    if new_target is None and old_target is not None and new:
        return AutomaticSummary("autosumm-removed-redirect", (old_target,))
    if old is None:
        return AutomaticSummary("autosumm-new", excerpt=True) if new else AutomaticSummary("autosumm-newblank")
    if old and not new:
        return AutomaticSummary("autosumm-blank")
    # A character has four bytes at most: texts of about the same length need not be encoded.
    if 4 * len(old) > 10 * len(new) and len(old.encode()) > 10 * len(new.encode()):
        return AutomaticSummary("autosumm-replace", excerpt=True)
    return None


def without_heading_marks(summary: str) -> str:
    """Return a summary, or the title of a section, without the marks of a heading that its author put around it."""
    heading = _HEADING.fullmatch(summary)
    return heading[1] if heading else summary


def excerpt(text: str, message: str, content_model: str = WIKITEXT, ellipsis: str = ELLIPSIS) -> str:
    """Return the beginning of *text* as far as it fits into a summary that says *message*."""
    line = text.replace("\r", " ").replace("\n", " ")
    shortened = truncated(line, SUMMARY_LIMIT - len(message.encode()), ellipsis)
    return _UNFINISHED_LINK.sub(r"\1", shortened) if content_model == WIKITEXT else shortened


def truncated(text: str, limit: int, ellipsis: str = ELLIPSIS) -> str:
    """Return *text* in at most *limit* bytes, with dots where something is missing."""
    encoded = text.encode()
    if len(encoded) <= limit:
        return text
    return encoded[: limit - len(ellipsis.encode())].decode(errors="ignore").rstrip(WHITESPACE) + ellipsis


def fitted(summary: str, ellipsis: str = ELLIPSIS) -> str:
    """Return *summary* in as many characters as one may have, with dots where something is missing."""
    if len(summary) <= SUMMARY_LIMIT:
        return summary
    return summary[: SUMMARY_LIMIT - len(ellipsis)].rstrip(WHITESPACE) + ellipsis
