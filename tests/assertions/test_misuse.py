"""A helper that is used wrongly says what to write instead."""

import asyncio

import pytest

from pytest_mwedit.assertions import (
    assert_api_error,
    assert_api_warning,
    assert_edit_failure,
    assert_edit_success,
    assert_stashed,
    raises_api_error,
)

REPLY = {"edit": {"result": "Success"}}


async def reply():
    return REPLY


class AsynchronousResponse:
    async def json(self):
        return REPLY


class OpenStream:
    def read(self):
        return b"{}"


@pytest.mark.parametrize(
    ("misuse", "text"),
    [
        (lambda: assert_edit_success(REPLY, titel="A"), "assert_edit_success knows no titel=; did you mean title=?"),
        (
            lambda: assert_edit_failure(REPLY, code="x"),
            "assert_edit_failure knows no code=; it knows captcha=.",
        ),
        (lambda: assert_api_error(REPLY, "x", infos="y"), "assert_api_error knows no infos=; did you mean info=?"),
        (lambda: raises_api_error("x", infos="y"), "raises_api_error knows no infos=; did you mean info=?"),
        (
            lambda: assert_edit_success(REPLY, pageid="5001"),
            "assert_edit_success: pageid= is a number, for example pageid=5001; got '5001'.",
        ),
        (
            lambda: assert_edit_success(REPLY, newrevid=True),
            "assert_edit_success: newrevid= is a number, for example newrevid=71002; got True.",
        ),
        (
            lambda: assert_edit_success(REPLY, new="yes"),
            "assert_edit_success: new= is True or False, for example new=True; got 'yes'.",
        ),
        (
            lambda: assert_edit_failure(REPLY, captcha=3),
            "assert_edit_failure: captcha= is True, False, a type such as 'question', or a dict; got 3.",
        ),
        (
            lambda: assert_stashed(REPLY, text=b"x"),
            "assert_stashed: text= is a string, for example text='the text that was sent'; got b'x'.",
        ),
        (
            lambda: assert_api_error(REPLY, 404),
            "assert_api_error: the code is a string such as 'badtoken', or ErrorCode.BADTOKEN; got 404.",
        ),
        (
            lambda: raises_api_error(ValueError),
            "raises_api_error: the code is a string such as 'badtoken', or ErrorCode.BADTOKEN; "
            "got <class 'ValueError'>.",
        ),
        (
            lambda: assert_api_error(REPLY, "x", match=3),
            "assert_api_error: match= is a regular expression, for example match='CSRF'; got 3.",
        ),
        (
            lambda: assert_api_warning(REPLY, None),
            "assert_api_warning: the module is a string such as 'main' or 'edit'; got None.",
        ),
        (
            lambda: assert_edit_success(None),
            "assert_edit_success takes a response of an HTTP client, or a reply as dict, str or bytes; "
            "got NoneType: None.",
        ),
        (
            lambda: assert_edit_success(reply()),
            "assert_edit_success got a coroutine; write assert_edit_success(await ...).",
        ),
        (
            lambda: assert_edit_success(AsynchronousResponse()),
            f"assert_edit_success cannot await the body of a {__name__}.AsynchronousResponse; "
            "write assert_edit_success(await response.json()).",
        ),
        (
            lambda: assert_edit_success(OpenStream()),
            f"assert_edit_success cannot read a {__name__}.OpenStream twice; "
            "write assert_edit_success(response.read()).",
        ),
    ],
)
def test_misuse_says_what_to_write(misuse, text):
    with pytest.raises(TypeError) as caught:
        misuse()

    assert str(caught.value) == text


@pytest.mark.filterwarnings("error::RuntimeWarning")
def test_a_coroutine_given_by_mistake_leaves_no_warning():
    with pytest.raises(TypeError, match="got a coroutine"):
        assert_edit_success(reply())

    assert assert_edit_success(asyncio.run(reply())).result == "Success"
