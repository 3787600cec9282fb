"""What was logged as people read it, in HTML (``logdisplay`` of list=watchlist)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.hidden import ACTION, USER
from pytest_mwedit.api.links import html_link
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import ENGLISH, GENDER, PLURAL, code_in, of_unknown_gender
from pytest_mwedit.wiki import INFINITY, Title, Wiki, unix_seconds
from pytest_mwedit.wiki.blocks import is_address_or_range
from pytest_mwedit.wiki.namespaces import SPECIAL
from pytest_mwedit.wiki.namespaces import USER as USER_NAMESPACE
from pytest_mwedit.wiki.state import in_address
from pytest_mwedit.wiki.text_literal import escaped_html

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki.changes import LogEntry

#: The message of an entry, and what fills it from the third parameter on, as HTML.
Told = tuple[str, tuple[str, ...]]


def log_text(call: Call, entry: LogEntry) -> str:
    """Return what *entry* says.

    Raises:
        NotImitated: in languages other than English, and for kinds of entries that no list of a watcher was seen with.
    """
    tell = TELLING.get(entry.type)
    told = tell(call.wiki, entry) if tell is not None and not {ACTION, USER} & entry.hidden else None
    if told is None or code_in(call.language) != ENGLISH:
        raise _not_written(f"an entry {entry.type}/{entry.action} in the language {code_in(call.language)!r}")
    key, params = told
    return _filled(call.wiki, key, _user_link(call.wiki, entry.user), escaped_html(entry.user), *params)


def _not_written(what: str) -> NotImitated:
    return NotImitated(
        "The in-memory wiki does not write what was logged as people read it (logdisplay of list=watchlist) for "
        f"{what}. Leave loginfo out of wlprop, or ask for wltype=edit|new or list=logevents."
    )


def _filled(wiki: Wiki, key: str, *params: str) -> str:
    """Return a message with parameters that are HTML already, in which numbers choose the form of a word."""
    template = wiki.texts(ENGLISH).get(key)
    if template is None:
        raise _not_written(f"what the message {key} tells of")
    text = GENDER.sub(lambda match: of_unknown_gender(match[1].split("|")[1:]), template)
    text = PLURAL.sub(lambda match: match[2].split("|")[1 if params[int(match[1]) - 1] == "1" else 2], text)
    return _PARAMETER.sub(lambda match: params[int(match[1]) - 1], escaped_html(text))


_PARAMETER = re.compile(r"\$([1-9])")


# Links


def _page_link(wiki: Wiki, title: Title, shown: str | None = None) -> str:
    return html_link(wiki, title.prefixed_text, escaped_html(shown or title.prefixed_text)).replace("&#39;", "&#039;")


def _link_to_itself(wiki: Wiki, title: Title) -> str:
    """Return a link to a page that does not lead on where the page is a redirect."""
    name, address = escaped_html(title.prefixed_text), in_address(title.prefixed_dbkey)
    page, href = wiki.pages.get(title), f"{wiki.script_path}/index.php?title={address}&amp;redirect=no"
    if page is None:
        told = wiki.language.filled("red-link-title", name)
        return f'<a href="{href}&amp;action=edit&amp;redlink=1" class="new" title="{told}">{name}</a>'
    kind = ' class="mw-redirect"' if page.is_redirect else ""
    return f'<a href="{href}"{kind} title="{name}">{name}</a>'


def _user_link(wiki: Wiki, name: str) -> str:
    shown = f"<bdi>{escaped_html(name)}</bdi>"
    if wiki.is_temporary(name):
        raise _not_written("temporary accounts")
    if is_address_or_range(name):
        title = wiki.titles.make(SPECIAL, f"Contributions/{name}")
        href = wiki.article_path.replace("$1", in_address(title.prefixed_dbkey))
        return f'<a href="{href}" class="mw-userlink mw-anonuserlink" title="{title}">{shown}</a>'
    link = _page_link(wiki, wiki.titles.make(USER_NAMESPACE, name), "\0").replace("\0", shown)
    if ' class="' in link:
        return re.sub('(?<= class=")([^"]*)', r"\1 mw-userlink", link, count=1)
    return link.replace(' title="', ' class="mw-userlink" title="', 1)


# What each type says


def _deleted(wiki: Wiki, entry: LogEntry) -> Told | None:
    if entry.action not in ("delete", "delete_redir", "restore"):
        return None
    params = [_page_link(wiki, entry.title)]
    if entry.action == "restore":
        params.append(_filled(wiki, "restore-count-revisions", str(entry.parameters["count"]["revisions"])))
    return f"logentry-delete-{entry.action}", tuple(params)


def _moved(wiki: Wiki, entry: LogEntry) -> Told:
    left = "-noredirect" if entry.parameters["suppressredirect"] else ""
    target = entry.parameters["target"]
    return f"logentry-move-{entry.action}{left}", (_link_to_itself(wiki, entry.title), _page_link(wiki, target))


def _protected(wiki: Wiki, entry: LogEntry) -> Told | None:
    link, key = _page_link(wiki, entry.title), f"logentry-protect-{entry.action}"
    if entry.action == "unprotect":
        return key, (link,)
    if entry.action == "move_prot":
        return key, (link, _link_to_itself(wiki, entry.parameters["oldtitle"]))
    cascading = "-cascade" if entry.parameters["cascade"] else ""
    return key + cascading, (link, " ".join(_protection(wiki, each) for each in entry.parameters["details"]))


def _protection(wiki: Wiki, detail: Mapping[str, Any]) -> str:
    until = detail["expiry"]
    told = (
        _filled(wiki, "protect-expiry-indefinite")
        if until == "infinite"
        else _filled(wiki, "protect-expiring-local", _moment(wiki, until))
    )
    action, level = (_filled(wiki, f"{kind}-{detail[name]}") for kind, name in _NAMED)
    return _filled(wiki, "protect-summary-desc", action, level, told)


#: How the messages begin that name what is protected, and against whom.
_NAMED = (("restriction", "type"), ("protect-level", "level"))


def _moment(wiki: Wiki, written: str) -> str:
    return wiki.speaking(ENGLISH).moment(unix_seconds(written))


def _blocked(wiki: Wiki, entry: LogEntry) -> Told | None:
    target = entry.title.text
    if target.startswith("#") or not entry.parameters.get("sitewide", True):
        return None
    params = [_user_link(wiki, target), escaped_html(target)]
    if entry.action == "unblock":
        return "logentry-block-unblock", tuple(params)
    duration = entry.parameters["duration"]
    told = _duration(wiki, duration, entry.parameters.get("expiry"))
    if told is None:
        return None
    flags = [_filled(wiki, f"block-log-flags-{flag}") for flag in entry.parameters["flags"]]
    params.append(f'<span class="blockExpiry" title="&lrm;{escaped_html(duration)}">{told}</span>')
    params.append(_filled(wiki, "parentheses", ", ".join(flags)) if flags else "")
    return f"logentry-block-{entry.action}", tuple(params)


_STAMP = re.compile("[0-9]{14}")
#: What people choose from, and what is written as they say it.
_USUAL = frozenset("2 hours,1 day,3 days,1 week,2 weeks,1 month,3 months,6 months,1 year".split(","))


def _duration(wiki: Wiki, duration: str, until: str | None) -> str | None:
    if until is None:
        return _filled(wiki, "protect-expiry-indefinite")
    if _STAMP.fullmatch(duration):
        return _moment(wiki, until)
    return duration if duration in _USUAL else None


def _changed_rights(wiki: Wiki, entry: LogEntry) -> Told:
    lists = (_groups(wiki, entry.parameters[f"{when}metadata"]) for when in ("old", "new"))
    return "logentry-rights-rights", (_page_link(wiki, entry.title, entry.title.text), *lists)


def _groups(wiki: Wiki, memberships: list[Mapping[str, Any]]) -> str:
    """Return groups as a sentence lists them, first those that somebody is in for a time."""
    temporary, lasting = [], []
    for membership in memberships:
        name = _filled(wiki, f"group-{membership['group']}-member")
        if membership["expiry"] == INFINITY:
            lasting.append(name)
        else:
            until = _moment(wiki, membership["expiry"])
            temporary.append(_filled(wiki, "rightslogentry-temporary-group", name, until))
    names = [*sorted(temporary), *sorted(lasting)]
    if not names:
        return _filled(wiki, "rightsnone")
    *others, last = names
    return f"{', '.join(others)} and {last}" if others else last


def _changed_model(wiki: Wiki, entry: LogEntry) -> Told:
    models = (entry.parameters[f"{when}model"] for when in ("old", "new"))
    names = (_filled(wiki, f"content-model-{model}") if model else "" for model in models)
    return f"logentry-contentmodel-{entry.action}", (_page_link(wiki, entry.title), *names)


#: Type of the log: what its entries say; None for what is not imitated.
TELLING: Mapping[str, Callable[[Wiki, LogEntry], Told | None]] = {
    "block": _blocked,
    "contentmodel": _changed_model,
    "delete": _deleted,
    "move": _moved,
    "protect": _protected,
    "rights": _changed_rights,
}
