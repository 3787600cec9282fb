"""Characters that stand for something in a text while it is read: no text that is sent keeps them."""

from typing import Final

#: Begin and end the number of a heading within it.
HEADING, HEADING_END = "\x0e", "\x0f"
#: Begin and end the number of what was written already, such as a link.
KEPT, KEPT_END = "\x10", "\x11"
#: Begin and end the number of a link to edit a section.
EDIT, EDIT_END = "\x12", "\x13"
#: Where the table of contents stands.
TOC: Final = "<mwtoc />"
