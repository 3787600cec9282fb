"""The formats of replies: table FORMATS, and table PAGES of those that show a reply to people."""

from pytest_mwedit.api.formats.json import pretty_json_reply, write_json
from pytest_mwedit.api.formats.none import write_none
from pytest_mwedit.api.formats.page import Page
from pytest_mwedit.api.formats.php import pretty_php, write_php
from pytest_mwedit.api.formats.raw import pretty_raw
from pytest_mwedit.api.formats.xml import pretty_xml, write_xml

#: Name: what writes it.
FORMATS = {"json": write_json, "none": write_none, "php": write_php, "xml": write_xml}

#: Name: what a page shows.
PAGES = {
    "jsonfm": Page(pretty_json_reply, "json"),
    "phpfm": Page(pretty_php, "php"),
    "rawfm": Page(pretty_raw),
    "xmlfm": Page(pretty_xml, "xml"),
}

__all__ = ["FORMATS", "PAGES"]
