"""Random requests, sent to a real MediaWiki and to the in-memory one; see `tests/live/README.md`."""
