"""A page as HTML: what its wikitext becomes, step by step."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from pytest_mwedit.api.rendering.addresses import with_addresses
from pytest_mwedit.api.rendering.attributes import safe_attributes
from pytest_mwedit.api.rendering.blocks import in_blocks
from pytest_mwedit.api.rendering.elements import balanced
from pytest_mwedit.api.rendering.expansion import expanded_text
from pytest_mwedit.api.rendering.headings import (
    Heading,
    Section,
    contents_html,
    with_headlines,
    with_late_headlines,
    without_heading_marks,
)
from pytest_mwedit.api.rendering.links import escaped, with_links
from pytest_mwedit.api.rendering.marks import HEADING, HEADING_END, KEPT, KEPT_END, TOC
from pytest_mwedit.api.rendering.report import HEADING_MARK_LENGTH, MARK_LENGTH, Costs, report
from pytest_mwedit.api.rendering.spaces import FRENCH_SPACE, with_french_spaces
from pytest_mwedit.api.rendering.traits import TRAITS
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import all_texts, code_in, language
from pytest_mwedit.wiki.state import url_encoded
from pytest_mwedit.wiki.text_emphasis import emphasized
from pytest_mwedit.wiki.text_linking import switches_of
from pytest_mwedit.wiki.text_literal import escaped_html
from pytest_mwedit.wiki.text_presave import Hidden
from pytest_mwedit.wiki.text_references import with_safe_references
from pytest_mwedit.wiki.text_sections import with_heading_tags
from pytest_mwedit.wiki.text_tables import with_tables
from pytest_mwedit.wiki.text_tags import with_safe_tags

if TYPE_CHECKING:
    from pytest_mwedit.api.rendering.traits import Traits
    from pytest_mwedit.languages import Language
    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.titles import Title
    from pytest_mwedit.wiki.users import User

_HIDDEN = re.compile("\x01([0-9]+)\x02")
_KEPT = re.compile(f"{KEPT}([0-9]+){KEPT_END}")
_SECTION = re.compile(f"{HEADING}([0-9]+){HEADING_END}")
_RULE = re.compile(r"(?m)^-----*")
_OPAQUE = re.compile(r"(?is)<([a-z]+)((?:\s[^>]*?)?)(?:/>|>(.*)</[a-z]+\s*>)")
_EDIT = re.compile(r"<mwedit(?:link)? ([0-9]+) />")
_DIRECTIONS: Final = {False: "ltr", True: "rtl"}


@dataclass
class Page:
    """A page that becomes HTML, and what is found on the way."""

    wiki: Wiki
    title: Title
    user: User
    #: The language of who asks.
    spoken: str
    has_edit_links: bool = True
    shows_contents_at_all: bool = True
    skin: str = ""
    is_preview: bool = False
    #: The length of its text.
    size: int = 0
    #: Whether somebody signed it who is not the one that it is shown to.
    is_signed: bool = False
    costs: Costs = field(default_factory=Costs)
    #: How deep what is read lies in templates.
    depth: int = 0
    #: What templates without arguments became.
    transcluded: dict[Title, str | None] = field(default_factory=dict)
    hidden: Hidden = field(default_factory=Hidden)
    headings: list[Heading] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    #: The sections that links to edit lead to, with what their headings say.
    edited: list[tuple[Section, str]] = field(default_factory=list)
    #: What headlines begin with that are written late.
    headlines: list[str] = field(default_factory=list)
    forces_contents: bool = False
    hides_contents: bool = False
    shows_contents: bool = False
    #: How many links to other sites had a number for a text.
    numbered: int = 0
    _kept: list[str] = field(default_factory=list)

    @property
    def traits(self) -> Traits:
        """How this version writes pages."""
        traits = TRAITS.get(self.wiki.version)
        if traits is None:
            raise NotImitated(
                f"The in-memory wiki writes pages as HTML as MediaWiki {' and '.join(TRAITS)} do, not as "
                f"{self.wiki.version}."
            )
        return traits

    @property
    def language(self) -> Language:
        """The language of the wiki."""
        return self.wiki.language

    def length(self, text: str) -> int:
        """Return how many bytes *text* has where long marks stand for what is hidden."""
        total = len(text.encode())
        for mark in _HIDDEN.finditer(text):
            found = _OPAQUE.fullmatch(self.hidden.shown(mark[0]))
            total += MARK_LENGTH + len(found[1] if found else "") - len(mark[0])
        for mark in _SECTION.finditer(text):
            total += HEADING_MARK_LENGTH + len(mark[1]) - len(mark[0])
        return total

    def hidden_length(self, text: str) -> int:
        """Return how many bytes that which is hidden in *text* has as HTML."""
        return sum(len(self._opaque(self.hidden.shown(mark[0])).encode()) for mark in _HIDDEN.finditer(text))

    def report(self, kept: str, *, counts: bool) -> str:
        """Return what it took to parse the page."""
        if not counts:
            self.costs = Costs(nodes=min(self.size, 1), depth=min(self.size, 1))
        if self.costs.is_of_the_moment:
            raise NotImitated(
                f"The in-memory wiki does not tell for how long a page such as {str(self.title)!r} is kept that says "
                "what time it is. Send disablelimitreport=1."
            )
        told = {
            "user-signature": self.is_signed,
            "show-toc": self.shows_contents,
            "no-toc": self.hides_contents,
            "is-preview": self.is_preview,
        }
        self.costs.complications = [
            name for name, is_told in told.items() if is_told and name in self.traits.complications
        ]
        return report(self.costs, self.wiki.clock.now(), kept)

    def keep(self, written: str) -> str:
        """Return a mark for what is HTML already."""
        self._kept.append(written)
        return f"{KEPT}{len(self._kept) - 1}{KEPT_END}"

    def escaped(self, text: str) -> str:
        """Write *text* for an attribute."""
        return escaped(text)

    def with_addresses(self, text: str) -> str:
        """Return *text* with its links to other sites."""
        return with_addresses(self, text)

    def is_message(self, title: Title) -> bool:
        """Whether a page would replace a text of MediaWiki."""
        from pytest_mwedit.api.query.pageset import is_message  # late: queries are many modules

        return is_message(self.wiki, title)

    def shown(self, text: str) -> str:
        """Return *text* with all marks replaced by what they stand for."""
        while KEPT in text:
            text = _KEPT.sub(lambda mark: self._kept[int(mark[1])], text)
        return _HIDDEN.sub(lambda mark: self._opaque(self.hidden.shown(mark[0])), text)

    def _opaque(self, source: str) -> str:
        """Return an extension tag as HTML."""
        found = _OPAQUE.fullmatch(source)
        name = found[1].lower() if found else ""
        if found is None or name not in ("nowiki", "pre"):
            raise NotImitated(
                f"The in-memory wiki does not show {source[:40]!r} in the page {str(self.title)!r}. "
                "Leave it out of the page, or record the reply."
            )
        content = found[3] or ""
        if name == "nowiki":
            return with_safe_references(content.replace("<", "&lt;").replace(">", "&gt;"))
        content = re.sub(r"(?is)<nowiki>(.*?)</nowiki>", r"\1", content)
        content = with_safe_references(content.replace("<", "&lt;").replace(">", "&gt;"))
        return f"<pre{safe_attributes(self, found[2], 'pre')}>{content}</pre>"

    # The steps

    def read(self, text: str) -> str:
        """Return the wikitext *text* as HTML."""
        text = expanded_text(self, text)
        attributes = partial(safe_attributes, self)
        text = with_safe_tags(text, attributes)
        text = with_tables(text, attributes)
        text = _RULE.sub("<hr />", text)
        text = self._without_words(text)
        text = with_heading_tags(text)
        text = with_links(self, text)
        text = emphasized(text)
        text = with_addresses(self, text)
        text = with_headlines(self, text)
        text = without_heading_marks(text)
        text = self._with_blocks_of_extensions(text)
        text = in_blocks(text)
        self.costs.hidden += self.hidden_length(text)
        text = with_safe_references(self.shown(text))
        return self._finished(with_late_headlines(self, balanced(with_french_spaces(text))))

    def in_attribute(self, text: str) -> str:
        """Return *text* as it is read in an attribute, without tags that hide wikitext."""

        def told(mark: re.Match[str]) -> str:
            source = self.hidden.shown(mark[0])
            found = _OPAQUE.fullmatch(source)
            if found is None or found[1].lower() != "nowiki":
                raise NotImitated(f"The in-memory wiki does not read {source[:40]!r} in an attribute.")
            return found[3] or ""

        return _HIDDEN.sub(told, text)

    def _with_blocks_of_extensions(self, text: str) -> str:
        """Show what is preformatted, for it makes blocks."""

        def told(mark: re.Match[str]) -> str:
            shown = self.hidden.shown(mark[0])
            if shown[:7].lower() == "<nowiki":
                return mark[0]
            opaque = self._opaque(shown)
            self.costs.hidden += len(opaque.encode())
            return opaque

        return _HIDDEN.sub(told, text)

    def _without_words(self, text: str) -> str:
        placed = False
        words, table = switches_of(self.wiki.config.language)

        def replaced(word: re.Match[str]) -> str:
            nonlocal placed
            name, case = table.get(word[0].upper(), ("", True))
            lacks = name in self.wiki.traits.lacks_words
            if not name or (case and word[0] != word[0].upper()) or lacks:
                return word[0]
            if name == "toc":
                self.forces_contents = True
                first, placed = not placed, True
                return TOC if first else ""
            if name == "notoc":
                self.hides_contents = True
            elif name == "forcetoc":
                self.forces_contents = True
            elif name == "noeditsection":
                self.has_edit_links = False
            return ""

        return words.sub(replaced, text) if "__" in text else text

    def _finished(self, text: str) -> str:
        contents = ""
        if self.shows_contents and self.shows_contents_at_all:
            code = code_in(self.spoken)
            direction = _DIRECTIONS[language(code).right_to_left]
            contents = with_french_spaces(contents_html(self, self.told("toc"), code, direction))
        text = text.replace(TOC, contents).replace("\u00a0", "&#160;")
        return _EDIT.sub(lambda mark: self._edit_link(*self.edited[int(mark[1])]), text)

    def told(self, key: str) -> str:
        """Return a message in the language of who asks."""
        return all_texts(self.spoken)[key]

    def _edit_link(self, section: Section, line: str) -> str:
        if self.traits.hints_as_shown:
            hint = FRENCH_SPACE.sub("&#160;", escaped(line))
        else:
            hint = escaped_html(FRENCH_SPACE.sub("\u00a0", line).replace("_", " "))
        told = self.told("editsectionhint").replace("$1", hint)
        shown = self.traits.edit_links.get(self.skin, "$1").replace("$1", self.told("editsection"))
        query = f"title={escaped(url_encoded(section.title))}&amp;action=edit&amp;section={section.index}"
        bracket = '<span class="mw-editsection-bracket">{}</span>'
        href = f"{self.wiki.script_path}/index.php?{query}"
        return (
            f'<span class="mw-editsection">{bracket.format("[")}<a href="{href}" title="{told}">{shown}</a>'
            f"{bracket.format(']')}</span>"
        )
