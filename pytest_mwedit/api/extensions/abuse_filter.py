"""AbuseFilter: rules that edits are held against, and what follows when one is true.

Source: mediawiki.org, "Extension:AbuseFilter", and the recordings ``ext/abusefilter*``.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol

from pytest_mwedit.api import errors
from pytest_mwedit.api.blocking import own_block, place_block
from pytest_mwedit.api.errors import ApiError, ErrorRow
from pytest_mwedit.api.extensions import Extension
from pytest_mwedit.api.extensions.abuse_rules import Variables, read
from pytest_mwedit.api.extensions.abuse_values import RuleCrash, RuleError, Value
from pytest_mwedit.api.extensions.abuse_variables import EditVariables, names_of
from pytest_mwedit.api.hidden import ACTION, RESTRICTED
from pytest_mwedit.api.message_codes import code_of
from pytest_mwedit.api.messages import Id, Markup, Param
from pytest_mwedit.api.params import expiry as read_expiry
from pytest_mwedit.api.rendering.texts import as_told
from pytest_mwedit.api.sessions import keep_session, note_write
from pytest_mwedit.languages import ENGLISH
from pytest_mwedit.wiki import Block
from pytest_mwedit.wiki.abuse_filters import ACTIONS, AbuseFilter
from pytest_mwedit.wiki.changing_groups import change_groups
from pytest_mwedit.wiki.namespaces import SPECIAL, USER
from pytest_mwedit.wiki.pages import INFINITY
from pytest_mwedit.wiki.text_sections import WHITESPACE
from pytest_mwedit.wiki.text_wiki_words import message_text
from pytest_mwedit.wiki.users import user_name

if TYPE_CHECKING:
    from pytest_mwedit.api.actions.edit_checks import Edit
    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Title, User, Wiki

#: Actions that say enough, so that a plain refusal does not.
SEVERE = frozenset({"block", "blockautopromote", "degroup", "rangeblock"})

_RATE = re.compile(r"\d+,\d+")

#: Action: whether parameters are all that it needs, and an example of them.
NEEDED_PARAMETERS: Mapping[str, tuple[Callable[[Sequence[str]], bool], str]] = {
    "tag": (lambda given: not isinstance(given, str) and len(given) > 0, '["spam"]'),
    # A number, so many edits in so many seconds, and whose.
    "throttle": (
        lambda given: not isinstance(given, str) and len(given) > 2 and bool(_RATE.fullmatch(str(given[1]))),
        '["1", "3,60", "user"]',
    ),
}

#: How long somebody is not promoted by himself, and a range stays blocked, in seconds.
UNPROMOTED, RANGE_BLOCKED = 5 * 86400, 7 * 86400
RANGE_DURATION = "1 week"
RANGE_BITS = {4: 16, 6: 19}


class Judged(Protocol):
    """What filters act on: an edit, or the making of a temporary account for one."""

    call: Call
    #: The page that is edited, or the same one for all new accounts.
    title: Title
    #: The tags that what is judged will have.
    tags: list[str]


@dataclass
class NewAccount:
    """The making of a temporary account."""

    call: Call
    title: Title
    tags: list[str] = field(default_factory=list)


@dataclass
class Case:
    """A filter that is about to act."""

    judged: Judged
    filter: AbuseFilter
    #: What it does, in order.
    actions: list[str]
    #: Whether it counts as found: not before a filter that throttles matched too often.
    counts: bool = True
    #: The names of the counters of a filter that throttles.
    counters: list[str] = field(default_factory=list)
    #: Whether it warned before, and the edit comes again.
    is_heeded: bool = False

    @property
    def warning(self) -> str:
        """By what a session knows that the filter warned, whoever uses it by now."""
        return f"{self.filter.id}|{self.judged.title}"

    def params(self, action: str) -> list[str]:
        """Return the parameters of an action."""
        return list(self.filter.actions[action])


#: What makes the error of a case: with the error's row, the actions taken, and further parameters.
Refuse = Callable[..., ApiError]


def judge(edit: Edit, text: str) -> None:
    """Hold an edit that changes something against every filter; raise what they object."""
    old = edit.page.latest if edit.page else None
    will_be = (text.rstrip(WHITESPACE), edit.content_model)
    if not edit.call.wiki.filters or (old is not None and (old.text, old.content_model) == will_be):
        return
    if (refusal := _judge(edit, EditVariables(edit, text), _refusal)) is not None:
        raise refusal


def judge_account(call: Call, name: str) -> ApiError | None:
    """Hold the making of a temporary account against every filter; return what they object.

    What a filter knows of the account was asked of 1.43: little is told, all else is null
    (`found/filters_of_new_accounts_*`).
    """
    wiki = call.wiki
    told: Mapping[str, Value] = {
        "action": "autocreateaccount",
        "accountname": name,
        "user_type": "ip",
        "timestamp": str(wiki.clock.now()),
        "wiki_language": wiki.config.language,
        "wiki_name": wiki.config.cookie_prefix,
    }
    return _judge(NewAccount(call, wiki.titles.make(SPECIAL, "CreateAccount")), told.get, _refusal_of_account)


def _judge(judged: Judged, variables: Variables, refuse: Refuse) -> ApiError | None:
    wiki = judged.call.wiki
    try:
        found = [each for each in wiki.filters if _matches(wiki, each, variables)]
    except RuleCrash as crash:
        raise _failure(judged, crash.kind) from None
    as_saved = len(found) > 1 and wiki.traits.filters_act_as_saved
    cases = [_case(judged, each, as_saved=as_saved) for each in found]
    for case in cases:
        _throttle(case)
    judged.call.session.warned.difference_update(case.warning for case in cases if case.is_heeded)
    _keep_longest_block(cases)
    refusals: dict[tuple[int, str], ApiError] = {}
    for case in cases:
        for refusal in _act(case, refuse):
            refusals.setdefault((case.filter.id, refusal.row.key), refusal)
    if any(case.counts for case in cases):
        # What was found is logged, whatever comes of it.
        note_write(judged.call)
    if refusals:
        first, *more = refusals.values()
        first.more = tuple(more)
        return first
    judged.tags += [tag for case in cases if "tag" in case.actions for tag in case.params("tag")]
    return None


def check_filter(wiki: Wiki, pattern: str, actions: Mapping[str, Any]) -> None:
    """Refuse a filter that a wiki would not let anybody save.

    Raises:
        ValueError: for a rule that cannot be read, an action that there is not, or one without its parameters.
    """
    unknown = [action for action in actions if action not in ACTIONS]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no action of an abuse filter; known: {', '.join(ACTIONS)}")
    for action, (is_complete, example) in NEEDED_PARAMETERS.items():
        if action in actions and not is_complete(actions[action]):
            raise ValueError(f"the action {action!r} needs its parameters, such as actions={{{action!r}: {example}}}")
    try:
        read(pattern, names_of(wiki.traits.lacks_abuse_variables), wiki.version)
    except RuleError as error:
        raise ValueError(f"the rule of the abuse filter cannot be read: {error}") from None


def _matches(wiki: Wiki, one: AbuseFilter, variables: Variables) -> bool:
    try:
        rule = read(one.pattern, names_of(wiki.traits.lacks_abuse_variables), wiki.version)
    except RuleError:
        # What cannot be read matches nothing, as the wiki has it.
        return False
    return rule.matches(variables)


def _case(judged: Judged, one: AbuseFilter, *, as_saved: bool) -> Case:
    """Return what a filter that matches will do, unless how often it did decides.

    A filter fails by an identity that there is not before any filter that throttles counts, and before any warns; but
    the session of those saved before it that are to warn and do not throttle is kept
    (`found/warned_before_a_filter_fails`).
    """
    case = Case(judged, one, sorted(one.actions, key=lambda action: (action == "block", not as_saved and action)))
    if "throttle" in case.actions:
        case.counters = _counters(judged, one)
    else:
        _settle(case)
    return case


def _throttle(case: Case) -> None:
    """Let a filter that throttles act once it matched too often."""
    if not case.counters:
        return
    if _is_throttled(case):
        case.actions.remove("throttle")
        _settle(case)
    else:
        case.actions, case.counts = [], False


def _settle(case: Case) -> None:
    """Leave of a filter's actions the warning, if it did not warn before; else what can be done."""
    judged, actions = case.judged, case.actions
    if "warn" in actions:
        if case.warning not in judged.call.session.warned:
            keep_session(judged.call)
            case.actions = ["warn"]
            return
        case.is_heeded = True
        actions.remove("warn")
    if SEVERE.intersection(actions) and "disallow" in actions:
        actions.remove("disallow")
    case.actions = [action for action in actions if _is_possible(judged, action)]


def _is_possible(judged: Judged, action: str) -> bool:
    user = judged.call.user
    if action == "blockautopromote":
        return user.is_registered
    if action == "rangeblock":
        return own_block(judged.call.wiki, _range(judged)) is None
    return action != "degroup" or bool(user.groups or _named(judged))


def _named(judged: Judged) -> list[str]:
    """Return the group of 1.39 that comes by itself, and is taken from somebody in vain.

    As in ``found/groups_of_the_named_that_filters_take``.
    """
    wiki = judged.call.wiki
    named = wiki.traits.group_of_named
    return [named] if named is not None and named in wiki.groups_of(judged.call.user) else []


def _keep_longest_block(cases: list[Case]) -> None:
    blocking = [case for case in cases if "block" in case.actions]
    if not blocking:
        return
    longest = max(
        blocking, key=lambda case: float("inf") if (until := _until(case, _duration(case))) is None else until
    )
    for case in blocking:
        if case is not longest:
            case.actions.remove("block")


# Throttling


def _counters(judged: Judged, one: AbuseFilter) -> list[str]:
    """Return the names of what a filter that throttles counts by, one for each group of people that it looks at."""
    counter, _, *groups = one.actions["throttle"]
    return ["|".join([counter, group, *(_identity(judged, kind) for kind in group.split(","))]) for group in groups]


def _is_throttled(case: Case) -> bool:
    """Count a match for each group of people that a filter looks at; whether one of them had too many.

    Filters that name the same counter count together (`found/throttles_of_filters`).
    """
    wiki = case.judged.call.wiki
    most, seconds = map(int, case.params("throttle")[1].split(","))
    now = wiki.clock.now()
    throttled = False
    for name in case.counters:
        until, count = wiki.abuse_counts.get(name, (now + seconds, 0))
        if now >= until:
            until, count = now + seconds, 0
        wiki.abuse_counts[name] = (until, count + 1)
        throttled = throttled or count + 1 > most
    return throttled


def _identity(judged: Judged, kind: str) -> str:
    """Return what a kind of identity is; by one that there is not, with a blank before it for one, none is told."""
    if kind not in IDENTITIES:
        raise _failure(judged, "InvalidArgumentException")
    return IDENTITIES[kind](judged)


def _failure(judged: Judged, kind: str) -> ApiError:
    from pytest_mwedit.api.actions.edit_checks import internal_error  # late: it imports the extensions

    return internal_error(judged.call, kind, is_alike=True)


#: By what a filter that throttles tells people and pages apart.
IDENTITIES: Mapping[str, Callable[[Judged], str]] = {
    "ip": lambda judged: judged.call.address,
    "user": lambda judged: str(judged.call.user.id),
    "range": lambda judged: _range(judged),
    "creationdate": lambda judged: str((judged.call.user.registered or 0) // 86400),
    "editcount": lambda judged: str(judged.call.user.edit_count),
    "site": lambda judged: "1",
    "page": lambda judged: judged.title.prefixed_dbkey,
}


def _range(judged: Judged) -> str:
    address = ipaddress.ip_address(judged.call.address)
    return str(ipaddress.ip_network(f"{address}/{RANGE_BITS[address.version]}", strict=False))


# Acting


def _act(case: Case, refuse: Refuse) -> Iterator[ApiError]:
    told = list(case.actions)
    for action in case.actions:
        do = DEEDS.get(action)
        row, *more = do(case) if do is not None else (None,)
        if row is not None:
            yield refuse(case, row, told, *more)


def _refusal(case: Case, row: ErrorRow, actions: list[str], *more: Param) -> ApiError:
    one = case.filter
    told = {"id": str(one.id), "description": one.description, "actions": actions}
    return ApiError(row, Markup(one.description), str(one.id), *more, data={"abusefilter": told})


def _refusal_of_account(case: Case, row: ErrorRow, actions: list[str], *more: Param) -> ApiError:
    """Return the error that there is no account: the reason alone, called as its message is."""
    del actions
    code = code_of(row.key, (), case.judged.call.wiki.traits.lacks_message_codes)
    return ApiError(replace(row, code=code), Markup(case.filter.description), str(case.filter.id), *more)


def _told_with(case: Case, action: str, row: ErrorRow) -> ErrorRow:
    """Return an error in the words that the filter names."""
    named = case.params(action)[:1]
    return ErrorRow(named[0], row.code, foreign=True) if named and named[0] else row


def _warn(case: Case) -> tuple[Any, ...]:
    case.judged.call.session.warned.add(case.warning)
    return (_told_with(case, "warn", errors.ABUSE_FILTER_WARNING),)


def _disallow(case: Case) -> tuple[Any, ...]:
    return (_told_with(case, "disallow", errors.ABUSE_FILTER_DISALLOWED),)


def _degroup(case: Case) -> tuple[Any, ...]:
    wiki, user = case.judged.call.wiki, case.judged.call.user
    named = _named(case.judged)
    removed = (*user.groups, *named)
    change_groups(wiki, user, {}, removed, _actor(wiki), reason=_reason(case, "degroup"), besides=named)
    lost = case.judged.call.may("ipblock-exempt") and "ipblock-exempt" not in wiki.rights_of(user)
    case.judged.call.has_read_user_anew |= lost and wiki.traits.looks_for_blocks_without_exemption
    return (errors.ABUSE_FILTER_DEGROUPED,)


def _stop_promotion(case: Case) -> tuple[Any, ...]:
    call = case.judged.call
    wiki, user = call.wiki, call.user
    user.unpromoted_until = wiki.clock.now() + UNPROMOTED
    title, reason = wiki.titles.make(USER, user.name), _reason(case, "blockautopromote")
    parameters = {"duration": UNPROMOTED, "oldgroups": [], "newgroups": []}
    wiki.add_log("rights", "blockautopromote", title, _actor(wiki), reason, parameters=parameters)
    return errors.ABUSE_FILTER_DEMOTED, Id(UNPROMOTED)


def _block(case: Case) -> tuple[Any, ...]:
    user = case.judged.call.user
    closes_talk = case.params("block")[:1] == ["blocktalk"]
    duration = _duration(case)
    _add_block(
        case, user.name, duration, _until(case, duration), anon_only=not user.is_registered, closes_own_talk=closes_talk
    )
    return (errors.ABUSE_FILTER_BLOCKED,)


def _block_range(case: Case) -> tuple[Any, ...]:
    until = case.judged.call.wiki.clock.now() + RANGE_BLOCKED
    _add_block(case, _range(case.judged), RANGE_DURATION, until, anon_only=True, closes_own_talk=False)
    return (errors.ABUSE_FILTER_BLOCKED,)


def _duration(case: Case) -> str | None:
    """Return how long a case blocks: its parameters tell it for addresses and for accounts, or do not tell it.

    As in ``found/blocks_by_filters_with_one_duration``.
    """
    durations = case.params("block")[1:]
    return durations[case.judged.call.user.is_registered] if len(durations) == len(("addresses", "accounts")) else None


def _until(case: Case, duration: str | None) -> int | None:
    """Return when a block ends: never if no duration is told, at once for what is none."""
    if duration is None:
        return None
    try:
        until: int | None = read_expiry(duration, case.judged.call.wiki.clock.now())
    except ValueError:
        return 0
    return until


def _add_block(
    case: Case, target: str, duration: str | None, until: int | None, *, anon_only: bool, closes_own_talk: bool
) -> None:
    wiki = case.judged.call.wiki
    if own_block(wiki, target) is not None:
        # It stays as it is.
        return
    if until is not None and until <= wiki.clock.now():
        # It is said all the same that somebody was blocked.
        return
    by = _actor(wiki)
    made = Block(
        0,
        target,
        by.name,
        by.id,
        _reason(case, "block"),
        wiki.clock.now(),
        until,
        autoblock=not anon_only,
        anon_only=anon_only,
        closes_own_talk=closes_own_talk,
    )
    duration = INFINITY if until is None or duration is None else duration
    # Whose address it is shall not be known.
    hidden = frozenset({ACTION, RESTRICTED}) if isinstance(case.judged, NewAccount) else frozenset()
    place_block(wiki, made, by, duration, hidden=hidden)


def _actor(wiki: Wiki) -> User:
    """Return in whose name filters act: an account called so in the wiki's language, made when it first acts.

    As in ``found/names_of_who_filters_act_as``.
    """
    name = user_name(_text(wiki, "abusefilter-blocker")) or wiki.texts(ENGLISH)["abusefilter-blocker"]
    return wiki.users.get(name) or wiki.create_system_user(name, groups=("sysop",))


def _reason(case: Case, action: str) -> str:
    """Return what the log says of an action, in the wiki's language."""
    wiki, user = case.judged.call.wiki, case.judged.call.user
    reason = _text(wiki, f"abusefilter-{action}reason").replace("$1", case.filter.description)
    return as_told(wiki, reason, user)


def _text(wiki: Wiki, key: str) -> str:
    """Return a message of the extension in the wiki's language, or the page that replaces it."""
    return message_text(wiki, key) or ""


#: Action: what does it, and returns the error that tells of it with the parameters that come after the filter's.
DEEDS: Mapping[str, Callable[[Case], tuple[Any, ...]]] = {
    "block": _block,
    "blockautopromote": _stop_promotion,
    "degroup": _degroup,
    "disallow": _disallow,
    "rangeblock": _block_range,
    "warn": _warn,
}

EXTENSION = Extension(filter_edit=judge, refusal_of_account=judge_account, heeds_refusals=True)
