"""The catalogue of error codes."""

import re
from pathlib import Path

from pytest_mwedit.api import errors
from pytest_mwedit.error_codes import TODAYS_CODES, WHAT_TO_CHECK, ErrorCode, what_to_check

CODES = set(ErrorCode)


def test_a_member_is_its_string():
    assert ErrorCode.BADTOKEN == "badtoken"
    assert f"{ErrorCode.ABUSEFILTER_WARNING}" == "abusefilter-warning"


def test_members_are_named_after_their_codes():
    assert {code.name: code.value.upper().replace("-", "_") for code in ErrorCode} == {
        code.name: code.name for code in ErrorCode
    }


def test_advice_is_about_known_codes():
    assert set(WHAT_TO_CHECK) - {"internal_api_error"} <= CODES
    assert set(TODAYS_CODES) <= CODES
    assert {code for codes in TODAYS_CODES.values() for code in codes} <= CODES


def test_internal_errors_share_their_advice():
    assert what_to_check("internal_api_error_MWException") == what_to_check("internal_api_error_TypeError")


def test_every_error_of_the_responder_has_a_name():
    codes = {value.code for value in vars(errors).values() if isinstance(getattr(value, "code", None), str)}

    assert codes
    assert codes - CODES == set()


def test_every_code_in_a_recording_has_a_name():
    cassettes = Path(__file__).parents[2] / "cassettes"
    header = re.compile(r"MediaWiki-API-Error:\s*\n?\s*- ?(\S.*)", re.IGNORECASE)
    texts = (path.read_text(encoding="utf-8") for path in cassettes.rglob("*.yaml"))
    codes = {code.strip() for text in texts for line in header.findall(text) for code in line.split(",")}

    assert codes - CODES == set()
