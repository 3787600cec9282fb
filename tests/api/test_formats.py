"""Replies that are not JSON: XML, PHP's own format, pages for people, and none at all."""

import json

from pytest_mwedit.assertions import assert_api_error, assert_api_warning, assert_edit_success, assert_stashed

PAGE = {"page": {"title": "Page", "text": 'first <b>é</b> & "so"\nsecond', "user": "Bob", "summary": "Begin <i>"}}
HISTORY = [PAGE, {"page": {"title": "Page", "text": "second", "minor": True}}]
BLOCKED = {"block": {"target": "Bob", "reason": "Spam", "expiry": "20300501123400"}}


def test_edit_in_xml(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    reply = alice.edit(title="New", text="text", format="xml", formatversion=None)

    assert reply.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert_edit_success(reply, title="New", new=True)
    assert_edit_success(alice.edit(title="New", text="text", format="xml", formatversion=None), nochange=True)
    assert_edit_success(alice.edit(title="New", text="more", format="xml", formatversion=None), title="New")


def test_edit_in_php(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    for version in (1, 2):
        alice.edit(title="New", text=f"é {version}", format="php", formatversion=version)
        reply = alice.edit(title="New", text=f"é {version}", format="php", formatversion=version)
        assert reply.text.startswith('a:1:{s:4:"edit";a:6:{s:6:"result";s:7:"Success";')
        assert reply.headers["Content-Type"] == "application/vnd.php.serialized; charset=utf-8"


def test_stashedit_in_xml(wiki):
    wiki.arrange()
    alice = wiki.log_in()
    stash = {"title": "New", "contentmodel": "wikitext", "contentformat": "text/x-wiki", "baserevid": 0}

    assert_stashed(alice.stashedit(**stash, text="é", format="xml", formatversion=None), text="é")
    reply = alice.stashedit(**stash, format="xml", formatversion=None)
    assert_api_error(reply, "missingparam")


def test_errors_in_xml(wiki):
    wiki.arrange(steps=[PAGE, BLOCKED, {"protect": {"title": "Page", "edit": "sysop"}}])
    alice, bob = wiki.log_in(), wiki.log_in("Bob")
    xml = {"format": "xml", "formatversion": None}

    assert_api_error(alice.edit(title="Page", text="x", **xml), "protectedpage")
    assert_api_error(alice.edit(title="New", text="x", tags=["a", "b"], **xml), "badtags")
    assert_api_error(alice.edit(title="New", text="x", token="bad", **xml), "badtoken")
    assert_api_error(alice.edit(title="New", text="x", md5="é", **xml), "badmd5")
    assert_api_error(bob.edit(title="New", text="x", **xml), "blocked")


def test_errors_in_php(wiki):
    wiki.arrange(steps=[PAGE, BLOCKED])
    alice, bob = wiki.log_in(), wiki.log_in("Bob")

    for version in (1, 2):
        php = {"format": "php", "formatversion": version}
        alice.edit(title="New", text="x", tags=["a", "b"], **php)
        assert bob.edit(title="New", text="x", **php).headers["MediaWiki-API-Error"] == "blocked"


def test_error_formats_in_xml(wiki):
    wiki.arrange(steps=[PAGE])
    alice = wiki.log_in()

    for errorformat in ("plaintext", "wikitext", "html", "raw", "none"):
        xml = {"format": "xml", "formatversion": None, "errorformat": errorformat}
        assert_api_error(alice.edit(title="Page", section="9", text="x", watch=True, **xml), "nosuchsection")
        assert_api_error(alice.edit(title="Page", text="x", tags=["a", "b"], **xml), "badtags")


def test_warnings_in_xml(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    reply = alice.edit(title="New", text="x", watch=True, foo="<é>", format="xml", formatversion=None)

    assert_api_warning(reply, "edit", 'The parameter "watch" has been deprecated.')
    assert_api_warning(reply, "main", "Unrecognized parameter: foo.")


def test_query_in_xml(wiki):
    wiki.arrange(steps=HISTORY)
    session = wiki.session()
    everything = ["ids", "flags", "timestamp", "user", "size", "sha1", "contentmodel", "comment", "tags", "content"]
    xml = {"format": "xml", "formatversion": None}

    session.api("query", titles=["page", "Missing", "[x", "mw:x"], prop="info", inprop="protection|url", **xml)
    session.api("query", titles="Page", prop="revisions", rvprop=everything, rvslots="main", **xml)
    session.api("query", titles="Page", prop="revisions", rvprop=everything, rvlimit=1, **xml)
    session.api("query", titles=["Main Page", "Missing"], **xml)
    session.api("query", meta="siteinfo|userinfo", siprop="namespaces|restrictions", uiprop="rights|options", **xml)


def test_pages_that_pass_for_a_list(wiki):
    """Pages -1 and 1 are a list in format version 1, too."""
    wiki.arrange()

    reply = wiki.session().api("query", titles=["Main Page", "Missing"], formatversion=1)

    assert [page["title"] for page in reply.json()["query"]["pages"]] == ["Missing", "Main Page"]


def test_query_in_php(wiki):
    wiki.arrange(steps=HISTORY)
    session = wiki.session()

    for version in (1, 2):
        php = {"format": "php", "formatversion": version}
        session.api("query", titles=["page", "Missing", "[x"], prop="info", inprop="protection", **php)
        session.api("query", titles="Page", prop="revisions", rvprop="ids|content|tags", rvslots="main", **php)


def test_for_people(wiki):
    """`wrappedhtml` leaves out the page around the reply."""
    wiki.arrange(steps=HISTORY)
    alice = wiki.log_in()

    for shown in ("jsonfm", "xmlfm", "phpfm", "rawfm"):
        wrapped = {"format": shown, "formatversion": None, "wrappedhtml": True}
        reply = alice.api("query", titles=["page", "Main Page"], prop="revisions", rvslots="main", **wrapped)
        assert json.loads(reply.content)["html"].startswith('<pre class="api-pretty-content">')
        refused = alice.edit(title="New", text="x", tags="a", **wrapped)
        assert refused.headers["MediaWiki-API-Error"] == "badtags"


def test_pages_for_people(wiki):
    wiki.arrange()
    session, alice = wiki.session(), wiki.log_in()

    for shown in ("jsonfm", "xmlfm", "rawfm", "bogus", None):
        reply = session.api("query", titles="<é>", format=shown, formatversion=None)
        assert reply.headers["Content-Type"] == "text/html; charset=UTF-8"
    alice.edit(title="New", text="x", format="jsonfm", formatversion=None)


def test_no_body(wiki):
    wiki.arrange()

    reply = wiki.session().edit(title="New", text="x", format="none", formatversion=None)

    assert (reply.content, reply.headers["Content-Type"]) == (b"", "text/plain; charset=utf-8")
