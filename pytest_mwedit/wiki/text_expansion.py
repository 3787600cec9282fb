"""What a page shows once its templates are filled in, and which pages that takes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.namespaces import SPECIAL
from pytest_mwedit.wiki.pages import WIKITEXT
from pytest_mwedit.wiki.text_preprocessor import (
    Comment,
    Extension,
    Ignored,
    Node,
    Parameter,
    Part,
    Template,
    preprocess,
)
from pytest_mwedit.wiki.text_presave import Hidden, Saver
from pytest_mwedit.wiki.text_substitution import BEGINS_LINE, Frame
from pytest_mwedit.wiki.text_variables import SORTS

if TYPE_CHECKING:
    from pytest_mwedit.wiki.pages import Page
    from pytest_mwedit.wiki.text_variables import Function
    from pytest_mwedit.wiki.titles import Title

#: Stands for a text that is not known and in which no links are, such as a number of pages.
UNKNOWN: Final = "\x04"

#: Categories of pages that the parser complains about.
LOOPS = "template-loop-category"
DUPLICATES = "duplicate-args-category"
NOT_NUMERIC = "nonnumeric-formatnum"

_SUBST = re.compile("subst:", re.IGNORECASE)
_SAFE_SUBST = re.compile("safesubst:", re.IGNORECASE)
_SPACES: Final = " \t\n\r\0\x0b"

#: Tags whose content is read as wikitext, with the arguments of the template that they stand in or as a page.
READ_TAGS: Mapping[str, bool] = {
    "gallery": False,
    "indicator": True,
    "langconvert": True,
    "poem": True,
    "ref": False,
    "references": False,
}
_READ = re.compile(rf"(<({'|'.join(READ_TAGS)})(?=[\s>])[^>]*>)(.*)(</\2\s*>)", re.IGNORECASE | re.DOTALL)

_NUMERIC = re.compile("[0-9.,\u2212-]*")

_DISPLAY_TITLE = "DISPLAYTITLE"

#: Variables and functions that tell of the wiki as it is at that moment, or of who asks: case counts, or in small
#: letters does not.
_UNSTEADY = frozenset(
    "CASCADINGSOURCES NUMBEROFACTIVEUSERS NUMBEROFADMINS NUMBEROFARTICLES NUMBEROFEDITS NUMBEROFFILES NUMBEROFPAGES"
    " NUMBEROFUSERS NUMBERINGROUP NUMINGROUP PAGESINCAT PAGESINCATEGORY PAGESIZE PROTECTIONEXPIRY PROTECTIONLEVEL"
    " REVISIONID REVISIONSIZE USERLANGUAGE".split()
)
_UNSTEADY_FUNCTIONS = frozenset(
    "REVISIONDAY REVISIONDAY2 REVISIONMONTH REVISIONMONTH1 REVISIONTIMESTAMP REVISIONUSER REVISIONYEAR".split()
)
_UNSTEADY_IN_ANY_CASE = frozenset({"int", "pageid"})


@dataclass
class Expanded:
    """A page's text without templates, and what was found on the way."""

    #: The wikitext; what is no wikitext is hidden in it.
    text: str = ""
    hidden: Hidden = field(default_factory=Hidden)
    #: The pages that were transcluded, or would have been, had they existed.
    templates: dict[Title, None] = field(default_factory=dict)
    #: The pages of which it was asked whether they exist.
    links: dict[Title, None] = field(default_factory=dict)
    #: What the page is sorted by in its categories.
    default_sort: str | None = None
    #: Categories of pages in which something was seen that somebody may want to mend.
    tracked: dict[str, None] = field(default_factory=dict)
    #: What the page asks to be called, with how it was to be sorted when it did.
    display_titles: list[tuple[str, str | None]] = field(default_factory=list)


def expanded(text: str, saver: Saver) -> Expanded:
    """Fill in the templates of *text*, which *saver* saved."""
    found = Expanded()
    frame = _Frame(saver, found.hidden, found=found)
    found.text = frame.expanded(preprocess(text, saver.wiki.extension_tags))
    return found


@dataclass
class _Frame(Frame):
    """A page that is shown, or a template in it."""

    found: Expanded = field(default_factory=Expanded)

    def written(self, node: Node, comments: bool) -> str:
        """Return what one node becomes."""
        if isinstance(node, Ignored | Comment):
            return ""
        return self.extension(node.source) if isinstance(node, Extension) else super().written(node, comments)

    def extension(self, source: str) -> str:
        """Return a mark for an extension tag; what it has of wikitext is filled in, too."""
        if read := _READ.fullmatch(source):
            begin, name, content, end = read.groups()
            frame = self if READ_TAGS[name.lower()] else _Frame(self.saver, self.hidden, found=self.found)
            is_gallery = name.lower() == "gallery"
            content = "\n".join(map(frame._captioned, content.split("\n"))) if is_gallery else frame._filled_in(content)
            source = f"{begin}{content}{end}"
        return self.hidden.hide(source)

    def hides_tag(self, name: str) -> bool:
        """Whether nothing is looked for in a tag that ``#tag`` makes: one that is none is wikitext."""
        return name in self.saver.wiki.extension_tags

    def _filled_in(self, text: str) -> str:
        return self.expanded(preprocess(text, self.saver.wiki.extension_tags))

    def _captioned(self, line: str) -> str:
        """Return a line of a gallery, in which templates are filled in behind the name of the file."""
        name, pipe, caption = line.partition("|")
        return f"{name}{pipe}{self._filled_in(caption)}"

    def parameter(self, node: Parameter, comments: bool) -> str:
        """Return the value of a template's parameter, or its default."""
        name, *defaults = node.parts
        written = self.expanded(name.nodes, comments=comments)
        value = self.arguments.get(written.strip(_SPACES)) if self.outer is not None else None
        if value is not None:
            return value
        if defaults:
            return self.expanded(defaults[0].nodes, comments=comments)
        return self.as_it_stands("{{{", written, defaults, "}}}", comments)

    def template(self, node: Template, comments: bool) -> str:
        """Return what two braces become."""
        name, *parts = node.parts
        written = self.expanded(name.nodes, comments=comments)
        trimmed = self.saver.wiki.language.in_english(written.strip(_SPACES))
        if safe := _SAFE_SUBST.match(trimmed):
            trimmed = trimmed[safe.end() :].strip(_SPACES)
        made = None if _SUBST.match(trimmed) else self.made(trimmed, parts)
        if made is None:
            return self.as_it_stands("{{", written, parts, "}}", comments)
        return f"\n{made}" if BEGINS_LINE.match(made) and not node.starts_line else made

    def variable(self, name: str) -> str | None:
        """Return what the variable *name* stands for; None if there is none."""
        is_unsteady = name in _UNSTEADY or name.lower() == "pageid"
        return UNKNOWN if is_unsteady and self.is_known(name) else super().variable(name)

    def function(self, name: str, first: str, parts: list[Part]) -> str | None:
        """Return what a parser function makes of its arguments; None if there is no such function."""
        lowered = name.lower()
        if not self.is_known(name):
            return None
        if name in SORTS or name == _DISPLAY_TITLE:
            self._note(name, first.strip(_SPACES), parts)
            return ""
        if name in _UNSTEADY or name in _UNSTEADY_FUNCTIONS or lowered in _UNSTEADY_IN_ANY_CASE:
            return UNKNOWN
        return super().function(name, first, parts)

    def called(self, name: str, call: Function, arguments: list[str]) -> str | None:
        """Return what the parser function *name* makes of its arguments."""
        if any(UNKNOWN in argument for argument in arguments):
            raise self.not_imitated(f"{name}: of what is not known")
        made = super().called(name, call, arguments)
        if name.lower() == "formatnum" and not _NUMERIC.fullmatch(arguments[0].strip(_SPACES)):
            self.found.tracked[NOT_NUMERIC] = None
        return made

    def weighed(self, text: str) -> str:
        """Return *text*, on which something depends."""
        if UNKNOWN in text:
            raise self.not_imitated("#\u2026: of what is not known")
        return text

    def note_link(self, title: Title) -> None:
        """Remember that the text asks whether there is a page called *title*."""
        self.found.links[title] = None

    def _note(self, name: str, value: str, parts: list[Part]) -> None:
        told = [self.expanded(part.nodes).strip(_SPACES) for part in parts]
        if name == _DISPLAY_TITLE:
            self.found.display_titles.append((value, self.found.default_sort))
        elif value and not ("noreplace" in told and self.found.default_sort is not None):
            self.found.default_sort = value

    def page(self, name: str, parts: list[Part], *, processed: bool) -> str | None:
        """Return the text of the page that *name* names; None if there is none."""
        if name[:4].lower() == "int:":
            return UNKNOWN
        title = self.title_of(name)
        if title is None or title.interwiki or not title.dbkey:
            return None
        if UNKNOWN in name:
            raise self.not_imitated(name)
        if title.namespace == SPECIAL:
            return UNKNOWN
        self.found.templates[title] = None
        if title in self.within:
            self.found.tracked[LOOPS] = None
        target = self._followed(title)
        if target is None and self.text_of(title) is None:
            return f"[[:{title.prefixed_text}]]"
        if target is not None and target.content_model != WIKITEXT:
            raise self.not_imitated(f"{title.prefixed_text}: {target.content_model}")
        return super().page(name, parts, processed=processed)

    def _followed(self, title: Title) -> Page | None:
        """Return the page called *title*, and note where a redirect leads."""
        page = self.saver.wiki.pages.get(title)
        target = None if page is None else page.redirect_target
        if target is not None and target.can_exist:
            self.found.templates[target] = None
        return page

    def inside(self, title: Title, parts: list[Part]) -> Frame:
        """Return the frame of a template with its arguments."""
        names = self._names(parts)
        if len(set(names)) < len(names):
            self.found.tracked[DUPLICATES] = None
        within = (*self.within, title)
        return _Frame(self.saver, self.hidden, self, self.arguments_of(parts), within, found=self.found)

    def _names(self, parts: list[Part]) -> list[str]:
        unnamed = iter(range(1, len(parts) + 1))
        return [
            str(next(unnamed)) if part.equals is None else self.expanded(part.name, comments=False).strip(_SPACES)
            for part in parts
        ]

    def not_imitated(self, name: str) -> NotImitated:
        """Return the failure that says what is not imitated."""
        return NotImitated(
            f"The in-memory wiki does not know what {{{{{name}}}}} becomes in the page {str(self.saver.title)!r}, "
            "and so not what the page links to. Leave it out of the page, or record the reply."
        )


def filled_in(text: str, saver: Saver, *, comments: bool) -> Expanded:
    """Fill in the templates of *text* as somebody sees who asks what becomes of it; *comments* may be kept."""
    found = Expanded()
    frame = Shown(saver, found.hidden, found=found, keeps_comments=comments)
    found.text = frame.expanded(preprocess(text, saver.wiki.extension_tags))
    if UNKNOWN in found.text:
        raise frame.not_imitated("one of its variables or functions")
    found.text = found.hidden.shown(found.text)
    return found


@dataclass
class Shown(_Frame):
    """A text whose templates are shown: those that do not exist are links."""

    keeps_comments: bool = False

    def written(self, node: Node, comments: bool) -> str:
        """Return what one node becomes."""
        if isinstance(node, Comment) and self.keeps_comments and comments:
            return self.hidden.hide(node.source)
        return super().written(node, comments)

    def extension(self, source: str) -> str:
        """Return a mark for an extension tag, which is shown as it is."""
        return self.hidden.hide(source)

    def weighed(self, text: str) -> str:
        """Return *text*, on which something depends, with the comments that are kept."""
        return self.hidden.with_comments(super().weighed(text))

    def arguments_of(self, parts: list[Part]) -> dict[str, str]:
        """Return the arguments of a template, without the comments in them."""
        kept, self.keeps_comments = self.keeps_comments, False
        arguments = super().arguments_of(parts)
        self.keeps_comments = kept
        return arguments

    def page(self, name: str, parts: list[Part], *, processed: bool) -> str | None:
        """Return the text of the page that *name* names; None if it names none."""
        title = self.title_of(name)
        if not processed or (title is not None and (title.namespace == SPECIAL or title.interwiki)):
            raise self.not_imitated(name)
        if title is not None and title in self.within:
            raise self.not_imitated(f"{name}, a template within itself")
        text = super().page(name, parts, processed=processed)
        return f"[[:{title.prefixed_text}]]" if text is None and title is not None and title.can_exist else text

    def inside(self, title: Title, parts: list[Part]) -> Frame:
        """Return the frame of a template with its arguments."""
        within = (*self.within, title)
        own = Shown(self.saver, self.hidden, self, self.arguments_of(parts), within, found=self.found)
        own.keeps_comments = self.keeps_comments
        return own

    def not_imitated(self, name: str) -> NotImitated:
        """Return the failure that says what is not imitated."""
        return NotImitated(
            f"The in-memory wiki does not know what {{{{{name}}}}} becomes. Leave it out, or record the reply."
        )
