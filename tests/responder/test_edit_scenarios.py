"""action=edit answers and leaves the wiki as MediaWiki 1.43 did, request by request."""

from __future__ import annotations

import pytest
from scenario import names, play


@pytest.mark.parametrize("name", names("^(?!stashing)"))
def test_replies_and_state_are_mediawikis(name):
    assert play(name) == []
