"""The served wiki and HTTP: what clients of every kind send, also slow and broken ones."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from http.client import HTTPConnection, HTTPResponse, IncompleteRead
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pytest_mwedit import server
from pytest_mwedit.fake import FakeEditApi

EDIT = {"action": "edit", "title": "A", "text": "é", "token": "+\\", "format": "json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PATH = "/w/api.php"


@pytest.fixture
def fake() -> Iterator[FakeEditApi]:
    fake = FakeEditApi()
    with fake.serve():
        yield fake


def port_of(fake: FakeEditApi) -> int:
    port = urlsplit(fake.url).port
    assert port is not None
    return port


class Wire:
    """A connection on which a test writes what it likes."""

    def __init__(self, fake: FakeEditApi) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port_of(fake)), timeout=10)

    def send(self, *lines: str, body: bytes = b"") -> None:
        self.socket.sendall("\r\n".join((*lines, "", "")).encode("latin-1") + body)

    def receive(self, method: str = "GET") -> HTTPResponse:
        reply = HTTPResponse(self.socket, method=method)
        reply.begin()
        return reply

    def ask(self, *lines: str, body: bytes = b"") -> tuple[int, bytes, HTTPResponse]:
        self.send(*lines, body=body)
        reply = self.receive(lines[0].partition(" ")[0])
        return reply.status, reply.read(), reply

    def is_closed(self) -> bool:
        try:
            return self.socket.recv(1) == b""
        except ConnectionResetError:
            return True


@pytest.fixture
def wire(fake: FakeEditApi) -> Iterator[Wire]:
    wire = Wire(fake)
    with closing(wire.socket):
        yield wire


def form(**changed: str) -> bytes:
    return urlencode({**EDIT, **changed}).encode()


def post(body: bytes, *more: str, version: str = "1.1") -> tuple[str, ...]:
    head = (f"POST {PATH} HTTP/{version}", "Host: wiki", f"Content-Type: {FORM['Content-Type']}")
    return (*head, *more) if any("chunked" in each for each in more) else (*head, f"Content-Length: {len(body)}", *more)


# Connections


def test_one_connection_for_many_requests(fake: FakeEditApi, wire: Wire) -> None:
    for number in range(5):
        body = form(title=f"P{number}")
        status, _, reply = wire.ask(*post(body), body=body)
        assert (status, reply.getheader("Connection"), reply.getheader("Content-Length") is not None) == (
            200,
            None,
            True,
        )

    assert len(fake.edits) == 5


def test_several_requests_before_the_first_reply(fake: FakeEditApi, wire: Wire) -> None:
    body = form()
    for last in (False, False, True):
        wire.send(*post(body, *(["Connection: close"] if last else [])), body=body)

    assert wire.socket.makefile("rb").read().count(b'"result":"Success"') == 3
    assert len(fake.requests) == 3


@pytest.mark.parametrize(
    ("version", "header", "told", "goes_on"),
    [
        ("1.1", "Connection: close", "close", False),
        ("1.0", "Accept: */*", "close", False),
        ("1.0", "Connection: keep-alive", "keep-alive", True),
        ("1.0", "Connection: Keep-Alive", "keep-alive", True),
        ("1.1", "Connection: keep-alive", None, True),
    ],
)
def test_how_long_a_connection_lasts(
    fake: FakeEditApi, wire: Wire, version: str, header: str, told: str | None, goes_on: bool
) -> None:
    body = form()
    status, came, reply = wire.ask(*post(body, header, version=version), body=body)

    assert (status, b'"Success"' in came, reply.getheader("Connection")) == (200, True, told)
    if goes_on:
        assert wire.ask(*post(body), body=body)[0] == 200
    else:
        assert wire.is_closed()


def test_a_client_that_knows_no_version(wire: Wire) -> None:
    wire.send("GET /w/api.php?action=query&format=json")

    assert b'{"batchcomplete":""}' in wire.socket.makefile("rb").read()


def test_a_client_that_takes_it_for_its_proxy(fake: FakeEditApi, wire: Wire) -> None:
    status, body, _ = wire.ask(
        "GET http://wiki.example/w/api.php?action=query&format=json HTTP/1.1", "Host: wiki.example"
    )

    assert (status, body) == (200, b'{"batchcomplete":""}')
    assert fake.requests[0].url == "http://wiki.example/w/api.php?action=query&format=json"


def test_addresses_in_parameters(fake: FakeEditApi, wire: Wire) -> None:
    status, _, _ = wire.ask("GET /w/api.php?action=query&format=json&x=http://a/b HTTP/1.1", "Host: wiki")

    assert status == 200
    assert fake.requests[0].params["x"] == "http://a/b"


def test_no_host_and_no_user_agent(wire: Wire) -> None:
    assert wire.ask("GET /w/api.php?action=query&format=json HTTP/1.1")[0] == 200


# Bodies


@pytest.mark.parametrize("cut", [1, 2, 7, 1000])
def test_chunks(fake: FakeEditApi, wire: Wire, cut: int) -> None:
    body = form()
    parts = [body[start : start + cut] for start in range(0, len(body), cut)]
    chunked = b"".join(b"%X;name=value\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\nTrailer: x\r\n\r\n"

    status, came, _ = wire.ask(*post(b"", "Transfer-Encoding: chunked"), body=chunked)

    assert (status, b'"Success"' in came, fake.page("A").text) == (200, True, "é")
    assert wire.ask(*post(body), body=body)[0] == 200


def test_a_client_that_asks_before_it_sends(fake: FakeEditApi, wire: Wire) -> None:
    body = form()
    wire.send(*post(body, "Expect: 100-continue"))
    assert wire.socket.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"

    wire.socket.sendall(body)

    assert b'"Success"' in wire.receive("POST").read()


def test_multipart_with_headers_of_parts(fake: FakeEditApi, wire: Wire) -> None:
    parts = [
        f'--BB\r\nContent-Disposition: form-data; name="{name}"\r\nContent-Type: text/plain; charset=UTF-8\r\n'
        f"Content-Transfer-Encoding: 8bit\r\n\r\n{value}\r\n"
        for name, value in EDIT.items()
    ]
    body = "".join((*parts, "--BB--\r\n")).encode()
    head = (f"POST {PATH} HTTP/1.1", "Host: wiki", "Content-Type: multipart/form-data; boundary=BB")

    status, came, _ = wire.ask(*head, f"Content-Length: {len(body)}", body=body)

    assert (status, b'"Success"' in came, fake.page("A").text) == (200, True, "é")


def test_a_long_text(fake: FakeEditApi, wire: Wire) -> None:
    body = form(text="lorem ipsum " * 100_000)

    assert b'"Success"' in wire.ask(*post(body), body=body)[1]
    assert len(fake.page("A").text) == 1_199_999


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_head(fake: FakeEditApi, wire: Wire, method: str) -> None:
    for _ in range(2):
        wire.send(f"{method} {PATH}?action=query&format=json HTTP/1.1", "Host: wiki")
        reply = wire.receive(method)
        assert (reply.status, reply.getheader("Content-Type")) == (200, "application/json; charset=utf-8")
        assert reply.getheader("Content-Length") == (None if method == "HEAD" else "20")
        assert reply.read() == (b"" if method == "HEAD" else b'{"batchcomplete":""}')


@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_the_root_is_there(wire: Wire, method: str) -> None:
    """As suites ask that find out whether there is a wiki at all."""
    wire.send(f"{method} / HTTP/1.1", "Host: wiki")

    assert wire.receive(method).status == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"])
def test_other_methods_are_the_wikis_to_answer(wire: Wire, method: str) -> None:
    status, body, reply = wire.ask(f"{method} {PATH}?action=query&format=json HTTP/1.1", "Host: wiki")

    expected = (200, None) if method == "OPTIONS" else (405, "invalidmethod")
    assert (status, reply.getheader("MediaWiki-API-Error")) == expected
    assert (b"invalidmethod" in body) is (method != "OPTIONS")


# Compression


@pytest.mark.parametrize(
    ("accepted", "compressed"),
    [
        ("gzip", True),
        ("gzip, deflate", True),
        ("deflate, gzip;q=0.5, br", True),
        ("br;q=1.0, *;q=0.1", True),
        ("*", True),
        ("GZip", True),
        ("gzip;q=0", False),
        ("gzip;q=0.0, *", False),
        ("deflate, br", False),
        ("identity", False),
        ("", False),
    ],
)
def test_compression(fake: FakeEditApi, wire: Wire, accepted: str, compressed: bool) -> None:
    fake.add_page("Long", "lorem ipsum " * 500)
    target = f"{PATH}?action=query&prop=revisions&titles=Long&rvprop=content&rvslots=main&format=json"

    status, body, reply = wire.ask(f"GET {target} HTTP/1.1", "Host: wiki", f"Accept-Encoding: {accepted}")

    assert (status, reply.getheader("Content-Encoding")) == (200, "gzip" if compressed else None)
    assert "Accept-Encoding" in (reply.getheader("Vary") or "")
    assert b"lorem ipsum" in (gzip.decompress(body) if compressed else body)
    assert int(reply.getheader("Content-Length") or 0) == len(body)


def test_what_is_short_is_sent_as_it_is(wire: Wire) -> None:
    reply = wire.ask(f"GET {PATH}?action=query&format=json HTTP/1.1", "Host: wiki", "Accept-Encoding: gzip")[2]

    assert reply.getheader("Content-Encoding") is None


# Pages of other sites


def test_any_site_may_ask_without_an_account(wire: Wire) -> None:
    target = f"{PATH}?action=query&meta=userinfo&format=json&origin=*"

    status, _, reply = wire.ask(f"GET {target} HTTP/1.1", "Host: wiki", "Origin: https://tool.example")

    assert (status, reply.getheader("Access-Control-Allow-Origin")) == (200, "*")


def test_a_browser_that_asks_beforehand(fake: FakeEditApi, wire: Wire) -> None:
    fake.config.cors_domains = ["tool.example"]
    asked = ("Origin: https://tool.example", "Access-Control-Request-Method: POST")

    status, _, reply = wire.ask(f"OPTIONS {PATH}?origin=https://tool.example HTTP/1.1", "Host: wiki", *asked)

    assert (status, reply.getheader("Access-Control-Allow-Origin")) == (200, "https://tool.example")
    assert reply.getheader("Access-Control-Allow-Credentials") == "true"


# Several sessions


def test_several_sessions_at_once(fake: FakeEditApi) -> None:
    fake.add_user("Alice", "a")
    fake.add_user("Bob", "b")
    fake.add_bot_password("Bob", "app", "x" * 32)
    people = {"Alice": ("Alice", "a"), "Bob": ("Bob", "b"), "bot": ("Bob@app", "x" * 32), "nobody": None}
    sessions = {name: requests.Session() for name in people}

    def who(name: str) -> Any:
        asked = {"action": "query", "meta": "userinfo", "format": "json", "formatversion": 2}
        return sessions[name].get(fake.url, params=asked, timeout=5).json()["query"]["userinfo"]["name"]

    for name, account in people.items():
        if account is not None:
            log_in(fake, sessions[name], *account)

    assert {name: who(name) for name in people} == {
        "Alice": "Alice",
        "Bob": "Bob",
        "bot": "Bob",
        "nobody": "127.0.0.1",
    }
    cookies = {name: set(session.cookies.keys()) for name, session in sessions.items()}
    assert "testwiki_BPsession" in cookies["bot"] or "wiki_BPsession" in cookies["bot"]
    assert cookies["nobody"] == set()
    for session in sessions.values():
        session.close()


def test_the_session_is_replaced_at_login(fake: FakeEditApi) -> None:
    with requests.Session() as session:
        session.get(
            fake.url, params={"action": "query", "meta": "tokens", "type": "login", "format": "json"}, timeout=5
        )
        (before,) = session.cookies.values()
        log_in(fake, session, "Alice", "any")
        after = [value for name, value in session.cookies.items() if name.endswith("_session")]

    assert len(after) == 1
    assert after != [before]


def log_in(fake: FakeEditApi, session: requests.Session, name: str, password: str) -> None:
    asked = {"action": "query", "meta": "tokens", "type": "login", "format": "json"}
    token = session.get(fake.url, params=asked, timeout=5).json()["query"]["tokens"]["logintoken"]
    sent = {"action": "login", "lgname": name, "lgpassword": password, "lgtoken": token, "format": "json"}
    assert session.post(fake.url, data=sent, timeout=5).json()["login"]["result"] == "Success"


# Many at once


def test_no_edit_is_lost(fake: FakeEditApi) -> None:
    threads, each = 20, 10

    def work(number: int) -> list[str]:
        connection = HTTPConnection("127.0.0.1", port_of(fake), timeout=30)
        results = []
        for turn in range(each):
            sent = {**EDIT, "title": f"P{turn}", "appendtext": f"\n{number}", "format": "json"}
            del sent["text"]
            connection.request("POST", PATH, urlencode(sent), FORM)
            results.append(connection.getresponse().read().decode())
        connection.close()
        return results

    with ThreadPoolExecutor(threads) as pool:
        replies = [reply for replies in pool.map(work, range(threads)) for reply in replies]

    assert len(replies) == threads * each
    assert all('"Success"' in reply for reply in replies)
    for turn in range(each):
        assert sorted(map(int, fake.page(f"P{turn}").text.split())) == list(range(threads))
    assert len({edit.revid for edit in fake.edits}) == len(fake.edits) == len(fake.requests) == threads * each


def test_many_connections(fake: FakeEditApi) -> None:
    wires = [Wire(fake) for _ in range(100)]
    for wire in wires:
        wire.send(f"GET {PATH}?action=query&format=json HTTP/1.1", "Host: wiki")

    assert [wire.receive().status for wire in wires] == [200] * 100
    for wire in wires:
        wire.socket.close()


# Slow and broken clients


@pytest.mark.parametrize(
    ("lines", "body", "status", "text"),
    [
        (("nonsense",), b"", 400, b"nonsense"),
        (("GET / HTTP/x.y",), b"", 400, b"HTTP/x.y"),
        (("GET / HTTP/3.0",), b"", 505, b""),
        ((f"GET /{'a' * 70_000} HTTP/1.1",), b"", 414, b""),
        (("GET / HTTP/1.1", f"X: {'a' * 70_000}"), b"", 431, b""),
        (("GET / HTTP/1.1", *(f"X{number}: a" for number in range(200))), b"", 431, b""),
        ((f"POST {PATH} HTTP/1.1", "Content-Length: many"), b"x", 400, b"Content-Length: many is no length"),
        ((f"POST {PATH} HTTP/1.1", "Content-Length: -1"), b"x", 400, b"Content-Length: -1 is no length"),
        ((f"POST {PATH} HTTP/1.1", "Content-Length: 999999999999"), b"x", 413, b"the longest has"),
        ((f"POST {PATH} HTTP/1.1", "Transfer-Encoding: chunked"), b"xyz\r\n", 400, b"'xyz' is no size of a chunk"),
        ((f"POST {PATH} HTTP/1.1", "Transfer-Encoding: chunked"), b"-1\r\n", 400, b"'-1' is no size of a chunk"),
        ((f"POST {PATH} HTTP/1.1", "Transfer-Encoding: chunked"), b"1\r\nxyz\r\n", 400, b"longer than it says"),
        ((f"POST {PATH} HTTP/1.1", "Transfer-Encoding: chunked"), b"FFFFFFFFFFF\r\n", 413, b"a body of more than"),
    ],
)
def test_what_is_no_http(wire: Wire, lines: tuple[str, ...], body: bytes, status: int, text: bytes) -> None:
    came, told, reply = wire.ask(*lines, body=body)

    assert (came, reply.getheader("Connection")) == (status, "close")
    assert text in told
    wire.socket.shutdown(socket.SHUT_WR)
    assert wire.is_closed()


def hang_up_before_anything(wire: Wire) -> None:
    wire.socket.close()


def hang_up_in_the_head(wire: Wire) -> None:
    wire.socket.sendall(b"POST /w/api.php HTTP/1.1\r\nHost: wi")
    wire.socket.close()


def hang_up_in_the_body(wire: Wire) -> None:
    wire.send(f"POST {PATH} HTTP/1.1", "Content-Length: 100", body=b"action=edit")
    wire.socket.close()


def hang_up_in_a_chunk(wire: Wire) -> None:
    wire.send(f"POST {PATH} HTTP/1.1", "Transfer-Encoding: chunked", body=b"FF\r\nabc")
    wire.socket.close()


def hang_up_between_chunks(wire: Wire) -> None:
    wire.send(f"POST {PATH} HTTP/1.1", "Transfer-Encoding: chunked", body=b"3\r\nabc\r\n")
    wire.socket.close()


def hang_up_before_the_reply(wire: Wire) -> None:
    wire.send(f"GET {PATH}?action=query&format=json HTTP/1.1", "Host: wiki")
    wire.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    wire.socket.close()


def send_half_and_wait(wire: Wire) -> None:
    wire.socket.sendall(b"POST /w/api.php HTTP/1.1\r\nContent-Length: 100\r\n\r\naction=")


def never_read(wire: Wire) -> None:
    for _ in range(50):
        wire.send("GET / HTTP/1.1", "Host: wiki")


def speak_tls(wire: Wire) -> None:
    wire.socket.sendall(bytes.fromhex("160301020001000001fc0303") + b"\0" * 100)


@pytest.mark.parametrize(
    "misbehave",
    [
        hang_up_before_anything,
        hang_up_in_the_head,
        hang_up_in_the_body,
        hang_up_in_a_chunk,
        hang_up_between_chunks,
        hang_up_before_the_reply,
        send_half_and_wait,
        never_read,
        speak_tls,
    ],
)
def test_a_bad_client_does_not_disturb_the_others(
    fake: FakeEditApi, wire: Wire, misbehave: Callable[[Wire], None], capfd: pytest.CaptureFixture[str]
) -> None:
    misbehave(wire)

    reply = requests.post(fake.url, data=EDIT, timeout=5)

    assert reply.json()["edit"]["result"] == "Success"
    assert [edit.title for edit in fake.edits] == ["A"]
    assert fake.failures == []
    assert capfd.readouterr() == ("", "")


def test_a_client_that_says_nothing_is_hung_up_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server._Handler, "timeout", 0.1)
    fake = FakeEditApi()
    with fake.serve():
        silent, slow = Wire(fake), Wire(fake)
        send_half_and_wait(slow)

        assert (silent.is_closed(), slow.is_closed()) == (True, True)
        silent.socket.close()
        slow.socket.close()


def test_a_client_that_gives_up_waiting_leaves_no_thread_behind(fake: FakeEditApi) -> None:
    fake.disrupt("timeout")
    before = threading.active_count()
    wire = Wire(fake)
    wire.send(f"GET {PATH}?action=query&format=json HTTP/1.1", "Host: wiki")
    wait_until(lambda: not fake.faults)
    wire.socket.close()

    wait_until(lambda: threading.active_count() <= before)


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_bytes(fake: FakeEditApi, data: st.DataObject) -> None:
    """Whatever a client sends, it is answered or hung up on, and nothing breaks."""
    sent = b"".join(data.draw(st.lists(st.one_of(st.sampled_from(PIECES), st.binary(max_size=8)), max_size=14)))
    wire = Wire(fake)
    with closing(wire.socket), suppress(OSError):
        wire.socket.sendall(sent)
        wire.socket.shutdown(socket.SHUT_WR)
        came = wire.socket.makefile("rb").read()
        assert not came or came.startswith(b"HTTP/1.1 ")

    assert not [failure for failure in fake.failures if "failed to answer" in str(failure)]


#: What HTTP is made of.
PIECES = (
    *(b"GET ", b"POST ", b"HEAD ", b"OPTIONS ", b"/", b"/w/api.php", b"/w/index.php", b"/__mwedit__/page", b"?", b"&"),
    *(b"action=query", b"action=edit&title=A&text=b&token=%2B%5C", b"format=json", b"title=A&action=raw", b"/wiki/A"),
    *(b" HTTP/1.1\r\n", b" HTTP/1.0\r\n", b"\r\n", b"\n", b"\r\n\r\n", b"Host: wiki\r\n", b"Host: [\r\n"),
    *(b"Content-Length: 5\r\n", b"Content-Length: x\r\n", b"Transfer-Encoding: chunked\r\n", b"5\r\n", b"0\r\n\r\n"),
    *(b"Content-Type: application/x-www-form-urlencoded\r\n", b"Content-Type: multipart/form-data; boundary=B\r\n"),
    *(b"Expect: 100-continue\r\n", b"Connection: close\r\n", b"Accept-Encoding: gzip;q=\r\n", b"Origin: x\r\n"),
    *(b"Cookie: wiki_session=a\r\n", b"--B\r\n", b"hello", b"\xff\x00", b"http://[", b"//", b"%", b"%00", b"\xc3"),
)


@pytest.mark.parametrize(
    ("kind", "status", "header", "text"),
    [
        ("http-403", 403, None, b"robot policy"),
        ("http-404", 404, None, b"No such page"),
        ("http-429", 429, "1", b"slow down"),
        ("http-500", 500, None, b"went wrong"),
        ("http-502", 502, None, b"no right answer"),
        ("http-503", 503, "1", b"maintenance"),
        ("http-504", 504, None, b"in time"),
        ("html", 200, None, b"Captive portal"),
        ("empty", 200, None, b""),
        ("maxlag", 200, "5", b'"maxlag"'),
    ],
)
def test_disturbances_that_are_replies(
    fake: FakeEditApi, wire: Wire, kind: str, status: int, header: str | None, text: bytes
) -> None:
    fake.disrupt(kind)
    body = form()

    came, told, reply = wire.ask(*post(body), body=body)

    assert (came, reply.getheader("Retry-After"), text in told) == (status, header, True)
    assert b'"Success"' in wire.ask(*post(body), body=body)[1]


@pytest.mark.parametrize("kind", ["connection-reset", "connection-refused", "truncated"])
@pytest.mark.parametrize("after", [False, True])
def test_disturbances_on_the_wire(fake: FakeEditApi, wire: Wire, kind: str, after: bool) -> None:
    fake.disrupt(kind, after=after)
    body = form()
    wire.send(*post(body), body=body)

    with pytest.raises(IncompleteRead if kind == "truncated" else ConnectionResetError):
        wire.receive("POST").read()

    assert fake.page("A").exists is (after or kind == "truncated")
    assert wire.is_closed()


# The end


def test_no_connection_outlives_the_server() -> None:
    before = set(threading.enumerate())  # other tests may have threads of their own
    fake = FakeEditApi()
    with fake.serve():
        wire = Wire(fake)
        assert wire.ask(f"GET {PATH}?action=query&format=json HTTP/1.1", "Host: wiki")[0] == 200

    assert wire.is_closed()
    wire.socket.close()
    wait_until(lambda: not any(each.is_alive() for each in set(threading.enumerate()) - before))


def test_it_ends_although_a_client_hangs() -> None:
    fake = FakeEditApi()
    began = time.monotonic()
    with fake.serve():
        fake.disrupt("timeout")
        wires = [Wire(fake) for _ in range(3)]
        send_half_and_wait(wires[0])
        wires[1].send(f"GET {PATH}?action=query&format=json HTTP/1.1", "Host: wiki")

    assert time.monotonic() - began < 5
    for wire in wires:
        wire.socket.close()


def test_a_fault_of_our_own_is_told(fake: FakeEditApi, wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*given: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr(fake, "answer", fail)

    status, body, _ = wire.ask(f"GET {PATH}?action=query&format=json HTTP/1.1", "Host: wiki")

    assert (status, b"RuntimeError: a fault" in body) == (500, True)
    assert "RuntimeError: a fault" in str(fake.failures[0])


# Where it listens


def test_another_loopback_address() -> None:
    fake = FakeEditApi()
    with fake.serve(host="127.0.0.2"):
        assert urlsplit(fake.url).hostname == "127.0.0.2"
        assert requests.get(fake.url, params={"action": "query", "format": "json"}, timeout=5).status_code == 200


def test_every_interface_is_warned_of() -> None:
    fake, stack = FakeEditApi(), ExitStack()
    with stack:
        with pytest.warns(UserWarning, match=r"every machine that reaches 0\.0\.0\.0"):
            stack.enter_context(fake.serve(host="0.0.0.0"))

        assert urlsplit(fake.url).hostname == "127.0.0.1"
        assert requests.get(fake.url, params={"action": "query", "format": "json"}, timeout=5).status_code == 200


@pytest.mark.skipif(not socket.has_ipv6, reason="this Python knows no IPv6")
def test_ipv6() -> None:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError as error:
        pytest.skip(f"this machine has no ::1: {error}")
    fake = FakeEditApi()
    with fake.serve(host="::1"):
        assert fake.url.startswith("http://[::1]:")
        assert requests.get(fake.url, params={"action": "query", "format": "json"}, timeout=5).status_code == 200
