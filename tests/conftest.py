"""What all tests share: pytester, and the options."""

import importlib
import os
import pkgutil
from contextlib import suppress

import pytest
from hypothesis import settings

import pytest_mwedit

with suppress(ImportError):
    # Suites that run in this process forget what they import; the half of it in C would go on with classes of then.
    import mwparserfromhell  # noqa: F401 (only to be there)

# No deadline: a busy machine is no failure.  In CI the same examples each time: a failure there is the change's.
settings.register_profile("suite", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("suite")

pytest_plugins = ["pytester"]


def pytest_collection_finish() -> None:
    """Import the whole package, so that no suite that runs in this process is the first to import a part of it.

    Such a suite forgets what it imported, the packages that hold it do not: a part would meet classes of then.
    """
    for module in pkgutil.walk_packages(pytest_mwedit.__path__, "pytest_mwedit."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the suite's options; they must stand here, or pytest would not know them when it is started in the root."""
    parser.addoption(
        "--live-wiki",
        metavar="URL",
        help="the api.php of a wiki started by tests/live/mediawiki: tests/api runs against it, too",
    )
    parser.addoption(
        "--samples",
        metavar="DIRECTORY",
        default=os.environ.get("MWEDIT_SAMPLES"),
        help="where pages of the API's documentation lie as text, whose sample programs tests/languages runs",
    )
    parser.addoption(
        "--bytes",
        type=int,
        metavar="N",
        help="how many requests tests/responder/test_any_bytes.py sends, others each time; 10000 if not given",
    )
