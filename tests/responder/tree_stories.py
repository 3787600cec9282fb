"""Stories of what modules other than those that edit call the items of their lists, as ``format=rawfm`` shows it."""

from __future__ import annotations

from typing import Any

from stories import ADMIN, ALICE, BOB, ROBO, Asked, Story, get, login, post, token

#: The tree, without the page around it.
TREE: dict[str, Any] = {"format": "rawfm", "wrappedhtml": 1}

PAST: list[dict[str, Any]] = [
    {"page": {"title": "A", "text": "== H ==\n[[B]] {{T|x}}", "user": "Bob", "summary": "s"}},
    {"page": {"title": "A", "text": "[[B]]", "user": "Alice"}},
    {"page": {"title": "A/sub", "text": "sub", "user": "Bob"}},
    {"page": {"title": "Talk:A", "text": "talk", "user": "Bob"}},
    {"page": {"title": "Talk:A/sub", "text": "talk", "user": "Bob"}},
    {"page": {"title": "R", "text": "#REDIRECT [[A]]", "user": "Bob"}},
    {"page": {"title": "MediaWiki:Aboutsite", "text": "own"}},
    {"page": {"title": "Talk:Taken", "text": "in the way", "user": "Bob"}},
    {"page": {"title": "Kept", "text": "k", "user": "Bob"}},
    {"page": {"title": "Talk:Kept", "text": "k", "user": "Bob"}},
    {"protect": {"title": "Kept", "edit": "sysop"}},
    {"tag": {"name": "good"}},
    {"watch": {"title": "A", "user": "Alice"}},
    {"block": {"target": "Bob", "reason": "r"}},
]

BY_PASSWORD = r"MediaWiki\Auth\PasswordAuthenticationRequest"


def shown(asked: Asked) -> Asked:
    """Ask for the tree of a reply."""
    who, method, params = asked
    return who, method, {**params, **TREE}


def acts(who: str, action: str, kind: str = "csrf", **params: Any) -> Asked:
    """Send an action with a token that was asked for before."""
    return shown(post(who, action=action, token=f"${kind}", **params))


def asks(who: str = "nobody", **params: Any) -> Asked:
    """Ask a query."""
    return shown(get(who, action="query", **params))


STORIES: dict[str, Story] = {
    "trees_of_reads": Story(
        steps=PAST,
        requests=[
            *login("Bob", "Bob", BOB),
            asks(meta="allmessages", ammessages="aboutsite|and|nope"),
            asks(meta="filerepoinfo"),
            asks("Bob", meta="userinfo", uiprop="cancreateaccount", errorformat="raw"),
            asks("Bob", meta="userinfo", uiprop="cancreateaccount"),
            shown(get(action="expandtemplates", text="{{T|x}} [[A]]", prop="wikitext|categories|properties")),
            shown(get(action="expandtemplates", text="{{T|x}} [[A]]")),
            shown(get(action="parse", page="R", redirects=1, prop="links|sections|wikitext")),
            shown(get(action="parse", text="{{T}}", contentmodel="wikitext", prop="parsewarnings|links|templates")),
            shown(post(action="login", lgname="Nobody", lgpassword="x", lgtoken="x", errorformat="raw")),
        ],
    ),
    "trees_of_writes": Story(
        steps=PAST,
        requests=[
            *login("Alice", "Alice", ALICE),
            token("Alice"),
            token("Alice", "watch"),
            acts("Alice", "purge", titles="a|Nope|<>"),
            acts("Alice", "watch", "watch", titles="a|R|<>"),
            acts("Alice", "setnotificationtimestamp", titles="A|Nope|<>"),
            *login("Admin", "Admin", ADMIN),
            token("Admin"),
            token("Admin", "userrights"),
            acts("Admin", "protect", title="Kept", protections="edit=sysop|move=sysop", expiry="infinite"),
            acts("Admin", "tag", revid="71001|71002|99", add="good"),
            acts("Admin", "tag", revid="71001", remove="good"),
            acts("Admin", "tag", revid="71001", add="nope"),
            acts("Admin", "userrights", "userrights", user="Alice", add="bot"),
            acts("Admin", "userrights", "userrights", user="Alice", remove="bot"),
            acts("Admin", "move", **{"from": "A"}, to="Z", movetalk=1, movesubpages=1),
            acts("Admin", "move", **{"from": "Kept"}, to="Taken", movetalk=1, movesubpages=1),
            acts("Admin", "move", **{"from": "Talk:Kept"}, to="Talk:X", movesubpages=1),
            shown(post("Admin", action="validatepassword", password="Admin", user="Admin", errorformat="raw")),
            shown(post("Admin", action="validatepassword", password="x")),
            post("Admin", action="validatepassword", password="123456789é", errorformat="raw"),
            *(post("Alice", action="validatepassword", password=each) for each in ("x", "ninechars", "tencharsss")),
            *login("Robo", "Robo", ROBO),
            *(post("Robo", action="validatepassword", password=each) for each in ("x", "ninechars", "tencharsss")),
            token("Admin"),
            *(
                post(
                    "Admin",
                    action="changeauthenticationdata",
                    request=BY_PASSWORD,
                    password=each,
                    retype=each,
                    changeauthtoken="$csrf",
                )
                for each in ("ninechars", "tencharsss")
            ),
        ],
    ),
}
