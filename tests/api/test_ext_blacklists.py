"""Extensions that judge titles and addresses by lists that the wiki keeps on pages."""

from pytest_mwedit.assertions import assert_api_error, assert_edit_success, assert_stashed

ERROR_FORMATS = ("bc", "plaintext", "wikitext", "html", "raw", "none")


def listed(name, text):
    """Return the step that writes one of the lists."""
    return {"page": {"title": f"MediaWiki:{name}", "text": text}}


def page(title, text):
    return {"page": {"title": title, "text": text}}


def assert_titles(session, code, *titles, **params):
    """Send an edit of each title; the wiki refuses each with *code*, or saves it if that is None."""
    for title in titles:
        reply = session.edit(title=title, **{"text": "x", **params})
        if code is None:
            assert_edit_success(reply)
        else:
            assert_api_error(reply, code)


def assert_texts(session, code, *texts, **params):
    for text in texts:
        reply = session.edit(**{"title": "Page", "text": text, **params})
        if code is None:
            assert_edit_success(reply)
        else:
            assert_api_error(reply, code)


# --- TitleBlacklist -------------------------------------------------------------------------------------------------


def test_titleblacklist_forbidden(wiki):
    wiki.arrange(steps=[listed("Titleblacklist", "# Nobody may create these\nBad .* <casesensitive>  # as it is\n")])
    alice = wiki.log_in()

    for errorformat in ERROR_FORMATS:
        assert_api_error(alice.edit(title="Bad idea", text="x", errorformat=errorformat), "titleblacklist-forbidden")
    for params in ({"formatversion": "1"}, {"format": "xml"}, {"format": "xml", "errorformat": "raw"}):
        alice.edit(title="Bad idea", text="x", **params)
    alice.edit(title="Bad idea", text="x", errorformat="plaintext", uselang="fr", errorlang="uselang")
    assert_edit_success(alice.edit(title="Bad", text="x"), new=True)


def test_titleblacklist_options(wiki):
    refused = {
        "Foo.*": ("Foobar", "fOO", "Foo/bar", "Foo's"),
        "Foo.* <noedit>": ("Foobar", "Foo old"),
        "Foo.* <casesensitive>": ("Foobar",),
        "Foo.* <Errmsg=my-msg>": ("Foobar",),
        "Foo.* <reupload>": ("Foobar",),
        "Foo_bar|Baz": ("Foo bar", "Baz"),
        "user:al.*": ("User:Alice/x",),
        ".*'.* <errmsg=abusefilter-warning | noedit>": ("Foo's",),
    }
    saved = {
        "Foo.*": ("Bar foo", "Talk:Foobar", "Foo old"),
        "Foo.* <casesensitive>": ("FOObar",),
        "Foo.* <autoconfirmed>": ("Foobar",),
        "Foo.* <newaccountonly>": ("Foobar",),
        "Foo.* <moveonly>": ("Foobar",),
        "Foo[bar\nFoo/.*": ("Foo/bar",),
        "Foo_bar|Baz": ("Foo bars", "A Baz"),
    }
    for line in dict.fromkeys([*refused, *saved]):
        wiki.arrange(steps=[listed("Titleblacklist", line), page("Foo old", "x")])
        alice = wiki.log_in()

        assert_titles(alice, "titleblacklist-forbidden", *refused.get(line, ()), text="y", errorformat="raw")
        assert_titles(alice, None, *saved.get(line, ()), text="y")


def test_titleblacklist_overridden(wiki):
    """A list of exceptions, and people whom it does not concern."""
    blacklist = listed("Titleblacklist", "Foo.*\nBar.* <autoconfirmed>")
    wiki.arrange(steps=[blacklist, listed("Titlewhitelist", "Foo good")])

    for name, code in ((None, "titleblacklist-forbidden"), ("Robo", "titleblacklist-forbidden"), ("Admin", None)):
        session = wiki.log_in(name) if name else wiki.session()
        assert_titles(session, code, f"Foo of {name}")
        assert_titles(session, None, "Foo good")
        assert_titles(session, None if name else code, f"Bar of {name}")


def test_titleblacklist_among_other_reasons(wiki):
    everything = listed("Titleblacklist", ".* <noedit>")
    arrangements = {
        "Protected": [page("Protected", "x"), {"protect": {"title": "Protected", "edit": "sysop"}}],
        "Salted": [{"protect": {"title": "Salted", "create": "sysop"}}],
        "User:Bob/x.js": [],
        "MediaWiki:Foo": [],
        "Blocked": [{"block": {"target": "Alice"}}],
    }
    for title, steps in arrangements.items():
        wiki.arrange(steps=[everything, *steps])
        assert_titles(wiki.log_in(), "titleblacklist-forbidden", title, errorformat="raw")
    rights = {"group_permissions": {"*": {"createpage": False}, "user": {"createpage": False}}}
    wiki.arrange(config=rights, steps=[listed("Titleblacklist", ".*")])
    assert_api_error(wiki.log_in().edit(title="A", text="x", errorformat="raw"), "cantcreate")


def test_titleblacklist_of_no_patterns(wiki):
    wiki.arrange()
    admin = wiki.log_in("Admin")

    for text in ("a(b", "a/b", "a\\", "ok\n*a", "Foo <noedit>("):
        assert_api_error(admin.edit(title="MediaWiki:Titleblacklist", text=text), "hookaborted")
    for text in ("# (", "x # (", "ok"):
        assert_edit_success(admin.edit(title="MediaWiki:Titleblacklist", text=text))
    assert_edit_success(admin.edit(title="MediaWiki:Titlewhitelist", text="("))


# --- SpamBlacklist --------------------------------------------------------------------------------------------------

SPAM = listed("Spam-blacklist", "# Addresses\nspam\\.example  # of nobody\nbad\\.(?:example|test)/shop\n")


def test_spamblacklist(wiki):
    wiki.arrange(steps=[SPAM])
    alice = wiki.log_in()
    text = "Buy at [http://www.spam.example/x here], https://bad.test/shop or http://spam.example."

    for errorformat in ERROR_FORMATS:
        assert_api_error(alice.edit(title="Page", text=text, errorformat=errorformat), "spamblacklist")
    for params in ({"formatversion": "1"}, {"format": "xml"}, {"format": "xml", "errorformat": "raw"}):
        alice.edit(title="Page", text=text, **params)
    alice.edit(title="Page", text=text, errorformat="plaintext", uselang="vi", errorlang="uselang")


def test_spamblacklist_links(wiki):
    wiki.arrange(steps=[SPAM])
    alice = wiki.log_in()

    assert_texts(
        alice,
        "spamblacklist",
        "http://www.SPAM.example",
        "[//spam.example x]",
        "https://spam.example:80/a b",
        "http://notspam.example",
        "ftp://spam.example",
        "[[http://spam.example]]",
        "<ref>http://spam.example</ref>",
        "http://fine.example?at=http://spam.example",
        "http://b.bad.example/shop",
        errorformat="raw",
    )
    assert_texts(
        alice,
        None,
        "//spam.example",
        "spam.example",
        "http://fine.example/spam.example",
        "http://bad.example/",
        "<nowiki>http://spam.example</nowiki> <!-- http://spam.example -->",
        "{{Missing|http://spam.example}}",
    )


def test_spamblacklist_links_within(wiki):
    """Links of templates, of their arguments, of tags, tables, headings and files."""
    templates = [page("Template:Spam", "http://spam.example"), page("Template:At", "x {{{1|}}}.example{{{2|}}} y")]
    wiki.arrange(steps=[SPAM, *templates])
    alice = wiki.log_in()

    assert_texts(
        alice,
        "spamblacklist",
        "{{Spam}}",
        "{{subst:Spam}}",
        "{{At|http://spam}}",
        "{{At|1=[//spam|2= here]}}",
        "{{lc:HTTP://SPAM.EXAMPLE}}",
        "{{Missing{{!}}http://x}} {{{1|http://spam.example}}}",
        "{{#tag:ref|http://spam.example}} <references />",
        "<ref>{{At|http://spam}}</ref>",
        "<gallery>\nFile:X.png|http://spam.example\n</gallery>",
        "<indicator name=x>{{Spam}}</indicator>",
        "<poem>\n[http://spam.example a]</poem>",
        "== [http://spam.example a] ==",
        "==http://spam.example==\n",
        "{|\n| class=a | http://spam.example || b\n|}",
        "[[File:X.png|thumb|at http://spam.example]]",
        "[[File:X.png|link=http://spam.example]]",
        "http://fine.example''http://spam.example''",
        "http://fine.example<b>http://spam.example</b>",
        "http://spam.exampl%65",
        errorformat="raw",
    )
    assert_texts(
        alice,
        None,
        "{{At|1=http://spam.}}",
        "<ref>{{{1|}}}</ref> {{At|<nowiki>http://spam</nowiki>}}",
        "[[Page|http://spam.example]] [http://fine.example http://spam.example]",
        "{|\n| title=http://spam.example | a\n|}",
        "<b title='http://spam.example'>b</b>",
        "<gallery>\nX|http://fine.example\n</gallery> {{anchorencode:http://spam.example}}",
        "<includeonly>http://spam.example</includeonly>",
        "<syntaxhighlight lang=text>http://spam.example</syntaxhighlight>",
        "{{urlencode:http://spam.example}}",
    )


def test_spamblacklist_links_of_before(wiki):
    wiki.arrange(steps=[SPAM, page("Page", "See http://spam.example/a")])
    alice = wiki.log_in()

    assert_texts(
        alice, None, "Now see [http://spam.example/a it]", "It is http://spam.example/a and http://fine.example"
    )
    assert_texts(alice, "spamblacklist", "http://spam.example/a http://spam.example/b", "[//spam.example/a]")
    alice.edit(title="Page", text="[HTTP://SPAM.example/a it]")


def test_spamblacklist_summary(wiki):
    wiki.arrange(steps=[SPAM])
    alice = wiki.log_in()

    for summary in (
        "http://spam.example",
        "see [http://a.spam.example x] //spam.example",
        "http://x.test http://spam.example",
    ):
        assert_api_error(alice.edit(title="Page", text="x", summary=summary, errorformat="raw"), "spamblacklist")
    for params in ({"sectiontitle": "http://spam.example"}, {"summary": "http://spam.example"}):
        assert_api_error(alice.edit(title="Page", section="new", text="x", **params), "spamblacklist")
    assert_edit_success(alice.edit(title="Page", text="x", summary="spam.example"))


def test_spamblacklist_exceptions(wiki):
    """A list of exceptions, lines that are no patterns, and bots of today."""
    bad_line = listed("Spam-blacklist", "spam\\.example\n[bad\ntest")
    wiki.arrange(steps=[bad_line, listed("Spam-whitelist", "good\\.spam\\.example")])
    alice = wiki.log_in()

    assert_texts(alice, None, "http://good.spam.example")
    text = "http://a.spam.example http://b.test http://good.spam.example http://c.spam.example"
    assert_texts(alice, "spamblacklist", text, errorformat="raw")
    assert_texts(wiki.log_in("Admin"), "spamblacklist", text)
    wiki.log_in("Robo").edit(title="Page", text=text)


def test_spamblacklist_and_stashes(wiki):
    wiki.arrange(steps=[SPAM])
    alice = wiki.log_in()
    text = "http://spam.example"

    stashed = alice.stashedit(
        title="Page", text=text, contentmodel="wikitext", contentformat="text/x-wiki", baserevid=0
    )
    assert_stashed(stashed)
    assert_texts(alice, "spamblacklist", text)


def test_spamblacklist_of_no_patterns(wiki):
    wiki.arrange()
    admin = wiki.log_in("Admin")

    for name in ("Spam-blacklist", "Spam-whitelist", "Email-blacklist", "Email-whitelist"):
        for text in ("a(b", "a\\", "ok\n*a"):
            assert_api_error(admin.edit(title=f"MediaWiki:{name}", text=text), "hookaborted")
        for text in ("# (", "x # (", "a/b"):
            assert_edit_success(admin.edit(title=f"MediaWiki:{name}", text=text))


def test_spamblacklist_among_other_reasons(wiki):
    text = "http://spam.example viagra" + " and more" * 200
    arrangements = {
        "spamprotectionmatch": {"spam_regex": "/viagra/"},
        "hookaborted": {"hook": {"point": "EditFilterMergedContent", "return": False}},
        "contenttoobig": {"max_article_size": 1},
    }
    for code, config in arrangements.items():
        wiki.arrange(config=config, steps=[SPAM])
        assert_texts(wiki.log_in(), code, text)
