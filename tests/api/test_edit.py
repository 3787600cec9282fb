"""`action=edit`: what is saved, and what the reply says of it."""

import hashlib

from pytest_mwedit.assertions import assert_api_warning, assert_edit_success, assert_no_warnings

PAGE = {"page": {"title": "Page", "text": "first\nsecond\nthird", "summary": "Begin"}}
SECTIONS = {"page": {"title": "Page", "text": "lead\n\n== One ==\nfirst\n\n=== Sub ===\ninner\n\n== Two ==\nsecond"}}


def read(session, title="Page", **params):
    """Return the newest revision of a page, as the API tells it."""
    asked = {"prop": "revisions", "rvprop": "ids|user|comment|flags|content|contentmodel", "rvslots": "main"}
    reply = session.api("query", titles=title, **{**asked, **params})
    return reply.json()["query"]["pages"][0]["revisions"][0]


def text(revision):
    return revision["slots"]["main"]["content"]


def test_sample_program(wiki):
    """The documentation's program: a login token, a login, a csrf token, an edit."""
    session = wiki.session()
    url = session.api_url
    account = session.credentials

    asked = {"action": "query", "meta": "tokens", "type": "login", "format": "json"}
    login_token = session.get(url, params=asked).json()["query"]["tokens"]["logintoken"]
    login = {"action": "login", "lgname": account.username, "lgpassword": account.password, "lgtoken": login_token}
    session.post(url, data={**login, "format": "json"})
    asked = {"action": "query", "meta": "tokens", "format": "json"}
    csrf_token = session.get(url, params=asked).json()["query"]["tokens"]["csrftoken"]
    edit = {"action": "edit", "title": "Project:Sandbox", "token": csrf_token, "format": "json", "appendtext": "Hello"}
    reply = session.post(url, data=edit)

    assert_edit_success(reply, title="Project:Sandbox", contentmodel="wikitext")


def test_new_page(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    for version in (1, 2):
        reply = alice.edit(title=f"New page {version}", text="Hello", summary="Begin", formatversion=version)
        assert_edit_success(reply, title=f"New page {version}", new=True, oldrevid=0, newrevid=71000 + version)

    revision = read(alice, "New page 2")
    assert (revision["user"], revision["comment"], text(revision)) == ("Alice", "Begin", "Hello")


def test_new_page_without_summary(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="New page", text="Hello"), new=True)
    assert read(alice, "New page")["comment"] == 'Created page with "Hello"'
    assert_edit_success(alice.edit(title="Empty page", text=""), new=True)
    assert read(alice, "Empty page")["comment"] == "Created blank page"


def test_replace(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    for version in (1, 2):
        reply = alice.edit(title="Page", text=f"changed {version}", summary="Change", formatversion=version)
        assert_edit_success(reply, new=False, oldrevid=71000 + version, newrevid=71001 + version)

    revision = read(alice)
    assert (text(revision), revision["comment"], revision["parentid"]) == ("changed 2", "Change", 71002)


def test_blank_and_replace_summaries(wiki):
    wiki.arrange(steps=[{"page": {"title": "Page", "text": "long " * 200}}])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", text="short"))
    assert read(alice)["comment"] == 'Replaced content with "short"'
    assert_edit_success(alice.edit(title="Page", text=""))
    assert read(alice)["comment"] == "Blanked the page"
    assert_edit_success(alice.edit(title="Page", text="#REDIRECT [[Main Page]]"))
    assert read(alice)["comment"] == "Redirected page to [[Main Page]]"


def test_page_by_its_id(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(pageid=5001, text="changed"), title="Page", pageid=5001)


def test_null_edit(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    for version in (1, 2):
        reply = alice.edit(title="Page", text="first\nsecond\nthird", summary="Nothing", formatversion=version)
        edit = assert_edit_success(reply, nochange=True)
        assert edit.newrevid is None

    assert read(alice)["revid"] == 71001


def test_append(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", appendtext=" and more"), newrevid=71002)

    assert text(read(alice)) == "first\nsecond\nthird and more"


def test_append_to_a_missing_page(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="New page", appendtext="Hello"), new=True)


def test_prepend(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", prependtext="zeroth\n"))

    assert text(read(alice)) == "zeroth\nfirst\nsecond\nthird"


def test_prepend_and_append_override_text(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", text="ignored", prependtext="before ", appendtext=" after"))

    assert text(read(alice)) == "before first\nsecond\nthird after"


def test_section_zero(wiki):
    wiki.arrange(steps=[SECTIONS])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", section=0, text="new lead", summary="Lead"))

    assert text(read(alice)) == "new lead\n\n== One ==\nfirst\n\n=== Sub ===\ninner\n\n== Two ==\nsecond"


def test_section_by_number(wiki):
    wiki.arrange(steps=[SECTIONS])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", section=2, text="=== Sub ===\nchanged"))

    assert text(read(alice)) == "lead\n\n== One ==\nfirst\n\n=== Sub ===\nchanged\n\n== Two ==\nsecond"


def test_section_appended_to(wiki):
    wiki.arrange(steps=[SECTIONS])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", section=1, appendtext="\nmore"))

    assert text(read(alice)).endswith("=== Sub ===\ninner\nmore\n\n== Two ==\nsecond")


def test_section_new_with_title(wiki):
    wiki.arrange(steps=[SECTIONS])
    alice = wiki.log_in()

    reply = alice.edit(title="Page", section="new", sectiontitle="Three", text="third", summary="Add")
    assert_edit_success(reply)
    assert read(alice)["comment"] == "Add"
    assert text(read(alice)).endswith("\n\n== Three ==\n\nthird")
    assert_edit_success(alice.edit(title="Page", section="new", sectiontitle="Four", text="fourth"))
    assert read(alice)["comment"] == "/* Four */ new section"


def test_section_new_with_summary(wiki):
    wiki.arrange(steps=[SECTIONS])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", section="new", summary="Three", text="third"))

    assert text(read(alice)).endswith("\n\n== Three ==\n\nthird")
    assert read(alice)["comment"] == "/* Three */ new section"


def test_section_new_on_a_missing_page(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="New page", section="new", sectiontitle="One", text="first"), new=True)

    assert text(read(alice, "New page")) == "== One ==\n\nfirst"


def test_minor(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", text="changed", minor=True))
    assert read(alice)["minor"] is True
    assert_edit_success(alice.edit(title="Page", text="changed again", notminor=True))
    assert read(alice)["minor"] is False


def test_minor_and_bot(wiki):
    wiki.arrange(steps=[PAGE])
    robo = wiki.log_in("Robo")

    assert_edit_success(robo.edit(title="Page", text="changed", minor=True, bot=True, **{"assert": "bot"}))

    assert read(robo)["minor"] is True


def test_booleans_are_true_when_present(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", text="changed", minor="0"))

    assert read(alice)["minor"] is True


def test_createonly_and_nocreate(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="New page", text="Hello", createonly=True), new=True)
    assert_edit_success(alice.edit(title="Page", text="changed", nocreate=True), new=False)


def test_md5(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()
    changed = "Größe"

    assert_edit_success(alice.edit(title="Page", text=changed, md5=hashlib.md5(changed.encode()).hexdigest()))
    both = hashlib.md5(b"before after").hexdigest()
    assert_edit_success(alice.edit(title="Page", prependtext="before ", appendtext="after", md5=both))


def test_text_is_normalised(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    reply = alice.edit(title="New page", text="a\r\nb  \n\n")
    assert_edit_success(reply)
    assert_no_warnings(reply)
    assert text(read(alice, "New page")) == "a\nb"

    reply = alice.edit(title="New page", text="e\u0301")
    assert_api_warning(reply, "edit", "NFC-normalized")
    assert text(read(alice, "New page")) == "\u00e9"


def test_undo(wiki):
    wiki.arrange(
        steps=[PAGE, {"page": {"title": "Page", "text": "first\nchanged\nthird", "user": "Bob", "summary": "Change"}}]
    )
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", undo=71002), oldrevid=71002, newrevid=71003)

    revision = read(alice)
    assert text(revision) == "first\nsecond\nthird"
    number = wiki.by_version({"1.43": "[[Special:Diff/71002|71002]]", "1.39": "71002"})
    assert revision["comment"].startswith(f"Undo revision {number} by [[Special:Contributions/Bob|Bob]]")


def test_undo_with_edits_in_between(wiki):
    wiki.arrange(
        steps=[
            PAGE,
            {"page": {"title": "Page", "text": "changed\nsecond\nthird", "user": "Bob"}},
            {"page": {"title": "Page", "text": "changed\nsecond\nthird\nfourth"}},
        ]
    )
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", undo=71002))

    assert text(read(alice)) == "first\nsecond\nthird\nfourth"


def test_undo_of_several_revisions(wiki):
    wiki.arrange(
        steps=[
            PAGE,
            {"page": {"title": "Page", "text": "changed\nsecond\nthird", "user": "Bob"}},
            {"page": {"title": "Page", "text": "changed\nchanged\nthird", "user": "Bob"}},
        ]
    )
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", undo=71003, undoafter=71001))

    assert text(read(alice)) == "first\nsecond\nthird"


def test_redirect(wiki):
    wiki.arrange(steps=[PAGE, {"page": {"title": "Old", "text": "#REDIRECT [[Page]]"}}])
    alice = wiki.log_in()

    for version in (1, 2):
        reply = alice.edit(title="Old", appendtext="\nmore", redirect=True, formatversion=version)
        edit = assert_edit_success(reply, title="Page")
        assert edit.redirects == {"from": "Old", "to": "Page"}

    assert_edit_success(alice.edit(title="Old", text="no redirect any more"), title="Old")


def test_redirect_of_a_page_that_is_none(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert assert_edit_success(alice.edit(title="Page", appendtext="more", redirect=True)).redirects is None


def test_merge_without_conflict(wiki):
    wiki.arrange(steps=[PAGE])
    alice, bob = wiki.log_in(), wiki.log_in("Bob")
    base = read(alice)["revid"]

    assert_edit_success(bob.edit(title="Page", text="first\nsecond\nBob's third"))
    reply = alice.edit(title="Page", text="Alice's first\nsecond\nthird", baserevid=base)

    assert_edit_success(reply, oldrevid=71002, newrevid=71003)
    assert text(read(alice)) == "Alice's first\nsecond\nBob's third"


def test_the_same_change_twice(wiki):
    wiki.arrange(steps=[PAGE])
    alice, bob = wiki.log_in(), wiki.log_in("Bob")

    assert_edit_success(bob.edit(title="Page", text="first\nchanged\nthird"))
    reply = alice.edit(title="Page", text="first\nchanged\nthird", baserevid=71001)

    assert_edit_success(reply, nochange=True)


def test_conflict_with_oneself_is_ignored(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()
    base = read(alice, rvprop="ids|timestamp|content|comment|flags|user|contentmodel")["timestamp"]

    assert_edit_success(alice.edit(title="Page", text="first\nchanged\nthird"))
    reply = alice.edit(title="Page", text="first\nchanged again\nthird", basetimestamp=base)

    assert_edit_success(reply, newrevid=71003)


def test_recreate(wiki):
    wiki.arrange(steps=[PAGE, {"delete": {"title": "Page"}}])
    alice = wiki.log_in()

    reply = alice.edit(title="Page", text="again", starttimestamp="2019-12-31T00:00:00Z", recreate=True)

    assert_edit_success(reply, new=True, pageid=5002)


def test_watchlist(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", text="1", watchlist="nochange"), watched=False)
    assert_edit_success(alice.edit(title="Page", text="2", watchlist="watch"), watched=True)
    assert_edit_success(alice.edit(title="Page", text="3", watchlist="preferences"), watched=True)
    assert_edit_success(alice.edit(title="Page", text="4", watchlist="unwatch"), watched=False)
    assert_edit_success(alice.edit(title="New page", text="5"), watched=True)


def test_deprecated_watch_and_unwatch(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    for version in (1, 2):
        reply = alice.edit(title="Page", text="1", watch=True, formatversion=version)
        assert_edit_success(reply, watched=True)
        assert_api_warning(reply, "edit", 'The parameter "watch" has been deprecated')
    assert_edit_success(alice.edit(title="Page", text="2", unwatch=True), watched=False)


def test_watchlist_expiry(wiki):
    wiki.arrange(config={"watchlist_expiry": True}, steps=[PAGE])
    alice = wiki.log_in()

    reply = alice.edit(title="Page", text="1", watchlist="watch", watchlistexpiry="1 week")
    assert assert_edit_success(reply, watched=True).watchlistexpiry
    reply = alice.edit(title="Page", text="2", watchlist="watch", watchlistexpiry="infinite")
    assert assert_edit_success(reply, watched=True).watchlistexpiry is None


def test_tags(wiki):
    wiki.arrange(steps=[{"tag": {"name": "first tag"}}, {"tag": {"name": "second tag"}}, PAGE])
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="Page", text="changed", tags=["first tag", "second tag"]))

    assert read(alice, rvprop="ids|tags|content")["tags"] == ["first tag", "second tag"]


def test_contentmodel_json(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    reply = alice.edit(title="Data", text='{"b":[1,2],"a":"ä"}', contentmodel="json")

    assert_edit_success(reply, new=True, contentmodel="json")
    assert text(read(alice, "Data")) == '{\n\t"b": [\n\t\t1,\n\t\t2\n\t],\n\t"a": "ä"\n}'


def test_contentmodels_by_title(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    for name, model in (("common.css", "css"), ("common.js", "javascript"), ("data.json", "json")):
        reply = alice.edit(title=f"User:Alice/{name}", text="{}")
        assert_edit_success(reply, contentmodel=model)


def test_title_is_normalised(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="project:some_page ", text="Hello"), title="Project:Some page")
    assert_edit_success(alice.edit(title="ärger", text="Hello"), title="Ärger")
    assert_edit_success(alice.edit(title="user talk:alice#top", text="Hello"), title="User talk:Alice")


def test_anonymous(wiki):
    wiki.arrange(steps=[PAGE])
    session = wiki.session()

    assert session.csrf_token() == "+\\"
    for version in (1, 2):
        reply = session.edit(title="Page", text=f"changed {version}", formatversion=version)
        assert_edit_success(reply, newrevid=71001 + version)

    assert read(session)["user"] == "127.0.0.1"


def test_temporary_account(wiki):
    """Who edits without an account gets one, and with it other tokens; 1.39 knows the setting and makes none."""
    wiki.arrange(config={"temp_accounts": True}, steps=[PAGE])
    session = wiki.session()
    created = wiki.by_version({"1.43": True, "1.39": False})

    reply = session.edit(title="Page", text="changed")
    assert_edit_success(reply, newrevid=71002)
    assert reply.json()["edit"].get("tempusercreated", False) is created
    assert (session.csrf_token() == "+\\") is not created
    reply = session.edit(title="Page", text="changed again")
    assert_edit_success(reply, newrevid=71003)
    assert "tempusercreated" not in reply.json()["edit"]


def test_unrecognized_parameters(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    for version in (1, 2):
        reply = alice.edit(title="Page", text="changed", foo="1", bar="2", formatversion=version)
        assert_edit_success(reply)
        assert_api_warning(reply, "main", "Unrecognized parameters: foo, bar")


def test_multipart(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()
    params = {"action": "edit", "title": "Page", "text": "Größe + 100 % & mehr", "format": "json", "formatversion": "2"}
    params["token"] = alice.csrf_token()

    reply = alice.post(alice.api_url, files={name: (None, value) for name, value in params.items()})

    assert_edit_success(reply)
    assert text(read(alice)) == "Größe + 100 % & mehr"


def test_parameters_in_the_url(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    reply = alice.post(
        alice.api_url,
        params={"action": "edit", "title": "Page", "format": "json", "formatversion": "2"},
        data={"text": "changed", "token": alice.csrf_token()},
    )

    assert_edit_success(reply, title="Page")


def test_text_with_special_characters(wiki):
    wiki.arrange()
    alice = wiki.log_in()
    special = "<b>&amp;</b> \"quoted\" 'single' \\ / \u2028 \U0001f600 日本語"

    assert_edit_success(alice.edit(title="Seite „ä“ & 日本語", text=special, summary=special))

    assert text(read(alice, "Seite „ä“ & 日本語")) == special
    assert read(alice, "Seite „ä“ & 日本語", formatversion=2)["comment"].startswith("<b>&amp;</b>")
