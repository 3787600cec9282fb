"""`action=login` and `action=logout`."""

from pytest_mwedit.assertions import assert_api_error, assert_api_warning, assert_no_warnings

PASSWORD = "0123456789abcdef0123456789abcdef"
BOT_PASSWORD = {"botpassword": {"user": "Robo", "app": "app", "password": PASSWORD}}


def user_of(session):
    return session.api("query", meta="userinfo").json()["query"]["userinfo"]["name"]


def test_success(wiki):
    wiki.arrange()
    session = wiki.session()

    for version in (1, 2):
        reply = session.api("login", lgname="Alice", lgpassword="AlicePassw0rd!x", formatversion=version)
        assert reply.json()["login"]["lgusername"] == "Alice"
        assert_api_warning(reply, "login", "deprecated")

    assert user_of(session) == "Alice"


def test_success_gives_new_tokens(wiki):
    wiki.arrange()
    session = wiki.session()

    assert session.csrf_token() == "+\\"
    session.login("Alice", "AlicePassw0rd!x")

    token = session.csrf_token()
    assert token.endswith("+\\")
    assert len(token) > 2
    # Not the same: a token tells the second in which it was given out.
    assert session.csrf_token(refresh=True).endswith("+\\")


def test_wrong_password(wiki):
    wiki.arrange()
    session = wiki.session()

    for version in (1, 2):
        reply = session.api("login", lgname="Alice", lgpassword="not Alice's", formatversion=version)
        assert reply.json()["login"]["result"] == "Failed"

    assert user_of(session) == "127.0.0.1"


def test_unknown_user(wiki):
    wiki.arrange()

    assert wiki.session().login("Nobody", "unimportant").json()["login"]["result"] == "Failed"


def test_without_token(wiki):
    wiki.arrange()
    session = wiki.session()
    params = {"action": "login", "lgname": "Alice", "lgpassword": "AlicePassw0rd!x", "format": "json"}

    reply = session.post(session.api_url, data=params).json()["login"]
    assert reply["result"] == "NeedToken"
    reply = session.post(session.api_url, data={**params, "lgtoken": reply["token"]}).json()["login"]

    assert reply["result"] == "Success"


def test_wrong_token(wiki):
    """In a session that has none yet, the session is blamed."""
    wiki.arrange()
    params = {"lgname": "Alice", "lgpassword": "unimportant", "lgtoken": "wrong+\\"}

    for version in (1, 2):
        session = wiki.session()
        reply = session.api("login", **params, formatversion=version)
        assert reply.json()["login"]["reason"] == "Unable to continue login. Your session most likely timed out."
        reply = session.api("login", **params, formatversion=version)
        assert reply.json() == {"login": {"result": "WrongToken"}}


def test_the_token_is_spent(wiki):
    wiki.arrange()
    session = wiki.session()
    token = session.api("query", meta="tokens", type="login").json()["query"]["tokens"]["logintoken"]

    params = {"lgname": "Alice", "lgpassword": "AlicePassw0rd!x", "lgtoken": token}
    assert session.api("login", **params).json()["login"]["result"] == "Success"
    assert session.api("login", **params).json()["login"]["result"] == "Failed"


def test_without_name_or_password(wiki):
    wiki.arrange()
    session = wiki.session()

    assert session.api("login").json()["login"]["result"] == "Failed"
    assert session.api("login", lgname="Alice").json()["login"]["result"] == "Failed"
    assert session.api("login", lgpassword="unimportant").json()["login"]["result"] == "Failed"


def test_password_in_the_url(wiki):
    wiki.arrange()
    session = wiki.session()

    params = {"action": "login", "lgname": "Alice", "lgpassword": "unimportant", "format": "json"}
    assert_api_error(session.post(session.api_url, params=params), "mustpostparams", match="lgpassword")


def test_by_get(wiki):
    wiki.arrange()
    session = wiki.session()

    reply = session.get(session.api_url, params={"action": "login", "lgname": "Alice", "format": "json"})

    assert_api_error(reply, "mustbeposted")


def test_bot_password(wiki):
    wiki.arrange(steps=[BOT_PASSWORD])
    session = wiki.session()

    for version in (1, 2):
        session = wiki.session()
        reply = session.api("login", lgname="Robo@app", lgpassword=PASSWORD, formatversion=version)
        assert (
            reply.json()["login"] == {"result": "Success", "lguserid": 5, "lgusername": "Robo"} | reply.json()["login"]
        )
        assert "warnings" not in reply.json()

    assert user_of(session) == "Robo"


def test_bot_password_in_the_password(wiki):
    wiki.arrange(steps=[BOT_PASSWORD])
    session = wiki.session()

    assert session.login("Robo", f"app@{PASSWORD}").json()["login"]["result"] == "Success"

    assert user_of(session) == "Robo"


def test_wrong_bot_password(wiki):
    wiki.arrange(steps=[BOT_PASSWORD])

    for name in ("Robo@app", "Robo@other", "Nobody@app"):
        assert wiki.session().login(name, PASSWORD[::-1]).json()["login"]["result"] == "Failed"


def test_login_over_a_bot_password(wiki):
    wiki.arrange(steps=[BOT_PASSWORD])
    session = wiki.session()
    session.login("Robo@app", PASSWORD)

    for version in (1, 2):
        reply = session.api("login", lgname="Robo@app", lgpassword=PASSWORD, lgtoken="x", formatversion=version)
        assert reply.json()["login"]["result"] == "Aborted"


def test_logout(wiki):
    wiki.arrange()
    alice = wiki.log_in()
    old = alice.csrf_token()

    reply = alice.logout()

    assert reply.text == "{}"
    assert user_of(alice) == "127.0.0.1"
    assert_api_error(alice.edit(title="Page", text="x", token=old), "badtoken")


def test_logout_without_token(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    for version in (1, 2):
        params = {"action": "logout", "format": "json", "formatversion": str(version)}
        assert_api_error(alice.post(alice.api_url, data=params), "missingparam")
    assert_api_error(alice.api("logout", token="wrong"), "badtoken")

    assert user_of(alice) == "Alice"


def test_anonymous_logout(wiki):
    wiki.arrange()

    reply = wiki.session().logout()

    if wiki.by_version({"1.43": True, "1.39": False}):
        assert_api_warning(reply, "logout", r"^You must be logged in\.$")
    else:
        assert_no_warnings(reply)


def test_blocked_user_may_log_in(wiki):
    wiki.arrange(steps=[{"block": {"target": "Bob", "reason": "vandalism"}}])
    bob = wiki.log_in("Bob")

    for version in (1, 2):
        userinfo = bob.api("query", meta="userinfo", uiprop="blockinfo", formatversion=version).json()["query"][
            "userinfo"
        ]
        assert userinfo["blockreason"] == "vandalism"
