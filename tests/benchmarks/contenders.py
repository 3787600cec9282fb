"""The test doubles that are compared: each opens a session whose posts are answered without a network."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import requests
import yaml
from requests.adapters import BaseAdapter
from urllib3 import HTTPResponse

from pytest_mwedit.plugin import Run

from .material import API_URL, REPLY_HEADERS, Edit, Recording, reply

#: Sends an edit and returns the text of the reply.
Post = Callable[[Edit], str]
Open = Callable[[Recording], AbstractContextManager[Post]]


class Constant(BaseAdapter):
    """The floor: an adapter that answers with what *find* returns, and does nothing else."""

    def __init__(self, find: Callable[[Any], bytes]) -> None:
        super().__init__()
        self._find = find

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        response = requests.Response()
        response.status_code, response.reason = 200, "OK"
        response.url, response.request = request.url or "", request
        response.headers.update(REPLY_HEADERS)
        response.encoding = "utf-8"
        body = self._find(request.body)
        response.raw = HTTPResponse(body=io.BytesIO(body), status=200, preload_content=False)
        return response

    def close(self) -> None: ...


def _posting(session: Any) -> Post:
    return lambda edit: str(session.post(API_URL, data=edit).text)


@contextmanager
def _adapted(find: Callable[[Any], bytes]) -> Iterator[Post]:
    with requests.Session() as session:
        session.mount("https://", Constant(find))
        yield _posting(session)


def floor(recording: Recording) -> AbstractContextManager[Post]:
    """A bare adapter that returns a constant."""
    body = reply(0)
    return _adapted(lambda _: body)


def _key(body: str) -> frozenset[tuple[str, str]]:
    return frozenset(parse_qsl(body, keep_blank_values=True))


def _indexed(pairs: list[tuple[str, str]]) -> AbstractContextManager[Post]:
    index = {_key(body): answer.encode() for body, answer in pairs}
    return _adapted(lambda body: index[_key(body)])


def indexed_yaml(recording: Recording) -> AbstractContextManager[Post]:
    """A dictionary by decoded request, filled from a YAML cassette with libyaml's loader."""
    with recording.yaml.open(encoding="utf-8") as file:
        document = yaml.load(file, Loader=yaml.CSafeLoader)
    return _indexed([(one["request"]["body"], one["response"]["body"]["string"]) for one in document["interactions"]])


def indexed_json(recording: Recording) -> AbstractContextManager[Post]:
    """The same from JSON that holds nothing else."""
    return _indexed(json.loads(recording.json.read_bytes()))


@contextmanager
def mwedit_replay(recording: Recording) -> Iterator[Post]:
    """`wiki_session` in mode replay: the whole of what the fixture does."""
    with exchange(recording.yaml, "replay", recording.name) as opened, opened.session() as session:
        yield _posting(session)


def exchange(cassette: Path, mode: str, name: str, api_url: str = API_URL) -> Any:
    """Return the exchange that the fixtures make for a test with this cassette."""
    from pytest_mwedit.exchange import Test, exchange_for
    from pytest_mwedit.settings import Place, Settings

    folder = cassette.parent
    settings = Settings(mode=mode, cassette=name, cassette_dir=str(folder), api_url=api_url)
    test = Test("test_bench.py::test_edit", Place(folder / "test_bench.py", f"test_bench/{name}"), folder)
    return exchange_for(test, settings, None, Run())


@contextmanager
def mwedit_memory(recording: Recording) -> Iterator[Post]:
    """`wiki_session` with a fresh in-memory wiki."""
    with memory_exchange() as opened, opened.session() as session:
        yield _posting(session)


def memory_exchange() -> Any:
    """Return the exchange that the fixture `fake_edit_api` makes."""
    from pytest_mwedit.exchange import memory_for, memory_only
    from pytest_mwedit.settings import Settings

    settings = Settings(mode="fake", api_url=API_URL)
    return memory_only(settings, memory_for(settings), Run())


@contextmanager
def mwedit_requests(recording: Recording) -> Iterator[Post]:
    """A plain session of `requests`, intercepted, before an in-memory wiki."""
    with memory_exchange(), requests.Session() as session:
        yield _posting(session)


@contextmanager
def mwedit_httpx(recording: Recording) -> Iterator[Post]:
    """The same for httpx."""
    import httpx

    with memory_exchange(), httpx.Client() as session:
        yield _posting(session)


@contextmanager
def mwedit_requests_replay(recording: Recording) -> Iterator[Post]:
    """A plain session of `requests`, intercepted, before a tape."""
    with exchange(recording.yaml, "replay", recording.name), requests.Session() as session:
        yield _posting(session)


@contextmanager
def static_responses(recording: Recording) -> Iterator[Post]:
    """`responses` with one registered reply."""
    import responses

    with responses.RequestsMock() as mock, requests.Session() as session:
        mock.add(responses.POST, API_URL, body=reply(0), content_type="application/json; charset=utf-8")
        yield _posting(session)


@contextmanager
def static_requests_mock(recording: Recording) -> Iterator[Post]:
    """`requests-mock` with one registered reply."""
    import requests_mock

    with requests_mock.Mocker() as mock, requests.Session() as session:
        mock.post(API_URL, content=reply(0), headers=dict(REPLY_HEADERS))
        yield _posting(session)


@contextmanager
def betamax(recording: Recording) -> Iterator[Post]:
    """betamax, comparing bodies."""
    from betamax import Betamax

    with requests.Session() as session:
        recorder = Betamax(session, cassette_library_dir=str(recording.betamax.parent))
        with recorder.use_cassette(
            recording.name, record="none", match_requests_on=["method", "uri", "body"], allow_playback_repeats=True
        ):
            yield _posting(session)


@contextmanager
def cassetter(recording: Recording) -> Iterator[Post]:
    """cassetter, comparing bodies; it reads vcrpy's files."""
    from cassetter import use_cassette

    matched = ["method", "uri", "body"]
    with use_cassette(recording.yaml, record_mode="none", match_on=matched), requests.Session() as session:
        yield _posting(session)


def _vcrpy(match_on: tuple[str, ...], session_of: str = "requests", played: float = 0) -> Open:
    @contextmanager
    def opened(recording: Recording) -> Iterator[Post]:
        import vcr

        my_vcr = vcr.VCR(record_mode="none", match_on=match_on)
        with my_vcr.use_cassette(str(recording.yaml), allow_playback_repeats=recording.count == 1) as cassette:
            cassette.play_counts.update(dict.fromkeys(range(int(recording.count * played)), 1))
            if session_of == "httpx":
                import httpx

                with httpx.Client() as client:
                    yield _posting(client)
            else:
                with requests.Session() as session:
                    yield _posting(session)

    return opened


_DEFAULT_MATCHERS = ("method", "scheme", "host", "port", "path", "query")
vcrpy = _vcrpy(_DEFAULT_MATCHERS)
vcrpy_body = _vcrpy((*_DEFAULT_MATCHERS, "body"))
vcrpy_httpx = _vcrpy(_DEFAULT_MATCHERS, "httpx")
#: What is played already is compared again at each request: half of it is so on the average of a replay.
vcrpy_half_played = _vcrpy(_DEFAULT_MATCHERS, played=0.5)
