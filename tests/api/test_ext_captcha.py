"""ConfirmEdit: captchas before an edit is saved, and after bad attempts to log in."""

from pytest_mwedit.assertions import assert_api_error, assert_edit_failure, assert_edit_success

QUESTIONS = {"What is two and two?": ["four", "Nummer Vier"]}
MINUS = "\u2212"


def captchas(kind="QuestyCaptcha", **triggers):
    """Return the setting that asks a captcha of each edit, or of what triggers it."""
    return {"captcha": {"class": kind, "questions": QUESTIONS, "triggers": triggers or {"edit": True}}}


def asked(reply):
    """Return the captcha that a reply asks for."""
    return assert_edit_failure(reply, captcha=True).captcha


def solution(question):
    """Return the result of the sum in a question."""
    if MINUS in question:
        one, other = question.split(MINUS)
        return str(int(one) - int(other))
    return str(sum(map(int, question.split("+"))))


def solved(captcha, word="four"):
    return {"captchaid": captcha["id"], "captchaword": word}


def test_captcha_question(wiki):
    wiki.arrange(captchas())
    alice, stranger = wiki.log_in(), wiki.session()

    for session in (alice, stranger):
        for version in (1, 2):
            reply = session.edit(title="Page", text="x", formatversion=version)
            assert_edit_failure(reply, captcha={"type": "question", "question": "What is two and two?"})
        captcha = asked(session.edit(title=f"Page of {session is alice}", text="x"))
        assert_edit_success(session.edit(title=f"Page of {session is alice}", text="x", **solved(captcha)), new=True)


def test_captcha_sum(wiki):
    wiki.arrange(captchas("SimpleCaptcha"))
    alice = wiki.log_in()

    for number, written in enumerate(("{}", " {} ", "0{}", "{}.0")):
        captcha = asked(alice.edit(title=f"Page {number}", text="x"))
        assert captcha["type"] == "simple"
        word = written.format(solution(captcha["question"]))
        if "-" not in word:
            assert_edit_success(alice.edit(title=f"Page {number}", text="x", **solved(captcha, word)))
    captcha = asked(alice.edit(title="Page", text="x"))
    assert_edit_failure(alice.edit(title="Page", text="x", **solved(captcha, "many")), captcha="simple")


def test_captcha_answers(wiki):
    """Small and capital letters do not matter; blanks around the answer do in 1.39."""
    wiki.arrange(captchas())
    alice = wiki.log_in()

    for word in ("FOUR", "nummer vier"):
        captcha = asked(alice.edit(title=word, text="x"))
        assert_edit_success(alice.edit(title=word, text="x", **solved(captcha, word)))
    for word in ("", "five", "nummer  vier", "nummer_vier"):
        captcha = asked(alice.edit(title="Page", text="x"))
        assert_edit_failure(alice.edit(title="Page", text="x", **solved(captcha, word)), captcha=True)
    captcha = asked(alice.edit(title="Blanks", text="x"))
    reply = alice.edit(title="Blanks", text="x", **solved(captcha, " Four "))
    check = wiki.by_version({"1.43": assert_edit_success, "1.39": assert_edit_failure})
    check(reply)


def test_captcha_is_answered_once(wiki):
    wiki.arrange(captchas())
    alice = wiki.log_in()

    wrong = asked(alice.edit(title="Page", text="x"))
    asked(alice.edit(title="Page", text="x", **solved(wrong, "five")))
    asked(alice.edit(title="Page", text="x", **solved(wrong)))
    right = asked(alice.edit(title="Page", text="x"))
    assert_edit_success(alice.edit(title="Another page", text="y", **solved(right)))
    asked(alice.edit(title="Page", text="x", **solved(right)))
    unanswered = asked(alice.edit(title="Page", text="x"))
    asked(alice.edit(title="Page", text="x", captchaid=unanswered["id"]))
    asked(alice.edit(title="Page", text="x", **solved(unanswered)))
    asked(alice.edit(title="Page", text="x", captchaword="four"))
    asked(alice.edit(title="Page", text="x", captchaid="1", captchaword="four"))
    asked(alice.edit(title="Page", text="x", captchaid="x", captchaword="four"))


def test_captcha_of_another_session(wiki):
    wiki.arrange(captchas())
    alice, bob, stranger, other = wiki.log_in(), wiki.log_in("Bob"), wiki.session(), wiki.session()

    captcha = asked(alice.edit(title="Page", text="x"))
    asked(bob.edit(title="Page", text="x", **solved(captcha)))
    assert_edit_success(alice.edit(title="Page", text="x", **solved(captcha)))
    captcha = asked(stranger.edit(title="Page 2", text="x"))
    asked(other.edit(title="Page 2", text="x", **solved(captcha)))
    assert_edit_success(stranger.edit(title="Page 2", text="x", **solved(captcha)))


def test_captcha_for_whom(wiki):
    config = captchas() | {"group_permissions": {"sysop": {"skipcaptcha": False}}}
    steps = [
        {"botpassword": {"user": name, "app": "app", "password": "0123456789abcdef0123456789abcdef"}}
        for name in ("Alice", "Robo")
    ]
    wiki.arrange(config, steps)

    assert_edit_success(wiki.log_in("Robo").edit(title="Page", text="x"))
    asked(wiki.log_in("Admin").edit(title="Page", text="y"))
    for name, check in (("Alice", assert_edit_failure), ("Robo", assert_edit_success)):
        session = wiki.session()
        session.login(f"{name}@app", "0123456789abcdef0123456789abcdef")
        check(session.edit(title=f"Page of {name}", text="x"))
    page = {"page": {"title": "MediaWiki:Captcha-ip-whitelist", "text": "10.0.0.0/8\n# this machine:\n127.0.0.1"}}
    wiki.arrange(captchas(), [page])
    assert_edit_success(wiki.session().edit(title="Page", text="x"))


def test_captcha_of_new_pages(wiki):
    wiki.arrange(captchas(create=True), [{"page": {"title": "Page", "text": "x"}}])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", text="see http://new.example/"))
    asked(alice.edit(title="Talk:Page", text="x"))
    asked(alice.edit(title="New page", text=""))


def test_captcha_of_new_links(wiki):
    steps = [
        {"page": {"title": "Page", "text": "see http://known.example/path and [//both.example/ both]"}},
        {"page": {"title": "Template:Linked", "text": "<noinclude>x</noinclude>http://template.example/"}},
        {"page": {"title": "MediaWiki:Captcha-addurl-whitelist", "text": "# harmless\nharmless\\.example"}},
    ]
    wiki.arrange(captchas(addurl=True) | {"rate_limits": {"badcaptcha": {"user": [100, 60]}}}, steps)
    alice = wiki.log_in()

    for text in (
        "http://known.example/path",
        "[http://known.example/path again] http://known.example/path",
        "https://www.harmless.example/anything",
        "<nowiki>http://new.example/</nowiki> <!-- http://new.example/ -->",
        "//new.example {{No such template|http://new.example/}}",
    ):
        assert_edit_success(alice.edit(title="Page", text=f"{text} [//both.example/ both] http://known.example/path"))
    for text in (
        "http://known.example/other",
        "https://known.example/path",
        "[//new.example/ new]",
        "mailto:alice@new.example",
        "<ref>http://new.example/</ref>",
        "{{Linked}}",
    ):
        asked(alice.edit(title="Page", appendtext=text))
    asked(alice.edit(title="Page", section="new", sectiontitle="http://new.example/", text="x"))
    asked(alice.edit(title="User:Alice/common.js", text="// http://new.example/"))
    assert_edit_success(alice.edit(title="User:Alice/page.json", text='{"at": "http://new.example/"}'))
    reply = alice.edit(title="Page", text="http://KNOWN.example/path https://both.example/")
    check = wiki.by_version({"1.43": assert_edit_success, "1.39": assert_edit_failure})
    check(reply)


def test_captcha_of_links_within(wiki):
    """Links of templates, of their arguments, of tags, tables and headings; those to the wiki itself do not count."""
    steps = [
        {"page": {"title": "Template:At", "text": "x {{{1|}}}.example{{{2|}}} y"}},
        {"page": {"title": "Page", "text": "{{At|http://known}}"}},
    ]
    limits = {"rate_limits": {"badcaptcha": {"user": [100, 60]}}}
    wiki.arrange(captchas(addurl=True) | limits, steps)
    alice = wiki.log_in()

    for text in (
        "http://known.example",
        "[[Page|http://new.example]] {{At|http://known}}",
        "<b title='http://new.example'>b</b> {{At|http://known}}",
        "{{SERVER}} {{fullurl:Page|action=edit}} {{SERVER}}/x {{SERVER}}#x http://known.example",
    ):
        assert_edit_success(alice.edit(title="Page", text=text))
    for text in (
        "{{At|http://new}}",
        "{{At|1=[//new|2= here]}}",
        "{{#tag:ref|http://new.example}}",
        "<gallery>\nFile:X.png|{{At|http://new}}\n</gallery>",
        "== [http://new.example a] ==",
        "{|\n| class=a | http://new.example || b\n|}",
        "[[File:X.png|thumb|at http://new.example]]",
        "http://known.example''http://new.example''",
        "{{SERVER}}x",
    ):
        asked(alice.edit(title="Page", appendtext=text))


def test_captcha_and_other_objections(wiki):
    """Nearly everything else is looked at before."""
    config = captchas() | {"max_article_size": 1, "spam_regex": ["/viagra/"]}
    steps = [
        {"page": {"title": "Page", "text": "x" * 1020}},
        {"page": {"title": "Gone", "text": "x"}},
        {"delete": {"title": "Gone"}},
    ]
    wiki.arrange(config, steps)
    alice = wiki.log_in()

    assert_api_error(alice.edit(title="Page", text="x" * 1025), "contenttoobig")
    assert_api_error(alice.edit(title="Page", text="viagra"), "spamprotectionmatch")
    assert_api_error(alice.edit(title="Page", text="y", basetimestamp="2019-01-01T00:00:00Z"), "editconflict")
    assert_api_error(alice.edit(title="Gone", text="y", starttimestamp="2019-01-01T00:00:00Z"), "pagedeleted")
    assert_api_error(alice.edit(title="Page", text="y", md5="0" * 32), "badmd5")
    asked(alice.edit(title="Page", text="x" * 1020))
    asked(alice.edit(title="Page", section="new", sectiontitle="Long", text="y"))
    asked(alice.edit(title="Page", section="new", text=""))
    asked(alice.edit(title="User:Alice/page.json", text="{"))
    for code, params in (
        ("contenttoobig", {"title": "Page", "section": "new", "sectiontitle": "Long", "text": "y"}),
        ("missingcommenttext", {"title": "Page", "section": "new", "text": ""}),
        ("invalid-json-data", {"title": "User:Alice/page.json", "text": "{"}),
    ):
        captcha = asked(alice.edit(**params))
        assert_api_error(alice.edit(**params, **solved(captcha)), code)
    captcha = asked(alice.edit(title="Page", text="x" * 1020))
    assert_edit_success(alice.edit(title="Page", text="x" * 1020, **solved(captcha)), nochange=True)


def test_captcha_in_other_formats(wiki):
    wiki.arrange(captchas())
    alice = wiki.log_in()

    for errorformat in ("plaintext", "raw", "none"):
        asked(alice.edit(title="Page", text="x", errorformat=errorformat, uselang="fr"))
    reply = alice.edit(title="Page", text="x", format="xml")
    assert_edit_failure(reply, captcha={"type": "question", "mime": "text/html"})
    assert alice.edit(title="Page", text="x", format="php").status_code == 200


def test_captcha_of_a_stashed_edit(wiki):
    wiki.arrange(captchas())
    alice = wiki.log_in()

    stashed = alice.stashedit(title="Page", text="x", contentmodel="wikitext", contentformat="text/x-wiki", baserevid=0)
    assert stashed.json()["stashedit"]["status"] == "stashed"
    captcha = asked(alice.edit(title="Page", text="x"))
    assert_edit_success(alice.edit(title="Page", text="x", **solved(captcha)))


def test_captcha_too_often(wiki):
    """Who fails too often fails even with a right answer."""
    wiki.arrange(captchas() | {"rate_limits": {"badcaptcha": {"user": [2, 60], "ip": [3, 60]}}})
    alice, stranger = wiki.log_in(), wiki.session()

    first, second = (asked(alice.edit(title="Page", text="x")) for _ in range(2))
    asked(alice.edit(title="Page", text="x", **solved(first)))
    asked(alice.edit(title="Page", text="x", **solved(second)))
    captcha = asked(stranger.edit(title="Page", text="x"))
    assert_edit_success(stranger.edit(title="Page", text="x", **solved(captcha)))
    reply = alice.api("query", meta="userinfo", uiprop="ratelimits")
    assert reply.json()["query"]["userinfo"]["ratelimits"]["badcaptcha"]["user"] == {"hits": 2, "seconds": 60}


def test_captcha_counts_as_an_edit(wiki):
    """What is asked counts against the limit of edits, in 1.43 twice."""
    wiki.arrange(captchas() | {"rate_limits": {"edit": {"user": [3, 60]}}})
    alice = wiki.log_in()

    asked(alice.edit(title="Page", text="x"))
    for _ in range(wiki.by_version({"1.43": 0, "1.39": 2})):
        asked(alice.edit(title="Page", text="x"))
    assert_api_error(alice.edit(title="Page", text="x"), "ratelimited")


def client_login(session, name, **fields):
    """Log in as people do."""
    token = session.api("query", meta="tokens", type="login").json()["query"]["tokens"]["logintoken"]
    form = {"username": name, "password": f"{name}Passw0rd!x", **fields}
    reply = session.api("clientlogin", logintoken=token, loginreturnurl="https://wiki.example/", **form)
    return reply.json()["clientlogin"]["status"]


def test_captcha_of_bad_logins(wiki):
    """After three logins that failed at an address, nobody logs in there with a main password and no captcha."""
    password = {"user": "Bob", "app": "app", "password": "0123456789abcdef0123456789abcdef"}
    steps = [*({"user": {"name": f"User {number}"}} for number in range(2)), {"botpassword": password}]
    wiki.arrange(captchas(badlogin=True, edit=True), steps)

    for name, word in (("User 0", "wrong"), ("Nobody", "wrong"), ("User 1", "")):
        assert wiki.session().login(name, word).json()["login"]["result"] == "Failed"
    for name, word in (("Alice", "AlicePassw0rd!x"), ("User 1", ""), ("Admin", "AdminPassw0rd!x")):
        assert wiki.session().login(name, word).json()["login"]["result"] == "Failed"
    assert wiki.session().login("Bob@app", "0123456789abcdef0123456789abcdef").json()["login"]["result"] == "Success"
    session = wiki.session()
    assert client_login(session, "Alice") == "FAIL"
    captcha = asked(session.edit(title="Page", text="x"))
    assert client_login(session, "Alice", captchaId=captcha["id"], captchaWord="five") == "FAIL"
    captcha = asked(session.edit(title="Page", text="x"))
    assert client_login(session, "Alice", captchaId=captcha["id"], captchaWord="four") == "PASS"
    assert client_login(wiki.session(), "Alice") == "FAIL"
