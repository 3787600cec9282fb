"""action=purge: let pages be made anew from their texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.actions.page_sets import pages_of, read_sources, unusable
from pytest_mwedit.api.messages import message
from pytest_mwedit.api.permissions import refuse_who_is_blocked, too_often
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.sessions import note_write

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call


def run(call: Call) -> None:
    """Check, purge, and answer."""
    params = call.params
    refuse_who_is_blocked(call)
    read_sources(call)
    pages = pages_of(call)
    odd, missing, interwiki = unusable(pages)
    rows = [*odd, *missing, *interwiki]
    updates_links = params["forcelinkupdate"] or params["forcerecursivelinkupdate"]
    writes = False
    for page in pages.good.values():
        row = Tree(ns=page.title.namespace, title=page.title.prefixed_text)
        if too_often(call, "purge"):
            call.warn("purge", message(errors.RATE_LIMITED.key))
        else:
            page.touched = call.wiki.clock.now()
            call.wiki.renderings.forget(page)
            row["purged"] = writes = True
        if updates_links and too_often(call, "linkpurge"):
            call.warn("purge", message(errors.RATE_LIMITED.key))
        elif updates_links:
            row["linkupdate"] = writes = True
        rows.append(row)
    call.result["purge"] = rows
    if pages.normalized:
        call.result["normalized"] = pages.normalized
    if pages.redirects:
        call.result["redirects"] = pages.redirects
    if writes:
        note_write(call)
