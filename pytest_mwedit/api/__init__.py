"""The responder: a wiki's answers to requests for ``api.php``."""

from pytest_mwedit.api.main import respond

__all__ = ["respond"]
