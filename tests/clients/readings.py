"""What mwclient and pywikibot read and do beyond editing: rows of calls, and what came of them on real wikis.

    python tests/clients/readings.py VERSION API_URL

makes the calls on a wiki started by `tests/live/mediawiki`, and writes what came into `readings/VERSION.json`.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from bots import Bot, Mwclient, Pywikibot
from worlds import World, live

#: What is there before any of the calls.
ARRANGED: list[dict[str, Any]] = [
    {"user": {"name": "Carol"}},
    {"page": {"title": "Template:Box", "text": "a box, [[Linked]]"}},
    {"page": {"title": "Category:Animals", "text": "All of them. [[Category:Things]]"}},
    {
        "page": {
            "title": "Lion",
            "text": "A big cat. {{Box}} [[Tiger]] [[Nowhere]] [[Category:Animals]]",
            "user": "Alice",
        }
    },
    {
        "page": {
            "title": "Tiger",
            "text": "See [[Lion]] [https://example.org/tiger web] [[Category:Animals]]",
            "user": "Bob",
        }
    },
    {
        "page": {
            "title": "Lion",
            "text": "A very big cat. {{Box}} [[Tiger]] [[Nowhere]] [[Category:Animals]]",
            "user": "Carol",
            "summary": "very",
            "minor": True,
        }
    },
    {"page": {"title": "Cat", "text": "#REDIRECT [[Lion]]"}},
    {"page": {"title": "Talk:Lion", "text": "== One ==\nWhat about [[Tiger]]s?"}},
    {"page": {"title": "User:Alice", "text": "I am Alice."}},
    {"page": {"title": "Old name", "text": "to be moved"}},
    {"move": {"from": "Old name", "to": "New name", "reason": "better"}},
    {"page": {"title": "Doomed", "text": "to be deleted"}},
    {"delete": {"title": "Doomed", "reason": "doomed"}},
    {"protect": {"title": "Tiger", "edit": "autoconfirmed", "reason": "dangerous"}},
    {"block": {"target": "Carol", "reason": "spam"}},
    {"watch": {"title": "Lion", "user": "Alice"}},
    {
        "page": {
            "title": "Tiger",
            "text": "See [[Lion]], [https://example.org/tiger web] [[Category:Animals]]",
            "user": "Robo",
            "bot": True,
        }
    },
]

#: A call: it is given the client's site, and returns plain data.
Call = Callable[[Any], Any]


#: A time that was not arranged.
_NOW = re.compile(r"20(?!20)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(Z|\+00:00)?")


def _plain(value: Any) -> Any:
    """Return *value* as JSON has it."""
    if isinstance(value, time.struct_time):
        return _NOW.sub("(now)", time.strftime("%Y-%m-%dT%H:%M:%SZ", value))
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, str):
        return _NOW.sub("(now)", value)
    if isinstance(value, (int, float, bool, type(None))):
        return value
    if hasattr(value, "isoformat"):
        return _NOW.sub("(now)", value.isoformat())
    if isinstance(value, Iterable):
        return [_plain(each) for each in value]
    return str(value)


# mwclient


def _names(pages: Iterable[Any]) -> list[str]:
    return [page if isinstance(page, str) else page.name for page in islice(pages, 50)]


def _first(rows: Iterable[Any], count: int = 50) -> list[Any]:
    return list(islice(rows, count))


MWCLIENT: dict[str, Call] = {
    "page": lambda site: {
        name: getattr(site.pages["Tiger"], name)
        for name in ("name", "exists", "redirect", "revision", "protection", "contentmodel", "pagelanguage", "length")
    },
    "page that is missing": lambda site: (site.pages["Nowhere"].exists, site.pages["Nowhere"].text()),
    "text of a section": lambda site: site.pages["Talk:Lion"].text(section=1),
    "redirect": lambda site: site.pages["Cat"].resolve_redirect().name,
    "redirects to": lambda site: site.pages["Cat"].redirects_to().name,
    "revisions": lambda site: _first(site.pages["Lion"].revisions()),
    "revisions with text": lambda site: _first(
        site.pages["Lion"].revisions(prop="ids|content", dir="newer", slots="main")
    ),
    "links": lambda site: _names(site.pages["Lion"].links()),
    "links in a namespace": lambda site: _names(site.pages["Lion"].links(namespace=0, generator=False)),
    "links, redirects": lambda site: _names(site.pages["Cat"].links(redirects=True)),
    "backlinks": lambda site: _names(site.pages["Tiger"].backlinks()),
    "backlinks, redirect": lambda site: _names(site.pages["Lion"].backlinks(redirect=True, generator=False)),
    "embedded in": lambda site: _names(site.pages["Template:Box"].embeddedin()),
    "templates": lambda site: _names(site.pages["Lion"].templates()),
    "categories": lambda site: _names(site.pages["Lion"].categories()),
    "categories by name": lambda site: _names(site.pages["Lion"].categories(generator=False)),
    "members": lambda site: _names(site.categories["Animals"]),
    "members by time": lambda site: _names(site.categories["Animals"].members(sort="timestamp", dir="desc")),
    "images": lambda site: _names(site.pages["Lion"].images()),
    "external links": lambda site: _first(site.pages["Tiger"].extlinks()),
    "language links": lambda site: _first(site.pages["Tiger"].langlinks()),
    "interwiki links": lambda site: _first(site.pages["Tiger"].iwlinks()),
    "all pages": lambda site: _names(site.allpages()),
    "all pages, chunks": lambda site: _names(site.allpages(api_chunk_size=2, generator=False)),
    "all pages that redirect": lambda site: _names(site.allpages(filterredir="redirects")),
    "all categories": lambda site: _names(site.allcategories()),
    "all users": lambda site: _first(site.allusers(prop="groups|editcount")),
    "all links": lambda site: _first(site.alllinks(generator=False)),
    "blocks": lambda site: _first(site.blocks()),
    "users": lambda site: _first(site.users(["Alice", "Robo", "Nobody"], prop="groups|editcount|blockinfo")),
    "contributions": lambda site: _first(site.usercontributions("Carol")),
    "recent changes": lambda site: _first(site.recentchanges()),
    "recent changes of bots": lambda site: _first(site.recentchanges(show="bot", prop="title|user|flags|ids")),
    "recent changes, chunks": lambda site: _first(site.recentchanges(prop="title|ids", api_chunk_size=1), 4),
    "log": lambda site: _first(site.logevents()),
    "log of moves": lambda site: _first(site.logevents(type="move")),
    "log of a title": lambda site: _first(site.logevents(title="Doomed")),
    "search": lambda site: _first(site.search("tiger")),
    "random": lambda site: len(_first(site.random(0, api_chunk_size=1), 1)),
    "get several": lambda site: site.get("query", titles="Lion|Nowhere|cat", prop="info", redirects=1)["query"][
        "pages"
    ].keys(),
    "parse": lambda site: site.post("parse", text="'''bold''' [[Lion]]", prop="text|links", disablelimitreport=1)[
        "parse"
    ],
    "parse a page": lambda site: site.parse(page="Tiger", prop="wikitext")["wikitext"]["*"],
    "expand": lambda site: site.expandtemplates("{{Box}}, {{uc:x}}"),
    "api": lambda site: site.api("query", meta="siteinfo", siprop="statistics").keys(),
    "namespaces": lambda site: site.namespaces,
}

#: The calls of mwclient that write.
MWCLIENT_WRITES: dict[str, Call] = {
    "purge": lambda site: site.pages["Lion"].purge(),
    "move": lambda site: _without_times(site.pages["New name"].move("Newer name", reason="newest", no_redirect=True)),
    "delete": lambda site: _without_ids(site.pages["New name"].delete(reason="enough")),
    "patrol": lambda site: _refused(lambda: site.patrol(rcid=999999)),
    "touch": lambda site: site.pages["Lion"].touch(),
}


def _refused(act: Callable[[], Any]) -> Any:
    try:
        return act()
    except Exception as error:
        return [type(error).__name__, str(getattr(error, "code", error.args[:1]))]


def _without_times(reply: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in reply.items() if "time" not in name}


def _without_ids(reply: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in reply.items() if name != "logid"}


# pywikibot


def _page(site: Any, title: str) -> Any:
    import pywikibot

    return pywikibot.Page(site, title)


def _user(site: Any, name: str) -> Any:
    import pywikibot

    return pywikibot.User(site, name)


def _category(site: Any, name: str) -> Any:
    import pywikibot

    return pywikibot.Category(site, name)


def _titles(pages: Iterable[Any]) -> list[str]:
    return sorted(page.title() for page in islice(pages, 50))


PYWIKIBOT: dict[str, Call] = {
    "page": lambda site: {
        name: getattr(_page(site, "Tiger"), name)()
        for name in ("exists", "isRedirectPage", "isDisambig", "namespace", "protection", "isTalkPage", "depth")
        if name != "depth"
    },
    "page that is missing": lambda site: (_page(site, "Nowhere").exists(), _page(site, "Nowhere").text),
    "text": lambda site: _page(site, "Lion").get(),
    "text of a redirect": lambda site: _refused(lambda: _page(site, "Cat").get()),
    "redirect": lambda site: _page(site, "Cat").getRedirectTarget().title(),
    "latest revision": lambda site: dict(_page(site, "Lion").latest_revision),
    "oldest revision": lambda site: _page(site, "Lion").oldest_revision.user,
    "revisions": lambda site: [
        (one.revid, one.user, one.comment, one.minor) for one in _page(site, "Lion").revisions()
    ],
    "old text": lambda site: _page(site, "Lion").getOldVersion(_page(site, "Lion").oldest_revision.revid),
    "contributors": lambda site: _page(site, "Lion").contributors(),
    "linked pages": lambda site: _titles(_page(site, "Lion").linkedPages()),
    "backlinks": lambda site: _titles(_page(site, "Tiger").backlinks()),
    "references": lambda site: _titles(_page(site, "Lion").getReferences(follow_redirects=True)),
    "embedded in": lambda site: _titles(_page(site, "Template:Box").embeddedin()),
    "templates": lambda site: _titles(_page(site, "Lion").templates()),
    "templates with parameters": lambda site: [
        (page.title(), args) for page, args in _page(site, "Lion").templatesWithParams()
    ],
    "categories": lambda site: _titles(_page(site, "Lion").categories()),
    "external links": lambda site: sorted(_page(site, "Tiger").extlinks()),
    "language links": lambda site: _titles(_page(site, "Tiger").langlinks()),
    "image links": lambda site: _titles(_page(site, "Tiger").imagelinks()),
    "properties": lambda site: _page(site, "Tiger").properties(),
    "expanded": lambda site: _page(site, "Lion").expand_text(),
    "members": lambda site: _titles(_category(site, "Animals").articles()),
    "subcategories": lambda site: _titles(_category(site, "Things").subcategories()),
    "category": lambda site: _category(site, "Animals").categoryinfo,
    "preloaded": lambda site: sorted(
        (page.title(), page.text)
        for page in site.preloadpages([_page(site, "Lion"), _page(site, "Tiger"), _page(site, "Nowhere")])
    ),
    "all pages": lambda site: _titles(site.allpages()),
    "all pages with text": lambda site: sorted(page.text for page in site.allpages(start="L", content=True)),
    "all pages, redirects": lambda site: _titles(site.allpages(filterredir=True)),
    "all categories": lambda site: _titles(site.allcategories()),
    "all users": lambda site: [user["name"] for user in site.allusers()],
    "bots": lambda site: sorted(site.botusers()),
    "blocks": lambda site: [(one["user"], one["reason"]) for one in site.blocks()],
    "users": lambda site: [dict(one) for one in site.users(["Alice", "Nobody"])],
    "user": lambda site: (
        _user(site, "Robo").groups(),
        _user(site, "Robo").editCount(),
        _user(site, "Robo").isRegistered(),
    ),
    "user that is blocked": lambda site: _user(site, "Carol").is_blocked(),
    "contributions": lambda site: [
        (page.title(), comment) for page, _, _, comment in _user(site, "Carol").contributions()
    ],
    "recent changes": lambda site: [(one["title"], one["type"], one["user"]) for one in site.recentchanges(total=30)],
    "recent changes of bots": lambda site: [one["title"] for one in site.recentchanges(bot=True)],
    "log": lambda site: [(one.type(), one.action(), one.page().title()) for one in site.logevents(total=30)],
    "log of moves": lambda site: [(one.page().title(), one.target_title) for one in site.logevents(logtype="move")],
    "log of deletions": lambda site: [one.comment() for one in site.logevents(logtype="delete")],
    "search": lambda site: _titles(site.search("tiger")),
    "random": lambda site: len(list(site.randompages(total=1))),
    "site": lambda site: (
        site.mw_version.version[:2],
        site.namespaces[4].canonical_name,
        site.siteinfo["case"],
        site.lang,
        site.siteinfo["sitename"],
    ),
    "messages": lambda site: site.mediawiki_messages(["and", "word-separator"]),
    "namespaces": lambda site: {number: namespace.custom_name for number, namespace in site.namespaces.items()},
    "magic words": lambda site: sorted(site.getmagicwords("redirect")),
    "rights": lambda site: (site.has_right("edit"), site.has_right("protect"), site.has_group("bot")),
    "interwiki map": lambda site: site.isInterwikiLink("Lion"),
    "watched pages": lambda site: _titles(site.watched_pages()),
    "can be edited": lambda site: (_page(site, "Tiger").botMayEdit(), _page(site, "Lion").has_permission()),
    "compare": lambda site: (
        len(site.compare(_page(site, "Lion").oldest_revision.revid, _page(site, "Lion").latest_revision_id)) > 0
    ),
}

#: The calls of pywikibot that write.
PYWIKIBOT_WRITES: dict[str, Call] = {
    "purge": lambda site: _page(site, "Lion").purge(),
    "touch": lambda site: _page(site, "Lion").touch(),
    "watch": lambda site: (_page(site, "Tiger").watch(), _page(site, "Tiger").watch(unwatch=True)),
    "move": lambda site: _page(site, "New name").move("Newer name", reason="newest").title(),
    "protect": lambda site: _refused(lambda: _page(site, "Lion").protect(protections={"edit": "sysop"}, reason="now")),
    "delete": lambda site: _page(site, "New name").delete(reason="enough", prompt=False),
    "undelete": lambda site: (_page(site, "Doomed").undelete(reason="no"), _page(site, "Doomed").text),
    "block": lambda site: _user(site, "Bob").block(expiry="1 week", reason="test"),
    "unblock": lambda site: _refused(lambda: site.unblockuser(_user(site, "Carol"), "over")),
    "roll back": lambda site: _refused(lambda: site.rollbackpage(_page(site, "Lion"))["summary"]),
    "new account": lambda site: _refused(lambda: site.tokens["createaccount"] != ""),
}

#: Whose calls they are: what the client is, what it reads, what it writes.
CALLS: dict[str, tuple[Callable[[World], Bot], dict[str, Call], dict[str, Call]]] = {
    "mwclient": (Mwclient, MWCLIENT, MWCLIENT_WRITES),
    "pywikibot": (Pywikibot, PYWIKIBOT, PYWIKIBOT_WRITES),
}


def names() -> list[tuple[str, str]]:
    """Return every call: the client, and what it is called."""
    return [(client, name) for client, (_, reads, writes) in CALLS.items() for name in {**reads, **writes}]


def site_of(client: str, world: World) -> Any:
    """Return the client's site, logged in as an administrator."""
    made: Any = CALLS[client][0](world)
    made.log_in("Admin")
    return made._site


def result(client: str, name: str, site: Any) -> Any:
    """Return what comes of a call."""
    _, reads, writes = CALLS[client]
    return _plain({**reads, **writes}[name](site))


def recorded(version: str) -> dict[str, Any]:
    """Return what came on a real wiki, by client and call, and the address of its API."""
    told: dict[str, Any] = json.loads(file_of(version).read_text(encoding="utf-8"))
    return told


def file_of(version: str) -> Path:
    """Return where the results of a version are."""
    return Path(__file__).parent / "readings" / f"{version}.json"


def record(version: str, api_url: str) -> None:
    """Make all calls on the real wiki; those that write on a freshly arranged one each."""
    told: dict[str, Any] = {"api_url": api_url}
    for client, (_, reads, writes) in CALLS.items():
        told[client] = {}
        for group in (list(reads), *([name] for name in writes)):
            with live(api_url) as world:
                world.arrange(ARRANGED)
                site = site_of(client, world)
                told[client].update({name: result(client, name, site) for name in group})
    file_of(version).parent.mkdir(exist_ok=True)
    file_of(version).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    record(*sys.argv[1:])
