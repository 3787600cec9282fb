"""`action=edit`: what extensions answer."""

from pytest_mwedit.assertions import assert_api_error

PAGE = {"page": {"title": "Page", "text": "first\nsecond\nthird", "summary": "Begin"}}


def assert_refused(session, code, info=None, **params):
    """Send an edit in both format versions; the wiki refuses it with *code* each time."""
    for version in (1, 2):
        assert_api_error(session.edit(**params, formatversion=version), code, info=info)


# --- what an extension says -----------------------------------------------------------------------------------------

#: Code: the message that an extension objects with, for codes that a wiki without any does not answer of itself.
OBJECTIONS = {
    "emptypage": ["apierror-emptypage"],
    "emptynewsection": ["apierror-emptynewsection"],
    "summaryrequired": ["apierror-summaryrequired"],
    "noedit": ["apierror-noedit"],
    "noedit-anon": ["apierror-noedit-anon"],
    "spamdetected": ["apierror-spamdetected", "buy now"],
    "unknownerror": ["apierror-unknownerror", "226"],
    "unknownerror-editpage": ["apierror-unknownerror-editpage", "226"],
}


def test_what_an_extension_says(wiki):
    """An extension that filters edits may use any message, and the code is the message's."""
    for code, message in OBJECTIONS.items():
        wiki.arrange(config={"hook": {"point": "EditFilterMergedContent", "return": True, "fatal": message}})
        alice = wiki.log_in()

        assert_refused(alice, code, title="Page", text="x")
        for errorformat in ("plaintext", "wikitext", "raw", "none"):
            assert_api_error(alice.edit(title="Page", text="x", errorformat=errorformat), code)


def test_what_an_extension_says_of_a_save(wiki):
    """The same is said a little later, when the revision is about to be saved."""
    for code, message in OBJECTIONS.items():
        wiki.arrange(config={"hook": {"point": "MultiContentSave", "return": False, "fatal": message}})
        alice = wiki.log_in()

        assert_refused(alice, code, title="Page", text="x")


def test_edit_hook_aborted(wiki):
    wiki.arrange(config={"hook": {"point": "MultiContentSave", "return": False}})
    alice = wiki.log_in()

    assert_refused(alice, "edit-hook-aborted", title="Page", text="x")


def test_what_an_extension_says_of_a_module(wiki):
    """An extension may close a module, for whom it likes; it says so before the module looks at anything."""
    messages = {
        "writeapidenied": "apierror-writeapidenied",
        "noapiwrite": "apierror-noapiwrite",
        "noedit": "apierror-noedit",
        "hookaborted": None,
    }
    for code, message in messages.items():
        hook = {"point": "ApiCheckCanExecute", "module": "edit"} | ({"fatal": message} if message else {})
        wiki.arrange(config={"hook": hook})
        alice = wiki.log_in()

        assert_refused(alice, code, title="Page", text="x")


# --- content models -------------------------------------------------------------------------------------------------


def test_content_failed_to_parse(wiki):
    """The content model cannot make anything of the text."""
    wiki.arrange(config={"broken_model": True}, steps=[PAGE])
    alice = wiki.log_in()

    info = "Failed to parse text/plain content for broken model: Could not unserialize content"
    assert_refused(alice, "content-failed-to-parse", info, title="Page", text="x", contentmodel="broken")
    assert_refused(alice, "content-failed-to-parse", info, title="New", appendtext="x", contentmodel="broken")


def test_invalid_content_data(wiki):
    """The content model can read the text, and finds it wrong."""
    wiki.arrange(config={"broken_model": True}, steps=[PAGE])
    alice = wiki.log_in()

    info = "Invalid content data"
    assert_refused(alice, "invalid-content-data", info, title="Page", text="x", contentmodel="invalid")
    assert_refused(alice, "invalid-content-data", info, title="New", appendtext="x", contentmodel="invalid")


def test_parseerror(wiki):
    """MediaWiki's own message is put before what is appended, and the content model cannot make anything of it."""
    wiki.arrange(config={"broken_model": True, "namespace_content_models": {"8": "broken"}})
    admin = wiki.log_in("Admin")

    info = "Content serialization failed: Could not unserialize content"
    assert_refused(admin, "parseerror", info, title="MediaWiki:New", appendtext="x")
    assert_refused(admin, "parseerror", info, title="MediaWiki:Aboutsite", prependtext="x")
