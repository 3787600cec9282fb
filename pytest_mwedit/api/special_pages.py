"""What special pages are called."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pytest_mwedit.api.recorded_siteinfo import recorded_property
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.languages import ENGLISH, Language, language
from pytest_mwedit.wiki.namespaces import SPECIAL

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_mwedit.wiki import Title, Wiki


def local_special_page(wiki: Wiki, title: Title) -> Title | None:
    """Return the special page that *title* calls by any of its names, by its own name; None if there is none.

    Raises:
        NotImitated: where it is not recorded what special pages are called in the wiki's language.
    """
    name, slash, rest = title.dbkey.partition("/")
    if wiki.config.language == ENGLISH:
        own = _english(wiki.version, wiki.profile).get(name.lower())
        return None if own is None else wiki.titles.make(SPECIAL, own + slash + rest)
    names = _names(wiki.language)
    if name.lower() not in names:
        raise NotImitated(
            f"The in-memory wiki does not know what {title} is called in the language {wiki.config.language!r}. "
            "Ask for the comment as it was written, or record the reply."
        )
    return wiki.titles.make(SPECIAL, names[name.lower()] + slash + rest)


@cache
def _english(version: str, profile: str) -> Mapping[str, str]:
    """Return every name of a special page, in small letters, with the page's own name."""
    names: dict[str, str] = {}
    for row in recorded_property(version, profile, "specialpagealiases"):
        names |= {name.lower(): row["aliases"][0] for name in (*row["aliases"], row["realname"])}
    return names


def _names(spoken: Language) -> Mapping[str, str]:
    own = {name.lower(): name for name in spoken.special_pages.values()}
    english = language(ENGLISH).special_pages
    return {**{english[key].lower(): name for key, name in spoken.special_pages.items()}, **own}
