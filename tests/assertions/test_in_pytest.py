"""What pytest prints when a helper fails in a user's test."""

import subprocess
import sys


def test_the_report_of_a_failing_test(pytester):
    pytester.makepyfile(
        """
        from pytest_mwedit.assertions import assert_edit_success

        def test_sign():
            reply = {"error": {"code": "protectedpage", "info": "This page has been protected."}}

            assert_edit_success(reply, title="Project:Sandbox")
        """
    )

    result = pytester.runpytest("-p", "no:cacheprovider")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            ">       assert_edit_success(reply, title=*",
            "E       AssertionError: Expected the edit to succeed.",
            "E       MediaWiki answered an error:",
            "E         code: protectedpage",
            "E         info: This page has been protected.",
            "E       What to check: The page is protected against this account; *",
            "test_the_report_of_a_failing_test.py:6: AssertionError",
        ]
    )


def test_the_report_of_a_wrong_exception(pytester):
    pytester.makepyfile(
        """
        from pytest_mwedit.assertions import raises_api_error

        class APIError(Exception):
            code, info = "badtoken", "Invalid CSRF token."

        def test_sign():
            with raises_api_error("editconflict"):
                raise APIError()
        """
    )

    result = pytester.runpytest("-p", "no:cacheprovider")

    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(
        [
            "*The above exception was the direct cause of the following exception:",
            "E       AssertionError: Expected the error editconflict.",
            "E       The client raised APIError:",
            "E         code: badtoken",
        ]
    )


def test_the_report_of_a_page_of_a_proxy(pytester):
    pytester.makepyfile(
        """
        from pytest_mwedit.assertions import assert_edit_success

        def test_sign():
            assert_edit_success("<html>Bad Gateway</html>")
        """
    )

    result = pytester.runpytest("-p", "no:cacheprovider")

    result.stdout.fnmatch_lines(
        [
            '>       assert_edit_success("<html>Bad Gateway</html>")',
            "E       *Expected a reply of MediaWiki's API in JSON or XML, but the body is an HTML page (*",
            "E         body: '<html>Bad Gateway</html>'",
            "test_the_report_of_a_page_of_a_proxy.py:4: UnreadableReply",
        ]
    )


def test_importing_the_helpers_is_cheap():
    code = f"import sys; sys.path[:] = {sys.path!r}; import pytest_mwedit.assertions; print(*sys.modules)"

    modules = set(subprocess.check_output([sys.executable, "-c", code], text=True).split())

    assert not modules & {"requests", "httpx", "aiohttp", "vcr", "yaml", "pytest", "multipart", "xml.etree"}
