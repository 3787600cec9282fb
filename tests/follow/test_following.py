"""In mode auto the in-memory wiki goes on where the tape ends, at whatever point that is."""

import json
import re
from pathlib import Path

import pytest

from pytest_mwedit import FakeEditApi, NotImitated, assert_api_error, assert_edit_success
from pytest_mwedit.answering import Counts, WikiCassette
from pytest_mwedit.cassettes import read_cassette
from pytest_mwedit.session import WikiSession
from pytest_mwedit.tape import Tape

STORY = Path(__file__).parent / "cassettes" / "story.yaml"
API = "https://test.wikipedia.org/w/api.php"
TITLE = "Project:A story of the following"


def revisions(session, **params):
    wanted = "ids|flags|timestamp|user|userid|size|sha1|comment|content|contentmodel|tags"
    query = {"prop": "info|revisions", "titles": TITLE, "rvprop": wanted, "rvslots": "main", "inprop": "watched"}
    return session.api("query", **query, **params).json()["query"]["pages"][0]


def tell_story(session, other):
    """Edit a page from its creation through a conflict, with two sessions, of which *other* is not logged in."""
    session.login()
    session.api("query", meta="userinfo", uiprop="groups|editcount|blockinfo")
    revisions(session)
    first = session.edit(title=TITLE, text="One\n\n== Two ==\nthree  \n\n", summary="begin", createonly=True)
    revisions(session)
    session.edit(title=TITLE, text="again", createonly=True)
    session.edit(title=TITLE, section=1, text="== Two ==\nfour ~~~", minor=True)
    read = revisions(session)
    session.edit(title=TITLE, text=read["revisions"][0]["slots"]["main"]["content"])
    session.edit(title=TITLE, section="new", sectiontitle="Five", text="six", formatversion=1)
    other.api("query", titles=TITLE, prop="info", meta="userinfo")
    other.edit(title=TITLE, appendtext="\nseven", baserevid=read["lastrevid"])
    session.edit(title=TITLE, section=0, text="eight", baserevid=first.json()["edit"]["newrevid"])
    session.edit(title=TITLE, text="nine", baserevid=first.json()["edit"]["newrevid"])
    session.edit(title=TITLE, prependtext="ten\n", token="00000000000000000000000000000000000000000+\\")
    revisions(session, rvlimit="max")
    session.stashedit(
        title=TITLE, text="eleven", contentmodel="wikitext", contentformat="text/x-wiki", baserevid=read["lastrevid"]
    )
    revisions(session, rvlimit="max")
    session.logout()
    session.edit(title=TITLE, appendtext="\ntwelve")
    revisions(session, rvlimit="max")


@pytest.mark.mwedit(cassette="story", login=False, strict=True)
def test_the_story_as_it_was_recorded(wiki_session):
    other = WikiSession(wiki_session.api_url, wiki_session._direct._answer)

    tell_story(wiki_session, other)


class Cut:
    """The story with a tape that ends after some recordings: its replies, from the tape and from memory."""

    def __init__(self, length):
        recorded = read_cassette(STORY).interactions
        self.recorded = [one.response for one in recorded]
        self.fake = FakeEditApi(api_url=API)
        self.cassette = WikiCassette(
            (API,), ("tape", "memory"), "auto", Counts(), tape=Tape(recorded[:length]), memory=self.fake
        )
        self.replies = []

    def answer(self, request):
        reply = self.cassette.answer(request)
        self.replies.append(reply)
        return reply


#: What no two runs have in common, and what is only of the machine that recorded.
VOLATILE = (
    (re.compile(r'(token":")[^"]*'), r"\1(token)"),
    (re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ"), "(time)"),
    (re.compile(r"See http[^ ]*api.php"), "See (api)"),
)

IDS = re.compile(r'("(?:pageid|revid|parentid|oldrevid|newrevid|lastrevid)":)(\d+)')


def comparable(replies):
    """Return the bodies with ids numbered by their first appearance, so that the same story has the same ones."""
    numbers = {}

    def numbered(match):
        kind = "page" if "pageid" in match[1] else "revision"
        return f'{match[1]}"{kind} {numbers.setdefault((kind, match[2]), len(numbers)) if match[2] != "0" else "none"}"'

    bodies = []
    for reply in replies:
        body = reply.body.decode()
        for pattern, replacement in VOLATILE:
            body = pattern.sub(replacement, body)
        bodies.append(IDS.sub(numbered, body))
    return bodies


LENGTH = len(read_cassette(STORY).interactions) if STORY.exists() else 0


@pytest.mark.parametrize("length", range(LENGTH + 1))
def test_the_story_goes_on_in_memory(length):
    """Whatever was replayed is true for the replies made up: the whole story is the recorded one."""
    cut = Cut(length)
    session, other = WikiSession(API, cut.answer), WikiSession(API, cut.answer)
    name = cut.cassette.tape.login_names(with_success=True)
    session.credentials = type(session.credentials)(name[0] if name else "Alice@tests", "recorded")

    tell_story(session, other)

    assert cut.cassette.counts.replayed == length
    ours, theirs = comparable(cut.replies), comparable(cut.recorded)
    for number, (one, other_one) in enumerate(zip(ours, theirs, strict=True), start=1):
        assert json.loads(one) == json.loads(other_one), f"reply {number}, tape of {length}"


def ids_in(replies):
    return [int(match[2]) for reply in replies for match in IDS.finditer(reply.body.decode())]


def test_ids_made_up_exceed_all_on_the_tape():
    cut = Cut(6)
    session = WikiSession(API, cut.answer)
    session.login("Alice@tests", "recorded")

    made_up = assert_edit_success(session.edit(title="Another page", text="x"))

    assert made_up.newrevid > max(ids_in(cut.recorded[:6]))
    assert made_up.pageid > max(ids_in(cut.recorded[:6][:1]) or [0])


def test_time_does_not_run_back_behind_the_tape():
    cut = Cut(LENGTH)
    latest = max(re.findall(r"20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ", "".join(one.body.decode() for one in cut.recorded)))
    cut.fake.clock.advance(-(10**6))

    reply = WikiSession(API, cut.answer).edit(title="Another page", text="x")

    assert assert_edit_success(reply).newtimestamp >= latest


def test_a_text_that_the_tape_never_showed_fails_the_test_that_asks_for_it():
    """Of a page that existed before, the tape shows one new section."""
    recorded = read_cassette(STORY).interactions
    added = [one for one in recorded if one.request.params.get("sectiontitle") == "Five"]
    fake = FakeEditApi(api_url=API)
    cassette = WikiCassette((API,), ("tape", "memory"), "auto", Counts(), tape=Tape(added), memory=fake)
    cassette.answer(added[0].request)
    session = WikiSession(API, cassette.answer)

    with pytest.raises(NotImitated, match=r"is not on the tape, and is not made up"):
        revisions(session)

    [edit] = fake.edits
    assert edit.title == "TestWiki:A story of the following"
    assert edit.revid == added[0].response.json()["edit"]["newrevid"]
    with pytest.raises(NotImitated, match=r"add_page"):
        _ = edit.text


def test_nothing_is_made_up_behind_a_reply_that_is_not_json():
    path = Path(__file__).parents[2] / "cassettes" / "1.43" / "formats" / "edit_in_xml.yaml"
    recorded = read_cassette(path).interactions
    fake = FakeEditApi(api_url=API)
    cassette = WikiCassette((API,), ("tape", "memory"), "auto", Counts(), tape=Tape(recorded), memory=fake)
    in_xml = next(one.request for one in recorded if one.request.params.get("format") == "xml")
    cassette.answer(in_xml)

    with pytest.raises(NotImitated, match=r"only behind replies in JSON, and it played one in format=xml"):
        revisions(WikiSession(API, cassette.answer))


def test_an_arranged_page_counts_for_more_than_its_recording():
    cut = Cut(LENGTH)
    cut.fake.add_page(TITLE, "Arranged by the test")
    session = WikiSession(API, cut.answer)
    session.login("Alice@tests", "recorded")

    assert_api_error(session.edit(title=TITLE, text="again", createonly=True), "articleexists")
    assert revisions(session)["revisions"][0]["slots"]["main"]["content"] == "Arranged by the test"


def test_an_edit_behind_a_redirect_that_the_tape_does_not_show():
    recorded = read_cassette(Path(__file__).parents[2] / "cassettes" / "1.43" / "edit" / "redirect.yaml").interactions
    api_url = recorded[0].request.endpoint
    fake = FakeEditApi(api_url=api_url)
    cassette = WikiCassette((api_url,), ("tape", "memory"), "auto", Counts(), tape=Tape(recorded[:4]), memory=fake)
    for interaction in recorded[:4]:
        cassette.answer(interaction.request)

    asked = WikiSession(api_url, cassette.answer).api("query", titles="Page|Old", prop="revisions", rvprop="ids")

    pages = {page["title"]: page for page in asked.json()["query"]["pages"]}
    assert pages["Page"]["revisions"][0]["revid"] == recorded[3].response.json()["edit"]["newrevid"]
    assert pages["Page"]["pageid"] == 5001
    assert pages["Old"].get("pageid") != 5001
