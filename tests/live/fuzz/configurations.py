"""The settings that a random wiki may have."""

from __future__ import annotations

from typing import Any

#: What an extension would object with: the message of an error and its parameters, with and without a code of its own.
_OBJECTIONS: tuple[list[Any], ...] = (
    ["hookaborted"],
    ["spam-deleted"],
    ["apierror-unknownerror", "231"],
    ["protectedpagetext", "editprotected", "edit"],
    ["blanknamespace"],
    ["no-such-message", "<b>", "[[Foo]]"],
)
_CAPTCHA = {"type": "image", "mime": "image/png", "id": "5", "url": "/w/x?a=1&b=2"}

#: What a hook returns, and what it sets before.
HOOKS: tuple[dict[str, Any], ...] = (
    *({"point": "EditFilterMergedContent", "return": False, "fatal": objection} for objection in _OBJECTIONS),
    *({"point": "MultiContentSave", "return": False, "fatal": objection} for objection in _OBJECTIONS),
    {"point": "EditFilterMergedContent", "return": True, "fatal": ["hookaborted"]},
    {"point": "EditFilterMergedContent", "return": True},
    {"point": "EditFilterMergedContent", "return": False},
    {"point": "EditFilterMergedContent", "return": False, "value": 212},
    {"point": "EditFilterMergedContent", "return": False, "value": 231},
    {"point": "EditFilterMergedContent", "return": False, "value": 212, "api_result": {"captcha": _CAPTCHA}},
    {"point": "EditFilterMergedContent", "return": False, "value": 225, "api_result": {"b": [1, "x"], "a": None}},
    {"point": "EditFilterMergedContent", "return": False, "fatal": ["hookaborted"], "api_result": {"why": "<x>"}},
    {"point": "MultiContentSave", "return": False},
    {"point": "MultiContentSave", "return": True},
    {"point": "EditFilter", "return": True, "error": "<b>No</b> ''this''."},
    {"point": "EditFilter", "return": False},
    {"point": "EditFilter", "return": False, "error": ""},
    {"point": "EditFilter", "return": True},
    {"point": "EditPage::attemptSave", "return": False},
    {"point": "EditPage::attemptSave", "return": True},
    {"point": "ApiCheckCanExecute", "module": "edit"},
    {"point": "ApiCheckCanExecute", "module": "stashedit", "fatal": ["hookaborted"]},
    {"point": "ApiCheckCanExecute", "module": "edit", "fatal": ["apierror-readapidenied"]},
)

#: How often somebody else has a say in edits.
HOOKED = 0.08

#: Settings that go together, each a wiki that somebody has; one that counts more often stands more often.
CONFIGURATIONS: tuple[dict[str, Any], ...] = (
    {"max_article_size": 1},
    {"watchlist_expiry": True},
    {"watchlist_expiry": True},
    {"watchlist_expiry": True},
    {"watchlist_expiry_max": "1 month"},
    {"watchlist_expiry_max": None},
    {"namespace_protection": {"10": ["editinterface"]}},
    {"capital_links": False},
    {"autoconfirm_count": 3},
    {"spam_regex": ["/viagra/i"]},
    {"summary_spam_regex": ["/cheap/"]},
    {"rate_limits": {"edit": {"user": [4, 3600], "ip": [2, 3600]}}},
    {"group_permissions": {"*": {"edit": False}}},
    {"group_permissions": {"*": {"createpage": False, "createtalk": False}}},
    {"group_permissions": {"*": {"read": False}}},
    {"group_permissions": {"user": {"minoredit": False, "editcontentmodel": False}}},
    {"group_permissions": {"user": {"editmyusercss": False, "editmyuserjs": False, "editmyuserjson": False}}},
    {"group_permissions": {"sysop": {"editinterface": False, "editsitecss": True, "protect": False}}},
    {"revoke_permissions": {"user": {"applychangetags": True}}},
    {"extra_namespaces": {"100": "Portal", "101": "Portal_talk"}},
    {"namespace_aliases": {"WP": 4, "TM": 10}},
    {"namespace_content_models": {"4": "json"}},
    {"default_user_options": {"watchdefault": 0, "watchcreations": 0, "minordefault": 1}},
    {"lag": {"host": "db1", "lag": 7, "type": "db"}},
    {"read_only": "being moved"},
    {"site_name": "A Wiki"},
    {"bot_passwords": False},
    {"show_hostnames": True},
    {"email_confirm_to_edit": True},
    {"language": "fr"},
    {"language": "vi"},
    {"autoconfirm_age": 20 * 365 * 86400},
    {"debug_api": True},
    {"block_disables_login": True},
    {"force_https": True},
    {"legal_title_chars": " A-Za-z0-9\\\\\\/:_\\x80-\\xFF"},
    {"user_script_check": False},
    {"user_script_check": True},
    {"temp_accounts": True},
    {"temp_accounts": True},
    {"broken_model": True, "namespace_content_models": {"8": "broken"}},
    {"broken_model": True},
    {"cors_domains": ["*.example.org", "example.org"]},
    {"rate_limits": {"edit": {"user": [3, 3600], "ip": [2, 3600], "bot": [1, 1800]}}, "rate_limits_apply_to_all": True},
    {"rate_limits": {"edit": {"newbie": [2, 600], "anon": [1, 3600]}, "stashedit": {"user": [1, 3600]}}},
    {"group_permissions": {"user": {"bot": True, "applychangetags": False}, "*": {"minoredit": True}}},
    {"group_permissions": {"user": {"editprotected": True, "protect": True}, "autoconfirmed": {"noratelimit": True}}},
    {"revoke_permissions": {"bot": {"edit": True}, "*": {"createtalk": True}}},
    {"default_user_options": {"watchdefault": 1, "language": "vi", "forceeditsummary": 1}},
    {"namespace_protection": {"0": ["edit", "protect"], "2": ["autoconfirmed"]}},
    {"extra_namespaces": {"100": "Portal", "102": "X"}, "namespace_content_models": {"100": "text", "102": "css"}},
)
