"""Clients that sleep before they ask a wiki again: its clock moves on, and they need not.

What is wrapped are functions of modules.  Whatever else stands in their place, such as a test's double, is left alone.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Awaitable, Callable
from types import BuiltinFunctionType
from typing import Any

from pytest_mwedit.clients.interception import Patch, interception


def _passes(seconds: Any) -> bool:
    """Whether *seconds* have passed already; what waits for nothing or for ever is no back-off."""
    return isinstance(seconds, (int, float)) and 0 < seconds < math.inf and interception.let_pass(seconds)


def _wrap_sleep(original: Callable[[float], None]) -> Callable[[float], None] | None:
    if not (isinstance(original, BuiltinFunctionType) and original.__module__ == "time"):
        return None

    @functools.wraps(original)
    def sleep(seconds: float, /) -> None:
        if not _passes(seconds):
            original(seconds)

    return sleep


def _wrap_async_sleep(original: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]] | None:
    if getattr(original, "__module__", None) != "asyncio.tasks":
        return None

    @functools.wraps(original)
    async def sleep(delay: float, result: Any = None) -> Any:
        # Other tasks get their turn all the same.
        return await original(0 if _passes(delay) else delay, result)

    return sleep


#: Functions that sleep, by module and name: the standard library's, and modules that imported them by name.
SLEEPS = (
    ("time", "sleep"),
    ("pywikibot", "time_sleep"),
    ("wikibaseintegrator.wbi_helpers", "sleep"),
)
ASYNC_SLEEPS = (
    ("asyncio", "sleep"),
    ("anyio._backends._asyncio", "sleep"),
)

PATCHES = (
    *(Patch(module, "", name, _wrap_sleep) for module, name in SLEEPS),
    *(Patch(module, "", name, _wrap_async_sleep) for module, name in ASYNC_SLEEPS),
)
