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


#: What is wrong with a description: those that are, in the order in which they are looked at.
DESCRIPTIONS = {
    "parse": ("{", "", "null", "{'params': {}}", '{"params": {},}'),
    "missing": ("{}", '{"params": null}', '{"params": {"a": {"inherits": "c"}}}', '{"params": {}, "sets": [{}]}'),
    "type": (
        *("[]", "1", '{"description": 1}', '{"params": []}', '{"params": {"a": 1}}'),
        *('{"params": {"a": {"label": {}, "type": 1}}}', '{"params": {"a": {"required": 1, "suggested": 1}}}'),
        *('{"params": {"a": {"deprecated": 1}}}', '{"params": {"a": {"aliases": ["x", null]}}}'),
        *('{"params": {"a": {"suggestedvalues": [1]}}}', '{"params": {}, "paramOrder": {}, "sets": 1}'),
        *('{"params": {}, "sets": {}, "maps": 1}', '{"params": {}, "maps": {"m": {"k": [[1]]}}}'),
    ),
    "unknown": ('{"foo": 1, "description": 2}', '{"params": {"a": {"foo": 1, "label": 1}}}'),
    "value": (
        *('{"params": {"a": {"type": "text"}}}', '{"params": {}, "sets": [1]}'),
        *('{"params": {"a": {}}, "paramOrder": ["c"]}', '{"params": {}, "sets": [{"label": "s", "params": ["a"]}]}'),
    ),
    "format": ('{"params": {}, "format": "line"}', '{"params": 1, "format": "{{_|_=_}} "}'),
    "duplicate-value": ('{"params": {"a": {}, "b": {}}, "paramOrder": ["a", "a", "c"]}',),
    "empty-array": ('{"params": {}, "sets": [{"label": "s", "params": []}]}',),
    "param": ('{"params": {}, "maps": {"m": {"k": "a"}}}', '{"params": {"a": {}}, "maps": {"m": {"k": ["a", ["b"]]}}}'),
}
RIGHT = """{
    "description": {"en": "A template", "fr": "Un modèle"},
    "format": "{{_\\n| _ = _\\n}}",
    "params": {
        "a": {"label": "A", "type": "string/line", "required": true, "deprecated": "use b", "aliases": ["x", 1]},
        "b": {"inherits": "a", "suggestedvalues": ["y"], "default": null, "autovalue": "{{subst:PAGENAME}}"}
    },
    "paramOrder": ["b", "a"], "sets": [{"label": "All", "params": ["a", "b"]}],
    "maps": {"citoid": {"title": "a", "author": [["a", "b"]]}}
}"""


def described(text):
    return f"<templatedata>{text}</templatedata>"


def test_templatedata(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    for fault, texts in DESCRIPTIONS.items():
        for text in texts:
            code = f"templatedata-invalid-{fault}"
            assert_api_error(alice.edit(title="Template:T", text=described(text), errorformat="raw"), code)
    for order in ('["a"]', "[]", '["c"]'):
        text = f'{{"params": {{"a": {{}}, "b": {{}}}}, "paramOrder": {order}}}'
        assert_api_error(alice.edit(title="Template:T", text=described(text)), "templatedata-invalid-missing")
    reply = alice.edit(title="Template:T", text=described('{"params": {" ": {}}}'))
    if wiki.by_version({"1.43": True, "1.39": False}):
        assert_api_error(reply, "templatedata-invalid-unnamed-parameter")
    assert_edit_success(alice.edit(title="Template:T", text=described(RIGHT)))


def test_templatedata_in_other_formats(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    for errorformat in ("bc", "plaintext", "wikitext", "html", "raw", "none"):
        for fault in ("type", "duplicate-value"):
            text = described(DESCRIPTIONS[fault][0])
            reply = alice.edit(title="Template:T", text=text, errorformat=errorformat, uselang="fr")
            assert_api_error(reply, f"templatedata-invalid-{fault}")


def test_templatedata_within(wiki):
    """Where a description is found, which of several counts, and what is looked at before."""
    steps = [{"page": {"title": "Page", "text": "x"}}, {"page": {"title": "Template:Arg", "text": "{{{1|}}}"}}]
    wiki.arrange({"max_article_size": 1}, steps)
    alice = wiki.log_in()
    wrong, right, other = described("{"), described(RIGHT), described("[]")

    for text in (
        wrong + right,
        right + wrong,
        other + wrong,
        f"<noinclude>{wrong}</noinclude>",
        f"<ref>{wrong}</ref>",
        "{{#tag:templatedata|{}}",
        "<TemplateData />",
        "{{Arg|" + wrong + "}}",
    ):
        assert_api_error(alice.edit(title="Page", text=text), "templatedata-invalid-parse")
    assert_api_error(alice.edit(title="Page", text=wrong + other), "templatedata-invalid-type")
    for text in (
        f"<nowiki>{wrong}</nowiki>",
        f"<!-- {wrong} -->",
        f"<includeonly>{wrong}</includeonly>",
        "<templatedata>{",
    ):
        assert_edit_success(alice.edit(title="Page", text=text))
    assert_edit_success(alice.edit(title="User:Alice/x.js", text=f"// {wrong}"))
    assert_api_error(alice.edit(title="Page", text=wrong + "x" * 1024), "contenttoobig")
    assert_api_error(alice.edit(title="Page", text=wrong, createonly=True), "articleexists")
    stashed = alice.stashedit(
        title="Page", text=wrong, contentmodel="wikitext", contentformat="text/x-wiki", baserevid=0
    )
    assert stashed.json()["stashedit"]["status"] == "stashed"


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
