"""Gadgets: pages that define scripts for everybody, which only those may edit who may edit such scripts.

Source: what 1.43 answers (`found/definitions_of_gadgets`); texts of such pages are not read, and named so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.extensions import Extension
from pytest_mwedit.wiki.namespaces import MEDIAWIKI
from pytest_mwedit.wiki.pages import GADGET_DEFINITION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Title


def refusals(call: Call, title: Title, action: str) -> Iterator[ApiError]:
    """Tell that the user may not change what everybody's browser runs."""
    defines = title.namespace == MEDIAWIKI and call.wiki.default_content_model(title) == GADGET_DEFINITION
    if defines and not call.may("editsitejs"):
        yield ApiError(errors.SITE_JS_PROTECTED, action)


EXTENSION = Extension(refusals=refusals)
