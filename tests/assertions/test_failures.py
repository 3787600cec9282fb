"""What a failing helper tells its reader."""

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
from pytest_mwedit.error_codes import ErrorCode

REPLIES = json.loads(Path(__file__).with_name("replies.json").read_text(encoding="utf-8"))
SAVED = {
    "edit": {
        "result": "Success",
        "pageid": 5001,
        "title": "Wikipedia:Sandbox",
        "contentmodel": "wikitext",
        "oldrevid": 71001,
        "newrevid": 71002,
        "newtimestamp": "2020-01-01T00:00:00Z",
    }
}


def body(name):
    return REPLIES[name]["body"]


def failure(helper, *args, **kwargs):
    with pytest.raises(AssertionError) as caught:
        helper(*args, **kwargs)
    return str(caught.value)


def test_an_error_where_success_was_expected():
    assert failure(assert_edit_success, body("badtoken/json2")) == (
        "Expected the edit to succeed.\n"
        "\n"
        "MediaWiki answered an error:\n"
        "  code: badtoken\n"
        "  info: Invalid CSRF token.\n"
        "\n"
        "What to check: A token belongs to one session and dies with its login. Fetch it with action=query&meta=tokens "
        "*after* the login, with the same cookies, and send it encoded (a bare `+` arrives as a space)."
    )


def test_data_of_an_error_is_shown():
    text = failure(assert_edit_success, body("blocked/json2"))

    assert "  blockinfo: {blockid: 1, blockedby: Admin, " in text
    assert "docref" not in text


def test_a_module_is_shown_where_the_format_has_it():
    assert "\n  module: edit\n" in failure(assert_edit_success, body("badtoken/xml-html"))


def test_an_error_format_without_texts_says_so():
    assert "\n  (no text in this error format)\n" in failure(assert_edit_success, body("badtoken/json2-none"))


def test_a_captcha_where_success_was_expected():
    assert failure(assert_edit_success, body("captcha/json2")) == (
        "Expected the edit to succeed.\n"
        "\n"
        "MediaWiki asks for a captcha before it saves:\n"
        "  type: question\n"
        "  mime: text/html\n"
        "  id: 509895952\n"
        "  question: 1 + 1\n"
        "\n"
        "What to check: Send the edit again with captchaid and captchaword, "
        "or with an account that has the right skipcaptcha."
    )


def test_every_difference_is_named():
    text = failure(assert_edit_success, SAVED, title="Wikipedia:Tutorial", new=True, newrevid=71003, pageid=5001)

    assert text.startswith(
        "The edit succeeded, but not as expected.\n"
        "  title: expected 'Wikipedia:Tutorial', got 'Wikipedia:Sandbox'\n"
        "  newrevid: expected 71003, got 71002\n"
        "  new: expected True, got False\n"
        "\n"
        "MediaWiki answered edit: {result: Success, pageid: 5001, "
    )


@pytest.mark.parametrize(
    "title", ["Wikipedia:Sandbox", "Project:Sandbox", "project:sandbox", "Wikipedia:_Sandbox_", "wikipedia: Sandbox"]
)
def test_titles_that_are_the_same_page(title):
    assert assert_edit_success(SAVED, title=title).title == "Wikipedia:Sandbox"


@pytest.mark.parametrize("title", ["Sandbox", "User:Sandbox", "Project talk:Sandbox x", "Project:SandBox", ":Sandbox"])
def test_titles_that_are_another_page(title):
    assert f"title: expected {title!r}, got 'Wikipedia:Sandbox'" in failure(assert_edit_success, SAVED, title=title)


def test_project_is_not_another_canonical_namespace():
    saved = {"edit": {**SAVED["edit"], "title": "User:Sandbox"}}

    assert "got 'User:Sandbox'" in failure(assert_edit_success, saved, title="Project:Sandbox")


def test_a_translated_namespace_is_pointed_out():
    saved = {"edit": {**SAVED["edit"], "title": "Utilisateur:Alice"}}

    text = failure(assert_edit_success, saved, title="User:Alice")

    assert "(if 'Utilisateur' is what this wiki calls its namespace 'User', expect 'Utilisateur:Alice')" in text


def test_a_wrong_code():
    text = failure(assert_api_error, body("badtoken/json1"), "editconflict")

    assert text.startswith("Expected the error editconflict.\n\nMediaWiki answered an error:\n  code: badtoken\n")
    assert "What to check: A token belongs to one session" in text


def test_success_where_an_error_was_expected():
    text = failure(assert_api_error, SAVED, ErrorCode.BADTOKEN)

    assert text.startswith("Expected the error badtoken.\n\nMediaWiki answered edit: {result: Success")
    assert text.endswith(
        "What to check: A wiki answers badtoken when this is so: The token is not one of this session."
    )


def test_a_misspelled_code():
    assert failure(assert_api_error, SAVED, "editconfict").endswith(
        "What to check: No error code editconfict is known here. Did you mean editconflict?"
    )


def test_a_code_of_an_extension_is_no_misspelling():
    assert "Did you mean" not in failure(assert_api_error, SAVED, "wikibase-no-direct-edit")
    assert assert_api_error({"error": {"code": "wikibase-odd", "info": ""}}, "wikibase-odd").code == "wikibase-odd"


def test_a_code_of_older_documents():
    reply = {"error": {"code": "missingparam", "info": 'The "token" parameter must be set.'}}

    assert failure(assert_api_error, reply, "notoken").endswith(
        "What to check: notoken is the name in older documents; today's MediaWiki answers missingparam."
    )


def test_another_text():
    text = failure(assert_api_error, body("badtoken/json2"), "badtoken", info="Invalid token", match="^CSRF")

    assert text.startswith(
        "The error badtoken came, but not as expected.\n"
        "  info: expected 'Invalid token', got 'Invalid CSRF token.'\n"
        "  info: '^CSRF' is not found in 'Invalid CSRF token.'\n"
    )


def test_any_of_several_errors_will_do():
    reply = {"errors": [{"code": "protectedpage", "text": "a"}, {"code": "blocked", "text": "b"}]}

    assert assert_api_error(reply, "blocked").info == "b"


def test_a_refused_login_is_not_an_api_error():
    reply = {"login": {"result": "Failed", "reason": "Incorrect username or password entered. Please try again."}}

    assert failure(assert_api_error, reply, "permissiondenied") == (
        "Expected the error permissiondenied.\n"
        "\n"
        "MediaWiki refused a login:\n"
        "  result: Failed\n"
        "  reason: Incorrect username or password entered. Please try again.\n"
        "\n"
        "What to check: A login tells its failure in `login.result`, not as an error of the API."
    )


def test_success_where_a_failure_was_expected():
    assert "Expected the edit to be answered with result: Failure." in failure(assert_edit_failure, SAVED)


def test_another_captcha():
    text = failure(assert_edit_failure, body("captcha/xml"), captcha={"type": "image", "id": "509895952"})

    assert "\n  captcha.type: expected 'image', got 'question'\n" in text
    assert "captcha: expected none" in failure(assert_edit_failure, body("captcha/xml"), captcha=False)
    assert "captcha: expected one, got None" in failure(
        assert_edit_failure, {"edit": {"result": "Failure"}}, captcha=True
    )


def test_another_stash():
    text = failure(assert_stashed, body("stashed/json1"), text="other", texthash="0" * 40)

    assert f"  texthash: expected '{'0' * 40}', got '372ea08cab33e71c02c651dbc83a474d32c676ea'\n" in text
    assert "  texthash: expected 'd0941e68da8f38151ff86a61fc59f7c5cf9fcaa2', the SHA-1 of the text; got '372e" in text


def test_a_stash_that_was_not_made():
    assert failure(assert_stashed, {"stashedit": {"status": "editconflict"}}) == (
        "Expected the edit to be stashed.\n"
        "\n"
        "MediaWiki answered stashedit: {status: editconflict}\n"
        "\n"
        "What to check: The text conflicts with edits since `baserevid`. Read the page again."
    )


def test_a_warning_that_did_not_come():
    text = failure(assert_api_warning, body("warned/json2"), "stashedit")

    assert text.startswith("Expected a warning of the module stashedit.\n")
    assert '\n  warning (edit): The parameter "watch" has been deprecated.' in text
    assert "  warning: nothing matches 'bot'\n" in failure(assert_api_warning, body("warned/json2"), "edit", "bot")


def test_a_warning_that_was_not_wanted():
    text = failure(assert_no_warnings, body("warned/json1"))

    assert text.startswith("Expected no warnings.\n")
    assert "Unrecognized parameter: foo." in text


def test_a_reply_of_another_module():
    assert failure(assert_edit_success, {"batchcomplete": True, "query": {}}) == (
        "Expected the edit to succeed.\n"
        "\n"
        "MediaWiki's reply has: batchcomplete, query.\n"
        "\n"
        "What to check: Is this the reply of the request that the test means?"
    )


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        ("", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (
            "<!DOCTYPE html>\n<html><head><title>MediaWiki API result - TestWiki</title>",
            "the API's reply in HTML; send format=json",
        ),
        (
            "<html><body>502 Bad Gateway",
            "an HTML page (is this the URL of api.php, and did a proxy answer?)",
        ),
        ('a:1:{s:4:"edit";a:0:{}}', "serialized PHP; send format=json"),
        ('{"edit":{"res', "JSON that breaks off or is malformed"),
        ('<?xml version="1.0"?><api><edi', "XML that breaks off or is malformed"),
        ("[]", "JSON, but no object"),
        ("Bad request", "neither JSON nor XML"),
    ],
)
def test_a_body_that_is_no_reply(reply, kind):
    text = failure(assert_edit_success, reply)

    assert text.startswith(f"Expected a reply of MediaWiki's API in JSON or XML, but the body is {kind}.")
    assert ("\n  body: " in text) == bool(reply.strip(b"\xef\xbb\xbf") if isinstance(reply, bytes) else reply)


def test_a_long_body_is_cut():
    assert "... (5000 characters)'" in failure(assert_edit_success, "<html>" + "x" * 4994)
