"""What special pages are called."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.namespaces import SPECIAL
from pytest_mwedit.wiki.recorded_siteinfo import recorded_kind, recorded_properties

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_mwedit.wiki.state import Wiki
    from pytest_mwedit.wiki.titles import Title


def local_special_page(wiki: Wiki, title: Title) -> Title | None:
    """Return the special page that *title* calls by any of its names, by its first name; None if there is none.

    Raises:
        NotImitated: where it is not recorded what special pages are called in the wiki's language.
    """
    name, slash, rest = title.dbkey.partition("/")
    names = _names(wiki.version, wiki.profile, wiki.config.language)
    if not names:
        raise NotImitated(
            f"The in-memory wiki does not know what {title} is called in the language {wiki.config.language!r}. "
            "Record its siteinfo (tests/live/record_version.py), or the reply."
        )
    own = names.get(name.lower())
    return None if own is None else wiki.titles.make(SPECIAL, own + slash + rest)


@cache
def _names(version: str, profile: str, language: str) -> Mapping[str, str]:
    """Return every name of a special page, in small letters, with its first name."""
    known = recorded_kind(version, profile)
    recorded = recorded_properties(*known, language).get("specialpagealiases", {"2": []})
    return {name.lower(): row["aliases"][0] for row in recorded["2"] for name in (row["realname"], *row["aliases"])}
