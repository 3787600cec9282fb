"""What users prefer: what everybody does by default, what somebody chose, and how a choice is kept.

Source: ``uiprop=options`` of real wikis after choices of every type (``found/kinds_of_preferences``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.result import Kept
from pytest_mwedit.failures import NotImitated
from pytest_mwedit.wiki.recorded_siteinfo import recorded_properties

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pytest_mwedit.wiki import User, Wiki


#: The first of the preferences that MediaWiki makes for the wiki's language.
_FIRST_OF_LANGUAGES = "timecorrection"


def default_options(wiki: Wiki) -> dict[str, Any]:
    """Return what everybody prefers who says nothing else; the language is the wiki's, whatever its settings say.

    Raises:
        NotImitated: for a version of which that is not recorded.
    """
    recorded = recorded_properties(wiki.version, wiki.profile)
    if "defaultoptions" not in recorded:
        raise NotImitated(
            f"The in-memory wiki does not know what users of MediaWiki {wiki.version} prefer unless they say so. "
            "Leave uiprop=options out."
        )
    usual, own = recorded["defaultoptions"]["2"], wiki.config.default_user_options
    names = list(usual)
    at = names.index(_FIRST_OF_LANGUAGES)
    # What the configuration adds comes before what depends on the language.
    ordered = dict.fromkeys([*names[:at], *own, *names[at:]])
    return {**ordered, **usual, **own, "language": wiki.config.language, "variant": wiki.config.language}


def options_of(wiki: Wiki, user: User) -> dict[str, Any]:
    """Return what *user* prefers: what was chosen stands before what was not, in the order of the names."""
    defaults = default_options(wiki)
    options = {
        **dict(sorted(user.options.items())),
        **{name: value for name, value in defaults.items() if name not in user.options},
    }
    return {name: Kept(value) if isinstance(value, bool) else value for name, value in options.items()}


def choose(wiki: Wiki, user: User, options: Mapping[str, Any]) -> None:
    """Let *user* prefer something; what is so by default, or None, is not kept."""
    for name, value in options.items():
        if value is None or is_default(wiki, name, value):
            user.options.pop(name, None)
        else:
            user.options[name] = _kept(wiki, value)


def is_default(wiki: Wiki, name: str, value: Any) -> bool:
    """Whether a preference is as it is for who says nothing."""
    if value == "" and wiki.traits.empty_preferences_are_default:
        return True
    default = _known_defaults(wiki).get(name)
    return default is not None and _written(value) == _written(default)


def _known_defaults(wiki: Wiki) -> dict[str, Any]:
    """Return the defaults, where a version is not recorded those that the configuration tells."""
    try:
        return default_options(wiki)
    except NotImitated:
        return wiki.config.default_user_options


def _kept(wiki: Wiki, value: Any) -> Any:
    """Return how a choice is kept: as a text, but for 0."""
    if value is False and not wiki.traits.empty_preferences_are_default:
        return ""
    written = _written(value)
    return 0 if written == "0" else written


def _written(value: Any) -> str:
    """Return a value as PHP writes it, a boolean as a number."""
    return str(int(value)) if isinstance(value, bool | float) and value == int(value) else str(value)
