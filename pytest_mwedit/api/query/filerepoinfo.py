"""meta=filerepoinfo: where files lie; a wiki as it is installed has one place, and nothing in it.

As MediaWiki 1.43 and 1.39 answer (the story ``files``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pytest_mwedit.api.result import Tree

if TYPE_CHECKING:
    from pytest_mwedit.api.query.query import Query


def run(query: Query, params: dict[str, Any]) -> None:
    """Tell of the wiki's own place for files."""
    wiki = query.call.wiki
    images = f"{wiki.script_path}/images"
    known = {
        "name": "local",
        "displayname": wiki.config.site_name,
        "rootUrl": images,
        "local": True,
        "url": images,
        "thumbUrl": f"{images}/thumb",
        "initialCapital": wiki.config.capital_links,
        "scriptDirUrl": wiki.script_path,
        "favicon": f"{wiki.server}/favicon.ico",
        "canUpload": False,
    }
    query.data["repos"] = [Tree({key: value for key, value in known.items() if key in params["prop"]})]
