"""What the settings of a wiki may hold: table CHECKS."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches
from typing import Any

from pytest_mwedit.wiki.captchas import KINDS
from pytest_mwedit.wiki.users import GROUP_RIGHTS

#: What of a wiki may be limited. No wiki was asked for these names: a setting with another one is refused.
LIMITED_ACTIONS = frozenset(
    "badcaptcha badoath changeemail changetags confirmemail create delete edit editcontentmodel emailuser linkpurge"
    " mailpassword move purge renderfile renderfile-nonstandard rollback sendemail stashbasehtml stashedit"
    " upload".split()
)

#: Whose attempts are counted; a group may stand there, too.
LIMITED_KINDS = frozenset({"anon", "ip", "ip-all", "newbie", "user", "user-global"})

HOOK_KEYS = frozenset({"api_result", "error", "fatal", "module", "point", "return", "value"})
CAPTCHA_KEYS = frozenset({"class", "questions", "triggers"})
#: No wiki was asked for these names either; what edits and logins do not pull is heeded by nothing here.
TRIGGERS = frozenset("addurl badlogin badloginperuser contactpage create createaccount edit sendemail".split())
#: Classes of captchas that need a service elsewhere; that they are not imitated is said when one is asked.
CLASSES_ELSEWHERE = frozenset({"HCaptcha", "ReCaptcha", "ReCaptchaNoCaptcha", "Turnstile"})

#: A check: raises ValueError for what *value* of the setting *name* cannot be, given the groups that are configured.
Check = Callable[[str, Any, Collection[str]], None]


def nearest(name: str, names: Any) -> str:
    """Say which of *names* look like *name*, for the end of a failure text."""
    matches = get_close_matches(name, [str(each) for each in names], n=3, cutoff=0.5)
    return f"; did you mean {' or '.join(repr(match) for match in matches)}?" if matches else ""


def of_type(words: str, *types: type) -> Check:
    """Return a check for values of *types*, which *words* tell; True and False are no numbers."""

    def check(name: str, value: Any, groups: Collection[str]) -> None:
        del groups
        if not isinstance(value, types) or (isinstance(value, bool) and bool not in types):
            raise ValueError(f"the setting {name} must be {words}, not {value!r}")

    return check


def check_keys(what: str, given: Any, known: Collection[str]) -> None:
    """Check that *given*, which *what* tells, is a dict with *known* keys alone.

    Raises:
        ValueError: if it is none; the text says what is near and all that there is.
    """
    if not isinstance(given, Mapping):
        raise ValueError(f"{what} must be a dict, not {given!r}")
    for key in given:
        if key not in known:
            raise ValueError(f"{what} has no {key!r}{nearest(str(key), known)}; known: {', '.join(sorted(known))}")


def _check_rate_limits(name: str, value: Any, groups: Collection[str]) -> None:
    check_keys(f"the setting {name}", value, LIMITED_ACTIONS)
    kinds = {*LIMITED_KINDS, *GROUP_RIGHTS, *groups}
    for action, by_kind in value.items():
        check_keys(f"{name}[{action!r}]", by_kind, kinds)
        for kind, limit in by_kind.items():
            if not _is_limit(limit):
                raise ValueError(
                    f"{name}[{action!r}][{kind!r}] must be two whole numbers, so many times in so many seconds, "
                    f"such as [8, 60]; not {limit!r}"
                )


def _is_limit(limit: Any) -> bool:
    return (
        isinstance(limit, (list, tuple)) and len(limit) == 2 and all(type(each) is int and each >= 0 for each in limit)
    )


def _check_hook(name: str, value: Any, groups: Collection[str]) -> None:
    del groups
    if value is None:
        return
    check_keys(f"the setting {name}", value, HOOK_KEYS)
    needed = ("point", "module") if value.get("point") == "ApiCheckCanExecute" else ("point",)
    for key in needed:
        if key not in value:
            raise ValueError(f"the setting {name} needs {key!r}: {value!r}")


def _check_captcha(name: str, value: Any, groups: Collection[str]) -> None:
    del groups
    if value is None:
        return
    check_keys(f"the setting {name}", value, CAPTCHA_KEYS)
    kind = value.get("class")
    if kind is not None and kind not in KINDS and kind not in CLASSES_ELSEWHERE:
        raise ValueError(
            f"there is no class of captchas {kind!r}{nearest(str(kind), KINDS)}; known: {', '.join(KINDS)}"
        )
    check_keys(f"{name}['triggers']", value.get("triggers") or {}, TRIGGERS)
    if not isinstance(value.get("questions") or {}, Mapping):
        raise ValueError(f"{name}['questions'] must be a dict of answers by question, not {value['questions']!r}")


def _check_lag(name: str, value: Any, groups: Collection[str]) -> None:
    del groups
    if value is None:
        return
    seconds = value.get("lag") if isinstance(value, Mapping) else None
    if isinstance(seconds, bool) or not isinstance(seconds, (int, float)):
        raise ValueError(
            f'the setting {name} must be a dict such as {{"host": "db1", "lag": 7.5, "type": "db"}}, with a number '
            f"of seconds, or None; not {value!r}"
        )


_FLAG = of_type("True or False", bool)
_NUMBER = of_type("a whole number", int)
_DICT = of_type("a dict", dict)
_LIST = of_type("a list", list, tuple)
_TEXT = of_type("a string", str)
_TEXT_OR_NONE = of_type("a string or None", str, type(None))

#: Setting: what its values are held to.
CHECKS: Mapping[str, Check] = {
    "abuse_filters": _LIST,
    "article_path": _TEXT_OR_NONE,
    "autoconfirm_age": _NUMBER,
    "autoconfirm_count": _NUMBER,
    "block_disables_login": _FLAG,
    "bot_passwords": _FLAG,
    "broken_model": _FLAG,
    "capital_links": _FLAG,
    "captcha": _check_captcha,
    "cookie_prefix": _TEXT,
    "cors_domains": _LIST,
    "debug_api": _FLAG,
    "default_user_options": _DICT,
    "email_confirm_to_edit": _FLAG,
    "extra_namespaces": _DICT,
    "force_https": _FLAG,
    "group_permissions": _DICT,
    "hook": _check_hook,
    "lag": _check_lag,
    "language": _TEXT,
    "legal_title_chars": _TEXT_OR_NONE,
    "max_article_size": _NUMBER,
    "namespace_aliases": _DICT,
    "namespace_content_models": _DICT,
    "namespace_protection": _DICT,
    "open_login": _FLAG,
    "rate_limits": _check_rate_limits,
    "rate_limits_apply_to_all": _FLAG,
    "read_only": _TEXT_OR_NONE,
    "revoke_permissions": _DICT,
    "show_exception_details": _FLAG,
    "show_hostnames": _FLAG,
    "site_name": _TEXT,
    "spam_blacklist": _LIST,
    "tags": _LIST,
    "temp_accounts": _FLAG,
    "title_blacklist": _LIST,
    "user_script_check": _FLAG,
    "watchlist_expiry": _FLAG,
    "watchlist_expiry_max": _TEXT_OR_NONE,
    "write_api": _FLAG,
}
