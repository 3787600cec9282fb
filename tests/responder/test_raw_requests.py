"""Names, values and bodies as clients may write them, and what a real wiki made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import Any

import pytest
from raw_requests import API_URL, MOMENT, RECORDED, REQUESTS, Raw, compared, is_edit, send
from scenario import DEFAULT_VERSION
from told_once import recorded

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.web import WebRequest, WebResponse

VERSIONS_RECORDED = sorted(path.stem for path in RECORDED.glob("*.json"))


@pytest.fixture(scope="module", params=VERSIONS_RECORDED)
def version(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_request_is_recorded(version: str) -> None:
    assert recorded(RECORDED, version).keys() == REQUESTS.keys()


def test_answers_are_mediawikis(version: str) -> None:
    """Every reply is the real wiki's, and so are the pages after an edit."""
    fake = arranged(version)

    def sent(raw: Raw) -> WebResponse:
        url = f"{API_URL}?{raw.query.decode('latin-1')}" if raw.query else API_URL
        return fake.answer(WebRequest(raw.method, url, raw.headers, raw.body))

    differences = list(compare(fake, version, sent))

    assert not differences, "\n".join([f"{len(differences)} differences", *differences])


def test_answers_of_the_server_are_mediawikis() -> None:
    """What travels over HTTP arrives as it was sent."""
    version = DEFAULT_VERSION
    fake = arranged(version)

    with fake.serve():
        differences = list(compare(fake, version, lambda raw: send(raw, fake.url)))

    assert not differences, "\n".join([f"{len(differences)} differences", *differences])


def arranged(version: str) -> FakeEditApi:
    fake = FakeEditApi(version, api_url=API_URL)
    arrange(fake)
    return fake


def arrange(fake: FakeEditApi) -> None:
    fake.arrange()
    fake.clock.freeze(MOMENT)


def compare(fake: FakeEditApi, version: str, sent: Callable[[Raw], WebResponse]) -> Iterator[str]:
    """Send all requests and yield what is not answered as it was recorded."""
    for key, expected in recorded(RECORDED, version).items():
        raw = REQUESTS[key]
        if is_edit(raw):
            arrange(fake)
        answered = answer(fake, raw, sent)
        if _without_help(answered) != (NOT_IMITATED if _is_no_reply(expected) else _without_help(expected)):
            yield f"{key}\n  recorded {expected}\n  answered {answered}"


NOT_IMITATED = "not imitated"


def answer(fake: FakeEditApi, raw: Raw, sent: Callable[[Raw], WebResponse]) -> Any:
    """Return what is compared of the reply."""
    try:
        response = sent(raw)
    except NotImitated:
        return NOT_IMITATED
    if response.status == HTTPStatus.NOT_IMPLEMENTED:
        return NOT_IMITATED
    return compared(response, fake.state() if is_edit(raw) else None)


def _is_no_reply(reply: dict[str, Any]) -> bool:
    """Whether it is a page that is not imitated: that of an internal error."""
    return bool(reply["status"] == HTTPStatus.INTERNAL_SERVER_ERROR)


def _without_help(reply: Any) -> Any:
    """Return a reply without the text of the API's help, which is our own; its status and headers are MediaWiki's."""
    is_help = reply != NOT_IMITATED and "api-help" in reply["headers"].get("Content-Disposition", "")
    return {**reply, "body": "(help)"} if is_help else reply
