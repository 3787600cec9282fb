"""What a real wiki said to this bot: each test replays its cassette."""

import pytest
from guestbook import ApiError, GuestbookBot

from pytest_mwedit import assert_api_error, assert_edit_success

GUESTBOOK = "Project:Guestbook of the downstream suite"


@pytest.mark.mwedit(login=False)
def test_logs_in_and_signs(wiki_session):
    bot = GuestbookBot(wiki_session.api_url, wiki_session)
    bot.log_in(wiki_session.credentials.username, wiki_session.credentials.password)

    bot.sign(GUESTBOOK)

    assert_edit_success(bot.last_response, contentmodel="wikitext")
    assert bot.read(GUESTBOOK).text.endswith("was here")


@pytest.mark.mwedit(login=False)
def test_a_wrong_password_is_refused(wiki_session):
    bot = GuestbookBot(wiki_session.api_url, wiki_session)

    with pytest.raises(ApiError, match="loginfailed"):
        bot.log_in(wiki_session.credentials.username, "certainly not the password")


def test_an_edit_with_a_wrong_token(wiki_session):
    response = wiki_session.edit(title=GUESTBOOK, appendtext="\n* nobody", token="0123456789abcdef+\\")

    assert_api_error(response, "badtoken")


def test_signing_as_it_was_recorded_with_a_bot_of_its_own_session(wiki_session):
    bot = GuestbookBot(wiki_session.api_url, wiki_session)

    first = bot.sign(GUESTBOOK, "signs once")
    second = bot.sign(GUESTBOOK, "signs twice")

    assert second["oldrevid"] == first["newrevid"]
