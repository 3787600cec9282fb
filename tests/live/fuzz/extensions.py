"""What only a wiki with extensions has: filters, captchas, lists of what is forbidden, modules. Table by table."""

from __future__ import annotations

import random
from typing import Any

from .values import Values

# Filters

#: What a rule may ask. Each is sometimes true for what `values.EDIT` holds.
CONDITIONS = (
    *("true", "false", 'action == "edit"', "edit_delta > 0", "edit_delta < -10", "new_size > 20", "old_size == 0"),
    *('new_wikitext contains "x"', 'lcase(new_wikitext) rlike "re(direct)?"', 'added_lines irlike "t[ew]o"'),
    *('removed_lines contains "one"', 'count("\\n", new_wikitext) > 2', "length(added_lines) > 3", "page_id == 0"),
    *('page_prefixedtitle like "User*"', 'page_title == "Foo"', "page_namespace == 0", "page_namespace in [2, 3, 8]"),
    *('summary contains "s"', 'summary == ""', "length(summary) > 30", 'summary rlike "^/\\\\*"'),
    *('user_name == "Alice"', 'user_name in ["Bob", "Robo"]', "user_editcount < 2", "user_age < 0", "user_age == 0"),
    *('"sysop" in user_groups', '"bot" in user_groups', '"autoconfirmed" in user_groups', "user_blocked"),
    *('"editinterface" in user_rights', "user_emailconfirm", 'user_emailconfirm == ""', "length(user_rights) > 25"),
    *('added_links rlike "x"', "length(all_links) > 0", 'removed_links contains "spam"', "length(old_links) > 1"),
    *('new_content_model == "wikitext"', "new_content_model != old_content_model", 'old_content_model == "json"'),
    *('edit_diff contains "+"', 'edit_diff_pst contains "Alice"', 'new_pst contains "UTC"', "new_pst == new_wikitext"),
    *('added_lines_pst contains "]]"', '"Bob" in page_recent_contributors', 'page_first_contributor == "Alice"'),
    *("page_age >= 0", 'page_restrictions_edit == "sysop"', '"autoconfirmed" in page_restrictions_edit'),
    *('ip_in_range(user_name, "127.0.0.0/8")', 'rmspecials(new_wikitext) rlike "^A"', 'ccnorm("x") == "X"'),
    *("specialratio(new_wikitext) > 0.3", 'norm("aa1") == "AI"', 'old_wikitext contains "two"', "moved_to_id > 0"),
    *('sanitize(new_wikitext) contains "& &"', 'string(edit_delta) == "1"', "wiki_language == 'en'", "1/0 == 1"),
    *(
        'wiki_name rlike "^wiki"',
        "timestamp > 1600000000",
        'get_matches("(t)(w)?", new_wikitext)[1] == "t"',
        "nope == 1",
    ),
    *(
        "a := length(new_wikitext); a > 5 & a < 100",
        'if added_lines == "" then removed_lines != "" else true end',
        "(1",
    ),
    *("equals_to_any(page_namespace, 0, 1, 2)", 'contains_any(new_wikitext, "one", "zeta", "viagra")'),
    *('contains_all(new_wikitext, "lead", "deep")', 'rcount("\\w+", new_wikitext) > 10', 'accountname == ""'),
    *(
        'str_replace(new_wikitext, "x", "y") == "y"',
        'substr(new_wikitext, 0, 1) == "="',
        'strpos(new_wikitext, "o") == 0',
    ),
    *(
        'ccnorm(page_title) contains "F00"',
        'norm("\u041e") == "O"',
        'new_text == "x"',
        "length(new_text) > 5",
        "-page_title < 1",
    ),
    *('ucase(page_title) == "FOO"', 'article_text == "Foo"', "article_namespace == 2", '"" in new_wikitext'),
)

#: Where only newer versions know the variables.
NEWER_CONDITIONS = ("page_last_edit_age >= 0", 'user_type == "named"', "user_unnamed_ip == '127.0.0.1'")

#: How two conditions become one.
JOINED = ("{0} & {1}", "{0} | {1}", "!({0}) & {1}", "{0} ^ {1}", "({0}) == ({1})")

DESCRIPTIONS = ("filter", "Some <b>rule</b>", "''no'' [[Foo]]", "a & b", "{{T}}", "é", "x|y", "", "$1 ~~~~")
NAMES_OF_MESSAGES: tuple[list[str], ...] = ([], [""], ["abusefilter-warning"], ["my-message"], ["aboutsite"])

#: Action of a filter: how often of a hundred, and its parameters. A throttle counts by the clock of the machine, and so
#: must not end within a sequence.
ACTIONS: dict[str, tuple[int, tuple[list[str], ...]]] = {
    "warn": (30, NAMES_OF_MESSAGES),
    "disallow": (25, NAMES_OF_MESSAGES),
    "tag": (35, (["good"], ["spotted"], ["spotted", "seen"], ["mw-undo"], ["a b"])),
    "throttle": (
        14,
        (
            *(["1", "1,7200", "user"], ["1", "2,3600", "ip"], ["2", "1,7000", "page"], ["1", "1,3600", "site"]),
            *(["1", "1,3600", "user,page"], ["1", "1,3600", "user", "page"], ["1", "2,8000", "editcount"]),
            *(["1", "1,6000", "nope"], ["1", "1,6000", " user"]),
            *(["1", "1,3600", "range"], ["1", "0,6000", "creationdate"], ["1", "1,9000", "ip,user"]),
        ),
    ),
    "block": (
        9,
        (
            *(["noTalkBlockSet", "1 hour", "infinity"], ["blocktalk", "infinity", "2 hours"], ["blocktalk", "1 day"]),
            *(["noTalkBlockSet", "3 days", "1 week"], ["noTalkBlockSet", "x", "0"], ["noTalkBlockSet"]),
        ),
    ),
    "rangeblock": (6, ([],)),
    "degroup": (5, ([],)),
    "blockautopromote": (5, ([],)),
}

# Captchas

CAPTCHA_CLASSES = ("QuestyCaptcha", "QuestyCaptcha", "SimpleCaptcha", "FancyCaptcha")
TRIGGERS = ("edit", "create", "create", "addurl", "addurl", "badlogin")
QUESTIONS = ({"What is the capital of France?": "Paris"}, {"Say <b>é</b> & co": ["É", "e"]}, {"0?": "0"})

#: What is sent: an answer to what was asked last, or another one.
CAPTCHA_IDS = ("$captcha", "$captcha", "$captcha", "$captcha", "1", "", "x")
CAPTCHA_WORDS = (*("$answer",) * 6, " $answer ", "$answer ", "$answer.", "x", "", "0", "PARIS")

# Pages that the extensions read

SPAM = (
    *(
        "spam\\.example",
        "bad-(site|place)\\.example # why",
        "x\\.y",
        "viagra",
        "\\bcheap\\b",
        "wikipedia\\.org",
        "[",
        "",
    ),
    *("# nothing", "  ev[i1]l\\.test  ", "example\\.org/secret", "spam.*casino", "(unclosed", "http", "é\\.example"),
)
TITLE_PATTERNS = (
    *("Nope", "New.*", "User:.*x\\.js <noedit>", ".*bad.* <errmsg=my-message>", "Talk:.* <autoconfirmed>", "foo", "["),
    *(
        "Foo <casesensitive>",
        "Foo2 <noedit|errmsg=aboutsite>",
        "é+",
        "# none",
        "{{T}}",
        "b{{lc:AD}}.*",
        "Help:H <moveonly>",
        "L <newaccountonly>",
    ),
    *(".*[xyz]{5}.* <noedit|autoconfirmed>", "Module:Bad", "P_?a.*", "Foo/bar <noedit> # why", "User talk:.* <noedit>"),
)
PAGES: dict[str, tuple[int, tuple[str, ...]]] = {
    "MediaWiki:Spam-blacklist": (45, SPAM),
    "MediaWiki:Spam-whitelist": (15, ("good\\.spam\\.example", "x\\.y/ok", "[", "wikipedia\\.org", "cheap")),
    "MediaWiki:Titleblacklist": (35, TITLE_PATTERNS),
    "MediaWiki:Titlewhitelist": (12, ("New page", "Foo", "[", "User:Alice/x\\.js")),
    "MediaWiki:Captcha-addurl-whitelist": (12, ("harmless\\.example", "x\\.y", "[", "# no")),
    "MediaWiki:Captcha-ip-whitelist": (4, ("10.0.0.0/8", "127.0.0.1", "x")),
    "MediaWiki:My-message": (20, ("Not '''this'''.", "Rule $1 ($2) <i>no</i>", "$3 [[Foo]]")),
}

#: What happened before, besides.
STEPS: tuple[dict[str, Any], ...] = (
    {"page": {"title": "Foo", "text": "see http://spam.example/a and [http://x.y z]", "user": "Bob"}},
    {"page": {"title": "U", "text": "[https://old.example/x]\n\nhttp://spam.example", "user": "Alice"}},
    {"page": {"title": "Template:Link", "text": "[http://spam.example/{{{1|}}} {{{2|x}}}]"}},
    {"page": {"title": "Module:M", "text": "return {}"}},
    {"page": {"title": "Module:M/doc", "text": "doc"}},
    {"page": {"title": "Module:Old", "text": "local p = {}\nfunction p.f() return 'x' end\nreturn p"}},
    {"block": {"target": "127.0.0.0/16", "reason": "range", "anononly": True}},
    {"block": {"target": "127.0.0.0/24", "reason": "hard range", "expiry": "20400101000000"}},
    {"block": {"target": "Alice", "reason": "a", "pages": ["Foo"]}},
    {"user": {"name": "Bob", "groups": ["bot", "sysop"]}},
    {"user": {"name": "Alice", "groups": ["bureaucrat"]}},
)

# What edits say

TITLES: Values = (
    *("Foo", "Foo", "U", "Nope", "New page", "New one", "a bad title", "Foo2", "Talk:New", "Help:H", "Module:M"),
    *("Module:M", "Module:New", "Module:M/doc", "Module:Old", "Module:D.json", "Module talk:M", "Module:Bad"),
    *("MediaWiki:Spam-blacklist", "MediaWiki:Titleblacklist", "MediaWiki:Spam-whitelist", "User:Alice/x.js"),
    *("MediaWiki:Captcha-addurl-whitelist", "Template:Link", "Foo/bar", "L", "Pages", "User talk:Bob", "xxxxxx"),
    *("MediaWiki:Email-blacklist", "MediaWiki:Titlewhitelist", "MediaWiki:Gadgets-definition", "Gadget:X.js"),
)
TEXTS: Values = (
    *(
        "http://spam.example",
        "[http://spam.example/a b] x",
        "http://good.spam.example",
        "x http://x.y z",
        "//spam.example",
    ),
    *("[//spam.example x]", "http://x.y/ok http://x.y/no", "https://bad-site.example, https://bad-place.example."),
    *("{{Link|a}}", "{{Link}} {{T}}", "<nowiki>http://spam.example</nowiki>", "<!-- http://spam.example -->x"),
    *(
        "http://harmless.example",
        "mailto:a@spam.example",
        "ftp://spam.example/f",
        "http://SPAM.example/A",
        "cheap viagra",
    ),
    *(
        "http://spam.example\n\nhttp://evil.test/x\n",
        "see http://spam.example/a and [http://x.y z]",
        "https://é.example/é",
    ),
    *(
        "[http://example.org/secret [[Foo]]]",
        "== http://spam.example ==",
        "* http://ev1l.test\n* x",
        "http://a http://b",
    ),
    *(
        "[[Foo|http://spam.example]]",
        "{|\n| http://spam.example\n|}",
        "''http://spam.example''",
        "http://127.0.0.1:8143/x",
    ),
    *(
        "return {}",
        "return require [[Module:M]]",
        "local p = {}\nreturn p",
        "x = = 1",
        "return",
        "if x then",
        "-- only",
        "return [[a]]",
        "local s = 'x\n",
    ),
    *("for i = 1, 2 do end return 1", "goto x", "return require [[Module:M]]", "return { ['é'] = 0x10, 1e3 }", "x y"),
    *(
        "one\n\nTWO\n\nthree",
        "Paris",
        "#REDIRECT [[Foo]]",
        "x",
        "",
        "~~~~",
        "bad [\n",
        "spam\\.example\n(",
        "New.* <noedit>",
    ),
    *(
        "<ref>http://spam.example</ref>",
        "<gallery>\nX.png|http://spam.example\n</gallery>",
        "{{#if:x|http://spam.example}}",
    ),
    *(
        "<templatedata>{}</templatedata>",
        '<templatedata>{"params": {}}</templatedata>',
        "<templatedata>{</templatedata>",
    ),
)
SUMMARIES: Values = ("s", "cheap", "http://spam.example", "see x.y", "//x.y/ok", "/* A */ http://spam.example", "")

#: How often of a hundred an edit says these instead of those of `values.EDIT`, parameter by parameter.
EDIT: dict[str, tuple[int, Values]] = {"title": (30, TITLES), "text": (40, TEXTS), "summary": (8, SUMMARIES)}

#: What is asked between edits.
QUERIES: tuple[dict[str, str], ...] = (
    {"action": "query", "meta": "userinfo", "uiprop": "blockinfo|groups|rights|editcount|changeablegroups"},
    {"action": "query", "list": "logevents", "lelimit": "20", "leprop": "ids|title|type|user|userid|comment|details"},
    {"action": "query", "list": "blocks", "bkprop": "id|user|userid|by|byid|timestamp|expiry|reason|range|flags"},
    {
        "action": "query",
        "list": "recentchanges",
        "rcprop": "title|ids|user|comment|flags|tags|loginfo",
        "rclimit": "20",
    },
    {"action": "query", "list": "users", "ususers": "Alice|Bob|Robo", "usprop": "groups|blockinfo|editcount|rights"},
    {"action": "query", "meta": "siteinfo", "siprop": "statistics|usergroups|extensiontags|functionhooks"},
    {"action": "query", "list": "tags", "tgprop": "displayname|hitcount|defined|source|active", "tglimit": "max"},
    {"action": "query", "prop": "extlinks|info", "titles": "Foo|U|New page", "ellimit": "max"},
    {"action": "query", "prop": "revisions", "titles": "Foo|Module:M", "rvprop": "ids|tags|content|contentmodel|user"},
)


def chosen(chance: random.Random, often: int) -> bool:
    """Whether something happens that does so *often* of a hundred times."""
    return chance.random() * 100 < often


def random_settings(chance: random.Random) -> dict[str, Any]:
    """Return settings of the extensions."""
    settings: dict[str, Any] = {}
    if chosen(chance, 40):
        triggers = dict.fromkeys(chance.sample(TRIGGERS, chance.randint(1, 2)), True)
        settings["captcha"] = {"class": chance.choice(CAPTCHA_CLASSES), "triggers": triggers}
        if chosen(chance, 30):
            settings["captcha"]["questions"] = chance.choice(QUESTIONS)
        if chosen(chance, 15):
            settings["rate_limits"] = {"badcaptcha": {"ip": [2, 3600], "user": [3, 3600]}}
    return settings


def random_steps(chance: random.Random, version: str) -> list[dict[str, Any]]:
    """Return a past that only a wiki with extensions can have."""
    steps = [step for step in STEPS if chosen(chance, 15)]
    for title, (often, lines) in PAGES.items():
        if chosen(chance, often):
            text = "\n".join(chance.choice(lines) for _ in range(chance.randint(1, 3)))
            steps.append({"page": {"title": title, "text": text, "user": "Admin"}})
    steps += [_filter(chance, version) for _ in range(chance.choice((0, 0, 1, 1, 2, 3)))]
    return steps


def _filter(chance: random.Random, version: str) -> dict[str, Any]:
    actions = {action: chance.choice(given) for action, (often, given) in ACTIONS.items() if chosen(chance, often)}
    names = list(actions)
    chance.shuffle(names)
    told = {"pattern": _rule(chance, version), "actions": {name: actions[name] for name in names}}
    return {"abusefilter": {**told, "description": chance.choice(DESCRIPTIONS)}}


def _rule(chance: random.Random, version: str) -> str:
    conditions = CONDITIONS if version == "1.39" else CONDITIONS + NEWER_CONDITIONS
    rule = chance.choice(conditions)
    while chosen(chance, 30):
        other = chance.choice(conditions)
        if not any(";" in each or each.startswith("if ") for each in (rule, other)):
            rule = chance.choice(JOINED).format(rule, other)
    return rule


def extend_edit(chance: random.Random, params: dict[str, str]) -> None:
    """Let an edit, or a stashed one, say what an extension may object to, and answer a captcha now and then."""
    for name, (often, values) in EDIT.items():
        if chosen(chance, often):
            params[name] = chance.choice(values)
    if params["action"] == "edit" and chosen(chance, 35):
        params["captchaid"], params["captchaword"] = chance.choice(CAPTCHA_IDS), chance.choice(CAPTCHA_WORDS)


def extend_login(chance: random.Random, params: dict[str, str]) -> None:
    """Answer a captcha while logging in."""
    if params["action"] == "clientlogin" and chosen(chance, 50):
        params["captchaId"], params["captchaWord"] = chance.choice(CAPTCHA_IDS), chance.choice(CAPTCHA_WORDS)
