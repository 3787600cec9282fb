"""The prefixes of titles on other wikis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pytest_mwedit.wiki.recorded_siteinfo import recorded_property

if TYPE_CHECKING:
    from pytest_mwedit.wiki.state import Wiki

_EVERYWHERE = frozenset(
    """
    acronym arxiv cache commons dictionary doi elibre emacswiki foldoc freebsdman google googlegroups
    hammondwiki hrwiki imdb lojban meatball mediawikiwiki memoryalpha metawikimedia mozillawiki mw oeis pmid
    pythoninfo rfc senseislibrary shoutwiki theopedia tmbw twiki uncyclopedia usemod wikia wikibooks
    wikidata wikihow wikimedia wikinews wikipedia wikiquote wikisource wikispecies wikiversity wikivoyage
    wikt wiktionary
    """.split()
)
#: Version: as ``meta=siteinfo&siprop=interwikimap`` of one that is freshly installed answers; others are as 1.39.
INTERWIKI_PREFIXES = {
    "1.43": _EVERYWHERE
    | frozenset(
        """
        c2 fandom wikiwikiweb
        """.split()
    ),
    "1.39": _EVERYWHERE
    | frozenset(
        """
        advogato c2find drumcorpswiki dwjwiki foxwiki gentoo-wiki kmwiki linuxwiki lqwiki metawiki openwiki
        s23wiki seattlewireless squeak tmnet unreal wiki wikif1 wikinfo
        """.split()
    ),
}


def interwiki_prefixes(version: str) -> frozenset[str]:
    """Return the prefixes that titles of other wikis have."""
    return INTERWIKI_PREFIXES.get(version, INTERWIKI_PREFIXES["1.39"])


def address_on(wiki: Wiki, prefix: str, title: str) -> str:
    """Return where a page of the wiki is that *prefix* stands for; *title* is written as addresses are."""
    rows = recorded_property(wiki.version, wiki.profile, "interwikimap")
    address: str = next(row["url"] for row in rows if row["prefix"] == prefix)
    return address.replace("$1", title)
