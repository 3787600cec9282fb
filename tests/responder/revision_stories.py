"""Stories of what is hidden and shown again, and of histories that are merged: the replies, and what is left."""

from __future__ import annotations

from typing import Any

from action_stories import FORMATS, PAGES, act, people
from stories import ERROR_FORMATS, Asked, Story, get, login, post, token

#: Administrators may hide things, and Olga hides them from administrators, too.
HIDERS: dict[str, Any] = {"group_permissions": {"sysop": {"deleterevision": True, "deletelogentry": True}}}


#: A history of several authors, and what was deleted.
PAST: list[dict[str, Any]] = [
    {"page": {"title": "A", "text": "one", "user": "Alice", "summary": "secret one"}},
    {"page": {"title": "A", "text": "two", "user": "Bob", "summary": "secret two"}},
    {"page": {"title": "A", "text": "three", "user": "1.2.3.4", "summary": "three"}},
    {"page": {"title": "A", "text": "four", "user": "Alice", "summary": "four"}},
    {"page": {"title": "B", "text": "b1", "user": "Alice"}},
    {"page": {"title": "B", "text": "b2", "user": "Bob"}},
    {"delete": {"title": "B", "reason": "gone"}},
    {"page": {"title": "B", "text": "b3", "user": "Bob"}},
    {"tag": {"name": "foo"}},
    {"user": {"name": "Olga", "groups": ["sysop", "suppress"]}},
]


def hide(who: str = "Admin", **params: Any) -> Asked:
    """Hide something, or show it."""
    return act(who, "revisiondelete", **params)


def asked(who: str, **params: Any) -> Asked:
    """Query something."""
    return get(who, action="query", **params)


def logged(who: str, **params: Any) -> Asked:
    """Ask for the log."""
    return asked(who, list="logevents", **{"lelimit": 50, "leprop": "ids|title|type|details|comment", **params})


HISTORY: dict[str, Any] = {
    "action": "query",
    "prop": "revisions",
    "titles": "A",
    "rvlimit": 10,
    "rvprop": "ids|user|userid|comment|content|sha1|flags|tags|timestamp",
    "rvslots": "main",
}
OLGA = [*login("Olga", "Olga", "OlgaPassw0rd!x"), token("Olga", "csrf|rollback")]
EVERYBODY = ("nobody", "Admin", "Olga")

HIDING: list[Asked] = [
    *people("Alice", "Admin", "Bob"),
    *OLGA,
    get("Admin", action="query", meta="userinfo", uiprop="rights"),
    hide(),
    hide(type="revision"),
    hide(type="x", ids="1"),
    hide(type="revision", ids=""),
    hide(type="revision", ids="71002"),
    hide(type="revision", ids="71002", hide=""),
    hide(type="revision", ids="71002", hide="x"),
    hide(type="revision", ids="71002", hide="content", show="content"),
    hide(type="revision", ids="71002", hide="content|user", show="content|comment"),
    hide(type="revision", ids="99", hide="content"),
    hide(type="revision", ids="x", hide="content"),
    hide(type="revision", ids="0", hide="content"),
    hide(type="revision", ids="-1", hide="content"),
    hide("Alice", type="revision", ids="71002", hide="content"),
    hide("Bob", type="revision", ids="71002", hide="content", token="x"),
    hide(type="revision", ids="71002", hide="content", suppress="yes"),
    hide(type="revision", ids="71002", hide="content", suppress="x"),
    hide(type="revision", ids="71002", hide="content", tags="nope"),
    hide("Alice", type="revision", ids="71002", hide="content", tags="foo"),
    hide(type="revision", ids="71002", hide="content", target="Nope"),
    hide(type="revision", ids="71002", hide="content", target="<>"),
    hide(type="revision", ids="71001", hide="content", reason="why", target="B"),
    hide(type="revision", ids="71001", hide="content", target="A"),
    hide(type="revision", ids="71001|71002|99", hide="user|comment", reason="w ''y''", tags="foo", formatversion=2),
    hide(type="revision", ids="71002|71001", hide="user|comment"),
    hide(type="revision", ids="71002|71001|71005", hide="user|comment"),
    hide(type="revision", ids="71004", hide="content"),
    hide(type="revision", ids="71004", hide="comment|content"),
    hide(type="revision", ids="71004", hide="comment|user"),
    hide(type="revision", ids="71003", hide="content|comment|user", format="xml"),
    hide(type="revision", ids="71003", show="content", hide=""),
    hide(type="revision", ids="71003", show="content|comment|user"),
    get("nobody", **HISTORY),
    get("Alice", **HISTORY),
    get("Admin", **HISTORY),
    get("Olga", **HISTORY),
    hide("Olga", type="revision", ids="71003", hide="content", suppress="yes", reason="sup"),
    get("Admin", **HISTORY),
    get("Olga", **HISTORY),
    hide("Admin", type="revision", ids="71003", hide="user"),
    hide("Admin", type="revision", ids="71003", show="content"),
    hide("Olga", type="revision", ids="71003", hide="user", suppress="nochange"),
    hide("Olga", type="revision", ids="71003|71002", hide="user", suppress="no"),
    hide("Olga", type="revision", ids="71001|71002", hide="user", suppress="yes"),
    hide("Olga", type="revision", ids="71001", suppress="no", show="user"),
    hide("Olga", type="revision", ids="71001", suppress="no"),
    hide("Olga", type="revision", ids="71001", suppress="yes"),
    hide("Admin", type="archive", ids="71005", hide="user"),
    hide("Admin", type="archive", ids="71005", hide="user", target="B"),
    hide("Admin", type="archive", ids="71005|71006", hide="user|content", target="B", reason="arch"),
    hide("Admin", type="archive", ids="20200101000400", hide="comment", target="B", reason="arch"),
    hide("Admin", type="archive", ids="20200101000400", hide="comment", target="Nope", reason="arch"),
    hide("Admin", type="archive", ids="99", hide="comment", target="B"),
    hide("Admin", type="archive", ids="71007", hide="comment", target="B"),
    hide("Admin", type="logging", ids="1", hide="comment"),
    hide("Admin", type="logging", ids="1|2|99", hide="comment|content|user", reason="logs"),
    hide("Admin", type="logging", ids="3", hide="comment", target="Special:Log"),
    hide("Admin", type="logging", ids="4", hide="comment", target="Special:Log/delete"),
    hide("Admin", type="logging", ids="5", hide="comment", target="Nope"),
    hide("Olga", type="logging", ids="5", hide="comment|content|user", suppress="yes", reason="supp"),
    hide("Admin", type="logging", ids="5", hide="comment"),
    hide("Admin", type="logging", ids="99", hide="comment"),
    hide("Admin", type="filearchive", ids="1", hide="comment"),
    hide("Admin", type="oldimage", ids="1", hide="comment"),
    hide("Admin", type="filearchive", ids="1", hide="comment", target="File:X"),
    hide("Admin", type="oldimage", ids="1", hide="comment", target="File:X"),
    *(
        get(
            w,
            action="query",
            list="logevents",
            lelimit=50,
            leprop="ids|title|type|user|userid|timestamp|comment|parsedcomment|details|tags",
        )
        for w in ("nobody", "Admin", "Olga")
    ),
    *(
        get(
            w,
            action="query",
            list="recentchanges",
            rclimit=50,
            rcprop="user|userid|comment|parsedcomment|title|ids|sizes|loginfo|tags|flags|sha1",
        )
        for w in ("nobody", "Admin", "Olga")
    ),
]

HIDING_OF_MORE: list[Asked] = [
    *people("Alice", "Admin", "Bob"),
    *OLGA,
    *login("Part", "Part", "PartPassw0rd!x"),
    token("Part"),
    *login("Full", "Full", "FullPassw0rd!x"),
    token("Full"),
    hide(type="revision", ids="99", hide="content", target="A"),
    hide(type="revision", ids="99|71001", hide="content", target="B"),
    hide(type="revision", ids="99|71001", hide="content"),
    hide(type="revision", ids="71001|99", hide="user"),
    hide(type="revision", ids="71005", hide="user"),
    hide(type="revision", ids="71005", hide="user", target="B"),
    hide(type="revision", ids="71005", hide="comment", target="A"),
    hide(type="revision", ids="x", hide="content", target="A"),
    hide(type="revision", ids="71002x|71002|071002| 71002", hide="user", target="A"),
    hide(type="revision", ids="-5|0|1.5", hide="user", target="A"),
    hide(type="revision", ids="71002|71002", hide="content", target="A"),
    hide(type="revision", ids="|71002", hide="content", target="A"),
    hide(type="revision", ids="71006|71001", hide="content"),
    hide(type="revision", ids="71007|71001", hide="comment"),
    hide(type="revision", ids="71001|71007", hide="comment"),
    hide(type="revision", ids="71001", hide="content", target="Special:Foo"),
    hide(type="revision", ids="99", hide="content", target="Special:Foo"),
    hide(type="revision", ids="99", hide="content", target="<>"),
    hide(type="revision", ids="99", hide="content", target=""),
    hide(type="revision", ids="99", hide="content", target="w:en:x"),
    hide(type="revision", ids="99", hide="content", target="#x"),
    hide(type="revision", ids="99", hide="content", target="Talk:a#x"),
    logged("Admin"),
    hide("Olga", type="revision", ids="71002", show="content|user|comment", suppress="yes"),
    hide("Olga", type="revision", ids="71003", show="content", suppress="yes"),
    hide("Olga", type="revision", ids="71003", hide="content", suppress="yes"),
    hide("Admin", type="revision", ids="71003", show="content", suppress="no"),
    hide("Admin", type="revision", ids="71003", hide="content", suppress="no"),
    hide("Admin", type="revision", ids="71003", hide="content"),
    hide("Olga", type="revision", ids="71004", hide="content", suppress="yes"),
    hide("Olga", type="revision", ids="71004", hide="user", suppress="yes"),
    hide("Admin", type="revision", ids="71004", hide="content"),
    hide("Admin", type="revision", ids="71004", hide="comment"),
    hide("Admin", type="revision", ids="71001|71003|71004", show="comment|user|content", suppress="no"),
    hide(
        "Olga",
        type="revision",
        ids="71001|71002|71003|71004",
        show="comment|user",
        hide="content",
        suppress="no",
        reason="x" * 600,
    ),
    logged("Olga", letype="suppress"),
    logged("Olga", leaction="suppress/revision"),
    logged("Olga", letype="delete"),
    logged("Admin", letype="suppress"),
    logged("Admin", leaction="suppress/revision"),
    logged("Admin", leaction="delete/revision"),
    logged("Admin", leaction="delete/event"),
    hide(
        "Admin",
        type="archive",
        ids="20200101001000|20200101001100",
        hide="comment|content|user",
        target="C",
        reason="arch",
        tags="foo",
    ),
    hide("Admin", type="archive", ids="20200101001200", hide="content", target="C"),
    hide("Admin", type="archive", ids="2020-01-01T00:12:00Z", hide="comment", target="C"),
    hide("Admin", type="archive", ids="20200101001000", show="comment|content|user", target="C", format="xml"),
    hide("Olga", type="archive", ids="20200101001100", suppress="yes", hide="user", target="c"),
    hide("Admin", type="archive", ids="20200101001100", hide="content", target="c"),
    hide("Admin", type="archive", ids="20200101001100", show="content", target="c"),
    hide("Admin", type="archive", ids="20200101000700", show="content", target="B"),
    logged("Olga"),
    *(
        get(
            w,
            action="query",
            prop="deletedrevisions",
            titles="C|B",
            drvprop="ids|user|userid|comment|content|sha1",
            drvslots="main",
        )
        for w in ("Admin", "Olga")
    ),
    *(
        get(
            w,
            action="query",
            list="alldeletedrevisions",
            adrprop="ids|user|userid|comment|content|sha1",
            adrslots="main",
            adruser="Alice",
        )
        for w in ("Admin", "Olga")
    ),
    hide("Bob", type="revision", ids="71001", hide="content"),
    hide("Full", type="revision", ids="71001", hide="content"),
    hide("Part", type="revision", ids="71001", hide="content"),
    hide("Part", type="revision", ids="71007", hide="user"),
    hide("Full", type="logging", ids="3", hide="user"),
    hide("Part", type="logging", ids="3", hide="user"),
    hide("Full", type="x", ids="3", hide="user"),
    hide("Full", type="logging", ids="", hide="user"),
    hide("Alice", type="logging", ids="", hide="user"),
    hide("Alice", type="logging", ids="1", hide="user", suppress="yes"),
    hide("nobody", token="+\\", type="logging", ids="1", hide="user"),
    hide("Admin", type="logging", ids="2|x|2|-1| 3", hide="user"),
    hide("Admin", type="logging", ids="4|2", hide="user", target="A"),
    hide("Admin", type="logging", ids="99", hide="user", target="A"),
    hide("Admin", type="logging", ids="99|2", hide="comment"),
    hide("Admin", type="logging", ids="99", hide="user", target="<>"),
    hide("Olga", type="logging", ids="2", suppress="yes", show="user"),
    hide("Olga", type="logging", ids="4", suppress="yes", hide="user"),
    hide("Admin", type="logging", ids="4", show="user"),
    hide("Admin", type="logging", ids="4", hide="content"),
    hide("Admin", type="logging", ids="4", show="user", suppress="no"),
    hide("Olga", type="logging", ids="6", hide="content|comment"),
    logged("nobody", lelimit_="x", letitle="A"),
    logged("Admin"),
    hide("Admin", type="oldimage", ids="x|1|20200101000000!x.png", hide="comment", target="File:X"),
    hide("Admin", type="filearchive", ids="x|1|-3", hide="comment", target="File:X"),
    hide("Admin", type="oldimage", ids="1", hide="comment", target="A"),
    hide("Admin", type="filearchive", ids="1", hide="comment", target="A"),
    hide("Admin", type="archive", ids="x|1|-3", hide="comment", target="Special:X"),
    hide("Admin", type="revision", ids="71001|99|71004", hide="content", errorformat="html", formatversion=2),
    hide("Admin", type="revision", ids="71001|99|71004", hide="content", errorformat="raw", formatversion=2),
    hide(
        "Admin",
        type="revision",
        ids="71001|99|71004",
        hide="content",
        errorformat="plaintext",
        uselang="fr",
        formatversion=1,
    ),
    hide("Admin", type="revision", ids="71001|99|71004", hide="content", errorformat="wikitext", format="xml"),
    hide("Admin", type="revision", ids="71001|99|71004", hide="content", errorformat="none", format="xml"),
    hide("Admin", type="revision", ids="71001|99|71004", hide="content", uselang="fr", format="xml"),
    hide("Admin", type="revision", ids="", hide="content", errorformat="html"),
    hide("Admin", type="revision", ids="99", hide="content", errorformat="raw"),
    hide("Admin", type="revision", ids="99", errorformat="raw"),
    hide("Alice", type="revision", ids="99", errorformat="raw"),
]

HIDDEN: list[Asked] = [
    *people("Alice", "Admin", "Bob"),
    *OLGA,
    hide(type="revision", ids="71001", hide="user", tags="foo"),
    hide(type="archive", ids="1", hide="user", target="Special:X"),
    hide(type="archive", ids="1|20200101000500", hide="user", target="#x"),
    hide(type="archive", ids="20200101000500x", hide="user", target="B"),
    hide(type="archive", ids="20200101000500|Jan 1 2020|0", hide="user", target="B#x"),
    hide(type="archive", ids="20200101000500", show="user", target="w:en:B"),
    hide(type="oldimage", ids="1", hide="user", target="Special:X"),
    hide(type="filearchive", ids="1", hide="user", target="Special:X"),
    hide(type="revision", ids="71008", hide="content|user"),
    hide("Olga", type="revision", ids="71009", hide="content|comment", suppress="yes"),
    hide(type="revision", ids="71010", hide="user", reason="Mist"),
    hide(type="revision", ids="71011", hide="user|comment", reason="Mist"),
    hide(type="revision", ids="71013", hide="user|comment|content"),
    hide(type="revision", ids="71014", hide="user|comment"),
    hide("Olga", type="logging", ids="8", hide="user|content", uselang="vi", errorformat="plaintext"),
    hide("Olga", type="logging", ids="8", hide="user|content", uselang="vi"),
    hide("Olga", type="logging", ids="8", hide="user|content", uselang="fr", format="rawfm"),
    hide("Olga", type="logging", ids="8|99", hide="user|content", format="rawfm", errorformat="plaintext"),
    *(asked(w, prop="info|revisions", titles="D|M2", rvprop="ids|user|comment", inprop="watched") for w in EVERYBODY),
    *(
        asked(w, prop="revisions", titles="D", rvlimit=9, rvprop="content|flags|user", rvslots="main", formatversion=2)
        for w in EVERYBODY
    ),
    *(asked(w, prop="revisions", titles="D", rvlimit=9, rvprop="content|parsedcomment|user") for w in EVERYBODY),
    *(asked(w, prop="revisions", titles="D", rvlimit=9, rvprop="ids|roles|slotsha1", rvslots="*") for w in EVERYBODY),
    *(asked(w, prop="revisions", titles="D", rvlimit=9, rvprop="ids", rvuser="Alice") for w in EVERYBODY),
    *(asked(w, prop="revisions", titles="D", rvlimit=9, rvprop="ids", rvexcludeuser="Bob") for w in EVERYBODY),
    *(asked(w, prop="contributors", titles="D|M2") for w in EVERYBODY),
    *(
        asked(
            w,
            list="usercontribs",
            ucuser="Alice|Bob",
            uclimit=50,
            ucprop="ids|title|comment|parsedcomment|size|sizediff|flags",
        )
        for w in EVERYBODY
    ),
    *(
        asked(w, list="allrevisions", arvuser="Bob", arvlimit=50, arvprop="ids|user|comment|content", arvslots="main")
        for w in EVERYBODY
    ),
    *(
        asked(w, list="recentchanges", rclimit=50, rcuser="Bob", rcprop="ids|title|user|comment|loginfo|sha1")
        for w in EVERYBODY
    ),
    *(asked(w, list="recentchanges", rclimit=50, rcexcludeuser="Admin", rcprop="ids|title") for w in EVERYBODY),
    *(asked(w, list="recentchanges", rclimit=50, rcprop="loginfo", rctype="log", formatversion=2) for w in EVERYBODY),
    *(
        asked(w, list="logevents", lelimit=50, letype="move", leprop="ids|details|user|comment|title")
        for w in EVERYBODY
    ),
    *(asked(w, list="logevents", lelimit=50, leuser="Alice", leprop="ids") for w in EVERYBODY),
    *(asked(w, list="logevents", lelimit=50, letitle="M", leprop="ids|title") for w in EVERYBODY),
    *(
        asked(w, list="watchlist", wllimit=50, wlallrev=1, wlprop="ids|title|user|comment|userid|parsedcomment")
        for w in ("Alice", "Olga")
    ),
    *(asked(w, list="logevents", lelimit=50, leprop="details|ids", formatversion=2) for w in EVERYBODY),
    *(asked(w, list="logevents", lelimit=50, leprop="details|ids", format="xml") for w in EVERYBODY),
    *(asked(w, list="logevents", lelimit=50, leprop="ids|comment", format="xml") for w in EVERYBODY),
    *(get(w, action="parse", oldid="71009", prop="wikitext|revid|sections") for w in EVERYBODY),
    *(get(w, action="parse", oldid="71008", prop="wikitext|revid|sections") for w in EVERYBODY),
    *(get(w, action="parse", page="D", prop="wikitext|revid|sections") for w in EVERYBODY),
    *(
        get(w, action="compare", fromrev="71008", torev="71009", prop="ids|title|user|comment|parsedcomment|size|diff")
        for w in EVERYBODY
    ),
    *(
        get(w, action="compare", fromrev="71010", torev="71009", prop="ids|title|user|comment|parsedcomment|size|diff")
        for w in EVERYBODY
    ),
    *(
        get(
            w,
            action="compare",
            fromrev="71010",
            torev="71011",
            prop="ids|title|user|comment|parsedcomment|size|diff|rel",
            formatversion=2,
        )
        for w in EVERYBODY
    ),
    *(get(w, action="compare", fromrev="71010", torelative="prev", prop="ids|user|comment|diff") for w in EVERYBODY),
    act("Admin", "rollback", token="$rollback", title="D", user="Bob"),
    act("Olga", "rollback", token="$rollback", title="D", user="Bob"),
    act("Admin", "rollback", token="$rollback", title="D", user="Alice"),
    act("Admin", "rollback", token="$rollback", title="M2", user="Admin"),
    act("Alice", "edit", title="D", undo="71009"),
    act("Admin", "edit", title="D", undo="71010"),
    act("Admin", "edit", title="D", undo="71009"),
    act("Olga", "edit", title="D", undo="71009"),
    act("Olga", "edit", title="D", undo="71010", undoafter="71009"),
    act("Olga", "edit", title="D", undo="71010"),
    act("Alice", "edit", title="D", undo="71011"),
    act("Alice", "edit", title="D", undo="71011", undoafter="71008"),
    act("Alice", "edit", title="D", section=1, text="==a==\nx", baserevid="71009"),
    act("Admin", "edit", title="D", section=1, text="==a==\ny", baserevid="71009"),
    act("Admin", "edit", title="D", section=2, text="==b==\ny", baserevid="71008"),
    act("Alice", "edit", title="D", text="new", summary="s"),
    act(
        "Admin",
        "stashedit",
        title="D",
        text="y",
        contentmodel="wikitext",
        contentformat="text/x-wiki",
        baserevid="71009",
    ),
    act(
        "Alice",
        "stashedit",
        title="D",
        text="y",
        section=1,
        contentmodel="wikitext",
        contentformat="text/x-wiki",
        baserevid="71009",
    ),
    act("Admin", "delete", title="D", reason="gone"),
    *(
        asked(w, prop="deletedrevisions", titles="D", drvprop="ids|user|comment|content", drvslots="main")
        for w in ("Admin", "Olga")
    ),
    act("Admin", "undelete", title="D"),
    *(
        asked(w, prop="revisions", titles="D", rvlimit=9, rvprop="ids|user|comment|content", rvslots="main")
        for w in EVERYBODY
    ),
]

STORIES: dict[str, Story] = {
    "revisiondelete": Story(HIDERS, PAST, HIDING),
    "revisiondelete_of_more": Story(
        HIDERS,
        [
            *PAST,
            {"page": {"title": "C", "text": "c1", "user": "Alice"}},
            {"page": {"title": "C", "text": "c2", "user": "Alice"}},
            {"page": {"title": "C", "text": "c3", "user": "Bob"}},
            {"delete": {"title": "C", "reason": "gone"}},
            {"block": {"target": "Bob", "reason": "r"}},
            {"user": {"name": "Part", "groups": ["sysop"]}},
            {"user": {"name": "Full", "groups": ["sysop"]}},
            {"block": {"target": "Part", "pages": ["A"], "reason": "p"}},
            {"block": {"target": "Full", "reason": "p"}},
        ],
        HIDING_OF_MORE,
    ),
    "hidden_revisions": Story(
        {
            "group_permissions": {
                "sysop": {
                    "deleterevision": True,
                    "deletelogentry": True,
                    "applychangetags": False,
                    "editcontentmodel": False,
                },
                "user": {"applychangetags": False},
                "suppress": {"applychangetags": True},
            }
        },
        [
            *PAST,
            {"page": {"title": "D", "text": "==a==\none\n==b==\ntwo", "user": "Alice", "summary": "d1"}},
            {"page": {"title": "D", "text": "==a==\none\n==b==\ntwo three", "user": "Bob", "summary": "d2"}},
            {"page": {"title": "D", "text": "==a==\none four\n==b==\ntwo three", "user": "Alice", "summary": "d3"}},
            {"page": {"title": "D", "text": "==a==\none four\n==b==\ntwo three five", "user": "Bob", "summary": "d4"}},
            {"page": {"title": "M", "text": "m", "user": "Bob", "summary": "d4"}},
            {"move": {"from": "M", "to": "M2", "reason": "moved"}},
            {"user": {"name": "Dora", "groups": ["suppress"]}},
            {"watch": {"title": "D", "user": "Alice"}},
            {"watch": {"title": "M2", "user": "Alice"}},
            {"watch": {"title": "D", "user": "Olga"}},
            {"watch": {"title": "M2", "user": "Olga"}},
        ],
        HIDDEN,
    ),
}


# Histories that are merged


def merge(who: str = "Admin", **params: Any) -> Asked:
    """Merge one history into another."""
    named = {name.rstrip("_"): value for name, value in params.items()}
    return act(who, "mergehistory", **named)


def history(title: str) -> Asked:
    """Ask for the whole history of a page."""
    return asked(
        "nobody",
        prop="revisions|info",
        titles=title,
        rvprop="ids|user|comment|content|timestamp",
        rvslots="main",
        rvlimit=20,
    )


def enter(*names: str) -> list[Asked]:
    """Let people log in who were arranged, and get their tokens."""
    return [each for name in names for each in (*login(name, name, f"{name}Passw0rd!x"), token(name))]


LOG = [
    asked("nobody", list="logevents", lelimit=50, leprop="ids|title|type|user|comment|details|tags", **each)
    for each in FORMATS
]
CHANGES = [asked("nobody", list="recentchanges", rclimit=50, rcprop="ids|title|user|comment|loginfo|sizes|flags|tags")]

TWO_HISTORIES: list[dict[str, Any]] = [
    {"page": {"title": "A", "text": "a1", "user": "Alice", "summary": "s1"}},
    {"page": {"title": "A", "text": "a2", "user": "Bob"}},
    {"page": {"title": "B", "text": "b1", "user": "Bob"}},
    {"page": {"title": "A", "text": "a3", "user": "Alice"}},
    {"page": {"title": "B", "text": "b2", "user": "Alice"}},
    {"page": {"title": "C", "text": "c1", "user": "Alice"}},
    {"page": {"title": "C", "text": "c2", "user": "Alice"}},
    {"page": {"title": "D", "text": "d1", "user": "Bob"}},
    {"page": {"title": "User:Bob/x.js", "text": "d1", "user": "Bob"}},
    {"page": {"title": "J", "text": "{}", "contentmodel": "json", "user": "Bob"}},
    {"page": {"title": "P", "text": "p1", "user": "Bob"}},
    {"page": {"title": "P", "text": "p2", "user": "Bob"}},
    {"protect": {"title": "P", "edit": "sysop"}},
    {"page": {"title": "File:X.png", "text": "d1", "user": "Bob"}},
    {"page": {"title": "New", "text": "n1", "user": "Bob"}},
    {"user": {"name": "Part", "groups": ["sysop"]}},
    {"user": {"name": "Full", "groups": ["sysop"]}},
    {"block": {"target": "Part", "pages": ["A"], "reason": "p"}},
    {"block": {"target": "Full", "reason": "p"}},
    {"user": {"name": "Merger", "groups": ["bot"]}},
    {"watch": {"title": "A", "user": "Alice"}},
]

MERGES: list[Asked] = [
    *people("Alice", "Admin"),
    *enter("Part", "Full", "Merger"),
    merge(),
    merge(from_="A"),
    merge(to="A"),
    merge(from_="A", fromid=5001, to="B"),
    merge(from_="A", to="B", toid=5002),
    merge(fromid=99, to="B"),
    merge(from_="A", toid=99),
    merge(from_="", to="B"),
    merge(from_="A", to=""),
    merge(from_="<>", to="B"),
    merge(from_="A", to="<>"),
    merge(from_="Special:X", to="B"),
    merge(from_="A", to="Special:X"),
    merge(from_="w:en:A", to="B"),
    merge(from_="A", to="w:en:B"),
    merge(from_="Nope", to="B"),
    merge(from_="A", to="Nope"),
    merge(from_="A", to="A"),
    merge(from_="A", toid=5001),
    merge(from_="A", to="B", timestamp="x"),
    merge(from_="A", to="B", timestamp=""),
    merge(from_="A", to="B", timestamp="2019-01-01T00:00:00Z"),
    merge(from_="B", to="A", timestamp="2020-01-01T00:02:00Z"),
    merge(from_="B", to="A", timestamp="2020-01-01T00:03:00Z"),
    merge(from_="B", to="A", timestamp="2030-01-01T00:03:00Z"),
    merge(from_="A", to="B", timestamp="2020-01-01T00:00:30Z"),
    merge(from_="A", to="B"),
    merge("Alice", from_="A", to="B"),
    merge("Full", from_="A", to="B"),
    merge("Part", from_="A", to="B"),
    merge("Part", from_="C", to="A"),
    merge("Part", from_="C", to="D"),
    merge("Alice", from_="A", to="B", token="x"),
    post("nobody", action="mergehistory", token="+\\", **{"from": "A", "to": "B"}),
    get("Admin", action="mergehistory", token="$csrf", **{"from": "A", "to": "B"}),
    merge("Merger", from_="P", to="D"),
    merge("Merger", from_="C", to="P"),
    merge("Merger", from_="User:Bob/x.js", to="D"),
    merge("Merger", from_="C", to="User:Bob/x.js"),
    merge("Merger", from_="C", to="J"),
    merge("Merger", from_="J", to="C"),
    merge(from_="File:X.png", to="C"),
    merge(from_="C", to="File:X.png"),
    merge(from_="C", to="Category:X"),
    merge(from_="C", to="New", reason="all of ''it''"),
    history("C"),
    history("New"),
    merge(from_="D", to="New", errorformat="html"),
    merge(from_="A", to="New", timestamp="2020-01-01T00:01:00Z", formatversion=2, reason="x" * 600),
    history("A"),
    history("New"),
    merge(from_="A", to="New", timestamp="20200101000300", format="xml"),
    history("A"),
    history("New"),
    history("B"),
    merge(from_="A", to="New"),
    merge(from_="J", to="New"),
    merge(from_="New", to="J"),
    merge(from_="B", to="New", fromid=5001, errorformat="raw"),
    merge("Alice", from_="B", to="New", errorformat="raw"),
    merge(from_="B", to="B", errorformat="wikitext", uselang="fr"),
    merge(from_="New", to="B", errorformat="raw"),
    *LOG,
    *CHANGES,
    asked("nobody", prop="contributors", titles="New"),
    asked("nobody", list="usercontribs", ucuser="Alice", uclimit=50, ucprop="ids|title|flags|sizediff"),
    asked("nobody", list="allpages"),
    asked("Alice", list="watchlistraw"),
    asked("Admin", list="alldeletedrevisions"),
    act("Admin", "undelete", title="A"),
    asked("Admin", meta="userinfo", uiprop="editcount"),
]

EARLY_AND_LATE: list[dict[str, Any]] = [
    {"page": {"title": "A", "text": "a1", "user": "Alice", "summary": "s1"}},
    {"page": {"title": "A", "text": "a2 [[B]] [[Category:X]]", "user": "Bob"}},
    {"page": {"title": "B", "text": "b1", "user": "Bob"}},
    {"page": {"title": "B", "text": "b2", "user": "Alice"}},
    {"page": {"title": "MediaWiki:Foo", "text": "m", "user": "Admin"}},
    {"page": {"title": "User:Bob/x.js", "text": "d1", "user": "Bob"}},
    {"page": {"title": "J", "text": "{}", "contentmodel": "json", "user": "Bob"}},
    {"page": {"title": "P", "text": "p1", "user": "Bob"}},
    {"protect": {"title": "P", "edit": "sysop"}},
    {"page": {"title": "Casc", "text": "{{:B}}", "user": "Admin"}},
    {"page": {"title": "R", "text": "#REDIRECT [[A]]", "user": "Bob"}},
    {"page": {"title": "User talk:Bob", "text": "d1", "user": "Bob"}},
    {"page": {"title": "File:X.png", "text": "d1", "user": "Bob"}},
    {"page": {"title": "Category:K", "text": "d1", "user": "Bob"}},
    {"page": {"title": "Late", "text": "n1", "user": "Bob"}},
    {"page": {"title": "MediaWiki:Late.js", "text": "n1", "user": "Admin"}},
    {"page": {"title": "User:Bob/late.css", "text": "n1", "user": "Bob"}},
    {"page": {"title": "LateJ", "text": "{}", "contentmodel": "json", "user": "Bob"}},
    {"page": {"title": "LateP", "text": "n1", "user": "Bob"}},
    {"protect": {"title": "LateP", "edit": "sysop"}},
    {"page": {"title": "Last", "text": "last", "user": "Bob"}},
    {"user": {"name": "Part", "groups": ["sysop"]}},
    {"user": {"name": "Full", "groups": ["sysop"]}},
    {"block": {"target": "Part", "pages": ["A"], "reason": "p"}},
    {"block": {"target": "Full", "reason": "p"}},
    {"block": {"target": "Bob", "reason": "p"}},
    {"user": {"name": "Merger", "groups": ["bot"]}},
    {"watch": {"title": "A", "user": "Alice"}},
    {"watch": {"title": "User talk:Bob", "user": "Alice"}},
]

MERGES_OF_MORE: list[Asked] = [
    *people("Alice", "Admin", "Bob"),
    *enter("Part", "Full", "Merger"),
    merge(from_="Nope", to="B", errorformat="plaintext"),
    *(
        merge(w, from_="A", to="B", **f)
        for w in ("Alice", "Full", "Part", "Bob")
        for f in ({}, {"errorformat": "raw", "formatversion": 2}, {"errorformat": "plaintext"})
    ),
    post("nobody", action="mergehistory", token="+\\", **{"from": "A", "to": "B"}),
    merge("Part", from_="B", to="Late"),
    merge("Alice", from_="Nope", to="Nope2", errorformat="plaintext"),
    merge(from_="Nope", to="Nope2", errorformat="plaintext"),
    merge(from_="Nope", to="Nope", errorformat="plaintext"),
    merge(from_="A", to="Nope", errorformat="plaintext"),
    merge(from_="Nope", to="Nope2"),
    merge(from_="w:en:x", to="w:en:y", errorformat="plaintext"),
    merge(from_="A#x", to="A#y", errorformat="plaintext"),
    *(
        merge("Merger", from_=f, to=t, errorformat=e)
        for f, t in (
            ("P", "Late"),
            ("B", "LateP"),
            ("MediaWiki:Foo", "Late"),
            ("User:Bob/x.js", "Late"),
            ("A", "MediaWiki:Late.js"),
            ("A", "User:Bob/late.css"),
            ("P", "LateP"),
        )
        for e in ("bc", "plaintext")
    ),
    merge(from_="A", to="LateJ", reason="why ''x''"),
    history("A"),
    history("LateJ"),
    merge(from_="J", to="Late", errorformat="plaintext"),
    merge(from_="J", to="LateJ"),
    merge(from_="User:Bob/x.js", to="User:Bob/late.css"),
    merge(from_="R", to="Late", reason="r"),
    history("R"),
    history("Late"),
    merge(from_="User talk:Bob", to="Category:K"),
    history("User talk:Bob"),
    merge(from_="File:X.png", to="Last"),
    merge(from_="Category:K", to="Last"),
    merge(from_="P", to="Last"),
    merge(from_="MediaWiki:Foo", to="Last"),
    merge(from_="B", to="Last", timestamp="2020-01-01T00:02:30Z"),
    history("B"),
    merge(from_="B", to="Last", timestamp="2020-01-01T00:02:30Z"),
    merge(from_="B", to="Last", timestamp="now"),
    merge(from_="Main Page", to="Last"),
    merge(from_="Last", to="Main Page"),
    *(
        asked("nobody", prop="revisions", titles=t, rvprop="ids|user|comment|tags|flags", rvlimit=20)
        for t in ("Last", "B", "User talk:Bob", "P")
    ),
    *LOG,
    *CHANGES,
    asked("nobody", list="usercontribs", ucuser="Alice|Admin|Bob", uclimit=50, ucprop="ids|title|flags|sizediff|tags"),
    asked("nobody", list="allpages", aplimit=50),
    asked("Alice", list="watchlistraw"),
    asked("Alice", list="watchlist", wlprop="ids|title", wlallrev=1),
    asked("Admin", meta="userinfo", uiprop="editcount"),
    asked("nobody", list="recentchanges", rcprop="ids|title", rctoponly=1, rclimit=50),
    asked("Admin", prop="deletedrevisions", titles="J|User:Bob/x.js|A"),
    asked("nobody", list="logevents", leprop="ids|title", letitle="A"),
    act("Admin", "edit", title="A", text="again", summary="x"),
    history("A"),
    act("Admin", "undelete", title="J"),
]

STORIES.update(
    {
        "mergehistory": Story({"group_permissions": {"bot": {"mergehistory": True}}}, TWO_HISTORIES, MERGES),
        "mergehistory_of_more": Story(
            {"group_permissions": {"bot": {"mergehistory": True}}}, EARLY_AND_LATE, MERGES_OF_MORE
        ),
        "mergehistory_without_redirect": Story(
            {},
            [
                {"page": {"title": "MediaWiki:Foo", "text": "mmm", "user": "Admin"}},
                {"page": {"title": "J", "text": '{"a":1}', "contentmodel": "json"}},
                {"page": {"title": "T", "text": "ttt", "contentmodel": "text"}},
                {"page": {"title": "Late", "text": "l"}},
            ],
            [
                *people("Admin"),
                merge(from_="T", to="Late"),
                merge(from_="J", to="Late"),
                merge(from_="MediaWiki:Foo", to="Late"),
                merge(from_="T", to="J"),
                merge(from_="J", to="T"),
                merge(from_="MediaWiki:Foo", to="T"),
                merge(from_="MediaWiki:Foo", to="J"),
                *(
                    asked(
                        "Admin",
                        prop="deletedrevisions",
                        titles="J|MediaWiki:Foo|T",
                        drvprop="ids|content|comment|user|flags|size",
                        drvslots="main",
                    )
                    for _ in "1"
                ),
            ],
        ),
    }
)


# How revisions differ

COMPARED: list[dict[str, Any]] = [
    {"page": {"title": "A", "text": "one\ntwo", "user": "Alice"}},
    {"page": {"title": "A", "text": "one\ntwo\nthree", "user": "Bob"}},
    {"page": {"title": "A", "text": "one\nthree", "user": "Alice"}},
    {"page": {"title": "A", "text": "== s ==\none\n== t ==\nthree ~~~~", "user": "Alice"}},
    {"page": {"title": "B", "text": "one\nb", "user": "Bob"}},
    {"page": {"title": "J", "text": '{"a":1}', "contentmodel": "json", "user": "Bob"}},
    {"page": {"title": "J", "text": '{"a":2}', "contentmodel": "json", "user": "Bob"}},
    {"page": {"title": "D", "text": "d1", "user": "Bob"}},
    {"page": {"title": "D", "text": "d2", "user": "Bob"}},
    {"delete": {"title": "D"}},
    {"page": {"title": "H", "text": "h1", "user": "Bob"}},
    {"page": {"title": "H", "text": "h2", "user": "Bob"}},
    {"page": {"title": "H", "text": "h3", "user": "Bob"}},
    {"revdelete": {"title": "H", "rev": 1, "hide": ["text"]}},
]

COMPARED_WITH = (
    "prev",
    "next",
    "cur",
    "71001",
    "71004",
    "71005",
    "71006",
    "99",
    "0",
    "x",
    "",
    "-1",
    "71008",
    "71011",
    "1.5",
    " 71001",
    "71001x",
)
NUMBERS: dict[str, Any] = {"prop": "revisions", "rvprop": "ids"}

DIFFERENCES: list[Asked] = [
    *people("Alice", "Admin"),
    *(asked("nobody", titles="A", rvlimit=9, rvdiffto=t, **NUMBERS) for t in COMPARED_WITH),
    asked("nobody", titles="A", rvlimit=2, rvdiffto="prev", prop="revisions", rvprop="ids", rvslots="main"),
    asked("nobody", titles="A", rvlimit=2, rvdifftotext="prev", prop="revisions", rvprop="ids", rvslots="main"),
    asked(
        "nobody",
        titles="A",
        rvlimit=2,
        rvdifftotext="prev",
        rvdifftotextpst=1,
        prop="revisions",
        rvprop="ids",
        rvslots="main",
    ),
    asked("nobody", titles="A", rvlimit=2, rvdifftotextpst=1, prop="revisions", rvprop="ids", rvslots="main"),
    asked("nobody", titles="A", rvdiffto="prev", prop="revisions"),
    asked("nobody", titles="A", rvdiffto="prev", prop="revisions", rvprop="content", formatversion=2),
    asked("nobody", titles="A", rvdiffto="prev", prop="revisions", rvprop="", formatversion=2),
    asked("nobody", titles="A", rvdiffto="prev", prop="revisions", rvprop="ids", format="xml"),
    asked("nobody", titles="A|B", rvdiffto="prev", prop="revisions", rvprop="ids"),
    asked("nobody", revids="71002|71003", rvdiffto="cur", prop="revisions", rvprop="ids"),
    asked("nobody", revids="71002|71003", rvdiffto="prev", prop="revisions", rvprop="ids"),
    asked("nobody", titles="A", rvlimit=9, rvdiffto="prev", rvsection="1", **NUMBERS),
    asked("nobody", titles="A", rvlimit=9, rvdiffto="prev", rvsection="1", rvprop="ids|content", prop="revisions"),
    asked("nobody", titles="J", rvdiffto="prev", **NUMBERS),
    asked("nobody", titles="J", rvdiffto="71001", **NUMBERS),
    asked("nobody", titles="J", rvdifftotext="x", **NUMBERS),
    asked("nobody", titles="J", rvdifftotext='{"a":3}', **NUMBERS),
    asked("nobody", titles="J", rvdifftotext='{"a":3', **NUMBERS),
    *(asked(w, titles="H", rvlimit=9, rvdiffto="prev", **NUMBERS) for w in ("nobody", "Admin")),
    *(asked(w, titles="H", rvdiffto="71011", **NUMBERS) for w in ("nobody", "Admin")),
    *(asked(w, titles="H", rvdiffto="71012", **NUMBERS) for w in ("nobody", "Admin")),
    *(
        asked(w, prop="deletedrevisions", titles="D", drvprop="ids", drvdiffto=t)
        for w in ("nobody", "Admin")
        for t in ("prev", "next", "cur", "71001", "71008", "71009")
    ),
    asked("Admin", prop="deletedrevisions", titles="D", drvprop="ids", drvdifftotext="x"),
    asked("nobody", titles="A", rvlimit=3, rvdifftotext="one\nthree four", **NUMBERS),
    asked("nobody", titles="A", rvlimit=3, rvdifftotext="", **NUMBERS),
    asked("nobody", titles="A", rvlimit=3, rvdifftotext="one", rvdiffto="prev", **NUMBERS),
    asked("Alice", titles="A", rvlimit=1, rvdifftotext="==s==\none ~~~  ", rvdifftotextpst=1, **NUMBERS),
    asked("nobody", titles="A", rvlimit=1, rvdifftotextpst=1, **NUMBERS),
    asked("nobody", titles="A", rvlimit=1, rvdifftotextpst=1, rvdiffto="prev", **NUMBERS),
    asked("nobody", titles="A", rvlimit=1, rvdifftotext="a", rvsection=1, **NUMBERS),
    asked("nobody", titles="A", rvlimit=1, rvdifftotext="a", rvsection="9", **NUMBERS),
    asked("nobody", list="allrevisions", arvlimit=3, arvprop="ids", arvdiffto="prev"),
    asked("nobody", list="allrevisions", arvlimit=3, arvprop="ids", arvdifftotext="x"),
    asked("Admin", list="alldeletedrevisions", adrlimit=3, adrprop="ids", adrdiffto="prev"),
    asked("nobody", generator="revisions", titles="A", grvdiffto="prev", prop="info"),
    asked("nobody", generator="revisions", titles="A", grvdiffto="x", prop="info"),
    asked("nobody", titles="A", rvlimit=60, rvdiffto="prev", **NUMBERS),
    asked("nobody", titles="A", rvlimit=9, rvdiffto="cur", uselang="fr", **NUMBERS),
    asked("nobody", titles="A", rvlimit=9, rvdiffto="cur", errorformat="html", rvprop="ids", prop="revisions"),
    asked("Alice", titles="A", rvlimit=9, rvdiffto="cur", format="rawfm", **NUMBERS),
]

STORIES["revision_differences"] = Story({}, COMPARED, DIFFERENCES)


# What formats other than JSON must know of all this


def tree(params: dict[str, Any]) -> dict[str, Any]:
    """Ask for a reply as a tree."""
    return {**params, "format": "rawfm", "wrappedhtml": 1}


SHOWN_AS_TREES: list[Asked] = [
    *people("Admin"),
    act("Admin", "undelete", title="B", timestamps="2020-01-01T00:05:00Z"),
    hide(**tree({"type": "revision", "ids": "71001|71002|99", "hide": "user"})),
    hide(**tree({"type": "revision", "ids": "71001|71002|99", "hide": "user"})),
    hide(**tree({"type": "revision", "ids": "71001|71004|99", "hide": "content", "errorformat": "raw"})),
    hide(**tree({"type": "revision", "ids": "71001|71001", "hide": "content", "errorformat": "raw"})),
    hide(**tree({"type": "logging", "ids": "|".join(map(str, range(1, 14))), "hide": "comment"})),
    asked("Admin", **tree({"list": "logevents", "lelimit": 50})),
    asked("Admin", **tree({"list": "recentchanges", "rclimit": 50, "rcprop": "loginfo"})),
    asked("Admin", **tree({"prop": "revisions", "titles": "A", "rvdiffto": "prev", "rvprop": "ids|content"})),
    asked("Admin", **tree({"prop": "deletedrevisions", "titles": "B", "drvdifftotext": "x", "drvprop": "ids"})),
    asked("Admin", **tree({"list": "allrevisions", "arvdifftotext": "x", "arvprop": "ids"})),
    asked("Admin", **tree({"list": "alldeletedrevisions", "adrdifftotext": "x", "adrprop": "ids"})),
]

STORIES["revisions_as_trees"] = Story(
    HIDERS,
    [
        *PAST,
        {"protect": {"title": "A", "edit": "sysop"}},
        {"block": {"target": "5.6.7.0/24", "pages": ["A"], "namespaces": [4], "anononly": True}},
        {"block": {"target": "Bob"}},
        {"move": {"from": "A", "to": "A2"}},
    ],
    SHOWN_AS_TREES,
)


# Errors that only settings bring about

WITHOUT = dict.fromkeys("move-categorypages move-rootuserpages blockemail unblockself autopatrol".split(), False)
CARL: list[dict[str, Any]] = [
    *PAGES,
    {"page": {"title": "Own", "text": "x", "user": "Admin"}},
    {"user": {"name": "Carl", "groups": ["sysop"]}},
    {"block": {"target": "Carl", "reason": "r"}},
    {"block": {"target": "127.0.0.1", "reason": "ip", "anononly": True}},
    {"page": {"title": "Back", "text": "x", "user": "Bob"}},
    {"delete": {"title": "Back"}},
]

RARELY_REFUSED: list[Asked] = [
    *people("Admin", "Alice"),
    *login("Carl", "Carl", "CarlPassw0rd!x"),
    token("Carl", "csrf|patrol"),
    act("Admin", "move", **{"from": "A", "to": "Category:Z"}),
    act("Admin", "move", **{"from": "A", "to": "User:Z"}),
    act("Admin", "move", errorformat="plaintext", **{"from": "A", "to": "User:Z"}),
    act("Admin", "move", **{"from": "User:Bob", "to": "A9"}),
    act("Admin", "block", user="Bob", noemail=1),
    act("Admin", "block", user="Bob", noemail=1, errorformat="raw"),
    act("Carl", "unblock", user="Carl"),
    act("Carl", "unblock", user="Carl", errorformat="plaintext"),
    act("Admin", "patrol", token="$patrol", revid=71011),
    act("Admin", "patrol", token="$patrol", revid=71011, errorformat="plaintext"),
    act("Admin", "patrol", token="$patrol", rcid=12),
    act("Admin", "undelete", title="Back"),
    act("Admin", "patrol", token="$patrol", revid=71012),
    act("Admin", "patrol", token="$patrol", revid=71012, errorformat="plaintext"),
    act("Admin", "managetags", operation="activate", tag="mw-undo"),
    act("Admin", "managetags", operation="activate", tag="foo"),
    post("nobody", action="resetpassword", user="Bob", token="+\\"),
    post("nobody", action="resetpassword", user="Bob", token="+\\", errorformat="plaintext"),
    act("Carl", "resetpassword", user="Bob"),
]

STORIES["rarely_refused"] = Story(
    {"group_permissions": dict.fromkeys(("sysop", "user", "autoconfirmed", "bot"), WITHOUT)}, CARL, RARELY_REFUSED
)

WITHOUT_PRIVACY = {"editmyprivateinfo": False}
STORIES["reset_without_right"] = Story(
    {"group_permissions": {"*": WITHOUT_PRIVACY, "user": WITHOUT_PRIVACY}},
    [],
    [
        *people("Alice"),
        act("Alice", "resetpassword", user="Bob"),
        act("Alice", "resetpassword", user="Bob", errorformat="plaintext"),
        post("nobody", action="resetpassword", user="Bob", token="+\\"),
    ],
)


# Rows that are refused, and who wrote pages with which rights

TAGS_REFUSED: list[Asked] = [
    *people("Alice", "Admin"),
    *login("Part", "Part", "PartPassw0rd!x"),
    token("Part"),
    *(
        act("Alice", "tag", revid="99|71001", rcid="999", logid="999", add="foo", errorformat=e, formatversion=f)
        for e in ERROR_FORMATS
        for f in (1, 2)
    ),
    act("Alice", "tag", revid="99", add="foo", errorformat="plaintext", format="xml"),
    act("Alice", "tag", revid="99", add="foo", errorformat="html", format="xml"),
    act("Alice", "tag", revid="99", add="foo", errorformat="raw", format="xml"),
    act("Alice", "tag", revid="99", add="foo", errorformat="plaintext", uselang="fr"),
    *(
        act("Part", "tag", revid="71001", add="bar", errorformat=e, formatversion=f)
        for e in ERROR_FORMATS
        for f in (1, 2)
    ),
    act("Part", "tag", revid="71001", add="bar", errorformat="plaintext", format="xml"),
    act("Alice", "tag", revid="71001", remove="mw-undo", errorformat="plaintext"),
    *(
        act("Alice", "tag", revid="99", add="foo", errorformat=e, format="rawfm", wrappedhtml=1)
        for e in ("plaintext", "raw")
    ),
    act("Part", "tag", revid="71001", add="bar", errorformat="raw", format="rawfm", wrappedhtml=1),
]

CONTRIBUTORS: list[Asked] = [
    *(
        asked("nobody", prop="contributors", titles="A|B|R", **k)
        for k in (
            {"pcrights": "edit"},
            {"pcrights": "delete"},
            {"pcrights": "bot"},
            {"pcrights": "x"},
            {"pcrights": ""},
            {"pcrights": "edit|bot"},
            {"pcexcluderights": "edit"},
            {"pcexcluderights": "delete"},
            {"pcexcluderights": "bot"},
            {"pcexcluderights": "x"},
            {"pcexcluderights": ""},
            {"pcgroup": "sysop"},
            {"pcgroup": "bot|sysop"},
            {"pcexcludegroup": "sysop"},
            {"pcgroup": "user"},
            {"pcgroup": "x"},
            {"pcgroup": ""},
            {"pcexcludegroup": "autoconfirmed"},
            {"pcgroup": "sysop", "pcrights": "edit"},
            {"pcrights": "autoconfirmed"},
            {"pcrights": "delete", "pclimit": 1},
        )
    ),
]

STORIES["tags_refused"] = Story(
    {}, [*PAGES, {"user": {"name": "Part"}}, {"block": {"target": "Part", "pages": ["A"], "reason": "p"}}], TAGS_REFUSED
)
STORIES["contributors_by_rights"] = Story(
    {},
    [*PAGES, *({"page": {"title": "A", "text": "x" * (1 + len(name)), "user": name}} for name in ("Admin", "Robo"))],
    CONTRIBUTORS,
)


# What would make a temporary account, where none are made

AUTOCREATIONS: list[Asked] = [
    *people("Alice"),
    *(
        asked(
            who, prop="info", titles="A|B|NoSuch", intestactions="edit|move|delete", intestactionsautocreate=1, **more
        )
        for who in ("nobody", "Alice")
        for more in (
            {},
            {"formatversion": 2},
            {"intestactionsdetail": "full"},
            {"format": "xml"},
            {"format": "rawfm", "wrappedhtml": 1},
        )
    ),
    asked("nobody", prop="info", titles="A", intestactionsautocreate=1),
    asked("nobody", prop="info", titles="A", intestactionsautocreate=1, intestactions=""),
]

STORIES["autocreations"] = Story({}, [*PAGES, {"protect": {"title": "B", "edit": "sysop"}}], AUTOCREATIONS)


# The form of what revisions say

_OF_MODELS = "A|User:Alice/x.css|User:Alice/x.js|User:Alice/x.json|Nope"

FORMS: list[Asked] = [
    *(
        get(
            "nobody",
            action="query",
            prop="revisions",
            titles=_OF_MODELS,
            formatversion="2",
            **{"rvprop": "content", **each},
        )
        for each in (
            *({"rvcontentformat": form} for form in ("text/x-wiki", "text/css", "text/javascript", "application/json")),
            *(
                {"rvslots": "main", "rvcontentformat-main": form}
                for form in ("text/x-wiki", "text/css", "text/plain", "application/json", "foo", "")
            ),
            {"rvcontentformat": "text/css", "rvprop": "ids"},
            {"rvcontentformat": "foo"},
            {"rvcontentformat": ""},
            {"rvcontentformat": "text/css", "rvprop": "ids|content|contentmodel|size|comment"},
            {
                "rvslots": "main",
                "rvcontentformat-main": "text/css",
                "rvprop": "ids|content|contentmodel|slotsize|comment",
            },
            {"rvslots": "main", "rvcontentformat": "text/css"},
            {"rvslots": "main", "rvcontentformat": "text/css", "rvdifftotext": "x"},
            {"rvcontentformat-main": "text/css"},
        )
    ),
    *(
        get(
            "nobody", action="query", prop="revisions", titles="A", rvprop="content", rvcontentformat="text/css", **form
        )
        for form in ({}, {"format": "xml"}, {"rvsection": "9"}, {"rvsection": "0"})
    ),
    asked(
        "nobody",
        prop="revisions",
        titles="A",
        rvprop="content",
        rvcontentformat="text/x-wiki",
        format="xml",
    ),
    get(
        "nobody", action="query", list="allrevisions", arvprop="content", arvcontentformat="text/css", formatversion="2"
    ),
    asked(
        "nobody",
        prop="revisions",
        titles="A",
        rvprop="content",
        rvslots="main",
        errorformat="wikitext",
        **{"rvcontentformat-main": "text/css"},
    ),
]
STORIES["forms_of_content"] = Story(
    {},
    [
        *PAGES,
        {"page": {"title": "User:Alice/x.css", "text": "a {}", "user": "Alice"}},
        {"page": {"title": "User:Alice/x.js", "text": "a()", "user": "Alice"}},
        {"page": {"title": "User:Alice/x.json", "text": "{}", "user": "Alice"}},
    ],
    FORMS,
)
