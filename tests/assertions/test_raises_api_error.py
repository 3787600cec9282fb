"""`raises_api_error` understands the exceptions of clients without importing them."""

import pytest

from pytest_mwedit.assertions import ApiError, raises_api_error
from pytest_mwedit.error_codes import ErrorCode

INFO = "Invalid CSRF token."


def exception_class(module, name, *bases, **namespace):
    """Make an exception class like a client's own: these tests need no client."""
    return type(name, bases or (Exception,), {"__module__": module, **namespace})


class MwclientAPIError(RuntimeError):
    __module__ = "mwclient.errors"

    def __init__(self, code, info, kwargs):
        self.code = code
        self.info = info
        super().__init__(code, info, kwargs)


class PywikibotAPIError(Exception):
    __module__ = "pywikibot.exceptions"

    def __init__(self, code, info, **kwargs):
        self.code = code
        self.info = info
        self.other = kwargs

    def __str__(self):
        return f"{self.code}: {self.info}"


class HttpError(Exception):
    def __init__(self, response):
        self.response = response


EditConflictError = exception_class("pywikibot.exceptions", "EditConflictError")
UserBlocked = exception_class("mwclient.errors", "UserBlocked", RuntimeError)


def test_an_exception_with_code_and_info():
    with raises_api_error("badtoken", info=INFO, match="CSRF") as raised:
        raise MwclientAPIError("badtoken", INFO, {})

    assert raised.value == ApiError("badtoken", INFO)
    assert isinstance(raised.exception, MwclientAPIError)


def test_an_error_code_as_enumeration():
    with raises_api_error(ErrorCode.BADTOKEN) as raised:
        raise PywikibotAPIError("badtoken", INFO, servedby="mw1")

    assert raised.value.data == {"servedby": "mw1"}


def test_an_exception_that_holds_the_response():
    with raises_api_error("badtoken") as raised:
        raise HttpError({"error": {"code": "badtoken", "info": INFO}})

    assert raised.value.info == INFO


def test_an_exception_raised_from_an_api_error():
    with raises_api_error("badtoken"):
        raise ValueError("cannot sign") from MwclientAPIError("badtoken", INFO, {})


def test_an_exception_that_replaces_the_api_error():
    with raises_api_error("contenttoobig") as raised:
        try:
            raise PywikibotAPIError("contenttoobig", "too long")
        except PywikibotAPIError as error:
            raise exception_class("pywikibot.exceptions", "Error")(error.info) from None

    assert raised.value.info == "too long"


def test_an_exception_that_holds_the_api_error_as_its_reason():
    error = exception_class("pywikibot.exceptions", "OtherPageSaveError")("not saved")
    error.reason = PywikibotAPIError("readonly", "The wiki is currently in read-only mode.")

    with raises_api_error("readonly"):
        raise error


@pytest.mark.parametrize(("exception", "code"), [(EditConflictError, "editconflict"), (UserBlocked, "blocked")])
def test_an_exception_known_by_its_name(exception, code):
    with raises_api_error(code):
        raise exception("text")


def test_a_crash_while_an_error_is_handled_stays_a_crash():
    def crash():
        try:
            raise MwclientAPIError("badtoken", INFO, {})
        except MwclientAPIError:
            {}["missing"]

    with pytest.raises(KeyError), raises_api_error("badtoken"):
        crash()


@pytest.mark.parametrize("exception", [ValueError("x"), KeyboardInterrupt(), HttpError("<html>"), OSError(2, "x")])
def test_another_exception_passes(exception):
    with pytest.raises(type(exception)) as caught, raises_api_error("badtoken"):
        raise exception

    assert caught.value is exception


def test_another_code():
    with pytest.raises(AssertionError) as caught, raises_api_error("editconflict"):
        raise MwclientAPIError("badtoken", INFO, {})

    assert str(caught.value).startswith(
        "Expected the error editconflict.\n"
        "The client raised MwclientAPIError:\n"
        "  code: badtoken\n"
        "  info: Invalid CSRF token.\n"
        "What to check: A token belongs to one session"
    )
    assert isinstance(caught.value.__cause__, MwclientAPIError)


def test_another_text():
    with pytest.raises(AssertionError) as caught, raises_api_error("badtoken", match="^CSRF"):
        raise MwclientAPIError("badtoken", INFO, {})

    assert "  info: '^CSRF' is not found in 'Invalid CSRF token.'\n" in str(caught.value)


def test_nothing_raised():
    with pytest.raises(AssertionError) as caught, raises_api_error("badtoken"):
        pass

    assert str(caught.value) == (
        "Expected the error badtoken to be raised, but the block ended without an exception.\n"
        "What to check: requests, httpx and aiohttp do not raise for an error of the API; "
        "for those write assert_api_error(response, 'badtoken')."
    )
