"""How the requests of Python's HTTP clients reach a test double instead of a network.

Methods are wrapped in place, on the classes that every client shares, and a wrapper that has nothing to do calls
what it wraps.  So a client made before the test is caught, and a request that is no wiki's takes its usual way.
vcrpy's own patches are not used: they exchange classes, put the real ones back for the whole process while a
connection is made, and read foreign replies to their end.
"""

from __future__ import annotations

from pytest_mwedit.clients import (
    aiohttp_connector,
    http_client,
    httpcore_pool,
    httpx_transport,
    other_tools,
    pywikibot_state,
    sleeping,
    tornado_client,
    wikibase_state,
)
from pytest_mwedit.clients.interception import Answerer, Interception, Isolation, Patch, interception

__all__ = ["PATCHES", "Answerer", "Interception", "Patch", "interception"]

#: Every method that is wrapped, a row each.
PATCHES: tuple[Patch, ...] = (
    *http_client.PATCHES,
    *httpx_transport.PATCHES,
    *httpcore_pool.PATCHES,
    *aiohttp_connector.PATCHES,
    *tornado_client.PATCHES,
    *other_tools.PATCHES,
    *pywikibot_state.PATCHES,
    *sleeping.PATCHES,
)


#: Every library that keeps state for the whole process, a row each.
ISOLATIONS: tuple[Isolation, ...] = (*pywikibot_state.ISOLATIONS, *wikibase_state.ISOLATIONS)

interception.patches = PATCHES
interception.isolations = ISOLATIONS
