"""action=options: change the preferences of who asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.messages import Id, Markup, Message, Param, message
from pytest_mwedit.api.messages import text as text_of
from pytest_mwedit.api.preferences import default_options, is_default
from pytest_mwedit.api.sessions import note_write
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import is_known

if TYPE_CHECKING:
    from pytest_mwedit.api.call import Call

#: How the names of preferences begin that scripts keep for themselves, and what they are made of.
OF_SCRIPTS = "userjs-"
_KEY = re.compile(r"[A-Za-z0-9_-]*")
LONGEST_KEY, LONGEST_VALUE = 255, 65530

#: What stands among the preferences of people and is changed elsewhere.
SPECIAL = frozenset({"realname", "emailaddress", "oldsig", "username"})

#: Preferences that are on or off, although their names or defaults do not tell.
TOGGLES = re.compile(
    r"ccmeonemails|diffonly|disablemail|edit(?:ondblclick|sectiononrightclick)|email-allow-new-users|enotif\w+"
    r"|extendwatchlist|fancysig|force\w+|hide\w+|minordefault|newpageshidepatrolled|norollbackdiff|prefershttps"
    r"|preview\w+|pst-cssjs|requireemail|show\w+|skin-responsive|use\w+|watch(?:creations|default|deletion|moves"
    r"|rollback|uploads)|watchlist(?:hide\w+|reloadautomatically|unwatchlinks)|(?:rc|wl)enhancedfilters-disable"
    r"|searchNs\d+"
)

#: Preference: its values.
CHOICES = {
    "editfont": ("monospace", "sans-serif", "serif"),
    "gender": ("unknown", "female", "male"),
    "date": ("default", "mdy", "dmy", "ymd", "ISO 8601"),
}

#: Preference: the least and the most that it may be.
NUMBERS = {"rclimit": (1, 1000), "wllimit": (1, 1000)}

LONGEST_NICKNAME = 255


def run(call: Call) -> None:
    """Check, change, and answer."""
    if not call.user.is_registered:
        raise ApiError(errors.NOT_LOGGED_IN, message("action-editmyoptions"))
    note_write(call)
    if not call.may("editmyoptions"):
        raise ApiError(errors.PERMISSION_DENIED, message("action-editmyoptions"))
    params, options = call.params, call.user.options
    changes = _changes(call)
    kinds = params["resetkinds"] if params["reset"] else []
    if not kinds and not changes:
        raise ApiError(errors.NO_CHANGES)
    if kinds:
        for name in [name for name in options if _kind(call, name) in kinds or "all" in kinds]:
            del options[name]
    for name, value in changes.items():
        refusal = _refusal(call, name, value)
        if refusal is not None:
            call.warn("options", message("apiwarn-validationfailed", Markup(name), refusal), code="validationfailed")
        elif value is None:
            options.pop(name, None)
        else:
            options[name] = _stored(name, value)
            if is_default(call.wiki, name, options[name]):
                del options[name]
    call.result["options"] = "success"


def _changes(call: Call) -> dict[str, str | None]:
    """Return the preferences that are to change; None is what they are by default."""
    params = call.params
    changes: dict[str, str | None] = {}
    for entry in params["change"] or ():
        name, is_set, value = entry.partition("=")
        changes[name] = value if is_set else None
    if params["optionname"] is not None:
        changes[params["optionname"]] = params["optionvalue"]
    elif params["optionvalue"] is not None:
        raise ApiError(errors.NO_OPTION_NAME, "optionname")
    return changes


def _kind(call: Call, name: str) -> str:
    if name.startswith(OF_SCRIPTS):
        return "userjs"
    return "registered" if name in default_options(call.wiki) else "unused"


def _refusal(call: Call, name: str, value: str | None) -> Param:
    """Tell why a preference cannot have a value, if so."""
    if name.startswith(OF_SCRIPTS):
        return _refusal_of_scripts(name, value)
    if name in SPECIAL:
        return message("apiwarn-validationfailed-cannotset")
    if name not in default_options(call.wiki) and name != "watchlisttoken":
        return message("apiwarn-validationfailed-badpref")
    if value is None or name == "watchlisttoken" or TOGGLES.fullmatch(name):
        return None
    if name in CHOICES or name == "language":
        good = is_known(value) if name == "language" else value in CHOICES[name]
        return None if good else message("htmlform-select-badoption")
    if name in NUMBERS:
        return _refusal_of_number(value, *NUMBERS[name])
    if name == "nickname":
        if len(value) <= LONGEST_NICKNAME:
            return None
        return Markup(text_of(message("badsiglength", LONGEST_NICKNAME), language=call.language))
    raise NotImitated(
        f"The in-memory wiki does not know which values the preference {name!r} may have. "
        "Set it with add_user's account instead, or record the reply."
    )


def _refusal_of_scripts(name: str, value: str | None) -> Message | None:
    if len(name.encode()) > LONGEST_KEY:
        return message("apiwarn-validationfailed-keytoolong", LONGEST_KEY)
    if not _KEY.fullmatch(name):
        return message("apiwarn-validationfailed-badchars")
    if value is not None and len(value.encode()) > LONGEST_VALUE:
        return message("apiwarn-validationfailed-valuetoolong", LONGEST_VALUE)
    return None


def _refusal_of_number(value: str, least: int, most: int) -> Message | None:
    if not re.fullmatch(r"[+-]?[0-9]+", value.strip()):
        return message("htmlform-int-invalid")
    if int(value) < least:
        return message("htmlform-int-toolow", Id(least))
    return message("htmlform-int-toohigh", Id(most)) if int(value) > most else None


def _stored(name: str, value: str) -> Any:
    """Return how a preference is kept: one that is off is 0, and so is what scripts keep as 0."""
    if TOGGLES.fullmatch(name):
        return {"": "", "0": 0}.get(value, "1")
    return 0 if name.startswith(OF_SCRIPTS) and value == "0" else value
