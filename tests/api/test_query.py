"""`action=query`: what bots read before and after they edit."""

from pytest_mwedit.assertions import assert_api_error, assert_api_warning

PAGE = {"page": {"title": "Page", "text": "first", "summary": "Begin"}}
HISTORY = [
    PAGE,
    {"page": {"title": "Page", "text": "first\nsecond", "user": "Bob", "summary": "Go on", "minor": True}},
    {"page": {"title": "Page", "text": "first\nsecond\nthird", "user": "Alice"}},
    {"page": {"title": "Old", "text": "#REDIRECT [[Page]]"}},
]


def query(session, **params):
    """Ask in both format versions, and return the later answer."""
    session.api("query", **params, formatversion=1)
    return session.api("query", **params).json()


def test_tokens(wiki):
    wiki.arrange()
    alice, stranger = wiki.log_in(), wiki.session()
    kinds = ["csrf", "createaccount", "login", "patrol", "rollback", "userrights", "watch"]

    tokens = query(alice, meta="tokens", type=kinds)["query"]["tokens"]
    assert sorted(tokens) == sorted(f"{kind}token" for kind in kinds)
    tokens = query(stranger, meta="tokens", type=["csrf", "patrol", "watch"])["query"]["tokens"]
    assert set(tokens.values()) == {"+\\"}


def test_tokens_of_an_unknown_type(wiki):
    wiki.arrange()
    alice = wiki.log_in()

    for version in (1, 2):
        reply = alice.api("query", meta="tokens", type=["csrf", "odd"], formatversion=version)
        assert_api_warning(reply, "query+tokens", 'Unrecognized value for parameter "type": odd')


def test_userinfo(wiki):
    wiki.arrange()

    for session in (wiki.log_in(), wiki.log_in("Robo"), wiki.log_in("Admin"), wiki.session()):
        query(
            session, meta="userinfo", uiprop=["groups", "rights", "blockinfo", "hasmsg", "editcount", "implicitgroups"]
        )
        query(session, meta="userinfo")


def test_siteinfo(wiki):
    wiki.arrange()
    session = wiki.session()

    query(session, meta="siteinfo")
    query(session, meta="siteinfo", siprop=["namespaces", "namespacealiases", "specialpagealiases"])


def test_siteinfo_namespaces(wiki):
    wiki.arrange()
    session = wiki.session()

    namespaces = query(session, meta="siteinfo", siprop=["namespaces", "namespacealiases"])["query"]["namespaces"]

    assert namespaces["4"]["canonical"] == "Project"


def test_info(wiki):
    wiki.arrange(steps=[*HISTORY, {"protect": {"title": "Page", "edit": "sysop"}}])
    alice = wiki.log_in()

    query(alice, prop="info", titles=["Page", "Old", "Missing", "Talk:Page"])
    pages = query(alice, prop="info", inprop="protection", titles=["Page", "Missing"])["query"]["pages"]

    assert pages[1]["protection"] == [{"type": "edit", "level": "sysop", "expiry": "infinity"}]


def test_titles(wiki):
    wiki.arrange(steps=HISTORY)
    alice = wiki.log_in()

    for titles in (
        ["page", "Page"],
        ["[bad]", "Page"],
        ["Missing"],
        ["Special:Version", "Media:X.png"],
        ["project:x_y "],
    ):
        query(alice, prop="info", titles=titles)
    query(alice, prop="info", titles=["Old"], redirects=True)
    query(alice, prop="info", pageids=["5001", "999"])
    query(alice, prop="info", revids=["71001", "999999"])


def test_revisions(wiki):
    wiki.arrange(steps=HISTORY)
    alice = wiki.log_in()
    everything = [
        "ids",
        "flags",
        "timestamp",
        "user",
        "userid",
        "size",
        "sha1",
        "contentmodel",
        "comment",
        "tags",
        "content",
    ]

    query(alice, prop="revisions", titles=["Page"])
    query(alice, prop="revisions", titles=["Page", "Missing"], rvprop=everything, rvslots="main")
    query(alice, prop="revisions", titles=["Page"], rvprop=everything, rvslots="*")
    query(
        alice, prop="revisions", titles=["Page"], rvprop="ids|comment|parsedcomment|roles|slotsize|slotsha1", rvlimit=5
    )
    query(alice, prop="revisions", titles=["Page"], rvprop="ids", rvlimit="max", rvdir="newer")
    query(alice, prop="revisions", revids=["71001", "71004"], rvprop="ids|user|content", rvslots="main")


def test_revisions_without_slots(wiki):
    wiki.arrange(steps=HISTORY)
    alice = wiki.log_in()

    for version in (1, 2):
        reply = alice.api("query", prop="revisions", titles="Page", rvprop="content", formatversion=version)
        assert_api_warning(reply, "query+revisions", "rvslots")


def test_revisions_are_continued(wiki):
    wiki.arrange(steps=HISTORY)
    alice = wiki.log_in()
    asked = {"prop": "revisions", "titles": "Page", "rvprop": "ids", "rvlimit": 2}

    first = query(alice, **asked)
    rest = query(alice, **asked, **first["continue"])

    assert "continue" not in rest


def test_revisions_of_several_pages_cannot_be_limited(wiki):
    wiki.arrange(steps=HISTORY)
    alice = wiki.log_in()

    for version in (1, 2):
        reply = alice.api("query", prop="revisions", titles="Page|Old", rvlimit=2, formatversion=version)
        assert_api_error(reply, "invalidparammix")


def test_before_an_edit(wiki):
    """What clients ask at once before they edit: the page, a token, the time."""
    wiki.arrange(steps=HISTORY)
    alice = wiki.log_in()

    answer = query(
        alice,
        prop="info|revisions",
        titles="Page",
        rvprop="ids|timestamp|content",
        rvslots="main",
        meta="tokens|userinfo",
        curtimestamp=True,
    )

    assert list(answer) == ["batchcomplete", "curtimestamp", "query"]


def test_nothing(wiki):
    wiki.arrange()
    session = wiki.session()

    assert query(session) == {"batchcomplete": True}


def test_unknown_modules(wiki):
    wiki.arrange()
    session = wiki.session()

    for version in (1, 2):
        reply = session.api("query", prop="info|odd", meta="odd", titles="Main Page", formatversion=version)
        assert_api_warning(reply, "query", 'Unrecognized value for parameter "prop": odd')


def test_errorformats(wiki):
    wiki.arrange()
    session = wiki.session()

    for errorformat in ("plaintext", "wikitext", "html", "raw", "none"):
        for version in (1, 2):
            reply = session.api("query", prop="odd", foo="1", errorformat=errorformat, formatversion=version)
            assert_api_warning(reply, "query")
            assert_api_warning(reply, "main")


def test_protection_of_files(wiki):
    """Uploading is what only files are protected from; where there is none, only 1.39 says so."""
    wiki.arrange(steps=[{"page": {"title": "File:A.png", "text": "x"}}])

    reply = wiki.session().api("query", titles=["File:A.png", "File:B.png"], prop="info", inprop="protection")

    missing, existing = reply.json()["query"]["pages"]
    assert existing["restrictiontypes"] == ["edit", "move", "upload"]
    assert missing["restrictiontypes"] == wiki.by_version({"1.43": ["create"], "1.39": ["create", "upload"]})


def test_multisource(wiki):
    """Pages are asked for by their titles, their ids or their revisions, and not by two of them."""
    session = wiki.session()

    for version in (1, 2):
        reply = session.api("query", titles="Main Page", pageids=1, formatversion=version)
        assert_api_error(reply, "multisource")


def test_badcontinue(wiki):
    """What a reply says to continue with is taken as it was given."""
    session = wiki.session()

    for version in (1, 2):
        params = {"titles": "Main Page", "prop": "revisions", "rvlimit": 1, "rvcontinue": "x"}
        assert_api_error(session.api("query", **params, formatversion=version), "badcontinue")


def test_old_continuation(wiki):
    """What was asked with rawcontinue goes on module by module; 1.19 knows no other way."""
    wiki.arrange(steps=[{"page": {"title": "Page", "text": text}} for text in ("one", "two", "three")])
    session = wiki.session()

    for more in ({}, {"requestid": "7", "foo": "1"}, {"rvprop": "content", "requestid": "7"}):
        asked = {"titles": "Page", "prop": "revisions|info", "rvprop": "ids", "rvlimit": 1, "rawcontinue": True}
        reply = session.api("query", **{**asked, "formatversion": 1, **more})
        assert "query-continue" in reply.text
    reply = session.api("query", titles="Page", prop="revisions", rvprop="ids", rvlimit=5, rawcontinue=True)
    assert list(reply.json()) == ["query"]


def test_badid(wiki):
    """A list of revisions starts and ends with such as there are."""
    session = wiki.session()

    for name in ("rvstartid", "rvendid"):
        for version in (1, 2):
            params = {"titles": "Main Page", "prop": "revisions", name: 999999999, "formatversion": version}
            assert_api_error(session.api("query", **params), f"badid_{name}")
