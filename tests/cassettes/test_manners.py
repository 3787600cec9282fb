"""How a wiki that is somebody else's is treated: whom it may ask, how fast it is asked, which pages are written on."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from exchanges import API, get, post

from pytest_mwedit import files, network
from pytest_mwedit.failures import ContactMissing, WikiFailure, WriteRefused
from pytest_mwedit.network import Manners, Network
from pytest_mwedit.session import WikiSession
from pytest_mwedit.web import WebRequest, WebResponse

OURS = (("User-Agent", "pytest-mwedit/1 (tests@example.org)"),)
CONTACT = "tests@example.org"
LAG = (("Retry-After", "7"), ("MediaWiki-API-Error", "maxlag"))


class Clock:
    """The machine's clock, on which waiting takes no time."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.waits: list[float] = []

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 3))
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(network, "time", clock)
    return clock


class Wired(Network):
    """A network whose wiki answers what it is told."""

    def __init__(self, manners: Manners, answer: Callable[[WebRequest], WebResponse] | None = None) -> None:
        super().__init__(manners=manners)
        self.sent: list[WebRequest] = []
        self._answer = answer or (lambda request: WebResponse(200, (), b"{}"))

    def _sent(self, request: WebRequest) -> WebResponse:
        self.sent.append(request)
        return self._answer(request)


def lagging(
    times: int, headers: tuple[tuple[str, str], ...] = LAG, status: int = 200
) -> Callable[[WebRequest], WebResponse]:
    number = count()
    return lambda request: (
        WebResponse(status, headers, b"wait") if next(number) < times else WebResponse(200, (), b"{}")
    )


EDIT = {"action": "edit", "title": "User:Alice/a", "text": "x", "token": "+\\"}


class TestContact:
    @pytest.mark.parametrize("host", ["test.wikipedia.org", "www.mediawiki.org", "en.wikipedia.beta.wmcloud.org"])
    def test_wikimedia_is_told_whom_to_contact(self, host: str) -> None:
        wired = Wired(Manners())

        with pytest.raises(ContactMissing, match=r"User-Agent policy .*mwedit_contact.*MWEDIT_CONTACT"):
            wired.send(get({"action": "query"}, f"https://{host}/w/api.php"))
        assert wired.sent == []

    @pytest.mark.parametrize("url", ["https://wiki.example/w/api.php", "http://127.0.0.1:81/api.php"])
    def test_others_are_not(self, url: str) -> None:
        assert Wired(Manners()).send(get({"action": "query"}, url)).status == 200

    def test_with_a_contact_it_is_sent(self) -> None:
        assert Wired(Manners(CONTACT)).send(get({"action": "query"})).status == 200


class TestWaiting:
    def test_our_own_requests_are_sent_again_when_the_wiki_lags(self, clock: Clock) -> None:
        wired = Wired(Manners(CONTACT), lagging(2))

        assert wired.send(get({"action": "query"}, headers=OURS)).body == b"{}"
        assert clock.waits == [7, 7]
        assert len(wired.sent) == 3

    @pytest.mark.parametrize("status", [429, 503])
    def test_and_when_a_server_is_busy(self, clock: Clock, status: int) -> None:
        wired = Wired(Manners(CONTACT), lagging(1, (("Retry-After", "3"),), status))

        assert wired.send(get({"action": "query"}, headers=OURS)).status == 200
        assert clock.waits == [3]

    def test_not_for_ever(self, clock: Clock) -> None:
        wired = Wired(Manners(CONTACT), lagging(100, (("Retry-After", "86400"),), 503))

        assert wired.send(get({"action": "query"}, headers=OURS)).status == 503
        assert clock.waits == [60] * 4

    def test_another_client_is_told_and_its_next_request_waits(self, clock: Clock) -> None:
        wired = Wired(Manners(CONTACT), lagging(1))

        assert wired.send(get({"action": "query"})).body == b"wait"
        assert clock.waits == []
        assert wired.send(get({"action": "query"})).body == b"{}"
        assert clock.waits == [7]

    def test_other_errors_do_not_wait(self, clock: Clock) -> None:
        wired = Wired(
            Manners(CONTACT), lambda request: WebResponse(200, (("MediaWiki-API-Error", "ratelimited"),), b"{}")
        )

        wired.send(get({"action": "query"}, headers=OURS))
        assert (clock.waits, len(wired.sent)) == ([], 1)

    def test_so_many_edits_a_minute(self, clock: Clock) -> None:
        wired = Wired(Manners(CONTACT, edits_per_minute=20, allowed_pages=("*",)))

        for _ in range(3):
            wired.send(get({"action": "query"}))
            wired.send(post(EDIT))
        assert clock.waits == [3, 3]

    def test_on_this_machine_nobody_waits(self, clock: Clock) -> None:
        wired = Wired(Manners(CONTACT, edits_per_minute=1))

        for _ in range(3):
            wired.send(post(EDIT, "http://127.0.0.1:8143/api.php"))
        assert clock.waits == []

    def test_processes_take_turns(self, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(files.tempfile, "gettempdir", lambda: str(tmp_path))
        manners = Manners(CONTACT, edits_per_minute=20, allowed_pages=("*",), in_turn=True)

        for process in (Wired(manners), Wired(manners)):
            process.send(post(EDIT))
        assert clock.waits == [3]


def logged_in(request: WebRequest) -> WebResponse:
    return WebResponse(200, (), b'{"query":{"userinfo":{"id":5,"name":"Alice"}}}')


class TestOwnGround:
    def refused(self, wired: Wired, **params: str) -> bool:
        request, before = post({**EDIT, **params}), len(wired.sent)
        try:
            wired.send(request)
        except WriteRefused:
            return len(wired.sent) == before
        return False

    def test_the_refusal_says_what_to_do(self) -> None:
        with pytest.raises(WriteRefused) as refusal:
            Wired(Manners(CONTACT)).send(post({**EDIT, "title": "Main Page"}))

        assert str(refusal.value) == (
            "action=edit was not sent: title 'Main Page' on test.wikipedia.org is none of the pages under "
            "Project:Sandbox/pytest-mwedit. Let the test write on wiki_session.sandbox(), or allow the page: "
            "--mwedit-allow-page=TITLE (* stands for anything)"
        )

    def test_a_page_of_the_user_may_be_written_on(self) -> None:
        wired = Wired(Manners(CONTACT), logged_in)

        assert self.refused(wired, title="User:Alice/a")
        wired.send(get({"action": "query", "meta": "userinfo"}))
        assert not self.refused(wired, title="User:Alice/a")
        assert not self.refused(wired, title="User:Alice")
        assert not self.refused(wired, title="User:Alice/a_b")

    @pytest.mark.parametrize(
        "title", ["Main Page", "User:Bob/a", "User:Alice2/a", "User talk:Alice", "Project:Sandbox"]
    )
    def test_another_may_not(self, title: str) -> None:
        wired = Wired(Manners(CONTACT), logged_in)
        wired.send(get({"action": "query", "meta": "userinfo"}))

        assert self.refused(wired, title=title)

    @pytest.mark.parametrize(
        "reply",
        [
            b'{"login":{"result":"Success","lguserid":5,"lgusername":"Alice"}}',
            b'{"clientlogin":{"status":"PASS","username":"Alice"}}',
        ],
    )
    def test_a_login_says_whose_page_it_is(self, reply: bytes) -> None:
        wired = Wired(Manners(CONTACT), lambda request: WebResponse(200, (), reply))
        wired.send(post({"action": "login"}))

        assert not self.refused(wired, title="User:Alice/a")

    def test_a_page_by_its_number_is_nobodys(self) -> None:
        wired = Wired(Manners(CONTACT), logged_in)
        wired.send(get({"action": "query", "meta": "userinfo"}))

        with pytest.raises(WriteRefused, match="pageid '12'"):
            wired.send(post({"action": "edit", "pageid": "12", "text": "x"}))

    def test_moving_needs_both_ends(self) -> None:
        wired = Wired(Manners(CONTACT), logged_in)
        wired.send(get({"action": "query", "meta": "userinfo"}))

        with pytest.raises(WriteRefused, match="to 'Main Page'"):
            wired.send(post({"action": "move", "from": "User:Alice/a", "to": "Main Page"}))

    def test_a_page_may_be_allowed(self) -> None:
        wired = Wired(Manners(CONTACT, allowed_pages=("Project:Sandbox", "Test/*")))

        assert not self.refused(wired, title="Project:Sandbox")
        assert not self.refused(wired, title="Test/1")
        assert self.refused(wired, title="Main Page")

    def test_reading_is_free(self) -> None:
        assert Wired(Manners(CONTACT)).send(get({"action": "query", "titles": "Main Page"})).status == 200

    def test_on_this_machine_everything_may_be_written_on(self) -> None:
        wired = Wired(Manners(CONTACT))

        assert wired.send(post({**EDIT, "title": "Main Page"}, "http://localhost/w/api.php")).status == 200


class TestSandbox:
    def title(self, user: str, own_name: str, name: str = "") -> str:
        body = b'{"query":{"userinfo":%s}}' % user.encode()
        session = WikiSession(API, lambda request: WebResponse(200, (), body), own_name=own_name)
        return session.sandbox(name)

    def test_lies_under_the_users_page(self) -> None:
        alice = '{"id":5,"name":"Alice"}'

        assert self.title(alice, "test_bot/test_signs") == "User:Alice/pytest-mwedit/test_bot/test_signs"
        assert self.title(alice, "test_bot/test_signs", "talk") == "User:Alice/pytest-mwedit/test_bot/test_signs/talk"

    @pytest.mark.parametrize("anon", ['""', "true"])
    def test_or_under_anybodys(self, anon: str) -> None:
        user = f'{{"id":0,"name":"192.0.2.1","anon":{anon}}}'

        assert self.title(user, "test_bot/test_a") == "Project:Sandbox/pytest-mwedit/test_bot/test_a"

    def test_is_a_possible_title(self) -> None:
        alice = '{"id":5,"name":"Alice"}'

        assert self.title(alice, "t/test_a[x|#<y>]").endswith("/t/test_a(x--(y))")
        long, other = (self.title(alice, f"t/test_a{'é' * 200}{end}") for end in "ab")
        assert len(long.encode()) <= 255
        assert long != other


def test_each_failure_is_of_the_kind_that_no_client_swallows() -> None:
    assert issubclass(ContactMissing, WikiFailure)
