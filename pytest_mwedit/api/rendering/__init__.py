"""Pages as HTML: what MediaWiki's parser makes of wikitext, asked of real wikis (`tests/live/parsed_pages.py`)."""
