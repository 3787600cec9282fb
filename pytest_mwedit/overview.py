"""What the page for people shows, and how what a wiki holds is written in JSON."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import datetime
from heapq import nlargest
from typing import TYPE_CHECKING, Any

from pytest_mwedit.failures import WikiFailure
from pytest_mwedit.looking import LATEST, Answered, PageView, RevisionView
from pytest_mwedit.replies import SECRET
from pytest_mwedit.wiki import Configuration, Page, Revision, iso

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_mwedit.fake import FakeEditApi
    from pytest_mwedit.wiki import Wiki

#: So many pages are shown, those that changed last.
MOST_PAGES = 1000

#: How much of a value a list of requests shows.
_SHOWN = 120

_HIDDEN = "(hidden)"


# JSON


def plain(value: Any) -> Any:
    """Return what stands for *value* in JSON."""
    if isinstance(value, datetime):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, PageView):
        return page_as_json(value)
    if isinstance(value, RevisionView):
        return revision_as_json(value)
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    if hasattr(value, "__dict__"):
        return {name: each for name, each in vars(value).items() if not name.startswith("_")}
    return str(value)


_OF_REVISIONS = (
    *("revid", "parentid", "title", "pageid", "user", "timestamp", "summary", "contentmodel", "minor", "bot", "tags"),
)


def revision_as_json(revision: RevisionView) -> dict[str, Any]:
    """Return a revision as a JSON object, with its text."""
    return {**{name: getattr(revision, name) for name in _OF_REVISIONS}, "text": revision.text}


def page_as_json(page: PageView) -> dict[str, Any]:
    """Return a page as a JSON object, with its revisions, oldest first."""
    return {
        "title": page.title,
        "exists": page.exists,
        "pageid": page.pageid,
        "text": page.text if page.exists else None,
        "contentmodel": page.contentmodel if page.exists else None,
        "protection": page.protection,
        "revisions": page.revisions,
    }


# The page for people


def overview(fake: FakeEditApi) -> dict[str, Any]:
    """Return all that the page for people shows at once; texts are asked for one by one."""
    wiki = fake.wiki_at(fake.api_url)
    edited = {revision.revid for revision in fake.edits}
    revisions = nlargest(LATEST, wiki.revisions.values(), key=lambda revision: revision.id)[::-1]
    pages = nlargest(MOST_PAGES, wiki.pages.values(), key=lambda page: page.latest.id)
    return {
        "version": fake.version,
        "profile": fake.profile,
        "api": fake.url,
        "wikis": [each.url for each in fake.wikis],
        "now": iso(fake.clock.now()),
        "readonly": fake.config.read_only,
        "settings": _changed_settings(fake.config),
        "pages": [_page(wiki, page) for page in sorted(pages, key=lambda page: page.id)],
        "page_count": len(wiki.pages),
        "changes": [{**_change(wiki, each), "arranged": each.id not in edited} for each in revisions],
        "requests": [_request(each) for each in list(fake.answered)],
        "count": len(fake.requests),
        "users": [
            {"name": user.name, "groups": user.groups, "edits": user.edit_count, "apps": list(user.bot_passwords)}
            for user in wiki.users.values()
            if not user.system
        ],
        "captchas": [
            {"question": each.question or each.url, "answer": each.answer} for each in fake.captchas[-LATEST:]
        ],
        "stashes": [{"title": each.title, "user": each.user, "texthash": each.text_hash} for each in fake.stashes],
        "blocks": [_block(wiki, each) for each in fake.blocks],
        "log": [
            {
                "id": entry.id,
                "what": f"{entry.type}/{entry.action}" if entry.action != entry.type else entry.type,
                "title": entry.title.prefixed_text,
                "user": entry.user,
                "timestamp": iso(entry.timestamp),
                "comment": entry.comment,
            }
            for entry in wiki.log[-LATEST:]
        ],
        "faults": [
            {name: getattr(each, name, None) for name in ("code", "kind", "times", "action")}
            | {"title": str(each.title) if each.title is not None else None}
            for each in fake.faults
        ],
        "failures": [str(failure) for failure in fake.failures],
    }


def _changed_settings(config: Configuration) -> dict[str, Any]:
    usual = Configuration()
    named = ((each.name, getattr(config, each.name)) for each in fields(Configuration))
    return {name: value for name, value in named if value != getattr(usual, name) and not callable(value)}


def _page(wiki: Wiki, page: Page) -> dict[str, Any]:
    latest = page.latest
    return {
        "title": page.title.prefixed_text,
        "pageid": page.id,
        "namespace": page.title.namespace_name,
        "contentmodel": latest.content_model,
        "size": _size(latest),
        "revisions": len(page.revisions),
        "revid": latest.id,
        "user": latest.user,
        "timestamp": iso(latest.timestamp),
        "protection": PageView(wiki, page.title).protection,
    }


def _size(revision: Revision | None) -> int:
    return 0 if revision is None else len(text_of(revision).encode("utf-8", "surrogateescape"))


def text_of(revision: Revision) -> str:
    """Return the text of *revision*; nothing for one that a tape named and never showed."""
    try:
        return revision.text
    except WikiFailure:
        return ""


def _change(wiki: Wiki, revision: Revision) -> dict[str, Any]:
    before = wiki.revisions.get(revision.parent_id)
    return {
        "revid": revision.id,
        "parentid": revision.parent_id,
        "title": revision.page.title.prefixed_text,
        "user": revision.user,
        "timestamp": iso(revision.timestamp),
        "summary": revision.comment,
        "minor": revision.minor,
        "bot": revision.bot,
        "tags": list(revision.tags),
        "hidden": sorted(revision.hidden),
        "size": _size(revision),
        "change": _size(revision) - _size(before),
    }


def _block(wiki: Wiki, block: Any) -> dict[str, Any]:
    return {
        "target": block.target,
        "by": block.by,
        "reason": block.reason,
        "expiry": None if block.expiry is None else iso(block.expiry),
        "where": [*map(str, block.pages), *(f"namespace {number}" for number in block.namespaces)],
        "holds": block.holds_at(wiki.clock.now()),
    }


# Requests


def _request(answered: Answered) -> dict[str, Any]:
    request = answered.request
    return {
        "number": answered.number,
        "when": iso(answered.when),
        "method": request.method,
        "entry": request.endpoint.rpartition("/")[2],
        "user": answered.user,
        "params": {name: _clipped(value) for name, value in shown_params(request.params).items()},
        "outcome": answered.outcome,
        "good": answered.good,
    }


def shown_params(params: Mapping[str, str]) -> dict[str, str]:
    """Return parameters without what is secret."""
    return {name: _HIDDEN if SECRET.search(name) else value for name, value in params.items()}


def _clipped(value: str) -> str:
    return value if len(value) <= _SHOWN else f"{value[: _SHOWN - 1]}…"


def request_as_json(answered: Answered) -> dict[str, Any]:
    """Return a request with all of its parameters, and its reply."""
    request, response = answered.request, answered.response
    told = _request(answered) | {"url": request.url.partition("?")[0], "params": shown_params(request.params)}
    if response is None:
        return told
    headers = [[name, value] for name, value in response.headers if name.lower() != "set-cookie"]
    return told | {"status": response.status, "headers": headers, "reply": _body(response.body)}


def _body(body: bytes) -> Any:
    """Return a reply as data without its tokens, or as text if it is no JSON."""
    try:
        return _without_secrets(json.loads(body))
    except ValueError:
        return body.decode("utf-8", "replace")


def _without_secrets(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: _HIDDEN if isinstance(each, str) and SECRET.search(name) else _without_secrets(each)
            for name, each in value.items()
        }
    return [_without_secrets(each) for each in value] if isinstance(value, list) else value
