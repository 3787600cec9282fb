"""Pages, their revisions and what is kept of deleted ones."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_mwedit.wiki.titles import Title

WIKITEXT, JAVASCRIPT, JSON, CSS, TEXT = "wikitext", "javascript", "json", "css", "text"
#: Those of extensions.
SCRIBUNTO, GADGET_DEFINITION = "Scribunto", "GadgetDefinition"

#: How titles of user and site pages end that hold something else than wikitext.
MODELS_BY_SUFFIX = {".js": JAVASCRIPT, ".css": CSS, ".json": JSON}

#: Content models that nothing can be read in, and that nothing is right in: stand-ins for what goes wrong elsewhere.
BROKEN, INVALID = "broken", "invalid"

#: Content model: the format its text is sent in.
CONTENT_FORMATS = {
    WIKITEXT: "text/x-wiki",
    JAVASCRIPT: "text/javascript",
    JSON: "application/json",
    CSS: "text/css",
    TEXT: "text/plain",
    SCRIBUNTO: "text/plain",
    GADGET_DEFINITION: "application/json",
    "unknown": "application/octet-stream",
    BROKEN: "text/plain",
    INVALID: "text/plain",
}

#: The content models of a wiki with the setting ``broken_model``, in the order in which it lists them.
BROKEN_MODELS = (INVALID, BROKEN)

INFINITY = "infinity"


@dataclass(eq=False)
class Revision:
    """One version of a page."""

    id: int
    page: Page
    parent_id: int
    timestamp: int
    user: str
    user_id: int
    comment: str
    text: str
    content_model: str = WIKITEXT
    minor: bool = False
    bot: bool = False
    tags: tuple[str, ...] = ()
    #: What of "text", "user" and "comment" is hidden from the public.
    hidden: frozenset[str] = frozenset()
    #: The number that the revision has while its page is deleted.
    archive_id: int = 0

    @cached_property
    def size(self) -> int:
        """The length of the text in bytes."""
        return len(self.text.encode())

    @cached_property
    def sha1(self) -> str:
        """The SHA-1 of the text, in hexadecimal."""
        return hashlib.sha1(self.text.encode()).hexdigest()

    @property
    def content_format(self) -> str:
        """The format that the text is sent in."""
        return CONTENT_FORMATS.get(self.content_model, "text/plain")


@dataclass(frozen=True)
class Protection:
    """A restriction of an action (edit, move, create) on one page to a level."""

    level: str
    expiry: int | None = None
    cascade: bool = False

    def holds_at(self, now: int) -> bool:
        """Whether the protection has not expired."""
        return self.expiry is None or self.expiry > now


@dataclass(eq=False)
class Page:
    """An existing page; the latest revision is the last."""

    id: int
    title: Title
    #: What finds the target of a redirect, from a text and its content model.
    redirect_of: Callable[[str, str], Title | None]
    revisions: list[Revision] = field(default_factory=list)
    touched: int = 0
    #: The latest revision when the page was brought back after it was deleted.
    came_back_with: int = 0
    #: The title that the search still finds the page by, if it was moved and not edited since.
    found_as: Title | None = None

    @property
    def is_new(self) -> bool:
        """Whether the page counts as new: nobody has edited it since it was made or brought back."""
        return self.latest.parent_id == 0 or self.latest.id == self.came_back_with

    @property
    def latest(self) -> Revision:
        """The current revision."""
        return self.revisions[-1]

    @property
    def content_model(self) -> str:
        """What kind of content the page holds."""
        return self.revisions[-1].content_model

    def leads_back_to(self, source: Title) -> bool:
        """Whether the page was never anything but a redirect to *source*, so that this can be moved over it."""
        return len(self.revisions) == 1 and self.redirect_target == source

    @property
    def redirect_target(self) -> Title | None:
        """The title that the page redirects to, with the section, or None."""
        return self.redirect_of(self.latest.text, self.latest.content_model)

    @property
    def is_redirect(self) -> bool:
        """Whether the page sends its readers on."""
        return self.redirect_target is not None
