"""Slips in what a test asks of the in-memory wiki: each is told where it is made."""

from __future__ import annotations

import re
from typing import Any

import pytest

from pytest_mwedit import FakeEditApi


def refused(error: type[Exception], told: str, method: str, *given: Any, **named: Any) -> None:
    fake = FakeEditApi(profile="ext")
    with pytest.raises(error, match=re.escape(told)):
        getattr(fake, method)(*given, **named)
    assert fake.faults == []
    assert fake.state() == FakeEditApi(profile="ext").state()


@pytest.mark.parametrize("times", ["2", -1, 0, 1.5, True])
@pytest.mark.parametrize(("method", "what"), [("fail", "ratelimited"), ("disrupt", "timeout"), ("disrupt", "maxlag")])
def test_times(method: str, what: str, times: Any) -> None:
    refused(ValueError, f"times={times!r} must be a whole number, 1 or more, or None", method, what, times=times)


@pytest.mark.parametrize(("method", "what"), [("fail", "ratelimited"), ("disrupt", "timeout"), ("disrupt", "maxlag")])
def test_actions(method: str, what: str) -> None:
    refused(ValueError, "the wiki has no action 'edti'; did you mean 'edit'", method, what, action="edti")

    fake = FakeEditApi()
    fake.register("flow", lambda request: {})
    for action in ("edit", "stashedit", "flow", "upload"):
        getattr(fake, method)(what, action=action)
    assert len(fake.faults) == 4


@pytest.mark.parametrize(
    ("code", "name", "meant"),
    [
        ("blocked", "blockraeson", "blockreason"),
        ("readonly", "readonlyreson", "readonlyreason"),
        ("protectedpage", "rihgt", "right"),
        ("nosuchsection", "sectoin", "section"),
        ("ratelimited", "inof", "info"),
    ],
)
def test_slips_of_data(code: str, name: str, meant: str) -> None:
    refused(ValueError, f"the error {code!r} takes no {name!r}; did you mean {meant!r}?", "fail", code, **{name: "x"})


def test_further_fields_are_none() -> None:
    FakeEditApi().fail("blocked", blockreason="x", blockedtimestamp="2020-01-01T00:00:00Z", blockpartial=False, note=1)


@pytest.mark.parametrize(
    ("actions", "told"),
    [
        (["throttle"], """actions={'throttle': ["1", "3,60", "user"]}"""),
        ({"throttle": ["1", "3", "user"]}, "the action 'throttle' needs its parameters"),
        ({"throttle": "1"}, "the action 'throttle' needs its parameters"),
        (["tag"], """the action 'tag' needs its parameters, such as actions={'tag': ["spam"]}"""),
        ({"tag": "spam"}, """actions={'tag': ["spam"]}"""),
        ("disalow", "'disalow' is no action of an abuse filter"),
    ],
)
def test_actions_of_filters(actions: Any, told: str) -> None:
    refused(ValueError, told, "add_abuse_filter", "true", actions)


def test_a_filter_with_one_action() -> None:
    fake = FakeEditApi(profile="ext")
    assert fake.add_abuse_filter("true", "disallow") == 1


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ({"edit": "syzop"}, "edit='syzop' is no level of protection; did you mean 'sysop'?"),
        ({"move": "everybody"}, """is no level of protection; use "autoconfirmed", "sysop" or \"\""""),
        ({"create": "sysopp"}, "create='sysopp' is no level of protection; did you mean 'sysop'?"),
    ],
)
def test_levels(named: dict[str, str], told: str) -> None:
    refused(ValueError, told, "protect", "Main Page", **named)


def test_levels_that_there_are() -> None:
    fake = FakeEditApi()
    fake.config.group_permissions = {"editor": {"review": True}}
    for level in ("", "sysop", "autoconfirmed", "editinterface", "review"):
        fake.protect("Main Page", edit=level)


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ({"groups": ["sysopp"]}, "the wiki has no group 'sysopp'; did you mean 'sysop'"),
        ({"groups": "sysop"}, "groups='sysop' must be a list of names, such as ['sysop']"),
        ({"rights": ["edti"]}, "the wiki has no right 'edti'; did you mean 'edit'"),
    ],
)
def test_groups_and_rights(named: dict[str, Any], told: str) -> None:
    refused(ValueError, told, "add_user", "Carol", **named)


def test_groups_and_rights_of_the_configuration() -> None:
    fake = FakeEditApi(profile="ext")
    fake.config.group_permissions = {"editor": {"review": True}}
    fake.add_user("Carol", groups=["editor", "sysop"], rights=["review", "skipcaptcha", "noratelimit"])


def test_texts_are_strings() -> None:
    refused(TypeError, "text=b'bytes' must be a string; decode bytes first", "add_page", "X", b"bytes")
    refused(TypeError, "title=7 must be a string", "add_page", 7)
    refused(TypeError, "before_save takes a function to call, not 'x'", "before_save", "x")


def test_versions_are_strings() -> None:
    with pytest.raises(TypeError, match=r'version=1\.43 must be a string, such as "1.43"'):
        FakeEditApi(version=1.43)  # type: ignore[arg-type]


@pytest.mark.parametrize("url", ["http://x/", "https://x/w/api.php/", "x/api.php", "https://x/w/index.php"])
def test_addresses_are_those_of_an_api(url: str) -> None:
    with pytest.raises(ValueError, match=r"must be the whole address of an API and end in /api\.php"):
        FakeEditApi(api_url=url)


def test_what_is_served_keeps_its_address_when_it_begins_anew() -> None:
    fake = FakeEditApi()
    with fake.serve():
        fake.reset()
        assert fake._wiki.api_url == fake.url
        fake.arrange()
        assert fake._wiki.api_url == fake.url
    assert fake._wiki.api_url == fake.api_url == "https://test.wikipedia.org/w/api.php"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("temp_accounts", "yes", "the setting temp_accounts must be True or False, not 'yes'"),
        ("max_article_size", True, "the setting max_article_size must be a whole number, not True"),
        ("lag", "7", "the setting lag must be a dict such as"),
        ("lag", {"lag": "7"}, "with a number of seconds, or None; not {'lag': '7'}"),
        ("rate_limits", {"edit": {"user": "x"}}, "rate_limits['edit']['user'] must be two whole numbers"),
        ("rate_limits", {"edit": {"user": [1]}}, "such as [8, 60]; not [1]"),
        ("rate_limits", {"edti": {"user": [1, 60]}}, "the setting rate_limits has no 'edti'; did you mean 'edit'"),
        ("rate_limits", {"edit": {"usr": [1, 60]}}, "rate_limits['edit'] has no 'usr'; did you mean 'user'"),
        ("rate_limits", {"edit": [1, 60]}, "rate_limits['edit'] must be a dict, not [1, 60]"),
        ("hook", {"piont": "EditFilter"}, "the setting hook has no 'piont'; did you mean 'point'"),
        ("hook", {"return": False}, "the setting hook needs 'point'"),
        ("hook", {"point": "ApiCheckCanExecute"}, "the setting hook needs 'module'"),
        ("captcha", {"klass": "SimpleCaptcha"}, "the setting captcha has no 'klass'; did you mean 'class'"),
        ("captcha", {"triggers": {"edits": True}}, "captcha['triggers'] has no 'edits'; did you mean 'edit'"),
        ("captcha", {"class": "SimplCaptcha"}, "no class of captchas 'SimplCaptcha'; did you mean 'SimpleCaptcha'"),
        ("captcha", "SimpleCaptcha", "the setting captcha must be a dict, not 'SimpleCaptcha'"),
        ("captcha", {"questions": ["a"]}, "captcha['questions'] must be a dict of answers by question"),
    ],
)
def test_values_of_settings(name: str, value: Any, told: str) -> None:
    fake = FakeEditApi(profile="ext")
    before = getattr(fake.config, name)
    for change in (
        lambda: setattr(fake.config, name, value),
        lambda: fake.config.update({name: value}),
        lambda: fake.arrange({name: value}),
    ):
        with pytest.raises(ValueError, match=re.escape(told)):
            change()
        assert getattr(fake.config, name) == before


def test_limits_of_groups() -> None:
    fake = FakeEditApi()
    limits = {"edit": {"sysop": [1, 60], "editor": (2, 60), "ip-all": [0, 60]}, "stashedit": {"newbie": [1, 1]}}
    fake.config.update({"rate_limits": limits, "group_permissions": {"editor": {"edit": True}}})
    assert fake.config.rate_limits == limits
