"""ConfirmEdit: a captcha is to be solved before an edit is saved, or before somebody logs in after bad attempts.

As wikis of 1.39 and 1.43 answer: what is asked can be answered once, right or wrong, within the session that was asked.
Who fails too often (rate limit ``badcaptcha``; being asked counts) is told that any answer is wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.extensions import Extension
from pytest_mwedit.api.extensions.links import addresses_in, links_before
from pytest_mwedit.api.sessions import keep_session
from pytest_mwedit.wiki.captchas import Captcha, kind_of
from pytest_mwedit.wiki.namespaces import MEDIAWIKI, SPECIAL
from pytest_mwedit.wiki.rates import Throttle, count_attempt, count_throttled, is_limited, is_throttled, rate_limits
from pytest_mwedit.wiki.state import url_encoded
from pytest_mwedit.wiki.text_links import indexed

if TYPE_CHECKING:
    from pytest_mwedit.api.actions.edit_checks import Edit
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Wiki

#: Who has it is not asked.
EXEMPT_RIGHT = "skipcaptcha"

#: The rate limit of those who fail.
BAD_CAPTCHA = "badcaptcha"

#: How many logins may fail at an address, in how many seconds (of these tells the documentation of ConfirmEdit), before
#: each needs a captcha; and the fields of the form with its answer.
BAD_LOGIN = "badlogin"
BAD_LOGINS = Throttle(3, 300)
LOGIN_FIELDS = ("captchaId", "captchaWord")

#: Pages that the wiki's owner may fill: addresses of people who are not asked, and of links that may be added.
EXEMPT_ADDRESSES, HARMLESS_LINKS = "Captcha-ip-whitelist", "Captcha-addurl-whitelist"


def ask(edit: Edit, text: str) -> Mapping[str, Any] | None:
    """Ask for a captcha to be solved, unless the request does that."""
    call = edit.call
    settings = call.wiki.config.captcha
    if settings is None or is_exempt(call):
        return None
    triggers = settings.get("triggers") or {}
    if not any(triggers.get(name) and triggered(edit, text) for name, triggered in TRIGGERS.items()):
        return None
    if is_solved(call, edit.params["captchaid"], edit.params["captchaword"]):
        return None
    return {"captcha": asked(call).shown()}


def is_exempt(call: Call) -> bool:
    """Whether who sends the request is never asked."""
    return call.may(EXEMPT_RIGHT) or _has_exempt_address(call)


def _has_exempt_address(call: Call) -> bool:
    for line in _lines(call.wiki, EXEMPT_ADDRESSES):
        try:
            if ip_address(call.address) in ip_network(line, strict=False):
                return True
        except ValueError:
            continue
    return False


def is_solved(call: Call, captcha_id: str | None, word: str | None) -> bool:
    """Whether *word* answers the captcha *captcha_id*, which cannot be answered again; counts a failure."""
    wiki = call.wiki
    captcha = call.session.captchas.pop(captcha_id or "", None)
    limits = {} if call.may("noratelimit") else rate_limits(wiki).get(BAD_CAPTCHA, {})
    limited = is_limited(wiki, call.user, BAD_CAPTCHA, call.address, limits)
    if captcha is not None and word is not None and not limited:
        is_right = kind_of(wiki.config.captcha or {}).is_right
        if any(is_right(word, answer, wiki.installed.trims_captcha_answers) for answer in captcha.answers):
            return True
    count_attempt(wiki, call.user, BAD_CAPTCHA, call.address, limits)
    return False


def asked(call: Call) -> Captcha:
    """Make a captcha that this session can solve."""
    wiki = call.wiki
    settings = wiki.config.captcha or {}
    kind = kind_of(settings)
    number, first, second = (int(wiki.sessions.random(16), 16) for _ in range(3))
    captcha_id = str(number >> 1)
    question, answers = kind.make(settings, first, second)
    url = None
    if kind.is_image:
        title = url_encoded(wiki.titles.make(SPECIAL, "Captcha/image"))
        url = f"{wiki.script_path}/index.php?title={title}&wpCaptchaId={captcha_id}"
    captcha = Captcha(captcha_id, kind.type, kind.mime, None if kind.is_image else question, answers, url)
    call.session.captchas[captcha_id] = captcha
    wiki.captchas.append(captcha)
    keep_session(call)
    return captcha


# Logging in


def hinders_login(call: Call, fields: Mapping[str, str]) -> bool:
    """Whether a login needs a captcha, after bad ones from the same address, and does not solve one."""
    settings = call.wiki.config.captcha or {}
    if not (settings.get("triggers") or {}).get("badlogin"):
        return False
    if not is_throttled(call.wiki, BAD_LOGINS, BAD_LOGIN, call.address):
        return False
    call.used.update(name for name in LOGIN_FIELDS if name in fields)
    captcha_id, word = (fields.get(name) for name in LOGIN_FIELDS)
    return not is_solved(call, captcha_id, word)


def note_bad_login(call: Call) -> None:
    """Count a login that failed."""
    count_throttled(call.wiki, BAD_LOGINS, BAD_LOGIN, call.address)


# What an edit is asked for


def _is_edit(edit: Edit, text: str) -> bool:
    del edit, text
    return True


def _is_creation(edit: Edit, text: str) -> bool:
    del text
    return edit.page is None


def _adds_links(edit: Edit, text: str) -> bool:
    wiki = edit.call.wiki
    links = addresses_in(edit, text)
    harmless = _harmless(wiki) if links else None
    added = [link for link in links if harmless is None or not harmless.match(link)]
    if edit.page is None or not added:
        return bool(added)
    kept = [indexed(link) if wiki.traits.indexes_links else link for link in added]
    return not set(filter(None, kept)) <= set(links_before(edit))


def _harmless(wiki: Wiki) -> re.Pattern[str] | None:
    """Return what links match that may be added without a captcha; a list that is no pattern counts for nothing."""
    lines = [written for line in _lines(wiki, HARMLESS_LINKS) if (written := line.partition("#")[0].strip())]
    try:
        return re.compile(rf"(?i)https?://+[a-z0-9_\-.]*(?:{'|'.join(lines)})") if lines else None
    except re.error:
        return None


def _lines(wiki: Wiki, name: str) -> list[str]:
    """Return the lines of a page with settings."""
    page = wiki.page(wiki.titles.make(MEDIAWIKI, name))
    return [line.strip() for line in page.latest.text.splitlines()] if page else []


#: Trigger: whether an edit with this text is one.
TRIGGERS: Mapping[str, Callable[[Edit, str], bool]] = {
    "edit": _is_edit,
    "create": _is_creation,
    "addurl": _adds_links,
}

EXTENSION = Extension(filter_edit=ask, hinders_login=hinders_login, after_failed_login=note_bad_login)
