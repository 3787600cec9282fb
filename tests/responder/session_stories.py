"""Stories of sessions that are gone, and of cookies that do not fit together."""

from __future__ import annotations

from typing import Any

from playing import COOKIES
from stories import ALICE, BOB, BOT_PASSWORD, Asked, Story, get, login, post, token

#: How the cookies of somebody whose session is gone are changed before they are sent.
VARIANTS: dict[str, dict[str, Any]] = {
    "all": {},
    "no token": {"without": ("wikiToken",)},
    "no id": {"without": ("wikiUserID",)},
    "no name": {"without": ("wikiUserName",)},
    "no id and name": {"without": ("wikiUserID", "wikiUserName")},
    "no session": {"without": ("wiki_session",)},
    "no session and token": {"without": ("wiki_session", "wikiToken")},
    "no session and name": {"without": ("wiki_session", "wikiUserName")},
    "session alone": {"without": ("wikiToken", "wikiUserID", "wikiUserName")},
    "name alone": {"without": ("wikiToken", "wikiUserID", "wiki_session")},
    "id alone": {"without": ("wikiToken", "wikiUserName", "wiki_session")},
    "token alone": {"without": ("wikiUserID", "wikiUserName", "wiki_session")},
    "wrong token": {"wikiToken": "0" * 32},
    "short token": {"wikiToken": "x"},
    "no token but empty": {"wikiToken": ""},
    "another's id": {"wikiUserID": "4"},
    "no one's id": {"wikiUserID": "99"},
    "zero id": {"wikiUserID": "0"},
    "no number as id": {"wikiUserID": "x"},
    "another's name": {"wikiUserName": "Bob"},
    "no one's name": {"wikiUserName": "Nobody"},
    "name in small letters": {"wikiUserName": "alice"},
    "short session alone": {"without": ("wikiToken", "wikiUserID", "wikiUserName"), "wiki_session": "x"},
    "long session alone": {"without": ("wikiToken", "wikiUserID", "wikiUserName"), "wiki_session": "x" * 40},
    "31 digits alone": {"without": ("wikiToken", "wikiUserID", "wikiUserName"), "wiki_session": "x" * 31},
    "empty session alone": {"without": ("wikiToken", "wikiUserID", "wikiUserName"), "wiki_session": ""},
    "another's id and name": {"wikiUserID": "4", "wikiUserName": "Bob"},
    "another's id and name, no token": {"without": ("wikiToken",), "wikiUserID": "4", "wikiUserName": "Bob"},
    "session of a bot password, short": {"wiki_BPsession": "0" * 31},
    "another session": {"wiki_session": "0" * 32},
    "short session": {"wiki_session": "x"},
    "empty session": {"wiki_session": ""},
    "bad session": {"wiki_session": "a b%00"},
    "session of a bot password": {"wiki_BPsession": "0" * 32},
}


#: What comes to the session of somebody who is not logged in.
_OF_NOBODY: dict[str, dict[str, Any]] = {
    "as it is": {},
    "with an id": {"wikiUserID": "3"},
    "with a name": {"wikiUserName": "Alice"},
    "with a token": {"wikiToken": "0" * 32},
    "with id and name": {"wikiUserID": "3", "wikiUserName": "Alice"},
    "with all": {"wikiUserID": "3", "wikiUserName": "Alice", "wikiToken": "0" * 32},
    "with zero": {"wikiUserID": "0"},
}


def _after(who: str) -> list[Asked]:
    """Return what somebody asks, one after the other, to see whose session is whose."""
    return [
        token(who),
        token(who, "login"),
        post(who, action="edit", title="Foo", appendtext=who, token="$csrf", formatversion=2),
        get(who, action="query", meta="userinfo"),
    ]


def _variants(of: str) -> list[Asked]:
    requests: list[Asked] = []
    for name, change in VARIANTS.items():
        first = get(name, action="query", meta="userinfo", **{COOKIES: {"of": of, **change}})
        requests += [first, *_after(name)]
    return requests


def _begun(name: str, password: str, **more: Any) -> list[Asked]:
    """Return a login whose cookies ``kept`` has too."""
    copied = get("kept", action="query", meta="userinfo", **{COOKIES: {"of": "first"}})
    return [*login("first", name, password, **more), copied]


def _clientlogin(who: str, name: str, password: str, **more: Any) -> list[Asked]:
    params = {"username": name, "password": password, "logintoken": "$login", "loginreturnurl": "https://example.org"}
    return [token(who, "login"), post(who, action="clientlogin", **params, **more)]


#: It is written otherwise in a cookie.
_LONG_NAME = "Zoë O'Hara + 1"

_COPIED = get("kept", action="query", meta="userinfo", **{COOKIES: {"of": "first"}})
_LOGOUT = [token("first"), post("first", action="logout", token="$csrf")]

STORIES = {
    "session_of_another_login": Story(
        requests=[*_begun("Alice", ALICE), *login("first", "Bob", BOB), *_variants("kept")]
    ),
    "session_logged_out": Story(requests=[*_begun("Alice", ALICE), *_LOGOUT, *_variants("kept")]),
    "session_not_remembered": Story(
        requests=[
            *_clientlogin("first", "Alice", ALICE),
            _COPIED,
            *_clientlogin("first", "Bob", BOB),
            *_variants("kept"),
        ]
    ),
    "session_alive": Story(requests=[*_begun("Alice", ALICE), *_variants("kept")]),
    "session_of_nobody": Story(
        requests=[
            token("first", "login"),
            get("kept", action="query", meta="userinfo", **{COOKIES: {"of": "first"}}),
            *(
                request
                for name, change in _OF_NOBODY.items()
                for request in (
                    get(name, action="query", meta="userinfo", **{COOKIES: {"of": "kept", **change}}),
                    *_after(name),
                )
            ),
        ]
    ),
    "session_login_with_old_cookies": Story(
        requests=[
            *_begun("Alice", ALICE),
            *login("first", "Bob", BOB),
            post("kept", action="login", lgname="Alice", lgpassword=ALICE),
            *login("kept", "Alice", ALICE),
            get("late", action="query", meta="userinfo", **{COOKIES: {"of": "first", "wikiToken": "0" * 32}}),
            *login("late", "Bob", BOB),
            get("lost", action="query", **{COOKIES: {"of": "first", "wikiToken": "0" * 32, "wiki_session": "0" * 32}}),
            post("lost", action="logout", token="+\\"),
            get("wrong", action="nosuch", **{COOKIES: {"of": "first", "wikiToken": "0" * 32}}),
            get("jsonp", action="query", meta="userinfo", callback="f", **{COOKIES: {"of": "first", "wikiToken": "0"}}),
            get(
                "old", action="query", meta="userinfo", callback="f", **{COOKIES: {"of": "first", "wiki_session": "x"}}
            ),
            get("anybody", action="query", meta="userinfo", origin="*", **{COOKIES: {"of": "first", "wikiToken": "0"}}),
        ]
    ),
    "session_of_a_long_name": Story(
        steps=[{"user": {"name": _LONG_NAME}}],
        requests=[
            *_begun(_LONG_NAME, f"{_LONG_NAME}Passw0rd!x"),
            *_LOGOUT,
            *_after("kept"),
        ],
    ),
    "session_of_a_bot_password": Story(
        steps=[{"botpassword": {"user": "Alice", "app": "app", "password": BOT_PASSWORD}}],
        requests=[
            *login("first", "Alice@app", BOT_PASSWORD),
            _COPIED,
            *_LOGOUT,
            get("gone", action="query", meta="userinfo", **{COOKIES: {"of": "kept"}}),
            *_after("gone"),
            get("other", action="query", meta="userinfo", **{COOKIES: {"of": "kept", "wiki_BPsession": "x"}}),
            *_after("other"),
        ],
    ),
    "session_before_a_bot_password": Story(
        steps=[{"botpassword": {"user": "Alice", "app": "app", "password": BOT_PASSWORD}}],
        requests=[
            request
            for who, name, password in (("app", "Alice@app", BOT_PASSWORD), ("main", "Bob", BOB))
            for request in (
                *login(who, name, password),
                token(who),
                post(who, action="logout", token="$csrf"),
                post(who, action="login", lgname=name, lgpassword=password, lgtoken="x"),
                post(who, action="login", lgname=name, lgpassword=password, lgtoken="$login"),
                post(who, action="login", lgname=name, lgpassword=password, lgtoken="$login"),
                get(who, action="query", meta="userinfo"),
            )
        ],
    ),
    **{
        f"logins_as_html_on_a_wiki_in_{language}": Story(
            config={"language": language},
            requests=[
                asked
                for reader in ("en", "fr", "vi")
                for asked in (
                    token(reader, "login"),
                    post(
                        reader,
                        action="login",
                        lgname="Alice",
                        lgpassword=ALICE,
                        lgtoken="$login",
                        errorformat="html",
                        uselang=reader,
                    ),
                )
            ],
        )
        for language in ("en", "fr")
    },
}
