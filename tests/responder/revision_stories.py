"""Stories of what is hidden and shown again, and of histories that are merged: the replies, and what is left."""

from __future__ import annotations

from typing import Any

from action_stories import act, people
from stories import Asked, Story, get, login, token

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
