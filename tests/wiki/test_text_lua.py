"""What is wrong with a text that is no Lua, as wikis of 1.39 and 1.43 with Scribunto answered (`lua.json`)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pytest_mwedit.wiki.text_lua import LuaError, check_lua

CASES = json.loads(Path(__file__).with_name("lua.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: repr(case["text"]))
def test_lua(case):
    try:
        check_lua(case["text"].rstrip())
        error = None
    except LuaError as refused:
        error = [f"at line {refused.line}", str(refused)]

    assert error == case["error"]
