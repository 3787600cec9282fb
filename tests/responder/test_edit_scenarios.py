"""action=edit answers and leaves the wiki as MediaWiki did, request by request."""

from __future__ import annotations

import pytest
from scenario import cases, play


@pytest.mark.parametrize(("name", "version"), cases("^(?!stashing)"))
def test_replies_and_state_are_mediawikis(name, version):
    assert play(name, version) == []
