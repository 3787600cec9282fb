"""What random sequences are drawn from: right values, wrong ones, strange company. A row more is a situation more."""

from __future__ import annotations

from typing import Any

#: Of every bot password that is arranged.
BOT_PASSWORD = "0123456789abcdef0123456789abcdef"

#: Who sends requests, and how often; None is not logged in, Bob is often blocked, Alice@app uses a bot password.
PEOPLE: tuple[tuple[str | None, int], ...] = (
    ("Alice", 5),
    ("Bob", 2),
    ("Robo", 2),
    ("Admin", 2),
    ("Alice@app", 1),
    (None, 3),
)

# The wiki before the first request

LONG = "lorem ipsum dolor " * 60
VERY_LONG = "".join(f"line {number}\n" for number in range(1200))
SECTIONS = "lead\n\n== A ==\none\n\n=== A1 ===\ndeep\n\n== B ==\ntwo\n"

STEPS: tuple[dict[str, Any], ...] = (
    {"page": {"title": "Foo", "text": "x", "user": "Bob"}},
    {"page": {"title": "Foo", "text": "one\n\ntwo\n\nthree", "user": "Alice", "summary": "s"}},
    {"page": {"title": "Foo", "text": "ONE\n\ntwo\n\nthree", "user": "Bob", "minor": True}},
    {"page": {"title": "Foo", "text": SECTIONS, "user": "1.2.3.4"}},
    {"page": {"title": "Foo", "text": "", "user": "Alice"}},
    {"page": {"title": "Talk:Foo", "text": "== Hello ==\nhi", "user": "Alice"}},
    {"page": {"title": "R", "text": "#REDIRECT [[Foo]]", "user": "Bob"}},
    {"page": {"title": "R2", "text": "#REDIRECT [[R]]", "user": "Bob"}},
    {"page": {"title": "Rx", "text": "#REDIRECT [[Nope#s]]", "user": "Alice"}},
    {"page": {"title": "J", "text": '{"a": 1}', "contentmodel": "json"}},
    {"page": {"title": "J", "text": '{"a": 2}', "contentmodel": "json", "user": "Bob"}},
    {"page": {"title": "P", "text": "plain\n== no ==", "contentmodel": "text"}},
    {"page": {"title": "Template:T", "text": "tee {{{1|}}}<noinclude>doc</noinclude>"}},
    {"page": {"title": "User:Alice/x.css", "text": "a {}", "user": "Alice"}},
    {"page": {"title": "User:Alice/x.js", "text": "f()", "user": "Alice"}},
    {"page": {"title": "User:Bob/x.json", "text": "{}", "user": "Bob"}},
    {"page": {"title": "User:Alice", "text": "me", "user": "Alice"}},
    {"page": {"title": "User talk:Bob", "text": "== Hi ==\n~~", "user": "Alice"}},
    {"page": {"title": "MediaWiki:Common.css", "text": "b {}"}},
    {"page": {"title": "MediaWiki:Common.js", "text": "g()"}},
    {"page": {"title": "MediaWiki:Aboutsite", "text": "about", "user": "Admin"}},
    {"page": {"title": "MediaWiki:Apierror-badtoken", "text": "''tok'' {{PLURAL:2|a|b}} [[Foo]]", "user": "Admin"}},
    {"page": {"title": "MediaWiki:Paramvalidator-badvalue-enumnotmulti", "text": "<b>$1</b>: $2", "user": "Admin"}},
    {"page": {"title": "MediaWiki:Abusefilter-disallowed", "text": "* $1\n* $2 $3", "user": "Admin"}},
    {"page": {"title": "MediaWiki:Blockedtext", "text": "{{T}} $1 $2 $8", "user": "Admin"}},
    {"page": {"title": "MediaWiki:Group-sysop", "text": "Sys {{ns:6}}", "user": "Admin"}},
    {"page": {"title": "MediaWiki:Grouppage-sysop", "text": "{{ns:project}}:S", "user": "Admin"}},
    {"page": {"title": "L", "text": LONG}},
    {"page": {"title": "V", "text": VERY_LONG, "user": "Alice"}},
    {"page": {"title": "V", "text": VERY_LONG.replace("line 7\n", "LINE 7\n"), "user": "Bob"}},
    {"protect": {"title": "Foo", "edit": "sysop"}},
    {"protect": {"title": "Foo", "edit": "autoconfirmed", "move": "sysop", "expiry": "20400101000000"}},
    {"protect": {"title": "R", "edit": "sysop", "cascade": True}},
    {"protect": {"title": "Nope", "create": "sysop"}},
    {"delete": {"title": "L", "reason": "bad"}},
    {"delete": {"title": "Foo"}},
    {"move": {"from": "Foo", "to": "Foo2"}},
    {"move": {"from": "Talk:Foo", "to": "Talk:Foo2", "noredirect": True}},
    {"move": {"from": "J", "to": "K"}},
    {"page": {"title": "Foo", "text": "after\n\nall", "user": "Bob"}},
    {"move": {"from": "User:Alice", "to": "User:Alice/old", "reason": "mine"}},
    {"delete": {"title": "User:Alice/x.js", "reason": "unsafe"}},
    {"block": {"target": "Bob", "reason": "r"}},
    {"block": {"target": "Bob", "reason": "some", "pages": ["Foo"]}},
    {"block": {"target": "Bob", "reason": "ns", "namespaces": [0], "expiry": "20400101000000"}},
    {"block": {"target": "127.0.0.1", "reason": "ip", "anononly": True}},
    {"block": {"target": "Bob", "reason": "auto", "autoblock": True}},
    {"revdelete": {"title": "Foo", "rev": 0, "hide": ["text", "comment"]}},
    {"revdelete": {"title": "Foo", "rev": 0, "hide": ["user"]}},
    {"revdelete": {"title": "V", "rev": 0, "hide": ["text", "user", "comment"]}},
    {"tag": {"name": "good"}},
    {"tag": {"name": "better"}},
    {"watch": {"title": "Foo", "user": "Alice"}},
    {"watch": {"title": "Foo", "user": "Alice", "expiry": "20270101000000"}},
    {"watch": {"title": "R", "user": "Bob"}},
    {"user": {"name": "Alice", "options": {"minordefault": 1, "watchdefault": 0, "watchcreations": 0}}},
    {"user": {"name": "Bob", "options": {"language": "fr", "forceeditsummary": 1, "nickname": "B~~~~[[x]]"}}},
    {"user": {"name": "Alice", "options": {"nickname": "'''A''' {{subst:T}}", "fancysig": 1}}},
    {"user": {"name": "Robo", "groups": ["bot", "sysop"], "email": "robo@example.org", "confirmed": True}},
    {"user": {"name": "Bob", "email": "bob@example.org", "confirmed": False}},
    {"page": {"title": "Template:N", "text": "{{PAGENAME}} {{{1|d}}}<includeonly> {{{a|}}}</includeonly>"}},
    {"page": {"title": "Talk:Foo", "text": "== A ==\nx\n== B ==\ny", "tags": ["mw-blank"], "bot": True}},
    {"block": {"target": "1.2.3.0/24", "reason": "elsewhere"}},
    {"block": {"target": "127.0.0.0/8", "reason": "some", "namespaces": [1], "anononly": True, "nocreate": True}},
    {"block": {"target": "Robo", "reason": "[[Foo]] ''x'' $1", "expiry": "20400101000000", "nocreate": True}},
)

#: The lines of the page whose revisions are undone and merged, as its first revision has them.
LINES = ("alpha", "beta", "", "gamma", "delta", "== Epsilon ==", "zeta", "eta", "", "theta")
LINES_PAGE = "U"

# What the requests say

TITLES = (
    *("Foo",) * 10,
    *(LINES_PAGE,) * 6,
    *("R", "R2", "Rx", "J", "K", "P", "L", "V", "Nope", "Nope", "New page", "Talk:Foo", "Talk:New", "Foo2"),
    *("Template:T", "Main Page", "User:Alice/x.css", "User:Alice/x.js", "User:Bob/x.json", "User:Alice/y.css"),
    *("User:Bob/z.js", "User:Alice/n.json", "User:Alice/old", "User talk:Bob", "User:Nobody/x.js", "user:bob/q.css"),
    *("MediaWiki:X", "MediaWiki:Common.css", "MediaWiki:Common.js", "MediaWiki:Aboutsite", "MediaWiki:Aboutsite/fr"),
    *("MediaWiki:Sidebar", "MediaWiki:Test.json", "Project:J", "Project talk:J", "File:X.png", "Category:C"),
    *("Help:H", "User:Alice", "User talk:Nobody", "User:1.2.3.4", "Special:Version", "Media:X.png", "Portal:P"),
    *("foo", " foo_ bar ", "Foo#A", "Foo/bar", ":Foo", "talk:foo", "", " ", "<>", "a|b", "a]b", "Foo:", "é"),
    *("e\u0301", "ß", "x" * 255, "x" * 256, "é" * 128, "..", "a/../b", "~~~~", "%41", "&amp;", "mediawiki:x"),
    *("wikipedia:x", "\x01", "\u200e", "Foo\x1fbar", "T::x", "FOO", "\u01c5", "Foo?", "1", "0", "-1", "WP:X"),
    *("tm:T", "Image:X.png", "TestWiki:A", "testwiki talk:A", "A_Wiki:x", "Wikipedia talk:X", "mw:Foo", "w:en:x"),
    *("commons:File:X", ": Foo", "::Foo", "Talk: Foo ", "Talk:Talk:Foo", "Talk:wikipedia:x", "Foo&nbsp;bar"),
    *("Foo%20bar", "Foo\u3000bar", "Foo\tbar", "Foo\nbar", "\ufeffFoo", "Foo\ufffd", "a" * 200 + "é" * 30),
    *("./x", "x/.", "x/./y", "/x", "x//y", "User:1.2.3.4/5", "User:::1", "User:ALICE/x.css", "User:#1"),
    *("Category:", "File:x", "Special:", "Special:Mypage", "Media:", "Template:&#x41;", "x~~~", "\u0131", "ŉ", "ⓐ"),
    *("ﬃ", "\U00010428x", "ა", "Foo_", "_", "Foo__bar", "T:x", "news:x", "http://x", "Foo{{x}}", "[[Foo]]"),
    *("Utilisateur:Alice/x.js", "Discussion:Foo", "Spécial:Version", "Catégorie:C", "Discussion utilisateur:Bob"),
    *("Thành viên:Bob", "Thảo luận:Foo", "Thể loại:C", "Modèle:T", "Projet:J", "Aide:H", "Média:X.png"),
    *("a\udcffb", "\udcc3", "$title", "a''b''", "a;b", "x=y", "*x", "User:Alice/a''b;.js", "Talk:a''b", "a__b~~"),
)

TEXTS = (
    *("x", "one\n\ntwo\n\nTHREE", "one\n\nTWO\n\nthree", "ONE\n\ntwo\n\nthree", "", SECTIONS, "== N ==\ntext"),
    *("#REDIRECT [[Foo]]", "#redirect [[Nope]] x", "#REDIRECT [[L#A]]", "#REDIRECT [[Special:X]]"),
    *(
        "#REDIRECT [[R]]",
        "#REDIRECT: [[:Foo]]",
        "#REDIRECT [[mw:Foo]]",
        "#REDIRECT[[ foo|bar]]\n\nx",
        " #REDIRECT [[Foo]]",
    ),
    *("#Redirect [[Foo]]\n[[Category:C]]", "#REDIRECT [[$title]]", "#REDIRECT [[File:X.png]]", "#REDIRECT [[Foo"),
    *("~~~~", "a ~~~ b ~~~~~", "<nowiki>~~~~</nowiki>~~~~", "<!-- ~~~~ -->", "~~~~~~", "~~", "~~~~~~~~"),
    *("[[Foo (x)|]]", "[[|Foo]]", "[[:w:a|]]", "[[a, b|]]", "[[Help:Foo (x), y|]]", "[[|x]]", "[[Foo|]] (x)"),
    *("{{subst:T}}", "{{subst:T|a}} {{T}}", "{{subst:Nope}}", "{{subst:", "{{SUBST:T}}", "{{safesubst:T}}"),
    *('{"a": 1}', '{"b":[1,2,{"c":null}]}', "{bad", "[]", '"s"', "null", "{}", '{"a":1,"a":2}', "[1.50, 1e3, -0]"),
    *('{"é":"\\u00e9"}', '{ "a" : { } , "b" : [ ] }', '{"a":"</script>"}', "1", "", " {} ", '{"":1}', "[1,]"),
    *("a\r\nb", "a\rb", "trailing  \n\n \t", "\nlead", "   ", "\n", "\x00a", "e\u0301", "\U0001f600", "a\u2028b"),
    *("\x7f", "\ufeffx", "\ufffd", "\udcff", "a\udce9b", "\x0b\x0c", "\x1fa", "\ue000", "\u0344", "A\u030a", "\uffff"),
    *(LONG, "viagra", "<script>", "a & b &amp; c", "[[x", "<pre>~~~</pre>", "0", "alert(1)", "[[Category:C]]"),
    *(VERY_LONG, VERY_LONG.replace("line 1000\n", "LINE 1000\n"), "x" * 9000, "é\n" * 5000),
    *("== A ==\n== B ==", "= 1 =\n== 2 ==\n=== 3 ===", "<nowiki>== no ==</nowiki>", "h1 { color: red }"),
    *("<!--\n== no ==\n-->\n== yes ==", "[http://x.y z]", "lead\n\n== A ==\nuno\n\n== B ==\ntwo"),
    *("==A==\n", "== A == <!-- c -->\nx", "<pre>\n== no ==\n</pre>\n== B ==\ny", "======= 7 =======\nx", "= =\nx"),
    *("{|\n| a\n|}\n== T ==\nx", "<noinclude>\n== N ==\n</noinclude>\nx", "<ref>\n== r ==\n</ref>", "=x=y=\nz"),
    *("{{subst:T|{{subst:T|b}}}}", "<includeonly>x</includeonly>", "{{{subst:T}}}", "-{zh-hans:a;zh-hant:b}-"),
    *("{{subst:T|1=c}}", "{{subst:Foo}}", "{{subst::Foo}}", "{{subst:Talk:Foo}}", "{{subst:T|\n~~~~\n}}"),
    *("{{subst:N|x|a=y}} {{subst:N}}", "{{subst:FULLPAGENAME}} {{subst:NAMESPACE}}", "{{subst:CURRENTTIMESTAMP}}"),
    *(
        "{{subst:lc:ABC}} {{subst:ucfirst:é}}",
        "{{subst:#tag:nowiki|~~~~}}",
        "{{subst:int:edit}}",
        "{{subst:plural:2|a|b}}",
    ),
    *(
        "#REDIRECTION [[Foo]]",
        "#đổi [[Foo]]",
        "#DOI [[Foo]]",
        "{{subst:NOMPAGE}} {{subst:TÊNTRANG}}",
        "{{subst:Modèle:T}}",
    ),
    *("[[Fichier:X.png|vignette|l]] [[Catégorie:C|x]]", "__AUCUNSOMMAIRE__ [[Utilisateur:Bob|]]"),
    *("{{subst:REVISIONID}} {{subst:REVISIONUSER}}", "{{subst:NUMBEROFEDITS}} {{subst:PROTECTIONLEVEL:edit}}"),
)

NUMBERS = (
    *("0", "1", "71001", "71002", "71003", "71004", "71005", "71006", "71007", "71008", "71009", "71010"),
    *("71099", "99999999", "-1", "x", "", "$rev", "$rev", "$rev", "$old", "$old", "+1", "071001", " 71001", "7.1e4"),
    *("99999999999999999999", "0x1", "1|2"),
)
TIMES = (
    *("2020-01-01T00:00:00Z", "2020-01-01T00:01:00Z", "20200101000200", "2020-01-01T00:03:30Z", "now", "0"),
    *("yesterday", "2040-01-01T00:00:00Z", "1577836860", "", "2020-13-45T25:61:61Z", "9999999999", "$time", "$time"),
    *("2020-01-01T00:02:00.500Z", "2020-01-01 00:02:00", "Wed, 01 Jan 2020 00:02:00 GMT", "20200101", "x"),
    *("2020-01-01T00:02:00+01:00", "1577836860.5", "-1", "19700101000000", "Wed Jan  1 00:02:00 2020", "$now"),
)
FLAG = ("1", "1", "1", "", "0", "false", "\x01")
EXPIRIES = (
    *("1 week", "infinite", "never", "2040-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "1 month", "soon", "", "now"),
    *("2 years", "indefinite", "infinity", "1 day", "3 days", "6 months", "1 year", "20270101000000", "1 hour"),
    *("+1 week", "1 Week", "1week", "2 weeks", "next week", "last monday", "-1", "2030-01", "x", "12.30", "tomorrow"),
)
MODELS = ("wikitext", "wikitext", "text", "json", "css", "javascript", "unknown", "x", "", "WIKITEXT", "json|css")
MODELS += ("broken", "invalid")
FORMATS = ("text/x-wiki", "text/plain", "application/json", "text/css", "text/javascript", "x", "", "text/html")
SUMMARIES = (
    *("s", "", "/* A */ x", "/* A */", "a\nb", "[[Foo]] ~~~~", "cheap", "y" * 600, "é" * 400, "a  b ", "<b>", "\x01"),
    *("{{T}}", "\u00a0x\u3000", "/* */", "/*A*/B", "~~~~~", "{{subst:T}}", "[[a (b)|]]", "é" * 499 + "\U0001f600"),
    *("\U0001f600" * 300, "x\r\ny", "e\u0301", "& &amp;", "0", "/* [[x]] */ y", "\x00", "\t"),
)
MD5 = ("9dd4e461268c8034f5c8564e155c67a6", "d41d8cd98f00b204e9800998ecf8427e", "x", "", "$md5", "$md5", "$md5")
MD5 += ("9DD4E461268C8034F5C8564E155C67A6",)
SECTIONS_ASKED = (
    "0",
    "1",
    "2",
    "3",
    "new",
    "new",
    "9",
    "T-1",
    "-1",
    "x",
    "",
    "01",
    "1.5",
    "NEW",
    " 1",
    "4",
    "T-0",
    "1a",
)

Values = tuple[str, ...]

#: Parameter of action=edit: how often in a hundred it is sent, and its values.
EDIT: dict[str, tuple[int, Values]] = {
    "title": (92, TITLES),
    "pageid": (9, ("5001", "5002", "5003", "1", "0", "77", "-1", "x", "", "$page")),
    "text": (80, TEXTS),
    "appendtext": (10, TEXTS),
    "prependtext": (8, TEXTS),
    "section": (18, SECTIONS_ASKED),
    "sectiontitle": (
        7,
        (
            "A",
            "New one",
            "",
            "[[x]] y",
            "== z ==",
            "a\nb",
            "~~~~",
            "é",
            " s ",
            "0",
            "'''b'''",
            "{{T}}",
            "x" * 300,
            "<i>x",
        ),
    ),
    "summary": (30, SUMMARIES),
    "tags": (
        6,
        (
            *("good", "better", "good|better", "nope", "good|nope|x", "", "mw-undo", "\x1fgood\x1fbetter"),
            *("good|good", "|", "\x1f", "Good", "mw-undo|mw-rollback|nope", "\x1fgood|better", " good "),
        ),
    ),
    "minor": (10, FLAG),
    "notminor": (5, FLAG),
    "bot": (10, FLAG),
    "baserevid": (18, NUMBERS),
    "basetimestamp": (12, TIMES),
    "starttimestamp": (10, TIMES),
    "recreate": (7, FLAG),
    "createonly": (6, FLAG),
    "nocreate": (6, FLAG),
    "watch": (3, FLAG),
    "unwatch": (3, FLAG),
    "watchlist": (9, ("watch", "unwatch", "preferences", "nochange", "x", "", "watch", "WATCH")),
    "watchlistexpiry": (7, EXPIRIES),
    "md5": (5, MD5),
    "undo": (12, NUMBERS),
    "undoafter": (6, NUMBERS),
    "redirect": (9, FLAG),
    "contentmodel": (8, MODELS),
    "contentformat": (6, FORMATS),
    "returnto": (1, ("Foo", "x", "<>")),
    "returntoquery": (1, ("a=b",)),
    "returntoanchor": (1, ("#a", "a")),
    "captchaword": (1, ("x",)),
    "captchaid": (1, ("1",)),
}

STASHEDIT: dict[str, tuple[int, Values]] = {
    "title": (96, TITLES),
    "section": (20, SECTIONS_ASKED),
    "sectiontitle": (8, EDIT["sectiontitle"][1]),
    "text": (86, TEXTS),
    "stashedtexthash": (13, ("11f6ad8ec52a2984abaafd7c3b516503785c2072", "x", "", "$hash", "$hash", "$hash")),
    "summary": (30, SUMMARIES),
    "contentmodel": (92, ("wikitext",) * 12 + MODELS),
    "contentformat": (92, ("text/x-wiki",) * 12 + FORMATS),
    "baserevid": (92, ("0", "71001", "71002", "71003", *NUMBERS)),
}

#: Parameter that every request may have: the same.
MAIN: dict[str, tuple[int, Values]] = {
    "formatversion": (70, ("2",) * 60 + ("1",) * 20 + ("latest", "3", "", "02")),
    "errorformat": (14, ("plaintext", "wikitext", "html", "raw", "none", "bc", "x")),
    "assert": (5, ("user", "bot", "anon", "x", "")),
    "assertuser": (3, ("Alice", "Bob", "alice", "Nobody", "1.2.3.4", "", "<>", "Alice#x", "w>Bob")),
    "maxlag": (3, ("5", "-1", "-2", "0", "x")),
    "requestid": (3, ("a", "é", "", "a\nb", "e\u0301", "<&>", "0")),
    "curtimestamp": (4, FLAG),
    "responselanginfo": (3, FLAG),
    "servedby": (1, FLAG),
    "utf8": (4, FLAG),
    "ascii": (4, FLAG),
    "wrappedhtml": (1, FLAG),
    "errorsuselocal": (3, FLAG),
    "errorlang": (5, ("en", "uselang", "content", "qqx", "fr", "vi", "xx<", "")),
    "uselang": (5, ("en", "user", "content", "fr", "vi", "qqx", "xx<", "", "EN")),
    "variant": (1, ("en", "x", "")),
    "origin": (2, ("*", "https://example.org", "https://a.example.org", "null", "$server", "")),
    "callback": (1, ("f", "a.b[0]", "x y", "é", "")),
    "smaxage": (1, ("5", "0", "x")),
    "maxage": (1, ("5", "x", "0")),
    "includexmlnamespace": (1, FLAG),
    "xslt": (1, ("MediaWiki:X.xsl", "x")),
    "foo": (2, ("bar", "", "\x1fa")),
    "foo[]": (1, ("bar",)),
    "a b": (1, ("c",)),
    "a.b": (1, ("c",)),
}

#: Header: how often in a hundred it is sent, and its values.
SENT_HEADERS: dict[str, tuple[int, Values]] = {
    "Origin": (
        3,
        (
            *("https://example.org", "https://a.example.org", "https://evil.test", "null", "", "$server", "*"),
            *("https://evil.test https://example.org", "http://example.org:80", "https://EXAMPLE.org"),
        ),
    ),
    "Treat-as-Untrusted": (1, ("1", "", "0")),
    "Promise-Non-Write-API-Action": (1, ("true", "false", "1", "")),
    "Accept-Language": (1, ("fr", "vi, en;q=0.5", "x")),
    "Authorization": (1, ("Bearer x", "Basic QTpi")),
    "X-Requested-With": (1, ("XMLHttpRequest",)),
    "Referer": (1, ("$server/index.php/Foo",)),
}

TOKENS: tuple[tuple[str | None, int], ...] = (
    ("$csrf", 86),
    ("$new", 6),
    ("+\\", 2),
    ("x", 2),
    ("", 1),
    (None, 2),
    ("$csrf ", 1),
)

#: What is asked between edits.
QUERIES: tuple[dict[str, str], ...] = (
    {"action": "query", "prop": "info", "titles": "Foo|R|Nope", "inprop": "protection|watched|url"},
    {
        "action": "query",
        "prop": "info|revisions",
        "titles": "Foo",
        "rvprop": "ids|content|timestamp|comment|flags|tags",
    },
    {
        "action": "query",
        "prop": "revisions",
        "titles": "Foo",
        "rvlimit": "max",
        "rvprop": "ids|user|size|sha1|comment",
    },
    {
        "action": "query",
        "prop": "revisions",
        "titles": "R",
        "redirects": "1",
        "rvprop": "content",
        "rvslots": "main",
    },
    {
        "action": "query",
        "prop": "revisions",
        "titles": LINES_PAGE,
        "rvlimit": "5",
        "rvprop": "ids|content|parsedcomment",
    },
    {"action": "query", "prop": "\x1finfo\x1frevisions", "titles": "\x1fFoo\x1fU", "inprop": "\x1fwatched\x1furl"},
    {"action": "query", "meta": "userinfo", "uiprop": "groups|rights|editcount|blockinfo|ratelimits|hasmsg"},
    {"action": "query", "meta": "tokens", "type": "csrf|watch"},
    {"action": "query", "meta": "siteinfo", "siprop": "general|namespaces|namespacealiases"},
    {"action": "query", "meta": "siteinfo|userinfo|tokens"},
    {"action": "query", "titles": "Foo|foo|<>|Special:X|e\u0301|mediawiki:x"},
    {"action": "query", "revids": "71001|71002|71099", "prop": "info"},
    {"action": "query", "pageids": "1|5001|99", "prop": "revisions"},
    {"action": "query", "titles": "$title", "prop": "info|revisions", "inprop": "displaytitle|notificationtimestamp"},
    {"action": "checktoken", "type": "csrf", "token": "$csrf"},
    {"action": "checktoken", "type": "csrf", "token": "x"},
    {"action": "paraminfo", "modules": "edit|stashedit"},
    {"action": "nonsense"},
)

#: Logging in and out, in between.
LOGINS: tuple[dict[str, str], ...] = (
    {"action": "logout", "token": "$csrf"},
    {"action": "logout", "token": "$new"},
    {"action": "logout", "token": "x"},
    {"action": "login", "lgname": "Alice", "lgpassword": "AlicePassw0rd!x", "lgtoken": "$login"},
    {"action": "login", "lgname": "bob", "lgpassword": "BobPassw0rd!x", "lgtoken": "$login"},
    {"action": "login", "lgname": "Bob", "lgpassword": "wrong", "lgtoken": "$login"},
    {"action": "login", "lgname": "Alice@app", "lgpassword": BOT_PASSWORD, "lgtoken": "$login"},
    {"action": "login", "lgname": "Alice", "lgpassword": f"app@{BOT_PASSWORD}", "lgtoken": "$login"},
    {"action": "login", "lgname": "Nobody", "lgpassword": "x", "lgtoken": "$login"},
    {"action": "login", "lgname": "Robo", "lgpassword": "RoboPassw0rd!x"},
    {"action": "login", "lgname": "Robo", "lgpassword": "RoboPassw0rd!x", "lgtoken": "x"},
    {
        "action": "clientlogin",
        "username": "Alice",
        "password": "AlicePassw0rd!x",
        "logintoken": "$login",
        "loginreturnurl": "http://example.org/",
    },
    {
        "action": "clientlogin",
        "username": "Admin",
        "password": "AdminPassw0rd!x",
        "rememberMe": "1",
        "logintoken": "$login",
        "loginreturnurl": "http://example.org/",
    },
    {
        "action": "clientlogin",
        "username": "Bob",
        "password": "x",
        "logintoken": "$login",
        "loginreturnurl": "http://example.org/",
    },
    {"action": "clientlogin", "username": "Bob", "password": "x", "logintoken": "$login", "loginreturnurl": "x"},
    {"action": "clientlogin", "username": "Bob", "password": "x", "logintoken": "$login"},
)

#: The formats of replies.
WRITTEN = (*("json",) * 24, "xml", "xml", "xml", "php", "php", "none", "jsonfm", "xmlfm", "phpfm", "rawfm", "x")

#: How a request goes: method, kind of body, and how often.
WAYS: tuple[tuple[tuple[str, str], int], ...] = (
    (("POST", "urlencoded"), 84),
    (("POST", "multipart"), 8),
    (("POST", "mixed"), 6),
    (("GET", ""), 2),
)
READING_WAYS: tuple[tuple[tuple[str, str], int], ...] = (
    (("GET", ""), 60),
    (("POST", "urlencoded"), 30),
    (("POST", "multipart"), 5),
    (("POST", "mixed"), 5),
)

#: How often in a hundred a value is one of another parameter.
WILD = 3
