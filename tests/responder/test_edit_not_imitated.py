"""What MediaWiki does with an edit and the in-memory wiki does not is named, and never looks like a refusal."""

from __future__ import annotations

import pytest
from scenario import API_URL, Client

from pytest_mwedit.failures import NotImitated
from pytest_mwedit.fake import FakeEditApi


def send(config, user=None, steps=(), **params):
    fake = FakeEditApi(profile="ext", api_url=API_URL)
    fake.arrange(config=config, steps=list(steps))
    return Client(fake, user).send({"action": "edit", "title": "A", "token": "$token", **params})[0]


@pytest.mark.parametrize(
    ("config", "params", "named"),
    [
        ({"hook": {"point": "PageSaveComplete", "return": False}}, {"text": "x"}, "PageSaveComplete"),
        ({"spam_regex": "viagra"}, {"text": "x"}, "not written as PHP writes patterns"),
        ({}, {"text": "{{subst:#invoke:M|f}}"}, "{{subst:#invoke}}"),
        (
            {"watchlist_expiry": True},
            {"text": "x", "watchlist": "watch", "watchlistexpiry": "second monday next week"},
            "'second monday next week'",
        ),
    ],
)
def test_settings_and_texts(config, params, named):
    with pytest.raises(NotImitated) as failure:
        send(config, **params)

    assert named in str(failure.value)


def test_appending_to_a_message_in_a_language_that_is_not_spoken():
    with pytest.raises(NotImitated, match="'de'"):
        send({}, "Admin", title="MediaWiki:Mainpage/de", appendtext="x")


def test_modules_whose_documentation_has_no_name():
    name = {"page": {"title": "MediaWiki:Scribunto-doc-page-name", "text": "-<", "user": "Admin"}}
    with pytest.raises(NotImitated, match="Scribunto-doc-page-name is no title"):
        send({}, "Admin", steps=[name], title="Module:A", text="x")
