"""The actions: table ACTIONS.

To add one, write ``def run(call: Call) -> None`` in a file of its own and a row here. What it accepts is already
declared in ``paraminfo/<version>.json``; parameters that it lacks are named in the row. ``run`` finds the checked
parameters in ``call.params`` (by name, without prefix; None or False when absent), the rest in ``call.user``,
``call.rights``, ``call.wiki``; it writes ``call.result["name"] = Tree(...)``, warns with ``call.warn(path, message)``,
refuses with ``raise ApiError(errors.NAME, ...)`` and, if it wrote, calls ``sessions.note_write(call)``.
"""

from __future__ import annotations

from pytest_mwedit.api.actions import (
    block,
    changecontentmodel,
    checktoken,
    clientlogin,
    compare,
    createaccount,
    delete,
    edit,
    expandtemplates,
    login,
    logout,
    managetags,
    move,
    options,
    paraminfo,
    patrol,
    protect,
    purge,
    query,
    rollback,
    small_actions,
    stashedit,
    tag,
    tokens,
    unblock,
    undelete,
    userrights,
    watch,
)
from pytest_mwedit.api.module import Module

#: Action: what answers it.
ACTIONS: dict[str, Module] = {
    "block": Module(block.run),
    "changecontentmodel": Module(changecontentmodel.run),
    "checktoken": Module(checktoken.run),
    "clearhasmsg": Module(small_actions.clearhasmsg),
    "clientlogin": Module(clientlogin.run, lacks=clientlogin.LACKS),
    "compare": Module(compare.run),
    "createaccount": Module(createaccount.run, lacks=createaccount.LACKS),
    "delete": Module(delete.run),
    "edit": Module(edit.run),
    "expandtemplates": Module(expandtemplates.run, lacks=expandtemplates.LACKS),
    "emailuser": Module(small_actions.emailuser),
    "import": Module(small_actions.import_),
    "login": Module(login.run),
    "logout": Module(logout.run),
    "managetags": Module(managetags.run),
    "move": Module(move.run),
    "options": Module(options.run, lacks=options.LACKS),
    "paraminfo": Module(paraminfo.run, lacks=paraminfo.LACKS),
    "patrol": Module(patrol.run),
    "protect": Module(protect.run),
    "purge": Module(purge.run),
    "query": Module(query.run, lacks=query.LACKS, reads=query.reads),
    "removeauthenticationdata": Module(small_actions.removeauthenticationdata),
    "resetpassword": Module(small_actions.resetpassword),
    "rollback": Module(rollback.run),
    "setpagelanguage": Module(small_actions.setpagelanguage),
    "stashedit": Module(stashedit.run),
    "tag": Module(tag.run),
    "tokens": Module(tokens.run),
    "unblock": Module(unblock.run),
    "undelete": Module(undelete.run),
    "upload": Module(small_actions.upload),
    "userrights": Module(userrights.run),
    "validatepassword": Module(small_actions.validatepassword),
    "watch": Module(watch.run),
}
