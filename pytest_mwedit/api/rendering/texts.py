"""Reading the wikitext that people fill texts of MediaWiki with: reasons of blocks, descriptions of filters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_mwedit.api.messages.as_html import ONLY_PARAGRAPH
from pytest_mwedit.api.rendering.page import Page
from pytest_mwedit.languages import language
from pytest_mwedit.wiki.namespaces import SPECIAL
from pytest_mwedit.wiki.text_expansion import Expanded, Shown
from pytest_mwedit.wiki.text_preprocessor import preprocess
from pytest_mwedit.wiki.text_presave import Saver
from pytest_mwedit.wiki.text_substitution import Frame

if TYPE_CHECKING:
    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.text_preprocessor import Part
    from pytest_mwedit.wiki.titles import Title
    from pytest_mwedit.wiki.users import User

#: What a text is about that the wiki tells itself while it answers.
PLACE = "dummy title for API calls set in api.php"


def nowhere(wiki: Wiki, name: str) -> Title:
    """Return the title that a text has which is told of no page; *name* is what MediaWiki calls the place."""
    return wiki.titles.make(SPECIAL, f"Badtitle/{name}")


@dataclass(frozen=True)
class WikiReader:
    """Reads wikitext as a text that the wiki tells *user* of the page *title*."""

    wiki: Wiki
    title: Title
    user: User
    #: What the language is called that texts within the text are told in.
    spoken: str
    #: What the language is called that the text itself is told in.
    told_in: str

    def expanded(self, wikitext: str) -> str:
        """Return *wikitext* with its templates filled in; MediaWiki does not look at it where there are none."""
        if "{{" not in wikitext:
            return wikitext
        found = Expanded()
        frame = _Told(
            Saver(self.wiki, self.title, self.user, self.spoken, told_in=language(self.told_in)),
            found.hidden,
            found=found,
        )
        return found.hidden.shown(frame.expanded(preprocess(wikitext, self.wiki.extension_tags)))

    def html(self, wikitext: str) -> str:
        """Return *wikitext* as HTML; a single paragraph goes without its element."""
        page = Page(self.wiki, self.title, self.user, self.spoken, has_edit_links=False)
        html = page.read(wikitext)
        only = ONLY_PARAGRAPH.fullmatch(html)
        return only[1] if only else html


def as_told(wiki: Wiki, text: str, user: User) -> str:
    """Return *text*, which the wiki reads itself in its own language, with its templates filled in."""
    return WikiReader(wiki, nowhere(wiki, PLACE), user, wiki.content_language, wiki.content_language).expanded(text)


class _Told(Shown):
    """A text that the wiki tells, or a template in it."""

    def variable(self, name: str) -> str | None:
        """Return what the variable *name* stands for; None if there is none."""
        # A text is no revision.
        return "" if name.startswith("REVISION") else Frame.variable(self, name)

    def function(self, name: str, first: str, parts: list[Part]) -> str | None:
        """Return what a parser function makes of its arguments; None if there is no such function."""
        made = Frame.function(self, name, first, parts)
        if made is None or name.lower() != "int":
            return made
        return self.expanded(preprocess(made, self.saver.wiki.extension_tags))

    def inside(self, title: Title, parts: list[Part]) -> Frame:
        """Return the frame of a template with its arguments."""
        within = (*self.within, title)
        return _Told(self.saver, self.hidden, self, self.arguments_of(parts), within, found=self.found)
