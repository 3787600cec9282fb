"""Arranging a wiki in the neutral vocabulary that arranges a real one too: table STEPS."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.blocking import place_block
from pytest_mwedit.api.params import expiry as read_expiry
from pytest_mwedit.api.preferences import choose
from pytest_mwedit.wiki import Block, BotPassword, InvalidTitle, Title, User, Wiki, iso
from pytest_mwedit.wiki.abuse_filters import AbuseFilter
from pytest_mwedit.wiki.blocks import is_address_or_range, normal_range, too_wide
from pytest_mwedit.wiki.configuration import nearest
from pytest_mwedit.wiki.pages import BROKEN_MODELS, CONTENT_FORMATS, INFINITY, JSON, SCRIBUNTO
from pytest_mwedit.wiki.protecting import protect
from pytest_mwedit.wiki.saving import automatic_tags, transformed
from pytest_mwedit.wiki.statistics import SYSOP, count_members
from pytest_mwedit.wiki.text_json import InvalidJson, read_json
from pytest_mwedit.wiki.users import EVERYWHERE, is_address, user_name

if TYPE_CHECKING:
    from pytest_mwedit.wiki import Revision

#: When the first step happens; each later one a minute after the one before.
BEGINNING = 1577836800
FIRST_PAGE_ID, FIRST_REVISION_ID = 5001, 71001

#: The accounts that an arranged wiki has.
ACCOUNTS: tuple[dict[str, Any], ...] = (
    {"name": "Alice"},
    {"name": "Bob"},
    {"name": "Robo", "groups": ["bot"]},
    {"name": "Admin", "password": "AdminPassw0rd!x", "groups": ["sysop", "bureaucrat", "interface-admin"]},
)

#: A text longer than this many bytes is told by its hash.
LONGEST_TEXT = 1500


def arrange(wiki: Wiki, steps: list[dict[str, Any]]) -> None:
    """Make the standard accounts in a fresh *wiki*, then take *steps*, and leave the clock as it was.

    Raises:
        ValueError: if a step is unknown or cannot be taken; the text names it.
    """
    for index, account in enumerate(ACCOUNTS):
        with wiki.clock.at(BEGINNING + 60 * index):
            STEPS["user"](wiki, account)
    wiki.next_page_id, wiki.next_revision_id = FIRST_PAGE_ID, FIRST_REVISION_ID
    for index, step in enumerate(steps):
        name, arguments = next(iter(step.items()))
        if name not in STEPS:
            raise ValueError(f"steps[{index}]: {name!r} is no step{nearest(name, STEPS)}; known: {', '.join(STEPS)}")
        with wiki.clock.at(BEGINNING + 60 * index):
            try:
                STEPS[name](wiki, arguments)
            except KeyError as missing:
                raise ValueError(f"steps[{index}]: the step {name!r} needs {missing}") from None
            except ValueError as error:
                raise ValueError(f"steps[{index}]: {name}: {error}") from None


def title_of(wiki: Wiki, text: str) -> Title:
    """Read a title that a test gave.

    Raises:
        ValueError: if it is no title of a page.
    """
    try:
        title = wiki.title(text)
    except InvalidTitle as invalid:
        raise ValueError(f"{text!r} is no page title ({invalid.key.removeprefix('title-invalid-')})") from None
    if not title.can_exist:
        raise ValueError(f"{text!r} cannot be the title of a page of this wiki")
    return title


def user_of(wiki: Wiki, name: str | None) -> User:
    """Return the account or address called *name*; Admin if None.

    Raises:
        ValueError: if there is no such account.
    """
    if name is None:
        name = "Admin"
    if is_address(name):
        return User(name)
    user = wiki.user(name)
    if user is None:
        raise ValueError(f"there is no account {name!r}{nearest(name, wiki.users)}; add_user makes one")
    return user


def moment_of(wiki: Wiki, expiry: str | int | None) -> int | None:
    """Read when something ends; None is for ever.

    Raises:
        ValueError: if it is no time.
    """
    if expiry is None or isinstance(expiry, int):
        return expiry
    try:
        return read_expiry(expiry, wiki.clock.now())
    except ValueError:
        raise ValueError(
            f"{expiry!r} is no time; write 'infinity', '1 week', 20300101000000 or 2030-01-01T00:00:00Z"
        ) from None


# The steps


def add_user(wiki: Wiki, arguments: Mapping[str, Any]) -> User:
    """Make an account, or change the one of that name: {name, password, groups, options, email, confirmed}."""
    name = user_name(arguments["name"])
    if name is None:
        raise ValueError(f"{arguments['name']!r} cannot be the name of an account")
    is_new = name not in wiki.users
    user = wiki.create_user(name) if is_new else wiki.users[name]
    user.password = arguments.get("password", f"{arguments['name']}Passw0rd!x")
    user.groups += [group for group in arguments.get("groups", ()) if group not in user.groups]
    choose(wiki, user, arguments.get("options", {}))
    email = arguments.get("email", f"{arguments['name'].lower()}@example.org")
    if arguments.get("confirmed", True):
        user.email_confirmed = BEGINNING
    elif is_new or email != user.email:
        # Who keeps an address keeps it confirmed.
        user.email_confirmed = None
    user.email = email
    return user


def add_page(wiki: Wiki, arguments: Mapping[str, Any]) -> Revision | None:
    """Save one revision: {title, text, contentmodel, user, summary, minor, bot, tags}; None if nothing changed."""
    title = title_of(wiki, arguments["title"])
    user = user_of(wiki, arguments.get("user") or arguments.get("by"))
    if wiki.makes_temporary_accounts and not user.is_registered:
        raise ValueError(f"{user.name} cannot edit where temp_accounts is set; name an account such as '~2025-1'")
    page = wiki.pages.get(title)
    # As the real setup does, a text without a model is taken for what such titles hold, not for what the page holds.
    model = arguments.get("contentmodel") or wiki.default_content_model(title)
    if model in BROKEN_MODELS:
        raise ValueError(f"no page can hold the content model {model!r}: nothing is right in it")
    if model not in CONTENT_FORMATS:
        raise ValueError(f"there is no content model {model!r}{nearest(model, CONTENT_FORMATS)}")
    sent = arguments.get("text") or ""
    text = transformed(wiki, title, sent, model, user)
    if model == JSON:
        try:
            read_json(text)
        except InvalidJson:
            raise ValueError(f"{title} would hold invalid JSON: {text[:80]!r}") from None
    if model == SCRIBUNTO and SYSOP not in wiki.counted_groups:
        # What reads Lua counts them, and what the real setup counted is kept, whatever its clock says.
        count_members(wiki, SYSOP, None)
    old = page.latest if page is not None else None
    if page is not None and old is not None and (old.text, old.content_model) == (text, model):
        page.found_as = None
        return None
    tags = (*arguments.get("tags", ()), *automatic_tags(wiki, old, sent, model, text))
    return wiki.save_revision(
        title,
        text,
        user,
        comment=wiki.fitted(arguments.get("summary") or ""),
        content_model=model,
        minor=bool(arguments.get("minor")),
        bot=bool(arguments.get("bot")),
        tags=tuple(sorted(set(tags))),
    )


def delete(wiki: Wiki, arguments: Mapping[str, Any]) -> None:
    """Delete a page: {title, reason}."""
    title = title_of(wiki, arguments["title"])
    if title in wiki.pages:
        wiki.delete_page(title, user_of(wiki, arguments.get("user")), arguments.get("reason", ""))


def move(wiki: Wiki, arguments: Mapping[str, Any]) -> None:
    """Rename a page: {from, to, reason, noredirect}."""
    source, target = title_of(wiki, arguments["from"]), title_of(wiki, arguments["to"])
    if source not in wiki.pages:
        raise ValueError(f"there is no page {str(source)!r}{nearest(str(source), wiki.pages)}")
    if source == target:
        raise ValueError(f"{str(source)!r} is where the page is already")
    if target in wiki.pages and not wiki.pages[target].leads_back_to(source):
        raise ValueError(f"there is already a page {str(target)!r}")
    user = user_of(wiki, arguments.get("user"))
    wiki.move_page(source, target, user, arguments.get("reason", ""), redirect=not arguments.get("noredirect"))


def protect_page(wiki: Wiki, arguments: Mapping[str, Any]) -> None:
    """Protect a title: {title, edit, create, move: level, cascade, expiry, reason}."""
    protect(
        wiki,
        title_of(wiki, arguments["title"]),
        {action: level for action, level in arguments.items() if action in ("edit", "create", "move")},
        user_of(wiki, arguments.get("user")),
        expiry=moment_of(wiki, arguments.get("expiry")),
        cascade=bool(arguments.get("cascade")),
        reason=arguments.get("reason", ""),
    )


def block(wiki: Wiki, arguments: Mapping[str, Any]) -> Block:
    """Block somebody: {target, reason, expiry, autoblock, anononly, nocreate, pages, namespaces, by}."""
    target = arguments["target"]
    if is_address_or_range(target):
        widest = too_wide(target)
        if widest is not None:
            raise ValueError(f"{target} is wider than /{widest}, the widest range that can be blocked")
        target = normal_range(target)
    else:
        target = user_of(wiki, target).name
    until = moment_of(wiki, arguments.get("expiry"))
    if until is not None and until <= wiki.clock.now():
        raise ValueError(f"a block that ends at {arguments['expiry']!r} has ended already")
    by = user_of(wiki, arguments.get("by"))
    made = Block(
        0,
        target,
        by.name,
        by.id,
        arguments.get("reason", ""),
        wiki.clock.now(),
        until,
        autoblock=bool(arguments.get("autoblock")),
        anon_only=bool(arguments.get("anononly")),
        create_account=bool(arguments.get("nocreate", True)),
        pages=tuple(title_of(wiki, text) for text in arguments.get("pages", ())),
        namespaces=tuple(arguments.get("namespaces", ())),
    )
    duration = arguments.get("expiry") or INFINITY
    return place_block(wiki, made, by, duration if isinstance(duration, str) else iso(duration))


def block_once(wiki: Wiki, arguments: Mapping[str, Any]) -> Block:
    """Block somebody who is not blocked; see `block`."""
    before = list(wiki.blocks)
    made = block(wiki, arguments)
    if any(each.target == made.target and each.parent is None for each in before):
        raise ValueError(f"{made.target!r} is already blocked")
    return made


def hide_revision(wiki: Wiki, arguments: Mapping[str, Any]) -> None:
    """Hide parts of a revision: {title, rev: index from the first, hide: [text, user, comment]}."""
    page = wiki.pages.get(title_of(wiki, arguments["title"]))
    if page is None:
        raise ValueError(f"there is no page {arguments['title']!r}")
    if not 0 <= arguments["rev"] < len(page.revisions):
        raise ValueError(f"{arguments['title']!r} has the revisions 0 to {len(page.revisions) - 1}")
    page.revisions[arguments["rev"]].hidden = frozenset(arguments.get("hide", ("text",)))


def define_tag(wiki: Wiki, arguments: Mapping[str, Any]) -> None:
    """Define a tag that users may apply: {name}."""
    wiki.config.tags = [*wiki.config.tags, arguments["name"]]
    wiki.know_tag(arguments["name"])


def watch(wiki: Wiki, arguments: Mapping[str, Any]) -> None:
    """Put one title on a watchlist: {title, user, expiry}."""
    user = user_of(wiki, arguments.get("user"))
    expiry = moment_of(wiki, arguments.get("expiry")) if wiki.config.watchlist_expiry else None
    longest = moment_of(wiki, wiki.config.watchlist_expiry_max)
    if expiry is not None and longest is not None:
        expiry = min(expiry, longest)
    watchlist, title = wiki.watchlists.setdefault(user.name, {}), title_of(wiki, arguments["title"])
    if expiry is None and arguments.get("expiry") is None:
        # What is watched already stays so for as long as it was to be.
        expiry = watchlist.get(title)
    watchlist[title] = expiry


def add_bot_password(wiki: Wiki, arguments: Mapping[str, Any]) -> None:
    """Give an account a bot password: {user, app, password, grants, restrictions: {IPAddresses: [range]}}."""
    user = user_of(wiki, arguments.get("user"))
    made = BotPassword(arguments["app"], arguments["password"])
    if arguments.get("grants") is not None:
        made = replace(made, grants=tuple(arguments["grants"]))
    restrictions = dict(arguments.get("restrictions") or {"IPAddresses": EVERYWHERE})
    ranges = tuple(restrictions.pop("IPAddresses", ()))
    if restrictions or not all(map(is_address_or_range, ranges)):
        raise ValueError('restrictions are written {"IPAddresses": ["127.0.0.1", "10.0.0.0/8"]}')
    made = replace(made, ranges=ranges)
    user.bot_passwords[made.app] = made


def add_abuse_filter(wiki: Wiki, arguments: Mapping[str, Any]) -> AbuseFilter:
    """Add a filter: {pattern, actions: {action: [parameter, …]}, description}."""
    made = AbuseFilter(
        len(wiki.abuse_filters) + 1,
        arguments["pattern"],
        {action: tuple(given) for action, given in arguments["actions"].items()},
        arguments.get("description", "filter"),
    )
    wiki.abuse_filters.append(made)
    return made


#: Name of a step: what takes it.
STEPS: dict[str, Callable[[Wiki, Mapping[str, Any]], Any]] = {
    "user": add_user,
    "page": add_page,
    "delete": delete,
    "move": move,
    "protect": protect_page,
    "block": block_once,
    "revdelete": hide_revision,
    "tag": define_tag,
    "watch": watch,
    "botpassword": add_bot_password,
    "abusefilter": add_abuse_filter,
}


# Looking


def state(wiki: Wiki) -> dict[str, Any]:
    """Return the wiki's state in the neutral vocabulary: every page with its revisions, the watchlists, the log."""
    pages = {
        page.title.prefixed_text: {
            "pageid": page.id,
            "redirect": page.is_redirect,
            "revisions": [_revision_state(revision) for revision in sorted(page.revisions, key=lambda each: each.id)],
        }
        for page in sorted(wiki.pages.values(), key=lambda page: page.id)
    }
    watch = {
        name: {
            title.prefixed_text: "infinity" if expiry is None else iso(expiry)
            for title, expiry in watchlist.items()
            if title.namespace % 2 == 0
        }
        for name, watchlist in wiki.watchlists.items()
    }
    log = [f"{entry.type}/{entry.action} {entry.title.prefixed_text}" for entry in wiki.log]
    return {"pages": pages, "watch": {name: titles for name, titles in watch.items() if titles}, "log": log}


def _revision_state(revision: Revision) -> dict[str, Any]:
    text: Any = revision.text
    if revision.size > LONGEST_TEXT:
        text = {"sha1": revision.sha1, "bytes": revision.size}
    return {
        "revid": revision.id,
        "parentid": revision.parent_id,
        "timestamp": iso(revision.timestamp),
        "user": revision.user,
        "comment": revision.comment,
        "minor": revision.minor,
        "contentmodel": revision.content_model,
        "text": text,
        "bot": revision.bot,
        "tags": sorted(revision.tags),
    }
