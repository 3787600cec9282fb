"""A recording as a person sees it: who did what to which page, and what came of it, instead of HTTP."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pytest_mwedit.cassettes import Interaction
from pytest_mwedit.replies import Reply, UnreadableReply, read_reply
from pytest_mwedit.web import WebResponse


@dataclass(frozen=True)
class Event:
    """One interaction of a recording."""

    #: Counted from 1.
    number: int
    #: The action, such as "edit"; the entry point for what goes past the API.
    action: str
    #: Who is logged in; empty for somebody who is not, or where the recording does not show it.
    user: str
    #: The page, or what else the request is about.
    about: str
    summary: str
    #: What came of it: "Success, revision 12", or the code and text of an error.
    result: str
    #: How an edit changes the text, as lines that begin with "-", "+" or a space.
    change: tuple[str, ...] = ()


def events(interactions: Sequence[Interaction]) -> list[Event]:
    """Return what happens in a recording, in its order."""
    telling = _Telling()
    return [telling.event(number, one) for number, one in enumerate(interactions, start=1)]


@dataclass
class _Telling:
    """What is known so far: who holds which session, and what pages say."""

    users: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    #: How the wiki writes a title that was asked for.
    written: dict[str, str] = field(default_factory=dict)

    def event(self, number: int, interaction: Interaction) -> Event:
        request, params = interaction.request, interaction.request.params
        reply = _read(interaction.response)
        entry_point = request.endpoint.rpartition("/")[2]
        action = params.get("action", "help") if entry_point == "api.php" else entry_point
        user = next((self.users[value] for value in request.cookies.values() if value in self.users), "")
        about = self._about(action, params)
        change = tuple(self._change(params, about, reply)) if action == "edit" else ()
        if reply is not None:
            self._learn(interaction, reply)
        return Event(
            number, action, user, about, params.get("summary", ""), _result(interaction.response, reply), change
        )

    def _about(self, action: str, params: Mapping[str, str]) -> str:
        if action in _NAMES:
            return params.get(_NAMES[action], "")
        if "pageid" in params:
            return self.titles.get(params["pageid"], f"page {params['pageid']}")
        parts = [
            params[name] for name in ("title", "titles", "from", "meta", "list", "prop", "revids") if name in params
        ]
        section = f"#{params['section']}" if "section" in params else ""
        return ", ".join(parts) + section

    def _change(self, params: Mapping[str, str], page: str, reply: Reply | None) -> Iterator[str]:
        answer = (reply.module("edit") if reply is not None else None) or {}
        page = answer.get("title") or self.written.get(params.get("title", ""), page.partition("#")[0])
        self.written[params.get("title", "")] = page
        before = self.texts.get(page, "" if "new" in answer else None)
        after = _new_text(params, before)
        if "section" in params or before is None or after is None:
            for name, mark in (("text", "+"), ("prependtext", "+"), ("appendtext", "+")):
                yield from (f"{mark}{line}" for line in params.get(name, "").splitlines())
            self.texts.pop(page, None)
            return
        lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
        yield from (line for line in list(lines)[2:] if not line.startswith("@@"))
        if answer.get("result") == "Success":
            self.texts[page] = after

    def _learn(self, interaction: Interaction, reply: Reply) -> None:
        login = reply.module("login") or reply.module("clientlogin") or {}
        name = login.get("lgusername") or (login.get("username") if login.get("status") == "PASS" else None)
        if isinstance(name, str):
            given = [
                value.partition(";")[0].partition("=")[2]
                for key, value in interaction.response.headers
                if key.lower() == "set-cookie"
            ]
            self.users |= dict.fromkeys(filter(None, given or interaction.request.cookies.values()), name)
        query = reply.module("query") or {}
        normalized = query.get("normalized", ())
        self.written |= {each["from"]: each["to"] for each in normalized if isinstance(each, Mapping) and "to" in each}
        pages = query.get("pages", ())
        for page in pages.values() if isinstance(pages, Mapping) else pages:
            if not isinstance(page, Mapping) or not isinstance(page.get("title"), str):
                continue
            self.titles[str(page.get("pageid"))] = page["title"]
            for revision in list(page.get("revisions", ()))[:1]:
                slot = revision.get("slots", {}).get("main", revision)
                text = slot.get("content", slot.get("*"))
                if isinstance(text, str):
                    self.texts[page["title"]] = text


#: The parameter that says what an action without a page is about.
_NAMES = {"login": "lgname", "clientlogin": "username", "checktoken": "type", "paraminfo": "modules"}


def _new_text(params: Mapping[str, str], before: str | None) -> str | None:
    if "undo" in params or before is None:
        return None
    if "appendtext" in params or "prependtext" in params:
        return params.get("prependtext", "") + before + params.get("appendtext", "").rstrip()
    return params.get("text", "").rstrip()


def _read(response: WebResponse) -> Reply | None:
    try:
        return read_reply(response.body, "a recording")
    except UnreadableReply:
        return None


def _result(response: WebResponse, reply: Reply | None) -> str:
    if reply is None:
        return f"HTTP {response.status}, {response.header('Content-Type') or 'without a type'}"
    if reply.errors:
        return "; ".join(f"{error.code}: {error.text}".rstrip(": ") for error in reply.errors)
    for name in ("edit", "stashedit", "login", "clientlogin"):
        answer = reply.module(name)
        if answer is not None:
            return ", ".join(_told(answer))
    return "ok" if response.status == 200 else f"HTTP {response.status}"


def _told(answer: Mapping[str, Any]) -> Iterator[str]:
    yield str(answer.get("result") or answer.get("status") or "?")
    if "reason" in answer or "message" in answer:
        yield str(answer.get("reason") or answer.get("message"))
    if answer.get("new") not in (None, False):
        yield "new page"
    if answer.get("nochange") not in (None, False):
        yield "no change"
    if "newrevid" in answer:
        yield f"revision {answer['newrevid']}"
    if "captcha" in answer:
        yield f"captcha of type {answer['captcha'].get('type')}"
