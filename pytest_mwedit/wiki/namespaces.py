"""The namespaces of a wiki."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pytest_mwedit.languages import language

if TYPE_CHECKING:
    from pytest_mwedit.wiki.configuration import Configuration
    from pytest_mwedit.wiki.profiles import Profile

MEDIA, SPECIAL, MAIN, TALK, USER, USER_TALK = -2, -1, 0, 1, 2, 3
PROJECT, FILE, MEDIAWIKI, TEMPLATE, CATEGORY = 4, 6, 8, 10, 14

#: Number: canonical name, with subpages. A wiki's own names are those of its language and configuration.
#: As ``meta=siteinfo&siprop=namespaces`` of MediaWiki 1.43 answers.
NAMESPACES: dict[int, tuple[str, bool]] = {
    -2: ("Media", False),
    -1: ("Special", False),
    0: ("", False),
    1: ("Talk", True),
    2: ("User", True),
    3: ("User talk", True),
    4: ("Project", True),
    5: ("Project talk", True),
    6: ("File", False),
    7: ("File talk", True),
    8: ("MediaWiki", True),
    9: ("MediaWiki talk", True),
    10: ("Template", True),
    11: ("Template talk", True),
    12: ("Help", True),
    13: ("Help talk", True),
    14: ("Category", False),
    15: ("Category talk", True),
}

#: Namespaces whose titles begin with a capital letter whatever ``capital_links`` says.
ALWAYS_CAPITAL = frozenset({SPECIAL, USER, USER_TALK, MEDIAWIKI, MEDIAWIKI + 1})

#: Language: what the namespaces of extensions are called in it, as ``siprop=namespaces`` of such wikis answers.
NAMES_OF_EXTENSIONS: Mapping[str, Mapping[int, str]] = {
    "fr": {
        829: "Discussion module",
        2301: "Discussion gadget",
        2302: "Définition de gadget",
        2303: "Discussion définition de gadget",
    },
    "vi": {
        828: "Mô đun",
        829: "Thảo luận Mô đun",
        2300: "Tiện ích",
        2301: "Thảo luận Tiện ích",
        2302: "Định nghĩa tiện ích",
        2303: "Thảo luận Định nghĩa tiện ích",
    },
}


@dataclass(frozen=True)
class Namespace:
    """A namespace; *name* is the wiki's own name of it, *canonical* the one that every wiki understands."""

    id: int
    name: str
    canonical: str
    subpages: bool
    capital: bool


def namespaces_of(config: Configuration, installed: Profile | None = None) -> dict[int, Namespace]:
    """Return the namespaces of a wiki by number, with those of what is *installed*."""
    project = config.site_name.replace("_", " ")
    spoken = language(config.language)
    translated = NAMES_OF_EXTENSIONS.get(config.language, {}) if installed and installed.extensions else {}
    own_names = {
        **translated,
        **spoken.namespaces,
        PROJECT: project,
        PROJECT + 1: spoken.project_talk.replace("$1", project),
    }
    small_letters = installed.small_letters if installed else frozenset()
    extra = {int(number): (str(name).replace("_", " "), False) for number, name in config.extra_namespaces.items()}
    own = installed.namespaces if installed else {}
    return {
        number: Namespace(
            number,
            own_names.get(number, name),
            name,
            subpages,
            number not in small_letters and (config.capital_links or number in ALWAYS_CAPITAL),
        )
        for number, (name, subpages) in sorted({**NAMESPACES, **own, **extra}.items())
    }


def is_talk(namespace: int) -> bool:
    """Whether *namespace* holds discussion pages."""
    return namespace > 0 and namespace % 2 == 1
