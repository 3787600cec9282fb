"""AbuseFilter: rules that edits are held against, and what follows when one is true."""

from pytest_mwedit.assertions import assert_api_error, assert_edit_success, assert_stashed

ERROR_FORMATS = ("bc", "plaintext", "wikitext", "html", "raw", "none")
SEVERE = "abusefilter-disallowed"


def abuse_filter(actions, pattern="true", description="Some <b>rule</b>"):
    """Return the step that adds a filter."""
    return {"abusefilter": {"pattern": pattern, "actions": actions, "description": description}}


def assert_said(session, code, **params):
    """Send an edit; the wiki refuses it with *code*, or saves it if that is None."""
    reply = session.edit(**{"title": "Page", "text": "x", **params})
    if code is None:
        assert_edit_success(reply)
    else:
        assert_api_error(reply, code)


def test_abusefilter_disallowed(wiki):
    for named in ([], ["abusefilter-disallowed"], ["my-message"]):
        wiki.arrange(steps=[abuse_filter({"disallow": named}, 'user_name == "Alice"')])
        alice = wiki.log_in()

        for errorformat in ERROR_FORMATS:
            assert_said(alice, "abusefilter-disallowed", errorformat=errorformat)
        for params in ({"formatversion": "1"}, {"format": "xml"}, {"format": "xml", "errorformat": "raw"}):
            alice.edit(title="Page", text="x", **params)
        alice.edit(title="Page", text="x", errorformat="plaintext", uselang="fr", errorlang="uselang")
        assert_said(wiki.log_in("Bob"), None)


def test_abusefilter_warning(wiki):
    """A filter warns once of each page, whatever the text; the next attempt passes, and the one after warns again."""
    for named in ([], ["my-message"]):
        wiki.arrange(steps=[abuse_filter({"warn": named, "tag": ["warned"]})])
        alice = wiki.log_in()

        assert_said(alice, "abusefilter-warning")
        assert_said(alice, "abusefilter-warning", title="Other", errorformat="raw")
        assert_said(alice, None, text="something else")
        assert_said(alice, "abusefilter-warning", text="more")
        assert_said(alice, None, title="Other")
        reply = alice.api("query", titles="Page|Other", prop="revisions", rvprop="tags|ids")
        assert reply.json()["query"]["pages"]


def test_abusefilter_warning_of_a_session(wiki):
    wiki.arrange(steps=[abuse_filter({"warn": []})])

    for sessions in ((wiki.session(), wiki.session()), (wiki.log_in(), wiki.log_in())):
        for session in sessions:
            assert_said(session, "abusefilter-warning", text=str(len(sessions)), title="New")
        assert_said(sessions[0], None, title="New")


def test_abusefilter_tags(wiki):
    steps = [abuse_filter({"tag": ["one", "two"]}), abuse_filter({"tag": ["two", "three"]}, "old_size > 0")]
    wiki.arrange(steps=steps)
    alice = wiki.log_in()

    for text in ("x", "y", ""):
        assert_said(alice, None, text=text)
    alice.api("query", titles="Page", prop="revisions", rvprop="tags|ids|user", rvlimit="5")


def test_abusefilter_html(wiki):
    """Rules see how a page would be shown, in the language of who edits."""
    frame = wiki.by_version(
        {
            "1.43": '<div class="mw-content-ltr mw-parser-output" lang="en" dir="ltr">',
            "1.39": '<div class="mw-parser-output">',
        }
    )
    rows = wiki.by_version({"1.43": [('{"a": "b"}', 'a"b"'), ("[1]", "1")], "1.39": []})
    for text, html, shown in (
        ("''x'' & '''y'''<!-- z -->", "<p><i>x</i> &amp; <b>y</b>\n</p>", "x &amp; y"),
        ("* a\n* [[Page]]", '<ul><li>a</li>\n<li><a class="mw-selflink selflink">Page</a></li></ul>', "a\nPage"),
        ("{{subst:T|b}}{{T}}", "<p>one bone d\n</p>", "one bone d"),
        ("[[Category:X]]", "", ""),
    ):
        told = html.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        for rule in (
            f'new_html == "{frame}{told}</div>"'.replace(frame, frame.replace('"', '\\"')),
            f'new_text == "{shown}"'.replace("\n", "\\n"),
        ):
            template = {"page": {"title": "Template:T", "text": "one {{{1|d}}}"}}
            wiki.arrange(steps=[template, abuse_filter({"disallow": []}, f"page_namespace == 0 & {rule}")])
            alice = wiki.log_in()
            assert_said(alice, SEVERE, text=text)
            assert_said(alice, None, text=f"{text} more")
    wiki.arrange(steps=[abuse_filter({"disallow": []}, 'new_text contains "h[edit]"')])
    alice = wiki.log_in()
    assert_said(alice, SEVERE, text="== h ==")
    assert_said(alice, None, text="== h ==", uselang="fr")
    assert_said(alice, None, text="h[edit", title="User:Alice/x.json", contentmodel="wikitext")
    for text, shown in rows:
        escaped = shown.replace('"', '\\"')
        wiki.arrange(steps=[abuse_filter({"disallow": []}, f'new_text == "{escaped}"')])
        assert_said(wiki.log_in(), SEVERE, title="User:Alice/x.json", text=text)


def test_abusefilter_blocks(wiki):
    for parameters in (["noTalkBlockSet", "3 hours", "1 week"], ["blocktalk", "infinity", "1 day"], []):
        wiki.arrange(steps=[abuse_filter({"block": parameters, "disallow": []}, 'user_name == "Alice"', "No 'X'")])
        alice = wiki.log_in()

        assert_said(alice, SEVERE, errorformat="raw")
        alice.api("query", meta="userinfo", uiprop="blockinfo")
        assert_said(alice, "blocked", errorformat="plaintext")
        alice.edit(title="User talk:Alice", text="x", errorformat="raw")


def test_abusefilter_blocks_of_addresses(wiki):
    for actions in ({"block": ["noTalkBlockSet", "3 hours", "1 week"]}, {"rangeblock": []}):
        wiki.arrange(steps=[abuse_filter(actions, "user_age == 0")])
        session = wiki.session()

        assert_said(session, SEVERE, errorformat="raw")
        assert_said(session, "blocked")
        assert_said(wiki.log_in(), None)


def test_abusefilter_rights(wiki):
    for actions in ({"degroup": []}, {"blockautopromote": []}, {"degroup": [], "blockautopromote": [], "tag": ["t"]}):
        wiki.arrange(steps=[abuse_filter(actions)])
        for name in ("Robo", "Alice"):
            session = wiki.log_in(name)
            session.edit(title="Page", text=name, errorformat="raw")
            session.api("query", meta="userinfo", uiprop="groups")
        wiki.session().edit(title="Page", text="nobody", errorformat="raw")


def test_abusefilter_throttled(wiki):
    for groups in (["user"], ["ip", "user,page"], ["site"], ["page"], ["editcount"], ["creationdate,range"]):
        wiki.arrange(steps=[abuse_filter({"throttle": ["1", "2,600", *groups], "disallow": []})])
        alice, bob = wiki.log_in(), wiki.log_in("Bob")

        for number in range(4):
            alice.edit(title="Page", text=f"{number}", errorformat="none")
        bob.edit(title="Page", text="Bob's", errorformat="none")
        alice.edit(title="Other", text="x", errorformat="none")


def test_several_abusefilters(wiki):
    filters = (
        ({"warn": []}, "true"),
        ({"warn": ["second"]}, "true"),
        ({"tag": ["third"]}, "true"),
        ({"disallow": ["fourth"]}, "new_wikitext contains 'bad'"),
        ({"disallow": []}, "false"),
    )
    steps = [abuse_filter(actions, pattern, f"rule {number}") for number, (actions, pattern) in enumerate(filters)]
    wiki.arrange(steps=steps)
    alice = wiki.log_in()

    for text in ("bad", "bad", "bad", "good", "bad"):
        alice.edit(title="Page", text=text, errorformat="raw")
    alice.edit(title="Page", text="bad")


def test_abusefilters_that_cannot_be_read(wiki):
    """Rules that no wiki would let anybody save match nothing."""
    rules = ("nothing", "(", "true | unknown()", "1/0", '"a" rlike "("', "length() == 0", "TRUE", "1 == 1 == 1")
    wiki.arrange(steps=[abuse_filter({"disallow": []}, rule) for rule in rules])

    assert_said(wiki.log_in(), None)


def test_abusefilter_and_stashes(wiki):
    wiki.arrange(steps=[abuse_filter({"disallow": []})])
    alice = wiki.log_in()

    stashed = alice.stashedit(title="Page", text="x", contentmodel="wikitext", contentformat="text/x-wiki", baserevid=0)
    assert_stashed(stashed)
    assert_said(alice, "abusefilter-disallowed")


def test_abusefilter_among_other_reasons(wiki):
    disallowing = abuse_filter({"disallow": []})
    lists = [
        {"page": {"title": "MediaWiki:Spam-blacklist", "text": "spam\\.example"}},
        {"page": {"title": "MediaWiki:Titleblacklist", "text": "Bad.*"}},
        {"page": {"title": "Page", "text": "same"}},
    ]
    wiki.arrange(steps=[*lists, disallowing])
    alice = wiki.log_in()

    assert_said(alice, "abusefilter-disallowed", text="http://spam.example")
    assert_said(alice, "titleblacklist-forbidden", title="Bad")
    assert_said(alice, None, text="same")
    assert_said(alice, "missingcommenttext", section="new", text="")
    assert_said(alice, "abusefilter-disallowed", title="New", text="")
    assert_said(alice, "abusefilter-disallowed", title="New", text="{bad", contentmodel="json")
    assert_said(alice, "editconflict", text="z", basetimestamp="2019-01-01T00:00:00Z")

    for code, config in (
        ("spamprotectionmatch", {"spam_regex": "/viagra/"}),
        ("contenttoobig", {"max_article_size": 1}),
        ("hookaborted", {"hook": {"point": "EditFilterMergedContent", "return": False}}),
        ("abusefilter-disallowed", {"hook": {"point": "MultiContentSave", "return": False}}),
    ):
        wiki.arrange(config=config, steps=[disallowing])
        assert_said(wiki.log_in(), code, text="viagra" + " and more" * 200)


def test_abusefilter_descriptions(wiki):
    for description in ("''italic'' & more", "a < b", 'it\'s "quoted"', "$1 and $2"):
        wiki.arrange(steps=[abuse_filter({"disallow": []}, description=description)])
        alice = wiki.log_in()
        for errorformat in ("bc", "wikitext", "raw", "plaintext"):
            assert_said(alice, "abusefilter-disallowed", errorformat=errorformat)
