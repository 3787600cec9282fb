"""The modules of action=query: tables PROP, LIST and META.

A module is ``run(query, params)``: it reads ``query.pages`` and ``query.call``, and adds to ``query.data`` or,
page by page, to ``query.page(id)``.
"""

from __future__ import annotations

from pytest_mwedit.api.query import info, revisions, siteinfo, tokens, userinfo
from pytest_mwedit.api.query.query import QueryModule

PROP: dict[str, QueryModule] = {
    "info": QueryModule(info.run, lacks=info.LACKS),
    "revisions": QueryModule(revisions.run, lacks=revisions.LACKS),
}

LIST: dict[str, QueryModule] = {}

META: dict[str, QueryModule] = {
    "siteinfo": QueryModule(siteinfo.run, lacks=siteinfo.LACKS),
    "tokens": QueryModule(tokens.run),
    "userinfo": QueryModule(userinfo.run, lacks=userinfo.LACKS),
}
