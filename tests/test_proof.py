"""PROOF.md leaves nothing out, and what it says of a code or a parameter is so."""

from __future__ import annotations

import json

import proof
import pytest
from recordings import ROOT, exchanges

from pytest_mwedit.api.declarations import declarations
from pytest_mwedit.error_catalogue import CATALOGUE

#: Codes that are recorded only since an arranged extension objects in the message of that name.
ARRANGED = {"spamprotectiontext"}

#: Codes of query modules alone, which the catalogue, being of the editing API, does not hold.
OF_QUERIES = {
    "includeAllDenied",
    "invalidlang",
    "internal_api_error_Error",
    "internal_api_error_Wikimedia\\Assert\\ParameterTypeException",
} | {
    *(
        "bad_image_title",
        "badparams",
        "badquery",
        "bad_wlowner",
        "bad_wltoken",
        "cidrtoobroad",
        "diffto",
        "invalidcategory",
        "invalidiprange",
        "invaliduserid",
        "nolang",
        "notloggedin",
        "param_ip",
    ),
    *("badvalue_cmendhexsortkey", "badvalue_cmstarthexsortkey", "badvalue_gcmendhexsortkey"),
    "internal_api_error_MediaWiki\\Rest\\HeaderParser\\HeaderParserError",
    "internal_api_error_Wikimedia\\Assert\\ParameterAssertionException",
    *("invalidparammix-cannotusewith", "invalidsha1base36hash", "invalidsha1hash", "stashnotloggedin"),
    *("uploadstash-bad-path-bad-format", "uploadstash-file-not-found"),
    *("paramempty_ucuser", "paramempty_ucuserids", "patrol", "show", "unknown_leaction"),
    "specialpage-cantexecute",
}


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_code_is_proved(code: str) -> None:
    """By a recording, by a document that lists it, or it is told why by neither."""
    info = CATALOGUE[code]

    assert proof.answered().get(code) or info.documents or code in proof.UNASKED


@pytest.mark.parametrize("module", ["main", "edit", "stashedit"])
def test_every_parameter_is_proved(module: str) -> None:
    """Each that is declared for a version that is recorded has a row, and a recording."""
    rows = proof.parameters(module)

    for version in ("1.43", "1.39"):
        assert set(declarations(version, "ext")[module].by_name) <= set(rows)
    assert [name for name in rows if not proof.sent().get((module, name))] == []


def test_every_recorded_code_is_in_the_catalogue() -> None:
    assert set(proof.answered()) - CATALOGUE.keys() == ARRANGED | OF_QUERIES


def test_codes_are_answered_by_the_versions_that_are_said() -> None:
    """What a version was recorded to answer is not told to be unknown to it."""
    wrong = [
        (code, version)
        for code, places in proof.answered().items()
        for version, _ in places
        if code in CATALOGUE and not CATALOGUE[code].is_answered_by(version)
    ]

    assert wrong == []


def test_what_differs_is_about_what_there_is() -> None:
    for module, name in proof.DIFFERENT:
        assert name in (CATALOGUE if module == "code" else proof.parameters(module))


def test_the_links_lead_somewhere() -> None:
    sources = {each.source for each in exchanges()}

    assert sources
    assert [source for source in sources if not (ROOT / source).is_file()] == []


def test_the_shapes_of_documents_are_told_until_they_are_recorded() -> None:
    assert not proof.EXPECTED.keys() & proof.shapes().keys(), json.dumps(sorted(proof.shapes()))
