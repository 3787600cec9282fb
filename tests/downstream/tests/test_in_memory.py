"""What no wiki does on demand: each test arranges or disturbs the in-memory wiki."""

import json
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from guestbook import ApiError

from pytest_mwedit import FakeEditApi, assert_edit_success

TITLE = "Project:Guestbook"


def test_signs_an_existing_guestbook(bot, fake_edit_api):
    fake_edit_api.add_page(TITLE, "Sign here:")

    bot.sign(TITLE)

    assert_edit_success(bot.last_response, title=fake_edit_api.page(TITLE).title)
    assert (
        fake_edit_api.page(TITLE).text
        == "Sign here:\n* [[User:Guestbook bot|Guestbook bot]] ([[User talk:Guestbook bot|talk]]) was here"
    )


def test_creates_a_missing_guestbook(bot, fake_edit_api):
    bot.sign(TITLE)

    assert_edit_success(bot.last_response, new=True)
    assert fake_edit_api.edits[-1].bot


def test_reads_again_after_an_edit_conflict(bot, fake_edit_api):
    fake_edit_api.add_page(TITLE, "Sign here:")
    fake_edit_api.before_save(lambda: fake_edit_api.add_page(TITLE, "Sign here:\n* Alice was first", user="Alice"))

    bot.sign(TITLE)

    assert fake_edit_api.page(TITLE).text.splitlines() == [
        "Sign here:",
        "* Alice was first",
        "* [[User:Guestbook bot|Guestbook bot]] ([[User talk:Guestbook bot|talk]]) was here",
    ]


def test_somebody_else_creates_the_guestbook_first(bot, fake_edit_api):
    fake_edit_api.before_save(lambda: fake_edit_api.add_page(TITLE, "Alice's guestbook", user="Alice"))

    bot.sign(TITLE)

    assert fake_edit_api.page(TITLE).text.startswith("Alice's guestbook\n")


def test_fetches_a_new_token_when_the_old_one_is_bad(bot, fake_edit_api):
    fake_edit_api.fail("badtoken")

    bot.sign(TITLE)

    assert fake_edit_api.page(TITLE).exists


def test_gives_up_when_a_new_token_is_bad_too(bot, fake_edit_api):
    fake_edit_api.fail("badtoken", times=2)

    with pytest.raises(ApiError, match="badtoken"):
        bot.sign(TITLE)

    assert not fake_edit_api.page(TITLE).exists


def test_waits_as_long_as_a_lagged_wiki_says(bot, naps, fake_edit_api):
    fake_edit_api.disrupt("maxlag", times=2)

    bot.sign(TITLE)

    assert naps == [5.0, 5.0]


def test_waits_ever_longer_at_a_rate_limit(bot, naps, fake_edit_api):
    fake_edit_api.fail("ratelimited", times=3, action="edit")

    bot.sign(TITLE)

    assert naps == [5.0, 10.0, 20.0]


@pytest.mark.parametrize(
    ("arrange", "code"),
    [
        (lambda wiki: wiki.protect(TITLE, edit="sysop"), "protectedpage"),
        (lambda wiki: wiki.block("Guestbook bot", reason="signs too much"), "blocked"),
        (lambda wiki: wiki.read_only("upgrading"), "readonly"),
    ],
)
def test_a_refusal_reaches_the_caller(bot, fake_edit_api, arrange, code):
    fake_edit_api.add_page(TITLE, "Sign here:")
    arrange(fake_edit_api)

    with pytest.raises(ApiError) as refused:
        bot.sign(TITLE)

    assert refused.value.code == code
    assert fake_edit_api.page(TITLE).text == "Sign here:"


def test_another_client_sees_what_the_bot_wrote(bot, fake_edit_api):
    bot.sign(TITLE)

    params = {"action": "query", "titles": TITLE, "prop": "info", "format": "json", "formatversion": "2"}
    with urlopen(f"https://wiki.example/w/api.php?{urlencode(params)}") as response:
        reply = json.load(response)

    assert reply["query"]["pages"][0]["lastrevid"] == fake_edit_api.edits[-1].revid


@pytest.fixture(scope="module")
def shared_wiki():
    with FakeEditApi() as wiki:
        wiki.add_page("Shared", "for all tests of this module")
        yield wiki


def test_a_wiki_that_a_module_shares(shared_wiki):
    assert shared_wiki.page("Shared").text == "for all tests of this module"
