"""Values of every type of parameter, against what real wikis answered."""

from __future__ import annotations

import pytest
from told_once import recorded
from typed_values import API_URL, CONFIG, MOMENT, RECORDED, ROWS, STEPS, answers

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.web import WebRequest, WebResponse

VERSIONS_RECORDED = sorted(path.stem for path in RECORDED.glob("*.json"))
NO_REPLY = 501


@pytest.mark.parametrize("version", VERSIONS_RECORDED)
def test_answers_are_mediawikis(version: str) -> None:
    """Each reply is the real wiki's, but for the times that only PHP reads."""
    fake, expected = FakeEditApi(version, api_url=API_URL), recorded(RECORDED, version)
    missing = []

    def reset() -> None:
        fake.arrange(config=CONFIG, steps=STEPS)
        fake.clock.freeze(MOMENT)

    def wiki(request: WebRequest) -> WebResponse:
        try:
            return fake.answer(request)
        except NotImitated as reason:
            missing.append(str(reason))
            return WebResponse(NO_REPLY)

    given = dict(answers(wiki, reset))

    assert given.keys() == expected.keys() == ROWS.keys()
    assert all("the time" in reason for reason in missing)
    assert len(missing) < MOST_MISSING
    differences = [
        f"{key}\n  recorded {expected[key]}\n  answered {answered}"
        for key, answered in given.items()
        if answered["status"] != NO_REPLY and answered != expected[key]
    ]
    assert not differences, "\n".join([f"{len(differences)} differences", *differences])


#: How many of the times are not imitated; a form that is read no more would be one more.
MOST_MISSING = 15
