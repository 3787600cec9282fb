"""The state of a wiki; this package knows nothing of the API."""

from pytest_mwedit.wiki.blocks import Block
from pytest_mwedit.wiki.changes import Change, LogEntry
from pytest_mwedit.wiki.clock import Clock, iso, unix_seconds
from pytest_mwedit.wiki.configuration import Configuration
from pytest_mwedit.wiki.pages import CONTENT_FORMATS, INFINITY, Page, Protection, Revision
from pytest_mwedit.wiki.sessions import ANONYMOUS_TOKEN, Session
from pytest_mwedit.wiki.stash import StashedEdit
from pytest_mwedit.wiki.state import INSTALLER, Wiki
from pytest_mwedit.wiki.titles import InvalidTitle, Title
from pytest_mwedit.wiki.users import BotPassword, User

__all__ = [
    "ANONYMOUS_TOKEN",
    "CONTENT_FORMATS",
    "INFINITY",
    "INSTALLER",
    "Block",
    "BotPassword",
    "Change",
    "Clock",
    "Configuration",
    "InvalidTitle",
    "LogEntry",
    "Page",
    "Protection",
    "Revision",
    "Session",
    "StashedEdit",
    "Title",
    "User",
    "Wiki",
    "iso",
    "unix_seconds",
]
