"""`action=edit`: error codes that take an arrangement to meet, each by its natural cause."""

from pytest_mwedit.assertions import assert_api_error, assert_edit_success

PAGE = {"page": {"title": "Page", "text": "first\nsecond\nthird", "summary": "Begin"}}
DATA = {"page": {"title": "Data", "text": "{}", "contentmodel": "json"}}


def assert_refused(session, code, info=None, **params):
    """Send an edit in both format versions; the wiki refuses it with *code* each time."""
    for version in (1, 2):
        assert_api_error(session.edit(**params, formatversion=version), code, info=info)


# --- the right to write -------------------------------------------------------------------------------------------


def test_writeapidenied(wiki):
    """Until 1.39 there was a right to write through the API; later versions do not know it."""
    nobody = {group: {"writeapi": False} for group in ("*", "user", "bot")}
    wiki.arrange(config={"group_permissions": nobody})
    stranger = wiki.session()

    reply = stranger.edit(title="Page", text="x")

    if wiki.by_version({"1.43": False, "1.39": True}):
        assert_api_error(reply, "writeapidenied", info="You're not allowed to edit this wiki through the API.")
    else:
        assert_edit_success(reply)


# --- content models -------------------------------------------------------------------------------------------------


def test_no_direct_editing(wiki):
    """The content model has no texts."""
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    info = "Direct editing via API is not supported for content model unknown used by Page."
    assert_refused(alice, "no-direct-editing", info, title="Page", text="x", contentmodel="unknown")
    assert_refused(alice, "no-direct-editing", info, title="Page", appendtext="x", contentmodel="unknown")


def test_appendnotsupported(wiki):
    """An undo may name a content model without texts, but then nothing can be appended."""
    wiki.arrange()
    alice = wiki.log_in()

    info = "Can't append to pages using content model unknown."
    for name in ("appendtext", "prependtext"):
        params = {"title": "New", name: "x", "undo": 1, "contentmodel": "unknown"}
        assert_refused(alice, "appendnotsupported", info, **params)


def test_internal_api_error_MWException(wiki):
    """Text cannot be put before or behind that of another content model."""
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_refused(alice, "internal_api_error_MWException", title="Page", appendtext="x", contentmodel="json")


def test_internal_api_error_ErrorPageError(wiki):
    """A page of data has no sections."""
    wiki.arrange(steps=[DATA])
    alice = wiki.log_in()

    assert_refused(alice, "internal_api_error_ErrorPageError", title="Data", text="{}", section=0)
    for errorformat in ("plaintext", "wikitext", "html", "raw", "none"):
        reply = alice.edit(title="Data", text="{}", section=0, errorformat=errorformat)
        assert_api_error(reply, "internal_api_error_ErrorPageError")


# --- pages that only some may edit ----------------------------------------------------------------------------------


def test_pages_of_the_site(wiki):
    """Who may edit the interface may not yet edit what runs on everybody's machine."""
    wiki.arrange(config={"group_permissions": {"user": {"editinterface": True}}})
    alice = wiki.log_in()

    assert_refused(alice, "sitecssprotected", title="MediaWiki:Common.css", text="{}")
    assert_refused(alice, "sitejsprotected", title="MediaWiki:Common.js", text="{}")
    assert_refused(alice, "sitejsonprotected", title="MediaWiki:Data.json", text="{}")


def test_pages_of_ones_own(wiki):
    """Even one's own style sheets and scripts need a right."""
    rights = {"editmyusercss": False, "editmyuserjs": False, "editmyuserjson": False}
    wiki.arrange(config={"group_permissions": {"user": rights}})
    alice = wiki.log_in()

    assert_refused(alice, "mycustomcssprotected", title="User:Alice/common.css", text="{}")
    assert_refused(alice, "mycustomjsprotected", title="User:Alice/common.js", text="{}")
    assert_refused(alice, "mycustomjsonprotected", title="User:Alice/data.json", text="{}")


# --- accounts and addresses -----------------------------------------------------------------------------------------


def test_autoblocked(wiki):
    """A blocked account tried to edit from the address."""
    wiki.arrange(steps=[PAGE, {"block": {"target": "Bob", "reason": "vandalism", "autoblock": True}}])
    bob, stranger = wiki.log_in("Bob"), wiki.session()

    assert_api_error(bob.edit(title="Page", text="x"), "blocked")

    assert_refused(stranger, "autoblocked", title="Page", text="x")


def test_confirmemail(wiki):
    """The wiki wants to know the address of who edits."""
    unconfirmed = {"user": {"name": "Carol", "confirmed": False}}
    wiki.arrange(config={"email_confirm_to_edit": True}, steps=[unconfirmed])
    alice, carol = wiki.log_in(), wiki.log_in("Carol")

    assert_refused(carol, "confirmemail", title="Page", text="x")
    assert_edit_success(alice.edit(title="Page", text="x"))


def test_permissiondenied_by_its_causes(wiki):
    """The right to edit may be limited to some, given to nobody, or left out of a bot password."""
    nobody = {group: {"edit": False} for group in ("*", "user", "bot", "sysop")}
    for rights in ({"*": {"edit": False}}, nobody):
        wiki.arrange(config={"group_permissions": rights}, steps=[PAGE])
        stranger = wiki.session()
        assert_refused(stranger, "permissiondenied", title="Page", text="x")

    secret = "0123456789abcdef0123456789abcdef"
    app = {"botpassword": {"user": "Alice", "app": "reader", "password": secret, "grants": ["basic"]}}
    wiki.arrange(steps=[PAGE, app])
    reader = wiki.session()
    reader.login("Alice@reader", secret)
    assert_refused(reader, "permissiondenied", title="Page", text="x")


# --- the request ----------------------------------------------------------------------------------------------------


def test_toomanyvalues(wiki):
    session = wiki.session()

    tags = [str(number) for number in range(51)]
    assert_refused(session, "toomanyvalues", title="Page", text="x", tags=tags)


def test_baduser(wiki):
    session = wiki.session()

    for name in ("[", "a#b", "<x>"):
        assert_refused(session, "baduser", title="Page", text="x", assertuser=name)


def test_badtitle(wiki):
    """The page to return to is a title; versions that do not know the parameter only warn."""
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    for version in (1, 2):
        reply = alice.edit(title="Page", text="x", returnto="[", formatversion=version)
        if wiki.by_version({"1.43": True, "1.39": False}):
            assert_api_error(reply, "badtitle")
        else:
            assert_edit_success(reply)


def test_invalidmethod(wiki):
    session = wiki.session()

    for version in (1, 2):
        params = {"action": "query", "format": "json", "formatversion": version}
        reply = session.request("PUT", session.api_url, params=params)
        assert_api_error(reply, "invalidmethod", info="Invalid HTTP method. Consider using GET or POST.")
        assert reply.status_code == 405


def test_promised_nonwrite_api(wiki):
    """The client promised not to write."""
    session = wiki.session()
    session.headers["Promise-Non-Write-API-Action"] = "true"

    for version in (1, 2):
        params = {"action": "edit", "title": "Page", "text": "x", "format": "json", "formatversion": version}
        reply = session.post(session.api_url, data={**params, "token": "+\\"})
        assert_api_error(reply, "promised-nonwrite-api")


def test_errorsuselocal(wiki):
    """Errors are told in the words of the wiki's own pages, if there are any: here there are none."""
    session = wiki.session()

    for errorformat in ("plaintext", "wikitext", "html", "raw", "none"):
        for params in ({"token": "wrong"}, {"title": "[bad]"}, {"section": "x"}):
            sent = {"title": "Page", "text": "x", **params, "errorformat": errorformat, "errorsuselocal": True}
            reply = session.edit(**sent)
            assert reply.headers["MediaWiki-API-Error"] in ("badtoken", "invalidtitle", "invalidsection")
