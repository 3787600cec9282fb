"""meta=siteinfo: what the wiki is. What no setting changes is a real wiki's answer, recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.preferences import default_options
from pytest_mwedit.api.query.query import refuse_unknown
from pytest_mwedit.api.result import Kept, Named, Recorded, Tree
from pytest_mwedit.languages import ENGLISH
from pytest_mwedit.wiki import iso
from pytest_mwedit.wiki.namespaces import MAIN, MEDIAWIKI
from pytest_mwedit.wiki.recorded_siteinfo import recorded_properties
from pytest_mwedit.wiki.statistics import members_of, statistics
from pytest_mwedit.wiki.titles import LEGAL_CHARACTERS
from pytest_mwedit.wiki.users import IMPLICIT_GROUPS, TEMPORARY_PREFIX, group_rights, known_groups

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki import Wiki


def run(query: Query, params: dict[str, Any]) -> None:
    """Answer each property asked for."""
    wiki = query.call.wiki
    recorded = recorded_properties(wiki.version, wiki.profile, wiki.config.language)
    refuse_unknown("query+siteinfo", "siprop", params["prop"], {**recorded, **PROPERTIES, **BY_PARAMETERS})
    for name in params["prop"]:
        if name in BY_PARAMETERS:
            query.data[name] = BY_PARAMETERS[name](wiki, params)
        else:
            query.data[name] = PROPERTIES[name](wiki) if name in PROPERTIES else _filled(recorded[name], wiki)


def _filled(row: dict[str, Any], wiki: Wiki) -> Recorded:
    second = _with_server(row["2"], wiki)
    return Recorded(_with_server(row["1"], wiki) if "1" in row else second, second)


def _with_server(value: Any, wiki: Wiki) -> Any:
    if isinstance(value, str):
        return value.replace("{server}", wiki.server)
    if isinstance(value, dict):
        return {key: _with_server(each, wiki) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_server(each, wiki) for each in value]
    return value


def _default_options(wiki: Wiki) -> Recorded:
    options = default_options(wiki)
    return Recorded(options, options)


def _general(wiki: Wiki) -> Tree:
    config = wiki.config
    row = recorded_properties(wiki.version, wiki.profile)["general"]
    general = Tree(_with_server(row["2"], wiki))
    for key in ("thumblimits", "imagelimits"):
        if key in general:
            general[key] = Recorded(list(general[key].values()), general[key])
    if "magiclinks" in general:
        general["magiclinks"] = Recorded([], general["magiclinks"])
    general["variantarticlepath"] = Kept(False)
    article_path = wiki.article_path
    known = {
        "base": wiki.url_of(wiki.title(wiki.language.main_page)),
        "mainpage": wiki.language.main_page,
        "sitename": config.site_name,
        "legaltitlechars": LEGAL_CHARACTERS if config.legal_title_chars is None else config.legal_title_chars,
        "case": "first-letter" if config.capital_links else "case-sensitive",
        "lang": config.language,
        "linktrail": wiki.language.link_trail,
        "fallback": [] if config.language == ENGLISH else [{"code": ENGLISH}],
        "rtl": wiki.language.right_to_left,
        "maxarticlesize": config.max_article_size * 1024,
        "articlepath": article_path,
        "scriptpath": wiki.script_path,
        "script": f"{wiki.script_path}/index.php",
        "server": wiki.server_told,
        "servername": urlsplit(wiki.server).hostname or "",
        "time": iso(wiki.clock.now()),
        "readonly": bool(config.read_only),
    }
    general.update({key: value for key, value in known.items() if key in general})
    if not config.read_only:
        return general
    ordered = Tree()
    for key, value in general.items():
        ordered[key] = value
        if key == "readonly":
            ordered["readonlyreason"] = config.read_only
    return ordered


def _namespaces(wiki: Wiki) -> Named:
    models = wiki.config.namespace_content_models
    answer = Named()
    for number, namespace in wiki.titles.namespaces.items():
        row = Tree(content="name", id=number, case="first-letter" if namespace.capital else "case-sensitive")
        row["name"] = namespace.name
        row["subpages"] = namespace.subpages
        if namespace.canonical:
            row["canonical"] = namespace.canonical.replace("_", " ")
        row["content"] = number == MAIN
        row["nonincludable"] = False
        protection = _namespace_protection(wiki, number)
        if protection:
            row["namespaceprotection"] = protection
        model = models.get(number, models.get(str(number), wiki.installed.namespace_models.get(number)))
        if model is not None:
            row["defaultcontentmodel"] = model
        answer[str(number)] = row
    return answer


def _namespace_protection(wiki: Wiki, number: int) -> str:
    rights = wiki.rights_to_edit_in(number)
    if number == MEDIAWIKI:
        rights.insert(0, "editinterface")
    return "|".join(rights)


def _namespace_aliases(wiki: Wiki) -> list[Tree]:
    names = {**dict(wiki.language.namespace_aliases), **wiki.config.namespace_aliases}
    rows = sorted(names.items(), key=lambda row: (row[1], row[0]))
    return [Tree(id=number, alias=name.replace("_", " "), content="alias") for name, number in rows]


def _user_groups(wiki: Wiki, params: dict[str, Any]) -> list[Tree]:
    config, traits = wiki.config, wiki.traits
    rows = [Tree(name=group, rights=group_rights(group, config, traits)) for group in known_groups(config, traits)]
    if params["numberingroup"]:
        for row in rows:
            number = _number_in(wiki, row["name"])
            if number is not None:
                row["number"] = number
    return rows


def _number_in(wiki: Wiki, group: str) -> int | None:
    """Return how many accounts are in *group*; of groups that one is in by itself only that of all is counted."""
    if group == "user":
        # As the statistics count them, which nobody updates.
        return wiki.counted_users
    return None if group in IMPLICIT_GROUPS else members_of(wiki, group)


def _interwiki_map(wiki: Wiki, params: dict[str, Any]) -> Recorded:
    row = _filled(recorded_properties(wiki.version, wiki.profile)["interwikimap"], wiki)
    wanted = params["filteriw"]
    if wanted is None:
        return row
    return Recorded(
        *([each for each in rows if _is_local(each) == (wanted == "local")] for rows in (row.first, row.second))
    )


def _is_local(row: dict[str, Any]) -> bool:
    return row.get("local", False) is not False


def _temporary_accounts(wiki: Wiki) -> Recorded | Tree:
    if not wiki.makes_temporary_accounts:
        return _filled(recorded_properties(wiki.version)["autocreatetempuser"], wiki)
    return Tree(enabled=True, matchPatterns=[f"{TEMPORARY_PREFIX}$1"])


def _replication_lag(wiki: Wiki, params: dict[str, Any]) -> list[dict[str, Any]]:
    # One database, on the machine itself, does not lag, whatever the configured lag makes of maxlag.
    shows = wiki.config.show_hostnames
    if params["showalldb"]:
        if not shows:
            raise ApiError(errors.INCLUDE_ALL_DENIED)
        return [{"host": "localhost", "lag": 0}]
    return [{"host": "localhost" if shows else "", "lag": -1}]


#: Properties that follow from the wiki's settings and state; the others are recorded.
PROPERTIES: dict[str, Callable[[Wiki], Any]] = {
    "general": _general,
    "namespaces": _namespaces,
    "namespacealiases": _namespace_aliases,
    "defaultoptions": _default_options,
    "statistics": statistics,
    "autocreatetempuser": _temporary_accounts,
}

#: Properties that hang on further parameters of the module. ``siinlanguagecode`` changes none: what languages are
#: called in other languages is told by the extension CLDR alone.
BY_PARAMETERS: dict[str, Callable[[Wiki, dict[str, Any]], Any]] = {
    "usergroups": _user_groups,
    "interwikimap": _interwiki_map,
    "dbrepllag": _replication_lag,
}
