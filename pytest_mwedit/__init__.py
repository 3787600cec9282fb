"""A pytest plugin for code that edits MediaWiki."""
