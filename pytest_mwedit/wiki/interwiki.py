"""The prefixes of titles on other wikis."""

from __future__ import annotations

#: As ``meta=siteinfo&siprop=interwikimap`` of a freshly installed MediaWiki 1.43 answers.
INTERWIKI_PREFIXES = frozenset(
    """
    acronym arxiv c2 cache commons dictionary doi elibre emacswiki fandom foldoc freebsdman google
    googlegroups hammondwiki hrwiki imdb lojban meatball mediawikiwiki memoryalpha metawikimedia mozillawiki
    mw oeis pmid pythoninfo rfc senseislibrary shoutwiki theopedia tmbw twiki uncyclopedia usemod wikia
    wikibooks wikidata wikihow wikimedia wikinews wikipedia wikiquote wikisource wikispecies wikiversity
    wikivoyage wikiwikiweb wikt wiktionary
    """.split()
)
