"""Stories of action=compare: revisions, pages and texts beside each other, in every format and language."""

from __future__ import annotations

from typing import Any

from page_stories import page
from stories import ADMIN, ALICE, Asked, Story, get, login, post

EVERYTHING = "diff|diffsize|rel|ids|title|user|comment|parsedcomment|size|timestamp"

PAST: list[dict[str, Any]] = [
    page("A", "one\ntwo\n== S ==\nthree"),
    page("A", "one\ntwo 2\n== S ==\nthree", "Alice", summary="/* S */ some [[B|words]]", minor=True),
    page("A", "zero\none\ntwo 2\n== S ==\nthree 3"),
    page("B", "b"),
    page("J", '{"a":1}', contentmodel="json"),
    page("R", "#REDIRECT [[A]]"),
    page("D", "d"),
    {"delete": {"title": "D"}},
    page("H", "h1"),
    page("H", "h2", "Alice", summary="x"),
    page("H", "h3"),
    {"revdelete": {"title": "H", "rev": 1, "hide": ["text", "user", "comment"]}},
    page("H2", "1"),
    page("H2", "2", "Alice", summary="x"),
    page("H2", "3"),
    {"revdelete": {"title": "H2", "rev": 1, "hide": ["user", "comment"]}},
]


def compare(who: str = "nobody", **params: Any) -> Asked:
    """Ask for a comparison, in the second format version."""
    return get(who, action="compare", **{"formatversion": "2", **params})


def slot(side: str, text: str | None = None, **more: Any) -> dict[str, Any]:
    """Return the parameters of a text that is sent."""
    sent = {} if text is None else {f"{side}text-main": text}
    return {f"{side}slots": "main", **sent, **{f"{side}{name}-main": value for name, value in more.items()}}


_NAMED: list[dict[str, Any]] = [
    {},
    {"fromrev": 71001},
    {"torev": 71001},
    {"fromrev": 71001, "torelative": "next"},
    {"fromrev": 71001, "torelative": "prev"},
    {"fromrev": 71003, "torelative": "next"},
    {"fromrev": 71003, "torelative": "prev"},
    {"fromrev": 71001, "torelative": "cur"},
    {"fromrev": 71003, "torelative": "cur"},
    {"fromrev": 71001, "torelative": "x"},
    {"fromrev": 71002, "torev": 71001},
    {"fromrev": 71001, "torev": 71001},
    {"fromtitle": "A", "totitle": "B"},
    {"fromtitle": "A", "totitle": "Nope"},
    {"fromtitle": "nope#x", "totitle": "B"},
    {"fromtitle": "<", "totitle": "B"},
    {"fromtitle": "A", "totitle": "<"},
    {"fromtitle": "#x", "totitle": "B"},
    {"fromtitle": "", "totitle": "B"},
    {"fromtitle": "w:A", "totitle": "B"},
    {"fromtitle": "Special:Version", "totitle": "B"},
    {"fromid": 5001, "toid": 5002},
    {"fromid": 99, "toid": 5002},
    {"fromid": 0, "toid": 5002},
    {"fromid": "x", "toid": 5002},
    {"fromid": 5002, "torelative": "prev"},
    {"fromtitle": "B", "fromid": 5001, "totitle": "A"},
    {"fromtitle": "B", "fromrev": 71001, "fromid": 5003, "totitle": "J"},
    {"fromrev": 99, "torev": 98},
    {"fromrev": 0, "torev": 71001},
    {"fromrev": 71001, "torev": 98},
    {"fromtitle": "A", "torelative": "prev", "totitle": "B"},
    {"torelative": "prev"},
    {"fromtitle": "R", "totitle": "A"},
    {"fromtitle": "J", "totitle": "A"},
    {"fromtitle": "D", "totitle": "A"},
    {"fromrev": 71007, "totitle": "A"},
    {"fromrev": 71009, "torev": 71010},
    {"fromrev": 71008, "torev": 71009},
    {"fromrev": 71008, "torev": 71010},
    {"fromrev": 71008, "torelative": "next"},
    {"fromrev": 71011, "torev": 71012},
    {"fromrev": 71012, "torev": 71013},
]

NAMED = Story(
    steps=PAST,
    requests=[
        *[compare(prop=EVERYTHING, **each) for each in _NAMED],
        *[compare(**each) for each in _NAMED[3:7]],
        *[compare(errorformat="raw", uselang="fr", prop="ids", **each) for each in _NAMED],
        *login("admin", "Admin", ADMIN),
        *[compare("admin", prop=EVERYTHING, **each) for each in _NAMED[-9:]],
        compare("admin", prop=EVERYTHING, fromrev=71007, torelative="cur"),
        compare("admin", prop=EVERYTHING, fromrev=71007, torelative="prev"),
        compare("admin", prop=EVERYTHING, fromrev=71001, torev=71007),
        compare("admin", prop=EVERYTHING, fromrev=71001, torev=71007),
        compare("admin", prop="diffsize", fromrev=71004, torev=71005),
        compare("admin", prop="diffsize", fromrev=71004, torev=71005, uselang="fr"),
        compare("admin", fromrev=71005, torev=71004, slots="main"),
        compare("admin", fromrev=71005, torev=71004, slots="main"),
    ],
)

_TEXTS: list[dict[str, Any]] = [
    {**slot("from", "a"), **slot("to", "b")},
    {**slot("from", "a"), "totitle": "A"},
    {**slot("from"), "totitle": "A"},
    {"fromtitle": "A", **slot("to")},
    {"fromtitle": "A", **slot("to", "x")},
    {"fromtitle": "Nope", **slot("from", "x"), **slot("to", "y")},
    {"fromtitle": "J", **slot("from", "x"), "totitle": "A"},
    {**slot("from", "a"), "torelative": "prev"},
    {"fromtitle": "A", **slot("from", "x"), "torelative": "prev"},
    {"fromtitle": "A", **slot("from", "x"), "torelative": "cur"},
    {"fromrev": 71001, **slot("from", "x"), "torelative": "next"},
    {"fromrev": 71001, **slot("from", "x"), "torelative": "prev"},
    {"fromtitle": "Nope", **slot("from", "x"), "torelative": "cur"},
    {**slot("from", "x", section=1), "totitle": "A"},
    {"fromtitle": "A", **slot("from", "x", section=1), "totitle": "A"},
    {"fromtitle": "A", **slot("from", "x", section=7), "totitle": "A"},
    {"fromtitle": "A", **slot("from", "x", section="x"), "totitle": "A"},
    {"totitle": "A", **slot("to", "x", section="T-1"), "fromtitle": "A"},
    {"totitle": "Nope", **slot("to", "x", section="1"), "fromtitle": "A"},
    {"fromtitle": "A", **slot("from", section=1), "totitle": "A"},
    {**slot("from", "x"), **slot("to", "{}", contentmodel="json")},
    {**slot("from", "x"), **slot("to", "{", contentmodel="json")},
    {**slot("from", "x"), **slot("to", "x", contentformat="application/json")},
    {**slot("from", "x"), **slot("to", "x", contentmodel="foo")},
    {**slot("from", "x"), **slot("to", "x", contentmodel="css", contentformat="text/css")},
    {**slot("from", "~~~"), "frompst": "", "totitle": "A"},
    {**slot("from", "~~~"), "frompst": "", **slot("to", "x")},
    {"fromtitle": "J", **slot("from", '{"a":1}'), "frompst": "", "topst": "", "totitle": "J", **slot("to", '{"a":2}')},
    {"fromtitle": "A", **slot("from", "{{subst:PAGENAME}} [[x (y)|]]  \n\n"), "frompst": "", "totitle": "B"},
    {"fromtitle": "A", "frompst": "", "totitle": "B"},
    {**slot("from", "x  \r\ny\n\n"), **slot("to", "x\n\ny\n \n")},
    {"fromslots": "foo", "fromtitle": "A", "totitle": "B"},
    {"fromslots": "foo", "totitle": "B"},
    {"fromslots": "", "fromtitle": "A", "totitle": "B"},
    {"fromtext-main": "x", "fromtitle": "A", "totitle": "B"},
    {"fromtext-main": "x", "totitle": "B"},
    {"fromtext": "a", "totext": "b"},
    {"fromtext": "", "totext": ""},
    {"fromtext": "a", "totext": "b", "fromcontentmodel": "json"},
    {"fromtext": "a", "totext": "b", "fromcontentformat": "text/css", "tocontentmodel": "css"},
    {"fromtext": "a", "totext": "b", "fromcontentformat": "text/css"},
    {"fromtext": "a", "totext": "b", "fromsection": "1"},
    {"fromtext": "x", "fromtitle": "A", "fromsection": "1", "totitle": "A"},
    {"fromtext": "x\n== A ==\ny", "fromtitle": "A", "fromsection": "1", "totitle": "A"},
    {"fromtext": "x", "fromslots": "main", "totitle": "A"},
    {"fromtitle": "A", "totext": "x", "toslots": ""},
    {"fromtitle": "A", "fromsection": "0", "totitle": "A", "tosection": "1"},
    {"fromtitle": "A", "fromsection": "9", "totitle": "A", "tosection": "8"},
    {"fromtitle": "A", "fromsection": "0", "totitle": "A", "tosection": "8"},
    {"fromtitle": "A", "fromsection": "x", "totitle": "A", "tosection": "new"},
    {"fromtitle": "A", "fromsection": "T-1", "totitle": "A", "tosection": ""},
    {"fromtitle": "J", "fromsection": "1", "totitle": "A"},
    {"fromtitle": "A", "fromcontentmodel": "json", "totitle": "B"},
]

TEXTS = Story(
    steps=PAST,
    requests=[
        *[compare(prop="diff|ids", **each) for each in _TEXTS],
        *[
            compare(prop="ids|rel|user", errorformat="raw", **each)
            for each in _TEXTS
            if each.get("tocontentmodel-main") != "foo"
        ],
        *login("alice", "Alice", ALICE),
        post("alice", action="compare", fromtitle="A", **slot("from", "~~~ x"), frompst="", totitle="A"),
    ],
)

_WRITTEN: list[dict[str, Any]] = [
    {"prop": EVERYTHING},
    {"prop": EVERYTHING, "slots": "main"},
    {"prop": EVERYTHING, "slots": "*"},
    {"prop": "ids|diff", "slots": ""},
    {"prop": "diff", "slots": "foo"},
    {"prop": "diffsize", "slots": "main"},
    {"prop": ""},
    {"prop": "foo|ids"},
    {},
    {"difftype": "unified"},
    {"difftype": "unified", "slots": "main"},
    {"difftype": "inline"},
    {"difftype": ""},
]
_FORMATS: list[dict[str, str]] = [
    {"formatversion": "2"},
    {"formatversion": "1"},
    {"format": "xml", "formatversion": "1"},
    {"format": "rawfm", "formatversion": "1", "wrappedhtml": ""},
]

WRITTEN = Story(
    steps=PAST,
    requests=[
        *[compare(fromrev=71001, torev=71003, **each, **form) for each in _WRITTEN for form in _FORMATS],
        *[compare(fromrev=71001, torev=71003, uselang=code) for code in ("fr", "vi", "en")],
        compare(fromrev=71001, torev=71003, maxage=10, smaxage=10),
        *login("alice", "Alice", ALICE),
        compare("alice", fromrev=71001, torev=71003, maxage=10, smaxage=10),
    ],
)

#: Old and new texts that differ in many ways.
_PAIRS = [
    ("a\nb\nc\nd\ne\nf\ng\nh\ni\nj", "A\nb\nc\nd\ne\nf\ng\nh\ni\nJ"),
    ("a\nb\nc\nd\ne\nf", "A\nb\nc\nd\ne\nF"),
    ("\n".join(f"line {number}" for number in range(1200)), "\n".join(f"line {number}" for number in range(5, 1195))),
    ("a b c d e f", "f e d c b a"),
    ("foo bar\nbaz qux\nend", "foo bar x\nend"),
    (" a  b ", "a b"),
    ("\u6f22\u5b57 foo", "\u6f22\u6587 foo"),
    ("<b>&amp;\"'</b>", "<i>&lt;\"'</i>\n\"'<>&"),
    ("", "a\n\nb"),
    ("x" * 10001 + " y", "x" * 10001 + " z"),
    (f"{'x' * 5000} y {'z' * 5000} a b c", f"{'x' * 5000} w {'z' * 5000} b c"),
    ("x " * 4999, "x " * 4998 + "y"),
    ("e\u0301", "\u00e9"),
]

HTML = Story(
    requests=[
        post(action="compare", formatversion="2", difftype=kind, **slot("from", old), **slot("to", new))
        for old, new in _PAIRS
        for kind in ("table", "unified")
    ],
)

STORIES = {"compare-named": NAMED, "compare-texts": TEXTS, "compare-written": WRITTEN, "compare-html": HTML}
