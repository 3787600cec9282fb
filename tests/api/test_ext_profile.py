"""A wiki with extensions: what it says of itself, whom it lets do what, where its pages lie."""

from pytest_mwedit.assertions import assert_api_error, assert_edit_success


def test_userinfo(wiki):
    for session in (wiki.session(), wiki.log_in(), wiki.log_in("Robo"), wiki.log_in("Admin")):
        reply = session.api("query", meta="userinfo", uiprop="groups|implicitgroups|rights|options")
        assert reply.json()["query"]["userinfo"]


def test_siteinfo(wiki):
    session = wiki.session()

    for name in ("extensions", "extensiontags", "functionhooks", "magicwords", "namespaces", "usergroups", "variables"):
        assert session.api("query", meta="siteinfo", siprop=name).json()["query"]


def test_paraminfo(wiki):
    session = wiki.session()
    modules = (
        "main|edit|stashedit|query|query+tokens|login|clientlogin|titleblacklist|abusefiltercheckmatch|query+gadgets"
    )

    for version in (1, 2):
        assert session.api("paraminfo", modules=modules, formatversion=version).json()["paraminfo"]


def test_pages_of_a_namespace(wiki):
    alice = wiki.log_in()

    assert_edit_success(alice.edit(title="module talk:a", text="talk about it"), new=True, title="Module talk:A")
    reply = alice.api("query", titles="Module:A|Module talk:A|Gadget:a|Gadget definition:b", prop="info")
    assert reply.json()["query"]["pages"]
    if wiki.version == "1.39":
        assert_api_error(alice.edit(title="Gadget:a", text="x"), "protectednamespace")
