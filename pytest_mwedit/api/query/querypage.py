"""list=querypage: what special pages list that look for what wants mending: table PAGES.

The wikis that are imitated make these lists anew whenever somebody asks, and have no files, so that what is about
files alone is empty. Evidence for the order and for what counts: the story ``query-pages``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from pytest_mwedit.api import errors
from pytest_mwedit.api.errors import ApiError
from pytest_mwedit.api.query.listing import stamp
from pytest_mwedit.api.query.query import QueryModule
from pytest_mwedit.api.result import Tree
from pytest_mwedit.api.versions import manner_of
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki import Page, Title, Wiki, iso
from pytest_mwedit.wiki.namespaces import CATEGORY, FILE, MAIN, MEDIAWIKI, TEMPLATE, USER, USER_TALK

if TYPE_CHECKING:
    from pytest_mwedit.api.query.pageset import Generated
    from pytest_mwedit.api.query.query import Query
    from pytest_mwedit.wiki.page_links import Links


@dataclass(frozen=True, slots=True)
class Listed:
    """A title that a special page lists."""

    title: Title
    #: What it is sorted by, if not by its title alone, and what else the database told of it.
    value: str | None = None
    row: dict[str, str | None] = field(default_factory=dict)
    timestamp: int | None = None


def run(query: Query, params: dict[str, Any]) -> None:
    """List what the special page does."""
    told = Tree(name=params["page"])
    query.data["querypage"] = told
    told["results"] = [_entry(each) for each in _told(query, params)]


def generate(query: Query, params: dict[str, Any]) -> Generated:
    """Return the titles that the special page lists."""
    found = [each.title for each in _told(query, params)]
    if manner_of(query.call.wiki.version).names_special_page_of_generator:
        query.data["querypage"] = Tree(name=params["page"])
    return [*found]


def _told(query: Query, params: dict[str, Any]) -> list[Listed]:
    """Return what this reply tells, and note where the next one begins."""
    name, offset, limit = params["page"], params["offset"], params["limit"]
    if name in RIGHTS:
        if not query.call.may(RIGHTS[name]):
            raise ApiError(errors.SPECIAL_PAGE_CANT_EXECUTE)
        query.call.private = True
    if name not in PAGES:
        prefix = query.module.prefix
        raise NotImitated(
            f"The in-memory wiki does not imitate {prefix}page={name} of list=querypage "
            f"(it knows {', '.join(sorted(PAGES))}). Leave it out, or record the reply."
        )
    found = PAGES[name](query.call.wiki)
    start = max(offset, 0)
    if len(found) > start + limit:
        query.go_on(offset + limit, "offset")
    return found[start : start + limit]


def _entry(listed: Listed) -> Tree:
    entry = Tree()
    if listed.value is not None:
        entry["value"] = listed.value
    if listed.timestamp is not None:
        entry["timestamp"] = iso(listed.timestamp)
    entry.update(ns=listed.title.namespace, title=listed.title.prefixed_text)
    if listed.row:
        entry["databaseResult"] = Tree(listed.row)
    return entry


# What pages there are

Find = Callable[[Wiki], list[Listed]]


def _place(title: Title) -> tuple[int, str]:
    return title.namespace, title.dbkey


def _articles(wiki: Wiki, namespace: int = MAIN) -> list[Page]:
    """Return the pages of a namespace that send nobody on, by title."""
    pages = (page for title, page in wiki.pages.items() if title.namespace == namespace and not page.is_redirect)
    return sorted(pages, key=lambda page: page.title.dbkey)


def _by_title(namespace: int, is_listed: Callable[[Page, Links], bool]) -> Find:
    """Return what finds the pages of *namespace* by what they link to."""

    def find(wiki: Wiki) -> list[Listed]:
        return [Listed(page.title) for page in _articles(wiki, namespace) if is_listed(page, wiki.links.of(page))]

    return find


def _that_nothing(namespace: int, *tables: str) -> Find:
    """Return what finds the pages of *namespace* that no page names in these tables of links."""

    def find(wiki: Wiki) -> list[Listed]:
        named = {title for table in tables for _, title in _named(wiki, table)}
        return [Listed(page.title) for page in _articles(wiki, namespace) if page.title not in named]

    return find


def _named(wiki: Wiki, table: str) -> Iterator[tuple[Page, Title]]:
    """Yield what pages name in one of their tables of links."""
    of = attrgetter(table)
    for page in wiki.pages.values():
        for title in of(wiki.links.of(page)):
            yield page, title


# What is counted


def _most(counted: Iterable[tuple[Title, int]]) -> list[Listed]:
    """Return titles with the greatest numbers first, and among equals by title."""
    rows = sorted(counted, key=lambda row: (-row[1], _place(row[0])))
    return [Listed(title, str(number)) for title, number in rows]


def _wanted(table: str, namespace: int) -> Find:
    """Return what finds the titles of *namespace* that pages name in *table* and that are no pages."""

    def find(wiki: Wiki) -> list[Listed]:
        named = Counter(title for _, title in _named(wiki, table) if title.namespace == namespace)
        # A file is wanted although its page may be there.
        return _most((title, n) for title, n in named.items() if namespace == FILE or title not in wiki.pages)

    return find


def _wanted_pages(wiki: Wiki) -> list[Listed]:
    all_links: Counter[Title] = Counter()
    of_redirects: Counter[Title] = Counter()
    for page, title in _named(wiki, "titles"):
        if page.title.namespace == MEDIAWIKI or title.namespace in (USER, USER_TALK) or title in wiki.pages:
            continue
        all_links[title] += 1
        of_redirects[title] += page.is_redirect
    return _most((title, n) for title, n in all_links.items() if n > of_redirects[title])


def _most_linked(wiki: Wiki) -> list[Listed]:
    counted = Counter(title for _, title in _named(wiki, "titles"))
    found = _most((title, n) for title, n in counted.items() if n > 1)
    if not manner_of(wiki.version).tells_rows_of_linked:
        return found
    namespaces = {title: str(title.namespace) for title in wiki.pages}
    return [Listed(each.title, each.value, {"page_namespace": namespaces.get(each.title)}) for each in found]


def _most_named(table: str, *, at_least: int) -> Find:
    """Return what finds the titles that so many pages name in *table*, whether they are pages or not."""

    def find(wiki: Wiki) -> list[Listed]:
        counted = Counter(title for _, title in _named(wiki, table))
        return _most((title, n) for title, n in counted.items() if n >= at_least)

    return find


def _most_of(table: str) -> Find:
    """Return what finds the pages that name more than one thing in *table*."""
    of = attrgetter(table)

    def find(wiki: Wiki) -> list[Listed]:
        counted = ((page.title, len(of(wiki.links.of(page)))) for page in _articles(wiki))
        return _most((title, n) for title, n in counted if n > 1)

    return find


def _most_revisions(wiki: Wiki) -> list[Listed]:
    return _most((page.title, len(page.revisions)) for page in _articles(wiki))


def _fewest_revisions(wiki: Wiki) -> list[Listed]:
    rows = sorted(_articles(wiki), key=lambda page: (len(page.revisions), page.title.dbkey))
    return [Listed(page.title, str(len(page.revisions))) for page in rows]


def _short_pages(wiki: Wiki) -> list[Listed]:
    rows = sorted(_articles(wiki), key=lambda page: (page.latest.size, page.id))
    return [Listed(page.title, str(page.latest.size)) for page in rows]


def _long_pages(wiki: Wiki) -> list[Listed]:
    return _short_pages(wiki)[::-1]


def _ancient_pages(wiki: Wiki) -> list[Listed]:
    rows = sorted(_articles(wiki), key=lambda page: (page.latest.timestamp, page.id))
    return [Listed(page.title, stamp(page.latest.timestamp), timestamp=page.latest.timestamp) for page in rows]


def _unwatched_pages(wiki: Wiki) -> list[Listed]:
    """Return the pages on nobody's watchlist; on one stays what was to be watched for a time that is over."""
    watched = {title for watchlist in wiki.watchlists.values() for title in watchlist}
    found = (
        page.title
        for page in wiki.pages.values()
        if page.title not in watched and page.title.namespace != MEDIAWIKI and not page.is_redirect
    )
    return [Listed(title, str(title.namespace)) for title in sorted(found, key=_place)]


# Redirects


def _redirects(wiki: Wiki) -> Iterator[tuple[Page, Title]]:
    """Yield the pages that send their readers on, by title, with where to."""
    for page in sorted(wiki.pages.values(), key=lambda page: _place(page.title)):
        target = page.redirect_target
        if target is not None:
            yield page, target


def _target(prefix: str, target: Title) -> dict[str, str | None]:
    return {
        f"{prefix}_namespace": str(target.namespace),
        f"{prefix}_title": target.dbkey,
        f"{prefix}_fragment": target.fragment,
    }


def _list_redirects(wiki: Wiki) -> list[Listed]:
    rows: list[Listed] = []
    for page, target in _redirects(wiki):
        row = _target("rd", target) | {"rd_interwiki": target.interwiki}
        if manner_of(wiki.version).tells_rows_of_linked:
            reached = wiki.page(target)
            row["redirid"] = None if reached is None else str(reached.id)
        rows.append(Listed(page.title, row=row))
    return rows


def _broken_redirects(wiki: Wiki) -> list[Listed]:
    broken = [(page, target) for page, target in _redirects(wiki) if target.can_exist and target not in wiki.pages]
    broken.sort(key=lambda row: (_place(row[1]), row[0].id))
    return [Listed(page.title, row=_target("rd", target)) for page, target in broken]


def _double_redirects(wiki: Wiki) -> list[Listed]:
    found: list[tuple[Page, Title, Page, Title]] = []
    for page, target in _redirects(wiki):
        between = wiki.page(target)
        end = None if between is None else between.redirect_target
        if between is not None and end is not None:
            found.append((page, target, between, end))
    found.sort(key=lambda row: (_place(row[1]), row[0].id))
    return [
        Listed(page.title, row=_target("b", target) | _target("c", end) | {"c_interwiki": end.interwiki})
        for page, target, _, end in found
    ]


def _nothing(wiki: Wiki) -> list[Listed]:
    del wiki
    return []


def _has_no_categories(page: Page, links: Links) -> bool:
    del page
    return not links.categories


#: Special page: the right to see it, where not everybody may.
RIGHTS = {"Unwatchedpages": "unwatchedpages"}

PAGES: dict[str, Find] = {
    "Ancientpages": _ancient_pages,
    "BrokenRedirects": _broken_redirects,
    "Deadendpages": _by_title(MAIN, lambda page, links: not links.titles),
    "DoubleRedirects": _double_redirects,
    "Fewestrevisions": _fewest_revisions,
    "ListDuplicatedFiles": _nothing,
    "Listredirects": _list_redirects,
    "Lonelypages": _that_nothing(MAIN, "titles", "templates"),
    "Longpages": _long_pages,
    "MediaStatistics": _nothing,
    "Mostcategories": _most_of("categories"),
    "Mostimages": _most_named("files", at_least=2),
    "Mostinterwikis": _nothing,
    "Mostlinked": _most_linked,
    "Mostlinkedtemplates": _most_named("templates", at_least=1),
    "Mostrevisions": _most_revisions,
    "Shortpages": _short_pages,
    "Uncategorizedcategories": _by_title(CATEGORY, _has_no_categories),
    "Uncategorizedimages": _by_title(FILE, _has_no_categories),
    "Uncategorizedpages": _by_title(MAIN, _has_no_categories),
    "Uncategorizedtemplates": _by_title(TEMPLATE, _has_no_categories),
    "Unusedcategories": _that_nothing(CATEGORY, "categories"),
    "Unusedimages": _nothing,
    "Unusedtemplates": _that_nothing(TEMPLATE, "templates"),
    "Unwatchedpages": _unwatched_pages,
    "Wantedcategories": _wanted("categories", CATEGORY),
    "Wantedfiles": _wanted("files", FILE),
    "Wantedpages": _wanted_pages,
    "Wantedtemplates": _wanted("templates", TEMPLATE),
    "Withoutinterwiki": _by_title(MAIN, lambda *_: True),
}

MODULE = QueryModule(run, generate=generate)
