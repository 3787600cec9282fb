"""`pytest-mwedit cassettes`: what a person sees of recordings, and what is found in them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from pytest_mwedit.cassettes import Cassette, Interaction, dump_cassette, read_cassette
from pytest_mwedit.cli import main
from pytest_mwedit.tape import Tape
from pytest_mwedit.web import WebRequest, WebResponse

ROOT = Path(__file__).parents[2]
STORY = ROOT / "tests/follow/cassettes/story.yaml"
SHIPPED = ROOT / "cassettes"

#: As vcrpy writes one without any filter: a login on a wiki of Wikimedia.
FOREIGN = """\
interactions:
- request:
    body: action=query&meta=tokens&type=login&format=json
    headers:
      Content-Type: [application/x-www-form-urlencoded]
    method: POST
    uri: https://en.wikipedia.org/w/api.php
  response:
    body: {string: '{"query":{"tokens":{"logintoken":"abcdef0123456789abcdef0123456789+\\\\"}}}'}
    headers:
      Set-Cookie: ['enwikiSession=k3jh5k3jh45kj3h45kjh34; path=/', 'GeoIP=DE:BE:Berlin:52.52:13.40:v4; Path=/']
      X-Client-IP: [84.12.3.4]
    status: {code: 200, message: OK}
- request:
    body: action=login&lgname=Me&lgpassword=Sw0rdfish%21&lgtoken=abcdef0123456789abcdef0123456789%2B%5C
    headers:
      Cookie: ['enwikiSession=k3jh5k3jh45kj3h45kjh34; GeoIP=DE:BE:Berlin:52.52:13.40:v4']
      Authorization: [Basic bWU6U3cwcmRmaXNoIQ==]
      Content-Type: [application/x-www-form-urlencoded]
    method: POST
    uri: https://en.wikipedia.org/w/api.php
  response:
    body: {string: '{"login":{"result":"Success","lgusername":"Me","note":"from 84.12.3.4"}}'}
    headers: {}
    status: {code: 200, message: OK}
version: 1
"""
SECRETS = ("Sw0rdfish", "abcdef0123456789", "k3jh5k3jh45kj3h45kjh34", "84.12.3.4", "Berlin", "bWU6U3cwcmRmaXNoIQ")


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    path = tmp_path / "cassettes/foreign.yaml"
    path.parent.mkdir()
    path.write_text(FOREIGN)
    return path


class TestCheckAndScrub:
    def test_the_shipped_ones_hold_no_secret(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["cassettes", "check", str(SHIPPED), str(STORY)]) == 0
        assert capsys.readouterr().out.endswith(" cassettes hold no secret that is known\n")

    def test_a_recording_of_another_tool(self, foreign: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["cassettes", "check", str(foreign.parent)]) == 1

        told = capsys.readouterr().out
        assert told.splitlines() == [
            f"{foreign}: interaction 1, reply header Set-Cookie: cookie-enwikiSession",
            f"{foreign}: interaction 1, reply header X-Client-IP: address",
            f"{foreign}: interaction 1, reply body: login-token",
            f"{foreign}: interaction 1, reply header Set-Cookie: cookie GeoIP",
            f"{foreign}: interaction 2, request header Cookie: cookie-enwikiSession",
            f"{foreign}: interaction 2, request header Authorization: authorization",
            f"{foreign}: interaction 2, request body: login-token",
            f"{foreign}: interaction 2, request body: password",
            f"{foreign}: interaction 2, reply body: address",
            f"{foreign}: interaction 2, request header Cookie: cookie GeoIP",
            "1 of 1 cassettes hold secrets; to take them out: pytest-mwedit cassettes scrub PATH",
        ]
        assert [secret for secret in SECRETS if secret in told] == []

    def test_is_mended_in_place_and_still_replays(self, foreign: Path, capsys: pytest.CaptureFixture[str]) -> None:
        before = read_cassette(foreign)

        assert main(["cassettes", "scrub", str(foreign)]) == 0

        assert [secret for secret in SECRETS if secret in foreign.read_text()] == []
        assert main(["cassettes", "check", str(foreign)]) == 0
        after = read_cassette(foreign)
        assert len(after.interactions) == len(before.interactions)
        token = after.interactions[0].response.json()["query"]["tokens"]["logintoken"]
        assert after.interactions[1].request.params["lgtoken"] == token
        assert Tape(after.interactions).play(after.interactions[1].request) is not None
        assert yaml.safe_load(foreign.read_text())["version"] == 1

    def test_a_cassette_without_secrets_is_not_touched(self, tmp_path: Path) -> None:
        copy = tmp_path / "story.yaml"
        shutil.copy(STORY, copy)
        before = copy.stat().st_mtime_ns, copy.read_bytes()

        assert main(["cassettes", "scrub", str(copy)]) == 0
        assert (copy.stat().st_mtime_ns, copy.read_bytes()) == before

    @pytest.mark.parametrize("header", ["REDACTED", "<hidden>", "Bearer ***", "[FILTERED]", "xxxx", "DUMMY"])
    def test_what_others_write_for_a_secret_is_none(self, foreign: Path, header: str) -> None:
        text = foreign.read_text()
        text = text[: text.index("- request")] + text[text.rindex("- request") :]
        for secret in ("Sw0rdfish%21", "abcdef0123456789abcdef0123456789%2B%5C", "k3jh5k3jh45kj3h45kjh34"):
            text = text.replace(secret, "REDACTED")
        text = text.replace("Basic bWU6U3cwcmRmaXNoIQ==", f"'{header}'").replace(
            "; GeoIP=DE:BE:Berlin:52.52:13.40:v4", ""
        )
        foreign.write_text(text)

        assert main(["cassettes", "check", str(foreign)]) == 0

    def test_a_field_of_ones_own(self, foreign: Path, capsys: pytest.CaptureFixture[str]) -> None:
        foreign.write_text(
            "interactions:\n"
            "- request: {method: GET, uri: 'https://wiki.example/api.php?apikey=0123456789', headers: {}, body: null}\n"
            "  response: {status: {code: 200, message: OK}, headers: {}, body: {string: '{}'}}\n"
            "version: 1\n"
        )

        assert main(["cassettes", "check", str(foreign)]) == 0
        assert main(["cassettes", "check", "--secret=apikey", str(foreign)]) == 1
        assert "interaction 1, address: apikey" in capsys.readouterr().out

    def test_a_recording_of_another_format(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        interaction = {
            "request": {
                "uri": "https://en.wikipedia.org/w/api.php",
                "method": "POST",
                "headers": {"Authorization": ["Bearer eyJhbGciOi"], "Cookie": ["GeoIP=DE:BE:Berlin"]},
                "body": {"string": "action=login&lgname=Me&lgpassword=Sw0rdfish%21&lgtoken=REDACTED"},
            },
            "response": {
                "headers": {"X-Client-IP": ["84.12.3.4"]},
                "body": {"string": '{"query":{"tokens":{"csrftoken":"abcdef0123456789abcdef0123456789+\\\\"}}}'},
            },
        }
        recording = {"http_interactions": [interaction], "recorded_with": "betamax/0.9.0"}
        path = tmp_path / "login.json"
        path.write_text(json.dumps(recording, indent=1))
        (tmp_path / "package.json").write_text('{"token": "this is no recording"}')

        assert main(["cassettes", "check", str(tmp_path)]) == 1

        told = capsys.readouterr().out
        kinds = {line.partition(": line ")[2].partition(": ")[2] for line in told.splitlines()} - {""}
        assert kinds == {"authorization", "cookie GeoIP", "password", "address", "csrf-token"}
        assert [secret for secret in (*SECRETS, "eyJhbGciOi") if secret in told] == []

    def test_a_recording_of_vcrpy_in_json(self, foreign: Path) -> None:
        path = foreign.with_suffix(".json")
        path.write_text(json.dumps(yaml.safe_load(foreign.read_text())))
        foreign.unlink()

        assert main(["cassettes", "check", str(path.parent)]) == 1


class TestShowAndList:
    def test_edits_not_http(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["cassettes", "show", str(STORY)]) == 0

        told = capsys.readouterr().out
        assert (
            "  6   edit       Alice  Project:A story of the following      Success, new page, revision 71001\n" in told
        )
        assert "        summary: begin\n        +One\n        +\n        +== Two ==\n        +three\n" in told
        assert "Alice  Project:A story of the following      editconflict: Edit conflict.\n" in told
        assert "and 12 that only read (--all shows them)" in told
        assert "token" not in told.replace("badtoken", "").replace("CSRF token", "")

    def test_all_of_it(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["cassettes", "show", "--all", str(STORY)]) == 0
        assert "Project:A story of the following, info|revisions" in capsys.readouterr().out

    def test_list(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["cassettes", "list", str(STORY.parent)]) == 0

        head, row = capsys.readouterr().out.splitlines()
        assert head.split() == ["recorded", "wiki", "requests", "edits", "cassette"]
        assert row.split()[-4:] == ["1.43.9", "25", "10", str(STORY)]

    def test_there_is_none(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["cassettes", "list", str(tmp_path)]) == 2
        assert capsys.readouterr().err == f"pytest-mwedit: there is no cassette in {tmp_path}\n"
        assert main(["cassettes", "list", str(tmp_path / "nowhere")]) == 2

    def test_a_broken_one_is_told_by_file_and_line(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "a.yaml").write_text("interactions:\n- request: [\n")

        assert main(["cassettes", "list", str(tmp_path)]) == 2
        assert f"{tmp_path / 'a.yaml'}, line " in capsys.readouterr().err

    def test_other_yaml_beside_them_is_passed_over(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "ci.yml").write_text("jobs: {}\n")
        shutil.copy(STORY, tmp_path)

        assert main(["cassettes", "list", str(tmp_path)]) == 0
        assert len(capsys.readouterr().out.splitlines()) == 2


class TestDiff:
    def changed(self, tmp_path: Path, number: int, was: bytes, comes: bytes) -> Path:
        cassette = read_cassette(STORY)
        one = cassette.interactions[number - 1]
        assert was in one.response.body
        reply = WebResponse(one.response.status, one.response.headers, one.response.body.replace(was, comes))
        cassette.interactions[number - 1] = Interaction(one.request, reply)
        path = tmp_path / "story.yaml"
        path.write_text(dump_cassette(Cassette(cassette.interactions)))
        return path

    def test_two_alike(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["cassettes", "diff", str(STORY), str(STORY)]) == 0
        assert capsys.readouterr().out == ""

    @pytest.mark.parametrize(
        ("was", "comes"), [(b"71001", b"81001"), (b"2026", b"2027")], ids=["revision numbers", "times"]
    )
    def test_what_is_new_each_time_is_no_change(self, tmp_path: Path, was: bytes, comes: bytes) -> None:
        assert main(["cassettes", "diff", str(STORY), str(self.changed(tmp_path, 6, was, comes))]) == 0

    @pytest.mark.parametrize(
        ("was", "comes", "told"),
        [
            (b'"result":"Success"', b'"result":"Failure"', "edit.result: was 'Success', is 'Failure'"),
            (b'"new":true,', b"", "edit.new: gone, was true"),
            (b'"new":true', b'"new":""', "edit.new: was bool true, is str ''"),
            (b'"result"', b'"fresh":1,"result"', "edit.fresh: new: 1"),
        ],
    )
    def test_what_a_client_reads_is(
        self, tmp_path: Path, was: bytes, comes: bytes, told: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        other = self.changed(tmp_path, 6, was, comes)

        assert main(["cassettes", "diff", str(STORY), str(other)]) == 1
        assert capsys.readouterr().out == f"{other}\n  edit title='Project:A story of the following': {told}\n"

    def test_as_json_for_two_folders(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.changed(tmp_path, 6, b'"new":true,', b"")

        assert main(["cassettes", "diff", "--json", str(STORY.parent), str(tmp_path)]) == 1
        [[change]] = json.loads(capsys.readouterr().out).values()
        assert change == {
            "request": "edit title='Project:A story of the following'",
            "where": "edit.new",
            "kind": "gone",
            "before": "true",
            "after": "",
        }

    def test_two_versions_of_mediawiki(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["cassettes", "diff", str(SHIPPED / "1.39/login"), str(SHIPPED / "1.43/login")]) == 1
        assert "query meta='userinfo': query.userinfo.blockemail: new: false" in capsys.readouterr().out


class TestVerify:
    def test_the_in_memory_wiki_agrees_with_a_recording_from_the_beginning(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["cassettes", "verify", str(STORY)]) == 0
        assert capsys.readouterr().out.endswith("25 replies compared with those of the in-memory wiki, 0 differ\n")

    def test_a_reply_that_no_wiki_gives(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        path = TestDiff().changed(tmp_path, 6, b'"contentmodel":"wikitext"', b'"contentmodel":"poetry"')

        assert main(["cassettes", "verify", str(path)]) == 1
        assert "interaction 6, edit title='Project:A story of the following': edit.contentmodel: was 'poetry', is " in (
            capsys.readouterr().out
        )

    def test_what_the_recording_does_not_show_is_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["cassettes", "verify", str(SHIPPED / "1.43/edit/cantcreate.yaml")]) == 0
        assert "not compared: edit title='New page': the recording does not show why the wiki answered cantcreate" in (
            capsys.readouterr().out
        )


@pytest.mark.parametrize("password", ["Sommer-2024", "MyBot-password-12", "a-123456", "topsecret-1"])
def test_a_secret_that_ends_like_a_name_of_ours_is_one(tmp_path: Path, password: str) -> None:
    path = tmp_path / "login.yaml"
    path.write_text(
        "interactions:\n"
        "- request:\n"
        "    method: POST\n"
        "    uri: https://wiki.example/api.php\n"
        "    headers: {Content-Type: [application/x-www-form-urlencoded]}\n"
        f"    body: action=login&lgname=Bob&lgpassword={password}\n"
        "  response: {status: {code: 200, message: OK}, headers: {}, body: {string: '{}'}}\n"
        "version: 1\n"
    )

    assert main(["cassettes", "check", str(path)]) == 1
    assert main(["cassettes", "scrub", str(path)]) == 0
    assert main(["cassettes", "check", str(path)]) == 0


def test_a_shipped_one_by_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cassettes", "show", "edit/append"]) == 0
    assert "Success, revision 71002" in capsys.readouterr().out


def test_a_file_that_is_none_fails_the_gate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ci.yaml").write_text("a: 1\n")

    assert main(["cassettes", "check", str(tmp_path / "ci.yaml")]) == 2
    assert capsys.readouterr().err == f"pytest-mwedit: {tmp_path / 'ci.yaml'} is no recording\n"


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--version=1.40"], "MediaWiki 1.40 is not imitated"),
        (["--profile=wmf", "--version=1.39"], "'wmf' is not imitated of MediaWiki 1.39"),
        (["--port=99999"], "there is no port 99999"),
    ],
)
def test_a_wiki_that_cannot_be_served(options: list[str], text: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", *options]) == 2
    assert text in capsys.readouterr().err


@pytest.mark.parametrize(
    ("body", "secret"),
    [
        ("action=login&lgname=Bob&lgpassword=rabbit", "rabbit"),
        ("action=login&lgname=Bob&lgpassword=abc1", "abc1"),
        ("action=login&lgname=Bob&lgpassword=correcthorse", "correcthorse"),
        ("action=query&apikey=apikey123456", "apikey123456"),
        ('{"password" : "rabbit", "text": "a rabbit"}', '"rabbit"'),
    ],
)
def test_a_secret_may_be_short_or_a_word(tmp_path: Path, body: str, secret: str) -> None:
    path = tmp_path / "login.yaml"
    request = WebRequest("POST", "https://wiki.example/api.php", (), body.encode())
    path.write_text(dump_cassette(Cassette([Interaction(request, WebResponse(200, (), b"{}"))])))

    assert main(["cassettes", "check", "--secret=apikey", str(path)]) == 1
    assert main(["cassettes", "scrub", "--secret=apikey", str(path)]) == 0
    assert secret not in path.read_text()
    assert ("a rabbit" in path.read_text()) == ("a rabbit" in body)
    assert main(["cassettes", "check", "--secret=apikey", str(path)]) == 0
