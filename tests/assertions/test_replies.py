"""The helpers read what a real MediaWiki 1.43 answers, in every format and error format (see record_replies.py)."""

import json
from pathlib import Path

import pytest

from pytest_mwedit.assertions import (
    assert_api_error,
    assert_api_warning,
    assert_edit_failure,
    assert_edit_success,
    assert_no_warnings,
    assert_stashed,
)

REPLIES = json.loads(Path(__file__).with_name("replies.json").read_text(encoding="utf-8"))
LABELS = sorted({name.partition("/")[2] for name in REPLIES})
TEXTLESS = ("raw", "none")

every_format = pytest.mark.parametrize("label", LABELS)


def body(case, label):
    return REPLIES[f"{case}/{label}"]["body"]


@every_format
def test_a_new_page(label):
    edit = assert_edit_success(
        body("new", label),
        title=f"New {label}",
        new=True,
        nochange=False,
        oldrevid=0,
        contentmodel="wikitext",
        watched=True,
    )

    assert edit.newrevid > 71001
    assert edit.pageid > 5001
    assert edit.newtimestamp.endswith("Z")
    assert edit.tempusercreated is False
    assert edit.watchlistexpiry is None


@every_format
def test_a_null_edit(label):
    edit = assert_edit_success(body("nochange", label), title="Page", pageid=5001, nochange=True, new=False)

    assert (edit.oldrevid, edit.newrevid) == (None, None)


@every_format
def test_a_stash(label):
    stash = assert_stashed(body("stashed", label), text="text ", texthash="372ea08cab33e71c02c651dbc83a474d32c676ea")

    assert stash.status == "stashed"


@every_format
def test_a_captcha(label):
    edit = assert_edit_failure(body("captcha", label), captcha={"type": "question", "question": "1 + 1"})

    assert edit.captcha["id"] == "509895952"
    assert_edit_failure(body("captcha", label), captcha=True)
    assert_edit_failure(body("captcha", label), captcha="question")


@every_format
def test_an_error(label):
    error = assert_api_error(body("badtoken", label), "badtoken")

    if not label.endswith(TEXTLESS):
        assert error.info == "Invalid CSRF token."
        assert_api_error(body("badtoken", label), "badtoken", info="Invalid CSRF token.", match="CSRF")


@every_format
def test_an_error_with_data(label):
    error = assert_api_error(body("blocked", label), "blocked")

    data = error.data if "blockinfo" in error.data else error.data["data"]
    assert data["blockinfo"]["blockedby"] == "Admin"


@every_format
def test_a_warning(label):
    match = None if label.endswith(TEXTLESS) else "watch|<var>watch</var>"

    text = assert_api_warning(body("warned", label), "edit", match)

    assert text
    assert_api_warning(body("warned", label), "main", None if match is None else "Unrecognized parameter: foo")
    with pytest.raises(AssertionError, match=r"Expected no warnings\."):
        assert_no_warnings(body("warned", label))
    assert_no_warnings(body("nochange", label))
