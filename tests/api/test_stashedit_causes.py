"""`action=stashedit`: error codes that take an arrangement to meet, each by its natural cause."""

from pytest_mwedit.assertions import assert_api_error

WIKITEXT = {"contentmodel": "wikitext", "contentformat": "text/x-wiki"}
CHANGED = {"page": {"title": "Page", "text": "changed"}}
HIDDEN = {"revdelete": {"title": "Page", "rev": 0, "hide": ["text"]}}


def assert_refused(session, code, info=None, **params):
    """Send a stash in both format versions; the wiki refuses it with *code* each time."""
    for version in (1, 2):
        reply = session.stashedit(**{**WIKITEXT, "title": "Page", "text": "x", **params}, formatversion=version)
        assert_api_error(reply, code, info=info)


def test_missingrev(wiki):
    """The text of the base revision is hidden."""
    wiki.arrange(steps=[{"page": {"title": "Page", "text": "first"}}, CHANGED, HIDDEN])
    alice = wiki.log_in()

    assert_refused(alice, "missingrev", "Missing content for page ID 5001.", baserevid=71001)


def test_replacefailed(wiki):
    """The base revision, whose section is to be replaced, has a hidden text."""
    wiki.arrange(steps=[{"page": {"title": "Page", "text": "first"}}, CHANGED, HIDDEN])
    alice = wiki.log_in()

    assert_refused(alice, "replacefailed", "Could not merge updated section.", baserevid=71001, section=1)


def test_contentmodel_mismatch(wiki):
    """The page has changed its model since the base revision, or the text has another one than both."""
    data = {"page": {"title": "Page", "text": "{}", "contentmodel": "json"}}
    json = {"contentmodel": "json", "contentformat": "application/json"}
    wiki.arrange(steps=[{"page": {"title": "Page", "text": "first"}}, data])
    alice = wiki.log_in()

    of_json = (
        'The content you supplied has "json" content model, which differs from the current content model of the page '
        '"wikitext".'
    )
    assert_refused(alice, "contentmodel-mismatch", of_json, text='{"a":1}', **json, baserevid=71001)
    assert_refused(alice, "contentmodel-mismatch", of_json, text="second", baserevid=71001)

    wiki.arrange(steps=[{"page": {"title": "Page", "text": "first"}}, CHANGED])
    alice = wiki.log_in()

    assert_refused(alice, "contentmodel-mismatch", text="{}", **json, baserevid=71001)


def test_text_of_another_content_model_that_is_there(wiki):
    """MediaWiki 1.43 does not merge a text that the page has, whatever the content model of the base revision."""
    data = {"page": {"title": "Page", "text": "{}", "contentmodel": "json"}}
    json = {"contentmodel": "json", "contentformat": "application/json"}
    wiki.arrange(steps=[{"page": {"title": "Page", "text": "first"}}, data])
    alice = wiki.log_in()

    reply = alice.stashedit(title="Page", text="{}", **json, baserevid=71001)

    if wiki.by_version({"1.43": True, "1.39": False}):
        assert reply.json()["stashedit"]["status"] == "uncacheable"
    else:
        assert_api_error(reply, "contentmodel-mismatch")


def test_section_of_another_model(wiki):
    """A section of data cannot be put into wikitext."""
    wiki.arrange(steps=[{"page": {"title": "Page", "text": "first"}}])
    alice = wiki.log_in()

    params = {"text": "{}", "contentmodel": "json", "contentformat": "application/json", "section": "new"}
    exception = wiki.by_version({"1.43": "InvalidArgumentException", "1.39": "MWException"})
    assert_refused(alice, f"internal_api_error_{exception}", baserevid=71001, **params)


def test_content_that_cannot_be_read(wiki):
    """Where an edit is refused politely, a stash breaks."""
    wiki.arrange(config={"broken_model": True})
    alice = wiki.log_in()

    plain = {"contentformat": "text/plain", "baserevid": 0}
    code = "internal_api_error_MWContentSerializationException"
    assert_refused(alice, code, contentmodel="broken", **plain)
    assert_refused(alice, "internal_api_error_Exception", contentmodel="invalid", **plain)
