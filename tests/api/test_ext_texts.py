"""What extensions make of texts: modules in Lua, tags whose content is no wikitext."""

from pytest_mwedit.assertions import assert_api_error, assert_edit_success

BROKEN_MODULES = {
    "}": "unexpected symbol near '}'",
    "local p = {\nreturn p": "unexpected symbol near 'return'",
    "if x then\n\ny()": "'end' expected (to close 'if' at line 1) near ''",
    "x = 3x": "malformed number near '3x'",
    "return 'x": "unfinished string near ''",
}


def test_modules(wiki):
    wiki.arrange(steps=[{"page": {"title": "Module:Old", "text": "return 1"}}])
    alice = wiki.log_in()

    for text in ("local p = {}\nreturn p", "", "-- ~~~~ {{subst:Old}} [[Old|]]\r\nreturn 2  \n\n"):
        assert_edit_success(alice.edit(title="Module:New", text=text), contentmodel="Scribunto")
    assert_edit_success(alice.edit(title="Module:Old", appendtext="\n-- more"), contentmodel="Scribunto")
    assert_edit_success(alice.edit(title="Module:Old/doc", text="} ~~~"), contentmodel="wikitext")
    assert_edit_success(alice.edit(title="Module:Old/data.json", text='{"a": [1]}'), contentmodel="json")
    assert_edit_success(alice.edit(title="Module:Text", text="}", contentmodel="wikitext"), contentmodel="wikitext")
    reply = alice.api("query", titles="Module:New|Module:Old", prop="revisions|info", rvprop="content|comment|tags")
    assert reply.json()["query"]["pages"][0]["contentmodel"] == "Scribunto"


def test_modules_that_are_no_lua(wiki):
    wiki.arrange(steps=[{"page": {"title": "Module:Old", "text": "return 1"}}])
    alice = wiki.log_in()

    for text, reason in BROKEN_MODULES.items():
        assert_api_error(alice.edit(title="Module:New", text=text), "scribunto-lua-error-location", match=reason[:12])
    for errorformat in ("plaintext", "wikitext", "html", "raw", "none"):
        reply = alice.edit(title="Module:Old", text="x = = 1", errorformat=errorformat, uselang="fr")
        assert_api_error(reply, "scribunto-lua-error-location")
    stashed = alice.stashedit(
        title="Module:Old", text="}", contentmodel="Scribunto", contentformat="text/plain", baserevid=0
    )
    assert stashed.json()["stashedit"]["status"] == "stashed"


def test_modules_have_no_sections(wiki):
    wiki.arrange(steps=[{"page": {"title": "Module:Old", "text": "return 1"}}])
    alice = wiki.log_in()

    for section in ("0", "new"):
        assert_api_error(alice.edit(title="Module:Old", section=section, text="x"), "internal_api_error_ErrorPageError")
    for contentformat in ("text/x-wiki", "application/json"):
        assert_api_error(alice.edit(title="Module:Old", contentformat=contentformat, text="x"), "badformat")


def test_contentnotallowedhere(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    for title in ("Page", "Module talk:Page", "User:Alice/module.lua"):
        reply = alice.edit(title=title, text="return 1", contentmodel="Scribunto")
        assert_api_error(reply, "contentnotallowedhere", match="content is not allowed on page")
    for errorformat in ("plaintext", "wikitext", "raw"):
        for language in ("en", "fr"):
            params = {"errorformat": errorformat, "uselang": language}
            reply = alice.edit(title="Page", text="return 1", contentmodel="Scribunto", **params)
            assert_api_error(reply, "contentnotallowedhere")
    assert_api_error(alice.edit(title="Page", text="}", contentmodel="Scribunto"), "scribunto-lua-error-location")
    for title in ("Module:Page/doc", "Module:Page.json"):
        assert_edit_success(alice.edit(title=title, text="return 1", contentmodel="Scribunto"))


def test_tags_of_extensions(wiki):
    """What stands in them is saved as it is, and has no headings."""
    wiki.arrange()
    alice = wiki.log_in()

    for tag in ("ref", "poem", "syntaxhighlight", "source", "imagemap", "inputbox", "references", "math"):
        text = f"a <{tag}>~~~ [[Page (x)|]]\n== h ==\n</{tag}>\n== i ==\nb"
        assert_edit_success(alice.edit(title=f"With {tag}", text=text))
        assert_edit_success(alice.edit(title=f"With {tag}", section=1, text="== j ==\nc"))
        reply = alice.api("query", titles=f"With {tag}", prop="revisions", rvprop="content", rvslots="main")
        assert reply.json()["query"]["pages"][0]["revisions"][0]["slots"]["main"]["content"]
