"""Test tools that replace a client's method above those that are wrapped here: a wiki's request goes past them.

responses, requests-mock and aioresponses refuse every URL that they were not told of, so a test that has one of them
for another service could not ask its wiki.  A request for a wiki takes the client's own method instead of theirs.
vcrpy (and so pytest-recording) neither plays nor records it.
"""

from __future__ import annotations

import functools
import importlib.util
import sys
import warnings
from collections.abc import Callable
from types import ModuleType
from typing import Any

from pytest_mwedit.clients.interception import Patch, interception

#: The tools to go past.  Whatever else replaces a method (a spy, an instrumentation) is left in place.
TOOLS = frozenset({"aioresponses", "requests_mock", "responses"})


def _is_a_tools(method: Any) -> bool:
    """Whether *method* is not the client's own but one of `TOOLS`."""
    side_effect = getattr(getattr(method, "mock", None), "side_effect", None)  # what aioresponses patches with
    home = getattr(side_effect, "__module__", None) or getattr(method, "__globals__", {}).get("__name__", "")
    return str(home).partition(".")[0] in TOOLS


@functools.cache
def _unpatched(name: str) -> ModuleType:
    """Return a copy of the module *name* that nobody has patched."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        raise ImportError(f"there is no source of {name}")
    module = importlib.util.module_from_spec(spec)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the user has seen them when the module was imported
        spec.loader.exec_module(module)
    return module


def _own_method(module: str, owner: str, attribute: str) -> Callable[..., Any]:
    method: Callable[..., Any] = getattr(getattr(_unpatched(module), owner), attribute)
    return method


def _past_the_tools(
    module: str, owner: str, attribute: str, url_of: Callable[..., str]
) -> Callable[[Callable[..., Any]], Callable[..., Any] | None]:
    def wrap(original: Callable[..., Any]) -> Callable[..., Any] | None:
        if not _is_a_tools(original):
            return None

        @functools.wraps(original)
        def method(*args: Any, **kwargs: Any) -> Any:
            if interception.claimant(url_of(*args, **kwargs)) is None:
                return original(*args, **kwargs)
            return _own_method(module, owner, attribute)(*args, **kwargs)

        return method

    return wrap


class _OwnAdapter:
    """An adapter of requests whose `send` a tool has replaced, with its own one."""

    def __init__(self, adapter: Any) -> None:
        self._adapter = adapter

    def send(self, *args: Any, **kwargs: Any) -> Any:
        return _own_method("requests.adapters", "HTTPAdapter", "send")(self._adapter, *args, **kwargs)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._adapter, name)


def _wrap_get_adapter(original: Callable[..., Any]) -> Callable[..., Any]:
    """Give a wiki's request an adapter that responses has not replaced, also within a `responses.activate`."""

    @functools.wraps(original)
    def get_adapter(self: Any, url: str) -> Any:
        adapter = original(self, url)
        http_adapter = sys.modules["requests.adapters"].HTTPAdapter
        replaced = _is_a_tools(http_adapter.send) and type(adapter).send is http_adapter.send
        if replaced and interception.claimant(url) is not None:
            return _OwnAdapter(adapter)
        return adapter

    return get_adapter


def _url_of_aiohttp(session: Any, method: str, url: Any, *_: Any, **__: Any) -> str:
    return str(session._build_url(url))


def _wrap_cassette(instead: bool | None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give vcrpy the answer *instead* when it asks its cassette about a wiki's request."""

    def wrap(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def wrapper(self: Any, request: Any, *args: Any) -> Any:
            if interception.concerns(str(request.uri)):
                return instead
            return original(self, request, *args)

        return wrapper

    return wrap


_OWN_SEND = _past_the_tools("requests.sessions", "Session", "send", lambda session, request, **_: str(request.url))
_OWN_ADAPTER_SEND = _past_the_tools(
    "requests.adapters", "HTTPAdapter", "send", lambda adapter, request, *_, **__: str(request.url)
)
_OWN_REQUEST = _past_the_tools("aiohttp.client", "ClientSession", "_request", _url_of_aiohttp)

PATCHES = (
    Patch("requests.sessions", "Session", "send", _OWN_SEND),
    Patch("requests.sessions", "Session", "get_adapter", _wrap_get_adapter),
    Patch("requests.adapters", "HTTPAdapter", "send", _OWN_ADAPTER_SEND),
    Patch("aiohttp.client", "ClientSession", "_request", _OWN_REQUEST),
    Patch("vcr.cassette", "Cassette", "can_play_response_for", _wrap_cassette(False)),
    Patch("vcr.cassette", "Cassette", "filter_request", _wrap_cassette(None)),  # it is to be left alone
    Patch("vcr.cassette", "Cassette", "append", _wrap_cassette(None)),
)
