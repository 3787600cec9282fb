"""The in-memory wiki that tests arrange, disturb and look at."""

from __future__ import annotations

import importlib
import threading
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pytest_mwedit import arranging, checking
from pytest_mwedit.api import respond, respond_index
from pytest_mwedit.api.actions import ACTIONS
from pytest_mwedit.api.blocking import lift_block, own_block
from pytest_mwedit.api.declarations import declarations
from pytest_mwedit.api.module import Module
from pytest_mwedit.api.registered import Handler, registered
from pytest_mwedit.arranging import moment_of, title_of, user_of
from pytest_mwedit.clients import interception
from pytest_mwedit.disturbing import API_KINDS, DISRUPTIONS, Disruption, check_kind
from pytest_mwedit.failing import Failure, check_code, check_data
from pytest_mwedit.failures import NotImitated, WikiFailure
from pytest_mwedit.looking import LATEST, LONGEST, Answered, LogEntryView, PageView, RevisionView
from pytest_mwedit.waiting import Slept, Waiting
from pytest_mwedit.web import Disrupted, WikiUrls, api_beside, entry_point_of
from pytest_mwedit.wiki import Clock, Configuration, StashedEdit, Wiki
from pytest_mwedit.wiki.blocks import is_address_or_range, normal_range
from pytest_mwedit.wiki.clock import unix_seconds
from pytest_mwedit.wiki.configuration import nearest
from pytest_mwedit.wiki.profiles import PLAIN, PROFILES
from pytest_mwedit.wiki.users import BotPassword, can_be_created, user_name
from pytest_mwedit.wiki.versions import VERSIONS

if TYPE_CHECKING:
    from types import ModuleType, TracebackType

    from pytest_mwedit.api.call import Call
    from pytest_mwedit.web import WebRequest, WebResponse
    from pytest_mwedit.wiki.blocks import Block
    from pytest_mwedit.wiki.captchas import Captcha


def __tracebackhide__(excinfo: Any) -> bool:
    """Let pytest point at the line of the test that arranged what cannot be, not at this module."""
    return isinstance(excinfo.value, (ValueError, LookupError))


class FakeEditApi:
    """A wiki in memory that answers requests for its API as MediaWiki does; a fresh one is freshly installed.

    Args:
        version: The MediaWiki version to imitate: ``1.43`` and ``1.39`` as real wikis of these versions answer,
            ``1.19`` as the API's documentation of that time has it, and no wiki was asked.
        profile: The set of extensions to imitate: ``plain`` is MediaWiki without any, ``ext`` has AbuseFilter,
            ConfirmEdit, SpamBlacklist, TitleBlacklist and those that come with MediaWiki and change what edits answer,
            ``wmf`` (of 1.43) has what documents and public replies show of test.wikipedia.org.
        api_url: The address that the wiki takes itself to have; requests for others are answered too.
        no_sleep: When a client's sleep moves the wiki's clock on instead of the wall's: ``faults`` after a reply that
            was an error or broke off, ``always`` whenever a thread sleeps that has asked the wiki, or ``never``.

    Raises:
        ValueError: for a version or profile that is not imitated, an address that does not end in ``/api.php``, or
            a *no_sleep* that is none of those.
        TypeError: for a version that is no string.
    """

    def __init__(
        self,
        version: str = "1.43",
        profile: str = PLAIN,
        api_url: str = "https://test.wikipedia.org/w/api.php",
        no_sleep: str = "faults",
    ) -> None:
        checking.check_type("version", version, str, 'a string, such as "1.43"')
        if version not in VERSIONS:
            raise ValueError(f"MediaWiki {version} is not imitated yet; known: {', '.join(VERSIONS)}")
        if profile not in PROFILES:
            raise ValueError(f"the profile {profile!r} is not imitated yet; known: {', '.join(PROFILES)}")
        if version not in PROFILES[profile]:
            able = ", ".join(PROFILES[profile])
            raise ValueError(f"the profile {profile!r} is not imitated of MediaWiki {version}; use version {able}")
        checking.check_api_url(api_url)
        self._version, self._profile, self._api_url = version, profile, api_url
        self._intercepting = ExitStack()
        self._clock = Clock()
        self._waiting = Waiting(no_sleep, self._clock)
        #: The wikis that this process has, by the address of the API; each of them knows all.
        self._claimed: dict[str, FakeEditApi] = {api_url: self}
        #: The address of the API while the wiki is served, else the one it was made with.
        self.url = api_url
        self._begin()

    def _begin(self) -> None:
        self._wiki = Wiki(self._api_url, self._version, self._profile, clock=self._clock)
        # What is served keeps its address when it begins anew.
        self._wiki.api_url = self.url
        self._arranged = set(self._wiki.revisions)
        self._failures_to_come: list[Failure] = []
        self._disruptions: list[Disruption] = []
        self._actions: dict[str, Module] = dict(ACTIONS)
        self._counting = threading.Lock()
        #: Every request answered, oldest first.
        self.requests: list[WebRequest] = []
        #: The latest requests with what became of them, for who looks on.
        self.answered: deque[Answered] = deque(maxlen=LATEST)
        #: What could not be imitated, which fails a test even if the client swallowed it.
        self.failures: list[WikiFailure] = []

    def reset(self) -> None:
        """Begin anew: a freshly installed wiki, nothing arranged, disturbed, registered or counted.

        Second wikis (`wiki`) are no more; one of them that begins anew leaves the others and the time as they are.
        """
        if next(iter(self._claimed.values())) is self:
            self._claimed = {self._api_url: self}
            self._clock.reset()
            self._waiting.forget()
        self._begin()

    # Answering

    def answer(self, request: WebRequest) -> WebResponse:
        """Answer *request* as the wiki would; may be called from several threads at once.

        Raises:
            Disrupted: if `disrupt` asked for a reply that breaks below HTTP.
            NotImitated: for what MediaWiki answers and this does not.
        """
        other = self._claimed.get(api_beside(request.endpoint), self)
        if other is not self:
            return other.answer(request)
        with self._counting:
            self.requests.append(request)
            number = len(self.requests)
        try:
            with self._wiki.lock:
                self._waiting.note_reply(failed=False)
                response = self._disrupted(request)
        except WikiFailure as failure:
            self.failures.append(failure)
            self._note_answer(number, request, None, type(failure).__name__)
            raise
        except Disrupted as disrupted:
            self._note_answer(number, request, disrupted.partial, disrupted.kind)
            raise
        code = response.header("MediaWiki-API-Error")
        good = response.status < 400 and code is None
        if not good:
            self._waiting.note_reply(failed=True)
        self._note_answer(number, request, response, code or str(response.status), good=good)
        return response

    def _note_answer(
        self, number: int, request: WebRequest, response: WebResponse | None, outcome: str, *, good: bool = False
    ) -> None:
        """Keep for who looks on what became of *request*."""
        wiki = self._wiki
        cookies = request.cookies.values() if request.header("Cookie") else ()
        sessions = (wiki.sessions.by_id.get(each) for each in cookies)
        user = next((session.user for session in sessions if session is not None and session.user), None)
        if response is not None and len(response.body) > LONGEST:
            response = replace(response, body=response.body[:LONGEST])
        self.answered.append(Answered(number, self._clock.now(), user or "", request, response, outcome, good))

    def _disrupted(self, request: WebRequest) -> WebResponse:
        disruption = next((each for each in self._disruptions if each.concerns(self._wiki, request)), None)
        if disruption is None:
            return self._answer(request)
        disruption.use()
        self._waiting.note_reply(failed=True)
        return DISRUPTIONS[disruption.kind](disruption, lambda: self._answer(request))

    def _answer(self, request: WebRequest) -> WebResponse:
        entry_point = entry_point_of(request.endpoint)
        if entry_point == "index.php":
            return respond_index(self._wiki, request)
        if entry_point != "api.php":
            raise NotImitated(
                f"The in-memory wiki imitates api.php, a little of index.php, and not {entry_point} "
                f"({request.method} {request.url}). "
                "Record the reply of a real wiki, or let another test tool answer this address."
            )
        failure = next((each for each in self._failures_to_come if each.concerns(self._wiki, request)), None)
        if failure is None:
            return respond(self._wiki, request, self._actions)
        action = request.params.get("action", "help")
        module = self._actions.get(action)
        if module is None:
            return respond(self._wiki, request, self._actions)

        def fail(call: Call) -> None:
            failure.use()
            failure.befall(call)

        return respond(self._wiki, request, {**self._actions, action: replace(module, run=fail)})

    def wiki(self, api_url: str) -> FakeEditApi:
        """Return the wiki at *api_url*, a second one with users, pages and ids of its own; made when first named.

        It has the version, profile, clock and `slept` of this one, and answers from now on.

        Raises:
            ValueError: for an address that does not end in ``/api.php``.
        """
        if api_url not in self._claimed:
            other = FakeEditApi(self._version, self._profile, api_url)
            other._clock = other._wiki.clock = self._clock
            other._waiting, other._claimed = self._waiting, self._claimed
            self._claimed[api_url] = other
        return self._claimed[api_url]

    @property
    def wikis(self) -> tuple[FakeEditApi, ...]:
        """All wikis: this one and the second ones (`wiki`), in the order in which they were named."""
        return tuple(self._claimed.values())

    def wiki_at(self, endpoint: str) -> Wiki:
        """Return the state of the wiki that answers requests for *endpoint*."""
        return self._claimed.get(endpoint, self)._wiki

    def let_pass(self, seconds: float) -> bool:
        """Let *seconds* pass for the wiki if this thread need not sleep so long; False if it has to."""
        return self._waiting.let_pass(seconds)

    def claims(self, url: str) -> bool:
        """Whether *url* belongs to one of the wikis by its address."""
        return WikiUrls(self._claimed).include(url)

    @property
    def version(self) -> str:
        """The MediaWiki version that is imitated."""
        return self._version

    @property
    def profile(self) -> str:
        """The set of extensions that is imitated."""
        return self._profile

    @property
    def api_url(self) -> str:
        """The address that the wiki was made with."""
        return self._api_url

    # Arranging

    @property
    def config(self) -> Configuration:
        """The settings; change an attribute and the next request sees it."""
        return self._wiki.config

    @property
    def clock(self) -> Clock:
        """The wiki's time: follows the process's until ``clock.freeze(when)``."""
        return self._clock

    def add_page(
        self,
        title: str,
        text: str = "",
        *,
        user: str | None = None,
        summary: str = "",
        contentmodel: str | None = None,
        timestamp: datetime | str | float | None = None,
        minor: bool = False,
        bot: bool = False,
        tags: Sequence[str] = (),
    ) -> PageView:
        """Save a revision of *title*, creating the page if need be, and return the page.

        The text goes the way of every edit: ``~~~~`` becomes a signature, trailing blanks go.
        *user* is an account or an address (default: Admin); an account that is not known yet is made.

        Raises:
            ValueError: if the title, user or time cannot be.
            TypeError: if the title or the text is no string.
        """
        checking.check_type("title", title, str, "a string")
        checking.check_type("text", text, str, "a string; decode bytes first")
        if user is not None and self._wiki.user(user) is None and user_name(user) is not None:
            self.add_user(user)
        given = {"title": title, "text": text, "user": user, "summary": summary, "contentmodel": contentmodel}
        with self._wiki.lock, self._at(timestamp):
            revision = arranging.add_page(self._wiki, {**given, "minor": minor, "bot": bot, "tags": tags})
            if revision is not None:
                self._arranged.add(revision.id)
        return self.page(title)

    def add_user(
        self,
        name: str,
        password: str | None = None,
        groups: Sequence[str] = (),
        rights: Sequence[str] = (),
    ) -> None:
        """Make an account, or give a known one another password, more groups and rights.

        Without a password any is accepted while ``config.open_login``.

        Raises:
            ValueError: if no account can have that name, or there is no such group or right.
        """
        with self._wiki.lock:
            checking.check_known("groups", "group", groups, checking.groups_of(self._wiki))
            checking.check_known("rights", "right", rights, checking.rights_of(self._wiki))
            normal = user_name(name)
            if normal is None or not can_be_created(normal, self._wiki.traits.reserved_in_names):
                raise ValueError(f"{name!r} cannot be the name of an account")
            user = self._wiki.users.get(normal) or self._wiki.create_user(normal)
            user.password = password if password is not None else user.password
            user.groups += [group for group in groups if group not in user.groups]
            user.rights = (*user.rights, *(right for right in rights if right not in user.rights))

    def add_bot_password(self, user: str, app: str, password: str, grants: Sequence[str] | None = None) -> None:
        """Let *user* log in as ``user@app`` with *password*, for the rights of *grants*.

        Raises:
            ValueError: if there is no such account, or a grant is unknown.
        """
        known = self._wiki.traits.grant_rights
        unknown = [grant for grant in grants or () if grant not in known]
        if unknown:
            raise ValueError(f"there is no grant {unknown[0]!r}{nearest(unknown[0], known)}")
        with self._wiki.lock:
            owner = user_of(self._wiki, user)
            made = BotPassword(app, password) if grants is None else BotPassword(app, password, tuple(grants))
            owner.bot_passwords[app] = made

    def block(
        self,
        user: str,
        *,
        reason: str = "",
        expiry: str | None = None,
        by: str | None = None,
        autoblock: bool = False,
        anononly: bool = False,
        nocreate: bool = True,
        pages: Sequence[str] = (),
        namespaces: Sequence[int] = (),
    ) -> None:
        """Block an account, an address or a range; with *pages* or *namespaces* only there.

        Raises:
            ValueError: if the target, a title or the expiry cannot be.
        """
        with self._wiki.lock:
            arranging.block(
                self._wiki,
                {
                    "target": user,
                    "reason": reason,
                    "expiry": expiry,
                    "by": by,
                    "autoblock": autoblock,
                    "anononly": anononly,
                    "nocreate": nocreate,
                    "pages": pages,
                    "namespaces": namespaces,
                },
            )

    def add_abuse_filter(
        self,
        pattern: str,
        actions: Mapping[str, Sequence[str]] | Sequence[str] | str = ("disallow",),
        description: str = "filter",
    ) -> int:
        """Add a filter of the extension AbuseFilter (profile ``ext``), and return its number.

        Args:
            pattern: The rule, as mediawiki.org's "Extension:AbuseFilter/Rules format" tells:
                ``'page_namespace == 0 & added_lines rlike "spam"'``.
            actions: What it does to an edit that the rule is true of: ``disallow``, ``warn``, ``tag``, ``throttle``,
                ``block``, ``rangeblock``, ``blockautopromote``, ``degroup``; by name, or each with its parameters
                (``tag`` and ``throttle`` need them):
                ``{"tag": ["spam"], "throttle": ["1", "3,60", "user"], "warn": ["my-message"]}``.
            description: What replies call it.

        Raises:
            ValueError: if the wiki has no filters, there is no such action, one lacks its parameters, or the rule
                cannot be read.
        """
        from pytest_mwedit.api.extensions.abuse_filter import check_filter  # late: few wikis have filters

        if "AbuseFilter" not in self._wiki.installed.extensions:
            raise ValueError(f"a wiki of the profile {self._profile!r} has no abuse filters; use profile='ext'")
        named = (actions,) if isinstance(actions, str) else actions
        given = named if isinstance(named, Mapping) else dict.fromkeys(named, ())
        check_filter(self._wiki, pattern, given)
        with self._wiki.lock:
            settings = {"pattern": pattern, "actions": given, "description": description}
            return arranging.add_abuse_filter(self._wiki, settings).id

    def unblock(self, user: str) -> None:
        """Lift the block of *user*.

        Raises:
            ValueError: if nobody of that name is blocked.
        """
        with self._wiki.lock:
            block = own_block(self._wiki, normal_range(user) if is_address_or_range(user) else user)
            if block is None:
                raise ValueError(f"{user!r} is not blocked{nearest(user, [each.target for each in self._wiki.blocks])}")
            lift_block(self._wiki, block, self._wiki.users["Admin"])

    def protect(
        self,
        title: str,
        edit: str = "sysop",
        *,
        move: str | None = None,
        create: str | None = None,
        cascade: bool = False,
        expiry: str | None = None,
        reason: str = "",
        by: str | None = None,
    ) -> None:
        """Restrict a page to users of a level: "sysop", "autoconfirmed" or "" for everybody.

        A title without a page is protected against creation, by *create* or else by *edit*.
        A right may stand for a level, as where a wiki has further ones.

        Raises:
            ValueError: if the title, a level or the expiry cannot be.
        """
        checking.check_levels(self._wiki, {"edit": edit, "move": move, "create": create})
        exists = title_of(self._wiki, title) in self._wiki.pages
        levels = {"edit": edit, "move": move or edit} if exists else {"create": edit if create is None else create}
        arguments = {"title": title, "cascade": cascade, "expiry": expiry, "reason": reason, "user": by, **levels}
        with self._wiki.lock, self._arranging():
            arranging.protect_page(self._wiki, arguments)

    def delete(self, title: str, *, reason: str = "", by: str | None = None) -> None:
        """Delete a page.

        Raises:
            ValueError: if there is no such page.
        """
        with self._wiki.lock:
            self._require(title)
            arranging.delete(self._wiki, {"title": title, "reason": reason, "user": by})

    def undelete(self, title: str, *, reason: str = "", by: str | None = None) -> None:
        """Bring back what was deleted under *title*.

        Raises:
            ValueError: if nothing was.
        """
        with self._wiki.lock:
            key = title_of(self._wiki, title)
            if key not in self._wiki.archive:
                raise ValueError(f"nothing was deleted under {title!r}{nearest(title, self._wiki.archive)}")
            self._wiki.undelete_page(key, user_of(self._wiki, by), reason)

    def move(self, source: str, target: str, *, reason: str = "", redirect: bool = True, by: str | None = None) -> None:
        """Rename a page.

        Raises:
            ValueError: if *source* does not exist or *target* does.
        """
        arguments = {"from": source, "to": target, "reason": reason, "noredirect": not redirect, "user": by}
        with self._wiki.lock, self._arranging():
            arranging.move(self._wiki, arguments)

    def watch(self, title: str, user: str, *, expiry: str | None = None) -> None:
        """Put a page on the watchlist of *user*.

        Raises:
            ValueError: if the account, title or expiry cannot be.
        """
        with self._wiki.lock:
            until = moment_of(self._wiki, expiry)
            self._wiki.watch(user_of(self._wiki, user), title_of(self._wiki, title), until)

    def read_only(self, reason: str | None = "Maintenance") -> None:
        """Close the wiki for writing with *reason*; None opens it again."""
        self._wiki.config.read_only = reason

    def register(
        self, action: str, handler: Handler, *, token: str | None = None, must_be_posted: bool = False
    ) -> None:
        """Answer *action* with *handler*, such as an action of an extension.

        The handler is called with the request (its decoded parameters are ``request.params``) and returns the reply's
        top-level object as a dict, or a whole `WebResponse`. An ``error`` in the dict makes it an error reply.
        With *token* (such as ``"csrf"``) the request must carry a good token of that type.
        """
        self._actions[action] = registered(action, handler, token, must_be_posted)

    def arrange(self, config: Mapping[str, Any] | None = None, steps: Sequence[Mapping[str, Any]] = ()) -> None:
        """Begin anew with a neutral configuration and neutral steps, which would leave a real wiki in the same state.

        There are the accounts Alice, Bob, Robo (bot) and Admin with passwords NAMEPassw0rd!x; strangers cannot log
        in. The first page made is 5001, the first revision 71001; step *i* happens *i* minutes after 2020-01-01.

        Raises:
            ValueError: for an unknown setting or step, or one that cannot be.
        """
        self._begin()
        self._wiki.config.open_login = False
        # What is null in a configuration is not set there, as on the real wiki.
        self._wiki.config.update({name: value for name, value in (config or {}).items() if value is not None})
        arranging.arrange(self._wiki, [dict(step) for step in steps])
        self._arranged = set(range(self._wiki.next_revision_id))

    def state(self) -> dict[str, Any]:
        """Return the wiki's state in the neutral vocabulary: pages with their revisions, watchlists, log."""
        return arranging.state(self._wiki)

    # Disturbing

    def fail(
        self,
        code: str,
        *,
        times: int | None = 1,
        action: str | None = None,
        title: str | None = None,
        **data: Any,
    ) -> None:
        """Let the wiki answer the error *code* to the next requests, as if it had a reason; nothing is saved.

        Args:
            code: The error's code, such as ``"editconflict"`` or ``"blocked"``: any of `ErrorCode`, one that another
                imitated action is refused with, such as ``"alreadyrolled"``, one with an exception's name behind
                ``internal_api_error_``, or ``"captcha"`` for a question (``type="simple"``, ``"math"``, ``"question"``
                or ``"image"``). It is told in the words, with the fields and headers that recorded replies have.
            times: How often, 1 or more; None for ever.
            action: Which action; by default any that writes (for ``maxlag`` and failed asserts: any at all).
            title: Only requests about this page.
            data: What the text names, where the request does not say it (such as ``right``, ``size``, ``blockreason``,
                ``lag``), more fields of the error, or ``info`` for another text.

        Raises:
            ValueError: if there is no such code or action, *times* is no such number, or *data* has what looks like
                a slip of something that the code heeds.
        """
        check_code(code, data, self._version)
        check_data(code, data)
        self._check_when(times, action)
        wanted = title_of(self._wiki, title) if title is not None else None
        self._failures_to_come.append(Failure(times, action, wanted, data, code))

    def disrupt(
        self,
        kind: str,
        *,
        times: int | None = 1,
        action: str | None = None,
        title: str | None = None,
        after: bool = False,
        **data: Any,
    ) -> None:
        """Let the next replies break on their way.

        Args:
            kind: ``"maxlag"``, ``"http-503"`` (429, 500, 502, 504, 403, 404), ``"timeout"``, ``"connection-reset"``,
                ``"connection-refused"``, ``"truncated"``, ``"html"`` or ``"empty"``.
            times: How often, 1 or more; None for ever.
            action: Only requests for this action.
            title: Only requests about this page.
            after: Whether the wiki carries the request out before the reply is lost.
            data: ``retry_after`` for HTTP statuses, ``lag`` and ``host`` for maxlag.

        Raises:
            ValueError: if there is no such kind or action, or *times* is no such number.
        """
        check_kind(kind)
        self._check_when(times, action)
        if kind in API_KINDS:
            self.fail(kind, times=times, action=action, title=title, **data)
            return
        wanted = title_of(self._wiki, title) if title is not None else None
        self._disruptions.append(Disruption(times, action, wanted, data, kind, after))

    def before_save(self, callback: Callable[[], object]) -> Callable[[], object]:
        """Call *callback*, once, between the checks and the save of the next edit.

        What it edits through this object comes between the client's read and its save: a real conflict or merge.

        Raises:
            TypeError: if it cannot be called.
        """
        if not callable(callback):
            raise TypeError(f"before_save takes a function to call, not {callback!r}")
        self._wiki.before_save.append(callback)
        return callback

    # Looking

    def page(self, title: str) -> PageView:
        """Return a view of the page *title*, whether it exists or not.

        Raises:
            ValueError: if it is no title.
        """
        return PageView(self._wiki, title_of(self._wiki, title))

    @property
    def captchas(self) -> list[Captcha]:
        """The captchas that the wiki asked for, oldest first; ``captchas[-1].answer`` solves the latest.

        Each has the `id`, `type`, `mime` and `question` (or `url`) that the reply shows, and all `answers`.
        """
        return list(self._wiki.captchas)

    @property
    def blocks(self) -> list[Block]:
        """Who is blocked."""
        return list(self._wiki.blocks)

    @property
    def faults(self) -> list[Failure | Disruption]:
        """What was asked for with `fail` and `disrupt` and is still to come."""
        to_come: list[Failure | Disruption] = [*self._failures_to_come, *self._disruptions]
        return [fault for fault in to_come if fault.times is None or fault.times > 0]

    @property
    def slept(self) -> Slept:
        """How long clients would have slept after a fault, in seconds, the earliest first; ``slept.total`` is the sum.

        The wiki's clock has moved on by so much instead.
        """
        return self._waiting.slept

    @property
    def edits(self) -> list[RevisionView]:
        """The edits that came through the API and were saved, oldest first; not what the test arranged."""
        return [RevisionView.of(each) for each in self._wiki.edits if each.id not in self._arranged]

    @property
    def log(self) -> list[LogEntryView]:
        """What was logged, oldest first: pages created, deleted and moved, protections, blocks, new accounts."""
        return [LogEntryView.of(entry) for entry in self._wiki.log]

    @property
    def stashes(self) -> list[StashedEdit]:
        """The edits stashed, oldest first."""
        return list(self._wiki.stash.values())

    # Client libraries

    def mwclient_site(self, user: str | None = None, password: str | None = None, **options: Any) -> Any:
        """Return a `mwclient.Site` of this wiki, logged in as *user* if one is given.

        Without a *password* the one of the account is used. The *options* are those of `mwclient.Site`.

        Raises:
            ModuleNotFoundError: if mwclient is not installed.
            LookupError: if nothing answers for the wiki: this is neither a fixture, nor entered (``with``), nor served.
        """
        return self._libraries().mwclient_site(self.url, user, self._password_of(user, password), options)

    def mwapi_session(self, user: str | None = None, password: str | None = None, **options: Any) -> Any:
        """Return a `mwapi.Session` of this wiki, logged in as *user* if one is given; see `mwclient_site`."""
        return self._libraries().mwapi_session(self.url, user, self._password_of(user, password), options)

    def mwapi_async_session(self, **options: Any) -> Any:
        """Return a `mwapi.AsyncSession` of this wiki; call it where the event loop runs. See `mwclient_site`."""
        return self._libraries().mwapi_async_session(self.url, options)

    def pywikibot_site(self, user: str | None = None, password: str | None = None) -> Any:
        """Return a `pywikibot.Site` of this wiki, which ``site.login()`` logs in as *user*; see `mwclient_site`.

        It needs no ``user-config.py``. ``pywikibot.Site()`` in the code under test gives the same site.
        """
        return self._libraries().pywikibot_site(self.url, user, self._password_of(user, password))

    def wikibaseintegrator_login(self, user: str, password: str | None = None) -> Any:
        """Return a `wbi_login.Login` of WikibaseIntegrator, which asks this wiki from now on; see `mwclient_site`."""
        return self._libraries().wikibaseintegrator_login(self.url, user, self._password_of(user, password))

    def _libraries(self) -> ModuleType:
        # What is served on a port answers by itself.
        if self.url == self._api_url and interception.claimant(self.url) is None:
            raise LookupError(
                f"nobody answers for {self.url} yet: use the fixture fake_edit_api, or `with fake:` around this, "
                "or `with fake.serve():`"
            )
        return importlib.import_module("pytest_mwedit.libraries")  # late: for those alone who use one

    def _password_of(self, name: str | None, given: str | None) -> str:
        """Return the password that is *given*, or that of the account, or any."""
        user = self._wiki.user(name.partition("@")[0]) if name is not None else None
        own = user.bot_passwords.get(name.partition("@")[2]) if user is not None and name is not None else None
        known = own.password if own is not None else user.password if user is not None else None
        return given or known or "any password"

    # Without pytest

    @property
    def wsgi(self) -> Callable[..., Any]:
        """The wiki as a WSGI application, its API at ``/w/api.php``."""
        from pytest_mwedit.server import application  # late: most suites never serve

        return application(self)

    @contextmanager
    def serve(self, port: int = 0, host: str = "127.0.0.1") -> Iterator[FakeEditApi]:
        """Answer on a port of this machine (0: any free one) until the block ends; `url` is the API's address.

        Programs of this machine alone reach it, unless *host* is another address of its own (``0.0.0.0`` for all).

        Raises:
            OSError: if the port is not free, or the address not this machine's.
        """
        from pytest_mwedit.server import is_loopback, served  # late: as above

        if not is_loopback(host):
            warnings.warn(
                f"every machine that reaches {host} can use this wiki, but not its control interface",
                stacklevel=3,
            )
        with served(self, port, host) as url:
            self.url = self._wiki.api_url = url
            try:
                yield self
            finally:
                self.url = self._wiki.api_url = self._api_url

    def __enter__(self) -> FakeEditApi:
        """Answer every request of this process for a wiki, by whatever client, until the block ends."""
        self._intercepting.enter_context(interception.answered_by(_Intercepted(self)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Give the clients back to the network; raise what a client swallowed of what could not be imitated."""
        self._intercepting.close()
        failures = [failure for wiki in self.wikis for failure in wiki.failures]
        if error is None and failures:
            raise failures[0]

    # Inside

    @contextmanager
    def _at(self, when: datetime | str | float | None) -> Iterator[None]:
        if when is None:
            yield
            return
        try:
            moment = unix_seconds(when)
        except ValueError:
            raise ValueError(f"timestamp={when!r} is no time; write a datetime or 2030-01-01T00:00:00Z") from None
        with self._clock.at(moment):
            yield

    @contextmanager
    def _arranging(self) -> Iterator[None]:
        first = self._wiki.next_revision_id
        yield
        self._arranged.update(range(first, self._wiki.next_revision_id))

    def _check_when(self, times: int | None, action: str | None) -> None:
        checking.check_times(times)
        if action is not None and action not in self._actions:
            known = {*declarations(self._version, self._profile)["main"].by_name["action"].values, *self._actions}
            checking.check_known("action", "action", (action,), known)

    def _require(self, title: str) -> None:
        if title_of(self._wiki, title) not in self._wiki.pages:
            raise ValueError(f"there is no page {title!r}{nearest(title, self._wiki.pages)}")


class _Intercepted:
    """The in-memory wiki as what answers the clients of this process."""

    waits = False

    def __init__(self, fake: FakeEditApi) -> None:
        self._urls = WikiUrls([fake.api_url])
        self._fake = fake

    def claims(self, url: str) -> bool:
        return self._urls.include(url) or self._fake.claims(url)

    def let_pass(self, seconds: float) -> bool:
        return self._fake.let_pass(seconds)

    def knows_host(self, authority: str) -> bool:
        return self._urls.know_host(authority)

    def answer(self, request: WebRequest) -> WebResponse:
        self._urls.learn(request.endpoint)
        return self._fake.answer(request)
