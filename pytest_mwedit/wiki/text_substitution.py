"""What ``{{subst:…}}`` becomes when a text is saved; all other wikitext stays as it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.magic_words import aliases, function_in_english
from pytest_mwedit.wiki.namespaces import MAIN, MEDIAWIKI, TEMPLATE
from pytest_mwedit.wiki.text_literal import escaped_wikitext
from pytest_mwedit.wiki.text_preprocessor import Comment, Ignored, Node, Parameter, Part, Template, preprocess
from pytest_mwedit.wiki.text_variables import (
    BETWEEN_MARKS,
    FUNCTIONS,
    FUNCTIONS_IN_ANY_CASE,
    SORTS,
    TAKE_MARKS,
    VARIABLES,
    VARIABLES_IN_ANY_CASE,
    Function,
)
from pytest_mwedit.wiki.text_wiki_words import (
    FUNCTIONS_OF_WIKI,
    FUNCTIONS_OF_WIKI_IN_ANY_CASE,
    VARIABLES_OF_WIKI,
    VARIABLES_OF_WIKI_IN_ANY_CASE,
    message_text,
)
from pytest_mwedit.wiki.titles import InvalidTitle

if TYPE_CHECKING:
    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.text_presave import Hidden, Saver
    from pytest_mwedit.wiki.titles import Title

_SUBST = re.compile("(?:safe)?subst:", re.IGNORECASE)
_MSGNW = re.compile("msgnw:", re.IGNORECASE)
_MSG = re.compile("msg:", re.IGNORECASE)
_RAW = re.compile("raw:", re.IGNORECASE)
#: What begins a line of its own wherever it stands.
BEGINS_LINE = re.compile(r"\{\||[:;#*]")
#: What PHP trims from a name.
_SPACES: Final = " \t\n\r\0\x0b"
#: How many redirects a template's name is followed through.
_REDIRECTS = 2


def substituted(text: str, saver: Saver, hidden: Hidden) -> str:
    """Return *text* with its substitutions made, and what is no wikitext in it hidden."""
    return Frame(saver, hidden).expanded(preprocess(text, saver.wiki.extension_tags))


@dataclass
class Frame:
    """A page, or a template that it substitutes, with the arguments that it was given."""

    saver: Saver
    hidden: Hidden
    outer: Frame | None = None
    arguments: dict[str, str] = field(default_factory=dict)
    #: The templates that are being expanded.
    within: tuple[Title, ...] = ()
    #: What the page was to be sorted by, so far.
    sorts: list[str] = field(default_factory=list)

    def expanded(self, nodes: list[Node], *, comments: bool = True) -> str:
        """Return what the nodes become."""
        return "".join(self.written(node, comments) for node in nodes)

    def written(self, node: Node, comments: bool) -> str:
        """Return what one node becomes."""
        if isinstance(node, str):
            return node
        if isinstance(node, Template):
            return self.template(node, comments)
        if isinstance(node, Parameter):
            return self.parameter(node, comments)
        if isinstance(node, Ignored):
            return "" if self.outer else node.source
        if isinstance(node, Comment) and not comments:
            return ""
        return self.hidden.hide(node.source)

    def parameter(self, node: Parameter, comments: bool) -> str:
        """Return the value of a template's parameter, or its default."""
        name, *defaults = node.parts
        written = self.expanded(name.nodes, comments=comments)
        if self.outer is not None:
            value = self.arguments.get(written.strip(_SPACES))
            if value is not None:
                return value
            if defaults:
                return self.expanded(defaults[0].nodes, comments=comments)
        return self.as_it_stands("{{{", written, defaults, "}}}", comments)

    def as_it_stands(self, opening: str, name: str, parts: list[Part], closing: str, comments: bool) -> str:
        """Return a call that calls nothing."""
        values = (self.expanded(part.nodes, comments=comments) for part in parts)
        return f"{opening}{'|'.join((name, *values))}{closing}"

    def template(self, node: Template, comments: bool) -> str:
        """Return what two braces become."""
        name, *parts = node.parts
        written = self.expanded(name.nodes, comments=comments)
        trimmed = self.saver.wiki.language.in_english(written.strip(_SPACES))
        if subst := _SUBST.match(trimmed):
            made = self.made(trimmed[subst.end() :], parts)
            if made is not None:
                return f"\n{made}" if BEGINS_LINE.match(made) and not node.starts_line else made
        return self.as_it_stands("{{", written, parts, "}}", comments)

    def made(self, name: str, parts: list[Part]) -> str | None:
        """Return what is substituted; None if there is nothing of this name."""
        name = name.strip(_SPACES) if self.saver.wiki.traits.trims_substituted_names else name
        name = self.saver.wiki.language.in_english(name)
        if not parts and (variable := self.variable(name)) is not None:
            return variable
        if nowiki := _MSGNW.match(name):
            name = name[nowiki.end() :]
        elif message := _MSG.match(name):
            name = name[message.end() :]
        if raw := _RAW.match(name):
            name = name[raw.end() :]
        function, colon, first = name.partition(":")
        if colon and (made := self.function(function, first, parts)) is not None:
            return made
        return self.page(name, parts, processed=nowiki is None)

    def variable(self, name: str) -> str | None:
        """Return what the variable *name* stands for; None if there is none."""
        if not self.is_known(name) or name.lower() in self.saver.wiki.traits.lacks_variables:
            return None
        of_wiki = VARIABLES_OF_WIKI.get(name) or VARIABLES_OF_WIKI_IN_ANY_CASE.get(name.lower())
        if of_wiki is not None:
            return of_wiki(self.saver)
        make = VARIABLES.get(name) or VARIABLES_IN_ANY_CASE.get(name.lower())
        return None if make is None else make(self.saver)

    def is_known(self, name: str) -> bool:
        """Whether this version has the word *name*."""
        return name not in self.saver.wiki.traits.lacks_words

    def function(self, name: str, first: str, parts: list[Part]) -> str | None:
        """Return what a parser function makes of its arguments; None if there is no such function."""
        lowered = name.lower()
        if not self.is_known(name):
            return None
        if self.is_of_extension(name):
            return self.of_extension(name, first.strip(_SPACES), parts)
        if name in SORTS:
            return self.sorted_by(first.strip(_SPACES), parts[:1])
        call = FUNCTIONS_OF_WIKI.get(name) or FUNCTIONS_OF_WIKI_IN_ANY_CASE.get(lowered)
        call = call or FUNCTIONS.get(name) or FUNCTIONS_IN_ANY_CASE.get(lowered)
        if call is None:
            return None
        return self.called(name, call, [first, *(self.expanded(part.nodes) for part in parts)])

    def is_of_extension(self, name: str) -> bool:
        """Whether an extension of the wiki has the function *name*."""
        installed = self.saver.wiki.installed
        if name in installed.functions_in_one_case:
            return True
        return bool(installed.functions) and function_in_english(self.saver.wiki, name) in installed.functions

    def of_extension(self, name: str, first: str, parts: list[Part]) -> str:
        """Return what a function of an extension becomes."""
        from pytest_mwedit.wiki.text_parser_functions import FUNCTIONS_OF_EXTENSIONS  # late: few wikis have them

        call = FUNCTIONS_OF_EXTENSIONS.get(function_in_english(self.saver.wiki, name))
        if call is None:
            raise self.not_imitated(name)
        return call(self, first, parts)

    def sorted_by(self, key: str, options: list[Part]) -> str:
        """Return what is said where the page is to be sorted by *key*, and was to be sorted otherwise before."""
        if not key:
            return ""
        wiki, before = self.saver.wiki, self.sorts[-1] if self.sorts else key
        told = {self.expanded(option.nodes).strip(_SPACES).lower() for option in options}
        keeps, is_silent = (
            any(alias.lower() in told for alias in aliases(wiki, f"defaultsort_{option}"))
            for option in ("noreplace", "noerror")
        )
        if not (self.sorts and keeps):
            self.sorts.append(key)
        if before == key or keeps or is_silent:
            return ""
        if self.hidden.has_mark(before + key):
            raise self.not_imitated("DEFAULTSORT: of comments or tags")
        warning = wiki.texts(wiki.language.code)["duplicate-defaultsort"]
        for number, each in enumerate((before, key), 1):
            warning = warning.replace(f"${number}", escaped_wikitext(each, wiki.version))
        return f'<span class="error">{warning}</span>'

    def note_link(self, title: Title) -> None:
        """Remember that the text asks whether there is a page called *title*: a text that is saved links to none."""

    def weighed(self, text: str) -> str:
        """Return *text*, on which something depends."""
        return text

    def called(self, name: str, call: Function, arguments: list[str]) -> str | None:
        """Return what the parser function *name* makes of its arguments."""
        lowered = name.lower()
        if lowered != "#tag":
            arguments = [argument.strip(_SPACES) for argument in arguments]
        if options := self.saver.wiki.language.options:
            told = arguments[1:] if lowered in ("formatnum", "urlencode") else []
            arguments[1:] = [options.get(each.lower(), each) for each in told] or arguments[1:]
        if lowered not in TAKE_MARKS and any(map(self.hidden.has_mark, arguments)):
            raise self.not_imitated(f"{name}: of comments or tags")
        if lowered == "#tag":
            self._show_marks(arguments)
        elif lowered == "anchorencode":
            arguments = list(map(self.hidden.without_marks, arguments))
        elif lowered in BETWEEN_MARKS:
            first, *told = arguments
            return self.hidden.between_marks(first, lambda text: call(self.saver, [text, *told]) or "")
        made = call(self.saver, arguments)
        hides = lowered == "#tag" and self.hides_tag(arguments[0].strip().lower())
        return self.hidden.hide(made) if made is not None and hides else made

    def _show_marks(self, arguments: list[str]) -> None:
        """Show what is hidden in the attributes of ``#tag``; where MediaWiki leaves marks of its own, fail."""
        name, *content = arguments[:2]
        if self.hidden.has_mark(name) or (
            name.strip().lower() == "nowiki" and any(map(self.hidden.has_comment, content))
        ):
            raise self.not_imitated("#tag: of comments or tags in its name or in nowiki")
        for at in range(2, len(arguments)):
            key, equals, value = arguments[at].partition("=")
            key = self.hidden.with_comments(key, "")
            shows = self.saver.wiki.traits.shows_sources_in_attributes
            if equals and (self.hidden.has_mark(key) or (self.hidden.has_mark(value) and not shows)):
                raise self.not_imitated("#tag: of comments or tags in its attributes")
            arguments[at] = key + equals + self.hidden.shown(value)

    def hides_tag(self, name: str) -> bool:
        """Whether nothing is looked for in a tag that ``#tag`` makes."""
        del name
        return True

    def page(self, name: str, parts: list[Part], *, processed: bool) -> str | None:
        """Return the text of the page that *name* names; None if there is none."""
        title = self.title_of(name)
        if title is None or not title.can_exist:
            return None
        if title in self.within:
            wiki = self.saver.wiki
            told = wiki.texts(wiki.language.code)["parser-template-loop-warning"]
            return f'<span class="error">{told.replace("$1", title.prefixed_text)}</span>'
        text = self.text_of(title)
        if text is None or not processed:
            return text
        return self.inside(title, parts).expanded(preprocess(text, self.saver.wiki.extension_tags, transcluded=True))

    def inside(self, title: Title, parts: list[Part]) -> Frame:
        """Return the frame of a template with its arguments."""
        return Frame(self.saver, self.hidden, self, self.arguments_of(parts), (*self.within, title), self.sorts)

    def title_of(self, name: str) -> Title | None:
        """Return the title that a template's name is; None if it is none."""
        return title_in(self.saver.wiki, self.saver.title, name, TEMPLATE)

    def text_of(self, title: Title) -> str | None:
        """Return the text that is transcluded with *title*; None if there is none."""
        wiki = self.saver.wiki
        page = wiki.pages.get(title)
        for _ in range(_REDIRECTS):
            target = None if page is None else page.redirect_target
            led_to = None if target is None else wiki.pages.get(target)
            if led_to is None:
                break
            page = led_to
        if page is None and title.namespace == MEDIAWIKI:
            return message_text(wiki, title.text)
        return None if page is None else page.latest.text

    def arguments_of(self, parts: list[Part]) -> dict[str, str]:
        """Return the arguments of a template by name and by position."""
        arguments: dict[str, str] = {}
        position = 0
        for part in parts:
            if part.equals is None:
                position += 1
                arguments[str(position)] = self.expanded(part.nodes)
            else:
                name = self.expanded(part.name, comments=False).strip(_SPACES)
                arguments[name] = self.expanded(part.value, comments=False).strip(_SPACES)
        return arguments

    def not_imitated(self, name: str) -> NotImitated:
        """Return the failure that says what is not imitated."""
        return NotImitated(
            f"The in-memory wiki does not imitate {{{{subst:{name}}}}}. "
            "Put the text itself into the edit, or record the exchange."
        )


def title_in(wiki: Wiki, own: Title, name: str, default_namespace: int = MAIN) -> Title | None:
    """Return the title that *name* is in a page called *own*, where ``/`` begins a page below it; None if none."""
    namespace = wiki.titles.namespaces.get(own.namespace)
    if name.startswith(("/", "../")) and namespace is not None and namespace.subpages:
        return _subpage(wiki, own, name)
    try:
        return wiki.titles.parse(name, default_namespace)
    except InvalidTitle:
        return None


def _subpage(wiki: Wiki, own: Title, name: str) -> Title | None:
    levels = own.prefixed_text.split("/")
    while name.startswith("../"):
        if len(levels) == 1:
            return None
        levels.pop()
        name = name[3:]
    name = name.strip(_SPACES).strip("/") if name.startswith("/") else name
    try:
        return wiki.title("/".join(filter(None, (*levels, name))))
    except InvalidTitle:
        return None
