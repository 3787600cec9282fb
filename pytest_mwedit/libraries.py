"""MediaWiki's client libraries, each made to ask one wiki; a library is imported when it is asked for."""

from __future__ import annotations

import importlib
import os
import sys
import urllib.parse
from pathlib import Path
from typing import Any

#: What the wiki is called among pywikibot's: the family, and the code of its only site.
FAMILY = "mwedit"

#: What tells pywikibot to do without the settings of a user.
_NO_USER_CONFIG = "PYWIKIBOT_NO_USER_CONFIG"

#: Whom the clients name themselves as; some warn of who does not say.
_USER_AGENT = "pytest-mwedit"


def __tracebackhide__(excinfo: Any) -> bool:
    """Let pytest point at the line of the test that asked for a client, not at this module."""
    return isinstance(excinfo.value, ImportError)


def mwclient_site(api_url: str, user: str | None, password: str, options: dict[str, Any]) -> Any:
    """Return a `mwclient.Site` of the wiki at *api_url*, logged in as *user* if one is given."""
    mwclient = _library("mwclient")
    url = urllib.parse.urlsplit(api_url)
    path = url.path.removesuffix("api.php")
    site = mwclient.Site(
        url.netloc, **{"path": path, "scheme": url.scheme, "clients_useragent": _USER_AGENT, **options}
    )
    if user is not None:
        site.login(user, password)
    return site


def mwapi_session(api_url: str, user: str | None, password: str, options: dict[str, Any]) -> Any:
    """Return a `mwapi.Session` of the wiki at *api_url*, logged in as *user* if one is given."""
    session = _library("mwapi").Session(**_mwapi_options(api_url, options))
    if user is not None:
        session.login(user, password)
    return session


def mwapi_async_session(api_url: str, options: dict[str, Any]) -> Any:
    """Return a `mwapi.AsyncSession` of the wiki at *api_url*; to be made where an event loop runs."""
    mwapi = _library("mwapi")
    options = _mwapi_options(api_url, options)
    if "session" not in options:
        aiohttp = _library("aiohttp")
        # Otherwise it sends no cookies to a wiki that is served at an address.
        options["session"] = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
    return mwapi.AsyncSession(**options)


def _mwapi_options(api_url: str, options: dict[str, Any]) -> dict[str, Any]:
    url = urllib.parse.urlsplit(api_url)
    return {"host": f"{url.scheme}://{url.netloc}", "api_path": url.path, "user_agent": _USER_AGENT, **options}


def wikibaseintegrator_login(api_url: str, user: str, password: str) -> Any:
    """Return a login of WikibaseIntegrator as *user*, and let the library ask the wiki at *api_url* from now on."""
    config = _library("wikibaseintegrator.wbi_config").config
    root = api_url.removesuffix("api.php")
    config["MEDIAWIKI_API_URL"] = api_url
    config["MEDIAWIKI_INDEX_URL"], config["MEDIAWIKI_REST_URL"] = f"{root}index.php", f"{root}rest.php"
    config["USER_AGENT"] = config["USER_AGENT"] or _USER_AGENT
    login: Any = importlib.import_module("wikibaseintegrator.wbi_login")
    return login.Login(user=user, password=password)


def pywikibot_site(api_url: str, user: str | None, password: str) -> Any:
    """Return a `pywikibot.Site` of the wiki at *api_url*; it can log in as *user* if one is given.

    ``pywikibot.Site()`` gives the same from now on.
    """
    pywikibot = _library("pywikibot")
    config = pywikibot.config
    name = FAMILY
    family = pywikibot.family.AutoFamily(name, api_url)
    while (known := pywikibot.family.Family._families.get(name)) is not None and known.url != family.url:
        name = f"{name}-another"
        family = pywikibot.family.AutoFamily(name, api_url)
    family = pywikibot.family.Family._families.setdefault(name, family)
    config.family, config.mylang = name, name
    if user is not None:
        account, _, app = user.partition("@")
        config.usernames[name][name] = account
        secret = f"BotPassword({app!r}, {password!r})" if app else repr(password)
        _remember_password(config, f"({name!r}, {name!r}, {account!r}, {secret})")
    return pywikibot.Site(name, family)


def _remember_password(config: Any, line: str) -> None:
    """Write the password where pywikibot reads it, in the directory that it has for this test."""
    file = Path(config.base_dir, config.password_file or "passwords")
    with file.open("a", encoding="utf-8") as passwords:
        passwords.write(f"{line}\n")
    file.chmod(config.private_files_permission)
    config.password_file = file.name


def _library(name: str) -> Any:
    """Import the library *name*.

    Raises:
        ModuleNotFoundError: if it is not installed.
    """
    package = name.partition(".")[0]
    try:
        return _imported(name)
    except ModuleNotFoundError as missing:
        if missing.name != package:
            raise
        raise ModuleNotFoundError(
            f"{package} is not installed, and what was asked for is one of its objects: pip install {package}",
            name=package,
        ) from None


def _imported(name: str) -> Any:
    if name != "pywikibot" or name in sys.modules:
        return importlib.import_module(name)
    # Without a directory of the user's it would make one in the home directory, and then take the current one;
    # without one of the user's settings it would go on only where it is installed among the site's packages.
    import tempfile  # late: only who imports pywikibot so needs it

    arguments, without_settings = sys.argv, os.environ.get(_NO_USER_CONFIG)
    with tempfile.TemporaryDirectory(prefix="pytest-mwedit-pywikibot-") as nowhere:
        sys.argv = [*arguments[:1], f"-dir:{nowhere}"]
        os.environ.setdefault(_NO_USER_CONFIG, "2")
        try:
            return importlib.import_module(name)
        finally:
            sys.argv = arguments
            if without_settings is None:
                del os.environ[_NO_USER_CONFIG]
