"""What errors are called that an extension tells, as hooks of real wikis told all messages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from live.record_message_codes import CODES, as_code
from scenario import Client

from pytest_mwedit.api.message_codes import code_of
from pytest_mwedit.fake import FakeEditApi
from pytest_mwedit.languages import ENGLISH, all_texts, in_version
from pytest_mwedit.wiki.versions import VERSIONS

RECORDED = json.loads(Path(CODES).read_text("utf-8"))


@pytest.mark.parametrize("version", sorted(RECORDED))
def test_all_messages(version: str) -> None:
    """Each message has the real wiki's code."""
    recorded = RECORDED[version]["codes"]
    lacking = VERSIONS[version].lacks_message_codes
    keys = all_texts(in_version(ENGLISH, version), extensions=True).keys() | recorded.keys()

    told = {key: code_of(key, (), lacking) for key in keys}

    assert told == {key: recorded.get(key, as_code(key)) for key in keys}
    assert len(keys) <= RECORDED[version]["asked"]


@pytest.mark.parametrize("version", sorted(RECORDED))
@pytest.mark.parametrize("key", ["apierror-baduser", "blockedtext", "actionthrottled", "paramvalidator-badbool"])
def test_hooks_tell_them(version: str, key: str) -> None:
    """An edit that a hook refuses with a message has the real wiki's code."""
    fake = FakeEditApi(version=version)
    fake.arrange({"hook": {"point": "EditFilterMergedContent", "return": False, "fatal": [key]}})

    edit = {"action": "edit", "title": "A", "text": "x", "token": "+\\", "format": "json"}
    reply = Client(fake, None).send(edit)[0]

    code = reply["error"]["code"]

    assert code == RECORDED[version]["codes"].get(key, as_code(key))
