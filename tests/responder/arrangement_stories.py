"""Arrangements, step by step and key by key, and what cannot be arranged; what they leave is compared."""

from __future__ import annotations

from typing import Any

from stories import ALICE, BOT_PASSWORD, Asked, Story, get, login, post, query, token

A: dict[str, Any] = {"page": {"title": "A", "text": "a"}}
SEEN = "ids|flags|timestamp|user|userid|size|sha1|comment|tags|content|contentmodel"


def seen(*titles: str) -> list[Asked]:
    """Look at pages."""
    return [
        *(
            query(titles=title, prop="info|revisions", rvprop=SEEN, rvslots="main", rvlimit=20, inprop="protection")
            for title in titles
        ),
    ]


def impossible(*steps: dict[str, Any], **config: Any) -> Story:
    """Arrange what cannot be."""
    return Story(config, [A, *steps])


#: What cannot be arranged: name, the step that fails.
IMPOSSIBLE: dict[str, dict[str, Any]] = {
    "move_missing": {"move": {"from": "Missing", "to": "B"}},
    "move_onto_page": {"move": {"from": "A", "to": "Main Page"}},
    "move_onto_itself": {"move": {"from": "A", "to": "A"}},
    "page_special": {"page": {"title": "Special:Version", "text": "x"}},
    "page_invalid_title": {"page": {"title": "A|b", "text": "x"}},
    "page_interwiki": {"page": {"title": "wikipedia:Foo", "text": "x"}},
    "page_unknown_user": {"page": {"title": "B", "text": "x", "user": "Nobody"}},
    "page_unknown_model": {"page": {"title": "B", "text": "x", "contentmodel": "nope"}},
    "page_invalid_json": {"page": {"title": "B", "text": "{", "contentmodel": "json"}},
    "user_address": {"user": {"name": "1.2.3.4"}},
    "user_invalid": {"user": {"name": "A#b"}},
    "user_without_name": {"user": {}},
    "block_unknown_user": {"block": {"target": "Nobody"}},
    "block_wide_range": {"block": {"target": "10.0.0.0/8"}},
    "block_past": {"block": {"target": "Bob", "expiry": "20010101000000"}},
    "block_bad_expiry": {"block": {"target": "Bob", "expiry": "some day"}},
    "protect_special": {"protect": {"title": "Special:Version", "edit": "sysop"}},
    "protect_without_title": {"protect": {"edit": "sysop"}},
    "botpassword_unknown_user": {"botpassword": {"user": "Nobody", "app": "x", "password": BOT_PASSWORD}},
    "botpassword_without_app": {"botpassword": {"user": "Alice", "password": BOT_PASSWORD}},
    "unknown_step": {"destroy": {"title": "A"}},
}

STORIES: dict[str, Story] = {
    "arranged_users": Story(
        steps=[
            {"user": {"name": "carl_the_first", "email": "c@example.com", "confirmed": False}},
            {
                "user": {
                    "name": "Dora",
                    "options": {"nickname": "D", "fancysig": "0", "watchdefault": 0, "minordefault": 1},
                }
            },
            {"user": {"name": "Emil", "groups": ["bot", "sysop"], "email": ""}},
            {"user": {"name": "Alice", "groups": ["sysop"], "password": "Another!Passw0rd"}},
            {"user": {"name": "Fred", "options": {"nickname": "[[x]] '''F'''", "fancysig": 1, "language": "fr"}}},
            {"user": {"name": "Gina", "groups": ["foo"]}},
            *(
                {"page": {"title": f"By {name}", "text": "~~~ ~~~~ ~~~~~", "user": name}}
                for name in ("Dora", "Fred", "Emil")
            ),
        ],
        requests=[
            *(
                asked
                for who, password in (
                    ("Carl the first", "carl_the_firstPassw0rd!x"),
                    ("Dora", "DoraPassw0rd!x"),
                    ("Emil", "EmilPassw0rd!x"),
                    ("Alice", "Another!Passw0rd"),
                    ("Gina", "GinaPassw0rd!x"),
                )
                for asked in (
                    *login(who, who, password),
                    get(who, action="query", meta="userinfo", uiprop="groups|groupmemberships|rights|email|editcount"),
                    token(who),
                    post(who, action="edit", title="New", text=f"by {who}", token="$csrf"),
                )
            ),
            *seen("New", "By Dora", "By Fred"),
        ],
    ),
    "arranged_pages": Story(
        steps=[
            A,
            {"page": {"title": "A", "text": "b", "minor": True, "user": "Alice", "summary": "s"}},
            {"page": {"title": "A", "text": "c", "bot": True, "by": "Robo"}},
            {"page": {"title": "A", "text": "d", "tags": ["one", "two"], "minor": True, "bot": True}},
            {"page": {"title": "A", "text": "d"}},
            {"page": {"title": "A", "text": "a", "user": "Bob"}},
            {"page": {"title": "A", "text": "", "user": "1.2.3.4", "summary": "  much   space  "}},
            {"page": {"title": "new#part", "text": "fragment", "minor": True}},
            {"page": {"title": "Empty", "text": ""}},
            {"page": {"title": "user talk:alice_x", "text": "\r\nlines\r\n\\n"}},
            {"page": {"title": "User:Alice/x.js", "text": "a", "user": "Alice"}},
            {"page": {"title": "T", "text": "text ~~~~", "contentmodel": "text"}},
            {"page": {"title": "J", "text": '{"b": [1]}', "contentmodel": "json"}},
            {"page": {"title": "A", "text": "x" * 300, "summary": "y" * 600}},
            {"page": {"title": "Template:T", "text": "<noinclude>{{subst:A}}</noinclude>{{{1|}}}"}},
        ],
        requests=seen("A", "New", "Empty", "User talk:Alice x", "T", "J", "User:Alice/x.js", "Template:T"),
    ),
    "arranged_moves": Story(
        steps=[
            A,
            {"page": {"title": "Talk:A", "text": "talk"}},
            {"watch": {"title": "A", "user": "Alice"}},
            {"move": {"from": "A", "to": "B", "reason": "because"}},
            {"move": {"from": "B", "to": "A"}},
            {"page": {"title": "C", "text": "c"}},
            {"protect": {"title": "C", "edit": "sysop", "move": "sysop"}},
            {"move": {"from": "C", "to": "User:Bob/C", "noredirect": True, "user": "Bob"}},
            {"move": {"from": "user:Bob/C", "to": "talk:d d", "user": "Alice", "reason": "r [[x]]"}},
            {"page": {"title": "C", "text": "again"}},
            {"move": {"from": "Talk:D d", "to": "E", "noredirect": True}},
        ],
        requests=seen("A", "B", "C", "User:Bob/C", "Talk:D d", "E"),
    ),
    "arranged_deletions": Story(
        steps=[
            A,
            {"watch": {"title": "A", "user": "Alice"}},
            {"protect": {"title": "A", "edit": "sysop"}},
            {"delete": {"title": "A", "reason": "why", "user": "Alice"}},
            {"page": {"title": "A", "text": "again", "user": "Bob"}},
            {"page": {"title": "Talk:A", "text": "talk"}},
            {"delete": {"title": "A"}},
            {"protect": {"title": "A", "create": "autoconfirmed", "expiry": "20300101000000", "reason": "no more"}},
        ],
        requests=seen("A", "Talk:A"),
    ),
    "arranged_protections": Story(
        steps=[
            *({"page": {"title": title, "text": "{{T}}"}} for title in ("A", "B", "C", "D", "E", "F")),
            {"page": {"title": "Template:T", "text": "t"}},
            {"protect": {"title": "A", "edit": "sysop", "cascade": True, "expiry": "20300101000000"}},
            {"protect": {"title": "B", "edit": "autoconfirmed", "cascade": True}},
            {"protect": {"title": "C", "edit": "sysop", "move": "autoconfirmed", "expiry": "20210101000000"}},
            {"protect": {"title": "C", "move": "sysop", "reason": "r"}},
            {"protect": {"title": "D", "create": "sysop"}},
            {"protect": {"title": "E", "edit": "foo", "user": "Bob"}},
            {"protect": {"title": "F", "edit": "sysop"}},
            {"protect": {"title": "F", "edit": "", "reason": "over"}},
            {"protect": {"title": "G", "create": "sysop"}},
            {"protect": {"title": "G", "create": ""}},
            {"protect": {"title": "H", "edit": "sysop"}},
        ],
        requests=seen("A", "B", "C", "D", "E", "F", "G", "H", "Template:T"),
    ),
    "arranged_blocks": Story(
        steps=[
            A,
            {"block": {"target": "Bob", "reason": "r", "expiry": "20300101000000", "nocreate": False}},
            {"user": {"name": "Carl"}},
            {"block": {"target": "carl", "pages": ["A", "Main Page"], "namespaces": [2, 10]}},
            {"user": {"name": "Dora"}},
            {"block": {"target": "Dora", "namespaces": [0], "expiry": "1 week"}},
            {"block": {"target": "10.1.2.3/24", "anononly": True, "expiry": "infinity"}},
            {"block": {"target": "10.9.9.9", "reason": "", "expiry": "2031-02-03T04:05:06Z"}},
            {"user": {"name": "Emil"}},
            {"block": {"target": "Emil", "expiry": "1 day"}},
        ],
        requests=[
            asked
            for who in ("Bob", "Carl", "Dora", "Emil")
            for asked in (
                *login(who, who, f"{who}Passw0rd!x"),
                get(who, action="query", meta="userinfo", uiprop="blockinfo", formatversion=2),
                token(who),
                post(who, action="edit", title="A", text=f"by {who}", token="$csrf", formatversion=2),
            )
        ],
    ),
    "arranged_blocks_twice": impossible({"block": {"target": "Bob"}}, {"block": {"target": "Bob", "reason": "again"}}),
    "arranged_hidden_revisions": Story(
        steps=[
            A,
            *({"page": {"title": "A", "text": text, "user": "Bob", "summary": text}} for text in "bcdef"),
            {"revdelete": {"title": "A", "rev": 0}},
            {"revdelete": {"title": "A", "rev": 1, "hide": ["user"]}},
            {"revdelete": {"title": "A", "rev": 2, "hide": ["comment", "text"]}},
            {"revdelete": {"title": "A", "rev": 3, "hide": ["text", "user", "comment"]}},
            {"revdelete": {"title": "A", "rev": 3, "hide": []}},
        ],
        requests=seen("A"),
    ),
    "arranged_tags_and_watches": Story(
        config={"watchlist_expiry": True},
        steps=[
            {"tag": {"name": "mine"}},
            {"tag": {"name": "mine"}},
            {"tag": {"name": "two words"}},
            {"watch": {"title": "A", "user": "Alice", "expiry": "20200201000000"}},
            {"watch": {"title": "talk:B", "user": "Alice", "expiry": "infinity"}},
            {"watch": {"title": "C", "user": "Bob", "expiry": "1 week"}},
            {"watch": {"title": "C", "user": "Bob"}},
            {"watch": {"title": "D"}},
            {"watch": {"title": "E", "user": "Alice", "expiry": "20500101000000"}},
        ],
        requests=[
            *login("alice", "Alice", ALICE),
            get("alice", action="query", titles="A|Talk:A|B|C|E", prop="info", inprop="watched"),
            token("alice"),
            post("alice", action="edit", title="A", text="x", tags="mine|two words", token="$csrf"),
        ],
    ),
    **{
        f"arranged_bot_password_{name}": Story(
            steps=[A, {"botpassword": {"user": "Alice", "app": "app", "password": BOT_PASSWORD, **keys}}],
            requests=[
                *login("bot", "Alice@app", BOT_PASSWORD),
                get("bot", action="query", meta="userinfo", uiprop="rights"),
                token("bot"),
                post("bot", action="edit", title="A", text="by a bot", token="$csrf"),
                post("bot", action="edit", title="B", text="by a bot", token="$csrf"),
            ],
        )
        for name, keys in {
            "here": {"restrictions": {"IPAddresses": ["127.0.0.1/32", "::1"]}},
            "elsewhere": {"restrictions": {"IPAddresses": ["10.0.0.0/8"]}},
            "everywhere": {"restrictions": {"IPAddresses": ["0.0.0.0/0", "::/0"]}},
            "nothing_granted": {"grants": []},
            "much_granted": {"grants": ["basic", "editpage", "editprotected", "nope"]},
        }.items()
    },
    **{f"arranged_impossible_{name}": impossible(step) for name, step in IMPOSSIBLE.items()},
}
