"""WikibaseIntegrator has settings and a session for the whole process; each test gets them new."""

from __future__ import annotations

import sys
from collections.abc import Callable

from pytest_mwedit.clients.interception import Answerer, Isolation


def _isolate_settings(answerer: Answerer) -> Callable[[], None]:
    del answerer
    config = sys.modules["wikibaseintegrator.wbi_config"].config
    kept = dict(config)

    def end() -> None:
        config.clear()
        config.update(kept)

    return end


def _isolate_session(answerer: Answerer) -> Callable[[], None]:
    del answerer
    session = sys.modules["wikibaseintegrator.wbi_helpers"].default_session
    kept = session.cookies
    session.cookies = type(kept)()

    def end() -> None:
        session.cookies = kept

    return end


ISOLATIONS = (
    Isolation("wikibaseintegrator.wbi_config", "config", _isolate_settings),
    Isolation("wikibaseintegrator.wbi_helpers", "default_session", _isolate_session),
)
