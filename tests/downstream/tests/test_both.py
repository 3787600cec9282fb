"""Recorded where it was recorded, and from there on the in-memory wiki, which knows what the tape said."""

import pytest
from guestbook import ApiError, GuestbookBot

from pytest_mwedit import assert_api_error

GUESTBOOK = "Project:Guestbook of the downstream suite"


@pytest.mark.mwedit(cassette="test_recorded/test_signing_as_it_was_recorded_with_a_bot_of_its_own_session")
def test_goes_on_in_memory_where_the_tape_ends(wiki_session, fake_edit_api):
    bot = GuestbookBot(wiki_session.api_url, wiki_session)
    bot.sign(GUESTBOOK, "signs once")
    second = bot.sign(GUESTBOOK, "signs twice")

    third = bot.sign(GUESTBOOK, "signs a third time, which nobody recorded")

    assert third["oldrevid"] == second["newrevid"]
    assert fake_edit_api.page(GUESTBOOK).text.count("signs") == 3


@pytest.mark.mwedit(cassette="test_recorded/test_signing_as_it_was_recorded_with_a_bot_of_its_own_session")
def test_a_recorded_session_meets_a_protection(wiki_session, fake_edit_api):
    bot = GuestbookBot(wiki_session.api_url, wiki_session)
    bot.sign(GUESTBOOK, "signs once")
    fake_edit_api.fail("protectedpage")

    with pytest.raises(ApiError, match="protectedpage"):
        bot.sign(GUESTBOOK, "signs against all rules")


@pytest.mark.mwedit(cassette="edit/articleexists", mode="replay")
def test_a_cassette_that_comes_with_the_plugin(wiki_session):
    response = wiki_session.edit(title="Page", text="x", createonly=True)

    assert_api_error(response, "articleexists")
