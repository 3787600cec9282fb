"""Accounts, groups and rights."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pytest_mwedit.wiki.configuration import Configuration
    from pytest_mwedit.wiki.versions import Version

#: Group: its rights, in order. As ``meta=siteinfo&siprop=usergroups`` of MediaWiki 1.43 answers; see `versions`.
GROUP_RIGHTS: dict[str, tuple[str, ...]] = {
    "*": tuple(
        "createaccount read edit createpage createtalk viewmyprivateinfo editmyprivateinfo editmyoptions".split()
    ),
    "user": tuple(
        "move move-subpages move-rootuserpages move-categorypages movefile read edit createpage createtalk upload"
        " reupload reupload-shared minoredit editmyusercss editmyuserjson editmyuserjs editmyuserjsredirect sendemail"
        " applychangetags changetags editcontentmodel viewmywatchlist editmywatchlist".split()
    ),
    "autoconfirmed": ("autoconfirmed", "editsemiprotected"),
    "bot": tuple(
        "bot autoconfirmed editsemiprotected nominornewtalk autopatrol suppressredirect apihighlimits".split()
    ),
    "sysop": tuple(
        "block createaccount delete bigdelete deletedhistory deletedtext undelete editinterface editsitejson"
        " edituserjson import importupload move move-subpages move-rootuserpages move-categorypages patrol autopatrol"
        " protect editprotected rollback upload reupload reupload-shared unwatchedpages autoconfirmed"
        " editsemiprotected ipblock-exempt blockemail markbotedits apihighlimits browsearchive noratelimit movefile"
        " unblockself suppressredirect mergehistory managechangetags deletechangetags".split()
    ),
    "interface-admin": tuple(
        "editinterface editsitecss editsitejson editsitejs editusercss edituserjson edituserjs".split()
    ),
    "bureaucrat": ("userrights", "noratelimit", "renameuser"),
    "suppress": tuple("hideuser suppressrevision viewsuppressed suppressionlog deleterevision deletelogentry".split()),
}

#: Groups that nobody is put into.
IMPLICIT_GROUPS = ("*", "user", "named", "autoconfirmed", "temp")

#: The group of temporary accounts, and what the names of these begin with.
TEMPORARY = "temp"
TEMPORARY_PREFIX = "~"

#: Grant of a bot password: the rights that it lets through.
#: Asked of MediaWiki 1.43 with a bot password for "basic" and each grant, and ``uiprop=rights``.
GRANT_RIGHTS: dict[str, tuple[str, ...]] = {
    "basic": tuple(
        "autoconfirmed autocreateaccount autopatrol editsemiprotected ipblock-exempt nominornewtalk"
        " patrolmarks read unwatchedpages".split()
    ),
    "blockusers": ("block", "blockemail"),
    "createaccount": ("createaccount",),
    "createeditmovepage": tuple(
        "applychangetags changetags createpage createtalk delete-redirect edit editcontentmodel"
        " minoredit move move-categorypages move-rootuserpages move-subpages suppressredirect".split()
    ),
    "delete": tuple(
        "applychangetags bigdelete browsearchive changetags delete deletedhistory deletedtext"
        " deletelogentry deleterevision edit editcontentmodel minoredit undelete".split()
    ),
    "editinterface": tuple(
        "applychangetags changetags edit editcontentmodel editinterface editsitejson edituserjson minoredit".split()
    ),
    "editmycssjs": tuple(
        "applychangetags changetags edit editcontentmodel editmyusercss editmyuserjs editmyuserjson minoredit".split()
    ),
    "editmyoptions": ("editmyoptions", "editmyuserjson"),
    "editmywatchlist": ("editmywatchlist",),
    "editpage": ("applychangetags", "changetags", "edit", "editcontentmodel", "minoredit", "pagelang"),
    "editprotected": ("applychangetags", "changetags", "edit", "editcontentmodel", "editprotected", "minoredit"),
    "editsiteconfig": tuple(
        "applychangetags changetags edit editcontentmodel editinterface editsitecss editsitejs"
        " editsitejson editusercss edituserjs edituserjson minoredit".split()
    ),
    "highvolume": ("apihighlimits", "bot", "markbotedits", "noratelimit"),
    "import": ("import", "importupload"),
    "mergehistory": ("mergehistory",),
    "oversight": ("suppressrevision", "viewsuppressed"),
    "patrol": ("patrol",),
    "privateinfo": ("viewmyprivateinfo",),
    "protect": ("applychangetags", "changetags", "edit", "editcontentmodel", "editprotected", "minoredit", "protect"),
    "rollback": ("rollback",),
    "sendemail": ("sendemail",),
    "uploadeditmovefile": tuple(
        "movefile reupload reupload-own reupload-shared suppressredirect upload upload_by_url".split()
    ),
    "uploadfile": ("reupload-own", "upload"),
    "viewdeleted": ("browsearchive", "deletedhistory", "deletedtext"),
    "viewmywatchlist": ("viewmywatchlist",),
    "viewrestrictedlogs": ("suppressionlog",),
}

#: What a new account prefers, where it matters here.
DEFAULT_OPTIONS: dict[str, Any] = {
    "watchdefault": 1,
    "watchcreations": 1,
    "watchmoves": 0,
    "watchdeletion": 0,
    "minordefault": 0,
    "nickname": "",
    "fancysig": 0,
}

_INVALID_NAME = re.compile(r"[/#<>\[\]|{}\x00-\x1f\x7f\ufffd]")


#: The ranges of all addresses.
EVERYWHERE = ("0.0.0.0/0", "::/0")


@dataclass(frozen=True)
class BotPassword:
    """A second password of an account, good for the rights of its grants."""

    app: str
    password: str
    grants: tuple[str, ...] = ("basic", "editpage", "createeditmovepage", "highvolume")
    #: Ranges of addresses from which it is good.
    ranges: tuple[str, ...] = EVERYWHERE
    #: Whether it is good for nothing since the account got another main password.
    must_be_reset: bool = False

    def rights(self, by_grant: Mapping[str, tuple[str, ...]] = GRANT_RIGHTS) -> frozenset[str]:
        """Return the rights that the grants let through."""
        return frozenset(right for grant in self.grants for right in by_grant.get(grant, ()))


@dataclass(eq=False)
class User:
    """Somebody who acts: an account, or, with id 0, the address of one who is not logged in."""

    name: str
    id: int = 0
    #: None: any password will do while strangers may log in.
    password: str | None = None
    groups: list[str] = field(default_factory=list)
    #: Rights beyond those of the groups.
    rights: tuple[str, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    registered: int | None = None
    email: str = ""
    email_confirmed: int | None = None
    edit_count: int = 0
    bot_passwords: dict[str, BotPassword] = field(default_factory=dict)
    #: Nobody can log in as a system user.
    system: bool = False
    first_edit: int | None = None
    #: Until when the account gets no groups by itself.
    unpromoted_until: int = 0
    #: Until when it is in those groups in which it is not for ever.
    group_expiries: dict[str, int] = field(default_factory=dict)

    @property
    def is_registered(self) -> bool:
        """Whether this is an account."""
        return self.id != 0

    def option(self, name: str, config: Configuration) -> Any:
        """Return a preference: the user's own, the wiki's default or MediaWiki's."""
        for options in (self.options, config.default_user_options, DEFAULT_OPTIONS):
            if name in options:
                return options[name]
        return None


def memberships(user: User, now: int) -> dict[str, int | None]:
    """Return the explicit groups of *user* by name, each with the time until which it is in it; None is for ever."""
    expiries = user.group_expiries
    return {group: expiries.get(group) for group in sorted(user.groups) if expiries.get(group, now) >= now}


def groups_of(user: User, config: Configuration, now: int) -> list[str]:
    """Return the groups of *user*: explicit ones by name, then the implicit ones."""
    if not user.is_registered:
        return ["*"]
    groups = [*memberships(user, now), "*", "user"]
    old_enough = now - (user.registered or 0) >= config.autoconfirm_age
    if old_enough and now >= user.unpromoted_until and user.edit_count >= config.autoconfirm_count:
        groups.append("autoconfirmed")
    return groups


def rights_of(groups: Iterable[str], config: Configuration, traits: Version) -> dict[str, bool]:
    """Return the rights of *groups* as an ordered set."""
    groups = list(groups)
    rights = {right: True for group in groups for right in group_rights(group, config, traits)}
    for group in groups:
        for right, revoked in config.revoke_permissions.get(group, {}).items():
            if revoked:
                rights.pop(right, None)
    return rights


def known_groups(config: Configuration, traits: Version) -> list[str]:
    """Return the groups that a wiki has, those last that its owner added."""
    return list(dict.fromkeys([*traits.group_rights, *traits.extension_rights, *config.group_permissions]))


def group_rights(group: str, config: Configuration, traits: Version) -> list[str]:
    """Return the rights of one group: MediaWiki's, those of the configuration, then those of extensions."""
    changes = config.group_permissions.get(group, {})
    own, of_extensions = (rights.get(group, ()) for rights in (traits.group_rights, traits.extension_rights))
    given = [right for right, is_given in changes.items() if is_given]
    rights = [right for right in dict.fromkeys([*own, *given, *of_extensions]) if changes.get(right, True)]
    if config.rate_limits_apply_to_all and "noratelimit" in rights:
        rights.remove("noratelimit")
    return rights


def can_be_created(name: str, reserved: str = "@:>=") -> bool:
    """Whether a new account may be called *name*, which is what `user_name` returned."""
    return not any(character in name for character in reserved)


def is_address(name: str) -> bool:
    """Whether *name* is an IP address."""
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def user_name(text: str) -> str | None:
    """Return the account name that *text* means, or None if no account can have it.

    Old accounts may have characters that new ones may not: see `can_be_created`.
    """
    name = re.sub("[ _]+", " ", text).strip()
    if not name or _INVALID_NAME.search(name) or is_address(name) or len(name.encode()) > 255:
        return None
    return name[0].upper() + name[1:]
