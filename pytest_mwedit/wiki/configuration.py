"""What the owner of a wiki can set."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from pytest_mwedit.wiki.setting_values import CHECKS
from pytest_mwedit.wiki.setting_values import nearest as nearest


@dataclass
class Configuration:
    """The settings of one wiki, as it reads them at every request; change an attribute and the next request sees it.

    The names are those of the neutral configuration that arranges a real wiki and the in-memory one alike.
    """

    language: str = "en"
    site_name: str = "TestWiki"
    #: The reason why nobody may write, or None.
    read_only: str | None = None
    #: In kibibytes.
    max_article_size: int = 2048
    #: Namespace number: rights needed to edit there.
    namespace_protection: dict[Any, Any] = field(default_factory=dict)
    extra_namespaces: dict[Any, str] = field(default_factory=dict)
    namespace_aliases: dict[str, int] = field(default_factory=dict)
    namespace_content_models: dict[Any, str] = field(default_factory=dict)
    capital_links: bool = True
    #: The characters that titles may have, as a regular expression writes a class; None for MediaWiki's own.
    legal_title_chars: str | None = None
    watchlist_expiry: bool = False
    watchlist_expiry_max: str | None = "1 year"
    group_permissions: dict[str, dict[str, bool]] = field(default_factory=dict)
    revoke_permissions: dict[str, dict[str, bool]] = field(default_factory=dict)
    default_user_options: dict[str, Any] = field(default_factory=dict)
    autoconfirm_age: int = 0
    autoconfirm_count: int = 0
    rate_limits: dict[str, Any] = field(default_factory=dict)
    rate_limits_apply_to_all: bool = False
    spam_regex: Any = None
    summary_spam_regex: Any = None
    email_confirm_to_edit: bool = False
    #: Whether who is blocked cannot log in, and has in a session no more rights than without.
    block_disables_login: bool = False
    bot_passwords: bool = True
    #: Whether who edits without an account is given a temporary one, called ~2026-1 and so on.
    temp_accounts: bool = False
    #: Whether the wiki runs the scripts of users; an edit of them is answered alike.
    user_script_check: bool = False
    #: Whether replies tell where MediaWiki met an exception, which is not imitated.
    show_exception_details: bool = False
    show_hostnames: bool = False
    #: Whether what must be posted may also stand in the address; every reply warns of it.
    debug_api: bool = False
    #: Whether cookies are for secure connections only, and replies warn of others.
    force_https: bool = False
    #: The sites whose pages may act for their visitors here, such as ``*.example.org``.
    cors_domains: list[str] = field(default_factory=list)
    #: What a replica lags, such as ``{"host": "db1", "lag": 7.5, "type": "db"}``; None for a wiki of one database.
    lag: dict[str, Any] | None = None
    #: Whether there are the content models "broken", which reads no text, and "invalid", in which none is right.
    broken_model: bool = False
    hook: dict[str, Any] | None = None
    captcha: dict[str, Any] | None = None
    #: Patterns of addresses that nobody may add, as on the page MediaWiki:Spam-blacklist, and besides it.
    spam_blacklist: list[str] = field(default_factory=list)
    #: Abuse filters, besides those added: {pattern, actions, description} each, as a step of `arrange` has them.
    abuse_filters: list[dict[str, Any]] = field(default_factory=list)
    #: Patterns of titles that nobody may create, as on the page MediaWiki:Titleblacklist, and besides it.
    title_blacklist: list[str] = field(default_factory=list)
    #: Whether programs may edit (MediaWiki 1.19).
    write_api: bool = True
    #: Called with the title, text, section and summary of an edit; what is true refuses it (MediaWiki 1.19).
    filter_callback: Callable[[str, str, str, str], object] | None = None
    #: Whether an unknown name may log in with any password and gets a plain account.
    open_login: bool = True
    #: The change tags that users may apply.
    tags: list[str] = field(default_factory=list)
    cookie_prefix: str = "wiki"
    #: Where pages are read, with ``$1`` for the title; None for the usual place beside the API's address.
    article_path: str | None = None

    def update(self, settings: dict[str, Any]) -> None:
        """Set several settings by name.

        Raises:
            ValueError: if a name is no setting, or a setting cannot have that value.
        """
        # Limits may name the groups that are set beside them.
        for name in sorted(settings, key=lambda name: name != "group_permissions"):
            setattr(self, name, settings[name])

    def __setattr__(self, name: str, value: Any) -> None:
        """Set what there is; a name or value that is none would otherwise be kept and never heeded."""
        if name not in SETTINGS:
            raise ValueError(f"{name!r} is no setting of a wiki{nearest(name, SETTINGS)}")
        if name in CHECKS:
            CHECKS[name](name, value, getattr(self, "group_permissions", ()))
        super().__setattr__(name, value)


#: The names of all settings.
SETTINGS = frozenset(each.name for each in fields(Configuration))


#: Settings of extensions: which one heeds it, and the value that asks for nothing.
OF_EXTENSIONS: Mapping[str, tuple[str, Any]] = {
    "abuse_filters": ("AbuseFilter", []),
    "captcha": ("ConfirmEdit", None),
    "spam_blacklist": ("SpamBlacklist", []),
    "title_blacklist": ("TitleBlacklist", []),
}


#: Settings that only some versions have, with the value that asks for nothing.
OF_VERSIONS: tuple[tuple[str, Any, frozenset[str]], ...] = (
    ("write_api", True, frozenset({"1.19"})),
    ("filter_callback", None, frozenset({"1.19"})),
)
