"""The patches of the HTTP clients, who answers while they are in place, and when they are."""

from __future__ import annotations

import importlib.abc
import importlib.util
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any, Protocol

from pytest_mwedit.web import WebRequest, WebResponse


class Answerer(Protocol):
    """Who answers the requests of a wiki while a test runs."""

    @property
    def waits(self) -> bool:
        """Whether an answer may wait for a network, so that an event loop must not be held."""

    def claims(self, url: str) -> bool:
        """Whether a request for *url* is to be answered here."""

    def knows_host(self, authority: str) -> bool:
        """Whether a known wiki is at *authority* (host, or host:port): a connection to it waits for its request."""

    def answer(self, request: WebRequest) -> WebResponse:
        """Return the reply; raise `Disrupted` for one that breaks off and `WikiFailure` for a failed test."""

    def let_pass(self, seconds: float) -> bool:
        """Let *seconds* pass at once for a client that is about to sleep so long; False if it has to sleep."""


@dataclass(frozen=True)
class Patch:
    """One method of one client, and what wraps it; `wrap` may return None: nothing to wrap just now.

    Without an *owner* it is a function of the module.
    """

    module: str
    owner: str
    attribute: str
    wrap: Callable[[Any], Any]

    def target(self) -> Any:
        """Return the class or module to patch, or None while that is not imported."""
        module = sys.modules.get(self.module)
        if not self.owner:
            return module
        owner = getattr(module, self.owner, None)
        return getattr(owner, "_baseclass", owner)  # vcrpy puts classes of its own in place of those


@dataclass(frozen=True)
class Isolation:
    """A library that keeps state for the whole process: *begin* gives a test its own, and returns what ends that.

    *last* is what the module defines last: before, it is not ready.
    """

    module: str
    last: str
    begin: Callable[[Answerer], Callable[[], None]]


@dataclass(frozen=True)
class _Installed:
    """A wrapper that was put in place of *original*; held weakly: one that nobody can put back is gone by itself."""

    owner: Any
    attribute: str
    wrapper: weakref.ref[Any]
    original: Any


class Interception:
    """The patches of this process, and who answers; the latest answerer that claims a URL gets it."""

    #: The methods to wrap; `clients` fills it from the tables of its files.
    patches: tuple[Patch, ...] = ()
    #: The libraries whose state is a test's own; likewise.
    isolations: tuple[Isolation, ...] = ()

    def __init__(self) -> None:
        self._answerers: list[Answerer] = []
        #: What ends an isolation, by its module and who answers meanwhile.
        self._isolated: dict[tuple[str, int], Callable[[], None]] = {}
        self._installed: list[_Installed] = []
        self._lock = threading.RLock()
        self._thread = threading.local()
        self._finder = _PatchOnImport(self)

    @contextmanager
    def answered_by(self, answerer: Answerer) -> Iterator[None]:
        """Let *answerer* have the requests that it claims, from every thread, until the block ends."""
        with self._lock:
            self._answerers.append(answerer)
            if len(self._answerers) == 1:
                sys.meta_path.insert(0, self._finder)
            self.install()
        try:
            yield
        finally:
            # Not under the lock: what a library still has to send is answered until then.
            for isolation in reversed(self.isolations):
                end = self._isolated.pop((isolation.module, id(answerer)), None)
                if end is not None:
                    end()
            with self._lock:
                self._answerers.remove(answerer)
                if not self._answerers:
                    sys.meta_path.remove(self._finder)
                    self.uninstall()

    @contextmanager
    def let_through(self) -> Iterator[None]:
        """Let this thread's requests go to the network: they are our own."""
        self._thread.let_through = True
        try:
            yield
        finally:
            self._thread.let_through = False

    def claimant(self, url: str) -> Answerer | None:
        """Return who answers *url*, or None if it is no wiki's or nobody is listening."""
        if not self._answerers or getattr(self._thread, "let_through", False):
            return None
        return next((one for one in reversed(self._answerers) if one.claims(url)), None)

    def concerns(self, url: str) -> bool:
        """Whether *url* is answered here, or asked by ourselves to answer it."""
        return any(one.claims(url) for one in self._answerers)

    def expects(self, authority: str) -> bool:
        """Whether a known wiki is at *authority*."""
        if not self._answerers or getattr(self._thread, "let_through", False):
            return False
        return any(one.knows_host(authority) for one in self._answerers)

    def let_pass(self, seconds: float) -> bool:
        """Let *seconds* pass at once for this thread, if one who answers it has a clock for that."""
        return any(one.let_pass(seconds) for one in reversed(self._answerers))

    def install(self) -> None:
        """Wrap every method of `patches` whose module is imported and whose wrapper is not on top.

        What keeps state for the whole process gets its own, once for each who answers.
        """
        if not self._answerers:
            return
        with self._lock:
            for isolation in self.isolations:
                if hasattr(sys.modules.get(isolation.module), isolation.last):
                    for answerer in self._answerers:
                        key = isolation.module, id(answerer)
                        if key not in self._isolated:
                            self._isolated[key] = isolation.begin(answerer)
            for patch in self.patches:
                owner = patch.target()
                current = owner and owner.__dict__.get(patch.attribute)
                if owner is None or current is None or _is_wrapper(current):
                    continue
                wrapper = patch.wrap(current)
                if wrapper is None:
                    continue
                wrapper._mwedit_wrapper = weakref.ref(wrapper)
                setattr(owner, patch.attribute, wrapper)
                self._installed.append(_Installed(owner, patch.attribute, wrapper._mwedit_wrapper, current))

    def uninstall(self) -> None:
        """Take off the wrappers, if nobody is listening.

        One that another tool has wrapped in turn only passes on; it comes off when that tool has gone.
        """
        with self._lock:
            if self._answerers:
                return
            covered: list[_Installed] = []
            for one in reversed(self._installed):
                wrapper = one.wrapper()
                if wrapper is None:
                    continue
                if one.owner.__dict__.get(one.attribute) is wrapper:
                    setattr(one.owner, one.attribute, one.original)
                else:
                    covered.append(one)
            self._installed = covered[::-1]


def _is_wrapper(method: Any) -> bool:
    # By what it refers to: other tools copy the attributes of what they wrap.
    reference = getattr(method, "_mwedit_wrapper", None)
    return reference is not None and reference() is method


class _PatchOnImport(importlib.abc.MetaPathFinder):
    """Patches a client that is first imported while an answerer is listening."""

    def __init__(self, interception: Interception) -> None:
        self._interception = interception
        self._looking: set[str] = set()

    def find_spec(self, fullname: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        modules = (one.module for rows in (self._interception.patches, self._interception.isolations) for one in rows)
        watched = fullname in modules
        if not watched or fullname in self._looking:
            return None
        self._looking.add(fullname)
        try:
            spec = importlib.util.find_spec(fullname)
        finally:
            self._looking.discard(fullname)
        if spec is None or spec.loader is None:
            return spec
        execute = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            execute(module)
            self._interception.install()

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]  # this loader serves this module alone
        return spec


#: Of this process, because what it wraps is of this process.
interception = Interception()
