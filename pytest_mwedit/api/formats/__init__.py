"""The formats of replies: table FORMATS, and table PAGES of those that show a reply to people."""

from pytest_mwedit.api.formats.colours import JAVASCRIPT, XML
from pytest_mwedit.api.formats.json import pretty_json_reply, write_json
from pytest_mwedit.api.formats.none import write_none
from pytest_mwedit.api.formats.page import Page
from pytest_mwedit.api.formats.php import pretty_php, write_php
from pytest_mwedit.api.formats.raw import pretty_raw
from pytest_mwedit.api.formats.written import Writer
from pytest_mwedit.api.formats.xml import documented_xml, pretty_xml, write_documented_xml, write_xml

#: Name: what writes it.
FORMATS: dict[str, Writer] = {"json": write_json, "none": write_none, "php": write_php, "xml": write_xml}

#: Version: the formats that it writes otherwise.
OTHER_FORMATS: dict[str, dict[str, Writer]] = {"1.19": {**FORMATS, "xml": write_documented_xml}}

#: Name: what a page shows.
PAGES = {
    "jsonfm": Page(pretty_json_reply, "json", JAVASCRIPT),
    "phpfm": Page(pretty_php, "php"),
    "rawfm": Page(pretty_raw, coloured_as=JAVASCRIPT),
    "xmlfm": Page(pretty_xml, "xml", XML),
}


#: Version: the pages that show something else.
OTHER_PAGES: dict[str, dict[str, Page]] = {"1.19": {**PAGES, "xmlfm": Page(documented_xml, "xml")}}


def pages(version: str) -> dict[str, Page]:
    """Return the pages of *version*, by the name of the format."""
    return OTHER_PAGES.get(version, PAGES)


def writers(version: str) -> dict[str, Writer]:
    """Return what writes the formats of *version*, by name."""
    return OTHER_FORMATS.get(version, FORMATS)


__all__ = ["FORMATS", "PAGES", "pages", "writers"]
