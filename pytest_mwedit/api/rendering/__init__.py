"""Pages as HTML: what MediaWiki's parser makes of wikitext, found out by asking real wikis (`tests/live/html.py`)."""
