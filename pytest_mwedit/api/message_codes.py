"""Codes of messages: how an error is called that an extension tells with a message of MediaWiki.

Source: all messages of 1.43 and of 1.39 were told by a hook (``tests/live/record_message_codes.py``); those that stand
not in the table are called as their message is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

#: Prefixes of messages that codes go without.
_PREFIX = re.compile("^(?:apierror|apiwarn)-")
_NO_PART_OF_A_CODE = re.compile(rb"[^A-Za-z0-9_-]")


def code_of(key: str, params: Sequence[str], lacking: frozenset[str]) -> str:
    """Return the code of an error that is told with the message *key*, which need not exist (`found/unknown_words`).

    Args:
        key: the key of the message.
        params: its parameters; one message has the first in its code.
        lacking: keys of the table that the wiki does not know yet.
    """
    if key == MISSING_PARAM:
        code = "".join(("no", *params[:1]))
    elif key in CODES and key not in lacking:
        code = CODES[key]
    else:
        code = _PREFIX.sub("", key)
    return _NO_PART_OF_A_CODE.sub(b"_", code.encode()).decode()


#: The message whose code has its parameter in it.
MISSING_PARAM = "apierror-missingparam"

#: Message: its code.
CODES: Mapping[str, str] = {
    "actionthrottled": "ratelimited",
    "actionthrottledtext": "ratelimited",
    "autoblockedtext": "autoblocked",
    "autoblockedtext-tempuser": "autoblocked",
    "badaccess-group0": "permissiondenied",
    "badaccess-groups": "permissiondenied",
    "badipaddress": "invalidip",
    "blankpage": "emptypage",
    "blockedtext": "blocked",
    "blockedtext-composite": "blocked",
    "blockedtext-partial": "blocked",
    "blockedtext-tempuser": "blocked",
    "cannotdelete": "cantdelete",
    "cannotundelete": "cantundelete",
    "cantmove-titleprotected": "protectedtitle",
    "cantrollback": "onlyauthor",
    "confirmedittext": "confirmemail",
    "content-not-allowed-here": "contentnotallowedhere",
    "delete-toobig": "bigdelete",
    "deleteprotected": "cantedit",
    "edit-conflict": "editconflict",
    "imagenocrossnamespace": "nonfilenamespace",
    "imagetypemismatch": "filetypemismatch",
    "import-noarticle": "badinterwiki",
    "importbadinterwiki": "badinterwiki",
    "importcantopen": "cantopenfile",
    "importnofile": "nofile",
    "importuploaderrorpartial": "partialupload",
    "importuploaderrorsize": "filetoobig",
    "importuploaderrortemp": "notempdir",
    "ip_range_invalid": "invalidrange",
    "ipb-block-not-found": "alreadyblocked",
    "ipb_already_blocked": "alreadyblocked",
    "ipb_blocked_as_range": "blockedasrange",
    "ipb_cant_unblock": "cantunblock",
    "ipb_expiry_invalid": "invalidexpiry",
    "mailnologin": "cantsend",
    "markedaspatrollederror-noautopatrol": "noautopatrol",
    "movenologintext": "cantmove-anon",
    "movenotallowed": "cantmove",
    "movenotallowedfile": "cantmovefile",
    "namespaceprotected": "protectednamespace",
    "nocreate-loggedin": "cantcreate",
    "nocreatetext": "cantcreate-anon",
    "noname": "invaliduser",
    "nosuchusershort": "nosuchuser",
    "notanarticle": "missingtitle",
    "nouserspecified": "invaliduser",
    "ns-specialprotected": "unsupportednamespace",
    "protect-cantedit": "cantedit",
    "protectedinterface": "protectednamespace-interface",
    "protectedpagetext": "protectedpage",
    "range_block_disabled": "rangedisabled",
    "rcpatroldisabled": "patroldisabled",
    "readonlytext": "readonly",
    "sessionfailure": "badtoken",
    "systemblockedtext": "blocked",
    "titleprotected": "protectedtitle",
    "undo-failure": "undofailure",
    "userrights-no-interwiki": "nointerwikiuserrights",
    "userrights-nodatabase": "nosuchdatabase",
}
