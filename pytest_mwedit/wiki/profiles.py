"""What the profiles have installed, and what that changes of a wiki: table PROFILES, a row for each version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pytest_mwedit.wiki.namespaces import MEDIAWIKI, PROJECT
from pytest_mwedit.wiki.pages import CSS, GADGET_DEFINITION, JAVASCRIPT, JSON, SCRIBUNTO
from pytest_mwedit.wiki.text_sections import EXTENSION_TAGS
from pytest_mwedit.wiki.versions import VERSIONS, Rights, Version

#: The profile of MediaWiki without extensions.
PLAIN = "plain"


@dataclass(frozen=True)
class Profile:
    """What the extensions of a wiki add to MediaWiki."""

    #: The profile whose recordings are true here, too, where there are no others.
    based_on: str = PLAIN
    #: Where all this comes from, unless from the replies of a real wiki.
    derived_from: str | None = None
    #: What the settings are unless somebody changes them.
    settings: Mapping[str, Any] = field(default_factory=dict)
    #: The machine that replies name as the one that answers; None for that of the wiki's address.
    host: str | None = None
    #: Where a browser logs in everywhere else with its new temporary account.
    central_login: str | None = None
    #: Whether the wiki names its server without http or https.
    is_on_both_protocols: bool = False
    #: What the cookie of a session is called after the prefix of cookies.
    session_cookie: str = "_session"
    #: Those that change what an edit or a login answers, in the order in which the wiki asks them.
    extensions: tuple[str, ...] = ()
    #: Accounts in whose name the extensions act, and their groups; nobody can log in to them.
    accounts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: Group: the rights that it has besides, in order.
    group_rights: Rights = field(default_factory=dict)
    #: Those that the extensions give when they are loaded, which come after what the wiki's owner gives.
    extension_rights: Rights = field(default_factory=dict)
    #: Grant of a bot password: the rights that it lets through besides.
    grant_rights: Rights = field(default_factory=dict)
    #: Action: kind of user: how often in how many seconds, unless the wiki's owner sets it.
    rate_limits: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    #: Whether blanks around the answer to a captcha do not matter.
    trims_captcha_answers: bool = False
    #: Content model: the namespaces that may have it, if not all may, and the message with its name, if there is one.
    model_namespaces: Mapping[str, frozenset[int]] = field(default_factory=dict)
    model_messages: Mapping[str, str] = field(default_factory=dict)
    #: Whether modules can send their readers on.
    modules_redirect: bool = False
    #: Whether descriptions of templates are told by name which parameters have no place in the order of all, and that
    #: one has no name.
    names_unordered_params: bool = False
    #: Whether pages for people show replies in colours.
    highlights: bool = False
    #: What searches there if not the database.
    search_engine: str | None = None
    #: Messages that are shown as HTML, besides.
    raw_html_messages: frozenset[str] = frozenset()
    #: Tags whose content is no wikitext.
    tags: tuple[str, ...] = EXTENSION_TAGS
    #: Tags that the extensions give to changes.
    tags_of_changes: tuple[str, ...] = ()
    #: Functions of the parser that are not MediaWiki's own, in small letters, and those of which case counts.
    functions: frozenset[str] = frozenset()
    functions_in_one_case: frozenset[str] = frozenset()
    #: Number of a namespace: canonical name, with subpages.
    namespaces: Mapping[int, tuple[str, bool]] = field(default_factory=dict)
    #: Namespaces whose titles begin with the letter as it is written, whatever the setting ``capital_links``.
    small_letters: frozenset[int] = frozenset()
    #: Namespace: the right that one needs to edit there.
    namespace_protection: Mapping[int, str] = field(default_factory=dict)
    #: Namespace: what its pages hold.
    namespace_models: Mapping[int, str] = field(default_factory=dict)
    #: Namespace: the message that says how pages are called there which hold wikitext all the same.
    documentation_names: Mapping[int, str] = field(default_factory=dict)
    #: Namespace, the pattern of titles there, and what such pages hold; the first that fits counts.
    title_models: tuple[tuple[int, str, str], ...] = ()


#: As ``prop=info`` answers of pages that do not exist.
_MODULE_MODELS = ((828, "*.json", JSON), (828, "*", SCRIBUNTO))
_MODULE_DOCUMENTATION = {828: "scribunto-doc-page-name"}

#: Messages of the extension WikiEditor in 1.39 that are shown as HTML, asked of each message of a real wiki.
_TOOLBAR_TOPICS = tuple(
    "bold bolditalic heading2 heading3 heading4 heading5 ilink indent italic named-reference olist reference"
    " rereference showreferences signature signaturetimestamp ulist xlink".split()
)
_TOOLBAR_MESSAGES = frozenset(
    f"Wikieditor-toolbar-help-{name}"
    for name in (
        *(f"content-{topic}-{part}" for topic in _TOOLBAR_TOPICS for part in ("description", "result", "syntax")),
        *(f"content-file-{part}" for part in ("caption", "description", "syntax")),
        *(f"heading-{part}" for part in ("description", "result", "syntax")),
        *(f"page-{name}" for name in "discussion file format heading link list reference".split()),
    )
)

#: As ``siprop=usergroups`` answers, and as bot passwords with a grant each let through.
_EXT_1_39 = Profile(
    extensions=("ConfirmEdit", "Scribunto", "AbuseFilter", "SpamBlacklist", "TemplateData", "TitleBlacklist"),
    accounts={"Abuse filter": ("sysop",)},
    group_rights={
        "bot": ("skipcaptcha",),
        "sysop": ("skipcaptcha", "abusefilter-modify", "abusefilter-log", "abusefilter-view"),
    },
    extension_rights={
        "*": ("abusefilter-view", "abusefilter-log"),
        "user": ("spamblacklistlog",),
        "sysop": tuple(
            "abusefilter-log-detail abusefilter-view-private abusefilter-log-private abusefilter-modify-restricted"
            " abusefilter-revert nuke tboverride titleblacklistlog".split()
        ),
        "suppress": ("abusefilter-hidden-log", "abusefilter-hide-log"),
    },
    grant_rights={
        "basic": ("abusefilter-view", "abusefilter-log", "abusefilter-log-detail", "skipcaptcha"),
        "createaccount": ("tboverride-account",),
        "delete": ("nuke",),
        "editprotected": ("sboverride", "tboverride"),
        "oversight": ("abusefilter-hide-log",),
        "viewrestrictedlogs": tuple(
            "abusefilter-hidden-log abusefilter-log-private abusefilter-view-private spamblacklistlog"
            " titleblacklistlog".split()
        ),
    },
    model_namespaces={SCRIBUNTO: frozenset({828})},
    highlights=True,
    raw_html_messages=_TOOLBAR_MESSAGES | {"Gadgets-definition"},
    tags=(
        *EXTENSION_TAGS,
        *"categorytree ref references imagemap inputbox poem source syntaxhighlight templatedata".split(),
    ),
    tags_of_changes=("abusefilter-condition-limit", "wikieditor"),
    functions=frozenset(
        "#categorytree #if #ifeq #switch #ifexist #ifexpr #iferror #time #timel #expr #rel2abs #titleparts"
        " #invoke".split()
    ),
    rate_limits={"badcaptcha": {"ip": (15, 60), "newbie": (15, 60), "user": (30, 60)}},
    namespaces={
        828: ("Module", True),
        829: ("Module talk", True),
        2300: ("Gadget", False),
        2301: ("Gadget talk", False),
        2302: ("Gadget definition", False),
        2303: ("Gadget definition talk", False),
    },
    small_letters=frozenset({2300, 2301, 2302, 2303}),
    namespace_protection={2300: "gadgets-edit", 2302: "gadgets-definition-edit"},
    namespace_models={2302: GADGET_DEFINITION},
    documentation_names=_MODULE_DOCUMENTATION,
    title_models=(
        *_MODULE_MODELS,
        (2300, "*.js", JAVASCRIPT),
        (2300, "*.css", CSS),
        (2300, "*.json", JSON),
    ),
)
_EXT_1_43 = replace(
    _EXT_1_39,
    raw_html_messages=frozenset({"Gadgets-definition"}),
    extensions=(
        "AbuseFilter",
        "ConfirmEdit",
        "Gadgets",
        "Scribunto",
        "SpamBlacklist",
        "TemplateData",
        "TitleBlacklist",
    ),
    extension_rights={
        **_EXT_1_39.extension_rights,
        "bot": ("abusefilter-bypass-blocked-external-domains", "sboverride"),
        "sysop": tuple(
            "abusefilter-log-detail abusefilter-view-private abusefilter-log-private abusefilter-modify-restricted"
            " abusefilter-revert abusefilter-modify-blocked-external-domains abusefilter-access-protected-vars"
            " abusefilter-protected-vars-log nuke tboverride titleblacklistlog".split()
        ),
    },
    grant_rights={
        **_EXT_1_39.grant_rights,
        "editprotected": ("abusefilter-bypass-blocked-external-domains", "sboverride", "tboverride"),
    },
    tags_of_changes=(*_EXT_1_39.tags_of_changes, "Nuke"),
    functions_in_one_case=frozenset({"#timef", "#timefl"}),
    model_messages={SCRIBUNTO: "content-model-scribunto"},
    modules_redirect=True,
    names_unordered_params=True,
    trims_captcha_answers=True,
    namespaces={828: ("Module", True), 829: ("Module talk", True)},
    small_letters=frozenset(),
    namespace_protection={},
    namespace_models={},
    documentation_names=_MODULE_DOCUMENTATION,
    title_models=(*_MODULE_MODELS, (MEDIAWIKI, "Gadgets/*.json", GADGET_DEFINITION)),
)

#: As the API's documentation and public replies of Wikimedia's wikis show test.wikipedia.org; what they do not tell is
#: as in the profile ext.
_WMF_1_43 = replace(
    _EXT_1_43,
    based_on="ext",
    search_engine="CirrusSearch",
    derived_from="documents and public replies",
    settings={
        "site_name": "Wikipedia",
        "captcha": {"class": "FancyCaptcha", "triggers": {"addurl": True, "createaccount": True, "badlogin": True}},
        "cookie_prefix": "testwiki",
        "lag": {"host": "10.64.16.149", "lag": 0.445356, "type": "db"},
        "namespace_aliases": {"WP": PROJECT, "WT": PROJECT + 1},
        "show_hostnames": True,
        "tags": ["AWB", "convenient-discussions"],
        "temp_accounts": True,
        "watchlist_expiry": True,
    },
    host="mw-api-ext.eqiad.main-77d9d4c448-9vthq",
    central_login="https://login.wikimedia.org/wiki/Special:CentralLogin/start",
    is_on_both_protocols=True,
    session_cookie="Session",
    group_rights={
        **_EXT_1_43.group_rights,
        "autoconfirmed": ("skipcaptcha",),
        "confirmed": ("autoconfirmed", "editsemiprotected", "skipcaptcha"),
    },
    namespaces={
        **_EXT_1_43.namespaces,
        710: ("TimedText", False),
        711: ("TimedText talk", False),
        2600: ("Topic", False),
    },
    namespace_models={**_EXT_1_43.namespace_models, 2600: "flow-board"},
)

_PLAIN_1_19 = Profile(extensions=("ConfirmEdit",), group_rights={"bot": ("skipcaptcha",), "sysop": ("skipcaptcha",)})

#: Profile: version: what it has installed.
PROFILES: Mapping[str, Mapping[str, Profile]] = {
    # The documentation of 1.19 has captchas without an extension.
    PLAIN: {version: Profile() for version in VERSIONS} | {"1.19": _PLAIN_1_19},
    "ext": {"1.39": _EXT_1_39, "1.43": _EXT_1_43},
    "wmf": {"1.43": _WMF_1_43},
}


@cache
def traits_of(version: str, profile: str) -> Version:
    """Return what a wiki of *version* with the extensions of *profile* is and does."""
    row, installed = VERSIONS[version], PROFILES[profile][version]
    return replace(
        row,
        group_rights=_joined(row.group_rights, installed.group_rights),
        extension_rights=installed.extension_rights,
        grant_rights=_joined(row.grant_rights, installed.grant_rights),
    )


def _joined(rights: Rights, more: Rights) -> Rights:
    return {name: (*rights.get(name, ()), *more.get(name, ())) for name in dict.fromkeys([*rights, *more])}
