"""A pytest plugin for code that edits MediaWiki: recorded exchanges, and an in-memory wiki behind them.

The names are imported when they are first used: a suite that uses none pays for none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pytest_mwedit.assertions import (
        ApiError,
        EditResult,
        StashResult,
        assert_api_error,
        assert_api_warning,
        assert_edit_failure,
        assert_edit_success,
        assert_no_warnings,
        assert_stashed,
        raises_api_error,
    )
    from pytest_mwedit.error_codes import ErrorCode
    from pytest_mwedit.failures import CannotBreak, NoRecording, NotImitated, WikiFailure, WriteRefused
    from pytest_mwedit.fake import FakeEditApi
    from pytest_mwedit.hiding import hide_secret
    from pytest_mwedit.session import WikiSession

#: Public name: the module that has it.
_HOMES = {
    **dict.fromkeys(
        (
            "ApiError",
            "EditResult",
            "StashResult",
            "assert_api_error",
            "assert_api_warning",
            "assert_edit_failure",
            "assert_edit_success",
            "assert_no_warnings",
            "assert_stashed",
            "raises_api_error",
        ),
        "assertions",
    ),
    "CannotBreak": "failures",
    "ErrorCode": "error_codes",
    "FakeEditApi": "fake",
    "NoRecording": "failures",
    "NotImitated": "failures",
    "WikiFailure": "failures",
    "WikiSession": "session",
    "WriteRefused": "failures",
    "hide_secret": "hiding",
}

__all__ = [  # noqa: PLE0604, RUF100  # the names of _HOMES, spelled out for type checkers
    "ApiError",
    "CannotBreak",
    "EditResult",
    "ErrorCode",
    "FakeEditApi",
    "NoRecording",
    "NotImitated",
    "StashResult",
    "WikiFailure",
    "WikiSession",
    "WriteRefused",
    "assert_api_error",
    "assert_api_warning",
    "assert_edit_failure",
    "assert_edit_success",
    "assert_no_warnings",
    "assert_stashed",
    "hide_secret",
    "raises_api_error",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
