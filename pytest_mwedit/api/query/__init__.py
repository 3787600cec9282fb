"""The modules of action=query: tables PROP, LIST and META.

To add one, write a file of its own and a row here. What it accepts is declared in ``paraminfo/<version>.json`` already;
parameters that it lacks are named in the row, values that it lacks are refused with `refuse_unknown`.

A module that lists things, or tells of each page a list, is one function ``find(query, params) -> Iterable[Row]``,
which yields everything that there is, in any order; `listing` or `about_pages` make the module of it (see `allpages`):

* a `Row` has a *key*, by which rows are sorted (``dir=descending``, ``desc`` and ``older``: backwards) and which, with
  ``|`` between its parts, is the value of ``continue`` from which the reply goes on with it; *position* says what each
  part is, ``NUMBER``, ``TEXT`` or ``TIMESTAMP`` (14 digits, see `listing.stamp`), and other values are badcontinue;
* *entry* is what the answer says: under the module's name, or for a module ``about_pages`` in the entry of the page
  whose number is *about* (``query.pages.titles`` and ``query.pages.good`` have the numbers);
* *found* is what ``generator=`` makes of it: a `Page`, a `Title` that may not exist, or a `Revision`; None for nothing.

The limit (``limit=max``, apihighlimits, warnings above it), the order, continuation, and the generator with its prefix
``g`` follow from that; ``query.module`` is the declaration of the module at work, with the prefix of the moment.
What is not so simple is a ``QueryModule(run, lacks, generate)``: ``run(query, params)`` adds to ``query.data`` or to
``query.page(number)`` and says with ``query.go_on(value)`` that there is more; ``generate(query, params)`` returns
pages, titles or revisions. What format=xml calls the items of a list is a row in ``formats/metadata.py``.

Answers that depend on who asks set ``query.call.private = True``.
"""

from __future__ import annotations

from pytest_mwedit.api.query import (
    all_revisions,
    all_titles,
    allmessages,
    allpages,
    authmanagerinfo,
    backlinks,
    backlinks_elsewhere,
    blocks,
    categories,
    categorymembers,
    contributors,
    deletedrevs,
    extlinks,
    filerepoinfo,
    files,
    imageinfo,
    info,
    languageinfo,
    logevents,
    page_lists,
    page_properties,
    pageprops,
    prefixsearch,
    protectedtitles,
    querypage,
    random,
    recentchanges,
    revisions,
    search,
    siteinfo,
    tags,
    tokens,
    usercontribs,
    userinfo,
    users,
    watchlist,
    watchlists,
)
from pytest_mwedit.api.query.query import QueryModule

PROP: dict[str, QueryModule] = {
    "categoryinfo": QueryModule(categories.run_info),
    "deletedrevisions": all_revisions.MODULE_OF_PAGES,
    "contributors": contributors.MODULE,
    **extlinks.OF_PAGES,
    "imageinfo": QueryModule(imageinfo.run, lacks=imageinfo.LACKS),
    "info": QueryModule(info.run, lacks=info.LACKS),
    "pageprops": QueryModule(pageprops.run),
    **files.OF_PAGES,
    **page_lists.MODULES,
    **backlinks.OF_PAGES,
    "revisions": QueryModule(revisions.run, generate=revisions.generate),
}

LIST: dict[str, QueryModule] = {
    "allpages": allpages.MODULE,
    **all_titles.LISTS,
    "alldeletedrevisions": all_revisions.MODULE_OF_DELETED,
    "allrevisions": all_revisions.MODULE_OF_ALL,
    "allusers": users.MODULE_OF_ALL,
    **backlinks.LISTS,
    **backlinks_elsewhere.LISTS,
    "categorymembers": categorymembers.MODULE,
    **extlinks.LISTS,
    "blocks": blocks.MODULE,
    "deletedrevs": deletedrevs.MODULE,
    **files.LISTS,
    "logevents": logevents.MODULE,
    **page_properties.LISTS,
    "prefixsearch": prefixsearch.MODULE,
    "protectedtitles": protectedtitles.MODULE,
    "querypage": querypage.MODULE,
    "random": random.MODULE,
    "recentchanges": recentchanges.MODULE,
    "search": search.MODULE,
    "tags": tags.MODULE,
    "usercontribs": usercontribs.MODULE,
    "users": users.MODULE,
    "watchlist": watchlist.MODULE,
    "watchlistraw": watchlists.MODULE,
}

META: dict[str, QueryModule] = {
    "allmessages": QueryModule(allmessages.run),
    "authmanagerinfo": QueryModule(authmanagerinfo.run),
    "filerepoinfo": QueryModule(filerepoinfo.run),
    "languageinfo": QueryModule(languageinfo.run),
    "siteinfo": QueryModule(siteinfo.run),
    "tokens": QueryModule(tokens.run),
    "userinfo": QueryModule(userinfo.run, lacks=userinfo.LACKS),
}
