"""list=tags: the tags that changes have or may get."""

from __future__ import annotations

import html
from collections import Counter
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.query.query import QueryModule
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import NAMES_OF_MESSAGES, code_in
from pytest_mwedit.wiki.namespaces import MEDIAWIKI
from pytest_mwedit.wiki.text_wiki_words import named_message

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Wiki

#: The tags that MediaWiki gives by itself.
_OF_MEDIAWIKI = tuple(
    f"mw-{name}"
    for name in (
        "blank changed-redirect-target contentmodelchange manual-revert new-redirect removed-redirect replace reverted"
        " rollback server-side-upload undo"
    ).split()
)

#: The page that a tag's name links to.
HELP_PAGES = {
    "mw-contentmodelchange": "https://www.mediawiki.org/wiki/Special:MyLanguage/Help:ChangeContentModel",
}


def run(query: Query, params: dict[str, Any]) -> None:
    """List the tags, sorted by name."""
    call = query.call
    wiki, start, limit = call.wiki, params["continue"], params["limit"]
    if wiki.installed.derived_from is not None:
        raise NotImitated(
            f"The in-memory wiki does not know the tags of the extensions of the profile {wiki.profile!r} "
            "(list=tags). Use the profile 'plain' or 'ext', or record the reply."
        )
    of_software = software_tags(wiki)
    names = sorted({*of_software, *wiki.known_tags, *wiki.config.tags})
    if start:
        names = [name for name in names if name >= start]
    if len(names) > limit:
        query.go_on(names[limit])
    asked, hits = frozenset(params["prop"] or ()), _hits(wiki)
    query.data[query.module.name] = [
        _entry(call, name, asked, hits, of_software=name in of_software) for name in names[:limit]
    ]


def software_tags(wiki: Wiki) -> frozenset[str]:
    """Return the tags that the wiki gives by itself: MediaWiki's, those of extensions and those of abuse filters."""
    of_filters = (tag for each in wiki.filters for tag in each.actions.get("tag", ()))
    return frozenset((*_OF_MEDIAWIKI, *wiki.installed.tags_of_changes, *of_filters))


def _hits(wiki: Wiki) -> Counter[str]:
    """Count what has each tag: revisions, those of deleted pages, too, and what was logged without one."""
    hits: Counter[str] = Counter()
    for revision in wiki.revisions.values():
        hits.update(revision.tags)
    for deleted in wiki.archive.values():
        for revision in deleted:
            hits.update(revision.tags)
    for entry in wiki.log:
        if entry.revision is None:
            hits.update(entry.tags)
    return hits


def _entry(call: Call, name: str, asked: frozenset[str], hits: Counter[str], *, of_software: bool) -> Tree:
    entry, is_defined = Tree(name=name), name in call.wiki.config.tags
    if "displayname" in asked:
        entry["displayname"] = _display_name(call, name)
    if "description" in asked:
        entry["description"] = _said(call, f"tag-{name}-description") or ""
        _refuse_local_text(call, name, "-description")
    if "hitcount" in asked:
        entry["hitcount"] = hits[name]
    if "defined" in asked:
        entry["defined"] = of_software or is_defined
    if "source" in asked:
        entry["source"] = [
            *(manner_of(call.wiki.version).sources_of_software_tags if of_software else ()),
            *(["manual"] if is_defined else ()),
        ]
    if "active" in asked:
        entry["active"] = of_software or is_defined
    return entry


def _said(call: Call, key: str) -> str | None:
    """Return what the software says of a tag, in the user's language; None if it says nothing."""
    code = code_in(call.language)
    if code == NAMES_OF_MESSAGES:
        return named_message(call.wiki, key)
    return call.wiki.texts(code).get(key)


def _display_name(call: Call, name: str) -> str | bool:
    """Return what a tag is called, as HTML; False for one that is not shown."""
    _refuse_local_text(call, name)
    text = _said(call, f"tag-{name}") or name
    if text == "-":
        return False
    text = html.escape(text, quote=False)
    if name in HELP_PAGES and manner_of(call.wiki.version).links_tags_to_help:
        return f'<a href="{HELP_PAGES[name]}">{text}</a>'
    return text


def _refuse_local_text(call: Call, name: str, part: str = "") -> None:
    """Fail the test for a tag that a page of the wiki describes."""
    title = call.wiki.titles.make(MEDIAWIKI, f"Tag-{name}{part}")
    if title in call.wiki.pages:
        raise NotImitated(
            f"The in-memory wiki does not tell of a tag in the words of its page {str(title)!r}. "
            "Leave displayname and description out of tgprop, or record the reply."
        )


MODULE = QueryModule(run)
