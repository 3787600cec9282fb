"""`action=edit`: what is refused, and how."""

from pytest_mwedit.assertions import assert_api_error, assert_api_warning, assert_edit_failure, assert_edit_success

PAGE = {"page": {"title": "Page", "text": "first\nsecond\nthird", "summary": "Begin"}}
CHANGED = {"page": {"title": "Page", "text": "first\nchanged by Bob\nthird", "user": "Bob"}}


def assert_refused(session, code, info=None, **params):
    """Send an edit in both format versions; the wiki refuses it with *code* each time."""
    for version in (1, 2):
        assert_api_error(session.edit(**params, formatversion=version), code, info=info)


def revision_of(session, title="Page"):
    reply = session.api("query", titles=title, prop="revisions", rvprop="ids")
    return reply.json()["query"]["pages"][0]["revisions"][0]["revid"]


# --- tokens and parameters ------------------------------------------------------------------------------------------


def test_badtoken(wiki):
    session = wiki.log_in()

    assert_refused(
        session, "badtoken", "Invalid CSRF token.", title="Project:Sandbox", text="x", token="0123456789abcdef+\\"
    )


def test_badtoken_anonymous(wiki):
    wiki.arrange()
    alice = wiki.log_in()
    stranger = wiki.session()

    assert_refused(alice, "badtoken", title="Page", text="x", token="+\\")
    assert_refused(stranger, "badtoken", title="Page", text="x", token="+")


def test_badtoken_of_another_session(wiki):
    wiki.arrange()
    alice, bob = wiki.log_in(), wiki.log_in("Bob")

    assert_refused(alice, "badtoken", title="Page", text="x", token=bob.csrf_token())


def test_badtoken_in_other_error_formats(wiki):
    session = wiki.session()

    for errorformat in ("plaintext", "wikitext", "html", "raw", "none"):
        for version in (1, 2):
            reply = session.edit(title="Page", text="x", token="wrong", errorformat=errorformat, formatversion=version)
            assert_api_error(reply, "badtoken")


def test_missingparam(wiki):
    session = wiki.log_in()
    token = session.csrf_token()

    for version in ("1", "2"):
        rest = {"action": "edit", "format": "json", "formatversion": version}
        reply = session.post(session.api_url, data={**rest, "title": "Project:Sandbox", "text": "x"})
        assert_api_error(reply, "missingparam", info='The "token" parameter must be set.')
        reply = session.post(session.api_url, data={**rest, "text": "x", "token": token})
        assert_api_error(reply, "missingparam", match='^One of the parameters "title" and "pageid" is required')
        reply = session.post(session.api_url, data={**rest, "title": "Project:Sandbox", "token": token})
        assert_api_error(reply, "missingparam", match="^At least one of the parameters .* is required")


def test_missingparam_with_an_empty_token(wiki):
    session = wiki.session()

    reply = session.post(
        session.api_url, data={"action": "edit", "title": "Page", "text": "x", "token": "", "format": "json"}
    )

    assert_api_error(reply, "missingparam", info='The "token" parameter must be set.')


def test_mustpostparams(wiki):
    session = wiki.session()
    params = {"action": "edit", "title": "Page", "text": "x", "token": "+\\", "format": "json"}

    assert_api_error(session.get(session.api_url, params=params), "mustpostparams", match="token")
    assert_api_error(session.post(session.api_url, params=params), "mustpostparams", match="token")


def test_edit_by_get(wiki):
    session = wiki.session()
    params = {"action": "edit", "title": "Page", "text": "x", "format": "json"}

    assert_api_error(session.get(session.api_url, params=params), "missingparam")


def test_invalidparammix(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_refused(alice, "invalidparammix", title="Page", pageid=5001, text="x")


def test_badvalue(wiki):
    session = wiki.session()

    for params in ({"watchlist": "x"}, {"contentmodel": "x"}, {"contentformat": "x"}):
        assert_refused(session, "badvalue", title="Page", text="x", **params)


def test_badinteger(wiki):
    session = wiki.session()

    for params in ({"baserevid": ""}, {"baserevid": "x"}, {"undo": " 1"}, {"pageid": "1.5"}):
        assert_refused(session, "badinteger", text="x", **params)


def test_outofrange(wiki):
    session = wiki.session()

    assert_refused(session, "outofrange", title="Page", undo="-1")


def test_badtimestamp(wiki):
    session = wiki.session()

    for value in ("x", "2020-01-01T00:00", "2020010100000"):
        assert_refused(session, "badtimestamp", title="Page", text="x", basetimestamp=value)


def test_badexpiry(wiki):
    wiki.arrange(config={"watchlist_expiry": True})
    alice = wiki.log_in()

    params = {"title": "Page", "text": "x", "watchlist": "watch"}
    assert_refused(alice, "badexpiry", **params, watchlistexpiry="some day")
    assert_refused(alice, "badexpiry-past", **params, watchlistexpiry="2020-01-01T00:00:00Z")


def test_the_first_bad_parameter_decides(wiki):
    session = wiki.session()

    assert_refused(session, "badvalue", title="Page", text="x", watchlist="x", undo="x", token="wrong")
    assert_refused(session, "badtoken", title="[bad]", section="x", token="wrong")


def test_unknown_action(wiki):
    session = wiki.session()

    for version in (1, 2):
        reply = session.api("editt", title="Page", formatversion=version, token="+\\")
        assert_api_error(reply, "badvalue", info='Unrecognized value for parameter "action": editt.')


# --- titles and pages -----------------------------------------------------------------------------------------------


def test_invalidtitle(wiki):
    session = wiki.log_in()

    for title in ("[bad]", "a{{b", "", "Project:", "x" * 256, "a\x7f", "../x"):
        assert_refused(session, "invalidtitle", title=title, text="x")


def test_invalidtitle_info(wiki):
    session = wiki.session()

    assert_refused(session, "invalidtitle", 'Bad title "<b>&".', title="<b>&", text="x")


def test_nosuchpageid(wiki):
    session = wiki.log_in()

    assert_refused(session, "nosuchpageid", "There is no page with ID 999999999.", pageid=999999999, text="x")


def test_pagecannotexist(wiki):
    session = wiki.log_in()

    assert_refused(session, "pagecannotexist", title="Special:Version", text="x")
    assert_refused(session, "pagecannotexist", title="Media:Image.png", text="x")


def test_articleexists(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    page = wiki.by_version({"1.43": "page", "1.39": "article"})
    info = f"The {page} you tried to create has been created already."
    assert_refused(alice, "articleexists", info, title="Page", text="x", createonly=True)


def test_missingtitle(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    info = "The page you specified doesn't exist."
    assert_refused(alice, "missingtitle", info, title="New page", text="x", nocreate=True)


def test_pagedeleted(wiki):
    wiki.arrange(steps=[PAGE, {"delete": {"title": "Page"}}])
    alice = wiki.log_in()

    params = {"title": "Page", "text": "x"}
    assert_refused(alice, "pagedeleted", **params, starttimestamp="2019-12-31T00:00:00Z")
    assert_refused(
        alice, "pagedeleted", **params, basetimestamp="2020-01-01T00:00:00Z", starttimestamp="20200101000000"
    )


# --- sections -------------------------------------------------------------------------------------------------------


def test_invalidsection(wiki):
    session = wiki.log_in()

    info = 'The "section" parameter must be a valid section ID or "new".'
    for section in ("", "x", "-1", "1.5", "New"):
        assert_refused(session, "invalidsection", info, title="Project:Sandbox", text="x", section=section)


def test_nosuchsection(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_refused(alice, "nosuchsection", "There is no section 1.", title="Page", text="x", section=1)
    assert_refused(alice, "nosuchsection", title="Page", appendtext="x", section=99)
    assert_refused(alice, "nosuchsection", title="Page", text="x", section="T-1")


def test_nosuchsection_on_a_missing_page(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    assert_refused(alice, "nosuchsection", title="New page", text="x", section=1)


def test_missingcommenttext(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_refused(alice, "missingcommenttext", title="Page", text="", section="new", sectiontitle="One")


def test_sectionsnotsupported(wiki):
    wiki.arrange(steps=[{"page": {"title": "Data", "text": "{}", "contentmodel": "json"}}])
    alice = wiki.log_in()

    assert_refused(alice, "sectionsnotsupported", title="Data", appendtext="x", section=1)


# --- texts ----------------------------------------------------------------------------------------------------------


def test_badmd5(wiki):
    session = wiki.log_in()

    for md5 in ("d41d8cd98f00b204e9800998ecf8427e", "", "x"):
        info = "The supplied MD5 hash was incorrect."
        assert_refused(session, "badmd5", info, title="Project:Sandbox", text="x", md5=md5)


def test_badmd5_of_text_that_is_normalised(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    reply = alice.edit(title="New page", text="e\u0301", md5="27ca7f1ce97ca5ae0eb5d6c4f5bf2ae6")

    assert_api_error(reply, "badmd5")
    assert_api_warning(reply, "edit", "NFC-normalized")


def test_contenttoobig(wiki):
    wiki.arrange(config={"max_article_size": 1}, steps=[PAGE])
    alice = wiki.log_in()

    page = wiki.by_version({"1.43": "page", "1.39": "article"})
    info = f"The content you supplied exceeds the {page} size limit of 1 kibibyte."
    assert_refused(alice, "contenttoobig", info, title="Page", text="x" * 1025)
    assert_refused(alice, "contenttoobig", title="Page", appendtext="x" * 1024)
    assert_refused(alice, "contenttoobig", title="Page", text="ä" * 513)
    assert_edit_success(alice.edit(title="Page", text="x" * 1024))


def test_invalid_json_data(wiki):
    wiki.arrange(steps=[{"page": {"title": "Data", "text": "{}", "contentmodel": "json"}}])
    alice = wiki.log_in()

    assert_refused(alice, "invalid-json-data", title="Data", text="{")
    assert_refused(alice, "invalid-json-data", title="User:Alice/data.json", text="x")


def test_badformat(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_refused(alice, "badformat", title="Page", text="x", contentformat="text/css")


def test_append_to_json(wiki):
    wiki.arrange(steps=[{"page": {"title": "Data", "text": "{}", "contentmodel": "json"}}])
    alice = wiki.log_in()

    assert_refused(alice, "invalid-json-data", title="Data", appendtext="x")


def test_contentmodel_mismatch(wiki):
    """The page has changed its model since the base revision."""
    data = {"page": {"title": "Page", "text": "{}", "contentmodel": "json", "user": "Bob"}}
    wiki.arrange(steps=[PAGE, data])
    alice = wiki.log_in()

    assert_refused(alice, "contentmodel-mismatch", title="Page", text="x", baserevid=71001)


def test_cantchangecontentmodel(wiki):
    wiki.arrange(config={"group_permissions": {"user": {"editcontentmodel": False}}}, steps=[PAGE])
    alice = wiki.log_in()

    assert_refused(alice, "cantchangecontentmodel", title="Page", text="x", contentmodel="text")


def test_spamprotectionmatch(wiki):
    wiki.arrange(config={"spam_regex": ["/buy now/i"], "summary_spam_regex": ["/cheap/"]}, steps=[PAGE])
    alice = wiki.log_in()

    assert_refused(alice, "spamprotectionmatch", title="Page", text="Buy Now!")
    assert_refused(alice, "spamprotectionmatch", title="Page", text="x", summary="cheap")


def test_hookaborted(wiki):
    hook = {"point": "EditFilterMergedContent", "return": False}
    wiki.arrange(config={"hook": hook}, steps=[])
    alice = wiki.log_in()

    assert_refused(alice, "hookaborted", title="Page", text="x")


def test_captcha(wiki):
    captcha = {"type": "simple", "mime": "text/plain", "id": "1", "question": "1+1"}
    hook = {"point": "EditFilterMergedContent", "return": False, "value": 212, "api_result": {"captcha": captcha}}
    wiki.arrange(config={"hook": hook}, steps=[])
    alice = wiki.log_in()

    for version in (1, 2):
        assert_edit_failure(alice.edit(title="Page", text="x", formatversion=version), captcha=captcha)


# --- conflicts ------------------------------------------------------------------------------------------------------


def test_editconflict(wiki):
    """Another user's edit of the same line came in between."""
    wiki.arrange(steps=[PAGE])
    alice, bob = wiki.log_in(), wiki.log_in("Bob")
    base = revision_of(alice)

    assert_edit_success(bob.edit(title="Page", text="first\nchanged by Bob\nthird"))

    conflicting = {"title": "Page", "text": "first\nchanged by Alice\nthird"}
    assert_refused(alice, "editconflict", "Edit conflict.", **conflicting, baserevid=base)
    assert revision_of(alice) == 71002


def test_editconflict_by_timestamp(wiki):
    wiki.arrange(steps=[PAGE, CHANGED])
    alice = wiki.log_in()

    conflicting = {"title": "Page", "text": "first\nchanged by Alice\nthird"}
    for stamp in ("2020-01-01T00:00:00Z", "20200101000000"):
        assert_refused(alice, "editconflict", **conflicting, basetimestamp=stamp, starttimestamp=stamp)


def test_editconflict_with_oneself(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", text="first\nchanged\nthird"))

    assert_refused(alice, "editconflict", title="Page", text="first\nchanged again\nthird", baserevid=71001)


def test_editconflict_with_an_unknown_revision(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_refused(alice, "editconflict", title="Page", text="x", baserevid=999999999)


def test_editconflict_in_a_section(wiki):
    text = "== One ==\nfirst\n\n== Two ==\nsecond"
    wiki.arrange(
        steps=[
            {"page": {"title": "Page", "text": text}},
            {"page": {"title": "Page", "text": text.replace("first", "changed"), "user": "Bob"}},
        ]
    )
    alice = wiki.log_in()

    section = {"title": "Page", "section": 1, "baserevid": 71001}
    assert_refused(alice, "editconflict", **section, text="== One ==\nalso changed")
    assert_edit_success(alice.edit(title="Page", section=2, baserevid=71001, text="== Two ==\nalso changed"))


def test_nosuchrevid(wiki):
    session = wiki.log_in()

    params = {"title": "Main Page", "text": "x"}
    assert_refused(session, "nosuchrevid", "There is no revision with ID 999999999.", **params, undo=999999999)
    assert_refused(session, "nosuchrevid", **params, undo=1, undoafter=999999999)


def test_revwrongpage(wiki):
    wiki.arrange(steps=[PAGE, CHANGED, {"page": {"title": "Other", "text": "x"}}])
    alice = wiki.log_in()

    assert_refused(alice, "revwrongpage", title="Other", undo=71002)
    assert_refused(alice, "revwrongpage", title="Page", undo=71002, undoafter=71003)


def test_undofailure(wiki):
    wiki.arrange(steps=[PAGE, CHANGED, {"page": {"title": "Page", "text": "first\nchanged again\nthird"}}])
    alice = wiki.log_in()

    assert_refused(alice, "undofailure", title="Page", undo=71002)


# --- rights ---------------------------------------------------------------------------------------------------------


def test_protectedpage(wiki):
    wiki.arrange(steps=[PAGE, {"protect": {"title": "Page", "edit": "sysop"}}])
    alice, admin = wiki.log_in(), wiki.log_in("Admin")

    assert_refused(alice, "protectedpage", title="Page", text="x")
    assert_edit_success(admin.edit(title="Page", text="x"))


def test_protectedpage_of_a_missing_page(wiki):
    wiki.arrange(steps=[{"protect": {"title": "New page", "create": "sysop"}}])
    alice = wiki.log_in()

    for version in (1, 2):
        reply = alice.edit(title="New page", text="x", formatversion=version)
        assert reply.headers["MediaWiki-API-Error"] in ("protectedpage", "titleprotected")


def test_cascadeprotected(wiki):
    wiki.arrange(
        steps=[
            {"page": {"title": "Template:Used", "text": "x"}},
            {"page": {"title": "Page", "text": "{{Used}}"}},
            {"protect": {"title": "Page", "edit": "sysop", "cascade": True}},
        ]
    )
    alice = wiki.log_in()

    assert_refused(alice, "cascadeprotected", title="Template:Used", text="y")


def test_namespace_protected(wiki):
    wiki.arrange(config={"namespace_protection": {"4": ["editinterface"]}})
    alice = wiki.log_in()

    assert_refused(alice, "protectednamespace", title="Project:Sandbox", text="x")
    assert_refused(alice, "protectednamespace-interface", title="MediaWiki:Sidebar", text="x")


def test_pages_of_another_user(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    assert_refused(alice, "customcssprotected", title="User:Bob/common.css", text="{}")
    assert_refused(alice, "customjsprotected", title="User:Bob/common.js", text="{}")
    assert_refused(alice, "customjsonprotected", title="User:Bob/data.json", text="{}")


def test_blocked(wiki):
    wiki.arrange(steps=[{"block": {"target": "Bob", "reason": "vandalism"}}])
    bob = wiki.log_in("Bob")

    for version in (1, 2):
        error = assert_api_error(bob.edit(title="Page", text="x", formatversion=version), "blocked")
        assert error.data["blockinfo"]["blockreason"] == "vandalism"


def test_blocked_from_a_page(wiki):
    wiki.arrange(steps=[PAGE, {"block": {"target": "Bob", "reason": "edit war", "pages": ["Page"]}}])
    bob = wiki.log_in("Bob")

    assert_refused(bob, "blocked", title="Page", text="x")
    assert_edit_success(bob.edit(title="Other", text="x"))


def test_blocked_for_a_time(wiki):
    wiki.arrange(steps=[{"block": {"target": "Bob", "reason": "vandalism", "expiry": "2120-01-01T00:00:00Z"}}])
    bob = wiki.log_in("Bob")

    assert_refused(bob, "blocked", title="Page", text="x")


def test_blocked_address(wiki):
    wiki.arrange(steps=[{"block": {"target": "127.0.0.1", "reason": "open proxy", "anononly": True}}])
    stranger, alice = wiki.session(), wiki.log_in()

    assert_refused(stranger, "blocked", title="Page", text="x")
    assert_edit_success(alice.edit(title="Page", text="x"))


def test_blocked_in_other_error_formats(wiki):
    wiki.arrange(steps=[{"block": {"target": "Bob", "reason": "vandalism"}}])
    bob = wiki.log_in("Bob")

    for errorformat in ("plaintext", "wikitext", "raw", "none"):
        assert_api_error(bob.edit(title="Page", text="x", errorformat=errorformat), "blocked")


def test_permissiondenied(wiki):
    wiki.arrange(config={"group_permissions": {"*": {"edit": False}, "user": {"edit": False}}}, steps=[PAGE])
    alice, stranger = wiki.log_in(), wiki.session()

    assert_refused(alice, "permissiondenied", title="Page", text="x")
    assert_refused(stranger, "permissiondenied", title="Page", text="x")


def test_cantcreate(wiki):
    wiki.arrange(config={"group_permissions": {"*": {"createpage": False}, "user": {"createpage": False}}})
    alice, stranger = wiki.log_in(), wiki.session()

    assert_refused(alice, "cantcreate", title="New page", text="x")
    assert_refused(stranger, "cantcreate-anon", title="New page", text="x")


def test_readapidenied(wiki):
    wiki.arrange(config={"group_permissions": {"*": {"read": False}}})
    stranger = wiki.session()

    assert_refused(stranger, "readapidenied", title="Page", text="x", token="+\\")


def test_readonly(wiki):
    wiki.arrange(config={"read_only": "The database is being moved."})
    stranger = wiki.session()

    assert_refused(stranger, "readonly", title="Page", text="x")


def test_badtags(wiki):
    wiki.arrange(steps=[{"tag": {"name": "known"}}])
    alice = wiki.log_in()

    assert_refused(alice, "badtags", title="Page", text="x", tags="unknown")
    assert_refused(alice, "badtags", title="Page", text="x", tags=["known", "unknown", "other"])


def test_tags_without_the_right(wiki):
    permissions = {"user": {"applychangetags": False}, "*": {"applychangetags": False}}
    wiki.arrange(config={"group_permissions": permissions}, steps=[{"tag": {"name": "known"}}])
    alice = wiki.log_in()

    assert_refused(alice, "tags-apply-no-permission", title="Page", text="x", tags="known")


def test_noimageredirect(wiki):
    wiki.arrange(config={"group_permissions": {"*": {"upload": False}, "user": {"upload": False}}})
    alice, stranger = wiki.log_in(), wiki.session()

    assert_refused(alice, "noimageredirect", title="File:X.png", text="#REDIRECT [[File:Y.png]]")
    assert_refused(stranger, "noimageredirect-anon", title="File:X.png", text="#REDIRECT [[File:Y.png]]")


def test_redirect_appendonly(wiki):
    wiki.arrange(steps=[PAGE, {"page": {"title": "Old", "text": "#REDIRECT [[Page]]"}}])
    alice = wiki.log_in()

    assert_refused(alice, "redirect-appendonly", title="Old", text="x", redirect=True)


def test_edit_invalidredirect(wiki):
    wiki.arrange(steps=[{"page": {"title": "Old", "text": "#REDIRECT [[Special:Version]]"}}])
    alice = wiki.log_in()

    assert_refused(alice, "edit-invalidredirect", title="Old", appendtext="x", redirect=True)


# --- who asks -------------------------------------------------------------------------------------------------------


def test_assertuserfailed(wiki):
    session = wiki.session()

    info = "You are no longer logged in, so the action could not be completed."
    assert_refused(session, "assertuserfailed", info, title="Page", text="x", **{"assert": "user"})


def test_assertanonfailed(wiki):
    session = wiki.log_in()

    assert_refused(session, "assertanonfailed", title="Page", text="x", **{"assert": "anon"})


def test_assertbotfailed(wiki):
    session = wiki.log_in()

    assert_refused(session, "assertbotfailed", title="Page", text="x", **{"assert": "bot"})


def test_assertnameduserfailed(wiki):
    session = wiki.session()

    assert_refused(session, "assertnameduserfailed", title="Page", text="x", assertuser="Somebody")


def test_assert_comes_first(wiki):
    session = wiki.session()

    assert_refused(session, "assertuserfailed", title="[bad]", watchlist="x", token="wrong", **{"assert": "user"})


# --- load -----------------------------------------------------------------------------------------------------------


def test_maxlag(wiki):
    wiki.arrange(config={"lag": {"host": "db1", "lag": 7.5, "type": "db"}}, steps=[PAGE])
    alice = wiki.log_in()

    for version in (1, 2):
        reply = alice.edit(title="Page", text="x", maxlag=5, formatversion=version)
        error = assert_api_error(reply, "maxlag", info="Waiting for a database server: 7.5 seconds lagged.")
        assert (error.data["host"], error.data["lag"]) == ("db1", 7.5)
        assert (reply.headers["Retry-After"], reply.headers["X-Database-Lag"]) == ("5", "7")
    assert_edit_success(alice.edit(title="Page", text="x", maxlag=8))


def test_maxlag_of_a_single_database(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_refused(alice, "maxlag", title="Page", text="x", maxlag=-2)
    assert_edit_success(alice.edit(title="Page", text="x", maxlag=-1))


def test_ratelimited(wiki):
    wiki.arrange(config={"rate_limits": {"edit": {"user": [2, 60]}}}, steps=[PAGE])
    alice = wiki.log_in()

    # An edit counts twice in 1.43.
    for number in range(wiki.by_version({"1.43": 1, "1.39": 2})):
        assert_edit_success(alice.edit(title="Page", text=f"{number + 1}"))
    for version in (1, 2):
        reply = alice.edit(title="Page", text="2", formatversion=version)
        assert_api_error(reply, "ratelimited")
        assert "Retry-After" not in reply.headers
