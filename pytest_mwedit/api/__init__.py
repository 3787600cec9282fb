"""The responder: a wiki's answers to requests for ``api.php`` and ``index.php``."""

from pytest_mwedit.api.index_php import respond_index
from pytest_mwedit.api.main import respond

__all__ = ["respond", "respond_index"]
