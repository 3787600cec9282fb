"""Who may do what to which page: the refusals in MediaWiki's order."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from pytest_mwedit.api import errors
from pytest_mwedit.api.blocks import block_refusals, blocked_anywhere, blocks_of, heeded_blocks
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.extensions import extensions_of
from pytest_mwedit.api.links import group_page, local_text
from pytest_mwedit.api.messages import Listing, Markup, Param, knows, unfilled
from pytest_mwedit.api.rendering.texts import as_told
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import ENGLISH, all_texts, in_version
from pytest_mwedit.wiki.namespaces import CATEGORY, FILE, MEDIAWIKI, TEMPLATE, USER, USER_TALK, is_talk
from pytest_mwedit.wiki.pages import CSS, JAVASCRIPT, JSON
from pytest_mwedit.wiki.rates import exceeds_rate
from pytest_mwedit.wiki.titles import InvalidTitle
from pytest_mwedit.wiki.users import TEMPORARY, group_rights, known_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_mwedit.api.call import Call
    from pytest_mwedit.wiki import Block, Page, Title, User, Wiki

#: Content model: the rights to edit a page of it that belongs to the site, to oneself, to somebody else.
SCRIPT_RIGHTS = {
    CSS: ("editsitecss", "editmyusercss", "editusercss"),
    JSON: ("editsitejson", "editmyuserjson", "edituserjson"),
    JAVASCRIPT: ("editsitejs", "editmyuserjs", "edituserjs"),
}
#: What it takes to edit a message that is shown as HTML.
RAW_HTML_RIGHTS = ("editsitecss", "editsitejs")
SITE_SCRIPT_PROTECTED = {
    CSS: errors.SITE_CSS_PROTECTED,
    JSON: errors.SITE_JSON_PROTECTED,
    JAVASCRIPT: errors.SITE_JS_PROTECTED,
}
OWN_SCRIPT_PROTECTED = {
    CSS: errors.MY_CUSTOM_CSS_PROTECTED,
    JSON: errors.MY_CUSTOM_JSON_PROTECTED,
    JAVASCRIPT: errors.MY_CUSTOM_JS_PROTECTED,
}
USER_SCRIPT_PROTECTED = {
    CSS: errors.CUSTOM_CSS_PROTECTED,
    JSON: errors.CUSTOM_JSON_PROTECTED,
    JAVASCRIPT: errors.CUSTOM_JS_PROTECTED,
}

#: Protection level: the right that it asks for; other levels are rights themselves.
LEVEL_RIGHTS = {"sysop": "editprotected", "autoconfirmed": "editsemiprotected"}

#: What is protected: the error of who may not do it.
PROTECTED = {"edit": errors.PROTECTED_PAGE, "move": errors.PROTECTED_PAGE, "create": errors.PROTECTED_TITLE}

#: What is done to a page, where the right to do it is not called the same.
RIGHTS_OF_ACTIONS = {"move-target": "move"}

#: What one does who may not edit the page: the error.
CANT_EDIT = {
    "protect": errors.PROTECT_CANT_EDIT,
    "delete": errors.DELETE_PROTECTED,
    "delete-redirect": errors.DELETE_PROTECTED,
    "undelete": errors.UNDELETE_CANT_EDIT,
}

#: What may be done to the scripts of another user all the same, and what to those of the site.
ON_SCRIPTS = frozenset({"delete", "deletedhistory", "deleterevision", "patrol"})
ON_SITE_SCRIPTS = frozenset({"deletedhistory", "patrol"})

#: What may be done whoever is blocked.
DURING_BLOCKS = frozenset({"purge", "sendemail", "unblock"})
#: What may not, of what everybody may do otherwise.
NOT_DURING_BLOCKS = frozenset({"autocreateaccount"})

#: How long an address stays blocked from which a blocked account tried to edit.
AUTOBLOCK_SECONDS = 86400

_TRANSCLUSION = re.compile(r"\{\{\s*([^{}|#]+?)\s*(?=[|}])")


def edit_refusals(call: Call, title: Title, page: Page | None) -> list[ApiError]:
    """Return every reason why the user may not edit *title*, the one that counts first."""
    reasons = [*_without_right(call), *_refusals_of_extensions(call, title, "edit")]
    told = {reason.code for reason in reasons}
    reasons += [*namespace_refusals(call, title), *script_refusals(call, title, page)]
    reasons += [*_protection_refusals(call, title, "edit"), *_cascade_refusals(call, title)]
    # Who is blocked and may create a page otherwise is told of the block with the reasons not to create it.
    creation = (_creation_refusals(call, title, told) or [*_block_refusals(call, title)]) if page is None else []
    late = [*_unconfirmed(call)], creation
    for more in reversed(late) if call.wiki.traits.creation_before_confirmation else late:
        reasons += more
    if any(reason.code in _OF_BLOCKS for reason in reasons):
        return reasons
    return [*reasons, *_block_refusals(call, title)]


#: The codes that somebody blocked is refused with.
_OF_BLOCKS = frozenset({errors.BLOCKED.code, errors.AUTOBLOCKED.code})


def action_refusals(call: Call, action: str, title: Title, page: Page | None) -> list[ApiError]:
    """Return every reason why the user may not do something else than an edit to *title*, the first one counts."""
    refuse_unasked_extensions(call, action)
    if action == "create":
        return [*_without_right_to_create(call, title), *_protected_title(call, title), *_block_refusals(call, title)]
    reasons = [*_without_right_to(call, action, title, page), *namespace_refusals(call, title, action)]
    reasons += script_refusals(call, title, page, action)
    reasons += _protection_refusals(call, title, action)
    reasons += _unable_to_edit(call, action, title, page)
    if action in DURING_BLOCKS or action in call.wiki.traits.rights_of_everybody - NOT_DURING_BLOCKS:
        return reasons
    return [*reasons, *_block_refusals(call, title)]


#: What extensions look at besides edits: filters, and the list of titles that nobody may give.
FILTERED = frozenset({"createaccount", "delete", "editcontentmodel", "move"})
NAMING = frozenset({"createaccount", "move-target"})


def refuse_unasked_extensions(call: Call, action: str) -> None:
    """Fail the test where an extension would look at something else than an edit, which is not imitated.

    Raises:
        NotImitated: if there are filters, or a list of titles, that may be about *action*.
    """
    wiki = call.wiki
    asked = []
    if action in FILTERED and wiki.abuse_filters:
        asked.append("AbuseFilter")
    blacklist = wiki.titles.make(MEDIAWIKI, "Titleblacklist")
    if action in NAMING and "TitleBlacklist" in wiki.installed.extensions and wiki.page(blacklist) is not None:
        asked.append("TitleBlacklist")
    if action == "editcontentmodel" and wiki.config.hook is not None:
        asked.append("the hook of the settings")
    if asked:
        raise NotImitated(
            f"The in-memory wiki asks {' and '.join(asked)} about edits only, and not about {action}. "
            "Leave the filters, the list or the hook out of this test, or record the reply of a real wiki."
        )


def _without_right_to(call: Call, action: str, title: Title, page: Page | None) -> Iterator[ApiError]:
    del page
    right = RIGHTS_OF_ACTIONS.get(action, action)
    if right == "move":
        yield from _without_right_to_move(call, action, title)
    elif right and right not in call.wiki.traits.rights_of_everybody and not call.may(right):
        yield limited_to_groups(call, right)


def _without_right_to_move(call: Call, action: str, title: Title) -> Iterator[ApiError]:
    own_page = title.namespace == USER and "/" not in title.dbkey
    kinds = (
        (own_page, "move-rootuserpages", errors.CANT_MOVE_USER_PAGE, errors.CANT_MOVE_TO_USER_PAGE),
        (title.namespace == FILE, "movefile", errors.CANT_MOVE_FILE, None),
        (
            title.namespace == CATEGORY,
            "move-categorypages",
            errors.CANT_MOVE_CATEGORY_PAGE,
            errors.CANT_MOVE_TO_CATEGORY_PAGE,
        ),
    )
    if action == "move-target" and not call.may("move"):
        # Nothing else is looked at then.
        yield ApiError(errors.CANT_MOVE)
        return
    for is_one, right, row, row_of_target in kinds:
        told = row if action == "move" else row_of_target
        if is_one and told is not None and not call.may(right):
            yield ApiError(told)
    if call.may("move"):
        return
    others_may = any("move" in call.wiki.rights_in([group]) for group in ("user", "autoconfirmed"))
    yield ApiError(errors.CANT_MOVE_ANON if not call.user.is_registered and others_may else errors.CANT_MOVE)


def _unable_to_edit(call: Call, action: str, title: Title, page: Page | None) -> Iterator[ApiError]:
    """Tell who may not do something for not being able to edit the page."""
    row = CANT_EDIT.get(action)
    if row is None:
        return
    if row == errors.DELETE_PROTECTED:
        # Only what a protection of the page forbids is in the way.
        if [*_protection_refusals(call, title, "edit"), *_cascade_refusals(call, title)]:
            yield ApiError(row)
        return
    if edit_refusals(call, title, page):
        yield ApiError(row)
    unable = [*_creation_refusals(call, title, set()), *_block_refusals(call, title)] if page is None else []
    if action == "undelete" and unable:
        yield ApiError(errors.UNDELETE_CANT_CREATE)


def _refusals_of_extensions(call: Call, title: Title, action: str) -> list[ApiError]:
    return [reason for extension in extensions_of(call.wiki) for reason in extension.refusals(call, title, action)]


def _without_right(call: Call) -> Iterator[ApiError]:
    if not call.may("edit"):
        yield limited_to_groups(call, "edit")


def _without_right_to_create(call: Call, title: Title) -> Iterator[ApiError]:
    if not call.may("createtalk" if is_talk(title.namespace) else "createpage"):
        yield ApiError(errors.CANT_CREATE if call.wiki.has_own_account(call.user) else errors.CANT_CREATE_ANON)


def _creation_refusals(call: Call, title: Title, told: set[str]) -> list[ApiError]:
    """Return the first kind of reasons why *title* may not be created, without those *told* of editing it."""
    reasons = (
        [*_without_right_to_create(call, title)]
        or _refusals_of_extensions(call, title, "create")
        or [*_protection_refusals(call, title, "create")]
    )
    return [reason for reason in reasons if reason.code not in told]


def _protected_title(call: Call, title: Title) -> Iterator[ApiError]:
    """Tell why nobody else may create *title*, and who protected it."""
    refusals = [*_protection_refusals(call, title, "create")]
    yield from refusals
    logged = [entry for entry in call.wiki.log if entry.type == "protect" and entry.title == title]
    if refusals and logged:
        yield ApiError(errors.TITLE_PROTECTED, logged[-1].user, Markup(logged[-1].comment))


def limited_to_groups(call: Call, right: str) -> ApiError:
    """Return the refusal of who has not a right, which tells the groups that have it."""
    config, traits = call.wiki.config, call.wiki.traits
    revoked = {group for group, rights in config.revoke_permissions.items() if rights.get(right)}
    groups = [group for group in known_groups(config, traits) if group not in revoked]
    able = [group for group in groups if right in group_rights(group, config, traits)]
    if not able:
        return ApiError(errors.BAD_ACCESS_NOBODY)
    links = tuple(group_link(call, group) for group in able)
    listed: Param = Listing(links)
    if traits.lists_groups_as_text:
        comma = unfilled("comma-separator", call.language)
        listed = Markup(comma.join(link.wikitext if isinstance(link, Markup) else str(link) for link in links))
    return ApiError(errors.BAD_ACCESS_GROUPS, listed, len(able))


def group_link(call: Call, group: str) -> Param:
    """Return the link to the page about a group, as refusals list groups."""
    if group == "*":
        return Markup(group)
    if not _has_name(call, group) or (group == TEMPORARY and not call.wiki.traits.makes_temporary_accounts):
        return group
    name = local_text(call.wiki, f"group-{group}", call.language)
    name = call.says(f"group-{group}") if name is None else as_told(call.wiki, name, call.user)
    return Markup(f"[[{group_page(call, group)}|{name}]]")


def _has_name(call: Call, group: str) -> bool:
    key = f"group-{group}"
    return knows(key) or key in all_texts(in_version(ENGLISH, call.wiki.version))


def namespace_refusals(call: Call, title: Title, action: str = "edit") -> Iterator[ApiError]:
    """Tell why the user may not edit, or do something else, in the namespace of *title*."""
    if action in call.wiki.traits.done_in_every_namespace:
        return
    needed = call.wiki.rights_to_edit_in(title.namespace)
    if title.namespace == MEDIAWIKI and "editinterface" not in needed:
        needed.append("editinterface")
    if all(call.may(right) for right in needed):
        return
    if title.namespace == MEDIAWIKI:
        yield ApiError(errors.PROTECTED_INTERFACE, action)
    else:
        name = title.namespace_name.replace(" ", "_") or call.says("nstab-main")
        yield ApiError(errors.PROTECTED_NAMESPACE, name, action)


def script_refusals(call: Call, title: Title, page: Page | None, action: str = "edit") -> Iterator[ApiError]:
    """Tell why the user may not edit, or do something else to, the style sheet, script or JSON page *title*."""
    model = page.content_model if page else call.wiki.default_content_model(title)
    yield from model_refusals(call, title, model, action)
    if title.namespace == MEDIAWIKI and not all(map(call.may, RAW_HTML_RIGHTS)):
        name = title.dbkey.partition("/")[0]
        if name in call.wiki.traits.raw_html_messages or name in call.wiki.installed.raw_html_messages:
            yield ApiError(errors.SITE_RAW_HTML_PROTECTED, action)


def model_refusals(call: Call, title: Title, model: str, action: str = "edit") -> Iterator[ApiError]:
    """Tell why the user may not edit *title*, or do something else to it, if that is a style sheet, script or JSON."""
    if title.namespace == MEDIAWIKI:
        # What its title says counts as well as what it holds; the first of the kinds is told.
        kinds = (model, call.wiki.model_by_suffix(title))
        kind = next((kind for kind in SCRIPT_RIGHTS if kind in kinds), None)
        if kind is not None and not call.may(SCRIPT_RIGHTS[kind][0]) and action not in ON_SITE_SCRIPTS:
            yield ApiError(SITE_SCRIPT_PROTECTED[kind], action)
        return
    if model not in SCRIPT_RIGHTS:
        return
    _, own, others = SCRIPT_RIGHTS[model]
    if title.namespace == USER and "/" in title.dbkey and not call.may(others) and action not in ON_SCRIPTS:
        if title.text.partition("/")[0] != call.user.name:
            yield ApiError(USER_SCRIPT_PROTECTED[model], action)
        elif not call.may(own):
            yield ApiError(OWN_SCRIPT_PROTECTED[model], action)


def _protection_refusals(call: Call, title: Title, action: str) -> Iterator[ApiError]:
    protection = call.wiki.protection_of(title, action)
    if protection is None:
        return
    right = LEVEL_RIGHTS.get(protection.level, protection.level)
    if not call.may(right):
        yield ApiError(PROTECTED.get(action, errors.PROTECTED_PAGE), right, action)
    elif protection.cascade and not call.may("protect"):
        yield ApiError(PROTECTED.get(action, errors.PROTECTED_PAGE), "protect", action)


def _cascade_refusals(call: Call, title: Title) -> Iterator[ApiError]:
    if call.tests_quickly or not call.wiki.protections:
        return
    sources = cascade_sources(call.wiki, title)
    if all(call.may(right) for right in sources.values()):
        return
    listed = "".join(f"* [[:{source}]]\n" for source in sources)
    yield ApiError(errors.CASCADE_PROTECTED, len(sources), Markup(listed), "edit")


def cascade_sources(wiki: Wiki, title: Title) -> dict[Title, str]:
    """Return the pages whose cascading protection reaches *title*, with the right that each asks for."""
    sources: dict[Title, str] = {}
    for source in wiki.protections:
        protection = wiki.protection_of(source, "edit")
        if protection is not None and protection.cascade and source != title and title in _transcluded(wiki, source):
            sources[source] = LEVEL_RIGHTS.get(protection.level, protection.level)
    return sources


def _transcluded(wiki: Wiki, source: Title) -> set[Title]:
    """Return what *source* transcludes, also through other pages."""
    found: set[Title] = set()
    waiting = [source]
    while waiting:
        page = wiki.page(waiting.pop())
        for name in _TRANSCLUSION.findall(page.latest.text) if page else ():
            try:
                used = wiki.titles.parse(name, TEMPLATE)
            except InvalidTitle:
                continue
            if used not in found:
                found.add(used)
                waiting.append(used)
    return found


def is_bot(call: Call) -> bool:
    """Whether the user is a bot: in the group, and with the right of bots in this session."""
    return "bot" in call.user.groups and call.may("bot")


def too_often(call: Call, action: str, user: User | None = None) -> bool:
    """Count an attempt, of *user* or whoever is logged in, against the rate limit; whether it is one too many."""
    return not call.may("noratelimit") and exceeds_rate(call.wiki, user or call.user, action, call.address)


def rate_refusals(call: Call, action: str) -> list[ApiError]:
    """Count an attempt to do something else than an edit against the limits that it has; refuse one too many."""
    exceeded = [too_often(call, name) for name in call.wiki.traits.limits_of_actions.get(action, ())]
    return [ApiError(errors.RATE_LIMITED)] if any(exceeded) else []


def refuse_in_own_words(limited: list[ApiError]) -> None:
    """Refuse one attempt too many in the words of the API, whatever a version says of too many edits.

    Raises:
        ApiError: if there is a refusal.
    """
    for refusal in limited:
        refusal.is_told_alike = True
        raise refusal


# Accounts and blocks


def _unconfirmed(call: Call) -> Iterator[ApiError]:
    if call.tests_quickly and call.wiki.traits.creation_before_confirmation:
        # There it is looked up together with blocks.
        return
    if call.wiki.config.email_confirm_to_edit and call.user.email_confirmed is None:
        yield ApiError(errors.CONFIRM_EMAIL)


def refuse_who_is_blocked(call: Call) -> None:
    """Refuse who is blocked from the whole wiki, which blocks no address.

    Raises:
        ApiError: if so.
    """
    blocks = blocks_of(call)
    if any(not block.partial for block in blocks):
        first, *more = blocked_anywhere(call, blocks)
        first.more = tuple(more)
        raise first


def _block_refusals(call: Call, title: Title) -> Iterator[ApiError]:
    if call.tests_quickly:
        return
    blocks = heeded_blocks(call)
    covering = [block for block in blocks if _covers(call, block, title)]
    yield from block_refusals(call, covering, blocks, blocks_of(call))


def refused_together(reasons: list[ApiError]) -> list[ApiError]:
    """Return each of the *reasons* once."""
    told: list[ApiError] = []
    for reason in reasons:
        if all((reason.row, reason.params) != (each.row, each.params) for each in told):
            told.append(reason)
    return told


def tag_refusals(call: Call) -> list[ApiError]:
    """Tell why the user may not apply the tags that the request names."""
    if call.params["tags"] and not call.may("applychangetags"):
        return [ApiError(errors.TAGS_APPLY_NO_PERMISSION)]
    if call.params["tags"] and any(not block.partial for block in blocks_of(call)):
        return [ApiError(errors.TAGS_APPLY_BLOCKED, call.user.name)]
    return []


def refuse(call: Call, reasons: list[ApiError]) -> None:
    """Raise what the *reasons* say together, each of them once; who is blocked and tries may block an address."""
    told = refused_together(reasons)
    if not told:
        return
    if any(reason.code == errors.BLOCKED.code for reason in told):
        spread_blocks(call)
    first, *more = told
    first.more = tuple(more)
    raise first


def spread_blocks(call: Call) -> None:
    """Block the address from which a blocked account tried to edit, if its block is set up to do so."""
    for block in [block for block in blocks_of(call) if block.autoblock and block.target == call.user.name]:
        if spread_block(call.wiki, block, call.address):
            note_write(call)


def spread_block(wiki: Wiki, block: Block, address: str) -> bool:
    """Block *address* as its user is blocked, unless it is blocked already; whether that changed anything."""
    now = wiki.clock.now()
    if any(each.target == address and each.parent is None and each.holds_at(now) for each in wiki.blocks):
        return False
    in_the_way = any(each.target == address and each.parent and not each.holds_at(now) for each in wiki.blocks)
    wiki.blocks[:] = [each for each in wiki.blocks if each.parent is None or each.holds_at(now)]
    if in_the_way and wiki.traits.tries_to_block_twice:
        wiki.next_block_id += 1
    # Whoever it was blocked for: `found/one_following_block_of_two`.
    earlier = [each for each in wiki.blocks if each.parent is not None and each.target == address]
    until = now + AUTOBLOCK_SECONDS
    if earlier and block.expiry is not None and block.expiry <= until:
        # It lasts as long as it can.
        return False
    expiry = until if block.expiry is None else min(until, block.expiry)
    spread = (
        replace(earlier[0], timestamp=now, expiry=expiry)
        if earlier
        else replace(
            block,
            id=wiki.next_block_id,
            target=address,
            reason=reason_of_following(wiki, block),
            timestamp=now,
            expiry=expiry,
            autoblock=False,
            # Mails are barred from the account alone (story `following_blocks`).
            email=False,
            parent=block.id,
        )
    )
    wiki.next_block_id = max(wiki.next_block_id, spread.id + 1)
    wiki.blocks[:] = [*(each for each in wiki.blocks if each not in earlier), spread]
    return True


def reason_of_following(wiki: Wiki, block: Block) -> str:
    """Return why an address is blocked that somebody who is blocked has used."""
    return literally(wiki.content_language, "autoblocker", block.target, block.reason)


def literally(language: str, key: str, *params: str) -> str:
    """Fill a message so that the markup of its parameters is kept, as in summaries."""
    written = unfilled(key, language)
    for number, param in enumerate(params, 1):
        written = written.replace(f"${number}", param)
    return written


def _covers(call: Call, block: Block, title: Title) -> bool:
    if call.wiki.config.block_disables_login and call.user.is_registered:
        return True
    own_talk = title.namespace == USER_TALK and title.text == call.user.name
    return block.covers(title) and (block.partial or block.closes_own_talk or not own_talk)
