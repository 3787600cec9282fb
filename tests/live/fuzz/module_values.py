"""What requests of `surface.py` are drawn from: wikis and people, what parameters may be, which go together.

A row more is a situation more. The values of the first tables are such as fit; `ODD` has those that MediaWiki refuses,
warns of or trims, which are drawn less often.
"""

from __future__ import annotations

#: What every such wiki has: pages that link, categorise, transclude and redirect, histories, logs of every kind.
PAST: tuple[dict[str, dict[str, object]], ...] = (
    {"page": {"title": "Template:T", "text": "[[Tee]] {{{1|}}}<noinclude>[[Category:Templates]]</noinclude>"}},
    {"page": {"title": "A", "text": "[[B]] [[Talk:B|b]] [[Category:C|a]] {{T}} [http://x.example/ x]", "user": "Bob"}},
    {"page": {"title": "A", "text": "== H ==\n[[B]] [[Nope]] [[Category:C]] {{T|x}} [[File:F.png]]", "user": "Alice"}},
    {"page": {"title": "B", "text": "b", "user": "1.2.3.4", "summary": "/* S */ see [[A]]"}},
    {"page": {"title": "B", "text": "#REDIRECT [[A#H]]", "user": "Robo", "bot": True, "minor": True}},
    {"page": {"title": "B/sub", "text": "[[A]] [[w:en]] __NOINDEX__", "user": "Alice"}},
    {"page": {"title": "Talk:A", "text": "== Hi ==\n[[User:Bob]] ~~~~", "user": "Bob"}},
    {"page": {"title": "Category:C", "text": "[[Category:D]] about C", "user": "Alice"}},
    {"page": {"title": "Double", "text": "#REDIRECT [[B]]", "user": "Bob"}},
    {"page": {"title": "É", "text": "é [[A|ä]] https://y.example/?q=é", "user": "Alice", "summary": "é"}},
    {"page": {"title": "J", "text": '{"a": [1, 2]}', "contentmodel": "json", "user": "Bob"}},
    {"page": {"title": "Gone", "text": "to be deleted", "user": "Bob"}},
    {"page": {"title": "Gone", "text": "to be deleted soon", "user": "Alice", "tags": ["good"]}},
    {"page": {"title": "Old", "text": "moved later [[B]]", "user": "Alice"}},
    {"page": {"title": "User:Bob", "text": "bob", "user": "Bob"}},
    {"page": {"title": "MediaWiki:Aboutsite", "text": "about", "user": "Admin"}},
    {"page": {"title": "MediaWiki:And/fr", "text": "et {{SITENAME}}", "user": "Admin"}},
    {"tag": {"name": "good"}},
    {"page": {"title": "A", "text": "== H ==\n[[B]] end", "user": "Bob", "tags": ["good"], "summary": "s"}},
    {"page": {"title": "A", "text": "", "user": "Alice"}},
    {"page": {"title": "A", "text": "== H ==\n[[B]] [[Category:C]] back {{T}}", "user": "Robo", "bot": True}},
    {"user": {"name": "Carl", "groups": ["sysop"]}},
)

#: What some of them have besides.
SOMETIMES: tuple[dict[str, dict[str, object]], ...] = (
    {"revdelete": {"title": "A", "rev": 0, "hide": ["text", "comment"]}},
    {"revdelete": {"title": "A", "rev": 1, "hide": ["user"]}},
    {"protect": {"title": "A", "edit": "sysop", "reason": "why"}},
    {"protect": {"title": "B", "edit": "autoconfirmed", "move": "sysop", "expiry": "20400101000000"}},
    {"protect": {"title": "Nope", "create": "sysop"}},
    {"protect": {"title": "Talk:A", "edit": "sysop", "cascade": True}},
    {"delete": {"title": "Gone", "reason": "bad"}},
    {"move": {"from": "Old", "to": "New", "reason": "r"}},
    {"move": {"from": "Double", "to": "Triple", "noredirect": True}},
    {"block": {"target": "Bob", "reason": "r", "expiry": "20400101000000"}},
    {"block": {"target": "1.2.3.0/24", "reason": "range", "anononly": True, "pages": ["A"], "namespaces": [4]}},
    {"watch": {"title": "A", "user": "Alice"}},
    {"watch": {"title": "Nope", "user": "Alice"}},
    {"watch": {"title": "B", "user": "Bob"}},
)

PEOPLE = ("Alice", "Alice", "Admin", "Admin", "Admin", "Bob", "Robo", "Alice@app", None, None)

#: Modules whose replies no two wikis share; nor do what others make of the pages that these generate.
BY_CHANCE = frozenset({"query+random"})

#: Actions that have sequences of their own, or leave nothing to be drawn.
LEFT_OUT = frozenset({"query", "login", "clientlogin", "logout", "edit", "stashedit", "tokens", "help"})

#: Who sends requests, and who those that need more rights than most have.
ABLE = (*("Admin",) * 8, "Alice", "Bob", "Robo", "Alice@app", None)
FOR_THE_ABLE = frozenset(
    {
        *("delete", "undelete", "protect", "block", "unblock", "userrights", "changecontentmodel", "managetags"),
        *("patrol", "rollback", "tag", "move", "import", "mergehistory", "revisiondelete", "setpagelanguage"),
        *("query+deletedrevisions", "query+alldeletedrevisions", "query+deletedrevs", "options", "watch"),
        *("changeauthenticationdata", "removeauthenticationdata", "query+watchlist", "query+watchlistraw"),
        "setnotificationtimestamp",
    }
)

TITLES = (
    *("A", "A", "A", "B", "B/sub", "Talk:A", "Category:C", "Double", "É", "J", "Gone", "Old", "New", "Nope"),
    *("User:Bob", "Template:T", "MediaWiki:Aboutsite", "Main Page", "a", "File:F.png", "Talk:B", "Tee", "Triple"),
)
_FRESH = ("Fresh", "Fresh 2", "Talk:Fresh", "User:Bob/new", "Tee", "B/other", "fresh", "É 2", "Template:New")
USERS = ("Alice", "Bob", "Robo", "Admin", "Carl", "1.2.3.4", "Bob", "alice", "User:Bob")
TIMES = (
    *("2020-01-01T00:00:00Z", "2020-01-01T00:05:00Z", "20200101001000", "2020-01-01T00:15:30Z", "now", "$now"),
    "2040-01-01T00:00:00Z",
)
_PAGE_IDS = ("5001", "5002", "5002", "5003", "5004", "5006", "5008", "5009", "5010", "5012", "1", "$page")
_REVISIONS = (
    *("71001", "71002", "71003", "71003", "71004", "71005", "71007", "71009", "71012", "71018", "71019", "71020"),
    *("$rev", "$old"),
)
_USER_IDS = ("1", "2", "3", "4")
_PASSWORDS = ("AlicePassw0rd!x", "NewPassw0rd!y", "short", "password", "alice", "Sup3r-long-and-odd", "a" * 30)

#: Values by the type that is declared.
OF_TYPE: dict[str, tuple[str, ...]] = {
    "boolean": ("1", "1", ""),
    "integer": ("0", "1", "2", "3", "5", "10", "100"),
    "limit": ("1", "1", "2", "2", "3", "5", "10", "max", "max", "500"),
    "timestamp": TIMES,
    "namespace": ("0", "0", "0", "1", "2", "4", "6", "8", "10", "14"),
    "user": USERS,
    "title": TITLES,
    "tags": ("good",),
    "string": ("a", "A", "B", "x", "é", "1", "A|B", "\x1fA\x1fB", "0"),
    "text": ("x", "== A ==\n[[B]]", "'''b''' {{T}}", "~~~~"),
    "password": _PASSWORDS,
    "expiry": ("infinite", "1 week", "never", "2040-01-01T00:00:00Z"),
}
#: Values by type that are refused, or taken otherwise than they stand.
ODD: dict[str, tuple[str, ...]] = {
    "boolean": ("0", "false"),
    "integer": ("99999", "-1", "", "x", "01", "9" * 20, "1.5"),
    "limit": ("0", "x", "", "501", "5001", "-1"),
    "timestamp": ("", "x", "0", "2020-13-01T00:00:00Z"),
    "namespace": ("-1", "99", "x", "", "*"),
    "user": ("Nobody", "", "MediaWiki default", "<>", "#1", "#99", "A#b", "1.2.3.0/24", "x>Bob", "Talk:A", "::1"),
    "title": ("<>", "", "Special:Version", "w:en:x", "A#H", "#H", "Nope2", "Talk:", "User:Carl/x.js", " A_ "),
    "tags": ("nope", "", "good|nope", "mw-blank", "bad,one"),
    "string": ("", "<>", "\x1f", "nope", " x ", "|"),
    "text": ("",),
    "password": ("", "é"),
    "expiry": ("", "soon", "2020-01-01T00:00:00Z"),
    "enum": ("x", ""),
}
#: Values by the name of a parameter, with the module's path before it where that matters.
OF_NAME: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("title", "titles", "from", "to", "page", "fromtitle", "totitle", "target"), TITLES),
    **dict.fromkeys(("pageid", "pageids", "fromid", "toid"), _PAGE_IDS),
    **dict.fromkeys(
        ("revid", "revids", "oldid", "fromrev", "torev", "torevid", "newerthanrevid", "startid", "endid"), _REVISIONS
    ),
    **dict.fromkeys(("userid", "userids"), _USER_IDS),
    **dict.fromkeys(("images", "templates", "categories"), ("Template:T", "T", "Category:C", "File:F.png", "x")),
    **dict.fromkeys(("user", "users", "username", "excludeuser"), USERS),
    **dict.fromkeys(("reason", "summary", "comment"), ("r", "", "[[A]] /* H */ x", "é", "y" * 600)),
    **dict.fromkeys(("add", "remove"), ("good", "bot", "sysop", "interface-admin", "mw-blank")),
    **dict.fromkeys(("password", "retype"), _PASSWORDS),
    "tag": ("good", "good", "mw-new-redirect", "mw-blank", "nope"),
    "tags": ("good",),
    "tag.add": ("good", "good", "good", "nope", "mw-blank", "bad,one"),
    "tag.remove": ("good", "good", "good", "nope", "mw-blank", ""),
    "managetags.tag": ("good", "fresh", "fresh", "two words", "mw-blank", "bad,one", ""),
    "move.to": _FRESH,
    "move.from": (*TITLES, "$title"),
    "undelete.title": ("Gone", "Gone", "Gone", "A", "Nope"),
    "undelete.timestamps": ("2020-01-01T00:11:00Z", "2020-01-01T00:12:00Z", "20200101001200", "1"),
    "userrights.add": ("bot", "sysop", "interface-admin", "nope"),
    "userrights.remove": ("bot", "sysop", "bureaucrat"),
    "rollback.title": ("A", "A", "B", "Gone", "$title"),
    "rollback.user": ("Robo", "Robo", "Alice", "1.2.3.4", "Bob"),
    "patrol.rcid": ("1", "2", "3", "5", "10", "20"),
    "tag.rcid": ("1", "2", "3", "5", "10", "20"),
    "tag.logid": ("1", "2", "3", "5"),
    "unblock.id": ("1", "2", "3"),
    "unblock.user": ("Bob", "Bob", "1.2.3.0/24", "Alice"),
    "changecontentmodel.title": ("B", "A", "User:Bob", "J", "É", "Nope"),
    "query+categorymembers.title": ("Category:C", "Category:C", "Category:Templates", "category:c", "Category:D", "A"),
    "query+categorymembers.pageid": ("5006", "5006", "5002"),
    "query+imageusage.title": ("File:F.png", "File:F.png", "file:f.png", "Image:F.png", "A"),
    "query+imageusage.pageid": ("5002",),
    "query+embeddedin.title": ("Template:T", "Template:T", "A", "t"),
    "query+backlinks.title": ("B", "A", "A", "Tee", "Nope", "Category:D", "File:F.png"),
    "prefix": ("", "A", "B", "b", "T", "é", "<", "x"),
    "search": ("A", "deleted", "bob", "a b", "", "prefix:B", '"x"', "nothing"),
    "expiry": ("infinite", "1 week", "never", "2040-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "", "soon"),
    "block.expiry": ("infinite", "1 week", "never", "2040-01-01T00:00:00Z", "2020-01-01T00:00:00Z", "soon"),
    "protections": (
        *("edit=sysop", "edit=sysop|move=sysop", "edit=sysop", "move=sysop", "edit=autoconfirmed", "edit=all"),
        *("create=sysop", "edit=x", "x"),
    ),
    "change": ("language=fr", "userjs-a=1", "editfont=serif|userjs-b=2", "x=1", "gender", "", "skin="),
    "optionname": ("language", "userjs-c", "gender", "x", ""),
    "query+blocks.ids": ("1", "2", "3"),
    "ids": ("71001", "71002|71003", "1", "x", ""),
    "section": ("0", "1", "2", "new", "T-1", "x", ""),
    "messages": (
        *("aboutsite", "and", "nope-nope", "mainpage|edit", "", "Aboutsite", "and/fr", "common.css", "word-separator"),
        *("nrevisions", "retrievedfrom|lastmodifiedat", "about site", "apihelp-link", "1movedto2", "and"),
    ),
    "query+allmessages.from": ("and", "aboutsite", "b", ""),
    "query+allmessages.to": ("and", "aboutsite", "zz", "b"),
    "query+allmessages.prefix": ("a", "about", "x", ""),
    "query+allmessages.args": ("1", "A|B", "$2|x", ""),
    "filter": ("about", "s", "x", "", "A"),
    "lang": ("en", "fr", "vi", "qqx", "x<", ""),
    "modules": ("edit", "query+info|query", "main", "nope", "query+nope", ""),
    "testactions": ("edit", "move", "delete", "read"),
    "query": ("x.example", "*.example", "y.example/?q=é", ""),
    "ip": ("1.2.3.4", "1.2.3.0/24", "127.0.0.1", "x"),
    "iprange": ("1.2.3.0/24", "1.2.3.4", "1.2.0.0/16", "x"),
    "token": ("$csrf", "$csrf", "+\\", "x"),
    "returnurl": ("http://x.example/", "http://x.example/", "x"),
    "email": ("a@x.example", "x", ""),
    "createaccount.username": ("Dora", "dora", "Bob", "Dora<>", "1.2.3.4", "Émile"),
    "request": ("MediaWiki\\Auth\\PasswordAuthenticationRequest", "x"),
    "requests": ("MediaWiki\\Auth\\PasswordAuthenticationRequest", ""),
    "pagerestrictions": ("A", "B", "Talk:A"),
    "minsize": ("0", "1", "10", "20", "100"),
    "maxsize": ("1", "10", "20", "100", "1000"),
}

#: Of each group one is sent, most of the time.
ONE_OF: dict[str, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(
        ("delete", "protect", "rollback", "changecontentmodel", "setpagelanguage"), (("title", "title", "pageid"),)
    ),
    **dict.fromkeys(
        ("query+backlinks", "query+embeddedin", "query+imageusage", "query+categorymembers"),
        (("title", "title", "title", "pageid"),),
    ),
    **dict.fromkeys(("block", "userrights"), (("user", "user", "user", "userid"),)),
    "move": (("from", "from", "fromid"),),
    "unblock": (("user", "user", "id", "userid"),),
    "purge": (("titles", "titles", "pageids", "revids"),),
    "watch": (("titles", "titles", "title", "pageids"),),
    "setnotificationtimestamp": (
        ("entirewatchlist", "titles", "titles", "pageids"),
        ("timestamp", "torevid", "newerthanrevid", ""),
    ),
    "patrol": (("rcid", "revid"),),
    "tag": (("rcid", "revid", "revid", "logid"), ("add", "add", "remove")),
    "compare": (("fromrev", "fromrev", "fromtitle", "fromid"), ("torev", "torev", "torelative", "totitle", "toid")),
    "parse": (("page", "page", "oldid", "pageid"), ("prop",)),
    "resetpassword": (("user", "user", "email"),),
    "query+usercontribs": (("user", "user", "user", "userids", "userprefix", "iprange"),),
    "query+allmessages": (("messages", "messages", "prefix", "from"),),
    "query+users": (("users", "users", "users", "userids"),),
    "options": (("change", "change", "optionname", "reset"),),
    "query+alldeletedrevisions": (("user", "", "namespace", "from"),),
    "query+watchlist": (("prop", ""),),
}

#: Of each of these not more than one is sent, most of the time.
NOT_TOGETHER: tuple[tuple[str, ...], ...] = (
    ("title", "pageid"),
    ("user", "excludeuser"),
    ("user", "userid"),
    ("user", "userids", "userprefix", "iprange"),
    ("users", "userids", "ip", "ids"),
    ("group", "excludegroup", "rights"),
    ("diffto", "difftotext"),
    ("from", "fromid"),
    ("from", "prefix", "user"),
    ("to", "prefix", "user"),
    ("page", "pageid", "oldid", "title"),
    ("titles", "pageids", "revids", "entirewatchlist"),
    ("start", "startid"),
    ("end", "endid"),
    ("type", "action"),
    ("title", "namespace", "prefix"),
    ("url", "prop"),
    ("section", "slots"),
    ("rcid", "revid"),
)

#: Parameters without which a module has little to tell.
PREFERRED: dict[str, frozenset[str]] = {
    **dict.fromkeys(("block", "unblock", "userrights", "query+users"), frozenset({"user", "users", "add"})),
    **dict.fromkeys(("query+search", "query+prefixsearch", "opensearch"), frozenset({"search"})),
    **dict.fromkeys(
        (f"query+{name}" for name in ("recentchanges", "logevents", "revisions", "allrevisions", "watchlist")),
        frozenset({"prop"}),
    ),
    "createaccount": frozenset({"returnurl"}),
    "changeauthenticationdata": frozenset({"request"}),
    "expandtemplates": frozenset({"prop", "text"}),
}

#: What modules take that they do not declare: the fields of forms.
FIELDS: dict[str, tuple[str, ...]] = {
    "createaccount": ("username", "password", "retype", "email"),
    "changeauthenticationdata": ("password", "retype"),
}
