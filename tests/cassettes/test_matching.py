"""Which recording answers a request: what it asks decides, not its bytes."""

from __future__ import annotations

import itertools
import threading
from pathlib import Path
from types import MappingProxyType

import pytest
import requests
import vcr
from exchanges import API, MULTIPART, get, post, recorded

from pytest_mwedit.cassettes import Cassette, Interaction, dump_cassette
from pytest_mwedit.filters import BOOLEANS, BY_PRESENCE, IGNORED, READ_ACTIONS
from pytest_mwedit.tape import Tape, TokenKind
from pytest_mwedit.web import WebRequest, WebResponse

EDIT = {"action": "edit", "title": "Café", "text": "a&b=c", "format": "json", "token": "made-up"}
TOKENS = recorded(get({"action": "query", "meta": "tokens"}), {"query": {"tokens": {"csrftoken": "issued+\\"}}})


def plays(recording: WebRequest, asked: WebRequest) -> bool:
    """Whether a tape that holds *recording* answers *asked*."""
    return Tape([TOKENS, recorded(recording)]).play(asked) is not None


def test_vcrpys_own_matchers_replay_the_wrong_edit_and_ours_do_not(tmp_path: Path) -> None:
    first, second = ({**EDIT, "title": title} for title in ("First", "Second"))
    tape = [recorded(post(params), {"edit": {"title": params["title"]}}) for params in (first, second)]
    path = tmp_path / "edits.yaml"
    path.write_text(dump_cassette(Cassette(tape)), encoding="utf-8")

    with vcr.use_cassette(str(path), record_mode="none"):
        theirs = requests.post(API, data=second, timeout=10).json()
    ours = Tape(tape).play(post(second))

    assert theirs["edit"]["title"] == "First", "this is why the plugin matches by itself"
    assert ours is not None
    assert ours.response.json()["edit"]["title"] == "Second"


class TestTheSame:
    def test_the_order_of_parameters(self) -> None:
        for order in itertools.permutations(EDIT.items()):
            assert plays(post(EDIT), post(dict(order)))

    def test_urlencoded_and_multipart(self) -> None:
        assert plays(post(EDIT), post(EDIT, content_type=MULTIPART))
        assert plays(post(EDIT, content_type=MULTIPART), post(EDIT))

    @pytest.mark.parametrize("action", sorted(READ_ACTIONS - {""}))
    def test_get_and_post_of_what_only_reads(self, action: str) -> None:
        params = {"action": action, "titles": "Café"}

        assert plays(get(params), post(params))
        assert plays(post(params), get(params))

    def test_parameters_in_the_query_string_and_in_the_body(self) -> None:
        form = {name: value for name, value in EDIT.items() if name not in ("action", "format")}

        assert plays(post(EDIT), post(form, f"{API}?action=edit&format=json"))

    @pytest.mark.parametrize("name", sorted(IGNORED))
    def test_parameters_that_decide_nothing(self, name: str) -> None:
        assert plays(post(EDIT), post({**EDIT, name: "5"}))
        assert plays(post({**EDIT, name: "5"}), post(EDIT))

    @pytest.mark.parametrize("name", sorted(BY_PRESENCE))
    def test_values_that_a_client_makes_up(self, name: str) -> None:
        assert plays(post({**EDIT, name: "2020-01-01T00:00:00Z"}), post({**EDIT, name: "20260101000000"}))

    @pytest.mark.parametrize("name", sorted(BOOLEANS))
    def test_booleans_are_true_when_they_are_there(self, name: str) -> None:
        for ours, theirs in itertools.product(("", "1", "0", "true", "false"), repeat=2):
            assert plays(post({**EDIT, name: ours}), post({**EDIT, name: theirs}))

    def test_headers(self) -> None:
        assert plays(post(EDIT), post(EDIT, headers=(("User-Agent", "another/2"), ("Cookie", "a=b"))))

    @pytest.mark.parametrize(
        ("ours", "theirs"),
        [("issued+\\", "issued+\\"), ("+\\", "+\\"), ("made-up", "made up otherwise"), ("", "")],
        ids=["issued", "anonymous", "wrong", "empty"],
    )
    def test_tokens_of_one_kind(self, ours: str, theirs: str) -> None:
        assert plays(post({**EDIT, "token": ours}), post({**EDIT, "token": theirs}))

    @pytest.mark.parametrize(
        "body",
        [
            rb'<?xml version="1.0"?><api batchcomplete=""><query><tokens csrftoken="csrf-token-1+\" /></query></api>',
            rb'a:1:{s:5:"query";a:1:{s:6:"tokens";a:1:{s:9:"csrftoken";s:14:"csrf-token-1+\";}}}',
        ],
        ids=["xml", "php"],
    )
    def test_tokens_that_no_json_gave_out(self, body: bytes) -> None:
        given = Interaction(get({"action": "query", "meta": "tokens", "format": "xml"}), WebResponse(200, (), body))
        tape = Tape([given, recorded(post({**EDIT, "token": "csrf-token-1+\\"}))])

        assert tape.ledger.kind("csrf-token-1+\\") is TokenKind.ISSUED
        assert tape.play(post({**EDIT, "token": "csrf-token-1+\\"})) is not None


class TestNotTheSame:
    @pytest.mark.parametrize("name", ["action", "title", "text", "format"])
    def test_another_value(self, name: str) -> None:
        assert not plays(post(EDIT), post({**EDIT, name: "delete"}))

    @pytest.mark.parametrize("name", ["summary", "section", "minor", "basetimestamp", "errorformat", "formatversion"])
    def test_one_parameter_more_or_less(self, name: str) -> None:
        assert not plays(post(EDIT), post({**EDIT, name: ""}))
        assert not plays(post({**EDIT, name: ""}), post(EDIT))

    @pytest.mark.parametrize(
        ("ours", "theirs"), list(itertools.permutations(("issued+\\", "+\\", "made-up", "", None), 2))
    )
    def test_tokens_of_different_kinds(self, ours: str | None, theirs: str | None) -> None:
        def edit(token: str | None) -> WebRequest:
            return post({name: value for name, value in {**EDIT, "token": token}.items() if value is not None})

        assert not plays(edit(ours), edit(theirs))

    def test_a_write_by_get(self) -> None:
        assert not plays(post(EDIT), get(EDIT))

    def test_a_token_in_the_query_string(self) -> None:
        form = {name: value for name, value in EDIT.items() if name != "token"}

        assert not plays(post(EDIT), post(form, f"{API}?token=made-up"))

    def test_another_entry_point(self) -> None:
        base = API.removesuffix("api.php")

        assert not plays(get({"title": "A"}, f"{base}index.php"), get({"title": "A"}, f"{base}load.php"))
        assert plays(get({"title": "A"}, f"{base}index.php"), get({"title": "A"}, f"{base}index.php"))

    def test_another_method_or_body_of_the_rest_interface(self) -> None:
        page = f"{API.removesuffix('api.php')}rest.php/v1/page/A"
        as_json = (("Content-Type", "application/json"),)
        edit = WebRequest("PUT", page, as_json, b'{"source": "a"}')

        assert plays(edit, edit)
        assert not plays(edit, WebRequest("GET", page))
        assert not plays(edit, WebRequest("PUT", page, as_json, b'{"source": "b"}'))


class TestSeveralRecordings:
    def test_of_the_same_request_play_in_order_and_are_then_used_up(self) -> None:
        tape = Tape([recorded(post(EDIT), {"edit": number}) for number in range(3)])

        played = [tape.play(post(EDIT)) for _ in range(4)]

        assert [one and one.response.json()["edit"] for one in played] == [0, 1, 2, None]
        assert tape.unplayed == []

    def test_what_was_not_played_is_known_by_its_number(self) -> None:
        tape = Tape([recorded(post({**EDIT, "title": title})) for title in "ABC"])

        tape.play(post({**EDIT, "title": "B"}))

        assert [number for number, _ in tape.unplayed] == [1, 3]

    def test_one_that_no_longer_holds_is_passed_over_for_good(self) -> None:
        tape = Tape([recorded(post(EDIT), {"edit": number}) for number in range(2)])

        first = tape.play(post(EDIT), lambda one: one.response.json()["edit"] == 1)

        assert first is not None
        assert first.response.json() == {"edit": 1}
        assert tape.play(post(EDIT)) is None

    def test_threads_never_get_the_same(self) -> None:
        tape = Tape([recorded(post(EDIT), {"edit": number}) for number in range(400)])
        played: list[int] = []

        def work() -> None:
            while (one := tape.play(post(EDIT))) is not None:
                played.append(one.response.json()["edit"])

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert sorted(played) == list(range(400))


class TestUrls:
    READ = MappingProxyType({"action": "query", "titles": "A"})
    ELSEWHERE = "https://commons.wikimedia.org/w/api.php"

    def test_a_tape_of_a_single_wiki_fits_any(self) -> None:
        assert plays(get(self.READ), get(self.READ, "http://127.0.0.1:8143/api.php"))

    def test_a_tape_of_two_wikis_fits_each_exactly(self) -> None:
        tape = Tape([recorded(get(self.READ), "one"), recorded(get(self.READ, self.ELSEWHERE), "other")])

        assert tape.play(get(self.READ, "https://third.example/w/api.php")) is None
        other = tape.play(get(self.READ, self.ELSEWHERE))
        assert other is not None
        assert other.response.json() == "other"
        assert tape.play(get(self.READ, self.ELSEWHERE)) is None


class TestNearest:
    def test_names_each_parameter_that_differs(self) -> None:
        tape = Tape([recorded(get({"action": "query"})), recorded(post({**EDIT, "minor": "1", "section": "0"}))])

        nearest = tape.nearest(post({**EDIT, "title": "Cafe", "summary": "s", "token": "+\\", "section": "1"}))

        assert nearest is not None
        assert (nearest.number, nearest.played) == (2, False)
        assert nearest.differences == (
            "minor: recorded (present), not asked",
            "section: asked '1', recorded '0'",
            "summary: asked 's', not in the recording",
            "title: asked 'Cafe', recorded 'Café'",
            "token: asked the anonymous token, recorded a token that the wiki did not give out",
        )

    def test_shows_a_long_text_as_a_diff(self) -> None:
        text = "".join(f"line {number}\n" for number in range(30))
        tape = Tape([recorded(post({**EDIT, "text": text}))])

        nearest = tape.nearest(post({**EDIT, "text": text.replace("line 7\n", "line seven\n")}))

        assert nearest is not None
        assert nearest.differences == (
            "text: the text differs (- recorded, + asked)",
            "    @@ -7,3 +7,3 @@",
            "     line 6",
            "    -line 7",
            "    +line seven",
            "     line 8",
        )

    def test_prefers_the_same_action_and_then_the_likeliest(self) -> None:
        tape = Tape(
            [
                recorded(get({"action": "query", "titles": "Café", "format": "json"})),
                recorded(post({**EDIT, "title": "Elsewhere", "text": "other"})),
                recorded(post({**EDIT, "title": "Elsewhere"})),
            ]
        )

        nearest = tape.nearest(post(EDIT))

        assert nearest is not None
        assert nearest.number == 3

    def test_none_on_an_empty_tape(self) -> None:
        assert Tape().nearest(post(EDIT)) is None
