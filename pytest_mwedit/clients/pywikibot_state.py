"""pywikibot keeps much for the whole process, and on disk; each test gets all of it new, and leaves nothing behind.

Sites and what they know, the session's cookies, families, settings, the files beside `user-config.py` (cached replies,
cookies, passwords, the throttle's), the pages waiting to be saved.
"""

from __future__ import annotations

import copy
import functools
import shutil
import sys
import tempfile
import threading
import time
import warnings
import weakref
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from pytest_mwedit.clients.interception import Answerer, Isolation, Patch, interception

#: Sites that a test, or the code under test, may still have from before; by identity: two of one wiki are equal.
_known_sites: weakref.WeakValueDictionary[int, Any] = weakref.WeakValueDictionary()

#: What a test has instead of the settings of the process, where nobody is to be spared.
_HURRIED = {"put_throttle": 0, "minthrottle": 0, "noisysleep": float("inf"), "password_file": "passwords"}

#: What an account without a password takes, and pywikibot would ask for on the terminal.
_ANY_PASSWORD = "any password"

#: How many seconds a page may take that is being saved while a test ends.
_LONGEST_SAVE = 10


def isolate(answerer: Answerer) -> Callable[[], None]:
    """Give pywikibot the state of a process that has just begun; returns what puts the former one back."""
    pywikibot = sys.modules["pywikibot"]
    exits = ExitStack()
    try:
        exits.enter_context(_files())
        exits.enter_context(_settings({} if answerer.waits else _HURRIED))
        exits.enter_context(_families(pywikibot))
        exits.enter_context(_cookies())
        exits.enter_context(_sites(pywikibot))
        exits.enter_context(_saving(pywikibot))
    except (AttributeError, KeyError) as unknown:
        # Most of it is pywikibot's own affair, and a later version may name it otherwise.
        exits.close()
        warnings.warn(
            f"pytest-mwedit does not know where pywikibot {pywikibot.__version__} keeps its state ({unknown!r}): "
            "what it knows in one test it may know in the next",
            stacklevel=2,
        )
    return exits.close


@contextmanager
def _settings(hurried: dict[str, Any]) -> Iterator[None]:
    config = sys.modules["pywikibot.config"]
    kept = {
        name: value
        for name, value in vars(config).items()
        if not name.startswith("_") and not isinstance(value, ModuleType) and not callable(value)
    }
    for name, value in kept.items():
        if isinstance(value, (dict, list, set)):
            setattr(config, name, copy.deepcopy(value))
    vars(config).update(hurried)
    yield
    vars(config).update(kept)


@contextmanager
def _files() -> Iterator[None]:
    """Let pywikibot write and read in a directory of its own."""
    config = sys.modules["pywikibot.config"]
    requests = sys.modules["pywikibot.data.api._requests"].CachedRequest
    # The class remembers where it writes in place of the method that finds out.
    base_dir, find = config.base_dir, requests.__dict__["_get_cache_dir"]
    own = tempfile.mkdtemp(prefix="pytest-mwedit-pywikibot-")
    cache = Path(own, "apicache")

    def cache_dir(_: object) -> Path:
        cache.mkdir(exist_ok=True)
        return cache

    passwords = Path(own, str(_HURRIED["password_file"]))
    passwords.touch(mode=0o600)
    config.base_dir = own  # type: ignore[attr-defined]  # it is a variable of this module
    requests._get_cache_dir = classmethod(cache_dir)
    yield
    requests._get_cache_dir, config.base_dir = find, base_dir  # type: ignore[attr-defined]  # as above
    shutil.rmtree(own, ignore_errors=True)


@contextmanager
def _families(pywikibot: ModuleType) -> Iterator[None]:
    loaded = sys.modules["pywikibot.family"].Family._families
    kept = dict(loaded)
    pywikibot._code_fam_from_url.cache_clear()
    yield
    pywikibot._code_fam_from_url.cache_clear()
    loaded.clear()
    loaded.update(kept)


@contextmanager
def _cookies() -> Iterator[None]:
    http: Any = sys.modules["pywikibot.comms.http"]
    session, jar, cookies = http.session, http.cookie_jar, http.session.cookies
    http.cookie_jar = session.cookies = type(jar)()
    yield
    http.session, http.cookie_jar, session.cookies = session, jar, cookies


@contextmanager
def _sites(pywikibot: ModuleType) -> Iterator[None]:
    sites, throttle = pywikibot._sites, sys.modules["pywikibot.throttle"]
    kept, pid = dict(sites), throttle.pid
    _forget_all(sites)
    sites.clear()
    throttle.pid = False  # type: ignore[attr-defined]  # it is a variable of this module
    yield
    _forget_all(sites)
    sites.clear()
    sites.update(kept)
    throttle.pid = pid  # type: ignore[attr-defined]  # as above


def _forget_all(sites: dict[str, Any]) -> None:
    _known_sites.update({id(site): site for site in sites.values()})
    for site in list(_known_sites.values()):
        forget(site)


def forget(site: Any) -> None:
    """Make *site* as it was before it asked its wiki for anything; who is to log in stays."""
    code, family, user = site.code, site.family, site._username
    vars(site).clear()
    vars(site)["login"] = lambda **_: None  # a new site asks its wiki at once whether a cookie tells who it is
    type(site).__init__(site, code, family, user)
    del vars(site)["login"]


@contextmanager
def _saving(pywikibot: ModuleType) -> Iterator[None]:
    """Wait for the pages that are saved in the background."""
    yield
    queue, thread = pywikibot.page_put_queue, pywikibot._putthread
    deadline = time.monotonic() + _LONGEST_SAVE
    with queue.all_tasks_done:
        while queue.unfinished_tasks and thread.is_alive() and time.monotonic() < deadline:
            queue.all_tasks_done.wait(0.05)
        queue.queue.clear()
        queue.unfinished_tasks = 0
    if thread.ident is not None and not thread.is_alive():
        # Something that could not be imitated ended it, and a thread begins but once.
        pywikibot._putthread = threading.Thread(  # type: ignore[attr-defined]  # it is a variable of this module
            target=pywikibot.async_manager, name=thread.name, daemon=True
        )


def _wrap_read_password(original: Callable[[Any], None]) -> Callable[[Any], None]:
    """Let pywikibot find a password for everybody on a wiki in memory."""

    @functools.wraps(original)
    def read_password(self: Any) -> None:
        original(self)
        answerer = interception.claimant(self.site.base_url(self.site.apipath()))
        if not self.password and answerer is not None and not answerer.waits:
            self.password = _ANY_PASSWORD

    return read_password


PATCHES = (Patch("pywikibot.login", "LoginManager", "readPassword", _wrap_read_password),)

ISOLATIONS = (Isolation("pywikibot", "_putthread", isolate),)
