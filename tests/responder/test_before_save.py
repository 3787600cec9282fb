"""Others edit between the read and the save; the expectations are MediaWiki 1.43's, with a hook that edits there."""

from __future__ import annotations

import pytest
from scenario import API_URL, Client

from pytest_mwedit.fake import FakeEditApi

TEXT = "one\ntwo\nthree"
OTHERS = "ONE\ntwo\nthree"


@pytest.fixture
def fake():
    fake = FakeEditApi(api_url=API_URL)
    fake.arrange(steps=[{"page": {"title": "Race", "text": TEXT}}])
    fake.clock.freeze("2026-11-22T09:45:13Z")
    return fake


def edit(fake, **params):
    return Client(fake, "Alice").send({"action": "edit", "title": "Race", "token": "$token", **params})[0]


def edited_by(fake, user, title="Race"):
    return lambda: fake.add_page(title, OTHERS, user=user)


def saved(oldrevid, newrevid):
    return {
        "result": "Success",
        "pageid": 5001,
        "title": "Race",
        "contentmodel": "wikitext",
        "oldrevid": oldrevid,
        "newrevid": newrevid,
        "newtimestamp": "2026-11-22T09:45:13Z",
        "watched": True,
    }


def test_changes_that_do_not_touch_are_merged(fake):
    fake.before_save(edited_by(fake, "Bob"))

    assert edit(fake, text="one\ntwo\nTHREE") == {"edit": saved(71001, 71003)}
    assert fake.page("Race").text == "ONE\ntwo\nTHREE"


@pytest.mark.parametrize("params", [{"text": "xxx\ntwo\nthree"}, {"section": "0", "text": "x"}])
def test_changes_of_the_same_line_conflict(fake, params):
    fake.before_save(edited_by(fake, "Bob"))

    assert edit(fake, **params)["error"]["code"] == "editconflict"
    assert fake.page("Race").text == OTHERS


def test_the_same_change_is_told_as_ones_own(fake):
    fake.before_save(edited_by(fake, "Bob"))

    assert edit(fake, text=OTHERS) == {"edit": saved(71001, 71002)}
    assert [revision.user for revision in fake.page("Race").revisions][-1] == "Bob"


def test_ones_own_edit_in_between_is_no_conflict(fake):
    fake.before_save(edited_by(fake, "Alice"))

    assert edit(fake, text="uno\ntwo\nthree") == {"edit": saved(71001, 71003)}
    assert fake.page("Race").text == "uno\ntwo\nthree"


def test_a_new_section_stands_beside_the_other_change(fake):
    fake.before_save(edited_by(fake, "Bob"))

    assert edit(fake, section="new", sectiontitle="t", text="n") == {"edit": saved(71001, 71003)}
    assert fake.page("Race").text == f"{OTHERS}\n\n== t ==\n\nn"


def test_a_base_revision_that_became_old_conflicts(fake):
    fake.before_save(edited_by(fake, "Bob"))

    assert edit(fake, text="one\nzwei\nthree", baserevid="71001")["error"]["code"] == "editconflict"


def test_a_page_deleted_meanwhile_is_not_created_anew(fake):
    # MediaWiki compares whole seconds, and misses a deletion in the very second in which the edit began.
    fake.before_save(lambda: fake.delete("Race"))

    assert edit(fake, text="x")["error"]["code"] == "pagedeleted"


def test_a_page_deleted_meanwhile_is_created_anew_with_recreate(fake):
    fake.before_save(lambda: fake.delete("Race"))

    reply = edit(fake, text="x", recreate="1")

    assert (reply["edit"]["new"], reply["edit"]["oldrevid"]) == (True, 71001)


def test_a_callback_runs_once(fake):
    fake.before_save(edited_by(fake, "Bob"))
    edit(fake, text="one\ntwo\nTHREE")

    assert edit(fake, text="next")["edit"]["oldrevid"] == 71003


def test_a_refused_edit_keeps_the_callback(fake):
    fake.before_save(edited_by(fake, "Bob"))
    edit(fake, text="x", md5="wrong")

    assert edit(fake, text="xxx\ntwo\nthree")["error"]["code"] == "editconflict"
