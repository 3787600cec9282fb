"""The catalogue of error codes."""

import re
from pathlib import Path

from recordings import exchanges

from pytest_mwedit.api import errors
from pytest_mwedit.error_catalogue import CATALOGUE, DOCUMENTS
from pytest_mwedit.error_codes import ErrorCode, what_to_check

CODES = set(ErrorCode)


def test_a_member_is_its_string():
    assert ErrorCode.BADTOKEN == "badtoken"
    assert f"{ErrorCode.ABUSEFILTER_WARNING}" == "abusefilter-warning"


def test_members_are_named_after_their_codes():
    assert {code.name: code.value.upper().replace("-", "_") for code in ErrorCode} == {
        code.name: code.name for code in ErrorCode
    }


def test_every_code_is_in_the_catalogue():
    assert set(CATALOGUE) == CODES
    assert [ErrorCode.BADTOKEN.info.code, ErrorCode.NOTITLE.info.today] == ["badtoken", ("missingparam",)]


def test_every_code_of_the_documents_is_in_the_catalogue():
    codes = {code for listed in DOCUMENTS.values() for code in listed}

    assert len(codes) == 57
    assert codes - CODES == set()
    assert ErrorCode.PROTECTEDTITLE.info.documents == ("User:Cgt/Sandbox",)
    assert ErrorCode.BADTAGS.info.documents == ("API:Edit", "API:Edit/fr", "API:Edit/vi")


def test_old_names_lead_to_names_of_today():
    """What a later version answers instead is known, too, and answered by it."""
    for info in CATALOGUE.values():
        for code in info.today:
            assert CATALOGUE[code].is_answered_by("1.43"), (info.code, code)


def test_sentences_are_sentences():
    for info in CATALOGUE.values():
        assert re.fullmatch("[A-Z][^\n]*[.]", info.cause), info.code
        assert info.check == "" or re.fullmatch("[A-Z`][^\n]*[.?]", info.check), info.code


def test_advice_falls_back_on_the_cause():
    assert what_to_check("badmd5") == CATALOGUE["badmd5"].check
    assert what_to_check("botsnotsupported") == "Bots may not stash edits."
    assert what_to_check("nothing of the kind") is None


def test_internal_errors_share_their_advice():
    assert what_to_check("internal_api_error_MWException") == what_to_check("internal_api_error_TypeError")


#: Errors of modules beside those that edit which no recording shows.
NOT_RECORDED = {"immobile-source-namespace"}


def test_every_error_of_the_responder_has_a_name():
    """Those of modules beside the ones that edit have none, and a recording of a real wiki instead."""
    codes = {value.code for value in vars(errors).values() if isinstance(getattr(value, "code", None), str)}
    recorded = {code for each in exchanges() for code in each.codes}
    within = "".join(str(each.body) for each in exchanges() if each.params.get("action") != "edit")

    assert codes
    assert {code for code in codes - CODES - recorded if f'"{code}"' not in within} == NOT_RECORDED


def test_every_code_in_a_recording_has_a_name():
    cassettes = Path(__file__).parents[2] / "cassettes"
    header = re.compile(r"MediaWiki-API-Error:\s*\n?\s*- ?(\S.*)", re.IGNORECASE)
    texts = (path.read_text(encoding="utf-8") for path in cassettes.rglob("*.yaml"))
    codes = {code.strip() for text in texts for line in header.findall(text) for code in line.split(",")}

    assert codes - CODES == set()
