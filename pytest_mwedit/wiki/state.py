"""All the state of one wiki."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import Language, all_texts, in_version, language
from pytest_mwedit.wiki.abuse_filters import AbuseFilter
from pytest_mwedit.wiki.blocks import Block
from pytest_mwedit.wiki.changes import AUTOPATROLLED, EDIT, LOG, NEW, NOT_RECENT_CHANGES, UNPATROLLED, Change, LogEntry
from pytest_mwedit.wiki.clock import Clock
from pytest_mwedit.wiki.configuration import Configuration
from pytest_mwedit.wiki.interwiki import interwiki_prefixes
from pytest_mwedit.wiki.main_page import MAIN_PAGE_TEXT
from pytest_mwedit.wiki.namespaces import MEDIAWIKI, USER, USER_TALK
from pytest_mwedit.wiki.page_links import LinkTables
from pytest_mwedit.wiki.pages import WIKITEXT, Page, Protection, Revision
from pytest_mwedit.wiki.profiles import PLAIN, PROFILES, traits_of
from pytest_mwedit.wiki.redirects import redirect_of, redirect_to
from pytest_mwedit.wiki.renderings import Renderings
from pytest_mwedit.wiki.sessions import Sessions
from pytest_mwedit.wiki.text_sections import WHITESPACE
from pytest_mwedit.wiki.text_summaries import fitted
from pytest_mwedit.wiki.titles import InvalidTitle, Title, TitleParser
from pytest_mwedit.wiki.users import TEMPORARY, TEMPORARY_PREFIX, User, groups_of, rights_of, user_name

if TYPE_CHECKING:
    from pytest_mwedit.wiki.captchas import Captcha
    from pytest_mwedit.wiki.stash import StashedEdit

#: The account that wrote the first page.
INSTALLER = "MediaWiki default"


class Wiki:
    """One wiki, freshly installed: its pages, accounts, sessions, blocks, protections, watchlists, stash and log."""

    def __init__(
        self,
        api_url: str = "https://test.wikipedia.org/w/api.php",
        version: str = "1.43",
        profile: str = PLAIN,
        config: Configuration | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.api_url = api_url
        self.version = version
        #: How this version, with what is installed, differs from others.
        self.traits = traits_of(version, profile)
        self.profile = profile
        #: What is installed besides.
        self.installed = PROFILES[profile][version]
        settings = {"watchlist_expiry_max": self.traits.watchlist_expiry_max, **deepcopy(dict(self.installed.settings))}
        self.config: Configuration = config or Configuration(**settings)
        self.clock = clock or Clock()
        self.lock = threading.RLock()

        self.next_page_id = 1
        self.next_revision_id = 1
        self.next_user_id = 1
        self.next_block_id = 1
        self.next_log_id = 1
        self.next_change_id = 1
        self.next_archive_id = 1

        self.pages: dict[Title, Page] = {}
        self.pages_by_id: dict[int, Page] = {}
        self.revisions: dict[int, Revision] = {}
        #: What pages link to.
        self.links = LinkTables(self)
        self.renderings = Renderings(self)
        #: The tags that were defined or used, in the order in which they were.
        self.known_tags: dict[str, int] = {}
        #: Every revision made by an edit, oldest first; also those of pages deleted since.
        self.edits: list[Revision] = []
        #: What the statistics count as edits besides: deletions, moves and the redirects that they leave.
        self.edits_besides = 0
        #: Title: deleted revisions, oldest first.
        self.archive: dict[Title, list[Revision]] = {}
        self.users: dict[str, User] = {}
        #: Everybody who has an account or did something, with a number.
        self.actors: dict[str, int] = {}
        self.sessions = Sessions(seed=api_url)
        #: Year: how many names of temporary accounts were given in it.
        self.temporary_names: dict[int, int] = {}
        self.blocks: list[Block] = []
        #: Title: action: protection. A title need not exist to be protected against creation.
        self.protections: dict[Title, dict[str, Protection]] = {}
        #: Who is told of new messages: of when the revision is that they saw last, or None.
        self.has_messages: dict[str, int | None] = {}
        #: Account name: title: expiry (None: never), in the order of watching.
        self.watchlists: dict[str, dict[Title, int | None]] = {}
        #: Account name: title: when somebody else first changed what is watched, since its watcher last looked.
        self.notifications: dict[str, dict[Title, int]] = {}
        self.stash: dict[str, StashedEdit] = {}
        self.stashed_texts: dict[str, str] = {}
        #: What was logged, and what changed, in the order of the numbers.
        self.log: list[LogEntry] = []
        self.recent_changes: list[Change] = []
        #: How many positions of written data clients were told.
        self.writes = 0
        #: The pairs of revisions whose difference was shown.
        self.shown_differences: set[tuple[int, int]] = set()
        #: The captchas that were asked for, oldest first.
        self.captchas: list[Captcha] = []
        #: Action and user: times of what counts against a rate limit.
        self.rate_counts: dict[tuple[str, str], list[int]] = {}
        self.abuse_filters: list[AbuseFilter] = []
        #: What filters that throttle count: until when, and how often they matched.
        self.abuse_counts: dict[str, tuple[int, int]] = {}
        #: How many people the statistics count: nobody looks again, but temporary accounts are added.
        self.counted_users: int = self.traits.counted_users
        #: Group: how many people were counted in it, and until when that holds; None: as long as the wiki.
        self.counted_groups: dict[str, tuple[int, int | None]] = {}
        #: Called, once each, between the checks and the save of the next edit.
        self.before_save: list[Callable[[], object]] = []

        #: The rights of groups where no setting changes them, which then depend on the version and the profile alone.
        self._usual_rights: dict[tuple[str, ...], dict[str, bool]] = {}
        self._titles: TitleParser | None = None
        self._titles_for: object = None
        self._install()

    def _install(self) -> None:
        self.create_user("Admin", password="AdminPassw0rd!x", groups=("sysop", "bureaucrat", "interface-admin"))
        self.create_system_user(INSTALLER)
        for name, groups in self.installed.accounts.items():
            self.create_system_user(name, groups=groups)
        self.save_revision(self.title("Main Page"), MAIN_PAGE_TEXT, self.users[INSTALLER])

    # Titles and addresses

    @property
    def titles(self) -> TitleParser:
        """What reads titles, by the present configuration."""
        config = self.config
        settings = (
            config.language,
            config.site_name,
            config.capital_links,
            config.legal_title_chars,
            *config.extra_namespaces.items(),
            *config.namespace_aliases.items(),
        )
        if self._titles is None or settings != self._titles_for:
            parser = TitleParser(config, interwiki_prefixes(self.version), self.traits.capitalize, self.installed)
            self._titles, self._titles_for = parser, settings
        return self._titles

    def title(self, text: str) -> Title:
        """Read *text* as a title; raises `InvalidTitle`."""
        return self.titles.parse(text)

    @property
    def language(self) -> Language:
        """The language of the wiki's content."""
        return self.speaking(self.config.language)

    @property
    def content_language(self) -> str:
        """What that language is called."""
        return in_version(self.config.language, self.version)

    def texts(self, code: str) -> dict[str, str]:
        """Return every message of the software, with those of its extensions, in the language *code*."""
        return all_texts(in_version(code, self.version), extensions=bool(self.installed.extensions))

    @property
    def filters(self) -> list[AbuseFilter]:
        """The abuse filters: those that were added, then those of the settings."""
        configured = [
            AbuseFilter(len(self.abuse_filters) + number, **settings)
            for number, settings in enumerate(self.config.abuse_filters, 1)
        ]
        return [*self.abuse_filters, *configured]

    def fitted(self, summary: str) -> str:
        """Return a summary or a reason in as many characters as one may have, in the wiki's language."""
        return fitted(summary, self.ellipsis)

    @property
    def ellipsis(self) -> str:
        """What stands where something is missing."""
        return self.language.written("ellipsis")

    def speaking(self, code: str) -> Language:
        """Return a language as this version of MediaWiki speaks it.

        Raises:
            NotImitated: for a language that is not recorded.
        """
        return language(in_version(code, self.version))

    @property
    def server(self) -> str:
        """The scheme and host of the wiki's addresses."""
        parts = urlsplit(self.api_url)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def server_told(self) -> str:
        """The server as replies name it, which may be for http and https alike."""
        return self.server.partition(":")[2] if self.installed.is_on_both_protocols else self.server

    @property
    def script_path(self) -> str:
        """The folder of ``api.php`` and ``index.php``."""
        return urlsplit(self.api_url).path.rpartition("/")[0]

    @property
    def article_path(self) -> str:
        """Where pages are read, with ``$1`` for the title."""
        if self.config.article_path is not None:
            return self.config.article_path
        return "/wiki/$1" if self.script_path == "/w" else f"{self.script_path}/index.php/$1"

    def url_of(self, title: Title) -> str:
        """Return the address where *title* is read."""
        return self.server + self.article_path.replace("$1", url_encoded(title))

    def script_url_of(self, title: Title, query: str) -> str:
        """Return the address of ``index.php`` for *title* with more parameters."""
        return f"{self.server}{self.script_path}/index.php?title={url_encoded(title)}&{query}"

    # Pages

    def redirect_of(self, text: str, content_model: str) -> Title | None:
        """Return the title that *text* redirects to, with the section; None if it redirects nowhere."""
        return redirect_of(self, text, content_model)

    def page(self, title: Title) -> Page | None:
        """Return the page called *title*, or None."""
        return self.pages.get(title)

    def default_content_model(self, title: Title) -> str:
        """Return what kind of content a new page called *title* holds."""
        if self._is_documentation(title):
            return WIKITEXT
        for namespace, pattern, model in self.installed.title_models:
            if namespace == title.namespace and fnmatchcase(title.dbkey, pattern):
                return model
        if title.namespace == MEDIAWIKI or (title.namespace == USER and "/" in title.dbkey):
            by_suffix = self.model_by_suffix(title)
            if by_suffix is not None:
                return by_suffix
        models = self.config.namespace_content_models
        if title.namespace in models or str(title.namespace) in models:
            return str(models.get(title.namespace) or models.get(str(title.namespace)))
        return self.installed.namespace_models.get(title.namespace, WIKITEXT)

    def _is_documentation(self, title: Title) -> bool:
        """Whether a page is called as a message of the wiki says (`found/documentation_of_modules*`)."""
        key = self.installed.documentation_names.get(title.namespace)
        if key is None:
            return False
        replaced = self.pages.get(self.titles.make(MEDIAWIKI, key.capitalize()))
        told = self.texts(self.language.code)[key] if replaced is None else replaced.latest.text
        try:
            named = self.titles.parse(told, title.namespace)
        except InvalidTitle:
            if replaced is None:
                return False
            raise NotImitated(
                f"MediaWiki fails on every module where MediaWiki:{key.capitalize()} is no title ({told!r}), and the "
                "in-memory wiki does not imitate how. Let it be one, such as Module:$1/doc."
            ) from None
        pattern = re.escape(named.dbkey).replace(re.escape("$1"), "(.+)")
        return named.namespace == title.namespace and re.fullmatch(pattern, title.dbkey) is not None

    def model_by_suffix(self, title: Title) -> str | None:
        """Return what a page holds whose title ends as that of *title*, if it is one of the site or of a user."""
        return self.traits.models_by_suffix.get("." + title.dbkey.rpartition(".")[2])

    @property
    def extension_tags(self) -> tuple[str, ...]:
        """The tags whose content is no wikitext."""
        return self.installed.tags

    def rights_to_edit_in(self, namespace: int) -> list[str]:
        """Return the rights that the settings, or else what is installed, ask for in *namespace*."""
        configured = self.config.namespace_protection
        own = self.installed.namespace_protection.get(namespace, ())
        needed = configured.get(namespace, configured.get(str(namespace), own))
        return [needed] if isinstance(needed, str) else list(needed)

    def save_revision(
        self,
        title: Title,
        text: str,
        user: User,
        *,
        comment: str = "",
        content_model: str | None = None,
        minor: bool = False,
        bot: bool = False,
        tags: tuple[str, ...] = (),
        timestamp: int | None = None,
        autopatrolled: bool = False,
        address: str = "",
    ) -> Revision:
        """Write a new revision, and with it the page if it is new; counts the edit and logs a creation."""
        self.links.settle_before(title)
        page = self.pages.get(title) or self._new_page(title)
        if content_model is None:
            content_model = page.content_model if page.revisions else self.default_content_model(title)
        revision = self._append(page, text, user, comment, content_model, minor, bot, tags, timestamp)
        self.links.note_saved(page)
        page.found_as = None
        patrolled = AUTOPATROLLED if autopatrolled else UNPATROLLED
        self.note_edit(revision, title, user, patrolled=patrolled, address=address)
        self._note_message(title, user, revision.parent_id, minor=minor)
        if user.is_registered:
            user.edit_count += 1
            if user.first_edit is None:
                user.first_edit = revision.timestamp
        return revision

    def save_null_revision(
        self, page: Page, user: User, comment: str, *, minor: bool = True, tags: tuple[str, ...] = ()
    ) -> Revision:
        """Write a revision that only notes something in the page's history."""
        latest = page.latest
        revision = self._append(page, latest.text, user, comment, latest.content_model, minor, False, tags, None)
        self.links.note_unchanged(page)
        return revision

    def append_revision(self, page: Page, text: str, user: User, comment: str) -> Revision:
        """Write a revision that no recent change tells of, and that nobody counts."""
        revision = self._append(page, text, user, comment, page.content_model, False, False, (), None)
        self.links.note_saved(page)
        return revision

    def delete_page(
        self,
        title: Title,
        user: User,
        reason: str = "",
        *,
        action: str = "delete",
        tags: tuple[str, ...] = (),
        announced: bool = True,
    ) -> LogEntry:
        """Delete an existing page, and what recent changes tell of its edits; return what is logged."""
        self.links.settle()
        self.edits_besides += 1
        page = self.pages.pop(title)
        self.links.note_gone(title, page)
        del self.pages_by_id[page.id]
        for revision in sorted(page.revisions, key=lambda each: (each.timestamp, each.id)):
            del self.revisions[revision.id]
            revision.archive_id = self.next_archive_id
            self.next_archive_id += 1
        self.archive.setdefault(title, []).extend(page.revisions)
        self.protections.pop(title, None)
        if title.namespace == USER_TALK:
            self.has_messages.pop(title.text, None)
        self.recent_changes = [each for each in self.recent_changes if each.page_id != page.id or each.type == LOG]
        return self.add_log("delete", action, title, user, reason, page_id=page.id, tags=tags, announced=announced)

    def undelete_page(
        self,
        title: Title,
        user: User,
        reason: str = "",
        *,
        revisions: Sequence[Revision] | None = None,
        tags: tuple[str, ...] = (),
    ) -> Page:
        """Bring back everything deleted under *title*, or only some *revisions* of it."""
        self.links.settle()
        deleted = self.archive.pop(title)
        wanted = deleted if revisions is None else [each for each in deleted if each in revisions]
        left = [each for each in deleted if each not in wanted]
        if left:
            self.archive[title] = left
        page = self.pages.get(title)
        came_back, moved = page is None, wanted[-1].page.found_as
        if page is None:
            page = self._new_page(title, page_id=wanted[-1].page.id)
        else:
            # As the wiki numbers the pages that come after: it tries to make one all the same.
            self.next_page_id += 1
        page.revisions = sorted([*page.revisions, *wanted], key=lambda revision: revision.id)
        for revision in wanted:
            revision.page = page
            self.revisions[revision.id] = revision
        page.touched = page.latest.timestamp
        self.links.note_saved(page)
        if came_back:
            page.came_back_with = page.latest.id
            # What only notes a move is nothing new to search in.
            before = self.revisions.get(page.latest.parent_id)
            if before is not None and before.text == page.latest.text:
                page.found_as = moved
        count = {"revisions": len(wanted), "files": 0}
        self.add_log("delete", "restore", title, user, reason, parameters={"count": count}, page_id=page.id, tags=tags)
        return page

    def move_page(
        self,
        source: Title,
        target: Title,
        user: User,
        reason: str = "",
        *,
        redirect: bool = True,
        tags: tuple[str, ...] = (),
    ) -> None:
        """Rename an existing page, over a redirect if need be, and leave a redirect behind where there can be one."""
        self.links.settle()
        over, deletion = "_redir" if target in self.pages else "", None
        if over:
            why = self.language.filled("delete_and_move_reason", str(source))
            deletion = self.delete_page(target, user, why, action="delete_redir", announced=False)
        self.watch_moved(source, target)
        page = self.pages.pop(source)
        page.found_as = page.found_as or source
        model = page.content_model
        left_text = redirect_to(self, target, model) if redirect else None
        page.title = target
        self.pages[target] = page
        self.links.note_gone(source)
        if source in self.protections:
            self.protections[target] = self.protections.pop(source)
        key = f"logentry-move-move{over}" + ("" if left_text is not None else "-noredirect")
        detail = self.language.filled(key, user.name, user.name, f"[[{source}]]", f"[[{target}]]")
        separated = self.language.written("colon-separator") + reason if reason else ""
        comment = self.fitted(detail + separated)
        revision = self.save_null_revision(page, user, comment, tags=tags)
        # Under its new title the page is looked at anew.
        self.links.note_saved(page)
        self._note_message(target, user, revision.parent_id)
        if source.namespace == USER_TALK and left_text is None:
            self.has_messages.pop(source.text, None)
        # Both pages count as edited.
        made = 1 + (left_text is not None)
        user.edit_count += made
        self.edits_besides += made
        self.add_log(
            "move",
            f"move{over}",
            source,
            user,
            reason,
            parameters={"target": target, "suppressredirect": left_text is None},
            page_id=page.id,
            revision=revision,
            tags=tags,
        )
        if deletion is not None:
            self.announce(deletion, user)
        if left_text is not None:
            left = self._new_page(source)
            self._note_message(source, user, 0)
            self._append(left, left_text, user, comment, model, False, False, ("mw-new-redirect", *tags), None)
            self.links.note_saved(left)
            if target in self.protections:
                self.protections[source] = dict(self.protections[target])
        if target in self.protections:
            why = self.fitted(self.language.filled("prot_1movedto2", str(source), str(target)) + separated)
            self.add_log(
                "protect", "move_prot", target, user, why, parameters={"oldtitle": source}, page_id=page.id, tags=tags
            )

    def watch_moved(self, source: Title, target: Title) -> None:
        """Let who watches *source* watch *target* as well, and its discussion page likewise."""
        pairs = [(self.titles.subject(source), self.titles.subject(target))]
        talks = self.titles.talk(source), self.titles.talk(target)
        if talks[0] is not None and talks[1] is not None:
            pairs.append((talks[0], talks[1]))
        for name, watchlist in self.watchlists.items():
            noted = self.notifications.get(name, {})
            for old, new in pairs:
                if old in watchlist:
                    expiry = watchlist[old]
                    watchlist.pop(new, None)
                    watchlist[new] = expiry
                    if old in noted:
                        noted[new] = noted[old]

    def _note_message(self, title: Title, user: User, parent_id: int, *, minor: bool = False) -> None:
        """Remember that somebody has a message: that their discussion page was edited by somebody else."""
        if title.namespace != USER_TALK or title.text == user.name:
            return
        if not minor or "nominornewtalk" not in self.rights_of(user):
            seen = self.revisions.get(parent_id)
            if self.has_messages.get(title.text) is None:
                self.has_messages[title.text] = seen.timestamp if seen else None

    def seen_last(self, user: User) -> Revision | None:
        """Return the revision of their discussion page that *user* saw before the messages that wait.

        It is looked up by its time: of several in one second it is the first (recording format_pages_of_messages).
        """
        moment = self.has_messages.get(user.name)
        page = self.pages.get(self.titles.make(USER_TALK, user.name)) if moment is not None else None
        return next((each for each in page.revisions if each.timestamp == moment), None) if page else None

    def note_edit(
        self, revision: Revision, title: Title, user: User, *, patrolled: str = UNPATROLLED, address: str = ""
    ) -> None:
        """Note an edit among the edits and recent changes, and the creation of a page in the log."""
        self.edits.append(revision)
        page, entry = revision.page, None
        if revision.parent_id == 0:
            entry = self.add_log(
                "create",
                "create",
                title,
                user,
                revision.comment,
                revision=revision,
                tags=revision.tags,
                timestamp=revision.timestamp,
            )
        change = Change(
            self.next_change_id,
            EDIT if entry is None else NEW,
            revision.timestamp,
            page.title,
            page.id,
            user.name,
            user.id,
            revision.comment.strip(WHITESPACE),
            minor=revision.minor,
            bot=revision.bot,
            revision=revision,
            old=self.revisions.get(revision.parent_id),
            patrolled=patrolled,
            entry=entry,
            address=address,
        )
        self._add_change(change)

    def add_log(
        self,
        kind: str,
        action: str,
        title: Title,
        user: User,
        comment: str = "",
        *,
        parameters: Mapping[str, Any] | None = None,
        page_id: int | None = None,
        revision: Revision | None = None,
        tags: tuple[str, ...] = (),
        timestamp: int | None = None,
        hidden: frozenset[str] = frozenset(),
        announced: bool = True,
    ) -> LogEntry:
        """Note something in the log, and unless it is to be *announced* later among recent changes.

        Args:
            kind: Its type, such as "delete".
            action: What was done, such as "restore".
            title: What it was done to, as it was called before.
            user: Who did it.
            comment: Why; blanks around it are not kept (`found/blanks_around_reasons`).
            parameters: What else there is to know, see `LogEntry.parameters`.
            page_id: The page, unless it is the one that has the title now.
            revision: What it left in the page's history.
            tags: The tags of the entry, and of the revision if it has none.
            timestamp: When it was done, unless now.
            hidden: What is hidden of it from the start, see `LogEntry.hidden`.
            announced: Whether it is put among recent changes right away, if it is to stand there; else call `announce`.
        """
        if page_id is None:
            page = self.pages.get(title)
            page_id = page.id if page is not None else 0
        entry = LogEntry(
            self.next_log_id,
            kind,
            action,
            replace(title, fragment="") if title.fragment else title,
            page_id,
            user.name,
            user.id,
            self.clock.now() if timestamp is None else timestamp,
            comment.strip(WHITESPACE),
            parameters or {},
            revision,
            tags,
            hidden=hidden,
        )
        self.next_log_id += 1
        self.log.append(entry)
        self.know_actor(user.name)
        for tag in tags:
            self.know_tag(tag)
        if announced and (kind, action) not in NOT_RECENT_CHANGES:
            self.announce(entry, user)
        return entry

    def announce(self, entry: LogEntry, user: User) -> None:
        """Put what was logged among recent changes."""
        change = Change(
            self.next_change_id,
            LOG,
            entry.timestamp,
            entry.title,
            entry.page_id,
            entry.user,
            entry.user_id,
            entry.comment,
            bot="bot" in self.rights_of(user),
            revision=entry.revision,
            patrolled=AUTOPATROLLED,
            entry=entry,
            hidden=entry.hidden,
        )
        self._add_change(change)

    def _add_change(self, change: Change) -> None:
        self.recent_changes.append(change)
        self.next_change_id += 1
        for name, watchlist in self.watchlists.items():
            if name != change.user and change.title in watchlist:
                self.notifications.setdefault(name, {}).setdefault(change.title, change.timestamp)

    def _new_page(self, title: Title, page_id: int | None = None) -> Page:
        if page_id is None or page_id in self.pages_by_id:
            page_id = self.next_page_id
            self.next_page_id += 1
        page = Page(page_id, replace(title, fragment="") if title.fragment else title, self.redirect_of)
        self.pages[page.title] = self.pages_by_id[page_id] = page
        return page

    def know_actor(self, name: str) -> None:
        """Give somebody a number, who may have one already."""
        self.actors.setdefault(name, len(self.actors) + 1)

    def know_tag(self, tag: str) -> None:
        """Give a tag its number, if it has none yet."""
        self.known_tags.setdefault(tag, len(self.known_tags))

    def _append(
        self,
        page: Page,
        text: str,
        user: User,
        comment: str,
        content_model: str,
        minor: bool,
        bot: bool,
        tags: tuple[str, ...],
        timestamp: int | None,
    ) -> Revision:
        when = self.clock.now() if timestamp is None else timestamp
        revision = Revision(
            id=self.next_revision_id,
            page=page,
            parent_id=page.latest.id if page.revisions else 0,
            timestamp=when,
            user=user.name,
            user_id=user.id,
            comment=comment,
            text=text,
            content_model=content_model,
            minor=minor,
            bot=bot,
            tags=tags,
        )
        self.next_revision_id += 1
        self.know_actor(user.name)
        for tag in tags:
            self.know_tag(tag)
        page.revisions.append(revision)
        page.touched = when
        self.revisions[revision.id] = revision
        return revision

    # People

    def create_user(
        self, name: str, *, password: str | None = None, groups: tuple[str, ...] = (), rights: tuple[str, ...] = ()
    ) -> User:
        """Create an account; *name* must be a right and unused one."""
        user = User(
            name,
            self.next_user_id,
            password,
            list(groups),
            rights,
            registered=self.clock.now(),
            email=f"{name.lower()}@example.org",
            email_confirmed=self.clock.now(),
        )
        self.next_user_id += 1
        self.users[name] = user
        self.know_actor(name)
        return user

    def user(self, name: str) -> User | None:
        """Return the account called *name* (its first letter and underscores do not matter), or None."""
        found = self.users.get(name)
        if found is None and (normal := user_name(name)) is not None:
            found = self.users.get(normal)
        return found

    def groups_of(self, user: User) -> list[str]:
        """Return the groups of *user*, implicit ones last."""
        if self.is_temporary(user.name):
            return ["*", TEMPORARY]
        groups = groups_of(user, self.config, self.clock.now())
        if user.is_registered and self.config.temp_accounts and self.traits.group_of_named is not None:
            groups.insert(groups.index("user") + 1, self.traits.group_of_named)
        return groups

    def rights_of(self, user: User) -> dict[str, bool]:
        """Return the rights of *user* as an ordered set."""
        rights = self.rights_in(self.groups_of(user))
        rights.update(dict.fromkeys(user.rights, True))
        if self._ends_logins_of(user, partly=True):
            # Who should not be logged in has of them what everybody has (`found/rights_of_who_may_not_log_in`).
            everybodys = self.rights_in(["*"])
            rights = {right: True for right in rights if right in everybodys}
        return rights

    def rights_in(self, groups: list[str]) -> dict[str, bool]:
        """Return the rights of whoever is in *groups* as an ordered set."""
        config = self.config
        if config.group_permissions or config.revoke_permissions or config.rate_limits_apply_to_all:
            return rights_of(groups, config, self.traits)
        known = self._usual_rights.get(tuple(groups))
        if known is None:
            known = self._usual_rights[tuple(groups)] = rights_of(groups, config, self.traits)
        return dict(known)

    # Temporary accounts

    @property
    def makes_temporary_accounts(self) -> bool:
        """Whether who edits without an account is given a temporary one."""
        return self.config.temp_accounts and self.traits.makes_temporary_accounts

    def is_temporary(self, name: str) -> bool:
        """Whether *name* is that of a temporary account."""
        return name.startswith(TEMPORARY_PREFIX) and self.makes_temporary_accounts

    def next_temporary_name(self) -> str:
        """Return a name for a temporary account that was not given before; somebody may have it all the same."""
        year = datetime.fromtimestamp(self.clock.now(), UTC).year
        count = self.temporary_names[year] = self.temporary_names.get(year, 0) + 1
        return f"{TEMPORARY_PREFIX}{year}-{count}"

    def create_temporary_user(self, name: str) -> User:
        """Create the temporary account *name*, which has no password and no address."""
        user = self.create_user(name)
        self.counted_users += 1
        user.email, user.email_confirmed = "", None
        self.add_log("newusers", "autocreate", self.titles.make(USER, name), user, parameters={"userid": user.id})
        return user

    def create_system_user(self, name: str, *, groups: tuple[str, ...] = ()) -> User:
        """Create the account *name*, with which nobody can log in."""
        user = self.create_user(name, groups=groups)
        user.system, user.email, user.email_confirmed = True, "", None
        return user

    def has_own_account(self, user: User) -> bool:
        """Whether *user* has an account that is not a temporary one."""
        return user.is_registered and not self.is_temporary(user.name)

    # Blocks, protections, watchlists

    def is_blocked(self, user: User, address: str = "127.0.0.1") -> bool:
        """Whether any block is about the account of *user* or, unless that is exempt, about *address*."""
        now, has_account = self.clock.now(), self.has_own_account(user)
        return any(
            block.holds_at(now)
            and block.hits(user.name, registered=has_account, address=address)
            and (block.target == user.name or "ipblock-exempt" not in self.rights_of(user))
            for block in self.blocks
        )

    def keeps_from_logging_in(self, user: User) -> bool:
        """Whether *user* may not log in for a block of the account."""
        return self._ends_logins_of(user, partly=self.traits.partial_blocks_disable_login)

    def _ends_logins_of(self, user: User, *, partly: bool) -> bool:
        """Whether a block of the account, or also one that is partial, is to end what *user* may do as logged in."""
        now = self.clock.now()
        return self.config.block_disables_login and any(
            block.target == user.name and block.holds_at(now) and (partly or not block.partial) for block in self.blocks
        )

    def protection_of(self, title: Title, action: str) -> Protection | None:
        """Return how *action* on *title* is restricted now, or None."""
        if not self.protections:
            return None
        protection = self.protections.get(title, {}).get(action)
        return protection if protection is not None and protection.holds_at(self.clock.now()) else None

    def watch(self, user: User, title: Title, expiry: int | None) -> None:
        """Put *title* on a watchlist until *expiry* (None: for ever), with its discussion page."""
        watchlist = self.watchlists.setdefault(user.name, {})
        watchlist.update(dict.fromkeys(self._watched_with(title), expiry))

    def keep_watching(self, user: User, title: Title) -> None:
        """Put *title* and its discussion page on a watchlist; what is on it stays there for as long as it was to be."""
        watchlist = self.watchlists.setdefault(user.name, {})
        for each in self._watched_with(title):
            watchlist.setdefault(each, None)

    def _watched_with(self, title: Title) -> list[Title]:
        subject = self.titles.subject(title)
        return [each for each in (subject, self.titles.talk(subject)) if each is not None]

    def unwatch(self, user: User, title: Title) -> None:
        """Take *title* off a watchlist."""
        watchlist = self.watchlists.get(user.name, {})
        for each in self._watched_with(title):
            watchlist.pop(each, None)
            self.notifications.get(user.name, {}).pop(each, None)
        if not watchlist:
            self.watchlists.pop(user.name, None)

    def note_news(self, user: User, titles: Sequence[Title], since: int | None) -> None:
        """Note since when *titles* on a watchlist have news; None is that they have none."""
        noted = self.notifications.setdefault(user.name, {})
        for title in titles:
            if since is None:
                noted.pop(title, None)
            else:
                noted[title] = since

    def is_watched(self, user: User, title: Title) -> bool:
        """Whether *user* watches *title* now."""
        watchlist = self.watchlists.get(user.name)
        if not watchlist:
            return False
        if title not in watchlist:
            return False
        expiry = watchlist[title]
        return expiry is None or expiry >= self.clock.now()

    def is_listed(self, user: User, title: Title) -> bool:
        """Whether *title* is on the watchlist of *user*, expired or not."""
        return title in self.watchlists.get(user.name, {})

    def watchers(self, title: Title) -> list[str]:
        """Return the names of the accounts that watch *title* now."""
        now = self.clock.now()
        watching = [(name, each[title]) for name, each in self.watchlists.items() if title in each]
        return [name for name, expiry in watching if expiry is None or expiry > now]

    def watch_expiry(self, user: User, title: Title) -> int | None:
        """Return when *user* will stop watching *title*, or None."""
        expiry = self.watchlists.get(user.name, {}).get(title)
        return expiry if expiry is None or expiry >= self.clock.now() else None


def url_encoded(title: Title) -> str:
    """Write a title for an address, as MediaWiki does."""
    return in_address(title.prefixed_dbkey)


def in_address(text: str) -> str:
    """Write a part of an address."""
    return quote(text.replace(" ", "_"), safe="/:@!$*,;()~-._")
