"""How versions of MediaWiki write pages differently."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pytest_mwedit.api.rendering.files import file_in_box, file_in_figure
from pytest_mwedit.api.rendering.programs import code_as_text, code_on_a_line

_IN_SPAN = "<span>$1</span>"


@dataclass(frozen=True)
class Traits:
    """What is not the same in all versions; the defaults are those of 1.43."""

    #: What the element around a page has for attributes, but its classes: ``$1`` is the language.
    frame: str = ' lang="$1" dir="$2"'
    #: The classes of that element before the one that is asked for, with the direction.
    frame_class: str = "mw-content-$2 "
    #: Whether links to sections of the page itself are marked.
    marks_links_to_own_sections: bool = True
    #: Attributes that no element may have.
    lacks_attributes: frozenset[str] = frozenset()
    #: Whether an element may have an empty name.
    keeps_empty_ids: bool = False
    #: Whether all space goes that stands before a category, not only that of its line.
    trims_before_categories: bool = False
    #: Whether apostrophes are written by number in addresses that are shown.
    escapes_apostrophes_of_addresses: bool = True
    #: What writes a file that is missing.
    writes_file: Callable[..., str] = file_in_figure
    #: The element that stands for a link to edit a section until the page is in order.
    edit_mark: str = "mwedit"
    #: Skin: what is in the link to edit a section, where that is more than its text.
    edit_links: Mapping[str, str] = field(default_factory=lambda: dict.fromkeys(("vector", "vector-2022"), _IN_SPAN))
    #: What writes a script or a style sheet, and what writes a text.
    writes_code: Callable[[str], str] = code_as_text
    writes_text: Callable[[str], str] = "<pre>{}</pre>".format
    #: What the table of a page of JSON stands in.
    around_json: str = '<div class="noresize">$1</div>'
    #: What a page tells of itself at its end.
    complications: frozenset[str] = frozenset({"user-signature", "show-toc", "no-toc", "is-preview"})
    hides_contents_of_code: bool = True
    #: Whether the link to edit a section tells the heading as it is shown: with spaces that do not break.
    hints_as_shown: bool = True
    #: Whether headings are told with their characters instead of references to them.
    decodes_headings: bool = True
    #: Whether headlines are written when all elements are in order.
    writes_headlines_late: bool = True
    #: Whether the direction of an element in a heading is kept wherever it says so.
    keeps_direction: bool = True
    #: Whether a heading with a name of its own needs no other.
    keeps_heading_ids: bool = True


TRAITS: Mapping[str, Traits] = {
    "1.43": Traits(),
    "1.39": Traits(
        frame="",
        frame_class="",
        marks_links_to_own_sections=False,
        lacks_attributes=frozenset({"aria-level"}),
        keeps_empty_ids=True,
        trims_before_categories=True,
        escapes_apostrophes_of_addresses=False,
        writes_file=file_in_box,
        edit_mark="mweditlink",
        edit_links={},
        writes_code=code_on_a_line,
        writes_text="{}".format,
        around_json="$1",
        complications=frozenset({"user-signature", "show-toc"}),
        hides_contents_of_code=False,
        hints_as_shown=False,
        decodes_headings=False,
        writes_headlines_late=False,
        keeps_direction=False,
        keeps_heading_ids=False,
    ),
}
