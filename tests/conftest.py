"""What all tests share: pytester, and the option that names a real wiki."""

import pytest

pytest_plugins = ["pytester"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--live-wiki`; it must stand here, or pytest would not know it when it is started in the root."""
    parser.addoption(
        "--live-wiki",
        metavar="URL",
        help="the api.php of a wiki started by tests/live/mediawiki: tests/api runs against it, too",
    )
