"""`action=stashedit`: preparing an edit, and saving what was prepared."""

import hashlib

from pytest_mwedit.assertions import assert_api_error, assert_edit_success, assert_stashed

PAGE = {"page": {"title": "Page", "text": "first\nsecond\nthird", "summary": "Begin"}}
WIKITEXT = {"contentmodel": "wikitext", "contentformat": "text/x-wiki"}


def assert_refused(session, code, info=None, **params):
    """Send a stash in both format versions; the wiki refuses it with *code* each time."""
    for version in (1, 2):
        reply = session.stashedit(**{**WIKITEXT, "baserevid": 0, **params}, formatversion=version)
        assert_api_error(reply, code, info=info)


def test_sample_program(wiki):
    """The documentation's program; its empty baserevid is refused, whatever the documentation shows."""
    session = wiki.session()
    url = session.api_url
    account = session.credentials

    asked = {"action": "query", "meta": "tokens", "type": "login", "format": "json"}
    login_token = session.get(url, params=asked).json()["query"]["tokens"]["logintoken"]
    login = {"action": "login", "lgname": account.username, "lgpassword": account.password, "format": "json"}
    session.post(url, data={**login, "lgtoken": login_token})
    asked = {"action": "query", "meta": "tokens", "format": "json"}
    csrf_token = session.get(url, params=asked).json()["query"]["tokens"]["csrftoken"]
    stash = {
        "token": csrf_token,
        "action": "stashedit",
        "title": "Sandbox",
        "section": "new",
        "sectiontitle": "testing stashedit",
        "text": "testing stashedit API",
        "contentmodel": "wikitext",
        "contentformat": "text/x-wiki",
        "baserevid": "",
        "format": "json",
    }
    refused = session.post(url, data=stash)
    stashed = session.post(url, data={**stash, "baserevid": "0"})

    assert_api_error(refused, "badinteger", info='Invalid value "" for integer parameter "baserevid".')
    assert_stashed(stashed, text="testing stashedit API")


def test_stash(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    for version in (1, 2):
        reply = alice.stashedit(title="Page", text="changed", baserevid=71001, **WIKITEXT, formatversion=version)
        assert_stashed(reply, text="changed")


def test_stash_then_edit(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    stash = assert_stashed(alice.stashedit(title="Page", text="changed", baserevid=71001, summary="Change", **WIKITEXT))
    assert stash.texthash == hashlib.sha1(b"changed").hexdigest()

    assert_edit_success(alice.edit(title="Page", text="changed", summary="Change", baserevid=71001), newrevid=71002)


def test_stash_of_a_new_page(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    assert_stashed(alice.stashedit(title="New page", text="Hello", baserevid=0, **WIKITEXT), text="Hello")


def test_stash_is_hashed_as_it_would_be_saved(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    for text in ("spaces  \n\n", "a\r\nb", "e\u0301", "", "Größe"):
        assert_stashed(alice.stashedit(title="New page", text=text, baserevid=0, **WIKITEXT), text=text)


def test_stash_of_a_section(wiki):
    wiki.arrange(steps=[{"page": {"title": "Page", "text": "lead\n\n== One ==\nfirst"}}])
    alice = wiki.log_in()

    params = {"title": "Page", "baserevid": 71001, **WIKITEXT}
    assert_stashed(alice.stashedit(**params, section=1, text="== One ==\nchanged"), text="== One ==\nchanged")
    assert_stashed(alice.stashedit(**params, section="new", sectiontitle="Two", text="second"), text="second")


def test_stash_by_its_hash(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()
    params = {"title": "Page", "baserevid": 71001, **WIKITEXT}

    first = assert_stashed(alice.stashedit(**params, text="changed"))
    again = assert_stashed(alice.stashedit(**params, stashedtexthash=first.texthash, summary="Change"))

    assert again.texthash == first.texthash


def test_stash_of_a_protected_page(wiki):
    wiki.arrange(steps=[PAGE, {"protect": {"title": "Page", "edit": "sysop"}}])
    alice = wiki.log_in()

    assert_stashed(alice.stashedit(title="Page", text="changed", baserevid=71001, **WIKITEXT), text="changed")


def test_stash_of_an_anonymous_user(wiki):
    wiki.arrange(steps=[PAGE])
    stranger = wiki.session()

    assert_stashed(stranger.stashedit(title="Page", text="changed", baserevid=71001, **WIKITEXT), text="changed")


def test_editconflict(wiki):
    """A conflict is a status here, not an error."""
    changed = {"page": {"title": "Page", "text": "first\nchanged by Bob\nthird", "user": "Bob"}}
    wiki.arrange(steps=[PAGE, changed])
    alice = wiki.log_in()

    for version in (1, 2):
        reply = alice.stashedit(
            title="Page", text="first\nchanged by Alice\nthird", baserevid=71001, **WIKITEXT, formatversion=version
        )
        assert reply.json()["stashedit"] == {"status": "editconflict"}


def test_unchanged_text(wiki):
    """The text that an old page has already is not worth a stash."""
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    reply = alice.stashedit(title="Page", text="first\nsecond\nthird", baserevid=71001, **WIKITEXT)

    assert reply.json()["stashedit"]["status"] == "uncacheable"


def test_pages_that_the_user_may_never_edit(wiki):
    """They look like too many stashes in 1.43."""
    wiki.arrange()
    alice = wiki.log_in()
    css = {"contentmodel": "css", "contentformat": "text/css"}

    for params in ({"title": "MediaWiki:Sidebar", **WIKITEXT}, {"title": "User:Bob/common.css", **css}):
        reply = alice.stashedit(**params, text="changed", baserevid=0)
        status = wiki.by_version({"1.43": "ratelimited", "1.39": "stashed"})
        assert reply.json()["stashedit"]["status"] == status


def test_without_the_right_to_edit(wiki):
    """Only the page decides, not the right to edit at all."""
    wiki.arrange(config={"group_permissions": {"*": {"edit": False}, "user": {"edit": False}}}, steps=[PAGE])
    alice = wiki.log_in()

    assert_stashed(alice.stashedit(title="Page", text="changed", baserevid=71001, **WIKITEXT))


def test_of_a_blocked_user(wiki):
    wiki.arrange(steps=[PAGE, {"block": {"target": "Bob", "reason": "vandalism"}}])
    bob = wiki.log_in("Bob")

    assert_stashed(bob.stashedit(title="Page", text="changed", baserevid=71001, **WIKITEXT))


def test_ratelimited(wiki):
    """It is a status here, not an error."""
    wiki.arrange(config={"rate_limits": {"stashedit": {"user": [1, 60]}}}, steps=[PAGE])
    alice = wiki.log_in()

    for status in ("stashed", "ratelimited"):
        reply = alice.stashedit(title="Page", text="changed", baserevid=71001, **WIKITEXT)
        assert reply.json()["stashedit"]["status"] == status


def test_badtoken(wiki):
    session = wiki.log_in()

    assert_refused(session, "badtoken", "Invalid CSRF token.", title="Project:Sandbox", text="x", token="wrong+\\")


def test_missingparam(wiki):
    session = wiki.log_in()

    for name in ("title", "contentmodel", "contentformat", "baserevid"):
        params = {"title": "Project:Sandbox", "text": "x", "baserevid": 0, **WIKITEXT, name: None}
        for version in (1, 2):
            reply = session.stashedit(**params, formatversion=version)
            assert_api_error(reply, "missingparam", info=f'The "{name}" parameter must be set.')
    assert_refused(session, "missingparam", title="Project:Sandbox")


def test_missingtext(wiki):
    session = wiki.log_in()

    info = "No stashed text found with the given hash."
    assert_refused(session, "missingtext", info, title="Project:Sandbox", stashedtexthash="0" * 40)
    assert_refused(session, "missingtext", info, title="Project:Sandbox", stashedtexthash="no hash")


def test_invalidparammix(wiki):
    session = wiki.log_in()

    assert_refused(session, "invalidparammix", title="Project:Sandbox", text="x", stashedtexthash="0" * 40)


def test_invalidtitle(wiki):
    session = wiki.log_in()

    assert_refused(session, "invalidtitle", 'Bad title "[bad]".', title="[bad]", text="x")


def test_pagecannotexist(wiki):
    session = wiki.log_in()

    assert_refused(session, "pagecannotexist", title="Special:Version", text="x")


def test_nosuchrevid(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_refused(
        alice, "nosuchrevid", "There is no revision with ID 999999999.", title="Page", text="x", baserevid=999999999
    )


def test_section_that_is_not_there(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    reply = alice.stashedit(title="Page", text="x", baserevid=71001, section=9, **WIKITEXT)

    assert reply.json()["stashedit"]["status"] == "uncacheable"


def test_section_of_json(wiki):
    wiki.arrange(steps=[{"page": {"title": "Data", "text": "{}", "contentmodel": "json"}}])
    alice = wiki.log_in()

    stash = {"text": "{}", "baserevid": 71001, "contentmodel": "json", "contentformat": "application/json"}
    exception = wiki.by_version({"1.43": "BadMethodCallException", "1.39": "MWException"})
    assert_refused(alice, f"internal_api_error_{exception}", title="Data", section=1, **stash)


def test_badmodelformat(wiki):
    session = wiki.log_in()

    assert_refused(session, "badmodelformat", title="Project:Sandbox", text="x", contentformat="text/css")


def test_botsnotsupported(wiki):
    wiki.arrange(steps=[PAGE])
    robo = wiki.log_in("Robo")

    assert_refused(robo, "botsnotsupported", title="Page", text="x", baserevid=71001)


def test_edit_does_not_know_stashedtexthash(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    stash = assert_stashed(alice.stashedit(title="Page", text="changed", baserevid=71001, **WIKITEXT))
    reply = alice.edit(title="Page", stashedtexthash=stash.texthash)

    assert_api_error(reply, "missingparam")
